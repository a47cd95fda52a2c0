"""Rows of a one-stop desk's export in the columns of the store, and the checks of each row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from helpers import store, wording
from helpers.intake.exports.checks import FONTS, IDS, Check, figures
from helpers.intake.exports.columns import Words, meaning_of, named_columns
from helpers.intake.exports.converter import FLAG, TEXT, WHOLE, Converter
from helpers.intake.exports.mapping import DAYS, PAYMENTS, TRUTHS, ExportMapping
from helpers.intake.exports.opening import Export
from helpers.model import Period, spelling
from helpers.privacy.foreign_text import dossier_field, short_text

SPELLED = (*DAYS["dossiers"], "channel", "online_level", "papers", *TRUTHS, *PAYMENTS)
# The levels of online service as they were named, and as Nghị định 42/2022/NĐ-CP names them.
LABELS = (("3", "4"), ("partial", "full"))
COUNT = re.compile(r"[0-9]{1,9}|[0-9]{1,3}([.][0-9]{3}){1,2}")
OTHER_DASHES = re.compile(r"^([0-9]{1,2})[.-]([0-9]{1,2})[.-]([0-9]{4})$")

# Whether the result has a time of day: without one, or with midnight, which systems write where
# they know none, the order within that day is unknown.
MIDNIGHT = "[ T]0?0:00(:00([.]0+)?)?([Z+-].*)?$"
TIMED = f"contains(done_spelled, ':') and not regexp_matches(done_spelled, '{MIDNIGHT}')"

# Every check runs on every row; none of them drops a row in silence.
CHECKS: dict[str, Check] = {
    "unreadable_received": Check("received is null", "day", figures("received_spelled")),
    "unreadable_due": Check(
        "due is null and due_spelled is not null and not no_due", "day", figures("due_spelled")
    ),
    "unreadable_done": Check(
        "done is null and done_spelled is not null", "day", figures("done_spelled")
    ),
    **FONTS,
    **IDS,
    "ends_before_it_starts": Check(f"done < received or (done_at < received_at and {TIMED})"),
    "due_before_received": Check("due < received"),
    "no_due_day": Check("due is null and due_spelled is null"),
    "due_names_no_day": Check("no_due", spelled=figures("due_spelled")),
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
    "unreadable_payments": Check(
        "payments is null or payments_online is null",
        "cell",
        f"case when payments is null then {figures('payments_spelled')}"
        f" else {figures('payments_online_spelled')} end",
    ),
    "more_online_than_payments": Check("payments_online > payments", "cell"),
    "no_unit": Check("competent is null and not central and unit = ''", "cell"),
    "unknown_receiving_unit": Check("receiving_questioned and font is null"),
    "unit_not_in_being": Check(
        "first_day > coalesce(done_day, period_end) or last_day < received", "cell"
    ),
}


class DossierConverter(Converter):
    """Rows of a one-stop desk's export."""

    schema = store.DOSSIERS
    counted = "dossiers"
    checks = CHECKS
    source = """(select *,
        case when done is not null then greatest(done, received) end as done_day from batch)"""
    written = ("receiving_unit", "competent_unit", "field", "channel", "online_level", "papers")

    def period_checks(self, period: Period, export: Export) -> dict[str, Check]:
        """Rows outside the period."""
        return {
            "received_after_period": Check(f"received > date '{period.end}'", "aside"),
            "done_before_period": Check(f"done_day < date '{period.start}'", "aside"),
        }

    def prepare(self, mapping: ExportMapping, period: Period | None) -> None:
        """The spellings of the mapping."""
        self._receiving = self.pairs()
        self._last = pa.scalar(period.end if period else None, pa.date32())
        self._words = {
            "field": Words(self._field, TEXT, ""),
            "channel": Words(meaning_of(mapping.words("channel")), TEXT, "unknown"),
            "online_level": Words(meaning_of(mapping.words("online_level")), TEXT, ""),
            "papers": Words(meaning_of(mapping.words("papers")), TEXT, ""),
            **{c: Words(meaning_of(mapping.truths()), FLAG) for c in TRUTHS},
            **{c: Words(_count, WHOLE) for c in PAYMENTS},
        }
        self._levels: Counter[str] = Counter()
        self._no_due = Words(_is_no_due(mapping.dates.no_due), FLAG, False)

    def _field(self, spelled: str) -> str:
        """As spelled where there is no plan, and nothing is kept; as with units, see `called`."""
        return short_text(spelled) if self._units is None else dossier_field(spelled)

    def converted(self, rows: pa.Table) -> pa.Table:
        """The columns of the store; the labels of the online service are counted."""
        dossiers = super().converted(rows)
        for level in pc.value_counts(dossiers["online_level"]).to_pylist():
            self._levels[level["values"]] += level["counts"]
        return dossiers

    def closing_remarks(self) -> list[str]:
        """Two sets of labels in one export."""
        old, new = (sum(self._levels[label] for label in labels) for labels in LABELS)
        return [wording.rows.both_labels(old, new)] if old and new else []

    def sound(self, batch: pa.Table) -> pa.Table:
        """Payments that contradict themselves count as none: an agency's online payments never
        exceed its payments. Not known to be opened for online payment is not opened."""
        sound = pc.less_equal(batch["payments_online"], batch["payments"])
        sound = pc.fill_null(sound, False)
        changed = {name: pc.if_else(sound, batch[name], 0) for name in PAYMENTS}
        changed["payment_opened"] = pc.fill_null(batch["payment_opened"], False)
        for name, column in changed.items():
            batch = batch.set_column(batch.column_names.index(name), name, column)
        return batch

    def batch(self, rows: Mapping[str, pa.Array]) -> pa.Table:
        """All columns that the checks read."""
        no_due = self._no_due.of(rows["due"])
        due = pa.DictionaryArray.from_arrays(
            pc.if_else(no_due, None, rows["due"].indices), rows["due"].dictionary
        )
        moments = {day: self.days.of(rows[day]) for day in DAYS["dossiers"]}
        moments["due"] = self.days.of(due)
        receiving = self._receiving.of(rows["receiving_code"], rows["receiving_unit"])
        units = named_columns(self.units.of(rows["competent_code"], rows["competent_unit"]))
        words = {name: known.of(rows[name]) for name, known in self._words.items()}
        no_payments = {
            name: pc.if_else(pc.is_null(rows[name].indices), 0, words[name]) for name in PAYMENTS
        }
        return pa.table(
            {
                "line": rows["line"],
                "id": rows["id"],
                "receiving": receiving["agency"],
                "receiving_questioned": pc.is_valid(receiving["unit_number"]),
                "competent": units.pop("agency"),
                **units,
                **{f"{day}_at": moment for day, (moment, _) in moments.items()},
                **{day: local for day, (_, local) in moments.items()},
                "no_due": no_due,
                "period_end": pa.repeat(self._last, len(rows["line"])),
                **{f"{name}_spelled": rows[name] for name in SPELLED},
                **words,
                **no_payments,
                "font": self.fonts(rows),
            }
        )


def _is_no_due(spellings: Sequence[str]) -> Callable[[str], bool]:
    """Whether a due day is one of these, with or without a time of day."""
    words = frozenset(map(spelling.folded, spellings))

    def is_none(due: str) -> bool:
        day = OTHER_DASHES.sub(r"\1/\2/\3", re.split("[ T]", due, maxsplit=1)[0])
        return day in words or spelling.folded(due) in words

    return is_none


def _count(spelled: str) -> int | None:
    """A whole number, with or without dots for thousands; None for what is no such number."""
    return int(spelled.replace(".", "")) if COUNT.fullmatch(spelled) else None
