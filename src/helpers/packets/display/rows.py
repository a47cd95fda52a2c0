"""Results in words: each result of an evaluation as one row, ready for any table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from helpers import wording
from helpers.evaluation.formulas import value as value_of
from helpers.evaluation.sources import figure_source, reporting_level
from helpers.evaluation.withheld import is_withheld
from helpers.model import (
    WHOLE,
    Evaluation,
    InputKind,
    Kind,
    Level,
    Measure,
    Observation,
    Reason,
    Result,
    Rollup,
    Status,
    Target,
)
from helpers.packets.display.lacking import lacking_names
from helpers.packets.display.reliability import (
    few,
    reliability,
    unconfirmed,
    voluntary,
)
from helpers.packets.display.spans import component_line, spans
from helpers.packets.display.stated import appraisal_texts, cut, explanation_texts

INFO = "info"
UNIT_SHARE = "%"


@dataclass(frozen=True)
class Mark:
    """A verdict as a badge."""

    word: str
    shape: str  # names the icon and the colour: a status, "short", "below" or INFO
    reason: str = ""


@dataclass(frozen=True)
class ResultRow:
    """One result in words; every text is plain and not yet escaped."""

    anchor: str
    label: str
    cite: str  # the clause, as people cite it
    point: str  # the last part of it
    level: Level
    group: str  # the agencies of that level; empty for the agency's own
    threshold: str
    value: str
    counts: str  # `322/950`
    in_words: str  # the counts named in words, or which figure decides
    details: tuple[str, ...]
    mark: Mark
    margin: tuple[str, ...]  # in units of work, in points of percent
    source: str
    previous: str  # value of the previous period
    previous_mark: Mark | None
    peers: str  # median of the peers, or how many of them answer yes
    peer_count: str
    note: str
    lacking: str  # of a roll-up: the first of the agencies without data
    deciding: str  # the component whose figure decides, where the lowest of several does
    number: Fraction | None  # value, in the target's unit
    previous_number: Fraction | None
    yes_no: bool  # the agency's own answer is yes or no, not a share
    result: Result

    @property
    def voluntary(self) -> bool:
        """Whether there are voluntary ballots to show, even where the agency was not sampled."""
        return self.result.observation is not None and bool(self.result.observation.voluntary)

    @property
    def said(self) -> str:
        """What must be read with a figure that is only watched."""
        seen = self.result.observation
        if seen is None:
            return ""
        notes = [self.mark.reason] if is_withheld(seen) else []
        notes += [*voluntary(seen, self.result.target), *unconfirmed(seen, self.result.verdict)]
        notes += appraisal_texts(self.result.appraisals)
        return "; ".join((*notes, *explanation_texts(self.result.explanations)))

    @property
    def words(self) -> str:
        """What must be read with the figure, in one text; empty for nothing."""
        texts = (wording.results.source_named(self.source), self.in_words, *self.details)
        words = "; ".join(filter(None, texts))
        return f"{wording.core.leading(words)}." if words else ""

    @property
    def verdict_notes(self) -> tuple[str, ...]:
        """What is printed with a verdict: its reason, and how far the figure is from the mark."""
        return tuple(filter(None, (self.mark.reason, *map(wording.core.within, self.margin[:1]))))

    @property
    def short_cite(self) -> str:
        """The clause as the plan numbers it: `II.2.2.đ`."""
        return self.result.target.clause

    @property
    def limit(self) -> str:
        """The figure of the threshold alone: `60%`."""
        limit = self.result.target.threshold(self.level)
        return "" if limit is None else wording.targets.threshold_figure(self.result.target, limit)

    @property
    def lacking_units(self) -> str:
        """How many of what are missing: `2 công chức`; empty where that is not counted."""
        units = self.result.verdict.margin_units
        if self.yes_no or units is None or not units:
            return ""
        thing = wording.verdicts.thing_words(self.result, self.deciding)
        return f"{wording.core.number(abs(units))} {thing}"

    @property
    def limit_words(self) -> str:
        """The threshold in a narrow column; none of an answer yes or no."""
        return "" if self.yes_no else wording.brief.limit_short(self.result.target, self.level)

    @property
    def peers_words(self) -> str:
        """The peers in a narrow column: their median, or how many answer yes."""
        return wording.brief.peers_short(self.peers, self.result.peer_yes is not None)

    @property
    def previous_verdict(self) -> str:
        """The verdict of the previous period, where one of the two is "met" and the other not."""
        before = self.previous_mark
        if before is None or not self.previous or before.shape == INFO:
            return ""
        return before.word if (before.shape == "met") != (self.mark.shape == "met") else ""

    @property
    def status(self) -> Status | None:
        """The status behind the mark."""
        return self.result.verdict.status


def rows(evaluation: Evaluation, area: str | None = None) -> tuple[ResultRow, ...]:
    """All results of an evaluation, or of one area: in the plan's order, and of one target the
    agency's own row first."""
    return tuple(row for row in _all_rows(evaluation) if area in (None, row.result.target.area))


