"""Everything a reader sees in Vietnamese: numbers, percents, dates, verdict words, sentences.

Register: administrative Vietnamese, plain and short; "Đề nghị …", never "lỗi!" or "bạn".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from babel.numbers import format_decimal

from helpers.model import (
    Agency,
    Comparison,
    Counts,
    DossierCounts,
    Judged,
    Judgement,
    Level,
    Observation,
    Period,
    Reason,
    Result,
    Sampling,
    Score,
    Source,
    Status,
    Target,
)

NBSP = "\u00a0"
SIMULATED = "SỐ LIỆU MÔ PHỎNG"
DRAFT = "DỰ THẢO"
UNVERIFIED = "chưa kiểm chứng"
SCORE_LABEL = "điểm theo chỉ tiêu Kế hoạch"

MAX_DECIMALS = 6


# ---------------------------------------------------------------- numbers and dates


def number(value: int | Fraction | float, decimals: int | None = None) -> str:
    """A number in Vietnamese spelling: 49.694 or 78,5 (dot for thousands, comma for decimals)."""
    if decimals is None:
        decimals = 0 if value == int(value) else 1
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    scaled = int(rounded(Fraction(value), decimals) * 10**decimals)
    return format_decimal(Decimal(scaled).scaleb(-decimals), format=pattern, locale="vi")


def rounded(value: Fraction, decimals: int) -> Fraction:
    """`value` rounded half up (away from zero) to `decimals` places, exactly."""
    scale = 10**decimals
    sign = -1 if value < 0 else 1
    return sign * Fraction(floor(abs(value) * scale + Fraction(1, 2)), scale)


def shown(value: Fraction, threshold: Fraction | None) -> tuple[Fraction, int]:
    """What is printed of a value, and with how many decimals.

    One decimal; two within one unit of the threshold; more until rounding no longer moves the
    figure across or onto a threshold it does not equal.
    """
    if threshold is None:
        return rounded(value, 1), 1
    side = _sign(value - threshold)
    first = 2 if side and abs(value - threshold) < 1 else 1
    for decimals in range(first, MAX_DECIMALS):
        if _sign(rounded(value, decimals) - threshold) == side:
            return rounded(value, decimals), decimals
    return rounded(value, MAX_DECIMALS), MAX_DECIMALS


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def percent(value: Fraction, threshold: Fraction | None = None) -> str:
    """A percentage such as `85,3 %`, never rounded across its threshold; whole ones stay bare."""
    figure, decimals = shown(value, threshold)
    if value == int(value):
        decimals = 0
    return f"{number(figure, decimals)}{NBSP}%"


def figure(value: Fraction, unit: str, threshold: Fraction | None = None) -> str:
    """A value with its unit: percent units by `percent`, others as `2 bậc`."""
    if unit.startswith("%"):
        return percent(value, threshold) + unit[1:]
    printed, decimals = shown(value, threshold)
    text = number(printed, 0 if value == int(value) else decimals)
    return f"{text}{NBSP}{unit}" if unit else text


def day(value: date) -> str:
    """A date as dd/mm/yyyy."""
    return f"{value:%d/%m/%Y}"


def span(period: Period) -> str:
    """The days of a period: `15/12/2021–14/12/2022`."""
    return f"{day(period.start)}–{day(period.end)}"


def nfc(text: str) -> str:
    """Text in Unicode NFC, the form everything is compared and shown in."""
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """A name folded for comparison: NFC, lower case, single spaces; tone marks are kept."""
    return " ".join(nfc(text).casefold().split())


# ---------------------------------------------------------------- names and places


ROMAN_PART = {"II": "phần II", "III": "phần III", "IV": "phần IV", "VI": "phần VI"}


def cite(clause: str) -> str:
    """A clause as people cite it: `II.2.2.đ` is `điểm đ mục 2.2 phần II`."""
    part, *rest = clause.split(".")
    numbers = [r for r in rest if r.isdigit()]
    letters = [r for r in rest if not r.isdigit()]
    words = [f"điểm {letter}" for letter in letters]
    if numbers:
        words.append("mục " + ".".join(numbers))
    return " ".join([*words, ROMAN_PART.get(part, f"phần {part}")])


def short_name(agency: Agency) -> str:
    """The name as exports spell it: a commune's without the district that tells it apart."""
    return agency.name.split(",")[0] if agency.level is Level.COMMUNE else agency.name


LEVEL_WORDS = {
    Level.PROVINCE: "cấp tỉnh",
    Level.DISTRICT: "cấp huyện",
    Level.COMMUNE: "cấp xã",
    Level.ALL: "toàn tỉnh",
}

SOURCE_WORDS = {
    Source.REPORTED: "Đơn vị báo cáo",
    Source.COMPUTED: "Tính từ dữ liệu hồ sơ",
    Source.APPRAISED: "Sở Nội vụ thẩm định",
}
SURVEY_SOURCE = "Tính từ phiếu khảo sát"
PROVINCE_FORM_SOURCE = "Biểu của tỉnh (Sở Nội vụ tổng hợp)"

JUDGEMENT_WORDS = {
    Judgement.DONE: "Đã hoàn thành",
    Judgement.UNDER_WAY: "Đang thực hiện",
    Judgement.NOT_BEGUN: "Chưa thực hiện",
}

COMPARISON_WORDS = {
    Comparison.AT_LEAST: "tối thiểu",
    Comparison.MORE_THAN: "trên",
    Comparison.AT_MOST: "không quá",
}

YES, NO = "Có", "Không"


def source_of(observation: Observation) -> str:
    """Where a figure comes from, in words."""
    if observation.sampling is not None:
        return SURVEY_SOURCE
    return SOURCE_WORDS[observation.source]


def threshold_words(target: Target, level: Level) -> str:
    """The threshold as read: `tối thiểu 60 %`, with `phấn đấu` where the plan strives."""
    limit = target.threshold(level)
    if limit is None or target.comparison is None:
        return ""
    word = COMPARISON_WORDS[target.comparison]
    if target.comparison is Comparison.AT_LEAST and limit == 100 and target.unit == "%":
        word = ""
    words = [] if target.firm else ["phấn đấu"]
    words += [word] if word else []
    words.append(figure(limit, target.unit))
    text = " ".join(words)
    return text[0].upper() + text[1:]


# ---------------------------------------------------------------- verdicts


def status_words(result: Result, period: Period) -> str:
    """The verdict in words; before the year's end "missed" is worded as standing below."""
    verdict, target = result.verdict, result.target
    judged = target.judged.get(result.level)
    match verdict.status:
        case None:
            return "Không kết luận riêng" if judged is Judged.CONTRIBUTION else WATCHED
        case Status.MET:
            return "Đạt" if period.final else "Đang đạt"
        case Status.MISSED:
            return _missed(target, period)
        case Status.NOT_DUE:
            if verdict.reason is Reason.NO_SURVEY:
                return "Chưa đến kỳ (chưa khảo sát)"
            return f"Chưa đến hạn (đến năm {target.due})"
        case _:
            return STATUS_WORDS[verdict.status]


def _missed(target: Target, period: Period) -> str:
    if not period.final:
        over = target.comparison is Comparison.AT_MOST
        return "Đang vượt mức" if over else "Đang thấp hơn mức"
    return "Không đạt" if target.firm else "Chưa đạt mức phấn đấu"


STATUS_WORDS = {
    Status.MET: "Đạt",
    Status.MISSED: "Không đạt",
    Status.ON_PACE: "Đúng tiến độ",
    Status.BEHIND: "Chậm tiến độ",
    Status.NOT_DUE: "Chưa đến hạn",
    Status.NO_DATA: "Chưa có số liệu",
    Status.NOT_ARISING: "Không phát sinh",
    Status.NOT_APPLICABLE: "Không áp dụng",
    Status.INCONCLUSIVE: "Chưa đủ căn cứ kết luận",
}

