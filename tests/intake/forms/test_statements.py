"""Appraisals and objections sent by agencies and the Department; approvals; differences."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import commands
from helpers import store
from helpers.analyst import diff, trace
from helpers.analyst.opening import approved_state, opened
from helpers.evaluation.tables import results_rows
from helpers.forms import statements
from helpers.forms.statements import StatementKind
from helpers.intake.answers import write_answers
from helpers.intake.check import IntakeResult
from helpers.model import Evaluation, Level, Reason, Source, Status, WrongUse
from helpers.packets import display
from helpers.store import approvals
from pages import read
from province import AGENCIES, PLAN, Province, sent_province

pytestmark = pytest.mark.intake

PERIOD = "2022-H1"
COMMUNE, DISTRICT, DEPARTMENT = "02764-xa-din-chin", "083-huyen-muong-khuong", "so-noi-vu"
TARGET = "digitised_results"
BY = "Sở Nội vụ"
FIGURE: dict[str, str | int] = {
    "numerator": 40,
    "denominator": 100,
    "reason": "Kiểm tra hồ sơ lưu ngày 20/6/2022",
    "evidence": "Biên bản số 12/BB-SNV",
    "by": BY,
}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """A small province with the inbox of one period taken in."""
    province = sent_province(tmp_path_factory.mktemp("statements"), PERIOD)
    assert take_in_inbox(province).refusals == ()
    return province


@pytest.fixture
def own(sent: Province, tmp_path: Path) -> Province:
    """A copy of it that the test may change."""
    return sent.copy(tmp_path / "own")


def take_in_inbox(province: Province) -> IntakeResult:
    return province.take_in(PERIOD)


def put(
    province: Province,
    agency_id: str,
    kind: StatementKind,
    answers: dict[str, dict[str, str | int]],
    name: str = "",
    folder: Path | None = None,
) -> Path:
    plan = province.plan
    agency = plan.senders_by_id[agency_id]
    content = statements.filled(plan, agency, plan.periods[PERIOD], kind, answers)
    path = (folder or province.desk(PERIOD)) / f"{name or agency_id}-{kind}.xlsx"
    path.write_bytes(content)
    return path


def appraise(
    province: Province, agency: str, figure: dict[str, str | int], key: str = TARGET
) -> Path:
    return put(province, agency, StatementKind.APPRAISAL, {key: figure})


def evaluation(province: Province, agency: str) -> Evaluation:
    return opened(province.roots, PLAN, PERIOD).evaluation(agency)


def figures(province: Province, agency: str, level: str) -> dict[str, Any]:
    rows = results_rows(evaluation(province, agency))
    return next(r for r in rows if r["target"] == TARGET and r["level"] == level)


# ---------------------------------------------------------------- appraisals


def test_an_appraised_figure_takes_precedence_over_the_reported_one(own: Province) -> None:
    before = figures(own, COMMUNE, "commune")
    whole = figures(own, "lao-cai", "commune")
    appraise(own, COMMUNE, FIGURE)
    assert take_in_inbox(own).refusals == ()
    after = figures(own, COMMUNE, "commune")
    assert (after["source"], after["numerator"], after["denominator"]) == ("appraised", 40, 100)
    result = next(r for r in evaluation(own, COMMUNE).results if r.target.id == TARGET and r.others)
    assert [(o.source, o.numerator) for o in result.others] == [
        (Source.REPORTED, before["numerator"])
    ]
    # 40/100 instead of the reported counts, also in the sums of the parents.
    again = figures(own, "lao-cai", "commune")
    assert again["numerator"] == whole["numerator"] - before["numerator"] + 40
    assert again["denominator"] == whole["denominator"] - before["denominator"] + 100
    assert again["source"] == "reported"  # most of it still is
    shown = read(display.differences(evaluation(own, COMMUNE)).html).text
    assert "Sở Nội vụ thẩm định" in shown
    clause = result.target.clause
    said = read(display.clause(evaluation(own, COMMUNE), clause).html).text
    assert "Kiểm tra hồ sơ lưu" in said and "Biên bản số 12/BB-SNV" in said


def test_the_appraiser_of_the_department_is_another_agency(own: Province) -> None:
    path = appraise(own, DEPARTMENT, FIGURE)
    (refused,) = {r.text for r in take_in_inbox(own).refusals}
    assert "Sở Nội vụ tự thẩm định số liệu của mình" in refused and path.name in refused
    appraise(own, DEPARTMENT, {**FIGURE, "by": "Văn phòng UBND tỉnh"})
    assert take_in_inbox(own).refusals == ()
    result = next(r for r in evaluation(own, DEPARTMENT).results if r.target.id == TARGET)
    assert result.observation is not None and result.observation.source is Source.APPRAISED
    said = read(display.clause(evaluation(own, DEPARTMENT), result.target.clause).html).text
    assert "Văn phòng UBND tỉnh thẩm định" in said


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ({**FIGURE, "numerator": 101}, "tử số (101) lớn hơn mẫu số (100)"),
        ({**FIGURE, "numerator": "4O"}, "chữ cái lẫn trong số"),
        ({**FIGURE, "by": "Nguyễn Văn An"}, "không có đơn vị mang đúng tên"),
        ({k: v for k, v in FIGURE.items() if k != "reason"}, "chưa ghi «Lý do»"),
        ({"reason": "x"}, "chưa ghi «Tử số», «Mẫu số», «Đơn vị thẩm định»"),
        ({**FIGURE, "reason": "x" * 1001}, "nội dung dài 1.001 ký tự"),
    ],
)
def test_a_faulty_appraisal_is_refused_in_one_sentence(
    own: Province, figure: dict[str, str | int], expected: str
) -> None:
    appraise(own, COMMUNE, figure)
    remarks = [r for r in take_in_inbox(own).refusals]
    assert len(remarks) == 1 and expected in remarks[0].text
    assert "Đề nghị" in remarks[0].text and "Nguyễn" not in remarks[0].text
    assert figures(own, COMMUNE, "commune")["source"] != "appraised"


def test_yes_or_no_is_appraised_with_one_of_one(own: Province) -> None:
    """modern_desk: each agency has one or has not; 50/70 would make the province's 3/3 52/72."""
    put(own, COMMUNE, StatementKind.APPRAISAL, {"modern_desk": {**FIGURE, "numerator": 0}})
    (remark,) = take_in_inbox(own).refusals
    assert "chỉ có đạt hoặc chưa đạt, không có 0/100" in remark.text
    yes = {**FIGURE, "numerator": 1, "denominator": 1}
    put(own, COMMUNE, StatementKind.APPRAISAL, {"modern_desk": yes})
    assert take_in_inbox(own).refusals == ()


