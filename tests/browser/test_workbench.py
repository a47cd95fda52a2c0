"""A real JupyterLab as `cchc lab` starts it: what an analyst sees, and that nothing is harmed."""

from __future__ import annotations

import copy
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from labs import choose, run_all, running
from playwright.sync_api import Browser, BrowserContext, Page

from batches import contents
from evaluations import COMMUNE, DEPARTMENT, DISTRICT, PROVINCE
from helpers.analyst.lab import folder, server
from helpers.model import OVERVIEW
from helpers.wording.lab import NO_CONTENT
from helpers.wording.wrong_use import AGENCY_UNCHOSEN
from province import PLAN, PROJECT, Province

pytestmark = pytest.mark.browser

YEAR = "2022-FY"
KINDS = {"commune": COMMUNE, "department": DEPARTMENT, "district": DISTRICT, "province": PROVINCE}
TALL = {"width": 1300, "height": 26_000}  # all outputs on the screen, for axe sees no others
OUTPUTS = ".jp-OutputArea-output"

# Rows whose cells have one line of text each, by their height in pixels.
ROWS_OF_ONE_LINE = """() => [...document.querySelectorAll('.jp-Notebook .cchc tbody tr')].filter(
  row => [...row.cells].every(cell => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    const lines = [...range.getClientRects()].filter(r => r.width && r.height < 40);
    const ends = lines.map(line => line.bottom);
    return !ends.length || Math.max(...ends) - Math.min(...ends) < 8;
  })).map(row => row.getBoundingClientRect().height)"""
SIGNS = """() => [...document.querySelectorAll('.cchc .v')].map(
  e => getComputedStyle(e, '::before').content)"""
BACKGROUND = "e => getComputedStyle(e).backgroundColor"


