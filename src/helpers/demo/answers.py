"""What the forms of the simulated province say: what is the case, less what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from helpers import wording
from helpers.demo import sizes
from helpers.demo.books import Books, meets_in_system
from helpers.demo.world import Subject
from helpers.forms import FactKey, Question, SheetKind, ShownFigures, TaskAnswer, sheet_kind
from helpers.model import WHOLE, Fact, Input, InputKind, Judgement, Period

# Per mille.
BLANK, BLANK_AT_LAST = 25, 10  # of the fields, whole and parts together
EVIDENCED = 880
CARRIED_OVER = 350  # of the yes/no answers that could be
OWN_COUNTS = 30  # of the agreements
NOT_IN_OWN_PLAN = 220  # of the tasks
LED, DATED = 650, 550  # of the tasks in the agency's own plan
NEVER_COUNTED = 60  # of the inventories

LISTED_LATE = frozenset({"internal_procedures"})  # hardly any list of these before autumn
INVENTORIES = frozenset({"results_in_force"})  # some have never taken stock
DUE_DAYS = ((3, 31), (6, 30), (9, 30), (11, 30), (12, 10))


@dataclass(frozen=True)
class Reply:
    """One form as its sender fills it in: answers, evidence and explanations by question key, and
    what the answers state, as far as the next form shows it."""

    answers: Mapping[str, object]
    evidence: Mapping[str, str]
    explanations: Mapping[str, str]
    facts: Mapping[FactKey, Fact]


@dataclass(frozen=True)
class Clerk:
    """Fills in forms. `silent`: who sends none, by period."""

    books: Books
    silent: Mapping[str, frozenset[str]]

    def reply(self, asked: Sequence[Question], period: Period, shown: ShownFigures) -> Reply:
        """The answers to the questions of a form; questions without an answer stay blank."""
        answers: dict[str, object] = {}
        evidence: dict[str, str] = {}
        explanations: dict[str, str] = {}
        facts: dict[FactKey, Fact] = {}
        for question in asked:
            answer = self._answer(question, period, shown)
            if question.input.id in INVENTORIES and self._without_inventory(question):
                explanations[question.key] = wording.demo.DEMO_NEVER_COUNTED
            if answer is None or self._left_blank(question, period):
                continue
            said = self._evidence(question, answer, period, shown)
            facts[question.fact_key] = fact = _stated(question, answer, shown)
            if self._carried_over(question, fact, period, shown):
                answer, said = wording.forms.AS_BEFORE, ""
            answers[question.key] = answer
            if said:
                evidence[question.key] = said
        return Reply(answers, evidence, explanations, facts)

    # ------------------------------------------------------------ answers

    def _answer(self, question: Question, period: Period, shown: ShownFigures) -> object:
        """The figure or the word that goes into the field; None where it can only stay blank."""
        books, entry = self.books, question.input
        subject = Subject(books.plan.senders_by_id[question.subject], question.level)
        if sheet_kind(question.sheet) is SheetKind.TASKS:
            return self._task(question, subject, period)
        match entry.kind:
            case InputKind.COUNT:
                window = books.window(subject, period)
                return (
                    None if entry.id in books.unpublished else books.value(entry, subject, window)
                )
            case InputKind.YES_NO:
                spoken_of = books.plan.periods.get(entry.period)
                if spoken_of and subject.agency.start > spoken_of.end:
                    return None
                return _holds(books, entry, subject, period, self.silent)
            case InputKind.JUDGEMENT:
                return _judged(books, question.key, subject, period)
            case InputKind.AGREEMENT:
                return self._agreement(question, period, shown)

    def _agreement(self, question: Question, period: Period, shown: ShownFigures) -> object:
        """Most agree with the log; a few have one to three more on their own books."""
        if question.key not in shown.counts:
            return None
        part, whole = shown.counts[question.key]
        chance = self.books.dice(question.subject, "own counts", question.key, period.id)
        if chance >= OWN_COUNTS or part == whole:
            return True
        return min(whole, part + 1 + chance % 3), whole

    def _task(self, question: Question, subject: Subject, period: Period) -> TaskAnswer | None:
        """State, lead and due day, for the tasks that the agency's own plan takes up."""

        def chance(name: str) -> int:
            return self.books.dice(subject.id, name, question.key)

        if chance("own plan") < NOT_IN_OWN_PLAN:
            return None
        leads = wording.demo.DEMO_LEADS.get(subject.level, wording.demo.OTHER_LEADS)
        month, day = DUE_DAYS[chance("due") % len(DUE_DAYS)]
        return TaskAnswer(
            state=_judged(self.books, question.key, subject, period),
            lead=leads[chance("lead") % len(leads)] if chance("led") < LED else "",
            due=date(self.books.plan.year, month, day) if chance("dated") < DATED else None,
        )

    def _carried_over(
        self, question: Question, fact: Fact, period: Period, shown: ShownFigures
    ) -> bool:
        """Whether it says that nothing changed since the form before."""
        before = shown.earlier.get(question.key)
        if question.input.kind is not InputKind.YES_NO or before is None:
            return False
        chance = self.books.dice(question.subject, "unchanged", question.input.id, period.id)
        return before.value == fact.value and chance < CARRIED_OVER

    # ------------------------------------------------------------ gaps and evidence

    def _left_blank(self, question: Question, period: Period) -> bool:
        """Whole and part are blank together: now and then, or for want of a list or inventory."""
        group = self.books.group(question.input.id)

        def chance(*names: str) -> int:
            return self.books.dice(question.subject, *names)

        listed = 650 if period.final else 60
        if group & LISTED_LATE and chance("listed", question.level) >= listed:
            return True
        if group & INVENTORIES and self._without_inventory(question):
            return True
        often = BLANK_AT_LAST if period.final else BLANK
        return chance("blank", min(group), question.level, period.id) < often

    def _without_inventory(self, question: Question) -> bool:
        """Whether its subject has never taken stock; the form then says so."""
        return self.books.dice(question.subject, "inventory") < NEVER_COUNTED

    def _evidence(
        self, question: Question, answer: object, period: Period, shown: ShownFigures
    ) -> str:
        """The evidence named for an answer, or the reason for counts of one's own."""
        if isinstance(answer, tuple):
            part, _ = shown.counts[question.key]
            return wording.demo.demo_own_counts(answer[0] - part, question.input.unit)
        # A child's row of a matrix has one cell of evidence.
        matrix = sheet_kind(question.sheet) is SheetKind.MATRIX
        place = question.sheet if matrix else question.key
        evident = self.books.dice(question.subject, "evidence", place, period.id) < EVIDENCED
        if not evident or not _can_be_shown(question, answer):
            return ""
        chance = self.books.dice(question.subject, "report", question.clause[:7], period.id)
        if question.input.id == "positions_approved":
            return wording.demo.demo_decision(1 + self.books.dice(question.subject, "decision"))
        return wording.demo.demo_report(chance + 1, period.end - timedelta(days=chance % 10))


