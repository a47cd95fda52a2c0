"""Answers to a folder of files."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model import Period
from helpers.wording.core import SIMULATED, number


def report_written(path: object, copies: int) -> str:
    """Where the answers lie."""
    text = f"Trả lời từng tệp: {path}"
    if copies:
        text += f" (kèm {number(copies)} bản đánh dấu ô cần sửa trong thư mục returned)"
    return f"{text}."


def snapshot_taken(snapshot: str, previous: str) -> str:
    """The id of what was taken in, for `cchc diff`."""
    after = f", thay bản {previous}" if previous else ""
    return f"Bản số liệu: {snapshot}{after}."


def inbox_empty(folder: object, period: Period) -> str:
    """Nothing was sent for a period."""
    return (
        f"Thư mục {folder} không có tệp số liệu nào của kỳ «{period.label}». "
        "Đề nghị chép các tệp đã nhận vào đó rồi chạy lại."
    )


def origin_unreadable(path: object) -> str:
    """An origin note that cannot be understood."""
    return (
        f"Tệp {path}: không đọc được ghi chú nguồn số liệu (cần «simulated: true» và «seed: số»). "
        "Đề nghị lấy lại tệp gốc, hoặc bỏ tệp này nếu thư mục chứa số liệu thật."
    )


def file_changed_meanwhile(file: str) -> str:
    """A file written to while it was read."""
    return f"Tệp {file}: nội dung thay đổi trong lúc đang nhận. Đề nghị lưu, đóng tệp rồi chạy lại."


def two_forms(files: list[str]) -> str:
    """Different forms of one agency."""
    return (
        f"Một đơn vị gửi nhiều biểu khác nhau: {', '.join(files)}. Đề nghị giữ lại một tệp; "
        "phần mềm không tự chọn."
    )


def two_exports(files: list[str]) -> str:
    """Different exports of one kind."""
    return (
        f"Một kỳ có nhiều tệp xuất cùng loại khác nhau: {', '.join(files)}. "
        "Đề nghị giữ lại một tệp xuất đủ cả kỳ; phần mềm không tự gộp, không tự chọn."
    )


def rival(file: str, kept: str) -> str:
    """A file next to the one of its kind that was accepted before."""
    return (
        f"Tệp {file} chưa được nhận vì tệp {kept} đã nhận trước đó, cùng loại, cùng đơn vị, vẫn có "
        f"hiệu lực. Đề nghị bỏ tệp {kept} khỏi thư mục nhận nếu tệp mới thay cho tệp đó."
    )


def system_files(count: int) -> str:
    """Files that a computer leaves in a folder by itself."""
    return (
        f"Thư mục có {number(count)} tệp do máy tính tự tạo (tệp khóa của Excel, tệp ẩn của hệ "
        "điều hành), không chứa số liệu; không đọc các tệp này."
    )


def sent_twice(first: str) -> str:
    """The same bytes again."""
    return f"Tệp này giống hệt tệp {first}, chỉ tính một lần."


def origin_below(folder: object, below: object) -> str:
    """The note on simulated data lies in a folder within the one that was named, or next to it."""
    return (
        f"Thư mục {folder} có thư mục số liệu mô phỏng {below} kèm theo, không nhận chung được với "
        "số liệu khác. Đề nghị chỉ đúng thư mục của một kỳ, hoặc bỏ thư mục mô phỏng."
    )


def nothing_accepted(period: Period) -> str:
    """No file could be used; what was there before stays."""
    return (
        f"Không tệp nào được nhận: số liệu đã nhận trước đó của kỳ «{period.label}» giữ nguyên. "
        "Đề nghị sửa theo trả lời ở trên rồi nhận lại."
    )


def rests_on(later: Sequence[str], period: Period) -> str:
    """Later periods were taken in on the strength of another state of this one."""
    names = ", ".join(f"«{label}»" for label in later)
    return (
        f"Số liệu của {names} đã nhận theo số liệu trước đây của kỳ «{period.label}» (câu trả lời "
        "«Không thay đổi», cột 6 của Biểu II.06a). Đề nghị nhận lại các kỳ đó."
    )


def taken_in(
    period: Period, accepted: int, to_correct: int, refused: int, unsent: int, simulated: bool
) -> str:
    """What intake did; `to_correct`: files among those accepted that hold cells at fault."""
    mark = f" [{SIMULATED}]" if simulated else ""
    faulty = f" (trong đó {number(to_correct)} tệp có ô phải sửa)" if to_correct else ""
    return (
        f"Kỳ «{period.label}»{mark}: nhận {number(accepted)} tệp{faulty}, "
        f"trả lại {number(refused)} tệp; "
        f"{number(unsent)} đơn vị chưa có biểu số liệu được nhận."
    )


WORDS_IN_ANSWER = (
    "cần xem lại; không nêu nội dung để giữ riêng tư, đề nghị xem phần trả lời gửi kèm tệp."
)
