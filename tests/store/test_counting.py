"""Counts of dossiers and survey answers: form II.06a, its identities, the survey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.model import DossierCounts, Period
from helpers.store import counting
from ii06a import identity_breaks
from plans import small_plan
from tables import BALLOTS, answers, dossiers

PERIOD = small_plan().periods["2022-FY"]


def span(start: date, end: date) -> Period:
    return replace(PERIOD, start=start, end=end)


# ---------------------------------------------------------------- form II.06a

FIRST, LAST = date(2022, 3, 15), date(2022, 6, 14)
SPAN = span(FIRST, LAST)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("received", "done", "due", "columns"),
    [
        # the column of a dossier; each boundary just before, on, just after
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
        # open: overdue if the due day is not after the last day of the period
        (FIRST, None, LAST - DAY, "c3 c5 c11 c13"),
        (FIRST, None, LAST, "c3 c5 c11 c13"),
        (FIRST, None, LAST + DAY, "c3 c5 c11 c12"),
        # no due day cannot be late
        (FIRST, FIRST, None, "c3 c5 c7 c9"),
        (FIRST, None, None, "c3 c5 c11 c12"),
        # a dossier that ends before it starts is done on the day of the start
        (FIRST, FIRST - 9 * DAY, FIRST + DAY, "c3 c5 c7 c8"),
        (FIRST, FIRST - 9 * DAY, FIRST, "c3 c5 c7 c9"),
        (FIRST, FIRST - 9 * DAY, FIRST - DAY, "c3 c5 c7 c10"),
        (LAST + DAY, FIRST, LAST, ""),
    ],
)
def test_where_one_dossier_is_counted(
    received: date, done: date | None, due: date | None, columns: str
) -> None:
    tallies = counting.dossier_tallies(
        dossiers({"received": received, "done": done, "due": due}), SPAN
    )
    counted = {c for c in counting.COLUMNS if tallies and tallies["so-noi-vu"][c]}
    assert counted == set(columns.split())


@pytest.mark.parametrize(
    ("channel", "column"), [("online", "c4"), ("direct", "c5"), ("postal", "c5"), ("unknown", "c5")]
)
def test_only_the_portal_is_online(channel: str, column: str) -> None:
    tally = counting.dossier_tallies(dossiers({"channel": channel}), PERIOD)["so-noi-vu"]
    assert {c for c in ("c4", "c5") if tally[c]} == {column}


def test_details_are_counted_over_dossiers_done_in_the_period() -> None:
    done = {"done": date(2022, 3, 9)}
    rows = [
        # three came online at a level that counts, one of them under the new label
        {**done, "channel": "online", "online_level": "3"},
        {**done, "channel": "online", "online_level": "4", "payments": 9},  # payment not opened
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
    tally = counting.dossier_tallies(dossiers(*rows), PERIOD)["so-noi-vu"]
    assert {name: tally[name] for name in [*counting.DETAILS, *counting.SUMS]} == {
        "online_done": 3,
        "online_service_done": 3 + 1,
        "new_label_done": 1,
        "payment_dossiers": 2,
        "papers_held": 2,
        "papers_reused": 1,
        "new_results": 2,
        "new_results_digitised": 1,
        "no_due_done": 1,
        "no_due_open": 1,
        "payments": 3 + 2,
        "payments_online": 1,
    }


def test_the_agency_of_a_dossier() -> None:
    table = dossiers(
        {"competent": "so-noi-vu", "receiving": "088-thi-xa-sa-pa"},
        {"competent": None, "central": True, "unit": "Công an tỉnh"},
        {"competent": None, "unit": "UBND xã Thanh Bình", "field": "Đất đai"},
        {"competent": None, "unit": "UBND xã Thanh Bình", "field": "Đất đai"},
    )
    by_agency = counting.dossier_tallies(table, PERIOD)
    assert {key: tally["c3"] for key, tally in by_agency.items()} == {
        "": 2,
        "central": 1,
        "so-noi-vu": 1,
    }
    by_field = counting.dossier_tallies(table, PERIOD, by="field")
    assert {key: tally["c3"] for key, tally in by_field.items()} == {"Hộ tịch": 2, "Đất đai": 2}


def test_the_table_ends_with_the_total_of_all_lines() -> None:
    tallies = {"b": {"c3": 2, "c5": 2}, "": {"c3": 1}, "central": {"c3": 4}}
    rows = counting.dossier_table(tallies, ["a", "b"])
    assert [(row["agency"], row["c3"]) for row in rows] == [
        ("a", 0),
        ("b", 2),
        ("unattributed", 1),
        ("central", 4),
        ("total", 0 + 2 + 1 + 4),
    ]
    assert list(rows[0]) == ["agency", *(f"c{n}" for n in range(3, 14))]


def test_a_table_by_field_names_its_column_and_keeps_the_total() -> None:
    rows = counting.dossier_table({"Đất đai": {"c3": 2}}, (), "field")
    assert [(row["agency"], row["field"]) for row in rows] == [("", "Đất đai"), ("total", "")]


def test_broken_identities_are_reported() -> None:
    whole = DossierCounts(c3=6, c4=1, c5=2, c6=3, c7=4, c8=1, c9=1, c10=2, c11=2, c12=1, c13=1)
    assert identity_breaks(whole) == ()
    assert identity_breaks(whole, DossierCounts(c11=3)) == ()
    assert len(identity_breaks(whole, DossierCounts(c11=4))) == 1
    assert len(identity_breaks(replace(whole, c3=7))) == 2  # 3 = 4+5+6 and 3 = 7+11
    assert len(identity_breaks(replace(whole, c7=5))) == 2  # 7 = 8+9+10 and 3 = 7+11


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
    """3 = 4+5+6, 7 = 8+9+10, 11 = 12+13, 3 = 7+11; column 6 is column 11 of the period before; for
    every line and the total, in any order of rows."""
    border = date(2022, 1, 1) + cut * DAY
    before = span(date(2022, 1, 1), border - DAY)
    after = span(border, date(2022, 3, 31))
    earlier, later = (_counts(rows, period) for period in (before, after))
    for key in earlier.keys() | later.keys():
        none = DossierCounts()
        assert identity_breaks(earlier.get(key, none)) == ()
        assert identity_breaks(later.get(key, none), earlier.get(key, none)) == ()
    shuffled.shuffle(rows)
    assert _counts(rows, after) == later


@settings(deadline=None, max_examples=40)
@given(rows=ROWS, first=st.integers(0, 59), days=st.integers(0, 60))
def test_months_sum_up_to_the_columns_of_the_form(
    rows: list[dict[str, Any]], first: int, days: int
) -> None:
    start = date(2022, 1, 1) + first * DAY
    period = span(start, start + days * DAY)
    log = dossiers(*rows)
    months, forms = counting.month_counts(log, period), counting.dossier_tallies(log, period)
    assert months.keys() == forms.keys()
    for key, form in forms.items():
        by_month = months[key]
        assert sum(month.received for month in by_month) == form["c4"] + form["c5"]
        assert sum(month.resolved for month in by_month) == form["c7"]
        assert sum(month.resolved - month.late for month in by_month) == form["c8"] + form["c9"]
        assert sum(month.late for month in by_month) == form["c10"]
        for month in by_month:  # each as the form of its days alone has it
            alone = counting.dossier_tallies(log, span(month.start, month.end)).get(key, {})
            columns = (
                alone.get("c4", 0) + alone.get("c5", 0),
                alone.get("c7", 0),
                alone.get("c10", 0),
            )
            assert (month.received, month.resolved, month.late) == columns


def test_months_are_complete_and_the_outer_ones_have_the_days_of_the_period() -> None:
    log = dossiers({"received": date(2021, 1, 1)}, {"competent": None, "done": date(2022, 3, 20)})
    period = span(date(2021, 12, 15), date(2022, 12, 14))
    months = counting.month_counts(log, period)
    assert list(months) == ["", "so-noi-vu"]
    for by_month in months.values():
        assert len(by_month) == 13
        assert (by_month[0].start, by_month[0].end) == (date(2021, 12, 15), date(2021, 12, 31))
        assert (by_month[2].start, by_month[2].end) == (date(2022, 2, 1), date(2022, 2, 28))
        assert (by_month[12].start, by_month[12].end) == (date(2022, 12, 1), date(2022, 12, 14))
    assert not any(month.received or month.resolved for month in months["so-noi-vu"])
    assert [(m.received, m.resolved, m.late) for m in months[""] if m.received] == [(1, 1, 1)]
    within = counting.month_counts(log, span(date(2022, 3, 5), date(2022, 3, 20)))[""]
    assert [(m.start.day, m.end.day, m.received, m.resolved) for m in within] == [(5, 20, 0, 1)]


def _counts(rows: Sequence[dict[str, Any]], period: Period) -> dict[str, DossierCounts]:
    tallies = counting.dossier_tallies(dossiers(*rows), period)
    counts = {key: DossierCounts.of(tally) for key, tally in tallies.items()}
    *_, total = counting.dossier_table(tallies, ())
    return counts | {"total": DossierCounts(**{c: int(total[c]) for c in counting.COLUMNS})}


# ---------------------------------------------------------------- the survey


def test_survey_answers_by_agency_and_field() -> None:
    tallies = counting.survey_tallies(
        answers(
            ("a", "land", True, "random"),
            ("a", "land", False, "random"),
            ("a", "land", None, "random"),
            ("a", "construction", True, "random"),
            ("a", "other", True, "random"),
            ("b", "investment", False, "voluntary"),
            ("c", "other", True, "random"),
            ("c", "other", False, "voluntary"),
            ("c", "other", True, None),
            (None, "other", None, "voluntary"),
        )
    )
    assert tallies["a"].random == {
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
    assert {
        key: (t.random["answers"], t.voluntary["answers"], t.unclear) for key, t in tallies.items()
    } == {"": (0, 1, 0), "a": (5, 0, 0), "b": (0, 1, 0), "c": (1, 1, 1)}
    # Neither kind of ballots is in the other's counts, and those of unknown kind are in none.
    both = [tallies["c"].random, tallies["c"].voluntary]
    assert [(kind["valid"], kind["satisfied"]) for kind in both] == [(1, 1), (1, 0)]
    assert tallies["b"].voluntary["investment_valid"] == 1


def test_each_question_of_a_survey_has_its_own_counts() -> None:
    survey_columns = ("agency", "field", "sampling", "procedures", "service", "health", "education")
    ballots = (
        ("so-y-te", "other", "random", True, True, None, None),
        ("so-y-te", "other", "random", False, True, None, None),
        ("so-y-te", "other", "random", None, None, True, None),
        ("so-y-te", "other", "random", None, None, False, None),
        ("so-y-te", "other", "random", None, None, None, None),
        ("so-giao-duc", "other", "random", None, None, None, True),
        # Random on health care, voluntary on procedures.
        ("so-y-te", "other", "voluntary", False, None, None, None),
    )
    tallies = counting.survey_tallies(
        pa.Table.from_pylist(
            [dict(zip(survey_columns, ballot, strict=True)) for ballot in ballots], BALLOTS
        )
    )
    counts = tallies["so-y-te"].random
    voluntary = tallies["so-y-te"].voluntary
    assert (voluntary["valid"], voluntary["service_valid"], voluntary["health_valid"]) == (1, 0, 0)
    questions = ("", "service_", "health_", "education_")
    valid = {name: counts[f"{name}valid"] for name in questions}
    assert valid == {"": 2, "service_": 2, "health_": 2, "education_": 0}
    satisfied = {name: counts[f"{name}satisfied"] for name in questions}
    assert satisfied == {"": 1, "service_": 2, "health_": 1, "education_": 0}
    assert (counts["answers"], tallies["so-giao-duc"].random["education_satisfied"]) == (5, 1)
    assert tallies["so-giao-duc"].random["valid"] == 0
