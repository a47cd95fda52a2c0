"""The draft report as a .docx file: a template of params filled in; equal reports, equal bytes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import asdict
from pathlib import Path

from helpers import wording
from helpers.documents.report import Report
from helpers.model import WrongUse
from helpers.system.zips import as_on_unix

TEMPLATE = Path("params", "documents", "report.docx")
FIXED_TIME = (2000, 1, 1, 0, 0, 0)  # files carry no clock reading
FIRST = "[Content_Types].xml"  # by convention
OWNER_READS = 0o644 << 16


def report_file(report: Report, root: Path) -> bytes:
    """The report as the bytes of a .docx file, by the template under `root`.

    Raises WrongUse where the template is missing or cannot be filled in.
    """
    # Imported here: it takes a quarter of a second.
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    if not (root / TEMPLATE).is_file():
        raise WrongUse(wording.report.no_template(TEMPLATE))
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    out = io.BytesIO()
    try:
        document = DocxTemplate(root / TEMPLATE)
        document.render(_plain(asdict(report)), environment, autoescape=True)
        document.save(out)
    except (TemplateError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise WrongUse(wording.report.broken_template(TEMPLATE)) from error
    return repacked(out.getvalue())


def _plain(value: object) -> object:
    """The same with texts that XML can hold: without control characters, on one line."""
    match value:
        case str():
            return "".join(c if c.isprintable() or c == wording.core.NBSP else " " for c in value)
        case dict():
            return {name: _plain(each) for name, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
    return value


def repacked(content: bytes) -> bytes:
    """A zip file with its parts in order, by name, of one time, packed one way."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in sorted(
            given.namelist(), key=lambda each: (each != "[Content_Types].xml", each)
        ):
            part = zipfile.ZipInfo(name, FIXED_TIME)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, OWNER_READS
            made.writestr(part, given.read(name))
    return as_on_unix(out.getvalue())
