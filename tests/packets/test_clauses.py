"""The display of a clause for each kind of figure; expected figures are worked out in the tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import evaluations as given
from evaluations import COMMUNE, DEPARTMENT, DISTRICT, PROVINCE
from helpers.evaluation.standings import assessed
from helpers.model import (
    WHOLE,
    Component,
    Evaluation,
    Judgement,
    Level,
    Observation,
    OwnReports,
    Reason,
    Source,
    Status,
)
from helpers.packets import display
from helpers.wording.core import within
from pages import read
from parts import DIGITISED, every_part, survey, text

Figure = tuple[int, int] | Reason | Judgement | Observation


# ---------------------------------------------------------------- clauses


def test_a_clause_shows_every_column() -> None:
    evaluation = given.few(COMMUNE, DIGITISED, before={"digitised_results": (30, 100)})
    evaluation = replace(
        evaluation,
        results=tuple(
            replace(r, peer_median=47.5, peer_count=150) if r.observation else r
            for r in evaluation.results
        ),
    )
    page = read(display.clause(evaluation, "II.2.2.đ").html)
    heads = [e.text for e in page.all("th") if e.attrs.get("scope") == "col"]
    assert heads == ["Chỉ tiêu", "Kết quả", "Kết luận", "Kỳ trước", "Cùng cấp"]
    assert "Số hóa kết quả giải quyết TTHC còn hiệu lực phấn đấu 40%" in page.text
    cells = [" ".join(e.text.replace("\u00a0", " ").split()) for e in page.all("td")]
    assert cells[:4] == [
        "33,9% 322/950",
        "Chưa đạt mức phấn đấu còn thiếu 58 kết quả",
        "30%",
        "giữa 47,5%",
    ]
    assert "Nguồn: Đơn vị báo cáo" in page.text
    assert "322 kết quả còn hiệu lực đã số hóa trên 950 kết quả còn hiệu lực" in page.text
    assert "tài liệu kiểm chứng: Công văn 12" in page.text


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (
            70,
            50,
            "50% 50/100 Không đạt còn thiếu 10 hồ sơ 70% Đang đạt",
        ),
        (
            50,
            70,
            "70% 70/100 Đạt vượt 10 hồ sơ 50% Đang thấp hơn",
        ),
        (50, 51, "51% 51/100 Không đạt còn thiếu 9 hồ sơ 50%"),
    ],
)
def test_a_changed_verdict_is_shown_with_the_previous_figure(
    then: int, now: int, said: str
) -> None:
    figures = {"online_dossiers": (now, 100)}
    evaluation = given.few(COMMUNE, figures, before={"online_dossiers": (then, 100)})
    assert said in text(display.clause(evaluation, "II.2.2.e"))


def test_a_random_sample_shows_value_interval_and_size() -> None:
    # Wilson, 44 of 48 (scipy.stats.binomtest(44, 48).proportion_ci(method="wilson")): 80,4-96,7
    drawn = survey(48, 44)
    said = text(display.clause(given.few(COMMUNE, {"satisfaction": drawn}), "II.2.2.g"))
    assert "Chưa đủ căn cứ kết luận chênh lệch nằm trong sai số mẫu: 48 lượt trả lời" in said
    assert "91,7% 44/48" in said
    assert "khoảng tin cậy 95%: 80,4–96,7%" in said
    few = text(display.clause(given.few(COMMUNE, {"satisfaction": survey(29, 27)}), "II.2.2.g"))
    assert "Chưa đủ căn cứ kết luận mẫu khảo sát nhỏ: 29 lượt trả lời" in few


@pytest.mark.parametrize(
    ("land", "building", "shown_apart"),
    [((4, 4), (0, 0), False), ((30, 31), (3, 4), False), ((5, 5), (30, 31), True)],
)
def test_a_group_of_fewer_than_five_ballots_is_not_shown(
    land: tuple[int, int], building: tuple[int, int], shown_apart: bool
) -> None:
    observation = replace(
        survey(land[1] + building[1], land[0] + building[0]),
        target="satisfaction_fields",
        components=(Component("Đất đai", *land), Component("Xây dựng", *building)),
    )
    said = shown(COMMUNE, "satisfaction_fields", observation)
    assert ("Đất đai:" in said, "Xây dựng:" in said) == (shown_apart, shown_apart)
    few = "không nêu từng lĩnh vực, lượt trả lời tự nguyện vì có nhóm dưới 5 lượt trả lời"
    withheld = land[1] + building[1] < 5
    assert ("dưới 5 lượt trả lời, không nêu số và không kết luận" in said) is withheld
    assert (few in said) is not (shown_apart or withheld)


@pytest.mark.parametrize(
    ("population", "said"),
    [
        (
            800,
            "số lượt trả lời bằng 6% số hồ sơ đã giải quyết (48/800), trên 5%: khoảng tin cậy chưa",
        ),
        (959, "số lượt trả lời bằng 5,01% số hồ sơ đã giải quyết (48/959), trên 5%"),
        (960, ""),  # 48 of 960 are exactly 5%
        (47, ""),  # more ballots than dossiers cannot be a sample
        (None, ""),
    ],
)
def test_a_sample_that_is_a_large_part_of_the_whole_is_noted(
    population: int | None, said: str
) -> None:
    drawn = replace(survey(48, 44), population=population)
    shown = text(display.clause(given.few(COMMUNE, {"satisfaction": drawn}), "II.2.2.g"))
    assert (said or "khoảng tin cậy 95%") in shown
    assert ("tổng thể hữu hạn" in shown) == bool(said)


def test_voluntary_ballots_are_shown_apart_and_a_few_not_at_all() -> None:
    only = Observation(
        COMMUNE,
        Level("commune"),
        "satisfaction",
        Source.COMPUTED,
        missing=Reason.NOT_SAMPLED,
        surveyed=True,
        voluntary=(Component("satisfied", 44, 48),),
    )
    said = said_of(given.few(COMMUNE, {"satisfaction": only}), "satisfaction")
    apart = "chỉ để tham khảo, không suy rộng, không dùng để kết luận"
    assert f"48 lượt trả lời tự nguyện, 44 lượt hài lòng (91,7%): {apart}" in said
    assert "Không áp dụng" in said and "khoảng tin cậy" not in said
    both = replace(survey(100, 99), voluntary=(Component("satisfied", 0, 4),))
    said = text(display.clause(given.few(COMMUNE, {"satisfaction": both}), "II.2.2.g"))
    assert "99% 99/100" in said and "Đạt" in said
    # Four would show who was not satisfied.
    assert apart not in said and "4 lượt trả lời" not in said
    assert "không nêu từng lĩnh vực, lượt trả lời tự nguyện vì có nhóm dưới 5 lượt trả lời" in said


def test_few_cases_get_a_note() -> None:
    said = text(display.clause(given.few(COMMUNE, {"online_dossiers": (20, 29)}), "II.2.2.e"))
    assert "dưới 30 trường hợp, tỷ lệ dễ biến động" in said
    enough = text(display.clause(given.few(COMMUNE, {"online_dossiers": (20, 30)}), "II.2.2.e"))
    assert "dưới 30" not in enough


def test_yes_and_no_are_shown_as_words() -> None:
    for figure, word in (((1, 1), "Có"), ((0, 1), "Không")):
        part = display.clause(given.few(COMMUNE, {"modern_desk": figure}), "II.2.2.b")
        cells = [" ".join(e.text.split()) for e in read(part.html).all("td")]
        assert cells[0] == word
    undone = given.few(DISTRICT, {"it_infrastructure": (0, 1)})
    label = within(undone.plan.target("it_infrastructure").label)
    assert f"Việc chưa thực hiện (1): {label}" in text(display.actions(undone))


def test_a_clause_without_a_figure_shows_the_judgement_and_no_percentage() -> None:
    evaluation = given.few(DISTRICT, {"one_stop_renewal": Judgement.UNDER_WAY})
    said = said_of(evaluation, "one_stop_renewal")
    assert "Theo dõi, không kết luận: đổi mới cơ chế một cửa" in said
    assert "Đang thực hiện." in said
    assert "100%" not in said


def test_targets_that_do_not_bind_are_one_line_of_the_area_and_not_in_the_clause() -> None:
    evaluation = given.few(COMMUNE, {})
    assert not display.clause(evaluation, "II.2.2.i").html
    said = text(display.watched(evaluation, "organisation"))
    # Clauses a, b and d bind no commune, nor does health or education of clause c.
    assert said == (
        "Không áp dụng: II.2.3.a, II.2.3.b, II.2.3.c, II.2.3.d "
        "(không thuộc đối tượng của điểm này)."
    )  # a clause of several targets is named once


@pytest.mark.parametrize("agency", [COMMUNE, DISTRICT, DEPARTMENT, PROVINCE])
def test_every_target_of_the_area_is_shown_or_its_clause_listed(agency: str) -> None:
    """With a verdict in the table of its clause, without one in the lines of the area."""
    evaluation = given.evaluation(agency)
    for area in evaluation.plan.areas:
        watched = text(display.watched(evaluation, area.id)).lower()
        for target in (target for clause in area.clauses for target in clause.targets):
            said = text(display.clause(evaluation, target.clause)).lower()
            own = [r for r in evaluation.results if r.target.id == target.id]
            statuses = {r.verdict.status for r in own}
            if statuses == {Status.NOT_APPLICABLE}:
                assert target.clause.lower() in watched, target.id
            elif any(map(assessed, own)):
                assert target.label.lower() in said, target.id
            else:
                assert target.label.lower() in watched, target.id


def test_anchors_are_unique_and_every_link_has_one() -> None:
    for agency in (COMMUNE, DISTRICT, DEPARTMENT, PROVINCE):
        page = read("".join(part.html for part in every_part(given.evaluation(agency))))
        anchors = [e.attrs["id"] for e in page.elements if "id" in e.attrs]
        links = {e.attrs["href"] for e in page.all("a")}
        assert len(anchors) == len(set(anchors))
        assert {link for link in links if not link.startswith("#muc-")} <= {
            f"#{anchor}" for anchor in anchors
        }


# ---------------------------------------------------------------- kinds of figure


def shown(agency: str, target: str, figure: Figure, period: str = "2022-FY", **more: Any) -> str:
    """The text of a target's clause for this figure."""
    return said_of(given.few(agency, {target: figure}, period, **more), target)


