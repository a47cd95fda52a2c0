"""A store whose files are cut off, empty or of another shape: one sentence that says what to do, or
the derived figures are made again; never a traceback, and no command writes into it meanwhile."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import cchc
from province import Province

pytestmark = pytest.mark.batch

YEAR, TARGET = "2022-FY", "dossiers_on_time"
WARD = "02764-xa-din-chin"
EVALUATE = ("evaluate", "--period", YEAR, "--agency", WARD)
TRACE = ("trace", WARD, TARGET, "--period", YEAR)
RENDER = ("render", "--period", YEAR, "--agency", WARD)


@pytest.fixture
def province(small_province: Province, tmp_path: Path) -> Province:
    return small_province.copy(tmp_path / "project")


def run(province: Province, *command: str) -> subprocess.CompletedProcess[str]:
    return cchc(*command, env=province.env)


def snapshot(province: Province) -> Path:
    current = province.snapshot(YEAR)
    return current.path


def without_kept_figures(folder: Path) -> None:
    for path in folder.glob("observations-*.json"):
        path.unlink()


def cut_off(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def in_record(**changes: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / "snapshot.json"
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **changes}), "utf-8")

    return change


def truncated(name: str) -> Callable[[Path], None]:
    return lambda folder: cut_off(folder / name)


def written(name: str, content: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(content) and None


def removed(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


DAMAGED = {
    "explanations cut off": truncated("explanations.parquet"),
    "facts cut off": truncated("facts.parquet"),
    "dossiers cut off": truncated("dossiers.parquet"),
    "answers of the survey are no table": written("answers.parquet", b"PAR1"),
    "remarks are missing": removed("remarks.parquet"),
    "record cut off": truncated("snapshot.json"),
    "record is a list": written("snapshot.json", b"[1, 2]"),
    "record is null": written("snapshot.json", b"null"),
    "record is no text": written("snapshot.json", b"\xff\xfe\x00"),
    "files are no list": in_record(files=3),
    "files of another shape": in_record(files=[{"name": "x"}]),
    "files are words": in_record(files=["a.xlsx"]),
    "origin of another shape": in_record(origin={"is_simulated": True}),
    "origin is a word": in_record(origin="mô phỏng"),
    "pointer is empty": written("../current", b""),
    "pointer leads out": written("../current", b"../../x"),
    "pointer to nothing": written("../current", b"0123456789abcdef"),
    "pointer is binary": written("../current", bytes(range(128, 256))),
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_store_is_one_sentence(
    province: Province, damage: Callable[[Path], None]
) -> None:
    folder = snapshot(province)
    without_kept_figures(folder)
    damage(folder)
    refused(province, EVALUATE)


def refused(province: Province, command: tuple[str, ...]) -> None:
    done = run(province, *command)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert f"cchc intake --period {YEAR}" in done.stderr
    assert not (province.roots.data / "log" / "faults.log").exists()


def test_every_command_says_so_and_a_new_intake_mends_the_store(province: Province) -> None:
    folder = snapshot(province)
    without_kept_figures(folder)
    cut_off(folder / "explanations.parquet")
    for command in (TRACE, (*RENDER, "--plan-only"), RENDER):
        refused(province, command)
    assert run(province, "intake", "--period", YEAR).returncode == 0
    assert run(province, *EVALUATE).returncode == 0


KEPT = {
    "cut off": lambda content: content[: len(content) // 2],
    "empty": lambda content: b"",
    "of another shape": lambda content: b'{"snapshot": 1}',
    "no text": lambda content: b"\xff" + content,
}


@pytest.mark.parametrize("damage", KEPT.values(), ids=KEPT)
def test_damaged_kept_figures_are_made_again(
    province: Province, damage: Callable[[bytes], bytes]
) -> None:
    """They are derived from the snapshot: what is printed is what was printed before."""
    whole = run(province, *EVALUATE)
    assert whole.returncode == 0, whole.stderr
    (path,) = snapshot(province).glob("observations-*.json")
    content = path.read_bytes()
    path.write_bytes(damage(content))
    again = run(province, *EVALUATE)
    assert (again.returncode, again.stdout, again.stderr) == (0, whole.stdout, whole.stderr)
    assert path.read_bytes() == content


def test_damaged_kept_figures_do_not_stop_packets(province: Province) -> None:
    assert run(province, *EVALUATE).returncode == 0
    (path,) = snapshot(province).glob("observations-*.json")
    cut_off(path)
    done = run(province, *RENDER, "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
