"""Verdicts, reasons and margins in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from helpers.model import (
    Comparison,
    FigureSource,
    Judged,
    Level,
    Measure,
    Period,
    Plan,
    Reason,
    Result,
    Status,
    Target,
)
from helpers.model.results import ON_PACE_FROM
from helpers.model.rounding import rounded, rounded_up
from helpers.wording import unconfirmed
from helpers.wording.core import counts, day, in_plan, number, percent
from helpers.wording.results import missing_agencies, undated_words
from helpers.wording.states import REASON_WORDS, SOURCE_WORDS, STATUS_WORDS


def source_words(source: FigureSource, appraiser: str, plan: Plan, level: Level) -> str:
    """Where a figure of `level` comes from; `appraiser`: who appraised it, empty for the body in
    charge of the evaluation."""
    if source is FigureSource.APPRAISED and appraiser:
        return f"{appraiser} thẩm định"
    return in_plan(SOURCE_WORDS[source], plan, level)


def large_sample(answers: int, population: int) -> str:
    """A sample that is a large part of its population."""
    part = percent(Fraction(100 * answers, population), Fraction(5))
    return (
        f"số lượt trả lời bằng {part} số hồ sơ đã giải quyết ({counts(answers, population)}), "
        f"trên 5%: khoảng tin cậy chưa hiệu chỉnh theo tổng thể hữu hạn, thực tế hẹp hơn"
    )


def status_words(result: Result, period: Period) -> str:
    """The verdict in words; before the year's end "missed" is worded as "below so far"."""
    verdict, target = result.verdict, result.target
    judged = target.judged.get(result.level)
    match verdict.status:
        case None:
            return STATUS_WORDS["contribution" if judged is Judged.CONTRIBUTION else "watched"]
        case Status.MET:
            return STATUS_WORDS[Status.MET if period.final else "met_so_far"]
        case Status.MISSED:
            return _missed(target, period)
        case Status.NOT_DUE:
            if verdict.reason in NOT_YET:
                return f"{STATUS_WORDS['not_yet']} ({REASON_WORDS[verdict.reason]})"
            return f"{STATUS_WORDS[Status.NOT_DUE]} ({_due_words(target, verdict.reason)})"
        case Status.NO_DATA if verdict.reason is Reason.AGENCIES_MISSING and _has_figure(result):
            return STATUS_WORDS["too_few_data"]
        case _:
            return STATUS_WORDS[verdict.status]


def _has_figure(result: Result) -> bool:
    return result.observation is not None and result.observation.missing is None


def _due_words(target: Target, reason: Reason | None) -> str:
    """When a target is due: by its year, or within the year of the plan by its last day."""
    if reason is Reason.DUE_LATER:
        return f"đến năm {target.due}"
    return day(date(target.due, 12, 31))


def _missed(target: Target, period: Period) -> str:
    if not period.final:
        over = target.comparison is Comparison.AT_MOST
        return STATUS_WORDS["above_so_far" if over else "below_so_far"]
    return STATUS_WORDS[Status.MISSED if target.firm else "missed_aspired"]


# Reasons that are part of the words of the status "not due".
NOT_YET = (Reason.NO_SURVEY, Reason.NOT_IN_SURVEY, Reason.YEAR_END)


# Reasons for which the size of the sample is given.
SAMPLE_REASONS = (Reason.SMALL_SAMPLE, Reason.WITHIN_ERROR)


def reason_words(result: Result, plan: Plan) -> str:
    """The reason of a verdict; empty where the figure is enough."""
    reason, observation = result.verdict.reason, result.observation
    if reason is None:
        return ""
    if reason in SAMPLE_REASONS and observation and observation.denominator:
        return f"{REASON_WORDS[reason]}: {number(observation.denominator)} lượt trả lời"
    if reason is Reason.NO_DUE_DAY and observation:
        return undated_words(observation.undated)
    if reason is Reason.UNCONFIRMED and observation and observation.unconfirmed:
        return unconfirmed.turned(observation.unconfirmed)
    if reason is Reason.AGENCIES_MISSING and observation:
        return missing_agencies(observation.answered, observation.asked)
    return in_plan(REASON_WORDS[reason], plan, result.level)


def thing_words(result: Result, of: str) -> str:
    """What a margin counts. `of`: which of several figures decides; they may count different
    things, but ballots are ballots whatever they are about."""
    thing = result.target.thing or "đơn vị"
    if not of:
        return thing
    ballots = result.observation is not None and result.observation.surveyed
    return f"{thing} ({of})" if ballots else f"({of})"


