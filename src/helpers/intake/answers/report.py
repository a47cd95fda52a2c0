"""All that the report on an intake says, in whatever format it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from helpers import wording
from helpers.forms import questions
from helpers.intake.answers.appraised import AppraisedFigure
from helpers.intake.answers.changes import Change
from helpers.intake.answers.repeated import NamedRemark, SortedRemarks, sorted_remarks
from helpers.intake.answers.returned import Returned
from helpers.model import FORM, Period, Plan, Remark, Severity, Submission, Unconfirmed
from helpers.packets.index import agency_group

if TYPE_CHECKING:
    from helpers.intake.answers.deadlines import Deadlines


class FormState(StrEnum):
    """What became of an agency's form; the values are what readers see."""

    ACCEPTED = wording.answers.ACCEPTED
    REMARKED = wording.answers.REMARKED
    TO_CORRECT = wording.answers.TO_CORRECT
    UNSENT = wording.answers.UNSENT
    NOT_ASKED = wording.answers.NOT_ASKED_AT_ALL


@dataclass(frozen=True)
class SenderReport:
    """One agency, or the province for its own form."""

    id: str
    name: str
    signed_above: bool  # whether the agency above signs for it
    state: FormState
    forms: tuple[Submission, ...]
    remarks: tuple[Remark, ...]

    @property
    def files(self) -> str:
        """The names of its forms."""
        return "; ".join(form.file for form in self.forms)


@dataclass(frozen=True)
class SenderGroup:
    """The province, the departments, or one district with its communes."""

    anchor: str  # in the page
    label: str
    senders: tuple[SenderReport, ...]

    def count(self, state: FormState) -> int:
        """How many senders of the group are in that state."""
        return sum(sender.state is state for sender in self.senders)


@dataclass(frozen=True)
class ExplainedLine:
    """One explanation in an accepted form."""

    name: str  # of the agency it is about
    line: str  # id of the line of the form
    label: str  # of that line
    text: str
    file: str
    place: str  # in the file


@dataclass(frozen=True)
class Correction:
    """What one agency, or who sent a file of no agency, must correct."""

    name: str
    remarks: tuple[Remark, ...]  # those that are not in a sentence shared with others
    copies: tuple[Returned, ...]


@dataclass(frozen=True)
class DoubtfulFigure:
    """A figure that waits to be confirmed, as readers see it."""

    record: Unconfirmed
    name: str  # of the agency it is about
    line: str  # the label of the line of the form
    figure: str  # in words
    place: str  # in the file


