"""Indicators of part III: the one task with a figure."""

from __future__ import annotations

from helpers.evaluation.indicators.records import Indicator, Reading, Records, form_all_yes


def positions_structured(records: Records) -> Reading:
    """III.5.1: job positions are approved and the staff is arranged by them; both are needed."""
    return form_all_yes(
        records,
        "positions_approved",
        "positions_structured",
    )


INDICATORS: dict[str, Indicator] = {"positions_structured": positions_structured}
