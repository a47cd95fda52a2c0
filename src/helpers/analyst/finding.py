"""Agencies by words as people type them, and the names most like one that is not known."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from helpers import wording
from helpers.model import Agency, Kind, Plan, WrongUse
from helpers.model.spelling import folded, short_name, unit_key, without_marks

NEAREST = 3
LONGEST_GIVEN, LONGEST_NAME = 200, 60  # characters that are read, and compared with names
WORD = re.compile(r"[^\W_]+")


def known(name: str, names: Iterable[str]) -> str:
    """The name, if it is one of these; the WrongUse for another names the three most like it."""
    names = list(names)
    if name in names:
        return name
    raise WrongUse(wording.tables.unknown(name, nearest(name, {each: each for each in names})))


def figures(plan: Plan, target: str = "", area: str = "") -> frozenset[str]:
    """The targets that have a figure: one, those of an area, or all. Raises WrongUse for an unknown
    target or area."""
    if area:
        known(area, [each.id for each in plan.areas])
    some = (
        [plan.target(known(target, [each.id for each in plan.targets]))] if target else plan.targets
    )
    return frozenset(
        each.id for each in some if each.kind is Kind.QUANTITATIVE and area in ("", each.area)
    )


def nearest(text: str, spellings: dict[str, str]) -> list[str]:
    """The ids of the spellings most like a text, whatever the case and the tone marks."""
    plain = {each: " ".join(_plain(spelling)) for each, spelling in spellings.items()}
    given = " ".join(_plain(str(text)))[:LONGEST_NAME]
    close = difflib.get_close_matches(given, list(plain.values()), n=NEAREST, cutoff=0.0)
    found: dict[str, None] = {}
    for spelling in close:
        found.update(dict.fromkeys(each for each, s in plain.items() if s == spelling))
    return list(found)[:NEAREST]


def found(text: str, agencies: Sequence[Agency], plan: Plan) -> list[tuple[Agency, str]]:
    """The agencies that a text means, best first, each with how it was found; those most like it
    where it means none (`near`)."""
    given, ranked = _given(text), []
    for place, agency in enumerate(agencies):
        spelled = _spelled(agency.name, short_name(agency, plan.parent(agency)))
        if match := _match(given, agency, spelled):
            depth = -list(plan.levels).index(agency.level) if agency.level in plan.levels else 1
            ranked.append((MATCHES.index(match), depth, place, agency, match))
    if ranked:
        return [(agency, match) for *_, agency, match in sorted(ranked, key=lambda r: r[:3])]
    by_id = {agency.id: agency for agency in agencies}
    names = {agency.id: short_name(agency, plan.parent(agency)) for agency in agencies}
    return [(by_id[each], "near") for each in nearest(text, names)]


# How an agency was found, the best first: the last by the words of its name and of the one above.
MATCHES = ("id", "name", "plain_name", "words", "beginnings", "full_name")


class _Given(NamedTuple):
    """What is looked for: as it is written, in words with tone marks, and without them."""

    text: str
    marked: tuple[str, ...]
    plain: tuple[str, ...]


class _Spelled(NamedTuple):
    """The words of an agency's name: with tone marks, without them, and with the agency above."""

    marked: tuple[str, ...]
    plain: tuple[str, ...]
    full: tuple[str, ...]


def _given(text: str) -> _Given:
    return _Given(folded(text[:LONGEST_GIVEN]), _marked(text), _plain(text))


@lru_cache(maxsize=1024)  # a search reads the name of every agency, at each letter that is typed
def _spelled(name: str, short: str) -> _Spelled:
    return _Spelled(_marked(short), _plain(short), _plain(name))


def _match(given: _Given, agency: Agency, spelled: _Spelled) -> str:
    """How a text means an agency; empty if it does not."""
    if not given.plain:
        return ""
    if given.text in (agency.id, agency.code):
        return "id"
    if given.marked != given.plain and _ends(spelled.marked, given.marked):
        return "name"
    if _ends(spelled.plain, given.plain):
        return "plain_name"
    if _within(spelled.plain, given.plain, whole=True):
        return "words"
    of_code = given.text.isdecimal() and agency.code.startswith(given.text)
    if of_code or _within(spelled.plain, given.plain, whole=False):
        return "beginnings"
    return "full_name" if _in_order(spelled.full, given.plain) else ""


def _marked(text: str) -> tuple[str, ...]:
    """The words of a text with their tone marks, each placed in the same way."""
    return tuple(WORD.findall(unit_key(text[:LONGEST_GIVEN])))


def _plain(text: str) -> tuple[str, ...]:
    """The words of a text without tone marks."""
    return tuple(WORD.findall(without_marks(text[:LONGEST_GIVEN])))


def _ends(words: Sequence[str], given: Sequence[str]) -> bool:
    return words[-len(given) :] == given


def _within(words: Sequence[str], given: Sequence[str], whole: bool) -> bool:
    """Whether the words given follow each other in a name; or, not `whole`, begin its words."""
    starts = range(len(words) - len(given) + 1)
    return any(
        all(
            w == g or (not whole and w.startswith(g))
            for w, g in zip(words[n:], given, strict=False)
        )
        for n in starts
    )


def _in_order(words: Sequence[str], given: Sequence[str]) -> bool:
    """Whether the words given begin words of a name, in the same order, with any between them."""
    left = iter(words)
    return all(any(word.startswith(g) for word in left) for g in given)
