"""Indicators of II.2.4, the civil service."""

from __future__ import annotations

from dataclasses import replace

from helpers import wording
from helpers.evaluation.indicators.records import (
    Indicator,
    Reading,
    Records,
    form_ratio,
    form_share,
    form_sums,
    form_yes_no,
    lowest,
)
from helpers.model import Part


def senior_leaders_international(records: Records) -> Reading:
    """II.2.4.c: leaders of departments and districts able to work in an international setting."""
    return form_share(records, "leaders_international", "leaders")


def division_heads_international(records: Records) -> Reading:
    """II.2.4.c: the same for heads and deputies of divisions."""
    return form_share(records, "division_heads_international", "division_heads")


def enterprise_leaders_international(records: Records) -> Reading:
    """II.2.4.c: the same for leaders of the province's state enterprises."""
    return form_share(records, "enterprise_leaders_international", "enterprise_leaders")


def commune_staff_qualified(records: Records) -> Reading:
    """II.2.4.đ: commune cadres and officials who meet the standard, among those present."""
    return form_sums(records, ("staff_qualified",), ("cadres", "officials"))


def commune_cadres_degree(records: Records) -> Reading:
    """II.2.4.đ: commune cadres with a university degree or above, among all cadres present."""
    return form_share(records, "cadres_degree", "cadres")


def commune_officials_degree(records: Records) -> Reading:
    """II.2.4.đ: commune officials with a university degree or above, among all present."""
    return form_share(records, "officials_degree", "officials")


def staff_inspected(records: Records) -> Reading:
    """II.2.4.e: for an agency whether it was inspected; for the province agencies and persons
    inspected, the lower share decides. The clause asks for a yearly mean, so that both years
    together stand beside."""
    if not records.whole:
        return form_yes_no(records, "inspected")
    groups = ("agencies", "staff")
    this_year = {group: _inspected(records, group, "") for group in groups}
    both_years = {group: _inspected(records, group, "_2021") for group in groups}
    reading, mean = lowest(this_year), lowest(both_years)
    if mean.missing is not None or not mean.denominator:
        return reading
    average = Part(wording.YEARLY_MEAN, mean.numerator or 0, mean.denominator)
    return replace(reading, average=average)


def _inspected(records: Records, group: str, with_year: str) -> Reading:
    """Inspected of those subject to inspection; with an earlier year's counts added."""
    parts, wholes = [f"{group}_inspected"], [f"{group}_subject"]
    if with_year:
        parts, wholes = [*parts, parts[0] + with_year], [*wholes, wholes[0] + with_year]
    return form_sums(records, tuple(parts), tuple(wholes))


def recruits_to_leavers(records: Records) -> Reading:
    """II.2.4.g: officials newly recruited to officials who left, cumulative over the year."""
    return form_ratio(records, "recruits", "leavers")


INDICATORS: dict[str, Indicator] = {
    "senior_leaders_international": senior_leaders_international,
    "division_heads_international": division_heads_international,
    "enterprise_leaders_international": enterprise_leaders_international,
    "commune_staff_qualified": commune_staff_qualified,
    "commune_cadres_degree": commune_cadres_degree,
    "commune_officials_degree": commune_officials_degree,
    "staff_inspected": staff_inspected,
    "recruits_to_leavers": recruits_to_leavers,
}
