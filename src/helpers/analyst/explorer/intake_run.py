"""An intake as a process of its own: what it says, how it ends, its end by SIGTERM, and its panel
in the tab Thẩm định. The explorer never writes to the store itself."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from markupsafe import Markup

from helpers import store, wording
from helpers.analyst.explorer.choice import Choice
from helpers.analyst.explorer.part import rendered
from helpers.analyst.explorer.source import Source
from helpers.plan import Roots
from helpers.store.approvals import was_approved

MOST_OUTPUT = 20_000  # bytes of the end of what it says
COMMAND = Path(sys.executable).with_name("cchc")


class IntakeRun:
    """A running `cchc intake` of one period. It goes on where the kernel ends: an intake is whole
    or changes nothing."""

    def __init__(self, roots: Roots, plan: str, period: str) -> None:
        self.period = period
        folders = {"ROOT": roots.root, "DATA": roots.data, "OUT": roots.out}
        into, self._output = _file()
        self._process = subprocess.Popen(
            [str(COMMAND), "intake", "--period", period, "--plan", plan],
            env={**os.environ, **{f"CCHC_{name}": str(path) for name, path in folders.items()}},
            stdin=subprocess.DEVNULL,
            stdout=into,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        into.close()

    @property
    def code(self) -> int | None:
        """Its exit code, negative where a signal ended it; None while it runs."""
        return self._process.poll()

    @property
    def output(self) -> str:
        """The end of what it has said so far."""
        size = os.fstat(self._output.fileno()).st_size
        self._output.seek(max(0, size - MOST_OUTPUT))
        return self._output.read(MOST_OUTPUT).decode("utf-8", "replace")

    def end(self) -> None:
        """Ask it to end."""
        if self.code is None:
            self._process.terminate()


def _file() -> tuple[IO[bytes], io.FileIO]:
    """An open file to write to, and the same to read from at places of its own. It goes with its
    last user; where an open file keeps its name (Windows) it stays among the temporary ones."""
    number, name = tempfile.mkstemp()
    reading = io.FileIO(name)
    with suppress(PermissionError):
        os.unlink(name)
    return os.fdopen(number, "wb"), reading


class Intake:
    """The intake that was last started from a page."""

    def __init__(self) -> None:
        self._run: IntakeRun | None = None

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._run is not None and self._run.code is None

    def start(self, choice: Choice, source: Source) -> str:
        """Take the chosen period in again."""
        if self.running:
            return wording.tabs.INTAKE_RUNS
        self._run = IntakeRun(source.roots, source.plan.id, choice.period)
        return wording.tabs.intake_started(source.plan.periods[choice.period])

    def end(self) -> str:
        """End it, where it runs."""
        if self._run is None or not self.running:
            return wording.tabs.NO_INTAKE
        self._run.end()
        return wording.tabs.INTAKE_ENDING

    @property
    def result(self) -> str:
        """How it ended, in words; empty while it runs."""
        if self._run is None or self._run.code is None:
            return ""
        return wording.tabs.intake_ended(self._run.code)

    def panel(self, choice: Choice, source: Source) -> Markup:
        """What is shown of it, with what to know before it is started."""
        plan, period = source.plan, source.plan.periods[choice.period]
        run = self._run
        return rendered(
            "intake",
            "appraisal",
            label=period.label,
            warnings=list(_warnings(choice, source).values()),
            ran=plan.periods[run.period].label if run else "",
            running=self.running,
            result=self.result,
            output=run.output if run else "",
        )


def _warnings(choice: Choice, source: Source) -> Mapping[str, str]:
    """What taking the period in again means for its approval, and for later periods."""
    plan, period, data = source.plan, source.plan.periods[choice.period], source.roots.data
    said: dict[str, str] = {}
    approval = source.ky(period.id).evaluation(plan.province.id).approval
    if was_approved(data, plan, period) and not (approval and approval.restated):
        said["approval"] = wording.tabs.APPROVAL_ENDS
    # Those that were taken in against any state of this period.
    if later := store.outdated_dependents(data, plan, period, ""):
        said["later"] = wording.tabs.take_in_later([each.label for each in later])
    return said
