"""Whether somebody decides on every submission that is decided on, and can sign where it must."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.plan.approval import LevelDecisionRow
from helpers.plan.folder import Folder, Placed
from helpers.plan.reading import Fault
from helpers.plan.references import unknown_names
from helpers.plan.schema import AgencyRow

PLACE = ("approval", "submissions")


def check_deciders(folder: Folder) -> Iterator[Fault]:
    """Every fault of the `approval` of a plan."""
    rules = folder.plan.row.approval
    if rules is None:
        return
    if rules.signed and not rules.signers:
        yield folder.plan.fault("no_signers", "approval", "signed")
    if rules.submissions is None:
        return
    agencies = [agency.row.id for agency in folder.registry]
    bodies = {*(row.id for row in folder.plan.row.levels), *agencies}
    place = Placed(rules.submissions, folder.plan.document, PLACE)
    yield from unknown_names(place, "signers", rules.submissions.signers, agencies)
    for level, rule in rules.submissions.levels.items():
        placed = Placed(rule, folder.plan.document, (*PLACE, "levels", level))
        yield from unknown_names(placed, "decided_by", rule.decided_by, bodies)
        own = [agency.row for agency in folder.registry if agency.row.level == level]
        deciders = {agency.id: _decider(agency, rule, folder) for agency in own}
        for agency, decider in deciders.items():
            if decider is None:
                yield placed.fault("no_decider", "decided_by", found=agency)
        if rule.signed:
            silent = set(deciders.values()) - {None, *rules.submissions.signers}
            for name in sorted(filter(None, silent)):
                yield placed.fault("no_decider_key", "signed", found=name)


def _decider(agency: AgencyRow, rule: LevelDecisionRow, folder: Folder) -> str | None:
    """As `Plan.decider`, of a plan that is not built yet."""
    levels = {each.row.id: each.row.level for each in folder.registry}
    for name in rule.decided_by:
        if levels.get(agency.parent) == name:
            return agency.parent
        if name in levels and name != agency.id:
            return name
    return None
