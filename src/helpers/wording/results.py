"""What a packet says of single results, of their details, and of how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from helpers.model import WHOLE, Agency, Measure, OwnReports, Plan, Rollup, Status, Target
from helpers.wording.core import cite, counts, in_plan, number, percent, within
from helpers.wording.states import BELOW, LACKING, STATUS_WORDS

METHOD_LINE = "Cách tính và nguồn số liệu"
OPINION_LINE = "Ý kiến của đơn vị"
YEARLY_MEAN = "Bình quân hai năm"
ANSWER_WORDS = {
    "service_satisfied": "Khảo sát của tỉnh",
    "health_satisfied": "Y tế",
    "education_satisfied": "Giáo dục",
    "land_satisfied": "Đất đai",
    "construction_satisfied": "Xây dựng",
    "investment_satisfied": "Đầu tư",
}


# ---------------------------------------------------------------- one result


def place_in_plan(clause: str) -> str:
    """The letter or number of a clause without its section: `II.2.2.đ` is `điểm đ`."""
    return cite(clause).partition(" mục ")[0]


def value_after_counts(counts: str, value: str, measure: Measure) -> str:
    """Counts and value in one phrase: `322/950, bằng 33,9%`; either may be empty."""
    if not counts or not value:
        return counts or value
    link = ", " if measure is Measure.FALL else ", bằng "
    return f"{counts}{link}{value}"


def counts_in_words(numerator: str, denominator: str) -> str:
    """Numerator and denominator, each a number with its name."""
    return f"{numerator} trên {denominator}"


def component_words(key: str, target: Target) -> str:
    """What is counted: an input of the target in its short words, or answers of the survey."""
    entry = next((entry for entry in target.inputs if entry.id == key), None)
    if entry is not None:
        return entry.short or entry.label
    return ANSWER_WORDS.get(key, key)


def agency_count(count: int) -> str:
    """A number of agencies."""
    return f"{number(count)} đơn vị"


def agencies_with_yes(yes: int, count: int) -> str:
    """How many of the agencies that answer say yes: `138/150 đơn vị có`."""
    return f"{counts(yes, count)} đơn vị có"


def source_named(source: str) -> str:
    """Where a figure comes from; empty without a source."""
    return f"nguồn: {source}" if source else ""


def evidence_words(evidence: str) -> str:
    """The evidence an agency names."""
    return f"tài liệu kiểm chứng: {evidence}"


def exclusion_words(exclusions: str) -> str:
    """What a target does not count."""
    return f"không tính: {within(exclusions)}"


def coverage_words(answered: int, asked: int) -> str:
    """How many agencies have a figure."""
    return f"{number(answered)}/{number(asked)} cơ quan có số liệu"


def missing_agencies(answered: int, asked: int) -> str:
    """How many agencies have no figure."""
    if not answered:
        return f"cả {number(asked)} cơ quan {within(STATUS_WORDS[Status.NO_DATA])}"
    return f"thiếu {number(asked - answered)} cơ quan"


NAMED = 5  # agencies with each target; all of them are in the list of what is missing


def first_named(names: Sequence[str]) -> str:
    """The first of several agencies, and how many more there are."""
    more = len(names) - NAMED
    if more > 0:
        return f"{'; '.join(names[:NAMED])} và {number(more)} cơ quan khác"
    return "; ".join(names)


def lacking_words(names: Sequence[str]) -> str:
    """Which agencies have no figure."""
    listed_below = " (danh sách ở mục 5)" if len(names) > NAMED else ""
    return f"{within(STATUS_WORDS[Status.NO_DATA])}: {first_named(names)}{listed_below}"


def all_named(names: Sequence[str]) -> str:
    """Every agency without a figure, with how many they are."""
    return f"{number(len(names))} cơ quan: {'; '.join(names)}"


def own_reports_words(reports: OwnReports, target: Target, plan: Plan) -> str:
    """Why a figure of the province's lists and the reports of agencies differ."""
    once = f", mỗi {target.thing} một lần" if target.rollup is Rollup.DISTINCT else ""
    words = in_plan(f"số này lấy từ biểu của {{whole}}{once}, không cộng từ đơn vị", plan)
    return (
        f"{words}; theo báo cáo riêng của mình, {number(reports.met)} đơn vị đạt mức, "
        f"{number(reports.not_met)} đơn vị chưa đạt mức"
    )


