"""The intake report in a real browser: no console message or request, narrow, dark, printed."""

from __future__ import annotations

import itertools
import re
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from test_pages import MODES, opened, printed

from helpers.intake.answers import write_answers
from helpers.intake.check import take_in
from province import Province

pytestmark = pytest.mark.browser

PERIOD = "2022-H1"
REFUSED, EXPLAINING, SILENT = "02764-xa-din-chin", "03022-xa-thanh-binh", "03002-phuong-sa-pa"
HOSTILE = '<script>document.title="x"</script><img src="http://x.invalid/a.png"> {{7*7}}'


@pytest.fixture(scope="module")
def report(small_province: Province, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with refused forms, remarks, explanations, changes and unknown files."""
    province = small_province.copy(tmp_path_factory.mktemp("intake") / "own")
    inbox = province.inbox(PERIOD)
    _edit(inbox / f"{REFUSED}.xlsx", {"E9": "85 (khoảng)", "G10": "khoảng 12"}, "Số liệu")
    lines = {"A5": "results_in_force", "B5": HOSTILE, "B6": "Kho lưu trữ bị ngập. " * 30}
    _edit(inbox / f"{EXPLAINING}.xlsx", lines, "Giải trình")
    (inbox / f"{SILENT}.xlsx").unlink(missing_ok=True)
    (inbox / "Danh sách Giàng A Páo 0987654321.pdf").write_bytes(b"%PDF-1.7")
    period = province.plan.periods[PERIOD]
    result = take_in(province.roots, province.plan, period, inbox, replace=True)
    assert result.refusals
    return write_answers(province.roots, province.plan, period, result).html


def _edit(path: Path, cells: dict[str, str], sheet: str) -> None:
    book = openpyxl.load_workbook(path)
    place = {cell.value: cell.column_letter for cell in book[sheet][4]}
    for name, value in cells.items():
        column = place["Số liệu"] if sheet == "Số liệu" else name[0]
        book[sheet][f"{column}{name[1:]}"] = value
    book.save(path)


@pytest.mark.parametrize("width", [1280, 640, 320])
def test_it_logs_nothing_requests_nothing_and_does_not_scroll_sideways(
    browser: Browser, report: Path, width: int
) -> None:
    tab = opened(browser, report, width)
    assert tab.said == []
    assert tab.requested == [report.as_uri()]
    assert tab.title() != "x" and tab.evaluate("document.scripts.length") == 0
    assert tab.evaluate("document.images.length") == 0
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate(
        "[...document.querySelectorAll('td, tbody th, p, li')].every("
        "e => e.scrollWidth <= e.clientWidth + 1 || getComputedStyle(e).display === 'inline')"
    )
    tab.context.close()


@pytest.mark.parametrize("options", [pytest.param(o, id=mode) for mode, o in MODES.items()])
def test_axe_reports_no_violation(browser: Browser, report: Path, options: dict[str, Any]) -> None:
    tab = opened(browser, report, **options)
    violations = Axe().run(tab).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in violations] == []
    tab.context.close()


def test_it_marks_simulated_data_and_has_every_section(browser: Browser, report: Path) -> None:
    tab = opened(browser, report)
    text = " ".join(tab.inner_text("main").split())
    assert tab.inner_text(".band").strip() == "SỐ LIỆU MÔ PHỎNG"
    for said in ("Phải sửa", "Chưa gửi", "Giải trình của đơn vị", HOSTILE):
        assert said in text, said
    assert "Páo" not in text and "0987654321" not in text
    tab.context.close()


def test_every_table_has_a_name_and_every_link_a_target(browser: Browser, report: Path) -> None:
    tab = opened(browser, report)
    assert tab.evaluate(
        "[...document.querySelectorAll('table')].every(t => t.caption?.innerText.trim()"
        " && [...t.tHead.rows[0].cells].every(c => c.scope === 'col'))"
    )
    targets = tab.evaluate("[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    assert len(targets) > 8
    for target in targets:
        if target.startswith("#"):
            assert tab.locator(f"[id='{target[1:]}']").count() == 1, target
        else:
            assert (report.parent / target).is_file(), target
    levels = tab.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))"
    )
    assert levels[0] == 1 and all(b - a <= 1 for a, b in itertools.pairwise(levels))
    tab.context.close()


def test_on_a_phone_every_cell_shows_its_heading(browser: Browser, report: Path) -> None:
    tab = opened(browser, report, 320)
    bare = tab.evaluate(
        """[...document.querySelectorAll('td')].filter(c => c.offsetHeight && c.innerText.trim()
           && getComputedStyle(c, '::before').content.length < 4).map(c => c.innerText)"""
    )
    assert bare == []
    tab.context.close()


def test_it_prints_on_a4_with_the_mark_on_every_sheet(
    browser: Browser, report: Path, tmp_path: Path
) -> None:
    path = printed(browser, report, tmp_path)
    sheets = len(re.findall(rb"/Type ?/Page\b", path.read_bytes()))
    assert 2 <= sheets <= 12
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")[:-1]
    assert len(pages) == sheets
    assert all("SỐ LIỆU MÔ PHỎNG" in " ".join(page.split()) for page in pages)
