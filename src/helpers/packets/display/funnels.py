"""A funnel plot: the shares of many agencies with very different denominators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, log10, sqrt
from typing import TYPE_CHECKING

from helpers import wording
from helpers.evaluation.limits import funnel_limits
from helpers.packets.display.figures import SIZE, SMALLEST, WIDTH, frame, lines, text
from helpers.packets.display.palette import CAME, INK, NOW, OTHER, PAPER, SOFT, TRACK

if TYPE_CHECKING:  # matplotlib takes long to load
    from matplotlib.axes import Axes

LEFT, RIGHT, TOP, LOW = 8, 262, 14, 150  # of the plot, in points
NUMBERED = 10  # of the agencies outside the limits are named below the plot
STEPS = 36  # of a curve
ROW = 12
SCALE = 5  # the ends of the scale are multiples of so many percent
MANY, CELL = 400, 3  # of more agencies, those within so many points have one mark
NEAR = 8  # two numbers nearer than this cover each other
PLACES = ((7, 0), (-7, 0), (0, -8), (0, 8), (8, -7), (8, 7), (-8, -7), (-8, 7))


@dataclass(frozen=True)
class FunnelPoint:
    """The counts of one agency; only such as are published."""

    name: str
    numerator: int
    denominator: int

    @property
    def share(self) -> float:
        """As a fraction of 1."""
        return self.numerator / self.denominator


@dataclass(frozen=True)
class Funnel:
    """Agencies with a denominator, and their limits around the pooled share."""

    points: tuple[FunnelPoint, ...]
    threshold: float | None = None  # percent

    @cached_property
    def counts(self) -> tuple[int, int]:
        """The pooled counts."""
        return sum(p.numerator for p in self.points), sum(p.denominator for p in self.points)

    @property
    def pooled(self) -> float:
        """As a fraction of 1."""
        return self.counts[0] / self.counts[1]

    @cached_property
    def below(self) -> tuple[FunnelPoint, ...]:
        """Those below the lower limit, the farthest first."""
        outside = (p for p in self.points if p.share < self.limits(p.denominator)[0])
        return tuple(sorted(outside, key=self._deviation, reverse=True))

    @cached_property
    def above(self) -> tuple[FunnelPoint, ...]:
        """Those above the upper limit, the farthest first."""
        outside = (p for p in self.points if p.share > self.limits(p.denominator)[1])
        return tuple(sorted(outside, key=self._deviation, reverse=True))

    @cached_property
    def outside(self) -> tuple[FunnelPoint, ...]:
        """All outside the limits, the farthest first."""
        return tuple(sorted((*self.below, *self.above), key=self._deviation, reverse=True))

    def limits(self, n: int) -> tuple[float, float]:
        """The limits of a share of `n`, as fractions of 1."""
        return funnel_limits(self.pooled, n)

    def _deviation(self, point: FunnelPoint) -> float:
        """How far from the pooled share, in standard errors."""
        spread = sqrt(self.pooled * (1 - self.pooled) / point.denominator)
        return abs(point.share - self.pooled) / spread if spread else 0.0

    @property
    def crowded(self) -> bool:
        """Whether marks that nearly cover each other are one."""
        return len(self.points) > MANY

    @cached_property
    def scale(self) -> tuple[int, int]:
        """The percentages between which all shares, the pooled one and the threshold are."""
        values = [100 * p.share for p in self.points]
        values += [] if self.threshold is None else [self.threshold]
        low, high = SCALE * floor(min(values) / SCALE), SCALE * ceil(max(values) / SCALE)
        return (low, high) if low < high else (max(0, low - SCALE), min(100, high + SCALE))


def draw_funnel(ax: Axes, funnel: Funnel) -> None:
    """Shares over their denominators (logarithmic), the pooled share, the limits around it, the
    threshold; the first of those outside the limits are numbered, and named below."""
    plot = _Plot(funnel)
    for end in funnel.scale:
        lines(ax, [plot.y(end / 100)], [LEFT], [RIGHT], 1, TRACK)
        _next_to(ax, plot.y(end / 100), wording.figures.scale_end(end))
    for n in plot.ticks():
        ax.vlines([plot.x(n)], LOW, LOW + 3, lw=1, color=SOFT, clip_on=False)
        text(ax, plot.x(n), LOW + 9, wording.core.number(n), SMALLEST, color=SOFT, ha="center")
    limits = [(n, funnel.limits(n)) for n in plot.steps()]
    for side in range(2):
        curve = [(plot.x(n), plot.y(ends[side])) for n, ends in limits if plot.shows(ends[side])]
        ax.plot(*_columns(curve), lw=1.2, color=OTHER, clip_on=False)
    middle = plot.y(funnel.pooled)
    lines(ax, [middle], [LEFT], [RIGHT], 1, OTHER)
    if min(middle - TOP, LOW - middle) > SIZE:
        _next_to(ax, middle, wording.figures.POOLED)
    if funnel.threshold is not None:
        height = plot.y(funnel.threshold / 100)
        lines(ax, [height], [LEFT], [RIGHT], 1.4, INK, linestyles=[(0, (3, 2))])
    outside = set(funnel.outside)
    inside = [p for p in funnel.points if p not in outside]
    seen = dict.fromkeys(map(plot.mark, inside))
    ax.plot(*_columns(list(seen)), "o", ls="none", ms=3.6, color=CAME, mew=0, clip_on=False)
    named = funnel.outside[:NUMBERED]
    rest = list(map(plot.mark, funnel.outside[NUMBERED:]))
    places = [*map(plot.place, named), *(dict.fromkeys(rest) if funnel.crowded else rest)]
    if places:
        ax.plot(*_columns(places), "D", ls="none", ms=5, color=NOW, mec=PAPER, clip_on=False)
    for n, (x, y) in enumerate(_apart(places[: len(named)], places), 1):
        text(ax, x, y, str(n), SMALLEST, weight="bold", ha="center")
    for n, point in enumerate(named):
        _name(ax, n, point)
    frame(ax, WIDTH, LOW + 18 + ROW * len(named) + (4 if named else 0))


class _Plot:
    """Where counts and shares are on the axes, in points."""

    def __init__(self, funnel: Funnel) -> None:
        denominators = [p.denominator for p in funnel.points]
        self.least, self.most = min(denominators), max(denominators)
        self.low, self.high = (end / 100 for end in funnel.scale)
        self.cell = CELL if funnel.crowded else 0

    def place(self, point: FunnelPoint) -> tuple[float, float]:
        """Where an agency is."""
        return self.x(point.denominator), self.y(point.share)

    def mark(self, point: FunnelPoint) -> tuple[float, float]:
        """Where its mark is."""
        x, y = self.place(point)
        return (_step(x, self.cell), _step(y, self.cell)) if self.cell else (x, y)

    def x(self, n: int) -> float:
        width = log10(self.most / self.least)
        along = log10(n / self.least) / width if width else 0.5
        return round(LEFT + (RIGHT - LEFT) * along, 1)

    def shows(self, share: float) -> bool:
        """Whether the scale has a share."""
        return self.low <= share <= self.high

    def y(self, share: float) -> float:
        return round(LOW - (LOW - TOP) * (share - self.low) / (self.high - self.low), 1)

    def steps(self) -> list[int]:
        """The denominators of a curve's points."""
        ratio = self.most / self.least
        return sorted({round(self.least * ratio ** (k / STEPS)) for k in range(STEPS + 1)})

    def ticks(self) -> list[int]:
        """Round numbers within the denominators; only powers of ten where there are many."""
        fine = [n for n in _round_numbers((1, 2, 5)) if self.least <= n <= self.most]
        return fine if len(fine) <= 7 else [n for n in fine if str(n).startswith("1")]


