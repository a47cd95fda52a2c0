"""Explanations (sheet «Giải trình») from the form to the store, report, trace and packet."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import evaluations as given
from form_files import read_form
from helpers import forms
from helpers.analyst import trace
from helpers.analyst.opening import opened
from helpers.batch.head import plan_only
from helpers.batch.keys import period_key
from helpers.intake.answers import write_answers
from helpers.intake.check import IntakeResult
from helpers.intake.forms.findings import FormReading
from helpers.model import Explanation, Level, LineExplanation, Reason
from helpers.packets import display
from pages import read
from plans import small_plan, wide_plan
from province import AGENCIES, PLAN, Province

pytestmark = pytest.mark.intake

SMALL = small_plan()
YEAR = "2022-FY"
COMMUNE, DISTRICT, OTHER = "02764-xa-din-chin", "083-huyen-muong-khuong", "03022-xa-thanh-binh"
SHEET = "Giải trình"
WHY = "Kho lưu trữ bị ngập tháng 9, đã lập biên bản"
Rows = Mapping[str, object]


def a_form(cells: Rows, answers: Mapping[str, object] | None = None) -> bytes:
    """A filled form of a commune with these cells in the sheet «Giải trình»."""
    answers = {"one_stop_scope": 142, "one_stop_handled": 140} if answers is None else answers
    agency = SMALL.agencies[OTHER]
    content = forms.filled(SMALL, agency, SMALL.periods[YEAR], answers, {})
    book = openpyxl.load_workbook(io.BytesIO(content))
    for name, value in cells.items():
        book[SHEET][name] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def reading(tmp_path: Path) -> Callable[[bytes], FormReading]:
    def read_content(content: bytes) -> FormReading:
        path = tmp_path / "bieu.xlsx"
        path.write_bytes(content)
        return read_form(path, SMALL, SMALL.periods[YEAR])

    return read_content


def said(form: FormReading) -> list[str]:
    return [remark.text.removeprefix("Tệp bieu.xlsx, ") for remark in form.remarks]


# ---------------------------------------------------------------- reading


def test_a_line_and_its_text_are_kept_with_their_cell(reading) -> None:
    form = reading(a_form({"A5": " ONE_STOP_scope", "B5": f"{WHY}\n(số 4/BB)"}))
    assert (form.accepted, form.remarks) == (True, ())
    assert form.explanations == (
        Explanation(
            agency=OTHER,
            level=Level("commune"),
            input="one_stop_scope",
            text=f"{WHY} (số 4/BB)",
            by=OTHER,
            file="bieu.xlsx",
            sheet=SHEET,
            cell="B5",
        ),
    )


def test_text_without_an_id_is_kept_and_with_an_unknown_id_is_not(reading) -> None:
    form = reading(a_form({"B5": WHY, "A6": "Giàng A Páo 0987654321", "B6": "x", "A7": "none"}))
    assert [(e.input, e.text, e.cell) for e in form.explanations] == [("", WHY, "B5")]
    assert form.accepted and len(form.facts) == 2
    none, unknown, bare = said(form)
    assert none.startswith("trang «Giải trình», ô B5: giải trình không ghi mã; được nhận là")
    assert unknown.startswith("trang «Giải trình», ô A6: mã «… A …» không có trong biểu mẫu")
    assert "Đề nghị ghi đúng mã" in unknown and "Páo" not in unknown
    assert bare.startswith("trang «Giải trình», ô A7: mã «none»")


def test_cells_outside_the_two_columns_are_reported(reading) -> None:
    form = reading(a_form({"A5": "one_stop_scope", "B5": WHY, "C5": "thêm", "E5": "nữa"}))
    assert said(form) == [
        "trang «Giải trình», ô C5 và E5: trang này chỉ đọc hai cột «Mã» và «Nội dung giải trình»; "
        "nội dung ở ô khác không được dùng."
    ]
    assert len(form.explanations) == 1


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"B5": "x" * 1_001}, "ô B5: nội dung dài 1.001 ký tự. Đề nghị ghi không quá 1.000 ký tự."),
        ({"B5": "Së Néi vô b¸o c¸o"}, "ô B5: chữ theo phông TCVN3 (.VnTime)"),
        ({"B5": "=[1]Sheet1!A1"}, "ô B5: công thức lấy kết quả từ tệp khác"),
        ({"B5": "=A1&A2"}, "ô B5: công thức chưa có kết quả"),
        ({"A5": "=A1&A2", "B5": WHY}, "ô A5: công thức chưa có kết quả"),
        ({"B5": "#REF!"}, "ô B5: ô báo «#REF!»"),
        ({"A4": "Số"}, "trang «Giải trình»: thiếu cột «Mã»"),
        ({f"B{row}": "x" for row in range(5, 106)}, "có 101 dòng giải trình. Đề nghị gộp lại"),
    ],
)
def test_an_unreadable_cell_refuses_the_form_and_nothing_is_kept(
    reading, cells: Rows, expected: str
) -> None:
    form = reading(a_form({"A90": "one_stop_scope", "B90": WHY, **cells}))
    assert any(expected in text for text in said(form)), said(form)
    assert (form.accepted, form.facts, form.explanations) == (False, (), ())


def test_a_form_refused_elsewhere_keeps_no_explanation(reading) -> None:
    form = reading(a_form({"A5": "one_stop_scope", "B5": WHY}, {"one_stop_scope": "khoảng 5"}))
    assert (form.accepted, form.explanations) == (False, ())


def test_a_merged_or_hidden_sheet_is_treated_as_any_other(reading) -> None:
    content = a_form({"A5": "one_stop_scope", "B5": WHY})
    book = openpyxl.load_workbook(io.BytesIO(content))
    book[SHEET].sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    hidden = reading(buffer.getvalue())
    assert "trang này đang bị ẩn nhưng vẫn được đọc" in said(hidden)[0]
    assert len(hidden.explanations) == 1
    book[SHEET].merge_cells("A7:B7")
    buffer = io.BytesIO()
    book.save(buffer)
    assert "các ô A7:B7 bị gộp" in " ".join(said(reading(buffer.getvalue())))


def test_a_form_without_the_sheet_has_no_remark(reading) -> None:
    book = openpyxl.load_workbook(io.BytesIO(a_form({})))
    del book[SHEET]
    buffer = io.BytesIO()
    book.save(buffer)
    form = reading(buffer.getvalue())
    assert (form.accepted, form.remarks, form.explanations) == (True, (), ())


def test_the_id_of_a_child_covers_all_inputs_its_parent_answers(tmp_path: Path) -> None:
    plan = wide_plan()
    parent = next(
        agency
        for agency in plan.agencies.values()
        if any(q.subject != agency.id for q in forms.questions(plan, agency, plan.periods[YEAR]))
    )
    questions = forms.questions(plan, parent, plan.periods[YEAR])
    child = next(q.subject for q in questions if q.subject != parent.id)
    content = forms.filled(plan, parent, plan.periods[YEAR], {}, {}, explanations={child: WHY})
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(content)
    form = read_form(path, plan, plan.periods[YEAR])
    assert form.remarks == ()
    assert {(e.agency, e.level, e.input) for e in form.explanations} == {
        q.fact_key for q in questions if q.subject == child
    }
    assert {e.by for e in form.explanations} == {parent.id}


# ---------------------------------------------------------------- from form to packet


@pytest.fixture
def own_province(small_province: Province, tmp_path: Path) -> Province:
    return small_province.copy(tmp_path / "own")


def take_in_inbox(province: Province) -> IntakeResult:
    return province.take_in(YEAR)


def explain(province: Province, agency: str, *lines: tuple[str, str]) -> IntakeResult:
    """Put these lines into an agency's form and take the period in again."""
    path = province.form(YEAR, agency)
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    sheet.delete_rows(5, 40)
    for row, line in enumerate(lines, 5):
        for column, text in enumerate(line, 1):
            sheet.cell(row, column, text or None)
    book.save(path)
    return take_in_inbox(province)


