"""The annex of a period: its results by area, form II.06a, who has sent, differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from helpers import wording
from helpers.documents.workbook import Cell, Column, Figure, Sheet, dictionary, workbook
from helpers.evaluation.columns import ResultRow, decimal
from helpers.evaluation.formulas import value as value_of
from helpers.evaluation.sources import compared_others, differs
from helpers.evaluation.standings import own_assessed
from helpers.evaluation.tables import with_figures
from helpers.model import WHOLE, DossierCounts, Evaluation, Observation, Result, Status
from helpers.model.periods import Deadlines
from helpers.model.results import CENTRAL, UNATTRIBUTED
from helpers.model.rounding import rounded, shown
from helpers.packets.display.rows import Mark, mark, source_words

TEXT, WHOLE_NUMBER, DECIMAL, DAY = (
    wording.documents.TEXT,
    wording.documents.WHOLE,
    wording.documents.DECIMAL,
    wording.documents.DAY,
)
LONGEST_NAME = 31  # of a sheet, characters, by Excel
FORM = tuple(f"c{number}" for number in range(3, 14))
FORM_GROUPS = ((0, 3), (4, 7), (8, 10))  # places within FORM

Tallies = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Arrival:
    """The file of an agency's form, and when the store first had it."""

    file: str
    day: date | None


@dataclass(frozen=True)
class Dossiers:
    """Counts of the period's dossiers by field and by agency."""

    by_field: Tallies
    by_agency: Tallies


def annex(
    evaluations: Sequence[Evaluation],
    snapshot: str,
    dossiers: Dossiers | None,
    arrivals: Mapping[str, Arrival],
) -> tuple[bytes, int]:
    """The annex as the bytes of an .xlsx file, and how many sheets it has.

    `evaluations`: of all subjects, the whole first; `arrivals`: by agency.
    """
    first = evaluations[0]
    sheets: list[Sheet[Any]] = [
        *_results(evaluations),
        *_forms(evaluations, dossiers),
        _coverage(evaluations, arrivals),
        _differences(evaluations),
    ]
    sheets.append(dictionary(sheets))
    title = wording.documents.annex_title(first.plan, first.period)
    return workbook(title, wording.documents.stamp(first, snapshot), sheets), len(sheets)


# ---------------------------------------------------------------- results by area


class Judged(NamedTuple):
    """A row of the results with its verdict in words."""

    row: ResultRow
    mark: Mark


def _results(evaluations: Sequence[Evaluation]) -> Iterator[Sheet[Judged]]:
    """A sheet for the areas that share a sheet of the forms; none without figures."""
    plan = evaluations[0].plan
    rows: dict[str, list[Judged]] = {area.sheet: [] for area in plan.areas}
    sheet_of = {area.id: area.sheet for area in plan.areas}
    for evaluation in evaluations:
        for row in with_figures(evaluation):
            judged = Judged(row, mark(evaluation, row.result))
            rows[sheet_of[row.result.target.area]].append(judged)
    for name, of_sheet in rows.items():
        if of_sheet:
            title = f"{wording.documents.RESULTS_TITLE}: {name}"
            yield Sheet(name[:LONGEST_NAME], title, _RESULTS, of_sheet, frozen=2)


def figure(value: Fraction | None, threshold: Fraction | None = None) -> Figure | None:
    """A value as `results.csv` has it, shown with so many decimals that it does not seem to reach
    a threshold it does not reach."""
    stored = decimal(value)
    if value is None or stored is None:
        return None
    exact = next((places for places in (0, 1) if value == rounded(value, places)), None)
    return Figure(stored, shown(value, threshold)[1] if exact is None else exact)


def _seen(row: Judged) -> Observation | None:
    return row.row.result.observation


def _value(row: Judged) -> Cell:
    result = row.row.result
    limit = result.target.threshold(result.level)
    return figure(value_of(result.target, result.observation), limit)


def _count(observation: Observation | None, name: str) -> int | None:
    found: int | None = None if observation is None else getattr(observation, name)
    return found


def _limit_words(row: Judged) -> str:
    result = row.row.result
    return wording.targets.threshold_words(result.target, result.level)


