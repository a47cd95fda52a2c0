"""A figure as SVG in an address, for an `<img>`: the same bytes on every machine.

It needs no pyplot and no backend, so it works in any process. Text stays text, and where it is put
depends on no font. The picture takes the colours of a dark page, and has its own ground, so that it
can be read on any page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from markupsafe import Markup

from helpers.packets.display.figures import SIZE, WIDTH
from helpers.packets.display.palette import INK, PALETTE, PAPER

if TYPE_CHECKING:  # matplotlib takes long to load
    from matplotlib.axes import Axes

STYLE: dict[Any, Any] = {
    "svg.hashsalt": "cchc",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Arial"],
    "path.simplify": False,
}
METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
GROUP, DEFS, TEXT = f"{{{SVG}}}g", f"{{{SVG}}}defs", f"{{{SVG}}}text"
PATH, USE = f"{{{SVG}}}path", f"{{{SVG}}}use"
FONT = "font-family: 'DejaVu Sans', 'Arial', sans-serif"
USUAL = (  # how most texts look, and all lines end
    f"font-size: {SIZE}px",
    FONT,
    "text-anchor: start",
    f"fill: {INK}",
    "stroke-linejoin: round",
)
ROOT_STYLE = f"font:{SIZE}px 'DejaVu Sans',Arial,sans-serif;stroke-linejoin:round"
COLOUR = re.compile("#[0-9a-f]{6}")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NAMES = dict(zip(PALETTE, LETTERS, strict=False))  # of the variable of each colour
MODES = (  # a media query, and the place of its colours in Shades
    ("(prefers-color-scheme:dark)", 0),
    ("(forced-colors:active)", 1),
    ("(forced-colors:active) and (prefers-color-scheme:dark)", 2),
)

Shape = tuple[str, str | ElementTree.Element]  # a style, and the data of a path or a text

ElementTree.register_namespace("", SVG)


def picture(draw: Callable[[Axes], None]) -> Markup:
    """What `draw` draws on an axes without margins, as a data address of an SVG, for an attribute
    in single quotes. The lower limit of the y axis gives its height in points."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(STYLE):
        figure = Figure(dpi=72, frameon=False)
        ax = figure.add_axes((0, 0, 1, 1))
        draw(ax)
        figure.set_size_inches(WIDTH / 72, ax.get_ylim()[0] / 72)
        file = io.BytesIO()
        figure.savefig(file, format="svg", metadata=METADATA)
    return _address(_compact(file.getvalue()))


def _compact(svg: bytes) -> str:
    """The same picture in a quarter of the bytes: neighbours of one style are one path, texts of
    one style one group, tenths of a point. Our figures have neither clip nor transform."""
    root = ElementTree.fromstring(svg)
    size = {name: root.attrib[name] for name in ("width", "height", "viewBox")}
    compact = ElementTree.Element(f"{{{SVG}}}svg", {**size, "style": ROOT_STYLE})
    shapes = list(_shapes(root))
    ElementTree.SubElement(compact, f"{{{SVG}}}style").text = _colours(style for style, _ in shapes)
    paths = [(style, data) for style, data in shapes if isinstance(data, str)]
    for style, alike in groupby(paths, lambda shape: shape[0]):
        data = "".join(data for _, data in alike)
        ElementTree.SubElement(compact, PATH, {"style": _variables(style), "d": data})
    texts = [(style, data) for style, data in shapes if not isinstance(data, str)]
    for style in dict.fromkeys(style for style, _ in texts):  # text is above all else
        attributes = {"style": _variables(style)} if style else {}
        group = ElementTree.SubElement(compact, GROUP, attributes)
        group.extend(data for each, data in texts if each == style)
    return ElementTree.tostring(compact, encoding="unicode").replace(" />", "/>")


