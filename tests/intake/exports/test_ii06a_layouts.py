"""Form II.06a as five systems print it: columns 3-13 by hand, whatever the heads and the foot."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from export_files import COLUMNS, FOLDER, PERIOD, PLAN
from helpers.intake import exports
from helpers.intake.exports import ExportRefused, TotalsReading
from helpers.intake.exports.period import remarks_between
from helpers.model import Severity

pytestmark = pytest.mark.intake

OFFICE, DEPARTMENT = "03022-xa-thanh-binh", "so-noi-vu"
NAMES = {agency: PLAN.agencies[agency].name for agency in (OFFICE, DEPARTMENT)}
FIRST = [100, 60, 30, 10, 90, 20, 65, 5, 10, 8, 2]
SECOND = [50, 10, 38, 2, 48, 40, 8, 0, 2, 2, 0]
BOTH = [150, 70, 68, 12, 138, 60, 73, 5, 12, 10, 2]
WAITING = "(Bao gồm cả hồ sơ chờ Bổ sung và Trả lại / Xin rút)"
OPEN_WAITING = "(Bao gồm cả hồ sơ chờ bổ sung và hồ sơ khác)"
FOOT = (
    [],
    ["", "", "", "", "", "", "", "", "", "Lào Cai, ngày 15 tháng 12 năm 2022"],
    ["", "Người lập biểu", "", "", "", "", "", "", "", "THỦ TRƯỞNG ĐƠN VỊ"],
    ["", "(Ký, ghi rõ họ tên)", "", "", "", "", "", "", "", "(Ký tên, đóng dấu)"],
)
# By layout: the head of the names, that of what came in, what is under it, the begin of the other
# heads, and whether the heads have notes.
LAYOUTS = {
    "units": ("Đơn vị", "Tiếp nhận", "Trong kỳ", "", False),
    "units with notes": ("Đơn vị", "Tiếp nhận", "Trong kỳ", "", True),
    "units of a system": ("Đơn vị", "Tiếp nhận", "Trong đó", "Số lượng hồ sơ ", True),
    "fields of a system": (
        "Lĩnh vực, công việc giải quyết theo cấp",
        "Tiếp nhận",
        "Trong đó",
        "Số lượng hồ sơ ",
        True,
    ),
    "fields": (
        "Lĩnh vực giải quyết",
        "Số lượng hồ sơ tiếp nhận",
        "Trong kỳ",
        "Số lượng hồ sơ ",
        False,
    ),
}


def printed(
    path: Path,
    layout: str,
    unit: str = NAMES[OFFICE],
    rows: tuple[tuple[str, list[int]], ...] = (),
    total: list[int] | None = BOTH,
    foot: bool = True,
) -> Path:
    """A workbook as a system prints it, with merged heads."""
    of, came, within, more, noted = LAYOUTS[layout]
    done, open_ = (f"{more}{'đã' if more else 'Đã'} giải quyết", f"{more}đang giải quyết")
    in_time = f"Đúng hạn\n{WAITING}" if noted else "Đúng hạn"
    not_late = f"Trong hạn\n{OPEN_WAITING}" if noted else "Trong hạn"
    under = f"Tổng số|{within}||Từ kỳ trước|Tổng số|Trước hạn|{in_time}|Quá hạn|Tổng số|{not_late}"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Biểu số II.06a/VPCP/KSTT", "", "TÌNH HÌNH", *[""] * 6, f"- Đơn vị báo cáo: {unit}"],
        [*[""] * 9, "- Đơn vị nhận báo cáo: Sở Nội vụ"],
        ["", "", "(Từ ngày 15/12/2021 đến ngày 14/12/2022)"],
        ["TT", of, came, "", "", "", done, "", "", "", open_ if more else "Đang giải quyết"],
        ["", "", *under.split("|"), "Quá hạn"],
        ["", "", "", "Trực tuyến", "Trực tiếp, dịch vụ bưu chính"],
        list(range(1, 14)),
        *([n, name, *figures] for n, (name, figures) in enumerate(rows, 1)),
        *([["", "Tổng cộng", *total]] if total else []),
        *(FOOT if foot else []),
    ):
        sheet.append(row)
    for merged in ("A4:A6", "B4:B6", "C4:F4", "G4:J4", "K4:M4", "C5:C6", "D5:E5", "F5:F6"):
        sheet.merge_cells(merged)
    book.save(path)
    return path


def reading(path: Path) -> TotalsReading:
    mapping = exports.recognise(path, exports.load_mappings(FOLDER.parents[1]))
    assert mapping is not None
    read = exports.read_export(path, mapping, PLAN, PERIOD)
    assert isinstance(read, TotalsReading)
    return read


def figures(read: TotalsReading) -> dict[str, list[int]]:
    rows = read.table.to_pylist()
    return {row["agency"]: [row[column] for column in COLUMNS] for row in rows}


def said(read: TotalsReading) -> str:
    return "\n".join(remark.text for remark in read.remarks)


UNITS = ((NAMES[OFFICE], FIRST), (NAMES[DEPARTMENT], SECOND))
FIELDS = (("Hộ tịch", FIRST), ("Chứng thực", SECOND))


@pytest.mark.parametrize("foot", [False, True])
@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name.startswith("units")])
def test_a_table_by_unit(tmp_path: Path, layout: str, foot: bool) -> None:
    read = reading(printed(tmp_path / "x.xlsx", layout, rows=UNITS, foot=foot))
    assert figures(read) == {OFFICE: FIRST, DEPARTMENT: SECOND}
    assert ("chữ ký ở cuối bảng" in said(read)) == foot
    assert read.agency == ""
    assert {remark.severity for remark in read.remarks} <= {Severity.REMARK}


@pytest.mark.parametrize("total", [BOTH, None])
@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name.startswith("fields")])
def test_a_table_of_one_agency_by_field(
    tmp_path: Path, layout: str, total: list[int] | None
) -> None:
    read = reading(printed(tmp_path / "x.xlsx", layout, rows=FIELDS, total=total))
    assert (read.agency, figures(read)) == (OFFICE, {OFFICE: BOTH})
    assert {remark.severity for remark in read.remarks} <= {Severity.REMARK}


@pytest.mark.parametrize("layout", [name for name, shape in LAYOUTS.items() if shape[4]])
def test_dossiers_that_two_columns_claim_are_asked_about(tmp_path: Path, layout: str) -> None:
    rows = UNITS if layout.startswith("units") else FIELDS
    read = reading(printed(tmp_path / "x.xlsx", layout, rows=rows))
    assert "cột 9 và 12 đều ghi gồm hồ sơ chờ bổ sung" in said(read)


def test_heads_without_notes_are_asked_nothing(tmp_path: Path) -> None:
    assert "chờ bổ sung" not in said(reading(printed(tmp_path / "x.xlsx", "fields", rows=FIELDS)))


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("", "tiêu đề không có tên đơn vị sau «Đơn vị báo cáo:»"),
        ("Xã Không Có Trong Danh Sách", "không có đơn vị tên «Xã Không Có …»"),
        ("Công an tỉnh Lào Cai", "cơ quan trung ương"),
    ],
)
def test_a_title_that_names_no_agency_refuses_the_file(
    tmp_path: Path, unit: str, words: str
) -> None:
    path = printed(tmp_path / "x.xlsx", "fields", unit=unit, rows=FIELDS)
    with pytest.raises(ExportRefused, match=words):
        reading(path)


def test_figures_that_contradict_their_total_are_not_believed(tmp_path: Path) -> None:
    read = reading(printed(tmp_path / "x.xlsx", "fields", rows=FIELDS, total=[151, *BOTH[1:]]))
    assert figures(read) == {}
    assert "151" in said(read)


def test_files_of_several_agencies_count_together(tmp_path: Path) -> None:
    own = {
        agency: reading(printed(tmp_path / f"{agency}.xlsx", "fields", unit=name, rows=FIELDS))
        for agency, name in NAMES.items()
    }
    merged = exports.merged_totals(list(own.values()))
    assert merged is not None
    assert {row["agency"]: row["c3"] for row in merged.to_pylist()} == dict.fromkeys(NAMES, 150)


@pytest.mark.parametrize(("second", "kept"), [(BOTH, 150), (FIRST, None)])
def test_an_agency_in_two_tables_counts_once_or_not_at_all(
    tmp_path: Path, second: list[int], kept: int | None
) -> None:
    own = reading(printed(tmp_path / "a.xlsx", "fields", rows=FIELDS))
    all_units = printed(tmp_path / "b.xlsx", "units", rows=((NAMES[OFFICE], second),), total=second)
    both = [own, reading(all_units)]
    merged = exports.merged_totals(both)
    assert merged is not None
    rows = {row["agency"]: row["c3"] for row in merged.to_pylist()}
    assert rows == ({OFFICE: kept} if kept else {})
    remarks = list(remarks_between(both, None, None, (), (), PLAN, PERIOD))
    refused = [r for r in remarks if r.severity is Severity.REFUSED_CELL]
    assert len(refused) == (0 if kept else 2)
    assert all("khác nhau giữa các tệp a.xlsx, b.xlsx" in r.text for r in refused)
