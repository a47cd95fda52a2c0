"""What goes wrong in the simulated province when the year closes: a figure with digits too many in
one commune's form, and the rows of another commune that the export has lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from helpers.demo import sizes
from helpers.demo.chance import dice, stream
from helpers.demo.offices import lasting
from helpers.forms import Question
from helpers.model import InputKind, Plan

LEAST_COMMUNES = 10  # in a smaller province two of them would be too many
TOO_MUCH = 1000  # the figure is so many times what it should be
LEAST_FIGURE = 20  # smaller ones could be true


@dataclass(frozen=True)
class Slips:
    """The communes with a slip; empty where there are too few of them."""

    mistyped: str = ""  # its form of the last period has one figure that is far too large
    lost: str = ""  # the export of the last period has none of its dossiers


def slips(plan: Plan, seed: int, silent: Collection[str]) -> Slips:
    """Two communes that resolve dossiers all year and send their forms; `silent`: who does not."""
    there = [
        a.id
        for a in plan.agencies.values()
        if a.level == sizes.C and lasting(plan, a) and a.id not in silent
    ]
    if len(there) < LEAST_COMMUNES:
        return Slips()
    first, second = stream(seed, "slips").permutation(len(there))[:2]
    return Slips(there[first], there[second])


def too_large(
    seed: int, asked: Sequence[Question], answers: Mapping[str, object], sender: str
) -> dict[str, object]:
    """One count of the sender's own with what was typed instead, by question key. It is no part of
    another figure and none that a list of the province bounds: those contradict and come back."""
    right = {
        q.key: number
        for q in asked
        if (q.subject, q.input.kind) == (sender, InputKind.COUNT)
        and not (q.input.part_of or q.input.register or q.input.id in sizes.PART_OF_LIST)
        and isinstance(number := answers.get(q.key), int)
        and number >= LEAST_FIGURE
    }
    if not right:
        return {}
    key = list(right)[dice(seed, "mistyped", sender) * len(right) // 1000]
    return {key: TOO_MUCH * right[key]}
