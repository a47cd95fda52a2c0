"""The page of a period on how figures are computed and judged, common to all its packets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helpers import wording
from helpers.model import Evaluation, Level, Plan, Target
from helpers.packets.display.headings import anchor, area_title
from helpers.packets.page import rendered
from helpers.packets.seal import META, sealed


@dataclass(frozen=True)
class TargetMethod:
    """How one target is computed, in words."""

    id: str
    label: str
    limits: tuple[tuple[str, str], ...]  # of each level its name and threshold
    figure: str  # numerator over denominator
    exclusions: str
    note: str  # the convention
    points: str


@dataclass(frozen=True)
class ClauseMethod:
    """A clause of the plan with its targets."""

    title: str
    intro: str
    targets: tuple[TargetMethod, ...]


@dataclass(frozen=True)
class AreaMethod:
    """An area of the plan with its clauses."""

    anchor: str
    title: str
    clauses: tuple[ClauseMethod, ...]


def methods(evaluation: Evaluation) -> bytes:
    """The page of methods of a period; of the evaluation only plan, period and origin are used."""
    plan, period = evaluation.plan, evaluation.period
    page = rendered(
        "methods.html.j2",
        metas=[("cchc-period", period.id), ("cchc-plan", plan.id), (META, "")],
        title=f"{wording.brief.METHODS_TITLE} – {period.label}",
        simulated=evaluation.origin.simulated,
        draft=evaluation.draft,
        plan=plan,
        period=period,
        areas=list(_areas(plan)),
    )
    return sealed(page)


def _areas(plan: Plan) -> Iterator[AreaMethod]:
    for area in plan.areas:
        title = area_title(plan, area)
        clauses = tuple(
            ClauseMethod(
                wording.pages.clause_title(clause),
                clause.intro,
                tuple(_method(plan, target) for target in clause.targets),
            )
            for clause in area.clauses
        )
        yield AreaMethod(anchor(title), title, clauses)


def _method(plan: Plan, target: Target) -> TargetMethod:
    rule = plan.scoring.rules.get(target.id)
    return TargetMethod(
        id=target.id,
        label=target.label,
        limits=tuple(_limits(plan, target)),
        figure=wording.brief.figure_of(target),
        exclusions=target.exclusions,
        note=target.note,
        points=wording.score.of_rule(rule) if rule else "",
    )


def _limits(plan: Plan, target: Target) -> Iterator[tuple[str, str]]:
    """The threshold of each level that has one, levels with the same together."""
    by_words: dict[str, list[Level]] = {}
    for level in target.thresholds:
        by_words.setdefault(wording.targets.threshold_words(target, level), []).append(level)
    for words, levels in by_words.items():
        yield ", ".join(plan.label(level) for level in levels), words
