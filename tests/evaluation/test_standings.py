"""Quartiles of the peers and of a level; numpy and statistics are the second computation."""

from __future__ import annotations

import statistics
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

import evaluations as given
from evaluations import COMMUNE, DEPARTMENT, DISTRICT, PROVINCE
from helpers.evaluation.formulas import quartiles
from helpers.evaluation.peers import FEWEST_IN_QUARTILES, spread
from helpers.evaluation.standings import own_assessed, share_met, with_standings
from helpers.model import Level, Observations, Status

SHARES = st.fractions(min_value=0, max_value=100, max_denominator=1000)


@for_all(st.lists(SHARES, min_size=2, max_size=60))
def test_quartiles_are_those_of_numpy(values: list[Fraction]) -> None:
    low, high = quartiles(values)
    expected = np.percentile([float(v) for v in values], [25, 75])
    assert [float(low), float(high)] == pytest.approx(expected, abs=1e-9)
    assert sum(v <= low for v in values) * 4 >= len(values)
    assert sum(v >= high for v in values) * 4 >= len(values)


def test_the_band_of_so_few_that_a_quarter_is_one_of_them_is_withheld() -> None:
    values = [Fraction(n) for n in range(FEWEST_IN_QUARTILES)]
    # Of 0-7 the positions are 1.75 and 5.25, rounded half up to one decimal.
    assert spread(values) == (1.8, 5.3)
    assert spread(values[:-1]) is None and spread([]) is None


def test_a_band_is_rounded_half_up_as_printed() -> None:
    assert spread([Fraction(5, 100)] * 8) == (0.1, 0.1)
    assert spread([Fraction(4999, 100_000)] * 8) == (0.0, 0.0)


@pytest.fixture(scope="module")
def standings() -> Observations:
    now = given.observations("2022-FY", 0, frozenset(), True, True)
    return with_standings(given.plan(), given.plan().periods["2022-FY"], now)


@pytest.mark.parametrize("agency", [COMMUNE, DISTRICT, DEPARTMENT])
def test_a_level_is_described_by_the_shares_of_its_agencies(
    standings: Observations, agency: str
) -> None:
    """Computed again with `statistics` over the shares of every agency of the level."""
    plan = given.plan()
    level = plan.agencies[agency].level
    shares = []
    for other in plan.registry(plan.periods["2022-FY"]):
        if other.level == level:
            results = own_assessed(given.evaluation(other.id, history=False))
            met = sum(r.verdict.status is Status.MET for r in results)
            shares.append(100 * met / len(results))
    made = standings.standings[level]
    low, middle, high = statistics.quantiles(shares, n=4, method="inclusive")
    assert (made.low, made.middle, made.high) == pytest.approx((low, middle, high), abs=0.051)
    assert made.count == len(shares)


def test_no_standing_of_the_province_or_of_few(standings: Observations) -> None:
    assert set(standings.standings) == {Level("province"), Level("district"), Level("commune")}
    plan = given.plan()
    kept = [a for a in plan.agencies.values() if a.level == Level("district")][:7]
    few = replace(plan, agencies={a.id: a for a in [*kept, plan.province]} | {})
    now = given.observations("2022-FY", 0, frozenset(), True, True)
    assert with_standings(few, few.periods["2022-FY"], now).standings == {}


def test_a_share_counts_only_what_is_assessed() -> None:
    figures = {"online_dossiers": (70, 100), "one_stop_procedures": (99, 100)}
    more = {"electronic_transfer": (0, 0), "papers_reused": (1, 2)}  # no cases, no verdict
    results = own_assessed(given.few(COMMUNE, {**figures, **more}))
    assert len(results) == 2 and share_met(results) == 50
    assert share_met(own_assessed(given.few(COMMUNE, {}))) is None
    silent = own_assessed(given.evaluation(COMMUNE, silent=[COMMUNE]))
    full = own_assessed(given.evaluation(COMMUNE))
    assert len(silent) == len(full)  # a missing figure is assessed and not met
    assert given.evaluation(PROVINCE).standing is None
