"""What becomes of figures that the plan's rules find: their form is returned, or they wait to be
confirmed, or a file of confirmations confirms them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from helpers import store, wording
from helpers.forms import FactKey, facts_by_key
from helpers.forms.confirmations import Confirmation, figure_key
from helpers.intake.plausibility import Implausible, implausible
from helpers.intake.received import ReceivedFile
from helpers.model import Fact, Outcome, Period, Plan, Remark, Severity, Unconfirmed
from helpers.privacy.foreign_text import sheet_title
from helpers.store import Snapshot


@dataclass(frozen=True)
class ComparedFiles:
    """The files with what the comparison of their figures adds to them."""

    received: list[ReceivedFile]
    unconfirmed: tuple[Unconfirmed, ...]  # of accepted files, in their order


def compared_figures(
    received: Sequence[ReceivedFile],
    earlier: Iterable[tuple[Period, Snapshot]],
    plan: Plan,
    period: Period,
) -> ComparedFiles:
    """The files after their figures were compared with each other and with those of `earlier`
    periods. Raises StoreError for a damaged earlier snapshot."""
    if not plan.plausibility:
        return ComparedFiles(list(received), ())
    accepted = [f.form for f in received if f.form is not None and f.submission.accepted]
    facts = facts_by_key(chain.from_iterable(form.facts for form in accepted))
    before = [(each, _confirmed_facts(snapshot)) for each, snapshot in earlier]
    found = implausible(plan, period, facts.values(), before)
    confirmations = [c for form in accepted for c in form.confirmations]
    by_file: dict[str, list[_Answer]] = {}
    for each in found:
        answer = _answer(each, confirmations, plan)
        by_file.setdefault(each.fact.file, []).append(answer)
    for text, confirmation in _not_used(confirmations, found, facts):
        answer = _Answer(text, confirmation.file, confirmation.sheet, confirmation.cell)
        by_file.setdefault(confirmation.file, []).append(answer)
    result = [_with(file, by_file.get(file.submission.file, ()), plan) for file in received]
    kept = [file.submission.file for file in result if file.submission.accepted]
    marked = (answer for name in kept for answer in by_file.get(name, ()))
    return ComparedFiles(result, tuple(a.mark for a in marked if a.mark is not None))


def _confirmed_facts(snapshot: Snapshot) -> Mapping[FactKey, Fact]:
    """The facts of an earlier snapshot, without those that still wait to be confirmed."""
    waiting = {(each.agency, each.level, each.input) for each in store.unconfirmed(snapshot)}
    facts = facts_by_key(store.facts(snapshot))
    return {key: fact for key, fact in facts.items() if key not in waiting}


# ---------------------------------------------------------------- one figure


@dataclass(frozen=True)
class _Answer:
    """What is said of a cell."""

    text: str
    file: str
    sheet: str
    cell: str
    severity: Severity = Severity.REMARK
    mark: Unconfirmed | None = None  # the figure waits to be confirmed
    about: str = ""  # id of the agency that the figure is about


def _answer(each: Implausible, confirmations: Iterable[Confirmation], plan: Plan) -> _Answer:
    fact = each.fact
    of_cell = _Answer("", fact.file, fact.sheet, fact.cell, about=fact.agency)
    if each.outcome is Outcome.REFUSE:
        text = wording.plausibility.contradicts(each.text)
        return replace(of_cell, text=text, severity=Severity.REFUSED_CELL)
    by = next((c.by for c in confirmations if _confirms(c, fact)), None)
    if by is not None:
        name = plan.senders_by_id[by].name
        return replace(of_cell, text=wording.plausibility.confirmed(each.text, name))
    mark = Unconfirmed(
        agency=fact.agency,
        level=fact.level,
        input=fact.input,
        value=fact.value or 0,
        whole=fact.whole,
        text=f"{each.text}.",
        file=fact.file,
        sheet=fact.sheet,
        cell=fact.cell,
    )
    return replace(of_cell, text=wording.plausibility.to_confirm(each.text), mark=mark)


def _confirms(confirmation: Confirmation, fact: Fact) -> bool:
    """Whether exactly this figure is confirmed."""
    key = fact.agency, fact.level, fact.input
    return confirmation.key == key and confirmation.figure == _figure(fact)


def _figure(fact: Fact) -> str:
    return "" if fact.value is None else figure_key(fact.value, fact.whole)


def _not_used(
    confirmations: Iterable[Confirmation],
    found: Iterable[Implausible],
    facts: Mapping[FactKey, Fact],
) -> Iterator[tuple[str, Confirmation]]:
    """The confirmations that confirm nothing, and why."""
    asked = [each.fact for each in found if each.outcome is Outcome.CONFIRM]
    for each in confirmations:
        if any(_confirms(each, fact) for fact in asked):
            continue
        fact = facts.get(each.key)
        if fact is not None and not _confirms(each, fact):
            text = wording.plausibility.confirmed_other(each.figure, _figure(fact))
            yield text, each
        else:
            yield wording.plausibility.CONFIRMATION_NOT_ASKED, each


# ---------------------------------------------------------------- one file


def _with(file: ReceivedFile, answers: Iterable[_Answer], plan: Plan) -> ReceivedFile:
    """The file with what is said of its cells, returned if one of its figures contradicts."""
    remarks = [_remark(answer, file.submission.agency, plan) for answer in answers]
    if any(remark.severity is Severity.REFUSED_CELL for remark in remarks):
        return file.returned(remarks)
    return file.with_remarks(remarks)


def _remark(answer: _Answer, sender: str, plan: Plan) -> Remark:
    place = wording.places.at_cells(sheet_title(answer.sheet, plan.sheets), [answer.cell])
    text = answer.text
    if answer.about not in ("", sender):
        text = wording.plausibility.of_agency(text, plan.senders_by_id[answer.about].name)
    sentence = wording.places.at_place(answer.file, place, text)
    return Remark(answer.file, place, answer.severity, sentence, sender, answer.sheet, answer.cell)
