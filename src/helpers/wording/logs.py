"""Answers to faults in exports of dossiers and surveys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import TypeAlias

from helpers.model import Agency, Period
from helpers.model.spelling import folded
from helpers.privacy.masking import LONG_NUMBER, Phrases, without_numbers
from helpers.privacy.procedure_fields import PROCEDURE_FIELDS
from helpers.wording.core import day, number, span
from helpers.wording.forms import FONTS, one_line, our_phrases

DayRows: TypeAlias = tuple[Sequence[int], int]  # the first rows, and how many there are


def discreet(text: str) -> str:
    """Foreign text fit to be kept: one short line, and no run of six digits or more, for that is
    the number of a person, a phone or a dossier, never of an agency."""
    return without_numbers(one_line(text, 120), LONG_NUMBER)


# Phrases of the cells, heads and sheets that one-stop systems and surveys write; whatever else
# stands there may be the name of a person.
EXPORT_PHRASES = (
    "ubnd",
    "ủy ban nhân dân",
    "hđnd",
    "sở",
    "phòng",
    "ban quản lý",
    "văn phòng",
    "trung tâm",
    "chi cục",
    "thị trấn",
    "thị xã",
    "thành phố",
    "phường",
    "bộ phận một cửa",
    "cơ quan",
    "trực tuyến",
    "trực tiếp",
    "bưu chính",
    "qua mạng",
    "mức độ",
    "một phần",
    "toàn trình",
    "dịch vụ công",
    "hài lòng",
    "rất hài lòng",
    "không hài lòng",
    "ngẫu nhiên",
    "tự nguyện",
    "lĩnh vực",
    "kênh tiếp nhận",
    "nơi tiếp nhận",
    "ngày tiếp nhận",
    "ngày hẹn trả",
    "ngày có kết quả",
    "tiếp nhận",
    "giải quyết",
    "thời gian",
    "thanh toán",
    "giao dịch",
    "số hóa",
    "tồn đầu",
    "tồn cuối",
    "người nộp",
    "người xử lý",
    "họ và tên",
    "họ tên",
    "số điện thoại",
    "địa chỉ",
    "mã số",
    "trạng thái",
    "phiếu",
    "khảo sát",
    "một cửa",
)


def guarded(text: str, known: Collection[str] = ()) -> str:
    """What a cell, a head or a sheet of an export says, in as far as it cannot be a person's: a
    day, a text that is `known` (folded) as a whole, or the words we know in it."""
    if folded(text) in known:
        return discreet(text)
    return discreet(_exported().masked(text))


@cache
def _exported() -> Phrases:
    return Phrases((*our_phrases(), *EXPORT_PHRASES))


def guarded_field(text: str) -> str:
    """The field of a dossier, in as far as it cannot be a person's."""
    return discreet(_fields().masked(text))


@cache
def _fields() -> Phrases:
    return Phrases((*our_phrases(), *EXPORT_PHRASES, PROCEDURE_FIELDS))


def spelled_as(texts: Iterable[str], known: Collection[str] = ()) -> str:
    """Foreign spellings in quotes, as `guarded`."""
    return ", ".join(f"«{guarded(t, known)}»" if t else "(để trống)" for t in texts)


def lines_named(lines: Sequence[int], count: int) -> str:
    """Lines of a file: `dòng 5, 9 và 12 dòng khác`; `count` is how many there are in all."""
    text = "dòng " + ", ".join(map(str, lines))
    return text if count <= len(lines) else f"{text} và {number(count - len(lines))} dòng khác"


def at_place(file: str, place: str, text: str) -> str:
    """A sentence with its place in front."""
    return f"Tệp {file}, {place}: {text}" if place else f"Tệp {file}: {text}"


# How a day should be spelled, by the format of the mapping.
DAY_FORMS = {
    "dd/mm/yyyy": "ngày/tháng/năm, ví dụ 01/03/2022",
    "iso-timestamp": "năm-tháng-ngày, ví dụ 2022-03-01",
}


