"""The cases of the corpus of forms: filled forms as agencies return them, with their faults.

A case states what was changed in a valid form; the files are made when a test runs, and the
expected answers are in form_answers.yml. Numbers in `case` are those of the list of hard cases.

The cases that test_workbook.py already has are not repeated: 3, 5, 12, 13, 16, 23 to 25,
32 (counts), 38, 40, 41 (NFD heads), 42, 43 (moved), 45, 47 (one more sheet), 50, 53, 54, 55
(evidence), 63, 64, 65 (plain), 66 (in the styles), 67, 68 (parts), most of 69. A form asks only for
counts, choices and days: rates (1 to 4, 8 to 11) are in test_numbers.py, and occur here only in the
cells of counts; 27, 35, 36, 59 to 62 are about exports.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from form_files import (
    DATA_XML,
    DISTRICT,
    GOOD,
    PERIOD,
    SHEET,
    WIDE,
    a_form,
    edited,
    rezipped,
    with_cell,
    with_markup,
    zipped,
)
from helpers import forms
from helpers.forms import TaskAnswer
from helpers.model import Judgement

Make = Callable[[], bytes]
Change = Callable[[Any], None]
TASKS = "Nhiệm vụ"
DUE = date(2022, 11, 30)


@dataclass(frozen=True)
class FormCase:
    """One file. `facts`: the expected facts by input, none if the file is refused; for a task, its
    due day. `wide`: whether it is read under the plan that has tasks."""

    case: str
    make: Make
    facts: Mapping[str, object] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    wide: bool = False


def stating(**answers: object) -> Make:
    """A commune's valid form with other answers."""
    return lambda: a_form({**GOOD, **answers})


def evidenced(**evidence: str) -> Make:
    """A commune's valid form with evidence."""
    return lambda: a_form(evidence=evidence)


def after(change: Change) -> Make:
    """A commune's valid form after a change in Excel."""
    return lambda: edited(change)


def due(value: object, number_format: str = "General", change: Change | None = None) -> Make:
    """A district's form with this value in the cell for the due day of a task."""

    def put(book: Any) -> None:
        if change is not None:
            change(book)
        book[TASKS]["F5"] = value
        book[TASKS]["F5"].number_format = number_format

    done = {"III.1.1": TaskAnswer(Judgement.DONE)}
    return lambda: edited(put, forms.filled(WIDE, DISTRICT, PERIOD, done, {}))


# ---------------------------------------------------------------- changes of a form


def shown_as_percent(book: Any) -> None:
    book[SHEET]["F8"] = 0.853
    book[SHEET]["F8"].number_format = "0.0%"


def whole_percent(book: Any) -> None:
    """1, which Excel shows as 100 %."""
    book[SHEET]["F8"] = 1
    book[SHEET]["F8"].number_format = "0%"


def filtered(book: Any) -> None:
    book[SHEET].auto_filter.ref = "A4:G9"


def filtered_out(book: Any) -> None:
    filtered(book)
    book[SHEET].row_dimensions[9].hidden = True


def swap_columns(book: Any) -> None:
    """Exchange the columns of figures and evidence, headings included."""
    for row in book[SHEET].iter_rows(min_row=4, max_row=9, min_col=6, max_col=7):
        row[0].value, row[1].value = row[1].value, row[0].value


def heads_in_capitals(book: Any) -> None:
    for cell in book[SHEET][4]:
        cell.value = cell.value.upper()


def second_head_row(book: Any) -> None:
    sheet = book[SHEET]
    sheet.insert_rows(5)
    for cell in sheet[4]:
        sheet.cell(5, cell.column).value = cell.value


def very_hidden_sheet(book: Any) -> None:
    sheet = book.create_sheet("Nháp")
    sheet["A1"], sheet.sheet_state = 1, "veryHidden"


def sheet_called(title: str) -> Change:
    def change(book: Any) -> None:
        book.create_sheet(title)["A1"] = 1

    return change


def mac_days(book: Any) -> None:
    book.epoch = CALENDAR_MAC_1904


def formula(text: str, result: str = "") -> Make:
    """The first figure as a formula with its saved result."""
    new = f'<c r="F5" s="9"><f>{text}</f><v>{result}</v>'.encode()
    return lambda: with_markup(b'<c r="F5" s="9"><v>142</v>', new)


