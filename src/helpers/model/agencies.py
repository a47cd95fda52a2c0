"""The bodies that are evaluated, and which of them exist on given days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from helpers.model.levels import Level


@dataclass(frozen=True)
class Agency:
    """A body that is evaluated, or was until it was merged into another."""

    id: str  # unique; official code and name without accents: `02779-xa-thanh-binh`
    code: str  # official code, as text for its leading zeros; empty for departments
    name: str  # as it is printed; a commune with its district
    head: str  # the duty title of its head, as a signature prints it: `CHỦ TỊCH`
    level: Level  # it decides the threshold
    parent: str  # id of the agency above, or of the province
    start: date  # first day of its existence (at the earliest, that of our data)
    end: date | None  # last day; empty while it exists
    predecessors: tuple[str, ...]  # ids of the agencies it came from
    attributes: frozenset[str]  # those of the plan's vocabulary that hold for it
    source: str  # where this row is from, in words
    verified: bool  # whether it was checked against that source

    def exists_on(self, day: date) -> bool:
        """Whether the agency exists on `day`."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Existing:
    """The agencies of some days, in registry order."""

    involved: tuple[Agency, ...]
    registry: tuple[Agency, ...]
    ended: tuple[Agency, ...]
    children: Mapping[str, tuple[Agency, ...]]  # of the registry, by the id of their parent


def existing(agencies: Iterable[Agency], start: date, end: date) -> Existing:
    """Who exists on any of the days, on the last one, and under whom; one pass for each list."""
    involved = tuple(a for a in agencies if a.start <= end and (a.end is None or a.end >= start))
    registry = tuple(a for a in involved if a.exists_on(end))
    children: dict[str, list[Agency]] = defaultdict(list)
    for agency in registry:
        children[agency.parent].append(agency)
    return Existing(
        involved,
        registry,
        ended=tuple(a for a in involved if not a.exists_on(end)),
        children={parent: tuple(each) for parent, each in children.items()},
    )
