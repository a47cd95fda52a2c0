"""CSV read strictly: UTF-8, one separator, rows as long as the heads, each row's line known."""

from __future__ import annotations

import codecs
import csv
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from helpers import wording
from helpers.intake.logs.mapping import COLUMNS, Mapping
from helpers.model import PlainFault, Remark, Severity

SEPARATORS = ",;\t"
CHUNK = 1 << 20
MOST_LINES = 20
MOST_HEADS = 40
REPLACED = "\ufffd".encode()
BLANK = " \t\r\n\u00a0\u200b\ufeff"


class LogRefused(PlainFault):
    """An export that cannot be counted; `remarks` holds every fault, each a plain sentence."""

    def __init__(self, remarks: Sequence[Remark]) -> None:
        super().__init__("\n".join(remark.text for remark in remarks))
        self.remarks = tuple(remarks)


@dataclass(frozen=True)
class Heads:
    """The heads of an export as spelled, its separator, and the lines the heads take up."""

    names: tuple[str, ...]
    separator: str
    lines: int


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
    names = read_heads(path).names
    heads = {wording.folded(name) for name in names}
    fits = [(len(m.expected() & heads) / len(m.expected()), len(m.heads()), m) for m in mappings]
    share, _, mapping = max(fits, key=lambda fit: fit[:2], default=(0, 0, None))
    return mapping if share >= 0.5 else None


def why_unknown(path: Path) -> Remark:
    """What to say of a CSV file that `recognise` does not know."""
    if refused := _not_text(path):
        return refused[0]
    text = wording.unknown_heads(read_heads(path).names[:MOST_HEADS])
    return file_remark(path, text, Severity.REFUSED_FILE)


def read_heads(path: Path) -> Heads:
    """The first record, split by whichever separator gives the most columns."""
    with path.open("rb") as file:
        text = file.read(CHUNK).decode("utf-8-sig", "replace")
    best = Heads((), ",", 1)
    for separator in SEPARATORS:
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
        try:
            names = tuple(wording.nfc(cell).strip(BLANK) for cell in next(reader, []))
        except csv.Error:
            continue
        if len(names) > len(best.names):
            best = Heads(names, separator, reader.line_num)
    return best


# ---------------------------------------------------------------- bytes


def _not_text(path: Path) -> tuple[Remark, ...]:
    """What keeps the bytes of a file from being text; empty for sound UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                if b"\0" in chunk or "\ufffd" in decoder.decode(chunk):
                    return tuple(_byte_faults(path))
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return tuple(_byte_faults(path))
    return ()


def _byte_faults(path: Path) -> Iterator[Remark]:
    lines: dict[str, list[int]] = {"not_utf8": [], "nul": [], "replaced": []}
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            yield file_remark(path, wording.ROW_QUESTIONS["utf16"], Severity.REFUSED_FILE)
            return
        file.seek(0)
        for number, line in enumerate(file, 1):
            if b"\0" in line:
                lines["nul"].append(number)
            if REPLACED in line:
                lines["replaced"].append(number)
            if "\ufffd" in line.replace(REPLACED, b"").decode("utf-8", "replace"):
                lines["not_utf8"].append(number)
    for name, found in lines.items():
        if found:
            text = wording.ROW_QUESTIONS[name]
            yield rows_remark(path, found[:MOST_LINES], len(found), text, Severity.REFUSED_FILE)


# ---------------------------------------------------------------- rows


@contextmanager
def opened(
    path: Path, mapping: Mapping
) -> Iterator[tuple[duckdb.DuckDBPyConnection, list[Remark]]]:
    """A connection with the table `export`, and remarks on the heads.

    `export`: `line` (1 is the line of the heads) and every column of ours as text, NULL where it
    is blank or the export has no such column. Raises LogRefused.
    """
    if refused := _not_text(path):
        raise LogRefused(refused)
    heads = read_heads(path)
    places, remarks = _places(path, heads, mapping)
    # No extension is ever fetched, and no setting of the machine decides what a day is.
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as connection:
        connection.execute("set timezone = $zone", {"zone": mapping.zone})
        _load(connection, path, heads, _cells(mapping, places))
        yield connection, remarks


def _places(path: Path, heads: Heads, mapping: Mapping) -> tuple[dict[str, int], list[Remark]]:
    """Where each of our columns stands, from 0; LogRefused where one is missing or there twice."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(heads.names):
        found.setdefault(wording.folded(name), []).append(place)
    if not heads.names:
        text = wording.ROW_QUESTIONS["no_heads"]
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
    if missing:
        refused.append(wording.missing_heads(missing, heads.names[:MOST_HEADS]))
    if refused:
        raise LogRefused([file_remark(path, text, Severity.REFUSED_FILE) for text in refused])
    remarks += _unused(heads, mapping)
    here = {column: found[h][0] for h, column in mapping.heads().items() if h in found}
    return here, [file_remark(path, text) for text in remarks]