def test_a_reduction_is_never_larger_than_the_stock(own: Province) -> None:
    """II.2.3: 50 units cut of 10 would be a fall by 500 %."""
    figure = {**FIGURE, "numerator": 50, "denominator": 10}
    put(own, "lao-cai", StatementKind.APPRAISAL, {"service_units_cut": figure})
    (remark,) = take_in_inbox(own).refusals
    assert "tử số (50) lớn hơn mẫu số (10)" in remark.text


def test_both_faults_of_an_appraisal_are_reported(own: Province) -> None:
    appraise(own, COMMUNE, {"numerator": 101, "denominator": 100, "by": FIGURE["by"]})
    texts = [r.text for r in take_in_inbox(own).refusals]
    assert len(texts) == 2
    assert "chưa ghi «Lý do»" in texts[0] and "tử số (101) lớn hơn mẫu số (100)" in texts[1]


def test_appraised_figures_sorted_without_their_ids(own: Province) -> None:
    path = appraise(own, COMMUNE, FIGURE)
    book = openpyxl.load_workbook(path)
    sheet = book["Thẩm định"]
    rows = [r for r in sheet.iter_rows(min_row=5) if r[0].value]
    here = next(r for r in rows if r[0].value == TARGET)
    other = next(r for r in rows if r[2].value != here[2].value)
    for one, two in zip(here[1:], other[1:], strict=True):
        one.value, two.value = two.value, one.value
    book.save(path)
    texts = [remark.text for remark in take_in_inbox(own).refusals]
    assert any("mã và nội dung cạnh mã không khớp nhau (1 chỗ)" in text for text in texts), texts


def test_a_row_of_an_unknown_target_and_a_repeated_one_are_named(own: Province) -> None:
    path = appraise(own, COMMUNE, FIGURE)
    book = openpyxl.load_workbook(path)
    sheet = book["Thẩm định"]
    row = next(r for r in sheet.iter_rows(min_row=5) if r[0].value == TARGET)
    for place, key in ((90, "no_such_target"), (91, TARGET)):
        for cell in row:
            sheet.cell(place, cell.column, cell.value)
        sheet.cell(place, 1, key)
    book.save(path)
    texts = [r.text for r in take_in_inbox(own).refusals]
    assert len(texts) == 2
    assert "ô A90" in texts[0] and "không có trong danh sách của đơn vị" in texts[0]
    assert "ô A91" in texts[1] and TARGET in texts[1]


