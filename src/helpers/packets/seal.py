"""The seal of a page: the digest of all the rest of it, in its head and, shortened, as its code.

It shows that head and body of a page were made together. Who can write pages can seal them as well:
that a page was published is shown by the batch's records only.
"""

from __future__ import annotations

import hashlib
import re

META = "cchc-page"
CODE_LENGTH = 16  # hexadecimal digits of the code that is printed at the head of an annex
_PLACE = re.compile(
    rb'(<meta name="' + META.encode() + rb'" content=")[0-9a-f]*(">)'
    rb'|(<span class="code">)[0-9a-f]*(</span>)'
)


def sealed(page: bytes) -> bytes:
    """The page with its digest in each place that is made for it."""
    digest = hashlib.sha256(_PLACE.sub(rb"\1\3\2\4", page)).hexdigest().encode()

    def filled(place: re.Match[bytes]) -> bytes:
        if place[1] is not None:
            return bytes(place[1] + digest + place[2])
        return bytes(place[3] + digest[:CODE_LENGTH] + place[4])

    return _PLACE.sub(filled, page)


def code_of(page: bytes) -> str:
    """The code of a page; empty unless the page has a seal and agrees with it."""
    stated = stated_code(page)
    return stated if stated and sealed(page) == page else ""


def stated_code(page: bytes) -> str:
    """The code that a page's head states, true or not; empty if it states none."""
    digest = re.search(rb'<meta name="' + META.encode() + rb'" content="([0-9a-f]{64})">', page)
    return digest[1][:CODE_LENGTH].decode() if digest else ""
