"""Agencies by words as people type them, and the names most like one that is not known."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

from helpers import wording
from helpers.model import Agency, Plan, WrongUse
from helpers.model.spelling import folded, short_name, without_marks
from helpers.plan import Roots

NEAREST = 3
WORD = re.compile(r"[^\W_]+")


def known(name: str, names: Iterable[str]) -> str:
    """The name, if it is one of these; the WrongUse for another names the three most like it."""
    names = list(names)
    if name in names:
        return name
    raise WrongUse(wording.tables.unknown(name, nearest(name, {each: each for each in names})))


def known_plan(roots: Roots, plan: str) -> str:
    """The id of a plan, as given or the only one that there is; WrongUse for another."""
    plans = sorted(path.name for path in (roots.root / "params" / "plans").glob("[!.]*/"))
    if not plan and len(plans) != 1:
        raise WrongUse(wording.tables.unknown_plan(plans))
    return known(plan, plans) if plan else plans[0]


def nearest(text: str, spellings: dict[str, str]) -> list[str]:
    """The ids of the spellings most like a text, whatever the case and the tone marks."""
    plain = {each: " ".join(_words(without_marks(s))) for each, s in spellings.items()}
    given = " ".join(_words(without_marks(str(text)[:200])))
    close = difflib.get_close_matches(given, list(plain.values()), n=NEAREST, cutoff=0.0)
    found: dict[str, None] = {}
    for spelling in close:
        found.update(dict.fromkeys(each for each, s in plain.items() if s == spelling))
    return list(found)[:NEAREST]


def found(text: str, agencies: Sequence[Agency], plan: Plan) -> list[tuple[Agency, str]]:
    """The agencies that a text means, best first, each with how it was found; those most like it
    where it means none (`near`)."""
    ranked = []
    for place, agency in enumerate(agencies):
        if match := _match(text, agency, plan):
            depth = -list(plan.levels).index(agency.level) if agency.level in plan.levels else 1
            ranked.append((MATCHES.index(match), depth, place, agency, match))
    if ranked:
        return [(agency, match) for *_, agency, match in sorted(ranked, key=lambda r: r[:3])]
    by_id = {agency.id: agency for agency in agencies}
    names = {agency.id: _short(agency, plan) for agency in agencies}
    return [(by_id[each], "near") for each in nearest(text, names)]


# How an agency was found, the best first.
MATCHES = ("id", "name", "plain_name", "words", "beginnings", "full_name")


def _match(text: str, agency: Agency, plan: Plan) -> str:
    """How a text means an agency; empty if it does not."""
    if folded(text) in (agency.id, agency.code) and text.strip():
        return "id"
    given, plain = _words(folded(text[:200])), _words(without_marks(text[:200]))
    if not given:
        return ""
    name = _short(agency, plan)
    if given != plain and _ends(_words(folded(name)), given):
        return "name"
    if _ends(_words(without_marks(name)), plain):
        return "plain_name"
    if _within(_words(without_marks(name)), plain, whole=True):
        return "words"
    if _within(_words(without_marks(name)), plain, whole=False):
        return "beginnings"
    return "full_name" if _within(_words(without_marks(agency.name)), plain, whole=False) else ""


def _short(agency: Agency, plan: Plan) -> str:
    return short_name(agency, plan.parent(agency))


def _words(text: str) -> list[str]:
    return WORD.findall(text)


def _ends(words: Sequence[str], given: Sequence[str]) -> bool:
    return list(words[-len(given) :]) == list(given)


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
