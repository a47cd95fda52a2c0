"""The results of the agencies that an evaluation has as members, each agency's own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from helpers.evaluation.standings import own_assessed
from helpers.model import (
    WHOLE,
    Agency,
    Evaluation,
    Level,
    Result,
    Status,
    SubmissionState,
)
from helpers.packets.display.selection import BELOW


@dataclass(frozen=True)
class Own:
    """One agency's own result of a target."""

    member: Evaluation
    result: Result

    @property
    def status(self) -> Status | None:
        """The status of its verdict."""
        return self.result.verdict.status


@dataclass(frozen=True)
class Count:
    """How many results that are assessed have which verdict."""

    met: int = 0
    below: int = 0
    no_data: int = 0
    other: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.met + self.below + self.no_data + self.other

    @classmethod
    def of(cls, results: Iterable[Own]) -> Count:
        """The verdicts of these results."""
        statuses = Counter(own.status for own in results)
        met, below = statuses[Status.MET], sum(statuses[status] for status in BELOW)
        no_data = statuses[Status.NO_DATA]
        return cls(met, below, no_data, statuses.total() - met - below - no_data)


@lru_cache(maxsize=1)  # several sections of a page need them
def by_target(evaluation: Evaluation) -> Mapping[str, tuple[Own, ...]]:
    """The members' own results that are assessed, in registry order, by target."""
    found: dict[str, list[Own]] = defaultdict(list)
    for member in evaluation.members:
        for result in own_assessed(member):
            found[result.target.id].append(Own(member, result))
    return {target: tuple(owns) for target, owns in found.items()}


@lru_cache(maxsize=1)
def by_agency(evaluation: Evaluation) -> Mapping[str, Mapping[str, Own]]:
    """The same by agency, then by target."""
    found: dict[str, dict[str, Own]] = {member.agency.id: {} for member in evaluation.members}
    for target, owns in by_target(evaluation).items():
        for own in owns:
            found[own.member.agency.id][target] = own
    return found


def of_target(evaluation: Evaluation, target: str, level: Level = WHOLE) -> tuple[Own, ...]:
    """The members' results of a target, of one level or of all."""
    every = by_target(evaluation).get(target, ())
    return tuple(own for own in every if level in (WHOLE, own.member.agency.level))


def is_below(own: Own) -> bool:
    """Whether a result is below its threshold, or below what is due by now."""
    return own.status in BELOW


def lacks(own: Own) -> bool:
    """Whether a result that is needed has no data."""
    return own.status is Status.NO_DATA


def is_returned(member: Evaluation) -> bool:
    """Whether what an agency has sent was returned, in its present state."""
    submission = member.submission
    return submission is not None and submission.state is SubmissionState.RETURNED


def brief_names(agencies: Iterable[Agency]) -> dict[str, str]:
    """Names of the agencies under one parent, by id: without the parent, and without the first
    word if it is the same in all of them and they differ in the rest."""
    words = {agency.id: agency.name.split(",")[0].split() for agency in agencies}
    first = {each[0] for each in words.values()}
    start = 1 if len(first) == 1 and all(len(each) > 2 for each in words.values()) else 0
    return {name: " ".join(each[start:]) for name, each in words.items()}
