"""Snapshots go in and out whole; form II.06a is counted as the circular says."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import store
from helpers.model import (
    DossierCounts,
    Fact,
    Judgement,
    Level,
    Origin,
    Period,
    Remark,
    Sampling,
    Severity,
    Submission,
)
from helpers.store import Contents, InputFile, StoreError
from plans import small_plan

PLAN = small_plan()
PERIOD = PLAN.periods["2022-FY"]
HALF = PLAN.periods["2022-H1"]
SIMULATED, REAL = Origin(True, 434), Origin(False)
FILES = (InputFile("b.csv", "b" * 64, "dossiers"), InputFile("a.xlsx", "a" * 64, "form"))


def span(start: date, end: date) -> Period:
    return replace(PERIOD, start=start, end=end)


def dossiers(*rows: dict[str, Any]) -> pa.Table:
    blank = {
        "receiving": None,
        "competent": "so-noi-vu",
        "unit": "",
        "central": False,
        "field": "Hộ tịch",
        "channel": "direct",
        "online_level": "",
        "received": date(2022, 3, 1),
        "due": date(2022, 3, 10),
        "done": None,
        "payment_opened": False,
        "payments": 0,
        "payments_online": 0,
        "digitised": None,
        "papers": "",
    }
    return pa.Table.from_pylist([{**blank, **row} for row in rows], store.DOSSIERS)


def answers(*rows: tuple[str | None, str, bool | None, str]) -> pa.Table:
    names = ("agency", "field", "procedures", "sampling")
    return pa.Table.from_pylist(
        [{**dict(zip(names, row, strict=True)), "unit": ""} for row in rows], store.ANSWERS
    )


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
    level = Level.ALL if agency == "lao-cai" else Level.PROVINCE
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


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    given_in = contents()
    snapshot = store.write_snapshot(tmp_path, PLAN, PERIOD, given_in)
    assert store.current(tmp_path, PLAN.id, PERIOD.id) == snapshot
    assert snapshot.path == tmp_path / "store" / PLAN.id / PERIOD.id / snapshot.id
    assert store.facts(snapshot) == given_in.facts
    assert store.submissions(snapshot) == given_in.submissions
    assert store.remarks(snapshot) == given_in.remarks
    assert (snapshot.origin, snapshot.has_dossiers, snapshot.has_survey) == (SIMULATED, True, True)
    assert set(snapshot.files) == set(FILES)
    assert store.dossier_tallies(snapshot, PERIOD)["so-noi-vu"]["c8"] == 1
    parquet = snapshot.path / "dossiers.parquet"
    assert store.dossier_tallies(parquet, PERIOD) == store.dossier_tallies(snapshot, PERIOD)


def test_the_latest_earlier_period_that_was_taken_in(tmp_path: Path) -> None:
    """By end date: 6 tháng ends on 14/6, Năm 2022 on 14/12."""
    assert store.earlier(tmp_path, PLAN, PERIOD) is None
    half = store.write_snapshot(tmp_path, PLAN, HALF, contents())
    assert store.earlier(tmp_path, PLAN, HALF) is None
    store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    assert store.earlier(tmp_path, PLAN, PERIOD) == half


def test_facts_of_another_version_are_asked_for_again(tmp_path: Path) -> None:
    snapshot = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    path = snapshot.path / "facts.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["lead"]), path)
    with pytest.raises(StoreError, match="cchc intake --period"):
        store.facts(snapshot)


def test_without_exports_there_are_none(tmp_path: Path) -> None:
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
    ]


def test_nothing_taken_in_is_none(tmp_path: Path) -> None:
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


def test_the_same_inputs_read_differently_replace_the_snapshot(tmp_path: Path) -> None:
    first = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    outdated = first.path / "observations.json"
    outdated.write_text("{}")
    (first.path / "facts.parquet").write_bytes(b"damaged")
    again = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    assert len(store.facts(again)) == len(contents().facts)
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


def test_leftovers_of_an_interrupted_run_are_swept(tmp_path: Path) -> None:
    first = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    folder = first.path.parent
    (folder / f".new-{first.id}").mkdir()
    (folder / ".current").write_text("torn")
    store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    assert sorted(p.name for p in folder.iterdir()) == sorted([first.id, "current", "history"])


def test_a_failed_write_leaves_the_earlier_snapshot_and_nothing_else(tmp_path: Path) -> None:
    first = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, hard))  # as on a disk that fills up
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
def test_a_damaged_pointer_asks_for_a_new_intake(tmp_path: Path, name: str) -> None:
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
        store.dossier_tallies(snapshot, PERIOD)
        store.survey_tallies(snapshot)


def test_the_record_says_what_came_in(tmp_path: Path) -> None:
    snapshot = store.write_snapshot(tmp_path, PLAN, PERIOD, contents())
    record = json.loads((snapshot.path / "snapshot.json").read_text("utf-8"))
    assert record["origin"] == {"simulated": True, "seed": 434}
    assert [f["file"] for f in record["files"]] == ["a.xlsx", "b.csv"]
    assert (record["plan"], record["period"]) == (PLAN.id, PERIOD.id)


# ---------------------------------------------------------------- form II.06a

FIRST, LAST = date(2022, 3, 15), date(2022, 6, 14)
SPAN = span(FIRST, LAST)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("received", "done", "due", "columns"),
    [
        # where a dossier stands; each edge just before, on, just after
        (FIRST - DAY, None, LAST + DAY, "c3 c6 c11 c12"),
        (FIRST, None, LAST + DAY, "c3 c5 c11 c12"),
        (LAST, None, LAST + DAY, "c3 c5 c11 c12"),
        (LAST + DAY, None, LAST + DAY, ""),
        (FIRST - 9 * DAY, FIRST - DAY, FIRST, ""),
        (FIRST - 9 * DAY, FIRST, FIRST, "c3 c6 c7 c9"),
        (FIRST, LAST, LAST, "c3 c5 c7 c9"),
        (FIRST, LAST + DAY, LAST + DAY, "c3 c5 c11 c12"),
        # early, on time, late
        (FIRST, FIRST + 4 * DAY, FIRST + 5 * DAY, "c3 c5 c7 c8"),
        (FIRST, FIRST + 5 * DAY, FIRST + 5 * DAY, "c3 c5 c7 c9"),
        (FIRST, FIRST + 6 * DAY, FIRST + 5 * DAY, "c3 c5 c7 c10"),
        # open: overdue when the due day is not after the period's last day
        (FIRST, None, LAST - DAY, "c3 c5 c11 c13"),
        (FIRST, None, LAST, "c3 c5 c11 c13"),
        (FIRST, None, LAST + DAY, "c3 c5 c11 c12"),
        # no due day cannot be late
        (FIRST, FIRST, None, "c3 c5 c7 c9"),
        (FIRST, None, None, "c3 c5 c11 c12"),
        # an end before the start counts on the day of the start
        (FIRST, FIRST - 9 * DAY, FIRST + DAY, "c3 c5 c7 c8"),
        (FIRST, FIRST - 9 * DAY, FIRST, "c3 c5 c7 c9"),
        (FIRST, FIRST - 9 * DAY, FIRST - DAY, "c3 c5 c7 c10"),
        (LAST + DAY, FIRST, LAST, ""),
    ],
)
def test_where_one_dossier_is_counted(
    received: date, done: date | None, due: date | None, columns: str
) -> None:
    tallies = store.dossier_tallies(
        dossiers({"received": received, "done": done, "due": due}), SPAN
    )
    counted = {c for c in store.COLUMNS if tallies and tallies["so-noi-vu"][c]}
    assert counted == set(columns.split())


@pytest.mark.parametrize(
    ("channel", "column"), [("online", "c4"), ("direct", "c5"), ("postal", "c5"), ("unknown", "c5")]
)
def test_only_the_portal_is_online(channel: str, column: str) -> None:
    tally = store.dossier_tallies(dossiers({"channel": channel}), PERIOD)["so-noi-vu"]
    assert {c for c in ("c4", "c5") if tally[c]} == {column}


def test_details_are_taken_over_dossiers_done_in_the_period() -> None:
    done = {"done": date(2022, 3, 9)}
    rows = [
        # three came online at a level that counts, one of them under the new label
        {**done, "channel": "online", "online_level": "3"},
        {**done, "channel": "online", "online_level": "4", "payments": 9},  # not opened
        {**done, "channel": "online", "online_level": "partial", "papers": "reused"},
        {**done, "channel": "online", "online_level": "2", "papers": "resubmitted"},
        {**done, "channel": "online", "online_level": "", "papers": "none_held"},
        # offered online, handed in at the desk
        {**done, "online_level": "full", "digitised": True},
        {**done, "digitised": False, "payment_opened": True, "payments": 3, "payments_online": 1},
        {**done, "payment_opened": True, "payments": 2, "due": None},
        {**done, "payment_opened": True},
        # still open: nothing but the missing due day is counted
        {
            "channel": "online",
            "online_level": "4",
            "payment_opened": True,
            "payments": 5,
            "payments_online": 5,
            "digitised": True,
            "papers": "reused",
            "due": None,
        },
    ]
    tally = store.dossier_tallies(dossiers(*rows), PERIOD)["so-noi-vu"]
    assert {name: tally[name] for name in [*store.DETAILS, *store.SUMS]} == {
        "online_done": 3,
        "online_service_done": 3 + 1,
        "new_label_done": 1,
        "payment_dossiers": 2,
        "papers_held": 2,
        "papers_reused": 1,
        "new_results": 2,
        "new_results_digitised": 1,
        "no_due": 2,
        "payments": 3 + 2,
        "payments_online": 1,
    }


def test_whose_dossier_it_is() -> None:
    table = dossiers(
        {"competent": "so-noi-vu", "receiving": "088-thi-xa-sa-pa"},
        {"competent": None, "central": True, "unit": "Công an tỉnh"},
        {"competent": None, "unit": "UBND xã Thanh Bình", "field": "Đất đai"},
        {"competent": None, "unit": "UBND xã Thanh Bình", "field": "Đất đai"},
    )
    by_agency = store.dossier_tallies(table, PERIOD)
    assert {key: tally["c3"] for key, tally in by_agency.items()} == {
        "": 2,
        "central": 1,
        "so-noi-vu": 1,
    }
    by_field = store.dossier_tallies(table, PERIOD, by="field")
    assert {key: tally["c3"] for key, tally in by_field.items()} == {"Hộ tịch": 2, "Đất đai": 2}


def test_the_table_ends_with_the_total_of_all_lines() -> None:
    tallies = {"b": {"c3": 2, "c5": 2}, "": {"c3": 1}, "central": {"c3": 4}}
    rows = store.dossier_table(tallies, ["a", "b"])
    assert [(row["agency"], row["c3"]) for row in rows] == [
        ("a", 0),
        ("b", 2),
        ("unattributed", 1),
        ("central", 4),
        ("total", 0 + 2 + 1 + 4),
    ]
    assert list(rows[0]) == ["agency", *(f"c{n}" for n in range(3, 14))]


def test_a_table_by_field_names_its_column_and_keeps_the_total() -> None:
    rows = store.dossier_table({"Đất đai": {"c3": 2}}, (), "field")
    assert [(row["agency"], row["field"]) for row in rows] == [("", "Đất đai"), ("total", "")]


def test_identities_that_break_are_said() -> None:
    whole = DossierCounts(c3=6, c4=1, c5=2, c6=3, c7=4, c8=1, c9=1, c10=2, c11=2, c12=1, c13=1)
    assert store.identity_breaks(whole) == ()
    assert store.identity_breaks(whole, DossierCounts(c11=3)) == ()
    assert len(store.identity_breaks(whole, DossierCounts(c11=4))) == 1
    assert len(store.identity_breaks(replace(whole, c3=7))) == 2  # 3 = 4+5+6 and 3 = 7+11
    assert len(store.identity_breaks(replace(whole, c7=5))) == 2  # 7 = 8+9+10 and 3 = 7+11


DAYS = st.integers(0, 60).map(lambda n: date(2022, 1, 1) + n * DAY)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "competent": st.sampled_from(["so-noi-vu", "088-thi-xa-sa-pa", None]),
            "channel": st.sampled_from(["online", "direct", "postal", "unknown"]),
            "received": DAYS,
            "due": st.none() | DAYS,
            "done": st.none() | DAYS,
        }
    ),
    max_size=30,
)


@settings(deadline=None, max_examples=40)
@given(rows=ROWS, cut=st.integers(1, 59), shuffled=st.randoms())
def test_identities_hold_in_every_log(rows: list[dict[str, Any]], cut: int, shuffled: Any) -> None:
    """3 = 4+5+6, 7 = 8+9+10, 11 = 12+13, 3 = 7+11; column 6 is the column 11 of the period
    before; every line and the total; and the order of rows is nothing."""
    border = date(2022, 1, 1) + cut * DAY
    before = span(date(2022, 1, 1), border - DAY)
    after = span(border, date(2022, 3, 31))
    earlier, later = (_counts(rows, period) for period in (before, after))
    for key in earlier.keys() | later.keys():
        none = DossierCounts()
        assert store.identity_breaks(earlier.get(key, none)) == ()
        assert store.identity_breaks(later.get(key, none), earlier.get(key, none)) == ()
    shuffled.shuffle(rows)
    assert _counts(rows, after) == later


def _counts(rows: Sequence[dict[str, Any]], period: Period) -> dict[str, DossierCounts]:
    tallies = store.dossier_tallies(dossiers(*rows), period)
    counts = {key: store.dossier_counts(tally) for key, tally in tallies.items()}
    *_, total = store.dossier_table(tallies, ())
    return counts | {"total": DossierCounts(**{c: int(total[c]) for c in store.COLUMNS})}


# ---------------------------------------------------------------- the survey


def test_survey_answers_by_agency_and_field() -> None:
    tallies = store.survey_tallies(
        answers(
            ("a", "land", True, "random"),
            ("a", "land", False, "random"),
            ("a", "land", None, "random"),
            ("a", "construction", True, "random"),
            ("a", "other", True, "random"),
            ("b", "investment", False, "voluntary"),
            ("c", "other", True, "random"),
            ("c", "other", True, "voluntary"),
            (None, "other", None, "voluntary"),
        )
    )
    assert tallies["a"].counts == {
        "answers": 5,
        "valid": 4,
        "satisfied": 3,
        "land_valid": 2,
        "land_satisfied": 1,
        "construction_valid": 1,
        "construction_satisfied": 1,
        "investment_valid": 0,
        "investment_satisfied": 0,
        "service_valid": 0,
        "service_satisfied": 0,
        "health_valid": 0,
        "health_satisfied": 0,
        "education_valid": 0,
        "education_satisfied": 0,
    }
    assert {key: (t.sampling, t.mixed) for key, t in tallies.items()} == {
        "": (Sampling.VOLUNTARY, False),
        "a": (Sampling.RANDOM, False),
        "b": (Sampling.VOLUNTARY, False),
        "c": (Sampling.VOLUNTARY, True),
    }
    assert (tallies[""].counts["valid"], tallies[""].counts["satisfied"]) == (0, 0)


def test_each_question_of_a_survey_has_counts_of_its_own() -> None:
    asked = ("agency", "field", "sampling", "procedures", "service", "health", "education")
    ballots = (
        ("so-y-te", "other", "random", True, True, None, None),
        ("so-y-te", "other", "random", False, True, None, None),
        ("so-y-te", "other", "random", None, None, True, None),
        ("so-y-te", "other", "random", None, None, False, None),
        ("so-y-te", "other", "random", None, None, None, None),
        ("so-giao-duc", "other", "random", None, None, None, True),
    )
    tallies = store.survey_tallies(
        pa.Table.from_pylist(
            [dict(zip(asked, ballot, strict=True)) for ballot in ballots], store.ANSWERS
        )
    )
    counts = tallies["so-y-te"].counts
    questions = ("", "service_", "health_", "education_")
    valid = {name: counts[f"{name}valid"] for name in questions}
    assert valid == {"": 2, "service_": 2, "health_": 2, "education_": 0}
    satisfied = {name: counts[f"{name}satisfied"] for name in questions}
    assert satisfied == {"": 1, "service_": 2, "health_": 1, "education_": 0}
    assert (counts["answers"], tallies["so-giao-duc"].counts["education_satisfied"]) == (5, 1)
    assert tallies["so-giao-duc"].counts["valid"] == 0
