"""The PDFs that Chromium's command line makes of packets: tagged, A4, the same bytes twice."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tabs import sheets

import evaluations as given
from evaluations import PROVINCE
from helpers.documents.chromium import find_chromium, printed
from year import everyone, worst

pytestmark = pytest.mark.browser

SHEETS = {"commune": (2, 6), "province": (3, 15)}  # at most, of the brief and of the whole


def facts(path: Path) -> dict[str, str]:
    """What pdfinfo says of a file."""
    said = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    return {
        name: text.strip() for name, _, text in (each.partition(":") for each in said.split("\n"))
    }


@pytest.mark.parametrize("kind", list(SHEETS))
def test_a_packet_is_a_tagged_pdf_of_a4_sheets(kind: str, tmp_path: Path) -> None:
    assert shutil.which("pdfinfo"), "cần pdfinfo: apt-get install poppler-utils"
    program = find_chromium()
    assert program, "cần Chromium: apt-get install chromium"
    evaluation = everyone()[PROVINCE] if kind == "province" else worst(kind)
    page = tmp_path / "packet.html"
    page.write_bytes(given.whole_packet(evaluation))
    counts = []
    for anchor in ("", "toan-van"):
        content = printed(program, page, anchor, tmp_path)
        assert content == printed(program, page, anchor, tmp_path)
        made = tmp_path / f"made{anchor}.pdf"
        made.write_bytes(content)
        about = facts(made)
        assert about["Tagged"] == "yes"
        assert about["Page size"].endswith("(A4)")
        assert evaluation.agency.name in about["Title"]
        assert re.search(r"\b2000\b", about["CreationDate"])
        assert all("SỐ LIỆU MÔ PHỎNG · DỰ THẢO" in sheet for sheet in sheets(made))
        counts.append(int(about["Pages"]))
    brief, whole = counts
    assert 1 < brief <= SHEETS[kind][0] < whole <= SHEETS[kind][1]
