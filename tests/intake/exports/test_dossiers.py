"""Exports of dossiers become columns of the store; doubtful rows are named, none is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from export_files import (
    COLUMNS,
    DOSSIER,
    FOLDER,
    HEADS,
    ONE_STOP,
    PERIOD,
    PERMIT_LOG,
    PLAN,
    export,
    read,
    texts,
)
from helpers import store, wording
from helpers.intake import exports
from helpers.intake.exports import ExportRefused
from helpers.intake.exports.ballot_rows import CHECKS as ANSWER_CHECKS
from helpers.intake.exports.dossier_rows import CHECKS as DOSSIER_CHECKS
from helpers.intake.exports.mapping import DAYS
from helpers.intake.exports.row_reading import merge
from helpers.model import DossierCounts, Remark, Severity
from helpers.store import counting
from ii06a import identity_breaks

pytestmark = pytest.mark.intake


# ---------------------------------------------------------------- a log of events, by hand

# Fifteen dossiers with the faults of a real log: offsets that change the local day, an end
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
    rows, remarks = exports.count_file(path, FOLDER / "permit-log.yml", FIRST, LAST, by)
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


def test_every_fault_is_named_with_its_line(events: Path) -> None:
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
    reading = exports.read_rows(events, PERMIT_LOG)
    assert reading.counts["dossiers"] == 15
    blank = replace(PERIOD, start=FIRST, end=LAST)
    borders = [date(2011, 1, 1), FIRST, date(2011, 4, 3), date(2011, 5, 2), date(2011, 6, 15)]
    previous = None
    for start, after in pairwise(borders):
        period = replace(blank, start=start, end=date.fromordinal(after.toordinal() - 1))
        *_, total = counting.dossier_table(counting.dossier_tallies(reading.table, period), ())
        counts = DossierCounts.of({c: int(total[c]) for c in COLUMNS})
        assert identity_breaks(counts, previous) == ()
        previous = counts


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def test_the_machines_time_zone_changes_nothing(events: Path, zone: str) -> None:
    code = (
        "import sys, datetime as d; from pathlib import Path; from helpers.intake import exports;"
        "rows, _ = exports.count_file(Path(sys.argv[1]), Path(sys.argv[2]),"
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


def test_a_row_in_the_columns_of_the_store(tmp_path: Path) -> None:
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


# One row each: the check that reports it, the remark, and the value in the resulting table.
QUESTIONS: list[tuple[str, dict[str, str], str, dict[str, object]]] = [
    ("ends_before_it_starts", {"done": "28/02/2022"}, "có kết quả trước", {}),
    ("due_before_received", {"due": "28/02/2022"}, "ngày hẹn trả trước", {}),
    ("no_due_day", {"due": ""}, "không có ngày hẹn trả", {"due": None}),
    ("due_names_no_day", {"due": "31/12/2099"}, "«31/12/2099»: ngày hẹn trả này", {"due": None}),
    ("due_names_no_day", {"due": "31/12/9999 23:59:59"}, "không hẹn ngày", {"due": None}),
    ("due_names_no_day", {"due": "01/01/1900"}, "không hẹn ngày", {"due": None}),
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
def test_a_doubtful_row_is_named_counted_and_kept(
    tmp_path: Path, name: str, row: dict[str, str], said: str, kept: dict[str, object]
) -> None:
    reading = read(tmp_path, {}, row, {})
    assert reading.counts == {"rows": 3, "dossiers": 3, name: 1}
    (remark,) = reading.remarks
    assert (remark.file, remark.place) == ("x.csv", "dòng 3")
    assert remark.text.startswith("Tệp x.csv, dòng 3: ") and said in remark.text
    assert kept.items() <= reading.table.to_pylist()[1].items()


def test_a_mapping_says_what_means_that_there_is_no_due_day(tmp_path: Path) -> None:
    dates = ONE_STOP.dates.model_copy(update={"no_due": ["Không hẹn", "30/12/2050"]})
    mapping = ONE_STOP.model_copy(update={"dates": dates})
    rows = [{"due": "không HẸN"}, {"due": "30/12/2050 00:00"}, {"due": "31/12/2050"}]
    reading = exports.read_rows(export(tmp_path / "x.csv", *rows), mapping, PLAN, PERIOD)
    assert reading.counts == {"rows": 3, "dossiers": 3, "due_names_no_day": 2}
    assert [row["due"] for row in reading.table.to_pylist()] == [None, None, date(2050, 12, 31)]


def test_every_check_has_its_sentence() -> None:
    assert {*DOSSIER_CHECKS, *ANSWER_CHECKS} <= set(wording.rows.ROW_QUESTIONS)


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


def test_rows_without_a_usable_id_never_count_as_repeated(tmp_path: Path) -> None:
    reading = read(tmp_path, *[{"id": ""}] * 2, *[{"id": "7,9E+10"}] * 2)
    assert reading.counts == {"rows": 4, "dossiers": 4, "no_id": 2, "spoiled_id": 2}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HS-Đất-1", "HS-Đất-1"),
        ("000.00.17.H38", '="000.00.17.H38"'),
        ("H38 22 1", "H38 22 1"),
        ("H38 22 1", "H38  22 1"),
        ("H38.22", "Ｈ38.22"),
        ("H38.22", "H38​.22"),
        ("H38-22", "H38–22"),
        ("0012345", "12345"),
        ("12345", "12345.0"),
        ("0012345", "'0012345"),
    ],
)
def test_one_id_spelled_in_two_ways_counts_once_and_is_remarked(
    tmp_path: Path, one: str, other: str
) -> None:
    reading = read(tmp_path, {"id": one}, {"id": "x"}, {"id": other})
    assert reading.counts == {"rows": 3, "dossiers": 2, "repeated": 1, "ids_spelled_apart": 2}
    assert "dòng 2, 4: mã viết khác nhau" in texts(reading)
    with pytest.raises(ExportRefused) as refused:
        read(tmp_path, {"id": one}, {"id": other, "done": ""})
    assert "dòng 2, 3: cùng một mã nhưng nội dung khác nhau" in texts(refused.value)
    paths = [export(tmp_path / f"{n}.csv", {"id": name}) for n, name in enumerate((one, other))]
    merged = merge([exports.read_rows(path, ONE_STOP, PLAN, PERIOD) for path in paths])
    assert merged.rows is not None and len(pq.read_table(merged.rows)) == 1
    assert all("mã viết khác nhau" in texts_of(remarks) for remarks in merged.remarks)


def texts_of(remarks: Iterable[Remark]) -> str:
    return "\n".join(remark.text for remark in remarks)


@pytest.mark.parametrize(
    ("one", "other"),
    [("0.10", "0.1"), ("H38.1", "H38.10"), ("01-2", "1-2"), ("A1.0", "A1"), ("12.00", "12")],
)
def test_ids_that_only_look_alike_stay_apart(tmp_path: Path, one: str, other: str) -> None:
    reading = read(tmp_path, {"id": one}, {"id": other})
    assert reading.counts == {"rows": 2, "dossiers": 2} and reading.remarks == ()


@pytest.mark.parametrize(
    "spoiled",
    (
        *(
            "#REF!",
            "#N/A",
            "#DIV/0!",
            "#NAME?",
            "#VALUE!",
            "########",
            '="#REF!"',
            "[object Object]",
        ),
        *("NULL", "null", "(null)", "NaN", "None", "N/A", "undefined", "-", "?"),
    ),
)
def test_spoiled_ids_are_refused_by_line_and_never_one_dossier(
    tmp_path: Path, spoiled: str
) -> None:
    reading = read(tmp_path, {"id": spoiled}, {}, {"id": spoiled}, {"id": spoiled})
    assert reading.counts == {"rows": 4, "dossiers": 4, "id_without_value": 3}
    (remark,) = reading.remarks
    assert (remark.place, remark.severity) == ("dòng 2, 4, 5", Severity.REFUSED_CELL)
    assert "không phải mã hồ sơ" in remark.text


def test_rows_of_one_id_that_differ_refuse_the_file(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused) as refused:
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
    with pytest.raises(ExportRefused) as refused:
        read(tmp_path, {}, *({column: text} for text in NO_DAYS))
    lines = ", ".join(str(3 + n) for n in range(len(NO_DAYS)))
    said = texts(refused.value)
    assert f"dòng {lines}: «31/02/2022», " in said
    assert "«2022-03-01»" in said and "Đề nghị ghi ngày/tháng/năm, ví dụ 31/12/2000" in said


@pytest.mark.parametrize("column", ["received", "due", "done"])
@pytest.mark.parametrize("spelled", ["31/02/2022", "?", "01/03/2562"])
def test_one_day_that_cannot_be_read_sets_its_row_aside(
    tmp_path: Path, column: str, spelled: str
) -> None:
    reading = read(tmp_path, *[{}] * 10, {column: spelled}, *[{}] * 10)
    assert reading.counts == {"rows": 21, "dossiers": 20, f"unreadable_{column}": 1}
    (remark,) = reading.remarks
    assert (remark.place, remark.severity) == ("dòng 12", Severity.REFUSED_CELL)
    assert "Các dòng này để riêng, chưa tính vào số liệu nào" in remark.text
    assert len(reading.table) == 20


@pytest.mark.parametrize(("most", "refused"), [(0, True), (9, True), (10, False), (100, False)])
def test_the_mapping_says_how_many_days_may_be_unreadable(
    tmp_path: Path, most: int, refused: bool
) -> None:
    """One row in ten, counted once though two of its days cannot be read."""
    dates = ONE_STOP.dates.model_copy(update={"most_unreadable": most})
    mapping = ONE_STOP.model_copy(update={"dates": dates})
    path = export(tmp_path / "x.csv", *[{}] * 9, {"due": "x", "done": "y"})
    if not refused:
        assert exports.read_rows(path, mapping, PLAN, PERIOD).counts["dossiers"] == 9
        return
    with pytest.raises(ExportRefused) as fault:
        exports.read_rows(path, mapping, PLAN, PERIOD)
    assert f"Quá {most}% số dòng" in texts(fault.value)


def test_a_mapping_lists_further_ways_to_write_a_day(tmp_path: Path) -> None:
    dates = ONE_STOP.dates.model_copy(update={"also": ["dd-mm-yyyy", "dd.mm.yyyy", "yyyy-mm-dd"]})
    mapping = ONE_STOP.model_copy(update={"dates": dates})
    rows = [
        {"received": "01-03-2022", "due": "10.3.2022", "done": "2022-03-09"},
        {"received": "01/03/2022", "due": "10-03-2022 16:30", "done": "2022-03-09T08:15:00"},
        {"received": "2022-03-01", "due": "31-12-2099", "done": "9.3.2022 08:15"},
    ]
    reading = exports.read_rows(export(tmp_path / "x.csv", *rows), mapping, PLAN, PERIOD)
    assert reading.counts == {"rows": 3, "dossiers": 3, "due_names_no_day": 1}
    days = [(row["received"], row["due"], row["done"]) for row in reading.table.to_pylist()]
    read_days = date(2022, 3, 1), date(2022, 3, 10), date(2022, 3, 9)
    assert days == [read_days, read_days, (read_days[0], None, read_days[2])]


@pytest.mark.parametrize("spelled", ["2022-03-01 08:30", "01-03-2022", "1.3.2022 08:30:59"])
def test_a_day_with_other_separators_is_shown_as_spelled(tmp_path: Path, spelled: str) -> None:
    with pytest.raises(ExportRefused) as refused:
        read(tmp_path, {"due": spelled})
    assert f"«{spelled}»" in texts(refused.value)


@pytest.mark.parametrize(
    "number", ["20220301", "0912 345 678", "2022-03-0145", "079-12-2022-01", "2022-13-45 1"]
)
def test_a_number_that_is_no_day_is_never_shown(tmp_path: Path, number: str) -> None:
    with pytest.raises(ExportRefused) as refused:
        read(tmp_path, {"due": number})
    assert number not in texts(refused.value) and number[:6] not in texts(refused.value)


def test_the_remark_on_a_log_of_timestamps_names_its_own_date_order(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(EVENTS.replace("2011-05-20 00:00:00+02:00", "20/05/2011"), "utf-8")
    with pytest.raises(ExportRefused) as refused:
        exports.read_rows(path, PERMIT_LOG)
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
def test_times_of_day_order_events_of_one_day(
    tmp_path: Path, received: str, done: str, reversed_: bool
) -> None:
    reading = read(tmp_path, {"received": received, "done": done})
    assert reading.counts.get("ends_before_it_starts", 0) == reversed_
    (row,) = reading.table.to_pylist()
    shown = [f"{row[day]:%d/%m/%Y}" for day in ("received", "done")]
    assert shown == [received[:10], done[:10]]


def test_days_with_a_time_count_as_days(tmp_path: Path) -> None:
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
    with pytest.raises(ExportRefused) as refused:
        read(tmp_path, {"received": "01/03/2022 24:00"}, {"received": "01/03/2022 08:60"})
    assert "dòng 2, 3: «01/03/2022 24:00», «01/03/2022 08:60»" in texts(refused.value)


def test_all_reasons_to_refuse_are_reported_at_once(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused) as refused:
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


def test_values_are_recognised_in_any_case_spacing_and_unicode_form(tmp_path: Path) -> None:
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
    with pytest.raises(ExportRefused) as refused:
        read(tmp_path, {"id": "CANARY-1"}, {"id": "CANARY-1", "done": ""})
    assert "CANARY" not in texts(refused.value)


def test_an_export_without_rows_is_accepted_with_a_remark(tmp_path: Path) -> None:
    reading = read(tmp_path)
    assert reading.counts == {"rows": 0, "dossiers": 0}
    assert "không có dòng số liệu nào" in texts(reading)


# ---------------------------------------------------------------- what is printed under the rows

DAY_AND_PLACE = {"due": "Lào Cai, ngày 31 tháng 3 năm 2022"}
# As exports and reports print it: with two functions, for the chairman, a note, the receivers, a
# day left open with the function under the heads of units.
FEET = [
    [
        DAY_AND_PLACE,
        {"id": "NGƯỜI LẬP BIỂU", "due": "THỦ TRƯỞNG ĐƠN VỊ"},
        {"id": "(Ký, ghi rõ họ tên)"},
        {"id": "Nguyễn Văn A", "due": "Trần Thị B"},
    ],
    [
        {"due": "TM. ỦY BAN NHÂN DÂN"},
        {"due": "CHỦ TỊCH"},
        {"due": "(đã ký)"},
        {"due": "Nguyễn Văn A"},
    ],
    [{"id": "Ghi chú: số liệu tính đến hết ngày 14/3/2022."}, {"id": "Hồ sơ đất đai chưa có phí."}],
    [
        {"id": "Nơi nhận:"},
        {"id": "- Như trên;"},
        {"id": "- Lưu: VT."},
        {"received": "KT. GIÁM ĐỐC"},
    ],
    [{"competent_unit": "Sa Pa, ngày … tháng … năm 2022"}, {"competent_unit": "Người tổng hợp"}],
]


@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("blank_before", [0, 2])
def test_a_note_or_a_signature_under_the_rows_is_no_row(
    tmp_path: Path, foot: list[dict[str, str]], blank_before: int
) -> None:
    nothing = dict.fromkeys(DOSSIER, "")
    under = [nothing] * blank_before + [{**nothing, **row} for row in foot]
    reading = read(tmp_path, *[{}] * 3, *under)
    assert reading.counts == {"rows": 3, "dossiers": 3, "foot_rows": len(foot)}
    (remark,) = reading.remarks
    first = 2 + 3 + blank_before
    assert remark.place == f"dòng {', '.join(str(first + n) for n in range(len(foot)))}"
    assert remark.severity is Severity.REMARK and "Nguyễn" not in remark.text


def test_what_reads_like_a_foot_between_rows_is_named_and_set_aside(tmp_path: Path) -> None:
    nothing = dict.fromkeys(DOSSIER, "")
    reading = read(tmp_path, *[{}] * 20, {**nothing, "id": "Ghi chú"}, *[{}] * 20)
    assert reading.counts["dossiers"] == 40 and reading.counts["unreadable_received"] == 1
    assert "foot_rows" not in reading.counts


def test_a_dossier_without_a_day_above_a_signature_is_no_foot(tmp_path: Path) -> None:
    nothing = dict.fromkeys(DOSSIER, "")
    reading = read(tmp_path, *[{}] * 30, {"received": ""}, {**nothing, **DAY_AND_PLACE})
    assert reading.counts["dossiers"] == 30 and reading.counts["foot_rows"] == 1
    assert reading.counts["unreadable_received"] == 1


def test_rows_under_the_last_record_that_read_like_nothing_known_are_questioned(
    tmp_path: Path,
) -> None:
    nothing = dict.fromkeys(DOSSIER, "")
    reading = read(tmp_path, *[{}] * 30, {**nothing, "id": "H38.9"})
    assert reading.counts["unreadable_received"] == 1 and "foot_rows" not in reading.counts


# ---------------------------------------------------------------- days of workbooks


@pytest.mark.parametrize("epoch", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_days_counted_from_1904_are_the_days_they_mean(tmp_path: Path, epoch: datetime) -> None:
    book = openpyxl.Workbook()
    book.epoch = epoch
    page = book.worksheets[0]
    page.append(HEADS)
    days = dict(zip(DAYS["dossiers"], (datetime(2022, 3, day) for day in (1, 10, 9)), strict=True))
    page.append(list({**DOSSIER, **days}.values()))
    book.save(tmp_path / "x.xlsx")
    reading = exports.read_rows(tmp_path / "x.xlsx", ONE_STOP, PLAN, PERIOD)
    (row,) = reading.table.to_pylist()
    assert [row[day].day for day in DAYS["dossiers"]] == [1, 10, 9]
    assert {row[day].year for day in DAYS["dossiers"]} == {2022} and reading.remarks == ()
