"""The effect of the decisions of appraising bodies: whose workbook counts, and which figures they
appraise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from helpers import wording
from helpers.forms.appraising import BODY_KINDS
from helpers.intake.received import ReceivedFile
from helpers.model import Appraisal, AppraisalDecision, Decision, Plan, Remark, Severity
from helpers.privacy.foreign_text import sheet_title

Key = tuple[str, str]  # agency and target


def settled(
    files: Sequence[ReceivedFile],
    simulated: bool,
    states: Collection[str],
    in_force: Collection[str],
    plan: Plan,
) -> list[ReceivedFile]:
    """The files without workbooks of other data, and without those that contradict another.

    `simulated`: of the inbox; `states`: ids of the period's snapshots on record; `in_force`: sha256
    of the files that were accepted in the state in force.
    """
    files = [_of_this_data(file, simulated, states) for file in files]
    rows: dict[Key, list[tuple[ReceivedFile, str, str]]] = defaultdict(list)
    for file in files:
        for key, sheet, cell in _rows(file):
            rows[key].append((file, sheet, cell))
    faults: dict[str, list[Remark]] = defaultdict(list)
    for file in files:
        for rival, cells in _rivals(file, rows, in_force).items():
            faults[file.submission.file].append(_contradiction(file, rival, cells, plan))
    return [
        file.returned(found) if (found := faults.get(file.submission.file)) else file
        for file in files
    ]


def appraisals_of(decisions: Iterable[AppraisalDecision]) -> list[Appraisal]:
    """The figures that the decisions put before the agencies': of each row the last round that did
    not only ask for an explanation, where it adjusts the figure."""
    last: dict[Key, AppraisalDecision] = {}
    for each in sorted(decisions, key=lambda d: d.round):
        if each.decision is not Decision.EXPLAIN:
            last[each.agency, each.target] = each
    return [
        Appraisal(
            agency=each.agency,
            level=each.level,
            target=each.target,
            numerator=each.numerator,
            denominator=each.denominator,
            reason=each.reason,
            evidence=each.evidence,
            by=each.by,
            file=each.file,
            sheet=each.sheet,
            cell=each.cell,
        )
        for each in last.values()
        if each.numerator is not None and each.denominator is not None
    ]


def _of_this_data(file: ReceivedFile, simulated: bool, states: Collection[str]) -> ReceivedFile:
    """The file; refused where it was made of other data than the period has."""
    form = file.form
    if form is None or form.kind not in BODY_KINDS or not file.submission.accepted:
        return file
    if form.simulated != simulated:
        return _refused(file, wording.appraising.other_origin(form.simulated))
    if form.state not in states and (form.state or not simulated):
        return _refused(file, wording.appraising.OTHER_STATE)
    return file


def _refused(file: ReceivedFile, text: str) -> ReceivedFile:
    name, agency = file.submission.file, file.submission.agency
    sentence = wording.places.at_place(name, "", text)
    return file.returned([Remark(name, "", Severity.REFUSED_FILE, sentence, agency)])


def _rows(file: ReceivedFile) -> list[tuple[Key, str, str]]:
    """The figures that an accepted file appraises, each with its cell."""
    if file.form is None or not file.submission.accepted:
        return []
    single = [((a.agency, a.target), a.sheet, a.cell) for a in file.form.appraisals]
    return [*single, *(((d.agency, d.target), d.sheet, d.cell) for d in file.form.decisions)]


def _rivals(
    file: ReceivedFile,
    rows: dict[Key, list[tuple[ReceivedFile, str, str]]],
    in_force: Collection[str],
) -> dict[str, list[tuple[str, str]]]:
    """The cells of a file that another one appraises too, by the name of that file. The rounds of
    one body are no rivals; a file in force gives way to none."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, sheet, cell in _rows(file):
        for other, _, _ in rows[key]:
            one_body = _body(other) == _body(file) != ""
            kept = file.submission.sha256 in in_force and other.submission.sha256 not in in_force
            if other is not file and not one_body and not kept:
                found[other.submission.file].append((sheet, cell))
    return found


def _body(file: ReceivedFile) -> str:
    """The body of a workbook by targets; empty for any other file."""
    return file.submission.agency if file.submission.kind in BODY_KINDS else ""


def _contradiction(
    file: ReceivedFile, rival: str, cells: Sequence[tuple[str, str]], plan: Plan
) -> Remark:
    name, (sheet, _) = file.submission.file, cells[0]
    names = [cell for _, cell in cells]
    place = wording.places.at_cells(sheet_title(sheet, plan.sheets), names)
    sentence = wording.places.at_place(name, place, wording.appraising.contradicts(rival))
    agency = file.submission.agency
    return Remark(name, place, Severity.REFUSED_FILE, sentence, agency, sheet, " ".join(names))
