"""One job is one packet: a worker runs an agency's notebooks one after another and builds the page.

A worker publishes nothing; what it made goes back to the head.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from helpers import packets, wording
from helpers.analyst.opening import opened
from helpers.batch import heartbeats
from helpers.batch.engine import EngineName
from helpers.batch.engine.notebook import Limits, Run, dump
from helpers.batch.engine.run import run
from helpers.batch.keys import Key, dependencies, software_digest
from helpers.model import (
    OVERVIEW,
    Evaluation,
    PlainFault,
    Plan,
    Status,
)
from helpers.plan import Roots


class Changed(PlainFault):
    """Software or notebooks have changed since the batch began: the batch stops."""

    exit_code = 1


def parts(plan: Plan) -> tuple[str, ...]:
    """The parts of every packet, each a run of a notebook: OVERVIEW, then the id of each area."""
    return (OVERVIEW, *(area.id for area in plan.areas))


def parameters(plan: str, agency: str, period: str, part: str) -> dict[str, str]:
    """The parameters of a part's notebook; every one but the overview also has `area`."""
    area = {} if part == OVERVIEW else {"area": part}
    return {"plan": plan, "agency": agency, "period": period, **area}


def excused(evaluation: Evaluation, part: str) -> bool:
    """Whether nothing in an area binds the agency."""
    rows = [r for r in evaluation.results if r.target.area == part]
    return part != OVERVIEW and all(r.verdict.status is Status.NOT_APPLICABLE for r in rows)


def packet_file(plan: Plan, agency: str) -> str:
    """A packet's path within the period's folder."""
    return "province.html" if agency == plan.province.id else f"packets/{agency}.html"


# ---------------------------------------------------------------- one job


@dataclass(frozen=True)
class Job:
    """One packet to be made. `software` and `dependencies`: digests as the head found them when the
    batch began; the worker must find the same."""

    roots: Roots
    scratch: Path
    plan: str
    period: str
    agency: str
    engine: EngineName
    limits: Limits
    software: str
    dependencies: Key


@dataclass(frozen=True)
class MadePacket:
    """What a job gives: the page; by part the text of the executed notebook, or why it failed; the
    parts of which nothing binds the agency."""

    agency: str
    page: str
    notebooks: Mapping[str, str]
    failed: Mapping[str, str]
    excused: tuple[str, ...]


# Jobs and packets go to workers and come back as JSON text, on this machine and on others.
JOB, MADE_PACKET = TypeAdapter(Job), TypeAdapter(MadePacket)


def run_job(text: str) -> str:
    """In a worker: the packet of a job, both as JSON text."""
    job = JOB.validate_json(text)
    with heartbeats.at_work(job.scratch):
        return MADE_PACKET.dump_json(make_packet(job)).decode()


def make_packet(job: Job) -> MadePacket:
    """One packet: its notebooks one after another, then the page.

    A notebook that fails is run once more; if it fails again it is a named gap. Raises Changed
    if software or notebooks have changed since the batch began.
    """
    inputs = opened(job.roots, job.plan, job.period)
    expected = (job.software, job.dependencies)
    if expected != (software_digest(job.roots), dependencies(job.roots, inputs.plan)):
        raise Changed(wording.runs.CHANGED_MEANWHILE)
    evaluation = inputs.evaluation(job.agency)
    skipped = tuple(part for part in parts(inputs.plan) if excused(evaluation, part))
    executed: dict[str, dict[str, Any]] = {}
    failed: dict[str, str] = {}
    for part in (part for part in parts(inputs.plan) if part not in skipped):
        done = _run_twice(job, part, inputs.plan.notebook(part, evaluation.agency.level))
        if done.notebook is None:
            failed[part] = done.failure
        elif faults := packets.faults(done.notebook, packets.clauses_of(evaluation, part)):
            failed[part] = " ".join(faults)
        else:
            executed[part] = done.notebook
    return MadePacket(
        agency=job.agency,
        page=packets.build(evaluation, executed, failed).decode(),
        notebooks={part: dump(whole).decode() for part, whole in executed.items()},
        failed=failed,
        excused=skipped,
    )


def _run_twice(job: Job, part: str, name: str) -> Run:
    # A worker on another machine may have no folder at the head's path.
    scratch = job.scratch if job.scratch.is_dir() else Path(tempfile.gettempdir())
    given = parameters(job.plan, job.agency, job.period, part)
    arguments = (job.roots.notebook(name), given, job.roots, scratch, job.engine, job.limits)
    heartbeats.beat(job.scratch)
    first = run(*arguments)
    if first.notebook:
        return first
    heartbeats.beat(job.scratch)
    return run(*arguments)
