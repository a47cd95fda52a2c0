"""A piece of a page: escaped HTML, and one line of text for a terminal."""

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
class Fragment:
    """What a notebook cell shows."""

    html: Markup  # escaped
    text: str  # where HTML cannot be shown

    def _repr_html_(self) -> str:
        return str(self.html) or NO_CONTENT

    def __repr__(self) -> str:
        return self.text


NOTHING = Fragment(Markup(""), "")
# What a notebook shows of it; the packet leaves it out, with the prose that introduces it.
NO_CONTENT = f'<p class="cchc">{wording.lab.NO_CONTENT}</p>'


@cache
def environment() -> Environment:
    """The jinja environment of all pages; it escapes everything and refuses unknown names."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["w"] = wording
    return environment


@cache
def style(*names: str) -> Markup:
    """Style sheets as one text without comments and line breaks, with the column heads of target
    tables, which narrow screens repeat in every row."""
    text = "\n".join((TEMPLATES / f"{name}.css").read_text(encoding="utf-8") for name in names)
    heads = "".join(f"--h{n}:'{head}';" for n, head in enumerate(wording.pages.TARGET_HEADS, 2))
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    line = " ".join(f"{bare} .targets {{{heads}}}".split())
    return Markup(re.sub(r" ?([{};,]) ?", r"\1", line).replace(": ", ":").replace(";}", "}"))


@cache
def lab_style() -> Markup:
    """The style sheet of an output in a notebook: that of packets, with its two sets of colours by
    the theme of JupyterLab where there is one."""
    sheet = style("packet", "lab")
    light, dark = (re.findall(r"--[^;}]+", each) for each in re.findall(r":root{(.*?)}", sheet)[:2])
    themes = "".join(
        f'[data-jp-theme-light="{flag}"] .cchc{{color-scheme:{scheme};{";".join(colours)}}}'
        for flag, scheme, colours in (("true", "light", light), ("false", "dark", dark))
    )
    return sheet + Markup(themes)


def fragment(macro: str, text: str, template: str = "fragments", **context: Any) -> Fragment:
    """The output of a macro of a template; `text`: the same in one line."""
    module: Any = environment().get_template(f"{template}.html.j2").module
    return Fragment(Markup(getattr(module, macro)(**context)).strip(), text)


def joined(*parts: Fragment) -> Fragment:
    """Several outputs as one."""
    return Fragment(Markup("\n").join(p.html for p in parts), "; ".join(p.text for p in parts))
