"""Differences between two periods, or two snapshots of one, in what packets show.

Verdicts, figures, judgements, tasks, duties and coverage row by row; texts by their number; of
anything else only that it differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from helpers import store, wording
from helpers.analyst.opening import open_period, open_plan
from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.kept import observations_of
from helpers.evaluation.tables import results_rows
from helpers.model import Evaluation, Kind, Level, Plan, Result, WrongUse
from helpers.plan import Roots

COMPARED = ("status", "source", "by", "numerator", "denominator", "value", "unconfirmed")
VERDICT, FIGURE, COVERAGE = "verdict", "figure", "coverage"
TASK, DUTY, OTHER = "task", "duty", "other"
ABSENT, SENT = "absent", "sent"
UNSTATED = "unstated"
Key = tuple[str, str, str]  # agency, level, and target, clause of a task, or input of a duty


@dataclass(frozen=True)
class _Side:
    """One of the two states, evaluated for all agencies and the province."""

    results: Mapping[Key, Mapping[str, object]]
    evaluations: Mapping[str, Evaluation]  # by agency


def diff(roots: Roots, plan_id: str, one: str, other: str) -> list[dict[str, object]]:
    """A row for each result, task and duty that differs, then one for each agency whose form, texts
    (`value`: their number) or anything else in its packet differs. `differs` names what,
    `<column>_a` and `<column>_b` are the two sides. No row: all packets are equal.

    `one` and `other` are periods (`2022-H1`) or snapshots of one (`2022-FY@<snapshot>`). Raises
    WrongUse for an unknown or empty period, StoreError for an unknown or damaged snapshot.
    """
    plan = open_plan(plan_id, roots)
    a, b = (_side(roots, plan, name) for name in (one, other))
    named = [*_results(a, b), *_coverage(plan, a, b), *_texts(plan, a, b)]
    return [*named, *_others(plan, a, b, {str(row["agency"]) for row in named})]


def _side(roots: Roots, plan: Plan, name: str) -> _Side:
    period_id, _, snapshot_id = name.partition("@")
    period = open_period(plan, period_id)
    if snapshot_id:
        snapshot: store.Snapshot | None = store.recorded_snapshot(
            roots.data, plan.id, period.id, snapshot_id
        )
    else:
        snapshot = store.current(roots.data, plan.id, period.id)
    if snapshot is None:
        raise WrongUse(wording.wrong_use.nothing_taken_in(period))
    observations = observations_of(plan, period, snapshot)
    evaluations = [evaluate(plan, observations, a.id) for a in plan.senders(period)]
    return _Side(
        results={key: row for e in evaluations for key, row in _keyed(e)},
        evaluations={e.agency.id: e for e in evaluations},
    )


# ---------------------------------------------------------------- conclusions


def _keyed(evaluation: Evaluation) -> Iterator[tuple[Key, dict[str, object]]]:
    """Every conclusion of an evaluation: on targets with and without a figure, tasks, duties."""
    judged = {
        (r.agency, r.level, r.target.id): {"status": _status(r), "by": _appraised_by(r)}
        for r in evaluation.results
    }
    for row in results_rows(evaluation):
        key = (str(row["agency"]), Level(str(row["level"])), str(row["target"]))
        yield key, row | judged[key]
    for result in evaluation.results:
        if result.target.kind is Kind.QUALITATIVE:
            key = (result.agency, result.level, result.target.id)
            yield key, {"clause": result.target.clause, **judged[key]}
    agency, level = evaluation.agency.id, evaluation.agency.level
    for task in evaluation.tasks:
        clause = task.task.clause
        done = {name: getattr(task, name) for name in ("done", "under_way", "not_begun")}
        yield (
            (agency, level, clause),
            {"clause": clause, "of": TASK, "status": _counted(done, task.asked)},
        )
    for duty in evaluation.duties:
        for answer in duty.answers:
            status = _counted({"yes": answer.yes, "no": answer.no}, answer.asked)
            columns: dict[str, object] = {"clause": duty.duty.clause, "of": DUTY, "status": status}
            yield (agency, level, answer.input.id), columns


def _status(result: Result) -> str:
    """The verdict's status, or the judgement of a clause without a figure."""
    observation, status = result.observation, result.verdict.status
    if observation is not None and observation.judgement is not None:
        return observation.judgement.value
    return "" if status is None else status.value


