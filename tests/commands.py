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
    """What the command says and returns, run in `cwd` with `env`.

    A render, which starts processes of its own, runs as it is installed; all else is a fork of a
    process that has imported the command.
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
