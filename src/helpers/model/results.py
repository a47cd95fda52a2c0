"""What is computed: observations, verdicts, points, the evaluation of one agency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from helpers.model.agencies import Agency
from helpers.model.canonical import canonical_digest, fields_of
from helpers.model.levels import Level
from helpers.model.months import MonthCounts
from helpers.model.periods import Period
from helpers.model.plan import Duty, Input, Judged, Plan, Target, Task
from helpers.model.records import (
    Explanation,
    Fact,
    Judgement,
    Objection,
    Origin,
    Reason,
    Source,
)
from helpers.model.scoring import Classed, Unclassed

Key = tuple[str, Level, str]  # whose figure it is: agency, level, target


# From this pace on a figure counts as on pace: our convention (methods 3).
ON_PACE_FROM = Fraction(95, 100)


class Status(StrEnum):
    """The outcome of judging one observation."""

    MET = "met"
    MISSED = "missed"
    ON_PACE = "on_pace"  # not met, but at or above the planned path
    BEHIND = "behind"  # not met, and below the planned path
    NOT_DUE = "not_due"  # not met, not yet due, and no path can be computed
    NO_DATA = "no_data"
    NOT_ARISING = "not_arising"  # 0 of 0
    NOT_APPLICABLE = "not_applicable"
    INCONCLUSIVE = "inconclusive"  # the evidence allows no conclusion


class FigureSource(StrEnum):
    """The source of a figure as packets name it; finer than `Source`."""

    REPORTED = "reported"  # by the agency itself
    BY_PARENT = "by_parent"  # reported by the agency above
    PARTLY_BY_PARENT = "partly_by_parent"  # one count by itself, another by the agency above
    BY_DESK = "by_desk"  # recorded by the body in charge of the evaluation
    PROVINCE_FORM = "province_form"  # a list that the province keeps
    DOSSIERS = "dossiers"
    SURVEY = "survey"
    APPRAISED = "appraised"


@dataclass(frozen=True)
class Component:
    """Counts shown with a figure: one of several shares under it, or a count by itself."""

    key: str  # what is counted: an input, or a count of the dataset
    numerator: int
    denominator: int | None = None


@dataclass(frozen=True)
class Doubt:
    """A figure of a form that is unlikely and not confirmed yet, as packets name it."""

    agency: str  # id of whom it speaks of
    name: str  # of the agency, or of the level of a list
    line: str  # label of the line of the form
    text: str  # the figure and what it was compared with; empty if it may name persons


@dataclass(frozen=True)
class Observation:
    """An indicator's result for (agency, level, target, period)."""

    agency: str
    level: Level
    target: str
    source: Source
    numerator: int | None = None
    denominator: int | None = None
    missing: Reason | None = None  # why there is no figure
    judgement: Judgement | None = None
    evidence: str = ""
    components: tuple[Component, ...] = ()
    asked: int = 1  # of a roll-up: the agencies bound
    answered: int = 1  # of a roll-up: those of them with data
    lacking: tuple[str, ...] = ()  # of a roll-up with a figure: ids of the agencies without data
    silent: int = 0
    """How much the agencies without data could add to the denominator, each taken to be at most as
    large as the largest agency of its level with data."""
    undated: int = 0  # dossiers without a due day, where due days decide: in neither count
    unconfirmed: tuple[Doubt, ...] = ()  # figures of forms behind it that nobody has confirmed
    confirmed: Observation | None = None
    """Of a roll-up with unconfirmed figures: the same, with their members as without data."""
    sampled: bool = False  # a random sample; otherwise a complete count
    voluntary: tuple[Component, ...] = ()
    """Voluntary ballots on the same question, one of each question: they are in no other count."""
    population: int | None = None  # N of a sample
    average: Component | None = None  # the same counts over several years
    baseline: Component | None = None  # the same counts at the end of the base year
    by: str = ""  # name of the agency that appraised the figure
    why: str = ""  # its reason
    surveyed: bool = False  # computed from survey answers; otherwise from dossiers
    few: bool = False  # groups of ballots are left out of it: they are too small to be shown


@dataclass(frozen=True)
class LineExplanation:
    """What was explained of a line of a form; `by`: the parent who wrote it, empty for the agency
    itself."""

    text: str
    by: str = ""


@dataclass(frozen=True)
class Opinion:
    """An objection as a packet shows it. `withheld`: it speaks of few persons or ballots, so that
    both texts are empty; `answered` is known in any case."""

    target: str
    level: Level
    opinion: str
    answer: str
    answered: bool
    withheld: bool


