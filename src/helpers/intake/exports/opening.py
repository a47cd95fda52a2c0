"""An export opened strictly: proved text, known heads, every column that is needed.

CSV in UTF-8, UTF-16 or Windows-1258, split by comma, semicolon or tab; or one sheet of a workbook.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from helpers import wording
from helpers.intake.exports.heads import Heads, find_heads
from helpers.intake.exports.mapping import COLUMNS, ExportMapping
from helpers.intake.exports.other_rows import OtherRows, other_rows
from helpers.intake.exports.remarks import ExportRefused, file_remark, refusal, rows_remark
from helpers.intake.exports.sheets import is_workbook, the_sheet
from helpers.intake.exports.texts import NotText, as_text
from helpers.intake.files.legacy import font_of
from helpers.intake.files.zip_guard import why_no_text
from helpers.model import Remark, Severity, spelling

MOST_HEADS = 40


@dataclass(frozen=True)
class Export:
    """An export ready to be read. `source`: the file as sent; `text`: its rows as CSV in UTF-8;
    `cells`: the place of each column of ours, None where the export has no such column; `remarks`:
    on the file as a whole; `others`: rows that are no records, complete when all rows are read."""

    source: Path
    mapping: ExportMapping
    text: Path
    heads: Heads
    cells: dict[str, int | None]
    remarks: tuple[Remark, ...]
    others: OtherRows


@contextmanager
def opened(path: Path, mapping: ExportMapping) -> Iterator[Export]:
    """An export with all of our columns that are needed. Raises ExportRefused."""
    with tempfile.TemporaryDirectory() as folder:
        text, heads, sentences = _text_of(path, mapping, Path(folder))
        places, more = _places(path, heads, mapping)
        cells = {column: places.get(column) for column in COLUMNS[mapping.kind]}
        remarks = tuple(file_remark(path, sentence) for sentence in (*sentences, *more))
        yield Export(path, mapping, text, heads, cells, remarks, other_rows(heads, mapping))


def _text_of(
    path: Path, mapping: ExportMapping, folder: Path
) -> tuple[Path, Heads, tuple[str, ...]]:
    if is_workbook(path):
        return the_sheet(path, folder, mapping)
    if kind := why_no_text(path):
        raise refusal(path, kind)
    try:
        text = as_text(path, folder)
    except NotText as fault:
        raise ExportRefused(text_faults(path, fault)) from None
    return text, find_heads(text, mapping), ()


def text_faults(path: Path, fault: NotText) -> list[Remark]:
    return [
        rows_remark(path, lines.first, lines.count, text, Severity.REFUSED_FILE)
        if lines.count
        else file_remark(path, text, Severity.REFUSED_FILE)
        for text, lines in ((wording.ROW_QUESTIONS[n], lines) for n, lines in fault.faults.items())
    ]


def _places(path: Path, heads: Heads, mapping: ExportMapping) -> tuple[dict[str, int], list[str]]:
    """The place of each of our columns, from 0, and remarks; ExportRefused where one is missing or
    there twice, or where the heads of single rows are split: whose rows they are would be a guess.
    """
    found: dict[str, list[int]] = {}
    for place, name in enumerate(heads.names):
        found.setdefault(spelling.folded(name), []).append(place)
    if not any(heads.names):
        raise refusal(path, wording.ROW_QUESTIONS["no_heads"])
    if heads.rows and mapping.kind != "totals":
        raise refusal(path, wording.split_heads(heads.rows, list(mapping.named.values())))
    refused, remarks = [], []
    missing: dict[str, str] = {}
    for head, column in mapping.heads().items():
        spelled, places = mapping.named[column], found.get(head, [])
        if len(places) > 1:
            refused.append(wording.repeated_head(spelled, [p + 1 for p in places]))
        elif not places and column in mapping.optional:
            remarks.append(wording.missing_optional_head(spelled))
        elif not places:
            unused = {h: heads.names[p[0]] for h, p in found.items() if h not in mapping.heads()}
            near = get_close_matches(head, unused, n=1)
            missing[spelled] = unused[near[0]] if near else ""
    if font := font_of(" ".join(heads.names)) if missing else "":
        refused.append(wording.ROW_QUESTIONS[font])
    elif missing:
        refused.append(wording.missing_heads(missing, heads.names[:MOST_HEADS], mapping.heads()))
    if refused:
        raise refusal(path, *refused)
    here = {column: found[h][0] for h, column in mapping.heads().items() if h in found}
    return here, [*remarks, *_unused(heads, mapping)]


def _unused(heads: Heads, mapping: ExportMapping) -> Iterator[str]:
    if unnamed := [place for place, name in enumerate(heads.names, 1) if not name]:
        yield wording.unnamed_columns(unnamed)
    known = mapping.heads()
    unused = {
        place: name
        for place, name in enumerate(heads.names, 1)
        if name and spelling.folded(name) not in known
    }
    if unused:
        yield wording.unused_columns(dict(islice(unused.items(), MOST_HEADS)))
