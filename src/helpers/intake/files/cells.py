"""The cells of a workbook that `zip_guard` has let pass; runs in the limited child only.

openpyxl reads the workbook's parts and styles. Strings and cells are read here, in one pass of
expat each: openpyxl gives the formula or its cached value and never both, unescapes `_x0031_`
twice, and takes five seconds for the million empty rows that expat passes in two.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import IO, Any
from xml.parsers import expat

from openpyxl.comments.comment_sheet import CommentSheet
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import Stylesheet
from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter, range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape
from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS
from openpyxl.xml.functions import fromstring

from helpers import wording
from helpers.intake.files.zip_guard import Refused

MAX_ROW, MAX_COLUMN = 5_000, 50  # a form has a few dozen rows and at most twenty columns
MAX_CELLS = 20_000
MAX_TEXT = 4_000_000  # characters


def sheets(content: bytes) -> Iterator[dict[str, object]]:
    """Every worksheet: title, merged ranges as [cells, left, top, right, bottom], what is hidden
    of it, the cells as [row, column, kind, value], and what lies on it besides them.

    Kinds: n number, p number shown in per cent (0.853 for 85,3 %), s text, b truth value, d day
    and time (ISO), e error value, u formula without a result, l formula that takes its result from
    another file. Blank cells are left out.
    """
    reader = ExcelReader(io.BytesIO(content), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    strings = shared_strings(reader)
    formats = special_formats(reader.archive)
    room = Room()
    for sheet, relation in reader.parser.find_sheets():
        if relation.Type.endswith("/worksheet"):
            parsed = SheetPass(sheet.name, strings, formats, reader.wb.epoch, room)
            with reader.archive.open(relation.target) as source:
                parsed.read(source)
            yield {
                "title": sheet.name,
                "merged": parsed.merged,
                "hidden": sheet.state != "visible",
                "filtered": parsed.filtered,
                "hidden_rows": sorted(parsed.hidden_rows),
                "hidden_columns": parsed.hidden_columns(),
                "cells": parsed.cells,
                **_beside_cells(reader.archive, relation.target),
            }


def _beside_cells(archive: zipfile.ZipFile, sheet: str) -> dict[str, object]:
    """What lies on a sheet besides its cells: the cells with comments of somebody else than us,
    and whether there are pictures."""
    relations = get_rels_path(sheet)
    if relations not in archive.namelist():
        return {"comments": [], "pictures": False}
    found = list(get_dependents(archive, relations))
    parts = [each.target for each in found if each.Type.endswith("/comments")]
    comments = [
        ref
        for part in parts
        for ref, comment in _comments(archive.read(part))
        if comment.author != wording.ANSWER_SHEET
    ]
    return {
        "comments": sorted(set(comments)),
        "pictures": any(each.Type.endswith("/drawing") for each in found),
    }


def _comments(content: bytes) -> Iterator[tuple[str, Any]]:
    root: Any = fromstring(content)
    part: Any = CommentSheet.from_tree(root)
    yield from part.comments


def shared_strings(reader: ExcelReader) -> list[str]:
    """The shared strings; none if the workbook keeps its text in the cells."""
    part = reader.package.find(SHARED_STRINGS)
    parsed = _StringsPass()
    if part is not None:
        with reader.archive.open(part.PartName.removeprefix("/")) as source:
            parsed.read(source)
    return parsed.strings


def special_formats(archive: zipfile.ZipFile) -> Mapping[int, str]:
    """The kind of a number by the place of its cell's style: d where it is shown as a day, p where
    it is shown in per cent. Empty without a style sheet."""
    if ARC_STYLE not in archive.namelist():
        return {}
    root: Any = fromstring(archive.read(ARC_STYLE))
    stylesheet: Any = Stylesheet.from_tree(root)
    codes = [_format_code(style.numFmtId, stylesheet) for style in stylesheet.cell_styles]
    percent = {place: "p" for place, code in enumerate(codes) if "%" in QUOTED.sub("", code)}
    return percent | dict.fromkeys(stylesheet.date_formats, "d")


def _format_code(number: int, stylesheet: Any) -> str:
    """The format a style names; openpyxl numbers the file's own ones anew."""
    own = number - BUILTIN_FORMATS_MAX_SIZE
    return str(stylesheet.number_formats[own] if own >= 0 else BUILTIN_FORMATS.get(number, ""))


