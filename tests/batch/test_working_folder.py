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


# Papermill and a kernel: one notebook shows what eight would.
ONE_NOTEBOOK = """
import sys
from pathlib import Path
from helpers.batch.engine import EngineName
from helpers.batch.engine.run import run
from helpers.batch.jobs import parameters
from helpers.plan import find_roots
roots, given = find_roots(), parameters("laocai-2022", sys.argv[1], sys.argv[2], "overview")
done = run(roots.notebook("overview"), given, roots, Path(sys.argv[3]), EngineName.STANDARD)
sys.exit(done.failure or 0)
"""


@pytest.fixture
def received(tmp_path: Path) -> tuple[Path, Path]:
    """A working folder with a file named after each module; and what appears if one is run."""
    folder, mark = tmp_path / "received", tmp_path / "ran"
    folder.mkdir()
    names = {*sys.stdlib_module_names, *packages_distributions(), "sitecustomize"}
    for name in names:
        planted = f"open({str(mark)!r}, 'a').write(__name__ + ' ')\nraise SystemExit(9)\n"
        (folder / f"{name}.py").write_text(planted)
    return folder, mark


def test_a_batch_runs_no_module_of_the_working_folder(
    small_province: Province, received: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, mark = received
    program, out = Path(sys.executable).with_name("cchc"), tmp_path / "out"
    options = f"--period {PERIOD} --agency {FEW[2]} --out {out}"
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


def test_papermill_runs_no_module_of_the_working_folder(
    small_province: Province, received: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, mark = received
    done = subprocess.run(
        [sys.executable, "-P", "-c", ONE_NOTEBOOK, FEW[2], PERIOD, tmp_path],
        env=env_of(small_province.roots),
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert not mark.exists(), mark.read_text()
    assert (done.returncode, done.stderr) == (0, "")