def declared(member: str, declaration: bytes) -> Make:
    """A document type declaration after the XML declaration of a part."""
    return lambda: rezipped({member: lambda old: old.replace(b"?>", b"?>" + declaration, 1)})


LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10)  # b is ten times a, and so on
        for n in range(9)
    )
    + b"]>"
)
EXTERNAL = b'<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">'


def nested_bomb() -> bytes:
    """A zip inside the zip that would unpack to 100 MB; intake never unpacks it."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(100 << 20))
    return rezipped({"xl/media/a.zip": inner.getvalue()})


def macro_type() -> bytes:
    """The type of an .xlsm, without a macro."""
    plain = b"spreadsheetml.sheet.main+xml"
    return rezipped(
        {
            "[Content_Types].xml": lambda old: old.replace(
                b"application/vnd.openxmlformats-officedocument." + plain,
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            )
        }
    )


def without_sheet() -> bytes:
    """A district's form without the sheet of a reform area."""
    content = forms.filled(WIDE, DISTRICT, PERIOD, {}, {})
    return edited(lambda book: book.remove(book["6. Chính quyền số"]), content)


def known(**others: object) -> Mapping[str, object]:
    """The facts of a valid form, some with other values."""
    return {**GOOD, **others}


def in_count(number: int, *spellings: object) -> list[FormCase]:
    """A case for each text in the cell of a count; none of them is a count."""
    return [
        FormCase(f"{number} {spelling!a} in a count", stating(results_in_force=spelling))
        for spelling in spellings
    ]


