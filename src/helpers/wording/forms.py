"""Forms, the reading of their cells, and every answer to a fault in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from functools import cache

from helpers.model import InputKind, Level, Period, Target
from helpers.privacy.masking import Phrases
from helpers.wording.core import JUDGEMENT_WORDS, LEVEL_WORDS, NO, YES, cite, day, number, span
from helpers.wording.runs import visible

FORM_ID, FORM_CLAUSE, FORM_LABEL, FORM_UNIT = "Mã", "Điểm", "Nội dung", "Đơn vị tính"
FORM_BEFORE, FORM_COMPUTED = "Kỳ trước", "Số từ dữ liệu"
FORM_VALUE, FORM_EVIDENCE = "Số liệu", "Tài liệu kiểm chứng"
FORM_TASK, FORM_STATE = "Nhiệm vụ", "Mức độ thực hiện"
FORM_LEAD, FORM_DUE = "Đơn vị chủ trì", "Thời hạn"
FORM_CHILD = "Đơn vị"
# What a yes/no field and a field with the log's counts take beside their own answers.
AS_BEFORE, AGREED = "Không thay đổi", "Thống nhất"
NOT_COMPUTED, NOT_ASKED = "chưa có dữ liệu", "–"
JUDGEMENT_UNIT = "mức độ"
GUIDE_SHEET = "Hướng dẫn"
AGENCY_SHEET = "Thông tin đơn vị"
COMMITTEE = "UBND "
COMMUNE_SHEET = "Số liệu"
EXPLANATION_SHEET = "Giải trình"
AREA_SHEETS = {
    "general": "Mục tiêu chung",
    "institutions": "1. Thể chế",
    "procedures": "2. TTHC",
    "organisation": "3. Bộ máy",
    "civil_service": "4. Công vụ",
    "public_finance": "5. Tài chính công",
    "digital_government": "6. Chính quyền số",
    "direction": "Chỉ tiêu phần III",
}
COMMUNES_SHEET, AGENCIES_SHEET, TASKS_SHEET = "Cấp xã", "Đơn vị", "Nhiệm vụ"
FORM_TITLE = "BIỂU SỐ LIỆU CẢI CÁCH HÀNH CHÍNH"
FORM_AGENCY_ROWS = ("Đơn vị", "Mã đơn vị", "Kỳ báo cáo", "Kế hoạch")
FORM_EXPLANATION = "Nội dung giải trình"
FORM_NOTHING_ASKED = "Kỳ này đơn vị không phải báo số liệu nào theo biểu mẫu này."
FORM_CHOICE_TITLE = "Đề nghị chọn trong danh sách"
FORM_COUNT_TITLE = "Đề nghị ghi số nguyên"
FORM_COUNT_HELP = "Số nguyên từ 0 trở lên; chưa có số liệu thì để trống, không phát sinh thì ghi 0."
FORM_AGREEMENT_TITLE = "Số từ dữ liệu hồ sơ"
FORM_AGREEMENT_HELP = (
    f"Đúng thì chọn «{AGREED}». Không đúng thì ghi hai số của đơn vị, ví dụ 1.240/1.250, và nêu lý "
    f"do ở cột «{FORM_EVIDENCE}»."
)


def form_guide(
    period: Period, kinds: Collection[InputKind], sheets: Collection[str], commune: bool
) -> list[tuple[str, list[str]]]:
    """The instruction sheet, as headings with their lines: only what this form asks."""
    if not kinds:
        return [("", [FORM_NOTHING_ASKED])]
    return [
        (FORM_GUIDE_FILLING, [*FORM_GUIDE, *_guide_of_sheets(sheets, commune)]),
        (FORM_GUIDE_FIELDS, [line for kind, line in FORM_GUIDE_KINDS.items() if kind in kinds]),
        (FORM_GUIDE_SENDING, _guide_of_sending(period, commune)),
    ]


FORM_GUIDE_FILLING = "A. Cách ghi"
FORM_GUIDE_FIELDS = "B. Từng loại ô"
FORM_GUIDE_SENDING = "C. Trước khi gửi"
FORM_GUIDE = (
    "Chỉ ghi vào các ô nền vàng. Không sửa ô khác, không thêm, bớt hoặc đổi tên trang, cột, mã.",
    "Chưa có số liệu: để trống. Không phát sinh: ghi 0. Không ghi «không có», dấu gạch ngang "
    "hoặc chữ khác thay cho số.",
    f"Cột «{FORM_BEFORE}» (nền xám): số liệu đã được nhận ở kỳ liền trước, chỉ để xem.",
    f"Cột «{FORM_EVIDENCE}»: ghi số, ký hiệu, ngày của văn bản hoặc địa chỉ công khai. Không "
    "ghi họ tên, số điện thoại, số giấy tờ của cá nhân.",
    f"Cần nói thêm về một dòng: ghi mã của dòng và nội dung ở trang «{EXPLANATION_SHEET}»; nội "
    "dung này được in trong phiếu của đơn vị, nên cũng không ghi thông tin cá nhân.",
)
FORM_GUIDE_KINDS = {
    InputKind.COUNT: "Số đếm: số nguyên, ví dụ 1234 hoặc 1.234. Số «trong đó» không lớn hơn số "
    "tổng của nó.",
    InputKind.YES_NO: f"Có/Không: chọn trong danh sách. Chọn «{AS_BEFORE}» nếu vẫn như câu trả "
    f"lời ở cột «{FORM_BEFORE}»; tài liệu kiểm chứng của kỳ trước được dùng lại.",
    InputKind.JUDGEMENT: "Mức độ: chọn một trong ba mức "
    + ", ".join(f"«{words}»" for words in JUDGEMENT_WORDS.values())
    + " và ghi tài liệu kiểm chứng.",
    InputKind.AGREEMENT: f"Cột «{FORM_COMPUTED}»: hai số phần mềm tính từ dữ liệu hồ sơ một cửa. "
    + FORM_AGREEMENT_HELP
    + f" Nơi ghi «{NOT_COMPUTED}»: ghi hai số của đơn vị hoặc để trống.",
}


def _guide_of_sheets(sheets: Collection[str], commune: bool) -> list[str]:
    lines = []
    if commune:
        lines.append(
            f"Chỉ có một trang số liệu, trang «{COMMUNE_SHEET}». Số cán bộ, công chức và một số "
            "nội dung khác của xã, phường, thị trấn do UBND cấp huyện ghi."
        )
    if COMMUNES_SHEET in sheets:
        lines.append(
            f"Trang «{COMMUNES_SHEET}»: UBND cấp huyện ghi cho từng xã, phường, thị trấn, mỗi đơn "
            f"vị một dòng; ô ghi «{NOT_ASKED}» không phải ghi."
        )
    if AGENCIES_SHEET in sheets:
        lines.append(
            f"Trang «{AGENCIES_SHEET}»: Sở Nội vụ ghi cho từng cơ quan cấp tỉnh, cấp huyện, mỗi "
            f"đơn vị một dòng; ô ghi «{NOT_ASKED}» không phải ghi."
        )
    if TASKS_SHEET in sheets:
        lines.append(
            f"Trang «{TASKS_SHEET}»: chỉ ghi nhiệm vụ có trong kế hoạch của đơn vị; «{FORM_LEAD}» "
            f"và «{FORM_DUE}» (ngày/tháng/năm, ví dụ 30/11/2022) ghi theo kế hoạch đó. Nhiệm vụ "
            "không có trong kế hoạch của đơn vị: để trống cả dòng."
        )
    return lines


def _guide_of_sending(period: Period, commune: bool) -> list[str]:
    lines = ["Xem lại các ô còn trống: ô trống là chưa có số liệu, không phải là 0."]
    lines.append("Lưu tệp dạng .xlsx (Excel hoặc LibreOffice), không đặt mật khẩu, không gộp tệp.")
    receiver = "UBND cấp huyện để kiểm tra và gửi Sở Nội vụ" if commune else "Sở Nội vụ"
    until = f" trước ngày {day(period.reply_by)}" if period.reply_by else ""
    lines.append(f"Gửi {receiver}{until}.")
    return lines


def counts(part: int, whole: int) -> str:
    """Two counts in one cell: 1.240/1.250."""
    return f"{number(part)}/{number(whole)}"


def counts_shown(counted: tuple[int, int] | None) -> str:
    """What the form shows of the log's counts."""
    return NOT_COMPUTED if counted is None else counts(*counted)