def _colours(styles: Iterable[str]) -> str:
    """A style sheet with the colours that occur, for each way of showing a page."""
    used = {PAPER, INK, *(colour for style in styles for colour in COLOUR.findall(style))}
    names = {colour: name for colour, name in NAMES.items() if colour in used}
    light = "".join(f"--{name}:{colour};" for colour, name in names.items())
    sheet = f"svg{{{light}background:var(--{NAMES[PAPER]});fill:var(--{NAMES[INK]})}}"
    for query, place in MODES:
        shades = ";".join(f"--{name}:{PALETTE[colour][place]}" for colour, name in names.items())
        sheet += f"@media {query}{{svg{{{shades}}}}}"
    return sheet


def _variables(style: str) -> str:
    """A style with the variables of its colours."""
    return COLOUR.sub(lambda colour: f"var(--{NAMES[colour[0]]})", style).replace(": ", ":")


def _shapes(root: ElementTree.Element) -> Iterator[Shape]:
    """The paths and texts of a picture in the order in which they are drawn; markers as paths."""
    markers = {path.get("id"): path for defs in root.iter(DEFS) for path in defs.iter(PATH)}
    drawn = [e for e in root.iter() if e.tag in (TEXT, PATH, USE) and e.get("id") not in markers]
    for (tag, style), alike in groupby(drawn, lambda e: (e.tag, e.get("style", ""))):
        shapes = list(alike)
        if tag == USE:
            yield from _marks(shapes, style, markers)
        elif tag == PATH:
            yield from ((_own(style), _line(shape.attrib["d"])) for shape in shapes)
        else:
            yield from ((_own(style), _text(shape)) for shape in shapes)


def _text(shape: ElementTree.Element) -> ElementTree.Element:
    place = {name: _tenth(float(shape.attrib[name])) for name in ("x", "y")}
    text = ElementTree.Element(TEXT, place)
    text.text = shape.text
    return text


def _marks(
    uses: list[ElementTree.Element], style: str, markers: dict[str | None, ElementTree.Element]
) -> Iterator[Shape]:
    """Markers of one style: a round one as the round end of a line without length, first the edges
    of all and then what is in them; others as their outline."""
    marker = markers[uses[0].attrib[f"{{{XLINK}}}href"].removeprefix("#")]
    looks = dict(
        each.split(": ") for each in f"{style}; {marker.get('style', '')}".split("; ") if each
    )
    places = [(float(use.attrib["x"]), float(use.attrib["y"])) for use in uses]
    outline = marker.attrib["d"].split()
    edge = float(looks.get("stroke-width", 1)) if looks.get("stroke", "none") != "none" else 0.0
    if "C" not in outline:
        yield _own(style), "".join(_line(" ".join(outline), x, y) for x, y in places)
        return
    dots = "".join(f"M{_tenth(x)} {_tenth(y)}h0" for x, y in places)
    width = 2 * float(outline[2])  # a circle begins at its lowest point
    layers = [(looks["stroke"], width + edge)] if edge else []
    for colour, across in (*layers, (looks["fill"], width - edge)):
        yield f"stroke: {colour};stroke-width: {_tenth(across)};stroke-linecap: round", dots


def _line(data: str, right: float = 0, down: float = 0) -> str:
    """The data of a path of straight lines in tenths of a point, moved to a place."""
    made, x, y = "", "", ""
    for command, first, second in re.findall(r"([MLz]) *(\S+)? *(\S+)?", data):
        if command == "z":
            made += "z"
            continue
        place = _tenth(float(first) + right), _tenth(float(second) + down)
        if command == "L" and place[1] == y:
            made += f"H{place[0]}"
        elif command == "L" and place[0] == x:
            made += f"V{place[1]}"
        else:
            made += f"{command}{place[0]} {place[1]}"
        x, y = place
    return made


def _tenth(number: float) -> str:
    return f"{round(number, 1) + 0:g}"


def _own(style: str) -> str:
    """A style without what is usual."""
    return ";".join(each for each in style.split("; ") if each not in USUAL)


def _address(svg: str) -> Markup:
    """A picture as a data address; nothing but these four needs escaping, so it takes less room
    than base64."""
    for letter, escaped in (("%", "%25"), ("#", "%23"), ("&", "&amp;"), ("'", "&#39;")):
        svg = svg.replace(letter, escaped)
    return Markup(f"data:image/svg+xml,{svg}")
