"""The figures of a packet, each drawn on a matplotlib `Axes` from typed rows.

They fit any axes: `fig, ax = plt.subplots(); draw_months(ax, result.months)`.
Each sets the limits of both axes and hides their lines. The y axis runs downwards in points, so its
lower limit is the height at which the labels have room; WIDTH is the width.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any, NamedTuple

from helpers import wording
from helpers.model import DossierCounts, MonthCounts
from helpers.packets.display.palette import (
    CAME,
    INK,
    LATE,
    NOW,
    OTHER,
    PAPER,
    RESOLVED,
    SOFT,
    TRACK,
)

if TYPE_CHECKING:  # matplotlib takes long to load, and only the caller needs it
    from matplotlib.axes import Axes

WIDTH = 300  # points
FULL = 190  # width of 100%
POINTS = FULL / 100  # per point of percent
VALUE, LIMIT = 246 / POINTS, WIDTH / POINTS  # right edges of the two texts after a bar
LABEL_LETTERS, LINE_HEIGHT, BAR, HEAD = 50, 12.5, 22, 20
SIZE, SMALL, SMALLEST = 9.5, 8.5, 8  # of text
BASELINE = 0.32  # from the middle of a line of text down to its base line, of its size
MARKER = 6.5
LEAST = 1.5  # length of a bar that is not 0
RING = 11  # around a marker at the same place
RING_LAYER, TICK_LAYER, MARKER_LAYER = 2.05, 2.1, 2.2  # above bars, below text

FLOW = (("c3", ("c6", "c4", "c5")), ("c7", ("c8", "c9", "c10")), ("c11", ("c12", "c13")))
FLOW_HALVES = FLOW[0][1], FLOW[1][1] + FLOW[2][1]
FLOW_LATE = ("c10", "c13")
FLOW_START, FLOW_END, FLOW_ROW = 112, 260, 15

MONTH_START, MONTH_END, MONTH_HEAD, MONTH_ROW = 80, 172, 22, 13.5
LATE_STYLE = {"color": LATE, "weight": "bold"}

FEWEST_OF_TREND = 3
TREND_LEFT, TREND_RIGHT, TREND_AXIS, TREND_TOP, TREND_LOW, TREND_LETTERS = 72, 236, 272, 18, 68, 18


class MonthSeries(NamedTuple):
    """One of the three counts of a month: its bar and its column."""

    name: str
    end: str  # the count at which the bar ends
    head: str
    colour: str
    right: float  # edge of the column
    down: float  # from the middle of the row to that of the bar
    thick: float
    key: float  # thickness in the head


MONTH_SERIES = (
    MonthSeries("received", "received", wording.figures.RECEIVED, CAME, 212, -2.2, 3.6, 3.6),
    MonthSeries("resolved", "resolved", wording.figures.RESOLVED, NOW, 258, 2.2, 3.6, 3.6),
    # thicker, so that it is seen without its colour
    MonthSeries("late", "resolved", wording.figures.LATE, LATE, WIDTH, 2.2, 7.5, 5),
)


@dataclass(frozen=True)
class ComparedBar:
    """A share of this period, of the previous one, and the median of the agency's peers."""

    label: str
    value: float  # percent, as the two below
    value_text: str
    previous: float | None
    previous_text: str
    median: float | None


@dataclass(frozen=True)
class TrendPoint:
    """A share of one period."""

    label: str  # of the period
    value: float  # percent
    value_text: str


def draw_comparison(ax: Axes, bars: Sequence[ComparedBar]) -> None:
    """Each share of this period as a dot, joined to a ring at that of the previous period, in which
    the dot lies where both are equal, and a tick at the median of the peers."""
    middles = _labelled(ax, [bar.label for bar in bars])
    rows = list(zip(bars, middles, strict=True))
    medians = [(bar.median, y) for bar, y in rows if bar.median is not None]
    _ticks(ax, [median for median, _ in medians], [y for _, y in medians], 13, SOFT)
    before = [(bar.previous, bar.value, y) for bar, y in rows if bar.previous is not None]
    left, right, ys = ([row[i] for row in before] for i in range(3))
    ax.hlines(ys, _places(left), _places(right), lw=2, color=OTHER, clip_on=False)
    _rings(ax, left, ys)
    _markers(ax, [bar.value for bar in bars], middles, "o", NOW)
    for bar, y in rows:
        text(ax, VALUE, y, bar.value_text, weight="bold", ha="right")
        if bar.previous_text:
            text(ax, LIMIT, y, bar.previous_text, SMALL, color=SOFT, ha="right")
    _period_key(ax, bool(before), bool(medians))


