"""An export opened strictly: proved text, known heads, rows as long as the heads, each row's line.

CSV in UTF-8, UTF-16 or Windows-1258, split by comma, semicolon or tab; or one sheet of a workbook.
Rows come in tables of bearable size, so that an export of any length takes the same memory.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import TypeAlias

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from helpers import wording
from helpers.intake.exports.heads import BLANK, Heads, find_heads, read_heads, share
from helpers.intake.exports.lines import Lines
from helpers.intake.exports.mapping import COLUMNS, Mapping
from helpers.intake.exports.other_rows import OtherRows, other_rows
from helpers.intake.exports.portions import ahead, all_hold, whole_lines
from helpers.intake.exports.sheets import NoSheet, first_rows, is_workbook, the_sheet
from helpers.intake.exports.texts import LONGEST_LINE, NotText, as_text
from helpers.intake.files.legacy import font_of, in_unicode
from helpers.intake.files.zip_guard import why_no_text
from helpers.model import PlainFault, Remark, Severity, spelling

PORTION = 8 << 20  # bytes of rows proved and parsed at a time
SLOW_ROWS = 50_000  # rows of the slower reader in a table
BEGINNING = 1 << 20
MOST_HEADS = 40
NEW_LINE, RETURN, QUOTE = b'\n\r"'
WORDS = pa.dictionary(pa.int32(), pa.string())
Record: TypeAlias = tuple[int, list[str]]


class LogRefused(PlainFault):
    """An export that cannot be counted; `remarks` holds every fault, each a plain sentence."""

    def __init__(self, remarks: Sequence[Remark]) -> None:
        super().__init__("\n".join(remark.text for remark in remarks))
        self.remarks = tuple(remarks)


def file_remark(path: Path, text: str, severity: Severity = Severity.REMARK) -> Remark:
    """A remark on a file as a whole."""
    file = wording.visible(path.name)
    return Remark(file, "", severity, wording.at_place(file, "", text))


def rows_remark(
    path: Path, lines: Sequence[int], count: int, text: str, severity: Severity = Severity.REMARK
) -> Remark:
    """A remark on rows; `lines` are the first of `count`."""
    file, place = wording.visible(path.name), wording.lines_named(lines, count)
    return Remark(file, place, severity, wording.at_place(file, place, text))


# ---------------------------------------------------------------- what kind of export


def recognise(path: Path, mappings: Sequence[Mapping]) -> Mapping | None:
    """The mapping whose heads the file has; if none fits whole, the one that at least half fits,
    so that the reader can name the heads that are missing. None for any other file."""
    with _beginnings(path) as texts:
        found = [(find_heads(text, mapping), mapping) for text in texts for mapping in mappings]
        mapping = _fitting(found)
        if mapping is None and (legacy := [h for h in map(_heads_in_unicode, texts) if h]):
            mapping = _fitting([(heads, m) for heads in legacy for m in mappings])
    return mapping


def _fitting(found: Iterable[tuple[Heads, Mapping]]) -> Mapping | None:
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
            return _text_faults(path, fault)[0]
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


def _text_faults(path: Path, fault: NotText) -> list[Remark]:
    return [
        rows_remark(path, lines.first, lines.count, text, Severity.REFUSED_FILE)
        if lines.count
        else file_remark(path, text, Severity.REFUSED_FILE)
        for text, lines in ((wording.ROW_QUESTIONS[n], lines) for n, lines in fault.faults.items())
    ]


# ---------------------------------------------------------------- opening


@dataclass(frozen=True)
class Export:
    """An export ready to be read. `source`: the file as sent; `text`: its rows as CSV in UTF-8;
    `cells`: where each column of ours stands, None where the export has no such column. `others`:
    rows that are no rows, whose lines are known when all rows are read."""

    source: Path
    text: Path
    heads: Heads
    cells: dict[str, int | None]
    remarks: tuple[Remark, ...]
    others: OtherRows


@contextmanager
def prepared(path: Path, mapping: Mapping) -> Iterator[Export]:
    """An export with all of our columns that are needed. Raises LogRefused."""
    with tempfile.TemporaryDirectory() as folder:
        text, heads, said = _text_of(path, mapping, Path(folder))
        places, remarks = _places(path, heads, mapping)
        cells = {column: places.get(column) for column in COLUMNS[mapping.kind]}
        remarks = [*(file_remark(path, sentence) for sentence in said), *remarks]
        yield Export(path, text, heads, cells, tuple(remarks), other_rows(heads, mapping))


def _text_of(path: Path, mapping: Mapping, folder: Path) -> tuple[Path, Heads, tuple[str, ...]]:
    try:
        if is_workbook(path):
            return the_sheet(path, folder, mapping)
        if kind := why_no_text(path):
            raise NoSheet(kind)
        text = as_text(path, folder)
    except NoSheet as fault:
        refused = file_remark(path, str(fault), Severity.REFUSED_FILE)
        raise LogRefused([refused]) from None
    except NotText as fault:
        raise LogRefused(_text_faults(path, fault)) from None
    return text, find_heads(text, mapping), ()


def remarks_on_others(export: Export) -> list[Remark]:
    """What to say of rows that are no rows; nothing before all rows are read."""
    return [
        rows_remark(export.source, lines.first, lines.count, wording.ROW_QUESTIONS[kind])
        for kind, lines in export.others.found.items()
        if lines.count
    ]


def connected(mapping: Mapping) -> duckdb.DuckDBPyConnection:
    """A database of its own. No extension is ever fetched, no setting of the machine decides what a
    day is, and rows too many for the memory lie where all temporary files do."""
    connection = duckdb.connect(
        config={
            "autoinstall_known_extensions": False,
            "temp_directory": tempfile.gettempdir(),
        }
    )
    connection.execute("set timezone = $zone", {"zone": mapping.zone})
    return connection


def add_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Adds rows to a table of the same columns in the same order."""
    connection.register("given", rows)
    connection.execute(f"insert into {table} select * from given")
    connection.unregister("given")


