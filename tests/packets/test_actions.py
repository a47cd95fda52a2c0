"""What a packet asks of an agency: in which list a target is, and in what order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import evaluations as given
from evaluations import COMMUNE, DEPARTMENT, DISTRICT, OTHER_COMMUNE, PROVINCE
from helpers.model import Counts, Doubt, Evaluation, Judgement, Level, Observation, Reason, Source
from helpers.packets import display
from helpers.packets.display.actions import Actions, Step, actions_of
from helpers.wording.core import within
from pages import read
from parts import text

# By targets of communes: (figure, missing units). 60% of 1.000 are 600, 20% are 200, 40% are 400.
ONLINE = {"online_dossiers": (590, 1000)}  # events; 10 are missing
PAID = {"online_payment_transactions": (195, 1000)}  # events; 5 are missing
DIGITISED = {"digitised_results": (393, 1000)}  # a state; 7 are missing
OF_OTHERS = {"it_infrastructure": (0, 1)}  # a state, yes or no, in the power of the district


def ids(steps: tuple[Step, ...]) -> list[str]:
    return [step.row.result.target.id for step in steps]


def lists(actions: Actions) -> dict[str, str]:
    """The list in which each target is."""
    names = ("own", "undone", "of_others", "over")
    return {t: name for name in names for t in ids(getattr(actions, name))}


@pytest.mark.parametrize(
    ("period", "figures", "place"),
    [
        ("2022-FY", DIGITISED, "own"),
        ("2022-H1", {"online_dossiers": (590, 1000)}, "own"),
        ("2022-FY", ONLINE, "over"),
        ("2022-H1", {"dossiers_on_time": (99, 100)}, "over"),  # of 100% nothing is made up for
        ("2022-FY", {"dossiers_on_time": (99, 100)}, "over"),
        ("2022-FY", OF_OTHERS, "of_others"),
        ("2022-FY", {"modern_desk": (0, 1)}, "of_others"),
    ],
)
def test_a_state_can_be_changed_at_any_time_and_events_only_while_the_year_goes_on(
    period: str, figures: given.Figures, place: str
) -> None:
    (target,) = figures
    assert lists(actions_of(given.few(COMMUNE, figures, period))) == {target: place}


def test_the_cases_are_of_both_kinds() -> None:
    kinds = {name: given.plan().target(name).counts for name in (*ONLINE, *PAID, *DIGITISED)}
    assert kinds == {
        "online_dossiers": Counts.FLOW,
        "online_payment_transactions": Counts.FLOW,
        "digitised_results": Counts.STOCK,
    }


def test_an_agency_itself_answers_yes_or_no() -> None:
    undone = actions_of(given.few(DISTRICT, OF_OTHERS))
    assert lists(undone) == {"it_infrastructure": "undone"}
    several = {
        name: (0, 1) for name in ("it_infrastructure", "digitised_agency", "safety_solution")
    }
    known = {t.id for t in given.plan().targets}
    said = text(
        display.actions(given.few(DISTRICT, {k: v for k, v in several.items() if k in known}))
    )
    assert said.count("Việc chưa thực hiện") == 1


def test_the_fewest_units_in_its_own_power_come_first() -> None:
    state = {"officials_digital_identity": (993, 1000)}
    figures = {**ONLINE, **PAID, **state, **OF_OTHERS}
    actions = actions_of(given.few(COMMUNE, figures, "2022-H1"))
    assert ids(actions.steps) == [
        "online_payment_transactions",  # 5
        "officials_digital_identity",  # 7
        "online_dossiers",  # 10
        "it_infrastructure",  # of the district
    ]
    assert [step.units for step in actions.own] == [5, 7, 10]
    assert [step.own for step in actions.steps] == [True, True, True, False]
    assert actions.steps[-1].who == "UBND cấp huyện" and actions.steps[0].who == "đơn vị"


def test_of_equal_units_the_larger_loss_comes_first() -> None:
    # Ten each: 590 of 600 leave a sixtieth of a point, 40 of 50 a fifth.
    figures = {"online_dossiers": (590, 1000), "online_payment_transactions": (40, 250)}
    actions = actions_of(given.few(COMMUNE, figures, "2022-H1"))
    assert [step.units for step in actions.own] == [10, 10]
    losses = [step.lost for step in actions.own]
    assert losses == sorted(losses, reverse=True) and losses[0] > losses[1]
    assert ids(actions.own) == ["online_payment_transactions", "online_dossiers"]


def test_the_page_shows_the_three_lists_in_their_order() -> None:
    figures = {**ONLINE, **PAID, **DIGITISED, **OF_OTHERS, "modern_desk": (0, 1)}
    said = text(display.actions(given.few(COMMUNE, figures)))
    words = (
        "Còn làm được Kết quả làm thêm được tính ở kỳ đánh giá sau.",
        "7 kết quả 39,3% 393/1.000 40%",
        "Đã khép lại trong năm, rút kinh nghiệm",
        "5 giao dịch 19,5% 195/1.000 20%",
        "10 hồ sơ 59% 590/1.000 60%",
        "Cần cơ quan khác thực hiện. UBND cấp huyện: ",
    )
    places = [said.rindex(each) for each in words]
    assert places == sorted(places)
    during = text(display.actions(given.few(COMMUNE, figures, "2022-H1")))
    assert "Kết quả làm thêm được tính ở kỳ đánh giá sau" not in during


def test_long_lists_are_cut_and_the_rest_counted() -> None:
    stock = [
        t.id
        for t in given.plan().targets
        if t.counts is Counts.STOCK
        and t.unit == "%"
        and t.judged.get(Level("district")) == "verdict"
        and t.acts(Level("district")) == Level("district")
    ]
    flow = [
        t.id
        for t in given.plan().targets
        if t.counts is Counts.FLOW
        and t.unit == "%"
        and t.judged.get(Level("district")) == "verdict"
    ]
    evaluation = given.few(DISTRICT, {name: (1, 100) for name in (*stock, *flow)})
    wanted = actions_of(evaluation)
    own, over = len(wanted.own), len(wanted.over)
    page = read(display.actions(evaluation).html)
    blocks = [e for e in page.all("tbody")]
    rows = [block.text.count("1/100") for block in blocks]
    assert rows[-1] == 3 < over
    assert f"3 trong {over} chỉ tiêu, xem bảng dưới." in page.text
    assert own > rows[0] == 5
    assert f"5 trong {own} chỉ tiêu, xem bảng dưới." in page.text


def test_nothing_below_is_said() -> None:
    said = text(display.actions(given.few(COMMUNE, {"online_dossiers": (70, 100)})))
    assert said == "Không có chỉ tiêu nào dưới mức; đề nghị duy trì kết quả."


# ---------------------------------------------------------------- what to send


def without_figure(evaluation: Evaluation, reason: Reason) -> int:
    own = (r for r in evaluation.results if r.level == evaluation.agency.level)
    return sum(r.verdict.status == "no_data" and r.verdict.reason is reason for r in own)


def test_an_agency_that_sent_nothing_reads_that_first() -> None:
    silent = given.evaluation(COMMUNE, silent=[COMMUNE])
    n = without_figure(silent, Reason.NOT_SENT)
    lines = [e.text for e in read(display.actions(silent).html).all("li")]
    assert n and lines[0] == (
        f"Gửi biểu số liệu của kỳ: {n} chỉ tiêu đang chưa có số liệu vì chưa có biểu."
    )
    assert "Biểu số liệu." in text(display.summary(silent))
    # What the form brings is not asked for again.
    assert actions_of(silent).figures == ()
    refused = text(display.actions(replace(silent, form=Reason.REFUSED)))
    assert "Sửa biểu số liệu theo bản trả lại rồi gửi lại" in refused


def test_an_agency_that_is_not_asked_for_a_form_is_not_told_to_send_one() -> None:
    actions = actions_of(replace(given.few(COMMUNE, DIGITISED), form=Reason.NOT_ASKED))
    assert actions.form is None and actions.to_send == 0


def test_what_is_to_be_sent_is_counted() -> None:
    bare = Observation(COMMUNE, Level("commune"), "digitised_results", Source.REPORTED, 400, 950)
    evaluation = given.few(
        COMMUNE,
        {
            "digitised_results": bare,
            "online_dossiers": Reason.CONTRADICTS,
            "work_files_online": Reason.BLANK,
            "dossiers_on_time": Reason.NO_EXPORT,  # for others to send
        },
    )
    doubts = tuple(Doubt(COMMUNE, "X", f"Dòng {n}", "12 <so với 5>") for n in range(2))
    evaluation = replace(evaluation, unconfirmed=doubts)
    actions = actions_of(evaluation)
    assert [len(actions.figures), len(actions.evidence), actions.unconfirmed] == [2, 1, 2]
    assert actions.to_send == 5
    assert "Số liệu 2 chỉ tiêu, tài liệu kiểm chứng 1 chỉ tiêu, xác nhận 2 số liệu." in text(
        display.summary(evaluation)
    )
    lines = [e.text for e in read(display.actions(evaluation).html).all("li")]
    for words, line in zip(
        ("Bổ sung số liệu: ", "Xác nhận hoặc sửa: ", "Gửi tài liệu kiểm chứng của 1 chỉ tiêu: "),
        lines,
        strict=False,
    ):
        assert line.startswith(words), line
    waiting = within(given.plan().target("dossiers_on_time").label)
    assert f"chờ số liệu của nơi khác: {waiting}" in lines[-1]
    assert ids_of_waiting(actions) == ["dossiers_on_time"]


def ids_of_waiting(actions: Actions) -> list[str]:
    return [row.result.target.id for row in actions.waiting]


def test_a_task_is_late_by_the_day_of_the_agencys_own_plan() -> None:
    def late(said: Judgement, due: date) -> int:
        answer = given.answer(DISTRICT, "III.1.1", said, due=due)
        return len(actions_of(given.few(DISTRICT, {}, answers=[answer])).late_tasks)

    before, last = date(2022, 12, 13), date(2022, 12, 14)
    assert late(Judgement.UNDER_WAY, before) == 1
    assert late(Judgement.NOT_BEGUN, before) == 1
    assert late(Judgement.DONE, before) == 0
    assert late(Judgement.UNDER_WAY, last) == 0
    answer = given.answer(DISTRICT, "III.1.1", Judgement.UNDER_WAY, due=before)
    assert "Nhiệm vụ quá thời hạn (1): III.1.1 " in text(
        display.actions(given.few(DISTRICT, {}, answers=[answer]))
    )


def test_a_district_names_the_communes_that_sent_nothing() -> None:
    communes = [a for a in given.plan().agencies.values() if a.parent == DISTRICT]
    silent = [a.id for a in communes[:3]]
    members = tuple(given.evaluation(a.id, silent=silent) for a in communes[:5])
    district = replace(given.evaluation(DISTRICT, silent=silent), members=members)
    assert actions_of(district).silent == tuple(a.name for a in communes[:3])
    said = text(display.actions(district))
    assert "Đôn đốc 3 đơn vị chưa có biểu số liệu: " in said
    assert all(a.name in said for a in communes[:3]) and communes[3].name not in said


@pytest.mark.parametrize("agency", [COMMUNE, OTHER_COMMUNE, DISTRICT, DEPARTMENT, PROVINCE])
@pytest.mark.parametrize("period", ["2022-H1", "2022-FY"])
def test_every_target_below_its_threshold_is_in_one_list(agency: str, period: str) -> None:
    evaluation = given.evaluation(agency, period)
    actions = actions_of(evaluation)
    steps = [s.row.anchor for s in (*actions.steps, *actions.over)]
    parts = [s.row.anchor for s in (*actions.own, *actions.undone, *actions.of_others)]
    assert sorted(parts) == sorted(s.row.anchor for s in actions.steps)
    assert len(steps) == len(set(steps))
    own = {
        r.target.id
        for r in evaluation.results
        if r.level == evaluation.agency.level and r.verdict.status in ("missed", "behind")
    }
    assert own <= {s.row.result.target.id for s in (*actions.steps, *actions.over)}
