"""Exports opened strictly: which kind one is by its heads, proved text, every column needed.

CSV in UTF-8, UTF-16 or Windows-1258, split by comma, semicolon or tab; or one sheet of a workbook.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from helpers import wording
from helpers.intake.exports.heads import Heads, find_heads, read_heads, share
from helpers.intake.exports.mapping import ExportMapping
from helpers.intake.exports.other_rows import OtherRows, other_rows
from helpers.intake.exports.remarks import ExportRefused, file_remark, refusal
from helpers.intake.exports.sheets import first_rows, is_workbook, the_sheet
from helpers.intake.exports.texts import as_text
from helpers.intake.files.legacy import font_of, in_unicode
from helpers.intake.files.zip_guard import why_no_text
from helpers.model import Remark, Severity, spelling
from helpers.privacy.foreign_text import quoted_texts, short_text

BEGINNING = 1 << 20  # bytes
MOST_HEADS = 40


# ---------------------------------------------------------------- what kind of export


def recognise(path: Path, mappings: Sequence[ExportMapping]) -> ExportMapping | None:
    """The mapping whose heads the file has; if none fits whole, the one that at least half fits,
    so that the reader can name the heads that are missing. None for any other file."""
    with beginnings(path) as texts:
        found = [(find_heads(text, mapping), mapping) for text in texts for mapping in mappings]
        mapping = _fitting(found)
        if mapping is None and (legacy := [h for h in map(_heads_in_unicode, texts) if h]):
            mapping = _fitting([(heads, m) for heads in legacy for m in mappings])
    return mapping


def _fitting(found: Iterable[tuple[Heads, ExportMapping]]) -> ExportMapping | None:
    fits = [(share(heads, mapping), len(mapping.heads), mapping) for heads, mapping in found]
    fit, _, mapping = max(fits, key=lambda fit: fit[:2], default=(0, 0, None))
    return mapping if fit >= 0.5 else None


def _heads_in_unicode(text: Path) -> Heads | None:
    """Heads in an old font's letters as the text it shows, so that the font can be named."""
    heads = read_heads(text)
    names = in_unicode("\n".join(heads.names)).split("\n")
    return None if tuple(names) == heads.names else replace(heads, names=tuple(names))


def why_unknown(path: Path) -> Remark:
    """The remark on a file that `recognise` does not know."""
    if kind := why_no_text(path):
        return file_remark(path, kind, Severity.REFUSED_FILE)
    with tempfile.TemporaryDirectory() as folder:
        try:
            heads = read_heads(as_text(path, Path(folder)))
        except ExportRefused as fault:
            return fault.remarks[0]
    if font := font_of(" ".join(heads.names)):
        return file_remark(path, wording.rows.ROW_QUESTIONS[font], Severity.REFUSED_FILE)
    if not any(heads.names):
        return file_remark(path, wording.rows.ROW_QUESTIONS["no_heads"], Severity.REFUSED_FILE)
    text = wording.exports.unknown_heads(quoted_texts(heads.names[:MOST_HEADS]))
    return file_remark(path, text, Severity.REFUSED_FILE)


@contextmanager
def beginnings(path: Path) -> Iterator[list[Path]]:
    """The beginning of the text, or of every sheet that is shown; none where it is no text."""
    with tempfile.TemporaryDirectory() as folder:
        if is_workbook(path):
            yield [sheet.path for sheet in first_rows(path, Path(folder)) if not sheet.hidden]
            return
        try:
            text = [as_text(path, Path(folder), BEGINNING)]
        except ExportRefused:
            text = []
        yield text


# ---------------------------------------------------------------- opening


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
        cells = {column: places.get(column) for column in mapping.cells}
        remarks = tuple(file_remark(path, sentence) for sentence in (*sentences, *more))
        yield Export(path, mapping, text, heads, cells, remarks, other_rows(heads, mapping))


def _text_of(
    path: Path, mapping: ExportMapping, folder: Path
) -> tuple[Path, Heads, tuple[str, ...]]:
    if is_workbook(path):
        return the_sheet(path, folder, mapping)
    if kind := why_no_text(path):
        raise refusal(path, kind)
    text = as_text(path, folder)
    return text, find_heads(text, mapping), ()


def _places(path: Path, heads: Heads, mapping: ExportMapping) -> tuple[dict[str, int], list[str]]:
    """The place of each of our columns, from 0, and remarks; ExportRefused where one is missing or
    there twice, or where the heads of single rows are split: whose rows they are would be a guess.
    """
    found: dict[str, list[int]] = {}
    for place, name in enumerate(heads.names):
        found.setdefault(spelling.folded(name), []).append(place)
    if not any(heads.names):
        raise refusal(path, wording.rows.ROW_QUESTIONS["no_heads"])
    if heads.rows and mapping.kind != "totals":
        wanted = list(mapping.named.values())
        known = set(map(spelling.folded, wanted))
        rows = [(line, quoted_texts(filter(None, names), known)) for line, names in heads.rows]
        raise refusal(path, wording.exports.split_heads(rows, quoted_texts(wanted, known)))
    refused, remarks = [], []
    missing: dict[str, str] = {}
    for head, column in mapping.heads.items():
        spelled, places = mapping.named[column], found.get(head, [])
        if len(places) > 1:
            refused.append(wording.exports.repeated_head(spelled, [p + 1 for p in places]))
        elif not places and column in mapping.optional:
            remarks.append(wording.exports.missing_optional_head(spelled))
        elif not places:
            unused = {h: heads.names[p[0]] for h, p in found.items() if h not in mapping.heads}
            near = get_close_matches(head, unused, n=1)
            missing[spelled] = unused[near[0]] if near else ""
    if font := font_of(" ".join(heads.names)) if missing else "":
        refused.append(wording.rows.ROW_QUESTIONS[font])
    elif missing:
        known = {*mapping.heads, *map(spelling.folded, missing.values())}
        near_heads = {head: short_text(near) for head, near in missing.items()}
        named = quoted_texts(heads.names[:MOST_HEADS], known)
        refused.append(wording.exports.missing_heads(near_heads, named))
    if refused:
        raise refusal(path, *refused)
    here = {column: found[h][0] for h, column in mapping.heads.items() if h in found}
    return here, [*remarks, *_unused(heads, mapping)]


def _unused(heads: Heads, mapping: ExportMapping) -> Iterator[str]:
    if unnamed := [place for place, name in enumerate(heads.names, 1) if not name]:
        yield wording.exports.unnamed_columns(unnamed)
    known = mapping.heads
    unused = {
        place: name
        for place, name in enumerate(heads.names, 1)
        if name and spelling.folded(name) not in known
    }
    if unused:
        first = islice(unused.items(), MOST_HEADS)
        yield wording.exports.unused_columns({place: quoted_texts([name]) for place, name in first})
