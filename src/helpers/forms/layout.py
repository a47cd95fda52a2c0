"""Where a form holds what: the columns, texts and stamp that writing and reading share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from helpers import wording
from helpers.forms.questions import Question, SheetKind, sheet_kind
from helpers.model import Agency, Input, InputKind, Period, Plan

VERSION = "2"  # of the form; intake reads no other
HEAD_ROW = 4  # as Excel counts; a matrix has the ids of its inputs in the row below


class Role(StrEnum):
    """What a column contains."""

    ID = "id"
    CLAUSE = "clause"
    LABEL = "label"
    UNIT = "unit"
    BEFORE = "before"  # the answer for the latest earlier period
    COMPUTED = "computed"  # two counts from the log
    VALUE = "value"
    LEAD = "lead"
    DUE = "due"
    EVIDENCE = "evidence"


READ = frozenset(Role) - {Role.CLAUSE, Role.BEFORE}  # the columns that intake reads


@dataclass(frozen=True)
class Column:
    """A column of a sheet."""

    role: Role
    head: str
    width: float  # characters
    input: Input | None = None  # in a matrix, the input that the column is about


EXPLANATION_COLUMNS = (
    Column(Role.ID, wording.forms.FORM_ID, 27),
    Column(Role.VALUE, wording.forms.FORM_EXPLANATION, 120),
)


def columns(sheet: str, questions: Sequence[Question]) -> tuple[Column, ...]:
    """The columns of the sheet of that title with these questions, from left to right."""
    evidence = Column(Role.EVIDENCE, wording.forms.FORM_EVIDENCE, 36)
    match sheet_kind(sheet):
        case SheetKind.MATRIX:
            return (
                Column(Role.ID, wording.forms.FORM_ID, 20),
                Column(Role.LABEL, wording.forms.FORM_CHILD, 40),
                *_matrix_columns(questions),
                evidence,
            )
        case SheetKind.TASKS:
            return (
                Column(Role.ID, wording.forms.FORM_ID, 9),
                Column(Role.LABEL, wording.forms.FORM_TASK, 56),
                Column(Role.BEFORE, wording.forms.FORM_BEFORE, 16),
                Column(Role.VALUE, wording.forms.FORM_STATE, 17),
                Column(Role.LEAD, wording.forms.FORM_LEAD, 24),
                Column(Role.DUE, wording.forms.FORM_DUE, 12),
                evidence,
            )
    computed = any(question.input.kind is InputKind.AGREEMENT for question in questions)
    return (
        Column(Role.ID, wording.forms.FORM_ID, 22),
        Column(Role.CLAUSE, wording.forms.FORM_CLAUSE, 22),
        Column(Role.LABEL, wording.forms.FORM_LABEL, 52),
        Column(Role.UNIT, wording.forms.FORM_UNIT, 10),
        Column(Role.BEFORE, wording.forms.FORM_BEFORE, 12),
        *([Column(Role.COMPUTED, wording.forms.FORM_COMPUTED, 15)] if computed else []),
        Column(Role.VALUE, wording.forms.FORM_VALUE, 15),
        evidence,
    )


def _matrix_columns(questions: Sequence[Question]) -> list[Column]:
    """One column an input; left of a yes/no the earlier answer, which may be carried over."""
    result: list[Column] = []
    for question in {q.input.id: q for q in reversed(questions)}.values():
        head = wording.forms.form_matrix_head(
            question.input.label, question.input.unit, question.clause
        )
        earlier = Column(Role.BEFORE, wording.forms.FORM_BEFORE, 8, question.input)
        result = [
            Column(Role.VALUE, head, 13, question.input),
            *([earlier] if question.input.kind is InputKind.YES_NO else []),
            *result,
        ]
    return result


def stamp(plan: Plan, agency: Agency, period: Period) -> dict[str, str]:
    """The rows of the hidden sheet, by which intake knows whose form it is, for which period."""
    return {"form": VERSION, "plan": plan.id, "agency": agency.id, "period": period.id}


def shown_key(target_id: str) -> str:
    """The key of the stamp's row with the counts that the form shows for a target."""
    return f"shown:{target_id}"


def printed_text(question: Question, role: Role) -> str:
    """The form's own text for a question in a column of that role; the label for other roles."""
    match role:
        case Role.ID:
            return question.key
        case Role.CLAUSE:
            return wording.core.cite(question.clause)
        case Role.UNIT:
            return question.input.unit
    target = question.target
    if question.input.kind is InputKind.AGREEMENT and target is not None:
        return wording.forms.form_agreed_label(target)
    if question.of_list:
        return wording.forms.form_register_label(question.input.label, question.of_list)
    return question.input.label
