"""Tables of totals: form II.06a, its summary and the older 07a, a line per agency.

They are what agencies report, to be compared with what is counted from the dossiers. Nothing is
added up or corrected: sums that do not hold are named, lines of sums are checked, never counted.
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
from helpers.intake.exports.csv_rows import batches
from helpers.intake.exports.groups import (
    FIGURES,
    Figures,
    Sections,
    TableLine,
    column_number,
    doubtful,
    groups,
    tally,
    whole_sum,
)
from helpers.intake.exports.mapping import ExportMapping
from helpers.intake.exports.one_agency import named_in_title, question_notes, sum_of_parts
from helpers.intake.exports.opening import Export, opened
from helpers.intake.exports.remarks import MOST_LINES, Findings, Then, file_remark, refusal
from helpers.intake.exports.row_names import PART, TOTAL, is_named
from helpers.intake.exports.titles import fault_of_title, names_days
from helpers.intake.exports.units import Match, units_of
from helpers.intake.files.legacy import font_of
from helpers.intake.forms.numbers import CellFault, read_count
from helpers.model import Period, Plan, Remark, Severity, spelling
from helpers.store import counting

Fault = tuple[str, str, Then]  # its name, its sentence, and what follows
NUMBERED = re.compile(r"\(?([0-9]{1,2}|[A-ZĐ])\)?(\s*=.*)?")
MOST_ROWS = 5_000  # a province has some hundred agencies, and each may be answered


@dataclass(frozen=True)
class TotalsReading:
    """A table of totals taken in. `table`: the columns store.TOTALS, a row per agency. `lines`:
    every line that is no sum of others, in the order of the file. `counts`: lines and agencies.
    `agency`: the one that the title names, where all lines are parts of its figures."""

    path: Path
    table: pa.Table
    lines: tuple[TableLine, ...]
    remarks: tuple[Remark, ...]
    counts: Mapping[str, int]
    agency: str = ""


@dataclass(frozen=True)
class _Parted:
    """The rows of a table by what they are: lines of units, sums of lines, and the numbers of the
    rows of groups and parts, which are passed over."""

    lines: Sequence[TableLine]
    sums: Sequence[TableLine]
    groups: Sequence[int]


def read_totals(
    path: Path, mapping: ExportMapping, plan: Plan | None = None, period: Period | None = None
) -> TotalsReading:
    """The figures each agency reports; without a plan every unit stays as spelled.

    Raises ExportRefused where the file is no sound export, lacks a column, names other days than
    the period's, or units in an old font.
    """
    with opened(path, mapping) as export:
        findings = Findings(path, export.remarks)
        _check_period(export, plan, period, findings)
        question_notes(export, findings)
        findings.refuse_if_any()
        rows = list(islice((r for rows in batches(export) for r in rows.to_pylist()), MOST_ROWS))
    if len(rows) == MOST_ROWS:
        raise refusal(path, wording.exports.long_table(MOST_ROWS))
    match = units_of(plan, period, mapping.units).match if plan else (lambda code, name: Match())
    named = named_in_title(export, match, findings) if mapping.unit_in_title else None
    parted = _parted(rows, mapping, (lambda c, n: Match()) if named else match, plan, findings)
    findings.refuse_if_any()
    lines = parted.lines
    for line in [*lines, *parted.sums]:
        for broken in breaks(line.figures):
            agency = line.match.agency or ""
            findings.of_rows("identity", [line.line], text=broken, agency=agency)
    questioned = _question_districts(lines, plan, findings) if plan else []
    _check_sums(parted, questioned, findings)
    of_agencies = [x for x in lines if x not in questioned]
    if named:
        of_agencies = (
            [sum_of_parts(lines, parted.sums, named)] if "sum" not in findings.counts else []
        )
    kept = _single(of_agencies, findings) if plan else []
    table = pa.Table.from_pylist(
        [{"agency": row.match.agency, "line": row.line, **row.figures} for row in kept],
        store.TOTALS,
    )
    counts = {"lines": len(lines), "agencies": len(kept), **findings.counts}
    of = (named.match.agency or "") if named else ""
    return TotalsReading(path, table, tuple(lines), tuple(findings.remarks), counts, of)


def totals_rows(lines: Sequence[TableLine]) -> list[dict[str, str | int]]:
    """Form II.06a as `cchc dossiers` prints it: a row per line, blank where nothing is reported,
    and the total of what is."""
    rows: list[dict[str, str | int]] = []
    for line in lines:
        figures = [line.figures[column] for column in counting.COLUMNS]
        blank = ("" if figure is None else figure for figure in figures)
        rows.append({"agency": line.unit, **dict(zip(counting.COLUMNS, blank, strict=True))})
    known = {
        c: [f for line in lines if (f := line.figures[c]) is not None] for c in counting.COLUMNS
    }
    total = {c: sum(figures) if figures else "" for c, figures in known.items()}
    return [*rows, {"agency": counting.TOTAL, **total}]


# ---------------------------------------------------------------- identities


def breaks(figures: Figures) -> Iterator[str]:
    """The identities of form II.06a that the figures given do not hold, in words."""
    f = figures
    yield from _unless("3 = 4 + 5 + 6", f["c3"], [*_parts(f, "fresh"), f["c6"]])
    yield from _unless("7 = 8 + 9 + 10", f["c7"], [*_parts(f, "in_time"), f["c10"]])
    yield from _unless("11 = 12 + 13", f["c11"], [f["c12"], f["c13"]])
    yield from _unless("3 = 7 + 11", f["c3"], [f["c7"], f["c11"]])


def _parts(figures: Figures, joint: str) -> list[int | None]:
    """Two columns, or the one that is the sum of both."""
    apart = [figures[column] for column in store.SUMS_OF_COLUMNS[joint]]
    return apart if None not in apart else [figures[joint]]


def _unless(identity: str, whole: int | None, parts: Sequence[int | None]) -> Iterator[str]:
    known = [part for part in parts if part is not None]
    if whole is not None and len(known) == len(parts) and whole != sum(known):
        yield wording.store.identity_break(identity, whole, sum(known))


# ---------------------------------------------------------------- lines


def _parted(
    rows: Sequence[Mapping[str, Any]],
    mapping: ExportMapping,
    match: Callable[[str, str], Match],
    plan: Plan | None,
    findings: Findings,
) -> _Parted:
    """The lines of single units, and the others. The figures of a group are not questioned."""
    units: list[TableLine] = []
    sums: list[TableLine] = []
    parts: list[int] = []
    faults: dict[int, list[Fault]] = {}
    last = 0  # row with a figure
    for row in rows:
        cells = [row[name] for name in FIGURES if row[name] is not None]
        if not cells and (row["order"] or row["unit"] or row["code"]) is None:
            continue
        # A row that only numbers the columns: (1), (2), (3) = (4) + (5) …
        if not units and all(cell and NUMBERED.fullmatch(cell) for cell in (row["unit"], *cells)):
            continue
        faults[row["line"]] = []
        figures = {n: _figure(row, n, mapping, faults[row["line"]]) for n in FIGURES}
        last = row["line"] if any(f is not None for f in figures.values()) else last
        words = [text for text in (row["order"], row["unit"]) if text and is_named(TOTAL, text)]
        name, order = row["unit"] or "", spelling.nfc(row["order"] or "")
        if not words:
            unit = match(row["code"] or "", name)
            units.append(TableLine(row["line"], name, unit, figures, order))
        elif is_named(PART, words[0]):
            parts.append(row["line"])
        else:
            sums.append(TableLine(row["line"], name, Match(), figures, order, words[0]))
    heads = groups(units, plan is not None)
    passed = sorted([*parts, *heads])
    silent = {*passed, *(line.line for line in sums if line.is_blank)}
    for number, found in faults.items():
        for fault in found if number not in silent else ():
            findings.of_rows(fault[0], [number], fault[2], text=fault[1])
    for what, found_rows in (
        ("group_rows", [line for line in passed if line <= last]),
        ("foot_rows", [line for line in passed if line > last]),  # signatures and notes
    ):
        if found_rows:
            findings.of_rows(what, found_rows)
    lines = [line for line in units if line.line not in heads]
    _question_units(lines, findings)
    return _Parted(lines, sums, passed)


def _question_units(lines: Sequence[TableLine], findings: Findings) -> None:
    """Units that are not known, or not there; in an old font, only that is reported."""
    unknown = [line for line in lines if line.match.question]
    # A name of two words may read as Vietnamese in two ways; all names together do not.
    shared = font_of(" ".join(line.unit for line in unknown))
    fonts: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        if line.match.question is None:
            if not line.unit and not line.match.agency:
                findings.of_rows("no_unit", [line.line], "cell")
        elif font := font_of(line.unit) or shared:
            fonts[font].append(line.line)
        else:
            findings.of_rows("unit_in_question", [line.line], text=line.match.question())
    for font, found in fonts.items():
        findings.of_rows(font, found, "refuse")


def _figure(
    row: Mapping[str, Any], name: str, mapping: ExportMapping, faults: list[Fault]
) -> int | None:
    """A count; None where it is blank or cannot be read."""
    if row[name] is None:
        if name in mapping.columns and row["unit"]:
            faults.append(
                ("blank_figure", wording.rows.blank_figure(mapping.columns[name]), "remark")
            )
        return None
    count = read_count(row[name])
    if isinstance(count, CellFault):
        text = wording.rows.figure_fault(mapping.columns[name], count.text)
        faults.append(("unreadable_figure", text, "cell"))
        return None
    return count


def _single(lines: Sequence[TableLine], findings: Findings) -> list[TableLine]:
    """The lines of agencies; two lines of one agency count neither."""
    by_agency: dict[str, list[TableLine]] = defaultdict(list)
    for line in lines:
        if line.match.agency:
            by_agency[line.match.agency].append(line)
    for twice in by_agency.values():
        if len(twice) > 1:
            findings.of_rows("agency_twice", [line.line for line in twice], "cell")
    central = [line.line for line in lines if line.match.central]
    if central:
        findings.of_rows("central_rows", central)
    return [rows[0] for rows in by_agency.values() if len(rows) == 1]


# ---------------------------------------------------------------- sums and days


def _question_districts(
    lines: Sequence[TableLine], plan: Plan, findings: Findings
) -> list[TableLine]:
    """Lines that may be a district's own or the sum of its communes: questioned, not taken in."""
    questioned = []
    for line, communes in doubtful(lines, plan):
        district, below = plan.agencies[line.match.agency or ""], [row.line for row in communes]
        text = wording.rows.own_or_sum(district, below[:MOST_LINES], len(below))
        findings.of_rows("own_or_sum", [line.line], "cell", text=text)
        questioned.append(line)
    return questioned


