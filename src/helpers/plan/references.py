"""Ids that are declared once, and names that must be those of something."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from helpers.plan.folder import Placed
from helpers.plan.reading import Fault


def duplicates(rows: Iterable[Placed[object]], key: str) -> Iterator[Fault]:
    """A fault for each row whose id an earlier one has; Windows ignores case in names of files."""
    seen: dict[str, Placed[object]] = {}
    for row in rows:
        value = getattr(row.row, key)
        first = seen.setdefault(value.casefold(), row)
        if first is not row:
            file, line = first.document.file, first.line(key)
            yield row.fault("duplicate", key, found=value, file=file, line=line)


def unknown_names(
    row: Placed[object],
    key: str,
    values: Iterable[str | None],
    known: Collection[str],
) -> Iterator[Fault]:
    """A fault for each of the values at `key` that is not known, or is written twice; empty ones
    are passed over."""
    seen = set()
    for index, value in enumerate(values):
        if not value:
            continue
        if value not in known:
            near = get_close_matches(value, list(known), n=1)
            yield row.fault("unknown_name", key, index, found=value, near="".join(near))
        elif value in seen:
            yield row.fault("repeated_item", key, index, found=value)
        seen.add(value)
