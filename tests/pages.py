"""A strict parser of finished HTML: unclosed elements, text, links."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

BLOCKS = {"td", "th", "li", "p", "tr", "caption", "h1", "h2", "h3", "h4", "dt", "dd", "figcaption"}
# Elements whose end tag may be omitted, and what ends them where it is, as HTML defines.
CELLS, ROWS = {"td", "th"}, {"td", "th", "tr"}
SECTIONS = ROWS | {"thead", "tbody", "tfoot"}
ENDED_BY = {
    **dict.fromkeys(("td", "th"), CELLS),
    "tr": ROWS,
    **dict.fromkeys(("thead", "tbody", "tfoot"), SECTIONS),
    "li": {"li"},
}
ENDED_WITH = {"table": SECTIONS, "ul": {"li"}, "ol": {"li"}}
VOID = {"meta", "br", "img", "link", "input", "hr", "path", "circle", "col"}


@dataclass
class Element:
    """One element with its attributes and the text inside it."""

    tag: str
    attrs: dict[str, str]
    text: str = ""
    inside: tuple[str, ...] = ()


@dataclass
class Page(HTMLParser):
    """The elements of a page in order; `unclosed` and `strays` are empty for valid HTML."""

    elements: list[Element] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_implied(ENDED_BY.get(tag, set()))
        inside = tuple(e.tag for e in self._open)
        element = Element(tag, {k: v or "" for k, v in attrs}, inside=inside)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {k: v or "" for k, v in attrs}))

    def _end_implied(self, implied: set[str]) -> None:
        while self._open and self._open[-1].tag in implied:
            self._end_last()

    def _end_last(self) -> None:
        if self._open.pop().tag in BLOCKS:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        self._end_implied(ENDED_WITH.get(tag, set()))
        if self._open and self._open[-1].tag == tag:
            self._end_last()
        else:
            self.strays.append(tag)

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    @property
    def unclosed(self) -> list[str]:
        """Elements that were never closed."""
        return [e.tag for e in self._open]

    def all(self, *tags: str) -> list[Element]:
        """The elements of these tags, in order."""
        return [e for e in self.elements if e.tag in tags]

    @property
    def text(self) -> str:
        """All text outside style sheets, with single spaces."""
        body = [e for e in self.elements if not e.inside and e.tag != "style"]
        return " ".join(" ".join(e.text.replace("\u00a0", " ") for e in body).split())


def read(html: str | bytes) -> Page:
    """Parse a page or a piece of one."""
    page = Page()
    page.feed(html.decode() if isinstance(html, bytes) else str(html))
    page.close()
    return page
