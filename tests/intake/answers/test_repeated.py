"""Sentences that differ only in names and numbers are listed once; nothing is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from helpers.intake.answers.repeated import LEAST, NamedRemark, RemarkKind, sorted_remarks
from helpers.model import Remark, Severity

NAMES = ("UBND xã A, huyện B", "UBND xã C, huyện B", "Sở D", "UBND xã 12, huyện B")


def named(
    text: str, name: str = "", file: str = "a.csv", group: str = "UBND huyện B"
) -> NamedRemark:
    return NamedRemark(Remark(file, "", Severity.REMARK, text, name), name, group)


def sentences(kind: RemarkKind) -> list[str]:
    """The whole sentence of each instance."""
    texts = []
    for each in kind.instances:
        text = kind.sentence.replace("[đơn vị]", each.named.name)
        for place, value in enumerate(each.values, 1):
            text = text.replace(f"[{place}]", value)
        texts.append(text)
    return texts


def test_what_differs_has_a_place_and_what_does_not_stays() -> None:
    remarks = [
        named(f"Tệp a.csv: {name} có {n}.500 phiếu, cần {9 - n} (e = 5%), dòng {n}, {n + 1}.", name)
        for n, name in enumerate(NAMES, 1)
    ]
    result = sorted_remarks(remarks)
    (kind,) = result.kinds
    assert result.single == ()
    assert kind.sentence == "Tệp a.csv: [đơn vị] có [1] phiếu, cần [2] (e = 5%), dòng [3]."
    assert kind.instances[0].values == ("1.500", "8", "1, 2")
    assert [each.name for each in kind.instances] == [
        "UBND xã A",
        "UBND xã C",
        "Sở D",
        "UBND xã 12",
    ]
    assert sentences(kind) == [each.remark.text for each in remarks]


def test_names_of_own_files_and_cells_differ_too() -> None:
    remarks = [
        named(f"Tệp {n}.xlsx, ô C{n}: để trống.", name, f"{n}.xlsx")
        for n, name in enumerate(NAMES, 1)
    ]
    (kind,) = sorted_remarks(remarks).kinds
    assert kind.sentence == "Tệp [1], ô [2]: để trống."
    assert sentences(kind) == [each.remark.text for each in remarks]


def test_fewer_than_three_and_other_severities_are_not_joined() -> None:
    two = [named("Có 1 dòng.", NAMES[0]), named("Có 2 dòng.", NAMES[1])]
    refused = NamedRemark(Remark("b.csv", "", Severity.REFUSED_CELL, "Có 3 dòng."), "", "x")
    result = sorted_remarks([*two, refused])
    assert result.kinds == () and result.single == (*two, refused)


def test_without_an_agency_the_file_is_named() -> None:
    remarks = [named(f"Dòng {n}: trống.", "", f"{n}.csv") for n in range(3)]
    (kind,) = sorted_remarks(remarks).kinds
    assert [each.name for each in kind.instances] == ["0.csv", "1.csv", "2.csv"]


TEXTS = st.lists(
    st.sampled_from(
        ["có ", "7", "1.250", "12,5", "ô D8", "NAME", "a.csv", ", ", ": ", "phiếu", "."]
    ),
    min_size=1,
    max_size=9,
)


@given(st.lists(st.tuples(TEXTS, st.sampled_from(NAMES)), max_size=12))
def test_every_sentence_is_had_again(given_texts: list[tuple[list[str], str]]) -> None:
    remarks = [
        named("".join(parts).replace("NAME", name) or "x", name) for parts, name in given_texts
    ]
    result = sorted_remarks(remarks)
    assert all(len(kind.instances) >= LEAST for kind in result.kinds)
    again = [text for kind in result.kinds for text in sentences(kind)]
    again += [each.remark.text for each in result.single]
    assert sorted(again) == sorted(each.remark.text for each in remarks)
