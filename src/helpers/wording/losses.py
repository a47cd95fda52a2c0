"""What an intake would lose of the figures in force."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model import Period
from helpers.wording.core import number

MOST_NAMES = 5

# What there is one of, by kind of record or of export.
COUNTED = {
    "forms": "biểu số liệu",
    "receipts": "ngày nhận trong danh sách ngày nhận",
    "facts": "số liệu trong biểu",
    "appraisals": "nội dung thẩm định",
    "objections": "ý kiến của đơn vị",
    "explanations": "giải trình",
    "appraisal_decisions": "kết luận thẩm định theo chỉ tiêu",
    "evidence": "tệp kiểm chứng",
    "dossiers": "hồ sơ",
    "survey": "lượt trả lời khảo sát",
    "totals": "dòng của biểu tổng hợp hồ sơ",
}
EXPORTS = ("dossiers", "survey", "totals")


def lost(kind: str, count: int, before: int, agencies: Sequence[tuple[str, int]]) -> str:
    """What is lost of one kind; `agencies`: their names, and how many each lost."""
    names = [name for name, _ in agencies]
    if kind in EXPORTS and count == before:
        none = f"lần này không có {COUNTED[kind]} nào được nhận"
        return f"Sẽ mất cả {number(count)} {COUNTED[kind]} đã nhận: {none}."
    if not count:
        return f"Không còn {COUNTED[kind]} nào của: {_names(names)}."
    text = f"Sẽ mất {number(count)} trong {number(before)} {COUNTED[kind]} đã nhận"
    if kind in EXPORTS:
        return f"{text}, không còn dòng nào của: {_names(names)}." if names else f"{text}."
    counted = [f"{name} ({number(n)})" for name, n in agencies]
    return f"{text}: {_names(names if kind == 'forms' else counted)}."


def _names(names: Sequence[str]) -> str:
    text = "; ".join(names[:MOST_NAMES])
    rest = len(names) - MOST_NAMES
    return f"{text} và {number(rest)} đơn vị khác" if rest > 0 else text


def not_in_force(period: Period, snapshot: str) -> str:
    """The earlier state stays in force, because the new one would lose something."""
    return (
        f"Số liệu lần này CHƯA có hiệu lực: kỳ «{period.label}» giữ nguyên bản {snapshot}. Đề nghị "
        "để đủ các tệp của kỳ trong một thư mục rồi nhận lại; nếu đúng là phải bỏ các nội dung "
        "trên, chạy lại lệnh này với --replace."
    )


CHANGES_NOT_COMPARED = (
    "Số liệu lần này chưa có hiệu lực nên chưa so sánh từng nội dung với số liệu đang có hiệu lực."
)