def form_matrix_head(label: str, unit: str, clause: str) -> str:
    """The head of a column that one input has in a sheet with a row for each agency."""
    return f"{label} ({unit}; {cite(clause)})"


def form_agreed_label(target: Target) -> str:
    """A line that shows the log's two counts: what they count."""
    return f"{target.label} ({target.numerator} / {target.denominator})"


def form_subtitle(name: str, period: Period) -> str:
    """Whose form it is, and for which period."""
    return f"{name} – {period.label} ({span(period)})"


def form_register_label(label: str, level: Level) -> str:
    """A line of the province form: which list is meant."""
    return f"{label} ({LEVEL_WORDS[level]})"


def form_choice_help(choices: Sequence[str]) -> str:
    """What a field with a drop-down takes."""
    return f"Một trong các nội dung: {', '.join(choices)}. Chưa có số liệu thì để trống."


def one_line(text: str, most: int) -> str:
    """Foreign text on one line: any run of blanks is one space, the rest as `visible`."""
    return visible(" ".join(text.split()), most)


def quoted(value: object) -> str:
    """A cell's value as found, in guillemets; numbers with the decimal comma. Of text only what
    cannot be a person's: see `harmless`."""
    if isinstance(value, date):
        text = day(value)
    elif isinstance(value, float):
        text = plain_number(value)
    else:
        text = harmless(str(value))
    return f"«{one_line(text, 60)}»"


