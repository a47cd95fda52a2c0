"""The headings of a packet's areas, and how any heading is linked to."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from helpers import wording
from helpers.model import Area

SPECIFIC = "II.2."  # where the plan's areas have their targets
ANCHOR_WORDS = 8


def is_specific(area: Area) -> bool:
    """Whether an area stands in section 4 under a number of its own."""
    return area.number.startswith(SPECIFIC)


def is_general(area: Area) -> bool:
    """Whether an area holds the general objectives, which stand in the overview."""
    return area.number.startswith("II.") and not is_specific(area)


def area_heading(area: Area) -> str:
    """An area's heading in a packet: `II.2.2` is `4.2 Cải cách thủ tục hành chính`; the general
    objectives have no number, and what is no reform area is section 5."""
    if is_specific(area):
        return f"4.{area.number.removeprefix(SPECIFIC)} {area.label}"
    return wording.GENERAL_HEADING if is_general(area) else wording.DIRECTION_SECTION


def anchor(heading: str) -> str:
    """An ASCII anchor for a heading; the letter đ alone stays apart from d."""
    words = [_ascii(word) for word in re.findall(r"\w+", unescape(heading).lower())]
    return "-".join(["muc", *words[:ANCHOR_WORDS]])


def _ascii(word: str) -> str:
    plain = "dd" if word == "đ" else word.replace("đ", "d")
    return unicodedata.normalize("NFD", plain).encode("ascii", "ignore").decode()
