"""The command `cchc`: each command opens what it needs, calls, prints, and says how it went.

Exit codes: 0 all · 1 done, but something was refused, failed or differs (named) · 2 wrong use, or
nothing could be done · 75 another batch holds the folder.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import FileIO, TextIOWrapper

from helpers.system.limits import most_address_space
from helpers.wording.command import NO_MEMORY

# Bytes of address space. With less, libraries end the process on their own, in English.
LEAST_MEMORY = 3_000_000_000


def main() -> None:
    """Run the command line; no traceback is ever its answer."""
    _open_streams()
    # No process started from here imports from the working folder: it may hold files that came in.
    os.environ["PYTHONSAFEPATH"] = "1"
    if most_address_space() < LEAST_MEMORY:
        print(NO_MEMORY, file=sys.stderr)
        sys.exit(2)
    try:
        # Imported here: where memory is short, importing is what fails.
        from helpers.cli.run import run

        code = run()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has seen enough
        code = 0
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except OSError as fault:  # such as a full disk behind stdout
        code = _answered(fault)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except Exception as fault:
        code = _answered(fault)
    with suppress(OSError):
        sys.stderr.flush()
    sys.exit(code)


def _open_streams() -> None:
    """A stream that is closed would give its number to the first file that is opened."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if number == 0 else os.O_WRONLY)
    sys.stdout = sys.stdout or TextIOWrapper(FileIO(1, "w", closefd=False), encoding="utf-8")
    sys.stderr = sys.stderr or TextIOWrapper(FileIO(2, "w", closefd=False), encoding="utf-8")


def _answered(fault: Exception) -> int:
    """Say in one sentence that something failed which nobody foresaw; the exit code."""
    try:
        from helpers.cli.fault_answer import answer

        said = answer(fault)
    except Exception:
        said = NO_MEMORY
    with suppress(OSError):
        print(said, file=sys.stderr, flush=True)
    return 2
