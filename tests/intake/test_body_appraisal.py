"""Appraisal by targets: the workbook of a body goes out, is filled in with Excel and comes back."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import commands
from form_files import read_form, sentences
from helpers import forms, store, wording
from helpers.analyst import diff
from helpers.analyst.opening import opened
from helpers.forms import appraising
from helpers.intake.answers.changes import changes
from helpers.intake.answers.to_appraise import write_to_appraise
from helpers.intake.check import IntakeResult
from helpers.model import Decision, Severity, Source
from helpers.packets import display
from pages import read
from province import PLAN, Province, sent_province

pytestmark = pytest.mark.intake

PERIOD = "2022-H1"
BODY, OTHER = "van-phong-ubnd-tinh", "so-noi-vu"
WARD, FELLOW = "02764-xa-din-chin", "02779-xa-thanh-binh"
TARGET, ON_TIME = "digitised_results", "dossiers_on_time"
DECIDED, PART, WHOLE, REASON, DOCUMENT = (
    "Kết luận",
    "Tử số (thẩm định)",
    "Mẫu số (thẩm định)",
    "Lý do, nội dung yêu cầu",
    "Tài liệu thẩm định",
)
AGREED = {DECIDED: "Thống nhất"}
ADJUSTED = {
    DECIDED: "Điều chỉnh",
    PART: 90,
    WHOLE: 100,
    REASON: "Đếm lại tại sổ",
    DOCUMENT: "BB số 12/BB",
}
EXPLAIN = {DECIDED: "Yêu cầu giải trình", REASON: "Nêu rõ số đã số hóa trước 2022"}
Cells = Mapping[str, str | int | float | None]
Rows = Mapping[tuple[str, str], Cells]
GIVEN = {(WARD, TARGET): AGREED}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Province:
    province = sent_province(tmp_path_factory.mktemp("bodies"), PERIOD)
    line = province.inbox(PERIOD) / "bang-chung" / WARD / "results_digitised"
    line.mkdir(parents=True)
    (line / "Báo cáo 100% #1.pdf").write_bytes(b"scan")
    assert province.take_in(PERIOD).refusals == ()
    write(province)
    return province


@pytest.fixture
def own(sent: Province, tmp_path: Path) -> Province:
    return sent.copy(tmp_path / "own")


def write(province: Province, at: int = 1, body: str = "") -> None:
    plan, period = province.plan, province.plan.periods[PERIOD]
    write_to_appraise(province.roots, plan, period, at, body, None)


def issued(province: Province, at: int = 1, body: str = BODY) -> Path:
    folder = province.roots.data / "intake" / PLAN / PERIOD / "tham-dinh"
    return folder / f"tham-dinh-{body}-lan-{at}.xlsx"


def heads_of(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[4]}


def row_of(sheet: Worksheet, agency: str, target: str) -> int:
    heads = heads_of(sheet)
    for row in range(5, sheet.max_row + 1):
        ids = [sheet.cell(row, heads[name]).value for name in ("Mã đơn vị", "Mã chỉ tiêu")]
        if ids == [agency, target]:
            return row
    raise AssertionError(f"no row of {agency}, {target}")


def fill(
    source: Path, place: Path, rows: Rows, change: Callable[[Worksheet], None] | None = None
) -> Path:
    """The workbook as a person saves it."""
    book = openpyxl.load_workbook(source)
    sheet = book[book.sheetnames[1]]
    heads = heads_of(sheet)
    for key, cells in rows.items():
        row = row_of(sheet, *key)
        for head, value in cells.items():
            sheet.cell(row, heads[head]).value = value
    if change is not None:
        change(sheet)
    book.save(place)
    return place


def bring(province: Province, rows: Rows, at: int = 1, body: str = BODY) -> Path:
    return fill(issued(province, at, body), province.desk(PERIOD) / f"{body}-{at}.xlsx", rows)


def counts(province: Province, agency: str, target: str) -> tuple[Source, int | None, int | None]:
    at = opened(province.roots, PLAN, PERIOD).evaluation(agency)
    seen = next(r.observation for r in at.results if r.target.id == target)
    assert seen is not None
    return seen.source, seen.numerator, seen.denominator


def refused(result: IntakeResult) -> list[str]:
    """What an intake refuses."""
    return [remark.text for remark in result.refusals]


# ---------------------------------------------------------------- out


def test_a_row_shows_what_was_reported_and_what_is_computed(sent: Province) -> None:
    sheet = openpyxl.load_workbook(issued(sent))["Thẩm định lần 1"]
    heads, row = heads_of(sheet), row_of(sheet, WARD, TARGET)
    facts = {f.input: f.value for f in store.facts(sent.snapshot(PERIOD)) if f.agency == WARD}
    assert sheet.cell(row, heads["Tử số (đơn vị báo cáo)"]).value == facts["results_digitised"]
    assert sheet.cell(row, heads["Mẫu số (đơn vị báo cáo)"]).value == facts["results_in_force"]
    assert sheet.cell(row, heads["Tử số (tính từ dữ liệu)"]).value is None
    seen = counts(sent, WARD, ON_TIME)
    at = row_of(sheet, WARD, ON_TIME)
    assert seen == (
        Source.COMPUTED,
        sheet.cell(at, heads["Tử số (tính từ dữ liệu)"]).value,
        sheet.cell(at, heads["Mẫu số (tính từ dữ liệu)"]).value,
    )
    assert "SỐ LIỆU MÔ PHỎNG" in str(sheet["A1"].value)
    assert "Văn phòng UBND tỉnh" in str(sheet["A2"].value)


def test_no_body_has_rows_of_its_own_figures(sent: Province) -> None:
    for body in (BODY, OTHER):
        sheet = openpyxl.load_workbook(issued(sent, body=body))["Thẩm định lần 1"]
        assert body not in {cell.value for cell in sheet["A"]}
    others = openpyxl.load_workbook(issued(sent, body=OTHER))["Thẩm định lần 1"]
    assert row_of(others, BODY, "internal_procedures")  # own_by: so-noi-vu


def test_evidence_is_linked_by_a_path_that_leads_to_the_file(sent: Province) -> None:
    path = issued(sent)
    book = openpyxl.load_workbook(path)
    links = [
        cell.hyperlink.target
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    ]
    assert len(links) == 2  # of the row, of the list of files
    for link in links:
        assert not os.path.isabs(link)
        assert (path.parent / unquote(link)).read_bytes() == b"scan"
    listed = [cell.value for cell in book["Tệp kiểm chứng"][5]]
    assert listed[2:] == [
        "results_digitised",
        "Báo cáo 100% #1.pdf",
        4,
        hashlib.sha256(b"scan").hexdigest(),
    ]


def test_the_same_state_gives_the_same_bytes(own: Province) -> None:
    before = issued(own).read_bytes()
    write(own)
    assert issued(own).read_bytes() == before


def test_a_plan_without_bodies_says_so(own: Province) -> None:
    (own.root / "params" / "plans" / PLAN / "appraisal.yml").unlink()
    answer = commands.cchc("appraisal", "--period", PERIOD, env=own.env)
    assert answer.returncode == 2 and "chưa giao cơ quan nào thẩm định" in answer.stderr


# ---------------------------------------------------------------- faults of a workbook


def retyped(column: str, text: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet.cell(row_of(sheet, WARD, TARGET), heads_of(sheet)[column]).value = text

    return change


def removed(sheet: Worksheet) -> None:
    sheet.delete_rows(row_of(sheet, FELLOW, TARGET))


def repeated(sheet: Worksheet) -> None:
    for column in range(1, 6):
        value = sheet.cell(row_of(sheet, WARD, TARGET), column).value
        sheet.cell(sheet.max_row + (column == 1), column).value = value


def other_heading(sheet: Worksheet) -> None:
    sheet["A2"].value = "Cơ quan thẩm định: Sở Nội vụ – 6 tháng đầu năm 2022"


FAULTS: tuple[tuple[str, Cells, Callable[[Worksheet], None] | None, str], ...] = (
    ("no decision", {PART: 1, WHOLE: 2}, None, "chưa chọn «Kết luận»"),
    ("unknown decision", {DECIDED: "Đồng ý"}, None, "«Kết luận» chỉ được là «Thống nhất»"),
    ("figure with agreement", {**ADJUSTED, **AGREED}, None, "kết luận không phải «Điều chỉnh»"),
    ("figure with a demand", {**EXPLAIN, PART: 3}, None, "kết luận không phải «Điều chỉnh»"),
    ("demand without text", {DECIDED: "Yêu cầu giải trình"}, None, "chưa ghi «Lý do"),
    ("no reason", {**ADJUSTED, REASON: None}, None, "chưa ghi «Lý do"),
    ("no document", {**ADJUSTED, DOCUMENT: None}, None, "chưa ghi «Tài liệu thẩm định»"),
    ("no denominator", {**ADJUSTED, WHOLE: None}, None, "chưa ghi «Mẫu số (thẩm định)»"),
    ("not a number", {**ADJUSTED, PART: "chín mươi"}, None, "không phải là số"),
    ("a fraction", {**ADJUSTED, PART: 90.5}, None, "90,5"),
    ("part above whole", {**ADJUSTED, PART: 101}, None, "tử số (101) lớn hơn mẫu số (100)"),
    ("a person's number", {**ADJUSTED, REASON: "Gọi 0912345678"}, None, "cá nhân"),
    ("own figure", AGREED, retyped("Mã đơn vị", BODY), "tự thẩm định số của mình"),
    ("unknown agency", AGREED, retyped("Mã đơn vị", "09999-xa"), "không có trong danh mục"),
    ("unknown target", AGREED, retyped("Mã chỉ tiêu", "abc"), "không có trong Kế hoạch"),
    ("another body's", AGREED, retyped("Mã chỉ tiêu", "staff_inspected"), "không thuộc phần"),
    ("no id", AGREED, retyped("Mã đơn vị", ""), "không có mã"),
    (
        "name of another",
        AGREED,
        retyped("Đơn vị", "UBND xã Thanh Bình, thị xã Sa Pa"),
        "không khớp",
    ),
    ("row removed", AGREED, removed, "thiếu 1 dòng của biểu đã cấp"),
    ("row repeated", AGREED, repeated, "ghi ở nhiều dòng"),
    ("heading of another body", AGREED, other_heading, "không ghi tên cơ quan của biểu này"),
    ("nothing", {}, None, "chưa có kết luận nào"),
)


@pytest.mark.parametrize(
    ("cells", "change", "says"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS]
)
def test_a_fault_is_one_sentence_and_refuses_the_file(
    sent: Province,
    tmp_path: Path,
    cells: Cells,
    change: Callable[[Worksheet], None] | None,
    says: str,
) -> None:
    path = fill(issued(sent), tmp_path / "tham-dinh.xlsx", {(WARD, TARGET): cells}, change)
    reading = read_form(path, sent.plan, sent.plan.periods[PERIOD])
    assert not reading.accepted and reading.decisions == ()
    refusing = [r for r in reading.remarks if r.severity is not Severity.REMARK]
    assert len([r for r in refusing if says in r.text]) == 1, sentences(reading)


def test_all_faults_are_named_together(sent: Province, tmp_path: Path) -> None:
    rows: Rows = {
        (WARD, TARGET): {DECIDED: "Đồng ý"},
        (FELLOW, TARGET): {**ADJUSTED, REASON: None},
        (FELLOW, ON_TIME): {PART: 5},
    }
    path = fill(issued(sent), tmp_path / "tham-dinh.xlsx", rows, removed_district)
    said = " ".join(sentences(read_form(path, sent.plan, sent.plan.periods[PERIOD])))
    for says in ("chỉ được là", "chưa ghi «Lý do", "chưa chọn «Kết luận»", "thiếu 1 dòng"):
        assert says in said


def removed_district(sheet: Worksheet) -> None:
    sheet.delete_rows(row_of(sheet, "083-huyen-muong-khuong", ON_TIME))


def test_the_workbook_of_another_period_is_refused(sent: Province, tmp_path: Path) -> None:
    path = fill(issued(sent), tmp_path / "tham-dinh.xlsx", GIVEN)
    reading = read_form(path, sent.plan, sent.plan.final_period)
    assert any("6 tháng" in text and "Năm 2022" in text for text in sentences(reading))


# ---------------------------------------------------------------- in


def test_each_decision_and_what_becomes_of_the_figure(own: Province) -> None:
    before = {key: counts(own, *key) for key in ((WARD, ON_TIME), (FELLOW, TARGET))}
    bring(own, {(WARD, ON_TIME): AGREED, (WARD, TARGET): ADJUSTED, (FELLOW, TARGET): EXPLAIN})
    assert refused(own.take_in(PERIOD)) == []
    assert counts(own, WARD, TARGET) == (Source.APPRAISED, 90, 100)
    assert {key: counts(own, *key) for key in before} == before
    evaluation = opened(own.roots, PLAN, PERIOD).evaluation(FELLOW)
    text = read(display.clauses(evaluation, "procedures").html).text
    assert "Văn phòng UBND tỉnh thẩm định lần 1: yêu cầu giải trình: Nêu rõ số đã số hóa" in text
    answer = commands.cchc(
        "remind", "--period", PERIOD, "--out", str(own.root / "nhac"), env=own.env
    )
    reminded = "".join(p.read_text("utf-8") for p in (own.root / "nhac").rglob("*.txt"))
    assert answer.returncode == 0 and "Nêu rõ số đã số hóa trước 2022" in reminded


def test_what_a_decision_changes_is_named_with_who_appraised(own: Province) -> None:
    first, (_, part, whole) = own.snapshot(PERIOD), counts(own, WARD, TARGET)
    bring(own, {(WARD, ON_TIME): AGREED, (WARD, TARGET): ADJUSTED, (FELLOW, TARGET): EXPLAIN})
    assert refused(own.take_in(PERIOD)) == []
    second = own.snapshot(PERIOD)
    label, on_time = (own.plan.target(each).label for each in (TARGET, ON_TIME))
    by = "đơn vị thẩm định: Văn phòng UBND tỉnh"
    new = "chưa có"
    reason = "lý do: Đếm lại tại sổ; tài liệu kiểm chứng: BB số 12/BB"
    asked = "lý do: Nêu rõ số đã số hóa trước 2022"
    assert said_of(own, first, second) == {
        (WARD, f"Thẩm định lần 1: {on_time}", new, f"Thống nhất; {by}"),
        (WARD, f"Thẩm định lần 1: {label}", new, f"Điều chỉnh 90/100; {by}; {reason}"),
        (FELLOW, f"Thẩm định lần 1: {label}", new, f"Yêu cầu giải trình; {by}; {asked}"),
    }
    rows = diff(own.roots, PLAN, f"{PERIOD}@{first.id}", PERIOD)
    [figure] = [r for r in rows if (r["agency"], r["level"]) == (WARD, "commune") and r["target"]]
    assert "figure" in str(figure["differs"])
    sides = [
        tuple(figure[f"{c}_{side}"] for c in ("source", "by", "numerator", "denominator"))
        for side in "ab"
    ]
    assert sides == [
        ("reported", "", part, whole),
        ("appraised", "Văn phòng UBND tỉnh", 90, 100),
    ]
    texts = {
        (r["agency"], r["value_a"], r["value_b"]) for r in rows if r["differs"] == "appraisals"
    }
    assert {(WARD, 0, 2), (FELLOW, 0, 1)} <= texts
    bring(own, {(WARD, ON_TIME): AGREED, (WARD, TARGET): AGREED, (FELLOW, TARGET): EXPLAIN})
    assert refused(own.take_in(PERIOD)) == []
    assert said_of(own, second, own.snapshot(PERIOD)) == {
        (
            WARD,
            f"Thẩm định lần 1: {label}",
            f"Điều chỉnh 90/100; {reason}",
            "Thống nhất; lý do: không ghi; tài liệu kiểm chứng: không ghi",
        )
    }


def said_of(
    province: Province, earlier: store.Snapshot, later: store.Snapshot
) -> set[tuple[str, str, str, str]]:
    """What the intake report says of two states: agency, label, before, after."""
    every = changes(province.plan, earlier, later)
    return {(each.agency, each.label, each.before, each.after) for each in every}


def test_an_appraisal_changes_no_figure_of_the_body_itself(own: Province) -> None:
    before = own_figures(own)
    assert len(before) > 20
    sheet = openpyxl.load_workbook(issued(own))["Thẩm định lần 1"]
    keys = [(str(row[0].value), str(row[2].value)) for row in sheet.iter_rows(min_row=5)]
    one = {**ADJUSTED, PART: 1, WHOLE: 1}
    bring(own, dict.fromkeys(keys, one))
    assert refused(own.take_in(PERIOD)) == []
    decided = store.appraisal_decisions(own.snapshot(PERIOD))
    assert len(decided) == len(keys) > 50
    appraised = store.appraisals(own.snapshot(PERIOD))
    assert len(appraised) == len(keys)
    assert BODY not in {each.agency for each in (*decided, *appraised)}
    assert own_figures(own) == before


def own_figures(province: Province) -> list[object]:
    """The figures of the body itself; the counts of the lists that it shares are the province's."""
    at = opened(province.roots, PLAN, PERIOD).evaluation(BODY)
    return [r.observation for r in at.results if not r.target.shares_list(r.level)]


