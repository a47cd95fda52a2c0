"""What is computed: observations, verdicts, points, the evaluation of one agency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from fractions import Fraction

from helpers.model.plan import Agency, Duty, Input, Judged, Level, Period, Plan, Target, Task
from helpers.model.records import (
    Explanation,
    Fact,
    Judgement,
    Objection,
    Origin,
    Reason,
    Sampling,
    Source,
)


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


class FigureSource(StrEnum):
    """Where a figure comes from, as readers are told: finer than `Source`."""

    REPORTED = "reported"  # by the agency itself
    BY_DISTRICT = "by_district"  # reported by the parent of a commune
    BY_DEPARTMENT = "by_department"  # recorded by the province for a department or a district
    PROVINCE_FORM = "province_form"  # a list that the province keeps
    DOSSIERS = "dossiers"
    SURVEY = "survey"
    APPRAISED = "appraised"


@dataclass(frozen=True)
class Component:
    """Counts shown with a figure: one of several shares under it (e.g. satisfaction in one
    field), or a single count without a denominator. `key`: the name of what is counted, an input
    or a count of the dataset."""

    key: str
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
    numerator: int | None = None
    denominator: int | None = None
    missing: Reason | None = None
    judgement: Judgement | None = None
    evidence: str = ""
    components: tuple[Component, ...] = ()
    asked: int = 1
    answered: int = 1
    silent: int = 0
    sampling: Sampling | None = None
    population: int | None = None
    average: Component | None = None
    baseline: Component | None = None
    by: str = ""
    why: str = ""
    surveyed: bool = False


@dataclass(frozen=True)
class LineExplanation:
    """What was explained of a line of a form; `by`: the parent who wrote it, empty for the agency
    itself."""

    text: str
    by: str = ""


@dataclass(frozen=True)
class Opinion:
    """An objection as a packet shows it. `withheld`: it speaks of one or two persons, so that both
    texts are empty; `answered` is known in any case."""

    target: str
    level: Level
    opinion: str
    answer: str
    answered: bool
    withheld: bool


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
    explanations: tuple[LineExplanation, ...] = ()


@dataclass(frozen=True)
class DutyAnswer:
    """One question about a duty: how many of those asked said yes, and no."""

    input: Input
    asked: int
    yes: int
    no: int
    evidence: str = ""
    explanations: tuple[LineExplanation, ...] = ()


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


# Keys of dossier counts that belong to no agency of the registry: dossiers whose unit could not
# be told, and those of central bodies served at the one-stop desk.
UNATTRIBUTED = ""
CENTRAL = "central"


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

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> DossierCounts:
        """The form's columns out of named counts; a column that is not named is 0."""
        return cls(**{f.name: counts.get(f.name, 0) for f in fields(cls)})


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
    cumulative: Component | None = None
    peer_median: float | None = None
    peer_count: int = 0
    points: Fraction | None = None
    max_points: Fraction | None = None
    explanations: tuple[LineExplanation, ...] = ()


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
    objections: tuple[Opinion, ...] = ()
    explanations: tuple[str, ...] = ()
    approval: Approval | None = None

    @property
    def draft(self) -> bool:
        """Whether nobody has approved these very figures."""
        return self.approval is None or self.approval.restated


Key = tuple[str, Level, str]
