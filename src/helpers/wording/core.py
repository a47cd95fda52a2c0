"""Numbers, days, clauses and lists in Vietnamese spelling; the marks that every page shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from babel.numbers import format_decimal

from helpers.model import WHOLE, Level, Period, Plan, Terms
from helpers.model.rounding import rounded, shown

NBSP = "\u00a0"
SIMULATED = "SỐ LIỆU MÔ PHỎNG"
DRAFT = "DỰ THẢO"
UNVERIFIED = "chưa kiểm chứng"
LEFT_BLANK = "(để trống)"


@lru_cache(maxsize=4096)  # a page has thousands, most of them small
def number(value: int | Fraction | float, decimals: int | None = None) -> str:
    """A number in Vietnamese spelling: 49.694 or 78,5 (dot for thousands, comma for decimals)."""
    if decimals is None:
        decimals = 0 if value == int(value) else 1
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    scaled = int(rounded(Fraction(value), decimals) * 10**decimals)
    return format_decimal(Decimal(scaled).scaleb(-decimals), format=pattern, locale="vi")


def percent(value: Fraction, threshold: Fraction | None = None) -> str:
    """A percentage such as `85,3%`, never rounded across its threshold; no needless zeros."""
    figure, decimals = shown(value, threshold)
    exact = next((places for places in (0, 1) if value == rounded(value, places)), decimals)
    return f"{number(figure, min(decimals, exact))}%"


def figure(value: Fraction, unit: str, threshold: Fraction | None = None) -> str:
    """A value with its unit: percent units by `percent`, others as `2 bậc`."""
    if unit.startswith("%"):
        return percent(value, threshold) + unit[1:]
    printed, decimals = shown(value, threshold)
    text = number(printed, 0 if value == int(value) else decimals)
    return f"{text}{NBSP}{unit}" if unit else text


def day(value: date) -> str:
    """A date as dd/mm/yyyy."""
    return f"{value:%d/%m/%Y}"


def span(period: Period) -> str:
    """The days of a period: `15/12/2021–14/12/2022`."""
    return f"{day(period.start)}–{day(period.end)}"


def cite(clause: str) -> str:
    """A clause as people cite it: `II.2.2.đ` is `điểm đ mục 2.2 phần II`, `3.2.a` is
    `điểm a mục 3.2`."""
    first, *rest = clause.split(".")
    parts = [] if first.isdigit() else [f"phần {first}"]
    steps = rest if parts else [first, *rest]
    numbers = [step for step in steps if step.isdigit()]
    points = [f"điểm {step}" for step in steps if not step.isdigit()]
    return " ".join([*points, *(["mục " + ".".join(numbers)] if numbers else []), *parts])


def in_plan(sentence: str, plan: Plan, level: Level = WHOLE) -> str:
    """A sentence with the plan's own words in the places of `{desk}`, `{whole}`, `{all}`,
    `{base_year}`, `{least_ballots}` and `{parent}`: who is above the agencies of `level`."""
    terms, above = plan.terms, plan.levels[level].under if level != WHOLE else WHOLE
    return sentence.format(
        desk=terms.desk,
        whole=terms.whole,
        all=terms.label,
        base_year=plan.year - 1,
        least_ballots=plan.disclosure.least_ballots,
        parent=terms.desk if above == WHOLE else plan.levels[above].body,
    )


def in_terms(text: str, terms: Terms) -> str:
    """A text of params with the plan's own words in the places of `{issuer}` and `{desk}`."""
    return text.replace("{issuer}", terms.issuer).replace("{desk}", terms.desk)


def counts(part: int, whole: int) -> str:
    """Two counts in one cell: 1.240/1.250."""
    return f"{number(part)}/{number(whole)}"


def plain_number(value: float) -> str:
    """A number of a cell with all its digits and the decimal comma."""
    return format(value, "z.15g").replace(".", ",")


def fault(finding: str, action: str) -> str:
    """A fault, and what the sender is asked to do."""
    return f"{finding}. Đề nghị {action}."


def listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} và {last}" if first else last


def within(text: str) -> str:
    """A text inside a sentence: small first letter, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def leading(text: str) -> str:
    """A text at the beginning of a line: capital first letter."""
    return text[:1].upper() + text[1:]
