"""The shape of the `approval` of plan.yml: who approves, who decides on what agencies send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from helpers.model import LevelDecision, SubmissionState
from helpers.plan.reading import File
from helpers.plan.values import LevelKey, one_of, spelled

# As a line of `allowed_signers`: names, options, the kind of the key, the key, a remark.
Signer = Annotated[
    str, spelled(r'("[^"]+"|\S+) (\S+ )?\S+ [A-Za-z0-9+/=]{16,}( .*)?', "bad_signer")
]
SHOWN_FROM = (SubmissionState.APPROVED, SubmissionState.ACCEPTED)


@dataclass(frozen=True)
class LevelDecisionRow(LevelDecision):
    """Who decides on the submissions of one level."""

    decided_by: Annotated[tuple[str, ...], Field(min_length=1)]
    shown_as_approved: Annotated[SubmissionState, one_of(SHOWN_FROM)] = SubmissionState.APPROVED


class SubmissionRules(File):
    """Who decides on what the agencies of a level send; a level left out is not decided on."""

    levels: Annotated[dict[LevelKey, LevelDecisionRow], Field(min_length=1)]
    """by level, who decides"""
    signers: dict[str, tuple[Signer, ...]] = Field(default_factory=dict)
    """by agency id, who signs for an agency that decides: lines like those of `signers` above"""
    requires_accepted: bool = False
    """whether a period can be approved only when every submission that came is accepted; if not,
    `cchc approve` names those that are not"""
    source: str  # where it is from, in words
    verified: bool
    """whether it was checked against that source; if not, readers see «chưa kiểm chứng»"""


class ApprovalRules(File):
    """What an approval of a period must have to lift the draft mark."""

    signed: bool = False
    """whether only an approval counts that one of `signers` has signed with `cchc sign`"""
    signers: tuple[Signer, ...] = ()
    """who may sign, and with which key: lines of a file `allowed_signers` of OpenSSH"""
    submissions: SubmissionRules | None = None
    """who decides on single submissions; left out, only the period is approved"""