# Questions to rows of an export, by the name of the check in intake/logs.
ROW_QUESTIONS = {
    "unreadable_received": (
        "ngày tiếp nhận để trống hoặc không đọc được nên không tính được hồ sơ vào kỳ nào. "
        "Đề nghị ghi {day}, rồi gửi lại tệp."
    ),
    "unreadable_due": (
        "ngày hẹn trả không đọc được. Đề nghị ghi {day}, hoặc để trống, rồi gửi lại tệp."
    ),
    "unreadable_done": "ngày có kết quả không đọc được. Đề nghị ghi {day}, rồi gửi lại tệp.",
    "unreadable_answered": "ngày trả lời không đọc được. Đề nghị ghi {day}, rồi gửi lại tệp.",
    "received_after_period": "tiếp nhận sau ngày cuối kỳ; không tính vào kỳ này.",
    "done_before_period": "đã có kết quả trước ngày đầu kỳ; không tính vào kỳ này.",
    "no_answered_day": (
        "để trống ngày trả lời nên không rõ phiếu thuộc kỳ nào; chưa tính vào kỳ này. "
        "Đề nghị bổ sung ngày trả lời rồi gửi lại tệp."
    ),
    "answered_outside_period": "trả lời ngoài kỳ; không tính vào kỳ này.",
    "ends_before_it_starts": (
        "có kết quả trước khi tiếp nhận. Hồ sơ vẫn được tính, coi như có kết quả trong ngày tiếp "
        "nhận. Đề nghị kiểm tra hai ngày này."
    ),
    "due_before_received": "ngày hẹn trả trước ngày tiếp nhận. Đề nghị kiểm tra hai ngày này.",
    "no_due_day": (
        "không có ngày hẹn trả nên không thể tính là quá hạn: đã có kết quả thì tính đúng hạn, "
        "đang giải quyết thì tính trong hạn. Đề nghị bổ sung ngày hẹn trả."
    ),
    "unknown_channel": (
        "kênh tiếp nhận chưa rõ; tính là không trực tuyến (cột 5). Đề nghị ghi theo mẫu xuất."
    ),
    "unknown_online_level": (
        "mức độ dịch vụ công chưa rõ; không tính là mức độ 3, 4. Đề nghị ghi theo mẫu xuất."
    ),
    "unknown_yes_no": (
        "chỉ nhận Có hoặc Không; giá trị khác được coi là để trống. Đề nghị ghi lại."
    ),
    "unknown_papers": (
        "giá trị cột giấy tờ đã có chưa rõ; được coi là để trống. Đề nghị ghi theo mẫu xuất."
    ),
    "unreadable_payments": (
        "số giao dịch không phải số nguyên; không tính giao dịch thanh toán của hồ sơ này. "
        "Đề nghị ghi số đếm, ví dụ 2."
    ),
    "more_online_than_payments": (
        "số giao dịch trực tuyến lớn hơn số giao dịch thanh toán; không tính giao dịch thanh toán "
        "của hồ sơ này. Đề nghị kiểm tra hai số này."
    ),
    "no_id": "không có mã; không kiểm tra được trùng lặp. Đề nghị ghi đủ mã.",
    "spoiled_id": (
        "mã đã bị phần mềm bảng tính đổi thành dạng số (7,9E+10); không kiểm tra được trùng lặp. "
        "Đề nghị xuất lại với cột mã ở dạng văn bản."
    ),
    "repeated": "lặp lại nguyên một dòng đã có; chỉ tính một lần.",
    "conflicting": (
        "cùng một mã nhưng nội dung khác nhau; không rõ dòng nào đúng. Đề nghị sửa rồi gửi lại tệp."
    ),
    "repeated_elsewhere": "hồ sơ đã có y nguyên trong một tệp khác của kỳ; chỉ tính một lần.",
    "differs_elsewhere": (
        "hồ sơ cũng có trong một tệp khác của kỳ nhưng nội dung khác nhau; không rõ tệp nào đúng. "
        "Đề nghị giữ lại tệp xuất sau cùng, đủ cả kỳ."
    ),
    "differing_events": (
        "các dòng của cùng một hồ sơ ghi thông tin chung khác nhau; lấy theo dòng đầu của hồ sơ."
    ),
    "no_unit": "không ghi đơn vị; chưa tính cho đơn vị nào. Đề nghị ghi mã và tên đơn vị.",
    "unknown_receiving_unit": "chưa rõ đơn vị tiếp nhận; hồ sơ vẫn tính cho đơn vị giải quyết.",
    "unit_not_in_being": (
        "đơn vị không hoạt động trong thời gian giải quyết hồ sơ; hồ sơ vẫn tính cho đơn vị đó. "
        "Đề nghị kiểm tra."
    ),
    "no_answer": "để trống mọi câu hỏi; phiếu không hợp lệ.",
    "unknown_answer": (
        "mức độ hài lòng không có trong thang đo; câu trả lời đó không hợp lệ. "
        "Đề nghị ghi một mức trong thang đo."
    ),
    "unknown_sampling": (
        "cách lấy mẫu chưa rõ; coi là phiếu tự nguyện. Đề nghị ghi Ngẫu nhiên hoặc Tự nguyện."
    ),
    "unit_not_in_being_at_answer": (
        "đơn vị không hoạt động vào ngày trả lời; phiếu vẫn tính cho đơn vị đó. Đề nghị kiểm tra."
    ),
    # Tables of totals.
    "group_rows": "dòng nhóm hoặc dòng «Trong đó»; không tính hai lần.",
    "agency_twice": (
        "cùng một đơn vị có nhiều dòng; chưa nhận dòng nào. Đề nghị để một dòng cho mỗi đơn vị."
    ),
    "central_rows": "cơ quan ngành dọc trung ương; để riêng, không tính cho đơn vị nào của tỉnh.",
    # Rows that are no rows.
    "total_rows": "dòng cộng, không phải một hồ sơ hay một phiếu; không tính hai lần.",
    "repeated_heads": "lặp lại hàng tiêu đề, không phải một hồ sơ hay một phiếu; không tính.",
    "numbering_rows": "hàng đánh số thứ tự cột, không phải một hồ sơ hay một phiếu; không tính.",
    "endless_line": (
        "dài hơn 1 triệu ký tự, không phải bảng số liệu. Đề nghị xuất lại tệp, mỗi hồ sơ, "
        "mỗi phiếu hoặc mỗi đơn vị một dòng."
    ),
    "ragged": "số ô không khớp với hàng tiêu đề ({cells} cột). Đề nghị xuất lại tệp.",
    "broken_quotes": "dấu ngoặc kép không khép đúng. Đề nghị xuất lại tệp.",
    "nul": "có ký tự rỗng (NUL), tệp đã hỏng. Đề nghị xuất lại tệp.",
    "replaced": "có ký tự thay thế (\ufffd): chữ gốc đã mất. Đề nghị xuất lại tệp.",
    "not_utf8": "không đúng bảng mã UTF-8. Đề nghị xuất lại dưới dạng CSV UTF-8.",
    "broken_utf16": "tệp ở bảng mã UTF-16 nhưng bị hỏng. Đề nghị xuất lại dưới dạng CSV UTF-8.",
    "not_cp1258": (
        "tệp giống bảng mã Windows-1258 nhưng có chữ không đọc được theo bảng mã đó. "
        "Đề nghị xuất lại dưới dạng CSV UTF-8."
    ),
    "tcvn3": f"{FONTS['tcvn3']}. Đề nghị chuyển sang Unicode rồi gửi lại tệp.",
    "vni": f"{FONTS['vni']}. Đề nghị chuyển sang Unicode rồi gửi lại tệp.",
    "mojibake": (
        "chữ tiếng Việt đã bị mở sai bảng mã (ví dụ «Ná»™i» thay cho «Nội»). "
        "Đề nghị xuất lại dưới dạng CSV UTF-8."
    ),
    "no_heads": "không có hàng tiêu đề. Đề nghị xuất lại tệp.",
    "no_rows": "chỉ có hàng tiêu đề, không có dòng số liệu nào.",
}


