"""Opens a plan, a period, an evaluation from params and store; digests what an approval covers."""

from __future__ import annotations

import ast
import gc
import hashlib
import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from helpers import store, wording
from helpers.analyst.submissions import Counted, states, submissions
from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.indicators import NEEDS
from helpers.evaluation.kept import as_json, open_observations, stored
from helpers.model import (
    Agency,
    Approval,
    Evaluation,
    Observations,
    Period,
    Plan,
    Submitted,
    WrongUse,
)
from helpers.plan import Offered, Roots, find_roots, load_plan, survey_questions
from helpers.store import counting
from helpers.store.approvals import approval, was_approved
from helpers.store.decisions import any_decided
from helpers.store.disk import notebook_digest
from helpers.store.journal import HEAD, JOURNAL


def offered(root: Path) -> Offered:
    """What the indicators of plans in `root`/params may name."""
    survey = counting.answer_counts(survey_questions(root))
    return Offered(NEEDS, counting.DOSSIER_COUNTS, tuple(survey))


def open_plan(plan_id: str, roots: Roots) -> Plan:
    """The plan of that id, its indicators checked against what there is to name."""
    return load_plan(roots.root, plan_id, offered(roots.root))


def open_period(plan: Plan, period_id: str) -> Period:
    """The period of that id; the WrongUse for an unknown one lists the plan's periods."""
    if period_id not in plan.periods:
        raise WrongUse(wording.wrong_use.unknown_period(period_id, list(plan.periods)))
    return plan.periods[period_id]


def packet_subject(plan: Plan, period: Period, agency: str) -> Agency:
    """The agency, or the province, of that id; WrongUse for one without a packet in the period."""
    if agency == wording.wrong_use.UNCHOSEN:
        raise WrongUse(wording.wrong_use.AGENCY_UNCHOSEN)
    if agency not in plan.senders_by_id:
        raise WrongUse(wording.wrong_use.unknown_agency(agency, plan.id))
    sender = plan.senders_by_id[agency]
    if not sender.exists_on(period.end):
        raise WrongUse(wording.wrong_use.agency_not_in_period(sender, period))
    return sender


