"""Copies of a form's sheets, such as «Số liệu (2)», in which somebody answered instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers import wording
from helpers.forms import Question
from helpers.forms.layout import Role
from helpers.intake.forms.cells import Sheet
from helpers.intake.forms.fields import Field, fields
from helpers.intake.forms.findings import FormFindings
from helpers.privacy.foreign_text import sheet_title


def refuse_answered_copy(
    copy: Sheet,
    by_title: Mapping[str, Sequence[Question]],
    own: Mapping[str, Field],
    names: Mapping[str, str],
    findings: FormFindings,
) -> bool:
    """Refuse a sheet that is none of the form's, where it answers a question of the form otherwise
    than the form's own sheet does. Returns whether it did.

    `by_title`: the questions by the sheet they are asked in; `own`: the form's own fields by the
    key of their question; `names`: the names of agencies by id.
    """
    for title, questions in by_title.items():
        nowhere = FormFindings(findings.file, findings.own_sheets)
        copied = [each for row in fields(copy, questions, names, nowhere) for each in row]
        if any(_differs(each, own.get(each.question.key)) for each in copied):
            text = wording.form_faults.form_copied_sheet(sheet_title(copy.title), title)
            findings.refuse(text, title)
            return True
    return False


def _differs(copied: Field, own: Field | None) -> bool:
    """Whether a copy answers what is left blank or answered otherwise in the form's own sheet."""
    answer = copied.cell(Role.VALUE)
    first = None if own is None else own.cell(Role.VALUE)
    return answer is not None and (first is None or first.folded != answer.folded)