@dataclass(frozen=True)
class TaskState:
    """The state of a task of part III, for one agency or counted over the province's agencies."""

    task: Task
    asked: int  # agencies that answer for tasks
    done: int = 0
    under_way: int = 0
    not_begun: int = 0
    evidence: str = ""
    lead: str = ""  # as the agency's own plan has it
    due: date | None = None  # as the agency's own plan has it
    explanations: tuple[LineExplanation, ...] = ()


@dataclass(frozen=True)
class DutyAnswer:
    """One question about a duty, and how many agencies answered yes and no."""

    input: Input
    asked: int
    yes: int
    no: int
    evidence: str = ""
    explanations: tuple[LineExplanation, ...] = ()


@dataclass(frozen=True)
class DutyState:
    """A duty of part VI that binds the agency, with the answers to its questions."""

    duty: Duty
    answers: tuple[DutyAnswer, ...]


@dataclass(frozen=True)
class Peers:
    """The values of all bodies that have the same row."""

    median: float  # in the target's unit, rounded as printed, like the quartiles
    count: int
    quartiles: tuple[float, float] | None = None  # None of so few that they would name single ones
    yes: int | None = None  # how many of them answer yes; None where the values are shares


# Keys of dossier counts of no agency of the registry: dossiers whose unit is not known, and those
# of central bodies served at the one-stop desk.
UNATTRIBUTED = ""
CENTRAL = "central"


@dataclass(frozen=True)
class DossierCounts:
    """Columns 3-13 of form II.06a for one agency, field or the whole (TT 01/2020/TT-VPCP).

    The form has no column for dossiers without a due day: `no_due_done` are within c9,
    `no_due_open` within c12.
    """

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
    no_due_done: int = 0
    no_due_open: int = 0

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> DossierCounts:
        """The form's columns out of named counts; what is not named is 0."""
        return cls(**{f.name: counts.get(f.name, 0) for f in fields(cls)})


@dataclass(frozen=True)
class Observations:
    """All observations of one period, with what else its evaluations need."""

    period: str  # id
    snapshot: str  # id
    origin: Origin
    rows: Mapping[Key, tuple[Observation, ...]]  # by falling precedence of the source
    tallies: Mapping[str, Mapping[str, int]] | None
    """Counts of dossiers by agency (or UNATTRIBUTED, CENTRAL), then by name; None without an
    export."""
    forms: Mapping[str, Reason]  # why there is no form, by agency without one
    months: Mapping[str, tuple[MonthCounts, ...]] = field(default_factory=dict)
    """The months of the period, by agency as in `tallies`."""
    notices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Remarks of the intake by agency; "" for the whole province."""
    peers: Mapping[tuple[Level, Level, str], Peers] = field(default_factory=dict)
    """By level of the body, level of its row, and target."""
    answers: Mapping[tuple[str, str], Fact] = field(default_factory=dict)
    """On tasks and duties, by agency and task clause or input."""
    withheld: Mapping[Key, tuple[Component, Component]] = field(default_factory=dict)
    """The sums that would give withheld counts by difference, each with the lowest and the highest
    of the sums from which it must not be told apart."""
    unconfirmed: tuple[Doubt, ...] = ()  # all of the period's forms
    standings: Mapping[Level, Standing] = field(default_factory=dict)
    """By level; none of a level with so few agencies that quartiles would name single ones."""
    objections: tuple[Objection, ...] = ()
    explanations: tuple[Explanation, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """The outcome of judging an observation, with how far it is from the threshold."""

    status: Status | None  # None: shown without a verdict
    reason: Reason | None = None
    margin: Fraction | None = None  # value - threshold, in the target's unit
    margin_units: int | None = None  # in units of work; negative: so many are missing
    low: float | None = None  # of the confidence interval, percent
    high: float | None = None
    pace: Fraction | None = None  # progress against the planned path, 1 being on it
    needed: Fraction | None = None  # share that the rest of the year must reach, percent
    expected: Fraction | None = None  # of what: at the same number a day as so far


@dataclass(frozen=True)
class Standing:
    """How the agencies of one level do: the share of the targets assessed that each meets."""

    low: float  # first quartile, in percent, rounded as printed
    middle: float  # median
    high: float  # third quartile
    count: int  # agencies with a target assessed


@dataclass(frozen=True)
class OwnReports:
    """How agencies do by their own reports in a target of which the province keeps a list."""

    met: int
    not_met: int


@dataclass(frozen=True)
class Predecessor:
    """An agency that ended within the period. Its figures are in the sums of those above it, and in
    those of no agency that came from it."""

    name: str
    last: date  # of its days
    successors: tuple[str, ...]  # names
    dossiers: int | None  # received within the period; None without an export
    verified: bool  # whether its days were checked


@dataclass(frozen=True)
class Result:
    """One row of the results table: a target, its observation and the verdict on it."""

    agency: str
    level: Level
    target: Target
    observation: Observation | None  # None: the target is not observed for the agency
    verdict: Verdict
    judged: Judged = Judged.VERDICT  # what the row shows; the province always gets a verdict
    others: tuple[Observation, ...] = ()  # from sources of lower precedence
    previous: Observation | None = None  # of the period compared with
    previous_verdict: Verdict | None = None
    cumulative: Component | None = None
    """Counts since the year began, if the period is only a later part of the year."""
    peer_median: float | None = None
    peer_count: int = 0
    peer_yes: int | None = None  # how many of the peers answer yes; None for other values
    peer_quartiles: tuple[float, float] | None = None
    points: Fraction | None = None  # the lower end where data is missing
    max_points: Fraction | None = None  # None: not scored
    explanations: tuple[LineExplanation, ...] = ()
    own_reports: OwnReports | None = None
    """Of a figure from the province's lists, where agencies report their own and are judged."""


