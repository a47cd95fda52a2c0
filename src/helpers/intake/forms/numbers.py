"""The number and date grammar of Vietnamese forms: a cell's value in, a number or a fault out.

The dot groups thousands, the comma is the decimal mark (hard-cases 3). Nothing is guessed: a
spelling with two readings is refused with both of them named. Two places are stricter than the
bare grammar, so that no other number can come out than the one meant: a grouped number does not
begin with 0 (`0.853` is no 853), and in a decimal a lone group of three (`49.694`, `85,300`) is
asked about.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from helpers import wording

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
EXCEL_DIGITS = 15  # a double, and so a cell, keeps no more
SERIAL_ZERO = date(1899, 12, 30)
SERIALS = range(36526, 73051)  # 1/1/2000 to 31/12/2099
YEARS = range(2000, 2100)


@dataclass(frozen=True)
class NumberFault:
    """Why a cell's value was not taken: what was found and what to do, in Vietnamese."""

    text: str


def tidy(text: str) -> str:
    """`text` without zero-width characters, outer blanks and blanks that group thousands."""
    plain = text.translate(ZERO_WIDTH).translate(ODD_SPACES).strip()
    return plain.replace(" ", "") if SPACED.fullmatch(plain) else plain


def was_tidied(cell: CellValue) -> bool:
    """Whether `tidy` takes more than ordinary outer blanks off: worth a remark."""
    return isinstance(cell, str) and tidy(cell) != cell.strip(" \t\r\n")


def is_blank(cell: CellValue) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return cell is None or (isinstance(cell, str) and not tidy(cell))


def read_count(cell: CellValue) -> int | NumberFault:
    """A whole number from 0 up: `49694`, `49.694`, the numeric cell 5 or 5.0."""
    if not isinstance(cell, str):
        return _whole(cell)
    text = tidy(cell)
    if not COUNT.fullmatch(text):
        return NumberFault(_why_no_count(text, cell))
    digits = text.replace(".", "")
    return _limited(int(digits), cell) if len(digits) < 100 else _too_long(cell)


def read_counts(cell: CellValue) -> tuple[int, int] | NumberFault:
    """Two counts in one cell of text: `1.240/1.250`."""
    if isinstance(cell, date):
        return NumberFault(wording.counts_are_day(cell))
    if not isinstance(cell, str) or tidy(cell).count("/") != 1:
        return NumberFault(wording.counts_unreadable(cell))
    part, whole = (read_count(text) for text in tidy(cell).split("/"))
    for count in (part, whole):
        if isinstance(count, NumberFault):
            return count
    assert isinstance(part, int) and isinstance(whole, int)
    return part, whole


def read_decimal(cell: CellValue) -> Decimal | NumberFault:
    """A number with decimals: `1.234.567,8`; numeric cells at the 15 digits Excel shows."""
    if isinstance(cell, str) and LONE_GROUP.fullmatch(tidy(cell)):
        return NumberFault(_either(tidy(cell), cell))
    return _decimal(cell)


def read_rate(cell: CellValue, percent_format: bool = False) -> Decimal | NumberFault:
    """A percentage, 85.3 for `85,3`, `85,3%` or the numeric 0.853 shown with a % format.

    A bare value in (0, 1] may be a share or a percentage, and is asked about.
    """
    text = tidy(cell) if isinstance(cell, str) else ""
    signed = text.endswith("%")
    if LONE_GROUP.fullmatch(text) and "." in text:
        return NumberFault(_either(text, cell))
    value = _decimal(text[:-1] if signed else cell)
    if isinstance(value, NumberFault):
        return value
    if percent_format and not isinstance(cell, str):
        value = _plain(value * 100)
    elif not signed and 0 < value <= 1:
        return NumberFault(wording.rate_either(cell, _comma(value), _comma(_plain(value * 100))))
    if value < 0:
        return NumberFault(wording.number_negative(cell))
    return NumberFault(wording.rate_over(cell)) if value > 100 else value


