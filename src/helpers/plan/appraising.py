"""Whether the bodies of appraisal.yml are agencies, and each target is that of one body."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.model import Kind, Measure
from helpers.plan.folder import Folder
from helpers.plan.reading import Fault
from helpers.plan.references import duplicates, unknown_names


def check_appraisers(folder: Folder) -> Iterator[Fault]:
    """Every fault of appraisal.yml."""
    agencies = {each.row.id: each.row for each in folder.registry}
    targets = {each.row.id: each.row for each in folder.targets}
    yield from duplicates(folder.bodies, "agency")
    taken: dict[str, int] = {}
    for body in folder.bodies:
        row = body.row
        for key in ("agency", "own_by"):
            yield from unknown_names(body, key, [getattr(row, key)], agencies)
        if row.own_by == row.agency:
            yield body.fault("appraises_itself", "own_by", found=row.agency)
        yield from unknown_names(body, "targets", row.targets, targets)
        for index, name in enumerate(row.targets):
            target = targets.get(name)
            if name in taken and taken[name] != body.line("agency"):
                yield body.fault("appraised_twice", "targets", index, found=name)
            elif target and (
                target.kind is not Kind.QUANTITATIVE or target.measure is Measure.GAIN
            ):
                yield body.fault("nothing_to_appraise", "targets", index, found=name)
            taken.setdefault(name, body.line("agency"))
