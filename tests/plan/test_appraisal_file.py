"""appraisal.yml: which body appraises which targets; each fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.forms import appraising
from helpers.model import Kind, Plan
from helpers.plan import load_plan
from plan_folders import OFFERED, PLACE, a_plan, faults_of
from province import PROJECT

BODIES = """\
bodies:
  - agency: so-noi-vu
    targets: [digitised_results]
    clause: VI.1.2
    source: Giao chủ trì
    verified: true
    own_by: 083-huyen
  - agency: 083-huyen
    targets: [satisfaction]
    clause: VI.1.2
    source: Suy từ lĩnh vực
    verified: false
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("agency: so-noi-vu", "agency: so-noi", 2, "gần nhất: «so-noi-vu»"),
        ("own_by: 083-huyen", "own_by: so-noi-vu", 7, "tự thẩm định số của mình"),
        ("own_by: 083-huyen", "own_by: 083-xa", 7, "«083-xa»"),
        ("[satisfaction]", "[satisfacton]", 9, "gần nhất: «satisfaction»"),
        ("[satisfaction]", "[satisfaction, digitised_results]", 9, "một cơ quan thẩm định khác"),
        ("[satisfaction]", "[satisfaction, training]", 9, "«training» không có tử số"),
        ("[satisfaction]", "[satisfaction, satisfaction]", 9, "hai lần"),
        ("[satisfaction]", "[]", 9, "«targets»"),
        ("agency: 083-huyen\n", "agency: so-noi-vu\n", 8, "đã dùng"),
        ("source: Giao chủ trì", "sources: Giao chủ trì", 5, "gần nhất: «source»"),
        ("source: Giao chủ trì", 'source: "Giao chủ trì "', 5, "dấu cách thừa"),
        ("verified: true", "verified: có", 6, "true hoặc false"),
    ],
)
def test_a_fault_names_its_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    assert BODIES.count(old) == 1
    a_plan(tmp_path, appraisal=BODIES.replace(old, new))
    faults = faults_of(tmp_path)
    at = [(fault.file, fault.line) for fault in faults if says in str(fault)]
    assert at == [(f"{PLACE}/appraisal.yml", line)], [str(fault) for fault in faults]


def test_a_plan_may_be_without_the_file(tmp_path: Path) -> None:
    a_plan(tmp_path)
    assert load_plan(tmp_path, "small-2022", OFFERED).appraisers == ()


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(PROJECT, "laocai-2022")


def test_every_figure_of_plan_434_has_an_appraiser_that_is_not_its_own_agency(plan: Plan) -> None:
    rows = list(appraising.appraised_rows(plan, plan.final_period))
    assert all(by and by != agency.id for agency, _, by in rows)
    answered = {name for body in plan.appraisers for name in body.targets}
    with_rows = {target.id for _, target, _ in rows}
    assert answered == with_rows
    assert all(plan.target(name).kind is Kind.QUANTITATIVE for name in answered)


def test_only_what_the_plan_says_is_called_verified(plan: Plan) -> None:
    """VI.1.2 of the plan: «Chủ trì triển khai các nội dung về cải cách tổ chức bộ máy; cải cách
    công vụ và các nội dung khác liên quan», which it says of Sở Nội vụ alone."""
    verified = [(body.agency, body.clause) for body in plan.appraisers if body.verified]
    assert verified == [("so-noi-vu", "VI.1.2")]
