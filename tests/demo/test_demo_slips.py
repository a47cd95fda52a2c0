"""What goes wrong in the simulated province: far too large a figure, rows lost from an export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from helpers.demo import write_province
from helpers.model import Level, Plan
from helpers.plan import load_plan
from province import PROJECT
from simulated import Answers, answers, read

DISTRICTS = ("083-huyen-muong-khuong", "085-huyen-bac-ha")
LAST, BEFORE = "2022-FY", "2022-Q3"
HOLDER = "Đơn vị giải quyết"


@pytest.fixture(scope="module")
def wide() -> Plan:
    """Two districts with all their communes."""
    plan = load_plan(PROJECT, "laocai-2022")
    kept = {
        name: agency
        for name, agency in plan.agencies.items()
        if name in ("so-noi-vu", *DISTRICTS) or agency.parent in DISTRICTS
    }
    return replace(plan, agencies=kept)


@pytest.fixture(scope="module")
def sent(wide: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("slips")
    write_province(wide, folder, 434, 3000, periods=[BEFORE, LAST])
    return folder


def stated(folder: Path, plan: Plan) -> Mapping[str, Answers]:
    communes = (a.id for a in plan.agencies.values() if a.level == Level("commune"))
    return {name: answers(path) for name in communes if (path := folder / f"{name}.xlsx").exists()}


def test_one_figure_of_one_commune_is_far_too_large(wide: Plan, sent: Path) -> None:
    before, now = (stated(sent / period, wide) for period in (BEFORE, LAST))
    jumps = [
        (name, key, value / earlier)
        for name, given in now.items()
        for key, value in given.items()
        if isinstance(value, int)
        and isinstance(earlier := before.get(name, {}).get(key), int)
        and value >= 10 * max(earlier, 20)
    ]
    (jump,) = jumps
    assert jump[2] >= 500
    # It contradicts nothing in the form, so that it is accepted.
    entry = next(i for t in wide.targets for i in t.inputs if i.id == jump[1])
    assert not entry.part_of and not entry.register


def test_the_export_of_the_year_has_lost_a_commune_that_had_dossiers(
    wide: Plan, sent: Path
) -> None:
    logs = {p: read(sent / p / f"xuat-ho-so-{p}.csv") for p in (BEFORE, LAST)}
    holders = {
        p: set(zip(log[HOLDER], log["Mã đơn vị giải quyết"], strict=True))
        for p, log in logs.items()
    }
    (lost,) = holders[BEFORE] - holders[LAST]
    (agency,) = (a.id for a in wide.agencies.values() if a.code == lost[1])
    assert wide.agencies[agency].level == Level("commune")
    # Its form agrees with counts of dossiers that the export does not have.
    agreed = {t.id for t in wide.targets if t.agreed}
    given = stated(sent / LAST, wide)[agency]
    shown = answers(sent / LAST / f"{agency}.xlsx", "Số từ dữ liệu")
    assert any(given.get(t) is not None and shown.get(t) not in (None, "0/0") for t in agreed)


def test_dossiers_without_due_day_and_voluntary_ballots_are_there(sent: Path) -> None:
    log = read(sent / LAST / f"xuat-ho-so-{LAST}.csv")
    done: pd.Series = log["Ngày có kết quả"] != ""
    assert ((log["Ngày hẹn trả"] == "") & done).any()
    ballots = read(sent / LAST / "khao-sat-2022.csv")
    assert {"Ngẫu nhiên", "Tự nguyện"} <= set(ballots["Cách lấy mẫu"])


def test_in_a_small_province_nothing_is_wrong(wide: Plan, tmp_path: Path) -> None:
    few = [a for a in wide.agencies.values() if a.level != "commune" or a.parent == DISTRICTS[0]]
    small = replace(wide, agencies={a.id: a for a in few[:11]})
    write_province(small, tmp_path, 434, 500, periods=[LAST])
    figures = [v for given in stated(tmp_path / LAST, small).values() for v in given.values()]
    assert max(v for v in figures if isinstance(v, int)) < 100_000
