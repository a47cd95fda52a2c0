"""What no measure says, as functions that a plan's YAML names, by reform area."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from helpers.evaluation.indicators.measures import all_yes, lowest, share, unmeasured
from helpers.evaluation.indicators.records import Records
from helpers.model import (
    WHOLE,
    Component,
    Dataset,
    FunctionNeeds,
    Key,
    Observation,
    Reason,
    Share,
    Source,
)
from helpers.store.counting import satisfied_count, valid_count

# ---------------------------------------------------------------- II.2.2, procedures


def satisfaction_measured(key: Key, records: Records) -> Observation:
    """II.2.2.g: the agency's customers were asked at random, with at least one valid answer."""
    missing, answers = unmeasured(records, "procedures"), _answers(key, records, "procedures")
    gap = Observation(
        *key, Source.COMPUTED, missing=missing, surveyed=True, voluntary=answers.voluntary
    )
    if missing in (Reason.NO_SURVEY, Reason.NOT_IN_SURVEY):
        return gap
    return replace(gap, numerator=int(missing is None), denominator=1)


# ---------------------------------------------------------------- II.2.3, the apparatus


def service_satisfaction(key: Key, records: Records) -> Observation:
    """II.2.3.c: satisfied with the service of administrative agencies: the province by SIPAS,
    published after the year, with the province's own survey shown; an agency by the province's
    own survey, for information."""
    own = _answers(key, records, "service")
    if records.level != WHOLE:
        return own
    sipas = share(key, Share(of=("sipas_satisfied",), among=("sipas_valid",)), records)
    if sipas.missing is Reason.BLANK:
        sipas = replace(sipas, missing=Reason.NOT_PUBLISHED)
    sipas = replace(sipas, voluntary=own.voluntary)
    if not own.denominator:
        return sipas
    component = Component("service_satisfied", own.numerator or 0, own.denominator)
    return replace(sipas, components=(component,))


def health_education_satisfaction(key: Key, records: Records) -> Observation:
    """II.2.3.c: satisfied with public health care and with public education, counted apart; the
    lower share decides. A department answers for its own sector, the province needs both."""
    shares = {
        f"{sector}_satisfied": _answers(key, records, sector) for sector in ("health", "education")
    }
    asked = {name: each for name, each in shares.items() if each.denominator}
    figure = lowest(shares if records.level == WHOLE or not asked else asked)
    voluntary = tuple(ballots for each in shares.values() for ballots in each.voluntary)
    return replace(figure, voluntary=voluntary)


def _answers(key: Key, records: Records, question: str) -> Observation:
    """The answers to a question; one that nobody answered was not in the survey."""
    of, among = (satisfied_count(question),), (valid_count(question),)
    answers = share(key, Share(of=of, among=among, dataset=Dataset.SURVEY), records)
    unasked = answers.missing is Reason.NO_VALID_ANSWER
    return replace(answers, missing=Reason.NO_SURVEY) if unasked else answers


# ---------------------------------------------------------------- II.2.6, digital government


def district_committee_meetings(key: Key, records: Records) -> Observation:
    """II.2.6.d: the district's committee meets through the system, yes or no; the share of its
    meetings, the other reading of the clause, is shown with it."""
    of, among = "committee_meetings_system", "committee_meetings"
    meetings = share(key, Share(of=(of,), among=(among,)), records)
    answer = all_yes(key, ("committee_system",), records)
    if not meetings.denominator:
        return answer
    component = Component(of, meetings.numerator or 0, meetings.denominator)
    return replace(answer, components=(component,))


# The questions of the survey that these functions read.
QUESTIONS = {
    "satisfaction_measured": ("procedures",),
    "service_satisfaction": ("service",),
    "health_education_satisfaction": ("health", "education"),
}
# The inputs that they read, and whether they answer yes or no.
NEEDS = {
    "satisfaction_measured": FunctionNeeds(yes_no=True),
    "service_satisfaction": FunctionNeeds(counts=("sipas_valid", "sipas_satisfied")),
    "health_education_satisfaction": FunctionNeeds(),
    "district_committee_meetings": FunctionNeeds(
        counts=("committee_meetings", "committee_meetings_system"),
        questions=("committee_system",),
        yes_no=True,
    ),
}
FUNCTIONS: dict[str, Callable[[Key, Records], Observation]] = {
    each.__name__: each
    for each in (
        satisfaction_measured,
        service_satisfaction,
        health_education_satisfaction,
        district_committee_meetings,
    )
}
