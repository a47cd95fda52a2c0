"""Why a verdict is as it is: a sentence for each rule that can decide (methods 2 and 3)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from helpers.model import Comparison, Measure, Target
from helpers.model.results import ON_PACE_FROM
from helpers.model.rounding import rounded
from helpers.wording.core import counts, number, percent
from helpers.wording.targets import threshold_figure

DECIMALS = 6
SIGNS = {Comparison.AT_LEAST: "≥", Comparison.MORE_THAN: ">", Comparison.AT_MOST: "≤"}
WHAT = {Measure.FALL: "mức giảm", Measure.GAIN: "mức tăng"}
NO_THRESHOLD = "Kế hoạch không đặt mức cho cấp này: nêu để theo dõi, không kết luận."
CONTRIBUTES = "Số của đơn vị góp vào chỉ tiêu chung; không kết luận riêng cho đơn vị."
WATCHED = "Nêu để theo dõi; không kết luận riêng cho đơn vị."
JUDGED_IN_WORDS = "Đánh giá theo mức độ thực hiện, không tính tỷ lệ, không so với mức."
NOT_ARISING = "Trong kỳ không có trường hợp nào (0/0): không tính tỷ lệ, không kết luận."
YEAR_END = "Chỉ tiêu tính cho cả năm: kỳ chưa hết năm thì chưa kết luận."
BUILDS = "Kết quả tăng dần đến cuối năm: kỳ chưa hết năm thì chưa kết luận là không đạt."
TO_MEASURE = "Việc phải làm là khảo sát; đã hết năm mà chưa khảo sát nên không đạt."
YEARLY_MEAN = "Mức là bình quân nhiều năm: một năm thấp hơn mức thì chưa kết luận."


def exact(value: Fraction, target: Target) -> str:
    """A value before it is rounded for print: `33,894737%`, up to DECIMALS places."""
    places = next((n for n in range(DECIMALS) if rounded(value, n) == value), DECIMALS)
    unit = target.unit if target.measure is Measure.GAIN else "%"
    text = number(rounded(value, places), places)
    return f"{text}%" if unit.startswith("%") else f"{text} {unit}"


def equals(value: Fraction) -> str:
    """Whether DECIMALS places say all of a value."""
    return "=" if rounded(value, DECIMALS) == value else "≈"


def met_when(target: Target, comparison: Comparison, threshold: Fraction) -> str:
    """The rule of the plan."""
    what = WHAT.get(target.measure, "kết quả")
    return f"Đạt khi {what} {SIGNS[comparison]} {threshold_figure(target, threshold)}."


def compared(counted: str, target: Target, value: Fraction, threshold: Fraction, met: bool) -> str:
    """The unrounded figure next to its threshold; `counted`: its two counts, or empty."""
    sign = "=" if value == threshold else ">" if value > threshold else "<"
    figure = exact(value, target)
    if counted:
        figure = f"{counted} {equals(value)} {figure}"
    words = "đủ" if met else "không đủ"
    return (
        f"Kết quả chưa làm tròn: {figure}; {sign} {threshold_figure(target, threshold)}, "
        f"{words} để đạt."
    )


def yes_or_no(value: str) -> str:
    """An answer instead of a share."""
    return f"Đạt khi đơn vị trả lời «Có»; đơn vị trả lời «{value}»."


def no_figure(reason: str) -> str:
    """There is nothing to compare."""
    return f"Không có số liệu để so với mức: {reason}."


def interval(low: float, high: float, limit: str, ballots: int, within: bool) -> str:
    """A random sample; `within`: whether the interval has the threshold in it."""
    head = (
        f"Mẫu ngẫu nhiên {number(ballots)} lượt trả lời, khoảng tin cậy 95% từ {number(low, 1)}% "
        f"đến {number(high, 1)}%"
    )
    if within:
        return f"{head}, có chứa mức {limit}: chưa đủ căn cứ kết luận."
    return f"{head}, không chứa mức {limit}: đủ căn cứ kết luận."


def due(year: int) -> str:
    """A target of a later year."""
    return f"Hạn của chỉ tiêu là hết năm {year}: kỳ này chưa đến hạn."


def on_path(pace: Fraction, baseline: str, year: int, due_year: int) -> str:
    """How far a figure has come on its way to a threshold of a later day."""
    start = f"số gốc năm {year} là {baseline}" if baseline else f"số gốc năm {year}"
    least = percent(100 * ON_PACE_FROM)
    verdict = "đúng tiến độ" if pace >= ON_PACE_FROM else "chậm tiến độ"
    done = percent(100 * pace, 100 * ON_PACE_FROM)
    return (
        f"Đường tiến độ đi thẳng từ {start} đến mức vào cuối năm {due_year}; kết quả đạt {done} "
        f"đường tiến độ, từ {least} trở lên là đúng tiến độ: {verdict}."
    )


def no_path(year: int) -> str:
    """A figure that cannot be put on its way."""
    return f"Không có số gốc năm {year} để tính tiến độ."


def silent(names: Sequence[str], answered: int, asked: int) -> str:
    """Who has sent no figure for a sum."""
    listed = f": {'; '.join(names)}" if names else ""
    return f"{counts(answered, asked)} cơ quan có số liệu; chưa có số liệu{listed}."


def could_be(units: int, span: tuple[str, str] | None, changes: bool) -> str:
    """What those without data could make of the figure, by the most they could add."""
    head = f"Phần chưa biết có thể thêm đến {number(units)} vào mẫu số"
    if span is not None:
        head = f"{head}, kết quả khi đó từ {span[0]} đến {span[1]}"
    return f"{head}: kết luận {'có thể đổi' if changes else 'không đổi'}."


def undated(count: int) -> str:
    """Dossiers that are neither on time nor late."""
    return f"{number(count)} hồ sơ không ghi ngày hẹn trả, không tính vào tử số và mẫu số."


def without_doubts(counted: str, turned: bool) -> str:
    """The same figure without what nobody has confirmed."""
    end = "kết luận khác đi, nên chưa kết luận" if turned else "kết luận không đổi"
    return f"Không tính các số chưa được xác nhận thì kết quả là {counted}: {end}."


def mean(counted: str, value: str) -> str:
    """The mean of the recorded years."""
    return f"Bình quân các năm đã ghi nhận: {counted}, bằng {value}."