def test_the_second_round_goes_before_the_first(own: Province) -> None:
    reported = counts(own, WARD, TARGET)
    bring(own, {(WARD, TARGET): ADJUSTED, (FELLOW, TARGET): EXPLAIN, (WARD, ON_TIME): AGREED})
    assert refused(own.take_in(PERIOD)) == []
    explain(own, FELLOW, "results_digitised", "Số hóa trước 2022 là 12")
    object_to(own, WARD, TARGET)
    assert refused(own.take_in(PERIOD)) == []
    write(own, at=2, body=BODY)
    sheet = openpyxl.load_workbook(issued(own, 2))["Thẩm định lần 2"]
    heads = heads_of(sheet)
    rows = [(row[0].value, row[2].value) for row in sheet.iter_rows(min_row=5)]
    assert rows == [(WARD, TARGET), (FELLOW, TARGET)]
    first, second = (row_of(sheet, name, TARGET) for name in (WARD, FELLOW))
    assert sheet.cell(first, heads["Kết quả lần 1"]).value == "Điều chỉnh 90/100; Đếm lại tại sổ"
    assert sheet.cell(first, heads["Ý kiến của đơn vị"]).value == "Đề nghị xem lại"
    assert sheet.cell(second, heads["Nội dung giải trình"]).value == "Số hóa trước 2022 là 12"
    bring(own, {(WARD, TARGET): AGREED, (FELLOW, TARGET): ADJUSTED}, at=2)
    assert refused(own.take_in(PERIOD)) == []
    assert counts(own, WARD, TARGET) == reported
    assert counts(own, FELLOW, TARGET) == (Source.APPRAISED, 90, 100)
    decided = [d for d in store.appraisal_decisions(own.snapshot(PERIOD)) if d.agency == WARD]
    assert {(d.round, d.target, d.decision) for d in decided} == {
        (1, ON_TIME, Decision.AGREED),
        (1, TARGET, Decision.ADJUSTED),
        (2, TARGET, Decision.AGREED),
    }


