"""Workbooks as `.xls` and `.ods`, written byte by byte: no program at hand writes the first."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from struct import pack
from xml.sax.saxutils import escape

Cell = str | int | float | date | None
ERROR = "#DIV/0!"
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)
SECTOR, END, FREE, OF_TABLE = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
PLAIN, DAY, PERCENT = 0, 1, 2  # places of styles


def _record(kind: int, body: bytes = b"") -> bytes:
    return pack("<HH", kind, len(body)) + body


def _begin(of: int) -> bytes:
    return _record(0x809, pack("<HHHH8x", 0x600, of, 0, 1997))


def _cell(row: int, column: int, value: Cell) -> bytes:
    place = pack("<HH", row, column)
    if value == ERROR:
        return _record(0x205, place + pack("<HBB", PLAIN, 7, 1))
    if isinstance(value, str) and value.endswith("%"):
        return _record(0x203, place + pack("<Hd", PERCENT, float(value[:-1]) / 100))
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(0x204, place + pack("<HHB", PLAIN, len(value), 1) + text)
    if isinstance(value, date):
        return _record(0x203, place + pack("<Hd", DAY, (value - date(1899, 12, 30)).days))
    return b"" if value is None else _record(0x203, place + pack("<Hd", PLAIN, value))


def xls(
    rows: Sequence[Sequence[Cell]],
    hidden: Sequence[int] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    extra: bytes = b"",
    storage: str = "",
) -> bytes:
    """A workbook of one sheet. `hidden`: rows from 1; `merged`: first and last row, first and last
    column, from 0; `extra`: records of the workbook; `storage`: a folder in the compound file."""
    sheet = _begin(0x10)
    for number in hidden:
        sheet += _record(0x208, pack("<HHHHHHI", number - 1, 0, 9, 255, 0, 0, 0x20))
    for row, cells in enumerate(rows):
        sheet += b"".join(_cell(row, column, value) for column, value in enumerate(cells))
    for corners in merged:
        sheet += _record(0xE5, pack("<HHHHH", 1, *corners))
    sheet += _record(0x0A)
    styles = b"".join(_record(0xE0, pack("<HH16x", 0, of)) for of in (0, 14, 9))
    title = "Trang".encode("utf-16-le")
    before = _begin(5) + _record(0x42, pack("<H", 1200)) + extra + styles
    size = 4 + 8 + len(title) + 4  # of the record on the sheet, and of the end
    about = pack("<IBBBB", len(before) + size, 0, 0, 5, 1) + title
    return _compound(before + _record(0x85, about) + _record(0x0A) + sheet, storage)


def _entry(name: str, kind: int, start: int, length: int) -> bytes:
    text = name.encode("utf-16-le")
    links = pack("<III", FREE, FREE, 1 if kind == 5 else FREE)
    head = text.ljust(64, b"\0") + pack("<HBB", len(text) + 2, kind, 1) + links
    return head + bytes(36) + pack("<IQ", start, length)


def _compound(book: bytes, storage: str) -> bytes:
    book = book.ljust(-(-max(len(book), 4096) // SECTOR) * SECTOR, b"\0")
    count = len(book) // SECTOR
    table = [OF_TABLE, END, *range(3, count + 2), END]
    assert len(table) <= 128, "one sector of the table is enough for tests"
    entries = [_entry("Root Entry", 5, END, 0), _entry("Workbook", 2, 2, len(book))]
    if storage:
        entries.append(_entry(storage, 1, 0, 0))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += pack("<109I", 0, *[FREE] * 108)
    body = pack("<128I", *table, *[FREE] * (128 - len(table)))
    return header + body + b"".join(entries).ljust(SECTOR, b"\0") + book


def ods(
    rows: Sequence[Sequence[Cell]],
    hidden: Sequence[int] = (),
    spans: Mapping[tuple[int, int], tuple[int, int]] | None = None,
    parts: Sequence[str] = (),
    formula: str = "",
) -> bytes:
    """A workbook of one sheet. `spans`: rows and columns that a cell (row, column from 0) is merged
    over; `parts`: names of further parts; `formula`: of a last cell that has no result."""
    lines = []
    for number, cells in enumerate(rows):
        shown = ' table:visibility="collapse"' if number + 1 in hidden else ""
        inner = "".join(
            _ods_cell(value, (spans or {}).get((number, column), (1, 1)))
            for column, value in enumerate(cells)
        )
        lines.append(f"<table:table-row{shown}>{inner}</table:table-row>")
    if formula:
        cell = f'<table:table-cell table:formula="{escape(formula)}"/>'
        lines.append(f"<table:table-row>{cell}</table:table-row>")
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} '
        f'xmlns:calcext="{calc}"><office:body><office:spreadsheet><table:table '
        f'table:name="Trang">{"".join(lines)}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", SPREADSHEET)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content)
        for name in parts:
            archive.writestr(name, "x")
    return out.getvalue()


def _ods_cell(value: Cell, span: tuple[int, int]) -> str:
    merged = ""
    if span != (1, 1):
        merged = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    if value is None:
        return f"<table:table-cell{merged}/>"
    text = f"<text:p>{escape(str(value))}</text:p>"
    if value == ERROR:
        kind = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
    elif isinstance(value, str) and value.endswith("%"):
        kind = f'office:value-type="percentage" office:value="{float(value[:-1]) / 100}"'
    elif isinstance(value, str):
        kind = 'office:value-type="string"'
    elif isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    else:
        kind = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell{merged} {kind}>{text}</table:table-cell>"
