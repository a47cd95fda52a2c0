"""The plan folder of Lào Cai for 2022 agrees with the text of the plan."""

from __future__ import annotations

import csv
import time
import unicodedata
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from ruamel.yaml import YAML

import plan_434
from helpers.analyst.opening import offered
from helpers.model import (
    WHOLE,
    Conventions,
    Deadlines,
    Judged,
    Kind,
    Level,
    Measure,
    Plan,
    Rollup,
)
from helpers.plan import agency_rows, load_plan, plan_rows
from helpers.plan.folder import Folder, read_folder
from helpers.plan.schema import TargetRow
from helpers.plan.targets import check_targets
from province import PROJECT


@pytest.fixture(scope="module")
def lao_cai() -> Plan:
    return load_plan(PROJECT, "laocai-2022", offered(PROJECT))


LETTERS = {  # the points of II.2 as the plan letters them
    "II.2.1": "abcdđe",
    "II.2.2": "abcdđeghik",
    "II.2.3": "abcd",
    "II.2.4": "abcdđeg",
    "II.2.5": "abcd",
    "II.2.6": "abcdđeghiklmno",
}


def test_the_plan_has_its_clauses_and_one_figure_in_part_three(lao_cai: Plan) -> None:
    clauses = [clause.id for area in lao_cai.areas for clause in area.clauses]
    points = [f"{number}.{letter}" for number, letters in LETTERS.items() for letter in letters]
    part_two = ["II.1.1", "II.1.2", *points]
    assert len(part_two) == plan_434.CLAUSES
    assert clauses == [*part_two, "III.5.1"]


def test_the_plan_has_the_thresholds_read_from_its_text(lao_cai: Plan) -> None:
    with (PROJECT / "tests" / "golden" / "thresholds.csv").open(encoding="utf-8") as golden:
        read = [
            (
                row["clause"],
                row["target"],
                row["comparison"],
                row["level"],
                Fraction(row["figure"]),
                row["firm"] == "true",
                int(row["due"]),
            )
            for row in csv.DictReader(golden)
        ]
    thresholds = [
        (t.clause, t.id, t.comparison, level, figure, t.firm, t.due)
        for t in lao_cai.targets
        for level, figure in t.thresholds.items()
    ]
    assert len(thresholds) == plan_434.THRESHOLDS
    assert thresholds == read
    shown = [row for row in plan_rows(lao_cai) if row["kind"] == "quantitative"]
    assert [row["threshold"] for row in shown] == [round(float(row[4]), 2) for row in read]


# Targets that are not shares judged at any time, with the words of the plan.
FALLS = {"service_units_cut", "service_posts_cut"}  # "giảm … so với năm 2021"
OF_THE_WHOLE_YEAR = {"staff_inspected", "recruits_to_leavers"}  # "mỗi năm"; one year's payroll
OF_PERSONS = {"senior_leaders_international", "division_heads_international"}
OF_THE_LOG = {"dossiers_on_time", "online_payment_transactions", "online_dossiers"}


def test_the_kinds_of_target_are_those_of_the_text(lao_cai: Plan) -> None:
    figures = [t for t in lao_cai.targets if t.kind is Kind.QUANTITATIVE]
    assert {t.id for t in figures if t.measure is Measure.FALL} == FALLS
    assert {t.id for t in figures if t.measure is Measure.RATIO} == {"recruits_to_leavers"}
    assert {t.id for t in figures if t.measure is Measure.GAIN} == {"par_index_rank"}
    assert {t.id for t in figures if t.yearly} == OF_THE_WHOLE_YEAR
    assert {t.id for t in figures if t.averaged} == {"staff_inspected"}
    assert {t.id for t in figures if t.private} == OF_PERSONS
    assert {t.id for t in figures if t.agreed} == OF_THE_LOG
    assert {t.id for t in figures if t.due > 2022} == {
        "satisfaction_2025",
        "self_financing_units_2025",
        "qualified_units_converted",
    }
    (paced,) = (t for t in figures if t.baseline)
    assert paced.baseline == ("self_financing_units_2021", "service_units_2021")
    assert {t.measure for t in lao_cai.targets if t.kind is Kind.QUALITATIVE} == {Measure.SHARE}


