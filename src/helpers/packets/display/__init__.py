"""Evaluation -> what a notebook shows. Every function takes the evaluation and gives a Part."""

from __future__ import annotations

from helpers.packets.display.canvas import warm_up
from helpers.packets.display.direction import budget, duties, tasks
from helpers.packets.display.figures import comparison, dossier_flow, shares
from helpers.packets.display.first_screen import areas, first_actions, gaps, header, summary
from helpers.packets.display.identities import IDENTITY_MIME, Identity, identity
from helpers.packets.display.rows import prepare
from helpers.packets.display.sections import (
    clause,
    differences,
    dossiers,
    history,
    method,
    opinion,
    scorecard,
)

__all__ = [
    "IDENTITY_MIME",
    "Identity",
    "areas",
    "budget",
    "clause",
    "comparison",
    "differences",
    "dossier_flow",
    "dossiers",
    "duties",
    "first_actions",
    "gaps",
    "header",
    "history",
    "identity",
    "method",
    "opinion",
    "prepare",
    "scorecard",
    "shares",
    "summary",
    "tasks",
    "warm_up",
]
