"""What of an executed notebook may enter a packet: its prose, and what our own display made."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from helpers import wording
from helpers.packets.display import IDENTITY_MIME
from helpers.store.disk import TEMPLATES

Notebook = Mapping[str, Any]


class UnfitNotebook(Exception):
    """A notebook that must not become part of a packet: one plain Vietnamese sentence."""


def faults(notebook: Notebook) -> tuple[str, ...]:
    """What a notebook shows beyond our own display, in words: printed text, errors, raw data."""
    return tuple(
        wording.stray_output(cell["id"], kind)
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
        if (kind := _stray(output))
    )


def _stray(output: Mapping[str, Any]) -> str:
    if output["output_type"] not in ("display_data", "execute_result"):
        return str(output.get("name") or output["output_type"])
    if {"text/html", IDENTITY_MIME}.isdisjoint(output["data"]):
        return ", ".join(sorted(output["data"]))
    return ""


def notebook_identity(notebook: Notebook) -> dict[str, str]:
    """The one identity a notebook shows; empty if it shows none, or more than one."""
    found = [
        output["data"][IDENTITY_MIME]
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
        if IDENTITY_MIME in output.get("data", {})
    ]
    return dict(found[0]) if len(found) == 1 else {}


@cache
def _exporter() -> Any:
    """nbconvert with our template, kept for the process; imported only when a packet is made."""
    from nbconvert.exporters.html import HTMLExporter
    from nbconvert.exporters.templateexporter import TemplateExporter

    class Exporter(HTMLExporter):
        """Leaves out the pass over the finished page, which costs half the time of an export."""

        def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> Any:
            return TemplateExporter.from_notebook_node(self, nb, resources, **kw)

    return Exporter(
        template_paths=[str(TEMPLATES)],
        template_file="cells.html.j2",
        exclude_anchor_links=True,
        default_preprocessors=[],
    )


def body(notebook: Notebook, areas: str = "") -> str:
    """Prose and shown parts of one notebook as HTML; `areas` goes where it makes room for them.

    Raises UnfitNotebook where it shows anything that our display did not make.
    """
    import nbformat
    from nbformat.v4.rwbase import rejoin_lines

    if found := faults(notebook):
        raise UnfitNotebook(" ".join(found))
    whole = rejoin_lines(nbformat.from_dict(dict(notebook)))  # a copy
    html, _ = _exporter().from_notebook_node(whole, {"areas": areas})
    return str(html)
