"""Giả định: what would be if a threshold or a figure were another; never a result."""

from __future__ import annotations

import json
from dataclasses import dataclass

from helpers import wording
from helpers.analyst.explorer.choice import Choice
from helpers.analyst.explorer.part import Part, rendered, sentence
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.supposing import ANSWER, FIELDS, THRESHOLD, UNITS
from helpers.analyst.suppose import Answer, Change, Threshold, Units
from helpers.analyst.tables import PeriodTables
from helpers.analyst.tables.supposing import words
from helpers.model import WHOLE, Agency, Evaluation, Level, Result, Status, Target, WrongUse
from helpers.packets.display.rows import Mark, counts_of, is_yes_no, mark, value_words

KINDS = {THRESHOLD: Threshold, UNITS: Units, ANSWER: Answer}


@dataclass(frozen=True)
class Figure:
    """A figure and the verdict on it."""

    value: str
    counts: str
    mark: Mark

    @property
    def said(self) -> str:
        """The figure in one phrase."""
        return ", ".join(filter(None, (self.value, self.mark.word)))


@dataclass(frozen=True)
class Line:
    """A body before and after; `group`: the agencies below it that a sum is of."""

    name: str
    group: str
    before: Figure
    after: Figure


@dataclass(frozen=True)
class Form:
    """What may be typed for a kind of change; `refused`: why nothing may."""

    kind: str
    fields: tuple[tuple[str, str], ...]  # each with what was typed
    refused: str
    fault: str


def show(choice: Choice, source: Source) -> Part:
    """The figures of the chosen agency and those above it, before and after all changes."""
    if not choice.target:
        return sentence(wording.explorer.NO_TARGET)
    ky, target = source.ky(choice.period), source.plan.target(choice.target)
    agency = ky.evaluation(choice.agency).agency
    fault, changes = choice.fault, choice.changes
    try:
        after = source.supposed(choice.period, changes)
    except WrongUse as refused:  # of another period
        fault, changes, after = str(refused), (), ky
    alone = after.with_target_alone(target.id) if changes else ky
    bodies = above(source, agency)
    figures = [line for body in bodies for line in lines(ky, alone, body.id, agency.level, target)]
    turned = _turned(source, choice.period, ky, alone, agency.level, target, changes)
    said = [
        wording.tabs.figure_said(
            " – ".join(filter(None, (line.name, line.group))), line.before.said, line.after.said
        )
        for line in figures
    ]
    first = said[0] if said else target.label
    table = after.results(agency.id, target=target.id, labels=True)
    call = "".join(map(_call, changes))
    return Part(
        html=rendered(
            "supposed",
            "supposed",
            title=target.label,
            agency=agency,
            forms=_forms(choice, ky, target, agency),
            levels=[
                (str(n), source.plan.label(n)) for n in source.plan.levels if n in target.thresholds
            ],
            fault="" if choice.typed else fault,
            changes=[words(source.plan, each) for each in choice.changes],
            lines=figures,
            turned=turned,
            thing=target.thing,
            alt=f"{wording.tabs.SUPPOSED}. {'; '.join(said)}.",
        ),
        says=f"{wording.tabs.SUPPOSED}: {(fault or first).rstrip('.')}. {turned}",
        tables=((wording.explorer.TABS[choice.tab], table),),
        code=f'ky{call}.results("{agency.id}", target="{target.id}", labels=True)',
    )


def above(source: Source, agency: Agency) -> list[Agency]:
    """The agency, the one above it, and the province, each once."""
    parent = source.plan.parent(agency)
    return list({a.id: a for a in (agency, parent, source.plan.province) if a}.values())


def lines(
    ky: PeriodTables, after: PeriodTables, body: str, level: Level, target: Target
) -> list[Line]:
    """The rows of a body for a target: its own figure, and the sum of the agencies of a level."""
    one, other = ky.evaluation(body), after.evaluation(body)
    pairs = zip(_results(one, target), _results(other, target), strict=True)
    return [
        Line(
            name=one.agency.name,
            group="" if before.level == one.agency.level else one.plan.group(before.level),
            before=_figure(one, before),
            after=_figure(other, now),
        )
        for before, now in pairs
        if before.level in (level, one.agency.level, WHOLE)
        and Status.NOT_APPLICABLE not in (before.verdict.status, now.verdict.status)
    ]


def _results(evaluation: Evaluation, target: Target) -> list[Result]:
    return [result for result in evaluation.results if result.target.id == target.id]


def _figure(evaluation: Evaluation, result: Result) -> Figure:
    yes_no = is_yes_no(evaluation, result)
    return Figure(
        value=value_words(result, result.observation, yes_no),
        counts="" if yes_no else counts_of(result, result.observation),
        mark=mark(evaluation, result),
    )


def _turned(
    source: Source,
    period: str,
    ky: PeriodTables,
    after: PeriodTables,
    level: Level,
    target: Target,
    changes: tuple[Change, ...],
) -> str:
    """How many agencies of the level have another verdict; of those whose figure and threshold
    are as they were nothing is judged again."""
    same_level = [each.id for each in source.registry(period) if each.level == level]
    if level == WHOLE:
        return ""
    of_target = [each for each in changes if each.target == target.id]
    all_touched = any(isinstance(each, Threshold) for each in of_target)
    touched = {each.agency for each in of_target if not isinstance(each, Threshold)}
    changed = before_met = met = bound = 0
    for agency in same_level:
        was = _own_status(ky, agency, level, target)
        now = was
        if all_touched or agency in touched:
            now = _own_status(after, agency, level, target)
        bound += was is not Status.NOT_APPLICABLE
        changed += was is not now
        before_met, met = before_met + (was is Status.MET), met + (now is Status.MET)
    return wording.tabs.turned(source.plan.group(level), changed, bound, met, before_met)


def _own_status(ky: PeriodTables, agency: str, level: Level, target: Target) -> Status | None:
    results = ky.evaluation(agency).results
    return next(r.verdict.status for r in results if r.level == level and r.target.id == target.id)


def _forms(choice: Choice, ky: PeriodTables, target: Target, agency: Agency) -> list[Form]:
    refused, typed = ky.refusals(agency.id, target.id), dict(choice.typed)
    return [
        Form(
            kind=kind,
            fields=tuple((name, typed.get(name, "")) for name in names),
            refused=wording.tables.not_supposed(target.label, wording.tabs.WHY_NOT.get(why, why))
            if (why := refused.get(KINDS[kind]))
            else "",
            fault=choice.fault if typed.keys() == set(names) else "",
        )
        for kind, names in FIELDS.items()
    ]


def _call(change: Change) -> str:
    """A change as an analyst writes it."""
    target = json.dumps(change.target)
    match change:
        case Threshold():
            value = f'"{change.value}"'
            at = f'{{"{change.level}": {value}}}' if change.level else value
            return f".suppose(threshold={{{target}: {at}}})"
        case Units():
            return f'.suppose(units={{("{change.agency}", {target}): {change.more}}})'
        case Answer():
            counts = change.numerator, change.denominator
            return f'.suppose(answers={{("{change.agency}", {target}): {counts}}})'