def test_two_appraisals_of_one_agency_are_both_refused(own: Province) -> None:
    appraise(own, COMMUNE, FIGURE)
    put(own, COMMUNE, StatementKind.APPRAISAL, {TARGET: {**FIGURE, "numerator": 41}}, "final")
    texts = [r.text for r in take_in_inbox(own).refusals]
    assert len(texts) == 2 and all("Đề nghị giữ lại một tệp" in text for text in texts)


def test_a_refused_appraisal_is_returned_marked(own: Province) -> None:
    appraise(own, COMMUNE, {**FIGURE, "numerator": 101})
    period = own.plan.periods[PERIOD]
    folder = write_answers(own.roots, own.plan, period, take_in_inbox(own)).html.parent
    (copy,) = (folder / "returned").iterdir()
    book = openpyxl.load_workbook(copy)
    marked = [c for row in book["Thẩm định"].iter_rows() for c in row if c.comment]
    assert [c.value for c in marked] == [101, 100]


def test_blank_workbooks_have_every_figure_that_can_be_appraised(
    own: Province, tmp_path: Path
) -> None:
    plan, period = own.plan, own.plan.periods[PERIOD]
    for kind in StatementKind:
        agencies = plan.senders(period)
        written = statements.write_blanks(plan, period, agencies, kind, tmp_path / kind)
        again = statements.write_blanks(plan, period, agencies, kind, tmp_path / f"{kind}-2")
        assert [p.read_bytes() for p in written] == [p.read_bytes() for p in again]
        for path in written:
            shutil.copy(path, own.desk(PERIOD))
    assert take_in_inbox(own).refusals == ()


# ---------------------------------------------------------------- objections


def test_an_objection_and_its_answer_are_shown_in_the_packet(own: Province) -> None:
    opinion = "Đơn vị đã số hóa thêm 12 kết quả <b>sau</b> ngày chốt"
    answers = {TARGET: {"opinion": opinion, "answer": "Tính vào kỳ sau."}}
    put(own, COMMUNE, StatementKind.OBJECTION, answers)
    assert take_in_inbox(own).refusals == ()
    page = read(display.opinion(evaluation(own, COMMUNE)).html)
    assert opinion in page.text and "Tính vào kỳ sau." in page.text
    assert "b" not in {e.tag for e in page.elements if e.text == "sau"}
    other = read(display.opinion(evaluation(own, DISTRICT)).html).text
    assert "số hóa thêm 12" not in other


def test_an_answer_without_an_opinion_must_be_corrected(own: Province) -> None:
    put(own, COMMUNE, StatementKind.OBJECTION, {TARGET: {"answer": "Không."}})
    (remark,) = take_in_inbox(own).refusals
    assert "chưa ghi «Ý kiến của đơn vị»" in remark.text


# ---------------------------------------------------------------- corrected, approved, restated


def correct(province: Province, value: int) -> None:
    form = province.inbox(PERIOD) / f"{COMMUNE}.xlsx"
    book = openpyxl.load_workbook(form)
    sheet = book["Số liệu"]
    row = next(r for r in sheet.iter_rows(min_row=5) if r[0].value == "results_digitised")
    heads = {c.value: c.column for c in sheet[4]}
    sheet.cell(row[0].row, heads["Số liệu"], value)
    book.save(form)


def approve(province: Province, by: str) -> None:
    at = opened(province.roots, PLAN, PERIOD)
    state = approved_state(province.roots, at)
    approvals.approve(province.roots.data, at.plan, at.period, state, by)


