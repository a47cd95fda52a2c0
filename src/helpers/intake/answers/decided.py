"""What appraising bodies demand and agencies have not answered, and figures that changed after a
body had decided on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from helpers import store, wording
from helpers.evaluation.kept import observations_of
from helpers.evaluation.withheld import reason_to_withhold
from helpers.intake.answers.to_appraise import counts_of, explanation_digest, explanation_of
from helpers.model import (
    AppraisalDecision,
    Decision,
    Explanation,
    Period,
    Plan,
    Remark,
    Severity,
    Source,
)
from helpers.privacy.foreign_text import sheet_title
from helpers.store import Snapshot


@dataclass(frozen=True)
class Demand:
    """An explanation that a body demands and the agency has not given since."""

    record: AppraisalDecision
    name: str  # of the agency
    text: str  # one sentence

    @property
    def remark(self) -> Remark:
        """The demand as a remark about the agency."""
        each = self.record
        return Remark(each.file, "", Severity.REMARK, self.text, each.agency)


def open_demands(plan: Plan, snapshot: Snapshot) -> tuple[Demand, ...]:
    """The demands of a snapshot without a new explanation, in the order of the registry."""
    explanations: dict[tuple[str, str], list[Explanation]] = defaultdict(list)
    for given in store.explanations(snapshot):
        explanations[given.agency, given.input].append(given)
    order = {name: place for place, name in enumerate(plan.senders_by_id)}
    demands = []
    for each in sorted(_last(store.appraisal_decisions(snapshot)), key=lambda d: order[d.agency]):
        target = plan.target(each.target)
        now = explanation_digest(explanation_of(explanations, each.agency, target))
        if each.decision is Decision.EXPLAIN and now in ("", each.explained):
            by, name = plan.agencies[each.by].name, plan.senders_by_id[each.agency].name
            text = wording.appraising.demanded(by, each.round, target.label, each.reason)
            demands.append(Demand(each, name, text))
    return tuple(demands)


def changed_since(plan: Plan, period: Period, snapshot: Snapshot) -> Iterator[Remark]:
    """A remark at each decision about a figure that is another one now than its row showed."""
    decisions = _last(store.appraisal_decisions(snapshot))
    rows = observations_of(plan, period, snapshot).rows if decisions else {}
    for each in decisions:
        sources = rows.get((each.agency, each.level, each.target), ())
        by_source = {o.source: counts_of(o) for o in reversed(sources)}
        used = by_source.get(Source.COMPUTED) or by_source.get(Source.REPORTED)
        now = "{}/{}".format(*used) if used else ""
        withheld = reason_to_withhold(plan, plan.target(each.target), sources) is not None
        if withheld or now == each.shown:
            continue
        name = plan.senders_by_id[each.agency].name
        place = wording.places.at_cells(sheet_title(each.sheet, plan.sheets), [each.cell])
        changed = wording.appraising.figure_changed(name, each.shown, now)
        text = wording.places.at_place(each.file, place, changed)
        yield Remark(each.file, place, Severity.REMARK, text, each.by, each.sheet, each.cell)


def _last(decisions: Iterable[AppraisalDecision]) -> list[AppraisalDecision]:
    """Of each row the decision of its last round."""
    last = {(d.agency, d.target): d for d in sorted(decisions, key=lambda d: d.round)}
    return list(last.values())
