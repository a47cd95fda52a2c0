"""The points of an agency by area, and what costs most of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from helpers import wording
from helpers.evaluation.classes import too_open
from helpers.model import ClassConvention, Classed, Evaluation, Grade, Unclassed
from helpers.packets.display.fragment import NOTHING, Fragment, fragment
from helpers.packets.display.headings import area_name
from helpers.packets.display.rows import ResultRow
from helpers.packets.display.selection import own_rows

LOSSES = 3  # named of each area


@dataclass(frozen=True)
class AreaPoints:
    """The points of one area."""

    name: str
    points: str
    full: str
    losses: str


def score_sentence(evaluation: Evaluation) -> str:
    """The score with its rule; empty where nothing is scored."""
    parts = [
        (name, wording.score.WITHHELD if too_open(score) else wording.score.figure(score))
        for name, score in (
            (wording.score.FIRM, evaluation.firm),
            (wording.score.ASPIRED, evaluation.aspired),
        )
        if score.maximum
    ]
    return wording.score.total(evaluation.plan.scoring, parts) if parts else ""


def score(evaluation: Evaluation) -> Fragment:
    """The score, its parts by area, and what costs most of each; NOTHING where nothing is
    scored."""
    sentence, scored = score_sentence(evaluation), _scored(evaluation)
    if not sentence or not scored:
        return NOTHING
    plan = evaluation.plan
    lines = [
        _of_area(area_name(plan, area), items)
        for area in plan.areas
        if (items := [row for row in scored if row.result.target.area == area.id])
    ]
    return fragment(
        "score",
        sentence,
        template="score",
        sentence=sentence,
        lines=lines,
        heads=wording.score.HEADS,
        scoring=plan.scoring,
        rating=class_sentence(evaluation),
        illustration=isinstance(evaluation.classed, Classed) and evaluation.classed.illustration,
        ceiling=plan.ceiling,
    )


def class_sentence(evaluation: Evaluation) -> str:
    """The class, the ceiling of the head's rating and the points to the next class, or why there is
    no class; empty where the plan ties no rating to a class."""
    given = evaluation.classed
    if given is None:
        return ""
    if isinstance(given, Unclassed):
        return wording.score.no_class(given)
    return wording.score.class_words(given, _to_next(evaluation, given))


def _to_next(evaluation: Evaluation, given: Classed) -> tuple[Fraction, str] | None:
    """How many points are missing to the next class, and its name; None where there is none, the
    class was typed in, or missing data leave it open."""
    classes = evaluation.plan.scoring.classes
    convention = classes.illustration if given.illustration else classes.convention
    better = _better(convention, given.name) if convention and not given.highest else None
    if better is None:
        return None
    low = evaluation.firm.low + evaluation.aspired.low
    full = evaluation.firm.maximum + evaluation.aspired.maximum
    return better.at_least * full / 100 - low, better.name


def _better(convention: ClassConvention, name: str) -> Grade | None:
    names = [grade.name for grade in convention.grades]
    place = names.index(name) if name in names else 0
    return convention.grades[place - 1] if place else None


def _scored(evaluation: Evaluation) -> list[ResultRow]:
    return [row for row in own_rows(evaluation) if row.result.max_points is not None]


def _of_area(name: str, items: Sequence[ResultRow]) -> AreaPoints:
    full = sum((_full(row) for row in items), Fraction(0))
    low = sum((row.result.points or Fraction(0) for row in items), Fraction(0))
    ranked = sorted(items, key=_lost, reverse=True)
    losses = [wording.score.loss(r.label, _lost(r)) for r in ranked[:LOSSES] if _lost(r)]
    return AreaPoints(
        name=name,
        points=wording.score.span(low, low, full),
        full=wording.core.number(full),
        losses="; ".join(losses),
    )


def _full(row: ResultRow) -> Fraction:
    return row.result.max_points or Fraction(0)


def _lost(row: ResultRow) -> Fraction:
    return _full(row) - (row.result.points or Fraction(0))
