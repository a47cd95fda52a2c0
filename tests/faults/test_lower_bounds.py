"""The pure layer of the tests passes with the lowest versions that pyproject.toml allows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from province import PROJECT

pytestmark = pytest.mark.slow_faults

PURE = "not intake and not batch and not browser and not slow_faults"
PACKAGE_AND_EXTRAS = f"{PROJECT}[cluster,dev]"


def test_the_pure_layer_passes_with_the_lowest_versions(tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    python = venv / "bin" / "python"
    uv = Path(sys.executable).with_name("uv")
    _run([uv, "venv", "--quiet", "--python", sys.executable, venv], "no virtual environment")
    lowest = ["--resolution", "lowest-direct", "--editable", PACKAGE_AND_EXTRAS]
    _run(
        [uv, "pip", "install", "--quiet", "--python", python, *lowest],
        "the lowest versions of pyproject.toml could not be installed: either no package index is "
        "reachable from this machine, or a lower bound names what cannot be installed",
    )
    _run(
        [python, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", PURE],
        "a lower bound of pyproject.toml is too low",
    )


def _run(command: list[str | Path], fault: str) -> None:
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    printed = (done.stdout + done.stderr).strip()
    assert done.returncode == 0, f"{fault}:\n{printed[-4000:]}"
