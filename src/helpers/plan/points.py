"""Whether the rules of scoring.yml fit their targets, and leave none out in silence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from helpers.model import Comparison, Judged
from helpers.plan.folder import Folder, Placed
from helpers.plan.reading import Fault
from helpers.plan.references import unknown_names
from helpers.plan.schema import TargetRow
from helpers.plan.scoring import RuleRow
from helpers.plan.targets import HIGHEST

SCORED = (Judged.VERDICT, Judged.YES_NO)


def check_points(folder: Folder) -> Iterator[Fault]:
    """Every fault of scoring.yml."""
    targets = {target.row.id: target.row for target in reversed(folder.targets)}
    unscored = folder.scoring.row.without_points
    yield from unknown_names(folder.scoring, "without_points", unscored, targets)
    scored = {rule.row.target for rule in folder.rules}
    for index, name in enumerate(unscored):
        if name in scored:
            yield folder.scoring.fault("points_after_all", "without_points", index, found=name)
    whole = scored <= targets.keys() and len(scored) == len(folder.rules)
    for target in folder.targets if whole and folder.rules else ():
        name = target.row.id
        if _judged(target.row) and name not in scored and name not in unscored:
            yield folder.scoring.fault("no_rule", "rules", found=name)
    for rule in folder.rules:
        yield from unknown_names(rule, "target", [rule.row.target], targets)
        yield from _check_steps(rule)
        if rule.row.points <= 0:
            yield rule.fault("no_points", "points", found=rule.row.points)
        if rule.row.target in targets:
            yield from _check_fit(rule, targets[rule.row.target])


def _judged(target: TargetRow) -> set[Judged]:
    """How bound agencies are judged, as far as it gives points."""
    return {word for level in target.binds.levels if (word := target.judged.get(level)) in SCORED}


def _check_fit(rule: Placed[RuleRow], target: TargetRow) -> Iterator[Fault]:
    judged, formula = _judged(target), rule.row.formula
    if not judged:
        yield rule.fault("points_for_nothing", "target", found=target.id)
    elif judged == {Judged.YES_NO} or target.comparison is Comparison.AT_MOST:
        # Of an answer there are no parts; and the more, the worse, where at most is allowed.
        if formula != "yes_no":
            yield rule.fault("formula_unfit", "formula", found=formula, allowed="yes_no")
    elif formula == "yes_no":
        yield rule.fault("formula_unfit", "formula", found=formula, allowed="linear, steps")
    highest = HIGHEST[target.measure]
    for index, step in enumerate(rule.row.steps):
        if not 0 <= step.at_least <= highest:
            facts = {"found": step.at_least, "high": highest}
            yield rule.fault("step_range", "steps", index, "from", **facts)


def _check_steps(rule: Placed[RuleRow]) -> Iterator[Fault]:
    """Steps for the formula of that name and no other; values and points rise, to the maximum."""
    row = rule.row
    if bool(row.steps) != (row.formula == "steps"):
        yield rule.fault("steps_wanted" if row.formula == "steps" else "idle_steps", "steps")
    if any(b.at_least <= a.at_least or b.points <= a.points for a, b in pairwise(row.steps)):
        yield rule.fault("steps_not_rising", "steps")
    if row.steps and row.steps[0].points < 0:
        yield rule.fault("no_points", "steps", 0, "points", found=row.steps[0].points)
    if row.steps and row.steps[-1].points > row.points:
        yield rule.fault("steps_above_points", "steps", found=row.points)
