"""The sections of a packet after its first screen: Evaluation -> Fragment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from helpers import wording
from helpers.evaluation.formulas import value as value_of
from helpers.model import (
    WHOLE,
    Area,
    Clause,
    Evaluation,
    Level,
    Observation,
    Opinion,
    Plan,
    Reason,
    Result,
    Source,
    Status,
)
from helpers.packets.display.fragment import NOTHING, Fragment, fragment
from helpers.packets.display.headings import area_of, area_title
from helpers.packets.display.rows import (
    UNIT_SHARE,
    Mark,
    ResultRow,
    counts_of,
    cut,
    rows,
    source_words,
    value_words,
)
from helpers.packets.display.selection import summary_rows

FEWEST_IN_CARD = 3  # with fewer the tables of the clauses say it all


def area_heading(evaluation: Evaluation, area: str) -> Fragment:
    """The heading of an area, numbered by its place in the plan."""
    title = area_title(evaluation.plan, area_of(evaluation.plan, area))
    return fragment("area_heading", title, title=title)


def scorecard(evaluation: Evaluation, area: str) -> Fragment:
    """A table of the targets of an area, with a column per level if there are several; no table
    where the targets are so few that the tables of their clauses suffice. Then, by reason, what
    does not apply."""
    of_area = rows(evaluation, area)
    items = [row for row in of_area if row.status is not Status.NOT_APPLICABLE]
    levels = [
        level for level in (WHOLE, *evaluation.plan.levels) if any(r.level == level for r in items)
    ]
    several = len(levels) > 1
    by_target = _by_target(items)
    shown = by_target if several else items
    return fragment(
        "scorecard_by_level" if several else "scorecard",
        wording.results.counted(len(items), wording.results.TARGETS),
        label=area_of(evaluation.plan, area).label,
        items=shown if len(by_target) >= FEWEST_IN_CARD else [],
        levels={level: _level_head(evaluation, level) for level in levels},
        not_applicable=_not_applicable(evaluation.plan, of_area),
    )


def _not_applicable(plan: Plan, of_area: Iterable[ResultRow]) -> dict[str, list[tuple[str, str]]]:
    """What applies at no level, by reason: label and place of each target, or of the whole clause
    where nothing of it applies."""
    items = [row for row in of_area if not row.group]
    shown = {r.result.target.id for r in of_area if r.status is not Status.NOT_APPLICABLE}
    clauses = {clause.id: clause for area in plan.areas for clause in area.clauses}
    by_reason: dict[str, dict[tuple[str, str], None]] = {}
    for row in items:
        if row.result.target.id in shown:
            continue
        clause = clauses[row.result.target.clause]
        whole = shown.isdisjoint(target.id for target in clause.targets)
        label = clause.label if whole else row.label
        by_reason.setdefault(row.mark.reason or row.mark.word, {})[label, row.point] = None
    return {reason: list(names) for reason, names in by_reason.items()}


def _level_head(evaluation: Evaluation, level: Level) -> str:
    if level == evaluation.agency.level and level != WHOLE:
        return wording.results.OWN_LEVEL
    return wording.core.leading(evaluation.plan.group(level))


def _by_target(
    items: Iterable[ResultRow],
) -> list[tuple[ResultRow, str, dict[Level, ResultRow]]]:
    """Of each target: its first row, the threshold if all its levels have the same, its rows by
    level."""
    by_target: dict[str, dict[Level, ResultRow]] = {}
    for row in items:
        by_target.setdefault(row.result.target.id, {})[row.level] = row
    lines = []
    for by_level in by_target.values():
        first, thresholds = next(iter(by_level.values())), {r.threshold for r in by_level.values()}
        lines.append((first, first.threshold if len(thresholds) == 1 else "", by_level))
    return lines


def clause(evaluation: Evaluation, clause_id: str) -> Fragment:
    """A table of the targets of a clause: threshold, result, verdict, margin, source, previous
    period and peers. NOTHING where none of it applies to the agency: the area's scorecard names
    those."""
    items = [
        row
        for row in rows(evaluation)
        if row.result.target.clause == clause_id and _in_clause(row.result)
    ]
    if not items:
        return NOTHING
    return fragment(
        "clause",
        wording.results.result_count(clause_id, len(items)),
        id=clause_id,
        cite=wording.core.cite(clause_id),
        items=items,
        heads=wording.pages.TARGET_HEADS,
        notes=list(dict.fromkeys((row.label, row.note) for row in items if row.note)),
    )


def _in_clause(result: Result) -> bool:
    """Whether a clause's table has the result: it applies, or there are voluntary ballots to show
    although the agency was not sampled."""
    seen = result.observation
    applies = result.verdict.status is not Status.NOT_APPLICABLE
    return applies or (seen is not None and bool(seen.voluntary))


def applying(evaluation: Evaluation, area: Area) -> tuple[Clause, ...]:
    """The clauses of an area of which something applies to the agency, in the plan's order."""
    shown = {r.target.clause for r in evaluation.results if _in_clause(r)}
    return tuple(each for each in area.clauses if each.id in shown)


