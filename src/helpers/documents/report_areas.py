"""The targets of the plan by area, each once, as the draft report shows them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpers import wording
from helpers.evaluation.withheld import is_withheld
from helpers.model import WHOLE, Evaluation, Level, Status, Target
from helpers.packets.display.first_screen import TALLY_ORDER, by_mark
from helpers.packets.display.members import of_target
from helpers.packets.display.rows import ResultRow, mark, rows
from helpers.packets.display.selection import assessed


@dataclass(frozen=True)
class ReportedTarget:
    """A target with its row of the whole and, where the whole has no verdict of its own, what each
    level with agencies that are judged has."""

    row: ResultRow
    judged: bool  # the whole has a verdict, or lacks one that it needs
    levels: tuple[str, ...] = ()
    thresholds: str = ""

    @property
    def figure(self) -> str:
        """The figure of the whole, else what the levels have."""
        return "; ".join(filter(None, (figure_of(self.row), *self.levels)))

    @property
    def threshold(self) -> str:
        """The threshold of the whole, else those of the levels."""
        return self.thresholds if self.levels else self.row.threshold

    @property
    def verdict(self) -> str:
        """The verdict of the whole, or that there is one by level."""
        return wording.report.BY_LEVEL if self.levels else self.row.mark.word


def targets_by_area(evaluation: Evaluation) -> Iterator[tuple[str, list[ReportedTarget]]]:
    """Every target of the plan in its order, by the label of its area; areas with any."""
    plan = evaluation.plan
    by_target: dict[str, dict[Level, ResultRow]] = defaultdict(dict)
    for row in rows(evaluation):
        by_target[row.result.target.id][row.level] = row
    for area in plan.areas:
        of_area = [target for target in plan.targets if target.area == area.id]
        if of_area:
            yield area.label, [_reported(evaluation, t, by_target[t.id]) for t in of_area]


def _reported(
    evaluation: Evaluation, target: Target, by_level: dict[Level, ResultRow]
) -> ReportedTarget:
    row = by_level[WHOLE]
    if assessed([row]):
        return ReportedTarget(row, judged=True)
    levels, limits = [], {}
    for level in evaluation.plan.levels:
        if words := _level_words(evaluation, by_level[level]):
            label = evaluation.plan.label(level)
            levels.append(wording.report.of_level(label, words))
            limits[label] = by_level[level].threshold
    return ReportedTarget(row, False, tuple(levels), wording.report.thresholds(limits))


def _level_words(evaluation: Evaluation, row: ResultRow) -> list[str]:
    """How many agencies of a level have which verdict, and the figure of the level with its own;
    empty where none of them is judged."""
    target, level = row.result.target, row.level
    marks = [mark(own.member, own.result) for own in of_target(evaluation, target.id, level)]
    agencies = wording.report.agencies_by_verdict(
        [(each.word, n) for each, n in by_mark(marks)], _withheld(evaluation, row)
    )
    if not agencies or not assessed([row]):
        return agencies
    verdict = wording.report.with_reason(row.mark.word, row.mark.reason)
    return [*agencies, wording.report.level_figure(figure_of(row), verdict)]


def _withheld(evaluation: Evaluation, row: ResultRow) -> int:
    """How many agencies of the row's level have no verdict because their figure is withheld."""
    own = (
        result
        for member in evaluation.members
        for result in member.results
        if result.level == member.agency.level == row.level and result.target == row.result.target
    )
    return sum(is_withheld(each.observation) and not each.verdict.status for each in own)


# ---------------------------------------------------------------- words


def figure_of(row: ResultRow) -> str:
    """Both counts with what they are of, and the value: `163/177 cơ quan, bằng 92,1%`."""
    things = wording.verdicts.thing_words(row.result, "")
    counts = wording.report.with_things(row.counts, things)
    return wording.results.value_after_counts(counts, row.value, row.result.target.measure)


def area_lines(targets: Sequence[ReportedTarget]) -> Iterator[str]:
    """The targets of an area in sentences; those without a verdict anywhere are counted."""
    judged = [each.row for each in targets if each.judged]
    if judged:
        met = sum(row.status is Status.MET for row in judged)
        yield wording.report.area_tally(met, len(judged))
    by_verdict: dict[tuple[int, str], list[str]] = defaultdict(list)
    for row in judged:
        words = wording.report.result(row.label, figure_of(row), row.threshold, row.mark.reason)
        by_verdict[TALLY_ORDER.index(row.mark.shape), row.mark.word].append(words)
    for place, word in sorted(by_verdict):
        yield wording.report.by_verdict(word, by_verdict[place, word])
    for each in targets:
        if each.levels:
            yield wording.report.judged_by_level(each.row.label, each.threshold, each.figure)
    others = [each.row for each in targets if not (each.judged or each.levels)]
    if others:
        states = Counter(row.value or row.mark.word for row in others)
        yield wording.report.without_verdict(len(others), states)


def result_line(number: int, target: ReportedTarget) -> tuple[str, ...]:
    """A row of the area's table."""
    row = target.row
    remarks = (row.mark.reason, wording.report.figure_before(row.previous))
    return (
        str(number),
        f"{row.label} ({row.cite})",
        target.threshold,
        wording.core.leading(target.figure),
        target.verdict,
        wording.report.note(remarks),
    )
