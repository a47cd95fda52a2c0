"""An intake as a process of its own: what it says, how it ends, and its end by SIGTERM."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO

from helpers.plan import Roots

MOST_OUTPUT = 20_000  # bytes of the end of what it says
COMMAND = Path(sys.executable).with_name("cchc")


class IntakeRun:
    """A running `cchc intake` of one period. It goes on where the kernel ends: an intake is whole
    or changes nothing."""

    def __init__(self, roots: Roots, plan: str, period: str) -> None:
        self.period = period
        folders = {"ROOT": roots.root, "DATA": roots.data, "OUT": roots.out}
        into, self._output = _file()
        self._process = subprocess.Popen(
            [str(COMMAND), "intake", "--period", period, "--plan", plan],
            env={**os.environ, **{f"CCHC_{name}": str(path) for name, path in folders.items()}},
            stdin=subprocess.DEVNULL,
            stdout=into,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        into.close()

    @property
    def code(self) -> int | None:
        """Its exit code, negative where a signal ended it; None while it runs."""
        return self._process.poll()

    @property
    def output(self) -> str:
        """The end of what it has said so far."""
        size = os.fstat(self._output.fileno()).st_size
        self._output.seek(max(0, size - MOST_OUTPUT))
        return self._output.read(MOST_OUTPUT).decode("utf-8", "replace")

    def end(self) -> None:
        """Ask it to end."""
        if self.code is None:
            self._process.terminate()


def _file() -> tuple[IO[bytes], IO[bytes]]:
    """An open file to write to, and the same to read from at places of its own. It goes with its
    last user; where an open file keeps its name (Windows) it stays among the temporary ones."""
    number, name = tempfile.mkstemp()
    reading = open(name, "rb", buffering=0)  # noqa: SIM115 (open as long as the run is shown)
    with suppress(PermissionError):
        os.unlink(name)
    return os.fdopen(number, "wb"), reading
