"""Results as a reader sees them: which rows a packet speaks of, in what words and what order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from helpers import wording
from helpers.evaluation.formulas import value as value_of
from helpers.evaluation.sources import figure_source
from helpers.model import (
    Component,
    Evaluation,
    InputKind,
    Judged,
    Kind,
    Level,
    LineExplanation,
    Measure,
    Observation,
    Reason,
    Result,
    Rollup,
    Status,
    Target,
    Verdict,
)

SMALL_NUMBER = 30  # below it a complete count carries a note (methods 2)
LEAST_IN_GROUP = 5  # ballots; a smaller group is not broken out (methods 6)
LARGE_PART = 20  # a sample of more than one in so many
EVIDENCE_SHOWN = 300
OUTSIDE_COUNT = (None, Status.NOT_APPLICABLE, Status.NOT_ARISING)
INFO = "info"
UNIT_SHARE = "%"
LEVEL_ORDER = (Level.ALL, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


@dataclass(frozen=True)
class Mark:
    """A verdict for the eye: word, shape and colour (`shape` names both), and why."""

    word: str
    shape: str
    reason: str = ""


@dataclass(frozen=True)
class Row:
    """One result in words, ready for any table; every text is plain and not yet escaped.

    `now`, `then`: the value of this and of the previous period. `of`: which of several figures
    decided, where the lowest does. `yes_no`: the row is one answer, not a share of several.
    """

    anchor: str
    label: str
    cite: str
    point: str
    level: Level
    group: str
    threshold: str
    value: str
    counts: str
    wording: str
    details: tuple[str, ...]
    mark: Mark
    margin: tuple[str, ...]
    source: str
    previous: str
    previous_mark: Mark | None
    peers: str
    peer_count: str
    note: str
    of: str
    now: Fraction | None
    then: Fraction | None
    yes_no: bool
    result: Result

    @property
    def turned(self) -> str:
        """The verdict of the previous period, where it was met and is not any more, or was not."""
        before = self.previous_mark
        if before is None or not self.previous or before.shape == INFO:
            return ""
        return before.word if (before.shape == "met") != (self.mark.shape == "met") else ""

    @property
    def status(self) -> Status | None:
        """The status behind the mark."""
        return self.result.verdict.status


_kept: tuple[Evaluation, tuple[Row, ...]] | None = None


def rows(evaluation: Evaluation, area: str | None = None) -> tuple[Row, ...]:
    """All results of an evaluation, or of one area: in the plan's order, and of one target the
    agency's own row first."""
    # A packet asks for them in every section, so those of the evaluation at hand are kept.
    global _kept
    kept = _kept
    if kept is None or kept[0] is not evaluation:
        kept = _kept = (evaluation, tuple(as_row(evaluation, r) for r in _ordered(evaluation)))
    return tuple(row for row in kept[1] if area in (None, row.result.target.area))


def prepare(evaluation: Evaluation) -> None:
    """Put the results into words once, for the processes forked from this one."""
    rows(evaluation)


def _ordered(evaluation: Evaluation) -> list[Result]:
    place = {target.id: n for n, target in enumerate(evaluation.plan.targets)}
    return sorted(
        evaluation.results,
        key=lambda r: (
            place.get(r.target.id, len(place)),
            r.level is not evaluation.agency.level,
            LEVEL_ORDER.index(r.level),
        ),
    )


def value_words(result: Result, observation: Observation | None, yes_no: bool = False) -> str:
    """An observation of `result`'s target in words: `33,9 %`, `Có`, `Đã hoàn thành`."""
    if observation is not None and observation.judgement is not None:
        return wording.JUDGEMENT_WORDS[observation.judgement]
    if observation is not None and observation.missing is Reason.WITHHELD:
        return wording.WITHHELD
    value = value_of(result.target, observation)
    if value is None:
        return ""
    if yes_no:
        return wording.YES if value == 100 else wording.NO
    return wording.value_figure(result.target, result.level, value)


def is_yes_no(evaluation: Evaluation, result: Result) -> bool:
    """Whether the agency itself answers yes or no; of several agencies it is a share of them."""
    if result.level is not evaluation.agency.level or result.level is Level.ALL:
        return False
    judged = result.target.judged.get(result.level)
    return judged is Judged.YES_NO or asked_as(result) == {InputKind.YES_NO}


def asked_as(result: Result) -> set[InputKind]:
    """The kinds of answer that are asked about an agency of the result's level."""
    return {entry.kind for entry in result.target.asked(result.level)}


def with_counts(row: Row) -> str:
    """Value and counts in one phrase: `322/950, bằng 33,9 %`."""
    if not row.counts or not row.value:
        return row.counts or row.value
    link = ", " if row.result.target.measure is Measure.FALL else ", bằng "
    return f"{row.counts}{link}{row.value}"


