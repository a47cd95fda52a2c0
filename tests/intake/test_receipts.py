"""The clerk's list of the days of receipt: read, refused with all its faults, shown by group."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from helpers import store
from helpers.intake.answers import write_answers
from helpers.intake.check import IntakeResult
from helpers.model import Severity
from pages import read
from province import PLAN, Province, sent_province

pytestmark = pytest.mark.intake

PERIOD = "2022-H1"
DISTRICT, COMMUNE, OTHER = "083-huyen-muong-khuong", "02764-xa-din-chin", "02779-xa-thanh-binh"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """A small province with the inbox of one period, without a list of days of receipt."""
    province = sent_province(tmp_path_factory.mktemp("receipts"), PERIOD)
    (province.inbox(PERIOD) / "nhan.csv").unlink(missing_ok=True)
    return province


@pytest.fixture
def own(sent: Province, tmp_path: Path) -> Province:
    return sent.copy(tmp_path / "own")


def listed(province: Province, text: str, name: str = "nhan.csv") -> IntakeResult:
    (province.inbox(PERIOD) / name).write_text(text, "utf-8")
    return province.take_in(PERIOD)


def deadlines(province: Province, result: IntakeResult) -> tuple[dict[str, dict[str, Any]], str]:
    """The sheet on deadlines by agency, and the text of the page."""
    period = province.plan.periods[PERIOD]
    answers = write_answers(province.roots, province.plan, period, result)
    sheet = openpyxl.load_workbook(answers.html.with_suffix(".xlsx"))["Thời hạn"]
    heads, *rows = sheet.iter_rows(min_row=3, values_only=True)
    named = [dict(zip(heads, row, strict=True)) for row in rows]
    return {row["Mã đơn vị"]: row for row in named}, read(answers.html.read_bytes()).text


def refusals(result: IntakeResult) -> str:
    return " ".join(r.text for r in result.remarks if r.severity is Severity.REFUSED_FILE)


def test_each_agency_is_on_time_late_or_has_not_sent(own: Province) -> None:
    (own.inbox(PERIOD) / f"{OTHER}.xlsx").unlink()
    result = listed(
        own,
        "STT,Tệp,Đơn vị,Ngày nhận,Người nhận\n"
        f"1,{DISTRICT}.xlsx,,27/06/2022,Nguyễn Văn A\n"
        f"2,,{COMMUNE},2022-07-01,\n",
    )
    assert refusals(result) == ""
    rows, page = deadlines(own, result)
    # The made-up last days: 27/06 for districts, 24/06 for communes.
    assert rows[DISTRICT]["Thời hạn"] == "Đúng hạn"
    assert rows[DISTRICT]["Hạn gửi"] == "27/06/2022 (MINH HỌA)"
    late = rows[COMMUNE]
    assert (late["Thời hạn"], late["Số ngày muộn"], late["Ngày nhận"]) == ("Muộn", 7, "01/07/2022")
    assert rows[OTHER]["Thời hạn"] == "Chưa gửi"
    # Not listed: taken in years later, which proves nothing.
    assert rows["so-noi-vu"]["Thời hạn"] == "Chưa rõ ngày nhận"
    assert rows["so-noi-vu"]["Theo"] == "ngày nhận vào kho"
    assert f"{late['Đơn vị']}, muộn 7 ngày (01/07/2022)" in page
    kept = {r.agency: r.day.isoformat() for r in store.receipts(own.snapshot(PERIOD))}
    assert kept == {DISTRICT: "2022-06-27", COMMUNE: "2022-07-01"}
    stored = b"".join(p.read_bytes() for p in own.snapshot(PERIOD).path.iterdir())
    assert "Nguyễn Văn A".encode() not in stored


def test_the_same_files_are_the_same_snapshot_with_a_list_and_without(own: Province) -> None:
    bare = own.take_in(PERIOD).snapshot
    assert "receipts.parquet" not in bare.tables
    assert own.take_in(PERIOD).snapshot.id == bare.id
    text = f"Đơn vị;Ngày nhận\n{DISTRICT};20/06/2022\n"
    first = listed(own, text).snapshot
    assert first.id != bare.id
    assert own.take_in(PERIOD).snapshot.id == first.id


def test_a_list_in_excel_is_read_like_one_in_csv(own: Province) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Danh sách tệp đã nhận"])
    book.active.append(["Đơn vị", "Ngày nhận"])
    book.active.append(["UBND huyện Mường Khương", "20/06/2022"])
    book.save(own.inbox(PERIOD) / "Nhận.xlsx")
    result = own.take_in(PERIOD)
    assert refusals(result) == ""
    assert [(r.agency, r.day.day) for r in result.receipts] == [(DISTRICT, 20)]


def test_all_faults_of_a_list_come_together_and_no_day_of_it_is_used(own: Province) -> None:
    bare = own.take_in(PERIOD).snapshot
    result = listed(
        own,
        "Tệp,Đơn vị,Ngày nhận\n"
        "khong-co.xlsx,,20/06/2022\n"  # 2: no such file
        ",Xã Không Có,20/06/2022\n"  # 3: no such agency
        f",{DISTRICT},31/06/2022\n"  # 4: no such day
        f",{COMMUNE},14/12/2021\n"  # 5: the day before the period
        ",so-noi-vu,01/01/2999\n"  # 6: after today
        ",,20/06/2022\n"  # 7: of nothing
        f"{DISTRICT}.xlsx,{COMMUNE},20/06/2022\n"  # 8: not its file
        ",Xã Thanh Bình,20/06/2022\n"  # 9: there are two
        ",088-thi-xa-sa-pa,20/06/2022\n,088-thi-xa-sa-pa,21/06/2022\n",  # 10, 11
    )
    said = refusals(result)
    for cell, words in {
        "A2": "không có tệp tên này",
        "B3": "không phải mã hoặc tên của đơn vị nào",
        "C4": "không phải một ngày",
        "C5": "trước ngày đầu kỳ (15/12/2021)",
        "C6": "sau ngày hôm nay",
        "B7": "không ghi tệp, không ghi đơn vị",
        "A8": "không phải của đơn vị ghi cùng dòng",
        "B9": "nhiều đơn vị có tên này",
        "B11": "hai ngày nhận khác nhau",
    }.items():
        assert f"ô {cell}: " in said
        assert words in said.split(f"ô {cell}: ")[1][:120], cell
    assert "chưa ngày nào trong danh sách được dùng" in said
    assert result.receipts == ()
    assert result.snapshot.id == bare.id


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tên,Ngày\na,20/06/2022\n", "không có dòng tên cột «Tệp» hoặc «Đơn vị», và «Ngày nhận»"),
        ("Đơn vị,Ngày nhận,Ngày nhận\nso-noi-vu,20/06/2022,\n", "có hai lần"),
        ("Đơn vị,Ngày nhận\n" + ",\n" * 5_001, "có hơn 5.000 dòng"),
        ('Đơn vị,Ngày nhận\n"so-noi-vu,20/06/2022\n', "dấu nháy kép"),
        ("", "tệp rỗng"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(own: Province, text: str, words: str) -> None:
    assert words in refusals(listed(own, text))


def test_two_lists_are_none(own: Province) -> None:
    (own.inbox(PERIOD) / "nhan.xlsx").write_bytes(b"")
    said = refusals(listed(own, "Đơn vị,Ngày nhận\nso-noi-vu,20/06/2022\n"))
    assert "2 danh sách ngày nhận (nhan.csv, nhan.xlsx)" in said


def test_an_agency_of_the_list_without_a_file_is_remarked(own: Province) -> None:
    (own.inbox(PERIOD) / f"{OTHER}.xlsx").unlink()
    result = listed(own, f"Đơn vị,Ngày nhận\n{OTHER},20/06/2022\n{DISTRICT},20/06/2022\n")
    assert refusals(result) == ""
    assert "không có biểu nào đọc được của: UBND xã Thanh Bình" in " ".join(
        r.text for r in result.remarks
    )
    assert [r.agency for r in result.receipts] == [DISTRICT]


def test_days_that_were_known_are_not_lost_by_a_list_at_fault(own: Province) -> None:
    good = listed(own, f"Đơn vị,Ngày nhận\n{DISTRICT},20/06/2022\n").snapshot
    result = listed(own, f"Đơn vị,Ngày nhận\n{DISTRICT},hôm qua\n")
    assert [loss.kind for loss in result.losses] == ["receipts"]
    assert own.snapshot(PERIOD).id == good.id


def test_without_last_days_nobody_is_late(own: Province) -> None:
    path = own.root / "params" / "plans" / PLAN / "periods.yml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    dated = ("    illustration:", "      send_by", "      reply_by")
    path.write_text("".join(line for line in lines if not line.startswith(dated)), "utf-8")
    from province import province_at

    without = province_at(own.root)
    rows, page = deadlines(without, listed(without, "Đơn vị,Ngày nhận\nso-noi-vu,20/06/2022\n"))
    assert rows["so-noi-vu"]["Thời hạn"] == "Kỳ không có hạn gửi"
    assert "chưa có hạn gửi (send_by trong periods.yml)" in page
