"""The agencies under one agency: a matrix of their results, and who lacks what by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers import wording
from helpers.model import WHOLE, Evaluation, Target
from helpers.packets.display.fragment import NOTHING, Fragment, fragment, style
from helpers.packets.display.members import (
    Count,
    Own,
    brief_names,
    by_agency,
    by_target,
    is_below,
    is_returned,
    lacks,
)
from helpers.packets.display.rows import counts_of, is_yes_no, mark


@dataclass(frozen=True)
class Cell:
    """One result in a matrix; empty shape: the target is not assessed for the agency."""

    shape: str = ""
    word: str = ""
    counts: str = ""  # with the value


@dataclass(frozen=True)
class Line:
    """One agency in a matrix."""

    name: str
    cells: tuple[Cell, ...]
    met: str
    form: str
    sent: bool
    unconfirmed: int
    objections: int


@dataclass(frozen=True)
class Column:
    """One target in a matrix, with who has not met it."""

    target: Target
    head: str
    count: Count
    missing: str  # by name; empty where all have met it


def members(evaluation: Evaluation) -> Fragment:
    """The agencies directly under one: verdicts, forms, figures to confirm, objections, and by
    target who has not met it. NOTHING for an agency without any, and for the province."""
    if not evaluation.members or evaluation.agency.level == WHOLE:
        return NOTHING
    plan, names = evaluation.plan, brief_names(m.agency for m in evaluation.members)
    levels = dict.fromkeys(member.agency.level for member in evaluation.members)
    group = ", ".join(map(plan.group, levels))
    columns = _columns(evaluation, names)
    lines = [_line(evaluation, member, columns, names) for member in evaluation.members]
    shown = (
        mark(own.member, own.result) for owns in by_target(evaluation).values() for own in owns
    )
    shapes = {each.shape: each.word for each in shown}
    return fragment(
        "matrix",
        wording.matrix.caption(group, len(lines), len(columns)),
        template="matrix",
        style=style("matrix"),
        title=wording.matrix.title(plan, group),
        caption=wording.matrix.caption(group, len(lines), len(columns)),
        columns=columns,
        lines=lines,
        keys=[wording.matrix.key(s, shapes[s]) for s in wording.matrix.SHAPES if s in shapes],
        foot=_foot(columns),
        missing=[(column, column.missing) for column in columns if column.missing],
        all_met=wording.matrix.all_met([c.target.label for c in columns if not c.missing]),
        unconfirmed=[
            f"{names[doubt.agency]}: {wording.unconfirmed.to_confirm(doubt)}"
            for member in evaluation.members
            for doubt in member.unconfirmed
        ],
        returned=[
            wording.decisions.returned(names[member.agency.id], member.submission)
            for member in evaluation.members
            if member.submission and is_returned(member)
        ],
        objections=[
            wording.matrix.objections(
                names[member.agency.id],
                len(member.objections),
                sum(objection.answered for objection in member.objections),
            )
            for member in evaluation.members
            if member.objections
        ],
    )


def _columns(evaluation: Evaluation, names: dict[str, str]) -> list[Column]:
    found = by_target(evaluation)
    targets = [target for target in evaluation.plan.targets if target.id in found]
    clauses = [target.clause for target in targets]
    part = f"{clauses[0].partition('.')[0]}." if clauses else ""
    heads: list[str] = []
    for n, target in enumerate(targets):
        point = target.clause.removeprefix(part)
        place = clauses[:n].count(target.clause) + 1
        heads.append(f"{point}/{place}" if clauses.count(target.clause) > 1 else point)
    return [
        Column(target, head, Count.of(found[target.id]), _missing(target, found[target.id], names))
        for target, head in zip(targets, heads, strict=True)
    ]


def _missing(target: Target, owns: Sequence[Own], names: dict[str, str]) -> str:
    below = [names[own.member.agency.id] for own in owns if is_below(own)]
    unknown = [names[own.member.agency.id] for own in owns if lacks(own)]
    if target.private and (below or unknown):
        return wording.matrix.unnamed(len(below), len(unknown))
    parts = [
        *([wording.matrix.still_missing(below)] if below else []),
        *([wording.matrix.without_data(unknown)] if unknown else []),
    ]
    return "; ".join(parts)


def _line(
    evaluation: Evaluation, member: Evaluation, columns: Sequence[Column], names: dict[str, str]
) -> Line:
    owns = by_agency(evaluation)[member.agency.id]
    count = Count.of(owns.values())
    return Line(
        name=names[member.agency.id],
        cells=tuple(_cell(owns.get(column.target.id)) for column in columns),
        met=wording.matrix.met_of(count.met, count.total),
        form=wording.matrix.form_state(member.form, member.submission),
        sent=member.form is None and not is_returned(member),
        unconfirmed=len(member.unconfirmed),
        objections=len(member.objections),
    )


def _cell(own: Own | None) -> Cell:
    if own is None:
        return Cell()
    shown, result = mark(own.member, own.result), own.result
    counts = "" if is_yes_no(own.member, result) else counts_of(result, result.observation)
    return Cell(shown.shape, wording.matrix.SHORT.get(shown.shape, shown.word), counts)


def _foot(columns: Sequence[Column]) -> list[tuple[str, list[int]]]:
    numbers = (
        [column.count.met for column in columns],
        [column.count.below for column in columns],
        [column.count.no_data for column in columns],
    )
    return list(zip(wording.matrix.FOOT, numbers, strict=True))
