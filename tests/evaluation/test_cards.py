"""Cards of indicators: points by dossiers and ballots, totals and classes; cards typed in."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evaluations
from helpers.analyst.opening import offered
from helpers.evaluation.cards import fill_in, findings, grade
from helpers.model import (
    Card,
    CardFault,
    CardResult,
    DossierCounts,
    Earned,
    Evaluation,
    Level,
    NoClass,
    NoPoints,
    Observation,
    Reason,
    Source,
    TypedCardRow,
)
from helpers.plan.cards import load_card, read_typed
from helpers.wording import cards as words

CARD = load_card(evaluations.ROOT, "nd61-2018", offered(evaluations.ROOT).survey)
LAI_CHAU = Path(__file__).parents[1] / "golden" / "lai-chau-2021.csv"
TIME, ATTITUDE = 0, 6  # places of the two indicators that the data give


def only(*places: int) -> Card:
    """The card with these indicators alone."""
    return replace(CARD, indicators=tuple(CARD.indicators[place] for place in places))


def commune(
    early: int, due_day: int = 0, late: int = 0, undated: int = 0, period: str = "2022-FY"
) -> Evaluation:
    """A commune with so many dossiers resolved."""
    made = evaluations.few(evaluations.COMMUNE, {}, period)
    done = early + due_day + late + undated
    form = DossierCounts(
        c3=done, c7=done, c8=early, c9=due_day + undated, c10=late, no_due_done=undated
    )
    return replace(made, dossiers=form)


def by_dossiers(*counts: int) -> Earned:
    """What the indicator of time earns."""
    return fill_in(CARD, commune(*counts)).earned[TIME]


def by_ballots(*figures: tuple[int, int] | Reason) -> Earned:
    """What the indicator of attitude earns; `figures`: of the two targets that count ballots."""
    targets = ("satisfaction_2025", "satisfaction")
    made = evaluations.few(
        evaluations.COMMUNE,
        {
            target: _ballots(target, figure)
            for target, figure in zip(targets, figures, strict=False)
        },
    )
    return fill_in(CARD, made).earned[ATTITUDE]


def _ballots(target: str, figure: tuple[int, int] | Reason) -> Observation:
    level = evaluations.plan().agencies[evaluations.COMMUNE].level
    empty = Observation(evaluations.COMMUNE, level, target, Source.COMPUTED, surveyed=True)
    if isinstance(figure, Reason):
        return replace(empty, missing=figure)
    return replace(empty, numerator=figure[0], denominator=figure[1], sampled=True)


# ---------------------------------------------------------------- dossiers


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((10, 0, 0), "2", "2"),  # all early
        ((0, 10, 0), "1", "1"),  # all on the due day
        ((0, 0, 10), "0", "0"),  # all late
        ((871, 520, 42), "1.6", "1.6"),  # (1742 + 520) / 1433 = 1,578
        ((5, 0, 5), "1", "1"),
        ((0, 0, 0, 10), "0", "2"),  # none has a due day: anything is possible
        ((6, 0, 2, 2), "1.2", "1.6"),  # 12 of 10, and 16 of 10
    ],
)
def test_the_mean_over_dossiers(counts: tuple[int, ...], low: str, high: str) -> None:
    earned = by_dossiers(*counts)
    assert (earned.low, earned.high) == (Fraction(low), Fraction(high))
    assert earned.missing is None


@pytest.mark.parametrize(
    ("late", "points"), [(949, "1.1"), (950, "1.1"), (951, "1.0")], ids=["below", "at", "above"]
)
def test_points_are_rounded_half_up_before_they_are_added(late: int, points: str) -> None:
    """Of 2000 dossiers, those not late are early: 1,051, 1,05 and 1,049."""
    assert by_dossiers(2000 - late, 0, late).low == Fraction(points)


def test_without_resolved_dossiers_all_points_are_open() -> None:
    none = by_dossiers(0, 0, 0)
    assert (none.low, none.high, none.missing) == (0, 2, NoPoints.NONE_RESOLVED)
    no_log = replace(commune(1), dossiers=None)
    assert fill_in(CARD, no_log).earned[TIME].missing is NoPoints.NO_EXPORT


@given(st.lists(st.integers(0, 5000), min_size=4, max_size=4).filter(any))
def test_points_of_dossiers_stay_in_range_and_grow_with_care(counts: list[int]) -> None:
    early, due_day, late, undated = counts
    earned = by_dossiers(*counts)
    assert 0 <= earned.low <= earned.high <= 2
    assert (earned.low == earned.high) or undated
    if late:
        better = by_dossiers(early, due_day + 1, late - 1, undated)
        assert better.low >= earned.low
        assert better.high >= earned.high
    if undated:
        known = by_dossiers(early, due_day, late + 1, undated - 1)
        assert earned.low <= known.low <= known.high <= earned.high


@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 400), st.integers(2, 9))
def test_the_same_shares_of_more_dossiers_earn_the_same(a: int, b: int, c: int, n: int) -> None:
    assert by_dossiers(n * a, n * b, n * c).low == by_dossiers(a, b, c).low


# ---------------------------------------------------------------- ballots


@pytest.mark.parametrize(
    ("satisfied", "valid", "low", "high"),
    [
        (40, 40, "2", "2"),
        (0, 40, "0", "1"),
        (30, 40, "1.5", "1.8"),  # 60 and 70 of 40: 1,75 is rounded half up
        (4, 5, "1.6", "1.8"),
    ],
)
def test_the_mean_over_ballots_is_a_range(satisfied: int, valid: int, low: str, high: str) -> None:
    earned = by_ballots((satisfied, valid))
    assert (earned.low, earned.high) == (Fraction(low), Fraction(high))
    assert earned.counts == (satisfied, valid)
    said = words.basis(earned, evaluations.plan(), Level("commune"))
    assert "thay cho câu hỏi riêng về thái độ" in said
    assert "chưa kiểm chứng" in said


@pytest.mark.parametrize(("valid", "shown"), [(4, False), (5, True), (6, True)])
def test_few_ballots_are_withheld_as_in_packets(valid: int, shown: bool) -> None:
    earned = by_ballots((valid - 1, valid), (valid - 1, valid))
    assert (earned.missing is None) is shown
    if not shown:
        assert (earned.low, earned.high, earned.counts) == (0, 2, ())
        assert earned.missing is Reason.FEW_BALLOTS
        said = words.basis(earned, evaluations.plan(), Level("commune"))
        assert "dưới 5 lượt trả lời" in said
        assert "3" not in said


@pytest.mark.parametrize("reason", [Reason.NO_SURVEY, Reason.NOT_SAMPLED, Reason.DIFFERENCE])
def test_a_missing_figure_of_ballots_is_open_for_its_reason(reason: Reason) -> None:
    earned = by_ballots(reason)
    assert (earned.low, earned.high, earned.missing) == (0, 2, reason)


def test_a_plan_that_counts_no_such_ballots_leaves_the_points_open() -> None:
    made = evaluations.few(evaluations.COMMUNE, {})
    bare = replace(made, results=())
    assert fill_in(CARD, bare).earned[ATTITUDE].missing is NoPoints.NO_TARGET


# ---------------------------------------------------------------- totals and classes


def test_what_cannot_be_computed_is_open_and_withholds_the_total() -> None:
    result = fill_in(CARD, commune(10))
    open_ones = [e for e in result.earned if e.missing is NoPoints.NOT_COMPUTED]
    assert [e.indicator.number for e in open_ones] == [2, 3, 4, 5, 6, 8, 9]
    assert all((e.low, e.high) == (0, 2) and e.indicator.not_computed for e in open_ones)
    assert result.withheld
    assert (result.no_class, result.classes) == (NoClass.TOO_OPEN, ())
    assert result.total.maximum == 18
    assert "chưa nêu điểm" in words.total_basis(result)


def _open_of(tenths: int) -> CardResult:
    """A card whose one indicator has so many tenths of 2 points open."""
    return fill_in(only(TIME), commune(10 - tenths, 0, 0, tenths))


@pytest.mark.parametrize(("tenths", "withheld"), [(1, False), (2, False), (3, True)])
def test_a_total_open_by_more_than_a_fifth_is_withheld(tenths: int, withheld: bool) -> None:
    """2 of 10 dossiers without a due day leave 0,4 of 2 points open: exactly a fifth."""
    assert _open_of(tenths).withheld is withheld


@pytest.mark.parametrize("cut", [step.at_least for step in CARD.grades.steps if step.at_least])
def test_every_cut_off_of_the_classes(cut: Fraction) -> None:
    names = [step.name for step in CARD.grades.steps]
    place = [step.at_least for step in CARD.grades.steps].index(cut)
    a_thousandth = Fraction(1, 1000)
    assert grade(CARD, cut - a_thousandth) == names[place + 1]
    assert grade(CARD, cut) == names[place]
    assert grade(CARD, cut + a_thousandth) == names[place]


@given(st.fractions(0, 18), st.fractions(0, 18))
def test_more_points_never_give_a_lower_class(one: Fraction, other: Fraction) -> None:
    names = [step.name for step in CARD.grades.steps]
    lower, higher = sorted((one, other))
    assert names.index(grade(CARD, higher)) <= names.index(grade(CARD, lower))


def test_a_range_over_a_cut_off_names_both_classes() -> None:
    steps = tuple(
        replace(step, at_least=at)
        for step, at in zip(CARD.grades.steps[1:3], (Fraction("1.7"), Fraction(0)), strict=True)
    )
    card = replace(only(TIME), grades=replace(CARD.grades, steps=steps))
    result = fill_in(card, commune(8, 0, 0, 2))  # 1,6 to 2
    assert result.classes == ("Khá", "Tốt")
    said = words.total_basis(result)
    assert "«Khá» hoặc «Tốt»" in said
    assert "chưa kiểm chứng" in said


def test_a_part_of_the_year_has_points_and_no_class() -> None:
    made = commune(10, period="2022-H1")
    result = fill_in(only(TIME), made)
    assert (result.total.low, result.withheld) == (2, False)
    assert (result.no_class, result.classes) == (NoClass.PART_OF_YEAR, ())


def test_the_card_is_never_called_official() -> None:
    assert "không phải kết quả đánh giá chính thức" in words.remark(CARD, simulated=False)
    assert "chưa kiểm chứng" in words.remark(CARD, simulated=False)
    assert "MÔ PHỎNG" in words.remark(CARD, simulated=True)
    assert not any(each.verified for each in CARD.indicators)
    assert len(CARD.indicators) == 9


# ---------------------------------------------------------------- cards typed in


def test_of_the_published_card_one_total_does_not_close() -> None:
    """Lai Châu, 2021: 15 departments. The printed total of one is a point above its parts."""
    rows = read_typed(CARD, LAI_CHAU)
    assert len(rows) == 15
    (found,) = findings(CARD, rows)
    assert found.row.name == "Sở Kế hoạch và Đầu tư"
    assert (found.fault, found.found, found.expected) == (
        CardFault.OTHER_TOTAL,
        Fraction("13.859"),
        Fraction("12.859"),
    )
    assert words.finding(found) == (
        "Dòng 11, «Sở Kế hoạch và Đầu tư»: tổng điểm ghi 13,859, cộng các chỉ số được 12,859, "
        "chênh 1. Đề nghị kiểm tra lại tổng điểm và từng chỉ số."
    )


def test_the_cut_offs_give_the_classes_of_the_published_card() -> None:
    lines = LAI_CHAU.read_text("utf-8").splitlines()[1:]
    printed = [line.rsplit(",", 1)[1] for line in lines]
    totals = [row.total for row in read_typed(CARD, LAI_CHAU)]
    assert [grade(CARD, total) for total in totals if total is not None] == printed


PARTS = st.lists(st.integers(0, 2000).map(lambda n: Fraction(n, 1000)), min_size=9, max_size=9).map(
    tuple
)


@given(PARTS, st.integers(-3, 3))
def test_a_total_is_at_fault_unless_it_is_the_exact_sum(
    parts: tuple[Fraction, ...], off: int
) -> None:
    row = TypedCardRow(2, "A", parts, sum(parts) + Fraction(off, 1000))
    found = findings(CARD, [row])
    assert [each.fault for each in found] == [CardFault.OTHER_TOTAL] * bool(off)
    assert all(each.expected == sum(parts) for each in found)


@pytest.mark.parametrize(("part", "wrong"), [("1.999", 0), ("2", 0), ("2.001", 1)])
def test_points_above_those_of_the_indicator(part: str, wrong: int) -> None:
    parts = (Fraction(part), *[Fraction(1)] * 8)
    found = findings(CARD, [TypedCardRow(2, "A", parts, sum(parts, Fraction(0)))])
    assert [(each.fault, each.number) for each in found] == [(CardFault.OUT_OF_RANGE, 1)] * wrong
    assert all("chỉ số 1 ghi 2,001, cần từ 0 đến 2" in words.finding(each) for each in found)


def test_a_sentence_never_rounds_a_difference_away() -> None:
    row = TypedCardRow(2, "A", (Fraction(1),) * 9, Fraction("9.0004"))
    (found,) = findings(CARD, [row])
    assert "tổng điểm ghi 9,0004, cộng các chỉ số được 9, chênh 0,0004" in words.finding(found)
