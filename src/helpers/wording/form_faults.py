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


def form_no_stamp() -> str:
    """A workbook that is none of our forms."""
    return fault("không phải biểu mẫu đã được cấp", "ghi số liệu vào đúng biểu mẫu")


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


def form_without_answers() -> str:
    """A form without any answer; a whole sentence, since nothing is requested."""
    return (
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


def remark_in_shown_column() -> str:
    """A figure in a read-only column and an empty field in the same row."""
    return (
        "có nội dung gõ vào cột nền xám trong khi ô số liệu cùng dòng để trống; nội dung này không "
        "được dùng."
    )


def due_before_plan(due: date, first: date) -> str:
    """A task due before the plan begins."""
    finding = f"thời hạn {day(due)} trước ngày đầu kỳ của Kế hoạch ({day(first)})"
    return fault(finding, "kiểm tra năm của thời hạn này")


def due_behind_plan(due: date, year: int) -> str:
    """A task due after the plan's year."""
    return f"thời hạn {day(due)} sau năm {year} của Kế hoạch; được giữ như đã ghi."


def remark_strays() -> str:
    """Text outside the table."""
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
    """An id with a label that the form does not have."""
    return "nội dung cạnh mã khác biểu đã cấp; số liệu được tính theo mã."


def form_id_absent() -> str:
    """A figure in a row without an id."""
    finding = "có số liệu nhưng dòng này không có mã"
    return fault(finding, "ghi số liệu vào đúng dòng của biểu mẫu")


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


def remark_not_asked(value: Repeatable) -> str:
    """A value in a cell of a matrix that is not to be filled in."""
    return f"ô này không phải ghi, có {value}; nội dung này không được dùng."


def remark_task_unstated() -> str:
    """Lead or due day of a task, and not how far it is."""
    return f"có «{FORM_LEAD}» hoặc «{FORM_DUE}» nhưng chưa chọn mức độ; dòng này không được dùng."


def remark_row_unknown(row_id: Repeatable) -> str:
    """A line the form does not ask."""
    return f"mã {row_id} không có trong biểu mẫu của đơn vị; dòng này không được dùng."


def remark_rows_missing(row_ids: Sequence[str]) -> str:
    """Lines of the form that are gone."""
    ids = ", ".join(f"«{row_id}»" for row_id in row_ids)
    return f"thiếu dòng mang mã {ids}; các số liệu này coi như chưa có."


def remark_column_unknown(head: Repeatable) -> str:
    """A column the form does not have."""
    return f"cột {head} không có trong biểu mẫu; cột này không được dùng."


def remark_sheet_unknown() -> str:
    """A sheet the form does not have."""
    return "trang này không có trong biểu mẫu và không được dùng."


def remark_sheet_hidden() -> str:
    """A sheet of the form that is not shown."""
    return "trang này đang bị ẩn nhưng vẫn được đọc. Đề nghị bỏ ẩn và kiểm tra."


def remark_line_unknown(line: Repeatable) -> str:
    """An explanation of a line the form does not ask."""
    return (
        f"mã {line} không có trong biểu mẫu của đơn vị; giải trình ở dòng này không được "
        "dùng. Đề nghị ghi đúng mã của dòng số liệu, hoặc để trống ô mã nếu giải trình chung."
    )


def remark_explains_no_line() -> str:
    """An explanation without an id."""
    return (
        "giải trình không ghi mã; được nhận là giải trình chung của đơn vị. "
        "Nếu nói về một dòng số liệu, đề nghị ghi mã của dòng đó."
    )


def remark_beside_explanation() -> str:
    """Text outside the two columns of explanations."""
    return (
        f"trang này chỉ đọc hai cột «{FORM_ID}» và «{FORM_EXPLANATION}»; nội dung ở ô khác không "
        "được dùng."
    )


def too_many_explanations(count: int, most: int) -> str:
    """More explanations than allowed."""
    return fault(f"có {number(count)} dòng giải trình", f"gộp lại, không quá {number(most)} dòng")


def remark_evidence_alone() -> str:
    """Evidence without a figure."""
    return "có tài liệu kiểm chứng nhưng chưa có số liệu."