def test_a_demand_is_open_until_something_new_is_explained(own: Province) -> None:
    bring(own, {(FELLOW, TARGET): EXPLAIN})
    own.take_in(PERIOD)
    assert "chưa được trả lời" in intake(own)
    explain(own, FELLOW, "results_digitised", "Số hóa trước 2022 là 12")
    assert "chưa được trả lời" not in intake(own)


def intake(province: Province) -> str:
    return commands.cchc("intake", "--period", PERIOD, env=province.env).stderr


def explain(province: Province, agency: str, line: str, text: str) -> None:
    """The agency's form again, with an explanation."""
    path = province.form(PERIOD, agency)
    book = openpyxl.load_workbook(path)
    sheet = book[wording.forms.EXPLANATION_SHEET]
    sheet["A5"].value, sheet["B5"].value = line, text
    book.save(path)


def object_to(province: Province, agency: str, target: str) -> None:
    entries = {target: {"opinion": "Đề nghị xem lại"}}
    kind = forms.statements.StatementKind.OBJECTION
    period, sender = province.plan.periods[PERIOD], province.plan.agencies[agency]
    content = forms.statements.filled(province.plan, sender, period, kind, entries)
    (province.inbox(PERIOD) / "y-kien.xlsx").write_bytes(content)


def test_it_is_taken_from_the_desk_alone(own: Province) -> None:
    path = bring(own, {(WARD, TARGET): ADJUSTED})
    path.rename(own.inbox(PERIOD) / path.name)
    (said,) = refused(own.take_in(PERIOD))
    assert "chỉ được nhận từ thư mục riêng của Sở Nội vụ" in said
    assert counts(own, WARD, TARGET)[0] is Source.REPORTED


