"""What a view shows: a piece of the page, a sentence for who hears it, the table it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from helpers.packets.display.fragment import environment as packet_environment
from helpers.packets.display.fragment import lab_style

if TYPE_CHECKING:
    import pandas as pd

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Part:
    """What a tab shows.

    `says`: a sentence that screen readers speak; `tables`: what can be downloaded, by the name of
    the sheet; `code`: the Python that makes these tables, `ky` being the period.
    """

    html: Markup
    says: str
    tables: tuple[tuple[str, pd.DataFrame], ...] = ()
    code: str = ""


def sentence(words: str) -> Part:
    """A part that has nothing but a sentence."""
    return Part(rendered("sentence", "page", words=words), words)


@cache
def environment() -> Environment:
    """That of the packets' templates, which escapes everything, with our templates first."""
    return packet_environment().overlay(loader=FileSystemLoader([TEMPLATES, *_of_packets()]))


def _of_packets() -> list[str]:
    loader: Any = packet_environment().loader
    return list(loader.searchpath)


def rendered(macro: str, template: str, **context: Any) -> Markup:
    """The output of a macro of one of our templates."""
    module: Any = environment().get_template(f"{template}.html.j2").module
    return Markup(getattr(module, macro)(**context)).strip()


@cache
def style() -> Markup:
    """The style sheet of the explorer: that of a packet's cell in the lab, then ours."""
    ours = (TEMPLATES / "explorer.css").read_text(encoding="utf-8")
    return lab_style() + Markup(ours)
