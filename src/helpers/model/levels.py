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
class Reading:
    """Where data is from that the plan itself does not state."""

    source: str  # where it is from, in words
    verified: bool
    """whether it was checked against that source; if not, readers see «chưa kiểm chứng»"""


@dataclass(frozen=True)
class Conventions:
    """Who decides how figures are made where the plan does not say."""

    owner: str  # the body that decides, as it is printed
    decision: str | None  # number of its decision; `null`: not issued
    verified: bool  # whether the conventions were checked against that decision


@dataclass(frozen=True)
class Terms:
    """What the plan calls the province as a whole, and the body in charge of the evaluation."""

    whole: str  # the word for the whole: "tỉnh"
    label: str  # of the level of the whole: "toàn tỉnh"
    issuer: str  # who issued the plan: "UBND tỉnh Lào Cai"
    desk: str  # who gathers the forms; it names its folder next to an inbox: "Sở Nội vụ"
    place: str  # where documents are dated: "Lào Cai"
    issuer_head: tuple[str, ...]
    """The two lines at the head of a document of the body in charge: the body above it, and it
    itself, in capitals."""
    contact: str | None  # how to reach the body in charge, in words; `null`: not known
