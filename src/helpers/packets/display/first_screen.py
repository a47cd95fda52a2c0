"""The first screen of a packet: who, the results in brief, what to do first, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from helpers import wording
from helpers.model import WHOLE, Evaluation, Reason, Status
from helpers.packets.display.actions import actions_of
from helpers.packets.display.charts import ON_TIME  # its threshold is shown with late dossiers
from helpers.packets.display.fragment import Fragment, fragment, lab_style
from helpers.packets.display.lacking import lacking_names
from helpers.packets.display.rows import Mark, ResultRow, rows
from helpers.packets.display.selection import (
    assessed,
    missing_evidence,
    missing_figures,
    own_rows,
)

FIRST_DOUBTS = 3
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


def header(evaluation: Evaluation) -> Fragment:
    """Agency, period, plan and every notice, with the style sheet that a notebook needs."""
    return fragment(
        "notebook_header",
        f"{evaluation.agency.name}, {evaluation.period.label}",
        evaluation=evaluation,
        notices=notices(evaluation),
        style=lab_style(),
    )


def notices(evaluation: Evaluation) -> tuple[str, ...]:
    """What a reader must know first, in sentences."""
    return (*_form_notice(evaluation), *_unconfirmed_notices(evaluation))


def _unconfirmed_notices(evaluation: Evaluation) -> Iterable[str]:
    doubts = evaluation.unconfirmed
    if doubts and evaluation.agency.level == WHOLE:
        yield wording.unconfirmed.in_all(len(doubts))
        return
    for doubt in doubts[:FIRST_DOUBTS]:
        yield wording.unconfirmed.notice(doubt)
    if len(doubts) > FIRST_DOUBTS:
        yield wording.unconfirmed.further(len(doubts) - FIRST_DOUBTS)


def _form_notice(evaluation: Evaluation) -> tuple[str, ...]:
    if evaluation.form is None:
        return ()
    if evaluation.agency.level == WHOLE:
        return (wording.core.in_plan(wording.pages.PROVINCE_FORM_NOTICE, evaluation.plan),)
    return (
        wording.pages.FORM_NOTICES.get(
            evaluation.form, wording.pages.FORM_NOTICES[Reason.NOT_SENT]
        ),
    )


def tally(items: Iterable[ResultRow]) -> tuple[tuple[Mark, int], ...]:
    """How many of the rows that are assessed have which verdict, best first; verdicts that do not
    occur are left out."""
    return by_mark(row.mark for row in assessed(items))


def by_mark(marks: Iterable[Mark]) -> tuple[tuple[Mark, int], ...]:
    """How many verdicts of results that are assessed are the same, best first."""
    counts = Counter((mark.shape, mark.word) for mark in marks)
    ordered = sorted(counts, key=lambda key: (TALLY_ORDER.index(key[0]), key[1]))
    return tuple((Mark(word, shape), counts[shape, word]) for shape, word in ordered)


def tally_line(evaluation: Evaluation) -> str:
    """The sentence `Năm 2022 (…), X đạt 17 trong 24 chỉ tiêu được đánh giá; …`."""
    marks = tally(own_rows(evaluation))
    met = sum(n for mark, n in marks if mark.shape == "met")
    others = [wording.results.tally_part(n, mark.word) for mark, n in marks if mark.shape != "met"]
    return wording.pages.tally_sentence(
        wording.results.tally_subject(evaluation.agency, evaluation.plan),
        evaluation.period,
        met,
        sum(n for _, n in marks),
        ", ".join(others),
    )


def facts(evaluation: Evaluation) -> tuple[str, ...]:
    """The main facts in sentences: late dossiers, changes since the previous period, succession."""
    texts = (_dossier_fact(evaluation), _change_fact(evaluation), *succession(evaluation))
    return tuple(filter(None, texts))


def succession(evaluation: Evaluation) -> list[str]:
    """Since when the agency exists, and which figures of agencies that ended it sums up."""
    agency, before = evaluation.agency, evaluation.predecessors
    if agency.start <= evaluation.period.start:
        return wording.succession.summed_up(before)
    return [wording.succession.began(agency, before)]


def _dossier_fact(evaluation: Evaluation) -> str:
    counts = evaluation.dossiers
    if counts is None or not counts.c3:
        return ""
    row = next((r for r in rows(evaluation) if r.result.target.id == ON_TIME), None)
    if row is None:
        return wording.pages.dossier_sentence(counts, "", None)
    limit = row.result.target.threshold(row.level)
    return wording.pages.dossier_sentence(counts, row.threshold, limit)


def _change_fact(evaluation: Evaluation) -> str:
    before = evaluation.previous_period
    compared = [r for r in assessed(own_rows(evaluation)) if r.previous_mark is not None]
    if before is None or not compared:
        return ""
    gained = [r for r in compared if r.status is Status.MET and not _was_met(r)]
    lost = [
        wording.results.lost_target(r.label, r.value, r.threshold)
        for r in compared
        if _was_met(r) and r.status is Status.MISSED
    ]
    return wording.pages.change_sentence(before, len(gained), lost)


def _was_met(row: ResultRow) -> bool:
    return row.previous_mark is not None and row.previous_mark.shape == "met"


def gaps(evaluation: Evaluation) -> Fragment:
    """The figures and the evidence that are missing, why, who is to do what, and by when."""
    missing, evidence = missing_figures(evaluation), missing_evidence(evaluation)
    days = evaluation.period.deadlines(evaluation.agency.level, evaluation.origin.simulated)
    to_send = actions_of(evaluation).to_send
    reasons: dict[Reason | None, list[ResultRow]] = {}
    for row in missing:
        reasons.setdefault(row.result.verdict.reason, []).append(row)
    return fragment(
        "gaps",
        wording.results.counted(len(missing), wording.results.TARGETS_WITHOUT_FIGURE),
        groups=[(*_gap_words(evaluation, reason), items) for reason, items in reasons.items()],
        evidence=evidence,
        lacking=_lacking(evaluation),
        until=wording.brief.send_before(days.send_by) if days.send_by and to_send else "",
        illustration=days.illustration,
        **_of_intake(evaluation),
    )


def _of_intake(evaluation: Evaluation) -> dict[str, Any]:
    """What the intake asks: to confirm figures, and its remarks."""
    of_all = evaluation.agency.level == WHOLE
    words = wording.unconfirmed.of_agency if of_all else wording.unconfirmed.to_confirm
    return {
        "unconfirmed": [wording.core.leading(words(doubt)) for doubt in evaluation.unconfirmed],
        "remarks": evaluation.notices,
    }


def _lacking(evaluation: Evaluation) -> list[tuple[str, list[ResultRow]]]:
    """All agencies without data where they are too many to be named with each target, and the
    targets that lack the same."""
    by_names: dict[tuple[str, ...], list[ResultRow]] = {}
    for row in rows(evaluation):
        names = lacking_names(evaluation, row.result.observation)
        if len(names) > wording.results.NAMED:
            by_names.setdefault(names, []).append(row)
    return [(wording.results.all_named(names), items) for names, items in by_names.items()]


def _gap_words(evaluation: Evaluation, reason: Reason | None) -> tuple[str, str]:
    """Why figures are missing, and what is to be done."""
    if reason is None:
        return wording.states.STATUS_WORDS[Status.NO_DATA], wording.gaps.GAP_ACTION
    action = wording.gaps.GAP_ACTIONS.get(reason, wording.gaps.GAP_ACTION)
    plan, level = evaluation.plan, evaluation.agency.level
    return (
        wording.core.in_plan(wording.states.REASON_WORDS[reason], plan, level),
        wording.core.in_plan(action, plan, level),
    )
