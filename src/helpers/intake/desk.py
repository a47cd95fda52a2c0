"""What only the body in charge of the evaluation states: appraisals, answers to objections,
confirmations and the form of the whole. It is taken from that body's own folder alone.

Whoever can write to that folder speaks for the body; what a file says of itself proves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from helpers import wording
from helpers.forms.appraising import BODY_KINDS
from helpers.forms.confirmations import CONFIRMATION
from helpers.forms.statements import StatementKind
from helpers.intake.received import ReceivedFile
from helpers.intake.repeats import ANSWER
from helpers.model import FORM, Objection, Plan, Remark, Severity
from helpers.privacy.foreign_text import sheet_title

ONLY_OF_DESK = (StatementKind.APPRAISAL.value, *BODY_KINDS, CONFIRMATION)  # kinds of a file


def by_place(file: ReceivedFile, of_desk: bool, plan: Plan, folder: str) -> ReceivedFile:
    """The file as far as its sender may state it; `of_desk`: it lies in the desk's own `folder`."""
    sent, of_whole = file.submission, file.submission.agency == plan.province.id
    if not of_desk and (sent.kind in ONLY_OF_DESK or (sent.kind == FORM and of_whole)):
        kind = wording.answers.kind_of_desk(sent.kind, plan)
        text = wording.statements.only_of_desk(kind, plan, folder)
        return replace(file.replaced_by(_on_file(file, text)), misplaced=True)
    if sent.kind == StatementKind.OBJECTION:
        return _as_answer(file) if of_desk else _without_answers(file, plan, folder)
    if of_desk and sent.kind == FORM and sent.agency and not of_whole:
        own = plan.senders_by_id[sent.agency].name == plan.terms.desk
        text = wording.statements.form_with_desk(plan)
        return file if own else file.with_remarks([_on_file(file, text, Severity.REMARK)])
    return file


def _on_file(file: ReceivedFile, text: str, severity: Severity = Severity.REFUSED_FILE) -> Remark:
    name = file.submission.file
    sentence = wording.places.at_place(name, "", text)
    return Remark(name, "", severity, sentence, file.submission.agency)


def _as_answer(file: ReceivedFile) -> ReceivedFile:
    return replace(file, submission=replace(file.submission, kind=ANSWER))


def _without_answers(file: ReceivedFile, plan: Plan, folder: str) -> ReceivedFile:
    """An agency's objections without what it wrote into the column of the answers."""
    form = file.form
    if form is None or not form.answer_cells:
        return file
    sheet = wording.statements.STATEMENT_SHEETS[StatementKind.OBJECTION]
    text = wording.statements.answer_of_sender(plan, folder)
    remark = _on_cells(file, sheet, form.answer_cells, text, Severity.REMARK, plan)
    unanswered = tuple(replace(each, answer="") for each in form.objections)
    return replace(file, form=replace(form, objections=unanswered)).with_remarks([remark])


def _on_cells(
    file: ReceivedFile,
    sheet: str,
    cells: Sequence[str],
    text: str,
    severity: Severity,
    plan: Plan,
) -> Remark:
    name, agency = file.submission.file, file.submission.agency
    place = wording.places.at_cells(sheet_title(sheet, plan.sheets), cells)
    sentence = wording.places.at_place(name, place, text)
    return Remark(name, place, severity, sentence, agency, sheet, " ".join(cells))


# ---------------------------------------------------------------- answers to what was sent


def with_answers(files: Sequence[ReceivedFile], plan: Plan) -> list[ReceivedFile]:
    """The files after the desk's answers were written to the objections that they answer.

    Where an agency sent its objections, an answer belongs to one of exactly these; where it sent
    none in a file, the desk's workbook states both.
    """
    own = {
        file.submission.agency: file
        for file in files
        if file.submission.kind == StatementKind.OBJECTION and file.submission.accepted
    }
    checked = [_checked(file, own, plan) for file in files]
    given = {
        _key(each): each.answer
        for file in checked
        if file.submission.kind == ANSWER and file.submission.accepted and file.form
        for each in file.form.objections
    }
    return [_answered(file, given, own) for file in checked]


def _key(objection: Objection) -> tuple[str, str, str, str]:
    return objection.agency, objection.level, objection.target, objection.opinion


def _checked(file: ReceivedFile, own: Mapping[str, ReceivedFile], plan: Plan) -> ReceivedFile:
    """The file; returned where it answers what the agency did not say."""
    sent = own.get(file.submission.agency)
    if file.submission.kind != ANSWER or not file.form or sent is None or sent.form is None:
        return file
    said = {_key(each) for each in sent.form.objections}
    text = wording.statements.answered_other(sent.submission.file)
    faults = [
        _on_cells(file, each.sheet, [each.cell], text, Severity.REFUSED_CELL, plan)
        for each in file.form.objections
        if _key(each) not in said
    ]
    return file.returned(faults) if faults and file.submission.accepted else file


def _answered(
    file: ReceivedFile,
    given: Mapping[tuple[str, str, str, str], str],
    own: Mapping[str, ReceivedFile],
) -> ReceivedFile:
    """The file with the answers to its objections; the desk's copy of them states none twice."""
    if file.form is None:
        return file
    if file.submission.kind == ANSWER:
        kept = () if file.submission.agency in own else file.form.objections
    else:
        kept = tuple(replace(o, answer=given.get(_key(o), o.answer)) for o in file.form.objections)
    return replace(file, form=replace(file.form, objections=kept))
