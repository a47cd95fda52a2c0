"""Printed totals: lines and groups counted once, and compared with the period before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.exports import ALL as LINE_ALL
from corpus.exports import SA_PA as LINE_SA_PA
from corpus.exports import SO_NOI_VU as LINE_SO_NOI_VU
from corpus.exports import ii06a, squared
from export_files import FOLDER, PERIOD, PLAN, written
from helpers.intake import exports
from helpers.intake.exports.totals import differences
from helpers.model import WrongUse

pytestmark = pytest.mark.intake


def test_totals_are_printed_unchanged(tmp_path: Path) -> None:
    lines = squared(ii06a(LINE_SO_NOI_VU, LINE_SA_PA, LINE_ALL))
    path = written(tmp_path / "x.csv", lines)
    rows, remarks = exports.count_file(path, FOLDER / "ii06a.yml", None, None)
    assert [list(row.values()) for row in rows] == [
        ["Sở Nội vụ", *LINE_SO_NOI_VU[2:]],
        ["UBND thị xã Sa Pa", *LINE_SA_PA[2:]],
        ["total", *LINE_ALL[2:]],
    ]
    assert remarks == ()
    with pytest.raises(WrongUse):
        exports.count_file(path, FOLDER / "ii06a.yml", None, None, "field")
    with pytest.raises(WrongUse):
        exports.count_file(path, FOLDER / "one-stop.yml", None, None)


ZEROS = [0] * 11


def printed(tmp_path: Path, *lines: Sequence[object]) -> tuple[list[object], object, str]:
    """The units that `cchc dossiers` prints, the total of column 3, and its messages."""
    path = written(tmp_path / "x.csv", squared(ii06a(*lines)))
    rows, remarks = exports.count_file(path, FOLDER / "ii06a.yml", None, None)
    units = [row["agency"] for row in rows[:-1]]
    return units, rows[-1]["c3"], "\n".join(remark.text for remark in remarks)


@pytest.mark.parametrize(
    ("first", "second"), [("A", "B"), ("I", "II"), ("a)", "b)"), ("", ""), ("1", "2")]
)
def test_groups_are_counted_once_without_a_plan(tmp_path: Path, first: str, second: str) -> None:
    """If groups are numbered like units, only the name distinguishes them."""
    units, total, said = printed(
        tmp_path,
        (first, "Sở, ban, ngành", *LINE_SO_NOI_VU[2:]),
        ("-" if first == "1" else 1, *LINE_SO_NOI_VU[1:]),
        (second, "Cấp huyện", *LINE_SA_PA[2:]),
        ("-" if first == "1" else 2, *LINE_SA_PA[1:]),
        LINE_ALL,
    )
    assert (units, total) == (["Sở Nội vụ", "UBND thị xã Sa Pa"], 107)
    assert said == "Tệp x.csv, dòng 8, 10: dòng nhóm hoặc dòng «Trong đó»; không tính hai lần."


def test_groups_within_groups(tmp_path: Path) -> None:
    units, total, said = printed(
        tmp_path,
        ("A", "Toàn bộ khối tỉnh", *LINE_ALL[2:]),
        ("I", "Sở", *LINE_SO_NOI_VU[2:]),
        (1, *LINE_SO_NOI_VU[1:]),
        ("II", "Trung tâm", *LINE_SA_PA[2:]),
        (1, "Trung tâm Phục vụ hành chính công", *LINE_SA_PA[2:]),
        ("B", "Cấp huyện", *LINE_SA_PA[2:]),
        ("I", "Thị xã", *LINE_SA_PA[2:]),
        (1, *LINE_SA_PA[1:]),
    )
    assert units == ["Sở Nội vụ", "Trung tâm Phục vụ hành chính công", "UBND thị xã Sa Pa"]
    assert total == 107 + 7
    assert "dòng 8, 9, 11, 13, 14: dòng nhóm" in said


@pytest.mark.parametrize("numbers", [("I", "II"), ("A", "B"), ("1", "2"), ("", "")])
def test_a_number_alone_does_not_make_a_group(tmp_path: Path, numbers: tuple[str, str]) -> None:
    units = ["Sở Nội vụ", "Sở Du lịch"]
    same = [(n, unit, *LINE_SA_PA[2:]) for n, unit in zip(numbers, units, strict=True)]
    assert printed(tmp_path, *same) == (units, 14, "")
    nothing = [(n, unit, *ZEROS) for n, unit in zip(numbers, units, strict=True)]
    assert printed(tmp_path, *nothing) == (units, 0, "")


@pytest.mark.parametrize(
    "whole", ["Toàn Bộ", "Tổng cộng toàn Bộ", "Toàn tỉnh", "Tổng cả thành phố"]
)
def test_a_general_department_is_no_total(tmp_path: Path, whole: str) -> None:
    lines = (
        ("", "Cục, vụ", *LINE_ALL[2:]),
        (1, "Vụ Pháp chế", *LINE_SO_NOI_VU[2:]),
        (2, "Tổng cục Đo lường", *LINE_SA_PA[2:]),
        ("", whole, *LINE_ALL[2:]),
    )
    units, total, _ = printed(tmp_path, *lines)
    assert (units, total) == (["Vụ Pháp chế", "Tổng cục Đo lường"], 107)


def test_a_row_that_is_not_a_sum_is_a_line_whatever_its_number(tmp_path: Path) -> None:
    units, total, _ = printed(
        tmp_path, ("I", "Sở Nội vụ", *LINE_SO_NOI_VU[2:]), (1, *LINE_SA_PA[1:]), LINE_ALL
    )
    assert (units, total) == (["Sở Nội vụ", "UBND thị xã Sa Pa"], 107)


def test_column_6_is_compared_with_column_11_of_the_period_before(tmp_path: Path) -> None:
    path = written(tmp_path / "x.csv", squared(ii06a(LINE_SO_NOI_VU, LINE_SA_PA)))
    reading = exports.read_totals(path, exports.load_mapping(FOLDER / "ii06a.yml"), PLAN, PERIOD)
    (remark,) = differences(reading, None, {"so-noi-vu": 12, "088-thi-xa-sa-pa": 0})
    assert remark.agency == "so-noi-vu"
    assert remark.text == (
        "Tệp x.csv, dòng 8: Cột 6 (10) khác cột 11 của kỳ liền trước (12). Đề nghị kiểm tra."
    )