def blank_figure(head: str) -> str:
    """A figure of a table of totals that is not there."""
    return f"cột «{head}» để trống; không coi là 0. Không phát sinh thì đề nghị ghi 0."


def figure_fault(head: str, why: str) -> str:
    """A figure of a table of totals that cannot be read; `why` is the number grammar's answer."""
    return f"cột «{head}»: {why}"


def not_a_log(label: str, by: str) -> str:
    """A file that form II.06a cannot be counted from in this way."""
    what = "theo lĩnh vực " if by == "field" else ""
    return f"Không tính được biểu II.06a {what}từ loại tệp «{label}». Đề nghị dùng tệp hồ sơ."


def uncounted_ballots(agency: Agency, answers: int, question: str) -> str:
    """Answers to a question that is not asked of the agency."""
    return (
        f"{agency.name} có {number(answers)} phiếu trả lời ở cột «{question}», nhưng Kế hoạch "
        "không giao chỉ tiêu này cho đơn vị; các phiếu này không được tính. Đề nghị kiểm tra tên "
        "đơn vị."
    )


def small_sample(agency: Agency, valid: int, without: int, done: int, least: int) -> str:
    """A random sample smaller than Slovin's formula asks for."""
    return (
        f"{agency.name} có {number(valid)} phiếu trả lời hợp lệ về thủ tục hành chính, "
        f"{number(without)} phiếu không có câu trả lời hợp lệ về nội dung này; với {number(done)} "
        f"hồ sơ đã giải quyết, mẫu ngẫu nhiên cần ít nhất {number(least)} phiếu "
        "(n = N/(1 + N·e²), e = 5 %). Đề nghị khảo sát thêm, hoặc nêu rõ cỡ mẫu khi dùng số này."
    )


