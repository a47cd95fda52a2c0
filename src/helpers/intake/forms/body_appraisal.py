"""Checks the workbook of an appraising body: its decisions, or one plain sentence for each fault.

As with forms, all faults are found in one pass and any of them refuses the file. A fault of many
rows is one sentence. A row left blank decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from helpers import wording
from helpers.forms import appraising
from helpers.forms.appraising import (
    AGENCY,
    AGENCY_ID,
    DECISION,
    ROW,
    SEPARATOR,
    SIMULATED,
    STATE,
    TARGET,
    TARGET_ID,
    BodyColumn,
    row_key,
)
from helpers.forms.statements import StatementRow
from helpers.intake.files.child_answers import OpenedForm
from helpers.intake.files.zip_guard import Refused
from helpers.intake.forms.cells import Cell, Sheet, cell_name
from helpers.intake.forms.fields import rows_below
from helpers.intake.forms.findings import MAX_TEXT, MOST_NAMED, FormFindings, FormReading
from helpers.intake.forms.form import stamped_sheets
from helpers.intake.forms.labels import LabelCheck
from helpers.intake.forms.statement import impossible
from helpers.model import Agency, AppraisalDecision, Decision, Period, Plan, Target, spelling

NAMED_ROWS = 3  # of those that were removed
CHOICES = {
    spelling.folded(words): decision
    for decision, words in wording.appraising.DECISION_WORDS.items()
}


def body_reading(
    file: str, kind: str, answer: OpenedForm | Refused, plan: Plan, period: Period
) -> FormReading:
    """The reading of the workbook of an appraising body; `kind`: with its round."""
    findings, at = FormFindings(file, plan.sheets), appraising.BODY_KINDS[kind]
    stamp, sheets = stamped_sheets(answer, plan, period, findings)
    decisions: list[AppraisalDecision] = []
    if not findings.remarks:
        body = plan.senders_by_id[stamp["agency"]]
        sheet = sheets.get(spelling.folded(wording.appraising.sheet(at)))
        if body.id not in appraising.appraising_ids(plan):
            findings.refuse_file(wording.appraising.not_a_body(body.name, plan))
        elif sheet is None:
            findings.refuse_file(
                wording.form_faults.form_sheet_missing(wording.appraising.sheet(at))
            )
        else:
            decisions = _Reading(sheet, plan, period, body, at, stamp, findings).decisions()
    reading = findings.reading()
    return replace(
        reading,
        kind=kind,
        decisions=tuple(decisions) if reading.accepted else (),
        simulated=stamp.get(SIMULATED) == "true",
        state=stamp.get(STATE, ""),
    )


@dataclass
class _Reading:
    """The sheet that is read, and what it is checked against."""

    sheet: Sheet
    plan: Plan
    period: Period
    body: Agency
    round: int
    stamp: Mapping[str, str]
    findings: FormFindings
    cells_at_fault: dict[str, list[str]] = field(default_factory=dict)  # by the sentence

    def decisions(self) -> list[AppraisalDecision]:
        """The decisions; whatever is wrong goes to the findings."""
        if spelling.folded(self.body.name) not in self._heading():
            self.findings.refuse(wording.appraising.other_body(self.body.name), self.sheet.title)
        entries = list(self._entries())
        found = [each for each in map(_decision, entries) if each is not None]
        self._report()
        if not self.findings.remarks and self._issued:
            done, rows = len(found), len(self._issued)
            if not done:
                self.findings.refuse_file(wording.appraising.nothing_decided(rows))
            elif done < rows:
                self.findings.remark(
                    wording.appraising.partly_decided(done, rows), self.sheet.title
                )
        return found

    def fault(self, text: str, *cells: str) -> None:
        """Note a fault of a row; the same one of many rows is said once."""
        self.cells_at_fault.setdefault(text, []).extend(cells)

    def line(self, cell: Cell | None) -> str:
        """A cell as one line of text; empty if there is none or it is refused."""
        return self.findings.line(cell, MAX_TEXT, self.sheet.title)

    def _report(self) -> None:
        for text, cells in self.cells_at_fault.items():
            self.findings.refuse(text, self.sheet.title, *cells[:MOST_NAMED])

    def _heading(self) -> str:
        """The folded texts above the rows."""
        texts = self.sheet.folded_texts()
        return " ".join(" ".join(texts[row].values()) for row in sorted(texts)[:3])

    @cached_property
    def _issued(self) -> dict[str, tuple[str, str]]:
        """What the stamp says of the rows as issued: the counts shown, a digest of what was
        explained."""
        parts = ((key, text.partition(SEPARATOR)) for key, text in self.stamp.items())
        return {
            key.removeprefix(ROW): (part, rest)
            for key, (part, _, rest) in parts
            if key.startswith(ROW)
        }

    @cached_property
    def figure_columns(self) -> frozenset[int]:
        """The columns of the counts that the workbook shows."""
        heads = {
            spelling.folded(head)
            for head in (*wording.appraising.REPORTED, *wording.appraising.COMPUTED)
        }
        rows = self.sheet.folded_texts().values()
        return frozenset(c for texts in rows for c, text in texts.items() if text in heads)

    def _entries(self) -> Iterator[_Entry]:
        """The rows that are filled in."""
        issued = self._issued
        known = {
            row_key(agency.id, target.id): (agency, target)
            for agency, target, by in appraising.appraised_rows(self.plan, self.period)
            if by == self.body.id
        }
        fields = [c for c in appraising.columns_of(self.round) if c.field]
        heads = {c: c.head for c in (AGENCY_ID, AGENCY, TARGET_ID, TARGET, *fields)}
        labels = self._labels(known)
        seen: set[str] = set()
        for number, places in rows_below(self.sheet, heads, self.findings):
            filled = [c for c in fields if self.sheet.visible(number, places[c]) is not None]
            ids = [self.sheet.text(number, places[c]) for c in (AGENCY_ID, TARGET_ID)]
            key, name = row_key(*ids), cell_name(number, places[AGENCY_ID])
            if not any(ids) and not filled:
                continue
            if key not in known or key not in issued:
                self.fault(self._unknown(*ids), name)
            elif key in seen:
                self.fault(wording.appraising.ROW_REPEATED, name)
            else:
                seen.add(key)
                for own, (at_id, at_label), check in zip(ids, LABELLED, labels, strict=True):
                    check.matches(own, (number, places[at_id]), (number, places[at_label]))
                if filled:
                    yield _Entry(self, *known[key], *issued[key], number, places)
        for check in labels:
            check.report()
        self._report_removed([key for key in issued if key not in seen], known)

    def _labels(self, known: Mapping[str, tuple[Agency, Target]]) -> tuple[LabelCheck, LabelCheck]:
        agencies = {agency.id: agency.name for agency, _ in known.values()}
        targets = {target.id: target.label for _, target in known.values()}
        check = (LabelCheck(self.sheet, words, self.findings) for words in (agencies, targets))
        return next(check), next(check)

    def _unknown(self, agency: str, target: str) -> str:
        """Why a row is none of the workbook's."""
        if not (agency and target):
            return wording.form_faults.FORM_ID_ABSENT
        if agency == self.body.id:
            return wording.appraising.own_figure(self.body.name)
        if agency not in {each.id for each in self.plan.registry(self.period)}:
            return wording.appraising.AGENCY_UNKNOWN
        if target not in {each.id for each in self.plan.targets}:
            return wording.appraising.TARGET_UNKNOWN
        return wording.appraising.ROW_NOT_ISSUED

    def _report_removed(self, keys: list[str], known: Mapping[str, tuple[Agency, Target]]) -> None:
        pairs = [known[key] for key in keys if key in known]
        if (
            keys
            and not self.cells_at_fault.get(wording.appraising.ROW_REPEATED)
            and self._has_heads()
        ):
            names = [f"{agency.name}, {target.id}" for agency, target in pairs[:NAMED_ROWS]]
            self.findings.refuse(
                wording.appraising.rows_removed(len(keys), names), self.sheet.title
            )

    def _has_heads(self) -> bool:
        """Whether rows were looked for at all: without heads none is found."""
        return any(
            spelling.folded(AGENCY_ID.head) in texts.values()
            for texts in self.sheet.folded_texts().values()
        )


