"""A plan folder is loaded exactly as a Plan, and a Plan is turned into rows."""

from __future__ import annotations

import unicodedata
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from helpers.model import (
    WHOLE,
    Binds,
    Comparison,
    Conventions,
    Counts,
    Deadlines,
    Indicator,
    InputKind,
    Judged,
    Kind,
    Level,
    Measure,
    Plan,
    Reading,
    Rollup,
    WrongUse,
)
from helpers.plan import (
    Roots,
    agency_rows,
    find_roots,
    load_plan,
    plan_rows,
    task_rows,
)
from plan_folders import OFFERED, PLACE, PLAN, SMALL, C, P, a_plan, faults_of
from province import PROJECT

# ---------------------------------------------------------------- a valid folder


@pytest.fixture
def small(tmp_path: Path) -> Plan:
    a_plan(tmp_path)
    return load_plan(tmp_path, "small-2022", OFFERED)


def test_thresholds_are_exact(small: Plan) -> None:
    assert small.target("digitised_results").thresholds == {
        Level("province"): Fraction(60),
        Level("district"): Fraction(50),
        Level("commune"): Fraction(40),
    }
    assert small.target("satisfaction").thresholds == {WHOLE: Fraction(133, 2)}
    assert small.target("recruited").thresholds == {WHOLE: Fraction(200, 3)}
    assert small.target("training").thresholds == {}


GAIN = """{gain: {before: was, now: is}}
        inputs:
          - {id: was, label: Trước, unit: hạng, kind: count, levels: [], register: [all]}
          - {id: is, label: Nay, unit: hạng, kind: count, levels: [], register: [all]}
"""


def test_a_ratio_without_percent_stays_a_ratio(tmp_path: Path) -> None:
    """Only percent is written as 0-100; places of a ranking are as they are."""
    unit = 'threshold: "2/3"\n        unit: "%"'
    a_plan(
        tmp_path,
        (C, unit, unit.replace("%", "bậc")),
        (C, "counts: flow", "counts: stock"),
        (C, "{function: recruited}\n", GAIN),
    )
    assert load_plan(tmp_path, "small-2022").target("recruited").thresholds == {
        WHOLE: Fraction(2, 3)
    }


def test_a_target_has_all_its_texts(small: Plan) -> None:
    target = small.target("digitised_results")
    assert (target.clause, target.area) == ("II.2.2.đ", "procedures")
    assert (target.kind, target.comparison) == (Kind.QUANTITATIVE, Comparison.AT_LEAST)
    assert (target.counts, target.rollup) == (Counts.STOCK, Rollup.SUM)
    assert (target.firm, target.builds, target.due) == (False, True, 2022)
    assert target.binds == Binds(
        frozenset({Level("province"), Level("district"), Level("commune")}),
        frozenset({"has_dossiers"}),
    )
    assert (target.numerator, target.thing) == ("kết quả đã số hóa", "kết quả")
    whole, part = target.inputs
    assert (whole.kind, whole.levels) == (InputKind.COUNT, frozenset({Level("commune")}))
    assert (part.part_of, part.register, whole.register) == (("in_force",), (WHOLE,), ())
    assert (part.by_parent, part.period) == (frozenset(), "")


NEW_WORDS = """\
        builds: true
        yearly: true
        private: true
        baseline: [digitised, in_force]
"""
LAST_LINE = "        indicator: {function: satisfaction}\n"


def test_a_target_has_the_texts_of_its_kind(tmp_path: Path) -> None:
    everywhere = "levels: [province, district, commune]"
    a_plan(
        tmp_path,
        (P, "        builds: true\n", NEW_WORDS),
        (P, "{function: digitised_results}", "{fall: {before: in_force, now: digitised}}"),
        (P, "count, levels: [commune]}", f"count, {everywhere}}}"),
        (P, "            levels: [commune]\n", f"            {everywhere}\n"),
        (P, LAST_LINE, f"        averaged: true\n        agreed: true\n{LAST_LINE}"),
    )
    plan = load_plan(tmp_path, "small-2022")
    target, other = plan.target("digitised_results"), plan.target("satisfaction")
    assert (target.measure, other.measure) == (Measure.FALL, Measure.SHARE)
    flags = [(t.yearly, t.private, t.averaged, t.agreed) for t in (target, other)]
    assert flags == [(True, True, False, False), (False, False, True, True)]
    assert (target.baseline, other.baseline) == (("digitised", "in_force"), ())