def plain_number(value: float) -> str:
    """A number of a cell with all its digits and the decimal comma."""
    return format(value, ".15g").replace(".", ",")


# Phrases that may be repeated in an answer, beside those of our own sheets, heads and choices; a
# name, wherever it was typed, may not.
PLAIN = (
    "phát sinh",
    "hôm qua",
    "hôm nay",
    "ghi chú",
    "kết quả",
    "thủ tục",
    "thủ tục hành chính",
    "hành chính",
    "đơn vị",
    "văn bản",
    "trường hợp",
    "tổng cộng",
    "tổng số",
    "trong đó",
    "hồ sơ",
    "đúng hạn",
    "quá hạn",
    "trước hạn",
    "trong hạn",
    "toàn tỉnh",
    "cấp tỉnh",
    "cấp huyện",
    "trong kỳ",
    "danh sách",
    "báo cáo",
)


def harmless(text: str) -> str:
    """Foreign text without the words we do not know and without numbers as long as those of
    persons and phones; what was left out is one `…`."""
    return _ours().masked(text)


@cache
def _ours() -> Phrases:
    return Phrases(our_phrases())


def our_phrases() -> tuple[str, ...]:
    """Phrases that may be repeated, and our own sheets, heads and choices."""
    titles = (
        GUIDE_SHEET,
        AGENCY_SHEET,
        COMMUNE_SHEET,
        EXPLANATION_SHEET,
        COMMUNES_SHEET,
        AGENCIES_SHEET,
        TASKS_SHEET,
        "Trả lời",
        "Thẩm định",
        "Ý kiến",
        *AREA_SHEETS.values(),
    )
    heads = (
        *FORM_AGENCY_ROWS,
        FORM_ID,
        FORM_CLAUSE,
        FORM_LABEL,
        FORM_UNIT,
        FORM_BEFORE,
        FORM_COMPUTED,
        FORM_VALUE,
        FORM_EVIDENCE,
        FORM_EXPLANATION,
        FORM_TASK,
        FORM_STATE,
        FORM_LEAD,
        FORM_DUE,
        FORM_CHILD,
    )
    return (*PLAIN, *titles, *heads, AS_BEFORE, AGREED, YES, NO, *JUDGEMENT_WORDS.values())


# What the hidden stamp of a form may hold: ids of an agency, a period or a plan, or a version.
STAMPED = re.compile(
    r"[0-9]{3,5}(-[a-z]{1,9}){1,9}|(so|ban|van-phong|thanh-tra|ubnd|xa)(-[a-z0-9]{1,6}){1,9}"
    r"|[0-9]{4}-[A-Z0-9]{1,4}|[a-z]{1,12}-[0-9]{4}|[0-9]{1,4}"
)


def stamped_id(found: str) -> str:
    """An id of a form's stamp as it may be repeated: nothing of what somebody typed there."""
    return found if STAMPED.fullmatch(found) else "…"


def _stated(text: str) -> str:
    """What a stamp or the plan says, in guillemets."""
    return f"«{one_line(text, 60)}»"


def _asking(found: str, ask: str) -> str:
    return f"{found}. Đề nghị {ask}."


def number_blank() -> str:
    """Nothing where a number is needed."""
    return _asking("ô để trống", "ghi số liệu")


def number_words(value: object) -> str:
    """Words or marks where a number is asked."""
    ask = "để trống nếu chưa có số liệu, ghi 0 nếu không phát sinh"
    return _asking(f"{quoted(value)} không phải là số", ask)


def number_unreadable(value: object) -> str:
    """Digits in a spelling that is none of ours."""
    ask = "chỉ dùng chữ số 0–9, dấu chấm ngăn hàng nghìn, dấu phẩy thập phân"
    return _asking(f"{quoted(value)} không đọc được là số", ask)


def number_letter(value: object) -> str:
    """A letter in place of a digit."""
    return _asking(f"{quoted(value)} có chữ cái lẫn trong số", "gõ lại số 0 hoặc số 1 cho đúng")


def number_other_digits(value: object) -> str:
    """Full-width or other foreign digits."""
    return _asking(f"{quoted(value)} có chữ số không thông dụng", "gõ lại bằng chữ số 0–9")