def said_of(evaluation: Evaluation, target: str) -> str:
    """The text of the clause of a target, and of what gets no verdict in its area."""
    place = evaluation.plan.target(target)
    clause, watched = (
        display.clause(evaluation, place.clause),
        display.watched(evaluation, place.area),
    )
    return f"{text(clause)} {text(watched)}".strip()


def whole(target: str, numerator: int | None, denominator: int | None, **more: Any) -> Figure:
    """A figure of the province."""
    observation = Observation(PROVINCE, WHOLE, target, Source.REPORTED, numerator, denominator)
    return replace(observation, **more)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (420, 408, "giảm 2,86% từ 420 còn 408 Không đạt"),  # 12 of 420 is 2,857%
        (400, 388, "giảm 3% từ 400 còn 388 Đạt vừa đủ"),
        (420, 425, "tăng 1,2% từ 420 lên 425 Không đạt"),  # 5 of 420 is 1,19%
        (420, 420, "không đổi từ 420 vẫn 420 Không đạt"),
    ],
)
def test_a_fall_shows_both_figures(before: int, now: int, said: str) -> None:
    clause_text = shown(
        PROVINCE, "service_units_cut", whole("service_units_cut", before - now, before)
    )
    assert f"mức giảm 3% {said}" in clause_text


def test_the_missing_part_of_a_fall_is_still_to_be_reduced() -> None:
    # 3% of 420 is 12,6, so 13 must be reduced; 5 were.
    evaluation = given.few(PROVINCE, {"service_units_cut": whole("service_units_cut", 5, 420)})
    assert "8 đơn vị sự nghiệp giảm 1,2% từ 420 còn 415 3% II.2.3.b" in text(
        display.actions(evaluation)
    )
    assert "còn phải giảm 8 đơn vị sự nghiệp" in text(display.clause(evaluation, "II.2.3.b"))


