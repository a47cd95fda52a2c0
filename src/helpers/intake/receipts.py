"""The days on which files came: by the clerk's list in the period's inbox (`nhan.csv`,
`nhan.xlsx`), else by the journal, which knows when they were taken in.

A list with any fault is used in no part. Nothing of it but a day for each file is kept: who took a
file in is a person's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from helpers import store, wording
from helpers.intake.exports.remarks import ExportRefused, file_remark, refusal
from helpers.intake.exports.small_tables import SmallTable, read_small_table
from helpers.intake.files.child_answers import Places
from helpers.intake.files.folder import Inbox
from helpers.model import (
    FORM,
    Agency,
    Period,
    Plan,
    Receipt,
    Remark,
    Severity,
    Submission,
    spelling,
)
from helpers.store import InputFile, StoreError, journal
from helpers.store.contents import read_record
from helpers.store.disk import file_sha256
from helpers.wording.receipts import Fault

MOST_TITLES = 20  # rows above the heads
FILE, AGENCY = wording.receipts.FILE_HEAD, wording.receipts.AGENCY_HEAD
CAME = wording.receipts.DAY_HEAD
DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?: [0-9:]+)?")
ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:]+)?")
CLOCK = ZoneInfo("Asia/Ho_Chi_Minh")  # by which the journal's moments become days


@dataclass(frozen=True)
class ReceivedDays:
    """What the list says; nothing where there is none, or where it has a fault."""

    receipts: tuple[Receipt, ...] = ()
    remarks: tuple[Remark, ...] = ()  # for whoever takes in; no snapshot records them
    file: InputFile | None = None


@dataclass(frozen=True)
class Known:
    """The day of one file. `listed`: as the clerk's list states it, else the day of the intake."""

    day: date
    listed: bool


def known_days(
    data: Path, plan: Plan, period: Period, receipts: Sequence[Receipt]
) -> dict[str, Known]:
    """The day of each file by its sha256: the clerk's, else that of the first intake with it."""
    days: dict[str, Known] = {}
    folder = data / "store" / plan.id / period.id
    try:
        records = journal.read(data, plan.id).of(period.id, journal.Event.INTAKE)
    except StoreError:  # `cchc verify` says why
        records = ()
    for each in records:
        day = datetime.fromisoformat(each.line.time).astimezone(CLOCK).date()
        try:
            files = read_record(folder / each.line.snapshot).files
        except StoreError:
            continue
        for file in files:
            days.setdefault(file.sha256, Known(day, listed=False))
    return days | {each.sha256: Known(each.day, listed=True) for each in receipts}


# ---------------------------------------------------------------- the list


def received_days(
    sent: Inbox,
    hashes: Mapping[Path, str],
    submissions: Sequence[Submission],
    plan: Plan,
    period: Period,
) -> ReceivedDays:
    """What the clerk's list in a folder says of its files. `hashes`: their sha256 by path."""
    lists = sent.receipt_lists
    if len(lists) > 1:
        name = wording.receipts.two_lists([path.name for path in lists])
        return ReceivedDays(remarks=(Remark("", "", Severity.REFUSED_FILE, name),))
    if not lists:
        return ReceivedDays()
    (path,) = lists
    try:
        return _read(path, sent, hashes, submissions, plan, period)
    except ExportRefused as fault:
        unused = file_remark(path, wording.receipts.LIST_UNUSED, Severity.REFUSED_FILE)
        return ReceivedDays(remarks=(*fault.remarks, unused))
    except OSError:
        text = wording.files.FILE_NOT_OPENED
        return ReceivedDays(remarks=(file_remark(path, text, Severity.REFUSED_FILE),))


def _read(
    path: Path,
    sent: Inbox,
    hashes: Mapping[Path, str],
    submissions: Sequence[Submission],
    plan: Plan,
    period: Period,
) -> ReceivedDays:
    sha256 = file_sha256(path)
    table = read_small_table(path)
    rows = _Rows(path, table, sent, hashes, submissions, plan, period)
    receipts = rows.receipts()
    remarks = [file_remark(path, sentence) for sentence in table.remarks]
    if rows.without_file:
        remarks.append(file_remark(path, wording.receipts.nothing_of(rows.without_file)))
    return ReceivedDays(receipts, tuple(remarks), InputFile(path.name, sha256, store.RECEIPTS))


