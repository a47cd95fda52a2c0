"""The annex of the page of the whole: the targets of an area by level, the differences of all
agencies, the spread of a share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from helpers import wording
from helpers.evaluation.formulas import value as value_of
from helpers.model import WHOLE, Clause, Evaluation, Observation, Reason, Result
from helpers.packets.display import lists
from helpers.packets.display.charts import ON_TIME, funnel
from helpers.packets.display.fragment import NOTHING, Fragment, fragment
from helpers.packets.display.funnels import FunnelPoint
from helpers.packets.display.members import by_agency, by_target, is_below, lacks, of_target
from helpers.packets.display.reliability import few, unconfirmed
from helpers.packets.display.rows import ResultRow, counts_of, is_yes_no, source_words, value_words
from helpers.packets.display.selection import missing_figures
from helpers.packets.display.whole import TargetLine, level_heads, target_lines

FARTHEST = 3  # agencies named of each target
DIFFERENCES, FIRST_DIFFERENCES = 8, 3


@dataclass(frozen=True)
class ClauseOfAll:
    """The targets of a clause, each with what must be read with it."""

    clause: Clause
    title: str
    lines: tuple[tuple[TargetLine, str], ...]


def clauses_of_all(evaluation: Evaluation, clauses: Iterable[Clause]) -> Fragment:
    """A table of the targets of these clauses that are assessed: of the whole and by level the
    figure, the verdict and how many agencies have which verdict; those farthest away by name."""
    found = [
        ClauseOfAll(
            clause,
            wording.pages.clause_title(clause),
            tuple(
                (line, said(evaluation, line))
                for line in target_lines(evaluation, clause.area)
                if line.target.clause == clause.id
            ),
        )
        for clause in clauses
    ]
    count = sum(len(each.lines) for each in found)
    return fragment(
        "clauses_of_all",
        wording.results.counted(count, wording.results.TARGETS),
        template="whole",
        clauses=found,
        heads=level_heads(evaluation),
        count=wording.brief.judged_targets(count),
    )


def said(evaluation: Evaluation, line: TargetLine) -> str:
    """Who is farthest from a target, who lacks data, and what must be read with the figures."""
    texts = dict.fromkeys((*_named(evaluation, line), *_doubts(evaluation, line.rows)))
    words = "; ".join(filter(None, texts))
    return f"{wording.core.leading(words)}." if words else ""


def _named(evaluation: Evaluation, line: TargetLine) -> Iterable[str]:
    if line.target.private:
        return
    owns = of_target(evaluation, line.target.id)
    below = [own for own in owns if is_below(own)]
    apart = [own for own in below if own.result.verdict.margin is not None]
    measured = [own for own in apart if not is_yes_no(own.member, own.result)]
    if measured:
        measured.sort(key=lambda own: abs(own.result.verdict.margin or Fraction(0)), reverse=True)
        yield wording.whole.furthest(
            [
                (own.member.agency.name, value_words(own.result, own.result.observation))
                for own in measured[:FARTHEST]
            ]
        )
    else:
        yield wording.whole.not_done([own.member.agency.name for own in below])


def _doubts(evaluation: Evaluation, items: Iterable[ResultRow]) -> Iterable[str]:
    every = list(items)
    of_whole = [row for row in every if row.level == WHOLE]
    for row in of_whole or every:
        observation, result = row.result.observation, row.result
        if observation is None:
            continue
        yield from few(evaluation, observation)
        yield from unconfirmed(observation, result.verdict)
        if observation.undated:
            yield wording.results.undated_apart(observation.undated)
        if result.own_reports and value_of(result.target, observation) is not None:
            yield wording.core.in_plan(wording.whole.FROM_LIST, evaluation.plan)


# ---------------------------------------------------------------- what is missing


def missing_of_all(evaluation: Evaluation) -> Fragment:
    """The figures that are missing: of the whole by reason, then of every agency by the point of
    the plan, or of very many together; what is not confirmed, and the remarks of the intake."""
    of_whole: dict[str, list[ResultRow]] = {}
    for row in missing_figures(evaluation):
        if row.result.verdict.reason is not Reason.AGENCIES_MISSING:
            of_whole.setdefault(row.mark.reason or row.mark.word, []).append(row)
    lacking, unconfirmed = lists.lacking(evaluation), evaluation.unconfirmed
    sections = (
        (wording.whole.LACKING, len(lacking.numbers), _lacking(evaluation, lacking)),
        (wording.unconfirmed.TITLE, len(unconfirmed), _unconfirmed(evaluation)),
        (wording.whole.REMARKS, len(evaluation.notices), evaluation.notices),
    )
    return fragment(
        "missing_of_all",
        wording.results.counted(
            sum(len(items) for items in of_whole.values()), wording.results.TARGETS_WITHOUT_FIGURE
        ),
        template="whole",
        of_whole=[
            wording.whole.missing_figures(reason, [_label(row) for row in items])
            for reason, items in of_whole.items()
        ],
        missing=bool(of_whole or lacking.numbers or unconfirmed),
        sections=[each for each in sections if each[1]],
    )


def _lacking(evaluation: Evaluation, lacking: lists.AgencyList) -> list[str]:
    owns = by_agency(evaluation)
    clauses = {
        agency: [own.result.target.clause for own in owns[agency.id].values() if lacks(own)]
        for agency in lacking.numbers
    }
    if lacking.long:
        together = list(chain.from_iterable(clauses.values()))
        words = wording.whole.lacking(wording.whole.ALL_AGENCIES, together)
        return [words, wording.whole.COUNTED]
    return [wording.whole.lacking(agency.name, each) for agency, each in clauses.items()]


def _unconfirmed(evaluation: Evaluation) -> list[str]:
    """Every figure, or of very many agencies only those of the whole's own form."""
    doubts, doubtful = evaluation.unconfirmed, lists.unconfirmed(evaluation)
    if doubtful.long:
        of_members = {agency.id for agency in doubtful.numbers}
        doubts = tuple(doubt for doubt in doubts if doubt.agency not in of_members)
    words = [wording.core.leading(wording.unconfirmed.of_agency(doubt)) for doubt in doubts]
    return [*words, wording.whole.COUNTED] if doubtful.long else words


