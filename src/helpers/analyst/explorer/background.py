"""What the explorer does while nobody does anything: small steps, each between two events."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

from helpers import wording
from helpers.analyst.explorer.controls import Controls
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.views import ahead
from helpers.model import PlainFault

PROGRESS = 20  # agencies between two lines of progress


class Background:
    """The tasks of an explorer, in the event loop that it was made in."""

    def __init__(self, source: Source, controls: Controls) -> None:
        self._source, self._controls = source, controls
        self.running: set[asyncio.Task[None]] = set()
        self._prepared: set[str] = set()

    def run(self, work: Coroutine[object, object, None]) -> None:
        """Begin a task; it is kept until it has ended."""
        task = asyncio.get_running_loop().create_task(work)
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    def prepare(self, period: str) -> None:
        """Evaluate all agencies of a period, once; whatever needs all of them is then quick."""
        if period not in self._prepared:
            self._prepared.add(period)
            self.run(self._prepare(period))

    def forget(self) -> None:
        """Prepare all anew, as the data have changed."""
        self._prepared.clear()

    async def _prepare(self, period: str) -> None:
        guard, said, before = self._controls.guard, "", self._controls.guard.says
        try:
            for done, number in self._source.evaluated(period):
                if done % PROGRESS == 0 and guard.says in (before, said):
                    said = wording.explorer.preparing(done, number)
                    self._controls.say(said)
                await asyncio.sleep(0)
            if said and guard.says == said:
                self._controls.say(before)
            for _ in ahead(self._source, period):
                await asyncio.sleep(0)
        except PlainFault:
            return  # whoever looks at the period reads it