REASON_WORDS = {
    Reason.NOT_SENT: "đơn vị chưa gửi biểu số liệu",
    Reason.REFUSED: "biểu số liệu bị trả lại để sửa",
    Reason.BLANK: "biểu số liệu để trống ô này",
    Reason.NO_EXPORT: "chưa có dữ liệu hồ sơ một cửa của kỳ",
    Reason.NO_SURVEY: "chưa khảo sát",
    Reason.NOT_SAMPLED: "Sở Nội vụ chưa đưa đơn vị vào mẫu khảo sát",
    Reason.NO_VALID_ANSWER: "phiếu khảo sát thu về không có phiếu hợp lệ",
    Reason.NOT_PUBLISHED: "chưa công bố",
    Reason.NO_BASELINE: "chưa có số gốc năm 2021",
    Reason.NOT_BOUND: "không thuộc đối tượng của điểm này",
    Reason.COMMON_REGISTER: "danh mục dùng chung của tỉnh, không cộng theo đơn vị",
    Reason.PROVINCE_ONLY: "chỉ tính chung toàn tỉnh",
    Reason.NO_POOL: "tính riêng từng cấp, không gộp",
    Reason.NO_REGISTER: "chưa có biểu số liệu chung của tỉnh",
    Reason.AGENCIES_MISSING: "thiếu số liệu của một số cơ quan",
    Reason.SMALL_SAMPLE: "mẫu khảo sát nhỏ",
    Reason.DUE_LATER: "chỉ tiêu của năm sau",
}


def reason_words(result: Result) -> str:
    """Why the status is what it is; empty where the figure says it all."""
    reason, observation = result.verdict.reason, result.observation
    if reason is None:
        return ""
    if reason is Reason.SMALL_SAMPLE and observation and observation.denominator:
        return f"mẫu khảo sát nhỏ: {number(observation.denominator)} phiếu"
    if reason is Reason.AGENCIES_MISSING and observation:
        return f"{number(observation.answered)}/{number(observation.asked)} cơ quan có số liệu"
    return REASON_WORDS[reason]


def margin_words(result: Result) -> str:
    """How far, in units of work: `còn thiếu 58 kết quả`, `vượt 12 hồ sơ`; empty if unknown."""
    verdict, target = result.verdict, result.target
    if verdict.margin is None or verdict.status not in (Status.MET, Status.MISSED):
        return ""
    thing = target.thing or "đơn vị"
    if verdict.margin_units is None:
        return ""
    if verdict.status is Status.MISSED:
        return f"còn thiếu {number(-verdict.margin_units)} {thing}"
    return f"vượt {number(verdict.margin_units)} {thing}" if verdict.margin_units else "vừa đủ"


SAMPLING_WORDS = {
    Sampling.RANDOM: "mẫu ngẫu nhiên",
    Sampling.VOLUNTARY: "phiếu tự nguyện, không suy rộng",
}


# ---------------------------------------------------------------- display, packet


PACKET_TITLE = "Phiếu kết quả đánh giá cải cách hành chính"
SIMULATED_NOTE = "Không phải số liệu thật của đơn vị."
DRAFT_NOTE = "Phiếu chưa được phê duyệt."
SCORE_NOTE = "quy ước tính điểm của phần mềm, không phải Chỉ số CCHC chính thức"
FORM_NOTICES = {
    Reason.NOT_SENT: (
        "Đơn vị chưa gửi biểu số liệu của kỳ này. Các chỉ tiêu lấy từ biểu ghi «Chưa có số liệu»; "
        "các chỉ tiêu tính từ dữ liệu hồ sơ và phiếu khảo sát vẫn được nêu."
    ),
    Reason.REFUSED: (
        "Biểu số liệu của đơn vị bị trả lại để sửa. Các chỉ tiêu lấy từ biểu ghi "
        "«Chưa có số liệu»; các chỉ tiêu tính từ dữ liệu hồ sơ và phiếu khảo sát vẫn được nêu."
    ),
}
PROVINCE_FORM_NOTICE = (
    "Chưa có biểu số liệu chung của tỉnh. Các chỉ tiêu lấy từ biểu này ghi «Chưa có số liệu»."
)
WATCHED = "Để theo dõi"
FORM_STATES = {Reason.NOT_SENT: "Chưa gửi", Reason.REFUSED: "Bị trả lại"}
FORM_SENT = "Đã gửi"
PACKET_MADE, PACKET_MISSING = "Đã lập", "Chưa lập"
INDEX_PROVINCE, INDEX_DEPARTMENTS = "Toàn tỉnh", "Sở, ban, ngành"
RESULTS_SECTION = "4. Kết quả theo lĩnh vực"
OVERVIEW_NAME = "phần tóm tắt và so sánh"
AREA_FAILED = "Phần này chưa lập được; các phần khác của phiếu không bị ảnh hưởng."
AREA_EXCUSED = "Không có chỉ tiêu nào của lĩnh vực này áp dụng với đơn vị."
TARGET_HEADS = (
    "Mức chỉ tiêu",
    "Kết quả",
    "Kết luận",
    "Còn thiếu/Vượt",
    "Nguồn số liệu",
    "Kỳ trước",
    "Các đơn vị cùng cấp (trung vị)",
)
NO_FIGURE = "chưa có"
NOTHING_FIRST = "Không có chỉ tiêu nào dưới mức; đề nghị duy trì kết quả."
NOTHING_MISSING = "Không còn thiếu số liệu và tài liệu kiểm chứng."
NO_DIFFERENCE = "Không có chỉ tiêu nào có đồng thời số báo cáo và số tính từ dữ liệu để so sánh."
NO_HISTORY = "Kỳ này không có kỳ trước để so sánh; số liệu các đơn vị cùng cấp vẫn được nêu."

GROUP_WORDS = {
    Level.PROVINCE: "các sở, ban, ngành",
    Level.DISTRICT: "các huyện, thị xã, thành phố",
    Level.COMMUNE: "các xã, phường, thị trấn",
    Level.ALL: "chung toàn tỉnh",
}

GAP_ACTIONS = {
    Reason.NOT_SENT: "Đề nghị gửi biểu số liệu của kỳ.",
    Reason.REFUSED: "Đề nghị sửa biểu theo phần trả lời rồi gửi lại.",
    Reason.BLANK: "Đề nghị ghi ô còn trống của biểu rồi gửi lại.",
    Reason.NO_EXPORT: "Sở Nội vụ bổ sung dữ liệu hồ sơ một cửa; đơn vị không phải gửi thêm.",
    Reason.NO_SURVEY: "Chờ kết quả khảo sát; đơn vị không phải gửi thêm.",
    Reason.NO_VALID_ANSWER: "phiếu khảo sát thu về không có phiếu hợp lệ",
    Reason.NO_REGISTER: "Sở Nội vụ bổ sung biểu chung của tỉnh; đơn vị không phải gửi thêm.",
    Reason.NOT_PUBLISHED: "Chờ công bố chính thức; đơn vị không phải gửi thêm.",
    Reason.NO_BASELINE: "Đề nghị cung cấp số gốc năm 2021.",
    Reason.AGENCIES_MISSING: "Đề nghị đôn đốc các cơ quan chưa có số liệu.",
}
GAP_ACTION = "Đề nghị bổ sung số liệu."
EVIDENCE_ACTION = "Đề nghị bổ sung tài liệu kiểm chứng cho số đã báo cáo."


def period_line(period: Period) -> str:
    """A period with its days: `Năm 2022 (15/12/2021–14/12/2022)`."""
    return f"{period.label} ({span(period)})"


