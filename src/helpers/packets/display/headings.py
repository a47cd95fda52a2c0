"""The headings of a packet's areas, and the anchors of headings."""

from __future__ import annotations

import re
from html import unescape

from helpers import wording
from helpers.model import Area
from helpers.model.spelling import D_WITH_STROKE, without_marks

SPECIFIC = "II.2."  # the plan's section on the areas
ANCHOR_WORDS = 8


def is_specific(area: Area) -> bool:
    """Whether an area is a part of section 4."""
    return area.number.startswith(SPECIFIC)


def is_general(area: Area) -> bool:
    """Whether an area holds the general objectives, which are in the overview."""
    return area.number.startswith("II.") and not is_specific(area)


def area_heading(area: Area) -> str:
    """An area's heading in a packet: `II.2.2` gives `4.2 Cải cách thủ tục hành chính`. The general
    objectives have no number; what is neither is section 5."""
    if is_specific(area):
        return f"4.{area.number.removeprefix(SPECIFIC)} {area.label}"
    return wording.pages.GENERAL_HEADING if is_general(area) else wording.pages.DIRECTION_SECTION


def anchor(heading: str) -> str:
    """An ASCII anchor for a heading. A word of the letter đ alone becomes `dd`, for letters number
    the points of a clause."""
    words = [_ascii(word) for word in re.findall(r"\w+", unescape(heading).lower())]
    return "-".join(["muc", *words[:ANCHOR_WORDS]])


def _ascii(word: str) -> str:
    plain = "dd" if word == D_WITH_STROKE else without_marks(word)
    return plain.encode("ascii", "ignore").decode()
