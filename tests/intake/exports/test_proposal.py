"""Proposed mappings: what is certain, guessed, missing, asked; a whole one can be used as it is."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from commands import cchc
from export_files import DOSSIER, HEADS, ONE_STOP, PERIOD, PLAN, written
from helpers.intake import exports
from helpers.intake.exports import ExportRefused, Proposal, load_mapping, propose
from province import PROJECT

pytestmark = pytest.mark.intake

KNOWN = exports.load_mappings(PROJECT)
OTHER = {
    "Mã hồ sơ": "Số hồ sơ",
    "Đơn vị giải quyết": "Cơ quan thực hiện",
    "Kênh tiếp nhận": "Hình thức nộp",
    "Ngày tiếp nhận": "Ngày nhận hồ sơ",
    "Ngày hẹn trả": "Hạn trả",
    "Ngày có kết quả": "Ngày trả kết quả",
}


def proposal(path: Path, *rows: list[str]) -> Proposal:
    return propose(written(path / "x.csv", rows), KNOWN)


def loaded(path: Path, proposed: Proposal) -> exports.ExportMapping:
    (path / "x.yml").write_text(proposed.text, "utf-8")
    return load_mapping(path / "x.yml")


def line(proposed: Proposal, begin: str) -> str:
    """The first line that begins so; spellings of values come after the columns."""
    return next(each for each in proposed.text.splitlines() if each.lstrip().startswith(begin))


def test_the_heads_of_a_known_mapping_are_certain(tmp_path: Path) -> None:
    proposed = proposal(tmp_path, HEADS, list(DOSSIER.values()))
    assert loaded(tmp_path, proposed).columns == ONE_STOP.columns
    assert proposed.complete
    assert "#" not in line(proposed, "competent_unit:")
    assert proposed.text.endswith('"no": ["Không"]\n')


def test_heads_of_another_system_are_guessed_and_marked_and_then_read(tmp_path: Path) -> None:
    heads = [OTHER.get(head, head) for head in HEADS]
    proposed = proposal(tmp_path, heads, list(DOSSIER.values()))
    mapping = loaded(tmp_path, proposed)
    for ours, other in OTHER.items():
        column = next(c for c, head in ONE_STOP.columns.items() if head == ours)
        assert mapping.columns[column] == other
        assert "# CẦN XEM: đoán theo" in line(proposed, f"{column}:")
    read = exports.read_rows(tmp_path / "x.csv", mapping, PLAN, PERIOD)
    assert read.table.num_rows == 1


def test_what_is_missing_or_claimed_twice_is_said_and_no_row_is_repeated(tmp_path: Path) -> None:
    heads = ["Mã hồ sơ", "Cơ quan giải quyết", "Đơn vị xử lý", "Kênh tiếp nhận", "Ngày tiếp nhận"]
    proposed = proposal(tmp_path, [*heads, "Chủ hồ sơ Trần Thị B"], ["Nguyễn Văn A"] * 6)
    assert not proposed.complete
    assert "# THIẾU: due (bắt buộc)" in proposed.text
    assert "# THIẾU: done (bắt buộc)" in proposed.text
    assert "cũng có thể là nội dung này" in line(proposed, "competent_unit:")
    assert "Nguyễn Văn A" not in proposed.text
    assert "Trần Thị B" not in proposed.text
    # Until somebody completes it, it can be used for nothing.
    with pytest.raises(Exception, match="due"):
        loaded(tmp_path, proposed)


def printed(path: Path, names: str, note: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Biểu số II.06a/VPCP/KSTT", "", "", "", "- Đơn vị báo cáo: UBND xã A"],
        [
            "TT",
            names,
            "Hồ sơ tiếp nhận",
            "",
            "Hồ sơ đã giải quyết",
            "",
            "",
            "Hồ sơ đang giải quyết",
        ],
        [
            "",
            "",
            "Tổng",
            "Kỳ trước",
            "Tổng",
            f"Đúng hạn{note}",
            "Quá hạn",
            "Tổng",
            f"Trong hạn{note}",
        ],
        [1, "x", 1, 1, 1, 1, 1, 1, 1],
    ):
        sheet.append(row)
    book.save(path)
    return path


def test_where_dossiers_wait_for_papers_is_asked(tmp_path: Path) -> None:
    note = "\n(Bao gồm cả hồ sơ chờ bổ sung)"
    proposed = propose(printed(tmp_path / "x.xlsx", "Đơn vị", note), KNOWN)
    mapping = loaded(tmp_path, proposed)
    assert mapping.columns["c9"] == "Hồ sơ đã giải quyết / Đúng hạn"
    assert mapping.columns["c12"] == "Hồ sơ đang giải quyết / Trong hạn"
    assert "# HỎI: cột 9 và cột 12 đều ghi «gồm cả hồ sơ chờ bổ sung»" in proposed.text
    assert "HỎI:" not in propose(printed(tmp_path / "y.xlsx", "Đơn vị", ""), KNOWN).text


def test_a_table_by_field_takes_the_agency_from_its_title(tmp_path: Path) -> None:
    proposed = propose(printed(tmp_path / "x.xlsx", "Lĩnh vực giải quyết", ""), KNOWN)
    assert loaded(tmp_path, proposed).unit_in_title == "Đơn vị báo cáo"
    assert "CẦN XEM" in line(proposed, "unit_in_title:")


def test_other_tables_get_no_mapping(tmp_path: Path) -> None:
    for rows in ([["a", "b"]], [["Tên", "Tuổi", "Ngày sinh"]], [[]]):
        with pytest.raises(ExportRefused, match="không nhận ra đủ tên cột"):
            proposal(tmp_path, *rows)


def test_the_command_prints_or_writes_and_replaces_nothing(tmp_path: Path) -> None:
    path, out = written(tmp_path / "x.csv", [HEADS]), tmp_path / "new" / "x.yml"
    printed_out = cchc("mapping", str(path))
    saved = cchc("mapping", str(path), "--out", str(out))
    again = cchc("mapping", str(path), "--out", str(out))
    none = cchc("mapping", str(tmp_path / "none.csv"))
    assert (printed_out.returncode, saved.returncode) == (0, 0)
    assert out.read_text("utf-8") == printed_out.stdout
    assert (again.returncode, none.returncode) == (2, 2)
    assert "không ghi đè" in again.stderr
    assert "không mở được tệp" in none.stderr
