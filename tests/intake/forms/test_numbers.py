"""The number and date grammar, case by case of hard-cases 3, and by property."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.intake.forms.numbers import (
    CellFault,
    is_blank,
    read_count,
    read_counts,
    read_day,
    was_tidied,
)

NBSP, THIN, NARROW, ZERO_WIDTH = "\u00a0", "\u2009", "\u202f", "\u200b"
NOT_WHOLE = "không phải số nguyên. Đề nghị ghi số đếm, ví dụ 1234."
PERCENT = (
    "là tỷ lệ phần trăm, không phải số lượng. Đề nghị ghi số lượng, đổi ô về dạng số nếu ô đang ở "
    "dạng phần trăm."
)
NOTE = "có chữ hoặc ghi chú kèm theo số. Đề nghị chỉ ghi số; ghi chú đưa sang trang «Giải trình»."


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        (5, 5),
        (5.0, 5),
        (0, 0),
        ("0", 0),
        ("49694", 49694),
        ("49.694", 49694),
        ("1.234.567", 1234567),
        (" 12 ", 12),
        (f"49{NBSP}694", 49694),
        (f"1{THIN}234{NARROW}567", 1234567),
        (f"4{ZERO_WIDTH}2{NBSP}", 42),
        ("1 234", 1234),
        (999_999_999_999_999, 999_999_999_999_999),
    ],
)
def test_accepted_counts(cell, count):
    assert read_count(cell) == count


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (49.694, f"giá trị «49,694» {NOT_WHOLE}"),
        ("1.234.567,8", f"giá trị «1.234.567,8» {NOT_WHOLE}"),
        ("85,3", f"giá trị «85,3» {NOT_WHOLE}"),
        ("0.853", f"giá trị «0.853» {NOT_WHOLE}"),
        (
            "49,694",
            "giá trị «49,694» chưa rõ là 49694 hay 49,694. Đề nghị ghi lại, không dùng dấu ngăn "
            "hàng nghìn; phần thập phân sau dấu phẩy.",
        ),
        (
            "1,234,567.8",
            "giá trị «1,234,567.8» dùng dấu phẩy ngăn hàng nghìn, ở đây là dấu thập phân. "
            "Đề nghị ghi 1234567,8 nếu đó là số đúng.",
        ),
        (-5, "giá trị «-5» là số âm. Đề nghị kiểm tra và ghi số từ 0 trở lên."),
        ("-5", "giá trị «-5» là số âm. Đề nghị kiểm tra và ghi số từ 0 trở lên."),
        (True, "ô chứa giá trị TRUE, không phải là số. Đề nghị ghi số liệu."),
        (
            datetime(2022, 3, 5),
            "ô chứa ngày «05/03/2022», không phải là số. Đề nghị xóa ô, định dạng ô là số rồi "
            "ghi lại.",
        ),
        (10**15, "giá trị «…» quá lớn. Đề nghị kiểm tra lại số này."),
        ("9" * 300, "giá trị «…» quá lớn. Đề nghị kiểm tra lại số này."),
        (None, "ô để trống. Đề nghị ghi số liệu."),
        ("85,3 (*)", f"«85,3 (*)» {NOTE}"),
        ("85,3%", f"«85,3%» {PERCENT}"),
        ("100 %", f"«100 %» {PERCENT}"),
        ("12 hồ sơ", f"«12 hồ sơ» {NOTE}"),
    ],
)
def test_counts_refused_with_one_sentence(cell, sentence):
    assert read_count(cell) == CellFault(sentence)


@pytest.mark.parametrize("cell", ["không có", "-", "x", "…", "NA", "null", "None", "#", "n/a"])
def test_words_are_refused_with_the_allowed_blanks(cell):
    assert read_count(cell) == CellFault(
        f"«{cell}» không phải là số. "
        "Đề nghị để trống nếu chưa có số liệu, ghi 0 nếu không phát sinh."
    )


@pytest.mark.parametrize(
    "cell", ["1_000", "1e3", "1.23.4", "12.34.567", "1 23", "5-6", "12 5", "+5"]
)
def test_other_spellings_are_not_read(cell):
    assert read_count(cell) == CellFault(
        f"«{cell}» không đọc được là số. Đề nghị chỉ dùng chữ số 0–9, dấu chấm ngăn hàng nghìn, "
        "dấu phẩy thập phân."
    )


@pytest.mark.parametrize("cell", ["８５", "٣٤", "1²", "Ⅳ", "½"])
def test_other_digits(cell):
    assert read_count(cell) == CellFault(
        f"«{cell}» có chữ số không thông dụng. Đề nghị gõ lại bằng chữ số 0–9."
    )


@pytest.mark.parametrize("cell", ["1O5", "l2", "1.O00", "5o"])
def test_letters_for_digits(cell):
    assert read_count(cell) == CellFault(
        f"«{cell}» có chữ cái lẫn trong số. Đề nghị gõ lại số 0 hoặc số 1 cho đúng."
    )


@pytest.mark.parametrize("cell", [float("inf"), float("nan"), 1e300, -0.5])
def test_odd_floats_are_refused(cell):
    assert isinstance(read_count(cell), CellFault)


@pytest.mark.parametrize(
    ("cell", "tidied"),
    [(f"5{NBSP}", True), ("1 234", True), (ZERO_WIDTH + "5", True), (" 5 ", False), (5, False)],
)
def test_cleaning_gives_a_remark(cell, tidied):
    assert was_tidied(cell) is tidied


@pytest.mark.parametrize(
    ("cell", "blank"),
    [(None, True), ("", True), (f" {NBSP}{ZERO_WIDTH}", True), (0, False), ("-", False)],
)
def test_blank(cell, blank):
    assert is_blank(cell) is blank


# ---------------------------------------------------------------- two counts


@pytest.mark.parametrize(
    ("cell", "counts"),
    [
        ("1.240/1.250", (1240, 1250)),
        ("1240/1250", (1240, 1250)),
        (" 0 / 12 ", (0, 12)),
        ("1\u00a0240/1\u00a0250", (1240, 1250)),
        ("7/5", (7, 5)),
    ],
)
def test_accepted_pairs_of_counts(cell, counts):
    assert read_counts(cell) == counts


UNREADABLE = (
    "không phải là hai số cách nhau bằng dấu /. Đề nghị chọn «Thống nhất», hoặc ghi hai số của đơn "
    "vị, ví dụ 1.240/1.250, và nêu lý do ở cột «Tài liệu kiểm chứng»."
)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (98, f"«98» {UNREADABLE}"),
        (0.99, f"«0,99» {UNREADABLE}"),
        (True, f"«True» {UNREADABLE}"),
        ("99 %", f"«99 %» {UNREADABLE}"),
        ("1/2/2022", f"«1/2/2022» {UNREADABLE}"),
        (
            datetime(2022, 2, 1),
            "ô chứa ngày «01/02/2022», không phải là hai số. Đề nghị xóa ô, định dạng ô là văn bản "
            "rồi ghi lại hai số, ví dụ 1.240/1.250.",
        ),
        (
            "12,5/20",
            "giá trị «12,5» không phải số nguyên. Đề nghị ghi số đếm, ví dụ 1234.",
        ),
        ("12/", "ô để trống. Đề nghị ghi số liệu."),
        ("-1/5", "giá trị «-1» là số âm. Đề nghị kiểm tra và ghi số từ 0 trở lên."),
    ],
)
def test_two_counts_refused_with_one_sentence(cell, sentence):
    assert read_counts(cell) == CellFault(sentence)


# ---------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("04/03/2026", date(2026, 3, 4)),
        ("4/3/2026", date(2026, 3, 4)),
        ("29/02/2024", date(2024, 2, 29)),
        (datetime(2026, 3, 4, 17, 30), date(2026, 3, 4)),
        (date(2026, 3, 4), date(2026, 3, 4)),
    ],
)
def test_accepted_days(cell, value):
    assert read_day(cell) == value


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("31/02/2026", "không có ngày «31/02/2026» (ngày trước, tháng sau). Đề nghị kiểm tra lại."),
        ("02/13/2026", "không có ngày «02/13/2026» (ngày trước, tháng sau). Đề nghị kiểm tra lại."),
        ("04/03/26", "ngày «04/03/26» không ghi đủ năm. Đề nghị ghi năm bằng bốn chữ số."),
        ("04/03/2562", "ngày «04/03/2562» có năm không hợp lý. Đề nghị kiểm tra lại năm."),
        (date(1926, 3, 4), "ngày «04/03/1926» có năm không hợp lý. Đề nghị kiểm tra lại năm."),
        (
            46085,
            "ô chứa số «46085», có thể là ngày 04/03/2026. Đề nghị ghi theo dạng ngày/tháng/năm.",
        ),
        (
            "hôm qua",
            "«hôm qua» không đọc được là ngày. "
            "Đề nghị ghi theo dạng ngày/tháng/năm, ví dụ 31/12/2000.",
        ),
        ("", "ô để trống. Đề nghị ghi số liệu."),
    ],
)
def test_refused_days(cell, sentence):
    assert read_day(cell) == CellFault(sentence)


# ---------------------------------------------------------------- the same number or a refusal


def grouped(digits, mark):
    """`1234567` as `1.234.567`."""
    head = len(digits) % 3 or 3
    return mark.join([digits[:head], *(digits[i : i + 3] for i in range(head, len(digits), 3))])


def english(number):
    return f"{number:,}"


def full_width(number):
    wide = {ord("0") + n: ord("０") + n for n in range(10)}
    return str(number).translate(wide)


COUNT_SPELLINGS = (
    lambda n: n,
    lambda n: float(n),
    lambda n: str(n),
    lambda n: grouped(str(n), "."),
    lambda n: grouped(str(n), " "),
    lambda n: grouped(str(n), NBSP),
    lambda n: grouped(str(n), NARROW),
    lambda n: f"{ZERO_WIDTH}{n}{NBSP}",
)
FOREIGN_COUNT_SPELLINGS = (
    english,
    lambda n: f"{n:,}.0",
    lambda n: f"{n}.0",
    lambda n: f"{n},0",
    lambda n: f"{n:e}",
    lambda n: f"{n:_}",
    full_width,
    lambda n: f"{n} (*)",
    lambda n: f"{n} hồ sơ",
    lambda n: str(n).replace("0", "O"),
    lambda n: str(n).replace("1", "l"),
)


@settings(max_examples=1000, deadline=None)
@given(st.integers(0, 10**9))
def test_a_count_is_the_same_number_in_every_accepted_spelling(number):
    assert [read_count(spell(number)) for spell in COUNT_SPELLINGS] == [number] * 8


@settings(max_examples=1000, deadline=None)
@given(st.integers(0, 10**9))
def test_a_count_in_a_foreign_spelling_is_the_same_number_or_refused(number):
    for spell in FOREIGN_COUNT_SPELLINGS:
        read = read_count(spell(number))
        assert read == number or isinstance(read, CellFault)


@settings(max_examples=1000, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_is_the_same_day_or_refused(day):
    assert read_day(f"{day:%d/%m/%Y}") == day
    assert read_day(f"{day.day}/{day.month}/{day.year}") == day
    for foreign in (f"{day:%Y-%m-%d}", f"{day:%d/%m/%y}", f"{day:%d.%m.%Y}"):
        assert isinstance(read_day(foreign), CellFault)


@settings(max_examples=1000, deadline=None)
@given(st.text(max_size=40))
def test_any_text_gets_a_number_or_one_sentence(text):
    for read in (read_count, read_counts, read_day):
        answer = read(text)
        if isinstance(answer, CellFault):
            assert ". Đề nghị " in answer.text and "\n" not in answer.text