def within(text: str) -> str:
    """A text as it stands inside a sentence: small first letter, unless an abbreviation leads."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def leading(text: str) -> str:
    """A text as it stands at the head of a line: capital first letter."""
    return text[:1].upper() + text[1:]


def tally_sentence(subject: str, period: Period, met: int, judged: int, rest: str) -> str:
    """The first sentence of a packet: how many of the targets judged are met, and the others."""
    if not judged:
        return f"{period_line(period)}, {subject} chưa có chỉ tiêu nào được đánh giá."
    word = "đạt" if period.final else "đang đạt"
    text = f"{period_line(period)}, {subject} {word} {met} trong {judged} chỉ tiêu được đánh giá"
    return f"{text}; {rest}." if rest else f"{text}."


def dossier_sentence(counts: DossierCounts, threshold: str, limit: Fraction | None) -> str:
    """Late dossiers among those resolved, with the share on time, and those open and overdue."""
    if not counts.c7:
        text = "Trong kỳ chưa giải quyết xong hồ sơ nào"
    else:
        late = f"Có {number(counts.c10)} hồ sơ" if counts.c10 else "Không có hồ sơ"
        rate = percent(Fraction(100 * (counts.c8 + counts.c9), counts.c7), limit)
        level = f" ({within(threshold)})" if threshold else ""
        text = (
            f"{late} quá hạn trong {number(counts.c7)} hồ sơ đã giải quyết; "
            f"tỷ lệ đúng hạn và trước hạn là {rate}{level}"
        )
    if counts.c13:
        text += f"; {number(counts.c13)} hồ sơ đang giải quyết đã quá hạn"
    return f"{text}."


def score_sentence(score: Score) -> str:
    """Points as one figure, or as a range where data is missing."""
    parts = (score.low, score.high, score.maximum)
    low, high, full = (_points(part, score.maximum) for part in parts)
    if low == high:
        return f"{low} trên {full} điểm"
    return f"từ {low} đến {high} trên {full} điểm, tùy số liệu còn thiếu"


def _points(value: Fraction, full: Fraction) -> str:
    """Points, never rounded onto the full number they do not reach."""
    printed, decimals = shown(value, full)
    return number(printed, 0 if value == int(value) else decimals)


NOT_DONE = "Đơn vị chưa thực hiện. Đề nghị thực hiện và gửi tài liệu kiểm chứng."


def action_sentence(result: Result, value: str) -> str:
    """What is to be done about a share below its threshold; `value` is its result in words."""
    target, units = result.target, result.verdict.margin_units
    limit = target.threshold(result.level)
    level = figure(limit, target.unit) if limit is not None else ""
    if target.comparison is Comparison.AT_MOST:
        return f"Đang vượt mức {level} ({value})."
    if target.comparison is Comparison.MORE_THAN:
        level = f"trên {level}"
    if units is None or units >= 0:
        return f"Thấp hơn mức {level} ({value})."
    missing = f"{number(-units)} {target.thing or 'đơn vị'}"
    if target.counts is Counts.FLOW:
        return f"Còn thiếu {missing} so với mức {level} ({value})."
    return f"Cần thêm {missing} để đạt mức {level} (hiện có {value})."


def change_sentence(previous: Period, gained: int, lost: Sequence[str]) -> str:
    """How the set of met targets changed since the previous period; `lost` in words."""
    parts = [f"thêm {gained} chỉ tiêu đạt"] if gained else []
    if lost:
        parts.append(f"{len(lost)} chỉ tiêu từ đạt thành không đạt ({'; '.join(lost)})")
    text = ", ".join(parts) or "số chỉ tiêu đạt không đổi"
    return f"So với {within(previous.label)}: {text}."


def request_sentence(gaps: int, reply_by: date | None) -> str:
    """The request for missing figures; empty without gaps or without a date to name."""
    if not gaps or reply_by is None:
        return ""
    return f"Đề nghị bổ sung số liệu {gaps} chỉ tiêu trước ngày {day(reply_by)}."


def remarks_sentence(remarks: int) -> str:
    """That intake had something to remark; empty if not."""
    return f"Khi nhận số liệu có {remarks} lưu ý, xem mục 3." if remarks else ""


def points_apart(value: Fraction) -> str:
    """A difference of two percentages: `+3,2 điểm %`."""
    if not value:
        return "không đổi"
    sign = "+" if value > 0 else "−"
    return f"{sign}{number(abs(rounded(value, 1)), 1)}{NBSP}điểm{NBSP}%"


MARK_MEANINGS = {
    "met": "Kết quả từ mức chỉ tiêu trở lên, hoặc không vượt mức tối đa.",
    "on_pace": "Chưa đến hạn; kết quả từ 95 % đường tiến độ trở lên.",
    "missed": "Kết quả chưa đến mức phải đạt.",
    "short": "Kết quả chưa đến mức Kế hoạch đặt ra để phấn đấu.",
    "below": "Chưa hết năm; kết quả đến nay chưa đến mức của cả năm.",
    "behind": "Chưa đến hạn; kết quả dưới 95 % đường tiến độ.",
    "inconclusive": "Khoảng tin cậy 95 % của mẫu khảo sát bao gồm mức chỉ tiêu.",
    "not_due": "Chỉ tiêu đến hạn sau, hoặc việc khảo sát chưa tiến hành.",
    "no_data": "Cần số liệu nhưng chưa có; không tính là 0 và không tính là không đạt.",
    "not_arising": "Trong kỳ không có trường hợp nào để tính.",
    "info": "Nêu để theo dõi; không kết luận và không tính điểm cho riêng đơn vị.",
}


def form_state(missing: Reason | None) -> str:
    """Whether an agency's form came in, for the index."""
    return FORM_SENT if missing is None else FORM_STATES.get(missing, FORM_STATES[Reason.NOT_SENT])


def notebook_gap(name: str) -> str:
    """The first-screen notice for a part of the packet that could not be made."""
    return f"Phiếu còn thiếu phần «{name}» do chưa lập được; kết quả các phần khác vẫn dùng được."


def areas_later(headings: Sequence[str]) -> str:
    """The areas that a packet does not hold yet."""
    return f"Phiếu chưa bao gồm các lĩnh vực: {'; '.join(headings)}."


def stray_output(cell: str, kind: str) -> str:
    """A notebook shows something that our display did not make."""
    return f"Ô «{cell}» của sổ tính đưa ra nội dung ngoài phần trình bày ({kind})."


def notebook_without_place(names: Sequence[str]) -> str:
    """Notebooks that belong to no part of a packet."""
    return f"Không có chỗ trong phiếu cho sổ tính: {', '.join(names)}."


MANIFEST_MISSING = "Không có tệp MANIFEST.sha256 trong thư mục; đề nghị lập lại phiếu của kỳ."
MANIFEST_DAMAGED = "Tệp MANIFEST.sha256 có dòng sai mẫu hoặc trùng; đề nghị lập lại phiếu của kỳ."


def file_gone(name: str) -> str:
    """A file of the manifest is not there."""
    return f"Tệp {name}: có trong danh mục nhưng không có trong thư mục."


def file_added(name: str) -> str:
    """A file is not in the manifest."""
    return f"Tệp {name}: không có trong danh mục."


def file_changed(name: str) -> str:
    """A file differs from the manifest."""
    return f"Tệp {name}: nội dung khác với lúc phát hành."


def page_of_another(name: str) -> str:
    """A page speaks of another agency, period or plan than its name says."""
    return f"Tệp {name}: phiếu ghi tên đơn vị, kỳ hoặc kế hoạch khác với tên tệp."


# ---------------------------------------------------------------- wrong use


def agency_unchosen() -> str:
    """The sentinel agency of a notebook opened by hand."""
    return (
        "Chưa chọn đơn vị: đề nghị ghi mã đơn vị vào tham số agency, ví dụ 02779-xa-thanh-binh; "
        "xem danh sách bằng lệnh: cchc agencies."
    )


def unknown_agency(agency_id: str, plan_id: str) -> str:
    """An agency id that the plan does not know."""
    return (
        f"Không có đơn vị mang mã «{agency_id}» trong Kế hoạch {plan_id}. "
        "Xem danh sách bằng lệnh: cchc agencies."
    )


def agency_not_in_period(agency: Agency, period: Period) -> str:
    """An agency that did not exist at the period's end."""
    return (
        f"{agency.name} không hoạt động vào cuối kỳ «{period.label}» ({day(period.end)}). "
        f"Xem danh sách của kỳ bằng lệnh: cchc agencies --period {period.id}."
    )


