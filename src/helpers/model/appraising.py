"""Appraisal by the bodies that answer for targets: who they are, and what they decide."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from helpers.model.levels import Level

ROUNDS = (1, 2)


@dataclass(frozen=True)
class AppraisingBody:
    """A body that appraises, for some targets, the figures of all agencies that they bind."""

    agency: str  # id of the body
    targets: tuple[str, ...]  # ids of the targets it answers for; no target has two bodies
    clause: str  # the clause of the plan that puts it in charge, as cited
    source: str  # what that clause says, or how it was inferred, in words
    verified: bool
    """whether the plan itself names it; if not, readers see «chưa kiểm chứng»"""
    own_by: str = ""
    """id of the agency that appraises the body's own figures in its place; left out: nobody does"""


class Decision(StrEnum):
    """What an appraising body decides about one figure of an agency."""

    AGREED = "agreed"  # with the figure as computed, or as reported where nothing is computed
    ADJUSTED = "adjusted"  # a figure of the body's own goes before it
    EXPLAIN = "explain"  # the agency must explain; no figure changes


@dataclass(frozen=True)
class AppraisalDecision:
    """One decided row of the workbook of an appraising body."""

    agency: str  # whose figure it is
    level: Level
    target: str
    by: str  # id of the appraising body, never `agency` itself
    round: int
    decision: Decision
    shown: str  # the counts that the row showed, `322/950`; empty where it showed none
    explained: str  # digest of the explanations that the row showed; empty where it showed none
    numerator: int | None  # of an adjusted figure
    denominator: int | None
    reason: str
    evidence: str
    file: str
    sheet: str
    cell: str  # of the decision


@dataclass(frozen=True)
class EvidenceFile:
    """A file sent as evidence for a line of a form. The bytes stay in the inbox."""

    agency: str
    line: str  # id of an input, a target or a duty, or the clause of a task
    file: str  # its name as everyone may see it
    sha256: str
    size: int  # bytes


@dataclass(frozen=True)
class AppraisalNote:
    """A decision as a packet shows it; no text where the figure is withheld."""

    by: str  # name of the appraising body
    round: int
    decision: Decision
    reason: str
