"""The explorer: one page on which an analyst looks at the results of a plan, period by period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import wording
from helpers.analyst import finding
from helpers.analyst.explorer.screen import Screen
from helpers.analyst.explorer.source import Source
from helpers.plan import chosen_plan_id, find_roots

if TYPE_CHECKING:
    from ipywidgets import VBox

__all__ = ["show"]


def show(plan: str = "", period: str = "") -> VBox:
    """The explorer of a plan, to be shown in a notebook.

    `plan`: not needed where there is only one. `period`: the one to begin with, else the last that
    has data. Raises WrongUse for an unknown one, or where nothing has been taken in.
    """
    roots = find_roots()
    source = Source(roots, chosen_plan_id(plan, roots.root, wording.tables.unknown_plan))
    periods = [each.id for each in source.periods]
    return Screen(source, finding.known(period, periods) if period else periods[-1]).controls.root
