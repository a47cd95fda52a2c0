"""Every case of the corpus of forms gets exactly its answer and its facts."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from corpus.forms import CASES as HARD_CASES
from corpus.forms import FormCase
from corpus.seen_cases import SEEN_CASES
from form_files import COMMUNE, GOOD, PERIOD, PLAN, WIDE, a_form, sentences
from helpers import store
from helpers.intake.check import IntakeResult, take_in
from helpers.intake.forms.findings import FormReading
from helpers.intake.forms.workbook import read_forms
from helpers.model import Fact
from helpers.plan import Roots
from province import PROJECT

pytestmark = pytest.mark.intake

NAME = "bieu.xlsx"
CASES = (*HARD_CASES, *SEEN_CASES)
ANSWERS = YAML(typ="safe", pure=True).load(
    (PROJECT / "tests" / "corpus" / "form_answers.yml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, FormReading]:
    """The reading of every case. A few children read them all to save start-up time; each would end
    itself, with a remark, after 5 s of processor time or 500 MB for one file."""
    folder = tmp_path_factory.mktemp("forms")
    by_case = {}
    for plan, wide in ((PLAN, False), (WIDE, True)):
        cases = [case for case in CASES if case.wide is wide]
        paths = [folder / f"{wide:d}{place}" / NAME for place in range(len(cases))]
        for case, path in zip(cases, paths, strict=True):
            path.parent.mkdir()
            path.write_bytes(case.make())
        read = read_forms(paths, plan, PERIOD)
        by_case |= {case.case: reading for case, reading in zip(cases, read, strict=True)}
    return by_case


def test_every_answer_belongs_to_a_case() -> None:
    names = [case.case for case in CASES]
    assert len(set(names)) == len(names) and set(ANSWERS) <= set(names)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.case)
def test_a_form_gets_its_answer(readings: Mapping[str, FormReading], case: FormCase) -> None:
    reading = readings[case.case]
    assert sentences(reading) == ANSWERS.get(case.case, [])
    assert reading.accepted is bool(case.facts)
    assert {fact.input: said(fact) for fact in reading.facts} == case.facts
    assert {f.input: f.evidence for f in reading.facts if f.evidence} == case.evidence


def said(fact: Fact) -> object:
    return fact.value if fact.judgement is None else fact.due


# ---------------------------------------------------------------- several files


def intake_of(tmp_path: Path, contents: Mapping[str, bytes]) -> IntakeResult:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name, content in contents.items():
        (inbox / name).write_bytes(content)
    return take_in(Roots(tmp_path, tmp_path / "data", tmp_path / "out"), PLAN, PERIOD, inbox)


def test_52_two_forms_of_one_agency(tmp_path: Path) -> None:
    contents = {"1.xlsx": a_form(), "2.xlsx": a_form({**GOOD, "results_in_force": 951})}
    result = intake_of(tmp_path, contents)
    one, other = (hashlib.sha256(content).hexdigest()[:8] for content in contents.values())
    assert [remark.text for remark in result.remarks] == [
        f"Một đơn vị gửi nhiều biểu khác nhau: 1.xlsx ({one}), 2.xlsx ({other}). "
        "Đề nghị giữ lại một tệp; phần mềm không tự chọn."
    ] * 2
    assert store.facts(result.snapshot) == () and COMMUNE.id in result.unsent


def test_52_one_form_twice(tmp_path: Path) -> None:
    result = intake_of(tmp_path, {"1.xlsx": a_form(), "2.xlsx": a_form()})
    assert [remark.text for remark in result.remarks] == [
        "Tệp này giống hệt tệp 1.xlsx, chỉ tính một lần."
    ]
    assert [fact.file for fact in store.facts(result.snapshot)] == ["1.xlsx"] * len(GOOD)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\\..\\..\\1.xlsx", "a\\..\\..\\1.xlsx"),
        ("CON.xlsx", "….xlsx"),
        ("1\n2.xlsx", "1 2.xlsx"),
        ("9" * 250 + ".xlsx", "….xlsx"),
        (unicodedata.normalize("NFD", "Xã Thanh Bình.xlsx"), "Xã Thanh Bình.xlsx"),
        ("1.xlsx.", "1"),
        ("1", "1"),
    ],
)
def test_72_a_file_is_recognised_by_its_content_and_its_name_is_no_path(
    tmp_path: Path, name: str, shown: str
) -> None:
    result = intake_of(tmp_path, {name: a_form()})
    (submission,) = result.submissions
    assert (submission.agency, submission.accepted, result.remarks) == (COMMUNE.id, True, ())
    assert submission.file.isprintable() and submission.file.startswith(shown)
    assert {path.name for path in tmp_path.iterdir()} == {"inbox", "data"}
