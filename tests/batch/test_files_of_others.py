"""What people put into a folder of results or of returned copies stays; ours goes when it must."""

from __future__ import annotations

from pathlib import Path

import pytest

from batches import PERIOD, contents, run_cchc
from helpers.batch import ledger
from helpers.batch.head import render
from helpers.batch.ledger import Entry
from helpers.batch.published import published_list
from helpers.intake.answers import returned
from helpers.plan import Roots
from province import AGENCIES, PLAN

pytestmark = pytest.mark.batch

PAGE = "packets/so-noi-vu.html"
FORMER = "99999-xa-cu"
THEIRS = {
    "packets/so-noi-vu-da-ky.html": b"signed",
    "packets/so-noi-vu.pdf": b"%PDF-1.7",
    "packets/so-noi-vu.html.4711": b"not hidden",
    "packets/.ghi-chu.4711": b"hidden",
    "notebooks/so-noi-vu/ghi-chu.txt": b"notes",
    "gui-di/2022/danh sach.xlsx": b"list",
    "packets/\u202elmth.gnud": b"turned",
    "packets/a\x1b[31mb": b"coloured",
}


@pytest.fixture
def folder(own: Roots) -> Path:
    """A published folder in which people have put files, a link and an empty folder."""
    made = own.out / PLAN / PERIOD
    for name, content in THEIRS.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(content)
    (made / "trong").mkdir()
    (made / "lien-ket").symlink_to("/etc")
    return made


def theirs(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in contents(folder).items() if name in THEIRS}


@pytest.mark.parametrize("made", ["nothing", "one packet"])
def test_what_people_put_there_stays_and_is_named_once(own: Roots, folder: Path, made: str) -> None:
    if made == "one packet":
        (folder / PAGE).unlink()
    done = run_cchc(own, "render", "--period", PERIOD)
    assert done.returncode == 0
    assert f"Đã lập {int(made != 'nothing')} phiếu" in done.stderr
    assert theirs(folder) == THEIRS
    assert (folder / "trong").is_dir()
    assert (folder / "lien-ket").is_symlink()
    assert done.stderr.count(f"Giữ nguyên {len(THEIRS) + 1} tệp không do phần mềm lập: ") == 1
    assert "packets/\\u202elmth.gnud" in done.stderr
    assert "packets/a\\x1b[31mb" in done.stderr
    assert {"\u202e", "\x1b"}.isdisjoint(done.stderr.replace("\x1b[A", ""))


def test_a_packet_of_a_former_agency_goes_unless_it_was_edited(own: Roots, folder: Path) -> None:
    """As a ledger of an earlier version has it: nothing of it is in the list of publications."""
    page = (folder / PAGE).read_bytes()
    for agency in (FORMER, "88888-xa-sua"):
        names = (f"packets/{agency}.html", f"notebooks/{agency}/overview.ipynb")
        for name in names:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(page)
        one = ledger.read(folder / "ledger")["so-noi-vu"]
        digest = one.files[PAGE]
        entry = Entry(agency, one.key, dict.fromkeys(names, digest), one.states, True)
        entries = [*ledger.read(folder / "ledger").values(), entry]
        (folder / "ledger").write_bytes(ledger.content(entries))
    edited = folder / "packets/88888-xa-sua.html"
    edited.write_bytes(page + b"\n")
    outcome = render(own, PLAN, PERIOD)
    assert outcome.made == ()
    left = {name for name in contents(folder) if FORMER in name or "88888" in name}
    assert left == {"packets/88888-xa-sua.html"}
    assert edited.name in " ".join(outcome.foreign)
    assert not (folder / f"notebooks/{FORMER}").exists()
    assert theirs(folder) == THEIRS


def test_temporary_files_of_a_killed_batch_go(own: Roots, folder: Path) -> None:
    ours = ["packets/.so-noi-vu.html.4711", ".results.csv.4711", ".MANIFEST.sha256.4711"]
    for name in ours:
        (folder / name).write_bytes(b"half a fi")
    (folder / "MANIFEST.sha256").unlink()  # as it is when a batch was killed the first time
    render(own, PLAN, PERIOD)
    assert [name for name in ours if (folder / name).exists()] == []
    assert theirs(folder) == THEIRS


def test_each_edited_copy_is_kept_under_a_name_of_its_own(own: Roots, rendered: Path) -> None:
    folder = own.out / PLAN / PERIOD
    for n, change in enumerate((b"first", b"second"), start=1):
        (folder / PAGE).write_bytes(change)
        done = run_cchc(own, "render", "--period", PERIOD)
        assert f"Tệp {PAGE} không phải bản phần mềm đã lập" in done.stderr
        assert (folder / f"{PAGE}.sua-tay-{n}").read_bytes() == change
        assert (folder / PAGE).read_bytes() == (rendered / PAGE).read_bytes()


def test_a_link_in_the_place_of_a_packet_is_not_written_through(own: Roots, tmp_path: Path) -> None:
    folder, precious = own.out / PLAN / PERIOD, tmp_path / "precious"
    precious.write_bytes((folder / "results.csv").read_bytes() + b"more")
    (folder / "results.csv").unlink()
    (folder / "results.csv").symlink_to(precious)
    outcome = render(own, PLAN, PERIOD)
    assert outcome.aside == {"results.csv": "results.csv.sua-tay-1"}
    assert precious.read_bytes().endswith(b"more")
    assert not (folder / "results.csv").is_symlink()


def test_the_list_of_publications_heals(own: Roots, rendered: Path) -> None:
    """Torn or lost, it costs nobody a file."""
    folder = own.out / PLAN / PERIOD
    path = published_list(folder)
    for damaged in (path.read_bytes()[:-40], b"\xff\n" * 3, b""):
        path.write_bytes(damaged)
        (folder / "MANIFEST.sha256").write_bytes(b"")
        outcome = render(own, PLAN, PERIOD)
        assert (outcome.made, outcome.aside, outcome.foreign) == ((), {}, ())
        assert contents(folder) == contents(rendered)
        assert None not in ledger.lines(path)
    assert len(ledger.lines(path)) >= len(AGENCIES) + 1


def test_returned_copies_of_others_stay(tmp_path: Path) -> None:
    place = tmp_path / "returned"
    place.mkdir()
    assert returned._write(place, {"one.xlsx": b"1", "two.xlsx": b"2"}) == ()
    theirs = {"da-gui.txt": b"sent", "three.xlsx": b"theirs", ".one.xlsx": b"hidden"}
    for name, content in theirs.items():
        (place / name).write_bytes(content)
    (place / "gui").mkdir()
    (place / ".one.xlsx.4711").write_bytes(b"half a fi")
    (place / "two.xlsx").write_bytes(b"2, annotated")
    kept = returned._write(place, {"two.xlsx": b"2 again", "three.xlsx": b"3"})
    expected = {
        "da-gui.txt": b"sent",
        ".one.xlsx": b"hidden",
        "two.xlsx": b"2 again",
        "two.xlsx.sua-tay-1": b"2, annotated",
        "three.xlsx": b"3",
        "three.xlsx.sua-tay-1": b"theirs",
    }
    assert contents(place) == expected
    assert set(kept) == set(expected) - {"two.xlsx", "three.xlsx"}
    assert (place / "gui").is_dir()
