"""Indicators by area: the rules that turn records into numbers. A dict is the registry."""

from __future__ import annotations

from helpers.indicators import procedures
from helpers.indicators.records import Indicator

REGISTRY: dict[str, dict[str, Indicator]] = {
    "procedures": procedures.INDICATORS,
}

NAMES: dict[str, frozenset[str]] = {
    area: frozenset(indicators) for area, indicators in REGISTRY.items()
}
