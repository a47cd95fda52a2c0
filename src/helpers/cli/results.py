"""Commands that evaluate, make packets, approve them, and look into results."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from helpers import wording
from helpers.batch.engine import EngineName
from helpers.cli.app import (
    DONE,
    PARTLY,
    AgencyArgument,
    DataOption,
    FormatOption,
    JobsOption,
    ListFormat,
    OutOption,
    PeriodOption,
    PlanOption,
    asked_questions,
    chosen_plan,
    chosen_plan_id,
    command,
    print_rows,
    refuse_among_data,
    say,
)
from helpers.cli.inputs import take_in_folder
from helpers.evaluation.csv_text import csv_text
from helpers.model import WrongUse
from helpers.plan import Roots, desk_folder, find_roots
from helpers.wording import command_help

if TYPE_CHECKING:
    from helpers.batch.workers import RenderOptions


EngineOption = Annotated[EngineName, typer.Option("--engine", help=command_help.ENGINE)]


@command("evaluate", command_help.EVALUATE)
def evaluate_command(
    period: PeriodOption,
    agency: Annotated[str, typer.Option("--agency", help=command_help.AGENCY)] = "",
    area: Annotated[str, typer.Option("--area", help=command_help.AREA)] = "",
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Print the results table of one agency, or of all and the province."""
    from helpers.analyst.opening import opened
    from helpers.evaluation import tables
    from helpers.evaluation.columns import DECIMALS

    roots = find_roots(data)
    at = opened(roots, chosen_plan_id(plan, roots), period)
    known = [a.id for a in at.plan.areas]
    if area and area not in known:
        raise WrongUse(wording.command.unknown_area(area, known))
    table = tables.results(at.evaluation(a) for a in ([agency] if agency else at.subjects))
    rows = [row for row in table if area in ("", row["area"])]
    sys.stdout.write(csv_text(rows, tables.columns(table), DECIMALS))


@command("render", command_help.RENDER)
def render_command(
    period: PeriodOption,
    agency: Annotated[
        list[str] | None, typer.Option("--agency", help=command_help.RENDER_AGENCY)
    ] = None,
    jobs: JobsOption = 2,
    engine: EngineOption = EngineName.WARM,
    force: Annotated[bool, typer.Option("--force", help=command_help.FORCE)] = False,
    cluster: Annotated[str, typer.Option("--cluster", help=command_help.CLUSTER)] = "",
    plan_only: Annotated[bool, typer.Option("--plan-only", help=command_help.PLAN_ONLY)] = False,
    plan: PlanOption = "",
    data: DataOption = "",
    out: OutOption = "",
) -> None:
    """Make the packets of a period that are not up to date, or only say which they are."""
    from helpers.batch import head
    from helpers.batch.workers import RenderOptions

    roots = find_roots(data, out)
    refuse_among_data(roots, roots.out)
    plan_id, options = chosen_plan_id(plan, roots), RenderOptions(engine, jobs, cluster)
    if not plan_only:
        raise typer.Exit(_render(roots, plan_id, period, agency or [], force, options))
    planned = head.plan_only(roots, plan_id, period, agency or [], force, options)
    for packet, reasons in planned.stale.items():
        print(wording.runs.planned_packet(packet, reasons))
    say(wording.runs.planned(len(planned.stale), planned.total, planned.seconds))


def _render(
    roots: Roots,
    plan_id: str,
    period: str,
    agencies: list[str],
    force: bool,
    options: RenderOptions,
) -> int:
    from helpers.batch.engine.run import available
    from helpers.batch.head import render

    engine = available(options.engine)
    if engine is not options.engine:
        say(wording.runs.NO_WARM_ENGINE)
    options = replace(options, engine=engine)
    outcome = render(roots, plan_id, period, agencies, force, options)
    for name, aside in outcome.aside.items():
        say(wording.runs.set_aside(name, aside))
    if outcome.foreign:
        say(wording.runs.foreign_files(outcome.foreign))
    for agency, reason in outcome.gaps.items():
        say(wording.command.packet_gap(agency, reason))
    made, gaps = len(outcome.made), len(outcome.gaps)
    say(wording.command.render_summary(made, outcome.kept, gaps, outcome.left))
    say(wording.command.look_at(outcome.folder / "index.html"))
    return PARTLY if outcome.gaps else DONE


