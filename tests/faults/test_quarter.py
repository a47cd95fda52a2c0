"""A quarter as its bodies play it, from the first files to the signed report: what intake, pages
and commands say in each state. All expected figures are sums of those typed in here.

    digitised results   Dìn Chin              Thanh Bình              both communes
    as sent             60/80, then 48/80     45/120 = 37,5%          105/200, then 93/200
    as appraised        30/80 = 37,5%         54/120 = 45%            84/200 = 42%

The plan asks 40% of a commune.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import deciding
from commands import cchc
from helpers import demo
from helpers.analyst.opening import opened
from helpers.batch.head import render
from helpers.forms import statements
from helpers.forms.statements import StatementKind
from pages import read
from province import PLAN, Province, new_province
from ssh_keys import Signer, new_signer

pytestmark = pytest.mark.batch

QUARTER = "2022-Q1"
DESK, OFFICE, DISTRICT = "so-noi-vu", "van-phong-ubnd-tinh", "083-huyen-muong-khuong"
DIN, THANH, WHOLE = "02764-xa-din-chin", "02779-xa-thanh-binh", "lao-cai"
AGENCIES = (DESK, OFFICE, DISTRICT, DIN, THANH)
TARGET, PART, ALL = "digitised_results", "results_digitised", "results_in_force"
BY_DISTRICT = ("--by", DISTRICT, "--name", "Bà B")
REASON = "số <đã số hóa> lệch với sổ của huyện"
DEMAND = "Nêu rõ số đã số hóa trước năm 2022"
EXPLAINED = "18 kết quả số hóa trước năm 2022 còn hiệu lực"
OPINION, ANSWER = "Đề nghị tính 18 kết quả cũ", "Chưa tính vì chưa có biên bản kiểm kê"
DRAFT = "DỰ THẢO"
STYLE = re.compile("<style>.*?</style>", re.DOTALL)
Row = Mapping[str, str | int]


run, states = partial(deciding.run, QUARTER), partial(deciding.states, QUARTER)


def pages(province: Province, *agencies: str) -> list[str]:
    """The text of these packets, made anew where they are stale."""
    outcome = render(province.roots, PLAN, QUARTER, agencies)
    assert outcome.gaps == {}
    folder = province.roots.out / PLAN / QUARTER
    places = [
        folder / ("province.html" if name == WHOLE else f"packets/{name}.html") for name in agencies
    ]
    return [text(place) for place in places]


def text(page: Path) -> str:
    """The text of a page without its style sheet."""
    return read(STYLE.sub("", page.read_text("utf-8"))).text


def results(province: Province) -> dict[tuple[str, str, str], dict[str, str]]:
    """The rows of results.csv by agency, target and level."""
    path = province.roots.out / PLAN / QUARTER / "results.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {(r["agency"], r["target"], r["level"]): r for r in csv.DictReader(file)}


def figure(province: Province, agency: str) -> tuple[str, str, str, str]:
    """Counts, source and status of the digitised results of an agency, or of all communes."""
    row = results(province)[agency, TARGET, "commune"]
    return row["numerator"], row["denominator"], row["source"], row["status"]


def type_in(form: Path, figures: Mapping[str, str | int]) -> None:
    """Write figures into a form, by line, as a person does with Excel."""
    book = openpyxl.load_workbook(form)
    sheet = book["Số liệu"]
    column = next(cell.column for cell in sheet[4] if cell.value == "Số liệu")
    for row in sheet.iter_rows(min_row=5):
        if (line := row[0].value) in figures:
            row[column - 1].value = figures[str(line)]
    book.save(form)


def explain(form: Path, line: str, said: str) -> None:
    book = openpyxl.load_workbook(form)
    sheet = book["Giải trình"]
    sheet["A5"].value, sheet["B5"].value = line, said
    book.save(form)


def appraise(province: Province, at: int, rows: Mapping[str, Row]) -> None:
    """The office fills in the workbook that was written for it, and the Department takes it."""
    run(province, "appraisal", "--round", str(at), "--body", OFFICE)
    name = f"tham-dinh-{OFFICE}-lan-{at}.xlsx"
    book = openpyxl.load_workbook(
        province.roots.data / "intake" / PLAN / QUARTER / "tham-dinh" / name
    )
    sheet: Worksheet = book[f"Thẩm định lần {at}"]
    heads = {str(cell.value): cell.column for cell in sheet[4]}
    for row in sheet.iter_rows(min_row=5):
        if row[heads["Mã chỉ tiêu"] - 1].value == TARGET:
            for head, value in rows.get(str(row[0].value), {}).items():
                row[heads[head] - 1].value = value
    book.save(province.desk(QUARTER) / name)


def object_to(province: Province, folder: Path, **cells: str) -> None:
    """The objection of Dìn Chin, in the inbox, or with its answer in the Department's folder."""
    kind, period = StatementKind.OBJECTION, province.plan.periods[QUARTER]
    entries = {TARGET: {"opinion": OPINION, **cells}}
    content = statements.filled(province.plan, province.plan.agencies[DIN], period, kind, entries)
    (folder / f"{DIN}-y-kien.xlsx").write_bytes(content)


