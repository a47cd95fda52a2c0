"""All of a canvas as one matplotlib artist that hands its shapes to the renderer as they are.

No axes to be laid out and no text to be measured: nearly all that a figure costs otherwise.
Imported only where a figure is drawn, for matplotlib takes long to load.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.colors import to_rgba
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

TICK, MARKER, EDGE = 1.8, 6.5, 1.0  # a stroke's width, a marker's, its edge's

Point = tuple[float, float]


class Drawing(Artist):
    """Boxes (corners, colour), ticks (ends, colour), markers by (shape, colour, fill), and words
    (left or right end, base line, text, options of `Text`), one above the other; their origin is
    at the top left."""

    def __init__(
        self,
        height: float,
        boxes: Sequence[tuple[Sequence[Point], str]],
        ticks: Sequence[tuple[Sequence[Point], str]],
        markers: Mapping[tuple[str, str, str], Sequence[Point]],
        words: Sequence[tuple[float, float, str, Mapping[str, Any]]],
    ) -> None:
        super().__init__()
        self.height, self.upright = height, Affine2D().scale(1, -1).translate(0, height)
        self.boxes, self.ticks, self.markers, self.words = boxes, ticks, markers, words

    def draw(self, renderer: Any) -> None:
        """Called by matplotlib."""
        for corners, color in self.boxes:
            shape = Path([*corners, corners[0]], closed=True)
            renderer.draw_path(_pen(renderer, color, 0), shape, self.upright, to_rgba(color))
        for ends, color in self.ticks:
            renderer.draw_path(_pen(renderer, color, TICK), Path(ends), self.upright)
        for (kind, color, fill), places in self.markers.items():
            style = MarkerStyle(kind)
            renderer.draw_markers(
                _pen(renderer, color if fill else "white", EDGE),
                style.get_path(),
                Affine2D(style.get_transform().get_matrix()).scale(MARKER),
                Path(places),
                self.upright,
                to_rgba(fill or color),
            )
        for x, y, text, options in self.words:
            words = Text(x, self.height - y, text, **options)
            pen, font = _pen(renderer, options["color"], 0), words.get_fontproperties()
            renderer.draw_text(pen, x, y, text, font, 0, mtext=words)


def _pen(renderer: Any, color: str, width: float) -> Any:
    pen = renderer.new_gc()
    pen.set_foreground(color)
    pen.set_linewidth(width)
    return pen
