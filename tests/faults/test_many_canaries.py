"""300 numbers of persons, each in every field that a sender can write, are in no output.

Nor after a kill. Long; the places themselves are those of `tests/privacy/test_canaries.py`.
"""

from __future__ import annotations

import csv
import io
import re
import signal
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from itertools import count, cycle
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from batches import env_of
from commands import cchc
from helpers.forms import statements
from helpers.forms.statements import COLUMNS, StatementKind, statement_rows
from province import AGENCIES, PLAN, Province, sent_province

pytestmark = [pytest.mark.slow_faults, pytest.mark.intake]

PERIOD, COMMUNE = "2022-H1", "02764-xa-din-chin"
SPELLINGS = (
    *("{0}{1}{2}", "{0} {1} {2}", "{0}.{1}.{2}", "{0}-{1}-{2}", "({0}) {1}{2}", "ĐT:{0}{1}{2}"),
    *("{0}–{1}–{2}", "Zalo {0}{1}{2}", "{0}, {1}, {2}", "gọi {0}_{1}_{2}"),
)
NUMBERS = [f"09{87_101_003 + 37_021 * n:08}" for n in range(300)]
CANARIES = [
    SPELLINGS[n % len(SPELLINGS)].format(number[:4], number[4:7], number[7:])
    for n, number in enumerate(NUMBERS)
]
MAPPED = (
    *("Mã đơn vị tiếp nhận", "Đơn vị tiếp nhận", "Mã đơn vị giải quyết", "Đơn vị giải quyết"),
    *("Lĩnh vực", "Kênh tiếp nhận", "Mức độ dịch vụ công"),
)
ANY = re.compile("|".join(NUMBERS))


def test_the_canaries_are_300_and_found_in_any_spelling() -> None:
    assert len(set(NUMBERS)) == len(CANARIES) == 300
    assert [traces(f"<td>{canary}</td>".encode()) for canary in CANARIES] == [
        {number} for number in NUMBERS
    ]


def traces(content: bytes) -> set[str]:
    """The numbers in these bytes, whatever is between their digits."""
    text = unicodedata.normalize("NFKC", content.decode("utf-8", "ignore"))
    return set(ANY.findall("".join(c for c in text if c.isalnum())))


def leaks(folder: Path) -> dict[str, set[str]]:
    """The numbers in names and bytes below a folder, by file; of zips and tables the contents."""
    found: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        numbers = traces(name.encode())
        for content in contents(path) if path.is_file() else ():
            numbers |= traces(content)
        if numbers:
            found[name] = numbers
    return found


def contents(path: Path) -> Iterator[bytes]:
    yield path.read_bytes()
    if path.suffix == ".parquet":
        yield repr(pq.read_table(path).to_pydict()).encode()
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from map(archive.read, archive.namelist())


# ---------------------------------------------------------------- what is sent


def fill_forms(province: Province, fields: tuple[str, ...]) -> dict[str, set[str]]:
    """Write the canaries into these columns of all forms; those of each column."""
    used: dict[str, set[str]] = {field: set() for field in fields}
    following = {field: cycle(CANARIES) for field in fields}
    folders = province.inbox(PERIOD), province.desk(PERIOD)
    for path in sorted(path for folder in folders for path in folder.rglob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        for sheet in book:
            rows = ([cell.value for cell in row] for row in sheet.iter_rows(max_row=12))
            at = next((n for n, row in enumerate(rows, 1) if "Số liệu" in row), 0)
            if not at:
                continue
            columns = {cell.value: cell.column for cell in sheet[at] if cell.value in fields}
            for row in range(at + 1, sheet.max_row + 1):
                for field, column in columns.items() if sheet.cell(row, 1).value else ():
                    canary = next(following[field])
                    sheet.cell(row, column, canary)
                    used[field].add(canary)
            for n, canary in enumerate(CANARIES if "Số liệu" in fields else ()):
                sheet.cell(at, 20 + n, canary)  # what refuses a form
                sheet.cell(400 + n, 1, canary)
        for n, canary in enumerate(CANARIES if "Giải trình" in book.sheetnames else ()):
            book["Giải trình"].cell(5 + n, 2, canary)
        book.properties.creator = book.properties.description = CANARIES[0]
        book.save(path)
    return used


def fill_exports(inbox: Path) -> None:
    """An export with a canary in each column in turn, in its headings too, and a survey."""
    (path,) = inbox.glob("xuat-ho-so-*.csv")
    head, *rows = csv.reader(io.StringIO(path.read_text("utf-8")))
    places = [head.index(name) for name in MAPPED] + [0]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*head, "Người nộp", *CANARIES])
    for n, place in ((n, place) for n in range(len(CANARIES)) for place in places):
        row = list(rows[(n * len(places) + place) % len(rows)])
        row[place] = CANARIES[n]
        writer.writerow([*row, CANARIES[-n]])
    path.write_text(out.getvalue(), "utf-8")
    heads = ("Mã phiếu", "Mã đơn vị", "Đơn vị", "Lĩnh vực", "Ngày trả lời", "Mức độ hài lòng")
    (inbox / "khao-sat.csv").write_text(
        "\n".join(
            [
                ",".join((*heads, "Cách lấy mẫu")),
                *(f'"{c}","{c}","{c}","{c}",20/05/2022,"{c}","{c}"' for c in CANARIES),
            ]
        ),
        "utf-8",
    )
    (inbox / "khong-ro.csv").write_text("\n".join(f'"{c}","{c}"' for c in CANARIES), "utf-8")


