"""Every case of the corpus of exports gets exactly its answer, quickly and in little memory."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from ruamel.yaml import YAML

from corpus.export_cases import CASES
from corpus.exports import SO_NOI_VU, Case, as_csv, ii06a, squared
from helpers import store
from helpers.intake.check import Taken, take_in
from helpers.model import Period
from helpers.params import Roots
from plans import small_plan

pytestmark = pytest.mark.intake

ROOT = Path(__file__).parents[1]
PLAN = replace(small_plan(), central_bodies=("Công an tỉnh Lào Cai",))
PERIOD = PLAN.periods["2022-FY"]
SECONDS = 5
ANSWERS = YAML(typ="safe", pure=True).load(
    Path(__file__).with_name("corpus").joinpath("export_answers.yml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's mappings for the small plan, which has none of the targets a survey serves."""
    root = tmp_path_factory.mktemp("root")
    folder = root / "params" / "mappings"
    folder.mkdir(parents=True)
    for path in (ROOT / "params" / "mappings").glob("*.yml"):
        text = re.sub(r"targets: \[.*\]", "targets: []", path.read_text("utf-8"))
        (folder / path.name).write_text(text, "utf-8")
    return root


def test_every_answer_belongs_to_a_case() -> None:
    names = [case.case for case in CASES]
    assert len(set(names)) == len(names) and set(ANSWERS) <= set(names)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.case)
def test_an_export_gets_its_answer(tmp_path: Path, root: Path, case: Case) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    names = {}
    for name, make in case.files.items():
        content = make()
        (inbox / f"{name}.dat").write_bytes(content)
        names.setdefault(hashlib.sha256(content).hexdigest(), name)
    began = children_seconds()
    taken = take_in(Roots(root, tmp_path, tmp_path), PLAN, PERIOD, inbox)
    assert children_seconds() - began < SECONDS
    assert [shown(remark.text, taken, names) for remark in taken.remarks] == ANSWERS.get(
        case.case, []
    )
    assert sum(s.accepted for s in taken.submissions) == case.accepted
    rows = taken.snapshot.path / "dossiers.parquet"
    assert (pq.read_metadata(rows).num_rows if rows.exists() else 0) == case.dossiers
    totals = store.totals(taken.snapshot) if taken.snapshot.has_totals else {}
    for row in totals.values():
        del row["line"]
    assert totals == case.totals


def test_the_totals_of_the_period_before_are_looked_at_and_named(
    tmp_path: Path, root: Path
) -> None:
    """Of two periods that end together, answers come from the longer one, but column 11 from the
    one this period follows: both are behind what is taken in."""
    half, year = date(2022, 6, 14), PERIOD.end
    spans = {
        "2022-H1": (date(2021, 12, 15), half, None),
        "2022-12M": (date(2021, 6, 15), half, None),
        "2022-H2": (date(2022, 6, 15), year, "2022-H1"),
    }
    periods = {
        name: Period(name, name, start, end, False, None, follows, None, "", False)
        for name, (start, end, follows) in spans.items()
    }
    plan = replace(PLAN, periods=periods)
    for name, period in periods.items():
        inbox = tmp_path / name
        inbox.mkdir()
        days = f"Từ ngày {period.start:%d/%m/%Y} đến ngày {period.end:%d/%m/%Y}"
        top, _, *heads = ii06a(SO_NOI_VU)
        (inbox / "x.csv").write_bytes(as_csv(squared([top, (days,), *heads]))())
        taken = take_in(Roots(root, tmp_path, tmp_path), plan, period, inbox)
    # Ten dossiers are open at the end of the half year, and ten were carried into the next one.
    assert SO_NOI_VU[5] == SO_NOI_VU[10] == 10 and taken.remarks == ()
    behind = [f.file for f in taken.snapshot.files if f.kind != "mapping"]
    assert behind == ["2022-12M", "2022-H1", "x.csv"]
    open_before = (1, "Sở Nội vụ", 102, 40, 50, 12, 90, 60, 25, 5, 12, 10, 2)
    (inbox / "x.csv").write_bytes(as_csv(squared([top, (days,), *ii06a(open_before)[2:]]))())
    taken = take_in(Roots(root, tmp_path, tmp_path), plan, period, inbox)
    (remark,) = taken.remarks
    assert remark.text == "Tệp x.csv, dòng 8: Cột 6 (12) khác cột 11 của kỳ liền trước (10)."


def shown(text: str, taken: Taken, names: Mapping[str, str]) -> str:
    """An answer with the files called as the case calls them; `names` by their sha256."""
    for submission in taken.submissions:
        name = names[submission.sha256]
        text = text.replace(f"Tệp {submission.file}", name).replace(submission.file, name)
    return text


def children_seconds() -> float:
    """Processor time of this process and its children: other work on the machine is no fault."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system
