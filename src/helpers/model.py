"""The words of the project as frozen dataclasses and enums (design: one word per thing).

Imports nothing of ours; every other module speaks in these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal


class Level(StrEnum):
    """Administrative level; it decides the threshold."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    ALL = "all"  # the province as a whole


class PlainFault(Exception):
    """Something a user can set right; its text is one plain Vietnamese sentence.

    `exit_code`: how the command line ends. 2: wrong use, or nothing could be done.
    """

    exit_code = 2


class WrongUse(PlainFault):
    """A question that cannot be answered as asked."""


AGENCY_LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


class Comparison(StrEnum):
    """How a value is compared with its threshold; an equal value meets >= and <=, never >."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="


class Kind(StrEnum):
    """Whether a target has a figure."""

    QUANTITATIVE = "quantitative"
    QUALITATIVE = "qualitative"


class Measure(StrEnum):
    """How two counts become a target's value."""

    SHARE = "share"  # a part of a whole
    FALL = "fall"  # the decrease since the base year, as a share of then; a rise is negative
    RATIO = "ratio"  # two counts of which neither is part of the other
    GAIN = "gain"  # a difference as it is, without a denominator


class Counts(StrEnum):
    """What the counts of a target are of."""

    FLOW = "flow"  # events within the period
    STOCK = "stock"  # the state at the period's end


class Judged(StrEnum):
    """What the packet of a bound agency shows for a target."""

    VERDICT = "verdict"  # value, threshold and verdict
    YES_NO = "yes_no"  # whether it is done, with a verdict
    CONTRIBUTION = "contribution"  # the agency's part of the province's counts, no verdict
    INFO = "info"  # the figure alone


class Rollup(StrEnum):
    """How the province's figure is made from those of agencies."""

    SUM = "sum"  # of both counts
    DISTINCT = "distinct"  # things of a provincial register that agencies share
    SHARE_OF_AGENCIES = "share_of_agencies"  # agencies that have it, of those bound
    DIRECT = "direct"  # one provincial figure, from the province's own form


class Source(StrEnum):
    """Where an observation comes from, in rising order of precedence."""

    REPORTED = "reported"
    COMPUTED = "computed"
    APPRAISED = "appraised"


class Status(StrEnum):
    """The outcome of judging one observation."""

    MET = "met"
    MISSED = "missed"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    NOT_ARISING = "not_arising"
    NOT_APPLICABLE = "not_applicable"
    INCONCLUSIVE = "inconclusive"


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


class InputKind(StrEnum):
    """What a field of a form takes."""

    COUNT = "count"
    YES_NO = "yes_no"
    JUDGEMENT = "judgement"
    AGREEMENT = "agreement"  # with the two counts from dossiers, or two counts of one's own


class Judgement(StrEnum):
    """The three states of a clause without a figure."""

    DONE = "done"
    UNDER_WAY = "under_way"
    NOT_BEGUN = "not_begun"


class Sampling(StrEnum):
    """How survey answers were gathered; only a random sample carries an interval."""

    RANDOM = "random"
    VOLUNTARY = "voluntary"


# ---------------------------------------------------------------- the plan


@dataclass(frozen=True)
class Input:
    """One field of a form."""

    id: str
    label: str  # the question, as printed
    unit: str
    kind: InputKind
    levels: frozenset[Level]  # the agencies it is asked about
    by_parent: frozenset[Level] = frozenset()
    """Those of `levels` whose parent answers for them: a district for its communes, the province
    for the others."""
    register: tuple[Level, ...] = ()
    """The lists of the province's form that ask it: a list by level, or `all` for one figure."""
    part_of: tuple[str, ...] = ()  # inputs whose sum is the whole that this part may not exceed
    period: str = ""
    """The only period it is about, and asked from its end on; empty: about any period."""


@dataclass(frozen=True)
class Binds:
    """Whom a target binds: agencies of certain levels with certain attributes."""

    levels: frozenset[Level]  # empty: the province as a whole, and no single agency
    attributes: frozenset[str] = frozenset()  # an agency must have all of them

    def includes(self, agency: Agency) -> bool:
        """Whether this agency is bound."""
        return agency.level in self.levels and self.attributes <= agency.attributes

    def __str__(self) -> str:
        levels = "|".join(level for level in AGENCY_LEVELS if level in self.levels)
        return " & ".join([levels or "province_whole", *sorted(self.attributes)])


