"""Commands that write what agencies fill in, take in what they send, and count dossiers."""

from __future__ import annotations

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from helpers import wording
from helpers.cli.app import (
    DONE,
    PARTLY,
    WRONG,
    DataOption,
    PeriodOption,
    PlanOption,
    asked_questions,
    chosen_plan,
    command,
    print_csv,
    refuse_among_data,
    say,
)
from helpers.model import Period, Plan, WrongUse
from helpers.plan import Roots, desk_folder, find_roots
from helpers.wording import command_help


class CountedBy(StrEnum):
    """What the dossier form is broken down by."""

    AGENCY = "agency"
    FIELD = "field"


class FormKind(StrEnum):
    """Which blank workbooks are written."""

    FORM = "form"
    APPRAISAL = "appraisal"
    OBJECTION = "objection"


@command("demo", command_help.DEMO)
def demo_command(
    inbox: Annotated[Path, typer.Option("--inbox", help=command_help.DEMO_INBOX)],
    seed: Annotated[int | None, typer.Option("--seed", min=0, help=command_help.DEMO_SEED)] = None,
    dossiers: Annotated[
        int, typer.Option("--dossiers", min=1, help=command_help.DEMO_DOSSIERS)
    ] = 300_000,
    plan: PlanOption = "",
) -> None:
    """Write the simulated province."""
    from helpers.demo import write_province

    roots = find_roots()
    the_plan, questions = chosen_plan(plan, roots), asked_questions(roots)
    write_province(the_plan, inbox.resolve(), seed, dossiers, questions=questions)
    say(wording.command.demo_written(inbox))


