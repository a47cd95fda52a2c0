"""Workers of a real scheduler: the same bytes, a killed worker, and workers that are refused."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import dask
import pytest

import helpers
from batches import PERIOD, SOME, contents, env_of, forget, run_cchc, wait_for_packets
from helpers.batch.cluster import ClusterFault, ClusterLost, cluster_pool
from helpers.batch.head import render
from helpers.batch.workers import RenderOptions
from helpers.plan import Roots
from province import AGENCIES, PLAN

pytestmark = pytest.mark.batch

DASK = (sys.executable, "-m", "dask")
LOCAL = ("--no-dashboard", "--host", "127.0.0.1", "--port", "0")
SINGLE = ("--no-dashboard", "--no-nanny", "--nthreads", "1")


@contextmanager
def a_cluster(
    folder: Path,
    workers: int,
    env: dict[str, str] | None = None,
    protocol: str = "tcp",
    options: Sequence[str] = (),
) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and its workers, with further options, as processes; yield the address and
    the processes."""
    known = folder / "scheduler.json"
    quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [
        subprocess.Popen(
            [*DASK, "scheduler", *LOCAL, "--scheduler-file", str(known), "--protocol", protocol],
            env=env,
            **quiet,
        )
    ]
    try:
        address = json.loads(_written(known))["address"]
        started += [
            subprocess.Popen(
                [*DASK, "worker", address, *SINGLE, "--local-directory", str(folder), *options],
                env=env,
                **quiet,
            )
            for _ in range(workers)
        ]
        _wait_for(address, workers)
        yield address, started
    finally:
        # Workers first, so that they can sign off; one that does not end is killed.
        for process in reversed(started):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _written(path: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if path.is_file() and path.read_text().endswith("}"):
            return path.read_text()
        time.sleep(0.1)
    raise TimeoutError("the scheduler has not started")


def _wait_for(address: str, workers: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        if workers:
            client.wait_for_workers(workers, timeout=60)


# Dask runs it in a worker as it starts, more than once; each job then adds a line to a file.
LIST_JOBS = """
import os
from helpers.batch import jobs
def listed(job, make_packet=jobs.make_packet):
    with open({path!r}, "a") as file:
        file.write(f"{{os.getpid()}} {{job.agency}}\\n")
    return make_packet(job)
if jobs.make_packet.__name__ != "listed":
    jobs.make_packet = listed
"""


def test_one_of_three_workers_killed_costs_only_its_packets_and_the_bytes_are_the_same(
    own: Roots, rendered: Path, tmp_path: Path
) -> None:
    forget(own)
    begun, preload = tmp_path / "begun", tmp_path / "list_jobs.py"
    preload.write_text(LIST_JOBS.format(path=str(begun)))
    listing = ("--preload", str(preload))
    with a_cluster(tmp_path, 3, options=listing) as (address, [_, *workers]):
        killer = threading.Thread(target=_kill_at_work, args=(workers[0], begun))
        killer.start()
        outcome = render(own, PLAN, PERIOD, options=RenderOptions(cluster=address))
        killer.join()
        assert workers[0].wait(10) == -signal.SIGKILL
        assert [worker.poll() for worker in workers[1:]] == [None, None]
        # With the other two the period is up to date: there are no jobs.
        assert render(own, PLAN, PERIOD, options=RenderOptions(cluster=address)).made == ()
    assert outcome.gaps == {}
    assert set(outcome.made) == set(SOME)
    # Only the packet that the killed worker had begun was begun again.
    jobs = [line.split() for line in begun.read_text().splitlines()]
    [lost] = [agency for pid, agency in jobs if pid == str(workers[0].pid)]
    assert sorted(agency for _, agency in jobs) == sorted([*SOME, lost])
    assert contents(own.out / PLAN / PERIOD) == contents(rendered)
    left = sorted(p.name for p in (own.out / PLAN).iterdir())
    assert left == [f".{PERIOD}.lock", f".{PERIOD}.published", PERIOD]


@pytest.mark.slow_faults
@pytest.mark.parametrize("victim", ["scheduler", "only worker"])
def test_a_cluster_that_goes_away_stops_the_batch_and_it_can_be_resumed(
    own: Roots, rendered: Path, tmp_path: Path, victim: str
) -> None:
    forget(own)
    with a_cluster(tmp_path, 1) as (address, processes):
        chosen = processes[0] if victim == "scheduler" else processes[1]
        killer = threading.Thread(target=_kill_when, args=(own, chosen))
        killer.start()
        with pytest.raises(ClusterLost, match="mất liên lạc"):
            render(own, PLAN, PERIOD, options=RenderOptions(cluster=address))
        killer.join()
    assert render(own, PLAN, PERIOD).kept >= len(AGENCIES) + 1 - len(SOME) + 2
    assert contents(own.out / PLAN / PERIOD) == contents(rendered)


def _kill_at_work(process: subprocess.Popen[bytes], begun: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if begun.is_file() and f"{process.pid} " in begun.read_text():
            process.kill()
            return
        time.sleep(0.02)


def _kill_when(roots: Roots, process: subprocess.Popen[bytes]) -> None:
    wait_for_packets(roots, 2)
    process.kill()


def test_an_address_without_a_scheduler_is_reported_at_once(own: Roots) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    (own.out / PLAN / PERIOD / "province.html").unlink()
    address = f"tcp://127.0.0.1:{port}"
    done = run_cchc(own, "render", "--period", PERIOD, "--cluster", address)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert f"Không liên lạc được bộ điều phối tại địa chỉ «{address}»" in done.stderr
    for address in ("không-phải-địa-chỉ", "tcp://127.0.0.1", "127.0.0.1:1"):
        with pytest.raises(ClusterFault, match=f"«{address}»"):
            render(own, PLAN, PERIOD, options=RenderOptions(cluster=address))
    # Nothing was begun: the ledger is still complete.
    assert '"period_key"' in (own.out / PLAN / PERIOD / "ledger").read_text("utf-8")


@pytest.mark.parametrize("address", ["tcp://192.0.2.1:8786", "192.0.2.1:8786", "tcp://may-chu:1"])
def test_an_open_address_on_another_machine_is_refused(address: str) -> None:
    nowhere = Roots(Path(), Path(), Path())
    with pytest.raises(ClusterFault, match="không mã hóa"), cluster_pool(address, nowhere, PLAN):
        pass


def _tls_settings(folder: Path) -> dict[str, str]:
    """An authority, and a certificate of it for this machine, as settings of dask."""
    certificate, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout {key} -out {certificate} "
        "-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1".split(),
        check=True,
        capture_output=True,
    )
    comm = "distributed.comm"
    pair = {"cert": str(certificate), "key": str(key)}
    return {f"{comm}.require-encryption": "True", f"{comm}.tls.ca-file": str(certificate)} | {
        f"{comm}.tls.{role}.{name}": value
        for role in ("scheduler", "worker", "client")
        for name, value in pair.items()
    }


def test_packets_are_made_over_tls_and_nobody_without_a_certificate_is_served(
    own: Roots, rendered: Path, tmp_path: Path
) -> None:
    forget(own, SOME[:1])
    settings = _tls_settings(tmp_path)
    env = {
        "DASK_" + name.upper().replace(".", "__").replace("-", "_"): value
        for name, value in settings.items()
    }
    with dask.config.set(settings), a_cluster(tmp_path, 1, env_of(own) | env, "tls") as (at, _):
        assert at.startswith("tls://")
        refused = run_cchc(own, "render", "--period", PERIOD, "--cluster", at)  # no certificate
        assert refused.returncode == 2
        render(own, PLAN, PERIOD, options=RenderOptions(cluster=at))
    assert contents(own.out / PLAN / PERIOD) == contents(rendered)


def test_workers_that_differ_are_refused_before_anything_starts(own: Roots, tmp_path: Path) -> None:
    page = own.out / PLAN / PERIOD / "province.html"
    page.unlink()
    package = tmp_path / "elsewhere" / "helpers"
    shutil.copytree(Path(helpers.__file__).parent, package)
    with (package / "evaluation" / "scoring.py").open("a") as module:
        module.write("\n")
    env = {**os.environ, "PYTHONPATH": str(package.parent)}
    with (
        a_cluster(tmp_path, 1, env) as (address, _),
        pytest.raises(ClusterFault, match="khác máy này ở mã nguồn của phần mềm"),
    ):
        render(own, PLAN, PERIOD, options=RenderOptions(cluster=address))
    assert not page.exists()


def test_a_scheduler_without_workers_is_reported(own: Roots, tmp_path: Path) -> None:
    (own.out / PLAN / PERIOD / "province.html").unlink()
    with (
        a_cluster(tmp_path, 0, env_of(own)) as (address, _),
        pytest.raises(ClusterFault, match="chưa có máy tính nào nhận việc"),
    ):
        render(own, PLAN, PERIOD, options=RenderOptions(cluster=address))


def test_without_the_library_the_fault_names_the_command_to_run(
    own: Roots, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own.out / PLAN / PERIOD / "province.html").unlink()
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterFault, match=r"Chưa cài thư viện distributed.*chạy lệnh make dev"):
        render(own, PLAN, PERIOD, options=RenderOptions(cluster="tcp://127.0.0.1:8786"))
