"""Rows of an export put to question: one row per id, words, days, units; what the checks find."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb
import pyarrow as pa

from helpers import wording
from helpers.intake.logs.mapping import COLUMNS, Dates, Mapping
from helpers.intake.logs.reading import MOST_LINES, LogRefused, rows_remark
from helpers.intake.logs.units import Match, Units, called
from helpers.model import Plan, Remark, Severity

MOST_SPELLINGS = 5
MOST_UNITS = 50

# An id that a spreadsheet has turned into a number is none.
SPOILED_ID = r"regexp_full_match(id, '[0-9]+([.,][0-9]+)?[eE][+]?[0-9]+')"
USABLE_ID = f"(id is not null and not {SPOILED_ID})"

Then = Literal["remark", "cell", "aside", "refuse"]
SEVERITIES = {
    "remark": Severity.REMARK,
    "cell": Severity.REFUSED_CELL,
    "aside": Severity.REMARK,
    "refuse": Severity.REFUSED_FILE,
}


@dataclass(frozen=True)
class Check:
    """A question to every row: the DuckDB predicate that is true of the rows in question, and
    what follows. `spelled`: the column whose spellings are quoted beside the sentence."""

    where: str
    then: Then = "remark"
    spelled: str = ""


IDS = {
    "no_id": Check("id is null"),
    "spoiled_id": Check(SPOILED_ID),
}


class Findings:
    """Remarks on one export, rows in question by name of the check, and whether it is refused."""

    def __init__(self, path: Path, remarks: list[Remark]) -> None:
        self.path = path
        self.remarks = remarks
        self.counts: dict[str, int] = {}

    def add(self, name: str, lines: list[int], count: int, then: Then = "remark") -> None:
        """Rows in question under one of the named questions."""
        self.say(name, wording.ROW_QUESTIONS[name], lines, count, then)

    def say(
        self, name: str, text: str, lines: list[int], count: int, then: Then = "remark"
    ) -> None:
        """Rows in question, in a sentence of their own."""
        self.counts[name] = self.counts.get(name, 0) + count
        self.remarks.append(rows_remark(self.path, lines, count, text, SEVERITIES[then]))

    def refuse_if_any(self) -> None:
        """Raises LogRefused with all remarks if one of them refuses the file."""
        if any(remark.severity is Severity.REFUSED_FILE for remark in self.remarks):
            raise LogRefused(self.remarks)


def ask(
    connection: duckdb.DuckDBPyConnection, checks: MappingOf[str, Check], findings: Findings
) -> None:
    """Puts every check to every row of `typed`, in one pass."""
    question = questions(checks)
    connection.execute(f"create table questioned as {question}")
    answer(connection, checks, findings)


def questions(
    checks: MappingOf[str, Check], source: str = "typed", further: tuple[str, ...] = ()
) -> str:
    """The question to all rows: line, a flag for each check, what is quoted, and the columns
    `further`; the rows of which a check is true or one of `further` is not NULL."""
    found = ", ".join(f"coalesce({check.where}, false) as {n}" for n, check in checks.items())
    spelled = ", ".join(
        f"case when {n} then coalesce({check.spelled}, '') end as {n}_spelled"
        for n, check in checks.items()
        if check.spelled
    )
    columns = ", ".join(["line", *checks, spelled, *further])
    wanted = " or ".join([*checks, *(f"{column} is not null" for column in further)])
    return f"select {columns} from (select *, {found} from {source}) where {wanted}"


def answer(
    connection: duckdb.DuckDBPyConnection, checks: MappingOf[str, Check], findings: Findings
) -> None:
    """Says what the checks found, of the table `questioned`."""
    counted = ", ".join(f"count_if({name})" for name in checks)
    counts = connection.execute(f"select {counted} from questioned").fetchall()[0]
    for (name, check), count in zip(checks.items(), counts, strict=True):
        if count:
            text = wording.ROW_QUESTIONS[name]
            if check.spelled:
                text = f"{_spellings(connection, name)}: {text}"
            findings.say(name, text, _lines(connection, "questioned", name), count, check.then)


def _lines(connection: duckdb.DuckDBPyConnection, table: str, where: str) -> list[int]:
    question = f"select line from {table} where {where} order by line limit {MOST_LINES}"
    return [line for (line,) in connection.execute(question).fetchall()]


def _spellings(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    question = f"""select {name}_spelled, min(line) from questioned
        where {name} group by 1 order by 2 limit {MOST_SPELLINGS + 1}"""
    found = [spelled for spelled, _ in connection.execute(question).fetchall()]
    more = ", …" if len(found) > MOST_SPELLINGS else ""
    return wording.spelled_as(found[:MOST_SPELLINGS]) + more


# ---------------------------------------------------------------- one row per id


def single_rows(
    connection: duckdb.DuckDBPyConnection, mapping: Mapping, findings: Findings
) -> None:
    """Creates `rows`, the first row of each id of `export`; rows without a usable id all stay.

    Repeated rows are named; rows of one id that differ refuse the file. In a log of events one id
    has many rows, which are named only where they differ in what they say of the dossier.
    """
    events = mapping.one_row_per == "event"
    cells = ", ".join(COLUMNS[mapping.kind])
    connection.execute(
        f"""create table repeated as
        with ids as (
            select id from export where {USABLE_ID} group by id having count(*) > 1
        )
        select min(line) as kept, count(distinct row({cells})) > 1 as differ, list(line) as lines
        from export semi join ids using (id) group by id"""
    )
    connection.execute(
        """create table further as
        select line, differ from (select kept, differ, unnest(lines) as line from repeated)
        where line <> kept"""
    )
    connection.execute("create view rows as select * from export anti join further using (line)")
    name = "differing_events" if events else "conflicting"
    _name_lines(
        connection,
        "select unnest(lines) as line from repeated where differ",
        lambda lines, count: findings.add(name, lines, count, "remark" if events else "refuse"),
    )
    if not events:
        _name_lines(
            connection,
            "select line from further where not differ",
            lambda lines, count: findings.add("repeated", lines, count),
        )


def _name_lines(
    connection: duckdb.DuckDBPyConnection, question: str, add: Callable[[list[int], int], None]
) -> None:
    count = connection.execute(f"select count(*) from ({question})").fetchall()[0][0]
    if count:
        add(_lines(connection, f"({question})", "true"), count)


# ---------------------------------------------------------------- words and days


def translate(
    connection: duckdb.DuckDBPyConnection, column: str, meaning: Callable[[str], str | None]
) -> str:
    """Creates `word_<column>` (spelled, ours) for every spelling of a column of `rows`; returns
    the join that brings it in."""
    question = f"select distinct {column} from rows where {column} is not null"
    spelled = [text for (text,) in connection.execute(question).fetchall()]
    words = pa.table(
        {
            "spelled": pa.array(spelled, pa.string()),
            "ours": pa.array(map(meaning, spelled), pa.string()),
        }
    )
    _keep(connection, f"word_{column}", words)
    return f"left join word_{column} on rows.{column} = word_{column}.spelled"


def word_of(words: MappingOf[str, str]) -> Callable[[str], str | None]:
    """A meaning by folded spelling; None for what the mapping does not know."""
    return lambda spelled: words.get(wording.folded(spelled))


def arrow(connection: duckdb.DuckDBPyConnection, question: str) -> pa.Table:
    """The answer to a question as an Arrow table."""
    return connection.sql(question).to_arrow_table()


def _keep(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    connection.register("given", table)
    connection.execute(f"create table {name} as select * from given")
    connection.unregister("given")


DAY = "(0?[1-9]|[12][0-9]|3[01])/(0?[1-9]|1[0-2])/(199[0-9]|20[0-9]{2})"
INSTANT = (
    "(199[0-9]|20[0-9]{2})-[0-9]{2}-[0-9]{2}"
    "([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?"
)


def instant(column: str, dates: Dates) -> str:
    """SQL for the instant a text names, NULL where it is none. Years run from 1990 to 2099, so
    that 1926 and 2562 (the Buddhist year) are no dates."""
    if dates.format == "dd/mm/yyyy":
        read = f"try_strptime({column}, '%d/%m/%Y')"
        return f"case when regexp_full_match({column}, '{DAY}') then {read} end"
    read = f"try_cast({column} as timestamptz)"
    return f"case when regexp_full_match({column}, '{INSTANT}') then {read} end"


def local_day(instant_column: str, dates: Dates) -> str:
    """SQL for the local day of an instant, whatever the machine's own zone."""
    if dates.format == "dd/mm/yyyy":
        return f"{instant_column}::date"
    return f"timezone('{dates.timezone}', {instant_column})::date"


