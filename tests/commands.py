"""The command `cchc` as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from warm_children import COMMANDS


def cchc(
    *arguments: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in `cwd` with `env`; return its output and exit status.

    A render, which starts processes of its own, runs as installed; all other commands are forks
    of a process that has already imported the package.
    """
    installed = "render" in arguments[:1]
    program = (
        [Path(sys.executable).with_name("cchc")] if installed else COMMANDS.command("helpers.cli")
    )
    return subprocess.run(
        [*program, *arguments],
        env=os.environ if env is None else env,
        cwd=cwd,
        capture_output=True,
        text=True,
    )