def digests(province: Province) -> dict[str, str]:
    at = opened(province.roots, PLAN, YEAR)
    return {agency: at.evaluation(agency).digest for agency in at.subjects}


def test_an_explanation_is_in_report_trace_and_packet_and_nowhere_else(
    own_province: Province,
) -> None:
    before, key = digests(own_province), period_key(own_province.roots, PLAN)
    intake = explain(own_province, COMMUNE, ("results_in_force", WHY), ("", "Nói chung <b>là</b>"))
    assert intake.refusals == ()
    after = digests(own_province)
    assert {agency for agency in after if after[agency] != before[agency]} == {COMMUNE}
    assert period_key(own_province.roots, PLAN) != key

    at = opened(own_province.roots, PLAN, YEAR)
    evaluation = at.evaluation(COMMUNE)
    shown = {r.target.id for r in evaluation.results if r.explanations}
    assert (
        shown
        == {
            t.id
            for t in own_province.plan.targets
            if "results_in_force" in {i.id for i in t.inputs}
        }
        and shown
    )
    clause = own_province.plan.target("digitised_results").clause
    text = read(display.clause(evaluation, clause).html).text
    assert f"iải trình của đơn vị: {WHY}" in text
    general = display.opinion(evaluation).html
    assert "Giải trình chung gửi kèm biểu số liệu:" in general
    assert "Nói chung &lt;b&gt;là&lt;/b&gt;" in general and "<b>là" not in general

    snapshot = own_province.snapshot(YEAR)
    lines = trace(at, snapshot, COMMUNE, "digitised_results")
    assert (
        f"    Giải trình của đơn vị: {WHY} (tệp {COMMUNE}.xlsx, trang «Giải trình», ô B5)" in lines
    )
    other = trace(at, snapshot, OTHER, "digitised_results")
    assert not [line for line in other if "Giải trình" in line]

    answers = write_answers(own_province.roots, own_province.plan, at.period, intake)
    page = read(answers.html.read_bytes())
    assert WHY in page.text and "Nói chung <b>là</b>" in page.text
    book = openpyxl.load_workbook(answers.html.with_suffix(".xlsx"))
    rows = list(book["Giải trình"].iter_rows(min_row=4, values_only=True))
    name = own_province.plan.agencies[COMMUNE].name
    label = next(
        i.label for t in own_province.plan.targets for i in t.inputs if i.id == "results_in_force"
    )
    mine = [row for row in rows if row[0] == name]
    assert mine == [
        (name, "results_in_force", label, WHY, f"{COMMUNE}.xlsx", "trang «Giải trình», ô B5"),
        (
            name,
            "giải trình chung",
            "",
            "Nói chung <b>là</b>",
            f"{COMMUNE}.xlsx",
            "trang «Giải trình», ô B6",
        ),
    ]


