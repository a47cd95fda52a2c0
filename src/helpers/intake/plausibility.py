"""Compares the figures of forms with each other, by the rules of the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from statistics import median

from helpers import wording
from helpers.forms import FactKey, facts_by_key
from helpers.forms.lines import fact_words, line_kinds, line_labels
from helpers.model import (
    ComparedWith,
    Fact,
    Input,
    InputKind,
    Level,
    Outcome,
    Period,
    Plan,
    PlausibilityRule,
)

Earlier = tuple[Period, Mapping[FactKey, Fact]]


@dataclass(frozen=True)
class Implausible:
    """A figure that a rule finds."""

    fact: Fact
    outcome: Outcome
    text: str  # what it was compared with, and why it cannot be or is not likely


def implausible(
    plan: Plan, period: Period, facts: Iterable[Fact], earlier: Sequence[Earlier]
) -> tuple[Implausible, ...]:
    """The figures that a rule of the plan finds, each once: by the first rule that refuses it,
    else by the first that finds it.

    `facts`: of all accepted forms. `earlier`: the confirmed facts of earlier periods of the year,
    in their order.
    """
    figures = _Figures(plan, period, facts_by_key(facts), earlier)
    found: dict[FactKey, Implausible] = {}
    for rule in plan.plausibility:
        for each in RULES[rule.compared_with](rule, figures):
            first = found.setdefault(_key(each.fact), each)
            if first.outcome is Outcome.CONFIRM and each.outcome is Outcome.REFUSE:
                found[_key(each.fact)] = each
    return tuple(found.values())


def _key(fact: Fact) -> FactKey:
    return fact.agency, fact.level, fact.input


@dataclass(frozen=True)
class _Figures:
    """All figures that are compared."""

    plan: Plan
    period: Period
    facts: Mapping[FactKey, Fact]
    earlier: Sequence[Earlier]

    @cached_property
    def kinds(self) -> Mapping[str, InputKind]:
        """The kinds of lines with figures, by their id."""
        agreed = {t.id: InputKind.AGREEMENT for t in self.plan.targets if t.agreed}
        counts = {n: k for n, k in line_kinds(self.plan).items() if k is InputKind.COUNT}
        return agreed | counts

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The labels of all lines, by their id."""
        return line_labels(self.plan)

    @cached_property
    def inputs(self) -> Mapping[str, Input]:
        """All inputs of targets, by their id."""
        return {entry.id: entry for target in self.plan.targets for entry in target.inputs}

    def of(self, rule: PlausibilityRule) -> Iterator[tuple[Fact, int]]:
        """The facts that a rule is about, with their figures. A part may grow up to its whole."""
        parts = {name for name, entry in self.inputs.items() if entry.part_of}
        names = rule.inputs or self.kinds.keys() - parts
        for fact in self.facts.values():
            figure = self.figure(fact)
            asked = fact.input in names and (not rule.levels or fact.level in rule.levels)
            if figure is not None and asked:
                yield fact, figure

    def figure(self, fact: Fact | None) -> int | None:
        """What is compared of a fact: its count, or its denominator."""
        if fact is None or fact.input not in self.kinds:
            return None
        return fact.value if fact.whole is None else fact.whole

    def before(self, fact: Fact) -> list[tuple[int, Period]]:
        """The same agency's figures of earlier periods, in their order."""
        read = [(self.figure(facts.get(_key(fact))), period) for period, facts in self.earlier]
        return [(figure, period) for figure, period in read if figure is not None]

    def is_familiar(self, fact: Fact, factor: int) -> bool:
        """Whether the agency had nearly such a figure before, which was believed or confirmed."""
        figure, most = self.figure(fact) or 0, max((f for f, _ in self.before(fact)), default=0)
        return figure < factor * most

    def words(self, fact: Fact) -> str:
        """The figure of a fact in words."""
        return fact_words(fact, self.kinds[fact.input])

    def found(
        self, rule: PlausibilityRule, fact: Fact, compared: str, outcome: Outcome | None = None
    ) -> Implausible:
        """A figure that a rule finds; `compared`: with what, in words."""
        plan, label = self.plan, self.labels[fact.input]
        if fact.agency == plan.province.id:
            label = wording.forms.form_register_label(label, plan.label(fact.level))
        text = wording.plausibility.implausible(label, self.words(fact), compared, rule.reason)
        return Implausible(fact, outcome or rule.outcome, text)


# ---------------------------------------------------------------- the same agency, earlier


def _earlier_part(rule: PlausibilityRule, figures: _Figures) -> Iterator[Implausible]:
    for fact, figure in figures.of(rule):
        parts = [each for each in figures.before(fact) if _lies_within(each[1], figures.period)]
        most, period = max(parts, key=_first, default=(0, figures.period))
        if figure < most:
            yield figures.found(rule, fact, wording.plausibility.below_earlier(most, period))


def _first(figure: tuple[int, Period]) -> int:
    return figure[0]


def _lies_within(part: Period, whole: Period) -> bool:
    return whole.start <= part.start and part.end <= whole.end