def number_note(value: object) -> str:
    """A note or a unit behind the number."""
    ask = f"chỉ ghi số; ghi chú đưa sang trang «{EXPLANATION_SHEET}»"
    return _asking(f"{quoted(value)} có chữ hoặc ghi chú kèm theo số", ask)


def number_percent(value: object) -> str:
    """A percentage where a count is asked."""
    ask = "ghi số lượng, đổi ô về dạng số nếu ô đang ở dạng phần trăm"
    return _asking(f"{quoted(value)} là tỷ lệ phần trăm, không phải số lượng", ask)


def number_either(value: object, one: str, other: str) -> str:
    """A spelling with two readings."""
    ask = "ghi lại, không dùng dấu ngăn hàng nghìn; phần thập phân sau dấu phẩy"
    return _asking(f"giá trị {quoted(value)} chưa rõ là {one} hay {other}", ask)


def number_english(value: object, meant: str) -> str:
    """Thousands grouped with commas."""
    found = f"giá trị {quoted(value)} dùng dấu phẩy ngăn hàng nghìn, ở đây là dấu thập phân"
    return _asking(found, f"ghi {meant} nếu đó là số đúng")


def number_comma(value: object, meant: str) -> str:
    """A decimal point."""
    return _asking(f"giá trị {quoted(value)} viết dấu chấm thập phân", f"ghi {meant}")


def number_not_whole(value: object) -> str:
    """A fraction in a count."""
    return _asking(f"giá trị {quoted(value)} không phải số nguyên", "ghi số đếm, ví dụ 1234")


def number_negative(value: object) -> str:
    """A number below zero where there is none."""
    return _asking(f"giá trị {quoted(value)} là số âm", "kiểm tra và ghi số từ 0 trở lên")


def number_too_long(value: object) -> str:
    """More digits than Excel keeps."""
    return _asking(f"giá trị {quoted(value)} quá lớn", "kiểm tra lại số này")


def number_truth(value: bool) -> str:
    """TRUE or FALSE in a number cell."""
    return _asking(f"ô chứa giá trị {str(value).upper()}, không phải là số", "ghi số liệu")


def number_is_day(value: object) -> str:
    """A number Excel has turned into a date."""
    ask = "xóa ô, định dạng ô là số rồi ghi lại"
    return _asking(f"ô chứa ngày {quoted(value)}, không phải là số", ask)


def rate_either(value: object, bare: str, hundredfold: str) -> str:
    """A share or a percentage (wording.md, message 1)."""
    ask = f"ghi {hundredfold} (hoặc {bare}% nếu đúng như vậy) rồi gửi lại"
    return _asking(f"giá trị {quoted(value)} chưa rõ là {bare} % hay {hundredfold} %", ask)


def rate_over(value: object) -> str:
    """A percentage over a hundred."""
    return _asking(f"tỷ lệ {quoted(value)} lớn hơn 100 %", "kiểm tra lại số này")


def day_unreadable(value: object) -> str:
    """No date."""
    ask = "ghi theo dạng ngày/tháng/năm, ví dụ 04/03/2022"
    return _asking(f"{quoted(value)} không đọc được là ngày", ask)


def day_short_year(value: object) -> str:
    """A year of two digits."""
    return _asking(f"ngày {quoted(value)} không ghi đủ năm", "ghi năm bằng bốn chữ số")


def day_not_there(value: object) -> str:
    """31/02, or month and day in the wrong order."""
    return _asking(f"không có ngày {quoted(value)} (ngày trước, tháng sau)", "kiểm tra lại")


def day_odd_year(value: object) -> str:
    """A year no dossier of ours can have."""
    return _asking(f"ngày {quoted(value)} có năm không hợp lý", "kiểm tra lại năm")


def day_serial(value: object, meant: date) -> str:
    """Excel's number of a day without a date format."""
    found = f"ô chứa số {quoted(value)}, có thể là ngày {day(meant)}"
    return _asking(found, "ghi theo dạng ngày/tháng/năm")


def at(file: str, sheet: str = "", cells: Sequence[str] = ()) -> str:
    """Where something was found: `Tệp a.xlsx, trang «2. TTHC», ô E5 và E6`."""
    return ", ".join([f"Tệp {file}", *([at_cells(sheet, cells)] if sheet else [])])


def at_cells(sheet: str, cells: Sequence[str] = ()) -> str:
    """The place within a workbook."""
    sheet = f"trang «{one_line(harmless(sheet), 60)}»"
    return f"{sheet}, ô {_listed(cells)}" if cells else sheet


def file_not_opened() -> str:
    """The file could not be opened at all."""
    return _asking("không mở được tệp", "kiểm tra quyền đọc tệp")


