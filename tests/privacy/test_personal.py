"""Personal data in evidence, leads and explanations; numbers of documents are allowed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from helpers import wording
from helpers.intake.forms.cells import Cell
from helpers.intake.forms.numbers import CellFault
from helpers.model.spelling import one_line
from helpers.privacy.personal import holds_personal_data

TEXTS = yaml.safe_load((Path(__file__).parents[1] / "corpus/personal_texts.yml").read_text("utf-8"))
PERSONAL, HARMLESS = TEXTS["personal"], TEXTS["harmless"]


def said(text: str) -> str | CellFault:
    return Cell(5, 7, "s", text).line(1_000)


def test_99_of_100_spellings_of_personal_data_are_found() -> None:
    assert len(set(PERSONAL)) >= 200
    missed = [text for text in PERSONAL if not holds_personal_data(text)]
    assert len(missed) <= 0.01 * len(PERSONAL), missed


def test_1_of_100_harmless_texts_at_most_is_stopped() -> None:
    assert len(set(HARMLESS)) >= 300
    stopped = [text for text in HARMLESS if holds_personal_data(text)]
    assert len(stopped) <= 0.01 * len(HARMLESS), stopped


@pytest.mark.parametrize("text", [912345678, "Anh Tráng A Sử 0912345678", "hoa@gmail.com"])
def test_a_cell_with_personal_data_is_refused(text: str) -> None:
    answer = said(text)
    assert isinstance(answer, CellFault)
    assert answer.text == (
        "có nội dung giống thông tin cá nhân (số điện thoại, giấy tờ, tài khoản, biển số xe, thư "
        "điện tử, địa chỉ). Đề nghị bỏ nội dung đó; chỉ ghi số, ký hiệu, ngày của văn bản hoặc địa "
        "chỉ trang tin công khai."
    )


@pytest.mark.parametrize("text", HARMLESS[::25])
def test_a_cell_with_numbers_of_documents_is_accepted(text: str) -> None:
    assert said(text) == one_line(text, 1_000)


# Separators that people type between the digits of a number, also two of them.
BETWEEN = st.sampled_from(["", "", "", " ", ".", "-", "–", "/", "_", ",", ", ", " . ", "\u200b"])
PREFIX = st.sampled_from(["03", "05", "07", "08", "09", "+849", "84 3", "0214"])
WORDS = st.sampled_from(["", "ĐT", "gọi ", "Zalo", "anh Sử ", "(", "số ", "Báo cáo 12/BC-SNV; "])


@given(st.data())
def test_a_phone_number_is_found_whatever_separates_its_digits(data: st.DataObject) -> None:
    begin = data.draw(PREFIX)
    digits = data.draw(st.text("0123456789", min_size=7, max_size=7))
    digits = digits if begin == "0214" else digits + data.draw(st.sampled_from("0123456789"))
    written = begin + "".join(data.draw(BETWEEN) + digit for digit in digits)
    assert holds_personal_data(data.draw(WORDS) + written)


@given(st.integers(0, 99_999), st.integers(0, 99_999), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_counts_shares_and_days_pass(one: int, other: int, day: date) -> None:
    part, whole = sorted((one, other))
    counts = f"{wording.core.number(part)}/{wording.core.number(whole)} hồ sơ"
    assert not holds_personal_data(f"{counts}, đến ngày {wording.core.day(day)}")
    assert not holds_personal_data(f"Báo cáo {one}/BC-UBND ngày {day.day}/{day.month}/{day.year}")
