"""An export that lost rows is noticed: an agency without a dossier is asked about and is a gap, and
none has fewer dossiers than an earlier export of the same days had."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import openpyxl
import pytest

from helpers import demo
from helpers.analyst.opening import opened
from helpers.intake.check import IntakeResult
from helpers.model import Evaluation, Reason, Remark, Severity, Source, Status
from helpers.packets import display
from parts import text
from province import Province, new_province

pytestmark = pytest.mark.intake

HALF, YEAR = "2022-H1", "2022-FY"
WARD, WARD_NAME = "02764-xa-din-chin", "UBND xã Dìn Chin"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """A small province: the half-year is taken in, the year has been sent."""
    province = new_province(tmp_path_factory.mktemp("coverage") / "project")
    inbox = province.roots.data / "inbox"
    demo.write_province(province.plan, inbox, dossiers=600, periods=[HALF, YEAR])
    province.take_in(HALF)
    return province


@pytest.fixture
def province(sent: Province, tmp_path: Path) -> Province:
    return sent.copy(tmp_path / "project")


def export_of(province: Province) -> Path:
    return province.inbox(YEAR) / f"xuat-ho-so-{YEAR}.csv"


def without(province: Province, keep: int, unit: str = WARD_NAME) -> int:
    """Leave only the first `keep` rows of a unit in the year's export; how many it had."""
    path = export_of(province)
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    column = next(n for n, name in enumerate(head) if "giải quyết" in name and "Mã" not in name)
    of_unit = [row for row in rows if row[column].startswith(unit)]
    kept = [row for row in rows if row not in of_unit[keep:]]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *kept])
    return len(of_unit)


def remarks_on(taken: IntakeResult, agency: str, file: str) -> list[Remark]:
    return [r for r in taken.remarks if r.agency == agency and r.file == file]


def evaluated(province: Province) -> Evaluation:
    return opened(province.roots, province.plan.id, YEAR).evaluation(WARD)


def own_counts(province: Province, stated: str) -> None:
    """Let the ward state counts of its own where its form shows those of the log."""
    path = province.inbox(YEAR) / f"{WARD}.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Số liệu"]
    heads = next(
        row for row in sheet.iter_rows() if any(cell.value == "Số từ dữ liệu" for cell in row)
    )
    columns = {cell.value: cell.column for cell in heads}
    for row in sheet.iter_rows(min_row=heads[0].row + 1):
        if row[0].value == "dossiers_on_time":
            line = row[0].row
            sheet.cell(line, columns["Số liệu"]).value = stated
            sheet.cell(line, columns["Tài liệu kiểm chứng"]).value = "Sổ theo dõi của đơn vị"
    book.save(path)


def test_nothing_is_asked_where_all_is_there(province: Province) -> None:
    taken = province.take_in(YEAR)
    lost = [r for r in taken.remarks if "không có hồ sơ nào" in r.text or "mất đi" in r.text]
    assert lost == []


def test_an_agency_without_a_row_is_asked_about_and_is_a_gap(province: Province) -> None:
    own_counts(province, "47/50")
    assert without(province, keep=0) > 0
    taken = province.take_in(YEAR)
    (remark,) = remarks_on(taken, WARD, export_of(province).name)
    assert remark.severity is Severity.REFUSED_CELL
    assert f"không có hồ sơ nào của {province.plan.agencies[WARD].name}" in remark.text
    assert "tệp của kỳ 6 tháng năm 2022 có" in remark.text
    assert taken.refusals
    evaluation = evaluated(province)
    computed = [
        o
        for r in evaluation.results
        for o in (r.observation, *r.others)
        if o and o.source is Source.COMPUTED and not o.surveyed
    ]
    assert computed and {o.missing for o in computed} == {Reason.NOT_IN_EXPORT}
    on_time = next(r for r in evaluation.results if r.target.id == "dossiers_on_time")
    assert on_time.observation is not None
    assert (on_time.observation.numerator, on_time.observation.source) == (47, Source.REPORTED)
    # The two sources are seen side by side, though one of them has nothing.
    said = text(display.differences(evaluation))
    assert "47/50" in said and "Dữ liệu hồ sơ của kỳ không có hồ sơ nào của đơn vị" in said


def test_an_export_of_one_district_leaves_gaps_in_all_others(province: Province) -> None:
    """Each agency that is missing is asked about by its own name, and is a gap."""
    plan = province.plan
    district = plan.agencies[WARD].parent
    others = [a for a in plan.agencies.values() if a.level == "commune" and a.parent != district]
    gone = [a for a in others if without(province, keep=0, unit=a.name.split(",")[0])]
    assert len(gone) > 1
    taken = province.take_in(YEAR)
    run = opened(province.roots, plan.id, YEAR)
    for agency in gone:
        (remark,) = remarks_on(taken, agency.id, export_of(province).name)
        assert f"không có hồ sơ nào của {agency.name}" in remark.text
        assert remark.severity is Severity.REFUSED_CELL
        own = [r for r in run.evaluation(agency.id).results if r.target.id == "dossiers_on_time"]
        assert [r.verdict.status is Status.NOT_ARISING for r in own] == [False]
    assert remarks_on(taken, WARD, export_of(province).name) == []


def test_an_agency_that_states_none_had_none(province: Province) -> None:
    own_counts(province, "0/0")
    without(province, keep=0)
    taken = province.take_in(YEAR)
    assert remarks_on(taken, WARD, export_of(province).name) == []
    results = {r.target.id: r for r in evaluated(province).results}
    assert results["dossiers_on_time"].verdict.status is Status.NOT_ARISING
    gaps = [r.verdict.reason for r in results.values()]
    assert Reason.NOT_IN_EXPORT not in gaps


def test_rows_that_an_earlier_export_had_are_missed(province: Province) -> None:
    there = without(province, keep=1)
    assert there > 1
    taken = province.take_in(YEAR)
    (remark,) = remarks_on(taken, WARD, export_of(province).name)
    assert "có 1 hồ sơ" in remark.text or "có 0 hồ sơ" in remark.text
    assert "6 tháng năm 2022" in remark.text and "không thể mất đi" in remark.text


def test_the_first_export_of_a_year_has_nothing_before_it(sent: Province, tmp_path: Path) -> None:
    province = sent.copy(tmp_path / "project")
    shutil.rmtree(province.roots.data / "store")
    without(province, keep=0)
    taken = province.take_in(YEAR)
    (remark,) = remarks_on(taken, WARD, export_of(province).name)
    assert "tệp của kỳ" not in remark.text
