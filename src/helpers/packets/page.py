"""Executed notebooks + Evaluation -> the bytes of one HTML packet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from helpers import wording
from helpers.model import OVERVIEW, Evaluation, Plan, spelling
from helpers.packets.display import identity
from helpers.packets.display.first_screen import notices
from helpers.packets.display.fragment import environment, fragment, style
from helpers.packets.display.headings import anchor, area_title
from helpers.packets.display.sections import applying, watched
from helpers.packets.markup import compact
from helpers.packets.notebooks import Notebook, UnfitNotebook, body
from helpers.packets.seal import META, sealed
from helpers.packets.stylesheet import needed


@dataclass(frozen=True)
class Heading:
    """A line of the table of contents."""

    anchor: str
    text: Markup  # escaped


def build(
    evaluation: Evaluation, executed: Mapping[str, Notebook], failed: Mapping[str, str]
) -> bytes:
    """One packet, as UTF-8; equal input gives equal bytes.

    `executed`: notebooks by the id of their area, and OVERVIEW, which encloses them; `failed`:
    reasons by the same. Raises UnfitNotebook for one that has `faults` or belongs to no part of a
    packet.
    """
    _refuse_unknown(evaluation.plan, {*executed, *failed})
    areas = "\n".join(_areas(evaluation, executed, failed))
    annex = fragment("annex", "", template="brief", evaluation=evaluation).html
    if OVERVIEW in executed:
        text = body(executed[OVERVIEW], (), areas, annex)
    else:
        text = f"{annex}<h2>{wording.pages.RESULTS_SECTION}</h2>\n{areas}"
    text, contents = _anchored(text)
    failures = [wording.pages.notebook_gap(_name(evaluation.plan, name)) for name in failed]
    page = rendered(
        "packet.html.j2",
        metas=_metas(evaluation),
        title=f"{evaluation.agency.name} – {evaluation.period.label}",
        simulated=evaluation.origin.simulated,
        draft=evaluation.draft,
        evaluation=evaluation,
        # The overview lists the remarks of intake; without an overview they are notices.
        notices=(
            *failures,
            *notices(evaluation),
            *(() if OVERVIEW in executed else evaluation.notices),
        ),
        contents=contents,
        body=Markup(_linked(text)),
    )
    return sealed(page)


def _refuse_unknown(plan: Plan, names: set[str]) -> None:
    if unknown := sorted(names - {OVERVIEW, *(area.id for area in plan.areas)}):
        raise UnfitNotebook(wording.pages.notebook_without_place(unknown))


def _areas(
    evaluation: Evaluation, executed: Mapping[str, Notebook], failed: Mapping[str, str]
) -> Iterator[str]:
    """Section 4: each area's notebook in the plan's order, or a line why there is none."""
    plan = evaluation.plan
    for area in plan.areas:
        if area.id in executed:
            yield body(executed[area.id], clauses_of(evaluation, area.id))
        elif area.id in failed:
            yield _line(area_title(plan, area), wording.pages.AREA_FAILED, "notices")
        else:
            yield _line(area_title(plan, area), wording.pages.AREA_EXCUSED, "aside")
            yield watched(evaluation, area.id).html  # what does not apply, and why


def clauses_of(evaluation: Evaluation, part: str) -> tuple[str, ...]:
    """The clauses that the notebook of a part of a packet must show: those of an area of which
    something applies to the agency, and none for OVERVIEW."""
    if part == OVERVIEW:
        return ()
    return tuple(clause.id for clause in applying(evaluation, evaluation.plan.area(part)))


def _name(plan: Plan, part: str) -> str:
    return wording.pages.OVERVIEW_NAME if part == OVERVIEW else area_title(plan, plan.area(part))


def _line(heading: str, text: str, kind: str) -> str:
    words = '<h3>{}</h3>\n<p class="{}">{}</p>'
    return str(Markup(words).format(heading, kind, text))


def _metas(evaluation: Evaluation) -> list[tuple[str, str]]:
    known = identity(evaluation)
    return [
        ("cchc-agency", known.agency),
        ("cchc-period", known.period),
        ("cchc-plan", known.plan),
        ("cchc-evaluation", known.evaluation),
        (META, ""),
    ]


def rendered(template: str, *styles: str, **context: Any) -> bytes:
    """A page from a template, as compact UTF-8 in NFC, with the rules of style that it needs;
    `styles`: its own style sheets."""
    of_page = environment().get_template(template)
    rules = needed(style("packet", *styles), of_page.render(style="", **context))
    return spelling.nfc(compact(of_page.render(style=Markup(rules), **context))).encode()


# ---------------------------------------------------------------- headings and links


_LINK = re.compile(r'<a href="#([^"]*)">(.*?)</a>', re.DOTALL)


def _linked(body: str) -> str:
    """The body with only the text of links whose anchor it does not contain, as where an area's
    notebook failed."""
    anchors = set(re.findall(r' id="([^"]*)"', body))
    return _LINK.sub(lambda link: link[0] if link[1] in anchors else link[2], body)


_HEADING = re.compile(r"<h([234])>(.*?)</h\1>", re.DOTALL)


def _anchored(body: str) -> tuple[str, tuple[Heading, ...]]:
    """The body with an id on every heading, and its headings of the upper level."""
    contents: list[Heading] = []
    used: set[str] = set()

    def add(match: re.Match[str]) -> str:
        level, text = int(match[1]), match[2]
        place = _unique(anchor(text), used)
        if level == 2:
            contents.append(Heading(place, Markup(text)))
        return f'<h{level} id="{place}">{text}</h{level}>'

    body = _HEADING.sub(add, body)
    return body, tuple(contents)


def _unique(base: str, used: set[str]) -> str:
    """`base`, or `base-2` and so on where that is used; the result is added to `used`."""
    name, n = base, 1
    while name in used:
        n += 1
        name = f"{base}-{n}"
    used.add(name)
    return name