@dataclass(frozen=True, eq=False)  # compared by identity: its contents are large
class Opened:
    """A plan and one period's observations. `previous`: those of the period it is compared with;
    `earlier`: those of the first part of the year, for a period that is a later part of it."""

    plan: Plan
    period: Period
    observations: Observations
    previous: Observations | None
    earlier: Observations | None
    approval: Approval | None = None
    submitted: Mapping[str, Submitted] = field(default_factory=dict)
    """The state of each agency's submission, where the plan says who decides on it."""

    def evaluation(self, agency: str) -> Evaluation:
        """The evaluation of one agency with those under it, or of the province; cached.

        Raises WrongUse for an id that has no packet in the period.
        """
        return _with_members(self, packet_subject(self.plan, self.period, agency).id)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The province, then the registry in its order: all that get a packet."""
        return tuple(agency.id for agency in self.plan.senders(self.period))


@lru_cache(maxsize=1)
def _with_members(at: Opened, agency: str) -> Evaluation:
    under = at.plan.under(at.plan.senders_by_id[agency], at.period)
    members = tuple(_evaluation(at, member.id) for member in under)
    own = _evaluation(at, agency)
    return replace(own, members=members) if members else own


@lru_cache(maxsize=1024)  # those of a province in four periods, as its own needs them all
def _evaluation(at: Opened, agency: str) -> Evaluation:
    made = evaluate(at.plan, at.observations, agency, at.previous, at.earlier)
    return replace(made, approval=at.approval, submission=at.submitted.get(agency))


def opened(roots: Roots, plan_id: str, period_id: str) -> Opened:
    """Plan and observations from params and store, read again only when either has changed.

    Raises ParamsError, StoreError, or WrongUse for an unknown plan or where nothing was taken in.
    """
    at, decided = _opened(roots, plan_id, period_id, _state(roots, plan_id))
    if not decided:
        return at
    notebooks = tuple(notebook_digest(roots.notebook(name)) for name in at.plan.notebooks)
    return _with_decisions(roots, at, notebooks)


@lru_cache(maxsize=4)
def _with_decisions(roots: Roots, at: Opened, _: tuple[str, ...]) -> Opened:
    """The same with its approval and the decisions on submissions, found again only when one of the
    notebooks differs."""
    given = None
    if was_approved(roots.data, at.plan, at.period):
        given = approval(roots.data, at.plan, at.period, approved_state(roots, at))
    submitted = submissions(counted(at), roots.data, judging(roots, at), given)
    return replace(at, approval=given, submitted=submitted)


def counted(at: Opened) -> Counted:
    """The part of it that an approval covers."""
    compared = tuple(o for o in (at.previous, at.earlier) if o is not None)
    return Counted(at.plan, at.period, at.observations, compared)


def _state(roots: Roots, plan_id: str) -> tuple[object, ...]:
    """A value that differs whenever the plan, the current snapshots or the journal do, without
    reading the data."""
    params, stored = roots.root / "params" / "plans" / plan_id, roots.data / "store" / plan_id
    written = (path for path in (stored / JOURNAL, stored / HEAD) if path.is_file())
    records = [*sorted(stored.glob("*/current")), *written]
    return (
        *((path.name, path.stat().st_mtime_ns) for path in sorted(params.glob("*"))),
        *((path.parent.name, path.read_bytes(), path.stat().st_mtime_ns) for path in records),
    )


@lru_cache(maxsize=4)
def _opened(
    roots: Roots, plan_id: str, period_id: str, _: tuple[object, ...]
) -> tuple[Opened, bool]:
    """What `opened` returns, without an approval, and whether there ever was one, or a decision on
    a submission."""
    plan = open_plan(plan_id, roots)
    period = open_period(plan, period_id)
    observations = open_observations(plan, period, roots.data)
    if observations is None:
        raise WrongUse(wording.wrong_use.nothing_taken_in(period))
    previous, earlier = (
        open_observations(plan, plan.periods[name], roots.data) if name else None
        for name in (period.compare_with, period.follows)
    )
    at = Opened(plan, period, observations, previous, earlier)
    if was_approved(roots.data, plan, period) or any_decided(roots.data, plan, period):
        return at, True
    return replace(at, submitted=submissions(counted(at), roots.data, (), None)), False


# The modules that judge the figures as counted.
JUDGING = (
    *("formulas", "verdicts", "registers", "scoring", "succession", "tasks", "evaluate"),
    *("withheld", "classes", "standings", "limits", "rollups"),
)
JUDGING_FOLDER = Path(__file__).parents[1] / "evaluation"


def approved_state(roots: Roots, at: Opened) -> str:
    """A digest of what a period's packets show besides the plan and the snapshot itself: the
    figures as counted, those they are compared with, the code that judges them, the notebooks as
    `notebook_digest` counts them. It does not cover the wording of the pages."""
    digest = hashlib.sha256()
    for observations in (at.observations, at.previous, at.earlier):
        if observations is not None:
            # Of other periods only the figures are shown.
            own = observations is at.observations
            shown = observations if own else replace(observations, snapshot="", notices={})
            digest.update(as_json(shown))
    for part in judging(roots, at):
        digest.update(part)
    return digest.hexdigest()


def judging(roots: Roots, at: Opened) -> Iterator[bytes]:
    """What judges and shows the figures of a period: the code, and digests of the notebooks."""
    for name in JUDGING:
        yield (JUDGING_FOLDER / f"{name}.py").read_bytes()
    for name in at.plan.notebooks:
        yield notebook_digest(roots.notebook(name)).encode()


def submission_states(roots: Roots, at: Opened, agencies: Collection[str]) -> dict[str, str]:
    """The digests of the submissions of some agencies as they are, which a decision covers."""
    return states(counted(at), roots.data, judging(roots, at), agencies)


def preload(roots: Roots, plan_id: str, period_id: str, agency: str) -> Evaluation | None:
    """Compute what `open_evaluation` returns, with its digest, for processes forked from this one.

    None if the observations are not stored yet: DuckDB starts threads, and a process that is to be
    forked must not have any.
    """
    if not _preload(roots, plan_id, period_id, _state(roots, plan_id)):
        return None
    evaluation = opened(roots, plan_id, period_id).evaluation(agency)
    _ = evaluation.digest  # computed now, and cached on it
    return evaluation


@lru_cache(maxsize=4)
def _preload(roots: Roots, plan_id: str, period_id: str, _: tuple[object, ...]) -> bool:
    plan = open_plan(plan_id, roots)
    period = open_period(plan, period_id)
    needed = [name for name in (period.id, period.compare_with, period.follows) if name]
    snapshots = [store.current(roots.data, plan.id, name) for name in needed]
    if snapshots[0] is None or any(s and stored(plan, s) is None for s in snapshots):
        return False
    opened(roots, plan_id, period_id)
    gc.collect()
    gc.freeze()  # a collection in a forked process would copy all of it
    return True


def open_evaluation(plan: str, agency: str, period: str) -> Evaluation:
    """The evaluation of one agency for one period: the one computing call of a notebook.

    Reads params and store under the roots (CCHC_ROOT, CCHC_DATA). Raises WrongUse with one
    plain sentence for an unknown or unchosen agency or period, or an empty store.
    """
    if unknown := _unknown_parameters(sys._getframe(1).f_globals.get("In", ())):
        raise WrongUse(wording.wrong_use.unknown_parameter(unknown))
    if agency == wording.wrong_use.UNCHOSEN:
        raise WrongUse(wording.wrong_use.AGENCY_UNCHOSEN)
    return opened(find_roots(), plan, period).evaluation(agency)


INJECTED = "# Parameters\n"  # how the cell begins that papermill adds


def _unknown_parameters(cells: Sequence[str]) -> list[str]:
    """The names that papermill has set without the notebook declaring them, which it does for any;
    `cells`: the sources of the cells run so far."""
    declared: set[str] = set()
    for cell in cells:
        names = {
            node.id
            for node in (ast.walk(ast.parse(cell)) if cell.startswith(INJECTED) else ())
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        if unknown := names - declared:
            return sorted(unknown)
        declared |= {each for each in re.findall(r"^(\w+) *(?::.*)?=", cell, re.MULTILINE)}
    return []