def adjusted(part: int, whole: int, document: str) -> Row:
    return {
        "Kết luận": "Điều chỉnh",
        "Tử số (thẩm định)": part,
        "Mẫu số (thẩm định)": whole,
        "Lý do, nội dung yêu cầu": "Đếm lại tại sổ",
        "Tài liệu thẩm định": document,
    }


def rule_on_signatures(root: Path, district: Signer, office: Signer) -> None:
    """Districts sign for their communes, the Department for the period."""
    path = root / "params" / "plans" / PLAN / "plan.yml"
    rules = path.read_text("utf-8")
    for old, new in (
        ("\napproval:\n", f"\napproval:\n  signed: true\n  signers: ['{office.allowed}']\n"),
        ("decided_by: [district],", "decided_by: [district], signed: true,"),
        (
            "    requires_accepted:",
            f"    signers: {{{DISTRICT}: ['{district.allowed}'], {DESK}: ['{office.allowed}']}}\n"
            "    requires_accepted:",
        ),
    ):
        assert rules.count(old) == 1
        rules = rules.replace(old, new)
    path.write_text(rules, "utf-8")


@pytest.fixture
def province(tmp_path: Path, signers: tuple[Signer, Signer]) -> Province:
    """Five agencies; Dìn Chin has sent nothing yet, and Thanh Bình a letter in a number."""
    made = new_province(tmp_path / "own", AGENCIES)
    rule_on_signatures(made.root, *signers)
    inbox = made.roots.data / "inbox"
    demo.write_province(made.plan, inbox, dossiers=300, periods=[QUARTER])
    (made.inbox(QUARTER) / "nhan.csv").unlink()
    type_in(made.form(QUARTER, THANH), {PART: "4S", ALL: 120})
    shutil.move(made.form(QUARTER, DIN), tmp_path / "late.xlsx")
    return made


@pytest.fixture
def signers(tmp_path: Path) -> tuple[Signer, Signer]:
    """Who signs for the district, and for the Department."""
    return new_signer(tmp_path, "district", "Bà B"), new_signer(tmp_path, "office", "Ông A")


def test_a_quarter(province: Province, signers: tuple[Signer, Signer], tmp_path: Path) -> None:
    sent_with_faults(province)
    returned_by_the_district(province, tmp_path)
    accepted_and_signed(province, *signers)
    appraised(province)
    objected_to(province)
    approved(province, *signers, tmp_path)
    documents_have_the_figures(province, tmp_path)


def sent_with_faults(province: Province) -> None:
    said = run(province, "intake", code=1)
    assert f"Tệp {THANH}.xlsx, trang «Số liệu», ô G13: «4S»" in said
    assert states(province) == dict.fromkeys((OFFICE, DESK, DISTRICT), "submitted") | dict.fromkeys(
        (DIN, THANH), "open"
    )
    missing, faulty = pages(province, DIN, THANH)
    assert DRAFT in missing
    assert "Đơn vị chưa gửi biểu số liệu của kỳ này." in missing
    assert "Biểu số liệu của đơn vị bị trả lại để sửa." in faulty
    assert figure(province, DIN)[:2] == figure(province, THANH)[:2] == ("", "")


