"""Answers to faults in the rows of exports: dossiers, ballots, totals, units."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model import Agency, Period
from helpers.model.spelling import Repeatable
from helpers.wording.core import number, within
from helpers.wording.files import FONTS
from helpers.wording.places import lines_named

# How a day should be spelled, by the format of the mapping.
DAY_FORMS = {
    "dd/mm/yyyy": "ngày/tháng/năm, ví dụ 31/12/2000",
    "iso-timestamp": "năm-tháng-ngày, ví dụ 2000-12-31",
}


def unreadable_days(too_many: bool, most: int) -> str:
    """What becomes of rows with a day that cannot be read; `most`: percent of the rows that may."""
    if too_many:
        return f"Quá {most}% số dòng có ngày không đọc được nên trả lại cả tệp."
    return "Các dòng này để riêng, chưa tính vào số liệu nào; các dòng khác vẫn được nhận."


# Questions to rows of an export, by the name of the check in intake/exports.
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
        "để trống ngày trả lời nên không rõ lượt trả lời thuộc kỳ nào; chưa tính vào kỳ này. "
        "Đề nghị bổ sung ngày trả lời rồi gửi lại tệp."
    ),
    "answered_outside_period": "trả lời ngoài kỳ; không tính vào kỳ này.",
    "ends_before_it_starts": (
        "có kết quả trước khi tiếp nhận. Hồ sơ vẫn được tính, coi như có kết quả trong ngày tiếp "
        "nhận. Đề nghị kiểm tra hai ngày này."
    ),
    "due_before_received": "ngày hẹn trả trước ngày tiếp nhận. Đề nghị kiểm tra hai ngày này.",
    "no_due_day": (
        "không có ngày hẹn trả nên để riêng: không tính là đúng hạn, không tính là quá hạn. "
        "Đề nghị bổ sung ngày hẹn trả; nếu số hồ sơ này có thể làm đổi kết quả thì chưa kết luận."
    ),
    "due_names_no_day": (
        "ngày hẹn trả này có nghĩa là không hẹn ngày; tính như hồ sơ không ghi ngày hẹn trả. "
        "Đề nghị bổ sung ngày hẹn trả."
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
    "id_without_value": (
        "không phải mã hồ sơ hay mã lượt trả lời mà là dấu vết của công thức hỏng, cột hẹp hoặc ô "
        "trống; dòng vẫn được tính nhưng không kiểm tra được trùng lặp. Đề nghị xuất lại với mã "
        "đầy đủ."
    ),
    "ids_spelled_apart": (
        "mã viết khác nhau (bảng mã, dấu cách, số 0 ở đầu, đuôi .0) nhưng cùng là một mã; coi là "
        "một hồ sơ hoặc một lượt trả lời. Đề nghị kiểm tra nếu là các mã khác nhau."
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
    "no_answer": "để trống mọi câu hỏi; lượt trả lời không hợp lệ.",
    "unknown_answer": (
        "mức độ hài lòng không có trong thang đo; câu trả lời đó không hợp lệ. "
        "Đề nghị ghi một mức trong thang đo."
    ),
    "unknown_sampling": (
        "cách lấy mẫu để trống hoặc chưa rõ; lượt trả lời được để riêng, không tính vào số nào. "
        "Đề nghị ghi Ngẫu nhiên hoặc Tự nguyện rồi gửi lại tệp."
    ),
    "unit_not_in_being_at_answer": (
        "đơn vị không hoạt động vào ngày trả lời; lượt trả lời vẫn tính cho đơn vị đó. "
        "Đề nghị kiểm tra."
    ),
    # Tables of totals.
    "group_rows": "dòng nhóm hoặc dòng «Trong đó»; không tính hai lần.",
    "agency_twice": (
        "cùng một đơn vị có nhiều dòng; chưa nhận dòng nào. Đề nghị để một dòng cho mỗi đơn vị."
    ),
    "central_rows": "cơ quan ngành dọc trung ương; để riêng, không tính cho đơn vị nào.",
    # Rows that are no rows.
    "total_rows": "dòng cộng, không phải một hồ sơ hay một lượt trả lời; không tính hai lần.",
    "repeated_heads": (
        "lặp lại hàng tiêu đề, không phải một hồ sơ hay một lượt trả lời; không tính."
    ),
    "numbering_rows": (
        "hàng đánh số thứ tự cột, không phải một hồ sơ hay một lượt trả lời; không tính."
    ),
    "foot_rows": "phần ghi chú, nơi nhận hoặc chữ ký ở cuối bảng, không phải số liệu; không tính.",
    "endless_line": (
        "dài hơn 1 triệu ký tự, không phải bảng số liệu. Đề nghị xuất lại tệp, mỗi hồ sơ, "
        "mỗi lượt trả lời hoặc mỗi đơn vị một dòng."
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


def differs_from_kept(kept: Sequence[str]) -> str:
    """Dossiers that an export gives otherwise than another one; `kept`: those accepted before."""
    return (
        "hồ sơ cũng có trong một tệp khác của kỳ nhưng nội dung khác nhau; tệp đã nhận trước đó "
        f"({', '.join(kept)}) vẫn có hiệu lực. Đề nghị giữ lại trong thư mục nhận tệp xuất sau "
        "cùng, đủ cả kỳ, và bỏ các tệp kia."
    )


def blank_figure(head: str) -> str:
    """A figure of a table of totals that is not there."""
    return f"cột «{head}» để trống; không coi là 0. Không phát sinh thì đề nghị ghi 0."


def figure_fault(head: str, why: str) -> str:
    """A figure of a table of totals that cannot be read; `why` is the number grammar's answer."""
    return f"cột «{head}»: {why}"


