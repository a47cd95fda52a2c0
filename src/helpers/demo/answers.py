"""What the forms of the simulated province say: whole figures that build up over the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from helpers.demo.chance import dice
from helpers.demo.days import number, year
from helpers.demo.offices import quality
from helpers.forms import Question
from helpers.model import Agency, Counts, InputKind, Judgement, Level, Period, Plan
from helpers.wording import NO, YES, day

# Procedures on the list of each level at the end of 2021, 2,011 in all.
LISTS = {Level.PROVINCE: 1569, Level.DISTRICT: 300, Level.COMMUNE: 142}
# What part of its list, per mille, has the property that an input counts.
PART_OF_LIST = {
    "one_stop_scope": 1000,
    "payable_procedures": 400,
    "qualified_procedures": 330,
    "online_procedures": 700,
    "internal_procedures": 120,
}
OTHER_PART = 500
# Per mille of the year's dossiers: at least, at most.
PART_OF_DOSSIERS = {"transfers_total": (40, 180), "results_in_force": (2500, 8000)}
WHOLE_PROVINCE = {"accounts": 214_000}
LISTED_LATE = frozenset({"internal_procedures"})  # no list of these existed before autumn
INVENTORIES = frozenset({"results_in_force"})  # some have never taken stock


@dataclass(frozen=True)
class Sender:
    """Who fills in a form: an agency, or the province with its lists (None). `dossiers` of the
    year size its counts."""

    agency: Agency | None
    dossiers: int
    seed: int

    def dice(self, *names: str) -> int:
        """0 to 999, of this sender's own."""
        return dice(self.seed, self.agency.id if self.agency else "", *names)

    def grade(self, name: str) -> int:
        """How well it does in one matter, 0 to 1000."""
        level = self.agency.level if self.agency else Level.ALL
        good = quality(self.agency.id if self.agency else "", level, self.seed)
        return (good + self.dice("grade", name)) // 2


def answered(
    plan: Plan, sender: Sender, asked: Sequence[Question], period: Period
) -> tuple[dict[str, object], dict[str, str]]:
    """Answers and evidence by question key; what is not there stays blank in the form.

    Stocks never fall from period to period, flows grow with the days of the period, a part never
    exceeds its whole.
    """
    filled = [question for question in asked if not _left_blank(sender, question, period)]
    answers = {question.key: _answer(plan, sender, question, period) for question in filled}
    known = [key for key in answers if sender.dice("evidence", key, period.id) < 880]
    return answers, dict.fromkeys(known, _report(sender, period))


def _left_blank(sender: Sender, question: Question, period: Period) -> bool:
    """Whole and part are blank together: now and then, or for want of a list or an inventory."""
    whole = question.input.part_of or question.input.id
    listed = 650 if period.final else 60
    if whole in LISTED_LATE and sender.dice("listed", question.level) >= listed:
        return True
    if whole in INVENTORIES and sender.dice("inventory") < 60:
        return True
    return sender.dice("blank", whole, question.level, period.id) < 25


def _report(sender: Sender, period: Period) -> str:
    """The paper named as evidence."""
    chance = sender.dice("report", period.id)
    return f"Báo cáo số {chance + 1}/BC ngày {day(period.end - timedelta(days=chance % 10))}"


def _answer(plan: Plan, sender: Sender, question: Question, period: Period) -> object:
    """The figure or the word that goes into the cell."""
    first, last = year(plan)
    elapsed = Fraction(number(period.end) - first + 1, last - first + 1)
    grade = sender.grade(question.key)
    if question.input.kind is InputKind.YES_NO:
        return YES if grade >= 520 or grade * elapsed >= 300 else NO
    if question.input.kind is InputKind.JUDGEMENT:
        return _judgement(grade, elapsed)
    whole, part = _year_end(sender, question)
    is_part = bool(question.input.part_of)
    if question.target.counts is Counts.FLOW:
        days = number(period.end) - number(period.start) + 1
        return (part if is_part else whole) * days // (last - first + 1)
    builds = question.target.builds
    if not is_part:
        return int(whole * (19 + elapsed) / 20) if builds else whole
    begun = Fraction(1, 2) if builds else Fraction(9 if grade < 600 else 10, 10)
    return int(part * (begun + (1 - begun) * elapsed))


def _judgement(grade: int, elapsed: Fraction) -> Judgement:
    if grade < 120:
        return Judgement.NOT_BEGUN
    return Judgement.DONE if (grade + 300) * elapsed >= 700 else Judgement.UNDER_WAY


def _year_end(sender: Sender, question: Question) -> tuple[int, int]:
    """Whole and part at the year's end (a flow: of the whole year); now and then the part stands
    exactly at the threshold."""
    field = question.input
    matter = f"{field.part_of or field.id}@{question.level}"
    whole = _size(sender, field.part_of or field.id, question.level)
    threshold = (question.target.threshold(question.level) or Fraction(50)) / 100
    if sender.dice("exact", matter) < 25:
        whole += -whole % threshold.denominator
        return whole, int(whole * threshold)
    return whole, int(whole * _share(sender.grade(matter), threshold))


def _share(grade: int, threshold: Fraction) -> Fraction:
    """The better part has all where all is asked for; else somewhere around the threshold."""
    if threshold == 1:
        return min(threshold, Fraction(850, 1000) + Fraction(grade, 3000))
    return min(Fraction(1), max(Fraction(0), threshold + Fraction(grade - 430, 1600)))


def _size(sender: Sender, whole: str, level: Level) -> int:
    """How many there are of what an input counts."""
    if whole in WHOLE_PROVINCE:
        return WHOLE_PROVINCE[whole]
    if whole in PART_OF_DOSSIERS:
        low, high = PART_OF_DOSSIERS[whole]
        return sender.dossiers * (low + (high - low) * sender.dice("size", whole) // 1000) // 1000
    listed = LISTS.get(level, sum(LISTS.values())) * PART_OF_LIST.get(whole, OTHER_PART) // 1000
    if sender.agency and level is Level.PROVINCE:
        return 1 + listed * (20 + sender.dice("size", "list") // 10) // 1000
    return listed
