"""Answers to faults in single cells of forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from helpers.model.spelling import Repeatable
from helpers.wording.core import counts, day, fault, listed, number, plain_number
from helpers.wording.files import FONTS
from helpers.wording.forms import AGREED, AS_BEFORE, EXPLANATION_SHEET, FORM_EVIDENCE
from helpers.wording.states import NO, YES

NUMBER_BLANK = fault("ô để trống", "ghi số liệu")
NUMBER_IN_WORDS = fault(
    "{} không phải là số", "để trống nếu chưa có số liệu, ghi 0 nếu không phát sinh"
)
NUMBER_UNREADABLE = fault(
    "{} không đọc được là số",
    "chỉ dùng chữ số 0–9, dấu chấm ngăn hàng nghìn, dấu phẩy thập phân",
)
NUMBER_LETTER = fault("{} có chữ cái lẫn trong số", "gõ lại số 0 hoặc số 1 cho đúng")
NUMBER_OTHER_DIGITS = fault("{} có chữ số không thông dụng", "gõ lại bằng chữ số 0–9")
NUMBER_NOTE = fault(
    "{} có chữ hoặc ghi chú kèm theo số",
    f"chỉ ghi số; ghi chú đưa sang trang «{EXPLANATION_SHEET}»",
)
NUMBER_PERCENT = fault(
    "{} là tỷ lệ phần trăm, không phải số lượng",
    "ghi số lượng, đổi ô về dạng số nếu ô đang ở dạng phần trăm",
)
NUMBER_NOT_WHOLE = fault("giá trị {} không phải số nguyên", "ghi số đếm, ví dụ 1234")
NUMBER_NEGATIVE = fault("giá trị {} là số âm", "kiểm tra và ghi số từ 0 trở lên")
NUMBER_TOO_LONG = fault("giá trị {} quá lớn", "kiểm tra lại số này")
NUMBER_IS_DAY = fault("ô chứa ngày {}, không phải là số", "xóa ô, định dạng ô là số rồi ghi lại")
DAY_UNREADABLE = fault(
    "{} không đọc được là ngày", "ghi theo dạng ngày/tháng/năm, ví dụ 31/12/2000"
)
DAY_SHORT_YEAR = fault("ngày {} không ghi đủ năm", "ghi năm bằng bốn chữ số")
DAY_NOT_THERE = fault("không có ngày {} (ngày trước, tháng sau)", "kiểm tra lại")
DAY_ODD_YEAR = fault("ngày {} có năm không hợp lý", "kiểm tra lại năm")
COUNTS_UNREADABLE = fault(
    "{} không phải là hai số cách nhau bằng dấu /",
    f"chọn «{AGREED}», hoặc ghi hai số của đơn vị, ví dụ 1.240/1.250, và nêu lý do ở cột "
    f"«{FORM_EVIDENCE}»",
)
COUNTS_ARE_DAY = fault(
    "ô chứa ngày {}, không phải là hai số",
    "xóa ô, định dạng ô là văn bản rồi ghi lại hai số, ví dụ 1.240/1.250",
)
COUNTS_EXCEED = fault("{}: số thứ nhất lớn hơn số thứ hai", "kiểm tra hai số này")
COUNTS_WITHOUT_REASON = fault(
    "{} khác số từ dữ liệu nhưng chưa nêu lý do",
    f"ghi lý do, tài liệu ở cột «{FORM_EVIDENCE}»",
)
CELL_STRUCK = fault(
    "nội dung {} đang bị gạch ngang",
    "xóa nội dung nếu đã bỏ, hoặc bỏ gạch ngang nếu vẫn dùng",
)
CELL_STALE = fault(
    "công thức đang cho kết quả {}, có thể đã cũ vì tệp được lưu khi chưa tính lại",
    "mở bằng Excel, bấm F9 để tính lại, kiểm tra và lưu, hoặc ghi số",
)
CELL_SHOWS_NOTHING = fault(
    "ô chứa {} nhưng định dạng của ô làm cho không hiện ra",
    "xóa ô nếu không có số liệu, hoặc chọn lại định dạng ô (số, ngày hoặc văn bản) và kiểm tra",
)
# Words behind a number that make it another one.
SCALES = {"nghìn", "ngàn", "triệu", "tỷ", "tỉ", "chục", "trăm", "k", "tr", "thousand", "million"}


def cell_shows_other(shown: Repeatable, value: Repeatable) -> str:
    """A cell whose format shows something else than its value, such as thousands only."""
    finding = f"ô đang hiện {shown} nhưng giá trị trong ô là {value}"
    return fault(finding, "ghi lại số đúng và chọn định dạng số thường cho ô")


def cell_month_first(shown: Repeatable, value: date) -> str:
    """A day that its cell shows in the order of English, where it could be another one."""
    meant = f"ngày {value.day} tháng {value.month} năm {value.year}"
    finding = f"ô đang hiện {shown} theo thứ tự tháng/ngày/năm, tức là {meant}"
    return fault(
        finding, "ghi lại đúng ngày theo dạng ngày/tháng/năm, ví dụ 31/12/2000, ở dạng văn bản"
    )


CELL_ERROR = fault("ô báo {}", "sửa công thức hoặc ghi số liệu")


def number_either(value: Repeatable, one: str, other: str) -> str:
    """A spelling with two readings."""
    action = "ghi lại, không dùng dấu ngăn hàng nghìn; phần thập phân sau dấu phẩy"
    return fault(f"giá trị {value} chưa rõ là {one} hay {other}", action)


def number_english(value: Repeatable, meant: str) -> str:
    """Thousands grouped with commas."""
    finding = f"giá trị {value} dùng dấu phẩy ngăn hàng nghìn, ở đây là dấu thập phân"
    return fault(finding, f"ghi {meant} nếu đó là số đúng")


def number_truth(value: bool) -> str:
    """TRUE or FALSE in a number cell."""
    return fault(f"ô chứa giá trị {str(value).upper()}, không phải là số", "ghi số liệu")


def day_serial(value: Repeatable, meant: date) -> str:
    """Excel's number of a day without a date format."""
    finding = f"ô chứa số {value}, có thể là ngày {day(meant)}"
    return fault(finding, "ghi theo dạng ngày/tháng/năm")