@dataclass(frozen=True)
class IntakeReport:
    """The content of the report's two files."""

    plan: Plan
    period: Period
    simulated: bool
    groups: tuple[SenderGroup, ...]
    files: tuple[Submission, ...]
    remarks: tuple[Remark, ...]
    returned: Mapping[str, Returned]  # by the name of the refused file
    changes: tuple[Change, ...] | None  # None: there is no earlier intake that can be read
    explanations: tuple[ExplainedLine, ...]
    appraised: tuple[AppraisedFigure, ...] = ()  # in the order of the registry
    doubtful: tuple[DoubtfulFigure, ...] = ()  # in the order of the registry
    not_in_force: tuple[str, ...] = ()  # why the earlier state stays in force; empty: it does not
    earlier_unreadable: bool = False
    deadlines: Deadlines | None = None  # who sent when; None: not compared
    given_back: Mapping[str, str] = field(default_factory=dict)
    """Why forms were returned by who decides on them and not sent anew since, by agency id."""

    @property
    def changes_note(self) -> str:
        """The sentence where no changes are listed; empty where there are some."""
        if self.not_in_force:
            return wording.losses.CHANGES_NOT_COMPARED
        if self.changes is None:
            unread = self.earlier_unreadable
            return wording.answers.EARLIER_UNREADABLE if unread else wording.answers.NO_EARLIER
        return "" if self.changes else wording.answers.NO_CHANGES

    @property
    def senders(self) -> tuple[SenderReport, ...]:
        """The province and every agency."""
        return tuple(sender for group in self.groups for sender in group.senders)

    @property
    def lead(self) -> str:
        """The first sentence."""
        states = [sender.state for sender in self.senders]
        unsent, wrong = states.count(FormState.UNSENT), states.count(FormState.TO_CORRECT)
        exempt = states.count(FormState.NOT_ASKED)
        asked = len(states) - exempt
        return wording.answers.report_lead(asked - unsent - wrong, asked, wrong, unsent, exempt)

    @property
    def given_back_lines(self) -> tuple[tuple[str, str], ...]:
        """The returned forms by name, with the reason."""
        return tuple(
            (sender.name, self.given_back[sender.id])
            for sender in self.senders
            if sender.id in self.given_back
        )

    @property
    def other_remarks(self) -> tuple[Remark, ...]:
        """Remarks about no sender of the list: on shared exports, or files of unknown agencies."""
        known = {sender.id for sender in self.senders}
        return tuple(remark for remark in self.remarks if remark.agency not in known)

    def _named(self, refused: bool) -> tuple[NamedRemark, ...]:
        """The remarks of one sort, by the registry; those about no sender last."""
        own = [
            (r, s.name, group.label)
            for group in self.groups
            for s in group.senders
            for r in s.remarks
        ]
        other = [(r, "", wording.answers.OTHER_FILES) for r in self.other_remarks]
        return tuple(
            NamedRemark(remark, name, group)
            for remark, name, group in (*own, *other)
            if (remark.severity is not Severity.REMARK) is refused
        )

    @cached_property
    def refused(self) -> SortedRemarks:
        """What must be corrected."""
        return sorted_remarks(self._named(refused=True))

    @cached_property
    def noted(self) -> SortedRemarks:
        """What is only remarked."""
        return sorted_remarks(self._named(refused=False))

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """Who must correct what: the senders in registry order, then files of no sender."""
        single = self.refused.single
        rows = []
        for sender in self.senders:
            own = tuple(each.remark for each in single if each.remark.agency == sender.id)
            if own or sender.state is FormState.TO_CORRECT:
                rows.append(Correction(sender.name, own, self.returned_to(sender)))
        other = tuple(each.remark for each in single if not each.name)
        if other:
            rows.append(Correction(wording.answers.OTHER_FILES, other, ()))
        return tuple(rows)

    def in_state(self, state: FormState) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The names of those in a state, by group; no group without any."""
        named = (
            (g.label, tuple(s.name for s in g.senders if s.state is state)) for g in self.groups
        )
        return tuple((label, names) for label, names in named if names)

    @property
    def shared_explanations(self) -> tuple[tuple[ExplainedLine, ...], ...]:
        """The explanations; those of one line in the same words together."""
        groups: dict[tuple[str, str, str], list[ExplainedLine]] = {}
        for each in self.explanations:
            groups.setdefault((each.line, each.label, each.text), []).append(each)
        return tuple(tuple(lines) for lines in groups.values())

    @property
    def listed_files(self) -> tuple[Submission, ...]:
        """The files that are no accepted forms."""
        return tuple(file for file in self.files if file.kind != FORM or not file.accepted)

    @property
    def changes_by_name(self) -> tuple[tuple[str, tuple[Change, ...]], ...]:
        """The changes by the name of the agency, in their order."""
        by_name = groupby(self.changes or (), key=lambda change: change.name)
        return tuple((name, tuple(group)) for name, group in by_name)

    def returned_to(self, sender: SenderReport) -> tuple[Returned, ...]:
        """The refused forms that are returned to a sender."""
        return tuple(self.returned[f.file] for f in sender.forms if f.file in self.returned)


def sender_groups(
    plan: Plan, period: Period, submissions: Sequence[Submission], remarks: Sequence[Remark]
) -> tuple[SenderGroup, ...]:
    """The province, the departments, then each district with its communes, in registry order."""
    members: dict[tuple[str, str], list[SenderReport]] = {}
    for agency in plan.senders(period):
        forms = tuple(s for s in submissions if s.agency == agency.id and s.kind == FORM)
        own = tuple(r for r in remarks if r.agency == agency.id)
        asked = forms or questions(plan, agency, period)
        state = _state(forms, own) if asked else FormState.NOT_ASKED
        sender = SenderReport(
            agency.id, agency.name, plan.parent(agency) is not None, state, forms, own
        )
        members.setdefault(agency_group(plan, agency), []).append(sender)
    return tuple(SenderGroup(*group, tuple(senders)) for group, senders in members.items())


def _state(forms: Sequence[Submission], remarks: Sequence[Remark]) -> FormState:
    if not forms:
        return FormState.UNSENT
    accepted = {form.file for form in forms if form.accepted}
    if not accepted:
        return FormState.TO_CORRECT
    remarked = any(r.file in accepted and r.severity is Severity.REMARK for r in remarks)
    refused_too = len(accepted) < len(forms)  # a second form, next to the one in force
    return FormState.REMARKED if remarked or refused_too else FormState.ACCEPTED
