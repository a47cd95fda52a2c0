"""Checks the cells of a form: facts, or one plain sentence for each fault, out.

All faults of a file are found in one pass, and any of them refuses the file: its facts are not
used. A blank field is missing, never 0, and no fault. `form_fields` finds the fields,
`form_answers` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from helpers import forms, wording
from helpers.forms import Place, Question
from helpers.intake.forms.explanations import explanations
from helpers.intake.forms.form_answers import Known, check_parts, facts_of_row
from helpers.intake.forms.form_fields import Field, fields, heading
from helpers.intake.forms.form_report import MOST_NAMED, FormReading, Report, Sheet, sheet_of
from helpers.model import Agency, Explanation, Fact, Period, Plan, spelling
from helpers.privacy.foreign_text import stamped_id

COUNTS = re.compile(r"([0-9]{1,15})/([0-9]{1,15})")


def check(
    file: str,
    answer: Mapping[str, Any],
    plan: Plan,
    period: Period,
    earlier: Mapping[Place, Fact],
) -> FormReading:
    """The reading of what `form_child` answered for `file`; `earlier`: the facts accepted for
    the latest earlier period."""
    report = Report(file)
    stamp, sheets = stamped(answer, plan, period, report)
    if report.remarks:
        return report.reading()
    agency = plan.senders_by_id[stamp["agency"]]
    asked = forms.questions(plan, agency, period)
    known = Known(_shown(stamp, asked), earlier, _days(plan))
    _check_agency_sheet(sheets, plan, agency, report)
    facts = _facts(sheets, asked, known, plan, period, agency, report)
    explained = _explanations(sheets, asked, agency, report)
    if asked and not (facts or explained or report.remarks):
        report.remark(wording.form_without_answers())
    reading = report.reading(facts)
    return replace(reading, explanations=tuple(explained)) if reading.accepted else reading


# ---------------------------------------------------------------- whose form it is


def stamped(
    answer: Mapping[str, Any], plan: Plan, period: Period, report: Report
) -> tuple[dict[str, str], dict[str, Sheet]]:
    """The stamp and the sheets (by folded title) of what `form_child` answered; whatever is
    wrong with them goes to the report, which then also knows the agency."""
    if "refused" in answer:
        report.file_refused(answer["refused"])
        return {}, {}
    sheets = {spelling.folded(raw["title"]): sheet_of(raw) for raw in answer["sheets"]}
    if len(sheets) < len(answer["sheets"]):
        report.file_refused(wording.file_damaged())
        return {}, {}
    stamp = _stamp(sheets)
    _check_stamp(stamp, plan, period, report)
    return stamp, sheets


def _stamp(sheets: Mapping[str, Sheet]) -> dict[str, str]:
    sheet = sheets.get(forms.STAMP_SHEET)
    if sheet is None:
        return {}
    return {sheet.text(row, 1): sheet.text(row, 2) for row, _ in sheet.cells}


def _check_stamp(stamp: Mapping[str, str], plan: Plan, period: Period, report: Report) -> None:
    if not forms.stamp(plan, plan.province, period).keys() <= stamp.keys():
        report.file_refused(wording.form_no_stamp())
    elif stamp["form"] != forms.VERSION:
        report.file_refused(wording.form_version(stamped_id(stamp["form"]), forms.VERSION))
    elif stamp["plan"] != plan.id:
        report.file_refused(wording.form_other_plan(stamped_id(stamp["plan"]), plan.id))
    else:
        report.agency = stamp["agency"] if stamp["agency"] in plan.senders_by_id else ""
        _check_period(stamp["period"], plan, period, report)
        _check_agency(stamp["agency"], plan, period, report)


def _check_period(found: str, plan: Plan, period: Period, report: Report) -> None:
    if found != period.id:
        label = plan.periods[found].label if found in plan.periods else stamped_id(found)
        report.file_refused(wording.form_other_period(label, period.label))


def _check_agency(found: str, plan: Plan, period: Period, report: Report) -> None:
    agency = plan.senders_by_id.get(found)
    if agency is None:
        report.file_refused(wording.unknown_agency(stamped_id(found), plan.id))
    elif not agency.exists_on(period.end):
        report.file_refused(wording.agency_not_in_period(agency, period))


def _shown(stamp: Mapping[str, str], asked: Sequence[Question]) -> dict[str, tuple[int, int]]:
    """The counts the form was made with, by question key."""
    found = {q.key: COUNTS.fullmatch(stamp.get(forms.shown_key(q.key), "")) for q in asked}
    return {key: (int(match[1]), int(match[2])) for key, match in found.items() if match}


def _days(plan: Plan) -> tuple[date, date]:
    periods = plan.periods.values()
    return min(p.start for p in periods), max(p.end for p in periods)


# ---------------------------------------------------------------- the data sheets


def _facts(
    sheets: Mapping[str, Sheet],
    asked: Sequence[Question],
    known: Known,
    plan: Plan,
    period: Period,
    agency: Agency,
    report: Report,
) -> list[Fact]:
    titles = list(dict.fromkeys(question.sheet for question in asked))
    names = {each.id: each.name for each in plan.agencies.values()}
    found: dict[str, Field] = {}
    facts: dict[str, Fact] = {}
    for title in titles:
        sheet = sheets.get(spelling.folded(title))
        if sheet is None:
            report.file_refused(wording.form_sheet_missing(title))
            continue
        of_sheet = [question for question in asked if question.sheet == title]
        above = heading(sheet, of_sheet)
        _check_name(above, sheet, plan, agency, report)
        _check_label(above, sheet, plan, period, report)
        _remark_hidden(sheet, report)
        _remark_beside_cells(sheet, report)
        for row in fields(sheet, of_sheet, names, report):
            keys = {field.question.place: field.question.key for field in row}
            found |= {field.question.key: field for field in row}
            for fact in facts_of_row(row, known, report):
                facts[keys[fact.agency, fact.level, fact.input]] = fact
    check_parts(found, facts, report)
    _remark_other_sheets(sheets, titles, report)
    return list(facts.values())


def _explanations(
    sheets: Mapping[str, Sheet], asked: Sequence[Question], agency: Agency, report: Report
) -> list[Explanation]:
    """What the form says beside its figures; a form without that sheet says nothing."""
    sheet = sheets.get(spelling.folded(wording.EXPLANATION_SHEET))
    if sheet is None or not sheet.cells:
        return []
    _remark_hidden(sheet, report)
    return explanations(sheet, asked, agency.level, report)


def _check_agency_sheet(
    sheets: Mapping[str, Sheet], plan: Plan, agency: Agency, report: Report
) -> None:
    """What the sheet about the agency says of its name."""
    sheet = sheets.get(spelling.folded(wording.AGENCY_SHEET))
    name_row = spelling.folded(wording.FORM_AGENCY_ROWS[0])
    for row, texts in sheet.lines().items() if sheet else ():
        for column, text in texts.items():
            if sheet and text == name_row:
                named = spelling.folded(sheet.text(row, column + 1))
                _check_name(named, sheet, plan, agency, report)


def _check_name(above: str, sheet: Sheet, plan: Plan, agency: Agency, report: Report) -> None:
    """A form handed on to a neighbour, who retypes the heading, keeps the first one's stamp."""
    stated = above.replace(spelling.folded(wording.FORM_TITLE), "").strip()
    if not stated or spelling.folded(agency.name) in above:
        return
    others = [a.name for a in plan.agencies.values() if spelling.folded(a.name) in above]
    if others:
        report.refused(wording.form_other_agency(others[0], agency.name), sheet.title)
    elif _without_district(agency.name) not in above:
        report.refused(wording.form_name_gone(agency.name), sheet.title)