@dataclass(frozen=True)
class Target:
    """One promise of a clause that can be checked."""

    id: str
    clause: str  # id of its clause
    area: str  # id of its area
    label: str
    kind: Kind
    firm: bool  # a duty; otherwise what the plan strives for ("phấn đấu")
    binds: Binds
    judged: Mapping[Level, Judged]  # by level of the agency
    rollup: Rollup
    due: int  # the year by whose end it must be met
    comparison: Comparison | None = None  # None for qualitative targets, like no threshold
    unit: str = ""  # of value and threshold
    thresholds: Mapping[Level, Fraction] = field(default_factory=dict)
    """By level, or one for `all`; percent as 0-100."""
    counts: Counts = Counts.STOCK
    measure: Measure = Measure.SHARE
    builds: bool = False  # a stock that grows towards the year's end: no miss before then
    yearly: bool = False  # judged on the whole year only
    averaged: bool = False  # the plan asks for the mean of several years
    private: bool = False  # of persons: counts of one or two are withheld
    agreed: bool = False  # forms show the counts from dossiers and ask whether the agency agrees
    baseline: tuple[str, ...] = ()
    """The inputs with numerator and denominator at the end of the year before the plan's."""
    indicator: str = ""  # the rule that computes it; empty: none
    numerator: str = ""  # what is counted, in words
    denominator: str = ""  # out of what, in words
    thing: str = ""  # one unit of the count, in words: "hồ sơ"
    exclusions: str = ""  # what is left out of the count, in words
    note: str = ""  # how the clause is read, in words
    inputs: tuple[Input, ...] = ()  # what forms ask for it

    def threshold(self, level: Level) -> Fraction | None:
        """The threshold for `level`; None where the plan sets none (levels are never pooled)."""
        return self.thresholds.get(level, self.thresholds.get(Level.ALL))

    def asked(self, level: Level) -> tuple[Input, ...]:
        """The inputs that are asked about an agency of `level`."""
        return tuple(entry for entry in self.inputs if level in entry.levels)


@dataclass(frozen=True)
class Clause:
    """A numbered point of the plan with its targets."""

    id: str  # as cited: `II.2.2.đ`
    area: str  # id of its area
    label: str
    targets: tuple[Target, ...]  # in the plan's order


@dataclass(frozen=True)
class Area:
    """A reform area."""

    id: str
    label: str
    number: str  # of its heading in the plan: `II.2.2`
    built: bool  # whether it has indicators and a notebook
    clauses: tuple[Clause, ...]  # in the plan's order


@dataclass(frozen=True)
class Task:
    """A numbered task of part III."""

    clause: str
    area: str  # id of its area
    label: str
    lead: str = ""  # the agency in charge; the plan itself names none


@dataclass(frozen=True)
class Duty:
    """A duty or a report of part VI."""

    clause: str
    label: str
    binds: tuple[str, ...]  # levels, and ids of agencies
    inputs: tuple[Input, ...] = ()  # what forms ask about whether it was done

    def includes(self, agency: Agency) -> bool:
        """Whether this agency is bound."""
        return agency.id in self.binds or agency.level in self.binds


@dataclass(frozen=True)
class Budget:
    """Part IV: one total; its split is in an annex that we do not have."""

    clause: str
    total: int  # in `unit`
    unit: str
    sources: tuple[str, ...]  # of the money, in words
    note: str


@dataclass(frozen=True)
class Period:
    """A span of time that is reported and evaluated."""

    id: str
    label: str
    start: date  # first day
    end: date  # last day
    final: bool  # the one that ends the plan's year
    compare_with: str | None  # the earlier period whose figures are shown for comparison
    follows: str | None
    """The period that ends on the day before this one begins; form II.06a carries the open
    dossiers over (its column 11 there is column 6 here)."""
    reply_by: date | None  # last day for agencies to send what is missing
    source: str  # where the dates are from, in words
    verified: bool  # whether the dates were checked against that source


