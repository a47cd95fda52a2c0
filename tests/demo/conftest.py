"""One simulated inbox for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from helpers.demo import write_province
from helpers.model import Plan
from simulated import DOSSIERS, PERIODS, SEED, Answers, a_small_province, answers, read, read_log


@pytest.fixture(scope="session")
def plan() -> Plan:
    return a_small_province()


@pytest.fixture(scope="session")
def inbox(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    write_province(plan, folder, SEED, DOSSIERS)
    return folder


@pytest.fixture(scope="session")
def logs(inbox: Path) -> dict[str, pd.DataFrame]:
    return {name: read_log(inbox / name / f"xuat-ho-so-{name}.csv") for name in PERIODS}


@pytest.fixture(scope="session")
def ballots(inbox: Path) -> pd.DataFrame:
    return read(inbox / "2022-FY" / "khao-sat-2022.csv")


@pytest.fixture(scope="session")
def forms(plan: Plan, inbox: Path) -> dict[str, dict[str, Answers]]:
    """Answers by period, agency and question key."""
    return {
        period: {path.stem: answers(path) for path in inbox.glob(f"{period}*/*.xlsx")}
        for period in PERIODS
    }
