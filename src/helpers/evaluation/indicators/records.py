"""What is on record for one agency, and the ways an indicator reads it.

Each reader gives numerator and denominator, or the reason why there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from helpers import wording
from helpers.evaluation.formulas import share
from helpers.model import Appraisal, Fact, Judgement, Level, Part, Reason, Sampling, Source


@dataclass(frozen=True)
class Records:
    """All that came in for one agency (or one list of the province form) in one period.

    `facts`: form answers by input id; `form`: why there are none, if so. `dossiers`: counts of
    the one-stop log, None without an export. `survey`: counts of answers, None where no survey
    was held, empty where the agency was not sampled. `level`: of the agency or list they belong
    to; `all` are the province's own. `by_parent`: the inputs that the agency's parent answers.
    `appraised`: figures found by appraisal, by target; they go before what an indicator gives.
    """

    level: Level
    facts: Mapping[str, Fact] = field(default_factory=dict)
    form: Reason | None = None
    dossiers: Mapping[str, int] | None = None
    survey: Mapping[str, int] | None = None
    sampling: Sampling | None = None
    by_parent: frozenset[str] = frozenset()
    appraised: Mapping[str, Appraisal] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether they are the province's own."""
        return self.level is Level.ALL

    def count(self, name: str) -> int | None:
        """What a field of the form says; None if it is blank."""
        fact = self.facts.get(name)
        return fact.value if fact else None

    def missing(self, *names: str) -> Reason | None:
        """Why one of these fields is without an answer; None if all have one."""
        blank = {name for name in names if self.count(name) is None}
        if not blank:
            return None
        return Reason.PARENT_SILENT if blank <= self.by_parent else self.form or Reason.BLANK

    def evidence(self, *names: str) -> str:
        """The papers named beside these fields, each once."""
        texts = [self.facts[name].evidence for name in names if name in self.facts]
        return "; ".join(dict.fromkeys(text for text in texts if text))


@dataclass(frozen=True)
class Reading:
    """An indicator's answer for one agency: two counts, or why there are none."""

    source: Source
    numerator: int | None = None
    denominator: int | None = None
    missing: Reason | None = None
    evidence: str = ""
    parts: tuple[Part, ...] = ()
    sampling: Sampling | None = None
    population: int | None = None
    judgement: Judgement | None = None
    average: Part | None = None
    surveyed: bool = False


Indicator = Callable[[Records], Reading]


def form_share(records: Records, part: str, whole: str) -> Reading:
    """Two counts from the agency's form; a blank field is a gap, never a zero."""
    return form_sums(records, (part,), (whole,))


def form_sums(records: Records, parts: tuple[str, ...], wholes: tuple[str, ...]) -> Reading:
    """Counts of the form added up, as numerator and as denominator; a blank one is a gap. A part
    larger than its whole contradicts itself and is no figure."""
    asked = (*parts, *wholes)
    if missing := records.missing(*asked):
        return Reading(Source.REPORTED, missing=missing)
    numerator, denominator = (
        sum(records.count(n) or 0 for n in names) for names in (parts, wholes)
    )
    if numerator > denominator:
        return Reading(Source.REPORTED, missing=Reason.CONTRADICTS)
    return Reading(Source.REPORTED, numerator, denominator, evidence=records.evidence(*asked))


def form_fall(records: Records, before: str, now: str) -> Reading:
    """What went since the base year, of what was there then; without a baseline a gap."""
    if records.form is None and records.count(before) is None:
        return Reading(Source.REPORTED, missing=Reason.NO_BASELINE)
    if missing := records.missing(before, now):
        return Reading(Source.REPORTED, missing=missing)
    base, left = records.count(before) or 0, records.count(now) or 0
    return Reading(Source.REPORTED, base - left, base, evidence=records.evidence(before, now))


