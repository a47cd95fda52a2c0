"""How the figure of a target is made from the records, as a plan's YAML says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """How two counts become a target's value."""

    SHARE = "share"  # a part of a whole
    FALL = "fall"  # the decrease since the base year, as a share of then; a rise is negative
    RATIO = "ratio"  # two counts of which neither is part of the other
    GAIN = "gain"  # a difference as it is, without a denominator


class Dataset(StrEnum):
    """Where the counts of a share are from."""

    FORM = "form"  # answers to inputs of the agency's form
    DOSSIERS = "dossiers"  # counts of one-stop dossiers
    SURVEY = "survey"  # counts of survey answers


@dataclass(frozen=True)
class Share:
    """A sum of counts as a part of another sum."""

    of: tuple[str, ...]  # what counts
    among: tuple[str, ...]  # the whole that it is a part of
    dataset: Dataset = Dataset.FORM
    each: bool = False  # show each pair of `of` and `among` as a component of its own
    population: str = ""  # of a survey: the count of dossiers that its answers are a sample of


@dataclass(frozen=True)
class Lowest:
    """Several shares of inputs, each of `of` among its place in `among`; the lowest decides."""

    of: tuple[str, ...]  # what counts, a share each
    among: tuple[str, ...]  # the whole of each, in the same order
    of_before: tuple[str, ...] = ()  # the same in the year before, where a mean of years is asked
    among_before: tuple[str, ...] = ()  # the whole of each in the year before


@dataclass(frozen=True)
class Ratio:
    """A sum of inputs in relation to another sum, of which it is no part."""

    of: tuple[str, ...]  # what is compared
    to: tuple[str, ...]  # what it is compared with


@dataclass(frozen=True)
class Change:
    """Two inputs with the same count at two times."""

    before: str  # the count of the base year
    now: str  # the count of this year


@dataclass(frozen=True)
class FunctionNeeds:
    """What a function needs of the target that names it, and whether it answers yes or no."""

    counts: tuple[str, ...] = ()  # inputs with a count that it reads
    questions: tuple[str, ...] = ()  # inputs with a yes or no that it reads
    yes_no: bool = False  # it gives 1 of 1 or 0 of 1, and no other share


@dataclass(frozen=True)
class Indicator:
    """How the figure of a target is made: exactly one of the measures is given. Names are ids of
    inputs, or counts of the dataset."""

    share: Share | None = None
    lowest: Lowest | None = None
    ratio: Ratio | None = None
    fall: Change | None = None  # how much less there is than in the base year
    gain: Change | None = None  # places gained in a ranking that is published after its year
    all_yes: tuple[str, ...] = ()  # questions; 1 of 1 if every answer is yes, else 0 of 1
    judgement: str = ""  # a question; no figure, the judgement that the form states
    function: str = ""  # the name of one of `evaluation.indicators.functions`; gives a share
    shown_with: tuple[str, ...] = ()  # inputs shown with the figure that do not enter it

    @property
    def measure(self) -> Measure:
        """How its two counts become the value."""
        if self.ratio:
            return Measure.RATIO
        if self.fall:
            return Measure.FALL
        return Measure.GAIN if self.gain else Measure.SHARE
