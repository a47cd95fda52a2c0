"""Each measure that a plan can name in YAML, from the text of a target to its observation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from evaluations import plan as lao_cai
from helpers import wording
from helpers.evaluation.indicators import observed
from helpers.evaluation.indicators.records import Records
from helpers.model import (
    Component,
    Fact,
    Judgement,
    Level,
    Measure,
    Observation,
    Reason,
    Source,
    Target,
)
from helpers.plan.build import build_plan
from helpers.plan.folder import read_folder
from plan_folders import PLACE, P, a_plan

LINE = "        indicator: {function: satisfaction}\n"
COUNTS = ("a", "b", "c", "d")
QUESTIONS = ("yes_1", "yes_2")
KEY = ("so-noi-vu", Level("province"), "satisfaction")


def target_of(root: Path, indicator: str) -> Target:
    """The target of a plan that has this indicator and inputs of every kind."""
    kinds = dict.fromkeys(COUNTS, "count") | dict.fromkeys(QUESTIONS, "yes_no")
    inputs = [
        f"{{id: {name}, label: Ô {name}, unit: x, kind: {kind}, levels: [province]}}"
        for name, kind in [*kinds.items(), ("state", "judgement")]
    ]
    short = inputs[0].replace("unit:", "short: Gọi tắt, unit:")
    lines = "".join(f"          - {line}\n" for line in [short, *inputs[1:]])
    text = f"        indicator: {indicator}\n        inputs:\n{lines}"
    texts = a_plan(root, (P, LINE, text))
    # Not checked as a whole: here inputs are asked that the indicator does not read.
    folder = read_folder(PLACE, {name: each.encode() for name, each in texts.items()})
    return build_plan(folder, "").target("satisfaction")


def records_of(**answers: int | Judgement) -> Records:
    """Records of a department whose form gives these answers."""
    facts = {
        name: Fact(
            agency="so-noi-vu",
            level=Level("province"),
            input=name,
            value=None if isinstance(answer, Judgement) else answer,
            judgement=answer if isinstance(answer, Judgement) else None,
            evidence="",
            whole=None,
            lead="",
            due=None,
            file="",
            sheet="",
            cell="",
        )
        for name, answer in answers.items()
    }
    return Records(Level("province"), facts)


LOG = Records(Level("province"), dossiers={"c7": 50, "c8": 30, "c9": 15})
SURVEYED = replace(
    LOG,
    survey={"satisfied": 9, "valid": 10, "land_satisfied": 3},
    voluntary={"satisfied": 1, "valid": 7},
)
VOLUNTARY = (Component("satisfied", 1, 7),)


@dataclass(frozen=True)
class Case:
    """An indicator in YAML, the records, and the expected observation."""

    indicator: str
    records: Records
    expected: Observation
    measure: Measure = Measure.SHARE


def reported(*counts: int, **more: object) -> Observation:
    return replace(Observation(*KEY, Source.REPORTED, *counts), **more)


def computed(*counts: int, **more: object) -> Observation:
    return replace(Observation(*KEY, Source.COMPUTED, *counts), **more)


CASES = [
    Case("{share: {of: [a], among: [b, c]}}", records_of(a=3, b=4, c=6), reported(3, 4 + 6)),
    Case(
        "{share: {of: [a, b], among: [c, d], each: true}}",
        records_of(a=1, b=2, c=3, d=4),
        reported(1 + 2, 3 + 4, components=(Component("a", 1, 3), Component("b", 2, 4))),
    ),
    Case(
        "{share: {of: [a], among: [b]}, shown_with: [c, d]}",
        records_of(a=3, b=4, d=7),
        reported(3, 4, components=(Component("d", 7),)),
    ),
    Case(
        "{share: {from: dossiers, of: [c8, c9], among: [c7]}}",
        LOG,
        computed(30 + 15, 50),
    ),
    Case(
        "{share: {from: dossiers, of: [c8, c9], among: [c7]}}",
        replace(LOG, dossiers={"c7": 50, "c8": 30, "c9": 18, "c10": 2, "no_due_done": 3}),
        computed(30 + 15, 47, undated=3),
    ),
    Case(
        "{share: {from: dossiers, of: [c10], among: [c7]}}",
        replace(LOG, dossiers={"c7": 50, "c8": 30, "c9": 18, "c10": 2, "no_due_done": 3}),
        computed(2, 47, undated=3),
    ),
    Case(
        "{share: {from: dossiers, of: [c12], among: [c11]}}",
        replace(LOG, dossiers={"c11": 9, "c12": 7, "no_due_open": 4, "no_due_done": 3}),
        computed(3, 5, undated=4),
    ),
    Case(
        "{share: {from: dossiers, of: [online_done], among: [c7]}}",
        replace(LOG, dossiers={"c7": 50, "online_done": 9, "no_due_done": 3}),
        computed(9, 50),
    ),
    Case(
        "{share: {from: survey, of: [satisfied], among: [valid], population: c7}}",
        SURVEYED,
        computed(9, 10, sampled=True, population=50, surveyed=True, voluntary=VOLUNTARY),
    ),
    Case("{ratio: {of: [a], to: [b]}}", records_of(a=5, b=2), reported(5, 2), Measure.RATIO),
    Case("{fall: {before: a, now: b}}", records_of(a=9, b=7), reported(9 - 7, 9), Measure.FALL),
    Case(
        "{fall: {before: a, now: b}, shown_with: [c]}",
        records_of(a=9, b=7, c=1),
        reported(9 - 7, 9, components=(Component("c", 1),)),
        Measure.FALL,
    ),
    Case("{gain: {before: a, now: b}}", records_of(a=9, b=7), reported(9 - 7), Measure.GAIN),
    Case("{all_yes: [yes_1]}", records_of(yes_1=1), reported(1, 1)),
    Case(
        "{all_yes: [yes_1, yes_2]}",
        records_of(yes_1=1, yes_2=0),
        reported(0, 1, components=(Component("yes_1", 1, 1), Component("yes_2", 0, 1))),
    ),
    Case(
        "{judgement: state}",
        records_of(state=Judgement.DONE),
        reported(judgement=Judgement.DONE),
    ),
    Case(
        "{function: satisfaction_measured}",
        SURVEYED,
        computed(1, 1, surveyed=True, voluntary=VOLUNTARY),
    ),
    Case(
        "{province: {ratio: {of: [a], to: [b]}}}",
        records_of(a=5, b=2),
        reported(5, 2),
        Measure.RATIO,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.indicator)
def test_an_indicator_in_yaml_becomes_an_observation(tmp_path: Path, case: Case) -> None:
    target = target_of(tmp_path, case.indicator)
    assert observed(target, "so-noi-vu", case.records) == case.expected
    assert target.measure is case.measure
    # Without records there is a reason instead of a figure.
    silent = observed(target, "so-noi-vu", Records(Level("province"), form=Reason.NOT_SENT))
    assert silent.missing in (Reason.NOT_SENT, Reason.NO_EXPORT, Reason.NO_SURVEY)
    assert (silent.numerator, silent.denominator, silent.judgement) == (None, None, None)


def test_a_level_without_an_indicator_has_no_figure(tmp_path: Path) -> None:
    target = target_of(tmp_path, "{province: {all_yes: [yes_1]}}")
    with pytest.raises(ValueError, match="commune"):
        observed(target, "02779-xa", Records(Level("commune")))


def test_components_are_labelled_by_the_plan(tmp_path: Path) -> None:
    target = target_of(tmp_path, "{share: {of: [c], among: [d]}, shown_with: [a, b]}")
    assert wording.results.component_words("a", target) == "Gọi tắt"
    assert wording.results.component_words("b", target) == "Ô b"


@pytest.mark.parametrize(
    ("target", "key", "words"),
    [
        ("staff_inspected", "agencies_inspected", "Cơ quan, đơn vị"),
        ("staff_inspected", "staff_inspected", "Cán bộ, công chức, viên chức"),
        ("district_committee_meetings", "committee_meetings_system", "Cuộc họp qua Hệ thống"),
        ("service_satisfaction", "service_satisfied", "Khảo sát của tỉnh"),
        ("health_education_satisfaction", "health_satisfied", "Y tế"),
        ("health_education_satisfaction", "education_satisfied", "Giáo dục"),
        ("satisfaction_fields", "land_satisfied", "Đất đai"),
        ("units_lump_sum", "schools", "Trường học (không tính)"),
    ],
)
def test_components_of_functions_are_labelled_too(target: str, key: str, words: str) -> None:
    assert wording.results.component_words(key, lao_cai().target(target)) == words


def test_every_component_of_the_plan_has_a_label() -> None:
    for target in lao_cai().targets:
        for indicator in target.indicators.values():
            names = (*indicator.all_yes, *indicator.shown_with)
            if indicator.share and indicator.share.each:
                names += indicator.share.of
            for name in names:
                assert wording.results.component_words(name, target) != name, (target.id, name)
