"""The answer to a fault that nobody foresaw."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from helpers import wording


def answer(fault: Exception) -> str:
    """Log a fault; the sentence for the person at the keyboard."""
    if isinstance(fault, MemoryError):
        return wording.command.NO_MEMORY
    path: Path | None = None
    with suppress(Exception):
        from helpers.plan import find_roots
        from helpers.store import fault_log

        path = fault_log.keep(find_roots(_given_data()).data, fault)
    return wording.command.unforeseen(type(fault).__name__, path)


def _given_data() -> str | None:
    """The data folder named on the command line, which may be what could not be understood."""
    words = sys.argv[1:]
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--data" or word.startswith("--data="):
            return following if word == "--data" else word.partition("=")[2]
    return None
