"""What is the case in the simulated province: every figure its forms can ask, for every subject.

Stocks never fall from period to period (but those the plan wants to fall), cumulative counts grow,
flows go by the days of the period, a part lies within its whole, and what the province states of
its agencies is the sum of what they state. An agency that was split had what its successors have;
of those that were merged each had its part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise

from helpers.demo import sizes
from helpers.demo.days import last_period
from helpers.demo.units import others, posts, present, schools, self_financing, shifted, units
from helpers.demo.world import YEAR, Subject, Window, World, of
from helpers.model import WHOLE, Agency, Input, Level, Plan

ROUND = 20  # a multiple of it has every threshold of the plan as a whole number
GROWING = frozenset({"results_in_force", "accounts", "service_users"})
BEGIN = Window(Fraction(0), Fraction(0))


class Books(World):
    """The figures of one simulated province."""

    def __init__(self, plan: Plan, seed: int, dossiers: Mapping[str, int]) -> None:
        super().__init__(plan, seed, dossiers)
        self._shared: dict[str, Mapping[str, int]] = {}

    def value(self, entry: Input, subject: Subject, window: Window) -> int:
        """The figure of an input that counts."""
        if subject.agency.level != WHOLE:
            agencies = self.plan.agencies.values()
            if successors := [a for a in agencies if subject.id in a.predecessors]:
                return sum(self._part_of(a, subject.id, entry, window) for a in successors)
        elif members := self._members(entry, subject.level, window):
            return sum(self.value(entry, of(a), window) for a in members)
        if (name := self.meaning(entry)) in SPECIAL:
            return SPECIAL[name](self, subject, window)
        return (self.part if entry.part_of else self._whole)(entry, subject, window)

    def _part_of(self, successor: Agency, agency: str, entry: Input, window: Window) -> int:
        """What a predecessor had of its successor's figure: agencies that are merged shared it."""
        whole, all_of_them = self.value(entry, of(successor), window), successor.predecessors
        turn, count = all_of_them.index(agency), len(all_of_them)
        return whole * (turn + 1) // count - whole * turn // count

    def _members(self, entry: Input, level: Level, window: Window) -> list[Agency]:
        """The agencies whose figures add up to the province's: all of them, or the departments
        behind the list of the provincial level. None where the lists of a level are all alike."""
        if (level == WHOLE and entry.levels) or level in entry.levels & {sizes.P}:
            levels = entry.levels if level == WHOLE else {level}
            return [a for a in _there(self, window) if a.level in levels and self.bound(entry, a)]
        return []

    def _whole(self, entry: Input, subject: Subject, window: Window) -> int:
        size = self._size(entry, subject)
        if self.is_flow(entry):
            return int(size * window.end) - int(size * window.start)
        if self.is_cumulative(entry):
            return int(size * window.end)
        return int(size * (19 + window.end) / 20) if entry.id in GROWING else size

    def part(self, entry: Input, subject: Subject, window: Window) -> int:
        """A part of one or more other figures, never more than they are."""
        wholes = [self.inputs[name] for name in entry.part_of]
        now, whole = (sum(self.value(w, subject, at) for w in wholes) for at in (window, YEAR))
        part = self._part_of_year(entry, subject, whole)
        if self.is_flow(entry):
            return now * part // whole if whole else 0
        grade = self.grade(subject, entry.id)
        builds = any(target.builds for target in self.targets[entry.id])
        begun = Fraction(1, 2) if builds else Fraction(9 if grade < 600 else 10, 10)
        return min(now, int(part * (begun + (1 - begun) * window.end)))

    def _part_of_year(self, entry: Input, subject: Subject, whole: int) -> int:
        """At the year's end, or of the whole year; now and then exactly at the threshold."""
        grade, threshold = self.grade(subject, entry.id), self.threshold(entry, subject.level)
        if entry.id in sizes.SHARES:
            low, high = sizes.SHARES[entry.id]
            return whole * min(1000, low + (high - low) * grade // 1000) // 1000
        exact = whole * threshold
        if self._is_round(entry.part_of[0], subject) and exact.denominator == 1:
            return int(exact)
        return int(whole * _share(grade, threshold))

    def _is_round(self, whole: str, subject: Subject) -> bool:
        return self.dice(subject.id, "exact", f"{whole}@{subject.level}") < 25

    # ------------------------------------------------------------ sizes

    def _size(self, entry: Input, subject: Subject) -> int:
        """How many there are at the year's end, or in the whole year."""
        if entry.id in sizes.PART_OF_LIST:
            return self._listed(entry, subject)
        if entry.id in sizes.PART_OF_DOSSIERS:
            share = self.between(subject.id, entry.id, sizes.PART_OF_DOSSIERS[entry.id])
            size = self.dossiers[subject.id] * share // 1000
        else:
            bounds = sizes.SIZES.get(self.meaning(entry), {}).get(subject.level, sizes.ANY)
            size = self.between(subject.id, entry.id, bounds)
        if size >= 2 * ROUND and self._is_round(entry.id, subject):
            size += -size % ROUND
        return size

    def _listed(self, entry: Input, subject: Subject) -> int:
        """A level's list; a department has its share of it."""
        total = sizes.LISTS[subject.level] * sizes.PART_OF_LIST[entry.id] // 1000
        if subject.agency.level != sizes.P:
            return total
        if entry.id not in self._shared:
            self._shared[entry.id] = self._share_out(entry, total)
        return self._shared[entry.id].get(subject.id, 0)

    def _share_out(self, entry: Input, total: int) -> Mapping[str, int]:
        """The list shared out among the departments, without a remainder."""
        there = self._members(entry, sizes.P, YEAR)
        weights = [20 + self.dice(a.id, "size", "list") // 10 for a in there]
        bounds = [total * upto // sum(weights) for upto in accumulate(weights, initial=0)]
        parts = (upto - before for before, upto in pairwise(bounds))
        return {agency.id: part for agency, part in zip(there, parts, strict=True)}

    # ------------------------------------------------------------ staff and inspections

    def inspected(self, agency: Agency, elapsed: Fraction) -> bool:
        """Whether its work was inspected since the year began; a split agency's successors share
        what came before."""
        chance = self.dice(next(iter(agency.predecessors), agency.id), "inspected")
        return chance < sizes.INSPECTED * elapsed

    def inspected_before(self, agency: Agency) -> bool:
        """The same in the base year."""
        return self.dice(agency.id, "inspected before") < sizes.INSPECTED_BEFORE

    def staff(self, agency: Agency) -> int:
        """Everyone it employs when the year begins."""
        names = ("cadres", "officials", "employees")
        return sum(self.value(self.inputs[name], of(agency), BEGIN) for name in names)


def _share(grade: int, threshold: Fraction) -> Fraction:
    """The better part has all where all is asked for; else somewhere around the threshold."""
    if threshold == 1:
        return min(threshold, Fraction(850, 1000) + Fraction(grade, 3000))
    return min(Fraction(1), max(Fraction(0), threshold + Fraction(grade - 430, 1600)))


# ---------------------------------------------------------------- figures of their own kind

Special = Callable[[Books, Subject, Window], int]


def _recruits(books: Books, subject: Subject, window: Window) -> int:
    leavers = books.value(books.inputs["leavers"], subject, YEAR)
    share = books.between(subject.id, "recruits", sizes.RECRUITS_OF_LEAVERS)
    return int((leavers * share + 500) // 1000 * window.end)


def _system_meetings(books: Books, subject: Subject, window: Window) -> int:
    """None where the committee does not meet in the system at all."""
    entry = books.inputs["committee_meetings_system"]
    idle = subject.level == sizes.D and not meets_in_system(books, subject)
    return 0 if idle else books.part(entry, subject, window)


def meets_in_system(books: Books, subject: Subject) -> bool:
    """Whether a district's committee meets in the system for meetings."""
    return books.grade(subject, "committee_system") >= sizes.MEETS_IN_SYSTEM


def _there(books: Books, window: Window) -> Sequence[Agency]:
    return window.registry or books.plan.registry(last_period(books.plan))


def _before(books: Books) -> list[Agency]:
    """Who was in being when the plan's year began."""
    first = min(period.start for period in books.plan.periods.values())
    return [agency for agency in books.plan.agencies.values() if agency.exists_on(first)]


def _inspected_staff(books: Books, agencies: Sequence[Agency]) -> int:
    return sum(books.staff(agency) * sizes.INSPECTED_STAFF // 1000 for agency in agencies)


SPECIAL: Mapping[str, Special] = {
    "service_units_before": lambda b, s, w: units(b, s).schools + units(b, s).others,
    "service_units": lambda b, s, w: schools(b, s, w) + others(b, s, w),
    "schools": schools,
    "nonschool_units": others,
    "self_financing_units": self_financing,
    "self_financing_units_before": lambda b, s, w: b.value(
        b.inputs["self_financing_units"], s, BEGIN
    ),
    "qualified_units": lambda b, s, w: others(b, s, YEAR) * sizes.QUALIFIED // 1000,
    "service_posts_before": lambda b, s, w: units(b, s).posts,
    "service_posts": posts,
    "service_posts_present": present,
    "service_posts_shifted": shifted,
    "employees": lambda b, s, w: present(b, s, w) + shifted(b, s, w),
    "recruits": _recruits,
    "committee_meetings_system": _system_meetings,
    "agencies_subject": lambda b, s, w: len(_there(b, w)),
    "agencies_inspected": lambda b, s, w: sum(b.inspected(a, w.end) for a in _there(b, w)),
    "staff_subject": lambda b, s, w: sum(b.staff(a) for a in _there(b, w)),
    "staff_inspected": lambda b, s, w: _inspected_staff(
        b, [a for a in _there(b, w) if b.inspected(a, w.end)]
    ),
    "agencies_subject_before": lambda b, s, w: len(_before(b)),
    "agencies_inspected_before": lambda b, s, w: sum(b.inspected_before(a) for a in _before(b)),
    "staff_subject_before": lambda b, s, w: sum(b.staff(a) for a in _before(b)),
    "staff_inspected_before": lambda b, s, w: _inspected_staff(
        b, [a for a in _before(b) if b.inspected_before(a)]
    ),
}
