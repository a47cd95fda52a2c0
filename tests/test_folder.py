"""A folder as it is sent: all that somebody put there is answered, what a computer left is not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from helpers import store
from helpers.intake.check import Taken, take_in
from helpers.model import Severity, WrongUse
from helpers.params import Roots
from test_workbook import COMMUNE, PERIOD, PLAN, a_form

pytestmark = pytest.mark.intake

# As the programs write them: Excel's lock file holds the user's name, LibreOffice's the machine's.
SYSTEM_FILES = {
    "~$bieu.xlsx": b"\x0cNguyen Van A" + bytes(152),
    ".~lock.bieu.xlsx#": b",nva,pc-01,22.11.2022 09:00,file:///home/nva;",
    ".DS_Store": b"\0\0\0\1Bud1\0\0\x10\0",
    "._bieu.xlsx": b"\0\5\x16\7\0\2\0\0Mac OS X        ",
    "__MACOSX/._bieu.xlsx": b"\0\5\x16\7\0\2\0\0Mac OS X        ",
    "Thumbs.db": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    "desktop.ini": b"[.ShellClassInfo]\r\n",
}


def taken(tmp_path: Path, contents: Mapping[str, bytes]) -> Taken:
    inbox = tmp_path / "inbox"
    for name, content in contents.items():
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return take_in(Roots(tmp_path, tmp_path / "data", tmp_path / "out"), PLAN, PERIOD, inbox)


def test_what_a_computer_leaves_is_passed_over_with_one_remark(tmp_path: Path) -> None:
    found = taken(tmp_path, {"1.xlsx": a_form(), **SYSTEM_FILES})
    assert [submission.file for submission in found.submissions] == ["1.xlsx"]
    (remark,) = found.remarks
    assert (remark.file, remark.severity) == ("", Severity.REMARK)
    assert remark.text == (
        "Thư mục có 7 tệp do máy tính tự tạo (tệp khóa của Excel, tệp ẩn của hệ điều hành), "
        "không chứa số liệu; không đọc các tệp này."
    )


def test_what_a_computer_leaves_changes_no_snapshot(tmp_path: Path) -> None:
    before = taken(tmp_path, {"1.xlsx": a_form()}).snapshot
    after = taken(tmp_path, SYSTEM_FILES).snapshot
    assert (after.id, after.files) == (before.id, before.files)


@pytest.mark.parametrize("name", [".bieu.xlsx", ".a/b.xlsx", "~$bieu.xlsx", "._bieu.xlsx"])
def test_a_form_under_a_hidden_name_is_a_form(tmp_path: Path, name: str) -> None:
    found = taken(tmp_path, {name: a_form()})
    assert [(s.agency, s.accepted) for s in found.submissions] == [(COMMUNE.id, True)]
    assert found.remarks == ()


@pytest.mark.parametrize("name", [".ghi-chu", "cu/origin.yml"])
def test_any_other_file_is_answered_whatever_its_name(tmp_path: Path, name: str) -> None:
    found = taken(tmp_path, {"1.xlsx": a_form(), name: b"simulated: false\nseed: 1\n"})
    assert sorted((s.kind, s.accepted) for s in found.submissions) == [
        ("form", True),
        ("unknown", False),
    ]
    assert [remark.severity for remark in found.remarks] == [Severity.REFUSED_FILE]
    assert not found.snapshot.origin.simulated


def test_simulated_data_one_folder_down_is_not_taken_for_real(tmp_path: Path) -> None:
    sent = {"2022-FY/1.xlsx": a_form(), "2022-FY/origin.yml": b"simulated: true\nseed: 1\n"}
    with pytest.raises(WrongUse, match=r"thư mục số liệu mô phỏng .*/2022-FY, không nhận chung"):
        taken(tmp_path, sent)
    assert not (tmp_path / "data" / "store").exists()


def test_files_that_are_all_refused_leave_the_figures_in_force(tmp_path: Path) -> None:
    before = taken(tmp_path, {"1.xlsx": a_form()})
    (tmp_path / "inbox" / "1.xlsx").unlink()
    after = taken(tmp_path, {"ghi-chu.txt": b"xin gui sau"})
    assert (after.kept, after.snapshot) == (True, before.snapshot)
    assert store.facts(store.current(tmp_path / "data", PLAN.id, PERIOD.id))
    assert [remark.severity for remark in after.remarks] == [Severity.REFUSED_FILE]


def test_a_second_copy_is_not_counted_as_sent_back(tmp_path: Path) -> None:
    found = taken(tmp_path, {"1.xlsx": a_form(), "2.xlsx": a_form(), "3.xlsx": b"PK torn"})
    assert [sent.file for sent in found.returned] == ["3.xlsx"]


def test_different_forms_of_one_agency_are_told_apart_by_hash_once(tmp_path: Path) -> None:
    other = a_form({"one_stop_scope": 1})
    found = taken(tmp_path, {"Nguyen Van A.xlsx": a_form(), "Nguyen Van A 2.xlsx": other})
    assert len(found.refusals) == 2
    for content in (a_form(), other):
        begin = hashlib.sha256(content).hexdigest()[:8]
        assert found.refusals[0].text.count(begin) == 1


def test_a_folder_of_nothing_but_system_files_was_sent_empty(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="không có tệp số liệu nào"):
        taken(tmp_path, SYSTEM_FILES)
