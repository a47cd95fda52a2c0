"""The satisfaction survey: an export of answers in the columns of the store."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from helpers import store, wording
from helpers.intake.exports.columns import Words
from helpers.intake.exports.mapping import ANSWER, Mapping
from helpers.intake.exports.passes import FLAG, TEXT, Pass
from helpers.intake.exports.reading import (
    batches,
    connected,
    file_remark,
    prepared,
    remarks_on_others,
)
from helpers.intake.exports.repeated import further_rows
from helpers.intake.exports.rows import (
    FONTS,
    IDS,
    Check,
    Findings,
    answer,
    figures,
    name_units,
    word_of,
)
from helpers.model import Period, Plan, Remark

SPELLED = ("answered", "sampling", *store.QUESTIONS)
SATISFIED: MappingOf[str | None, bool] = {"satisfied": True, "not_satisfied": False}
NO_ANSWER = f"coalesce({', '.join(f'{question}_spelled' for question in store.QUESTIONS)}) is null"
# A ballot's first answer that is not on the scale.
UNKNOWN = "coalesce({})".format(
    ", ".join(
        f"case when {question} is null then {question}_spelled end" for question in store.QUESTIONS
    )
)
CHECKS: dict[str, Check] = {
    "unreadable_answered": Check(
        "answered is null and answered_spelled is not null", "refuse", figures("answered_spelled")
    ),
    **FONTS,
    **IDS,
    "no_answer": Check(NO_ANSWER),
    "unknown_answer": Check(f"{UNKNOWN} is not null", "cell", UNKNOWN),
    "unknown_sampling": Check("sampling is null", "cell", "sampling_spelled"),
    "no_unit": Check("agency is null and not central and unit = ''", "cell"),
    "unit_not_in_being_at_answer": Check("first_day > answered or last_day < answered", "cell"),
}


@dataclass(frozen=True)
class AnswerReading:
    """A survey taken in. `table`: the columns store.ANSWERS, a row per ballot in the order of the
    file. `counts`: `rows` of the file, `answers` of the table, and rows in question by check."""

    table: pa.Table
    remarks: tuple[Remark, ...]
    counts: MappingOf[str, int]


def read_answers(
    path: Path, mapping: Mapping, plan: Plan | None = None, period: Period | None = None
) -> AnswerReading:
    """The answers of a survey; a blank one is a question not asked, an unknown one not valid:
    both are null. Ballots without a single answer stay.

    Answers outside the period are named and set aside; so are those without a day, for nobody knows
    their period; an export without a column of days is all of the period it is sent for. Raises
    LogRefused as `read_dossiers` does.
    """
    with prepared(path, mapping) as export, connected(mapping) as connection:
        dated = export.cells["answered"] is not None
        checks = CHECKS | _period_checks(period, dated)
        through = AnswerPass(connection, mapping, checks, plan, period)
        tables = [through.typed(rows).cast(store.ANSWERS) for rows in batches(export)]
        findings = Findings(path, [*export.remarks, *remarks_on_others(export)])
        further = further_rows(connection, export, mapping, through.ids(), findings)
        through.forget(further)
        name_units(through.units_in_question(), through.units.matches, findings)
        answer(connection, checks, findings, mapping.dates)
    findings.refuse_if_any()
    kept = np.isin(through.lines(), further, invert=True)
    table = pa.concat_tables([store.ANSWERS.empty_table(), *tables]).filter(pa.array(kept))
    if not through.rows:
        findings.remarks.append(file_remark(path, wording.ROW_QUESTIONS["no_rows"]))
    counts = {"rows": through.rows, "answers": table.num_rows, **findings.counts}
    return AnswerReading(table, tuple(findings.remarks), counts)


class AnswerPass(Pass):
    """The pass over a survey."""

    schema = store.ANSWERS
    written = ("unit", "field", "sampling", *store.QUESTIONS)

    def prepare(self, mapping: Mapping, period: Period | None) -> None:
        """The spellings of the mapping."""
        scale = word_of(mapping.words(ANSWER))
        answered = Words(lambda spelled: SATISFIED.get(scale(spelled)), FLAG)
        self._words = {
            "field": Words(word_of(mapping.words("field")), TEXT, "other"),
            "sampling": Words(word_of(mapping.words("sampling")), TEXT),
            **dict.fromkeys(store.QUESTIONS, answered),
        }

    def sound(self, batch: pa.Table) -> pa.Table:
        """Sampling that is not known is voluntary, the weaker claim."""
        sampling = pc.fill_null(batch["sampling"].cast(TEXT), "voluntary")
        return batch.set_column(batch.column_names.index("sampling"), "sampling", sampling)

    def batch(self, rows: MappingOf[str, pa.Array]) -> pa.Table:
        """All that the checks look at."""
        ((_, answered),) = self.days.of(rows["answered"])
        return pa.table(
            {
                "line": rows["line"],
                "id": rows["id"],
                **self.of_units(rows["code"], rows["unit"]),
                "answered": answered,
                **{name: words.of(rows[name]) for name, words in self._words.items()},
                **{f"{name}_spelled": rows[name] for name in SPELLED},
                "font": self.fonts(rows),
            }
        )


def _period_checks(period: Period | None, dated: bool) -> dict[str, Check]:
    """The questions that only a period can ask; `dated`: ballots have a day."""
    if period is None:
        return {}
    outside = f"answered < date '{period.start}' or answered > date '{period.end}'"
    checks = {"answered_outside_period": Check(outside, "aside")}
    return checks | (
        {"no_answered_day": Check("answered_spelled is null", "held")} if dated else {}
    )
