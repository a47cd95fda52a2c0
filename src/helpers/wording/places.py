"""Places in files."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.model.spelling import Repeatable
from helpers.wording.core import listed, number


def at_cells(sheet: Repeatable, cells: Sequence[str] = ()) -> str:
    """The place within a workbook: `trang «2. TTHC», ô E5 và E6`."""
    place = f"trang «{sheet}»"
    return f"{place}, ô {listed(cells)}" if cells else place


def in_file(file: str, place: str) -> str:
    """A place within a file, inside a sentence."""
    return f"tệp {file}, {place}"


def label_elsewhere(label: str, place: str) -> str:
    """What another sheet asks, with its place."""
    return f"«{label}» ở {place}"


def lines_named(lines: Sequence[int], count: int) -> str:
    """Lines of a file: `dòng 5, 9 và 12 dòng khác`; `count` is how many there are in all."""
    text = "dòng " + ", ".join(map(str, lines))
    return text if count <= len(lines) else f"{text} và {number(count - len(lines))} dòng khác"


def at_place(file: str, place: str, text: str) -> str:
    """A sentence with its place in front."""
    return f"Tệp {file}, {place}: {text}" if place else f"Tệp {file}: {text}"
