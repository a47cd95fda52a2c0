"""The sheets of the annex with form II.06a, by field and by agency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from helpers import wording
from helpers.documents.cells import TEXT, WHOLE_NUMBER
from helpers.documents.workbook import Column, Sheet
from helpers.model import WHOLE, DossierCounts, Evaluation
from helpers.model.results import CENTRAL, UNATTRIBUTED

FORM = tuple(f"c{number}" for number in range(3, 14))
FORM_GROUPS = ((0, 3), (4, 7), (8, 10))  # places within FORM


Tallies = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Dossiers:
    """Counts of the period's dossiers by field and by agency."""

    by_field: Tallies
    by_agency: Tallies


class FormLine(NamedTuple):
    """A row of form II.06a."""

    number: int | None
    code: str
    name: str
    counts: Mapping[str, int]


def form_sheets(
    evaluations: Sequence[Evaluation], dossiers: Dossiers | None
) -> Iterator[Sheet[FormLine]]:
    """Form II.06a by field, then by agency: those of the period's end, the others, the sum."""
    plan = evaluations[0].plan
    fields, agencies = wording.documents.FIELDS_SHEET, wording.documents.AGENCIES_SHEET
    names = {e.agency.id: e.agency.name for e in evaluations if e.agency.level != WHOLE}
    apart = {
        UNATTRIBUTED: wording.documents.UNKNOWN_UNIT,
        CENTRAL: wording.documents.CENTRAL_UNITS,
    }
    counted = dossiers or Dossiers({}, {})
    known = {**names, **{key: words for key, words in apart.items() if key in counted.by_agency}}
    ended = [key for key in counted.by_agency if key not in known]
    known |= {key: plan.agencies[key].name if key in plan.agencies else key for key in ended}
    yield _form(
        fields,
        [(key, "", key or wording.documents.NO_FIELD) for key in sorted(counted.by_field)],
        dossiers.by_field if dossiers else None,
        named="field",
    )
    yield _form(
        agencies,
        [(key, key if key in plan.agencies else "", words) for key, words in known.items()],
        dossiers.by_agency if dossiers else None,
        named="agency",
    )


def _form(
    name: str, keys: Sequence[tuple[str, str, str]], tallies: Tallies | None, named: str
) -> Sheet[FormLine]:
    """Columns 3-13 for each key, the sum of all rows below; a note alone without an export."""
    title, columns = wording.documents.FORM_TITLE, _form_columns(named)
    if tallies is None:
        return Sheet(name, title, columns, (), note=wording.documents.NO_DOSSIERS)
    rows = [
        FormLine(number, code, words, {c: tallies.get(key, {}).get(c, 0) for c in FORM})
        for number, (key, code, words) in enumerate(keys, 1)
    ]
    total = {c: sum(row.counts[c] for row in rows) for c in FORM}
    undated = DossierCounts.of(
        {
            count: sum(each.get(count, 0) for each in tallies.values())
            for count in ("no_due_done", "no_due_open")
        }
    )
    start = len(columns) - len(FORM)
    return Sheet(
        name,
        title,
        columns,
        rows,
        note=wording.documents.undated_note(undated),
        groups=[
            (words, start + first, start + last)
            for words, (first, last) in zip(wording.documents.GROUPS, FORM_GROUPS, strict=True)
        ],
        last=[FormLine(None, "", wording.documents.TOTAL, total)],
        frozen=start,
    )


def _form_columns(named: str) -> tuple[Column[FormLine], ...]:
    words = wording.documents.FORM_COLUMNS
    unit = wording.documents.DOSSIERS_UNIT

    def count(name: str) -> Column[FormLine]:
        return Column(words[name], WHOLE_NUMBER, 11, lambda r: r.counts[name], unit)

    return (
        Column(words["number"], WHOLE_NUMBER, 6, lambda r: r.number),
        *([Column(words["code"], TEXT, 24, lambda r: r.code)] if named == "agency" else []),
        Column(words[named], TEXT, 42, lambda r: r.name),
        *(count(name) for name in FORM),
    )