@lru_cache(maxsize=1)  # every section of a packet needs them
def _all_rows(evaluation: Evaluation) -> tuple[ResultRow, ...]:
    return tuple(as_row(evaluation, result) for result in _ordered(evaluation))


def prepare(evaluation: Evaluation) -> None:
    """Put the results into words once, for the processes forked from this one."""
    _all_rows(evaluation)


def _ordered(evaluation: Evaluation) -> list[Result]:
    levels = [WHOLE, *evaluation.plan.levels]
    place = {target.id: n for n, target in enumerate(evaluation.plan.targets)}
    return sorted(
        evaluation.results,
        key=lambda r: (
            place.get(r.target.id, len(place)),
            r.level != evaluation.agency.level,
            levels.index(r.level),
        ),
    )


def value_words(result: Result, observation: Observation | None, yes_no: bool = False) -> str:
    """The value of an observation of the result's target: `33,9%`, `Có`, `Đã hoàn thành`; empty
    without one. `yes_no`: 100 means yes."""
    if observation is not None and observation.judgement is not None:
        return wording.states.JUDGEMENT_WORDS[observation.judgement]
    if is_withheld(observation):
        return wording.verdicts.WITHHELD
    value = value_of(result.target, observation)
    if value is None:
        return ""
    if yes_no:
        return wording.states.YES if value == 100 else wording.states.NO
    return wording.targets.value_figure(result.target, result.level, value)


def is_yes_no(evaluation: Evaluation, result: Result) -> bool:
    """Whether the agency itself answers yes or no; of several agencies the value is a share."""
    own = result.level == evaluation.agency.level and result.level != WHOLE
    return own and result.target.answers_yes_no(result.level)


def answer_kinds(result: Result) -> set[InputKind]:
    """The kinds of the inputs about an agency of the result's level."""
    return {entry.kind for entry in result.target.asked(result.level)}


def with_counts(row: ResultRow) -> str:
    """Counts and value in one phrase: `322/950, bằng 33,9%`."""
    return wording.results.value_after_counts(row.counts, row.value, row.result.target.measure)


def as_row(evaluation: Evaluation, result: Result) -> ResultRow:
    """One result in words."""
    target, observation = result.target, result.observation
    own = result.level == evaluation.agency.level
    yes_no = is_yes_no(evaluation, result)
    peers, deciding = _peers(result), _deciding(target, observation)
    return ResultRow(
        anchor=target.id if own else f"{target.id}-{result.level}",
        label=target.label,
        cite=wording.core.cite(target.clause),
        point=wording.results.place_in_plan(target.clause),
        level=result.level,
        group="" if own else evaluation.plan.group(result.level),
        threshold=wording.targets.threshold_words(target, result.level),
        value=value_words(result, observation, yes_no),
        counts="" if yes_no else counts_of(result, observation),
        in_words="" if yes_no else _in_words(result, deciding),
        details=tuple(_details(evaluation, result, yes_no)),
        mark=mark(evaluation, result),
        margin=() if yes_no else tuple(_margin(result, deciding)),
        source=source_words(evaluation, result, observation),
        previous=value_words(result, result.previous, yes_no),
        previous_mark=_previous_mark(evaluation, result),
        peers=peers,
        peer_count=wording.results.agency_count(result.peer_count)
        if peers and result.peer_yes is None
        else "",
        note=target.note,
        lacking=wording.results.first_named(lacking_names(evaluation, observation)),
        deciding=deciding,
        number=value_of(target, observation),
        previous_number=value_of(target, result.previous),
        yes_no=yes_no,
        result=result,
    )


def source_words(evaluation: Evaluation, result: Result, observation: Observation | None) -> str:
    """Where a figure or a judgement comes from; empty without either."""
    if observation is None or observation.missing is not None:
        return ""
    whole = evaluation.agency.level == WHOLE
    return wording.verdicts.source_words(
        figure_source(evaluation.plan, result.target, observation, whole),
        observation.by,
        evaluation.plan,
        reporting_level(result.target, observation.level),
    )


def _peers(result: Result) -> str:
    """The median of the peers; of yes and no, how many of them answer yes."""
    if result.peer_yes is not None:
        return wording.results.agencies_with_yes(result.peer_yes, result.peer_count)
    if result.peer_median is None:
        return ""
    return wording.targets.median_figure(result.target, Fraction(result.peer_median))


def _deciding(target: Target, observation: Observation | None) -> str:
    """The component whose figure an observation takes, where the lowest of several decides. The
    components of a share of agencies are conditions, all of which are needed."""
    if observation is None or target.rollup is Rollup.SHARE_OF_AGENCIES:
        return ""
    shares = [component for component in observation.components if component.denominator]
    counts = observation.numerator, observation.denominator
    equal = [share for share in shares if (share.numerator, share.denominator) == counts]
    if not equal or len(shares) < 2:
        return ""
    return wording.core.within(wording.results.component_words(equal[0].key, target))


