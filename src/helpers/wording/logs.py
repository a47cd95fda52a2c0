"""Answers to faults in exports of dossiers and surveys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from helpers.model import Agency
from helpers.wording.core import number
from helpers.wording.forms import one_line

LONG_NUMBER = re.compile(r"\d(?:[ .\-\u2423]?\d){5,}")


def discreet(text: str) -> str:
    """Foreign text fit to be kept: one short line, and no run of six digits or more, for that is
    the number of a person, a phone or a dossier, never of an agency."""
    return LONG_NUMBER.sub("…", one_line(text, 120))


def spelled_as(texts: Iterable[str]) -> str:
    """Foreign spellings in quotes."""
    return ", ".join(f"«{discreet(t)}»" if t else "(để trống)" for t in texts)


def lines_named(lines: Sequence[int], count: int) -> str:
    """Lines of a file: `dòng 5, 9 và 12 dòng khác`; `count` is how many there are in all."""
    text = "dòng " + ", ".join(map(str, lines))
    return text if count <= len(lines) else f"{text} và {number(count - len(lines))} dòng khác"


def at_place(file: str, place: str, text: str) -> str:
    """A sentence with its place in front."""
    return f"Tệp {file}, {place}: {text}" if place else f"Tệp {file}: {text}"


# Questions to rows of an export, by the name of the check in intake/logs.
ROW_QUESTIONS = {
    "unreadable_received": (
        "ngày tiếp nhận để trống hoặc không đọc được nên không tính được hồ sơ vào kỳ nào. "
        "Đề nghị sửa rồi gửi lại tệp."
    ),
    "unreadable_due": "ngày hẹn trả không đọc được. Đề nghị sửa hoặc để trống rồi gửi lại tệp.",
    "unreadable_done": "ngày có kết quả không đọc được. Đề nghị sửa rồi gửi lại tệp.",
    "unreadable_answered": "ngày trả lời không đọc được. Đề nghị sửa rồi gửi lại tệp.",
    "received_after_period": "tiếp nhận sau ngày cuối kỳ; không tính vào kỳ này.",
    "done_before_period": "đã có kết quả trước ngày đầu kỳ; không tính vào kỳ này.",
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
    "unknown_channel": "kênh tiếp nhận chưa rõ; tính là không trực tuyến (cột 5).",
    "unknown_online_level": "mức độ dịch vụ công chưa rõ; không tính là mức độ 3, 4.",
    "unknown_yes_no": "chỉ nhận Có hoặc Không; giá trị khác được coi là để trống.",
    "unknown_papers": "giá trị cột giấy tờ đã có chưa rõ; được coi là để trống.",
    "unreadable_payments": (
        "số giao dịch không phải số nguyên; không tính giao dịch thanh toán của hồ sơ này."
    ),
    "more_online_than_payments": (
        "số giao dịch trực tuyến lớn hơn số giao dịch thanh toán; không tính giao dịch thanh toán "
        "của hồ sơ này. Đề nghị kiểm tra hai số này."
    ),
    "no_id": "không có mã; không kiểm tra được trùng lặp.",
    "spoiled_id": (
        "mã đã bị phần mềm bảng tính đổi thành dạng số (7,9E+10); không kiểm tra được trùng lặp. "
        "Đề nghị xuất lại với cột mã ở dạng văn bản."
    ),
    "repeated": "lặp lại nguyên một dòng đã có; chỉ tính một lần.",
    "conflicting": (
        "cùng một mã nhưng nội dung khác nhau; không rõ dòng nào đúng. Đề nghị sửa rồi gửi lại tệp."
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
    "unknown_answer": "mức độ hài lòng không có trong thang đo; câu trả lời đó không hợp lệ.",
    "unknown_sampling": "cách lấy mẫu chưa rõ; coi là phiếu tự nguyện.",
    "unit_not_in_being_at_answer": (
        "đơn vị không hoạt động vào ngày trả lời; phiếu vẫn tính cho đơn vị đó. Đề nghị kiểm tra."
    ),
    # Rows that are no rows.
    "ragged": "số ô không khớp với hàng tiêu đề ({cells} cột). Đề nghị xuất lại tệp.",
    "broken_quotes": "dấu ngoặc kép không khép đúng. Đề nghị xuất lại tệp.",
    "nul": "có ký tự rỗng (NUL), tệp đã hỏng. Đề nghị xuất lại tệp.",
    "replaced": "có ký tự thay thế (\ufffd): chữ gốc đã mất. Đề nghị xuất lại tệp.",
    "not_utf8": "không đúng bảng mã UTF-8. Đề nghị xuất lại dưới dạng CSV UTF-8.",
    "utf16": "tệp ở bảng mã UTF-16. Đề nghị xuất lại dưới dạng CSV UTF-8.",
    "no_heads": "không có hàng tiêu đề. Đề nghị xuất lại tệp.",
    "no_rows": "chỉ có hàng tiêu đề, không có dòng số liệu nào.",
}


def missing_heads(missing: Mapping[str, str], heads: Sequence[str]) -> str:
    """Columns the mapping names are not in the file; `missing`: each with the nearest head that
    is there, or nothing."""
    named = [
        f"«{head}» (gần nhất: «{discreet(near)}»)" if near else f"«{head}»"
        for head, near in missing.items()
    ]
    return (
        f"thiếu cột {', '.join(named)}; tệp có các cột: {spelled_as(heads)}. "
        "Đề nghị ghi tên cột đúng như mẫu xuất."
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


def unused_columns(heads: Sequence[str]) -> str:
    """Columns the mapping does not name."""
    return f"các cột không dùng đến: {spelled_as(heads)}."


def unknown_heads(heads: Sequence[str]) -> str:
    """An export that no mapping fits."""
    return (
        f"không nhận ra loại tệp qua các cột: {spelled_as(heads)}. "
        "Đề nghị dùng đúng mẫu xuất, hoặc bổ sung bảng ánh xạ trong params/mappings."
    )


NUMBER_WORDS = {2: "hai", 3: "ba", 4: "bốn", 5: "năm"}


def ambiguous_unit(name: str, agencies: Sequence[Agency]) -> str:
    """A name that several agencies bear, without a code."""
    ways = "; ".join(f"{a.code or a.id}, {a.name.partition(', ')[2] or a.name}" for a in agencies)
    many = NUMBER_WORDS.get(len(agencies), str(len(agencies)))
    return (
        f"{spelled_as([name])} có {many} đơn vị trùng tên ({ways}). "
        "Đề nghị ghi thêm mã đơn vị; phần mềm không tự chọn."
    )


def code_and_name_differ(code: str, agency: Agency, name: str) -> str:
    """An official code beside the name of another unit."""
    return (
        f"mã {spelled_as([code])} là của {agency.name}, nhưng tên ghi là {spelled_as([name])}; "
        "chưa tính cho đơn vị nào. Đề nghị kiểm tra mã và tên đơn vị."
    )


def unknown_code(code: str, name: str, near: Sequence[Agency]) -> str:
    """An official code the plan does not know; `near`: agencies it may have stood for."""
    found = f"không có đơn vị mang mã {spelled_as([code])} (tên ghi là {spelled_as([name])})"
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
    return f"còn {number(count)} cách ghi đơn vị khác cũng chưa rõ; chưa tính cho đơn vị nào."


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
