"""`cchc intake --replace` and `cchc restore`: a state is replaced and comes back as it was."""

from __future__ import annotations

import fcntl
import shutil
from pathlib import Path

import pytest

from commands import cchc
from helpers import store
from province import PLAN, Province

pytestmark = pytest.mark.intake

YEAR, HALF = "2022-FY", "2022-H1"
COMMUNE = "02764-xa-din-chin"


@pytest.fixture
def own(small_province: Province, tmp_path: Path) -> Province:
    return small_province.copy(tmp_path / "own")


def current(province: Province, period: str = YEAR) -> str:
    snapshot = province.snapshot(period)
    return snapshot.id


def evaluated(province: Province) -> str:
    done = cchc("evaluate", "--period", YEAR, env=province.env)
    assert done.returncode == 0, done.stderr
    return done.stdout


def one_form(province: Province, period: str, folder: Path) -> Path:
    folder.mkdir()
    for name in (f"{COMMUNE}.xlsx", "origin.yml"):
        shutil.copy(province.inbox(period) / name, folder)
    return folder


def replaced(province: Province, folder: Path, period: str = YEAR) -> tuple[str, str]:
    """Replace the state of a period by little; the ids before and after."""
    before = current(province, period)
    small = one_form(province, period, folder)
    done = cchc("intake", str(small), "--period", period, "--replace", env=province.env)
    assert done.returncode == 0, done.stderr
    assert current(province, period) != before
    return before, current(province, period)


def test_little_is_asked_replaces_and_is_put_back(own: Province, tmp_path: Path) -> None:
    approved = cchc("approve", "--period", YEAR, "--by", "UBND tỉnh", env=own.env)
    assert approved.returncode == 0
    before, figures = current(own), evaluated(own)
    small = one_form(own, YEAR, tmp_path / "one")

    asked = cchc("intake", str(small), "--period", YEAR, env=own.env)
    assert (asked.returncode, current(own)) == (1, before)
    lines = asked.stderr.splitlines()
    assert any(line.startswith("Sẽ mất") and "biểu số liệu" in line for line in lines)
    assert f"giữ nguyên bản {before}" in lines[-1] and "--replace" in lines[-1]
    assert evaluated(own) == figures

    for _ in range(2):  # the second time nothing changes
        done = cchc("intake", str(small), "--period", YEAR, "--replace", env=own.env)
        assert done.returncode == 0 and f"thay bản {before}" in done.stderr
        little = current(own)
        assert store.history(own.roots.data, PLAN, YEAR)[-2:] == (before, little)
    assert evaluated(own) != figures

    back = cchc("restore", f"{YEAR}@{before}", env=own.env)
    assert (back.returncode, back.stdout, current(own)) == (0, "", before)
    assert f"bản số liệu {before} có hiệu lực trở lại, thay bản {little}" in back.stderr
    assert f"cchc restore {YEAR}@{little}" in back.stderr
    assert "UBND tỉnh phê duyệt với bản này; phê duyệt có hiệu lực trở lại" in back.stderr
    assert evaluated(own) == figures
    assert store.history(own.roots.data, PLAN, YEAR)[-3:] == (before, little, before)

    undone = cchc("restore", f"{YEAR}@{little}", env=own.env)
    assert (undone.returncode, current(own)) == (0, little)
    assert "đã được UBND tỉnh phê duyệt với số liệu" in undone.stderr  # not with these


def test_periods_taken_in_against_another_state_are_named(own: Province, tmp_path: Path) -> None:
    before, little = replaced(own, tmp_path / "half", HALF)
    back = cchc("restore", f"{HALF}@{before}", env=own.env)
    assert "theo một bản khác" not in back.stderr  # the year was taken in against this one
    undone = cchc("restore", f"{HALF}@{little}", env=own.env)
    label = own.plan.periods[YEAR].label
    assert f"Số liệu của «{label}» đã nhận theo một bản khác" in undone.stderr
    # The other way round: a state of the year whose half-year has been replaced.
    year, _ = replaced(own, tmp_path / "year")
    back = cchc("restore", f"{YEAR}@{year}", env=own.env)
    assert f"một bản khác của kỳ «{own.plan.periods[HALF].label}»" in back.stderr


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (f"{YEAR}@0123456789abcdef", "không có bản số liệu «0123456789abcdef»"),
        (f"{YEAR}@../../x", "không có bản số liệu"),
        (YEAR, f"dạng {YEAR}@MÃ-BẢN"),
        ("2022-Q9@0123456789abcdef", "2022-Q1, 2022-H1"),
        ("2022-Q3@0123456789abcdef", "chưa có bản nào"),
    ],
)
def test_wrong_use_is_one_sentence(small_province: Province, state: str, said: str) -> None:
    before = current(small_province)
    done = cchc("restore", state, env=small_province.env)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert said in done.stderr and current(small_province) == before


def refused(province: Province, snapshot: str) -> str:
    """Restore a snapshot in vain; the sentence."""
    before, known = current(province), store.history(province.roots.data, PLAN, YEAR)
    done = cchc("restore", f"{YEAR}@{snapshot}", env=province.env)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    assert (current(province), store.history(province.roots.data, PLAN, YEAR)) == (before, known)
    return done.stderr


def test_states_that_cannot_be_put_back_are_named(own: Province, tmp_path: Path) -> None:
    before, little = replaced(own, tmp_path / "one")
    assert "đang có hiệu lực" in refused(own, little)
    folder = own.roots.data / "store" / PLAN
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "đang ghi vào kho dữ liệu" in refused(own, before)
    (folder / ".lock").unlink()
    (folder / ".lock").mkdir()  # as little to be written as where one may only read
    assert "Không ghi được kho dữ liệu" in refused(own, before)
    (folder / ".lock").rmdir()
    dossiers = folder / YEAR / before / "dossiers.parquet"
    content = dossiers.read_bytes()
    for broken in (b"", content[: len(content) // 2], None):
        dossiers.unlink()
        if broken is not None:
            dossiers.write_bytes(broken)
        assert "bị thiếu hoặc hỏng tệp" in refused(own, before)
        dossiers.write_bytes(content)
    # Where `current` itself is damaged, an earlier state can be put back.
    (folder / YEAR / "current").write_bytes(b"")
    done = cchc("restore", f"{YEAR}@{before}", env=own.env)
    assert (done.returncode, current(own)) == (0, before), done.stderr