@dataclass
class Lab:
    """A running lab: its province, its folder of work, its address and token, and what its pages
    asked of others than itself, or threw."""

    province: Province
    work: Path
    address: str
    token: str
    outside: list[str]
    errors: list[str]

    def page(self, context: BrowserContext) -> Page:
        """A new page; what it asks of the outside is noted."""
        page = context.new_page()
        page.on("pageerror", lambda fault: self.errors.append(str(fault)))
        page.on("request", lambda request: self._note(request.url))
        return page

    def _note(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.outside.append(url)

    def read_only(self) -> dict[str, dict[str, bytes]]:
        """What no analyst may change, by folder; figures counted from a snapshot may be kept."""
        root = self.province.root
        return {
            name: {p: b for p, b in contents(root / name).items() if "/observations-" not in p}
            for name in ("data", "params", "notebooks", "rendered")
        }


@pytest.fixture(scope="module")
def lab(small_province: Province, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    root = tmp_path_factory.mktemp("workbench") / "project"
    own = small_province.copy(root, own_notebooks=True)
    results = own.roots.out / PLAN / YEAR
    (results / "packets").mkdir(parents=True, exist_ok=True)
    (results / "index.html").write_text('<a href="packets/a.html">a</a><script>x</script>')
    (results / "packets" / "a.html").write_text("<h1>one packet</h1>")
    work = folder.work_folder(own.roots)
    for name in KINDS.values():
        whole_packet(own, name, work)
    at = work / server.SETTINGS / "settings" / "@jupyterlab" / "notebook-extension"
    at.mkdir(parents=True)
    (at / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}')
    program = Path(sys.executable).with_name("cchc")
    command = [program, "lab", "--no-browser", "--allow-root"]
    with running(command, root, own.env, root / "lab.log") as (address, token):
        yield Lab(own, work, address, token, [], [])


def whole_packet(province: Province, agency: str, work: Path) -> None:
    """All notebooks of an agency, one after another in one file, so that one kernel runs them."""
    plan, roots = province.plan, province.roots
    parts = [OVERVIEW, *(area.id for area in plan.areas)]
    subject, period = plan.senders_by_id[agency], plan.periods[YEAR]
    paths, _ = folder.write_notebooks(roots, plan, subject, period, parts, work)
    whole = json.loads(paths[0].read_text("utf-8"))
    for path in paths[1:]:
        whole["cells"] += copy.deepcopy(json.loads(path.read_text("utf-8"))["cells"])
    for number, cell in enumerate(whole["cells"]):
        cell["id"] = f"c{number}"
    (work / f"{agency}.ipynb").write_text(json.dumps(whole), "utf-8")


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport=TALL, color_scheme="light")
    yield made
    made.close()


def test_the_start_page_is_vietnamese_quiet_and_leads_to_results(
    lab: Lab, context: BrowserContext
) -> None:
    page = lab.page(context)
    page.goto(f"{lab.address}/?token={lab.token}")
    preview = page.locator(".jp-MarkdownViewer .jp-RenderedMarkdown")
    preview.locator("h1", has_text="Bắt đầu").wait_for(timeout=180_000)
    assert page.evaluate("document.documentElement.lang") == "vi-VN"
    menus = page.locator("#jp-MainMenu .lm-MenuBar-item").all_inner_texts()
    assert menus[:3] == ["Tệp", "Chỉnh sửa", "Hiển thị"]
    page.wait_for_timeout(3000)
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    with context.expect_page() as opened:
        preview.get_by_text("kết quả", exact=True).click()
    opened.value.locator("a").click()
    assert opened.value.locator("h1").inner_text() == "one packet"
    opened.value.close()
    preview.get_by_text("Tổng quan", exact=True).click()
    page.locator(".jp-NotebookPanel .jp-CodeCell").first.wait_for(timeout=180_000)
    page.close()


def test_a_sample_without_an_agency_shows_one_sentence(lab: Lab, context: BrowserContext) -> None:
    page = lab.page(context)
    run_all(page, lab.address, lab.token, f"{folder.SAMPLES}/overview.ipynb")
    assert page.locator(OUTPUTS).all_inner_texts() == [AGENCY_UNCHOSEN]
    page.close()


# Some 25 s each; the commune has the notebooks of the department, the district those of both.
LONGER = ("commune", "district")


@pytest.mark.parametrize(
    "kind",
    [pytest.param(k, marks=pytest.mark.slow_faults) if k in LONGER else k for k in KINDS],
)
def test_every_notebook_is_legible_in_both_themes_and_harms_nothing(
    lab: Lab, context: BrowserContext, kind: str
) -> None:
    before = lab.read_only()
    page = lab.page(context)
    run_all(page, lab.address, lab.token, f"{KINDS[kind]}.ipynb")
    assert page.locator('[data-mime-type$="stderr"], [data-mime-type$="error"]').count() == 0
    assert page.locator(OUTPUTS, has_text="Identity(").count() == 0
    empty = [t for t in page.locator(f"{OUTPUTS}:has(.cchc)").all_inner_texts() if not t.strip()]
    assert empty == []
    if kind == "department":
        assert page.locator(OUTPUTS).get_by_text(NO_CONTENT, exact=True).count() > 0
    for theme in ("Sáng", "Tối"):
        choose(page, "Cài đặt", "apputils:change-theme", "Chủ đề giao diện", f"JupyterLab {theme}")
        light = str(theme == "Sáng").lower()
        page.locator(f'body[data-jp-theme-light="{light}"]').wait_for(state="attached")
        page.wait_for_timeout(1000)
        legible(page)
    choose(page, "Tệp", "docmanager:save")
    page.wait_for_timeout(2000)
    page.close()
    assert (lab.outside, lab.errors) == ([], [])
    assert lab.read_only() == before


def legible(page: Page) -> None:
    """Marks and rows as high as in packets, on our own background, with enough contrast."""
    signs = page.evaluate(SIGNS)
    assert signs and any("\u25cf" in sign or "\u25c6" in sign for sign in signs)
    rows = page.evaluate(ROWS_OF_ONE_LINE)
    assert len(rows) > 20 and max(rows) <= 80
    row = page.locator(".jp-Notebook .cchc tbody tr").first
    row.hover()
    assert row.evaluate(BACKGROUND) == "rgba(0, 0, 0, 0)"
    # JupyterLab's body is 0 pixels high, which axe takes for hidden.
    page.add_style_tag(content="body { height: 100vh !important }")
    only_contrast = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
    found = Axe().run(page, context=".jp-Notebook .cchc", options=only_contrast).response
    assert found["passes"]
    faults = [node["html"][:200] for each in found["violations"] for node in each["nodes"]]
    assert faults == []


def test_the_programs_of_the_project_are_first_on_the_path(
    lab: Lab, context: BrowserContext
) -> None:
    (lab.work / "lệnh.ipynb").write_text(
        json.dumps(
            {
                "cells": [code("!command -v cchc"), code("!cchc agencies | head -1")],
                "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
                "nbformat": 4,
                "nbformat_minor": 5,
            }
        ),
        "utf-8",
    )
    page = lab.page(context)
    run_all(page, lab.address, lab.token, "lệnh.ipynb")
    path, head = page.locator(OUTPUTS).all_inner_texts()
    assert Path(path.strip()) == Path(sys.executable).with_name("cchc")
    assert head.startswith("id,")
    page.close()


def code(source: str) -> dict[str, object]:
    """A code cell that was not run."""
    return {
        "cell_type": "code",
        "id": str(abs(hash(source))),
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def test_a_terminal_has_the_programs_of_the_project(lab: Lab, context: BrowserContext) -> None:
    page = lab.page(context)
    page.goto(f"{lab.address}/lab?token={lab.token}&reset")
    page.locator("#jp-MainMenu .lm-MenuBar-item", has_text="Tệp").wait_for(timeout=180_000)
    choose(page, "Tệp", "terminal:create-new", "Mới")
    page.locator(".jp-Terminal .xterm-helper-textarea").wait_for(timeout=90_000)
    page.wait_for_timeout(2000)
    page.keyboard.type("command -v cchc > which && mv which which-cchc\n")
    made = lab.work / "which-cchc"
    for _ in range(100):
        if made.exists():
            break
        page.wait_for_timeout(200)
    assert Path(made.read_text().strip()) == Path(sys.executable).with_name("cchc")
    page.close()


def test_no_page_asked_anything_of_the_outside(lab: Lab) -> None:
    """After all the others."""
    assert (lab.outside, lab.errors) == ([], [])
    assert not (PROJECT / "work").exists()
