"""Sheets, heads and the guide of the forms."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from helpers.model import WHOLE, Agency, InputKind, Period, Plan, Target
from helpers.wording.core import cite, counts, day, in_plan, span
from helpers.wording.states import JUDGEMENT_WORDS

FORM_ID, FORM_CLAUSE, FORM_LABEL, FORM_UNIT = "Mã", "Điểm", "Nội dung", "Đơn vị tính"
FORM_BEFORE, FORM_COMPUTED = "Kỳ trước", "Số từ dữ liệu"
FORM_VALUE, FORM_EVIDENCE = "Số liệu", "Tài liệu kiểm chứng"
FORM_TASK, FORM_STATE = "Nhiệm vụ", "Mức độ thực hiện"
FORM_LEAD, FORM_DUE = "Đơn vị chủ trì", "Thời hạn"
FORM_CHILD = "Đơn vị"

# Further answers to a yes/no field and to a field with the log's counts.
AS_BEFORE, AGREED = "Không thay đổi", "Thống nhất"
NOT_COMPUTED, NOT_ASKED = "chưa có dữ liệu", "–"
JUDGEMENT_UNIT = "mức độ"
GUIDE_SHEET = "Hướng dẫn"
AGENCY_SHEET = "Thông tin đơn vị"
COMMITTEE = "UBND "
ONLY_SHEET = "Số liệu"
EXPLANATION_SHEET = "Giải trình"

MATRIX_SHEET, TASKS_SHEET = "Đơn vị", "Nhiệm vụ"
FIXED_SHEETS = (  # of every plan; each of its areas adds one of its own
    GUIDE_SHEET,
    AGENCY_SHEET,
    ONLY_SHEET,
    EXPLANATION_SHEET,
    MATRIX_SHEET,
    TASKS_SHEET,
)
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
    plan: Plan,
    agency: Agency,
    period: Period,
    kinds: Collection[InputKind],
    sheets: Collection[str],
) -> list[tuple[str, list[str]]]:
    """The instruction sheet, as headings with their lines: only what this form asks."""
    if not kinds:
        return [("", [FORM_NOTHING_ASKED])]
    return [
        (FORM_GUIDE_FILLING, [*FORM_GUIDE, *_guide_of_sheets(plan, agency, period, sheets)]),
        (FORM_GUIDE_FIELDS, [line for kind, line in FORM_GUIDE_KINDS.items() if kind in kinds]),
        (FORM_GUIDE_SENDING, _guide_of_sending(plan, agency, period)),
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


def _guide_of_sheets(
    plan: Plan, agency: Agency, period: Period, sheets: Collection[str]
) -> list[str]:
    lines = []
    if plan.parent(agency):
        lines.append(
            f"Chỉ có một trang số liệu, trang «{ONLY_SHEET}». "
            + in_plan("Số liệu khác về đơn vị do {parent} ghi.", plan, agency.level)
        )
    if MATRIX_SHEET in sheets:
        filler = plan.terms.desk if agency.level == WHOLE else plan.levels[agency.level].body
        lines.append(
            f"Trang «{MATRIX_SHEET}»: {filler} ghi cho từng đơn vị trong danh sách, mỗi đơn vị một "
            f"dòng; ô ghi «{NOT_ASKED}» không phải ghi."
        )
    if TASKS_SHEET in sheets:
        lines.append(
            f"Trang «{TASKS_SHEET}»: chỉ ghi nhiệm vụ có trong kế hoạch của đơn vị; «{FORM_LEAD}» "
            f"và «{FORM_DUE}» (ngày/tháng/năm, ví dụ {day(period.end)}) ghi theo kế hoạch đó. "
            "Nhiệm vụ không có trong kế hoạch của đơn vị: để trống cả dòng."
        )
    return lines


def _guide_of_sending(plan: Plan, agency: Agency, period: Period) -> list[str]:
    lines = ["Xem lại các ô còn trống: ô trống là chưa có số liệu, không phải là 0."]
    lines.append("Lưu tệp dạng .xlsx (Excel hoặc LibreOffice), không đặt mật khẩu, không gộp tệp.")
    receiver = "{parent} để kiểm tra và gửi {desk}" if plan.parent(agency) else "{desk}"
    send_by = period.deadlines(agency.level, simulated=False).send_by
    until = f" trước ngày {day(send_by)}" if send_by else ""
    lines.append(f"Gửi {in_plan(receiver, plan, agency.level)}{until}.")
    return lines


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


def form_register_label(label: str, level: str) -> str:
    """A line of the province form; `level`: which list is meant, in words."""
    return f"{label} ({level})"


def form_choice_help(choices: Sequence[str]) -> str:
    """The choices of a drop-down."""
    return f"Một trong các nội dung: {', '.join(choices)}. Chưa có số liệu thì để trống."
