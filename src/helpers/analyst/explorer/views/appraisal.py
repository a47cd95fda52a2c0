"""Thẩm định: where sources differ, the draft of an appraisal, and what it would change."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from helpers import wording
from helpers.analyst.explorer.appraising import FIELDS, Subject
from helpers.analyst.explorer.called import called
from helpers.analyst.explorer.choice import Choice
from helpers.analyst.explorer.part import Part, rendered
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.views.supposed import Line, above, lines
from helpers.evaluation.formulas import value as value_of
from helpers.evaluation.sources import compared_others, differs
from helpers.forms.statements import StatementRow
from helpers.model import Evaluation, Observation, WrongUse
from helpers.packets.display.rows import ResultRow, counts_of, source_words, value_words
from helpers.packets.display.selection import summary_rows
from helpers.packets.display.whole_areas import worth

HEADS = {
    "numerator": wording.statements.APPRAISAL_NUMERATOR,
    "denominator": wording.statements.APPRAISAL_DENOMINATOR,
    "reason": wording.statements.APPRAISAL_REASON,
    "evidence": wording.statements.APPRAISAL_EVIDENCE,
    "by": wording.statements.APPRAISAL_BY,
}


@dataclass(frozen=True)
class Difference:
    """A figure of another source than the one used."""

    target: str
    label: str
    used: str
    used_source: str
    other: str
    other_source: str
    evidence: str
    effect: Fraction  # points of the score
    appraisable: bool


@dataclass(frozen=True)
class Field:
    """A field of the form, with what was typed and what is wrong with it."""

    name: str
    head: str
    typed: str
    faults: tuple[str, ...]


def show(choice: Choice, source: Source) -> Part:
    """The differences of the chosen agency by their effect, and the form of the chosen target."""
    ky = source.ky(choice.period)
    evaluation = ky.evaluation(choice.agency)
    subject = Subject(source.plan, source.plan.periods[choice.period], evaluation.agency)
    table, code = called(ky, "differences", choice.agency, labels=True)
    items = _differences(evaluation, {row.target.id for row in subject.rows})
    rows = [row for row in subject.rows if row.target.id == choice.target]
    before_after, refused = _preview(choice, source) if choice.appraised else ([], "")
    said = [wording.tabs.figure_said(li.name, li.before.said, li.after.said) for li in before_after]
    lead = wording.tabs.differences_said(evaluation.agency.name, len(items))
    return Part(
        html=rendered(
            "appraisal",
            "appraisal",
            agency=evaluation.agency,
            items=items,
            offered=_offered(subject),
            chosen=choice.target,
            rows=[(row.key, _named(row)) for row in rows],
            typed=dict(choice.typed),
            fields=_fields(choice),
            faults=[words for field, words in choice.faults if not field],
            appraisers=_appraisers(subject, rows),
            file=subject.file,
            lines=before_after,
            refused=refused,
            alt=f"{wording.tabs.SUPPOSED}. {'; '.join(said)}.",
        ),
        says=f"{wording.tabs.SUPPOSED}: {said[0]}." if said else refused or lead,
        tables=((wording.explorer.TABS[choice.tab], table),),
        code=code,
    )


def _differences(evaluation: Evaluation, appraisable: set[str]) -> list[Difference]:
    """Every figure that differs from the one used, that with the largest effect first."""
    items = [
        _difference(evaluation, row, other, appraisable)
        for row in summary_rows(evaluation)
        for other in compared_others(row.result)
        if differs(row.result, other)
    ]
    return sorted(items, key=lambda each: each.effect, reverse=True)


def _difference(
    evaluation: Evaluation, row: ResultRow, other: Observation, appraisable: set[str]
) -> Difference:
    result, target = row.result, row.result.target
    return Difference(
        target=target.id,
        label=row.label,
        used=_figure(row, result.observation),
        used_source=source_words(evaluation, result, result.observation),
        other=_figure(row, other),
        other_source=source_words(evaluation, result, other),
        evidence=other.evidence.strip(),
        effect=worth(result, row.number, value_of(target, other)),
        appraisable=target.id in appraisable,
    )


def _figure(row: ResultRow, observation: Observation | None) -> str:
    value = value_words(row.result, observation, row.yes_no)
    counts = "" if row.yes_no else counts_of(row.result, observation)
    return " – ".join(filter(None, (value, counts))) or wording.tabs.NO_FIGURE


def _offered(subject: Subject) -> list[tuple[str, str]]:
    """The targets of which a figure can be appraised, each once."""
    return list(
        {r.target.id: f"{r.target.clause} · {r.target.label}" for r in subject.rows}.items()
    )


def _named(row: StatementRow) -> str:
    label = row.target.label
    return wording.forms.form_register_label(label, row.of_list) if row.of_list else label


def _fields(choice: Choice) -> list[Field]:
    typed = dict(choice.typed)
    return [
        Field(
            name=name,
            head=HEADS[name],
            typed=typed.get(name, ""),
            faults=tuple(words for field, words in choice.faults if field == name),
        )
        for name in FIELDS
    ]


def _appraisers(subject: Subject, rows: list[StatementRow]) -> list[tuple[str, str]]:
    return [(a.id, a.name) for row in rows[:1] for a in subject.appraisers(row.target)]


# ---------------------------------------------------------------- before and after


def _preview(choice: Choice, source: Source) -> tuple[list[Line], str]:
    """The figure of the agency and those above it, before and after; or why there is none."""
    change = choice.appraised
    assert change is not None
    ky = source.ky(choice.period)
    try:
        after = source.supposed(choice.period, (change,))
    except WrongUse as refused:
        return [], wording.tabs.no_preview(str(refused))
    agency, target = ky.evaluation(choice.agency).agency, source.plan.target(change.target)
    bodies = above(source, agency)
    figures = [li for body in bodies for li in lines(ky, after, body.id, change.level, target)]
    return figures, ""
