"""Excel forms: which questions apply to an agency, and the workbook that asks them.

A form carries a very hidden stamp (form version, plan, agency, period, counts it shows), so that
intake knows it by its content, whatever the file is called. The same arguments give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

import xlsxwriter

from helpers import wording
from helpers.forms.layout import (
    EXPLANATION_COLUMNS,
    HEAD_ROW,
    READ,
    STAMP_SHEET,
    VERSION,
    Column,
    Role,
    columns,
    shown_key,
    stamp,
    words,
)
from helpers.forms.questions import (
    CHOICES,
    Beside,
    Place,
    Question,
    SheetKind,
    TaskAnswer,
    before,
    by_place,
    choices,
    questions,
    sheet_kind,
)
from helpers.forms.writing import Filling, FormWriter
from helpers.model import Agency, Level, Period, Plan

__all__ = [
    "CHOICES",
    "EXPLANATION_COLUMNS",
    "HEAD_ROW",
    "READ",
    "STAMP_SHEET",
    "VERSION",
    "Beside",
    "Column",
    "Place",
    "Question",
    "Role",
    "SheetKind",
    "TaskAnswer",
    "before",
    "blank",
    "by_place",
    "choices",
    "columns",
    "filled",
    "questions",
    "sheet_kind",
    "shown_key",
    "stamp",
    "words",
    "write_blank",
    "write_blanks",
]

FIXED_TIME = datetime(2022, 1, 1)  # files carry no clock reading
NOTHING_SAID: Mapping[str, str] = MappingProxyType({})


def blank(plan: Plan, agency: Agency, period: Period, beside: Beside | None = None) -> bytes:
    """The empty form as the bytes of an .xlsx file."""
    return filled(plan, agency, period, {}, {}, beside)


def filled(
    plan: Plan,
    agency: Agency,
    period: Period,
    answers: Mapping[str, object],
    evidence: Mapping[str, str],
    beside: Beside | None = None,
    explanations: Mapping[str, str] = NOTHING_SAID,
) -> bytes:
    """The form with answers and evidence by question key; ValueError for a key it does not ask.
    `explanations`: texts by the id of a line, as typed.

    Numbers, truth values, judgements, pairs of counts and `TaskAnswer`s are written as the form
    spells them, text as it stands, and never as a formula or a link.
    """
    asked = questions(plan, agency, period)
    unknown = {*answers, *evidence} - {question.key for question in asked}
    if unknown:
        raise ValueError(f"not asked in this form: {', '.join(sorted(unknown))}")
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        title = wording.form_subtitle(agency.name, period)
        workbook.set_properties({"title": title, "created": FIXED_TIME})
        filling = Filling(answers, evidence, beside or Beside(), explanations)
        FormWriter(workbook, title, filling).write(plan, agency, period, asked)
    return buffer.getvalue()


def write_blanks(
    plan: Plan,
    period: Period,
    agencies: Iterable[Agency],
    out_dir: Path,
    beside: Mapping[str, Beside] | None = None,
) -> tuple[Path, ...]:
    """Blank forms as `<out_dir>/<id>.zip`: one for each district with its communes, one of the
    province's id for departments and the province form. `beside`: by the id of the agency or the
    province. Returns the files written."""
    groups: dict[str, dict[str, bytes]] = {}
    for agency in agencies:
        group = agency.id if agency.level in (Level.ALL, Level.DISTRICT) else agency.parent
        form = blank(plan, agency, period, (beside or {}).get(agency.id))
        groups.setdefault(group, {})[f"{agency.id}.xlsx"] = form
    out_dir.mkdir(parents=True, exist_ok=True)
    return tuple(_write_zip(out_dir / f"{group}.zip", files) for group, files in groups.items())


def write_blank(plan: Plan, period: Period, agency: Agency, out_dir: Path, beside: Beside) -> Path:
    """One blank form as `<out_dir>/<id>.xlsx`: alone, so that no zip of many is written over."""
    out_dir.mkdir(parents=True, exist_ok=True)
    path = out_dir / f"{agency.id}.xlsx"
    path.write_bytes(blank(plan, agency, period, beside))
    return path


def _write_zip(path: Path, files: Mapping[str, bytes]) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, FIXED_TIME.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    path.write_bytes(buffer.getvalue())
    return path
