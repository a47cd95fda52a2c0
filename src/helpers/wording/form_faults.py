"""Answers to faults in whole forms, their sheets, rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from helpers.model.spelling import Repeatable, one_line
from helpers.wording.core import day, fault, number
from helpers.wording.forms import EXPLANATION_SHEET, FORM_DUE, FORM_EXPLANATION, FORM_ID, FORM_LEAD


def _quoted(text: str) -> str:
    """A name of the plan or a text of a stamp in guillemets."""
    return f"«{one_line(text, 60)}»"


FORM_NO_STAMP = fault("không phải biểu mẫu đã được cấp", "ghi số liệu vào đúng biểu mẫu")


def form_version(finding: Repeatable, known: str) -> str:
    """A form of another version."""
    action = f"dùng biểu mẫu phiên bản {known}"
    return fault(f"phiên bản biểu mẫu «{finding}» không còn dùng", action)


def form_other_plan(finding: Repeatable, known: str) -> str:
    """A form of another plan."""
    action = f"dùng biểu mẫu của Kế hoạch «{known}»"
    return fault(f"biểu mẫu của Kế hoạch «{finding}»", action)


def form_other_period(finding: str, wanted: str) -> str:
    """A form of another period (wording.md, message 3)."""
    finding = f"biểu mẫu của kỳ {_quoted(finding)}, kỳ đang nhận là «{wanted}»"
    return fault(finding, "dùng biểu mẫu đúng kỳ")


def form_other_agency(finding: str, stamped: str) -> str:
    """The sheet's heading names another agency than the form was made for."""
    finding = f"tiêu đề ghi {_quoted(finding)}, biểu mẫu này được cấp cho «{stamped}»"
    return fault(finding, "dùng đúng biểu mẫu của đơn vị")


def form_name_gone(stamped: str) -> str:
    """The heading no longer names the agency that the form was made for."""
    finding = f"chỗ ghi tên đơn vị đã bị sửa, biểu mẫu này được cấp cho «{stamped}»"
    action = "dùng đúng biểu mẫu của đơn vị; nếu đúng là của đơn vị, ghi lại tên như biểu đã cấp"
    return fault(finding, action)


# A whole sentence, since nothing is requested.
FORM_WITHOUT_ANSWERS = (
    "biểu không có số liệu nào ở các ô nền vàng; mọi nội dung coi như chưa có số liệu. Nếu đã "
    "ghi số liệu ở cột khác hoặc dán dưới dạng ảnh, đề nghị ghi vào các ô nền vàng."
)


def form_sheet_missing(sheet: str) -> str:
    """A sheet has been removed or renamed."""
    return fault(f"thiếu trang «{sheet}»", "dùng lại biểu mẫu gốc, không đổi tên trang")


def form_heads_missing(heads: Sequence[str]) -> str:
    """Columns have been removed or renamed."""
    names = ", ".join(f"«{head}»" for head in heads)
    return fault(f"thiếu cột {names}", "giữ nguyên hàng tiêu đề của biểu mẫu")


def form_heads_repeated(head: str) -> str:
    """Two columns of one name."""
    return fault(f"có hai cột «{head}»", "giữ nguyên hàng tiêu đề của biểu mẫu")


def form_id_repeated(row_id: str) -> str:
    """One line given twice."""
    return fault(f"mã {_quoted(row_id)} ghi ở nhiều dòng", "giữ một dòng")


def form_words_moved(rows: int) -> str:
    """Ids with the labels of other ids."""
    finding = f"mã và nội dung cạnh mã không khớp nhau ({number(rows)} chỗ)"
    action = (
        "đưa mã, nội dung và số liệu về đúng như biểu đã cấp; khi sắp xếp phải chọn cả các cột từ "
        "cột mã"
    )
    return fault(finding, action)


def form_unit_changed(unit: str) -> str:
    """A line with another unit than the form has."""
    return fault(f"đơn vị tính đã bị sửa, biểu hỏi theo «{unit}»", f"ghi số liệu theo «{unit}»")


REMARK_IN_SHOWN_COLUMN = (
    "có nội dung gõ vào cột nền xám trong khi ô số liệu cùng dòng để trống; nội dung này không "
    "được dùng."
)


def due_before_plan(due: date, first: date) -> str:
    """A task due before the plan begins."""
    finding = f"thời hạn {day(due)} trước ngày đầu kỳ của Kế hoạch ({day(first)})"
    return fault(finding, "kiểm tra năm của thời hạn này")


