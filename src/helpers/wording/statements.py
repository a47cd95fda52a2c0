"""Appraisals and objections: their workbooks, and every answer to a fault in them."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model import Agency
from helpers.wording.core import counts, fault, number

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
        "(không phải chính đơn vị được thẩm định). Không ghi họ tên cá nhân."
    ),
    "objection": (
        "Đơn vị ghi ý kiến ở dòng chỉ tiêu; cơ quan thẩm định ghi trả lời bên cạnh. Ý kiến và trả "
        "lời được nêu trong phiếu. Không ghi họ tên, số điện thoại của cá nhân."
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