def unknown_period(period_id: str, periods: list[str]) -> str:
    """A period id that the plan does not know."""
    return f"Không có kỳ «{period_id}». Các kỳ của Kế hoạch: {', '.join(periods)}."


def nothing_taken_in(period: Period) -> str:
    """Nothing in the store for this period yet."""
    return (
        f"Chưa nhận số liệu của kỳ «{period.label}». "
        f"Đề nghị chạy trước lệnh: cchc intake --period {period.id}."
    )


# ---------------------------------------------------------------- engine


def notebook_unreadable(name: str) -> str:
    """A notebook file that is no notebook."""
    return f"Sổ tính {name}: tệp không đọc được. Đề nghị lấy lại bản gốc từ kho mã nguồn."


def notebook_ids_repeated(name: str, ids: list[str]) -> str:
    """Two cells with one id."""
    return f"Sổ tính {name}: mã ô bị trùng ({', '.join(ids)}). Đề nghị sửa trước khi chạy."


def notebook_parameters_cells(name: str, found: int) -> str:
    """Not exactly one parameters cell."""
    return (
        f"Sổ tính {name}: có {found} ô mang nhãn «parameters», cần đúng một ô. "
        "Đề nghị sửa trước khi chạy."
    )


def notebook_unknown_parameters(name: str, names: list[str]) -> str:
    """Parameters the notebook does not know."""
    return (
        f"Sổ tính {name}: không có tham số {', '.join(f'«{n}»' for n in names)}. "
        "Đề nghị kiểm tra chính tả tên tham số."
    )


def notebook_missing_parameters(name: str, names: list[str]) -> str:
    """Parameters the notebook needs and was not given."""
    return (
        f"Sổ tính {name}: thiếu tham số {', '.join(f'«{n}»' for n in names)}. "
        "Đề nghị ghi đủ tham số."
    )


def notebook_out_of_time(seconds: float) -> str:
    """The run was ended at its time limit."""
    return f"quá thời gian cho phép ({number(int(seconds))} giây)"


def notebook_lost(last_words: str) -> str:
    """The run ended without a result."""
    return (
        f"tiến trình tính dừng giữa chừng ({visible(last_words)})"
        if last_words
        else ("tiến trình tính dừng giữa chừng")
    )


def notebook_failed(position: int, kind: str, message: str) -> str:
    """A cell that raised."""
    return f"dừng ở ô thứ {position}: {kind}: {visible(message)}"


def visible(text: str, most: int = 200) -> str:
    """One line of foreign text, cut, with control characters shown as marks."""
    shown_text = "".join(c if c.isprintable() else "\u2423" for c in nfc(text))
    return shown_text if len(shown_text) <= most else shown_text[: most - 1] + "…"


# ---------------------------------------------------------------- params

NO_PROJECT_FOLDER = (
    "Không tìm thấy thư mục của phần mềm (nơi có tệp pyproject.toml). "
    "Đề nghị đặt biến môi trường CCHC_ROOT."
)


def unknown_plan(plan_id: str, there: Sequence[str]) -> str:
    """There is no plan of that id; which ones there are."""
    known = "; các kế hoạch hiện có: " + ", ".join(there) if there else ""
    return f"Không có kế hoạch «{visible(plan_id)}» trong params/plans{known}."


def params_sentence(file: str, line: int, text: str) -> str:
    """A fault of a params file with its place."""
    return f"{file}, dòng {line}: {text}"


def params_fault(code: str, table: bool = False, **facts: object) -> str:
    """What is wrong and what to do, for the code of a fault of a params file (a CSV `table` has
    columns where YAML has keys)."""
    shown_facts = {name: _params_value(value) for name, value in facts.items()}
    word = "cột" if table else "khóa"
    near = f" (gần nhất: «{shown_facts['near']}»)" if facts.get("near") else ""
    sentence = PARAMS_FAULTS.get(code, PARAMS_FAULTS["value_error"])
    return sentence.format_map({**shown_facts, "near": near, "word": word})


def _params_value(value: object) -> str:
    match value:
        case None | "":
            return "trống"
        case bool():
            return str(value).lower()
        case dict():
            return "nhóm khóa"
        case list():
            return "danh sách"
        case _:
            return visible(str(value), 60)


PARAMS_FAULTS = {
    # files
    "no_file": "chưa có tệp này. Đề nghị bổ sung.",
    "stray_file": (
        "tệp không thuộc Kế hoạch (không có trong «areas» của plan.yml). Đề nghị đổi tên hoặc bỏ "
        "tệp."
    ),
    "not_utf8": "chữ không theo mã UTF-8. Đề nghị lưu lại tệp theo mã UTF-8.",
    "syntax": (
        "không đọc được theo cú pháp YAML. Đề nghị kiểm tra thụt đầu dòng, dấu hai chấm, dấu "
        "nháy và dấu ngoặc từ dòng này trở lên."
    ),
    "csv_syntax": "không đọc được theo cú pháp CSV. Đề nghị kiểm tra dấu nháy kép từ dòng này.",
    "not_a_mapping": "tệp cần gồm các dòng «khóa: giá trị». Đề nghị viết theo mẫu.",
    # keys and values
    "repeated_key": "{word} «{key}» ghi hai lần (lần đầu ở dòng {first}). Đề nghị giữ một.",
    "extra_forbidden": (
        "{word} «{key}» không có trong mẫu{near}. Đề nghị sửa tên khóa hoặc bỏ dòng này."
    ),
    "missing": "thiếu {word} «{key}». Đề nghị bổ sung.",
    "string_type": (
        "{word} «{key}» cần là chữ, đang ghi «{found}». Đề nghị sửa (mã số đặt trong dấu nháy kép)."
    ),
    "string_too_short": "{word} «{key}» để trống. Đề nghị ghi nội dung.",
    "int_type": "{word} «{key}» cần là số nguyên, đang ghi «{found}». Đề nghị sửa.",
    "bool_type": "{word} «{key}» cần là true hoặc false, đang ghi «{found}». Đề nghị sửa.",
    "list_type": "{word} «{key}» cần là danh sách, đang ghi «{found}». Đề nghị sửa.",
    "dict_type": "{word} «{key}» cần là nhóm khóa, đang ghi «{found}». Đề nghị sửa.",
    "model_type": "{word} «{key}» cần là nhóm khóa, đang ghi «{found}». Đề nghị sửa.",
    "value_error": "giá trị «{found}» của {word} «{key}» không dùng được. Đề nghị viết theo mẫu.",
    "not_allowed": "{word} «{key}» ghi «{found}»; chỉ được ghi một trong: {allowed}. Đề nghị sửa.",
    "not_a_day": (
        "{word} «{key}» ghi «{found}», không phải ngày dạng năm-tháng-ngày như 2022-12-14. Đề nghị "
        "sửa."
    ),
    "not_a_figure": "{word} «{key}» ghi «{found}», không phải số. Đề nghị ghi số như 90 hoặc 66.5.",
    "not_true_false": "{word} «{key}» ghi «{found}»; chỉ được ghi true hoặc false. Đề nghị sửa.",
    "bad_name": (
        "«{found}» ở {word} «{key}» chưa đúng cách đặt mã: chữ thường không dấu, chữ số, dấu gạch "
        "dưới, bắt đầu bằng chữ. Đề nghị sửa."
    ),
    "bad_slug": (
        "«{found}» ở {word} «{key}» chưa đúng cách đặt mã: chữ thường không dấu, chữ số, dấu gạch "
        "nối, không bắt đầu bằng gạch nối. Đề nghị sửa."
    ),
    "bad_period_id": (
        "«{found}» ở {word} «{key}» chưa đúng cách đặt mã: chữ không dấu, chữ số, dấu gạch nối. Đề "
        "nghị sửa."
    ),
    # ids and references
    "other_id": (
        "{word} «{key}» ghi «{found}», theo tên tệp hoặc thư mục phải là «{expected}». Đề nghị sửa."
    ),
    "duplicate": "mã «{found}» đã dùng ở {file}, dòng {line}. Đề nghị giữ một.",
    "repeated_item": "«{found}» ghi hai lần trong danh sách. Đề nghị giữ một.",
    "unknown_name": (
        "{word} «{key}» ghi «{found}», Kế hoạch không có mã này{near}. "
        "Đề nghị sửa hoặc khai báo mã."
    ),
    "unknown_indicator": "cách tính «{found}» chưa có trong phần mềm{near}. Đề nghị sửa tên.",
    "no_area_file": "chưa có tệp «{found}» của lĩnh vực này. Đề nghị bổ sung tệp hoặc bỏ dòng này.",
    "input_differs": (
        "ô số liệu «{found}» khai khác với {file}, dòng {line}. Đề nghị ghi hai nơi như nhau."
    ),
    # targets
    "no_comparison": "chỉ tiêu định lượng thiếu khóa «comparison». Đề nghị ghi >=, > hoặc <=.",
    "no_threshold": "chỉ tiêu định lượng thiếu khóa «threshold» (mức chỉ tiêu). Đề nghị bổ sung.",
    "no_unit": "mức chỉ tiêu thiếu đơn vị tính. Đề nghị bổ sung khóa «unit».",
    "bad_threshold": (
        "mức chỉ tiêu «{found}» không phải số. Đề nghị ghi số như 90, 66.5, hoặc tỷ số trong dấu "
        'nháy kép như "2/3".'
    ),
    "unknown_level": "không có cấp «{found}». Đề nghị dùng province, district, commune.",
    "no_threshold_for_level": (
        "cấp «{level}» được đánh giá nhưng chưa có mức chỉ tiêu. Đề nghị bổ sung mức, hoặc đổi "
        "«judged» của cấp này."
    ),
    "figure_not_wanted": (
        "chỉ tiêu định tính không dùng {word} «{key}». Đề nghị bỏ khóa này hoặc đổi «kind»."
    ),
    "no_indicator": (
        "lĩnh vực đã có cách tính mà chỉ tiêu định lượng này thiếu khóa «indicator». Đề nghị bổ "
        "sung."
    ),
    "bad_judged": (
        "cách đánh giá «{found}» không dùng được. Đề nghị ghi verdict, yes_no, contribution hoặc "
        "info."
    ),
    "no_judged": "chưa ghi cách đánh giá của cấp «{level}». Đề nghị bổ sung vào «judged».",
    # periods and agencies
    "end_before_start": "ngày kết thúc trước ngày bắt đầu. Đề nghị kiểm tra hai ngày.",
    "not_following": (
        "kỳ «{found}» không kết thúc vào ngày liền trước kỳ này. Đề nghị kiểm tra «follows» và "
        "các ngày."
    ),
    "one_final": "cần đúng một kỳ cuối năm (final: true), đang có {found}. Đề nghị sửa.",
    "ragged": (
        "dòng có {found} ô, dòng tên cột có {expected}. Đề nghị kiểm tra dấu phẩy và dấu nháy kép."
    ),
    "no_column": "thiếu cột «{found}». Đề nghị bổ sung.",
    "repeated_column": "cột «{found}» ghi hai lần. Đề nghị giữ một.",
    "unknown_column": (
        "cột «{found}» không có trong mẫu và trong «attributes» của plan.yml. Đề nghị sửa tên "
        "hoặc bỏ cột."
    ),
    "province_as_agency": "«{found}» là mã của tỉnh, không dùng cho đơn vị. Đề nghị đổi mã.",
}


