"""What the store already knows of the questions of a blank form."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from helpers import forms, store
from helpers.evaluation.observe import observe
from helpers.model import Agency, Observations, Period, Plan, Source


def known_answers(
    plan: Plan, period: Period, agencies: Iterable[Agency], data: Path
) -> dict[str, forms.ShownFigures]:
    """By agency: the counts of the period's dossiers, if their log is taken in, and the facts of
    the latest earlier period that has any."""
    before = store.latest_earlier(data, plan, period)
    earlier = forms.facts_by_key(store.facts(before)) if before else {}
    snapshot = store.current(data, plan.id, period.id)
    observed = observe(plan, period, snapshot) if snapshot and snapshot.has_dossiers else None
    known = {}
    for agency in agencies:
        questions = forms.questions(plan, agency, period)
        counts = _counts(plan, observed, agency) if observed else {}
        known[agency.id] = forms.ShownFigures(counts, forms.earlier_facts(questions, earlier))
    return known


def _counts(plan: Plan, observed: Observations, agency: Agency) -> dict[str, tuple[int, int]]:
    """Numerator and denominator from the log, for each target that asks the agency to agree."""
    return {
        target.id: (seen.numerator, seen.denominator)
        for target in plan.targets
        if target.agreed
        for seen in observed.rows.get((agency.id, agency.level, target.id), ())
        if seen.source is Source.COMPUTED
        and seen.missing is None
        and seen.numerator is not None
        and seen.denominator is not None
    }
