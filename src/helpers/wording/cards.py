"""Cards of indicators, filled in from the data or typed in."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from helpers.model import (
    Card,
    CardFault,
    CardFinding,
    CardResult,
    Earned,
    Level,
    NoPoints,
    Period,
    Plan,
)
from helpers.model.spelling import visible
from helpers.wording.core import LEFT_BLANK, SIMULATED, UNVERIFIED, in_plan, number, within
from helpers.wording.score import NO_CLASS, WITHHELD
from helpers.wording.states import REASON_WORDS

UNIT_HEAD, TOTAL_HEAD = "Đơn vị", "Tổng điểm"
TOTAL = "tổng"

NEITHER = "Đề nghị ghi đúng một trong ba: mã đơn vị, --all, hoặc --check TỆP."
PERIOD_NEEDED = "Đề nghị ghi kỳ (--period) để tính thử thẻ."
NO_ROWS = "Tệp chỉ có dòng tên cột, không có dòng nào để kiểm tra. Đề nghị bổ sung các dòng."
ONE_BY_ONE = "Thẻ chỉ tính cho từng đơn vị, không tính chung. Đề nghị ghi mã đơn vị hoặc --all."

MISSING = {
    NoPoints.NO_EXPORT: "chưa có dữ liệu hồ sơ một cửa của kỳ",
    NoPoints.NONE_RESOLVED: "dữ liệu hồ sơ của kỳ không có hồ sơ đã giải quyết của đơn vị",
    NoPoints.NO_TARGET: "Kế hoạch không đếm câu trả lời khảo sát này cho đơn vị",
}


def indicator_head(place: int) -> str:
    """The head of the column of an indicator on a card that is typed in."""
    return f"Chỉ số {place}"


def which_card(given: str, known: Sequence[str]) -> str:
    """No card has that id, or it is not clear which one is meant."""
    there = ", ".join(known) or "chưa có thẻ nào"
    if given:
        return f"Không có thẻ «{visible(given)}» trong params/cards; các thẻ hiện có: {there}."
    return f"Đề nghị ghi mã thẻ (--card); các thẻ hiện có: {there}."


def points(value: Fraction) -> str:
    """Points with the decimals they have, as many as may be typed: 1,978."""
    decimals = next((n for n in range(6) if (value * 10**n).denominator == 1), 6)
    return number(value, decimals)


def span(low: Fraction, high: Fraction) -> str:
    """Points, or the range that missing data leave: 1,2–1,6."""
    return points(low) if low == high else f"{points(low)}–{points(high)}"


def basis(earned: Earned, plan: Plan, level: Level) -> str:
    """The counts behind points, or why there are none; `level`: of the agency."""
    match earned.missing:
        case None:
            given = earned.indicator
            unsure = "" if given.verified else f" ({UNVERIFIED}: {within(given.source)})"
            return _counts(earned) + unsure
        case NoPoints.NOT_COMPUTED:
            why = earned.indicator.not_computed
        case NoPoints() as reason:
            why = MISSING[reason]
        case reason:
            why = in_plan(REASON_WORDS[reason], plan, level)
    return f"không tính được: {why}"


def _counts(earned: Earned) -> str:
    if earned.indicator.ballots:
        satisfied, valid = map(number, earned.counts)
        return f"{satisfied} lượt hài lòng trên {valid} lượt trả lời hợp lệ"
    early, due_day, late, undated = map(number, earned.counts)
    words = f"trước hạn {early}, đúng hạn {due_day}, quá hạn {late}"
    return words + (f", không ghi ngày hẹn trả {undated}" if earned.counts[-1] else "")


def total_basis(result: CardResult) -> str:
    """What the total rests on: what is open, and which class follows."""
    gaps = [each.indicator.number for each in result.earned if each.missing]
    parts = []
    if gaps:
        parts.append(f"không tính được chỉ số {', '.join(map(str, gaps))}")
    if result.withheld:
        parts.append(WITHHELD)
    elif result.no_class:
        parts.append(f"không nêu xếp loại: {NO_CLASS[result.no_class]}")
    else:
        names = " hoặc ".join(f"«{name}»" for name in result.classes)
        unsure = "" if result.card.grades.verified else f" (mức xếp loại {UNVERIFIED})"
        parts.append(f"tương ứng loại {names}{unsure}")
    return "; ".join(parts)


def table_row(
    name: str, number: str, earned: str, most: Fraction, why: str, label: str
) -> dict[str, str]:
    """A row of the printed table; `earned`: empty where it is withheld."""
    return {
        "Đơn vị": name,
        "Chỉ số": number,
        "Điểm": earned or "không nêu",
        "Tối đa": points(most),
        "Căn cứ": why,
        "Tên chỉ số": label,
    }


def heading(card: Card, period: Period, simulated: bool) -> str:
    """The lines above the printed table."""
    lines = [f"{card.label} – {period.label}", remark(card, simulated), f"Theo: {card.document}."]
    return "\n".join(lines)


def remark(card: Card, simulated: bool) -> str:
    """What every reader of figures of a card must know."""
    words = [card.note]
    if not (card.verified and all(each.verified for each in card.indicators)):
        words.append(f"cách cho điểm {UNVERIFIED}")
    if simulated:
        words.append(SIMULATED)
    return "; ".join(words) + "."


def finding(found: CardFinding) -> str:
    """A fault of a row of a card that was typed in."""
    row = found.row
    place = f"Dòng {row.line}, «{visible(row.name) or LEFT_BLANK}»"
    column = TOTAL_HEAD.lower() if found.number is None else f"chỉ số {found.number}"
    if found.fault is CardFault.NO_FIGURE:
        return f"{place}: {column} không phải là số nên không cộng được. Đề nghị ghi lại."
    assert found.found is not None and found.expected is not None
    typed, expected = points(found.found), points(found.expected)
    if found.fault is CardFault.OUT_OF_RANGE:
        return f"{place}: {column} ghi {typed}, cần từ 0 đến {expected}. Đề nghị kiểm tra lại."
    gap = points(abs(found.found - found.expected))
    return (
        f"{place}: tổng điểm ghi {typed}, cộng các chỉ số được {expected}, chênh {gap}. Đề nghị "
        "kiểm tra lại tổng điểm và từng chỉ số."
    )


def checked(rows: int, wrong: int) -> str:
    """How many rows of a card that was typed in were checked, and how many have faults."""
    said = f"{number(wrong)} dòng cần kiểm tra lại" if wrong else "mọi tổng điểm đều khớp"
    return f"Đã kiểm tra {number(rows)} dòng: {said}."
