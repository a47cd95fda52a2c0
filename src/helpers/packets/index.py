"""The index of a period: every agency with its verdicts and a link to its packet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from helpers import wording
from helpers.model import WHOLE, Agency, Evaluation, Plan
from helpers.packets.display.first_screen import tally_line
from helpers.packets.display.selection import VerdictCounts, own_rows, verdict_counts
from helpers.packets.page import rendered
from helpers.packets.seal import META, sealed


@dataclass(frozen=True)
class IndexRow:
    """One agency in the index."""

    name: str
    href: str  # empty without a packet
    verdicts: VerdictCounts
    form: str  # whether its form has come in
    state: str  # of its packet
    code: str  # of its packet; empty without one


@dataclass(frozen=True)
class IndexGroup:
    """A district with its communes, the departments, or the province."""

    anchor: str
    label: str
    entries: tuple[IndexRow, ...]


def index(
    evaluations: Sequence[Evaluation],
    links: Mapping[str, str],
    gaps: Mapping[str, str] | None = None,
    codes: Mapping[str, str] | None = None,
) -> bytes:
    """The page that lists a period's packets: province, departments, each district with its
    communes.

    `links`: file of a packet by agency; `gaps`: by agency, what failed in its packet;
    `codes`: of the packets, by agency.
    Raises ValueError without evaluations.
    """
    if not evaluations:
        raise ValueError("an index needs at least one evaluation")
    first = evaluations[0]
    province = next((e for e in evaluations if e.agency.level == WHOLE), None)
    page = rendered(
        "index.html.j2",
        metas=[("cchc-period", first.period.id), ("cchc-plan", first.plan.id), (META, "")],
        title=f"{first.plan.province.name} – {first.period.label}",
        simulated=first.origin.simulated,
        draft=first.draft,
        approval=first.approval,
        plan=first.plan,
        period=first.period,
        lead="" if province is None else tally_line(province),
        groups=list(_groups(evaluations, links, gaps or {}, codes or {})),
    )
    return sealed(page)


def _groups(
    evaluations: Sequence[Evaluation],
    links: Mapping[str, str],
    gaps: Mapping[str, str],
    codes: Mapping[str, str],
) -> Iterator[IndexGroup]:
    members: dict[tuple[str, str], list[IndexRow]] = {}
    for evaluation in evaluations:
        key = agency_group(evaluation.plan, evaluation.agency)
        agency = evaluation.agency.id
        row = _index_row(evaluation, links.get(agency, ""), gaps, codes.get(agency, ""))
        members.setdefault(key, []).append(row)
    for (anchor, label), entries in members.items():
        yield IndexGroup(anchor, label, tuple(entries))


def agency_group(plan: Plan, agency: Agency) -> tuple[str, str]:
    """Anchor and label of the group of an agency: the province, the departments, or a district with
    its communes."""
    if agency.level == WHOLE:
        return WHOLE, wording.core.leading(plan.terms.label)
    above = plan.parent(agency) or agency
    if plan.levels_under(above.level):
        return above.id, above.name
    return agency.level, wording.core.leading(plan.levels[agency.level].group)


def _index_row(evaluation: Evaluation, href: str, gaps: Mapping[str, str], code: str) -> IndexRow:
    agency = evaluation.agency
    return IndexRow(
        name=agency.name,
        href=href,
        verdicts=verdict_counts(own_rows(evaluation)),
        form="" if agency.level == WHOLE else wording.pages.form_state(evaluation.form),
        state=gaps.get(agency.id)
        or (wording.pages.PACKET_MADE if href else wording.pages.PACKET_MISSING),
        code=code,
    )