def test_conventions_have_an_owner_and_the_software_decides_nothing(lao_cai: Plan) -> None:
    assert lao_cai.conventions == Conventions("Sở Nội vụ", None, False)
    for path in (PROJECT / "params").rglob("*.yml"):
        assert "phần mềm" not in path.read_text("utf-8"), path.name


def test_no_class_is_given_to_real_data_for_want_of_a_decision(lao_cai: Plan) -> None:
    classes = lao_cai.scoring.classes
    assert (classes.convention, classes.typed) == (None, {}) and classes.reason
    assert classes.illustration and not classes.illustration.verified
    assert lao_cai.ceiling and lao_cai.ceiling.clause == "III.1.2"
    assert lao_cai.ceiling.text.endswith(
        "không cao hơn kết quả đánh giá xếp loại Chỉ số CCHC trong năm đánh giá của đơn vị đó"
    )


# What agencies of these levels are judged by and cannot do themselves, by the reading of the plan.
DONE_ABOVE = {
    "modern_desk": {"commune": "district"},
    "it_infrastructure": {"commune": "district"},
    "information_security": {"commune": "district"},
    "positions_structured": {"commune": "district"},
    "commune_staff_qualified": {"commune": "district"},
    "commune_cadres_degree": {"commune": "district"},
    "commune_officials_degree": {"commune": "district"},
    "satisfaction_measured": dict.fromkeys(("province", "district", "commune"), "all"),
    "services_24_7": dict.fromkeys(("province", "district", "commune"), "all"),
    "agencies_lump_sum": {"province": "all", "district": "all", "commune": "district"},
    "agencies_autonomous": {"province": "all", "district": "all", "commune": "district"},
}


def test_what_an_agency_is_judged_by_is_in_its_own_power_or_named(lao_cai: Plan) -> None:
    above: dict[str, dict[str, str]] = {}
    for target in lao_cai.targets:
        assert target.in_power_of.keys() == target.binds.levels
        for level in target.binds.levels:
            judged = target.judged[level] in (Judged.VERDICT, Judged.YES_NO)
            if judged and target.acts(level) != level:
                above.setdefault(target.id, {})[level] = target.acts(level)
    assert above == DONE_ABOVE
    assert not lao_cai.powers.verified and lao_cai.powers.source
    for lists in ("level4_procedures", "portal_procedures", "online_payment_procedures"):
        assert lao_cai.target(lists).acts(Level("commune")) == WHOLE


def test_no_last_day_and_no_address_is_made_up_for_real_data(lao_cai: Plan) -> None:
    for period in lao_cai.periods.values():
        for level in (*lao_cai.levels, WHOLE):
            assert period.deadlines(level, simulated=False) == Deadlines()
            made_up = period.deadlines(level, simulated=True)
            assert made_up.illustration and made_up.send_by and made_up.reply_by
    assert lao_cai.terms.contact is None


def test_heads_sign_with_the_title_of_their_kind_of_agency(lao_cai: Plan) -> None:
    kinds = {"UBND": "CHỦ TỊCH", "Sở": "GIÁM ĐỐC", "Ban": "TRƯỞNG BAN"}
    other = {"Văn phòng": "CHÁNH VĂN PHÒNG", "Thanh tra": "CHÁNH THANH TRA"}
    for agency in lao_cai.agencies.values():
        (title,) = (t for kind, t in {**kinds, **other}.items() if agency.name.startswith(kind))
        assert agency.head == title
    assert lao_cai.province.head == ""


