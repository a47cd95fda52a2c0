"""What came in, as intake accepts it and the store keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from helpers.model.levels import Level


class Source(StrEnum):
    """Where an observation comes from, in rising order of precedence."""

    REPORTED = "reported"
    COMPUTED = "computed"
    APPRAISED = "appraised"


class Reason(StrEnum):
    """Why there is no figure or no verdict, or why the verdict is what it is."""

    # no form, or nothing in it
    NOT_SENT = "not_sent"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"
    BLANK = "blank"
    PART_MISSING = "part_missing"
    CONTRADICTS = "contradicts"
    PARENT_SILENT = "parent_silent"
    NO_REGISTER = "no_register"
    # no export, survey or publication
    NO_EXPORT = "no_export"
    NOT_IN_EXPORT = "not_in_export"  # the export has no dossier of the agency
    NO_SURVEY = "no_survey"
    NOT_IN_SURVEY = "not_in_survey"  # nobody's ballot answers the question
    NOT_SAMPLED = "not_sampled"
    NO_VALID_ANSWER = "no_valid_answer"
    NOT_PUBLISHED = "not_published"
    # not applicable
    NOT_BOUND = "not_bound"
    COMMON_REGISTER = "common_register"
    PROVINCE_ONLY = "province_only"
    NO_POOL = "no_pool"
    # a figure, but no conclusion yet
    AGENCIES_MISSING = "agencies_missing"
    UNCONFIRMED = "unconfirmed"  # figures of forms that nobody has confirmed would decide
    NO_DUE_DAY = "no_due_day"
    SMALL_SAMPLE = "small_sample"
    WITHIN_ERROR = "within_error"
    NO_BASELINE = "no_baseline"
    DUE_LATER = "due_later"
    YEAR_END = "year_end"
    YEARLY_MEAN = "yearly_mean"
    # a figure that may not be shown
    WITHHELD = "withheld"  # of few persons
    FEW_BALLOTS = "few_ballots"
    DIFFERENCE = "difference"  # a sum that would give a withheld figure by difference


class Judgement(StrEnum):
    """The states of a clause without a figure, and of a task."""

    DONE = "done"
    UNDER_WAY = "under_way"
    NOT_BEGUN = "not_begun"


class Sampling(StrEnum):
    """How survey answers were gathered; only a random sample is judged (methods 8)."""

    RANDOM = "random"
    VOLUNTARY = "voluntary"


@dataclass(frozen=True)
class Origin:
    """Whether a store holds simulated or real data; it never holds both."""

    simulated: bool
    seed: int | None = None


@dataclass(frozen=True)
class Fact:
    """One accepted record of a form."""

    agency: str  # the id of whom it speaks of
    level: Level  # the agency's; of a list of the province's form the list's
    input: str  # id of an input or of an agreed target; clause of a task
    value: int | None  # of an agreed target the numerator
    judgement: Judgement | None
    evidence: str
    whole: int | None  # of an agreed target the denominator
    lead: str  # of a task, as the agency's own plan has it
    due: date | None  # of a task, as the agency's own plan has it
    file: str
    sheet: str
    cell: str
    carried: bool = False  # the cell says «Không thay đổi»: the answer of the form before


class Severity(StrEnum):
    """The severity of a remark of intake."""

    REFUSED_FILE = "refused_file"
    REFUSED_CELL = "refused_cell"
    REMARK = "remark"


@dataclass(frozen=True)
class Remark:
    """One remark of intake."""

    file: str
    place: str
    severity: Severity
    text: str  # one plain Vietnamese sentence
    agency: str = ""
    sheet: str = ""  # where the marked copy shows it
    cells: str = ""  # names of cells, separated by blanks


@dataclass(frozen=True)
class Unconfirmed:
    """A figure of a form that is unlikely: accepted, and marked until its sender confirms it."""

    agency: str  # agency, level, input: like those of the Fact
    level: Level
    input: str
    value: int  # of an agreed target the numerator
    whole: int | None  # of an agreed target the denominator
    text: str  # one plain Vietnamese sentence: what the figure was compared with
    file: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class Appraisal:
    """An appraised figure for one target of an agency or of a list of the province."""

    agency: str
    level: Level
    target: str
    numerator: int
    denominator: int
    reason: str
    evidence: str
    by: str  # id of the appraising agency, never `agency` itself
    file: str
    sheet: str
    cell: str  # of the numerator


@dataclass(frozen=True)
class Objection:
    """An agency's objection to its result for a target ("Ý kiến của đơn vị"), and the answer."""

    agency: str
    level: Level
    target: str
    opinion: str
    answer: str
    file: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class Explanation:
    """An explanation in a form ("Giải trình")."""

    agency: str  # the sender, or the child that it answers for
    level: Level
    input: str  # like Fact.input; empty if it names no line
    text: str
    by: str  # id of the sender
    file: str
    sheet: str
    cell: str


FORM = "form"  # Submission.kind of an agency's form


COPY = "-copy"  # at the end of the kind of a file that came in twice


@dataclass(frozen=True)
class Submission:
    """One file that came in."""

    file: str
    sha256: str
    kind: str
    agency: str
    accepted: bool

    @property
    def is_copy(self) -> bool:
        """Whether the same file came in before."""
        return self.kind.endswith(COPY)

    @property
    def content(self) -> str:
        """The kind of the file, copy or not."""
        return self.kind.removesuffix(COPY)


@dataclass(frozen=True)
class Receipt:
    """The day on which one file came in, as the clerk's list states it."""

    file: str
    sha256: str
    agency: str  # like that of the Submission
    day: date
