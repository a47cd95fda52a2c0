"""The page of the report on an intake: its sections, and how repeated sentences are shortened."""

from __future__ import annotations

from datetime import date

from helpers.wording.core import day, number

TO_DO = "Việc cần làm trước"
UNSENT_TITLE, TO_CORRECT_TITLE = "Chưa gửi biểu", "Nội dung phải sửa"
NONE_UNSENT = "Không còn đơn vị nào phải gửi mà chưa gửi biểu."
SEE_BELOW = "Theo câu chung dưới bảng này."
NONE_TO_CORRECT = "Không có nội dung nào phải sửa."
STATES_TITLE, REMARKS_TITLE = "Tình trạng biểu số liệu theo nhóm", "Lưu ý"
NO_REMARKS = "Không có lưu ý nào."
ALL_FILES = "Mọi tệp trong thư mục nhận, kèm mã băm"

CORRECTION_HEADS = ("Đơn vị", "Nội dung và việc cần làm", "Bản trả lại")
REMARK_HEADS = ("Đơn vị", "Nội dung và việc cần làm")
KIND_HEADS = ("Nhóm", "Đơn vị")
EXPLANATION_HEADS = ("Đơn vị", "Dòng số liệu", "Nội dung giải trình")
THIS_AGENCY = "[đơn vị]"  # in the place of the name of each agency


def to_send(reply_by: date | None) -> str:
    """What those who sent nothing are asked to do; `reply_by`: the last day for it."""
    until = f" trước ngày {day(reply_by)}" if reply_by else ""
    return (
        f"Đề nghị đôn đốc các đơn vị sau gửi biểu{until}. Chưa có biểu thì chỉ tiêu do đơn vị báo "
        "cáo để là chưa có số liệu."
    )


def number_place(place: int) -> str:
    """The mark in a sentence where each agency has a number of its own."""
    return f"[{place}]"


def how_to_read(agencies: int, numbers: int) -> str:
    """Above the list of agencies that one sentence is about."""
    whom = f"Câu trên là của {number(agencies)} trường hợp dưới đây"
    if not numbers:
        return f"{whom}."
    order = "; ".join(number_place(n) for n in range(1, numbers + 1))
    what = f"số ở chỗ {order}" if numbers == 1 else f"lần lượt các số ở chỗ {order}"
    return f"{whom}; sau tên là {what}."


def in_full(sheets: tuple[str, ...]) -> str:
    """Where everything that the page shortens is written in full; a link to it follows."""
    named = ", ".join(f"«{sheet}»" for sheet in sheets)
    return f"Danh sách đủ từng đơn vị, từng tệp, từng câu và vị trí ở các trang {named} của tệp"


def files_note(count: int) -> str:
    """Above the table of all files, which is closed and therefore not printed."""
    return (
        f"Danh sách {number(count)} tệp kèm mã băm đang đóng nên không in; mở ra rồi in nếu cần, "
        "hoặc xem trang «Tệp» của tệp trả lời dạng .xlsx."
    )
