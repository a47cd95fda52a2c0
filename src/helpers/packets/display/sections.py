"""The sections of a packet after its first screen: each takes an Evaluation and gives a Part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from helpers import wording
from helpers.evaluation.formulas import value as value_of
from helpers.model import Evaluation, Level, Observation, Opinion, Plan, Source, Status
from helpers.packets.display.part import NOTHING, Part, part
from helpers.packets.display.rows import (
    LEVEL_ORDER,
    UNIT_SHARE,
    Mark,
    Row,
    counts_of,
    cut,
    rows,
    source_words,
    value_words,
)
from helpers.packets.display.selection import judged_here

FEWEST_IN_CARD = 3  # with fewer the tables of the clauses say it all


def scorecard(evaluation: Evaluation, area: str) -> Part:
    """All targets of an area at a glance, with a column per level if there are several, where
    they are more than a glance at their clauses shows; then what does not apply, by clause."""
    found = rows(evaluation, area)
    items = [row for row in found if row.status is not Status.NOT_APPLICABLE]
    levels = [level for level in LEVEL_ORDER if any(r.level is level for r in items)]
    several = len(levels) > 1
    by_target = _by_target(items)
    shown = by_target if several else items
    return part(
        "scorecard_by_level" if several else "scorecard",
        f"{len(items)} chỉ tiêu",
        label=_area_label(evaluation.plan, area),
        items=shown if len(by_target) >= FEWEST_IN_CARD else [],
        levels={level: _level_head(evaluation, level) for level in levels},
        aside=_aside(evaluation.plan, found),
    )


def _aside(plan: Plan, found: Iterable[Row]) -> dict[str, list[tuple[str, str]]]:
    """What applies at no level, by the reason why: label and place of each target, or of the
    whole clause where nothing of it applies."""
    items = [row for row in found if not row.group]
    shown = {r.result.target.id for r in found if r.status is not Status.NOT_APPLICABLE}
    aside: dict[str, dict[tuple[str, str], None]] = {}
    for row in items:
        if row.result.target.id in shown:
            continue
        clause = next(
            c for area in plan.areas for c in area.clauses if c.id == row.result.target.clause
        )
        whole = shown.isdisjoint(target.id for target in clause.targets)
        label = clause.label if whole else row.label
        aside.setdefault(row.mark.reason or row.mark.word, {})[label, row.point] = None
    return {reason: list(names) for reason, names in aside.items()}


def _level_head(evaluation: Evaluation, level: Level) -> str:
    if level is evaluation.agency.level and level is not Level.ALL:
        return "Đơn vị"
    return wording.leading(wording.GROUP_WORDS[level])


def _by_target(items: list[Row]) -> list[tuple[Row, str, dict[Level, Row]]]:
    """Rows of one target side by side: the first, the threshold if all share it, all by level."""
    found: dict[str, dict[Level, Row]] = {}
    for row in items:
        found.setdefault(row.result.target.id, {})[row.level] = row
    return [
        (
            first,
            first.threshold if len({r.threshold for r in by_level.values()}) == 1 else "",
            by_level,
        )
        for by_level in found.values()
        for first in [next(iter(by_level.values()))]
    ]


def _area_label(plan: Plan, area: str) -> str:
    return next(a.label for a in plan.areas if a.id == area)


def clause(evaluation: Evaluation, clause_id: str) -> Part:
    """All targets of one clause with every column: threshold, result, verdict, margin, source,
    previous period and peers; nothing where none of it binds the agency (the area's scorecard
    names those)."""
    items = [
        row
        for row in rows(evaluation)
        if row.result.target.clause == clause_id and row.status is not Status.NOT_APPLICABLE
    ]
    if not items:
        return NOTHING
    return part(
        "clause",
        f"{wording.cite(clause_id)}: {len(items)} kết quả",
        cite=wording.cite(clause_id),
        items=items,
        heads=wording.TARGET_HEADS,
        notes=list(dict.fromkeys((row.label, row.note) for row in items if row.note)),
    )


def dossiers(evaluation: Evaluation) -> Part:
    """The agency's dossiers in the columns of form II.06a; a sentence where there are none."""
    counts = evaluation.dossiers
    text = "Không có hồ sơ" if counts is None else f"{wording.number(counts.c3)} hồ sơ"
    return part("dossiers", text, counts=counts)