def _label(row: ResultRow) -> str:
    return f"{row.label} ({row.group})" if row.group else row.label


# ---------------------------------------------------------------- differences of all agencies


@dataclass(frozen=True)
class AgencyDifference:
    """A figure that an agency's form has otherwise than the one used."""

    name: str
    label: str
    cite: str
    used: str
    source: str
    other: str
    other_source: str
    apart: str
    effect: tuple[Fraction, Fraction]  # in points of the score, then of percent


def agency_differences(evaluation: Evaluation) -> list[AgencyDifference]:
    """Where the figures of two sources differ for an agency, those with the largest effect first.
    None of targets about persons, and none that is withheld."""
    found = [
        difference
        for owns in by_target(evaluation).values()
        for own in owns
        if not own.result.target.private
        for other in own.result.others
        if (difference := _difference(own.member, own.result, other))
    ]
    return sorted(found, key=lambda each: each.effect, reverse=True)


def _difference(member: Evaluation, result: Result, other: Observation) -> AgencyDifference | None:
    used = result.observation
    one, two = value_of(result.target, used), value_of(result.target, other)
    if used is None or one is None or two is None or one == two:
        return None
    return AgencyDifference(
        name=member.agency.name,
        label=result.target.label,
        cite=result.target.clause,
        used=_with_counts(result, used),
        source=source_words(member, result, used),
        other=_with_counts(result, other),
        other_source=source_words(member, result, other),
        apart=wording.pages.points_apart(one - two),
        effect=(worth(result, one, two), abs(one - two)),
    )


def _with_counts(result: Result, observation: Observation) -> str:
    return f"{value_words(result, observation)} ({counts_of(result, observation)})"


def worth(result: Result, one: Fraction | None, other: Fraction | None) -> Fraction:
    """How many points of the score two values of a target are apart; what exceeds its threshold
    does not count; a figure that is missing counts as none."""
    limit, full = result.target.threshold(result.level), result.max_points
    if not limit or not full:
        return Fraction(0)
    reached = [min(Fraction(1), (value or Fraction(0)) / limit) for value in (one, other)]
    return full * abs(reached[0] - reached[1])


def first_differences(evaluation: Evaluation) -> Fragment:
    """The differences with the largest effect, in a list; NOTHING without any."""
    items = agency_differences(evaluation)
    if not items:
        return NOTHING
    return fragment(
        "first_differences",
        wording.whole.DIFFERENCES,
        template="whole",
        lines=[
            wording.whole.difference(d.name, d.label, d.used, d.other, d.apart)
            for d in items[:FIRST_DIFFERENCES]
        ],
    )


def differences_of_all(evaluation: Evaluation) -> Fragment:
    """The differences of all agencies, those with the largest effect in a table."""
    items = agency_differences(evaluation)
    return fragment(
        "differences_of_all",
        wording.results.counted(len(items), wording.results.TARGETS_DIFFERING),
        template="whole",
        items=items[:DIFFERENCES],
        further=wording.whole.further_differences(len(items) - DIFFERENCES),
        precedence=wording.core.in_plan(wording.pages.PRECEDENCE, evaluation.plan),
    )


# ---------------------------------------------------------------- a share with many denominators


def spread(evaluation: Evaluation) -> Fragment:
    """The share of dossiers on time of the agencies of the largest level over their dossiers;
    NOTHING without it."""
    owns = of_target(evaluation, ON_TIME)
    levels = [own.member.agency.level for own in owns]
    if not levels:
        return NOTHING
    level = max(evaluation.plan.levels, key=levels.count)
    points = [
        FunnelPoint(own.member.agency.name, seen.numerator, seen.denominator)
        for own in of_target(evaluation, ON_TIME, level)
        if (seen := own.result.observation)
        and seen.numerator is not None
        and seen.denominator is not None
    ]
    target = evaluation.plan.target(ON_TIME)
    what = f"{target.label} ({evaluation.plan.group(level)})"
    return funnel(points, what, target.threshold(level))