def test_a_district_explains_for_its_commune_and_only_that_packet_changes(
    own_province: Province,
) -> None:
    explain(own_province, DISTRICT)
    before = digests(own_province)
    assert explain(own_province, DISTRICT, (COMMUNE, WHY)).refusals == ()
    after = digests(own_province)
    assert {agency for agency in after if after[agency] != before[agency]} == {COMMUNE}
    evaluation = opened(own_province.roots, PLAN, YEAR).evaluation(COMMUNE)
    explained = {each for r in evaluation.results for each in r.explanations}
    assert LineExplanation(WHY, own_province.plan.agencies[DISTRICT].name) in explained


def test_a_changed_explanation_makes_one_packet_stale(own_province: Province) -> None:
    explain(own_province, COMMUNE, ("results_in_force", WHY))
    before = digests(own_province)
    explain(own_province, COMMUNE, ("results_in_force", f"{WHY} lần hai"))
    after = digests(own_province)
    assert {agency for agency in after if after[agency] != before[agency]} == {COMMUNE}
    planned = plan_only(own_province.roots, PLAN, YEAR)
    assert COMMUNE in planned.stale and planned.total == len(AGENCIES) + 1


def test_a_long_text_is_clipped_as_evidence_is() -> None:
    evaluation = given.evaluation(given.COMMUNE)
    row = next(r for r in evaluation.results if r.observation and r.observation.evidence)
    long = replace(row, explanations=(LineExplanation("dài " * 200),))
    shown = display.clause(replace(evaluation, results=(long,)), row.target.clause).html
    assert 0 < shown.count("dài ") < 80 and "…" in shown


def test_hostile_text_is_inert_in_the_packet() -> None:
    evaluation = given.hostile(given.evaluation(given.COMMUNE))
    page = read(given.whole_packet(evaluation))
    assert page.unclosed == [] and "script" not in {e.tag for e in page.elements}
    assert "Giải trình chung gửi kèm" in page.text


def test_explanations_of_withheld_figures_are_withheld(own_province: Province) -> None:
    plan, at = own_province.plan, opened(own_province.roots, PLAN, YEAR)
    agency, result = next(
        (agency, r)
        for agency in AGENCIES
        for r in at.evaluation(agency).results
        if r.observation and r.observation.missing is Reason.WITHHELD
    )
    senders = [a for a in (agency, plan.agencies[agency].parent) if a in plan.agencies]
    lines = {
        question.fact_key: (sender, question.key)
        for sender in senders
        for question in forms.questions(plan, plan.agencies[sender], at.period)
    }
    sender, line = lines[agency, result.level, result.target.inputs[0].id]
    assert explain(own_province, sender, (line, WHY)).refusals == ()
    again = opened(own_province.roots, PLAN, YEAR).evaluation(agency)
    same = next(r for r in again.results if (r.target, r.level) == (result.target, result.level))
    assert same.observation is not None
    assert (same.observation.missing, same.explanations) == (Reason.WITHHELD, ())
