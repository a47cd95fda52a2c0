"""Events as they come, and what handling them says."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

from helpers import wording
from helpers.analyst.explorer.choice import Event
from helpers.model import PlainFault

MOMENT = 0.01  # seconds in which events are gathered
LOG = logging.getLogger(__name__)


class Events:
    """Records events, and a moment later hands over all that have come, so that a held key costs
    one page, not hundreds. It must be made in a running event loop: there all is done, though a
    host may have what people do handled in a thread of its own (subshells)."""

    def __init__(self, take: Callable[[Sequence[Event]], None]) -> None:
        self._take = take
        self._loop = asyncio.get_running_loop()
        self._come: list[Event] = []

    def add(self, event: Event) -> None:
        """Record an event, from any thread."""
        self._loop.call_soon_threadsafe(self._record, event)

    def _record(self, event: Event) -> None:
        self._come.append(event)
        if len(self._come) == 1:
            self._loop.call_later(MOMENT, self._hand_over)

    def _hand_over(self) -> None:
        come, self._come = self._come, []
        self._take(come)


def said_by(act: Callable[[], str | None]) -> str:
    """Do it: what it says, or a sentence of what went wrong. What is no PlainFault is in the log,
    too."""
    try:
        return act() or ""
    except PlainFault as fault:
        return str(fault)
    except Exception:
        LOG.exception("a fault of the explorer")
        return wording.explorer.FAULT