DUE_SWAPPED = fault(
    "các ô ngày chỉ có từ ngày 1 đến ngày 12, còn ngày dạng chữ chỉ có từ ngày 13 trở đi: biểu có "
    "thể đã được mở bằng Excel tiếng Anh, ngày và tháng ở các ô này có thể bị đảo",
    "ghi lại các ngày này theo dạng ngày/tháng/năm, ví dụ 31/12/2000, ở dạng văn bản",
)


def due_behind_plan(due: date, year: int) -> str:
    """A task due after the plan's year."""
    return f"thời hạn {day(due)} sau năm {year} của Kế hoạch; được giữ như đã ghi."


REMARK_STRAYS = (
    "có nội dung ghi ngoài bảng của biểu; nội dung này không được dùng. Cần nói thêm thì ghi ở "
    f"trang «{EXPLANATION_SHEET}»."
)
REMARK_COMMENTS = (
    "có ghi chú (comment) gắn vào ô; ghi chú không được đọc. Cần nói thêm thì ghi ở trang "
    f"«{EXPLANATION_SHEET}»."
)
REMARK_PICTURES = "có ảnh hoặc hình vẽ; số liệu trong ảnh không được đọc."
REMARK_WORDS_CHANGED = "nội dung cạnh mã khác biểu đã cấp; số liệu được tính theo mã."
FORM_ID_ABSENT = fault(
    "có số liệu nhưng dòng này không có mã", "ghi số liệu vào đúng dòng của biểu mẫu"
)


def form_merged(cells: str) -> str:
    """Merged data cells."""
    return fault(f"các ô {cells} bị gộp", "bỏ gộp và ghi từng ô")


def form_column_repeated(input_id: str) -> str:
    """Two columns of one id."""
    return fault(f"mã {_quoted(input_id)} ghi ở nhiều cột", "giữ một cột")


def remark_columns_missing(input_ids: Sequence[str]) -> str:
    """Columns of a matrix that are gone."""
    ids = ", ".join(f"«{input_id}»" for input_id in input_ids)
    return f"thiếu cột mang mã {ids}; các số liệu này coi như chưa có."


REMARK_NOT_ASKED = "ô này không phải ghi, có {}; nội dung này không được dùng."
REMARK_TASK_UNSTATED = (
    f"có «{FORM_LEAD}» hoặc «{FORM_DUE}» nhưng chưa chọn mức độ; dòng này không được dùng."
)
REMARK_ROW_UNKNOWN = "mã {} không có trong biểu mẫu của đơn vị; dòng này không được dùng."


def remark_rows_missing(row_ids: Sequence[str]) -> str:
    """Lines of the form that are gone."""
    ids = ", ".join(f"«{row_id}»" for row_id in row_ids)
    return f"thiếu dòng mang mã {ids}; các số liệu này coi như chưa có."


REMARK_COLUMN_UNKNOWN = "cột {} không có trong biểu mẫu; cột này không được dùng."


def form_copied_sheet(copy: Repeatable, sheet: str) -> str:
    """A copy of a sheet with answers that the sheet itself lacks or gives otherwise."""
    finding = f"bản sao «{copy}» có số liệu mà trang «{sheet}» để trống hoặc ghi khác"
    return fault(finding, f"ghi số liệu đúng vào trang «{sheet}» và xóa trang «{copy}»")


REMARK_SHEET_UNKNOWN = "trang này không có trong biểu mẫu và không được dùng."
REMARK_SHEET_HIDDEN = "trang này đang bị ẩn nhưng vẫn được đọc. Đề nghị bỏ ẩn và kiểm tra."
REMARK_LINE_UNKNOWN = (
    "mã {} không có trong biểu mẫu của đơn vị; giải trình ở dòng này không được "
    "dùng. Đề nghị ghi đúng mã của dòng số liệu, hoặc để trống ô mã nếu giải trình chung."
)
REMARK_EXPLAINS_NO_LINE = (
    "giải trình không ghi mã; được nhận là giải trình chung của đơn vị. "
    "Nếu nói về một dòng số liệu, đề nghị ghi mã của dòng đó."
)
REMARK_BESIDE_EXPLANATION = (
    f"trang này chỉ đọc hai cột «{FORM_ID}» và «{FORM_EXPLANATION}»; nội dung ở ô khác không "
    "được dùng."
)


def too_many_explanations(count: int, most: int) -> str:
    """More explanations than allowed."""
    return fault(f"có {number(count)} dòng giải trình", f"gộp lại, không quá {number(most)} dòng")


REMARK_EVIDENCE_ALONE = "có tài liệu kiểm chứng nhưng chưa có số liệu."
