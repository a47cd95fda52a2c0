"""The sections of a packet after its first screen: each takes an Evaluation and gives a Part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from helpers import wording
from helpers.display.part import Part, part
from helpers.display.rows import LEVEL_ORDER, Mark, Row, rows, value_of, value_words
from helpers.display.selection import judged_here
from helpers.model import Evaluation, Level, Observation, Plan, Status


def scorecard(evaluation: Evaluation, area: str) -> Part:
    """All targets of an area at a glance: one line each, with a column per level if several."""
    items = [row for row in rows(evaluation, area) if row.status is not Status.NOT_APPLICABLE]
    levels = [level for level in LEVEL_ORDER if any(r.level is level for r in items)]
    several = len(levels) > 1
    return part(
        "scorecard_by_level" if several else "scorecard",
        f"{len(items)} chỉ tiêu",
        label=_area_label(evaluation.plan, area),
        items=_by_target(items) if several else items,
        levels={level: _level_head(evaluation, level) for level in levels},
        aside=_aside(rows(evaluation, area)),
    )


def _aside(items: Iterable[Row]) -> dict[str, list[Row]]:
    """Targets that apply at no level, by the reason why."""
    found = list(items)
    shown = {r.result.target.id for r in found if r.status is not Status.NOT_APPLICABLE}
    aside: dict[str, list[Row]] = {}
    for row in found:
        if row.result.target.id not in shown and not row.group:
            aside.setdefault(row.mark.reason or row.mark.word, []).append(row)
    return aside


def _level_head(evaluation: Evaluation, level: Level) -> str:
    if level is evaluation.agency.level and level is not Level.ALL:
        return "đơn vị"
    return wording.GROUP_WORDS[level]


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
    previous period and peers; one line where nothing of it binds the agency."""
    items = [r for r in rows(evaluation) if r.result.target.clause == clause_id]
    bound = [r for r in items if r.status is not Status.NOT_APPLICABLE]
    notes = dict.fromkeys((r.label, r.note) for r in bound if r.note)
    return part(
        "clause",
        f"{wording.cite(clause_id)}: {len(bound)} kết quả",
        cite=wording.cite(clause_id),
        items=bound,
        heads=wording.TARGET_HEADS,
        aside={} if bound else _aside(items),
        notes=list(notes),
    )


def dossiers(evaluation: Evaluation) -> Part:
    """The agency's dossiers in the columns of form II.06a; a sentence where there are none."""
    counts = evaluation.dossiers
    text = "Không có hồ sơ" if counts is None else f"{wording.number(counts.c3)} hồ sơ"
    return part("dossiers", text, counts=counts)


def differences(evaluation: Evaluation) -> Part:
    """Where an agency's report and a computed or appraised figure stand side by side, the ones
    that move the score most first."""
    found = [
        (row, other)
        for row in judged_here(evaluation)
        for other in row.result.others
        if value_of(other) is not None and value_of(row.result.observation) is not None
    ]
    found.sort(key=lambda pair: -_gap(*pair) * (pair[0].result.max_points or 0))
    items = [
        (row, wording.source_of(other), _other(row, other), wording.points_apart(_lead(row, other)))
        for row, other in found
    ]
    return part("differences", f"{len(items)} chỉ tiêu có hai số", items=items)


def _lead(row: Row, other: Observation) -> Fraction:
    used, value = value_of(row.result.observation), value_of(other)
    assert used is not None and value is not None
    return used - value


def _gap(row: Row, other: Observation) -> Fraction:
    return abs(_lead(row, other))


def _other(row: Row, other: Observation) -> str:
    counts = f"{wording.number(other.numerator or 0)}/{wording.number(other.denominator or 0)}"
    return f"{value_words(row.result, other, row.yes_no)} ({counts})"


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
    now, then = value_of(row.result.observation), value_of(row.result.previous)
    if now is None or then is None or row.result.target.unit != "%":
        return ""
    if row.yes_no:
        return "" if now != then else wording.points_apart(Fraction(0))
    return wording.points_apart(now - then)


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


def opinion(evaluation: Evaluation) -> Part:
    """Room for the agency's own words, to be written on paper."""
    return part("opinion", "Ý kiến của đơn vị", agency=evaluation.agency)
