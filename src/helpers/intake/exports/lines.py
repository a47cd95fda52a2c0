"""Lines of a file that share a fault: the first ones, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_LINES = 20


@dataclass
class Lines:
    """The first MOST_LINES lines and the count of all: a file of faults alone costs no memory."""

    first: list[int] = field(default_factory=list)
    count: int = 0

    def add(self, line: int) -> None:
        """One more line."""
        self.count += 1
        if len(self.first) < MOST_LINES:
            self.first.append(line)
