"""The index of a period: totals, and every agency with its verdicts and a link to its packet.

Of many agencies each group has a page of its own, and the index one line for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from helpers import wording
from helpers.model import WHOLE, Agency, Evaluation, Plan, Reason, SubmissionState, Submitted
from helpers.packets.display.first_screen import tally_line
from helpers.packets.display.selection import VerdictCounts, own_rows, verdict_counts
from helpers.packets.page import rendered
from helpers.packets.seal import META, sealed

HALF = Fraction(1, 2)
ROWS_OF_A_PAGE = 400  # which the longest of them takes about 300 kB for
INDEX = "index.html"
WAITING = (SubmissionState.OPEN, SubmissionState.SUBMITTED)  # nobody has decided
FORMS = {
    Reason.NOT_ASKED: wording.index.NOT_ASKED,
    Reason.REFUSED: wording.index.REFUSED,
}


@dataclass(frozen=True)
class IndexRow:
    """One agency in the index, or the province."""

    name: str
    href: str  # empty without a packet
    verdicts: VerdictCounts
    whole: bool  # the province, which is in no total but that of packets
    form: Reason | None  # why its form is missing
    objections: int
    unanswered: int  # of the objections
    doubts: int  # its unconfirmed figures
    gap: str  # what its packet lacks; empty: nothing
    code: str  # of its packet; empty without one
    submission: Submitted | None = None  # None: nobody decides on it by itself

    @property
    def flags(self) -> tuple[str, ...]:
        """The filters that show the row; the province is shown with all agencies only."""
        applying = {
            "unsent": self.form not in (None, Reason.NOT_ASKED),
            "below": self.verdicts.below > 0,
            "half": self.met_share < HALF,
            "objecting": self.objections > 0,
            "unconfirmed": self.doubts > 0,
            "lacking": bool(self.gap),
        }
        return () if self.whole else tuple(flag for flag, applies in applying.items() if applies)

    @property
    def attention(self) -> str:
        """What is not as it should be."""
        parts = [self.gap]
        if self.form is not None and not self.whole:
            parts.append(FORMS.get(self.form, wording.index.NOT_SENT))
        if self.submission and self.submission.state is SubmissionState.RETURNED:
            parts.append(wording.decisions.reason(self.submission.reason))
        if self.objections:
            parts.append(wording.index.objections(self.objections, self.unanswered))
        if self.doubts and not self.whole:
            parts.append(wording.index.doubts(self.doubts))
        return "; ".join(filter(None, parts))

    @property
    def met_share(self) -> Fraction:
        """The share of the assessed targets that is met; more than all where none is assessed."""
        total = self.verdicts.total
        return Fraction(self.verdicts.met, total) if total else Fraction(2)


@dataclass(frozen=True)
class Totals:
    """Sums over the agencies of some rows; the province is in `packets` and `subjects` only."""

    subjects: int
    packets: int
    agencies: int
    forms: tuple[int, int, int, int]  # sent, refused, not sent, need not be sent
    verdicts: VerdictCounts
    objections: tuple[int, int]  # agencies that object, objections without an answer
    doubts: tuple[int, int]  # unconfirmed figures, agencies that have them
    by_flag: Mapping[str, int]  # agencies that a filter shows
    submissions: Mapping[SubmissionState, int]  # how many are in which state

    @property
    def decided(self) -> bool:
        """Whether any submission is accepted, returned or approved."""
        return any(state not in WAITING for state in self.submissions)


@dataclass(frozen=True)
class IndexGroup:
    """A district with its communes, the departments, or the province."""

    anchor: str
    label: str
    href: str  # of the packet of the district; empty without one
    entries: tuple[IndexRow, ...]
    page: str = ""  # where its entries are listed; empty: in this page

    @cached_property
    def totals(self) -> Totals:
        """The sums of the group."""
        return totals(self.entries)

    @property
    def flags(self) -> tuple[str, ...]:
        """The filters that show one of its rows."""
        return tuple(dict.fromkeys(flag for entry in self.entries for flag in entry.flags))


def index(
    evaluations: Sequence[Evaluation],
    links: Mapping[str, str],
    gaps: Mapping[str, str] | None = None,
    codes: Mapping[str, str] | None = None,
    files: Sequence[str] = (),
) -> dict[str, bytes]:
    """The pages that list a period's packets, by name: totals, then province, departments, each
    district with its communes, by list and by the share of targets met. One page, INDEX, as long
    as it holds no more than ROWS_OF_A_PAGE; else one more for every group.

    `links`: file of a packet by agency; `gaps`: by agency, what failed in its packet;
    `codes`: of the packets, by agency; `files`: other files of the period's folder.
    Raises ValueError without evaluations.
    """
    if not evaluations:
        raise ValueError("an index needs at least one evaluation")
    groups = list(_groups(evaluations, links, gaps or {}, codes or {}))
    rows = [entry for group in groups for entry in group.entries]
    divided = len(rows) > ROWS_OF_A_PAGE
    if divided:
        groups = [replace(g, page=page_of(g.anchor)) if g.totals.agencies else g for g in groups]
    province = next((e for e in evaluations if e.agency.level == WHOLE), None)
    lead = "" if province is None else tally_line(province)
    first, listed = evaluations[0], [] if divided else rows
    whole = _page(first, first.plan.province.name, groups, rows, listed, lead=lead, files=files)
    pages = {INDEX: whole}
    for group in groups:
        if group.page:
            own, inside = group.entries, [replace(group, page="")]
            pages[group.page] = _page(first, group.label, inside, own, own, home=INDEX)
    return pages


def page_of(anchor: str) -> str:
    """The name of the page of a group that has one."""
    return f"index-{anchor}.html"


def _page(
    any_of_them: Evaluation,
    title: str,
    groups: Sequence[IndexGroup],
    rows: Sequence[IndexRow],
    listed: Sequence[IndexRow],
    lead: str = "",
    files: Sequence[str] = (),
    home: str = "",
) -> bytes:
    """`rows`: what the totals are of; `listed`: those that the page has a line for each of, apart
    from its groups; `home`: the index that it belongs to."""
    plan, period = any_of_them.plan, any_of_them.period
    page = rendered(
        "index.html.j2",
        "index",
        metas=[("cchc-period", period.id), ("cchc-plan", plan.id), (META, "")],
        title=f"{title} – {period.label}",
        simulated=any_of_them.origin.simulated,
        draft=any_of_them.draft,
        approval=any_of_them.approval,
        plan=plan,
        period=period,
        who=title,
        lead=lead,
        groups=groups,
        totals=totals(rows),
        by_met=sorted((row for row in listed if not row.whole), key=lambda row: row.met_share),
        lacking=[(row.name, row.gap) for row in listed if row.gap],
        files=[(name, wording.index.file_words(name)) for name in files],
        home=home,
    )
    return sealed(page)


def totals(rows: Sequence[IndexRow]) -> Totals:
    """The sums of some rows."""
    own = [row for row in rows if not row.whole]
    exempt = sum(row.form is Reason.NOT_ASKED for row in own)
    sent = sum(row.form is None for row in own)
    refused = sum(row.form is Reason.REFUSED for row in own)
    flags = [flag for row in own for flag in row.flags]
    kinds = [row.verdicts for row in own]
    return Totals(
        subjects=len(rows),
        packets=sum(bool(row.href) for row in rows),
        agencies=len(own),
        forms=(sent, refused, len(own) - sent - refused - exempt, exempt),
        verdicts=VerdictCounts(
            sum(v.met for v in kinds),
            sum(v.below for v in kinds),
            sum(v.no_data for v in kinds),
            sum(v.other for v in kinds),
        ),
        objections=(flags.count("objecting"), sum(row.unanswered for row in own)),
        doubts=(sum(row.doubts for row in own), flags.count("unconfirmed")),
        by_flag={"all": len(own)}
        | {flag: flags.count(flag) for flag in wording.index.FILTERS if flag != "all"},
        submissions=Counter(row.submission.state for row in own if row.submission),
    )


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
        yield IndexGroup(anchor, label, links.get(anchor, ""), tuple(entries))


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
    agency, objections = evaluation.agency, evaluation.objections
    return IndexRow(
        name=agency.name,
        href=href,
        verdicts=verdict_counts(own_rows(evaluation)),
        whole=agency.level == WHOLE,
        form=evaluation.form,
        objections=len(objections),
        unanswered=sum(not objection.answered for objection in objections),
        doubts=len(evaluation.unconfirmed),
        gap=gaps.get(agency.id) or ("" if href else wording.index.PACKET_MISSING),
        code=code,
        submission=evaluation.submission,
    )
