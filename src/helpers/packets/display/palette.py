"""The colours of the figures, for each way of showing a page.

An analyst's axes have the colours of a light page. The picture of a packet changes them with the
page; a reader's own colours (forced colours) do not reach into a picture, only that there are some,
so it is then black and white.
"""

from __future__ import annotations

from typing import NamedTuple


class Shades(NamedTuple):
    """One colour on a dark page, and on a light and a dark one with forced colours."""

    dark: str
    plain: str
    plain_dark: str


PAPER = "#ffffff"
INK, SOFT, TRACK, OTHER = "#18212d", "#4d5968", "#e4e9ef", "#465262"
NOW, RESOLVED, CAME = "#1d3f6e", "#4f74a5", "#7f97b5"
LATE = "#9c1c1c"
BLACK, WHITE = "#000", "#fff"

PALETTE = {
    PAPER: Shades("#1a2129", WHITE, BLACK),
    INK: Shades("#e8ecf1", BLACK, WHITE),
    SOFT: Shades("#b0bac6", BLACK, WHITE),
    TRACK: Shades("#37424f", "#ccc", "#444"),
    OTHER: Shades("#c2cbd6", BLACK, WHITE),
    NOW: Shades("#8db4e6", BLACK, WHITE),
    RESOLVED: Shades("#7ba0d0", "#555", "#bbb"),
    CAME: Shades("#6f86a3", "#888", "#888"),
    LATE: Shades("#f5aaa4", BLACK, WHITE),
}
