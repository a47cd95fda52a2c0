"""The sample notebook and the snippets of README work as they are written."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import openpyxl
import pytest

from province import PROJECT, Province

pytestmark = pytest.mark.batch

SAMPLE = PROJECT / "notebooks" / "samples" / "bang-so-lieu.ipynb"
SECONDS = 300


def run(province: Province, folder: Path, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env=province.env,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def outputs(path: Path) -> list[str]:
    """What the cells show, as plain text."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    shown = [o for cell in cells for o in cell.get("outputs", ())]
    assert not [o for o in shown if o["output_type"] in ("error", "stream")]
    return ["".join(o["data"].get("text/plain", "")) for o in shown]


def test_the_sample_is_stored_without_outputs() -> None:
    notebook = nbformat.read(SAMPLE, 4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not [cell for cell in code if cell.outputs or cell.execution_count]
    assert [cell for cell in code if "parameters" in cell.metadata.get("tags", ())] == code[:1]


def test_papermill_runs_the_sample(small_province: Province, tmp_path: Path) -> None:
    made = tmp_path / "out.ipynb"
    parameters = ("-p", "agency", "03002-phuong-sa-pa", "-p", "other", "03001-phuong-sa-pa")
    run(small_province, tmp_path, "papermill", str(SAMPLE), str(made), *parameters)
    texts = outputs(made)
    questions = [c for c in nbformat.read(SAMPLE, 4).cells if c.source.startswith("**")]
    assert len(questions) == 11 and len(texts) >= 12  # ten, and the workbook
    assert "SỐ LIỆU MÔ PHỎNG" in texts[0] and "03001-phuong-sa-pa" in texts[1]
    book = openpyxl.load_workbook(tmp_path / "bang-so-lieu.xlsx")
    assert "MÔ PHỎNG" in str(book.worksheets[0]["A1"].value)


def test_nbconvert_runs_the_sample(small_province: Province, tmp_path: Path) -> None:
    options = ("--to", "notebook", "--execute", "--output-dir", str(tmp_path))
    own = shutil.copy(SAMPLE, tmp_path / "own.ipynb")  # it runs in the folder of its notebook
    run(small_province, tmp_path, "nbconvert", *options, "--output", "made.ipynb", str(own))
    assert len(outputs(tmp_path / "made.ipynb")) >= 12
    assert (tmp_path / "bang-so-lieu.xlsx").is_file()


def test_the_snippet_of_the_readme_runs(small_province: Province, tmp_path: Path) -> None:
    text = (PROJECT / "README.md").read_text("utf-8")
    (snippet,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", snippet],
        cwd=tmp_path,
        env=small_province.env,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert openpyxl.load_workbook(tmp_path / "work" / "xep-hang.xlsx").sheetnames[0] == "Xếp hạng"


def test_processes_that_make_packets_load_no_pandas(small_province: Province) -> None:
    program = """
import sys
import helpers.batch.workers, helpers.batch.jobs, helpers.packets.display, helpers.cli.run
import helpers.analyst.opening
print([name for name in ("pandas", "duckdb", "helpers.analyst.tables") if name in sys.modules])
from helpers import tables
print(tables.__name__)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=small_province.env
    )
    assert done.stdout.split("\n")[:2] == ["[]", "helpers.analyst.tables"], done.stderr
