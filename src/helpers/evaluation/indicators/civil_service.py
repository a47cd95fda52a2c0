"""Functions of II.2.4, the civil service."""

from __future__ import annotations

from dataclasses import replace

from helpers.evaluation.indicators.measures import lowest, share
from helpers.evaluation.indicators.records import Records
from helpers.model import Component, Key, Observation, Share

GROUPS = ("agencies", "staff")


def staff_inspected(key: Key, records: Records) -> Observation:
    """II.2.4.e, for the province: agencies and persons inspected, the lower share decides. The
    clause asks for a yearly mean, so that both years together are given as `average`."""
    this_year, both_years = _inspected(key, records, ""), _inspected(key, records, "", "_2021")
    if both_years.missing is not None or not both_years.denominator:
        return this_year
    average = Component("average", both_years.numerator or 0, both_years.denominator)
    return replace(this_year, average=average)


def _inspected(key: Key, records: Records, *years: str) -> Observation:
    """Inspected of those subject to inspection, the years added up."""
    shares = {}
    for group in GROUPS:
        of = tuple(f"{group}_inspected{year}" for year in years)
        among = tuple(f"{group}_subject{year}" for year in years)
        shares[f"{group}_inspected"] = share(key, Share(of=of, among=among), records)
    return lowest(shares)
