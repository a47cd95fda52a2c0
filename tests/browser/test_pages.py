"""Finished pages in a real browser: no console message, narrow, dark, printed, no axe violation."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

import evaluations as given
from helpers import packets

pytestmark = pytest.mark.browser

PACKETS = ("commune", "district", "department", "province", "silent", "hostile", "gap")
ALL = (*PACKETS, "index")


def opened(browser: Browser, page: Path, width: int = 1280, **options: Any) -> Any:
    """The page in a new browser context that records its console messages and requests."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    tab = context.new_page()
    tab.said = []
    tab.requested = []
    tab.on("console", lambda message: tab.said.append(message.text))
    tab.on("pageerror", lambda error: tab.said.append(str(error)))
    tab.on("request", lambda request: tab.requested.append(request.url))
    tab.goto(page.as_uri())
    return tab


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("width", [1280, 320])
def test_a_page_logs_nothing_requests_nothing_and_does_not_scroll_sideways(
    browser: Browser, pages: Path, name: str, width: int
) -> None:
    tab = opened(browser, pages / f"{name}.html", width)
    assert tab.said == []
    assert [url for url in tab.requested if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in tab.requested if url.startswith("file:")]) == 1
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate("document.scripts.length") == 0
    assert tab.evaluate(
        "[...document.images].every(i => i.complete && i.naturalWidth > 0 && i.alt)"
    )
    tab.context.close()


MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "narrow": {"color_scheme": "dark", "width": 320},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
    "zoomed": {"color_scheme": "light", "width": 640},  # 1280 px at 200% zoom
}
KINDS = ("commune", "province", "index")  # together they have every kind of part


@pytest.mark.parametrize(
    ("name", "options"),
    [
        pytest.param(name, options, id=f"{mode}-{name}")
        for mode, options in MODES.items()
        for name in (ALL if mode in ("light", "narrow") else KINDS)
    ],
)
def test_axe_reports_no_violation(
    browser: Browser, pages: Path, name: str, options: dict[str, Any]
) -> None:
    tab = opened(browser, pages / f"{name}.html", **options)
    violations = Axe().run(tab).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in violations] == []
    tab.context.close()


def test_the_content_policy_blocks_an_injected_script(browser: Browser, pages: Path) -> None:
    page = pages / "tampered.html"
    text = (pages / "commune.html").read_text(encoding="utf-8")
    page.write_text(
        text.replace(
            "</main>",
            "<img src=x onerror=\"document.title='x'\"><script>document.title='y'</script></main>",
        ),
        encoding="utf-8",
    )
    tab = opened(browser, page)
    assert tab.title() not in ("x", "y")
    assert tab.said, "the browser should say that the policy stopped it"
    tab.context.close()


def test_the_text_and_the_contents_are_reachable_by_keyboard(browser: Browser, pages: Path) -> None:
    tab = opened(browser, pages / "commune.html")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.evaluate("location.hash") == "#noi-dung"
    links = tab.locator("nav a")
    assert links.first.is_visible(), "the contents are open next to the text"
    links.nth(2).click()
    assert tab.evaluate("document.querySelector(location.hash).tagName") == "H2"
    tab.context.close()


def test_on_a_phone_every_cell_shows_its_heading(browser: Browser, pages: Path) -> None:
    tab = opened(browser, pages / "commune.html", 320)
    shown = tab.evaluate(
        """[...document.querySelectorAll('.targets td:not([colspan])')].filter(c => c.offsetHeight)
           .map(c => getComputedStyle(c, '::before').content)"""
    )
    assert len(shown) > 20 and all(len(content) > 4 for content in shown)
    tab.context.close()


def test_verdicts_differ_in_shape_and_word_not_only_in_colour(
    browser: Browser, pages: Path
) -> None:
    tab = opened(browser, pages / "commune.html")
    marks = tab.evaluate(
        """[...document.querySelectorAll('.mark')].map(m =>
             [m.classList[2], m.innerText.trim(), m.querySelector('svg').innerHTML])"""
    )
    shapes: dict[str, set[str]] = {}
    for kind, word, drawing in marks:
        assert word
        shapes.setdefault(kind, set()).add(drawing)
    assert len(shapes) >= 4
    assert all(len(drawings) == 1 for drawings in shapes.values())
    assert len({next(iter(d)) for d in shapes.values()}) == len(shapes)
    tab.context.close()


@pytest.mark.parametrize(("name", "most"), [("commune", 20), ("province", 65)])
def test_a_packet_prints_on_a_sane_number_of_a4_sheets(
    browser: Browser, pages: Path, tmp_path: Path, name: str, most: int
) -> None:
    data = printed(browser, pages / f"{name}.html", tmp_path).read_bytes()
    sheets = re.findall(rb"/Type ?/Page\b", data)
    assert 4 <= len(sheets) <= most
    assert set(re.findall(rb"/MediaBox ?\[([^\]]*)\]", data)) == {b"0 0 594.95996 841.91998"}


def test_every_printed_sheet_has_the_mark_and_repeated_headings(
    browser: Browser, pages: Path, tmp_path: Path
) -> None:
    path = printed(browser, pages / "province.html", tmp_path)
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    sheets = done.stdout.decode().split("\f")[:-1]
    assert all("SỐ LIỆU MÔ PHỎNG · DỰ THẢO" in " ".join(sheet.split()) for sheet in sheets)
    repeated = [s for s in sheets if "Chung toàn tỉnh" in " ".join(s.split())]
    assert len(repeated) >= 2, "the scorecard runs over two sheets and says its heads on both"


def test_the_printed_packet_ends_with_its_code(
    browser: Browser, pages: Path, tmp_path: Path
) -> None:
    path = printed(browser, pages / "commune.html", tmp_path)
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    last = " ".join(done.stdout.decode().split("\f")[-2].split())
    code = packets.code_of((pages / "commune.html").read_bytes())
    assert len(code) == 16
    assert f"Mã phiếu {code}" in last


def printed(browser: Browser, page: Path, folder: Path) -> Path:
    """The page printed to PDF by Chromium."""
    tab = opened(browser, page)
    path = folder / "page.pdf"
    tab.pdf(path=path, prefer_css_page_size=True, tagged=True, outline=True)
    tab.context.close()
    return path


LINK = "https://laocai.gov.vn/" + "tailieukiemchung" * 8


@pytest.mark.parametrize(("media", "width"), [("screen", 1280), ("print", 680)])  # A4: 180 mm
def test_a_long_link_widens_no_table(
    browser: Browser, tmp_path: Path, media: str, width: int
) -> None:
    """150 letters without a place to break, wherever a packet repeats what an agency wrote."""
    assert len(LINK) == 150
    page = tmp_path / "links.html"
    evaluation = given.evaluation(given.COMMUNE)
    written = replace(given.hostile(evaluation, LINK), agency=evaluation.agency)
    page.write_bytes(given.whole_packet(written))
    tab = opened(browser, page, width)
    tab.emulate_media(media=media)
    assert tab.locator("td", has_text=LINK).count() > 5
    wide = tab.evaluate(
        """[...document.querySelectorAll('table')]
           .filter(t => t.offsetWidth > t.parentElement.clientWidth + 1)
           .map(t => [t.className, t.caption?.innerText, t.offsetWidth])"""
    )
    assert wide == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.context.close()
