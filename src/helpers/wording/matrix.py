"""What a packet says of the agencies under its own: a matrix of their results, and names."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model import Plan, Reason, Status, SubmissionState, Submitted
from helpers.wording.core import counts, leading, number, within
from helpers.wording.states import BELOW, STATUS_WORDS

# A shape for every verdict, as one character; the word is read out in its place.
SHAPES = {
    "met": "●",
    "on_pace": "○",
    "missed": "◆",
    "short": "◇",
    "below": "▽",
    "behind": "▼",
    "inconclusive": "◐",
    "not_due": "◔",
    "no_data": "◌",
    "info": "–",
    "not_arising": "–",
    "not_applicable": "–",
}
# Words in the place of long verdicts, which the key below the matrix gives in full.
SHORT = {
    "short": "Chưa đạt",
    "inconclusive": "Chưa đủ căn cứ",
    "not_due": STATUS_WORDS[Status.NOT_DUE],
    "no_data": STATUS_WORDS[Status.NO_DATA],
}
AGENCY, MET, FORM, UNCONFIRMED, OBJECTIONS = "Đơn vị", "Đạt", "Biểu", "Chưa xác nhận", "Ý kiến"
FOOT = (STATUS_WORDS[Status.MET], BELOW, STATUS_WORDS[Status.NO_DATA])
SENT = "Đã gửi"
FORM_STATES = {
    Reason.NOT_SENT: "Chưa gửi",
    Reason.NOT_ASKED: "Không phải gửi",
    Reason.REFUSED: "Bị trả lại",
}
DECIDED = {SubmissionState.ACCEPTED: "Chấp nhận", SubmissionState.RETURNED: "Trả lại"}
COLUMNS = "Các cột:"
MISSING_HEAD = "Đơn vị chưa đạt, theo từng chỉ tiêu"
UNCONFIRMED_HEAD = "Số liệu chưa được xác nhận"
OBJECTION_HEAD = "Ý kiến đã gửi"
SCROLL = "Bảng rộng: cuộn ngang để xem hết"


def title(plan: Plan, group: str) -> str:
    """The heading of the part on the agencies below."""
    return f"Kết quả của {group} trực thuộc"


def caption(group: str, count: int, targets: int) -> str:
    """The caption of the matrix."""
    return f"{number(count)} đơn vị ({group}) theo {number(targets)} chỉ tiêu"


def form_state(missing: Reason | None, submission: Submitted | None = None) -> str:
    """Whether an agency's form came in, `missing` being why not; else what was decided on it."""
    if missing is None:
        return DECIDED.get(submission.state, SENT) if submission else SENT
    return FORM_STATES.get(missing, FORM_STATES[Reason.NOT_SENT])


def met_of(met: int, judged: int) -> str:
    """How many targets are met of those assessed."""
    return counts(met, judged)


def still_missing(names: Sequence[str]) -> str:
    """All who have not met a target, by name."""
    return f"còn thiếu {number(len(names))} đơn vị: {', '.join(names)}"


def without_data(names: Sequence[str]) -> str:
    """All who have no data, by name."""
    words = within(STATUS_WORDS[Status.NO_DATA])
    return f"{words} {number(len(names))} đơn vị: {', '.join(names)}"


def unnamed(below: int, no_data: int) -> str:
    """The same of a target about persons: nobody is named."""
    parts = [
        *([f"{number(below)} đơn vị chưa đạt"] if below else []),
        *([f"{number(no_data)} đơn vị {within(STATUS_WORDS[Status.NO_DATA])}"] if no_data else []),
    ]
    return f"{', '.join(parts)}; không nêu tên để giữ riêng tư"


def all_met(labels: Sequence[str]) -> str:
    """Targets that all have met."""
    return f"Tất cả đơn vị đạt: {'; '.join(map(within, labels))}." if labels else ""


def objections(name: str, sent: int, answered: int) -> str:
    """The objections of one agency."""
    return f"{name}: ý kiến về {number(sent)} chỉ tiêu, đã trả lời {number(answered)}"


def key(shape: str, word: str) -> str:
    """A shape with its meaning."""
    return f"{SHAPES[shape]} {leading(word)}"
