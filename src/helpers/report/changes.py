"""What a later intake changed: figures old and new, by agency and input, with the files' hashes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helpers import store, wording
from helpers.model import Fact, InputKind, Level, Plan
from helpers.store import Snapshot

Key = tuple[str, Level, str]  # agency, level, input


@dataclass(frozen=True)
class Change:
    """One figure before and after; a hash is empty where the agency had no accepted form."""

    agency: str
    name: str
    input: str
    label: str
    before: str
    after: str
    file_before: str
    file_after: str


def changes(plan: Plan, earlier: Snapshot, later: Snapshot) -> tuple[Change, ...]:
    """Every stated figure that differs, in the order of the registry and the forms."""
    old, new = _facts(earlier), _facts(later)
    hashes = _hashes(earlier), _hashes(later)
    order = {name: place for place, name in enumerate((plan.province, *plan.agencies))}
    found = [key for key in {**new, **old} if _stated(old.get(key)) != _stated(new.get(key))]
    found.sort(key=lambda key: order.get(key[0], len(order)))
    return tuple(_change(plan, key, old.get(key), new.get(key), hashes) for key in found)


def _facts(snapshot: Snapshot) -> dict[Key, Fact]:
    return {(fact.agency, fact.level, fact.input): fact for fact in store.facts(snapshot)}


def _hashes(snapshot: Snapshot) -> dict[str, str]:
    return {s.agency: s.sha256 for s in store.submissions(snapshot) if s.kind == "form"}


def _stated(fact: Fact | None) -> object:
    return None if fact is None else (fact.value, fact.judgement)


def _change(
    plan: Plan,
    key: Key,
    old: Fact | None,
    new: Fact | None,
    hashes: tuple[Mapping[str, str], Mapping[str, str]],
) -> Change:
    agency, level, input_id = key
    known = plan.agencies.get(agency)
    kinds = {i.id: (i.label, i.kind) for t in plan.targets for i in t.inputs}
    label, kind = kinds.get(input_id, (input_id, InputKind.COUNT))
    if agency == plan.province:
        label = wording.form_register_label(label, level)
    return Change(
        agency=agency,
        name=known.name if known else plan.province_name,
        input=input_id,
        label=label,
        before=_words(old, kind),
        after=_words(new, kind),
        file_before=hashes[0].get(agency, ""),
        file_after=hashes[1].get(agency, ""),
    )


def _words(fact: Fact | None, kind: InputKind) -> str:
    if fact is not None and fact.judgement is not None:
        return wording.JUDGEMENT_WORDS[fact.judgement]
    if fact is None or fact.value is None:
        return wording.NO_FIGURE_BEFORE
    if kind is InputKind.YES_NO:
        return wording.YES if fact.value else wording.NO
    return wording.number(fact.value)