# ---------------------------------------------------------------- units


def match_units(
    connection: duckdb.DuckDBPyConnection,
    columns: tuple[str, str],
    units: Units | None,
    name: str,
    findings: Findings | None,
) -> str:
    """Creates `unit_<name>` for every pair of code and name (two columns of `rows`) and returns
    the join that brings it in: code, name, agency, central, unit (as spelled where no agency is
    known), told. Pairs in question are named, if `findings` is given.

    Without `units` (no plan) every unit stands for itself as spelled.
    """
    code, spelled = columns
    pairs = connection.execute(
        f"select {code}, {spelled} from rows group by all order by min(line)"
    ).fetchall()
    matches = [Match() if units is None else units.match(a or "", b or "") for a, b in pairs]
    table = pa.table(
        {
            "number": pa.array(range(len(pairs)), pa.int64()),
            "code": pa.array([pair[0] for pair in pairs], pa.string()),
            "name": pa.array([pair[1] for pair in pairs], pa.string()),
            "agency": pa.array([m.agency for m in matches], pa.string()),
            "central": pa.array([m.central for m in matches], pa.bool_()),
            "unit": pa.array(
                [
                    called(units, match, pair[0] or "", pair[1] or "")
                    for match, pair in zip(matches, pairs, strict=True)
                ],
                pa.string(),
            ),
            "questioned": pa.array([m.question is not None for m in matches], pa.bool_()),
        }
    )
    _keep(connection, f"unit_{name}", table)
    join = (
        f"left join unit_{name} on rows.{code} is not distinct from unit_{name}.code "
        f"and rows.{spelled} is not distinct from unit_{name}.name"
    )
    if findings is not None:
        _name_units(connection, f"rows {join}", f"unit_{name}", matches, findings)
    return join