def _results_columns() -> tuple[Column[Judged], ...]:
    words, things = wording.documents.RESULT_COLUMNS, wording.documents.THINGS
    unit = words["unit"][0]

    def of(name: str, kind: str, width: int, cell: Any, unit: str = "") -> Column[Judged]:
        return Column(words[name], kind, width, cell, unit)

    return (
        of("agency", TEXT, 12, lambda r: r.row.result.agency),
        of("name", TEXT, 26, lambda r: r.row.evaluation.agency.name),
        of("level", TEXT, 8, lambda r: _level(r.row.evaluation)),
        of("whose", TEXT, 13, _whose),
        of("clause", TEXT, 10, lambda r: r.row.result.target.clause),
        of("target", TEXT, 14, lambda r: r.row.result.target.id),
        of("label", TEXT, 34, lambda r: r.row.result.target.label),
        of("source", TEXT, 16, lambda r: source_words(r.row.evaluation, r.row.result, _seen(r))),
        of("numerator", WHOLE_NUMBER, 9, lambda r: _count(_seen(r), "numerator"), things),
        of("denominator", WHOLE_NUMBER, 9, lambda r: _count(_seen(r), "denominator"), things),
        of("value", DECIMAL, 9, _value, unit),
        of("unit", TEXT, 8, lambda r: r.row.result.target.unit),
        of("limit_words", TEXT, 14, _limit_words),
        of(
            "limit",
            DECIMAL,
            9,
            lambda r: figure(r.row.result.target.threshold(r.row.result.level)),
            unit,
        ),
        of("verdict", TEXT, 16, lambda r: r.mark.word),
        of("reason", TEXT, 24, lambda r: r.mark.reason),
        of("margin", WHOLE_NUMBER, 9, lambda r: r.row.result.verdict.margin_units, things),
    )


def _level(evaluation: Evaluation) -> str:
    return wording.documents.level_of(evaluation.plan, evaluation.agency)


def _whose(row: Judged) -> str:
    evaluation = row.row.evaluation
    return wording.documents.whose(evaluation.plan, evaluation.agency, row.row.result.level)


_RESULTS = _results_columns()


# ---------------------------------------------------------------- form II.06a


class FormLine(NamedTuple):
    """A row of form II.06a."""

    number: int | None
    code: str
    name: str
    counts: Mapping[str, int]


def _forms(
    evaluations: Sequence[Evaluation], dossiers: Dossiers | None
) -> Iterator[Sheet[FormLine]]:
    fields, agencies = wording.documents.FIELDS_SHEET, wording.documents.AGENCIES_SHEET
    names = {e.agency.id: e.agency.name for e in evaluations if e.agency.level != WHOLE}
    apart = {
        UNATTRIBUTED: wording.documents.UNKNOWN_UNIT,
        CENTRAL: wording.documents.CENTRAL_UNITS,
    }
    counted = dossiers or Dossiers({}, {})
    known = {**names, **{key: words for key, words in apart.items() if key in counted.by_agency}}
    of_agencies = [*known, *(key for key in counted.by_agency if key not in known)]
    yield _form(
        fields,
        [(key, "", key or wording.documents.NO_FIELD) for key in sorted(counted.by_field)],
        dossiers.by_field if dossiers else None,
        named="field",
    )
    yield _form(
        agencies,
        [(key, key if key in names else "", known.get(key, key)) for key in of_agencies],
        dossiers.by_agency if dossiers else None,
        named="agency",
    )


def _form(
    name: str, keys: Sequence[tuple[str, str, str]], tallies: Tallies | None, named: str
) -> Sheet[FormLine]:
    """Columns 3-13 for each key, the sum of all rows below; a note alone without an export."""
    title, columns = wording.documents.FORM_TITLE, _form_columns(named)
    if tallies is None:
        return Sheet(name, title, columns, (), note=wording.documents.NO_DOSSIERS)
    rows = [
        FormLine(number, code, words, {c: tallies.get(key, {}).get(c, 0) for c in FORM})
        for number, (key, code, words) in enumerate(keys, 1)
    ]
    total = {c: sum(row.counts[c] for row in rows) for c in FORM}
    undated = DossierCounts.of(
        {
            count: sum(each.get(count, 0) for each in tallies.values())
            for count in ("no_due_done", "no_due_open")
        }
    )
    start = len(columns) - len(FORM)
    return Sheet(
        name,
        title,
        columns,
        rows,
        note=wording.documents.undated_note(undated),
        groups=[
            (words, start + first, start + last)
            for words, (first, last) in zip(wording.documents.GROUPS, FORM_GROUPS, strict=True)
        ],
        last=[FormLine(None, "", wording.documents.TOTAL, total)],
        frozen=start,
    )


def _form_columns(named: str) -> tuple[Column[FormLine], ...]:
    words = wording.documents.FORM_COLUMNS
    unit = wording.documents.DOSSIERS_UNIT

    def count(name: str) -> Column[FormLine]:
        return Column(words[name], WHOLE_NUMBER, 11, lambda r: r.counts[name], unit)

    return (
        Column(words["number"], WHOLE_NUMBER, 6, lambda r: r.number),
        *([Column(words["code"], TEXT, 24, lambda r: r.code)] if named == "agency" else []),
        Column(words[named], TEXT, 42, lambda r: r.name),
        *(count(name) for name in FORM),
    )


