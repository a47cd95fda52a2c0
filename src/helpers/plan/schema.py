"""The shapes of a plan folder's files.

A row is declared once, as a class of `model`; a `…Row` here narrows it to what may be written in
the file: how ids and days are spelled, and which fields the row's place gives (`init=False`: the
row itself may not hold them).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Annotated

from pydantic import (
    Discriminator,
    Field,
    PlainValidator,
    Tag,
)

from helpers.model import (
    OVERVIEW,
    WHOLE,
    AdministrativeLevel,
    Agency,
    AppraisingBody,
    Binds,
    Budget,
    Ceiling,
    Clause,
    Conventions,
    Dataset,
    Disclosure,
    Duty,
    Indicator,
    Input,
    InputKind,
    Level,
    Measure,
    PlausibilityRule,
    Reading,
    Share,
    Target,
    Task,
    Terms,
)
from helpers.model.disclosure import LEAST_BALLOTS
from helpers.plan.approval import ApprovalRules
from helpers.plan.reading import File
from helpers.plan.values import (
    ASKED,
    OWN,
    ActingLevel,
    AgencyLevel,
    AnyLevel,
    Capitals,
    Day,
    IndicatorKey,
    JudgedWord,
    LevelKey,
    MaybeDay,
    Name,
    SheetTitle,
    Slug,
    Threshold,
    Truth,
    level_map,
    not_one_of,
    one_of,
    spelled,
    split,
    true_ones,
)

# ---------------------------------------------------------------- rows


@dataclass(frozen=True)
class InputRow(Input):
    """A field of the forms; `part_of`: ids separated by commas."""

    id: Name
    kind: Annotated[InputKind, one_of(ASKED)]
    levels: frozenset[AgencyLevel] = frozenset()
    by_parent: frozenset[AgencyLevel] = frozenset()
    register: tuple[AnyLevel, ...] = ()
    part_of: Annotated[tuple[str, ...], split(",")] = ()


@dataclass(frozen=True)
class DutyRow(Duty):
    """A duty of part VI; `binds`: agency ids or levels, separated by commas."""

    binds: Annotated[tuple[str, ...], split(",")]
    inputs: tuple[InputRow, ...] = ()


@dataclass(frozen=True)
class BindsRow(Binds):
    """Levels and attributes; no level at all is the province as a whole."""

    levels: frozenset[AgencyLevel]
    attributes: Annotated[frozenset[str], Field(alias="with")] = frozenset()


MEASURES = tuple(f.name for f in fields(Indicator) if f.name != "shown_with")


@dataclass(frozen=True)
class ShareRow(Share):
    """A share; `from`: the dataset."""

    dataset: Annotated[Dataset, one_of(Dataset), Field(alias="from")] = Dataset.FORM


@dataclass(frozen=True)
class IndicatorRow(Indicator):
    """An indicator for one level."""

    share: ShareRow | None = None

    @property
    def measures(self) -> list[str]:
        """The measures that are given; of an indicator, exactly one."""
        return [name for name in MEASURES if getattr(self, name) != getattr(Indicator, name)]


def _indicator_shape(value: object) -> str:
    """Whether an indicator is given once, or in a map by level; pydantic's tag for the shape."""
    names = {f.name for f in fields(Indicator)}
    values = value.values() if isinstance(value, dict) else ()
    return BY_LEVEL if any(isinstance(v, dict) and v.keys() & names for v in values) else ONE


ONE, BY_LEVEL = "[one]", "[by level]"
OneIndicator = Annotated[IndicatorRow, Tag(ONE)]
IndicatorsByLevel = Annotated[dict[IndicatorKey, IndicatorRow], Tag(BY_LEVEL)]


@dataclass(frozen=True)
class TargetRow(Target):
    """One target; `threshold`, `judged` and `indicator` are one value or a map by level."""

    id: Name
    clause: str = field(init=False, default="")
    area: str = field(init=False, default="")
    indicators: Mapping[Level, Indicator] = field(init=False, default_factory=dict)
    given: Annotated[
        Annotated[OneIndicator | IndicatorsByLevel, Discriminator(_indicator_shape)] | None,
        Field(alias="indicator"),
    ] = None  # how the figure is made: one for every level, or a map by level
    binds: BindsRow
    judged: Annotated[Mapping[LevelKey, JudgedWord], level_map()]
    in_power_of: Annotated[Mapping[LevelKey, ActingLevel], level_map()] = field(
        default_factory=dict
    )
    """Who can do the work where an agency misses it: `own`, the agency itself; a level above it; or
    `all`, the province as a whole. Every target that binds agencies has it."""
    thresholds: Annotated[
        Mapping[LevelKey, Threshold], level_map(WHOLE), Field(alias="threshold")
    ] = field(default_factory=dict)
    baseline: Annotated[tuple[str, ...], Field(min_length=2, max_length=2)] = ()
    inputs: tuple[InputRow, ...] = ()
    appraised_by: tuple[str, ...] = ()
    """who may appraise it, like the plan's own list, which holds where this is left out"""

    @property
    def by_level(self) -> Mapping[Level, IndicatorRow]:
        """The indicators by level; WHOLE for one that is given once."""
        if isinstance(self.given, IndicatorRow):
            return {WHOLE: self.given}
        return self.given or {}

    @property
    def measure(self) -> Measure:
        """As that of the target which is built of the row."""
        return next((each.measure for each in self.by_level.values()), Measure.SHARE)