def file_kind(kind: str) -> str:
    """A file that is no .xlsx, whatever its name says; `kind`: a key of FILE_KINDS."""
    named, ask = FILE_KINDS[kind]
    return _asking(f"đây là {named}, không phải tệp Excel dạng .xlsx", ask)


_SEND_FORM = "gửi đúng biểu mẫu Excel (.xlsx) đã được cấp"
_SAVE_ANEW = "mở bằng Excel, lưu dạng .xlsx rồi gửi lại"
_SEND_EXCEL = "gửi tệp Excel (.xlsx) có số liệu"
_UNPACK = "giải nén rồi gửi từng tệp bên trong"
# What a file is, and what is to be done with it.
FILE_KINDS = {
    "empty": ("tệp rỗng (0 byte)", "kiểm tra tệp gốc rồi gửi lại"),
    "pdf": ("tệp PDF", _SEND_EXCEL),
    "html": ("trang web (HTML)", _SAVE_ANEW),
    "xml": ("tệp XML", _SAVE_ANEW),
    "image": ("tệp ảnh", _SEND_EXCEL),
    "archive": ("tệp nén", _UNPACK),
    "old_office": ("tệp của bản Office cũ (.xls, .doc)", _SAVE_ANEW),
    "binary_workbook": ("tệp Excel nhị phân (.xlsb)", _SAVE_ANEW),
    "opendocument": ("tệp OpenDocument (.ods, .odt)", _SAVE_ANEW),
    "word": ("tệp Word (.docx)", _SEND_EXCEL),
    "rich_text": ("tệp văn bản RTF", _SEND_EXCEL),
    "slides": ("tệp PowerPoint (.pptx)", _SEND_EXCEL),
    "form_as_text": (
        "biểu số liệu đã lưu thành tệp văn bản (.csv, .txt)",
        "ghi số liệu vào biểu mẫu Excel (.xlsx) đã được cấp, lưu dạng .xlsx rồi gửi lại",
    ),
    "text": ("tệp văn bản", _SEND_FORM),
    "unknown": ("tệp không rõ định dạng", _SEND_FORM),
}


def file_locked() -> str:
    """Password-protected."""
    return _asking("tệp có mật khẩu", "bỏ mật khẩu, lưu lại rồi gửi")


def file_damaged() -> str:
    """A torn or corrupt workbook."""
    return _asking("tệp hỏng hoặc chưa tải về đủ", "mở bằng Excel, lưu lại rồi gửi")


def file_active(part: str) -> str:
    """Macros, links to other files, embedded objects."""
    ask = "bỏ phần đó, lưu dạng .xlsx rồi gửi lại"
    return _asking(f"tệp chứa {FILE_PARTS[part]}", ask)


FILE_PARTS = {
    "macro": "macro",
    "link": "liên kết tới tệp khác",
    "object": "đối tượng nhúng",
    "doctype": "khai báo DOCTYPE không được phép",
    "name": "thành phần có đường dẫn không được phép",
    "entries": "quá nhiều thành phần",
}


def file_too_large() -> str:
    """More than a form can hold, packed or unpacked."""
    return _asking("tệp quá lớn so với một biểu mẫu", "dùng lại biểu mẫu gốc, chỉ ghi số liệu")


def file_far_cell(sheet: str, cell: str) -> str:
    """Content far outside the table."""
    found = (
        f"trang «{one_line(harmless(sheet), 60)}» có nội dung ở ô {cell}, ngoài bảng của biểu mẫu"
    )
    return _asking(found, "xóa phần đó rồi gửi lại")


def file_out_of_time() -> str:
    """Reading took too long."""
    return _asking("đọc tệp quá lâu nên phải dừng", "dùng lại biểu mẫu gốc, chỉ ghi số liệu")


def file_unreadable() -> str:
    """Reading failed for a reason we do not know."""
    return _asking("không đọc được tệp", "mở bằng Excel, lưu lại rồi gửi")


def form_no_stamp() -> str:
    """A workbook that is none of our forms."""
    return _asking("không phải biểu mẫu đã được cấp", "ghi số liệu vào đúng biểu mẫu")


def form_version(found: str, known: str) -> str:
    """A form of another version."""
    ask = f"dùng biểu mẫu phiên bản {known}"
    return _asking(f"phiên bản biểu mẫu «{stamped_id(found)}» không còn dùng", ask)


def form_other_plan(found: str, known: str) -> str:
    """A form of another plan."""
    ask = f"dùng biểu mẫu của Kế hoạch «{known}»"
    return _asking(f"biểu mẫu của Kế hoạch «{stamped_id(found)}»", ask)


