"""A piece of a page: escaped HTML for a notebook cell, and one plain line for everything else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from helpers import wording
from helpers.store.disk import TEMPLATES


@dataclass(frozen=True)
class Part:
    """What a notebook cell shows. `html` is safe to embed; `text` stands in where HTML cannot."""

    html: Markup
    text: str

    def _repr_html_(self) -> str:
        return str(self.html)

    def __repr__(self) -> str:
        return self.text


NOTHING = Part(Markup(""), "")  # a packet leaves out the prose that introduces nothing else


@cache
def environment() -> Environment:
    """The jinja environment of all pages: escapes everything, refuses unknown names."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["w"] = wording
    return made


@cache
def style(*names: str) -> Markup:
    """Style sheets as one text, without comments and line breaks; with the heads of the cells of
    target tables, which narrow screens show in every row."""
    text = "\n".join((TEMPLATES / f"{name}.css").read_text(encoding="utf-8") for name in names)
    heads = "".join(f"--h{n}:'{head}';" for n, head in enumerate(wording.TARGET_HEADS, 1))
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    line = " ".join(f"{bare} .targets {{{heads}}}".split())
    return Markup(re.sub(r" ?([{};,]) ?", r"\1", line).replace(": ", ":").replace(";}", "}"))


def part(macro: str, text: str, **context: Any) -> Part:
    """One macro of `parts.html.j2` filled in; `text` is its plain line."""
    module: Any = environment().get_template("parts.html.j2").module
    return Part(Markup(getattr(module, macro)(**context)).strip(), text)