def uncounted_ballots(agency: Agency, answers: int, question: str) -> str:
    """Answers to a question that no target of the agency uses."""
    return (
        f"{agency.name} có {number(answers)} lượt trả lời ở cột «{question}», nhưng Kế hoạch "
        "không giao chỉ tiêu này cho đơn vị; các lượt này không được tính. Đề nghị kiểm tra tên "
        "đơn vị."
    )


def unclear_ballots(agency: Agency, count: int) -> str:
    """Ballots that do not say how they were gathered."""
    return (
        f"{agency.name} có {number(count)} lượt trả lời chưa rõ cách lấy mẫu; các lượt này được "
        "để riêng, không tính vào số nào. Đề nghị ghi Ngẫu nhiên hoặc Tự nguyện rồi gửi lại tệp."
    )


def small_sample(
    agency: Agency, valid: int, without: int, done: int, least: int, published: int
) -> str:
    """A random sample smaller than Slovin's formula asks for; `published`: the fewest ballots whose
    number is published."""
    ballots = number(valid) if valid >= published or not valid else f"dưới {number(published)}"
    return (
        f"{agency.name} có {ballots} lượt trả lời hợp lệ về thủ tục hành chính, "
        f"{number(without)} lượt không có câu trả lời hợp lệ về nội dung này; với {number(done)} "
        f"hồ sơ đã giải quyết, mẫu ngẫu nhiên cần ít nhất {number(least)} lượt trả lời "
        "(n = N/(1 + N·e²), e = 5%). Đề nghị khảo sát thêm, hoặc nêu rõ cỡ mẫu khi dùng số này."
    )


def both_labels(old: int, new: int) -> str:
    """An export that names the levels of online service in the old and in the new way."""
    return (
        f"{number(old)} dòng ghi «mức độ 3, 4», {number(new)} dòng ghi «một phần, toàn trình»; "
        "hai cách gọi đều được tính là dịch vụ công trực tuyến và giữ nguyên như tệp ghi."
    )


def other_count(stated: int, counted: int, in_title: bool) -> str:
    """A total of a log, in a row or in the title, that says another number of rows than it has."""
    where = "phần tiêu đề" if in_title else "dòng cộng"
    return (
        f"{where} ghi {number(stated)}, các dòng được cộng có {number(counted)}: tệp thiếu hoặc "
        f"thừa dòng nên chưa nhận. Đề nghị xuất lại tệp đủ dòng, hoặc sửa {where} rồi gửi lại."
    )


def sum_break(column: str, stated: int, added: int) -> str:
    """A total row that is not the sum of the lines."""
    return (
        f"cột {column} của dòng cộng ghi {number(stated)}, cộng các dòng được {number(added)}. "
        "Đề nghị kiểm tra."
    )


