"""Personal data stops at intake: canaries in every place a sender can write appear in no output."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
import yaml

from helpers.forms import statements
from helpers.forms.statements import StatementKind
from province import PLAN, Province, sent_province
from warm_children import COMMANDS

pytestmark = pytest.mark.batch

CORPUS = Path(__file__).parents[1] / "corpus/personal_texts.yml"
PERSONAL = yaml.safe_load(CORPUS.read_text("utf-8"))["personal"]
PERIOD = "2022-H1"
COMMUNE, REFUSED = "02764-xa-din-chin", "03022-xa-thanh-binh"
# One person in usual spellings: with and without tone marks, in capitals, joined.
NAMES = ("Giàng Thị Quỳnh", "GIANG THI QUYNH", "giang_thi_quynh", "Quỳnh.Giàng", "giangthiquynh")
# Persons whose names are common syllables of the project's sheets.
EVERYDAY = ("Hồ Văn Quý", "HỒ VĂN CÔNG", "hồ văn tài", "Hồ Văn Phòng")
PHONES = (
    *("0987654321", "0987 654 321", "0987.654.321", "+84987654321", "0987/654/321"),
    *("0987_654_321", "(0987) 654321"),
)
NUMBERS = ("010198765432", "0101 9876 5432", "063987654", "B7654321")
CANARIES = (*NAMES, *EVERYDAY, *PHONES, *NUMBERS)
# Columns of the export that are read and may be quoted in an answer.
MAPPED = (
    "Mã đơn vị tiếp nhận",
    "Đơn vị tiếp nhận",
    "Mã đơn vị giải quyết",
    "Đơn vị giải quyết",
    "Lĩnh vực",
    "Kênh tiếp nhận",
    "Mức độ dịch vụ công",
)
# Traces of a canary in any spelling, searched in bytes without marks and blanks.
TRACES = (
    *(b"quynh", b"hovanquy", b"hovancong", b"hovantai", b"hovanphong"),
    *(b"987654321", b"98765432", b"63987654", b"b7654321"),
)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """A small province's inbox of one period, with a canary in every possible place."""
    province = sent_province(tmp_path_factory.mktemp("canaries"), PERIOD)
    inbox = province.inbox(PERIOD)
    for place, canary in enumerate(CANARIES):
        stamped = inbox / f"Biểu {place}.xlsx"
        shutil.copy(inbox / f"{REFUSED}.xlsx", stamped)
        _plant_in_stamp(stamped, canary, place)
    _plant_in_form(inbox / f"{COMMUNE}.xlsx", refused=False)
    _plant_in_form(inbox / f"{REFUSED}.xlsx", refused=True)
    _plant_in_export(inbox / f"xuat-ho-so-{PERIOD}.csv")
    (inbox / "khao-sat.csv").write_text(_survey(), "utf-8")
    (inbox / "export.csv").write_text(f"{','.join(CANARIES)}\n" * 3, "utf-8")  # has no headings
    for place, canary in enumerate(CANARIES):
        name = _as_name(canary)
        (inbox / f"{name} {place}.pdf").write_bytes(b"%PDF-1.7 " + canary.encode())
        (inbox / name).mkdir()
        (inbox / name / f"Danh sách {name}.xlsx").write_bytes(_book(canary))
    (inbox / f"{COMMUNE}.xlsx").rename(inbox / f"{NAMES[0]} {PHONES[0]}.xlsx")
    return province


def _as_name(canary: str) -> str:
    """The canary as a valid name of a file or sheet."""
    return canary.replace("/", "-")


def _plant_in_stamp(path: Path, canary: str, place: int) -> None:
    book = openpyxl.load_workbook(path)
    stamp = book["_cchc"]
    stamped = {cell.value: cell.row for cell in stamp["A"]}
    stamp.cell(stamped[("agency", "period", "plan", "form")[place % 4]], 2, canary)
    book.save(path)


def _plant_in_form(path: Path, refused: bool) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Số liệu"]
    heads = {cell.value: cell.column for cell in sheet[4]}
    for place, canary in enumerate(CANARIES):
        sheet.cell(4, 20 + place, canary)  # headings of unknown columns
        sheet.cell(5, 20 + place, canary)
        sheet.cell(200 + place, 1, canary)  # unknown rows
        book["Giải trình"].cell(5 + place, 1, canary)
        if refused or not any(map(str.isdigit, canary)):  # numbers of persons refuse a form
            book["Giải trình"].cell(5 + place, 2, canary)
        book.create_sheet(_as_name(canary)).cell(1, 1, canary)
    book.properties.creator = book.properties.lastModifiedBy = NAMES[0]
    book.properties.description = PHONES[0]
    if refused:
        rows = [r for r in sheet.iter_rows(min_row=5, max_row=100) if r[0].value]
        for row, canary in zip(rows, CANARIES * 9, strict=False):
            sheet.cell(row[0].row, heads["Số liệu"], canary)
            sheet.cell(row[0].row, heads["Số liệu"]).comment = openpyxl.comments.Comment(
                canary, canary
            )
    book.save(path)


