"""Tables of totals: form II.06a, its summary and the older 07a, a line per agency.

They are what agencies report, and stand beside what is counted from the dossiers. Nothing is added
up or put right: sums that do not hold are named, lines of sums are checked and never counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from helpers import store, wording
from helpers.intake.exports import row_names
from helpers.intake.exports.groups import (
    FIGURES,
    Figures,
    Line,
    Sections,
    doubtful,
    groups,
    tally,
    whole_sum,
)
from helpers.intake.exports.lines import MOST_LINES
from helpers.intake.exports.mapping import Mapping as ExportMapping
from helpers.intake.exports.reading import (
    Export,
    LogRefused,
    batches,
    file_remark,
    prepared,
    rows_remark,
)
from helpers.intake.exports.rows import Findings, Then
from helpers.intake.exports.titles import fault_of_title, names_days
from helpers.intake.exports.units import Match, units_of
from helpers.intake.files.legacy import font_of
from helpers.intake.forms.numbers import NumberFault, read_count
from helpers.model import Period, Plan, Remark, Severity, spelling
from helpers.store import counting

Fault = tuple[str, str, Then]  # its name, its sentence, and what follows
NUMBERED = re.compile(r"\(?([0-9]{1,2}|[A-ZĐ])\)?(\s*=.*)?")
MOST_ROWS = 5_000  # a province has some hundred agencies, and each may be answered


@dataclass(frozen=True)
class TotalsReading:
    """A table taken in. `table`: the columns store.TOTALS, a row per agency. `lines`: every line
    that is no sum of others, in the order of the file. `counts`: lines and agencies."""

    table: pa.Table
    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class _Parted:
    """The rows of a table by what they are: lines of units, sums of lines, and the numbers of the
    rows of groups and parts, which are passed over."""

    lines: Sequence[Line]
    sums: Sequence[Line]
    groups: Sequence[int]


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
    parted = _parted(rows, mapping, match, plan, findings)
    findings.refuse_if_any()
    lines = parted.lines
    for line in [*lines, *parted.sums]:
        for broken in breaks(line.figures):
            findings.counts["identity"] = findings.counts.get("identity", 0) + 1
            findings.remarks.append(_on(path, line.line, line.match.agency or "", broken))
    questioned = _question_districts(lines, plan, findings) if plan else []
    _check_sums(parted, questioned, findings)
    kept = _single([x for x in lines if x not in questioned], findings) if plan else []
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


def _parted(
    rows: Sequence[Mapping[str, Any]],
    mapping: ExportMapping,
    match: Callable[[str, str], Match],
    plan: Plan | None,
    findings: Findings,
) -> _Parted:
    """The lines that speak of one unit, and the others. Of a group no figure is questioned."""
    units: list[Line] = []
    sums: list[Line] = []
    parts: list[int] = []
    faults: dict[int, list[Fault]] = {}
    for row in rows:
        cells = [row[name] for name in FIGURES if row[name] is not None]
        if not cells and (row["order"] or row["unit"] or row["code"]) is None:
            continue
        if not units and _numbers_columns([row["unit"], *cells]):
            continue
        faults[row["line"]] = []
        figures = {n: _figure(row, n, mapping, faults[row["line"]]) for n in FIGURES}
        words = [text for text in (row["order"], row["unit"]) if text and row_names.is_total(text)]
        name, order = row["unit"] or "", spelling.nfc(row["order"] or "")
        if not words:
            unit = match(row["code"] or "", name)
            units.append(Line(row["line"], name, unit, figures, order))
        elif row_names.is_part(words[0]):
            parts.append(row["line"])
        else:
            sums.append(Line(row["line"], name, Match(), figures, order, words[0]))
    heads = groups(units, plan is not None)
    passed = sorted([*parts, *heads])
    silent = {*passed, *(line.line for line in sums if line.is_blank)}
    for number, said in faults.items():
        for fault in said if number not in silent else ():
            findings.say(fault[0], fault[1], [number], 1, fault[2])
    if passed:
        findings.add("group_rows", passed[:MOST_LINES], len(passed))
    lines = [line for line in units if line.line not in heads]
    _question_units(lines, findings)
    return _Parted(lines, sums, passed)


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


def _numbers_columns(cells: Sequence[str | None]) -> bool:
    """Whether a row only numbers the columns: (1), (2), (3) = (4) + (5) …"""
    return all(cell is not None and NUMBERED.fullmatch(cell) for cell in cells)


def _figure(
    row: Mapping[str, Any], name: str, mapping: ExportMapping, faults: list[Fault]
) -> int | None:
    """A count; None where it is blank or cannot be read."""
    if row[name] is None:
        if name in mapping.columns and row["unit"]:
            faults.append(("blank_figure", wording.blank_figure(mapping.columns[name]), "remark"))
        return None
    count = read_count(row[name])
    if isinstance(count, NumberFault):
        text = wording.figure_fault(mapping.columns[name], count.text)
        faults.append(("unreadable_figure", text, "cell"))
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


def _question_districts(lines: Sequence[Line], plan: Plan, findings: Findings) -> list[Line]:
    """Lines that may be a district's own or the sum of its communes: asked, and not taken in."""
    questioned = []
    for line, communes in doubtful(lines, plan):
        district, below = plan.agencies[line.match.agency or ""], [row.line for row in communes]
        text = wording.own_or_sum(district, below[:MOST_LINES], len(below))
        findings.say("own_or_sum", text, [line.line], 1, "cell")
        questioned.append(line)
    return questioned


def _check_sums(parted: _Parted, questioned: Sequence[Line], findings: Findings) -> None:
    """Rows of sums against the lines they are the sum of; lines in question count or not."""
    asked = [line.line for line in questioned]
    certain = [line for line in parted.lines if line.line not in asked]
    between = [*parted.groups, *(line.line for line in parted.sums)]
    ways = [Sections(certain, [*between, *asked])]
    if questioned:
        ways.append(Sections(parted.lines, between))
    whole = whole_sum(parted.sums)
    for total in parted.sums:
        if total is whole:
            _check_whole(total, certain, parted.lines, findings)
        elif not total.is_blank and not any(way.hold(total) for way in ways):
            findings.say("sum", wording.sum_of_nothing(), [total.line], 1)


def _check_whole(
    total: Line, lines: Sequence[Line], with_questioned: Sequence[Line], findings: Findings
) -> None:
    """The sum of the whole table, column by column."""
    if tally(with_questioned).equals(total.figures):
        return
    added = tally(lines)
    for name, stated in total.figures.items():
        if stated is not None and not added.blanks[name] and stated != added.sums[name]:
            text = wording.sum_break(_column(name), stated, added.sums[name])
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
