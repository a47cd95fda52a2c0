"""So sánh: the agencies of a level by one target, and no place where there can be none."""

from __future__ import annotations

import re
import time
from html import unescape

import pandas as pd
import pytest

from helpers import wording
from helpers.analyst.explorer.choice import Choice, Tab
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.strip import placed
from helpers.analyst.explorer.views import shown
from province import PLAN, Province

pytestmark = pytest.mark.intake

YEAR, COMMUNE, DISTRICT = "2022-FY", "03001-phuong-sa-pa", "088-thi-xa-sa-pa"
ON_TIME = "dossiers_on_time"
ROW = re.compile(
    r"<tr(?: class=\"mine\")?><td class=\"n\">(.*?)</td>.*?data-value=\"(.*?)\".*?</tr>"
)


@pytest.fixture(scope="module")
def source(small_province: Province) -> Source:
    return Source(small_province.roots, PLAN)


def peers(**chosen: str) -> Choice:
    return Choice(YEAR, tab=Tab.PEERS, **chosen)  # names of texts alone


@pytest.mark.parametrize("district", ["", DISTRICT])
def test_every_target_shows_the_table_and_nothing_else(source: Source, district: str) -> None:
    ky = source.ky(YEAR)
    for target in source.targets():
        for level in source.plan.levels:
            part = shown(peers(target=target.id, level=level, district=district), source)
            if not part.tables:
                continue
            ((_, table),) = part.tables
            assert table.equals(eval(part.code, {"ky": ky}))
            rows = [(place, unescape(agency)) for place, agency in ROW.findall(part.html)]
            if table["rank"].notna().any():
                assert [agency for _, agency in rows] == list(table.index)
            assert sorted(agency for _, agency in rows) == sorted(table.index)
            for place, agency in rows:
                rank = table["rank"][agency]
                assert place.split("–")[0] == ("" if pd.isna(rank) else str(rank))
            figures = wording.core.counts(table["value"].notna().sum(), len(table))
            assert f"{figures} đơn vị có số liệu" in part.says


def test_the_chosen_agency_is_marked_and_gives_the_level(source: Source) -> None:
    part = shown(peers(target=ON_TIME, agency=COMMUNE), source)
    assert part.html.count('class="mine"') == 2  # in the figure and in the table
    assert part.html.count(wording.tabs.CHOSEN) == 1
    (own,) = re.findall(r'<tr class="mine">.*?</tr>', str(part.html))
    assert COMMUNE in own
    (alt,) = re.findall(r'role="img" aria-label="(.*?)"', str(part.html))
    row = part.tables[0][1].loc[COMMUNE]
    assert f"{row['value']:.1f}".replace(".", ",") in alt and "trung vị" in alt


def test_random_samples_have_an_interval_and_no_place(source: Source) -> None:
    part = shown(peers(target="satisfaction", level="commune"), source)
    assert wording.tabs.UNRANKED["random_sample"] in part.html
    assert wording.tabs.INTERVAL in part.html
    assert {place for place, _ in ROW.findall(part.html)} == {"–"}


def test_without_a_level_or_a_bound_agency_a_sentence_says_so(source: Source) -> None:
    assert shown(peers(target=ON_TIME), source).says == wording.tabs.NO_LEVEL
    nothing = shown(peers(target=ON_TIME, level="province", district=DISTRICT), source)
    assert not nothing.tables and "Không so sánh được" in nothing.says


def test_equal_values_are_piled_and_the_ends_hold_all() -> None:
    strip = placed([90.0, 90.0, 97.5], 95.0, 90.0, 97.5)
    assert strip.ends == ("90", "98") and strip.dots.count("M20 ") == 2
    assert strip.threshold is not None and strip.own is not None and strip.own[0] > strip.threshold
    assert placed([5.0, 5.0], None, None, None).ends == ("5", "6")
    assert placed([1.0] * 500, None, None, None).dots.count("h0") == 500


def test_it_is_quick(source: Source) -> None:
    list(source.evaluated(YEAR))
    choice = peers(target=ON_TIME, level="commune")
    shown(choice, source)
    start = time.process_time()
    shown(choice, source)
    assert time.process_time() - start <= 0.06
