"""All that the report on an intake says, in whatever form it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from helpers import wording
from helpers.intake.answers.changes import Change
from helpers.intake.answers.returned import Returned
from helpers.intake.answers.standing import Group, Line, State
from helpers.model import Period, Plan, Remark, Submission


@dataclass(frozen=True)
class ExplainedLine:
    """One text of the sheet «Giải trình»: whose line it speaks of, and where it stands."""

    name: str
    line: str
    label: str
    text: str
    file: str
    place: str


@dataclass(frozen=True)
class Report:
    """All that the two files say. `changes`: None where there is no earlier intake."""

    plan: Plan
    period: Period
    simulated: bool
    groups: tuple[Group, ...]
    files: tuple[Submission, ...]
    remarks: tuple[Remark, ...]
    returned: Mapping[str, Returned]
    changes: tuple[Change, ...] | None
    explanations: tuple[ExplainedLine, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every agency, and the province for its own form."""
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def lead(self) -> str:
        """The first sentence."""
        states = [line.state for line in self.lines]
        unsent, wrong = states.count(State.UNSENT), states.count(State.TO_CORRECT)
        exempt = states.count(State.NOT_ASKED)
        asked = len(states) - exempt
        return wording.report_lead(asked - unsent - wrong, asked, wrong, unsent, exempt)

    @property
    def elsewhere(self) -> tuple[Remark, ...]:
        """Answers that belong to no agency of the list: shared exports, files of strangers."""
        known = {line.id for line in self.lines}
        return tuple(remark for remark in self.remarks if remark.agency not in known)

    @property
    def changes_by_name(self) -> tuple[tuple[str, tuple[Change, ...]], ...]:
        """The changes of each agency, in their order."""
        by_name = groupby(self.changes or (), key=lambda change: change.name)
        return tuple((name, tuple(group)) for name, group in by_name)

    def copy_of(self, line: Line) -> tuple[Returned, ...]:
        """What goes back to an agency."""
        return tuple(self.returned[f.file] for f in line.forms if f.file in self.returned)
