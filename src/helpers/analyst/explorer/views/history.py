"""Diễn biến: one target of one agency over the periods of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from helpers import wording
from helpers.analyst.explorer.called import called
from helpers.analyst.explorer.choice import Choice
from helpers.analyst.explorer.part import Part, rendered
from helpers.analyst.explorer.source import Source
from helpers.model import Counts, Evaluation, Measure, Period, Target
from helpers.packets.display.figures import FEWEST_OF_TREND
from helpers.packets.display.rows import UNIT_SHARE, ResultRow, as_row

WIDTH, HEIGHT, EDGE, TOP, LOW = 640, 230, 70, 34, 170  # of the figure, in pixels


@dataclass(frozen=True)
class Line:
    """A period; `row`: None where the target is not evaluated for the agency."""

    period: Period
    days: int
    row: ResultRow | None
    without: str  # why there is no row


@dataclass(frozen=True)
class Point:
    """A value in the figure, with where it is drawn."""

    period: Period
    words: str
    x: float
    y: float


@dataclass(frozen=True)
class Figure:
    """The points of a share by period; `lines`: those that are joined, each of one year."""

    points: tuple[Point, ...]
    lines: tuple[str, ...]
    threshold: float | None  # where it is drawn
    words: str  # what the figure shows
    note: str


def show(choice: Choice, source: Source) -> Part:
    """The chosen target and agency in every period that has data."""
    target = source.plan.target(choice.target)
    ky = source.ky(choice.period)
    own = ky.evaluation(choice.agency).agency
    lines = [_line(source, period, choice, target) for period in source.periods]
    table, code = called(
        ky,
        "history",
        own.id,
        target=target.id,
        level=own.level,
        later=True,
        labels=True,
    )
    shown = [line.row for line in lines if line.row and line.row.value]
    return Part(
        html=rendered(
            "history",
            "history",
            agency=own,
            target=target,
            lines=lines,
            figure=_figure(lines),
            notes=_notes(target, lines),
        ),
        says=wording.explorer.over_periods(own.name, target.label, len(shown), len(lines)),
        tables=((wording.explorer.TABS[choice.tab], table),),
        code=code,
    )


def _line(source: Source, period: Period, choice: Choice, target: Target) -> Line:
    days = (period.end - period.start).days + 1
    if source.agency(period.id, choice.agency) is None:
        name = source.plan.senders_by_id[choice.agency].name
        return Line(period, days, None, wording.explorer.not_in_period(name, period.label))
    row = _own(source.ky(period.id).evaluation(choice.agency), target)
    return Line(period, days, row, "" if row else wording.explorer.NOT_EVALUATED)


def _own(evaluation: Evaluation, target: Target) -> ResultRow | None:
    """The agency's own row of a target."""
    return next(
        (
            as_row(evaluation, result)
            for result in evaluation.results
            if result.target.id == target.id and result.level == evaluation.agency.level
        ),
        None,
    )


def _notes(target: Target, lines: Sequence[Line]) -> list[str]:
    """What must be read with the values: how long the periods are, and how few."""
    points = [line for line in lines if line.row and line.row.number is not None]
    notes = []
    if target.counts is Counts.FLOW:
        notes.append(wording.explorer.flow([(each.period, each.days) for each in lines]))
    spans = [line.period for line in lines]
    parts = [(each, [p for p in spans if p != each and _within(p, each)]) for each in spans]
    if nested := [(whole, inner) for whole, inner in parts if inner]:
        notes.append(wording.explorer.includes(nested))
    if len(points) < FEWEST_OF_TREND:
        notes.append(wording.explorer.too_few(len(points)))
    return notes


def _within(part: Period, whole: Period) -> bool:
    return whole.start <= part.start and part.end <= whole.end


# ---------------------------------------------------------------- the figure


def _figure(lines: Sequence[Line]) -> Figure | None:
    """The values by period; None for answers yes or no, and for fewer than two values."""
    known = [(n, line.row) for n, line in enumerate(lines) if line.row and not line.row.yes_no]
    rows = [(n, row, row.number) for n, row in known if row.number is not None]
    if len(rows) < 2:
        return None
    last = rows[-1][1]
    limit = last.result.target.threshold(last.level)
    values = [value for _, _, value in rows] + ([] if limit is None else [limit])
    step = (WIDTH - 2 * EDGE) / max(1, len(lines) - 1)
    points = tuple(
        Point(lines[n].period, row.value, round(EDGE + step * n, 1), _height(value, values))
        for n, row, value in rows
    )
    said = [(point.period.label, point.words) for point in points]
    return Figure(
        points=points,
        lines=tuple(_joined(points)),
        threshold=None if limit is None else _height(limit, values),
        words=wording.figures.trend_in_words(said, wording.core.within(last.threshold)),
        note=_note(last, min(values), max(values)),
    )


def _note(row: ResultRow, low: Fraction, high: Fraction) -> str:
    unit = row.result.target.unit if row.result.target.measure is Measure.GAIN else UNIT_SHARE
    ends = wording.core.figure(low, unit), wording.core.figure(high, unit)
    return wording.explorer.scale(*ends, row.threshold, not low)


def _height(value: Fraction, values: Sequence[Fraction]) -> float:
    low, high = min(values), max(values)
    part = (value - low) / (high - low) if high > low else Fraction(1, 2)
    return round(float(LOW - (LOW - TOP) * part), 1)


def _joined(points: Sequence[Point]) -> list[str]:
    """The coordinates of a line for each year with enough points to speak of a course."""
    if len(points) < FEWEST_OF_TREND:
        return []
    years: dict[int, list[Point]] = {}
    for point in points:
        years.setdefault(point.period.end.year, []).append(point)
    return [" ".join(f"{p.x},{p.y}" for p in of_year) for of_year in years.values()]
