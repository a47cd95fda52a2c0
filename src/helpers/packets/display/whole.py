"""The page of the whole: who has sent, agencies by area, every target by level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers import wording
from helpers.model import WHOLE, Agency, Evaluation, Level, Reason, Target
from helpers.packets.display.fragment import NOTHING, Fragment, fragment, style
from helpers.packets.display.lists import (
    NAMED,
    AgencyList,
    Group,
    by_group,
    by_name,
    long_lists,
    objecting,
    returned,
    unconfirmed,
    without_form,
)
from helpers.packets.display.members import Count, Own, by_agency, is_returned, of_target
from helpers.packets.display.rows import ResultRow, rows
from helpers.packets.display.selection import assessed, missing_figures, own_rows

SHADES = 4  # of the heat map, besides none


@dataclass(frozen=True)
class HeatCell:
    """How many targets of an area are met of those assessed; `shade`: from 0 to SHADES."""

    count: Count

    @property
    def text(self) -> str:
        """Both counts; empty where none is assessed."""
        return wording.core.counts(self.count.met, self.count.total) if self.count.total else ""

    @property
    def shade(self) -> int:
        """0 for no target met, SHADES for all of them."""
        return SHADES * self.count.met // self.count.total if self.count.total else 0


@dataclass(frozen=True)
class HeatLine:
    """One agency, or all agencies under one."""

    name: str
    numbers: tuple[int, ...]  # by list that is too long for names
    cells: tuple[HeatCell, ...]  # by area
    total: HeatCell


def coverage(evaluation: Evaluation) -> Fragment:
    """Who has not sent, by name, or where their numbers are; whose figures are not confirmed; who
    objects."""
    return fragment(
        "coverage",
        wording.whole.COVERAGE,
        template="whole",
        style=style("whole"),
        lines=list(filter(None, coverage_lines(evaluation, wording.whole.COUNTED_IN_TABLE))),
    )


def coverage_lines(evaluation: Evaluation, elsewhere: str = "") -> Iterable[str]:
    """The sentences of the coverage; some may be empty. `elsewhere`: where the numbers are of
    groups with too many agencies to be named; empty: in the sentence."""
    plan, members = evaluation.plan, evaluation.members
    asked = [member for member in members if member.form is not Reason.NOT_ASKED]
    yield wording.whole.sent(sum(member.form is None for member in asked), len(asked))
    for reason, lacking in without_form(evaluation).items():
        yield wording.whole.without_form(reason, lacking.total, lacking.names(plan, elsewhere))
    submissions = [m.submission for m in members if m.submission]
    yield wording.decisions.counted(Counter(each.state for each in submissions))
    undone = returned(evaluation)
    reasons = [
        wording.decisions.returned_for(member.agency.name, member.submission)
        for member in members
        if member.submission and is_returned(member)
    ]
    parts = undone.names(plan, elsewhere) if undone.long else reasons
    yield wording.decisions.all_returned(undone.total, parts)
    doubts = unconfirmed(evaluation)
    yield wording.whole.unconfirmed(doubts.total, doubts.names(plan, elsewhere))
    opinions = [opinion for member in members for opinion in member.objections]
    answered, voices = sum(opinion.answered for opinion in opinions), objecting(evaluation)
    names = voices.names(plan, elsewhere)
    yield wording.whole.objections(len(opinions), answered, voices.total, names)
    yield wording.whole.missing_of_whole(
        [row.label for row in assessed(missing_figures(evaluation)) if row in own_rows(evaluation)]
    )


# ---------------------------------------------------------------- agencies by area


def heat_map(evaluation: Evaluation) -> Fragment:
    """Targets met of those assessed, of every agency directly under the whole and of the others by
    their parent, for each area; of very many lines those of a parent and of the agencies under it
    are one. With the numbers of the lists that are too long for names. NOTHING without either."""
    plan, lists = evaluation.plan, long_lists(evaluation)
    found = by_agency(evaluation)
    shown = {own.result.target.area for owns in found.values() for own in owns.values()}
    areas = [area for area in plan.areas if area.id in shown]
    if not areas and not lists:
        return NOTHING
    ids, groups = [area.id for area in areas], list(_heat_groups(evaluation))
    merged = sum(len(lines) for _, lines in groups) > NAMED
    if merged:
        groups = list(_merged(evaluation))
    return fragment(
        "heat_map",
        wording.whole.HEAT_CAPTION,
        template="whole",
        areas=areas,
        heads=[each.head for each in lists],
        groups=[
            (head, [_heat_line(evaluation, ids, lists, group) for group in lines])
            for head, lines in groups
        ],
        note=wording.whole.SINGLE_NAMES if lists or merged else "",
    )


HeatGroup = tuple[str, list[Group]]


def _heat_groups(evaluation: Evaluation) -> Iterable[HeatGroup]:
    """The lines of the heat map: by level each agency, or all under one parent."""
    plan, agencies = evaluation.plan, [member.agency for member in evaluation.members]
    for level in plan.levels:
        of_level = [agency for agency in agencies if agency.level == level]
        single = by_name(agency for agency in of_level if plan.parent(agency) is None)
        if single:
            yield wording.core.leading(plan.group(level)), single
        under: dict[str, list[Agency]] = {}
        for agency in of_level:
            if parent := plan.parent(agency):
                under.setdefault(parent.name, []).append(agency)
        if under:
            groups = [Group(name, tuple(each), single=False) for name, each in under.items()]
            yield wording.whole.under([plan.group(level)]), groups


def _merged(evaluation: Evaluation) -> Iterable[HeatGroup]:
    """The same with a parent and all under it in one line, after the single agencies."""
    plan = evaluation.plan
    groups = by_group(plan, (member.agency for member in evaluation.members))
    for single in (True, False):
        lines = [group for group in groups if group.single is single]
        found = {agency.level for group in lines for agency in group.agencies}
        names = [plan.group(level) for level in plan.levels if level in found]
        if lines:
            head = wording.core.leading("; ".join(names)) if single else wording.whole.under(names)
            yield head, lines


def _heat_line(
    evaluation: Evaluation, areas: Sequence[str], lists: Sequence[AgencyList], group: Group
) -> HeatLine:
    found = by_agency(evaluation)
    owns = [own for agency in group.agencies for own in found[agency.id].values()]
    cells = (HeatCell(Count.of(o for o in owns if o.result.target.area == a)) for a in areas)
    return HeatLine(
        group.numbered(len(group.agencies)),
        tuple(each.of(group.agencies) for each in lists),
        tuple(cells),
        HeatCell(Count.of(owns)),
    )


# ---------------------------------------------------------------- every target


@dataclass(frozen=True)
class LevelCell:
    """A target at one level: the figure of the level with its verdict, and of its agencies how
    many meet it."""

    row: ResultRow | None  # None: not assessed as a whole
    count: Count


@dataclass(frozen=True)
class TargetLine:
    """A target with its figure of the whole, then of each level."""

    target: Target
    anchor: str
    limits: str
    cells: tuple[LevelCell, ...]
    count: Count  # of all agencies

    @property
    def rows(self) -> tuple[ResultRow, ...]:
        """The rows of the levels that are assessed."""
        return tuple(cell.row for cell in self.cells if cell.row)


def levels_shown(evaluation: Evaluation) -> tuple[Level, ...]:
    """The whole, then the plan's levels."""
    return (WHOLE, *evaluation.plan.levels)