def test_a_field_has_its_answering_agency_period_and_whole(tmp_path: Path) -> None:
    old = "kind: count, levels: [commune]}"
    new = (
        "kind: count, levels: [commune], by_parent: [commune], period: 2022-H1}\n"
        "          - {id: more, label: Thêm, unit: kết quả, kind: count, levels: [commune]}"
    )
    a_plan(tmp_path, (P, old, new), (P, "part_of: in_force", "part_of: in_force, more"))
    whole, _, part = load_plan(tmp_path, "small-2022").target("digitised_results").inputs
    assert (whole.by_parent, whole.period) == (frozenset({Level("commune")}), "2022-H1")
    assert part.part_of == ("in_force", "more")


def test_the_questions_of_a_duty_are_for_the_agencies_it_binds(tmp_path: Path) -> None:
    question = "{id: sent, label: Đã gửi, unit: Có/Không, kind: yes_no, levels: [district]}"
    old = '{clause: VI.3.3, label: Báo cáo, binds: "province, district"}'
    new = f'{{clause: VI.3.3, label: Báo cáo, binds: "so-noi-vu, district", inputs: [{question}]}}'
    a_plan(tmp_path, (PLAN, old, new))
    plan = load_plan(tmp_path, "small-2022")
    duty = plan.duties[1]
    assert duty.binds == ("so-noi-vu", "district")
    assert [entry.id for entry in duty.inputs] == ["sent"]
    assert [a.id for a in plan.agencies.values() if duty.includes(a)] == ["so-noi-vu", "083-huyen"]


def test_judged_is_one_word_for_all_levels_or_a_map_by_level(small: Plan) -> None:
    assert small.target("satisfaction").judged == dict.fromkeys(
        [*small.levels, WHOLE], Judged.VERDICT
    )
    assert small.target("digitised_results").judged == {
        Level("province"): Judged.VERDICT,
        Level("district"): Judged.VERDICT,
        Level("commune"): Judged.INFO,
    }


def test_the_rest_of_the_plan(small: Plan) -> None:
    assert [(area.id, area.sheet, area.notebook) for area in small.areas] == [
        ("procedures", "Thủ tục", "procedures"),
        ("civil_service", "Công vụ", "area"),
    ]
    assert [t.id for t in small.targets][:2] == ["digitised_results", "satisfaction"]
    assert (small.budget.total, small.budget.unit) == (49694, "triệu đồng")
    assert [duty.binds for duty in small.duties] == [("so-noi-vu",), ("province", "district")]
    assert small.scoring.rules["digitised_results"].points == Fraction(3, 2)
    assert small.central_bodies == ("Công an tỉnh",)
    year = small.periods["2022-FY"]
    assert (year.compare_with, year.follows, year.final) == ("2022-H1", None, True)
    assert year.source == "Công văn 581"
    assert (small.terms.place, small.terms.contact) == ("Lào Cai", None)
    assert small.terms.issuer_head == ("UBND TỈNH LÀO CAI", "SỞ NỘI VỤ")
    assert small.conventions == Conventions("Sở Nội vụ", None, False)
    assert small.powers == Reading("Kế hoạch thử nghiệm", False)


def test_last_days_are_of_a_level_and_null_is_none(small: Plan) -> None:
    commune, province = Level("commune"), Level("province")
    year, half = small.periods["2022-FY"], small.periods["2022-H1"]
    assert year.deadlines(commune, False) == Deadlines(date(2022, 12, 20), date(2022, 12, 28))
    assert year.deadlines(province, False) == Deadlines(date(2022, 12, 20), None)
    assert half.deadlines(commune, True) == half.deadlines(WHOLE, False) == Deadlines()