def _without_district(name: str) -> str:
    """A commune as it calls itself: its kind and name."""
    return spelling.folded(name.partition(",")[0]).removeprefix(spelling.folded(wording.COMMITTEE))


def _check_label(above: str, sheet: Sheet, plan: Plan, period: Period, report: Report) -> None:
    """The heading names the period; the longest label counts, for one may hold another."""
    found = [p.label for p in plan.periods.values() if spelling.folded(p.label) in above]
    named = max(found, key=len, default=period.label)
    if named != period.label:
        report.refused(wording.form_other_period(named, period.label), sheet.title)


def _remark_hidden(sheet: Sheet, report: Report) -> None:
    """What is read although its sender may not have seen it."""
    if sheet.hidden:
        report.remark(wording.remark_sheet_hidden(), sheet.title)
    if sheet.hidden_rows:
        first = sheet.hidden_rows[:MOST_NAMED]
        text = wording.hidden_rows(first, len(sheet.hidden_rows), sheet.filtered)
        report.remark(text, sheet.title)
    elif sheet.filtered:
        report.remark(wording.FILTER_ACTIVE, sheet.title)
    if sheet.hidden_columns:
        report.remark(wording.hidden_columns(sheet.hidden_columns), sheet.title)


def _remark_beside_cells(sheet: Sheet, report: Report) -> None:
    """What lies on a sheet and is not read."""
    if sheet.comments:
        report.remark(wording.remark_comments(), sheet.title, *sheet.comments[:MOST_NAMED])
    if sheet.pictures:
        report.remark(wording.remark_pictures(), sheet.title)


def _remark_other_sheets(sheets: Mapping[str, Sheet], asked: Sequence[str], report: Report) -> None:
    ours = (
        *asked,
        wording.GUIDE_SHEET,
        wording.AGENCY_SHEET,
        wording.EXPLANATION_SHEET,
        wording.ANSWER_SHEET,
        forms.STAMP_SHEET,
    )
    known = {spelling.folded(title) for title in ours}
    for key, sheet in sheets.items():
        if key not in known and sheet.cells:
            report.remark(wording.remark_sheet_unknown(), sheet.title)