def as_row(evaluation: Evaluation, result: Result) -> Row:
    """One result in words."""
    target, observation = result.target, result.observation
    own = result.level is evaluation.agency.level
    yes_no = is_yes_no(evaluation, result)
    peers, of = _peers(result, yes_no), _deciding(target, observation)
    return Row(
        anchor=target.id if own else f"{target.id}-{result.level}",
        label=target.label,
        cite=wording.cite(target.clause),
        point=wording.cite(target.clause).partition(" mục ")[0],
        level=result.level,
        group="" if own else wording.GROUP_WORDS[result.level],
        threshold=wording.threshold_words(target, result.level),
        value=value_words(result, observation, yes_no),
        counts="" if yes_no else counts_of(result, observation),
        wording="" if yes_no else _in_words(result, of),
        details=tuple(_details(evaluation, result, yes_no)),
        mark=mark(evaluation, result),
        margin=() if yes_no else tuple(_margin(result, of)),
        source=source_words(evaluation, result, observation),
        previous=value_words(result, result.previous, yes_no),
        previous_mark=_previous_mark(evaluation, result),
        peers=peers,
        peer_count=f"{wording.number(result.peer_count)} đơn vị" if peers else "",
        note=target.note,
        of=of,
        now=value_of(target, observation),
        then=value_of(target, result.previous),
        yes_no=yes_no,
        result=result,
    )


def source_words(evaluation: Evaluation, result: Result, observation: Observation | None) -> str:
    """Where a figure or a judgement comes from; empty without either."""
    if observation is None or observation.missing is not None:
        return ""
    whole = evaluation.agency.level is Level.ALL
    return wording.source_words(figure_source(result.target, observation, whole), observation.by)


def _peers(result: Result, yes_no: bool) -> str:
    """The median of the peers; among yes and no it is the answer that most of them gave."""
    if result.peer_median is None:
        return ""
    median = Fraction(result.peer_median)
    if yes_no:
        return {100: wording.YES, 0: wording.NO}.get(int(median), "")
    return wording.value_figure(result.target, result.level, median)


def _deciding(target: Target, observation: Observation | None) -> str:
    """Which of several figures an observation stands on, where the lowest of them decides; of a
    share of agencies the parts are conditions, all of which are needed."""
    if observation is None or target.rollup is Rollup.SHARE_OF_AGENCIES:
        return ""
    shares = [component for component in observation.components if component.denominator]
    pair = observation.numerator, observation.denominator
    found = [c for c in shares if (c.numerator, c.denominator) == pair]
    if not found or len(shares) < 2:
        return ""
    return wording.within(wording.component_words(found[0].key, target))


def mark(evaluation: Evaluation, result: Result) -> Mark:
    """The verdict of a result in the words of the evaluation's period."""
    if result.observation is not None and result.observation.judgement is not None:
        return Mark(wording.WATCHED, INFO)  # a judgement speaks for itself
    status = result.verdict.status
    shape = INFO if status is None else status.value
    if status is Status.MISSED and not evaluation.period.final:
        shape = "below"
    elif status is Status.MISSED and not result.target.firm:
        shape = "short"
    reason = wording.reason_words(result)
    if result.verdict.reason is Reason.DUE_LATER or result.verdict.reason in wording.NOT_YET:
        reason = ""  # the words of the status say it already
    return Mark(wording.status_words(result, evaluation.period), shape, reason)


def _previous_mark(evaluation: Evaluation, result: Result) -> Mark | None:
    before, verdict = evaluation.previous_period, result.previous_verdict
    if before is None or verdict is None or result.previous is None:
        return None
    then = replace(result, observation=result.previous, verdict=verdict)
    return mark(replace(evaluation, period=before), then)


def counts_of(result: Result, observation: Observation | None) -> str:
    """`322/950`, of a fall `từ 420 còn 408`; empty without two counts."""
    if observation is None or observation.missing is not None:
        return ""
    numerator, denominator = observation.numerator, observation.denominator
    if numerator is None or denominator is None or not (numerator or denominator):
        return ""
    if result.target.measure is Measure.FALL:
        return wording.from_to(denominator, denominator - numerator)
    return f"{wording.number(numerator)}/{wording.number(denominator)}"


def _in_words(result: Result, of: str) -> str:
    """Numerator and denominator named in words, or which of several figures decided."""
    seen, target = result.observation, result.target
    if of:
        return wording.deciding(of)
    if seen is None or not counts_of(result, seen) or not target.numerator:
        return ""
    numerator, denominator = seen.numerator or 0, seen.denominator or 0
    if target.measure is Measure.FALL:
        return f"{wording.number(denominator)} {target.denominator}"
    return (
        f"{wording.number(numerator)} {target.numerator} "
        f"trên {wording.number(denominator)} {target.denominator}"
    )


