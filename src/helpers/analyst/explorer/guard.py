"""The widget between the page and its host: keys, focus, buttons of the parts; see guard.js."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets


class Guard(anywidget.AnyWidget):
    """Sends `{event, value, fields}` for what a person does in the parts; shows and speaks `says`;
    the browser keeps `kept` while a kernel is started anew."""

    _esm = Path(__file__).with_name("guard.js")
    says = traitlets.Unicode("").tag(sync=True)
    kept = traitlets.Unicode("").tag(sync=True)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard of the person."""
        self.send({"act": "copy", "text": text})

    def save(self, name: str, content: bytes) -> None:
        """Have the browser save a file; nothing is written on this side."""
        self.send({"act": "save", "name": name}, [content])
