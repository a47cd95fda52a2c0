"""The headings of a packet's areas, and the anchors of headings."""

from __future__ import annotations

import re
from html import unescape

from helpers import wording
from helpers.model import Area, Plan, WrongUse
from helpers.model.spelling import D_WITH_STROKE, without_marks

ANCHOR_WORDS = 8


def area_of(plan: Plan, area_id: str) -> Area:
    """The area of that id; the WrongUse for an unknown one lists the plan's areas."""
    known = [area.id for area in plan.areas]
    if area_id not in known:
        raise WrongUse(wording.wrong_use.unknown_area(area_id, known))
    return plan.area(area_id)


def area_name(plan: Plan, area: Area) -> str:
    """An area with the number of its heading: `4.3 Cải cách thủ tục hành chính`."""
    return wording.pages.area_name(plan.areas.index(area) + 1, area)


def area_title(plan: Plan, area: Area) -> str:
    """An area's heading in a packet, numbered by its place there, with the plan's own number: `4.3
    Cải cách thủ tục hành chính (mục 2.2 phần II)`."""
    return wording.pages.area_title(plan.areas.index(area) + 1, area)


def anchor(heading: str) -> str:
    """An ASCII anchor for a heading. A word of the letter đ alone becomes `dd`, for letters number
    the points of a clause."""
    words = [_ascii(word) for word in re.findall(r"\w+", unescape(heading).lower())]
    return "-".join(["muc", *words[:ANCHOR_WORDS]])


def _ascii(word: str) -> str:
    plain = "dd" if word == D_WITH_STROKE else without_marks(word)
    return plain.encode("ascii", "ignore").decode()