@dataclass(frozen=True)
class Score:
    """Points as a range: missing data counts as nothing at the lower end."""

    low: Fraction
    high: Fraction
    maximum: Fraction


@dataclass(frozen=True)
class Approval:
    """The latest approval of a period's figures."""

    by: str
    restated: bool = False
    """Whether the data, plan, rules or notebooks have changed since: it is a draft again."""
    decision: str = ""  # its number, as given
    signer: str = ""  # who signed it: a name or a key; empty for nobody
    lacks_signature: bool = False  # though the plan demands one


@dataclass(frozen=True, eq=False)  # equal only to itself, so that its rows can be cached
class Evaluation:
    """Everything one agency's packet shows for a period, peers and history included."""

    plan: Plan
    agency: Agency
    period: Period
    origin: Origin
    results: tuple[Result, ...]
    dossiers: DossierCounts | None  # form II.06a; None without an export
    tallies: Mapping[str, int]  # all counts of the agency's dossiers
    previous_period: Period | None
    firm: Score
    aspired: Score
    form: Reason | None  # why the agency's form is missing; None if it came in
    months: tuple[MonthCounts, ...] = ()  # its dossiers by month; empty without any
    notices: tuple[str, ...] = ()
    unconfirmed: tuple[Doubt, ...] = ()  # in forms on the agency; of the province in all forms
    tasks: tuple[TaskState, ...] = ()
    duties: tuple[DutyState, ...] = ()
    objections: tuple[Opinion, ...] = ()
    explanations: tuple[str, ...] = ()  # those of its form that name no line
    predecessors: tuple[Predecessor, ...] = ()
    """Of an agency that began within the period its own, else those whose figures it sums up."""
    approval: Approval | None = None
    standing: Standing | None = None  # of the agencies of its level
    members: tuple[Evaluation, ...] = ()
    """Those of the agencies directly under it; of the province those of all agencies. They have no
    members themselves."""
    classed: Classed | Unclassed | None = None
    """The class, or why there is none; None where the plan ties no rating to a class, and for the
    province as a whole."""

    @property
    def draft(self) -> bool:
        """Whether these figures are not approved as they are."""
        given = self.approval
        return given is None or given.restated or given.lacks_signature

    @cached_property
    def digest(self) -> str:
        """sha256 of all that a packet can show of it; equal digests give equal packets.

        Of the registry only the agency itself counts, so a neighbour's change counts only through
        what is shown of it (medians, as printed; names of agencies without data, of the one above).
        """
        named = {name for r in self.results if r.observation for name in r.observation.lacking}
        named |= {self.agency.parent} & self.plan.agencies.keys()
        names = {name: self.plan.agencies[name].name for name in named}
        apart = ("plan", "results", "members")
        own = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in apart}
        results = [fields_of(result, target=result.target.id) for result in self.results]
        members = [member.digest_as_member for member in self.members]
        return canonical_digest([self.plan.shown_digest, names, own, results, members])

    @cached_property
    def digest_as_member(self) -> str:
        """sha256 of what the packet of an agency above can show of it: not what it explains."""
        results = [fields_of(r, target=r.target.id, explanations=()) for r in self.results]
        shown = [self.agency, self.form, self.unconfirmed, self.objections]
        return canonical_digest([shown, results])
