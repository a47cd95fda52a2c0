"""The command that writes the workbooks of the appraising bodies."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from helpers import wording
from helpers.cli.app import (
    DataOption,
    PeriodOption,
    PlanOption,
    chosen_plan,
    command,
    refuse_among_data,
    say,
)
from helpers.plan import find_roots
from helpers.wording import command_help


@command("appraisal", command_help.APPRAISAL)
def appraisal_command(
    period: PeriodOption,
    body: Annotated[str, typer.Option("--body", help=command_help.APPRAISING_BODY)] = "",
    at: Annotated[int, typer.Option("--round", min=1, max=2, help=command_help.ROUND)] = 1,
    out_dir: Annotated[
        Path | None, typer.Option("--out", help=command_help.APPRAISAL_FOLDER)
    ] = None,
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Write the workbooks that appraising bodies fill in; they come back through the intake."""
    from helpers.analyst.opening import open_period
    from helpers.intake.answers.to_appraise import write_to_appraise

    roots = find_roots(data)
    if out_dir is not None:
        refuse_among_data(roots, out_dir)
    the_plan = chosen_plan(plan, roots)
    span = open_period(the_plan, period)
    written = write_to_appraise(roots, the_plan, span, at, body, out_dir)
    say(wording.appraising.written(written.files, written.folder, written.desk, the_plan))
    if written.renamed:
        say(wording.runs.foreign_files(written.renamed))
    if written.unappraised:
        agencies = list(dict.fromkeys(agency for agency, _ in written.unappraised))
        say(wording.appraising.no_appraiser(agencies, len(written.unappraised)))
