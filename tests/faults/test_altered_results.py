"""`cchc verify` on results that somebody altered: a folder, and one packet as it came by mail."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

import evaluations as given
from batches import PERIOD, change_one_cell, contents, env_of
from commands import cchc
from helpers import packets
from helpers.batch import ledger
from helpers.batch.head import render
from helpers.batch.ledger import Closing, Entry
from helpers.batch.published import published_list
from helpers.batch.verify import verify
from helpers.packets.manifest import listed
from helpers.packets.seal import sealed
from helpers.plan import Roots
from province import PLAN

pytestmark = pytest.mark.batch

ONE, OTHER = "02779-xa-thanh-binh", "03022-xa-thanh-binh"
PAGE, OTHERS = f"packets/{ONE}.html", f"packets/{OTHER}.html"
NOTEBOOK, OTHER_NOTEBOOK = (f"notebooks/{a}/overview.ipynb" for a in (ONE, OTHER))
ANOTHER = "phiếu ghi tên đơn vị, kỳ hoặc kế hoạch khác với tên tệp"
ANOTHER_RUN = "sổ tính đã chạy cho đơn vị, kỳ, kế hoạch hoặc lĩnh vực khác với tên tệp"
PAGES = ("index.html", "methods.html")  # of the period
UNSEALED = "nội dung không khớp với Mã phiếu ghi trên phiếu"
CHANGED = "nội dung khác với lúc phát hành"


@pytest.fixture
def folder(rendered: Path, tmp_path: Path) -> Path:
    """A published folder that a test may alter, with the list of publications next to it."""
    copy = tmp_path / PERIOD
    shutil.copytree(rendered, copy)
    shutil.copy(published_list(rendered), published_list(copy))
    return copy


def digests(folder: Path) -> dict[str, str]:
    """The sha256 of the listed files as they are."""
    return {name: sha256((folder / name).read_bytes()).hexdigest() for name in listed(folder)}


def new_manifest(folder: Path) -> None:
    """As `sha256sum` would write it of the files as they are."""
    hashes = digests(folder)
    (folder / "MANIFEST.sha256").write_bytes(packets.manifest(hashes))


def new_records(folder: Path) -> None:
    """Manifest and ledger alike, by somebody who knows the form of both."""
    new_manifest(folder)
    hashes = digests(folder)
    lines: list[Entry | Closing] = []
    for line in ledger.lines(folder / "ledger"):
        if isinstance(line, Entry):
            code = packets.code_of((folder / _page(line)).read_bytes())
            files = {name: hashes[name] for name in line.files}
            line = Entry(line.agency, line.key, files, line.states, line.whole, code or line.code)
        elif isinstance(line, Closing):
            digest = sha256((folder / "MANIFEST.sha256").read_bytes()).hexdigest()
            line = Closing(line.period_key, digest)
        lines += [line] if isinstance(line, Entry | Closing) else []
    (folder / "ledger").write_bytes(ledger.content(lines))


def _page(entry: Entry) -> str:
    return next(name for name in entry.files if name.endswith(".html"))


def said(folder: Path) -> str:
    """What the command says of an altered folder, in a process of its own."""
    done = cchc("verify", str(folder))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    return done.stderr


def edit(path: Path, change: Callable[[bytes], bytes]) -> None:
    before = path.read_bytes()
    path.write_bytes(change(before))
    assert path.read_bytes() != before


# ---------------------------------------------------------------- the folder


def test_an_unaltered_folder_is_intact_and_says_what_it_is(folder: Path) -> None:
    done = cchc("verify", str(folder))
    assert (done.returncode, done.stdout) == (0, "")
    assert "còn nguyên vẹn: kỳ 2022-FY, Kế hoạch laocai-2022" in done.stderr


Attack = Callable[[Path], None]


def page_of_a_department(folder: Path) -> None:
    shutil.copy(folder / "packets/so-noi-vu.html", folder / "province.html")


def body_of_another(folder: Path) -> None:
    head = (folder / PAGE).read_bytes().partition(b"</head>")[0]
    body = (folder / OTHERS).read_bytes().partition(b"</head>")[2]
    (folder / PAGE).write_bytes(head + b"</head>" + body)


def body_of_another_sealed(folder: Path) -> None:
    body_of_another(folder)
    edit(folder / PAGE, sealed)


def verdict(folder: Path) -> None:
    edit(folder / PAGE, lambda page: page.replace("Không đạt".encode(), "Đạt".encode()))


def swapped_pages(folder: Path) -> None:
    one, other = (folder / PAGE).read_bytes(), (folder / OTHERS).read_bytes()
    (folder / PAGE).write_bytes(other)
    (folder / OTHERS).write_bytes(one)


def swapped_notebooks(folder: Path) -> None:
    one, other = (folder / NOTEBOOK).read_bytes(), (folder / OTHER_NOTEBOOK).read_bytes()
    (folder / NOTEBOOK).write_bytes(other)
    (folder / OTHER_NOTEBOOK).write_bytes(one)


def swapped_areas(folder: Path) -> None:
    shutil.copy(folder / NOTEBOOK, (folder / NOTEBOOK).with_name("procedures.ipynb"))


def parameters_of_another(folder: Path) -> None:
    def change(text: bytes) -> bytes:
        notebook = json.loads(text)
        notebook["metadata"]["parameters"]["agency"] = OTHER
        return json.dumps(notebook).encode()

    edit(folder / NOTEBOOK, change)


def identity_of_another(folder: Path) -> None:
    edit(folder / NOTEBOOK, lambda text: text.replace(b"2022-FY", b"2022-H1"))


def truncated(folder: Path) -> None:
    edit(folder / PAGE, lambda page: page[: len(page) // 2])


def index_of_another_period(folder: Path) -> None:
    edit(folder / "index.html", lambda page: page.replace(b'"2022-FY"', b'"2022-H1"'))


def methods_of_another_plan(folder: Path) -> None:
    edit(folder / "methods.html", lambda page: page.replace(b'"laocai-2022"', b'"laocai-2021"'))


def figures(folder: Path) -> None:
    edit(folder / "results.csv", lambda table: table.replace(b",missed,", b",met,"))


ATTACKS: dict[
    Attack, tuple[str, str]
] = {  # what is named of it: the file, and once all is rewritten
    page_of_a_department: ("province.html", ANOTHER),
    body_of_another: (PAGE, ANOTHER),
    body_of_another_sealed: (PAGE, ANOTHER),
    verdict: (PAGE, UNSEALED),
    swapped_pages: (OTHERS, ANOTHER),
    swapped_notebooks: (OTHER_NOTEBOOK, ANOTHER_RUN),
    swapped_areas: (f"notebooks/{ONE}/procedures.ipynb", ANOTHER_RUN),
    parameters_of_another: (NOTEBOOK, ANOTHER_RUN),
    identity_of_another: (NOTEBOOK, ANOTHER_RUN),
    truncated: (PAGE, UNSEALED),
    index_of_another_period: ("index.html", ANOTHER),
    methods_of_another_plan: ("methods.html", ANOTHER),
    figures: ("results.csv", ""),
}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_what_was_altered_is_named_whatever_was_computed_anew(folder: Path, attack: Attack) -> None:
    name, once_rewritten = ATTACKS[attack]
    attack(folder)
    assert f"Tệp {name}: {CHANGED}" in said(folder)

    new_manifest(folder)
    text = said(folder)
    assert "MANIFEST.sha256 không phải bản mà phần mềm đã lập" in text
    if name.startswith(("packets/", "notebooks/")) or name == "province.html":
        assert f"Tệp {name}: MANIFEST.sha256 và nhật ký xử lý (ledger) ghi khác nhau" in text
        assert f"Tệp {name}: {CHANGED}" in text

    # Even with the ledger rewritten: a page or a notebook in the place of another.
    new_records(folder)
    if once_rewritten:
        assert f"Tệp {name}: {once_rewritten}" in said(folder)
        assert CHANGED not in said(folder)


RECORDS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "no closing line": (lambda text: b"".join(text.splitlines(True)[:-1]), "dòng kết thúc"),
    "a line of another": (lambda text: text.replace(ONE.encode(), OTHER.encode()), "dòng hỏng"),
    "torn": (lambda text: text[:-20], "dòng hỏng"),
    "empty": (lambda text: b"", "không có dòng kết thúc"),
    "no text": (lambda text: b"\xff\0\n" + text, "dòng hỏng"),
}


@pytest.mark.parametrize("how", RECORDS)
def test_a_ledger_that_was_altered_is_named(folder: Path, how: str) -> None:
    change, expected = RECORDS[how]
    edit(folder / "ledger", change)
    assert expected in said(folder)


@pytest.mark.parametrize("name", ["ledger", "MANIFEST.sha256", "provenance.json", *PAGES])
@pytest.mark.parametrize("how", ["gone", "pipe", "folder", "link"])
def test_a_record_that_is_no_file_any_more_is_named(folder: Path, name: str, how: str) -> None:
    path = folder / name
    path.rename(folder.parent / "before")
    match how:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "link":
            path.symlink_to(folder.parent / "before")
    done = cchc("verify", str(folder))
    assert done.returncode in (1, 2)
    assert name in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("how", ["pipe", "link"])
def test_a_page_that_is_no_file_any_more_is_named(folder: Path, how: str) -> None:
    (folder / PAGE).rename(folder.parent / "page")
    if how == "pipe":
        os.mkfifo(folder / PAGE)
    else:
        (folder / PAGE).symlink_to(folder.parent / "page")
    assert f"Tệp {PAGE}: {CHANGED}" in said(folder)


def test_renamed_and_added_files_are_named_with_escapes(folder: Path) -> None:
    names = ["packets/\u202elmth.a", "packets/b\x1b[2J\n", "\u2066c\u200b.html", "d\\e", "\udcff"]
    (folder / PAGE).rename(folder / names[0])
    for name in names[1:]:
        (folder / name).write_bytes(b"x")
    text = said(folder)
    assert f"Tệp {PAGE}: có trong danh mục nhưng không có trong thư mục" in text
    for shown in (r"packets/\u202elmth.a", r"packets/b\x1b[2J\n", r"\u2066c\u200b.html", r"d\\e"):
        assert f"Tệp {shown}: không có trong danh mục." in text
    assert all(c.isprintable() or c == "\n" for c in text)
    assert len(text.splitlines()) == len(names) + 1

    done = cchc("verify", str(folder.parent / "\u202ekhông có\x07"))
    assert done.returncode == 2
    assert r"\u202ekhông có\x07" in done.stderr


def flips(folder: Path, times: int) -> None:
    """One bit of any file, of the ledger or of the list: each is named, none is a traceback."""
    files = [folder / name for name in sorted(contents(folder))]
    records = [folder / "ledger", folder / "MANIFEST.sha256", published_list(folder)]
    chance = random.Random(14)
    for _ in range(times):
        path = chance.choice(records if chance.random() < 0.3 else files)
        whole = path.read_bytes()
        place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        faults = verify(folder)
        assert faults != (), (path.name, place, bit)
        assert all("\n" not in fault for fault in faults)
        path.write_bytes(whole)
    assert verify(folder) == ()


def test_a_flipped_bit_is_named(folder: Path) -> None:
    flips(folder, 25)


@pytest.mark.slow_faults
def test_a_flipped_bit_is_named_at_300_places(folder: Path) -> None:
    flips(folder, 300)


# ---------------------------------------------------------------- one packet


def asked(roots: Roots, file: Path) -> tuple[int, str]:
    """What the command says of one file, and its exit code."""
    done = cchc("verify", str(file), env=env_of(roots))
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def test_a_packet_in_force_and_one_that_was_replaced(own: Roots, tmp_path: Path) -> None:
    folder, mailed = own.out / PLAN / PERIOD, tmp_path / "phieu (1).html"
    agency = "02764-xa-din-chin"
    shutil.copy(folder / f"packets/{agency}.html", mailed)
    [code] = re.findall(r"Mã phiếu <[^>]*>([0-9a-f]{16})<", mailed.read_text("utf-8"))
    table, index = ((folder / name).read_text("utf-8") for name in ("packets.csv", "index.html"))
    digest = sha256(mailed.read_bytes()).hexdigest()
    assert re.search(rf"^{agency},.*,packets/{agency}.html,{code},{digest}$", table, re.MULTILINE)
    assert code in index
    status, text = asked(own, mailed)
    assert (status, "nguyên vẹn, là bản hiện hành" in text) == (0, True)
    assert "phiếu của UBND xã Dìn Chin" in text
    assert f"kỳ {PERIOD}, Kế hoạch {PLAN}, Mã phiếu {code}" in text

    change_one_cell(own)
    render(own, PLAN, PERIOD, agencies=[agency])
    status, text = asked(own, mailed)
    assert (status, "bản đã phát hành trước đây" in text) == (1, True)
    now = packets.code_of((folder / f"packets/{agency}.html").read_bytes())
    assert now != code
    assert f"bản hiện hành có Mã phiếu {now}" in text


def test_a_packet_that_was_edited_or_is_of_others(own: Roots, tmp_path: Path) -> None:
    page = (own.out / PLAN / PERIOD / PAGE).read_bytes()
    mailed = tmp_path / "\u202ephieu.html"
    code = packets.code_of(page)

    edited = page.replace("Không đạt".encode(), "Đạt".encode())
    mailed.write_bytes(edited)
    status, text = asked(own, mailed)
    assert (status, "đã bị sửa sau khi lập" in text) == (1, True)
    assert f"Mã phiếu là của phiếu của {ONE}, kỳ {PERIOD}, Kế hoạch {PLAN}, Mã phiếu {code}" in text
    assert r"\u202ephieu.html" in text

    for forged in (sealed(edited), given.whole_packet(given.evaluation(given.COMMUNE))):
        mailed.write_bytes(forged)
        status, text = asked(own, mailed)
        assert (status, "không có trong danh sách phiếu đã phát hành" in text) == (1, True)

    # The head of one on the body of another, a truncated one, one of foreign line ends.
    body = (own.out / PLAN / PERIOD / OTHERS).read_bytes().partition(b"</head>")[2]
    head = page.partition(b"</head>")[0] + b"</head>"
    for altered in (head + body, page[:-100], page.replace(b"\n", b"\r\n")):
        mailed.write_bytes(altered)
        status, text = asked(own, mailed)
        assert (status, "đã bị sửa sau khi lập" in text) == (1, True)


@pytest.mark.parametrize("name", [*PAGES, "results.csv", "results.parquet", "ledger"])
def test_what_is_no_packet_is_refused_in_a_sentence(own: Roots, name: str) -> None:
    status, text = asked(own, own.out / PLAN / PERIOD / name)
    assert (status, "không phải phiếu" in text) == (2, True)


def test_an_empty_file_or_a_pipe_is_refused_in_a_sentence(own: Roots, tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe")
    for name in ("empty", "pipe", "gone"):
        status, text = asked(own, tmp_path / name)
        assert (status, len(text.splitlines())) == (2, 1)