@command("forms", command_help.FORMS)
def forms_command(
    period: PeriodOption,
    out_dir: Annotated[Path, typer.Option("--out", help=command_help.FORMS_FOLDER)],
    agency: Annotated[str, typer.Option("--agency", help=command_help.FORMS_AGENCY)] = "",
    kind: Annotated[FormKind, typer.Option("--kind", help=command_help.FORM_KIND)] = FormKind.FORM,
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Write blank forms with what the store already knows next to their fields; or the blank
    workbooks for appraisals and objections."""
    from helpers.analyst.opening import open_period
    from helpers.evaluation.known_answers import known_answers
    from helpers.forms import statements, write_blank, write_blanks

    roots = find_roots(data)
    refuse_among_data(roots, out_dir)
    the_plan = chosen_plan(plan, roots)
    span = open_period(the_plan, period)
    agencies = [a for a in the_plan.senders(span) if agency in ("", a.id)]
    if not agencies:
        raise WrongUse(wording.wrong_use.unknown_agency(agency, the_plan.id))
    if kind is FormKind.FORM:
        known = known_answers(the_plan, span, agencies, roots.data)
        if agency:
            write_blank(the_plan, span, agencies[0], out_dir, known[agency])
        else:
            write_blanks(the_plan, span, agencies, out_dir, known)
        say(wording.command.forms_written(len(agencies), out_dir))
        return
    of_kind = statements.StatementKind(kind.value)
    written = statements.write_blanks(the_plan, span, agencies, of_kind, out_dir)
    if not written:
        raise WrongUse(wording.command.NO_STATEMENT)
    say(wording.command.forms_written(len(written), out_dir))
    say(
        wording.statements.where_to_put(
            the_plan, desk_folder(the_plan, roots.data / "inbox" / period)
        )
    )


@command("intake", command_help.INTAKE)
def intake_command(
    period: PeriodOption,
    folder: Annotated[Path | None, typer.Argument(help=command_help.INTAKE_FOLDER)] = None,
    replace: Annotated[bool, typer.Option("--replace", help=command_help.REPLACE)] = False,
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Take a folder in: accepted files become the period's snapshot, every fault is named."""
    roots = find_roots(data)
    raise typer.Exit(take_in_folder(roots, chosen_plan(plan, roots), period, folder, replace))


def take_in_folder(
    roots: Roots, plan: Plan, period_id: str, folder: Path | None, replace: bool = False
) -> int:
    """Take a folder in (the period's own inbox by default), say what became of it; exit code."""
    from helpers.analyst.opening import open_period
    from helpers.intake.answers import write_answers
    from helpers.intake.check import take_in

    period = open_period(plan, period_id)
    inbox = folder or roots.data / "inbox" / period.id
    taken = take_in(roots, plan, period, inbox, replace)
    for remark in taken.refusals:
        say(remark.text)
    accepted = {s.file for s in taken.submissions if s.accepted}
    at_fault = {remark.file for remark in taken.refusals}
    say(
        wording.intake.taken_in(
            period,
            accepted=len(accepted),
            to_correct=len(accepted & at_fault),
            refused=len(taken.returned),
            unsent=len(taken.unsent),
            simulated=taken.snapshot.origin.simulated,
        )
    )
    answers = write_answers(roots, plan, period, taken, _given_back(roots, plan, period))
    say(wording.intake.report_written(answers.html, answers.copies))
    if answers.appraised:
        figures = [(each.sentence, each.asked) for each in answers.appraised]
        say(wording.statements.appraised_list(figures))
    if answers.demands:
        demanded = [(each.name, each.text) for each in answers.demands]
        say(wording.appraising.demands(len(demanded), demanded))
    if answers.foreign:
        say(wording.runs.foreign_files(answers.foreign))
    if answers.unconfirmed:
        path = answers.confirmations
        desk = desk_folder(plan, inbox)
        say(wording.plausibility.to_confirm_count(answers.unconfirmed, path, desk))
    if answers.not_in_force:
        say("\n".join(answers.not_in_force))
        return WRONG if taken.kept else PARTLY
    _say_what_it_changes(roots, plan, period, taken.snapshot.id)
    return PARTLY if taken.refusals else DONE


def _given_back(roots: Roots, plan: Plan, period: Period) -> dict[str, str]:
    """Why forms were returned by who decides on them, by agency id, in the state in force."""
    from helpers.analyst.opening import opened
    from helpers.analyst.submissions import reasons
    from helpers.store.decisions import any_decided

    if not any_decided(roots.data, plan, period):
        return {}
    return reasons(opened(roots, plan.id, period.id).submitted)


def _say_what_it_changes(roots: Roots, plan: Plan, period: Period, snapshot: str) -> None:
    """Say which snapshot is in force now, which later periods were taken in next to an earlier
    one, and whether approved figures are restated."""
    from helpers import store
    from helpers.analyst.opening import opened
    from helpers.store.approvals import was_approved

    before = store.replaced_id(roots.data, plan.id, period.id, snapshot)
    say(wording.intake.snapshot_taken(snapshot, before))
    if later := store.outdated_dependents(roots.data, plan, period, snapshot):
        say(wording.intake.rests_on([each.label for each in later], period))
    if not was_approved(roots.data, plan, period):
        return
    approval = opened(roots, plan.id, period.id).approval
    if approval is not None and approval.restated:
        say(wording.store.restated(period, approval.by))


@command("remind", command_help.REMIND)
def remind_command(
    period: PeriodOption,
    out_dir: Annotated[Path, typer.Option("--out", help=command_help.REMIND_FOLDER)],
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Write texts for those who have not sent, or must correct; nothing is sent."""
    from helpers.analyst.opening import open_period
    from helpers.intake.answers.reminders import write_reminders

    roots = find_roots(data)
    refuse_among_data(roots, out_dir)
    the_plan = chosen_plan(plan, roots)
    span = open_period(the_plan, period)
    given_back = _given_back(roots, the_plan, span)
    folder, count = write_reminders(roots, the_plan, span, out_dir, given_back)
    if count:
        say(wording.reminders.written(count, folder))
    else:
        say(wording.reminders.nothing_open(span, folder))


@command("restore", command_help.RESTORE)
def restore_command(
    state: Annotated[str, typer.Argument(help=command_help.RESTORED_STATE)],
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Put an earlier snapshot of a period back in force, and say what that changes."""
    from helpers import store
    from helpers.analyst.opening import open_period, opened
    from helpers.store.approvals import was_approved

    roots = find_roots(data)
    the_plan = chosen_plan(plan, roots)
    name, _, snapshot_id = state.partition("@")
    period = open_period(the_plan, name)
    if not snapshot_id:
        known = tuple(dict.fromkeys(store.history(roots.data, the_plan.id, period.id)))
        raise WrongUse(wording.store.snapshot_not_named(period, known))
    before = store.restore_snapshot(roots.data, the_plan, period, snapshot_id)
    say(wording.store.restored(period, snapshot_id, before))
    if later := store.outdated_dependents(roots.data, the_plan, period, snapshot_id):
        say(wording.store.taken_in_against_another([each.label for each in later], period))
    snapshot = store.recorded_snapshot(roots.data, the_plan.id, period.id, snapshot_id)
    for source in store.outdated_sources(roots.data, the_plan, snapshot):
        say(wording.store.taken_in_against_another([period.label], source))
    if was_approved(roots.data, the_plan, period):
        approval = opened(roots, the_plan.id, period.id).approval
        if approval is not None:
            words = wording.store.restated if approval.restated else wording.store.approval_returns
            say(words(period, approval.by))


@command("mapping", command_help.PROPOSE)
def mapping_command(
    file: Annotated[Path, typer.Argument(help=command_help.PROPOSE_FILE)],
    out: Annotated[Path | None, typer.Option("--out", help=command_help.PROPOSE_OUT)] = None,
) -> None:
    """Propose a mapping for an export; nothing is taken in."""
    from helpers.intake import exports
    from helpers.intake.files.scratch import scratch

    roots = find_roots()
    if not file.is_file():
        raise WrongUse(wording.places.at_place(file.name, "", wording.files.FILE_NOT_OPENED))
    if out is not None and out.exists():
        raise WrongUse(wording.proposed_mapping.is_there(out))
    mappings = exports.load_mappings(roots.root)
    with scratch(roots.data):
        proposal = exports.propose(file, mappings)
    if out is None:
        sys.stdout.write(proposal.text)
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(proposal.text, "utf-8", newline="\n")
        say(wording.proposed_mapping.written(out, proposal.to_look_at))
    raise typer.Exit(DONE if proposal.complete else PARTLY)


@command("dossiers", command_help.DOSSIERS)
def dossiers_command(
    period: PeriodOption = "",
    by: Annotated[
        CountedBy, typer.Option("--by", help=command_help.DOSSIERS_BY)
    ] = CountedBy.AGENCY,
    log: Annotated[Path | None, typer.Option("--log", help=command_help.LOG)] = None,
    mapping: Annotated[Path | None, typer.Option("--mapping", help=command_help.MAPPING)] = None,
    start: Annotated[str, typer.Option("--from", help=command_help.FROM_DAY)] = "",
    end: Annotated[str, typer.Option("--to", help=command_help.TO_DAY)] = "",
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Print form II.06a as CSV; remarks go to stderr."""
    roots = find_roots(data)
    if log is not None or mapping is not None:
        _dossiers_of_file(log, mapping, start, end, by, roots)
    elif not period:
        raise WrongUse(wording.command.PERIOD_OR_LOG)
    else:
        _dossiers_of_period(chosen_plan(plan, roots), period, by, roots)


def _dossiers_of_file(
    log: Path | None, mapping: Path | None, start: str, end: str, by: CountedBy, roots: Roots
) -> None:
    from helpers.intake.exports import count_file
    from helpers.intake.files.scratch import scratch

    if log is None or mapping is None:
        raise WrongUse(wording.command.LOG_OPTIONS)
    first, last = (_day(text) if text else None for text in (start, end))
    if first and last and last < first:
        raise WrongUse(wording.command.days_turned(start, end))
    with scratch(roots.data):
        rows, remarks = count_file(log, mapping, first, last, by.value)
    for remark in remarks:
        say(remark.text)
    print_csv(rows)


def _dossiers_of_period(plan: Plan, period_id: str, by: CountedBy, roots: Roots) -> None:
    from helpers import store
    from helpers.analyst.opening import open_period
    from helpers.store import counting

    period = open_period(plan, period_id)
    snapshot = store.current(roots.data, plan.id, period.id)
    if snapshot is None or not snapshot.has_dossiers:
        raise WrongUse(wording.wrong_use.nothing_taken_in(period))
    tallies = counting.dossier_tallies(snapshot, period, by.value)
    order = [a.id for a in plan.registry(period)] if by is CountedBy.AGENCY else sorted(tallies)
    print_csv(counting.dossier_table(tallies, order, by.value))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUse(wording.command.not_a_day(text)) from None