def _name_units(
    connection: duckdb.DuckDBPyConnection,
    joined: str,
    unit: str,
    matches: list[Match],
    findings: Findings,
) -> None:
    found = connection.execute(
        f"""select {unit}.number, count(*), list_sort(list(line))[:{MOST_LINES}] as lines
        from {joined} where {unit}.questioned group by 1 order by lines[1]"""
    ).fetchall()
    name_units(found, matches, findings)


def name_units(
    found: Sequence[tuple[int, int, list[int]]], matches: Sequence[Match], findings: Findings
) -> None:
    """One remark per unit in question, the first MOST_UNITS of them; the rest are counted.
    `found`: the unit's place in `matches`, how many rows, the first lines; by first line."""
    for number, count, lines in found[:MOST_UNITS]:
        question = matches[number].question
        if question is not None:
            findings.say("unit_in_question", question(), lines, count)
    if rest := found[MOST_UNITS:]:
        lines = [lines[0] for _, _, lines in rest][:MOST_LINES]
        count = sum(count for _, count, _ in rest)
        findings.say("unit_in_question", wording.further_units(len(rest)), lines, count)


def keep_lifespans(connection: duckdb.DuckDBPyConnection, plan: Plan | None) -> None:
    """Creates `lifespans`: the first and last day of each agency (agency, first_day, last_day)."""
    agencies = () if plan is None else tuple(plan.agencies.values())
    lifespans = pa.table(
        {
            "agency": pa.array([a.id for a in agencies], pa.string()),
            "first_day": pa.array([a.start for a in agencies], pa.date32()),
            "last_day": pa.array([a.end for a in agencies], pa.date32()),
        }
    )
    _keep(connection, "lifespans", lifespans)
