"""The figures of a packet with their titles and their numbers in words: Evaluation -> Fragment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from helpers import wording
from helpers.evaluation.formulas import share
from helpers.model import Comparison, DossierCounts, Evaluation, Period
from helpers.packets.display.figures import (
    FEWEST_OF_TREND,
    FLOW,
    ComparedBar,
    TrendPoint,
    draw_comparison,
    draw_dossier_flow,
    draw_months,
    draw_trend,
    trend_scale,
)
from helpers.packets.display.fragment import NOTHING, Fragment, fragment, lab_style
from helpers.packets.display.funnels import NUMBERED, Funnel, FunnelPoint, draw_funnel
from helpers.packets.display.picture import picture
from helpers.packets.display.rows import ResultRow
from helpers.packets.display.selection import assessed, is_share, own_rows, summary_rows

if TYPE_CHECKING:  # matplotlib takes long to load
    from matplotlib.axes import Axes

ON_TIME = "dossiers_on_time"
MOST_COMPARED = 6
FEWEST_OF_FUNNEL = 3
LEAST_APART = 0.1  # in points of percent; nearer marks cover one another


def _name(row: ResultRow) -> str:
    return f"{row.label} ({row.group})" if row.group else row.label


def dossier_flow(evaluation: Evaluation) -> Fragment:
    """Where the period's dossiers came from and what became of them; NOTHING without dossiers."""
    counts = evaluation.dossiers
    if counts is None or not counts.c3:
        return NOTHING
    return _chart(
        wording.figures.flow_title(counts.c10 + counts.c13, counts.c3),
        wording.figures.flow_shown(counts),
        " ".join(wording.figures.flow_in_words(counts, total, columns) for total, columns in FLOW),
        lambda ax: draw_dossier_flow(ax, counts),
    )


def months(evaluation: Evaluation) -> Fragment:
    """The dossiers received, resolved and resolved late in each month; NOTHING without any."""
    by_month, counts = evaluation.months, evaluation.dossiers
    if counts is None or not any(month.received or month.resolved for month in by_month):
        return NOTHING
    partly = any(map(wording.figures.is_part, by_month))
    return _chart(
        wording.figures.months_title(by_month),
        wording.figures.months_shown(counts.no_due_done, partly),
        "; ".join(map(wording.figures.month_in_words, by_month)) + ".",
        lambda ax: draw_months(ax, by_month),
    )


def trend(evaluation: Evaluation, target: str = ON_TIME) -> Fragment:
    """A share over the periods of the year, as far as the evaluation has them: this one, the one
    compared with, and the part of the year before this one; a sentence with fewer than three, of
    which none is a trend; NOTHING with fewer than two."""
    row = next((row for row in own_rows(evaluation) if row.result.target.id == target), None)
    shares = {} if row is None or not is_share(row) else _by_period(evaluation, row)
    if row is None or len(shares) < 2:
        return NOTHING
    limit = row.result.target.threshold(row.level)
    points = [
        TrendPoint(period.label, float(share), wording.core.percent(share, limit))
        for period, share in shares.items()
    ]
    threshold = None if limit is None else float(limit)
    said = [(point.label, point.value_text) for point in points]
    if len(points) < FEWEST_OF_TREND:
        words = wording.figures.too_few_for_a_trend(row.label, said)
        return fragment("sentence", words, words=f"{words}.")
    return _chart(
        wording.figures.trend_title(row.label, said, _course([point.value for point in points])),
        wording.figures.trend_shown(*trend_scale(points, threshold), _nested(list(shares))),
        wording.figures.trend_in_words(said, row.threshold),
        lambda ax: draw_trend(ax, points, threshold),
    )


def _by_period(evaluation: Evaluation, row: ResultRow) -> dict[Period, Fraction]:
    """The share of each period of the year, in the order of their last days."""
    plan, period, result = evaluation.plan, evaluation.period, row.result
    shares: dict[Period, Fraction] = {}
    if row.number is not None:
        shares[period] = row.number
    if evaluation.previous_period and row.previous_number is not None:
        shares[evaluation.previous_period] = row.previous_number
    now, whole = result.observation, result.cumulative
    if period.follows and now and whole and whole.denominator is not None:
        earlier = share(
            whole.numerator - (now.numerator or 0), whole.denominator - (now.denominator or 0)
        )
        if earlier is not None:
            shares.setdefault(plan.periods[period.follows], earlier)
    of_year = [each for each in shares if each.start >= plan.final_period.start]
    return {each: shares[each] for each in sorted(of_year, key=lambda each: each.end)}


def _nested(periods: Sequence[Period]) -> bool:
    """Whether a period includes the one before it."""
    return any(before.end >= after.start for before, after in pairwise(periods))


def _course(values: Sequence[float]) -> int:
    """1 if values rise each time, -1 if they fall, else 0."""
    steps = [after - before for before, after in pairwise(values)]
    return all(step > 0 for step in steps) - all(step < 0 for step in steps)


