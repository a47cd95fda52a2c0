"""The command that signs, and what `cchc verify` asks of the journal and of signatures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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


@command("sign", command_help.SIGN)
def sign_command(
    period: PeriodOption,
    key: Annotated[Path, typer.Option("--key", help=command_help.KEY)],
    plan: PlanOption = "",
    data: DataOption = "",
    out: OutOption = "",
) -> None:
    """Sign the approval of a period as it is, or its withdrawal.

    Where that is signed, or nothing is approved, sign the manifest of its packets: what they show
    of the approval includes its signature.
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


def journal_faults(folder: Path, roots: Roots) -> list[str]:
    """The faults of the journal of the store that a published folder's plan has in the data
    folder; none where it has no store there."""
    from helpers.store import journal

    plan = _published(folder)[0]
    known = plan and (roots.data / "store" / plan).is_dir()
    return journal.check(roots.data, plan) if known else []


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