def _can_be_shown(question: Question, answer: object) -> bool:
    """Whether there is anything to be shown for an answer: not for a no, and not for agreeing."""
    state = answer.state if isinstance(answer, TaskAnswer) else answer
    agreed = question.input.kind is InputKind.AGREEMENT
    return not (state is False or state is Judgement.NOT_BEGUN or agreed)


def _stated(question: Question, answer: object, shown: ShownFigures) -> Fact:
    """What an answer says; without its place in a file, which the next form does not show."""
    value: int | None = None
    whole: int | None = None
    judgement = answer.state if isinstance(answer, TaskAnswer) else answer
    if question.input.kind is InputKind.AGREEMENT:
        value, whole = answer if isinstance(answer, tuple) else shown.counts[question.key]
    elif isinstance(answer, int):
        value = int(answer)
    return Fact(
        agency=question.subject,
        level=question.level,
        input=question.input.id,
        value=value,
        judgement=judgement if isinstance(judgement, Judgement) else None,
        evidence="",
        whole=whole,
        lead="",
        due=None,
        file="",
        sheet="",
        cell="",
    )


# ---------------------------------------------------------------- yes/no answers and judgements


def _holds(
    books: Books,
    entry: Input,
    subject: Subject,
    period: Period,
    silent: Mapping[str, frozenset[str]],
) -> bool:
    """The answer to a yes/no field; once yes, it stays yes for the year.

    `silent`: agencies that send no form, by period; their reports were not on time either.
    """
    if entry.period:
        late = books.dice(subject.id, "on time", entry.id) >= sizes.ON_TIME
        return not late and subject.id not in silent.get(entry.period, ())
    if entry.id == "inspected" and subject.agency.level != WHOLE:
        return books.inspected(subject.agency, books.elapsed(period))
    if entry.id == "committee_system":
        return meets_in_system(books, subject)
    needs = sizes.NEEDS.get(entry.id)
    names = (entry.id, needs) if needs else (entry.id,)
    return all(_has(books, name, subject, books.elapsed(period)) for name in names)


def _has(books: Books, name: str, subject: Subject, elapsed: Fraction) -> bool:
    grade, bar = books.grade(subject, name), sizes.EASIER.get(name, sizes.USUAL)
    return grade >= bar + sizes.AT_ONCE or grade * elapsed >= bar


def _judged(books: Books, matter: str, subject: Subject, period: Period) -> Judgement:
    """The state of a clause or a task; it never goes back within the year."""
    grade = books.grade(subject, matter)
    if grade < 120:
        return Judgement.NOT_BEGUN
    done = (grade + 300) * books.elapsed(period) >= 700
    return Judgement.DONE if done else Judgement.UNDER_WAY
