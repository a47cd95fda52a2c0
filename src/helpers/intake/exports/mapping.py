"""How a foreign export spells our words: params/mappings/*.yml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Literal
from zoneinfo import available_timezones

from pydantic import Field

from helpers import store, wording
from helpers.model import spelling
from helpers.plan import MAPPINGS, Fault, ParamsError
from helpers.plan.reading import Document, File, read_yaml
from helpers.plan.values import Name
from helpers.store import counting

ANSWER = "answer"  # the scale that every question of a survey is answered on

COLUMNS: dict[str, tuple[str, ...]] = {
    "dossiers": (
        "id",
        "receiving_code",
        "receiving_unit",
        "competent_code",
        "competent_unit",
        "field",
        "channel",
        "online_level",
        "received",
        "due",
        "done",
        "payment_opened",
        "payments",
        "payments_online",
        "digitised",
        "papers",
    ),
    "survey": ("id", "code", "unit", "field", "answered", "sampling"),
    # Form II.06a by column; `fresh` is 4 + 5 and `in_time` 8 + 9 where a layout has only these.
    "totals": ("order", "code", "unit", *counting.COLUMNS, *store.SUMS_OF_COLUMNS),
}
DAYS: dict[str, tuple[str, ...]] = {
    "dossiers": ("received", "due", "done"),
    "survey": ("answered",),
    "totals": (),
}
NEEDED: dict[str, tuple[str, ...]] = {
    "dossiers": ("id", "competent_unit", "channel", "received", "due", "done"),
    "survey": ("id", "unit", store.PROCEDURES),
    "totals": ("unit", "c3", "c7", "c11"),
}
VOCABULARY: dict[str, dict[str, tuple[str, ...]]] = {
    "dossiers": {
        "channel": ("online", "direct", "postal"),
        "online_level": ("2", "3", "4", "partial", "full"),
        "papers": ("reused", "resubmitted", "none_held"),
    },
    "survey": {
        "field": counting.FIELDS,
        ANSWER: ("satisfied", "not_satisfied"),
        "sampling": ("random", "voluntary"),
    },
    "totals": {},
}

TRUTHS = ("payment_opened", "digitised")
PAYMENTS = ("payments", "payments_online")


# What systems and people write where there is no due day; our convention, not verified.
NO_DUE_DAY = ("31/12/2099", "31/12/9999", "01/01/1900", "30/12/1899", "00/01/1900")
NO_DUE_DAY_ISO = ("2099-12-31", "9999-12-31", "1900-01-01", "1899-12-30")


class Dates(File):
    """How days are written. Timestamps become the local day of `timezone`."""

    format: Literal["dd/mm/yyyy", "iso-timestamp"]  # how the export writes them
    timezone: str = ""  # of timestamps: `Asia/Ho_Chi_Minh`
    no_due: list[str] = Field(default_factory=lambda: [*NO_DUE_DAY, *NO_DUE_DAY_ISO])
    """what a due day says where there is none, as spelled; a time after it is not read"""
    also: list[Literal["dd-mm-yyyy", "dd.mm.yyyy", "yyyy-mm-dd"]] = Field(default_factory=list)
    """further ways in which an export that writes dd/mm/yyyy may write a day"""
    most_unreadable: int = Field(5, ge=0, le=100)
    """percent of the rows that may have a day that cannot be read; with more the file is refused"""


class SurveyQuestion(File):
    """A question of a survey and its column."""

    id: Name
    """Of its counts, `<id>_valid` and `<id>_satisfied`; those of `procedures`, always asked, are
    `valid` and `satisfied`."""
    column: str  # its head in the export


class ExportMapping(File):
    """One kind of export."""

    kind: Literal["dossiers", "survey", "totals"]  # what a row of the export is about
    label: str  # what the export is called where it is named
    source: str  # where its layout is from, in words
    verified: bool  # whether it was checked against a real export
    dates: Dates  # how days are written
    columns: dict[str, str]  # our column → its head in the export
    one_row_per: Literal["dossier", "event"] = "dossier"
    """`event`: several rows of a dossier are put together"""
    questions: list[SurveyQuestion] = Field(default_factory=list)  # further columns, of a survey
    optional: list[str] = Field(default_factory=list)
    """columns of ours that the export may be without"""
    values: dict[str, dict[str, str]] = Field(default_factory=dict)
    """our column → its spelling → our word"""
    unit_in_title: str = ""
    """of totals of one agency: what precedes its name in the title; `unit` is then the column that
    says what a row is about, as a field of procedures"""
    units: dict[str, str] = Field(default_factory=dict)
    """its spelling of a unit → official code, or name in the plan"""
    yes: list[str] = Field(default_factory=list)  # its words for yes
    no: list[str] = Field(default_factory=list)  # its words for no

    @property
    def named(self) -> dict[str, str]:
        """Head by column of ours, the questions included."""
        return self.columns | {question.id: question.column for question in self.questions}

    @property
    def cells(self) -> tuple[str, ...]:
        """All columns of ours that an export of this kind may have, the questions included."""
        return (*COLUMNS[self.kind], *(question.id for question in self.questions))

    @property
    def zone(self) -> str:
        """The time zone of the days; plain days need none."""
        return self.dates.timezone or "UTC"

    def words(self, column: str) -> dict[str, str]:
        """Our words of a column by folded spelling."""
        spelled = self.values.get(column, {})
        return {spelling.folded(theirs): ours for theirs, ours in spelled.items()}

    def truths(self) -> dict[str, bool]:
        """Yes and no by folded spelling."""
        words = {spelling.folded(word): False for word in self.no}
        return words | {spelling.folded(word): True for word in self.yes}

    @cached_property
    def heads(self) -> Mapping[str, str]:
        """Our column by folded head, the optional ones included."""
        return {spelling.folded(head): column for column, head in self.named.items()}

    @cached_property
    def expected(self) -> frozenset[str]:
        """The folded heads an export must have."""
        return frozenset(h for h, column in self.heads.items() if column not in self.optional)


def load_mappings(root: Path) -> tuple[ExportMapping, ...]:
    """All mappings of `root`/params/mappings, by file name; ParamsError with every fault."""
    faults: list[Fault] = []
    mappings = []
    for path in sorted((root / MAPPINGS).glob("*.yml")):
        try:
            mappings.append(load_mapping(path, root))
        except ParamsError as error:
            faults += error.faults
    if faults:
        raise ParamsError(faults)
    return tuple(mappings)


def load_mapping(path: Path, root: Path | None = None) -> ExportMapping:
    """The mapping of one file; ParamsError with every fault, its file relative to `root`."""
    place = path.relative_to(root or path.parent).as_posix()
    document = read_yaml(place, path.read_bytes())
    mapping = document.validated(ExportMapping)
    if faults := set(_check(mapping, document)):
        raise ParamsError(faults)
    return mapping


def _check(mapping: ExportMapping, document: Document) -> Iterator[Fault]:
    """What a shape cannot say: columns, questions, words and zones are ones we know."""
    yield from _check_columns(mapping, document)
    if mapping.unit_in_title and mapping.kind != "totals":
        yield _fault(document, "unit_in_title", "unit_in_title")
    yield from _check_questions(mapping, document)
    yield from _check_words(mapping, document)
    yield from _check_dates(mapping, document)


def _check_columns(mapping: ExportMapping, document: Document) -> Iterator[Fault]:
    ours = COLUMNS[mapping.kind]
    needed = NEEDED[mapping.kind]
    seen: dict[str, str] = {}
    for column, head in mapping.columns.items():
        if column not in ours:
            yield _fault(document, "columns", "columns", column, allowed=ours)
        yield from _check_head(document, seen, head, column, "columns", column)
    for place, question in enumerate(mapping.questions):
        path = ("questions", place, "column")
        yield from _check_head(document, seen, question.column, question.id, *path)
    for column in needed:
        if column not in mapping.named:
            where = "questions" if column == store.PROCEDURES else "columns"
            yield _fault(document, "needed", where, key=column)
    for place, column in enumerate(mapping.optional):
        if column in needed or column not in mapping.named:
            yield _fault(document, "optional", "optional", place, key=column)


def _check_head(
    document: Document, seen: dict[str, str], head: str, column: str, *path: str | int
) -> Iterator[Fault]:
    other = seen.setdefault(spelling.folded(head), column)
    if other != column:
        yield _fault(document, "twice", *path, key=column, head=head, other=other)


def _check_questions(mapping: ExportMapping, document: Document) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, question in enumerate(mapping.questions):
        path = ("questions", place, "id")
        if mapping.kind != "survey" or question.id in (*COLUMNS["survey"], *counting.FIELDS):
            yield _fault(document, "questions", *path, key=question.id)
        elif question.id in seen:
            yield _fault(document, "question_twice", *path, key=question.id)
        seen.add(question.id)


def _check_words(mapping: ExportMapping, document: Document) -> Iterator[Fault]:
    vocabulary = VOCABULARY[mapping.kind]
    for column, spelled in mapping.values.items():
        known = vocabulary.get(column)
        if known is None:
            yield _fault(document, "values_of", "values", column, allowed=vocabulary)
            continue
        for theirs, ours in spelled.items():
            if ours not in known:
                place = ("values", column, theirs)
                yield _fault(document, "values", *place, key=column, found=ours, allowed=known)
    if mapping.questions and ANSWER not in mapping.values:
        yield _fault(document, "no_values", "questions", key=ANSWER)
    for column in mapping.columns:
        if column in vocabulary and column not in mapping.values:
            yield _fault(document, "no_values", "columns", column)
        if column in TRUTHS and not (mapping.yes and mapping.no):
            yield _fault(document, "no_truths", "columns", column)


def _check_dates(mapping: ExportMapping, document: Document) -> Iterator[Fault]:
    zone, stamps = mapping.dates.timezone, mapping.dates.format == "iso-timestamp"
    if zone and zone not in _timezones():
        yield _fault(document, "timezone", "dates", "timezone", found=zone)
    if stamps and not zone:
        yield _fault(document, "no_timezone", "dates")
    if mapping.dates.also and stamps:
        yield _fault(document, "idle_also", "dates", "also")
    if zone and not stamps:
        yield _fault(document, "idle_timezone", "dates", "timezone")


@cache
def _timezones() -> set[str]:
    """The names of all time zones; finding them reads hundreds of files."""
    return available_timezones()


def _fault(document: Document, code: str, *path: str | int, **facts: object) -> Fault:
    allowed = facts.get("allowed")
    if isinstance(allowed, Iterable) and not isinstance(allowed, str):
        facts["allowed"] = ", ".join(allowed)
    text = wording.exports.MAPPING_FAULTS[code].format_map({"key": path[-1], **facts})
    return Fault(document.file, document.line(path), text)
