"""Rows as DataFrames: ids as the index, a type for every column, and what the table is of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

import pandas as pd

from helpers import wording
from helpers.evaluation.columns import Column, ColumnType
from helpers.model import WHOLE, Plan, Status

R = TypeVar("R")

STAMP = "cchc"  # the key of the stamp in `DataFrame.attrs`
TYPES = {
    ColumnType.TEXT: "string",
    ColumnType.WHOLE: "Int64",
    ColumnType.DECIMAL: "Float64",
    ColumnType.FLAG: "boolean",
}
# From the best to the worst, then those that judge nothing.
STATUSES = (
    *(Status.MET, Status.ON_PACE, Status.NOT_DUE, Status.BEHIND, Status.MISSED),
    *(Status.INCONCLUSIVE, Status.NO_DATA, Status.NOT_ARISING, Status.NOT_APPLICABLE),
)


@dataclass(frozen=True)
class Stamp:
    """What a table is of; `df.attrs["cchc"]` has it as a dict."""

    plan: str
    period: str
    snapshot: str
    simulated: bool
    draft: bool
    supposed: tuple[str, ...] = ()  # the changes that were supposed, in words

    @property
    def words(self) -> str:
        """The stamp as a line of text."""
        return wording.tables.stamp(**asdict(self))

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Stamp | None:
        """The stamp of a table; None where pandas has lost it."""
        stamp: Any = frame.attrs.get(STAMP)
        try:
            return cls(**{**stamp, "supposed": tuple(stamp["supposed"])})
        except (TypeError, KeyError):
            return None


def stamped(frame: pd.DataFrame, stamp: Stamp) -> pd.DataFrame:
    """The table with its stamp."""
    frame.attrs[STAMP] = asdict(stamp)
    return frame


def made(
    rows: Iterable[R], columns: Sequence[Column[R]], keys: Sequence[str], plan: Plan
) -> pd.DataFrame:
    """A table of these columns, `keys` being the index. Columns of verdicts and levels are ordered
    categories."""
    rows = list(rows)
    data = {c.name: typed([c.cell(row) for row in rows], c.name, c.type, plan) for c in columns}
    return pd.DataFrame(data).set_index(list(keys))


def typed(values: Sequence[object], name: str, kind: ColumnType, plan: Plan) -> Any:
    """The cells of a column as pandas has them."""
    base = name.removesuffix("_a").removesuffix("_b")
    if base in ("level", "status"):
        known = [*plan.levels, WHOLE] if base == "level" else [each.value for each in STATUSES]
        order = pd.CategoricalDtype([str(each) for each in known], ordered=True)
        return pd.Categorical([None if v is None else str(v) for v in values], dtype=order)
    array: Any = pd.array  # its overloads know no list of objects
    return array(list(values), dtype=TYPES[kind])
