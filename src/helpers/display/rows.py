"""Results as a reader sees them: which rows a packet speaks of, in what words and what order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from helpers import wording
from helpers.formulas import share
from helpers.model import (
    Evaluation,
    Judged,
    Level,
    Observation,
    Part,
    Reason,
    Result,
    Status,
    Verdict,
)

SMALL_NUMBER = 30  # below it a complete count carries a note (methods 2)
EVIDENCE_SHOWN = 300
OUTSIDE_COUNT = (None, Status.NOT_APPLICABLE, Status.NOT_ARISING)
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
    """One result in words, ready for any table; every text is plain and not yet escaped."""

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
    yes_no: bool
    result: Result

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


def value_of(observation: Observation | None) -> Fraction | None:
    """The share of an observation in percent; None without figures or of nothing."""
    if observation is None or observation.missing is not None:
        return None
    return share(observation.numerator, observation.denominator)


def value_words(result: Result, observation: Observation | None, yes_no: bool = False) -> str:
    """An observation of `result`'s target in words: `33,9 %`, `Có`, `Đã hoàn thành`."""
    target = result.target
    if observation is not None and observation.judgement is not None:
        return wording.JUDGEMENT_WORDS[observation.judgement]
    value = value_of(observation)
    if value is None:
        return ""
    if yes_no:
        return wording.YES if value == 100 else wording.NO
    return wording.figure(value, target.unit, target.threshold(result.level))


def is_yes_no(evaluation: Evaluation, result: Result) -> bool:
    """Whether the agency itself answers yes or no; of several agencies it is a share of them."""
    own = result.level is evaluation.agency.level and result.level is not Level.ALL
    return own and result.target.judged.get(result.level) is Judged.YES_NO


def with_counts(row: Row) -> str:
    """Value and counts in one phrase: `322/950, bằng 33,9 %`."""
    return f"{row.counts}, bằng {row.value}" if row.counts else row.value


def as_row(evaluation: Evaluation, result: Result) -> Row:
    """One result in words."""
    target, observation = result.target, result.observation
    own = result.level is evaluation.agency.level
    yes_no = is_yes_no(evaluation, result)
    peers = _peers(result, yes_no)
    return Row(
        anchor=target.id if own else f"{target.id}-{result.level}",
        label=target.label,
        cite=wording.cite(target.clause),
        point=wording.cite(target.clause).partition(" mục ")[0],
        level=result.level,
        group="" if own else wording.GROUP_WORDS[result.level],
        threshold=wording.threshold_words(target, result.level),
        value=value_words(result, observation, yes_no),
        counts="" if yes_no else _counts(result),
        wording="" if yes_no else _in_words(result),
        details=tuple(_details(result)),
        mark=mark(evaluation, result),
        margin=() if yes_no else tuple(_margin(result)),
        source=_source(observation),
        previous=value_words(result, result.previous, yes_no),
        previous_mark=_previous_mark(evaluation, result),
        peers=peers,
        peer_count=f"{wording.number(result.peer_count)} đơn vị" if peers else "",
        note=target.note,
        yes_no=yes_no,
        result=result,
    )


def _source(observation: Observation | None) -> str:
    if observation is None or observation.missing is not None:
        return ""
    return wording.source_of(observation)


def _peers(result: Result, yes_no: bool) -> str:
    """The median of the peers; among yes and no it is the answer that most of them gave."""
    if result.peer_median is None:
        return ""
    median = Fraction(result.peer_median)
    if yes_no:
        return {100: wording.YES, 0: wording.NO}.get(int(median), "")
    return wording.figure(median, result.target.unit, result.target.threshold(result.level))


def mark(evaluation: Evaluation, result: Result) -> Mark:
    """The verdict of a result in the words of the evaluation's period."""
    if result.observation is not None and result.observation.judgement is not None:
        return Mark(wording.WATCHED, "info")  # a judgement speaks for itself
    status = result.verdict.status
    shape = "info" if status is None else status.value
    if status is Status.MISSED and not evaluation.period.final:
        shape = "below"
    elif status is Status.MISSED and not result.target.firm:
        shape = "short"
    reason = wording.reason_words(result)
    if result.verdict.reason in (Reason.DUE_LATER, Reason.NO_SURVEY):
        reason = ""  # the words of the status say it already
    return Mark(wording.status_words(result, evaluation.period), shape, reason)


def _previous_mark(evaluation: Evaluation, result: Result) -> Mark | None:
    before, verdict = evaluation.previous_period, result.previous_verdict
    if before is None or verdict is None or result.previous is None:
        return None
    then = replace(result, observation=result.previous, verdict=verdict)
    return mark(replace(evaluation, period=before), then)


def _counts(result: Result) -> str:
    """`322/950`; empty without figures."""
    seen = result.observation
    if value_of(seen) is None:
        return ""
    assert seen is not None and seen.numerator is not None and seen.denominator is not None
    return f"{wording.number(seen.numerator)}/{wording.number(seen.denominator)}"


def _in_words(result: Result) -> str:
    """Numerator and denominator named in words."""
    seen, target = result.observation, result.target
    if not _counts(result) or not target.numerator or seen is None:
        return ""
    numerator, denominator = seen.numerator or 0, seen.denominator or 0
    return (
        f"{wording.number(numerator)} {target.numerator} "
        f"trên {wording.number(denominator)} {target.denominator}"
    )


def _details(result: Result) -> Iterable[str]:
    """What must be read with a figure: parts, sample, interval, coverage, small numbers."""
    seen = result.observation
    if seen is None or value_of(seen) is None:
        return
    for part in seen.parts:
        if part.label and part.denominator:
            yield _part(part)
    if seen.sampling is not None:
        yield wording.SAMPLING_WORDS[seen.sampling]
    yield from _interval(result.verdict)
    if seen.asked > 1:
        answered, asked = wording.number(seen.answered), wording.number(seen.asked)
        yield f"{answered}/{asked} cơ quan có số liệu"
    elif seen.sampling is None and 1 < (seen.denominator or 0) < SMALL_NUMBER:
        yield f"dưới {SMALL_NUMBER} trường hợp, tỷ lệ dễ biến động"
    if seen.evidence:
        yield f"tài liệu kiểm chứng: {_cut(seen.evidence)}"
    if result.target.exclusions:
        yield f"không tính: {wording.within(result.target.exclusions)}"


def _part(part: Part) -> str:
    rate = wording.percent(Fraction(100 * part.numerator, part.denominator))
    return (
        f"{part.label}: {wording.number(part.numerator)}/{wording.number(part.denominator)}, {rate}"
    )


def _interval(verdict: Verdict) -> Iterable[str]:
    if verdict.low is not None and verdict.high is not None:
        low, high = (wording.number(x, 1) for x in (verdict.low, verdict.high))
        yield f"khoảng tin cậy 95{wording.NBSP}%: {low}–{high}{wording.NBSP}%"


def _cut(text: str) -> str:
    return text if len(text) <= EVIDENCE_SHOWN else f"{text[:EVIDENCE_SHOWN].rstrip()}…"


def _margin(result: Result) -> Iterable[str]:
    """In units of work, then in points of percent."""
    words = wording.margin_words(result)
    if words:
        yield wording.leading(words)
    margin = result.verdict.margin
    if margin and result.target.unit == UNIT_SHARE and result.verdict.status is not None:
        yield wording.points_apart(margin)
