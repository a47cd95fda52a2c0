"""Cells that several sheets of the annex have."""

from __future__ import annotations

from fractions import Fraction

from helpers import wording
from helpers.documents.workbook import Figure
from helpers.evaluation.columns import decimal
from helpers.model import Evaluation, Observation
from helpers.model.rounding import rounded, shown

TEXT, WHOLE_NUMBER, DECIMAL, DAY = (
    wording.documents.TEXT,
    wording.documents.WHOLE,
    wording.documents.DECIMAL,
    wording.documents.DAY,
)


def figure(value: Fraction | None, threshold: Fraction | None = None) -> Figure | None:
    """A value as `results.csv` has it, shown with so many decimals that it does not seem to reach
    a threshold it does not reach."""
    stored = decimal(value)
    if value is None or stored is None:
        return None
    exact = next((places for places in (0, 1) if value == rounded(value, places)), None)
    return Figure(stored, shown(value, threshold)[1] if exact is None else exact)


def count_of(observation: Observation | None, name: str) -> int | None:
    """The numerator or the denominator of an observation; None without one."""
    found: int | None = None if observation is None else getattr(observation, name)
    return found


def level_words(evaluation: Evaluation) -> str:
    """The level of the agency."""
    return wording.documents.level_of(evaluation.plan, evaluation.agency)