def _places(path: Path, heads: Heads, mapping: Mapping) -> tuple[dict[str, int], list[Remark]]:
    """Where each of our columns stands, from 0; LogRefused where one is missing or there twice, or
    where the heads of single rows are split: whose rows they are would be a guess."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(heads.names):
        found.setdefault(spelling.folded(name), []).append(place)
    if not any(heads.names):
        text = wording.ROW_QUESTIONS["no_heads"]
        raise LogRefused([file_remark(path, text, Severity.REFUSED_FILE)])
    if heads.rows and mapping.kind != "totals":
        text = wording.split_heads(heads.rows, list(mapping.named.values()))
        raise LogRefused([file_remark(path, text, Severity.REFUSED_FILE)])
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
        raise LogRefused([file_remark(path, text, Severity.REFUSED_FILE) for text in refused])
    remarks += _unused(heads, mapping)
    here = {column: found[h][0] for h, column in mapping.heads().items() if h in found}
    return here, [file_remark(path, text) for text in remarks]


def _unused(heads: Heads, mapping: Mapping) -> Iterator[str]:
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


# ---------------------------------------------------------------- rows


def batches(export: Export) -> Iterator[pa.Table]:
    """The rows of an export that are not blank: `line` and every column of ours as text, NULL
    where it is blank; all but `id` dictionary-encoded. LogRefused names lines that are no rows."""
    read = _plain_rows if _is_plain(export) else _any_rows
    for lines, cells in ahead(read(export)):
        rows = _ours(export, lines, cells)
        if rows.num_rows:
            yield rows


def _ours(export: Export, lines: pa.Array, cells: Sequence[pa.Array]) -> pa.Table:
    columns = {
        column: pa.nulls(len(lines), WORDS) if place is None else cells[place]
        for column, place in export.cells.items()
    }
    rows = pa.table({"line": lines, **columns})
    return export.others.without(rows, cells)


def _is_plain(export: Export) -> bool:
    """Whether each line below the heads is one record with as many cells as there are heads. (The
    fast reader alone would take a lone return for a new line, and wrong quotes for letters.)"""
    return all_hold(lambda portion: _are_plain(portion, export.heads), _lines(export))


def _are_plain(portion: bytes, heads: Heads) -> bool:
    wanted, separator = len(heads.names) - 1, heads.separator.encode()[0]
    letters = np.frombuffer(portion, np.uint8)
    ends = np.flatnonzero(letters == NEW_LINE)
    if b"\r" in portion and not _returns_end_lines(letters):
        return False
    if len(ends) and np.diff(ends, prepend=-1).max() > LONGEST_LINE:
        return False
    counts = np.diff(np.searchsorted(np.flatnonzero(letters == separator), ends), prepend=0)
    odd = np.flatnonzero(counts != wanted)
    if b'"' not in portion:
        return not len(odd)
    odd = np.union1d(odd, np.searchsorted(ends, np.flatnonzero(letters == QUOTE)))
    starts = np.concatenate([[0], ends[:-1] + 1])
    return _are_records([portion[starts[n] : ends[n] + 1].decode() for n in odd], heads)


def _returns_end_lines(letters: np.ndarray) -> bool:
    after = np.flatnonzero(letters == RETURN) + 1
    return bool(after[-1] < len(letters) and (letters[after] == NEW_LINE).all())


def _are_records(lines: Sequence[str], heads: Heads) -> bool:
    """Whether each of these lines is one record by itself."""
    count = 0
    try:
        for record in csv.reader(lines, delimiter=heads.separator, strict=True):
            count += 1
            if len(record) != len(heads.names):
                return False
    except csv.Error:
        return False
    return count == len(lines)


def _lines(export: Export) -> Iterator[bytes]:
    """The lines below the heads, many at a time; the last one ends like all others."""
    with export.text.open("rb") as file:
        for _ in range(export.heads.lines):
            file.readline()
        for portion in whole_lines(file, PORTION):
            yield portion if portion.endswith(b"\n") else portion + b"\n"


def _plain_rows(export: Export) -> Iterator[tuple[pa.Array, list[pa.Array]]]:
    names = [str(place) for place in range(len(export.heads.names))]
    ids = export.cells.get("id")
    types = {name: pa.string() if place == ids else WORDS for place, name in enumerate(names)}
    line = export.heads.lines + 1
    for portion in _lines(export):
        rows = pyarrow.csv.read_csv(
            pa.BufferReader(portion),
            pyarrow.csv.ReadOptions(column_names=names, block_size=2 * LONGEST_LINE),
            pyarrow.csv.ParseOptions(delimiter=export.heads.separator, ignore_empty_lines=False),
            pyarrow.csv.ConvertOptions(
                column_types=types, strings_can_be_null=True, null_values=[""]
            ),
        ).unify_dictionaries()
        lines = pa.array(np.arange(line, line + len(rows)))
        line += len(rows)
        yield lines, [_trimmed(column) for column in rows.columns]


def _trimmed(cells: pa.ChunkedArray) -> pa.Array:
    """Cells without blanks around them; NULL where nothing is left."""
    whole = cells.combine_chunks()
    if pa.types.is_string(whole.type):
        texts = pc.utf8_trim(whole, BLANK)
        return pc.if_else(pc.equal(texts, ""), None, texts)
    words = pc.utf8_trim(whole.dictionary, BLANK)
    if pc.any(pc.equal(words, "")).as_py():
        texts = words.take(whole.indices)
        return pc.if_else(pc.equal(texts, ""), None, texts).dictionary_encode()
    return pa.DictionaryArray.from_arrays(whole.indices, words)


def _any_rows(export: Export) -> Iterator[tuple[pa.Array, list[pa.Array]]]:
    """The same with the standard library's reader, which knows where a record begins; all lines
    that are no rows are named at the end."""
    width = len(export.heads.names)
    faults = {"ragged": Lines(), "broken_quotes": Lines()}
    ids = export.cells.get("id")
    for records in _portions(_records(export, faults)):
        texts = [pa.array([r[place] for _, r in records], pa.string()) for place in range(width)]
        cells = [
            _trimmed(pa.chunked_array([t if place == ids else t.dictionary_encode()]))
            for place, t in enumerate(texts)
        ]
        yield pa.array([line for line, _ in records], pa.int64()), cells
    if any(found.count for found in faults.values()):
        raise LogRefused(
            [
                rows_remark(
                    export.source,
                    found.first,
                    found.count,
                    wording.ROW_QUESTIONS[name].format(cells=width),
                    Severity.REFUSED_FILE,
                )
                for name, found in faults.items()
                if found.count
            ]
        )


def _portions(records: Iterable[Record]) -> Iterator[list[Record]]:
    turn = iter(records)
    while portion := list(islice(turn, SLOW_ROWS)):
        yield portion


def _records(export: Export, faults: dict[str, Lines]) -> Iterator[Record]:
    """Each record below the heads with its first line; others go to `faults`."""
    with export.text.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=export.heads.separator, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error:
                faults["broken_quotes"].add(line)
                continue
            if not record or line <= export.heads.lines:
                continue
            if len(record) == len(export.heads.names):
                yield line, record
            else:
                faults["ragged"].add(line)
