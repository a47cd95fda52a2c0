"""Whether the periods of a plan are those of its year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from helpers.model import Agency, LastDays, Period
from helpers.plan.folder import Folder, Placed
from helpers.plan.periods import PeriodRow
from helpers.plan.reading import Fault
from helpers.plan.references import unknown_names

# Nghị định 09/2019/NĐ-CP closes a year of reporting on 14 December; so the next one may begin in
# December of the year before.
FIRST_MONTH = 12


def check_periods(folder: Folder) -> Iterator[Fault]:
    """Every fault of periods.yml, and of the day the plan was issued."""
    year, issued = folder.plan.row.year, folder.plan.row.issued
    if issued.year not in (year - 1, year):
        yield folder.plan.fault("issued_elsewhen", "issued", found=issued, year=year)
    known = {period.row.id for period in folder.spans}
    misdated = []
    for period in folder.spans:
        misdated += [*check_span(period), *_within_year(period, year)]
        yield from unknown_names(period, "compare_with", [period.row.compare_with], known)
        yield from unknown_names(period, "follows", [period.row.follows], known)
    yield from misdated or _check_order(folder)


def _check_order(folder: Folder) -> Iterator[Fault]:
    """Periods whose days are of the year, held against each other."""
    ends = {period.row.id: period.row.end for period in folder.spans}
    seen: dict[tuple[date, date], str] = {}
    for period in folder.spans:
        row = period.row
        if row.compare_with in ends and ends[row.compare_with] >= row.end:
            yield period.fault("compared_with_later", "compare_with", found=row.compare_with)
        if row.follows in ends and ends[row.follows] + timedelta(days=1) != row.start:
            yield period.fault("not_following", "follows", found=row.follows)
        yield from _check_last_days(period, row)
        if row.illustration:
            yield from _check_last_days(period, row.illustration, "illustration")
        if (first := seen.setdefault((row.start, row.end), row.id)) != row.id:
            yield period.fault("same_days", "start", found=first)
    yield from _check_final(folder)


def _check_last_days(
    period: Placed[PeriodRow], days: Period | LastDays, *steps: str
) -> Iterator[Fault]:
    """They come after the period, and nobody objects before the day by which he sends."""
    for key, by_level in (("send_by", days.send_by), ("reply_by", days.reply_by)):
        for level, day in by_level.items():
            if day <= period.row.end:
                yield period.fault("last_day_too_early", *steps, key, level, found=day, key=key)
    for level in days.send_by.keys() & days.reply_by.keys():
        if days.reply_by[level] < days.send_by[level]:
            yield period.fault("reply_before_send", *steps, "reply_by", level)


def _within_year(period: Placed[Period], year: int) -> Iterator[Fault]:
    first, last = date(year - 1, FIRST_MONTH, 1), date(year, 12, 31)
    for key, day in (("start", period.row.start), ("end", period.row.end)):
        if not first <= day <= last:
            facts = {"year": year, "first": first.isoformat(), "last": last.isoformat()}
            yield period.fault("outside_year", key, found=day, **facts)


def _check_final(folder: Folder) -> Iterator[Fault]:
    """One period ends the year: it covers all the others."""
    finals = [period for period in folder.spans if period.row.final]
    if len(finals) != 1:
        yield folder.periods.fault("one_final", "periods", found=len(finals))
        return
    (final,) = finals
    rows = [period.row for period in folder.spans]
    if final.row.start > min(r.start for r in rows) or final.row.end < max(r.end for r in rows):
        yield final.fault("final_not_whole", "final", found=final.row.id)


def check_span(placed: Placed[Period] | Placed[Agency]) -> Iterator[Fault]:
    """It ends after it has begun."""
    if placed.row.end is not None and placed.row.end < placed.row.start:
        yield placed.fault("end_before_start", "end")
