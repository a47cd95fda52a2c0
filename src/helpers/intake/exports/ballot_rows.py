"""Ballots of a satisfaction survey in the columns of the store, and the checks of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from helpers import store
from helpers.intake.exports.checks import FONTS, IDS, Check, figures
from helpers.intake.exports.columns import Words, meaning_of, named_columns
from helpers.intake.exports.converter import FLAG, TEXT, Converter
from helpers.intake.exports.mapping import ANSWER, ExportMapping
from helpers.intake.exports.opening import Export
from helpers.model import Period

SATISFIED: Mapping[str | None, bool] = {"satisfied": True, "not_satisfied": False}
CHECKS: dict[str, Check] = {
    "unreadable_answered": Check(
        "answered is null and answered_spelled is not null", "day", figures("answered_spelled")
    ),
    **FONTS,
    **IDS,
    "unknown_sampling": Check("sampling is null", "cell", "sampling_spelled"),
    "no_unit": Check("agency is null and not central and unit = ''", "cell"),
    "unit_not_in_being_at_answer": Check("first_day > answered or last_day < answered", "cell"),
}


def _answer_checks(questions: Sequence[str]) -> dict[str, Check]:
    """The checks of the answers to these questions."""
    spelled = ", ".join(f"{question}_spelled" for question in questions)
    # A ballot's first answer that is not on the scale.
    unknown = ", ".join(f'case when "{q}" is null then {q}_spelled end' for q in questions)
    return {
        "no_answer": Check(f"coalesce({spelled}) is null"),
        "unknown_answer": Check(f"coalesce({unknown}) is not null", "cell", f"coalesce({unknown})"),
    }


class BallotConverter(Converter):
    """Rows of a survey: a blank answer is a question not put, an unknown one is invalid: both are
    null. Ballots without a single answer are kept."""

    counted = "answers"

    def period_checks(self, period: Period, export: Export) -> dict[str, Check]:
        """Ballots outside the period, and those without a day, whose period is unknown. An export
        without a column of days counts whole for the period it is sent for."""
        outside = f"answered < date '{period.start}' or answered > date '{period.end}'"
        checks = {"answered_outside_period": Check(outside, "aside")}
        if export.cells["answered"] is not None:
            checks["no_answered_day"] = Check("answered_spelled is null", "open")
        return checks

    def prepare(self, mapping: ExportMapping, period: Period | None) -> None:
        """The questions and the spellings of the mapping."""
        questions = [question.id for question in mapping.questions]
        self.schema = store.answers_schema(questions)
        self.checks = CHECKS | _answer_checks(questions)
        self.written = ("unit", "field", "sampling", *questions)
        self._spelled = ("answered", "sampling", *questions)
        scale = meaning_of(mapping.words(ANSWER))
        answered = Words(lambda spelled: SATISFIED.get(scale(spelled)), FLAG)
        self._words = {
            "field": Words(meaning_of(mapping.words("field")), TEXT, "other"),
            "sampling": Words(meaning_of(mapping.words("sampling")), TEXT),
            **dict.fromkeys(questions, answered),
        }

    def sound(self, batch: pa.Table) -> pa.Table:
        """Unchanged: sampling that is not known stays unknown and is counted apart."""
        return batch

    def batch(self, rows: Mapping[str, pa.Array]) -> pa.Table:
        """All columns that the checks read."""
        _, answered = self.days.of(rows["answered"])
        return pa.table(
            {
                "line": rows["line"],
                "id": rows["id"],
                **named_columns(self.units.of(rows["code"], rows["unit"])),
                "answered": answered,
                **{name: words.of(rows[name]) for name, words in self._words.items()},
                **{f"{name}_spelled": rows[name] for name in self._spelled},
                "font": self.fonts(rows),
            }
        )
