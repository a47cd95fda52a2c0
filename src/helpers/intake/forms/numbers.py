"""The number and date grammar of Vietnamese forms: a cell's value in, a number or a fault out.

The dot groups thousands, the comma is the decimal mark (hard-cases 3). Nothing is guessed: a
spelling with two readings is refused with both of them named. A grouped number does not begin
with 0, so that `0.853` is never read as 853.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from helpers import wording
from helpers.privacy.foreign_text import quoted_value, with_value

CellValue = str | int | float | bool | date | None

WHOLE = r"(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)"
COUNT = re.compile(WHOLE)
DECIMAL = re.compile(rf"-?{WHOLE}(?:,[0-9]+)?")
SPACED = re.compile(r"-?[1-9][0-9]{0,2}(?: [0-9]{3})+(?:,[0-9]+)?")
ENGLISH = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
LONE_GROUP = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
POINT = re.compile(r"-?[0-9]+\.[0-9]+")
LETTER_FOR_DIGIT = re.compile(r"[0-9.,]*(?:[0-9][OolI]|[OolI][0-9])[0-9OolI.,]*")
NUMBER_WITH_NOTE = re.compile(rf"-?{WHOLE}(?:,[0-9]+)?(?:\s*\(.*\)|\s*[^\s0-9.,_+-][^0-9]*)")
PERCENT = re.compile(rf"-?{WHOLE}(?:[.,][0-9]+)? ?%")
DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]+)")

ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
ODD_SPACES = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
LARGEST = 10**15  # a double, and so a cell, keeps no more than 15 digits
MOST_DIGITS = 100  # of a text that is read as a number at all
SERIAL_ZERO = date(1899, 12, 30)
SERIALS = range(36526, 73051)  # 1/1/2000 to 31/12/2099
YEARS = range(2000, 2100)


@dataclass(frozen=True)
class CellFault:
    """Why a cell's value was not used: what is wrong and what to do."""

    text: str  # in Vietnamese


def tidy(text: str) -> str:
    """`text` without zero-width characters, outer blanks and blanks that group thousands."""
    plain = text.translate(ZERO_WIDTH).translate(ODD_SPACES).strip()
    return plain.replace(" ", "") if SPACED.fullmatch(plain) else plain


def was_tidied(cell: CellValue) -> bool:
    """Whether `tidy` takes more than ordinary outer blanks off: worth a remark."""
    return isinstance(cell, str) and tidy(cell) != cell.strip(" \t\r\n")


def is_blank(cell: CellValue) -> bool:
    """Whether a cell holds nothing visible."""
    return cell is None or (isinstance(cell, str) and not tidy(cell))


def read_count(cell: CellValue) -> int | CellFault:
    """A whole number from 0 up: `49694`, `49.694`, the numeric cell 5 or 5.0."""
    if not isinstance(cell, str):
        return _count_of_number(cell)
    text = tidy(cell)
    if not COUNT.fullmatch(text):
        return _why_no_count(text, cell)
    digits = text.replace(".", "")
    if len(digits) >= MOST_DIGITS:
        return _fault(wording.cells.NUMBER_TOO_LONG, cell)
    return _limited(int(digits), cell)


def read_counts(cell: CellValue) -> tuple[int, int] | CellFault:
    """Two counts in one cell of text: `1.240/1.250`."""
    if isinstance(cell, date):
        return _fault(wording.cells.COUNTS_ARE_DAY, cell)
    if not isinstance(cell, str) or tidy(cell).count("/") != 1:
        return _fault(wording.cells.COUNTS_UNREADABLE, cell)
    part, whole = (read_count(text) for text in tidy(cell).split("/"))
    if isinstance(part, CellFault):
        return part
    return whole if isinstance(whole, CellFault) else (part, whole)


def read_day(cell: CellValue) -> date | CellFault:
    """A day: text `04/03/2022` (day first) or a date cell; years are never completed."""
    if isinstance(cell, date):
        return _plausible(cell.date() if isinstance(cell, datetime) else cell, cell)
    if is_blank(cell):
        return CellFault(wording.cells.NUMBER_BLANK)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell in SERIALS:
        day = SERIAL_ZERO + timedelta(days=int(cell))
        return CellFault(wording.cells.day_serial(quoted_value(cell), day))
    match = DAY.fullmatch(tidy(cell)) if isinstance(cell, str) else None
    if match is None:
        return _fault(wording.cells.DAY_UNREADABLE, cell)
    if len(match[3]) != 4:
        return _fault(wording.cells.DAY_SHORT_YEAR, cell)
    try:
        return _plausible(date(int(match[3]), int(match[2]), int(match[1])), cell)
    except ValueError:
        return _fault(wording.cells.DAY_NOT_THERE, cell)


def _fault(sentence: str, cell: CellValue) -> CellFault:
    return CellFault(with_value(sentence, cell))


def _plausible(value: date, cell: CellValue) -> date | CellFault:
    return value if value.year in YEARS else _fault(wording.cells.DAY_ODD_YEAR, cell)


def _limited(value: int, cell: CellValue) -> int | CellFault:
    return value if value < LARGEST else _fault(wording.cells.NUMBER_TOO_LONG, cell)


def _count_of_number(cell: int | float | bool | date | None) -> int | CellFault:
    """The count in a cell that holds no text."""
    if cell is None:
        return CellFault(wording.cells.NUMBER_BLANK)
    if isinstance(cell, bool):
        return CellFault(wording.cells.number_truth(cell))
    if isinstance(cell, date):
        return _fault(wording.cells.NUMBER_IS_DAY, cell)
    if not math.isfinite(cell):
        return _fault(wording.cells.NUMBER_UNREADABLE, cell)
    if cell < 0:
        return _fault(wording.cells.NUMBER_NEGATIVE, cell)
    # Excel shows and compares fifteen digits: a sum may give 142.00000000000003 for 142.
    seen = float(f"{cell:.15g}")
    if seen != int(seen):
        return _fault(wording.cells.NUMBER_NOT_WHOLE, cell)
    return _limited(int(seen) if isinstance(cell, float) else cell, cell)


def _why_no_count(text: str, cell: str) -> CellFault:
    if not text:
        return CellFault(wording.cells.NUMBER_BLANK)
    if text.startswith("-") and COUNT.fullmatch(text[1:]):
        return _fault(wording.cells.NUMBER_NEGATIVE, cell)
    if LONE_GROUP.fullmatch(text):
        thousands, decimal = re.sub("[.,]", "", text), text.replace(".", ",")
        return CellFault(wording.cells.number_either(quoted_value(cell), thousands, decimal))
    if ENGLISH.fullmatch(text):
        meant = text.replace(",", "").replace(".", ",")
        return CellFault(wording.cells.number_english(quoted_value(cell), meant))
    return _fault(_sentence_on(text), cell)


def _sentence_on(text: str) -> str:
    if DECIMAL.fullmatch(text) or POINT.fullmatch(text):
        return wording.cells.NUMBER_NOT_WHOLE
    if PERCENT.fullmatch(text):
        return wording.cells.NUMBER_PERCENT
    if any(char.isnumeric() and not char.isascii() for char in text):
        return wording.cells.NUMBER_OTHER_DIGITS
    if not any(char.isdigit() for char in text):
        return wording.cells.NUMBER_IN_WORDS
    if LETTER_FOR_DIGIT.fullmatch(text):
        return wording.cells.NUMBER_LETTER
    return (
        wording.cells.NUMBER_NOTE
        if NUMBER_WITH_NOTE.fullmatch(text)
        else wording.cells.NUMBER_UNREADABLE
    )
