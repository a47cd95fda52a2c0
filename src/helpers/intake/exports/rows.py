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
from helpers.intake.exports.lines import MOST_LINES
from helpers.intake.exports.mapping import COLUMNS, Dates, Mapping
from helpers.intake.exports.reading import LogRefused, rows_remark
from helpers.intake.exports.units import Match
from helpers.intake.files.legacy import READINGS
from helpers.model import Remark, Severity, spelling

MOST_SPELLINGS = 5
MOST_UNITS = 50

# An id that a spreadsheet has turned into a number is none.
SPOILED_ID = r"regexp_full_match(id, '[0-9]+([.,][0-9]+)?[eE][+]?[0-9]+')"
USABLE_ID = f"(id is not null and not {SPOILED_ID})"

# A row `aside` counts nowhere; one that is `held` neither, until its sender has corrected it.
Then = Literal["remark", "cell", "aside", "held", "refuse"]
SET_ASIDE = ("aside", "held")
SEVERITIES = {
    "remark": Severity.REMARK,
    "cell": Severity.REFUSED_CELL,
    "aside": Severity.REMARK,
    "held": Severity.REFUSED_CELL,
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
# What the letters of a row were meant for, if not for Unicode: a name of `legacy`.
FONTS = {font: Check(f"font = '{font}'", "refuse") for font in READINGS}


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


def questions(checks: MappingOf[str, Check], source: str) -> str:
    """The question to all rows of `source`: line, a flag for each check, what is quoted, and the
    number of a unit in question; the rows where there is any of it. Of a row in an old font no
    more than that is said: what its words mean nobody knows."""
    found = ", ".join(f"coalesce({_where(check)}, false) as {n}" for n, check in checks.items())
    spelled = ", ".join(
        f"case when {n} then coalesce({check.spelled}, '') end as {n}_spelled"
        for n, check in checks.items()
        if check.spelled
    )
    unit = "case when font is null then unit_number end as unit_number"
    wanted = " or ".join([*checks, "unit_number is not null"])
    return f"""select {", ".join(["line", *checks, spelled, "unit_number"])}
        from (select * replace ({unit}), {found} from {source}) where {wanted}"""


def _where(check: Check) -> str:
    foreign = check.spelled and check.then != "refuse"
    return f"({check.where}) and font is null" if foreign else check.where


def figures(column: str) -> str:
    """SQL for the spelling of a day or a number as it may be quoted: any words become `…`."""
    return f"case when regexp_full_match({column}, '[0-9/.,:+T -]*') then {column} else '…' end"


def answer(
    connection: duckdb.DuckDBPyConnection,
    checks: MappingOf[str, Check],
    findings: Findings,
    dates: Dates,
) -> None:
    """Says what the checks found, of the table `questioned`. `dates`: the spelling of days."""
    counted = ", ".join(f"count_if({name})" for name in checks)
    counts = connection.execute(f"select {counted} from questioned").fetchall()[0]
    for (name, check), count in zip(checks.items(), counts, strict=True):
        if count:
            text = wording.ROW_QUESTIONS[name].format(day=wording.DAY_FORMS[dates.format])
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


def word_of(words: MappingOf[str, str]) -> Callable[[str], str | None]:
    """A meaning by folded spelling; None for what the mapping does not know."""
    return lambda spelled: words.get(spelling.folded(spelled))


def arrow(connection: duckdb.DuckDBPyConnection, question: str) -> pa.Table:
    """The answer to a question as an Arrow table."""
    return connection.sql(question).to_arrow_table()


DAY = (
    "(0?[1-9]|[12][0-9]|3[01])/(0?[1-9]|1[0-2])/(199[0-9]|20[0-9]{2})"
    "( ([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?)?"
)
DAY_FORMATS = ("%d/%m/%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S")
INSTANT = (
    "(199[0-9]|20[0-9]{2})-[0-9]{2}-[0-9]{2}"
    "([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?"
)


def instant(column: str, dates: Dates) -> str:
    """SQL for the instant a text names, NULL where it is none. Years run from 1990 to 2099, so
    that 1926 and 2562 (the Buddhist year) are no dates."""
    if dates.format == "dd/mm/yyyy":
        read = f"try_strptime({column}, {list(DAY_FORMATS)})"
        return f"case when regexp_full_match({column}, '{DAY}') then {read} end"
    read = f"try_cast({column} as timestamptz)"
    return f"case when regexp_full_match({column}, '{INSTANT}') then {read} end"


def local_day(instant_column: str, dates: Dates) -> str:
    """SQL for the local day of an instant, whatever the machine's own zone."""
    if dates.format == "dd/mm/yyyy":
        return f"{instant_column}::date"
    return f"timezone('{dates.timezone}', {instant_column})::date"


# ---------------------------------------------------------------- units


def name_units(
    found: Sequence[tuple[int, int, list[int]]], matches: Sequence[Match], findings: Findings
) -> None:
    """One remark per unit in question, the first MOST_UNITS of them; the rest are counted.
    `found`: the unit's place in `matches`, how many rows, the first lines; by first line."""
    for number, count, lines in found[:MOST_UNITS]:
        question = matches[number].question
        if question is not None:
            findings.say("unit_in_question", question(), lines, count, "cell")
    if rest := found[MOST_UNITS:]:
        lines = [lines[0] for _, _, lines in rest][:MOST_LINES]
        count = sum(count for _, count, _ in rest)
        findings.say("unit_in_question", wording.further_units(len(rest)), lines, count, "cell")
