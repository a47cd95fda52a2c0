"""Commands for the analyst's workbench: JupyterLab, and notebooks of one agency."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from helpers import wording
from helpers.cli.app import (
    AgencyArgument,
    DataOption,
    OutOption,
    PeriodOption,
    PlanOption,
    chosen_plan,
    command,
    say,
)
from helpers.model import OVERVIEW, WrongUse
from helpers.plan import find_roots
from helpers.system.accounts import is_root
from helpers.system.processes import become
from helpers.wording import command_help

WorkOption = Annotated[str, typer.Option("--work", help=command_help.WORK_FOLDER)]


@command("lab", command_help.LAB)
def lab_command(
    work: WorkOption = "",
    no_browser: Annotated[bool, typer.Option("--no-browser", help=command_help.NO_BROWSER)] = False,
    allow_root: Annotated[bool, typer.Option("--allow-root", help=command_help.ALLOW_ROOT)] = False,
    port: Annotated[
        int | None, typer.Option("--port", min=1, max=65535, help=command_help.PORT)
    ] = None,
    view_only: Annotated[bool, typer.Option("--xem", help=command_help.VIEW_ONLY)] = False,
    data: DataOption = "",
    out: OutOption = "",
) -> None:
    """Open JupyterLab in the folder of work, or the explorer for those who only look; this process
    becomes its server."""
    from helpers.analyst.lab import folder, server, start_page, viewer

    if is_root() and not allow_root:
        raise WrongUse(wording.lab.REFUSED_ROOT)
    roots = find_roots(data, out)
    place = folder.work_folder(roots, work)
    if view_only:
        arguments = viewer.command(viewer.write_explorer(roots, place), not no_browser, port)
        _become(arguments, place, viewer.environment(roots, place))
    for kept in folder.write_samples(roots, place):
        say(wording.lab.set_aside(kept))
    start_page.write_start_page(roots, place)
    server.write_settings(place)
    arguments = server.command(place, not no_browser, allow_root, port)
    _become(arguments, place, server.environment(roots, place))


def _become(arguments: list[str], folder: Path, environment: Mapping[str, str]) -> NoReturn:
    """Run another program in the place of this one, in a folder."""
    os.chdir(folder)
    become(arguments, environment)


@command("notebook", command_help.NOTEBOOK)
def notebook_command(
    agency: AgencyArgument,
    period: PeriodOption,
    areas: Annotated[list[str] | None, typer.Argument(help=command_help.NOTEBOOK_AREAS)] = None,
    plan: PlanOption = "",
    work: WorkOption = "",
) -> None:
    """Write notebooks of one agency into the folder of work, their parameters set."""
    from helpers.analyst.lab import folder
    from helpers.analyst.opening import open_period, packet_subject

    roots = find_roots()
    the_plan = chosen_plan(plan, roots)
    span = open_period(the_plan, period)
    subject = packet_subject(the_plan, span, agency)
    known = [OVERVIEW, *(area.id for area in the_plan.areas)]
    for area in areas or ():
        if area not in known:
            raise WrongUse(wording.command.unknown_area(area, known))
    place = folder.work_folder(roots, work)
    written, kept = folder.write_notebooks(roots, the_plan, subject, span, areas or known, place)
    for path in kept:
        say(wording.lab.set_aside(path))
    say(wording.lab.notebooks_written(len(written), place / subject.id))
