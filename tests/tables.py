"""Tables of the store as written by intake; tests give only the columns they need."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa

from helpers import store

BALLOTS = store.answers_schema(("procedures", "service", "health", "education"))


def dossiers(*rows: dict[str, Any]) -> pa.Table:
    blank = {
        "receiving": None,
        "competent": "so-noi-vu",
        "unit": "",
        "central": False,
        "field": "Hộ tịch",
        "channel": "direct",
        "online_level": "",
        "received": date(2022, 3, 1),
        "due": date(2022, 3, 10),
        "done": None,
        "payment_opened": False,
        "payments": 0,
        "payments_online": 0,
        "digitised": None,
        "papers": "",
    }
    return pa.Table.from_pylist([{**blank, **row} for row in rows], store.DOSSIERS)


def answers(*rows: tuple[str | None, str, bool | None, str | None]) -> pa.Table:
    names = ("agency", "field", "procedures", "sampling")
    return pa.Table.from_pylist(
        [{**dict(zip(names, row, strict=True)), "unit": ""} for row in rows], BALLOTS
    )
