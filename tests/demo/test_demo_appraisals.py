"""Appraisals of the simulated province: two bodies, two rounds, and no figure becomes another."""

from __future__ import annotations

from pathlib import Path

import pytest

from form_files import read_form, sentences
from helpers.demo.appraisals import Asked, asked_communes, remove_appraisals, write_appraisals
from helpers.forms import FactKey
from helpers.model import Decision, Fact, Plan
from helpers.plan import desk_folder, load_plan
from province import PLAN, PROJECT
from simulated import SEED, a_small_province

pytestmark = pytest.mark.intake


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(PROJECT, PLAN)


@pytest.fixture(scope="module")
def asked(plan: Plan) -> tuple[Asked, ...]:
    return asked_communes(plan, plan.final_period, SEED, ())


def facts(plan: Plan, asked: tuple[Asked, ...]) -> dict[FactKey, Fact]:
    """12 of 20 for each input of the targets asked about, in every commune of the district."""
    stated: dict[FactKey, Fact] = {}
    for each in asked:
        (indicator,) = {each.target.indicator(each.agency.level)} - {None}
        assert indicator is not None and indicator.share is not None
        for agency in plan.registry(plan.final_period):
            if agency.parent == each.agency.parent:
                for name, value in ((indicator.share.of[0], 12), (indicator.share.among[0], 20)):
                    at = (agency.id, agency.level, name)
                    stated[at] = Fact(*at, value, None, "", None, "", None, "", "", "")
    return stated


def test_two_bodies_decide_in_two_rounds_and_adjust_nothing(
    plan: Plan, asked: tuple[Asked, ...], tmp_path: Path
) -> None:
    assert len({each.body for each in asked}) == len({each.agency.id for each in asked}) == 2
    folder = tmp_path / plan.final_period.id
    desk = desk_folder(plan, folder)
    desk.mkdir(parents=True)
    write_appraisals(plan, plan.final_period, folder, asked, facts(plan, asked))
    seen = []
    for path in sorted(desk.iterdir()):
        reading = read_form(path, plan, plan.final_period)
        assert reading.accepted, sentences(reading)
        assert reading.simulated
        seen += [(d.by, d.round, d.decision) for d in reading.decisions]
    for each in asked:
        own = [(at, decision) for by, at, decision in seen if by == each.body]
        assert own.count((1, Decision.EXPLAIN)) == 1 and own.count((2, Decision.AGREED)) == 1
        assert (1, Decision.AGREED) in own
    assert {decision for *_, decision in seen} == {Decision.AGREED, Decision.EXPLAIN}
    evidence = sorted(path.relative_to(folder).parts for path in folder.rglob("*.txt"))
    assert evidence == sorted(
        ("bang-chung", each.agency.id, each.line, "bao-cao.txt") for each in asked
    )
    for place in (folder, desk):
        remove_appraisals(plan, place)
    assert list(folder.iterdir()) == [] == list(desk.iterdir())


def test_a_small_province_has_none() -> None:
    small = a_small_province()
    assert asked_communes(small, small.final_period, SEED, ()) == ()