def _step(value: float, step: int) -> float:
    return step * round(value / step)


def _round_numbers(first: Sequence[int]) -> Iterator[int]:
    return (digit * 10**power for power in range(9) for digit in first)


def _columns(places: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [x for x, _ in places], [y for _, y in places]


def _apart(
    marks: Sequence[tuple[float, float]], taken: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """A place for the number of each mark that covers no other mark and no other number, if there
    is one."""
    made: list[tuple[float, float]] = []
    for mark in marks:
        others = [*made, *(each for each in taken if each != mark)]
        places = [(mark[0] + right, mark[1] + down) for right, down in PLACES]
        made.append(max(places, key=lambda place: min(NEAR, _nearest(place, others))))
    return made


def _nearest(place: tuple[float, float], others: Sequence[tuple[float, float]]) -> float:
    return min((abs(place[0] - x) + abs(place[1] - y) for x, y in others), default=NEAR)


def _next_to(ax: Axes, y: float, words: str) -> None:
    text(ax, WIDTH, y, words, SMALLEST, color=SOFT, ha="right")


def _name(ax: Axes, place: int, point: FunnelPoint) -> None:
    """A line below the plot: number, name, share with its counts."""
    y = LOW + 26 + ROW * place
    text(ax, 0, y, str(place + 1), SMALLEST, weight="bold")
    text(ax, 16, y, wording.figures.shortened(point.name), SMALLEST)
    counts = wording.figures.share_with_counts(point.numerator, point.denominator)
    text(ax, WIDTH, y, counts, SMALLEST, color=SOFT, ha="right")
