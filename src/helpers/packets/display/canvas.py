"""A canvas for figures: drawn with matplotlib, cheap, and the same bytes on every machine.

No pyplot and no backend: a figure is its own object, so it works in any process. Text stays text.
Every position is fixed; one unit of the canvas is one point of the picture.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from helpers import wording
from helpers.packets.display.part import Part, part, style

WIDTH = 300
END = 194  # where a bar ends; figures stand right of it
VALUE, LIMIT = 246, WIDTH  # right edges of the two figures of a row
NAME = 112  # where bars begin that have their name on their left
LINE_HEIGHT, BAR, HEAD = 12.5, 22, 20
LABEL_LETTERS = 50
MIDDLE = 0.32  # how far a text's base line lies below its middle, of its size
INK, SOFT, TRACK, OTHER = "#18212d", "#4d5968", "#e4e9ef", "#465262"
NOW = "#1d3f6e"
COLOURS = {"met": "#125c3b", "missed": "#9c1c1c", "short": "#8a5600", "below": "#8a5600"}
MARKERS = {"met": "o", "missed": "D", "short": "D", "below": "D", "behind": "D"}
STYLE: dict[Any, Any] = {
    "svg.hashsalt": "cchc",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Arial"],
    "font.size": 9.5,
    "text.parse_math": False,
}


class Canvas:
    """A plane of points with its origin at the top left: boxes below strokes below markers below
    text."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.boxes: list[tuple[list[tuple[float, float]], str]] = []
        self.ticks: list[tuple[list[tuple[float, float]], str]] = []
        self.points: dict[tuple[str, str, str], list[tuple[float, float]]] = {}
        self.words: list[tuple[float, float, str, dict[str, Any]]] = []

    def text(self, x: float, y: float, text: str, **options: Any) -> None:
        """Text whose middle lies on `y`; `options` as matplotlib's `Text` has them."""
        size = options.get("fontsize", STYLE["font.size"])
        self.words.append((x, y + MIDDLE * size, text, {"color": INK, **options}))

    def box(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """A filled rectangle whose middle line lies on `y`."""
        top, low, right = y - height / 2, y + height / 2, x + width
        self.boxes.append(([(x, top), (right, top), (right, low), (x, low)], color))

    def point(self, x: float, y: float, marker: str, color: str, fill: str = "") -> None:
        """One marker; with `fill` it is an outline."""
        self.points.setdefault((marker, color, fill), []).append((x, y))

    def tick(self, x: float, y: float, height: float, color: str = INK) -> None:
        """An upright stroke through `y`."""
        self.ticks.append(([(x, y - height / 2), (x, y + height / 2)], color))

    def svg(self) -> str:
        """The finished picture, without date or random ids."""
        from matplotlib.figure import Figure

        from helpers.packets.display.drawing import Drawing

        figure = Figure(figsize=(WIDTH / 72, self.height / 72), dpi=72)
        figure.patch.set_visible(False)
        drawing = Drawing(self.height, self.boxes, self.ticks, self.points, self.words)
        figure.add_artist(drawing)
        held = io.BytesIO()
        figure.savefig(held, format="svg", metadata={"Date": None})
        return _slim(held.getvalue().decode("utf-8"))


_EXCESS = re.compile(
    r"<\?xml.*?\?>|<!DOCTYPE.*?>|<metadata>.*?</metadata>|<!--.*?-->"
    r"|<clipPath.*?</clipPath>|<defs>\s*</defs>"
    r'| transform="rotate\(-?0 [^"]*\)"| font-family: [^;]*;| id="(?:text|figure|axes)_\d+"'
    r'| version="1.1"',
    re.DOTALL,
)


_TAG = re.compile(r"<[^>]+>")
_LONG = re.compile(r"(\d\.\d\d)\d+")
_LONE = re.compile(r"<g>(<text[^>]*>[^<]*</text>)</g>")
_BOX = re.compile(r"M (\S+) (\S+) L (\S+) \2 L \3 (\S+) L \1 \4 z ")
_TICK = re.compile(r"M (\S+) (\S+) L \1 (\S+) (?=')")
_ROUND = re.compile(r"M 0 (\S+)(?: C(?: -?[\d.]+){6}){8} z ")
_MARKER = re.compile(r"<path id='(m[0-9a-f]+)'")
_ALIKE = re.compile(r"<g>((?:<use [^>]*?( style='[^']*')/>)+)</g>")
_ONE_STYLE = re.compile(r"(<(?:path|g)\b[^>]*) style='([a-z-]+):([^;']*)'")
_USUAL = f"font-size:{STYLE['font.size']}px", f"fill:{INK}"  # how most texts look


def _slim(svg: str) -> str:
    """The same picture in a third of the bytes; what most texts look like is said once."""
    usual = f"<style>text{{font-family:'DejaVu Sans',Arial,sans-serif;{';'.join(_USUAL)}}}"
    svg = _EXCESS.sub("", svg).replace('<style type="text/css">', usual, 1)
    svg = re.sub(r">\s+<", "><", re.sub(r"\s*\n\s*", " ", svg)).strip()
    svg = _LONE.sub(r"\1", _TAG.sub(lambda tag: _slim_tag(tag[0]), svg))
    for number, name in enumerate(_MARKER.findall(svg)):
        svg = svg.replace(name, f"m{number}")
    return _ONE_STYLE.sub(r"\1 \2='\3'", _ALIKE.sub(_said_once, svg))


def _said_once(uses: re.Match[str]) -> str:
    """The markers of a group all look the same."""
    return f"<g{uses[2]}>{uses[1].replace(uses[2], '')}</g>"


def _slim_tag(tag: str) -> str:
    """A tag with two decimals, no spare spaces, and quotes that cost nothing in a page."""
    short = _BOX.sub(r"M\1 \2H\3V\4H\1z", _LONG.sub(r"\1", tag))
    short = short.replace("; ", ";").replace(": ", ":").replace('"', "'").replace("#ffffff", "#fff")
    short = _ROUND.sub(_circle, _TICK.sub(r"M\1 \2V\3", short))
    if short.startswith("<text"):
        for words in (*_USUAL, "text-anchor:start"):
            short = short.replace(words, "")
        short = re.sub(";+'", "'", re.sub("';+|;;+", lambda m: m[0][0], short))
    return short.replace(" style=''", "")


def _circle(curves: re.Match[str]) -> str:
    """A circle around the origin as two arcs instead of eight curves."""
    r = float(curves[1])
    return f"M0 {r:g}A{r:g} {r:g} 0 1 0 0 {-r:g}A{r:g} {r:g} 0 1 0 0 {r:g}z"


def _address(svg: str) -> Markup:
    """A picture as an address that holds it, for an attribute in double quotes: there nothing but
    these four needs escaping, so it takes half the room of base64."""
    for letter, escaped in (("%", "%25"), ("#", "%23"), ("&", "&amp;"), ('"', "&#34;")):
        svg = svg.replace(letter, escaped)
    return Markup(f"data:image/svg+xml,{svg}")


def chart(
    finding: str, shown: str, alt: str, height: float, draw: Callable[[Canvas], object]
) -> Part:
    """A figure and its two titles: the finding, then what is shown. `alt` says the numbers."""
    import matplotlib

    with matplotlib.rc_context(STYLE):
        canvas = Canvas(height)
        draw(canvas)
        picture = _address(canvas.svg())
    return part("chart", finding, finding=finding, shown=shown, alt=alt, picture=picture)


def warm_up() -> None:
    """Look up fonts, locale data, styles and templates once, for the processes forked from this
    one."""
    wording.number(1)
    style("packet", "lab")
    chart("", "", "", 30, _one_of_each)


def _one_of_each(canvas: Canvas) -> None:
    canvas.text(0, 10, "đ", weight="bold")
    canvas.box(0, 10, 10, 10, TRACK)
    canvas.tick(5, 10, 10)
    canvas.point(5, 10, "o", INK)
