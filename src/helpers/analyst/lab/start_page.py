"""Writes the page that the lab opens with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from helpers import store, wording
from helpers.analyst.lab.folder import INTAKE, RESULTS, SAMPLES
from helpers.analyst.opening import open_plan, opened
from helpers.model import Approval, Period, PlainFault, Plan
from helpers.plan import Roots
from helpers.store.approvals import was_approved
from helpers.store.disk import write_whole
from helpers.wording.lab import PeriodLine


def write_start_page(roots: Roots, work: Path) -> None:
    """Write the page: the periods with data and where to see them, the sample notebooks; or what
    is wrong with a plan or the store."""
    lines: list[PeriodLine] = []
    faults: list[str] = []
    for folder in sorted((roots.root / "params" / "plans").glob("[!.]*/")):
        try:
            lines += _lines(roots, open_plan(folder.name, roots))
        except PlainFault as fault:
            faults.append(str(fault))
    samples = {
        f"{SAMPLES}/{path.name}": _title(path) for path in sorted((work / SAMPLES).glob("*.ipynb"))
    }
    page = wording.lab.start_page(lines, faults, samples)
    write_whole(work / wording.lab.START_PAGE, page.encode())


def _lines(roots: Roots, plan: Plan) -> Iterator[PeriodLine]:
    for period in plan.periods.values():
        snapshot = store.current(roots.data, plan.id, period.id)
        if snapshot is None:
            continue
        place = f"{plan.id}/{period.id}"
        results, report = f"{place}/index.html", f"{place}/intake-report.html"
        yield PeriodLine(
            plan=plan,
            period=period,
            simulated=snapshot.origin.simulated,
            approval=_approval(roots, plan, period),
            results=f"/{RESULTS}/{results}" if (roots.out / results).is_file() else "",
            report=f"/{INTAKE}/{report}" if (roots.data / "intake" / report).is_file() else "",
        )


def _approval(roots: Roots, plan: Plan, period: Period) -> Approval | None:
    if not was_approved(roots.data, plan, period):
        return None
    return opened(roots, plan.id, period.id).approval


def _title(path: Path) -> str:
    """The first heading of a notebook, or its name."""
    cells = json.loads(path.read_bytes())["cells"]
    first = "".join(cells[0]["source"]) if cells else ""
    return first.partition("\n")[0].removeprefix("# ") or path.stem
