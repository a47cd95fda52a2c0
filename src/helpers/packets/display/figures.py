"""Figures: a share against its threshold, the flow of dossiers, now against then and peers."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from fractions import Fraction

from helpers import wording
from helpers.model import Comparison, DossierCounts, Evaluation, Status
from helpers.packets.display.canvas import (
    BAR,
    COLOURS,
    END,
    HEAD,
    LABEL_LETTERS,
    LIMIT,
    LINE_HEIGHT,
    MARKERS,
    NAME,
    NOW,
    OTHER,
    SOFT,
    TRACK,
    VALUE,
    WIDTH,
    Canvas,
    chart,
)
from helpers.packets.display.part import NOTHING, Part
from helpers.packets.display.rows import Row
from helpers.packets.display.selection import counted, is_share, judged_here

FEWEST_SHARES = 4  # with fewer a figure says no more than the table above it
MOST_COMPARED = 12
LEAST_APART = 0.1  # in points of percent; nearer marks lie on one another


def shares(evaluation: Evaluation, area: str) -> Part:
    """Every share of an area against its threshold; nothing where there are too few to compare."""
    items = _drawable(evaluation, area)
    if len(items) < FEWEST_SHARES:
        return NOTHING
    met = sum(row.status is Status.MET for row in items)
    labels = [_wrapped(row) for row in items]
    places, height = _places(labels)

    def draw(canvas: Canvas) -> None:
        _key(canvas, {row.mark.shape for row in items})
        for row, label, y in zip(items, labels, places, strict=True):
            _share(canvas, row, label, y)

    return chart(
        f"{met} trong {len(items)} tỷ lệ đạt mức chỉ tiêu"
        if met < len(items)
        else f"Cả {met} tỷ lệ đều đạt mức chỉ tiêu",
        "Kết quả và mức chỉ tiêu, thang từ 0 đến 100 %",
        "; ".join(f"{_name(r)}: {r.value} ({r.threshold}), {r.mark.word}" for r in items) + ".",
        height,
        draw,
    )


def _drawable(evaluation: Evaluation, area: str) -> list[Row]:
    """One judged share per target: the widest level that has one."""
    found: dict[str, Row] = {}
    for row in sorted(
        counted(judged_here(evaluation)), key=lambda r: r.level is not evaluation.agency.level
    ):
        judged = row.result.target.area == area and row.threshold and is_share(row)
        if judged and row.now is not None:
            found.setdefault(row.result.target.id, row)
    return [row for row in judged_here(evaluation) if row in found.values()]


def _name(row: Row) -> str:
    return f"{row.label} ({row.group})" if row.group else row.label


def _wrapped(row: Row) -> list[str]:
    """A row's name in lines of about equal length."""
    name = _name(row)
    lines = len(textwrap.wrap(name, LABEL_LETTERS))
    return textwrap.wrap(name, min(LABEL_LETTERS, len(name) // lines + 8))


def _places(labels: Sequence[Sequence[str]]) -> tuple[list[float], float]:
    """The top of each row and the height of all, by the lines its label takes."""
    places, y = [], float(HEAD)
    for label in labels:
        places.append(y)
        y += len(label) * LINE_HEIGHT + BAR
    return places, y


def _label(canvas: Canvas, lines: Sequence[str], top: float) -> float:
    """A row's label; gives the middle line of the bar below it."""
    for i, text in enumerate(lines):
        canvas.text(0, top + (i + 0.5) * LINE_HEIGHT, text)
    return top + len(lines) * LINE_HEIGHT + 8


def _at(value: Fraction | float) -> float:
    """Where a percentage lies on a bar."""
    return END * float(max(0, min(100, value))) / 100


def _key(canvas: Canvas, shapes: set[str]) -> None:
    """What the marks mean, of those that occur."""
    below, x = {"missed", "short", "below", "behind"}, 4.0
    met, late, rest = "met" in shapes, bool(shapes & below), bool(shapes - below - {"met"})
    for shape, word, width, there in (
        ("met", "đạt", 42, met),
        ("missed", "dưới mức", 70, late),
        ("", "khác", 46, rest),
    ):
        if there:
            canvas.point(x, 7, MARKERS.get(shape, "s"), color=COLOURS.get(shape, OTHER))
            canvas.text(x + 8, 7, word, color=SOFT, fontsize=8.5)
            x += width
    canvas.tick(x, 7, 11)
    canvas.text(x + 6, 7, "mức chỉ tiêu", color=SOFT, fontsize=8.5)


def _share(canvas: Canvas, row: Row, label: Sequence[str], top: float) -> None:
    value, limit = row.now, row.result.target.threshold(row.level)
    assert value is not None and limit is not None
    colour = COLOURS.get(row.mark.shape, OTHER)
    y = _label(canvas, label, top)
    canvas.box(0, y, END, 7, color=TRACK)
    canvas.box(0, y, _at(value), 3, color=colour)
    canvas.tick(_at(limit), y, 13)
    marker = MARKERS.get(row.mark.shape, "s")
    canvas.point(_at(value), y, marker, colour)
    canvas.text(VALUE, y, row.value, color=colour, fontweight="bold", ha="right")
    words = f"mức {wording.figure(limit, '%')}"
    canvas.text(LIMIT, y, words, color=SOFT, fontsize=8, ha="right")


FLOW = (
    (
        "Tiếp nhận",
        "c3",
        (("Kỳ trước chuyển", "c6"), ("Trực tuyến", "c4"), ("Trực tiếp, bưu chính", "c5")),
    ),
    ("Đã giải quyết", "c7", (("Trước hạn", "c8"), ("Đúng hạn", "c9"), ("Quá hạn", "c10"))),
    ("Đang giải quyết", "c11", (("Trong hạn", "c12"), ("Quá hạn", "c13"))),
)
LATE = ("c10", "c13")


def dossier_flow(evaluation: Evaluation) -> Part:
    """Where the period's dossiers came from and what became of them; both sides add up."""
    counts = evaluation.dossiers
    if counts is None or not counts.c3:
        return NOTHING
    late, all_ = counts.c10 + counts.c13, wording.number(counts.c3)
    return chart(
        f"{wording.number(late)} trong {all_} hồ sơ quá hạn"
        if late
        else f"Không có hồ sơ quá hạn trong {all_} hồ sơ",
        "Số hồ sơ theo nguồn tiếp nhận và theo tình trạng giải quyết; hai phần có tổng bằng nhau",
        " ".join(f"{_group_words(counts, group, total, steps)}." for group, total, steps in FLOW),
        len(FLOW) * 22 + 8 * 15,
        lambda canvas: _flow(canvas, counts),
    )


def _group_words(
    counts: DossierCounts, group: str, total: str, steps: Sequence[tuple[str, str]]
) -> str:
    parts = ", ".join(f"{wording.within(n)} {wording.number(getattr(counts, c))}" for n, c in steps)
    return f"{group} {wording.number(getattr(counts, total))}: {parts}"


def _flow(canvas: Canvas, counts: DossierCounts) -> None:
    right = VALUE + 14
    scale, y, start = (right - NAME) / counts.c3, 0.0, 0
    for group, total, steps in FLOW:
        if group != "Đang giải quyết":
            start = 0  # what is open follows on what is done: both halves span the same length
        y += 10
        canvas.text(0, y, group, fontweight="bold")
        canvas.text(WIDTH, y, wording.number(getattr(counts, total)), fontweight="bold", ha="right")
        y += 15
        for name, column in steps:
            n = getattr(counts, column)
            canvas.text(6, y, name, color=SOFT, fontsize=9)
            canvas.box(NAME, y, right - NAME, 9, color="#f1f4f7")
            if n:
                colour = COLOURS["missed"] if column in LATE else "#4f74a5"
                canvas.box(NAME + start * scale, y, max(1.5, n * scale), 9, color=colour)
            canvas.text(WIDTH, y, wording.number(n), ha="right")
            start += n
            y += 15
        y -= 3


def comparison(evaluation: Evaluation) -> Part:
    """The shares that moved most since the previous period or stand farthest from the median of
    the agency's peers; nothing where all stand still and on the median."""
    found = [
        row
        for row in counted(judged_here(evaluation))
        if row.level is evaluation.agency.level
        and is_share(row)
        and row.now is not None
        and (row.then is not None or row.result.peer_median is not None)
    ]
    apart = [row for row in found if _distance(row) >= LEAST_APART]
    if not apart:
        return NOTHING
    farthest = {row.anchor for row in sorted(apart, key=_distance, reverse=True)[:MOST_COMPARED]}
    items = [row for row in found if row.anchor in farthest]
    labels = [_wrapped(row) for row in items]
    places, height = _places(labels)
    compared = [row for row in found if row.result.peer_median is not None]
    better = sum(_ahead(row) for row in compared)
    finding = (
        f"{better} trong {len(compared)} tỷ lệ bằng hoặc tốt hơn trung vị các đơn vị cùng cấp"
        if compared
        else "Kết quả kỳ này so với kỳ trước"
    )

    def draw(canvas: Canvas) -> None:
        canvas.point(4, 7, "o", NOW)
        canvas.text(12, 7, "kỳ này", color=SOFT, fontsize=8.5)
        canvas.point(58, 7, "o", OTHER, "white")
        canvas.text(66, 7, "kỳ trước", color=SOFT, fontsize=8.5)
        canvas.tick(118, 7, 11, color=SOFT)
        canvas.text(124, 7, "trung vị cùng cấp", color=SOFT, fontsize=8.5)
        canvas.text(VALUE, 7, "này", color=SOFT, fontsize=8.5, ha="right")
        canvas.text(LIMIT, 7, "trước", color=SOFT, fontsize=8.5, ha="right")
        for row, label, y in zip(items, labels, places, strict=True):
            _compared(canvas, row, label, y)

    return chart(
        finding,
        _chosen(len(items), len(found))
        + "kết quả kỳ này, kỳ trước và trung vị các đơn vị cùng cấp, thang từ 0 đến 100 %",
        "; ".join(
            f"{_name(r)}: {r.value}"
            + (f", kỳ trước {r.previous}" if r.previous else "")
            + (f", trung vị {r.peers}" if r.peers else "")
            for r in items
        )
        + ".",
        height,
        draw,
    )


def _chosen(shown: int, of: int) -> str:
    """Which rows a figure shows, where it does not show all."""
    if shown == of:
        return "Các tỷ lệ có số để so sánh: "
    return f"{shown} trong {of} tỷ lệ, thay đổi nhiều nhất hoặc xa trung vị nhất: "


def _distance(row: Row) -> float:
    """How far a share moved, or stands from the median of its peers, whichever is more."""
    assert row.now is not None
    others = [x for x in (row.then, row.result.peer_median) if x is not None]
    return max(abs(float(row.now) - float(x)) for x in others)


def _ahead(row: Row) -> bool:
    value, median = row.now, row.result.peer_median
    assert value is not None and median is not None
    if row.result.target.comparison is Comparison.AT_MOST:
        return float(value) <= median
    return float(value) >= median


def _compared(canvas: Canvas, row: Row, label: Sequence[str], top: float) -> None:
    now, then = row.now, row.then
    assert now is not None
    y = _label(canvas, label, top)
    canvas.box(0, y, END, 7, color=TRACK)
    if row.result.peer_median is not None:
        canvas.tick(_at(row.result.peer_median), y, 13, color=SOFT)
    if then is not None:
        left, right = sorted((_at(now), _at(then)))
        canvas.box(left, y, right - left, 2, color=OTHER)
        canvas.point(_at(then), y, "o", OTHER, "white")
    canvas.point(_at(now), y, "o", NOW)
    canvas.text(VALUE, y, row.value, fontweight="bold", ha="right")
    if row.previous:
        canvas.text(LIMIT, y, row.previous, color=SOFT, fontsize=8.5, ha="right")
