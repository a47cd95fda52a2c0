"""Remarks on an export, and its refusal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np

from helpers import wording
from helpers.intake.files.child_answers import MOST_PLACES
from helpers.model import PlainFault, Remark, Severity
from helpers.model.spelling import visible

MOST_LINES = MOST_PLACES

# A row `aside` counts nowhere; one that is `open` neither, until its sender has corrected it. With
# a `day` that cannot be read a row is open; too many such rows refuse the file.
Then = Literal["remark", "cell", "aside", "open", "day", "refuse"]
SET_ASIDE = ("aside", "open", "day")
SEVERITIES = {
    "remark": Severity.REMARK,
    "cell": Severity.REFUSED_CELL,
    "aside": Severity.REMARK,
    "open": Severity.REFUSED_CELL,
    "day": Severity.REFUSED_CELL,
    "refuse": Severity.REFUSED_FILE,
}


class ExportRefused(PlainFault):
    """An export that cannot be counted; `remarks` holds every fault, each a plain sentence."""

    def __init__(self, remarks: Sequence[Remark]) -> None:
        super().__init__("\n".join(remark.text for remark in remarks))
        self.remarks = tuple(remarks)


def file_remark(
    path: Path,
    text: str,
    severity: Severity = Severity.REMARK,
    agency: str = "",
    lines: Sequence[int] = (),
    count: int = 0,
) -> Remark:
    """A remark on a file as a whole, or on rows of it: `lines` are the first of `count`."""
    file = visible(path.name)
    place = wording.places.lines_named(lines, count) if lines else ""
    return Remark(file, place, severity, wording.places.at_place(file, place, text), agency)


def refusal(path: Path, *texts: str) -> ExportRefused:
    """The refusal of a file as a whole."""
    return ExportRefused([file_remark(path, text, Severity.REFUSED_FILE) for text in texts])


class Findings:
    """Remarks on one export, rows in question by name of the check, and whether it is refused."""

    def __init__(self, path: Path, remarks: Sequence[Remark] = ()) -> None:
        self.path = path
        self.remarks = list(remarks)
        self.counts: dict[str, int] = {}

    def of_file(self, text: str, severity: Severity = Severity.REMARK) -> None:
        """A remark on the file as a whole."""
        self.remarks.append(file_remark(self.path, text, severity))

    def of_rows(
        self,
        name: str,
        lines: Sequence[int] | np.ndarray,
        then: Then = "remark",
        count: int | None = None,
        text: str = "",
        agency: str = "",
    ) -> None:
        """Rows in question: all their lines, or the first of `count`. `text`: the sentence, where
        it is not the one of that name."""
        total = len(lines) if count is None else count
        self.counts[name] = self.counts.get(name, 0) + total
        sentence = text or wording.rows.ROW_QUESTIONS[name]
        first = [int(line) for line in lines[:MOST_LINES]]
        self.remarks.append(
            file_remark(self.path, sentence, SEVERITIES[then], agency, first, total)
        )

    def refuse_if_any(self) -> None:
        """Raises ExportRefused with all remarks if one of them refuses the file."""
        if any(remark.severity is Severity.REFUSED_FILE for remark in self.remarks):
            raise ExportRefused(self.remarks)