# ---------------------------------------------------------------- who has sent


class Sent(NamedTuple):
    """What a row of the coverage is made from."""

    evaluation: Evaluation
    arrival: Arrival | None

    @property
    def assessed(self) -> tuple[Result, ...]:
        """The agency's own results that are assessed."""
        return own_assessed(self.evaluation)

    @property
    def lacking(self) -> list[Result]:
        """Those of them without data."""
        return [r for r in self.assessed if r.verdict.status is Status.NO_DATA]


def _coverage(evaluations: Sequence[Evaluation], arrivals: Mapping[str, Arrival]) -> Sheet[Sent]:
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
        of("level", TEXT, 11, lambda r: _level(r.evaluation)),
        of("above", TEXT, 26, _above),
        of("form", TEXT, 14, lambda r: wording.matrix.form_state(r.evaluation.form)),
        of("file", TEXT, 30, lambda r: r.arrival and r.arrival.file),
        of("day", DAY, 12, lambda r: r.arrival and r.arrival.day),
        of("until", DAY, 12, lambda r: _deadlines(r.evaluation).send_by),
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


def _deadlines(evaluation: Evaluation) -> Deadlines:
    return evaluation.period.deadlines(evaluation.agency.level, evaluation.origin.simulated)


# ---------------------------------------------------------------- differences


class Difference(NamedTuple):
    """A figure that another source has otherwise than the one used."""

    evaluation: Evaluation
    result: Result
    other: Observation

    @property
    def values(self) -> tuple[Fraction | None, Fraction | None]:
        """The one used, and the other."""
        target = self.result.target
        return value_of(target, self.result.observation), value_of(target, self.other)

    def shown(self, place: int) -> Figure | None:
        """One of the values as a cell."""
        target = self.result.target
        return figure(self.values[place], target.threshold(self.result.level))

    @property
    def apart(self) -> Figure | None:
        """How far apart they are."""
        one, two = self.values
        return None if one is None or two is None else figure(one - two, Fraction(0))


def _differences(evaluations: Sequence[Evaluation]) -> Sheet[Difference]:
    rows = [
        Difference(evaluation, result, other)
        for evaluation in evaluations
        for result in own_assessed(evaluation)
        if not result.target.private
        for other in compared_others(result)
        if differs(result, other)
    ]
    return Sheet(
        wording.documents.DIFFERENCES_SHEET,
        wording.documents.DIFFERENCES_TITLE,
        _difference_columns(),
        rows,
        note=wording.documents.PERSONS_LEFT_OUT if rows else wording.whole.NO_DIFFERENCES,
        frozen=2,
    )


def _difference_columns() -> tuple[Column[Difference], ...]:
    words, things = wording.documents.DIFFERENCE_COLUMNS, wording.documents.THINGS
    unit = words["unit"][0]

    def of(name: str, kind: str, width: int, cell: Any, unit: str = "") -> Column[Difference]:
        return Column(words[name], kind, width, cell, unit)

    return (
        of("agency", TEXT, 12, lambda r: r.evaluation.agency.id),
        of("name", TEXT, 26, lambda r: r.evaluation.agency.name),
        of("level", TEXT, 8, lambda r: _level(r.evaluation)),
        of("clause", TEXT, 10, lambda r: r.result.target.clause),
        of("label", TEXT, 34, lambda r: r.result.target.label),
        of(
            "source",
            TEXT,
            20,
            lambda r: source_words(r.evaluation, r.result, r.result.observation),
        ),
        of(
            "numerator",
            WHOLE_NUMBER,
            9,
            lambda r: _count(r.result.observation, "numerator"),
            things,
        ),
        of(
            "denominator",
            WHOLE_NUMBER,
            9,
            lambda r: _count(r.result.observation, "denominator"),
            things,
        ),
        of("value", DECIMAL, 9, lambda r: r.shown(0), unit),
        of("other_source", TEXT, 16, lambda r: source_words(r.evaluation, r.result, r.other)),
        of("other_numerator", WHOLE_NUMBER, 9, lambda r: _count(r.other, "numerator"), things),
        of("other_denominator", WHOLE_NUMBER, 9, lambda r: _count(r.other, "denominator"), things),
        of("other_value", DECIMAL, 9, lambda r: r.shown(1), unit),
        of("apart", DECIMAL, 11, lambda r: r.apart, unit),
        of("unit", TEXT, 8, lambda r: r.result.target.unit),
        of("verdict", TEXT, 16, lambda r: mark(r.evaluation, r.result).word),
    )
