"""An intake as a process of its own: what it says, how it ends, and its end by SIGTERM."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
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
        self._output = _nameless_file()
        self._process = subprocess.Popen(
            [str(COMMAND), "intake", "--period", period, "--plan", plan],
            env={**os.environ, **{f"CCHC_{name}": str(path) for name, path in folders.items()}},
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    @property
    def code(self) -> int | None:
        """Its exit code, negative where a signal ended it; None while it runs."""
        return self._process.poll()

    @property
    def output(self) -> str:
        """The end of what it has said so far."""
        number = self._output.fileno()
        size = os.fstat(number).st_size
        # Read at a place of our own: the process writes at the file's.
        said = os.pread(number, MOST_OUTPUT, max(0, size - MOST_OUTPUT))
        return said.decode("utf-8", "replace")

    def end(self) -> None:
        """Ask it to end."""
        if self.code is None:
            self._process.terminate()


def _nameless_file() -> IO[bytes]:
    """An open file that goes with its last user."""
    return tempfile.TemporaryFile()
