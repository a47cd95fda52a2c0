"""What an approval covers: whatever else a packet is made from, it is a draft again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

import helpers
import standing
from commands import cchc
from helpers import store
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
    assert standing_of(province) == "draft"
    assert cchc("approve", "--period", YEAR, "--by", "UBND tỉnh", env=province.env).returncode == 0
    assert standing_of(province) == "approved"
    return province


@pytest.fixture
def own(approved: Province, tmp_path: Path) -> Province:
    return approved.copy(tmp_path / "own")


def standing_of(province: Province, source: Path | None = None) -> str:
    """How a fresh process sees a packet of the year; with the package as it lies in `source`."""
    program, environment = COMMANDS.command("standing"), dict(province.env)
    if source is not None:
        program = [sys.executable, "-P", standing.__file__]
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
        # another word on the page, another measure, another rule of judging
        ("wording/pages.py", "Phiếu chưa được", "Phiếu vẫn chưa được", "approved"),
        ("evaluation/indicators/measures.py", "return sum(", "return 1 + sum(", "draft"),
        ("evaluation/verdicts.py", "from __future__", "# Changed\nfrom __future__", "draft"),
    ],
)
def test_other_code_is_covered_where_it_counts_or_judges(
    approved: Province, tmp_path: Path, name: str, old: str, new: str, expected: str
) -> None:
    assert standing_of(approved, changed_code(tmp_path, name, old, new)) == expected


def test_another_mapping_is_another_state_of_the_data(own: Province) -> None:
    mapping = own.root / "params" / "mappings" / "one-stop.yml"
    was = mapping.read_text("utf-8")
    before = store.current(own.roots.data, PLAN, YEAR)
    # Read before the change, the data are still those that were approved.
    mapping.write_text(f"{was}\n# Đã đối chiếu\n", "utf-8")
    assert standing_of(own) == "approved"
    said = take_in(own, YEAR)
    after = store.current(own.roots.data, PLAN, YEAR)
    assert before is not None and after is not None and before.id != after.id
    assert store.history(own.roots.data, PLAN, YEAR)[-2:] == (before.id, after.id)
    assert standing_of(own) == "draft" and "đã được UBND tỉnh phê duyệt" in said
    mapping.write_text(was, "utf-8")
    assert "DỰ THẢO" not in take_in(own, YEAR)
    assert standing_of(own) == "approved"


def test_another_plan_is_a_draft(own: Province) -> None:
    change(own.root / "params" / "plans" / PLAN / "scoring.yml", "label: ", "label: Khác, ")
    assert standing_of(own) == "draft"


def test_later_figures_of_the_year_and_of_the_period_compared_with_are_drafts(
    own: Province,
) -> None:
    for period in (HALF, YEAR):
        path = own.inbox(period) / f"{COMMUNE}.xlsx"
        book = openpyxl.load_workbook(path)
        sheet = book["Số liệu"]
        place = next(cell.column for cell in sheet[4] if cell.value == "Số liệu")
        row = next(r[0].row for r in sheet.iter_rows() if r[0].value == "transfers_electronic")
        was = sheet.cell(row, place).value
        sheet.cell(row, place).value = 0
        book.save(path)
        take_in(own, period)
        assert standing_of(own) == "draft"
        sheet.cell(row, place).value = was
        book.save(path)
        take_in(own, period)
        if period == HALF:
            assert standing_of(own) == "approved"  # the same figures, whatever file they came in


def test_other_cells_of_a_notebook_are_a_draft_what_a_run_left_in_it_is_not(own: Province) -> None:
    path = own.root / "notebooks" / "procedures.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    cell = next(c for c in notebook["cells"] if c["cell_type"] == "code")
    cell["execution_count"] = 7
    path.write_text(json.dumps(notebook), "utf-8")
    assert standing_of(own) == "approved"
    notebook["cells"].pop()
    path.write_text(json.dumps(notebook), "utf-8")
    assert standing_of(own) == "draft"


@pytest.mark.batch
def test_the_packet_says_so(own: Province) -> None:
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
