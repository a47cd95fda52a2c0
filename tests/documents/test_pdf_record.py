"""Which PDFs are made and kept, and what their record shows; a script plays Chromium."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import pytest

from helpers import packets
from helpers.documents import pdf
from helpers.documents.chromium import unchanging
from helpers.documents.pdf import print_packets, record_faults
from helpers.packets.manifest import MANIFEST

# Writes a PDF of the page's title and bytes where Chromium would.
PLAYED = f"""#!{sys.executable}
import hashlib, re, sys
from pathlib import Path
from urllib.parse import unquote
page, _, anchor = unquote(sys.argv[-1]).removeprefix("file://").partition("#")
content = Path(page).read_bytes()
title = re.search(rb"<title>(.*?)</title>", content)[1].decode()
if b"fails" in content:
    sys.exit(1)
if b"another" in content:
    title = "Another"
out = next(a for a in sys.argv if a.startswith("--print-to-pdf=")).partition("=")[2]
code = title.encode("utf-16-be").hex().upper() + " " + anchor + hashlib.sha256(content).hexdigest()
with open(Path(page).parents[1] / "calls", "a") as calls:
    calls.write(page + chr(10))
head, *rest = code.split(" ")
Path(out).write_text(f"%PDF-1.4 /Title <FEFF{{head}}> /StructTreeRoot {{rest}}")
"""


@pytest.fixture
def chromium(tmp_path: Path) -> str:
    program = tmp_path / "chromium"
    program.write_text(PLAYED)
    program.chmod(0o755)
    return str(program)


@pytest.fixture
def period(tmp_path: Path) -> Path:
    """A period's folder with two packets."""
    folder = tmp_path / "out" / "2022-FY"
    for name in ("one", "two"):
        put(folder, name, f"<title>Phiếu {name}</title>")
    return folder


def put(folder: Path, name: str, text: str) -> None:
    """A packet as the batch publishes it."""
    page = folder / "packets" / f"{name}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(text, "utf-8")
    hashes = {
        f"packets/{path.name}": sha256(path.read_bytes()).hexdigest()
        for path in page.parent.glob("*.html")
    }
    (folder / MANIFEST).write_bytes(packets.manifest(hashes))


def run(chromium: str, folder: Path, *names: str, whole: bool = False) -> pdf.Outcome:
    pages = {name: f"packets/{name}.html" for name in names or ("one", "two")}
    return print_packets(chromium, folder, pages, whole, 2, lambda: None)


def test_a_page_that_has_not_changed_is_not_printed_again(chromium: str, period: Path) -> None:
    assert (run(chromium, period).made, record_faults(period)) == (2, [])
    before = [path.read_bytes() for path in sorted(pdf.pdf_folder(period).iterdir())]
    again = run(chromium, period)
    assert (again.made, again.kept, again.faults) == (0, 2, {})
    assert [path.read_bytes() for path in sorted(pdf.pdf_folder(period).iterdir())] == before
    put(period, "two", "<title>Phiếu two</title> changed")
    assert [fault for fault in record_faults(period) if "two.pdf in từ phiếu đã được thay" in fault]
    changed = run(chromium, period)
    assert (changed.made, changed.kept) == (1, 1)
    assert record_faults(period) == []


def test_brief_and_whole_are_two_files(chromium: str, period: Path) -> None:
    run(chromium, period, "one")
    run(chromium, period, "one", whole=True)
    brief, whole = (
        (pdf.pdf_folder(period) / pdf.file_name("one", each)).read_text() for each in (False, True)
    )
    assert "toan-van" not in brief
    assert "toan-van" in whole
    assert record_faults(period) == []


def test_what_is_not_a_published_packet_is_not_printed(chromium: str, period: Path) -> None:
    (period / "packets" / "one.html").write_text("<title>Phiếu one</title> altered", "utf-8")
    done = run(chromium, period, "one", "two", "three")
    assert done.made == 1
    assert "packets/one.html" in done.faults
    assert "cchc render" in done.faults["packets/three.html"]
    assert not (pdf.pdf_folder(period) / "one.pdf").exists()


@pytest.mark.parametrize("text", ["fails", "another"])
def test_no_pdf_of_a_failure_or_of_another_page(chromium: str, period: Path, text: str) -> None:
    put(period, "one", f"<title>Phiếu one</title> {text}")
    done = run(chromium, period)
    assert done.made == 1
    assert "Chromium không in được" in done.faults["packets/one.html"]
    assert sorted(path.name for path in pdf.pdf_folder(period).iterdir()) == [
        "danh-muc.json",
        "two.pdf",
    ]


def test_every_change_of_the_folder_is_found(chromium: str, period: Path) -> None:
    run(chromium, period)
    folder = pdf.pdf_folder(period)
    (folder / "one.pdf").write_bytes(b"%PDF another")
    (folder / "two.pdf").unlink()
    (folder / "three.pdf").write_bytes(b"%PDF")
    text = "\n".join(record_faults(period))
    assert "one.pdf đã bị sửa" in text
    assert "two.pdf có trong danh mục nhưng không còn" in text
    assert "three.pdf không có trong danh mục" in text
    (folder / "three.pdf").unlink()
    assert run(chromium, period).made == 2  # made again
    assert record_faults(period) == []
    (folder / pdf.RECORD).write_text("{", "utf-8")
    assert "thiếu hoặc hỏng" in "".join(record_faults(period))


def test_what_a_killed_run_has_left_goes(chromium: str, period: Path) -> None:
    left = pdf.pdf_folder(period) / ".in-killed"
    left.mkdir(parents=True)
    run(chromium, period)
    assert not left.exists()


def test_moments_and_counters_leave_a_pdf_without_moving_anything() -> None:
    made = [
        b"1 0 obj /CreationDate (D:20261127014659+00'00') /ID (node00000129) (node00000138)",
        b"1 0 obj /CreationDate (D:20271231235959+07'00') /ID (node00000128) (node00000137)",
    ]
    one, other = map(unchanging, made)
    assert one == other
    assert len(one) == len(made[0])
    assert b"(node00000001) (node00000002)" in one
