"""Indicators of II.1, the general objectives."""

from __future__ import annotations

from helpers.evaluation.indicators.records import Indicator, Reading, Records
from helpers.model import Reason, Source


def par_index_rank(records: Records) -> Reading:
    """II.1.2: places gained in PAR INDEX; a smaller rank is better. Ministry of Home Affairs
    publishes a year's ranks in the next one, so that until then there is no figure."""
    if records.form is None and records.count("par_rank_2022") is None:
        return Reading(Source.REPORTED, missing=Reason.NOT_PUBLISHED)
    if missing := records.missing("par_rank_2021", "par_rank_2022"):
        return Reading(Source.REPORTED, missing=missing)
    before, now = records.count("par_rank_2021") or 0, records.count("par_rank_2022") or 0
    return Reading(
        Source.REPORTED,
        before - now,
        evidence=records.evidence("par_rank_2021", "par_rank_2022"),
    )


INDICATORS: dict[str, Indicator] = {"par_index_rank": par_index_rank}