@dataclass(frozen=True)
class Agency:
    """A body that is evaluated, or was until it was merged into another."""

    id: str
    code: str  # official code, as text for its leading zeros; empty for departments
    name: str
    level: Level
    parent: str  # id of the agency above, or of the province
    start: date  # first day of its existence (at the earliest, that of our data)
    end: date | None  # last day; None while it exists
    predecessors: tuple[str, ...]  # ids of the agencies it came from
    attributes: frozenset[str]  # those of the plan's vocabulary that hold for it
    source: str  # where this row is from, in words
    verified: bool  # whether it was checked against that source

    def exists_on(self, day: date) -> bool:
        """Whether the agency exists on `day`."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class PointRule:
    """How one target earns points."""

    target: str
    points: Fraction  # at most
    formula: Literal["yes_no", "linear"]  # all or nothing; or by the share of the threshold


@dataclass(frozen=True)
class Scoring:
    """The convention of "điểm theo chỉ tiêu Kế hoạch"; never the official Chỉ số CCHC."""

    label: str
    source: str  # who set it, in words
    verified: bool  # whether it was checked against that source
    rules: Mapping[str, PointRule]  # by id of the target


@dataclass(frozen=True)
class Plan:
    """All that one plan folder says."""

    id: str
    number: str  # official number: `434/KH-UBND`
    title: str
    year: int
    issued: date
    province: str  # id of the province's own rows and packet
    province_name: str
    areas: tuple[Area, ...]  # in the plan's order
    tasks: tuple[Task, ...]
    budget: Budget
    duties: tuple[Duty, ...]
    periods: Mapping[str, Period]  # by id
    agencies: Mapping[str, Agency]  # by id, predecessors included, in registry order
    central_bodies: tuple[str, ...]  # names of bodies that receive dossiers but are not evaluated
    scoring: Scoring
    digest: str  # sha256 of the folder's files

    @property
    def targets(self) -> tuple[Target, ...]:
        """All targets in the plan's order."""
        return tuple(t for area in self.areas for clause in area.clauses for t in clause.targets)

    @property
    def built_areas(self) -> tuple[Area, ...]:
        """Areas whose indicators and notebook exist."""
        return tuple(area for area in self.areas if area.built)

    def target(self, target_id: str) -> Target:
        """The target of that id; StopIteration if there is none."""
        return next(t for t in self.targets if t.id == target_id)

    def answers_for_tasks(self, agency: Agency) -> bool:
        """Whether the agency has a plan of its own to carry out part III by: part VI.3 binds
        departments and districts; communes report through their district."""
        return agency.level in (Level.PROVINCE, Level.DISTRICT)

    def registry(self, period: Period) -> tuple[Agency, ...]:
        """The agencies that exist at the period's end, in registry order."""
        return tuple(a for a in self.agencies.values() if a.exists_on(period.end))

    def involved(self, period: Period) -> tuple[Agency, ...]:
        """The agencies that exist on any day of the period, in registry order."""
        return tuple(
            a
            for a in self.agencies.values()
            if a.start <= period.end and (a.end is None or a.end >= period.start)
        )


# ---------------------------------------------------------------- what came in


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


# ---------------------------------------------------------------- observations


@dataclass(frozen=True)
class Part:
    """One of several observations under one figure (e.g. satisfaction in one field), or a bare
    count that stands beside it (no denominator)."""

    label: str
    numerator: int
    denominator: int | None = None


@dataclass(frozen=True)
class Observation:
    """An indicator's result for (agency, level, target, period).

    Counts stay whole numbers. `missing` says why there is no figure. `answered` of `asked`:
    agencies with data in a roll-up. `silent`: how much the agencies without data could add to the
    denominator, each taken at most as large as the largest answering one of its level.
    `population`: N behind a sample. `average`: the same over several years; `baseline`: at the
    end of the base year. `by` and `why`: the name of who appraised the figure, and the reason.
    `surveyed`: computed from survey answers, not from dossiers.
    """

    agency: str
    level: Level
    target: str
    source: Source
    numerator: int | None
    denominator: int | None
    missing: Reason | None = None
    judgement: Judgement | None = None
    evidence: str = ""
    parts: tuple[Part, ...] = ()
    asked: int = 1
    answered: int = 1
    silent: int = 0
    sampling: Sampling | None = None
    population: int | None = None
    average: Part | None = None
    baseline: Part | None = None
    by: str = ""
    why: str = ""
    surveyed: bool = False


@dataclass(frozen=True)
class TaskState:
    """Where a task of part III stands: for one agency as it says, for the province as counts of
    agencies. `asked`: agencies that answer for tasks; `lead` and `due` from the agency's own plan.
    """

    task: Task
    asked: int
    done: int = 0
    under_way: int = 0
    not_begun: int = 0
    evidence: str = ""
    lead: str = ""
    due: date | None = None
    explanations: tuple[str, ...] = ()


@dataclass(frozen=True)
class DutyAnswer:
    """One question about a duty: how many of those asked said yes, and no."""

    input: Input
    asked: int
    yes: int
    no: int
    evidence: str = ""
    explanations: tuple[str, ...] = ()


