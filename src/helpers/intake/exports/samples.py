"""Whether a random sample is large enough: Slovin's n = N/(1 + N·e²), e = 5 % (domain.md 3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil
from pathlib import Path

from helpers import wording
from helpers.evaluation.indicators.functions import QUESTIONS
from helpers.intake.exports.mapping import ExportMapping
from helpers.intake.exports.remarks import file_remark
from helpers.model import Agency, Dataset, Period, Plan, Remark, Target
from helpers.store.counting import SurveyTally, question_of, valid_count

ERROR = Fraction(5, 100)


def sample_size(population: int) -> int:
    """The least whole number of answers that Slovin's formula asks for."""
    return ceil(population / (1 + population * ERROR**2))


def small_samples(
    path: Path,
    plan: Plan,
    period: Period,
    surveys: Mapping[str, SurveyTally],
    dossiers: Mapping[str, Mapping[str, int]],
) -> Iterator[Remark]:
    """A remark for each agency whose random sample has fewer valid answers on procedures than its
    dossiers done in the period ask for. Voluntary ballots are no sample."""
    for agency in plan.involved(period):
        survey = surveys.get(agency.id)
        done = dossiers.get(agency.id, {}).get("c7", 0)
        if survey is not None and survey.random["answers"] and done:
            counts, least = survey.random, sample_size(done)
            if counts["valid"] < least:
                # A ballot that asks about public health care or education only is no invalid one.
                without = counts["answers"] - counts["valid"]
                text = wording.rows.small_sample(
                    agency, counts["valid"], without, done, least, plan.disclosure.least_ballots
                )
                yield file_remark(path, text, agency=agency.id)


def uncounted_ballots(
    path: Path,
    mapping: ExportMapping,
    plan: Plan,
    period: Period,
    surveys: Mapping[str, SurveyTally],
) -> Iterator[Remark]:
    """A remark for each agency with answers to a question that is not put to it: no
    target that the question serves binds it, so its answers are in no figure."""
    for agency in plan.involved(period):
        survey = surveys.get(agency.id)
        if survey is None:
            continue
        for question in mapping.questions:
            served = [target for target in plan.targets if serves(question.id, target)]
            valid = valid_count(question.id)
            answered = survey.random[valid] + survey.voluntary[valid]
            if answered and served and not any(_counts(target, agency) for target in served):
                text = wording.rows.uncounted_ballots(agency, answered, question.column)
                yield file_remark(path, text, agency=agency.id)


def unclear_ballots(
    path: Path, plan: Plan, period: Period, surveys: Mapping[str, SurveyTally]
) -> Iterator[Remark]:
    """A remark for each agency with ballots that do not say how they were gathered."""
    for agency in plan.involved(period):
        survey = surveys.get(agency.id)
        if survey is not None and survey.unclear:
            text = wording.rows.unclear_ballots(agency, survey.unclear)
            yield file_remark(path, text, agency=agency.id)


def serves(question: str, target: Target) -> bool:
    """Whether a figure of the target is made from answers to the question."""
    for indicator in target.indicators.values():
        share = indicator.share
        counts = share.among if share and share.dataset is Dataset.SURVEY else ()
        if question in (*map(question_of, counts), *QUESTIONS.get(indicator.function, ())):
            return True
    return False


def _counts(target: Target, agency: Agency) -> bool:
    """Whether answers of an agency enter the province's figure (observations)."""
    return target.binds.includes(agency) or agency.level not in target.binds.levels
