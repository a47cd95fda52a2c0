"""The simulated province decides on its submissions once, on days of its own year."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from helpers import store
from helpers.analyst.opening import Opened, opened
from helpers.cli.deciding import decide_simulated
from helpers.cli.signing import faults_of_journal
from helpers.evaluation import tables
from helpers.model import Origin
from helpers.packets.display.fragment import fragment
from helpers.packets.index import index
from helpers.store import journal
from province import PLAN, Province

pytestmark = pytest.mark.intake

YEAR = "2022-FY"


class AtAnotherTime(datetime):
    """A clock of another century."""

    @classmethod
    def now(cls, _: object = None) -> datetime:
        return datetime(2101, 7, 8, tzinfo=UTC)


def decide(province: Province) -> Opened:
    decide_simulated(province.roots, province.plan, province.plan.periods[YEAR])
    return opened(province.roots, PLAN, YEAR)


def pages(at: Opened) -> dict[str, bytes]:
    """The index, and the heads of all packets."""
    made = [at.evaluation(name) for name in at.subjects]
    heads = {e.agency.id: _head(at, e.agency.id).encode() for e in made}
    return index(made, {}) | heads


def _head(at: Opened, agency: str) -> str:
    made = at.evaluation(agency)
    return fragment("notebook_header", "", evaluation=made, notices=(), style="").html


def test_one_district_waits_one_form_is_returned_and_no_clock_is_shown(
    small_province: Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, other = (small_province.copy(tmp_path / name) for name in ("own", "other"))
    before = opened(own.roots, PLAN, YEAR)
    figures = tables.results(before.evaluation(name) for name in before.subjects)
    at = decide(own)
    states = {name: each.state.value for name, each in at.submitted.items()}
    # Of 3 departments one is returned; of 2 districts one waits, as 2 communes of it do; the other
    # 2 departments, district and 2 communes are accepted. 2 communes have sent nothing.
    counted = {"accepted": 2 + 1 + 2, "returned": 1, "submitted": 1 + 2, "open": 2}
    assert Counter(states.values()) == counted
    waiting = {name for name, state in states.items() if state == "submitted"}
    assert waiting == {"088-thi-xa-sa-pa", "03002-phuong-sa-pa", "03022-xa-thanh-binh"}
    [returned] = [name for name, state in states.items() if state == "returned"]
    assert "trả lại: Sở Nội vụ (Người duyệt (mô phỏng)), ngày 10/01/2023" in _head(at, returned)
    assert tables.results(at.evaluation(name) for name in at.subjects) == figures
    assert faults_of_journal(own.roots, PLAN) == []
    lines = len(journal.read(own.roots.data, PLAN).records)
    shown = pages(decide(own))
    assert len(journal.read(own.roots.data, PLAN).records) == lines
    monkeypatch.setattr(journal, "datetime", AtAnotherTime)
    assert pages(decide(other)) == shown


def test_what_is_not_simulated_is_decided_on_by_nobody(
    small_province: Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = small_province.copy(tmp_path / "own")
    real = replace(own.snapshot(YEAR), origin=Origin(simulated=False))
    monkeypatch.setattr(store, "current", lambda *_: real)
    decide_simulated(own.roots, own.plan, own.plan.periods[YEAR])
    assert journal.read(own.roots.data, PLAN).of(YEAR, *store.decisions.DECISIONS) == ()