@pytest.mark.parametrize(
    ("recruits", "leavers", "said"),
    [
        (5, 9, "55,6% 5/9 Đạt còn 1 người đến mức"),  # two thirds of 9 are 6
        (6, 9, "66,7% 6/9 Đạt vừa đủ"),
        (7, 9, "77,8% 7/9 Không đạt quá mức 1 người"),
        (3, 0, "3/0 Không đạt quá mức 3 người"),  # with 0 leavers there is no value
    ],
)
def test_a_ratio_shows_its_two_counts(recruits: int, leavers: int, said: str) -> None:
    figure = whole("recruits_to_leavers", recruits, leavers)
    clause_text = shown(PROVINCE, "recruits_to_leavers", figure)
    assert f"mức không quá 2/3 (66,7%) {said}" in clause_text
    assert f"{recruits} công chức tuyển dụng mới trên {leavers} công chức ra khỏi" in clause_text


def test_no_leavers_and_no_recruits_is_shown_as_no_cases() -> None:
    said = shown(PROVINCE, "recruits_to_leavers", whole("recruits_to_leavers", 0, 0))
    assert "Không phát sinh" in said and "0/0" not in said


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (2, "tăng 2 bậc Đạt vượt 1 bậc"),
        (1, "tăng 1 bậc Đạt vừa đủ"),
        (0, "không đổi Không đạt còn thiếu 1 bậc"),
        (-3, "giảm 3 bậc Không đạt còn thiếu 4 bậc"),
    ],
)
def test_a_gain_in_ranks(places: int, said: str) -> None:
    clause_text = shown(PROVINCE, "par_index_rank", whole("par_index_rank", places, None))
    assert f"mức tăng 1 bậc {said}" in clause_text


