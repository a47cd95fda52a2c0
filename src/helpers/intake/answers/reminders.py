"""Texts that remind agencies, one for each group of the intake report: who has not sent its form,
what must be corrected, by when. They are written for a person to send; nothing is sent from here.

They rest on the snapshot in force and the decisions on submissions alone, so the same state gives
the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from helpers import store, wording
from helpers.intake.answers.deadlines import Deadlines, SentForm, deadlines
from helpers.intake.answers.decided import Demand, open_demands
from helpers.intake.answers.report import FormState, SenderGroup, sender_groups
from helpers.intake.answers.returned import FOLDER as RETURNED
from helpers.model import WHOLE, Period, Plan, Remark, Severity, WrongUse
from helpers.plan import Roots
from helpers.store import Snapshot
from helpers.store.own_files import write_own


def write_reminders(
    roots: Roots, plan: Plan, period: Period, out: Path, given_back: Mapping[str, str]
) -> tuple[Path, int]:
    """Write the texts into a folder of their own under `out`, in the place of our earlier ones; the
    folder, and how many there are. `given_back`: why forms were returned by who decides on them, by
    agency id. Raises WrongUse where nothing was taken in."""
    snapshot = store.current(roots.data, plan.id, period.id)
    if snapshot is None:
        raise WrongUse(wording.wrong_use.nothing_taken_in(period))
    folder = out / wording.reminders.folder_name(period)
    returned = roots.data / "intake" / plan.id / period.id / RETURNED
    texts = {
        f"{name}.txt": ("\n".join(lines) + "\n").encode()
        for name, lines in _texts(plan, period, snapshot, _shown(returned, roots), given_back)
    }
    folder.mkdir(parents=True, exist_ok=True)
    record = out / f".{folder.name}.sha256"
    write_own(folder, texts, record, wording.runs.EDITED_MARK)
    return folder, len(texts)


def _shown(path: Path, roots: Roots) -> str:
    """A path below the data folder without what lies above it on this machine."""
    return (Path("data") / path.relative_to(roots.data)).as_posix()


def _texts(
    plan: Plan, period: Period, snapshot: Snapshot, returned: str, given_back: Mapping[str, str]
) -> Iterator[tuple[str, list[str]]]:
    """The name of each text and its lines."""
    remarks = tuple(r for r in store.remarks(snapshot) if r.severity is not Severity.REMARK)
    groups = sender_groups(plan, period, store.submissions(snapshot), remarks)
    simulated = snapshot.origin.simulated
    sent = deadlines(groups, plan, period, {}, simulated)
    demands = open_demands(plan, snapshot)
    for group, last in zip(groups, sent.groups, strict=True):
        body = list(_of_group(group, Deadlines((last,)), returned, given_back, demands))
        if body:
            head = wording.reminders.heading(plan, period, _to(plan, group), simulated)
            above = group.label if group.anchor in plan.agencies else ""
            yield group.anchor, [*head, *body, *wording.reminders.ending(plan, snapshot.id, above)]
    known = {sender.id for group in groups for sender in group.senders}
    others = [remark for remark in remarks if remark.agency not in known]
    if others:
        lines = wording.reminders.heading(plan, period, wording.reminders.TO_OTHERS, simulated)
        lines += ["", f"{wording.reminders.TO_CORRECT}:"]
        lines += [wording.reminders.to_correct(remark.text) for remark in others]
        lines += wording.reminders.ending_of_others(plan, snapshot.id)
        yield wording.reminders.FILE_OF_OTHERS, lines


def _to(plan: Plan, group: SenderGroup) -> str:
    """Whom the text of a group is for: the body in charge itself, the agency above, or all."""
    if group.anchor == WHOLE:
        return plan.terms.desk
    return group.label


def _is_open(state: FormState, remarks: tuple[Remark, ...]) -> bool:
    return state in (FormState.UNSENT, FormState.TO_CORRECT) or bool(remarks)


def _of_group(
    group: SenderGroup,
    last: Deadlines,
    returned: str,
    given_back: Mapping[str, str],
    demands: Sequence[Demand],
) -> Iterator[str]:
    """The parts of one text; nothing where nobody in the group has to do anything."""
    days = {form.sender.id: _send_by(form) for form in last.forms}
    unsent = [s for s in group.senders if s.state is FormState.UNSENT]
    at_fault = [
        s
        for s in group.senders
        if s not in unsent and (_is_open(s.state, s.remarks) or s.id in given_back)
    ]
    parts = [(wording.reminders.UNSENT, unsent), (wording.reminders.TO_CORRECT, at_fault)]
    shown = [part for part in parts if part[1]]
    for number, (title, senders) in enumerate(shown, 1):
        yield from wording.reminders.section(number, title, len(senders))
        for sender in senders:
            yield wording.reminders.agency(sender.name, days.get(sender.id, ""))
            if sender.id in given_back:
                yield wording.reminders.given_back(given_back[sender.id])
            yield from (wording.reminders.to_correct(remark.text) for remark in sender.remarks)
    if any(s.state is FormState.TO_CORRECT for s in at_fault):
        yield wording.reminders.marked_copy(returned)
    own = [demand for s in group.senders for demand in demands if demand.record.agency == s.id]
    if own:
        agencies = {demand.record.agency for demand in own}
        title = wording.appraising.DEMANDED
        yield from wording.reminders.section(len(shown) + 1, title, len(agencies))
        yield from (f"- {demand.name}: {demand.text}" for demand in own)


def _send_by(form: SentForm) -> str:
    if form.send_by is None:
        return ""
    return wording.receipts.deadline(form.send_by, form.illustration)
