"""Every kind of page light, dark, in forced colours, narrow, zoomed and printed, read by axe."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tabs import MODES, fits, opened, outside_requests, violations

pytestmark = pytest.mark.browser

# The index is read in test_index, with the table in either order.
KINDS = ("commune", "district", "department", "province", "silent", "methods")
PACKETS = KINDS[:5]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_page_is_accessible_in_every_mode(
    browser: Browser, pages: Path, name: str, mode: str
) -> None:
    """With every closed part opened, which shows all that can be shown; the annex in print too."""
    target = "toan-van" if mode == "print" and name in PACKETS else ""
    tab = opened(browser, pages / f"{name}.html", target=target, **MODES[mode])
    assert fits(tab)
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert violations(tab) == []
    assert fits(tab)
    assert tab.said == [] and outside_requests(tab) == []
    tab.context.close()


@pytest.mark.parametrize("name", ["hostile", "gap"])
@pytest.mark.parametrize("mode", ["light", "narrow"])
def test_hostile_text_and_gaps_are_accessible_too(
    browser: Browser, pages: Path, name: str, mode: str
) -> None:
    tab = opened(browser, pages / f"{name}.html", **MODES[mode])
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert violations(tab) == [] and fits(tab)
    tab.context.close()