def test_made_up_days_are_for_simulated_data_without_real_days(tmp_path: Path) -> None:
    made_up = """reply_by: {commune: "2022-12-28"}
    illustration:
      send_by: {commune: "2023-01-05", district: "2023-01-07"}
      reply_by: "2023-01-20"
"""
    a_plan(
        tmp_path,
        ("periods.yml", 'reply_by: {commune: "2022-12-28"}\n', made_up),
        ("periods.yml", 'send_by: "2022-12-20"', 'send_by: {commune: "2022-12-20"}'),
    )
    year = load_plan(tmp_path, "small-2022").periods["2022-FY"]
    district = Level("district")
    shown = Deadlines(date(2023, 1, 7), date(2023, 1, 20), illustration=True)
    assert year.deadlines(district, True) == shown
    assert year.deadlines(district, False) == Deadlines()
    assert year.deadlines(WHOLE, True) == Deadlines(None, date(2023, 1, 20), illustration=True)
    assert not year.deadlines(Level("commune"), True).illustration


def test_who_acts_is_the_level_itself_or_one_above(tmp_path: Path) -> None:
    own = "in_power_of: {province: own, district: own, commune: district}"
    a_plan(tmp_path, (P, own, own.replace("district: own", "district: all")))
    plan = load_plan(tmp_path, "small-2022")
    target = plan.target("digitised_results")
    levels = (Level("province"), Level("district"), Level("commune"), WHOLE)
    assert [target.acts(level) for level in levels] == ["province", "all", "district", "all"]
    assert target.in_power_of.keys() == target.binds.levels
    assert plan.target("satisfaction").in_power_of == {Level("province"): Level("province")}
    assert plan.target("recruited").in_power_of == {}


def test_the_head_of_an_agency_has_the_title_of_its_row(small: Plan) -> None:
    assert small.agencies["so-du-lich"].head == "GĐ"
    assert small.agencies["083-huyen"].head == "CHỦ TỊCH"
    assert small.province.head == ""


def test_agencies_keep_codes_dates_and_predecessors(small: Plan) -> None:
    commune, tourism = small.agencies["02779-xa"], small.agencies["so-du-lich"]
    assert (commune.code, commune.name) == ("02779", "UBND xã B, huyện A")
    assert (commune.end, commune.predecessors, commune.attributes) == (None, (), frozenset())
    assert tourism.predecessors == ("so-van-hoa", "so-bao-chi")
    assert [a.id for a in small.registry(small.periods["2022-FY"])] == [
        "so-noi-vu",
        "so-du-lich",
        "083-huyen",
        "02779-xa",
    ]


def test_text_is_normalised_to_nfc(tmp_path: Path) -> None:
    a_plan(tmp_path)
    folder = tmp_path / PLACE
    for name, text in SMALL.items():
        (folder / name).write_text(unicodedata.normalize("NFD", text), "utf-8-sig")
    plan = load_plan(tmp_path, "small-2022")
    assert plan.targets[0].clause == unicodedata.normalize("NFC", "II.2.2.đ")
    assert plan.province.name == unicodedata.normalize("NFC", "Tỉnh Lào Cai")
    assert plan.agencies["so-noi-vu"].name == unicodedata.normalize("NFC", "Sở Nội vụ")


def test_the_digest_is_of_names_and_bytes(tmp_path: Path) -> None:
    a_plan(tmp_path / "a")
    a_plan(tmp_path / "b")
    a_plan(tmp_path / "c", ("tasks.yml", "Kiểm soát quy định", "Kiểm soát các quy định"))
    a, b, c = (load_plan(tmp_path / name, "small-2022").digest for name in "abc")
    assert a == b != c
    (tmp_path / "b" / PLACE / "README.md").write_text("", "utf-8")
    assert load_plan(tmp_path / "b", "small-2022").digest != a
    assert len(a) == 64


def test_inputs_may_be_shared_if_they_are_the_same(tmp_path: Path) -> None:
    shared = "{id: in_force, label: Tổng số, unit: kết quả, kind: count, levels: [commune]}"
    indicator = "        indicator: {function: satisfaction}\n"
    with_input = f"{indicator}        inputs:\n          - {shared}\n"
    a_plan(tmp_path, ("procedures.yml", indicator, with_input))
    assert load_plan(tmp_path, "small-2022").target("satisfaction").inputs[0].id == "in_force"


