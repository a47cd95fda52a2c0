"""The plan and who it speaks of, as frozen dataclasses and enums. Imports nothing of ours."""

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


class InputKind(StrEnum):
    """What a field of a form takes."""

    COUNT = "count"
    YES_NO = "yes_no"
    JUDGEMENT = "judgement"
    AGREEMENT = "agreement"  # agreed with the log's two counts, or two counts of one's own


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


def built_targets(plan: Plan) -> tuple[Target, ...]:
    """The targets of all built areas, in the plan's order."""
    return tuple(t for a in plan.built_areas for c in a.clauses for t in c.targets)
