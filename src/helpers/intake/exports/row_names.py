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
# What is printed under the rows of a table: a note, place and day, who signs, who receives it.
FOOT = re.compile(
    r"ngày\W+.{0,8}tháng\W+.{0,8}năm\b|ghi rõ họ,? tên|đóng dấu|\(?(đã )?ký\b|người (lập|tổng hợp)"
    r"|thủ trưởng|giám đốc|chủ tịch|chánh văn phòng|trưởng phòng|\A(kt|tm|tl|tuq)\.|\A\W*nơi nhận"
    r"|\A\W*ghi chú\b|\A\W*lưu\W+vt\b"
)
NAMED_TOTAL = re.compile(r"cộng\b")  # of what it names, unless it is bare
# How a total gives the number of rows: `50`, `50 hồ sơ`, `50 hồ sơ, …`; not `50 hồ sơ quá hạn`,
# `50 %`, `47/50`, `1.500.000 đồng`.
_COUNT = r"(?<![0-9.,/])([0-9]{1,3}(?:[., ][0-9]{3})+|[0-9]{1,7})"
_ROWS = r"( (hồ sơ|phiếu|bản ghi|dòng|lượt))?"
STATED_COUNT = re.compile(rf"{_COUNT}\)?{_ROWS}(?=[ ./)]*\Z|[ .)]*[,;(.] )")
COUNT_ALONE = re.compile(rf"{_COUNT}{_ROWS}\W*\Z")
# «Danh sách này có 50 hồ sơ», under the rows.
LIST = re.compile(
    r"\W*(ấn định )?(danh sách|bảng|biểu|sổ)( này)?( gồm| có)+ [0-9][0-9., ]* (hồ sơ|phiếu)\b"
)
# Days, periods and pages, whose numbers count no rows.
SPANS = re.compile(
    r"((từ|đến) )?(ngày )?(?<![0-9/])[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
    r"|\bquý ([ivx]+|[0-9])\b(/[0-9]{4})?|\btháng [0-9]{1,2}\b(/[0-9]{4})?|\bnăm [0-9]{4}\b"
    r"|\b(trang|tờ) (số )?[0-9]+\b"
)
# What a total is of that is no count of all records: money, or records of one kind.
OTHER_TOTAL = re.compile(
    r"\b(phí|tiền|đồng|vnđ|giao dịch|thanh toán|hạn|trực tuyến|trực tiếp|bưu chính|mức|một phần"
    r"|toàn trình|chưa|không|đã|đang|giải quyết|tiếp nhận|nhận|trả|rút|h[ủu][ỷy]|tồn|mới|kỳ trước"
    r"|số h[óo][áa]|thời gian|ngày|trong đó|hài lòng)\b"
)
# Of many units: «Sở, ban, ngành», «Cấp huyện».
GROUP = re.compile(
    r"\W*(các|khối|nhóm|cấp (tỉnh|huyện|xã)|ubnd (các|cấp)"
    r"|(sở|cục|vụ|tổng cục|huyện|thị xã|thành phố|xã|phường),)"
)
# What a head says that counts dossiers which wait for papers: the form has no column for them.
WAITING = "chờ bổ sung"


def is_named(kind: re.Pattern[str], text: str) -> bool:
    """Whether a row that begins like this is of that kind."""
    return kind.match(folded(text)) is not None
