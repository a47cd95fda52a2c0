"""The simulated province: what it refuses, and the words its agencies write into forms."""

from __future__ import annotations

from datetime import date

from helpers.model import Level, Period
from helpers.wording.core import SIMULATED, day, number


def demo_folder_in_use(folder: object) -> str:
    """The simulated province is never written over what may be real."""
    return (
        f"Thư mục «{folder}» đã có tệp và không được đánh dấu là số liệu mô phỏng. "
        "Đề nghị chọn thư mục khác."
    )


# Who leads a task, as agencies of each level name their own parts.
DEMO_LEADS = {
    Level("province"): (
        "Văn phòng",
        "Thanh tra",
        "Phòng Kế hoạch – Tài chính",
        "Phòng Tổ chức – Hành chính",
    ),
    Level("district"): (
        "Phòng Nội vụ",
        "Văn phòng HĐND và UBND",
        "Phòng Tư pháp",
        "Phòng Tài chính – Kế hoạch",
        "Phòng Văn hóa và Thông tin",
    ),
}
OTHER_LEADS = ("Văn phòng", "Phòng chuyên môn")


def demo_report(number_of_it: int, signed: date) -> str:
    """A report as evidence."""
    return f"Báo cáo số {number_of_it}/BC ngày {day(signed)}"


def demo_decision(number_of_it: int) -> str:
    """A decision as evidence."""
    return f"Quyết định số {number_of_it}/QĐ-UBND"


def demo_own_counts(more: int, unit: str) -> str:
    """Why an agency's own counts differ from the log's."""
    return (
        f"Đối chiếu sổ theo dõi của đơn vị: {number(more)} {unit} được hệ thống ghi chưa đúng, "
        "đã đề nghị đơn vị vận hành sửa"
    )


DEMO_NEVER_COUNTED = (
    "Đơn vị chưa kiểm kê kết quả giải quyết thủ tục hành chính còn hiệu lực; đã giao văn thư "
    "kiểm kê"
)


# The list of the days of receipt.
RECEIPT_HEADS = ("Đơn vị", "Ngày nhận", "Người nhận")
CLERK = "Văn thư (mô phỏng)"
DEMO_DECIDER = "Người duyệt (mô phỏng)"
DEMO_RETURN = "Đề nghị nêu tài liệu kiểm chứng của các số tự báo cáo (lý do mô phỏng)"
DEMO_DEMAND = "Đề nghị nêu căn cứ của số đã thực hiện trong kỳ"
DEMO_EXPLAINED = (
    "Số đã thực hiện lấy theo sổ theo dõi của đơn vị, đã đối chiếu với hệ thống vào cuối kỳ"
)


def demo_evidence(name: str) -> str:
    """The text of a file of evidence."""
    return f"{SIMULATED}: tài liệu kiểm chứng của {name}"


def demo_decided(period: Period, accepted: int, returned: int) -> str:
    """The simulated decisions that are now on record."""
    return (
        f"{SIMULATED}: đã ghi duyệt biểu kỳ «{period.label}» của «{DEMO_DECIDER}»: chấp nhận "
        f"{number(accepted)}, trả lại {number(returned)}. Xem: cchc approvals --period {period.id}."
    )
