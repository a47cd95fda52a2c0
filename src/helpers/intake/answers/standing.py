"""How every agency stands after an intake: who has sent, who has not, who must correct."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from helpers import wording
from helpers.forms import questions
from helpers.model import FORM, Agency, Level, Period, Plan, Remark, Severity, Submission


class State(StrEnum):
    """Where an agency's form stands; the words are what readers see."""

    ACCEPTED = wording.ACCEPTED
    REMARKED = wording.REMARKED
    TO_CORRECT = wording.TO_CORRECT
    UNSENT = wording.UNSENT
    NOT_ASKED = wording.NOT_ASKED_AT_ALL


@dataclass(frozen=True)
class Line:
    """One agency (or the province, for its own form) with all that was answered to it."""

    id: str
    name: str
    level: Level
    state: State
    forms: tuple[Submission, ...]
    remarks: tuple[Remark, ...]

    @property
    def files(self) -> str:
        """The names of its forms."""
        return "; ".join(form.file for form in self.forms)


@dataclass(frozen=True)
class Group:
    """The province, the departments, or one district with its communes."""

    anchor: str
    label: str
    lines: tuple[Line, ...]

    def count(self, state: State) -> int:
        """How many agencies of the group stand so."""
        return sum(line.state is state for line in self.lines)


def groups(
    plan: Plan, period: Period, submissions: Sequence[Submission], remarks: Sequence[Remark]
) -> tuple[Group, ...]:
    """The province and the registry in its order, by district."""
    members: dict[tuple[str, str], list[Line]] = {}
    for key, line in _lines(plan, period, submissions, remarks):
        members.setdefault(key, []).append(line)
    return tuple(Group(*key, tuple(lines)) for key, lines in members.items())


def _lines(
    plan: Plan, period: Period, submissions: Sequence[Submission], remarks: Sequence[Remark]
) -> Iterator[tuple[tuple[str, str], Line]]:
    for agency in plan.senders(period):
        forms = tuple(s for s in submissions if s.agency == agency.id and s.kind == FORM)
        own = tuple(r for r in remarks if r.agency == agency.id)
        line = Line(
            id=agency.id,
            name=agency.name,
            level=agency.level,
            state=_state(forms, own)
            if forms or questions(plan, agency, period)
            else State.NOT_ASKED,
            forms=forms,
            remarks=own,
        )
        yield _group(plan, agency), line


def _group(plan: Plan, agency: Agency) -> tuple[str, str]:
    if agency.level is Level.ALL:
        return "tinh", wording.INDEX_PROVINCE
    if agency.level is Level.PROVINCE:
        return "so-ban-nganh", wording.INDEX_DEPARTMENTS
    district = agency if agency.level is Level.DISTRICT else plan.agencies[agency.parent]
    return district.id, district.name


def _state(forms: Sequence[Submission], remarks: Sequence[Remark]) -> State:
    if not forms:
        return State.UNSENT
    if not any(form.accepted for form in forms):
        return State.TO_CORRECT
    names = {form.file for form in forms if form.accepted}
    said = any(r.file in names and r.severity is Severity.REMARK for r in remarks)
    return State.REMARKED if said else State.ACCEPTED
