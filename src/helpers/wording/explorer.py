"""What the explorer says: tabs, controls, sentences where there is nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from helpers.model import Comparison, Period, Reason, Target
from helpers.wording import core, matrix, states

NOTHING_TAKEN_IN = (
    "Chưa có kỳ nào được tiếp nhận: đề nghị chạy make packets (số liệu mô phỏng) "
    "hoặc cchc intake rồi mở lại."
)
NO_AGENCY = "Chưa chọn đơn vị: đề nghị gõ tên, mã hoặc chọn trong danh sách «Đơn vị»."
NO_TARGET = "Chưa chọn chỉ tiêu: đề nghị chọn trong danh sách «Chỉ tiêu»."
RELATED = "Đơn vị tiền thân hoặc kế thừa:"
TABS = {
    "verdicts": "Kết luận",
    "peers": "So sánh",
    "dossiers": "Hồ sơ",
    "pair": "Hai đơn vị",
    "history": "Diễn biến",
    "supposed": "Giả định",
    "whole": "Toàn tỉnh",
    "appraisal": "Thẩm định",
}
CONTROLS = {
    "period": "Kỳ",
    "level": "Cấp",
    "district": "Địa bàn",
    "words": "Tìm đơn vị",
    "area": "Lĩnh vực",
    "target": "Chỉ tiêu",
    "other_words": "So với đơn vị",
}
SEARCH_HINT = "tên, không cần dấu, hoặc mã; Enter: chọn đơn vị đầu danh sách"
EVERY = "tất cả"
NOTHING_CHOSEN = "chưa chọn"
UNGUARDED = (
    "Chưa nạp được phần điều khiển của trang này nên các ô chọn bị ẩn: đề nghị mở lại trang; nếu "
    "vẫn vậy, dùng helpers.tables trong một sổ tính."
)
FAULT = (
    "Có sự cố ngoài dự kiến, các số liệu không bị thay đổi: đề nghị chọn lại; nếu lặp lại, "
    "gửi nhật ký của sổ tính (Hiển thị › Hiện bảng điều khiển nhật ký) cho người quản trị."
)
NO_TABLE = "Thẻ này không có bảng để tải."
COPIED = "Đã chép mã Python vào bộ nhớ tạm."
RELOADED = "Đã nạp lại số liệu mới nhất."
TAB_LIST = "Các thẻ"
DOWNLOAD = "Tải bảng này (.xlsx)"
NOTEBOOKS = "Mở sổ tính của đơn vị này"
CODE = "Mã Python của bảng này"
COPY = "Chép mã"
RELOAD = "Nạp lại"
MOVED_ON = "Số liệu đã đổi"


def not_in_period(name: str, period: str) -> str:
    """The chosen agency does not exist in the chosen period."""
    return f"{name} không có trong kỳ {period}."


def opening(period: str) -> str:
    """The figures of a period are being read."""
    return f"Đang mở số liệu kỳ {period} …"


def agencies(number: int) -> str:
    """The label of the list of agencies."""
    return f"Đơn vị ({number})"


def preparing(done: int, number: int) -> str:
    """How far the evaluation of all agencies is."""
    return f"Đang tính {done}/{number} đơn vị …"


def downloaded(name: str) -> str:
    """The browser has been given a workbook."""
    return f"Đã tải tệp {name}."


def notebooks_written(number: int, folder: str) -> str:
    """Notebooks of the agency lie in the folder of work."""
    return f"Đã ghi {number} sổ tính vào thư mục «{folder}» của thư mục làm việc."


# ---------------------------------------------------------------- Kết luận

SHOWN = {"all": "Tất cả", "missed": states.BELOW, "no_data": states.LACKING}
FILTER = "Lọc chỉ tiêu"
VERDICT_HEADS = (
    "Mức",
    "Kết quả",
    "Kết luận",
    "Còn thiếu, vượt",
    "Nguồn",
    "Kỳ trước",
    "Trung vị cùng cấp",
)
TARGET, WHY = "Chỉ tiêu", "Vì sao"
RULE, READ_WITH, TRACED = "Quy tắc quyết định", "Đọc kèm", "Nguồn gốc số liệu"
GAPS, EXPLAINED = "Số liệu còn thiếu", "Giải trình và ý kiến của đơn vị"
NOT_EXPLAINED = "Đơn vị không có giải trình, ý kiến nào."
NONE_SHOWN = "Không có chỉ tiêu nào như vậy."


def shown_of(words: str, count: int) -> str:
    """A filter with how many targets it leaves."""
    return f"{words} ({core.number(count)})"


def tally(name: str, targets: int, missed: int, no_data: int) -> str:
    """What a screen reader says of the verdicts of an agency."""
    return (
        f"{name}: {core.number(targets)} chỉ tiêu, {core.number(missed)} "
        f"{core.within(states.BELOW)}, {core.number(no_data)} {core.within(states.LACKING)}"
    )


def verdicts_of(name: str, period: str) -> str:
    """The caption of the verdicts of an agency."""
    return f"Kết luận từng chỉ tiêu của {name}, {core.within(period)}"


def further_lines(count: int, code: str) -> str:
    """A trace that is cut."""
    return f"Còn {core.number(count)} dòng nữa; xem cả bằng: {code}"


def objection(opinion: str, answer: str) -> str:
    """What an agency objects, and the answer."""
    answered = answer.rstrip(" .") or "chưa có"
    return f"ý kiến của đơn vị: {opinion.rstrip(' .')}; trả lời: {answered}"


# ---------------------------------------------------------------- Hai đơn vị

NO_OTHER = "Chưa chọn đơn vị thứ hai: đề nghị gõ tên, mã hoặc chọn trong danh sách."
SAME_AGENCY = "Hai đơn vị là một: đề nghị chọn đơn vị thứ hai khác."
EQUAL = "bằng nhau"
APART, IN_UNITS = "Chênh lệch", "Tính bằng số việc"
APART_NOTE = (
    "Chênh lệch: kết quả của đơn vị thứ nhất trừ kết quả của đơn vị thứ hai, tính từ số chưa làm "
    "tròn. Số việc: đơn vị có kết quả kém hơn phải thêm (hoặc bớt) bao nhiêu để bằng đơn vị kia, "
    "với mẫu số của mình."
)
PAIR_GROUPS = ("Khác nhau", "Như nhau", "Chỉ áp dụng với một đơn vị")
DOSSIERS, DOSSIERS_CAPTION = "Hồ sơ theo tình trạng", "Số hồ sơ của hai đơn vị, theo tình trạng"
STATE, ALL_STATES = "Tình trạng", "Cộng"
STATES = {
    "on_time": "Đã giải quyết, đúng hạn hoặc trước hạn",
    "late": "Đã giải quyết, quá hạn",
    "done_no_due": "Đã giải quyết, không ghi ngày hẹn trả",
    "open": "Đang giải quyết, trong hạn",
    "open_late": "Đang giải quyết, quá hạn",
    "open_no_due": "Đang giải quyết, không ghi ngày hẹn trả",
}


def pair_of(one: str, other: str) -> str:
    """The caption of two agencies side by side."""
    return f"{one} và {other}, theo chỉ tiêu"


def dossiers_of(place: int) -> str:
    """The name of the sheet with the dossiers of the first or second agency."""
    return f"Hồ sơ đơn vị {place}"


def other_level(one: str, other: str) -> str:
    """Two agencies of different levels."""
    return (
        f"Hai đơn vị khác cấp ({one}; {other}): mức và cách tính của một chỉ tiêu có thể khác nhau "
        "theo cấp, chênh lệch chỉ để tham khảo."
    )


def differing(one: str, other: str, differing: int, targets: int) -> str:
    """What a screen reader says of two agencies."""
    return f"{one} và {other}: {differing} trong {targets} chỉ tiêu khác nhau"


def by(apart: Fraction) -> str:
    """A difference that is not in points of percent."""
    sign = "+" if apart > 0 else "−" if apart else ""
    return f"{sign}{core.number(abs(apart))}"


def to_be_level(name: str, units: int, thing: str, fewer: bool) -> str:
    """What an agency needs to do as well as another one."""
    word = "bớt" if fewer else "thêm"
    return f"{name} cần {word} {core.number(units)} {thing or 'đơn vị'} để bằng"


# ---------------------------------------------------------------- Diễn biến

PERIOD = "Kỳ"
HISTORY_HEADS = ("Mức", "Kết quả", "Kết luận", "Còn thiếu, vượt", "Nguồn")
NOT_EVALUATED = "Chỉ tiêu không tính cho đơn vị trong kỳ này."


def course_of(target: str, agency: str) -> str:
    """The caption of a target over the periods."""
    return f"{target}: {agency}, theo kỳ"


def over_periods(agency: str, target: str, known: int, periods: int) -> str:
    """What a screen reader says of a target over the periods."""
    return f"{agency}, {core.within(target)}: {known} trong {periods} kỳ có kết quả"


def days(count: int) -> str:
    """The length of a period."""
    return f"{core.number(count)} ngày"


def flow(periods: Sequence[tuple[Period, int]]) -> str:
    """Of what arises over time each period counts its own span."""
    spans = "; ".join(f"{core.within(period.label)} {days(count)}" for period, count in periods)
    return f"Mỗi kỳ chỉ tính việc phát sinh trong kỳ, và các kỳ dài ngắn khác nhau: {spans}."


def includes(wholes: Sequence[tuple[Period, Sequence[Period]]]) -> str:
    """Periods that have others in them."""
    parts = (
        f"{core.within(whole.label)} gồm cả {core.listed([core.within(p.label) for p in inner])}"
        for whole, inner in wholes
    )
    return f"{core.leading('; '.join(parts))}."


def too_few(points: int) -> str:
    """Values that are too few to speak of a trend."""
    if not points:
        return "Không kỳ nào có số liệu."
    return f"{core.leading(core.number(points))} kỳ có số liệu: chưa đủ để nói về xu hướng."


def scale(low: str, high: str, threshold: str, from_zero: bool) -> str:
    """The ends of the scale of a figure, and its line."""
    start = "" if from_zero else ", không bắt đầu từ 0"
    line = f" Vạch đứt: {core.within(threshold)}." if threshold else ""
    return f"Thang của hình từ {low} đến {high}{start}.{line}"


# ---------------------------------------------------------------- Toàn tỉnh

HEAT_NOTE = "Chọn tên để xem kết luận của cơ quan, chọn ô để xem từng đơn vị của ô. Phần đạt:"
SHADES = (
    (0, "dưới 1/4"),
    (1, "từ 1/4"),
    (2, "từ một nửa"),
    (3, "từ 3/4"),
    (4, "tất cả"),
)
HEAT_COLUMNS = "Các cột:"
SHOW_WHOLE = "Xem tất cả"
OF_WHOLE, WHO = "Chung", "Ai dưới mức"
NOBODY_BELOW = "không có đơn vị nào dưới mức hoặc thiếu số liệu"


def of_whole(name: str, targets: int, sent: int, asked: int) -> str:
    """What a screen reader says of the whole."""
    return (
        f"{core.leading(name)}: {core.number(targets)} chỉ tiêu, {core.counts(sent, asked)} đơn vị "
        "đã gửi biểu số liệu"
    )


def chosen(what: str) -> str:
    """What the tables are limited to."""
    return f"Các bảng dưới đây chỉ gồm: {what}."


def furthest(group: str, count: int) -> str:
    """The agencies of a level that are below a threshold, the furthest first."""
    return f"{core.leading(group)}, {core.number(count)} đơn vị dưới mức, xa mức nhất"


def without_data(group: str, count: int) -> str:
    """The agencies of a level that have no data."""
    return f"{core.leading(group)}, {core.number(count)} đơn vị chưa có số liệu"


def others(count: int) -> str:
    """How many more there are than are named; empty for none."""
    return f"và {core.number(count)} đơn vị khác." if count > 0 else ""


def effect(level: str, agencies: int, part: int, whole: int, target: Target) -> str:
    """What the agencies of a level below their threshold do to the figure of the whole."""
    share = core.percent(Fraction(100 * part, whole))
    thing = target.thing or "đơn vị"
    counted = target.numerator if target.comparison is Comparison.AT_MOST else ""
    what = f"số {counted}" if counted else f"số {thing} chưa đạt yêu cầu"
    return (
        f"{core.number(agencies)} đơn vị {level} dưới mức chiếm {share} {what} của chỉ tiêu chung "
        f"({core.counts(part, whole)})."
    )


def without_form(reason: Reason, count: int) -> str:
    """The agencies whose form is missing for one reason, before their names."""
    return f"{matrix.form_state(reason)} biểu ({core.number(count)}):"
