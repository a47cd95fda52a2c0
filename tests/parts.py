"""Parts of a packet as text, for tests of what a reader sees."""

from __future__ import annotations

from evaluations import COMMUNE
from helpers.model import (
    Evaluation,
    Level,
    Observation,
    Source,
)
from helpers.packets import display
from helpers.packets.display.fragment import Fragment
from pages import read

DIGITISED = {"digitised_results": (322, 950)}  # 40% of 950 is 380, so 58 are missing


def text(part: Fragment) -> str:
    return read(part.html).text


def survey(n: int, satisfied: int) -> Observation:
    return Observation(
        COMMUNE,
        Level("commune"),
        "satisfaction",
        Source.COMPUTED,
        satisfied,
        n,
        sampled=True,
        surveyed=True,
    )


def every_part(evaluation: Evaluation) -> list[Fragment]:
    clauses = [c.id for a in evaluation.plan.areas for c in a.clauses]
    return [
        display.header(evaluation),
        display.summary(evaluation),
        display.actions(evaluation),
        display.verdicts(evaluation),
        *(
            show(evaluation, area.id)
            for area in evaluation.plan.areas
            for show in (display.area_heading, display.watched)
        ),
        *(display.clause(evaluation, c) for c in clauses),
        display.gaps(evaluation),
        display.tasks(evaluation),
        display.budget(evaluation),
        display.duties(evaluation),
        display.dossier_flow(evaluation),
        display.dossiers(evaluation),
        display.differences(evaluation),
        display.comparison(evaluation),
        display.months(evaluation),
        display.trend(evaluation),
        display.score(evaluation),
        display.method(evaluation),
        display.opinion(evaluation),
    ]
