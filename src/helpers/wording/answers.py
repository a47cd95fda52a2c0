"""The answers to what came in: headings, heads of tables, words for files and changes."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.model import FORM, Plan, Severity
from helpers.wording.core import leading, number

ANSWER_SHEET = "Trả lời"
ANSWER_TITLE = "NỘI DUNG CẦN SỬA"

ANSWER_NOTE = (
    "Các ô cần sửa được tô màu đỏ nhạt, có ghi chú. Đề nghị sửa ngay trong tệp này (giữ nguyên "
    "tên trang, tiêu đề), lưu dạng .xlsx rồi gửi lại; trang «Trả lời» không được dùng làm số liệu. "
    "Công thức đã được thay bằng giá trị; công thức chưa có kết quả được giữ dưới dạng chữ."
)

ANSWER_NOTE_NO_CELLS = (
    "Không có ô nào của tệp này cần sửa riêng: đề nghị làm theo từng câu dưới đây rồi gửi lại; "
    "trang «Trả lời» không được dùng làm số liệu."
)

REPORT_TITLE = "Trả lời việc nhận số liệu cải cách hành chính"
ACCEPTED, REMARKED, TO_CORRECT, UNSENT = "Đã nhận", "Đã nhận, có lưu ý", "Phải sửa", "Chưa gửi"
NOT_ASKED_AT_ALL = "Không phải gửi"

SEVERITY_WORDS = {
    Severity.REFUSED_FILE: "Trả lại tệp",
    Severity.REFUSED_CELL: "Ô phải sửa",
    Severity.REMARK: "Lưu ý",
}

FILE_KIND_WORDS = {
    "form": "biểu số liệu",
    "dossiers": "tệp xuất hồ sơ",
    "survey": "tệp khảo sát",
    "totals": "biểu tổng hợp hồ sơ",
    "appraisal": "biểu thẩm định",
    "appraisal_round_1": "biểu thẩm định theo chỉ tiêu (lần 1)",
    "appraisal_round_2": "biểu thẩm định theo chỉ tiêu (lần 2)",
    "objection": "biểu ý kiến của đơn vị",
    "answer": "biểu trả lời ý kiến của đơn vị",
    "confirmation": "tệp xác nhận số liệu",
    "unknown": "chưa rõ loại tệp",
}

COPY_WORDS = "bản trùng"
TAKEN, REFUSED, SET_ASIDE = "Đã nhận", "Trả lại", "Không tính"
OTHER_FILES = "Tệp dùng chung và tệp khác"
CHANGES = "Nội dung khác với lần nhận trước"
EXPLANATIONS = "Giải trình của đơn vị"
EXPLANATION_HEADS = ("Đơn vị", "Mã", "Dòng số liệu", "Nội dung giải trình", "Tệp", "Vị trí")
NO_LINE, WHOLE_ROW = "giải trình chung", "cả dòng của đơn vị"
NO_EXPLANATIONS = "Không có giải trình nào trong các biểu đã nhận."
NO_EARLIER = "Đây là lần nhận đầu tiên của kỳ; chưa có lần trước để so sánh."
EARLIER_UNREADABLE = "Bản số liệu của lần nhận trước không đọc được nên không so sánh được."
NO_CHANGES = "Không có nội dung nào khác với lần nhận trước."

NAMES_NOTE = (
    "Tên tệp chỉ nêu phần đã biết (mã, tên đơn vị, kỳ, loại tệp); phần khác thay bằng «…» để không "
    "đưa thông tin cá nhân ra ngoài. Tám ký tự trong ngoặc là phần đầu mã băm SHA-256 của tệp."
)

NO_FIGURE_BEFORE = "chưa có"
NO_COPY_UNKNOWN = "không lập bản đánh dấu: không xác định được đơn vị"
NO_COPY_UNREADABLE = "không lập bản đánh dấu: không mở được tệp"

# The sheets of the workbook and their heads.
SHEET_SUMMARY, SHEET_AGENCIES, SHEET_ANSWERS = "Tổng hợp", "Đơn vị", "Nội dung trả lời"
SHEET_EXPLANATIONS, SHEET_FILES, SHEET_CHANGES = "Giải trình", "Tệp", "Thay đổi"
SUMMARY_HEADS = ("Nhóm", "Số đơn vị", ACCEPTED, REMARKED, TO_CORRECT, UNSENT, NOT_ASKED_AT_ALL)
SIGN_OFF = "Cơ quan cấp trên xác nhận (ngày, người ký)"

AGENCY_HEADS = (
    "Nhóm",
    "Mã đơn vị",
    "Đơn vị",
    "Tình trạng biểu",
    "Tệp",
    "Bản trả lại",
    "Số nội dung",
    SIGN_OFF,
)

ANSWER_HEADS = ("Nhóm", "Đơn vị", "Tệp", "Vị trí", "Mức", "Nội dung và việc cần làm")
FILE_HEADS = ("Tệp", "Loại", "Đơn vị", "Tình trạng", "Bản trả lại", "Mã băm SHA-256")

CHANGE_HEADS = (
    "Đơn vị",
    "Mã số liệu",
    "Nội dung",
    "Lần nhận trước",
    "Lần nhận này",
    "Mã băm tệp trước",
    "Mã băm tệp này",
)


def kind_words(kind: str, is_copy: bool) -> str:
    """The kind of a file, and whether it is a copy of another one."""
    words = FILE_KIND_WORDS.get(kind, FILE_KIND_WORDS["unknown"])
    return f"{words}, {COPY_WORDS}" if is_copy else words


def kind_of_desk(kind: str, plan: Plan) -> str:
    """The kind of a file that only the body in charge sends; its form is that of the whole."""
    return f"biểu chung của {plan.terms.whole}" if kind == FORM else FILE_KIND_WORDS[kind]


def file_state(accepted: bool, is_copy: bool) -> str:
    """Whether a file was accepted."""
    if is_copy:
        return SET_ASIDE
    return TAKEN if accepted else REFUSED


def report_lead(sent: int, asked: int, to_correct: int, unsent: int, exempt: int) -> str:
    """The first sentence of the report; `exempt`: who need send nothing."""
    text = (
        f"Đã nhận biểu của {number(sent)} trong {number(asked)} đơn vị; "
        f"{number(to_correct)} đơn vị phải sửa, {number(unsent)} đơn vị chưa gửi."
    )
    return f"{text} {number(exempt)} đơn vị kỳ này không phải gửi biểu." if exempt else text


NO_FILE, FILE_THERE = "không có tệp", "có tệp"
EXPORT_ROWS = {"dossiers": "hồ sơ", "survey": "lượt trả lời", "totals": "dòng"}


def export_label(kind: str, before: str, after: str) -> str:
    """Which export (or table of spellings) changed; a file of another name says whose place it
    took."""
    words = leading(MAPPING_WORDS if kind == "mapping" else FILE_KIND_WORDS[kind])
    if before and after and before != after:
        return f"{words}: {after} thay {before}"
    return f"{words}: {after or before}"


def export_rows(kind: str, rows: int | None, files: int) -> str:
    """How much of an export was taken in; of several of a kind it is known only together."""
    if rows is None:
        return NO_FILE
    text = f"{number(rows)} {EXPORT_ROWS[kind]}"
    return text if files == 1 else f"{text} (cả {number(files)} tệp cùng loại)"


MAPPING_WORDS = "bảng ánh xạ"
STATED_BY, STATED_REASON, STATED_ANSWER = "Đơn vị thẩm định", "Lý do", "Trả lời"

STATED_KINDS = {
    "explanation": "Giải trình",
    "appraisal": "Thẩm định",
    "appraisal_round_1": "Thẩm định lần 1",
    "appraisal_round_2": "Thẩm định lần 2",
    "objection": "Ý kiến của đơn vị",
}


def stated_label(kind: str, label: str) -> str:
    """The line of a statement; with its kind, unless it is a figure of a form."""
    if kind not in STATED_KINDS:
        return label
    return f"{STATED_KINDS[kind]}: {label}" if label else f"{STATED_KINDS[kind]} chung"


def stated_parts(parts: Mapping[str, str]) -> str:
    """A statement's parts in one line; the one without a name is the figure."""
    return "; ".join(
        f"{name[:1].lower()}{name[1:]}: {words or 'không ghi'}" if name else words
        for name, words in parts.items()
    )
