"""The inbox folder: every file a person sent is answered, files left by programs are ignored."""

from __future__ import annotations

import csv
import hashlib
import os
from collections import Counter
from collections.abc import Mapping
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from form_files import COMMUNE, KINDS, OLE, PERIOD, PLAN, a_form
from helpers import store
from helpers.intake import exports, received
from helpers.intake.check import IntakeResult, take_in
from helpers.model import Severity, WrongUse
from helpers.plan import Roots
from helpers.store import fault_log
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
    with pytest.raises(WrongUse, match=r"thư mục số liệu mô phỏng .*/2022-FY kèm theo, không nhận"):
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


# ---------------------------------------------------------------- what is no file to be read


def refusal_texts(result: IntakeResult) -> list[str]:
    return [remark.text for remark in result.refusals]


LINKED = (
    "Liên kết {}: dẫn tới nơi khác, không phải tệp hay thư mục thật nên không được đọc. "
    "Đề nghị chép chính các tệp cần gửi vào thư mục nhận."
)
NOT_OPENED = "Tệp {}: không mở được tệp. Đề nghị kiểm tra quyền đọc tệp."


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("so-noi-vu", "../share"),  # a folder outside of the inbox
        ("so-noi-vu", "."),  # the inbox itself: following it would never end
        ("2.xlsx", "../share/2.xlsx"),
        ("2.xlsx", "1.xlsx"),  # the same file again
        ("2.xlsx", "../share/gone.xlsx"),
        ("huyen/2.xlsx", "../../share/2.xlsx"),
    ],
)
def test_a_link_is_named_and_never_followed(tmp_path: Path, name: str, target: str) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "share" / "2.xlsx").write_bytes(a_form(agency=PLAN.agencies["02779-xa-thanh-binh"]))
    link = tmp_path / "inbox" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(target)
    result = intake_of(tmp_path, {"1.xlsx": a_form()})
    assert [(s.file, s.accepted) for s in result.submissions] == [("1.xlsx", True)]
    assert refusal_texts(result) == [LINKED.format(link.name)]


