"""The parts of an executed notebook that enter a packet: prose and outputs of `display`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from helpers import wording
from helpers.packets.display import IDENTITY_MIME
from helpers.store.disk import TEMPLATES

Notebook = Mapping[str, Any]


class UnfitNotebook(Exception):
    """A notebook must not become part of a packet; the message is a Vietnamese sentence."""


def faults(notebook: Notebook) -> tuple[str, ...]:
    """A sentence for each output not of `display`: printed text, errors, raw data."""
    return tuple(
        wording.pages.stray_output(cell["id"], kind)
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
    """The identity that a notebook outputs; empty where it outputs none or several."""
    identities = [
        output["data"][IDENTITY_MIME]
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
        if IDENTITY_MIME in output.get("data", {})
    ]
    return dict(identities[0]) if len(identities) == 1 else {}


@cache
def _exporter() -> Any:
    """nbconvert with our template; imported only when a packet is made, for it takes long."""
    from nbconvert.exporters.html import HTMLExporter
    from nbconvert.exporters.templateexporter import TemplateExporter

    class Exporter(HTMLExporter):
        """Without the pass over the finished page, which takes half the time of an export."""

        def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> Any:
            return TemplateExporter.from_notebook_node(self, nb, resources, **kw)

    return Exporter(
        template_paths=[str(TEMPLATES)],
        template_file="cells.html.j2",
        exclude_anchor_links=True,
        default_preprocessors=[],
    )


def body(notebook: Notebook, areas: str = "") -> str:
    """The prose and the outputs of one notebook as HTML.

    `areas`: HTML for the cell with the tag "areas". Raises UnfitNotebook where the notebook has an
    output that is not of `display`.
    """
    import nbformat
    from nbformat.v4.rwbase import rejoin_lines

    if sentences := faults(notebook):
        raise UnfitNotebook(" ".join(sentences))
    whole = rejoin_lines(nbformat.from_dict(dict(notebook)))  # a copy
    html, _ = _exporter().from_notebook_node(whole, {"areas": areas})
    return str(html)