def _check_sums(parted: _Parted, questioned: Sequence[TableLine], findings: Findings) -> None:
    """Rows of sums against the lines they are the sum of; lines in question count or not."""
    doubted = [line.line for line in questioned]
    certain = [line for line in parted.lines if line.line not in doubted]
    between = [*parted.groups, *(line.line for line in parted.sums)]
    sections = [Sections(certain, [*between, *doubted])]
    if questioned:
        sections.append(Sections(parted.lines, between))
    whole = whole_sum(parted.sums)
    for total in parted.sums:
        if total is whole:
            _check_whole(total, certain, parted.lines, findings)
        elif not total.is_blank and not any(each.include(total) for each in sections):
            findings.of_rows("sum", [total.line], text=wording.rows.SUM_OF_NOTHING)


def _check_whole(
    total: TableLine,
    lines: Sequence[TableLine],
    with_questioned: Sequence[TableLine],
    findings: Findings,
) -> None:
    """The sum of the whole table, column by column."""
    if tally(with_questioned).equals(total.figures):
        return
    added = tally(lines)
    for name, stated in total.figures.items():
        if stated is not None and not added.blanks[name] and stated != added.sums[name]:
            text = wording.rows.sum_break(column_number(name), stated, added.sums[name])
            findings.of_rows("sum", [total.line], text=text)