def comparison(evaluation: Evaluation) -> Fragment:
    """The shares that moved most since the previous period or are farthest from the median of the
    agency's peers; NOTHING where none has moved and all equal the median."""
    comparable = _comparable(evaluation)
    rows = _farthest(comparable)
    if not rows:
        return NOTHING
    with_peers = [row for row in comparable if row.result.peer_median is not None]
    ahead = sum(_ahead(row, row.result.peer_median) for row in with_peers)
    with_previous = [row for row in comparable if row.previous_number is not None]
    better = sum(not _ahead(row, row.previous_number, reverse=True) for row in with_previous)
    words = (
        wording.figures.compared_in_words(_name(row), row.value, row.previous, row.peers)
        for row in rows
    )
    bars = [_compared_bar(row) for row in rows]
    return _chart(
        wording.figures.comparison_title(ahead, len(with_peers))
        if with_peers
        else wording.figures.change_title(better, len(with_previous)),
        wording.figures.comparison_shown(
            len(rows), len(comparable), bool(with_previous), bool(with_peers)
        ),
        "; ".join(words) + ".",
        lambda ax: draw_comparison(ax, bars),
    )


def compared_bars(evaluation: Evaluation) -> tuple[ComparedBar, ...]:
    """The shares that `comparison` shows, in the plan's order, for `draw_comparison`."""
    return tuple(map(_compared_bar, _farthest(_comparable(evaluation))))


def _compared_bar(row: ResultRow) -> ComparedBar:
    assert row.number is not None
    return ComparedBar(
        label=_name(row),
        value=float(row.number),
        value_text=row.value,
        previous=None if row.previous_number is None else float(row.previous_number),
        previous_text=row.previous,
        median=row.result.peer_median,
    )


def _comparable(evaluation: Evaluation) -> list[ResultRow]:
    """The agency's own shares that have a previous value or a median of peers."""
    return [
        row
        for row in assessed(summary_rows(evaluation))
        if row.level == evaluation.agency.level
        and is_share(row)
        and row.number is not None
        and (row.previous_number is not None or row.result.peer_median is not None)
    ]


def _farthest(rows: Sequence[ResultRow]) -> list[ResultRow]:
    apart = [row for row in rows if _distance(row) >= LEAST_APART]
    chosen = {row.anchor for row in sorted(apart, key=_distance, reverse=True)[:MOST_COMPARED]}
    return [row for row in rows if row.anchor in chosen]


def _distance(row: ResultRow) -> float:
    """How far a share is from its previous value or from the median of its peers, whichever is
    more, in points of percent."""
    assert row.number is not None
    others = [x for x in (row.previous_number, row.result.peer_median) if x is not None]
    return max(abs(float(row.number) - float(x)) for x in others)


def _ahead(row: ResultRow, other: float | Fraction | None, reverse: bool = False) -> bool:
    """Whether a share is as good as another value or better; `reverse`: whether that is as good as
    the share or better."""
    assert row.number is not None and other is not None
    better, worse = (float(other), float(row.number))[:: 1 if reverse else -1]
    if row.result.target.comparison is Comparison.AT_MOST:
        return better <= worse
    return better >= worse


def funnel(points: Sequence[FunnelPoint], what: str, threshold: Fraction | None = None) -> Fragment:
    """The shares of agencies that are alike, over their denominators, with 99.8% limits around the
    pooled share; NOTHING where fewer than three have a denominator. `what`: the share, in words;
    `threshold`: in percent."""
    known = tuple(point for point in points if point.denominator)
    if len(known) < FEWEST_OF_FUNNEL:
        return NOTHING
    plot = Funnel(known, None if threshold is None else float(threshold))
    said = wording.figures.share_with_counts
    pooled, outside = said(*plot.counts), plot.outside
    inside = sorted(set(known) - set(outside), key=lambda point: point.share)
    rest = [said(point.numerator, point.denominator) for point in (*inside[:1], *inside[-1:])]
    return _chart(
        wording.figures.funnel_title(what, len(known), len(plot.below), len(plot.above)),
        wording.figures.funnel_shown(
            pooled,
            "" if threshold is None else wording.core.percent(threshold),
            len(outside),
            min(NUMBERED, len(outside)),
            len(known),
            plot.crowded,
        ),
        wording.figures.funnel_in_words(
            pooled,
            [
                wording.figures.funnel_point(p.name, said(p.numerator, p.denominator))
                for p in outside
            ],
            wording.figures.funnel_rest(len(known) - len(outside), *rest) if rest else "",
        ),
        lambda ax: draw_funnel(ax, plot),
    )


def _chart(finding: str, shown: str, alt: str, draw: Callable[[Axes], None]) -> Fragment:
    """A figure and its two titles: the finding, then what is shown; `alt` gives its numbers."""
    return fragment("chart", finding, finding=finding, shown=shown, alt=alt, picture=picture(draw))


def warm_up() -> None:
    """Load matplotlib, fonts, locale data, styles and templates, for the processes forked from
    this one."""
    wording.core.number(1)
    lab_style()
    _chart("", "", "", lambda ax: draw_dossier_flow(ax, DossierCounts(c3=1, c5=1)))
