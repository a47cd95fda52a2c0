"""What can be done with what the explorer shows: a workbook, Python, notebooks of the agency."""

from __future__ import annotations

from helpers import wording
from helpers.analyst.explorer.choice import Choice
from helpers.analyst.explorer.part import Part
from helpers.analyst.explorer.source import Source
from helpers.analyst.lab import folder
from helpers.analyst.opening import packet_subject
from helpers.analyst.tables import excel
from helpers.analyst.tables.frames import Stamp
from helpers.model import OVERVIEW, WrongUse


def workbook(choice: Choice, part: Part) -> tuple[str, bytes]:
    """A name, and a workbook of the tables that are shown, each with its stamp."""
    if not part.tables:
        raise WrongUse(wording.explorer.NO_TABLE)
    stamps: dict[str, Stamp] = {}
    for name, table in part.tables:
        stamp = Stamp.of(table)
        if stamp is None:
            raise WrongUse(wording.tables.unstamped(name))
        stamps[name] = stamp
    parts = ("cchc", choice.period, choice.agency, choice.tab)
    return f"{'-'.join(filter(None, parts))}.xlsx", excel.workbook(dict(part.tables), stamps)


def code(choice: Choice, part: Part) -> str:
    """The Python that makes the tables that are shown, to be run in a notebook of one's own."""
    if not part.code:
        return ""
    return f'from helpers import tables\n\nky = tables.open("{choice.period}")\n{part.code}\n'


def write_notebooks(choice: Choice, source: Source) -> str:
    """Copies of the notebooks of the chosen agency in the folder of work; what to say of it."""
    plan, period = source.plan, source.plan.periods[choice.period]
    subject = packet_subject(plan, period, choice.agency)
    work = folder.work_folder(source.roots)
    parts = [OVERVIEW, *(area.id for area in plan.areas)]
    written, _ = folder.write_notebooks(source.roots, plan, subject, period, parts, work)
    return wording.explorer.notebooks_written(len(written), subject.id)
