"""Unicode form, folding and short forms of names."""

from __future__ import annotations

import unicodedata

from helpers.model.plan import Agency, Level


def nfc(text: str) -> str:
    """Text in Unicode NFC, the form everything is compared and shown in."""
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """A name folded for comparison: NFC, lower case, single spaces; tone marks are kept."""
    return " ".join(nfc(text).casefold().split())


def short_name(agency: Agency) -> str:
    """The name as exports spell it: a commune's without the district that tells it apart."""
    return agency.name.split(",")[0] if agency.level is Level.COMMUNE else agency.name
