"""Packets made by 1, 2 and 4 workers of a scheduler on this machine, and what a country would take.

Every run makes the same packets of a simulated province anew by `cchc render --cluster`; measured
from outside are the CPU seconds of workers, scheduler and head, the bytes of results, and the
head's memory at its first packet, at its last and at its most. The pages must be the same bytes
whatever the number of workers.

The projection multiplies the CPU of a packet. Head and scheduler are one process each, so it takes
at least the longest of head, scheduler and workers by their cores, if all three always work at the
same time, and their sum if no two ever do; both with the least and the most of the runs. Not in it:
networks, waiting for disks, the start of workers, what larger plans cost, lost workers. Wall times
of this machine are printed, but say nothing where workers share cores.

BENCH=full: all packets of three periods (546) instead of 40 of one, which share the head's
evaluations of all agencies, so that the projection from them is too high.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import psutil

from helpers.analyst.opening import open_plan
from helpers.batch.jobs import MADE_PACKET, MadePacket
from helpers.demo import write_province
from helpers.evaluation.kept import open_observations
from helpers.intake.check import take_in
from helpers.packets.manifest import LEDGER
from helpers.plan import Roots

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
PLAN = "laocai-2022"
FULL = os.environ.get("BENCH") == "full"
PERIODS = ("2022-H1", "2022-Q3", "2022-FY") if FULL else ("2022-FY",)
AGENCIES = 0 if FULL else 40  # of each period; 0: all
DOSSIERS = 100_000 if FULL else 30_000
WORKERS = (1, 2, 4)
COUNTRY, COUNTRY_PERIODS, COUNTRY_CORES = 13_000, 4, (4, 16, 64)
IDLE = 10  # seconds over which the processes are measured without work


@dataclass(frozen=True)
class Made:
    """A run: CPU seconds of a packet in workers, scheduler and head, bytes of a result; for each
    period the head's megabytes at the first packet, at the last and at their most."""

    workers: int
    packets: int
    wall: float
    worker: float
    scheduler: float
    head: float
    result: float
    memory: Sequence[tuple[float, float, float]]
    pages: str  # a digest


def main() -> None:
    """Take the province in, make the packets by each number of workers, print and project."""
    with tempfile.TemporaryDirectory() as name:
        roots = Roots(ROOT, Path(name, "data"), Path(name, "out"))
        agencies = _province(roots)
        print("workers packets    wall  CPU of a packet: workers scheduler     head  a result")
        runs = []
        for workers in WORKERS:
            own = Roots(ROOT, roots.data, roots.out / str(workers))
            runs.append(_run(own, workers, agencies))
            print(_line(runs[-1]), flush=True)
    if len({run.pages for run in runs}) > 1:
        raise SystemExit("the packets differ with the number of workers")
    print("\n".join(_projected(runs)))


def _province(roots: Roots) -> Sequence[str]:
    """Take the periods in and count them; the agencies whose packets are made, none for all."""
    plan, inbox = open_plan(PLAN, roots), roots.data / "inbox"
    write_province(plan, inbox, dossiers=DOSSIERS, periods=PERIODS)
    for period in PERIODS:
        take_in(roots, plan, plan.periods[period], inbox / period)
        open_observations(plan, plan.periods[period], roots.data)  # or the first head would do it
    registry = [agency.id for agency in plan.registry(plan.periods[PERIODS[-1]])]
    return registry[:: len(registry) // AGENCIES][:AGENCIES] if AGENCIES else ()


# ---------------------------------------------------------------- a run


def _run(roots: Roots, workers: int, agencies: Sequence[str]) -> Made:
    with _cluster(roots, workers) as (address, *processes):
        began = _clocks(*processes)
        heads = [_head(roots, period, agencies, address) for period in PERIODS]
        ended = _clocks(*processes)
        time.sleep(IDLE)
        rested = _clocks(*processes)
    # What they spend without work, as on messages that they are alive, is not a packet's.
    wall, idle = ended[0] - began[0], rested[0] - ended[0]
    scheduling, working = (
        max(0.0, ended[i] - began[i] - (rested[i] - ended[i]) * wall / idle) for i in (1, 2)
    )
    results = [_result(path) for path in sorted(roots.out.rglob("notebooks/*"))]
    pages = hashlib.sha256()
    for path in sorted(roots.out.rglob("*.html")):
        pages.update(path.read_bytes())
    return Made(
        workers=workers,
        packets=len(results),
        wall=wall,
        worker=working / len(results),
        scheduler=scheduling / len(results),
        head=sum(cpu for cpu, _ in heads) / len(results),
        result=mean(results),
        memory=[memory for _, memory in heads],
        pages=pages.hexdigest(),
    )


def _clocks(scheduler: psutil.Process, members: list[psutil.Process]) -> tuple[float, ...]:
    """The time, and the CPU seconds of the scheduler and of the workers so far."""
    return time.monotonic(), _cpu([scheduler]), _cpu(members)


@contextmanager
def _cluster(
    roots: Roots, workers: int
) -> Iterator[tuple[str, psutil.Process, list[psutil.Process]]]:
    """A scheduler's address, its process and those of its workers; all have answered."""
    from distributed import Client

    folder = roots.out
    folder.mkdir(parents=True)
    known = folder / "scheduler.json"
    here = ["--no-dashboard", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(known)]
    started = [_started(folder, "scheduler", *here)]
    try:
        while not (known.is_file() and known.read_text("utf-8").endswith("}")):
            time.sleep(0.1)
        address = json.loads(known.read_text("utf-8"))["address"]
        single = ["--no-dashboard", "--no-nanny", "--nthreads", "1"]
        for _ in range(workers):
            started.append(_started(folder, "worker", address, *single))
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=120)
        scheduler, *members = (psutil.Process(each.pid) for each in started)
        yield address, scheduler, members
    finally:
        for process in reversed(started):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        known.unlink(missing_ok=True)


