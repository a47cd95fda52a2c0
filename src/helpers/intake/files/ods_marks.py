"""The marks of an OpenDocument spreadsheet, in one pass of expat over its content."""

from __future__ import annotations

import io
import re
import zipfile
from xml.parsers import expat

from helpers import wording
from helpers.intake.files.sheet_marks import Mark, SheetMarks, merged
from helpers.intake.files.zip_guard import Refused

CONTENT = "content.xml"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
ERROR = re.compile(r"#[A-Z/0!?]{3,8}|Err:[0-9]{3}")  # as a cell shows it
OTHER_FILE = re.compile(r"'?(file|https?|smb):/", re.IGNORECASE)
MOST_REPEATS = 1_000  # of a row with a marked cell


def ods_marks(content: bytes, most_columns: int) -> list[SheetMarks]:
    """The marks of each sheet, in their order. Raises Refused."""
    parsed = _ContentPass(most_columns)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = parsed.start
    parser.EndElementHandler = parsed.end
    parser.CharacterDataHandler = parsed.characters
    parser.StartDoctypeDeclHandler = parsed.doctype
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(CONTENT) as part:
        parser.ParseFile(part)
    return parsed.sheets


class _ContentPass:
    """Follows tables, rows and cells; a table within a cell is no sheet."""

    def __init__(self, most_columns: int) -> None:
        self.most_columns = most_columns
        self.sheets: list[SheetMarks] = []
        self.depth = 0
        self.row = self.row_count = self.column = self.columns = 0
        self.cell: dict[str, str] | None = None
        self.text: list[str] = []
        self.in_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == f"{TABLE}table":
            self.depth += 1
            if self.depth == 1:
                self.sheets.append(SheetMarks())
                self.row = self.row_count = self.columns = 0
        elif self.depth != 1:
            return
        elif name == f"{TABLE}table-column":
            self._columns(attributes)
        elif name == f"{TABLE}table-row":
            self.row += self.row_count
            self.row_count, self.column = _count(attributes, "rows"), 1
            if (shown := attributes.get(f"{TABLE}visibility", "visible")) != "visible":
                rows = range(self.row + 1, self.row + self.row_count + 1)
                self.sheets[-1].rows_hidden.append(rows)
                self.sheets[-1].filtered |= shown == "filter"
        elif name in CELLS:
            self.cell, self.text = attributes, []
        elif name == f"{TEXT}p":
            self.in_text = True

    def end(self, name: str) -> None:
        """An element ends."""
        if name == f"{TABLE}table":
            self.depth -= 1
        elif name == f"{TEXT}p":
            self.in_text = False
        elif name in CELLS and self.depth == 1 and self.cell is not None:
            self._cell(self.cell)
            self.cell = None

    def characters(self, text: str) -> None:
        """Text of a cell."""
        if self.in_text and self.cell is not None:
            self.text.append(text)

    def doctype(self, *_: object) -> None:
        """A declaration that may name other files."""
        raise Refused(wording.files.file_active("doctype"))

    def _columns(self, attributes: dict[str, str]) -> None:
        count = _count(attributes, "columns")
        first, last = self.columns + 1, min(self.columns + count, self.most_columns)
        if attributes.get(f"{TABLE}visibility", "visible") != "visible":
            self.sheets[-1].columns_hidden.append(range(first, last + 1))
        self.columns += count

    def _cell(self, attributes: dict[str, str]) -> None:
        count = _count(attributes, "columns")
        first = self.row + 1
        across, down = (
            int(attributes.get(f"{TABLE}number-{of}-spanned", "1")) for of in ("columns", "rows")
        )
        if across > 1 or down > 1:
            last = self.column + across - 1, self.row + down
            self.sheets[-1].merged.append(merged(self.column, first, *last))
        if kind := _kind(attributes, "".join(self.text)):
            if self.row_count > MOST_REPEATS:
                raise Refused(wording.files.FILE_TOO_LARGE)
            for column in range(self.column, min(self.column + count, self.most_columns + 1)):
                for row in range(first, first + self.row_count):
                    self.sheets[-1].mark(row, column, kind)
        self.column += count


def _count(attributes: dict[str, str], of: str) -> int:
    return int(attributes.get(f"{TABLE}number-{of}-repeated", "1"))


def _kind(attributes: dict[str, str], text: str) -> Mark | None:
    """What a cell is; None for one that calamine gives as it is."""
    formula = attributes.get(f"{TABLE}formula", "")
    kind = attributes.get(f"{OFFICE}value-type", "")
    if attributes.get(f"{CALC}value-type") == "error" or (formula and ERROR.fullmatch(text)):
        return "e"
    if OTHER_FILE.search(formula):
        return "l"
    if formula and not kind:
        return "u"
    marks: dict[str, Mark] = {"percentage": "p", "boolean": "b"}
    return marks.get(kind)
