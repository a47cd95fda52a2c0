"""Figures that contradict others or are unlikely, and how they are confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from helpers.model import Period
from helpers.wording.core import fault, listed, number

# ---------------------------------------------------------------- what was compared


def implausible(label: str, figure: str, compared: str, reason: str) -> str:
    """A figure next to what it was compared with; `reason`: of the plan's rule."""
    return f"«{label}» ghi {figure}, {compared}; {reason}"


def below_earlier(most: int, period: Period) -> str:
    """Less than in a period that lies within this one."""
    return f"ít hơn {number(most)} đã nhận của kỳ «{period.label}»"


def many_times_earlier(factor: int, most: int, period: Period) -> str:
    """Many times the largest figure of the year."""
    return (
        f"gấp từ {number(factor)} lần trở lên số lớn nhất đã nhận trong năm "
        f"({number(most)}, kỳ «{period.label}»)"
    )


def small_part_of_earlier(factor: int, least: int, period: Period) -> str:
    """A small part of the smallest figure of the year."""
    return (
        f"không quá 1/{number(factor)} số nhỏ nhất đã nhận trong năm "
        f"({number(least)}, kỳ «{period.label}»)"
    )


def above_list(most: int, level: str, whole: str) -> str:
    """More than the list of that level has; `whole`: whose list it is."""
    return f"nhiều hơn {number(most)} trong danh mục {level} của {whole}"


def list_below_agencies(above: int, count: int) -> str:
    """A list that most agencies exceed."""
    return f"ít hơn số của {number(above)} trong {number(count)} đơn vị cùng cấp"


def above_whole(total: int | None, whole: int, labels: Sequence[str]) -> str:
    """Parts that are more than their whole; `total`: of several parts."""
    names = listed([f"«{label}»" for label in labels])
    part = f"cộng với phần kia là {number(total)}, " if total is not None else ""
    return f"{part}nhiều hơn {number(whole)} của {names}"


def many_times_median(factor: int, middle: Fraction, count: int, group: str) -> str:
    """Many times the median of the agencies of a level."""
    return (
        f"gấp từ {number(factor)} lần trở lên số trung vị {number(middle)} "
        f"của {number(count)} đơn vị ({group})"
    )


def many_times_others(factor: int, rest: int, count: int) -> str:
    """Many times what all other agencies have together."""
    return (
        f"gấp từ {number(factor)} lần trở lên tổng số của {number(count)} đơn vị khác "
        f"({number(rest)})"
    )


# ---------------------------------------------------------------- what is asked


def of_agency(text: str, name: str) -> str:
    """A sentence on a figure that another agency than the sender is about."""
    return f"{name}: {text}"


def contradicts(text: str) -> str:
    """A figure that its form is returned for."""
    return fault(
        text, "sửa ô này; nếu số đối chiếu mới là số sai, sửa và gửi lại biểu có số đó trước"
    )


def to_confirm(text: str) -> str:
    """An unlikely figure: accepted, and asked about."""
    return f"đề nghị xác nhận: {text}. Số liệu vẫn được nhận; nếu sai, đề nghị sửa và gửi lại biểu."


def confirmed(text: str, by: str) -> str:
    """An unlikely figure that was confirmed."""
    return f"đã được {by} xác nhận: {text}."


def to_confirm_count(count: int, path: object, folder: object) -> str:
    """How many figures wait for confirmation, and where they are confirmed; `folder`: that of the
    body in charge."""
    return (
        f"{number(count)} số liệu đề nghị xác nhận, nêu ở đầu trang trả lời. Nếu đúng, đề nghị ghi "
        f"xác nhận vào tệp {path} rồi chép tệp vào thư mục {folder} và nhận lại."
    )


UNCONFIRMED = "Số liệu đề nghị xác nhận"
UNCONFIRMED_NOTE = (
    "Các số liệu dưới đây khó xảy ra nên được đánh dấu «đề nghị xác nhận» đến khi có xác nhận. "
    "Nếu sai, đề nghị đơn vị sửa và gửi lại biểu. Nếu đúng, đề nghị ghi xác nhận vào tệp kèm theo, "
    "chép tệp vào thư mục của {desk} (cạnh thư mục nhận) rồi nhận lại; số liệu thay đổi thì xác "
    "nhận lại."
)
UNCONFIRMED_SHEET = "Đề nghị xác nhận"
UNCONFIRMED_HEADS = ("Đơn vị", "Dòng số liệu", "Số liệu", "Đã đối chiếu", "Tệp", "Vị trí")
NONE_UNCONFIRMED = "Không có số liệu nào cần xác nhận."

# ---------------------------------------------------------------- the file of confirmations

CONFIRMATION_FILE = "xac-nhan.xlsx"
CONFIRMATION_SHEET = "Xác nhận"
CONFIRMATION_TITLE = "XÁC NHẬN SỐ LIỆU CẢI CÁCH HÀNH CHÍNH"
CONFIRMATION_GUIDE = (
    "Số liệu đúng: ghi x vào cột «Xác nhận (x)» và tên đầy đủ của đơn vị xác nhận (không ghi họ "
    "tên cá nhân). Số liệu sai: để trống, sửa biểu của đơn vị. Chép tệp này vào thư mục của "
    "{desk} (cạnh thư mục nhận của kỳ)."
)
CONFIRMATION_ID, CONFIRMATION_AGENCY, CONFIRMATION_LINE = "Mã", "Đơn vị", "Dòng số liệu"
CONFIRMATION_FIGURE, CONFIRMATION_COMPARED = "Số liệu", "Đã đối chiếu"
CONFIRMATION_MARK, CONFIRMATION_BY = "Xác nhận (x)", "Đơn vị xác nhận"

CONFIRMATION_UNKNOWN = fault(
    "mã {} không phải dòng số liệu của đơn vị nào trong kỳ", "dùng đúng tệp đã được lập"
)
CONFIRMATION_NOT_MARKED = fault(
    "cột «Xác nhận (x)» ghi {}, chỉ được ghi x hoặc để trống", "ghi x nếu số liệu đúng"
)
CONFIRMATION_INCOMPLETE = fault(
    "dòng này chưa ghi đủ «Xác nhận (x)» và «Đơn vị xác nhận»", "ghi đủ, hoặc để trống cả hai"
)
CONFIRMATION_FIGURE_GONE = fault("dòng này không còn số liệu", "dùng đúng tệp đã được lập")
# What was written may be a person's name and is not repeated.
CONFIRMATION_BY_UNKNOWN = fault(
    "không có đơn vị mang đúng tên (hoặc mã) ghi ở cột «Đơn vị xác nhận»",
    "ghi tên đầy đủ của đơn vị xác nhận, không ghi họ tên cá nhân",
)
CONFIRMATION_NOT_ASKED = "số liệu này kỳ này không cần xác nhận; xác nhận không được dùng."


def _spelled(figure: str) -> str:
    """The digits of a figure as a number or two."""
    return "/".join(number(int(part)) if part else "" for part in figure.split("/"))


def confirmed_other(confirmed: str, figure: str) -> str:
    """A confirmation of another figure than the form now gives."""
    now, then = (_spelled(text) for text in (figure, confirmed))
    return (
        f"xác nhận cho số {then}, nhưng biểu nay ghi {now}; xác nhận này không được dùng. "
        "Đề nghị xác nhận lại số mới, nếu đúng."
    )
