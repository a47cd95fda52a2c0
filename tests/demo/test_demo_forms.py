"""The simulated forms are consistent internally, with the exports and with each other."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from helpers.demo import write_province
from helpers.intake.check import take_in
from helpers.model import Level, Origin, Plan, Severity, spelling
from helpers.plan import Roots
from province import PROJECT
from simulated import LISTS, PERIODS, SEED, Answers, answers, span, stated

pytestmark = pytest.mark.intake


def test_one_department_and_two_communes_send_none_one_of_them_after_the_first_period(
    plan: Plan, forms: dict[str, dict[str, Answers]]
) -> None:
    missing = {}
    for period in PERIODS:
        there = {a.id for a in plan.registry(plan.periods[period])}
        assert "lao-cai" in forms[period] and forms[period].keys() <= {*there, "lao-cai"}
        missing[period] = there - forms[period].keys()
    assert missing["2022-H1"] == missing["2022-Q3"] == missing["2022-FY"]
    levels = sorted(plan.agencies[name].level for name in missing["2022-FY"])
    assert levels == [Level("commune"), Level("commune"), Level("province")]
    first = missing["2022-FY"] - missing["2022-Q1"]
    assert [plan.agencies[name].level for name in first] == [Level("commune")]


def test_no_form_holds_a_live_formula(inbox: Path) -> None:
    for path in inbox.rglob("*.xlsx"):
        archive = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        assert [name for name in sheets if b"<f>" in archive.read(name)] == []


# Reduced by the plan: service units, their posts and their staff.
FALLING = {
    "service_units",
    "schools",
    "nonschool_units",
    "service_posts",
    "service_posts_present",
    "employees",
}
SINCE_NEW_YEAR = {
    "recruits",
    "leavers",
    "agencies_inspected",
    "staff_inspected",
    "service_posts_shifted",
}
IN_THE_PERIOD = {
    "transfers_total",
    "central_documents",
    "work_files",
    "work_files_secret",
    "meetings",
    "committee_meetings",
    "reports_due",
    "reports_secret",
    "inspections",
    "files_required",
    "contents",
    "portal_transactions",
}
NOT_PUBLISHED_YET = {"par_rank_2022", "sipas_valid", "sipas_satisfied"}


def parts(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {i.id: i.part_of for target in plan.targets for i in target.inputs if i.part_of}


def test_no_part_exceeds_its_whole_where_the_form_asks_for_the_whole(
    plan: Plan, forms: dict[str, dict[str, Answers]]
) -> None:
    compared: set[str] = set()
    for period in PERIODS:
        figures = stated(forms[period])
        for (about, part), value in figures.items():
            wholes = [(about, whole) for whole in parts(plan).get(part, ())]
            if about not in LISTS and plan.agencies[about].level == Level("commune"):
                wholes = [whole for whole in wholes if whole[1] != "employees"]
            if wholes and all(whole in figures for whole in wholes):
                assert 0 <= value <= sum(figures[whole] for whole in wholes)
                compared.add(part)
    stated_fields = {field for period in PERIODS for _, field in stated(forms[period])}
    assert compared == stated_fields & parts(plan).keys()


def test_stocks_and_counts_from_new_year_never_fall_and_reductions_never_rise(
    plan: Plan, forms: dict[str, dict[str, Answers]]
) -> None:
    flows = IN_THE_PERIOD | {p for p, wholes in parts(plan).items() if wholes[0] in IN_THE_PERIOD}
    last: dict[tuple[str, str], int] = {}
    moved: set[str] = set()
    for period in PERIODS:
        for place, value in stated(forms[period]).items():
            before, field = last.get(place, value), place[1]
            if field not in flows:
                assert (value <= before) if field in FALLING else (value >= before), place
            moved |= {field} if value != before else set()
            last[place] = value
    assert moved >= SINCE_NEW_YEAR | {"service_posts", "results_digitised", "basic_trained"}


def test_counts_of_a_period_are_proportional_to_its_days(
    plan: Plan, forms: dict[str, dict[str, Answers]]
) -> None:
    quarter, half, third, year = (stated(forms[period]) for period in PERIODS)
    compared = 0
    for place in quarter.keys() & half.keys() & third.keys() & year.keys():
        # The province's documents are the sum of the rounded counts of the departments.
        if place[1] in IN_THE_PERIOD and place != ("all", "central_documents"):
            assert quarter[place] <= half[place] and half[place] + third[place] <= year[place]
            # 90, 182 and 92 of 365 days; each end of a period may fall within one unit.
            for part, days_ in ((quarter, 90), (half, 182), (third, 92)):
                assert abs(part[place] - year[place] * days_ / 365) < 2, place
            compared += 1
    assert compared > 50


def test_a_new_department_counts_from_its_first_day(
    plan: Plan, forms: dict[str, dict[str, Answers]]
) -> None:
    half, year = (stated(forms[period]) for period in ("2022-H1", "2022-FY"))
    place = ("so-du-lich", "work_files")  # from 21 April: 55 days until 14 June, 238 in all
    assert half[place] == pytest.approx(year[place] * 55 / 238, abs=2)


def test_the_province_reports_the_sum_of_its_agencies(plan: Plan, tmp_path: Path) -> None:
    """If no agency is silent, for fields that no agency left blank."""
    names = ("so-noi-vu", "so-y-te", "083-huyen-muong-khuong", "02779-xa-thanh-binh")
    four = replace(plan, agencies={name: plan.agencies[name] for name in names}, central_bodies=())
    write_province(four, tmp_path, SEED, 400, ["2022-FY"])
    paths = tmp_path.glob("2022-FY*/*.xlsx")
    figures = stated({path.stem: answers(path) for path in paths})
    equal = set()
    for field in {f for about, f in figures if about == "all"}:
        targets = [t for t in four.targets if field in {entry.id for entry in t.inputs}]
        levels = {at for t in targets for i in t.inputs if i.id == field for at in i.levels}
        bound = [
            a.id
            for a in four.agencies.values()
            if a.level in levels and any(t.binds.includes(a) for t in targets)
        ]
        if bound and all((name, field) in figures for name in bound):
            assert figures["all", field] == sum(figures[name, field] for name in bound), field
            equal.add(field)
    assert equal >= {"service_units_2021", "service_units", "service_posts", "leaders", "recruits"}


def test_service_units_include_schools_and_staff_fits_a_small_province(
    plan: Plan, forms: dict[str, dict[str, Answers]]
) -> None:
    figures = stated(forms["2022-FY"])
    owners = {about for about, field in figures if field == "schools"}
    assert {"all", "083-huyen-muong-khuong", "so-y-te"} <= owners
    for owner in owners & {about for about, field in figures if field == "service_units"}:
        counts = [figures[owner, f] for f in ("service_units", "schools", "nonschool_units")]
        assert counts[0] == counts[1] + counts[2] > 0
    bounds = {"leaders": (3, 4), "cadres": (9, 11), "officials": (10, 12)}
    for (about, field), value in figures.items():
        low, high = bounds.get(field, (0, value))
        if about not in LISTS and (field == "leaders" or about[:5].isdigit()):
            assert low <= value <= high
    before, now = (figures["all", f] for f in ("service_posts_2021", "service_posts"))
    assert 0.94 * before < now < before


def test_figures_that_ministries_publish_in_the_next_year_are_blank(
    forms: dict[str, dict[str, Answers]],
) -> None:
    for period in PERIODS:
        province = forms[period]["lao-cai"]
        assert {province[f"{field}@all"] for field in NOT_PUBLISHED_YET} == {None}
    assert any(forms[period]["lao-cai"]["par_rank_2021@all"] for period in PERIODS)


def test_a_yes_stays_a_yes_and_unchanged_refers_only_to_an_answer_of_the_form_before(
    forms: dict[str, dict[str, Answers]],
) -> None:
    words = {"Có", "Không", "Không thay đổi"}
    before: dict[tuple[str, str], object] = {}
    unchanged = changed = 0
    for period in PERIODS:
        now: dict[tuple[str, str], object] = {}
        for sender, given in forms[period].items():
            for key, value in given.items():
                if value in words:
                    place = sender, key
                    unchanged += value == "Không thay đổi"
                    now[place] = before[place] if value == "Không thay đổi" else value
                    assert (before.get(place), now[place]) != ("Có", "Không")
                    changed += (before.get(place), now[place]) == ("Không", "Có")
        before = now
    assert unchanged > 50 and changed > 5


def test_agencies_agree_with_the_log_or_give_a_reason(
    plan: Plan, inbox: Path, forms: dict[str, dict[str, Answers]], logs: dict[str, pd.DataFrame]
) -> None:
    agreed = own = 0
    for period in PERIODS:
        counts = counted(logs[period], span(plan, period)[1])
        for agency in forms[period].keys() - {"lao-cai"}:
            path = inbox / period / f"{agency}.xlsx"
            shown, given, said = (
                answers(path, head) for head in ("Số từ dữ liệu", "Số liệu", "Tài liệu kiểm chứng")
            )
            unit = (
                spelling.short_name(plan.agencies[agency], plan.parent(plan.agencies[agency])),
                plan.agencies[agency].code,
            )
            for target, of_unit in counts.items():
                if target not in given:
                    continue
                part, whole = of_unit.get(unit, (0, 0))
                assert shown[target] == f"{vietnamese(part)}/{vietnamese(whole)}"
                if given[target] not in (None, "Thống nhất"):
                    own += 1
                    more = [int(n.replace(".", "")) for n in str(given[target]).split("/")]
                    assert part < more[0] <= min(whole, part + 3) and more[1] == whole
                    assert f": {more[0] - part} " in str(said[target])
                agreed += given[target] == "Thống nhất"
    assert 0 < own < agreed // 10


def counted(
    log: pd.DataFrame, end: pd.Timestamp
) -> dict[str, dict[tuple[str, str], tuple[int, int]]]:
    """Counts of the dossiers done by the end of the period, by competent unit."""
    done = log[log["Đóng"] <= end]
    unit = [done["Đơn vị giải quyết"], done["Mã đơn vị giải quyết"]]
    level = done["Mức độ dịch vụ công"].isin(["Mức độ 3", "Mức độ 4", "Một phần", "Toàn trình"])
    opened = done["TTHC đã mở thanh toán trực tuyến"] == "Có"
    whole = pd.Series(1, done.index)
    pairs = {
        "dossiers_on_time": (~(done["Đóng"] > done["Ngày hẹn trả"]), whole),
        "online_dossiers": ((done["Kênh tiếp nhận"] == "Trực tuyến") & level, whole),
        "online_payment_transactions": (
            done["Số giao dịch trực tuyến"].astype(int).where(opened, 0),
            done["Số giao dịch thanh toán"].astype(int).where(opened, 0),
        ),
    }
    return {
        target: {
            place: (int(part), int(all_))
            for place, part, all_ in pd.DataFrame({"part": part, "whole": whole_})
            .groupby(unit)
            .sum()
            .itertuples()
        }
        for target, (part, whole_) in pairs.items()
    }


def vietnamese(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def test_tasks_have_states_and_some_a_lead_and_a_due_day(
    plan: Plan, inbox: Path, forms: dict[str, dict[str, Answers]]
) -> None:
    states, leads, due = [], [], []
    for agency in forms["2022-FY"].keys() - {"lao-cai"}:
        heads = ("Mức độ thực hiện", "Đơn vị chủ trì", "Thời hạn")
        path = inbox / "2022-FY" / f"{agency}.xlsx"
        columns = [answers(path, head) for head in heads]
        commune = plan.agencies[agency].level == Level("commune")
        assert [len(column) for column in columns] == [0 if commune else 48] * 3
        states += list(columns[0].values())
        leads += [lead for key, lead in columns[1].items() if columns[0][key]]
        due += [day for key, day in columns[2].items() if columns[0][key]]
        assert not any(
            columns[1][key] or columns[2][key] for key in columns[0] if not columns[0][key]
        )
    words = {"Đã hoàn thành", "Đang thực hiện", "Chưa thực hiện"}
    assert {*states} == {None, *words}
    assert 0.1 < states.count(None) / len(states) < 0.4
    for values in (leads, due):
        assert 0.2 < values.count(None) / len(values) < 0.7
    assert all(date.fromisoformat(f"{d[6:]}-{d[3:5]}-{d[:2]}").year == 2022 for d in due if d)


def test_forms_have_blanks_and_a_list_of_one_stop_procedures_per_level(
    forms: dict[str, dict[str, Answers]],
) -> None:
    year = forms["2022-FY"]
    everything = [value for given in year.values() for value in given.values()]
    assert 0 < everything.count(None) < len(everything) // 20
    internal = [
        given["internal_procedures"]
        for given in forms["2022-H1"].values()
        if "internal_procedures" in given
    ]
    assert internal.count(None) > len(internal) * 3 // 4
    for level, size in {"district": 300, "commune": 142}.items():
        assert year["lao-cai"][f"one_stop_scope@{level}"] in (size, None)


def test_intake_accepts_every_file_without_remarks(plan: Plan, inbox: Path, tmp_path: Path) -> None:
    roots = Roots(PROJECT, tmp_path / "data", tmp_path / "rendered")
    for period in PERIODS:
        result = take_in(roots, plan, plan.periods[period], inbox / period)
        assert [r.text for r in result.remarks if r.severity is not Severity.REMARK] == []
        assert result.snapshot is not None and result.snapshot.origin == Origin(True, SEED)