def form_other_period(found: str, wanted: str) -> str:
    """A form of another period (wording.md, message 3)."""
    found = f"biểu mẫu của kỳ {_stated(found)}, kỳ đang nhận là «{wanted}»"
    return _asking(found, "dùng biểu mẫu đúng kỳ")


def form_other_agency(found: str, stamped: str) -> str:
    """The sheet's heading names another agency than the form was made for."""
    found = f"tiêu đề ghi {_stated(found)}, biểu mẫu này được cấp cho «{stamped}»"
    return _asking(found, "dùng đúng biểu mẫu của đơn vị")


def form_name_gone(stamped: str) -> str:
    """The heading no longer names the agency that the form was made for."""
    found = f"chỗ ghi tên đơn vị đã bị sửa, biểu mẫu này được cấp cho «{stamped}»"
    ask = "dùng đúng biểu mẫu của đơn vị; nếu đúng là của đơn vị, ghi lại tên như biểu đã cấp"
    return _asking(found, ask)


def form_without_answers() -> str:
    """A form in which nothing was stated; with a full stop, for nothing is asked."""
    return (
        "biểu không có số liệu nào ở các ô nền vàng; mọi nội dung coi như chưa có số liệu. Nếu đã "
        "ghi số liệu ở cột khác hoặc dán dưới dạng ảnh, đề nghị ghi vào các ô nền vàng."
    )


def form_sheet_missing(sheet: str) -> str:
    """A sheet has been removed or renamed."""
    return _asking(f"thiếu trang «{sheet}»", "dùng lại biểu mẫu gốc, không đổi tên trang")


def form_heads_missing(heads: Sequence[str]) -> str:
    """Columns have been removed or renamed."""
    names = ", ".join(f"«{head}»" for head in heads)
    return _asking(f"thiếu cột {names}", "giữ nguyên hàng tiêu đề của biểu mẫu")


def form_heads_repeated(head: str) -> str:
    """Two columns of one name."""
    return _asking(f"có hai cột «{head}»", "giữ nguyên hàng tiêu đề của biểu mẫu")


def form_id_repeated(row_id: str) -> str:
    """One line given twice."""
    return _asking(f"mã {_stated(row_id)} ghi ở nhiều dòng", "giữ một dòng")


def form_words_moved(rows: int) -> str:
    """Beside an id stand the words of another one."""
    found = f"mã và nội dung cạnh mã không khớp nhau ({number(rows)} chỗ)"
    ask = (
        "đưa mã, nội dung và số liệu về đúng như biểu đã cấp; khi sắp xếp phải chọn cả các cột từ "
        "cột mã"
    )
    return _asking(found, ask)


def form_unit_changed(unit: str) -> str:
    """The unit beside a line is not the one that is asked for."""
    return _asking(f"đơn vị tính đã bị sửa, biểu hỏi theo «{unit}»", f"ghi số liệu theo «{unit}»")


def remark_in_shown_column() -> str:
    """A figure in a column that only shows, none in the field beside it."""
    return (
        "có nội dung gõ vào cột nền xám trong khi ô số liệu cùng dòng để trống; nội dung này không "
        "được dùng."
    )


def due_before_plan(due: date, first: date) -> str:
    """A task due before the plan begins."""
    found = f"thời hạn {day(due)} trước ngày đầu kỳ của Kế hoạch ({day(first)})"
    return _asking(found, "kiểm tra năm của thời hạn này")


def due_behind_plan(due: date, year: int) -> str:
    """A task due after the plan's year."""
    return f"thời hạn {day(due)} sau năm {year} của Kế hoạch; được giữ như đã ghi."


def remark_strays() -> str:
    """Something written beside or below the table."""
    return (
        "có nội dung ghi ngoài bảng của biểu; nội dung này không được dùng. Cần nói thêm thì ghi ở "
        f"trang «{EXPLANATION_SHEET}»."
    )


def remark_comments() -> str:
    """Comments on cells."""
    return (
        "có ghi chú (comment) gắn vào ô; ghi chú không được đọc. Cần nói thêm thì ghi ở trang "
        f"«{EXPLANATION_SHEET}»."
    )


def remark_pictures() -> str:
    """Pictures or drawings on a sheet."""
    return "có ảnh hoặc hình vẽ; số liệu trong ảnh không được đọc."


def remark_words_changed() -> str:
    """Beside an id stand words that the form does not have."""
    return "nội dung cạnh mã khác biểu đã cấp; số liệu được tính theo mã."


def form_id_absent() -> str:
    """A figure without an id beside it."""
    found = "có số liệu nhưng dòng này không có mã"
    return _asking(found, "ghi số liệu vào đúng dòng của biểu mẫu")


