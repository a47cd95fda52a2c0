"""What a reader sees of an evaluation. Figures here are worked out by hand, beside each test."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

import evaluations as given
from evaluations import COMMUNE, DEPARTMENT, DISTRICT, HOSTILE, PROVINCE
from helpers import display
from helpers.display.part import Part
from helpers.model import Evaluation, Judgement, Level, Observation, Reason, Sampling, Source
from pages import Page, read

DIGITISED = {"digitised_results": (322, 950)}  # 40 % of 950 is 380, so 58 are missing


def text(part: Part) -> str:
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
    )


def every_part(evaluation: Evaluation) -> list[Part]:
    clauses = [c.id for a in evaluation.plan.built_areas for c in a.clauses]
    return [
        display.header(evaluation),
        display.summary(evaluation),
        display.first_actions(evaluation),
        display.gaps(evaluation),
        display.gaps(evaluation, "procedures"),
        display.scorecard(evaluation, "procedures"),
        display.shares(evaluation, "procedures"),
        *(display.clause(evaluation, c) for c in clauses),
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


def test_only_the_first_five_actions_are_listed_and_the_rest_counted() -> None:
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
    assert len([e for e in page.all("li") if "ol" in e.inside]) == 5
    assert "Còn 1 chỉ tiêu khác dưới mức, xem mục 4." in page.text


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
        "30 % Chưa đến hạn (đến năm 2022)",
        "47,5 % 150 đơn vị",
    ]
    assert "322 kết quả còn hiệu lực đã số hóa trên 950 kết quả còn hiệu lực" in page.text
    assert "tài liệu kiểm chứng: Công văn 12" in page.text


def test_a_small_random_sample_shows_value_interval_and_size() -> None:
    # Wilson, 44 of 48 (scipy.stats.binomtest(44, 48).proportion_ci(method="wilson")): 80,4-96,7
    drawn = survey(48, 44, Sampling.RANDOM)
    said = text(display.clause(given.few(COMMUNE, {"satisfaction": drawn}), "II.2.2.g"))
    assert "Chưa đủ căn cứ kết luận mẫu khảo sát nhỏ: 48 phiếu" in said
    assert "91,7 % 44/48" in said
    assert "khoảng tin cậy 95 %: 80,4–96,7 %" in said


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


def test_what_does_not_bind_is_one_line() -> None:
    said = text(display.clause(given.few(COMMUNE, {}), "II.2.2.i"))
    assert said.startswith("Không áp dụng với đơn vị: ")
    assert "chỉ tính chung toàn tỉnh" in said


@pytest.mark.parametrize("agency", [COMMUNE, DISTRICT, DEPARTMENT, PROVINCE])
def test_every_target_of_the_area_is_shown_or_set_aside(agency: str) -> None:
    evaluation = given.evaluation(agency)
    for area in evaluation.plan.built_areas:
        card = text(display.scorecard(evaluation, area.id)).lower()
        for clause in area.clauses:
            said = text(display.clause(evaluation, clause.id)).lower()
            bound = [r for r in evaluation.results if r.target.clause == clause.id]
            applies = {r.target.id for r in bound if r.verdict.status != "not_applicable"}
            for target in clause.targets:
                assert target.label.lower() in card, target.id
                if target.id in applies or not applies:
                    assert target.label.lower() in said, target.id


def test_anchors_are_unique_and_every_link_finds_one() -> None:
    for agency in (COMMUNE, DISTRICT, DEPARTMENT, PROVINCE):
        page = read("".join(part.html for part in every_part(given.evaluation(agency))))
        anchors = [e.attrs["id"] for e in page.elements if "id" in e.attrs]
        links = {e.attrs["href"] for e in page.all("a")}
        assert len(anchors) == len(set(anchors))
        assert links <= {f"#{anchor}" for anchor in anchors}


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


def test_two_sources_stand_side_by_side_the_dearest_first() -> None:
    evaluation = given.few(COMMUNE, {"online_dossiers": (60, 100), "digitised_results": (40, 100)})

    def doubled(result):  # type: ignore[no-untyped-def]
        if result.observation is None:
            return result
        gap = 5 if result.target.id == "online_dossiers" else 20
        other = replace(result.observation, numerator=result.observation.numerator - gap)
        used = replace(result.observation, source=Source.COMPUTED)
        return replace(result, observation=used, others=(other,), max_points=Fraction(1))

    evaluation = replace(evaluation, results=tuple(map(doubled, evaluation.results)))
    said = text(display.differences(evaluation))
    assert "40 % 40/100 Tính từ dữ liệu hồ sơ 20 % (20/100) Đơn vị báo cáo +20,0 điểm %" in said
    assert said.index("Số hóa kết quả") < said.index("Hồ sơ giải quyết trực tuyến")
    assert "Không có chỉ tiêu nào" in text(display.differences(given.few(COMMUNE, DIGITISED)))


def test_history_shows_then_and_the_difference() -> None:
    evaluation = given.few(COMMUNE, DIGITISED, before={"digitised_results": (30, 100)})
    said = text(display.history(evaluation))
    assert "33,9 % 30 % +3,9 điểm %" in said
    first = given.few(COMMUNE, DIGITISED, "2022-Q1")
    assert "không có kỳ trước" in text(display.history(first))


# ---------------------------------------------------------------- figures


def picture(part: Part) -> str:
    return base64.b64decode(re.findall(r"base64,([^\"]+)", part.html)[0]).decode()


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


def test_no_figure_without_figures() -> None:
    bare = given.few(COMMUNE, {"digitised_results": Reason.NOT_SENT})
    assert not display.shares(bare, "procedures").html
    assert not display.dossier_flow(bare).html
    assert not display.comparison(bare).html


def test_mathematics_in_a_label_stays_text() -> None:
    evaluation = given.few(COMMUNE, DIGITISED)
    odd = replace(
        evaluation,
        results=tuple(
            replace(r, target=replace(r.target, label="a $x^2$ <b>&")) for r in evaluation.results
        ),
    )
    assert "a $x^2$ &lt;b&gt;&amp;" in picture(display.shares(odd, "procedures"))


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
