"""The measures that a plan can name for an indicator: from records to an observation.

An observation holds numerator and denominator, or the reason why there are none. A blank input is
a gap, never a zero. `key` is the agency, level and target of the observation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from helpers.evaluation.formulas import share as percentage
from helpers.evaluation.indicators.records import Records
from helpers.model import (
    Change,
    Component,
    Dataset,
    Key,
    Lowest,
    Observation,
    Ratio,
    Reason,
    Share,
    Source,
)
from helpers.store.counting import UNDATED, question_of, valid_count


def share(key: Key, indicator: Share, records: Records) -> Observation:
    """The counts `of` added up, as part of the counts `among` added up."""
    match indicator.dataset:
        case Dataset.FORM:
            return _form_share(key, indicator, records)
        case Dataset.DOSSIERS:
            return _dossier_share(key, indicator, records)
        case Dataset.SURVEY:
            return _survey_share(key, indicator, records)


def _form_share(key: Key, indicator: Share, records: Records) -> Observation:
    """A part larger than its whole contradicts itself and is no figure."""
    names = (*indicator.of, *indicator.among)
    if missing := records.missing(*names):
        return Observation(*key, Source.REPORTED, missing=missing)
    counts = {name: records.count(name) or 0 for name in names}
    if _sum(counts, indicator.of) > _sum(counts, indicator.among):
        return Observation(*key, Source.REPORTED, missing=Reason.CONTRADICTS)
    observation = _of_counts(key, Source.REPORTED, indicator, counts)
    return replace(
        observation, evidence=records.evidence(*names), unconfirmed=records.doubts(*names)
    )


def _dossier_share(key: Key, indicator: Share, records: Records) -> Observation:
    """An agency that is not in the one-stop log is a gap: having none needs a statement."""
    if records.dossiers is None:
        return Observation(*key, Source.COMPUTED, missing=records.no_dossiers)
    observation = _of_counts(key, Source.COMPUTED, indicator, records.dossiers)
    return _without_undated(observation, indicator, records.dossiers)


def _without_undated(
    observation: Observation, indicator: Share, counts: Mapping[str, int]
) -> Observation:
    """Of a share that due days decide, the dossiers without one are in neither count."""
    of, among, undated = set(indicator.of), set(indicator.among), 0
    numerator, denominator = observation.numerator or 0, observation.denominator or 0
    for name, (decided, holding) in UNDATED.items():
        if decided & of:
            number = counts.get(name, 0)
            undated += number
            numerator -= number * len(holding & of)
            denominator -= number * len(holding & among)
    return replace(observation, numerator=numerator, denominator=denominator, undated=undated)


def _survey_share(key: Key, indicator: Share, records: Records) -> Observation:
    """Random ballots are the figure; voluntary ones are counted apart (methods 8)."""
    dossiers, population = records.dossiers, None
    questions = dict.fromkeys(map(question_of, indicator.among))
    voluntary = _voluntary(indicator, records)
    if missing := unmeasured(records, *questions):
        return Observation(
            *key, Source.COMPUTED, missing=missing, surveyed=True, voluntary=voluntary
        )
    observation = _of_counts(key, Source.COMPUTED, indicator, records.survey or {})
    if indicator.population and dossiers is not None:
        population = dossiers.get(indicator.population, 0)
    return replace(
        observation, sampled=True, voluntary=voluntary, population=population, surveyed=True
    )


def _voluntary(indicator: Share, records: Records) -> tuple[Component, ...]:
    of, among = (_sum(records.voluntary, names) for names in (indicator.of, indicator.among))
    return (Component(indicator.of[0], of, among),) if among else ()


def unmeasured(records: Records, *questions: str) -> Reason | None:
    """Why no random ballot answers any of these questions; None if one does."""
    if records.survey is None:
        return Reason.NO_SURVEY
    if not records.survey:
        return Reason.NOT_SAMPLED
    if any(records.survey.get(valid_count(question)) for question in questions):
        return None
    unasked = records.questions is not None and records.questions.isdisjoint(questions)
    return Reason.NOT_IN_SURVEY if unasked else Reason.NO_VALID_ANSWER


def _of_counts(
    key: Key, source: Source, indicator: Share, counts: Mapping[str, int]
) -> Observation:
    pairs = zip(indicator.of, indicator.among, strict=True) if indicator.each else ()
    each = tuple(Component(of, counts.get(of, 0), counts.get(among, 0)) for of, among in pairs)
    numerator, denominator = _sum(counts, indicator.of), _sum(counts, indicator.among)
    return Observation(*key, source, numerator, denominator, components=each)


def _sum(counts: Mapping[str, int], names: Iterable[str]) -> int:
    return sum(counts.get(name, 0) for name in names)


def ratio(key: Key, indicator: Ratio, records: Records) -> Observation:
    """Counts of the form to other counts of the form, of which they are no part."""
    names = (*indicator.of, *indicator.to)
    if missing := records.missing(*names):
        return Observation(*key, Source.REPORTED, missing=missing)
    counts = {name: records.count(name) or 0 for name in names}
    numerator, denominator = _sum(counts, indicator.of), _sum(counts, indicator.to)
    return Observation(
        *key,
        Source.REPORTED,
        numerator,
        denominator,
        evidence=records.evidence(*names),
        unconfirmed=records.doubts(*names),
    )


def fall(key: Key, change: Change, records: Records) -> Observation:
    """What went since the base year, of what was there then; without a baseline a gap."""
    if records.form is None and records.count(change.before) is None:
        return Observation(*key, Source.REPORTED, missing=Reason.NO_BASELINE)
    observation = _difference(key, change, records)
    if observation.missing is not None:
        return observation
    return replace(observation, denominator=records.count(change.before))


def gain(key: Key, change: Change, records: Records) -> Observation:
    """Places gained in a ranking; a blank rank of this year is one that is not published yet."""
    if records.form is None and records.count(change.now) is None:
        return Observation(*key, Source.REPORTED, missing=Reason.NOT_PUBLISHED)
    return _difference(key, change, records)


def _difference(key: Key, change: Change, records: Records) -> Observation:
    names = change.before, change.now
    if missing := records.missing(*names):
        return Observation(*key, Source.REPORTED, missing=missing)
    before, now = (records.count(name) or 0 for name in names)
    return Observation(
        *key,
        Source.REPORTED,
        before - now,
        evidence=records.evidence(*names),
        unconfirmed=records.doubts(*names),
    )


def all_yes(key: Key, questions: tuple[str, ...], records: Records) -> Observation:
    """One of one only if every question is answered with yes; one no decides, a blank does not.
    Of several questions each answer is shown."""
    answers = {name: records.count(name) for name in questions}
    if 0 not in answers.values() and (missing := records.missing(*questions)):
        return Observation(*key, Source.REPORTED, missing=missing)
    components = tuple(Component(name, n, 1) for name, n in answers.items() if n is not None)
    return Observation(
        *key,
        Source.REPORTED,
        min(component.numerator for component in components),
        1,
        evidence=records.evidence(*questions),
        components=components if len(questions) > 1 else (),
        unconfirmed=records.doubts(*questions),
    )


def judgement(key: Key, question: str, records: Records) -> Observation:
    """The judgement that a form states: done, under way or not begun."""
    fact = records.facts.get(question)
    if fact is None:
        return Observation(*key, Source.REPORTED, missing=records.missing(question))
    return Observation(*key, Source.REPORTED, judgement=fact.judgement, evidence=fact.evidence)


def lowest_share(key: Key, indicator: Lowest, records: Records) -> Observation:
    """The lowest of several shares; the two years together are given as `average`."""
    pairs = tuple(zip(indicator.of, indicator.among, strict=True))
    now = lowest({of: share(key, Share((of,), (among,)), records) for of, among in pairs})
    if not indicator.of_before:
        return now
    before = zip(indicator.of_before, indicator.among_before, strict=True)
    both = lowest(
        {
            of: share(key, Share((of, of_before), (among, among_before)), records)
            for (of, among), (of_before, among_before) in zip(pairs, before, strict=True)
        }
    )
    if both.missing is not None or not both.denominator:
        return now
    average = Component("average", both.numerator or 0, both.denominator)
    return replace(now, average=average, unconfirmed=both.unconfirmed)


def lowest(shares: Mapping[str, Observation]) -> Observation:
    """Of several shares under one figure the lowest decides, and all are shown; while one is
    missing, none can. `shares`: by the key of the component that each is shown as."""
    known = {k: o for k, o in shares.items() if o.missing is None and o.denominator}
    gap = next((o for o in shares.values() if o.missing is not None), None)
    components = tuple(Component(k, o.numerator or 0, o.denominator) for k, o in known.items())
    if gap is not None:
        decisive = not known or gap.missing is Reason.CONTRADICTS
        reason = gap.missing if decisive else Reason.PART_MISSING
        return replace(gap, missing=reason, components=components)
    doubts = (doubt for each in shares.values() for doubt in each.unconfirmed)
    unconfirmed = tuple(dict.fromkeys(doubts))
    if not known:
        return replace(next(iter(shares.values())), unconfirmed=unconfirmed)
    least = min(known.values(), key=lambda o: percentage(o.numerator, o.denominator) or 0)
    return replace(least, components=components, unconfirmed=unconfirmed)
