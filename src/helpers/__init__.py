"""Evaluation of the administrative reform plan of a province.

`from helpers import tables`: the results as DataFrames, for analysts.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.analyst import tables as tables


def __getattr__(name: str) -> ModuleType:
    """`tables`, imported where it is named: it brings pandas, which most processes do without."""
    if name == "tables":
        from helpers.analyst import tables

        return tables
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
