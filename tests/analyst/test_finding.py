"""Agencies found by words as people type them."""

from __future__ import annotations

import random
import time
import unicodedata

import pytest

from helpers.analyst import finding
from helpers.model import Agency, Plan
from helpers.model.spelling import short_name, without_marks

YEAR = "2022-FY"
COMMUNE, OTHER, DISTRICT = "03001-phuong-sa-pa", "03002-phuong-sa-pa", "088-thi-xa-sa-pa"
THANH_BINH = ["02779-xa-thanh-binh", "03022-xa-thanh-binh"]


def registry(plan: Plan) -> list[Agency]:
    return list(plan.registry(plan.periods[YEAR]))


def hits(plan: Plan, words: str) -> list[tuple[str, str]]:
    return [(each.id, how) for each, how in finding.found(words, registry(plan), plan)]


def search(plan: Plan, words: str) -> list[str]:
    return [agency for agency, _ in hits(plan, words)]


def short(plan: Plan, agency: Agency) -> str:
    return short_name(agency, plan.parent(agency))


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("sa pa", [COMMUNE, OTHER, DISTRICT]),
        ("SA PA", [COMMUNE, OTHER, DISTRICT]),
        ("  Sa-Pa, ", [COMMUNE, OTHER, DISTRICT]),
        ("sa pả", [OTHER]),
        (unicodedata.normalize("NFD", "sa pả"), [OTHER]),
        ("thanh binh", THANH_BINH),
        ("thanh binh muong khuong", THANH_BINH[:1]),
        ("03001", [COMMUNE]),
        ("0300", [COMMUNE, OTHER]),
        ("phuong sa pa", [COMMUNE, OTHER]),
        ("088-thi-xa-sa-pa", [DISTRICT]),
    ],
)
def test_agencies_are_found_in_order(plan: Plan, words: str, first: list[str]) -> None:
    assert search(plan, words)[: len(first)] == first


def test_both_placements_of_a_tone_mark_find_the_name_as_it_is_written(plan: Plan) -> None:
    named = [a for a in registry(plan) if "Hòa" in a.name or "Thủy" in a.name]
    for agency in named:
        other = short(plan, agency).replace("Hòa", "Hoà").replace("Thủy", "Thuỷ")
        assert (agency.id, "name") in hits(plan, other)


def test_a_name_is_not_found_across_its_district(plan: Plan) -> None:
    assert search(plan, "thanh binh") == THANH_BINH
    assert "02658-phuong-binh-minh" not in search(plan, "thanh binh")


def test_words_of_no_name_give_the_three_nearest(plan: Plan) -> None:
    near = hits(plan, "SaPa")
    assert len(near) == 3 and {how for _, how in near} == {"near"}
    assert {agency for agency, _ in near} & {COMMUNE, OTHER, DISTRICT}
    assert len(search(plan, "?!")) <= 3
    assert len(hits(plan, "<script>alert(1)</script>" * 400)) == 3


def test_every_agency_is_found_by_three_spellings(plan: Plan) -> None:
    every = registry(plan)
    assert len(every) == 181
    for agency in every:
        name = short(plan, agency)
        same = {a.id for a in every if short(plan, a) == name}
        plain = {a.id for a in every if without_marks(short(plan, a)) == without_marks(name)}
        assert search(plan, name)[0] in same
        assert agency.id in search(plan, without_marks(name))[: len(plain)]
        assert search(plan, agency.code or agency.id)[0] == agency.id


def test_typing_errors_find_the_nearest_soon(plan: Plan) -> None:
    chance, every = random.Random(1), registry(plan)
    taken, right = [], 0
    for _ in range(200):
        agency = chance.choice(every)
        name = list(short(plan, agency))
        name[chance.randrange(len(name))] = chance.choice("qxz")
        start = time.process_time()
        found = search(plan, "".join(name))
        taken.append(time.process_time() - start)
        assert found
        right += short(plan, agency) in {short(plan, a) for a in every if a.id in found[:3]}
    assert right >= 150
    assert sorted(taken)[100] <= 0.02


def test_a_search_is_quick(plan: Plan) -> None:
    search(plan, "sa")
    start = time.process_time()
    for words in ("s", "sa", "sa ", "sa p", "sa pa", "x" * 10_000, "\N{PERSONAL COMPUTER} ../"):
        search(plan, words)
    assert (time.process_time() - start) / 7 <= 0.02
