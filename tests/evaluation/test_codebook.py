"""The machine-readable tables have the columns of the codebook, `docs/results.md`, in order."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow.parquet as pq
import pytest

import evaluations as given
from evaluations import COMMUNE, PROVINCE
from helpers.evaluation import tables
from helpers.evaluation.columns import PacketRow
from helpers.model import WHOLE, Comparison, Source, Status
from province import PROJECT

CODEBOOK = PROJECT / "docs" / "results.md"
LEVELS = (*given.plan().levels, WHOLE)
FILES = ("results.csv", "sources.csv", "coverage.csv", "packets.csv")


@dataclass(frozen=True)
class Column:
    """A row of the codebook: meaning of the column, and its unit or allowed values."""

    name: str
    meaning: str
    values: str

    @property
    def listed(self) -> list[str]:
        """The allowed values, given in backquotes."""
        return re.findall("`([^`]+)`", self.values)


def documented(file: str) -> list[Column]:
    _, _, section = CODEBOOK.read_text("utf-8").partition(f"\n## `{file}`")
    lines = section.partition("\n## ")[0].splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("| `")]
    return [Column(row[0].strip(" `"), row[1].strip(), row[3].strip()) for row in rows]


def written(file: str) -> bytes:
    """The file as a batch writes it, of a commune and the province."""
    some = [given.evaluation(agency) for agency in (PROVINCE, COMMUNE)]
    match file:
        case "results.csv":
            return tables.csv(tables.results(some))
        case "sources.csv":
            return tables.csv(tables.sources(some))
        case "packets.csv":
            row = PacketRow(COMMUNE, "UBND xã", f"packets/{COMMUNE}.html", "0" * 16, "0" * 64)
            return tables.csv(tables.packets([row]))
        case _:
            states = {(COMMUNE, "overview"): ("rendered", "")}
            return tables.csv(tables.coverage([COMMUNE], ["overview", "procedures"], states))


@pytest.mark.parametrize("file", FILES)
def test_the_columns_are_those_of_the_codebook(file: str) -> None:
    head, *rows = csv.reader(io.StringIO(written(file).decode("utf-8")))
    assert head == [column.name for column in documented(file)]
    assert rows and all(len(row) == len(head) for row in rows)


def test_the_parquet_file_has_the_columns_of_the_csv_file() -> None:
    content = tables.parquet(tables.results([given.evaluation(COMMUNE)]))
    assert pq.read_schema(io.BytesIO(content)).names == [c.name for c in documented("results.csv")]


@pytest.mark.parametrize("file", FILES)
def test_every_column_has_a_meaning_and_a_unit_or_values(file: str) -> None:
    for column in documented(file):
        assert column.meaning and column.values, column.name


@pytest.mark.parametrize(
    ("file", "name", "values"),
    [
        ("results.csv", "source", Source),
        ("results.csv", "comparison", Comparison),
        ("results.csv", "status", Status),
        ("sources.csv", "source", Source),
    ],
)
def test_the_values_of_a_column_are_those_of_the_codebook(
    file: str, name: str, values: Iterable[str]
) -> None:
    (column,) = (c for c in documented(file) if c.name == name)
    assert column.listed == [str(value) for value in values]


@pytest.mark.parametrize("file", ["results.csv", "sources.csv"])
def test_the_levels_are_those_of_the_plan(file: str) -> None:
    rows = list(csv.DictReader(io.StringIO(written(file).decode("utf-8"))))
    assert {row["level"] for row in rows} == set(LEVELS)


def test_coverage_has_the_states_of_the_codebook() -> None:
    (state,) = (c for c in documented("coverage.csv") if c.name == "state")
    rows = list(csv.DictReader(io.StringIO(written("coverage.csv").decode("utf-8"))))
    assert [row["state"] for row in rows] == ["rendered", "not_run"]
    assert {row["state"] for row in rows} < set(state.listed)
