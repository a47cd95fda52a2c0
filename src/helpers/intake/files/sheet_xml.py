"""The worksheets of a workbook that `zip_guard` has let pass, cell by cell; in a child process.

Strings and cells are read in one pass of expat each: openpyxl gives the formula or its cached value
and never both, unescapes `_x0031_` twice, and takes five seconds for the million empty rows that
expat passes in two.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from string import digits
from typing import IO, Any
from xml.parsers import expat

from openpyxl.utils.cell import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.escape import unescape

from helpers import wording
from helpers.intake.files.cell_styles import DEFAULT, TRUE, CellStyle, cell_styles
from helpers.intake.files.child_answers import Merged
from helpers.intake.files.workbook_parts import PACKAGE, Parts, elements
from helpers.intake.files.zip_guard import Refused

MOST_KNOWN = 1 << 12  # values remembered: the same ones come again and again


@dataclass(frozen=True)
class Worksheet:
    """A worksheet, and what its cells refer to. `part`: its name in the archive; `styles`: those of
    cells, by their places; `epoch`: the day that days are counted from; `stale`: the results of
    formulas may be older than the values they were counted from.
    """

    title: str
    hidden: bool
    parts: Parts
    part: str
    strings: Sequence[str]
    styles: Sequence[CellStyle]
    epoch: datetime
    stale: bool

    def style(self, place: str) -> CellStyle:
        """The style at a place; the usual one where the workbook has none there."""
        number = int(place)
        return self.styles[number] if number < len(self.styles) else DEFAULT


def worksheets(content: bytes) -> Iterator[Worksheet]:
    """Every worksheet of a workbook, hidden ones included."""
    parts = Parts(content)
    workbook = next(iter(parts.related(PACKAGE, "officeDocument")), "")
    root, relations = parts.tree(workbook), parts.relations(workbook)
    by_id = {relation.id: relation for relation in relations}
    strings = parts.related(workbook, "sharedStrings")
    styles = parts.related(workbook, "styles")
    shared = _shared_strings(parts, strings[0]) if strings else []
    looks = cell_styles(parts, styles[0]) if styles else []
    for sheet in elements(root, "sheet"):
        relation = by_id.get(_relation_id(sheet))
        if relation is None:
            raise Refused(wording.files.FILE_DAMAGED)
        if relation.kind == "worksheet":
            yield Worksheet(
                title=sheet.get("name", ""),
                hidden=sheet.get("state", "visible") != "visible",
                parts=parts,
                part=relation.part,
                strings=shared,
                styles=looks,
                epoch=_epoch(root),
                stale=_is_stale(root),
            )


def _relation_id(sheet: Any) -> str:
    return next((value for key, value in sheet.items() if key.endswith("}id")), "")


def _epoch(workbook: Any) -> datetime:
    stated = [each.get("date1904") for each in elements(workbook, "workbookPr")]
    return CALENDAR_MAC_1904 if any(each in TRUE for each in stated) else CALENDAR_WINDOWS_1900


def _is_stale(workbook: Any) -> bool:
    """Whether Excel saved the workbook without counting it again."""
    return any(
        calculation.get("calcCompleted", "1") not in TRUE
        or (
            calculation.get("calcMode") == "manual"
            and calculation.get("calcOnSave", "1") not in TRUE
        )
        for calculation in elements(workbook, "calcPr")
    )


def _shared_strings(parts: Parts, part: str) -> list[str]:
    parsed = _StringsPass()
    with parts.open(part) as source:
        parsed.read(source)
    return parsed.strings


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
        self.filtered = self.row_hidden = self.zeros_hidden = False
        self.columns_hidden: list[range] = []
        self.columns_used: set[int] = set()
        self.known_value = lru_cache(MOST_KNOWN)(self._value)

    def read_sheet(self) -> None:
        """Reads the sheet from its first row to its last."""
        with self.sheet.parts.open(self.sheet.part) as source:
            self.read(source)

    def hidden_columns(self) -> list[str]:
        """The letters of the hidden columns that hold something."""
        hidden = {column for columns in self.columns_hidden for column in columns}
        return [get_column_letter(column) for column in sorted(hidden & self.columns_used)]

    def reference(self) -> str:
        """The cell being read, as `B7`."""
        return f"{get_column_letter(self.column)}{self.row}"

    def style_place(self) -> str:
        """The place of the style of the cell being read."""
        return self.attributes.get("s", "0")

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
            case "sheetView" if attributes.get("showZeros", "1") not in TRUE:
                self.zeros_hidden = True

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
            self.take(*self.known_value(kind, self.style_place(), "".join(self.text)))
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
            case "d":
                return _written_day(text)
            case _:
                return "s", unescape(text)

    def _number(self, text: str, style: str) -> tuple[str, object]:
        if not NUMBER.fullmatch(text):
            return "s", text
        value = int(text) if text.lstrip("+-").isdigit() else float(text)
        match self.sheet.style(style).kind:
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


def _written_day(text: str) -> tuple[str, object]:
    """A day that is written out, as in Strict files."""
    try:
        return "d", datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return "s", text
