"""The changes reported by a second intake: figures with their evidence and details, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from helpers import forms, store
from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.observe import observe
from helpers.forms import statements
from helpers.forms.statements import StatementKind
from helpers.intake.answers import write_answers
from helpers.intake.answers.changes import Change, changes
from helpers.intake.answers.report import FormState, sender_groups
from helpers.intake.check import take_in
from helpers.model import Reason
from helpers.packets.display.first_screen import notices
from helpers.plan import Roots
from pages import read
from plans import small_plan
from province import PLAN, Province

pytestmark = pytest.mark.intake

YEAR = "2022-FY"
COMMUNE, DEPARTMENT = "02764-xa-din-chin", "so-noi-vu"
Edit = Callable[[Any], None]


@pytest.fixture
def own(small_province: Province, tmp_path: Path) -> Province:
    return small_province.copy(tmp_path / "own")


def edit(province: Province, agency: str, change: Edit) -> None:
    path = province.form(YEAR, agency)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def cells(book: Any, sheet: str, key: str) -> Mapping[str, Any]:
    """The cells of a row by column heading."""
    rows = book[sheet]
    heads = {cell.value: cell.column for cell in rows[4]}
    row = next(r[0].row for r in rows.iter_rows(min_row=5) if r[0].value == key)
    return {head: rows.cell(row, column) for head, column in heads.items()}


def restated(province: Province) -> list[Change]:
    """Take the folder in once more; return the changes."""
    plan = province.plan
    earlier = store.current(province.roots.data, PLAN, YEAR)
    result = take_in(province.roots, plan, plan.periods[YEAR], province.inbox(YEAR))
    assert earlier is not None and result.refusals == ()
    return list(changes(plan, earlier, result.snapshot))


def put(cell: Any, value: object) -> None:
    cell.value = value


def test_changed_evidence_is_a_change(own: Province) -> None:
    key = "information_security"

    def change(book: Any) -> None:
        line = cells(book, "Số liệu", key)
        put(line["Số liệu"], "Có")
        put(line["Tài liệu kiểm chứng"], "QĐ số 12/QĐ-UBND")

    edit(own, COMMUNE, change)
    restated(own)
    edit(
        own,
        COMMUNE,
        lambda book: put(cells(book, "Số liệu", key)["Tài liệu kiểm chứng"], "QĐ số 13/QĐ-UBND"),
    )
    (restatement,) = restated(own)
    assert (restatement.before, restatement.after) == (
        "Có; tài liệu kiểm chứng: QĐ số 12/QĐ-UBND",
        "Có; tài liệu kiểm chứng: QĐ số 13/QĐ-UBND",
    )
    edit(
        own,
        COMMUNE,
        lambda book: put(cells(book, "Số liệu", key)["Tài liệu kiểm chứng"], None),
    )
    (restatement,) = restated(own)
    assert restatement.after == "Có; tài liệu kiểm chứng: không ghi"
    assert restatement.file_before != restatement.file_after and len(restatement.file_after) == 64


def test_lead_due_day_and_state_of_a_task(own: Province) -> None:
    clause = own.plan.tasks[0].clause

    def first(book: Any) -> None:
        line = cells(book, "Nhiệm vụ", clause)
        put(line["Mức độ thực hiện"], "Đang thực hiện")
        put(line["Đơn vị chủ trì"], "Thanh tra")
        put(line["Thời hạn"], "30/6/2022")
        put(line["Tài liệu kiểm chứng"], None)

    def second(book: Any) -> None:
        line = cells(book, "Nhiệm vụ", clause)
        put(line["Đơn vị chủ trì"], None)
        put(line["Thời hạn"], "30/9/2022")

    edit(own, DEPARTMENT, first)
    restated(own)
    edit(own, DEPARTMENT, second)
    (restatement,) = restated(own)
    assert restatement.label == own.plan.tasks[0].label
    assert restatement.before == "Đang thực hiện; đơn vị chủ trì: Thanh tra; thời hạn: 30/06/2022"
    assert restatement.after == "Đang thực hiện; đơn vị chủ trì: không ghi; thời hạn: 30/09/2022"


def test_the_whole_of_two_counts(own: Province) -> None:
    plan = own.plan
    agreed = {t.id for t in plan.targets if t.agreed}
    sheet = "Số liệu"
    book = openpyxl.load_workbook(own.inbox(YEAR) / f"{COMMUNE}.xlsx")
    key = next(row[0].value for row in book[sheet].iter_rows(min_row=5) if row[0].value in agreed)

    def say(words: str) -> Edit:
        def change(book: Any) -> None:
            line = cells(book, sheet, key)
            put(line["Số liệu"], words)
            put(line["Tài liệu kiểm chứng"], "Đối chiếu sổ")

        return change

    edit(own, COMMUNE, say("3/1.240"))
    restated(own)
    edit(own, COMMUNE, say("3/1.250"))
    (restatement,) = restated(own)
    assert (restatement.before, restatement.after) == ("3/1.240", "3/1.250")


def test_appraisals_opinions_and_explanations(own: Province) -> None:
    plan, agency = own.plan, own.plan.agencies[COMMUNE]
    target = plan.target("digitised_results")

    def state(kind: StatementKind, values: dict[str, str | int]) -> None:
        period = plan.periods[YEAR]
        content = statements.filled(plan, agency, period, kind, {target.id: values})
        (own.desk(YEAR) / f"{COMMUNE}-{kind}.xlsx").write_bytes(content)

    def explain(text: str | None) -> None:
        def change(book: Any) -> None:
            book["Giải trình"]["A5"] = text and "results_in_force"
            book["Giải trình"]["B5"] = text

        edit(own, COMMUNE, change)

    explain(None)
    restated(own)
    figure: dict[str, str | int] = {"numerator": 40, "denominator": 100, "reason": "Kiểm tra"}
    figure |= {"evidence": "Biên bản 12", "by": "Sở Nội vụ"}
    state(StatementKind.APPRAISAL, figure)
    state(StatementKind.OBJECTION, {"opinion": "Đề nghị xem lại", "answer": ""})
    explain("Chưa kiểm kê")
    by_label = {change.label: change for change in restated(own)}
    line = next(i.label for t in plan.targets for i in t.inputs if i.id == "results_in_force")
    labels = [f"Giải trình: {line}", f"Thẩm định: {target.label}"]
    labels.append(f"Ý kiến của đơn vị: {target.label}")
    assert list(by_label) == labels
    assert {change.before for change in by_label.values()} == {"chưa có"}
    assert by_label[labels[0]].after == "Chưa kiểm kê"
    assert by_label[labels[1]].after == (
        "40/100; đơn vị thẩm định: Sở Nội vụ; lý do: Kiểm tra; tài liệu kiểm chứng: Biên bản 12"
    )
    state(StatementKind.APPRAISAL, {**figure, "reason": "Kiểm tra lại"})
    state(StatementKind.OBJECTION, {"opinion": "Đề nghị xem lại", "answer": "Đã xem"})
    explain("Đã kiểm kê")
    by_label = {change.label: change for change in restated(own)}
    said = [(by_label[label].before, by_label[label].after) for label in labels]
    assert said == [
        ("Chưa kiểm kê", "Đã kiểm kê"),
        ("40/100; lý do: Kiểm tra", "40/100; lý do: Kiểm tra lại"),
        ("Đề nghị xem lại; trả lời: không ghi", "Đề nghị xem lại; trả lời: Đã xem"),
    ]


def test_nothing_else_is_reported(own: Province) -> None:
    snapshot = own.snapshot(YEAR)
    assert changes(own.plan, snapshot, snapshot) == ()


# ---------------------------------------------------------------- agencies without questions


def test_agencies_without_questions_need_not_send_a_form(tmp_path: Path) -> None:
    plan = small_plan()
    period, silent, late = plan.periods[YEAR], "so-du-lich", "so-noi-vu"
    assert forms.questions(plan, plan.agencies[silent], period) == ()
    assert forms.questions(plan, plan.agencies[late], period) != ()
    roots = Roots(tmp_path, tmp_path / "data", tmp_path / "rendered")
    folder = tmp_path / "inbox"
    folder.mkdir()
    commune = plan.agencies["03022-xa-thanh-binh"]
    content = forms.filled(plan, commune, period, {"one_stop_scope": 1}, {})
    (folder / "a.xlsx").write_bytes(content)
    result = take_in(roots, plan, period, folder)
    assert late in result.unsent and silent not in result.unsent
    groups = sender_groups(plan, period, result.submissions, result.remarks)
    states = {sender.id: sender.state for group in groups for sender in group.senders}
    assert (states[silent], states[late]) == (FormState.NOT_ASKED, FormState.UNSENT)
    answers = write_answers(roots, plan, period, result)
    text = read(answers.html.read_bytes()).text
    senders = sum(state is not FormState.NOT_ASKED for state in states.values())
    assert f"Đã nhận biểu của 1 trong {senders} đơn vị; 0 đơn vị phải sửa" in text
    assert f" {len(states) - senders} đơn vị kỳ này không phải gửi biểu." in text
    # Without any area there are no questions; an agency that sent a form still counts as sent.
    idle = replace(plan, areas=())
    observed = observe(idle, period, result.snapshot)
    assert observed.forms[late] is Reason.NOT_ASKED and commune.id not in observed.forms
    evaluation = evaluate(idle, observed, late)
    assert notices(evaluation) == ("Kỳ này đơn vị không phải gửi biểu số liệu.",)
