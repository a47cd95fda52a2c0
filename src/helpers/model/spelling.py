"""Unicode form and folding of text, short forms of names, foreign text on one line."""

from __future__ import annotations

import re
import unicodedata
from typing import NewType

from helpers.model.agencies import Agency

D_WITH_STROKE = "\N{LATIN SMALL LETTER D WITH STROKE}"  # has no decomposition in Unicode
# Foreign text without anything of a person: only `privacy` makes it, sentences take no other.
Repeatable = NewType("Repeatable", str)


def nfc(text: str) -> str:
    """Text in Unicode NFC, the form everything is compared and shown in."""
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """A name folded for comparison: NFC, lower case, single spaces; tone marks are kept."""
    return " ".join(nfc(text).casefold().split())


# Both placements of a tone mark are in use: Hoà and Hòa, Thuỷ and Thủy, Khoẻ and Khỏe.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ON_SECOND = re.compile(f"(o[ae]|uy)([{_TONES}])")


def unit_key(name: str) -> str:
    """The name of a body folded for comparison: as `folded`, with one placement of tone marks, and
    UBND for Ủy ban nhân dân."""
    text = unicodedata.normalize("NFD", folded(name))
    text = nfc(_ON_SECOND.sub(lambda m: m[1][0] + m[2] + m[1][1], text))
    return text.replace("ủy ban nhân dân", "ubnd")


def without_marks(text: str) -> str:
    """The text in small letters, without tone marks, and with d for đ."""
    plain = unicodedata.normalize("NFD", text.casefold().replace(D_WITH_STROKE, "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def short_name(agency: Agency, parent: Agency | None) -> str:
    """The name as exports spell it: without the parent agency that tells it apart."""
    return agency.name.split(",")[0] if parent else agency.name


def visible(text: str, most: int = 200) -> str:
    """The text in NFC, cut to `most` characters, with a mark for each control character."""
    marked = "".join(c if c.isprintable() else "\u2423" for c in nfc(text))
    return marked if len(marked) <= most else marked[: most - 1] + "…"


def escaped(name: str) -> str:
    """A name of a file with escapes for control characters and those that turn the direction of
    writing, so that it cannot pass for another."""
    return "".join(
        c if c.isprintable() and c != "\\" else c.encode("unicode_escape").decode() for c in name
    )


def one_line(text: str, most: int) -> str:
    """The text as `visible`, with a single space for each run of blanks."""
    return visible(" ".join(text.split()), most)
