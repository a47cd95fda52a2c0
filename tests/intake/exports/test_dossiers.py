"""Exports of other systems become our columns; rows in question are named, none is lost."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.exports import ALL as LINE_ALL
from corpus.exports import SA_PA as LINE_SA_PA
from corpus.exports import SO_NOI_VU as LINE_SO_NOI_VU
from corpus.exports import ii06a, squared
from helpers import counting, store, wording
from helpers.counting import SurveyTally
from helpers.intake import logs
from helpers.intake.logs import LogRefused, Mapping
from helpers.intake.logs.answers import CHECKS as ANSWER_CHECKS
from helpers.intake.logs.dossiers import CHECKS as DOSSIER_CHECKS
from helpers.intake.logs.samples import sample_size
from helpers.intake.logs.titles import fault_of_title, names_days
from helpers.model import Period, Plan, Sampling, Severity, WrongUse
from helpers.params import ParamsError, load_plan
from plans import small_plan
from province import PROJECT

pytestmark = pytest.mark.intake

FOLDER = PROJECT / "params" / "mappings"
PERMIT_LOG, ONE_STOP, SURVEY = (
    logs.load_mapping(FOLDER / f"{name}.yml") for name in ("permit-log", "one-stop", "survey")
)
PLAN = replace(small_plan(), central_bodies=("Công an tỉnh Lào Cai",))
PERIOD = PLAN.periods["2022-FY"]
COLUMNS = [f"c{n}" for n in range(3, 14)]


def written(path: Path, rows: Iterable[Sequence[object]], separator: str = ",") -> Path:
    text = StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    path.write_bytes(text.getvalue().encode())
    return path


def texts(reading: logs.DossierReading | logs.AnswerReading | LogRefused) -> str:
    return "\n".join(remark.text for remark in reading.remarks)


# ---------------------------------------------------------------- a log of events, by hand

# Fifteen dossiers with the faults of a real log planted: offsets that change the local day, an end
# before the start, an unknown channel, events that disagree, a column without a name.
# Amsterdam is at +01:00 until 27 March 2011, then at +02:00.
EVENTS = """\
case:concept:name,case:department,case:group,case:channel,case:startdate,case:deadline,case:enddate,
A,General,G1,Internet,2011-03-20 10:00+01:00,2011-04-10 00:00:00+02:00,2011-04-01 09:00:00+02:00,x
A,General,G1,Internet,2011-03-20 10:00+01:00,2011-04-10 00:00:00+02:00,2011-04-01 09:00:00+02:00,y
B,General,G1,Desk,2011-03-21 10:00:00+01:00,2011-04-04 23:30:00+01:00,2011-04-05 16:00:00+02:00,
C,General,G2,Post,2011-04-01 10:00:00+02:00,2011-04-10 00:00:00+02:00,2011-04-11 00:00:00.010+02:00,
D,General,G2,e-mail,2011-05-01 10:00:00+02:00,2011-06-14 10:00:00+02:00,,
E,Experts,G2,Internet,2011-05-02 10:00:00+02:00,2011-06-15 00:00:00+02:00,,
F,Experts,,Internet,2011-03-01 10:00:00+01:00,2011-03-20 08:00:00+01:00,2011-03-20 17:00:00+01:00,
F,Experts,,Internet,2011-03-01 10:00:00+01:00,2011-03-20 08:00:00+01:00,2011-03-20 17:00:00+01:00,
G,Experts,,Desk,2011-02-01 10:00:00+01:00,2011-03-01 10:00:00+01:00,,
H,Experts,,Internet,2011-02-01 10:00:00+01:00,2011-03-01 10:00:00+01:00,2011-03-14 23:30:00+01:00,
I,General,,Internet,2011-03-14 23:30:00+00:00,2011-03-15 12:00:00+01:00,2011-03-14 23:45:00+00:00,
J,General,,Desk,2011-06-14 22:30:00+00:00,2011-06-20 00:00:00+02:00,,
K,General,,Internet,2011-05-10 09:00:00+02:00,2011-05-20 00:00:00+02:00,2011-05-10 08:00:00+02:00,
L,General,,Post,2011-05-12 09:00:00+02:00,2011-05-15 00:00:00+02:00,2011-05-01 08:00:00+02:00,
M,General,,Intern,2011-04-02 09:00:00+02:00,2011-04-03 00:00:00+02:00,2011-04-03 23:59:59+02:00,
N,Experts,,Desk,2011-04-04 09:00:00+02:00,,,
O,General,,Internet,2011-06-01 09:00:00+02:00,2011-06-10 00:00:00+02:00,2011-06-20 09:00:00+02:00,
N,General,,Desk,2011-04-04 09:00:00+02:00,,,
"""
# 15 March to 14 June 2011:
#   received in it  online A E I K O = 5, otherwise B C D L M N = 6, carried in F G = 2
#                   (H was done on the 14th; I came at half past midnight of the 15th; J came at
#                   half past midnight of 15 June)
#   done            early A K L = 3, on its day B F I M = 4, late C = 1
#                   (B's deadline 23:30+01:00 is half past midnight of 5 April)
#   open            D G O overdue = 3 (O is done after the period), E N in time = 2
BY_HAND = [5 + 6 + 2, 5, 6, 2, 3 + 4 + 1, 3, 4, 1, 2 + 3, 2, 3]
FIRST, LAST = date(2011, 3, 15), date(2011, 6, 14)


def counted(path: Path, by: str = "agency") -> tuple[list[dict[str, Any]], str]:
    rows, remarks = logs.count_file(path, FOLDER / "permit-log.yml", FIRST, LAST, by)
    return rows, "\n".join(remark.text for remark in remarks)


@pytest.fixture
def events(tmp_path: Path) -> Path:
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, "utf-8")
    return path


def test_a_log_of_events_gives_the_columns_counted_by_hand(events: Path) -> None:
    rows, _ = counted(events)
    assert [rows[-1][c] for c in COLUMNS] == BY_HAND
    assert [row["agency"] for row in rows] == ["Experts", "General", "total"]
    assert [row["c3"] for row in rows] == [4, 9, 13]  # Experts: E F G N


def test_by_field_the_total_is_the_same(events: Path) -> None:
    rows, _ = counted(events, "field")
    assert {row["field"]: row["c3"] for row in rows[:-1]} == {"G1": 2, "G2": 3, "": 8}
    assert rows[-1]["agency"] == "total"
    assert [rows[-1][c] for c in COLUMNS] == BY_HAND


def test_every_planted_fault_is_named_by_line(events: Path) -> None:
    _, said = counted(events)
    for fault in (
        "dòng 14, 15: có kết quả trước khi tiếp nhận",
        "dòng 16: «…»: kênh tiếp nhận chưa rõ; tính là không trực tuyến (cột 5)",
        "dòng 17: không có ngày hẹn trả",
        "dòng 17, 19: các dòng của cùng một hồ sơ ghi thông tin chung khác nhau",
        "cột thứ 8 không có tên",
    ):
        assert fault in said


def test_column_11_is_the_next_periods_column_6(events: Path) -> None:
    reading = logs.read_dossiers(events, PERMIT_LOG)
    assert reading.counts["dossiers"] == 15
    blank = replace(PERIOD, start=FIRST, end=LAST)
    borders = [date(2011, 1, 1), FIRST, date(2011, 4, 3), date(2011, 5, 2), date(2011, 6, 15)]
    previous = None
    for start, after in pairwise(borders):
        period = replace(blank, start=start, end=date.fromordinal(after.toordinal() - 1))
        *_, total = counting.dossier_table(counting.dossier_tallies(reading.table, period), ())
        counts = counting.dossier_counts({c: int(total[c]) for c in COLUMNS})
        assert counting.identity_breaks(counts, previous) == ()
        previous = counts


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def test_the_machines_time_zone_changes_nothing(events: Path, zone: str) -> None:
    code = (
        "import sys, datetime as d; from pathlib import Path; from helpers.intake import logs;"
        "rows, _ = logs.count_file(Path(sys.argv[1]), Path(sys.argv[2]),"
        " d.date(2011, 3, 15), d.date(2011, 6, 14)); print(list(rows[-1].values())[1:])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, events, FOLDER / "permit-log.yml"],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        check=True,
        text=True,
    )
    assert ran.stdout.strip() == str(BY_HAND)


# ---------------------------------------------------------------- the one-stop export

DOSSIER = {
    "id": "000.01",
    "receiving_code": "",
    "receiving_unit": "",
    "competent_code": "",
    "competent_unit": "Sở Nội vụ",
    "field": "Tôn giáo",
    "channel": "Trực tiếp",
    "online_level": "Mức độ 2",
    "received": "01/03/2022",
    "due": "10/03/2022",
    "done": "09/03/2022",
    "payment_opened": "Không",
    "payments": "",
    "payments_online": "",
    "digitised": "Có",
    "papers": "Không có",
}
HEADS = [ONE_STOP.columns[column] for column in DOSSIER]


def export(path: Path, *rows: dict[str, str], separator: str = ",") -> Path:
    """An export of these rows; ids run on where none is given."""
    whole = [{**DOSSIER, "id": f"000.{n:02}", **row} for n, row in enumerate(rows)]
    return written(path, [HEADS, *(row.values() for row in whole)], separator)


def read(
    path: Path, *rows: dict[str, str], plan: Plan = PLAN, period: Period | None = PERIOD
) -> logs.DossierReading:
    return logs.read_dossiers(export(path / "x.csv", *rows), ONE_STOP, plan, period)


def test_a_row_in_our_columns(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {
            "receiving_code": "088",
            "receiving_unit": "UBND thị xã Sa Pa",
            "competent_code": "03022",
            "competent_unit": "UBND xã Thanh Bình",
            "channel": "Trực tuyến",
            "online_level": "Toàn trình",
            "payment_opened": "Có",
            "payments": "1.200",
            "payments_online": "3",
            "papers": "Tái sử dụng",
        },
    )
    assert reading.table.schema == store.DOSSIERS
    assert reading.table.to_pylist() == [
        {
            "receiving": "088-thi-xa-sa-pa",
            "competent": "03022-xa-thanh-binh",
            "unit": "",
            "central": False,
            "field": "Tôn giáo",
            "channel": "online",
            "online_level": "full",
            "received": date(2022, 3, 1),
            "due": date(2022, 3, 10),
            "done": date(2022, 3, 9),
            "payment_opened": True,
            "payments": 1200,
            "payments_online": 3,
            "digitised": True,
            "papers": "reused",
        }
    ]
    assert reading.counts == {"rows": 1, "dossiers": 1}
    assert reading.remarks == ()


# One row each: the check that finds it, what is said, and what stands in the table for it.
QUESTIONS: list[tuple[str, dict[str, str], str, dict[str, object]]] = [
    ("ends_before_it_starts", {"done": "28/02/2022"}, "có kết quả trước", {}),
    ("due_before_received", {"due": "28/02/2022"}, "ngày hẹn trả trước", {}),
    ("no_due_day", {"due": ""}, "không có ngày hẹn trả", {"due": None}),
    ("unknown_channel", {"channel": "Zalo"}, "«…»", {"channel": "unknown"}),
    ("unknown_channel", {"channel": ""}, "(để trống)", {"channel": "unknown"}),
    ("unknown_online_level", {"online_level": "Mức 3"}, "«Mức 3»", {"online_level": ""}),
    ("unknown_yes_no", {"digitised": "x"}, "«x»", {"digitised": None}),
    ("unknown_yes_no", {"payment_opened": "1"}, "«1»", {"payment_opened": False}),
    ("unknown_papers", {"papers": "Thiếu"}, "«…»", {"papers": ""}),
    ("unreadable_payments", {"payments": "hai"}, "không phải số nguyên", {"payments": 0}),
    ("unreadable_payments", {"payments": "-1"}, "không phải số nguyên", {"payments": 0}),
    (
        "more_online_than_payments",
        {"payments": "1", "payments_online": "2"},
        "lớn hơn",
        {"payments": 0, "payments_online": 0},
    ),
    ("no_id", {"id": ""}, "không có mã", {}),
    ("spoiled_id", {"id": "7,9E+10"}, "dạng số", {}),
    ("no_unit", {"competent_unit": ""}, "không ghi đơn vị", {"competent": None, "unit": ""}),
    ("unknown_receiving_unit", {"receiving_unit": "Bưu điện"}, "tiếp nhận", {"receiving": None}),
    (
        "unit_not_in_being",
        {"competent_unit": "Sở Du lịch"},
        "không hoạt động",
        {"competent": "so-du-lich"},
    ),
]


@pytest.mark.parametrize(("name", "row", "said", "kept"), QUESTIONS)
def test_a_row_in_question_is_named_counted_and_kept(
    tmp_path: Path, name: str, row: dict[str, str], said: str, kept: dict[str, object]
) -> None:
    reading = read(tmp_path, {}, row, {})
    assert reading.counts == {"rows": 3, "dossiers": 3, name: 1}
    (remark,) = reading.remarks
    assert (remark.file, remark.place) == ("x.csv", "dòng 3")
    assert remark.text.startswith("Tệp x.csv, dòng 3: ") and said in remark.text
    assert kept.items() <= reading.table.to_pylist()[1].items()


def test_every_check_has_its_sentence() -> None:
    assert {*DOSSIER_CHECKS, *ANSWER_CHECKS} <= set(wording.ROW_QUESTIONS)


def test_at_most_twenty_lines_are_named_and_the_rest_is_counted(tmp_path: Path) -> None:
    reading = read(tmp_path, *[{"due": ""}] * 23)
    (remark,) = reading.remarks
    assert remark.place == f"dòng {', '.join(map(str, range(2, 22)))} và 3 dòng khác"
    assert reading.counts["no_due_day"] == 23


def test_rows_outside_the_period_are_named_and_set_aside(tmp_path: Path) -> None:
    rows = [
        {"received": "14/12/2022", "done": ""},
        {"received": "15/12/2022", "done": "", "due": "30/12/2022"},
        {"received": "14/12/2021", "done": "15/12/2021", "due": "15/12/2021"},
        {"received": "13/12/2021", "done": "14/12/2021", "due": "15/12/2021"},
    ]
    reading = read(tmp_path, *rows)
    assert reading.counts == {
        "rows": 4,
        "dossiers": 2,
        "due_before_received": 1,
        "received_after_period": 1,
        "done_before_period": 1,
    }
    assert "dòng 3: tiếp nhận sau ngày cuối kỳ" in texts(reading)
    assert "dòng 5: đã có kết quả trước ngày đầu kỳ" in texts(reading)
    assert read(tmp_path, *rows, period=None).counts["dossiers"] == 4


def test_repeated_rows_count_once(tmp_path: Path) -> None:
    reading = read(tmp_path, {"id": "7"}, {"id": "8"}, {"id": " 7 "}, {"id": "7"})
    assert reading.counts == {"rows": 4, "dossiers": 2, "repeated": 2}
    assert "dòng 4, 5: lặp lại" in texts(reading)


def test_rows_without_a_usable_id_are_never_taken_for_repeated(tmp_path: Path) -> None:
    reading = read(tmp_path, *[{"id": ""}] * 2, *[{"id": "7,9E+10"}] * 2)
    assert reading.counts == {"rows": 4, "dossiers": 4, "no_id": 2, "spoiled_id": 2}


def test_rows_of_one_id_that_differ_refuse_the_file(tmp_path: Path) -> None:
    with pytest.raises(LogRefused) as refused:
        read(tmp_path, {"id": "7"}, {"id": "8"}, {"id": "7", "channel": "Trực tuyến"})
    assert "dòng 2, 4: cùng một mã nhưng nội dung khác nhau" in texts(refused.value)


NO_DAYS = (
    "31/02/2022",
    "2022-03-01",
    "13/13/2022",
    "1/3/22",
    "01/03/2562",
    "01/03/1926",
    "44621",
    "?",
)


@pytest.mark.parametrize("column", ["received", "due", "done"])
def test_days_that_cannot_be_read_refuse_the_file(tmp_path: Path, column: str) -> None:
    with pytest.raises(LogRefused) as refused:
        read(tmp_path, {}, *({column: text} for text in NO_DAYS))
    lines = ", ".join(str(3 + n) for n in range(len(NO_DAYS)))
    said = texts(refused.value)
    assert f"dòng {lines}: «31/02/2022», " in said
    assert "«2022-03-01»" in said and "Đề nghị ghi ngày/tháng/năm, ví dụ 01/03/2022" in said


@pytest.mark.parametrize("spelled", ["2022-03-01 08:30", "01-03-2022", "1.3.2022 08:30:59"])
def test_a_day_in_other_signs_is_shown_as_it_is_spelled(tmp_path: Path, spelled: str) -> None:
    with pytest.raises(LogRefused) as refused:
        read(tmp_path, {"due": spelled})
    assert f"«{spelled}»" in texts(refused.value)


@pytest.mark.parametrize(
    "number", ["20220301", "0912 345 678", "2022-03-0145", "079-12-2022-01", "2022-13-45 1"]
)
def test_a_number_that_is_no_day_is_never_shown(tmp_path: Path, number: str) -> None:
    with pytest.raises(LogRefused) as refused:
        read(tmp_path, {"due": number})
    assert number not in texts(refused.value) and number[:6] not in texts(refused.value)


def test_a_log_of_timestamps_is_asked_for_days_of_its_own_order(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(EVENTS.replace("2011-05-20 00:00:00+02:00", "20/05/2011"), "utf-8")
    with pytest.raises(LogRefused) as refused:
        logs.read_dossiers(path, PERMIT_LOG)
    assert "«20/05/2011»: ngày hẹn trả không đọc được. Đề nghị ghi năm-tháng-ngày, ví dụ" in texts(
        refused.value
    )


# On one day: received, done, and whether that is the wrong order.
TIMES = [
    ("01/03/2022 08:30", "01/03/2022 08:29:59", True),
    ("01/03/2022 08:30:00", "01/03/2022 8:30", False),
    ("01/03/2022 08:30", "01/03/2022", False),
    ("01/03/2022 08:30", "01/03/2022 00:00:00", False),
    ("01/03/2022", "01/03/2022 07:00", False),
    ("01/03/2022 23:59", "02/03/2022", False),
    ("02/03/2022", "01/03/2022 23:59", True),
]


@pytest.mark.parametrize(("received", "done", "reversed_"), TIMES)
def test_a_time_of_day_orders_what_happens_on_one_day(
    tmp_path: Path, received: str, done: str, reversed_: bool
) -> None:
    reading = read(tmp_path, {"received": received, "done": done})
    assert reading.counts.get("ends_before_it_starts", 0) == reversed_
    (row,) = reading.table.to_pylist()
    shown = [f"{row[day]:%d/%m/%Y}" for day in ("received", "done")]
    assert shown == [received[:10], done[:10]]


def test_days_with_a_time_count_as_their_days(tmp_path: Path) -> None:
    rows = [
        {"received": "01/03/2022 08:30", "due": "10/03/2022 00:00:00", "done": "10/03/2022 16:59"},
        {"received": "01/03/2022 8:30:59", "due": "10/03/2022", "done": "11/03/2022 00:00"},
    ]
    reading = read(tmp_path, *rows)
    assert reading.remarks == ()
    assert [row["done"] for row in reading.table.to_pylist()] == [
        date(2022, 3, 10),
        date(2022, 3, 11),
    ]
    with pytest.raises(LogRefused) as refused:
        read(tmp_path, {"received": "01/03/2022 24:00"}, {"received": "01/03/2022 08:60"})
    assert "dòng 2, 3: «01/03/2022 24:00», «01/03/2022 08:60»" in texts(refused.value)


def test_all_reasons_to_refuse_come_together(tmp_path: Path) -> None:
    with pytest.raises(LogRefused) as refused:
        read(
            tmp_path,
            {"received": ""},
            {"due": "x"},
            {"done": "y"},
            {"received": "z"},
            {"id": "a"},
            {"id": "a", "field": "Khác"},
        )
    reasons = [r.place for r in refused.value.remarks if r.severity is Severity.REFUSED_FILE]
    assert reasons == ["dòng 6, 7", "dòng 2, 5", "dòng 3", "dòng 4"]


def test_days_may_leave_out_leading_zeros(tmp_path: Path) -> None:
    reading = read(tmp_path, {"received": "1/3/2022", "due": "04/03/2022", "done": "4/3/2022"})
    (row,) = reading.table.to_pylist()
    assert (row["received"], row["due"], row["done"]) == (
        date(2022, 3, 1),
        date(2022, 3, 4),
        date(2022, 3, 4),
    )


def test_words_are_known_in_any_spelling_of_case_spaces_and_unicode(tmp_path: Path) -> None:
    odd = {
        "channel": unicodedata.normalize("NFD", "TRỰC  tuyến\u00a0"),
        "papers": "tái sử dụng",
        "digitised": "KHÔNG",
        "competent_unit": unicodedata.normalize("NFD", " sở  nội VỤ"),
    }
    reading = read(tmp_path, odd)
    (row,) = reading.table.to_pylist()
    assert (row["channel"], row["papers"], row["digitised"]) == ("online", "reused", False)
    assert row["competent"] == "so-noi-vu"
    assert reading.remarks == ()


def test_no_id_and_no_long_number_leaves_intake(tmp_path: Path) -> None:
    phone = "0912 345 678"
    reading = read(
        tmp_path,
        {"id": "CANARY-1", "due": "", "field": f"Hỏi {phone}", "channel": phone},
        {"id": "CANARY-1"} | {"due": "", "field": f"Hỏi {phone}", "channel": phone},
        {"id": "CANARY-2", "competent_unit": f"Ông A {phone}"},
    )
    everything = str(reading.table.to_pylist()) + texts(reading) + str(reading.counts)
    assert "CANARY" not in everything and "345" not in everything
    with pytest.raises(LogRefused) as refused:
        read(tmp_path, {"id": "CANARY-1"}, {"id": "CANARY-1", "done": ""})
    assert "CANARY" not in texts(refused.value)


def test_an_export_without_rows_is_taken_in_and_said(tmp_path: Path) -> None:
    reading = read(tmp_path)
    assert reading.counts == {"rows": 0, "dossiers": 0}
    assert "không có dòng số liệu nào" in texts(reading)


# ---------------------------------------------------------------- units

THANH_BINH = "UBND xã Thanh Bình"
SA_PA, MUONG_KHUONG = "03022-xa-thanh-binh", "02779-xa-thanh-binh"


def unit(tmp_path: Path, code: str, name: str, **row: str) -> tuple[dict[str, Any], str]:
    reading = read(tmp_path, {"competent_code": code, "competent_unit": name, **row})
    return reading.table.to_pylist()[0], texts(reading)


@pytest.mark.parametrize(
    ("code", "name", "agency"),
    [
        ("03022", THANH_BINH, SA_PA),
        ("02779", THANH_BINH, MUONG_KHUONG),
        ("02779", "UBND xã Thanh Bình, huyện Mường Khương", MUONG_KHUONG),
        ("02779", "", MUONG_KHUONG),
        ("", "UBND xã Thanh Bình, thị xã Sa Pa", SA_PA),
        ("088", "UBND thị xã Sa Pa", "088-thi-xa-sa-pa"),
        ("", "UBND thị xã Sa Pa", "088-thi-xa-sa-pa"),
        ("", "Sở Văn hóa, Thể thao và Du lịch", "so-van-hoa-the-thao-va-du-lich"),
    ],
)
def test_a_unit_that_can_be_told(tmp_path: Path, code: str, name: str, agency: str) -> None:
    row, said = unit(tmp_path, code, name)
    assert (row["competent"], row["unit"], said) == (agency, "", "")


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        # both communes bear the name: never chosen
        (
            "",
            THANH_BINH,
            "«UBND xã Thanh Bình» có hai đơn vị trùng tên (02779, huyện Mường Khương; 03022, "
            "thị xã Sa Pa). Đề nghị ghi thêm mã đơn vị; phần mềm không tự chọn.",
        ),
        # the code of one, the name of another
        ("02779", "UBND xã Thanh Bình, thị xã Sa Pa", "mã «02779» là của UBND xã Thanh Bình, h"),
        ("03022", "UBND thị xã Sa Pa", "mã «03022» là của UBND xã Thanh Bình, thị xã Sa Pa"),
        ("03022", "UBND xã Thánh Bình", "mã «03022» là của"),
        ("088", "Sở Nội vụ", "mã «088» là của UBND thị xã Sa Pa"),
        # a code that is none, or has lost its zero: hinted at, never joined
        ("2779", THANH_BINH, "Gần nhất: UBND xã Thanh Bình, huyện Mường Khương (02779)"),
        ("99999", "Sở Nội vụ", "không có đơn vị mang mã «99999» (tên ghi là «Sở Nội vụ»)"),
        # near names are named, never joined; tone marks count
        ("", "UBND TX Sa Pa", "Gần nhất: UBND thị xã Sa Pa (088)"),
        ("", "Sở Nội vu", "Gần nhất: Sở Nội vụ"),
        ("", "Sở Văn hóa", "không có đơn vị tên «Sở …»"),
        ("", "SỞ", "không có đơn vị tên «SỞ»"),
    ],
)
def test_a_unit_that_cannot_be_told_is_charged_to_nobody(
    tmp_path: Path, code: str, name: str, said: str
) -> None:
    row, text = unit(tmp_path, code, name)
    assert (row["competent"], row["central"]) == (None, False)
    # Kept is what cannot be a person's: a name the plan knows, or the words for kinds of bodies.
    kept = row["unit"].split()
    assert row["unit"] == name or (kept[-1] == "…" and name.startswith(" ".join(kept[:-1])))
    assert text.startswith("Tệp x.csv, dòng 2: ") and said in text


def test_central_bodies_are_charged_to_nobody_without_a_question(tmp_path: Path) -> None:
    row, said = unit(tmp_path, "G01.33", "Công an tỉnh Lào Cai")
    assert (row["competent"], row["central"], said) == (None, True, "")


@pytest.mark.parametrize(
    ("name", "received", "done", "questioned"),
    [
        ("Sở Du lịch", "01/03/2022", "20/04/2022", True),
        ("Sở Du lịch", "01/03/2022", "21/04/2022", False),
        ("Sở Du lịch", "01/03/2022", "", False),
        ("Sở Văn hóa, Thể thao và Du lịch", "20/04/2022", "", False),
        ("Sở Văn hóa, Thể thao và Du lịch", "21/04/2022", "", True),
    ],
)
def test_a_unit_outside_its_time_is_accepted_with_a_remark(
    tmp_path: Path, name: str, received: str, done: str, questioned: bool
) -> None:
    row, said = unit(tmp_path, "", name, received=received, done=done, due="30/04/2022")
    assert row["competent"] is not None
    assert ("không hoạt động" in said) is questioned


def test_a_name_of_two_times_means_the_agency_of_the_period(tmp_path: Path) -> None:
    """Two agencies of one name, one long gone: only the standing one is involved."""
    gone = replace(
        PLAN.agencies["so-noi-vu"], id="so-noi-vu-cu", start=date(2000, 1, 1), end=date(2010, 1, 1)
    )
    plan = replace(PLAN, agencies={gone.id: gone, **PLAN.agencies})
    assert read(tmp_path, {}, plan=plan).table.to_pylist()[0]["competent"] == "so-noi-vu"
    reading = read(tmp_path, {}, plan=plan, period=None)
    assert "có hai đơn vị trùng tên" in texts(reading)


def test_many_unknown_units_are_cut_and_counted(tmp_path: Path) -> None:
    reading = read(tmp_path, *({"competent_unit": f"Đơn vị {n}"} for n in range(60)))
    assert len(reading.remarks) == 50 + 1
    assert "còn 10 cách ghi đơn vị khác" in reading.remarks[-1].text
    assert reading.counts["unit_in_question"] == 60


def test_without_a_plan_units_stand_as_spelled(tmp_path: Path) -> None:
    reading = logs.read_dossiers(export(tmp_path / "x.csv", {"competent_unit": "Ai đó"}), ONE_STOP)
    assert reading.table.to_pylist()[0]["unit"] == "Ai đó"
    assert reading.remarks == ()


# ---------------------------------------------------------------- the file as such


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separators_marks_and_line_ends(
    tmp_path: Path, separator: str, mark: str, end: str
) -> None:
    path = export(tmp_path / "x.csv", {"field": "Văn hóa, thể thao; khác"}, {}, separator=separator)
    path.write_bytes((mark + path.read_text("utf-8").replace("\n", end)).encode())
    assert logs.recognise(path, [SURVEY, PERMIT_LOG, ONE_STOP]) is ONE_STOP
    reading = logs.read_dossiers(path, ONE_STOP, PLAN, PERIOD)
    assert reading.counts == {"rows": 2, "dossiers": 2}
    assert reading.table.to_pylist()[0]["field"] == "Văn hóa, thể thao; khác"


def test_lines_are_right_behind_line_breaks_inside_quotes_and_blank_lines(tmp_path: Path) -> None:
    path = export(tmp_path / "x.csv", {"field": "Hộ\ntịch"}, {"due": ""}, {}, {"due": ""})
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:4], "", *lines[4:], "", ""]), "utf-8")
    # 1 heads, 2-3 first row, 4 second (no due day), 5 blank, 6 third, 7 fourth (no due day)
    reading = logs.read_dossiers(path, ONE_STOP, PLAN, PERIOD)
    assert "dòng 4, 7: không có ngày hẹn trả" in texts(reading)
    assert reading.table.to_pylist()[0]["field"] == "Hộ tịch"


def test_mixed_line_ends_are_read(tmp_path: Path) -> None:
    path = export(tmp_path / "x.csv", {}, {"due": ""}, {})
    first, rest = path.read_bytes().split(b"\n", 2)[0], path.read_bytes().split(b"\n", 1)[1]
    path.write_bytes(first + b"\n" + rest.replace(b"\n", b"\r\n", 1))
    reading = logs.read_dossiers(path, ONE_STOP, PLAN, PERIOD)
    assert reading.counts["dossiers"] == 3
    assert "dòng 3: không có ngày hẹn trả" in texts(reading)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda b: b.replace(b"T\xc3\xb4n", b"T\xf4n", 1), "dòng 2: không đúng bảng mã UTF-8"),
        (lambda b: b.replace(b"T\xc3\xb4n", "T\ufffdn".encode(), 1), "dòng 2: có ký tự thay thế"),
        (lambda b: b.replace(b"T\xc3\xb4n", b"T\0n", 1), "dòng 2: có ký tự rỗng (NUL)"),
        (lambda b: b.decode().encode("utf-16")[:-1], "bảng mã UTF-16 nhưng bị hỏng"),
        (lambda b: b[:-40] + b"\n", "dòng 4: số ô không khớp với hàng tiêu đề (16 cột)"),
        (lambda b: b.replace(b"01/03", b"01,03", 1), "dòng 2: số ô không khớp"),
        (lambda b: b + b'"x\n', "dòng 5: dấu ngoặc kép không khép đúng"),
        (lambda b: b + b'"a"b,,,,,,,,,,,,,,,\n', "dòng 5: dấu ngoặc kép"),
        (lambda b: b + b"x" * 3_000_000 + b"\n", "dòng 5"),
        (lambda b: b"", "đây là tệp rỗng (0 byte)"),
        (lambda b: b"\n\n", "không có hàng tiêu đề"),
        (lambda b: b"\xff" * 100, "không đúng bảng mã UTF-8"),
        (lambda b: b"PK\x03\x04" + bytes(1000), "tệp hỏng"),
    ],
)
def test_a_file_that_is_no_sound_csv_is_refused_by_line(
    tmp_path: Path, change: Any, said: str
) -> None:
    path = export(tmp_path / "x.csv", {}, {}, {})
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(LogRefused) as refused:
        logs.read_dossiers(path, ONE_STOP, PLAN, PERIOD)
    assert said in texts(refused.value)
    assert all(r.severity is Severity.REFUSED_FILE for r in refused.value.remarks)


@settings(deadline=None, max_examples=25)
@given(
    values=st.lists(st.text(alphabet=',;"\n\t ăA1', max_size=8), min_size=1, max_size=6),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n"]),
    separator=st.sampled_from(",;\t"),
)
def test_what_was_written_is_read_and_its_line_is_known(
    tmp_path_factory: pytest.TempPathFactory,
    values: list[str],
    quoting: Any,
    end: str,
    separator: str,
) -> None:
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=end)
    writer.writerow(HEADS)
    lines = []
    for n, value in enumerate(values):
        lines.append(text.getvalue().count("\n") + 1)
        writer.writerow({**DOSSIER, "id": f"P{n}", "field": value, "due": ""}.values())
    path.write_bytes(text.getvalue().encode())
    reading = logs.read_dossiers(path, ONE_STOP, None, PERIOD)  # with a plan words are masked
    fields = [row["field"] for row in reading.table.to_pylist()]
    assert fields == [" ".join(value.split()) for value in values]
    assert reading.remarks[0].place == f"dòng {', '.join(map(str, lines))}"


@pytest.mark.parametrize("seed", range(25))
def test_a_damaged_file_is_read_or_refused_in_words(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(export(tmp_path / "x.csv", {}, {}, {}).read_bytes())
    for _ in range(chance.randrange(1, 5)):
        place = chance.randrange(len(content))
        match chance.randrange(4):
            case 0:
                content[place] = chance.randrange(256)
            case 1:
                content[place:place] = chance.choice([b'"', b",", b"\n", b"\r", b"=1+1", b"\\"])
            case 2:
                del content[place : place + chance.randrange(1, 30)]
            case _:
                content[place:place] = content[:place][-60:]
    path = tmp_path / "y.csv"
    path.write_bytes(content)
    if logs.recognise(path, [ONE_STOP, SURVEY]) is None:
        assert logs.why_unknown(path).text
        return
    try:
        logs.read_dossiers(path, ONE_STOP, PLAN, PERIOD)
    except LogRefused as refused:
        assert all(remark.text.startswith("Tệp y.csv") for remark in refused.remarks)


@pytest.mark.parametrize("extra", [",", ",,", ',""'])
def test_blank_cells_too_many_are_a_ragged_row(tmp_path: Path, extra: str) -> None:
    """A blank cell slipped in would move what follows it into the wrong column."""
    path = export(tmp_path / "x.csv", {}, {}, {})
    lines = path.read_text("utf-8").splitlines()
    lines[2] += extra
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(LogRefused, match="dòng 3: số ô không khớp"):
        logs.read_dossiers(path, ONE_STOP, PLAN, PERIOD)


def test_all_ragged_rows_are_named(tmp_path: Path) -> None:
    path = export(tmp_path / "x.csv", *[{}] * 5)
    lines = path.read_text("utf-8").splitlines()
    lines[2] += ",thừa"
    lines[4] = lines[4].rpartition(",")[0]
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(LogRefused, match="dòng 3, 5: số ô không khớp"):
        logs.read_dossiers(path, ONE_STOP, PLAN, PERIOD)


@pytest.mark.parametrize("name", ["*.csv", "a[1].csv", "x.csv.gz", "năm=2022.csv", "it's.csv"])
def test_a_file_name_is_only_a_name(tmp_path: Path, name: str) -> None:
    export(tmp_path / "other.csv", {}, {})
    assert logs.read_dossiers(export(tmp_path / name, {}), ONE_STOP).counts["rows"] == 1


def with_heads(path: Path, heads: Sequence[str]) -> Path:
    return written(path, [heads, list(DOSSIER.values())])


def test_a_missing_head_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    heads = ["Ngày tiếp nhân" if head == "Ngày tiếp nhận" else head for head in HEADS]
    path = with_heads(tmp_path / "x.csv", heads)
    assert logs.recognise(path, [SURVEY, PERMIT_LOG, ONE_STOP]) is ONE_STOP
    with pytest.raises(LogRefused) as refused:
        logs.read_dossiers(path, ONE_STOP, PLAN, PERIOD)
    said = texts(refused.value)
    assert "thiếu cột «Ngày tiếp nhận» (gần nhất: «Ngày tiếp nhân»)" in said
    assert "«Mã hồ sơ», «Mã đơn vị tiếp nhận»" in said


def test_heads_are_known_in_nfd_and_any_case(tmp_path: Path) -> None:
    heads = [unicodedata.normalize("NFD", head).upper() for head in HEADS]
    path = with_heads(tmp_path / "x.csv", heads)
    assert logs.recognise(path, [SURVEY, ONE_STOP]) is ONE_STOP
    assert logs.read_dossiers(path, ONE_STOP, PLAN, PERIOD).remarks == ()


def test_columns_are_found_by_name_wherever_they_stand(tmp_path: Path) -> None:
    path = written(tmp_path / "x.csv", [HEADS[::-1], list(DOSSIER.values())[::-1]])
    (row,) = logs.read_dossiers(path, ONE_STOP, PLAN, PERIOD).table.to_pylist()
    assert (row["received"], row["done"]) == (date(2022, 3, 1), date(2022, 3, 9))


def test_optional_unused_and_unnamed_columns_are_said(tmp_path: Path) -> None:
    heads = ["", "Ghi chú", *HEADS[2:]]
    path = written(tmp_path / "x.csv", [[*heads, ""], ["1", "x", *list(DOSSIER.values())[2:], "2"]])
    with pytest.raises(LogRefused, match="thiếu cột «Mã hồ sơ»"):
        logs.read_dossiers(path, ONE_STOP, PLAN, PERIOD)
    path = written(
        tmp_path / "x.csv",
        [["Mã hồ sơ", "", "Ghi chú", *HEADS[3:]], ["1", "2", "x", *list(DOSSIER.values())[3:]]],
    )
    said = texts(logs.read_dossiers(path, ONE_STOP, PLAN, PERIOD))
    assert "không có cột «Mã đơn vị tiếp nhận»" in said
    assert "cột thứ 2 không có tên" in said
    assert "các cột không dùng đến: «Ghi chú» (cột thứ 3)" in said


def test_a_column_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    path = written(
        tmp_path / "x.csv", [[*HEADS, "ngày tiếp NHẬN"], [*DOSSIER.values(), "01/04/2022"]]
    )
    with pytest.raises(LogRefused, match="cột «Ngày tiếp nhận» có ở các vị trí 9, 17"):
        logs.read_dossiers(path, ONE_STOP, PLAN, PERIOD)


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", "Tên,Tuổi\n".encode(), b"\xff\xfe\0", b"PK\x03\x04\0\0", b"\0"]
)
def test_other_files_are_not_recognised_and_it_is_said_why(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    assert logs.recognise(path, [SURVEY, PERMIT_LOG, ONE_STOP]) is None
    remark = logs.why_unknown(path)
    assert remark.severity is Severity.REFUSED_FILE and remark.text.startswith("Tệp x.csv")


# ---------------------------------------------------------------- the survey

BALLOT = {
    "id": "P1",
    "code": "03022",
    "unit": "UBND xã Thanh Bình",
    "field": "Đất đai",
    "answered": "01/11/2022",
    "sampling": "Ngẫu nhiên",
    "procedures": "Hài lòng",
    "service": "Rất hài lòng",
    "health": "",
    "education": "",
}
SURVEY_HEADS = [SURVEY.named[column] for column in BALLOT]
QUESTIONS = ("procedures", "service", "health", "education")
NOT_ANSWERED = dict.fromkeys(QUESTIONS, "")


def survey(tmp_path: Path, *rows: dict[str, str]) -> logs.AnswerReading:
    whole = [{**BALLOT, "id": f"P{n}", **row} for n, row in enumerate(rows)]
    path = written(tmp_path / "ks.csv", [SURVEY_HEADS, *(row.values() for row in whole)])
    assert logs.recognise(path, [ONE_STOP, PERMIT_LOG, SURVEY]) is SURVEY
    return logs.read_answers(path, SURVEY, PLAN, PERIOD)


def test_answers_in_our_columns(tmp_path: Path) -> None:
    scale = ("Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng", "Rất không hài lòng")
    fields = ("Đất đai", "Xây dựng", "Đầu tư", "Hộ tịch", "")
    rows = [
        {"procedures": answer, "field": field} for answer, field in zip(scale, fields, strict=True)
    ]
    reading = survey(tmp_path, *rows, {"sampling": "Tự nguyện"})
    kept = reading.table.to_pylist()
    assert reading.table.schema == store.ANSWERS
    assert [row["procedures"] for row in kept] == [True, True, False, False, False, True]
    assert [row["field"] for row in kept] == [
        "land",
        "construction",
        "investment",
        "other",
        "other",
        "land",
    ]
    assert {row["agency"] for row in kept} == {SA_PA}
    assert kept[-1]["sampling"] == "voluntary"
    assert (reading.counts, reading.remarks) == ({"rows": 6, "answers": 6}, ())


ANSWER_QUESTIONS: list[tuple[str, dict[str, str], str, dict[str, object]]] = [
    ("no_answer", NOT_ANSWERED, "để trống mọi câu hỏi", dict.fromkeys(QUESTIONS)),
    ("unknown_answer", {"procedures": "Tạm"}, "«…»", {"procedures": None, "service": True}),
    ("unknown_answer", {"health": "Tạm"}, "«…»", {"procedures": True, "health": None}),
    ("unknown_sampling", {"sampling": ""}, "tự nguyện", {"sampling": "voluntary"}),
    ("no_id", {"id": ""}, "không có mã", {}),
    ("no_unit", {"code": "", "unit": ""}, "không ghi đơn vị", {"agency": None}),
    ("unit_in_question", {"code": ""}, "hai đơn vị trùng tên", {"agency": None}),
    ("unit_in_question", {"unit": "Sở Nội vụ"}, "mã «03022» là của", {"unit": "Sở Nội vụ"}),
    (
        "unit_not_in_being_at_answer",
        {"code": "", "unit": "Sở Du lịch", "answered": "20/04/2022"},
        "không hoạt động",
        {"agency": "so-du-lich"},
    ),
]


@pytest.mark.parametrize(("name", "row", "said", "kept"), ANSWER_QUESTIONS)
def test_an_answer_in_question_is_named_counted_and_kept(
    tmp_path: Path, name: str, row: dict[str, str], said: str, kept: dict[str, object]
) -> None:
    reading = survey(tmp_path, {}, row, {})
    assert reading.counts == {"rows": 3, "answers": 3, name: 1}
    (remark,) = reading.remarks
    assert remark.place == "dòng 3" and said in remark.text
    assert kept.items() <= reading.table.to_pylist()[1].items()


def test_repeated_ballots_and_ballots_outside_the_period(tmp_path: Path) -> None:
    reading = survey(tmp_path, {"id": "1"}, {"id": "1"}, {"answered": "15/12/2022"}, {})
    assert reading.counts == {
        "rows": 4,
        "answers": 2,
        "repeated": 1,
        "answered_outside_period": 1,
    }


def test_a_ballot_without_a_day_is_held_and_asked_about(tmp_path: Path) -> None:
    reading = survey(tmp_path, {}, {"answered": ""}, {"answered": " "}, {})
    assert reading.counts == {"rows": 4, "answers": 2, "no_answered_day": 2}
    (remark,) = reading.remarks
    assert remark.severity is Severity.REFUSED_CELL
    assert "dòng 3, 4: để trống ngày trả lời" in remark.text and "chưa tính" in remark.text


def test_ballots_of_an_export_without_days_are_all_of_the_period(tmp_path: Path) -> None:
    mapping = SURVEY.model_copy(update={"optional": [*SURVEY.optional, "answered"]})
    rows = [{**BALLOT, "id": f"P{n}"} for n in range(3)]
    heads = [SURVEY.named[column] for column in BALLOT if column != "answered"]
    cells = [[cell for column, cell in row.items() if column != "answered"] for row in rows]
    reading = logs.read_answers(written(tmp_path / "x.csv", [heads, *cells]), mapping, PLAN, PERIOD)
    assert reading.counts == {"rows": 3, "answers": 3}
    assert [remark.severity for remark in reading.remarks] == [Severity.REMARK]
    assert "không có cột «Ngày trả lời»" in texts(reading)


@pytest.mark.parametrize(
    "rows",
    [
        ({"id": "1"}, {"id": "1", "procedures": "Bình thường"}),
        ({"id": "1"}, {"id": "1", "health": "Bình thường"}),
        ({"answered": "1.11.2022"},),
    ],
)
def test_a_survey_that_cannot_be_counted_is_refused(
    tmp_path: Path, rows: tuple[dict[str, str], ...]
) -> None:
    with pytest.raises(LogRefused):
        survey(tmp_path, *rows)


def test_a_blank_answer_is_a_question_not_asked(tmp_path: Path) -> None:
    health = {**NOT_ANSWERED, "health": "Không hài lòng"}
    education = {**NOT_ANSWERED, "education": "Hài lòng"}
    reading = survey(tmp_path, {"service": ""}, health, education)
    assert reading.remarks == ()
    assert [tuple(row[q] for q in QUESTIONS) for row in reading.table.to_pylist()] == [
        (True, None, None, None),
        (None, None, False, None),
        (None, None, None, True),
    ]


def test_only_the_question_on_procedures_must_be_a_column(tmp_path: Path) -> None:
    heads = [head for head in SURVEY_HEADS if head.startswith(("M", "Đ", "L", "N", "C"))]
    row = [BALLOT[column] for column in BALLOT if column not in QUESTIONS[1:]]
    path = written(tmp_path / "ks.csv", [heads, row])
    assert logs.recognise(path, [ONE_STOP, SURVEY]) is SURVEY
    reading = logs.read_answers(path, SURVEY, PLAN, PERIOD)
    assert texts(reading).count("không có cột «Hài lòng về") == 3
    (kept,) = reading.table.to_pylist()
    assert [kept[question] for question in QUESTIONS] == [True, None, None, None]
    path = written(
        tmp_path / "ks.csv",
        [[head for head in SURVEY_HEADS if head != "Mức độ hài lòng"], [*row[:-1], "", "", ""]],
    )
    with pytest.raises(LogRefused, match="thiếu cột «Mức độ hài lòng»"):
        logs.read_answers(path, SURVEY, PLAN, PERIOD)


# ---------------------------------------------------------------- mappings


def test_the_mappings_of_the_project_are_sound() -> None:
    targets = [target.id for target in load_plan(PROJECT, "laocai-2022").targets]
    kinds = [mapping.kind for mapping in logs.load_mappings(PROJECT, targets)]
    assert sorted(kinds) == ["dossiers", "dossiers", "survey", "totals", "totals", "totals"]


def test_each_satisfaction_target_has_its_questions() -> None:
    served = {(target, q.id) for q in SURVEY.questions for target in q.targets}
    assert served == {
        ("satisfaction", "procedures"),
        ("satisfaction_2025", "procedures"),
        ("satisfaction_fields", "procedures"),
        ("satisfaction_measured", "procedures"),
        ("service_satisfaction", "service"),
        ("health_education_satisfaction", "health"),
        ("health_education_satisfaction", "education"),
    }


def test_a_question_of_an_unknown_target_is_named_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "params" / "mappings"
    folder.mkdir(parents=True)
    text = ASKED.replace("service_satisfaction]", "service_satisfied]")
    (folder / "survey.yml").write_text(text, "utf-8")
    with pytest.raises(ParamsError) as refused:
        logs.load_mappings(tmp_path, ["satisfaction", "satisfaction_2025", "satisfaction_fields"])
    said = str(refused.value)
    line = 1 + next(n for n, row in enumerate(text.splitlines()) if "service_satisfied]" in row)
    where = f"params/mappings/survey.yml, dòng {line}: "
    assert f"{where}câu hỏi «service»: «service_satisfied» không phải chỉ tiêu của Kế hoạch" in said
    assert "«satisfaction_measured» không phải chỉ tiêu" in said
    assert "«satisfaction» không phải" not in said
    assert len(logs.load_mappings(tmp_path)) == 1  # without a plan there is nothing to hold it to


@pytest.mark.parametrize(
    ("found", "put", "said"),
    [
        ("id: health", "id: hospital", "«hospital» không phải câu hỏi"),
        ("id: education", "id: health", "câu hỏi «health» được ghi hai lần"),
        ("id: procedures", "id: service", "thiếu cột bắt buộc «procedures»"),
        ("column: Hài lòng về dịch vụ y tế công lập", "column: Đơn vị", "«health» và «unit»"),
        ("    targets: [service_satisfaction]\n", "", "targets"),
        ("optional: [", "optional: [procedures, ", "«procedures» không thể là cột tùy chọn"),
        ("  sampling: Cách", "  health: Cách", "«health» không phải cột"),
        ("  answer:\n", "  answers:\n", "«answer» chưa có bảng giá trị"),
        ("    Hài lòng: satisfied", "    Hài lòng: fine", "«fine» không phải giá trị của «answer»"),
        ("kind: survey", "kind: dossiers", "«health» không phải câu hỏi"),
    ],
)
def test_a_fault_of_a_survey_mapping_is_named(
    tmp_path: Path, found: str, put: str, said: str
) -> None:
    assert found in ASKED
    with pytest.raises(ParamsError) as refused:
        loaded(tmp_path, ASKED.replace(found, put, 1))
    assert said in str(refused.value)


SOUND, ASKED = ((FOLDER / f"{name}.yml").read_text("utf-8") for name in ("one-stop", "survey"))


def loaded(tmp_path: Path, text: str) -> Mapping:
    path = tmp_path / "m.yml"
    path.write_text(text, "utf-8")
    return logs.load_mapping(path)


@pytest.mark.parametrize(
    ("found", "put", "said"),
    [
        ("kind: dossiers", "kind: dossier", "chỉ được ghi một trong: dossiers, survey, totals"),
        ("label: Tệp", "labels: Tệp", "labels"),
        ("  due: Ngày hẹn trả", "  due: Ngày tiếp nhận", "dùng cho cả «due» và «received»"),
        ("  due: Ngày hẹn trả\n", "", "thiếu cột bắt buộc «due»"),
        ("  due: Ngày", "  due_day: Ngày", "«due_day» không phải cột"),
        ("    Trực tuyến: online", "    Trực tuyến: portal", "«portal» không phải giá trị"),
        ('    Mức độ 2: "2"', "    Mức độ 2: 2", "«Mức độ 2» cần là chữ"),
        ("optional: [receiving_code", "optional: [received", "không thể là cột tùy chọn"),
        ("dd/mm/yyyy}", "mm/dd/yyyy}", "chỉ được ghi một trong: dd/mm/yyyy, iso-timestamp"),
        ("dd/mm/yyyy}", "iso-timestamp}", "cần timezone"),
        ("dd/mm/yyyy}", "dd/mm/yyyy, timezone: UTC}", "chỉ dùng với"),
        ("dd/mm/yyyy}", "iso-timestamp, timezone: Asia/Lao_Cai}", "múi giờ «Asia/Lao_Cai»"),
        ('"yes": [Có]\n', "", "cần các từ chỉ có và không"),
        ("  channel:\n    Trực tuyến: online\n", "  field:\n    X: y\n", "không có bảng giá trị"),
        ("kind: dossiers", "kind: dossiers\nkind: survey", "ghi hai lần"),
        ("columns:", "columns: [", "YAML"),
    ],
)
def test_a_fault_of_a_mapping_is_named_with_its_line(
    tmp_path: Path, found: str, put: str, said: str
) -> None:
    assert found in SOUND
    with pytest.raises(ParamsError) as refused:
        loaded(tmp_path, SOUND.replace(found, put, 1))
    assert said in str(refused.value) and "m.yml, dòng " in str(refused.value)


def test_faults_of_a_mapping_come_together_at_their_lines(tmp_path: Path) -> None:
    text = SOUND.replace("  due: Ngày", "  due_day: Ngày").replace(": postal", ": post")
    with pytest.raises(ParamsError) as refused:
        loaded(tmp_path, text)
    lines = text.splitlines()
    at = {fault.line for fault in refused.value.faults}
    assert at >= {
        1 + next(n for n, line in enumerate(lines) if "due_day" in line),
        1 + next(n for n, line in enumerate(lines) if ": post" in line),
    }


# ---------------------------------------------------------------- both readers, samples, totals


@pytest.mark.parametrize("seed", range(12))
def test_the_fast_and_the_slow_reader_see_the_same_rows(tmp_path: Path, seed: int) -> None:
    """A blank line at the end is all it takes to need the slower reader."""
    chance = random.Random(seed)
    cells = ["", " ", "Đất đai", 'nói "có"', "a,b", "\u00a0x ", "1", "Hộ tịch"]
    rows = [
        {column: chance.choice(cells) for column in ("field", "channel", "papers", "payments")}
        for _ in range(40)
    ]
    path = export(tmp_path / "x.csv", *rows)
    with_blank = tmp_path / "y.csv"
    with_blank.write_bytes(path.read_bytes() + b"\n\n")
    fast, slow = (logs.read_dossiers(p, ONE_STOP, PLAN, PERIOD) for p in (path, with_blank))
    assert fast.table == slow.table
    assert texts(fast).replace("x.csv", "y.csv") == texts(slow)


# N = 400 gives 200 (domain notes); 1.000/3,5 = 285,7…; one dossier asks for one answer.
@pytest.mark.parametrize(("population", "least"), [(400, 200), (1000, 286), (1, 1), (0, 0)])
def test_slovins_sample(population: int, least: int) -> None:
    assert sample_size(population) == least


def test_totals_are_printed_as_they_stand(tmp_path: Path) -> None:
    lines = squared(ii06a(LINE_SO_NOI_VU, LINE_SA_PA, LINE_ALL))
    path = written(tmp_path / "x.csv", lines)
    rows, remarks = logs.count_file(path, FOLDER / "ii06a.yml", None, None)
    assert [list(row.values()) for row in rows] == [
        ["Sở Nội vụ", *LINE_SO_NOI_VU[2:]],
        ["UBND thị xã Sa Pa", *LINE_SA_PA[2:]],
        ["total", *LINE_ALL[2:]],
    ]
    assert remarks == ()
    with pytest.raises(WrongUse):
        logs.count_file(path, FOLDER / "ii06a.yml", None, None, "field")
    with pytest.raises(WrongUse):
        logs.count_file(path, FOLDER / "one-stop.yml", None, None)


ZEROS = [0] * 11


def printed(tmp_path: Path, *lines: Sequence[object]) -> tuple[list[object], object, str]:
    """Which units `cchc dossiers` prints, the total of column 3, and what it says."""
    path = written(tmp_path / "x.csv", squared(ii06a(*lines)))
    rows, remarks = logs.count_file(path, FOLDER / "ii06a.yml", None, None)
    units = [row["agency"] for row in rows[:-1]]
    return units, rows[-1]["c3"], "\n".join(remark.text for remark in remarks)


@pytest.mark.parametrize(
    ("first", "second"), [("A", "B"), ("I", "II"), ("a)", "b)"), ("", ""), ("1", "2")]
)
def test_groups_are_counted_once_without_a_plan(tmp_path: Path, first: str, second: str) -> None:
    """In a row of groups that is numbered like the units only the name tells."""
    units, total, said = printed(
        tmp_path,
        (first, "Sở, ban, ngành", *LINE_SO_NOI_VU[2:]),
        ("-" if first == "1" else 1, *LINE_SO_NOI_VU[1:]),
        (second, "Cấp huyện", *LINE_SA_PA[2:]),
        ("-" if first == "1" else 2, *LINE_SA_PA[1:]),
        LINE_ALL,
    )
    assert (units, total) == (["Sở Nội vụ", "UBND thị xã Sa Pa"], 107)
    assert said == "Tệp x.csv, dòng 8, 10: dòng nhóm hoặc dòng «Trong đó»; không tính hai lần."


def test_groups_within_groups(tmp_path: Path) -> None:
    units, total, said = printed(
        tmp_path,
        ("A", "Toàn bộ khối tỉnh", *LINE_ALL[2:]),
        ("I", "Sở", *LINE_SO_NOI_VU[2:]),
        (1, *LINE_SO_NOI_VU[1:]),
        ("II", "Trung tâm", *LINE_SA_PA[2:]),
        (1, "Trung tâm Phục vụ hành chính công", *LINE_SA_PA[2:]),
        ("B", "Cấp huyện", *LINE_SA_PA[2:]),
        ("I", "Thị xã", *LINE_SA_PA[2:]),
        (1, *LINE_SA_PA[1:]),
    )
    assert units == ["Sở Nội vụ", "Trung tâm Phục vụ hành chính công", "UBND thị xã Sa Pa"]
    assert total == 107 + 7
    assert "dòng 8, 9, 11, 13, 14: dòng nhóm" in said


@pytest.mark.parametrize("numbers", [("I", "II"), ("A", "B"), ("1", "2"), ("", "")])
def test_a_number_alone_makes_no_group(tmp_path: Path, numbers: tuple[str, str]) -> None:
    units = ["Sở Nội vụ", "Sở Du lịch"]
    same = [(n, unit, *LINE_SA_PA[2:]) for n, unit in zip(numbers, units, strict=True)]
    assert printed(tmp_path, *same) == (units, 14, "")
    nothing = [(n, unit, *ZEROS) for n, unit in zip(numbers, units, strict=True)]
    assert printed(tmp_path, *nothing) == (units, 0, "")


def test_a_row_that_is_no_sum_is_a_line_whatever_its_number(tmp_path: Path) -> None:
    units, total, _ = printed(
        tmp_path, ("I", "Sở Nội vụ", *LINE_SO_NOI_VU[2:]), (1, *LINE_SA_PA[1:]), LINE_ALL
    )
    assert (units, total) == (["Sở Nội vụ", "UBND thị xã Sa Pa"], 107)


def test_column_6_is_held_against_the_column_11_of_the_period_before(tmp_path: Path) -> None:
    path = written(tmp_path / "x.csv", squared(ii06a(LINE_SO_NOI_VU, LINE_SA_PA)))
    reading = logs.read_totals(path, logs.load_mapping(FOLDER / "ii06a.yml"), PLAN, PERIOD)
    (remark,) = logs.differences(path, reading, None, {"so-noi-vu": 12, "088-thi-xa-sa-pa": 0})
    assert remark.agency == "so-noi-vu"
    assert remark.text == (
        "Tệp x.csv, dòng 8: Cột 6 (10) khác cột 11 của kỳ liền trước (12). Đề nghị kiểm tra."
    )


WHOLE_YEAR = "Từ ngày 15/12/2021 đến ngày 14/12/2022"


@pytest.mark.parametrize(
    "title",
    [
        ["15-12-2021 – 14-12-2022"],
        ["15.12.2021-14.12.2022"],
        ["Từ ngày 15 tháng 12 năm 2021 đến hết ngày 14 tháng 12 năm 2022"],
        ["Từ ngày: 15/12/2021 - Đến ngày: 14/12/2022"],
        ["Từ ngày", "15/12/2021", "đến ngày", "14/12/2022"],
        ["Từ 00:00 15/12/2021 đến 23:59:59 14/12/2022"],
        [unicodedata.normalize("NFD", WHOLE_YEAR)],
        ["Kỳ báo cáo: Quý III/2022", WHOLE_YEAR],  # the days decide
        ["Ngày xuất: 20/12/2022", WHOLE_YEAR],
        ["Ban hành theo Thông tư 01/2020/TT-VPCP ngày 21/10/2020", WHOLE_YEAR],
        [WHOLE_YEAR, "(in lúc 10:30 ngày 20-12-2022)"],
        [WHOLE_YEAR, WHOLE_YEAR],
    ],
)
def test_a_title_that_names_the_days_of_the_period(title: list[str]) -> None:
    assert (fault_of_title(title, PERIOD, PLAN), names_days(title)) == (None, True)


@pytest.mark.parametrize(
    "title",
    [
        [],
        ["NĂM 2022"],
        ["Cả năm 2022", "Lào Cai, ngày 20 tháng 12 năm 2022"],
        ["12 tháng năm 2022"],
        ["Lào Cai, ngày … tháng … năm 2023", "Năm 2022"],
        ["Ban hành theo Thông tư 01/2020/TT-VPCP ngày 21/10/2020 của Văn phòng Chính phủ"],
        ["Số liệu tính đến ngày 14/12/2022"],
    ],
)
def test_a_title_that_names_no_days_and_no_other_period(title: list[str]) -> None:
    assert (fault_of_title(title, PERIOD, PLAN), names_days(title)) == (None, False)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Từ ngày 15 tháng 6 năm 2022 đến ngày 14 tháng 9 năm 2022", "15/06/2022–14/09/2022"),
        ("Từ 15-06-2022 đến 14-09-2022", "15/06/2022–14/09/2022"),
        ("Từ ngày 15/6 đến ngày 14/9/2022", "15/06/2022–14/09/2022"),
        ("15/6/2022-14/9/2022", "15/06/2022–14/09/2022"),
        ("Kỳ báo cáo: Quý III/2022", "quý III/2022"),
        ("QUÝ 3 NĂM 2022", "quý 3 năm 2022"),
        (unicodedata.normalize("NFD", "Quí I"), "quí I"),
        ("Quý I, quý II năm 2022", "quý I, quý II năm 2022"),
        ("6 tháng đầu năm 2022", "6 tháng đầu năm 2022"),
        ("9 tháng", "9 tháng"),
        ("Năm 2021", "năm 2021"),
        ("Tháng 9 năm 2022", "tháng 9 năm 2022"),
        ("Thực hiện Kế hoạch năm 2022 – Quý III năm 2022", "quý III năm 2022"),
    ],
)
def test_a_title_of_another_period_is_refused(title: str, found: str) -> None:
    assert fault_of_title([title], PERIOD, PLAN) == (
        f"tiêu đề ghi kỳ «{found}», kỳ đang nhận là «Năm 2022» (15/12/2021–14/12/2022). "
        "Đề nghị gửi biểu đúng kỳ."
    )


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (
            "Kỳ trước: 15/12/2020-14/12/2021; kỳ này: 15/12/2021-14/12/2022",
            "tiêu đề ghi nhiều kỳ khác nhau («15/12/2020–14/12/2021», «15/12/2021–14/12/2022»)",
        ),
        ("Quý III, năm 2022; 6 tháng", "tiêu đề ghi nhiều kỳ khác nhau («quý III, năm 2022», «6"),
        ("Từ ngày 15/12 đến ngày 14/12/2022", "không đọc được là hai ngày"),  # 2021 is a guess
        ("Từ ngày 31/02/2022 đến ngày 14/12/2022", "không đọc được là hai ngày"),
        ("Từ ngày 15/12/21 đến ngày 14/12/22", "không đọc được là hai ngày"),
        ("Từ ngày 15/12 đến ngày 14/12", "không đọc được là hai ngày"),
    ],
)
def test_of_a_title_with_two_readings_none_is_chosen(title: str, said: str) -> None:
    fault = fault_of_title([title], PERIOD, PLAN)
    assert fault and said in fault and "Đề nghị" in fault


def test_half_a_year_is_named_with_and_without_the_year_it_is_of() -> None:
    half = PLAN.periods["2022-H1"]  # labelled «6 tháng»
    own = ("6 tháng", "Sáu tháng đầu năm 2022", "6 THÁNG/2022", "Kế hoạch năm 2022 – 6 tháng")
    assert [fault_of_title([title], half, PLAN) for title in own] == [None] * 4
    others = ("6 tháng cuối năm 2022", "6 tháng đầu năm 2021", "Năm 2022", "Tháng 6/2022")
    assert all(fault_of_title([title], half, PLAN) for title in others)


MEMORY = """
import sys
from pathlib import Path
from helpers.intake import logs
getattr(logs, sys.argv[1])(Path(sys.argv[2]), logs.load_mapping(Path(sys.argv[3])))
print(int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) // 1024)
"""


@pytest.mark.parametrize(
    ("reader", "mapping", "heads", "row"),
    [
        ("read_dossiers", "one-stop.yml", HEADS, list(DOSSIER.values())),
        ("read_answers", "survey.yml", SURVEY_HEADS, list(BALLOT.values())),
    ],
)
def test_four_times_the_rows_take_about_the_same_memory(
    tmp_path: Path, reader: str, mapping: str, heads: list[str], row: list[str]
) -> None:
    peaks = []
    for count in (200_000, 800_000):
        path = tmp_path / "x.csv"
        with path.open("w", encoding="utf-8") as file:
            file.write(",".join(heads) + "\n")
            file.writelines(f"H{n},{','.join(row[1:])}\n" for n in range(count))
        ran = subprocess.run(
            [sys.executable, "-c", MEMORY, reader, path, FOLDER / mapping],
            capture_output=True,
            check=True,
            text=True,
        )
        peaks.append(int(ran.stdout))
    # 600,000 more rows would take some 300 MB as a table. Of each a hash and a line are kept; and
    # on a busy machine the threads hold some portions more.
    assert peaks[1] < peaks[0] + 150


def test_ballots_on_what_an_agency_does_not_do_are_named(plan: Plan) -> None:
    """Văn phòng UBND tỉnh has no procedures (agencies.csv), Sở Nội vụ is neither of health nor of
    education: such answers are in no figure of the province."""
    mapping = logs.load_mapping(FOLDER / "survey.yml")
    blank = {"answers": 9, "valid": 0, "satisfied": 0}
    blank |= {f"{question}_valid": 0 for question in store.QUESTIONS[1:]}

    def tally(**counts: int) -> SurveyTally:
        return SurveyTally({**blank, **counts}, Sampling.RANDOM, mixed=False)

    surveys = {
        "van-phong-ubnd-tinh": tally(valid=3, service_valid=3),
        "so-noi-vu": tally(valid=7, health_valid=2),
        "so-y-te": tally(valid=4, health_valid=4),
        "03022-xa-thanh-binh": tally(valid=5, education_valid=5),
    }
    period = plan.periods["2022-FY"]
    found = logs.uncounted_ballots(Path("khao-sat.csv"), mapping, plan, period, surveys)
    assert [(r.agency, r.text.partition("nhưng")[0].strip(" ,")) for r in found] == [
        (
            "van-phong-ubnd-tinh",
            "Tệp khao-sat.csv: Văn phòng UBND tỉnh có 3 phiếu trả lời ở cột «Mức độ hài lòng»",
        ),
        (
            "so-noi-vu",
            "Tệp khao-sat.csv: Sở Nội vụ có 2 phiếu trả lời ở cột «Hài lòng về dịch vụ y tế công "
            "lập»",
        ),
    ]