def mark(evaluation: Evaluation, result: Result) -> Mark:
    """The verdict of a result in the words of the evaluation's period."""
    if result.observation is not None and result.observation.judgement is not None:
        return Mark(
            wording.states.STATUS_WORDS["watched"], INFO
        )  # the judgement itself is the value
    status = result.verdict.status
    shape = INFO if status is None else status.value
    if status is Status.MISSED and not evaluation.period.final:
        shape = "below"
    elif status is Status.MISSED and not result.target.firm:
        shape = "short"
    reason = wording.verdicts.reason_words(result, evaluation.plan)
    in_status = (Reason.DUE_LATER, *wording.verdicts.NOT_YET)
    if status is Status.NOT_DUE and result.verdict.reason in in_status:
        reason = ""
    if status in (Status.MET, Status.MISSED) and (since := _since_start(result)):
        reason = wording.verdicts.of_this_period(since)
    return Mark(wording.verdicts.status_words(result, evaluation.period), shape, reason)


def _since_start(result: Result) -> str:
    """The share since the year began, where the period is a later part of it; else empty."""
    counts = result.cumulative
    if counts is None or not counts.denominator:
        return ""
    rate = Fraction(100 * counts.numerator, counts.denominator)
    return wording.core.percent(rate, result.target.threshold(result.level))


def _previous_mark(evaluation: Evaluation, result: Result) -> Mark | None:
    before, verdict = evaluation.previous_period, result.previous_verdict
    if before is None or verdict is None or result.previous is None:
        return None
    previous = replace(result, observation=result.previous, verdict=verdict)
    return mark(replace(evaluation, period=before), previous)


def counts_of(result: Result, observation: Observation | None) -> str:
    """`322/950`, of a fall `từ 420 còn 408`; empty without two counts."""
    if observation is None or observation.missing is not None:
        return ""
    numerator, denominator = observation.numerator, observation.denominator
    if numerator is None or denominator is None or not (numerator or denominator):
        return ""
    if result.target.measure is Measure.FALL:
        return wording.verdicts.from_to(denominator, denominator - numerator)
    return wording.core.counts(numerator, denominator)


def _in_words(result: Result, deciding: str) -> str:
    """Numerator and denominator named in words, or which of several figures decides."""
    observation, target = result.observation, result.target
    if deciding:
        return wording.verdicts.deciding(deciding)
    if observation is None or not counts_of(result, observation) or not target.numerator:
        return ""
    denominator = f"{wording.core.number(observation.denominator or 0)} {target.denominator}"
    if target.measure is Measure.FALL:
        return denominator
    numerator = f"{wording.core.number(observation.numerator or 0)} {target.numerator}"
    return wording.results.counts_in_words(numerator, denominator)


def _details(evaluation: Evaluation, result: Result, yes_no: bool) -> Iterable[str]:
    """What must be read with a figure: components, other spans of time, reliability, evidence."""
    observation, target = result.observation, result.target
    if observation is None:
        return
    if observation.judgement is not None and target.kind is Kind.QUANTITATIVE:
        yield wording.verdicts.JUDGED_INSTEAD
    composite = yes_no and answer_kinds(result) == {InputKind.YES_NO}
    for component in observation.components:
        if component.denominator != 0:
            words = wording.results.component_words(component.key, target)
            yield component_line(words, component, composite)
    yield from few(evaluation, observation)
    if observation.undated:
        yield wording.results.undated_apart(observation.undated)
    yield from unconfirmed(observation, result.verdict)
    yield from spans(evaluation, result)
    if value_of(target, observation) is not None:
        yield from reliability(observation, result.verdict)
    if lacking := lacking_names(evaluation, observation):
        yield wording.results.lacking_words(lacking)
    yield from voluntary(observation, target)
    if result.own_reports and value_of(target, observation) is not None:
        yield wording.results.own_reports_words(result.own_reports, target, evaluation.plan)
    if observation.why:
        yield wording.statements.appraisal_reason(cut(observation.why))
    if observation.missing is None and observation.evidence:
        yield wording.results.evidence_words(cut(observation.evidence))
    yield from appraisal_texts(result.appraisals)
    yield from explanation_texts(result.explanations)
    if target.exclusions and value_of(target, observation) is not None:
        yield wording.results.exclusion_words(target.exclusions)


def _margin(result: Result, deciding: str) -> Iterable[str]:
    """The distance from the threshold in units of work, then in points of percent."""
    words = wording.verdicts.margin_words(result, deciding)
    if words:
        yield wording.core.leading(words)
    margin = result.verdict.margin
    in_percent = result.target.unit.startswith(UNIT_SHARE)
    if margin and in_percent and result.verdict.status is not None:
        yield wording.pages.points_apart(margin)
