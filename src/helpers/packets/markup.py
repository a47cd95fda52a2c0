"""Markup that says nothing, left out of finished pages."""

from __future__ import annotations

import re

# End tags that HTML lets a page omit: what follows in a table or a list implies them.
_IMPLIED = re.compile(r"\s*</(?:td|th|tr|thead|tbody|tfoot|li)>\s*")
_BLANK_LINES = re.compile(r"\n\s+")


def compact(page: str) -> str:
    """The page without end tags that are implied and without blank lines and indentation."""
    return _BLANK_LINES.sub("\n", _IMPLIED.sub("", page))
