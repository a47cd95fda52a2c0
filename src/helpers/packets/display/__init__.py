"""Evaluation -> what a notebook shows.

A function that takes the evaluation returns a Fragment. The `draw_` functions draw the figures on
any matplotlib `Axes`, from rows that the `_bars` functions return.
"""

from __future__ import annotations

from helpers.packets.display.brief import actions, summary, verdicts
from helpers.packets.display.charts import (
    compared_bars,
    comparison,
    dossier_flow,
    funnel,
    months,
    trend,
    warm_up,
)
from helpers.packets.display.course import course
from helpers.packets.display.direction import budget, direction, duties, tasks
from helpers.packets.display.figures import (
    draw_comparison,
    draw_dossier_flow,
    draw_months,
    draw_trend,
)
from helpers.packets.display.first_screen import gaps, header
from helpers.packets.display.funnels import Funnel, FunnelPoint, draw_funnel
from helpers.packets.display.identities import IDENTITY_MIME, Identity, identity
from helpers.packets.display.levers import levers
from helpers.packets.display.matrix import members
from helpers.packets.display.rows import prepare
from helpers.packets.display.score import score
from helpers.packets.display.sections import (
    area_heading,
    clause,
    clauses,
    differences,
    dossiers,
    method,
    opinion,
    watched,
)
from helpers.packets.display.whole import coverage, heat_map, verdicts_of_all
from helpers.packets.display.whole_areas import (
    differences_of_all,
    first_differences,
    missing_of_all,
    spread,
)

__all__ = [
    "IDENTITY_MIME",
    "Funnel",
    "FunnelPoint",
    "Identity",
    "actions",
    "area_heading",
    "budget",
    "clause",
    "clauses",
    "compared_bars",
    "comparison",
    "course",
    "coverage",
    "differences",
    "differences_of_all",
    "direction",
    "dossier_flow",
    "dossiers",
    "draw_comparison",
    "draw_dossier_flow",
    "draw_funnel",
    "draw_months",
    "draw_trend",
    "duties",
    "first_differences",
    "funnel",
    "gaps",
    "header",
    "heat_map",
    "identity",
    "levers",
    "members",
    "method",
    "missing_of_all",
    "months",
    "opinion",
    "prepare",
    "score",
    "spread",
    "summary",
    "tasks",
    "trend",
    "verdicts",
    "verdicts_of_all",
    "warm_up",
    "watched",
]
