"""How fast packets are made, compared with the usual commands and with bare Python, over time.

Interleaved in one run, on the project's own notebooks, the content of every page checked:
(a) the papermill command and the nbconvert command in a loop, two at a time; (b) a plain pool of
two processes with both libraries; (c) two workers of the project. Then the CPU time of a worker
compared with the same helper calls in a bare forked process; a soak test; and `cchc render`.

BENCH=full: more rounds, and a soak of 2,000 runs.
"""

from __future__ import annotations

import ast
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

FULL = os.environ.get("BENCH") == "full"
ROUNDS = 5 if FULL else 1
SOAK = 2000 if FULL else 100
PLAN, PERIOD, EARLIER = "laocai-2022", "2022-FY", ("2022-Q1", "2022-H1", "2022-Q3")
PROVINCE = "lao-cai"  # with the three others, every notebook of the plan
SAMPLE = ("so-noi-vu", "02779-xa-thanh-binh", PROVINCE)
SAMPLE += ("083-huyen-muong-khuong",) if FULL else ()
PROJECT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= _province(Path(folder))
        runs = [(agency, name) for agency in SAMPLE for name in _shown(agency)]
        print(f"{len(runs)} notebooks of {len(SAMPLE)} agencies, {ROUNDS} rounds, 2 at a time")
        _speed(Path(folder), runs)
        _cpu(Path(folder))
        _soak(Path(folder))
        _whole_province()


# ---------------------------------------------------------------- the province


def _province(folder: Path) -> dict[str, str]:
    """Take in the whole simulated province; return the environment for commands that use it."""
    env = {"CCHC_ROOT": PROJECT, "CCHC_DATA": folder / "data", "CCHC_OUT": folder / "out"}
    named = {name: str(path) for name, path in env.items()}
    inbox = folder / "data" / "inbox"
    _cchc(named, "demo", "--inbox", str(inbox))
    for period in (*EARLIER, PERIOD):
        _cchc(named, "intake", "--period", period)
    _cchc(named, "evaluate", "--period", PERIOD, "--agency", SAMPLE[0])  # caches the observations
    return named


def _cchc(env: Mapping[str, str], *arguments: str) -> None:
    done = subprocess.run(
        [str(BIN / "cchc"), *arguments], env={**os.environ, **env}, capture_output=True, text=True
    )
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)


def _opened() -> Any:
    from helpers.analyst.opening import opened
    from helpers.plan import find_roots

    return opened(find_roots(), PLAN, PERIOD)


def _shown(agency: str) -> list[str]:
    """The parts of an agency's packet, each a run of a notebook."""
    from helpers.batch.jobs import excused, parts

    at = _opened()
    evaluation = at.evaluation(agency)
    return [name for name in parts(at.plan) if not excused(evaluation, name)]


def _notebook(agency: str, name: str) -> Path:
    # As in the plan, which is not loaded here because processes are timed.
    name = "province" if (agency, name) == (PROVINCE, "overview") else name
    own = PROJECT / "notebooks" / f"{name}.ipynb"
    return own if own.is_file() else own.with_name("area.ipynb")


def _check(page: str, agency: str, figures: bool) -> None:
    """Fail if the page does not name its agency or lacks its figures."""
    name = _opened().plan.senders_by_id[agency].name
    if name not in page or "<table" not in page or (figures and "data:image/svg" not in page):
        raise SystemExit(f"a page of {agency} is not whole")


# ---------------------------------------------------------------- three variants


def by_commands(folder: Path, agency: str, name: str) -> str:
    """The usual way: the papermill command, then the nbconvert command."""
    executed = folder / f"{agency}-{name}.ipynb"
    chosen = [f for k, v in _parameters(agency, name).items() for f in ("-p", k, v)]
    quiet = {"check": True, "capture_output": True}
    path = _notebook(agency, name)
    subprocess.run([BIN / "papermill", "--no-progress-bar", path, executed, *chosen], **quiet)
    subprocess.run([BIN / "jupyter", "nbconvert", "--to", "html", executed], **quiet)
    return executed.with_suffix(".html").read_text("utf-8")


def by_libraries(folder: str, agency: str, name: str) -> str:
    """The same with both libraries, in a process that has already imported them."""
    import nbformat
    from nbconvert import HTMLExporter
    from papermill import execute_notebook

    executed = Path(folder, f"{agency}-{name}.ipynb")
    parameters = _parameters(agency, name)
    execute_notebook(_notebook(agency, name), executed, parameters, progress_bar=False)
    page, _ = HTMLExporter().from_notebook_node(nbformat.read(executed, 4))
    return str(page)


