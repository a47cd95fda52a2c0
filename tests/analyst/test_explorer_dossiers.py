"""Hồ sơ: the dossiers of an agency in tables and bars, equal to form II.06a and to each other."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from explored import evaluated, page, same

from helpers.analyst.explorer.choice import Choice, Event, Tab, step
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.views import dossiers, shown
from helpers.analyst.tables.dossiers import NUMBER, cube_frame
from helpers.analyst.tables.period import PeriodTables
from helpers.store.counting import CUBE
from province import PLAN, Province

pytestmark = pytest.mark.intake

YEAR, COMMUNE, DISTRICT = "2022-FY", "03001-phuong-sa-pa", "088-thi-xa-sa-pa"


@pytest.fixture(scope="module")
def source(small_province: Province) -> Source:
    return Source(small_province.roots, PLAN)


def of(agency: str, **chosen: tuple[str, ...]) -> Choice:
    return replace(Choice(YEAR, agency=agency, tab=Tab.DOSSIERS), **chosen)  # names of fields


def total(table: pd.DataFrame, **wanted: set[str]) -> int:
    lines = table.reset_index()
    for name, values in wanted.items():
        lines = lines[lines[name].astype(str).isin(values)]
    return int(lines[NUMBER].sum())


def test_the_form_equals_the_cube_and_the_tables_for_every_agency(source: Source) -> None:
    ky = source.ky(YEAR)
    for agency in source.registry(YEAR):
        part = shown(of(agency.id), source)
        if not part.tables:
            assert "không có hồ sơ nào" in part.says
            continue
        assert same(part, ky)
        rows = {row[0]: row[2] for row in page(part).rows if len(row) == 3 and row[0].isdigit()}
        form = {f"c{c}": int(n.replace(".", "")) for c, n in rows.items()}
        assert list(form) == list(dossiers.FORM)
        flows = ky.dossiers(by=["carried", "state"], agency=agency.id)
        states = ky.dossiers(by=["days_late", "state"], agency=agency.id)
        done = {"on_time", "late", "done_no_due"}
        assert form["c3"] == total(flows) == form["c4"] + form["c5"] + form["c6"]
        assert form["c6"] == total(flows, carried={"true"})
        assert form["c7"] == total(states, state=done) == form["c8"] + form["c9"] + form["c10"]
        assert form["c8"] == total(states, state=done, days_late={"early"})
        assert form["c10"] == total(states, state={"late"})
        assert form["c12"] == total(states, state={"open", "open_no_due"})
        assert form["c13"] == total(states, state={"open_late"})
        for table in evaluated(part, ky):
            assert total(table) == form["c3"]


@pytest.mark.parametrize("by", dossiers.CROSSES)
def test_every_cross_table_that_is_offered_adds_up(source: Source, by: str) -> None:
    choice = step(of(DISTRICT), Event("by", by))
    part = shown(choice, source)
    if "cross" not in dict(part.tables):
        assert "lộ" in part.html
        return
    table = dict(part.tables)["cross"]
    assert total(table) == total(source.ky(YEAR).dossiers(by="state", agency=DISTRICT))
    assert f'<option value="{by}" selected>' in part.html


def test_a_field_leads_to_its_months_and_back(source: Source) -> None:
    part = shown(of(DISTRICT), source)
    fields = [value for event, value in page(part).events if event == "drill"]
    assert fields
    choice = step(of(DISTRICT), Event("drill", fields[0]))
    months = shown(choice, source)
    by_field = source.ky(YEAR).dossiers(by="field", agency=DISTRICT)[NUMBER]
    if months.tables:
        assert total(months.tables[0][1]) == by_field[fields[0].removeprefix("field=")]
    assert ("back", "0") in page(months).events
    assert step(choice, Event("back", "0")).drill == ()


def test_what_a_small_group_is_of_is_in_no_page(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One dossier of a field that nobody else has, whose name is also no harmless text."""
    canary = "<b>Lĩnh vực lạ & hiếm</b>"
    ky = source.ky(YEAR)
    columns = {name: list(ky._cube[name].astype(str)) for name in CUBE}
    columns["carried"] = [each == "true" for each in columns["carried"]]
    columns["month"] = [None if each == "open" else each for each in columns["month"]]
    numbers = list(ky._cube[NUMBER])
    row = columns["agency"].index(COMMUNE)
    for name in CUBE:
        columns[name].append(canary if name == "field" else columns[name][row])
    columns["field"].append("<i>Hiện</i>")
    for name in set(CUBE) - {"field"}:
        columns[name].append(columns[name][row])
    cube = cube_frame({**columns, NUMBER: [*numbers, 1, 50]})
    monkeypatch.setitem(ky.__dict__, "_cube", cube)
    escaped = "Lĩnh vực lạ"
    for by in ("field", *dossiers.CROSSES):
        part = shown(step(of(COMMUNE), Event("by", by)), source)
        assert escaped not in part.html and escaped not in part.says
        assert all(escaped not in table.to_csv() for _, table in part.tables)
        assert "&lt;i&gt;Hiện" in part.html and "<i>Hiện" not in part.html
    drilled = step(of(COMMUNE), Event("drill", f"field={canary}"))
    assert not shown(drilled, source).tables


def test_without_an_export_a_sentence_says_who_sends_it(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(self: PeriodTables, **_: object) -> None:
        from helpers import wording
        from helpers.model import WrongUse

        raise WrongUse(wording.tables.no_dossiers("Năm 2022"))

    monkeypatch.setattr(PeriodTables, "dossiers", none)
    part = shown(of(COMMUNE), source)
    assert "chưa có dữ liệu hồ sơ" in part.says and "bổ sung" in part.says and not part.tables
