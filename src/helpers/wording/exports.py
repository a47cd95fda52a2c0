"""Answers to faults in the sheets, titles, heads and mappings of exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from helpers.model import Period
from helpers.model.spelling import Repeatable
from helpers.wording.core import day, fault, number, span
from helpers.wording.places import lines_named

DayRows: TypeAlias = tuple[Sequence[int], int]  # the first rows, and how many there are


def not_a_log(label: str, by: str) -> str:
    """A file that form II.06a cannot be counted from in this way."""
    what = "theo lĩnh vực " if by == "field" else ""
    return f"Không tính được biểu II.06a {what}từ loại tệp «{label}». Đề nghị dùng tệp hồ sơ."


def long_table(most: int) -> str:
    """A table of totals with more lines than a province has agencies."""
    return (
        f"bảng tổng hợp có từ {number(most)} dòng trở lên. "
        "Đề nghị gửi bảng chỉ ghi mỗi đơn vị một dòng."
    )


def other_days(found: str, period: Period) -> str:
    """A table of totals of another period; `found`: its days, or the words
    of a title for a period."""
    return (
        f"tiêu đề ghi kỳ «{found}», kỳ đang nhận là «{period.label}» "
        f"({span(period)}). Đề nghị gửi biểu đúng kỳ."
    )


def several_periods(found: Sequence[str], period: Period) -> str:
    """A title that names more than one period; nothing is chosen."""
    named = ", ".join(f"«{each}»" for each in dict.fromkeys(found) if each)
    return (
        f"tiêu đề ghi nhiều kỳ khác nhau ({named}), không rõ biểu là của kỳ nào; kỳ đang nhận là "
        f"«{period.label}» ({span(period)}). Đề nghị chỉ ghi một kỳ trong tiêu đề rồi gửi lại."
    )


def unclear_days(period: Period) -> str:
    """A title whose first or last day cannot be read as a day."""
    return (
        "từ ngày, đến ngày trong tiêu đề không đọc được là hai ngày; kỳ đang nhận là "
        f"«{period.label}» ({span(period)}). Đề nghị ghi đủ ngày, tháng, năm, "
        f"ví dụ từ ngày {day(period.start)} đến ngày {day(period.end)}, rồi gửi lại."
    )


def no_days_named(period: Period) -> str:
    """A table of totals whose title names no days."""
    return f"tiêu đề không ghi từ ngày, đến ngày; được coi là của kỳ «{period.label}»."


def units_in_title(label: str, count: int) -> str:
    """A table of one agency whose title names none, or several."""
    finding = f"có {count} đơn vị" if count else "không có tên đơn vị"
    return fault(
        f"tiêu đề {finding} sau «{label}:»", "ghi đúng một đơn vị báo cáo ở tiêu đề rồi gửi lại"
    )


def central_in_title(label: str) -> str:
    """A table of a central body, whose dossiers are charged to no agency."""
    return fault(
        f"«{label}:» ghi cơ quan trung ương, không thuộc diện đánh giá", "không gửi tệp này"
    )


def notes_in_heads(columns: Sequence[str]) -> str:
    """Heads that say in brackets what else they count."""
    return (
        f"đầu cột {', '.join(columns)} có ghi chú trong ngoặc, số liệu được nhận như cột của biểu. "
        "Đề nghị kiểm tra hồ sơ nêu trong ghi chú có thuộc cột đó không."
    )


def waiting_claimed(columns: Sequence[str]) -> str:
    """Several columns say that they count the dossiers which wait for papers."""
    return (
        f"cột {' và '.join(columns)} đều ghi gồm hồ sơ chờ bổ sung; số liệu được nhận như đã ghi, "
        "không chuyển hồ sơ nào sang cột khác. Đề nghị cho biết hệ thống đếm hồ sơ chờ bổ sung ở "
        "cột nào."
    )


def totals_differ(name: str, files: Sequence[str]) -> str:
    """Tables of totals that give one agency different figures."""
    return fault(
        f"số liệu của {name} khác nhau giữa các tệp {', '.join(files)} nên chưa nhận số nào",
        "bỏ số sai rồi nhận lại",
    )


FILTER_ACTIVE = "trang đang bật bộ lọc; mọi dòng đều được tính."


def hidden_rows(rows: Sequence[int], count: int, filtered: bool) -> str:
    """Rows of a sheet that are not shown but hold values; `rows` are the first of `count`."""
    why = "đang bị ẩn do bộ lọc" if filtered else "đang bị ẩn"
    return (
        f"{lines_named(rows, count)} {why} nhưng có số liệu; vẫn được tính. "
        "Đề nghị bỏ ẩn, xóa dòng thừa nếu có rồi gửi lại."
    )


def hidden_columns(columns: Sequence[str]) -> str:
    """Columns of a sheet that are not shown but hold values."""
    return f"cột {', '.join(columns)} đang bị ẩn nhưng có số liệu; vẫn được đọc. Đề nghị kiểm tra."


def other_sheet(title: Repeatable, hidden: bool) -> str:
    """A sheet with values that is not the one the rows were read from."""
    kind = "trang ẩn" if hidden else "trang"
    return f"{kind} {title} có số liệu nhưng không dùng đến. Đề nghị kiểm tra."


def several_sheets(titles: Repeatable) -> str:
    """More than one sheet holds the heads of the export."""
    return (
        f"các trang {titles} đều có các cột của mẫu xuất; không rõ trang nào đúng. "
        "Đề nghị để một trang trong tệp; phần mềm không tự gộp."
    )


SHEET_CELLS = {
    "merged": (
        "ô gộp trong phần số liệu ({cells}); phần mềm không tự điền xuống. "
        "Đề nghị bỏ gộp, ghi đủ từng ô rồi gửi lại."
    ),
    "errors": "ô báo giá trị sai của Excel ({cells}). Đề nghị sửa rồi gửi lại.",
    "uncounted": (
        "ô có công thức chưa có kết quả ({cells}). Đề nghị mở bằng Excel, lưu lại rồi gửi."
    ),
    "linked": (
        "ô có công thức lấy kết quả từ tệp khác ({cells}). Đề nghị thay bằng giá trị rồi gửi lại."
    ),
}


def sheet_cells(fault: str, cells: Sequence[str], count: int) -> str:
    """Cells that keep a sheet from being read; `cells` are the first of `count`."""
    more = f" và {number(count - len(cells))} ô khác" if count > len(cells) else ""
    return SHEET_CELLS[fault].format(cells=", ".join(cells) + more)


MOST_DAY_ROWS = 5


def swapped_days(columns: Sequence[tuple[str, DayRows, DayRows]]) -> str:
    """Columns of days in which Excel has exchanged day and month; each with the first rows, and
    the count, of those that are cells of days and of those that are texts."""
    named = "; ".join(
        f"cột «{head}» có ô ngày chỉ từ ngày 1 đến ngày 12 ({_first_rows(cells)}) lẫn với ngày "
        f"dạng chữ chỉ từ ngày 13 trở đi ({_first_rows(texts)})"
        for head, cells, texts in columns
    )
    return (
        f"{named}: tệp đã được mở bằng Excel tiếng Anh, ngày và tháng ở các ô ngày đã bị đảo. "
        "Đề nghị xuất lại từ hệ thống dưới dạng CSV UTF-8, không mở rồi lưu bằng Excel, hoặc với "
        "mọi cột ngày ở dạng văn bản."
    )


def _first_rows(rows: DayRows) -> str:
    first, count = rows
    return lines_named(first[:MOST_DAY_ROWS], count)


def missing_heads(missing: Mapping[str, str], heads: Repeatable) -> str:
    """Columns that the mapping names and the file has not; `missing`: each with the nearest head
    of the file, or nothing; `heads`: those of the file."""
    named = [
        f"«{head}» (gần nhất: «{near}»)" if near else f"«{head}»" for head, near in missing.items()
    ]
    return (
        f"thiếu cột {', '.join(named)}; tệp có các cột: {heads}. "
        "Đề nghị ghi tên cột đúng như mẫu xuất."
    )


def split_heads(rows: Sequence[tuple[int, Repeatable]], wanted: Repeatable) -> str:
    """Heads in several rows, each with its line; `wanted`: the names of the mapping."""
    found = "; ".join(f"dòng {line}: {heads}" for line, heads in rows)
    return (
        f"tên cột chia ra nhiều dòng ({found}); cần một dòng tên cột: {wanted}. "
        "Đề nghị bỏ gộp ô, ghi mỗi cột một tên trên cùng một dòng rồi gửi lại."
    )


def missing_optional_head(head: str) -> str:
    """A column the mapping calls optional is not in the file."""
    return f"không có cột «{head}»; các số lấy từ cột này để trống."


def repeated_head(head: str, places: Sequence[int]) -> str:
    """Two columns of one name; `places` count from 1."""
    where = ", ".join(map(str, places))
    return f"cột «{head}» có ở các vị trí {where}; không rõ cột nào đúng. Đề nghị bỏ bớt."


def unnamed_columns(places: Sequence[int]) -> str:
    """Columns without a head; `places` count from 1."""
    return f"cột thứ {', '.join(map(str, places))} không có tên; không dùng đến."


def unused_columns(heads: Mapping[int, Repeatable]) -> str:
    """Columns the mapping does not name, by their place from 1."""
    named = ", ".join(f"{head} (cột thứ {place})" for place, head in heads.items())
    return f"các cột không dùng đến: {named}."


def unknown_heads(heads: Repeatable) -> str:
    """An export that no mapping fits."""
    return (
        f"không nhận ra loại tệp qua các cột: {heads}. "
        "Đề nghị gửi biểu mẫu Excel (.xlsx) đã được cấp hoặc tệp xuất giữ nguyên tên cột của phần "
        "mềm một cửa, phần mềm khảo sát; nếu là mẫu xuất mới, cần bổ sung bảng ánh xạ trong "
        "params/mappings."
    )


MAPPING_FAULTS = {
    "columns": "«{key}» không phải cột của loại tệp này. Các cột: {allowed}.",
    "needed": "thiếu cột bắt buộc «{key}».",
    "questions": "«{key}» không dùng làm mã câu hỏi của loại tệp này được. Đề nghị bỏ hoặc đổi mã.",
    "question_twice": "câu hỏi «{key}» được ghi hai lần.",
    "unit_in_title": "«unit_in_title» chỉ dùng cho bảng tổng hợp (totals).",
    "twice": "tên cột «{head}» dùng cho cả «{key}» và «{other}».",
    "values_of": "cột «{key}» không có bảng giá trị. Các cột có bảng giá trị: {allowed}.",
    "values": "«{found}» không phải giá trị của «{key}». Các giá trị: {allowed}.",
    "no_values": "cột «{key}» chưa có bảng giá trị (values).",
    "no_truths": "cột «{key}» cần các từ chỉ có và không (yes, no).",
    "optional": "«{key}» không thể là cột tùy chọn.",
    "timezone": "múi giờ «{found}» không có. Ví dụ: Asia/Ho_Chi_Minh.",
    "no_timezone": "thời điểm kiểu iso-timestamp cần timezone.",
    "idle_timezone": "timezone chỉ dùng với kiểu iso-timestamp.",
    "idle_also": "also chỉ dùng với kiểu dd/mm/yyyy.",
}
