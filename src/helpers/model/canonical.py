"""One form of any value of the model, for digests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any


def fields_of(value: Any, **changed: object) -> dict[str, object]:
    """The fields of a dataclass by name, some of them changed."""
    return {f.name: getattr(value, f.name) for f in fields(value)} | changed


def canonical_digest(value: object) -> str:
    """sha256 of a value's canonical JSON: keys sorted, dataclasses by their fields, sets sorted,
    fractions and days as text. TypeError for anything else that JSON does not know."""
    text = json.dumps(value, default=_canonical, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: object) -> object:
    if is_dataclass(value):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Fraction | date):
        return str(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")
