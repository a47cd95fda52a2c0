"""The columns of the tables that are published for machines: what each holds, and what it means.

This is the only declaration of them: the tables are written by it, and `docs/results.md` is
generated from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Generic, NamedTuple, TypeVar

from helpers.evaluation.formulas import value
from helpers.model import (
    Comparison,
    Evaluation,
    Observation,
    Result,
    Source,
    Status,
    rounding,
)

R = TypeVar("R")

DECIMALS = 6


class State(StrEnum):
    """What became of a notebook of an agency's packet."""

    RENDERED = "rendered"
    EXCUSED = "excused"
    FAILED = "failed"
    NOT_RUN = "not_run"


class ColumnType(StrEnum):
    """How the cells of a column are written."""

    TEXT = "text"
    WHOLE = "whole number"
    DECIMAL = "decimal number"  # rounded to DECIMALS
    FLAG = "true or false"


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column of a table whose rows are made from `R`."""

    name: str
    type: ColumnType
    meaning: str
    unit: str  # or what kind of text it is; empty where `values` says it
    cell: Callable[[R], object]
    values: Iterable[str] = ()  # all that may be in a cell besides nothing


class ResultRow(NamedTuple):
    """What a row of the results is made from."""

    evaluation: Evaluation
    result: Result


class SourceRow(NamedTuple):
    """What a row of the sources is made from."""

    result: Result
    observation: Observation


class CoverageRow(NamedTuple):
    """What a row of the coverage is made from."""

    agency: str
    notebook: str
    state: str
    reason: str


class PacketRow(NamedTuple):
    """What a row of the list of packets is made from."""

    agency: str
    name: str
    file: str
    code: str
    sha256: str


def decimal(figure: Fraction | float | None) -> float | None:
    """A figure as tables have it: rounded to DECIMALS, half away from 0."""
    return None if figure is None else float(rounding.rounded(Fraction(figure), DECIMALS))


TEXT, WHOLE, DECIMAL = ColumnType.TEXT, ColumnType.WHOLE, ColumnType.DECIMAL
AGENCY_ID, TARGET_ID = "id in `agencies.csv`", "id in the area's file"
LEVEL_ID = "id of a level in `plan.yml`, or `all`"
UNIT_OF_TARGET = "unit of the target"

RESULTS: tuple[Column[ResultRow], ...] = (
    Column("plan", TEXT, "the plan", "folder in `params/plans`", lambda r: r.evaluation.plan.id),
    Column(
        "period",
        TEXT,
        "the period reported on",
        "id in the plan's `periods.yml`",
        lambda r: r.evaluation.period.id,
    ),
    Column(
        "agency",
        TEXT,
        "whose packet shows the row",
        f"{AGENCY_ID}; the province is an agency of its own",
        lambda r: r.result.agency,
    ),
    Column(
        "level",
        TEXT,
        "whose figure it is: the agency's own level, the communes of a district, or one level or "
        "all of the province",
        LEVEL_ID,
        lambda r: r.result.level,
    ),
    Column(
        "area",
        TEXT,
        "the reform area of the target",
        "id of the area's file",
        lambda r: r.result.target.area,
    ),
    Column(
        "clause",
        TEXT,
        "the place in the plan",
        "as the plan numbers it: II.2.2.a",
        lambda r: r.result.target.clause,
    ),
    Column("target", TEXT, "the promise that is judged", TARGET_ID, lambda r: r.result.target.id),
    Column(
        "source",
        TEXT,
        "where the counts come from: the agency's form, exports that were counted, or an "
        "appraisal; empty where the target does not apply",
        "",
        lambda r: r.result.observation.source.value if r.result.observation else None,
        Source,
    ),
    Column(
        "numerator",
        WHOLE,
        "what counts towards the target",
        "things that the target names",
        lambda r: r.result.observation.numerator if r.result.observation else None,
    ),
    Column(
        "denominator",
        WHOLE,
        "what it is a part of, or is compared with; empty where the numerator alone is the figure",
        "things that the target names",
        lambda r: r.result.observation.denominator if r.result.observation else None,
    ),
    Column(
        "value",
        DECIMAL,
        "the figure; empty without data, and where nothing arose",
        UNIT_OF_TARGET,
        lambda r: decimal(value(r.result.target, r.result.observation)),
    ),
    Column(
        "comparison",
        TEXT,
        "how the value must compare with the threshold",
        "",
        lambda r: r.result.target.comparison.value if r.result.target.comparison else None,
        Comparison,
    ),
    Column(
        "threshold",
        DECIMAL,
        "the plan's figure for this level; empty where it sets none",
        UNIT_OF_TARGET,
        lambda r: decimal(r.result.target.threshold(r.result.level)),
    ),
    Column(
        "due",
        WHOLE,
        "the year by whose end the threshold binds",
        "year",
        lambda r: r.result.target.due,
    ),
    Column(
        "status",
        TEXT,
        "the verdict; empty where the row is shown and not judged (contributions, information, "
        "what is withheld, answers in words)",
        "",
        lambda r: r.result.verdict.status.value if r.result.verdict.status else None,
        Status,
    ),
    Column(
        "margin",
        DECIMAL,
        "value minus threshold; positive is above it",
        f"{UNIT_OF_TARGET} (percentage points for a share)",
        lambda r: decimal(r.result.verdict.margin),
    ),
    Column(
        "margin_units",
        WHOLE,
        "units of the numerator to spare; negative: so many are missing, the denominator staying "
        "as it is; empty where not even the whole denominator would be enough",
        "things that the target names",
        lambda r: r.result.verdict.margin_units,
    ),
    Column(
        "low",
        DECIMAL,
        "lower end of the 95% Wilson interval of a random sample; empty for everything else",
        "percent",
        lambda r: decimal(r.result.verdict.low),
    ),
    Column("high", DECIMAL, "its upper end", "percent", lambda r: decimal(r.result.verdict.high)),
    Column(
        "points",
        DECIMAL,
        "points under the convention of the plan's `scoring.yml`, 0 without data; empty where the "
        "row takes no part in the score",
        "points",
        lambda r: decimal(r.result.points),
    ),
    Column(
        "max_points",
        DECIMAL,
        "points it could have had",
        "points",
        lambda r: decimal(r.result.max_points),
    ),
    Column(
        "unconfirmed",
        WHOLE,
        "how many figures of forms behind it are unlikely and not confirmed yet: an agency's own "
        "verdict stays as computed, a roll-up that they could turn has none",
        "figures",
        lambda r: len(r.result.observation.unconfirmed) if r.result.observation else None,
    ),
)

SOURCES: tuple[Column[SourceRow], ...] = (
    Column("agency", TEXT, "as in `results.csv`", AGENCY_ID, lambda r: r.result.agency),
    Column("level", TEXT, "as in `results.csv`", LEVEL_ID, lambda r: r.result.level),
    Column("target", TEXT, "as in `results.csv`", TARGET_ID, lambda r: r.result.target.id),
    Column(
        "source",
        TEXT,
        "who states it; of several the first row is the one that is judged",
        "",
        lambda r: r.observation.source.value,
        Source,
    ),
    Column(
        "numerator",
        WHOLE,
        "as this source has it",
        "things that the target names",
        lambda r: r.observation.numerator,
    ),
    Column(
        "denominator",
        WHOLE,
        "as this source has it",
        "things that the target names",
        lambda r: r.observation.denominator,
    ),
    Column(
        "value",
        DECIMAL,
        "as this source has it",
        UNIT_OF_TARGET,
        lambda r: decimal(value(r.result.target, r.observation)),
    ),
    Column(
        "unconfirmed",
        WHOLE,
        "how many figures of forms behind this source are not confirmed yet",
        "figures",
        lambda r: len(r.observation.unconfirmed),
    ),
)

COVERAGE: tuple[Column[CoverageRow], ...] = (
    Column("agency", TEXT, "whose packet the part belongs to", AGENCY_ID, lambda r: r.agency),
    Column(
        "notebook",
        TEXT,
        "the part, made by one run of a notebook",
        "`overview`, or id of the area",
        lambda r: r.notebook,
    ),
    Column(
        "state",
        TEXT,
        "whether it is in the packet; excused: nothing of it concerns the agency",
        "",
        lambda r: r.state,
        State,
    ),
    Column(
        "reason",
        TEXT,
        "why it was excused or failed; else empty",
        "a sentence in Vietnamese",
        lambda r: r.reason,
    ),
)

PACKETS: tuple[Column[PacketRow], ...] = (
    Column("agency", TEXT, "whose packet it is", AGENCY_ID, lambda r: r.agency),
    Column("name", TEXT, "the agency's name", "as the packet has it", lambda r: r.name),
    Column("file", TEXT, "the packet", "path in the period's folder", lambda r: r.file),
    Column(
        "code",
        TEXT,
        "the code at the foot of the packet",
        "first 16 digits of the digest of all the rest of the page",
        lambda r: r.code,
    ),
    Column("sha256", TEXT, "the digest of the file", "64 hexadecimal digits", lambda r: r.sha256),
)
