"""Diễn biến: a target of an agency over the periods."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from explored import page, same

from helpers import wording
from helpers.analyst.explorer.choice import Choice, Tab
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.views import history, shown
from province import PLAN, Province

pytestmark = pytest.mark.intake

HALF, YEAR = "2022-H1", "2022-FY"
COMMUNE, DISTRICT, PROVINCE = "03001-phuong-sa-pa", "088-thi-xa-sa-pa", "lao-cai"
ON_TIME = "dossiers_on_time"


@pytest.fixture(scope="module")
def source(small_province: Province) -> Source:
    return Source(small_province.roots, PLAN)


def course(agency: str, target: str = ON_TIME, period: str = YEAR) -> Choice:
    return Choice(period, agency=agency, target=target, tab=Tab.HISTORY)


@pytest.mark.parametrize("agency", [COMMUNE, DISTRICT, PROVINCE])
@pytest.mark.parametrize("period", [HALF, YEAR])
def test_every_period_has_its_row(source: Source, agency: str, period: str) -> None:
    part = shown(course(agency, period=period), source)
    made = page(part)
    assert same(part, source.ky(period))
    ((_, table),) = part.tables
    assert list(table.index.get_level_values("period")) == [HALF, YEAR]
    for (*_, name), line in table.iterrows():
        row = made.row(source.plan.periods[str(name)].label)
        assert wording.core.counts(line["numerator"], line["denominator"]) in row[2]
        assert line["status_words"] in row[3]


def test_lengths_of_periods_are_said_of_what_arises_in_them(source: Source) -> None:
    flow = str(shown(course(COMMUNE), source).html)
    assert "6 tháng năm 2022 182 ngày" in flow and "năm 2022 365 ngày" in flow
    assert "Năm 2022 gồm cả 6 tháng năm 2022." in flow


def test_two_periods_are_no_trend_and_no_line(source: Source) -> None:
    html = str(shown(course(COMMUNE), source).html)
    assert "2 kỳ có số liệu: chưa đủ để nói về xu hướng." in html
    assert "<circle" in html and "<polyline" not in html


def test_the_figure_says_its_numbers(source: Source) -> None:
    html = str(shown(course(COMMUNE), source).html)
    (said,) = re.findall(r'<svg[^>]*aria-label="([^"]*)"', html)
    table = shown(course(COMMUNE), source).tables[0][1]
    values = re.findall(r'class="value"[^>]*>([^<]*)<', html)
    assert len(values) == len(table) and all(value in said for value in values)


def test_no_line_crosses_a_year(source: Source) -> None:
    rows = [
        history._line(source, period, course(COMMUNE), source.plan.target(ON_TIME))
        for period in source.periods
    ]
    year = rows[-1]
    end = year.period.end
    three = [
        replace(year, period=replace(year.period, id=f"{n}", end=end.replace(year=y)))
        for n, y in enumerate((2021, 2022, 2022, 2022))
    ]
    figure = history._figure(three)
    assert figure is not None and len(figure.points) == 4
    assert [line.count(",") for line in figure.lines] == [1, 3]


def test_what_is_withheld_has_no_point(source: Source) -> None:
    private = [t.id for t in source.plan.targets if t.private]
    for target in private:
        for agency in (COMMUNE, DISTRICT):
            part = shown(course(agency, target), source)
            page(part)
            table = part.tables[0][1]
            shown_values = str(part.html).count('class="value"')
            assert shown_values <= table["value"].notna().sum()


def test_sentences_where_nothing_is_chosen(source: Source) -> None:
    assert shown(course(COMMUNE, ""), source).says == wording.explorer.NO_TARGET
    assert shown(course(""), source).says == wording.explorer.NO_AGENCY


def test_it_is_quick(source: Source) -> None:
    shown(course(DISTRICT), source)
    taken = []
    for _ in range(5):
        start = time.process_time()
        shown(course(DISTRICT), source)
        taken.append(time.process_time() - start)
    assert sorted(taken)[2] <= 0.06 * 2  # twice the bar, for busy machines
