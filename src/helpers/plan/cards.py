"""Cards of indicators, `params/cards/<id>.yml`, common to all plans; cards that were typed in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import Field

from helpers import wording
from helpers.model import (
    BallotPoints,
    Card,
    CardGrade,
    CardGrades,
    CardIndicator,
    DossierPoints,
    TypedCardRow,
    WrongUse,
    spelling,
)
from helpers.plan.checks import odd_blanks
from helpers.plan.folder import Placed
from helpers.plan.reading import (
    Fault,
    File,
    ParamsError,
    fault_at,
    read_table,
    read_yaml,
)
from helpers.plan.values import Points

CARDS = Path("params", "cards")
MEASURES = ("dossiers", "ballots", "not_computed")


@dataclass(frozen=True)
class DossierPointsRow(DossierPoints):
    """Points of each dossier that was resolved, by its due day; the indicator earns their mean."""

    early: Points
    due_day: Points
    late: Points


@dataclass(frozen=True)
class BallotPointsRow(BallotPoints):
    """Points of each valid ballot; the indicator earns their mean. Ballots that are not satisfied
    may differ in points, which surveys do not tell apart: the mean is a range then."""

    points: Points
    other_least: Points
    other_most: Points


@dataclass(frozen=True)
class CardIndicatorRow(CardIndicator):
    """One indicator of a card: exactly one of `dossiers`, `ballots` and `not_computed` is given."""

    number: Annotated[int, Field(ge=1)]
    points: Points
    dossiers: DossierPointsRow | None = None
    ballots: BallotPointsRow | None = None

    @property
    def each_points(self) -> tuple[Fraction, ...]:
        """The points that one dossier or ballot may have."""
        row = self.dossiers or self.ballots
        values = vars(row).values() if row else ()
        return tuple(value for value in values if isinstance(value, Fraction))


@dataclass(frozen=True)
class CardGradeRow(CardGrade):
    """A class; `from`: the lowest total in points."""

    at_least: Annotated[Points, Field(alias="from")]


@dataclass(frozen=True)
class CardGradesRow(CardGrades):
    """By which totals which class is given."""

    steps: Annotated[tuple[CardGradeRow, ...], Field(min_length=1)]


class CardFile(File):
    """params/cards/<id>.yml"""

    label: str  # what it is called where it is shown
    document: str  # that prescribes it, in words
    source: str  # where the indicators are from, in words
    verified: bool
    """whether it was checked against that source; if not, readers see «chưa kiểm chứng»"""
    note: str  # what every reader of its figures must know, in words
    decimals: Annotated[int, Field(ge=0)]
    """to which the points of an indicator are rounded, half up, before they are added"""
    indicators: Annotated[tuple[CardIndicatorRow, ...], Field(min_length=1)]
    grades: CardGradesRow  # how totals are classed


def load_card(root: Path, card_id: str, counts: Collection[str]) -> Card:
    """The card of that id in `root`/params/cards, or the only one there; `counts`: names of counts
    of the survey that its ballots may use.

    Raises WrongUse for an unknown or unclear id, ParamsError with all faults of the file.
    """
    known = sorted(path.stem for path in (root / CARDS).glob("[!.]*.yml"))
    chosen = card_id or (known[0] if len(known) == 1 else "")
    if chosen not in known:
        raise WrongUse(wording.cards.which_card(card_id, known))
    path = CARDS / f"{chosen}.yml"
    document = read_yaml(path.as_posix(), (root / path).read_bytes())
    file = Placed(document.validated(CardFile), document)
    if faults := [*_check(file, counts), *odd_blanks(document, document.data)]:
        raise ParamsError(faults)
    return _card(file.row)


def _card(row: CardFile) -> Card:
    values = {name: getattr(row, name) for name in CardFile.model_fields}
    grades = vars(row.grades) | {"steps": tuple(CardGrade(**vars(s)) for s in row.grades.steps)}
    indicators = tuple(map(_indicator, row.indicators))
    return Card(**values | {"indicators": indicators, "grades": CardGrades(**grades)})


def _indicator(row: CardIndicatorRow) -> CardIndicator:
    measures = {
        "dossiers": DossierPoints(**vars(row.dossiers)) if row.dossiers else None,
        "ballots": BallotPoints(**vars(row.ballots)) if row.ballots else None,
    }
    return CardIndicator(**vars(row) | measures)


def _check(file: Placed[CardFile], counts: Collection[str]) -> Iterator[Fault]:
    numbers: list[int] = []
    for indicator in file.each("indicators", file.row.indicators):
        row = indicator.row
        if row.number in numbers:
            yield indicator.fault("repeated_item", "number", found=row.number)
        numbers.append(row.number)
        given = [name for name in MEASURES if getattr(row, name)]
        if len(given) != 1:
            yield indicator.fault("card_measure", allowed=", ".join(MEASURES))
            continue
        (measure,) = given
        if row.points <= 0:
            yield indicator.fault("no_points", "points", found=row.points)
        elif wrong := [each for each in row.each_points if not 0 <= each <= row.points]:
            yield indicator.fault("card_points", measure, found=wrong[0])
        if row.ballots:
            yield from _unknown_counts(indicator, row.ballots, counts)
            if row.ballots.other_least > row.ballots.other_most:
                yield indicator.fault("card_range", "ballots", "other_least")
    yield from _check_grades(file)


def _unknown_counts(
    indicator: Placed[CardIndicatorRow], ballots: BallotPointsRow, counts: Collection[str]
) -> Iterator[Fault]:
    for key in ("satisfied", "valid"):
        name = getattr(ballots, key)
        if name not in counts:
            near = "".join(get_close_matches(name, list(counts), n=1))
            yield indicator.fault("unknown_count_survey", "ballots", key, found=name, near=near)


def _check_grades(file: Placed[CardFile]) -> Iterator[Fault]:
    """They fall to one from 0 on, so that every total has a class."""
    steps = file.row.grades.steps
    most = sum((each.points for each in file.row.indicators), Fraction(0))
    falling = all(a.at_least > b.at_least for a, b in pairwise(steps))
    if not falling or steps[0].at_least > most or steps[-1].at_least != 0:
        yield file.fault("card_grades", "grades", "steps", high=most)
    names = [step.name for step in steps]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield file.fault("repeated_item", "grades", "steps", index, "name", found=name)


# ---------------------------------------------------------------- cards typed in

# As a card prints points: `1,978`, `1.978`, `2` and, in some, `.34`.
FIGURE = re.compile(r"\d{0,4}[.,]\d{1,6}|\d{1,4}", re.ASCII)


def read_typed(card: Card, path: Path) -> list[TypedCardRow]:
    """The rows of a card that was typed in as CSV, with commas or semicolons between the cells: a
    column for the unit, one for each indicator, one for the total; others are passed over.

    Raises ParamsError for a file that cannot be read or lacks one of these columns.
    """
    content = path.read_bytes()
    first = content.partition(b"\n")[0]
    mark = ";" if first.count(b";") > first.count(b",") else ","
    heads, rows = read_table(path.name, content, mark)
    by_name = {_plain(head): head for head in reversed(heads)}
    wanted = [
        wording.cards.UNIT_HEAD,
        *(wording.cards.indicator_head(each.number) for each in card.indicators),
        wording.cards.TOTAL_HEAD,
    ]
    plain = [_plain(head) for head in heads]
    faults = [
        fault_at(path.name, 1, code, found=name)
        for name in wanted
        for code, wrong in (
            ("no_column", _plain(name) not in plain),
            ("repeated_column", plain.count(_plain(name)) > 1),
        )
        if wrong
    ]
    if faults:
        raise ParamsError(faults)
    unit, *figures = (by_name[_plain(name)] for name in wanted)
    typed = []
    for line, row in rows.items():
        *parts, total = (_figure(row[name]) for name in figures)
        typed.append(TypedCardRow(line, row[unit].strip(), tuple(parts), total))
    return typed


def _plain(head: str) -> str:
    return " ".join(spelling.nfc(head).casefold().split())


def _figure(cell: str) -> Fraction | None:
    text = cell.strip()
    return Fraction(text.replace(",", ".")) if FIGURE.fullmatch(text) else None
