"""Building blocks of the corpus of exports: rows, encodings, workbooks, and the faults in them.

A case gives the rows of a file and how they are written; the files are made when a test runs.
Numbers in `case` are those of the list of hard cases.
"""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import xlsxwriter

Rows = Sequence[Sequence[object]]
Make = Callable[[], bytes]


@dataclass(frozen=True)
class Case:
    """Files by name. `accepted`: how many of them are accepted; `dossiers`: how many rows
    the store then has; `totals`: the totals in the store by agency."""

    case: str
    files: Mapping[str, Make]
    accepted: int = 1
    dossiers: int = 0
    totals: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)


# ---------------------------------------------------------------- plain rows

HEADS = (
    "Mã hồ sơ",
    "Mã đơn vị tiếp nhận",
    "Đơn vị tiếp nhận",
    "Mã đơn vị giải quyết",
    "Đơn vị giải quyết",
    "Lĩnh vực",
    "Kênh tiếp nhận",
    "Mức độ dịch vụ công",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày có kết quả",
    "TTHC đã mở thanh toán trực tuyến",
    "Số giao dịch thanh toán",
    "Số giao dịch trực tuyến",
    "Kết quả được số hóa",
    "Giấy tờ đã có",
)


def dossier(number: int, **cells: object) -> list[object]:
    """One valid row; `cells` replaces values, named by the first word of the heading."""
    whole = {
        "Mã hồ sơ": f"H.{number}",
        "Đơn vị giải quyết": "Sở Nội vụ",
        "Lĩnh vực": "Tôn giáo",
        "Kênh tiếp nhận": "Trực tiếp",
        "Mức độ dịch vụ công": "Mức độ 2",
        "Ngày tiếp nhận": "01/03/2022",
        "Ngày hẹn trả": "10/03/2022",
        "Ngày có kết quả": "09/03/2022",
        "TTHC đã mở thanh toán trực tuyến": "Không",
        "Kết quả được số hóa": "Có",
        "Giấy tờ đã có": "Không có",
    }
    return [cells.get(head, whole.get(head, "")) for head in HEADS]


SOUND: Rows = (HEADS, dossier(1), dossier(2))


def changed(**cells: str) -> Rows:
    """Three rows, the second (line 3) with other cells; headings are written with _ for blanks."""
    other = {head.replace("_", " "): cell for head, cell in cells.items()}
    return (HEADS, dossier(1), dossier(2, **other), dossier(3))


# The same headings below group headings, as one-stop desks print them: a name over two rows.
SPLIT_HEADS: Rows = (
    (
        "Mã hồ sơ",
        "Tiếp nhận",
        "",
        "Giải quyết",
        "",
        *HEADS[5:8],
        "Thời gian",
        "",
        "",
        HEADS[11],
        "Thanh toán",
        "",
        *HEADS[14:],
    ),
    ("", *HEADS[1:5], "", "", "", *HEADS[8:11], "", *HEADS[12:14], "", ""),
)
SPLIT_MERGED = [
    *("B1:C1", "D1:E1", "I1:K1", "M1:N1"),
    *(f"{column}1:{column}2" for column in "AFGHLOP"),
]
SURVEY_HEADS = (
    "Mã phiếu",
    "Mã đơn vị",
    "Đơn vị",
    "Lĩnh vực",
    "Ngày trả lời",
    "Cách lấy mẫu",
    "Mức độ hài lòng",
    "Hài lòng về sự phục vụ của cơ quan hành chính",
    "Hài lòng về dịch vụ y tế công lập",
    "Hài lòng về dịch vụ giáo dục công lập",
)


def through_english_excel(rows: Rows) -> Rows:
    """Rows of a CSV that an English Excel has opened and saved: days up to 12 are read as months,
    the others stay text."""

    def opened(cell: object) -> object:
        day, _, rest = str(cell).partition("/")
        month, _, year = rest.partition("/")
        swapped = year.isdigit() and int(day) <= 12
        return date(int(year), int(day), int(month)) if swapped else cell

    return [[opened(cell) for cell in row] for row in rows]


