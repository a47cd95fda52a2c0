"""The inbox folder: every file a person sent is answered, files left by programs are ignored."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from form_files import COMMUNE, KINDS, OLE, PERIOD, PLAN, a_form
from helpers import store
from helpers.intake import exports
from helpers.intake.check import IntakeResult, take_in
from helpers.model import Severity, WrongUse
from helpers.plan import Roots
from province import PROJECT

pytestmark = pytest.mark.intake

MAPPINGS = PROJECT / "params" / "mappings"
# As written by the programs: Excel's lock file has the user's name, LibreOffice's the machine's.
SYSTEM_FILES = {
    "~$bieu.xlsx": b"\x0cNguyen Van A" + bytes(152),
    ".~lock.bieu.xlsx#": b",nva,pc-01,22.11.2022 09:00,file:///home/nva;",
    ".DS_Store": b"\0\0\0\1Bud1\0\0\x10\0",
    "._bieu.xlsx": b"\0\5\x16\7\0\2\0\0Mac OS X        ",
    "__MACOSX/._bieu.xlsx": b"\0\5\x16\7\0\2\0\0Mac OS X        ",
    "Thumbs.db": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    "desktop.ini": b"[.ShellClassInfo]\r\n",
}


def intake_of(tmp_path: Path, contents: Mapping[str, bytes]) -> IntakeResult:
    inbox = tmp_path / "inbox"
    for name, content in contents.items():
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return take_in(Roots(tmp_path, tmp_path / "data", tmp_path / "out"), PLAN, PERIOD, inbox)


def test_system_files_are_ignored_with_one_remark(tmp_path: Path) -> None:
    result = intake_of(tmp_path, {"1.xlsx": a_form(), **SYSTEM_FILES})
    assert [submission.file for submission in result.submissions] == ["1.xlsx"]
    (remark,) = result.remarks
    assert (remark.file, remark.severity) == ("", Severity.REMARK)
    assert remark.text == (
        "Thư mục có 7 tệp do máy tính tự tạo (tệp khóa của Excel, tệp ẩn của hệ điều hành), "
        "không chứa số liệu; không đọc các tệp này."
    )


def test_system_files_do_not_change_the_snapshot(tmp_path: Path) -> None:
    before = intake_of(tmp_path, {"1.xlsx": a_form()}).snapshot
    after = intake_of(tmp_path, SYSTEM_FILES).snapshot
    assert (after.id, after.files) == (before.id, before.files)


@pytest.mark.parametrize("name", [".bieu.xlsx", ".a/b.xlsx", "~$bieu.xlsx", "._bieu.xlsx"])
def test_a_form_with_a_hidden_name_is_read(tmp_path: Path, name: str) -> None:
    result = intake_of(tmp_path, {name: a_form()})
    assert [(s.agency, s.accepted) for s in result.submissions] == [(COMMUNE.id, True)]
    assert result.remarks == ()


@pytest.mark.parametrize("name", [".ghi-chu", "cu/origin.yml"])
def test_any_other_file_is_answered_whatever_its_name(tmp_path: Path, name: str) -> None:
    result = intake_of(tmp_path, {"1.xlsx": a_form(), name: b"simulated: false\nseed: 1\n"})
    assert sorted((s.kind, s.accepted) for s in result.submissions) == [
        ("form", True),
        ("unknown", False),
    ]
    assert [remark.severity for remark in result.remarks] == [Severity.REFUSED_FILE]
    assert not result.snapshot.origin.simulated


def test_simulated_data_in_a_subfolder_is_not_accepted_as_real(tmp_path: Path) -> None:
    sent = {"2022-FY/1.xlsx": a_form(), "2022-FY/origin.yml": b"simulated: true\nseed: 1\n"}
    with pytest.raises(WrongUse, match=r"thư mục số liệu mô phỏng .*/2022-FY, không nhận chung"):
        intake_of(tmp_path, sent)
    assert not (tmp_path / "data" / "store").exists()


def test_if_all_files_are_refused_the_figures_stay_in_force(tmp_path: Path) -> None:
    before = intake_of(tmp_path, {"1.xlsx": a_form()})
    (tmp_path / "inbox" / "1.xlsx").unlink()
    after = intake_of(tmp_path, {"ghi-chu.txt": b"xin gui sau"})
    assert (after.kept, after.snapshot) == (True, before.snapshot)
    assert store.facts(store.current(tmp_path / "data", PLAN.id, PERIOD.id))
    assert [remark.severity for remark in after.remarks] == [Severity.REFUSED_FILE]


def test_a_second_copy_does_not_count_as_returned(tmp_path: Path) -> None:
    result = intake_of(tmp_path, {"1.xlsx": a_form(), "2.xlsx": a_form(), "3.xlsx": b"PK torn"})
    assert [sent.file for sent in result.returned] == ["3.xlsx"]


def test_different_forms_of_one_agency_are_named_with_their_hash(tmp_path: Path) -> None:
    other = a_form({"one_stop_scope": 1})
    result = intake_of(tmp_path, {"Nguyen Van A.xlsx": a_form(), "Nguyen Van A 2.xlsx": other})
    assert len(result.refusals) == 2
    for content in (a_form(), other):
        begin = hashlib.sha256(content).hexdigest()[:8]
        assert result.refusals[0].text.count(begin) == 1


def test_a_folder_of_only_system_files_counts_as_empty(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="không có tệp số liệu nào"):
        intake_of(tmp_path, SYSTEM_FILES)


# ---------------------------------------------------------------- files that are not workbooks


def as_csv(content: bytes, encoding: str, errors: str = "strict") -> bytes:
    """The figures sheet of a form as a spreadsheet program saves it as text."""
    sheet = load_workbook(BytesIO(content))["Số liệu"]
    out = StringIO()
    rows = ([cell or "" for cell in row] for row in sheet.iter_rows(values_only=True))
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding, errors)


KIND = "Tệp x.xls: đây là {}, không phải tệp Excel dạng .xlsx. Đề nghị {}."
NO_KIND = ("tệp văn bản", "tệp không rõ định dạng")  # text that may be an export
FORM_AS_TEXT = KIND.format(
    "biểu số liệu đã lưu thành tệp văn bản (.csv, .txt)",
    "ghi số liệu vào biểu mẫu Excel (.xlsx) đã được cấp, lưu dạng .xlsx rồi gửi lại",
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        *((content, KIND.format(kind, ask)) for content, kind, ask in KINDS if kind not in NO_KIND),
        (b"GIF89a\x01\0\x01\0\x80", KIND.format("tệp ảnh", "gửi tệp Excel (.xlsx) có số liệu")),
        (
            OLE + "EncryptionInfo".encode("utf-16-le"),
            "Tệp x.xls: tệp có mật khẩu. Đề nghị bỏ mật khẩu, lưu lại rồi gửi.",
        ),
        (as_csv(a_form(), "utf-8"), FORM_AS_TEXT),
        (as_csv(a_form(), "utf-8-sig"), FORM_AS_TEXT),
        (as_csv(a_form(), "utf-16"), FORM_AS_TEXT),
        # As Excel saves «CSV» on a Windows that is not set to Vietnamese.
        (as_csv(a_form(), "cp1252", "replace"), FORM_AS_TEXT),
        (b"\n\n\n", "Tệp x.xls: không có hàng tiêu đề. Đề nghị xuất lại tệp."),
    ],
)
def test_a_file_that_is_not_a_workbook_is_named_by_its_kind(
    tmp_path: Path, content: bytes, said: str
) -> None:
    result = intake_of(tmp_path, {"x.xls": content})
    assert [remark.text for remark in result.remarks] == [said]
    assert [submission.accepted for submission in result.submissions] == [False]
    if not content.startswith(b"PK"):
        assert exports.why_unknown(tmp_path / "inbox" / "x.xls").text == said


def test_the_remark_on_an_unknown_table_says_what_to_send(tmp_path: Path) -> None:
    result = intake_of(tmp_path, {"x.csv": "Lĩnh vực,Thời gian\n1,2\n".encode()})
    (remark,) = result.remarks
    assert remark.text == (
        "Tệp x.csv: không nhận ra loại tệp qua các cột: «Lĩnh vực», «Thời gian». Đề nghị gửi biểu "
        "mẫu Excel (.xlsx) đã được cấp hoặc tệp xuất giữ nguyên tên cột của phần mềm một cửa, phần "
        "mềm khảo sát; nếu là mẫu xuất mới, cần bổ sung bảng ánh xạ trong params/mappings."
    )


@pytest.mark.parametrize("content", [b"Rar!\x1a\x07\0", b"<html><table>", OLE, b""])
def test_the_command_for_a_single_log_also_names_the_kind(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xls"
    path.write_bytes(content)
    with pytest.raises(exports.ExportRefused, match="đây là"):
        exports.read_rows(path, exports.load_mapping(MAPPINGS / "one-stop.yml"))
