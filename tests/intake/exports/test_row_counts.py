"""A row of totals that says another count than its log has rows refuses the log; nothing else that
looks like a total does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from export_files import (
    BALLOT,
    DOSSIER,
    HEADS,
    ONE_STOP,
    PERIOD,
    PLAN,
    SURVEY,
    SURVEY_HEADS,
    texts,
    written,
)
from helpers.intake import exports
from helpers.intake.exports import ExportRefused
from helpers.intake.exports.row_counts import stated_count

pytestmark = pytest.mark.intake

WIDTH = len(HEADS) + 2  # a column of numbers before, one of fees behind
FEES = len(HEADS) + 1
Row = Sequence[object]


def rows(first: int, count: int) -> list[Row]:
    return [
        [n, *({**DOSSIER, "id": f"H.{n}"}).values(), 30000] for n in range(first, first + count)
    ]


def only(**cells: object) -> Row:
    """A row with these cells: `c0` is the first."""
    return [cells.get(f"c{place}", "") for place in range(WIDTH)]


def log(path: Path, body: Sequence[Row], title: Sequence[Row] = ()) -> Path:
    return written(path / "x.csv", [*title, ["STT", *HEADS, "Lệ phí"], *body])


def read(path: Path, body: Sequence[Row], title: Sequence[Row] = ()) -> exports.RowReading:
    return exports.read_rows(log(path, body, title), ONE_STOP, PLAN, PERIOD)


def refusal(path: Path, body: Sequence[Row], title: Sequence[Row] = ()) -> str:
    with pytest.raises(ExportRefused) as refused:
        read(path, body, title)
    return texts(refused.value)


# A total of `n` in every place where one is printed.
TOTALS = {
    "in words of its own": lambda n: only(c1=f"Tổng cộng: {n} hồ sơ"),
    "in the first column": lambda n: only(c0=f"Tổng số {n}"),
    "in the middle of the row": lambda n: only(c4=f"CỘNG: {n}"),
    "number under the ids": lambda n: only(c0="Tổng số", c1=n),
    "number next to fees": lambda n: only(c0="Tổng số hồ sơ", c1=f"{n} hồ sơ", c13=7, c17=150000),
    "number in the column of numbers": lambda n: only(c0=n, c1="Tổng cộng"),
    "number alone under the ids": lambda n: only(c1=n),
    "as figures and words": lambda n: only(c0=f"Tổng cộng: {n} (bằng chữ: mấy) hồ sơ./."),
    "words first": lambda n: only(c0=f"Tổng cộng: Mấy ({n}) hồ sơ"),
    "with a part": lambda n: only(c0=f"Tổng số: {n} hồ sơ, trong đó: 2 quá hạn"),
    "of a span of days": lambda n: only(c0=f"Tổng số từ 15/12/2021 đến 14/12/2022: {n}"),
    "as a sentence": lambda n: only(c0=f"Danh sách này có {n} hồ sơ./."),
}


@pytest.mark.parametrize("total", TOTALS.values(), ids=TOTALS)
def test_a_total_that_agrees_is_silent_and_another_one_is_a_fault(
    tmp_path: Path, total: Callable[[int], Row]
) -> None:
    for count in (4, 5):
        reading = read(tmp_path, [*rows(1, count), total(count)])
        assert reading.counts["dossiers"] == reading.counts["rows"] == count
        assert "thiếu hoặc thừa" not in texts(reading)
    said = refusal(tmp_path, [*rows(1, 4), total(5)])
    assert "Tệp x.csv, dòng 6: dòng cộng ghi 5, các dòng được cộng có 4: " in said


@pytest.mark.parametrize(
    "total",
    [
        only(c0="Tổng cộng"),
        only(c0="Tổng cộng: Bảy hồ sơ"),
        only(c0="Tổng phí, lệ phí", c17=150000),
        only(c0="Tổng cộng", c17=150000),
        only(c0="Tổng lệ phí: 150.000 đồng"),
        only(c0="Cộng số giao dịch thanh toán", c13=7),
        only(c0="Tổng số hồ sơ quá hạn: 2"),
        only(c0="Trong đó: 2 hồ sơ quá hạn"),
        only(c0="Tổng số hồ sơ trực tuyến", c1=2),
        only(c0="Tổng cộng: 98 %"),
        only(c0="Tổng cộng 3/4"),
        only(c0="Tổng cộng", c6=2, c8=2),
    ],
    ids=str,
)
def test_a_total_of_something_else_is_no_count_of_rows(tmp_path: Path, total: Row) -> None:
    assert read(tmp_path, [*rows(1, 4), total]).counts["dossiers"] == 4


def sections(*of_unit: int, stated: Sequence[int] = ()) -> list[Row]:
    body: list[Row] = []
    first = 1
    for place, count in enumerate(of_unit):
        body += rows(first, count)
        said = stated[place] if stated else count
        body.append(only(c0=f"Cộng đơn vị {'ABCD'[place]}: {said}"))
        first += count
    return body


def test_totals_of_units_count_their_own_rows(tmp_path: Path) -> None:
    whole = only(c0="Tổng cộng: 9 hồ sơ")
    assert read(tmp_path, [*sections(4, 3, 2), whole]).counts["dossiers"] == 9
    assert read(tmp_path, [*sections(4, 0, 5), whole]).counts["dossiers"] == 9
    said = refusal(tmp_path, [*sections(4, 2, 2, stated=[4, 3, 2]), whole])
    assert "dòng 9: dòng cộng ghi 3, các dòng được cộng có 2: " in said
    assert "dòng 13: dòng cộng ghi 9, các dòng được cộng có 8: " in said
    assert said.count("dòng cộng ghi") == 2


def test_a_unit_that_lost_all_its_rows_is_not_covered_by_the_one_above(tmp_path: Path) -> None:
    said = refusal(tmp_path, sections(4, 0, stated=[4, 4]))
    assert "dòng 7: dòng cộng ghi 4, các dòng được cộng có 0: " in said


def test_totals_of_totals_of_pages_and_above_their_rows(tmp_path: Path) -> None:
    nested = [*sections(4, 3), only(c0="Cộng khối một: 7"), *rows(20, 2), only(c0="Tổng cộng 9")]
    assert read(tmp_path, nested).counts["dossiers"] == 9
    pages = [*rows(1, 3), only(c0="Cộng trang 1: 3"), *rows(4, 2), only(c0="Cộng dồn: 5")]
    assert read(tmp_path, pages).counts["dossiers"] == 5
    assert read(tmp_path, [only(c0="Tổng số: 4"), *rows(1, 4)]).counts["dossiers"] == 4
    assert "ghi 5, các dòng" in refusal(tmp_path, [only(c0="Tổng số: 5"), *rows(1, 4)])
    uncounted = [*rows(1, 3), only(c0="Cộng đơn vị A"), *rows(4, 2), only(c0="Cộng đơn vị B: 2")]
    assert read(tmp_path, uncounted).counts["dossiers"] == 5


def test_a_total_in_the_title_is_of_all_rows(tmp_path: Path) -> None:
    for title in (only(c0="Tổng số hồ sơ: 4"), only(c0="Tổng số hồ sơ", c3="4 hồ sơ")):
        assert read(tmp_path, rows(1, 4), [title]).counts["dossiers"] == 4
        said = refusal(tmp_path, rows(1, 3), [title])
        assert "Tệp x.csv: phần tiêu đề ghi 4, các dòng được cộng có 3: " in said


def test_repeated_rows_may_be_counted_or_not_and_the_foot_never_is(tmp_path: Path) -> None:
    foot = [only(c0="Nơi nhận:"), only(c3="NGƯỜI LẬP BIỂU"), only(c3="(Ký, ghi rõ họ tên)")]
    for count in (4, 5):
        body = [*rows(1, 4), *rows(2, 1), only(c0=f"Tổng cộng: {count}"), *foot]
        assert read(tmp_path, body).counts["dossiers"] == 4
    body = [*rows(1, 4), *rows(2, 1), *foot, only(c0="Tổng cộng: 6")]
    assert "ghi 6, các dòng được cộng có 5" in refusal(tmp_path, body)


def test_a_long_log_is_counted_through_all_its_portions(tmp_path: Path) -> None:
    count = 60_000
    assert read(tmp_path, [*rows(1, count), only(c0="Tổng số: 60.000")]).counts["rows"] == count
    # Rows of several lines are read by the slower reader.
    broken = [[*rows(0, 1)[0][:-1], "ba mươi\nnghìn"], *rows(1, count), only(c0="Tổng số: 60.000")]
    assert "ghi 60.000, các dòng được cộng có 60.001" in refusal(tmp_path, broken)


def test_ballots_are_counted_too(tmp_path: Path) -> None:
    ballots = [list({**BALLOT, "id": f"P{n}"}.values()) for n in range(3)]
    for count in (3, 4):
        total = [f"Tổng số: {count} phiếu", *[""] * (len(SURVEY_HEADS) - 1)]
        path = written(tmp_path / "x.csv", [SURVEY_HEADS, *ballots, total])
        if count == 3:
            assert exports.read_rows(path, SURVEY, PLAN, PERIOD).counts["answers"] == 3
        else:
            with pytest.raises(ExportRefused, match="dòng cộng ghi 4, các dòng được cộng có 3"):
                exports.read_rows(path, SURVEY, PLAN, PERIOD)


@pytest.mark.parametrize(
    ("label", "count"),
    [
        ("Tổng số: 1.234 hồ sơ.", 1234),
        ("TỔNG CỘNG = 50", 50),
        ("Cộng UBND phường 3: 12", 12),
        ("Cộng quý I/2022: 12 hồ sơ", 12),
        ("Tổng cộng năm 2022: 50", 50),
        ("Tổng cộng năm 2022", None),
        ("Tổng cộng: 1,5 triệu", None),
        ("Tổng số 3 hồ sơ chưa giải quyết", None),
    ],
)
def test_what_a_total_says(label: str, count: int | None) -> None:
    assert stated_count(label) == count