def form_ratio(records: Records, one: str, other: str) -> Reading:
    """Two counts of the form that are no part of each other."""
    if missing := records.missing(one, other):
        return Reading(Source.REPORTED, missing=missing)
    return Reading(
        Source.REPORTED,
        records.count(one),
        records.count(other),
        evidence=records.evidence(one, other),
    )


def form_yes_no(records: Records, question: str) -> Reading:
    """One of one, or none of one, from a yes/no field of a form."""
    return form_all_yes(records, question)


def form_all_yes(records: Records, *questions: str) -> Reading:
    """One of one only if every question is answered with yes; one no decides, a blank does not.
    Each answered question of several is shown as a labelled part."""
    counts = {name: records.count(name) for name in questions}
    if 0 not in counts.values() and (missing := records.missing(*questions)):
        return Reading(Source.REPORTED, missing=missing)
    parts = tuple(Part(_label(name), n, 1) for name, n in counts.items() if n is not None)
    return Reading(
        Source.REPORTED,
        min(part.numerator for part in parts),
        1,
        evidence=records.evidence(*questions),
        parts=parts if len(questions) > 1 else (),
    )


def beside(records: Records, *names: str) -> tuple[Part, ...]:
    """Bare counts of the form that are shown beside a figure and do not enter it."""
    found = ((name, records.count(name)) for name in names)
    return tuple(Part(_label(name), n) for name, n in found if n is not None)


def _label(name: str) -> str:
    return wording.PART_WORDS.get(name, name)


def lowest(readings: Mapping[str, Reading]) -> Reading:
    """Of several readings under one figure the lowest share decides, and all are shown; while one
    is missing, none can."""
    known = {k: r for k, r in readings.items() if r.missing is None and r.denominator}
    gap = next((r for r in readings.values() if r.missing is not None), None)
    parts = tuple(Part(_label(k), r.numerator or 0, r.denominator) for k, r in known.items())
    if gap is not None:
        tells = not known or gap.missing is Reason.CONTRADICTS
        reason = gap.missing if tells else Reason.PART_MISSING
        return replace(gap, missing=reason, parts=parts)
    if not known:
        return next(iter(readings.values()))
    least = min(known.values(), key=lambda r: share(r.numerator, r.denominator) or 0)
    return replace(least, parts=parts)


def log_share(records: Records, parts: tuple[str, ...], whole: str) -> Reading:
    """Counts of the one-stop log; an agency that is not in the log had no dossiers."""
    if records.dossiers is None:
        return Reading(Source.COMPUTED, missing=Reason.NO_EXPORT)
    counts = records.dossiers
    return Reading(Source.COMPUTED, sum(counts.get(p, 0) for p in parts), counts.get(whole, 0))


def survey_share(records: Records, satisfied: str, valid: str) -> Reading:
    """Satisfied among valid answers; one count each."""
    return survey_parts(records, {"": (satisfied, valid)})


def survey_parts(records: Records, questions: Mapping[str, tuple[str, str]]) -> Reading:
    """Satisfied among valid answers of several questions, pooled, and each as a labelled part."""
    if records.survey is None:
        return Reading(Source.COMPUTED, missing=Reason.NO_SURVEY, surveyed=True)
    if not records.survey:
        return Reading(Source.COMPUTED, missing=Reason.NOT_SAMPLED, surveyed=True)
    counts = records.survey
    parts = tuple(
        Part(_label(name), counts.get(satisfied, 0), counts.get(valid, 0))
        for name, (satisfied, valid) in questions.items()
    )
    return Reading(
        Source.COMPUTED,
        sum(part.numerator for part in parts),
        sum(part.denominator or 0 for part in parts),
        parts=parts if len(parts) > 1 else (),
        sampling=records.sampling,
        surveyed=True,
    )


def among_resolved(records: Records, reading: Reading) -> Reading:
    """A survey of people with procedures: they stand for the dossiers resolved (c7)."""
    counts = records.dossiers
    if counts is None or reading.missing is not None:
        return reading
    return replace(reading, population=counts.get("c7", 0))
