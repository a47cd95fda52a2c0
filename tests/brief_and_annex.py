"""The two parts of a finished packet, read from its bytes: rows by anchor, and text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pages import read

ANNEX = '<section class="annex" id="toan-van">'
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
    return tuple(plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL))


def _row(anchor: str, row: str) -> Row:
    head = re.search(r"<th[^>]*>(.*?)</th>", row, re.DOTALL)
    assert head
    return Row(anchor, plain(head[1]), _cells(row))


def rows_of(brief: str, table: str) -> tuple[Row, ...]:
    """The rows of a table of the brief that link to a row of the annex."""
    inside = re.findall(rf'<table class="{table}".*?</table>', brief, re.DOTALL)
    rows = re.findall(
        r'<tr><th scope="row"><a href="#([^"]*)">.*?</tr>', "".join(inside), re.DOTALL
    )
    texts = re.findall(r'<tr><th scope="row"><a href=.*?</tr>', "".join(inside), re.DOTALL)
    return tuple(_row(anchor, text) for anchor, text in zip(rows, texts, strict=True))


def rows_by_anchor(annex: str) -> dict[str, Row]:
    """The rows of the annex's tables of targets, each with the words below it as a last cell."""
    found = {}
    pattern = r'<tr id="([^"]*)">(.*?</tr>(?:\s*<tr class="words">.*?</tr>)?)'
    for anchor, text in re.findall(pattern, annex, re.DOTALL):
        assert anchor not in found
        found[anchor] = _row(anchor, text)
    return found


def numbers(text: str) -> set[str]:
    """The numbers of a text as they are printed."""
    return set(NUMBER.findall(text))
