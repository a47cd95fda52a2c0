"""Cards of indicators: an agency's points by its dossiers and ballots; sums of cards typed in.

What the data cannot give is open, from nothing to all of its points: never a silent zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from helpers.evaluation.classes import too_open
from helpers.model import (
    BallotPoints,
    Card,
    CardFault,
    CardFinding,
    CardIndicator,
    CardResult,
    Dataset,
    DossierPoints,
    Earned,
    Evaluation,
    NoClass,
    NoPoints,
    Observation,
    Reason,
    Score,
    TypedCardRow,
    rounding,
)


def fill_in(card: Card, evaluation: Evaluation) -> CardResult:
    """The card of the agency of an evaluation."""
    earned = tuple(_earned(card, each, evaluation) for each in card.indicators)
    low, high = (
        sum((e.low for e in earned), Fraction(0)),
        sum((e.high for e in earned), Fraction(0)),
    )
    total = Score(low, high, card.maximum)
    withheld = too_open(total)
    no_class = NoClass.TOO_OPEN if withheld else None
    if not evaluation.period.final:
        no_class = NoClass.PART_OF_YEAR
    return CardResult(
        card=card,
        agency=evaluation.agency.id,
        name=evaluation.agency.name,
        level=evaluation.agency.level,
        earned=earned,
        total=total,
        withheld=withheld,
        no_class=no_class,
        classes=() if no_class else tuple(dict.fromkeys(grade(card, x) for x in (low, high))),
    )


def grade(card: Card, points: Fraction) -> str:
    """The name of the class of a total; the steps fall to one from 0 on."""
    return next(step.name for step in card.grades.steps if points >= step.at_least)


def _earned(card: Card, indicator: CardIndicator, evaluation: Evaluation) -> Earned:
    if indicator.dossiers:
        return _by_dossiers(card, indicator, indicator.dossiers, evaluation)
    if indicator.ballots:
        return _by_ballots(card, indicator, indicator.ballots, evaluation)
    return _open(indicator, NoPoints.NOT_COMPUTED)


def _open(indicator: CardIndicator, why: NoPoints | Reason) -> Earned:
    return Earned(indicator, Fraction(0), indicator.points, missing=why)


def _by_dossiers(
    card: Card, indicator: CardIndicator, points: DossierPoints, evaluation: Evaluation
) -> Earned:
    """The mean over the dossiers resolved. One without a due day may have been any of the three;
    form II.06a has it in column 9."""
    form = evaluation.dossiers
    if form is None:
        return _open(indicator, NoPoints.NO_EXPORT)
    if not form.c7:
        return _open(indicator, NoPoints.NONE_RESOLVED)
    undated = form.no_due_done
    counts = (form.c8, form.c9 - undated, form.c10)
    each = (points.early, points.due_day, points.late)
    known = sum((n * p for n, p in zip(counts, each, strict=True)), Fraction(0))
    low, high = (
        rounding.rounded((known + undated * open_points) / form.c7, card.decimals)
        for open_points in (min(each), max(each))
    )
    return Earned(indicator, low, high, (*counts, undated))


def _by_ballots(
    card: Card, indicator: CardIndicator, points: BallotPoints, evaluation: Evaluation
) -> Earned:
    """The mean over the ballots drawn at random, as the plan's own target may show them: what
    packets withhold is withheld here."""
    found = list(_figures(points, evaluation))
    shown = next((each for each in found if each.missing is None and each.denominator), None)
    if shown is None or shown.numerator is None or shown.denominator is None:
        why = next((each.missing for each in found if each.missing), None)
        return _open(indicator, why or NoPoints.NO_TARGET)
    satisfied, valid = shown.numerator, shown.denominator
    low, high = (
        rounding.rounded(
            (satisfied * points.points + (valid - satisfied) * other) / valid, card.decimals
        )
        for other in (points.other_least, points.other_most)
    )
    return Earned(indicator, low, high, (satisfied, valid))


def _figures(points: BallotPoints, evaluation: Evaluation) -> Iterator[Observation]:
    """The observations of the agency's own targets that count these ballots."""
    level = evaluation.agency.level
    for result in evaluation.results:
        indicator = result.target.indicator(level)
        share = indicator.share if indicator else None
        if result.level != level or result.observation is None or share is None:
            continue
        counted = (share.dataset, share.of, share.among)
        if counted == (Dataset.SURVEY, (points.satisfied,), (points.valid,)):
            each = (result.observation, *result.others)
            yield from (o for o in each if o.surveyed or o.missing)


# ---------------------------------------------------------------- cards typed in


def findings(card: Card, rows: Iterable[TypedCardRow]) -> list[CardFinding]:
    """The faults of a card that was typed in, by row: cells that are no figure, points out of
    range, totals that are not the sum of their parts. Figures are compared exactly."""
    return [finding for row in rows for finding in _of_row(card, row)]


def _of_row(card: Card, row: TypedCardRow) -> Iterator[CardFinding]:
    for indicator, part in zip(card.indicators, row.parts, strict=True):
        if part is None:
            yield CardFinding(row, CardFault.NO_FIGURE, indicator.number)
        elif not 0 <= part <= indicator.points:
            yield CardFinding(row, CardFault.OUT_OF_RANGE, indicator.number, part, indicator.points)
    if row.total is None:
        yield CardFinding(row, CardFault.NO_FIGURE)
        return
    parts = [part for part in row.parts if part is not None]
    total = sum(parts, Fraction(0))
    if len(parts) == len(row.parts) and total != row.total:
        yield CardFinding(row, CardFault.OTHER_TOTAL, None, row.total, total)