def level_heads(evaluation: Evaluation) -> list[str]:
    """What a column of each is called."""
    plan = evaluation.plan
    return [wording.core.leading(plan.label(level)) for level in levels_shown(evaluation)]


def target_lines(evaluation: Evaluation, area: str | None = None) -> list[TargetLine]:
    """Every target that is assessed, of the whole or of an agency, in the plan's order."""
    by_target: dict[str, dict[Level, ResultRow]] = {}
    for row in assessed(rows(evaluation, area)):
        by_target.setdefault(row.result.target.id, {})[row.level] = row
    lines = []
    for target in evaluation.plan.targets:
        owns = of_target(evaluation, target.id)
        found = by_target.get(target.id, {})
        if area in (None, target.area) and found:
            lines.append(_target_line(evaluation, target, found, owns))
    return lines


def _target_line(
    evaluation: Evaluation, target: Target, found: dict[Level, ResultRow], owns: Sequence[Own]
) -> TargetLine:
    shown = [row for row in found.values() if row.limit_words]
    further = dict.fromkeys(row.limit for row in shown)
    return TargetLine(
        target=target,
        anchor=target.id,
        limits=" · ".join([*(row.limit_words for row in shown[:1]), *list(further)[1:]]),
        cells=tuple(
            LevelCell(
                found.get(level),
                Count.of(o for o in owns if o.member.agency.level == level),
            )
            for level in levels_shown(evaluation)
        ),
        count=Count.of(owns),
    )


def verdicts_of_all(evaluation: Evaluation) -> Fragment:
    """A table of every target that is assessed, of the whole and by level, with how many agencies
    meet it."""
    lines = target_lines(evaluation)
    shown = {cell.row.mark.shape: cell.row.mark.word for e in lines for cell in e.cells if cell.row}
    return fragment(
        "verdicts_of_all",
        wording.results.counted(len(lines), wording.results.TARGETS),
        template="whole",
        lines=lines,
        heads=level_heads(evaluation),
        keys=[wording.matrix.key(s, shown[s]) for s in wording.matrix.SHAPES if s in shown],
    )
