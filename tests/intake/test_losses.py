"""Little never replaces much: what a new state would lose of the one in force is asked first."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import store
from helpers.forms import statements
from helpers.forms.statements import StatementKind
from helpers.intake.answers import write_answers
from helpers.intake.answers.report import FormState, sender_groups
from helpers.intake.check import IntakeResult, take_in
from helpers.intake.losses import Loss, loss_sentences, losses
from helpers.intake.losses import in_force as losses_in_force
from helpers.model import FORM, Severity
from helpers.store import StoreError
from pages import read
from province import PLAN, Province

pytestmark = pytest.mark.intake

YEAR = "2022-FY"
COMMUNE, OTHER = "02764-xa-din-chin", "02779-xa-thanh-binh"
EXPORT, SURVEY = f"xuat-ho-so-{YEAR}.csv", "khao-sat-2022.csv"


@pytest.fixture
def own(small_province: Province, tmp_path: Path) -> Province:
    return small_province.copy(tmp_path / "own")


def in_force(province: Province) -> store.Snapshot:
    snapshot = province.snapshot(YEAR)
    return snapshot


def lost(taken: IntakeResult) -> dict[str, int]:
    return {loss.kind: loss.count for loss in taken.losses}


def form_of(province: Province, agency: str = COMMUNE) -> Path:
    return province.form(YEAR, agency)


def edit(path: Path, change: Callable[[Any], None], to: Path | None = None) -> None:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(to or path)


def figures(book: Any) -> list[Any]:
    """The cells of the counts above 1 of a form."""
    sheet = book["Số liệu"]
    column = next(cell.column for cell in sheet[4] if cell.value == "Số liệu")
    cells = (sheet.cell(row, column) for row in range(5, sheet.max_row + 1))
    return [cell for cell in cells if isinstance(cell.value, int) and cell.value > 1]


def set_first(value: object) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        figures(book)[0].value = value

    return change


def one_less(book: Any) -> None:
    cell = figures(book)[0]
    cell.value -= 1


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def write_rows(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


# ---------------------------------------------------------------- counting


COUNTS = st.dictionaries(
    st.sampled_from(["forms", "facts", "dossiers", "survey"]),
    st.dictionaries(st.sampled_from(["", "a", "b", "c"]), st.integers(1, 50)),
)


@given(before=COUNTS, more=COUNTS)
def test_what_only_grows_loses_nothing(
    before: dict[str, dict[str, int]], more: dict[str, dict[str, int]]
) -> None:
    kinds = {*before, *more}
    now = {
        kind: {
            agency: before.get(kind, {}).get(agency, 0) + more.get(kind, {}).get(agency, 0)
            for agency in {*before.get(kind, {}), *more.get(kind, {})}
        }
        for kind in kinds
    }
    assert losses(before, now) == ()
    assert losses(before, before) == ()


@given(before=COUNTS)
def test_nothing_at_all_loses_everything(before: dict[str, dict[str, int]]) -> None:
    found = {loss.kind: (loss.count, loss.before) for loss in losses(before, {})}
    assert found == {k: (sum(n.values()),) * 2 for k, n in before.items() if n}


@pytest.mark.parametrize(
    ("kind", "before", "now", "expected"),
    [
        ("facts", {"a": 3, "b": 3}, {"a": 9, "b": 2}, Loss("facts", 1, 6, {"b": 1})),
        ("facts", {"a": 3}, {"a": 3}, None),  # another line for a line
        ("dossiers", {"a": 9, "b": 1}, {"a": 12}, Loss("dossiers", 0, 10, {"b": 1})),
        ("dossiers", {"a": 9, "b": 3}, {"a": 10, "b": 2}, None),  # rows of another agency
        ("dossiers", {"": 5, "a": 1}, {"a": 6}, None),  # units that became known
        ("dossiers", {"": 5, "a": 1}, {"a": 5}, Loss("dossiers", 1, 6, {})),
    ],
)
def test_what_counts_as_lost(
    kind: str, before: Mapping[str, int], now: Mapping[str, int], expected: Loss | None
) -> None:
    found = losses({kind: before}, {kind: now})
    assert found == (() if expected is None else (expected,))


# ---------------------------------------------------------------- three cases that were measured


def test_one_corrected_form_alone_is_asked(own: Province, tmp_path: Path) -> None:
    before, facts = in_force(own), store.facts(in_force(own))
    folder = tmp_path / "one"
    folder.mkdir()
    edit(form_of(own), one_less, folder / "bieu.xlsx")
    shutil.copy(own.inbox(YEAR) / "origin.yml", folder)
    span = own.plan.periods[YEAR]
    taken = take_in(own.roots, own.plan, span, folder)
    assert taken.snapshot == before == in_force(own)
    assert store.facts(in_force(own)) == facts
    found = lost(taken)
    accepted = [s for s in store.submissions(before) if s.accepted and s.kind == FORM]
    assert found["forms"] == len(accepted) - 1
    kept = sum(fact.file == form_of(own).name for fact in facts)
    assert found["facts"] == len(facts) - kept
    assert found["dossiers"] == store.rows_of(before, "dossiers")
    assert found["survey"] == store.rows_of(before, "survey")

    answers = write_answers(own.roots, own.plan, span, taken)
    text = read(answers.html.read_bytes()).text
    sentences = list(loss_sentences(own.plan, taken.losses))
    assert len(sentences) == len(taken.losses) and all(each in text for each in sentences)
    top = text.index("CHƯA có hiệu lực")
    assert text.index(sentences[0]) < top < text.index("Đã nhận biểu của")
    assert before.id in answers.not_in_force[-1] and "--replace" in answers.not_in_force[-1]
    assert "chưa so sánh từng nội dung" in text
    summary = openpyxl.load_workbook(answers.html.with_suffix(".xlsx"))["Tổng hợp"]
    assert answers.not_in_force[-1] in [row[0].value for row in summary.iter_rows()]

    # It is taken in force where that is wanted, and once is enough.
    taken = take_in(own.roots, own.plan, span, folder, replace=True)
    assert (taken.losses, len(store.facts(in_force(own)))) == ((), kept)
    history = store.history(own.roots.data, PLAN, YEAR)
    again = take_in(own.roots, own.plan, span, folder, replace=True)
    assert again.snapshot == taken.snapshot == in_force(own)
    assert store.history(own.roots.data, PLAN, YEAR) == history
    assert take_in(own.roots, own.plan, span, folder).losses == ()


@pytest.mark.parametrize("name", ["1.csv", "z.csv"])
def test_an_export_that_contradicts_the_one_in_force_is_refused_alone(
    own: Province, name: str
) -> None:
    rows = store.rows_of(in_force(own), "dossiers")
    head, *dossiers = rows_of(own.inbox(YEAR) / EXPORT)
    channel = next(n for n, row in enumerate(zip(*dossiers, strict=True)) if "Trực tuyến" in row)
    row = list(next(row for row in dossiers if row[channel] == "Trực tuyến"))
    row[channel] = "Trực tiếp"
    write_rows(own.inbox(YEAR) / name, [head, row])
    taken = own.take_in(YEAR)
    exports = {s.file: s.accepted for s in taken.submissions if s.kind == "dossiers"}
    assert exports == {EXPORT: True, name: False}
    assert taken.losses == () and store.rows_of(in_force(own), "dossiers") == rows
    (refusal,) = [r for r in taken.remarks if r.severity is Severity.REFUSED_FILE]
    assert (refusal.file, EXPORT in refusal.text) == (name, True)
    assert "dòng 2" in refusal.text and "vẫn có hiệu lực" in refusal.text
    # Without the earlier one the new one counts, if what is lost then may be lost.
    (own.inbox(YEAR) / EXPORT).unlink()
    assert lost(own.take_in(YEAR)) == {"dossiers": (rows or 0) - 1}
    assert store.rows_of(in_force(own), "dossiers") == rows


def test_a_rival_form_leaves_the_accepted_one_in_force(own: Province) -> None:
    before = [fact for fact in store.facts(in_force(own)) if fact.agency == COMMUNE]
    assert len(before) > 10
    rival = own.inbox(YEAR) / "aaa" / "2.xlsx"
    rival.parent.mkdir()
    edit(form_of(own), one_less, rival)
    shutil.copy(form_of(own), rival.with_name("3.xlsx"))
    taken = own.take_in(YEAR)
    sent = {s.file: (s.accepted, s.is_copy) for s in taken.submissions if s.agency == COMMUNE}
    accepted = [name for name, (each, _) in sent.items() if each]
    refused = [name for name, state in sent.items() if state == (False, False)]
    assert len(sent) == 3 and len(accepted) == len(refused) == 1
    (text,) = [r.text for r in taken.refusals]
    assert all(name in text for name in (accepted[0], refused[0])) and "bỏ tệp" in text
    assert taken.losses == ()
    now = [fact for fact in store.facts(in_force(own)) if fact.agency == COMMUNE]
    assert [f.value for f in now] == [f.value for f in before]
    groups = sender_groups(own.plan, own.plan.periods[YEAR], taken.submissions, taken.remarks)
    states = {sender.id: sender.state for group in groups for sender in group.senders}
    assert states[COMMUNE] is FormState.REMARKED
    # Once the earlier file is gone the new one counts.
    form_of(own).unlink()
    rival.with_name("3.xlsx").unlink()
    assert own.take_in(YEAR).refusals == ()
    now = [fact for fact in store.facts(in_force(own)) if fact.agency == COMMUNE]
    assert [f.value for f in now] != [f.value for f in before]


# ---------------------------------------------------------------- neighbours


def test_two_new_rivals_are_asked(own: Province) -> None:
    before = in_force(own)
    for number in (1, 2):
        edit(form_of(own), one_less, own.inbox(YEAR) / f"{number}.xlsx")
        edit(own.inbox(YEAR) / f"{number}.xlsx", one_less, form_of(own))
    form_of(own).unlink()
    taken = own.take_in(YEAR)
    assert lost(taken)["forms"] == 1 and lost(taken)["facts"] > 10
    assert in_force(own) == before
    assert "Sẽ mất 1 trong" in "\n".join(loss_sentences(own.plan, taken.losses))
    assert own.plan.agencies[COMMUNE].name in "\n".join(loss_sentences(own.plan, taken.losses))


def test_two_new_exports_that_contradict_each_other_leave_the_one_in_force(own: Province) -> None:
    head, *dossiers = rows_of(own.inbox(YEAR) / EXPORT)
    number = next(n for n, row in enumerate(zip(*dossiers, strict=True)) if "Trực tuyến" in row)
    rows = store.rows_of(in_force(own), "dossiers")
    for name, channel in (("1.csv", "Trực tuyến"), ("2.csv", "Trực tiếp")):
        row = ["NEW-1" if cell == dossiers[0][0] else cell for cell in dossiers[0]]
        row[number] = channel
        write_rows(own.inbox(YEAR) / name, [head, row])
    taken = own.take_in(YEAR)
    exports = {s.file: s.accepted for s in taken.submissions if s.kind == "dossiers"}
    assert exports == {EXPORT: True, "1.csv": False, "2.csv": False}
    assert store.rows_of(in_force(own), "dossiers") == rows


def test_a_second_survey_leaves_the_accepted_one_in_force(own: Province) -> None:
    ballots = store.rows_of(in_force(own), "survey")
    rows = rows_of(own.inbox(YEAR) / SURVEY)
    write_rows(own.inbox(YEAR) / "1.csv", rows[:3])
    taken = own.take_in(YEAR)
    assert {s.file: s.accepted for s in taken.submissions if s.kind == "survey"} == {
        SURVEY: True,
        "1.csv": False,
    }
    assert (taken.losses, store.rows_of(in_force(own), "survey")) == ((), ballots)


def test_a_corrected_form_among_all_files_is_not_asked(own: Province) -> None:
    before = in_force(own)
    edit(form_of(own), one_less)
    taken = own.take_in(YEAR)
    assert (taken.losses, taken.refusals) == ((), ())
    assert in_force(own) == taken.snapshot != before


def test_a_blank_where_a_figure_was_is_asked(own: Province) -> None:
    before = in_force(own)

    def blank(book: Any) -> None:
        sheet = book["Số liệu"]
        row = next(r for r in sheet.iter_rows() if r[0].value == "information_security")
        for cell in row:
            cell.value = None if cell.value in ("Có", "Không") else cell.value

    edit(form_of(own), blank)
    taken = own.take_in(YEAR)
    assert taken.refusals == () and lost(taken) == {"facts": 1} and in_force(own) == before
    (sentence,) = loss_sentences(own.plan, taken.losses)
    assert f"{own.plan.agencies[COMMUNE].name} (1)" in sentence
    assert own.take_in(YEAR, replace=True).snapshot == in_force(own) != before


def test_a_cell_that_is_refused_now_is_asked(own: Province) -> None:
    before = in_force(own)
    edit(form_of(own), set_first("không rõ"))
    taken = own.take_in(YEAR)
    assert lost(taken)["facts"] > 0 and in_force(own) == before
    # Who wants it so has it so.
    assert own.take_in(YEAR, replace=True).snapshot == in_force(own) != before


def test_a_form_that_is_refused_now_is_asked(own: Province) -> None:
    before = in_force(own)
    form_of(own).write_bytes(b"%PDF-1.7")
    taken = own.take_in(YEAR)
    assert lost(taken)["forms"] == 1 and in_force(own) == before
    assert taken.refusals


def test_an_export_of_fewer_rows_or_agencies_is_asked(own: Province) -> None:
    path = own.inbox(YEAR) / EXPORT
    rows = rows_of(path)
    write_rows(path, rows[:-5])
    taken = own.take_in(YEAR)
    assert lost(taken) == {"dossiers": 5}
    assert "Sẽ mất 5 trong" in next(loss_sentences(own.plan, taken.losses))
    code = own.plan.agencies[OTHER].code
    write_rows(path, [row for row in rows if code not in row])
    (loss,) = own.take_in(YEAR).losses
    assert OTHER in loss.agencies and loss.count > 0
    assert own.plan.agencies[OTHER].name in next(loss_sentences(own.plan, [loss]))


def test_a_survey_that_is_left_out_is_asked(own: Province) -> None:
    (own.inbox(YEAR) / SURVEY).unlink()
    taken = own.take_in(YEAR)
    assert lost(taken) == {"survey": store.rows_of(in_force(own), "survey")}
    assert "không có lượt trả lời khảo sát nào được nhận" in next(
        loss_sentences(own.plan, taken.losses)
    )


def test_appraisals_objections_and_explanations_left_out_are_asked(own: Province) -> None:
    plan, span = own.plan, own.plan.periods[YEAR]
    target = "digitised_results"
    stated: dict[StatementKind, dict[str, str | int]] = {
        StatementKind.APPRAISAL: {
            "numerator": 40,
            "denominator": 100,
            "reason": "Kiểm tra",
            "evidence": "Biên bản 12",
            "by": "Sở Nội vụ",
        },
        StatementKind.OBJECTION: {"opinion": "Đề nghị xem lại", "answer": ""},
    }
    paths = [own.desk(YEAR) / f"{COMMUNE}-{kind}.xlsx" for kind in stated]
    for path, (kind, values) in zip(paths, stated.items(), strict=True):
        agency = plan.agencies[COMMUNE]
        path.write_bytes(statements.filled(plan, agency, span, kind, {target: values}))

    def explain(text: str | None) -> Callable[[Any], None]:
        def change(book: Any) -> None:
            book["Giải trình"]["A5"] = text and "results_in_force"
            book["Giải trình"]["B5"] = text

        return change

    edit(form_of(own), explain("Chưa kiểm kê"))
    assert own.take_in(YEAR).losses == ()
    for path in paths:
        path.unlink()
    edit(form_of(own), explain(None))
    assert lost(own.take_in(YEAR)) == {"appraisals": 1, "objections": 1, "explanations": 1}
    assert len(store.appraisals(in_force(own))) == 1


def test_nothing_accepted_keeps_the_state_even_to_replace_it(own: Province) -> None:
    before = in_force(own)
    for path in (*own.inbox(YEAR).glob("*.*"), *own.desk(YEAR).glob("*.*")):
        if path.name != "origin.yml":
            path.write_bytes(b"%PDF-1.7")
    taken = own.take_in(YEAR, replace=True)
    assert taken.kept and taken.losses == () and in_force(own) == before


def test_a_damaged_state_does_not_block_the_intake_that_replaces_it(own: Province) -> None:
    (in_force(own).path / "facts.parquet").write_bytes(b"")
    edit(form_of(own), set_first(None))
    taken = own.take_in(YEAR)
    assert taken.losses == () and store.facts(in_force(own))


def test_real_figures_over_simulated_ones_are_refused_not_asked(own: Province) -> None:
    for folder in (own.inbox(YEAR), own.desk(YEAR)):
        (folder / "origin.yml").unlink()
    form_of(own).unlink()
    with pytest.raises(StoreError, match="không để chung"):
        own.take_in(YEAR)


def test_what_the_plan_no_longer_asks_is_not_missed(own: Province) -> None:
    span = own.plan.periods[YEAR]
    smaller = replace(own.plan, areas=own.plan.areas[:1])
    whole, fewer = (losses_in_force(own.roots.data, p, span) for p in (own.plan, smaller))
    assert whole is not None and fewer is not None
    counted = sum(fewer.counts["facts"].values())
    assert 0 < counted < sum(whole.counts["facts"].values())
