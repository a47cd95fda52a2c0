"""Tables of totals of one agency, named in the title: a row for each field of procedures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from helpers import wording
from helpers.intake.exports.groups import FIGURES, TableLine, column_number, tally, whole_sum
from helpers.intake.exports.opening import Export
from helpers.intake.exports.remarks import Findings
from helpers.intake.exports.row_names import WAITING
from helpers.intake.exports.units import Match
from helpers.model import Severity, spelling


@dataclass(frozen=True)
class Named:
    """The agency that a title names."""

    name: str
    match: Match


def named_in_title(export: Export, match: Callable[[str, str], Match], findings: Findings) -> Named:
    """The agency that the title says the table is of; the file is refused without one."""
    label = export.mapping.unit_in_title
    begin = re.compile(rf"[-–•\s]*{re.escape(spelling.nfc(label))}\s*:\s*(.+)", re.IGNORECASE)
    found = [named[1].strip() for cell in export.heads.title if (named := begin.fullmatch(cell))]
    names = list(dict.fromkeys(found))
    if len(names) != 1:
        text = wording.exports.units_in_title(label, len(names))
        findings.of_file(text, Severity.REFUSED_FILE)
        return Named("", Match())
    unit = match("", names[0])
    if unit.question is not None or unit.central:
        question = unit.question() if unit.question else wording.exports.central_in_title(label)
        findings.of_file(question, Severity.REFUSED_FILE)
    return Named(names[0], unit)


def sum_of_parts(lines: Sequence[TableLine], sums: Sequence[TableLine], named: Named) -> TableLine:
    """The figures of an agency whose lines are parts: their sum, unknown where a part is."""
    added, whole = tally(lines), whole_sum(sums)
    figures = {name: None if added.blanks[name] else added.sums[name] for name in FIGURES}
    place = whole.line if whole else min((line.line for line in lines), default=0)
    return TableLine(place, named.name, named.match, figures)


def question_notes(export: Export, findings: Findings) -> None:
    """Notes in heads change what a column counts; two columns may claim the same dossiers."""
    columns = {place: name for name, place in export.cells.items() if name in FIGURES}
    notes = {columns[place]: note for place, note in export.heads.notes if place in columns}
    if not notes:
        return
    claimed = [n for n, note in notes.items() if WAITING in spelling.folded(note)]
    if len(claimed) > 1:
        findings.of_file(wording.exports.waiting_claimed(list(map(column_number, claimed))))
    else:
        findings.of_file(wording.exports.notes_in_heads(list(map(column_number, notes))))
