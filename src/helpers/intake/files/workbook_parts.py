"""The parts of a workbook that `zip_guard` has let pass, found by the relations between them; in a
child process.

A part may have any name (`xl/workbook2.xml`) and its markup either namespace of the standard, the
usual one or that of Strict files; openpyxl knows the usual ones only.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from openpyxl.xml.functions import fromstring

from helpers import wording
from helpers.intake.files.zip_guard import Refused

PACKAGE = ""  # what the relations of the package itself are found by


@dataclass(frozen=True)
class Relation:
    """What a part refers to: another part of a kind (`worksheet`, `styles`)."""

    id: str
    kind: str
    part: str


class Parts:
    """The parts of a workbook by their names, in which capitals do not count."""

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.names = {name.lower(): name for name in self.archive.namelist()}

    def open(self, part: str) -> IO[bytes]:
        """A part to be read. Raises Refused where there is none."""
        if part.lower() not in self.names:
            raise Refused(wording.files.FILE_DAMAGED)
        return self.archive.open(self.names[part.lower()])

    def tree(self, part: str) -> Any:
        """The root element of a part."""
        with self.open(part) as source:
            return fromstring(source.read())

    def relations(self, part: str) -> list[Relation]:
        """What a part refers to within the workbook."""
        folder, name = posixpath.split(part)
        own = posixpath.join(folder, "_rels", f"{name}.rels")
        if own.lower() not in self.names:
            return []
        return [
            Relation(
                each.get("Id", ""),
                each.get("Type", "").rpartition("/")[2],
                _resolved(folder, each.get("Target", "")),
            )
            for each in elements(self.tree(own), "Relationship")
            if each.get("TargetMode") != "External"
        ]

    def related(self, part: str, kind: str) -> list[str]:
        """The parts of a kind that a part refers to and that are there."""
        of_kind = [each.part for each in self.relations(part) if each.kind == kind]
        return [each for each in of_kind if each.lower() in self.names]


def elements(root: Any, name: str) -> Iterator[Any]:
    """The elements of this name below `root`, whatever their namespace."""
    return (each for each in root.iter() if local_name(each.tag) == name)


def local_name(name: object) -> str:
    """The name of an element or attribute without its namespace; empty for a comment."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def _resolved(folder: str, target: str) -> str:
    """A target is named from the folder of its part, or from the top."""
    path = posixpath.join("/", folder, target.replace("\\", "/"))
    return posixpath.normpath(path).lstrip("/")