# ---------------------------------------------------------------- batch

PROGRESS = "Lập phiếu"
PROGRESS_UNIT = " phiếu"
EXCUSED = "không có chỉ tiêu nào của lĩnh vực này áp dụng cho đơn vị"


def folder_held(period: str, holder: str) -> str:
    """Another batch is at work on the folder."""
    return (
        f"Thư mục kết quả của kỳ {period} đang được một lần chạy khác sử dụng "
        f"(tiến trình {holder or 'không rõ'}). Đề nghị chờ lần chạy đó kết thúc rồi chạy lại."
    )


def notebooks_failed(failed: dict[str, str]) -> str:
    """What is missing in a packet, and why."""
    return "; ".join(f"phần «{name}» {reason}" for name, reason in failed.items())


def job_broken(fault: BaseException) -> str:
    """A packet that could not be built at all."""
    return f"không lập được phiếu: {type(fault).__name__}: {visible(str(fault))}"


def wrong_identity(agency: str, part: str) -> str:
    """A result that speaks of something else than it was asked for."""
    return (
        f"Dừng lại: kết quả «{part}» trả về cho đơn vị {agency} không đúng đơn vị, kỳ hoặc số liệu "
        "đã yêu cầu. Các phiếu đã lập trước đó được giữ nguyên. "
        "Đề nghị báo người phụ trách kỹ thuật."
    )


# ---------------------------------------------------------------- forms, intake.numbers, workbook


FORM_ID, FORM_CLAUSE, FORM_LABEL, FORM_UNIT, FORM_VALUE, FORM_EVIDENCE = FORM_HEADS = (
    "Mã",
    "Điểm",
    "Nội dung",
    "Đơn vị tính",
    "Số liệu",
    "Tài liệu kiểm chứng",
)
GUIDE_SHEET = "Hướng dẫn"
AGENCY_SHEET = "Thông tin đơn vị"
COMMUNE_SHEET = "Số liệu"
EXPLANATION_SHEET = "Giải trình"
AREA_SHEETS = {
    "general": "Mục tiêu chung",
    "institutions": "1. Thể chế",
    "procedures": "2. TTHC",
    "organisation": "3. Bộ máy",
    "civil_service": "4. Công vụ",
    "public_finance": "5. Tài chính công",
    "digital_government": "6. Chính quyền số",
    "direction": "Nhiệm vụ",
}
FORM_TITLE = "BIỂU SỐ LIỆU CẢI CÁCH HÀNH CHÍNH"
FORM_AGENCY_ROWS = ("Đơn vị", "Mã đơn vị", "Kỳ báo cáo", "Kế hoạch")
FORM_EXPLANATION_HEADS = ("Mã", "Nội dung giải trình")
FORM_GUIDE = (
    "Chỉ ghi vào các ô nền vàng. Không sửa ô khác, không thêm, bớt hoặc đổi tên trang.",
    "Cột «Số liệu»: số đếm ghi bằng số nguyên, ví dụ 1234 hoặc 1.234; ô có danh sách thì chọn "
    "một nội dung trong danh sách.",
    "Chưa có số liệu: để trống. Không phát sinh: ghi 0. Không ghi «không có», dấu gạch ngang "
    "hoặc chữ khác thay cho số.",
    "Số «trong đó» không lớn hơn số tổng của nó.",
    "Cột «Tài liệu kiểm chứng»: ghi số, ký hiệu, ngày của văn bản hoặc địa chỉ công khai. Không "
    "ghi họ tên, số điện thoại, số giấy tờ của cá nhân.",
    "Cần nói thêm về một dòng: ghi mã của dòng và nội dung ở trang «Giải trình».",
    "Ghi xong, lưu tệp dạng .xlsx và gửi Sở Nội vụ; xã, phường, thị trấn gửi qua UBND cấp huyện.",
)
FORM_NOTHING_ASKED = "Kỳ này đơn vị không phải báo số liệu nào theo biểu mẫu này."
FORM_CHOICE_TITLE = "Đề nghị chọn trong danh sách"
FORM_COUNT_TITLE = "Đề nghị ghi số nguyên"
FORM_COUNT_HELP = "Số nguyên từ 0 trở lên; chưa có số liệu thì để trống, không phát sinh thì ghi 0."


def form_subtitle(name: str, period: Period) -> str:
    """Whose form it is, and for which period."""
    return f"{name} – {period.label} ({span(period)})"


