"""Rows of a one-stop log in the columns of the store, and the questions put to each of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from collections.abc import Mapping as MappingOf

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers import store, wording
from helpers.intake.legacy import font_of
from helpers.intake.logs.columns import Days, Pairs, Words, spread
from helpers.intake.logs.mapping import TRUTHS, Mapping
from helpers.intake.logs.reading import MOST_LINES
from helpers.intake.logs.rows import IDS, USABLE_ID, Check, arrow, questions, word_of
from helpers.intake.logs.units import Match, called, units_of
from helpers.model import Agency, Period, Plan

DAYS = ("received", "due", "done")
PAYMENTS = ("payments", "payments_online")
WRITTEN = ("receiving_unit", "competent_unit", "field", "channel", "online_level", "papers")
COUNT = re.compile(r"[0-9]{1,9}|[0-9]{1,3}([.][0-9]{3}){1,2}")
TEXT, FLAG, WHOLE, DAY = pa.string(), pa.bool_(), pa.int64(), pa.date32()

# Every question is put to every row; none of them drops a row in silence.
CHECKS: dict[str, Check] = {
    "unreadable_received": Check("received is null", "refuse"),
    "unreadable_due": Check("due is null and due_spelled is not null", "refuse"),
    "unreadable_done": Check("done is null and done_spelled is not null", "refuse"),
    "legacy_letters": Check("odd_letters", "refuse"),
    **IDS,
    "ends_before_it_starts": Check("done_at < received_at"),
    "due_before_received": Check("due < received"),
    "no_due_day": Check("due is null and due_spelled is null"),
    "unknown_channel": Check("channel = 'unknown'", spelled="channel_spelled"),
    "unknown_online_level": Check(
        "online_level = '' and online_level_spelled is not null", spelled="online_level_spelled"
    ),
    "unknown_yes_no": Check(
        "(payment_opened is null and payment_opened_spelled is not null)"
        " or (digitised is null and digitised_spelled is not null)",
        "cell",
        "case when payment_opened is null and payment_opened_spelled is not null"
        " then payment_opened_spelled else digitised_spelled end",
    ),
    "unknown_papers": Check("papers = '' and papers_spelled is not null", "cell", "papers_spelled"),
    "unreadable_payments": Check("payments is null or payments_online is null", "cell"),
    "more_online_than_payments": Check("payments_online > payments", "cell"),
    "no_unit": Check("competent is null and not central and unit = ''"),
    "unknown_receiving_unit": Check("receiving_questioned"),
    "unit_not_in_being": Check("first_day > coalesce(done_day, last_asked) or last_day < received"),
}


def period_checks(period: Period | None) -> dict[str, Check]:
    """The questions that only a period can ask."""
    if period is None:
        return {}
    return {
        "received_after_period": Check(f"received > date '{period.end}'", "aside"),
        "done_before_period": Check(f"done_day < date '{period.start}'", "aside"),
    }


class DossierPass:
    """The one pass over an export: rows in, the columns of the store out. What the checks find is
    kept in the table `questioned`; of ids only a hash is kept. `levels`: how many rows bear each
    label of the online service."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        mapping: Mapping,
        checks: MappingOf[str, Check],
        plan: Plan | None,
        period: Period | None,
    ) -> None:
        self.rows = 0
        self._units = None if plan is None else units_of(plan, period)
        match = _nobody if self._units is None else self._units.match
        self.receiving, self.competent = Pairs(match), Pairs(match)
        self._agencies = {} if plan is None else plan.agencies
        self._connection, self._days = connection, Days(connection, mapping.dates)
        self._asides = [name for name, check in checks.items() if check.then == "aside"]
        last = f"date '{period.end}'" if period else "null::date"
        self._question = questions(
            checks,
            f"""(select *, {last} as last_asked,
                case when done is not null then greatest(done, received) end as done_day
            from batch)""",
            ("unit_number",),
        )
        self._words = {
            "field": Words(wording.discreet, TEXT, ""),
            "channel": Words(word_of(mapping.words("channel")), TEXT, "unknown"),
            "online_level": Words(word_of(mapping.words("online_level")), TEXT, ""),
            "papers": Words(word_of(mapping.words("papers")), TEXT, ""),
            **{c: Words(_truth(mapping), FLAG) for c in TRUTHS},
            **{c: Words(_count, WHOLE) for c in PAYMENTS},
        }
        self._odd_letters = Words(_odd_letters, FLAG)
        self.levels: Counter[str] = Counter()
        self._ids: list[pa.Table] = []
        self._lines: list[np.ndarray] = []
        self._begin()

    def typed(self, rows: pa.Table) -> pa.Table:
        """The columns of the store for these rows, without those that are set aside."""
        self.rows += len(rows)
        batch = self._batch({name: rows[name].combine_chunks() for name in rows.column_names})
        self._connection.register("batch", batch)
        hashed = f"select hash(id) as id, line from batch where {USABLE_ID}"
        self._ids.append(arrow(self._connection, hashed))
        self._connection.execute(f"insert into questioned {self._question}")
        self._connection.unregister("batch")
        lines = np.asarray(batch["line"])
        kept = np.isin(lines, self._aside(lines), invert=True)
        self._lines.append(lines[kept])
        dossiers = _sound_payments(batch).select(store.DOSSIERS.names)
        dossiers = dossiers if kept.all() else dossiers.filter(pa.array(kept))
        for level in pc.value_counts(dossiers["online_level"]).to_pylist():
            self.levels[level["values"]] += level["counts"]
        return dossiers

    def ids(self) -> pa.Table:
        """The hash of each usable id, and its line."""
        return pa.concat_tables(self._ids)

    def lines(self) -> np.ndarray:
        """The line of each row that was given out."""
        return np.concatenate(self._lines)

    def forget(self, lines: np.ndarray) -> None:
        """Takes back what was found in these lines."""
        gone = pa.table({"line": pa.array(lines, WHOLE)})
        self._connection.register("gone", gone)
        self._connection.execute("delete from questioned where line in (select line from gone)")
        self._connection.unregister("gone")

    def units_in_question(self) -> list[tuple[int, int, list[int]]]:
        """Competent units in question: number, how many rows, the first lines."""
        return self._connection.execute(
            f"""select unit_number, count(*), list_sort(list(line))[:{MOST_LINES}] as lines
            from questioned where unit_number is not null group by 1 order by lines[1]"""
        ).fetchall()

    def _begin(self) -> None:
        """The tables as they are before the first row."""
        cells = {c: pa.array([], TEXT).dictionary_encode() for c in [*self._words, *DAYS, *UNITS]}
        batch = self._batch({"line": pa.array([], WHOLE), "id": pa.array([], TEXT), **cells})
        self._connection.register("batch", batch)
        self._ids.append(arrow(self._connection, "select hash(id) as id, line from batch"))
        self._lines.append(np.array([], np.int64))
        self._connection.execute(f"create table questioned as {self._question}")
        self._connection.unregister("batch")

    def _aside(self, lines: np.ndarray) -> list[int]:
        if not self._asides or not len(lines):
            return []
        found = self._connection.execute(
            f"""select line from questioned where ({" or ".join(self._asides)})
            and line between {lines[0]} and {lines[-1]}"""
        ).fetchall()
        return [line for (line,) in found]

    def _batch(self, rows: MappingOf[str, pa.Array]) -> pa.Table:
        """All that the checks look at."""
        moments = {day: self._days.of(rows[day]) for day in DAYS}
        receivers, turn, receiving_number = self.receiving.of(
            rows["receiving_code"],
            rows["receiving_unit"],
            lambda match, code, name: (match.agency,),
        )
        units, turns, unit_number = self.competent.of(
            rows["competent_code"], rows["competent_unit"], self._unit
        )
        of_units = {
            name: spread(turns, [unit[place] for unit in units], kind)
            for place, (name, kind) in enumerate(UNIT_COLUMNS.items())
        }
        words = {name: known.of(rows[name]) for name, known in self._words.items()}
        no_payments = {
            name: pc.if_else(pc.is_null(rows[name].indices), 0, words[name]) for name in PAYMENTS
        }
        return pa.table(
            {
                "line": rows["line"],
                "id": rows["id"],
                "receiving": spread(turn, [agency for (agency,) in receivers], TEXT),
                "receiving_questioned": pc.is_valid(receiving_number),
                "unit_number": unit_number,
                **of_units,
                **{f"{day}_at": moment for day, (moment, _) in moments.items()},
                **{day: local for day, (_, local) in moments.items()},
                **{f"{name}_spelled": rows[name] for name in SPELLED},
                **words,
                **no_payments,
                "odd_letters": self._any_odd_letters(rows),
            }
        )

    def _unit(self, match: Match, code: str, name: str) -> Iterator[object]:
        """What stands in UNIT_COLUMNS for a competent unit."""
        agency: Agency | None = self._agencies.get(match.agency or "")
        yield match.agency
        yield called(self._units, match, code, name)
        yield match.central
        yield agency.start if agency else None
        yield agency.end if agency else None

    def _any_odd_letters(self, rows: MappingOf[str, pa.Array]) -> pa.Array:
        odd = pa.nulls(len(rows["line"]), FLAG)
        for name in WRITTEN:
            if self._odd_letters.any(rows[name]):
                odd = pc.or_kleene(odd, self._odd_letters.of(rows[name]))
        return odd


