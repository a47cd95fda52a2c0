"""Whether what a target promises can be: figures, units, years, and how they are judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from helpers import wording
from helpers.model import WHOLE, Comparison, Counts, Dataset, Judged, Kind, Level, Measure, Rollup
from helpers.plan.folder import Folder, Placed
from helpers.plan.indicators import Offered, answers_yes_no, check_indicators
from helpers.plan.reading import Fault
from helpers.plan.references import unknown_names
from helpers.plan.schema import IndicatorRow, TargetRow

# Judged by a figure: each level bound so needs a threshold.
WEIGHED = (Judged.VERDICT, Judged.YES_NO)
# The highest value of a measure. A ratio is in percent, of two counts that are no parts of each
# other; places are those of 63 provinces.
HIGHEST = {Measure.SHARE: 100, Measure.FALL: 100, Measure.RATIO: 1000, Measure.GAIN: 62}
LONGEST = 25  # years from a plan to the last target it may set: national visions go to 2045
FIGURE_KEYS = (
    "counts",
    "builds",
    "yearly",
    "averaged",
    "private",
    "agreed",
    "baseline",
    "appraised_by",
)


def check_targets(folder: Folder, offered: Offered | None) -> Iterator[Fault]:
    """Every fault of the targets, besides those of their inputs."""
    yield from _check_owners(folder)
    year, known = folder.plan.row.year, {entry.row.id for entry in folder.inputs}
    levels = [level.id for level in folder.plan.row.levels]
    for target in folder.targets:
        row = target.row
        yield from unknown_names(target, "baseline", row.baseline, known)
        yield from check_indicators(target, offered)
        yield from _check_figures(target)
        yield from _check_judged(target)
        yield from _check_power(target, levels)
        if not year <= row.due <= year + LONGEST:
            yield target.fault("due_elsewhen", "due", found=row.due, year=year, last=year + LONGEST)
        if row.given:
            yield from _check_range(target)
            yield from _check_unit(target, year)
            yield from _check_counts(target)
            yield from _check_marks(target)
            yield from _check_rollup(target, offered)
            yield from _check_years(target, year)


def _check_owners(folder: Folder) -> Iterator[Fault]:
    """A function is of one target; counts of dossiers and of the survey may be those of several,
    where these say the same in words. Inputs are declared, and so are those that are shared."""
    functions: dict[str, Placed[TargetRow]] = {}
    counts: dict[tuple[object, ...], Placed[TargetRow]] = {}
    for target in folder.targets:
        row = target.row
        for name in {each.function for each in row.by_level.values()} - {""}:
            if (first := functions.setdefault(name, target)) is not target:
                facts = {"file": first.document.file, "line": first.line("indicator")}
                yield target.fault("function_taken", "indicator", found=name, **facts)
        for share in (each.share for each in row.by_level.values()):
            if share is None or share.dataset is Dataset.FORM:
                continue
            first = counts.setdefault((share.dataset, share.of, share.among), target)
            words = (row.numerator, row.denominator)
            if words != (first.row.numerator, first.row.denominator):
                facts = {"file": first.document.file, "line": first.line("indicator")}
                yield target.fault("counts_taken", "indicator", **facts)


def _check_figures(target: Placed[TargetRow]) -> Iterator[Fault]:
    row = target.row
    if row.kind is Kind.QUALITATIVE:
        figures = {
            "comparison": row.comparison,
            "threshold": row.thresholds,
            "unit": row.unit,
            "indicator": row.given,
            **{key: target.states(key) for key in FIGURE_KEYS},
        }
        for key in (key for key, value in figures.items() if value):
            yield target.fault("figure_not_wanted", key)
        if row.inputs and not any(entry.register for entry in row.inputs):
            yield target.fault("whole_not_asked", "inputs")
        return
    if row.comparison is None:
        yield target.fault("no_comparison")
    if not row.thresholds:
        yield target.fault("no_threshold")
    elif not row.unit:
        yield target.fault("no_unit", "threshold")
    if not row.given:
        yield target.fault("no_indicator")
    if not target.states("counts"):
        yield target.fault("no_counts")


def _check_power(target: Placed[TargetRow], order: Sequence[Level]) -> Iterator[Fault]:
    """Each level that is bound says who acts: the agency itself, or a body above it."""
    row, key = target.row, "in_power_of"
    if target.states(key) and not row.binds.levels:
        yield target.fault("power_not_wanted", key)
        return
    by_level = Placed(row, target.document, (*target.path, key))
    for level in sorted(row.binds.levels):
        acting = row.in_power_of.get(level)
        if acting is None:
            yield target.fault("no_power", key, level=level)
        elif acting in order and order.index(acting) > order.index(level):
            yield target.fault("power_below", key, level, found=acting, level=level)
    for level in sorted(row.in_power_of.keys() - row.binds.levels):
        if by_level.states(level):
            yield target.fault("idle_level", key, level, found=level)


def _check_judged(target: Placed[TargetRow]) -> Iterator[Fault]:
    row = target.row
    for level in sorted(row.binds.levels):
        if level not in row.judged:
            yield target.fault("no_judged", "judged", level=level)
        elif row.kind is Kind.QUALITATIVE and row.judged[level] in WEIGHED:
            yield target.fault("figure_not_wanted", "judged")
        elif (
            row.thresholds
            and row.judged[level] in WEIGHED
            and not row.thresholds.keys() & {level, WHOLE}
        ):
            yield target.fault("no_threshold_for_level", "threshold", level=level)
    for level in sorted(row.thresholds.keys() - {WHOLE} - row.binds.levels):
        yield target.fault("idle_level", "threshold", level, found=level)


# ---------------------------------------------------------------- figures


def _check_range(target: Placed[TargetRow]) -> Iterator[Fault]:
    """A threshold that every value meets, or none, is a slip."""
    row, high = target.row, HIGHEST[target.row.measure]
    for level, value in row.thresholds.items():
        if row.comparison is Comparison.AT_LEAST:
            code, fits = "range_at_least", 0 < value <= high
        elif row.measure is Measure.RATIO:
            code, fits = "range_ratio", 0 < value < high
        else:
            code, fits = "range_other", 0 <= value < high
        if not fits:
            yield target.fault(code, "threshold", level, found=value, high=high)


def _check_unit(target: Placed[TargetRow], year: int) -> Iterator[Fault]:
    row = target.row
    if not row.unit:
        return
    if row.measure is Measure.GAIN:
        if row.unit not in wording.params.PLACES:
            yield target.fault("unit_of_places", "unit", found=row.unit)
    elif not row.unit.startswith("%"):
        yield target.fault("not_percent", "unit", found=row.unit)
    for named in re.findall(r"\b20\d\d\b", row.unit):
        if int(named) >= year:
            yield target.fault("base_not_before", "unit", found=named, year=year)


def _check_counts(target: Placed[TargetRow]) -> Iterator[Fault]:
    """Dossiers and ballots are counted within the period; what falls, rises or is built up to the
    year's end is a state at its end."""
    row = target.row
    datasets = {each.share.dataset for each in row.by_level.values() if each.share}
    if datasets & {Dataset.DOSSIERS, Dataset.SURVEY}:
        wanted = Counts.FLOW
    elif row.builds or row.measure in (Measure.FALL, Measure.GAIN):
        wanted = Counts.STOCK
    else:
        return
    if target.states("counts") and row.counts is not wanted:
        yield target.fault("counts_unfit", "counts", found=row.counts, expected=wanted)
    if row.builds and wanted is Counts.FLOW:
        yield target.fault("builds_unfit", "builds")


