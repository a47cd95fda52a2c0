"""When the store first had the form of an agency that is in force."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from helpers import store
from helpers.documents.annex import Arrival
from helpers.model.records import FORM
from helpers.store import Snapshot, journal
from helpers.store.journal import Event

VIETNAM = timezone(timedelta(hours=7))  # days are those of the readers, wherever it runs


def form_arrivals(data: Path, plan_id: str, snapshot: Snapshot) -> dict[str, Arrival]:
    """By agency the file of its accepted form, with the day of the first intake that had the same
    bytes; no day where the journal does not go back so far."""
    period = snapshot.path.parent.name
    lines = journal.read(data, plan_id).of(period, Event.INTAKE)
    day_of: dict[str, date] = {}
    for record in lines:
        at = datetime.fromisoformat(record.line.time).astimezone(VIETNAM).date()
        day_of.setdefault(record.line.snapshot, at)
    first: dict[str, date] = {}
    for each in (*store.snapshots_before(snapshot), snapshot):
        if day := day_of.get(each.id):
            for submission in store.submissions(each):
                first.setdefault(submission.sha256, day)
    return {
        each.agency: Arrival(each.file, first.get(each.sha256))
        for each in store.submissions(snapshot)
        if each.kind == FORM and each.accepted
    }