def both_labels(old: int, new: int) -> str:
    """An export that names the levels of online service in the old and in the new way."""
    return (
        f"{number(old)} dòng ghi «mức độ 3, 4», {number(new)} dòng ghi «một phần, toàn trình»; "
        "hai cách gọi đều được tính là dịch vụ công trực tuyến và giữ nguyên như tệp ghi."
    )


def long_table(most: int) -> str:
    """A table of totals with more lines than a province has agencies."""
    return (
        f"bảng tổng hợp có từ {number(most)} dòng trở lên. "
        "Đề nghị gửi bảng chỉ ghi mỗi đơn vị một dòng."
    )


def sum_break(column: str, stated: int, added: int) -> str:
    """A total row that is not the sum of the lines."""
    return (
        f"cột {column} của dòng cộng ghi {number(stated)}, cộng các dòng được {number(added)}. "
        "Đề nghị kiểm tra."
    )


def sum_of_nothing() -> str:
    """A subtotal that is the sum of no lines it may stand for."""
    return (
        "dòng cộng không khớp với tổng các dòng liền trên, liền dưới hay toàn bảng; dòng này không "
        "được tính. Đề nghị kiểm tra các số của dòng cộng và các dòng được cộng."
    )


def own_or_sum(agency: Agency, lines: Sequence[int], count: int) -> str:
    """A district's figures that are exactly those of its communes below; `lines` are the first of
    `count`."""
    return (
        f"số của {agency.name} bằng đúng tổng các đơn vị cấp xã ở "
        f"{lines_named(lines, count)}; không rõ là số của riêng UBND cấp huyện "
        "hay là dòng cộng của cả địa bàn, nên chưa nhận dòng này. Đề nghị ghi «Cộng» trước tên "
        "nếu là dòng cộng, chuyển dòng này xuống dưới các đơn vị cấp xã nếu là số riêng, "
        "rồi gửi lại."
    )


def unlike_the_log(columns: Sequence[tuple[str, int, int]]) -> str:
    """What an agency reports against what is counted: column, reported, computed."""
    said = "; ".join(
        f"cột {column}: đơn vị báo cáo {number(reported)}, tính từ dữ liệu hồ sơ {number(computed)}"
        for column, reported, computed in columns
    )
    return f"{said}. Đề nghị đối chiếu hai số này."


