"""Checks a filled form: facts and explanations, or one plain sentence for each fault.

All faults of a file are found in one pass, and any of them refuses the file: its facts are not
used. A blank field is missing, never 0, and no fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from helpers import wording
from helpers.forms import FactKey, Question, layout, questions
from helpers.forms.workbooks import STAMP_SHEET
from helpers.intake.files.child_answers import OpenedForm
from helpers.intake.files.zip_guard import Refused
from helpers.intake.forms.cells import Sheet, sheet_of
from helpers.intake.forms.copies import refuse_answered_copy
from helpers.intake.forms.explanations import explanations
from helpers.intake.forms.facts import Known, check_parts, facts_of_row, refuse_swapped_days
from helpers.intake.forms.fields import Field, fields, heading
from helpers.intake.forms.findings import MOST_NAMED, FormFindings, FormReading
from helpers.model import Agency, Explanation, Fact, Period, Plan, spelling
from helpers.privacy.foreign_text import stamped_id

COUNTS = re.compile(r"([0-9]{1,15})/([0-9]{1,15})")


def form_reading(
    file: str,
    answer: OpenedForm | Refused,
    plan: Plan,
    period: Period,
    earlier: Mapping[FactKey, Fact],
) -> FormReading:
    """The reading of a form.

    `answer`: of the child process that opened the file. `earlier`: the facts accepted for the
    latest earlier period.
    """
    findings = FormFindings(file, plan.sheets)
    stamp, sheets = stamped_sheets(answer, plan, period, findings)
    if findings.remarks:
        return findings.reading()
    agency = plan.senders_by_id[stamp["agency"]]
    in_form = questions(plan, agency, period)
    _check_agency_sheet(sheets, plan, agency, findings)
    periods = plan.periods.values()
    days = min(p.start for p in periods), max(p.end for p in periods)
    known = Known(_shown_counts(stamp, in_form), earlier, days)
    facts = _facts(sheets, in_form, known, plan, period, agency, findings)
    texts = _explanations(sheets, in_form, agency, findings)
    if in_form and not (facts or texts or findings.remarks):
        findings.remark(wording.form_faults.FORM_WITHOUT_ANSWERS)
    return findings.reading(facts, texts)


# ---------------------------------------------------------------- whose form it is


def stamped_sheets(
    answer: OpenedForm | Refused, plan: Plan, period: Period, findings: FormFindings
) -> tuple[dict[str, str], dict[str, Sheet]]:
    """The stamp, and the sheets by folded title, of a workbook that the child process opened.

    Faults are added to `findings`, which also gets the id of the agency.
    """
    if isinstance(answer, Refused):
        findings.refuse_file(str(answer))
        return {}, {}
    sheets = {spelling.folded(opened.title): sheet_of(opened) for opened in answer.sheets}
    if len(sheets) < len(answer.sheets):
        findings.refuse_file(wording.files.FILE_DAMAGED)
        return {}, {}
    stamp = stamp_of(sheets.get(STAMP_SHEET))
    _check_stamp(stamp, plan, period, findings)
    return stamp, sheets


def stamp_of(sheet: Sheet | None) -> dict[str, str]:
    """The rows of the hidden sheet by their keys; empty without the sheet."""
    return {sheet.text(row, 1): sheet.text(row, 2) for row, _ in sheet.cells} if sheet else {}


def _check_stamp(
    stamp: Mapping[str, str], plan: Plan, period: Period, findings: FormFindings
) -> None:
    if not layout.stamp(plan, plan.province, period).keys() <= stamp.keys():
        findings.refuse_file(wording.form_faults.FORM_NO_STAMP)
    elif stamp["form"] != layout.VERSION:
        findings.refuse_file(
            wording.form_faults.form_version(stamped_id(stamp["form"]), layout.VERSION)
        )
    elif stamp["plan"] != plan.id:
        findings.refuse_file(
            wording.form_faults.form_other_plan(stamped_id(stamp["plan"]), plan.id)
        )
    else:
        agency = plan.senders_by_id.get(stamp["agency"])
        findings.agency = agency.id if agency else ""
        if stamp["period"] != period.id:
            other = plan.periods.get(stamp["period"])
            label = other.label if other else stamped_id(stamp["period"])
            findings.refuse_file(wording.form_faults.form_other_period(label, period.label))
        if agency is None:
            findings.refuse_file(
                wording.wrong_use.unknown_agency(stamped_id(stamp["agency"]), plan.id)
            )
        elif not agency.exists_on(period.end):
            findings.refuse_file(wording.wrong_use.agency_not_in_period(agency, period))


def _shown_counts(
    stamp: Mapping[str, str], in_form: Sequence[Question]
) -> dict[str, tuple[int, int]]:
    """The counts that the form shows, by question key."""
    matches = {q.key: COUNTS.fullmatch(stamp.get(layout.shown_key(q.key), "")) for q in in_form}
    return {key: (int(match[1]), int(match[2])) for key, match in matches.items() if match}


# ---------------------------------------------------------------- the data sheets


def _facts(
    sheets: Mapping[str, Sheet],
    in_form: Sequence[Question],
    known: Known,
    plan: Plan,
    period: Period,
    agency: Agency,
    findings: FormFindings,
) -> list[Fact]:
    by_title: dict[str, list[Question]] = {}
    for question in in_form:
        by_title.setdefault(question.sheet, []).append(question)
    names = {each.id: each.name for each in plan.agencies.values()}
    fields_by_key: dict[str, Field] = {}
    facts: dict[str, Fact] = {}
    for title, of_sheet in by_title.items():
        sheet = sheets.get(spelling.folded(title))
        if sheet is None:
            findings.refuse_file(wording.form_faults.form_sheet_missing(title))
            continue
        text = heading(sheet, of_sheet)
        _check_name(text, sheet, plan, agency, findings)
        _check_label(text, sheet, plan, period, findings)
        _remark_hidden(sheet, findings)
        if sheet.comments:
            findings.remark(
                wording.form_faults.REMARK_COMMENTS, sheet.title, *sheet.comments[:MOST_NAMED]
            )
        if sheet.pictures:
            findings.remark(wording.form_faults.REMARK_PICTURES, sheet.title)
        rows = list(fields(sheet, of_sheet, names, findings))
        refuse_swapped_days(rows, findings)
        for row in rows:
            keys = {field.question.fact_key: field.question.key for field in row}
            fields_by_key |= {field.question.key: field for field in row}
            for fact in facts_of_row(row, known, findings):
                facts[keys[fact.agency, fact.level, fact.input]] = fact
    check_parts(fields_by_key, facts, findings)
    own = {title: asked for title, asked in by_title.items() if spelling.folded(title) in sheets}
    for other in _other_sheets(sheets, by_title):
        if not refuse_answered_copy(other, own, fields_by_key, names, findings):
            findings.remark(wording.form_faults.REMARK_SHEET_UNKNOWN, other.title)
    return list(facts.values())


def _explanations(
    sheets: Mapping[str, Sheet], in_form: Sequence[Question], agency: Agency, findings: FormFindings
) -> list[Explanation]:
    """The explanations; none in a form without that sheet."""
    sheet = sheets.get(spelling.folded(wording.forms.EXPLANATION_SHEET))
    if sheet is None or not sheet.cells:
        return []
    _remark_hidden(sheet, findings)
    return explanations(sheet, in_form, agency.level, findings)


def _check_agency_sheet(
    sheets: Mapping[str, Sheet], plan: Plan, agency: Agency, findings: FormFindings
) -> None:
    """Compare the agency's name on the sheet about it."""
    sheet = sheets.get(spelling.folded(wording.forms.AGENCY_SHEET))
    name_label = spelling.folded(wording.forms.FORM_AGENCY_ROWS[0])
    for row, texts in sheet.folded_texts().items() if sheet else ():
        for column, text in texts.items():
            if sheet and text == name_label:
                name = spelling.folded(sheet.text(row, column + 1))
                _check_name(name, sheet, plan, agency, findings)


