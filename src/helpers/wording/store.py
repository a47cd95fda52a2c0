"""What the store refuses."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model import Period
from helpers.wording.core import number


def restated(period: Period, by: str) -> str:
    """What packets are made from is not what was approved."""
    return (
        f"Kỳ «{period.label}» đã được {by} phê duyệt với số liệu, Kế hoạch hoặc cách tính khác; "
        "phiếu trở lại DỰ THẢO. Xem phần khác nhau của số liệu bằng lệnh: cchc diff."
    )


APPROVED_BY_WHOM = "Đề nghị ghi người hoặc cơ quan phê duyệt bằng --by."


def approved(period: Period, snapshot: str, by: str, decision: str) -> str:
    """An approval that is now on record."""
    under = f" ({decision})" if decision else ""
    return (
        f"Đã ghi: {by} phê duyệt kỳ «{period.label}»{under}, bản số liệu {snapshot}. "
        f"Lập lại phiếu bằng lệnh: cchc render --period {period.id}."
    )


STORE_BUSY = (
    "Một lần nhận số liệu khác đang ghi vào kho dữ liệu. Đề nghị chờ lần đó xong rồi chạy lại."
)

ORIGIN_WORDS = {True: "số liệu mô phỏng", False: "số liệu thật"}


def other_origin(plan_id: str, period_id: str, holds_simulated: bool) -> str:
    """The store holds data of the other origin."""
    held, offered = ORIGIN_WORDS[holds_simulated], ORIGIN_WORDS[not holds_simulated]
    return (
        f"Kho dữ liệu của Kế hoạch {plan_id} đang giữ {held} (kỳ {period_id}), số liệu đang nhận "
        f"là {offered}; hai loại không để chung. Đề nghị chọn thư mục dữ liệu khác bằng --data."
    )


def store_unwritable(why: str) -> str:
    """The operating system refused to write."""
    return f"Không ghi được kho dữ liệu ({why}). Số liệu đã nhận trước đó vẫn còn nguyên."


def snapshot_damaged(period_id: str) -> str:
    """A snapshot that `current` names is missing or cannot be read."""
    return (
        f"Kho dữ liệu của kỳ {period_id} bị thiếu hoặc hỏng tệp. "
        f"Đề nghị nhận lại số liệu bằng lệnh: cchc intake --period {period_id}."
    )


def unknown_snapshot(period_id: str, snapshot_id: str, known: Sequence[str]) -> str:
    """A snapshot that was never taken in."""
    there = ", ".join(known) if known else "chưa có bản nào"
    return (
        f"Kỳ {period_id} không có bản số liệu «{snapshot_id}». Các bản đã nhận, theo thứ tự: "
        f"{there}."
    )


def snapshot_not_named(period: Period, known: Sequence[str]) -> str:
    """A period without the snapshot that is to be put back."""
    there = ", ".join(known) if known else "chưa có bản nào"
    return (
        f"Đề nghị ghi rõ bản số liệu cần khôi phục, dạng {period.id}@MÃ-BẢN. Các bản đã nhận, theo "
        f"thứ tự: {there}."
    )


def already_in_force(period: Period, snapshot: str) -> str:
    """The snapshot that is to be put back is the current one."""
    return f"Bản số liệu {snapshot} của kỳ «{period.label}» đang có hiệu lực; không phải khôi phục."


def restored(period: Period, snapshot: str, before: str) -> str:
    """An earlier state is in force again; `before`: the snapshot it replaced."""
    instead = f", thay bản {before}" if before else ""
    undo = f" Muốn trở lại bản vừa thay: cchc restore {period.id}@{before}." if before else ""
    return (
        f"Kỳ «{period.label}»: bản số liệu {snapshot} có hiệu lực trở lại{instead}. Lập lại phiếu "
        f"bằng lệnh: cchc render --period {period.id}.{undo}"
    )


def approval_returns(period: Period, by: str) -> str:
    """The state that is in force again was approved."""
    return f"Kỳ «{period.label}» đã được {by} phê duyệt với bản này; phê duyệt có hiệu lực trở lại."


def taken_in_against_another(later: Sequence[str], period: Period) -> str:
    """Later periods were taken in against another state of this one."""
    names = ", ".join(f"«{label}»" for label in later)
    return (
        f"Số liệu của {names} đã nhận theo một bản khác của kỳ «{period.label}». Đề nghị nhận lại "
        "các kỳ đó."
    )


def identity_break(identity: str, left: int, right: int) -> str:
    """An identity of form II.06a that does not hold, e.g. `3 = 4 + 5 + 6`."""
    finding = f"Cột {identity} không khớp: {number(left)} khác {number(right)}"
    if identity == "6 = 11":
        finding = f"Cột 6 ({number(left)}) khác cột 11 của kỳ liền trước ({number(right)})"
    return f"{finding}. Đề nghị kiểm tra."
