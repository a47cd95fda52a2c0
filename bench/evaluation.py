"""Observations and evaluation of the whole province, against plain pandas over the same Parquet.

Each variant runs in a separate process, in turn; measured are seconds and the peak memory above
what the imports take. The project computes every figure, roll-up, verdict and point of 181 agencies
and the province; pandas only the two counts of each agency for the targets below, which must agree.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
PLAN, PERIOD = "laocai-2022", "2022-FY"
FULL = os.environ.get("BENCH") == "full"
SIZES = (300_000, 1_000_000)
TIMES = 9 if FULL else 3

# Shares taken from forms, as fields of the form: numerator and denominators.
FORM_SHARES = {
    "electronic_transfer": (["transfers_electronic"], ["transfers_total"]),
    "digitised_results": (["results_digitised"], ["results_in_force"]),
    "work_files_online": (["work_files_online"], ["work_files"]),
    "meetings_online": (["meetings_online"], ["meetings"]),
    "periodic_reports_online": (["reports_online"], ["reports_due"]),
    "digital_inspections": (["inspections_digital"], ["inspections"]),
    "officials_digital_identity": (["officials_identified"], ["officials"]),
    "commune_staff_qualified": (["staff_qualified"], ["cadres", "officials"]),
    "commune_cadres_degree": (["cadres_degree"], ["cadres"]),
    "commune_officials_degree": (["officials_degree"], ["officials"]),
    "senior_leaders_international": (["leaders_international"], ["leaders"]),
    "self_financing_units": (["self_financing_units"], ["service_units"]),
    "units_autonomous": (["units_autonomous"], ["service_units"]),
    "qualified_units_converted": (["qualified_units_converted"], ["qualified_units"]),
}
LOG_SHARES = ("dossiers_on_time", "online_payment_transactions", "online_dossiers", "papers_reused")
SURVEY_SHARES = ("satisfaction", "satisfaction_fields")
COMPARED = (*FORM_SHARES, *LOG_SHARES, *SURVEY_SHARES)

Counts = dict[str, list[int]]  # "agency target": numerator, denominator
Measured = dict[str, Any]


def main() -> None:
    """Write and take in the simulated province, run each variant several times, print a table."""
    if len(sys.argv) > 1:
        print(json.dumps(VARIANTS[sys.argv[1]](Path(sys.argv[2]))))
        return
    print(
        f"{'dossiers':>9} {'variant':<7} {'observe':>8} {'evaluate':>8} {'sum':>8} {'CPU':>6}  peak"
    )
    for dossiers in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            _in_a_process("write", Path(folder), dossiers)
            runs: dict[str, list[Measured]] = {variant: [] for variant in MEASURED}
            for _ in range(TIMES):
                for variant in MEASURED:
                    runs[variant].append(_in_a_process(variant, Path(folder)))
        for variant, results in runs.items():
            print(_line(dossiers, variant, results), flush=True)
        print(f"{'':>9} {_agreement(runs['ours'][0]['counts'], runs['pandas'][0]['counts'])}")


def _in_a_process(variant: str, folder: Path, dossiers: int = 0) -> Measured:
    command = [sys.executable, str(Path(__file__).resolve()), variant, str(folder)]
    environment = {**os.environ, "DOSSIERS": str(dossiers)}
    ran = subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=True)
    return dict(json.loads(ran.stdout))


def _line(dossiers: int, variant: str, runs: list[Measured]) -> str:
    observe, evaluate, cpu, peak, before = (
        median(run[name] for run in runs)
        for name in ("observe", "evaluate", "cpu", "peak", "before")
    )
    stages = [f"{observe:6.2f} s", f"{evaluate:6.2f} s" if evaluate else f"{'–':>8}"]
    stages += [f"{observe + evaluate:6.2f} s", f"{cpu:4.1f} s"]
    head = f"{dossiers:>9,} {variant:<7}"
    return f"{head} {' '.join(stages)}  {peak:.0f} MB (+{peak - before:.0f})"


def _agreement(project: Counts, other: Counts) -> str:
    """Both must have the same figures and the same gaps; an agency without dossiers or ballots
    counts as 0 of 0."""
    differ = [
        key
        for key, counts in project.items()
        if other.get(key, [0, 0] if counts == [0, 0] else [None, None]) != counts
    ]
    if differ or not project:
        raise SystemExit(f"{len(differ)} of {len(project)} figures differ, as of {differ[:3]}")
    return f"{len(project):,} figures of {len(COMPARED)} targets compared: all equal"


# ---------------------------------------------------------------- in a separate process


def _write(folder: Path) -> Measured:
    """Write the simulated province as files and take the period of the year into a store."""
    from helpers.analyst.opening import open_plan
    from helpers.demo import write_province
    from helpers.intake.check import take_in
    from helpers.plan import Roots

    roots = Roots(ROOT, folder, folder / "rendered")
    plan = open_plan(PLAN, roots)
    inbox = folder / "inbox"
    write_province(plan, inbox, dossiers=int(os.environ["DOSSIERS"]), periods=[PERIOD])
    intake = take_in(roots, plan, plan.periods[PERIOD], inbox / PERIOD)
    return {"accepted": sum(s.accepted for s in intake.submissions)}


def _ours(folder: Path) -> Measured:
    from helpers import store
    from helpers.analyst.opening import open_plan
    from helpers.evaluation.evaluate import evaluate
    from helpers.evaluation.observe import observe
    from helpers.plan import Roots

    plan = open_plan(PLAN, Roots(ROOT, folder, folder / "rendered"))
    period = plan.periods[PERIOD]
    snapshot = store.current(folder, PLAN, PERIOD)
    assert snapshot is not None
    before, cpu, began = _peak(), time.process_time(), time.perf_counter()
    observations = observe(plan, period, snapshot)
    observed = time.perf_counter()
    registry = plan.registry(period)
    evaluations = [evaluate(plan, observations, plan.province.id)]
    evaluations += [evaluate(plan, observations, agency.id) for agency in registry]
    measured = _measured(before, cpu, began, observed)
    counts = {
        f"{result.agency} {result.target.id}": [observation.numerator, observation.denominator]
        for evaluation in evaluations[1:]
        for result in evaluation.results
        if result.level == evaluation.agency.level and result.target.id in COMPARED
        # From the observations, since an evaluation withholds counts that identify persons.
        for observation in observations.rows.get(
            (result.agency, result.level, result.target.id), ()
        )[:1]
    }
    return {**measured, "counts": counts}


def _pandas(folder: Path) -> Measured:
    import pandas as pd
    import pyarrow.parquet  # noqa: F401

    period = folder / "store" / PLAN / PERIOD
    snapshot = period / (period / "current").read_text("ascii").strip()
    start, end = pd.Timestamp("2021-12-15").date(), pd.Timestamp("2022-12-14").date()
    before, cpu, began = _peak(), time.process_time(), time.perf_counter()
    shares = [
        *_log_shares(pd.read_parquet(snapshot / "dossiers.parquet"), start, end),
        *_survey_shares(pd.read_parquet(snapshot / "answers.parquet")),
        *_form_shares(pd.read_parquet(snapshot / "facts.parquet")),
    ]
    counts: Counts = {}
    for target, part, whole in shares:
        both = pd.DataFrame({"part": part, "whole": whole}).dropna()
        for agency, of, among in both.itertuples():
            counts[f"{agency} {target}"] = [int(of), int(among)]
    return {**_measured(before, cpu, began, time.perf_counter()), "evaluate": 0, "counts": counts}


def _log_shares(rows: Any, start: Any, end: Any) -> Any:
    """Shares of the dossiers done in the period, by competent agency."""
    done = rows["done"].where(
        rows["done"].isna() | (rows["done"] >= rows["received"]), rows["received"]
    )
    rows = rows.assign(done=done)[(rows["received"] <= end) & (done >= start) & (done <= end)]
    online = (rows["channel"] == "online") & rows["online_level"].isin(
        ["3", "4", "partial", "full"]
    )
    opened = rows["payment_opened"].fillna(False).astype(bool)
    counted = {
        "all": True,
        "in_time": ~(rows["done"] > rows["due"]),
        "online": online,
        "held": rows["papers"].isin(["reused", "resubmitted"]),
        "reused": rows["papers"] == "reused",
        "payments": rows["payments"].where(opened, 0).fillna(0),
        "payments_online": rows["payments_online"].where(opened, 0).fillna(0),
    }
    sums = rows[["competent"]].assign(**counted).groupby("competent").sum()
    yield "dossiers_on_time", sums["in_time"], sums["all"]
    yield "online_dossiers", sums["online"], sums["all"]
    yield "papers_reused", sums["reused"], sums["held"]
    yield "online_payment_transactions", sums["payments_online"], sums["payments"]


def _survey_shares(rows: Any) -> Any:
    """Shares of the valid answers on procedures, and of those in three fields."""
    valid = rows[rows["procedures"].notna()]
    valid = valid.assign(satisfied=valid["procedures"].astype(bool), all=1)
    in_fields = valid[valid["field"].isin(["land", "construction", "investment"])]
    agencies = rows["agency"].dropna().unique()
    for target, counted in (("satisfaction", valid), ("satisfaction_fields", in_fields)):
        sums = counted.groupby("agency")[["satisfied", "all"]].sum().reindex(agencies, fill_value=0)
        yield target, sums["satisfied"], sums["all"]


def _form_shares(rows: Any) -> Any:
    """From the agencies' own forms; a numerator above its denominator gives no figure."""
    values = rows.pivot_table(index="agency", columns="input", values="value", aggfunc="first")
    for target, (parts, wholes) in FORM_SHARES.items():
        part = values[parts].sum(axis=1, skipna=False)
        whole = values[wholes].sum(axis=1, skipna=False)
        yield target, part.where(part <= whole), whole


def _measured(before: float, cpu: float, began: float, observed: float) -> Measured:
    return {
        "observe": observed - began,
        "evaluate": time.perf_counter() - observed,
        "cpu": time.process_time() - cpu,
        "before": before,
        "peak": _peak(),
    }


def _peak() -> float:
    """Peak megabytes of this process; getrusage would include those of its parent."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


VARIANTS: dict[str, Callable[[Path], Measured]] = {
    "write": _write,
    "ours": _ours,
    "pandas": _pandas,
}
MEASURED = ("ours", "pandas")

if __name__ == "__main__":
    main()
