"""What the figures of a packet say: titles, keys, labels, and the same in words for readers who do
not see them."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model import DossierCounts, Status
from helpers.wording.core import number, within
from helpers.wording.states import BELOW, OTHER_VERDICTS, STATUS_WORDS

SHARES_SHOWN = "Kết quả và mức chỉ tiêu, thang từ 0 đến 100%"
KEY_MET = within(STATUS_WORDS[Status.MET])
KEY_BELOW, KEY_OTHER, KEY_THRESHOLD = within(BELOW), within(OTHER_VERDICTS), "mức chỉ tiêu"
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


def shares_title(met: int, shares: int) -> str:
    """How many shares of an area reach their threshold."""
    if met == shares:
        return f"Cả {met} tỷ lệ đều đạt mức chỉ tiêu"
    return f"{met} trong {shares} tỷ lệ đạt mức chỉ tiêu"


def threshold_mark(words: str) -> str:
    """A threshold after its bar; `words`: its figure."""
    return f"mức {words}"


def share_in_words(name: str, value: str, threshold: str, verdict: str) -> str:
    """A bar of a share, for the figure's alternative text."""
    return f"{name}: {value} ({threshold}), {verdict}"


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
    if compared:
        return f"{ahead} trong {compared} tỷ lệ bằng hoặc tốt hơn trung vị các đơn vị cùng cấp"
    return "Kết quả kỳ này so với kỳ trước"


def comparison_shown(shown: int, shares: int) -> str:
    """Which of the shares are drawn, and how."""
    which = (
        "Các tỷ lệ có số để so sánh"
        if shown == shares
        else f"{shown} trong {shares} tỷ lệ, thay đổi nhiều nhất hoặc xa trung vị nhất"
    )
    return f"{which}: kết quả kỳ này, kỳ trước và trung vị các đơn vị cùng cấp, thang từ 0 đến 100%"


def compared_in_words(name: str, value: str, previous: str, median: str) -> str:
    """A bar of the comparison; what is empty is left out."""
    words = f"{name}: {value}"
    words += f", kỳ trước {previous}" if previous else ""
    return words + (f", trung vị {median}" if median else "")
