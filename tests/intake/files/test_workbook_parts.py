"""The parts of a workbook, whatever they are called."""

from __future__ import annotations

import io
import zipfile

import pytest

from helpers.intake.files.workbook_parts import PACKAGE, Parts
from helpers.intake.files.zip_guard import Refused

RELATIONS = '<Relationships xmlns="x"><Relationship Id="r1" {}/></Relationships>'
TYPE = 'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet"'


def parts(members: dict[str, str]) -> Parts:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return Parts(buffer.getvalue())


@pytest.mark.parametrize(
    "target",
    ["worksheets/a.xml", "/xl/worksheets/a.xml", "./worksheets/a.xml", "worksheets\\a.xml"],
)
def test_a_target_is_named_from_its_part_or_from_the_top(target: str) -> None:
    relations = RELATIONS.format(f'{TYPE} Target="{target}"')
    members = {"xl/_rels/book.xml.rels": relations, "XL/Worksheets/A.xml": "<a/>"}
    assert parts(members).related("xl/book.xml", "worksheet") == ["xl/worksheets/a.xml"]
    assert parts(members).tree("xl/worksheets/a.xml").tag == "a"


def test_what_lies_outside_the_workbook_is_no_part_of_it() -> None:
    relations = RELATIONS.format(f'{TYPE} Target="a.xml" TargetMode="External"')
    assert parts({"_rels/.rels": relations, "a.xml": ""}).relations(PACKAGE) == []


def test_a_target_never_leads_out_of_the_workbook() -> None:
    relations = RELATIONS.format(f'{TYPE} Target="../../../etc/passwd"')
    assert parts({"_rels/.rels": relations}).related(PACKAGE, "worksheet") == []
    with pytest.raises(Refused, match="tệp hỏng"):
        parts({"_rels/.rels": relations}).tree("etc/passwd")
