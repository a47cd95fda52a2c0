"""What is supposed is rolled up and judged as ever, tells nothing that is withheld, and is stored
nowhere."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import fields, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import tables
from helpers.analyst.opening import Opened, opened
from helpers.analyst.suppose import (
    RULES,
    Answer,
    AnyChange,
    Appraised,
    Change,
    Supposed,
    SupposedEvaluation,
    Threshold,
    Units,
    suppose,
)
from helpers.analyst.tables.period import PeriodTables
from helpers.batch.keys import packet_key
from helpers.evaluation.evaluate import evaluate
from helpers.model import (
    WHOLE,
    Component,
    Evaluation,
    Measure,
    Observation,
    Rollup,
    Source,
    Status,
    WrongUse,
)
from helpers.packets import display
from province import PLAN, Province

pytestmark = pytest.mark.intake

YEAR = "2022-FY"
COMMUNE, DISTRICT, PROVINCE = "03001-phuong-sa-pa", "088-thi-xa-sa-pa", "lao-cai"
ON_TIME = "dossiers_on_time"


@pytest.fixture(scope="module")
def at(small_province: Province) -> Opened:
    return opened(small_province.roots, PLAN, YEAR)


def supposed(at: Opened, *changes: AnyChange) -> Supposed:
    return suppose(at.plan, at.observations, at.period, at.previous, changes, at.earlier)


def real(at: Opened, agency: str) -> Evaluation:
    return evaluate(at.plan, at.observations, agency, at.previous, at.earlier)


def contents(evaluation: Evaluation, *without: str) -> dict[str, object]:
    names = (f.name for f in fields(Evaluation) if f.name not in without)
    return {name: getattr(evaluation, name) for name in names}


def own(at: Opened | Supposed, agency: str, target: str) -> Observation:
    level = at.plan.senders_by_id[agency].level
    return at.observations.rows[agency, level, target][0]


def allowed(at: Opened) -> list[tuple[str, str]]:
    """Every figure of an agency whose units may be supposed."""
    return [
        (agency.id, target.id)
        for agency in at.plan.registry(at.period)
        for target in at.plan.targets
        if (rows := at.observations.rows.get((agency.id, agency.level, target.id)))
        and rows[0].numerator is not None
        and rows[0].denominator
        and not any(rule.forbids(target, rows) for rule in RULES if Units in rule.of)
    ]


def test_nothing_supposed_is_what_is(at: Opened) -> None:
    none = supposed(at)
    thresholds = [
        Threshold(target.id, None, value)
        for target in at.plan.targets
        if not target.private and len(set(target.thresholds.values())) == 1
        for value in set(target.thresholds.values())
    ]
    assert len(thresholds) > 20
    same = supposed(at, *thresholds)
    for agency in at.subjects:
        before = contents(real(at, agency))
        assert contents(none.evaluation(agency)) == before
        assert contents(same.evaluation(agency)) == before


def test_units_added_and_taken_away_change_nothing(at: Opened) -> None:
    for agency, target in allowed(at)[::7]:
        figure = own(at, agency, target)
        room = (figure.denominator or 0) - (figure.numerator or 0)
        if not room:
            continue
        back = supposed(at, Units(agency, target, room), Units(agency, target, -room))
        assert back.observations.rows == at.observations.rows
        assert back.observations.peers == at.observations.peers
        for name in (agency, PROVINCE):
            after = contents(back.evaluation(name), "standing")
            assert after == contents(real(at, name), "standing")


def test_the_sums_above_an_agency_count_what_is_supposed(at: Opened) -> None:
    made = supposed(at, Units(COMMUNE, ON_TIME, 1))
    before = at.observations.rows
    added = 1 if own(at, COMMUNE, ON_TIME).numerator != own(at, COMMUNE, ON_TIME).denominator else 0
    assert added
    for body, level in ((COMMUNE, "commune"), (DISTRICT, "commune"), (PROVINCE, "commune")):
        (key,) = (k for k in before if k[0] == body and k[1] == level and k[2] == ON_TIME)
        assert made.observations.rows[key][0].numerator == (before[key][0].numerator or 0) + 1
        assert made.observations.rows[key][0].denominator == before[key][0].denominator
        assert made.observations.rows[key][1:] == before[key][1:]
    others = {k for k in before if made.observations.rows[k] != before[k]}
    assert {k[2] for k in others} == {ON_TIME} and {k[0] for k in others} <= {
        COMMUNE,
        DISTRICT,
        PROVINCE,
    }
    assert made.observations.tallies == at.observations.tallies


def test_what_is_missing_is_exactly_what_turns_a_verdict(at: Opened) -> None:
    turned = 0
    for agency, target in allowed(at):
        (result,) = (
            r
            for r in real(at, agency).results
            if r.target.id == target and r.level == at.plan.agencies[agency].level
        )
        lacking = result.verdict.margin_units
        if result.verdict.status is not Status.MISSED or lacking is None or lacking >= 0:
            continue
        for more, status in ((-lacking - 1, Status.MISSED), (-lacking, Status.MET)):
            made = supposed(at, Units(agency, target, more)).evaluation(agency)
            (after,) = (r for r in made.results if (r.target.id, r.level) == (target, result.level))
            # Dossiers without a due day could still turn what the others would meet.
            either = {status} | (
                {Status.INCONCLUSIVE} if own(at, agency, target).undated else set()
            )
            assert after.verdict.status in either, (agency, target, more)
        turned += 1
    assert turned > 20


@pytest.fixture(scope="module")
def figures(at: Opened) -> list[tuple[str, str]]:
    return allowed(at)


@settings(max_examples=2000)
@given(data=st.data())
def test_more_units_are_never_worse(
    at: Opened, figures: list[tuple[str, str]], data: st.DataObject
) -> None:
    agency, target = data.draw(st.sampled_from(figures))
    steps = sorted(data.draw(st.lists(st.integers(-2000, 2000), min_size=2, max_size=3)))
    values = []
    for more in steps:
        figure = own(supposed(at, Units(agency, target, more)), agency, target)
        assert 0 <= (figure.numerator or 0) <= (figure.denominator or 0)
        values.append(figure.numerator)
    assert values == sorted(values, key=lambda each: each or 0)


def test_the_answer_of_a_silent_agency(at: Opened) -> None:
    silent = [
        (key, at.plan.target(key[2]))
        for key, rows in at.observations.rows.items()
        if rows[0].missing is not None
        and key[0] in at.plan.agencies
        and at.plan.agencies[key[0]].level == key[1]
    ]
    made = 0
    for (agency, level, target), known in silent:
        whole = 1 if known.answers_yes_no(level) else 40
        try:
            after = supposed(at, Answer(agency, target, whole, whole))
        except WrongUse:
            continue
        assert own(after, agency, target).numerator == whole
        (result,) = (
            r for r in after.evaluation(agency).results if (r.target.id, r.level) == (target, level)
        )
        assert result.verdict.status is not Status.NO_DATA
        made += 1
    assert made
    with pytest.raises(WrongUse, match="units"):
        supposed(at, Answer(COMMUNE, ON_TIME, 1, 2))


def test_thresholds_by_level(at: Opened) -> None:
    made = supposed(at, Threshold(ON_TIME, at.plan.agencies[COMMUNE].level, Fraction(0)))
    for name, status in ((COMMUNE, Status.MET), (DISTRICT, None)):
        level = at.plan.agencies[name].level
        (after,) = (
            r for r in made.evaluation(name).results if (r.target.id, r.level) == (ON_TIME, level)
        )
        (before,) = (
            r for r in real(at, name).results if (r.target.id, r.level) == (ON_TIME, level)
        )
        assert after.verdict.status is (status or before.verdict.status)
    assert at.plan.target(ON_TIME).threshold(WHOLE) != 0


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Units("so-noi-vu", "senior_leaders_international", 1), "cán bộ"),
        (Threshold("senior_leaders_international", None, Fraction(1)), "cán bộ"),
        (Units(COMMUNE, "satisfaction", 1), "lượt trả lời"),
        (Units(COMMUNE, "level4_procedures", 1), "danh mục"),
        (Units("so-noi-vu", "staff_inspected", 1), "tính riêng"),
        (Units(COMMUNE, "nothing", 1), "nothing"),
        (Units("nobody", ON_TIME, 1), "nobody"),
        (Units(PROVINCE, ON_TIME, 1), PROVINCE),
        (Threshold(ON_TIME, None, Fraction(101)), "100"),
        (Threshold(ON_TIME, None, Fraction(-1)), "100"),
    ],
)
def test_what_cannot_be_supposed_is_refused(at: Opened, change: Change, why: str) -> None:
    with pytest.raises(WrongUse, match=why):
        supposed(at, change)


def test_a_withheld_figure_stays_withheld(at: Opened) -> None:
    """Whatever is supposed, and as often as one likes, nothing of persons moves."""
    rows = dict(at.observations.rows)
    targets = [target.id for target in at.plan.targets if target.private]
    for key in [key for key in rows if key[2] in targets and key[0] in at.plan.agencies]:
        rows[key] = (replace(rows[key][0], numerator=1, denominator=21, missing=None),)
    few = replace(at, observations=replace(at.observations, rows=rows))
    for agency, _, target in [key for key in rows if key[2] in targets]:
        changes: Sequence[Change] = (
            Units(agency, target, 2),
            Answer(agency, target, 3, 21),
            Threshold(target, None, Fraction(10)),
        )
        for change in changes:
            with pytest.raises(WrongUse):
                supposed(few, change)


def test_no_threshold_tells_the_bounds_of_a_withheld_sum(at: Opened) -> None:
    """A verdict on a withheld sum is shown where it is the same at both bounds: with a threshold
    that moves it would tell them."""
    target = "satisfaction"
    level = at.plan.agencies[COMMUNE].level
    key = PROVINCE, level, target
    counts = Observation(*key, Source.COMPUTED, 900, 1000, surveyed=True)
    bounds = Component("", 898, 1000), Component("", 902, 1000)
    hidden = replace(
        at.observations,
        rows={**at.observations.rows, key: (counts,)},
        withheld={**at.observations.withheld, key: bounds},
    )
    statuses = set()
    for value in (10, 89, 90, 91, 99):
        made = suppose(at.plan, hidden, at.period, None, [Threshold(target, None, Fraction(value))])
        (result,) = (
            r
            for r in made.evaluation(PROVINCE).results
            if (r.target.id, r.level) == (target, level)
        )
        assert result.observation is not None and result.observation.numerator is None
        statuses.add(result.verdict.status)
    assert len(statuses) == 1


# ---------------------------------------------------------------- never stored


def digests(*folders: Path) -> dict[Path, str]:
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_nothing_is_stored_and_no_packet_can_be_made(at: Opened, small_province: Province) -> None:
    roots = small_province.roots
    before = digests(roots.data, roots.root / "params", roots.out)
    for n in range(1000):
        made = supposed(at, Units(COMMUNE, ON_TIME, n - 500))
        if n % 100 == 0:
            made.evaluation(DISTRICT)
    assert digests(roots.data, roots.root / "params", roots.out) == before
    evaluation = made.evaluation(COMMUNE)
    assert isinstance(evaluation, SupposedEvaluation) and evaluation.approval is None
    for use in (
        lambda: evaluation.digest,
        lambda: packet_key(evaluation.digest, {}),
        lambda: display.identity(evaluation),
        lambda: display.identity(replace(evaluation, members=())),
    ):
        with pytest.raises(TypeError, match="GIẢ ĐỊNH"):
            use()


# ---------------------------------------------------------------- as analysts ask


def test_every_supposed_table_is_marked(
    at: Opened, small_province: Province, tmp_path: Path
) -> None:
    ky = PeriodTables(small_province.roots, PLAN, YEAR)
    made = ky.suppose(threshold={ON_TIME: {"commune": "12.5"}}, units={(COMMUNE, ON_TIME): 1})
    for table in (
        made.results(),
        made.rank(ON_TIME, level="commune"),
        made.compare(COMMUNE, DISTRICT),
        made.gaps(),
        made.differences(),
        made.sources(),
        made.history(COMMUNE),
        made.targets(),
    ):
        assert table["supposed"].all() and len(table.attrs["cchc"]["supposed"]) == 2
    assert "supposed" not in ky.results().columns
    (row,) = made.results(COMMUNE, target=ON_TIME)["numerator"]
    (before,) = ky.results(COMMUNE, target=ON_TIME)["numerator"]
    assert row == before + 1
    again = made.suppose(units={(COMMUNE, ON_TIME): -1})
    assert len(again.results().attrs["cchc"]["supposed"]) == 3
    assert again.results(COMMUNE, target=ON_TIME)["numerator"].iloc[0] == before
    path = tables.to_excel({"a": made.rank(ON_TIME, level="commune")}, tmp_path / "x.xlsx")
    assert "GIẢ ĐỊNH" in str(openpyxl.load_workbook(path)["a"]["A1"].value)
    for ask in (made.dossiers, lambda: made.trace(COMMUNE, ON_TIME)):
        with pytest.raises(WrongUse, match="số liệu thật"):
            ask()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ({}, "giả định nào"),
        ({"threshold": {ON_TIME: "12,5"}}, "12,5"),
        ({"threshold": {ON_TIME: "1e9"}}, "100"),
        ({"threshold": {ON_TIME: "nan"}}, "nan"),
        ({"threshold": {"on_time": 10}}, ON_TIME),
        ({"threshold": {ON_TIME: {"xa": 10}}}, "Ý là"),
        ({"units": {("03001", ON_TIME): 1}}, COMMUNE),
        ({"units": {(COMMUNE, ON_TIME): 1.5}}, "1.5"),
    ],
)
def test_changes_that_are_not_understood_are_refused(
    small_province: Province, arguments: dict[str, Any], why: str
) -> None:
    with pytest.raises(WrongUse, match=why):
        PeriodTables(small_province.roots, PLAN, YEAR).suppose(**arguments)


def test_only_shares_that_are_added_up_have_units(at: Opened) -> None:
    kinds = {
        (at.plan.target(t).rollup, at.plan.target(t).measure, at.plan.target(t).private)
        for _, t in allowed(at)
    }
    assert kinds == {
        (Rollup.SUM, Measure.SHARE, False),
        (Rollup.SHARE_OF_AGENCIES, Measure.SHARE, False),
    }


def test_an_appraised_figure_goes_before_those_there_are(at: Opened) -> None:
    level = at.plan.agencies[COMMUNE].level
    changed = supposed(at, Appraised(COMMUNE, level, ON_TIME, 3, 4))
    key = COMMUNE, level, ON_TIME
    first, *others = changed.observations.rows[key]
    assert (first.source, first.numerator, first.denominator) == (Source.APPRAISED, 3, 4)
    assert tuple(others) == at.observations.rows[key]
    again = supposed(at, *changed.changes, Appraised(COMMUNE, level, ON_TIME, 1, 4))
    assert [o.numerator for o in again.observations.rows[key]][:1] == [1]
    assert len(again.observations.rows[key]) == len(changed.observations.rows[key])
    whole = DISTRICT, level, ON_TIME
    (before,), (after,) = (
        [o for o in rows[whole] if o is rows[whole][0]]
        for rows in (at.observations.rows, again.observations.rows)
    )
    own = at.observations.rows[key][0]
    assert before.denominator is not None and own.denominator is not None
    assert after.denominator == before.denominator - own.denominator + 4


def test_no_appraised_figure_of_persons_or_ballots_is_supposed(at: Opened) -> None:
    for key, sources in at.observations.rows.items():
        target = at.plan.target(key[2])
        if target.private or any(o.surveyed or o.sampled for o in sources):
            with pytest.raises(WrongUse):
                supposed(at, Appraised(*key, 1, 1))