def test_a_rank_that_is_not_published_is_a_gap_with_its_reason() -> None:
    missing = whole("par_index_rank", None, None, missing=Reason.NOT_PUBLISHED)
    assert "chưa có Chưa có số liệu chưa công bố" in shown(PROVINCE, "par_index_rank", missing)


def test_a_judgement_is_shown_instead_of_a_figure() -> None:
    said = shown(COMMUNE, "files_electronic", Judgement.UNDER_WAY)
    assert "Theo dõi, không kết luận: hồ sơ được tạo, lưu trữ" in said
    assert "Đang thực hiện" in said and "%" not in said
    evaluation = given.few(COMMUNE, {"files_electronic": Reason.PARENT_SILENT})
    assert "chưa có chỉ tiêu nào được đánh giá" in text(display.summary(evaluation))
    assert "Hồ sơ được tạo, lưu trữ" in text(display.gaps(evaluation))


@pytest.mark.parametrize(("figure", "word"), [((1, 1), "Có"), ((0, 1), "Không")])
def test_an_inspection_is_yes_or_no_without_a_verdict(figure: tuple[int, int], word: str) -> None:
    said = shown(COMMUNE, "staff_inspected", figure)
    assert f"được kiểm tra công vụ {word}" in said and "Theo dõi, không kết luận" in said
    assert "100%" not in said


def test_the_parts_of_a_condition_are_shown_as_answers() -> None:
    parts = (Component("Danh mục được phê duyệt", 1, 1), Component("Đã bố trí theo vị trí", 0, 1))
    observation = Observation(
        DISTRICT, Level("district"), "positions_structured", Source.REPORTED, 0, 1, components=parts
    )
    said = shown(DISTRICT, "positions_structured", observation)
    assert "Danh mục được phê duyệt: có; Đã bố trí theo vị trí: không." in said


def test_conditions_over_several_agencies_are_shown_as_shares_that_decide_nothing() -> None:
    parts = (Component("Danh mục được phê duyệt", 9, 10), Component("Đã bố trí theo vị trí", 5, 10))
    figure = whole("positions_structured", 5, 10, components=parts)
    said = shown(PROVINCE, "positions_structured", figure)
    assert "Đã bố trí theo vị trí: 5/10, 50%" in said and "ấy số thấp hơn" not in said
    assert "còn thiếu 5 cơ quan" in said


def test_additional_counts_of_a_figure_are_plain_numbers() -> None:
    observation = Observation(
        COMMUNE,
        Level("commune"),
        "work_files_online",
        Source.REPORTED,
        500,
        1000,
        components=(Component("Hồ sơ mật (không tính)", 1204),),
    )
    assert "Hồ sơ mật (không tính): 1.204;" in shown(COMMUNE, "work_files_online", observation)


