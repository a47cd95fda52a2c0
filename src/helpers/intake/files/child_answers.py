"""What the limited children answer; `child_process` checks an answer's shape as it decodes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Literal, TypeVar

from helpers import wording

Place = TypeVar("Place", int, str)
MOST_PLACES = 20


@dataclass
class Places(Generic[Place]):
    """The first MOST_PLACES rows, lines or cells with something in common, and the count of all: a
    file of faults alone costs no memory."""

    first: list[Place] = field(default_factory=list)
    count: int = 0

    def add(self, place: Place) -> None:
        """One more."""
        self.count += 1
        if len(self.first) < MOST_PLACES:
            self.first.append(place)


@dataclass(frozen=True)
class Merged:
    """A merged range."""

    cells: str  # as Excel names it: `E6:E7`
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class OpenedSheet:
    """A worksheet; rows and columns count from 1."""

    title: str
    hidden: bool
    filtered: bool
    merged: Sequence[Merged]
    hidden_rows: Places[int]  # of those with a value
    hidden_columns: Sequence[str]  # letters of those with a value

    def hidden_parts(self) -> Iterator[str]:
        """Sentences on what is read although its sender may not have seen it."""
        rows = self.hidden_rows
        if rows.count:
            yield wording.exports.hidden_rows(rows.first, rows.count, self.filtered)
        elif self.filtered:
            yield wording.exports.FILTER_ACTIVE
        if self.hidden_columns:
            yield wording.exports.hidden_columns(self.hidden_columns)


# Row, column, kind (see `SheetPass.take`) and value of a cell.
CellContent = (
    tuple[int, int, Literal["n", "p"], int | float]
    | tuple[int, int, Literal["s", "e", "u", "l"], str]
    | tuple[int, int, Literal["b"], bool]
    | tuple[int, int, Literal["d"], datetime]
)


@dataclass(frozen=True)
class Doubt:
    """Why a person sees something else than the value of a cell: it is struck out, its formula was
    not counted again, or its format shows the text `shown` (empty: nothing at all)."""

    why: Literal["struck", "stale", "shown"]
    shown: str = ""


@dataclass(frozen=True)
class FormSheet(OpenedSheet):
    """A worksheet of a form; blank cells are left out."""

    contents: Sequence[CellContent]
    comments: Sequence[str]  # cells with a comment that is not ours
    pictures: bool
    doubts: Mapping[str, Doubt] = field(default_factory=dict)  # by the name of the cell


@dataclass(frozen=True)
class OpenedForm:
    """The answer of `form_child`: every worksheet."""

    sheets: Sequence[FormSheet]


WithoutValue = Literal["errors", "uncounted", "linked"]
# How a day is given; `no_month`: the day of the month is above 12.
DayKind = Literal["cells", "texts", "cells_no_month", "texts_no_month"]


@dataclass(frozen=True)
class ExportSheet(OpenedSheet):
    """A worksheet of an export, written as CSV."""

    file: str  # name of the CSV in the child's folder
    rows: int  # how many are not blank
    without_value: Mapping[WithoutValue, Places[str]]
    days: Mapping[int, Mapping[DayKind, Places[int]]]  # rows by column


@dataclass(frozen=True)
class OpenedExport:
    """The answer of `export_child`: every worksheet."""

    sheets: Sequence[ExportSheet]


@dataclass(frozen=True)
class MarkedCopy:
    """The answer of `marking_child`."""

    content: str  # the workbook in base64
