"""The figures of a packet with their titles and their numbers in words: Evaluation -> Fragment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from helpers import wording
from helpers.model import Comparison, Evaluation, Status
from helpers.packets.display.figures import (
    FLOW,
    ComparedBar,
    ShareBar,
    draw_comparison,
    draw_dossier_flow,
    draw_shares,
)
from helpers.packets.display.fragment import NOTHING, Fragment, fragment, style
from helpers.packets.display.picture import picture
from helpers.packets.display.rows import ResultRow
from helpers.packets.display.selection import assessed, is_share, summary_rows

if TYPE_CHECKING:  # matplotlib takes long to load
    from matplotlib.axes import Axes

FEWEST_SHARES = 4  # with fewer a figure says no more than the table above it
MOST_COMPARED = 12
LEAST_APART = 0.1  # in points of percent; nearer marks cover one another


def shares(evaluation: Evaluation, area: str) -> Fragment:
    """Every share of an area against its threshold; NOTHING where there are too few to compare."""
    rows = _drawable(evaluation, area)
    if len(rows) < FEWEST_SHARES:
        return NOTHING
    met = sum(row.status is Status.MET for row in rows)
    words = (
        wording.figures.share_in_words(_name(row), row.value, row.threshold, row.mark.word)
        for row in rows
    )
    bars = [_share_bar(row) for row in rows]
    return _chart(
        wording.figures.shares_title(met, len(rows)),
        wording.figures.SHARES_SHOWN,
        "; ".join(words) + ".",
        lambda ax: draw_shares(ax, bars),
    )


def share_bars(evaluation: Evaluation, area: str) -> tuple[ShareBar, ...]:
    """The shares of an area that have a threshold, in the plan's order, for `draw_shares`."""
    return tuple(map(_share_bar, _drawable(evaluation, area)))


def _share_bar(row: ResultRow) -> ShareBar:
    limit = row.result.target.threshold(row.level)
    assert row.number is not None and limit is not None
    return ShareBar(
        label=_name(row),
        value=float(row.number),
        value_text=row.value,
        threshold=float(limit),
        threshold_text=wording.figures.threshold_mark(wording.core.figure(limit, "%")),
        shape=row.mark.shape,
    )


def _drawable(evaluation: Evaluation, area: str) -> list[ResultRow]:
    """One row per target of an area: the share of the widest level that has a threshold."""
    own = evaluation.agency.level
    shares = [
        row
        for row in assessed(summary_rows(evaluation))
        if row.result.target.area == area
        and row.threshold
        and is_share(row)
        and row.number is not None
    ]
    widest: dict[str, str] = {}
    for row in sorted(shares, key=lambda row: row.level != own):
        widest.setdefault(row.result.target.id, row.anchor)
    return [row for row in shares if row.anchor in widest.values()]


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


def comparison(evaluation: Evaluation) -> Fragment:
    """The shares that moved most since the previous period or are farthest from the median of the
    agency's peers; NOTHING where none has moved and all equal the median."""
    comparable = _comparable(evaluation)
    rows = _farthest(comparable)
    if not rows:
        return NOTHING
    with_peers = [row for row in comparable if row.result.peer_median is not None]
    words = (
        wording.figures.compared_in_words(_name(row), row.value, row.previous, row.peers)
        for row in rows
    )
    bars = [_compared_bar(row) for row in rows]
    return _chart(
        wording.figures.comparison_title(sum(map(_ahead, with_peers)), len(with_peers)),
        wording.figures.comparison_shown(len(rows), len(comparable)),
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


def _ahead(row: ResultRow) -> bool:
    value, median = row.number, row.result.peer_median
    assert value is not None and median is not None
    if row.result.target.comparison is Comparison.AT_MOST:
        return float(value) <= median
    return float(value) >= median


def _chart(finding: str, shown: str, alt: str, draw: Callable[[Axes], None]) -> Fragment:
    """A figure and its two titles: the finding, then what is shown; `alt` gives its numbers."""
    return fragment("chart", finding, finding=finding, shown=shown, alt=alt, picture=picture(draw))


def warm_up() -> None:
    """Load matplotlib, fonts, locale data, styles and templates, for the processes forked from
    this one."""
    wording.core.number(1)
    style("packet", "lab")
    bar = ShareBar(wording.figures.KEY_MET, 50, "", 50, "", "met")
    _chart("", "", "", lambda ax: draw_shares(ax, [bar]))
