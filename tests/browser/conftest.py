"""One Chromium for all tests of this folder, and the pages to open in it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Browser, sync_playwright

import evaluations as given
from evaluations import COMMUNE, DEPARTMENT, DISTRICT, OTHER_COMMUNE, PROVINCE
from helpers import packets
from province import made_once
from year import everyone

FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    path = shutil.which("chromium")
    assert path, "cần Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def pages(session_folder: Path) -> Path:
    """Packets of every kind of agency, from the notebooks of each; one of an agency that sent
    nothing, one of hostile text, one with gaps; the index and the page of methods. Shared by all
    test processes."""
    return made_once(session_folder / "pages", _write_pages)


def _write_pages(folder: Path) -> None:
    folder.mkdir()
    made = everyone()
    kinds = {
        "commune": made[COMMUNE],
        "district": made[DISTRICT],
        "department": made[DEPARTMENT],
        "province": made[PROVINCE],
        "silent": made[OTHER_COMMUNE],
        "hostile": given.hostile(made[DISTRICT]),
    }
    for name, evaluation in kinds.items():
        (folder / f"{name}.html").write_bytes(given.whole_packet(evaluation))
    gap = given.whole_packet(kinds["commune"], {"procedures": "x"})
    (folder / "gap.html").write_bytes(gap)
    (folder / "methods.html").write_bytes(packets.methods(kinds["province"]))
    agencies = [agency for agency in made if agency != PROVINCE]
    index = packets.index(
        list(made.values()),
        {agency: f"packets/{agency}.html" for agency in agencies},
        codes=dict.fromkeys(agencies, "0123456789abcdef"),
    )
    (folder / "index.html").write_bytes(index["index.html"])
