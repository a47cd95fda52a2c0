"""Finished pages in a real browser: no console message, no request, links, keyboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tabs import A4_TEXT, opened, outside_requests

import evaluations as given
from pages import read

pytestmark = pytest.mark.browser

PACKETS = ("commune", "district", "department", "province", "silent", "hostile", "gap")
ALL = (*PACKETS, "index", "methods")


@pytest.mark.parametrize("name", ALL)
def test_a_page_logs_nothing_and_has_no_script(browser: Browser, pages: Path, name: str) -> None:
    tab = opened(browser, pages / f"{name}.html")
    assert tab.said == [] and outside_requests(tab) == []
    assert tab.evaluate("document.scripts.length") == 0
    assert tab.evaluate(
        "[...document.images].every(i => i.complete && i.naturalWidth > 0 && i.alt)"
    )
    tab.context.close()


def test_the_pages_are_of_the_notebooks_of_their_kind(pages: Path) -> None:
    """The whole by levers and heat map, a district by the matrix of its members."""
    has = {
        name: {
            word
            for e in read((pages / f"{name}.html").read_bytes()).elements
            for word in e.attrs.get("class", "").split()
        }
        & {"matrix", "heat", "levers", "verdicts"}
        for name in ("commune", "department", "district", "province")
    }
    assert has == {
        "commune": {"verdicts"},
        "department": {"verdicts"},
        "district": {"verdicts", "matrix"},
        "province": {"heat", "levers"},
    }


@pytest.mark.parametrize("name", ["commune", "department", "district", "province"])
def test_links_of_the_brief_open_the_closed_area_they_point_into(
    browser: Browser, pages: Path, name: str
) -> None:
    tab = opened(browser, pages / f"{name}.html")
    links = tab.locator(".brief tbody a[href^='#']")
    targets = {link.get_attribute("href") for link in links.all()}
    closed = [
        target
        for target in sorted(targets)
        if tab.evaluate("t => !!document.querySelector(t).closest('details:not([open])')", target)
    ]
    assert len(closed) >= 20
    for target in (closed[0], closed[-1]):
        assert not tab.locator(target).is_visible()
        tab.locator(f".brief tbody a[href='{target}']").first.click()
        assert tab.locator(target).is_visible(), target
        assert tab.evaluate(
            "t => { const top = document.querySelector(t).getBoundingClientRect().top;"
            " return top >= 24 && top < innerHeight }",
            target,
        )
    tab.context.close()


def test_the_page_of_methods_has_a_place_for_every_target(browser: Browser, pages: Path) -> None:
    tab = opened(browser, pages / "methods.html")
    ids = tab.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert {target.id for target in given.plan().targets} <= set(ids)
    for link in tab.locator("nav a").all():
        assert (link.get_attribute("href") or "").removeprefix("#") in ids
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
        """[...document.querySelectorAll('.brief .verdicts td span.v')].map(m =>
             [m.classList[1], m.innerText.trim(), getComputedStyle(m, '::before').content])"""
    )
    assert len(marks) == tab.locator(".brief .verdicts tbody tr").count() > 20
    shapes: dict[str, set[str]] = {}
    for kind, word, drawing in marks:
        assert word and drawing not in ("none", "normal", '""')
        shapes.setdefault(kind, set()).add(drawing)
    assert len(shapes) >= 4
    assert all(len(drawings) == 1 for drawings in shapes.values())
    assert len({next(iter(d)) for d in shapes.values()}) == len(shapes)
    tab.context.close()


LINK = "https://laocai.gov.vn/" + "tailieukiemchung" * 8


@pytest.mark.parametrize(("media", "width"), [("screen", 1280), ("print", A4_TEXT)])
def test_a_long_link_widens_no_table(
    browser: Browser, tmp_path: Path, media: str, width: int
) -> None:
    """150 letters without a place to break, wherever a packet repeats what an agency wrote."""
    assert len(LINK) == 150
    page = tmp_path / "links.html"
    evaluation = given.evaluation(given.COMMUNE)
    written = replace(given.hostile(evaluation, LINK), agency=evaluation.agency)
    page.write_bytes(given.whole_packet(written))
    target = "toan-van" if media == "print" else ""  # the annex is printed only so
    tab = opened(browser, page, width, media=media, target=target)
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert tab.locator("td", has_text=LINK).count() > 5
    wide = tab.evaluate(
        """[...document.querySelectorAll('table')]
           .filter(t => t.offsetWidth > t.parentElement.clientWidth + 1)
           .map(t => [t.className, t.caption?.innerText, t.offsetWidth])"""
    )
    assert wide == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.context.close()
