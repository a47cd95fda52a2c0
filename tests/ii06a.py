"""The identities that form II.06a must hold (TT 01/2020/TT-VPCP)."""

from __future__ import annotations

from helpers.model import DossierCounts


def identity_breaks(
    counts: DossierCounts, previous: DossierCounts | None = None
) -> tuple[str, ...]:
    """The identities that do not hold; `previous` is the period that ends the day before."""
    c = counts
    sums = [
        ("3 = 4 + 5 + 6", c.c3, c.c4 + c.c5 + c.c6),
        ("7 = 8 + 9 + 10", c.c7, c.c8 + c.c9 + c.c10),
        ("11 = 12 + 13", c.c11, c.c12 + c.c13),
        ("3 = 7 + 11", c.c3, c.c7 + c.c11),
    ]
    if previous is not None:
        sums.append(("6 = 11", c.c6, previous.c11))
    return tuple(identity for identity, whole, parts in sums if whole != parts)