LABELLED: tuple[tuple[BodyColumn, BodyColumn], ...] = ((AGENCY_ID, AGENCY), (TARGET_ID, TARGET))


@dataclass(frozen=True)
class _Entry:
    """A row that is filled in."""

    reading: _Reading
    agency: Agency
    target: Target
    shown: str
    explained: str
    number: int  # of the row in the sheet
    columns: Mapping[BodyColumn, int]

    def cell(self, name: str) -> Cell | None:
        return self.reading.sheet.visible(self.number, self._column(name))

    def name(self, name: str) -> str:
        return cell_name(self.number, self._column(name))

    def fault(self, text: str, *names: str) -> None:
        self.reading.fault(text, *map(self.name, names))

    def count(self, name: str) -> int | None:
        """A whole number; None if there is none or it is refused."""
        cell, findings = self.cell(name), self.reading.findings
        if cell is None:
            return None
        return findings.checked(cell.count(), self.reading.sheet.title, cell.name)

    def is_complete(self, *names: str) -> bool:
        """Whether all of these are given; if not, the absent ones are reported."""
        absent = [name for name in names if self.cell(name) is None]
        if absent:
            heads = [column.head for column in self.columns if column.field in absent]
            self.fault(wording.statements.statement_incomplete(heads), *absent)
        return not absent

    def _column(self, name: str) -> int:
        return next(place for column, place in self.columns.items() if column.field == name)


