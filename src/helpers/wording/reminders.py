"""The texts that remind agencies of what they have not sent or must correct."""

from __future__ import annotations

from helpers.model import Period, Plan
from helpers.wording.core import SIMULATED, day, number, span

FILE_OF_OTHERS = "tep-dung-chung"  # name of the text on files of no agency
TO_OTHERS = "đơn vị gửi các tệp dùng chung (tệp xuất hồ sơ, khảo sát, biểu tổng hợp)"
NOT_SENT_BY_US = "Bản nháp để cán bộ xem, sửa và tự gửi; phần mềm không gửi đi đâu."
UNSENT, TO_CORRECT = "Chưa gửi biểu số liệu", "Phải sửa rồi gửi lại"
NO_DAY = "chưa có hạn gửi ghi trong Kế hoạch"


def folder_name(period: Period) -> str:
    """The folder of the texts of a period."""
    return f"nhac-{period.id}"


def heading(plan: Plan, period: Period, to: str, simulated: bool) -> list[str]:
    """The first lines of a text."""
    return [
        *([SIMULATED, ""] if simulated else []),
        NOT_SENT_BY_US,
        "",
        f"Kính gửi: {to}",
        f"Về việc: gửi, sửa biểu số liệu cải cách hành chính, kỳ «{period.label}» ({span(period)})",
        "",
        f"Thực hiện Kế hoạch số {plan.number} ngày {day(plan.issued)}, {plan.terms.desk} đã nhận "
        "và kiểm tra số liệu của kỳ. Đến nay còn các nội dung sau:",
    ]


def section(number_of: int, title: str, count: int) -> list[str]:
    """The title of a part; `count`: how many agencies it names."""
    return ["", f"{number_of}. {title} ({number(count)} đơn vị):"]


def agency(name: str, send_by: str) -> str:
    """The line of one agency with its last day."""
    return f"- {name}: hạn gửi {send_by}" if send_by else f"- {name}: {NO_DAY}"


def to_correct(text: str) -> str:
    """One thing to correct, under its agency."""
    return f"  + {text}"


def given_back(reason: str) -> str:
    """Why a form was returned, under its agency."""
    return f"  + Biểu bị trả lại: {reason}"


def marked_copy(folder: str) -> str:
    """Where the marked copies are, which go with the text."""
    return (
        f"Bản đánh dấu ô phải sửa của từng đơn vị ở {folder}; đề nghị gửi kèm đúng bản của đơn vị."
    )


def ending(plan: Plan, snapshot: str, above: str = "") -> list[str]:
    """The last lines; `above`: the agency that sees to it that those under it send."""
    asked = f"{above} đôn đốc các đơn vị có tên trên" if above else "đơn vị có tên trên"
    contact = f" Liên hệ: {plan.terms.contact}." if plan.terms.contact else ""
    return [
        "",
        f"Đề nghị {asked} gửi nội dung còn thiếu và nội dung đã sửa về {plan.terms.desk} theo hạn "
        f"trên; đã quá hạn thì gửi ngay.{contact}",
        f"(Theo bản số liệu {snapshot} đang có hiệu lực.)",
    ]


def ending_of_others(plan: Plan, snapshot: str) -> list[str]:
    """The last lines on files of no agency."""
    return [
        "",
        f"Đề nghị sửa và gửi lại các tệp trên về {plan.terms.desk}.",
        f"(Theo bản số liệu {snapshot} đang có hiệu lực.)",
    ]


def written(count: int, folder: object) -> str:
    """What the command did."""
    return f"Đã ghi {number(count)} văn bản nhắc vào {folder}. {NOT_SENT_BY_US}"


def nothing_open(period: Period, folder: object) -> str:
    """Nobody has to be reminded."""
    return (
        f"Kỳ «{period.label}»: không còn đơn vị nào chưa gửi hoặc phải sửa, không ghi văn bản nhắc "
        f"nào vào {folder}."
    )
