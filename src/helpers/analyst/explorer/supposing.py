"""From the fields of a form to a change that is supposed; what is not understood is a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from helpers import wording
from helpers.analyst.explorer.choice import LONGEST_WORDS, Choice, Event
from helpers.analyst.explorer.source import Source
from helpers.analyst.suppose import Answer, Change, Threshold, Units
from helpers.intake.forms.numbers import DECIMAL, CellFault, read_count, tidy
from helpers.model import Level, PlainFault, WrongUse

SUPPOSE = "suppose"  # the event; its value is the kind of change
THRESHOLD, UNITS, ANSWER = "threshold", "units", "answer"
FIELDS = {
    THRESHOLD: ("level", "threshold"),
    UNITS: ("more",),
    ANSWER: ("numerator", "denominator"),
}
LONGEST_NUMBER = 20  # characters
LONE_GROUP = re.compile(r"-?[0-9]{1,3}[.][0-9]{3}")


def supposed(choice: Choice, event: Event, source: Source) -> Choice:
    """The choice with one more change. Never raises: what cannot be read or supposed is said in
    `fault`, and what was typed is kept."""
    names = FIELDS.get(event.value, ())
    typed = {name: event.fields.get(name, "")[:LONGEST_WORDS] for name in names}
    failed = replace(choice, typed=tuple(typed.items()))
    if not names:
        return choice
    try:
        changes = _with(choice.changes, READ[event.value](choice, typed))
        source.supposed(choice.period, changes)
    except PlainFault as fault:
        return replace(failed, fault=str(fault))
    return replace(choice, changes=changes, typed=(), fault="")


def _with(changes: tuple[Change, ...], new: Change) -> tuple[Change, ...]:
    """The changes with a new one, which takes the place of one of the same."""
    return (*(each for each in changes if not _replaces(new, each)), new)


def _replaces(new: Change, old: Change) -> bool:
    if isinstance(new, Threshold):
        if not isinstance(old, Threshold) or old.target != new.target:
            return False
        return new.level in (None, old.level)
    return not isinstance(old, Threshold) and _figure(old) == _figure(new)


def _figure(change: Units | Answer) -> tuple[str, str]:
    return change.agency, change.target


def _threshold(choice: Choice, typed: Mapping[str, str]) -> Change:
    level = Level(typed["level"]) if typed["level"] else None
    return Threshold(choice.target, level, decimal(typed["threshold"]))


def _units(choice: Choice, typed: Mapping[str, str]) -> Change:
    text = tidy(typed["more"])
    less = text[:1] in ("-", "−")
    number = count(text[1:] if text[:1] in ("+", "-", "−") else text)
    return Units(choice.agency, choice.target, -number if less else number)


def _answer(choice: Choice, typed: Mapping[str, str]) -> Change:
    counts = count(typed["numerator"]), count(typed["denominator"])
    return Answer(choice.agency, choice.target, *counts)


READ: Mapping[str, Callable[[Choice, Mapping[str, str]], Change]] = {
    THRESHOLD: _threshold,
    UNITS: _units,
    ANSWER: _answer,
}


def count(text: str) -> int:
    """A whole number as forms are read. WrongUse for anything else."""
    read = CellFault(wording.tabs.TOO_LONG) if len(text) > LONGEST_NUMBER else read_count(text)
    if isinstance(read, CellFault):
        raise WrongUse(wording.core.leading(read.text))
    return read


def decimal(text: str) -> Fraction:
    """A number with a decimal comma: `12,5`. WrongUse for anything else."""
    plain = tidy(text[: LONGEST_NUMBER + 1])
    if (
        len(plain) <= LONGEST_NUMBER
        and DECIMAL.fullmatch(plain)
        and not LONE_GROUP.fullmatch(plain)
    ):
        return Fraction(plain.replace(".", "").replace(",", "."))
    raise WrongUse(wording.tabs.NO_DECIMAL if plain else wording.tabs.BLANK_NUMBER)
