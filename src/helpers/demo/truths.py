"""Yes/no answers and judgements of the simulated province's forms."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from helpers.demo import sizes
from helpers.demo.books import Books, meets_in_system
from helpers.demo.world import Subject
from helpers.model import Input, Judgement, Level, Period


def holds(
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
    if entry.id == "inspected" and subject.agency.level is not Level.ALL:
        return books.inspected(subject.agency, books.elapsed(period))
    if entry.id == "committee_system":
        return meets_in_system(books, subject)
    needs = sizes.NEEDS.get(entry.id)
    names = (entry.id, needs) if needs else (entry.id,)
    return all(_has(books, name, subject, books.elapsed(period)) for name in names)


def _has(books: Books, name: str, subject: Subject, elapsed: Fraction) -> bool:
    grade, bar = books.grade(subject, name), sizes.EASIER.get(name, sizes.USUAL)
    return grade >= bar + sizes.AT_ONCE or grade * elapsed >= bar


def judged(books: Books, matter: str, subject: Subject, period: Period) -> Judgement:
    """The state of a clause or a task; it never goes back within the year."""
    grade = books.grade(subject, matter)
    if grade < 120:
        return Judgement.NOT_BEGUN
    done = (grade + 300) * books.elapsed(period) >= 700
    return Judgement.DONE if done else Judgement.UNDER_WAY
