"""A desk killed while it writes leaves no file or a whole one, and nothing else in the inbox."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.forms import statements
from helpers.forms.statements import StatementKind
from province import PLAN, Province

pytestmark = pytest.mark.intake

PERIOD, WARD, TARGET = "2022-H1", "02764-xa-din-chin", "digitised_results"
WRITER = f"""
from helpers.analyst.explorer import appraisal_file
from helpers.analyst.explorer.appraising import Subject, checked
from helpers.analyst.opening import open_plan
from helpers.plan import find_roots

roots = find_roots()
plan = open_plan("{PLAN}", roots)
subject = Subject(plan, plan.periods["{PERIOD}"], plan.agencies["{WARD}"])
cells = {{"numerator": "1", "denominator": "9", "reason": "Kiểm tra", "by": "so-noi-vu"}}
draft = checked(subject, "{TARGET}", cells).appraisal
appraisal_file.reading = lambda *_: None
appraisal_file.entries_of = lambda *_: {{"{TARGET}": appraisal_file.entry(subject, draft)}}
print("ready", flush=True)
while True:
    appraisal_file.write(roots, subject, "{TARGET}", draft, True)
"""


@pytest.mark.parametrize("times", [4, pytest.param(40, marks=pytest.mark.slow_faults)])
def test_a_killed_desk_leaves_no_file_or_a_whole_one(
    small_province: Province, tmp_path: Path, times: int
) -> None:
    own = small_province.copy(tmp_path / "own")
    cells: dict[str, str | int] = {
        "numerator": 1,
        "denominator": 9,
        "reason": "Kiểm tra",
        "by": "Sở Nội vụ",
    }
    whole = statements.filled(
        own.plan,
        own.plan.agencies[WARD],
        own.plan.periods[PERIOD],
        StatementKind.APPRAISAL,
        {TARGET: cells},
    )
    before, desk = {path.name for path in own.desk(PERIOD).iterdir()}, own.desk(PERIOD)
    path = desk / f"tham-dinh-{WARD}.xlsx"
    chance = random.Random(434)
    for _ in range(times):
        path.unlink(missing_ok=True)
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER], env=own.env, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 0.1))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert {each.name for each in desk.iterdir()} - before <= {path.name}
        assert not path.exists() or path.read_bytes() == whole
    path.write_bytes(whole)
    assert own.take_in(PERIOD).refusals == ()