def form_merged(cells: str) -> str:
    """Merged data cells."""
    return _asking(f"các ô {cells} bị gộp", "bỏ gộp và ghi từng ô")


def cell_not_calculated() -> str:
    """A formula whose result was not saved."""
    return _asking("công thức chưa có kết quả", "mở bằng Excel, lưu lại rồi gửi, hoặc ghi số")


def cell_of_other_file() -> str:
    """A formula that takes its result from another file."""
    return _asking("công thức lấy kết quả từ tệp khác", "ghi số liệu vào ô, bỏ công thức")


def cell_in_percent(value: float) -> str:
    """A count in a cell that is shown in per cent."""
    shown = format(100 * value, ".15g").replace(".", ",")
    found = f"ô ở dạng phần trăm, đang hiện «{shown}%»"
    return _asking(found, "đổi ô về dạng số và ghi số lượng, không ghi tỷ lệ")


def cell_font(font: str) -> str:
    """A text in the letters of an old font, or opened in a wrong encoding; see `font_of`."""
    return _asking(FONTS[font], "chuyển sang Unicode rồi ghi lại")


FONTS = {
    "tcvn3": "chữ theo phông TCVN3 (.VnTime), không phải Unicode",
    "vni": "chữ theo phông VNI (VNI-Times), không phải Unicode",
    "mojibake": "chữ tiếng Việt đã bị mở sai bảng mã",
}


def cell_error(value: object) -> str:
    """An Excel error value."""
    return _asking(f"ô báo {quoted(value)}", "sửa công thức hoặc ghi số liệu")


def cell_not_chosen(value: object, choices: Sequence[str]) -> str:
    """Something else than the drop-down offers."""
    allowed = ", ".join(f"«{choice}»" for choice in choices)
    return _asking(f"{quoted(value)} không có trong danh sách", f"chọn một trong: {allowed}")


def evidence_too_long(length: int, most: int) -> str:
    """More text than a packet can show."""
    found = f"nội dung dài {number(length)} ký tự"
    return _asking(found, f"ghi không quá {number(most)} ký tự")


def cell_personal_number() -> str:
    """The number of a person's phone or papers in a text that is printed."""
    found = "có số giống số điện thoại hoặc số giấy tờ của cá nhân"
    ask = "bỏ số đó; chỉ ghi số, ký hiệu, ngày của văn bản hoặc địa chỉ công khai"
    return _asking(found, ask)


def label_elsewhere(label: str, sheet: str, cell: str) -> str:
    """What another sheet asks, with its place."""
    return f"«{label}» ở {at_cells(sheet, [cell])}"


def part_exceeds(part: str, value: int, wholes: Sequence[str], total: int) -> str:
    """A part larger than its whole (wording.md, message 2); `wholes` in their guillemets."""
    if len(wholes) == 1:
        found = f"«{part}» ({number(value)}) lớn hơn {wholes[0]} ({number(total)})"
        return _asking(found, "kiểm tra hai số này")
    found = f"«{part}» ({number(value)}) lớn hơn tổng của {_listed(wholes)} ({number(total)})"
    return _asking(found, "kiểm tra các số này")


def part_without_whole(part: str, blank: Sequence[str]) -> str:
    """A part is given, its whole or some of it is blank; `blank` in their guillemets."""
    ask = "ghi đủ hai số" if len(blank) == 1 else "ghi đủ các số"
    return _asking(f"«{part}» có số liệu nhưng {_listed(blank)} để trống", ask)


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} và {last}" if first else last


def counts_unreadable(value: object) -> str:
    """Neither agreement nor two counts."""
    ask = (
        f"chọn «{AGREED}», hoặc ghi hai số của đơn vị, ví dụ 1.240/1.250, và nêu lý do ở cột "
        f"«{FORM_EVIDENCE}»"
    )
    return _asking(f"{quoted(value)} không phải là hai số cách nhau bằng dấu /", ask)


def counts_are_day(value: object) -> str:
    """Two counts that Excel has turned into a date."""
    ask = "xóa ô, định dạng ô là văn bản rồi ghi lại hai số, ví dụ 1.240/1.250"
    return _asking(f"ô chứa ngày {quoted(value)}, không phải là hai số", ask)


def counts_exceed(value: object) -> str:
    """The first of two counts is the larger one, where it is a part of the second."""
    return _asking(f"{quoted(value)}: số thứ nhất lớn hơn số thứ hai", "kiểm tra hai số này")


def counts_without_reason(value: object) -> str:
    """Counts of the agency's own, and not a word why."""
    found = f"{quoted(value)} khác số từ dữ liệu nhưng chưa nêu lý do"
    return _asking(found, f"ghi lý do, tài liệu ở cột «{FORM_EVIDENCE}»")