def _check_period(
    export: Export, plan: Plan | None, period: Period | None, findings: Findings
) -> None:
    """The period that the title names, if any, is the one of this intake."""
    if period is None:
        return
    title = export.heads.title
    if fault := fault_of_title(title, period, plan):
        findings.of_file(fault, Severity.REFUSED_FILE)
    elif not names_days(title):
        findings.of_file(wording.exports.no_days_named(period))


# ---------------------------------------------------------------- against the computed columns


def differences(
    reading: TotalsReading,
    tallies: Mapping[str, Mapping[str, int]] | None,
    carried: Mapping[str, int],
) -> Iterator[Remark]:
    """What agencies report against what is counted from the dossiers (`tallies`, None without an
    export), and column 6 against `carried`, column 11 of the period before."""
    for row in reading.table.to_pylist():
        agency, line = row.pop("agency"), row.pop("line")
        unlike = [] if tallies is None else _unlike(row, tallies.get(agency, {}))
        if unlike:
            text = wording.rows.unlike_the_log(unlike)
            yield file_remark(reading.path, text, agency=agency, lines=[line], count=1)
        if row["c6"] is not None and carried.get(agency, row["c6"]) != row["c6"]:
            text = wording.store.identity_break("6 = 11", row["c6"], carried[agency])
            yield file_remark(reading.path, text, agency=agency, lines=[line], count=1)


def _unlike(reported: Figures, tally: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """The columns that differ: number, reported, computed. A sum of columns is compared only
    where the columns themselves are not reported."""
    found = []
    for name in FIGURES:
        apart = store.SUMS_OF_COLUMNS.get(name, (name,))
        computed, figure = sum(tally.get(c, 0) for c in apart), reported[name]
        counted = len(apart) > 1 and None not in [reported[c] for c in apart]
        if figure is not None and not counted and figure != computed:
            found.append((column_number(name), figure, computed))
    return found
