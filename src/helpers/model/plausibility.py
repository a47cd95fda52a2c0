"""Rules by which the figures of forms are compared with each other, as frozen dataclasses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from helpers.model.levels import Level


class ComparedWith(StrEnum):
    """What a figure is compared with."""

    EARLIER_PART = "earlier_part"  # the figures of periods within this one: it is not below them
    JUMP = "jump"  # the largest earlier figure of the year: it is not many times that
    FALL = "fall"  # the smallest earlier figure of the year: it is not a small part of that
    REGISTER = "register"  # the province's list of the agency's level: it is not above that
    WHOLE = "whole"  # the sum of other inputs, in any form: the sum of `inputs` is not above it
    MEDIAN = "median"
    """the agencies of its level: it is not many times their median, unless the agency had nearly
    as much earlier in the year"""
    OTHERS = "others"  # likewise all other agencies together: it is not many times their sum


class Outcome(StrEnum):
    """What becomes of a figure that a rule finds."""

    REFUSE = "refuse"  # it contradicts: its form is returned
    CONFIRM = "confirm"  # it is unlikely: accepted, and marked until it is confirmed


@dataclass(frozen=True)
class PlausibilityRule:
    """One comparison of the figures of forms. Figures are counts; of an agreement it is the
    denominator that is compared."""

    id: str  # unique in the plan
    compared_with: ComparedWith
    outcome: Outcome
    reason: str  # in words, the end of a sentence: why the figure cannot be, or is not likely
    source: str  # where the rule is from, in words
    verified: bool  # whether it was checked against that source
    inputs: tuple[str, ...] = ()
    """ids of the inputs that are compared; empty: all counts but the parts of others"""
    whole: tuple[str, ...] = ()  # of `whole`: the inputs whose sum is the whole
    levels: frozenset[Level] = frozenset()  # of the figures that are compared; empty: all
    factor: int = 0  # of `jump`, `fall`, `median` and `others`: from how many times on
    at_least: int = 0
    """Of `jump`, `median` and `others`: what is compared with counts as at least this; of `fall`: a
    smaller figure is not compared with. So small figures may differ freely; nothing is compared
    with 0."""
    figures: int = 0  # of `median` and `others`: how many agencies must have the figure
