"""Indicators of II.2.5, public finance."""

from __future__ import annotations

from dataclasses import replace

from helpers.evaluation.indicators.records import (
    Indicator,
    Reading,
    Records,
    beside,
    form_share,
    form_yes_no,
)


def self_financing_units(records: Records) -> Reading:
    """II.2.5.a, d: service units that cover their recurrent spending (groups 1 and 2 of decree
    60/2021/NĐ-CP) among all."""
    return form_share(records, "self_financing_units", "service_units")


def financial_autonomy(records: Records) -> Reading:
    """II.2.5.a, b: the agency has the decision on autonomy and lump sums; one question serves
    both clauses."""
    return form_yes_no(records, "financial_autonomy")


def units_lump_sum(records: Records) -> Reading:
    """II.2.5.a: service units with lump sums among those that are no schools; schools beside."""
    reading = form_share(records, "nonschool_lump_sum", "nonschool_units")
    return replace(reading, parts=beside(records, "schools"))


def units_autonomous(records: Records) -> Reading:
    """II.2.5.b: service units with a decision of autonomy, of any group, among all."""
    return form_share(records, "units_autonomous", "service_units")


def qualified_units_converted(records: Records) -> Reading:
    """II.2.5.d: economic and other units converted or self-covering among those that qualify."""
    return form_share(records, "qualified_units_converted", "qualified_units")


INDICATORS: dict[str, Indicator] = {
    "self_financing_units": self_financing_units,
    "agencies_lump_sum": financial_autonomy,
    "units_lump_sum": units_lump_sum,
    "agencies_autonomous": financial_autonomy,
    "units_autonomous": units_autonomous,
    "self_financing_units_2025": self_financing_units,
    "qualified_units_converted": qualified_units_converted,
}
