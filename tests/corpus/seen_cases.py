"""More cases of the corpus of forms: what a person sees in a form is not what its cells hold, and
workbooks as other programs than Excel write them. Expected answers: form_answers.yml.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from copy import copy
from datetime import date, datetime
from typing import Any

from openpyxl.styles import Font

from corpus.forms import TASKS, Change, FormCase, Make, after, due, stating
from form_files import (
    DISTRICT,
    GOOD,
    PERIOD,
    SHEET,
    WIDE,
    a_form,
    edited,
    rezipped,
    with_markup,
)
from helpers import forms
from helpers.forms import TaskAnswer
from helpers.model import Judgement

# ---------------------------------------------------------------- formats and fonts


def formatted(cell: str, value: object, number_format: str) -> Make:
    def change(book: Any) -> None:
        book[SHEET][cell].value = value
        book[SHEET][cell].number_format = number_format

    return after(change)


def zeros_hidden(book: Any) -> None:
    book[SHEET].sheet_view.showZeros = False


def zero_that_is_hidden(book: Any) -> None:
    zeros_hidden(book)
    book[SHEET]["F9"] = 0


def struck(*cells: str) -> Change:
    def change(book: Any) -> None:
        for name in cells:
            cell = book[SHEET][name]
            cell.font = copy(cell.font) + Font(strike=True)

    return change


def struck_evidence(book: Any) -> None:
    book[SHEET]["G5"] = "Quyết định số 12"
    struck("G5")(book)


# ---------------------------------------------------------------- formulas


def calculated(calculation: bytes, cell: bytes = b'<c r="F5" s="9"><f>100+42</f>') -> Make:
    """A form whose workbook says this of its calculation; its first figure is a formula."""
    content = with_markup(b'<c r="F5" s="9">', cell)
    pattern = re.compile(rb"<calcPr[^>]*>")
    new = {"xl/workbook.xml": lambda old: pattern.sub(b"<calcPr " + calculation + b"/>", old)}
    return lambda: rezipped(new, content)


# ---------------------------------------------------------------- copied sheets


def copied(title: str, own: dict[str, object], **changed: object) -> Make:
    """A form with a copy of its sheet of figures, some cells of which are `changed`; in the sheet
    itself the cells named in `own` have other values."""

    def change(book: Any) -> None:
        sheet = book.copy_worksheet(book[SHEET])
        sheet.title = title
        for cells, target in ((changed, sheet), (own, book[SHEET])):
            for name, value in cells.items():
                target[name] = value

    return after(change)


NO_FIGURES = dict.fromkeys(("F5", "F6", "F7", "F8", "F9"))

# ---------------------------------------------------------------- programs other than Excel

TASKS_XML = "xl/worksheets/sheet6.xml"  # the sheet of tasks in a district's form
STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    ),
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def strict(content: bytes) -> bytes:
    """The form as Excel saves it under «Strict Open XML»."""

    def change(old: bytes) -> bytes:
        for usual, other in STRICT.items():
            old = old.replace(usual, other)
        return old

    return rezipped(dict.fromkeys(_names(content), change), content)


def strict_day() -> bytes:
    """A Strict form with a day that is written out."""
    content = due(date(2022, 11, 30), "dd/mm/yyyy")()
    pattern = re.compile(rb'(<c r="F5" s="[0-9]+")[^>]*><v>44895</v>')

    def written_out(old: bytes) -> bytes:
        return pattern.sub(rb'\1 t="d"><v>2022-11-30</v>', old)

    changed = rezipped(dict.fromkeys(_names(content), written_out), content)
    assert b"2022-11-30" in zipfile.ZipFile(io.BytesIO(changed)).read(TASKS_XML)
    return strict(changed)


def renamed(rename: Callable[[str], str], words: Iterable[tuple[bytes, bytes]] = ()) -> Make:
    """The form with other names of its parts; `words`: what is replaced in all of them."""

    def make() -> bytes:
        buffer = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(a_form())) as old,
            zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                content = old.read(name)
                for usual, other in words:
                    content = content.replace(usual, other)
                new.writestr(rename(name), content)
        return buffer.getvalue()

    return make


def main_part(name: str) -> Make:
    def rename(part: str) -> str:
        return part.replace("workbook.xml", name)

    return renamed(rename, [(b"xl/workbook.xml", f"xl/{name}".encode())])


def in_capitals(part: str) -> str:
    return part if part.startswith(("_", "[")) else part.upper()


def _names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def drawing(anchors: bytes) -> Make:
    """The form with a drawing on its sheet of figures that holds these anchors."""
    uses = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{uses}/drawing" Target="../drawings/drawing1.xml"/>'
        "</Relationships>"
    )
    space = b"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    parts = {
        "xl/worksheets/_rels/sheet2.xml.rels": relations.encode(),
        "xl/drawings/drawing1.xml": b'<d:wsDr xmlns:d="%s">%s</d:wsDr>' % (space, anchors),
    }
    return lambda: rezipped(parts)


def without_named_styles(styles: bytes) -> bytes:
    """What openpyxl complains about on its standard output."""
    return re.sub(b"<cellStyleXfs.*</cellStyleXfs>", b"", styles)


# ---------------------------------------------------------------- due days


def dues(*days: tuple[object, str]) -> Make:
    """A district's form with these due days of its tasks, and their formats."""

    def put(book: Any) -> None:
        for row, (value, number_format) in enumerate(days, start=5):
            book[TASKS][f"F{row}"].value = value
            book[TASKS][f"F{row}"].number_format = number_format

    done = {task: TaskAnswer(Judgement.DONE) for task in ("III.1.1", "III.1.2")}
    return lambda: edited(put, forms.filled(WIDE, DISTRICT, PERIOD, done, {}))


