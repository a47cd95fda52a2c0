"""The command that signs, and what `cchc verify` asks of the journal and of signatures."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from helpers import wording
from helpers.cli.app import (
    WRONG,
    DataOption,
    OutOption,
    PeriodOption,
    PlanOption,
    chosen_plan_id,
    command,
    say,
)
from helpers.model import WrongUse
from helpers.plan import Roots, find_roots
from helpers.wording import command_help

if TYPE_CHECKING:
    from helpers.analyst.opening import Opened


@command("sign", command_help.SIGN)
def sign_command(
    period: PeriodOption,
    key: Annotated[Path, typer.Option("--key", help=command_help.KEY)],
    by: Annotated[str, typer.Option("--by", help=command_help.SIGNED_BY)] = "",
    plan: PlanOption = "",
    data: DataOption = "",
    out: OutOption = "",
) -> None:
    """Sign the approval of a period as it is, or its withdrawal; or the last decisions of an agency
    on submissions as they are.

    Where the approval is signed, or nothing is approved, sign the manifest of its packets: what
    they show of the approval includes its signature.
    """
    from helpers.analyst.opening import approved_state, opened
    from helpers.batch.status import known_up_to_date, period_folder, period_status
    from helpers.batch.verify import published_faults
    from helpers.packets.manifest import MANIFEST
    from helpers.packets.signed import sign_manifest
    from helpers.store import approvals
    from helpers.store.journal import Event

    roots = find_roots(data, out)
    at = opened(roots, chosen_plan_id(plan, roots), period)
    if by:
        _sign_decisions(roots, at, by, key)
        return
    signed = approvals.sign(roots.data, at.plan, at.period, approved_state(roots, at), key)
    if signed is not None:
        withdrawn = signed.line.event is Event.WITHDRAWAL
        say(
            wording.journal.withdrawal_signed(at.period)
            if withdrawn
            else wording.journal.approval_signed(at.period)
        )
        return
    folder = period_folder(roots, at.plan.id, at.period.id)
    if not (folder / MANIFEST).is_file():
        raise WrongUse(wording.command.no_manifest(folder))
    if faults := published_faults(folder):
        say("\n".join([*faults, wording.journal.unfit_to_sign(at.period)]))
        raise typer.Exit(WRONG)
    known = known_up_to_date(roots, at.plan.id, at.period.id)
    if not known and not period_status(roots, at).as_now:
        raise WrongUse(wording.journal.not_as_now(at.period))
    say(wording.journal.manifest_signed(sign_manifest(folder, key).name))


def _sign_decisions(roots: Roots, at: Opened, by: str, key: Path) -> None:
    from helpers.analyst.opening import packet_subject, submission_states
    from helpers.store import decisions

    decider = packet_subject(at.plan, at.period, by).name
    states = submission_states(roots, at, list(at.submitted))
    lines = decisions.sign(roots.data, at.plan, at.period, by, states, key)
    if not lines:
        raise WrongUse(wording.decisions.nothing_to_sign(decider))
    say(wording.decisions.signed(lines, decider))
    say(wording.decisions.render_again(at.period))


def journal_faults(folder: Path, roots: Roots) -> list[str]:
    """The faults of the journal of the store that a published folder's plan has in the data
    folder; none where it has no store there."""
    plan = _published(folder)[0]
    known = plan and (roots.data / "store" / plan).is_dir()
    return faults_of_journal(roots, plan) if known else []


def faults_of_journal(roots: Roots, plan_id: str) -> list[str]:
    """The faults of a plan's journal; of who decides and signs only where the plan is there and
    without faults of its own."""
    from helpers.analyst.opening import open_plan
    from helpers.plan import ParamsError
    from helpers.store import StoreError, journal, journal_faults

    faults = journal.check(roots.data, plan_id)
    with suppress(ParamsError, StoreError, WrongUse):  # a StoreError is among them already
        faults += journal_faults.check(roots.data, open_plan(plan_id, roots))
    return faults


def signature_faults(folder: Path, roots: Roots, signers: Path) -> list[str]:
    """Say who of the allowed signers signed the manifest of a folder and the approval of its
    period, or its withdrawal; what is wrong with these signatures, or is not signed."""
    from helpers.packets.signed import check_signatures
    from helpers.store import StoreError, approvals, signatures
    from helpers.store.journal import Event

    allowed = signatures.allowed_signers(signers)
    named, faults = check_signatures(folder, allowed)
    try:
        decided = approvals.signers(roots.data, *_published(folder), allowed)
    except StoreError:  # among the faults of the journal
        decided = None
    if decided is not None:
        line, name = decided
        sentence = wording.journal.decision_signed_by(
            line.by, name, withdrawn=line.event is Event.WITHDRAWAL
        )
        (named if name else faults).append(sentence)
    for sentence in named:
        say(sentence)
    return faults


def _published(folder: Path) -> tuple[str, str]:
    """The plan and the period of a published folder, by its index."""
    from helpers.packets.manifest import HEAD_BYTES, identity_of
    from helpers.store.own_files import is_plain

    stated = {}
    if is_plain(index := folder / "index.html"):
        with index.open("rb") as page:
            stated = identity_of(page.read(HEAD_BYTES))
    return _name(stated.get("plan", "")), _name(stated.get("period", ""))


def _name(stated: str) -> str:
    """An id as a page states it; empty for what would lead to another folder."""
    return stated if Path(stated).name == stated else ""
