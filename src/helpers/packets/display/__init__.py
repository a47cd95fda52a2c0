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
    share_bars,
    shares,
    warm_up,
)
from helpers.packets.display.direction import budget, direction, duties, tasks
from helpers.packets.display.figures import draw_comparison, draw_dossier_flow, draw_shares
from helpers.packets.display.first_screen import gaps, header
from helpers.packets.display.identities import IDENTITY_MIME, Identity, identity
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

__all__ = [
    "IDENTITY_MIME",
    "Identity",
    "actions",
    "area_heading",
    "budget",
    "clause",
    "clauses",
    "compared_bars",
    "comparison",
    "differences",
    "direction",
    "dossier_flow",
    "dossiers",
    "draw_comparison",
    "draw_dossier_flow",
    "draw_shares",
    "duties",
    "gaps",
    "header",
    "identity",
    "method",
    "opinion",
    "prepare",
    "score",
    "share_bars",
    "shares",
    "summary",
    "tasks",
    "verdicts",
    "warm_up",
    "watched",
]