def _plant_in_export(path: Path) -> None:
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
    heads = [f"Người nộp {n}" for n in range(len(CANARIES))]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*rows[0], *heads])
    places = [rows[0].index(head) for head in MAPPED]
    for number, row in enumerate(rows[1:]):
        # The id contains the person's name, as in some systems.
        row[0] = f"{CANARIES[number % len(CANARIES)]}-{number}"
        # Columns that are read contain canaries too, one at a time and all at once.
        if number < len(CANARIES) * len(places):
            row[places[number % len(places)]] = CANARIES[number // len(places)]
        elif number < len(CANARIES) * (len(places) + 1):
            for place in places:
                row[place] = CANARIES[number % len(CANARIES)]
        writer.writerow([*row, *CANARIES])
    path.write_text(out.getvalue(), "utf-8")


def _survey() -> str:
    """Ballots with canaries in every column of words."""
    heads = ("Mã phiếu", "Mã đơn vị", "Đơn vị", "Lĩnh vực", "Ngày trả lời", "Mức độ hài lòng")
    lines = [",".join((*heads, "Cách lấy mẫu"))]
    for number, name in enumerate(CANARIES):
        lines.append(f"{number},{name},{name},{name},20/05/2022,{name},{name}")
    return "\n".join(lines)


def _book(canary: str) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = _as_name(canary)
    book.active.append([canary, canary])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# ---------------------------------------------------------------- the detector


def traces(content: bytes) -> set[bytes]:
    """The canaries of which these bytes contain traces, ignoring marks and blanks."""
    text = unicodedata.normalize("NFD", content.decode("utf-8", "ignore")).casefold()
    plain = "".join(c for c in text if c.isalnum()).encode()
    return {trace for trace in TRACES if trace in plain}


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of everything below a folder, with the contents of zips and Parquet files."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield name, name.encode()
        if not path.is_file():
            continue
        content = path.read_bytes()
        yield name, content
        if path.suffix == ".parquet":
            yield name, repr(pq.read_table(path).to_pydict()).encode()
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for member in archive.namelist():
                    yield f"{name}/{member}", archive.read(member)


def leaks(folder: Path) -> list[tuple[str, set[bytes]]]:
    return [
        (name, canaries) for name, content in everything(folder) if (canaries := traces(content))
    ]


@pytest.mark.parametrize("canary", CANARIES)
def test_the_detector_detects_every_canary(tmp_path: Path, canary: str) -> None:
    (tmp_path / "a.html").write_text(f"<p>Tệp {canary}.xlsx</p>", "utf-8")
    (tmp_path / "b.xlsx").write_bytes(_book(canary))
    (tmp_path / f"{_as_name(canary)}.txt").write_text("", "utf-8")
    files = {Path(name).name for name, _ in leaks(tmp_path)}
    assert {"a.html", f"{_as_name(canary)}.txt"} <= files
    assert any(name.startswith("b.xlsx") for name, _ in leaks(tmp_path))


# ---------------------------------------------------------------- from inbox to packets


def cchc(province: Province, *arguments: str) -> subprocess.CompletedProcess[Any]:
    """The installed command where it starts its own processes, otherwise a fork (quicker)."""
    installed = {"intake", "render"} & set(arguments)
    program = (
        [Path(sys.executable).with_name("cchc")] if installed else COMMANDS.command("helpers.cli")
    )
    return subprocess.run([*program, *arguments], env=province.env, capture_output=True)


def test_no_canary_appears_in_any_output(planted: Province) -> None:
    said = [
        cchc(planted, "intake", "--period", PERIOD),
        cchc(planted, "dossiers", "--period", PERIOD),
        cchc(planted, "dossiers", "--period", PERIOD, "--by", "field"),
        cchc(planted, "evaluate", "--period", PERIOD),
        cchc(planted, "trace", COMMUNE, "digitised_results", "--period", PERIOD),
        cchc(planted, "trace", "lao-cai", "dossiers_on_time", "--period", PERIOD),
        cchc(planted, "render", "--period", PERIOD, "--agency", COMMUNE, "--agency", REFUSED),
    ]
    assert [done.returncode for done in said] == [1, 0, 0, 0, 0, 0, 0], said[-1].stderr
    assert b"Traceback" not in b"".join(done.stderr for done in said)
    for done in said:
        assert traces(done.stdout) == set(), done.args
        assert traces(done.stderr) == set(), done.stderr.decode()
    data = planted.roots.data
    for folder in (data / "store", data / "log", planted.roots.out):
        assert leaks(folder) == []
    report = data / "intake" / PLAN / PERIOD
    assert (report / "returned" / f"{REFUSED}.xlsx").is_file()
    # The marked copy is returned to its sender with the sender's text, but without an author.
    assert [name for name, _ in leaks(data / "intake") if "/returned/" not in name] == []


def test_a_marked_copy_names_no_author(planted: Province) -> None:
    if not (planted.roots.data / "intake" / PLAN / PERIOD / "returned").is_dir():
        assert cchc(planted, "intake", "--period", PERIOD).returncode == 1
    copy = planted.roots.data / "intake" / PLAN / PERIOD / "returned" / f"{REFUSED}.xlsx"
    with zipfile.ZipFile(copy) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert traces(parts["docProps/core.xml"]) == set()
    assert all(not traces(p) for name, p in parts.items() if "comment" in name.lower())


# ---------------------------------------------------------------- free text


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in folded if c.isalnum())


