"""Giả định: a form becomes a change, before and after are those of `suppose`, nothing is stored."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction
from html import unescape

import pytest
from explored import page, same

from helpers import wording
from helpers.analyst.explorer.choice import Choice, Event, Tab, step
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.supposing import supposed
from helpers.analyst.explorer.views import shown
from helpers.analyst.suppose import Answer, Threshold, Units
from helpers.model import Level, Status
from province import PLAN, Province

pytestmark = pytest.mark.intake

YEAR, COMMUNE, DISTRICT, PROVINCE = (
    "2022-FY",
    "03001-phuong-sa-pa",
    "088-thi-xa-sa-pa",
    "lao-cai",
)
ON_TIME = "dossiers_on_time"


@pytest.fixture(scope="module")
def source(small_province: Province) -> Source:
    return Source(small_province.roots, PLAN)


@pytest.fixture
def choice() -> Choice:
    return Choice(YEAR, agency=COMMUNE, target=ON_TIME, tab=Tab.SUPPOSED)


def suppose(choice: Choice, source: Source, kind: str, **fields: str) -> Choice:
    return supposed(choice, Event("suppose", kind, fields), source)


def statuses(source: Source, choice: Choice) -> tuple[int, int]:
    """How many communes change their verdict, and how many meet the target, by all evaluations."""
    ky, after = source.ky(YEAR), source.supposed(YEAR, choice.changes)
    level = "commune"
    one, other = (k.results(level=level, target=choice.target)["status"] for k in (ky, after))
    return int((one.astype(str) != other.astype(str)).sum()), int((other == Status.MET).sum())


def test_a_form_becomes_a_change(source: Source, choice: Choice) -> None:
    choice = suppose(choice, source, "threshold", level="commune", threshold="97,5")
    assert choice.changes == (Threshold(ON_TIME, Level("commune"), Fraction(195, 2)),)
    choice = suppose(choice, source, "units", more="+1.000")
    choice = suppose(choice, source, "units", more="−3")
    assert choice.changes[1:] == (Units(COMMUNE, ON_TIME, -3),)
    choice = suppose(choice, source, "threshold", level="", threshold="60")
    assert choice.changes[-1] == Threshold(ON_TIME, None, Fraction(60)) and len(choice.changes) == 2
    assert step(choice, Event("drop", "0")).changes == choice.changes[1:]
    assert step(choice, Event("drop_all")).changes == ()


def test_a_silent_agency_answers(source: Source, choice: Choice) -> None:
    ky = source.ky(YEAR)
    silent = next(
        (agency.id, target.id)
        for agency in source.registry(YEAR)
        for target in source.targets()
        if agency.id != PROVINCE and Answer not in ky.refusals(agency.id, target.id)
    )
    choice = replace(choice, agency=silent[0], target=silent[1])
    choice = suppose(choice, source, "answer", numerator="1", denominator="1")
    assert choice.changes == (Answer(*silent, 1, 1),) and not choice.fault
    part = shown(choice, source)
    assert "1/1" in part.html or wording.states.YES in part.html
    assert same(part, ky)


@pytest.mark.parametrize(
    "typed",
    ["12.5 %", "12.5", "1e9", "🙂", "x" * 10_000, "9" * 10_000, "", " ", "-5", "101", "<script>"],
)
@pytest.mark.parametrize("kind", ["threshold", "units", "answer"])
def test_what_is_no_number_is_refused_at_the_field(
    source: Source, choice: Choice, kind: str, typed: str
) -> None:
    names = {"threshold": "threshold", "units": "more", "answer": "numerator"}
    fields = {"level": ""} if kind == "threshold" else {}
    after = suppose(choice, source, kind, **fields, **{names[kind]: typed})
    if kind == "units" and typed in ("-5", "101"):
        assert after.changes and not after.fault
        return
    assert after.changes == () and after.fault and "\n" not in after.fault
    part = shown(after, source)
    if kind != "answer":  # the agency has a figure, so there is no form for one
        kept = [a.get("value") for tag, a in page(part).attributes if tag == "input"]
        assert typed[:200] in kept
        assert f'id="fault-{kind}"' in part.html
    assert "<script" not in part.html and after.fault.rstrip(".") in unescape(part.says)
    assert step(after, Event("tab", "peers")).fault == ""


@pytest.mark.parametrize(
    "changes",
    [
        (Threshold(ON_TIME, None, Fraction(90)),),
        (Threshold(ON_TIME, Level("commune"), Fraction(10)), Units(COMMUNE, ON_TIME, -20)),
        (Units(COMMUNE, ON_TIME, 1_000),),
        (Units("03002-phuong-sa-pa", ON_TIME, -1_000),),
    ],
)
def test_before_and_after_are_those_of_whole_evaluations(
    source: Source, choice: Choice, changes: tuple[Threshold | Units, ...]
) -> None:
    choice = replace(choice, changes=changes)
    part = shown(choice, source)
    ky, after = source.ky(YEAR), source.supposed(YEAR, changes)
    assert same(part, ky)
    made = page(part)
    for agency in (COMMUNE, DISTRICT, PROVINCE):
        name = source.agency(YEAR, agency)
        assert name is not None
        row = made.row(name.name)
        for n, tables in enumerate((ky, after), start=1):
            level = "commune" if agency == COMMUNE else row_level(agency)
            line = tables.results(agency, target=ON_TIME, level=level).iloc[0]
            assert wording.core.counts(line["numerator"], line["denominator"]) in row[n]
    changed, met = statuses(source, choice)
    assert f"{wording.core.number(changed)}/" in part.says and f"thành {met} đơn vị" in part.says


def row_level(agency: str) -> str:
    """The level of the first row of a body."""
    return "district" if agency == DISTRICT else "commune"


def test_it_never_looks_like_a_result(source: Source, choice: Choice) -> None:
    choice = suppose(choice, source, "threshold", level="", threshold="50")
    part = shown(choice, source)
    assert part.html.count('class="warned"') == 2 and part.says.startswith(wording.tabs.SUPPOSED)
    assert all(table["supposed"].all() for _, table in part.tables)
    real = shown(replace(choice, tab=Tab.VERDICTS), source)
    assert real.html == shown(replace(choice, tab=Tab.VERDICTS, changes=()), source).html


def test_what_cannot_be_supposed_is_said_before(source: Source, choice: Choice) -> None:
    for target in source.targets():
        part = shown(replace(choice, target=target.id), source)
        forms = [a["data-value"] for tag, a in page(part).attributes if tag == "form"]
        if target.private:
            assert forms == [] and wording.tables.NO_PERSONS in part.html
        refused = source.ky(YEAR).refusals(COMMUNE, target.id)
        assert ("units" in forms) == (Units not in refused)
        assert ("threshold" in forms) == (Threshold not in refused)


def test_changes_that_fit_another_period_alone_are_said_and_can_be_dropped(
    source: Source, choice: Choice
) -> None:
    choice = replace(choice, changes=(Answer(COMMUNE, ON_TIME, 1, 1),))
    part = shown(choice, source)
    assert "đã có số liệu" in part.says and ("drop", "0") in page(part).events


def test_it_is_quick(source: Source, choice: Choice) -> None:
    list(source.evaluated(YEAR))
    shown(suppose(choice, source, "units", more="1"), source)
    start = time.process_time()
    shown(suppose(choice, source, "units", more="2"), source)
    assert time.process_time() - start <= 0.06
