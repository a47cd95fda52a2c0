"""Filled forms, valid or broken, and their remarks, for tests of intake."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl

from helpers import forms
from helpers.intake.forms.findings import FormReading
from helpers.intake.forms.workbook import read_forms
from helpers.model import Period, Plan
from plans import small_plan, wide_plan

PLAN = small_plan()
PERIOD = PLAN.periods["2022-FY"]
COMMUNE = PLAN.agencies["03022-xa-thanh-binh"]
SHEET = "Số liệu"
DATA_XML = "xl/worksheets/sheet2.xml"  # the data sheet of a commune's form
GOOD = {
    "one_stop_scope": 142,
    "one_stop_handled": 140,
    "modern_desk": True,
    "results_in_force": 950,
    "results_digitised": 322,
}


def read_form(path: Path, plan: Plan, period: Period) -> FormReading:
    (reading,) = read_forms([path], plan, period)
    return reading


def a_form(answers=GOOD, agency=COMMUNE, period=PERIOD, evidence=None):
    return forms.filled(PLAN, agency, period, answers, evidence or {})


def edited(change, content=None):
    """The form after `change(workbook)`, saved by openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(content or a_form()))
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_cell(cell, value, sheet=SHEET):
    def change(book):
        book[sheet][cell] = value

    return edited(change)


def rezipped(changes, content=None):
    """The form with members replaced (bytes), rewritten (a function) or added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or a_form())) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        members = {name: old.read(name) for name in old.namelist()}
        for name, change in changes.items():
            members[name] = change(members[name]) if callable(change) else change
        for name, member in members.items():
            new.writestr(name, member)
    return buffer.getvalue()


def with_markup(old, new, member=DATA_XML):
    """The form with a piece of one member's markup replaced."""

    def change(markup):
        assert markup.count(old) == 1
        return markup.replace(old, new)

    return rezipped({member: change})


def sentences(reading, severity=None):
    return [r.text for r in reading.remarks if severity in (None, r.severity)]


def assert_refused(reading, *expected):
    """Assert exactly these sentences, each after the file's name, and no fact."""
    assert sentences(reading) == [f"Tệp bieu.xlsx{text}" for text in expected]
    assert (reading.accepted, reading.facts) == (False, ())


def assert_remarked(reading, *expected):
    assert sentences(reading) == [f"Tệp bieu.xlsx{text}" for text in expected]
    assert reading.accepted and reading.facts


WIDE = wide_plan()
DISTRICT = WIDE.agencies["088-thi-xa-sa-pa"]
OF_DISTRICT = {
    "cadres": 90,
    "officials": 95,
    "employees": 60,
    "trained": 245,
    "cadres@03022-xa-thanh-binh": 10,
    "officials@03022-xa-thanh-binh": 11,
    "staff_qualified@03022-xa-thanh-binh": 21,
    "inspected@03022-xa-thanh-binh": True,
}
OF_PROVINCE = {
    "inspected@so-noi-vu": True,
    "own_plan@so-noi-vu": True,
    "own_plan@so-du-lich": False,
    "report_h1@088-thi-xa-sa-pa": True,
}


def zipped(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
OURS = "gửi đúng biểu mẫu Excel (.xlsx) đã được cấp"
ANEW = "mở bằng Excel, lưu dạng .xlsx rồi gửi lại"
UNPACKED = "giải nén rồi gửi từng tệp bên trong"
FIGURES = "gửi tệp Excel (.xlsx) có số liệu"

KINDS = [
    (b"", "tệp rỗng (0 byte)", "kiểm tra tệp gốc rồi gửi lại"),
    (b"%PDF-1.7\n", "tệp PDF", FIGURES),
    (b"\x89PNG\r\n\x1a\n", "tệp ảnh", FIGURES),
    (b"\xff\xd8\xff\xe0", "tệp ảnh", FIGURES),
    (OLE, "tệp của bản Office cũ (.xls, .doc)", ANEW),
    (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "trang web (HTML)", ANEW),
    (b"<html><table>", "trang web (HTML)", ANEW),
    ("<html><table>".encode("utf-16"), "trang web (HTML)", ANEW),
    (b"MIME-Version: 1.0\r\n", "trang web (HTML)", ANEW),
    (b"<?xml version='1.0'?><Workbook/>", "tệp XML", ANEW),
    ("Mã hồ sơ,Đơn vị\n".encode(), "tệp văn bản", OURS),
    (b"Rar!\x1a\x07", "tệp nén", UNPACKED),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén", UNPACKED),
    (b"\x00\x01\x02\x03", "tệp không rõ định dạng", OURS),
    (zipped("a.txt"), "tệp nén", UNPACKED),
    (zipped("word/document.xml"), "tệp Word (.docx)", FIGURES),
    (zipped("mimetype", "content.xml"), "tệp OpenDocument (.ods, .odt)", ANEW),
    (zipped("xl/workbook.bin"), "tệp Excel nhị phân (.xlsb)", ANEW),
]
