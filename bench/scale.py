"""How CPU time and memory grow with the number of dossiers: intake, observations, evaluations.

The export of a simulated province is repeated under other ids up to each size; agencies, survey
and units stay the same, and there are no forms, whose cost does not depend on dossiers. Each stage
runs in a separate process; printed are CPU seconds without the imports and the plan, and peak
memory; then, from each size to the next, the growth exponent (the slope of log CPU over log
dossiers) and by how much the peak memory grew. A stage that loses a row stops the run.

BENCH=full: up to 20,000,000 dossiers, which takes 5 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import log
from pathlib import Path

import pyarrow.parquet as pq

from helpers import store
from helpers.analyst.opening import open_plan
from helpers.demo import ORIGIN, write_province
from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.kept import observations_of
from helpers.intake.check import take_in
from helpers.plan import Roots

ROOT = Path(__file__).parents[1]
PLAN, PERIOD = "laocai-2022", "2022-FY"
SIZES = (100_000, 300_000, 1_000_000)
if os.environ.get("BENCH") == "full":
    SIZES += (5_000_000, 20_000_000)
BASE = 100_000  # dossiers of the export that is repeated
ID = b"\nHS-"  # how a row of the export begins

Measured = dict[str, float]  # rows, CPU seconds, peak megabytes and those before the stage


def main() -> None:
    """Measure every stage at every size; print each as it ends, then the growth."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES, help="numbers of dossiers")
    parser.add_argument("--stage", nargs=2, metavar=("STAGE", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.stage:
        stage, folder = options.stage
        print(json.dumps(_measured(STAGES[stage](Path(folder)))))
        return
    runs: dict[str, list[Measured]] = {stage: [] for stage in STAGES}
    with tempfile.TemporaryDirectory() as name:
        export = _base(Path(name) / "base")
        print(f"{'dossiers':>10} {'stage':<9} {'CPU':>8} {'wall':>8}  peak")
        for size in options.sizes:
            with tempfile.TemporaryDirectory(dir=name) as folder:
                _write(export, Path(folder) / "inbox" / PERIOD, size)
                for stage in STAGES:
                    runs[stage].append(_in_a_process(stage, folder, size))
                    print(_line(stage, runs[stage][-1]), flush=True)
    for stage in STAGES:
        print(f"{stage:<9} {', '.join(_growth(runs[stage]))}")


def _base(inbox: Path) -> Path:
    """The folder of a simulated period."""
    write_province(open_plan(PLAN, _roots(inbox)), inbox, dossiers=BASE, periods=[PERIOD])
    return inbox / PERIOD


def _write(base: Path, folder: Path, size: int) -> None:
    """The same folder without forms, with an export of so many dossiers."""
    folder.mkdir(parents=True)
    for path in (base / ORIGIN, *base.glob("khao-sat-*.csv")):
        (folder / path.name).write_bytes(path.read_bytes())
    (path,) = base.glob("xuat-ho-so-*.csv")
    head, _, rows = path.read_bytes().rstrip(b"\n").partition(b"\n")
    each = rows.count(b"\n") + 1
    with (folder / path.name).open("wb") as export:
        export.write(head)
        for number, begin in enumerate(range(0, size, each)):
            copy = (b"\n" + rows).replace(ID, b"%s%d-" % (ID, number))
            if size - begin < each:
                copy = b"\n".join(copy.split(b"\n")[: size - begin + 1])
            export.write(copy)
        export.write(b"\n")


def _in_a_process(stage: str, folder: str, size: int) -> Measured:
    command = [sys.executable, str(Path(__file__).resolve()), "--stage", stage, folder]
    ran = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    measured: Measured = json.loads(ran.stdout)
    if measured["rows"] != size:
        raise SystemExit(f"{stage}: {measured['rows']:.0f} dossiers of {size}")
    return {**measured, "size": size}


def _line(stage: str, run: Measured) -> str:
    times = f"{run['cpu']:6.1f} s {run['wall']:6.1f} s"
    return f"{run['size']:>10,.0f} {stage:<9} {times}  {run['peak']:.0f} MB (+{_more(run):.0f})"


def _more(run: Measured) -> float:
    return run["peak"] - run["before"]


def _growth(runs: list[Measured]) -> Iterator[str]:
    for one, other in pairwise(runs):
        slope = log(other["cpu"] / one["cpu"]) / log(other["size"] / one["size"])
        memory = f"memory x {other['peak'] / one['peak']:.2f}"
        yield f"to {other['size']:,.0f}: exponent {slope:.2f}, {memory}"


# ---------------------------------------------------------------- in a separate process


def _measured(stage: Callable[[], int]) -> Measured:
    before, cpu, began = _peak(), _cpu(), time.perf_counter()
    rows = stage()
    wall = time.perf_counter() - began
    return {"rows": rows, "cpu": _cpu() - cpu, "wall": wall, "before": before, "peak": _peak()}


def _peak() -> float:
    """Peak megabytes of this process; getrusage would include those of its parent."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _cpu() -> float:
    """Seconds of this process and of the children it has waited for."""
    return sum(os.times()[:4])


def _roots(folder: Path) -> Roots:
    return Roots(ROOT, folder, folder / "rendered")


def _intake(folder: Path) -> Callable[[], int]:
    plan = open_plan(PLAN, _roots(folder))

    def run() -> int:
        taken = take_in(_roots(folder), plan, plan.periods[PERIOD], folder / "inbox" / PERIOD)
        return _rows(taken.snapshot)

    return run


def _observe(folder: Path) -> Callable[[], int]:
    plan = open_plan(PLAN, _roots(folder))
    snapshot = store.current(folder, PLAN, PERIOD)
    assert snapshot is not None

    def run() -> int:
        observations_of(plan, plan.periods[PERIOD], snapshot)
        return _rows(snapshot)

    return run


def _evaluate(folder: Path) -> Callable[[], int]:
    """Every agency and the province, from the observations that the stage before has stored."""
    plan = open_plan(PLAN, _roots(folder))
    period, snapshot = plan.periods[PERIOD], store.current(folder, PLAN, PERIOD)
    assert snapshot is not None

    def run() -> int:
        observations = observations_of(plan, period, snapshot)
        for sender in plan.senders(period):
            evaluate(plan, observations, sender.id)
        return _rows(snapshot)

    return run


def _rows(snapshot: store.Snapshot) -> int:
    return int(pq.read_metadata(snapshot.path / "dossiers.parquet").num_rows)


STAGES: dict[str, Callable[[Path], Callable[[], int]]] = {
    "intake": _intake,
    "observe": _observe,
    "evaluate": _evaluate,
}

if __name__ == "__main__":
    main()
