"""So sánh: the agencies of a level by one target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from helpers import wording
from helpers.analyst.explorer.choice import Choice
from helpers.analyst.explorer.part import Part, rendered, sentence
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.strip import Strip, placed
from helpers.analyst.tables.frames import STATUSES
from helpers.evaluation.formulas import value
from helpers.model import WHOLE, Evaluation, Level, Result, Target
from helpers.packets.display.rows import Mark, counts_of, is_yes_no, mark, value_words

NO_VALUE = "no_figure"  # why a row without a figure has no place


@dataclass(frozen=True)
class Line:
    """An agency in the table; `place`: empty where it has none."""

    agency: str
    name: str
    place: str
    value: str
    counts: str
    interval: str
    mark: Mark
    own: bool
    number: float | None


@dataclass(frozen=True)
class Band:
    """Agencies that are shown together; `head`: empty where all have a place of their own."""

    head: str
    lines: tuple[Line, ...]


def show(choice: Choice, source: Source) -> Part:
    """The agencies of the chosen level, or of that of the chosen agency, by the chosen target."""
    own = source.agency(choice.period, choice.agency)
    level = Level(choice.level) if choice.level else own.level if own else WHOLE
    if level == WHOLE:
        return sentence(wording.tabs.NO_LEVEL)
    ky, target = source.ky(choice.period), source.plan.target(choice.target)
    options = {"level": level, "district": choice.district}
    table = ky.rank(choice.target, level=level, district=choice.district, labels=True)
    if table.empty:
        return sentence(wording.tabs.none_bound(target.label, source.plan.group(level)))
    found = [(each, _result(each, target)) for each in map(ky.evaluation, map(str, table.index))]
    lines = [
        _line(evaluation, result, row.rank, row.rank_to, choice.agency)
        for (evaluation, result), row in zip(found, table.itertuples(), strict=True)
    ]
    a_result = found[0][1]
    context = _context(a_result, lines, target, level)
    given = "".join(f', {name}="{each}"' for name, each in options.items() if each)
    words = wording.tabs.peers_title(
        target.label, source.plan.group(level), _within(source, choice)
    )
    return Part(
        html=rendered(
            "peers",
            "peers",
            title=words,
            strip=_strip(a_result, lines, target, level),
            reason=_why_unranked(table),
            bands=_bands(
                lines, [each for _, each in found], ranked=bool(table["rank"].notna().any())
            ),
            sampled=any(line.interval for line in lines),
            context=context,
        ),
        says=f"{words}: {'; '.join(context)}.",
        tables=((wording.explorer.TABS[choice.tab], table),),
        code=f'ky.rank("{target.id}"{given}, labels=True)',
    )


def _within(source: Source, choice: Choice) -> str:
    district = source.agency(choice.period, choice.district) if choice.district else None
    return district.name if district else ""


def _result(evaluation: Evaluation, target: Target) -> Result:
    level = evaluation.agency.level
    return next(r for r in evaluation.results if r.level == level and r.target.id == target.id)


def _line(evaluation: Evaluation, result: Result, rank: Any, rank_to: Any, own: str) -> Line:
    yes_no, verdict = is_yes_no(evaluation, result), result.verdict
    number = value(result.target, result.observation)
    low, high = verdict.low, verdict.high
    return Line(
        agency=evaluation.agency.id,
        name=evaluation.agency.name,
        place=wording.tabs.place(int(rank), int(rank_to)) if pd.notna(rank) else "",
        value=value_words(result, result.observation, yes_no),
        counts="" if yes_no else counts_of(result, result.observation),
        interval="" if low is None or high is None else wording.tabs.interval(low, high),
        mark=mark(evaluation, result),
        own=evaluation.agency.id == own,
        number=None if number is None else float(number),
    )


def _why_unranked(table: pd.DataFrame) -> str:
    """Why nobody has a place; empty where some have."""
    if table["rank"].notna().any():
        return ""
    reasons = [each for each in table["unranked"].dropna().unique() if each != NO_VALUE]
    return wording.tabs.UNRANKED[reasons[0]] if reasons else wording.tabs.NO_FIGURES


def _bands(lines: Sequence[Line], results: Sequence[Result], ranked: bool) -> list[Band]:
    """One band of all, best first; without places one for each verdict."""
    if ranked:
        return [Band("", tuple(lines))]
    order = [*STATUSES, None]
    bands: dict[str, list[Line]] = {}
    pairs = sorted(zip(lines, results, strict=True), key=lambda p: order.index(p[1].verdict.status))
    for line, _ in pairs:
        bands.setdefault(line.mark.word, []).append(line)
    return [Band(wording.tabs.band(word, len(each)), tuple(each)) for word, each in bands.items()]


def _strip(result: Result, lines: Sequence[Line], target: Target, level: Level) -> Strip | None:
    """The figure; None of answers yes or no, or where there is at most one value."""
    values = [line.number for line in lines if line.number is not None]
    if target.answers_yes_no(level) or len(values) < 2:
        return None
    limit = target.threshold(level)
    own = next((line.number for line in lines if line.own), None)
    return placed(values, None if limit is None else float(limit), result.peer_median, own)


def _context(result: Result, lines: Sequence[Line], target: Target, level: Level) -> list[str]:
    """What the figure shows, in words: how many have one, from where to where, threshold, median,
    and the own agency."""
    numbers = [line for line in lines if line.number is not None]
    said = [wording.tabs.with_figures(len(numbers), len(lines))]
    if result.peer_yes is not None:
        return [*said, wording.results.agencies_with_yes(result.peer_yes, result.peer_count)]
    if len(numbers) > 1:
        ends = sorted(numbers, key=lambda line: line.number or 0)
        said.append(wording.tabs.from_to(ends[0].value, ends[-1].value))
    if limit := wording.targets.threshold_words(target, level):
        said.append(wording.tabs.threshold(limit))
    if result.peer_median is not None:
        median = wording.targets.median_figure(target, Fraction(result.peer_median))
        said.append(wording.tabs.median(median, result.peer_count))
    said += [wording.tabs.own(line.name, line.value, line.place) for line in lines if line.own]
    return said