def _quiet() -> None:
    """Silence the kernels' messages about their connections."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def by_us(order: str) -> str:
    """A packet made by a worker of the project: all its notebooks, and the page."""
    from helpers.batch.jobs import run_job

    return run_job(order)


def _parameters(agency: str, name: str) -> dict[str, str]:
    area = {} if name == "overview" else {"area": name}
    return {"plan": PLAN, "agency": agency, "period": PERIOD, **area}


def _order(folder: Path, agency: str) -> str:
    from helpers.batch.jobs import JOB, Job
    from helpers.batch.keys import dependencies, software_digest
    from helpers.batch.workers import DEFAULT_OPTIONS
    from helpers.plan import find_roots

    roots = find_roots()
    job = Job(
        roots=roots,
        scratch=folder,
        plan=PLAN,
        period=PERIOD,
        agency=agency,
        engine=DEFAULT_OPTIONS.engine,
        limits=DEFAULT_OPTIONS.limits,
        software=software_digest(roots),
        dependencies=dependencies(roots, _opened().plan),
    )
    return JOB.dump_json(job).decode()


def _speed(folder: Path, runs: list[tuple[str, str]]) -> None:
    orders = {agency: _order(folder, agency) for agency in SAMPLE}
    spawn = multiprocessing.get_context("spawn")
    took: dict[str, list[float]] = {"commands": [], "libraries": [], "ours": []}
    with (
        ThreadPoolExecutor(2) as loop,
        ProcessPoolExecutor(2, spawn, _quiet) as plain,
        ProcessPoolExecutor(2, spawn) as ours,
    ):
        # One run before timing, so that imports are not counted.
        _timed(plain, by_libraries, [(str(folder), *run) for run in runs[:2]])
        _timed(ours, by_us, [(orders[agency],) for agency in SAMPLE])
        for _ in range(ROUNDS):
            seconds, pages = _timed(loop, by_commands, [(folder, *run) for run in runs])
            took["commands"].append(seconds / len(runs))
            _check_pages(runs, pages)
            seconds, pages = _timed(plain, by_libraries, [(str(folder), *run) for run in runs])
            took["libraries"].append(seconds / len(runs))
            _check_pages(runs, pages)
            seconds, results = _timed(ours, by_us, [(orders[agency],) for agency in SAMPLE])
            took["ours"].append(seconds / len(runs))
            for agency, result in zip(SAMPLE, map(json.loads, results), strict=True):
                assert result["failed"] == {}
                _check(result["page"], agency, figures=True)
    best = median(took["ours"])
    print("wall per notebook, two at a time (median of rounds; ratio to ours)")
    for variant, seconds in took.items():
        print(f"  {variant:10} {1000 * median(seconds):8.0f} ms  {median(seconds) / best:5.1f} x")


def _check_pages(runs: list[tuple[str, str]], pages: list[str]) -> None:
    for (agency, name), page in zip(runs, pages, strict=True):
        _check(page, agency, figures=name == "overview")


def _timed(
    executor: Executor, call: Callable[..., str], arguments: list[tuple[Any, ...]]
) -> tuple[float, list[str]]:
    """Total seconds of all calls, and their results."""
    began = time.perf_counter()
    futures = [executor.submit(call, *each) for each in arguments]
    given = [future.result() for future in futures]
    return time.perf_counter() - began, given


# ---------------------------------------------------------------- compared with bare Python


def _cpu(folder: Path) -> None:
    """CPU seconds of a packet made by a worker, and of the same calls in bare forked processes."""
    from helpers.batch.jobs import run_job

    orders = {agency: _order(folder, agency) for agency in SAMPLE}
    reading, writing = os.pipe()
    bare = subprocess.Popen(
        [sys.executable, __file__, "--bare"],
        stdin=subprocess.PIPE,
        stdout=writing,
        env={**os.environ, "PYTHONHASHSEED": "0"}
        | {"JE_ARROW_MALLOC_CONF": "background_thread:false", "OPENBLAS_NUM_THREADS": "1"},
    )
    os.close(writing)
    assert bare.stdin is not None
    ratios, ours_all, bare_all = [], [], []
    with os.fdopen(reading, "rb") as replies, bare.stdin as questions:
        for turn in range(3 * ROUNDS + 1):
            for agency in SAMPLE:
                before = _spent()
                result = json.loads(run_job(orders[agency]))
                ours = _spent() - before
                questions.write(f"{agency}\n".encode())
                questions.flush()
                answer = json.loads(replies.readline())
                if answer["packet"] != result["page"]:
                    raise SystemExit(f"bare Python gives another packet of {agency}")
                if turn:  # the first run of both warms the caches
                    ratios.append(ours / answer["cpu"])
                    ours_all.append(ours)
                    bare_all.append(answer["cpu"])
    bare.wait()
    print("CPU per packet (median; the same page from both)")
    print(f"  ours {median(ours_all):.2f} s, bare {median(bare_all):.2f} s,", end=" ")
    print(f"ratio {median(ratios):.2f}")


def _spent() -> float:
    """CPU seconds of this process and of its server with all the server's children."""
    from helpers.batch.engine import warm

    server = warm.own_server.running().process.pid
    fields = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
    ticks = sum(int(field) for field in fields[11:15])
    mine = os.times()
    return mine.user + mine.system + ticks / os.sysconf("SC_CLK_TCK")


