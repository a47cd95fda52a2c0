"""Answers to faults in single cells of forms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from helpers.model.spelling import Repeatable
from helpers.wording.core import counts, day, fault, listed, number
from helpers.wording.files import FONTS
from helpers.wording.forms import AGREED, AS_BEFORE, EXPLANATION_SHEET, FORM_EVIDENCE
from helpers.wording.states import NO, YES

NUMBER_BLANK = fault("ô để trống", "ghi số liệu")


def number_words(value: Repeatable) -> str:
    """Words or marks where a number is asked."""
    action = "để trống nếu chưa có số liệu, ghi 0 nếu không phát sinh"
    return fault(f"{value} không phải là số", action)


def number_unreadable(value: Repeatable) -> str:
    """Digits in an unknown spelling."""
    action = "chỉ dùng chữ số 0–9, dấu chấm ngăn hàng nghìn, dấu phẩy thập phân"
    return fault(f"{value} không đọc được là số", action)


def number_letter(value: Repeatable) -> str:
    """A letter in place of a digit."""
    return fault(f"{value} có chữ cái lẫn trong số", "gõ lại số 0 hoặc số 1 cho đúng")


def number_other_digits(value: Repeatable) -> str:
    """Full-width or other foreign digits."""
    return fault(f"{value} có chữ số không thông dụng", "gõ lại bằng chữ số 0–9")


def number_note(value: Repeatable) -> str:
    """A note or a unit behind the number."""
    action = f"chỉ ghi số; ghi chú đưa sang trang «{EXPLANATION_SHEET}»"
    return fault(f"{value} có chữ hoặc ghi chú kèm theo số", action)


def number_percent(value: Repeatable) -> str:
    """A percentage where a count is asked."""
    action = "ghi số lượng, đổi ô về dạng số nếu ô đang ở dạng phần trăm"
    return fault(f"{value} là tỷ lệ phần trăm, không phải số lượng", action)


def number_either(value: Repeatable, one: str, other: str) -> str:
    """A spelling with two readings."""
    action = "ghi lại, không dùng dấu ngăn hàng nghìn; phần thập phân sau dấu phẩy"
    return fault(f"giá trị {value} chưa rõ là {one} hay {other}", action)


def number_english(value: Repeatable, meant: str) -> str:
    """Thousands grouped with commas."""
    finding = f"giá trị {value} dùng dấu phẩy ngăn hàng nghìn, ở đây là dấu thập phân"
    return fault(finding, f"ghi {meant} nếu đó là số đúng")


def number_not_whole(value: Repeatable) -> str:
    """A fraction in a count."""
    return fault(f"giá trị {value} không phải số nguyên", "ghi số đếm, ví dụ 1234")


def number_negative(value: Repeatable) -> str:
    """A number below zero where there is none."""
    return fault(f"giá trị {value} là số âm", "kiểm tra và ghi số từ 0 trở lên")


def number_too_long(value: Repeatable) -> str:
    """More digits than Excel keeps."""
    return fault(f"giá trị {value} quá lớn", "kiểm tra lại số này")


def number_truth(value: bool) -> str:
    """TRUE or FALSE in a number cell."""
    return fault(f"ô chứa giá trị {str(value).upper()}, không phải là số", "ghi số liệu")


def number_is_day(value: Repeatable) -> str:
    """A number Excel has turned into a date."""
    action = "xóa ô, định dạng ô là số rồi ghi lại"
    return fault(f"ô chứa ngày {value}, không phải là số", action)


def day_unreadable(value: Repeatable) -> str:
    """No date."""
    action = "ghi theo dạng ngày/tháng/năm, ví dụ 04/03/2022"
    return fault(f"{value} không đọc được là ngày", action)


def day_short_year(value: Repeatable) -> str:
    """A year of two digits."""
    return fault(f"ngày {value} không ghi đủ năm", "ghi năm bằng bốn chữ số")


def day_not_there(value: Repeatable) -> str:
    """31/02, or month and day in the wrong order."""
    return fault(f"không có ngày {value} (ngày trước, tháng sau)", "kiểm tra lại")


def day_odd_year(value: Repeatable) -> str:
    """A year that no dossier can have."""
    return fault(f"ngày {value} có năm không hợp lý", "kiểm tra lại năm")


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
    shown = format(100 * value, ".15g").replace(".", ",")
    finding = f"ô ở dạng phần trăm, đang hiện «{shown}%»"
    return fault(finding, "đổi ô về dạng số và ghi số lượng, không ghi tỷ lệ")


def cell_font(font: str) -> str:
    """A text in the letters of an old font, or opened in a wrong encoding; see `font_of`."""
    return fault(FONTS[font], "chuyển sang Unicode rồi ghi lại")


def cell_error(value: Repeatable) -> str:
    """An Excel error value."""
    return fault(f"ô báo {value}", "sửa công thức hoặc ghi số liệu")


def cell_not_chosen(value: Repeatable, choices: Sequence[str]) -> str:
    """Something else than the drop-down offers."""
    allowed = ", ".join(f"«{choice}»" for choice in choices)
    return fault(f"{value} không có trong danh sách", f"chọn một trong: {allowed}")


def evidence_too_long(length: int, most: int) -> str:
    """More text than a packet can show."""
    finding = f"nội dung dài {number(length)} ký tự"
    return fault(finding, f"ghi không quá {number(most)} ký tự")


CELL_PERSONAL_NUMBER = fault(
    "có số giống số điện thoại hoặc số giấy tờ của cá nhân",
    "bỏ số đó; chỉ ghi số, ký hiệu, ngày của văn bản hoặc địa chỉ công khai",
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


def counts_unreadable(value: Repeatable) -> str:
    """Neither agreement nor two counts."""
    action = (
        f"chọn «{AGREED}», hoặc ghi hai số của đơn vị, ví dụ 1.240/1.250, và nêu lý do ở cột "
        f"«{FORM_EVIDENCE}»"
    )
    return fault(f"{value} không phải là hai số cách nhau bằng dấu /", action)


def counts_are_day(value: Repeatable) -> str:
    """Two counts that Excel has turned into a date."""
    action = "xóa ô, định dạng ô là văn bản rồi ghi lại hai số, ví dụ 1.240/1.250"
    return fault(f"ô chứa ngày {value}, không phải là hai số", action)


def counts_exceed(value: Repeatable) -> str:
    """The first of two counts is the larger one, where it is a part of the second."""
    return fault(f"{value}: số thứ nhất lớn hơn số thứ hai", "kiểm tra hai số này")


def counts_without_reason(value: Repeatable) -> str:
    """Counts of the agency's own without a reason."""
    finding = f"{value} khác số từ dữ liệu nhưng chưa nêu lý do"
    return fault(finding, f"ghi lý do, tài liệu ở cột «{FORM_EVIDENCE}»")


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
