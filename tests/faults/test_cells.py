"""Cells that hang, exhaust memory, print endlessly, kill or start processes; servers that die."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.batch.engine import EngineName, warm
from helpers.batch.engine.notebook import Limits
from helpers.batch.engine.run import run
from helpers.batch.jobs import parameters
from province import PROJECT, Province
from runs import ENGINES, PARAMETERS, alive, ran

pytestmark = pytest.mark.batch

KILL = {
    "cell_type": "code",
    "metadata": {},
    "source": "import os; os.kill(os.getpid(), 9)",
    "outputs": [],
    "execution_count": None,
}


@pytest.mark.parametrize(
    ("engine", "cell"),
    [
        (EngineName.WARM, "while True: pass"),
        (EngineName.WARM, "import time; time.sleep(600)"),
        (EngineName.WARM, "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"),
        (EngineName.FRESH, "while True: pass"),
        (EngineName.STANDARD, "while True: pass"),
    ],
)
def test_a_run_ends_at_its_time_limit(tmp_path: Path, engine: EngineName, cell: str) -> None:
    ran(tmp_path, engine, "1")
    began = time.monotonic()
    done = ran(tmp_path, engine, cell, limits=Limits(seconds=4))
    assert "quá thời gian cho phép (4 giây)" in done.failure
    assert time.monotonic() - began < 4 + 5


@pytest.mark.parametrize("engine", ENGINES)
def test_memory_over_the_limit_is_reported(tmp_path: Path, engine: EngineName) -> None:
    ran(tmp_path, engine, "1")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    limits = Limits(megabytes=1000)
    done = ran(tmp_path, engine, "kept = bytearray(3 * 2**30)", limits=limits)
    assert "MemoryError" in done.failure
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB


@pytest.mark.parametrize("engine", ENGINES)
def test_too_much_output_is_cut_and_reported(tmp_path: Path, engine: EngineName) -> None:
    limits = Limits(output_megabytes=2)
    done = ran(tmp_path, engine, "print('x' * 5_000_000)", limits=limits)
    assert "lớn hơn mức cho phép (2 MB)" in done.failure


def test_endless_output_takes_little_memory_in_the_batch(tmp_path: Path) -> None:
    ran(tmp_path, EngineName.WARM, "1")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cell = "for _ in range(200): print('x' * 2**20)"
    done = ran(tmp_path, EngineName.WARM, cell, limits=Limits(seconds=60, megabytes=1000))
    assert "lớn hơn mức cho phép (20 MB)" in done.failure
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kB


@pytest.mark.parametrize("engine", ENGINES)
def test_a_process_that_kills_itself_is_a_failure(tmp_path: Path, engine: EngineName) -> None:
    done = ran(tmp_path, engine, "import os; os.kill(os.getpid(), 9)", limits=Limits(seconds=60))
    assert done.notebook is None
    assert done.failure
    assert ran(tmp_path, engine, "1 + 1").notebook is not None


@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.slow_faults)])
def test_a_notebook_killed_in_any_cell_fails_at_once(
    small_province: Province, tmp_path: Path, step: int
) -> None:
    ran(tmp_path, EngineName.WARM, "1")
    for name in ("overview", "procedures"):
        chosen = parameters(*PARAMETERS.values(), name)
        whole = json.loads((PROJECT / "notebooks" / f"{name}.ipynb").read_text("utf-8"))
        given = next(i for i, c in enumerate(whole["cells"]) if c["metadata"].get("tags"))
        for position in range(given + 1, len(whole["cells"]) + 1, step):
            cells = list(whole["cells"])
            cells.insert(position, {**KILL, "id": "planted"})
            path = tmp_path / f"{name}.ipynb"
            path.write_text(json.dumps({**whole, "cells": cells}), "utf-8")
            began = time.monotonic()
            done = run(path, chosen, small_province.roots, tmp_path)
            assert done.notebook is None
            assert "dừng giữa chừng" in done.failure
            assert time.monotonic() - began < 5
    assert ran(tmp_path, EngineName.WARM, "1 + 1").notebook is not None


def test_a_server_that_hangs_is_given_up(tmp_path: Path) -> None:
    ran(tmp_path, EngineName.WARM, "1")
    stopped = warm.own_server.running().process
    cell = "import os, signal, time; os.kill(os.getppid(), signal.SIGSTOP); time.sleep(300)"
    began = time.monotonic()
    done = ran(tmp_path, EngineName.WARM, cell, limits=Limits(seconds=3))
    assert "dừng giữa chừng" in done.failure
    assert time.monotonic() - began < 3 + 5
    assert stopped.wait(5) == -signal.SIGKILL
    assert ran(tmp_path, EngineName.WARM, "1 + 1").notebook is not None


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_started_by_a_cell_outlives_the_run(tmp_path: Path, engine: EngineName) -> None:
    token = f"cchc-orphan-{engine.value}-{os.getpid()}"
    cell = (
        "import subprocess, sys\n"
        "subprocess.Popen([sys.executable, '-c', "
        f"'import time; time.sleep(300) #{token}'], start_new_session=True);"
    )
    assert ran(tmp_path, engine, cell).notebook is not None
    assert alive(token) == []


def test_a_killed_server_costs_one_run(tmp_path: Path) -> None:
    assert ran(tmp_path, EngineName.WARM, "1").notebook is not None
    handles = len(os.listdir("/proc/self/fd"))
    warm.own_server.running().process.kill()
    again = [ran(tmp_path, EngineName.WARM, "1") for _ in range(2)]
    assert again[-1].notebook is not None
    assert len(os.listdir("/proc/self/fd")) == handles


def test_the_server_ends_with_its_owner(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\n"
        "from helpers.batch.engine import warm\n"
        "print(warm.own_server.running().process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    pid = int(done.stdout)
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()
