"""Answers to what came in, for the Department and for the senders; what differs; where from."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.model import (
    Agency,
    Appraisal,
    Explanation,
    Fact,
    Observation,
    Period,
    Result,
    Severity,
    Source,
    Target,
)
from helpers.wording.core import JUDGEMENT_WORDS, LEVEL_WORDS, cite, number
from helpers.wording.forms import AS_BEFORE, at_cells, explained
from helpers.wording.pages import leading

# Words of which our own files are named; any other part of a file's name is not passed on.
FILE_WORDS = (
    "form",
    "forms",
    "biểu mẫu",
    "biểu số liệu",
    "báo cáo",
    "báo cáo CCHC",
    "CCHC",
    "cải cách hành chính",
    "xuất hồ sơ",
    "hồ sơ một cửa",
    "sổ một cửa",
    "khảo sát",
    "phiếu khảo sát",
    "hài lòng",
    "thẩm định",
    "ý kiến",
    "ý kiến của đơn vị",
    "giải trình",
    "bản sửa",
    "sửa lại",
    "sửa lần",
    "gửi lại",
    "bổ sung",
    "bản chính thức",
    "bản cuối",
    "dossiers",
    "survey",
    "export",
    "appraisal",
    "objection",
    "copy",
    "final",
    "new",
    "Quý",
    "Quý I",
    "Quý II",
    "Quý III",
    "Quý IV",
    "kỳ",
    "6 tháng",
    "9 tháng",
    "năm",
    "Q1",
    "Q2",
    "Q3",
    "Q4",
    "H1",
    "FY",
    "II.06a",
    "07a",
    "BTP",
    "VPCP",
)

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
    "objection": "biểu ý kiến của đơn vị",
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
FORM_CHANGES = "Biểu gửi lại"
NO_EARLIER = "Đây là lần nhận đầu tiên của kỳ; chưa có lần trước để so sánh."
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
SIGN_OFF = "UBND cấp huyện xác nhận (ngày, người ký)"
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


def kind_words(kind: str) -> str:
    """What kind of file it is; a second copy of one says so."""
    plain = kind.removesuffix("-copy")
    words = FILE_KIND_WORDS.get(plain, FILE_KIND_WORDS["unknown"])
    return f"{words}, {COPY_WORDS}" if plain != kind else words


def file_state(kind: str, accepted: bool) -> str:
    """What became of a file."""
    if kind.endswith("-copy"):
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
EXPORT_ROWS = {"dossiers": "hồ sơ", "survey": "phiếu", "totals": "dòng"}


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
    "objection": "Ý kiến của đơn vị",
}


def stated_label(kind: str, label: str) -> str:
    """What a statement is about; one that is no figure of a form says what it is."""
    if kind not in STATED_KINDS:
        return label
    return f"{STATED_KINDS[kind]}: {label}" if label else f"{STATED_KINDS[kind]} chung"


def stated_parts(parts: Mapping[str, str]) -> str:
    """A statement's parts in one line; the one without a name is the figure."""
    return "; ".join(
        f"{name[:1].lower()}{name[1:]}: {words or 'không ghi'}" if name else words
        for name, words in parts.items()
    )


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


def restated(period: Period, by: str) -> str:
    """What packets are made from is not what was approved."""
    return (
        f"Kỳ «{period.label}» đã được {by} phê duyệt với số liệu, Kế hoạch hoặc cách tính khác; "
        "phiếu trở lại DỰ THẢO. Xem phần khác nhau của số liệu bằng lệnh: cchc diff."
    )


APPROVED_BY_WHOM = "Đề nghị ghi người hoặc cơ quan phê duyệt bằng --by."


def approved(period: Period, snapshot: str, by: str) -> str:
    """An approval that is now on record."""
    return (
        f"Đã ghi: {by} phê duyệt kỳ «{period.label}», bản số liệu {snapshot}. "
        f"Lập lại phiếu bằng lệnh: cchc render --period {period.id}."
    )


def approvals_damaged(period_id: str) -> str:
    """A record of approvals that cannot be read."""
    return (
        f"Tệp ghi phê duyệt của kỳ {period_id} không đọc được. Đề nghị khôi phục tệp approvals "
        "trong kho, hoặc xóa tệp đó rồi phê duyệt lại."
    )


def nothing_differs(one: str, other: str) -> str:
    """Two equal states."""
    return f"{one} và {other}: mọi nội dung của kỳ trong các phiếu như nhau."


def differing(one: str, other: str, count: int) -> str:
    """How much differs."""
    return f"{one} (a) và {other} (b): {number(count)} dòng khác nhau."


