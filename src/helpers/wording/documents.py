"""The documents of a period: its annex as a workbook, the draft report, PDFs of the packets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.model import WHOLE as WHOLE_LEVEL
from helpers.model import Agency, DossierCounts, Evaluation, Level, Period, Plan
from helpers.wording.core import DRAFT, SIMULATED, number
from helpers.wording.pages import period_line
from helpers.wording.results import undated_in_form

# ---------------------------------------------------------------- the annex

ANNEX_TITLE = "Phụ lục số liệu kết quả cải cách hành chính"
FIELDS_SHEET, AGENCIES_SHEET = "II.06a theo lĩnh vực", "II.06a theo đơn vị"
COVERAGE_SHEET, DIFFERENCES_SHEET, DICTIONARY_SHEET = (
    "Tình hình gửi",
    "Chênh lệch",
    "Giải thích cột",
)
RESULTS_TITLE = "Kết quả từng chỉ tiêu của từng đơn vị"
FORM_TITLE = "Hồ sơ thủ tục hành chính theo biểu II.06a (cột 3 đến 13)"
COVERAGE_TITLE = "Tình hình gửi số liệu, số liệu còn thiếu"
DIFFERENCES_TITLE = "Chỉ tiêu có số đơn vị báo cáo khác số dùng để kết luận"
DICTIONARY_TITLE = "Giải thích các cột của phụ lục"
TOTAL, UNKNOWN_UNIT, CENTRAL_UNITS = (
    "Tổng cộng",
    "Không xác định được đơn vị",
    "Cơ quan ngành dọc Trung ương",
)
NO_FIELD = "Không ghi lĩnh vực"
NO_DOSSIERS = "Kỳ này chưa có dữ liệu hồ sơ một cửa."
OWN_FIGURE = "của đơn vị"
TEXT, WHOLE, DECIMAL, DAY = "văn bản", "số nguyên", "số thập phân", "ngày"
GROUPS = ("Tiếp nhận", "Đã giải quyết", "Đang giải quyết")  # columns 3-6, 7-10, 11-13
THINGS, DOSSIERS_UNIT, FIGURES_UNIT = "đơn vị đếm của chỉ tiêu", "hồ sơ", "số liệu"
MADE_UP_DAYS = "Hạn gửi là ngày giả định (MINH HỌA), chỉ dùng với số liệu mô phỏng."
PERSONS_LEFT_OUT = "Không nêu chỉ tiêu về con người và số không công bố."

# Of each column its head and what it means.
RESULT_COLUMNS: Mapping[str, tuple[str, str]] = {
    "agency": ("Mã đơn vị", "Mã của đơn vị trong danh sách của Kế hoạch"),
    "name": ("Đơn vị", "Tên đơn vị; dòng chung là số của cả địa bàn"),
    "level": ("Cấp", "Cấp của đơn vị"),
    "whose": ("Số của ai", "Số của chính đơn vị, hoặc số chung của một nhóm đơn vị"),
    "clause": ("Điểm của Kế hoạch", "Điểm của Kế hoạch, ghi như trong Kế hoạch"),
    "target": ("Mã chỉ tiêu", "Mã của chỉ tiêu trong phần mềm"),
    "label": ("Chỉ tiêu", "Tên chỉ tiêu"),
    "source": ("Nguồn số liệu", "Số lấy từ đâu; trống khi chưa có số"),
    "numerator": ("Tử số", "Số đạt điều kiện của chỉ tiêu"),
    "denominator": ("Mẫu số", "Số được tính; trống khi chỉ tiêu chỉ có một số"),
    "value": ("Giá trị", "Tử số so với mẫu số, không làm tròn qua mức; trống khi chưa có số liệu"),
    "unit": ("Đơn vị tính", "Đơn vị tính của giá trị và của mức"),
    "limit_words": ("Mức chỉ tiêu", "Mức của Kế hoạch, bằng lời"),
    "limit": ("Mức, số", "Mức của Kế hoạch đối với cấp này, bằng số"),
    "verdict": ("Kết luận", "Kết luận về chỉ tiêu; thiếu số liệu thì không kết luận là không đạt"),
    "reason": ("Lý do", "Vì sao chưa kết luận, hoặc điều phải đọc cùng kết luận"),
    "margin": ("Vượt (thiếu)", "Số đơn vị đếm vượt mức; số âm là còn thiếu từng ấy"),
}
FORM_COLUMNS: Mapping[str, tuple[str, str]] = {
    "number": ("TT", "Cột 1 của biểu"),
    "field": ("Lĩnh vực", "Cột 2 của biểu: lĩnh vực thủ tục"),
    "code": ("Mã đơn vị", "Mã của đơn vị trong danh sách của Kế hoạch"),
    "agency": ("Đơn vị", "Cột 2 của biểu: đơn vị có thẩm quyền giải quyết"),
    "c3": ("(3) Tổng số", "Tiếp nhận, tổng số: 3 = 4 + 5 + 6; 3 = 7 + 11"),
    "c4": ("(4) Trực tuyến", "Tiếp nhận trong kỳ, trực tuyến"),
    "c5": ("(5) Trực tiếp, bưu chính", "Tiếp nhận trong kỳ, trực tiếp hoặc dịch vụ bưu chính"),
    "c6": ("(6) Từ kỳ trước", "Kỳ trước chuyển sang"),
    "c7": ("(7) Tổng số", "Đã giải quyết, tổng số: 7 = 8 + 9 + 10"),
    "c8": ("(8) Trước hạn", "Đã giải quyết trước hạn"),
    "c9": ("(9) Đúng hạn", "Đã giải quyết đúng hạn, gồm cả hồ sơ không ghi ngày hẹn trả"),
    "c10": ("(10) Quá hạn", "Đã giải quyết quá hạn"),
    "c11": ("(11) Tổng số", "Đang giải quyết, tổng số: 11 = 12 + 13"),
    "c12": ("(12) Trong hạn", "Đang giải quyết trong hạn, gồm cả hồ sơ không ghi ngày hẹn trả"),
    "c13": ("(13) Quá hạn", "Đang giải quyết đã quá hạn"),
}
COVERAGE_COLUMNS: Mapping[str, tuple[str, str]] = {
    "agency": ("Mã đơn vị", "Mã của đơn vị trong danh sách của Kế hoạch"),
    "name": ("Đơn vị", "Tên đơn vị"),
    "level": ("Cấp", "Cấp của đơn vị"),
    "above": ("Cơ quan cấp trên", "Cơ quan trực tiếp phía trên; trống khi là cấp tỉnh"),
    "form": ("Biểu số liệu", "Đã gửi, chưa gửi, bị trả lại hoặc không phải gửi"),
    "file": ("Tệp", "Tên tệp biểu đã nhận"),
    "day": ("Ngày nhận", "Ngày nhận biểu (giờ Việt Nam); trống khi không rõ"),
    "known": (
        "Ngày nhận theo",
        "Danh sách của văn thư, hoặc lần đầu phần mềm nhận tệp này vào kho (muộn nhất là ngày đó)",
    ),
    "until": ("Hạn gửi", "Hạn gửi biểu của kỳ; trống khi chưa có văn bản quy định"),
    "timely": (
        "Đúng hạn",
        "Biểu có được gửi đúng hạn hay không; chưa rõ thì không kết luận là muộn",
    ),
    "assessed": ("Chỉ tiêu được đánh giá", "Số chỉ tiêu của chính đơn vị được đánh giá"),
    "lacking": ("Trong đó chưa có số liệu", "Số chỉ tiêu được đánh giá mà chưa có số liệu"),
    "clauses": ("Thiếu ở các điểm", "Các điểm của Kế hoạch chưa có số liệu"),
    "unconfirmed": ("Số liệu chưa xác nhận", "Số liệu của biểu chưa được đơn vị xác nhận"),
    "objections": ("Ý kiến đã gửi", "Số chỉ tiêu mà đơn vị có ý kiến"),
    "unanswered": ("Ý kiến chưa trả lời", "Số ý kiến chưa được trả lời"),
}
DIFFERENCE_COLUMNS: Mapping[str, tuple[str, str]] = {
    **{name: RESULT_COLUMNS[name] for name in ("agency", "name", "level", "clause", "label")},
    "source": ("Nguồn số dùng để kết luận", "Số dùng để kết luận lấy từ đâu"),
    "numerator": ("Tử số dùng", "Tử số của số dùng để kết luận"),
    "denominator": ("Mẫu số dùng", "Mẫu số của số dùng để kết luận"),
    "value": ("Giá trị dùng", "Giá trị dùng để kết luận"),
    "other_source": ("Nguồn số còn lại", "Số còn lại lấy từ đâu"),
    "other_numerator": ("Tử số còn lại", "Tử số của số còn lại"),
    "other_denominator": ("Mẫu số còn lại", "Mẫu số của số còn lại"),
    "other_value": ("Giá trị còn lại", "Giá trị theo số còn lại"),
    "apart": ("Chênh lệch", "Giá trị dùng trừ giá trị còn lại"),
    "unit": RESULT_COLUMNS["unit"],
    "verdict": ("Kết luận", "Kết luận theo số dùng để kết luận"),
}
DICTIONARY_COLUMNS: Mapping[str, tuple[str, str]] = {
    "sheet": ("Trang", "Trang có cột này"),
    "head": ("Cột", "Tên cột"),
    "meaning": ("Nội dung", "Cột cho biết điều gì"),
    "kind": ("Kiểu", "Văn bản, số nguyên, số thập phân hoặc ngày"),
    "unit": ("Đơn vị tính", "Đơn vị tính của cột"),
}


def marks(simulated: bool, draft: bool) -> str:
    """What must be known of a document before it is used; empty for approved real figures."""
    return " · ".join([SIMULATED] * simulated + [DRAFT] * draft)


def stamp(evaluation: Evaluation, snapshot: str) -> str:
    """What a sheet is of: plan, period, state of the data, marks."""
    given = marks(evaluation.origin.simulated, evaluation.draft)
    parts = (
        *([given] if given else []),
        f"Kế hoạch số {evaluation.plan.number}",
        period_line(evaluation.period),
        f"bản số liệu {snapshot}",
    )
    return " · ".join(parts)


def annex_title(plan: Plan, period: Period) -> str:
    """The title of the workbook."""
    return f"{ANNEX_TITLE} – {plan.province.name} – {period.label}"


def level_of(plan: Plan, agency: Agency) -> str:
    """The level of an agency, as a cell."""
    return plan.label(agency.level)


def whose(plan: Plan, agency: Agency, level: Level) -> str:
    """Whose figure a row has."""
    if level != agency.level or level == WHOLE_LEVEL:
        return plan.group(level)
    return OWN_FIGURE


def day_by(listed: bool) -> str:
    """Who states the day a form came."""
    return "danh sách của văn thư" if listed else "lần nhận vào kho"


def undated_note(counts: DossierCounts) -> str:
    """Where the form holds dossiers without a due day; empty without any."""
    if not counts.no_due_done + counts.no_due_open:
        return ""
    return undated_in_form(counts.no_due_done, counts.no_due_open)


def annex_written(path: object, sheets: int) -> str:
    """Where the annex is."""
    return f"Đã ghi phụ lục gồm {number(sheets)} trang vào {path}."


def wrong_name(name: str, ending: str) -> str:
    """A file name that does not end as it must."""
    return f"Tên tệp «{name}» phải kết thúc bằng {ending}. Đề nghị ghi lại tùy chọn --out."


def is_folder(path: object) -> str:
    """A folder where a file is wanted."""
    return f"{path} là một thư mục. Đề nghị ghi tên tệp ở tùy chọn --out."


def among_packets(path: object, folder: object) -> str:
    """A place where only the batch writes."""
    return f"{path} nằm trong {folder}, nơi chỉ chứa phiếu đã lập. Đề nghị chọn chỗ khác."


def listed_clauses(clauses: Sequence[str]) -> str:
    """Points of the plan in one cell, each once."""
    return "; ".join(dict.fromkeys(clauses))


# ---------------------------------------------------------------- PDFs

PRINTING, PRINTING_UNIT = "In phiếu", " tệp"
NO_CHROMIUM = (
    "Máy chưa có Chromium nên không in được PDF. Đề nghị cài đặt (apt-get install chromium) rồi "
    "chạy lại lệnh."
)


def no_packets(period: str) -> str:
    """No packet of the period was made yet."""
    return f"Chưa có phiếu nào của kỳ {period} để in. Đề nghị lập phiếu: cchc render."


def no_packet(page: str) -> str:
    """A packet that was not made yet."""
    return f"chưa có phiếu {page} trong danh mục kết quả; đề nghị lập phiếu: cchc render"


def not_printed(page: str) -> str:
    """Chromium gave no PDF."""
    return f"Chromium không in được {page}; đề nghị chạy lại lệnh"


def print_fault(page: str, reason: str) -> str:
    """A packet without a PDF, and why."""
    return f"{page}: {reason.rstrip('.')}."


def print_summary(made: int, kept: int, faults: int, folder: object) -> str:
    """What a run did."""
    missing = f"; {number(faults)} phiếu không in được" if faults else ""
    return (
        f"Đã in {number(made)} tệp PDF; giữ nguyên {number(kept)} tệp vì phiếu không đổi{missing}. "
        f"Xem: {folder}"
    )


def not_made(count: int, every: int) -> str:
    """Packets that were not made yet."""
    return f"{number(count)} trong {number(every)} phiếu của kỳ chưa lập nên chưa in."


def record_damaged(path: object) -> str:
    """The record of the PDFs is not there or cannot be read."""
    return f"Danh mục tệp PDF {path} thiếu hoặc hỏng: đề nghị in lại bằng lệnh cchc pdf."


def pdf_unknown(name: str) -> str:
    """A PDF that is in no record."""
    return f"Tệp PDF {name} không có trong danh mục: không rõ in từ phiếu nào."


def pdf_missing(name: str) -> str:
    """A PDF that is recorded and not there."""
    return f"Tệp PDF {name} có trong danh mục nhưng không còn trong thư mục."


def pdf_changed(name: str) -> str:
    """A PDF that is not as it was made."""
    return f"Tệp PDF {name} đã bị sửa sau khi in."


def pdf_outdated(name: str) -> str:
    """A PDF of a packet that was made again since."""
    return f"Tệp PDF {name} in từ phiếu đã được thay: đề nghị in lại bằng lệnh cchc pdf."