CASES = [
    # numbers
    *in_count(1, "85,3"),
    *in_count(2, "85.3"),
    *in_count(6, "1.234.567,8"),
    *in_count(7, "1,234,567.8", "49,694"),
    *in_count(8, "85,3%"),
    FormCase("9 a percentage in a count", after(shown_as_percent)),
    *in_count(12, "-5"),
    FormCase(
        "14 none of none",
        stating(one_stop_scope=0, one_stop_handled=0),
        known(one_stop_scope=0, one_stop_handled=0),
    ),
    FormCase("15 some of none", stating(one_stop_scope=0, one_stop_handled=3)),
    *in_count(17, "-", "x", "…"),
    *in_count(18, "null", "None"),
    *in_count(19, "1_000", "1e3", "８５", "٣٤"),
    *in_count(20, "l05"),
    FormCase("21 zero width", stating(results_in_force="95\u200b0"), GOOD),
    FormCase("21 thin blank", stating(results_in_force="1\u2009234"), known(results_in_force=1234)),
    FormCase("23 formula as DDE, never calculated", formula("cmd|'/c calc'!A0")),
    FormCase("28 float noise of a whole number", lambda: with_cell("F8", 950.0), GOOD),
    # days
    FormCase("29 day as text", due("30/11/2022"), {"III.1.1": DUE}, wide=True),
    FormCase("30 months first", due("11/30/2022"), wide=True),
    FormCase("31 day as a number", due(44895), wide=True),
    FormCase(
        "32 days counted from 1904",
        due(datetime(2022, 11, 30), "dd/mm/yyyy", mac_days),
        {"III.1.1": DUE},
        wide=True,
    ),
    FormCase("34 year of two digits", due("30/11/22"), wide=True),
    FormCase("37 Buddhist year", due("30/11/2565"), wide=True),
    # the shape of the form
    FormCase("39 without the sheet of an area", without_sheet, wide=True),
    FormCase("41 heads in capitals", after(heads_in_capitals), GOOD),
    FormCase("43 columns swapped", after(swap_columns), GOOD),
    FormCase("44 two head rows", after(second_head_row), GOOD),
    FormCase("44 merged heads", after(lambda book: book[SHEET].merge_cells("F4:G4"))),
    FormCase("47 very hidden sheet", after(very_hidden_sheet), GOOD),
    FormCase(
        "49 total in place of an id",
        after(lambda book: book[SHEET].append(["Tổng cộng", *[None] * 4, 1555])),
        GOOD,
    ),
    FormCase(
        "49 total without id",
        after(lambda book: book[SHEET].append([None, None, "Tổng cộng", None, None, 1555])),
    ),
    FormCase("51 one id twice but for a blank", lambda: with_cell("A9", " results_in_force\u00a0")),
    # letters
    FormCase(
        "55 choice in NFD",
        stating(modern_desk=unicodedata.normalize("NFD", "Không")),
        known(modern_desk=False),
    ),
    FormCase("56 choice in TCVN3", stating(modern_desk="Kh«ng")),
    FormCase("56 head in TCVN3", lambda: with_cell("F4", "Sè liÖu")),
    FormCase("57 choice in VNI", stating(modern_desk="Khoâng")),
    FormCase("58 choice opened as 1252", stating(modern_desk="KhÃ´ng")),
    # hostile files
    FormCase("65 nested bomb", nested_bomb, GOOD),
    FormCase("66 billion laughs", declared("xl/sharedStrings.xml", LAUGHS)),
    FormCase("66 external DTD", declared(DATA_XML, EXTERNAL)),
    FormCase("66 DTD in the list of types", declared("[Content_Types].xml", EXTERNAL)),
    FormCase("68 type of an .xlsm without a macro", macro_type, GOOD),
    FormCase("69 GIF", lambda: b"GIF89a\x01\x00\x01\x00"),
    FormCase("69 7z", lambda: b"7z\xbc\xaf\x27\x1c\x00\x04"),
    FormCase("69 gzip", lambda: b"\x1f\x8b\x08\x00\x00"),
    FormCase("69 slides", lambda: zipped("ppt/presentation.xml")),
    FormCase(
        "70 template and link in evidence",
        evidenced(one_stop_scope="${x} [a](javascript:b) =cmd|'/c calc'!A0"),
        GOOD,
        {"one_stop_scope": "${x} [a](javascript:b) =cmd|'/c calc'!A0"},
    ),
    FormCase("70 script in a choice", stating(modern_desk="<script>1</script>")),
    FormCase("70 sheet called by a script", after(sheet_called("<script>1<")), GOOD),
    FormCase("71 longest text of a cell", evidenced(one_stop_scope="x" * 32_767)),
    FormCase("71 longest text in a count", stating(results_in_force="x" * 32_767)),
    FormCase("71 bidi override in a count", stating(results_in_force="\u202e12")),
    FormCase(
        "71 control character", evidenced(one_stop_scope="a\x07b"), GOOD, {"one_stop_scope": "a␣b"}
    ),
    # hidden, filtered, linked, in another script: read only where the meaning is unambiguous
    FormCase("26 formula to another workbook, its link dropped", formula("[1]Sheet1!A1", "142")),
    FormCase(
        "26 formula to a workbook by its path", formula("'C:\\bao cao\\[so.xlsx]Quý 4'!$A$1", "142")
    ),
    FormCase("26 formula to a table of its own", formula("SUM(Bang[Sheet1])", "142"), GOOD),
    FormCase("9 whole count shown in per cent", after(whole_percent)),
    FormCase(
        "46 hidden row with a figure",
        after(lambda book: setattr(book[SHEET].row_dimensions[8], "hidden", True)),
        GOOD,
    ),
    FormCase(
        "46 hidden row that is empty",
        after(lambda book: setattr(book[SHEET].row_dimensions[30], "hidden", True)),
        GOOD,
    ),
    FormCase(
        "46 hidden column with figures",
        after(lambda book: setattr(book[SHEET].column_dimensions["F"], "hidden", True)),
        GOOD,
    ),
    FormCase(
        "47 the data sheet is hidden",
        after(lambda book: setattr(book[SHEET], "sheet_state", "hidden")),
        GOOD,
    ),
    FormCase("48 filter", after(filtered), GOOD),
    FormCase("48 filter that hides a row", after(filtered_out), GOOD),
    FormCase("56 evidence in TCVN3", evidenced(one_stop_scope="QuyÕt ®Þnh sè 12 cña UBND x·")),
    FormCase("57 evidence in VNI", evidenced(one_stop_scope="Quyeát ñònh soá 12 cuûa UBND xaõ")),
    FormCase("58 evidence opened as 1252", evidenced(one_stop_scope="Quyáº¿t Ä‘á»‹nh sá»‘ 12")),
]
