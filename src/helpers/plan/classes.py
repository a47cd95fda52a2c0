"""Whether classes of scores, and those that were typed in, fit the plan."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from helpers.plan.folder import Folder, Placed
from helpers.plan.reading import Fault
from helpers.plan.references import unknown_names
from helpers.plan.scoring import ConventionRow, IllustratedRow, TypedClassRow


def check_classes(folder: Folder) -> Iterator[Fault]:
    """Every fault of the `classes` of scoring.yml, and of classes.csv."""
    plan, classes = folder.plan.row, folder.scoring.row.classes
    if plan.ceiling and classes is None:
        yield folder.scoring.fault("no_classes", found=plan.ceiling.clause)
    if classes:
        if bool(classes.reason) == bool(classes.convention):
            yield folder.scoring.fault("convention_or_reason", "classes", "reason")
        conventions = (("convention", classes.convention), ("illustration", classes.illustration))
        for key, convention in conventions:
            if convention:
                path = ("classes", key)
                yield from _check_grades(Placed(convention, folder.scoring.document, path))
    yield from _check_typed(folder)


def _check_grades(convention: Placed[ConventionRow | IllustratedRow]) -> Iterator[Fault]:
    """They fall to one from 0 on, so that every score has a class."""
    grades = convention.row.grades
    falling = all(a.at_least > b.at_least for a, b in pairwise(grades))
    if not falling or grades[0].at_least > 100 or grades[-1].at_least != 0:
        yield convention.fault("grades_not_falling", "grades")
    names = [grade.name for grade in grades]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield convention.fault("repeated_item", "grades", index, "name", found=name)


def _check_typed(folder: Folder) -> Iterator[Fault]:
    agencies = {agency.row.id for agency in folder.registry}
    periods = {period.row.id for period in folder.spans}
    first: dict[tuple[str, str], Placed[TypedClassRow]] = {}
    for row in folder.typed_classes:
        yield from unknown_names(row, "agency", [row.row.agency], agencies)
        yield from unknown_names(row, "period", [row.row.period], periods)
        earlier = first.setdefault((row.row.agency, row.row.period), row)
        if earlier is not row:
            facts = {"file": earlier.document.file, "line": earlier.line()}
            yield row.fault("duplicate", "agency", found=row.row.agency, **facts)