def test_names_of_indicators_matter_only_if_given(tmp_path: Path) -> None:
    a_plan(tmp_path, (P, "{function: satisfaction}", "{function: other}"))
    indicator = load_plan(tmp_path, "small-2022").target("satisfaction").indicator(WHOLE)
    assert indicator == Indicator(function="other")
    (fault,) = faults_of(tmp_path)
    assert "«other»" in fault.text


def test_an_unknown_plan_is_reported_with_the_existing_plans(tmp_path: Path) -> None:
    a_plan(tmp_path)
    for name in ("lao-cai", "..", "", "small-2022/", "small-2022/../small-2022"):
        with pytest.raises(WrongUse, match="small-2022") as refusal:
            load_plan(tmp_path, name)
        assert f"«{name}»" in str(refusal.value)


def test_a_day_needs_no_quotes(tmp_path: Path) -> None:
    a_plan(tmp_path, (PLAN, '"2021-12-28"', "2021-12-28"))
    assert load_plan(tmp_path, "small-2022").issued == date(2021, 12, 28)


# ---------------------------------------------------------------- roots


def test_roots_default_to_the_project_from_any_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("CCHC_ROOT", "CCHC_DATA", "CCHC_OUT"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    roots = find_roots()
    assert (roots.root, roots.data, roots.out) == (PROJECT, PROJECT / "data", PROJECT / "rendered")


def test_options_take_precedence_over_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCHC_ROOT", str(tmp_path / "root"))
    monkeypatch.setenv("CCHC_DATA", str(tmp_path / "d"))
    monkeypatch.setenv("CCHC_OUT", "")
    assert find_roots() == Roots(tmp_path / "root", tmp_path / "d", tmp_path / "root" / "rendered")
    assert find_roots(data="x/../y", out="o").data == tmp_path / "y"
    assert find_roots(data="x/../y", out="o").out == tmp_path / "o"


# ---------------------------------------------------------------- rows


def test_rows_of_the_plan(small: Plan) -> None:
    rows = plan_rows(small)
    assert [(r["id"], r["comparison"], r["level"], r["threshold"], r["unit"]) for r in rows] == [
        ("digitised_results", ">=", "province", 60, "%"),
        ("digitised_results", ">=", "district", 50, "%"),
        ("digitised_results", ">=", "commune", 40, "%"),
        ("satisfaction", ">", "all", 66.5, "%"),
        ("recruited", "<=", "all", 66.67, "%"),
        ("training", "", "all", None, ""),
    ]
    assert rows[0] | {"id": "", "label": ""} == {
        "id": "",
        "clause": "II.2.2.đ",
        "area": "procedures",
        "label": "",
        "comparison": ">=",
        "level": "province",
        "threshold": 60,
        "unit": "%",
        "due": 2022,
        "firm": False,
        "kind": "quantitative",
        "counts": "stock",
        "binds": "province|district|commune & has_dossiers",
        "judged": "province=verdict; district=verdict; commune=info",
        "rollup": "sum",
        "indicator": "digitised_results",
    }
    assert [r["judged"] for r in rows[3:]] == ["verdict", "contribution", "info"]
    assert [r["binds"] for r in rows[3:]] == ["province", "province_whole", "province & inspects"]


def test_rows_of_tasks_and_agencies(small: Plan) -> None:
    assert task_rows(small)[1] == {
        "clause": "III.5.2",
        "area": "civil_service",
        "label": "Tinh giản biên chế",
        "lead": "",
    }
    assert agency_rows(small)[-1] == {
        "id": "02779-xa",
        "code": "02779",
        "name": "UBND xã B, huyện A",
        "level": "commune",
        "parent": "083-huyen",
        "has_dossiers": False,
        "inspects": False,
    }
    assert [r["id"] for r in agency_rows(small)][1] == "so-du-lich"
    half = agency_rows(small, small.periods["2022-H1"])
    assert [r["id"] for r in half] == [r["id"] for r in agency_rows(small)]
