"""The journal of a store: what was altered, moved or cut is named, what was killed is completed."""

from __future__ import annotations

import hashlib
import json
import os
import pwd
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commands import cchc
from helpers import store
from helpers.store import StoreError, journal
from helpers.store.journal import HEAD, JOURNAL, Event
from province import PLAN, Province

OTHER_PLAN = "phu-tho-2026"
YEAR, HALF = "2022-FY", "2022-H1"
SNAPSHOTS = [f"{n:016x}" for n in range(4)]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return written(tmp_path / "data", PLAN)


def written(data: Path, plan: str) -> Path:
    """A data folder whose journal has five lines."""
    for period in (HALF, YEAR):
        folder = data / "store" / plan / period
        folder.mkdir(parents=True)
        (folder / "current").write_text(f"{SNAPSHOTS[1]}\n", "ascii")
    journal.append(data, plan, HALF, Event.INTAKE, snapshot=SNAPSHOTS[1])
    journal.append(data, plan, YEAR, Event.INTAKE, snapshot=SNAPSHOTS[0])
    journal.append(data, plan, HALF, Event.APPROVAL, snapshot=SNAPSHOTS[1], by="Sở Nội vụ")
    journal.append(data, plan, YEAR, Event.INTAKE, snapshot=SNAPSHOTS[1])
    journal.append(data, plan, YEAR, Event.APPROVAL, snapshot=SNAPSHOTS[1], by="UBND tỉnh")
    return data


def lines(data: Path) -> list[bytes]:
    return (data / "store" / PLAN / JOURNAL).read_bytes().splitlines(keepends=True)


def put(data: Path, changed: list[bytes]) -> None:
    (data / "store" / PLAN / JOURNAL).write_bytes(b"".join(changed))


def refused(data: Path) -> str:
    """The one sentence that reading, adding and checking the journal all answer with."""
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    with pytest.raises(StoreError) as reading:
        journal.read(data, PLAN)
    with pytest.raises(StoreError) as adding:
        journal.append(data, PLAN, YEAR, Event.INTAKE, snapshot=SNAPSHOTS[2])
    sentence = str(reading.value)
    assert journal.check(data, PLAN) == [sentence] == [str(adding.value)]
    assert len(sentence.splitlines()) == 1
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before
    return sentence


def test_a_line_says_when_who_where_and_what(data: Path) -> None:
    stated = [json.loads(line) for line in lines(data)]
    assert {each["user"] for each in stated} == {pwd.getpwuid(os.getuid()).pw_name}
    assert all(each["host"] and each["time"].endswith("Z") for each in stated)
    assert [each["event"] for each in stated].count("approval") == 2
    for before, line in zip(lines(data), stated[1:], strict=False):
        assert line["before"] == hashlib.sha256(before).hexdigest()
    assert journal.check(data, PLAN) == []


def by_another_name(changed: list[bytes]) -> list[bytes]:
    return [line.replace("Sở Nội vụ".encode(), "UBND tỉnh".encode()) for line in changed]


def with_a_forged_line(changed: list[bytes], at: int) -> list[bytes]:
    """A line that states the one before it as it should."""
    fields = json.loads(changed[at - 1])
    before = hashlib.sha256(changed[at - 1]).hexdigest()
    forged = json.dumps({**fields, "before": before, "by": "Kẻ giả"}, ensure_ascii=False)
    return [*changed[:at], f"{forged}\n".encode(), *changed[at:]]


FORGED: dict[str, tuple[Callable[[list[bytes]], list[bytes]], str]] = {
    "edited": (by_another_name, "Dòng 4"),
    "the last edited": (lambda x: [*x[:-1], x[-1].replace(b"UBND", b"ubnd")], "journal.head"),
    "reordered": (lambda x: [x[0], x[2], x[1], *x[3:]], "Dòng 4"),
    "one removed": (lambda x: [*x[:2], *x[3:]], "Dòng 3"),
    "the first removed": (lambda x: x[1:], "Dòng 1"),
    "cut after a line": (lambda x: x[:-1], "có đến dòng 4"),
    "cut within a line": (lambda x: [*x[:-1], x[-1][:40]], "có đến dòng 5"),
    "only its end cut off": (lambda x: [*x[:-1], x[-1][:-1]], "có đến dòng 5"),
    "emptied": (lambda x: [], "có đến dòng 0"),
    "one twice": (lambda x: [*x[:3], x[2], *x[3:]], "Dòng 4"),
    "the last twice, and one less": (lambda x: [*x[1:], x[-1]], "Dòng 1"),
    "one inserted": (lambda x: with_a_forged_line(x, 3), "Dòng 5"),
    "an empty line": (lambda x: [*x[:3], b"\n", *x[3:]], "Dòng 5"),
    "no JSON": (lambda x: [b"approved by me\n", *x], "Dòng 2"),
    "no text": (lambda x: [*x[:2], b"\xff\xfe\n", *x[3:]], "Dòng 4"),
    "another line end": (lambda x: [line.replace(b"\n", b"\r\n") for line in x], "có đến dòng 5"),
}


