"""Evaluation -> what a notebook shows.

A function that takes the evaluation returns a Fragment. The `draw_` functions draw the figures on
any matplotlib `Axes`, from rows that the `_bars` functions return.
"""

from __future__ import annotations

from helpers.packets.display.charts import (
    compared_bars,
    comparison,
    dossier_flow,
    funnel,
    months,
    trend,
    warm_up,
)
from helpers.packets.display.direction import budget, duties, tasks
from helpers.packets.display.figures import (
    draw_comparison,
    draw_dossier_flow,
    draw_months,
    draw_trend,
)
from helpers.packets.display.first_screen import areas, first_actions, gaps, header, summary
from helpers.packets.display.funnels import Funnel, FunnelPoint, draw_funnel
from helpers.packets.display.identities import IDENTITY_MIME, Identity, identity
from helpers.packets.display.rows import prepare
from helpers.packets.display.sections import (
    area_heading,
    clause,
    clauses,
    differences,
    dossiers,
    history,
    method,
    opinion,
    scorecard,
)

__all__ = [
    "IDENTITY_MIME",
    "Funnel",
    "FunnelPoint",
    "Identity",
    "area_heading",
    "areas",
    "budget",
    "clause",
    "clauses",
    "compared_bars",
    "comparison",
    "differences",
    "dossier_flow",
    "dossiers",
    "draw_comparison",
    "draw_dossier_flow",
    "draw_funnel",
    "draw_months",
    "draw_trend",
    "duties",
    "first_actions",
    "funnel",
    "gaps",
    "header",
    "history",
    "identity",
    "method",
    "months",
    "opinion",
    "prepare",
    "scorecard",
    "summary",
    "tasks",
    "trend",
    "warm_up",
]