def _unused(heads: Heads, mapping: Mapping) -> Iterator[str]:
    if unnamed := [place for place, name in enumerate(heads.names, 1) if not name]:
        yield wording.unnamed_columns(unnamed)
    known = mapping.heads()
    if unused := [name for name in heads.names if name and wording.folded(name) not in known]:
        yield wording.unused_columns(unused[:MOST_HEADS])


def _cells(mapping: Mapping, places: dict[str, int]) -> dict[str, int | None]:
    return {column: places.get(column) for column in COLUMNS[mapping.kind]}


def _load(
    connection: duckdb.DuckDBPyConnection, path: Path, heads: Heads, cells: dict[str, int | None]
) -> None:
    """Creates `export`: by DuckDB where each line is one record, else by the slower reader, which
    knows where a record begins and which lines are none."""
    lines = _records_by_line(path, heads)
    if lines is not None:
        with suppress(duckdb.Error):
            _load_fast(connection, path, heads, cells)
            if connection.execute("select count(*) from records").fetchall() == [(lines,)]:
                first, columns = heads.lines + 1, ", ".join(cells)
                connection.execute(
                    f"create view export as select rowid + {first} as line, {columns} from records"
                )
                return
    connection.execute("drop table if exists records")
    _load_slowly(connection, path, heads, cells)
    connection.execute("create view export as select * from records")


def _records_by_line(path: Path, heads: Heads) -> int | None:
    """How many lines there are below the heads, if each is one record with as many cells as there
    are heads; else None. (DuckDB alone would drop blank cells too many in a row.)"""
    wanted, separator = len(heads.names), heads.separator.encode()
    lines = quoted = 0
    marked: list[str] = []
    with path.open("rb") as file:
        for line in islice(file, heads.lines, None):
            lines += 1
            if b'"' in line:
                marked.append(line.decode())
            elif line.count(separator) != wanted - 1:
                return None
    try:
        for record in csv.reader(marked, delimiter=heads.separator, strict=True):
            quoted += 1
            if len(record) != wanted:
                return None
    except csv.Error:
        return None
    return lines if quoted == len(marked) else None


def _trimmed(cell: str, column: str) -> str:
    return f"nullif(trim({cell}, '{BLANK}'), '') as {column}"


def _load_fast(
    connection: duckdb.DuckDBPyConnection, path: Path, heads: Heads, cells: dict[str, int | None]
) -> None:
    picked = [
        f"null::varchar as {column}" if place is None else _trimmed(f"c{place}", column)
        for column, place in cells.items()
    ]
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(heads.names)))
    with tempfile.TemporaryDirectory(prefix="cchc-") as folder:
        # A fixed name: DuckDB reads `*`, `[`, `.gz` and `a=b/` in a path as orders.
        link = Path(folder, "export.csv")
        link.symlink_to(path.resolve())
        name = str(link).replace("'", "''")
        connection.execute(
            f"""create table records as select {", ".join(picked)} from read_csv('{name}',
            auto_detect = false, columns = {{{columns}}}, delim = '{heads.separator}',
            header = false, skip = {heads.lines}, quote = '"', escape = '"', strict_mode = true,
            null_padding = false, compression = 'none', hive_partitioning = false)"""
        )


def _load_slowly(
    connection: duckdb.DuckDBPyConnection, path: Path, heads: Heads, cells: dict[str, int | None]
) -> None:
    """The same with the standard library's reader; LogRefused names the lines that are no rows."""
    lines: list[int] = []
    rows: dict[str, list[str | None]] = {column: [] for column in cells}
    faults: dict[str, list[int]] = {"ragged": [], "broken_quotes": []}
    for line, record in _records(path, heads):
        if record is None:
            faults["broken_quotes"].append(line)
        elif len(record) != len(heads.names):
            faults["ragged"].append(line)
        else:
            lines.append(line)
            for column, place in cells.items():
                rows[column].append(None if place is None else record[place])
    if any(faults.values()):
        cut = [(found[:MOST_LINES], len(found), name) for name, found in faults.items() if found]
        raise LogRefused(
            [
                rows_remark(
                    path,
                    first,
                    count,
                    wording.ROW_QUESTIONS[name].format(cells=len(heads.names)),
                    Severity.REFUSED_FILE,
                )
                for first, count, name in cut
            ]
        )
    texts = {column: pa.array(values, pa.string()) for column, values in rows.items()}
    connection.register("read", pa.table({"line": pa.array(lines, pa.int64()), **texts}))
    trimmed = ", ".join(_trimmed(column, column) for column in cells)
    connection.execute(f"create table records as select line, {trimmed} from read")
    connection.unregister("read")


def _records(path: Path, heads: Heads) -> Iterator[tuple[int, list[str] | None]]:
    """Each record below the heads with its first line; None for one whose quotes are broken."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=heads.separator, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield line, None
                continue
            if record and line > heads.lines:
                yield line, record
