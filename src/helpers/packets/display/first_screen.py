"""The first screen of a packet: who, how it stands, what to do first, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers import wording
from helpers.model import Agency, Evaluation, Level, Reason, Status
from helpers.packets.display.headings import anchor, area_heading
from helpers.packets.display.part import NOTHING, Part, part, style
from helpers.packets.display.rows import Mark, Row, rows, with_counts
from helpers.packets.display.selection import (
    BELOW,
    counted,
    judged_here,
    missing_evidence,
    missing_figures,
    urgency,
)

FIRST_ACTIONS = 3
ON_TIME = "dossiers_on_time"  # the target whose threshold stands beside the late dossiers
TALLY_ORDER = (
    "met",
    "on_pace",
    "missed",
    "short",
    "below",
    "behind",
    "inconclusive",
    "not_due",
    "no_data",
)


def header(evaluation: Evaluation) -> Part:
    """Who, which period, which plan, and every notice; carries the style sheet for a notebook."""
    return part(
        "notebook_header",
        f"{evaluation.agency.name}, {evaluation.period.label}",
        evaluation=evaluation,
        notices=notices(evaluation),
        style=style("packet", "lab"),
    )


def notices(evaluation: Evaluation) -> tuple[str, ...]:
    """What must be known before reading, in sentences."""
    if evaluation.form is None:
        return ()
    if evaluation.agency.level is Level.ALL:
        return (wording.PROVINCE_FORM_NOTICE,)
    return (wording.FORM_NOTICES.get(evaluation.form, wording.FORM_NOTICES[Reason.NOT_SENT]),)


def summary(evaluation: Evaluation) -> Part:
    """The first screen: one sentence, the count by verdict, and the facts that matter most."""
    here = [row for row in judged_here(evaluation) if row.level is evaluation.agency.level]
    lead = tally_line(evaluation, here)
    return part(
        "summary",
        lead,
        lead=lead,
        tally=tally(counted(here)),
        facts=[text for text in _facts(evaluation) if text],
        firm=evaluation.firm,
        aspired=evaluation.aspired,
        scoring=evaluation.plan.scoring,
        levels=_levels(evaluation),
        request=wording.request_sentence(
            len(missing_figures(evaluation)), evaluation.period.reply_by
        ),
    )


def tally(judged: Iterable[Row]) -> tuple[tuple[Mark, int], ...]:
    """How many rows bear each verdict, best first; verdicts that do not occur are left out."""
    counts = Counter((row.mark.shape, row.mark.word) for row in judged)
    ordered = sorted(counts, key=lambda key: (TALLY_ORDER.index(key[0]), key[1]))
    return tuple((Mark(word, shape), counts[shape, word]) for shape, word in ordered)


def tally_line(evaluation: Evaluation, here: list[Row]) -> str:
    """The sentence `Năm 2022 (…), X đạt 17 trong 24 chỉ tiêu được đánh giá; …`."""
    marks = tally(counted(here))
    met = sum(n for mark, n in marks if mark.shape == "met")
    others = [
        f"{n} chỉ tiêu {wording.within(mark.word)}" for mark, n in marks if mark.shape != "met"
    ]
    judged = sum(n for _, n in marks)
    return wording.tally_sentence(
        _subject(evaluation.agency), evaluation.period, met, judged, ", ".join(others)
    )


def _subject(agency: Agency) -> str:
    """The agency within a sentence; the province's figures are those of the whole."""
    return f"tính {wording.GROUP_WORDS[Level.ALL]}," if agency.level is Level.ALL else agency.name


def _levels(evaluation: Evaluation) -> tuple[tuple[str, tuple[tuple[Mark, int], ...], int], ...]:
    """Counts by verdict for the levels below, where the evaluation has any."""
    found = []
    for level in Level:
        items = [r for r in rows(evaluation) if r.level is level and level is not Level.ALL]
        if level is evaluation.agency.level or not counted(items):
            continue
        marks = tally(counted(items))
        found.append((wording.GROUP_WORDS[level], marks, sum(n for _, n in marks)))
    return tuple(found)


def _facts(evaluation: Evaluation) -> list[str]:
    remarks = wording.remarks_sentence(len(evaluation.notices))
    return [_dossier_fact(evaluation), _change_fact(evaluation), remarks]


def _dossier_fact(evaluation: Evaluation) -> str:
    counts = evaluation.dossiers
    if counts is None or not counts.c3:
        return ""
    row = next((r for r in rows(evaluation) if r.result.target.id == ON_TIME), None)
    if row is None:
        return wording.dossier_sentence(counts, "", None)
    limit = row.result.target.threshold(row.level)
    return wording.dossier_sentence(counts, row.threshold, limit)


