"""What the tabs of the explorer say that compare agencies, count dossiers and suppose figures."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model import Period
from helpers.wording import core, tables

# ---------------------------------------------------------------- So sánh

NO_LEVEL = "Chưa chọn cấp để so sánh: đề nghị chọn trong danh sách «Cấp» hoặc chọn một đơn vị."
PLACE, AGENCY, RESULT, VERDICT = "Thứ hạng", "Đơn vị", "Kết quả", "Kết luận"
INTERVAL, CHOSEN = "Khoảng tin cậy 95%", "(đơn vị đang chọn)"
LIMIT, MEDIAN = "mức", "trung vị"
STRIP_KEY = "Mỗi chấm là một đơn vị; nét đứt: mức; vạch dưới trục: trung vị cùng cấp"
STRIP_OWN = "hình thoi: đơn vị đang chọn"
NO_FIGURES = "Chưa đơn vị nào có số liệu."
UNRANKED = {
    "random_sample": "Không xếp hạng vì là mẫu ngẫu nhiên: thứ tự trong sai số là ngẫu nhiên.",
    "too_few_figures": "Không xếp hạng vì hơn 20% đơn vị chưa có số liệu.",
    "unconfirmed": "Không xếp hạng vì số liệu chưa được xác nhận.",
}


def none_bound(target: str, group: str) -> str:
    """A target that binds no agency of a level."""
    return f"Không so sánh được {core.within(group)} theo «{target}»: không thuộc đối tượng."


def peers_title(target: str, group: str, district: str) -> str:
    """The head of a comparison; `district`: empty for all."""
    return f"{target}: {core.within(group)}{f' thuộc {district}' if district else ''}"


def place(rank: int, to: int) -> str:
    """A place, or those that agencies with equal values share."""
    return f"{rank}–{to}" if to > rank else str(rank)


def band(word: str, count: int) -> str:
    """A group of agencies with the same verdict."""
    return f"{word}: {core.number(count)} đơn vị"


def with_figures(figures: int, agencies: int) -> str:
    """How many of the agencies have a figure."""
    return f"{core.counts(figures, agencies)} đơn vị có số liệu"


def from_to(low: str, high: str) -> str:
    """The lowest and the highest value."""
    return f"từ {low} đến {high}"


def threshold(words: str) -> str:
    """The threshold of a level."""
    return f"mức: {core.within(words)}"


def median(words: str, count: int) -> str:
    """The median of all agencies of the level."""
    return f"trung vị cùng cấp {words} ({core.number(count)} đơn vị)"


def own(name: str, value: str, place: str) -> str:
    """The chosen agency among its peers."""
    figure = value or "chưa có số liệu"
    return f"{name}: {figure}{f', thứ hạng {place}' if place else ''}"


def interval(low: float, high: float) -> str:
    """An interval in percent, under a head that says what it is."""
    return f"{core.number(low, 1)}–{core.number(high, 1)}%"


# ---------------------------------------------------------------- Hồ sơ

STACK = {
    "on_time": "Đúng hạn",
    "late": "Giải quyết quá hạn",
    "open": "Đang giải quyết, trong hạn",
    "open_late": "Đang giải quyết, quá hạn",
}
BY = {
    "field": "Theo lĩnh vực thủ tục",
    "channel": "Theo cách nộp",
    "month": "Theo tháng trả kết quả",
    "days_late": "Theo số ngày so với hạn",
    "state": "Theo tình trạng",
}
VALUES = {
    ("month", "open"): "Đang giải quyết",
    ("channel", "online"): "Trực tuyến",
    ("channel", "direct"): "Trực tiếp",
    ("channel", "postal"): "Bưu chính",
    ("state", "done_no_due"): "Đã giải quyết, không ghi ngày hẹn trả",
    ("state", "on_time"): "Đúng hạn",
    ("state", "late"): "Giải quyết quá hạn",
    ("state", "open_no_due"): "Đang giải quyết, không ghi ngày hẹn trả",
    ("state", "open"): "Đang giải quyết, trong hạn",
    ("state", "open_late"): "Đang giải quyết, quá hạn",
    ("days_late", "none"): "Chưa đến hạn hoặc không ghi hạn",
    ("days_late", "early"): "Trước hạn",
    ("days_late", "on_day"): "Đúng ngày hẹn",
    ("days_late", "up_to_5"): "Quá hạn đến 5 ngày",
    ("days_late", "6_to_10"): "Quá hạn 6–10 ngày",
    ("days_late", "11_to_30"): "Quá hạn 11–30 ngày",
    ("days_late", "over_30"): "Quá hạn trên 30 ngày",
}
FORM_LINES = {
    "c3": "Tiếp nhận, tổng số",
    "c4": "Tiếp nhận trực tuyến",
    "c5": "Tiếp nhận trực tiếp, bưu chính",
    "c6": "Kỳ trước chuyển qua",
    "c7": "Đã giải quyết, tổng số",
    "c8": "Giải quyết trước hạn",
    "c9": "Giải quyết đúng hạn",
    "c10": "Giải quyết quá hạn",
    "c11": "Đang giải quyết, tổng số",
    "c12": "Đang giải quyết, trong hạn",
    "c13": "Đang giải quyết, quá hạn",
}
FORM, COLUMN, LINE, DOSSIERS = "Biểu II.06a, từng cột", "Cột", "Nội dung", "Số hồ sơ"
UNIT, TOTAL, NOT_GIVEN = "số hồ sơ", "Tổng số", "(không ghi)"
PATH, ALL_FIELDS = "Đang xem", "Mọi lĩnh vực"
CROSS, NO_CROSS = "Bảng hai chiều", "(chưa chọn)"
FEW_IN_A_CHANNEL = (
    "Không chia theo lĩnh vực và cách nộp: có cách nộp dưới 5 hồ sơ, chia nhỏ sẽ lộ số của nhóm đó."
)


def no_dossiers_of(name: str) -> str:
    """An agency without a dossier."""
    return f"Trong kỳ không có hồ sơ nào của {name}."


def crossed(by: Sequence[str]) -> str:
    """A table of two characteristics."""
    one, other = (BY[each].removeprefix("Theo ") for each in by)
    return f"{core.leading(one)} × {other}"


def dossiers_said(name: str, total: int, late: int, open_late: int, field: str) -> str:
    """How many dossiers an agency has, and how many are late."""
    said = (
        f"{name}: {core.number(total)} hồ sơ, {core.number(late)} giải quyết quá hạn, "
        f"{core.number(open_late)} đang giải quyết quá hạn"
    )
    return f"{said}; đang xem lĩnh vực {field}" if field else said


# ---------------------------------------------------------------- Giả định

SUPPOSED = "GIẢ ĐỊNH – không phải kết quả"
TOO_LONG = "số này quá dài. Đề nghị ghi số nguyên, ví dụ 26."
NO_DECIMAL = "Không đọc được số này. Đề nghị chỉ ghi chữ số, dấu phẩy cho phần thập phân: 12,5."
BLANK_NUMBER = "Ô này còn để trống. Đề nghị ghi một số, ví dụ 12,5."
THRESHOLD_FORM, UNITS_FORM, ANSWER_FORM = "Mức khác", "Thêm hoặc bớt", "Số liệu của đơn vị chưa gửi"
LEVEL, ALL_LEVELS, NEW_THRESHOLD = "Cấp", "mọi cấp", "Mức mới"
NUMERATOR, DENOMINATOR, DO = "Tử số", "Mẫu số", "Giả định"
CHANGES, DROP_ALL = "Đang giả định", "Bỏ tất cả"
NO_CHANGE = "Chưa giả định gì: các số dưới đây là số thật."
WHOSE, BEFORE, AFTER = "Của ai", "Hiện nay", "Nếu giả định"
FAULT = "Chưa nhận:"


def more_units(thing: str) -> str:
    """The label of the field for more or fewer units."""
    return f"Thêm (+) hoặc bớt (−) số {thing or 'đơn vị đếm'}"


WHY_NOT = {
    tables.NOT_SILENT: "đơn vị đã có số liệu, chỉ thêm hoặc bớt được",
    tables.NO_COUNTS: "đơn vị chưa có số liệu để thêm hoặc bớt",
}


def dropped(place: int) -> str:
    """The button that takes one change away; `place` in the list, from 1."""
    return f"Bỏ giả định {place}"


def turned(group: str, changed: int, of: int, met: int, met_before: int) -> str:
    """How many agencies of a level change their verdict."""
    return (
        f"{core.leading(group)}: {core.counts(changed, of)} đơn vị đổi kết luận; "
        f"đạt: từ {core.number(met_before)} thành {core.number(met)} đơn vị."
    )


def figure_said(name: str, before: str, after: str) -> str:
    """A line of what is before and after, for the text of a figure."""
    return f"{name}: từ {before} thành {after}"


# ---------------------------------------------------------------- Thẩm định

DIFFERENCES = "Số liệu khác nhau giữa các nguồn, ảnh hưởng lớn đến điểm xếp trước"
TARGET, USED, OTHER, EVIDENCE, EFFECT = (
    "Chỉ tiêu",
    "Số đang dùng",
    "Số của nguồn khác",
    "Giải thích, tài liệu",
    "Ảnh hưởng (điểm)",
)
NO_FIGURE = "chưa có số liệu"
NO_DIFFERENCE = "Không có chỉ tiêu nào mà các nguồn khác nhau."
APPRAISE = "Thẩm định chỉ tiêu"
ANY_TARGET = "Chỉ tiêu thẩm định"
WHICH_ROW = "Số liệu"
NOT_APPRAISED = (
    "Chỉ tiêu này của đơn vị không thẩm định được: đề nghị chọn trong danh sách bên trên."
)
NO_APPRAISER = "Kế hoạch không cho đơn vị nào thẩm định chỉ tiêu này của đơn vị."
NOTHING_TYPED = "Chưa ghi gì: đề nghị ghi tử số, mẫu số, lý do và đơn vị thẩm định."
PREVIEW, WRITE = "Xem trước", "Ghi tệp thẩm định"
UNCHOSEN = "(chưa chọn)"
TAKE_IN, END_INTAKE = "Nhận lại kỳ", "Ngừng nhận"
APPROVAL_ENDS = "Phê duyệt của kỳ sẽ hết hiệu lực."
INTAKE_RUNS = "Đang nhận một kỳ: đề nghị chờ xong, hoặc ngừng."
NO_INTAKE = "Không có việc nhận kỳ nào đang chạy."
INTAKE_ENDING = "Đã yêu cầu ngừng nhận kỳ."
VIEW_ONLY = "Trang này chỉ để xem: không thẩm định, không nhận kỳ."
INTAKE_CODES = {
    0: "Đã nhận xong. Bấm «Nạp lại» để xem số liệu mới.",
    1: (
        "Đã chạy xong, nhưng có nội dung không nhận hoặc cần sửa (nêu bên dưới). "
        "Bấm «Nạp lại» nếu số liệu đã đổi."
    ),
    2: "Không nhận được: lệnh sai hoặc không có gì để nhận (nêu bên dưới). Số liệu không đổi.",
    75: "Chưa nhận được: một tiến trình khác đang giữ thư mục. Đề nghị chạy lại sau.",
}


def differences_said(agency: str, count: int) -> str:
    """How many figures differ."""
    return f"{agency}: {core.number(count)} số liệu khác nhau giữa các nguồn."


def no_preview(why: str) -> str:
    """An appraisal that can be written, but not be shown before."""
    return f"Không xem trước được. {why} Tệp thẩm định vẫn ghi được."


def not_ours(path: object) -> str:
    """A file in the place of ours."""
    return (
        f"Không ghi đè {path}: tệp này không do trang Thẩm định ghi hoặc đã được sửa bằng chương "
        "trình khác. Đề nghị sửa tiếp trong tệp đó, hoặc chuyển tệp ra khỏi thư mục rồi ghi lại."
    )


def not_written(path: object, why: str) -> str:
    """A workbook that cannot be written."""
    return f"Không ghi được {path}{f' ({why})' if why else ''}."


def no_inbox(folder: object) -> str:
    """A folder of an inbox that is not there."""
    return f"Không có thư mục nhận {folder}: tệp thẩm định ghi ở đó sẽ không được nhận."


def other_origin(folder: object, simulated: bool) -> str:
    """An inbox with figures of another origin; `simulated`: those that are appraised."""
    ours, theirs = ("mô phỏng", "thật") if simulated else ("thật", "mô phỏng")
    return (
        f"Không ghi: đang thẩm định số liệu {ours} nhưng thư mục nhận {folder} có số liệu {theirs}."
    )


def appraisal_written(path: object, rows: int) -> str:
    """A workbook that is written."""
    return f"Đã ghi {path} ({core.number(rows)} dòng thẩm định). Có hiệu lực sau khi nhận lại kỳ."


def take_in_later(periods: Sequence[str]) -> str:
    """The periods that were taken in against this one."""
    return f"Sau đó phải nhận lại: {core.listed(periods)}."


def intake_started(period: Period) -> str:
    """An intake that begins."""
    return f"Đang nhận lại {core.within(period.label)}."


def intake_ended(code: int) -> str:
    """How an intake ended, by its exit code; negative: by a signal."""
    if code < 0 or code >= 128:
        return "Đã ngừng nhận kỳ giữa chừng: số liệu trong kho như trước hoặc đã nhận trọn vẹn."
    return INTAKE_CODES.get(code, f"Việc nhận kỳ kết thúc không bình thường (mã {code}).")
