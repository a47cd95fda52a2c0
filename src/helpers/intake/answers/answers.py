"""Writes the answers to one intake, for the Department: `intake-report.html`, `intake-report.xlsx`
and the refused forms ready to be returned. All under `data/`, never in `rendered/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers import store, wording
from helpers.forms.confirmations import ConfirmationRow, workbook
from helpers.forms.lines import line_labels
from helpers.intake.answers.appraised import AppraisedFigure, appraised_figures
from helpers.intake.answers.changes import changes
from helpers.intake.answers.deadlines import Sending, deadlines
from helpers.intake.answers.decided import Demand, changed_since, open_demands
from helpers.intake.answers.export_changes import export_changes
from helpers.intake.answers.report import (
    DoubtfulFigure,
    ExplainedLine,
    FormState,
    IntakeReport,
    sender_groups,
)
from helpers.intake.answers.returned import write_returned
from helpers.intake.answers.workbook import report_workbook
from helpers.intake.check import IntakeResult
from helpers.intake.losses import loss_sentences
from helpers.intake.receipts import known_days
from helpers.model import Explanation, Period, Plan
from helpers.packets.page import rendered
from helpers.plan import Roots
from helpers.privacy.foreign_text import sheet_title
from helpers.store import Snapshot, StoreError
from helpers.store.disk import private_files, private_folder
from helpers.store.own_files import write_own

HTML, XLSX = "intake-report.html", "intake-report.xlsx"
CONFIRMATIONS = wording.plausibility.CONFIRMATION_FILE


@dataclass(frozen=True)
class Answers:
    """What was written."""

    html: Path  # the report
    copies: int  # the number of forms to be returned
    not_in_force: tuple[str, ...]  # why the earlier state stays in force; empty: it does not
    appraised: tuple[AppraisedFigure, ...]  # those in force
    demands: tuple[Demand, ...]  # for explanations that have not come
    unconfirmed: int  # the number of figures that wait to be confirmed
    confirmations: Path  # the file in which they are confirmed, if there are any
    foreign: tuple[str, ...]  # names of files of others among the answers


@private_files()
def write_answers(
    roots: Roots,
    plan: Plan,
    period: Period,
    result: IntakeResult,
    given_back: Mapping[str, str] | None = None,
) -> Answers:
    """Write the answers to an intake into `data/intake/<plan>/<period>/`. `given_back`: why forms
    were returned by who decides on them, by agency id."""
    folder = private_folder(roots.data / "intake", plan.id, period.id)
    now = result.snapshot
    not_in_force = tuple(_not_in_force(plan, period, result))
    earlier, unreadable = None, False
    try:
        if not not_in_force:
            earlier = store.replaced_snapshot(roots.data, plan.id, period.id, now.id)
    except StoreError:
        unreadable = True
    appraised = appraised_figures(plan, period, now)
    demands = open_demands(plan, now)
    remarks = (
        *result.remarks,
        *(remark for each in appraised for remark in each.remarks),
        *(demand.remark for demand in demands),
        *changed_since(plan, period, now),
    )
    returned, foreign = write_returned(folder, result.submissions, result.remarks, result.paths)
    groups = sender_groups(plan, period, result.submissions, remarks)
    days = known_days(roots.data, plan, period, result.receipts)
    report = IntakeReport(
        plan=plan,
        period=period,
        simulated=now.origin.simulated,
        groups=groups,
        files=result.submissions,
        remarks=remarks,
        returned=returned,
        changes=(*changes(plan, earlier, now), *export_changes(earlier, now)) if earlier else None,
        explanations=tuple(_explained_lines(plan, now)),
        not_in_force=not_in_force,
        earlier_unreadable=unreadable,
        appraised=appraised,
        doubtful=_doubtful_figures(plan, now),
        deadlines=deadlines(groups, plan, period, days, now.origin.simulated),
        given_back=given_back or {},
    )
    store.write_whole(folder / HTML, report_page(report))
    store.write_whole(folder / XLSX, report_workbook(report))
    copies = sum(bool(each.copy) for each in report.returned.values())
    renamed = _write_confirmations(folder, report)
    return Answers(
        html=folder / HTML,
        copies=copies,
        not_in_force=not_in_force,
        appraised=appraised,
        demands=demands,
        unconfirmed=len(report.doubtful),
        confirmations=folder / CONFIRMATIONS,
        foreign=(*foreign, *renamed),
    )


def report_page(report: IntakeReport) -> bytes:
    """The report as a page; what it shortens is in full in the workbook next to it."""
    return rendered(
        "intake.html.j2",
        "intake",
        metas=[("cchc-period", report.period.id), ("cchc-plan", report.plan.id)],
        title=f"{wording.answers.REPORT_TITLE} – {report.period.label}",
        simulated=report.simulated,
        draft=False,
        state=FormState,
        sending=Sending,
        report=report,
        workbook=XLSX,
    )


def _not_in_force(plan: Plan, period: Period, result: IntakeResult) -> Iterator[str]:
    """Why the files of an intake are not in force; nothing where they are."""
    if result.kept:
        yield wording.intake.nothing_accepted(period)
    if result.losses:
        yield from loss_sentences(plan, result.losses)
        yield wording.losses.not_in_force(period, result.snapshot.id)


def _write_confirmations(folder: Path, report: IntakeReport) -> list[str]:
    """Write the file in which the doubtful figures are confirmed; without any, remove it. One that
    somebody has filled in stays, renamed where its place is needed: its new name."""
    rows = [ConfirmationRow(d.record, d.name, d.line, d.figure) for d in report.doubtful]
    files = {CONFIRMATIONS: workbook(report.plan, report.period, rows)} if rows else {}
    record = folder / f".{CONFIRMATIONS}.sha256"
    return write_own(folder, files, record, wording.runs.EDITED_MARK)


def _doubtful_figures(plan: Plan, snapshot: Snapshot) -> tuple[DoubtfulFigure, ...]:
    labels, order = line_labels(plan), {name: n for n, name in enumerate(plan.senders_by_id)}
    records = sorted(store.unconfirmed(snapshot), key=lambda each: order[each.agency])
    return tuple(
        DoubtfulFigure(
            record=each,
            name=plan.senders_by_id[each.agency].name,
            line=labels[each.input]
            if each.agency != plan.province.id
            else wording.forms.form_register_label(labels[each.input], plan.label(each.level)),
            figure=wording.core.number(each.value)
            if each.whole is None
            else wording.core.counts(each.value, each.whole),
            place=wording.places.at_cells(sheet_title(each.sheet, plan.sheets), [each.cell]),
        )
        for each in records
    )


def _explained_lines(plan: Plan, snapshot: Snapshot) -> Iterator[ExplainedLine]:
    """Each text of the accepted forms once; one in the row of a child is about all its answers."""
    labels = line_labels(plan)
    by_cell: dict[tuple[str, str], list[Explanation]] = {}
    for each in store.explanations(snapshot):
        by_cell.setdefault((each.file, each.cell), []).append(each)
    for (file, cell), group in by_cell.items():
        first = group[0]
        whole = len(group) > 1
        yield ExplainedLine(
            name=plan.senders_by_id[first.agency].name,
            line=wording.answers.WHOLE_ROW if whole else first.input or wording.answers.NO_LINE,
            label="" if whole else labels.get(first.input, ""),
            text=first.text,
            file=file,
            place=wording.places.at_cells(sheet_title(first.sheet, plan.sheets), [cell]),
        )
