"""The sheets of the annex with the results by area, and with the differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from helpers import wording
from helpers.documents.cells import DECIMAL, TEXT, WHOLE_NUMBER, count_of, figure, level_words
from helpers.documents.workbook import Cell, Column, Figure, Sheet
from helpers.evaluation.columns import ResultRow
from helpers.evaluation.formulas import value as value_of
from helpers.evaluation.sources import compared_others, differs
from helpers.evaluation.standings import own_assessed
from helpers.evaluation.tables import with_figures
from helpers.model import Evaluation, Observation, Result
from helpers.packets.display.rows import Mark, mark, source_words

LONGEST_NAME = 31  # of a sheet, characters, by Excel


class Judged(NamedTuple):
    """A row of the results with its verdict in words."""

    row: ResultRow
    mark: Mark


def result_sheets(evaluations: Sequence[Evaluation]) -> Iterator[Sheet[Judged]]:
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


def _seen(row: Judged) -> Observation | None:
    return row.row.result.observation


def _value(row: Judged) -> Cell:
    result = row.row.result
    limit = result.target.threshold(result.level)
    return figure(value_of(result.target, result.observation), limit)


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
        of("level", TEXT, 8, lambda r: level_words(r.row.evaluation)),
        of("whose", TEXT, 13, _whose),
        of("clause", TEXT, 10, lambda r: r.row.result.target.clause),
        of("target", TEXT, 14, lambda r: r.row.result.target.id),
        of("label", TEXT, 34, lambda r: r.row.result.target.label),
        of("source", TEXT, 16, lambda r: source_words(r.row.evaluation, r.row.result, _seen(r))),
        of("numerator", WHOLE_NUMBER, 9, lambda r: count_of(_seen(r), "numerator"), things),
        of("denominator", WHOLE_NUMBER, 9, lambda r: count_of(_seen(r), "denominator"), things),
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


def _whose(row: Judged) -> str:
    evaluation = row.row.evaluation
    return wording.documents.whose(evaluation.plan, evaluation.agency, row.row.result.level)


_RESULTS = _results_columns()


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


def difference_sheet(evaluations: Sequence[Evaluation]) -> Sheet[Difference]:
    """Where another source has other counts than the figure used. None of targets about persons."""
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
        of("level", TEXT, 8, lambda r: level_words(r.evaluation)),
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
            lambda r: count_of(r.result.observation, "numerator"),
            things,
        ),
        of(
            "denominator",
            WHOLE_NUMBER,
            9,
            lambda r: count_of(r.result.observation, "denominator"),
            things,
        ),
        of("value", DECIMAL, 9, lambda r: r.shown(0), unit),
        of("other_source", TEXT, 16, lambda r: source_words(r.evaluation, r.result, r.other)),
        of("other_numerator", WHOLE_NUMBER, 9, lambda r: count_of(r.other, "numerator"), things),
        of(
            "other_denominator", WHOLE_NUMBER, 9, lambda r: count_of(r.other, "denominator"), things
        ),
        of("other_value", DECIMAL, 9, lambda r: r.shown(1), unit),
        of("apart", DECIMAL, 11, lambda r: r.apart, unit),
        of("unit", TEXT, 8, lambda r: r.result.target.unit),
        of("verdict", TEXT, 16, lambda r: mark(r.evaluation, r.result).word),
    )
