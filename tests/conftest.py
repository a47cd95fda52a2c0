"""What all tests share: hypothesis without chance, and one small simulated province."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from batches import PERIOD, left_running
from helpers import demo
from helpers.analyst.opening import open_plan
from helpers.batch.head import render
from helpers.model import Plan
from helpers.plan import Roots
from province import DOSSIERS, PLAN, PROJECT, Province, new_province, take_all_in

# A failure shows again at the next run, and a slow machine fails nothing.
settings.register_profile(
    "project",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The plan as this project has it, with all 182 agencies."""
    return open_plan(PLAN, Roots(PROJECT, PROJECT / "data", PROJECT / "rendered"))


@pytest.fixture(scope="session")
def small_province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """3 departments, 2 districts, 6 communes, 3,000 dossiers; 2022-H1 and 2022-FY taken in.

    Shared by all tests: read it, or copy its folder before changing anything.
    """
    province = new_province(tmp_path_factory.mktemp("province"))
    periods = {name: province.inbox(name) for name in ("2022-H1", "2022-FY")}
    demo.write_province(
        province.plan, province.roots.data / "inbox", dossiers=DOSSIERS, periods=list(periods)
    )
    take_all_in(province.roots, province.plan, periods)
    return province


@pytest.fixture(scope="session")
def rendered(small_province: Province) -> Path:
    """The small province's packets of the year; read it, or take `own`."""
    outcome = render(small_province.roots, PLAN, PERIOD)
    assert outcome.gaps == {}
    return outcome.folder


@pytest.fixture
def own(small_province: Province, rendered: Path, tmp_path: Path) -> Iterator[Roots]:
    """A copy of the rendered province with notebooks of its own, free to be broken; afterwards
    no process of ours may be left in it."""
    root = tmp_path / "project"
    yield small_province.copy(root, own_notebooks=True).roots
    assert left_running(root) == []
