"""Questions that cannot be answered as asked."""

from __future__ import annotations

from helpers.model import Agency, Period
from helpers.wording.core import day

UNCHOSEN = "CHƯA-CHỌN-ĐƠN-VỊ"  # the agency of a notebook that is opened by hand
AGENCY_UNCHOSEN = (
    "Chưa chọn đơn vị: đề nghị ghi mã đơn vị vào tham số agency (xem danh sách bằng lệnh "
    "!cchc agencies trong một ô mới), lập sổ tính của đơn vị bằng lệnh cchc notebook, hoặc mở "
    "explorer.ipynb để chọn đơn vị theo tên."
)


def unknown_parameter(names: list[str]) -> str:
    """Parameters set for a notebook that has none of that name."""
    return (
        f"Sổ tính không có tham số {', '.join(f'«{name}»' for name in names)}. "
        "Các tham số: plan, agency, period, và area ở sổ tính của lĩnh vực. Đề nghị sửa tên."
    )


def unknown_agency(agency_id: str, plan_id: str) -> str:
    """An agency id that the plan does not know."""
    return (
        f"Không có đơn vị mang mã «{agency_id}» trong Kế hoạch {plan_id}. "
        "Xem danh sách bằng lệnh: cchc agencies."
    )


def agency_not_in_period(agency: Agency, period: Period) -> str:
    """An agency that did not exist at the period's end."""
    return (
        f"{agency.name} không hoạt động vào cuối kỳ «{period.label}» ({day(period.end)}). "
        f"Xem danh sách của kỳ bằng lệnh: cchc agencies --period {period.id}."
    )


def unknown_area(area_id: str, areas: list[str]) -> str:
    """An area id that the plan does not know."""
    return f"Không có lĩnh vực «{area_id}». Các lĩnh vực của Kế hoạch: {', '.join(areas)}."


def unknown_period(period_id: str, periods: list[str]) -> str:
    """A period id that the plan does not know."""
    return f"Không có kỳ «{period_id}». Các kỳ của Kế hoạch: {', '.join(periods)}."


def nothing_taken_in(period: Period) -> str:
    """Nothing in the store for this period yet."""
    return (
        f"Chưa nhận số liệu của kỳ «{period.label}». "
        f"Đề nghị chạy trước lệnh: cchc intake --period {period.id}."
    )