def form_register_label(label: str, level: Level) -> str:
    """A line of the province form: which list is meant."""
    return f"{label} ({LEVEL_WORDS[level]})"


def form_choice_help(choices: Sequence[str]) -> str:
    """What a field with a drop-down takes."""
    return f"Một trong các nội dung: {', '.join(choices)}. Chưa có số liệu thì để trống."


def one_line(text: str, most: int) -> str:
    """Foreign text on one line: any run of blanks is one space, the rest as `visible`."""
    return visible(" ".join(text.split()), most)


def quoted(value: object) -> str:
    """A cell's value as found, in guillemets; numbers with the decimal comma."""
    if isinstance(value, date):
        text = day(value)
    elif isinstance(value, float):
        text = format(value, ".15g").replace(".", ",")
    else:
        text = str(value)
    return f"«{one_line(text, 60)}»"


def _asking(found: str, ask: str) -> str:
    return f"{found}. Đề nghị {ask}."


def number_blank() -> str:
    """Nothing where a number is needed."""
    return _asking("ô để trống", "ghi số liệu")


def number_words(value: object) -> str:
    """Words or marks where a number is asked."""
    ask = "để trống nếu chưa có số liệu, ghi 0 nếu không phát sinh"
    return _asking(f"{quoted(value)} không phải là số", ask)


def number_unreadable(value: object) -> str:
    """Digits in a spelling that is none of ours."""
    ask = "chỉ dùng chữ số 0–9, dấu chấm ngăn hàng nghìn, dấu phẩy thập phân"
    return _asking(f"{quoted(value)} không đọc được là số", ask)


def number_letter(value: object) -> str:
    """A letter in place of a digit."""
    return _asking(f"{quoted(value)} có chữ cái lẫn trong số", "gõ lại số 0 hoặc số 1 cho đúng")


def number_other_digits(value: object) -> str:
    """Full-width or other foreign digits."""
    return _asking(f"{quoted(value)} có chữ số không thông dụng", "gõ lại bằng chữ số 0–9")


def number_note(value: object) -> str:
    """A note or a unit behind the number."""
    ask = f"chỉ ghi số; ghi chú đưa sang trang «{EXPLANATION_SHEET}»"
    return _asking(f"{quoted(value)} có chữ hoặc ghi chú kèm theo số", ask)


def number_either(value: object, one: str, other: str) -> str:
    """A spelling with two readings."""
    ask = "ghi lại, không dùng dấu ngăn hàng nghìn; phần thập phân sau dấu phẩy"
    return _asking(f"giá trị {quoted(value)} chưa rõ là {one} hay {other}", ask)


def number_english(value: object, meant: str) -> str:
    """Thousands grouped with commas."""
    found = f"giá trị {quoted(value)} dùng dấu phẩy ngăn hàng nghìn, ở đây là dấu thập phân"
    return _asking(found, f"ghi {meant} nếu đó là số đúng")


def number_comma(value: object, meant: str) -> str:
    """A decimal point."""
    return _asking(f"giá trị {quoted(value)} viết dấu chấm thập phân", f"ghi {meant}")


def number_not_whole(value: object) -> str:
    """A fraction in a count."""
    return _asking(f"giá trị {quoted(value)} không phải số nguyên", "ghi số đếm, ví dụ 1234")


def number_negative(value: object) -> str:
    """A number below zero where there is none."""
    return _asking(f"giá trị {quoted(value)} là số âm", "kiểm tra và ghi số từ 0 trở lên")


def number_too_long(value: object) -> str:
    """More digits than Excel keeps."""
    return _asking(f"giá trị {quoted(value)} quá lớn", "kiểm tra lại số này")


def number_truth(value: bool) -> str:
    """TRUE or FALSE in a number cell."""
    return _asking(f"ô chứa giá trị {str(value).upper()}, không phải là số", "ghi số liệu")


def number_is_day(value: object) -> str:
    """A number Excel has turned into a date."""
    ask = "xóa ô, định dạng ô là số rồi ghi lại"
    return _asking(f"ô chứa ngày {quoted(value)}, không phải là số", ask)


def rate_either(value: object, bare: str, hundredfold: str) -> str:
    """A share or a percentage (wording.md, message 1)."""
    ask = f"ghi {hundredfold} (hoặc {bare}% nếu đúng như vậy) rồi gửi lại"
    return _asking(f"giá trị {quoted(value)} chưa rõ là {bare} % hay {hundredfold} %", ask)


def rate_over(value: object) -> str:
    """A percentage over a hundred."""
    return _asking(f"tỷ lệ {quoted(value)} lớn hơn 100 %", "kiểm tra lại số này")


def day_unreadable(value: object) -> str:
    """No date."""
    ask = "ghi theo dạng ngày/tháng/năm, ví dụ 04/03/2022"
    return _asking(f"{quoted(value)} không đọc được là ngày", ask)


def day_short_year(value: object) -> str:
    """A year of two digits."""
    return _asking(f"ngày {quoted(value)} không ghi đủ năm", "ghi năm bằng bốn chữ số")


def day_not_there(value: object) -> str:
    """31/02, or month and day in the wrong order."""
    return _asking(f"không có ngày {quoted(value)} (ngày trước, tháng sau)", "kiểm tra lại")


def day_odd_year(value: object) -> str:
    """A year no dossier of ours can have."""
    return _asking(f"ngày {quoted(value)} có năm không hợp lý", "kiểm tra lại năm")


def day_serial(value: object, meant: date) -> str:
    """Excel's number of a day without a date format."""
    found = f"ô chứa số {quoted(value)}, có thể là ngày {day(meant)}"
    return _asking(found, "ghi theo dạng ngày/tháng/năm")


def at(file: str, sheet: str = "", cells: Sequence[str] = ()) -> str:
    """Where something was found: `Tệp a.xlsx, trang «2. TTHC», ô E5 và E6`."""
    return ", ".join([f"Tệp {file}", *([at_cells(sheet, cells)] if sheet else [])])


def at_cells(sheet: str, cells: Sequence[str] = ()) -> str:
    """The place within a workbook."""
    sheet = f"trang «{one_line(sheet, 60)}»"
    return f"{sheet}, ô {' và '.join(cells)}" if cells else sheet


def file_not_opened() -> str:
    """The file could not be opened at all."""
    return _asking("không mở được tệp", "kiểm tra quyền đọc tệp")


def file_kind(kind: str) -> str:
    """A file that is no .xlsx, whatever its name says."""
    ask = "gửi đúng biểu mẫu Excel (.xlsx) đã được cấp"
    return _asking(f"đây là {kind}, không phải tệp Excel dạng .xlsx", ask)


FILE_KINDS = {
    "empty": "tệp rỗng (0 byte)",
    "pdf": "tệp PDF",
    "html": "trang web (HTML)",
    "xml": "tệp XML",
    "image": "tệp ảnh",
    "archive": "tệp nén",
    "old_office": "tệp của bản Office cũ (.xls, .doc)",
    "binary_workbook": "tệp Excel nhị phân (.xlsb)",
    "opendocument": "tệp OpenDocument (.ods, .odt)",
    "word": "tệp Word (.docx)",
    "slides": "tệp PowerPoint (.pptx)",
    "text": "tệp văn bản",
    "unknown": "tệp không rõ định dạng",
}


def file_locked() -> str:
    """Password-protected."""
    return _asking("tệp có mật khẩu", "bỏ mật khẩu, lưu lại rồi gửi")


def file_damaged() -> str:
    """A torn or corrupt workbook."""
    return _asking("tệp hỏng hoặc chưa tải về đủ", "mở bằng Excel, lưu lại rồi gửi")


def file_active(part: str) -> str:
    """Macros, links to other files, embedded objects."""
    ask = "bỏ phần đó, lưu dạng .xlsx rồi gửi lại"
    return _asking(f"tệp chứa {FILE_PARTS[part]}", ask)