def _period_key(ax: Axes, before: bool, peers: bool) -> None:
    """The key to the marks that occur; `before`: previous values, `peers`: medians."""
    _markers(ax, [4 / POINTS], [7], "o", NOW)
    words = [(12, wording.figures.KEY_NOW)]
    if before:
        _rings(ax, [58 / POINTS], [7])
        words.append((68, wording.figures.KEY_BEFORE))
        text(ax, VALUE, 7, wording.figures.COLUMN_NOW, SMALL, color=SOFT, ha="right")
        text(ax, LIMIT, 7, wording.figures.COLUMN_BEFORE, SMALL, color=SOFT, ha="right")
    if peers:
        x = 118 if before else 54
        _ticks(ax, [x / POINTS], [7], 11, SOFT)
        words.append((x + 6, wording.figures.KEY_MEDIAN))
    for x, word in words:
        text(ax, x / POINTS, 7, word, SMALL, color=SOFT)


def draw_dossier_flow(ax: Axes, counts: DossierCounts) -> None:
    """The dossiers of a period in two halves of equal length, by source and by outcome; `counts.c3`
    must not be 0."""
    heads, rows = _flow_middles()
    for column, y in heads.items():
        text(ax, 0, y, wording.figures.FLOW_WORDS[column], weight="bold")
    for column, y in rows.items():
        text(ax, 6, y, wording.figures.FLOW_WORDS[column], 9, color=SOFT)
    for column, y in (heads | rows).items():
        weight = "bold" if column in heads else "normal"
        text(ax, WIDTH, y, wording.core.number(getattr(counts, column)), weight=weight, ha="right")
    ax.hlines(list(rows.values()), FLOW_START, FLOW_END, lw=9, color=TRACK, clip_on=False)
    scale = (FLOW_END - FLOW_START) / counts.c3
    for half in FLOW_HALVES:
        start = 0
        for column in half:
            n = getattr(counts, column)
            left = round(FLOW_START + scale * start, 1)
            right = left + max(LEAST, round(scale * n, 1))
            if n:
                colour = LATE if column in FLOW_LATE else RESOLVED
                ax.hlines(rows[column], left, right, lw=9, color=colour, clip_on=False)
            start += n
    frame(ax, WIDTH, max(rows.values()) + 12)


def _flow_middles() -> tuple[dict[str, float], dict[str, float]]:
    """The middle of each head and of each row of the flow, by column of form II.06a."""
    heads: dict[str, float] = {}
    rows: dict[str, float] = {}
    y = 0.0
    for total, columns in FLOW:
        heads[total] = y + 10
        rows |= {column: y + 10 + FLOW_ROW * n for n, column in enumerate(columns, 1)}
        y = rows[columns[-1]] + 12
    return heads, rows


def draw_months(ax: Axes, months: Sequence[MonthCounts]) -> None:
    """Each month's dossiers received above those resolved, at whose end are the late ones; with the
    three counts. A month that is only partly in the period is marked by its days."""
    middles = [MONTH_HEAD + MONTH_ROW * (n + 0.5) for n in range(len(months))]
    for month, y in zip(months, middles, strict=True):
        text(ax, 0, y, wording.figures.month_name(month), SMALL, color=SOFT)
    most = max((count for each in months for count in (each.received, each.resolved)), default=0)
    scale = (MONTH_END - MONTH_START) / max(1, most)
    for series in MONTH_SERIES:
        text(ax, series.right, 7, series.head, SMALLEST, color=SOFT, ha="right")
        lines(ax, [15.5], [series.right - 20], [series.right], series.key, series.colour)
        counts = [getattr(month, series.name) for month in months]
        for count, y in zip(counts, middles, strict=True):
            style = LATE_STYLE if count and series.colour == LATE else {}
            text(ax, series.right, y, wording.core.number(count), SMALL, ha="right", **style)
        shown = [n for n, count in enumerate(counts) if count]
        ends = [MONTH_START + scale * getattr(months[n], series.end) for n in shown]
        starts = [end - max(LEAST, scale * counts[n]) for n, end in zip(shown, ends, strict=True)]
        ys = [middles[n] + series.down for n in shown]
        lines(ax, ys, starts, ends, series.thick, series.colour)
    frame(ax, WIDTH, MONTH_HEAD + MONTH_ROW * len(months) + 2)