CELL_NOT_CALCULATED = fault(
    "công thức chưa có kết quả", "mở bằng Excel, lưu lại rồi gửi, hoặc ghi số"
)
CELL_OF_OTHER_FILE = fault("công thức lấy kết quả từ tệp khác", "ghi số liệu vào ô, bỏ công thức")


def cell_in_percent(value: float) -> str:
    """A count in a cell that is shown in per cent."""
    finding = f"ô ở dạng phần trăm, đang hiện «{plain_number(100 * value)}%»"
    return fault(finding, "đổi ô về dạng số và ghi số lượng, không ghi tỷ lệ")


def cell_font(font: str) -> str:
    """A text in the letters of an old font, or opened in a wrong encoding; see `font_of`."""
    return fault(FONTS[font], "chuyển sang Unicode rồi ghi lại")


def cell_not_chosen(value: Repeatable, choices: Sequence[str]) -> str:
    """Something else than the drop-down offers."""
    allowed = ", ".join(f"«{choice}»" for choice in choices)
    return fault(f"{value} không có trong danh sách", f"chọn một trong: {allowed}")


def evidence_too_long(length: int, most: int) -> str:
    """More text than a packet can show."""
    finding = f"nội dung dài {number(length)} ký tự"
    return fault(finding, f"ghi không quá {number(most)} ký tự")


CELL_PERSONAL_DATA = fault(
    "có nội dung giống thông tin cá nhân (số điện thoại, giấy tờ, tài khoản, biển số xe, thư điện "
    "tử, địa chỉ)",
    "bỏ nội dung đó; chỉ ghi số, ký hiệu, ngày của văn bản hoặc địa chỉ trang tin công khai",
)


def part_exceeds(part: str, value: int, wholes: Sequence[str], total: int) -> str:
    """A part larger than its whole (wording.md, message 2); `wholes` in their guillemets."""
    if len(wholes) == 1:
        finding = f"«{part}» ({number(value)}) lớn hơn {wholes[0]} ({number(total)})"
        return fault(finding, "kiểm tra hai số này")
    finding = f"«{part}» ({number(value)}) lớn hơn tổng của {listed(wholes)} ({number(total)})"
    return fault(finding, "kiểm tra các số này")


def part_without_whole(part: str, blank: Sequence[str]) -> str:
    """A part is given, its whole or some of it is blank; `blank` in their guillemets."""
    action = "ghi đủ hai số" if len(blank) == 1 else "ghi đủ các số"
    return fault(f"«{part}» có số liệu nhưng {listed(blank)} để trống", action)


CELL_NOTHING_SHOWN = fault(
    f"chọn «{AGREED}» nhưng biểu mẫu chưa có số từ dữ liệu",
    "ghi hai số của đơn vị, ví dụ 1.240/1.250, hoặc để trống",
)


def cell_shown_changed(finding: Repeatable, cell: str, part: int, whole: int) -> str:
    """Agreement with counts that are not those the form was made with."""
    differs = f"số từ dữ liệu ở ô {cell} là {finding}, khi cấp biểu mẫu là «{counts(part, whole)}»"
    return fault(differs, "không sửa ô nền xám; nếu không thống nhất thì ghi hai số của đơn vị")


CELL_NOTHING_BEFORE = fault(
    f"chọn «{AS_BEFORE}» nhưng chưa có câu trả lời nào được nhận ở kỳ trước",
    f"chọn «{YES}» hoặc «{NO}»",
)


def remark_cleaned(read: str) -> str:
    """Odd blanks were left out of a number."""
    return f"trong số có dấu cách hoặc ký tự ẩn; đã đọc là {read}."
