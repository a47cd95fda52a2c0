"""What came in, as intake accepts it and the store keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from helpers.model.plan import Level


class Source(StrEnum):
    """Where an observation comes from, in rising order of precedence."""

    REPORTED = "reported"
    COMPUTED = "computed"
    APPRAISED = "appraised"


class Reason(StrEnum):
    """Why a status is what it is, where the figure alone does not say so."""

    NOT_SENT = "not_sent"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"
    BLANK = "blank"
    NO_EXPORT = "no_export"
    NO_SURVEY = "no_survey"
    NOT_SAMPLED = "not_sampled"
    NO_VALID_ANSWER = "no_valid_answer"
    NOT_PUBLISHED = "not_published"
    NO_BASELINE = "no_baseline"
    NOT_BOUND = "not_bound"
    COMMON_REGISTER = "common_register"
    PROVINCE_ONLY = "province_only"
    NO_POOL = "no_pool"
    NO_REGISTER = "no_register"
    AGENCIES_MISSING = "agencies_missing"
    SMALL_SAMPLE = "small_sample"
    DUE_LATER = "due_later"
    YEAR_END = "year_end"
    YEARLY_MEAN = "yearly_mean"
    PART_MISSING = "part_missing"
    CONTRADICTS = "contradicts"
    PARENT_SILENT = "parent_silent"
    WITHHELD = "withheld"


class Judgement(StrEnum):
    """The three states of a clause without a figure."""

    DONE = "done"
    UNDER_WAY = "under_way"
    NOT_BEGUN = "not_begun"


class Sampling(StrEnum):
    """How survey answers were gathered; only a random sample carries an interval."""

    RANDOM = "random"
    VOLUNTARY = "voluntary"


@dataclass(frozen=True)
class Origin:
    """Where a store's figures come from; a store has one origin and refuses the other."""

    simulated: bool
    seed: int | None = None


@dataclass(frozen=True)
class Fact:
    """One accepted form record: what is stated of an agency (or of a list of the province).

    `input` is the id of an input, of an agreed target (`value` of `whole`), or the clause of a
    task, with `lead` and `due` as the agency's own plan gives them. `carried`: its cell refers to
    the answer of the latest earlier period («Không thay đổi»)."""

    agency: str
    level: Level
    input: str
    value: int | None
    judgement: Judgement | None
    evidence: str
    whole: int | None
    lead: str
    due: date | None
    file: str
    sheet: str
    cell: str
    carried: bool = False


class Severity(StrEnum):
    """How grave a remark of intake is."""

    REFUSED_FILE = "refused_file"
    REFUSED_CELL = "refused_cell"
    REMARK = "remark"


@dataclass(frozen=True)
class Remark:
    """One answer of intake: a plain Vietnamese sentence with its place.

    `sheet` and `cells` (names with blanks between) are the place in a workbook, for marking it.
    """

    file: str
    place: str
    severity: Severity
    text: str
    agency: str = ""
    sheet: str = ""
    cells: str = ""


@dataclass(frozen=True)
class Appraisal:
    """A figure found by appraisal, for one target of an agency or of a list of the province.
    `by`: the id of the appraising agency, never the appraised one; `cell` holds the numerator."""

    agency: str
    level: Level
    target: str
    numerator: int
    denominator: int
    reason: str
    evidence: str
    by: str
    file: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class Objection:
    """What an agency says of its result for a target ("Ý kiến của đơn vị"), and the answer."""

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
    """What a form says beside its figures ("Giải trình"), of `agency`: the sender itself or a
    child it answers for. `input` is that of the fact it speaks of, empty where it names no line;
    `by`: the id of the sender."""

    agency: str
    level: Level
    input: str
    text: str
    by: str
    file: str
    sheet: str
    cell: str


FORM = "form"  # the kind of file that an agency's figures come in


@dataclass(frozen=True)
class Submission:
    """One file taken in or refused."""

    file: str
    sha256: str
    kind: str
    agency: str
    accepted: bool
