"""Traces of figures to their sources, and differences between two states of the data."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.model import (
    Agency,
    Appraisal,
    Doubt,
    Observation,
    Period,
    Plan,
    Result,
    Target,
)
from helpers.wording.answers import FILE_KIND_WORDS, NO_FIGURE_BEFORE
from helpers.wording.core import cite, counts, leading, number
from helpers.wording.forms import AS_BEFORE
from helpers.wording.states import JUDGEMENT_WORDS
from helpers.wording.unconfirmed import to_confirm


def nothing_differs(one: str, other: str) -> str:
    """Two equal states."""
    return f"{one} và {other}: mọi nội dung của kỳ trong các phiếu như nhau."


def differing(one: str, other: str, count: int) -> str:
    """How much differs."""
    return f"{one} (a) và {other} (b): {number(count)} dòng khác nhau."


def unknown_target(target_id: str, plan_id: str) -> str:
    """A target id that the plan does not know."""
    return (
        f"Không có chỉ tiêu mang mã «{target_id}» trong Kế hoạch {plan_id}. "
        "Xem danh sách bằng lệnh: cchc plan."
    )


def nothing_to_trace(agency: Agency, target: Target) -> str:
    """A target without a figure for an agency."""
    return f"Chỉ tiêu «{target.label}» ({target.id}) không có số liệu riêng của {agency.name}."


def trace_head(plan: Plan, result: Result, agency: Agency, period: Period) -> str:
    """The agency, the level, the period and the target of a trace."""
    whose = agency.name
    if result.level != agency.level:
        whose = f"{agency.name}, {plan.label(result.level)}"
    return f"{whose} – {period.label} – {cite(result.target.clause)}: {result.target.label}"


def trace_figure(observation: Observation, source: str) -> str:
    """The figure that is judged; `source`: its source, or why there is none."""
    return f"  Số dùng để kết luận: {_figure(observation)} ({source})"


def trace_other(observation: Observation, source: str) -> str:
    """Another figure of the same target."""
    return f"  Số còn lại: {_figure(observation)} ({source})"


def _figure(observation: Observation) -> str:
    return NO_FIGURE_BEFORE if observation.missing is not None else _counts(observation)


def _counts(observation: Observation) -> str:
    if observation.judgement is not None:
        return JUDGEMENT_WORDS[observation.judgement]
    if observation.numerator is None:
        return NO_FIGURE_BEFORE
    if observation.denominator is None:
        return number(observation.numerator)
    return counts(observation.numerator, observation.denominator)


def trace_sum(counted: int, members: int) -> str:
    """The number of agencies or lists in a sum."""
    return f"    Tổng hợp từ {counts(counted, members)} nơi có số liệu:"


def trace_member(plan: Plan, name: str, observation: Observation, source: str) -> str:
    """One of the agencies or lists of a sum, with its counts: an agency that was not sampled counts
    as not measured in a share of agencies."""
    whose = f"{name} [{observation.agency}]" if name else plan.label(observation.level)
    return f"    - {whose}: {_counts(observation)} ({source})"


def trace_fact(label: str, stated: str, place: str) -> str:
    """The value of a cell of a form."""
    return f"    {label}: {stated} ({place})"


def trace_unconfirmed(doubt: Doubt) -> str:
    """A figure that nobody has confirmed, and what it was compared with."""
    return f"      {leading(to_confirm(doubt))}"


def trace_confirmed(confirmed: Observation) -> str:
    """What a sum is without the figures that nobody has confirmed."""
    return f"    Không tính các số chưa được xác nhận: {_figure(confirmed)}"


def trace_carried(place: str, period: Period, sha256: str) -> str:
    """The cell of an earlier period's form that a cell with «Không thay đổi» refers to."""
    return (
        f"      Ô này ghi «{AS_BEFORE}»; câu trả lời lấy từ biểu kỳ «{period.label}» "
        f"({place}, SHA-256 {sha256 or 'không rõ'})"
    )


def trace_appraisal(appraisal: Appraisal, by: str, place: str) -> str:
    """An appraisal and its place."""
    stated = counts(appraisal.numerator, appraisal.denominator)
    return f"    {by} thẩm định: {stated} ({place}); {appraisal.reason}"


def trace_explanation(text: str, place: str) -> str:
    """An explanation of a figure and its place."""
    return f"    {leading(text)} ({place})"


def trace_counts(kind: str, counted: Mapping[str, int]) -> str:
    """The counts of an export behind a figure, by the names of its columns."""
    named = ", ".join(f"{name} = {number(count)}" for name, count in counted.items())
    return f"    Đếm từ {FILE_KIND_WORDS[kind]}: {named}"


def trace_voluntary(ballots: int) -> str:
    """Voluntary ballots, which are in no figure."""
    return f"    Lượt trả lời tự nguyện, để riêng, không tính vào số này: {number(ballots)}"


def trace_file(file: str, sha256: str) -> str:
    """A file by name and hash."""
    return f"    Tệp {file}, SHA-256 {sha256 or 'không rõ'}"


TRACE_NO_BALLOT = "    Không có lượt trả lời ngẫu nhiên nào của đơn vị trong tệp khảo sát đã nhận."
TRACE_NOTHING = "    Chưa có số liệu nào được nhận."
