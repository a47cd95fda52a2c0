"""Numbers, percentages, days, citations and verdict words as printed for Vietnamese readers."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import wording
from helpers.evaluation.sources import figure_source, reporting_level
from helpers.model import (
    WHOLE,
    Comparison,
    Judged,
    Level,
    Observation,
    Plan,
    Reason,
    Result,
    Source,
    Status,
    Verdict,
)
from helpers.model.rounding import rounded
from helpers.model.spelling import folded, short_name
from helpers.wording.core import cite, day, number, percent
from plan_434 import with_example

SPACE = "\u00a0"


def read(text: str) -> Fraction:
    """Parse a printed figure."""
    return Fraction(text.removesuffix("%").replace(".", "").replace(",", "."))


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (1_000, "1.000"),
        (49_694, "49.694"),
        (1_234_567, "1.234.567"),
        (78.5, "78,5"),
        (Fraction(157, 2), "78,5"),
        (Fraction(1, 3), "0,3"),
        (-49_694, "-49.694"),
    ],
)
def test_number(value: int | float | Fraction, printed: str) -> None:
    assert number(value) == printed


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (Fraction(12_345_678, 10), 1, "1.234.567,8"),
        (61, 1, "61,0"),
        (Fraction(1, 8), 2, "0,13"),  # half up, not to even
        (Fraction(-1, 8), 2, "-0,13"),
        (Fraction(1, 20), 1, "0,1"),
        (Fraction(-1, 30), 1, "0,0"),
        (2.675, 2, "2,67"),  # the float is just under 2,675
    ],
)
def test_number_with_decimals(value: int | float | Fraction, decimals: int, printed: str) -> None:
    assert number(value, decimals) == printed


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
def test_a_printed_number_is_parsed_back(value: int, decimals: int) -> None:
    exact = Fraction(value, 10**decimals)
    assert read(number(exact, decimals)) == exact


@given(st.fractions(-(10**6), 10**6), st.integers(0, 6))
def test_rounding_is_to_the_nearest_and_the_same_on_both_sides(
    value: Fraction, decimals: int
) -> None:
    near = rounded(value, decimals)
    assert abs(near - value) <= Fraction(1, 2 * 10**decimals)
    assert rounded(-value, decimals) == -near
    assert rounded(near, decimals) == near


# ---------------------------------------------------------------- percentages


@pytest.mark.parametrize(
    ("numerator", "denominator", "threshold", "printed"),
    [
        (853, 1_000, None, "85,3"),
        (322, 950, 40, "33,9"),
        (1_474, 1_486, 100, "99,19"),  # 12 late of 1.486 (wording.md)
        (2_999, 3_000, 100, "99,97"),
        (299_999, 300_000, 100, "99,9997"),
        (8_996, 10_000, 90, "89,96"),
        (89_999, 100_000, 90, "89,999"),
        (90_001, 100_000, 90, "90,001"),
        (9, 10, 90, "90"),
        (1, 1, 100, "100"),
        (0, 1, 100, "0"),
        (187, 1_000, 20, "18,7"),
        (1_999, 10_000, 20, "19,99"),
        (1, 3, 80, "33,3"),
        (2, 3, Fraction(200, 3), "66,7"),  # on the threshold, which is printed the same way
        (667, 1_000, Fraction(200, 3), "66,7"),
        (666_666, 1_000_000, Fraction(200, 3), "66,6666"),
    ],
)
def test_percent(
    numerator: int, denominator: int, threshold: int | Fraction | None, printed: str
) -> None:
    limit = None if threshold is None else Fraction(threshold)
    assert percent(Fraction(100 * numerator, denominator), limit) == f"{printed}%"


@given(
    st.integers(1, 5_000_000).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d))),
    st.sampled_from([20, 40, 50, 60, 80, 85, 90, 100]),
)
def test_a_percentage_is_never_rounded_across_its_threshold(
    pair: tuple[int, int], threshold: int
) -> None:
    check_side(Fraction(100 * pair[0], pair[1]), threshold)


@given(
    st.integers(1, 5_000_000),
    st.sampled_from([20, 40, 50, 60, 80, 85, 90, 100]),
    st.integers(-3, 3),
)
def test_nor_is_one_a_few_units_off(denominator: int, threshold: int, off: int) -> None:
    numerator = denominator * threshold // 100 + off
    if 0 <= numerator <= denominator:
        check_side(Fraction(100 * numerator, denominator), threshold)


def check_side(value: Fraction, threshold: int) -> None:
    printed = read(percent(value, Fraction(threshold)))
    assert (printed > threshold) is (value > threshold)
    assert (printed < threshold) is (value < threshold)
    assert abs(printed - value) <= Fraction(1, 20)


# ---------------------------------------------------------------- days, citations, names


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (date(2022, 1, 5), "05/01/2022"),
        (date(2021, 12, 15), "15/12/2021"),
        (date(2022, 12, 1), "01/12/2022"),
    ],
)
def test_day(value: date, printed: str) -> None:
    assert day(value) == printed


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_is_printed_as_two_two_four_digits(value: date) -> None:
    assert re.fullmatch(r"\d\d/\d\d/\d{4}", day(value))
    d, m, y = map(int, day(value).split("/"))
    assert date(y, m, d) == value


@pytest.mark.parametrize(
    ("clause", "cited"),
    [
        ("II.2.2.đ", "điểm đ mục 2.2 phần II"),
        ("II.2.2.a", "điểm a mục 2.2 phần II"),
        ("II.2.6.h", "điểm h mục 2.6 phần II"),
        ("II.1.2", "mục 1.2 phần II"),
        ("III.1.2", "mục 1.2 phần III"),
        ("IV.1", "mục 1 phần IV"),
        ("VI.3.3", "mục 3.3 phần VI"),
    ],
)
def test_cite(clause: str, cited: str) -> None:
    assert cite(clause) == cited


def test_every_clause_of_the_plan_can_be_cited(plan: Plan) -> None:
    clauses = [target.clause for target in plan.targets] + [task.clause for task in plan.tasks]
    for clause in clauses:
        part = clause.split(".")[0]
        assert cite(clause).endswith(f" phần {part}")


def test_the_year_is_named_with_its_days(plan: Plan) -> None:
    line = wording.pages.period_line(plan.periods["2022-FY"])
    assert line == "Năm 2022 (15/12/2021–14/12/2022)"


def test_a_commune_is_named_with_its_district_except_in_exports(plan: Plan) -> None:
    commune = plan.agencies["03022-xa-thanh-binh"]
    assert commune.name == "UBND xã Thanh Bình, thị xã Sa Pa"
    assert short_name(commune, plan.parent(commune)) == "UBND xã Thanh Bình"
    department = plan.agencies["so-van-hoa-the-thao-va-du-lich"]
    assert short_name(department, plan.parent(department)) == "Sở Văn hóa, Thể thao và Du lịch"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("UBND  xã Thanh Bình ", "ubnd xã thanh bình", True),
        ("So\u031b\u0309 No\u0323\u0302i vu\u0323", "Sở Nội vụ", True),  # decomposed (NFD)
        ("phường Sa Pa", "phường Sa Pả", False),
        ("xã Nậm Chảy", "xã Nậm Chầy", False),
    ],
)
def test_names_are_matched_with_their_tone_marks(one: str, other: str, alike: bool) -> None:
    assert (folded(one) == folded(other)) is alike


# ---------------------------------------------------------------- verdicts in words


def a_result(plan: Plan, target: str, verdict: Verdict, **observed: object) -> Result:
    observation = Observation("x", Level("commune"), target, Source.COMPUTED, 43, 48)
    observation = replace(observation, **observed)
    return Result("x", Level("commune"), plan.target(target), observation, verdict)


# From the table of wording.md; online_dossiers is firm, dossiers_on_time an aspiration.
@pytest.mark.parametrize(
    ("status", "reason", "target", "at_the_end", "before"),
    [
        (Status.MET, None, "online_dossiers", "Đạt", "Đang đạt"),
        (Status.MISSED, None, "online_dossiers", "Không đạt", "Đang thấp hơn mức"),
        (Status.MISSED, None, "dossiers_on_time", "Chưa đạt mức phấn đấu", "Đang thấp hơn mức"),
        (Status.ON_PACE, None, "online_dossiers", "Đúng tiến độ", "Đúng tiến độ"),
        (Status.BEHIND, None, "online_dossiers", "Chậm tiến độ", "Chậm tiến độ"),
        (
            Status.NOT_DUE,
            Reason.DUE_LATER,
            "satisfaction_2025",
            "Chưa đến hạn (đến năm 2025)",
            "Chưa đến hạn (đến năm 2025)",
        ),
        (
            Status.NOT_DUE,
            Reason.NO_BASELINE,
            "digitised_results",
            "Chưa đến hạn (31/12/2022)",
            "Chưa đến hạn (31/12/2022)",
        ),
        (
            Status.NOT_DUE,
            Reason.NO_SURVEY,
            "satisfaction",
            "Chưa đến kỳ (chưa khảo sát)",
            "Chưa đến kỳ (chưa khảo sát)",
        ),
        (Status.NO_DATA, Reason.BLANK, "online_dossiers", "Chưa có số liệu", "Chưa có số liệu"),
        (Status.NOT_ARISING, None, "online_dossiers", "Không phát sinh", "Không phát sinh"),
        (
            Status.NOT_APPLICABLE,
            Reason.NOT_BOUND,
            "online_dossiers",
            "Không áp dụng",
            "Không áp dụng",
        ),
        (
            Status.INCONCLUSIVE,
            Reason.SMALL_SAMPLE,
            "satisfaction",
            "Chưa đủ căn cứ kết luận",
            "Chưa đủ căn cứ kết luận",
        ),
    ],
)
def test_status_words(
    plan: Plan, status: Status, reason: Reason | None, target: str, at_the_end: str, before: str
) -> None:
    result = a_result(plan, target, Verdict(status, reason))
    assert wording.verdicts.status_words(result, plan.periods["2022-FY"]) == at_the_end
    assert wording.verdicts.status_words(result, plan.periods["2022-H1"]) == before


def test_over_an_upper_limit_is_worded_as_over(plan: Plan) -> None:
    result = a_result(plan, "online_dossiers", Verdict(Status.MISSED))
    result = replace(result, target=replace(result.target, comparison=Comparison.AT_MOST))
    assert wording.verdicts.status_words(result, plan.periods["2022-H1"]) == "Đang vượt mức"
    assert wording.verdicts.status_words(result, plan.periods["2022-FY"]) == "Không đạt"


@pytest.mark.parametrize("period", ["2022-H1", "2022-FY"])
def test_figures_only_shown_are_worded_as_such(plan: Plan, period: str) -> None:
    assert (
        wording.verdicts.status_words(
            a_result(plan, "recruits_to_leavers", Verdict(Status.NOT_DUE, Reason.YEAR_END)),
            plan.periods[period],
        )
        == "Chưa đến kỳ (kết luận khi hết năm)"
    )
    shown = a_result(plan, "online_payment_procedures", Verdict(None))
    assert shown.target.judged[Level("commune")] is Judged.INFO
    assert wording.verdicts.status_words(shown, plan.periods[period]) == "Để theo dõi"
    part = a_result(plan, "papers_reused", Verdict(None))
    assert wording.verdicts.status_words(part, plan.periods[period]) == "Không kết luận riêng"


def test_the_reason_for_a_missing_verdict(plan: Plan) -> None:
    small = Verdict(Status.INCONCLUSIVE, Reason.SMALL_SAMPLE)
    drawn = a_result(plan, "satisfaction", small, sampled=True)
    assert wording.verdicts.reason_words(drawn, plan) == "mẫu khảo sát nhỏ: 48 lượt trả lời"
    within = replace(drawn, verdict=Verdict(Status.INCONCLUSIVE, Reason.WITHIN_ERROR))
    said = "chênh lệch nằm trong sai số mẫu: 48 lượt trả lời"
    assert wording.verdicts.reason_words(within, plan) == said
    gaps = Verdict(Status.NO_DATA, Reason.AGENCIES_MISSING)
    whole = a_result(plan, "electronic_transfer", gaps, asked=152, answered=149)
    assert wording.verdicts.reason_words(whole, plan) == "thiếu 3 cơ quan"
    assert wording.verdicts.status_words(whole, plan.final_period) == "Chưa đủ số liệu để kết luận"
    silent = a_result(plan, "electronic_transfer", gaps, asked=9, answered=0, numerator=None)
    silent = replace(
        silent, observation=silent.observation and replace(silent.observation, missing=gaps.reason)
    )
    assert wording.verdicts.reason_words(silent, plan) == "cả 9 cơ quan chưa có số liệu"
    assert wording.verdicts.status_words(silent, plan.final_period) == "Chưa có số liệu"
    undated = Verdict(Status.INCONCLUSIVE, Reason.NO_DUE_DAY)
    blank = a_result(plan, "dossiers_on_time", undated, undated=3)
    assert wording.verdicts.reason_words(blank, plan) == "3 hồ sơ không ghi ngày hẹn trả"
    met = a_result(plan, "satisfaction", Verdict(Status.MET))
    assert wording.verdicts.reason_words(met, plan) == ""


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["A"], "chưa có số liệu: A"),
        (list("ABCDE"), "chưa có số liệu: A; B; C; D; E"),
        (list("ABCDEF"), "chưa có số liệu: A; B; C; D; E và 1 cơ quan khác (danh sách ở mục 5)"),
    ],
)
def test_agencies_without_data_are_named(names: list[str], words: str) -> None:
    assert wording.results.lacking_words(names) == words


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_words(plan: Plan, reason: Reason) -> None:
    result = a_result(plan, "satisfaction", Verdict(Status.NO_DATA, reason))
    assert wording.verdicts.reason_words(result, plan)


@pytest.mark.parametrize(
    ("status", "units", "words"),
    [
        (Status.MISSED, -58, "còn thiếu 58 kết quả"),
        (Status.MISSED, -1_058, "còn thiếu 1.058 kết quả"),
        (Status.MET, 12, "vượt 12 kết quả"),
        (Status.MET, 0, "vừa đủ"),
        (Status.NO_DATA, -58, ""),
        (Status.INCONCLUSIVE, -58, ""),
        (Status.MISSED, None, ""),
    ],
)
def test_margin_in_units_of_work(plan: Plan, status: Status, units: int | None, words: str) -> None:
    verdict = Verdict(status, margin=Fraction(units or 0), margin_units=units)
    assert wording.verdicts.margin_words(a_result(plan, "digitised_results", verdict)) == words


@pytest.mark.parametrize(
    ("target", "status", "units", "words"),
    [
        ("recruits_to_leavers", Status.MISSED, -2, "quá mức 2 người"),
        ("recruits_to_leavers", Status.MET, 3, "còn 3 người đến mức"),
        ("recruits_to_leavers", Status.MET, 0, "vừa đủ"),
        ("service_units_cut", Status.MISSED, -8, "còn phải giảm 8 đơn vị sự nghiệp"),
        ("service_units_cut", Status.MET, 1, "vượt 1 đơn vị sự nghiệp"),
        ("par_index_rank", Status.MISSED, -4, "còn thiếu 4 bậc"),
    ],
)
def test_margin_by_kind_of_figure(
    plan: Plan, target: str, status: Status, units: int, words: str
) -> None:
    verdict = Verdict(status, margin=Fraction(units), margin_units=units)
    assert wording.verdicts.margin_words(a_result(plan, target, verdict)) == words


@pytest.mark.parametrize(
    ("target", "of", "surveyed", "words"),
    [
        ("satisfaction", "", True, "còn thiếu 9 lượt hài lòng"),
        ("satisfaction_fields", "", True, "còn thiếu 9 lượt hài lòng"),
        ("health_education_satisfaction", "y tế", True, "còn thiếu 9 lượt hài lòng (y tế)"),
        ("staff_inspected", "cán bộ", False, "còn thiếu 9 (cán bộ)"),
    ],
)
def test_missing_ballots_are_satisfied_ones(
    plan: Plan, target: str, of: str, surveyed: bool, words: str
) -> None:
    verdict = Verdict(Status.MISSED, margin_units=-9)
    result = a_result(plan, target, verdict, surveyed=surveyed)
    assert wording.verdicts.margin_words(result, of) == words


@pytest.mark.parametrize(
    ("target", "value", "words"),
    [
        ("service_units_cut", Fraction(17, 5), "giảm 3,4%"),
        ("service_units_cut", Fraction(-6, 5), "tăng 1,2%"),
        ("service_units_cut", Fraction(-1, 500), "tăng 0,002%"),
        ("service_units_cut", Fraction(2_999, 1_000), "giảm 2,999%"),
        ("service_units_cut", Fraction(0), "không đổi"),
        ("recruits_to_leavers", Fraction(500, 9), "55,6%"),
        ("recruits_to_leavers", Fraction(150), "150%"),
        ("par_index_rank", Fraction(2), f"tăng 2{SPACE}bậc"),
        ("par_index_rank", Fraction(-3), f"giảm 3{SPACE}bậc"),
        ("par_index_rank", Fraction(0), "không đổi"),
        ("online_dossiers", Fraction(339, 10), "33,9%"),
    ],
)
def test_a_value_is_worded_by_its_kind(
    plan: Plan, target: str, value: Fraction, words: str
) -> None:
    assert wording.targets.value_figure(plan.target(target), WHOLE, value) == words


@pytest.mark.parametrize(
    ("needed", "comparison", "words"),
    [
        (Fraction(823, 10), Comparison.AT_LEAST, "phải đạt từ 82,3%"),
        (Fraction(82_301, 1_000), Comparison.AT_LEAST, "phải đạt từ 82,4%"),  # up
        (Fraction(90), Comparison.MORE_THAN, "phải đạt trên 90%"),
        (Fraction(100), Comparison.AT_LEAST, "phải đạt từ 100%"),
        (Fraction(100_001, 1_000), Comparison.AT_LEAST, "không thể đạt trong năm"),
        (Fraction(100), Comparison.MORE_THAN, "không thể đạt trong năm"),
        (Fraction(0), Comparison.AT_LEAST, "đã chắc chắn đạt"),
        (Fraction(0), Comparison.MORE_THAN, "phải đạt trên 0%"),
        (Fraction(-1, 9), Comparison.MORE_THAN, "đã chắc chắn đạt"),
        (Fraction(823, 10), Comparison.AT_MOST, "không được quá 82,3%"),
        (Fraction(82_399, 1_000), Comparison.AT_MOST, "không được quá 82,3%"),  # down
        (Fraction(0), Comparison.AT_MOST, "không được quá 0%"),
        (Fraction(-1, 9), Comparison.AT_MOST, "không thể đạt trong năm"),
        (Fraction(100), Comparison.AT_MOST, "đã chắc chắn đạt"),
        (Fraction(-5), Comparison.AT_LEAST, "đã chắc chắn đạt"),
    ],
)
def test_the_rate_needed_in_the_rest_of_the_year(
    needed: Fraction, comparison: Comparison, words: str
) -> None:
    assert wording.verdicts.needed_words(needed, comparison).endswith(words)


@pytest.mark.parametrize(
    ("pace", "printed"),
    [
        (Fraction(97, 100), "97"),
        (Fraction(19, 20), "95"),
        (Fraction(94_999, 100_000), "94,999"),
        (Fraction(-1, 2), "-50"),
    ],
)
def test_a_pace_is_never_rounded_across_its_limit(pace: Fraction, printed: str) -> None:
    assert wording.verdicts.pace_words(pace) == f"đạt {printed}% đường tiến độ"


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [(420, 408, "từ 420 còn 408"), (1_420, 1_425, "từ 1.420 lên 1.425"), (7, 7, "từ 7 vẫn 7")],
)
def test_earlier_and_present_figure(before: int, now: int, words: str) -> None:
    assert wording.verdicts.from_to(before, now) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Fraction(16, 5), f"+3,2{SPACE}điểm phần trăm"),
        (Fraction(-61, 10), f"−6,1{SPACE}điểm phần trăm"),
        (Fraction(-3, 100), f"−0,03{SPACE}điểm phần trăm"),  # a difference is never printed as zero
        (Fraction(0), "không đổi"),
    ],
)
def test_difference_in_points(value: Fraction, words: str) -> None:
    assert wording.pages.points_apart(value) == words


@pytest.mark.parametrize(
    ("target", "level", "whole", "words"),
    [
        ("work_files_online", Level("commune"), False, "Đơn vị báo cáo"),
        ("commune_cadres_degree", Level("commune"), False, "UBND cấp huyện cung cấp"),
        ("modern_desk", WHOLE, True, "UBND cấp huyện cung cấp"),
        (
            "officials_digital_identity",
            Level("commune"),
            False,
            "Đơn vị báo cáo, một phần do UBND cấp huyện cung cấp",
        ),
        ("officials_digital_identity", Level("district"), False, "Đơn vị báo cáo"),
        ("staff_inspected", WHOLE, True, "Biểu của tỉnh (Sở Nội vụ tổng hợp)"),
        ("staff_inspected", Level("district"), False, "Sở Nội vụ ghi nhận"),
        ("service_units_cut", Level("district"), False, "Đơn vị báo cáo"),
        ("service_units_cut", WHOLE, True, "Biểu của tỉnh (Sở Nội vụ tổng hợp)"),
        ("level4_procedures", Level("commune"), False, "Biểu của tỉnh (Sở Nội vụ tổng hợp)"),
        ("work_files_online", Level("commune"), True, "Đơn vị báo cáo"),
    ],
)
def test_who_reports_a_figure(
    plan: Plan, target: str, level: Level, whole: bool, words: str
) -> None:
    observation = Observation("x", level, target, Source.REPORTED, 1, 2)
    source = figure_source(plan, plan.target(target), observation, whole)
    level = reporting_level(plan.target(target), level)
    assert wording.verdicts.source_words(source, "", plan, level) == words
    computed = replace(observation, source=Source.COMPUTED)
    source = figure_source(plan, plan.target(target), computed, whole)
    assert wording.verdicts.source_words(source, "", plan, level) == "Tính từ dữ liệu hồ sơ"


@pytest.mark.parametrize(
    ("target", "level", "words"),
    [
        ("satisfaction", Level("commune"), "Trên 90%"),
        ("online_dossiers", Level("commune"), "Tối thiểu 60%"),
        ("digitised_results", Level("commune"), "Phấn đấu tối thiểu 40%"),
        ("digitised_results", Level("province"), "Phấn đấu tối thiểu 60%"),
        ("digitised_results", WHOLE, ""),
        ("dossiers_on_time", Level("commune"), "Phấn đấu 100%"),
        ("one_stop_procedures", Level("commune"), "100%"),
        ("service_units_cut", WHOLE, "Giảm tối thiểu 3% so với 2021"),
        ("recruits_to_leavers", WHOLE, "Không quá 2/3 (66,7%)"),
        ("par_index_rank", WHOLE, f"Tăng từ 1{SPACE}bậc"),
        ("senior_leaders_international", WHOLE, "Phấn đấu tối thiểu 5%"),
    ],
)
def test_threshold_words(plan: Plan, target: str, level: Level, words: str) -> None:
    the_target = with_example(plan).target(target)
    assert wording.targets.threshold_words(the_target, level) == words


def test_a_fall_whose_unit_is_percent_alone(plan: Plan) -> None:
    target = replace(plan.target("service_units_cut"), unit="%")
    assert wording.targets.threshold_words(target, WHOLE) == "Giảm tối thiểu 3%"


def test_names_of_agencies_keep_their_capital_letters_inside_a_sentence() -> None:
    said = wording.brief.urge(["Sở Khoa học và Công nghệ", "UBND xã Tả Phìn, thị xã Sa Pa"])
    assert said == (
        "Đôn đốc 2 đơn vị chưa có biểu số liệu: "
        "Sở Khoa học và Công nghệ; UBND xã Tả Phìn, thị xã Sa Pa."
    )


# ---------------------------------------------------------------- register


def test_no_sentence_says_error_or_addresses_the_reader() -> None:
    modules = Path(wording.__file__).parent.glob("*.py")
    tree = ast.Module([ast.parse(path.read_text("utf-8")) for path in modules], [])
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and isinstance(node.body[0], ast.Expr)
    }
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]
    assert len(texts) > 100
    assert [text for text in texts if re.search(r"lỗi!|\bbạn\b", text, re.IGNORECASE)] == []
