"""The main process killed or stopped during a batch, and two batches at once."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

from batches import (
    PERIOD,
    SOME,
    contents,
    forget,
    left_running,
    run_cchc,
    start_cchc,
    wait_for_packets,
)
from helpers import wording
from helpers.batch import head, ledger
from helpers.batch.engine.notebook import Limits
from helpers.batch.head import render
from helpers.batch.workers import RenderOptions
from helpers.plan import Roots
from province import AGENCIES, PLAN

pytestmark = pytest.mark.batch


@pytest.mark.parametrize("times", [2, pytest.param(40, marks=pytest.mark.slow_faults)])
def test_a_batch_killed_at_random_and_resumed_gives_the_same_bytes(
    own: Roots, rendered: Path, times: int
) -> None:
    shutil.rmtree(own.out)
    chance = random.Random(434)
    for _ in range(times):
        if times > 2:  # a finished run would leave nothing to interrupt
            (own.out / PLAN / PERIOD / "ledger").unlink(missing_ok=True)
        process = start_cchc(own, "render", "--period", PERIOD)
        time.sleep(chance.uniform(3, 10))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    done = set(ledger.read(own.out / PLAN / PERIOD / "ledger"))
    outcome = render(own, PLAN, PERIOD)
    assert (set(outcome.made) & done, outcome.kept) == (set(), len(done))
    assert contents(own.out / PLAN / PERIOD) == contents(rendered)
    left = sorted(p.name for p in (own.out / PLAN).iterdir())
    assert left == [f".{PERIOD}.lock", f".{PERIOD}.published", PERIOD]


def test_a_batch_stops_on_request_and_can_be_resumed(own: Roots, rendered: Path) -> None:
    forget(own)
    process = start_cchc(own, "render", "--period", PERIOD)
    wait_for_packets(own, 2)
    process.terminate()
    _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "Đã dừng theo yêu cầu" in said
    assert "Traceback" not in said
    assert left_running(own.root, seconds=2) == []
    assert render(own, PLAN, PERIOD).kept >= len(AGENCIES) + 1 - len(SOME) + 2
    assert contents(own.out / PLAN / PERIOD) == contents(rendered)


def test_ctrl_c_in_a_terminal_stops_a_batch_with_one_sentence(own: Roots, rendered: Path) -> None:
    """The terminal sends it to all processes of the batch at once."""
    forget(own)
    process = start_cchc(own, "render", "--period", PERIOD, own_group=True)
    wait_for_packets(own, 1)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    *progress, last = said.strip().splitlines()
    assert (process.returncode, last) == (1, wording.command.stopped("render"))
    assert all(line.startswith("Lập phiếu: ") for line in progress), said
    assert left_running(own.root, seconds=2) == []
    folder, whole = own.out / PLAN / PERIOD, contents(rendered)
    packets = {n: c for n, c in contents(folder).items() if n.startswith("packets/")}
    assert packets == {n: whole[n] for n in packets}


def test_a_second_batch_is_refused_and_a_stale_lock_is_ignored(own: Roots) -> None:
    forget(own)
    first = start_cchc(own, "render", "--period", PERIOD)
    wait_for_packets(own, 1)
    second = run_cchc(own, "render", "--period", PERIOD)
    assert second.returncode == 75
    assert str(first.pid) in second.stderr
    assert len(second.stderr.strip().splitlines()) == 1
    first.kill()
    first.communicate()
    with head.locked(own.out / PLAN / PERIOD):
        pass


def test_a_second_batch_on_the_folder_is_refused(own: Roots) -> None:
    with head.locked(own.out / PLAN / PERIOD):
        done = run_cchc(own, "render", "--period", PERIOD)
    assert done.returncode == 75
    assert str(os.getpid()) in done.stderr
    assert run_cchc(own, "render", "--period", PERIOD).returncode == 0


def test_a_worker_that_is_stopped_costs_its_limit_and_no_packet(own: Roots, rendered: Path) -> None:
    forget(own)
    limits = Limits(seconds=20)
    stopped: list[float] = []

    def stop_one() -> None:
        wait_for_packets(own, 1)
        worker = next(c for c in multiprocessing.active_children() if c.pid)
        os.kill(worker.pid or 0, signal.SIGSTOP)
        began = time.monotonic()
        worker.join(60)
        stopped.append(time.monotonic() - began)

    stopper = threading.Thread(target=stop_one)
    stopper.start()
    outcome = render(own, PLAN, PERIOD, options=RenderOptions(limits=limits))
    stopper.join()
    assert outcome.gaps == {}
    assert contents(own.out / PLAN / PERIOD) == contents(rendered)
    assert stopped[0] < limits.seconds + 5 + 2  # two checks of the head, on a busy machine