def test_a_corrected_form_replaces_the_earlier_one_and_both_stay_on_record(own: Province) -> None:
    plan, period, data = own.plan, own.plan.periods[PERIOD], own.roots.data
    first = store.current(data, plan.id, PERIOD)
    old = figures(own, COMMUNE, "commune")["numerator"]
    correct(own, 1)
    second = take_in_inbox(own)
    assert first is not None
    assert store.history(data, plan.id, PERIOD) == (first.id, second.snapshot.id)
    assert store.replaced_snapshot(data, plan.id, PERIOD, second.snapshot.id) == first
    assert figures(own, COMMUNE, "commune")["numerator"] == 1
    folder = write_answers(own.roots, plan, period, second).html.parent
    rows = list(
        openpyxl.load_workbook(folder / "intake-report.xlsx")["Thay đổi"].iter_rows(
            min_row=4, values_only=True
        )
    )
    assert len(rows) == 1
    name, key, _, before, after, hash_before, hash_after = rows[0]
    assert (name, key) == (plan.agencies[COMMUNE].name, "results_digitised")
    assert (before, after) == (f"{old:,}".replace(",", "."), "1")
    assert hash_before != hash_after and len(hash_before) == len(hash_after) == 64
    # Taken in once more, nothing new is on record.
    assert take_in_inbox(own).snapshot.id == second.snapshot.id
    assert len(store.history(data, plan.id, PERIOD)) == 2


def test_an_approval_is_for_one_snapshot_and_later_data_restate_it(own: Province) -> None:
    assert evaluation(own, COMMUNE).draft
    approve(own, "UBND tỉnh")
    own_evaluation = evaluation(own, COMMUNE)
    assert not own_evaluation.draft
    header = read(display.header(own_evaluation).html).text
    assert "DỰ THẢO" not in header and "Đã phê duyệt: UBND tỉnh." in header
    correct(own, 1)
    take_in_inbox(own)
    own_evaluation = evaluation(own, COMMUNE)
    assert (
        own_evaluation.draft
        and "sau khi UBND tỉnh đã phê duyệt" in read(display.header(own_evaluation).html).text
    )
    approve(own, "Sở Nội vụ")
    assert not evaluation(own, COMMUNE).draft
    with pytest.raises(WrongUse, match="--by"):
        approve(own, " \n ")


def test_diff_shows_what_a_restatement_changes(own: Province) -> None:
    data, plan = own.roots.data, own.plan
    first = store.current(data, plan.id, PERIOD)
    assert first is not None
    old = figures(own, COMMUNE, "commune")
    correct(own, 0)
    (own.inbox(PERIOD) / "03001-phuong-sa-pa.xlsx").unlink(missing_ok=True)
    own.take_in(PERIOD, replace=True)
    rows = diff(own.roots, PLAN, f"{PERIOD}@{first.id}", PERIOD)
    changed = {(r["agency"], r["level"], r["target"]): r for r in rows}
    row = changed[COMMUNE, "commune", TARGET]
    assert (row["numerator_a"], row["numerator_b"]) == (old["numerator"], 0)
    assert "figure" in str(row["differs"])
    assert ("lao-cai", "commune", TARGET) in changed and (DISTRICT, "commune", TARGET) in changed
    assert not [key for key in changed if key[0] == DEPARTMENT]
    coverage = [r for r in rows if r["differs"] == "coverage"]
    assert [(r["agency"], r["status_a"], r["status_b"]) for r in coverage] in (
        [],
        [("03001-phuong-sa-pa", "sent", "not_sent")],
    )
    assert diff(own.roots, PLAN, PERIOD, PERIOD) == []
    with pytest.raises(store.StoreError, match=first.id):
        diff(own.roots, PLAN, f"{PERIOD}@{'0' * 16}", PERIOD)


def put_in(province: Province, agency: str, sheet: str, key: str, head: str, value: str) -> None:
    """Put another answer into a line of an agency's form."""
    form = province.form(PERIOD, agency)
    book = openpyxl.load_workbook(form)
    heads = {cell.value: cell.column for cell in book[sheet][4]}
    row = next(r for r in book[sheet].iter_rows(min_row=5) if r[0].value == key)
    book[sheet].cell(row[0].row, heads[head], value)
    book.save(form)


