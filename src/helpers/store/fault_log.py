"""A log of faults that nobody foresaw: kinds and places in the code, no values and no messages, for
these may hold what an agency or a person wrote."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from helpers.store.disk import private_files, private_folder

LOG = Path("log", "faults.log")  # below the data folder


def keep(data: Path, fault: Exception) -> Path | None:
    """Add a fault to the log of a data folder; the log, None where it cannot be written."""
    path = data / LOG
    try:
        private_folder(path.parent)
        with private_files(), path.open("a", encoding="utf-8", newline="\n") as log:
            log.write("\n".join([f"{datetime.now():%Y-%m-%d %H:%M:%S}", *_lines(fault)]) + "\n\n")
    except OSError:
        return None
    return path


def _lines(fault: BaseException) -> Iterator[str]:
    """The fault and those that led to it, each with its places, innermost last."""
    seen: list[BaseException] = []
    cause: BaseException | None = fault
    while cause is not None and cause not in seen:
        seen.append(cause)
        yield f"{type(cause).__module__}.{type(cause).__qualname__}"
        for frame in traceback.extract_tb(cause.__traceback__):
            # The folders above may be named after a person.
            place = "/".join(Path(frame.filename).parts[-3:])
            yield f"  {place}:{frame.lineno} {frame.name}"
        cause = cause.__cause__ or cause.__context__
