"""What a packet costs, notebook by notebook: start-up, figures and tables, charts, export.

The project's own notebooks, engine and page over a simulated province of all agencies. A part of
a run cannot be timed from outside, so each notebook is run in three forms, in turn: unchanged,
without its charts, and with its parameters only. The page must agree with the evaluation.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from statistics import mean, median
from typing import Any

from helpers import packets
from helpers.analyst.opening import Opened, open_plan, opened
from helpers.batch.engine import warm
from helpers.batch.engine.run import run
from helpers.batch.jobs import excused, parameters, parts
from helpers.demo import write_province
from helpers.intake.check import take_in
from helpers.model import OVERVIEW, Evaluation, Status
from helpers.packets.display.selection import summary_rows
from helpers.packets.notebooks import body
from helpers.plan import Roots

ROOT = Path(__file__).parents[1]
PLAN, PERIOD, BEFORE = "laocai-2022", "2022-FY", "2022-H1"
SUBJECTS = {
    "commune": "02920-xa-phong-nien",
    "department": "so-noi-vu",
    "district": "088-thi-xa-sa-pa",
    "province": "lao-cai",
}
TIMES = 15 if os.environ.get("BENCH") == "full" else 5
DOSSIERS = 30_000
CHARTS = ("display.months(", "display.course(", "display.trend(", "display.spread(")
WHOLE, NO_CHARTS, BARE, EXPORT, PAGE = "whole", "no charts", "bare", "export", "page"

Key = tuple[str, str, str]  # subject, notebook, what was timed
Costs = dict[Key, list[tuple[float, float]]]  # wall and CPU seconds


def main() -> None:
    """Take the province in, make the packets several times, print a table for each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        at, roots = _province(folder)
        print(_first_start(roots, folder))
        costs: Costs = defaultdict(list)
        pages = {}
        _packet(at.evaluation(SUBJECTS["commune"]), roots, folder, "", costs)  # fills the caches
        for _ in range(TIMES):
            for subject, agency in SUBJECTS.items():
                pages[subject] = _packet(at.evaluation(agency), roots, folder, subject, costs)
        for subject, agency in SUBJECTS.items():
            _check(pages[subject], at.evaluation(agency))
            print("\n".join(_table(subject, agency, costs, len(pages[subject]))), flush=True)


def _province(folder: Path) -> tuple[Opened, Roots]:
    roots = Roots(ROOT, folder / "data", folder / "rendered")
    plan = open_plan(PLAN, roots)
    inbox = roots.data / "inbox"
    write_province(plan, inbox, dossiers=DOSSIERS, periods=[BEFORE, PERIOD])
    for name in (BEFORE, PERIOD):
        take_in(roots, plan, plan.periods[name], inbox / name)
    return opened(roots, PLAN, PERIOD), roots


def _first_start(roots: Roots, folder: Path) -> str:
    """Start-up of the fork server, once a worker: the first run minus the second."""
    bare = _form(folder, roots.notebook(OVERVIEW), BARE)
    agency = SUBJECTS["commune"]
    first, second = (_run(bare, agency, OVERVIEW, roots, folder)[0] for _ in range(2))
    return f"start of the fork server, once for each worker: {first - second:.1f} s"


def _packet(
    evaluation: Evaluation, roots: Roots, folder: Path, subject: str, costs: Costs
) -> bytes:
    """Make one packet as the batch does, then run the other forms of its notebooks."""
    agency = evaluation.agency.id
    plan = evaluation.plan
    paths = {
        part: roots.notebook(plan.notebook(part, evaluation.agency.level))
        for part in parts(plan)
        if not excused(evaluation, part)
    }
    executed = {}
    for part, path in paths.items():
        *cost, executed[part] = _run(path, agency, part, roots, folder)
        costs[subject, part, WHOLE].append((cost[0], cost[1]))
    with _timed(costs[subject, "", PAGE]):
        page = packets.build(evaluation, executed, {})
    for part, path in paths.items():
        with _timed(costs[subject, part, EXPORT]):
            body(executed[part], packets.clauses_of(evaluation, part))
        for form in (NO_CHARTS, BARE):
            wall, cpu, _ = _run(_form(folder, path, form), agency, part, roots, folder)
            costs[subject, part, form].append((wall, cpu))
    return page


def _form(folder: Path, path: Path, form: str) -> Path:
    """A copy of a notebook without its charts, or with no code but its parameters."""
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"] = [cell for cell in notebook["cells"] if _stays(cell, form)]
    made = folder / f"{form}-{path.name}"
    made.write_text(json.dumps(notebook), "utf-8")
    return made