UNIT_COLUMNS = {"competent": TEXT, "unit": TEXT, "central": FLAG, "first_day": DAY, "last_day": DAY}
UNITS = ("receiving_code", "receiving_unit", "competent_code", "competent_unit")
SPELLED = ("due", "done", "channel", "online_level", "papers", *TRUTHS)


def _nobody(code: str, name: str) -> Match:
    """Without a plan every unit stands for itself."""
    return Match()


def _agency_of(match: Match, code: str, name: str) -> tuple[str | None]:
    return (match.agency,)


def _odd_letters(spelled: str) -> bool | None:
    """True for letters of an old font or of a wrong encoding, else None."""
    return bool(font_of(spelled)) or None


def _truth(mapping: Mapping) -> Callable[[str], bool | None]:
    words = mapping.truths()
    known = {"true": True, "false": False}
    return lambda spelled: known.get(words.get(wording.folded(spelled), ""))


def _count(spelled: str) -> int | None:
    """A whole number, with or without dots for thousands; None for what is no such number."""
    return int(spelled.replace(".", "")) if COUNT.fullmatch(spelled) else None


def _sound_payments(batch: pa.Table) -> pa.Table:
    """Payments that contradict themselves count as none: an agency's online payments never exceed
    its payments. Not known to be opened for online payment is not opened."""
    sound = pc.fill_null(pc.less_equal(batch["payments_online"], batch["payments"]), False)
    changed = {name: pc.if_else(sound, batch[name], 0) for name in PAYMENTS}
    changed["payment_opened"] = pc.fill_null(batch["payment_opened"], False)
    for name, column in changed.items():
        batch = batch.set_column(batch.column_names.index(name), name, column)
    return batch
