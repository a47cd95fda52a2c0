"""Agencies that began or ended within the period."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model import Agency, Predecessor
from helpers.wording.core import UNVERIFIED, day, number

FEW = 3  # agencies that are named one by one


def began(agency: Agency, predecessors: Sequence[Predecessor]) -> str:
    """Since when an agency exists, what came before it, and where the figures of that are."""
    flag = "" if agency.verified else f" ({UNVERIFIED})"
    text = f"{agency.name} hoạt động từ ngày {day(agency.start)}{flag}"
    if not predecessors:
        return f"{text}; số liệu trong phiếu tính từ ngày đó."
    before = "; ".join(each.name for each in predecessors)
    return (
        f"{text}, trước đó là {before}. Số liệu trong phiếu tính từ ngày đó; số liệu của đơn vị "
        "trước chỉ nằm trong số tổng hợp của cấp trên."
    )


def summed_up(predecessors: Sequence[Predecessor]) -> list[str]:
    """The agencies that ended within the period and whose figures a whole counts."""
    if len(predecessors) > FEW:
        named = "; ".join(each.name for each in predecessors[:FEW])
        more = number(len(predecessors) - FEW)
        counted = _counted(sum(each.dossiers or 0 for each in predecessors))
        return [f"{counted} của {named} và {more} đơn vị khác, đã kết thúc hoạt động trong kỳ."]
    return [_one(each) for each in predecessors]


def _one(predecessor: Predecessor) -> str:
    flag = "" if predecessor.verified else f" ({UNVERIFIED})"
    text = f"{_counted(predecessor.dossiers)} của {predecessor.name}, hoạt động đến ngày"
    text = f"{text} {day(predecessor.last)}{flag}"
    if not predecessor.successors:
        return f"{text}."
    return f"{text}; nay là {'; '.join(predecessor.successors)}."


def _counted(dossiers: int | None) -> str:
    if not dossiers:
        return "Số tổng hợp gồm cả số liệu"
    return f"Số tổng hợp gồm cả {number(dossiers)} hồ sơ tiếp nhận trong kỳ"