@dataclass
class _Rows:
    """The rows of a list on their way to days; every fault is collected before it is refused."""

    path: Path
    table: SmallTable
    sent: Inbox
    hashes: Mapping[Path, str]
    submissions: Sequence[Submission]
    plan: Plan
    period: Period
    faults: dict[Fault, Places[str]] = field(default_factory=dict)
    without_file: list[str] = field(default_factory=list)  # names of agencies

    def receipts(self) -> tuple[Receipt, ...]:
        """A day for each file that the list names. Raises ExportRefused."""
        head, columns = self._heads()
        days: dict[str, date] = {}  # by sha256 of a file, and by id of an agency
        for number, row in enumerate(self.table.rows[head + 1 :], head + 2):
            cells = {name: row[c] if c < len(row) else "" for name, c in columns.items()}
            if any(cells.values()):
                self._row(number, cells, columns, days)
        self._refuse_faults()
        known: dict[str, Submission] = {}
        for each in self.submissions:
            known.setdefault(each.sha256, each)
        return tuple(
            Receipt(known[sha256].file, sha256, known[sha256].agency, day)
            for sha256, day in sorted(
                ((name, day) for name, day in days.items() if name in known),
                key=lambda item: known[item[0]].file,
            )
        )

    def _heads(self) -> tuple[int, dict[str, int]]:
        """The row of the heads, from 0, and the column of each that is known."""
        for number, row in enumerate(self.table.rows[:MOST_TITLES]):
            heads = [" ".join(spelling.without_marks(cell).split()) for cell in row]
            if CAME in heads and {FILE, AGENCY} & set(heads):
                names = (FILE, AGENCY, CAME)
                if any(heads.count(name) > 1 for name in names):
                    raise refusal(self.path, wording.receipts.HEAD_TWICE)
                return number, {name: heads.index(name) for name in names if name in heads}
        raise refusal(self.path, wording.receipts.NO_HEADS)

    def _row(
        self,
        number: int,
        cells: Mapping[str, str],
        columns: Mapping[str, int],
        days: dict[str, date],
    ) -> None:
        """Take one row's day for its file, or for the forms of its agency."""
        named = (
            cells.get(FILE, ""),
            cells.get(AGENCY, ""),
        )
        place = {name: f"{_letter(column)}{number}" for name, column in columns.items()}
        day = self._day(cells[CAME], place[CAME])
        file = self._file(named[0], place.get(FILE, ""))
        agency = self._agency(named[1], place.get(AGENCY, ""))
        at_name = place.get(FILE if named[0] else AGENCY) or f"A{number}"
        if not any(named):
            self._fault(Fault.NO_NAME, at_name)
        if file and agency:
            of_file = {s.agency for s in self.submissions if s.sha256 == file}
            if agency.id not in of_file:
                self._fault(Fault.OTHER_AGENCY, at_name)
        of_agency = [agency.id, *self._forms(agency)] if agency and not named[0] else []
        found = [file] if file else of_agency
        if day and [name for name in found if days.setdefault(name, day) != day]:
            self._fault(Fault.TWICE, at_name)

    def _forms(self, agency: Agency) -> list[str]:
        """The forms of an agency, by sha256; an agency without any is noted."""
        found = [s.sha256 for s in self.submissions if s.agency == agency.id and s.kind == FORM]
        if not found and agency.name not in self.without_file:
            self.without_file.append(agency.name)
        return found

    def _day(self, text: str, place: str) -> date | None:
        if match := DAY.fullmatch(text):
            parts = (match[3], match[2], match[1])
        elif match := ISO_DAY.fullmatch(text):
            parts = (match[1], match[2], match[3])
        else:
            self._fault(Fault.NO_DAY, place)
            return None
        try:
            day = date(*map(int, parts))
        except ValueError:
            self._fault(Fault.NO_DAY, place)
            return None
        if day > datetime.now(CLOCK).date():
            self._fault(Fault.AFTER_TODAY, place)
        elif day < self.period.start:
            self._fault(Fault.BEFORE_PERIOD, place)
        return day

    def _file(self, text: str, place: str) -> str:
        """The sha256 of the file of that name; empty without a name, or where it is at fault."""
        if not text:
            return ""
        wanted = spelling.folded(text.replace("\\", "/"))
        found = {
            sha256
            for path, sha256 in self.hashes.items()
            if sha256 and wanted in (spelling.folded(path.name), self._below(path))
        }
        if len(found) == 1:
            return found.pop()
        self._fault(Fault.SEVERAL_FILES if found else Fault.UNKNOWN_FILE, place)
        return ""

    def _below(self, path: Path) -> str:
        """The name of a file with that of its folder within the inbox."""
        folder = self.sent.desk if path in self.sent.of_desk else self.sent.folder
        return spelling.folded(path.relative_to(folder).as_posix())

    def _agency(self, text: str, place: str) -> Agency | None:
        if not text:
            return None
        key = spelling.unit_key(text)
        senders = self.plan.senders(self.period)
        found = [a for a in senders if key in (a.id, a.code)] or [
            a for a in senders if key in map(spelling.unit_key, self._names(a))
        ]
        if len(found) == 1:
            return found[0]
        self._fault(Fault.SEVERAL_AGENCIES if found else Fault.UNKNOWN_AGENCY, place)
        return None

    def _names(self, agency: Agency) -> tuple[str, ...]:
        short = spelling.short_name(agency, self.plan.parent(agency))
        return agency.name, short, short.removeprefix("UBND ")

    def _fault(self, fault: Fault, place: str) -> None:
        self.faults.setdefault(fault, Places()).add(place)

    def _refuse_faults(self) -> None:
        if self.faults:
            raise ExportRefused([_at_cells(self.path, *each, self.period) for each in self._said()])

    def _said(self) -> Iterator[tuple[Fault, Places[str]]]:
        return ((fault, self.faults[fault]) for fault in Fault if fault in self.faults)


def _at_cells(path: Path, fault: Fault, places: Places[str], period: Period) -> Remark:
    place = wording.receipts.cells(places.first, places.count)
    text = wording.places.at_place(path.name, place, wording.receipts.row_fault(fault, period))
    return Remark(path.name, place, Severity.REFUSED_FILE, text)


def _letter(column: int) -> str:
    """The letters of a column from 0, as a spreadsheet shows them."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
