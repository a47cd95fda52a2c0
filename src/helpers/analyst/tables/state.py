"""What a period is opened from: whether it has moved on since."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from helpers.plan import Roots
from helpers.store.disk import code_files

CODE, PLAN, DATA = "code", "plan", "snapshot"


def state(roots: Roots, plan_id: str) -> dict[str, object]:
    """What a period is opened from, so that a change is noticed without reading any data."""
    kept = roots.data / "store" / plan_id
    records = (*sorted(kept.glob("*/current")), kept / "journal.head")
    return {
        DATA: [path.read_bytes() for path in records if path.is_file()],
        PLAN: _times(sorted((roots.root / "params" / "plans" / plan_id).glob("*"))),
        CODE: _times(code_files()),
    }


def _times(paths: Iterable[Path]) -> list[tuple[str, int, int]]:
    return [(p.name, p.stat().st_mtime_ns, p.stat().st_size) for p in paths if p.is_file()]