def draw_trend(ax: Axes, points: Sequence[TrendPoint], threshold: float | None = None) -> None:
    """A share by period; points are joined only where they are enough to speak of a trend.

    The scale is that of `trend_scale`, with its ends named at the right.
    """
    low, high = trend_scale(points, threshold)
    step = (TREND_RIGHT - TREND_LEFT) / max(1, len(points) - 1)
    xs = [TREND_LEFT + step * n for n in range(len(points))]

    def height(value: float) -> float:
        return round(TREND_LOW - (TREND_LOW - TREND_TOP) * (value - low) / (high - low), 1)

    for end in (low, high):
        lines(ax, [height(end)], [0], [TREND_AXIS], 1, TRACK)
        text(
            ax, WIDTH, height(end), wording.figures.scale_end(end), SMALLEST, color=SOFT, ha="right"
        )
    if threshold is not None:
        dashes = {"linestyles": [(0, (3, 2))]}
        lines(ax, [height(threshold)], [0], [TREND_AXIS], 1.4, INK, **dashes)
        words = wording.figures.threshold_mark(wording.core.figure(Fraction(threshold), "%"))
        text(ax, 0, height(threshold) - 6, words, SMALLEST, color=SOFT)
    ys = [height(point.value) for point in points]
    if len(points) >= FEWEST_OF_TREND:
        ax.plot(xs, ys, lw=2, color=OTHER, clip_on=False)
    ax.plot(xs, ys, "o", ls="none", ms=MARKER, color=NOW, mec=PAPER, mew=1, clip_on=False)
    for point, x, y in zip(points, xs, ys, strict=True):
        text(ax, x, y + 11, point.value_text, SMALL, weight="bold", ha="center")
        for n, line in enumerate(textwrap.wrap(point.label, TREND_LETTERS)):
            text(ax, x, TREND_LOW + 24 + 11 * n, line, SMALL, color=SOFT, ha="center")
    tallest = max(len(textwrap.wrap(point.label, TREND_LETTERS)) for point in points)
    frame(ax, WIDTH, TREND_LOW + 20 + 11 * tallest)


def trend_scale(points: Sequence[TrendPoint], threshold: float | None) -> tuple[int, int]:
    """The whole percentages between which all points and the threshold are."""
    values = [point.value for point in points] + ([] if threshold is None else [threshold])
    low, high = floor(min(values)), ceil(max(values))
    return (low, high) if low < high else (max(0, low - 1), min(100, high + 1))


# ---------------------------------------------------------------- what the figures share


def _labelled(ax: Axes, labels: Sequence[str]) -> list[float]:
    """Labels one above the other, each above the empty track of its bar, 0 to 100% wide; returns
    the middle of each bar."""
    middles, top = [], float(HEAD)
    for label in labels:
        for line in _wrapped(label):
            text(ax, 0, top + LINE_HEIGHT / 2, line)
            top += LINE_HEIGHT
        middles.append(top + 8)
        top += BAR
    ax.hlines(middles, 0, 100, lw=7, color=TRACK, clip_on=False)
    frame(ax, LIMIT, top)
    return middles


def _wrapped(label: str) -> list[str]:
    """A label in lines of about equal length."""
    lines = len(textwrap.wrap(label, LABEL_LETTERS))
    return textwrap.wrap(label, min(LABEL_LETTERS, len(label) // lines + 8))


def frame(ax: Axes, right: float, bottom: float) -> None:
    ax.set_xlim(0, right)
    ax.set_ylim(bottom, 0)
    ax.set_axis_off()


def _place(value: float) -> float:
    """Where a percentage lies on its bar; a tenth is finer than the eye."""
    return round(max(0.0, min(100.0, value)), 1)


def _places(values: Iterable[float]) -> list[float]:
    return [_place(value) for value in values]


def text(ax: Axes, x: float, y: float, text: str, size: float = SIZE, **options: Any) -> None:
    """One line of text whose middle is at `y`."""
    style = {"color": INK, "fontsize": size, "parse_math": False, **options}
    ax.text(x, y + BASELINE * size, text, **style)


def _markers(ax: Axes, x: Sequence[float], y: Sequence[float], marker: str, colour: str) -> None:
    _marks(ax, x, y, marker, ms=MARKER, color=colour, mec=PAPER, mew=1, zorder=MARKER_LAYER)


def _rings(ax: Axes, x: Sequence[float], y: Sequence[float]) -> None:
    """Rings that a marker at the same place does not cover, and that cover no marker."""
    _marks(ax, x, y, "o", ms=RING, color=PAPER, mec=OTHER, mew=1.4, zorder=RING_LAYER)


def _marks(ax: Axes, x: Sequence[float], y: Sequence[float], marker: str, **style: Any) -> None:
    """Signs at percentages `x` that no line joins."""
    ax.plot(_places(x), y, marker, ls="none", clip_on=False, **style)


def _ticks(ax: Axes, x: Sequence[float], y: Sequence[float], height: float, colour: str) -> None:
    """Upright strokes at percentages `x`."""
    top, low = [middle - height / 2 for middle in y], [middle + height / 2 for middle in y]
    ax.vlines(_places(x), top, low, lw=1.8, color=colour, zorder=TICK_LAYER, clip_on=False)


def lines(
    ax: Axes,
    y: Sequence[float],
    left: Sequence[float],
    right: Sequence[float],
    thick: float,
    colour: str,
    **style: Any,
) -> None:
    """Level lines."""
    ax.hlines(y, left, right, lw=thick, color=colour, clip_on=False, **style)
