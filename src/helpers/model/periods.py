"""The periods of a plan, and the last days by which agencies send and object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from helpers.model.levels import Level


@dataclass(frozen=True)
class Deadlines:
    """The last days for an agency of one level; None: not known, and then not named."""

    send_by: date | None = None  # to send its form, or what is missing of it
    reply_by: date | None = None  # to object to what its packet says
    illustration: bool = False  # made up for simulated data, and marked so where they are shown


@dataclass(frozen=True)
class LastDays:
    """Last days that are made up for simulated data."""

    send_by: Mapping[Level, date]
    """Last day to send the form, or what is missing of it, by level of the agency; `null`: not
    set."""
    reply_by: Mapping[Level, date]
    """Last day to object to what a packet says, by level of the agency; `null`: not set."""


@dataclass(frozen=True)
class Period:
    """A span of time that is reported and evaluated."""

    id: str  # in commands and folders: `2022-Q1`
    label: str  # as it is printed
    start: date  # first day
    end: date  # last day
    final: bool  # the one that ends the plan's year
    compare_with: str | None  # the earlier period whose figures are shown for comparison
    follows: str | None
    """The period that ends on the day before this one begins; form II.06a carries the open
    dossiers over (its column 11 there is column 6 here)."""
    source: str  # where the dates are from, in words
    verified: bool  # whether the dates were checked against that source
    send_by: Mapping[Level, date] = field(default_factory=dict, hash=False)
    """Last day to send the form, or what is missing of it, by level of the agency; `null`: not
    set."""
    reply_by: Mapping[Level, date] = field(default_factory=dict, hash=False)
    """Last day to object to what a packet says, by level of the agency; `null`: not set."""
    illustration: LastDays | None = field(
        default=None, hash=False
    )  # made up, for simulated data alone

    def deadlines(self, level: Level, simulated: bool) -> Deadlines:
        """The last days for agencies of `level`; made-up ones only where the data is simulated, and
        only where no real day of the level is known."""
        real = Deadlines(self.send_by.get(level), self.reply_by.get(level))
        if self.illustration is None or not simulated or real.send_by or real.reply_by:
            return real
        made_up = self.illustration
        return Deadlines(made_up.send_by.get(level), made_up.reply_by.get(level), True)