def test_targets_not_judged_by_agency_have_no_verdict_there(lao_cai: Plan) -> None:
    """Contributions and figures of the province only, by the reading of the plan."""
    shown = {
        t.id
        for t in lao_cai.targets
        if t.kind is Kind.QUANTITATIVE
        and not {t.judged.get(at) for at in t.binds.levels} & {Judged.VERDICT, Judged.YES_NO}
    }
    assert shown == {
        *("par_index_rank", "legal_documents_consistent", "central_digital_documents"),
        *("satisfaction_2025", "verified_accounts", "papers_reused", "service_satisfaction"),
        *FALLS,
        *OF_PERSONS,
        *("enterprise_leaders_international", "staff_inspected", "recruits_to_leavers"),
        *("self_financing_units", "units_lump_sum", "units_autonomous"),
        *("self_financing_units_2025", "qualified_units_converted"),
        *("portal_transactions_verified", "systems_connected", "service_users_identified"),
        "services_redesigned",
    }


def test_every_part_is_asked_where_its_whole_is_asked(lao_cai: Plan) -> None:
    duties = [entry for duty in lao_cai.duties for entry in duty.inputs]
    inputs = {i.id: i for i in [*(i for t in lao_cai.targets for i in t.inputs), *duties]}
    for part in (i for i in inputs.values() if i.part_of):
        wholes = [inputs[name] for name in part.part_of]
        for level in lao_cai.levels:
            if level in part.levels:
                assert any(level in whole.levels for whole in wholes), (part.id, level)
        for form in part.register:
            assert all(form in whole.register for whole in wholes), (part.id, form)


def test_every_figure_has_fields_or_comes_from_an_export(lao_cai: Plan) -> None:
    without = {t.id for t in lao_cai.targets if not t.inputs}
    surveyed = {"satisfaction_2025", "satisfaction_measured", "satisfaction", "satisfaction_fields"}
    surveyed |= {"health_education_satisfaction"}
    assert without == OF_THE_LOG | surveyed | {"papers_reused"}
    # If a target binds single agencies, each of their levels has a question.
    for target in (t for t in lao_cai.targets if t.inputs):
        shared = target.rollup is Rollup.DISTINCT
        for level in target.binds.levels:
            from_list = shared and target.judged[level] is Judged.INFO
            sipas = target.id == "service_satisfaction"  # agencies are measured by the survey
            assert target.asked(level) or from_list or sipas, (target.id, level)


def test_the_duties_of_part_six_and_their_four_reports(lao_cai: Plan) -> None:
    assert [duty.clause for duty in lao_cai.duties] == [
        *(f"VI.1.{n}" for n in range(1, 6)),
        "VI.2",
        *(f"VI.3.{n}" for n in range(1, 4)),
    ]
    binds = {duty.clause: duty.binds for duty in lao_cai.duties}
    assert binds["VI.1.1"] == ("so-noi-vu",)
    assert binds["VI.2"] == ("so-tai-chinh", "so-ke-hoach-va-dau-tu")
    assert binds["VI.3.3"] == ("province", "district")
    plans, reports = lao_cai.duties[-2].inputs, lao_cai.duties[-1].inputs
    assert [i.id for i in plans] == ["own_plan", "own_estimate"]
    assert [i.period for i in reports] == list(lao_cai.periods)
    levels_asked = {level for i in (*plans, *reports) for level in i.levels}
    assert levels_asked == {Level("province"), Level("district")}
    assert all(i.by_parent == i.levels for i in (*plans, *reports))
    whom = Counter(a.level for a in lao_cai.registry(lao_cai.periods["2022-FY"]))
    bound = [
        a for a in lao_cai.registry(lao_cai.periods["2022-FY"]) if lao_cai.duties[-1].includes(a)
    ]
    assert len(bound) == whom[Level("province")] + whom[Level("district")] == 29


def test_the_plan_has_its_tasks_and_one_total(lao_cai: Plan) -> None:
    numbers = {"1": 5, "2": 3, "3": 9, "4": 5, "5": 7, "6": 8, "7": 11}
    assert [task.clause for task in lao_cai.tasks] == [
        f"III.{block}.{n}" for block, last in numbers.items() for n in range(1, last + 1)
    ]
    assert len(lao_cai.tasks) == plan_434.TASKS
    assert {task.lead for task in lao_cai.tasks} == {""}
    assert (lao_cai.budget.clause, lao_cai.budget.total) == ("IV.1", 49694)
    assert (lao_cai.budget.unit, len(lao_cai.budget.sources)) == ("triệu đồng", 3)