def _appraised_by(result: Result) -> str:
    """The bodies whose appraisal the figure is."""
    return result.observation.by if result.observation else ""


def _counted(counts: Mapping[str, int], asked: int) -> str:
    """The state of a task or duty: one word for one agency, counts for several."""
    given = {name: count for name, count in counts.items() if count}
    if asked == 1:
        return next(iter(given), UNSTATED)
    return " ".join(f"{name}={count}" for name, count in given.items()) or UNSTATED


def _results(a: _Side, b: _Side) -> Iterator[dict[str, object]]:
    for key in dict.fromkeys([*a.results, *b.results]):
        one, other = a.results.get(key, {}), b.results.get(key, {})
        differs = [
            name
            for name, columns in (
                (str((one or other).get("of", VERDICT)), COMPARED[:1]),
                (FIGURE, COMPARED[1:]),
            )
            if any(one.get(c) != other.get(c) for c in columns)
        ]
        if differs:
            yield _row(key, one or other, differs, one, other)


def _coverage(plan: Plan, a: _Side, b: _Side) -> Iterator[dict[str, object]]:
    """Agencies whose form came in on one side only, or that exist on one side only."""
    for agency in plan.senders_by_id:
        one, other = (_form(side.evaluations.get(agency)) for side in (a, b))
        if one != other:
            states = ({"status": state} for state in (one, other))
            yield _row((agency, "", ""), {}, [COVERAGE], *states)


def _form(evaluation: Evaluation | None) -> str:
    """Whether an agency has sent its form, or why there is none."""
    if evaluation is None:
        return ABSENT
    return SENT if evaluation.form is None else evaluation.form.value


# ---------------------------------------------------------------- what else packets show


def _texts_of(evaluation: Evaluation) -> dict[str, list[object]]:
    """The texts of a packet by kind, each with what it belongs to."""
    results = [(r, r.observation) for r in evaluation.results if r.observation is not None]
    duties = [answer for duty in evaluation.duties for answer in duty.answers]
    own = evaluation.agency.level
    explanations: list[tuple[str, Level, tuple[object, ...]]] = [
        ("", own, evaluation.explanations),
        *((r.target.id, r.level, r.explanations) for r in evaluation.results),
        *((t.task.clause, own, t.explanations) for t in evaluation.tasks),
        *((d.input.id, own, d.explanations) for d in duties),
    ]
    evidence = [
        *((r.target.id, r.level, o.evidence, o.by, o.why) for r, o in results),
        *((t.task.clause, own, t.evidence, "", "") for t in evaluation.tasks),
        *((d.input.id, own, d.evidence, "", "") for d in duties),
    ]
    plans = [(t.task.clause, t.lead, t.due) for t in evaluation.tasks if t.lead or t.due]
    return {
        "appraisals": [(r.target.id, r.level, n) for r in evaluation.results for n in r.appraisals],
        "objections": list(evaluation.objections),
        "explanations": [(name, at, text) for name, at, texts in explanations for text in texts],
        "evidence": [each for each in evidence if any(each[2:])],
        "task_plans": list(plans),
        "remarks": list(evaluation.notices),
    }


def _on_both(plan: Plan, a: _Side, b: _Side) -> Iterator[tuple[str, Evaluation, Evaluation]]:
    """The agencies that exist on both sides, with their evaluations."""
    for agency in plan.senders_by_id:
        if agency in a.evaluations and agency in b.evaluations:
            yield agency, a.evaluations[agency], b.evaluations[agency]


def _texts(plan: Plan, a: _Side, b: _Side) -> Iterator[dict[str, object]]:
    """By agency and kind of text that differs, the number of texts on either side."""
    for agency, *both in _on_both(plan, a, b):
        one, other = map(_texts_of, both)
        for name in one:
            if one[name] != other[name]:
                counts = ({"value": len(texts[name])} for texts in (one, other))
                yield _row((agency, "", ""), {}, [name], *counts)


def _others(plan: Plan, a: _Side, b: _Side, named: set[str]) -> Iterator[dict[str, object]]:
    """Agencies whose packets differ in anything else, e.g. a second figure or form II.06a."""
    for agency, one, other in _on_both(plan, a, b):
        # Two periods are compared as if they were one: their names and days always differ.
        if agency not in named and one.digest != replace(other, period=one.period).digest:
            yield _row((agency, "", ""), {}, [OTHER], {}, {})


def _row(
    key: Key,
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
