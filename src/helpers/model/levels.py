"""The levels of agencies, and what a plan calls its own bodies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

Level = NewType("Level", str)  # id of a level of the plan, or WHOLE
WHOLE = Level("all")  # the level of the province as a whole


@dataclass(frozen=True)
class AdministrativeLevel:
    """A level of agencies; it decides the threshold. Words are as they are used in a sentence."""

    id: Level  # in the other files: `district`
    label: str  # within a sentence: "cấp huyện"
    body: str  # one agency of the level, whichever: "UBND cấp huyện"
    group: str  # all of its agencies: "các huyện, thị xã, thành phố"
    answers_for_tasks: bool  # whether its agencies state how they carry out the tasks of the plan
    under: Level = WHOLE  # the level of its agencies' parents; without it, the province


@dataclass(frozen=True)
class Terms:
    """What the plan calls the province as a whole, and the body in charge of the evaluation."""

    whole: str  # the word for the whole: "tỉnh"
    label: str  # of the level of the whole: "toàn tỉnh"
    issuer: str  # who issued the plan: "UBND tỉnh Lào Cai"
    desk: str  # who gathers the forms; it names its folder next to an inbox: "Sở Nội vụ"
