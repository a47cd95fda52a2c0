"""An intake killed at any moment leaves the store unchanged or complete."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from batches import contents, env_of, run_cchc, start_cchc
from helpers import store, wording
from helpers.intake.files.scratch import scratch
from helpers.plan import Roots
from helpers.store import journal
from helpers.store.journal import HEAD, JOURNAL
from province import PLAN, Province

pytestmark = pytest.mark.intake

PERIOD = "2022-FY"
FORM = "02764-xa-din-chin.xlsx"


@pytest.fixture
def begun(small_province: Province, tmp_path: Path) -> Roots:
    """A province that was taken in once and has received a corrected form since."""
    province = small_province.copy(tmp_path / "project")
    (path,) = province.inbox(PERIOD).rglob(FORM)
    book = openpyxl.load_workbook(path)
    sheet = book["Số liệu"]
    head = next(row for row in sheet.iter_rows() if any(c.value == "Số liệu" for c in row))
    column = next(cell.column for cell in head if cell.value == "Số liệu")
    counts = (sheet.cell(row, column) for row in range(head[0].row + 1, sheet.max_row + 1))
    cell = next(cell for cell in counts if isinstance(cell.value, int) and cell.value > 1)
    cell.value -= 1
    book.save(path)
    return province.roots


@pytest.mark.parametrize("times", [4, pytest.param(40, marks=pytest.mark.slow_faults)])
def test_a_killed_intake_leaves_the_store_unchanged_or_complete(
    begun: Roots, tmp_path: Path, times: int
) -> None:
    before = store.current(begun.data, PLAN, PERIOD)
    assert before is not None
    facts = store.facts(before)
    shutil.copytree(begun.data / "store", tmp_path / "before")
    whole = Roots(begun.root, tmp_path / "whole", begun.out)
    shutil.copytree(begun.data, whole.data)
    began = time.monotonic()
    assert run_cchc(whole, "intake", "--period", PERIOD).returncode == 0
    seconds = time.monotonic() - began
    complete = store.current(whole.data, PLAN, PERIOD)
    assert complete is not None and complete.id != before.id
    states = {before.id: facts, complete.id: store.facts(complete)}
    assert len(set(states.values())) == 2

    chance, torn = random.Random(434), 0
    for number in range(times):
        process = start_cchc(begun, "intake", "--period", PERIOD)
        if number % 2:
            _wait_for_writing(begun, seconds)
            time.sleep(chance.uniform(0, 0.05))
        else:
            time.sleep(chance.uniform(0.1, seconds))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        torn += bool(_being_written(begun))
        now = store.current(begun.data, PLAN, PERIOD)
        assert now is not None and store.facts(now) == states[now.id]
        if now.id == complete.id:  # a finished intake would leave nothing to interrupt
            shutil.rmtree(begun.data / "store")
            shutil.copytree(tmp_path / "before", begun.data / "store")
    assert torn or times < 40  # of so many, some hit while files are being written
    assert run_cchc(begun, "intake", "--period", PERIOD).returncode == 0
    assert journal.check(begun.data, PLAN) == []
    stores = [contents(data / "store") for data in (begun.data, whole.data)]
    for stored in stores:
        for name in (JOURNAL, HEAD):  # which tell of each intake, with its time
            del stored[f"{PLAN}/{name}"]
    assert stores[0] == stores[1]
    assert _copies(begun) == []


def test_copies_left_by_a_killed_intake_are_removed_by_the_next(
    begun: Roots, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An export contains names, so its copies are in no system folder; two intakes at once do not
    touch each other's copies."""
    system = tmp_path / "system"
    system.mkdir()
    monkeypatch.setenv("TMPDIR", str(system))
    for path in (begun.data / "inbox" / PERIOD).glob("*.csv"):
        path.write_text(path.read_text("utf-8"), "utf-16")
    killed = subprocess.run([sys.executable, "-c", KILLED_WHILE_READING], env=env_of(begun))
    assert killed.returncode == -signal.SIGKILL
    assert any(copy.name == "text.csv" for copy in _copies(begun))
    with scratch(begun.data):
        (mine,) = (begun.data / "scratch").glob("*/")
        assert run_cchc(begun, "intake", "--period", PERIOD).returncode == 0
        assert mine.is_dir()
    assert _copies(begun) == list(system.rglob("*")) == []


def test_a_stopped_intake_leaves_the_state_in_force_and_speaks_of_the_intake(
    begun: Roots,
) -> None:
    before = store.current(begun.data, PLAN, PERIOD)
    script = KILLED_WHILE_READING.replace("SIGKILL", "SIGINT")
    command = [sys.executable, "-c", script]
    stopped = subprocess.run(command, env=env_of(begun), capture_output=True, text=True)
    assert stopped.returncode == 1
    assert stopped.stderr.splitlines() == [wording.command.stopped("intake")]
    assert "lần nhận số liệu này chưa xong" in stopped.stderr
    assert store.current(begun.data, PLAN, PERIOD) == before
    assert _copies(begun) == []


KILLED_WHILE_READING = f"""
import os, signal, sys
from helpers.intake.exports import opening
opening.find_heads = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from helpers.cli import main
sys.argv = ["cchc", "intake", "--period", "{PERIOD}"]
main()
"""


def _copies(roots: Roots) -> list[Path]:
    return [path for path in (roots.data / "scratch").rglob("*") if path.name != ".lock"]


def _wait_for_writing(roots: Roots, seconds: float) -> None:
    """Wait until the store is being written, at most for the time of a whole intake."""
    deadline = time.monotonic() + seconds
    while not _being_written(roots) and time.monotonic() < deadline:
        time.sleep(0.002)


def _being_written(roots: Roots) -> list[Path]:
    return list((roots.data / "store" / PLAN / PERIOD).glob(".new-*"))