@dataclass(frozen=True)
class Difference:
    """A second figure of one target beside the one that counts."""

    row: Row
    value: str
    source: str
    apart: str
    reason: str
    evidence: str
    effect: tuple[Fraction, Fraction]


def differences(evaluation: Evaluation) -> Part:
    """Where an agency's report and a computed or appraised figure differ, with the reason given,
    those that move the score most first; and how many agree."""
    pairs = [
        (row, other)
        for row in judged_here(evaluation)
        for other in row.result.others
        if row.now is not None and value_of(row.result.target, other) is not None
    ]
    apart = [_difference(evaluation, row, other) for row, other in pairs if _differ(row, other)]
    items = sorted(apart, key=lambda found: found.effect, reverse=True)
    return part(
        "differences",
        f"{len(items)} chỉ tiêu có hai số khác nhau",
        items=items,
        agreed=wording.agreed_sentence(len(pairs) - len(items)),
    )


def _differ(row: Row, other: Observation) -> bool:
    seen = row.result.observation
    assert seen is not None
    return (seen.numerator, seen.denominator) != (other.numerator, other.denominator)


def _difference(evaluation: Evaluation, row: Row, other: Observation) -> Difference:
    value = value_of(row.result.target, other)
    assert row.now is not None and value is not None
    # Where the log's counts were put to an agency, its form asks for a reason beside counts of its
    # own; beside any other figure it asks for papers.
    asked_why = row.result.target.agreed and other.source is Source.REPORTED
    beside = other.evidence.strip()
    counts = counts_of(row.result, other)
    words = value_words(row.result, other, row.yes_no)
    return Difference(
        row=row,
        value=f"{words} ({counts})" if counts and not row.yes_no else words,
        source=source_words(evaluation, row.result, other),
        apart=wording.points_apart(row.now - value),
        reason=beside if asked_why else "",
        evidence="" if asked_why else beside,
        effect=(_worth(row, row.now, value), abs(row.now - value)),
    )


def _worth(row: Row, one: Fraction, other: Fraction) -> Fraction:
    """How many points two values of a target are apart, what exceeds its threshold not counted."""
    limit, full = row.result.target.threshold(row.level), row.result.max_points
    if not limit or not full:
        return Fraction(0)
    reached = [min(Fraction(1), value / limit) for value in (one, other)]
    return full * abs(reached[0] - reached[1])


def history(evaluation: Evaluation) -> Part:
    """Each result beside the previous period's and the median of the agency's peers."""
    items = [
        (row, _change(row))
        for row in judged_here(evaluation)
        if row.value and (row.previous or row.peers)
    ]
    before = evaluation.previous_period
    counts = {row.peer_count for row, _ in items if row.peer_count}
    return part(
        "history",
        f"{len(items)} chỉ tiêu có số để so sánh",
        items=items,
        previous=before,
        note="" if before else wording.NO_HISTORY,
        peers=any(row.peers for row, _ in items),
        peer_count=counts.pop() if len(counts) == 1 else "",
    )


def _change(row: Row) -> str:
    if row.now is None or row.then is None or not row.result.target.unit.startswith(UNIT_SHARE):
        return ""
    if row.yes_no:
        return "" if row.now != row.then else wording.UNCHANGED
    return wording.points_apart(row.now - row.then)


def method(evaluation: Evaluation) -> Part:
    """What the words and marks mean, and where the figures of this packet come from."""
    here = judged_here(evaluation)
    words: dict[str, set[str]] = {}
    for row in here:
        words.setdefault(row.mark.shape, set()).add(row.mark.word)
    sources = Counter(row.source for row in here if row.source)
    return part(
        "method",
        "Cách tính và nguồn số liệu",
        marks=[
            Mark("; ".join(sorted(words[shape])), shape)
            for shape in wording.MARK_MEANINGS
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
    return wording.OPINION_WITHHELD, wording.OPINION_WITHHELD if opinion.answered else ""


def opinion(evaluation: Evaluation) -> Part:
    """What the agency said of its results and what was answered; room for more, on paper."""
    labels = {target.id: (target.label, target.clause) for target in evaluation.plan.targets}
    items = [
        (label, wording.cite(clause), *_opinion_texts(each))
        for each in evaluation.objections
        for label, clause in [labels[each.target]]
    ]
    return part(
        "opinion",
        "Ý kiến của đơn vị",
        agency=evaluation.agency,
        items=items,
        explanations=[cut(text) for text in evaluation.explanations],
    )
