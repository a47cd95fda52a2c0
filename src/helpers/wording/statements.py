"""Appraisals and objections: their workbooks, and every answer to a fault in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.model import Agency, Level, Plan, Source
from helpers.wording.core import counts, fault, listed, number

STATEMENT_ID, STATEMENT_CLAUSE, STATEMENT_TARGET = "Mã chỉ tiêu", "Điểm", "Chỉ tiêu"
APPRAISAL_COUNTS = "Tử số / mẫu số là"
APPRAISAL_NUMERATOR, APPRAISAL_DENOMINATOR = "Tử số", "Mẫu số"
APPRAISAL_REASON, APPRAISAL_EVIDENCE, APPRAISAL_BY = "Lý do", "Tài liệu", "Đơn vị thẩm định"
OBJECTION_TEXT, OBJECTION_ANSWER = "Ý kiến của đơn vị", "Trả lời"
STATEMENT_SHEETS = {"appraisal": "Thẩm định", "objection": "Ý kiến của đơn vị"}
STATEMENT_FILES = {"appraisal": "tham-dinh", "objection": "y-kien"}

STATEMENT_TITLES = {
    "appraisal": "SỐ LIỆU THẨM ĐỊNH CẢI CÁCH HÀNH CHÍNH",
    "objection": "Ý KIẾN CỦA ĐƠN VỊ VỀ KẾT QUẢ ĐÁNH GIÁ",
}

STATEMENT_GUIDES = {
    "appraisal": (
        "Chỉ ghi dòng có số thẩm định: đủ tử số, mẫu số, lý do và tên đầy đủ của đơn vị thẩm định "
        "(không phải chính đơn vị được thẩm định). Không ghi họ tên cá nhân. Tệp chỉ được nhận từ "
        "thư mục của {desk} (cạnh thư mục nhận của kỳ)."
    ),
    "objection": (
        "Đơn vị ghi ý kiến ở dòng chỉ tiêu. {desk} ghi trả lời bên cạnh, trong bản để ở thư mục "
        "của {desk} (cạnh thư mục nhận của kỳ). Ý kiến và trả lời được nêu trong phiếu. Không ghi "
        "họ tên, số điện thoại của cá nhân."
    ),
}

OPINION_HEADS = (STATEMENT_TARGET, OBJECTION_TEXT, OBJECTION_ANSWER)
NO_ANSWER_YET = "Chưa có trả lời."


def counts_named(numerator: str, denominator: str) -> str:
    """What the two counts of an appraisal are."""
    return f"{numerator} / {denominator}" if numerator and denominator else ""


def appraisal_reason(reason: str) -> str:
    """Why a figure was appraised."""
    return f"lý do thẩm định: {reason}"


STATEMENT_TARGET_UNKNOWN = fault(
    "mã chỉ tiêu {} không có trong danh sách của đơn vị", "dùng đúng mã chỉ tiêu của biểu đã cấp"
)


def statement_incomplete(heads: Sequence[str]) -> str:
    """A row with some of its fields only."""
    names = ", ".join(f"«{head}»" for head in heads)
    return fault(f"dòng này chưa ghi {names}", "ghi đủ, hoặc để trống cả dòng")


def appraisal_part_exceeds(part: int, whole: int) -> str:
    """A numerator larger than its denominator."""
    finding = f"tử số ({number(part)}) lớn hơn mẫu số ({number(whole)})"
    return fault(finding, "kiểm tra hai số này")


def appraisal_yes_no(part: int, whole: int) -> str:
    """Counts other than 0/1 and 1/1 for a yes/no target."""
    finding = f"nội dung này chỉ có đạt hoặc chưa đạt, không có {counts(part, whole)}"
    return fault(finding, "ghi mẫu số 1 và tử số 1 (có) hoặc 0 (không)")


# What was written may be a person's name and is not repeated.
APPRAISER_UNKNOWN = fault(
    "không có đơn vị mang đúng tên (hoặc mã) ghi ở cột «Đơn vị thẩm định»",
    "ghi tên đầy đủ của đơn vị thẩm định, không ghi họ tên cá nhân",
)


def appraiser_is_appraised(agency: Agency) -> str:
    """An agency that appraises its own figures."""
    finding = f"{agency.name} tự thẩm định số liệu của mình"
    return fault(finding, "để đơn vị khác thẩm định")


def appraiser_not_named(agency: Agency, plan: Plan, allowed: Sequence[str]) -> str:
    """An agency that the plan does not let appraise a target; `allowed`: ids of those it does, or
    a level for the agency directly above."""
    names = [
        plan.agencies[each].name
        if each in plan.agencies
        else f"{plan.levels[Level(each)].body} trực tiếp quản lý"
        for each in allowed
    ]
    who = f"chỉ {listed(names)} được thẩm định" if names else "không đơn vị nào được thẩm định"
    return fault(
        f"{agency.name} không được thẩm định chỉ tiêu này, {who}",
        "ghi đúng đơn vị thẩm định, hoặc bỏ dòng này",
    )


# ---------------------------------------------------------------- who may state it


def only_of_desk(kind: str, plan: Plan, folder: str) -> str:
    """A file that only the body in charge may send, in another folder than its own."""
    desk = plan.terms.desk
    return fault(
        f"{kind} chỉ được nhận từ thư mục riêng của {desk}",
        f"{desk} kiểm tra; nếu đúng thì chuyển tệp vào thư mục «{folder}», cạnh thư mục nhận",
    )


def answer_of_sender(plan: Plan, folder: str) -> str:
    """An answer to an objection that the objecting agency wrote itself."""
    desk = plan.terms.desk
    return fault(
        f"câu trả lời không do {desk} ghi nên không được dùng, ý kiến vẫn được nhận",
        f"{desk} ghi trả lời vào bản để ở thư mục «{folder}»",
    )


def where_to_put(plan: Plan, folder: object) -> str:
    """Where the workbooks of the body in charge are taken from."""
    return (
        f"{plan.terms.desk} để biểu thẩm định, biểu trả lời ý kiến đã ghi vào thư mục {folder}; ở "
        "nơi khác không được nhận."
    )


def answered_other(file: str) -> str:
    """An answered objection that differs from the one the agency sent in `file`."""
    return fault(
        f"ý kiến ở dòng này không đúng như ý kiến đơn vị gửi trong tệp {file}",
        "chép lại tệp của đơn vị rồi ghi trả lời",
    )


def form_with_desk(plan: Plan) -> str:
    """An agency's own form in the folder of the body in charge."""
    return (
        "đây là biểu của đơn vị, vẫn được nhận như mọi biểu của đơn vị; thư mục này dành cho tệp "
        f"của {plan.terms.desk}."
    )