def _stays(cell: Mapping[str, Any], form: str) -> bool:
    if cell["cell_type"] != "code" or "parameters" in cell["metadata"].get("tags", []):
        return True
    return form != BARE and not "".join(cell["source"]).startswith(CHARTS)


# ---------------------------------------------------------------- time


def _run(
    path: Path, agency: str, part: str, roots: Roots, folder: Path
) -> tuple[float, float, Any]:
    times: list[tuple[float, float]] = []
    with _timed(times):
        done = run(path, parameters(PLAN, agency, PERIOD, part), roots, folder)
    if done.notebook is None:
        raise SystemExit(f"{path.name}: {done.failure}")
    return *times[0], done.notebook


@contextmanager
def _timed(times: list[tuple[float, float]]) -> Iterator[None]:
    cpu, began = _cpu(), time.perf_counter()
    yield
    times.append((time.perf_counter() - began, _cpu() - cpu))


def _cpu() -> float:
    """CPU seconds of this process, its fork server and the notebooks that have ended."""
    ticks = 0
    for child in Path("/proc/self/task", str(os.getpid()), "children").read_text("ascii").split():
        stat = Path("/proc", child, "stat").read_text("utf-8").rpartition(")")[2].split()
        ticks += sum(int(stat[field]) for field in (11, 12, 13, 14))
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


# ---------------------------------------------------------------- output


def _table(subject: str, agency: str, costs: Costs, size: int) -> Iterator[str]:
    yield f"\n{subject}, {agency}: page of {size / 1000:.0f} kB; milliseconds, median of {TIMES}"
    yield f"{'':<20}  start-up  tables  charts  export    sum    CPU"
    names = [name for of, name, what in costs if of == subject and what == WHOLE]
    lines = [_parts(subject, name, costs) for name in names]
    for name, line in zip(names, lines, strict=True):
        yield _printed(name, line)
    exports = sum(line[3] for line in lines)
    wall, cpu = _middle(costs[subject, "", PAGE])
    page = [0.0, 0.0, 0.0, max(0.0, wall - exports), cpu - sum(line[5] for line in lines)]
    rest = [0.0, 0.0, 0.0, page[3], max(0.0, page[4])]
    yield _printed("page around them", rest)
    total = [sum(values) for values in zip(*(line[:5] for line in lines), rest, strict=True)]
    yield _printed("packet", total)
    yield f"charts: {total[2] / sum(total[:4]):.0%} of the packet's time"


def _parts(subject: str, name: str, costs: Costs) -> list[float]:
    """Start-up, tables, charts, export; total CPU; CPU of the export."""
    whole, plain, bare, export = (
        _middle(costs[subject, name, what]) for what in (WHOLE, NO_CHARTS, BARE, EXPORT)
    )
    tables, charts = max(0.0, plain[0] - bare[0]), max(0.0, whole[0] - plain[0])
    return [bare[0], tables, charts, export[0], whole[1] + export[1], export[1]]


def _middle(times: list[tuple[float, float]]) -> tuple[float, float]:
    """The median of wall time, which other load disturbs; the mean of CPU time, which is coarse."""
    return 1000 * median(wall for wall, _ in times), 1000 * mean(cpu for _, cpu in times)


def _printed(name: str, line: list[float]) -> str:
    start, tables, charts, export, cpu = line[:5]
    walls = f"{start:>9.0f} {tables:>7.0f} {charts:>7.0f} {export:>7.0f}"
    return f"{name:<20} {walls} {start + tables + charts + export:>6.0f}  {cpu:>5.0f}"


def _check(page: bytes, evaluation: Evaluation) -> None:
    """Fail unless the page has its agency, every verdict of its summary and its charts."""
    text = unescape(page.decode()).replace("\xad", "")
    # The page of the province has no word for what binds nobody of a level.
    verdicts = (r for r in summary_rows(evaluation) if r.status is not Status.NOT_APPLICABLE)
    words = {row.mark.word for row in verdicts} | {evaluation.agency.name}
    if missing := sorted(word for word in words if word not in text):
        raise SystemExit(f"{evaluation.agency.id}: the page lacks {missing}")
    if packets.identity_of(page)["agency"] != evaluation.agency.id or "data:image/svg" not in text:
        raise SystemExit(f"{evaluation.agency.id}: the page is not the agency's, or has no charts")


if __name__ == "__main__":
    try:
        main()
    finally:
        warm.own_server.close()
