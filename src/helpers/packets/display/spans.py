"""A figure over other spans of time, and what the rest of the year must bring."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from helpers import wording
from helpers.model import Component, Evaluation, Result


def component_line(words: str, component: Component, yes_no: bool = False) -> str:
    """Counts that are shown with a figure, with their share; of an answer yes or no."""
    numerator, denominator = component.numerator, component.denominator
    counts = wording.core.number(numerator)
    if denominator is None:
        return f"{words}: {counts}"
    if yes_no:
        answer = wording.states.YES if numerator else wording.states.NO
        return f"{words}: {wording.core.within(answer)}"
    rate = wording.core.percent(Fraction(100 * numerator, denominator))
    return f"{words}: {counts}/{wording.core.number(denominator)}, {rate}"


def spans(evaluation: Evaluation, result: Result) -> Iterable[str]:
    """The same figure over other spans of time: since the year's start, over years, at the base
    year's end; then the progress towards the threshold."""
    observation, verdict, plan = result.observation, result.verdict, evaluation.plan
    if result.cumulative is not None and result.cumulative.denominator:
        start = min(period.start for period in plan.periods.values())
        yield component_line(wording.verdicts.since(start), result.cumulative)
    if observation is not None and observation.average is not None:
        yield component_line(wording.results.YEARLY_MEAN, observation.average)
    if observation is not None and observation.baseline is not None:
        yield component_line(wording.verdicts.baseline(plan.year - 1), observation.baseline)
    if verdict.pace is not None:
        yield wording.verdicts.pace_words(verdict.pace)
    if outlook := wording.verdicts.outlook_words(result):
        yield outlook
