"""What the intake remarked, as packets show it."""

from __future__ import annotations

from collections import defaultdict

from helpers import store, wording
from helpers.model import Plan, Remark, Severity
from helpers.store import Snapshot


def notices_of(plan: Plan, snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """The remarks by agency; "" for the whole province. On cells that may name persons they keep
    their place only: the sender has the words in the answer to the file."""
    private = [target for target in plan.targets if target.private]
    names = {name for t in private for name in (t.id, *(entry.id for entry in t.inputs))}
    sheets = {plan.area(target.area).sheet for target in private}
    cells = {(f.file, f.sheet, f.cell) for f in store.facts(snapshot) if f.input in names}
    notices: dict[str, list[str]] = defaultdict(list)
    for remark in store.remarks(snapshot):
        # Of a returned form no fact is known, and any cell of the sheet may be one of persons.
        returned = remark.severity is Severity.REFUSED_CELL and remark.sheet in sheets
        at = {(remark.file, remark.sheet, cell) for cell in remark.cells.split()}
        hidden = returned or not at.isdisjoint(cells)
        notices[remark.agency].append(_without_words(remark) if hidden else remark.text)
    return {agency: tuple(texts) for agency, texts in notices.items()}


def _without_words(remark: Remark) -> str:
    return wording.places.at_place(remark.file, remark.place, wording.intake.WORDS_IN_ANSWER)
