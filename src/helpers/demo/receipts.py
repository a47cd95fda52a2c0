"""The clerk's list of the days on which the simulated forms came: most in time, a few too late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from helpers import wording
from helpers.demo.chance import dice
from helpers.model import Agency, Period

FILE = "nhan.csv"
LATE = 40  # per mille of the forms
MOST_EARLY, MOST_LATE = 6, 9  # days


def receipt_list(period: Period, senders: Sequence[Agency], seed: int) -> bytes:
    """The list of these senders; empty where no level has a last day."""
    rows = []
    for agency in senders:
        last = period.deadlines(agency.level, simulated=True).send_by
        if last is None:
            continue
        if dice(seed, "late form", period.id, agency.id) < LATE:
            days = 1 + dice(seed, "days late", period.id, agency.id) % MOST_LATE
        else:
            days = -(dice(seed, "days early", period.id, agency.id) % MOST_EARLY)
        came = wording.core.day(max(last + timedelta(days=days), period.start))
        rows.append(f"{agency.id},{came},{wording.demo.CLERK}\n")
    head = ",".join(wording.demo.RECEIPT_HEADS) + "\n"
    return (head + "".join(rows)).encode() if rows else b""
