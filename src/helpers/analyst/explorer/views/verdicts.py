"""Kết luận: every target that applies to an agency, with why its verdict is as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helpers import wording
from helpers.analyst.explorer.called import called
from helpers.analyst.explorer.choice import Choice, Show
from helpers.analyst.explorer.part import Part, rendered
from helpers.analyst.explorer.reasons import reasons
from helpers.analyst.explorer.source import Source
from helpers.analyst.tables import PeriodTables
from helpers.model import Evaluation, Kind, Opinion, Status, WrongUse
from helpers.packets.display.first_screen import gaps, tally_line
from helpers.packets.display.lacking import lacking_names
from helpers.packets.display.rows import ResultRow
from helpers.packets.display.selection import BELOW, own_rows
from helpers.packets.display.stated import appraisal_texts, cut

MOST_LINES = 40  # of a trace that are shown
FILTERS = {
    Show.ALL: 'status != "not_applicable"',
    Show.MISSED: f"status in {[str(status) for status in BELOW]}",
    Show.NO_DATA: 'status == "no_data"',
}


@dataclass(frozen=True)
class Why:
    """What is shown below an opened row."""

    rules: tuple[str, ...]
    details: tuple[str, ...]
    lines: tuple[tuple[int, str], ...]  # of the trace: how far indented, and the text
    further: str


@dataclass(frozen=True)
class Line:
    """A target in the table; `why`: None where the row is closed."""

    row: ResultRow
    why: Why | None


def show(choice: Choice, source: Source) -> Part:
    """The verdicts of the chosen agency at its own level."""
    ky = source.ky(choice.period)
    evaluation = ky.evaluation(choice.agency)
    every = [row for row in applicable(evaluation) if choice.area in ("", row.result.target.area)]
    chosen = [row for row in every if _is_shown(row, choice.show)]
    counts = {each: sum(_is_shown(row, each) for row in every) for each in Show}
    table, code = called(
        ky,
        "results",
        choice.agency,
        level=evaluation.agency.level,
        area=choice.area,
        labels=True,
        rows=FILTERS[choice.show],
    )
    return Part(
        html=rendered(
            "verdicts",
            "verdicts",
            evaluation=evaluation,
            lead=tally_line(evaluation),
            show=choice.show,
            counts=counts,
            lines=[_line(choice, ky, evaluation, row) for row in chosen],
            gaps=gaps(evaluation).html,
            explained=list(_explained(evaluation, every)),
        ),
        says=wording.explorer.tally(
            evaluation.agency.name, counts[Show.ALL], counts[Show.MISSED], counts[Show.NO_DATA]
        ),
        tables=((wording.explorer.TABS[choice.tab], table),),
        code=code,
    )


def applicable(evaluation: Evaluation) -> list[ResultRow]:
    """The agency's own rows of the targets with a figure that apply to it."""
    return [
        row
        for row in own_rows(evaluation)
        if row.result.target.kind is Kind.QUANTITATIVE and row.status is not Status.NOT_APPLICABLE
    ]


def _is_shown(row: ResultRow, show: Show) -> bool:
    match show:
        case Show.ALL:
            return True
        case Show.MISSED:
            return row.status in BELOW
        case Show.NO_DATA:
            return row.status is Status.NO_DATA


def _explained(evaluation: Evaluation, rows: Iterable[ResultRow]) -> Iterable[tuple[str, str]]:
    """What was decided about its figures, what it has explained and objected, each with the target
    that it is about."""
    yield from (("", cut(text)) for text in evaluation.explanations)
    for row in rows:
        yield from ((row.label, text) for text in appraisal_texts(row.result.appraisals))
        for each in row.result.explanations:
            yield row.label, cut(wording.pages.explained(each.text, each.by))
    labels = {target.id: target.label for target in evaluation.plan.targets}
    yield from ((labels[each.target], _objection(each)) for each in evaluation.objections)


def _objection(opinion: Opinion) -> str:
    if opinion.withheld:
        return wording.verdicts.OPINION_WITHHELD
    return wording.explorer.objection(cut(opinion.opinion), cut(opinion.answer))


def _line(choice: Choice, ky: PeriodTables, evaluation: Evaluation, row: ResultRow) -> Line:
    opened = row.result.target.id in choice.opened
    return Line(row, _why(ky, evaluation, row) if opened else None)


def _why(ky: PeriodTables, evaluation: Evaluation, row: ResultRow) -> Why:
    agency, target = evaluation.agency.id, row.result.target.id
    named = wording.results.lacking_words(lacking_names(evaluation, row.result.observation) or [""])
    details = [text for text in (row.in_words, *row.details, row.note) if text and text != named]
    try:
        trace = ky.trace(agency, target)
        depths, texts = trace["depth"].astype(int), trace["text"].astype(str)
        lines = list(zip(depths, texts, strict=True))
    except WrongUse as nothing:
        lines = [(0, str(nothing))]
    more = len(lines) - MOST_LINES
    code = f'ky.trace("{agency}", "{target}")'
    return Why(
        rules=reasons(evaluation, row),
        details=tuple(map(wording.core.leading, details)),
        lines=tuple(lines[:MOST_LINES]),
        further=wording.explorer.further_lines(more, code) if more > 0 else "",
    )
