"""Whether the rules of plausibility.yml name figures that there are, and what they need."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from helpers.model import ComparedWith, InputKind
from helpers.plan.folder import Folder, Placed
from helpers.plan.reading import Fault
from helpers.plan.references import duplicates, unknown_names
from helpers.plan.schema import InputRow, PlausibilityRow

# The keys that a rule needs besides those of all rules; of the others it has none.
TIMES = {"factor", "at_least"}
NEEDED = {
    ComparedWith.EARLIER_PART: {"inputs"},
    ComparedWith.JUMP: TIMES,
    ComparedWith.FALL: {"inputs", *TIMES},
    ComparedWith.REGISTER: {"inputs"},
    ComparedWith.WHOLE: {"inputs", "whole"},
    ComparedWith.MEDIAN: {*TIMES, "figures"},
    ComparedWith.OTHERS: {*TIMES, "figures"},
}
LOWEST_FACTOR = 2
PARAMETERS = ("inputs", "whole", "factor", "at_least", "figures")


def check_plausibility(folder: Folder) -> Iterator[Fault]:
    """Every fault of plausibility.yml."""
    inputs = {entry.row.id: entry.row for entry in folder.inputs}
    agreed = {target.row.id for target in folder.targets if target.row.agreed}
    yield from duplicates(folder.comparisons, "id")
    for rule in folder.comparisons:
        row = rule.row
        for key in PARAMETERS:
            yield from _check_given(rule, key)
        if row.factor and row.factor < LOWEST_FACTOR:
            yield rule.fault("greater_than_equal", "factor", found=row.factor, ge=LOWEST_FACTOR)
        for key in ("inputs", "whole"):
            names = getattr(row, key)
            yield from unknown_names(rule, key, names, {*inputs, *agreed})
            for index, name in enumerate(names):
                if name in inputs and inputs[name].kind is not InputKind.COUNT:
                    yield rule.fault("compared_no_count", key, index, found=name)
        if row.compared_with is ComparedWith.REGISTER:
            yield from _check_register(rule, inputs)
        for name in sorted({*row.inputs} & {*row.whole}):
            yield rule.fault("part_of_itself", "whole", found=name)


def _check_given(rule: Placed[PlausibilityRow], key: str) -> Iterator[Fault]:
    """A parameter that the rule needs is given; one that it would not use is not."""
    needed = key in NEEDED[rule.row.compared_with]
    word = rule.row.compared_with.value
    optional = key == "inputs"
    if needed and not getattr(rule.row, key):
        yield rule.fault("comparison_lacks", key, found=word, lacking=key)
    elif not (needed or optional) and rule.states(key):
        yield rule.fault("comparison_idle", key, found=word)


def _check_register(rule: Placed[PlausibilityRow], inputs: dict[str, InputRow]) -> Iterator[Fault]:
    """Each input is asked both of agencies and of the province's list of their level."""
    for index, name in enumerate(rule.row.inputs):
        row = inputs.get(name)
        if row is not None and not row.levels & {*chain(row.register)}:
            yield rule.fault("compared_no_list", "inputs", index, found=name)