def without_dossiers(agency: Agency, before: Sequence[tuple[Period, int]]) -> str:
    """An agency that the exports of dossiers say nothing of; `before`: how many it had in the
    exports of earlier periods."""
    had = "".join(f"; tệp của kỳ {within(p.label)} có {number(n)} hồ sơ" for p, n in before)
    return (
        f"không có hồ sơ nào của {agency.name}{had}. Các chỉ tiêu tính từ hồ sơ của đơn vị này để "
        "là chưa có số liệu. Đề nghị kiểm tra tệp xuất; nếu trong kỳ không phát sinh, đơn vị ghi "
        "0/0 vào dòng số từ dữ liệu của biểu, hoặc gửi bảng tổng hợp có dòng ghi 0."
    )


def fewer_dossiers(agency: Agency, period: Period, then: int, now: int) -> str:
    """Fewer dossiers in the days of an earlier period than the export of that period had."""
    return (
        f"{agency.name} có {number(now)} hồ sơ trong những ngày của kỳ {within(period.label)}, tệp "
        f"của kỳ đó có {number(then)}: hồ sơ đã có không thể mất đi. Đề nghị kiểm tra tệp xuất có "
        "thiếu dòng không, rồi gửi lại tệp đủ."
    )


ROWS_AT_LIMIT = (
    "tệp có đúng {rows} dòng, là giới hạn của một trang tính Excel, nên có thể bị cắt bớt. Đề nghị "
    "kiểm tra dòng cuối, xuất dạng CSV nếu thiếu."
)
SUM_OF_NOTHING = (
    "dòng cộng không khớp với tổng các dòng liền trên, liền dưới hay toàn bảng; dòng này không "
    "được tính. Đề nghị kiểm tra các số của dòng cộng và các dòng được cộng."
)


def own_or_sum(agency: Agency, lines: Sequence[int], count: int) -> str:
    """A district's figures that are exactly those of its communes below; `lines` are the first of
    `count`."""
    return (
        f"số của {agency.name} bằng đúng tổng các đơn vị trực thuộc ở "
        f"{lines_named(lines, count)}; không rõ là số của riêng đơn vị này "
        "hay là dòng cộng của cả địa bàn, nên chưa nhận dòng này. Đề nghị ghi «Cộng» trước tên "
        "nếu là dòng cộng, chuyển dòng này xuống dưới các đơn vị trực thuộc nếu là số riêng, "
        "rồi gửi lại."
    )


def unlike_the_log(columns: Sequence[tuple[str, int, int]]) -> str:
    """What an agency reports against what is counted: column, reported, computed."""
    said = "; ".join(
        f"cột {column}: đơn vị báo cáo {number(reported)}, tính từ dữ liệu hồ sơ {number(computed)}"
        for column, reported, computed in columns
    )
    return f"{said}. Đề nghị đối chiếu hai số này."


NUMBER_WORDS = {2: "hai", 3: "ba", 4: "bốn", 5: "năm"}


def ambiguous_unit(name: Repeatable, agencies: Sequence[Agency]) -> str:
    """A name that several agencies bear, without a code."""
    ways = "; ".join(f"{a.code or a.id}, {a.name.partition(', ')[2] or a.name}" for a in agencies)
    many = NUMBER_WORDS.get(len(agencies), str(len(agencies)))
    return (
        f"{name} có {many} đơn vị trùng tên ({ways}). "
        "Đề nghị ghi thêm mã đơn vị; phần mềm không tự chọn."
    )


def code_and_name_differ(code: Repeatable, agency: Agency, name: Repeatable) -> str:
    """An official code with the name of another unit."""
    return (
        f"mã {code} là của {agency.name}, nhưng tên ghi là "
        f"{name}; chưa tính cho đơn vị nào. Đề nghị kiểm tra mã và tên đơn vị."
    )


def unknown_code(code: Repeatable, name: Repeatable, near: Sequence[Agency]) -> str:
    """An official code the plan does not know; `near`: agencies it may have stood for."""
    finding = f"không có đơn vị mang mã {code} (tên ghi là {name})"
    return f"{finding}{_near(near)}; chưa tính cho đơn vị nào. Đề nghị kiểm tra mã và tên đơn vị."


def unknown_unit(name: Repeatable, near: Sequence[Agency]) -> str:
    """A unit's name the plan does not know."""
    return (
        f"không có đơn vị tên {name} trong Kế hoạch{_near(near)}; "
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