def ballots(count: int, answer: str = "Hài lòng", blank: int = 0, how: str = "Ngẫu nhiên") -> Rows:
    """Ballots on Sở Nội vụ about procedures and service; the first `blank` ones without answers."""
    given = [(answer, answer, "", "") if n >= blank else ("",) * 4 for n in range(count)]
    rows = [
        (f"P{n}", "", "Sở Nội vụ", "Tôn giáo", "01/11/2022", how, *answers)
        for n, answers in enumerate(given)
    ]
    return (SURVEY_HEADS, *rows)


# ---------------------------------------------------------------- file formats


def text(rows: Rows, separator: str = ",") -> str:
    """CSV as text."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue()


def as_csv(rows: Rows, encoding: str = "utf-8", separator: str = ",") -> Make:
    """CSV in an encoding Python knows."""
    return lambda: text(rows, separator).encode(encoding)


def as_cp1258(rows: Rows, separator: str = ";") -> Make:
    """CSV in Windows-1258, which writes tone marks after their vowels."""

    def write(letter: str) -> bytes:
        try:
            return letter.encode("cp1258")
        except UnicodeEncodeError:
            split = unicodedata.normalize("NFD", letter)
            tones = [c for c in split if c in "\u0300\u0301\u0303\u0309\u0323"]
            rest = "".join(c for c in split if c not in tones)
            return (unicodedata.normalize("NFC", rest) + "".join(tones)).encode("cp1258")

    return lambda: b"".join(map(write, text(rows, separator)))


# TCVN 5712:1993 as .VnTime fonts show it in Latin-1; capitals with tones use the small letters.
TCVN3 = dict(
    pair.split(":")
    for pair in [
        "à:µ",
        "á:¸",
        "ả:¶",
        "ã:·",
        "ạ:¹",
        "ă:¨",
        "ằ:»",
        "ắ:¾",
        "ẳ:¼",
        "ẵ:½",
        "ặ:Æ",
        "â:©",
        "ầ:Ç",
        "ấ:Ê",
        "ẩ:È",
        "ẫ:É",
        "ậ:Ë",
        "đ:®",
        "è:Ì",
        "é:Ð",
        "ẻ:Î",
        "ẽ:Ï",
        "ẹ:Ñ",
        "ê:ª",
        "ề:Ò",
        "ế:Õ",
        "ể:Ó",
        "ễ:Ô",
        "ệ:Ö",
        "ì:×",
        "í:Ý",
        "ỉ:Ø",
        "ĩ:Ü",
        "ị:Þ",
        "ò:ß",
        "ó:ã",
        "ỏ:á",
        "õ:â",
        "ọ:ä",
        "ô:«",
        "ồ:å",
        "ố:è",
        "ổ:æ",
        "ỗ:ç",
        "ộ:é",
        "ơ:¬",
        "ờ:ê",
        "ớ:í",
        "ở:ë",
        "ỡ:ì",
        "ợ:î",
        "ù:ï",
        "ú:ó",
        "ủ:ñ",
        "ũ:ò",
        "ụ:ô",
        "ư:\xad",
        "ừ:õ",
        "ứ:ø",
        "ử:ö",
        "ữ:÷",
        "ự:ù",
        "ỳ:ú",
        "ý:ý",
        "ỷ:û",
        "ỹ:ü",
        "ỵ:þ",
        "Ă:¡",
        "Â:¢",
        "Đ:§",
        "Ê:£",
        "Ô:¤",
        "Ơ:¥",
        "Ư:¦",
    ]
)


def in_tcvn3(words: str) -> str:
    """Text in the encoding of TCVN3 fonts."""
    return "".join(TCVN3.get(letter, letter) for letter in words)


VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
VNI_HAT = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
VNI_BREVE = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
VNI_I = {"\u0301": "í", "\u0300": "ì", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}


def in_vni(words: str) -> str:
    """Text in the encoding of VNI fonts."""
    return "".join(map(_vni, words))


def _vni(letter: str) -> str:
    if letter in "đĐ":
        return "ñÑ"["đĐ".index(letter)]
    base, *marks = list(unicodedata.normalize("NFD", letter))
    tone = next((m for m in marks if m in VNI_TONES), "")
    if "\u0302" in marks:
        return base + VNI_HAT[tone]
    if "\u0306" in marks:
        return base + VNI_BREVE[tone]
    if "\u031b" in marks:
        base = {"o": "ô", "u": "ö", "O": "Ô", "U": "Ö"}[base]
    if base in "iI" and tone:
        return VNI_I[tone]
    return base + VNI_TONES.get(tone, "")


def opened_wrongly(words: str) -> str:
    """UTF-8 decoded as Windows-1252; undefined bytes as most programs decode them."""
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in b"\x81\x8d\x8f\x90\x9d" else chr(byte)
        for byte in words.encode()
    )


def spelled(rows: Rows, write: Callable[[str], str], heads: bool = True) -> Rows:
    """All texts of the rows passed through `write`, with or without the headings."""
    return [
        [write(str(cell)) if heads or number else cell for cell in row]
        for number, row in enumerate(rows)
    ]


@dataclass(frozen=True)
class Sheet:
    """A worksheet: rows and their formatting (row numbers from 1, ranges as in Excel); `percents`:
    cells with a number format in per cent."""

    rows: Rows
    name: str = "Sheet1"
    hidden: bool = False
    hidden_rows: Sequence[int] = ()
    hidden_columns: str = ""
    filtered: str = ""
    merged: Sequence[str] = ()
    formulas: Mapping[str, tuple[str, object]] = field(default_factory=dict)
    percents: Mapping[str, float] = field(default_factory=dict)


def as_excel(*sheets: Sheet) -> Make:
    """A workbook of these sheets."""

    def write() -> bytes:
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
        for sheet in sheets:
            _write_sheet(book, sheet)
        book.close()
        return out.getvalue()

    return write


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    percent = book.add_format({"num_format": "0.0%"})
    for number, row in enumerate(sheet.rows):
        for place, cell in enumerate(row):
            if hasattr(cell, "year"):
                page.write_datetime(number, place, cell, day)
            elif isinstance(cell, int | float):
                page.write_number(number, place, cell)
            elif cell != "":
                page.write_string(number, place, str(cell))
    for number in sheet.hidden_rows:
        page.set_row(number - 1, None, None, {"hidden": True})
    if sheet.hidden_columns:
        page.set_column(sheet.hidden_columns, None, None, {"hidden": True})
    if sheet.filtered:
        page.autofilter(sheet.filtered)
    for cells in sheet.merged:
        first, _, last = cells.partition(":")
        page.merge_range(f"{first}:{last}", _at(sheet.rows, first))
    for cell, (formula, value) in sheet.formulas.items():
        page.write_formula(cell, formula, None, value)
    for cell, value in sheet.percents.items():
        page.write_number(cell, value, percent)
    if sheet.hidden:
        page.hide()


def _at(rows: Rows, cell: str) -> object:
    letters = cell.rstrip("0123456789")
    column = sum((ord(c) - 64) * 26**n for n, c in enumerate(reversed(letters))) - 1
    row = rows[int(cell[len(letters) :]) - 1]
    return row[column] if column < len(row) else ""


def without_values(make: Make, cell: str) -> Make:
    """A workbook whose formula in a cell was never calculated."""

    def write() -> bytes:
        old, out = zipfile.ZipFile(io.BytesIO(make())), io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                content = old.read(name)
                if name.endswith("sheet1.xml"):
                    before, tag, rest = content.partition(f'<c r="{cell}"'.encode())
                    inner, end, after = rest.partition(b"</c>")
                    inner = inner.partition(b"<v>")[0]
                    content = before + tag + inner + end + after
                new.writestr(name, content)
        return out.getvalue()

    return write


# ---------------------------------------------------------------- tables of totals

FULL_TITLE = ("Từ ngày 15/12/2021 đến ngày 14/12/2022",)
II06A: Rows = (
    ("TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",),
    FULL_TITLE,
    (),
    ("TT", "Đơn vị", "Tiếp nhận", "", "", "", "Đã giải quyết", "", "", "", "Đang giải quyết"),
    (
        "",
        "",
        "Tổng số",
        "Trong kỳ",
        "",
        "Từ kỳ trước",
        "Tổng số",
        "Trước hạn",
        "Đúng hạn",
        "Quá hạn",
        "Tổng số",
        "Trong hạn",
        "Quá hạn",
    ),
    ("", "", "", "Trực tuyến", "Trực tiếp, dịch vụ bưu chính"),
    ("(1)", "(2)", "(3)=(4)+(5)+(6)", *(f"({n})" for n in range(4, 14))),
)
II06A_MERGED = [
    "A4:A6",
    "B4:B6",
    "C4:F4",
    "G4:J4",
    "K4:M4",
    "C5:C6",
    "D5:E5",
    "F5:F6",
    "G5:G6",
    "H5:H6",
    "I5:I6",
    "J5:J6",
    "K5:K6",
    "L5:L6",
    "M5:M6",
]
# 100 = 40 + 50 + 10; 90 = 60 + 25 + 5; 10 = 8 + 2.
SO_NOI_VU = (1, "Sở Nội vụ", 100, 40, 50, 10, 90, 60, 25, 5, 10, 8, 2)
SA_PA = (2, "UBND thị xã Sa Pa", 7, 3, 4, 0, 7, 7, 0, 0, 0, 0, 0)
ALL = ("Tổng cộng", "", 107, 43, 54, 10, 97, 67, 25, 5, 10, 8, 2)
SUMMARY_HEADS: Rows = (
    ("Từ ngày 15/12/2021 đến ngày 14/12/2022",),
    (
        "Cơ quan",
        "Tổng",
        "Tiếp nhận",
        "Kỳ trước chuyển qua",
        "Đã giải quyết",
        "",
        "",
        "",
        "Đang giải quyết",
        "",
        "",
        "Tồn cuối",
    ),
    ("", "", "", "", "Số", "Sớm", "Đúng", "Trễ", "Số", "Chưa đến hạn", "Đã quá hạn", ""),
)
BTP_HEADS: Rows = (
    ("", "Biểu số 07a/BTP", "", "", "", "", "Từ ngày 15/12/2021 đến ngày 14/12/2022"),
    ("", "TT", "Đơn vị", "Số hồ sơ nhận giải quyết", "", "", "Kết quả giải quyết"),
    (
        "",
        "",
        "",
        "Tổng số",
        "Trong đó",
        "",
        "Số hồ sơ đã giải quyết",
        "",
        "",
        "Số hồ sơ đang giải quyết",
        "",
        "",
        "Ghi chú",
    ),
    (
        "",
        "",
        "",
        "",
        "Số kỳ trước chuyển qua",
        "Số mới tiếp nhận",
        "Tổng số",
        "Trả đúng thời hạn",
        "Trả quá hạn",
        "Tổng số",
        "Chưa đến hạn",
        "Quá hạn",
        "",
    ),
)
C = [f"c{n}" for n in range(3, 14)]


def ii06a(*lines: Sequence[object]) -> Rows:
    """The form with these lines, the first in row 8."""
    return (*II06A, *lines)


def titled(period: str, *lines: Sequence[object]) -> Rows:
    """The form with another line instead of the days of the year."""
    return (II06A[0], (period,), *II06A[2:], *lines)


def squared(rows: Rows) -> Rows:
    """All rows padded to the longest, as in CSV."""
    width = max(map(len, rows))
    return [[*row, *[""] * (width - len(row))] for row in rows]


def figures(*counts: int | None, fresh: int | None = None, in_time: int | None = None) -> Mapping:
    """The totals in the store for one agency."""
    return {**dict(zip(C, counts, strict=True)), "fresh": fresh, "in_time": in_time}