def read_day(cell: CellValue) -> date | NumberFault:
    """A day: text `04/03/2022` (day first) or a date cell; years are never completed."""
    if isinstance(cell, datetime):
        return _plausible(cell.date(), cell)
    if isinstance(cell, date):
        return _plausible(cell, cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return NumberFault(_why_no_day(cell))
    if is_blank(cell):
        return NumberFault(wording.number_blank())
    match = DAY.fullmatch(tidy(cell)) if isinstance(cell, str) else None
    if match is None:
        return NumberFault(wording.day_unreadable(cell))
    if len(match[3]) != 4:
        return NumberFault(wording.day_short_year(cell))
    try:
        return _plausible(date(int(match[3]), int(match[2]), int(match[1])), cell)
    except ValueError:
        return NumberFault(wording.day_not_there(cell))


# ---------------------------------------------------------------- numeric cells


def _no_number(cell: CellValue) -> NumberFault | None:
    if cell is None:
        return NumberFault(wording.number_blank())
    if isinstance(cell, bool):
        return NumberFault(wording.number_truth(cell))
    if isinstance(cell, date):
        return NumberFault(wording.number_is_day(cell))
    if isinstance(cell, float) and not math.isfinite(cell):
        return NumberFault(wording.number_unreadable(cell))
    return None


def _whole(cell: int | float | bool | date | None) -> int | NumberFault:
    fault = _no_number(cell)
    if fault is not None:
        return fault
    assert isinstance(cell, int | float)
    if cell < 0:
        return NumberFault(wording.number_negative(cell))
    if cell != int(cell):
        return NumberFault(wording.number_not_whole(cell))
    return _limited(int(cell), cell)


def _limited(value: int, cell: CellValue) -> int | NumberFault:
    return value if value < 10**EXCEL_DIGITS else _too_long(cell)


def _too_long(cell: CellValue) -> NumberFault:
    return NumberFault(wording.number_too_long(cell))


def _decimal(cell: CellValue) -> Decimal | NumberFault:
    if isinstance(cell, str):
        text = tidy(cell)
        if not DECIMAL.fullmatch(text):
            return NumberFault(_why_no_decimal(text, cell))
        return Decimal(text.replace(".", "").replace(",", "."))
    fault = _no_number(cell)
    if fault is not None:
        return fault
    # Float noise as in 85.30000000000001 goes; what Excel shows stays.
    return _plain(Decimal(format(cell, f".{EXCEL_DIGITS}g")))


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    return Decimal(format(value.normalize(), "f"))


def _comma(value: Decimal) -> str:
    return format(value, "f").replace(".", ",")


# ---------------------------------------------------------------- why not


def _why_no_count(text: str, cell: str) -> str:
    if text.startswith("-") and COUNT.fullmatch(text[1:]):
        return wording.number_negative(cell)
    if ENGLISH.fullmatch(text) or LONE_GROUP.fullmatch(text):
        return _either(text, cell)
    if DECIMAL.fullmatch(text) or POINT.fullmatch(text):
        return wording.number_not_whole(cell)
    if PERCENT.fullmatch(text):
        return wording.number_percent(cell)
    return _why_no_number(text, cell)


def _why_no_decimal(text: str, cell: str) -> str:
    if POINT.fullmatch(text):
        return wording.number_comma(cell, text.replace(".", ","))
    if ENGLISH.fullmatch(text):
        return _either(text, cell)
    return _why_no_number(text, cell)


def _why_no_number(text: str, cell: str) -> str:
    if not text:
        return wording.number_blank()
    if any(char.isnumeric() and not char.isascii() for char in text):
        return wording.number_other_digits(cell)
    if not any(char.isdigit() for char in text):
        return wording.number_words(cell)
    if LETTER_FOR_DIGIT.fullmatch(text):
        return wording.number_letter(cell)
    if NUMBER_WITH_NOTE.fullmatch(text):
        return wording.number_note(cell)
    return wording.number_unreadable(cell)


def _either(text: str, cell: CellValue) -> str:
    """Both readings of a separator: thousands, or decimals."""
    if LONE_GROUP.fullmatch(text):
        return wording.number_either(cell, re.sub("[.,]", "", text), text.replace(".", ","))
    return wording.number_english(cell, text.replace(",", "").replace(".", ","))


def _plausible(value: date, cell: CellValue) -> date | NumberFault:
    return value if value.year in YEARS else NumberFault(wording.day_odd_year(cell))


def _why_no_day(cell: int | float) -> str:
    if cell in SERIALS:
        return wording.day_serial(cell, SERIAL_ZERO + timedelta(days=int(cell)))
    return wording.day_unreadable(cell)