def test_diff_shows_every_kind_of_conclusion_that_changed(own: Province) -> None:
    """A judgement, a task and a duty, each changed from one state to another by its form."""
    plan = own.plan
    task = plan.tasks[0]
    sheet_of_key = {
        (sheet.title, row[0].value)
        for sheet in openpyxl.load_workbook(own.inbox(PERIOD) / f"{DEPARTMENT}.xlsx")
        for row in sheet.iter_rows(min_row=5)
    }
    sheets = {str(key): title for title, key in sheet_of_key if key}
    # Answers on a department's duties are in the form of the province.
    kept = own.snapshot(PERIOD)
    report = "report_h1"
    at = next(f for f in store.facts(kept) if (f.agency, f.input) == (DEPARTMENT, report))
    clause = next(d.clause for d in plan.duties for i in d.inputs if i.id == report)
    judged = next(t for t in plan.targets if t.kind == "qualitative" and t.id in sheets)

    def state(task_state: str, duty_done: str, how_far: str) -> None:
        put_in(own, DEPARTMENT, "Nhiệm vụ", task.clause, "Mức độ thực hiện", task_state)
        province = own.desk(PERIOD) / at.file
        book = openpyxl.load_workbook(province)
        book[at.sheet][at.cell] = duty_done
        book.save(province)
        put_in(own, DEPARTMENT, sheets[judged.id], judged.id, "Số liệu", how_far)

    state("Đang thực hiện", "Không", "Chưa thực hiện")
    first = take_in_inbox(own)
    state("Đã hoàn thành", "Có", "Đang thực hiện")
    assert first.refusals == take_in_inbox(own).refusals == ()
    rows = diff(own.roots, PLAN, f"{PERIOD}@{first.snapshot.id}", PERIOD)
    changes = {
        (r["target"], r["clause"]): (r["differs"], r["status_a"], r["status_b"])
        for r in rows
        if (r["agency"], r["level"]) == (DEPARTMENT, "province")
    }
    assert changes == {
        (judged.id, judged.clause): ("verdict", "not_begun", "under_way"),
        (task.clause, task.clause): ("task", "under_way", "done"),
        (report, clause): ("duty", "no", "yes"),
    }
    whole = {(r["agency"], r["target"]) for r in rows}
    assert {("lao-cai", task.clause), ("lao-cai", report)} <= whole


def test_diff_lists_changed_texts_and_reports_equal_only_for_equal_packets(own: Province) -> None:
    first = take_in_inbox(own).snapshot
    put(own, COMMUNE, StatementKind.OBJECTION, {TARGET: {"opinion": "Đề nghị xem lại"}})
    second = take_in_inbox(own).snapshot
    (row,) = diff(own.roots, PLAN, f"{PERIOD}@{first.id}", PERIOD)
    assert (row["agency"], row["differs"]) == (COMMUNE, "objections")
    assert (row["value_a"], row["value_b"]) == (0, 1)
    # Another opinion on the same figure: the same number, but a different text.
    put(own, COMMUNE, StatementKind.OBJECTION, {TARGET: {"opinion": "Đã xem lại"}})
    take_in_inbox(own)
    (row,) = diff(own.roots, PLAN, f"{PERIOD}@{second.id}", PERIOD)
    assert (row["differs"], row["value_a"], row["value_b"]) == ("objections", 1, 1)
    form = own.inbox(PERIOD) / f"{COMMUNE}.xlsx"
    book = openpyxl.load_workbook(form)
    book["Giải trình"]["B5"] = "Chưa kiểm kê xong"
    book.save(form)
    third = take_in_inbox(own).snapshot
    rows = diff(own.roots, PLAN, f"{PERIOD}@{second.id}", f"{PERIOD}@{third.id}")
    assert {row["agency"] for row in rows} == {COMMUNE}
    assert {row["differs"]: (row["value_a"], row["value_b"]) for row in rows} == {
        "objections": (1, 1),
        "explanations": (0, 1),
        "remarks": (0, 1),
    }
    assert diff(own.roots, PLAN, f"{PERIOD}@{third.id}", PERIOD) == []


# ---------------------------------------------------------------- trace


def traced(province: Province, agency: str, target: str) -> str:
    at = opened(province.roots, PLAN, PERIOD)
    snapshot = province.snapshot(PERIOD)
    return "\n".join(trace(at, snapshot, agency, target))


def test_a_reported_figure_is_traced_to_its_cells(own: Province) -> None:
    form = own.inbox(PERIOD) / f"{COMMUNE}.xlsx"
    sheet = openpyxl.load_workbook(form)["Số liệu"]
    text = traced(own, COMMUNE, TARGET)
    heads = {c.value: c.column for c in sheet[4]}
    for row in sheet.iter_rows(min_row=5):
        if row[0].value in ("results_digitised", "results_in_force"):
            cell = sheet.cell(row[0].row, heads["Số liệu"])
            assert f"tệp {form.name}, trang «Số liệu», ô {cell.coordinate}" in text
            assert f"{cell.value:,}".replace(",", ".") in text
    assert _sha(form) in text


