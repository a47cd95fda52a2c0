"""Functions of II.2.2, administrative procedures."""

from __future__ import annotations

from helpers.evaluation.indicators.records import Records
from helpers.model import Key, Observation, Reason, Source


def satisfaction_measured(key: Key, records: Records) -> Observation:
    """II.2.2.g: the agency's customers were asked, with at least one valid answer; not to be is
    not the agency's failing, but counts as not measured in the province's share."""
    survey, missing = records.survey, None
    if survey is None:
        return Observation(*key, Source.COMPUTED, missing=Reason.NO_SURVEY, surveyed=True)
    if not survey:
        missing = Reason.NOT_SAMPLED
    elif not survey.get("valid"):
        missing = Reason.NO_VALID_ANSWER
    measured = int(missing is None)
    return Observation(*key, Source.COMPUTED, measured, 1, missing=missing, surveyed=True)
