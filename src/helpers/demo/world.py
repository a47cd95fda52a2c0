"""The simulated province: subjects, parts of the year, inputs of the plan, random numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from helpers.demo.chance import dice
from helpers.demo.days import number, year
from helpers.demo.offices import quality
from helpers.model import Agency, Counts, Input, Level, Period, Plan, Target


@dataclass(frozen=True)
class Subject:
    """Whom a figure is about: an agency at its own level, or one of the province's lists."""

    agency: Agency
    level: Level

    @property
    def id(self) -> str:
        """The id of the agency or the province."""
        return self.agency.id


@dataclass(frozen=True)
class Window:
    """A part of the year: the elapsed share at its start and end; the agencies at its end."""

    start: Fraction
    end: Fraction
    registry: tuple[Agency, ...] = ()


SIPAS = {"sipas_valid", "sipas_satisfied"}
YEAR = Window(Fraction(0), Fraction(1))


def of(agency: Agency) -> Subject:
    """An agency as a subject."""
    return Subject(agency, agency.level)


class World:
    """One simulated province; the sizes of counts follow the year's `dossiers` by agency."""

    def __init__(self, plan: Plan, seed: int, dossiers: Mapping[str, int]) -> None:
        self.plan = plan
        self.seed = seed
        self.dossiers = dossiers
        self._windows: dict[tuple[str, date], Window] = {}

    # ------------------------------------------------------------ chance and time

    def dice(self, subject: str, *names: str) -> int:
        """0 to 999, one number for each subject and names."""
        return dice(self.seed, subject, *names)

    def between(self, subject: str, name: str, bounds: tuple[int, int]) -> int:
        """A whole number from the first bound to the second."""
        low, high = bounds
        return low + (high - low + 1) * self.dice(subject, "size", name) // 1000

    def grade(self, subject: Subject, matter: str) -> int:
        """The subject's performance in one matter, 0 to 1000."""
        good = quality(subject.id, subject.level, self.seed)
        return (good + self.dice(subject.id, "grade", matter)) // 2

    def elapsed(self, period: Period) -> Fraction:
        """The part of the year that has passed at the end of the period."""
        first, last = year(self.plan)
        return Fraction(number(period.end) + 1 - first, last + 1 - first)

    def window(self, subject: Subject, period: Period) -> Window:
        """The part of the year that the subject reports on: an agency from its own first day."""
        key = period.id, max(subject.agency.start, period.start)
        if key not in self._windows:
            first, last = year(self.plan)
            start = Fraction(number(key[1]) - first, last + 1 - first)
            registry = self.plan.registry(period)
            self._windows[key] = Window(start, self.elapsed(period), registry)
        return self._windows[key]

    # ------------------------------------------------------------ the plan

    @cached_property
    def inputs(self) -> Mapping[str, Input]:
        """All inputs of the targets by id."""
        return {entry.id: entry for target in self.plan.targets for entry in target.inputs}

    @cached_property
    def targets(self) -> Mapping[str, tuple[Target, ...]]:
        """The targets that use each input."""
        found: dict[str, tuple[Target, ...]] = {}
        for target in self.plan.targets:
            for entry in target.inputs:
                found[entry.id] = (*found.get(entry.id, ()), target)
        return found

    @cached_property
    def _groups(self) -> Mapping[str, frozenset[str]]:
        """Inputs that are wholes and parts of one another, by each of them."""
        groups = {name: frozenset({name}) for name in self.inputs}
        for entry in self.inputs.values():
            joined = frozenset().union(*(groups[name] for name in (entry.id, *entry.part_of)))
            groups |= dict.fromkeys(joined, joined)
        return groups

    def meaning(self, entry: Input) -> str:
        """The id of an input with `before` for the year before the plan's, so that one table
        serves the plans of all years."""
        return entry.id.replace(f"_{self.plan.year - 1}", "_before")

    @cached_property
    def unpublished(self) -> frozenset[str]:
        """The inputs that ministries publish in the year after: this year's rank, and SIPAS."""
        indicators = [i for target in self.plan.targets for i in target.indicators.values()]
        return frozenset({i.gain.now for i in indicators if i.gain} | SIPAS)

    def group(self, name: str) -> frozenset[str]:
        """The inputs that are known or unknown together with this one."""
        return self._groups.get(name, frozenset({name}))

    def is_flow(self, entry: Input) -> bool:
        """Whether it counts what happened in the period."""
        return any(t.counts is Counts.FLOW and not t.yearly for t in self.targets[entry.id])

    def is_cumulative(self, entry: Input) -> bool:
        """Whether it counts what happened since the year began."""
        return any(t.yearly for t in self.targets[entry.id])

    def threshold(self, entry: Input, level: Level) -> Fraction:
        """The threshold as a fraction; a half if the plan sets none for the level."""
        found = (t.threshold(level) for t in self.targets[entry.id])
        return next((share for share in found if share is not None), Fraction(50)) / 100

    def bound(self, entry: Input, agency: Agency) -> bool:
        """Whether the figure exists for the agency."""
        binds = any(target.binds.includes(agency) for target in self.targets[entry.id])
        return binds and agency.level in entry.levels
