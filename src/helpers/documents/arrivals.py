"""When the form of each agency came."""

from __future__ import annotations

from pathlib import Path

from helpers import store
from helpers.documents.annex_coverage import Arrival
from helpers.intake.receipts import known_days
from helpers.model import Period, Plan
from helpers.model.records import FORM
from helpers.store import Snapshot


def form_arrivals(data: Path, plan: Plan, period: Period, snapshot: Snapshot) -> dict[str, Arrival]:
    """By agency the file of its accepted form, with the day it came."""
    days = known_days(data, plan, period, store.receipts(snapshot))
    return {
        each.agency: Arrival(each.file, days.get(each.sha256))
        for each in store.submissions(snapshot)
        if each.kind == FORM and each.accepted
    }
