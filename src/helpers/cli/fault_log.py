"""A log of faults that nobody foresaw: kinds and places in the code, no values and no messages, for
these may hold what an agency or a person wrote."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from helpers import wording

LOG = Path("log", "faults.log")  # below the data folder


def answer(fault: Exception) -> str:
    """Log a fault; the sentence for the person at the keyboard."""
    if isinstance(fault, MemoryError):
        return wording.command.NO_MEMORY
    path: Path | None = None
    with suppress(Exception):
        path = _kept(fault)
    return wording.command.unforeseen(type(fault).__name__, path)


def _kept(fault: Exception) -> Path:
    from helpers.plan import find_roots

    path = find_roots(_given_data()).data / LOG
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as log:
        log.write("\n".join([f"{datetime.now():%Y-%m-%d %H:%M:%S}", *_lines(fault)]) + "\n\n")
    return path


def _given_data() -> str | None:
    """The data folder named on the command line, which may be what could not be understood."""
    words = sys.argv[1:]
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--data" or word.startswith("--data="):
            return following if word == "--data" else word.partition("=")[2]
    return None


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