def test_the_trace_of_one_or_two_persons_has_the_cell_and_not_the_number(
    own: Province,
) -> None:
    """A contribution of one or two persons is shown nowhere (methods.md 6)."""
    target = "division_heads_international"
    at = opened(own.roots, PLAN, PERIOD)
    withheld = [
        agency.id
        for agency in own.plan.registry(at.period)
        for result in at.evaluation(agency.id).results
        if result.target.id == target and result.verdict.status is None
        if result.observation and result.observation.missing is Reason.WITHHELD
    ]
    assert withheld
    snapshot = own.snapshot(PERIOD)
    for agency in withheld:
        text = traced(own, agency, target)
        assert "không nêu để giữ riêng tư (tệp " in text and ", ô " in text
        for fact in store.facts(snapshot):
            if (fact.agency, fact.file) == (agency, f"{agency}.xlsx"):
                assert f": {fact.value} (tệp" not in text


def test_a_computed_figure_is_traced_to_the_export_and_its_hash(own: Province) -> None:
    text = traced(own, DEPARTMENT, "dossiers_on_time")
    tally = opened(own.roots, PLAN, PERIOD).observations.tallies
    assert tally is not None
    counts = tally[DEPARTMENT]
    for name in ("c7", "c8", "c9"):
        assert f"{name} = {counts[name]}" in text
    assert _sha(own.inbox(PERIOD) / f"xuat-ho-so-{PERIOD}.csv") in text


def test_a_sum_is_traced_to_its_agencies(own: Province) -> None:
    text = traced(own, "lao-cai", TARGET)
    rows = opened(own.roots, PLAN, PERIOD).observations.rows
    communes = [k for k in rows if k[1] == Level("commune") and k[2] == TARGET and k[0] in AGENCIES]
    assert communes
    for agency in own.plan.agencies.values():
        if (agency.id, agency.level, TARGET) in rows:
            member = rows[agency.id, agency.level, TARGET][0]
            counts = "chưa có" if member.numerator is None else f"{member.numerator:,}"
            assert f"[{agency.id}]: {counts.replace(',', '.')}" in text


def test_an_appraised_figure_is_traced_to_the_appraisal_and_the_replaced_figure(
    own: Province,
) -> None:
    path = appraise(own, COMMUNE, FIGURE)
    take_in_inbox(own)
    text = traced(own, COMMUNE, TARGET)
    assert f"Sở Nội vụ thẩm định: 40/100 (tệp {path.name}, trang «Thẩm định», ô E" in text
    assert _sha(path) in text and f"tệp {COMMUNE}.xlsx, trang «Số liệu»" in text


def test_every_figure_of_every_agency_can_be_traced(own: Province) -> None:
    at = opened(own.roots, PLAN, PERIOD)
    snapshot = own.snapshot(PERIOD)
    for subject in (own.plan.province.id, COMMUNE, DISTRICT, DEPARTMENT):
        for result in at.evaluation(subject).results:
            if result.verdict.status in (Status.NOT_APPLICABLE, None) or result.observation is None:
                continue
            text = "\n".join(trace(at, snapshot, subject, result.target.id))
            known = result.observation.missing is None and result.observation.denominator
            assert not known or "SHA-256" in text or "Tổng hợp từ" in text, (subject, text)


def _sha(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()


# ---------------------------------------------------------------- the command


def test_the_commands_report_their_outcome(own: Province) -> None:
    def cchc(*arguments: str) -> subprocess.CompletedProcess[str]:
        return commands.cchc(*arguments, env=own.env)

    first = own.snapshot(PERIOD)
    done = cchc("approve", "--period", PERIOD, "--by", "UBND tỉnh")
    assert done.returncode == 0 and first.id in done.stderr
    correct(own, 0)
    done = cchc("intake", "--period", PERIOD)
    assert "đã được UBND tỉnh phê duyệt" in done.stderr and "intake-report.html" in done.stderr
    done = cchc("diff", f"{PERIOD}@{first.id}", PERIOD, "--format", "csv")
    assert done.returncode == 1 and done.stdout.startswith("agency,level,target,clause,differs,")
    assert cchc("diff", PERIOD, PERIOD).returncode == 0
    done = cchc("trace", COMMUNE, TARGET, "--period", PERIOD)
    assert done.returncode == 0 and "ô " in done.stdout
    assert cchc("trace", COMMUNE, "no-such", "--period", PERIOD).returncode == 2
    out = own.root / "blank"
    done = cchc("forms", "--period", PERIOD, "--out", str(out), "--kind", "appraisal")
    assert done.returncode == 0
    assert (out / f"{COMMUNE}-tham-dinh.xlsx").is_file()
