"""The digest that names what a packet shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction

from helpers.model import (
    Evaluation,
)


def evaluation_digest(evaluation: Evaluation) -> str:
    """sha256 of all an agency's packet can show; equal digests give equal packets.

    Of the registry only the agency itself counts, so a neighbour's change counts only through
    what is shown of it (medians, as printed).
    """
    # Every notebook of a packet states it, and the page twice, so that of the latest is kept.
    global _digested
    digested = _digested
    if digested is None or digested[0] is not evaluation:
        digested = _digested = (evaluation, _digest(evaluation))
    return digested[1]


_digested: tuple[Evaluation, str] | None = None


def _digest(evaluation: Evaluation) -> str:
    plan = evaluation.plan
    shown = [
        [plan.id, plan.number, plan.title, plan.areas, plan.tasks, plan.budget, plan.duties],
        [plan.scoring.label, plan.scoring.source, plan.scoring.verified],
        {f.name: getattr(evaluation, f.name) for f in fields(evaluation) if f.name != "plan"},
    ]
    text = json.dumps(shown, default=_canonical, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: object) -> object:
    """A JSON form of what json itself does not know, the same in every process."""
    if is_dataclass(value):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Fraction | date):
        return str(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")