@dataclass(frozen=True)
class DutyState:
    """A duty of part VI that binds the agency, and what is known of it."""

    duty: Duty
    answers: tuple[DutyAnswer, ...]


@dataclass(frozen=True)
class Peers:
    """The middle of the bodies that have the same row, as printed, and how many they are."""

    median: float
    count: int


@dataclass(frozen=True)
class DossierCounts:
    """Columns 3-13 of form II.06a for one agency, field or the whole (TT 01/2020/TT-VPCP)."""

    c3: int = 0
    c4: int = 0
    c5: int = 0
    c6: int = 0
    c7: int = 0
    c8: int = 0
    c9: int = 0
    c10: int = 0
    c11: int = 0
    c12: int = 0
    c13: int = 0


@dataclass(frozen=True)
class Observations:
    """All observations of one period, keyed (agency, level, target), by falling precedence.

    `tallies`: counts of the one-stop log by agency ("central" and "" for nobody's). `forms`: why
    there is no form, for the agencies that have none. `notices`: remarks by agency ("" for all).
    `peers`: by level of the body and of its row. `answers`: on tasks and duties, by agency and
    task clause or input. `objections`, `explanations`: those of all agencies.
    """

    period: str
    snapshot: str
    origin: Origin
    rows: Mapping[tuple[str, Level, str], tuple[Observation, ...]]
    tallies: Mapping[str, Mapping[str, int]] | None
    forms: Mapping[str, Reason]
    notices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    peers: Mapping[tuple[Level, Level, str], Peers] = field(default_factory=dict)
    answers: Mapping[tuple[str, str], Fact] = field(default_factory=dict)
    objections: tuple[Objection, ...] = ()
    explanations: tuple[Explanation, ...] = ()


# ---------------------------------------------------------------- evaluation


@dataclass(frozen=True)
class Verdict:
    """Status, why, and how far: margin in the target's unit and in units of work
    (negative: so many short; positive: so many to spare). `pace`: the part of the planned way
    from the baseline that is done; `needed`: the share that the rest of the year must reach."""

    status: Status | None
    reason: Reason | None = None
    margin: Fraction | None = None
    margin_units: int | None = None
    low: float | None = None
    high: float | None = None
    pace: Fraction | None = None
    needed: Fraction | None = None


@dataclass(frozen=True)
class Result:
    """One row of the results table: an observation held against its target.

    `judged`: what this row shows; the province's rows always get a verdict. `cumulative`: counts
    since the year's beginning where the period is only a later part of it. `explanations`: what
    is said beside the figures, each with whose it is.
    """

    agency: str
    level: Level
    target: Target
    observation: Observation | None
    verdict: Verdict
    judged: Judged = Judged.VERDICT
    others: tuple[Observation, ...] = ()
    previous: Observation | None = None
    previous_verdict: Verdict | None = None
    cumulative: Part | None = None
    peer_median: float | None = None
    peer_count: int = 0
    points: Fraction | None = None
    max_points: Fraction | None = None
    explanations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Score:
    """Points as a range: the lower end counts missing data as nothing (silence does not pay)."""

    low: Fraction
    high: Fraction
    maximum: Fraction


@dataclass(frozen=True)
class Approval:
    """Who approved a period's figures. `restated`: the data, the plan, the rules or the notebooks
    are others since, so that what is shown is a draft again."""

    by: str
    restated: bool = False


@dataclass(frozen=True)
class Evaluation:
    """Everything one agency's packet shows for a period, peers and history included.

    `dossiers`: form II.06a, None without an export; `tallies`: further counts of the log, shown
    beside the figures. `form`: why the agency's form is missing, None if it came in.
    `explanations`: what its form says of no line in particular.
    """

    plan: Plan
    agency: Agency
    period: Period
    origin: Origin
    results: tuple[Result, ...]
    dossiers: DossierCounts | None
    tallies: Mapping[str, int]
    previous_period: Period | None
    firm: Score
    aspired: Score
    form: Reason | None
    notices: tuple[str, ...] = ()
    tasks: tuple[TaskState, ...] = ()
    duties: tuple[DutyState, ...] = ()
    objections: tuple[Objection, ...] = ()
    explanations: tuple[str, ...] = ()
    approval: Approval | None = None

    @property
    def draft(self) -> bool:
        """Whether nobody has approved these very figures."""
        return self.approval is None or self.approval.restated
