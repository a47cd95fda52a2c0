"""The scope of an approval: a packet made from anything else is a draft again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

import approval_status
import helpers
from batches import use_notebook
from commands import cchc
from helpers import store
from helpers.analyst.opening import opened
from province import PLAN, Province
from warm_children import COMMANDS

pytestmark = pytest.mark.intake

YEAR, HALF = "2022-FY", "2022-H1"
COMMUNE = "02764-xa-din-chin"


@pytest.fixture(scope="module")
def approved(small_province: Province, tmp_path_factory: pytest.TempPathFactory) -> Province:
    """The small province with notebooks of its own, its year approved."""
    root = tmp_path_factory.mktemp("approved") / "own"
    province = small_province.copy(root, own_notebooks=True)
    assert status_of(province) == "draft"
    assert cchc("approve", "--period", YEAR, "--by", "UBND tỉnh", env=province.env).returncode == 0
    assert status_of(province) == "approved"
    return province


@pytest.fixture
def own(approved: Province, tmp_path: Path) -> Province:
    return approved.copy(tmp_path / "own")


def status_of(province: Province, source: Path | None = None) -> str:
    """Approval status of a packet of the year in a new process, with the package in `source`."""
    program, environment = COMMANDS.command("approval_status"), dict(province.env)
    if source is not None:
        program = [sys.executable, "-P", approval_status.__file__]
        environment["PYTHONPATH"] = str(source)
    done = subprocess.run(
        [*program, PLAN, YEAR, COMMUNE], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def changed_code(folder: Path, name: str, old: str, new: str) -> Path:
    """A copy of the package with one piece of one module replaced."""
    package = Path(helpers.__file__).parent
    shutil.copytree(package, folder / "helpers")
    path = folder / "helpers" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return folder


def take_in(province: Province, period: str) -> str:
    done = cchc("intake", "--period", period, env=province.env)
    assert done.returncode == 0, done.stderr
    return done.stderr


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        # a word on the page, a measure, a rule of judging
        ("wording/pages.py", "Phiếu chưa được", "Phiếu vẫn chưa được", "approved"),
        ("evaluation/indicators/measures.py", "return sum(", "return 1 + sum(", "draft"),
        ("evaluation/verdicts.py", "from __future__", "# Changed\nfrom __future__", "draft"),
        ("evaluation/classes.py", "from __future__", "# Changed\nfrom __future__", "draft"),
    ],
)
def test_changed_code_that_counts_or_judges_voids_the_approval(
    approved: Province, tmp_path: Path, name: str, old: str, new: str, expected: str
) -> None:
    assert status_of(approved, changed_code(tmp_path, name, old, new)) == expected


def test_another_mapping_gives_another_state_of_the_data(own: Province) -> None:
    mapping = own.root / "params" / "mappings" / "one-stop.yml"
    was = mapping.read_text("utf-8")
    before = store.current(own.roots.data, PLAN, YEAR)
    # Taken in before the change, the data are still the approved ones.
    mapping.write_text(f"{was}\n# Đã đối chiếu\n", "utf-8")
    assert status_of(own) == "approved"
    said = take_in(own, YEAR)
    after = store.current(own.roots.data, PLAN, YEAR)
    assert before is not None and after is not None and before.id != after.id
    assert store.history(own.roots.data, PLAN, YEAR)[-2:] == (before.id, after.id)
    assert status_of(own) == "draft" and "đã được UBND tỉnh phê duyệt" in said
    mapping.write_text(was, "utf-8")
    assert "DỰ THẢO" not in take_in(own, YEAR)
    assert status_of(own) == "approved"


def test_a_changed_plan_makes_a_draft(own: Province) -> None:
    change(own.root / "params" / "plans" / PLAN / "scoring.yml", "label: ", "label: Khác, ")
    assert status_of(own) == "draft"


def test_later_figures_of_the_year_or_of_the_comparison_period_make_a_draft(
    own: Province,
) -> None:
    for period in (HALF, YEAR):
        path = own.inbox(period) / f"{COMMUNE}.xlsx"
        book = openpyxl.load_workbook(path)
        sheet = book["Số liệu"]
        place = next(cell.column for cell in sheet[4] if cell.value == "Số liệu")
        row = next(r[0].row for r in sheet.iter_rows() if r[0].value == "transfers_electronic")
        was = sheet.cell(row, place).value
        sheet.cell(row, place).value = was - 1
        book.save(path)
        take_in(own, period)
        assert status_of(own) == "draft"
        sheet.cell(row, place).value = was
        book.save(path)
        take_in(own, period)
        if period == HALF:
            assert status_of(own) == "approved"  # the same figures, even from another file


@pytest.mark.parametrize("name", ["procedures", "province"])
def test_changed_cells_of_a_notebook_make_a_draft_but_outputs_do_not(
    own: Province, name: str
) -> None:
    path = own.root / "notebooks" / f"{name}.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    cell = next(c for c in notebook["cells"] if c["cell_type"] == "code")
    cell["execution_count"] = 7
    path.write_text(json.dumps(notebook), "utf-8")
    assert status_of(own) == "approved"
    notebook["cells"].pop()
    path.write_text(json.dumps(notebook), "utf-8")
    assert status_of(own) == "draft"


def test_notebooks_used_with_an_agency_leave_the_approval_in_force(own: Province) -> None:
    before = opened(own.roots, PLAN, YEAR)
    for path in (own.root / "notebooks").glob("*.ipynb"):
        use_notebook(path)
    assert status_of(own) == "approved"
    assert opened(own.roots, PLAN, YEAR) is before  # nothing is computed again either


@pytest.mark.batch
def test_the_packet_shows_its_status(own: Province) -> None:
    page = own.roots.out / PLAN / YEAR / "packets" / f"{COMMUNE}.html"
    marks = []
    for step in ("approved", "changed"):
        if step == "changed":
            change(own.root / "params" / "plans" / PLAN / "scoring.yml", "label: ", "label: Khác, ")
        done = cchc("render", "--period", YEAR, "--agency", COMMUNE, env=own.env)
        assert done.returncode == 0, done.stderr
        text = page.read_text("utf-8")
        marks.append(("DỰ THẢO" in text, "Đã phê duyệt: UBND tỉnh." in text))
    assert marks == [(False, True), (True, False)]