def _check_name(
    text: str, sheet: Sheet, plan: Plan, agency: Agency, findings: FormFindings
) -> None:
    """Refuse a form whose folded heading names another agency: one that was handed on to a
    neighbour, who retyped the heading, still has the stamp of the first."""
    stated = text.replace(spelling.folded(wording.forms.FORM_TITLE), "").strip()
    if not stated or spelling.folded(agency.name) in text:
        return
    others = [a.name for a in plan.agencies.values() if spelling.folded(a.name) in text]
    if others:
        findings.refuse(wording.form_faults.form_other_agency(others[0], agency.name), sheet.title)
        return
    # A commune calls itself by its kind and name, without its district.
    name = spelling.folded(agency.name.partition(",")[0])
    if name.removeprefix(spelling.folded(wording.forms.COMMITTEE)) not in text:
        findings.refuse(wording.form_faults.form_name_gone(agency.name), sheet.title)


def _check_label(
    text: str, sheet: Sheet, plan: Plan, period: Period, findings: FormFindings
) -> None:
    """Refuse a heading that names another period; the longest label counts, for one may contain
    another."""
    labels = [p.label for p in plan.periods.values() if spelling.folded(p.label) in text]
    named = max(labels, key=len, default=period.label)
    if named != period.label:
        findings.refuse(wording.form_faults.form_other_period(named, period.label), sheet.title)


def _remark_hidden(sheet: Sheet, findings: FormFindings) -> None:
    """Remark on what is read although its sender may not have seen it."""
    if sheet.hidden:
        findings.remark(wording.form_faults.REMARK_SHEET_HIDDEN, sheet.title)
    for text in sheet.hidden_parts():
        findings.remark(text, sheet.title)


def _other_sheets(sheets: Mapping[str, Sheet], titles: Iterable[str]) -> list[Sheet]:
    """The sheets with content that are none of the form's."""
    of_form = (
        *titles,
        wording.forms.GUIDE_SHEET,
        wording.forms.AGENCY_SHEET,
        wording.forms.EXPLANATION_SHEET,
        wording.answers.ANSWER_SHEET,
        STAMP_SHEET,
    )
    known = {spelling.folded(title) for title in of_form}
    return [sheet for key, sheet in sheets.items() if key not in known and sheet.cells]
