"""Indicators by area: the rules that turn records into numbers. A dict is the registry."""

from __future__ import annotations

from helpers.evaluation.indicators import (
    civil_service,
    digital_government,
    direction,
    general,
    institutions,
    organisation,
    procedures,
    public_finance,
)
from helpers.evaluation.indicators.records import Indicator

REGISTRY: dict[str, dict[str, Indicator]] = {
    "general": general.INDICATORS,
    "institutions": institutions.INDICATORS,
    "procedures": procedures.INDICATORS,
    "organisation": organisation.INDICATORS,
    "civil_service": civil_service.INDICATORS,
    "public_finance": public_finance.INDICATORS,
    "digital_government": digital_government.INDICATORS,
    "direction": direction.INDICATORS,
}

NAMES: dict[str, frozenset[str]] = {
    area: frozenset(indicators) for area, indicators in REGISTRY.items()
}
