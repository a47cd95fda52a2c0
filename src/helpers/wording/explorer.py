"""What the explorer says: tabs, controls, sentences where there is nothing to show."""

from __future__ import annotations

from helpers.wording import core, states

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


# ---------------------------------------------------------------- Kết luận

SHOWN = {"all": "Tất cả", "missed": states.BELOW, "no_data": states.LACKING}
FILTER = "Lọc chỉ tiêu"
VERDICT_HEADS = (
    "Mức",
    "Kết quả",
    "Kết luận",
    "Còn thiếu, vượt",
    "Nguồn",
    "Kỳ trước",
    "Trung vị cùng cấp",
)
TARGET, WHY = "Chỉ tiêu", "Vì sao"
RULE, READ_WITH, TRACED = "Quy tắc quyết định", "Đọc kèm", "Nguồn gốc số liệu"
GAPS, EXPLAINED = "Số liệu còn thiếu", "Giải trình và ý kiến của đơn vị"
NOT_EXPLAINED = "Đơn vị không có giải trình, ý kiến nào."
NONE_SHOWN = "Không có chỉ tiêu nào như vậy."
OF_TARGETS = "chỉ tiêu"


def shown_of(words: str, count: int) -> str:
    """A filter with how many targets it leaves."""
    return f"{words} ({core.number(count)})"


def tally(name: str, targets: int, missed: int, no_data: int) -> str:
    """What a screen reader says of the verdicts of an agency."""
    return (
        f"{name}: {core.number(targets)} chỉ tiêu, {core.number(missed)} "
        f"{core.within(states.BELOW)}, {core.number(no_data)} {core.within(states.LACKING)}"
    )


def verdicts_of(name: str, period: str) -> str:
    """The caption of the verdicts of an agency."""
    return f"Kết luận từng chỉ tiêu của {name}, {core.within(period)}"


def further_lines(count: int, code: str) -> str:
    """A trace that is cut."""
    return f"Còn {core.number(count)} dòng nữa; xem cả bằng: {code}"


def objection(opinion: str, answer: str) -> str:
    """What an agency objects, and the answer."""
    answered = answer.rstrip(" .") or "chưa có"
    return f"ý kiến của đơn vị: {opinion.rstrip(' .')}; trả lời: {answered}"
