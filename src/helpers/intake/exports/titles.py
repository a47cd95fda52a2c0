"""Which period the title of a table names: by its days, else by its own words.

A single day (printed, issued, the date of a circular) names no period. Nothing is guessed: a year
may be missing only from a first day that is before the second one within that one's year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from helpers import wording
from helpers.intake.forms.numbers import CellFault, read_day
from helpers.model import Period, Plan, spelling

DAY = "|".join(
    (
        *(
            rf"[0-9]{{1,2}} ?{mark} ?[0-9]{{1,2}}(?: ?{mark} ?[0-9]{{2,4}})?"
            for mark in ("/", "-", r"\.")
        ),
        "[0-9]{1,2} tháng [0-9]{1,2}(?:(?:,? năm |/)[0-9]{2,4})?",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    )
)
WHOLE_DAY = rf"(?<![0-9/.])(?:{DAY})(?![0-9]|[/.][0-9])"
CLOCK = "(?:,? ?[0-9]{1,2}(?::|h|g)[0-9]{2}(?::[0-9]{2})?)?"
TO = r"[ ,;()–—-]*(?:đến|tới)(?: hết)?(?: ngày)?[ :]*"
SPAN = re.compile(
    rf"(?P<first>{WHOLE_DAY}){CLOCK}(?:{TO}| ?[–—~-] ?){CLOCK}[ ,]*(?P<last>{WHOLE_DAY})"
)
BLANK_DAY = "ngày [^0-9]{0,12}tháng [^0-9]{0,12}[0-9]{0,2} ?năm [0-9]+"  # to be filled in by hand
SINGLE_DAY = re.compile(rf"(?:ngày )?{WHOLE_DAY}|{BLANK_DAY}")

YEAR = "(?:[ ,(/-]*(?:năm )?(?P<{}_year>20[0-9]{{2}}))?(?![0-9])"
QUARTER = r"(?:iv|i{1,3}|[1-4])(?![0-9\w])"
PERIOD = re.compile(
    rf"\bqu[ýí][ .:]*(?P<quarter>{QUARTER}(?:(?: ?[,+–-] ?| và | đến )(?:qu[ýí] )?{QUARTER})*)"
    + YEAR.format("quarter")
    + r"|(?<![0-9])(?P<months>[0-9]{1,2}|ba|sáu|chín|mười hai) tháng(?! ?[0-9]{1,2}(?![0-9]))"
    + r"(?P<half> đầu(?= năm)| cuối(?= năm))?"
    + YEAR.format("months")
    + r"|\btháng[ :]*(?P<month>[0-9]{1,2})"
    + YEAR.format("month")
    + r"|\bnăm(?: báo cáo)?[ :]*(?P<year>20[0-9]{2})(?![0-9])"
)
COUNTS = {"ba": 3, "sáu": 6, "chín": 9, "mười hai": 12}
ROMAN_WORD = re.compile(r"\b(?:iv|i{1,3})\b")
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


@dataclass(frozen=True)
class Named:
    """A period by its own words: `kind` and `which` of that kind, of a year if one is named."""

    kind: str
    which: str
    year: int | None
    words: str

    def is_another_than(self, other: Named) -> bool:
        """Whether two namings cannot mean one period."""
        years_differ = None not in (self.year, other.year) and self.year != other.year
        return (self.kind, self.which) != (other.kind, other.which) or years_differ


def fault_of_title(title: Sequence[str], period: Period, plan: Plan | None) -> str | None:
    """Why a table is not of the period as far as its title shows; None if it may be."""
    text = spelling.folded(" ".join(title))
    spans = list(dict.fromkeys(_span(match) for match in SPAN.finditer(text)))
    if len(spans) > 1:
        return wording.exports.several_periods([_days(span) for span in spans], period)
    if spans:
        if None in spans[0]:
            return wording.exports.unclear_days(period)
        own = spans[0] == (period.start, period.end)
        return None if own else wording.exports.other_days(_days(spans[0]), period)
    return _fault_of_words(SINGLE_DAY.sub(" ", text), period, plan)


def names_days(title: Sequence[str]) -> bool:
    """Whether a title names a first and a last day."""
    return SPAN.search(spelling.folded(" ".join(title))) is not None


# ---------------------------------------------------------------- days

Span = tuple[date | None, date | None]


def _span(match: re.Match[str]) -> Span:
    """The two days, None for one that cannot be read."""
    first, last = _numbers(match["first"]), _numbers(match["last"])
    if len(first) == 2 and len(last) == 3 and tuple(reversed(first)) < (last[1], last[0]):
        first = (*first, last[2])
    return _day(first), _day(last)


def _numbers(text: str) -> tuple[int, ...]:
    """Day, month and the year if it is written in full."""
    numbers = re.findall("[0-9]+", text)
    ordered = numbers[::-1] if len(numbers[0]) == 4 else numbers
    return tuple(map(int, ordered[:2] if len(ordered[-1]) == 3 else ordered))


def _day(numbers: tuple[int, ...]) -> date | None:
    day = read_day("/".join(map(str, numbers)))
    return None if isinstance(day, CellFault) else day


def _days(span: Span) -> str:
    return "–".join(wording.core.day(day) for day in span if day is not None)


# ---------------------------------------------------------------- words


def _fault_of_words(text: str, period: Period, plan: Plan | None) -> str | None:
    own = next(iter(_named(spelling.folded(period.label))), None)
    if own is None:
        return None
    if plan is not None and own.year is None:
        own = Named(own.kind, own.which, plan.year, own.words)
    named = _narrowest(_named(text))
    if len(named) > 1:
        return wording.exports.several_periods([each.words for each in named], period)
    if named and named[0].is_another_than(own):
        return wording.exports.other_days(named[0].words, period)
    return None


def _narrowest(named: Sequence[Named]) -> list[Named]:
    """Without the years that only give the year of a quarter or a plan."""
    kept = [each for each in named if each.kind != "year"] or named
    different: list[Named] = []
    for each in kept:
        if all(each.is_another_than(other) for other in different):
            different.append(each)
    return different


def _named(text: str) -> list[Named]:
    return [_period(match) for match in PERIOD.finditer(text)]


def _period(match: re.Match[str]) -> Named:
    words = ROMAN_WORD.sub(lambda roman: roman[0].upper(), match[0].strip(" ,(/-"))
    kind = next(k for k in ("quarter", "months", "month", "year") if match[k])
    year = match["year"] or match.groupdict().get(f"{kind}_year")
    which = match[kind]
    if kind == "quarter":
        each = re.findall(r"iv|i{1,3}|[1-4]", which.replace("quý", "").replace("quí", ""))
        which = ",".join(ROMAN.get(one, one) for one in each)
    elif kind in ("months", "month"):
        which = str(COUNTS[which] if which in COUNTS else int(which))
        if kind == "months" and (match["half"] or "").strip() == "cuối":
            which += " last"
    if (kind, which) == ("months", "12") or kind == "year":
        kind, which = "year", ""
    return Named(kind, which, int(year) if year else None, words)