def _check_marks(target: Placed[TargetRow]) -> Iterator[Fault]:
    """Agencies agree with counts of dossiers, and a mean of years needs the years before; without
    them `agreed` asks for nothing and `averaged` never lets a figure miss. What a function reads
    only the function knows."""
    row, given = target.row, list(target.row.by_level.values())
    if any(each.function for each in given):
        return
    shares = [each.share for each in given if each.share]
    if row.agreed and not any(share.dataset is Dataset.DOSSIERS for share in shares):
        yield target.fault("agreed_unfit", "agreed")
    if row.averaged and not any(each.lowest and each.lowest.of_before for each in given):
        yield target.fault("averaged_unfit", "averaged")


def _check_rollup(target: Placed[TargetRow], offered: Offered | None) -> Iterator[Fault]:
    """The province's figure is made of what the agencies' indicators give."""
    row = target.row
    own = {lv: each for lv, each in row.by_level.items() if not each.judgement}
    answers = {level: answers_yes_no(each, offered) for level, each in own.items()}
    lists = {at for entry in row.inputs for at in entry.register}
    match row.rollup:
        case Rollup.SHARE_OF_AGENCIES:
            fits = bool(row.binds.levels) and False not in answers.values()
        case Rollup.SUM:
            ranked = row.measure is Measure.GAIN or any(each.lowest for each in own.values())
            fits = bool(row.binds.levels) and True not in answers.values() and not ranked
        case Rollup.DISTINCT:
            fits = bool(lists)
        case Rollup.DIRECT:
            fits = True
    if not fits:
        yield target.fault(f"rollup_{row.rollup}", "rollup", found=row.rollup)
    for level in sorted(row.binds.levels):
        if row.judged.get(level) is Judged.YES_NO and _at(answers, level) is False:
            yield target.fault("no_yes_no", "judged", level=level)


def _at(answers: Mapping[Level, bool | None], level: Level) -> bool | None:
    return answers.get(level, answers.get(WHOLE))


# ---------------------------------------------------------------- years in ids


def _check_years(target: Placed[TargetRow], year: int) -> Iterator[Fault]:
    """An id such as `posts_2021` says of which year its count is."""
    yield from _of_year(target, ("baseline",), target.row.baseline, year - 1)
    for level, row in target.row.by_level.items():
        placed = Placed(row, target.document, (*target.path, "indicator", level))
        for key, change in (("fall", row.fall), ("gain", row.gain)):
            if change:
                yield from _of_year(placed, (key, "now"), [change.now], year)
                if (named := _year(change.before)) and named >= year:
                    yield placed.fault("base_not_before", key, "before", found=named, year=year)
        if row.lowest:
            for key in ("of_before", "among_before"):
                names: Sequence[str] = getattr(row.lowest, key)
                yield from _of_year(placed, ("lowest", key), names, year - 1)


def _of_year(
    placed: Placed[TargetRow] | Placed[IndicatorRow],
    steps: tuple[str, ...],
    names: Sequence[str],
    year: int,
) -> Iterator[Fault]:
    for index, name in enumerate(names):
        if _year(name) not in (None, year):
            yield placed.fault("other_year", *steps, index, found=name, expected=year)


def _year(name: str) -> int | None:
    """The year at the end of an id."""
    named = re.search(r"_(20\d\d)$", name)
    return int(named[1]) if named else None
