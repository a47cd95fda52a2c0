"""Pages opened and printed in Chromium, and the modes in which people read them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

A4_TEXT = 680  # pixels: the 180 mm between the margins of a printed sheet

MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "narrow": {"color_scheme": "dark", "width": 320},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
    "zoomed": {"color_scheme": "light", "width": 640, "device_scale_factor": 2},  # 1280 px at 200%
    "print": {"color_scheme": "light", "width": A4_TEXT, "media": "print"},
}


def opened(
    browser: Browser,
    page: Path,
    width: int = 1280,
    *,
    media: str = "screen",
    target: str = "",
    **options: Any,
) -> Any:
    """The page in a new browser context that records its console messages and requests; `target`:
    the anchor in its address."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    tab = context.new_page()
    tab.said = []
    tab.requested = []
    tab.on("console", lambda message: tab.said.append(message.text))
    tab.on("pageerror", lambda error: tab.said.append(str(error)))
    tab.on("request", lambda request: tab.requested.append(request.url))
    tab.goto(page.as_uri() + (f"#{target}" if target else ""))
    if media != "screen":
        tab.emulate_media(media=media)
    return tab


def violations(tab: Any) -> list[tuple[str, list[Any]]]:
    """What axe finds, with the first places of each."""
    found = Axe().run(tab).response["violations"]
    return [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found]


def outside_requests(tab: Any) -> list[str]:
    """Every request after the first, which is for the page itself."""
    return [url for url in tab.requested if not url.startswith("data:")][1:]


def fits(tab: Any) -> bool:
    """Whether nothing is wider than the window."""
    return bool(tab.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def printed(browser: Browser, page: Path, folder: Path, target: str = "") -> Path:
    """The page printed to PDF by Chromium, opened at `target`."""
    tab = opened(browser, page, target=target)
    path = folder / f"{page.stem}-{target}.pdf"
    tab.pdf(path=path, prefer_css_page_size=True, tagged=True, outline=True)
    tab.context.close()
    return path


def sheets(pdf: Path) -> list[str]:
    """The text of each sheet, with single spaces."""
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    found = [" ".join(sheet.split()) for sheet in done.stdout.decode().split("\f")[:-1]]
    assert len(found) == len(re.findall(rb"/Type ?/Page\b", pdf.read_bytes()))
    return found
