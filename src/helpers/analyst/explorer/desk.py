"""What the tab Thẩm định does with a draft: checks it, and writes the workbook."""

from __future__ import annotations

from dataclasses import replace

from helpers import wording
from helpers.analyst.explorer import appraisal_file
from helpers.analyst.explorer.appraising import FIELDS, LONGEST_FIELD, Subject, checked
from helpers.analyst.explorer.choice import Choice, Event
from helpers.analyst.explorer.source import Source
from helpers.analyst.suppose import Appraised
from helpers.model import WrongUse

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