def _change_fact(evaluation: Evaluation) -> str:
    before = evaluation.previous_period
    compared = [r for r in counted(judged_here(evaluation)) if r.previous_mark is not None]
    if before is None or not compared:
        return ""
    gained = [r for r in compared if _met(r) and not _was_met(r)]
    lost = [
        f"{r.label}: {r.value}, mức {wording.within(r.threshold)}"
        for r in compared
        if _was_met(r) and r.status is Status.MISSED
    ]
    return wording.change_sentence(before, len(gained), lost)


def _met(row: Row) -> bool:
    return row.status is Status.MET


def _was_met(row: Row) -> bool:
    return row.previous_mark is not None and row.previous_mark.shape == "met"


def first_actions(evaluation: Evaluation) -> Part:
    """What to do first: targets below their threshold, duties first, the dearest first."""
    below = [
        row for row in judged_here(evaluation) if row.status in BELOW and (row.value or row.counts)
    ]
    ordered = sorted(below, key=urgency)
    return part(
        "actions",
        f"{len(ordered)} chỉ tiêu {wording.within(wording.BELOW)}",
        items=[(row, _action(row)) for row in ordered[:FIRST_ACTIONS]],
        more=max(0, len(ordered) - FIRST_ACTIONS),
        missing=len(missing_figures(evaluation)),
    )


def _action(row: Row) -> str:
    if row.yes_no:
        return wording.NOT_DONE
    text = wording.action_sentence(row.result, with_counts(row), row.of)
    needed = row.result.verdict.needed
    if needed is None:
        return text
    words = wording.needed_words(needed, row.result.target.comparison)
    return f"{text} {wording.leading(words)}."


def areas(evaluation: Evaluation) -> Part:
    """All areas on one screen: of each, how many targets bear which kind of verdict."""
    here = [row for row in judged_here(evaluation) if row.level is evaluation.agency.level]
    lines = [
        AreaLine(
            area_heading(area),
            anchor(area_heading(area)) if area.built else "",
            *_by_kind([row for row in here if row.result.target.area == area.id]),
        )
        for area in evaluation.plan.areas
        if any(row.result.target.area == area.id for row in here)
    ]
    return part(
        "areas",
        f"{len(lines)} lĩnh vực",
        lines=lines,
        heads=wording.AREA_HEADS,
        note=wording.AREAS_NOTE,
    )


@dataclass(frozen=True)
class AreaLine:
    """An area on the first screen: its heading, the way to it, and counts of its targets."""

    heading: str
    anchor: str
    met: int
    below: int
    no_data: int
    other: int
    watched: int
    outside: int

    @property
    def counts(self) -> tuple[int, ...]:
        """The counts in the order of their columns."""
        return self.met, self.below, self.no_data, self.other, self.watched, self.outside


def _by_kind(items: Sequence[Row]) -> tuple[int, int, int, int, int, int]:
    """Met, below, without data, otherwise judged; then applying but not judged, and outside."""
    judged = Counter(row.status for row in counted(items))
    outside = sum(row.status is Status.NOT_APPLICABLE for row in items)
    met, below = judged[Status.MET], sum(judged[status] for status in BELOW)
    no_data, total = judged[Status.NO_DATA], sum(judged.values())
    return met, below, no_data, total - met - below - no_data, len(items) - total - outside, outside


def gaps(evaluation: Evaluation, area: str | None = None) -> Part:
    """Figures and evidence still missing, why, and who does what; of one area, if named, in one
    line, and nothing where none are."""
    missing = [r for r in missing_figures(evaluation) if area in (None, r.result.target.area)]
    evidence = [r for r in missing_evidence(evaluation) if area in (None, r.result.target.area)]
    if area is not None and not missing and not evidence:
        return NOTHING
    reasons: dict[Reason | None, list[Row]] = {}
    for row in missing:
        reasons.setdefault(row.result.verdict.reason, []).append(row)
    return part(
        "gaps" if area is None else "area_gaps",
        f"{len(missing)} chỉ tiêu {wording.within(wording.STATUS_WORDS[Status.NO_DATA])}",
        groups=[(*_gap_words(reason), items) for reason, items in reasons.items()],
        evidence=evidence,
        **({"remarks": evaluation.notices} if area is None else {}),
    )


def _gap_words(reason: Reason | None) -> tuple[str, str]:
    """Why figures are missing, and what is to be done."""
    if reason is None:
        return wording.STATUS_WORDS[Status.NO_DATA], wording.GAP_ACTION
    return wording.REASON_WORDS[reason], wording.GAP_ACTIONS.get(reason, wording.GAP_ACTION)
