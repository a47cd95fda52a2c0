"""Kết luận: the verdicts of one agency, and why each is as it is."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction
from html import unescape

import pytest
from explored import page, same

from helpers import wording
from helpers.analyst.explorer.choice import Choice, Event, Show, Tab, step
from helpers.analyst.explorer.reasons import reasons
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.views import shown
from helpers.analyst.explorer.views.verdicts import applicable
from helpers.analyst.tables import PeriodTables
from helpers.model import Reason, Status
from province import PLAN, Province

pytestmark = pytest.mark.intake

YEAR, HALF = "2022-FY", "2022-H1"
COMMUNE, DISTRICT, PROVINCE = "03001-phuong-sa-pa", "088-thi-xa-sa-pa", "lao-cai"
ON_TIME = "dossiers_on_time"
PERSONS = 7919  # as many as nobody has


@pytest.fixture(scope="module")
def source(small_province: Province) -> Source:
    return Source(small_province.roots, PLAN)


@pytest.mark.parametrize("agency", [COMMUNE, DISTRICT, PROVINCE, "so-noi-vu"])
@pytest.mark.parametrize("show", list(Show))
def test_the_rows_are_those_of_the_table(source: Source, agency: str, show: Show) -> None:
    part = shown(Choice(YEAR, agency=agency, show=show), source)
    made, ky = page(part), source.ky(YEAR)
    assert same(part, ky)
    ((_, table),) = part.tables
    of_targets = [value for event, value in made.events if event == "look_at"]
    assert set(of_targets) == set(table.index.get_level_values("target"))
    assert len(of_targets) == len(table)
    for name, line in zip(table.index.get_level_values("target"), table.itertuples(), strict=True):
        row = made.row(source.plan.target(name).label)
        assert wording.core.cite(source.plan.target(name).clause) in row[0]
        assert line.status_words in row[3]
        both = line.numerator, line.denominator
        if all(isinstance(count, int) and count for count in both) and "/" in row[2]:
            assert wording.core.counts(*both) in row[2]


def test_what_is_said_counts_the_rows(source: Source) -> None:
    part = shown(Choice(YEAR, agency=DISTRICT), source)
    table = source.ky(YEAR).results(DISTRICT, level="district")
    missed = table["status"].isin(["missed", "behind"]).sum()
    lacking = (table["status"] == "no_data").sum()
    every = (table["status"] != "not_applicable").sum()
    assert part.says == (
        f"UBND thị xã Sa Pa: {every} chỉ tiêu, {missed} dưới mức, {lacking} thiếu số liệu"
    )


def test_a_row_is_opened_and_closed(source: Source) -> None:
    closed = Choice(YEAR, agency=COMMUNE)
    opened = step(closed, Event("open", ON_TIME))
    html = str(shown(opened, source).html)
    assert html.count('aria-expanded="true"') == 1
    assert f'data-key="open:{ON_TIME}" aria-expanded="true"' in html
    table = source.ky(YEAR).trace(COMMUNE, ON_TIME)
    assert "SHA-256" in html and "Đạt khi kết quả ≥ 100%" in html
    assert all(text in unescape(html) for text in table["text"])
    assert 'aria-expanded="true"' not in str(
        shown(step(opened, Event("open", ON_TIME)), source).html
    )


def test_the_rule_is_compared_before_rounding(source: Source) -> None:
    evaluation = source.ky(YEAR).evaluation(COMMUNE)
    row = next(r for r in applicable(evaluation) if r.result.target.id == ON_TIME)
    seen = row.result.observation
    assert seen is not None and seen.numerator is not None and seen.denominator
    exact = f"{100 * seen.numerator / seen.denominator:.6f}".replace(".", ",")
    text = " ".join(reasons(evaluation, row))
    assert f"{seen.numerator}/{seen.denominator}" in text
    assert exact in text or "100%" in text


@pytest.mark.parametrize("period", [HALF, YEAR])
def test_every_verdict_has_its_reason(source: Source, period: str) -> None:
    ky = source.ky(period)
    said = {}
    for agency in source.registry(period):
        evaluation = ky.evaluation(agency.id)
        for row in applicable(evaluation):
            text = " ".join(reasons(evaluation, row))
            assert text.endswith(".") and "None" not in text and "{" not in text
            said[row.status, row.result.verdict.reason] = text
            if row.status is Status.MET and row.number is not None and not row.yes_no:
                assert " đủ để đạt" in text and "không đủ" not in text
            if row.status in (Status.MET, Status.MISSED):
                assert "có thể đổi" not in text and "khác đi" not in text
            if row.result.verdict.reason is Reason.AGENCIES_MISSING and row.number is not None:
                assert row.result.target.private or "có thể đổi" in text
            if row.status is Status.MISSED and "Kết quả chưa làm tròn" in text:
                assert "không đủ để đạt" in text
    assert len(said) > 5


def test_nothing_that_packets_withhold_is_said(small_province: Province) -> None:
    real = PeriodTables(small_province.roots, PLAN, YEAR)._real
    private = [target.id for target in real.plan.targets if target.private]
    rows = dict(real.observations.rows)
    for key in [key for key in rows if key[2] in private and key[0] != PROVINCE]:
        few = replace(rows[key][0], numerator=1, denominator=PERSONS, missing=None)
        rows[key] = (few, *rows[key][1:])
    changed = replace(real, observations=replace(real.observations, rows=rows))
    source = Source(small_province.roots, PLAN)
    source._opened[YEAR] = PeriodTables(small_province.roots, PLAN, YEAR, changed)
    for agency in (COMMUNE, DISTRICT, PROVINCE):
        for show in Show:
            part = shown(Choice(YEAR, agency=agency, show=show, opened=tuple(private)), source)
            text = str(part.html) + part.tables[0][1].to_csv()
            assert str(PERSONS) not in text and "7.919" not in text


def test_what_agencies_write_is_escaped(small_province: Province) -> None:
    source = Source(small_province.roots, PLAN)
    ky = source.ky(YEAR)
    evaluation = replace(ky.evaluation(COMMUNE), explanations=("<script>alert(1)</script>",))
    ky.evaluation = lambda agency: evaluation  # as if it were theirs
    html = str(shown(Choice(YEAR, agency=COMMUNE), source).html)
    assert "<script" not in html and "&lt;script&gt;alert(1)" in html


def test_sentences_where_there_is_nothing(source: Source) -> None:
    assert shown(Choice(YEAR), source).says == wording.explorer.NO_AGENCY
    area = source.plan.areas[0].id
    none = Choice(YEAR, agency=COMMUNE, show=Show.NO_DATA, area=area)
    part = shown(none, source)
    if part.tables[0][1].empty:
        assert wording.explorer.NONE_SHOWN in part.html


def test_it_is_quick(source: Source) -> None:
    choice = Choice(YEAR, agency=DISTRICT, tab=Tab.VERDICTS, opened=(ON_TIME,))
    shown(choice, source)
    taken = []
    for _ in range(5):
        start = time.process_time()
        part = shown(choice, source)
        taken.append(time.process_time() - start)
    assert sorted(taken)[2] <= 0.06 * 2  # twice the bar, for busy machines
    assert len(str(part.html).encode()) <= 60_000


def test_who_is_silent_and_what_nobody_has_confirmed_can_both_turn_a_verdict(
    source: Source,
) -> None:
    """The verdict has one reason; both are said as they are."""
    ky = source.ky(YEAR)
    evaluation = ky.evaluation(PROVINCE)
    row = next(r for r in applicable(evaluation) if r.result.target.id == ON_TIME)
    seen = row.result.observation
    assert seen is not None and seen.numerator is not None
    doubtful = replace(seen, asked=11, answered=10, silent=10**6, confirmed=seen)
    verdict = replace(
        row.result.verdict, status=Status.INCONCLUSIVE, reason=Reason.UNCONFIRMED, pace=None
    )
    limit = {level: Fraction(50) for level in row.result.target.thresholds}
    target = replace(row.result.target, thresholds=limit)
    result = replace(row.result, observation=doubtful, verdict=verdict, target=target)
    text = " ".join(reasons(evaluation, replace(row, result=result)))
    assert "kết luận có thể đổi" in text and "kết luận không đổi" not in text
    assert "kết luận khác đi" in text
