"""What the tab Thẩm định does besides showing: checks a draft, writes the workbook, takes the
period in again by the command. It never writes to the store itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from markupsafe import Markup

from helpers import store, wording
from helpers.analyst.explorer import appraisal_file
from helpers.analyst.explorer.appraising import FIELDS, LONGEST_FIELD, Subject, checked
from helpers.analyst.explorer.choice import Choice, Event
from helpers.analyst.explorer.intake_run import IntakeRun
from helpers.analyst.explorer.part import rendered
from helpers.analyst.explorer.source import Source
from helpers.analyst.suppose import Appraised
from helpers.model import WrongUse
from helpers.store.approvals import was_approved

PREVIEW, WRITE = "preview", "write"  # what is to be done with a draft


def subject_of(choice: Choice, source: Source) -> Subject:
    """What is appraised. WrongUse where no agency of the period is chosen."""
    agency = source.agency(choice.period, choice.agency)
    if agency is None:
        raise WrongUse(wording.explorer.NO_AGENCY)
    return Subject(source.plan, source.plan.periods[choice.period], agency)


def appraise(choice: Choice, event: Event, source: Source) -> tuple[Choice, str]:
    """The choice with a draft checked, and what to say of it; what was typed is kept. With `write`
    a draft without fault is also written into the workbook."""
    names = ("row", *FIELDS)
    typed = {name: event.fields.get(name, "")[:LONGEST_FIELD] for name in names}
    tried = replace(choice, typed=tuple(typed.items()), faults=(), fault="", appraised=None)
    subject = subject_of(choice, source)
    made = checked(subject, typed["row"], typed)
    if made.appraisal is None:
        return replace(tried, faults=made.faults), made.faults[0][1]
    each = made.appraisal
    figures = each.agency, each.level, each.target, each.numerator, each.denominator
    tried = replace(tried, appraised=Appraised(*figures))
    if event.value != WRITE:
        return tried, ""
    simulated = source.ky(choice.period).stamp.simulated
    try:
        rows = appraisal_file.write(source.roots, subject, typed["row"], each, simulated)
    except WrongUse as refused:
        return replace(tried, faults=(("", str(refused)),)), str(refused)
    path = appraisal_file.place(source.roots, subject)
    return tried, wording.tabs.appraisal_written(path, rows)


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
