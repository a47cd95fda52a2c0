"""What the explorer sends to a browser, whatever is clicked on: nothing that packets withhold, no
field of dossiers that has one alone, and no widget that is not there already."""

from __future__ import annotations

import asyncio
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import comm
import pytest
from ipywidgets.widgets import widget

from helpers.analyst.explorer.choice import Event, Show, Tab
from helpers.analyst.explorer.screen import Screen
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.views.dossiers import CROSSES
from helpers.analyst.tables import PeriodTables
from helpers.analyst.tables.dossiers import NUMBER, OPEN, cube_frame
from helpers.store.counting import CUBE
from province import PLAN, Province

YEAR, PROVINCE = "2022-FY", "lao-cai"
COMMUNE, OTHER, DISTRICT = "03001-phuong-sa-pa", "03002-phuong-sa-pa", "088-thi-xa-sa-pa"
PERSONS = 7919  # as many as nobody has
FIELD = "Lĩnh vực lạ"
ON_TIME = "dossiers_on_time"


@pytest.fixture
def source(small_province: Province) -> Source:
    """The province with few persons in every figure of persons, and a field with one dossier."""
    real = PeriodTables(small_province.roots, PLAN, YEAR)._real
    rows = dict(real.observations.rows)
    private = {target.id for target in real.plan.targets if target.private}
    for key in [key for key in rows if key[2] in private and key[0] != PROVINCE]:
        few = replace(rows[key][0], numerator=1, denominator=PERSONS, missing=None)
        rows[key] = (few, replace(few, numerator=2), *rows[key][1:])
    changed = replace(real, observations=replace(real.observations, rows=rows))
    made = Source(small_province.roots, PLAN)
    made._opened[YEAR] = ky = PeriodTables(small_province.roots, PLAN, YEAR, changed)
    columns = {name: list(ky._cube[name].astype(str)) for name in CUBE}
    row = columns["agency"].index(COMMUNE)
    for name in CUBE:
        columns[name].append(FIELD if name == "field" else columns[name][row])
    columns["carried"] = [each == "true" for each in columns["carried"]]
    columns["month"] = [None if each == OPEN else each for each in columns["month"]]
    ky.__dict__["_cube"] = cube_frame({**columns, NUMBER: [*ky._cube[NUMBER], 1]})
    return made


def clicks(source: Source) -> Iterator[Event]:
    """Every tab for agencies of each level, with targets of persons and of dossiers."""
    plan = source.plan
    targets = [ON_TIME, *(t.id for t in source.targets() if t.private)]
    assert len(targets) > 1
    more = {"more": "1", "level": "", "threshold": "50", "numerator": "1", "denominator": "2"}
    yield Event("other", OTHER)
    for agency in (COMMUNE, DISTRICT, PROVINCE):
        yield Event("agency", agency)
        for target in targets:
            yield Event("target", target)
            yield Event("open", target)
            for tab in Tab:
                yield Event("tab", tab)
                yield Event("download")
            for kind in ("units", "threshold", "answer"):
                yield Event("suppose", kind, more)
                yield Event("tab", Tab.SUPPOSED)
            yield Event("drop_all")
        yield from (Event("show", each) for each in Show)
        yield Event("tab", Tab.DOSSIERS)
        for by in CROSSES:
            yield Event("by", by)
            yield Event("download")
        yield Event("tab", Tab.WHOLE)
        yield from (Event("area", each.id) for each in plan.areas)
        yield Event("area", "")


def test_no_message_has_what_is_withheld(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    files = 0

    def publish(
        _: object, kind: str, data: object = None, buffers: object = None, **__: object
    ) -> None:
        nonlocal files
        sent.append(json.dumps(data, ensure_ascii=False, default=str))
        content = data.get("content") if isinstance(data, dict) else None
        if isinstance(content, dict) and content.get("act") == "save":
            files += 1
            assert isinstance(buffers, list)
            with zipfile.ZipFile(io.BytesIO(buffers[0])) as book:
                sent.extend(book.read(name).decode() for name in book.namelist())

    monkeypatch.setattr(comm.DummyComm, "publish_msg", publish)

    async def whole() -> None:
        screen = Screen(source, YEAR)
        await asyncio.sleep(0.1)
        screen.handle([])
        widgets = len(widget._instances)
        for event in clicks(source):
            screen.handle([event])
            assert "sự cố" not in screen.controls.guard.says, event
        assert len(widget._instances) == widgets
        for task in screen.page.background.running:
            task.cancel()

    asyncio.run(whole())
    every = "\n".join(sent)
    assert files > 50 and "UBND phường Sa Pa" in every and "nhóm dưới 5" in every
    for canary in (rf"(?<![\d.]){PERSONS}(?!\d)", r"7\.919", FIELD):
        assert re.search(canary, every) is None
