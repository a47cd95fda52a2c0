"""Forms as files: blank or filled, one by one or packed by district."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from helpers import wording
from helpers.forms.questions import ShownFigures, questions
from helpers.forms.workbooks import FIXED_TIME, Workbook
from helpers.forms.writing import Filling, FormWriter
from helpers.model import WHOLE, Agency, Period, Plan
from helpers.system.zips import as_on_unix

NOTHING: Mapping[str, str] = MappingProxyType({})


def blank(plan: Plan, agency: Agency, period: Period, shown: ShownFigures | None = None) -> bytes:
    """The empty form of an agency (or the province) as the bytes of an .xlsx file."""
    return filled(plan, agency, period, {}, {}, shown)


def filled(
    plan: Plan,
    agency: Agency,
    period: Period,
    answers: Mapping[str, object],
    evidence: Mapping[str, str],
    shown: ShownFigures | None = None,
    explanations: Mapping[str, str] = NOTHING,
) -> bytes:
    """The form with answers in it, as the bytes of an .xlsx file.

    `answers`, `evidence`: by question key; numbers, truth values, judgements, pairs of counts and
    `TaskAnswer`s are written as the form spells them, text unchanged, never as a formula or a link.
    `explanations`: texts by the id of a line. Raises ValueError for a key the form does not ask.
    """
    in_form = questions(plan, agency, period)
    unknown = {*answers, *evidence} - {question.key for question in in_form}
    if unknown:
        raise ValueError(f"not asked in this form: {', '.join(sorted(unknown))}")
    workbook = Workbook(wording.forms.form_subtitle(agency.name, period))
    filling = Filling(answers, evidence, shown or ShownFigures(), explanations)
    FormWriter(workbook, filling).write(plan, agency, period, in_form)
    return workbook.content()


def write_blanks(
    plan: Plan,
    period: Period,
    agencies: Iterable[Agency],
    out_dir: Path,
    shown: Mapping[str, ShownFigures] | None = None,
) -> tuple[Path, ...]:
    """Write blank forms as `<out_dir>/<id>.zip`: one for each district with its communes, one of
    the province's id for departments and the province form.

    `shown`: by the id of the agency or the province. Returns the files written.
    """
    groups: dict[str, dict[str, bytes]] = {}
    for agency in agencies:
        alone = agency.level == WHOLE or plan.levels_under(agency.level)
        group = agency.id if alone else agency.parent
        form = blank(plan, agency, period, (shown or {}).get(agency.id))
        groups.setdefault(group, {})[f"{agency.id}.xlsx"] = form
    out_dir.mkdir(parents=True, exist_ok=True)
    return tuple(_write_zip(out_dir / f"{group}.zip", files) for group, files in groups.items())


def write_blank(
    plan: Plan, period: Period, agency: Agency, out_dir: Path, shown: ShownFigures
) -> Path:
    """Write one blank form as `<out_dir>/<id>.xlsx`, so that no zip of many is overwritten."""
    out_dir.mkdir(parents=True, exist_ok=True)
    path = out_dir / f"{agency.id}.xlsx"
    path.write_bytes(blank(plan, agency, period, shown))
    return path


def _write_zip(path: Path, files: Mapping[str, bytes]) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, FIXED_TIME.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    path.write_bytes(as_on_unix(buffer.getvalue()))
    return path
