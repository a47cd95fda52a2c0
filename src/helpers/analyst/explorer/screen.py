"""One explorer: the choice, and what each event does with it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from helpers import wording
from helpers.analyst.explorer.choice import Choice, Event, Tab, from_text, step
from helpers.analyst.explorer.controls import Controls
from helpers.analyst.explorer.events import MOMENT, Events, said_by
from helpers.analyst.explorer.options import options
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.supposing import SUPPOSE, supposed
from helpers.analyst.lab.server import VIEW_ONLY
from helpers.model import Period, WrongUse

if TYPE_CHECKING:
    from helpers.analyst.explorer.page import Page


class Screen:
    """The state of one explorer, and its controls, which are there at once; the page follows."""

    def __init__(self, source: Source, period: str) -> None:
        self.source, self.choice = source, Choice(period)
        self.view_only = bool(os.environ.get(VIEW_ONLY))
        self.events = Events(self.handle)
        self.controls = Controls(self.events.add)
        self._fresh = True  # nobody has chosen anything yet
        source.before_opening = self._say_opening
        self.controls.show_choice(self.choice, options(self.choice, source))
        self._say_opening(source.plan.periods[period])
        asyncio.get_running_loop().call_later(MOMENT, self.show)

    @cached_property
    def page(self) -> Page:
        """What is shown below the controls."""
        from helpers.analyst.explorer.page import Page

        tabs = (tab for tab in Tab if not (self.view_only and tab is Tab.APPRAISAL))
        return Page(self.source, self.controls, tuple(tabs))

    def handle(self, events: Sequence[Event]) -> None:
        """Take events one after another, and show the last state."""
        answer = ""
        for event in events:
            answer = said_by(partial(self._handle, event)) or answer
        self.show(answer)

    def show(self, answer: str = "") -> None:
        """Show the page of what is chosen; `answer`: what an action has to say."""
        if self.choice.tab not in self.page.tabs:
            self.choice = replace(self.choice, tab=self.page.tabs[0])
        self.page.show(self.choice, answer)

    def _handle(self, event: Event) -> str:
        """What an action says; of what only changes the choice, nothing."""
        if act := ACTIONS.get(event.name):
            if self.view_only and event.name in OF_THE_DESK:
                raise WrongUse(wording.tabs.VIEW_ONLY)
            return act(self, event)
        self._fresh = False
        if event.name == SUPPOSE:
            self.choice = supposed(self.choice, event, self.source)
        else:
            self.choice = step(self.choice, event)
        return ""

    def _say_opening(self, period: Period) -> None:
        self.controls.say(wording.explorer.opening(period.label))

    def _restore(self, event: Event) -> str:
        """Choose what was chosen before the kernel was started anew."""
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

    def _appraise(self, event: Event) -> str:
        from helpers.analyst.explorer.desk import appraise  # reads workbooks, with openpyxl

        self.choice, words = appraise(self.choice, event, self.source)
        return words


Action = Callable[[Screen, Event], str]
ACTIONS: Mapping[str, Action] = {
    "restore": Screen._restore,
    "first": Screen._first,
    "download": lambda screen, _: screen.page.download(),
    "copy": lambda screen, _: screen.page.copy(),
    "notebook": lambda screen, _: screen.page.write_notebooks(),
    "reload": lambda screen, _: screen.page.reload(),
    "appraise": Screen._appraise,
    "take_in": lambda screen, _: screen.page.take_in(),
    "end_intake": lambda screen, _: screen.page.intake.end(),
}
OF_THE_DESK = ("appraise", "take_in", "end_intake")  # not for those who only look
