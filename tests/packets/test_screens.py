"""The parts other than clauses: the first screen, gaps, areas, tasks, budget, duties."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

import evaluations as given
from evaluations import COMMUNE, DEPARTMENT, DISTRICT, PROVINCE
from helpers.evaluation.evaluate import evaluate
from helpers.model import (
    Judgement,
    Level,
    Observation,
    Origin,
    Reason,
    Source,
)
from helpers.packets import display
from helpers.packets.display.rows import rows
from pages import read
from parts import DIGITISED, every_part, text
from plan_434 import TASKS

# ---------------------------------------------------------------- the first screen


def test_the_first_sentence_counts_what_is_judged() -> None:
    evaluation = given.few(
        COMMUNE,
        {
            **DIGITISED,
            "dossiers_on_time": (1486, 1486),
            "one_stop_procedures": (99, 100),
            "internal_procedures": Reason.NOT_SENT,
            "electronic_transfer": (0, 0),  # no cases: not judged
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


def test_an_evaluation_without_verdicts_says_so() -> None:
    assert "chưa có chỉ tiêu nào được đánh giá" in text(display.summary(given.few(COMMUNE, {})))


def test_late_dossiers_are_named_and_never_rounded_away() -> None:
    counts = {"c3": 3010, "c7": 3000, "c8": 2000, "c9": 999, "c10": 1, "c11": 10, "c13": 2}
    evaluation = given.few(COMMUNE, {"dossiers_on_time": (2999, 3000)}, dossiers=counts)
    assert (
        "Có 1 hồ sơ quá hạn trong 3.000 hồ sơ đã giải quyết; tỷ lệ đúng hạn và trước hạn là "
        "99,97% (phấn đấu 100%); 2 hồ sơ đang giải quyết đã quá hạn."
        in text(display.summary(evaluation))
    )
    assert "100,0" not in text(display.clause(evaluation, "II.2.2.b"))


def test_dossiers_without_a_due_day_are_shown_apart_with_their_number() -> None:
    """47 on time, 3 without a due day: form II.06a holds them in column 9, no share counts them."""
    counts = {"c3": 51, "c5": 51, "c7": 50, "c8": 20, "c9": 30, "c11": 1, "c12": 1}
    counts |= {"no_due_done": 3, "no_due_open": 1}
    key = COMMUNE, Level("commune"), "dossiers_on_time"
    apart = Observation(*key, Source.COMPUTED, 47, 47, undated=3)
    evaluation = given.few(COMMUNE, {"dossiers_on_time": apart}, dossiers=counts)
    said = text(display.summary(evaluation))
    assert (
        "Không có hồ sơ quá hạn trong 50 hồ sơ đã giải quyết; tỷ lệ đúng hạn và trước hạn là 100% "
        "(phấn đấu 100%); 3 hồ sơ không ghi ngày hẹn trả, để riêng" in said
    )
    said = text(display.clause(evaluation, "II.2.2.b"))
    assert "Chưa đủ căn cứ kết luận" in said and "3 hồ sơ không ghi ngày hẹn trả" in said
    said = text(display.dossiers(evaluation))
    assert "3 hồ sơ đã giải quyết nằm trong cột 9, 1 hồ sơ đang giải quyết nằm trong cột 12" in said
    assert "không ghi ngày hẹn trả (4)" in text(display.dossier_flow(evaluation))
    counts |= {"c8": 0, "c9": 50, "no_due_done": 50}
    apart = Observation(*key, Source.COMPUTED, 0, 0, undated=50)
    bare = given.few(COMMUNE, {"dossiers_on_time": apart}, dossiers=counts)
    assert "tỷ lệ đúng hạn" not in text(display.summary(bare))
    assert "50 hồ sơ không ghi ngày hẹn trả" in text(display.clause(bare, "II.2.2.b"))


def test_the_change_names_targets_that_are_no_longer_met() -> None:
    evaluation = given.few(
        COMMUNE,
        {"online_payment_transactions": (187, 1000), "online_dossiers": (70, 100)},
        before={"online_payment_transactions": (21, 100), "online_dossiers": (50, 100)},
    )
    assert (
        "So với 6 tháng năm 2022: thêm 1 chỉ tiêu đạt, 1 chỉ tiêu từ đạt thành không đạt "
        "(Giao dịch thanh toán trực tuyến: 18,7%, mức tối thiểu 20%)."
        in text(display.summary(evaluation))
    )


def test_without_a_date_nothing_is_due_and_with_one_it_is() -> None:
    evaluation = given.few(COMMUNE, {"digitised_results": Reason.BLANK})
    said = text(display.summary(evaluation))
    assert "Số liệu 1 chỉ tiêu." in said and "Chậm nhất" not in said
    last = {Level("commune"): date(2023, 1, 20)}
    dated = replace(evaluation, period=replace(evaluation.period, send_by=last))
    assert (
        "Số liệu 1 chỉ tiêu. Nơi nhận: UBND thị xã Sa Pa, để gửi Sở Nội vụ. "
        "Chậm nhất ngày 20/01/2023." in text(display.summary(dated))
    )
    nothing = replace(given.few(COMMUNE, {}), period=dated.period)
    assert "Chậm nhất" not in text(display.summary(nothing))  # there is nothing to send


def test_a_made_up_date_is_named_for_simulated_data_alone_and_marked() -> None:
    evaluation = given.few(COMMUNE, {"digitised_results": Reason.BLANK})
    illustration = evaluation.period.illustration
    assert illustration and illustration.reply_by
    commune = Level("commune")
    days = illustration.send_by[commune], illustration.reply_by[commune]
    simulated = text(display.summary(replace(evaluation, origin=Origin(simulated=True))))
    for day in days:
        assert f"Chậm nhất ngày {day:%d/%m/%Y}. MINH HỌA" in simulated
    real = text(display.summary(replace(evaluation, origin=Origin(simulated=False))))
    assert "MINH HỌA" not in real and "Chậm nhất" not in real


def test_a_missing_form_is_mentioned_first() -> None:
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


# ---------------------------------------------------------------- agencies that begin and end

TOURISM, BEFORE = "so-du-lich", "so-van-hoa-the-thao-va-du-lich"


def test_an_agency_says_since_when_it_exists_and_what_came_before() -> None:
    said = text(display.summary(given.evaluation(TOURISM, "2022-H1")))
    assert (
        "Sở Du lịch hoạt động từ ngày 21/04/2022 (chưa kiểm chứng), trước đó là Sở Văn hóa, Thể "
        "thao và Du lịch. Số liệu trong phiếu tính từ ngày đó" in said
    )
    later = text(display.summary(given.evaluation(TOURISM, "2022-Q3")))  # it began before
    assert "hoạt động từ ngày" not in later
    assert "hoạt động" not in text(display.summary(given.evaluation(DEPARTMENT)))


@pytest.mark.parametrize(
    ("period", "named"), [("2022-Q1", False), ("2022-H1", True), ("2022-Q3", False)]
)
def test_the_province_names_whom_it_counts_although_they_ended(period: str, named: bool) -> None:
    said = text(display.summary(given.evaluation(PROVINCE, period)))
    assert ("Sở Văn hóa, Thể thao và Du lịch" in said) == named


def test_the_dossiers_of_an_agency_that_ended_are_counted_out() -> None:
    plan = given.plan()
    now = replace(given.observations("2022-FY", 0, frozenset(), True, True))
    now = replace(now, tallies={**(now.tallies or {}), BEFORE: {"c3": 245}})
    assert (
        "Số tổng hợp gồm cả 245 hồ sơ tiếp nhận trong kỳ của Sở Văn hóa, Thể thao và Du lịch, hoạt "
        "động đến ngày 20/04/2022 (chưa kiểm chứng); nay là Sở Văn hóa và Thể thao; Sở Du lịch."
        in text(display.summary(evaluate(plan, now, PROVINCE)))
    )


def test_a_district_names_the_communes_that_were_merged_and_many_are_counted() -> None:
    plan = given.plan()
    merged = [a for a in plan.agencies.values() if a.parent == DISTRICT][:5]
    agencies = {
        **plan.agencies,
        **{a.id: replace(a, end=date(2022, 6, 30), verified=True) for a in merged},
    }
    now = given.observations("2022-FY", 0, frozenset(), True, True)
    made = evaluate(replace(plan, agencies=agencies), now, DISTRICT)
    assert [each.name for each in made.predecessors] == [a.name for a in merged]
    said = text(display.summary(made))
    assert f"của {merged[0].name}; {merged[1].name}; {merged[2].name} và 2 đơn vị khác" in said
    few = replace(made, predecessors=made.predecessors[:1])
    assert f"của {merged[0].name}, hoạt động đến ngày 30/06/2022." in text(display.summary(few))


# ---------------------------------------------------------------- gaps


def test_gaps_give_reason_and_what_to_do() -> None:
    evaluation = given.few(
        COMMUNE, {"digitised_results": Reason.NOT_SENT, "dossiers_on_time": Reason.NO_EXPORT}
    )
    said = text(display.gaps(evaluation))
    assert "Đơn vị chưa gửi biểu số liệu (1 chỉ tiêu). Đề nghị gửi biểu số liệu của kỳ." in said
    assert "Số hóa kết quả giải quyết TTHC còn hiệu lực điểm đ mục 2.2 phần II" in said
    assert "Chưa có dữ liệu hồ sơ một cửa của kỳ (1 chỉ tiêu)" in said


def test_a_gap_is_neither_zero_nor_missed() -> None:
    evaluation = given.few(COMMUNE, {"digitised_results": Reason.NOT_SENT})
    said = text(display.clause(evaluation, "II.2.2.đ"))
    assert "Chưa có số liệu đơn vị chưa gửi biểu số liệu" in said
    assert "0%" not in said.replace("40%", "") and "ông đạt" not in said


def _silent(many: int) -> list[str]:
    return [a.id for a in given.plan().agencies.values() if a.level == Level("commune")][:many]


@pytest.mark.parametrize("many", [1, 5, 6, 40])
def test_agencies_without_data_are_all_named_to_the_province(many: int) -> None:
    """With the target while they are few; otherwise once, with the targets that lack them."""
    silent = _silent(many)
    evaluation = given.evaluation(PROVINCE, silent=silent)
    row = next(
        r
        for r in rows(evaluation)
        if r.level == "commune" and r.result.target.id == "work_files_online"
    )
    assert row.value and row.result.observation is not None
    assert row.result.observation.lacking == tuple(silent)
    gaps = text(display.gaps(evaluation))
    said = "; ".join(row.details) if many <= 5 else gaps
    assert all(given.plan().agencies[name].name in said for name in silent)
    assert ("danh sách ở mục 5" in "; ".join(row.details)) == (many > 5)
    assert (f"{many} cơ quan: " in gaps) == (many > 5)


def test_a_figure_without_some_agencies_is_not_enough_and_is_not_missing() -> None:
    evaluation = given.evaluation(PROVINCE, silent=_silent(40))
    open_rows = [
        r for r in rows(evaluation) if r.value and r.result.verdict.reason == "agencies_missing"
    ]
    assert open_rows
    for row in open_rows:
        assert row.mark.word == "Chưa đủ số liệu để kết luận"
        assert row.mark.reason.startswith("thiếu ")
    assert "Chưa đủ số liệu để kết luận" in text(display.verdicts(evaluation))


def test_a_district_names_its_communes_without_its_own_name() -> None:
    evaluation = given.evaluation(DISTRICT, silent=[COMMUNE])
    details = "; ".join(d for r in rows(evaluation) if r.level == "commune" for d in r.details)
    assert "chưa có số liệu: UBND xã Thanh Bình" in details
    assert "Thanh Bình, thị xã Sa Pa" not in details


def test_a_packet_is_made_again_when_a_missing_agency_gets_another_name() -> None:
    evaluation = given.evaluation(PROVINCE, silent=[COMMUNE])
    plan = evaluation.plan
    agencies = {**plan.agencies, COMMUNE: replace(plan.agencies[COMMUNE], name="UBND xã X")}
    renamed = replace(evaluation, plan=replace(plan, agencies=agencies))
    assert renamed.digest != evaluation.digest
    lacking = {n for r in evaluation.results if r.observation for n in r.observation.lacking}
    present = next(name for name in plan.agencies if name not in lacking)
    other = {**plan.agencies, present: replace(plan.agencies[present], name="Y")}
    same = replace(evaluation, plan=replace(plan, agencies=other))
    assert same.digest == evaluation.digest


def test_reported_figures_without_evidence_are_listed() -> None:
    bare = Observation(COMMUNE, Level("commune"), "digitised_results", Source.REPORTED, 400, 950)
    said = text(display.gaps(given.few(COMMUNE, {"digitised_results": bare})))
    assert "Chưa có tài liệu kiểm chứng (1 chỉ tiêu)." in said
    computed = replace(bare, source=Source.COMPUTED)
    assert "Không còn thiếu" in text(
        display.gaps(given.few(COMMUNE, {"digitised_results": computed}))
    )


def test_remarks_of_intake_are_listed_with_the_gaps() -> None:
    evaluation = replace(given.few(COMMUNE, DIGITISED), notices=("Tệp a.xlsx: ô E7 <b>.",))
    assert "Lưu ý khi nhận số liệu (1) Tệp a.xlsx: ô E7 <b>." in text(display.gaps(evaluation))
    assert "Lưu ý khi nhận" not in text(display.gaps(given.few(COMMUNE, DIGITISED)))


# ---------------------------------------------------------------- tasks, budget, duties


def test_tasks_have_lead_and_date_only_from_the_agencys_own_plan() -> None:
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
    assert said.startswith(
        f"{TASKS} nhiệm vụ: 1 đã hoàn thành, 1 đang thực hiện, {TASKS - 2} chưa ghi nhận."
    )
    assert (
        "III.1.1 Người đứng đầu trực tiếp chỉ đạo và chịu trách nhiệm về CCHC Đã hoàn thành "
        "Phòng Nội vụ 30/06/2022 Kế hoạch số 5" in said
    )
    assert "Đang thực hiện Văn phòng 30/11/2022, đã quá thời hạn" in said
    assert said.count("đã quá thời hạn") == 1
    assert said.count("chưa phân công trong Kế hoạch") == TASKS - 2
    page = read(part.html)
    blocks = [e.text.strip() for e in page.all("th") if e.attrs["scope"] == "rowgroup"]
    assert blocks == [
        "III.1 Công tác chỉ đạo, tổ chức thực hiện",
        "III.2 Cải cách thể chế",
        "III.3 Cải cách thủ tục hành chính",
        "III.4 Cải cách tổ chức bộ máy hành chính nhà nước",
        "III.5 Cải cách chế độ công vụ",
        "III.6 Cải cách tài chính công",
        "III.7 Xây dựng và phát triển Chính quyền điện tử, Chính quyền số",
    ]
    assert len([e for e in page.all("th") if e.attrs["scope"] == "row"]) == TASKS


def test_without_a_plan_of_its_own_nothing_is_assigned_and_nothing_overdue() -> None:
    said = text(display.tasks(given.few(DISTRICT, {})))
    assert said.startswith(
        f"{TASKS} nhiệm vụ: {TASKS} chưa ghi nhận. "
        "Chủ trì và thời hạn: chưa phân công trong Kế hoạch."
    )
    assert "quá thời hạn" not in said


def test_whoever_the_plan_puts_in_charge_is_named() -> None:
    for agency in (DISTRICT, PROVINCE):
        bare = given.few(agency, {})
        first, *others = bare.tasks
        led = replace(first, task=replace(first.task, lead="Sở Nội vụ"))
        said = text(display.tasks(replace(bare, tasks=(led, *others))))
        assert f"{first.task.label} Chủ trì: Sở Nội vụ" in said
        assert "Chủ trì và thời hạn: chưa phân công" not in said


def test_the_province_counts_agencies_by_task() -> None:
    answers = [
        given.answer(DISTRICT, "III.1.1", Judgement.DONE),
        given.answer(DEPARTMENT, "III.1.1", Judgement.NOT_BEGUN),
    ]
    said = text(display.tasks(given.few(PROVINCE, {}, answers=answers)))
    # 20 departments and 9 districts answer at the year's end.
    assert said.startswith(
        f"{TASKS} nhiệm vụ; số cơ quan theo tình trạng, trong 29 cơ quan trả lời."
    )
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


def test_duties_are_yes_no_unknown_or_not_due() -> None:
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


def test_a_plan_without_tasks_budget_or_duties_is_reported_as_such() -> None:
    evaluation = given.few(DISTRICT, {})
    bare = replace(evaluation.plan, tasks=(), budget=None, duties=())
    evaluation = replace(evaluation, plan=bare, tasks=(), duties=())
    assert [text(show(evaluation)) for show in (display.tasks, display.budget, display.duties)] == [
        "Kế hoạch không có danh mục nhiệm vụ.",
        "Kế hoạch không nêu kinh phí.",
        "Kế hoạch không giao trực tiếp trách nhiệm cho đơn vị nào.",
    ]
