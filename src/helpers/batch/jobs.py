"""One job is one packet: what must be made, and the making itself.

A worker runs an agency's notebooks one after another and builds the page; it publishes nothing.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpers import packets, wording
from helpers.analyst.opening import opened
from helpers.batch.engine import EngineName
from helpers.batch.engine.notebook import Limits, Run, dump
from helpers.batch.engine.run import run
from helpers.batch.keys import notebook_path, software_digest, surroundings
from helpers.model import Evaluation, PlainFault, Plan, Status
from helpers.packets.page import OVERVIEW
from helpers.plan import Roots


class Changed(PlainFault):
    """Software or notebooks are not those the batch was begun with: the batch stops."""

    exit_code = 1


# ---------------------------------------------------------------- what must be made


def notebooks(plan: Plan) -> tuple[str, ...]:
    """The notebooks of every packet: the overview, then one per built area."""
    return (OVERVIEW, *(area.id for area in plan.built_areas if area.id != "general"))


def excused(evaluation: Evaluation, notebook: str) -> bool:
    """Whether nothing in an area's notebook binds the agency."""
    rows = [r for r in evaluation.results if r.target.area == notebook]
    return notebook != OVERVIEW and all(r.verdict.status is Status.NOT_APPLICABLE for r in rows)


def packet_file(plan: Plan, agency: str) -> str:
    """A packet's path within the period's folder."""
    return "province.html" if agency == plan.province.id else f"packets/{agency}.html"


# ---------------------------------------------------------------- one job, in a worker


def make_packet(job: str) -> str:
    """One packet: its notebooks one after another, then the page. JSON in, JSON out.

    A notebook that fails is run once more; if it fails again it is a named gap. Raises Changed
    where software or notebooks are not what the head has begun with.
    """
    order = json.loads(job)
    roots = Roots(*(Path(order[name]) for name in ("root", "data", "out")))
    scratch = Path(order["scratch"])
    at = opened(roots, order["plan"], order["period"])
    around = surroundings(roots, notebooks(at.plan))
    if (order["software"], order["around"]) != (software_digest(roots), around):
        raise Changed(wording.CHANGED_MEANWHILE)
    evaluation = at.evaluation(order["agency"])
    parameters = {name: order[name] for name in ("plan", "agency", "period")}
    executed: dict[str, dict[str, Any]] = {}
    failed: dict[str, str] = {}
    skipped = []
    for name in notebooks(at.plan):
        if excused(evaluation, name):
            skipped.append(name)
            continue
        done = _run_twice(
            notebook_path(roots, name),
            parameters,
            roots,
            scratch if scratch.is_dir() else Path(tempfile.gettempdir()),
            EngineName(order["engine"]),
            Limits(**order["limits"]),
        )
        if done.notebook is None:
            failed[name] = done.failure
        elif stray := packets.faults(done.notebook):
            failed[name] = " ".join(stray)
        else:
            executed[name] = done.notebook
    page = packets.build(evaluation, executed, failed)
    return json.dumps(
        {
            "agency": order["agency"],
            "packet": page.decode(),
            "notebooks": {name: dump(nb).decode() for name, nb in executed.items()},
            "failed": failed,
            "excused": skipped,
        }
    )


def _run_twice(
    path: Path,
    parameters: Mapping[str, str],
    roots: Roots,
    scratch: Path,
    engine: EngineName,
    limits: Limits,
) -> Run:
    first = run(path, parameters, roots, scratch, engine, limits)
    return first if first.notebook else run(path, parameters, roots, scratch, engine, limits)