def unknown_target(target_id: str, plan_id: str) -> str:
    """A target id that the plan does not know."""
    return (
        f"Không có chỉ tiêu mang mã «{target_id}» trong Kế hoạch {plan_id}. "
        "Xem danh sách bằng lệnh: cchc plan."
    )


def nothing_to_trace(agency: Agency, target: Target) -> str:
    """A target that says nothing of an agency."""
    return f"Chỉ tiêu «{target.label}» ({target.id}) không có số liệu riêng của {agency.name}."


def trace_head(result: Result, agency: Agency, period: Period) -> str:
    """Whose figure for what, at which level."""
    whose = agency.name
    if result.level is not agency.level:
        whose = f"{agency.name}, {LEVEL_WORDS[result.level]}"
    return f"{whose} – {period.label} – {cite(result.target.clause)}: {result.target.label}"


def is_appraised(seen: Observation) -> bool:
    """Whether an appraisal gave a figure."""
    return seen.source is Source.APPRAISED


def is_reported(seen: Observation) -> bool:
    """Whether an agency stated a figure itself."""
    return seen.source is Source.REPORTED


def trace_figure(seen: Observation, source: str) -> str:
    """The figure that counts; `source`: where it comes from, or why there is none."""
    counts = _counts(seen) if seen.missing is None else NO_FIGURE_BEFORE
    return f"  Số dùng để kết luận: {counts} ({source})"


def trace_other(seen: Observation, source: str) -> str:
    """A figure that stands beside it."""
    counts = _counts(seen) if seen.missing is None else NO_FIGURE_BEFORE
    return f"  Số còn lại: {counts} ({source})"


def _counts(seen: Observation) -> str:
    if seen.judgement is not None:
        return JUDGEMENT_WORDS[seen.judgement]
    if seen.numerator is None:
        return NO_FIGURE_BEFORE
    if seen.denominator is None:
        return number(seen.numerator)
    return f"{number(seen.numerator)}/{number(seen.denominator)}"


def trace_sum(counted: int, members: int) -> str:
    """How many agencies or lists a sum is made of."""
    return f"    Tổng hợp từ {number(counted)}/{number(members)} nơi có số liệu:"


def trace_member(name: str, seen: Observation, source: str) -> str:
    """One of the agencies or lists behind a sum, with what it enters it with: who was not
    sampled enters a share of agencies as not measured."""
    whose = f"{name} [{seen.agency}]" if name else LEVEL_WORDS[seen.level]
    return f"    - {whose}: {_counts(seen)} ({source})"


def trace_fact(label: str, stated: str, fact: Fact) -> str:
    """What one cell of a form says."""
    return f"    {label}: {stated} ({_where(fact)})"


def trace_carried(earlier: Fact, period: Period, sha256: str) -> str:
    """The cell of an earlier period's form that a cell with «Không thay đổi» refers to."""
    return (
        f"      Ô này ghi «{AS_BEFORE}»; câu trả lời lấy từ biểu kỳ «{period.label}» "
        f"({_where(earlier)}, SHA-256 {sha256 or 'không rõ'})"
    )


def _where(fact: Fact) -> str:
    return f"tệp {fact.file}, {at_cells(fact.sheet, [fact.cell])}"


def trace_appraisal(appraisal: Appraisal, by: str) -> str:
    """What an appraisal says, and where."""
    place = at_cells(appraisal.sheet, [appraisal.cell])
    counts = f"{number(appraisal.numerator)}/{number(appraisal.denominator)}"
    return f"    {by} thẩm định: {counts} (tệp {appraisal.file}, {place}); {appraisal.reason}"


def trace_explanation(explanation: Explanation, parent: str) -> str:
    """What was said beside a figure, and where."""
    place = at_cells(explanation.sheet, [explanation.cell])
    return f"    {leading(explained(explanation.text, parent))} (tệp {explanation.file}, {place})"


def trace_counts(kind: str, counts: Mapping[str, int]) -> str:
    """The counts of an export that a figure rests on, by the names of its columns."""
    named = ", ".join(f"{name} = {number(count)}" for name, count in counts.items())
    return f"    Đếm từ {FILE_KIND_WORDS[kind]}: {named}"


def trace_file(file: str, sha256: str) -> str:
    """A file by name and hash."""
    return f"    Tệp {file}, SHA-256 {sha256 or 'không rõ'}"


TRACE_NO_BALLOT = "    Không có phiếu nào của đơn vị trong tệp khảo sát đã nhận."


def trace_nothing() -> str:
    """A gap."""
    return "    Chưa có số liệu nào được nhận."
