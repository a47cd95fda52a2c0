"""Evaluation of the administrative reform plan of a province.

For analysts: `from helpers import tables`, the results as DataFrames; `from helpers import
explorer`, the page that shows them.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.analyst import explorer as explorer
    from helpers.analyst import tables as tables

FOR_ANALYSTS = ("explorer", "tables")


def __getattr__(name: str) -> ModuleType:
    """Imported where it is named: it brings pandas, which most processes do without."""
    if name in FOR_ANALYSTS:
        return import_module(f"helpers.analyst.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
