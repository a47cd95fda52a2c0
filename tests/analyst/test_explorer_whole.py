"""Toàn tỉnh: the whole by area and district, every target by level, who has not sent."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from explored import page, same

from helpers import wording
from helpers.analyst.explorer.choice import Choice, Event, Tab, step
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.views import furthest, shown
from helpers.analyst.tables import PeriodTables
from helpers.model import WrongUse
from helpers.packets.display.whole import coverage
from province import PLAN, Province

pytestmark = pytest.mark.intake

YEAR = "2022-FY"
WHOLE = Choice(YEAR, tab=Tab.WHOLE)
DISTRICT, PROVINCE, ON_TIME = "088-thi-xa-sa-pa", "lao-cai", "dossiers_on_time"


@pytest.fixture(scope="module")
def source(small_province: Province) -> Source:
    return Source(small_province.roots, PLAN)


# ---------------------------------------------------------------- the table behind it


@pytest.mark.parametrize("by", ["agency", "level", "district", "area", "target"])
def test_a_tally_counts_every_result_that_is_assessed_once(source: Source, by: str) -> None:
    ky = source.ky(YEAR)
    table = ky.tally(by)
    whole = ky.evaluation(PROVINCE)
    met = sum(own.result.verdict.status == "met" for own in ky.assessed)
    assert table["met"].sum() == met
    assert table.to_numpy().sum() == len(ky.assessed) > len(whole.members)


def test_a_tally_is_that_of_the_results(source: Source) -> None:
    ky = source.ky(YEAR)
    results = ky.results(level="commune", district=DISTRICT, target=ON_TIME)
    table = ky.tally(["target", "level"], level="commune", district=DISTRICT)
    line = table.loc[(ON_TIME, "commune")]
    statuses = results["status"].value_counts()
    assert line["met"] == statuses["met"]
    assert line["below"] == statuses["missed"] + statuses["behind"]
    assert line["no_data"] == statuses["no_data"]


def test_a_tally_knows_its_names(source: Source) -> None:
    with pytest.raises(WrongUse, match="«district»"):
        source.ky(YEAR).tally("distrikt")
    with pytest.raises(WrongUse, match="«commune»"):
        source.ky(YEAR).tally(level="comune")


# ---------------------------------------------------------------- what is shown


def test_a_cell_is_met_of_assessed_and_leads_on(source: Source) -> None:
    part, ky = shown(WHOLE, source), source.ky(YEAR)
    made = page(part)
    assert same(part, ky)
    heat = ky.tally(["level", "district", "area"])
    for (level, district, area), line in heat.iterrows():
        value = f"{level},{district if isinstance(district, str) else ''},{area}"
        assert ("cell", value) in made.events
        both = int(line["met"]), int(line.sum())
        assert f'data-value="{value}" data-key="cell:{value}">{both[0]}/{both[1]}<' in part.html
    assert ("go", DISTRICT) in made.events


def test_a_cell_shows_its_agencies(source: Source) -> None:
    there = step(WHOLE, Event("cell", f"commune,{DISTRICT},procedures"))
    assert (there.level, there.district, there.area) == ("commune", DISTRICT, "procedures")
    part, ky = shown(there, source), source.ky(YEAR)
    made = page(part)
    assert same(part, ky)
    table = ky.tally("agency", level="commune", district=DISTRICT, area="procedures")
    assert len(table) == 3
    for agency, line in table.iterrows():
        assert ("go", agency) in made.events
        row = made.row(source.plan.agencies[str(agency)].name)
        assert row[1] == f"{line['met']}/{line.sum()}"
    back = step(there, Event("cell", ",,"))
    assert shown(back, source).html == shown(WHOLE, source).html


def test_each_target_is_counted_by_level(source: Source) -> None:
    part, ky = shown(WHOLE, source), source.ky(YEAR)
    made = page(part)
    line = ky.tally(["target", "level"]).loc[(ON_TIME, "commune")]
    row = made.row(source.plan.target(ON_TIME).label)
    levels = list(source.plan.levels)
    assert row[2 + levels.index("commune")] == wording.whole.by_verdict(*map(int, line))
    own = ky.results(PROVINCE, target=ON_TIME, level="all", labels=True).iloc[0]
    assert own["status_words"] in row[1]


def test_the_furthest_come_first_and_their_part_is_exact(source: Source) -> None:
    there = replace(WHOLE, level="commune", opened=(ON_TIME,))
    html, ky = str(shown(there, source).html), source.ky(YEAR)
    table = ky.results(level="commune", target=ON_TIME).droplevel(["level", "target"])
    below = table[table["status"].isin(["missed", "behind"])].sort_values("margin_units")
    assert len(below) > 1
    opened = html[html.index('class="why"') :]
    places = [opened.index(f'data-value="{agency}"') for agency in below.index[: furthest.NAMED]]
    assert places == sorted(places)
    whole = ky.results(PROVINCE, level="all", target=ON_TIME).iloc[0]
    late = int((below["denominator"] - below["numerator"]).sum())
    every = int(whole["denominator"] - whole["numerator"])
    assert f"{len(below)} đơn vị cấp xã dưới mức chiếm" in opened
    assert f"({wording.core.counts(late, every)})" in opened


def test_nobody_is_named_of_targets_about_persons(source: Source) -> None:
    ky, plan = source.ky(YEAR), source.plan
    owns = [own for own in ky.assessed if own.result.target.id == ON_TIME]
    below = sum(own.result.verdict.status in ("missed", "behind") for own in owns)
    persons = replace(plan.target(ON_TIME), private=True)
    said = furthest.detail(plan, persons, None, owns)
    assert (said.groups, said.effects) == ((), ())
    assert said.silence == f"{below} đơn vị chưa đạt; không nêu tên để giữ riêng tư"
    assert furthest.detail(plan, persons, None, []).silence == wording.explorer.NOBODY_BELOW
    private = tuple(t.id for t in plan.targets if t.private)
    closed, opened = shown(WHOLE, source), shown(replace(WHOLE, opened=private), source)
    assert private
    named = [value for event, value in page(opened).events if event == "go"]
    assert named == [value for event, value in page(closed).events if event == "go"]


def test_who_has_not_sent_is_named(source: Source) -> None:
    part = shown(WHOLE, source)
    evaluation = source.ky(YEAR).evaluation(PROVINCE)
    silent = [m.agency for m in evaluation.members if m.form and m.form != "not_asked"]
    assert silent
    events = page(part).events
    assert all(("go", agency.id) in events for agency in silent)
    first = coverage(evaluation).html.split("<li>")[1].split("</li>")[0]
    assert first in part.html


def test_bad_choices_are_one_sentence(source: Source) -> None:
    for bad in (
        replace(WHOLE, level="xa"),
        replace(WHOLE, district="999"),
        replace(WHOLE, area="<b>"),
    ):
        with pytest.raises(WrongUse):
            shown(bad, source)
    assert shown(replace(WHOLE, level="all"), source).html == shown(WHOLE, source).html
    nothing = shown(replace(WHOLE, level="province", district=DISTRICT), source)
    assert wording.explorer.NONE_SHOWN in nothing.html


def test_names_are_escaped(small_province: Province) -> None:
    real = PeriodTables(small_province.roots, PLAN, YEAR)._real
    agencies = {
        name: replace(agency, name="<script>") if name == DISTRICT else agency
        for name, agency in real.plan.agencies.items()
    }
    plan = replace(real.plan, agencies=agencies)
    source = Source(small_province.roots, PLAN)
    source._opened[YEAR] = PeriodTables(small_province.roots, PLAN, YEAR, replace(real, plan=plan))
    html = shown(WHOLE, source).html
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_it_is_quick(source: Source) -> None:
    shown(WHOLE, source)
    taken = []
    for _ in range(5):
        start = time.process_time()
        part = shown(WHOLE, source)
        taken.append(time.process_time() - start)
    assert sorted(taken)[2] <= 0.06 * 2  # twice the bar, for busy machines
    assert len(str(part.html).encode()) <= 60_000
