"""What is on record for one agency, and the ways an indicator reads it.

Each reader gives numerator and denominator, or the reason why there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from helpers.model import Fact, Part, Reason, Sampling, Source


@dataclass(frozen=True)
class Records:
    """All that came in for one agency (or one list of the province form) in one period.

    `facts`: form answers by input id; `form`: why there are none, if so. `dossiers`: counts of
    the one-stop log, None without an export. `survey`: counts of answers, None where no survey
    was held, empty where the agency was not sampled.
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    form: Reason | None = None
    dossiers: Mapping[str, int] | None = None
    survey: Mapping[str, int] | None = None
    sampling: Sampling | None = None


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


Indicator = Callable[[Records], Reading]


def form_share(records: Records, part: str, whole: str) -> Reading:
    """Two counts from the agency's form; a blank field is a gap, never a zero."""
    if records.form is not None:
        return Reading(Source.REPORTED, missing=records.form)
    facts = [records.facts.get(part), records.facts.get(whole)]
    numerator, denominator = (fact.value if fact else None for fact in facts)
    if numerator is None or denominator is None:
        return Reading(Source.REPORTED, missing=Reason.BLANK)
    evidence = "; ".join(dict.fromkeys(f.evidence for f in facts if f and f.evidence))
    return Reading(Source.REPORTED, numerator, denominator, evidence=evidence)


def form_yes_no(records: Records, question: str) -> Reading:
    """One of one, or none of one, from a yes/no field of the agency's form."""
    if records.form is not None:
        return Reading(Source.REPORTED, missing=records.form)
    fact = records.facts.get(question)
    if fact is None or fact.value is None:
        return Reading(Source.REPORTED, missing=Reason.BLANK)
    return Reading(Source.REPORTED, fact.value, 1, evidence=fact.evidence)


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
        return Reading(Source.COMPUTED, missing=Reason.NO_SURVEY)
    if not records.survey:
        return Reading(Source.COMPUTED, missing=Reason.NOT_SAMPLED)
    counts = records.survey
    parts = tuple(
        Part(label, counts.get(satisfied, 0), counts.get(valid, 0))
        for label, (satisfied, valid) in questions.items()
    )
    return Reading(
        Source.COMPUTED,
        sum(part.numerator for part in parts),
        sum(part.denominator for part in parts),
        parts=parts if len(parts) > 1 else (),
        sampling=records.sampling,
        population=None if records.dossiers is None else records.dossiers.get("c7", 0),
    )
