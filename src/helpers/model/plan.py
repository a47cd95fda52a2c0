"""The plan and who it speaks of, as frozen dataclasses and enums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from helpers.model.agencies import Agency, Existing, existing
from helpers.model.canonical import canonical_digest
from helpers.model.disclosure import Disclosure
from helpers.model.indicators import Indicator, Measure
from helpers.model.levels import WHOLE, AdministrativeLevel, Conventions, Level, Reading, Terms
from helpers.model.periods import Period
from helpers.model.plausibility import PlausibilityRule
from helpers.model.scoring import Scoring


class Comparison(StrEnum):
    """How a value is compared with its threshold; an equal value meets >= and <=, never >."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="


class Kind(StrEnum):
    """Whether a target has a figure."""

    QUANTITATIVE = "quantitative"
    QUALITATIVE = "qualitative"


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


class InputKind(StrEnum):
    """What a field of a form takes."""

    COUNT = "count"
    YES_NO = "yes_no"
    JUDGEMENT = "judgement"
    AGREEMENT = "agreement"  # with the two counts from dossiers, or two counts of one's own


@dataclass(frozen=True)
class Input:
    """One field of a form."""

    id: str  # unique in the plan
    label: str  # the question, as printed
    unit: str  # printed next to the field
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
    short: str = ""  # what its count is called where it is shown with a figure; empty: the label


@dataclass(frozen=True)
class Binds:
    """Whom a target binds: agencies of certain levels with certain attributes."""

    levels: frozenset[Level]  # empty: the province as a whole, and no single agency
    attributes: frozenset[str] = frozenset()  # an agency must have all of them

    def includes(self, agency: Agency) -> bool:
        """Whether this agency is bound."""
        return agency.level in self.levels and self.attributes <= agency.attributes


@dataclass(frozen=True)
class Target:
    """One promise of a clause that can be checked."""

    id: str  # unique in the plan; in every table
    clause: str  # id of its clause
    area: str  # id of its area
    label: str  # as it is printed
    kind: Kind
    firm: bool  # a duty; otherwise what the plan strives for ("phấn đấu")
    binds: Binds
    judged: Mapping[Level, Judged]  # by level of the agency
    rollup: Rollup
    due: int  # the year by whose end it must be met
    in_power_of: Mapping[Level, Level] = field(default_factory=dict)
    """Who can do the work where an agency of a level misses it: the level that acts, by level of
    the bound agency."""
    comparison: Comparison | None = None  # empty where there is no figure
    unit: str = ""  # of value and threshold
    thresholds: Mapping[Level, Fraction] = field(default_factory=dict)
    """One for every level, or a map by level; percent as 0-100."""
    counts: Counts = Counts.STOCK
    builds: bool = False  # a stock that grows towards the year's end: no miss before then
    yearly: bool = False  # judged on the whole year only
    averaged: bool = False  # the plan asks for the mean of several years
    private: bool = False  # of persons: counts of few are withheld
    agreed: bool = False  # forms show the counts from dossiers and ask whether the agency agrees
    baseline: tuple[str, ...] = ()
    """The inputs with numerator and denominator at the end of the year before the plan's."""
    indicators: Mapping[Level, Indicator] = field(default_factory=dict)
    """By level, or one for `all`; where levels differ, `all` is the province as a whole."""
    numerator: str = ""  # what is counted, in words
    denominator: str = ""  # out of what, in words
    thing: str = ""  # one unit of the count, in words: "hồ sơ"
    exclusions: str = ""  # what is left out of the count, in words
    note: str = ""  # how the clause is read, in words
    inputs: tuple[Input, ...] = ()  # what forms ask for it
    appraised_by: tuple[str, ...] = ()
    """Who may appraise it: agency ids, or a level for the agency directly above that is of it."""

    def threshold(self, level: Level) -> Fraction | None:
        """The threshold for `level`; None where the plan sets none (levels are never pooled)."""
        return self.thresholds.get(level, self.thresholds.get(WHOLE))

    def acts(self, level: Level) -> Level:
        """The level that can do the work where an agency of `level` misses the target: its own
        level for the agency itself; `level` too where the target binds none of it."""
        return self.in_power_of.get(level, level)

    def shares_list(self, level: Level) -> bool:
        """Whether the agencies of a level only share one of the province's lists."""
        return self.rollup is Rollup.DISTINCT and self.judged.get(level) is Judged.INFO

    def indicator(self, level: Level) -> Indicator | None:
        """How the figure of `level` is made; None where there is none."""
        return self.indicators.get(level, self.indicators.get(WHOLE))

    @property
    def measure(self) -> Measure:
        """How two counts become the target's value, the same at every level."""
        return next((each.measure for each in self.indicators.values()), Measure.SHARE)

    def asked(self, level: Level) -> tuple[Input, ...]:
        """The inputs that are asked about an agency of `level`."""
        return tuple(entry for entry in self.inputs if level in entry.levels)

    def answers_yes_no(self, level: Level) -> bool:
        """Whether an agency of `level` has an answer of yes or no, not a share."""
        kinds = {entry.kind for entry in self.asked(level)}
        return self.judged.get(level) is Judged.YES_NO or kinds == {InputKind.YES_NO}

    def answered_by_parent(self, level: Level) -> bool:
        """Whether the parent answers every input that is asked about an agency of `level`."""
        asked = self.asked(level)
        return bool(asked) and all(level in entry.by_parent for entry in asked)


