"""The sheet of the annex that says who has sent, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from helpers import wording
from helpers.documents.cells import DAY, TEXT, WHOLE_NUMBER, level_words
from helpers.documents.workbook import Column, Sheet
from helpers.evaluation.standings import own_assessed
from helpers.intake.answers.deadlines import sending
from helpers.intake.receipts import Known
from helpers.model import Evaluation, Reason, Result, Status
from helpers.model.periods import Deadlines


@dataclass(frozen=True)
class Arrival:
    """The file of an agency's form, and the day it came."""

    file: str
    known: Known | None


class Sent(NamedTuple):
    """What a row of the coverage is made from."""

    evaluation: Evaluation
    arrival: Arrival | None

    @property
    def known(self) -> Known | None:
        """The day its form came."""
        return self.arrival.known if self.arrival else None

    @property
    def assessed(self) -> tuple[Result, ...]:
        """The agency's own results that are assessed."""
        return own_assessed(self.evaluation)

    @property
    def lacking(self) -> list[Result]:
        """Those of them without data."""
        return [r for r in self.assessed if r.verdict.status is Status.NO_DATA]


def coverage_sheet(
    evaluations: Sequence[Evaluation], arrivals: Mapping[str, Arrival]
) -> Sheet[Sent]:
    rows = [Sent(each, arrivals.get(each.agency.id)) for each in evaluations]
    name, title = wording.documents.COVERAGE_SHEET, wording.documents.COVERAGE_TITLE
    made_up = any(_deadlines(each).illustration for each in evaluations)
    note = wording.documents.MADE_UP_DAYS if made_up else ""
    return Sheet(name, title, _coverage_columns(), rows, note, frozen=2)


def _coverage_columns() -> tuple[Column[Sent], ...]:
    words = wording.documents.COVERAGE_COLUMNS

    def of(name: str, kind: str, width: int, cell: Any, unit: str = "") -> Column[Sent]:
        return Column(words[name], kind, width, cell, unit)

    targets, figures = wording.results.TARGETS, wording.documents.FIGURES_UNIT
    return (
        of("agency", TEXT, 24, lambda r: r.evaluation.agency.id),
        of("name", TEXT, 40, lambda r: r.evaluation.agency.name),
        of("level", TEXT, 11, lambda r: level_words(r.evaluation)),
        of("above", TEXT, 26, _above),
        of("form", TEXT, 14, lambda r: wording.matrix.form_state(r.evaluation.form)),
        of("file", TEXT, 30, lambda r: r.arrival and r.arrival.file),
        of("day", DAY, 12, lambda r: r.known and r.known.day),
        of("known", TEXT, 14, lambda r: r.known and wording.documents.day_by(r.known.listed)),
        of("until", DAY, 12, lambda r: _deadlines(r.evaluation).send_by),
        of("timely", TEXT, 14, _timely),
        of("assessed", WHOLE_NUMBER, 11, lambda r: len(r.assessed), targets),
        of("lacking", WHOLE_NUMBER, 11, lambda r: len(r.lacking), targets),
        of(
            "clauses",
            TEXT,
            40,
            lambda r: wording.documents.listed_clauses([x.target.clause for x in r.lacking]),
        ),
        of("unconfirmed", WHOLE_NUMBER, 11, _unconfirmed, figures),
        of("objections", WHOLE_NUMBER, 9, lambda r: len(r.evaluation.objections), targets),
        of(
            "unanswered",
            WHOLE_NUMBER,
            9,
            lambda r: sum(not each.answered for each in r.evaluation.objections),
            targets,
        ),
    )


def _unconfirmed(row: Sent) -> int:
    """Of the whole those of its own form alone, for each agency has its own in its row."""
    own = row.evaluation.agency
    doubts = row.evaluation.unconfirmed
    return sum(doubt.agency == own.id for doubt in doubts)


def _above(row: Sent) -> str:
    above = row.evaluation.plan.parent(row.evaluation.agency)
    return above.name if above else ""


def _timely(row: Sent) -> str:
    """Whether the form came in time; empty where none is accepted for another reason."""
    form = row.evaluation.form
    if form not in (None, Reason.NOT_SENT):
        return ""
    unsent = form is Reason.NOT_SENT
    return sending(unsent, _deadlines(row.evaluation).send_by, row.known).value


def _deadlines(evaluation: Evaluation) -> Deadlines:
    return evaluation.period.deadlines(evaluation.agency.level, evaluation.origin.simulated)
