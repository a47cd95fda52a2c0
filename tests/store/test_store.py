"""Snapshots are written and read back unchanged."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from helpers import store
from helpers.model import (
    WHOLE,
    Fact,
    Judgement,
    Level,
    Origin,
    Remark,
    Severity,
    Submission,
)
from helpers.store import Contents, InputFile, StoreError, counting
from plans import small_plan
from tables import answers, dossiers

PLAN = small_plan()
PERIOD = PLAN.periods["2022-FY"]
HALF = PLAN.periods["2022-H1"]
SIMULATED, REAL = Origin(True, 434), Origin(False)
FILES = (InputFile("b.csv", "b" * 64, "dossiers"), InputFile("a.xlsx", "a" * 64, "form"))


def fact(agency: str, name: str, **given: Any) -> Fact:
    blank: dict[str, Any] = {
        "value": None,
        "judgement": None,
        "evidence": "",
        "whole": None,
        "lead": "",
        "due": None,
        "file": "a.xlsx",
        "sheet": "2. TTHC",
        "cell": "E5",
    }
    level = WHOLE if agency == "lao-cai" else Level("province")
    return Fact(agency, level, name, **{**blank, **given})


def contents(**changes: Any) -> Contents:
    whole: dict[str, Any] = {
        "dossiers": dossiers({"done": date(2022, 3, 5)}),
        "answers": answers(("so-noi-vu", "land", True, "random")),
        "facts": (
            fact("so-noi-vu", "n", value=7, evidence="12/QĐ"),
            fact("so-noi-vu", "agreed", value=1240, whole=1250),
            fact("lao-cai", "j", judgement=Judgement.DONE),
            fact(
                "so-noi-vu",
                "III.1.1",
                judgement=Judgement.UNDER_WAY,
                lead="Phòng CCHC",
                due=date(2022, 11, 30),
            ),
        ),
        "submissions": (Submission("a.xlsx", "a" * 64, "form", "so-noi-vu", True),),
        "remarks": (Remark("b.csv", "dòng 5", Severity.REMARK, "Tệp b.csv, dòng 5: …", ""),),
        "origin": SIMULATED,
        "files": FILES,
    }
    return Contents(**{**whole, **changes})


# ---------------------------------------------------------------- snapshots


def test_a_snapshot_is_read_back_unchanged(tmp_path: Path) -> None:
    given_in = contents()
    snapshot = store.write_snapshot(tmp_path, PLAN, PERIOD, given_in)
    assert store.current(tmp_path, PLAN.id, PERIOD.id) == snapshot
    assert snapshot.path == tmp_path / "store" / PLAN.id / PERIOD.id / snapshot.id
    assert store.facts(snapshot) == given_in.facts
    assert store.submissions(snapshot) == given_in.submissions
    assert store.remarks(snapshot) == given_in.remarks
    assert (snapshot.origin, snapshot.has_dossiers, snapshot.has_survey) == (SIMULATED, True, True)
    assert set(snapshot.files) == set(FILES)
    assert counting.dossier_tallies(snapshot, PERIOD)["so-noi-vu"]["c8"] == 1
    parquet = snapshot.path / "dossiers.parquet"
    assert counting.dossier_tallies(parquet, PERIOD) == counting.dossier_tallies(snapshot, PERIOD)


def test_the_earlier_period_is_the_latest_one_taken_in(tmp_path: Path) -> None:
    """By end date: 6 tháng ends on 14/6, Năm 2022 on 14/12."""
    assert store.latest_earlier(tmp_path, PLAN, PERIOD) is None
    half = store.write_snapshot(tmp_path, PLAN, HALF, contents())
    assert store.latest_earlier(tmp_path, PLAN, HALF) is None
    store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    assert store.latest_earlier(tmp_path, PLAN, PERIOD) == half


def test_facts_of_another_version_require_a_new_intake(tmp_path: Path) -> None:
    snapshot = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    path = snapshot.path / "facts.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["lead"]), path)
    with pytest.raises(StoreError, match="cchc intake --period"):
        store.facts(snapshot)


def test_a_snapshot_without_exports_has_no_tables(tmp_path: Path) -> None:
    snapshot = store.write_snapshot(
        tmp_path, PLAN, PERIOD, contents(dossiers=None, answers=None, facts=(), remarks=())
    )
    assert (snapshot.has_dossiers, snapshot.has_survey) == (False, False)
    assert (store.facts(snapshot), store.remarks(snapshot)) == ((), ())
    assert sorted(p.name for p in snapshot.path.iterdir()) == [
        "appraisals.parquet",
        "explanations.parquet",
        "facts.parquet",
        "objections.parquet",
        "remarks.parquet",
        "snapshot.json",
        "submissions.parquet",
        "unconfirmed.parquet",
    ]


def test_a_period_never_taken_in_has_no_snapshot(tmp_path: Path) -> None:
    assert store.current(tmp_path, PLAN.id, PERIOD.id) is None


def test_same_inputs_are_the_same_snapshot_and_its_files_stay_untouched(tmp_path: Path) -> None:
    first = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    kept = first.path / "observations.json"
    kept.write_text("{}")
    before = {p.name: p.stat().st_mtime_ns for p in first.path.iterdir()}
    again = store.write_snapshot(tmp_path, PLAN, PERIOD, contents(files=FILES[::-1]))
    assert again == first
    assert {p.name: p.stat().st_mtime_ns for p in first.path.iterdir()} == before


def test_other_inputs_or_another_plan_are_another_snapshot(tmp_path: Path) -> None:
    first = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    other = (*FILES[:1], InputFile("a.xlsx", "c" * 64, "form"))
    second = store.write_snapshot(tmp_path, PLAN, PERIOD, contents(files=other))
    third = store.write_snapshot(tmp_path, replace(PLAN, digest="x"), PERIOD, contents())
    assert len({first.id, second.id, third.id}) == 3
    assert store.current(tmp_path, PLAN.id, PERIOD.id) == third
    assert first.path.is_dir() and second.path.is_dir()


def test_the_same_inputs_with_other_contents_are_another_snapshot(tmp_path: Path) -> None:
    """As where one version of the software accepts what another refuses: both stay on record."""
    first = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    fewer = contents().facts[:1]
    second = store.write_snapshot(tmp_path, PLAN, PERIOD, contents(facts=fewer))
    half = store.write_snapshot(tmp_path, PLAN, HALF, contents())
    assert len({first.id, second.id, half.id}) == 3
    assert store.history(tmp_path, PLAN.id, PERIOD.id) == (first.id, second.id)
    known = (
        store.recorded_snapshot(tmp_path, PLAN.id, PERIOD.id, each.id) for each in (first, second)
    )
    assert tuple(map(store.facts, known)) == (contents().facts, fewer)


def test_the_same_inputs_replace_a_damaged_snapshot(tmp_path: Path) -> None:
    first = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    outdated = first.path / "observations.json"
    outdated.write_text("{}")
    (first.path / "facts.parquet").write_bytes(b"damaged")
    again = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    assert again == first and store.facts(again) == contents().facts
    assert not outdated.exists()


@pytest.mark.parametrize(("first", "second"), [(SIMULATED, REAL), (REAL, SIMULATED)])
def test_a_store_has_one_origin_over_all_periods(
    tmp_path: Path, first: Origin, second: Origin
) -> None:
    kept = store.write_snapshot(tmp_path, PLAN, PERIOD, contents(origin=first))
    for period in (PERIOD, HALF):
        with pytest.raises(StoreError, match="số liệu mô phỏng"):
            store.write_snapshot(tmp_path, PLAN, period, contents(origin=second))
    assert store.current(tmp_path, PLAN.id, PERIOD.id) == kept
    assert store.current(tmp_path, PLAN.id, HALF.id) is None


def test_leftovers_of_an_interrupted_run_are_removed(tmp_path: Path) -> None:
    first = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    folder = first.path.parent
    (folder / f".new-{first.id}").mkdir()
    (folder / ".current").write_text("torn")
    store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    assert sorted(p.name for p in folder.iterdir()) == sorted([first.id, "current", "history"])


def test_a_failed_write_leaves_the_earlier_snapshot_and_nothing_else(tmp_path: Path) -> None:
    first = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, hard))  # like a full disk
    try:
        with pytest.raises(StoreError, match="Không ghi được kho dữ liệu"):
            store.write_snapshot(tmp_path, PLAN, PERIOD, contents(files=FILES[:1]))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert store.current(tmp_path, PLAN.id, PERIOD.id) == first
    assert sorted(p.name for p in first.path.parent.iterdir()) == sorted(
        [first.id, "current", "history"]
    )


def test_a_path_that_is_a_file_is_one_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("")
    with pytest.raises(StoreError, match="Không ghi được kho dữ liệu"):
        store.write_snapshot(tmp_path, PLAN, PERIOD, contents())


def test_two_writers_at_once_are_refused(tmp_path: Path) -> None:
    store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    lock = tmp_path / "store" / PLAN.id / ".lock"
    hold = (
        "import fcntl, sys; f = open(sys.argv[1]); fcntl.flock(f, 2); print(1, flush=True); input()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout is not None and holder.stdout.readline() == b"1\n"
        with pytest.raises(StoreError, match="đang ghi vào kho"):
            store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    finally:
        holder.communicate(b"\n")
    store.write_snapshot(tmp_path, PLAN, PERIOD, contents())


@pytest.mark.parametrize("name", ["0" * 16, "../../elsewhere", "", "\udc80"])
def test_a_damaged_pointer_requires_a_new_intake(tmp_path: Path, name: str) -> None:
    first = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    (first.path.parent / "current").write_bytes(name.encode("utf-8", "surrogateescape"))
    with pytest.raises(StoreError, match="cchc intake --period 2022-FY"):
        store.current(tmp_path, PLAN.id, PERIOD.id)
    assert store.write_snapshot(tmp_path, PLAN, PERIOD, contents()) == first


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"id": 1}'])
def test_a_damaged_record_is_named_and_repaired(tmp_path: Path, text: str) -> None:
    first = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    (first.path / "snapshot.json").write_text(text)
    with pytest.raises(StoreError, match="thiếu hoặc hỏng"):
        store.current(tmp_path, PLAN.id, PERIOD.id)
    assert store.write_snapshot(tmp_path, PLAN, PERIOD, contents()) == first


@pytest.mark.parametrize("name", ["facts", "dossiers", "answers"])
def test_damaged_parquet_is_named(tmp_path: Path, name: str) -> None:
    snapshot = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    (snapshot.path / f"{name}.parquet").write_bytes(b"PAR1")
    with pytest.raises(StoreError, match="thiếu hoặc hỏng"):
        store.facts(snapshot)
        counting.dossier_tallies(snapshot, PERIOD)
        counting.survey_tallies(snapshot)


def test_the_record_lists_the_inputs(tmp_path: Path) -> None:
    snapshot = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    record = json.loads((snapshot.path / "snapshot.json").read_text("utf-8"))
    assert record["origin"] == {"simulated": True, "seed": 434}
    assert [f["file"] for f in record["files"]] == ["a.xlsx", "b.csv"]
    assert (record["plan"], record["period"]) == (PLAN.id, PERIOD.id)


def test_periods_based_on_an_outdated_state_of_another_period(tmp_path: Path) -> None:
    """6 tháng is corrected after Năm 2022 was taken in on top of it."""
    half = store.write_snapshot(tmp_path, PLAN, HALF, contents())
    earlier_half = InputFile(HALF.id, half.id, store.EARLIER)
    store.write_snapshot(tmp_path, PLAN, PERIOD, contents(files=(*FILES, earlier_half)))
    assert store.outdated_dependents(tmp_path, PLAN, HALF, half.id) == ()
    corrected = store.write_snapshot(tmp_path, PLAN, HALF, contents(files=FILES[:1]))
    assert store.outdated_dependents(tmp_path, PLAN, HALF, corrected.id) == (PERIOD,)
    assert store.outdated_dependents(tmp_path, PLAN, PERIOD, "0" * 16) == ()
