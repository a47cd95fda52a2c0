"""Hai đơn vị: two agencies side by side, the targets in which they differ first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil

import pandas as pd

from helpers import wording
from helpers.analyst.explorer.called import called
from helpers.analyst.explorer.choice import Choice
from helpers.analyst.explorer.part import Part, rendered, sentence
from helpers.analyst.explorer.source import Source
from helpers.analyst.tables import PeriodTables
from helpers.model import Comparison, Evaluation, Kind, Measure, Status, Target, WrongUse
from helpers.packets.display.rows import UNIT_SHARE, ResultRow, as_row
from helpers.store.counting import STATES


@dataclass(frozen=True)
class Line:
    """A target in the rows of both; None where it does not apply to one."""

    target: Target
    one: ResultRow | None
    other: ResultRow | None
    apart: Fraction | None  # value of the first minus that of the second; None of yes and no
    apart_words: str
    units: str  # what the one behind needs to be level

    @property
    def differs(self) -> bool:
        """Whether figure or verdict are not the same; unknown where one has no row."""
        if self.one is None or self.other is None:
            return False
        verdicts = self.one.mark.shape, self.other.mark.shape
        return bool(self.apart) or self.one.value != self.other.value or len(set(verdicts)) > 1


def show(choice: Choice, source: Source) -> Part:
    """The chosen agency and the second one; a sentence where there is no second."""
    if not choice.other:
        return sentence(wording.explorer.NO_OTHER)
    if choice.other == choice.agency:
        return sentence(wording.explorer.SAME_AGENCY)
    ky = source.ky(choice.period)
    if source.agency(choice.period, choice.other) is None:
        known = source.plan.senders_by_id.get(choice.other)
        name = known.name if known else choice.other
        period = source.plan.periods[choice.period].label
        return sentence(wording.explorer.not_in_period(name, period))
    both = ky.evaluation(choice.agency), ky.evaluation(choice.other)
    groups = _groups(_lines(*both, choice.area))
    table, code = called(ky, "compare", choice.agency, choice.other, area=choice.area, labels=True)
    states, lacking = _dossiers(ky, choice.agency, choice.other)
    one, other = (each.agency.name for each in both)
    return Part(
        html=rendered(
            "pair",
            "pair",
            both=both,
            warning=_warning(*both),
            groups=groups,
            states=_states([state for state, _ in states]),
            lacking=lacking,
        ),
        says=wording.explorer.differing(
            one, other, len(groups[0][1]), sum(len(g) for _, g in groups)
        ),
        tables=(
            (wording.explorer.TABS[choice.tab], table),
            *(
                (wording.explorer.dossiers_of(n), counted)
                for n, (counted, _) in enumerate(states, start=1)
            ),
        ),
        code="\n".join([code, *(each for _, each in states)]),
    )


def _warning(one: Evaluation, other: Evaluation) -> str:
    levels = one.agency.level, other.agency.level
    if levels[0] == levels[1]:
        return ""
    return wording.explorer.other_level(*map(one.plan.label, levels))


# ---------------------------------------------------------------- targets


def _lines(one: Evaluation, other: Evaluation, area: str) -> list[Line]:
    sides = [_own_rows(each) for each in (one, other)]
    targets = (each for each in one.plan.targets if area in ("", each.area))
    return [
        _line(target, (one, sides[0].get(target.id)), (other, sides[1].get(target.id)))
        for target in targets
        if target.id in sides[0] or target.id in sides[1]
    ]


@lru_cache(maxsize=8)  # one agency is compared with one after another
def _own_rows(evaluation: Evaluation) -> Mapping[str, ResultRow]:
    """The agency's own rows of the targets with a figure that apply to it, by target."""
    return {
        result.target.id: as_row(evaluation, result)
        for result in evaluation.results
        if result.level == evaluation.agency.level
        and result.target.kind is Kind.QUANTITATIVE
        and result.verdict.status is not Status.NOT_APPLICABLE
    }


Side = tuple[Evaluation, ResultRow | None]


def _line(target: Target, one: Side, other: Side) -> Line:
    answers = any(row.yes_no for row in (one[1], other[1]) if row)
    apart, words = None if answers else _apart(one[1], other[1]), ""
    if apart is not None:
        shares = target.unit.startswith(UNIT_SHARE)
        by = wording.pages.points_apart if shares else wording.explorer.by
        words = by(apart) if apart else wording.explorer.EQUAL
    units = _units(target, one, other, apart)
    return Line(target, one[1], other[1], apart, words, units)


def _apart(one: ResultRow | None, other: ResultRow | None) -> Fraction | None:
    """The value of the first minus that of the second."""
    numbers = one.number if one else None, other.number if other else None
    return None if numbers[0] is None or numbers[1] is None else numbers[0] - numbers[1]


def _units(target: Target, one: Side, other: Side, apart: Fraction | None) -> str:
    """How many units the agency behind needs to reach the share of the other one."""
    if not apart or target.measure is not Measure.SHARE:
        return ""
    at_most = target.comparison is Comparison.AT_MOST
    evaluation, row = one if (apart > 0) is at_most else other
    seen = row.result.observation if row else None
    if seen is None or seen.surveyed or not seen.denominator:
        return ""  # more ballots are nothing that an agency does
    units = ceil(abs(apart) * seen.denominator / 100)
    name, thing = evaluation.agency.name, target.thing
    return wording.explorer.to_be_level(name, units, thing, fewer=at_most)


def _groups(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """Those that differ, the largest difference first; those that do not; those of one alone."""
    differing = [line for line in lines if line.differs]
    differing.sort(key=_size, reverse=True)
    alone = [line for line in lines if line.one is None or line.other is None]
    equal = [line for line in lines if not line.differs and line not in alone]
    heads = wording.explorer.PAIR_GROUPS
    return list(zip(heads, (differing, equal, alone), strict=True))


def _size(line: Line) -> Fraction:
    return abs(_apart(line.one, line.other) or Fraction(0))


# ---------------------------------------------------------------- dossiers


Counted = tuple[pd.DataFrame, str]


def _dossiers(ky: PeriodTables, *agencies: str) -> tuple[list[Counted], str]:
    """The dossiers of both by state, or a sentence why there are none."""
    try:
        return [called(ky, "dossiers", "state", agency=agency) for agency in agencies], ""
    except WrongUse as lacking:
        return [], str(lacking)


def _states(tables: Sequence[pd.DataFrame]) -> list[tuple[str, list[str]]]:
    """Each state with the number of each agency, and the sum."""
    if not tables:
        return []
    counts = [dict(table["dossiers"].astype(int)) for table in tables]
    lines = [
        (wording.explorer.STATES[state], [each.get(state, 0) for each in counts])
        for state in STATES
        if any(state in each for each in counts)
    ]
    lines.append((wording.explorer.ALL_STATES, [sum(each.values()) for each in counts]))
    return [(name, [wording.core.number(n) for n in numbers]) for name, numbers in lines]