def other_days(found: str, period: Period) -> str:
    """A table of totals of another period than the one asked for; `found`: its days, or the words
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


def other_sheet(title: str, hidden: bool) -> str:
    """A sheet with values that is not the one the rows were read from."""
    kind = "trang ẩn" if hidden else "trang"
    return f"{kind} {spelled_as([title])} có số liệu nhưng không dùng đến. Đề nghị kiểm tra."


def several_sheets(titles: Sequence[str]) -> str:
    """More than one sheet holds the heads of the export."""
    return (
        f"các trang {spelled_as(titles)} đều có các cột của mẫu xuất; không rõ trang nào đúng. "
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


def missing_heads(missing: Mapping[str, str], heads: Sequence[str], known: Collection[str]) -> str:
    """Columns the mapping names are not in the file; `missing`: each with the nearest head that
    is there, or nothing; `known`: the folded heads of the mapping."""
    seen = {*known, *map(folded, missing.values())}
    named = [
        f"«{head}» (gần nhất: «{discreet(near)}»)" if near else f"«{head}»"
        for head, near in missing.items()
    ]
    return (
        f"thiếu cột {', '.join(named)}; tệp có các cột: {spelled_as(heads, seen)}. "
        "Đề nghị ghi tên cột đúng như mẫu xuất."
    )


def split_heads(rows: Sequence[tuple[int, Sequence[str]]], wanted: Sequence[str]) -> str:
    """Heads that stand in several rows, each with its line; `wanted`: the names of the mapping."""
    known = set(map(folded, wanted))
    seen = "; ".join(
        f"dòng {line}: {spelled_as([head for head in heads if head], known)}"
        for line, heads in rows
    )
    return (
        f"tên cột chia ra nhiều dòng ({seen}); cần một dòng tên cột: {spelled_as(wanted, known)}. "
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


def unused_columns(heads: Mapping[int, str]) -> str:
    """Columns the mapping does not name, by their place from 1."""
    named = ", ".join(f"{spelled_as([head])} (cột thứ {place})" for place, head in heads.items())
    return f"các cột không dùng đến: {named}."


def unknown_heads(heads: Sequence[str]) -> str:
    """An export that no mapping fits."""
    return (
        f"không nhận ra loại tệp qua các cột: {spelled_as(heads)}. "
        "Đề nghị gửi biểu mẫu Excel (.xlsx) đã được cấp hoặc tệp xuất giữ nguyên tên cột của phần "
        "mềm một cửa, phần mềm khảo sát; nếu là mẫu xuất mới, Sở Nội vụ bổ sung bảng ánh xạ trong "
        "params/mappings."
    )


NUMBER_WORDS = {2: "hai", 3: "ba", 4: "bốn", 5: "năm"}


def ambiguous_unit(name: str, agencies: Sequence[Agency], known: Collection[str]) -> str:
    """A name that several agencies bear, without a code."""
    ways = "; ".join(f"{a.code or a.id}, {a.name.partition(', ')[2] or a.name}" for a in agencies)
    many = NUMBER_WORDS.get(len(agencies), str(len(agencies)))
    return (
        f"{spelled_as([name], known)} có {many} đơn vị trùng tên ({ways}). "
        "Đề nghị ghi thêm mã đơn vị; phần mềm không tự chọn."
    )


def code_and_name_differ(code: str, agency: Agency, name: str, known: Collection[str]) -> str:
    """An official code beside the name of another unit."""
    return (
        f"mã {spelled_as([code])} là của {agency.name}, nhưng tên ghi là "
        f"{spelled_as([name], known)}; chưa tính cho đơn vị nào. Đề nghị kiểm tra mã và tên đơn vị."
    )


def unknown_code(code: str, name: str, near: Sequence[Agency], known: Collection[str]) -> str:
    """An official code the plan does not know; `near`: agencies it may have stood for."""
    named = spelled_as([name], known)
    found = f"không có đơn vị mang mã {spelled_as([code])} (tên ghi là {named})"
    return f"{found}{_near(near)}; chưa tính cho đơn vị nào. Đề nghị kiểm tra mã và tên đơn vị."


def unknown_unit(name: str, near: Sequence[Agency]) -> str:
    """A unit's name the plan does not know."""
    return (
        f"không có đơn vị tên {spelled_as([name])} trong Kế hoạch{_near(near)}; "
        "chưa tính cho đơn vị nào. Đề nghị ghi đúng mã và tên đơn vị."
    )


def _near(agencies: Sequence[Agency]) -> str:
    if not agencies:
        return ""
    named = "; ".join(f"{a.name} ({a.code})" if a.code else a.name for a in agencies)
    return f". Gần nhất: {named}"


def further_units(count: int) -> str:
    """There are more unit names in question than are listed one by one."""
    return (
        f"còn {number(count)} cách ghi đơn vị khác cũng chưa rõ; chưa tính cho đơn vị nào. "
        "Đề nghị ghi đúng mã và tên đơn vị."
    )


MAPPING_FAULTS = {
    "columns": "«{key}» không phải cột của loại tệp này. Các cột: {allowed}.",
    "needed": "thiếu cột bắt buộc «{key}».",
    "questions": "«{key}» không phải câu hỏi của loại tệp này. Các câu hỏi: {allowed}.",
    "question_twice": "câu hỏi «{key}» được ghi hai lần.",
    "targets": "câu hỏi «{key}»: «{found}» không phải chỉ tiêu của Kế hoạch.",
    "twice": "tên cột «{head}» dùng cho cả «{key}» và «{other}».",
    "values_of": "cột «{key}» không có bảng giá trị. Các cột có bảng giá trị: {allowed}.",
    "values": "«{found}» không phải giá trị của «{key}». Các giá trị: {allowed}.",
    "no_values": "cột «{key}» chưa có bảng giá trị (values).",
    "no_truths": "cột «{key}» cần các từ chỉ có và không (yes, no).",
    "optional": "«{key}» không thể là cột tùy chọn.",
    "timezone": "múi giờ «{found}» không có. Ví dụ: Asia/Ho_Chi_Minh.",
    "no_timezone": "thời điểm kiểu iso-timestamp cần timezone.",
    "idle_timezone": "timezone chỉ dùng với kiểu iso-timestamp.",
}
