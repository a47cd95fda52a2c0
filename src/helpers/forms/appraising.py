"""The workbook of an appraising body for one round: one row for each agency and target.

It is stamped like a form, and the stamp lists its rows with the counts that they show. The same
arguments give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from helpers import wording
from helpers.forms import layout
from helpers.forms.layout import HEAD_ROW
from helpers.forms.statements import KIND, StatementColumn, StatementKind, statement_rows
from helpers.forms.workbooks import COUNT_VALIDATION, PROTECTION, Workbook, fit_height
from helpers.model import ROUNDS, Agency, AppraisingBody, Period, Plan, Target

BODY_KINDS: Mapping[str, int] = {f"appraisal_round_{at}": at for at in ROUNDS}
"""Kinds of the stamp, each with its round."""
SIMULATED, STATE, ROW = "simulated", "state", "row:"  # keys of the stamp
SEPARATOR = "|"  # between the ids of a row, and what the stamp says of it
FILE_WIDTHS, FILE_PLACE = (14, 36, 24, 48, 14, 66), 3


@dataclass(frozen=True)
class BodyColumn(StatementColumn):
    """A column of the workbook, which some rounds may lack."""

    rounds: tuple[int, ...] = ROUNDS


AGENCY_ID, AGENCY = (
    BodyColumn(wording.appraising.AGENCY_ID, 10),
    BodyColumn(wording.appraising.AGENCY, 26),
)
TARGET_ID, TARGET = (
    BodyColumn(wording.appraising.TARGET_ID, 14),
    BodyColumn(wording.appraising.TARGET, 36),
)
DECISION = BodyColumn(wording.appraising.DECISION, 15, "decision")
COLUMNS = (
    AGENCY_ID,
    AGENCY,
    TARGET_ID,
    BodyColumn(wording.appraising.CLAUSE, 14),
    TARGET,
    BodyColumn(wording.appraising.COUNTED, 32),
    *(
        BodyColumn(head, 10)
        for head in (*wording.appraising.REPORTED, *wording.appraising.COMPUTED)
    ),
    BodyColumn(wording.appraising.DIFFERENCE, 16),
    BodyColumn(wording.appraising.EXPLANATION, 30),
    BodyColumn(wording.appraising.EVIDENCE, 30),
    BodyColumn(wording.appraising.BEFORE, 26, rounds=(2,)),
    BodyColumn(wording.appraising.OBJECTION, 26, rounds=(2,)),
    DECISION,
    BodyColumn(wording.appraising.NUMERATOR, 11, "numerator", number=True),
    BodyColumn(wording.appraising.DENOMINATOR, 11, "denominator", number=True),
    BodyColumn(wording.appraising.REASON, 34, "reason"),
    BodyColumn(wording.appraising.DOCUMENT, 24, "evidence"),
)


@dataclass(frozen=True)
class SentEvidence:
    """A file sent as evidence, as the workbook lists it."""

    line: str
    name: str
    sha256: str
    size: int
    path: str  # as a link has it, relative to the workbook; empty where it is not on this disk
    folder: str  # the same of its folder


@dataclass(frozen=True)
class BodyRow:
    """What the row of an agency and a target shows."""

    agency: Agency
    target: Target
    reported: tuple[int, int] | None = None
    computed: tuple[int, int] | None = None
    withheld: bool = False  # the counts are of few persons
    explanation: str = ""
    explained: str = ""  # digest of the explanation
    evidence: str = ""  # what the agency's form says, or what is demanded
    files: tuple[SentEvidence, ...] = ()
    before: str = ""  # the result of the first round
    objection: str = ""

    @property
    def key(self) -> str:
        """The ids of agency and target."""
        return row_key(self.agency.id, self.target.id)

    @property
    def used(self) -> tuple[int, int] | None:
        """The counts that agreement is with."""
        return self.computed or self.reported

    @property
    def shown(self) -> str:
        """These counts as the stamp has them; empty where none are shown."""
        return "" if self.used is None or self.withheld else "{}/{}".format(*self.used)


@dataclass(frozen=True)
class BodyWorkbook:
    """What a workbook is of."""

    plan: Plan
    period: Period
    body: Agency
    round: int
    simulated: bool
    state: str  # id of the snapshot that the rows show; empty: of none
    folder: str  # where it is taken from, in words
    rows: Sequence[BodyRow]
    entries: Mapping[str, Mapping[str, str | int]] = field(default_factory=dict)
    """What is filled in, by the key of a row and the field of a column."""


def row_key(agency: str, target: str) -> str:
    """The ids of a row as one text."""
    return f"{agency}{SEPARATOR}{target}"


def appraiser_of(plan: Plan, agency: str, target: str) -> str:
    """The id of who appraises an agency's figure of a target; empty where nobody does. Never the
    agency itself."""
    body = next((each for each in plan.appraisers if target in each.targets), None)
    if body is None:
        return ""
    return body.own_by if body.agency == agency else body.agency


def appraising_ids(plan: Plan) -> tuple[str, ...]:
    """Who appraises any target, in the order of the plan folder."""
    own = (body.own_by for body in plan.appraisers if body.own_by)
    return tuple(dict.fromkeys([*(body.agency for body in plan.appraisers), *own]))


def appraised_rows(plan: Plan, period: Period) -> Iterator[tuple[Agency, Target, str]]:
    """Every figure of an agency that some body answers for, and who appraises it; nobody where the
    body is the agency itself and no other is named."""
    answered = {target for body in plan.appraisers for target in body.targets}
    there = {agency.id for agency in plan.registry(period)}
    for agency in plan.registry(period):
        for row in statement_rows(plan, agency, StatementKind.APPRAISAL):
            if row.target.id in answered:
                by = appraiser_of(plan, agency.id, row.target.id)
                yield agency, row.target, by if by in there else ""


def columns_of(at: int) -> tuple[BodyColumn, ...]:
    """The columns of the workbook of a round."""
    return tuple(column for column in COLUMNS if at in column.rounds)


def kind_of_round(at: int) -> str:
    """The kind of the workbooks of a round."""
    return next(kind for kind, of in BODY_KINDS.items() if of == at)


def stamp(made: BodyWorkbook) -> dict[str, str]:
    """The key-value rows of the hidden sheet."""
    own = {
        KIND: kind_of_round(made.round),
        SIMULATED: str(made.simulated).lower(),
        STATE: made.state,
    }
    rows = {ROW + row.key: f"{row.shown}{SEPARATOR}{row.explained}" for row in made.rows}
    return {**layout.stamp(made.plan, made.body, made.period), **own, **rows}


def workbook(made: BodyWorkbook) -> bytes:
    """The workbook as the bytes of an .xlsx file. Raises ValueError for entries of no row."""
    if unknown := set(made.entries) - {row.key for row in made.rows}:
        raise ValueError(f"not in this workbook: {', '.join(sorted(unknown))}")
    book = Workbook(wording.appraising.subtitle(made.body.name, made.period))
    _write_guide(book, made)
    _write_rows(book, made)
    if any(row.files for row in made.rows):
        _write_files(book, made)
    book.add_stamp(stamp(made))
    return book.content()


# ---------------------------------------------------------------- sheets


def _write_guide(book: Workbook, made: BodyWorkbook) -> None:
    sheet = book.add_sheet(
        wording.forms.GUIDE_SHEET, wording.appraising.title(made.round, made.simulated)
    )
    sheet.protect("", PROTECTION)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 115)
    book.write(sheet, 1, 0, book.title, "plain")
    lines = wording.appraising.guide(made.plan, _grounds(made), made.folder, made.round)
    for number, line in enumerate(lines, start=1):
        book.write(sheet, 2 + number, 0, number, "wrapped")
        book.write(sheet, 2 + number, 1, line, "wrapped")
        fit_height(sheet, 2 + number, [(line, 115)])


def _grounds(made: BodyWorkbook) -> list[AppraisingBody]:
    """Those of the plan's bodies whose targets the workbook has."""
    there = {row.target.id for row in made.rows}
    return [body for body in made.plan.appraisers if there.intersection(body.targets)]