def bare() -> None:
    """For each agency on standard input, run each notebook's calls in a forked process and make
    the page, without papermill, IPython or limits."""
    from helpers import packets
    from helpers.analyst.opening import opened
    from helpers.packets import display
    from helpers.plan import find_roots

    display.warm_up()
    at = opened(find_roots(), PLAN, PERIOD)
    for line in sys.stdin:
        agency = line.strip()
        before = sum(os.times()[:4])
        display.prepare(at.evaluation(agency))  # computes once what the notebooks share
        executed = {name: _forked(name, agency) for name in _shown(agency)}
        page = packets.build(at.evaluation(agency), executed, {})
        cpu = sum(os.times()[:4]) - before
        print(json.dumps({"cpu": cpu, "packet": page.decode()}), flush=True)


def _forked(name: str, agency: str) -> dict[str, Any]:
    """The notebook with the outputs of its cells, computed in a forked process."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.close(reading)
        with os.fdopen(writing, "w") as pipe:
            json.dump(_executed(name, agency), pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        given: dict[str, Any] = json.load(pipe)
    os.wait()
    return given


def _executed(name: str, agency: str) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(_notebook(agency, name).read_text("utf-8"))
    names: dict[str, Any] = {}
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
        if cell["cell_type"] == "code":
            value = _value(cell["source"], names)
            if "parameters" in cell["metadata"].get("tags", []):
                names |= _parameters(agency, name)
            cell["outputs"] = [] if value is None else [_output(value)]
    return notebook


def _value(source: str, names: dict[str, Any]) -> Any:
    """Run a cell and return the value of its last line."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if last else None


def _output(value: Any) -> dict[str, Any]:
    if hasattr(value, "_repr_mimebundle_"):
        data = value._repr_mimebundle_()
    else:
        data = {"text/html": value._repr_html_(), "text/plain": repr(value)}
    return {"output_type": "execute_result", "execution_count": 1, "data": data, "metadata": {}}


# ---------------------------------------------------------------- over time


def _soak(folder: Path) -> None:
    """Many runs in one process and its server: time, memory, handles, processes must not grow."""
    from helpers.batch.engine.run import run
    from helpers.plan import find_roots

    at, roots = _opened(), find_roots()
    path = _notebook("so-noi-vu", "procedures")
    agencies = [a.id for a in at.plan.registry(at.period)]
    marks, times = [], []
    for number in range(SOAK):
        began = time.perf_counter()
        agency = agencies[number % len(agencies)]
        done = run(path, _parameters(agency, "procedures"), roots, folder)
        times.append(time.perf_counter() - began)
        if done.notebook is None or agency not in json.dumps(done.notebook):
            raise SystemExit(f"{agency}: {done.failure or 'another agency'}")
        if number in (SOAK // 10, SOAK - 1):
            marks.append(_resources())
    tenth = max(1, SOAK // 10)
    early, late = median(islice(times, tenth, 2 * tenth)), median(times[-tenth:])
    print(f"soak of {SOAK} runs: {1000 * early:.0f} ms at first, {1000 * late:.0f} ms at the end")
    for name, first in marks[0].items():
        print(f"  {name}: {first} after a tenth, {marks[-1][name]} at the end")


def _resources() -> dict[str, int]:
    """Memory (kB), handles and processes of this process and its server."""
    from helpers.batch.engine import warm

    server = warm.own_server.running().process.pid
    usage = {}
    for label, pid in (("batch", os.getpid()), ("server", server)):
        status = Path(f"/proc/{pid}/status").read_text()
        usage[f"{label} memory kB"] = int(status.split("VmRSS:")[1].split()[0])
        usage[f"{label} handles"] = len(os.listdir(f"/proc/{pid}/fd"))
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return {**usage, "children of the server": len(children)}


def _whole_province() -> None:
    """All packets of the year, as a user makes them, then once more with nothing changed."""
    for label in ("all made", "nothing changed"):
        began = time.perf_counter()
        _cchc({}, "render", "--period", PERIOD)
        print(f"cchc render, whole province, {label}: {time.perf_counter() - began:.1f} s")
    shutil.rmtree(os.environ["CCHC_OUT"])


if __name__ == "__main__":
    bare() if "--bare" in sys.argv else main()
