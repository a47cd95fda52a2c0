"""The sections of a packet after its first screen: Evaluation -> Fragment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from helpers import wording
from helpers.evaluation.formulas import value as value_of
from helpers.evaluation.sources import compared_others, differs
from helpers.evaluation.standings import assessed
from helpers.model import (
    WHOLE,
    Area,
    Clause,
    Evaluation,
    Observation,
    Opinion,
    Plan,
    Source,
    Status,
)
from helpers.packets.display.first_screen import succession, tally
from helpers.packets.display.fragment import NOTHING, Fragment, fragment
from helpers.packets.display.headings import area_of, area_title
from helpers.packets.display.reliability import few, unconfirmed
from helpers.packets.display.rows import (
    Mark,
    ResultRow,
    counts_of,
    rows,
    source_words,
    value_words,
)
from helpers.packets.display.selection import summary_rows
from helpers.packets.display.stated import cut
from helpers.packets.display.whole_areas import clauses_of_all, worth


def area_heading(evaluation: Evaluation, area: str) -> Fragment:
    """The heading of an area, numbered by its place in the plan."""
    title = area_title(evaluation.plan, area_of(evaluation.plan, area))
    return fragment("area_heading", title, title=title)


def watched(evaluation: Evaluation, area: str) -> Fragment:
    """What gets no verdict in an area, a line for each kind: figures that are only watched, with
    their sources; what did not arise, what does not apply and why. NOTHING where all get one."""
    of_area = rows(evaluation, area_of(evaluation.plan, area).id)
    apart = [row for row in of_area if not assessed(row.result)]
    outside = _not_applicable(of_area)
    if not apart:
        return NOTHING
    watching = [r for r in apart if r.status is None or (_outside(r) and r.voluntary)]
    sources = Counter(row.source for row in watching if row.source)
    usual = max(sources, key=lambda name: (sources[name], name), default="")
    return fragment(
        "watched",
        wording.results.counted(len(apart), wording.results.TARGETS),
        watching=[(row, "" if row.source == usual else row.source) for row in watching],
        source=wording.brief.usual_source(usual, len(sources) > 1) if usual else "",
        absent=[row for row in apart if row.status in (Status.NO_DATA, Status.NOT_DUE)],
        not_arising=[row for row in apart if row.status is Status.NOT_ARISING],
        outside=wording.brief.not_applicable(outside),
    )


def _outside(row: ResultRow) -> bool:
    return row.status is Status.NOT_APPLICABLE


def _not_applicable(of_area: Iterable[ResultRow]) -> dict[str, list[str]]:
    """The points of the plan with a target that applies at no level, by reason."""
    shown = {r.result.target.id for r in of_area if not _outside(r)}
    by_reason: dict[str, dict[str, None]] = {}
    for row in of_area:
        if not row.group and row.result.target.id not in shown:
            by_reason.setdefault(row.mark.reason or row.mark.word, {})[row.short_cite] = None
    return {reason: list(points) for reason, points in by_reason.items()}


ClauseRows = tuple[str, str, list[ResultRow]]  # id, heading, rows of the table


def clause(evaluation: Evaluation, clause_id: str) -> Fragment:
    """A table of the targets of a clause that are assessed: threshold, result, verdict, margin,
    source, previous period, peers, and what must be read with them. NOTHING where none is."""
    items = _in_clause(evaluation, _clause(evaluation.plan, clause_id))
    if not items[2]:
        return NOTHING
    return fragment(
        "clause",
        wording.results.result_count(clause_id, len(items[2])),
        items=[items],
        heads=wording.pages.TARGET_HEADS,
        caption=wording.pages.results_of(clause_id),
    )


def _clause(plan: Plan, clause_id: str) -> Clause:
    return next(each for area in plan.areas for each in area.clauses if each.id == clause_id)


def _in_clause(evaluation: Evaluation, clause: Clause) -> ClauseRows:
    items = [
        _of_members(evaluation, row) if row.group else row
        for row in rows(evaluation)
        if row.result.target.clause == clause.id and assessed(row.result)
    ]
    return clause.id, wording.pages.clause_title(clause), items


def _of_members(evaluation: Evaluation, row: ResultRow) -> ResultRow:
    """The row of the agencies below one, without what their matrix and the agency's own row say."""
    observation = row.result.observation
    if not evaluation.members or observation is None:
        return row
    doubts = unconfirmed(observation, row.result.verdict)
    return replace(row, in_words="", details=(*few(evaluation, observation), *doubts))


def applying(evaluation: Evaluation, area: Area) -> tuple[Clause, ...]:
    """The clauses of an area with a target that is assessed, in the plan's order."""
    shown = {r.target.clause for r in evaluation.results if assessed(r)}
    return tuple(each for each in area.clauses if each.id in shown)