def _jump(rule: PlausibilityRule, figures: _Figures) -> Iterator[Implausible]:
    """Where there was nothing before, nothing says how much there may be."""
    for fact, figure in figures.of(rule):
        most, period = max(figures.before(fact), key=_first, default=(0, figures.period))
        if most and figure >= rule.factor * max(most, rule.at_least):
            compared = wording.plausibility.many_times_earlier(rule.factor, most, period)
            yield figures.found(rule, fact, compared)


def _fall(rule: PlausibilityRule, figures: _Figures) -> Iterator[Implausible]:
    for fact, figure in figures.of(rule):
        least, period = min(figures.before(fact), key=_first, default=(0, figures.period))
        if least >= max(rule.at_least, 1) and figure * rule.factor <= least:
            compared = wording.plausibility.small_part_of_earlier(rule.factor, least, period)
            yield figures.found(rule, fact, compared)


# ---------------------------------------------------------------- other figures of the intake


def _register(rule: PlausibilityRule, figures: _Figures) -> Iterator[Implausible]:
    """Where most agencies give more than the list has, the list itself is doubtful."""
    by_list: dict[tuple[str, Level], list[tuple[Fact, int]]] = defaultdict(list)
    province = figures.plan.province.id
    for fact, figure in figures.of(rule):
        if fact.agency != province:
            by_list[fact.input, fact.level].append((fact, figure))
    for (name, level), members in by_list.items():
        listed = figures.facts.get((province, level, name))
        most = figures.figure(listed)
        if listed is None or most is None:
            continue
        above = [fact for fact, figure in members if figure > most]
        if len(members) > 1 and 2 * len(above) > len(members):
            compared = wording.plausibility.list_below_agencies(len(above), len(members))
            yield figures.found(rule, listed, compared, Outcome.CONFIRM)
            continue
        label, whole = figures.plan.label(level), figures.plan.terms.whole
        compared = wording.plausibility.above_list(most, label, whole)
        yield from (figures.found(rule, fact, compared) for fact in above)


def _whole(rule: PlausibilityRule, figures: _Figures) -> Iterator[Implausible]:
    """Parts and wholes may be in several forms; wholes that are not asked at a level count there
    as none."""
    parts: dict[tuple[str, Level], list[tuple[Fact, int]]] = defaultdict(list)
    for fact, figure in figures.of(rule):
        parts[fact.agency, fact.level].append((fact, figure))
    for (agency, level), members in parts.items():
        listed = agency == figures.plan.province.id
        asked = [name for name in rule.whole if _is_asked(figures.inputs, name, level, listed)]
        wholes = [figures.figure(figures.facts.get((agency, level, name))) for name in asked]
        known = [figure for figure in wholes if figure is not None]
        total = sum(figure for _, figure in members)
        if not known or len(known) < len(wholes) or total <= sum(known):
            continue
        largest, _ = max(members, key=lambda member: member[1])
        labels = [figures.labels[name] for name in asked]
        compared = wording.plausibility.above_whole(
            total if len(members) > 1 else None, sum(known), labels
        )
        yield figures.found(rule, largest, compared)


def _is_asked(inputs: Mapping[str, Input], name: str, level: Level, listed: bool) -> bool:
    entry = inputs.get(name)
    return entry is not None and level in (entry.register if listed else entry.levels)


def _median(rule: PlausibilityRule, figures: _Figures) -> Iterator[Implausible]:
    by_line: dict[tuple[str, Level], list[tuple[Fact, int]]] = defaultdict(list)
    for fact, figure in figures.of(rule):
        if fact.agency != figures.plan.province.id:
            by_line[fact.input, fact.level].append((fact, figure))
    for (_, level), members in by_line.items():
        middle = Fraction(median([Fraction(figure) for _, figure in members]))
        if not middle or len(members) < rule.figures:
            continue
        for fact, figure in members:
            many = figure >= rule.factor * max(middle, Fraction(rule.at_least))
            if many and not figures.is_familiar(fact, rule.factor):
                compared = wording.plausibility.many_times_median(
                    rule.factor, middle, len(members), figures.plan.group(level)
                )
                yield figures.found(rule, fact, compared)


def _others(rule: PlausibilityRule, figures: _Figures) -> Iterator[Implausible]:
    by_input: dict[str, list[tuple[Fact, int]]] = defaultdict(list)
    for fact, figure in figures.of(rule):
        if fact.agency != figures.plan.province.id:
            by_input[fact.input].append((fact, figure))
    for members in by_input.values():
        total = sum(figure for _, figure in members)
        for fact, figure in members if len(members) >= rule.figures else ():
            rest = total - figure
            many = figure >= rule.factor * max(rest, rule.at_least)
            if rest and many and not figures.is_familiar(fact, rule.factor):
                compared = wording.plausibility.many_times_others(
                    rule.factor, rest, len(members) - 1
                )
                yield figures.found(rule, fact, compared)


RULES: Mapping[ComparedWith, Callable[[PlausibilityRule, _Figures], Iterator[Implausible]]] = {
    ComparedWith.EARLIER_PART: _earlier_part,
    ComparedWith.JUMP: _jump,
    ComparedWith.FALL: _fall,
    ComparedWith.REGISTER: _register,
    ComparedWith.WHOLE: _whole,
    ComparedWith.MEDIAN: _median,
    ComparedWith.OTHERS: _others,
}
