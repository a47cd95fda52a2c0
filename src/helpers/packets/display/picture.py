"""A figure as SVG in an address, for an `<img>`: the same bytes on every machine.

It needs no pyplot and no backend, so it works in any process. Text stays text, and where it is put
depends on no font.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from markupsafe import Markup

from helpers.packets.display.figures import INK, SIZE, WIDTH

if TYPE_CHECKING:  # matplotlib takes long to load
    from matplotlib.axes import Axes

STYLE: dict[Any, Any] = {
    "svg.hashsalt": "cchc",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Arial"],
}
METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
GROUP, DEFS, TEXT = f"{{{SVG}}}g", f"{{{SVG}}}defs", f"{{{SVG}}}text"
PATH, USE = f"{{{SVG}}}path", f"{{{SVG}}}use"
SHAPES = (TEXT, PATH, USE)
USUAL = (  # how most texts look, and all lines end
    f"font-size: {SIZE}px",
    "font-family: 'DejaVu Sans', 'Arial', sans-serif",
    "text-anchor: start",
    f"fill: {INK}",
    "stroke-linejoin: round",
)

ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)


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
    """The same picture in half the bytes: no comments, white space or ids of groups, and a style
    that neighbours share given once. Groups of our figures have neither clip nor transform."""
    root = ElementTree.fromstring(svg)
    defined = [_bare(marker) for defs in root.iter(DEFS) for marker in defs.iter(PATH)]
    inside = {id(marker) for marker in defined}
    shapes = [_bare(e) for e in root.iter() if e.tag in SHAPES and id(e) not in inside]
    compact = ElementTree.Element(root.tag, {**root.attrib, "style": ";".join(USUAL)})
    ElementTree.SubElement(compact, DEFS).extend(defined)
    for style, members in groupby(shapes, _take_style):
        ElementTree.SubElement(compact, GROUP, {"style": style}).extend(members)
    return ElementTree.tostring(compact, encoding="unicode")


def _bare(shape: ElementTree.Element) -> ElementTree.Element:
    """A shape without spare white space and without a rotation by nothing."""
    shape.tail = None
    shape.attrib.pop("transform", None)
    if path := shape.get("d"):
        shape.set("d", " ".join(path.split()))
    return shape


def _take_style(shape: ElementTree.Element) -> str:
    """Take off a shape the style that is not usual."""
    return ";".join(each for each in shape.attrib.pop("style").split("; ") if each not in USUAL)


def _address(svg: str) -> Markup:
    """A picture as a data address; nothing but these four needs escaping, so it takes less room
    than base64."""
    for letter, escaped in (("%", "%25"), ("#", "%23"), ("&", "&amp;"), ("'", "&#39;")):
        svg = svg.replace(letter, escaped)
    return Markup(f"data:image/svg+xml,{svg}")
