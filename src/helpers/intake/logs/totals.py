"""Tables of totals: form II.06a, its summary and the older 07a, a line per agency.

They are what agencies report, and stand beside what is counted from the dossiers. Nothing is added
up or put right: sums that do not hold are named, lines of sums are checked and never counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from helpers import counting, store, wording
from helpers.intake.legacy import font_of
from helpers.intake.logs.lines import MOST_LINES
from helpers.intake.logs.mapping import Mapping as ExportMapping
from helpers.intake.logs.reading import (
    Export,
    LogRefused,
    batches,
    file_remark,
    prepared,
    rows_remark,
)
from helpers.intake.logs.rows import Findings
from helpers.intake.logs.titles import fault_of_title, names_days
from helpers.intake.logs.units import Match, units_of
from helpers.intake.numbers import NumberFault, read_count
from helpers.model import Period, Plan, Remark, Severity

Figures = Mapping[str, int | None]
FIGURES = (*counting.COLUMNS, *store.SUMS_OF_COLUMNS)
NUMBERED = re.compile(r"\(?([0-9]{1,2}|[A-ZĐ])\)?(\s*=.*)?")
MOST_ROWS = 5_000  # a province has some hundred agencies, and each may be answered
GROUP = re.compile(r"[IVX]+\.?")


@dataclass(frozen=True)
class Line:
    """One line of a table: its unit as spelled and as known, and its figures."""

    line: int
    unit: str
    match: Match
    figures: Figures


@dataclass(frozen=True)
class TotalsReading:
    """A table taken in. `table`: the columns store.TOTALS, a row per agency. `lines`: every line
    that is no sum of others, in the order of the file. `counts`: lines and agencies."""

    table: pa.Table
    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...]
    counts: Mapping[str, int]


@dataclass
class _Sums:
    """Lines that are sums of others: of all, and of those above them."""

    all: list[Line] = field(default_factory=list)
    passed: list[int] = field(default_factory=list)


def read_totals(
    path: Path, mapping: ExportMapping, plan: Plan | None = None, period: Period | None = None
) -> TotalsReading:
    """The figures each agency reports; without a plan every unit stands as spelled.

    Raises LogRefused where the file is no sound export, lacks a column, names other days than the
    period's, or units in an old font.
    """
    with prepared(path, mapping) as export:
        findings = Findings(path, list(export.remarks))
        _check_period(export, plan, period, findings)
        findings.refuse_if_any()
        rows = list(islice((r for rows in batches(export) for r in rows.to_pylist()), MOST_ROWS))
    if len(rows) == MOST_ROWS:
        raise LogRefused([file_remark(path, wording.long_table(MOST_ROWS), Severity.REFUSED_FILE)])
    match = units_of(plan, period).match if plan else (lambda code, name: Match())
    lines, sums = _lines(rows, mapping, match, findings)
    findings.refuse_if_any()
    for line in [*lines, *sums.all]:
        for broken in breaks(line.figures):
            findings.counts["identity"] = findings.counts.get("identity", 0) + 1
            findings.remarks.append(_on(path, line.line, line.match.agency or "", broken))
    _check_sums(lines, sums, findings)
    kept = _single(lines, findings) if plan else []
    table = pa.Table.from_pylist(
        [{"agency": row.match.agency, "line": row.line, **row.figures} for row in kept],
        store.TOTALS,
    )
    counts = {"lines": len(lines), "agencies": len(kept), **findings.counts}
    return TotalsReading(table, tuple(lines), tuple(findings.remarks), counts)


def totals_rows(lines: Sequence[Line]) -> list[dict[str, str | int]]:
    """Form II.06a as `cchc dossiers` prints it: a row per line, blank where nothing is reported,
    and the total of what is."""
    rows: list[dict[str, str | int]] = [
        {"agency": line.unit, **{c: _or_blank(line.figures[c]) for c in counting.COLUMNS}}
        for line in lines
    ]
    known = {
        c: [f for line in lines if (f := line.figures[c]) is not None] for c in counting.COLUMNS
    }
    total = {c: sum(figures) if figures else "" for c, figures in known.items()}
    return [*rows, {"agency": counting.TOTAL, **total}]


def _or_blank(figure: int | None) -> int | str:
    return "" if figure is None else figure


# ---------------------------------------------------------------- identities


def breaks(figures: Figures) -> Iterator[str]:
    """The identities of form II.06a that the figures given do not hold, in words."""
    f = figures
    yield from _unless("3 = 4 + 5 + 6", f["c3"], [*_parts(f, "fresh"), f["c6"]])
    yield from _unless("7 = 8 + 9 + 10", f["c7"], [*_parts(f, "in_time"), f["c10"]])
    yield from _unless("11 = 12 + 13", f["c11"], [f["c12"], f["c13"]])
    yield from _unless("3 = 7 + 11", f["c3"], [f["c7"], f["c11"]])


def _parts(figures: Figures, together: str) -> list[int | None]:
    """Two columns, or the one that stands for both."""
    apart = [figures[column] for column in store.SUMS_OF_COLUMNS[together]]
    return apart if None not in apart else [figures[together]]


def _unless(identity: str, whole: int | None, parts: Sequence[int | None]) -> Iterator[str]:
    known = [part for part in parts if part is not None]
    if whole is not None and len(known) == len(parts) and whole != sum(known):
        yield wording.identity_break(identity, whole, sum(known))


# ---------------------------------------------------------------- lines


def _lines(
    rows: Sequence[Mapping[str, Any]], mapping: ExportMapping, match: Any, findings: Findings
) -> tuple[list[Line], _Sums]:
    """The lines that speak of one unit, and the others."""
    lines: list[Line] = []
    sums = _Sums()
    for row in rows:
        first = row["order"] or row["unit"] or row["code"]
        cells = [row[name] for name in FIGURES if row[name] is not None]
        if first is None and not cells:
            continue
        if not lines and _numbers_columns([row["unit"], *cells]):
            continue
        figures = {name: _figure(row, name, mapping, findings) for name in FIGURES}
        name = row["unit"] or ""
        if any(wording.is_total(text) for text in (row["order"], row["unit"]) if text):
            line = Line(row["line"], name, Match(), figures)
            _take_sum(sums, line, first)
            continue
        unit = match(row["code"] or "", name)
        if GROUP.fullmatch(row["order"] or "") and not (unit.agency or unit.central):
            sums.passed.append(row["line"])
        else:
            lines.append(Line(row["line"], name, unit, figures))
    if sums.passed:
        findings.add("group_rows", sums.passed[:MOST_LINES], len(sums.passed))
    _question_units(lines, findings)
    return lines, sums


def _question_units(lines: Sequence[Line], findings: Findings) -> None:
    """Units that are not known, or not there; in an old font, no more is said of them."""
    unknown = [line for line in lines if line.match.question]
    # A name of two words may read as Vietnamese in two ways; all names together do not.
    shared = font_of(" ".join(line.unit for line in unknown))
    fonts: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        if line.match.question is None:
            if not line.unit and not line.match.agency:
                findings.add("no_unit", [line.line], 1, "cell")
        elif font := font_of(line.unit) or shared:
            fonts[font].append(line.line)
        else:
            findings.say("unit_in_question", line.match.question(), [line.line], 1)
    for font, found in fonts.items():
        findings.add(font, found[:MOST_LINES], len(found), "refuse")


def _take_sum(sums: _Sums, line: Line, first: str) -> None:
    if wording.folded(first).startswith("trong đó"):
        sums.passed.append(line.line)
    else:
        sums.all.append(line)


def _numbers_columns(cells: Sequence[str | None]) -> bool:
    """Whether a row only numbers the columns: (1), (2), (3) = (4) + (5) …"""
    return all(cell is not None and NUMBERED.fullmatch(cell) for cell in cells)


def _figure(
    row: Mapping[str, Any], name: str, mapping: ExportMapping, findings: Findings
) -> int | None:
    """A count; None where it is blank or cannot be read."""
    if row[name] is None:
        if name in mapping.columns and row["unit"]:
            text = wording.blank_figure(mapping.columns[name])
            findings.say("blank_figure", text, [row["line"]], 1)
        return None
    count = read_count(row[name])
    if isinstance(count, NumberFault):
        text = wording.figure_fault(mapping.columns[name], count.text)
        findings.say("unreadable_figure", text, [row["line"]], 1, "cell")
        return None
    return count


def _single(lines: Sequence[Line], findings: Findings) -> list[Line]:
    """The lines of agencies; two lines of one agency count neither."""
    by_agency: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.match.agency:
            by_agency[line.match.agency].append(line)
    for twice in by_agency.values():
        if len(twice) > 1:
            places = [line.line for line in twice]
            findings.add("agency_twice", places, len(places), "cell")
    central = [line.line for line in lines if line.match.central]
    if central:
        findings.add("central_rows", central[:MOST_LINES], len(central))
    return [rows[0] for rows in by_agency.values() if len(rows) == 1]


# ---------------------------------------------------------------- sums and days


def _check_sums(lines: Sequence[Line], sums: _Sums, findings: Findings) -> None:
    """Total rows against the lines they are the sum of."""
    for total in sums.all:
        for name in FIGURES:
            figures = [line.figures[name] for line in lines]
            stated, known = total.figures[name], [f for f in figures if f is not None]
            if stated is not None and len(known) == len(figures) and stated != sum(known):
                text = wording.sum_break(_column(name), stated, sum(known))
                findings.say("sum", text, [total.line], 1)


def _column(name: str) -> str:
    """A figure by the number of its column: `3`, `4 + 5`."""
    return " + ".join(c.removeprefix("c") for c in store.SUMS_OF_COLUMNS.get(name, (name,)))


def _check_period(
    export: Export, plan: Plan | None, period: Period | None, findings: Findings
) -> None:
    """The period the title names is the one asked for, if it names any."""
    if period is None:
        return
    title = export.heads.title
    if fault := fault_of_title(title, period, plan):
        findings.remarks.append(file_remark(export.source, fault, Severity.REFUSED_FILE))
    elif not names_days(title):
        findings.remarks.append(file_remark(export.source, wording.no_days_named(period)))


# ---------------------------------------------------------------- beside the computed columns


def differences(
    path: Path,
    reading: TotalsReading,
    tallies: Mapping[str, Mapping[str, int]] | None,
    carried: Mapping[str, int],
) -> Iterator[Remark]:
    """What agencies report against what is counted from the dossiers (`tallies`, None without an
    export), and column 6 against `carried`, column 11 of the period before."""
    for row in reading.table.to_pylist():
        agency, line = row.pop("agency"), row.pop("line")
        said = [] if tallies is None else _unlike(row, tallies.get(agency, {}))
        if said:
            yield _on(path, line, agency, wording.unlike_the_log(said))
        if row["c6"] is not None and carried.get(agency, row["c6"]) != row["c6"]:
            text = wording.identity_break("6 = 11", row["c6"], carried[agency])
            yield _on(path, line, agency, text)


def _on(path: Path, line: int, agency: str, text: str) -> Remark:
    remark = rows_remark(path, [line], 1, text)
    return Remark(remark.file, remark.place, remark.severity, remark.text, agency)


def _unlike(reported: Figures, tally: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """The columns that differ: number, reported, computed. A sum of columns is looked at only
    where the columns themselves are not reported."""
    found = []
    for name in FIGURES:
        apart = store.SUMS_OF_COLUMNS.get(name, (name,))
        computed, figure = sum(tally.get(c, 0) for c in apart), reported[name]
        told = len(apart) > 1 and None not in [reported[c] for c in apart]
        if figure is not None and not told and figure != computed:
            found.append((_column(name), figure, computed))
    return found
