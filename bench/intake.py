"""A province's intake: 181 forms, 1,000,000 dossiers and 20,000 survey answers.

Each reader runs in a separate process; printed are seconds, items a second, milliseconds an item
and the peak memory above what the imports take. For comparison pandas reads the same files without
any check. The last line is the whole intake, including writing the store.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from helpers.analyst.opening import open_plan
from helpers.demo import write_province
from helpers.intake import exports
from helpers.intake.check import take_in
from helpers.intake.forms.workbook import read_forms
from helpers.model import Plan
from helpers.plan import Roots

ROOT = Path(__file__).parents[1]
PLAN, PERIOD, SEED = "laocai-2022", "2022-FY", 434


def main() -> None:
    """Write the exports, read each of them several times, print a line for each reader."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--dossiers", type=int, default=1_000_000)
    parser.add_argument("--answers", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--one", nargs=2, metavar=("READER", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(_measured(READERS[options.one[0]], Path(options.one[1]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        files = _write(Path(folder), options.dossiers, options.answers)
        for reader in READERS:
            file = files[reader.split()[0]]
            runs = [_run(reader, file) for _ in range(options.times)]
            best = min(runs, key=lambda run: run["seconds"])
            count, seconds = best["count"], best["seconds"]
            print(
                f"{reader:<16} {count:>9,}  {seconds:6.2f} s  {count / seconds:>9,.0f} a second  "
                f"{1000 * seconds / count:7.3f} ms each  cpu {best['cpu']:5.2f} s  "
                f"peak {best['peak']:5.0f} MB (+{best['peak'] - best['before']:.0f})",
                flush=True,
            )


def _write(folder: Path, dossiers: int, answers: int) -> dict[str, Path]:
    """Write a simulated province's last period; return the files of each reader."""
    inbox = folder / PERIOD
    write_province(_plan(), folder, SEED, dossiers, [PERIOD])
    (export,) = inbox.glob("xuat-ho-so-*.csv")
    (survey,) = inbox.glob("khao-sat-*.csv")
    ballots = survey.read_text("utf-8").splitlines(keepends=True)[: answers + 1]
    survey.write_text("".join(ballots), "utf-8")
    return {"dossiers": export, "survey": survey, "forms": inbox, "province": inbox}


def _plan() -> Plan:
    return open_plan(PLAN, Roots(ROOT, ROOT / "data", ROOT / "rendered"))


def _run(reader: str, file: Path) -> dict[str, float]:
    command = [sys.executable, str(Path(__file__).resolve()), "--one", reader, str(file)]
    ran = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(ran.stdout))


def _measured(prepare: Callable[[Path], Callable[[], int]], file: Path) -> dict[str, float]:
    read = prepare(file)
    before, cpu, began = _peak(), _cpu(), time.perf_counter()
    count = read()
    seconds = time.perf_counter() - began
    return {
        "count": count,
        "seconds": seconds,
        "cpu": _cpu() - cpu,
        "before": before,
        "peak": _peak(),
    }


def _peak() -> float:
    """Peak megabytes of this process; getrusage would include those of its parent."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _cpu() -> float:
    """Seconds of this process and of the children it has waited for."""
    return sum(os.times()[:4])


def _ours(mapping: str) -> Callable[[Path], Callable[[], int]]:
    def prepare(file: Path) -> Callable[[], int]:
        plan = _plan()
        spelled = exports.load_mapping(ROOT / "params" / "mappings" / f"{mapping}.yml")
        return lambda: exports.read_rows(file, spelled, plan, plan.periods[PERIOD]).counts["rows"]

    return prepare


def _pandas(file: Path) -> Callable[[], int]:
    import pandas as pd

    return lambda: len(pd.read_csv(file))


def _our_forms(inbox: Path) -> Callable[[], int]:
    plan = _plan()
    forms = sorted(inbox.glob("*.xlsx"))
    return lambda: sum(form.accepted for form in read_forms(forms, plan, plan.periods[PERIOD]))


def _pandas_forms(inbox: Path) -> Callable[[], int]:
    import pandas as pd

    forms = sorted(inbox.glob("*.xlsx"))
    return lambda: sum(bool(pd.read_excel(form, sheet_name=None)) for form in forms)


def _whole(inbox: Path) -> Callable[[], int]:
    plan = _plan()
    store = tempfile.TemporaryDirectory()

    def read() -> int:
        with store as folder:
            roots = Roots(ROOT, Path(folder), ROOT / "rendered")
            return len(take_in(roots, plan, plan.periods[PERIOD], inbox).submissions)

    return read


READERS: dict[str, Callable[[Path], Callable[[], int]]] = {
    "forms intake": _our_forms,
    "forms pandas": _pandas_forms,
    "dossiers intake": _ours("one-stop"),
    "dossiers pandas": _pandas,
    "survey intake": _ours("survey"),
    "survey pandas": _pandas,
    "province intake": _whole,
}

if __name__ == "__main__":
    main()
