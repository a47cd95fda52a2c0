"""The clerk's list of the days on which files came, deadlines, who is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from helpers.model import Period
from helpers.wording.core import day, number, span

MOST_NAMES = 10
# Heads of the list, folded without marks.
FILE_HEAD, AGENCY_HEAD, DAY_HEAD = "tep", "don vi", "ngay nhan"
HEADS = "«Tệp» hoặc «Đơn vị», và «Ngày nhận»"


class Fault(StrEnum):
    """What may be wrong with a row of the list; the values are the sentences."""

    NO_DAY = "không phải một ngày. Đề nghị ghi ngày/tháng/năm, ví dụ 31/12/2000."
    AFTER_TODAY = "ngày nhận sau ngày hôm nay. Đề nghị ghi đúng ngày."
    BEFORE_PERIOD = "ngày nhận trước ngày đầu kỳ ({start}). Đề nghị ghi đúng ngày."
    NO_NAME = "dòng có ngày nhận nhưng không ghi tệp, không ghi đơn vị. Đề nghị ghi một trong hai."
    UNKNOWN_FILE = (
        "không có tệp tên này trong thư mục nhận. Đề nghị ghi đúng tên tệp, kể cả đuôi, hoặc chép "
        "tệp vào thư mục."
    )
    SEVERAL_FILES = (
        "nhiều tệp trong các thư mục con có tên này. Đề nghị ghi cả tên thư mục con, ví dụ "
        "«thu-muc/tep.xlsx»."
    )
    UNKNOWN_AGENCY = (
        "không phải mã hoặc tên của đơn vị nào trong kỳ. Đề nghị ghi mã đơn vị (xem lệnh cchc "
        "agencies)."
    )
    SEVERAL_AGENCIES = "nhiều đơn vị có tên này. Đề nghị ghi mã đơn vị (xem lệnh cchc agencies)."
    OTHER_AGENCY = "tệp này không phải của đơn vị ghi cùng dòng. Đề nghị sửa tên tệp hoặc đơn vị."
    TWICE = "cùng tệp hoặc đơn vị này có hai ngày nhận khác nhau. Đề nghị giữ một ngày."


def row_fault(fault: Fault, period: Period) -> str:
    """The sentence on rows of the list."""
    return fault.value.format(start=day(period.start))


def cells(names: Sequence[str], count: int) -> str:
    """The place of a fault; `names`: the first of `count` cells."""
    more = f" và {number(count - len(names))} ô khác" if count > len(names) else ""
    return f"ô {', '.join(names)}{more}"


LIST_UNUSED = (
    "Danh sách ngày nhận có nội dung phải sửa nên chưa ngày nào trong danh sách được dùng. "
    "Đề nghị sửa rồi nhận lại."
)
NO_HEADS = f"không có dòng tên cột {HEADS}. Đề nghị ghi đúng tên cột."
HEAD_TWICE = "một tên cột của danh sách ngày nhận có hai lần. Đề nghị giữ một cột."
BROKEN_QUOTES = "dấu nháy kép trong tệp không đủ cặp nên không chia được cột. Đề nghị lưu lại tệp."
DAYS_SWAPPED = (
    "cột ngày vừa có ô ngày chỉ từ ngày 1 đến ngày 12, vừa có ngày dạng chữ từ ngày 13 trở đi: "
    "ngày và tháng có thể đã bị đảo khi mở bằng Excel tiếng Anh. Đề nghị ghi lại cột ngày."
)


def too_many_rows(most: int) -> str:
    """A list that is none."""
    return f"có hơn {number(most)} dòng, không phải danh sách ngày nhận. Đề nghị kiểm tra tệp."


def two_lists(files: Sequence[str]) -> str:
    """Two files that each pass for the list."""
    return (
        f"Thư mục nhận có {number(len(files))} danh sách ngày nhận ({', '.join(files)}) nên không "
        "dùng danh sách nào. Đề nghị giữ một tệp."
    )


def nothing_of(names: Sequence[str]) -> str:
    """Agencies with a day of receipt and no file."""
    more = f" và {number(len(names) - MOST_NAMES)} đơn vị khác" if len(names) > MOST_NAMES else ""
    return (
        "danh sách có ngày nhận nhưng thư mục không có biểu nào đọc được của: "
        f"{'; '.join(names[:MOST_NAMES])}{more}. "
        "Đề nghị chép tệp vào thư mục, hoặc bỏ dòng này."
    )


# ---------------------------------------------------------------- who is late

TITLE = "Thời hạn gửi biểu"
SHEET = "Thời hạn"
ON_TIME, LATE, UNSENT = "Đúng hạn", "Muộn", "Chưa gửi"
UNKNOWN, NO_DEADLINE = "Chưa rõ ngày nhận", "Kỳ không có hạn gửi"
GROUP_HEADS = ("Nhóm", "Số đơn vị phải gửi", ON_TIME, LATE, UNSENT, UNKNOWN, NO_DEADLINE)
LATE_TITLE = "Gửi muộn"
ROW_HEADS = (
    "Nhóm",
    "Mã đơn vị",
    "Đơn vị",
    "Thời hạn",
    "Hạn gửi",
    "Ngày nhận",
    "Số ngày muộn",
    "Theo",
)
BY_LIST, BY_INTAKE = "danh sách ngày nhận", "ngày nhận vào kho"
ILLUSTRATION = "MINH HỌA"
DUTY_NOTE = (
    "Ngày nhận là của biểu số liệu. Nhiệm vụ gửi báo cáo định kỳ của Kế hoạch vẫn đánh giá theo "
    "câu trả lời trong biểu, vì báo cáo là văn bản khác với biểu số liệu."
)


def source(listed: bool) -> str:
    """Where the day of a file is from."""
    return BY_LIST if listed else BY_INTAKE


def days_late(days: int) -> str:
    """By how much something came too late."""
    return f"muộn {number(days)} ngày"


def deadline(send_by: date, illustration: bool) -> str:
    """The last day; a made-up one says so."""
    return f"{day(send_by)} ({ILLUSTRATION})" if illustration else day(send_by)


def how_known(listed: bool, made_up: bool) -> str:
    """Under the title: where the days of receipt are from."""
    text = (
        "Ngày nhận lấy theo danh sách ngày nhận của văn thư; đơn vị không có trong danh sách thì "
        "lấy ngày nhận vào kho."
        if listed
        else "Không có danh sách ngày nhận (nhan.csv, nhan.xlsx) dùng được: lấy ngày tệp được nhận "
        "vào kho lần đầu."
    )
    text += (
        " Tệp vào kho sau hạn mà không có trong danh sách thì chưa rõ đã đến ngày nào, không coi "
        "là muộn."
    )
    return f"{text} Hạn gửi là ngày giả định, {ILLUSTRATION}." if made_up else text


def no_deadlines(period: Period) -> str:
    """A period for which no last day is set."""
    return (
        f"Kỳ «{period.label}» ({span(period)}) chưa có hạn gửi (send_by trong periods.yml) nên "
        "không xét đúng hạn, muộn."
    )