FILE_PARTS = {
    "macro": "macro",
    "link": "liên kết tới tệp khác",
    "object": "đối tượng nhúng",
    "doctype": "khai báo DOCTYPE không được phép",
    "name": "thành phần có đường dẫn không được phép",
    "entries": "quá nhiều thành phần",
}


def file_too_large() -> str:
    """More than a form can hold, packed or unpacked."""
    return _asking("tệp quá lớn so với một biểu mẫu", "dùng lại biểu mẫu gốc, chỉ ghi số liệu")


def file_far_cell(sheet: str, cell: str) -> str:
    """Content far outside the table."""
    found = f"trang «{one_line(sheet, 60)}» có nội dung ở ô {cell}, ngoài bảng của biểu mẫu"
    return _asking(found, "xóa phần đó rồi gửi lại")


def file_out_of_time() -> str:
    """Reading took too long."""
    return _asking("đọc tệp quá lâu nên phải dừng", "dùng lại biểu mẫu gốc, chỉ ghi số liệu")


def file_unreadable() -> str:
    """Reading failed for a reason we do not know."""
    return _asking("không đọc được tệp", "mở bằng Excel, lưu lại rồi gửi")


def form_no_stamp() -> str:
    """A workbook that is none of our forms."""
    return _asking("không phải biểu mẫu đã được cấp", "ghi số liệu vào đúng biểu mẫu")


def form_version(found: str, known: str) -> str:
    """A form of another version."""
    ask = f"dùng biểu mẫu phiên bản {known}"
    return _asking(f"phiên bản biểu mẫu {quoted(found)} không còn dùng", ask)


def form_other_plan(found: str, known: str) -> str:
    """A form of another plan."""
    ask = f"dùng biểu mẫu của Kế hoạch «{known}»"
    return _asking(f"biểu mẫu của Kế hoạch {quoted(found)}", ask)


def form_other_period(found: str, wanted: str) -> str:
    """A form of another period (wording.md, message 3)."""
    found = f"biểu mẫu của kỳ {quoted(found)}, kỳ đang nhận là «{wanted}»"
    return _asking(found, "dùng biểu mẫu đúng kỳ")


def form_other_agency(found: str, stamped: str) -> str:
    """The sheet's heading names another agency than the form was made for."""
    found = f"tiêu đề ghi {quoted(found)}, biểu mẫu này được cấp cho «{stamped}»"
    return _asking(found, "dùng đúng biểu mẫu của đơn vị")


def form_sheet_missing(sheet: str) -> str:
    """A sheet has been removed or renamed."""
    return _asking(f"thiếu trang «{sheet}»", "dùng lại biểu mẫu gốc, không đổi tên trang")


def form_heads_missing(heads: Sequence[str]) -> str:
    """Columns have been removed or renamed."""
    names = ", ".join(f"«{head}»" for head in heads)
    return _asking(f"thiếu cột {names}", "giữ nguyên hàng tiêu đề của biểu mẫu")


def form_heads_repeated(head: str) -> str:
    """Two columns of one name."""
    return _asking(f"có hai cột «{head}»", "giữ nguyên hàng tiêu đề của biểu mẫu")


def form_id_repeated(row_id: str) -> str:
    """One line given twice."""
    return _asking(f"mã {quoted(row_id)} ghi ở nhiều dòng", "giữ một dòng")


def form_id_absent() -> str:
    """A figure without an id beside it."""
    found = "có số liệu nhưng dòng này không có mã"
    return _asking(found, "ghi số liệu vào đúng dòng của biểu mẫu")


def form_merged(cells: str) -> str:
    """Merged data cells."""
    return _asking(f"các ô {cells} bị gộp", "bỏ gộp và ghi từng ô")


def cell_not_calculated() -> str:
    """A formula whose result was not saved."""
    return _asking("công thức chưa có kết quả", "mở bằng Excel, lưu lại rồi gửi, hoặc ghi số")


def cell_error(value: object) -> str:
    """An Excel error value."""
    return _asking(f"ô báo {quoted(value)}", "sửa công thức hoặc ghi số liệu")


def cell_not_chosen(value: object, choices: Sequence[str]) -> str:
    """Something else than the drop-down offers."""
    allowed = ", ".join(f"«{choice}»" for choice in choices)
    return _asking(f"{quoted(value)} không có trong danh sách", f"chọn một trong: {allowed}")


def evidence_too_long(length: int, most: int) -> str:
    """More text than a packet can show."""
    found = f"nội dung dài {number(length)} ký tự"
    return _asking(found, f"ghi không quá {number(most)} ký tự")


def part_exceeds(part: str, value: int, whole: str, total: int) -> str:
    """A part larger than its whole (wording.md, message 2)."""
    found = f"«{part}» ({number(value)}) lớn hơn «{whole}» ({number(total)})"
    return _asking(found, "kiểm tra hai số này")


def part_without_whole(part: str, whole: str) -> str:
    """A part is given, its whole is blank."""
    return _asking(f"«{part}» có số liệu nhưng «{whole}» để trống", "ghi đủ hai số")


def remark_cleaned(value: int) -> str:
    """Odd blanks were left out of a number."""
    return f"trong số có dấu cách hoặc ký tự ẩn; đã đọc là {number(value)}."


def remark_row_unknown(row_id: object) -> str:
    """A line the form does not ask."""
    return f"mã {quoted(row_id)} không có trong biểu mẫu của đơn vị; dòng này không được dùng."


def remark_rows_missing(row_ids: Sequence[str]) -> str:
    """Lines of the form that are gone."""
    ids = ", ".join(f"«{row_id}»" for row_id in row_ids)
    return f"thiếu dòng mang mã {ids}; các số liệu này coi như chưa có."


def remark_column_unknown(head: object) -> str:
    """A column the form does not have."""
    return f"cột {quoted(head)} không có trong biểu mẫu; cột này không được dùng."


def remark_sheet_unknown() -> str:
    """A sheet the form does not have."""
    return "trang này không có trong biểu mẫu và không được dùng."


def remark_evidence_alone() -> str:
    """Evidence beside an empty figure."""
    return "có tài liệu kiểm chứng nhưng chưa có số liệu."


# ---------------------------------------------------------------- command line

HELP_WORDS = {
    "Usage:": "Cách dùng:",
    "Options:": "Tùy chọn:",
    "Commands:": "Các lệnh:",
    "Arguments:": "Tham số:",
    "Show this message and exit.": "Hiện phần trợ giúp này.",
    "[OPTIONS]": "[TÙY CHỌN]",
    "COMMAND [ARGS]...": "LỆNH [THAM SỐ]...",
    "[default: ": "[mặc định: ",
    "[required]": "[bắt buộc]",
}
USAGE_FAULTS = (
    ("No such option: ", "không có tùy chọn "),
    ("No such command ", "không có lệnh "),
    ("Missing option ", "thiếu tùy chọn "),
    ("Missing argument ", "thiếu tham số "),
    ("Missing command.", "chưa ghi tên lệnh."),
    ("Got unexpected extra argument", "thừa tham số"),
    ("Invalid value for ", "giá trị không dùng được cho "),
    ("(Possible options: ", "(có thể là: "),
    ("Did you mean ", "Có phải "),
)
LOG_OPTIONS = "Đề nghị ghi đủ bốn tùy chọn --log, --mapping, --from, --to để tính từ một tệp."
PERIOD_OR_LOG = "Đề nghị ghi kỳ (--period), hoặc một tệp (--log cùng --mapping, --from, --to)."
INBOX_EMPTY = f"Chưa có tệp nào trong data/inbox: ghi ra một tỉnh mô phỏng trước ({SIMULATED})."
STOPPED = "Đã dừng theo yêu cầu; các phiếu lập xong được giữ nguyên, chạy lại lệnh để làm tiếp."


def help_text(text: str) -> str:
    """The command line's help with its headings in Vietnamese."""
    for english, vietnamese in HELP_WORDS.items():
        text = text.replace(english, vietnamese)
    return text


