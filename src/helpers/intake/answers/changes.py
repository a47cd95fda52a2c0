"""What a later intake changed of what was stated: in words, old and new, with the files' hashes.

Compared are the answers of forms with all that belongs to them (counts, state, lead, due day,
evidence), explanations, appraisals, and opinions with their answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from helpers import store, wording
from helpers.intake.answers.lines import fact_words, line_kinds, line_labels
from helpers.model import (
    FORM,
    Appraisal,
    Explanation,
    Fact,
    InputKind,
    Level,
    Objection,
    Plan,
)
from helpers.store import Snapshot

Key = tuple[str, str, Level, str]  # agency, kind of statement, level, id of what it speaks of
EXPLANATION, APPRAISAL, OBJECTION = "explanation", "appraisal", "objection"
FIGURE = ""  # the part of a statement that needs no name


@dataclass(frozen=True)
class Change:
    """One statement before and after; a hash is empty where there was no file to state it."""

    agency: str
    name: str
    input: str
    label: str
    before: str
    after: str
    file_before: str
    file_after: str


@dataclass(frozen=True)
class _Stated:
    """One statement: its parts in words, by what they are called, and the file it stands in."""

    parts: Mapping[str, str]
    file: str


@dataclass(frozen=True)
class _Side:
    """All that was stated in one intake, and its files by name and form by agency."""

    stated: Mapping[Key, _Stated]
    hashes: Mapping[str, str]
    forms: Mapping[str, str]

    def hash_of(self, key: Key) -> str:
        """The file that states it; where a form leaves it out, that form."""
        found = self.stated.get(key)
        if found is not None:
            return self.hashes.get(found.file, "")
        return self.forms.get(key[0], "") if key[1] in (FORM, EXPLANATION) else ""


def changes(plan: Plan, earlier: Snapshot, later: Snapshot) -> tuple[Change, ...]:
    """Everything stated that differs, in the order of the registry, then of the forms."""
    old, new = _side(plan, earlier), _side(plan, later)
    order = {name: place for place, name in enumerate(plan.senders_by_id)}
    found = [
        key
        for key in {**new.stated, **old.stated}
        if _parts(old.stated.get(key)) != _parts(new.stated.get(key))
    ]
    found.sort(key=lambda key: order.get(key[0], len(order)))
    labels = line_labels(plan)
    return tuple(_change(plan, labels, key, old, new) for key in found)


def _parts(stated: _Stated | None) -> Mapping[str, str]:
    return {} if stated is None else stated.parts


def _change(plan: Plan, labels: Mapping[str, str], key: Key, old: _Side, new: _Side) -> Change:
    agency, _, _, named = key
    before, after = _in_words(_parts(old.stated.get(key)), _parts(new.stated.get(key)))
    return Change(
        agency=agency,
        name=plan.senders_by_id[agency].name,
        input=named,
        label=_label(plan, labels, key),
        before=before,
        after=after,
        file_before=old.hash_of(key),
        file_after=new.hash_of(key),
    )


def _in_words(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, str]:
    """Both sides: the figure, and of all else only what differs."""
    named = dict.fromkeys([*new, *old])
    shown = [n for n in named if n == FIGURE or old.get(n, "") != new.get(n, "")]
    before, after = (
        wording.stated_parts({n: side.get(n, "") for n in shown}) if side else ""
        for side in (old, new)
    )
    return before or wording.NO_FIGURE_BEFORE, after or wording.NO_FIGURE_BEFORE


def _label(plan: Plan, labels: Mapping[str, str], key: Key) -> str:
    """What is stated: the words of the line or of the target, and which kind of statement."""
    agency, kind, level, named = key
    label = labels.get(named, named)
    if agency == plan.province.id and named:
        label = wording.form_register_label(label, level)
    return wording.stated_label(kind, label)


# ---------------------------------------------------------------- what was stated


def _side(plan: Plan, snapshot: Snapshot) -> _Side:
    files = store.submissions(snapshot)
    return _Side(
        stated=dict(_all(plan, snapshot)),
        hashes={file.file: file.sha256 for file in files},
        forms={file.agency: file.sha256 for file in files if file.kind == FORM},
    )


def _all(plan: Plan, snapshot: Snapshot) -> Iterator[tuple[Key, _Stated]]:
    kinds = line_kinds(plan)
    for fact in store.facts(snapshot):
        parts = _of_fact(fact, kinds.get(fact.input, InputKind.COUNT))
        yield (fact.agency, FORM, fact.level, fact.input), _Stated(parts, fact.file)
    yield from _explained(store.explanations(snapshot))
    for figure in store.appraisals(snapshot):
        key = (figure.agency, APPRAISAL, figure.level, figure.target)
        yield key, _Stated(_of_appraisal(plan, figure), figure.file)
    for opinion in store.objections(snapshot):
        key = (opinion.agency, OBJECTION, opinion.level, opinion.target)
        yield key, _Stated(_of_objection(opinion), opinion.file)


def _of_fact(fact: Fact, kind: InputKind) -> Mapping[str, str]:
    return {
        FIGURE: fact_words(fact, kind),
        wording.FORM_LEAD: fact.lead,
        wording.FORM_DUE: wording.day(fact.due) if fact.due else "",
        wording.FORM_EVIDENCE: fact.evidence,
    }


def _explained(explanations: Iterable[Explanation]) -> Iterator[tuple[Key, _Stated]]:
    """All that is said of one line together."""
    found: dict[Key, list[Explanation]] = {}
    for each in explanations:
        key = (each.agency, EXPLANATION, each.level, each.input)
        found.setdefault(key, []).append(each)
    for key, group in found.items():
        yield key, _Stated({FIGURE: "; ".join(e.text for e in group)}, group[0].file)


def _of_appraisal(plan: Plan, figure: Appraisal) -> Mapping[str, str]:
    return {
        FIGURE: wording.counts(figure.numerator, figure.denominator),
        wording.STATED_BY: plan.agencies[figure.by].name,
        wording.STATED_REASON: figure.reason,
        wording.FORM_EVIDENCE: figure.evidence,
    }


def _of_objection(opinion: Objection) -> Mapping[str, str]:
    return {FIGURE: opinion.opinion, wording.STATED_ANSWER: opinion.answer}