def _write_rows(book: Workbook, made: BodyWorkbook) -> None:
    shape = columns_of(made.round)
    sheet = book.add_sheet(
        wording.appraising.sheet(made.round), wording.appraising.title(made.round, made.simulated)
    )
    book.write(sheet, 1, 0, book.title, "plain")
    book.write(sheet, 2, 0, wording.appraising.GUIDE_IN_SHEET, "plain")
    sheet.set_paper(8)  # A3
    sheet.repeat_rows(HEAD_ROW - 1)
    sheet.freeze_panes(HEAD_ROW, 2)
    sheet.protect("", {**PROTECTION, "autofilter": True})
    sheet.set_footer("&C&P/&N")
    for place, column in enumerate(shape):
        sheet.set_column(place, place, column.width)
        book.write(sheet, HEAD_ROW - 1, place, column.head, "head")
    fit_height(sheet, HEAD_ROW - 1, [(column.head, column.width) for column in shape])
    last = HEAD_ROW + len(made.rows) - 1
    sheet.autofilter(HEAD_ROW - 1, 0, last, len(shape) - 1)
    for place, column in enumerate(shape):
        if column is DECISION or column.number:
            sheet.data_validation(HEAD_ROW, place, last, place, _validation(column))
    for number, row in enumerate(made.rows, start=HEAD_ROW):
        _write_row(book, sheet, number, shape, row, made)


