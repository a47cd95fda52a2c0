"""The explorer as a person sees it in a browser, in whatever serves it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

SECONDS_20 = 20_000  # in milliseconds: a busy machine; a click takes a fraction of one


class ExplorerPage:
    """What is on the page."""

    def __init__(self, page: Page) -> None:
        self.page, self.root = page, page.locator(".cchc-explorer.guarded")
        self.root.wait_for(timeout=120_000)

    @property
    def search(self) -> Locator:
        """The field in which agencies are looked for."""
        return self.root.locator("input[type=text]").first

    @property
    def agencies(self) -> Locator:
        """The list of the agencies found."""
        return self.root.locator("select[size]").first

    @property
    def part(self) -> Locator:
        """What the chosen tab shows."""
        return self.root.locator(".widget-html.part")

    def listed(self) -> list[str]:
        """The agencies in the list."""
        return [plain(each) for each in self.agencies.locator("option").all_inner_texts()]

    def find(self, typed: str, first: str) -> None:
        """Type words, and take the first agency found, by the keyboard alone."""
        self.search.focus()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(typed, delay=20)
        option = self.agencies.locator("option").first
        expect(option).to_have_text(re.compile(words(first)), timeout=SECONDS_20)
        self.page.keyboard.press("Enter")

    def hears(self, said: str | re.Pattern[str]) -> None:
        """What a screen reader is given in the end."""
        expect(self.root.locator("[role=status]")).to_contain_text(said, timeout=SECONDS_20)

    def tab(self, name: str) -> None:
        """Choose a tab."""
        button = self.root.locator(f'button[data-event="tab"][data-value="{name}"]')
        button.click()
        chosen = self.root.locator(f'button[data-value="{name}"][aria-pressed="true"]')
        chosen.wait_for(timeout=SECONDS_20)

    def choose(self, label: str, value: str) -> None:
        """Choose from one of the lists by what is read there."""
        control = self.root.get_by_label(label, exact=True)
        option = control.locator("option", has_text=re.compile(rf"^{words(value)}$")).first
        option.wait_for(state="attached", timeout=SECONDS_20)
        control.select_option(value=option.get_attribute("value"))

    def button(self, event: str, value: str = "") -> Locator:
        """A button of the part."""
        return self.root.locator(f'button[data-event="{event}"][data-value="{value}"]').first

    def rows(self, table: int = 0) -> list[list[str]]:
        """The cells of a table of the part, row by row."""
        rows = self.part.locator("table").nth(table).locator("tbody tr").all()
        return [[plain(c) for c in row.locator("th, td").all_inner_texts()] for row in rows]

    def faults_of_access(self) -> Sequence[str]:
        """What axe finds (A, AA), on the page of the explorer."""
        self.page.add_style_tag(content="body { height: 100vh !important }")
        tags = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
        found = Axe().run(self.page, context=".cchc-explorer", options=tags).response
        return [
            f"{each['id']}: {node['html'][:200]}"
            for each in found["violations"]
            for node in each["nodes"]
        ]


def words(text: str) -> str:
    """A pattern for a text, whatever its blanks: options have those that do not break."""
    return r"\s".join(map(re.escape, text.split()))


def plain(text: str) -> str:
    """A text with single blanks."""
    return " ".join(text.replace("\u00a0", " ").split())
