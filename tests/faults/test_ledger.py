"""A truncated or damaged ledger: bad entries are detected and their packets made again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from batches import PERIOD, contents
from helpers.batch import ledger
from helpers.batch.head import render
from helpers.plan import Roots
from province import AGENCIES, PLAN

pytestmark = pytest.mark.batch


def test_a_ledger_cut_at_any_length_gives_no_wrong_entry(rendered: Path, tmp_path: Path) -> None:
    whole = (rendered / "ledger").read_bytes()
    sound = ledger.read(rendered / "ledger")
    path = tmp_path / "ledger"
    assert len(sound) == len(AGENCIES) + 1
    lengths = {*range(0, len(whole), 7), *(_ends(whole, d) for d in (-2, -1, 0, 1))} - {len(whole)}
    for length in sorted(lengths):
        path.write_bytes(whole[:length])
        # As many entries as complete lines, each unchanged; never a completed period.
        entries = ledger.read(path)
        assert len(entries) == min(whole[:length].count(b"\n"), len(sound))
        assert all(sound[agency] == entry for agency, entry in entries.items())
        assert ledger.closed(path) is None


def _ends(whole: bytes, distance: int) -> int:
    """A position near the end of the fourth line."""
    return sum(len(line) for line in whole.splitlines(keepends=True)[:4]) + distance


def test_one_flipped_bit_is_detected_at_500_positions(rendered: Path, tmp_path: Path) -> None:
    whole = (rendered / "ledger").read_bytes()
    sound = ledger.read(rendered / "ledger")
    path = tmp_path / "ledger"
    chance = random.Random(434)
    for _ in range(500):
        place, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        entries = ledger.read(path)
        assert all(sound[agency] == entry for agency, entry in entries.items())
        # One line is lost, or two if the bit is in the line end between them.
        assert len(sound) - 2 <= len(entries) <= len(sound)
        assert ledger.closed(path) is None


def test_a_damaged_ledger_line_or_packet_is_made_again(own: Roots, rendered: Path) -> None:
    folder = own.out / PLAN / PERIOD
    lines = (folder / "ledger").read_bytes().splitlines(keepends=True)
    lines[1] = lines[1].replace(b'"whole": true', b'"whole": tru3')
    (folder / "ledger").write_bytes(b"".join(lines))
    with (folder / "packets" / "so-noi-vu.html").open("ab") as page:
        page.write(b" ")
    outcome = render(own, PLAN, PERIOD)
    assert "so-noi-vu" in outcome.made
    assert len(outcome.made) == 2 or lines[1].find(b"so-noi-vu") > 0
    (folder / outcome.aside["packets/so-noi-vu.html"]).unlink()
    assert contents(folder) == contents(rendered)