# ---------------------------------------------------------------- appraised figures in the report

APPRAISED = "Kết quả thẩm định"
APPRAISED_HEADS = (
    "Đơn vị",
    "Chỉ tiêu",
    "Đơn vị báo cáo",
    "Tính từ dữ liệu",
    "Thẩm định",
    APPRAISAL_BY,
    "Nội dung đề nghị xác nhận",
    "Tệp",
    "Vị trí",
)
APPRAISED_NOTE = (
    "Các kết quả dưới đây được dùng thay số đơn vị báo cáo và số tính từ dữ liệu. Đề nghị xem lại "
    "từng kết quả."
)


def appraised_figure(
    name: str, line: str, reported: str, computed: str, appraised: str, by: str
) -> str:
    """An appraised figure next to the two that it replaces."""
    return (
        f"{name}, «{line}»: đơn vị báo cáo {reported}, tính từ dữ liệu {computed}, "
        f"{by} thẩm định {appraised}"
    )


def appraised_list(figures: Sequence[tuple[str, str]]) -> str:
    """All appraised figures in force, each with what is asked about it, if anything is."""
    lines = [f"- {figure}; {asked}" if asked else f"- {figure}." for figure, asked in figures]
    return "\n".join([f"{number(len(figures))} kết quả thẩm định:", *lines])


_DENOMINATORS = {Source.REPORTED: "của đơn vị báo cáo", Source.COMPUTED: "tính từ dữ liệu"}


def other_denominator(appraised: int, others: Mapping[Source, int], *, named: bool) -> str:
    """An appraised denominator that differs from others; `named`: the counts may be repeated."""
    known = ((_DENOMINATORS[source], whole) for source, whole in others.items())
    words = [f"{text} ({number(n)})" if named else text for text, n in known]
    own = f"mẫu số thẩm định ({number(appraised)})" if named else "mẫu số thẩm định"
    return fault(f"{own} khác mẫu số {listed(words)}", "xác nhận mẫu số nào đúng")