def test_the_lowest_share_that_decides_is_named() -> None:
    # 30% of 13.000 persons are 3.900; 3.000 are 23,1%, and of 180 agencies 60 are 33,3%.
    parts = (Component("Cơ quan, đơn vị", 60, 180), Component("Cán bộ, công chức", 3000, 13000))
    figure = whole(
        "staff_inspected",
        3000,
        13000,
        components=parts,
        average=Component("average", 7500, 26000),  # 28,8%
    )
    said = shown(PROVINCE, "staff_inspected", figure)
    assert "23,1% 3.000/13.000 Không đạt còn thiếu 900 (cán bộ, công chức)" in said
    assert "lấy số thấp hơn: cán bộ, công chức; Cơ quan, đơn vị: 60/180, 33,3%" in said
    assert "Bình quân hai năm: 7.500/26.000, 28,8%" in said


def test_a_yearly_figure_is_not_judged_before_the_end_of_the_year() -> None:
    said = shown(PROVINCE, "recruits_to_leavers", whole("recruits_to_leavers", 7, 9), "2022-H1")
    assert "Chưa đến kỳ (kết luận khi hết năm)" in said and "ông đạt" not in said


def test_the_path_to_2025_is_shown_from_its_baseline() -> None:
    # 40 of 400 (10%) on 31/12/2021, 20% on 31/12/2025: 1.461 days. On 14/12/2022 348 have passed,
    # so 12,38% is expected; 49 of 400 are 12,25%, that is 2,25 of 2,38: 94,46%.
    figure = whole(
        "self_financing_units_2025", 49, 400, baseline=Component("Cuối năm gốc", 40, 400)
    )
    said = shown(PROVINCE, "self_financing_units_2025", figure)
    assert "Chậm tiến độ" in said
    assert "số gốc năm 2021: 40/400, 10%; đạt 94,46% đường tiến độ" in said.replace("Số", "số")


def test_the_rate_needed_in_the_rest_of_the_year_is_shown() -> None:
    # 15/12-14/6 are 182 of 365 days. 45 of 100 so far, 60% of 365/182 of 100 are 120,33: still
    # 75,33 of 100,55, which is 74,92%.
    evaluation = given.few(COMMUNE, {"online_dossiers": (45, 100)}, "2022-H1")
    words = (
        "ếu từ nay đến cuối năm có khoảng 101 hồ sơ đã giải quyết (bình quân ngày như từ đầu năm) "
        "thì thời gian còn lại của năm phải đạt từ 75%"
    )
    assert words in text(display.clause(evaluation, "II.2.2.e"))
    # 45 of 100 are 15 short of 60%; in the half year that can still be done.
    steps = text(display.actions(evaluation))
    assert "Còn làm được" in steps and "15 hồ sơ 45% 45/100 60%" in steps


def test_a_quarter_that_meets_a_lost_year_says_both() -> None:
    """Ten of 100 in the half year, all of 20 in the quarter: 30 of 120, and 60% of the year's
    159,9 are 95,9. The rest has 40 only."""
    evaluation = given.few(
        COMMUNE, {"online_dossiers": (20, 20)}, "2022-Q3", before={"online_dossiers": (10, 100)}
    )
    said = text(display.clause(evaluation, "II.2.2.e"))
    assert "Đang đạt tính riêng kỳ này; lũy kế từ đầu năm 25%" in said
    assert "có khoảng 40 hồ sơ" in said and "thì không thể đạt trong năm" in said
    assert "Không có chỉ tiêu nào dưới mức" in text(display.actions(evaluation))


def test_of_all_there_is_no_making_up_and_no_assumption() -> None:
    late = given.few(COMMUNE, {"dossiers_on_time": (99, 100)}, "2022-H1")
    said = text(display.clause(late, "II.2.2.b"))
    assert "hông thể đạt trong năm" in said and "từ nay đến cuối năm" not in said
    steps = text(display.actions(late))
    over = steps.index("Đã khép lại trong năm, rút kinh nghiệm")
    assert steps.index("1 hồ sơ 99% 99/100 100%") > over