def _decision(entry: _Entry) -> AppraisalDecision | None:
    """What a row decides; None after a fault."""
    reading = entry.reading
    counts = entry.count("numerator"), entry.count("denominator")
    reason, evidence = (reading.line(entry.cell(name)) for name in ("reason", "evidence"))
    cell = entry.cell(DECISION.field)
    if cell is None:
        entry.fault(wording.appraising.DECISION_MISSING, DECISION.field)
        return None
    decision = CHOICES.get(cell.folded)
    if decision is None or cell.fault() is not None:
        entry.fault(wording.appraising.DECISION_UNKNOWN, DECISION.field)
        return None
    if not _is_consistent(entry, decision, counts):
        return None
    return AppraisalDecision(
        agency=entry.agency.id,
        level=entry.agency.level,
        target=entry.target.id,
        by=reading.body.id,
        round=reading.round,
        decision=decision,
        shown=entry.shown,
        explained=entry.explained,
        numerator=counts[0],
        denominator=counts[1],
        reason=reason,
        evidence=evidence,
        file=reading.findings.file,
        sheet=reading.sheet.title,
        cell=entry.name(DECISION.field),
    )


def _is_consistent(
    entry: _Entry, decision: Decision, counts: tuple[int | None, int | None]
) -> bool:
    """Whether a row has what its decision needs, and nothing that contradicts it."""
    figure = [name for name in ("numerator", "denominator") if entry.cell(name) is not None]
    if decision is not Decision.ADJUSTED and figure:
        entry.fault(wording.appraising.FIGURE_WITHOUT_ADJUSTMENT, *figure)
        return False
    if decision is Decision.AGREED:
        if _shows_figure(entry):
            return True
        entry.fault(wording.appraising.NOTHING_TO_AGREE, DECISION.field)
        return False
    if decision is Decision.EXPLAIN:
        return entry.is_complete("reason")
    complete = entry.is_complete("numerator", "denominator", "reason", "evidence")
    part, whole = counts
    if not complete or part is None or whole is None:
        return False
    row = StatementRow(entry.target.id, entry.target, entry.agency.level)
    if text := impossible(row, part, whole, own=True):
        entry.fault(text, "numerator", "denominator")
    return not text


def _shows_figure(entry: _Entry) -> bool:
    """Whether there is anything to agree to; of withheld counts the stamp does not say."""
    reading = entry.reading
    columns = () if entry.shown else reading.figure_columns
    return bool(entry.shown) or any(reading.sheet.text(entry.number, c) for c in columns)
