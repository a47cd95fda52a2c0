"""Sentences of the intake that differ only in names and numbers, to be listed once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from helpers import wording
from helpers.model import Remark, Severity

LEAST = 3  # remarks that share a sentence; fewer are shown one by one
# Numbers with dots and commas, lists of them as one, and names of cells.
_NUMBERS = r"\b[A-Z]{1,3}\d+\b|\d+(?:[.,]\d+)*(?:, \d+(?:[.,]\d+)*)*"


@dataclass(frozen=True)
class NamedRemark:
    """A remark with the name of the agency it is about, and the group of that agency."""

    remark: Remark
    name: str  # empty: of no agency
    group: str


@dataclass(frozen=True)
class Instance:
    """One of the remarks of a kind: whose it is, and what its sentence says there."""

    named: NamedRemark
    values: tuple[str, ...]  # in the places [1], [2], … of the sentence

    @property
    def name(self) -> str:
        """The name without its end that the name of the group says too: `UBND xã A` of `UBND xã A,
        huyện B` in the group `UBND huyện B`; without an agency the file."""
        own, _, above = self.named.name.rpartition(", ")
        short = own if own and self.named.group.endswith(above) else self.named.name
        return short or self.named.remark.file


@dataclass(frozen=True)
class RemarkKind:
    """Remarks with one sentence; what differs is in its instances."""

    severity: Severity
    sentence: str
    instances: tuple[Instance, ...]

    @property
    def numbers(self) -> int:
        """How many numbers each instance has."""
        return len(self.instances[0].values)

    @property
    def by_group(self) -> tuple[tuple[str, tuple[Instance, ...]], ...]:
        """The instances by the group of their agency, in their order."""
        groups: dict[str, list[Instance]] = {}
        for each in self.instances:
            groups.setdefault(each.named.group, []).append(each)
        return tuple((group, tuple(members)) for group, members in groups.items())


@dataclass(frozen=True)
class SortedRemarks:
    """Remarks of at least LEAST to a kind, and the others."""

    kinds: tuple[RemarkKind, ...]
    single: tuple[NamedRemark, ...]


def sorted_remarks(remarks: Sequence[NamedRemark]) -> SortedRemarks:
    """Each remark once: in its kind, or alone; both in the order given."""
    shapes: dict[tuple[Severity, tuple[str, ...]], list[NamedRemark]] = {}
    for named in remarks:
        fixed = tuple(_parts(named)[::2])
        shapes.setdefault((named.remark.severity, fixed), []).append(named)
    kinds = tuple(_kind(group) for group in shapes.values() if len(group) >= LEAST)
    repeated = {id(each.named) for kind in kinds for each in kind.instances}
    return SortedRemarks(kinds, tuple(named for named in remarks if id(named) not in repeated))


def _parts(named: NamedRemark) -> list[str]:
    """The sentence in parts: fixed words, then in turn what may differ and fixed words."""
    names = [re.escape(name) for name in (named.name, named.remark.file) if name]
    return re.split(f"({'|'.join([*names, _NUMBERS])})", named.remark.text)


def _kind(group: Sequence[NamedRemark]) -> RemarkKind:
    """The sentence of remarks with the same fixed words; what is the same in all stays in it."""
    parts = [_parts(named) for named in group]
    places = [
        place for place in range(1, len(parts[0]), 2) if len({each[place] for each in parts}) > 1
    ]
    numbered = [p for p in places if any(e[p] != n.name for e, n in zip(parts, group, strict=True))]
    marks = {place: wording.intake_page.number_place(n) for n, place in enumerate(numbered, 1)}
    marks |= dict.fromkeys(set(places) - set(numbered), wording.intake_page.THIS_AGENCY)
    sentence = "".join(marks.get(place, part) for place, part in enumerate(parts[0]))
    instances = zip(group, parts, strict=True)
    return RemarkKind(
        group[0].remark.severity,
        sentence,
        tuple(Instance(named, tuple(part[p] for p in numbered)) for named, part in instances),
    )