def cell_nothing_shown() -> str:
    """Agreement where the form shows no counts."""
    found = f"chọn «{AGREED}» nhưng biểu mẫu chưa có số từ dữ liệu"
    return _asking(found, "ghi hai số của đơn vị, ví dụ 1.240/1.250, hoặc để trống")


def cell_shown_changed(found: str, cell: str, part: int, whole: int) -> str:
    """Agreement with counts that are not those the form was made with."""
    found = (
        f"số từ dữ liệu ở ô {cell} là {quoted(found)}, khi cấp biểu mẫu là «{counts(part, whole)}»"
    )
    return _asking(found, "không sửa ô nền xám; nếu không thống nhất thì ghi hai số của đơn vị")


def cell_nothing_before() -> str:
    """An answer to be carried over, and there is none."""
    found = f"chọn «{AS_BEFORE}» nhưng chưa có câu trả lời nào được nhận ở kỳ trước"
    return _asking(found, f"chọn «{YES}» hoặc «{NO}»")


def form_column_repeated(input_id: str) -> str:
    """Two columns of one id."""
    return _asking(f"mã {_stated(input_id)} ghi ở nhiều cột", "giữ một cột")


def remark_cleaned(read: str) -> str:
    """Odd blanks were left out of a number."""
    return f"trong số có dấu cách hoặc ký tự ẩn; đã đọc là {read}."


def remark_columns_missing(input_ids: Sequence[str]) -> str:
    """Columns of a matrix that are gone."""
    ids = ", ".join(f"«{input_id}»" for input_id in input_ids)
    return f"thiếu cột mang mã {ids}; các số liệu này coi như chưa có."


def remark_not_asked(value: object) -> str:
    """Something in a cell of a matrix that nobody is asked to fill."""
    return f"ô này không phải ghi, có {quoted(value)}; nội dung này không được dùng."


def remark_task_unstated() -> str:
    """Lead or due day of a task, and not how far it is."""
    return f"có «{FORM_LEAD}» hoặc «{FORM_DUE}» nhưng chưa chọn mức độ; dòng này không được dùng."


def remark_row_unknown(row_id: object) -> str:
    """A line the form does not ask."""
    return f"mã {quoted(row_id)} không có trong biểu mẫu của đơn vị; dòng này không được dùng."


def remark_rows_missing(row_ids: Sequence[str]) -> str:
    """Lines of the form that are gone."""
    ids = ", ".join(f"«{row_id}»" for row_id in row_ids)
    return f"thiếu dòng mang mã {ids}; các số liệu này coi như chưa có."


def remark_column_unknown(head: object) -> str:
    """A column the form does not have."""
    return f"cột {quoted(head)} không có trong biểu mẫu; cột này không được dùng."


def remark_sheet_unknown() -> str:
    """A sheet the form does not have."""
    return "trang này không có trong biểu mẫu và không được dùng."


def remark_sheet_hidden() -> str:
    """A sheet of the form that is not shown."""
    return "trang này đang bị ẩn nhưng vẫn được đọc. Đề nghị bỏ ẩn và kiểm tra."


def remark_line_unknown(line: object) -> str:
    """An explanation of a line the form does not ask."""
    return (
        f"mã {quoted(line)} không có trong biểu mẫu của đơn vị; giải trình ở dòng này không được "
        "dùng. Đề nghị ghi đúng mã của dòng số liệu, hoặc để trống ô mã nếu giải trình chung."
    )


def remark_explains_no_line() -> str:
    """An explanation without an id."""
    return (
        "giải trình không ghi mã; được nhận là giải trình chung của đơn vị. "
        "Nếu nói về một dòng số liệu, đề nghị ghi mã của dòng đó."
    )


def remark_beside_explanation() -> str:
    """Text beside the two columns of explanations."""
    return (
        f"trang này chỉ đọc hai cột «{FORM_ID}» và «{FORM_EXPLANATION}»; nội dung ở ô khác không "
        "được dùng."
    )


def too_many_explanations(count: int, most: int) -> str:
    """More texts than anybody reads."""
    return _asking(f"có {number(count)} dòng giải trình", f"gộp lại, không quá {number(most)} dòng")


EXPLAINED_IN_GENERAL = "Giải trình chung gửi kèm biểu số liệu:"


def explained(text: str, by: str) -> str:
    """An explanation with whose it is; `by`: the name of another body than the packet's own."""
    return f"giải trình của {by or 'đơn vị'}: {text.rstrip(' .;')}"


def remark_evidence_alone() -> str:
    """Evidence beside an empty figure."""
    return "có tài liệu kiểm chứng nhưng chưa có số liệu."
