"""Fixtures of all tests: deterministic hypothesis settings, and one small simulated province."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from batches import PERIOD, left_running
from helpers import demo
from helpers.analyst.opening import open_plan
from helpers.batch.engine.lean_jsonschema import import_jsonschema
from helpers.batch.head import render
from helpers.intake.files import child_process
from helpers.model import Plan
from helpers.plan import Roots
from province import (
    DOSSIERS,
    PLAN,
    PROJECT,
    Province,
    made_once,
    new_province,
    province_at,
    take_all_in,
)
from warm_children import CHILDREN

import_jsonschema()  # before any test imports nbformat

# Failures are reproducible, and a slow machine causes none.
settings.register_profile(
    "project",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")


@pytest.fixture(autouse=True)
def warm_children(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In tests of intake, the limited children are forks of a process with its imports loaded."""
    start = child_process.ask

    def run_warm(
        command: Sequence[str],
        requests: Sequence[child_process.Request],
        kind: type[object],
        seconds: float = child_process.WALL_SECONDS,
    ) -> object:
        if "-m" in command:  # a test may start a child of its own
            _, module, *arguments = command[command.index("-m") :]
            command = [*CHILDREN.command(module), *arguments]
        return start(command, requests, kind, seconds)

    if request.node.get_closest_marker("intake"):
        monkeypatch.setattr(child_process, "ask", run_warm)


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The plan of this project, with all 182 agencies."""
    return open_plan(PLAN, Roots(PROJECT, PROJECT / "data", PROJECT / "rendered"))


@pytest.fixture(scope="session")
def session_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The temporary folder of this run of pytest, shared by all its processes."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def small_province(session_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Province:
    """3 departments, 2 districts, 6 communes, 3,000 dossiers; 2022-H1 and 2022-FY taken in.

    Shared by all tests: read it, or copy its folder before changing anything.
    """
    made = made_once(session_folder / "province", _make_small_province)
    root = tmp_path_factory.mktemp("province") / "project"
    shutil.copytree(made, root, symlinks=True)
    return province_at(root)


@pytest.fixture(scope="session")
def rendered(session_folder: Path, small_province: Province) -> Path:
    """The small province's packets of the year, read-only; tests that change them use `own`."""

    def make(root: Path) -> None:
        outcome = render(small_province.copy(root).roots, PLAN, PERIOD)
        assert outcome.gaps == {}

    made = made_once(session_folder / "rendered", make)
    for name in ("data", "rendered"):  # a render also caches observations in `data`
        shutil.copytree(made / name, small_province.root / name, dirs_exist_ok=True)
    return small_province.roots.out / PLAN / PERIOD


def _make_small_province(root: Path) -> None:
    province = new_province(root)
    periods = {name: province.inbox(name) for name in ("2022-H1", "2022-FY")}
    demo.write_province(
        province.plan, province.roots.data / "inbox", dossiers=DOSSIERS, periods=list(periods)
    )
    take_all_in(province.roots, province.plan, periods)


@pytest.fixture
def own(small_province: Province, rendered: Path, tmp_path: Path) -> Iterator[Roots]:
    """A copy of the rendered province with its own notebooks, which a test may change; afterwards
    no process of the project may be left running in it."""
    root = tmp_path / "project"
    yield small_province.copy(root, own_notebooks=True).roots
    assert left_running(root) == []