class Room:
    """How much a file may still hold, over all its sheets."""

    def __init__(self) -> None:
        self.cells, self.text = MAX_CELLS, MAX_TEXT

    def take(self, value: object) -> None:
        self.cells -= 1
        self.text -= len(value) if isinstance(value, str) else 0
        if self.cells < 0 or self.text < 0:
            raise Refused(wording.file_too_large())


class _Pass:
    """One pass of expat over a part; gathers the text of `t` and `v` elements.

    Phonetic guides (`rPh`) are no part of a text. What is raised, lowered or struck out within a
    text is spelled so: a footnote's 1 behind 142 must not make it 1421. Namespaces are not told
    apart.
    """

    def __init__(self) -> None:
        self.text: list[str] = []
        self.gathering = self.phonetic = False
        self.look = ""

    def read(self, source: IO[bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ParseFile(source)

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element that holds no text of its own begins."""

    def closed(self, name: str) -> None:
        """An element that holds no text of its own ends."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        if name in ("t", "v"):
            self.gathering = not self.phonetic
        elif name == "rPh":
            self.phonetic = True
        elif name == "r":
            self.look = ""
        elif name == "vertAlign":
            self.look = attributes.get("val", "")
        elif name == "strike" and attributes.get("val", "1") in ("1", "true"):
            self.look = STRUCK
        else:
            self.opened(name, attributes)

    def _end(self, name: str) -> None:
        name = name.rpartition(" ")[2]
        if name in ("t", "v"):
            self.gathering = False
        elif name == "rPh":
            self.phonetic = False
        elif name == "r":
            self.look = ""
        else:
            self.closed(name)

    def _characters(self, text: str) -> None:
        if self.gathering:
            self.text.append(_spelled(text, self.look) if self.look else text)

    def _doctype(self, *_: object) -> None:
        raise Refused(wording.file_active("doctype"))


STRUCK = "strike"
RAISED = {
    "superscript": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "subscript": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}


def _spelled(text: str, look: str) -> str:
    """A piece of a text in letters that look as the piece does."""
    if look == STRUCK:
        return "".join(f"{letter}\u0336" for letter in text)
    return text.translate(RAISED.get(look, {}))


class _StringsPass(_Pass):
    """Reads the shared strings."""

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []

    def closed(self, name: str) -> None:
        if name == "si":
            self.strings.append(unescape("".join(self.text)))
            self.text = []


QUOTED = re.compile(r'"[^"]*"|\\.')  # in a format: text shown as it stands
OTHER_FILE = re.compile(r"\[(?:[0-9]+|[^\[\]]+\.xl\w+)\][^\[\]]*!", re.IGNORECASE)
NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


class SheetPass(_Pass):
    """Reads the cells and the merged ranges of a sheet, and what of it is hidden."""

    most_columns = MAX_COLUMN

    def __init__(
        self,
        title: str,
        strings: Sequence[str],
        formats: Mapping[int, str],
        epoch: datetime,
        room: Room,
    ) -> None:
        super().__init__()
        self.title, self.room, self.epoch = title, room, epoch
        self.strings, self.formats = strings, formats
        self.cells: list[list[object]] = []
        self.merged: list[list[object]] = []
        self.seen: set[tuple[int, int]] = set()
        self.row = self.column = 0
        self.attributes: dict[str, str] = {}
        self.formula = self.linked = False
        self.group, self.value = "", self.text
        self.linked_groups: set[str] = set()
        self.filtered = self.row_hidden = False
        self.columns_hidden: list[range] = []
        self.columns_used: set[int] = set()
        self.hidden_rows: set[int] = set()

    def hidden_columns(self) -> list[str]:
        """The letters of the hidden columns that hold something."""
        hidden = {column for columns in self.columns_hidden for column in columns}
        return [get_column_letter(column) for column in sorted(hidden & self.columns_used)]

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.attributes, self.text = attributes, []
            self.formula = self.linked = False
        elif name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            self.row_hidden = _is_set(attributes, "hidden")
        elif name == "f":
            self._open_formula(attributes)
        elif name == "mergeCell":
            self._merge(attributes["ref"])
        elif name == "col" and _is_set(attributes, "hidden"):
            last = min(int(attributes["max"]), self.most_columns)
            self.columns_hidden.append(range(int(attributes["min"]), last + 1))
        elif name == "autoFilter":
            self.filtered = True

    def closed(self, name: str) -> None:
        if name == "f":
            self._close_formula()
        elif name == "c":
            self._place()
            if self.text or self.formula:
                self.take(*self._value("".join(self.text)))

    def _open_formula(self, attributes: dict[str, str]) -> None:
        """Gather the formula, apart from the value beside it."""
        self.formula = self.gathering = True
        self.group = attributes.get("si", "")
        self.value, self.text = self.text, []

    def _close_formula(self) -> None:
        """Formulas that are filled down name their group; only the first is written out."""
        self.gathering = False
        self.linked = bool(OTHER_FILE.search("".join(self.text)))
        if self.group and self.linked:
            self.linked_groups.add(self.group)
        self.linked |= self.group in self.linked_groups
        self.text = self.value

    def _merge(self, cells: str) -> None:
        bounds = range_boundaries(cells)
        if None in bounds:
            raise Refused(wording.file_damaged())
        self.merged.append([cells, *bounds])

    def _place(self) -> None:
        reference = self.attributes.get("r")
        if reference:
            self.row, self.column = coordinate_to_tuple(reference)
        else:
            self.column += 1

    def take(self, kind: str, value: object) -> None:
        """Keep a cell, within the limits of a form."""
        place = (self.row, self.column)
        if kind == "s" and not value:
            return
        if self.row > MAX_ROW or self.column > MAX_COLUMN:
            cell = f"{get_column_letter(self.column)}{self.row}"
            raise Refused(wording.file_far_cell(self.title, cell))
        if place in self.seen:
            raise Refused(wording.file_damaged())
        self.seen.add(place)
        self.room.take(value)
        self.columns_used.add(self.column)
        if self.row_hidden:
            self.hidden_rows.add(self.row)
        self.cells.append([*place, kind, value])

    def _value(self, text: str) -> tuple[str, object]:
        kind = self.attributes.get("t", "n")
        if self.linked:
            return "l", ""
        if not text and kind != "str":
            # A calculated empty text is a result; nothing at all is none.
            return ("u", "") if self.formula else ("s", "")
        match kind:
            case "s":
                return "s", self.strings[int(text)]
            case "b":
                return "b", text == "1"
            case "e":
                return "e", text
            case "n":
                return self._number(text)
            case _:
                return "s", unescape(text)

    def _number(self, text: str) -> tuple[str, object]:
        if not NUMBER.fullmatch(text):
            return "s", text
        value = int(text) if text.lstrip("+-").isdigit() else float(text)
        match self.formats.get(int(self.attributes.get("s", 0))):
            case "d":
                return self._day(value)
            case "p":
                return "p", value
        return "n", value

    def _day(self, value: int | float) -> tuple[str, object]:
        try:
            moment = from_excel(value, self.epoch)
        except (OverflowError, ValueError):
            return "n", value
        return ("d", moment.isoformat()) if isinstance(moment, datetime) else ("s", str(moment))


def _is_set(attributes: Mapping[str, str], name: str) -> bool:
    return attributes.get(name) in ("1", "true")
