"""Figures of forms that are unlikely and that nobody has confirmed yet."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model import Doubt, Status
from helpers.wording.core import leading, listed, number
from helpers.wording.states import STATUS_WORDS

TITLE = "Số liệu chưa được xác nhận"
ACTION = "Đề nghị đơn vị xác nhận là đúng, hoặc sửa rồi gửi lại biểu."
MOST_NAMED = 5  # bodies named in one sentence


def how_many(doubts: Sequence[Doubt]) -> str:
    """How many figures nobody has confirmed, and whose they are."""
    names = list(dict.fromkeys(doubt.name for doubt in doubts))
    rest = len(names) - MOST_NAMED
    named = [*names[:MOST_NAMED], *([f"{number(rest)} đơn vị khác"] if rest > 0 else [])]
    return f"{number(len(doubts))} số liệu chưa được xác nhận ({listed(named)})"


def turned(doubts: Sequence[Doubt]) -> str:
    """Why unconfirmed figures leave a whole without a conclusion."""
    return f"kết quả đổi nếu không tính {how_many(doubts)}"


def inside(doubts: Sequence[Doubt]) -> str:
    """A whole that has unconfirmed figures in it."""
    return f"trong đó có {how_many(doubts)}, đề nghị xác nhận"


def to_confirm(doubt: Doubt) -> str:
    """A figure of a form that is to be confirmed, and what it was compared with."""
    if not doubt.text:
        return f"đề nghị xác nhận số ở dòng «{doubt.line}»; không nêu số để giữ riêng tư"
    return f"đề nghị xác nhận: {doubt.text.rstrip(' .')}"


def notice(doubt: Doubt) -> str:
    """An agency's own figure that it has not confirmed."""
    judged = "Kết luận và điểm vẫn tính theo số đã ghi cho đến khi đơn vị xác nhận hoặc sửa"
    return f"{leading(to_confirm(doubt))}. {judged}."


def further(count: int) -> str:
    """There are more unconfirmed figures than the first screen names."""
    return f"Còn {number(count)} số liệu khác chưa được xác nhận, xem mục 5."


def in_all(count: int) -> str:
    """The unconfirmed figures in the forms of all agencies."""
    return (
        f"Có {number(count)} số liệu của biểu chưa được xác nhận, xem mục 5; kết quả chung mà các "
        f"số này làm thay đổi ghi «{STATUS_WORDS[Status.INCONCLUSIVE]}»."
    )


def of_agency(doubt: Doubt) -> str:
    """An unconfirmed figure in the list of all agencies."""
    return f"{doubt.name}: {to_confirm(doubt)}"
