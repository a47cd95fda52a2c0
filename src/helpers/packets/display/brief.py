"""The brief of a packet, complete by itself: where the agency is, what to do, every verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helpers import wording
from helpers.evaluation.standings import own_assessed, share_met
from helpers.model import WHOLE, Classed, Evaluation, Standing, Status, rounding
from helpers.packets.display.actions import Actions, actions_of
from helpers.packets.display.first_screen import facts, tally, tally_line
from helpers.packets.display.fragment import NOTHING, Fragment, fragment
from helpers.packets.display.rows import ResultRow
from helpers.packets.display.score import class_sentence, score_sentence
from helpers.packets.display.selection import assessed, is_share, own_rows, summary_rows

STEPS_SHOWN, OVER_SHOWN = 5, 3


@dataclass(frozen=True)
class Box:
    """One of the boxes at the head of a brief."""

    title: str
    big: str  # its main figure; empty for none
    lines: tuple[str, ...]
    until: str = ""  # its last day, in words
    illustration: bool = False  # the day is made up for simulated data


def summary(evaluation: Evaluation) -> Fragment:
    """The results in one sentence, the number of targets by verdict, and three boxes."""
    lead = tally_line(evaluation)
    return fragment(
        "summary",
        lead,
        template="brief",
        lead=lead,
        tally=tally(own_rows(evaluation)),
        facts=facts(evaluation),
        points=score_sentence(evaluation),
        rating=class_sentence(evaluation) if isinstance(evaluation.classed, Classed) else "",
        illustration=isinstance(evaluation.classed, Classed) and evaluation.classed.illustration,
        boxes=boxes(evaluation),
    )


def boxes(evaluation: Evaluation) -> tuple[Box, ...]:
    """Where the agency is, what it has to send, how it objects; of the province only the first."""
    if evaluation.agency.level == WHOLE:
        return ()
    plan, wanted = evaluation.plan, actions_of(evaluation)
    days = evaluation.period.deadlines(evaluation.agency.level, evaluation.origin.simulated)
    sent = evaluation.objections
    answered = sum(objection.answered for objection in sent)
    to_send, to_reply = (
        wording.brief.before(day) if day else "" for day in (days.send_by, days.reply_by)
    )
    return (
        standing_box(evaluation),
        Box(
            wording.brief.TO_SEND,
            "",
            _filled(_to_send(wanted), _recipient(evaluation, wanted)),
            to_send if wanted.to_send else "",
            days.illustration,
        ),
        Box(
            wording.brief.OBJECTION,
            "",
            _filled(
                wording.brief.how_to_object(plan.terms.desk),
                wording.brief.objections(len(sent), answered),
            ),
            to_reply,
            days.illustration,
        ),
    )


def _filled(*lines: str) -> tuple[str, ...]:
    return tuple(filter(None, lines))


def _to_send(actions: Actions) -> str:
    return wording.brief.things_to_send(
        actions.form, len(actions.figures), len(actions.evidence), actions.unconfirmed
    )


def _recipient(evaluation: Evaluation, actions: Actions) -> str:
    plan, above = evaluation.plan, evaluation.plan.parent(evaluation.agency)
    through = above.name if above and plan.levels_under(above.level) else ""
    return wording.brief.recipient(plan.terms, through) if actions.to_send else ""


def standing_box(evaluation: Evaluation) -> Box:
    """Where the agency is among its peers."""
    results, others = own_assessed(evaluation), evaluation.standing
    share = share_met(results)
    if others is None or share is None:
        return Box(wording.brief.STANDING, "", (wording.brief.NO_STANDING,))
    met = sum(result.verdict.status is Status.MET for result in results)
    group = wording.brief.GROUPS[quarter(float(rounding.rounded(share, 1)), others)]
    return Box(wording.brief.STANDING, group, (wording.brief.standing(met, len(results), others),))


def quarter(share: float, others: Standing) -> int:
    """0 below the first quartile of the level, 2 above the third, 1 between them or on them."""
    return 0 if share < others.low else 2 if share > others.high else 1


# ---------------------------------------------------------------- what to do


def actions(evaluation: Evaluation) -> Fragment:
    """What to do in three lists: to send at once, still possible, over."""
    wanted = actions_of(evaluation)
    sending = _sending(evaluation, wanted)
    steps, over = wanted.own[:STEPS_SHOWN], wanted.over[:OVER_SHOWN]
    below = len(wanted.steps) + len(wanted.over)
    later = wording.brief.LATER if steps and evaluation.period.final else ""
    return fragment(
        "actions",
        wording.results.counted(below, wording.results.TARGETS_BELOW),
        template="brief",
        sending=sending,
        steps=steps,
        notes=_filled(*_further(wanted)),
        about_steps=_filled(later, wording.brief.part_of(len(steps), len(wanted.own))),
        over=over,
        about_over=_filled(wording.brief.part_of(len(over), len(wanted.over))),
        nothing=not (sending or wanted.steps or wanted.over),
    )


def _sending(evaluation: Evaluation, wanted: Actions) -> tuple[str, ...]:
    doubts = evaluation.unconfirmed[: wanted.unconfirmed]
    return _filled(
        wording.brief.send_form(wanted.form, wanted.by_form) if wanted.form else "",
        wording.brief.send_figures(_labels(wanted.figures)) if wanted.figures else "",
        wording.brief.confirm([wording.unconfirmed.to_confirm(d) for d in doubts])
        if doubts
        else "",
        wording.brief.send_evidence(_labels(wanted.evidence)) if wanted.evidence else "",
        wording.brief.urge(wanted.silent) if wanted.silent else "",
        wording.brief.late_tasks([f"{s.task.clause} {s.task.label}" for s in wanted.late_tasks])
        if wanted.late_tasks
        else "",
        wording.brief.waiting(_labels(wanted.waiting)) if wanted.waiting else "",
    )


def _further(wanted: Actions) -> Iterable[str]:
    if wanted.undone:
        yield wording.brief.undone(_labels(step.row for step in wanted.undone))
    if wanted.of_others:
        yield wording.brief.of_others([(step.row.label, step.who) for step in wanted.of_others])


def _labels(items: Iterable[ResultRow]) -> list[str]:
    return [row.label for row in items]


# ---------------------------------------------------------------- every verdict


@dataclass(frozen=True)
class Bullet:
    """A share as a bar of 100 units, its threshold as a tick, the middle half of the peers."""

    value: float
    threshold: float | None
    band: tuple[float, float] | None


def verdicts(evaluation: Evaluation) -> Fragment:
    """A table of every target that is assessed: result with both counts, threshold, peers, verdict
    and what is missing; NOTHING where none is."""
    items = assessed(summary_rows(evaluation))
    if not items:
        return NOTHING
    return fragment(
        "verdicts",
        wording.results.counted(len(items), wording.results.TARGETS),
        template="brief",
        items=[(row, bullet(row)) for row in items],
        heads=wording.brief.VERDICT_HEADS,
        note=wording.brief.BAND_NOTE if any(row.result.peer_quartiles for row in items) else "",
    )


def bullet(row: ResultRow) -> Bullet | None:
    """The figure of a row for a bar; None where it is no share."""
    if not is_share(row) or row.number is None or row.number > 100:
        return None
    limit = row.result.target.threshold(row.level)
    return Bullet(
        value=round(float(row.number), 1),
        threshold=None if limit is None else float(limit),
        band=row.result.peer_quartiles,
    )
