"""What an agency can do about its results: what to send, what is still possible, what is over.

Ranked by what is in the agency's own power, then by the fewest units of work, then by the points
that are lost (our convention: the plan ranks nothing).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from helpers import wording
from helpers.model import WHOLE, Counts, Evaluation, Reason, TaskState
from helpers.packets.display.rows import ResultRow
from helpers.packets.display.selection import (
    BELOW,
    assessed,
    missing_evidence,
    missing_figures,
    own_rows,
    summary_rows,
)

# Why a figure is missing: what the agency itself can mend by sending something.
OWN_GAPS = frozenset(
    {
        *(Reason.NOT_SENT, Reason.REFUSED, Reason.BLANK, Reason.PART_MISSING),
        *(Reason.CONTRADICTS, Reason.NO_BASELINE, Reason.NO_REGISTER),
    }
)
WITHOUT_FORM = frozenset({Reason.NOT_SENT, Reason.REFUSED, Reason.NO_REGISTER})


@dataclass(frozen=True)
class Step:
    """One target below its threshold, with what is missing and who can do it."""

    row: ResultRow
    own: bool  # in the power of the agency itself
    who: str  # in words
    possible: bool
    units: int | None  # of work; None where no number of them would suffice or none is counted

    @property
    def lost(self) -> Fraction:
        """Points of the score that the target costs."""
        result = self.row.result
        return (result.max_points or Fraction(0)) - (result.points or Fraction(0))


@dataclass(frozen=True)
class Actions:
    """All that a packet asks for, best first."""

    form: Reason | None  # why the agency's form is missing and wanted
    by_form: int  # targets without a figure because of that
    figures: tuple[ResultRow, ...]  # without a figure, for the agency itself to send
    waiting: tuple[ResultRow, ...]  # without a figure that others have to send
    evidence: tuple[ResultRow, ...]
    unconfirmed: int
    steps: tuple[Step, ...]  # possible ones
    over: tuple[Step, ...]  # of which nothing can be made up for
    late_tasks: tuple[TaskState, ...]
    silent: tuple[str, ...]  # names of the agencies under it whose form is missing

    @property
    def own(self) -> tuple[Step, ...]:
        """The possible steps in the agency's own power whose units of work are counted."""
        return tuple(s for s in self.steps if s.own and s.units is not None and not s.row.yes_no)

    @property
    def undone(self) -> tuple[Step, ...]:
        """The possible steps in its own power that are done or not, or without a count of work."""
        return tuple(s for s in self.steps if s.own and (s.units is None or s.row.yes_no))

    @property
    def of_others(self) -> tuple[Step, ...]:
        """The possible steps in the power of another body."""
        return tuple(s for s in self.steps if not s.own)

    @property
    def to_send(self) -> int:
        """How many things the agency has to send."""
        form = self.form is not None
        return form + len(self.figures) + len(self.evidence) + self.unconfirmed


def actions_of(evaluation: Evaluation) -> Actions:
    """What the agency has to send, what it can still do, and what is over."""
    missing, whole = missing_figures(evaluation), evaluation.agency.level == WHOLE
    form = evaluation.form if evaluation.form in WITHOUT_FORM else None
    reasons = WITHOUT_FORM if form else frozenset()
    by_form = [row for row in missing if row.result.verdict.reason in reasons]
    figures = [
        row
        for row in missing
        if row.result.verdict.reason in OWN_GAPS - reasons and row in own_rows(evaluation)
    ]
    known = {row.anchor for row in (*by_form, *figures)}
    steps = sorted(_steps(evaluation), key=_rank)
    return Actions(
        form=form,
        by_form=len(by_form),
        figures=tuple(figures),
        waiting=tuple(row for row in assessed(missing) if row.anchor not in known),
        evidence=missing_evidence(evaluation),
        unconfirmed=0 if whole else len(evaluation.unconfirmed),
        steps=tuple(step for step in steps if step.possible),
        over=tuple(step for step in steps if not step.possible),
        late_tasks=tuple(state for state in evaluation.tasks if is_late(evaluation, state)),
        silent=tuple(m.agency.name for m in evaluation.members if m.form in WITHOUT_FORM),
    )


def is_late(evaluation: Evaluation, state: TaskState) -> bool:
    """Whether the day that the agency's own plan sets for a task has passed."""
    return state.due is not None and state.due < evaluation.period.end and not state.done


def _steps(evaluation: Evaluation) -> Iterable[Step]:
    for row in assessed(summary_rows(evaluation)):
        if row.status in BELOW:
            yield _step(evaluation, row)


def _step(evaluation: Evaluation, row: ResultRow) -> Step:
    result, plan = row.result, evaluation.plan
    acts = result.target.acts(row.level)
    units = result.verdict.margin_units
    return Step(
        row=row,
        own=acts == row.level == evaluation.agency.level,
        who=wording.brief.who_acts(plan, acts, own=acts == row.level),
        possible=is_possible(evaluation, row),
        units=None if units is None or units >= 0 else -units,
    )


def is_possible(evaluation: Evaluation, row: ResultRow) -> bool:
    """Whether work can still change the figure: a state at any time, events only while the year
    goes on, if the rest of it can make up for what is missing."""
    result, period = row.result, evaluation.period
    if result.target.counts is Counts.STOCK:
        return True
    of_all = result.target.threshold(result.level) == 100  # a single miss is one too many
    return not (period.final or of_all or wording.verdicts.out_of_reach(result))


def _rank(step: Step) -> tuple[bool, bool, int, Fraction]:
    counted = step.units is not None and not step.row.yes_no
    return not step.own, not counted, step.units or 0, -step.lost
