"""What would turn a target of the whole, and where the missing units of work are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers import wording
from helpers.model import Comparison, Evaluation, Measure, Observation, Rollup
from helpers.packets.display.actions import Step, actions_of
from helpers.packets.display.fragment import Fragment, fragment
from helpers.packets.display.members import Own, is_below, of_target
from helpers.packets.display.rows import ResultRow

NAMED = 3  # agencies of each target
SHOWN = 8  # targets


@dataclass(frozen=True)
class Lever:
    """A target of the whole that more work would turn."""

    row: ResultRow
    more: str  # how many units, with what they are
    where: str  # which agencies


def levers(evaluation: Evaluation) -> Fragment:
    """The targets of the whole that are missed and can still be met by work, those with the fewest
    units first; of each which agencies lack them. And which are over."""
    wanted, found = actions_of(evaluation), levers_of(evaluation)
    return fragment(
        "levers",
        wording.whole.LEVERS,
        template="whole",
        levers=found[:SHOWN],
        further=wording.whole.further(len(found) - SHOWN),
        over=wording.whole.over(list(dict.fromkeys(step.row.label for step in wanted.over))),
    )


def levers_of(evaluation: Evaluation) -> list[Lever]:
    """All targets of the whole that more work would turn, those with the fewest units first."""
    steps = _counted(actions_of(evaluation).steps)
    return [lever for step in steps if (lever := _lever(evaluation, step))]


def _counted(steps: Sequence[Step]) -> list[Step]:
    counted = [step for step in steps if step.units]
    return sorted(counted, key=lambda step: step.units or 0)


def _lever(evaluation: Evaluation, step: Step) -> Lever | None:
    where = places(evaluation, step.row, step.units or 0)
    if not where:
        return None
    thing = wording.verdicts.thing_words(step.row.result, step.row.deciding)
    return Lever(step.row, wording.whole.more(step.units or 0, thing), where)


def places(evaluation: Evaluation, row: ResultRow, units: int) -> str:
    """Where the units of work are that a figure of several agencies lacks; empty where its sum does
    not decide, or where agencies must not be named."""
    target, whole = row.result.target, row.result.observation
    if target.private or row.deciding or whole is None:
        return ""
    owns = of_target(evaluation, target.id, row.level)
    below = [own for own in owns if is_below(own)]
    if target.rollup is Rollup.SHARE_OF_AGENCIES:
        names = [own.member.agency.name for own in below]
        counted = len(names) == (whole.denominator or 0) - (whole.numerator or 0)
        return wording.whole.agencies_below(names, NAMED) if counted else ""
    if not _decided_by_sum(row, owns):
        return ""
    lacking = missing_units(below)
    chosen = enough(lacking, units)
    if not chosen:
        return wording.whole.too_little(len(lacking), sum(n for _, n in lacking))
    return wording.whole.enough(chosen, NAMED, lacking[-1])


def _decided_by_sum(row: ResultRow, owns: Sequence[Own]) -> bool:
    """Whether more of the numerator alone decides, and the agencies' counts, all of them published,
    add up to those of the whole."""
    target, whole = row.result.target, row.result.observation
    assert whole is not None
    least = target.comparison in (Comparison.AT_LEAST, Comparison.MORE_THAN)
    if target.measure is not Measure.SHARE or target.rollup is not Rollup.SUM or not least:
        return False
    known = [o for own in owns if (o := own.result.observation) and o.numerator is not None]
    return _sums(known) == (whole.numerator, whole.denominator)


def _sums(known: Sequence[Observation]) -> tuple[int, int]:
    return sum(o.numerator or 0 for o in known), sum(o.denominator or 0 for o in known)


def missing_units(below: Sequence[Own]) -> list[tuple[str, int]]:
    """What each agency lacks of its own threshold, by name, the least first."""
    margins = ((own.member.agency.name, own.result.verdict.margin_units) for own in below)
    lacking = [(name, -margin) for name, margin in margins if margin is not None and margin < 0]
    return sorted(lacking, key=lambda each: each[1])


def enough(lacking: Sequence[tuple[str, int]], units: int) -> list[tuple[str, int]]:
    """The first of the agencies whose missing units together are at least so many; none where all
    together lack fewer."""
    total = 0
    for n, (_, missing) in enumerate(lacking, 1):
        total += missing
        if total >= units:
            return list(lacking[:n])
    return []