def _told(folder: Path, texts: Sequence[str]) -> list[tuple[str, str]]:
    """The files in which a text, or the number in it, is to be read."""
    found = []
    for name, content in everything(folder):
        plain = _plain(content.decode("utf-8", "ignore"))
        for text in texts:
            number = "".join(c for c in _plain(text) if c.isdecimal())
            if _plain(text) in plain or (len(number) >= 9 and number in plain):
                found.append((name, text))
    return found


def test_personal_data_in_free_text_goes_no_further(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """In explanations, evidence, appraisals and opinions, in every spelling that is known."""
    texts = [text for text in PERSONAL if "\n" not in text and len(_plain(text)) > 7]
    assert len(texts) >= 250
    province = sent_province(tmp_path_factory.mktemp("texts"), PERIOD)
    inbox, plan = province.inbox(PERIOD), province.plan
    form = inbox / f"{COMMUNE}.xlsx"
    book = openpyxl.load_workbook(form)
    sheet = book["Số liệu"]
    evidence = [cell.value for cell in sheet[4]].index("Tài liệu kiểm chứng") + 1
    rows = [row[0].row for row in sheet.iter_rows(min_row=5) if row[0].value]
    for row, text in zip(rows, texts, strict=False):
        sheet.cell(row, evidence, text)
    for row, text in enumerate(texts, 5):
        book["Giải trình"].cell(row, 2, text)
    book.save(form)
    agency, at = plan.agencies[REFUSED], plan.periods[PERIOD]
    figure = {"numerator": 1, "denominator": 2, "by": plan.terms.desk}
    stated = {
        StatementKind.APPRAISAL: figure | {"reason": texts[0], "evidence": texts[1]},
        StatementKind.OBJECTION: {"opinion": texts[2]},
    }
    for kind, cells in stated.items():
        folder = (
            inbox if kind is StatementKind.OBJECTION else inbox.with_name(f"{PERIOD}-so-noi-vu")
        )
        (folder / f"{kind}.xlsx").write_bytes(
            statements.filled(plan, agency, at, kind, {"digitised_results": cells})
        )
    (inbox / "xuat.csv").write_text("\n".join(f'"{text}","{text}"' for text in texts), "utf-8")
    done = cchc(province, "intake", "--period", PERIOD)
    assert done.returncode == 1
    said = tmp_path_factory.mktemp("said")
    (said / "stdout").write_bytes(done.stdout)
    (said / "stderr").write_bytes(done.stderr)
    answers = done.stderr.decode()
    refused = answers.count("giống thông tin cá nhân")
    assert refused >= 0.99 * (len(texts) + min(len(rows), len(texts)) + len(stated))
    assert answers.count(", ô B") >= len(texts)  # each explanation, for whatever reason
    assert _told(said, texts) == []
    data = province.roots.data
    for folder in (data / "store", data / "log", data / "intake"):
        told = [each for each in _told(folder, texts) if "/returned/" not in each[0]]
        assert told == []


def test_an_approved_packet_has_no_draft_mark_until_new_data_arrive(planted: Province) -> None:
    page = planted.roots.out / PLAN / PERIOD / "packets" / f"{COMMUNE}.html"
    inbox = planted.inbox(PERIOD)
    marks = []
    for step in ("", "approve", "again"):
        if step == "approve":
            assert cchc(planted, "approve", "--period", PERIOD, "--by", "UBND tỉnh").returncode == 0
        elif step == "again":
            (inbox / "form.xlsx").write_bytes(_book("once more"))
            assert cchc(planted, "intake", "--period", PERIOD).returncode == 1
        elif not page.is_file():
            assert cchc(planted, "intake", "--period", PERIOD).returncode == 1
        done = cchc(planted, "render", "--period", PERIOD, "--agency", COMMUNE)
        assert done.returncode == 0, done.stderr.decode()
        text = page.read_text("utf-8")
        marks.append(("DỰ THẢO" in text, "Đã phê duyệt: UBND tỉnh." in text))
    assert marks == [(True, False), (False, True), (True, False)]
