"""The words of the project as frozen dataclasses and enums (design: one word per thing).

Imports nothing of ours; every other module speaks in these.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Level(StrEnum):
    """Administrative level; it decides the threshold. `ALL` is the province as a whole."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    ALL = "all"


class PlainFault(Exception):
    """Something a user can set right; its text is one plain Vietnamese sentence.

    `exit_code`: how the command line ends. 2: wrong use, or nothing could be done.
    """

    exit_code = 2


class WrongUse(PlainFault):
    """A question that cannot be answered as asked."""


AGENCY_LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


class Comparison(StrEnum):
    """How a value is held against its threshold; equality meets >= and <=, never >."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="


class Kind(StrEnum):
    """Whether a target carries a figure."""

    QUANTITATIVE = "quantitative"
    QUALITATIVE = "qualitative"


class Measure(StrEnum):
    """How two counts become a target's value."""

    SHARE = "share"  # part of a whole
    FALL = "fall"  # what went, of what was there in the base year; a rise is negative
    RATIO = "ratio"  # of two counts that are no part of each other
    GAIN = "gain"  # a difference as it is, without a denominator


class Counts(StrEnum):
    """Counted in the period (flow), or standing at its end (stock)."""

    FLOW = "flow"
    STOCK = "stock"


class Judged(StrEnum):
    """What the sheet of a bound agency shows for a target."""

    VERDICT = "verdict"
    YES_NO = "yes_no"
    CONTRIBUTION = "contribution"
    INFO = "info"


class Rollup(StrEnum):
    """How the province's figure comes about."""

    SUM = "sum"
    DISTINCT = "distinct"
    SHARE_OF_AGENCIES = "share_of_agencies"
    DIRECT = "direct"


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
    AGREEMENT = "agreement"  # agreed with the log's two counts, or two counts of one's own


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
    """One field of a form. `levels`: the agencies it is asked of; `by_parent`: those of them for
    whom their parent answers (a district for its communes, the province for the others).
    `register`: lists of the province form that ask it (a list by level, or `all` for one
    provincial figure). `part_of`: the inputs that together hold the whole of which this one is a
    part (it may not exceed it). `period`: the period it speaks of, if of one only."""

    id: str
    label: str
    unit: str
    kind: InputKind
    levels: frozenset[Level]
    by_parent: frozenset[Level] = frozenset()
    register: tuple[Level, ...] = ()
    part_of: tuple[str, ...] = ()
    period: str = ""


@dataclass(frozen=True)
class Binds:
    """Whom a target binds: agencies of these levels that have every one of these attributes.

    No level at all means the target binds the province as a whole and no single agency.
    """

    levels: frozenset[Level]
    attributes: frozenset[str] = frozenset()

    def includes(self, agency: Agency) -> bool:
        """Whether this agency is bound."""
        return agency.level in self.levels and self.attributes <= agency.attributes

    def __str__(self) -> str:
        levels = "|".join(level for level in AGENCY_LEVELS if level in self.levels)
        return " & ".join([levels or "province_whole", *sorted(self.attributes)])


@dataclass(frozen=True)
class Target:
    """One checkable promise of a clause. Qualitative targets have no threshold.

    `builds`: a stock built up towards the year's end; `yearly`: judged on the whole year only;
    `averaged`: the plan asks it as a mean of several years; `private`: counts of one or two
    persons are withheld; `agreed`: the agency's form shows the log's counts and asks for its
    agreement; `baseline`: the inputs that hold numerator and denominator at the end of the base
    year (the year before the plan's).
    """

    id: str
    clause: str
    area: str
    label: str
    kind: Kind
    firm: bool
    binds: Binds
    judged: Mapping[Level, Judged]
    due: int
    comparison: Comparison | None = None
    thresholds: Mapping[Level, Fraction] = field(default_factory=dict)
    unit: str = ""
    counts: Counts = Counts.STOCK
    measure: Measure = Measure.SHARE
    builds: bool = False
    yearly: bool = False
    averaged: bool = False
    private: bool = False
    agreed: bool = False
    baseline: tuple[str, ...] = ()
    rollup: Rollup = Rollup.SUM
    indicator: str = ""
    numerator: str = ""
    denominator: str = ""
    thing: str = ""
    exclusions: str = ""
    note: str = ""
    inputs: tuple[Input, ...] = ()

    def threshold(self, level: Level) -> Fraction | None:
        """The figure for `level`; None where the plan sets none for it (levels never pooled)."""
        return self.thresholds.get(level, self.thresholds.get(Level.ALL))

    def asked(self, level: Level) -> tuple[Input, ...]:
        """The inputs that are asked about an agency of `level`."""
        return tuple(entry for entry in self.inputs if level in entry.levels)


