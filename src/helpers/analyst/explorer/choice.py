"""What is chosen in the explorer, and how an event changes it; pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from helpers.analyst.suppose import Appraised, Change


class Tab(StrEnum):
    """The tabs, in their order."""

    VERDICTS = "verdicts"
    PEERS = "peers"
    DOSSIERS = "dossiers"
    PAIR = "pair"
    HISTORY = "history"
    SUPPOSED = "supposed"
    WHOLE = "whole"
    APPRAISAL = "appraisal"  # not for those who only look


class Show(StrEnum):
    """Which targets the verdicts list."""

    ALL = "all"
    MISSED = "missed"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Event:
    """What a person did: the name of the event, one value, and the fields of a form."""

    name: str
    value: str = ""
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Choice:
    """What is chosen. An empty text: nothing is. Ids are those of the plan and its registry."""

    period: str
    level: str = ""
    district: str = ""
    words: str = ""  # by which an agency is looked for
    agency: str = ""
    other: str = ""  # the agency to compare with
    other_words: str = ""
    area: str = ""
    target: str = ""
    tab: Tab = Tab.VERDICTS
    show: Show = Show.ALL
    opened: tuple[str, ...] = ()  # the targets whose reasons are shown
    by: tuple[str, ...] = ("field",)  # the characteristics that dossiers are counted by
    drill: tuple[tuple[str, str], ...] = ()  # characteristics of dossiers and the value of each
    changes: tuple[Change, ...] = ()  # what is supposed
    typed: tuple[tuple[str, str], ...] = ()  # the fields of a form that was not understood
    fault: str = ""  # why it was not
    faults: tuple[tuple[str, str], ...] = ()  # the same by field; empty for the whole form
    appraised: Appraised | None = None  # the draft of an appraisal, without fault


NOTHING_TYPED: Mapping[str, Any] = MappingProxyType(
    {"typed": (), "fault": "", "faults": (), "appraised": None}
)
LONGEST_WORDS = 200  # characters of a search that are read


def step(choice: Choice, event: Event) -> Choice:
    """The choice after an event that changes it; the same for one that does not.

    Raises ValueError for a tab or a filter that there is not. Whether an agency or a target is
    there is for the views to say, since that depends on the period.
    """
    change = STEPS.get(event.name)
    return change(replace(choice, **NOTHING_TYPED), event.value) if change else choice


def _agency(choice: Choice, agency: str) -> Choice:
    return replace(choice, agency=agency, opened=(), drill=())


def _go(choice: Choice, agency: str) -> Choice:
    """To the verdicts of an agency, from a table that names it."""
    return replace(_agency(choice, agency), tab=Tab.VERDICTS)


def _look_at(choice: Choice, target: str) -> Choice:
    """To the agencies compared by a target, from a table that names it."""
    return replace(choice, target=target, tab=Tab.PEERS)


def _opened(choice: Choice, target: str) -> Choice:
    others = tuple(each for each in choice.opened if each != target)
    return replace(choice, opened=others if target in choice.opened else (*others, target))


def _drill(choice: Choice, value: str) -> Choice:
    """`field=…`: to the dossiers of one field, shown by the next characteristic."""
    name, _, wanted = value.partition("=")
    return replace(choice, drill=(*choice.drill, (name, wanted)))


def _back(choice: Choice, depth: str) -> Choice:
    return replace(choice, drill=choice.drill[: int(depth)])


def _drop(choice: Choice, place: str) -> Choice:
    """Without the change at that place, counted from 0."""
    left = [each for n, each in enumerate(choice.changes) if n != int(place)]
    return replace(choice, changes=tuple(left))


def _cell(choice: Choice, value: str) -> Choice:
    """`commune,088-…,procedures`: to the agencies of a level under a district, and an area."""
    level, district, area = value.split(",")
    return replace(choice, level=level, district=district, area=area, opened=())


def _by(choice: Choice, value: str) -> Choice:
    """`field,month`: the characteristics, without doubles."""
    return replace(choice, by=tuple(dict.fromkeys(filter(None, value.split(",")))))


STEPS: Mapping[str, Callable[[Choice, str], Choice]] = {
    "period": lambda choice, value: replace(choice, period=value),
    "level": lambda choice, value: replace(choice, level=value),
    "district": lambda choice, value: replace(choice, district=value),
    "words": lambda choice, value: replace(choice, words=value[:LONGEST_WORDS]),
    "agency": _agency,
    "other": lambda choice, value: replace(choice, other=value),
    "other_words": lambda choice, value: replace(choice, other_words=value[:LONGEST_WORDS]),
    "area": lambda choice, value: replace(choice, area=value, target=""),
    "target": lambda choice, value: replace(choice, target=value),
    "tab": lambda choice, value: replace(choice, tab=Tab(value)),
    "show": lambda choice, value: replace(choice, show=Show(value)),
    "open": _opened,
    "go": _go,
    "look_at": _look_at,
    "cell": _cell,
    "by": _by,
    "drill": _drill,
    "back": _back,
    "drop": _drop,
    "drop_all": lambda choice, _: replace(choice, changes=()),
}


# ---------------------------------------------------------------- kept over a restart

KEPT = tuple(each.name for each in fields(Choice) if each.name not in ("changes", *NOTHING_TYPED))


def as_text(choice: Choice) -> str:
    """What a browser keeps of a choice while a kernel is started anew: all but what is supposed."""
    return json.dumps({name: value for name, value in asdict(choice).items() if name in KEPT})


def from_text(text: str, choice: Choice) -> Choice:
    """The choice that a browser has kept; `choice` where it is not one."""
    try:
        kept: dict[str, Any] = json.loads(text)
        texts = {n: kept[n] for n in KEPT if isinstance(getattr(choice, n), str)}
        if not all(isinstance(value, str) for value in texts.values()):
            return choice
        return replace(
            choice,
            **{**texts, "tab": Tab(texts["tab"]), "show": Show(texts["show"])},
            opened=tuple(map(str, kept["opened"])),
            by=tuple(map(str, kept["by"])),
            drill=tuple((str(name), str(value)) for name, value in kept["drill"]),
        )
    except (ValueError, KeyError, TypeError):
        return choice
