"""Names of rows that are totals, parts or groups, in tables of totals."""

from __future__ import annotations

import re

from helpers.model.spelling import folded

TOTAL = re.compile(r"(tổng(?! cục\b)|cộng|trong đó|toàn (tỉnh|thành phố|ngành))\b|toàn bộ\W*\Z")
PART = re.compile(r"trong đó\b")
BARE_TOTAL = re.compile(r"cộng[ :.()0-9]*\Z")  # without a name of its own
WHOLE_TOTAL = re.compile(  # of a whole table
    r"(tổng|tổng cộng|tổng số|cộng)?( ?(chung|(toàn|cả) (tỉnh|thành phố|bộ|ngành)))*[ :.()0-9]*\Z"
)
# Of many units: «Sở, ban, ngành», «Cấp huyện».
GROUP = re.compile(
    r"\W*(các|khối|nhóm|cấp (tỉnh|huyện|xã)|ubnd (các|cấp)"
    r"|(sở|cục|vụ|tổng cục|huyện|thị xã|thành phố|xã|phường),)"
)


def is_named(kind: re.Pattern[str], text: str) -> bool:
    """Whether a row that begins like this is of that kind."""
    return kind.match(folded(text)) is not None
