"""Notebooks run with the usual tools of Jupyter, from any folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import helpers
from helpers.analyst.lab import folder
from helpers.model import OVERVIEW
from helpers.wording.params import NO_PROJECT_FOLDER
from province import PLAN, PROJECT, Province

pytestmark = pytest.mark.batch

AGENCY, YEAR = "02764-xa-din-chin", "2022-FY"
BIN = Path(sys.executable).parent


def run(province: Province, cwd: Path, *command: str | Path) -> str:
    """A program of the environment, run in `cwd`; what it prints."""
    program, *arguments = command
    env = province.env | {"HOME": str(cwd), "IPYTHONDIR": str(cwd / "ipython")}
    done = subprocess.run(
        [BIN / program, *arguments], env=env, cwd=cwd, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def shown(path: Path) -> str:
    """All HTML that the cells of an executed notebook show."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output["output_type"] == "error"]
    return "".join("".join(o.get("data", {}).get("text/html", "")) for o in outputs)


@pytest.fixture(scope="module")
def copy_of_overview(small_province: Province, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The overview of an agency as `cchc notebook` writes it."""
    plan, work = small_province.plan, tmp_path_factory.mktemp("work")
    agency, period = plan.senders_by_id[AGENCY], plan.periods[YEAR]
    folder.write_notebooks(small_province.roots, plan, agency, period, [OVERVIEW], work)
    return work / AGENCY / "overview.ipynb"


def test_papermill_lists_the_parameters(small_province: Province, tmp_path: Path) -> None:
    notebook = PROJECT / "notebooks" / "overview.ipynb"
    help_text = run(small_province, tmp_path, "papermill", "--help-notebook", notebook)
    assert all(f"  {name}: str (default " in help_text for name in ("plan", "agency", "period"))


def test_papermill_runs_a_notebook(small_province: Province, tmp_path: Path) -> None:
    given = {"plan": PLAN, "agency": AGENCY, "period": YEAR}
    words = [word for name, value in given.items() for word in ("-p", name, value)]
    made = tmp_path / "made.ipynb"
    notebook = PROJECT / "notebooks" / "overview.ipynb"
    run(small_province, tmp_path, "papermill", notebook, made, *words)
    assert "UBND xã Dìn Chin" in shown(made)


@pytest.mark.parametrize(
    "command",
    [
        ["jupyter", "execute", "--inplace"],
        ["jupyter", "nbconvert", "--to", "notebook", "--execute", "--inplace"],
    ],
    ids=lambda command: command[1],
)
def test_jupyter_runs_a_notebook(
    small_province: Province, tmp_path: Path, copy_of_overview: Path, command: list[str]
) -> None:
    made = tmp_path / "made.ipynb"
    made.write_bytes(copy_of_overview.read_bytes())
    run(small_province, tmp_path, *command, made)
    assert "UBND xã Dìn Chin" in shown(made)


def test_python3_is_the_kernel_of_this_environment(
    small_province: Province, tmp_path: Path
) -> None:
    specs = json.loads(run(small_province, tmp_path, "jupyter", "kernelspec", "list", "--json"))
    assert specs["kernelspecs"]["python3"]["spec"]["argv"][0] in (sys.executable, "python")


@pytest.mark.parametrize("command", ["plan", "agencies", "lab"])
def test_outside_its_project_the_package_says_so(tmp_path: Path, command: str) -> None:
    """As installed from a wheel, in an environment within a project of somebody else."""
    site = tmp_path / ".venv" / "site"
    shutil.copytree(Path(helpers.__file__).parent, site / "helpers")
    (tmp_path / "pyproject.toml").write_text("[project]\n", "utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith("CCHC_")}
    options = ["--allow-root", "--no-browser"] if command == "lab" else []
    done = subprocess.run(
        [sys.executable, "-P", "-c", "from helpers.cli import main; main()", command, *options],
        env=env | {"PYTHONPATH": str(site)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == NO_PROJECT_FOLDER
    assert {path.name for path in tmp_path.iterdir()} == {".venv", "pyproject.toml"}
