"""The annex as a workbook: the figures of the results, typed cells, nothing that runs."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from evaluations import COMMUNE, DISTRICT, OTHER_COMMUNE, PROVINCE, hostile
from helpers import wording
from helpers.documents.annex import annex
from helpers.documents.annex_coverage import Arrival
from helpers.documents.annex_form import Dossiers
from helpers.evaluation import tables
from helpers.intake.receipts import Known
from helpers.model import Evaluation, Source
from year import everyone

SNAPSHOT = "0123456789abcdef"
FORMULA = "=HYPERLINK(A1)"
COUNTS = {f"c{n}": n for n in range(3, 14)}
DOSSIERS = Dossiers({"Đất đai": COUNTS, FORMULA: COUNTS}, {COMMUNE: COUNTS, "": COUNTS})
ARRIVALS = {COMMUNE: Arrival("+cmd.xlsx", Known(date(2023, 1, 20), listed=True))}
HEADS = {"results": 4, "form": 5}  # rows
DICTIONARY = "Giải thích cột"


@pytest.fixture(scope="module")
def subjects() -> list[Evaluation]:
    """The whole, then all agencies."""
    made = everyone()
    return [made[PROVINCE], *(made[name] for name in made if name != PROVINCE)]


@pytest.fixture(scope="module")
def content(subjects: list[Evaluation]) -> bytes:
    return annex(subjects, SNAPSHOT, DOSSIERS, ARRIVALS)[0]


@pytest.fixture(scope="module")
def sheets(content: bytes) -> dict[str, Worksheet]:
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(io.BytesIO(content))}


def rows_of(sheet: Worksheet, head: int) -> list[dict[str, object]]:
    """The rows below the head, by head; empty cells are None."""
    heads, *rows = sheet.iter_rows(head, values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def result_sheets(sheets: dict[str, Worksheet]) -> list[Worksheet]:
    return [sheet for sheet in sheets.values() if sheet["H4"].value == "Nguồn số liệu"]


def test_every_figure_is_that_of_the_results(
    sheets: dict[str, Worksheet], subjects: list[Evaluation]
) -> None:
    columns = ("numerator", "denominator", "value", "threshold", "margin_units")
    expected = [
        (str(row["agency"]), str(row["target"]), *(row[name] for name in columns))
        for row in tables.results(subjects)
    ]
    heads = ("Tử số", "Mẫu số", "Giá trị", "Mức, số", "Vượt (thiếu)")
    shown = [
        (str(row["Mã đơn vị"]), str(row["Mã chỉ tiêu"]), *(row[head] for head in heads))
        for sheet in result_sheets(sheets)
        for row in rows_of(sheet, HEADS["results"])
    ]
    assert len(shown) > 100
    assert Counter(shown) == Counter(expected)


def test_a_value_below_its_threshold_is_not_shown_as_reaching_it(
    sheets: dict[str, Worksheet],
) -> None:
    places = 0
    for sheet in result_sheets(sheets):
        heads = {cell.value: cell.column for cell in sheet[HEADS["results"]]}
        for row in sheet.iter_rows(HEADS["results"] + 1):
            value, limit = row[heads["Giá trị"] - 1], row[heads["Mức, số"] - 1].value
            if isinstance(value.value, int | float) and isinstance(limit, int | float):
                decimals = len(value.number_format.partition(".")[2])
                shown = round(value.value, decimals)
                assert (shown < limit, shown > limit) == (value.value < limit, value.value > limit)
                places += 1
    assert places > 20


def test_no_verdict_without_data(sheets: dict[str, Worksheet]) -> None:
    judged = {"Đạt", "Không đạt", "Chưa đạt mức phấn đấu", "Chậm tiến độ"}
    rows = [row for sheet in result_sheets(sheets) for row in rows_of(sheet, HEADS["results"])]
    assert any(row["Kết luận"] == "Chưa có số liệu" for row in rows)
    assert {row["Kết luận"] for row in rows if row["Tử số"] is None} & judged == set()


def test_the_form_has_its_total_and_its_columns(sheets: dict[str, Worksheet]) -> None:
    for name, label in (("II.06a theo lĩnh vực", "Lĩnh vực"), ("II.06a theo đơn vị", "Đơn vị")):
        *rows, total = rows_of(sheets[name], HEADS["form"])
        assert total[label] == "Tổng cộng"
        for head in (head for head in total if head.startswith("(")):
            assert total[head] == sum(int(str(row[head])) for row in rows)
        assert total["(3) Tổng số"] == 6  # twice column 3 of COUNTS
    units = {row["Đơn vị"] for row in rows_of(sheets["II.06a theo đơn vị"], HEADS["form"])}
    assert "Không xác định được đơn vị" in units


def test_without_an_export_no_dossier_is_counted(subjects: list[Evaluation]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(annex(subjects[:2], SNAPSHOT, None, {})[0]))
    sheet = book["II.06a theo đơn vị"]
    assert sheet["A3"].value == "Kỳ này chưa có dữ liệu hồ sơ một cửa."
    assert sheet.max_row == HEADS["results"]


def test_who_has_sent_and_when(sheets: dict[str, Worksheet], subjects: list[Evaluation]) -> None:
    rows = {row["Mã đơn vị"]: row for row in rows_of(sheets["Tình hình gửi"], 4)}
    assert list(rows) == [each.agency.id for each in subjects]
    commune = rows[COMMUNE]
    assert commune["Ngày nhận"] == datetime(2023, 1, 20)
    assert commune["Ngày nhận theo"] == "danh sách của văn thư"
    assert commune["Hạn gửi"] == datetime(2022, 12, 26)
    assert commune["Đúng hạn"] == wording.receipts.LATE
    assert rows[DISTRICT]["Ngày nhận"] is None
    assert rows[DISTRICT]["Đúng hạn"] == wording.receipts.UNKNOWN
    assert rows[OTHER_COMMUNE]["Đúng hạn"] == wording.receipts.UNSENT
    states = {row["Biểu số liệu"] for row in rows.values()}
    assert "Đã gửi" in states


def test_a_difference_has_both_figures(subjects: list[Evaluation]) -> None:
    first, *others = subjects
    commune = next(each for each in others if each.agency.id == COMMUNE)
    place, result = next(
        (n, r)
        for n, r in enumerate(commune.results)
        if r.target.id == "dossiers_on_time" and r.level == commune.agency.level
    )
    used = result.observation
    assert used is not None
    assert used.numerator is not None
    reported = replace(used, source=Source.REPORTED, numerator=used.numerator - 1)
    results = (*commune.results[:place], replace(result, others=(reported,)))
    differing = replace(commune, results=(*results, *commune.results[place + 1 :]))
    book = openpyxl.load_workbook(io.BytesIO(annex([first, differing], SNAPSHOT, None, {})[0]))
    [row] = rows_of(book["Chênh lệch"], 4)
    assert row["Mã đơn vị"] == COMMUNE
    assert (row["Tử số dùng"], row["Tử số còn lại"]) == (used.numerator, used.numerator - 1)
    assert row["Nguồn số dùng để kết luận"] == "Tính từ dữ liệu hồ sơ"
    assert row["Chênh lệch"] == pytest.approx(100 / (used.denominator or 0), abs=1e-6)


def test_every_sheet_says_what_it_is_of_and_is_ready_for_print(
    sheets: dict[str, Worksheet],
) -> None:
    for name, sheet in sheets.items():
        stamp = str(sheet["A2"].value)
        assert stamp.startswith("SỐ LIỆU MÔ PHỎNG · DỰ THẢO · Kế hoạch số 434/KH-UBND"), name
        assert SNAPSHOT in stamp
        setup = sheet.page_setup
        assert (setup.paperSize, setup.orientation, setup.fitToHeight) == (9, "landscape", 0)
        assert sheet.oddHeader.center.text == stamp
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref or sheet.max_row <= HEADS["form"]


def test_every_column_is_explained(sheets: dict[str, Worksheet]) -> None:
    explained = rows_of(sheets[DICTIONARY], 4)
    for name, sheet in sheets.items():
        if name != DICTIONARY:
            head = HEADS["form" if name.startswith("II.06a") else "results"]
            heads = {str(cell.value) for cell in sheet[head]}
            of_sheet = {
                str(row["Cột"]) for row in explained if name in str(row["Trang"]).split("; ")
            }
            assert heads == of_sheet
    assert all(row["Nội dung"] and row["Kiểu"] for row in explained)


def test_hostile_text_is_text(subjects: list[Evaluation]) -> None:
    name = "=1+1|' /C calc'!A0 & \x01<b>"
    bad = replace(hostile(subjects[1]), agency=replace(subjects[1].agency, name=name))
    made = annex([subjects[0], bad], SNAPSHOT, DOSSIERS, ARRIVALS)[0]
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        for part in parts.namelist():
            text = parts.read(part)
            assert b"<f>" not in text
            assert b"hyperlink" not in text
    cells = [
        cell
        for sheet in openpyxl.load_workbook(io.BytesIO(made))
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).startswith(("=", "+", "-", "@"))
    ]
    assert any(str(cell.value).startswith("=1+1") for cell in cells)
    assert any(cell.value == FORMULA for cell in cells)
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert all(cell.quotePrefix for cell in texts)


def test_the_same_inputs_give_the_same_bytes(content: bytes, subjects: list[Evaluation]) -> None:
    assert annex(subjects, SNAPSHOT, DOSSIERS, ARRIVALS)[0] == content
