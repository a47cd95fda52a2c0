"""The whole way of the data in a Python without what Windows lacks: the same bytes as here."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from subprocess import DEVNULL, PIPE

import pytest

from batches import PERIOD, contents
from helpers.intake.files import child_process
from helpers.intake.files.child_answers import MarkedCopy
from helpers.system import limits
from province import PLAN, PROJECT, Province, new_province

pytestmark = pytest.mark.batch

FOLDER = PROJECT / "tests" / "elsewhere"
AGENCIES = ("van-phong-ubnd-tinh", "so-noi-vu", "083-huyen-muong-khuong", "02764-xa-din-chin")
MADE = ("data", "forms", "rendered")
# These state a moment: the journal, seconds of a batch, marked copies as openpyxl saves them.
OF_A_MOMENT = re.compile(r"/(journal|journal\.head|timings\.jsonl|returned/.+|\.returned\.sha256)$")


def commands(province: Province, engine: str) -> list[list[str]]:
    """The commands of a period, from the files of the simulated province to the checks."""
    root, out = province.root, province.roots.out
    some = [word for agency in AGENCIES[1::2] for word in ("--agency", agency)]
    return [
        ["demo", "--inbox", str(root / "data" / "inbox"), "--dossiers", "300"],
        ["forms", "--period", "2022-H1", "--out", str(root / "forms")],
        ["intake", "--period", "2022-H1"],
        ["intake", "--period", PERIOD],
        ["evaluate", "--period", PERIOD],
        ["approve", "--period", PERIOD, "--by", "Chánh Văn phòng"],
        ["render", "--period", PERIOD, *some, "--engine", engine, "--jobs", "1"],
        ["diff", "2022-H1", PERIOD],
        ["trace", "so-noi-vu", "dossiers_on_time", "--period", PERIOD],
        ["verify", str(out / PLAN / PERIOD)],
        ["verify", "--store"],
    ]


def made_by(province: Province, engine: str, path: str, kept: Path) -> dict[str, bytes]:
    """What the commands print and write in a new Python with this on its path; their files are
    moved to `kept`, so that the next ones find none."""
    said = kept / "said"
    said.mkdir(parents=True)
    lines = "".join(json.dumps(each) + "\n" for each in commands(province, engine))
    program = PROJECT / "tests" / "commands_in_turn.py"
    done = subprocess.run(
        [sys.executable, program, said],
        env={**province.env, "PYTHONPATH": path},
        input=lines,
        text=True,
        stdout=DEVNULL,
        stderr=PIPE,
    )
    assert done.returncode == 0, done.stderr
    for name in MADE:
        (province.root / name).rename(kept / name)
    return contents(kept)


def without_progress(printed: bytes) -> bytes:
    """What a command printed, without its bar of progress, which states seconds."""
    return b"\n".join(line for line in printed.splitlines() if "Lập phiếu:".encode() not in line)


def test_a_python_without_fork_and_locks_of_unix_gives_the_same_bytes(tmp_path: Path) -> None:
    province = new_province(tmp_path / "project", AGENCIES)
    here = made_by(province, "warm", "", tmp_path / "here")
    there = made_by(province, "fresh", str(FOLDER), tmp_path / "there")
    codes = [here[f"said/{n}.txt"].split()[-1] for n in range(len(commands(province, "")))]
    # Questions about the province's planted faults, and the figures that differ, are an exit of 1.
    assert codes == [b"0", b"0", b"1", b"1", b"0", b"0", b"0", b"1", b"0", b"0", b"0"]
    assert (
        len([name for name in here if name.startswith(f"rendered/{PLAN}/{PERIOD}/packets/")]) == 2
    )
    assert "Chánh Văn phòng" in here[f"rendered/{PLAN}/{PERIOD}/packets/so-noi-vu.html"].decode()
    assert sorted(here) == sorted(there)
    same = [name for name in here if not OF_A_MOMENT.search(name)]
    differing = [n for n in same if without_progress(here[n]) != without_progress(there[n])]
    assert differing == []


def test_a_lock_of_byte_ranges_excludes_others_and_ends_with_its_process(tmp_path: Path) -> None:
    program = f"""
import sys
from helpers.system import locks
assert not locks.WHOLE_FILES
file = open({str(tmp_path / "lock")!r}, "ab+")
try:
    locks.lock(file, shared="shared" in sys.argv)
    print("locked", flush=True)
    sys.stdin.read()
except BlockingIOError:
    print("refused", flush=True)
"""

    def start(*arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            env={"PYTHONPATH": str(FOLDER)},
            stdin=PIPE,
            stdout=PIPE,
            text=True,
        )

    def said(process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        return process.stdout.readline().strip()

    with start() as alone:
        assert said(alone) == "locked"
        with start("shared") as reader, start() as writer:
            assert [said(reader), said(writer)] == ["refused", "refused"]
        alone.kill()
    with start("shared") as one, start("shared") as other:
        assert [said(one), said(other)] == ["locked", "locked"]
        with start() as writer:
            assert said(writer) == "refused"
        one.kill()
        other.kill()


def test_a_child_that_the_kernel_does_not_limit_is_killed_by_its_parent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "kernel_limits_memory", lambda: False)
    monkeypatch.setattr(child_process, "MEMORY", 50 << 20)
    work = "MarkedCopy(word) if word != 'large' else [b'x' * (2 << 20) for n in range(2000)]"
    code = f"""
from helpers.intake.files import child_process
from helpers.intake.files.child_answers import MarkedCopy
from helpers.system import limits
limits.kernel_limits_memory = lambda: False
child_process.serve(lambda word: {work}, 60, 60)
"""
    requests = [(word,) for word in ("a", "large", "b")]
    first, large, last = child_process.ask([sys.executable, "-c", code], requests, MarkedCopy)
    assert (first, last) == (MarkedCopy("a"), MarkedCopy("b"))
    assert "quá lớn" in str(large)
