"""The period in a title: the one being taken in, another one, or none."""

from __future__ import annotations

import unicodedata

import pytest

from export_files import PERIOD, PLAN
from helpers.intake.exports.titles import fault_of_title, names_days

pytestmark = pytest.mark.intake


WHOLE_YEAR = "Từ ngày 15/12/2021 đến ngày 14/12/2022"


@pytest.mark.parametrize(
    "title",
    [
        ["15-12-2021 – 14-12-2022"],
        ["15.12.2021-14.12.2022"],
        ["Từ ngày 15 tháng 12 năm 2021 đến hết ngày 14 tháng 12 năm 2022"],
        ["Từ ngày: 15/12/2021 - Đến ngày: 14/12/2022"],
        ["Từ ngày", "15/12/2021", "đến ngày", "14/12/2022"],
        ["Từ 00:00 15/12/2021 đến 23:59:59 14/12/2022"],
        [unicodedata.normalize("NFD", WHOLE_YEAR)],
        ["Kỳ báo cáo: Quý III/2022", WHOLE_YEAR],  # the days decide
        ["Ngày xuất: 20/12/2022", WHOLE_YEAR],
        ["Ban hành theo Thông tư 01/2020/TT-VPCP ngày 21/10/2020", WHOLE_YEAR],
        [WHOLE_YEAR, "(in lúc 10:30 ngày 20-12-2022)"],
        [WHOLE_YEAR, WHOLE_YEAR],
    ],
)
def test_a_title_that_names_the_days_of_the_period(title: list[str]) -> None:
    assert (fault_of_title(title, PERIOD, PLAN), names_days(title)) == (None, True)


@pytest.mark.parametrize(
    "title",
    [
        [],
        ["NĂM 2022"],
        ["Cả năm 2022", "Lào Cai, ngày 20 tháng 12 năm 2022"],
        ["12 tháng năm 2022"],
        ["Lào Cai, ngày … tháng … năm 2023", "Năm 2022"],
        ["Ban hành theo Thông tư 01/2020/TT-VPCP ngày 21/10/2020 của Văn phòng Chính phủ"],
        ["Số liệu tính đến ngày 14/12/2022"],
    ],
)
def test_a_title_that_names_no_days_and_no_other_period(title: list[str]) -> None:
    assert (fault_of_title(title, PERIOD, PLAN), names_days(title)) == (None, False)


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Từ ngày 15 tháng 6 năm 2022 đến ngày 14 tháng 9 năm 2022", "15/06/2022–14/09/2022"),
        ("Từ 15-06-2022 đến 14-09-2022", "15/06/2022–14/09/2022"),
        ("Từ ngày 15/6 đến ngày 14/9/2022", "15/06/2022–14/09/2022"),
        ("15/6/2022-14/9/2022", "15/06/2022–14/09/2022"),
        ("Kỳ báo cáo: Quý III/2022", "quý III/2022"),
        ("QUÝ 3 NĂM 2022", "quý 3 năm 2022"),
        (unicodedata.normalize("NFD", "Quí I"), "quí I"),
        ("Quý I, quý II năm 2022", "quý I, quý II năm 2022"),
        ("6 tháng đầu năm 2022", "6 tháng đầu năm 2022"),
        ("9 tháng", "9 tháng"),
        ("Năm 2021", "năm 2021"),
        ("Tháng 9 năm 2022", "tháng 9 năm 2022"),
        ("Thực hiện Kế hoạch năm 2022 – Quý III năm 2022", "quý III năm 2022"),
    ],
)
def test_a_title_of_another_period_is_refused(title: str, named: str) -> None:
    assert fault_of_title([title], PERIOD, PLAN) == (
        f"tiêu đề ghi kỳ «{named}», kỳ đang nhận là «Năm 2022» (15/12/2021–14/12/2022). "
        "Đề nghị gửi biểu đúng kỳ."
    )


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (
            "Kỳ trước: 15/12/2020-14/12/2021; kỳ này: 15/12/2021-14/12/2022",
            "tiêu đề ghi nhiều kỳ khác nhau («15/12/2020–14/12/2021», «15/12/2021–14/12/2022»)",
        ),
        ("Quý III, năm 2022; 6 tháng", "tiêu đề ghi nhiều kỳ khác nhau («quý III, năm 2022», «6"),
        ("Từ ngày 15/12 đến ngày 14/12/2022", "không đọc được là hai ngày"),  # 2021 is a guess
        ("Từ ngày 31/02/2022 đến ngày 14/12/2022", "không đọc được là hai ngày"),
        ("Từ ngày 15/12/21 đến ngày 14/12/22", "không đọc được là hai ngày"),
        ("Từ ngày 15/12 đến ngày 14/12", "không đọc được là hai ngày"),
    ],
)
def test_a_title_with_two_readings_is_refused(title: str, said: str) -> None:
    fault = fault_of_title([title], PERIOD, PLAN)
    assert fault and said in fault and "Đề nghị" in fault


def test_a_half_year_is_recognised_with_and_without_its_year() -> None:
    half = PLAN.periods["2022-H1"]  # labelled «6 tháng»
    own = ("6 tháng", "Sáu tháng đầu năm 2022", "6 THÁNG/2022", "Kế hoạch năm 2022 – 6 tháng")
    assert [fault_of_title([title], half, PLAN) for title in own] == [None] * 4
    others = ("6 tháng cuối năm 2022", "6 tháng đầu năm 2021", "Năm 2022", "Tháng 6/2022")
    assert all(fault_of_title([title], half, PLAN) for title in others)