def test_a_pipe_is_named_and_never_opened(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    os.mkfifo(tmp_path / "inbox" / "2.xlsx")
    result = intake_of(tmp_path, {"1.xlsx": a_form()})
    assert [(s.file, s.accepted) for s in result.submissions] == [("1.xlsx", True)]
    assert refusal_texts(result) == [
        "Mục 2.xlsx: không phải tệp thường (ống dẫn hoặc thiết bị) nên không được đọc. "
        "Đề nghị bỏ khỏi thư mục nhận."
    ]


def test_a_folder_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir, locked = os.scandir, tmp_path / "inbox" / "so-noi-vu"
    locked.mkdir(parents=True)

    def refusing(path: Path) -> object:
        if path == locked:
            raise PermissionError(path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    result = intake_of(tmp_path, {"1.xlsx": a_form(), "xã/2.xlsx": a_form()})
    assert [s.file for s in result.submissions] == ["1.xlsx", "2.xlsx"]
    assert refusal_texts(result) == [
        "Thư mục so-noi-vu: không mở được, các tệp bên trong chưa được đọc. "
        "Đề nghị kiểm tra quyền đọc thư mục."
    ]


def test_folders_may_lie_as_deep_as_paths_go(tmp_path: Path) -> None:
    deep = tmp_path / "inbox"
    deep.mkdir()
    for _ in range(1_500):
        deep /= "a"
        deep.mkdir()
    result = intake_of(tmp_path, {str(deep.relative_to(tmp_path / "inbox") / "1.xlsx"): a_form()})
    # What clears temporary folders away does not go so deep.
    (deep / "1.xlsx").unlink()
    while deep != tmp_path / "inbox":
        deep.rmdir()
        deep = deep.parent
    assert [(s.file, s.accepted) for s in result.submissions] == [("1.xlsx", True)]


def unreadable(monkeypatch: pytest.MonkeyPatch, *paths: Path, reads: int = 0) -> None:
    """Nothing of these files can be read after so many times."""
    hashed, seen = received.file_sha256, Counter[Path]()

    def refusing(path: Path) -> str:
        seen[path] += 1
        if path in paths and seen[path] > reads:
            raise PermissionError(path)
        return hashed(path)

    monkeypatch.setattr(received, "file_sha256", refusing)


def test_a_locked_file_is_named_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "inbox"
    locked = [inbox / "xã/biểu.xlsx", inbox / "sở/biểu.xlsx", inbox / "Nguyen Van A.csv"]
    unreadable(monkeypatch, *locked)
    contents = {str(path.relative_to(inbox)): a_form() for path in locked}
    result = intake_of(tmp_path, {"1.xlsx": a_form(), **contents})
    names = {s.file: s.accepted for s in result.submissions}
    assert len(names) == 4 and names.pop("1.xlsx") and not any(names.values())
    assert refusal_texts(result) == [NOT_OPENED.format(name) for name in names]
    assert not any("Nguyen" in name for name in names)
    assert len(result.returned) == 3


def test_a_file_that_is_locked_meanwhile_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unreadable(monkeypatch, tmp_path / "inbox" / "2.csv", reads=1)
    result = intake_of(tmp_path, {"1.xlsx": a_form(), "2.csv": b"a,b\n"})
    assert {s.file: s.accepted for s in result.submissions} == {"1.xlsx": True, "2.csv": False}


def test_an_export_on_which_the_software_fails_is_refused_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise IndexError("Nguyễn Văn A")

    monkeypatch.setattr(exports, "recognise", failing)
    result = intake_of(tmp_path, {"1.xlsx": a_form(), "2.csv": b"a,b\n"})
    assert [s.accepted for s in result.submissions] == [True, False]
    assert refusal_texts(result) == [
        "Tệp 2.csv: chưa đọc được tệp vì phần mềm gặp lỗi khi đọc. "
        "Đề nghị báo người phụ trách kỹ thuật."
    ]
    log = (tmp_path / "data" / fault_log.LOG).read_text("utf-8")
    assert "builtins.IndexError" in log and "test_folder.py" in log
    assert "Nguyễn" not in log and "2.csv" not in log


def test_a_log_that_cannot_be_written_stops_no_intake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "log").write_bytes(b"")

    def failing(*_: object) -> None:
        raise IndexError

    monkeypatch.setattr(exports, "recognise", failing)
    result = intake_of(tmp_path, {"1.xlsx": a_form(), "2.csv": b"a,b\n"})
    assert [s.accepted for s in result.submissions] == [True, False]


def test_a_note_of_simulated_data_is_not_read_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "note.yml").write_text("simulated: false\nseed: 1\n")
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "origin.yml").symlink_to(tmp_path / "note.yml")
    with pytest.raises(WrongUse, match="không đọc được ghi chú nguồn số liệu"):
        intake_of(tmp_path, {"1.xlsx": a_form()})


@pytest.mark.parametrize(
    "content", [b"L\0\0\0\x01\x14\x02\0\0\0\0\0", b"[InternetShortcut]\r\nURL=file://x\r\n"]
)
def test_a_shortcut_is_named(tmp_path: Path, content: bytes) -> None:
    result = intake_of(tmp_path, {"1.xlsx": a_form(), "2.lnk": content})
    (text,) = refusal_texts(result)
    assert "đây là lối tắt (shortcut)" in text


ANCHORS = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30))


@pytest.mark.parametrize(
    "note",
    [
        b"simulated: false\nseed: 1\n" + b"#" * 1_000,
        b"[" * 990,
        b"[" * 20_000 + b"]" * 20_000,
        b"x: " * 300,
        ("a0: &a0 [1]\n" + ANCHORS).encode()[:1_000],
    ],
)
def test_a_note_made_to_exhaust_the_reader_is_no_note(tmp_path: Path, note: bytes) -> None:
    below = intake_of(tmp_path, {"1.xlsx": a_form(), "cu/origin.yml": note})
    assert not below.snapshot.origin.simulated
    with pytest.raises(WrongUse, match="không đọc được ghi chú nguồn số liệu"):
        intake_of(tmp_path, {"origin.yml": note})


def test_a_file_larger_than_any_is_named_and_not_read(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with (inbox / "2.csv").open("wb") as file:
        file.truncate(200 << 30)  # without taking up the disk
    result = intake_of(tmp_path, {"1.xlsx": a_form()})
    assert refusal_texts(result) == [
        "Tệp 2.csv: lớn hơn mọi tệp số liệu (trên 4 GB) nên không được đọc. "
        "Đề nghị kiểm tra tệp gốc, chia nhỏ rồi gửi lại."
    ]
