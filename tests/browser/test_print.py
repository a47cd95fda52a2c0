"""What Chromium prints of a packet: its brief alone, or the whole where `#toan-van` is opened."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tabs import printed, sheets

import evaluations as given
from evaluations import OTHER_COMMUNE, PROVINCE
from helpers import packets
from year import everyone, worst

pytestmark = pytest.mark.browser

MARK = "SỐ LIỆU MÔ PHỎNG · DỰ THẢO"
A4 = b"0 0 594.95996 841.91998"
BRIEF = {"commune": 2, "department": 2, "district": 2, "province": 3}  # sheets at most
ANNEX = {"commune": 4, "department": 10, "district": 10, "province": 12}
LEVELS = {"commune": "commune", "department": "province", "district": "district"}


@pytest.fixture(scope="module")
def prints(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The worst packet of each kind, and one of a commune that sent nothing."""
    folder = tmp_path_factory.mktemp("prints")
    made = {kind: worst(level) for kind, level in LEVELS.items()}
    made |= {"province": everyone()[PROVINCE], "silent": everyone()[OTHER_COMMUNE]}
    for kind, evaluation in made.items():
        (folder / f"{kind}.html").write_bytes(given.whole_packet(evaluation))
    return {kind: folder / f"{kind}.html" for kind in made}


@pytest.mark.parametrize("kind", [*BRIEF, "silent"])
def test_printing_gives_the_brief_and_from_its_link_the_whole(
    browser: Browser, prints: dict[str, Path], tmp_path: Path, kind: str
) -> None:
    page, limits = prints[kind], kind if kind in BRIEF else "commune"
    brief = printed(browser, page, tmp_path)
    whole = printed(browser, page, tmp_path, "toan-van")
    for path in (brief, whole):
        assert set(re.findall(rb"/MediaBox ?\[([^\]]*)\]", path.read_bytes())) == {A4}
    short, full = sheets(brief), sheets(whole)
    assert 1 < len(short) <= BRIEF[limits]
    assert len(full) <= BRIEF[limits] + ANNEX[limits]
    assert full[: len(short)] == short  # the whole begins with the brief, which is not set anew
    assert all(MARK in sheet for sheet in full)
    code = packets.code_of(page.read_bytes())
    assert len(code) == 16
    assert not any("Mã phiếu" in sheet for sheet in short)
    assert f"Mã phiếu {code}" in full[len(short)]  # the annex begins a sheet, with the code


def test_the_print_of_the_brief_has_its_sections_and_no_others(
    browser: Browser, prints: dict[str, Path], tmp_path: Path
) -> None:
    for kind, page in prints.items():
        text = " ".join(sheets(printed(browser, page, tmp_path)))
        whole = " ".join(sheets(printed(browser, page, tmp_path, "toan-van")))
        for heading in ("1. Tóm tắt", "2. Việc cần làm trước", "3. Kết quả"):
            assert heading in text, (kind, heading)
        for heading in ("4. Kết quả theo từng điểm", "5. Số liệu còn thiếu"):
            assert heading in whole and heading not in text, (kind, heading)
        assert "Mục lục" not in text and "in toàn văn" not in text


def test_a_table_over_two_sheets_repeats_its_heads(
    browser: Browser, prints: dict[str, Path], tmp_path: Path
) -> None:
    """The verdicts of a commune begin on the first sheet and go on on the second."""
    short = sheets(printed(browser, prints["commune"], tmp_path))
    assert all("Mức · cùng cấp" in sheet for sheet in short)
