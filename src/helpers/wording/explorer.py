"""What the explorer says: tabs, controls, sentences where there is nothing to show."""

from __future__ import annotations

NOTHING_TAKEN_IN = (
    "Chưa có kỳ nào được tiếp nhận: đề nghị chạy make packets (số liệu mô phỏng) "
    "hoặc cchc intake rồi mở lại."
)
NO_AGENCY = "Chưa chọn đơn vị: đề nghị gõ tên, mã hoặc chọn trong danh sách «Đơn vị»."
NO_TARGET = "Chưa chọn chỉ tiêu: đề nghị chọn trong danh sách «Chỉ tiêu»."
RELATED = "Đơn vị tiền thân hoặc kế thừa:"
TABS = {
    "verdicts": "Kết luận",
    "peers": "So sánh",
    "dossiers": "Hồ sơ",
    "pair": "Hai đơn vị",
    "history": "Diễn biến",
    "supposed": "Giả định",
    "whole": "Toàn tỉnh",
}


def not_in_period(name: str, period: str) -> str:
    """The chosen agency does not exist in the chosen period."""
    return f"{name} không có trong kỳ {period}."