def voluntary_ballots(question: str, ballots: int, satisfied: int | None) -> str:
    """Voluntary ballots; `satisfied`: None where they are so few that it would name persons."""
    words = f"{number(ballots)} lượt trả lời tự nguyện"
    if satisfied is not None:
        rate = percent(Fraction(100 * satisfied, ballots))
        words = f"{words}, {number(satisfied)} lượt hài lòng ({rate})"
    about = f" ({within(question)})" if question else ""
    return f"{words}{about}: chỉ để tham khảo, không suy rộng, không dùng để kết luận"


def undated_words(undated: int) -> str:
    """Dossiers without a due day, of which nobody knows whether they were on time."""
    return f"{number(undated)} hồ sơ không ghi ngày hẹn trả"


def undated_apart(undated: int) -> str:
    """The same next to a figure that leaves them out."""
    return f"{undated_words(undated)}, để riêng: không tính là đúng hạn, không tính là quá hạn"


def undated_in_form(done: int, still_open: int) -> str:
    """Where form II.06a holds the dossiers without a due day."""
    return (
        f"Có {undated_words(done + still_open)}. Biểu II.06a không có cột riêng cho hồ sơ này nên "
        f"{number(done)} hồ sơ đã giải quyết nằm trong cột 9, {number(still_open)} hồ sơ đang giải "
        "quyết nằm trong cột 12; khi đánh giá không tính là đúng hạn, không tính là quá hạn."
    )


def small_number(limit: int) -> str:
    """A share of fewer than `limit` cases."""
    return f"dưới {limit} trường hợp, tỷ lệ dễ biến động"


def interval_words(low: float, high: float) -> str:
    """A 95% confidence interval in percent."""
    return f"khoảng tin cậy 95%: {number(low, 1)}–{number(high, 1)}%"


# ---------------------------------------------------------------- the first screen


def tally_subject(agency: Agency, plan: Plan) -> str:
    """The agency within a sentence; the province's figures are those of all agencies."""
    return f"tính {plan.group(WHOLE)}," if agency.level == WHOLE else agency.name


def tally_part(count: int, verdict: str) -> str:
    """How many targets have a verdict."""
    return f"{count} chỉ tiêu {within(verdict)}"


def lost_target(label: str, value: str, threshold: str) -> str:
    """A target that was met in the previous period and is missed now."""
    return f"{label}: {value}, mức {within(threshold)}"


# ---------------------------------------------------------------- a part of a packet in one line

TARGETS, DUTIES = "chỉ tiêu", "trách nhiệm"
CLAUSES = "điểm của Kế hoạch"
TARGETS_DIFFERING = "chỉ tiêu có hai số khác nhau"
TARGETS_BELOW = f"chỉ tiêu {within(BELOW)}"
TARGETS_WITHOUT_FIGURE = f"chỉ tiêu {within(LACKING)}"


def counted(count: int, things: str) -> str:
    """How many of what a part of a packet shows."""
    return f"{count} {things}"


def result_count(clause: str, count: int) -> str:
    """The results of a clause."""
    return f"{cite(clause)}: {count} kết quả"


def dossier_count(received: int | None) -> str:
    """The dossiers received; None: no export."""
    return "Không có hồ sơ" if received is None else f"{number(received)} hồ sơ"


def budget_total(total: str) -> str:
    """The plan's budget; `total` with its unit."""
    return f"Tổng kinh phí {total}"
