"""The two parts of a finished packet, read from its bytes: rows by anchor, and text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pages import read

ANNEX = '<section class="annex" id="toan-van">'
END = r"(?=</?(?:td|th|tr|tbody|table)\b|$)"  # of a cell, whose end tag may be left out
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Row:
    """A target in a table: the texts of its head and of its cells."""

    anchor: str
    head: str
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join((self.head, *self.cells))


def parts(page: bytes) -> tuple[str, str]:
    """The HTML of the brief and of the annex, without what surrounds them."""
    html = page.decode()
    brief, annex = html[html.index('<section class="brief">') :].split(ANNEX)
    return brief, annex[: annex.index("</section>\n<footer")] if "<footer" in annex else annex


def plain(html: str) -> str:
    """Text with single spaces."""
    return read(f"<div>{html}</div>").text


def _cells(row: str) -> tuple[str, ...]:
    return tuple(plain(cell) for cell in re.findall(rf"<td[^>]*>(.*?){END}", row, re.DOTALL))


def _row(anchor: str, row: str) -> Row:
    head = re.search(rf"<th[^>]*>(.*?){END}", row, re.DOTALL)
    assert head
    return Row(anchor, plain(head[1]), _cells(row))


def _each(html: str) -> list[str]:
    """The rows of tables, each from its tag on."""
    return re.split(r"(?=<tr[ >])", html)[1:]


def items_of(html: str) -> list[str]:
    """The text of the items of lists."""
    return [plain(item) for item in re.findall(r"<li>(.*?)(?=</?(?:li|ul|ol)\b)", html, re.DOTALL)]


def rows_of(brief: str, table: str) -> tuple[Row, ...]:
    """The rows of a table of the brief that link to a row of the annex."""
    inside = re.findall(rf'<table class="{table}".*?</table>', brief, re.DOTALL)
    found = []
    for row in _each("".join(inside)):
        if link := re.match(r'<tr><th scope="row"><a href="#([^"]*)">', row):
            found.append(_row(link[1], row))
    return tuple(found)


def rows_by_anchor(annex: str) -> dict[str, Row]:
    """The rows of the annex's tables of targets, each with the words below it as a last cell."""
    found: dict[str, Row] = {}
    rows = _each(annex)
    for row, after in zip(rows, (*rows[1:], ""), strict=True):
        if target := re.match(r'<tr id="([^"]*)">', row):
            assert target[1] not in found
            below = after if after.startswith('<tr class="words">') else ""
            found[target[1]] = _row(target[1], row + below)
    return found


# What the annex need not say again: whose packet it is, the key to the bars of the brief, how many
# more a shortened list of the brief has, and the sums by area of the province's agencies, which
# test_members computes a second time.
BRIEF_ONLY = re.compile(
    r'<style>.*?</style>|<header class="masthead">.*?</header>|<p class="note">Vạch đứng: .*?</p>'
    r'|<table class="heat">.*?</table>|\bvà \d+ mục khác\b',
    re.DOTALL,
)


def not_in_annex(page: bytes) -> set[str]:
    """The numbers of a packet's brief that its annex lacks."""
    brief, annex = parts(page)
    return numbers(plain(BRIEF_ONLY.sub("", brief))) - numbers(plain(annex))


def numbers(text: str) -> set[str]:
    """The numbers of a text as they are printed."""
    return set(NUMBER.findall(text))
