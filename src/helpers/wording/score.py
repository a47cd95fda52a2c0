"""The points of an agency: how they are earned, where they are lost."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from helpers.model import Classed, NoClass, PointRule, Score, Scoring, Unclassed
from helpers.model.rounding import shown
from helpers.wording.core import number, percent

HEADS = ("Điểm", "Tối đa", "Mất điểm nhiều nhất")
FIRM, ASPIRED = "phần phải đạt", "phần phấn đấu"
WITHHELD = (
    "chưa nêu điểm vì số liệu còn thiếu có thể làm điểm thay đổi hơn một phần năm số điểm tối đa"
)


def figure(score: Score) -> str:
    """Points as one figure, or as a range where data is missing: `16,5/23 điểm (71,7%)`."""
    low, high, full = (_points(x, score.maximum) for x in (score.low, score.high, score.maximum))
    if low == high:
        share = percent(Fraction(100 * score.low, score.maximum))
        return f"{low}/{full} điểm ({share})"
    return f"từ {low} đến {high} trên {full} điểm, tùy số liệu còn thiếu"


def _points(value: Fraction, full: Fraction) -> str:
    """Points, never rounded onto the full number they do not reach."""
    printed, decimals = shown(value, full)
    return number(printed, 0 if value == int(value) else decimals)


def span(low: Fraction, high: Fraction, full: Fraction) -> str:
    """The points of an area in a cell."""
    one, two = _points(low, full), _points(high, full)
    return one if one == two else f"{one}–{two}"


def total(scoring: Scoring, parts: Iterable[tuple[str, str]]) -> str:
    """The score in a sentence with the rule by which it is earned; `parts`: of the firm and of the
    aspired targets, each with its name."""
    words = "; ".join(f"{name} {score}" for name, score in parts)
    return f"{scoring.label}: {words}. {rule(scoring)}."


def rule(scoring: Scoring) -> str:
    """How points are earned."""
    points = {each.points for each in scoring.rules.values()}
    formulas = {each.formula for each in scoring.rules.values()}
    most = f"{number(points.pop())} điểm" if len(points) == 1 else "số điểm nêu ở trang «Cách tính»"
    words = f"Mỗi chỉ tiêu tối đa {most}"
    if "linear" in formulas:
        words += ", chưa đến mức vẫn được điểm theo tỷ lệ giữa kết quả và mức"
    return words


def of_rule(rule: PointRule) -> str:
    """How one target earns points."""
    most = f"{number(rule.points)} điểm"
    match rule.formula:
        case "linear":
            return f"Tối đa {most}, chưa đến mức thì tính theo tỷ lệ giữa kết quả và mức."
        case "yes_no":
            return f"{most} khi đạt, không thì 0."
        case _:
            steps = (f"từ {number(s.at_least)}: {number(s.points)} điểm" for s in rule.steps)
            return f"Theo bậc: {'; '.join(steps)}."


def loss(label: str, points: Fraction) -> str:
    """A target with the points it costs."""
    return f"{label} (−{_points(points, Fraction(0))})"


NO_CLASS = {
    NoClass.NO_CONVENTION: "chưa có quy định xếp loại",
    NoClass.PART_OF_YEAR: "chỉ xếp loại cho cả năm",
    NoClass.NO_POINTS: "không có chỉ tiêu được tính điểm",
    NoClass.TOO_OPEN: "số liệu còn thiếu làm điểm thay đổi hơn một phần năm",
}


def no_class(given: Unclassed) -> str:
    """Why an agency has no class."""
    return f"Không nêu xếp loại: {given.words.rstrip(' .') or NO_CLASS[given.reason]}."


def class_words(given: Classed, to_next: tuple[Fraction, str] | None) -> str:
    """The class of an agency, the ceiling of its head's rating, the points to the next class."""
    name = f"«{given.name}»"
    if given.highest:
        name += f" hoặc «{given.highest.name}», tùy số liệu còn thiếu"
    words = f"Xếp loại: {name}"
    if given.ceiling:
        words += f"; mức xếp loại tối đa của người đứng đầu: «{given.ceiling}»"
    if to_next:
        words += f"; còn thiếu {_points(to_next[0], Fraction(0))} điểm đến loại «{to_next[1]}»"
    basis = f" (theo {given.basis.decision})" if given.basis.decision else ""
    return f"{words}{basis}."
