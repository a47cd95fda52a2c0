"""What becomes of an agency's submission, and who decides on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from helpers.model.levels import Level


class SubmissionState(StrEnum):
    """The state of what an agency has sent for a period."""

    OPEN = "open"  # nothing was received
    SUBMITTED = "submitted"  # received, and in its present state not decided on
    ACCEPTED = "accepted"
    RETURNED = "returned"
    APPROVED = "approved"  # covered by the approval of the period


@dataclass(frozen=True)
class LevelDecision:
    """Who decides on the submissions of the agencies of one level."""

    decided_by: tuple[str, ...]
    """Agency ids, or a level for the agency directly above that is of it; the first that is not the
    agency itself decides."""
    signed: bool = False  # whether it is accepted only with the signature of who decides
    shown_as_approved: SubmissionState = SubmissionState.APPROVED
    """From which state on its packets are no drafts."""


@dataclass(frozen=True)
class Acceptance:
    """How a plan has the submissions of agencies accepted, level by level."""

    levels: Mapping[Level, LevelDecision]
    signers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the id of the agency that decides: lines of OpenSSH's `allowed_signers`."""
    required: bool = False  # whether a period is approved only when all submissions are accepted


@dataclass(frozen=True)
class Submitted:
    """The state of an agency's submission, and the decision on it as it is now."""

    state: SubmissionState
    decider: str = ""  # name of the agency that decides
    by: str = ""  # the person or office that has decided, as given; empty: nobody
    day: date | None = None  # of the decision
    reason: str = ""  # of a return
    signer: str = ""  # who signed the decision: a name or a key; empty for nobody
    lifts_draft: bool = False  # whether the plan shows it as approved before the period is
