"""Figures of forms that are unlikely and that nobody has confirmed yet (methods 8).

An agency's own figure and verdict stay as they are, marked; a roll-up that such figures could turn
gives no verdict; medians leave them out.
"""

from __future__ import annotations

from collections.abc import Mapping

from helpers import store
from helpers.forms.lines import line_labels
from helpers.model import Doubt, Key, Plan, Unconfirmed
from helpers.store import Snapshot

Doubts = Mapping[Key, Doubt]  # by agency, level and line of the form


def doubts_of(plan: Plan, snapshot: Snapshot) -> Doubts:
    """The unconfirmed figures of a snapshot, in its order. Those that may be of one or two persons
    are named without their counts."""
    labels = line_labels(plan)
    private = {
        name for t in plan.targets if t.private for name in (t.id, *(i.id for i in t.inputs))
    }
    return {
        (each.agency, each.level, each.input): _doubt(plan, each, labels, each.input in private)
        for each in store.unconfirmed(snapshot)
    }


def _doubt(plan: Plan, each: Unconfirmed, labels: Mapping[str, str], private: bool) -> Doubt:
    agency = plan.senders_by_id[each.agency]
    return Doubt(
        agency=each.agency,
        name=agency.name if each.level == agency.level else plan.label(each.level),
        line=labels.get(each.input, each.input),
        text="" if private else each.text,
    )