@dataclass(frozen=True)
class Clause:
    """A numbered point of the plan with its targets."""

    id: str  # as cited: `II.2.2.đ`
    area: str  # id of its area
    label: str  # as it is printed
    targets: tuple[Target, ...]  # in the plan's order
    heading: str = ""  # the words of its heading, after the citation; empty: the label
    intro: str = ""  # what a reader of its figures should know, in a sentence or two


@dataclass(frozen=True)
class Area:
    """A reform area."""

    id: str
    label: str
    number: str  # of its heading in the plan: `II.2.2`
    sheet: str  # title of its sheet in the forms
    notebook: str  # name of the notebook that shows it, without `.ipynb`
    clauses: tuple[Clause, ...]  # in the plan's order


@dataclass(frozen=True)
class Task:
    """A numbered task."""

    clause: str  # as cited
    area: str  # id of its area
    label: str  # as it is printed
    lead: str = ""  # who is in charge, in words; empty: the plan names nobody


@dataclass(frozen=True)
class Duty:
    """A duty or a report that is assigned to agencies."""

    clause: str  # as cited
    label: str  # as it is printed
    binds: tuple[str, ...]  # levels, and ids of agencies
    inputs: tuple[Input, ...] = ()  # what forms ask about whether it was done

    def includes(self, agency: Agency) -> bool:
        """Whether this agency is bound."""
        return agency.id in self.binds or agency.level in self.binds


@dataclass(frozen=True)
class Budget:
    """One total; its split is not in the plan folder."""

    clause: str  # as cited
    total: int  # in `unit`
    unit: str  # of the total: `triệu đồng`
    sources: tuple[str, ...]  # of the money, in words
    note: str  # what a reader should know of the total, in words


@dataclass(frozen=True)
class Ceiling:
    """The clause by which the rating of an agency and its head is not above the agency's class."""

    clause: str  # as cited
    text: str  # the rule in the plan's own words


OVERVIEW = "overview"  # the part of every packet that frames those of the areas, and its notebook
WHOLE_NOTEBOOK = "province"  # the notebook of that part for the province


