"""Answers to an intake: the report for the Department, and the forms returned to agencies."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from helpers import forms
from helpers.intake.answers import write_answers
from helpers.intake.check import IntakeResult
from helpers.intake.files.names import shown_names
from pages import read
from province import AGENCIES, PLAN, Province, sent_province

pytestmark = pytest.mark.intake

PERIOD = "2022-H1"
WRONG, SILENT = "02764-xa-din-chin", "03002-phuong-sa-pa"
UNKNOWN = "thu-muc.xlsx"
HOSTILE = '=HYPERLINK("http://x.invalid","a") <script>alert(1)</script> {{7*7}}'


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """A small province with the inbox of one period, before any intake."""
    return sent_province(tmp_path_factory.mktemp("answers"), PERIOD)


@pytest.fixture
def own(sent: Province, tmp_path: Path) -> Province:
    """A copy of it that the test may change."""
    return sent.copy(tmp_path / "own")


def take_in_inbox(province: Province) -> IntakeResult:
    return province.take_in(PERIOD)


def answered(province: Province, replace: bool = False) -> Path:
    """Take the inbox in once more; return the folder of the report."""
    result = province.take_in(PERIOD, replace)
    period = province.plan.periods[PERIOD]
    return write_answers(province.roots, province.plan, period, result).html.parent


def change(path: Path, edit: Callable[[Any], None]) -> None:
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)


def cell_of(path: Path, key: str, sheet: str = "Số liệu") -> str:
    """The name of the answer cell of a question."""
    rows = openpyxl.load_workbook(path)[sheet]
    column = next(cell.column for cell in rows[4] if cell.value == "Số liệu")
    return next(
        rows.cell(row[0].row, column).coordinate
        for row in rows.iter_rows(min_row=5)
        if row[0].value == key
    )


def put(path: Path, key: str, value: object, sheet: str = "Số liệu") -> str:
    name = cell_of(path, key, sheet)
    change(path, lambda book: book[sheet].__setitem__(name, value))
    return name


def table(folder: Path, sheet: str) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(folder / "intake-report.xlsx")
    heads, *rows = list(book[sheet].iter_rows(min_row=3, values_only=True))
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_the_report_lists_who_has_sent_who_has_not_and_who_must_correct(own: Province) -> None:
    inbox = own.inbox(PERIOD)
    put(inbox / f"{WRONG}.xlsx", "results_in_force", "85 (khoảng)")
    (inbox / f"{SILENT}.xlsx").unlink()
    folder = answered(own)
    assert folder == own.roots.data / "intake" / PLAN / PERIOD
    states = {row["Mã đơn vị"]: row["Tình trạng biểu"] for row in table(folder, "Đơn vị")}
    assert set(states) == {"lao-cai", *AGENCIES}
    assert states[WRONG] == "Phải sửa"
    assert states[SILENT] == "Chưa gửi"
    sent = (*inbox.glob("*.xlsx"), *own.desk(PERIOD).glob("*.xlsx"))
    there = {path.stem for path in sent} - {WRONG}
    assert {a for a in states if states[a].startswith("Đã nhận")} == there
    summary = {row["Nhóm"]: row for row in table(folder, "Tổng hợp")}
    assert summary["UBND huyện Mường Khương"]["Phải sửa"] == 1
    assert summary["UBND thị xã Sa Pa"]["Chưa gửi"] >= 1
    assert [row["Số đơn vị"] for row in summary.values()] == [1, 3, 4, 4]
    page = read((folder / "intake-report.html").read_bytes())
    assert page.unclosed == [] and page.strays == []
    unsent = 12 - len(there) - 1
    lead = f"Đã nhận biểu của {len(there)} trong 12 đơn vị; 1 đơn vị phải sửa, {unsent} đơn vị"
    assert f"{lead} chưa gửi." in page.text
    assert not own.roots.out.exists()


def test_the_district_signs_for_its_communes(own: Province) -> None:
    folder = answered(own)
    sheet = openpyxl.load_workbook(folder / "intake-report.xlsx")["Đơn vị"]
    heads = [cell.value for cell in sheet[3]]
    column = next(i for i, head in enumerate(heads) if head.startswith("Cơ quan cấp trên xác nhận"))
    for row in sheet.iter_rows(min_row=4):
        commune = row[1].value[:5].isdigit()
        assert row[column].value in (None, "")
        assert (row[column].fill.fgColor.rgb == "FFFFF8DC") == commune, row[1].value


def test_a_refused_form_is_returned_marked_and_accepted_once_corrected(own: Province) -> None:
    form = own.inbox(PERIOD) / f"{WRONG}.xlsx"
    before = openpyxl.load_workbook(form)["Số liệu"][cell_of(form, "results_digitised")].value
    figure = openpyxl.load_workbook(form)["Số liệu"][cell_of(form, "results_in_force")].value
    one = put(form, "results_in_force", "85 (khoảng)")
    sent_as = form.read_bytes()
    folder = answered(own)
    copy = folder / "returned" / f"{WRONG}.xlsx"
    assert [p.name for p in (folder / "returned").iterdir()] == [copy.name]
    assert form.read_bytes() == sent_as
    book = openpyxl.load_workbook(copy)
    cell = book["Số liệu"][one]
    assert cell.fill.fgColor.rgb == "00F8B4AE"
    assert f"ô {one}" in cell.comment.text and "85 (khoảng)" in cell.comment.text
    assert cell.value == "85 (khoảng)"
    whole = book["Số liệu"][cell_of(form, "results_digitised")]
    assert whole.value == before and whole.comment is None
    said = [row[1] for row in book["Trả lời"].iter_rows(min_row=4, values_only=True)]
    rows = [r for r in table(folder, "Nội dung trả lời") if r["Tệp"] == form.name]
    assert said == [row["Nội dung và việc cần làm"] for row in rows]
    assert len(said) == 1 and "Đề nghị" in said[0]
    # The agency corrects the returned copy and sends it.
    book["Số liệu"][one] = figure
    book.save(form)
    again = take_in_inbox(own)
    assert again.refusals == () and not [r for r in again.remarks if r.agency == WRONG]
    assert not list((answered(own) / "returned").iterdir())


def test_two_faulty_cells_are_both_marked(own: Province) -> None:
    form = own.inbox(PERIOD) / f"{WRONG}.xlsx"
    whole, part = put(form, "results_in_force", 1), put(form, "results_digitised", 2)
    copy = answered(own) / "returned" / f"{WRONG}.xlsx"
    sheet = openpyxl.load_workbook(copy)["Số liệu"]
    marked = {c.coordinate for row in sheet.iter_rows() for c in row if c.comment}
    assert marked == {whole, part}


def test_a_file_that_cannot_be_opened_gets_a_line_and_no_copy(own: Province) -> None:
    (own.inbox(PERIOD) / UNKNOWN).write_bytes(b"PK\x03\x04 torn")
    folder = answered(own)
    (row,) = [r for r in table(folder, "Tệp") if r["Tình trạng"] == "Trả lại"]
    assert row["Bản trả lại"] == "không lập bản đánh dấu: không xác định được đơn vị"
    assert not list((folder / "returned").iterdir())
    assert "tệp hỏng hoặc chưa tải về đủ" in (folder / "intake-report.html").read_text("utf-8")


def test_a_form_of_another_period_is_returned_with_the_reason_in_front(own: Province) -> None:
    agency = own.plan.agencies[WRONG]
    other = forms.blank(own.plan, agency, own.plan.periods["2022-FY"])
    (own.inbox(PERIOD) / f"{WRONG}.xlsx").write_bytes(other)
    book = openpyxl.load_workbook(answered(own) / "returned" / f"{WRONG}.xlsx")
    assert book.sheetnames[0] == "Trả lời"
    assert "Đề nghị dùng biểu mẫu đúng kỳ." in book["Trả lời"]["B4"].value
    assert book["Trả lời"]["A2"].value.startswith("Không có ô nào của tệp này cần sửa riêng:")


def test_a_formula_without_its_result_is_marked_in_the_copy_and_is_no_blank(own: Province) -> None:
    """openpyxl writes formulas without results, as some programs do."""
    form = own.inbox(PERIOD) / f"{WRONG}.xlsx"
    cell = put(form, "results_in_force", "=60+40")
    copy = answered(own) / "returned" / f"{WRONG}.xlsx"
    assert openpyxl.load_workbook(copy)["Số liệu"][cell].value == "=60+40"
    assert openpyxl.load_workbook(copy)["Số liệu"][cell].data_type == "s"
    form.write_bytes(copy.read_bytes())
    assert [r.cells for r in take_in_inbox(own).refusals] == [cell]


def test_hostile_text_stays_text(own: Province) -> None:
    form = own.inbox(PERIOD) / f"{WRONG}.xlsx"

    def plant(book: Any) -> None:
        sheet = book["Số liệu"]
        sheet.cell(4, 9, HOSTILE).data_type = "s"
        sheet.cell(40, 1, HOSTILE).data_type = "s"
        sheet[cell_of(form, "results_in_force")] = "=cmd|'/C calc'!A0"
        sheet["I5"].hyperlink = "http://x.invalid/"
        sheet["I5"] = '=WEBSERVICE("http://x.invalid")'
        book.properties.creator = "Vừ A Canary"

    change(form, plant)
    folder = answered(own)
    page = read((folder / "intake-report.html").read_bytes())
    assert page.unclosed == [] and "script" not in {e.tag for e in page.elements}
    assert all(not e.attrs["href"].startswith("http") for e in page.elements if "href" in e.attrs)
    for path in (folder / "intake-report.xlsx", folder / "returned" / f"{WRONG}.xlsx"):
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        assert sum(b"<f>" in part or b"<f " in part for part in parts.values()) == 0
        assert not any(b"x.invalid/" in p for n, p in parts.items() if n.endswith(".rels"))
        assert not any(b"Canary" in part for part in parts.values())


def test_a_form_with_a_million_styled_rows_only_loses_its_copy(own: Province) -> None:
    form = own.inbox(PERIOD) / f"{WRONG}.xlsx"
    put(form, "results_in_force", "85 (khoảng)")
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(100, 700_000))
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(form) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == _data_part(old):
                part = part.replace(b"</sheetData>", rows + b"</sheetData>")
            new.writestr(name, part)
    form.write_bytes(buffer.getvalue())
    folder = answered(own)
    (row,) = [r for r in table(folder, "Tệp") if r["Tình trạng"] == "Trả lại"]
    assert row["Bản trả lại"] is not None


def _data_part(archive: zipfile.ZipFile) -> str:
    parts = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    return max(parts, key=lambda name: archive.read(name).count(b"dataValidation"))


def changed(folder: Path) -> list[tuple[Any, ...]]:
    """The changes in the report: label, before, after, and both hashes."""
    book = openpyxl.load_workbook(folder / "intake-report.xlsx")
    rows = list(book["Thay đổi"].iter_rows(min_row=4, values_only=True))
    return [row[2:] for row in rows]


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_replaced_added_or_removed_export_is_listed(own: Province) -> None:
    log = next(own.inbox(PERIOD).glob("xuat-ho-so*.csv"))
    answered(own)
    before, lines = sha(log), log.read_bytes().splitlines(keepends=True)
    count = f"{len(lines) - 1:,}".replace(",", ".")
    fewer = f"{len(lines) - 2:,}".replace(",", ".")
    log.write_bytes(b"".join(lines[:-1]))
    folder = answered(own, replace=True)
    assert changed(folder) == [
        (f"Tệp xuất hồ sơ: {log.name}", f"{count} hồ sơ", f"{fewer} hồ sơ", before, sha(log))
    ]
    page = read((folder / "intake-report.html").read_bytes()).text
    assert log.name in page and before[:8] in page and sha(log)[:8] in page
    assert "Không có nội dung nào khác với lần nhận trước." not in page
    # A second file with the dossier that is missing in the first.
    rest = own.inbox(PERIOD) / "ho so mot cua bo sung.csv"
    rest.write_bytes(lines[0] + lines[-1])
    ((label, *sides, none, whose),) = changed(answered(own))
    assert label.startswith("Tệp xuất hồ sơ: ho so mot cua bo sung")
    assert sides == ["không có tệp", f"{count} hồ sơ (cả 2 tệp cùng loại)"]
    assert (none, whose) == ("", sha(rest))
    rest.unlink()
    ((_, *sides, _, none),) = changed(answered(own, replace=True))
    assert sides == [f"{count} hồ sơ (cả 2 tệp cùng loại)", "không có tệp"]
    assert none == ""
    # The same files read by another mapping are another state of the data.
    mapping = own.root / "params" / "mappings" / "one-stop.yml"
    before = sha(mapping)
    mapping.write_bytes(mapping.read_bytes() + b"# again\n")
    assert changed(answered(own)) == [
        ("Bảng ánh xạ: one-stop.yml", "có tệp", "có tệp", before, sha(mapping))
    ]


# ---------------------------------------------------------------- names of files


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("02779-xa-thanh-binh.xlsx", "02779-xa-thanh-binh.xlsx"),
        ("02779-xa-thanh-binh (1).xlsx", "02779-xa-thanh-binh (1).xlsx"),
        ("xuat-ho-so-2022-FY.csv", "xuat-ho-so-2022-FY.csv"),
        ("khao-sat-2022.csv", "khao-sat-2022.csv"),
        ("Biểu số liệu Sở Nội vụ Quý I.xlsx", "Biểu số liệu Sở Nội vụ Quý I.xlsx"),
        ("Nguyễn Văn An 0912345678.xlsx", "….xlsx (abababab)"),
        ("bieu so lieu nguyen van an.xlsx", "bieu so lieu ….xlsx (abababab)"),
        ("xã Thanh Bình 0912 345 678.xlsx", "xã Thanh Bình ….xlsx (abababab)"),
        ("010085001234.pdf", "….pdf (abababab)"),
        ("bieu.mau.vừ-a-páo", "bieu mau … a … (abababab)"),
        ("a\nb\u202e.csv", "a b.csv (abababab)"),
    ],
)
def test_a_file_is_called_by_the_known_parts_of_its_name(
    sent: Province, tmp_path: Path, name: str, shown: str
) -> None:
    path = tmp_path / name
    assert shown_names({path: "ab" * 32}, sent.plan) == {path: shown}


def test_names_of_files_are_distinct(sent: Province, tmp_path: Path) -> None:
    hashes = {tmp_path / "a" / "form.xlsx": "1" * 64, tmp_path / "b" / "FORM.xlsx": "2" * 64}
    assert sorted(shown_names(hashes, sent.plan).values()) == [
        "FORM.xlsx (22222222)",
        "form.xlsx (11111111)",
    ]