def clauses(evaluation: Evaluation, area: str) -> Fragment:
    """Every clause of an area of which something applies to the agency, in the plan's order, under
    a heading with its citation and with what the plan's folder says to introduce it."""
    items = applying(evaluation, area_of(evaluation.plan, area))
    if not items:
        return NOTHING
    return fragment(
        "clauses",
        wording.results.counted(len(items), wording.results.CLAUSES),
        items=[
            (
                wording.pages.clause_title(each),
                each.intro,
                clause(evaluation, each.id).html,
            )
            for each in items
        ],
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
        (row, other)
        for row in summary_rows(evaluation)
        for other in row.result.others
        if (_known(row.result.observation) or _known(other))
        and other.missing is not Reason.NO_EXPORT
    ]
    unequal = [_difference(evaluation, row, other) for row, other in pairs if _differ(row, other)]
    items = sorted(unequal, key=lambda difference: difference.effect, reverse=True)
    return fragment(
        "differences",
        wording.results.counted(len(items), wording.results.TARGETS_DIFFERING),
        items=items,
        agreed=wording.pages.agreed_sentence(len(pairs) - len(items)),
        precedence=wording.core.in_plan(wording.pages.PRECEDENCE, evaluation.plan),
    )


def _known(observation: Observation | None) -> bool:
    """Whether there are counts, be they 0 of 0."""
    return observation is not None and observation.numerator is not None


def _differ(row: ResultRow, other: Observation) -> bool:
    used = row.result.observation
    assert used is not None
    return (used.numerator, used.denominator) != (other.numerator, other.denominator)


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
        effect=(_worth(row, row.number, value), abs((row.number or 0) - (value or Fraction(0)))),
    )


def _without_value(evaluation: Evaluation, row: ResultRow, other: Observation) -> str:
    """What is said instead of a value: why there is none, or that nothing arose."""
    if other.missing is None:
        return wording.states.STATUS_WORDS[Status.NOT_ARISING]
    reason = wording.states.REASON_WORDS[other.missing]
    words = wording.core.in_plan(reason, evaluation.plan, row.level)
    return wording.core.leading(words)


def _worth(row: ResultRow, one: Fraction | None, other: Fraction | None) -> Fraction:
    """How many points of the score two values of a target are apart; what exceeds its threshold
    does not count; a figure that is missing counts as none."""
    limit, full = row.result.target.threshold(row.level), row.result.max_points
    if not limit or not full:
        return Fraction(0)
    reached = [min(Fraction(1), (value or Fraction(0)) / limit) for value in (one, other)]
    return full * abs(reached[0] - reached[1])


def history(evaluation: Evaluation) -> Fragment:
    """A table of the results of this period, of the previous one, and the medians of the peers."""
    items = [
        (row, _change(row))
        for row in summary_rows(evaluation)
        if row.value and (row.previous or row.peers)
    ]
    before = evaluation.previous_period
    counts = {row.peer_count for row, _ in items if row.peer_count}
    return fragment(
        "history",
        wording.results.counted(len(items), wording.results.TARGETS_COMPARED),
        items=items,
        previous=before,
        note="" if before else wording.pages.NO_HISTORY,
        peers=any(row.peers for row, _ in items),
        peer_count=counts.pop() if len(counts) == 1 else "",
    )


def _change(row: ResultRow) -> str:
    if (
        row.number is None
        or row.previous_number is None
        or not row.result.target.unit.startswith(UNIT_SHARE)
    ):
        return ""
    if row.yes_no:
        return "" if row.number != row.previous_number else wording.targets.UNCHANGED
    return wording.pages.points_apart(row.number - row.previous_number)


def method(evaluation: Evaluation) -> Fragment:
    """What the verdicts mean, and the sources of the figures."""
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
        period=evaluation.period,
        scoring=evaluation.plan.scoring,
        agency=evaluation.agency,
    )


def _opinion_texts(opinion: Opinion) -> tuple[str, str]:
    if not opinion.withheld:
        return opinion.opinion, opinion.answer
    return (
        wording.verdicts.OPINION_WITHHELD,
        wording.verdicts.OPINION_WITHHELD if opinion.answered else "",
    )


def opinion(evaluation: Evaluation) -> Fragment:
    """The agency's objections with their answers, its explanations, and lines to write on."""
    labels = {target.id: (target.label, target.clause) for target in evaluation.plan.targets}
    items = [
        (label, wording.core.cite(clause), *_opinion_texts(each))
        for each in evaluation.objections
        for label, clause in [labels[each.target]]
    ]
    return fragment(
        "opinion",
        wording.results.OPINION_LINE,
        agency=evaluation.agency,
        items=items,
        explanations=[cut(text) for text in evaluation.explanations],
    )
