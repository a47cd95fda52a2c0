"""The index of a period: every agency, how it stands, and the way to its packet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from helpers import wording
from helpers.model import Agency, Evaluation, Level, Status
from helpers.packets.display.first_screen import tally_line
from helpers.packets.display.selection import BELOW, counted, judged_here
from helpers.packets.page import rendered


@dataclass(frozen=True)
class IndexRow:
    """One agency in the index."""

    name: str
    href: str
    met: int
    missed: int
    no_data: int
    other: int
    form: str
    state: str

    @property
    def made(self) -> bool:
        """Whether there is a packet to open."""
        return bool(self.href)


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
) -> bytes:
    """The period's index: province, departments, then each district with its communes.

    `links`: packet file by agency, for those that were made; `gaps`: what failed in a packet.
    Raises ValueError without any evaluation.
    """
    if not evaluations:
        raise ValueError("an index needs at least one evaluation")
    first = evaluations[0]
    province = next((e for e in evaluations if e.agency.level is Level.ALL), None)
    lead = ""
    if province is not None:
        here = [row for row in judged_here(province) if row.level is Level.ALL]
        lead = tally_line(province, here)
    metas = [("cchc-period", first.period.id), ("cchc-plan", first.plan.id)]
    return rendered(
        "index.html.j2",
        metas=metas,
        title=f"{first.plan.province.name} – {first.period.label}",
        simulated=first.origin.simulated,
        draft=first.draft,
        approval=first.approval,
        plan=first.plan,
        period=first.period,
        lead=lead,
        groups=list(_groups(evaluations, links, gaps or {})),
    )


def _groups(
    evaluations: Sequence[Evaluation], links: Mapping[str, str], gaps: Mapping[str, str]
) -> Iterator[IndexGroup]:
    members: dict[tuple[str, str], list[IndexRow]] = {}
    names = {e.agency.id: e.agency.name for e in evaluations}
    for evaluation in evaluations:
        key = _group_key(evaluation.agency, names)
        row = _index_row(evaluation, links.get(evaluation.agency.id, ""), gaps)
        members.setdefault(key, []).append(row)
    for (anchor, label), entries in members.items():
        yield IndexGroup(anchor, label, tuple(entries))


def _group_key(agency: Agency, names: Mapping[str, str]) -> tuple[str, str]:
    match agency.level:
        case Level.ALL:
            return "tinh", wording.INDEX_PROVINCE
        case Level.PROVINCE:
            return "so-ban-nganh", wording.INDEX_DEPARTMENTS
        case Level.DISTRICT:
            return agency.id, agency.name
        case Level.COMMUNE:
            return agency.parent, names.get(agency.parent, agency.parent)


def _index_row(evaluation: Evaluation, href: str, gaps: Mapping[str, str]) -> IndexRow:
    agency = evaluation.agency
    # As the packet counts: what gets no verdict even with a figure is no target short of one.
    here = [row for row in judged_here(evaluation) if row.level is agency.level]
    counts = Counter(row.status for row in counted(here))
    met, no_data = counts[Status.MET], counts[Status.NO_DATA]
    missed = sum(counts[status] for status in BELOW)
    form = "" if agency.level is Level.ALL else wording.form_state(evaluation.form)
    return IndexRow(
        name=agency.name,
        href=href,
        met=met,
        missed=missed,
        no_data=no_data,
        other=sum(counts.values()) - met - missed - no_data,
        form=form,
        state=gaps.get(agency.id) or (wording.PACKET_MADE if href else wording.PACKET_MISSING),
    )