@command("explain", command_help.EXPLAIN)
def explain_command(
    agency: AgencyArgument,
    period: PeriodOption,
    plan: PlanOption = "",
    data: DataOption = "",
    out: OutOption = "",
) -> None:
    """Say why an agency's packet would or would not be made again."""
    from helpers.batch.status import open_inputs, period_status

    roots = find_roots(data, out)
    inputs = open_inputs(roots, chosen_plan_id(plan, roots), period, [agency])
    status = period_status(roots, inputs)
    name = status.evaluations[agency].agency.name
    print(wording.runs.why_made(name, inputs.period.label, status.reasons(agency)))


@command("verify", command_help.VERIFY)
def verify_command(
    place: Annotated[Path | None, typer.Argument(help=command_help.RESULTS_PLACE)] = None,
    store: Annotated[bool, typer.Option("--store", help=command_help.VERIFY_STORE)] = False,
    signers: Annotated[Path | None, typer.Option("--signers", help=command_help.SIGNERS)] = None,
    data: DataOption = "",
    out: OutOption = "",
) -> None:
    """Check a period's folder against its records and every page against its place, the journal of
    the store, signatures; or all snapshots of the store; or say which packet a file is, of those
    published under `out`."""
    if place is None and (signers is not None or not store):
        raise WrongUse(wording.command.NOTHING_TO_VERIFY)
    if place is not None and place.is_file():
        from helpers.batch import mailed

        answer = mailed.answer(find_roots(out=out).out, place)
        say(answer.text)
        raise typer.Exit(DONE if answer.in_force else PARTLY)
    roots = find_roots(data)
    faults = [] if place is None else _folder_faults(place, roots, signers)
    if store:
        faults += _store_faults(roots)
    for fault in faults:
        say(fault)
    if faults:
        raise typer.Exit(PARTLY)


def _folder_faults(folder: Path, roots: Roots, signers: Path | None) -> list[str]:
    """The faults of a folder of results; without any, that it is intact is said."""
    from helpers.batch import verify
    from helpers.cli.signing import journal_faults, signature_faults
    from helpers.documents.pdf import record_faults
    from helpers.packets.manifest import MANIFEST

    if not (folder / MANIFEST).is_file():
        raise WrongUse(wording.command.no_manifest(folder))
    faults = [*verify.verify(folder), *journal_faults(folder, roots)]
    faults += record_faults(folder.absolute())
    if signers is not None:
        faults += signature_faults(folder, roots, signers)
    if not faults:
        at = verify.period_of(folder)
        say(wording.manifest.folder_intact(folder, at["period"], at["plan"]))
    return faults


def _store_faults(roots: Roots) -> list[str]:
    """The faults of the store; without any, that it is intact is said."""
    from helpers.cli.signing import faults_of_journal
    from helpers.store.verifying import snapshots_on_record, store_faults

    faults, snapshots = list(store_faults(roots.data)), snapshots_on_record(roots.data)
    for plan in sorted(path.name for path in (roots.data / "store").glob("[!.]*/")):
        faults += faults_of_journal(roots, plan)
    if not snapshots and not faults:
        raise WrongUse(wording.command.NO_STORE)
    if not faults:
        say(wording.store.store_intact(snapshots))
    return faults