@dataclass(frozen=True)
class Plan:
    """All that one plan folder says."""

    id: str
    number: str  # official number: `434/KH-UBND`
    title: str
    year: int
    issued: date
    province: Agency
    """The province as a whole, of level `all`: it sends a form and is evaluated like an agency, but
    is in no list of agencies."""
    levels: Mapping[Level, AdministrativeLevel]  # by id, from the highest to the lowest
    terms: Terms
    areas: tuple[Area, ...]  # in the plan's order
    tasks: tuple[Task, ...]
    budget: Budget | None  # None: the plan names no total
    duties: tuple[Duty, ...]
    periods: Mapping[str, Period]  # by id
    agencies: Mapping[str, Agency]  # by id, predecessors included, in registry order
    central_bodies: tuple[str, ...]  # names of bodies that receive dossiers but are not evaluated
    scoring: Scoring
    powers: Reading  # where the targets' `in_power_of` is from
    conventions: Conventions
    small_sample: int  # ballots; a random sample of fewer is small
    digest: str  # sha256 of the folder's files
    plausibility: tuple[PlausibilityRule, ...] = ()  # by which figures of forms are compared
    ceiling: Ceiling | None = None  # None: the plan ties no rating to a class
    disclosure: Disclosure = field(default_factory=Disclosure)
    signed_approval: bool = False  # whether only a signed approval counts
    signers: tuple[str, ...] = ()  # who may sign, as lines of OpenSSH's `allowed_signers`

    @property
    def targets(self) -> tuple[Target, ...]:
        """All targets in the plan's order."""
        return tuple(t for area in self.areas for clause in area.clauses for t in clause.targets)

    @property
    def final_period(self) -> Period:
        """The period that ends the plan's year."""
        return next(period for period in self.periods.values() if period.final)

    @property
    def notebooks(self) -> tuple[str, ...]:
        """The notebooks that make packets, each once: the overview, that of the province, then
        those of the areas."""
        return (OVERVIEW, WHOLE_NOTEBOOK, *dict.fromkeys(area.notebook for area in self.areas))

    def notebook(self, part: str, level: Level) -> str:
        """The name of the notebook that makes a part (OVERVIEW or an area) for an agency of
        `level`."""
        if part == OVERVIEW:
            return WHOLE_NOTEBOOK if level == WHOLE else OVERVIEW
        return self.area(part).notebook

    @property
    def sheets(self) -> frozenset[str]:
        """The titles of the areas' sheets in the forms."""
        return frozenset(area.sheet for area in self.areas)

    def area(self, area_id: str) -> Area:
        """The area of that id; StopIteration if there is none."""
        return next(area for area in self.areas if area.id == area_id)

    def target(self, target_id: str) -> Target:
        """The target of that id; StopIteration if there is none."""
        return next(t for t in self.targets if t.id == target_id)

    def answers_for_tasks(self, agency: Agency) -> bool:
        """Whether the agency has a plan of its own to carry out the tasks by; the others report
        through their parent."""
        return agency.level != WHOLE and self.levels[agency.level].answers_for_tasks

    def levels_under(self, level: Level) -> tuple[Level, ...]:
        """The levels whose agencies have their parents at `level`."""
        return tuple(each.id for each in self.levels.values() if each.under == level)

    def label(self, level: Level) -> str:
        """The name of a level, within a sentence."""
        return self.terms.label if level == WHOLE else self.levels[level].label

    def group(self, level: Level) -> str:
        """All agencies of a level, within a sentence."""
        return f"chung {self.terms.label}" if level == WHOLE else self.levels[level].group

    def parent(self, agency: Agency) -> Agency | None:
        """The agency above; None where that is the province."""
        return self.agencies.get(agency.parent)

    @cached_property
    def shown_digest(self) -> str:
        """sha256 of all that packets show of the plan besides its agencies; of its periods, what
        packets of other periods show: names and days."""
        scoring, classes = self.scoring, self.scoring.classes
        periods = [[p.id, p.label, p.start, p.end] for p in self.periods.values()]
        dates = [self.issued, self.year, periods, self.disclosure]
        words = [self.id, self.number, self.title, self.terms, self.levels, self.powers, dates]
        shown = [*words, self.conventions, self.ceiling, self.areas, self.tasks, self.budget]
        of_scoring = [scoring.label, scoring.source, scoring.verified, scoring.note, scoring.rules]
        of_classes = [classes.convention, classes.illustration]
        return canonical_digest([shown, self.duties, of_scoring, of_classes])

    @cached_property
    def senders_by_id(self) -> Mapping[str, Agency]:
        """The province and every agency, of any period."""
        return {self.province.id: self.province, **self.agencies}

    def senders(self, period: Period) -> tuple[Agency, ...]:
        """Who sends a form and gets a packet: the province, then the registry."""
        return (self.province, *self.registry(period))

    def registry(self, period: Period) -> tuple[Agency, ...]:
        """The agencies that exist at the period's end, in registry order."""
        return self._on(period).registry

    def children(self, agency: Agency, period: Period) -> tuple[Agency, ...]:
        """The agencies at the period's end whose parent one is, in registry order."""
        return self._on(period).children.get(agency.id, ())

    def under(self, agency: Agency, period: Period) -> tuple[Agency, ...]:
        """The agencies directly under one at the period's end; under the province all of them."""
        return self.registry(period) if agency.level == WHOLE else self.children(agency, period)

    def involved(self, period: Period) -> tuple[Agency, ...]:
        """The agencies that exist on any day of the period, in registry order."""
        return self._on(period).involved

    def ended(self, period: Period) -> tuple[Agency, ...]:
        """Those of them that do not exist at its end any more."""
        return self._on(period).ended

    def _on(self, period: Period) -> Existing:
        days = (period.start, period.end)
        if days not in self._existing:
            self._existing[days] = existing(self.agencies.values(), *days)
        return self._existing[days]

    @cached_property
    def _existing(self) -> dict[tuple[date, date], Existing]:
        """What `_on` has found so far: it is asked for every agency, of all agencies."""
        return {}
