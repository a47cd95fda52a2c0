"""One explorer: events in, what is shown out. An event is only recorded; a moment later one drain
takes all that have come and shows the last state, so that a held key costs one page, not hundreds.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from functools import partial
from time import monotonic

from markupsafe import Markup

from helpers import wording
from helpers.analyst.explorer import actions
from helpers.analyst.explorer.choice import Choice, Event, Tab, as_text, from_text, step
from helpers.analyst.explorer.controls import Controls
from helpers.analyst.explorer.desk import Intake, appraise
from helpers.analyst.explorer.options import options
from helpers.analyst.explorer.part import rendered, sentence
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.supposing import SUPPOSE, supposed
from helpers.analyst.explorer.views import shown
from helpers.analyst.lab.server import VIEW_ONLY
from helpers.model import Period, PlainFault, WrongUse

MOMENT = 0.01  # seconds in which events are gathered
COMPARED = 5.0  # seconds for which it is known whether the data have changed
POLLED = 0.5  # seconds between two polls of a process
PROGRESS = 20  # agencies between two lines of progress
LOG = logging.getLogger(__name__)


class Screen:
    """The state of one explorer, and its controls. It must be made in a running event loop: there
    all is done, though a host may have what people do handled in a thread of its own (subshells).
    """

    def __init__(self, source: Source, period: str) -> None:
        self.source, self.choice = source, Choice(period)
        self.part = sentence("")
        self.controls = Controls(self.happened)
        source.before_opening = self._say_opening
        self.view_only = bool(os.environ.get(VIEW_ONLY))
        self.tabs = tuple(tab for tab in Tab if not (self.view_only and tab is Tab.APPRAISAL))
        self.intake = Intake()
        self._loop = asyncio.get_running_loop()
        self._events: list[Event] = []
        self._stale: tuple[str, ...] = ()
        self._compared = 0.0  # when it was last looked whether the data have changed
        self._answer = ""  # what an action has to say
        self._fresh = True  # nobody has chosen anything yet
        self._running: set[asyncio.Task[None]] = set()
        self._prepared: set[str] = set()
        self._show_controls()
        self._say_opening(source.plan.periods[period])
        self._loop.call_later(MOMENT, self._show)

    # ------------------------------------------------------------ events

    def happened(self, event: Event) -> None:
        """Record an event; it is handled a moment later with those that have come until then."""
        self._loop.call_soon_threadsafe(self._record, event)

    def _record(self, event: Event) -> None:
        self._events.append(event)
        if len(self._events) == 1:
            self._loop.call_later(MOMENT, self._drain)

    def _drain(self) -> None:
        events, self._events = self._events, []
        for event in events:
            self._guarded(partial(self._handle, event))
        self._show()

    def _handle(self, event: Event) -> None:
        if act := ANSWERS.get(event.name):
            self._answer = act(self, event)
            return
        self._fresh = False
        if event.name == SUPPOSE:
            self.choice = supposed(self.choice, event, self.source)
            return
        self.choice = step(self.choice, event)

    def _guarded(self, act: Callable[[], None]) -> None:
        """Do it; a fault becomes a sentence, anything else a sentence and an entry of the log."""
        try:
            act()
        except PlainFault as fault:
            self._answer = str(fault)
        except Exception:
            LOG.exception("a fault of the explorer")
            self._answer = wording.explorer.FAULT

    # ------------------------------------------------------------ what is shown

    def _show(self) -> None:
        self.part = sentence("")
        if self.choice.tab not in self.tabs:
            self.choice = replace(self.choice, tab=self.tabs[0])
        self._guarded(self._show_controls)
        self._guarded(self._show_stamps)
        self._guarded(self._make_part)
        tabs = rendered("tabs", "page", chosen=self.choice.tab, tabs=self.tabs)
        self.controls.show_part(tabs, self._framed())
        self._guarded(self._show_intake)
        self.controls.say(self._answer or self.part.says)
        self._answer = ""
        self.controls.keep(as_text(self.choice))
        self._prepare()

    def _show_controls(self) -> None:
        self.controls.show_choice(self.choice, options(self.choice, self.source))

    def _show_stamps(self) -> None:
        ky = self.source.ky(self.choice.period)
        if monotonic() > self._compared + COMPARED:
            self._stale, self._compared = ky.stale, monotonic()
        stamps = rendered("stamps", "page", stamp=ky.stamp, stale=self._stale)
        self.controls.show_stamps(stamps)

    def _make_part(self) -> None:
        self.part = shown(self.choice, self.source)

    def _show_intake(self) -> None:
        shown = self.choice.tab is Tab.APPRAISAL
        panel = self.intake.panel(self.choice, self.source) if shown else Markup()
        self.controls.show_process(panel)

    def _framed(self) -> Markup:
        """The part with what can be done with its tables."""
        if self._answer and not self.part.says:
            self.part = sentence(self._answer)
        code = actions.code(self.choice, self.part)
        return rendered("framed", "page", part=self.part, code=code, notebook=self._may_write())

    def _may_write(self) -> bool:
        return not self.view_only and bool(self.choice.agency)

    # ------------------------------------------------------------ what takes longer

    def _say_opening(self, period: Period) -> None:
        self.controls.say(wording.explorer.opening(period.label))

    def _prepare(self) -> None:
        """Evaluate all agencies of the period while the kernel is idle."""
        period = self.choice.period
        if period in self._prepared:
            return
        self._prepared.add(period)
        self._run(self._evaluate_all(period))

    def _run(self, work: Coroutine[object, object, None]) -> None:
        task = self._loop.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _evaluate_all(self, period: str) -> None:
        said = ""
        try:
            for done, number in self.source.prepare(period):
                if done % PROGRESS == 0 and self.controls.guard.says in ("", said):
                    said = wording.explorer.preparing(done, number)
                    self.controls.say(said)
                await asyncio.sleep(0)
        except PlainFault:
            return  # whoever looks at the period reads it
        if self.controls.guard.says == said:
            self.controls.say(self.part.says)

    async def _follow_intake(self) -> None:
        """Show what an intake says until it has ended."""
        while self.intake.running:
            await asyncio.sleep(POLLED)
            self._guarded(self._show_intake)
        self._compared = 0.0
        self._answer = self.intake.result
        self._guarded(self._show_stamps)
        self._guarded(self._show_intake)
        self.controls.say(self._answer)
        self._answer = ""

    # ------------------------------------------------------------ actions

    def _restore(self, event: Event) -> str:
        if self._fresh and event.value:
            kept = from_text(event.value, self.choice)
            if kept.period in {period.id for period in self.source.periods}:
                self.choice, self._fresh = kept, False
        return ""

    def _first(self, event: Event) -> str:
        """Take the first agency that the words mean: what Enter does in a search."""
        self._fresh = False
        found = options(self.choice, self.source)
        name = "agency" if event.value == "words" else "other"
        listed = found.agencies if name == "agency" else found.others
        if listed:
            self.choice = step(self.choice, Event(name, listed[0][1]))
        return ""

    def _download(self, _: Event) -> str:
        name, content = actions.workbook(self.choice, self.part)
        self.controls.guard.save(name, content)
        return wording.explorer.downloaded(name)

    def _copy(self, _: Event) -> str:
        self.controls.guard.copy(actions.code(self.choice, self.part))
        return wording.explorer.COPIED

    def _notebook(self, _: Event) -> str:
        if not self._may_write():
            return wording.explorer.NO_AGENCY
        return actions.write_notebooks(self.choice, self.source)

    def _appraise(self, event: Event) -> str:
        self._refuse_viewers()
        self.choice, words = appraise(self.choice, event, self.source)
        return words

    def _take_in(self, _: Event) -> str:
        self._refuse_viewers()
        if self.intake.running:
            return wording.tabs.INTAKE_RUNS
        words = self.intake.start(self.choice, self.source)
        self._run(self._follow_intake())
        return words

    def _end_intake(self, _: Event) -> str:
        self._refuse_viewers()
        return self.intake.end()

    def _refuse_viewers(self) -> None:
        if self.view_only:
            raise WrongUse(wording.tabs.VIEW_ONLY)

    def _reload(self, _: Event) -> str:
        self.source.reload()
        self._prepared.clear()
        self._compared = 0.0
        return wording.explorer.RELOADED


ANSWERS: Mapping[str, Callable[[Screen, Event], str]] = {
    "restore": Screen._restore,
    "first": Screen._first,
    "download": Screen._download,
    "copy": Screen._copy,
    "notebook": Screen._notebook,
    "reload": Screen._reload,
    "appraise": Screen._appraise,
    "take_in": Screen._take_in,
    "end_intake": Screen._end_intake,
}
