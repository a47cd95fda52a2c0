"""Which kind of export a file is, by its heads."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from helpers import wording
from helpers.intake.exports.heads import Heads, find_heads, read_heads, share
from helpers.intake.exports.mapping import ExportMapping
from helpers.intake.exports.opening import MOST_HEADS, text_faults
from helpers.intake.exports.remarks import file_remark
from helpers.intake.exports.sheets import first_rows, is_workbook
from helpers.intake.exports.texts import NotText, as_text
from helpers.intake.files.legacy import font_of, in_unicode
from helpers.intake.files.zip_guard import why_no_text
from helpers.model import Remark, Severity

BEGINNING = 1 << 20  # bytes


def recognise(path: Path, mappings: Sequence[ExportMapping]) -> ExportMapping | None:
    """The mapping whose heads the file has; if none fits whole, the one that at least half fits,
    so that the reader can name the heads that are missing. None for any other file."""
    with _beginnings(path) as texts:
        found = [(find_heads(text, mapping), mapping) for text in texts for mapping in mappings]
        mapping = _fitting(found)
        if mapping is None and (legacy := [h for h in map(_heads_in_unicode, texts) if h]):
            mapping = _fitting([(heads, m) for heads in legacy for m in mappings])
    return mapping


def _fitting(found: Iterable[tuple[Heads, ExportMapping]]) -> ExportMapping | None:
    fits = [(share(heads, mapping), len(mapping.heads()), mapping) for heads, mapping in found]
    fit, _, mapping = max(fits, key=lambda fit: fit[:2], default=(0, 0, None))
    return mapping if fit >= 0.5 else None


def _heads_in_unicode(text: Path) -> Heads | None:
    """Heads in an old font's letters as they were meant, so that the font can be named."""
    heads = read_heads(text)
    names = in_unicode("\n".join(heads.names)).split("\n")
    return None if tuple(names) == heads.names else replace(heads, names=tuple(names))


def why_unknown(path: Path) -> Remark:
    """What to say of a file that `recognise` does not know."""
    if kind := why_no_text(path):
        return file_remark(path, kind, Severity.REFUSED_FILE)
    with tempfile.TemporaryDirectory() as folder:
        try:
            heads = read_heads(as_text(path, Path(folder)))
        except NotText as fault:
            return text_faults(path, fault)[0]
    if font := font_of(" ".join(heads.names)):
        return file_remark(path, wording.ROW_QUESTIONS[font], Severity.REFUSED_FILE)
    if not any(heads.names):
        return file_remark(path, wording.ROW_QUESTIONS["no_heads"], Severity.REFUSED_FILE)
    text = wording.unknown_heads(heads.names[:MOST_HEADS])
    return file_remark(path, text, Severity.REFUSED_FILE)


@contextmanager
def _beginnings(path: Path) -> Iterator[list[Path]]:
    """The beginning of the text, or of every sheet that is shown; none where it is no text."""
    with tempfile.TemporaryDirectory() as folder:
        if is_workbook(path):
            yield [sheet.path for sheet in first_rows(path, Path(folder)) if not sheet.hidden]
            return
        try:
            text = [as_text(path, Path(folder), BEGINNING)]
        except NotText:
            text = []
        yield text
