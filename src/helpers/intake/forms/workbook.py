"""Reads filled forms: files in; facts, or one plain sentence for each fault, out.

A file is opened in a limited child process (`form_child`), which hands its cells over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from helpers import wording
from helpers.forms import FactKey
from helpers.forms.appraising import BODY_KINDS
from helpers.forms.confirmations import CONFIRMATION
from helpers.forms.statements import StatementKind
from helpers.intake.files import child_process
from helpers.intake.files.child_answers import OpenedForm
from helpers.intake.files.zip_guard import Refused
from helpers.intake.forms.body_appraisal import body_reading
from helpers.intake.forms.confirmations import confirmation_reading
from helpers.intake.forms.findings import FormReading
from helpers.intake.forms.form import form_reading
from helpers.intake.forms.statement import stamped_kind, statement_reading
from helpers.model import Fact, Period, Plan
from helpers.model.spelling import one_line
from helpers.store import fault_log

CHILD = child_process.command("form_child")
NOTHING: Mapping[FactKey, Fact] = MappingProxyType({})


def read_forms(
    paths: Sequence[Path],
    plan: Plan,
    period: Period,
    earlier: Mapping[FactKey, Fact] = NOTHING,
    data: Path | None = None,
) -> list[FormReading]:
    """One reading per path, in their order. Never raises for the content of a file.

    `earlier`: the facts accepted for the latest earlier period, for answers that are carried over.
    `data`: the folder in whose log faults of the software are kept.
    """
    answers = child_process.ask(CHILD, [(str(path),) for path in paths], OpenedForm)
    readings = []
    for path, answer in zip(paths, answers, strict=True):
        file = one_line(path.name, 200)
        try:
            readings.append(_reading(file, answer, plan, period, earlier))
        except Exception as fault:
            # A fault of ours costs the one file that shows it, not all the others.
            if data is not None:
                fault_log.keep(data, fault)
            stopped = Refused(wording.files.FILE_STOPPED_READER)
            readings.append(form_reading(file, stopped, plan, period, earlier))
    return readings


def _reading(
    file: str,
    answer: OpenedForm | Refused,
    plan: Plan,
    period: Period,
    earlier: Mapping[FactKey, Fact],
) -> FormReading:
    kind = stamped_kind(answer)
    if kind == CONFIRMATION:
        return confirmation_reading(file, answer, plan, period)
    if kind in BODY_KINDS:
        return body_reading(file, kind, answer, plan, period)
    if kind in tuple(StatementKind):
        return statement_reading(file, StatementKind(kind), answer, plan, period)
    return form_reading(file, answer, plan, period, earlier)
