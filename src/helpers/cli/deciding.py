"""Commands that decide on what agencies have sent: accept, return, and the list of the states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from helpers import wording
from helpers.cli.app import (
    PARTLY,
    DataOption,
    FormatOption,
    ListFormat,
    PeriodOption,
    PlanOption,
    chosen_plan_id,
    command,
    print_rows,
    say,
)
from helpers.model import Period, Plan, SubmissionState, WrongUse
from helpers.plan import Roots, find_roots
from helpers.wording import command_help

if TYPE_CHECKING:
    from helpers.analyst.opening import Opened

DeciderOption = Annotated[str, typer.Option("--by", help=command_help.DECIDER)]
NameOption = Annotated[str, typer.Option("--name", help=command_help.DECIDED_BY)]


@command("accept", command_help.ACCEPT)
def accept_command(
    period: PeriodOption,
    by: DeciderOption,
    name: NameOption,
    agency: Annotated[
        list[str] | None, typer.Option("--agency", help=command_help.DECIDED_AGENCY)
    ] = None,
    under: Annotated[str, typer.Option("--under", help=command_help.DECIDED_UNDER)] = "",
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Record that submissions are accepted as they are: of some agencies, or of all that wait under
    one. Those that cannot be accepted with the others are named."""
    from helpers.analyst.opening import submission_states
    from helpers.store import decisions

    roots = find_roots(data)
    at = _opened(roots, plan, period)
    if bool(agency) == bool(under):
        raise WrongUse(wording.decisions.WHICH)
    members = _members(at, under, by) if under else list(dict.fromkeys(agency or ()))
    names = [n for n in members if not under or _state(at, n) is SubmissionState.SUBMITTED]
    if not names:
        raise WrongUse(wording.decisions.none_to_accept(at.plan.senders_by_id[under].name))
    _refuse(at, names, by, (SubmissionState.ACCEPTED,))
    states = submission_states(roots, at, names)
    line = decisions.accept(roots.data, at.plan, at.period, by, name, states, under).line
    say(wording.decisions.accepted(at.period, _called(at, names), line.by))
    rules = at.plan.acceptance
    if rules and any(rules.levels[at.plan.agencies[n].level].signed for n in names):
        say(wording.decisions.to_sign(at.period, by))
    say(wording.decisions.render_again(at.period))
    left = [n for n in members if n not in names and _state(at, n) is not SubmissionState.ACCEPTED]
    for state in dict.fromkeys(_state(at, each) for each in left):
        of_state = _called(at, [n for n in left if _state(at, n) is state])
        say(wording.decisions.left_out(of_state, state))
    if left:
        raise typer.Exit(PARTLY)


