"""What the tests of the explorer's tabs share: the tables and buttons of a part."""

from __future__ import annotations

from html.parser import HTMLParser

import pandas as pd

from helpers import tables
from helpers.analyst.explorer.part import Part
from helpers.analyst.tables import PeriodTables

VOID = ("br", "col", "img", "input", "meta")


class Page(HTMLParser):
    """The texts of the rows of a page by cell, and the events of its buttons."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.events: list[tuple[str, str]] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == [], f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.attributes.append((tag, given))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if event := given.get("data-event"):
            self.events.append((event, given.get("data-value") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if any(tag in ("td", "th") for tag in self.open):
            self.rows[-1][-1] += data

    def row(self, head: str) -> list[str]:
        """The row that begins with a text."""
        found = [row for row in self.rows if row and " ".join(row[0].split()).startswith(head)]
        assert found, f"no row «{head}»"
        return [" ".join(cell.split()) for cell in found[0]]


def page(part: Part) -> Page:
    """The page of a part: every tag closed, every table with its heads, every key there once but
    those that lead to an agency, which may be named in several places."""
    made = Page(str(part.html))
    keys = [given["data-key"] for _, given in made.attributes if "data-key" in given]
    keys = [key for key in keys if key and not key.startswith("go:")]
    assert len(keys) == len(set(keys)), [key for key in keys if keys.count(key) > 1]
    names = [tag for tag, _ in made.attributes]
    assert names.count("table") == names.count("caption")
    assert all("scope" in given for tag, given in made.attributes if tag == "th")
    return made


def evaluated(part: Part, ky: PeriodTables) -> list[pd.DataFrame]:
    """The tables that the code of a part makes: one in each line."""
    return [eval(line, {"ky": ky, "tables": tables}) for line in part.code.splitlines()]


def same(part: Part, ky: PeriodTables) -> bool:
    """Whether the code of a part makes the tables it shows, all of them stamped."""
    made = evaluated(part, ky)
    shown = [table for _, table in part.tables]
    stamped = all(table.attrs.get("cchc") for table in shown)
    pairs = zip(shown, made, strict=True)
    return stamped and len(shown) > 0 and all(one.equals(other) for one, other in pairs)
