"""Checks of every row of an export, and the remarks on the rows that fail them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from helpers import wording
from helpers.intake.exports.ids import no_value, rounded
from helpers.intake.exports.mapping import Dates
from helpers.intake.exports.remarks import MOST_LINES, Findings, Then
from helpers.intake.exports.units import Match
from helpers.intake.files.legacy import READINGS
from helpers.privacy.foreign_text import quoted_texts

MOST_SPELLINGS = 5
MOST_UNITS = 50


@dataclass(frozen=True)
class Check:
    """A check of every row: the DuckDB predicate that is true of the rows in question, and what
    follows. `spelled`: the column whose spellings are quoted before the sentence."""

    where: str
    then: Then = "remark"
    spelled: str = ""


IDS = {
    "no_id": Check("id is null"),
    "spoiled_id": Check(rounded("id"), "cell"),
    "id_without_value": Check(no_value("id"), "cell", "id"),
}
# The old font or wrong encoding of a row that is not Unicode, by its name in `legacy`.
FONTS = {font: Check(f"font = '{font}'", "refuse") for font in READINGS}


def failing_rows(checks: Mapping[str, Check], source: str) -> str:
    """SQL for the rows of `source` that fail a check: line, a flag for each check, what is quoted,
    and the number of a unit in question. Of a row in an old font only that is reported, for its
    words cannot be read."""
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
    foreign = check.spelled and check.then not in ("refuse", "day")
    return f"({check.where}) and font is null" if foreign else check.where


def figures(column: str) -> str:
    """SQL for the spelling of a day or a number as it may be quoted: any words become `…`."""
    return f"case when regexp_full_match({column}, '[0-9/.,:+T -]*') then {column} else '…' end"


def report(
    connection: duckdb.DuckDBPyConnection,
    checks: Mapping[str, Check],
    findings: Findings,
    dates: Dates,
    rows: int,
) -> None:
    """Adds a remark for each check with rows in the table `questioned`. `dates`: how days are
    spelled; `rows`: of how many rows."""
    too_many = _unreadable(connection, checks) * 100 > dates.most_unreadable * rows
    counted = ", ".join(f"count_if({name})" for name in checks)
    counts = connection.execute(f"select {counted} from questioned").fetchall()[0]
    for (name, check), count in zip(checks.items(), counts, strict=True):
        if count:
            text = wording.rows.ROW_QUESTIONS[name].format(day=wording.rows.DAY_FORMS[dates.format])
            then = check.then
            if then == "day":
                then = "refuse" if too_many else "open"
                text += " " + wording.rows.unreadable_days(too_many, dates.most_unreadable)
            if check.spelled:
                text = f"{_spellings(connection, name)}: {text}"
            question = f"select line from questioned where {name} order by line limit {MOST_LINES}"
            lines = [line for (line,) in connection.execute(question).fetchall()]
            findings.of_rows(name, lines, then, count, text)


def _unreadable(connection: duckdb.DuckDBPyConnection, checks: Mapping[str, Check]) -> int:
    """How many rows have a day that cannot be read."""
    names = [name for name, check in checks.items() if check.then == "day"]
    if not names:
        return 0
    question = f"select count(*) from questioned where {' or '.join(names)}"
    (count,) = connection.execute(question).fetchall()[0]
    return int(count)


def _spellings(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    question = f"""select {name}_spelled, min(line) from questioned
        where {name} group by 1 order by 2 limit {MOST_SPELLINGS + 1}"""
    found = [spelled for spelled, _ in connection.execute(question).fetchall()]
    more = ", …" if len(found) > MOST_SPELLINGS else ""
    return quoted_texts(found[:MOST_SPELLINGS]) + more


def name_units(
    connection: duckdb.DuckDBPyConnection, matches: Sequence[Match], findings: Findings
) -> None:
    """One remark per unit in question, the first MOST_UNITS of them; the rest are counted.
    `matches`: by the numbers of units in the table `questioned`."""
    found = connection.execute(
        f"""select unit_number, count(*), min(line, {MOST_LINES}) as lines
        from questioned where unit_number is not null group by 1 order by lines[1]"""
    ).fetchall()
    for number, count, lines in found[:MOST_UNITS]:
        question = matches[number].question
        if question is not None:
            findings.of_rows("unit_in_question", lines, "cell", count, question())
    if rest := found[MOST_UNITS:]:
        lines = [lines[0] for _, _, lines in rest]
        count = sum(count for _, count, _ in rest)
        text = wording.rows.further_units(len(rest))
        findings.of_rows("unit_in_question", lines, "cell", count, text)