def wrong_command(message: str, command: str) -> str:
    """A command line that could not be understood."""
    for english, vietnamese in USAGE_FAULTS:
        message = message.replace(english, vietnamese)
    return f"Lệnh chưa đúng: {message.rstrip('.')}. Xem cách dùng bằng lệnh: {command} --help."


def which_plan(there: list[str]) -> str:
    """Several plans, or none, and none was named."""
    names = ", ".join(there) if there else "chưa có Kế hoạch nào trong params/plans"
    return f"Đề nghị ghi mã Kế hoạch bằng --plan (hiện có: {names})."


def unknown_area(area: str, known: list[str]) -> str:
    """An area the plan does not have."""
    return f"Không có lĩnh vực «{area}». Các lĩnh vực của Kế hoạch: {', '.join(known)}."


def not_a_day(text: str) -> str:
    """A day on the command line that is none."""
    return f"Ngày «{text}» không đúng. Đề nghị ghi năm-tháng-ngày, ví dụ 2022-03-14."


def demo_written(inbox: object) -> str:
    """The simulated province lies there."""
    return f"Đã ghi tỉnh mô phỏng ({SIMULATED}) vào {inbox}."


def forms_written(count: int, folder: object) -> str:
    """Blank forms lie there."""
    return f"Đã ghi biểu mẫu của {number(count)} đơn vị vào {folder}."


def no_manifest(folder: object) -> str:
    """A folder that is no folder of results."""
    return (
        f"Thư mục {folder} không có tệp MANIFEST.sha256 nên không kiểm tra được. "
        "Đề nghị chỉ đúng thư mục kết quả của một kỳ."
    )


def folder_intact(folder: object) -> str:
    """Nothing differs from the manifest."""
    return (
        f"Thư mục {folder} còn nguyên vẹn: mọi tệp khớp với MANIFEST.sha256, đúng đơn vị, đúng kỳ."
    )


def packet_gap(agency: str, reason: str) -> str:
    """A packet that is not whole."""
    return f"Phiếu của {agency} còn thiếu: {reason}."


def render_summary(made: int, kept: int, gaps: int) -> str:
    """What a batch did."""
    return (
        f"Đã lập {number(made)} phiếu; giữ nguyên {number(kept)} phiếu; "
        f"{number(gaps)} phiếu còn thiếu phần (kể cả phiếu chung toàn tỉnh)."
    )


def look_at(path: object) -> str:
    """Where to look."""
    return f"Xem kết quả: {path}"


def file_fault(fault: OSError) -> str:
    """A file or folder that could not be read or written."""
    causes = {
        13: "không có quyền ghi hoặc đọc",
        17: "đã có sẵn một tệp trùng tên",
        20: "có một tệp nằm ở chỗ lẽ ra là thư mục",
        21: "là thư mục, không phải tệp",
        2: "không tìm thấy",
        24: "mở quá nhiều tệp cùng lúc",
        28: "ổ đĩa đã đầy",
        30: "ổ đĩa chỉ cho đọc",
    }
    cause = causes.get(fault.errno or 0, fault.strerror or type(fault).__name__)
    where = f"{fault.filename}: " if fault.filename else ""
    return f"Không làm được: {where}{cause}. Đề nghị kiểm tra đường dẫn và quyền của thư mục."


# ---------------------------------------------------------------- store


STORE_BUSY = (
    "Một lần nhận số liệu khác đang ghi vào kho dữ liệu. Đề nghị chờ lần đó xong rồi chạy lại."
)
ORIGIN_WORDS = {True: "số liệu mô phỏng", False: "số liệu thật"}


def other_origin(plan_id: str, period_id: str, holds_simulated: bool) -> str:
    """The store holds data of the other origin."""
    held, offered = ORIGIN_WORDS[holds_simulated], ORIGIN_WORDS[not holds_simulated]
    return (
        f"Kho dữ liệu của Kế hoạch {plan_id} đang giữ {held} (kỳ {period_id}), số liệu đang nhận "
        f"là {offered}; hai loại không để chung. Đề nghị chọn thư mục dữ liệu khác bằng --data."
    )


def store_unwritable(why: str) -> str:
    """The operating system refused to write."""
    return f"Không ghi được kho dữ liệu ({why}). Số liệu đã nhận trước đó vẫn còn nguyên."


def snapshot_damaged(period_id: str) -> str:
    """A snapshot that `current` names is missing or cannot be read."""
    return (
        f"Kho dữ liệu của kỳ {period_id} bị thiếu hoặc hỏng tệp. "
        f"Đề nghị nhận lại số liệu bằng lệnh: cchc intake --period {period_id}."
    )


def identity_break(identity: str, left: int, right: int) -> str:
    """An identity of form II.06a that does not hold, e.g. `3 = 4 + 5 + 6`."""
    if identity == "6 = 11":
        return f"Cột 6 ({number(left)}) khác cột 11 của kỳ liền trước ({number(right)})."
    return f"Cột {identity} không khớp: {number(left)} khác {number(right)}."


# ---------------------------------------------------------------- intake/logs


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
    "no_answer": "để trống mức độ hài lòng; phiếu không hợp lệ.",
    "unknown_answer": "mức độ hài lòng không có trong thang đo; phiếu không hợp lệ.",
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


# ---------------------------------------------------------------- demo


def demo_folder_in_use(folder: object) -> str:
    """The simulated province is never written over what may be real."""
    return (
        f"Thư mục «{folder}» đã có tệp và không được đánh dấu là số liệu mô phỏng. "
        "Đề nghị chọn thư mục khác."
    )


# ---------------------------------------------------------------- intake of a folder


def inbox_empty(folder: object, period: Period) -> str:
    """Nothing was sent for a period."""
    return (
        f"Thư mục {folder} không có tệp số liệu nào của kỳ «{period.label}». "
        "Đề nghị chép các tệp đã nhận vào đó rồi chạy lại."
    )


def origin_unreadable(path: object) -> str:
    """An origin note that says nothing clear."""
    return (
        f"Tệp {path}: không đọc được ghi chú nguồn số liệu (cần «simulated: true» và «seed: số»). "
        "Đề nghị lấy lại tệp gốc, hoặc bỏ tệp này nếu thư mục chứa số liệu thật."
    )


def file_changed_meanwhile(file: str) -> str:
    """A file written to while it was read."""
    return f"Tệp {file}: nội dung thay đổi trong lúc đang nhận. Đề nghị lưu, đóng tệp rồi chạy lại."


def two_forms(files: list[str]) -> str:
    """Different forms of one agency."""
    return (
        f"Một đơn vị gửi nhiều biểu khác nhau: {', '.join(files)}. Đề nghị giữ lại một tệp; "
        "phần mềm không tự chọn."
    )


def two_exports(files: list[str]) -> str:
    """Different exports of one kind."""
    return (
        f"Một kỳ có nhiều tệp xuất cùng loại khác nhau: {', '.join(files)}. "
        "Đề nghị giữ lại một tệp xuất đủ cả kỳ; phần mềm không tự gộp, không tự chọn."
    )


def sent_twice(first: str) -> str:
    """The same bytes again."""
    return f"Tệp này giống hệt tệp {first}, chỉ tính một lần."


def taken_in(period: Period, accepted: int, refused: int, unsent: int, simulated: bool) -> str:
    """What intake did."""
    mark = f" [{SIMULATED}]" if simulated else ""
    return (
        f"Kỳ «{period.label}»{mark}: nhận {number(accepted)} tệp, trả lại {number(refused)} tệp; "
        f"{number(unsent)} đơn vị chưa có biểu số liệu được nhận."
    )


def notebook_output_too_large(megabytes: int) -> str:
    """A notebook that shows more than a packet can hold."""
    return f"kết quả lớn hơn mức cho phép ({number(megabytes)} MB)"


NO_WARM_ENGINE = (
    "Máy này không chạy được cách «warm»; phiếu được lập bằng cách «standard», "
    "chậm hơn, kết quả như nhau."
)
WORKER_LOST = "tiến trình lập phiếu dừng đột ngột hai lần"
