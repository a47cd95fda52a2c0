"""Indicators of II.2.3, the organisation of the apparatus."""

from __future__ import annotations

from dataclasses import replace

from helpers import wording
from helpers.evaluation.indicators.records import (
    Indicator,
    Reading,
    Records,
    beside,
    form_fall,
    form_share,
    lowest,
    survey_share,
)
from helpers.model import Part, Reason, Source


def service_units_cut(records: Records) -> Reading:
    """II.2.3.b: public service units fewer than on 31/12/2021."""
    return form_fall(records, "service_units_2021", "service_units")


def service_posts_cut(records: Records) -> Reading:
    """II.2.3.b: posts paid by the budget and assigned (giao), fewer than in 2021; those present
    and those shifted to the units' own income stand beside."""
    reading = form_fall(records, "service_posts_2021", "service_posts")
    return replace(reading, parts=beside(records, "service_posts_present", "service_posts_shifted"))


def service_satisfaction(records: Records) -> Reading:
    """II.2.3.c: satisfied with the service of administrative agencies: the province by SIPAS,
    published after the year; an agency by the province's own survey, for information."""
    local = survey_share(records, "service_satisfied", "service_valid")
    if not records.whole:
        asked = local.missing is not None or local.denominator
        unasked = Reading(Source.COMPUTED, missing=Reason.NO_SURVEY, surveyed=True)
        return local if asked else unasked
    sipas = form_share(records, "sipas_satisfied", "sipas_valid")
    if sipas.missing is Reason.BLANK:
        sipas = replace(sipas, missing=Reason.NOT_PUBLISHED)
    if not local.denominator:
        return sipas
    return replace(
        sipas, parts=(Part(wording.LOCAL_SURVEY, local.numerator or 0, local.denominator),)
    )


def health_education_satisfaction(records: Records) -> Reading:
    """II.2.3.c: satisfied with public health care and with public education, counted apart; the
    lower one decides. A department's own sector only, the province needs both."""
    readings = {
        "health": survey_share(records, "health_satisfied", "health_valid"),
        "education": survey_share(records, "education_satisfied", "education_valid"),
    }
    held = {k: r for k, r in readings.items() if r.missing is not None or r.denominator}
    if records.whole or not held:
        unasked = Reading(Source.COMPUTED, missing=Reason.NO_SURVEY, surveyed=True)
        held = dict.fromkeys(readings, unasked) | held
    return lowest(held)


INDICATORS: dict[str, Indicator] = {
    "service_units_cut": service_units_cut,
    "service_posts_cut": service_posts_cut,
    "service_satisfaction": service_satisfaction,
    "health_education_satisfaction": health_education_satisfaction,
}
