"""The simulated exports: reproducible bytes, in the layouts of the real exports."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from ruamel.yaml import YAML

from helpers.demo import days, write_province
from helpers.demo.dossiers import export, population
from helpers.demo.offices import offices_of, units_of
from helpers.model import Level, Plan, WrongUse
from plans import wide_plan
from province import PROJECT
from simulated import (
    AGENCIES,
    DOSSIERS,
    EDUCATION,
    HEALTH,
    PERIODS,
    PREDECESSOR,
    QUESTIONS,
    SEED,
    SUCCESSORS,
    Answers,
    answers,
    digests,
    read,
    span,
)

pytestmark = pytest.mark.intake


# ---------------------------------------------------------------- files


def test_another_process_time_zone_and_hash_seed_give_the_same_bytes(
    inbox: Path, tmp_path: Path
) -> None:
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2]);"
        "from simulated import DOSSIERS, SEED, a_small_province;"
        "from helpers.demo import write_province;"
        "write_province(a_small_province(), Path(sys.argv[1]), SEED, DOSSIERS)"
    )
    surroundings = {**os.environ, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", script, str(tmp_path), str(PROJECT / "tests")]
    subprocess.run(command, check=True, env=surroundings)
    assert digests(tmp_path) == digests(inbox)


def test_another_seed_gives_different_files(plan: Plan, inbox: Path, tmp_path: Path) -> None:
    write_province(plan, tmp_path, SEED + 1, DOSSIERS, ["2022-Q1"])
    for folder, names in (
        ("2022-Q1", ("xuat-ho-so-2022-Q1.csv", "origin.yml")),
        ("2022-Q1-so-noi-vu", ("lao-cai.xlsx", "origin.yml")),
    ):
        other, same = digests(tmp_path / folder), digests(inbox / folder)
        for name in names:
            assert other[name] != same[name]


def test_a_period_made_alone_equals_that_of_the_whole_run(
    plan: Plan, inbox: Path, forms: dict[str, dict[str, Answers]], tmp_path: Path
) -> None:
    """Except what its forms show of earlier forms, since there are none."""
    write_province(plan, tmp_path, SEED, DOSSIERS, ["2022-Q3"])
    alone, whole = digests(tmp_path / "2022-Q3"), digests(inbox / "2022-Q3")
    assert alone.keys() == whole.keys()
    assert all(alone[name] == whole[name] for name in alone if not name.endswith(".xlsx"))
    carried = 0
    for name, given in forms["2022-Q3"].items():
        folder = "2022-Q3-so-noi-vu" if name == "lao-cai" else "2022-Q3"
        own = answers(tmp_path / folder / f"{name}.xlsx")
        assert "Không thay đổi" not in own.values()
        carried += sum(value == "Không thay đổi" for value in given.values())
        assert {k for k in own if own[k] != given[k]} == {
            k for k, value in given.items() if value == "Không thay đổi"
        }
    assert carried


def test_the_first_period_alone_has_the_same_bytes(plan: Plan, inbox: Path, tmp_path: Path) -> None:
    write_province(plan, tmp_path, SEED, DOSSIERS, ["2022-Q1"])
    assert digests(tmp_path / "2022-Q1") == digests(inbox / "2022-Q1")


def test_a_period_consists_of_forms_one_export_and_its_origin(inbox: Path) -> None:
    for period in PERIODS:
        names = {p.name for p in (inbox / period).iterdir() if p.suffix != ".xlsx"}
        survey = {"khao-sat-2022.csv"} if period == "2022-FY" else set()
        assert names == {"origin.yml", "nhan.csv", f"xuat-ho-so-{period}.csv", *survey}
        desk = inbox / f"{period}-so-noi-vu"
        assert {path.name for path in desk.iterdir()} == {"origin.yml", "lao-cai.xlsx"}
        for folder in (inbox / period, desk):
            origin = (folder / "origin.yml").read_text("utf-8")
            assert YAML(typ="safe").load(origin) == {"simulated": True, "seed": SEED}


def test_a_folder_with_real_files_is_refused_and_left_unchanged(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "2022-FY").mkdir()
    (tmp_path / "2022-FY" / "so-noi-vu.xlsx").write_bytes(b"real")
    with pytest.raises(WrongUse, match="Đề nghị chọn thư mục khác"):
        write_province(plan, tmp_path, SEED, 100, ["2022-FY"])
    assert [p.name for p in (tmp_path / "2022-FY").iterdir()] == ["so-noi-vu.xlsx"]


def test_an_earlier_simulated_folder_is_replaced(plan: Plan, tmp_path: Path) -> None:
    write_province(plan, tmp_path, 1, 100, ["2022-FY"])
    fresh = digests(tmp_path)
    for name in AGENCIES:
        (tmp_path / "2022-FY" / f"{name}.xlsx").write_bytes(b"left over")
    write_province(plan, tmp_path, 1, 100, ["2022-FY"])
    assert digests(tmp_path) == fresh


def test_csv_files_are_utf8_with_commas_and_line_feeds(inbox: Path) -> None:
    for path in inbox.rglob("*.csv"):
        raw = path.read_bytes()
        assert not raw.startswith(b"\xef\xbb\xbf") and b"\r" not in raw and raw.endswith(b"\n")
        raw.decode("utf-8")


def test_a_plan_without_first_quarter_or_desk_of_the_province_works(tmp_path: Path) -> None:
    write_province(wide_plan(), tmp_path, SEED, 50)
    periods = [
        name for period in ("2022-FY", "2022-H1") for name in (period, f"{period}-so-noi-vu")
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == periods
    assert len(read(tmp_path / "2022-FY" / "xuat-ho-so-2022-FY.csv")) >= 50


# ---------------------------------------------------------------- the dossier export


def test_headings_and_values_match_the_mapping(logs: dict[str, pd.DataFrame]) -> None:
    mapping = YAML(typ="safe").load((PROJECT / "params/mappings/one-stop.yml").read_text("utf-8"))
    yes_no = {*mapping["yes"], *mapping["no"]}
    values = mapping["values"]
    for log in logs.values():
        assert ["Mã hồ sơ", *log.columns[:-1]] == list(mapping["columns"].values())
        assert {*log["Kênh tiếp nhận"]} <= {*values["channel"], "Zalo"}
        assert {*log["Mức độ dịch vụ công"]} <= {*values["online_level"], ""}
        assert {*log["Giấy tờ đã có"]} == {*values["papers"]}
        assert {*log["TTHC đã mở thanh toán trực tuyến"]} == yes_no
        assert {*log["Kết quả được số hóa"]} == {*yes_no, ""}


def test_new_names_of_the_levels_appear_only_from_15_august(logs: dict[str, pd.DataFrame]) -> None:
    log = logs["2022-FY"]
    new = log["Mức độ dịch vụ công"].isin(["Một phần", "Toàn trình"])
    assert log[new]["Ngày tiếp nhận"].min() >= pd.Timestamp(2022, 8, 15)
    assert log[~new]["Ngày tiếp nhận"].max() >= pd.Timestamp(2022, 8, 15)


def test_the_year_has_the_requested_number_of_dossiers_and_those_carried_in(
    logs: dict[str, pd.DataFrame],
) -> None:
    received = logs["2022-FY"]["Ngày tiếp nhận"]
    assert (received >= pd.Timestamp(2021, 12, 15)).sum() == DOSSIERS
    assert 0 < (received < pd.Timestamp(2021, 12, 15)).sum() < DOSSIERS // 20


@pytest.mark.parametrize("period", PERIODS)
def test_an_export_is_the_state_of_the_year_at_the_end_of_its_period(
    plan: Plan, logs: dict[str, pd.DataFrame], period: str
) -> None:
    start, end = span(plan, period)
    year, log = logs["2022-FY"], logs[period]
    in_period = year[(year["Ngày tiếp nhận"] <= end) & ~(year["Đóng"] < start)]
    assert list(log.index) == list(in_period.index)
    done = in_period["Đóng"] <= end
    assert log["Ngày có kết quả"].equals(in_period["Ngày có kết quả"].where(done))
    assert log["Kết quả được số hóa"].equals(in_period["Kết quả được số hóa"].where(done, ""))
    fixed = [head for head in log.columns[:10] if "giải quyết" not in head] + ["Giấy tờ đã có"]
    fixed.remove("Ngày có kết quả")
    assert log[fixed].equals(in_period[fixed])
    paid = ["Số giao dịch thanh toán", "Số giao dịch trực tuyến"]
    assert log[paid][done].equals(in_period[paid][done])
    assert {*log[paid[0]][~done]} == {"0", "1"}  # fees due with the result are not yet paid


def test_a_dossier_that_ends_before_it_starts_is_done_on_the_day_it_was_received(
    plan: Plan,
) -> None:
    third = plan.periods["2022-Q3"]
    offices = offices_of(plan, SEED)
    rows = population(plan, offices, SEED, 100).head(1)
    rows = rows.assign(received=days.number(third.start), done=days.number(third.start) - 2)
    log = export(rows, offices, units_of(plan), third)
    assert list(log["Ngày tiếp nhận"]) == ["15/06/2022"]
    assert list(log["Ngày có kết quả"]) == ["13/06/2022"]


def test_dossiers_open_after_the_half_year_are_carried_into_the_third_quarter(
    plan: Plan, logs: dict[str, pd.DataFrame]
) -> None:
    half, third = logs["2022-H1"], logs["2022-Q3"]
    unit = ["Mã đơn vị giải quyết", "Đơn vị giải quyết"]
    column_11 = half[half["Đóng"].isna()]
    column_6 = third[third["Ngày tiếp nhận"] < span(plan, "2022-Q3")[0]]
    assert len(column_11) > 0
    assert column_11[unit].equals(column_6[unit])


def test_units_are_from_the_registry_with_codes_as_text(
    plan: Plan, inbox: Path, logs: dict[str, pd.DataFrame]
) -> None:
    known = {
        (a.code, a.name.split(",")[0] if a.level == Level("commune") else a.name)
        for a in plan.agencies.values()
    }
    central = {("", name) for name in plan.central_bodies}
    for log in logs.values():
        receiving = {*zip(log["Mã đơn vị tiếp nhận"], log["Đơn vị tiếp nhận"], strict=True)}
        competent = {*zip(log["Mã đơn vị giải quyết"], log["Đơn vị giải quyết"], strict=True)}
        assert receiving <= known
        assert competent <= known | central
        assert ("02779", "UBND xã Thanh Bình") in competent
        assert ("03022", "UBND xã Thanh Bình") in competent
        assert (log["Đơn vị tiếp nhận"] != log["Đơn vị giải quyết"]).mean() > 0.02
    assert b",02779,UBND" in (inbox / "2022-Q1" / "xuat-ho-so-2022-Q1.csv").read_bytes()


def test_the_split_department_hands_over_on_21_april(logs: dict[str, pd.DataFrame]) -> None:
    handover = pd.Timestamp(2022, 4, 21)
    for period, log in logs.items():
        old = log[log["Đơn vị giải quyết"] == PREDECESSOR]
        new = log[log["Đơn vị giải quyết"].isin(SUCCESSORS)]
        if period == "2022-Q1":
            assert len(old) > 0 and new.empty
        else:
            assert (old["Đóng"] < handover).all()
            assert not (new["Đóng"] < handover).any()
    assert {*logs["2022-FY"]["Đơn vị giải quyết"]} >= {PREDECESSOR, *SUCCESSORS}


def test_before_the_split_open_dossiers_also_belong_to_the_predecessor(
    plan: Plan, tmp_path: Path
) -> None:
    names = [name for name in AGENCIES if "van-hoa" in name or "du-lich" in name]
    split = replace(plan, agencies={name: plan.agencies[name] for name in names}, central_bodies=())
    write_province(split, tmp_path, SEED, DOSSIERS, ["2022-Q1"])
    log = read(tmp_path / "2022-Q1" / "xuat-ho-so-2022-Q1.csv")
    assert {*log["Đơn vị giải quyết"]} == {*log["Đơn vị tiếp nhận"]} == {PREDECESSOR}
    assert {"Lữ hành", "Văn hóa"} <= {*log["Lĩnh vực"]}


def test_irregular_rows_exist_and_are_few(logs: dict[str, pd.DataFrame]) -> None:
    log = logs["2022-FY"]
    no_due = log["Ngày hẹn trả"].isna()
    reversed_ = log["Ngày có kết quả"] < log["Ngày tiếp nhận"]
    kinds = [int(odd.sum()) for odd in (no_due, log["Kênh tiếp nhận"] == "Zalo", reversed_)]
    assert all(kinds) and sum(kinds) < 30


def test_payments_follow_the_registry(plan: Plan, logs: dict[str, pd.DataFrame]) -> None:
    log = logs["2022-FY"]
    total, online = (log[f"Số giao dịch {x}"].astype(int) for x in ("thanh toán", "trực tuyến"))
    assert (online <= total).all() and total.max() > 1
    opened = log["TTHC đã mở thanh toán trực tuyến"] == "Có"
    assert (online[~opened] == 0).all()
    free = [
        agency.name
        for agency in plan.agencies.values()
        if "has_financial_procedures" not in agency.attributes
    ]
    assert free and total[log["Đơn vị giải quyết"].isin(free)].sum() == 0


def test_land_construction_and_investment_only_where_the_registry_has_them(plan: Plan) -> None:
    without = {
        name: replace(agency, attributes=frozenset({"has_dossiers"}))
        for name, agency in plan.agencies.items()
    }
    special = {"Đất đai", "Xây dựng", "Đầu tư"}
    fields = [{*o.fields} for o in offices_of(plan, SEED) if o.agency]
    assert any(special & each for each in fields)
    fields = [{*o.fields} for o in offices_of(replace(plan, agencies=without), SEED) if o.agency]
    assert all(fields) and not any(special & each for each in fields)


def test_who_resolves_dossiers_follows_from_the_targets(plan: Plan, tmp_path: Path) -> None:
    without = replace(plan, areas=(plan.area("institutions"),))
    assert offices_of(plan, SEED) and not offices_of(without, SEED)
    write_province(without, tmp_path, SEED, DOSSIERS, periods=["2022-FY"])
    others = {p.name for p in (tmp_path / "2022-FY").iterdir() if p.suffix != ".xlsx"}
    assert others == {"origin.yml", "nhan.csv"}


# ---------------------------------------------------------------- the survey


def test_survey_headings_and_values_match_the_mapping(ballots: pd.DataFrame) -> None:
    mapping = YAML(typ="safe").load((PROJECT / "params/mappings/survey.yml").read_text("utf-8"))
    questions = [question["column"] for question in mapping["questions"]]
    assert list(ballots.columns) == [*mapping["columns"].values(), *questions]
    assert {*ballots["Cách lấy mẫu"]} == {"Ngẫu nhiên", "Tự nguyện"}
    scale = "Rất hài lòng|Hài lòng|Bình thường|Không hài lòng|Rất không hài lòng|"
    for question in questions:
        assert {*ballots[question]} == {*scale.split("|")}


def test_every_agency_with_procedures_but_one_commune_was_sampled(
    plan: Plan, ballots: pd.DataFrame, logs: dict[str, pd.DataFrame]
) -> None:
    ballot_counts = ballots[ballots["Lĩnh vực"] != ""].groupby(["Mã đơn vị", "Đơn vị"]).size()
    codes = {code for code, _ in ballot_counts.index}
    communes = {a.code for a in plan.agencies.values() if a.level == Level("commune")}
    assert len(communes - codes) == 1
    assert {"083", "088"} <= codes
    departments = {name for code, name in ballot_counts.index if not code}
    assert departments == {
        "Sở Nội vụ",
        "Sở Tư pháp",
        "Sở Tài nguyên và Môi trường",
        HEALTH,
        EDUCATION,
        *SUCCESSORS,
    }
    assert ballot_counts.min() >= 1 and ballot_counts.max() <= 250


def test_each_ballot_is_about_the_dossier_or_about_health_or_education(
    ballots: pd.DataFrame,
) -> None:
    answered = {name: ballots[head] != "" for name, head in QUESTIONS.items()}
    dossier = ballots["Lĩnh vực"] != ""
    for name, department in (("health", HEALTH), ("education", EDUCATION)):
        assert {*ballots["Đơn vị"][answered[name]]} == {department}
        assert 200 < answered[name].sum() <= 240
        assert not (answered[name] & (dossier | answered["procedures"] | answered["service"])).any()
    # Every ballot has both questions; one in a hundred leaves an answer out.
    assert not (answered["service"] & ~dossier).any()
    assert (answered["service"] & answered["procedures"]).sum() > 0.95 * dossier.sum()


def test_answers_came_in_autumn(ballots: pd.DataFrame) -> None:
    days = pd.to_datetime(ballots["Ngày trả lời"], format="%d/%m/%Y")
    assert date(2022, 9, 1) <= days.min().date() and days.max().date() <= date(2022, 11, 30)