def returned_by_the_district(province: Province, folder: Path) -> None:
    """Both send; the clerk notes that one was late; the district returns it."""
    type_in(province.form(QUARTER, THANH), {PART: 45})
    type_in(folder / "late.xlsx", {PART: 60, ALL: 80})
    shutil.move(folder / "late.xlsx", province.form(QUARTER, DIN))
    listed = f"Đơn vị,Ngày nhận\n{DIN},28/03/2022\n"
    (province.inbox(QUARTER) / "nhan.csv").write_text(listed, "utf-8")
    run(province, "intake")
    assert set(states(province).values()) == {"submitted"}
    run(province, "return", "--agency", DIN, *BY_DISTRICT, "--reason", REASON)
    commune, district = pages(province, DIN, DISTRICT)
    assert "Biểu bị trả lại: UBND huyện Mường Khương (Bà B), ngày" in commune
    assert f"Lý do: {REASON}." in commune
    assert "75% 60/80" in commune  # the figures stay until others come
    assert f"lý do: {REASON}." in district
    assert figure(province, WHOLE) == ("105", "200", "reported", "met")
    run(province, "remind", "--out", str(folder))
    reminder = next(folder.rglob(f"{DISTRICT}.txt")).read_text("utf-8")
    assert "xã Dìn Chin, huyện Mường Khương: hạn gửi 25/03/2022" in reminder
    assert f"  + Biểu bị trả lại: {REASON}" in reminder
    report = province.roots.data / "intake" / PLAN / QUARTER / "intake-report.html"
    assert "muộn 3 ngày" in read(report.read_bytes()).text  # 25 to 28 March


def accepted_and_signed(province: Province, district: Signer, office: Signer) -> None:
    type_in(province.form(QUARTER, DIN), {PART: 48})
    run(province, "intake")
    assert states(province)[DIN] == "submitted"
    by_desk = ("--by", DESK, "--name", "Ông A")
    said = run(province, "accept", "--agency", DIN, *by_desk, code=2)
    assert f"(mã {DISTRICT}) duyệt" in said
    run(province, "accept", "--under", DISTRICT, *BY_DISTRICT)
    said = run(province, "sign", "--by", DISTRICT, "--key", str(office.key), code=2)
    assert "không có trong danh sách người ký của UBND huyện Mường Khương" in said
    assert set(states(province).values()) == {"submitted"}  # neither lifts anything
    run(province, "sign", "--by", DISTRICT, "--key", str(district.key))
    found = states(province)
    assert {name for name, state in found.items() if state == "accepted"} == {DIN, THANH}
    (commune,) = pages(province, DIN)
    assert "Biểu được chấp nhận: UBND huyện Mường Khương (Bà B), ngày" in commune
    assert "đã ký: Bà B" in commune and "60% 48/80" in commune
    assert DRAFT in commune  # until the period is approved


def appraised(province: Province) -> None:
    """The first round demands an explanation of one commune and adjusts the other; after the
    explanation the second adjusts the first."""
    demanded: Row = {"Kết luận": "Yêu cầu giải trình", "Lý do, nội dung yêu cầu": DEMAND}
    appraise(province, 1, {DIN: demanded, THANH: adjusted(54, 120, "BB số 12/BB")})
    said = run(province, "intake")
    assert "đơn vị báo cáo 45/120, tính từ dữ liệu chưa có" in said
    assert "1 yêu cầu giải trình chưa được trả lời" in said
    # The demand changes no figure and undoes no acceptance; the other figure is another.
    found = states(province)
    assert (found[DIN], found[THANH]) == ("accepted", "submitted")
    commune, other = pages(province, DIN, THANH)
    assert f"Văn phòng UBND tỉnh thẩm định lần 1: yêu cầu giải trình: {DEMAND}" in commune
    assert "60% 48/80" in commune
    assert "45% 54/120 Văn phòng UBND tỉnh thẩm định 37,5% (45/120) Đơn vị báo cáo" in other
    assert "lý do thẩm định: Đếm lại tại sổ; tài liệu kiểm chứng: BB số 12/BB" in other
    assert figure(province, WHOLE) == ("102", "200", "reported", "met")  # 48 + 54
    explain(province.form(QUARTER, DIN), PART, EXPLAINED)
    assert "giải trình chưa được trả lời" not in run(province, "intake")
    appraise(province, 2, {DIN: adjusted(30, 80, "BB số 15/BB")})
    assert "48/80, tính từ dữ liệu chưa có, Văn phòng UBND tỉnh thẩm định 30/80" in run(
        province, "intake"
    )