def test_of_yes_and_no_the_peers_are_counted_that_say_yes() -> None:
    """Their median is an answer, and not what all of them say."""
    evaluation = given.few(COMMUNE, {"it_infrastructure": (0, 1)})
    evaluation = replace(
        evaluation,
        results=tuple(
            replace(r, peer_median=100.0, peer_count=150, peer_yes=138)
            if r.target.id == "it_infrastructure"
            else r
            for r in evaluation.results
        ),
    )
    said = text(display.clause(evaluation, "II.2.6.a"))
    assert "138/150 đơn vị có" in said and "Có 150" not in said
    assert "138/150 đơn vị có" in text(display.verdicts(evaluation))


@pytest.mark.parametrize("numerator", [142, None])
def test_a_list_that_is_met_next_to_agencies_that_are_not_is_explained(
    numerator: int | None,
) -> None:
    missing = None if numerator else Reason.NO_REGISTER
    figure = whole("one_stop_procedures", numerator, numerator, missing=missing)
    evaluation = given.few(PROVINCE, {"one_stop_procedures": figure})
    evaluation = replace(
        evaluation,
        results=tuple(
            replace(r, own_reports=OwnReports(81, 67)) if r.observation else r
            for r in evaluation.results
        ),
    )
    said = text(display.clause(evaluation, "II.2.2.b"))
    words = (
        "ố này lấy từ biểu của tỉnh, mỗi thủ tục một lần, không cộng từ đơn vị; theo báo cáo riêng "
        "của mình, 81 đơn vị đạt mức, 67 đơn vị chưa đạt mức"
    )
    assert (words in said) == (numerator is not None)


def test_a_quarter_shows_the_year_so_far() -> None:
    # 70 of 100 before the quarter and 50 of 100 in it: 120 of 200.
    said = shown(
        COMMUNE,
        "online_dossiers",
        (50, 100),
        "2022-Q3",
        before={"online_dossiers": (70, 100)},
    )
    assert "lũy kế từ 15/12/2021: 120/200, 60%" in said


@pytest.mark.parametrize("able", [1, 2])
def test_counts_of_one_or_two_persons_are_not_shown(able: int) -> None:
    figure = Observation(
        DEPARTMENT, Level("province"), "senior_leaders_international", Source.REPORTED, able, 7
    )
    said = shown(DEPARTMENT, "senior_leaders_international", figure)
    assert "không nêu" in said and "1–2 người hoặc nhóm không quá 4 người" in said
    assert f"{able}/7" not in said and "%" not in said.replace("tối thiểu 5%", "")
    gaps = given.few(DEPARTMENT, {"senior_leaders_international": figure})
    assert "Không còn thiếu" in text(display.gaps(gaps))


def test_contradicting_counts_are_shown_as_a_gap_to_check() -> None:
    evaluation = given.few(COMMUNE, {"meetings_online": Reason.CONTRADICTS})
    assert "tử số lớn hơn mẫu số, đề nghị kiểm tra" in text(display.clause(evaluation, "II.2.6.d"))
    assert "Đề nghị kiểm tra hai số này rồi gửi lại." in text(display.gaps(evaluation))


def test_if_one_part_is_missing_the_other_is_still_shown() -> None:
    figure = whole(
        "health_education_satisfaction",
        None,
        None,
        missing=Reason.PART_MISSING,
        components=(Component("Y tế", 180, 200),),
    )
    said = shown(PROVINCE, "health_education_satisfaction", figure)
    assert "Chưa có số liệu thiếu số liệu của một phần chỉ tiêu" in said
    assert "Y tế: 180/200, 90%" in said


def test_missing_evidence_is_requested_from_the_reporting_agency() -> None:
    def without_evidence(target: str, n: int) -> Observation:
        return Observation(COMMUNE, Level("commune"), target, Source.REPORTED, n, n)

    begun = given.few(DISTRICT, {"staff_appraisal": Judgement.NOT_BEGUN})
    bare = [replace(r.observation, evidence="") for r in begun.results if r.observation]
    said = text(display.gaps(given.few(DISTRICT, {"staff_appraisal": bare[0]})))
    assert "Không còn thiếu" in said  # nothing was begun, so there is no evidence

    own = {"officials_digital_identity": without_evidence("officials_digital_identity", 9)}
    districts = {"commune_cadres_degree": without_evidence("commune_cadres_degree", 9)}
    said = text(display.gaps(given.few(COMMUNE, {**own, **districts})))
    assert "Chưa có tài liệu kiểm chứng (1 chỉ tiêu)" in said and "định danh số" in said
