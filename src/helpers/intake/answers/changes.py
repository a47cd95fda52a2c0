"""What a later intake changed in what was stated: old and new words, with the files' hashes.

Compared are the answers of forms with everything belonging to them (counts, state, lead, due day,
evidence), explanations, appraisals, the decisions of appraising bodies by round, and opinions with
their answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from helpers import store, wording
from helpers.forms.appraising import kind_of_round
from helpers.forms.lines import fact_words, line_kinds, line_labels
from helpers.model import (
    FORM,
    Appraisal,
    AppraisalDecision,
    Explanation,
    InputKind,
    Level,
    Plan,
)
from helpers.store import Snapshot

Key = tuple[str, str, Level, str]  # agency, kind of statement, level, id of input or target
EXPLANATION, APPRAISAL, OBJECTION = "explanation", "appraisal", "objection"
FIGURE = ""  # the part of a statement that needs no name
Parts = Mapping[str, str]  # the parts of a statement in words, by what they are called


@dataclass(frozen=True)
class Change:
    """One statement before and after."""

    agency: str
    name: str  # of the agency
    input: str
    label: str
    before: str
    after: str
    file_before: str  # sha256; empty where no file stated it
    file_after: str


@dataclass(frozen=True)
class _Statements:
    """All that was stated in one intake."""

    parts: Mapping[Key, Parts]
    files: Mapping[Key, str]  # the file that contains a statement
    hashes: Mapping[str, str]  # of all files, by name
    forms: Mapping[str, str]  # hashes of the forms, by agency

    def hash_of(self, key: Key) -> str:
        """The hash of the file with the statement; of the form that leaves it out, otherwise."""
        if key in self.files:
            return self.hashes.get(self.files[key], "")
        return self.forms.get(key[0], "") if key[1] in (FORM, EXPLANATION) else ""


def changes(plan: Plan, earlier: Snapshot, later: Snapshot) -> tuple[Change, ...]:
    """All statements that differ, in the order of the registry, then of the forms."""
    old, new = _statements(plan, earlier), _statements(plan, later)
    order = {name: place for place, name in enumerate(plan.senders_by_id)}
    differing = [
        key for key in {**new.parts, **old.parts} if old.parts.get(key) != new.parts.get(key)
    ]
    differing.sort(key=lambda key: order.get(key[0], len(order)))
    labels = line_labels(plan)
    return tuple(_change(plan, labels, key, old, new) for key in differing)


def _change(
    plan: Plan, labels: Mapping[str, str], key: Key, old: _Statements, new: _Statements
) -> Change:
    agency, _, _, name = key
    before, after = _in_words(old.parts.get(key, {}), new.parts.get(key, {}))
    return Change(
        agency=agency,
        name=plan.senders_by_id[agency].name,
        input=name,
        label=_label(plan, labels, key),
        before=before,
        after=after,
        file_before=old.hash_of(key),
        file_after=new.hash_of(key),
    )


def _in_words(old: Parts, new: Parts) -> tuple[str, str]:
    """Both sides: the figure, and of the other parts those that differ."""
    names = dict.fromkeys([*new, *old])
    shown = [n for n in names if n == FIGURE or old.get(n, "") != new.get(n, "")]
    before, after = (
        wording.answers.stated_parts({n: side.get(n, "") for n in shown}) if side else ""
        for side in (old, new)
    )
    return before or wording.answers.NO_FIGURE_BEFORE, after or wording.answers.NO_FIGURE_BEFORE


def _label(plan: Plan, labels: Mapping[str, str], key: Key) -> str:
    """The label of the line or the target, with the kind of statement."""
    agency, kind, level, name = key
    label = labels.get(name, name)
    if agency == plan.province.id and name:
        label = wording.forms.form_register_label(label, plan.label(level))
    return wording.answers.stated_label(kind, label)


# ---------------------------------------------------------------- statements


def _statements(plan: Plan, snapshot: Snapshot) -> _Statements:
    files = store.submissions(snapshot)
    stated = list(_all_statements(plan, snapshot))
    return _Statements(
        parts={key: parts for key, parts, _ in stated},
        files={key: file for key, _, file in stated},
        hashes={file.file: file.sha256 for file in files},
        # The accepted one goes before one that was refused next to it.
        forms={
            file.agency: file.sha256
            for file in sorted(files, key=lambda file: file.accepted)
            if file.kind == FORM
        },
    )


def _all_statements(plan: Plan, snapshot: Snapshot) -> Iterator[tuple[Key, Parts, str]]:
    """Each statement, its parts, and the name of the file that contains it."""
    kinds = line_kinds(plan)
    for fact in store.facts(snapshot):
        parts = {
            FIGURE: fact_words(fact, kinds.get(fact.input, InputKind.COUNT)),
            wording.forms.FORM_LEAD: fact.lead,
            wording.forms.FORM_DUE: wording.core.day(fact.due) if fact.due else "",
            wording.forms.FORM_EVIDENCE: fact.evidence,
        }
        yield (fact.agency, FORM, fact.level, fact.input), parts, fact.file
    yield from _explanations(store.explanations(snapshot))
    yield from _appraisals(plan, snapshot)
    for opinion in store.objections(snapshot):
        key = (opinion.agency, OBJECTION, opinion.level, opinion.target)
        parts = {FIGURE: opinion.opinion, wording.answers.STATED_ANSWER: opinion.answer}
        yield key, parts, opinion.file


def _appraisals(plan: Plan, snapshot: Snapshot) -> Iterator[tuple[Key, Parts, str]]:
    """The decisions of bodies, and the appraised figures that no decision gives."""
    decisions = store.appraisal_decisions(snapshot)
    for each in decisions:
        key = (each.agency, kind_of_round(each.round), each.level, each.target)
        yield key, _appraisal_parts(plan, each, wording.appraising.decided(each)), each.file
    decided = {(d.agency, d.level, d.target) for d in decisions if d.numerator is not None}
    for appraisal in store.appraisals(snapshot):
        if (appraisal.agency, appraisal.level, appraisal.target) not in decided:
            key = (appraisal.agency, APPRAISAL, appraisal.level, appraisal.target)
            figure = wording.core.counts(appraisal.numerator, appraisal.denominator)
            yield key, _appraisal_parts(plan, appraisal, figure), appraisal.file


def _appraisal_parts(plan: Plan, made: Appraisal | AppraisalDecision, figure: str) -> Parts:
    return {
        FIGURE: figure,
        wording.answers.STATED_BY: plan.agencies[made.by].name,
        wording.answers.STATED_REASON: made.reason,
        wording.forms.FORM_EVIDENCE: made.evidence,
    }


def _explanations(explanations: Iterable[Explanation]) -> Iterator[tuple[Key, Parts, str]]:
    """The explanations, those of one line joined."""
    by_key: dict[Key, list[Explanation]] = {}
    for each in explanations:
        key = (each.agency, EXPLANATION, each.level, each.input)
        by_key.setdefault(key, []).append(each)
    for key, group in by_key.items():
        yield key, {FIGURE: "; ".join(e.text for e in group)}, group[0].file