def _validation(column: BodyColumn) -> dict[str, object]:
    if column.number:
        return dict(COUNT_VALIDATION)
    offered = list(wording.appraising.DECISION_WORDS.values())
    return {
        "validate": "list",
        "source": offered,
        "error_title": wording.forms.FORM_CHOICE_TITLE,
        "error_message": wording.forms.form_choice_help(offered),
    }


def _write_row(
    book: Workbook,
    sheet: Any,
    number: int,
    shape: Sequence[BodyColumn],
    row: BodyRow,
    made: BodyWorkbook,
) -> None:
    entries, texts = made.entries.get(row.key, {}), _printed(row)
    for place, column in enumerate(shape):
        if column.field:
            style = "count" if column.number else "text"
            book.write(sheet, number, place, entries.get(column.field), style)
        elif column.head == wording.appraising.EVIDENCE and (link := _link(row)):
            book.link(sheet, number, place, link, str(texts[column.head]))
        else:
            value = texts[column.head]
            style = "id" if column in (AGENCY_ID, TARGET_ID) else "fixed"
            book.write(sheet, number, place, value, "shown" if isinstance(value, int) else style)
    words = [(str(texts[c.head] or ""), c.width) for c in shape if not c.field]
    words += [(str(entries.get(c.field, "")), c.width) for c in shape if c.field]
    fit_height(sheet, number, words)


def _printed(row: BodyRow) -> dict[str, str | int | None]:
    """The workbook's own texts and counts of a row, by the heads of their columns."""
    target = row.target
    named = wording.statements.counts_named(target.numerator, target.denominator)
    return {
        wording.appraising.AGENCY_ID: row.agency.id,
        wording.appraising.AGENCY: row.agency.name,
        wording.appraising.TARGET_ID: target.id,
        wording.appraising.CLAUSE: wording.core.cite(target.clause),
        wording.appraising.TARGET: target.label,
        wording.appraising.COUNTED: named or None,
        **_counts(wording.appraising.REPORTED, row.reported, row.withheld),
        **_counts(wording.appraising.COMPUTED, row.computed, row.withheld),
        wording.appraising.DIFFERENCE: _difference(row),
        wording.appraising.EXPLANATION: row.explanation or None,
        wording.appraising.EVIDENCE: _evidence(row) or None,
        wording.appraising.BEFORE: row.before or None,
        wording.appraising.OBJECTION: row.objection or None,
    }


def _counts(
    heads: tuple[str, str], pair: tuple[int, int] | None, withheld: bool
) -> dict[str, str | int | None]:
    if pair is None:
        return dict.fromkeys(heads)
    return (
        dict.fromkeys(heads, wording.appraising.WITHHELD)
        if withheld
        else dict(zip(heads, pair, strict=True))
    )


def _difference(row: BodyRow) -> str | None:
    if row.reported is None or row.computed is None or row.withheld:
        return None
    return wording.appraising.difference(row.reported, row.computed)


# ---------------------------------------------------------------- evidence


def _evidence(row: BodyRow) -> str:
    """What the agency's form names as evidence, and the files that came."""
    files = (
        wording.appraising.evidence_files([each.name for each in row.files]) if row.files else ""
    )
    return "; ".join(filter(None, (row.evidence, files)))


def _link(row: BodyRow) -> str:
    """Where the row's cell leads: to its only file, else to the folder of the first one."""
    there = [each for each in row.files if each.path]
    if not there:
        return ""
    return there[0].path if len(row.files) == 1 else there[0].folder


def _write_files(book: Workbook, made: BodyWorkbook) -> None:
    """The sheet that lists every file, each with a link of its own."""
    sheet = book.add_sheet(wording.appraising.EVIDENCE_SHEET, wording.appraising.EVIDENCE_SHEET)
    sheet.protect("", PROTECTION)
    sheet.freeze_panes(HEAD_ROW, 0)
    book.write(sheet, 1, 0, book.title, "plain")
    for place, (head, width) in enumerate(
        zip(wording.appraising.EVIDENCE_HEADS, FILE_WIDTHS, strict=True)
    ):
        sheet.set_column(place, place, width)
        book.write(sheet, HEAD_ROW - 1, place, head, "head")
    listed = dict.fromkeys((row.agency, each) for row in made.rows for each in row.files)
    for number, (agency, each) in enumerate(listed, start=HEAD_ROW):
        texts = (agency.id, agency.name, each.line, each.name, each.size, each.sha256)
        for place, text in enumerate(texts):
            book.write(sheet, number, place, text, "fixed")
        if each.path:
            book.link(sheet, number, FILE_PLACE, each.path, each.name)
        else:
            text = f"{each.name} ({wording.appraising.NOT_ON_DISK})"
            book.write(sheet, number, FILE_PLACE, text, "fixed")
