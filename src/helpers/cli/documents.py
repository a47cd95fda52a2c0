"""Commands that write the documents of a period: annex, draft report, PDFs of the packets."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from helpers import wording
from helpers.cli.app import (
    PARTLY,
    DataOption,
    OutOption,
    PeriodOption,
    PlanOption,
    chosen_plan,
    chosen_plan_id,
    command,
    refuse_among_data,
    say,
)
from helpers.model import WrongUse
from helpers.plan import Roots, find_roots
from helpers.wording import command_help

if TYPE_CHECKING:
    from helpers.analyst.opening import Opened
    from helpers.documents.annex_coverage import Arrival
    from helpers.documents.annex_form import Dossiers

FileOption = Annotated[Path | None, typer.Option("--out", help=command_help.DOCUMENT_FILE)]


@command("annex", command_help.ANNEX)
def annex_command(
    period: PeriodOption,
    out: FileOption = None,
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Write the annex of a period as an Excel workbook."""
    from helpers.documents import folder
    from helpers.documents.annex import annex

    roots, at, path = _opened(period, plan, data, out, folder.ANNEX)
    evaluations = [at.evaluation(agency) for agency in at.subjects]
    snapshot, dossiers, arrivals = _of_store(roots, at)
    content, sheets = annex(evaluations, snapshot, dossiers, arrivals)
    written = folder.write_document(roots, path, content, ".xlsx")
    say(wording.documents.annex_written(written, sheets))


@command("report", command_help.REPORT)
def report_command(
    period: PeriodOption,
    out: FileOption = None,
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Write the draft report of a period as a Word file."""
    from helpers.documents import folder
    from helpers.documents.docx import report_file
    from helpers.documents.form import report_form
    from helpers.documents.report import report

    roots, at, path = _opened(period, plan, data, out, folder.REPORT)
    made = report(at.evaluation(at.plan.province.id), report_form(roots.root))
    content = report_file(made, roots.root)
    written = folder.write_document(roots, path, content, ".docx")
    say(wording.report.report_written(written))


@command("pdf", command_help.PDF)
def pdf_command(
    period: PeriodOption,
    agency: Annotated[
        list[str] | None, typer.Option("--agency", help=command_help.PDF_AGENCY)
    ] = None,
    whole: Annotated[bool, typer.Option("--whole", help=command_help.PDF_WHOLE)] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help=command_help.PDF_JOBS)] = 2,
    plan: PlanOption = "",
    out: OutOption = "",
) -> None:
    """Print the packets of a period as PDFs, those that have none of the page as it is."""
    from tqdm import tqdm

    from helpers.analyst.opening import open_period, packet_subject
    from helpers.batch.jobs import packet_file
    from helpers.batch.publish import locked
    from helpers.batch.status import period_folder
    from helpers.documents import pdf
    from helpers.documents.chromium import find_chromium
    from helpers.packets.manifest import listed

    roots = find_roots(out=out)
    the_plan = chosen_plan(plan, roots)
    span = open_period(the_plan, period)
    subjects = [packet_subject(the_plan, span, name).id for name in agency or ()]
    folder = period_folder(roots, the_plan.id, span.id)
    every = {sender.id: packet_file(the_plan, sender.id) for sender in the_plan.senders(span)}
    published = {name: page for name, page in every.items() if page in listed(folder)}
    pages = {name: every[name] for name in subjects} or published
    if not published:
        raise WrongUse(wording.documents.no_packets(span.id))
    program = find_chromium()
    if program is None:
        raise WrongUse(wording.documents.NO_CHROMIUM)
    words, unit = wording.documents.PRINTING, wording.documents.PRINTING_UNIT
    place = pdf.pdf_folder(folder)
    with locked(place), tqdm(total=len(pages), desc=words, unit=unit, file=sys.stderr) as progress:

        def step() -> None:
            progress.update()

        done = pdf.print_packets(program, folder, pages, whole, jobs, step)
    for page, reason in done.faults.items():
        say(wording.documents.print_fault(page, reason))
    say(wording.documents.print_summary(done.made, done.kept, len(done.faults), place))
    if len(published) < len(every) and not subjects:
        say(wording.documents.not_made(len(every) - len(published), len(every)))
    if done.faults:
        raise typer.Exit(PARTLY)


def _opened(
    period: str, plan: str, data: str, out: Path | None, name: str
) -> tuple[Roots, Opened, Path]:
    """The period, and where its document of this name goes unless `out` says otherwise."""
    from helpers.analyst.opening import opened
    from helpers.documents.folder import documents_folder

    roots = find_roots(data)
    at = opened(roots, chosen_plan_id(plan, roots), period)
    path = out or documents_folder(roots, at.plan.id, at.period.id) / name
    refuse_among_data(roots, path)
    return roots, at, path


def _of_store(roots: Roots, at: Opened) -> tuple[str, Dossiers | None, dict[str, Arrival]]:
    """What the annex shows besides the evaluations, from the state that they are of."""
    from helpers import store
    from helpers.documents.annex_form import Dossiers
    from helpers.documents.arrivals import form_arrivals
    from helpers.store import counting

    snapshot = store.recorded_snapshot(
        roots.data, at.plan.id, at.period.id, at.observations.snapshot
    )
    dossiers = None
    if snapshot.has_dossiers:
        by_field, by_agency = (
            counting.dossier_tallies(snapshot, at.period, by) for by in ("field", "agency")
        )
        dossiers = Dossiers(by_field, by_agency)
    return snapshot.id, dossiers, form_arrivals(roots.data, at.plan, at.period, snapshot)