@pytest.mark.parametrize(
    ("period", "departments"),
    [("2022-Q1", 19), ("2022-H1", 20), ("2022-Q3", 20), ("2022-FY", 20)],
)
def test_the_registry_is_that_of_the_end_of_the_period(
    lao_cai: Plan, period: str, departments: int
) -> None:
    rows = agency_rows(lao_cai, lao_cai.periods[period])
    assert Counter(row["level"] for row in rows) == {
        "province": departments,
        "district": 9,
        "commune": 152,
    }


def test_the_registry_of_the_year_by_default(lao_cai: Plan) -> None:
    rows = agency_rows(lao_cai)
    assert len(rows) == plan_434.AGENCIES
    assert rows == agency_rows(lao_cai, lao_cai.periods["2022-FY"])
    parents = Counter(row["parent"] for row in rows if row["level"] == "commune")
    assert sorted(parents.values()) == sorted([17, 21, 16, 10, 19, 14, 17, 16, 22])


def test_communes_of_one_name_have_distinct_labels(lao_cai: Plan) -> None:
    names = {row["id"]: row["name"] for row in agency_rows(lao_cai)}
    assert names["02779-xa-thanh-binh"] == "UBND xã Thanh Bình, huyện Mường Khương"
    assert names["03022-xa-thanh-binh"] == "UBND xã Thanh Bình, thị xã Sa Pa"
    assert len(set(names.values())) == len(names)
    assert all(unicodedata.is_normalized("NFC", str(name)) for name in names.values())


def test_loading_is_quick() -> None:
    start = time.process_time()
    load_plan(PROJECT, "laocai-2022")
    assert time.process_time() - start < 2  # some 0.2 s on an idle machine


# ---------------------------------------------------------------- indicators in the wrong place


def _folder() -> Folder:
    place = "params/plans/laocai-2022"
    paths = sorted((PROJECT / place).glob("*.[yc]*"))
    return read_folder(place, {path.name: path.read_bytes() for path in paths})


def _with(folder: Folder, changed: TargetRow) -> Folder:
    """The folder with another row for a target."""
    areas = {}
    for area, file in folder.areas.items():
        clauses = tuple(
            replace(c, targets=tuple(changed if t.id == changed.id else t for t in c.targets))
            for c in file.row.clauses
        )
        areas[area] = replace(file, row=file.row.model_copy(update={"clauses": clauses}))
    return replace(folder, areas=areas)


def test_no_target_takes_the_indicator_of_another() -> None:
    """Every eighth of all 3,654 exchanges; only figures that are the same in words may be."""
    folder, known = _folder(), offered(PROJECT)
    rows = [target.row for target in folder.targets if target.row.given]
    pairs = [(one, other) for one in rows for other in rows if one.given != other.given]
    accepted = [
        (one.id, other.id)
        for one, other in pairs[::8]
        if not any(check_targets(_with(folder, replace(one, given=other.given)), known))
    ]
    words = {row.id: (row.numerator, row.denominator) for row in rows}
    assert len(pairs) > 3000
    assert [pair for pair in accepted if words[pair[0]] != words[pair[1]]] == []


def test_of_every_count_of_persons_it_is_decided_whether_it_is_private(plan: Plan) -> None:
    """The note of each target gives the decision and marks it as an unverified convention."""
    folder = PROJECT / "params" / "plans" / "laocai-2022"
    targets = [
        target
        for path in folder.glob("*.yml")
        for clause in YAML(typ="safe").load(path).get("clauses", ())
        for target in clause["targets"]
        if target.get("thing") == "người"
    ]
    assert len(targets) == 10
    for target in targets:
        assert isinstance(target["private"], bool), target["id"]
        told = "người không nêu" if target["private"] else "vẫn nêu"
        assert told in target["note"].replace("\n", " "), target["id"]
        assert target["note"].rstrip().endswith("(quy ước tính, chưa kiểm chứng).")
    assert not plan.disclosure.verified and plan.disclosure.source
