"""Intake of a province's exports: 1,000,000 dossiers and 20,000 survey answers.

Each reading runs in a process of its own: seconds, rows a second, and the peak memory on top of
what the libraries take; beside it pandas reading the same file, which checks nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from helpers.demo import dossiers as demo_dossiers
from helpers.demo.offices import offices_of, units_of
from helpers.demo.survey import survey
from helpers.evaluation import open_plan
from helpers.intake import logs
from helpers.model import Plan
from helpers.params import Roots

ROOT = Path(__file__).parents[1]
PLAN, PERIOD, SEED = "laocai-2022", "2022-FY", 434


def main() -> None:
    """Write the exports, read each of them several times, print a line for each way."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--dossiers", type=int, default=1_000_000)
    parser.add_argument("--answers", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--one", nargs=2, metavar=("WAY", "FILE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(_measured(WAYS[asked.one[0]], Path(asked.one[1]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        files = _write(Path(folder), asked.dossiers, asked.answers)
        for way in WAYS:
            file = files[way.split()[0]]
            runs = [_run(way, file) for _ in range(asked.times)]
            best = min(runs, key=lambda run: run["seconds"])
            print(
                f"{way:<16} {best['rows']:>9,} rows  {best['seconds']:6.2f} s  "
                f"{best['rows'] / best['seconds']:>10,.0f} rows/s  "
                f"cpu {best['cpu']:5.2f} s  peak {best['peak']:5.0f} MB "
                f"(+{best['peak'] - best['before']:.0f})",
                flush=True,
            )


def _write(folder: Path, dossiers: int, answers: int) -> dict[str, Path]:
    plan, offices, units = _province()
    period = plan.periods[PERIOD]
    rows = demo_dossiers.population(plan, offices, SEED, dossiers)
    ballots = survey(rows, offices, units, SEED, period).head(answers)
    tables = {
        "dossiers": demo_dossiers.export(rows, offices, units, period),
        "survey": ballots,
    }
    files = {name: folder / f"{name}.csv" for name in tables}
    for name, table in tables.items():
        table.to_csv(files[name], index=False, encoding="utf-8", lineterminator="\n")
    return files


def _plan() -> Plan:
    return open_plan(PLAN, Roots(ROOT, ROOT / "data", ROOT / "rendered"))


def _province() -> tuple[Plan, list, list]:
    plan = _plan()
    return plan, offices_of(plan, SEED), units_of(plan)


def _run(way: str, file: Path) -> dict[str, float]:
    command = [sys.executable, str(Path(__file__).resolve()), "--one", way, str(file)]
    ran = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(ran.stdout))


def _measured(prepare: Callable[[Path], Callable[[], int]], file: Path) -> dict[str, float]:
    read = prepare(file)
    before, cpu, began = _peak(), time.process_time(), time.perf_counter()
    rows = read()
    seconds = time.perf_counter() - began
    return {
        "rows": rows,
        "seconds": seconds,
        "cpu": time.process_time() - cpu,
        "before": before,
        "peak": _peak(),
    }


def _peak() -> float:
    """Megabytes of this program alone; getrusage would count those of its parent as well."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _ours(mapping: str) -> Callable[[Path], Callable[[], int]]:
    def prepare(file: Path) -> Callable[[], int]:
        plan = _plan()
        spelled = logs.load_mapping(ROOT / "params" / "mappings" / f"{mapping}.yml")
        read = logs.read_dossiers if spelled.kind == "dossiers" else logs.read_answers
        return lambda: read(file, spelled, plan, plan.periods[PERIOD]).counts["rows"]

    return prepare


def _pandas(file: Path) -> Callable[[], int]:
    import pandas as pd

    return lambda: len(pd.read_csv(file))


WAYS: dict[str, Callable[[Path], Callable[[], int]]] = {
    "dossiers intake": _ours("one-stop"),
    "dossiers pandas": _pandas,
    "survey intake": _ours("survey"),
    "survey pandas": _pandas,
}

if __name__ == "__main__":
    main()
