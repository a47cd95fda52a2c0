"""Comparison of levels, sources and periods, figures, and properties of every part."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from urllib.parse import unquote
from xml.etree import ElementTree

import matplotlib
import pytest

import evaluations as given
from evaluations import COMMUNE, DEPARTMENT, DISTRICT, HOSTILE, PROVINCE
from helpers.model import (
    Evaluation,
    Level,
    Reason,
    Result,
    Source,
)
from helpers.packets import display
from helpers.packets.display.figures import ComparedBar
from helpers.packets.display.fragment import Fragment
from helpers.wording.brief import place_and_day
from pages import Page, read
from parts import DIGITISED, every_part, text

# ---------------------------------------------------------------- levels


def test_a_district_counts_its_own_figures_and_shows_its_communes_separately() -> None:
    evaluation = given.evaluation(DISTRICT)
    own = [
        r
        for r in evaluation.results
        if r.level == Level("district")
        and r.verdict.status not in (None, "not_applicable", "not_arising")
    ]
    said = text(display.summary(evaluation))
    assert f"trong {len(own)} chỉ tiêu được đánh giá" in said
    items = read(display.verdicts(evaluation).html).all("tr")
    assert len(items) == 1 + len(own)  # with the head
    assert "Các xã" not in text(display.verdicts(evaluation))
    said = text(display.clause(evaluation, "II.2.2.đ"))
    label = evaluation.plan.target("digitised_results").label
    assert f"{label} phấn đấu 50%" in said
    assert f"{label} (các xã, phường, thị trấn) phấn đấu 40%" in said


def test_the_province_shows_each_level_against_its_own_threshold() -> None:
    said = text(display.clause(given.evaluation(PROVINCE), "II.2.2.đ"))
    for level, limit in (
        ("sở, ban, ngành", 60),
        ("huyện, thị xã, thành phố", 50),
        ("thị trấn", 40),
    ):
        assert f"{level}) phấn đấu {limit}%" in said, level
    assert "cơ quan có số liệu" in said


def test_two_evaluations_shown_in_turn_do_not_mix() -> None:
    one, other = given.few(COMMUNE, DIGITISED), given.few(COMMUNE, {"digitised_results": (1, 2)})
    first = display.clause(one, "II.2.2.đ").html
    assert "50% 1/2" in text(display.clause(other, "II.2.2.đ"))
    assert display.clause(one, "II.2.2.đ").html == first


# ---------------------------------------------------------------- comparisons


def with_reports(evaluation: Evaluation, **reported: tuple[int, int, str]) -> Evaluation:
    """The evaluation with reported counts and their reason in addition to computed ones."""

    def with_report(result: Result) -> Result:
        if result.observation is None or result.target.id not in reported:
            return result
        numerator, denominator, reason = reported[result.target.id]
        computed = replace(result.observation, source=Source.COMPUTED)
        other = replace(
            computed,
            source=Source.REPORTED,
            numerator=numerator,
            denominator=denominator,
            evidence=reason,
        )
        return replace(result, observation=computed, others=(other,), max_points=Fraction(1))

    return replace(evaluation, results=tuple(map(with_report, evaluation.results)))


def test_two_sources_are_compared_with_the_largest_effect_on_points_first() -> None:
    # In points, 30 of 60 is a half and 20 of 20 is full: 10 of 60 matter more than 60 above 20.
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
        "40% 40/100 Tính từ dữ liệu hồ sơ 50% (50/100) Đơn vị báo cáo "
        "Lý do: tính cả hồ sơ <nộp> qua bưu chính −10,0 điểm phần trăm" in said
    )
    assert said.index("Hồ sơ giải quyết trực tuyến") < said.index("Giao dịch thanh toán")


def test_a_form_gives_a_reason_only_for_counts_that_differ_from_the_log() -> None:
    """For other figures that column of the form is evidence, whatever figure took precedence."""
    evaluation = given.few(COMMUNE, {"digitised_results": (40, 100)})
    said = text(
        display.differences(
            with_reports(evaluation, digitised_results=(50, 100, "Báo cáo số 185/BC"))
        )
    )
    assert "Tài liệu kiểm chứng: Báo cáo số 185/BC" in said and "Lý do:" not in said


def test_agreements_are_counted_and_not_listed_as_differences() -> None:
    evaluation = with_reports(
        given.few(COMMUNE, {"online_dossiers": (40, 100)}), online_dossiers=(40, 100, "")
    )
    assert text(display.differences(evaluation)) == (
        "Khi một chỉ tiêu có nhiều nguồn, kết luận dùng số của Sở Nội vụ thẩm định, sau đó đến số "
        "tính từ dữ liệu, sau cùng là số đơn vị báo cáo. "
        "Không có chỉ tiêu nào có số báo cáo khác với số tính từ dữ liệu. "
        "Đơn vị thống nhất với số tính từ dữ liệu ở 1 chỉ tiêu."
    )
    alone = text(display.differences(given.few(COMMUNE, DIGITISED)))
    assert "thống nhất" not in alone


def test_the_earlier_figure_is_shown_next_to_this_one_and_none_in_a_first_period() -> None:
    evaluation = given.few(COMMUNE, DIGITISED, before={"digitised_results": (30, 100)})
    cells = [e.text.strip() for e in read(display.clause(evaluation, "II.2.2.đ").html).all("td")]
    assert cells[2] == "30%"
    first = given.few(COMMUNE, DIGITISED, "2022-Q1")
    cells = [e.text.strip() for e in read(display.clause(first, "II.2.2.đ").html).all("td")]
    assert cells[2] == ""  # the style sheet draws a dash


# ---------------------------------------------------------------- figures


def picture(part: Fragment) -> str:
    address = read(part.html).all("img")[0].attrs["src"]
    assert address.startswith("data:image/svg+xml,")
    return unquote(address.partition(",")[2])


def test_figures_contain_their_numbers_and_are_reproducible() -> None:
    evaluation = given.evaluation(COMMUNE)
    for draw in (display.dossier_flow, display.comparison, display.months):
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


def test_the_description_of_the_flow_of_dossiers_adds_up() -> None:
    counts = {"c3": 110, "c4": 60, "c5": 40, "c6": 10, "c7": 100, "c8": 50, "c9": 47, "c10": 3}
    counts |= {"c11": 10, "c12": 9, "c13": 1}
    page = read(display.dossier_flow(given.few(COMMUNE, {}, dossiers=counts)).html)
    assert page.all("figcaption")[0].text.startswith("4 trong 110 hồ sơ quá hạn")
    assert page.all("img")[0].attrs["alt"] == (
        "Tiếp nhận 110: kỳ trước chuyển 10, trực tuyến 60, trực tiếp, bưu chính 40. "
        "Đã giải quyết 100: trước hạn 50, đúng hạn 47, quá hạn 3. "
        "Đang giải quyết 10: trong hạn 9, quá hạn 1."
    )


def test_the_comparison_shows_the_six_largest_changes() -> None:
    shares = [
        target.id
        for target in given.plan().targets
        if target.unit == "%" and target.judged.get(Level("commune")) == "verdict"
    ][:15]
    evaluation = given.few(
        COMMUNE,
        {name: (50, 100) for name in shares},
        before={name: (50 - n, 100) for n, name in enumerate(shares)},  # the first does not change
    )
    page = read(display.comparison(evaluation).html)
    said = page.all("figcaption")[0].text
    assert "6 trong 15 tỷ lệ, thay đổi nhiều nhất hoặc xa trung vị nhất" in said
    alt = page.all("img")[0].attrs["alt"]
    assert alt.count("kỳ trước") == 6
    labels = [given.plan().target(name).label for name in shares]
    assert [label in alt for label in labels] == [False] * 9 + [True] * 6


def test_an_unchanged_share_at_the_median_is_not_drawn() -> None:
    still = {"online_dossiers": (50, 100)}
    assert not display.comparison(given.few(COMMUNE, still, before=still)).html


@pytest.mark.parametrize("before", [50, 49, 51, 50.4, 0, 100])
def test_both_periods_are_seen_where_they_are_close(before: float) -> None:
    """The dot of this period is above the ring of the previous one, which is larger."""
    from matplotlib.figure import Figure

    ax = Figure().add_axes((0, 0, 1, 1))
    display.draw_comparison(ax, [ComparedBar("x", 50, "50%", before, f"{before} %", 50)])
    marks = [line for line in ax.lines if line.get_marker() == "o"]
    rings = [line for line in marks if line.get_markersize() > 8]
    dots = [line for line in marks if line.get_markersize() < 8]
    (ring,) = (line for line in rings if line.get_xdata()[0] == pytest.approx(before, abs=0.05))
    dot = next(line for line in dots if line.get_xdata()[0] == 50)
    assert ring.get_zorder() < dot.get_zorder()
    assert ring.get_markersize() - ring.get_markeredgewidth() > dot.get_markersize()


def test_no_figure_without_figures() -> None:
    bare = given.few(COMMUNE, {"digitised_results": Reason.NOT_SENT})
    assert not display.dossier_flow(bare).html
    assert not display.comparison(bare).html
    assert not display.months(bare).html
    assert not display.trend(bare).html


def test_mathematics_in_a_label_stays_text() -> None:
    names = ("digitised_results", "online_dossiers", "dossiers_on_time", "electronic_transfer")
    evaluation = given.few(
        COMMUNE, dict.fromkeys(names, (4, 9)), before=dict.fromkeys(names, (1, 9))
    )
    odd = replace(
        evaluation,
        results=tuple(
            replace(r, target=replace(r.target, label="a $x^2$ <b>& \"c'%#"))
            for r in evaluation.results
        ),
    )
    part = display.comparison(odd)
    assert "a $x^2$ &lt;b&gt;&amp; \"c'%#" in picture(part)
    assert len(read(part.html).all("img")) == 1


def test_an_analyst_can_draw_the_figures_on_own_axes() -> None:
    from matplotlib import pyplot

    evaluation = given.evaluation(COMMUNE)
    compared = display.compared_bars(evaluation)
    assert evaluation.dossiers is not None
    style = dict(matplotlib.rcParams)
    figure, axes = pyplot.subplots(1, 3)
    try:
        display.draw_months(axes[0], evaluation.months)
        display.draw_dossier_flow(axes[1], evaluation.dossiers)
        display.draw_comparison(axes[2], compared)
        figure.canvas.draw()
        said = [[text.get_text() for text in ax.texts] for ax in axes]
    finally:
        pyplot.close(figure)
    assert dict(matplotlib.rcParams) == style
    packets = (display.months(evaluation), display.dossier_flow(evaluation))
    for part, words in zip((*packets, display.comparison(evaluation)), said, strict=True):
        shapes = ElementTree.fromstring(picture(part)).iter()
        texts = [e.text for e in shapes if e.tag.endswith("text") and e.text]
        assert sorted(texts) == sorted(words)
    assert {bar.value_text for bar in compared} <= set(said[2])


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
        # Those of the project are bars, rules, and the place and day of the head.
        assert {e.text.strip() for e in page.all("i")} <= {"", place_and_day("Lào Cai")}
        assert not [e for e in page.all("a") if not e.attrs["href"].startswith("#")]


def test_a_part_is_html_in_a_notebook_and_one_line_elsewhere() -> None:
    part = display.clauses(given.few(COMMUNE, DIGITISED), "procedures")
    assert part._repr_html_() == str(part.html)
    assert repr(part) == part.text and "<" not in part.text and part.text


def test_the_identity_is_a_private_output() -> None:
    evaluation = given.few(COMMUNE, DIGITISED)
    bundle = display.identity(evaluation)._repr_mimebundle_()
    assert set(bundle) == {display.IDENTITY_MIME, "text/html", "text/plain"}
    assert bundle["text/html"] == ""  # JupyterLab then shows nothing
    shown = bundle[display.IDENTITY_MIME]
    assert isinstance(shown, dict)
    assert set(shown) == {"plan", "agency", "period", "evaluation"}
    assert shown["agency"] == COMMUNE and len(shown["evaluation"]) == 64
    other = given.few(COMMUNE, {"digitised_results": (323, 950)})
    assert display.identity(other).evaluation != shown["evaluation"]
