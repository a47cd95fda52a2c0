"""Thresholds and values of targets in words."""

from __future__ import annotations

from fractions import Fraction

from helpers.model import Comparison, Level, Measure, Target, rounding
from helpers.wording.core import figure, percent

COMPARISON_WORDS = {
    Comparison.AT_LEAST: "tối thiểu",
    Comparison.MORE_THAN: "trên",
    Comparison.AT_MOST: "không quá",
}


def value_figure(target: Target, level: Level, value: Fraction) -> str:
    """A target's value with its unit: `33,9%`, `giảm 3,4%`, `tăng 2 bậc`; never rounded across
    its threshold."""
    match target.measure:
        case Measure.FALL:
            return _fall(value, target.threshold(level))
        case Measure.GAIN:
            word = "tăng" if value > 0 else "giảm"
            return f"{word} {figure(abs(value), target.unit)}" if value else UNCHANGED
        case _:
            return figure(value, target.unit, target.threshold(level))


def median_figure(target: Target, median: Fraction) -> str:
    """A median, which is rounded already: it says nothing of a threshold."""
    rounded = rounding.rounded(median, 1)
    match target.measure:
        case Measure.FALL:
            return _fall(rounded, None)
        case Measure.GAIN:
            word = "tăng" if rounded > 0 else "giảm"
            return f"{word} {figure(abs(rounded), target.unit)}" if rounded else UNCHANGED
        case _:
            return figure(rounded, target.unit)


def _fall(value: Fraction, limit: Fraction | None) -> str:
    if not value:
        return UNCHANGED
    if value < 0:
        return f"tăng {percent(-value, Fraction(0))}"
    return f"giảm {percent(value, limit)}"


UNCHANGED = "không đổi"


def threshold_figure(target: Target, limit: Fraction) -> str:
    """The figure of a threshold: `60%`, `2/3 (66,7%)`, `1 bậc`."""
    if target.measure is Measure.RATIO:
        ratio = limit / 100
        return f"{ratio.numerator}/{ratio.denominator} ({percent(limit)})"
    return figure(limit, "%" if target.measure is Measure.FALL else target.unit)


def threshold_words(target: Target, level: Level) -> str:
    """The threshold as read: `Tối thiểu 60%`, with `Phấn đấu` where the plan strives."""
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
            return f"giảm {word} {words}{target.unit.removeprefix('%').removeprefix(' giảm')}"
        case Measure.GAIN:
            return f"tăng từ {words}"
    if target.comparison is Comparison.AT_LEAST and limit == 100:
        return words
    return f"{word} {words}"
