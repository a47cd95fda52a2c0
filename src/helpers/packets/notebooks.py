"""The parts of an executed notebook that enter a packet: prose and outputs of `display`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from helpers import wording
from helpers.packets.display import IDENTITY_MIME
from helpers.packets.display.fragment import NO_CONTENT
from helpers.store.disk import TEMPLATES

Notebook = Mapping[str, Any]
_CLAUSE = re.compile(r'<tbody data-clause="([^"]*)">')


class UnfitNotebook(Exception):
    """A notebook must not become part of a packet; the message is a Vietnamese sentence."""


def faults(notebook: Notebook, clauses: Collection[str]) -> tuple[str, ...]:
    """A sentence for each output not of `display` (printed text, errors, raw data), and one for all
    clauses that it does not show as it must: those of `clauses` once, and no other."""
    strays = (
        wording.pages.stray_output(cell["id"], kind)
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
        if (kind := _stray(output))
    )
    wanted, shown = Counter(clauses), Counter(_clauses(notebook))
    misplaced = [clause for clause in {**wanted, **shown} if shown[clause] != wanted[clause]]
    return (*strays, *([wording.pages.clauses_out_of_place(misplaced)] if misplaced else ()))


def _clauses(notebook: Notebook) -> Iterator[str]:
    """The clauses whose tables a notebook shows, each as often as it does."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            yield from _CLAUSE.findall("".join(output.get("data", {}).get("text/html", "")))


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


def body(notebook: Notebook, clauses: Collection[str], areas: str = "", annex: str = "") -> str:
    """The prose and the outputs of one notebook as HTML.

    `clauses`: those that it must show; `areas`: HTML for the cell with the tag "areas"; `annex`:
    what comes before the cell with the tag "annex". Raises UnfitNotebook with the notebook's
    `faults`.
    """
    import nbformat
    from nbformat.v4.rwbase import rejoin_lines

    if sentences := faults(notebook, clauses):
        raise UnfitNotebook(" ".join(sentences))
    whole = rejoin_lines(nbformat.from_dict(dict(notebook)))  # a copy
    resources = {"areas": areas, "annex": annex, "no_content": NO_CONTENT}
    html, _ = _exporter().from_notebook_node(whole, resources)
    return str(html)
