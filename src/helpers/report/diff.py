"""What differs between two periods, or two snapshots of one: verdicts, figures, coverage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from helpers import store, wording
from helpers.evaluation import evaluate, results_rows
from helpers.model import Evaluation, Period, Plan, WrongUse
from helpers.opening import observations_of, open_period, open_plan
from helpers.params import Roots

COMPARED = ("status", "source", "numerator", "denominator", "value")
VERDICT, FIGURE, COVERAGE = "verdict", "figure", "coverage"
ABSENT, SENT = "absent", "sent"


@dataclass(frozen=True)
class _Side:
    """One of the two states, evaluated for everyone."""

    period: Period
    results: Mapping[tuple[str, str, str], Mapping[str, object]]
    forms: Mapping[str, str]


def diff(roots: Roots, plan_id: str, one: str, other: str) -> list[dict[str, object]]:
    """A row for each result that differs, then for each agency whose form does: `differs` names
    what (verdict, figure, coverage), `<column>_a` and `<column>_b` are the two sides.

    `one` and `other` are periods (`2022-H1`) or snapshots of one (`2022-FY@<snapshot>`).
    """
    plan = open_plan(plan_id, roots)
    a, b = (_side(roots, plan, name) for name in (one, other))
    return [*_results(a, b), *_coverage(plan, a, b)]


def _side(roots: Roots, plan: Plan, name: str) -> _Side:
    period_id, _, snapshot_id = name.partition("@")
    period = open_period(plan, period_id)
    if snapshot_id:
        snapshot: store.Snapshot | None = store.snapshot(
            roots.data, plan.id, period.id, snapshot_id
        )
    else:
        snapshot = store.current(roots.data, plan.id, period.id)
    if snapshot is None:
        raise WrongUse(wording.nothing_taken_in(period))
    observations = observations_of(plan, period, snapshot)
    subjects = (plan.province, *(a.id for a in plan.registry(period)))
    evaluations = [evaluate(plan, observations, subject) for subject in subjects]
    return _Side(
        period=period,
        results={key: row for e in evaluations for key, row in _keyed(e)},
        forms={e.agency.id: SENT if e.form is None else e.form.value for e in evaluations},
    )


def _keyed(evaluation: Evaluation) -> Iterator[tuple[tuple[str, str, str], dict[str, object]]]:
    for row in results_rows(evaluation):
        yield (str(row["agency"]), str(row["level"]), str(row["target"])), row


def _results(a: _Side, b: _Side) -> Iterator[dict[str, object]]:
    for key in dict.fromkeys([*a.results, *b.results]):
        one, other = a.results.get(key, {}), b.results.get(key, {})
        differs = [
            name
            for name, columns in ((VERDICT, COMPARED[:1]), (FIGURE, COMPARED[1:]))
            if any(one.get(c) != other.get(c) for c in columns)
        ]
        if differs:
            yield _row(key, one or other, differs, one, other)


def _coverage(plan: Plan, a: _Side, b: _Side) -> Iterator[dict[str, object]]:
    """Whose form came in on one side only, or who is there on one side only."""
    for agency in (plan.province, *plan.agencies):
        states = [side.forms.get(agency, ABSENT) for side in (a, b)]
        if states[0] != states[1]:
            one, other = ({"status": state} for state in states)
            yield _row((agency, "", ""), {}, [COVERAGE], one, other)


def _row(
    key: tuple[str, str, str],
    known: Mapping[str, object],
    differs: list[str],
    one: Mapping[str, object],
    other: Mapping[str, object],
) -> dict[str, object]:
    row: dict[str, object] = dict(zip(("agency", "level", "target"), key, strict=True))
    row |= {"clause": known.get("clause", ""), "differs": " ".join(differs)}
    for column in COMPARED:
        for side, values in (("a", one), ("b", other)):
            value = values.get(column)
            row[f"{column}_{side}"] = "" if value is None else _plain(value)
    return row


def _plain(value: object) -> object:
    return f"{value:.6f}" if isinstance(value, float | Fraction) else value