def objected_to(province: Province) -> None:
    object_to(province, province.inbox(QUARTER))
    object_to(province, province.desk(QUARTER), answer=ANSWER)
    run(province, "intake")
    commune, district = pages(province, DIN, DISTRICT)
    assert "37,5% 30/80" in commune
    assert "thẩm định lần 2: điều chỉnh; giải trình của đơn vị: " + EXPLAINED in commune
    assert f"{OPINION} {ANSWER}" in commune
    # 30 + 54 of 80 + 120; both appraised by the office and by nobody else
    assert "42% 84/200" in district
    assert "Nguồn: Văn phòng UBND tỉnh thẩm định." in district
    assert figure(province, DIN) == ("30", "80", "appraised", "not_due")
    assert figure(province, THANH) == ("54", "120", "appraised", "met")
    assert figure(province, WHOLE) == ("84", "200", "appraised", "met")
    assert set(states(province).values()) == {"submitted"}


def approved(province: Province, district: Signer, office: Signer, folder: Path) -> None:
    run(province, "accept", "--under", DISTRICT, *BY_DISTRICT)
    run(province, "sign", "--by", DISTRICT, "--key", str(district.key))
    run(province, "accept", "--under", WHOLE, "--by", DESK, "--name", "Ông A")
    run(province, "accept", "--agency", DESK, "--by", OFFICE, "--name", "Ông D")
    assert set(states(province).values()) == {"accepted"}
    run(province, "approve", "--by", "UBND tỉnh")
    assert opened(province.roots, PLAN, QUARTER).evaluation(DIN).draft  # unsigned
    run(province, "sign", "--key", str(office.key))
    run(province, "render")
    assert set(states(province).values()) == {"approved"}
    place = province.roots.out / PLAN / QUARTER
    made = [*(place / "packets").glob("*.html"), place / "province.html", place / "index.html"]
    assert len(made) == len(AGENCIES) + 2
    assert not [page.name for page in made if DRAFT in text(page)]
    commune = text(place / "packets" / f"{DIN}.html")
    assert "37,5% 30/80" in commune and f"{OPINION} {ANSWER}" in commune
    run(province, "sign", "--key", str(office.key))
    listed = folder / "signers"
    listed.write_text(f"{office.allowed}\n{district.allowed}\n", "utf-8")
    for what in ((str(place), "--signers", str(listed)), ("--store",)):
        done = cchc("verify", *what, env=province.env)
        assert done.returncode == 0 and "còn nguyên vẹn" in done.stderr, done.stderr


def documents_have_the_figures(province: Province, folder: Path) -> None:
    """The Word file has the figures of the whole, the Excel file each figure of results.csv."""
    rows = results(province)
    run(province, "report", "--out", str(folder / "report.docx"))
    document = docx.Document(str(folder / "report.docx"))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    said = "\n".join(
        (
            said,
            *(cell.text for table in document.tables for row in table.rows for cell in row.cells),
        )
    )
    assert f"«{EXPLAINED}»" in said
    assert "đã trả lời 1: UBND xã Dìn Chin, huyện Mường Khương" in said
    on_time = rows[WHOLE, "dossiers_on_time", "all"]
    assert f"({on_time['numerator']}/{on_time['denominator']} hồ sơ, bằng" in said
    run(province, "annex", "--out", str(folder / "annex.xlsx"))
    shown = {
        (str(row[0]), str(row[5]), *("" if cell is None else str(cell) for cell in row[8:10]))
        for sheet in openpyxl.load_workbook(folder / "annex.xlsx")
        if sheet["H4"].value == "Nguồn số liệu"
        for row in sheet.iter_rows(min_row=5, values_only=True)
    }
    assert shown == {
        (agency, target, row["numerator"], row["denominator"])
        for (agency, target, _), row in rows.items()
    }
    assert {(DIN, TARGET, "30", "80"), (WHOLE, TARGET, "84", "200")} <= shown
