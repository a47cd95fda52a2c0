"""What is shown of a choice, and what can be done with it. Its views bring pandas, so this is
imported once the controls are shown."""

from __future__ import annotations

import asyncio
from time import monotonic

from markupsafe import Markup

from helpers import wording
from helpers.analyst.explorer import actions
from helpers.analyst.explorer.background import Background
from helpers.analyst.explorer.choice import Choice, Tab, as_text
from helpers.analyst.explorer.controls import Controls
from helpers.analyst.explorer.events import said_by
from helpers.analyst.explorer.intake_run import Intake
from helpers.analyst.explorer.options import options
from helpers.analyst.explorer.part import rendered, sentence
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.views import shown

COMPARED = 5.0  # seconds for which it is known whether the data have changed
PAUSE = 0.3  # seconds after a page in which nothing else is done
POLLED = 0.5  # seconds between two polls of a process


class Page:
    """The page of one explorer. `tabs`: those that its reader may choose; `choice`, `part`: what is
    shown."""

    def __init__(self, source: Source, controls: Controls, tabs: tuple[Tab, ...]) -> None:
        self.source, self.controls, self.tabs = source, controls, tabs
        self.choice, self.part = Choice(source.periods[-1].id), sentence("")
        self.intake: Intake = Intake()
        self.background = Background(source, controls)
        self._may_write = Tab.APPRAISAL in tabs
        self._stale: dict[str, tuple[str, ...]] = {}  # what has moved on, by period
        self._compared = 0.0  # when that was last looked for

    def show(self, choice: Choice, answer: str) -> None:
        """All that is shown of a choice; `answer`: what an action has to say."""
        self.choice, self.part = choice, sentence("")
        for make in (self._show_controls, self._show_stamps, self._make_part):
            answer = said_by(make) or answer
        tabs = rendered("tabs", "page", chosen=choice.tab, tabs=self.tabs)
        if answer and not self.part.says:
            self.part = sentence(answer)
        self.controls.show_part(tabs, self._framed())
        answer = said_by(self._show_intake) or answer
        self.controls.say(answer or self.part.says)
        self.controls.keep(as_text(choice))
        self.background.prepare(choice.period)
        if monotonic() > self._compared + COMPARED:
            self._compared = monotonic()
            asyncio.get_running_loop().call_later(PAUSE, said_by, self._compare)

    def _show_controls(self) -> None:
        self.controls.show_choice(self.choice, options(self.choice, self.source))

    def _show_stamps(self) -> None:
        period = self.choice.period
        stamp, stale = self.source.ky(period).stamp, self._stale.get(period, ())
        self.controls.show_stamps(rendered("stamps", "page", stamp=stamp, stale=stale))

    def _compare(self) -> None:
        """Say whether what is shown has moved on. That reads hundreds of names of files."""
        self._stale[self.choice.period] = self.source.ky(self.choice.period).stale
        self._show_stamps()

    def _make_part(self) -> None:
        self.part = shown(self.choice, self.source)

    def _show_intake(self) -> None:
        shown = self.choice.tab is Tab.APPRAISAL
        panel = self.intake.panel(self.choice, self.source) if shown else Markup()
        self.controls.show_process(panel)

    def _framed(self) -> Markup:
        """The part with what can be done with its tables."""
        code = actions.code(self.choice, self.part)
        notebook = self._may_write and bool(self.choice.agency)
        return rendered("framed", "page", part=self.part, code=code, notebook=notebook)

    # ------------------------------------------------------------ actions, and what they say

    def download(self) -> str:
        """Have the browser save the tables that are shown."""
        name, content = actions.workbook(self.choice, self.part)
        self.controls.guard.save(name, content)
        return wording.explorer.downloaded(name)

    def copy(self) -> str:
        """Put the Python of the tables on the clipboard."""
        self.controls.guard.copy(actions.code(self.choice, self.part))
        return wording.explorer.COPIED

    def write_notebooks(self) -> str:
        """Write the notebooks of the agency that is shown."""
        if not (self._may_write and self.choice.agency):
            return wording.explorer.NO_AGENCY
        return actions.write_notebooks(self.choice, self.source)

    def reload(self) -> str:
        """Read the present state of the data."""
        self.source.reload()
        self.background.forget()
        self._stale.clear()
        return wording.explorer.RELOADED

    def take_in(self) -> str:
        """Take the period that is shown in again, and show how it goes."""
        if self.intake.running:
            return wording.tabs.INTAKE_RUNS
        words = self.intake.start(self.choice, self.source)
        self.background.run(self._follow_intake())
        return words

    async def _follow_intake(self) -> None:
        while self.intake.running:
            await asyncio.sleep(POLLED)
            said_by(self._show_intake)
        faults = [said_by(self._compare), said_by(self._show_intake)]
        self.controls.say("".join(faults) or self.intake.result)
