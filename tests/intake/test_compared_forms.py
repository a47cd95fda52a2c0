"""Forms whose figures contradict, or are unlikely, through a whole intake; and confirmations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from helpers import forms, store
from helpers.intake.answers import write_answers
from helpers.intake.check import IntakeResult, take_in
from helpers.model import Plan, Remark, Severity
from helpers.plan import Roots, desk_folder, load_plan
from province import PLAN, PROJECT

pytestmark = pytest.mark.intake

WARD, OTHER = "02641-phuong-lao-cai", "02635-phuong-duyen-hai"
CITY, PROVINCE = "080-thanh-pho-lao-cai", "lao-cai"
MEETINGS = {"meetings": 26, "meetings_online": 13, "work_files": 246, "work_files_online": 139}
RESULTS = {"results_in_force": 950, "results_digitised": 322}
Answers = Mapping[str, object]


@dataclass(frozen=True)
class Desk:
    """Where forms are sent and taken in, by the shipped plan."""

    plan: Plan
    roots: Roots

    def inbox(self, period: str) -> Path:
        folder = self.roots.data / "inbox" / period
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def desk(self, period: str) -> Path:
        folder = desk_folder(self.plan, self.inbox(period))
        folder.mkdir(exist_ok=True)
        return folder

    def send(self, period: str, agency: str, answers: Answers) -> None:
        sender, span = self.plan.senders_by_id[agency], self.plan.periods[period]
        content = forms.filled(self.plan, sender, span, answers, {})
        folder = self.desk(period) if agency == PROVINCE else self.inbox(period)
        (folder / f"{agency}.xlsx").write_bytes(content)

    def take_in(self, period: str) -> IntakeResult:
        span = self.plan.periods[period]
        return take_in(self.roots, self.plan, span, self.inbox(period))

    def sent(self, period: str, agency: str, answers: Answers) -> IntakeResult:
        self.send(period, agency, answers)
        return self.take_in(period)

    def waiting(self, period: str) -> dict[tuple[str, str], int]:
        """The figures that wait to be confirmed, by agency and input."""
        snapshot = store.current(self.roots.data, PLAN, period)
        assert snapshot is not None
        return {(u.agency, u.input): u.value for u in store.unconfirmed(snapshot)}

    def confirmations(self, period: str) -> Path:
        """The file of confirmations that the answers to a new intake hold."""
        span = self.plan.periods[period]
        return write_answers(self.roots, self.plan, span, self.take_in(period)).confirmations


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(PROJECT, PLAN)


@pytest.fixture
def desk(plan: Plan, tmp_path: Path) -> Desk:
    return Desk(plan, Roots(PROJECT, tmp_path / "data", tmp_path / "out"))


def refused(result: IntakeResult) -> list[Remark]:
    return [r for r in result.remarks if r.severity is Severity.REFUSED_CELL]


# ---------------------------------------------------------------- what contradicts


def test_a_count_of_the_year_that_falls_below_the_half_year_returns_the_form(desk: Desk) -> None:
    desk.sent("2022-H1", WARD, MEETINGS)
    fallen = {"meetings": 1, "meetings_online": 1, "work_files": 2, "work_files_online": 2}
    result = desk.sent("2022-FY", WARD, fallen)
    assert [s.file for s in result.returned] == [f"{WARD}.xlsx"]
    faults = refused(result)
    assert len(faults) == 4  # all of the form together
    assert len({r.cells for r in faults}) == 4 and {r.sheet for r in faults} == {"Số liệu"}
    said = " ".join(r.text for r in faults)
    assert "ghi 1, ít hơn 26 đã nhận của kỳ «6 tháng năm 2022»" in said
    assert "ghi 2, ít hơn 246 đã nhận" in said


def test_the_marked_copy_says_what_contradicts_and_what_is_only_unlikely(desk: Desk) -> None:
    desk.sent("2022-H1", WARD, MEETINGS | RESULTS)
    wrong = MEETINGS | {"meetings": 25} | RESULTS | {"results_in_force": 99_999_999}
    result = desk.sent("2022-FY", WARD, wrong)
    folder = write_answers(desk.roots, desk.plan, desk.plan.periods["2022-FY"], result).html.parent
    book = openpyxl.load_workbook(folder / "returned" / f"{WARD}.xlsx")
    comments = [c.comment.text for row in book["Số liệu"] for c in row if c.comment]
    assert any("ít hơn 26" in text for text in comments)
    assert any("đề nghị xác nhận" in text for text in comments)
    assert desk.waiting("2022-FY") == {}  # its figures are not used


def test_both_halves_of_the_year_count_and_the_quarter_alone(desk: Desk) -> None:
    """Q1 to H1, whose days begin with those of Q1; Q3 counts alone."""
    desk.sent("2022-Q1", WARD, {"meetings": 13, "work_files": 122, "basic_trained": 11})
    fallen = desk.sent("2022-H1", WARD, {"meetings": 3, "work_files": 12, "basic_trained": 1})
    assert len(refused(fallen)) == 2
    asked = [r.text for r in fallen.remarks if "đề nghị xác nhận" in r.text]
    assert len(asked) == 1 and "ghi 1, không quá 1/5 số nhỏ nhất" in asked[0]
    desk.sent("2022-H1", WARD, {"meetings": 13, "work_files": 122})
    alone = desk.sent("2022-Q3", WARD, {"meetings": 3, "work_files": 12})
    assert refused(alone) == [] and alone.returned == ()


def test_a_corrected_form_of_the_earlier_period_gives_way(desk: Desk) -> None:
    desk.sent("2022-H1", WARD, {"meetings": 260})
    assert len(refused(desk.sent("2022-FY", WARD, {"meetings": 52}))) == 1
    desk.sent("2022-H1", WARD, {"meetings": 26})
    assert refused(desk.take_in("2022-FY")) == []


def test_procedures_of_a_ward_are_within_the_list_of_the_province(desk: Desk) -> None:
    """133 of 142 typed as 14200 of 14200."""
    desk.send("2022-FY", PROVINCE, {"one_stop_scope@commune": 142, "one_stop_handled@commune": 142})
    desk.send("2022-FY", OTHER, {"one_stop_scope": 142, "one_stop_handled": 133})
    typed = {"one_stop_scope": 14_200, "one_stop_handled": 14_200}
    (fault,) = refused(desk.sent("2022-FY", WARD, typed))
    assert fault.agency == WARD
    assert "ghi 14.200, nhiều hơn 142 trong danh mục cấp xã của tỉnh" in fault.text


def test_trained_staff_are_compared_with_the_staff_in_the_form_of_the_city(desk: Desk) -> None:
    desk.send("2022-FY", CITY, {f"cadres@{WARD}": 11, f"officials@{WARD}": 9})
    desk.sent("2022-FY", WARD, {"basic_trained": 20})
    assert desk.waiting("2022-FY") == {}
    desk.sent("2022-FY", WARD, {"basic_trained": 21})
    assert desk.waiting("2022-FY") == {(WARD, "basic_trained"): 21}


def test_a_plan_without_rules_compares_nothing(desk: Desk) -> None:
    bare = Desk(replace(desk.plan, plausibility=()), desk.roots)
    bare.sent("2022-H1", WARD, MEETINGS)
    assert refused(bare.sent("2022-FY", WARD, {"meetings": 1})) == []


# ---------------------------------------------------------------- what is unlikely

TYPED = RESULTS | {"results_in_force": 99_999_999}


def test_an_unlikely_figure_is_accepted_marked_and_listed_first(desk: Desk) -> None:
    desk.sent("2022-H1", WARD, RESULTS)
    result = desk.sent("2022-FY", WARD, TYPED)
    assert result.returned == () and refused(result) == []
    assert desk.waiting("2022-FY") == {(WARD, "results_in_force"): 99_999_999}
    answers = write_answers(desk.roots, desk.plan, desk.plan.periods["2022-FY"], result)
    assert answers.unconfirmed == 1 and answers.confirmations.is_file()
    page = answers.html.read_text("utf-8")
    assert page.index('id="xac-nhan"') < page.index('id="tong-hop"')
    assert "gấp từ 10 lần trở lên số lớn nhất đã nhận trong năm (950, kỳ «6 tháng" in page
    first = openpyxl.load_workbook(answers.html.with_suffix(".xlsx")).worksheets[0]
    assert first.title == "Đề nghị xác nhận"
    name, _, figure, compared, file, place = [cell.value for cell in first[4]]
    assert (name, figure) == (desk.plan.agencies[WARD].name, "99.999.999")
    assert "950" in compared and (file, place) == (f"{WARD}.xlsx", "trang «Số liệu», ô G12")


def test_a_figure_typed_a_thousandfold_is_seen_without_any_earlier_one(desk: Desk) -> None:
    sent = {OTHER: 1_033, "so-tu-phap": 470, "so-tai-chinh": 17}
    for agency, figure in sent.items():
        desk.send("2022-FY", agency, {"results_in_force": figure, "results_digitised": 9})
    desk.sent("2022-FY", WARD, dict.fromkeys(RESULTS, 99_999_999))
    assert desk.waiting("2022-FY") == {(WARD, "results_in_force"): 99_999_999}


def test_a_right_figure_after_an_unconfirmed_one_is_no_fall(desk: Desk) -> None:
    desk.sent("2022-Q1", WARD, RESULTS)
    desk.sent("2022-H1", WARD, TYPED)
    desk.sent("2022-FY", WARD, RESULTS)
    assert desk.waiting("2022-FY") == {}


# ---------------------------------------------------------------- confirmations


def confirmed(desk: Desk, period: str, **cells: object) -> Path:
    """The file of confirmations, filled in and put among the Department's; `cells`: of the first
    row."""
    path = desk.confirmations(period)
    book = openpyxl.load_workbook(path)
    fill(book, **({"mark": "x", "by": "Sở Nội vụ"} | cells))
    kept = desk.desk(period) / "xac-nhan.xlsx"
    book.save(kept)
    return kept


def fill(book: Any, **cells: object) -> None:
    columns = {"id": "A", "figure": "D", "mark": "F", "by": "G"}
    for name, value in cells.items():
        book["Xác nhận"][f"{columns[name]}5"].value = value


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """A desk with one figure of the year that waits to be confirmed."""
    desk.sent("2022-H1", WARD, RESULTS)
    desk.send("2022-FY", WARD, TYPED)
    return desk


def test_a_confirmed_figure_is_asked_about_once(asked: Desk) -> None:
    confirmed(asked, "2022-FY")
    for _ in range(2):  # the file stays in the inbox
        result = asked.take_in("2022-FY")
        assert result.returned == () and asked.waiting("2022-FY") == {}
        said = [r.text for r in result.remarks]
        assert any("đã được Sở Nội vụ xác nhận: «Tổng số" in text for text in said)
    assert not asked.confirmations("2022-FY").exists()


def test_what_was_filled_in_and_not_yet_sent_is_not_lost(asked: Desk) -> None:
    path = asked.confirmations("2022-FY")
    book = openpyxl.load_workbook(path)
    fill(book, mark="x", by="Sở Nội vụ")
    book.save(path)
    filled = path.read_bytes()
    assert asked.confirmations("2022-FY") == path
    assert path.with_name("xac-nhan.xlsx.sua-tay-1").read_bytes() == filled
    assert path.read_bytes() != filled


def test_a_figure_that_changed_since_is_not_confirmed(asked: Desk) -> None:
    confirmed(asked, "2022-FY")
    result = asked.sent("2022-FY", WARD, TYPED | {"results_in_force": 88_888_888})
    assert asked.waiting("2022-FY") == {(WARD, "results_in_force"): 88_888_888}
    said = " ".join(remark.text for remark in result.remarks)
    assert "xác nhận cho số 99.999.999, nhưng biểu nay ghi 88.888.888" in said
    likely = asked.sent("2022-FY", WARD, RESULTS)
    assert asked.waiting("2022-FY") == {} and likely.returned == ()


def test_the_next_period_is_compared_with_the_confirmed_figure(desk: Desk) -> None:
    desk.sent("2022-Q1", WARD, RESULTS)
    desk.send("2022-H1", WARD, TYPED)
    confirmed(desk, "2022-H1")
    desk.take_in("2022-H1")
    desk.sent("2022-FY", WARD, TYPED)
    assert desk.waiting("2022-FY") == {}


def test_a_figure_typed_as_a_number_is_the_same(asked: Desk) -> None:
    confirmed(asked, "2022-FY", figure=99_999_999)
    asked.take_in("2022-FY")
    assert asked.waiting("2022-FY") == {}


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"mark": "có"}, "chỉ được ghi x hoặc để trống"),
        ({"mark": None}, "chưa ghi đủ"),
        ({"by": None}, "chưa ghi đủ"),
        ({"by": "Nguyễn Văn A"}, "không có đơn vị mang đúng tên"),
        ({"id": "02641-phuong-lao-cai|commune|la"}, "không phải dòng số liệu"),
        ({"id": "02641-phuong-lao-cai|district|results_in_force"}, "không phải dòng số liệu"),
        ({"id": None}, "không phải dòng số liệu"),
        ({"figure": None}, "không còn số liệu"),
    ],
)
def test_a_wrong_row_refuses_the_file_by_cell(
    asked: Desk, cells: dict[str, object], says: str
) -> None:
    confirmed(asked, "2022-FY", **cells)
    result = asked.take_in("2022-FY")
    (fault,) = refused(result)
    assert says in fault.text and "trang «Xác nhận», ô " in fault.text
    assert "Nguyễn" not in fault.text
    assert [s.file for s in result.returned] == ["xac-nhan.xlsx"]
    assert len(asked.waiting("2022-FY")) == 1


def test_only_the_department_confirms(asked: Desk) -> None:
    kept = confirmed(asked, "2022-FY")
    sent = kept.rename(asked.inbox("2022-FY") / "xac-nhan.xlsx")
    (fault,) = asked.take_in("2022-FY").refusals
    assert fault.text.startswith("Tệp xac-nhan.xlsx: ") and "2022-FY-so-noi-vu" in fault.text
    assert len(asked.waiting("2022-FY")) == 1
    sent.rename(kept)
    assert asked.take_in("2022-FY").refusals == () and asked.waiting("2022-FY") == {}


def test_a_blank_row_confirms_nothing(asked: Desk) -> None:
    confirmed(asked, "2022-FY", mark=None, by=None)
    assert asked.take_in("2022-FY").returned == ()
    assert len(asked.waiting("2022-FY")) == 1


def test_a_file_of_another_period_is_refused(asked: Desk) -> None:
    path = confirmed(asked, "2022-FY")
    asked.desk("2022-H1").joinpath("xac-nhan.xlsx").write_bytes(path.read_bytes())
    result = asked.take_in("2022-H1")
    assert [s.kind for s in result.returned] == ["confirmation"]
    assert any("kỳ đang nhận là «6 tháng năm 2022»" in r.text for r in result.refusals)


def test_several_files_of_confirmations_add_up(asked: Desk) -> None:
    path = confirmed(asked, "2022-FY", mark=None, by=None)
    path.rename(path.with_name("xac-nhan 2.xlsx"))
    confirmed(asked, "2022-FY")
    assert asked.take_in("2022-FY").returned == ()
    assert asked.waiting("2022-FY") == {}
