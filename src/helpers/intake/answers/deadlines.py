"""Who sent its form on time, too late or not at all, by the day it came and the level's last day.

A file that no clerk's list names came at the latest on the day it was first taken in: that proves
that it was on time, never that it was late.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from helpers import wording
from helpers.intake.answers.report import FormState, SenderGroup, SenderReport
from helpers.intake.receipts import Known
from helpers.model import Period, Plan


class Sending(StrEnum):
    """How a form came; the values are what readers see."""

    ON_TIME = wording.receipts.ON_TIME
    LATE = wording.receipts.LATE
    UNSENT = wording.receipts.UNSENT
    UNKNOWN = wording.receipts.UNKNOWN
    NO_DEADLINE = wording.receipts.NO_DEADLINE


def sending(unsent: bool, send_by: date | None, known: Known | None) -> Sending:
    """Whether a form came in time. `send_by`: the last day; `known`: the day it came."""
    if unsent:
        return Sending.UNSENT
    if send_by is None:
        return Sending.NO_DEADLINE
    if known is None:
        return Sending.UNKNOWN
    if known.day <= send_by:
        return Sending.ON_TIME
    return Sending.LATE if known.listed else Sending.UNKNOWN


@dataclass(frozen=True)
class SentForm:
    """The form of one sender that has to send one."""

    sender: SenderReport
    send_by: date | None  # the last day for its level
    illustration: bool  # whether that day is made up
    known: Known | None  # the day it came

    @property
    def state(self) -> Sending:
        """Whether it came in time."""
        return sending(self.sender.state is FormState.UNSENT, self.send_by, self.known)

    @property
    def days_late(self) -> int:
        """Days between the last day and the day it came; 0 unless it is late."""
        if self.state is not Sending.LATE or self.known is None or self.send_by is None:
            return 0
        return (self.known.day - self.send_by).days


@dataclass(frozen=True)
class DeadlineGroup:
    """A group of the report, those alone that have to send a form."""

    label: str
    forms: tuple[SentForm, ...]

    def count(self, state: Sending) -> int:
        """How many forms of the group came so."""
        return sum(form.state is state for form in self.forms)

    def late(self) -> tuple[SentForm, ...]:
        """Those that came too late, in registry order."""
        return tuple(form for form in self.forms if form.state is Sending.LATE)


@dataclass(frozen=True)
class Deadlines:
    """The whole period."""

    groups: tuple[DeadlineGroup, ...] = ()

    @property
    def forms(self) -> tuple[SentForm, ...]:
        """The forms of all groups."""
        return tuple(form for group in self.groups for form in group.forms)

    @property
    def any_set(self) -> bool:
        """Whether any level has a last day."""
        return any(form.send_by for form in self.forms)

    @property
    def note(self) -> str:
        """Where the days are from."""
        listed = any(form.known and form.known.listed for form in self.forms)
        return wording.receipts.how_known(listed, any(form.illustration for form in self.forms))


def deadlines(
    groups: Sequence[SenderGroup],
    plan: Plan,
    period: Period,
    days: Mapping[str, Known],
    simulated: bool,
) -> Deadlines:
    """When each form came. `days`: of the files, by sha256; with `simulated` data a made-up last
    day is taken where none is known."""
    found = []
    for group in groups:
        asked = (s for s in group.senders if s.state is not FormState.NOT_ASKED)
        forms = tuple(_sent(sender, plan, period, days, simulated) for sender in asked)
        found.append(DeadlineGroup(group.label, forms))
    return Deadlines(tuple(found))


def _sent(
    sender: SenderReport,
    plan: Plan,
    period: Period,
    days: Mapping[str, Known],
    simulated: bool,
) -> SentForm:
    last = period.deadlines(plan.senders_by_id[sender.id].level, simulated)
    # The form that was accepted; of several that were not, the one that came last.
    forms = [form for form in sender.forms if form.accepted] or sender.forms
    known = [days[form.sha256] for form in forms if form.sha256 in days]
    latest = max(known, key=lambda each: each.day, default=None)
    return SentForm(sender, last.send_by, last.illustration and bool(last.send_by), latest)