@command("return", command_help.RETURN)
def return_command(
    period: PeriodOption,
    agency: Annotated[str, typer.Option("--agency", help=command_help.RETURNED_AGENCY)],
    by: DeciderOption,
    name: NameOption,
    reason: Annotated[str, typer.Option("--reason", help=command_help.REASON)],
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Record that a submission is returned as it is, accepted before or not, and why."""
    from helpers.analyst.opening import submission_states
    from helpers.store import decisions

    roots = find_roots(data)
    at = _opened(roots, plan, period)
    _refuse(at, [agency], by)
    states = submission_states(roots, at, [agency])
    returned = decisions.give_back(roots.data, at.plan, at.period, by, name, states, reason)
    say(wording.decisions.given_back(at.period, _called(at, [agency]), returned.line.by))
    say(wording.decisions.render_again(at.period))


@command("approvals", command_help.APPROVALS)
def approvals_command(
    period: PeriodOption,
    format: FormatOption = ListFormat.TABLE,
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Print the state of each submission of a period, and by group how many are in which."""
    from helpers.analyst.submissions import counts

    at = _opened(find_roots(data), plan, period)
    rows = [
        {
            "agency": name,
            "name": at.plan.agencies[name].name,
            "state": each.state.value,
            "decider": each.decider,
            "by": each.by,
            "day": each.day.isoformat() if each.day else "",
            "signer": each.signer,
            "reason": each.reason,
        }
        for name, each in at.submitted.items()
    ]
    if rows:
        print_rows(rows, format)
    for label, names in _groups(at, at.submitted):
        of_group = counts(at.submitted[name] for name in names)
        say(wording.decisions.group_states(label, of_group))


def decide_simulated(roots: Roots, plan: Plan, period: Period) -> None:
    """Record the decisions of the simulated province on a period's submissions; nothing where the
    figures are not simulated, or somebody has decided already."""
    from helpers import store
    from helpers.analyst.opening import opened, submission_states
    from helpers.demo.decisions import simulated_decisions
    from helpers.store import decisions

    snapshot = store.current(roots.data, plan.id, period.id)
    if snapshot is None or not snapshot.origin.simulated or plan.acceptance is None:
        return
    if decisions.any_decided(roots.data, plan, period):
        return
    at = opened(roots, plan.id, period.id)
    waiting = [name for name in at.submitted if _state(at, name) is SubmissionState.SUBMITTED]
    now, by = submission_states(roots, at, waiting), wording.demo.DEMO_DECIDER
    made = list(simulated_decisions(plan, period, waiting))
    for each in made:
        states = {name: now[name] for name in each.agencies}
        where = roots.data, plan, period, each.decider, by, states
        if each.reason:
            decisions.give_back(*where, each.reason, each.day)
        else:
            decisions.accept(*where, each.under, each.day)
    returned = sum(len(each.agencies) for each in made if each.reason)
    total = sum(len(each.agencies) for each in made)
    say(wording.demo.demo_decided(period, total - returned, returned))


WAITING = (SubmissionState.SUBMITTED, SubmissionState.RETURNED)


def not_accepted(
    at: Opened, states: Sequence[SubmissionState] = (SubmissionState.OPEN, *WAITING)
) -> tuple[list[str], int]:
    """The groups with submissions in one of these states, in words, and how many there are."""
    waiting = [name for name, each in at.submitted.items() if each.state in states]
    groups = _groups(at, waiting)
    return [wording.decisions.group_waiting(g, len(n)) for g, n in groups], len(waiting)


def _opened(roots: Roots, plan: str, period: str) -> Opened:
    """A period of a plan that has submissions decided on; WrongUse for another plan."""
    from helpers.analyst.opening import opened

    at = opened(roots, chosen_plan_id(plan, roots), period)
    if at.plan.acceptance is None:
        raise WrongUse(wording.decisions.no_levels(at.plan.id))
    return at


def _members(at: Opened, under: str, by: str) -> list[str]:
    """The agencies under one whose submissions are decided on by an agency; WrongUse for none."""
    from helpers.analyst.opening import packet_subject

    above = packet_subject(at.plan, at.period, under)
    every = [a for a in at.plan.under(above, at.period) if a.id in at.submitted]
    if not every:
        raise WrongUse(wording.decisions.nobody_under(above.name))
    own = [a.id for a in every if (decider := at.plan.decider(a)) and decider.id == by]
    if not own:
        _refuse(at, [every[0].id], by)
    return own


def _refuse(
    at: Opened, names: Sequence[str], by: str, decided: tuple[SubmissionState, ...] = ()
) -> None:
    """WrongUse with every reason why an agency cannot decide on these submissions. `decided`: the
    states in which they must not be any more."""
    if faults := [fault for name in names for fault in _faults(at, name, by, decided)]:
        raise WrongUse("\n".join(faults))


def _faults(at: Opened, name: str, by: str, decided: tuple[SubmissionState, ...]) -> Iterator[str]:
    from helpers.analyst.opening import packet_subject

    try:
        agency = packet_subject(at.plan, at.period, name)
    except WrongUse as fault:
        yield str(fault)
        return
    submission, decider = at.submitted.get(name), at.plan.decider(agency)
    if submission is None or decider is None:
        yield wording.decisions.not_decided_on(agency.name)
    elif decider.id != by:
        yield wording.decisions.not_its_decider(agency.name, decider.name, decider.id, by)
    elif submission.state is SubmissionState.OPEN:
        yield wording.decisions.nothing_received(agency.name, at.period)
    elif submission.state is SubmissionState.APPROVED:
        yield wording.decisions.period_approved(at.period, at.approval.by if at.approval else "")
    elif submission.state in decided:
        yield wording.decisions.already(agency.name, submission)


def _state(at: Opened, name: str) -> SubmissionState:
    return at.submitted[name].state


def _called(at: Opened, names: Sequence[str]) -> list[str]:
    return [at.plan.agencies[name].name for name in names]


def _groups(at: Opened, names: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Agencies by the label of their group, in registry order."""
    from helpers.packets.index import agency_group

    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(agency_group(at.plan, at.plan.agencies[name])[1], []).append(name)
    return list(found.items())