@dataclass(frozen=True)
class ClauseRow(Clause):
    """A clause with its targets."""

    area: str = field(init=False, default="")
    targets: tuple[TargetRow, ...]


@dataclass(frozen=True)
class PlausibilityRow(PlausibilityRule):
    """A comparison of figures."""

    id: Name
    levels: frozenset[AnyLevel] = frozenset()
    factor: Annotated[int, Field(ge=0)] = 0
    at_least: Annotated[int, Field(ge=0)] = 0
    figures: Annotated[int, Field(ge=0)] = 0


@dataclass(frozen=True)
class AgencyRow(Agency):
    """A row of agencies.csv: text only; `attributes` gathers the columns of the vocabulary."""

    id: Slug
    code: Annotated[str, Field(min_length=0)]
    head: Capitals
    level: AgencyLevel
    start: Day
    end: MaybeDay
    predecessors: Annotated[tuple[str, ...], split(";")]
    attributes: Annotated[frozenset[str], PlainValidator(true_ones)]
    """a column for each attribute of plan.yml: `true` or `false`"""
    verified: Truth


@dataclass(frozen=True)
class BodyRow(AppraisingBody):
    """A body that appraises figures by targets."""

    targets: Annotated[tuple[str, ...], Field(min_length=1)]


# ---------------------------------------------------------------- files

AGENCY_COLUMNS = tuple(f.name for f in fields(AgencyRow) if f.name != "attributes")
AttributeName = Annotated[Name, not_one_of(AGENCY_COLUMNS)]
# An area's file has its name, and so has the plan's every other file.
AreaName = Annotated[
    Name, not_one_of((OVERVIEW, "plan", "tasks", "scoring", "periods", "plausibility", "appraisal"))
]


@dataclass(frozen=True)
class DisclosureRow(Disclosure):
    """How small a group may be that is published on its own."""

    least_ballots: Annotated[int, Field(ge=LEAST_BALLOTS)] = LEAST_BALLOTS


class Province(File):
    """The province, ministry or other whole: id of its rows, official code, name."""

    id: Slug  # of its rows, its form and its packet
    code: str  # official code, as text
    name: str  # as it is printed


@dataclass(frozen=True)
class LevelRow(AdministrativeLevel):
    """A level; `under`: the level of the parents, left out where that is the province."""

    id: Annotated[
        Level,
        spelled(r"[a-z][a-z0-9_]*", "bad_name"),
        not_one_of({WHOLE, OWN, *(f.name for f in fields(Indicator))}),
    ]
    under: AgencyLevel = WHOLE


@dataclass(frozen=True)
class TermsRow(Terms):
    """What the plan calls the province as a whole, and the body in charge of the evaluation."""

    issuer_head: Annotated[tuple[Capitals, ...], Field(min_length=2, max_length=2)]


class CentralBodies(File):
    """Bodies served at the one-stop desk and charged to nobody."""

    source: str  # where the names are from, in words
    verified: bool
    """whether it was checked against that source; if not, readers see «chưa kiểm chứng»"""
    names: tuple[str, ...]  # as one-stop exports spell them


class Attribute(File):
    """An attribute of agencies and where its values come from."""

    label: str  # what it says of an agency, as it is printed
    source: str  # where its values are from, in words
    verified: bool
    """whether it was checked against that source; if not, readers see «chưa kiểm chứng»"""


class PlanFile(File):
    """plan.yml"""

    id: Slug  # the name of its folder
    number: str  # official number
    title: str  # as it is printed
    year: int  # the year it is carried out in
    issued: Day  # when it was signed
    province: Province
    levels: Annotated[tuple[LevelRow, ...], Field(min_length=1)]
    terms: TermsRow
    areas: tuple[AreaName, ...]  # ids of the files `<area>.yml`, in the order of the packet
    central_bodies: CentralBodies
    duties: tuple[DutyRow, ...]
    attributes: dict[AttributeName, Attribute]
    """columns of agencies.csv by name: what targets may demand of an agency"""
    in_power_of: Reading  # where the `in_power_of` of the targets is from
    conventions: Conventions
    budget: Budget | None = None
    ceiling: Ceiling | None = None
    small_sample: Annotated[int, Field(ge=1)] = 30
    """ballots: a random sample of fewer is called small where it allows no conclusion"""
    disclosure: DisclosureRow = DisclosureRow()  # how small a group may be that is published
    approval: ApprovalRules | None = None  # left out: no signature is demanded
    appraised_by: tuple[str, ...] = ()
    """who may appraise the targets: agency ids, or a level for the agency directly above that is
    of it; left out, the agency named as the `desk` of the terms"""


class AreaFile(File):
    """<area>.yml"""

    area: Name  # the name of this file without `.yml`
    number: str  # of its heading in the plan
    label: str  # its heading, without the number
    sheet: SheetTitle  # the title of its sheet in the forms
    clauses: tuple[ClauseRow, ...]
    notebook: str = "area"  # that shows it: a file of notebooks/ without `.ipynb`


class TasksFile(File):
    """tasks.yml"""

    tasks: tuple[Task, ...]


class PlausibilityFile(File):
    """plausibility.yml; a plan without it compares no figures of forms with each other"""

    rules: tuple[PlausibilityRow, ...]  # of several that find one figure, the first is named


class AppraisalFile(File):
    """appraisal.yml; a plan without it has no appraisal by targets"""

    bodies: tuple[BodyRow, ...]  # each answers for targets of its own, in workbooks of two rounds


class AgenciesFile(File):
    """agencies.csv"""

    agencies: tuple[AgencyRow, ...]