def _details(evaluation: Evaluation, result: Result, yes_no: bool) -> Iterable[str]:
    """What must be read with a figure: parts, other spans of time, sample, coverage, evidence."""
    seen, target = result.observation, result.target
    if seen is None:
        return
    if seen.judgement is not None and target.kind is Kind.QUANTITATIVE:
        yield wording.JUDGED_INSTEAD
    composite = yes_no and asked_as(result) == {InputKind.YES_NO}
    if _has_few_persons(seen):
        yield wording.FEW_IN_A_GROUP
    else:
        for component in seen.components:
            if component.denominator != 0:
                words = wording.component_words(component.key, target)
                yield _component(words, component, composite)
    yield from _spans(evaluation, result)
    if value_of(target, seen) is not None:
        yield from _reach(seen, result.verdict)
    if seen.why:
        yield wording.appraisal_reason(cut(seen.why))
    if seen.missing is None and seen.evidence:
        yield f"tài liệu kiểm chứng: {cut(seen.evidence)}"
    yield from explanation_texts(result.explanations)
    if target.exclusions and value_of(target, seen) is not None:
        yield f"không tính: {wording.within(target.exclusions)}"


def explanation_texts(explanations: Iterable[LineExplanation]) -> list[str]:
    """Explanations with whose they are."""
    return [cut(wording.explained(each.text, each.by)) for each in explanations]


def _has_few_persons(seen: Observation) -> bool:
    """Whether ballots broken down would tell who answered (methods 6); the groups that are left
    would tell the one left out, so none is shown."""
    if seen.sampling is None:
        return False
    return any(0 < (c.denominator or 0) < LEAST_IN_GROUP for c in seen.components)


def _component(words: str, component: Component, yes_no: bool = False) -> str:
    numerator, denominator = component.numerator, component.denominator
    counts = wording.number(numerator)
    if denominator is None:
        return f"{words}: {counts}"
    if yes_no:
        return f"{words}: {wording.within(wording.YES if numerator else wording.NO)}"
    rate = wording.percent(Fraction(100 * numerator, denominator))
    return f"{words}: {counts}/{wording.number(denominator)}, {rate}"


def _spans(evaluation: Evaluation, result: Result) -> Iterable[str]:
    """The same figure over other spans of time: since the year's start, over years, at the base
    year's end; and how far the way to the threshold is gone."""
    seen, verdict, plan = result.observation, result.verdict, evaluation.plan
    if result.cumulative is not None and result.cumulative.denominator:
        start = min(period.start for period in plan.periods.values())
        yield _component(wording.since(start), result.cumulative)
    if seen is not None and seen.average is not None:
        yield _component(wording.YEARLY_MEAN, seen.average)
    if seen is not None and seen.baseline is not None:
        yield _component(wording.baseline(plan.year - 1), seen.baseline)
    if verdict.pace is not None:
        yield wording.pace_words(verdict.pace)
    if verdict.needed is not None:
        yield wording.needed_words(verdict.needed, result.target.comparison)


def _reach(seen: Observation, verdict: Verdict) -> Iterable[str]:
    """How far a figure can be trusted: sample, interval, coverage, small numbers."""
    if seen.sampling is not None:
        yield wording.SAMPLING_WORDS[seen.sampling]
    yield from _interval(verdict)
    if verdict.low is not None and _large_part(seen):
        yield wording.large_sample(seen.denominator or 0, seen.population or 0)
    if seen.asked > 1:
        answered, asked = wording.number(seen.answered), wording.number(seen.asked)
        yield f"{answered}/{asked} cơ quan có số liệu"
    elif seen.sampling is None and 1 < (seen.denominator or 0) < SMALL_NUMBER:
        yield f"dưới {SMALL_NUMBER} trường hợp, tỷ lệ dễ biến động"


def _large_part(seen: Observation) -> bool:
    """Whether a sample is more than a twentieth of those it stands for, so that the interval is
    narrower than printed (methods 2); more ballots than dossiers are no sample of them."""
    answers, whole = seen.denominator or 0, seen.population or 0
    return whole < LARGE_PART * answers and answers <= whole


def _interval(verdict: Verdict) -> Iterable[str]:
    if verdict.low is not None and verdict.high is not None:
        low, high = (wording.number(x, 1) for x in (verdict.low, verdict.high))
        yield f"khoảng tin cậy 95{wording.NBSP}%: {low}–{high}{wording.NBSP}%"


def cut(text: str) -> str:
    """A text from a form, no longer than a packet shows."""
    return text if len(text) <= EVIDENCE_SHOWN else f"{text[:EVIDENCE_SHOWN].rstrip()}…"


def _margin(result: Result, of: str) -> Iterable[str]:
    """In units of work, then in points of percent."""
    words = wording.margin_words(result, of)
    if words:
        yield wording.leading(words)
    margin = result.verdict.margin
    in_percent = result.target.unit.startswith(UNIT_SHARE)
    if margin and in_percent and result.verdict.status is not None:
        yield wording.points_apart(margin)
