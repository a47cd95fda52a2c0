"""The marks of a workbook of Excel 97-2003: its compound file, and the records of its sheets.

Layouts are those of [MS-CFB] and [MS-XLS]. Only what calamine does not tell is read; what is out of
bounds raises, and the child process makes one sentence of that.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import error, unpack_from

from helpers import wording
from helpers.intake.files.sheet_marks import SheetMarks
from helpers.intake.files.zip_guard import Refused

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAST = 0xFFFFFFFA  # sector numbers from here on are no sectors
STREAM, STORAGE, ROOT = 2, 1, 5
SECTOR_SIZES = {9: 512, 12: 4096}  # by their shift
MACROS, OBJECTS = ("_VBA_PROJECT_CUR", "VBA"), "MBD"
BOF, EOF, FILEPASS, BOUNDSHEET, SUPBOOK = 0x809, 0x0A, 0x2F, 0x85, 0x1AE
XF, FORMAT, ROW, COLINFO, FILTERMODE = 0xE0, 0x41E, 0x208, 0x7D, 0x9B
BOOLERR, FORMULA, NUMBER, RK, MULRK = 0x205, 0x06, 0x203, 0x27E, 0xBD
BIFF8 = 0x600
WORKSHEET, MACRO_SHEET, VBA_MODULE = 0, 1, 6
OWN_BOOKS = (0x401, 0x3A01)  # a SUPBOOK of this workbook, or of functions
PERCENT_FORMATS = (9, 10)
Record = tuple[int, bytes]


def xls_marks(content: bytes) -> list[SheetMarks | None]:
    """The marks of each sheet, in their order; None for one that is no worksheet. Raises Refused
    for macros, embedded objects, a password, links to other files, and for what is no workbook."""
    try:
        book = _workbook(content)
    except (
        error,
        IndexError,
        KeyError,
    ) as damage:  # some other file of an old Office, or part of one
        raise Refused(wording.files.file_kind("old_office")) from damage
    formats: dict[int, str] = {}
    styles: list[int] = []
    sheets: list[tuple[int, int]] = []
    for kind, body in _records(book, 0):
        if kind == BOF and unpack_from("<H", body)[0] != BIFF8:
            raise Refused(wording.files.file_kind("old_office"))
        if kind == FILEPASS:
            raise Refused(wording.files.FILE_LOCKED)
        if kind == SUPBOOK and unpack_from("<H", body, 2)[0] not in OWN_BOOKS:
            raise Refused(wording.files.file_active("link"))
        if kind == BOUNDSHEET:
            sheets.append((unpack_from("<I", body)[0], body[5]))
        elif kind == FORMAT:
            formats[unpack_from("<H", body)[0]] = body[5:].decode("latin-1")
        elif kind == XF:
            styles.append(unpack_from("<H", body, 2)[0])
    if any(kind in (MACRO_SHEET, VBA_MODULE) for _, kind in sheets):
        raise Refused(wording.files.file_active("macro"))
    percent = {
        n for n, of in enumerate(styles) if of in PERCENT_FORMATS or "%" in formats.get(of, "")
    }
    return [_sheet(book, place, percent) if kind == WORKSHEET else None for place, kind in sheets]


def _sheet(book: bytes, place: int, percent: set[int]) -> SheetMarks:
    marks, depth = SheetMarks(), 0
    for kind, body in _records(book, place):
        depth += (kind == BOF) - (kind == EOF)
        if depth == 1:  # a chart within the sheet has records of its own
            _note(marks, kind, body, percent)
    return marks


def _note(marks: SheetMarks, kind: int, body: bytes, percent: set[int]) -> None:
    """What one record says."""
    if kind == FILTERMODE:
        marks.filtered = True
    elif kind == ROW:
        row, flags = unpack_from("<H", body)[0] + 1, unpack_from("<H", body, 12)[0]
        if flags & 0x20:
            marks.rows_hidden.append(range(row, row + 1))
    elif kind == COLINFO:
        first, last = unpack_from("<HH", body)
        if unpack_from("<H", body, 8)[0] & 1:
            marks.columns_hidden.append(range(first + 1, last + 2))
    elif kind in (BOOLERR, FORMULA, NUMBER, RK):
        row, column, style = unpack_from("<HHH", body)
        if _is_error(kind, body):
            marks.mark(row + 1, column + 1, "e")
        elif style in percent and kind != BOOLERR:
            marks.mark(row + 1, column + 1, "p")
    elif kind == MULRK:
        row, column = unpack_from("<HH", body)
        for number, at in enumerate(range(4, len(body) - 2, 6), column + 1):
            if unpack_from("<H", body, at)[0] in percent:
                marks.mark(row + 1, number, "p")


def _is_error(kind: int, body: bytes) -> bool:
    if kind == BOOLERR:
        return body[7] == 1
    return kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2


def _records(book: bytes, place: int) -> Iterator[Record]:
    """The records of a substream with those within it, to its end."""
    depth = 0
    while True:
        kind, length = unpack_from("<HH", book, place)
        yield kind, book[place + 4 : place + 4 + length]
        place += 4 + length
        depth += (kind == BOF) - (kind == EOF)
        if depth <= 0:
            return


# ---------------------------------------------------------------- the compound file


def _workbook(content: bytes) -> bytes:
    """The stream of the workbook in a compound file."""
    if not content.startswith(MAGIC):
        raise Refused(wording.files.file_kind("old_office"))
    size = SECTOR_SIZES[unpack_from("<H", content, 30)[0]]
    table = _table(content, size)
    folder = _chain(content, size, table, unpack_from("<I", content, 48)[0])
    found = root = None
    for at in range(0, len(folder) - 127, 128):
        name = folder[at : at + max(unpack_from("<H", folder, at + 64)[0] - 2, 0)]
        text, kind = name.decode("utf-16-le", "replace"), folder[at + 66]
        start, length = unpack_from("<II", folder, at + 116)
        if kind == STORAGE and text in MACROS:
            raise Refused(wording.files.file_active("macro"))
        if kind == STORAGE and text.startswith(OBJECTS):
            raise Refused(wording.files.file_active("object"))
        root = start if kind == ROOT else root
        if kind == STREAM and text == "Workbook":
            found = start, length
    if found is None or root is None:
        raise Refused(wording.files.file_kind("old_office"))
    start, length = found
    if length >= unpack_from("<I", content, 56)[0]:
        return _chain(content, size, table, start)[:length]
    small = _numbers(_chain(content, size, table, unpack_from("<I", content, 60)[0]))
    return _chain(bytes(64) + _chain(content, size, table, root), 64, small, start)[:length]


def _table(content: bytes, size: int) -> list[int]:
    """Which sector follows each sector."""
    places = list(unpack_from("<109I", content, 76))
    more, seen = unpack_from("<I", content, 68)[0], 0
    while more < LAST and seen <= len(content) // size:
        block = _numbers(_sector(content, size, more))
        places, more, seen = places + block[:-1], block[-1], seen + 1
    return [n for place in places if place < LAST for n in _numbers(_sector(content, size, place))]


def _chain(content: bytes, size: int, table: list[int], first: int) -> bytes:
    """The sectors from the first one on, joined."""
    pieces: list[bytes] = []
    while first < LAST:
        pieces.append(_sector(content, size, first))
        if len(pieces) > len(table):
            raise Refused(wording.files.FILE_DAMAGED)
        first = table[first]
    return b"".join(pieces)


def _sector(content: bytes, size: int, number: int) -> bytes:
    return content[size * (number + 1) : size * (number + 2)]


def _numbers(block: bytes) -> list[int]:
    return list(unpack_from(f"<{len(block) // 4}I", block))
