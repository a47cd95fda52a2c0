"""The simulated province: the same bytes again, true to the layouts, and consistent in itself."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from ruamel.yaml import YAML

from helpers import wording
from helpers.demo import days, write_province
from helpers.demo.dossiers import export, population
from helpers.demo.offices import offices_of, units_of
from helpers.intake.check import take_in
from helpers.model import Level, Origin, Plan, Severity, WrongUse
from helpers.params import Roots, load_plan
from plans import small_plan
from province import PROJECT

pytestmark = pytest.mark.intake

SEED = 434
DOSSIERS = 3000
PERIODS = ("2022-Q1", "2022-H1", "2022-Q3", "2022-FY")
PREDECESSOR = "Sở Văn hóa, Thể thao và Du lịch"
SUCCESSORS = ("Sở Văn hóa và Thể thao", "Sở Du lịch")
HEALTH, EDUCATION = "Sở Y tế", "Sở Giáo dục và Đào tạo"
QUESTIONS = {
    "procedures": "Mức độ hài lòng",
    "service": "Hài lòng về sự phục vụ của cơ quan hành chính",
    "health": "Hài lòng về dịch vụ y tế công lập",
    "education": "Hài lòng về dịch vụ giáo dục công lập",
}
AGENCIES = (
    "so-noi-vu",
    "so-tu-phap",
    "so-tai-nguyen-va-moi-truong",
    "so-van-hoa-the-thao-va-du-lich",
    "so-van-hoa-va-the-thao",
    "so-du-lich",
    "so-giao-duc-va-dao-tao",
    "so-y-te",
    "083-huyen-muong-khuong",
    "088-thi-xa-sa-pa",
    "02761-thi-tran-muong-khuong",
    "02770-xa-nam-chay",
    "02779-xa-thanh-binh",
    "03001-phuong-sa-pa",
    "03002-phuong-sa-pa",
    "03022-xa-thanh-binh",
)
LISTS = ("province", "district", "commune", "all")  # of the province form
Answers = dict[str, object]


def a_small_province() -> Plan:
    """The real plan with a handful of its agencies, the department split in April among them."""
    plan = load_plan(PROJECT, "laocai-2022")
    return replace(plan, agencies={name: plan.agencies[name] for name in AGENCIES})


@pytest.fixture(scope="module")
def plan() -> Plan:
    return a_small_province()


@pytest.fixture(scope="module")
def inbox(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    write_province(plan, folder, SEED, DOSSIERS)
    return folder


@pytest.fixture(scope="module")
def logs(inbox: Path) -> dict[str, pd.DataFrame]:
    return {name: read_log(inbox / name / f"xuat-ho-so-{name}.csv") for name in PERIODS}


@pytest.fixture(scope="module")
def ballots(inbox: Path) -> pd.DataFrame:
    return read(inbox / "2022-FY" / "khao-sat-2022.csv")


@pytest.fixture(scope="module")
def forms(plan: Plan, inbox: Path) -> dict[str, dict[str, Answers]]:
    """Answers by period, agency and question key."""
    return {
        period: {path.stem: answers(path) for path in (inbox / period).glob("*.xlsx")}
        for period in PERIODS
    }


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def read_log(path: Path) -> pd.DataFrame:
    """The export with its days parsed (`Đóng`: the done day, never before the day of filing)."""
    log = read(path).set_index("Mã hồ sơ")
    for head in ("Ngày tiếp nhận", "Ngày hẹn trả", "Ngày có kết quả"):
        log[head] = pd.to_datetime(log[head], format="%d/%m/%Y")
    done, received = log["Ngày có kết quả"], log["Ngày tiếp nhận"]
    return log.assign(Đóng=done.where(done.isna() | (done >= received), received))


def answers(path: Path, head: str = "Số liệu") -> Answers:
    """What stands below a head, by question key; None for a field left blank."""
    found: Answers = {}
    for title, rows in sheets(path).items():
        if title in ("Cấp xã", "Đơn vị"):
            if head == "Số liệu":
                found |= matrix(rows)
        elif rows and head in rows[0]:
            found |= {str(row[0]): row[rows[0].index(head)] for row in rows[1:]}
    return found


@lru_cache(maxsize=100)
def sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each sheet from the heads on."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(4, values_only=True)) for sheet in book}


def matrix(rows: list[tuple[object, ...]]) -> Answers:
    """One child a row, the ids of the inputs in the row below the heads."""
    return {
        f"{field}@{row[0]}": cell
        for row in rows[2:]
        for field, cell in zip(rows[1], row, strict=True)
        if field and cell != "–"
    }


def stated(forms: dict[str, Answers]) -> dict[tuple[str, str], int]:
    """The figures of all forms together, by whom they are about and input; `province` and a
    level for the lists of the province form."""
    found: dict[tuple[str, str], int] = {}
    for sender, given in forms.items():
        for key, value in given.items():
            field, _, about = key.partition("@")
            if isinstance(value, int):
                found[about or sender, field] = value
    return found


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def span(plan: Plan, period: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    return pd.Timestamp(plan.periods[period].start), pd.Timestamp(plan.periods[period].end)


# ---------------------------------------------------------------- files


def test_another_process_time_zone_and_hash_seed_give_the_same_bytes(
    inbox: Path, tmp_path: Path
) -> None:
    script = (
        "import sys; from pathlib import Path; sys.path[:0] = sys.argv[2:];"
        "from test_demo_forms import *;"
        "write_province(a_small_province(), Path(sys.argv[1]), SEED, DOSSIERS)"
    )
    surroundings = {**os.environ, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    command = [
        sys.executable,
        "-c",
        script,
        str(tmp_path),
        str(Path(__file__).parent),
        str(PROJECT / "tests"),
    ]
    subprocess.run(command, check=True, env=surroundings)
    assert digests(tmp_path) == digests(inbox)


def test_another_seed_gives_other_files(plan: Plan, inbox: Path, tmp_path: Path) -> None:
    write_province(plan, tmp_path, SEED + 1, DOSSIERS, ["2022-Q1"])
    other, same = digests(tmp_path / "2022-Q1"), digests(inbox / "2022-Q1")
    for name in ("xuat-ho-so-2022-Q1.csv", "lao-cai.xlsx", "origin.yml"):
        assert other[name] != same[name]


def test_a_single_period_is_the_one_of_the_whole_run(
    plan: Plan, inbox: Path, forms: dict[str, dict[str, Answers]], tmp_path: Path
) -> None:
    """But for what its forms show of the forms before, of which there are none."""
    write_province(plan, tmp_path, SEED, DOSSIERS, ["2022-Q3"])
    alone, whole = digests(tmp_path / "2022-Q3"), digests(inbox / "2022-Q3")
    assert alone.keys() == whole.keys()
    assert all(alone[name] == whole[name] for name in alone if not name.endswith(".xlsx"))
    carried = 0
    for name, given in forms["2022-Q3"].items():
        own = answers(tmp_path / "2022-Q3" / f"{name}.xlsx")
        assert "Không thay đổi" not in own.values()
        carried += sum(value == "Không thay đổi" for value in given.values())
        assert {k for k in own if own[k] != given[k]} == {
            k for k, value in given.items() if value == "Không thay đổi"
        }
    assert carried


def test_the_first_period_alone_has_the_same_bytes(plan: Plan, inbox: Path, tmp_path: Path) -> None:
    write_province(plan, tmp_path, SEED, DOSSIERS, ["2022-Q1"])
    assert digests(tmp_path / "2022-Q1") == digests(inbox / "2022-Q1")


def test_a_period_holds_forms_one_export_and_its_origin(inbox: Path) -> None:
    for period in PERIODS:
        names = {p.name for p in (inbox / period).iterdir() if p.suffix != ".xlsx"}
        survey = {"khao-sat-2022.csv"} if period == "2022-FY" else set()
        assert names == {"origin.yml", f"xuat-ho-so-{period}.csv", *survey}
        origin = (inbox / period / "origin.yml").read_text("utf-8")
        assert YAML(typ="safe").load(origin) == {"simulated": True, "seed": SEED}


def test_a_folder_with_real_files_is_refused_and_left_alone(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "2022-FY").mkdir()
    (tmp_path / "2022-FY" / "so-noi-vu.xlsx").write_bytes(b"real")
    with pytest.raises(WrongUse, match="Đề nghị chọn thư mục khác"):
        write_province(plan, tmp_path, SEED, 100, ["2022-FY"])
    assert [p.name for p in (tmp_path / "2022-FY").iterdir()] == ["so-noi-vu.xlsx"]


def test_an_earlier_simulated_folder_is_made_anew(plan: Plan, tmp_path: Path) -> None:
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
    write_province(small_plan(), tmp_path, SEED, 50)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["2022-FY", "2022-H1"]
    assert len(read(tmp_path / "2022-FY" / "xuat-ho-so-2022-FY.csv")) >= 50


# ---------------------------------------------------------------- the dossier export


def test_heads_and_words_are_those_the_mapping_reads(logs: dict[str, pd.DataFrame]) -> None:
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


def test_the_year_holds_the_dossiers_asked_for_and_those_carried_in(
    logs: dict[str, pd.DataFrame],
) -> None:
    received = logs["2022-FY"]["Ngày tiếp nhận"]
    assert (received >= pd.Timestamp(2021, 12, 15)).sum() == DOSSIERS
    assert 0 < (received < pd.Timestamp(2021, 12, 15)).sum() < DOSSIERS // 20


@pytest.mark.parametrize("period", PERIODS)
def test_an_export_is_cut_from_the_year_as_it_stood_at_the_periods_end(
    plan: Plan, logs: dict[str, pd.DataFrame], period: str
) -> None:
    start, end = span(plan, period)
    year, log = logs["2022-FY"], logs[period]
    held = year[(year["Ngày tiếp nhận"] <= end) & ~(year["Đóng"] < start)]
    assert list(log.index) == list(held.index)
    done = held["Đóng"] <= end
    assert log["Ngày có kết quả"].equals(held["Ngày có kết quả"].where(done))
    assert log["Kết quả được số hóa"].equals(held["Kết quả được số hóa"].where(done, ""))
    fixed = [head for head in log.columns[:10] if "giải quyết" not in head] + ["Giấy tờ đã có"]
    fixed.remove("Ngày có kết quả")
    assert log[fixed].equals(held[fixed])
    paid = ["Số giao dịch thanh toán", "Số giao dịch trực tuyến"]
    assert log[paid][done].equals(held[paid][done])
    assert {*log[paid[0]][~done]} == {"0", "1"}  # what falls due with the result is not there yet


def test_a_dossier_that_ends_before_it_starts_is_done_on_the_day_it_came(plan: Plan) -> None:
    third = plan.periods["2022-Q3"]
    offices = offices_of(plan, SEED)
    rows = population(plan, offices, SEED, 100).head(1)
    rows = rows.assign(received=days.number(third.start), done=days.number(third.start) - 2)
    log = export(rows, offices, units_of(plan), third)
    assert list(log["Ngày tiếp nhận"]) == ["15/06/2022"]
    assert list(log["Ngày có kết quả"]) == ["13/06/2022"]


def test_what_the_half_year_leaves_open_the_third_quarter_carries_in(
    plan: Plan, logs: dict[str, pd.DataFrame]
) -> None:
    half, third = logs["2022-H1"], logs["2022-Q3"]
    unit = ["Mã đơn vị giải quyết", "Đơn vị giải quyết"]
    column_11 = half[half["Đóng"].isna()]
    column_6 = third[third["Ngày tiếp nhận"] < span(plan, "2022-Q3")[0]]
    assert len(column_11) > 0
    assert column_11[unit].equals(column_6[unit])


def test_units_are_those_of_the_registry_with_codes_as_text(
    plan: Plan, inbox: Path, logs: dict[str, pd.DataFrame]
) -> None:
    known = {
        (a.code, a.name.split(",")[0] if a.level is Level.COMMUNE else a.name)
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


def test_before_the_split_open_dossiers_too_stand_with_the_predecessor(
    plan: Plan, tmp_path: Path
) -> None:
    names = [name for name in AGENCIES if "van-hoa" in name or "du-lich" in name]
    split = replace(plan, agencies={name: plan.agencies[name] for name in names}, central_bodies=())
    write_province(split, tmp_path, SEED, DOSSIERS, ["2022-Q1"])
    log = read(tmp_path / "2022-Q1" / "xuat-ho-so-2022-Q1.csv")
    assert {*log["Đơn vị giải quyết"]} == {*log["Đơn vị tiếp nhận"]} == {PREDECESSOR}
    assert {"Lữ hành", "Văn hóa"} <= {*log["Lĩnh vực"]}


def test_odd_rows_are_there_and_few(logs: dict[str, pd.DataFrame]) -> None:
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


def test_land_construction_and_investment_only_where_the_registry_says_so(plan: Plan) -> None:
    without = {
        name: replace(agency, attributes=frozenset({"has_dossiers"}))
        for name, agency in plan.agencies.items()
    }
    special = {"Đất đai", "Xây dựng", "Đầu tư"}
    fields = [{*o.fields} for o in offices_of(plan, SEED) if o.agency]
    assert any(special & each for each in fields)
    fields = [{*o.fields} for o in offices_of(replace(plan, agencies=without), SEED) if o.agency]
    assert all(fields) and not any(special & each for each in fields)


# ---------------------------------------------------------------- the survey


def test_survey_heads_and_words_are_those_the_mapping_reads(ballots: pd.DataFrame) -> None:
    mapping = YAML(typ="safe").load((PROJECT / "params/mappings/survey.yml").read_text("utf-8"))
    questions = [question["column"] for question in mapping["questions"]]
    assert list(ballots.columns) == [*mapping["columns"].values(), *questions]
    assert {*ballots["Cách lấy mẫu"]} == {"Ngẫu nhiên", "Tự nguyện"}
    scale = "Rất hài lòng|Hài lòng|Bình thường|Không hài lòng|Rất không hài lòng|"
    for question in questions:
        assert {*ballots[question]} == {*scale.split("|")}


def test_every_agency_with_procedures_was_sampled_but_one_commune(
    plan: Plan, ballots: pd.DataFrame, logs: dict[str, pd.DataFrame]
) -> None:
    asked = ballots[ballots["Lĩnh vực"] != ""].groupby(["Mã đơn vị", "Đơn vị"]).size()
    codes = {code for code, _ in asked.index}
    communes = {a.code for a in plan.agencies.values() if a.level is Level.COMMUNE}
    assert len(communes - codes) == 1
    assert {"083", "088"} <= codes
    departments = {name for code, name in asked.index if not code}
    assert departments == {
        "Sở Nội vụ",
        "Sở Tư pháp",
        "Sở Tài nguyên và Môi trường",
        HEALTH,
        EDUCATION,
        *SUCCESSORS,
    }
    assert asked.min() >= 1 and asked.max() <= 250


def test_each_ballot_is_about_the_dossier_or_about_health_or_education(
    ballots: pd.DataFrame,
) -> None:
    asked = {name: ballots[head] != "" for name, head in QUESTIONS.items()}
    dossier = ballots["Lĩnh vực"] != ""
    for name, department in (("health", HEALTH), ("education", EDUCATION)):
        assert {*ballots["Đơn vị"][asked[name]]} == {department}
        assert 200 < asked[name].sum() <= 240
        assert not (asked[name] & (dossier | asked["procedures"] | asked["service"])).any()
    # All were asked both, one in a hundred leaves an answer out.
    assert not (asked["service"] & ~dossier).any()
    assert (asked["service"] & asked["procedures"]).sum() > 0.95 * dossier.sum()


def test_answers_came_in_autumn(ballots: pd.DataFrame) -> None:
    days = pd.to_datetime(ballots["Ngày trả lời"], format="%d/%m/%Y")
    assert date(2022, 9, 1) <= days.min().date() and days.max().date() <= date(2022, 11, 30)


# ---------------------------------------------------------------- the forms


def test_one_department_and_two_communes_send_none_but_one_commune_did_at_first(
    plan: Plan, forms: dict[str, dict[str, Answers]]
) -> None:
    missing = {}
    for period in PERIODS:
        there = {a.id for a in plan.registry(plan.periods[period])}
        assert "lao-cai" in forms[period] and forms[period].keys() <= {*there, "lao-cai"}
        missing[period] = there - forms[period].keys()
    assert missing["2022-H1"] == missing["2022-Q3"] == missing["2022-FY"]
    levels = sorted(plan.agencies[name].level for name in missing["2022-FY"])
    assert levels == [Level.COMMUNE, Level.COMMUNE, Level.PROVINCE]
    first = missing["2022-FY"] - missing["2022-Q1"]
    assert [plan.agencies[name].level for name in first] == [Level.COMMUNE]


def test_no_form_holds_a_live_formula(inbox: Path) -> None:
    for path in inbox.rglob("*.xlsx"):
        archive = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        assert [name for name in sheets if b"<f>" in archive.read(name)] == []


# Built down by the plan: service units and their posts, and who works there.
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


def test_no_part_exceeds_its_whole_wherever_the_whole_is_asked(
    plan: Plan, forms: dict[str, dict[str, Answers]]
) -> None:
    compared: set[str] = set()
    for period in PERIODS:
        figures = stated(forms[period])
        for (about, part), value in figures.items():
            wholes = [(about, whole) for whole in parts(plan).get(part, ())]
            if about not in LISTS and plan.agencies[about].level is Level.COMMUNE:
                wholes = [whole for whole in wholes if whole[1] != "employees"]
            if wholes and all(whole in figures for whole in wholes):
                assert 0 <= value <= sum(figures[whole] for whole in wholes)
                compared.add(part)
    asked = {field for period in PERIODS for _, field in stated(forms[period])}
    assert compared == asked & parts(plan).keys()


def test_stocks_and_what_counts_from_new_year_never_fall_and_falls_never_rise(
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


def test_what_is_counted_in_a_period_goes_by_its_days(
    plan: Plan, forms: dict[str, dict[str, Answers]]
) -> None:
    quarter, half, third, year = (stated(forms[period]) for period in PERIODS)
    compared = 0
    for place in quarter.keys() & half.keys() & third.keys() & year.keys():
        # The province's documents are a sum of what each department counts whole.
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


def test_the_province_states_the_sum_of_what_its_agencies_state(plan: Plan, tmp_path: Path) -> None:
    """Without a silent agency, and where nobody left the field blank."""
    names = ("so-noi-vu", "so-y-te", "083-huyen-muong-khuong", "02779-xa-thanh-binh")
    four = replace(plan, agencies={name: plan.agencies[name] for name in names}, central_bodies=())
    write_province(four, tmp_path, SEED, 400, ["2022-FY"])
    paths = (tmp_path / "2022-FY").glob("*.xlsx")
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


def test_service_units_are_schools_and_others_and_staff_is_that_of_a_small_province(
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


def test_what_ministries_publish_in_the_next_year_is_blank(
    forms: dict[str, dict[str, Answers]],
) -> None:
    for period in PERIODS:
        province = forms[period]["lao-cai"]
        assert {province[f"{field}@all"] for field in NOT_PUBLISHED_YET} == {None}
    assert any(forms[period]["lao-cai"]["par_rank_2021@all"] for period in PERIODS)


def test_a_yes_stays_a_yes_and_unchanged_stands_only_for_an_answer_of_the_form_before(
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


def test_agencies_agree_with_the_log_as_exported_or_give_a_reason(
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
            unit = wording.short_name(plan.agencies[agency]), plan.agencies[agency].code
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
    """Of the dossiers done by the end of the period, by competent unit."""
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


def test_tasks_have_states_and_some_of_them_a_lead_and_a_due_day(
    plan: Plan, inbox: Path, forms: dict[str, dict[str, Answers]]
) -> None:
    states, leads, due = [], [], []
    for agency in forms["2022-FY"].keys() - {"lao-cai"}:
        heads = ("Mức độ thực hiện", "Đơn vị chủ trì", "Thời hạn")
        path = inbox / "2022-FY" / f"{agency}.xlsx"
        columns = [answers(path, head) for head in heads]
        commune = plan.agencies[agency].level is Level.COMMUNE
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
    for found in (leads, due):
        assert 0.2 < found.count(None) / len(found) < 0.7
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


def test_intake_takes_every_file_whole(plan: Plan, inbox: Path, tmp_path: Path) -> None:
    roots = Roots(PROJECT, tmp_path / "data", tmp_path / "rendered")
    for period in PERIODS:
        taken = take_in(roots, plan, plan.periods[period], inbox / period)
        assert [r.text for r in taken.remarks if r.severity is not Severity.REMARK] == []
        assert taken.snapshot is not None and taken.snapshot.origin == Origin(True, SEED)
