"""How far a figure may be relied on, in words: sample, coverage, small numbers, doubts."""

from __future__ import annotations

from collections.abc import Iterable

from helpers import wording
from helpers.evaluation.withheld import is_withheld
from helpers.model import WHOLE, Evaluation, Observation, Reason, Target, Verdict

SMALL_NUMBER = 30  # a complete count of fewer cases carries a note (methods 2)
LARGE_PART = 20  # a sample of more than one in so many


def reliability(observation: Observation, verdict: Verdict) -> Iterable[str]:
    """How reliable a figure is: sample, interval, coverage, small numbers."""
    if observation.sampled:
        yield wording.states.RANDOM_SAMPLE
    if verdict.low is not None and verdict.high is not None:
        yield wording.results.interval_words(verdict.low, verdict.high)
    if verdict.low is not None and _large_part(observation):
        yield wording.verdicts.large_sample(
            observation.denominator or 0, observation.population or 0
        )
    if observation.asked > 1:
        yield wording.results.coverage_words(observation.answered, observation.asked)
    elif not observation.sampled and 1 < (observation.denominator or 0) < SMALL_NUMBER:
        yield wording.results.small_number(SMALL_NUMBER)


def voluntary(observation: Observation, target: Target) -> Iterable[str]:
    """The voluntary ballots on the question. What they answer is given for one agency only."""
    whole = observation.level == WHOLE or observation.asked > 1
    for ballots in observation.voluntary:
        question = wording.results.component_words(ballots.key, target)
        several = len(observation.voluntary) > 1 and question != ballots.key
        yield wording.results.voluntary_ballots(
            question if several else "",
            ballots.denominator or 0,
            None if whole else ballots.numerator,
        )


def few(evaluation: Evaluation, observation: Observation) -> Iterable[str]:
    """That groups of ballots are left out, which are too small to be shown."""
    if observation.few and not is_withheld(observation):
        whole = observation.level == WHOLE or observation.level != evaluation.agency.level
        words = wording.verdicts.FEW_IN_A_MEMBER if whole else wording.verdicts.FEW_IN_A_GROUP
        yield wording.core.in_plan(words, evaluation.plan)


def _large_part(observation: Observation) -> bool:
    """Whether a sample is more than a twentieth of its population, so that the interval is narrower
    than printed (methods 2); more ballots than dossiers are no sample of them."""
    answers, whole = observation.denominator or 0, observation.population or 0
    return whole < LARGE_PART * answers and answers <= whole


def unconfirmed(observation: Observation, verdict: Verdict) -> Iterable[str]:
    """The unconfirmed figures behind a figure; of a whole only whose they are."""
    if observation.confirmed is None:
        yield from map(wording.unconfirmed.to_confirm, observation.unconfirmed)
    elif verdict.reason is not Reason.UNCONFIRMED:
        yield wording.unconfirmed.inside(observation.unconfirmed)
