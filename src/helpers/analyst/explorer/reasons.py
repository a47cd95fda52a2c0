"""Why a verdict is as it is: the rule that decided it, in sentences with the unrounded figures."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from helpers import wording
from helpers.evaluation.formulas import holds, measured, reachable, value
from helpers.evaluation.withheld import is_withheld
from helpers.model import Evaluation, Judged, Observation, Reason, Result, Status, Target
from helpers.packets.display.lacking import lacking_names
from helpers.packets.display.rows import ResultRow, counts_of


def reasons(evaluation: Evaluation, row: ResultRow) -> tuple[str, ...]:
    """The sentences of the rules behind the verdict of a row, the deciding one first; of a figure
    that is withheld nothing but why."""
    return tuple(_reasons(evaluation, row))


def _reasons(evaluation: Evaluation, row: ResultRow) -> Iterator[str]:
    result, observation = row.result, row.result.observation
    if observation is None or observation.missing is not None:
        yield from _no_figure(row, observation)
    elif observation.judgement is not None:
        yield wording.why.JUDGED_IN_WORDS
    elif result.verdict.status is Status.NOT_ARISING:
        yield wording.why.NOT_ARISING
    elif result.verdict.status is None:
        yield _not_judged(result)
    else:
        yield from _compared(row, observation)
        yield from _not_due(evaluation, result, observation)
    if observation is not None and not is_withheld(observation):
        yield from _unknown(evaluation, result, observation)
    if not row.yes_no and (margin := wording.verdicts.margin_words(result, row.deciding)):
        yield f"{wording.core.leading(margin)}."
    if outlook := wording.verdicts.outlook_words(result):
        yield f"{wording.core.leading(outlook)}."


def _no_figure(row: ResultRow, observation: Observation | None) -> Iterator[str]:
    yield wording.why.no_figure(wording.core.within(row.mark.reason or row.mark.word))
    measures = observation is not None and observation.missing in (
        Reason.NO_SURVEY,
        Reason.NOT_IN_SURVEY,
    )
    if measures and row.status is Status.MISSED:
        yield wording.why.TO_MEASURE


def _not_judged(result: Result) -> str:
    if result.judged is Judged.CONTRIBUTION:
        return wording.why.CONTRIBUTES
    limit = result.target.threshold(result.level)
    return wording.why.NO_THRESHOLD if limit is None else wording.why.WATCHED


def _compared(row: ResultRow, observation: Observation) -> Iterator[str]:
    """The figure next to its threshold, and the interval of a sample."""
    target, verdict = row.result.target, row.result.verdict
    threshold, comparison = target.threshold(row.level), target.comparison
    if threshold is None or comparison is None:
        return
    if row.yes_no:
        yield wording.why.yes_or_no(row.value)
        return
    yield wording.why.met_when(target, comparison, threshold)
    figure = value(target, observation)
    if figure is not None:
        met = holds(figure, comparison, threshold)
        yield wording.why.compared(row.counts, target, figure, threshold, met)
    if verdict.low is not None and verdict.high is not None:
        spans = verdict.low < float(threshold) < verdict.high
        ballots = observation.denominator or 0
        yield wording.why.interval(verdict.low, verdict.high, row.limit, ballots, spans)


def _not_due(evaluation: Evaluation, result: Result, observation: Observation) -> Iterator[str]:
    """What the year says: a later due year, the pace, a year that is not over, a mean."""
    target, verdict, plan = result.target, result.verdict, evaluation.plan
    if verdict.status is Status.MET:
        return
    if target.due > plan.year:
        yield wording.why.due(target.due)
    if verdict.reason is Reason.YEAR_END:
        yield wording.why.YEAR_END
    elif target.builds and not evaluation.period.final:
        yield wording.why.BUILDS
    if verdict.pace is not None:
        base = observation.baseline
        start = measured(target.measure, base.numerator, base.denominator) if base else None
        words = "" if start is None else wording.why.exact(start, target)
        yield wording.why.on_path(verdict.pace, words, plan.year - 1, target.due)
    elif verdict.status is Status.NOT_DUE and verdict.reason is not Reason.YEAR_END:
        yield wording.why.no_path(plan.year - 1)
    if verdict.reason is Reason.YEARLY_MEAN:
        yield wording.why.YEARLY_MEAN
        yield from _mean(target, observation)


def _mean(target: Target, observation: Observation) -> Iterator[str]:
    mean = observation.average
    figure = measured(target.measure, mean.numerator, mean.denominator) if mean else None
    if mean is not None and mean.denominator is not None and figure is not None:
        counted = wording.core.counts(mean.numerator, mean.denominator)
        yield wording.why.mean(counted, wording.why.exact(figure, target))


def _unknown(evaluation: Evaluation, result: Result, observation: Observation) -> Iterator[str]:
    """Who has sent nothing, what has no due day, what nobody has confirmed, and whether that could
    turn the verdict. Of persons no number: it could give the figure of one agency."""
    lacks = observation.answered < observation.asked
    if lacks:
        names = lacking_names(evaluation, observation)
        yield wording.why.silent(names, observation.answered, observation.asked)
    if observation.undated:
        yield wording.why.undated(observation.undated)
    unknown = observation.undated + (observation.silent if lacks else 0)
    if unknown and observation.missing is None and not result.target.private:
        yield from _could_be(result, observation, unknown)
    if observation.confirmed is not None and not result.target.private:
        turned = result.verdict.reason is Reason.UNCONFIRMED
        counted = counts_of(result, observation.confirmed)
        yield wording.why.without_doubts(counted or wording.pages.NO_FIGURE, turned)


def _could_be(result: Result, observation: Observation, unknown: int) -> Iterator[str]:
    """What `unknown` further units could make of the figure, and of its verdict."""
    target, threshold = result.target, result.target.threshold(result.level)
    if threshold is None or target.comparison is None or result.verdict.status is None:
        return
    span = reachable(observation.numerator or 0, observation.denominator or 0, unknown)
    ends = {holds(each, target.comparison, threshold) for each in span or ()}
    words = None if span is None else _exact(span, target)
    yield wording.why.could_be(unknown, words, len(ends) != 1)


def _exact(span: tuple[Fraction, Fraction], target: Target) -> tuple[str, str]:
    return wording.why.exact(span[0], target), wording.why.exact(span[1], target)
