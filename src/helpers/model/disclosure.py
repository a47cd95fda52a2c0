"""What may be published of few ballots."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_BALLOTS = 5  # a plan may ask for more, not for fewer (methods 6)


@dataclass(frozen=True)
class Disclosure:
    """How small a group may be that is published on its own."""

    least_ballots: int = LEAST_BALLOTS  # of fewer, neither a figure nor a verdict is published
    source: str = ""  # who set it, in words
    verified: bool = False  # whether it was checked against that source
