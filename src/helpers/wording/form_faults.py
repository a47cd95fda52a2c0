"""Answers to faults in whole forms, their sheets, rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from helpers.model.spelling import Repeatable, one_line
from helpers.wording.core import asking, day, number
from helpers.wording.forms import EXPLANATION_SHEET, FORM_DUE, FORM_EXPLANATION, FORM_ID, FORM_LEAD


def _stated(text: str) -> str:
    """What a stamp or the plan says, in guillemets."""
    return f"«{one_line(text, 60)}»"


def form_no_stamp() -> str:
    """A workbook that is none of our forms."""
    return asking("không phải biểu mẫu đã được cấp", "ghi số liệu vào đúng biểu mẫu")


def form_version(found: Repeatable, known: str) -> str:
    """A form of another version."""
    ask = f"dùng biểu mẫu phiên bản {known}"
    return asking(f"phiên bản biểu mẫu «{found}» không còn dùng", ask)


def form_other_plan(found: Repeatable, known: str) -> str:
    """A form of another plan."""
    ask = f"dùng biểu mẫu của Kế hoạch «{known}»"
    return asking(f"biểu mẫu của Kế hoạch «{found}»", ask)


def form_other_period(found: str, wanted: str) -> str:
    """A form of another period (wording.md, message 3)."""
    found = f"biểu mẫu của kỳ {_stated(found)}, kỳ đang nhận là «{wanted}»"
    return asking(found, "dùng biểu mẫu đúng kỳ")


def form_other_agency(found: str, stamped: str) -> str:
    """The sheet's heading names another agency than the form was made for."""
    found = f"tiêu đề ghi {_stated(found)}, biểu mẫu này được cấp cho «{stamped}»"
    return asking(found, "dùng đúng biểu mẫu của đơn vị")


def form_name_gone(stamped: str) -> str:
    """The heading no longer names the agency that the form was made for."""
    found = f"chỗ ghi tên đơn vị đã bị sửa, biểu mẫu này được cấp cho «{stamped}»"
    ask = "dùng đúng biểu mẫu của đơn vị; nếu đúng là của đơn vị, ghi lại tên như biểu đã cấp"
    return asking(found, ask)


def form_without_answers() -> str:
    """A form in which nothing was stated; with a full stop, for nothing is asked."""
    return (
        "biểu không có số liệu nào ở các ô nền vàng; mọi nội dung coi như chưa có số liệu. Nếu đã "
        "ghi số liệu ở cột khác hoặc dán dưới dạng ảnh, đề nghị ghi vào các ô nền vàng."
    )


def form_sheet_missing(sheet: str) -> str:
    """A sheet has been removed or renamed."""
    return asking(f"thiếu trang «{sheet}»", "dùng lại biểu mẫu gốc, không đổi tên trang")


def form_heads_missing(heads: Sequence[str]) -> str:
    """Columns have been removed or renamed."""
    names = ", ".join(f"«{head}»" for head in heads)
    return asking(f"thiếu cột {names}", "giữ nguyên hàng tiêu đề của biểu mẫu")


def form_heads_repeated(head: str) -> str:
    """Two columns of one name."""
    return asking(f"có hai cột «{head}»", "giữ nguyên hàng tiêu đề của biểu mẫu")


def form_id_repeated(row_id: str) -> str:
    """One line given twice."""
    return asking(f"mã {_stated(row_id)} ghi ở nhiều dòng", "giữ một dòng")


def form_words_moved(rows: int) -> str:
    """ShownFigures an id stand the words of another one."""
    found = f"mã và nội dung cạnh mã không khớp nhau ({number(rows)} chỗ)"
    ask = (
        "đưa mã, nội dung và số liệu về đúng như biểu đã cấp; khi sắp xếp phải chọn cả các cột từ "
        "cột mã"
    )
    return asking(found, ask)


def form_unit_changed(unit: str) -> str:
    """The unit beside a line is not the one that is asked for."""
    return asking(f"đơn vị tính đã bị sửa, biểu hỏi theo «{unit}»", f"ghi số liệu theo «{unit}»")


def remark_in_shown_column() -> str:
    """A figure in a column that only shows, none in the field beside it."""
    return (
        "có nội dung gõ vào cột nền xám trong khi ô số liệu cùng dòng để trống; nội dung này không "
        "được dùng."
    )


def due_before_plan(due: date, first: date) -> str:
    """A task due before the plan begins."""
    found = f"thời hạn {day(due)} trước ngày đầu kỳ của Kế hoạch ({day(first)})"
    return asking(found, "kiểm tra năm của thời hạn này")


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
    """ShownFigures an id stand words that the form does not have."""
    return "nội dung cạnh mã khác biểu đã cấp; số liệu được tính theo mã."


def form_id_absent() -> str:
    """A figure without an id beside it."""
    found = "có số liệu nhưng dòng này không có mã"
    return asking(found, "ghi số liệu vào đúng dòng của biểu mẫu")


def form_merged(cells: str) -> str:
    """Merged data cells."""
    return asking(f"các ô {cells} bị gộp", "bỏ gộp và ghi từng ô")


def form_column_repeated(input_id: str) -> str:
    """Two columns of one id."""
    return asking(f"mã {_stated(input_id)} ghi ở nhiều cột", "giữ một cột")


def remark_columns_missing(input_ids: Sequence[str]) -> str:
    """Columns of a matrix that are gone."""
    ids = ", ".join(f"«{input_id}»" for input_id in input_ids)
    return f"thiếu cột mang mã {ids}; các số liệu này coi như chưa có."


def remark_not_asked(value: Repeatable) -> str:
    """Something in a cell of a matrix that nobody is asked to fill."""
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
    """Text beside the two columns of explanations."""
    return (
        f"trang này chỉ đọc hai cột «{FORM_ID}» và «{FORM_EXPLANATION}»; nội dung ở ô khác không "
        "được dùng."
    )


def too_many_explanations(count: int, most: int) -> str:
    """More texts than anybody reads."""
    return asking(f"có {number(count)} dòng giải trình", f"gộp lại, không quá {number(most)} dòng")


def remark_evidence_alone() -> str:
    """Evidence beside an empty figure."""
    return "có tài liệu kiểm chứng nhưng chưa có số liệu."