@command("approve", command_help.APPROVE)
def approve_command(
    period: PeriodOption,
    by: Annotated[str, typer.Option("--by", help=command_help.APPROVED_BY)],
    decision: Annotated[str, typer.Option("--decision", help=command_help.DECISION)] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help=command_help.WITHDRAW)] = False,
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Record the approval of a period's packets as they are: their data, the plan, the rules and
    the notebooks. What changes any of these makes them drafts again."""
    from helpers.analyst.opening import approved_state, open_period, opened
    from helpers.cli.deciding import WAITING, not_accepted
    from helpers.store import approvals

    roots = find_roots(data)
    if withdraw:
        if decision:
            raise WrongUse(wording.journal.WITHDRAWN_WITHOUT_DECISION)
        the_plan = chosen_plan(plan, roots)
        span = open_period(the_plan, period)
        line = approvals.withdraw(roots.data, the_plan, span, by).line
        say(wording.journal.withdrawn(span, line.by))
        return
    at = opened(roots, chosen_plan_id(plan, roots), period)
    if at.plan.acceptance and at.plan.acceptance.required:
        groups, waiting = not_accepted(at, WAITING)
        if waiting:
            raise WrongUse(wording.decisions.acceptance_required(groups, waiting))
    state = approved_state(roots, at)
    line = approvals.approve(roots.data, at.plan, at.period, state, by, decision).line
    say(wording.store.approved(at.period, line.snapshot, line.by, line.decision))
    groups, waiting = not_accepted(at)
    if waiting:
        say(wording.decisions.not_accepted(groups, waiting))


@command("diff", command_help.DIFF)
def diff_command(
    one: Annotated[str, typer.Argument(help=command_help.DIFF_ONE)],
    other: Annotated[str, typer.Argument(help=command_help.DIFF_OTHER)],
    format: FormatOption = ListFormat.TABLE,
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Print the verdicts, figures and forms that differ."""
    from helpers.analyst import diff

    roots = find_roots(data)
    rows = diff(roots, chosen_plan_id(plan, roots), one, other)
    if not rows:
        say(wording.analyst.nothing_differs(one, other))
        return
    print_rows(rows, format)
    say(wording.analyst.differing(one, other, len(rows)))
    raise typer.Exit(PARTLY)


@command("trace", command_help.TRACE)
def trace_command(
    agency: AgencyArgument,
    target: Annotated[str, typer.Argument(help=command_help.TARGET)],
    period: PeriodOption,
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Print where the figures of an agency for a target come from."""
    from helpers import store
    from helpers.analyst import trace
    from helpers.analyst.opening import opened

    roots = find_roots(data)
    at = opened(roots, chosen_plan_id(plan, roots), period)
    snapshot = store.current(roots.data, at.plan.id, at.period.id)
    if snapshot is None:
        raise WrongUse(wording.wrong_use.nothing_taken_in(at.period))
    print("\n".join(trace(at, snapshot, agency, target)))


@command("packets", command_help.PACKETS)
def packets_command(
    jobs: JobsOption = 2, engine: EngineOption = EngineName.WARM, plan: PlanOption = ""
) -> None:
    """The whole job: the simulated province if nothing was sent, intake of every period that has
    files, the packets of the final period."""
    from helpers import store
    from helpers.analyst.opening import open_plan
    from helpers.batch.workers import RenderOptions
    from helpers.cli.deciding import decide_simulated
    from helpers.demo import write_province

    roots = find_roots()
    the_plan = open_plan(chosen_plan_id(plan, roots), roots)
    inbox = roots.data / "inbox"
    if not any(inbox.glob("*/*")):
        say(wording.command.INBOX_EMPTY)
        write_province(the_plan, inbox, questions=asked_questions(roots))
    codes = [
        take_in_folder(roots, the_plan, period, inbox / period)
        for period in the_plan.periods
        if any(each.is_dir() for each in (inbox / period, desk_folder(the_plan, inbox / period)))
    ]
    made = store.current(roots.data, the_plan.id, the_plan.final_period.id)
    if made is not None and made.origin.simulated:
        # What the simulated province lacks on purpose is asked about, and is nobody's to correct.
        codes = [code for code in codes if code != PARTLY]
    decide_simulated(roots, the_plan, the_plan.final_period)
    options = RenderOptions(engine, jobs)
    code = _render(roots, the_plan.id, the_plan.final_period.id, [], False, options)
    raise typer.Exit(max(code, *codes, DONE))