def clauses(evaluation: Evaluation, area: str) -> Fragment:
    """Every clause of an area with a target that is assessed, in the plan's order under its
    citation, as one table that opens on demand; NOTHING where none is."""
    applied = applying(evaluation, area_of(evaluation.plan, area))
    if evaluation.agency.level == WHOLE:
        return clauses_of_all(evaluation, applied) if applied else NOTHING
    items = [_in_clause(evaluation, each) for each in applied]
    if not items:
        return NOTHING
    every = [row for _, _, of_clause in items for row in of_clause]
    return fragment(
        "clauses",
        wording.results.counted(len(items), wording.results.CLAUSES),
        items=items,
        count=wording.brief.judged_targets(len(every)),
        verdicts=tally(every),
        heads=wording.pages.TARGET_HEADS,
    )


def dossiers(evaluation: Evaluation) -> Fragment:
    """The agency's dossiers in the columns of form II.06a; a sentence where there are none."""
    counts = evaluation.dossiers
    line = wording.results.dossier_count(None if counts is None else counts.c3)
    return fragment("dossiers", line, counts=counts)


@dataclass(frozen=True)
class Difference:
    """A second figure of a target that differs from the one used."""

    row: ResultRow
    value: str
    source: str
    apart: str
    reason: str
    evidence: str
    effect: tuple[Fraction, Fraction]  # in points of the score, then in points of percent


def differences(evaluation: Evaluation) -> Fragment:
    """Where a reported figure differs from a computed or appraised one, with the reason given,
    those with the largest effect on the score first; and how many agree."""
    pairs = [
        (row, other) for row in summary_rows(evaluation) for other in compared_others(row.result)
    ]
    unequal = [
        _difference(evaluation, row, other) for row, other in pairs if differs(row.result, other)
    ]
    items = sorted(unequal, key=lambda difference: difference.effect, reverse=True)
    return fragment(
        "differences",
        wording.results.counted(len(items), wording.results.TARGETS_DIFFERING),
        items=items,
        agreed=wording.pages.agreed_sentence(len(pairs) - len(items)),
        precedence=wording.core.in_plan(wording.pages.PRECEDENCE, evaluation.plan),
    )


def _difference(evaluation: Evaluation, row: ResultRow, other: Observation) -> Difference:
    value = value_of(row.result.target, other)
    # A form that shows an agency the counts of the log asks why its own differ; with any other
    # figure it asks for evidence. Both arrive as `evidence`.
    gives_reason = row.result.target.agreed and other.source is Source.REPORTED
    stated = other.evidence.strip()
    counts = counts_of(row.result, other)
    words = value_words(row.result, other, row.yes_no) or _without_value(evaluation, row, other)
    apart = None if row.number is None or value is None else row.number - value
    return Difference(
        row=row,
        value=f"{words} ({counts})" if counts and not row.yes_no else words,
        source=source_words(evaluation, row.result, other),
        apart="" if apart is None else wording.pages.points_apart(apart),
        reason=stated if gives_reason else "",
        evidence="" if gives_reason else stated,
        effect=(
            worth(row.result, row.number, value),
            abs((row.number or 0) - (value or Fraction(0))),
        ),
    )


def _without_value(evaluation: Evaluation, row: ResultRow, other: Observation) -> str:
    """What is said instead of a value: why there is none, or that nothing arose."""
    if other.missing is None:
        return wording.states.STATUS_WORDS[Status.NOT_ARISING]
    reason = wording.states.REASON_WORDS[other.missing]
    words = wording.core.in_plan(reason, evaluation.plan, row.level)
    return wording.core.leading(words)


def method(evaluation: Evaluation) -> Fragment:
    """What the verdicts mean, and the sources of the figures: also from when on and of whom."""
    items = summary_rows(evaluation)
    words: dict[str, set[str]] = {}
    for row in items:
        words.setdefault(row.mark.shape, set()).add(row.mark.word)
    sources = Counter(row.source for row in items if row.source)
    return fragment(
        "method",
        wording.results.METHOD_LINE,
        marks=[
            Mark("; ".join(sorted(words[shape])), shape)
            for shape in wording.pages.MARK_MEANINGS
            if shape in words
        ],
        sources=[(name, n) for name, n in sorted(sources.items(), key=lambda x: (-x[1], x[0]))],
        succession=succession(evaluation),
    )


def _opinion_texts(opinion: Opinion) -> tuple[str, str]:
    if not opinion.withheld:
        return opinion.opinion, opinion.answer
    return (
        wording.verdicts.OPINION_WITHHELD,
        wording.verdicts.OPINION_WITHHELD if opinion.answered else "",
    )


def opinion(evaluation: Evaluation) -> Fragment:
    """The agency's objections with their answers, its explanations, and lines to write on
    until the last day."""
    labels = {target.id: (target.label, target.clause) for target in evaluation.plan.targets}
    items = [
        (label, wording.core.cite(clause), *_opinion_texts(each))
        for each in evaluation.objections
        for label, clause in [labels[each.target]]
    ]
    days = evaluation.period.deadlines(evaluation.agency.level, evaluation.origin.simulated)
    return fragment(
        "opinion",
        wording.results.OPINION_LINE,
        agency=evaluation.agency,
        items=items,
        explanations=[cut(text) for text in evaluation.explanations],
        until=wording.brief.send_before(days.reply_by) if days.reply_by else "",
        illustration=days.illustration,
    )