def margin_words(result: Result, of: str = "") -> str:
    """The margin in units of work: `còn thiếu 58 kết quả`, `vượt 12 hồ sơ`; empty if unknown.

    `of`: which of several figures is meant, where the lowest decides."""
    verdict, target = result.verdict, result.target
    units = verdict.margin_units
    if units is None or verdict.status not in (Status.MET, Status.MISSED):
        return ""
    words = f"{number(abs(units))} {thing_words(result, of)}"
    if target.comparison is Comparison.AT_MOST:
        if verdict.status is Status.MISSED:
            return f"quá mức {words}"
        return f"còn {words} đến mức" if units else "vừa đủ"
    if verdict.status is Status.MISSED:
        return f"còn phải giảm {words}" if target.measure is Measure.FALL else f"còn thiếu {words}"
    return f"vượt {words}" if units else "vừa đủ"


WITHHELD = "không nêu"
FEW_IN_A_GROUP = (
    "không nêu từng lĩnh vực, lượt trả lời tự nguyện vì có nhóm dưới {least_ballots} lượt trả lời, "
    "để giữ riêng tư"
)
FEW_IN_A_MEMBER = (
    "từng lĩnh vực và lượt trả lời tự nguyện không gồm đơn vị có nhóm dưới {least_ballots} lượt "
    "trả lời, để giữ riêng tư"
)
OPINION_WITHHELD = "nội dung không nêu, để giữ riêng tư"
JUDGED_INSTEAD = "đánh giá theo mức độ, không tính tỷ lệ"


def deciding(of: str) -> str:
    """Which of several figures under one threshold decided."""
    return f"lấy số thấp hơn: {of}"


def from_to(before: int, now: int) -> str:
    """Two counts, then and now: `từ 420 còn 408`."""
    link = "lên" if now > before else "còn" if now < before else "vẫn"
    return f"từ {number(before)} {link} {number(now)}"


def since(start: date) -> str:
    """The head of a figure that runs since the year's start."""
    return f"lũy kế từ {day(start)}"


def baseline(year: int) -> str:
    """The head of a figure at the end of the base year."""
    return f"số gốc năm {year}"


def pace_words(pace: Fraction) -> str:
    """The part of the planned path that is done: `đạt 97% đường tiến độ`."""
    return f"đạt {percent(100 * pace, 100 * ON_PACE_FROM)} đường tiến độ"


def needed_words(needed: Fraction, comparison: Comparison | None) -> str:
    """What the rest of the year must reach, rounded so that it is enough."""
    upper, strict = comparison is Comparison.AT_MOST, comparison is Comparison.MORE_THAN
    if needed < 0 if upper else needed > 100 or (strict and needed == 100):
        return OUT_OF_REACH
    if needed >= 100 if upper else needed < 0 or (not strict and not needed):
        return "đã chắc chắn đạt"
    if upper:
        return f"thời gian còn lại của năm không được quá {number(-rounded_up(-needed, 1))}%"
    word = "trên" if strict else "từ"
    least = number(rounded_up(needed, 1))
    return f"thời gian còn lại của năm phải đạt {word} {least}%"


OUT_OF_REACH = "không thể đạt trong năm"


def out_of_reach(result: Result) -> bool:
    """Whether the rest of the year cannot make up for what is missing, as far as it is known."""
    needed = result.verdict.needed
    comparison = result.target.comparison
    return needed is not None and needed_words(needed, comparison) == OUT_OF_REACH


def outlook_words(result: Result) -> str:
    """What the rest of the year must reach, with what that assumes; empty where it is not known.

    Of 100% nothing can be made up for, however much is still to come."""
    verdict, target = result.verdict, result.target
    if verdict.needed is None or verdict.expected is None:
        return ""
    words = needed_words(verdict.needed, target.comparison)
    if words == OUT_OF_REACH and target.threshold(result.level) == 100:
        return words
    rest = number(max(Fraction(1), rounded(verdict.expected, 0)))
    return (
        f"nếu từ nay đến cuối năm có khoảng {rest} {target.denominator or target.thing} (bình quân "
        f"ngày như từ đầu năm) thì {words}"
    )


def of_this_period(since_start: str) -> str:
    """A verdict on a later part of the year alone; `since_start`: the figure since it began."""
    return f"tính riêng kỳ này; lũy kế từ đầu năm {since_start}"
