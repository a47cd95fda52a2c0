"""What the shapes of single files cannot say: ids, references, texts; and all other checks."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from helpers import wording
from helpers.plan.appraising import check_appraisers
from helpers.plan.classes import check_classes
from helpers.plan.deciders import check_deciders
from helpers.plan.folder import Folder, Placed
from helpers.plan.indicators import Offered
from helpers.plan.inputs import check_inputs
from helpers.plan.plausibility import check_plausibility
from helpers.plan.points import check_points
from helpers.plan.reading import Document, Fault, Path
from helpers.plan.references import duplicates, unknown_names
from helpers.plan.registry import check_registry
from helpers.plan.spans import check_periods
from helpers.plan.targets import check_targets


def check(
    folder: Folder, plan_id: str, notebooks: Collection[str], offered: Offered | None
) -> Iterator[Fault]:
    """Every fault in a folder whose files all have their shape; `notebooks`: those there are."""
    yield from _check_duplicates(folder)
    yield from _check_names(folder, plan_id)
    yield from _check_references(folder)
    yield from _check_areas(folder, notebooks)
    yield from _check_texts(folder)
    yield from check_targets(folder, offered)
    yield from check_inputs(folder)
    yield from check_points(folder)
    yield from check_classes(folder)
    yield from check_plausibility(folder)
    yield from check_appraisers(folder)
    yield from check_periods(folder)
    yield from check_registry(folder)
    yield from check_deciders(folder)


def _check_duplicates(folder: Folder) -> Iterator[Fault]:
    areas = folder.areas.values()
    clauses = [clause for file in areas for clause in file.each("clauses", file.row.clauses)]
    yield from duplicates(clauses, "id")
    yield from duplicates(folder.targets, "id")
    yield from duplicates(folder.duties, "clause")
    yield from duplicates(folder.tasks.each("tasks", folder.tasks.row.tasks), "clause")
    yield from duplicates(folder.rules, "target")
    yield from duplicates(folder.spans, "id")
    # Duties name levels and agencies in one list.
    levels = folder.plan.each("levels", folder.plan.row.levels)
    yield from duplicates([*levels, *folder.registry], "id")


def _check_names(folder: Folder, plan_id: str) -> Iterator[Fault]:
    plan = folder.plan.row
    if plan.id != plan_id:
        yield folder.plan.fault("other_id", "id", found=plan.id, expected=plan_id)
    for index, area in enumerate(plan.areas):
        if area in plan.areas[:index]:
            yield folder.plan.fault("repeated_item", "areas", index, found=area)
    for area, file in folder.areas.items():
        if file.row.area != area:
            yield file.fault("other_id", "area", found=file.row.area, expected=area)


def _check_areas(folder: Folder, notebooks: Collection[str]) -> Iterator[Fault]:
    """Each area needs a sheet of its own in a form (Excel ignores case), and a notebook."""
    used = {title.casefold() for title in wording.forms.FIXED_SHEETS}
    for file in folder.areas.values():
        sheet, notebook = file.row.sheet, file.row.notebook
        if sheet.casefold() in used:
            yield file.fault("sheet_taken", "sheet", found=sheet)
        used.add(sheet.casefold())
        if notebook not in notebooks:
            near = "".join(get_close_matches(notebook, list(notebooks), n=1))
            yield file.fault("no_notebook", "notebook", found=notebook, near=near)


def _check_references(folder: Folder) -> Iterator[Fault]:
    plan = folder.plan.row
    agencies = [agency.row.id for agency in folder.registry]
    for task in folder.tasks.each("tasks", folder.tasks.row.tasks):
        yield from unknown_names(task, "area", [task.row.area], plan.areas)
    bodies = {*(row.id for row in plan.levels), *agencies}
    for duty in folder.duties:
        yield from unknown_names(duty, "binds", duty.row.binds, bodies)
    yield from unknown_names(folder.plan, "appraised_by", plan.appraised_by, bodies)
    for target in folder.targets:
        yield from unknown_names(target, "appraised_by", target.row.appraised_by, bodies)
        binds = Placed(target.row.binds, target.document, (*target.path, "binds"))
        yield from unknown_names(binds, "with", sorted(binds.row.attributes), plan.attributes)


# ---------------------------------------------------------------- texts


def _check_texts(folder: Folder) -> Iterator[Fault]:
    """Blanks at the ends of a text, or of another kind, are seen by nobody and compared by all."""
    files = (folder.plan, folder.tasks, folder.scoring, folder.periods, folder.agencies)
    optional = [each for each in (folder.plausibility, folder.classes, folder.appraisal) if each]
    for placed in (*files, *optional, *folder.areas.values()):
        yield from odd_blanks(placed.document, placed.document.data)


def odd_blanks(document: Document, value: object, path: Path = ()) -> Iterator[Fault]:
    """A fault for each text with blanks at its ends, doubled, or of another kind."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from odd_blanks(document, inner, (*path, key))
        case list():
            for index, inner in enumerate(value):
                yield from odd_blanks(document, inner, (*path, index))
        case str():
            odd = any(c != " " and not c.isprintable() for c in value)
            if odd or "  " in value or value != value.strip():
                yield document.fault("odd_blank", path, found=value)
