"""Figures: months, trend, funnel, and what every picture has."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from matplotlib.figure import Figure

import evaluations as given
from evaluations import COMMUNE, DEPARTMENT, PROVINCE
from helpers import wording
from helpers.model import Component, Evaluation, MonthCounts
from helpers.packets import display
from helpers.packets.display import Funnel, FunnelPoint
from helpers.packets.display.figures import TrendPoint
from helpers.packets.display.fragment import Fragment
from helpers.packets.display.palette import INK, LATE, PALETTE, PAPER, SOFT, TRACK
from pages import read

DOSSIERS = {"c3": 30, "c5": 30, "c7": 30, "c9": 30}
ON_TIME = "dossiers_on_time"


def title(part: Fragment) -> str:
    return text_of(read(part.html).all("b")[0].text)


def shown(part: Fragment) -> str:
    return text_of(read(part.html).all("span")[0].text)


def alt(part: Fragment) -> str:
    return text_of(read(part.html).all("img")[0].attrs["alt"])


def text_of(words: str) -> str:
    return words.replace("\u00a0", " ")


def svg(part: Fragment) -> str:
    return unquote(read(part.html).all("img")[0].attrs["src"].partition(",")[2])


# ---------------------------------------------------------------- months


def month(number: int, received: int, resolved: int, late: int = 0) -> MonthCounts:
    return MonthCounts(date(2022, number, 1), date(2022, number, 28), received, resolved, late)


def of_months(*months: MonthCounts) -> Evaluation:
    return replace(given.few(COMMUNE, {}, dossiers=DOSSIERS), months=months)


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2021, 12, 15), date(2021, 12, 31), "12/2021 (từ 15)"),
        (date(2022, 12, 1), date(2022, 12, 9), "12/2022 (đến 09)"),
        (date(2022, 3, 5), date(2022, 3, 20), "3/2022 (05–20)"),
        (date(2022, 2, 1), date(2022, 2, 28), "02/2022"),
        (date(2024, 2, 1), date(2024, 2, 28), "02/2024 (đến 28)"),
    ],
)
def test_a_part_of_a_month_is_named_by_its_days(first: date, last: date, name: str) -> None:
    assert wording.figures.month_name(MonthCounts(first, last)) == name


def test_the_title_names_the_month_with_most_late_dossiers() -> None:
    part = display.months(of_months(month(2, 9, 8, 1), month(3, 9, 9), month(4, 12, 13, 4)))
    assert title(part) == (
        "Hồ sơ giải quyết quá hạn nhiều nhất ở tháng 4/2022 (đến 28): 4 trong 13 hồ sơ"
    )
    assert alt(part).startswith("02/2022: tiếp nhận 9, giải quyết 8, quá hạn 1; 3/2022")
    assert "tháng có ghi ngày" in shown(part)


def test_the_title_of_equal_months_and_of_none() -> None:
    two = display.months(of_months(month(2, 9, 8, 1), month(3, 9, 9, 1)))
    assert title(two).endswith("tháng 02/2022 và tháng 3/2022 (đến 28): mỗi tháng 1 hồ sơ")
    many = display.months(of_months(*(month(n, 9, 9, 1) for n in (2, 4, 6, 8)), month(9, 5, 5)))
    assert title(many) == "4 hồ sơ giải quyết quá hạn, ở 4 trong 5 tháng"
    none = display.months(of_months(month(2, 9, 8), month(3, 9, 9)))
    assert title(none) == "Không có hồ sơ quá hạn trong 17 hồ sơ đã giải quyết"
    nothing_done = display.months(of_months(month(2, 9, 0)))
    assert title(nothing_done) == "Tiếp nhận 9 hồ sơ, chưa giải quyết hồ sơ nào"
    assert not display.months(of_months(month(2, 0, 0))).html
    assert not display.months(of_months()).html


def test_the_picture_has_every_count_of_every_month() -> None:
    evaluation = of_months(month(2, 19, 18, 7), month(3, 0, 0), month(4, 1234, 1230))
    words = re.findall("<text[^>]*>([^<]*)", svg(display.months(evaluation)))
    for count in ("19", "18", "7", "1.234", "1.230"):
        assert count in words
    assert words.count("0") == 4


def test_the_months_of_the_province_are_sums() -> None:
    one, whole = given.evaluation(COMMUNE), given.evaluation(PROVINCE)
    agencies = len(given.observations("2022-FY", 0, frozenset(), True, True).months)
    assert [m.received for m in whole.months] == [m.received * agencies for m in one.months]
    assert whole.dossiers is not None
    assert sum(m.late for m in whole.months) == whole.dossiers.c10


# ---------------------------------------------------------------- trend


def test_two_periods_are_no_trend() -> None:
    evaluation = given.few(COMMUNE, {ON_TIME: (97, 100)}, before={ON_TIME: (94, 100)})
    part = display.trend(evaluation)
    said = text_of(read(part.html).text).strip()
    assert said.endswith("6 tháng năm 2022 94%; năm 2022 97%. 2 kỳ chưa đủ để nói về xu hướng.")
    assert not re.search("tăng|giảm", said)
    assert not read(part.html).all("img")
    assert not display.trend(given.few(COMMUNE, {ON_TIME: (97, 100)})).html


def test_the_earlier_part_of_the_year_is_a_point() -> None:
    evaluation = given.few(COMMUNE, {ON_TIME: (30, 40)}, "2022-Q3", before={ON_TIME: (80, 100)})
    part = display.trend(evaluation)
    said = text_of(read(part.html).text)
    assert "6 tháng năm 2022 80%; quý III năm 2022 75%." in said


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ((90, 94, 97), "tăng liên tục qua 3 kỳ, từ 90% đến 97%"),
        ((97, 94, 90), "giảm liên tục qua 3 kỳ, từ 97% đến 90%"),
        ((94, 90, 97), "qua 3 kỳ: 94%, 90%, 97%; không tăng hoặc giảm liên tục"),
    ],
)
def test_three_periods_have_a_course(shares: tuple[int, int, int], said: str) -> None:
    evaluation = given.few(
        COMMUNE, {ON_TIME: (shares[2], 100)}, "2022-Q3", before={ON_TIME: (shares[1], 100)}
    )
    quarter = evaluation.plan.periods["2022-Q1"]
    (row,) = (r for r in evaluation.results if r.target.id == ON_TIME and r.observation)
    assert row.cumulative == Component("cumulative", shares[1] + shares[2], 200)
    assert row.observation is not None
    before = replace(row.observation, numerator=shares[0], denominator=100)
    with_first = replace(
        evaluation, previous_period=quarter, results=(replace(row, previous=before),)
    )
    assert title(display.trend(with_first)).endswith(said)


@pytest.mark.parametrize("number", [2, 3])
def test_few_points_are_not_joined(number: int) -> None:
    ax = Figure().add_axes((0, 0, 1, 1))
    some = [TrendPoint(f"Kỳ {n}", 90 + n, f"{90 + n}%") for n in range(number)]
    display.draw_trend(ax, some, 100)
    joined = [line for line in ax.lines if line.get_linestyle() != "None"]
    assert bool(joined) == (number >= 3)


# ---------------------------------------------------------------- funnel


def points(*shares: int, of: int = 1000) -> list[FunnelPoint]:
    return [FunnelPoint(f"Xã {n}", of * share // 100, of) for n, share in enumerate(shares)]


def test_the_funnel_counts_and_names_those_outside_the_limits() -> None:
    agencies = points(*[95] * 10, 80, 100)
    part = display.funnel(agencies, "Hồ sơ đúng hạn", Fraction(98))
    assert title(part) == (
        "Hồ sơ đúng hạn: 2 trong 12 đơn vị nằm ngoài giới hạn 99,8% (1 thấp hơn, 1 cao hơn)"
    )
    assert "mức chỉ tiêu 98%" in shown(part) and "94,2% (11.300/12.000)" in shown(part)
    assert alt(part) == (
        "Tỷ lệ chung 94,2% (11.300/12.000). Ngoài giới hạn: Xã 10 80% (800/1.000); "
        "Xã 11 100% (1.000/1.000). 10 đơn vị trong giới hạn: từ 95% (950/1.000) đến 95% "
        "(950/1.000)."
    )
    words = re.findall("<text[^>]*>([^<]*)", svg(part))
    assert {"Xã 10", "Xã 11"} <= set(words) and "Xã 9" not in words


def test_a_small_agency_may_be_far_from_the_others() -> None:
    agencies = [*points(*[95] * 12), FunnelPoint("nhỏ", 4, 5), FunnelPoint("lớn", 4000, 5000)]
    assert [point.name for point in Funnel(tuple(agencies)).outside] == ["lớn"] + [
        point.name for point in agencies[:12]
    ]


def test_limits_of_few_agencies_are_provisional() -> None:
    few = display.funnel(points(*[95] * 10, 80), "Tỷ lệ")
    assert title(few).endswith("; giới hạn tạm tính vì có dưới 12 đơn vị")
    alike = display.funnel(points(*[95] * 12), "Tỷ lệ")
    assert title(alike) == "Tỷ lệ: cả 12 đơn vị nằm trong giới hạn 99,8%"


def test_very_many_agencies_share_marks_but_are_all_counted() -> None:
    sizes = range(100, 3100)
    many = [FunnelPoint(f"Xã {n}", n * (95 if n % 100 else 60) // 100, n) for n in sizes]
    part = display.funnel(many, "Tỷ lệ")
    assert title(part) == ("Tỷ lệ: 30 trong 3.000 đơn vị nằm ngoài giới hạn 99,8% (30 thấp hơn)")
    assert "Mỗi dấu là một hoặc nhiều đơn vị có số gần như nhau;" in shown(part)
    assert len(re.findall("<text[^>]*>Xã", svg(part))) == 10
    assert len(svg(part)) < 10_000
    assert "Mỗi dấu là một đơn vị;" in shown(display.funnel(many[:400], "Tỷ lệ"))
    # Ten of the same figures are the farthest: all their numbers are around their one mark.
    alike = [FunnelPoint(f"Xã đôi {n}", 1000, 3100) for n in range(10)]
    drawn = svg(display.funnel([*many, *alike], "Tỷ lệ"))
    (numbers,) = re.findall('font-weight:700;font-size:8px;text-anchor:middle">(.*?)</g>', drawn)
    places = [float(x) for x in re.findall(' x="([^"]*)"', numbers)]
    assert len(places) == 10 and max(places) - min(places) <= 16


def test_no_funnel_of_nothing() -> None:
    nothing = FunnelPoint("a", 0, 0)
    assert not display.funnel([nothing, nothing, nothing, *points(90, 91)], "x").html
    assert display.funnel(points(100, 100, 100), "x", Fraction(100)).html
    assert display.funnel(points(0, 0, 0), "x").html


# ---------------------------------------------------------------- every picture


def pictures() -> list[tuple[str, Fragment, int]]:
    """Each figure of the longest kind, with the most bytes that its address may have."""
    months = [
        MonthCounts(date(2022, n, 1), date(2022, n, 28), 25_000, 24_000, 800) for n in range(1, 13)
    ]
    whole = replace(of_months(*months, month(12, 11_000, 11_000, 345)))
    evaluation = given.evaluation(DEPARTMENT)
    many = [
        FunnelPoint(f"UBND xã Thanh Bình {n}, huyện Mường Khương", 8 * n + n * n % 90, 9 * n + 90)
        for n in range(1, 153)
    ]
    return [
        ("months", display.months(whole), 6_000),
        ("comparison", display.comparison(evaluation), 8_000),
        ("flow", display.dossier_flow(evaluation), 3_000),
        ("funnel", display.funnel(many, "Hồ sơ đúng hạn", Fraction(98)), 12_000),
    ]


def test_pictures_are_small_and_have_colours_for_dark_pages() -> None:
    for name, part, most in pictures():
        assert len(read(part.html).all("img")[0].attrs["src"].encode()) <= most, name
        root = ElementTree.fromstring(svg(part))
        styles = [e.attrib["style"] for e in root.iter() if "style" in e.attrib]
        assert not [style for style in styles if "#" in style or "rgb" in style]
        sheet = "".join(e.text or "" for e in root.iter() if e.tag.endswith("style"))
        used = {name for style in styles for name in re.findall(r"var\(--(\w)\)", style)}
        for query in ("(prefers-color-scheme:dark)", "(forced-colors:active)"):
            defined = sheet.partition(f"@media {query}{{")[2].partition("}")[0]
            assert used <= set(re.findall(r"--(\w):", defined)), name


def test_every_colour_can_be_read_on_its_ground() -> None:
    """Contrast of at least 3 with the ground, 4.5 for text (WCAG 2.2: 1.4.3, 1.4.11); tracks and
    scales only frame what is drawn on them."""
    for colour, shades in PALETTE.items():
        if colour in (PAPER, TRACK):
            continue
        least = 4.5 if colour in (INK, SOFT, LATE) else 3
        assert contrast(colour, PAPER) >= least, colour
        assert contrast(shades.dark, PALETTE[PAPER].dark) >= least, colour
        assert contrast(shades.plain, "#fff") >= 3 and contrast(shades.plain_dark, "#000") >= 3


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