def test_real_figures_take_no_workbook_of_simulated_ones(own: Province) -> None:
    bring(own, {(WARD, TARGET): ADJUSTED})
    for folder in (own.inbox(PERIOD), own.desk(PERIOD)):
        (folder / "origin.yml").unlink()
    shutil.rmtree(own.roots.data / "store")
    assert any("biểu này lập từ số liệu mô phỏng" in text for text in refused(own.take_in(PERIOD)))


def test_a_workbook_of_another_store_is_refused(own: Province) -> None:
    bring(own, {(WARD, TARGET): ADJUSTED})
    shutil.rmtree(own.roots.data / "store")
    assert any("bản số liệu không có trong kho" in text for text in refused(own.take_in(PERIOD)))


def test_two_files_on_one_figure_are_both_refused(own: Province) -> None:
    bring(own, {(WARD, TARGET): ADJUSTED})
    single = {"numerator": 80, "denominator": 100, "reason": "Khác", "by": "Sở Nội vụ"}
    kind, period = forms.statements.StatementKind.APPRAISAL, own.plan.periods[PERIOD]
    ward = own.plan.agencies[WARD]
    content = forms.statements.filled(own.plan, ward, period, kind, {TARGET: single})
    (own.desk(PERIOD) / "rieng.xlsx").write_bytes(content)
    said = refused(own.take_in(PERIOD))
    assert len([text for text in said if "cũng được thẩm định trong tệp" in text]) == 2
    assert counts(own, WARD, TARGET)[0] is Source.REPORTED


