"""Exports as `.xls` and `.ods` say the same as in CSV, and are refused for the same reasons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from struct import pack

import pytest

from export_files import DOSSIER, FOLDER, HEADS, ONE_STOP, PERIOD, PLAN, export, texts
from helpers import store
from helpers.intake import exports
from helpers.intake.check import take_in
from helpers.intake.exports import ExportRefused
from helpers.intake.exports.sheets import unpacked
from helpers.plan import Roots
from helpers.store.disk import file_sha256
from other_workbooks import ERROR, Cell, ods, xls
from province import PROJECT

pytestmark = pytest.mark.intake

WRITERS = {"x.xls": xls, "x.ods": ods}
Writer = Callable[..., bytes]
every_kind = pytest.mark.parametrize("name", WRITERS)


def file(folder: Path, name: str, rows: list[list[Cell]], **more: object) -> Path:
    path = folder / name
    writer: Writer = WRITERS[name]
    path.write_bytes(writer(rows, **more))
    return path


def dossier(**cells: Cell) -> list[Cell]:
    return list({**DOSSIER, **cells}.values())


def refused(path: Path) -> str:
    with pytest.raises(ExportRefused) as fault:
        exports.read_rows(path, ONE_STOP, PLAN, PERIOD)
    return texts(fault.value)


@every_kind
def test_numbers_days_and_codes_are_spelled_as_in_an_export(tmp_path: Path, name: str) -> None:
    rows: list[list[Cell]] = [
        ["000.00.01", "00012", 12, 1.5, 12345678901234567, date(2022, 3, 25), "25/03/2022", "25%"],
        [None, None],
        ["Sở Nội vụ", None, 0],
    ]
    path = file(tmp_path, name, rows)
    folder = tmp_path / "out"
    folder.mkdir()
    (sheet,) = unpacked(path, folder, 100)
    assert sheet.path.read_text("utf-8").splitlines() == [
        '000.00.01,00012,12,"1,5","1,23456789012346e+16",25/03/2022,25/03/2022,25%',
        '"",,,,,,,',
        "Sở Nội vụ,,0,,,,,",
    ]


@every_kind
def test_dossiers_are_those_of_the_same_export_in_csv(tmp_path: Path, name: str) -> None:
    path = file(
        tmp_path,
        name,
        [
            list(HEADS),
            dossier(id="000.00", received=date(2022, 3, 1)),
            dossier(id="000.01", done=""),
        ],
    )
    mapping = exports.recognise(path, exports.load_mappings(FOLDER.parents[1]))
    assert mapping is not None
    assert mapping.label == ONE_STOP.label
    read = exports.read_rows(path, ONE_STOP, PLAN, PERIOD)
    same = exports.read_rows(export(tmp_path / "x.csv", {}, {"done": ""}), ONE_STOP, PLAN, PERIOD)
    assert read.table.to_pylist() == same.table.to_pylist()
    assert read.table.num_rows == 2


@every_kind
def test_an_error_value_is_named_by_its_cell_and_never_a_blank(tmp_path: Path, name: str) -> None:
    path = file(tmp_path, name, [list(HEADS), dossier(field=ERROR)])
    column = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[list(DOSSIER).index("field")]
    assert f"ô báo giá trị sai của Excel ({column}2)" in refused(path)


def test_merged_rows_are_refused(tmp_path: Path) -> None:
    rows = [list(HEADS), dossier(id="1"), dossier(id="2")]
    for path in (
        file(tmp_path, "x.xls", rows, merged=[(1, 2, 4, 4)]),
        file(tmp_path, "x.ods", rows, spans={(1, 4): (2, 1)}),
    ):
        assert "ô gộp trong phần số liệu (E2:E3)" in refused(path)


@every_kind
def test_hidden_rows_count_and_are_named(tmp_path: Path, name: str) -> None:
    path = file(tmp_path, name, [list(HEADS), dossier(id="1"), dossier(id="2")], hidden=[3])
    read = exports.read_rows(path, ONE_STOP, PLAN, PERIOD)
    assert read.table.num_rows == 2
    assert "dòng 3 đang bị ẩn nhưng có số liệu" in texts(read)


def test_a_formula_without_a_result_and_one_of_another_file_are_refused(tmp_path: Path) -> None:
    rows = [list(HEADS), dossier()]
    assert "công thức chưa có kết quả (A3)" in refused(
        file(tmp_path, "x.ods", rows, formula="of:=[.A2]")
    )
    assert "lấy kết quả từ tệp khác (A3)" in refused(
        file(tmp_path, "x.ods", rows, formula="of:='file:///x.ods'#$A.A1")
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (xls([], storage="_VBA_PROJECT_CUR"), "tệp chứa macro"),
        (xls([], storage="MBD0001"), "tệp chứa đối tượng nhúng"),
        (xls([], extra=pack("<HHH", 0x2F, 2, 0)), "tệp có mật khẩu"),
        (xls([], extra=pack("<HHHHBB", 0x1AE, 6, 1, 1, 0, 65)), "liên kết tới tệp khác"),
        (xls([["a"]])[:700], "đây là tệp của bản Office cũ"),
        (ods([], parts=["Basic/Standard/a.xml"]), "tệp chứa macro"),
    ],
)
def test_what_is_refused_in_an_xlsx_is_refused_here(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "x.dat"
    path.write_bytes(content)
    assert said in refused(path)


def test_a_damaged_file_costs_itself_alone(tmp_path: Path) -> None:
    whole = {name: writer([list(HEADS), dossier()]) for name, writer in WRITERS.items()}
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "good.xls").write_bytes(whole["x.xls"])
    for name, content in whole.items():
        (inbox / f"torn-{name}").write_bytes(content[: len(content) // 2])
        middle = len(content) * 2 // 3
        (inbox / f"bent-{name}").write_bytes(
            content[:middle] + b"\xff" * 40 + content[middle + 40 :]
        )
    result = take_in(Roots(PROJECT, tmp_path / "data", tmp_path / "out"), PLAN, PERIOD, inbox)
    assert len(result.submissions) == 5
    good = file_sha256(inbox / "good.xls")
    assert [s.accepted for s in result.submissions if s.sha256 == good] == [True]
    torn = [s for s in result.submissions if s.sha256 != good]
    assert not any(s.accepted for s in torn if "torn" in s.file)
    assert store.rows_of(result.snapshot, "dossiers") == 1


@every_kind
def test_a_form_stays_an_xlsx(tmp_path: Path, name: str) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    file(inbox, name, [["BIỂU SỐ LIỆU CẢI CÁCH HÀNH CHÍNH"], ["Mã", "Số liệu"], ["a", 1]])
    result = take_in(Roots(PROJECT, tmp_path / "data", tmp_path / "out"), PLAN, PERIOD, inbox)
    assert [s.accepted for s in result.submissions] == [False]
    (remark,) = result.refusals
    assert "không phải tệp Excel dạng .xlsx" in remark.text