OCTOBER = datetime(2022, 10, 12)  # what an English Excel makes of 10/12/2022
BOTH = {"III.1.1": date(2022, 10, 12), "III.1.2": date(2022, 12, 25)}

FONT = b'fontId="9" x='

SEEN_CASES = [
    FormCase("seen: thousands only", formatted("F8", 142_000, "#,##0,")),
    FormCase("seen: literal zeros", formatted("F8", 142, '0"000"')),
    FormCase("seen: a literal per cent sign", formatted("F8", 950, '0"%"')),
    FormCase("seen: thousands in words", formatted("F8", 950, '0" nghìn"')),
    FormCase("seen: a unit in the format", formatted("F8", 950, '0" kết quả"'), GOOD),
    FormCase("seen: a figure that is hidden", formatted("F8", 950, ";;;")),
    FormCase("seen: a choice that is hidden", formatted("F7", "Có", ";;;")),
    FormCase("seen: a hidden format in a blank cell", formatted("G8", None, ";;;"), GOOD),
    FormCase("seen: a zero without a digit", formatted("F9", 0, "#,###")),
    FormCase(
        "seen: a zero as a dash",
        formatted("F9", 0, '#,##0;-#,##0;"-"'),
        {**GOOD, "results_digitised": 0},
    ),
    FormCase("seen: a zero in a sheet without zeros", after(zero_that_is_hidden)),
    FormCase("seen: no zero in a sheet without zeros", after(zeros_hidden), GOOD),
    FormCase("seen: a figure struck out by its style", after(struck("F8"))),
    FormCase("seen: a choice struck out by its style", after(struck("F7"))),
    FormCase("seen: evidence struck out by its style", after(struck_evidence)),
    FormCase("seen: a blank cell struck out", after(struck("G5", "G8")), GOOD),
    FormCase(
        "seen: manual calculation, not counted again",
        calculated(b'calcId="191029" calcMode="manual" calcCompleted="0" calcOnSave="0"'),
    ),
    FormCase("seen: saved while it was counted", calculated(b'calcCompleted="0"')),
    FormCase("seen: manual calculation, counted as saved", calculated(b'calcMode="manual"'), GOOD),
    FormCase(
        "seen: manual calculation without a formula",
        calculated(b'calcMode="manual" calcCompleted="0"', b'<c r="F5" s="9">'),
        GOOD,
    ),
    FormCase("seen: all figures in a copied sheet", copied("Số liệu (2)", NO_FIGURES)),
    FormCase("seen: one figure in a copied sheet", copied("Bản sao", {"F8": None})),
    FormCase("seen: another figure in a copied sheet", copied("Số liệu (2)", {}, F8=951)),
    FormCase("seen: the same figures in a copied sheet", copied("Số liệu (2)", {}), GOOD),
    FormCase("seen: a blank copy of a sheet", copied("Số liệu (2)", {}, **NO_FIGURES), GOOD),
    FormCase("seen: noise above a whole number", stating(results_in_force=950.0000000000001), GOOD),
    FormCase("seen: noise below a whole number", stating(results_in_force=949.9999999999999), GOOD),
    FormCase("seen: a part of one", stating(results_in_force=950.0001)),
    FormCase(
        "program: a style that is not there",
        lambda: with_markup(b'<c r="F5" s="9">', b'<c r="F5" s="999">'),
        GOOD,
    ),
    FormCase(
        "program: no named styles",
        lambda: rezipped({"xl/styles.xml": without_named_styles}),
        GOOD,
    ),
    FormCase(
        "program: fonts that are not there",
        lambda: rezipped({"xl/styles.xml": lambda old: old.replace(b"fontId=", b'fontId="9" x=')}),
        GOOD,
    ),
    FormCase("program: Strict Open XML", lambda: strict(a_form()), GOOD),
    FormCase(
        "program: a day in Strict Open XML", strict_day, {"III.1.1": date(2022, 11, 30)}, wide=True
    ),
    FormCase("program: workbook2.xml", main_part("workbook2.xml"), GOOD),
    FormCase("program: book.xml", main_part("book.xml"), GOOD),
    FormCase("program: backslashes", renamed(lambda name: name.replace("/", "\\")), GOOD),
    FormCase("program: names in capitals", renamed(in_capitals), GOOD),
    FormCase(
        "program: a sheet without its part",
        renamed(lambda name: name.replace("worksheets/sheet2", "worksheets/sheet9")),
    ),
    FormCase("program: an empty drawing of Google Sheets", drawing(b""), GOOD),
    FormCase("program: a drawing", drawing(b"<d:oneCellAnchor/>"), GOOD),
    FormCase("due: month first", dues((OCTOBER, "m/d/yyyy")), wide=True),
    FormCase(
        "due: cells up to the 12th, texts after it",
        dues((OCTOBER, "dd/mm/yyyy"), ("25/12/2022", "@")),
        wide=True,
    ),
    FormCase(
        "due: cells and texts of any day",
        dues((OCTOBER, "dd/mm/yyyy"), (datetime(2022, 12, 25), "dd/mm/yyyy")),
        BOTH,
        wide=True,
    ),
    FormCase("due: texts alone", dues(("12/10/2022", "@"), ("25/12/2022", "@")), BOTH, wide=True),
    FormCase(
        "due: the same day in either order",
        dues((datetime(2022, 12, 12), "m/d/yyyy"), ("25/12/2022", "@")),
        {**BOTH, "III.1.1": date(2022, 12, 12)},
        wide=True,
    ),
]
