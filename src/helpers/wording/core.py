"""Numbers, dates, names and places in Vietnamese spelling; the words every page shares."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from babel.numbers import format_decimal

from helpers.model import (
    Comparison,
    Judged,
    Judgement,
    Level,
    Measure,
    Observation,
    Period,
    Rollup,
    Source,
    Target,
)
from helpers.model.rounding import rounded, shown

NBSP = "\u00a0"


SIMULATED = "SỐ LIỆU MÔ PHỎNG"


DRAFT = "DỰ THẢO"


UNVERIFIED = "chưa kiểm chứng"


SCORE_LABEL = "điểm theo chỉ tiêu Kế hoạch"


def number(value: int | Fraction | float, decimals: int | None = None) -> str:
    """A number in Vietnamese spelling: 49.694 or 78,5 (dot for thousands, comma for decimals)."""
    if decimals is None:
        decimals = 0 if value == int(value) else 1
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    scaled = int(rounded(Fraction(value), decimals) * 10**decimals)
    return format_decimal(Decimal(scaled).scaleb(-decimals), format=pattern, locale="vi")


def percent(value: Fraction, threshold: Fraction | None = None) -> str:
    """A percentage such as `85,3 %`, never rounded across its threshold; no needless zeros."""
    figure, decimals = shown(value, threshold)
    exact = next((places for places in (0, 1) if value == rounded(value, places)), decimals)
    return f"{number(figure, min(decimals, exact))}{NBSP}%"


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


DISTRICT_SOURCE, RECORDED_SOURCE = "UBND cấp huyện cung cấp", "Sở Nội vụ ghi nhận"


JUDGEMENT_WORDS = {
    Judgement.DONE: "Đã hoàn thành",
    Judgement.UNDER_WAY: "Đang thực hiện",
    Judgement.NOT_BEGUN: "Chưa thực hiện",
}


def large_sample(answers: int, population: int) -> str:
    """A sample that is a large part of those it stands for."""
    part = percent(Fraction(100 * answers, population), Fraction(5))
    return (
        f"số phiếu bằng {part} số hồ sơ đã giải quyết ({number(answers)}/{number(population)}), "
        f"trên 5{NBSP}%: khoảng tin cậy chưa hiệu chỉnh theo tổng thể hữu hạn, thực tế hẹp hơn"
    )


COMPARISON_WORDS = {
    Comparison.AT_LEAST: "tối thiểu",
    Comparison.MORE_THAN: "trên",
    Comparison.AT_MOST: "không quá",
}


YES, NO = "Có", "Không"


def source_of(target: Target, observation: Observation, whole: bool) -> str:
    """Where a figure comes from, in words; `whole`: it stands for the province."""
    if observation.surveyed:
        return SURVEY_SOURCE
    if observation.source is Source.REPORTED:
        return _who_reports(target, observation.level, whole)
    if observation.by:
        return f"{observation.by} thẩm định"
    return SOURCE_WORDS[observation.source]


def _who_reports(target: Target, level: Level, whole: bool) -> str:
    listed = any(entry.register for entry in target.inputs)
    shared = target.rollup is Rollup.DISTINCT and target.judged.get(level) is Judged.INFO
    if listed and (shared or (whole and target.rollup in (Rollup.DIRECT, Rollup.DISTINCT))):
        return PROVINCE_FORM_SOURCE
    if answered_by_parent(target, level):
        return DISTRICT_SOURCE if level is Level.COMMUNE else RECORDED_SOURCE
    return SOURCE_WORDS[Source.REPORTED]


def answered_by_parent(target: Target, level: Level) -> bool:
    """Whether all that is asked about agencies of a level is answered by their parent."""
    asked = target.asked(level)
    return bool(asked) and all(level in entry.by_parent for entry in asked)


def value_figure(target: Target, level: Level, value: Fraction) -> str:
    """A target's value with its unit: `33,9 %`, `giảm 3,4 %`, `tăng 2 bậc`; never rounded across
    its threshold."""
    match target.measure:
        case Measure.FALL:
            return _fall(value, target.threshold(level))
        case Measure.GAIN:
            word = "tăng" if value > 0 else "giảm"
            return f"{word} {figure(abs(value), target.unit)}" if value else UNCHANGED
        case _:
            return figure(value, target.unit, target.threshold(level))


def _fall(value: Fraction, limit: Fraction | None) -> str:
    if not value:
        return UNCHANGED
    if value < 0:
        return f"tăng {percent(-value, Fraction(0))}"
    return f"giảm {percent(value, limit)}"


UNCHANGED = "không đổi"


def threshold_figure(target: Target, limit: Fraction) -> str:
    """The figure of a threshold: `60 %`, `2/3 (66,7 %)`, `1 bậc`."""
    if target.measure is Measure.RATIO:
        ratio = limit / 100
        return f"{ratio.numerator}/{ratio.denominator} ({percent(limit)})"
    return figure(limit, "%" if target.measure is Measure.FALL else target.unit)


def threshold_words(target: Target, level: Level) -> str:
    """The threshold as read: `Tối thiểu 60 %`, with `Phấn đấu` where the plan strives."""
    limit = target.threshold(level)
    if limit is None or target.comparison is None:
        return ""
    text = " ".join([*([] if target.firm else ["phấn đấu"]), _limit_words(target, limit)])
    return text[0].upper() + text[1:]


def _limit_words(target: Target, limit: Fraction) -> str:
    assert target.comparison is not None
    word, words = COMPARISON_WORDS[target.comparison], threshold_figure(target, limit)
    match target.measure:
        case Measure.FALL:
            return f"giảm {word} {words}{target.unit.removeprefix('% giảm')}"
        case Measure.GAIN:
            return f"tăng từ {words}"
    if target.comparison is Comparison.AT_LEAST and limit == 100:
        return words
    return f"{word} {words}"