def _started(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dask", *arguments]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet)


def _head(
    roots: Roots, period: str, agencies: Sequence[str], address: str
) -> tuple[float, tuple[float, float, float]]:
    """Make a period's packets as a user does; the head's CPU seconds and its memory, see `Made`."""
    named = [word for agency in agencies for word in ("--agency", agency)]
    command = [str(BIN / "cchc"), "render", "--period", period, "--cluster", address, *named]
    places = {"CCHC_ROOT": roots.root, "CCHC_DATA": roots.data, "CCHC_OUT": roots.out}
    environment = os.environ | {name: str(path) for name, path in places.items()}
    ledger = roots.out / PLAN / period / LEDGER
    cpu, most, at = 0.0, 0.0, {0: 0.0}  # at: megabytes by the number of lines in the ledger
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=errors
        )
        head = psutil.Process(process.pid)
        while process.poll() is None:
            with suppress(psutil.NoSuchProcess):
                times, rss = head.cpu_times(), head.memory_info().rss / 1e6
                cpu = max(cpu, times.user + times.system)  # both are 0 once it has ended
                most = max(most, rss)
                if ledger.is_file():
                    at.setdefault(ledger.read_bytes().count(b"\n"), rss)
            time.sleep(0.1)
        if process.wait() not in (0, 1):
            errors.seek(0)
            raise SystemExit(errors.read().decode())
    _, first, *_, last, _ = (at[lines] for lines in sorted(at))  # the last line closes it
    return cpu, (first, last, most)


def _cpu(processes: Sequence[psutil.Process]) -> float:
    """CPU seconds of the processes, their fork servers and the notebooks that have ended."""
    with_children = [p for each in processes for p in (each, *each.children(recursive=True))]
    return float(sum(sum(process.cpu_times()[:4]) for process in with_children))


def _result(notebooks: Path) -> int:
    """Bytes of the result as a worker sent it, made again from what was published of it."""
    period, agency = notebooks.parents[1], notebooks.name
    page = period / "packets" / f"{agency}.html"
    made = MadePacket(
        agency=agency,
        page=(page if page.is_file() else period / "province.html").read_text("utf-8"),
        notebooks={path.stem: path.read_text("utf-8") for path in notebooks.iterdir()},
        failed={},
        excused=(),
    )
    return len(MADE_PACKET.dump_json(made))


# ---------------------------------------------------------------- output


def _line(run: Made) -> str:
    costs = f"{run.worker:21.2f} s {1000 * run.scheduler:6.1f} ms {1000 * run.head:5.0f} ms"
    measured = f"{run.workers:>7} {run.packets:>7} {run.wall:>5.0f} s {costs}"
    heads = [
        f"        head of {period}: {first:.0f} MB at the first packet, {last:.0f} at the last, "
        f"{most:.0f} at most"
        for period, (first, last, most) in zip(PERIODS, run.memory, strict=True)
    ]
    return "\n".join([f"{measured} {run.result / 1000:6.0f} kB", *heads])


def _projected(runs: Sequence[Made]) -> Iterator[str]:
    packets = COUNTRY * COUNTRY_PERIODS
    yield f"{COUNTRY:,} agencies in {COUNTRY_PERIODS} periods, {packets:,} packets, hours:"
    for cores in COUNTRY_CORES:
        each = [(run.head, run.scheduler, run.worker / cores) for run in runs]
        least, most = (_range([packets * of(costs) / 3600 for costs in each]) for of in (max, sum))
        yield f"  workers on {cores} cores: {least} at least, {most} if no two ever work at once"
    moved = packets * mean(run.result for run in runs) / 1e9
    yield f"  results of {moved:.0f} GB to the scheduler, and as much to the head"


def _range(hours: Sequence[float]) -> str:
    return f"{min(hours):.1f} to {max(hours):.1f}"


if __name__ == "__main__":
    main()
