"""Functions of II.2.3, the organisation of the apparatus."""

from __future__ import annotations

from dataclasses import replace

from helpers.evaluation.indicators.measures import lowest, share
from helpers.evaluation.indicators.records import Records
from helpers.model import Component, Dataset, Key, Level, Observation, Reason, Share, Source


def service_satisfaction(key: Key, records: Records) -> Observation:
    """II.2.3.c: satisfied with the service of administrative agencies: the province by SIPAS,
    published after the year, with the province's own survey shown; an agency by the province's
    own survey, for information."""
    own = _answers(key, records, "service")
    if records.level is not Level.ALL:
        return _unasked(key) if _is_unasked(own) else own
    sipas = share(key, Share(of=("sipas_satisfied",), among=("sipas_valid",)), records)
    if sipas.missing is Reason.BLANK:
        sipas = replace(sipas, missing=Reason.NOT_PUBLISHED)
    if not own.denominator:
        return sipas
    component = Component("service_satisfied", own.numerator or 0, own.denominator)
    return replace(sipas, components=(component,))


def health_education_satisfaction(key: Key, records: Records) -> Observation:
    """II.2.3.c: satisfied with public health care and with public education, counted apart; the
    lower share decides. A department answers for its own sector, the province needs both."""
    shares = {
        f"{sector}_satisfied": _answers(key, records, sector) for sector in ("health", "education")
    }
    asked = {name: each for name, each in shares.items() if not _is_unasked(each)}
    if records.level is Level.ALL or not asked:
        asked = dict.fromkeys(shares, _unasked(key)) | asked
    return lowest(asked)


def _answers(key: Key, records: Records, question: str) -> Observation:
    of, among = (f"{question}_satisfied",), (f"{question}_valid",)
    return share(key, Share(of=of, among=among, dataset=Dataset.SURVEY), records)


def _is_unasked(answers: Observation) -> bool:
    """Whether a survey was held and nobody answered this question: it was not in the survey."""
    return answers.missing is None and not answers.denominator


def _unasked(key: Key) -> Observation:
    return Observation(*key, Source.COMPUTED, missing=Reason.NO_SURVEY, surveyed=True)
