"""A file of a card is refused with all its faults, each with file and line; cards typed in as CSV
are read as people write them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from helpers.model import Card, WrongUse
from helpers.plan import Fault, ParamsError
from helpers.plan.cards import load_card, read_typed
from plan_folders import line_of
from province import PROJECT

COUNTS = ("valid", "satisfied")
SMALL = """\
label: Thẻ nhỏ
document: Nghị định
source: Quy ước
verified: false
note: Tính thử
decimals: 1
indicators:
  - number: 1
    label: Thời gian
    points: 2
    source: Phiếu
    verified: false
    dossiers: {early: 2, due_day: 1, late: 0}
  - number: 2
    label: Thái độ
    points: 2
    source: Phiếu
    verified: false
    ballots: {satisfied: satisfied, valid: valid, points: 2, other_least: 0, other_most: 1}
grades:
  source: Quy ước
  verified: false
  steps:
    - {from: 3, name: Tốt}
    - {from: 0, name: Yếu}
"""


def write(root: Path, text: str = SMALL, name: str = "small") -> None:
    folder = root / "params" / "cards"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yml").write_text(text, "utf-8")


def small(root: Path) -> Card:
    write(root)
    return load_card(root, "", COUNTS)


def faults_of(root: Path) -> tuple[Fault, ...]:
    with pytest.raises(ParamsError) as refusal:
        load_card(root, "", COUNTS)
    return refusal.value.faults


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("note: Tính thử\n", "", "label: Thẻ", "thiếu khóa «note»"),
        ("decimals: 1", "decimals: -1", "decimals", "từ 0 trở lên"),
        (
            "source: Quy ước\nverified",
            "sources: x\nsource: Quy ước\nverified",
            "sources",
            "«source»",
        ),
        ("label: Thẻ nhỏ", 'label: "Thẻ  nhỏ"', "Thẻ  nhỏ", "dấu cách"),
        ("number: 2", "number: 1", "number: 1\n    label: Thái", "ghi hai lần"),
        ("number: 2", "number: 0", "number: 0", "từ 1 trở lên"),
        ("early: 2", "early: hai", "early: hai", "không phải số"),
        ("early: 2", "early: 3", "early: 3", "ghi 3 điểm, cần từ 0"),
        ("late: 0", "late: -1", "late: -1", "ghi -1 điểm, cần từ 0"),
        ("other_most: 1", "other_most: 2.5", "other_most", "ghi 2.5 điểm"),
        ("late: 0}", "late: 0, lost: 0}", "lost", "«lost»"),
        ("other_least: 0", "other_least: 1.5", "other_least", "nhiều hơn «other_most»"),
        ("valid: valid", "valid: vali", "vali,", "«vali» (gần nhất: «valid»)"),
        ("{early: 2, due_day: 1, late: 0}", "null", "number: 1", "đúng một trong các khóa"),
        ("    ballots:", "    not_computed: x\n    ballots:", "number: 2", "đúng một"),
        ("from: 3", "from: 5", "steps:", "không quá 4 điểm"),
        ("from: 0, name: Yếu", "from: 1, name: Yếu", "steps:", "from: 0"),
        ("name: Yếu", "name: Tốt", "from: 0, name: Tốt", "ghi hai lần"),
        ("verified: false\nnote", "verified: chưa\nnote", "verified: chưa", "true hoặc false"),
    ],
)
def test_faults_of_a_card(tmp_path: Path, old: str, new: str, at: str, says: str) -> None:
    assert SMALL.count(old) == 1
    text = SMALL.replace(old, new)
    write(tmp_path, text)
    (fault,) = faults_of(tmp_path)
    place = text.index(at)
    assert (fault.file, fault.line) == ("params/cards/small.yml", text[:place].count("\n") + 1)
    assert says in fault.text


def test_points_of_nothing_are_refused(tmp_path: Path) -> None:
    text = SMALL.replace("points: 2\n    source", "points: 0\n    source", 1)
    text = text.replace("from: 3", "from: 2")
    write(tmp_path, text)
    (fault,) = faults_of(tmp_path)
    assert (fault.line, "lớn hơn 0" in fault.text) == (line_of(text, "points: 0"), True)


def test_all_faults_come_together(tmp_path: Path) -> None:
    write(tmp_path, SMALL.replace("early: 2", "early: 3").replace("from: 3", "from: 9"))
    assert len(faults_of(tmp_path)) == 2


def test_which_card_is_meant(tmp_path: Path) -> None:
    assert small(tmp_path).label == "Thẻ nhỏ"
    with pytest.raises(WrongUse, match=r"«nhỏ».*small"):
        load_card(tmp_path, "nhỏ", COUNTS)
    write(tmp_path, name="other")
    with pytest.raises(WrongUse, match=r"--card.*other, small"):
        load_card(tmp_path, "", COUNTS)
    assert load_card(tmp_path, "other", COUNTS).maximum == 4


def test_a_card_that_leaves_its_folder_is_not_read(tmp_path: Path) -> None:
    write(tmp_path)
    with pytest.raises(WrongUse):
        load_card(tmp_path, "../cards/small", COUNTS)


def test_the_shipped_card_has_no_faults() -> None:
    card = load_card(PROJECT, "", COUNTS)
    assert [each.number for each in card.indicators] == list(range(1, 10))
    assert card.maximum == 18


# ---------------------------------------------------------------- cards typed in


@pytest.mark.parametrize(
    "text",
    [
        "Đơn vị,Chỉ số 1,Chỉ số 2,Tổng điểm\nA,1.5,.34,1.84\n",
        'Đơn vị,Chỉ số 1,Chỉ số 2,Tổng điểm\nA,"1,5","0,34","1,84"\n',
        "\ufeffSTT;ĐƠN  VỊ ;Chỉ số 2;chỉ số 1;Tổng điểm;KQ\n1;A;0,34;1,5;1,84;Tốt\n",
    ],
)
def test_figures_are_read_as_people_write_them(tmp_path: Path, text: str) -> None:
    path = tmp_path / "thẻ.csv"
    path.write_text(text, "utf-8")
    (row,) = read_typed(small(tmp_path), path)
    assert (row.line, row.name) == (2, "A")
    assert (*row.parts, row.total) == (Fraction("1.5"), Fraction("0.34"), Fraction("1.84"))


@pytest.mark.parametrize("cell", ["", "-", "x", "1.5.2", "-1", "1e3", "２", "NaN", "=1+1", "1/2"])
def test_what_is_no_figure_is_none(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "thẻ.csv"
    path.write_text(f"Đơn vị,Chỉ số 1,Chỉ số 2,Tổng điểm\nA,1,{cell},1\n", "utf-8")
    (row,) = read_typed(small(tmp_path), path)
    assert row.parts == (Fraction(1), None)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("Đơn vị,Chỉ số 1,Tổng điểm\nA,1,1\n", 1, "thiếu cột «Chỉ số 2»"),
        ("Đơn vị,Chỉ số 1,Chỉ số 1,Chỉ số 2,Tổng điểm\nA,1,1,1,3\n", 1, "«Chỉ số 1» ghi hai lần"),
        ("Đơn vị,Chỉ số 1,Chỉ số 2,Tổng điểm\nA,1,1\n", 2, "có 3 ô"),
    ],
)
def test_faults_of_a_card_that_was_typed_in(
    tmp_path: Path, text: str, line: int, says: str
) -> None:
    path = tmp_path / "thẻ.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ParamsError) as refusal:
        read_typed(small(tmp_path), path)
    assert [(f.file, f.line) for f in refusal.value.faults] == [("thẻ.csv", line)]
    assert says in str(refusal.value)