def fill_statements(province: Province) -> dict[str, set[str]]:
    """Appraisals and objections with a canary in each field in turn; those of each field."""
    plan, at = province.plan, province.plan.periods[PERIOD]
    used: dict[str, set[str]] = {}
    for kind in StatementKind:
        folder = province.inbox(PERIOD)
        if kind is StatementKind.APPRAISAL:
            folder = province.desk(PERIOD)
        following = cycle(CANARIES)
        columns = [column for column in COLUMNS[kind] if column.field]
        for number, agency in zip(count(), cycle(AGENCIES), strict=False):
            entries: dict[str, dict[str, str | int]] = {}
            for row in statement_rows(plan, plan.agencies[agency], kind):
                canary = next(following)
                entries[row.key] = {c.field: canary for c in columns if not c.number}
                entries[row.key] |= {c.field: n for n, c in enumerate(columns) if c.number}
                for field in entries[row.key]:
                    used.setdefault(f"{kind} {field}", set()).add(canary)
            content = statements.filled(plan, plan.agencies[agency], at, kind, entries)
            (folder / f"{kind} {number}.xlsx").write_bytes(content)
            if number >= 10 and len(used[f"{kind} {columns[-1].field}"]) == len(CANARIES):
                break
    return used


# ---------------------------------------------------------------- what is written and printed


KILLED = f"""
import os, signal, sys
from helpers.{{module}} import {{name}} as module
module.{{function}} = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
from helpers.cli import main
sys.argv = ["cchc", "intake", "--period", "{PERIOD}"]
main()
"""


@pytest.mark.parametrize("fields", [("Tài liệu kiểm chứng",), ("Số liệu", "Tài liệu kiểm chứng")])
def test_no_canary_of_300_appears_in_any_output(tmp_path: Path, fields: tuple[str, ...]) -> None:
    province = sent_province(tmp_path / "project", PERIOD)
    inbox, data = province.inbox(PERIOD), province.roots.data
    used = fill_forms(province, fields) | fill_statements(province)
    assert {name: len(each) for name, each in used.items() if len(each) < 300} == {}
    fill_exports(inbox)
    for number in NUMBERS:
        (inbox / f"Danh sách {number}.pdf").write_bytes(f"%PDF-1.7 {number}".encode())
    watched = [data / "store", data / "log", data / "intake", province.roots.out]

    for place in (
        ("intake.exports", "opening", "find_heads"),
        ("store", "writing", "_make_current"),
    ):
        script = KILLED.format(**dict(zip(("module", "name", "function"), place, strict=True)))
        killed = subprocess.run(
            [sys.executable, "-c", script], env=env_of(province.roots), capture_output=True
        )
        assert killed.returncode == -signal.SIGKILL
        assert traces(killed.stdout) | traces(killed.stderr) == set()
        assert {name: each for folder in watched for name, each in leaks(folder).items()} == {}

    commands = [
        ("intake", "--period", PERIOD),
        ("evaluate", "--period", PERIOD),
        ("dossiers", "--period", PERIOD),
        ("trace", COMMUNE, "digitised_results", "--period", PERIOD),
        ("render", "--period", PERIOD, "--agency", COMMUNE),
        ("verify", "--store"),
    ]
    said = {command: cchc(*command, env=province.env) for command in commands}
    for command, done in said.items():
        assert "Traceback" not in done.stderr, command
        assert traces((done.stdout + done.stderr).encode()) == set(), command
    intake = said[commands[0]]
    assert intake.returncode == 1
    assert intake.stderr.count("giống thông tin cá nhân") > 2000  # they were read
    found = {name: each for folder in watched for name, each in leaks(folder).items()}
    assert any("/returned/" in name for name in found)
    # A marked copy goes back to its sender with the sender's own text.
    assert {name: each for name, each in found.items() if "/returned/" not in name} == {}
    assert leaks(data / "scratch") == {}
    assert (data / "store" / PLAN / "journal").is_file()
