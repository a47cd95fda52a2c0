"""An export of dossiers or ballots, read into the columns of the store; several of one period put
together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from helpers import store, wording
from helpers.intake.exports.ballot_rows import BallotConverter
from helpers.intake.exports.checks import name_units, report
from helpers.intake.exports.converter import Converter
from helpers.intake.exports.csv_rows import WORDS, batches, connected
from helpers.intake.exports.dossier_rows import DossierConverter
from helpers.intake.exports.duplicates import (
    among,
    compare,
    further_rows,
    keep_rows,
    lines_in,
)
from helpers.intake.exports.mapping import ExportMapping
from helpers.intake.exports.opening import opened
from helpers.intake.exports.remarks import MOST_LINES, Findings
from helpers.intake.exports.row_counts import broken_totals, title_count
from helpers.model import Period, Plan, Remark, Severity
from helpers.store.disk import literal_path

CONVERTERS: Mapping[str, type[Converter]] = {
    "dossiers": DossierConverter,
    "survey": BallotConverter,
}

LINE = pa.field("line", pa.int64())


@dataclass(frozen=True)
class RowReading:
    """An export of single rows taken in. `file`: Parquet of the line and the store's columns, a
    row per dossier or ballot in the order of the export. `counts`: `rows` of the export, `dossiers`
    or `answers` of the file, rows in question by check. `ids`: Parquet of the hash of each usable
    id and its line, to find a dossier in other exports. `folder` is removed with the reading."""

    path: Path
    mapping: ExportMapping
    file: Path
    remarks: tuple[Remark, ...]
    counts: Mapping[str, int]
    ids: Path
    folder: TemporaryDirectory[str]

    @property
    def table(self) -> pa.Table:
        """All rows at once, in the columns of the store."""
        return pq.read_table(self.file, page_checksum_verification=True).drop_columns("line")


def read_rows(
    path: Path, mapping: ExportMapping, plan: Plan | None = None, period: Period | None = None
) -> RowReading:
    """The dossiers or the ballots of an export.

    Without a plan every competent unit stays as spelled (`unit`), and no unit is questioned;
    without a period no row is outside it. Rows outside the period are named and set aside.
    Raises ExportRefused, with all faults, where the file is no sound export, lacks a column, has
    two different rows of one id, or a day that cannot be read.
    """
    kind = CONVERTERS[mapping.kind]
    folder = TemporaryDirectory()
    file, ids = Path(folder.name, "rows.parquet"), Path(folder.name, "ids.parquet")
    with opened(path, mapping) as export, connected(mapping) as connection:
        rows = kind(connection, export, plan, period)
        lined = pa.schema([LINE, *rows.schema])
        with row_file(file, lined) as add:
            for batch in batches(export):
                add(rows.converted(batch))
        findings = Findings(path, export.remarks)
        for other, found in export.others.found.items():
            if found.count:
                findings.of_rows(other, found.first, count=found.count)
        foot = np.array(export.others.foot, np.int64)
        if len(foot):
            findings.of_rows("foot_rows", foot.tolist())
        rows.rows -= len(foot)
        counted = export.others.counted.copy()
        rows.forget("ids", foot)
        repeats = further_rows(connection, export, findings)
        broken = broken_totals(counted, repeats, title_count(export.heads.title))
        for total, count in islice(broken, MOST_LINES):
            text = wording.rows.other_count(total.count or 0, count, in_title=not total.line)
            where = [total.line] if total.line else []
            findings.of_rows("other_count", where, "refuse", text=text)
        further = np.union1d(repeats, foot)
        rows.forget("questioned", further)
        name_units(connection, rows.units.matches, findings)
        report(connection, rows.checks, findings, mapping.dates, rows.rows)
        findings.refuse_if_any()
        connection.table("ids").write_parquet(str(ids))
    if len(further):
        whole = file.rename(file.with_suffix(".whole"))
        rewrite([(whole, further)], file, lined)
        whole.unlink()
    for sentence in rows.closing_remarks():
        findings.of_file(sentence)
    if not rows.rows:
        findings.of_file(wording.rows.ROW_QUESTIONS["no_rows"])
    written = pq.read_metadata(file).num_rows
    counts = {"rows": rows.rows, kind.counted: written, **findings.counts}
    return RowReading(path, mapping, file, tuple(findings.remarks), counts, ids, folder)


# ---------------------------------------------------------------- several exports


@dataclass(frozen=True)
class MergedDossiers:
    """Several exports as one. `rows`: Parquet of all, each dossier once; None where they
    contradict each other. `remarks`: for each export; those that refuse it end the intake of it.
    `folder` is removed with the merged dossiers."""

    rows: Path | None
    remarks: tuple[tuple[Remark, ...], ...]
    folder: TemporaryDirectory[str]


def merge(readings: Sequence[RowReading], in_force: Collection[int] = ()) -> MergedDossiers:
    """Exports of one period put together. A dossier that is equal in two of them counts once, by
    the first; where two differ in it neither is known to be right, and both are refused.

    `in_force`: places of the exports that are in force already. They stay: an export that differs
    is refused and the others are put together.
    """
    findings = [Findings(reading.path) for reading in readings]
    gone = _compared(readings, findings, in_force)
    refused = {n for n, each in enumerate(findings) if _is_refused(each)}
    newcomers = refused.difference(in_force)
    if in_force and newcomers:
        rest = [n for n in range(len(readings)) if n not in newcomers]
        merged = merge([readings[n] for n in rest])
        remarks = {n: tuple(findings[n].remarks) for n in newcomers}
        remarks |= dict(zip(rest, merged.remarks, strict=True))
        return replace(merged, remarks=tuple(remarks[n] for n in range(len(readings))))
    folder = TemporaryDirectory()
    rows = None if refused else Path(folder.name, "dossiers.parquet")
    if rows is not None:
        files = [reading.file for reading in readings]
        rewrite(list(zip(files, gone, strict=True)), rows, store.DOSSIERS)
    return MergedDossiers(rows, tuple(tuple(f.remarks) for f in findings), folder)


def _is_refused(findings: Findings) -> bool:
    return any(remark.severity is Severity.REFUSED_FILE for remark in findings.remarks)


def _compared(
    readings: Sequence[RowReading], findings: Sequence[Findings], in_force: Collection[int]
) -> list[np.ndarray]:
    """The lines of each export that repeat an earlier one; remarks go to `findings`."""
    none = np.array([], np.int64)
    if len(readings) == 1:
        return [none]
    mappings = [reading.mapping for reading in readings]
    events = any(mapping.one_row_per == "event" for mapping in mappings)
    gone: list[np.ndarray] = []
    kept = [readings[n].path.name for n in sorted(in_force)]
    differs = wording.rows.differs_from_kept(kept) if kept else ""
    with connected(mappings[0]) as connection:
        for part, reading in enumerate(readings):
            connection.read_parquet(literal_path(reading.ids)).create_view(f"ids{part}")
        ids = " union all ".join(
            f"select id, {n} as part from ids{n}" for n in range(len(readings))
        )
        connection.execute(
            f"""create table shared as
            select id from ({ids}) group by id having min(part) < max(part)"""
        )
        if not len(connection.table("shared")):
            return [none for _ in readings]
        for part, reading in enumerate(readings):
            lines = lines_in(connection, f"ids{part}", "id in (from shared)")
            with opened(reading.path, reading.mapping) as export:
                keep_rows(connection, export, lines, f"part{part}")
        compare(connection, mappings)
        for part, found in enumerate(findings):
            repeated = lines_in(connection, "compared", f"part = {part} and first_part < {part}")
            differing = lines_in(connection, "compared", f"part = {part} and differ")
            spelled = lines_in(connection, "compared", f"part = {part} and spelled_apart")
            if len(differing) and not events:
                found.of_rows("differs_elsewhere", differing, "refuse", text=differs)
            elif len(repeated):
                found.of_rows("repeated_elsewhere", repeated)
            if len(spelled):
                found.of_rows("ids_spelled_apart", spelled)
            gone.append(repeated)
    return gone


# ---------------------------------------------------------------- typed rows in Parquet


@contextmanager
def row_file(path: Path, schema: pa.Schema) -> Iterator[Callable[[pa.Table], None]]:
    """Writes a Parquet file of the schema's columns; gives a function that appends rows."""
    # Texts are written from dictionaries; the file itself does not show that.
    written = pa.schema([(f.name, WORDS if f.type == pa.string() else f.type) for f in schema])
    options = {"compression": "zstd", "store_schema": False, "write_page_checksum": True}
    with pq.ParquetWriter(path, written, **options) as writer:

        def add(rows: pa.Table) -> None:
            if rows.num_rows:
                writer.write_table(rows.select(written.names).cast(written))

        yield add


def rewrite(parts: Sequence[tuple[Path, np.ndarray]], target: Path, schema: pa.Schema) -> None:
    """One file of several, in the schema's columns: of each, in order, the rows whose lines are not
    among those given with it, which ascend."""
    with row_file(target, schema) as add:
        for path, gone in parts:
            source = pq.ParquetFile(path, page_checksum_verification=True)
            for group in range(source.num_row_groups):
                rows = source.read_row_group(group)
                mask = ~among(np.asarray(rows["line"]), gone)
                add(rows if mask.all() else rows.filter(pa.array(mask)))
