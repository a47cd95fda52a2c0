"""The states of what agencies have sent for a period, and the digests that decisions on them cover.

The state of a submission is the part of the approved state that is its agency's own: its form, its
own figures as counted (those of the levels below and of its peers are others'), of the period and
of those it is compared with, what it says, the code that judges, the notebooks. So a changed figure
or a form sent again is a new state of one submission and of no other. The plan goes into the line
itself.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from helpers import store
from helpers.evaluation.kept import as_json
from helpers.model import (
    FORM,
    Agency,
    Approval,
    Observations,
    Period,
    Plan,
    Reason,
    SubmissionState,
    Submitted,
)
from helpers.store import journal
from helpers.store.decisions import DECISIONS, Decision, decisions
from helpers.store.journal import Event

CLOCK = ZoneInfo("Asia/Ho_Chi_Minh")  # by which the journal's moments become days
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Counted:
    """A plan and period with the observations that an approval covers."""

    plan: Plan
    period: Period
    observations: Observations
    compared: tuple[Observations, ...]  # those of other periods


def received(plan: Plan, period: Period, observations: Observations) -> dict[str, bool]:
    """The agencies on whose submissions somebody decides, and whether anything came."""
    return {
        agency.id: agency.id not in observations.forms
        for agency in plan.registry(period)
        if plan.decider(agency) is not None
        and observations.forms.get(agency.id) is not Reason.NOT_ASKED
    }


def states(
    at: Counted, data: Path, judging: Iterable[bytes], agencies: Collection[str]
) -> dict[str, str]:
    """A digest of the submission of each of these agencies. `judging`: the code that judges, and
    the notebooks."""
    common = hashlib.sha256(at.period.id.encode())
    for part in judging:
        common.update(hashlib.sha256(part).digest())
    forms: dict[str, list[str]] = defaultdict(list)
    snapshot = store.current(data, at.plan.id, at.period.id)
    for file in store.submissions(snapshot) if snapshot else ():
        if file.accepted and file.kind == FORM:
            forms[file.agency].append(file.sha256)
    digests = {name: common.copy() for name in agencies}
    for name, digest in digests.items():
        digest.update(repr((name, sorted(forms[name]))).encode())
    wanted = [at.plan.agencies[name] for name in agencies]
    # Of other periods only the figures are shown.
    for observations in (at.observations, *(replace(o, notices={}) for o in at.compared)):
        for name, own in own_parts(observations, wanted):
            digests[name].update(hashlib.sha256(as_json(own)).digest())
    return {name: digest.hexdigest() for name, digest in digests.items()}


def own_parts(
    observations: Observations, agencies: Collection[Agency]
) -> Iterator[tuple[str, Observations]]:
    """What is each agency's own among the observations of a period."""
    rows = _by_agency((key[0], key, value) for key, value in observations.rows.items())
    answers = _by_agency((key[0], key, value) for key, value in observations.answers.items())
    for agency in agencies:
        name = agency.id
        yield (
            name,
            replace(
                observations,
                snapshot="",
                rows={key: row for key, row in rows[name].items() if key[1] == agency.level},
                tallies=None if observations.tallies is None else _of(observations.tallies, name),
                forms=_of(observations.forms, name),
                months=_of(observations.months, name),
                notices=_of(observations.notices, name),
                answers=answers[name],
                unconfirmed=tuple(d for d in observations.unconfirmed if d.agency == name),
                objections=tuple(o for o in observations.objections if o.agency == name),
                explanations=tuple(e for e in observations.explanations if e.agency == name),
                decisions=(),  # of others; what they change is in the rows
                # What depends on others too.
                peers={},
                standings={},
                withheld={},
            ),
        )


def _by_agency(items: Iterable[tuple[str, K, V]]) -> dict[str, dict[K, V]]:
    found: dict[str, dict[K, V]] = defaultdict(dict)
    for agency, key, value in items:
        found[agency][key] = value
    return found


def _of(values: Mapping[str, V], agency: str) -> dict[str, V]:
    return {agency: values[agency]} if agency in values else {}


# ---------------------------------------------------------------- states


def submissions(
    at: Counted, data: Path, judging: Iterable[bytes], approval: Approval | None
) -> dict[str, Submitted]:
    """The state of each submission that is decided on, in registry order. `approval`: of the period
    as it is."""
    came = received(at.plan, at.period, at.observations)
    written = journal.read(data, at.plan.id)
    named = {
        name
        for record in written.of(at.period.id, *DECISIONS)
        for name in record.line.states
        if came.get(name)
    }
    now = states(at, data, judging, named) if named else {}
    decided = decisions(written, at.plan, at.period.id, now)
    approved = approval is not None and not (approval.restated or approval.lacks_signature)
    return {
        name: _submitted(at.plan, at.plan.agencies[name], there, decided.get(name), approved)
        for name, there in came.items()
    }


def _submitted(
    plan: Plan, agency: Agency, there: bool, decision: Decision | None, approved: bool
) -> Submitted:
    decider = plan.decider(agency)
    who = decider.name if decider else ""
    if not there:
        return Submitted(SubmissionState.OPEN, who)
    if decision is None:
        return Submitted(SubmissionState.APPROVED if approved else SubmissionState.SUBMITTED, who)
    line = decision.line
    made = SubmissionState.ACCEPTED if line.event is Event.ACCEPTED else SubmissionState.RETURNED
    rule = plan.acceptance.levels[agency.level] if plan.acceptance else None
    return Submitted(
        state=SubmissionState.APPROVED if approved else made,
        decider=who,
        by=line.by,
        day=line.day or datetime.fromisoformat(line.time).astimezone(CLOCK).date(),
        reason=line.reason,
        signer=decision.signer,
        lifts_draft=made is SubmissionState.ACCEPTED
        and rule is not None
        and rule.shown_as_approved is SubmissionState.ACCEPTED,
    )


def counts(submitted: Iterable[Submitted]) -> Counter[SubmissionState]:
    """How many submissions are in which state."""
    return Counter(each.state for each in submitted)


def reasons(submitted: Mapping[str, Submitted]) -> dict[str, str]:
    """Why forms were returned, by agency."""
    returned = SubmissionState.RETURNED
    return {name: each.reason for name, each in submitted.items() if each.state is returned}
