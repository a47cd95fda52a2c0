"""What agencies sent, and what is kept and said of it, is its owner's alone, whatever the umask and
whatever an earlier version left; packets are for everybody."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers import store
from helpers.batch import timings
from helpers.batch.workers import logged
from helpers.intake.files.scratch import scratch
from helpers.store import fault_log
from helpers.store.disk import private_folder
from province import PLAN, Province

YEAR, HALF = "2022-FY", "2022-H1"
WARD = "02764-xa-din-chin"
PRIVATE = ("store", "intake", "log", "scratch")


def others(*folders: Path) -> Iterator[str]:
    """What others than the owner can do with what is in and below folders."""
    for folder in folders:
        for path in [folder, *folder.rglob("*")]:
            mode = stat.S_IMODE(path.lstat().st_mode)
            if mode not in ((0o700,) if path.is_dir() else (0o600,)):
                yield f"{path}: {mode:o}"


@pytest.fixture(params=[0o022, 0], ids=["022", "000"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def cchc(province: Province, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, which has this process's umask."""
    program = Path(sys.executable).with_name("cchc")
    return subprocess.run(
        [program, *arguments], env=province.env, capture_output=True, text=True, check=False
    )


# What keeps the modes of a umask of 000 keeps those of a stricter one.
@pytest.mark.batch
@pytest.mark.parametrize(
    "umask",
    [pytest.param(0o022, marks=pytest.mark.slow_faults), 0],
    ids=["022", "000"],
    indirect=True,
)
def test_all_but_packets_is_private(small_province: Province, tmp_path: Path, umask: int) -> None:
    own = small_province.copy(tmp_path / "project")
    data = own.roots.data
    for name in PRIVATE:
        shutil.rmtree(data / name, ignore_errors=True)
    shutil.rmtree(own.roots.out, ignore_errors=True)
    # Folders that an earlier version left open to others.
    (data / "store" / PLAN).mkdir(parents=True)
    (data / "intake").mkdir()
    # Something to return, and something to confirm or refuse.
    shutil.copy(own.inbox(YEAR) / f"{WARD}.xlsx", own.inbox(HALF) / f"{WARD}.xlsx")
    assert cchc(own, "intake", "--period", HALF).returncode == 1
    assert cchc(own, "intake", "--period", YEAR).returncode == 0
    assert cchc(own, "approve", "--period", YEAR, "--by", "UBND tỉnh").returncode == 0
    made = cchc(own, "render", "--period", YEAR, "--agency", WARD, "--jobs", "1")
    assert made.returncode == 0, made.stderr
    folders = [data / name for name in PRIVATE]
    assert list(others(*folders)) == []
    names = {path.name for folder in folders for path in folder.rglob("*")}
    assert {"snapshot.json", "dossiers.parquet", "journal", "history", "current"} <= names
    assert {"intake-report.html", "intake-report.xlsx", f"{WARD}.xlsx", "timings.jsonl"} <= names
    assert list((data / "store").rglob("observations-*.json"))
    packet = own.roots.out / PLAN / YEAR / "packets" / f"{WARD}.html"
    assert stat.S_IMODE(packet.stat().st_mode) == 0o666 & ~umask
    assert stat.S_IMODE(packet.parent.stat().st_mode) == 0o777 & ~umask


def test_scratch_and_logs_are_private(tmp_path: Path, umask: int) -> None:
    with scratch(tmp_path):
        (Path(tempfile.mkdtemp()) / "rows").write_text("x")
        assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2  # and the lock
        assert list(others(tmp_path / "scratch")) == []
    fault_log.keep(tmp_path, ValueError())
    timings.keep(timings.timings_file(tmp_path), timings.Timing("x", 1, 1.0, 1.0))
    with logged(tmp_path / "log" / "render.log"):
        from helpers.batch.workers import log

        log.error("x")
    assert sorted(path.name for path in (tmp_path / "log").iterdir()) == [
        "faults.log",
        "render.log",
        "timings.jsonl",
    ]
    assert list(others(tmp_path / "log")) == []
    store.write_whole(tmp_path / "page", b"")
    assert stat.S_IMODE((tmp_path / "page").stat().st_mode) == 0o666 & ~umask


def test_a_folder_left_open_is_closed_from_its_top(tmp_path: Path, umask: int) -> None:
    (tmp_path / "store" / "plan" / "period").mkdir(parents=True)
    before = stat.S_IMODE(tmp_path.stat().st_mode)
    assert private_folder(tmp_path / "store", "plan", "period", "further").is_dir()
    assert list(others(tmp_path / "store")) == []
    assert stat.S_IMODE(tmp_path.stat().st_mode) == before


@pytest.mark.parametrize(("before", "after"), [(0o755, 0o700), (0o555, 0o500), (0o700, 0o700)])
def test_only_the_permissions_of_others_are_taken_away(
    tmp_path: Path, before: int, after: int
) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    folder.chmod(before)
    private_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == after
