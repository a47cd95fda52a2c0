"""A card: indicators that earn points of their own, such as the nine of NĐ 61/2018, and what an
agency earns by them. No part of a plan, and never an official result."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from helpers.model.levels import Level
from helpers.model.records import Reason
from helpers.model.results import Score
from helpers.model.scoring import NoClass


@dataclass(frozen=True)
class DossierPoints:
    """Points of each dossier that was resolved, by its due day; the indicator earns their mean."""

    early: Fraction  # before the due day
    due_day: Fraction  # on the due day
    late: Fraction  # after the due day


@dataclass(frozen=True)
class BallotPoints:
    """Points of each valid ballot; the indicator earns their mean. Ballots that are not satisfied
    may differ in points, which surveys do not tell apart: the mean is a range then."""

    satisfied: str  # the count of satisfied answers, by which a target of the plan is counted too
    valid: str  # the count of valid answers
    points: Fraction  # of a satisfied ballot
    other_least: Fraction  # of any other ballot, at least
    other_most: Fraction  # of any other ballot, at most


@dataclass(frozen=True)
class CardIndicator:
    """One indicator of a card: exactly one of `dossiers`, `ballots` and `not_computed` is given."""

    number: int  # its place on the card
    label: str  # as it is printed
    points: Fraction  # that it earns at most
    source: str  # where its wording and points are from, in words
    verified: bool
    """whether it was checked against that source; if not, readers see «chưa kiểm chứng»"""
    dossiers: DossierPoints | None = None  # points by dossiers
    ballots: BallotPoints | None = None  # points by ballots of the survey
    not_computed: str = ""  # why the data give no points, in words


@dataclass(frozen=True)
class CardGrade:
    """A class that a total from a certain height on is given."""

    at_least: Fraction  # points
    name: str  # of the class, as it is printed


@dataclass(frozen=True)
class CardGrades:
    """By which totals which class is given."""

    source: str  # where the cut-offs are from, in words
    verified: bool
    """whether it was checked against that source; if not, readers see «chưa kiểm chứng»"""
    steps: tuple[CardGrade, ...]  # from the highest to the one from 0 on


@dataclass(frozen=True)
class Card:
    """A card of indicators."""

    label: str  # what it is called where it is shown
    document: str  # that prescribes it, in words
    source: str  # where the indicators are from, in words
    verified: bool
    """whether it was checked against that source; if not, readers see «chưa kiểm chứng»"""
    note: str  # what every reader of its figures must know, in words
    decimals: int  # to which the points of an indicator are rounded before they are added
    indicators: tuple[CardIndicator, ...]
    grades: CardGrades  # how totals are classed

    @property
    def maximum(self) -> Fraction:
        """The points of all indicators."""
        return sum((each.points for each in self.indicators), Fraction(0))


class NoPoints(StrEnum):
    """Why an indicator of a card has no points, where no observation says it."""

    NOT_COMPUTED = "not_computed"  # the data cannot give them; the card says why
    NO_EXPORT = "no_export"  # no dossiers were taken in for the period
    NONE_RESOLVED = "none_resolved"  # none of the agency's dossiers was resolved in the period
    NO_TARGET = "no_target"  # the plan counts no such ballots for the agency


@dataclass(frozen=True)
class Earned:
    """What an agency earns by one indicator. Without a figure all its points are open."""

    indicator: CardIndicator
    low: Fraction
    high: Fraction
    counts: tuple[int, ...] = ()
    """Dossiers before, on and after their due day and without one; or ballots satisfied, valid."""
    missing: NoPoints | Reason | None = None  # why there is no figure


@dataclass(frozen=True)
class CardResult:
    """A card filled in for one agency and period."""

    card: Card
    agency: str  # id
    name: str  # of the agency
    level: Level  # of the agency
    earned: tuple[Earned, ...]  # by indicator, in the card's order
    total: Score
    withheld: bool  # the total: what is open is more than a fifth of the points
    no_class: NoClass | None  # why there is no class
    classes: tuple[str, ...]  # the lower and, where missing data leave two possible, the higher


@dataclass(frozen=True)
class TypedCardRow:
    """A row of a card that was typed in; a cell that is no figure is None."""

    line: int  # of the file
    name: str  # of the unit
    parts: tuple[Fraction | None, ...]  # points by indicator, in the card's order
    total: Fraction | None  # as printed


class CardFault(StrEnum):
    """What is wrong with a row of a card that was typed in."""

    NO_FIGURE = "no_figure"  # a cell is no figure, so the row cannot be added up
    OUT_OF_RANGE = "out_of_range"  # points below 0 or above those of the indicator
    OTHER_TOTAL = "other_total"  # the parts add up to another total


@dataclass(frozen=True)
class CardFinding:
    """One fault of a row of a card that was typed in."""

    row: TypedCardRow
    fault: CardFault
    number: int | None = None  # of the indicator; None for the total
    found: Fraction | None = None  # as typed
    expected: Fraction | None = None  # the sum of the parts, or the most that there may be