@pytest.mark.parametrize(("forge", "said"), FORGED.values(), ids=FORGED)
def test_a_forged_journal_is_one_sentence(
    data: Path, forge: Callable[[list[bytes]], list[bytes]], said: str
) -> None:
    put(data, forge(lines(data)))
    assert said in refused(data)


def test_the_approval_of_another_period_cannot_be_moved(data: Path) -> None:
    moved = lines(data)[2].replace(HALF.encode(), YEAR.encode())
    put(data, [*lines(data)[:-1], moved])
    refused(data)


@pytest.mark.parametrize("head", [b"", b"x\n", b"\xff" * 65, f"{'0' * 64}\n".encode(), None])
def test_a_damaged_or_missing_head_is_one_sentence(data: Path, head: bytes | None) -> None:
    path = data / "store" / PLAN / HEAD
    path.unlink() if head is None else path.write_bytes(head)
    assert "journal.head" in refused(data)


def test_the_journal_of_another_plan_is_refused(data: Path, tmp_path: Path) -> None:
    other = written(tmp_path / "other", OTHER_PLAN) / "store" / OTHER_PLAN
    for name in (JOURNAL, HEAD):
        shutil.copy(other / name, data / "store" / PLAN / name)
    assert "kho khác" in refused(data)


def test_the_journal_of_another_store_names_other_states(data: Path, tmp_path: Path) -> None:
    other = written(tmp_path / "other", PLAN)
    journal.append(other, PLAN, YEAR, Event.RESTORE, snapshot=SNAPSHOTS[0])
    for name in (JOURNAL, HEAD):
        shutil.copy(other / "store" / PLAN / name, data / "store" / PLAN / name)
    (fault,) = journal.check(data, PLAN)
    assert YEAR in fault and SNAPSHOTS[0] in fault and SNAPSHOTS[1] in fault


def test_a_state_put_in_force_by_hand_is_named(data: Path) -> None:
    (data / "store" / PLAN / YEAR / "current").write_text(f"{SNAPSHOTS[0]}\n", "ascii")
    (fault,) = journal.check(data, PLAN)
    assert YEAR in fault and f"bản số liệu {SNAPSHOTS[0]}" in fault
    (data / "store" / PLAN / YEAR / "current").unlink()
    assert "(không có)" in journal.check(data, PLAN)[0]


def test_a_store_without_a_journal_and_old_approvals_are_named(data: Path) -> None:
    for name in (JOURNAL, HEAD):
        (data / "store" / PLAN / name).unlink()
    assert journal.read(data, PLAN).records == ()
    assert [HALF in each or YEAR in each for each in journal.check(data, PLAN)] == [True, True]
    (data / "store" / PLAN / YEAR / "approvals").write_text("{}\n", "ascii")
    assert [YEAR in each for each in journal.check(data, PLAN) if "phê duyệt lại" in each] == [True]


def test_500_flipped_bits_are_all_detected(data: Path) -> None:
    chance = random.Random(434)
    paths = [data / "store" / PLAN / name for name in (JOURNAL, HEAD)]
    whole = [path.read_bytes() for path in paths]
    for _ in range(500):
        place = chance.randrange(sum(map(len, whole)))
        which, place = (0, place) if place < len(whole[0]) else (1, place - len(whole[0]))
        content = bytearray(whole[which])
        content[place] ^= 1 << chance.randrange(8)
        paths[which].write_bytes(content)
        with pytest.raises(StoreError):
            journal.read(data, PLAN)
        paths[which].write_bytes(whole[which])


def test_a_journal_cut_at_any_length_is_detected(data: Path) -> None:
    path = data / "store" / PLAN / JOURNAL
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(StoreError):
            journal.read(data, PLAN)


# ---------------------------------------------------------------- unfinished


def test_a_line_added_by_hand_never_counts(data: Path) -> None:
    put(data, with_a_forged_line(lines(data), 5))
    assert len(journal.read(data, PLAN).records) == 5
    (fault,) = journal.check(data, PLAN)
    assert "Từ dòng 6" in fault
    put(data, [*lines(data), lines(data)[4], b"x"])  # and the last one once more
    assert "Từ dòng 6" in journal.check(data, PLAN)[0]
    journal.append(data, PLAN, HALF, Event.WITHDRAWAL, by="Sở Nội vụ")
    recorded = journal.read(data, PLAN).records
    assert [each.line.by for each in recorded][-2:] == ["UBND tỉnh", "Sở Nội vụ"]
    assert "Kẻ giả".encode() in lines(data)[5]  # it stays as evidence
    put(data, [line.replace("Kẻ giả".encode(), b"?") for line in lines(data)])
    refused(data)


KILLED = """
import os, signal, sys
from pathlib import Path
from helpers.store import journal
from helpers.store.journal import Event

moment = sys.argv[2]
data = Path(sys.argv[1])
end = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
if moment == "before fsync":
    os.fsync = end
elif moment == "before the head":
    journal.write_whole = end
else:  # within the line
    def torn(path, content, whole=journal._add):
        whole(path, content[: int(moment)])
        end()
    journal._add = torn
journal.append(data, sys.argv[3], "2022-H1", Event.APPROVAL, by="Bị ngắt")
"""


