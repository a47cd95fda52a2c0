"""Reads filled forms: files in; facts, or one plain sentence for each fault, out.

A file is opened in a limited child process (`form_child`); what it holds is checked by
`form_checks`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from helpers.forms import Place
from helpers.intake.files import child_process
from helpers.intake.forms import statement_checks
from helpers.intake.forms.form_checks import check
from helpers.intake.forms.form_report import FormReading
from helpers.model import Fact, Period, Plan
from helpers.model.spelling import one_line

__all__ = ["FormReading", "read_form", "read_forms"]

CHILD = child_process.command("form_child")
NOTHING: Mapping[Place, Fact] = MappingProxyType({})


def read_form(
    path: Path, plan: Plan, period: Period, earlier: Mapping[Place, Fact] = NOTHING
) -> FormReading:
    """The reading of one file; see `read_forms`."""
    return read_forms([path], plan, period, earlier)[0]


def read_forms(
    paths: Sequence[Path], plan: Plan, period: Period, earlier: Mapping[Place, Fact] = NOTHING
) -> list[FormReading]:
    """One reading per path, in their order. Never raises for what a file holds.

    `earlier`: the facts accepted for the latest earlier period, for answers that are carried over.
    """
    answers = child_process.ask(CHILD, [str(path) for path in paths])
    return [
        _reading(one_line(path.name, 200), answer, plan, period, earlier)
        for path, answer in zip(paths, answers, strict=True)
    ]


def _reading(
    file: str,
    answer: Mapping[str, Any],
    plan: Plan,
    period: Period,
    earlier: Mapping[Place, Fact],
) -> FormReading:
    """What a workbook says, by the kind that its stamp names."""
    kind = statement_checks.kind_of(answer)
    if kind is not None:
        return statement_checks.check(file, kind, answer, plan, period)
    return check(file, answer, plan, period, earlier)
