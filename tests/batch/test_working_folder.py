"""Code in the working folder never runs, whatever module it is named after."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from batches import FEW, PERIOD, env_of
from province import Province

pytestmark = pytest.mark.batch


@pytest.mark.parametrize("engine", ["warm", "standard"])
def test_a_batch_runs_no_module_of_the_working_folder(
    small_province: Province, tmp_path: Path, engine: str
) -> None:
    folder, mark = tmp_path / "received", tmp_path / "ran"
    folder.mkdir()
    names = {*sys.stdlib_module_names, *packages_distributions(), "sitecustomize"}
    for name in names:
        planted = f"open({str(mark)!r}, 'a').write(__name__ + ' ')\nraise SystemExit(9)\n"
        (folder / f"{name}.py").write_text(planted)
    program, out = Path(sys.executable).with_name("cchc"), tmp_path / "out"
    options = f"--period {PERIOD} --agency {FEW[2]} --out {out} --engine {engine}"
    done = subprocess.run(
        [program, "render", *options.split()],
        env=env_of(small_province.roots),
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert not mark.exists(), mark.read_text()
    assert done.returncode == 0, done.stderr
    assert list(out.rglob(f"*{FEW[2]}*.html"))