@dataclass(frozen=True)
class Clause:
    """A place in the plan, e.g. `II.2.2.đ`, with its targets in the plan's order."""

    id: str
    area: str
    label: str
    targets: tuple[Target, ...]


@dataclass(frozen=True)
class Area:
    """A reform area; `built` once its indicators exist and it has a notebook."""

    id: str
    label: str
    number: str
    built: bool
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Task:
    """A numbered task of part III; the plan names neither lead nor date."""

    clause: str
    area: str
    label: str
    lead: str = ""


@dataclass(frozen=True)
class Duty:
    """A duty or a report of part VI; `inputs` ask whether it was done.

    `binds` holds levels and agency ids."""

    clause: str
    label: str
    binds: tuple[str, ...]
    inputs: tuple[Input, ...] = ()

    def includes(self, agency: Agency) -> bool:
        """Whether this agency is bound."""
        return agency.id in self.binds or agency.level in self.binds


@dataclass(frozen=True)
class Budget:
    """Part IV: one total in million đồng; the split stands in an annex that is not at hand."""

    clause: str
    total: int
    unit: str
    sources: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Period:
    """The span observed, both days included. `compare_with`: the period shown beside it;
    `follows`: the one that ends the day before this begins (identity column 6 = its column 11)."""

    id: str
    label: str
    start: date
    end: date
    final: bool
    compare_with: str | None
    follows: str | None
    reply_by: date | None
    source: str
    verified: bool


@dataclass(frozen=True)
class Agency:
    """A body that is evaluated (or, for a predecessor, was). Codes are text: zeros lead."""

    id: str
    code: str
    name: str
    level: Level
    parent: str
    start: date
    end: date | None
    predecessors: tuple[str, ...]
    attributes: frozenset[str]
    source: str
    verified: bool

    def exists_on(self, day: date) -> bool:
        """Whether the agency is in being on `day`."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class PointRule:
    """Points of one target under the scoring convention; aspired targets have their own line."""

    target: str
    points: Fraction
    formula: str


@dataclass(frozen=True)
class Scoring:
    """The convention behind "điểm theo chỉ tiêu Kế hoạch"; never the official Chỉ số CCHC."""

    label: str
    source: str
    verified: bool
    rules: Mapping[str, PointRule]


@dataclass(frozen=True)
class Plan:
    """Everything one plan folder decides."""

    id: str
    number: str
    title: str
    year: int
    issued: date
    province: str
    province_name: str
    areas: tuple[Area, ...]
    tasks: tuple[Task, ...]
    budget: Budget
    duties: tuple[Duty, ...]
    periods: Mapping[str, Period]
    agencies: Mapping[str, Agency]
    central_bodies: tuple[str, ...]
    scoring: Scoring
    digest: str

    @property
    def targets(self) -> tuple[Target, ...]:
        """All targets in the plan's order."""
        return tuple(t for area in self.areas for clause in area.clauses for t in clause.targets)

    @property
    def built_areas(self) -> tuple[Area, ...]:
        """Areas whose indicators and notebook exist."""
        return tuple(area for area in self.areas if area.built)

    def target(self, target_id: str) -> Target:
        """The target of that id; KeyError if there is none."""
        return next(t for t in self.targets if t.id == target_id)

    def answers_for_tasks(self, agency: Agency) -> bool:
        """Whether the agency has a plan of its own to carry out part III by: part VI.3 binds
        departments and districts; communes report through their district."""
        return agency.level in (Level.PROVINCE, Level.DISTRICT)

    def registry(self, period: Period) -> tuple[Agency, ...]:
        """The agencies in being at the period's end, in registry order."""
        return tuple(a for a in self.agencies.values() if a.exists_on(period.end))

    def involved(self, period: Period) -> tuple[Agency, ...]:
        """The registry and the predecessors that were in being within the period."""
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


@dataclass(frozen=True, eq=False)  # equal only to itself, so that its rows can be cached
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
