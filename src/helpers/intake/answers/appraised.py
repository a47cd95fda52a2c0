"""The appraised figures in force next to those that they replace, and what is asked about them."""

from __future__ import annotations

from dataclasses import dataclass

from helpers import store, wording
from helpers.evaluation.kept import observations_of
from helpers.model import (
    Appraisal,
    Key,
    Observation,
    Period,
    Plan,
    Reason,
    Remark,
    Severity,
    Source,
    Target,
)
from helpers.privacy.foreign_text import sheet_title
from helpers.store import Snapshot


@dataclass(frozen=True)
class AppraisedFigure:
    """An appraised figure as the report shows it; counts of persons are not repeated."""

    record: Appraisal
    name: str  # of the agency it is about
    line: str  # the label of the target
    reported: str  # the counts in words
    computed: str
    appraised: str
    by: str  # name of the appraising agency
    place: str  # in the file
    asked: str  # what is asked about its denominator; empty if nothing is

    @property
    def sentence(self) -> str:
        """The figure in one line."""
        return wording.statements.appraised_figure(
            self.name, self.line, self.reported, self.computed, self.appraised, self.by
        )

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What is asked, at its cell."""
        each = self.record
        text = wording.places.at_place(each.file, self.place, self.asked)
        remark = Remark(
            each.file, self.place, Severity.REMARK, text, each.agency, each.sheet, each.cell
        )
        return (remark,) if self.asked else ()


def appraised_figures(
    plan: Plan, period: Period, snapshot: Snapshot
) -> tuple[AppraisedFigure, ...]:
    """The appraised figures of a snapshot, in the order of the registry and of the plan."""
    appraisals = store.appraisals(snapshot)
    if not appraisals:
        return ()
    rows = observations_of(plan, period, snapshot).rows
    agencies = {name: place for place, name in enumerate(plan.senders_by_id)}
    targets = {target.id: (place, target) for place, target in enumerate(plan.targets)}
    ordered = sorted(appraisals, key=lambda a: (agencies[a.agency], targets[a.target][0]))
    return tuple(
        _figure(plan, each, targets[each.target][1], rows.get(_key(each), ())) for each in ordered
    )


def _key(each: Appraisal) -> Key:
    return each.agency, each.level, each.target


def _figure(
    plan: Plan, each: Appraisal, target: Target, sources: tuple[Observation, ...]
) -> AppraisedFigure:
    others = {o.source: o for o in reversed(sources) if o.numerator is not None}
    of_whole = each.agency == plan.province.id
    withheld = target.private and not of_whole

    def counts(part: int | None, whole: int | None) -> str:
        if part is None or whole is None:
            return wording.answers.NO_FIGURE_BEFORE
        if withheld:
            return wording.states.REASON_WORDS[Reason.WITHHELD]
        return wording.core.counts(part, whole)

    def counted(source: Source) -> str:
        found = others.get(source)
        return counts(None, None) if found is None else counts(found.numerator, found.denominator)

    unequal: dict[Source, int] = {
        source: other.denominator
        for source, other in others.items()
        if source is not Source.APPRAISED and other.denominator not in (None, each.denominator)
    }
    label = target.label
    return AppraisedFigure(
        record=each,
        name=plan.senders_by_id[each.agency].name,
        line=wording.forms.form_register_label(label, plan.label(each.level))
        if of_whole
        else label,
        reported=counted(Source.REPORTED),
        computed=counted(Source.COMPUTED),
        appraised=counts(each.numerator, each.denominator),
        by=plan.agencies[each.by].name,
        place=wording.places.at_cells(sheet_title(each.sheet, plan.sheets), [each.cell]),
        asked=wording.statements.other_denominator(each.denominator, unequal, named=not withheld)
        if unequal
        else "",
    )