def test_a_figure_that_changed_after_the_workbook_was_written_is_named(own: Province) -> None:
    bring(own, {(WARD, TARGET): AGREED})
    assert refused(own.take_in(PERIOD)) == []
    path = own.form(PERIOD, WARD)
    book = openpyxl.load_workbook(path)
    sheet = book["Số liệu"]
    (row,) = (r for r in sheet.iter_rows() if r[0].value == "results_digitised")
    column = next(c.column for c in sheet[4] if c.value == "Số liệu")
    value = row[column - 1]
    value.value = int(value.value) - 1
    book.save(path)
    intake(own)
    report = own.roots.data / "intake" / PLAN / PERIOD / "intake-report.html"
    assert "khi lập biểu là" in report.read_text("utf-8")


def test_the_stamp_of_a_row_has_the_counts_that_agreement_is_with(sent: Province) -> None:
    book = openpyxl.load_workbook(issued(sent))
    stamp = {row[0].value: row[1].value for row in book["_cchc"].iter_rows()}
    _, part, whole = counts(sent, WARD, TARGET)
    assert stamp[f"row:{appraising.row_key(WARD, TARGET)}"] == f"{part}/{whole}|"


# ---------------------------------------------------------------- evidence


def test_evidence_is_listed_by_hash_and_what_is_none_is_named(own: Province) -> None:
    top = own.inbox(PERIOD) / "bang-chung"
    line = top / FELLOW / "results_digitised"
    line.mkdir(parents=True)
    (line / "Nguyễn Văn A.pdf").write_bytes(b"cv")
    (line / "rong.pdf").write_bytes(b"")
    (line / ".an.pdf").write_bytes(b"x")
    (line / "lien-ket.pdf").symlink_to(top / WARD / "results_digitised" / "Báo cáo 100% #1.pdf")
    for folder in (top / FELLOW / "khong_co", top / "xa-la" / "results_digitised"):
        folder.mkdir(parents=True)
        (folder / "a.pdf").write_bytes(b"a")
    (top / "lac.pdf").write_bytes(b"b")
    result = own.take_in(PERIOD)
    texts = [remark.text for remark in result.remarks]
    for says in (
        "tệp kiểm chứng rỗng",
        "tệp ẩn",
        "không phải tệp hay thư mục thật",
        "không mang mã dòng nào",
        "không mang mã của đơn vị nào",
        "chưa nằm trong thư mục",
    ):
        assert len([text for text in texts if says in text]) == 1, says
    assert not any("Nguyễn" in text for text in texts)
    evidence = {each.agency: each for each in store.evidence(own.snapshot(PERIOD))}
    assert evidence[FELLOW].sha256 == hashlib.sha256(b"cv").hexdigest()
    assert "Nguyễn" not in evidence[FELLOW].file and evidence[FELLOW].size == 2
    assert len(store.evidence(own.snapshot(PERIOD))) == 2
    write(own)
    assert b"Nguy" not in unpacked(issued(own))


def unpacked(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_evidence_that_is_gone_is_a_loss(own: Province) -> None:
    shutil.rmtree(own.inbox(PERIOD) / "bang-chung")
    assert {loss.kind for loss in own.take_in(PERIOD).losses} == {"evidence"}


def test_files_of_different_lines_may_have_one_name(own: Province) -> None:
    top = own.inbox(PERIOD) / "bang-chung"
    for agency in (WARD, FELLOW):
        line = top / agency / "transfers_total"
        line.mkdir(parents=True)
        (line / "bao-cao.pdf").write_bytes(agency.encode())
    assert refused(own.take_in(PERIOD)) == []
    names = [e.file for e in store.evidence(own.snapshot(PERIOD)) if e.line == "transfers_total"]
    assert names == ["bao-cao.pdf", "bao-cao.pdf"]
