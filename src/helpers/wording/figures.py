"""What the figures of a packet say: titles, keys, labels, and the same in words for readers who do
not see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

from helpers.model import DossierCounts, MonthCounts
from helpers.wording.core import counts, listed, number, percent, within

KEY_NOW, KEY_BEFORE, KEY_MEDIAN = "kỳ này", "kỳ trước", "trung vị cùng cấp"
COLUMN_NOW, COLUMN_BEFORE = "này", "trước"
FLOW_WORDS = {
    "c3": "Tiếp nhận",
    "c4": "Trực tuyến",
    "c5": "Trực tiếp, bưu chính",
    "c6": "Kỳ trước chuyển",
    "c7": "Đã giải quyết",
    "c8": "Trước hạn",
    "c9": "Đúng hạn",
    "c10": "Quá hạn",
    "c11": "Đang giải quyết",
    "c12": "Trong hạn",
    "c13": "Quá hạn",
}
FLOW_SHOWN = (
    "Số hồ sơ theo nguồn tiếp nhận và theo tình trạng giải quyết; hai phần có tổng bằng nhau"
)
UNDATED_SHOWN = "đúng hạn và trong hạn gồm cả hồ sơ không ghi ngày hẹn trả"

RECEIVED, RESOLVED, LATE = "tiếp nhận", "giải quyết", "quá hạn"
MONTHS_SHOWN = (
    "Số hồ sơ tiếp nhận, đã giải quyết và trong đó quá hạn của từng tháng; tổng bằng số của biểu "
    "II.06a (cột 4 và 5, cột 7, cột 10)"
)
PART_OF_MONTH = "tháng có ghi ngày chỉ tính những ngày thuộc kỳ"
NESTED = "kỳ sau gồm cả kỳ trước"
MOST_NAMED = 3  # months in a title
LIMITS, POOLED = "99,8%", "chung"
PROVISIONAL = "giới hạn tạm tính"
FEWEST_OF_LIMITS = 12  # agencies; limits of fewer are provisional
MOST_IN_WORDS = 12  # agencies
MANY_OUTSIDE = 4  # so many parts of the agencies
NAME_LETTERS = 40


def threshold_mark(words: str) -> str:
    """A threshold after its bar; `words`: its figure."""
    return f"mức {words}"


def flow_title(late: int, received: int) -> str:
    """How many of all dossiers are late."""
    if late:
        return f"{number(late)} trong {number(received)} hồ sơ quá hạn"
    return f"Không có hồ sơ quá hạn trong {number(received)} hồ sơ"


def flow_shown(counts: DossierCounts) -> str:
    """What the flow of dossiers shows, with those that have no due day."""
    undated = counts.no_due_done + counts.no_due_open
    return f"{FLOW_SHOWN}; {UNDATED_SHOWN} ({number(undated)})" if undated else FLOW_SHOWN


def flow_in_words(counts: DossierCounts, total: str, columns: Sequence[str]) -> str:
    """A group of bars of the flow of dossiers; `total`, `columns`: fields of `counts`."""
    parts = ", ".join(f"{within(FLOW_WORDS[c])} {number(getattr(counts, c))}" for c in columns)
    return f"{FLOW_WORDS[total]} {number(getattr(counts, total))}: {parts}."


def comparison_title(ahead: int, compared: int) -> str:
    """How many shares equal or surpass the median of the peers; `compared`: how many have one."""
    return f"{ahead} trong {compared} tỷ lệ bằng hoặc tốt hơn trung vị các đơn vị cùng cấp"


def change_title(better: int, compared: int) -> str:
    """How many shares are better than in the previous period; `compared`: how many have one."""
    return f"{better} trong {compared} tỷ lệ tốt hơn kỳ trước"


def comparison_shown(shown: int, shares: int, before: bool, peers: bool) -> str:
    """Which of the shares are drawn, and how; `before`, `peers`: whether any has a previous value,
    or a median."""
    which = (
        "Các tỷ lệ có số để so sánh"
        if shown == shares
        else f"{shown} trong {shares} tỷ lệ, thay đổi nhiều nhất hoặc xa trung vị nhất"
    )
    marks = ["kết quả kỳ này", *(["kỳ trước"] if before else [])]
    marks += ["trung vị các đơn vị cùng cấp"] if peers else []
    return f"{which}: {listed(marks)}, thang từ 0 đến 100%"


def compared_in_words(name: str, value: str, previous: str, median: str) -> str:
    """A bar of the comparison; what is empty is left out."""
    words = f"{name}: {value}"
    words += f", kỳ trước {previous}" if previous else ""
    return words + (f", trung vị {median}" if median else "")


def month_name(month: MonthCounts) -> str:
    """A month, with the days that are counted where it is not whole: `12/2021 (từ 15)`."""
    later, sooner = month.start.day > 1, (month.end + timedelta(days=1)).day > 1
    number_of_month = f"{month.start.month:0{2 if month.start.month < 3 else 1}}"  # as offices do
    name = f"{number_of_month}/{month.start.year}"
    first, last = f"{month.start.day:02}", f"{month.end.day:02}"
    if later and sooner:
        return f"{name} ({first}–{last})"
    return f"{name} (từ {first})" if later else f"{name} (đến {last})" if sooner else name


def is_part(month: MonthCounts) -> bool:
    """Whether only some days of a month are counted."""
    return "(" in month_name(month)


def months_title(months: Sequence[MonthCounts]) -> str:
    """When most dossiers were resolved late."""
    resolved, late = sum(m.resolved for m in months), sum(m.late for m in months)
    if not resolved:
        received = number(sum(m.received for m in months))
        return f"Tiếp nhận {received} hồ sơ, chưa giải quyết hồ sơ nào"
    if not late:
        return f"Không có hồ sơ quá hạn trong {number(resolved)} hồ sơ đã giải quyết"
    most = max(m.late for m in months)
    worst = [m for m in months if m.late == most]
    if len(worst) > MOST_NAMED:
        with_late = sum(m.late > 0 for m in months)
        return f"{number(late)} hồ sơ giải quyết quá hạn, ở {with_late} trong {len(months)} tháng"
    names = listed([f"tháng {month_name(m)}" for m in worst])
    if len(worst) > 1:
        return f"Hồ sơ giải quyết quá hạn nhiều nhất ở {names}: mỗi tháng {number(most)} hồ sơ"
    return (
        f"Hồ sơ giải quyết quá hạn nhiều nhất ở {names}: {number(most)} trong "
        f"{number(worst[0].resolved)} hồ sơ"
    )


def months_shown(undated: int, partly: bool) -> str:
    """What the chart of months shows; `undated`: dossiers resolved that have no due day."""
    words = f"{MONTHS_SHOWN}; {PART_OF_MONTH}" if partly else MONTHS_SHOWN
    without = f"; {number(undated)} hồ sơ không ghi ngày hẹn trả không tính là quá hạn"
    return words + (without if undated else "")


def month_in_words(month: MonthCounts) -> str:
    """The bars of a month."""
    return (
        f"{month_name(month)}: tiếp nhận {number(month.received)}, giải quyết "
        f"{number(month.resolved)}, quá hạn {number(month.late)}"
    )


def scale_end(value: int) -> str:
    """An end of the scale of a chart."""
    return f"{value}%"


def too_few_for_a_trend(name: str, points: Sequence[tuple[str, str]]) -> str:
    """A share of few periods; `points`: period and value."""
    values = "; ".join(f"{within(period)} {value}" for period, value in points)
    return f"{name}: {values}. {len(points)} kỳ chưa đủ để nói về xu hướng"


def trend_title(name: str, points: Sequence[tuple[str, str]], course: int) -> str:
    """A share of several periods; `course`: 1 where it rises each time, -1 where it falls."""
    first, last = points[0][1], points[-1][1]
    if course:
        way = "tăng" if course > 0 else "giảm"
        return f"{name} {way} liên tục qua {len(points)} kỳ, từ {first} đến {last}"
    values = ", ".join(value for _, value in points)
    return f"{name} qua {len(points)} kỳ: {values}; không tăng hoặc giảm liên tục"


def trend_shown(low: int, high: int, nested: bool) -> str:
    """The scale of the trend; `nested`: whether one period includes another."""
    words = f"Tỷ lệ của từng kỳ trong năm, thang từ {low} đến {high}%"
    return f"{words}; {NESTED}" if nested else words


def trend_in_words(points: Sequence[tuple[str, str]], threshold: str) -> str:
    """The points of the trend, and the threshold if there is one."""
    values = "; ".join(f"{period}: {value}" for period, value in points)
    return f"{values}; mức chỉ tiêu: {threshold}." if threshold else f"{values}."


def shortened(name: str) -> str:
    """A name that fits into a line of a chart."""
    return name if len(name) <= NAME_LETTERS else name[: NAME_LETTERS - 1].rstrip(" ,") + "…"


def share_with_counts(part: int, whole: int) -> str:
    """A share and its counts: `77,5% (62/80)`."""
    return f"{percent(Fraction(100 * part, whole))} ({counts(part, whole)})"


def funnel_title(what: str, agencies: int, below: int, above: int) -> str:
    """How many agencies are outside the limits of chance."""
    few = agencies < FEWEST_OF_LIMITS
    provisional = f"; {PROVISIONAL} vì có dưới {FEWEST_OF_LIMITS} đơn vị" if few else ""
    if not below + above:
        return f"{what}: cả {number(agencies)} đơn vị nằm trong giới hạn {LIMITS}{provisional}"
    sides = [f"{number(below)} thấp hơn"] * bool(below) + [f"{number(above)} cao hơn"] * bool(above)
    outside = f"{number(below + above)} trong {number(agencies)} đơn vị nằm ngoài giới hạn {LIMITS}"
    return f"{what}: {outside} ({', '.join(sides)}){provisional}"


def funnel_shown(
    pooled: str, threshold: str, outside: int, named: int, agencies: int, crowded: bool
) -> str:
    """How to read the funnel; `pooled`: the share of all; `threshold`: empty for none; `named`: how
    many of those outside are named in it; `crowded`: whether a mark is of one or more agencies."""
    one = "một hoặc nhiều đơn vị có số gần như nhau" if crowded else "một đơn vị"
    words = (
        f"Mỗi dấu là {one}; càng về bên phải, mẫu số càng lớn (thang logarit). Đường liền: "
        f"tỷ lệ chung {pooled} và giới hạn nhị thức {LIMITS} quanh tỷ lệ đó"
    )
    words += f"; đường đứt: mức chỉ tiêu {threshold}" if threshold else ""
    words += ". Khác biệt trong giới hạn có thể chỉ do ngẫu nhiên"
    if outside > named:
        words += f". Nêu tên {named} đơn vị xa nhất"
    if outside * MANY_OUTSIDE > agencies:
        words += ". Nhiều đơn vị nằm ngoài: khác biệt không chỉ ở vài đơn vị"
    return words + "."


def funnel_in_words(pooled: str, outside: Sequence[str], rest: str) -> str:
    """The numbers of the funnel; `rest`: the lowest and the highest share within the limits."""
    words = f"Tỷ lệ chung {pooled}."
    if outside:
        more = len(outside) - MOST_IN_WORDS
        others = f" và {number(more)} đơn vị khác" if more > 0 else ""
        words += f" Ngoài giới hạn: {'; '.join(outside[:MOST_IN_WORDS])}{others}."
    return words + (f" {rest}" if rest else "")


def funnel_rest(agencies: int, low: str, high: str) -> str:
    """The agencies within the limits."""
    return f"{number(agencies)} đơn vị trong giới hạn: từ {low} đến {high}."


def funnel_point(name: str, share: str) -> str:
    """An agency outside the limits."""
    return f"{name} {share}"
