"""The worksheets of a workbook that `zip_guard` has let pass, cell by cell; in a child process.

openpyxl reads the workbook's parts and styles. Strings and cells are read here, in one pass of
expat each: openpyxl gives the formula or its cached value and never both, unescapes `_x0031_`
twice, and takes five seconds for the million empty rows that expat passes in two.
"""

from __future__ import annotations

import io
import re
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from string import digits
from typing import IO, Any
from xml.parsers import expat

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import Stylesheet
from openpyxl.utils.cell import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape
from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS
from openpyxl.xml.functions import fromstring

from helpers import wording
from helpers.intake.files.child_answers import Merged
from helpers.intake.files.zip_guard import Refused

MOST_KNOWN = 1 << 12  # values remembered: the same ones come again and again


@dataclass(frozen=True)
class Worksheet:
    """A worksheet, and what its cells refer to. `part`: its name in the archive; `formats`: how a
    style shows numbers, d as days and p in per cent; `epoch`: the day that days are counted from.
    """

    title: str
    hidden: bool
    archive: zipfile.ZipFile
    part: str
    strings: Sequence[str]
    formats: Mapping[int, str]
    epoch: datetime


def worksheets(content: bytes) -> Iterator[Worksheet]:
    """Every worksheet of a workbook, hidden ones included."""
    reader = ExcelReader(io.BytesIO(content), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    strings, formats = _shared_strings(reader), _special_formats(reader.archive)
    for sheet, relation in reader.parser.find_sheets():
        if relation.Type.endswith("/worksheet"):
            yield Worksheet(
                title=sheet.name,
                hidden=sheet.state != "visible",
                archive=reader.archive,
                part=relation.target,
                strings=strings,
                formats=formats,
                epoch=reader.wb.epoch,
            )


def _shared_strings(reader: ExcelReader) -> list[str]:
    """The shared strings; none if the workbook keeps its text in the cells."""
    part = reader.package.find(SHARED_STRINGS)
    parsed = _StringsPass()
    if part is not None:
        with reader.archive.open(part.PartName.removeprefix("/")) as source:
            parsed.read(source)
    return parsed.strings


def _special_formats(archive: zipfile.ZipFile) -> Mapping[int, str]:
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


class _Pass:
    """One pass of expat over a part; gathers the text of `t` and `v` elements.

    Phonetic guides (`rPh`) are no part of a text. What is raised, lowered or struck out within a
    text is spelled so: a footnote's 1 behind 142 must not make it 1421. Namespaces are not told
    apart.
    """

    def __init__(self) -> None:
        self.text: list[str] = []
        self.gathering = self.phonetic = False
        self.typeface = ""

    def read(self, source: IO[bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ParseFile(source)

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element that is neither text nor its typeface begins."""

    def closed(self, name: str) -> None:
        """An element that is neither text nor its typeface ends."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match _local(name):
            case "v" | "t":
                self.gathering = not self.phonetic
            case "rPh":
                self.phonetic = True
            case "r":
                self.typeface = ""
            case "vertAlign":
                self.typeface = attributes.get("val", "")
            case "strike":
                struck = attributes.get("val", "1") in TRUE
                self.typeface = STRUCK if struck else self.typeface
            case local:
                self.opened(local, attributes)

    def _end(self, name: str) -> None:
        match _local(name):
            case "v" | "t":
                self.gathering = False
            case "rPh":
                self.phonetic = False
            case "r":
                self.typeface = ""
            case local:
                self.closed(local)

    def _characters(self, text: str) -> None:
        if self.gathering:
            self.text.append(_spelled(text, self.typeface) if self.typeface else text)

    def _doctype(self, *_: object) -> None:
        raise Refused(wording.files.file_active("doctype"))


@lru_cache(MOST_KNOWN)
def _local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]


TRUE = ("1", "true")
STRUCK = "strike"
RAISED = {
    "superscript": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "subscript": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}


def _spelled(text: str, typeface: str) -> str:
    """A piece of a text in letters that look as it does."""
    if typeface == STRUCK:
        return "".join(f"{letter}\u0336" for letter in text)
    return text.translate(RAISED.get(typeface, {}))


class _StringsPass(_Pass):
    """Reads the shared strings."""

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []

    def closed(self, name: str) -> None:
        if name == "si":
            self.strings.append(unescape("".join(self.text)))
            self.text = []


QUOTED = re.compile(r'"[^"]*"|\\.')  # in a format: literal text
OTHER_FILE = re.compile(r"\[(?:[0-9]+|[^\[\]]+\.xl\w+)\][^\[\]]*!", re.IGNORECASE)
NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


class SheetPass(_Pass, ABC):
    """Reads a worksheet: its cells, its merged ranges, and what of it is
    hidden. `most_columns`: no column behind this one can be used."""

    most_columns: int

    def __init__(self, sheet: Worksheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.merged: list[Merged] = []
        self.row = self.column = 0
        self.attributes: dict[str, str] = {}
        self.formula = self.linked = False
        self.group, self.result = "", self.text
        self.linked_groups: set[str] = set()
        self.filtered = self.row_hidden = False
        self.columns_hidden: list[range] = []
        self.columns_used: set[int] = set()
        self.known_value = lru_cache(MOST_KNOWN)(self._value)

    def read_sheet(self) -> None:
        """Reads the sheet from its first row to its last."""
        with self.sheet.archive.open(self.sheet.part) as source:
            self.read(source)

    def hidden_columns(self) -> list[str]:
        """The letters of the hidden columns that hold something."""
        hidden = {column for columns in self.columns_hidden for column in columns}
        return [get_column_letter(column) for column in sorted(hidden & self.columns_used)]

    def reference(self) -> str:
        """The cell being read, as `B7`."""
        return f"{get_column_letter(self.column)}{self.row}"

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "c":
                self.attributes, self.text = attributes, []
                self.formula = self.linked = False
            case "row":
                self.start_row(attributes)
            case "f":
                # The formula is gathered apart from its result.
                self.formula = self.gathering = True
                self.group = attributes.get("si", "")
                self.result, self.text = self.text, []
            case "mergeCell":
                self._merge(attributes["ref"])
            case "col" if attributes.get("hidden") in TRUE:
                last = min(int(attributes["max"]), self.most_columns)
                self.columns_hidden.append(range(int(attributes["min"]), last + 1))
            case "autoFilter":
                self.filtered = True

    def closed(self, name: str) -> None:
        if name == "c":
            self._place()
            self._take_value(self.attributes.get("t", "n"))
        elif name == "f":
            self._end_formula()

    def start_row(self, attributes: dict[str, str]) -> None:
        """A row begins."""
        self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        self.row_hidden = attributes.get("hidden") in TRUE

    def _end_formula(self) -> None:
        """Formulas that are filled down name their group; only the first is written out."""
        self.gathering = False
        self.linked = bool(OTHER_FILE.search("".join(self.text)))
        if self.group and self.linked:
            self.linked_groups.add(self.group)
        self.linked |= self.group in self.linked_groups
        self.text = self.result

    def _merge(self, cells: str) -> None:
        left, top, right, bottom = range_boundaries(cells)
        if left is None or top is None or right is None or bottom is None:
            raise Refused(wording.files.FILE_DAMAGED)
        self.merged.append(Merged(cells, left, top, right, bottom))

    def _place(self) -> None:
        reference = self.attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            letters = reference.rstrip(digits)
            self.column = column_index_from_string(letters)
            self.row = int(reference[len(letters) :])

    def _take_value(self, kind: str) -> None:
        if self.linked:
            self.take("l", "")
        elif self.text:
            style = self.attributes.get("s", "0")
            self.take(*self.known_value(kind, style, "".join(self.text)))
        elif self.formula:
            # A calculated empty text is a result; nothing at all is none.
            self.take("s" if kind == "str" else "u", "")

    @abstractmethod
    def take(self, kind: str, value: Any) -> None:
        """What is done with a cell at `row` and `column`. Kinds: n number, p number shown in per
        cent (0.853 for 85,3 %), s text, b truth value, d day and time, e error value, u
        formula without a result, l formula that takes its result from another file."""

    def _value(self, kind: str, style: str, text: str) -> tuple[str, object]:
        match kind:
            case "s":
                return "s", self.sheet.strings[int(text)]
            case "b":
                return "b", text == "1"
            case "e":
                return "e", text
            case "n":
                return self._number(text, style)
            case _:
                return "s", unescape(text)

    def _number(self, text: str, style: str) -> tuple[str, object]:
        if not NUMBER.fullmatch(text):
            return "s", text
        value = int(text) if text.lstrip("+-").isdigit() else float(text)
        match self.sheet.formats.get(int(style)):
            case "d":
                return self._day(value)
            case "p":
                return "p", value
        return "n", value

    def _day(self, value: int | float) -> tuple[str, object]:
        try:
            moment = from_excel(value, self.sheet.epoch)
        except (OverflowError, ValueError):
            return "n", value
        return ("d", moment) if isinstance(moment, datetime) else ("s", str(moment))