@pytest.mark.parametrize("moment", ["before fsync", "before the head", "0", "1", "77"])
@pytest.mark.parametrize("first", [False, True])
def test_a_killed_writer_leaves_what_the_next_one_follows(
    data: Path, moment: str, first: bool
) -> None:
    if first:
        for name in (JOURNAL, HEAD):
            (data / "store" / PLAN / name).unlink()
    before = journal.read(data, PLAN).records
    for _ in range(2):  # twice in a row
        killed = subprocess.run([sys.executable, "-P", "-c", KILLED, str(data), moment, PLAN])
        assert killed.returncode == -signal.SIGKILL
        left = journal.read(data, PLAN)
        assert left.records == before
        unfinished = [each for each in journal.check(data, PLAN) if "ghi dở" in each]
        assert len(unfinished) == bool(left.rest)
    record = journal.append(data, PLAN, YEAR, Event.INTAKE, snapshot=SNAPSHOTS[1])
    after = journal.read(data, PLAN)
    assert (after.records, after.rest) == ((*before, record), ())
    assert not [each for each in journal.check(data, PLAN) if "ghi dở" in each]
    # What was left is part of what the next line states.
    kept = (data / "store" / PLAN / JOURNAL).read_bytes()
    if left.rest:
        put(data, [kept.replace(left.rest[0].strip(), b"{}", 1)])
        refused(data)


# ---------------------------------------------------------------- as commands


@pytest.fixture
def own(small_province: Province, tmp_path: Path) -> Province:
    return small_province.copy(tmp_path / "own")


def events(province: Province) -> list[tuple[str, str]]:
    recorded = journal.read(province.roots.data, PLAN).records
    return [(each.line.event.value, each.line.period) for each in recorded]


@pytest.mark.intake
def test_intake_restore_approval_and_withdrawal_leave_a_line_each(own: Province) -> None:
    data, approve = own.roots.data, ("approve", "--period", YEAR, "--by", "UBND tỉnh")
    before = len(events(own))
    number = "Quyết định số 12/QĐ-SNV ngày 20/12/2022"
    done = cchc(*approve, "--decision", number, env=own.env)
    assert done.returncode == 0 and number in done.stderr
    first = store.current(data, PLAN, YEAR)
    assert first is not None
    form = next(own.inbox(YEAR).rglob("02764-xa-din-chin.xlsx"))
    form.unlink()
    assert cchc("intake", "--period", YEAR, "--replace", env=own.env).returncode == 0
    assert cchc("restore", f"{YEAR}@{first.id}", env=own.env).returncode == 0
    done = cchc(*approve, "--withdraw", env=own.env)
    assert done.returncode == 0 and "DỰ THẢO" in done.stderr
    assert events(own)[before:] == [
        ("approval", YEAR),
        ("intake", YEAR),
        ("restore", YEAR),
        ("withdrawal", YEAR),
    ]
    approved = journal.read(data, PLAN).of(YEAR, Event.APPROVAL)[-1].line
    assert (approved.decision, approved.snapshot) == (number, first.id)
    for wrong in (("--withdraw",), ("--withdraw", "--decision", "1")):
        done = cchc(*approve, *wrong, env=own.env)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert journal.check(data, PLAN) == []


@pytest.mark.intake
def test_a_forged_journal_stops_every_command_that_needs_it(own: Province) -> None:
    path = own.roots.data / "store" / PLAN / JOURNAL
    path.write_bytes(path.read_bytes().replace(b'"intake"', b'"restore"', 1))
    for command in (
        ("evaluate", "--period", YEAR, "--agency", "so-noi-vu"),
        ("approve", "--period", YEAR, "--by", "UBND tỉnh"),
        ("render", "--period", YEAR),
    ):
        done = cchc(*command, env=own.env)
        assert (done.returncode, done.stdout) == (2, ""), done.stderr
        assert len(done.stderr.splitlines()) == 1 and "nhật ký" in done.stderr
    current = store.current(own.roots.data, PLAN, YEAR)
    done = cchc("intake", "--period", YEAR, env=own.env)
    assert done.returncode == 2 and "nhật ký" in done.stderr.splitlines()[-1]
    assert store.current(own.roots.data, PLAN, YEAR) == current


@pytest.mark.intake
def test_writers_at_once_leave_whole_lines(own: Province) -> None:
    before = len(events(own))
    program = [Path(sys.executable).with_name("cchc"), "approve", "--period", YEAR, "--by"]
    started = [
        subprocess.Popen([*program, f"Người {n}"], env=own.env, stderr=subprocess.PIPE, text=True)
        for n in range(3)
    ]
    said = [process.communicate()[1] for process in started]
    codes = [process.returncode for process in started]
    assert set(codes) <= {0, 2} and 0 in codes, said
    assert all("đang ghi" in text for text, code in zip(said, codes, strict=True) if code)
    assert len(events(own)) == before + codes.count(0)
    assert journal.check(own.roots.data, PLAN) == []
