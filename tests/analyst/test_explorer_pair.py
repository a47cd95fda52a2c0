"""Hai đơn vị: two agencies side by side."""

from __future__ import annotations

import time
from fractions import Fraction
from math import ceil

import pytest
from explored import page, same

from helpers import wording
from helpers.analyst.explorer.choice import Choice, Tab
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.views import shown
from province import PLAN, Province

pytestmark = pytest.mark.intake

YEAR = "2022-FY"
COMMUNE, OTHER, DISTRICT = "03001-phuong-sa-pa", "03002-phuong-sa-pa", "088-thi-xa-sa-pa"
ON_TIME = "dossiers_on_time"


@pytest.fixture(scope="module")
def source(small_province: Province) -> Source:
    return Source(small_province.roots, PLAN)


def pair(one: str, other: str, area: str = "") -> Choice:
    return Choice(YEAR, agency=one, other=other, area=area, tab=Tab.PAIR)


@pytest.mark.parametrize("other", [OTHER, DISTRICT, "so-noi-vu", "lao-cai"])
def test_the_figures_are_those_of_the_table(source: Source, other: str) -> None:
    part, ky = shown(pair(COMMUNE, other), source), source.ky(YEAR)
    made = page(part)
    assert same(part, ky)
    table = part.tables[0][1]
    shown_targets = [value for event, value in made.events if event == "look_at"]
    assert sorted(shown_targets) == sorted(table.index)
    for name, line in table.iterrows():
        row = made.row(
            f"{source.plan.target(str(name)).label} {source.plan.target(str(name)).clause}"
        )
        for cell, suffix in ((row[1], "a"), (row[2], "b")):
            both = line[f"numerator_{suffix}"], line[f"denominator_{suffix}"]
            if "/" in cell:
                assert wording.core.counts(*both) in cell


def test_those_that_differ_most_come_first(source: Source) -> None:
    part = shown(pair(COMMUNE, OTHER), source)
    table = part.tables[0][1]
    order = [value for event, value in page(part).events if event == "look_at"]
    sizes = table["apart"].abs().fillna(0)
    apart = [sizes[name] for name in order]
    equal = next((n for n, size in enumerate(apart) if not size), len(apart))
    assert equal > 3
    assert apart[:equal] == sorted(apart[:equal], reverse=True)
    assert wording.explorer.PAIR_GROUPS[0] in part.html


def test_the_difference_is_exact_in_points_and_units(source: Source) -> None:
    part = shown(pair(COMMUNE, OTHER), source)
    line = part.tables[0][1].loc[ON_TIME]
    row = page(part).row(source.plan.target(ON_TIME).label)
    shares = [
        Fraction(100 * int(line[f"numerator_{s}"]), int(line[f"denominator_{s}"])) for s in "ab"
    ]
    apart = shares[0] - shares[1]
    assert row[3].replace("\N{NO-BREAK SPACE}", " ") == wording.pages.points_apart(apart).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    behind = "b" if apart > 0 else "a"
    more = ceil(abs(apart) * int(line[f"denominator_{behind}"]) / 100)
    assert f"cần thêm {wording.core.number(more)} hồ sơ để bằng" in row[4]


def test_dossiers_are_those_of_form_ii06a(source: Source) -> None:
    part = shown(pair(COMMUNE, DISTRICT), source)
    made, ky = page(part), source.ky(YEAR)
    late = made.row(wording.explorer.STATES["late"])
    whole = made.row(wording.explorer.ALL_STATES)
    for place, agency in enumerate((COMMUNE, DISTRICT), start=1):
        counts = ky.evaluation(agency).dossiers
        assert counts is not None
        assert late[place] == wording.core.number(counts.c10)
        assert whole[place] == wording.core.number(counts.c3)


def test_other_levels_are_warned_of(source: Source) -> None:
    assert "khác cấp" in shown(pair(COMMUNE, DISTRICT), source).html
    assert "khác cấp" not in shown(pair(COMMUNE, OTHER), source).html


def test_an_area_leaves_its_targets(source: Source) -> None:
    part = shown(pair(COMMUNE, OTHER, "procedures"), source)
    assert same(part, source.ky(YEAR))
    targets = {value for event, value in page(part).events if event == "look_at"}
    assert targets and {source.plan.target(name).area for name in targets} == {"procedures"}


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ("", wording.explorer.NO_OTHER),
        (COMMUNE, wording.explorer.SAME_AGENCY),
        ("<b>", "<b> không có trong kỳ Năm 2022."),
    ],
)
def test_sentences_where_there_is_no_second(source: Source, other: str, says: str) -> None:
    part = shown(pair(COMMUNE, other), source)
    assert part.says == says and not part.tables and "<b>" not in part.html


def test_it_is_quick(source: Source) -> None:
    choice = pair(COMMUNE, DISTRICT)
    shown(choice, source)
    taken = []
    for _ in range(5):
        start = time.process_time()
        part = shown(choice, source)
        taken.append(time.process_time() - start)
    assert sorted(taken)[2] <= 0.06 * 2  # twice the bar, for busy machines
    assert len(str(part.html).encode()) <= 60_000
