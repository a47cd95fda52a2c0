"""What a reader sees of an evaluation. Figures here are worked out by hand, beside each test."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from urllib.parse import unquote
from xml.etree import ElementTree

import matplotlib
import pytest

import evaluations as given
from evaluations import COMMUNE, DEPARTMENT, DISTRICT, HOSTILE, PROVINCE
from helpers import display
from helpers.display.part import Part as Shown
from helpers.model import (
    Evaluation,
    Judgement,
    Level,
    Observation,
    Part,
    Reason,
    Result,
    Sampling,
    Source,
)
from pages import Page, read

Figure = tuple[int, int] | Reason | Judgement | Observation
DIGITISED = {"digitised_results": (322, 950)}  # 40 % of 950 is 380, so 58 are missing


def text(part: Shown) -> str:
    return read(part.html).text


def survey(n: int, satisfied: int, sampling: Sampling) -> Observation:
    return Observation(
        COMMUNE,
        Level.COMMUNE,
        "satisfaction",
        Source.COMPUTED,
        satisfied,
        n,
        sampling=sampling,
        surveyed=True,
    )


def every_part(evaluation: Evaluation) -> list[Shown]:
    clauses = [c.id for a in evaluation.plan.built_areas for c in a.clauses]
    return [
        display.header(evaluation),
        display.summary(evaluation),
        display.areas(evaluation),
        display.first_actions(evaluation),
        display.gaps(evaluation),
        *(
            show(evaluation, area.id)
            for area in evaluation.plan.built_areas
            for show in (display.gaps, display.scorecard, display.shares)
        ),
        *(display.clause(evaluation, c) for c in clauses),
        display.tasks(evaluation),
        display.budget(evaluation),
        display.duties(evaluation),
        display.dossier_flow(evaluation),
        display.dossiers(evaluation),
        display.differences(evaluation),
        display.comparison(evaluation),
        display.history(evaluation),
        display.method(evaluation),
        display.opinion(evaluation),
    ]


# ---------------------------------------------------------------- the first screen


def test_the_first_sentence_counts_what_is_judged() -> None:
    evaluation = given.few(
        COMMUNE,
        {
            **DIGITISED,
            "dossiers_on_time": (1486, 1486),
            "one_stop_procedures": (99, 100),
            "internal_procedures": Reason.NOT_SENT,
            "electronic_transfer": (0, 0),  # nothing arose: not judged
        },
    )
    assert (
        "Năm 2022 (15/12/2021–14/12/2022), UBND xã Thanh Bình, thị xã Sa Pa đạt 1 trong 4 chỉ tiêu "
        "được đánh giá; 1 chỉ tiêu không đạt, 1 chỉ tiêu chưa đạt mức phấn đấu, "
        "1 chỉ tiêu chưa có số liệu." in text(display.summary(evaluation))
    )


def test_before_the_years_end_nothing_is_called_missed() -> None:
    evaluation = given.few(
        COMMUNE, {"one_stop_procedures": (99, 100), "online_dossiers": (70, 100)}, "2022-H1"
    )
    said = text(display.summary(evaluation))
    assert "đang đạt 1 trong 2 chỉ tiêu được đánh giá; 1 chỉ tiêu đang thấp hơn mức." in said
    assert "hông đạt" not in said


def test_nothing_judged_is_said() -> None:
    assert "chưa có chỉ tiêu nào được đánh giá" in text(display.summary(given.few(COMMUNE, {})))


def test_late_dossiers_are_named_and_never_rounded_away() -> None:
    counts = {"c3": 3010, "c7": 3000, "c8": 2000, "c9": 999, "c10": 1, "c11": 10, "c13": 2}
    evaluation = given.few(COMMUNE, {"dossiers_on_time": (2999, 3000)}, dossiers=counts)
    assert (
        "Có 1 hồ sơ quá hạn trong 3.000 hồ sơ đã giải quyết; tỷ lệ đúng hạn và trước hạn là "
        "99,97 % (phấn đấu 100 %); 2 hồ sơ đang giải quyết đã quá hạn."
        in text(display.summary(evaluation))
    )
    assert "100,0" not in text(display.clause(evaluation, "II.2.2.b"))


def test_the_change_names_what_was_lost() -> None:
    evaluation = given.few(
        COMMUNE,
        {"online_payment_transactions": (187, 1000), "online_dossiers": (70, 100)},
        before={"online_payment_transactions": (21, 100), "online_dossiers": (50, 100)},
    )
    assert (
        "So với 6 tháng năm 2022: thêm 1 chỉ tiêu đạt, 1 chỉ tiêu từ đạt thành không đạt "
        "(Giao dịch thanh toán trực tuyến: 18,7 %, mức tối thiểu 20 %)."
        in text(display.summary(evaluation))
    )


def test_without_a_date_there_is_no_request_and_with_one_there_is() -> None:
    evaluation = given.few(COMMUNE, {"digitised_results": Reason.NOT_SENT})
    assert "Đề nghị bổ sung số liệu" not in text(display.summary(evaluation))
    dated = replace(evaluation, period=replace(evaluation.period, reply_by=date(2023, 1, 20)))
    assert "Đề nghị bổ sung số liệu 1 chỉ tiêu trước ngày 20/01/2023." in text(
        display.summary(dated)
    )


def test_the_first_action_says_how_many_are_missing() -> None:
    assert "Cần thêm 58 kết quả để đạt mức 40 % (hiện có 322/950, bằng 33,9 %)." in text(
        display.first_actions(given.few(COMMUNE, DIGITISED))
    )


def test_duties_come_before_what_is_aspired() -> None:
    said = text(
        display.first_actions(given.few(COMMUNE, {**DIGITISED, "one_stop_procedures": (999, 1000)}))
    )
    assert said.index("TTHC cấp huyện, cấp xã") < said.index("Số hóa kết quả")


def test_only_the_first_three_actions_are_listed_and_the_rest_counted() -> None:
    figures = {
        name: (1, 100)
        for name in (
            "one_stop_procedures",
            "online_payment_transactions",
            "online_dossiers",
            "digitised_results",
            "electronic_transfer",
            "dossiers_on_time",
        )
    }
    page = read(display.first_actions(given.few(COMMUNE, figures)).html)
    assert len([e for e in page.all("li") if "ol" in e.inside]) == 3
    assert "Còn 3 chỉ tiêu khác dưới mức, xem mục 4." in page.text


def test_a_form_that_did_not_come_is_said_first() -> None:
    silent = given.evaluation(COMMUNE, silent=[COMMUNE])
    assert "Đơn vị chưa gửi biểu số liệu của kỳ này." in text(display.header(silent))
    refused = replace(silent, form=Reason.REFUSED)
    assert "Biểu số liệu của đơn vị bị trả lại để sửa." in text(display.header(refused))
    assert "biểu số liệu" not in text(display.header(given.evaluation(COMMUNE))).lower()


def test_simulated_figures_are_marked_and_real_ones_are_not() -> None:
    assert "SỐ LIỆU MÔ PHỎNG" in text(display.header(given.evaluation(COMMUNE)))
    real = given.evaluation(COMMUNE, simulated=False)
    assert not [part for part in every_part(real) if "MÔ PHỎNG" in part.html]
    assert "DỰ THẢO" in text(display.header(real))


# ---------------------------------------------------------------- gaps


def test_gaps_give_reason_and_what_to_do() -> None:
    evaluation = given.few(
        COMMUNE, {"digitised_results": Reason.NOT_SENT, "dossiers_on_time": Reason.NO_EXPORT}
    )
    said = text(display.gaps(evaluation))
    assert "Đơn vị chưa gửi biểu số liệu (1 chỉ tiêu). Đề nghị gửi biểu số liệu của kỳ." in said
    assert "Số hóa kết quả giải quyết TTHC còn hiệu lực điểm đ mục 2.2 phần II" in said
    assert "Chưa có dữ liệu hồ sơ một cửa của kỳ (1 chỉ tiêu)" in said


def test_a_gap_is_neither_zero_nor_failed() -> None:
    evaluation = given.few(COMMUNE, {"digitised_results": Reason.NOT_SENT})
    said = text(display.clause(evaluation, "II.2.2.đ"))
    assert "Chưa có số liệu đơn vị chưa gửi biểu số liệu" in said
    assert "0 %" not in said.replace("40 %", "") and "ông đạt" not in said


def test_reported_figures_without_evidence_are_listed() -> None:
    bare = Observation(COMMUNE, Level.COMMUNE, "digitised_results", Source.REPORTED, 400, 950)
    said = text(display.gaps(given.few(COMMUNE, {"digitised_results": bare})))
    assert "Chưa có tài liệu kiểm chứng (1 chỉ tiêu)." in said
    computed = replace(bare, source=Source.COMPUTED)
    assert "Không còn thiếu" in text(
        display.gaps(given.few(COMMUNE, {"digitised_results": computed}))
    )


def test_what_intake_remarked_is_counted_first_and_listed_with_the_gaps() -> None:
    evaluation = replace(given.few(COMMUNE, DIGITISED), notices=("Tệp a.xlsx: ô E7 <b>.",))
    assert "Khi nhận số liệu có 1 lưu ý, xem mục 3." in text(display.summary(evaluation))
    assert "Lưu ý khi nhận số liệu (1) Tệp a.xlsx: ô E7 <b>." in text(display.gaps(evaluation))
    assert "lưu ý" not in text(display.summary(given.few(COMMUNE, DIGITISED)))


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
    assert heads == [
        "Mức chỉ tiêu",
        "Kết quả",
        "Kết luận",
        "Còn thiếu/Vượt",
        "Nguồn số liệu",
        "Kỳ trước",
        "Các đơn vị cùng cấp (trung vị)",
    ]
    cells = [" ".join(e.text.replace("\u00a0", " ").split()) for e in page.all("td")]
    assert cells[:7] == [
        "Phấn đấu tối thiểu 40 %",
        "33,9 % 322/950",
        "Chưa đạt mức phấn đấu",
        "Còn thiếu 58 kết quả −6,1 điểm %",
        "Đơn vị báo cáo",
        "30 %",
        "47,5 % 150 đơn vị",
    ]
    assert "322 kết quả còn hiệu lực đã số hóa trên 950 kết quả còn hiệu lực" in page.text
    assert "tài liệu kiểm chứng: Công văn 12" in page.text


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (70, 50, "50 % 50/100 Không đạt Còn thiếu 10 hồ sơ −10,0 điểm % Đơn vị báo cáo 70 % Đang"),
        (50, 70, "70 % 70/100 Đạt Vượt 10 hồ sơ +10,0 điểm % Đơn vị báo cáo 50 % Đang thấp hơn"),
        (50, 51, "51 % 51/100 Không đạt Còn thiếu 9 hồ sơ −9,0 điểm % Đơn vị báo cáo 50 % –"),
    ],
)
def test_a_verdict_that_turned_is_said_beside_the_previous_figure(
    then: int, now: int, said: str
) -> None:
    figures = {"online_dossiers": (now, 100)}
    evaluation = given.few(COMMUNE, figures, before={"online_dossiers": (then, 100)})
    assert said in text(display.clause(evaluation, "II.2.2.e"))


def test_a_small_random_sample_shows_value_interval_and_size() -> None:
    # Wilson, 44 of 48 (scipy.stats.binomtest(44, 48).proportion_ci(method="wilson")): 80,4-96,7
    drawn = survey(48, 44, Sampling.RANDOM)
    said = text(display.clause(given.few(COMMUNE, {"satisfaction": drawn}), "II.2.2.g"))
    assert "Chưa đủ căn cứ kết luận mẫu khảo sát nhỏ: 48 phiếu" in said
    assert "91,7 % 44/48" in said
    assert "khoảng tin cậy 95 %: 80,4–96,7 %" in said


@pytest.mark.parametrize(
    ("land", "building", "shown_apart"),
    [((4, 4), (0, 0), False), ((30, 31), (3, 4), False), ((5, 5), (30, 31), True)],
)
def test_fewer_than_five_ballots_are_no_group_of_their_own(
    land: tuple[int, int], building: tuple[int, int], shown_apart: bool
) -> None:
    seen = replace(
        survey(land[1] + building[1], land[0] + building[0], Sampling.VOLUNTARY),
        target="satisfaction_fields",
        parts=(Part("Đất đai", *land), Part("Xây dựng", *building)),
    )
    said = shown(COMMUNE, "satisfaction_fields", seen)
    assert ("Đất đai:" in said, "Xây dựng:" in said) == (shown_apart, shown_apart)
    assert ("không nêu từng lĩnh vực vì có lĩnh vực dưới 5 phiếu" in said) is not shown_apart


@pytest.mark.parametrize(
    ("population", "said"),
    [
        (800, "số phiếu bằng 6 % số hồ sơ đã giải quyết (48/800), trên 5 %: khoảng tin cậy chưa"),
        (959, "số phiếu bằng 5,01 % số hồ sơ đã giải quyết (48/959), trên 5 %"),
        (960, ""),  # 48 of 960 are 5 %, and no more
        (47, ""),  # more ballots than dossiers are no sample of these
        (None, ""),
    ],
)
def test_a_sample_that_is_a_large_part_of_the_whole_is_noted(
    population: int | None, said: str
) -> None:
    drawn = replace(survey(48, 44, Sampling.RANDOM), population=population)
    shown = text(display.clause(given.few(COMMUNE, {"satisfaction": drawn}), "II.2.2.g"))
    assert (said or "khoảng tin cậy 95 %") in shown
    assert ("tổng thể hữu hạn" in shown) == bool(said)
    ballot = replace(survey(48, 44, Sampling.VOLUNTARY), population=population)
    shown = text(display.clause(given.few(COMMUNE, {"satisfaction": ballot}), "II.2.2.g"))
    assert "tổng thể hữu hạn" not in shown


def test_a_voluntary_ballot_has_no_interval() -> None:
    ballot = survey(48, 44, Sampling.VOLUNTARY)
    said = text(display.clause(given.few(COMMUNE, {"satisfaction": ballot}), "II.2.2.g"))
    assert "phiếu tự nguyện, không suy rộng" in said
    assert "khoảng tin cậy" not in said


def test_few_cases_carry_a_note() -> None:
    said = text(display.clause(given.few(COMMUNE, {"online_dossiers": (20, 29)}), "II.2.2.e"))
    assert "dưới 30 trường hợp, tỷ lệ dễ biến động" in said
    enough = text(display.clause(given.few(COMMUNE, {"online_dossiers": (20, 30)}), "II.2.2.e"))
    assert "dưới 30" not in enough


def test_yes_and_no_are_words() -> None:
    for figure, word in (((1, 1), "Có"), ((0, 1), "Không")):
        part = display.clause(given.few(COMMUNE, {"modern_desk": figure}), "II.2.2.b")
        cells = [" ".join(e.text.split()) for e in read(part.html).all("td")]
        assert cells[1] == word
    actions = text(display.first_actions(given.few(COMMUNE, {"modern_desk": (0, 1)})))
    assert "Đơn vị chưa thực hiện." in actions


def test_a_clause_without_a_figure_shows_the_judgement_and_no_percentage() -> None:
    evaluation = given.few(DISTRICT, {"one_stop_renewal": Judgement.UNDER_WAY})
    said = text(display.clause(evaluation, "II.2.2.b"))
    assert "Không có con số Đang thực hiện Để theo dõi" in said
    assert "100 %" not in said


def test_what_does_not_bind_is_one_line_of_its_area_and_none_of_its_clause() -> None:
    evaluation = given.few(COMMUNE, {})
    assert not display.clause(evaluation, "II.2.2.i").html
    said = text(display.scorecard(evaluation, "organisation"))
    # Clauses a, b and d bind no commune, and of c neither health nor education.
    assert said.startswith("Không áp dụng với đơn vị (không thuộc đối tượng của điểm này): kiện")
    for label in ("giảm đơn vị sự nghiệp và biên chế sự nghiệp (điểm b)", "chỉ số CCHC (điểm d)"):
        assert label.lower() in said.lower()
    assert "số đơn vị sự nghiệp" not in said  # one name for a clause of several targets


@pytest.mark.parametrize("agency", [COMMUNE, DISTRICT, DEPARTMENT, PROVINCE])
def test_every_target_of_the_area_is_shown_or_set_aside(agency: str) -> None:
    evaluation = given.evaluation(agency)
    for area in evaluation.plan.built_areas:
        card = text(display.scorecard(evaluation, area.id)).lower()
        for clause in area.clauses:
            said = text(display.clause(evaluation, clause.id)).lower()
            bound = [r for r in evaluation.results if r.target.clause == clause.id]
            applies = {r.target.id for r in bound if r.verdict.status != "not_applicable"}
            if not applies:
                assert clause.label.lower() in card and not said, clause.id
            for target in clause.targets if applies else ():
                assert target.label.lower() in (said if target.id in applies else card), target.id


def test_anchors_are_unique_and_every_link_finds_one() -> None:
    for agency in (COMMUNE, DISTRICT, DEPARTMENT, PROVINCE):
        page = read("".join(part.html for part in every_part(given.evaluation(agency))))
        anchors = [e.attrs["id"] for e in page.elements if "id" in e.attrs]
        links = {e.attrs["href"] for e in page.all("a")}
        assert len(anchors) == len(set(anchors))
        assert {link for link in links if not link.startswith("#muc-")} <= {
            f"#{anchor}" for anchor in anchors
        }


# ---------------------------------------------------------------- kinds of figure


def shown(agency: str, target: str, figure: Figure, period: str = "2022-FY", **more: object) -> str:
    """What the clause of one target says of this one figure."""
    evaluation = given.few(agency, {target: figure}, period, **more)  # type: ignore[arg-type]
    return text(display.clause(evaluation, given.plan().target(target).clause))


def whole(target: str, numerator: int | None, denominator: int | None, **more: object) -> Figure:
    """A figure of the province."""
    seen = Observation(PROVINCE, Level.ALL, target, Source.REPORTED, numerator, denominator)
    return replace(seen, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (420, 408, "giảm 2,86 % từ 420 còn 408 Không đạt"),  # 12 of 420 is 2,857 %
        (400, 388, "giảm 3 % từ 400 còn 388 Đạt Vừa đủ"),
        (420, 425, "tăng 1,2 % từ 420 lên 425 Không đạt"),  # 5 of 420 is 1,19 %
        (420, 420, "không đổi từ 420 vẫn 420 Không đạt"),
    ],
)
def test_a_fall_says_from_where_to_where(before: int, now: int, said: str) -> None:
    found = shown(PROVINCE, "service_units_cut", whole("service_units_cut", before - now, before))
    assert f"Giảm tối thiểu 3 % so với 2021 {said}" in found


def test_what_is_missing_of_a_fall_is_to_go() -> None:
    # 3 % of 420 is 12,6, so 13 have to go; 5 went.
    evaluation = given.few(PROVINCE, {"service_units_cut": whole("service_units_cut", 5, 420)})
    assert (
        "Cần giảm thêm 8 đơn vị sự nghiệp để đạt mức giảm 3 % (hiện từ 420 còn 415, giảm 1,2 %)."
        in text(display.first_actions(evaluation))
    )
    assert "Còn phải giảm 8 đơn vị sự nghiệp" in text(display.clause(evaluation, "II.2.3.b"))


@pytest.mark.parametrize(
    ("recruits", "leavers", "said"),
    [
        (5, 9, "55,6 % 5/9 Đạt Còn 1 người đến mức"),  # two thirds of 9 are 6
        (6, 9, "66,7 % 6/9 Đạt Vừa đủ"),
        (7, 9, "77,8 % 7/9 Không đạt Quá mức 1 người"),
        (3, 0, "3/0 Không đạt Quá mức 3 người"),  # something in place of nothing has no value
    ],
)
def test_a_ratio_shows_its_two_counts(recruits: int, leavers: int, said: str) -> None:
    figure = whole("recruits_to_leavers", recruits, leavers)
    found = shown(PROVINCE, "recruits_to_leavers", figure)
    assert f"Không quá 2/3 (66,7 %) {said}" in found
    assert f"{recruits} công chức tuyển dụng mới trên {leavers} công chức ra khỏi" in found


def test_nobody_left_and_nobody_came_is_not_arising() -> None:
    said = shown(PROVINCE, "recruits_to_leavers", whole("recruits_to_leavers", 0, 0))
    assert "Không phát sinh" in said and "0/0" not in said


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (2, "tăng 2 bậc Đạt Vượt 1 bậc"),
        (1, "tăng 1 bậc Đạt Vừa đủ"),
        (0, "không đổi Không đạt Còn thiếu 1 bậc"),
        (-3, "giảm 3 bậc Không đạt Còn thiếu 4 bậc"),
    ],
)
def test_a_gain_in_ranks(places: int, said: str) -> None:
    found = shown(PROVINCE, "par_index_rank", whole("par_index_rank", places, None))
    assert f"Tăng từ 1 bậc {said}" in found


def test_a_rank_that_is_not_published_is_a_gap_with_its_reason() -> None:
    missing = whole("par_index_rank", None, None, missing=Reason.NOT_PUBLISHED)
    assert "chưa có Chưa có số liệu chưa công bố" in shown(PROVINCE, "par_index_rank", missing)


def test_a_judgement_may_stand_for_a_figure() -> None:
    said = shown(COMMUNE, "files_electronic", Judgement.UNDER_WAY)
    assert "100 % Đang thực hiện Để theo dõi – UBND cấp huyện cung cấp" in said
    assert "Đánh giá theo mức độ, không tính tỷ lệ" in said
    evaluation = given.few(COMMUNE, {"files_electronic": Reason.PARENT_SILENT})
    assert "chưa có chỉ tiêu nào được đánh giá" in text(display.summary(evaluation))
    assert "Hồ sơ được tạo, lưu trữ" in text(display.gaps(evaluation))


@pytest.mark.parametrize(("figure", "word"), [((1, 1), "Có"), ((0, 1), "Không")])
def test_being_inspected_is_yes_or_no_and_no_verdict(figure: tuple[int, int], word: str) -> None:
    said = shown(COMMUNE, "staff_inspected", figure)
    assert f"Tối thiểu 30 % {word} Để theo dõi – UBND cấp huyện cung cấp" in said
    assert "100 %" not in said


def test_the_parts_of_a_condition_are_answers_too() -> None:
    parts = (Part("Danh mục được phê duyệt", 1, 1), Part("Đã bố trí theo vị trí", 0, 1))
    seen = Observation(
        DISTRICT, Level.DISTRICT, "positions_structured", Source.REPORTED, 0, 1, parts=parts
    )
    said = shown(DISTRICT, "positions_structured", seen)
    assert "Danh mục được phê duyệt: có; Đã bố trí theo vị trí: không." in said


def test_conditions_of_several_agencies_are_shares_beside_and_decide_nothing() -> None:
    parts = (Part("Danh mục được phê duyệt", 9, 10), Part("Đã bố trí theo vị trí", 5, 10))
    figure = whole("positions_structured", 5, 10, parts=parts)
    said = shown(PROVINCE, "positions_structured", figure)
    assert "Đã bố trí theo vị trí: 5/10, 50 %" in said and "Lấy số thấp hơn" not in said
    assert "Còn thiếu 5 cơ quan" in said


def test_counts_beside_a_figure_are_bare() -> None:
    seen = Observation(
        COMMUNE,
        Level.COMMUNE,
        "work_files_online",
        Source.REPORTED,
        500,
        1000,
        parts=(Part("Hồ sơ mật (không tính)", 1204),),
    )
    assert "Hồ sơ mật (không tính): 1.204;" in shown(COMMUNE, "work_files_online", seen)


def test_where_the_lowest_decides_it_is_named() -> None:
    # 30 % of 13.000 persons are 3.900; 3.000 are 23,1 %, and of 180 agencies 60 are 33,3 %.
    parts = (Part("Cơ quan, đơn vị", 60, 180), Part("Cán bộ, công chức", 3000, 13000))
    figure = whole(
        "staff_inspected",
        3000,
        13000,
        parts=parts,
        average=Part("Bình quân 2021–2022", 7500, 26000),  # 28,8 %
    )
    said = shown(PROVINCE, "staff_inspected", figure)
    assert "23,1 % 3.000/13.000 Không đạt Còn thiếu 900 (cán bộ, công chức)" in said
    assert "Lấy số thấp hơn: cán bộ, công chức; Cơ quan, đơn vị: 60/180, 33,3 %" in said
    assert "Bình quân 2021–2022: 7.500/26.000, 28,8 %" in said


def test_a_yearly_figure_waits_for_the_years_end() -> None:
    said = shown(PROVINCE, "recruits_to_leavers", whole("recruits_to_leavers", 7, 9), "2022-H1")
    assert "Chưa đến kỳ (kết luận khi hết năm)" in said and "ông đạt" not in said


def test_the_way_to_2025_is_shown_from_its_baseline() -> None:
    # 40 of 400 (10 %) on 31/12/2021, 20 % on 31/12/2025: 1.461 days. On 14/12/2022 348 are gone,
    # so 12,38 % is expected; 49 of 400 are 12,25 %, that is 2,25 of 2,38: 94,46 %.
    figure = whole("self_financing_units_2025", 49, 400, baseline=Part("Cuối năm gốc", 40, 400))
    said = shown(PROVINCE, "self_financing_units_2025", figure)
    assert "Chậm tiến độ" in said
    assert "số gốc năm 2021: 40/400, 10 %; đạt 94,46 % đường tiến độ" in said.replace("Số", "số")


def test_the_rest_of_the_year_is_told_what_it_must_reach() -> None:
    # 15/12-14/6 are 182 of 365 days. 45 of 100 so far, 60 % of 365/182 of 100 are 120,33: still
    # 75,33 of 100,55, which is 74,92 %.
    evaluation = given.few(COMMUNE, {"online_dossiers": (45, 100)}, "2022-H1")
    words = "hời gian còn lại của năm phải đạt từ 75 %"
    assert words in text(display.clause(evaluation, "II.2.2.e"))
    assert f"(45/100, bằng 45 %). T{words}." in text(display.first_actions(evaluation))


def test_a_quarter_shows_the_year_so_far() -> None:
    # 70 of 100 before the quarter and 50 of 100 in it: 120 of 200.
    said = shown(
        COMMUNE,
        "online_dossiers",
        (50, 100),
        "2022-Q3",
        before={"online_dossiers": (70, 100)},
    )
    assert "lũy kế từ 15/12/2021: 120/200, 60 %" in said


@pytest.mark.parametrize("able", [1, 2])
def test_one_or_two_persons_are_not_counted_out(able: int) -> None:
    figure = Observation(
        DEPARTMENT, Level.PROVINCE, "senior_leaders_international", Source.REPORTED, able, 7
    )
    said = shown(DEPARTMENT, "senior_leaders_international", figure)
    assert "không nêu Không kết luận riêng 1–2 người, không nêu để giữ riêng tư" in said
    assert f"{able}/7" not in said and "%" not in said.replace("tối thiểu 5 %", "")
    gaps = given.few(DEPARTMENT, {"senior_leaders_international": figure})
    assert "Không còn thiếu" in text(display.gaps(gaps))


def test_counts_that_contradict_each_other_are_a_gap_to_check() -> None:
    evaluation = given.few(COMMUNE, {"meetings_online": Reason.CONTRADICTS})
    assert "tử số lớn hơn mẫu số, đề nghị kiểm tra" in text(display.clause(evaluation, "II.2.6.d"))
    assert "Đề nghị kiểm tra hai số này rồi gửi lại." in text(display.gaps(evaluation))


def test_a_part_that_is_missing_leaves_the_other_visible() -> None:
    figure = whole(
        "health_education_satisfaction",
        None,
        None,
        missing=Reason.PART_MISSING,
        parts=(Part("Y tế", 180, 200),),
    )
    said = shown(PROVINCE, "health_education_satisfaction", figure)
    assert "Chưa có số liệu thiếu số liệu của một phần chỉ tiêu" in said
    assert "Y tế: 180/200, 90 %" in said


def test_evidence_is_asked_of_who_reported() -> None:
    def without_evidence(target: str, n: int) -> Observation:
        return Observation(COMMUNE, Level.COMMUNE, target, Source.REPORTED, n, n)

    begun = given.few(DISTRICT, {"staff_appraisal": Judgement.NOT_BEGUN})
    bare = [replace(r.observation, evidence="") for r in begun.results if r.observation]
    said = text(display.gaps(given.few(DISTRICT, {"staff_appraisal": bare[0]})))
    assert "Không còn thiếu" in said  # what has not begun has no papers

    own = {"officials_digital_identity": without_evidence("officials_digital_identity", 9)}
    districts = {"commune_cadres_degree": without_evidence("commune_cadres_degree", 9)}
    said = text(display.gaps(given.few(COMMUNE, {**own, **districts})))
    assert "Chưa có tài liệu kiểm chứng (1 chỉ tiêu)" in said and "định danh số" in said


# ---------------------------------------------------------------- all areas on one screen


def test_all_areas_stand_on_one_screen_with_a_way_to_each() -> None:
    evaluation = given.few(
        COMMUNE,
        {
            "one_stop_procedures": (99, 100),  # missed
            "online_dossiers": (70, 100),  # met
            "digitised_results": Reason.BLANK,
            "satisfaction": survey(48, 44, Sampling.RANDOM),  # inconclusive
            "papers_reused": (1, 2),  # a contribution
            "electronic_transfer": (0, 0),  # nothing arose
            "work_files_online": (50, 100),  # met
        },
    )
    page = read(display.areas(evaluation).html)
    lines = {}
    for row in [e.text.split() for e in page.all("tr")][1:]:
        counts = [word for word in row if word.isdigit()]
        lines[" ".join(word for word in row if not word.isdigit())] = counts
    procedures = next(v for k, v in lines.items() if "4.2" in k)
    assert procedures[:5] == ["1", "1", "1", "1", "2"]
    assert next(v for k, v in lines.items() if "4.6" in k)[:5] == ["1", "0", "0", "0", "0"]
    assert next(v for k, v in lines.items() if "chung" in k) == ["0", "0", "0", "0", "0", "9"]
    assert len(lines) == 8
    assert [e.attrs["href"] for e in page.all("a")][:2] == [
        "#muc-muc-tieu-chung",
        "#muc-4-1-cai-cach-the-che",
    ]


@pytest.mark.parametrize("agency", [COMMUNE, DISTRICT, DEPARTMENT, PROVINCE])
def test_the_areas_add_up_to_the_first_sentence(agency: str) -> None:
    evaluation = given.evaluation(agency)
    met, judged = re.search(r"đạt (\d+) trong (\d+)", text(display.summary(evaluation))).groups()  # type: ignore[union-attr]
    cells = [int(e.text) for e in read(display.areas(evaluation).html).all("td")]
    rows = [cells[n : n + 6] for n in range(0, len(cells), 6)]
    assert sum(row[0] for row in rows) == int(met)
    assert sum(sum(row[:4]) for row in rows) == int(judged)
    assert sum(map(sum, rows)) == len(evaluation.plan.targets)


# ---------------------------------------------------------------- tasks, budget, duties


def test_an_agency_sees_its_tasks_with_lead_and_date_of_its_own_plan_only() -> None:
    done = given.answer(
        DISTRICT,
        "III.1.1",
        Judgement.DONE,
        evidence="Kế hoạch số 5",
        lead="Phòng Nội vụ",
        due=date(2022, 6, 30),
    )
    late = given.answer(
        DISTRICT, "III.7.11", Judgement.UNDER_WAY, lead="Văn phòng", due=date(2022, 11, 30)
    )
    part = display.tasks(given.few(DISTRICT, {}, answers=[done, late]))
    said = text(part)
    assert said.startswith("48 nhiệm vụ: 1 đã hoàn thành, 1 đang thực hiện, 46 chưa ghi nhận.")
    assert (
        "III.1.1 Người đứng đầu trực tiếp chỉ đạo và chịu trách nhiệm về CCHC Đã hoàn thành "
        "Phòng Nội vụ 30/06/2022 Kế hoạch số 5" in said
    )
    assert "Đang thực hiện Văn phòng 30/11/2022, đã quá thời hạn" in said
    assert said.count("đã quá thời hạn") == 1
    assert said.count("chưa phân công trong Kế hoạch") == 46
    page = read(part.html)
    blocks = [e.text.strip() for e in page.all("th") if e.attrs["scope"] == "rowgroup"]
    assert blocks == [
        "III.1 Công tác chỉ đạo, tổ chức thực hiện",
        "III.2 Cải cách thể chế",
        "III.3 Cải cách thủ tục hành chính",
        "III.4 Cải cách tổ chức bộ máy",
        "III.5 Cải cách chế độ công vụ",
        "III.6 Cải cách tài chính công",
        "III.7 Chính quyền điện tử, chính quyền số",
    ]
    assert len([e for e in page.all("th") if e.attrs["scope"] == "row"]) == 48


def test_without_a_plan_of_its_own_nothing_is_assigned_and_nothing_overdue() -> None:
    said = text(display.tasks(given.few(DISTRICT, {})))
    assert said.startswith(
        "48 nhiệm vụ: 48 chưa ghi nhận. Chủ trì và thời hạn: chưa phân công trong Kế hoạch."
    )
    assert "quá thời hạn" not in said


def test_the_province_counts_agencies_by_task() -> None:
    answers = [
        given.answer(DISTRICT, "III.1.1", Judgement.DONE),
        given.answer(DEPARTMENT, "III.1.1", Judgement.NOT_BEGUN),
    ]
    said = text(display.tasks(given.few(PROVINCE, {}, answers=answers)))
    # 20 departments and 9 districts answer at the year's end.
    assert said.startswith("48 nhiệm vụ; số cơ quan theo tình trạng, trong 29 cơ quan trả lời.")
    assert "trách nhiệm về CCHC 1 0 1 27" in said


def test_a_commune_reports_tasks_through_its_district() -> None:
    part = display.tasks(given.few(COMMUNE, {}))
    assert "qua UBND cấp huyện" in text(part) and not read(part.html).all("table")
    assert "qua UBND cấp huyện" in text(display.duties(given.few(COMMUNE, {})))


def test_the_budget_is_one_total_and_its_split_a_gap() -> None:
    said = text(display.budget(given.few(COMMUNE, {})))
    assert "49.694 triệu đồng" in said and len(re.findall(r"\d[\d.]*", said)) == 2  # and IV.1
    assert "ngân sách nhà nước, nguồn xã hội hóa, nguồn khác (nếu có)" in said
    assert "Số liệu còn thiếu: phân bổ" in said


def test_duties_are_yes_no_unknown_or_not_yet() -> None:
    answers = [
        given.answer(DISTRICT, "own_plan", True, evidence="Kế hoạch số 5"),
        given.answer(DISTRICT, "report_q1", False),
    ]
    said = text(display.duties(given.few(DISTRICT, {}, "2022-H1", answers=answers)))
    assert "Đã ban hành kế hoạch CCHC năm của đơn vị Có Kế hoạch số 5" in said
    assert "Đã gửi dự toán kinh phí CCHC Chưa ghi nhận" in said
    assert "Gửi báo cáo quý I đúng hạn Không" in said
    assert "Gửi báo cáo 6 tháng đúng hạn Chưa ghi nhận" in said
    assert "Gửi báo cáo quý III đúng hạn Chưa đến kỳ" in said
    assert "Gửi báo cáo năm đúng hạn Chưa đến kỳ" in said
    assert "Chỉ đạo thực hiện các nội dung CCHC" in said  # VI.3.1 has no question
    assert "Thường trực tham mưu" not in said  # VI.1.1 is the department's
    assert "Thường trực tham mưu" in text(display.duties(given.few(DEPARTMENT, {})))


def test_the_province_counts_duties_done() -> None:
    answers = [
        given.answer(DISTRICT, "own_plan", True),
        given.answer(DEPARTMENT, "own_plan", False),
    ]
    said = text(display.duties(given.few(PROVINCE, {}, answers=answers)))
    assert "của đơn vị 1/29 cơ quan có, 1 không, 27 chưa ghi nhận" in said
    for clause in ("mục 1.1", "mục 1.5", "mục 2 ", "mục 3.1", "mục 3.3"):
        assert f"{clause.strip()} phần VI" in said


# ---------------------------------------------------------------- levels


def test_a_district_counts_its_own_and_shows_its_communes_apart() -> None:
    evaluation = given.evaluation(DISTRICT)
    own = [
        r
        for r in evaluation.results
        if r.level is Level.DISTRICT
        and r.verdict.status not in (None, "not_applicable", "not_arising")
    ]
    said = text(display.summary(evaluation))
    assert f"trong {len(own)} chỉ tiêu được đánh giá" in said
    assert "Các xã, phường, thị trấn" in said
    heads = [e.text for e in read(display.scorecard(evaluation, "procedures").html).all("th")]
    assert heads[:3] == ["Chỉ tiêu", "Đơn vị", "Các xã, phường, thị trấn"]


def test_the_province_shows_each_level_against_its_own_threshold() -> None:
    said = text(display.clause(given.evaluation(PROVINCE), "II.2.2.đ"))
    for level, limit in (("sở, ban, ngành", 60), ("huyện", 50), ("xã, phường", 40)):
        assert f"tối thiểu {limit} %" in said, level
    assert "cơ quan có số liệu" in said


def test_two_evaluations_in_turn_do_not_mix() -> None:
    one, other = given.few(COMMUNE, DIGITISED), given.few(COMMUNE, {"digitised_results": (1, 2)})
    first = display.clause(one, "II.2.2.đ").html
    assert "50 % 1/2" in text(display.clause(other, "II.2.2.đ"))
    assert display.clause(one, "II.2.2.đ").html == first


# ---------------------------------------------------------------- comparisons


def with_reports(evaluation: Evaluation, **reported: tuple[int, int, str]) -> Evaluation:
    """The evaluation with reported counts and their reason beside computed ones."""

    def beside(result: Result) -> Result:
        if result.observation is None or result.target.id not in reported:
            return result
        numerator, denominator, reason = reported[result.target.id]
        seen = replace(result.observation, source=Source.COMPUTED)
        other = replace(
            seen,
            source=Source.REPORTED,
            numerator=numerator,
            denominator=denominator,
            evidence=reason,
        )
        return replace(result, observation=seen, others=(other,), max_points=Fraction(1))

    return replace(evaluation, results=tuple(map(beside, evaluation.results)))


def test_two_sources_stand_side_by_side_the_dearest_first() -> None:
    # Of the points, 30 of 60 is half, 20 of 20 already all: 10 of 60 weigh more than 60 above 20.
    evaluation = with_reports(
        given.few(
            COMMUNE,
            {"online_payment_transactions": (20, 100), "online_dossiers": (40, 100)},
        ),
        online_payment_transactions=(80, 100, ""),
        online_dossiers=(50, 100, "tính cả hồ sơ <nộp> qua bưu chính"),
    )
    said = text(display.differences(evaluation))
    assert (
        "40 % 40/100 Tính từ dữ liệu hồ sơ 50 % (50/100) Đơn vị báo cáo "
        "Lý do: tính cả hồ sơ <nộp> qua bưu chính −10,0 điểm %" in said
    )
    assert said.index("Hồ sơ giải quyết trực tuyến") < said.index("Giao dịch thanh toán")


def test_only_beside_the_logs_counts_a_form_gives_a_reason() -> None:
    """Elsewhere that column of the form holds papers, whatever the figure went behind."""
    seen = given.few(COMMUNE, {"digitised_results": (40, 100)})
    said = text(
        display.differences(with_reports(seen, digitised_results=(50, 100, "Báo cáo số 185/BC")))
    )
    assert "Tài liệu kiểm chứng: Báo cáo số 185/BC" in said and "Lý do:" not in said


def test_agreement_is_no_difference_and_is_counted() -> None:
    evaluation = with_reports(
        given.few(COMMUNE, {"online_dossiers": (40, 100)}), online_dossiers=(40, 100, "")
    )
    assert text(display.differences(evaluation)) == (
        "Không có chỉ tiêu nào có số báo cáo khác với số tính từ dữ liệu. "
        "Đơn vị thống nhất với số tính từ dữ liệu ở 1 chỉ tiêu."
    )
    alone = text(display.differences(given.few(COMMUNE, DIGITISED)))
    assert "thống nhất" not in alone


def test_history_shows_then_and_the_difference() -> None:
    evaluation = given.few(COMMUNE, DIGITISED, before={"digitised_results": (30, 100)})
    said = text(display.history(evaluation))
    assert "33,9 % 30 % +3,9 điểm %" in said
    first = given.few(COMMUNE, DIGITISED, "2022-Q1")
    assert "không có kỳ trước" in text(display.history(first))


# ---------------------------------------------------------------- figures


def picture(part: Shown) -> str:
    address = read(part.html).all("img")[0].attrs["src"]
    assert address.startswith("data:image/svg+xml,")
    return unquote(address.partition(",")[2])


def test_figures_say_their_numbers_and_are_the_same_each_time() -> None:
    evaluation = given.evaluation(COMMUNE)
    for draw in (
        lambda e: display.shares(e, "procedures"),
        display.dossier_flow,
        display.comparison,
    ):
        part = draw(evaluation)
        assert draw(evaluation).html == part.html
        image = read(part.html).all("img")[0]
        assert re.search(r"\d+(,\d+)? ?%|\d{3}", image.attrs["alt"].replace("\u00a0", " "))
        svg = picture(part)
        ElementTree.fromstring(svg)
        assert (
            "<text" in svg
            and "<script" not in svg
            and "http" not in svg.replace("http://www.w3.org/", "")
        )
        caption = read(part.html).all("figcaption")[0].text
        assert caption.strip()


def test_the_flow_of_dossiers_adds_up_in_words() -> None:
    counts = {"c3": 110, "c4": 60, "c5": 40, "c6": 10, "c7": 100, "c8": 50, "c9": 47, "c10": 3}
    counts |= {"c11": 10, "c12": 9, "c13": 1}
    page = read(display.dossier_flow(given.few(COMMUNE, {}, dossiers=counts)).html)
    assert page.all("figcaption")[0].text.startswith("4 trong 110 hồ sơ quá hạn")
    assert page.all("img")[0].attrs["alt"] == (
        "Tiếp nhận 110: kỳ trước chuyển 10, trực tuyến 60, trực tiếp, bưu chính 40. "
        "Đã giải quyết 100: trước hạn 50, đúng hạn 47, quá hạn 3. "
        "Đang giải quyết 10: trong hạn 9, quá hạn 1."
    )


def test_the_comparison_shows_the_dozen_that_moved_most() -> None:
    shares = [
        target.id
        for target in given.plan().targets
        if target.unit == "%" and target.judged.get(Level.COMMUNE) == "verdict"
    ][:15]
    evaluation = given.few(
        COMMUNE,
        {name: (50, 100) for name in shares},
        before={name: (50 - n, 100) for n, name in enumerate(shares)},  # the first stands still
    )
    page = read(display.comparison(evaluation).html)
    said = page.all("figcaption")[0].text
    assert "12 trong 15 tỷ lệ, thay đổi nhiều nhất hoặc xa trung vị nhất" in said
    alt = page.all("img")[0].attrs["alt"]
    assert alt.count("kỳ trước") == 12
    labels = [given.plan().target(name).label for name in shares]
    assert [label in alt for label in labels] == [False] * 3 + [True] * 12
    assert len(read(display.history(evaluation).html).all("tr")) == 1 + 15


def test_what_stands_still_on_the_median_is_not_drawn() -> None:
    still = {"online_dossiers": (50, 100)}
    assert not display.comparison(given.few(COMMUNE, still, before=still)).html


def test_few_shares_are_not_drawn() -> None:
    names = ("digitised_results", "online_dossiers", "dossiers_on_time", "electronic_transfer")
    four = given.few(COMMUNE, {name: (1, 2) for name in names})
    three = given.few(COMMUNE, {name: (1, 2) for name in names[:3]})
    assert display.shares(four, "procedures").html and not display.shares(three, "procedures").html


def test_no_figure_without_figures() -> None:
    bare = given.few(COMMUNE, {"digitised_results": Reason.NOT_SENT})
    assert not display.shares(bare, "procedures").html
    assert not display.dossier_flow(bare).html
    assert not display.comparison(bare).html


def test_mathematics_in_a_label_stays_text() -> None:
    names = ("digitised_results", "online_dossiers", "dossiers_on_time", "electronic_transfer")
    evaluation = given.few(COMMUNE, dict.fromkeys(names, (4, 9)))
    odd = replace(
        evaluation,
        results=tuple(
            replace(r, target=replace(r.target, label="a $x^2$ <b>& \"c'%#"))
            for r in evaluation.results
        ),
    )
    part = display.shares(odd, "procedures")
    assert "a $x^2$ &lt;b&gt;&amp; \"c'%#" in picture(part)
    assert len(read(part.html).all("img")) == 1


def test_an_analyst_draws_the_figures_on_axes_of_his_own() -> None:
    from matplotlib import pyplot

    evaluation = given.evaluation(COMMUNE)
    shown = display.share_bars(evaluation, "procedures")
    compared = display.compared_bars(evaluation)
    assert evaluation.dossiers is not None
    style = dict(matplotlib.rcParams)
    figure, axes = pyplot.subplots(1, 3)
    try:
        display.draw_shares(axes[0], shown)
        display.draw_dossier_flow(axes[1], evaluation.dossiers)
        display.draw_comparison(axes[2], compared)
        figure.canvas.draw()
        said = [[text.get_text() for text in ax.texts] for ax in axes]
    finally:
        pyplot.close(figure)
    assert dict(matplotlib.rcParams) == style
    packets = (display.shares(evaluation, "procedures"), display.dossier_flow(evaluation))
    for part, words in zip((*packets, display.comparison(evaluation)), said, strict=True):
        texts = [e.text for e in ElementTree.fromstring(picture(part)).iter() if e.text]
        assert sorted(texts) == sorted(words)
    assert {bar.value_text for bar in shown} <= set(said[0])


# ---------------------------------------------------------------- all parts


@pytest.mark.parametrize("agency", [COMMUNE, DISTRICT, DEPARTMENT, PROVINCE])
def test_tables_are_complete_and_pages_are_well_formed(agency: str) -> None:
    for part in every_part(given.evaluation(agency)):
        page = read(part.html)
        assert not page.strays and not page.unclosed, part
        assert len(page.all("caption")) == len(page.all("table"))
        assert all(e.attrs.get("scope") for e in page.all("th"))
        assert all(e.attrs.get("alt") for e in page.all("img"))
        assert "None" not in page.text and "Fraction" not in page.text


def test_hostile_text_stays_text_in_every_part() -> None:
    for agency in (COMMUNE, DISTRICT, PROVINCE):
        evaluation = given.hostile(given.evaluation(agency))
        page: Page = read("".join(part.html for part in every_part(evaluation)))
        assert HOSTILE in page.text
        assert not page.all("script")
        assert not [e for e in page.all("i") if e.text.strip()]  # our own are bars and rules
        assert not [e for e in page.all("a") if not e.attrs["href"].startswith("#")]


def test_a_part_is_html_for_a_notebook_and_a_line_for_the_rest() -> None:
    part = display.scorecard(given.few(COMMUNE, DIGITISED), "procedures")
    assert part._repr_html_() == str(part.html)
    assert repr(part) == "1 chỉ tiêu"


def test_the_identity_is_a_private_output() -> None:
    evaluation = given.few(COMMUNE, DIGITISED)
    bundle = display.identity(evaluation)._repr_mimebundle_()
    assert set(bundle) == {display.IDENTITY_MIME, "text/plain"}
    shown = bundle[display.IDENTITY_MIME]
    assert isinstance(shown, dict)
    assert set(shown) == {"plan", "agency", "period", "evaluation"}
    assert shown["agency"] == COMMUNE and len(shown["evaluation"]) == 64
    other = given.few(COMMUNE, {"digitised_results": (323, 950)})
    assert display.identity(other).evaluation != shown["evaluation"]
