"""Names of rows that are totals, parts or groups, in tables of totals."""

from __future__ import annotations

import re

from helpers.model.spelling import folded

TOTAL = re.compile(r"(tổng|cộng|trong đó|toàn tỉnh)\b")
PART = re.compile(r"trong đó\b")
BARE_TOTAL = re.compile(r"cộng[ :.()0-9]*")
WHOLE_TOTAL = re.compile(r"(tổng|tổng cộng|tổng số|cộng)?( ?(chung|toàn tỉnh|cả tỉnh))*[ :.()0-9]*")
GROUP = re.compile(
    r"\W*(các|khối|nhóm|cấp (tỉnh|huyện|xã)|ubnd (các|cấp)|(sở|huyện|thị xã|thành phố|xã|phường),)"
)


def is_total(text: str) -> bool:
    """Whether a row that begins like this is a sum of others."""
    return TOTAL.match(folded(text)) is not None


def is_part(text: str) -> bool:
    """Whether a row of sums is a part of a sum above."""
    return PART.match(folded(text)) is not None


def is_bare_total(text: str) -> bool:
    """Whether a row of sums has no name but that."""
    return BARE_TOTAL.fullmatch(folded(text)) is not None


def is_whole_total(text: str) -> bool:
    """Whether a row of sums is named as that of a whole table."""
    return WHOLE_TOTAL.fullmatch(folded(text)) is not None


def is_group(text: str) -> bool:
    """Whether a name is that of many units: «Sở, ban, ngành», «Cấp huyện»."""
    return GROUP.match(folded(text)) is not None
