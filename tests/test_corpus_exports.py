"""Every case of the corpus of exports gets exactly its answer, quickly and in little memory."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from ruamel.yaml import YAML

from corpus.export_cases import CASES
from corpus.exports import Case
from helpers import store
from helpers.intake.check import Taken, take_in
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


def test_every_answer_belongs_to_a_case() -> None:
    names = [case.case for case in CASES]
    assert len(set(names)) == len(names) and set(ANSWERS) <= set(names)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.case)
def test_an_export_gets_its_answer(tmp_path: Path, case: Case) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    names = {}
    for name, make in case.files.items():
        content = make()
        (inbox / f"{name}.dat").write_bytes(content)
        names.setdefault(hashlib.sha256(content).hexdigest(), name)
    began = children_seconds()
    taken = take_in(Roots(ROOT, tmp_path, tmp_path), PLAN, PERIOD, inbox)
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
