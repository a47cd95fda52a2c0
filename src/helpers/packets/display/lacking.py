"""Which agencies a roll-up lacks a figure of, by name."""

from __future__ import annotations

from helpers.model import Evaluation, Observation
from helpers.model.spelling import short_name


def lacking_names(evaluation: Evaluation, observation: Observation | None) -> tuple[str, ...]:
    """The agencies without data, in registry order; in their parent's packet without its name."""
    plan, own = evaluation.plan, evaluation.agency
    missing = [plan.agencies[name] for name in observation.lacking] if observation else []
    return tuple(short_name(a, own) if a.parent == own.id else a.name for a in missing)
