"""A plan folder becomes a Plan exactly, or all its faults come together with file and line."""

from __future__ import annotations

import csv
import re
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from helpers import wording
from helpers.indicators import NAMES
from helpers.model import (
    AGENCY_LEVELS,
    Binds,
    Comparison,
    Counts,
    InputKind,
    Judged,
    Kind,
    Level,
    Measure,
    Plan,
    Rollup,
)
from helpers.params import (
    Fault,
    ParamsError,
    Roots,
    UnknownPlan,
    agency_rows,
    find_roots,
    load_plan,
    plan_rows,
    task_rows,
)

PROJECT = Path(__file__).parents[1]
PLACE = "params/plans/small-2022"

SMALL = {
    "plan.yml": """\
id: small-2022
number: 1/KH-UBND
title: Kế hoạch nhỏ
year: 2022
issued: "2021-12-28"
province: {id: lao-cai, code: "10", name: Tỉnh Lào Cai}
areas: [procedures, civil_service]
built: [procedures]
central_bodies: {source: Kế hoạch, verified: false, names: [Công an tỉnh]}
budget: {clause: IV.1, total: 49694, unit: triệu đồng, sources: [Ngân sách], note: Một tổng số}
duties:
  - {clause: VI.1.1, label: Thường trực, binds: so-noi-vu}
  - {clause: VI.3.3, label: Báo cáo, binds: "province, district"}
attributes:
  has_dossiers: {label: có TTHC, source: Suy từ chức năng, verified: false}
  inspects: {label: có kiểm tra, source: Suy từ chức năng, verified: false}
""",
    "procedures.yml": """\
area: procedures
number: II.2.2
label: Cải cách thủ tục hành chính
clauses:
  - id: II.2.2.đ
    label: Số hóa kết quả
    targets:
      - id: digitised_results
        label: Số hóa kết quả còn hiệu lực
        kind: quantitative
        comparison: ">="
        threshold:
          province: 60
          district: 50
          commune: 40
        unit: "%"
        due: 2022
        firm: false
        counts: stock
        builds: true
        binds:
          levels: [province, district, commune]
          with: [has_dossiers]
        judged: {province: verdict, district: verdict, commune: info}
        rollup: sum
        indicator: digitised_results
        numerator: kết quả đã số hóa
        denominator: kết quả còn hiệu lực
        thing: kết quả
        inputs:
          - {id: in_force, label: Tổng số, unit: kết quả, kind: count, levels: [commune]}
          - id: digitised
            label: Trong đó đã số hóa
            unit: kết quả
            kind: count
            levels: [commune]
            register: [all]
            part_of: in_force
  - id: II.2.2.g
    label: Mức độ hài lòng
    targets:
      - id: satisfaction
        label: Hài lòng về TTHC
        kind: quantitative
        comparison: ">"
        threshold: 66.5
        unit: "%"
        due: 2025
        firm: true
        counts: flow
        binds: {levels: [province]}
        judged: verdict
        rollup: direct
        indicator: satisfaction
""",
    "civil_service.yml": """\
area: civil_service
number: II.2.4
label: Cải cách chế độ công vụ
clauses:
  - id: II.2.4.g
    label: Tuyển dụng
    targets:
      - id: recruited
        label: Tuyển mới
        kind: quantitative
        comparison: "<="
        threshold: "2/3"
        unit: "%"
        due: 2022
        firm: true
        counts: flow
        binds: {levels: []}
        judged: contribution
        rollup: sum
      - id: training
        label: Đổi mới đào tạo
        kind: qualitative
        due: 2022
        firm: true
        binds: {levels: [province], with: [inspects]}
        judged: info
        rollup: direct
        note: Không nêu con số.
""",
    "tasks.yml": """\
tasks:
  - {clause: III.3.1, area: procedures, label: Kiểm soát quy định}
  - {clause: III.5.2, area: civil_service, label: Tinh giản biên chế}
""",
    "scoring.yml": """\
label: điểm theo chỉ tiêu Kế hoạch
source: Quy ước
verified: false
rules:
  - {target: digitised_results, points: 1.5, formula: linear}
  - {target: satisfaction, points: 1, formula: yes_no}
""",
    "periods.yml": """\
source: Công văn 581
verified: false
periods:
  - id: 2022-H1
    label: 6 tháng
    start: "2021-12-15"
    end: "2022-06-14"
    final: false
    compare_with: null
    follows: null
    reply_by: null
  - id: 2022-Q3
    label: Quý III
    start: "2022-06-15"
    end: "2022-09-14"
    final: false
    compare_with: null
    follows: 2022-H1
    reply_by: null
  - id: 2022-FY
    label: Năm 2022
    start: "2021-12-15"
    end: "2022-12-14"
    final: true
    compare_with: 2022-H1
    follows: null
    reply_by: "2022-12-20"
""",
    "agencies.csv": """\
id,code,name,level,parent,start,end,predecessors,has_dossiers,inspects,source,verified
so-noi-vu,,Sở Nội vụ,province,lao-cai,2021-01-01,,,true,true,chung,false
so-van-hoa,,Sở Văn hóa,province,lao-cai,2021-01-01,2022-04-20,,true,false,chung,false
so-du-lich,,Sở Du lịch,province,lao-cai,2022-04-21,,so-van-hoa; so-noi-vu,true,false,chung,false
083-huyen,083,UBND huyện A,district,lao-cai,2021-01-01,,,true,true,chung,true
02779-xa,02779,"UBND xã B, huyện A",commune,083-huyen,2021-01-01,,,false,false,chung,true
""",
}
OFFERED = {"procedures": {"digitised_results", "satisfaction"}}


def a_plan(root: Path, *changes: tuple[str, str, str], **files: str | None) -> dict[str, str]:
    """Writes the small plan under `root`, each (file, old, new) changed once; returns its texts.

    `files`: texts by stem for whole files to replace, or None to leave one out.
    """
    texts = dict(SMALL)
    for name, old, new in changes:
        assert texts[name].count(old) == 1, f"{name}: {old!r} stands {texts[name].count(old)} times"
        texts[name] = texts[name].replace(old, new)
    names = {name.split(".")[0]: name for name in SMALL}
    for stem, text in files.items():
        name = names.get(stem, f"{stem}.yml")
        texts = {k: v for k, v in texts.items() if k != name} | ({name: text} if text else {})
    folder = root / PLACE
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return texts


def faults_of(root: Path) -> tuple[Fault, ...]:
    with pytest.raises(ParamsError) as refusal:
        load_plan(root, "small-2022", OFFERED)
    assert str(refusal.value) == "\n".join(map(str, refusal.value.faults))
    return refusal.value.faults


def line_of(text: str, needle: str) -> int:
    """The line of the only place where `needle` stands."""
    assert text.count(needle) == 1, f"{needle!r} stands {text.count(needle)} times"
    return text[: text.index(needle)].count("\n") + 1


# ---------------------------------------------------------------- a sound folder


@pytest.fixture
def small(tmp_path: Path) -> Plan:
    a_plan(tmp_path)
    return load_plan(tmp_path, "small-2022", OFFERED)


def test_thresholds_are_exact(small: Plan) -> None:
    assert small.target("digitised_results").thresholds == {
        Level.PROVINCE: Fraction(60),
        Level.DISTRICT: Fraction(50),
        Level.COMMUNE: Fraction(40),
    }
    assert small.target("satisfaction").thresholds == {Level.ALL: Fraction(133, 2)}
    assert small.target("recruited").thresholds == {Level.ALL: Fraction(200, 3)}
    assert small.target("training").thresholds == {}


def test_a_ratio_without_percent_stays_a_ratio(tmp_path: Path) -> None:
    unit = 'threshold: "2/3"\n        unit: "%"'
    a_plan(tmp_path, ("civil_service.yml", unit, unit.replace("%", "lần")))
    assert load_plan(tmp_path, "small-2022").target("recruited").thresholds == {
        Level.ALL: Fraction(2, 3)
    }


def test_a_target_takes_all_its_words(small: Plan) -> None:
    target = small.target("digitised_results")
    assert (target.clause, target.area) == ("II.2.2.đ", "procedures")
    assert (target.kind, target.comparison) == (Kind.QUANTITATIVE, Comparison.AT_LEAST)
    assert (target.counts, target.rollup) == (Counts.STOCK, Rollup.SUM)
    assert (target.firm, target.builds, target.due) == (False, True, 2022)
    assert target.binds == Binds(
        frozenset({Level.PROVINCE, Level.DISTRICT, Level.COMMUNE}), frozenset({"has_dossiers"})
    )
    assert (target.numerator, target.thing) == ("kết quả đã số hóa", "kết quả")
    whole, part = target.inputs
    assert (whole.kind, whole.levels) == (InputKind.COUNT, frozenset({Level.COMMUNE}))
    assert (part.part_of, part.register, whole.register) == (("in_force",), (Level.ALL,), ())
    assert (part.by_parent, part.period) == (frozenset(), "")


NEW_WORDS = """\
        builds: true
        measure: fall
        yearly: true
        averaged: true
        private: true
        agreed: true
        baseline: [digitised, in_force]
"""


def test_a_target_takes_the_words_of_its_kind(tmp_path: Path) -> None:
    a_plan(tmp_path, (P, "        builds: true\n", NEW_WORDS))
    plan = load_plan(tmp_path, "small-2022")
    target, other = plan.target("digitised_results"), plan.target("satisfaction")
    assert (target.measure, other.measure) == (Measure.FALL, Measure.SHARE)
    assert (target.yearly, target.averaged, target.private, target.agreed) == (True,) * 4
    assert (other.yearly, other.averaged, other.private, other.agreed) == (False,) * 4
    assert (target.baseline, other.baseline) == (("digitised", "in_force"), ())


def test_a_field_says_who_answers_for_whom_when_and_of_which_whole(tmp_path: Path) -> None:
    old = "kind: count, levels: [commune]}"
    new = (
        "kind: count, levels: [commune], by_parent: [commune], period: 2022-H1}\n"
        "          - {id: more, label: Thêm, unit: kết quả, kind: count, levels: [commune]}"
    )
    a_plan(tmp_path, (P, old, new), (P, "part_of: in_force", "part_of: in_force, more"))
    whole, _, part = load_plan(tmp_path, "small-2022").target("digitised_results").inputs
    assert (whole.by_parent, whole.period) == (frozenset({Level.COMMUNE}), "2022-H1")
    assert part.part_of == ("in_force", "more")


def test_a_duty_asks_whom_it_binds(tmp_path: Path) -> None:
    asked = "{id: sent, label: Đã gửi, unit: Có/Không, kind: yes_no, levels: [district]}"
    old = '{clause: VI.3.3, label: Báo cáo, binds: "province, district"}'
    new = f'{{clause: VI.3.3, label: Báo cáo, binds: "so-noi-vu, district", inputs: [{asked}]}}'
    a_plan(tmp_path, (PLAN, old, new))
    plan = load_plan(tmp_path, "small-2022")
    duty = plan.duties[1]
    assert duty.binds == ("so-noi-vu", "district")
    assert [entry.id for entry in duty.inputs] == ["sent"]
    assert [a.id for a in plan.agencies.values() if duty.includes(a)] == ["so-noi-vu", "083-huyen"]


def test_one_word_judges_every_level_and_a_map_each_its_own(small: Plan) -> None:
    assert small.target("satisfaction").judged == dict.fromkeys(Level, Judged.VERDICT)
    assert small.target("digitised_results").judged == {
        Level.PROVINCE: Judged.VERDICT,
        Level.DISTRICT: Judged.VERDICT,
        Level.COMMUNE: Judged.INFO,
    }


def test_the_rest_of_the_plan(small: Plan) -> None:
    assert [(area.id, area.built) for area in small.areas] == [
        ("procedures", True),
        ("civil_service", False),
    ]
    assert [t.id for t in small.targets][:2] == ["digitised_results", "satisfaction"]
    assert (small.budget.total, small.budget.unit) == (49694, "triệu đồng")
    assert [duty.binds for duty in small.duties] == [("so-noi-vu",), ("province", "district")]
    assert small.scoring.rules["digitised_results"].points == Fraction(3, 2)
    assert small.central_bodies == ("Công an tỉnh",)
    year = small.periods["2022-FY"]
    assert (year.compare_with, year.follows, year.final) == ("2022-H1", None, True)
    assert (year.source, str(year.reply_by)) == ("Công văn 581", "2022-12-20")


def test_agencies_keep_codes_dates_and_predecessors(small: Plan) -> None:
    commune, tourism = small.agencies["02779-xa"], small.agencies["so-du-lich"]
    assert (commune.code, commune.name) == ("02779", "UBND xã B, huyện A")
    assert (commune.end, commune.predecessors, commune.attributes) == (None, (), frozenset())
    assert tourism.predecessors == ("so-van-hoa", "so-noi-vu")
    assert [a.id for a in small.registry(small.periods["2022-FY"])] == [
        "so-noi-vu",
        "so-du-lich",
        "083-huyen",
        "02779-xa",
    ]


def test_text_comes_out_in_nfc(tmp_path: Path) -> None:
    folder = tmp_path / PLACE
    folder.mkdir(parents=True)
    for name, text in SMALL.items():
        (folder / name).write_text(unicodedata.normalize("NFD", text), "utf-8-sig")
    plan = load_plan(tmp_path, "small-2022")
    assert plan.targets[0].clause == unicodedata.normalize("NFC", "II.2.2.đ")
    assert plan.province_name == unicodedata.normalize("NFC", "Tỉnh Lào Cai")
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
    indicator = "        indicator: satisfaction\n"
    with_input = f"{indicator}        inputs:\n          - {shared}\n"
    a_plan(tmp_path, ("procedures.yml", indicator, with_input))
    assert load_plan(tmp_path, "small-2022").target("satisfaction").inputs[0].id == "in_force"


def test_names_of_indicators_count_only_where_they_are_given(tmp_path: Path) -> None:
    a_plan(tmp_path, ("procedures.yml", "indicator: satisfaction\n", "indicator: other\n"))
    assert load_plan(tmp_path, "small-2022").target("satisfaction").indicator == "other"
    (fault,) = faults_of(tmp_path)
    assert "«other»" in fault.text


def test_unknown_plan_names_the_plans_there_are(tmp_path: Path) -> None:
    a_plan(tmp_path)
    for name in ("lao-cai", "..", "", "small-2022/", "small-2022/../small-2022"):
        with pytest.raises(UnknownPlan, match="small-2022") as refusal:
            load_plan(tmp_path, name)
        assert f"«{name}»" in str(refusal.value)


def test_a_day_needs_no_quotes(tmp_path: Path) -> None:
    a_plan(tmp_path, (PLAN, '"2021-12-28"', "2021-12-28"))
    assert load_plan(tmp_path, "small-2022").issued == date(2021, 12, 28)


# ---------------------------------------------------------------- faults


@dataclass(frozen=True)
class Case:
    """A change of one file, the place of its only fault, and words of the fault's sentence."""

    code: str
    file: str
    old: str
    new: str
    at: str  # stands once in the changed file, on the line of the fault
    says: str


PLAN, P, C, A = "plan.yml", "procedures.yml", "civil_service.yml", "agencies.csv"
TASKS, SCORING, PERIODS = "tasks.yml", "scoring.yml", "periods.yml"
ATTRIBUTES = SMALL[PLAN][SMALL[PLAN].index("attributes:") :]
LAST_LINE = "        indicator: satisfaction\n"
OTHER_INPUT = """\
        indicator: satisfaction
        inputs:
          - {id: in_force, label: Tổng số, unit: hồ sơ, kind: count, levels: [commune]}
"""
UNIT = '        unit: "%"\n'
BUILDS = "        builds: true\n"
BASELINE = "        baseline: [satisfied, in_force]\n"
HALF_BASELINE = "        baseline: [in_force]\n"
FIELD = "label: Tổng số, unit: kết quả, kind: count, levels: [commune]"
OTHER_QUESTION = """\
    binds: "province, district"
    inputs:
      - {id: in_force, label: Số khác, unit: kết quả, kind: count, levels: [district]}
"""

# A file that cannot be read, or is out of shape.
SHAPES = [
    # files
    Case("syntax", P, "label: Mức độ", "label: Mức: độ", "label: Mức: độ", "YAML"),
    Case("csv_syntax", A, '"UBND xã B, huyện A"', '"UBND xã B, huyện A', "02779-xa", "CSV"),
    Case("ragged", A, "083-huyen,083", "083-huyen,083,", "083-huyen,083", "có 13 ô"),
    Case("no_area_file", PLAN, "civil_service]", "civil_service, x]", "x]", "«x.yml»"),
    # keys
    Case("extra_forbidden", P, "thing:", "thinng:", "thinng", "gần nhất: «thing»"),
    Case("extra_forbidden", P, "with: [", "wth: [", "wth", "gần nhất: «with»"),
    Case("extra_forbidden", TASKS, "label: Tinh", "han: 1, label: Tinh", "han: 1", "«han»"),
    Case("missing", P, "        label: Hài lòng về TTHC\n", "", "- id: sati", "thiếu khóa «label»"),
    Case("missing", C, "number: II.2.4\n", "", "area: civil_service", "thiếu khóa «number»"),
    Case("repeated_key", P, "due: 2025", "due: 2025\n        due: 2", "due: 2\n", "hai lần"),
    # values
    Case("string_type", PLAN, 'code: "10"', "code: 10", "code: 10", "cần là chữ"),
    Case("string_type", C, "label: Tuyển dụng", "label:", "label:\n", "«trống»"),
    Case("string_too_short", C, "label: Tuyển dụng", 'label: ""', 'label: ""', "để trống"),
    Case("int_type", P, "due: 2025", "due: năm 2025", "due: năm", "số nguyên"),
    Case("bool_type", P, "firm: false", "firm: không", "firm: không", "«không»"),
    Case("list_type", PLAN, "built: [procedures]", "built: procedures", "built:", "danh sách"),
    Case("dict_type", PLAN, ATTRIBUTES, "attributes: [a]\n", "attributes", "nhóm khóa"),
    Case("model_type", P, "binds: {levels: [province]}", "binds: tỉnh", "binds: tỉnh", "«tỉnh»"),
    Case("model_type", TASKS, "label: Tinh giản biên chế}", "label: x}\n  - y", "- y", "«tasks»"),
    Case("not_allowed", C, "kind: qualitative", "kind: quality", "kind: quality", "qualitative"),
    Case("not_allowed", P, 'comparison: ">"\n', 'comparison: ">>"\n', '">>"', "«>>»"),
    Case("not_allowed", P, "levels: [province]}", "levels: [provnce]}", "provnce", "«provnce»"),
    Case("not_allowed", A, "A,district", "A,huyen", "083-huyen,083", "cột «level»"),
    Case("not_allowed", SCORING, "formula: linear", "formula: line", "line}", "yes_no, linear"),
    Case("not_a_day", PERIODS, '"2022-12-20"', '"20/12/2022"', "20/12", "năm-tháng-ngày"),
    Case("not_a_day", PLAN, '"2021-12-28"', '"2021-12-28 00:00"', "00:00", "2021-12-28 00:00"),
    Case("not_a_day", A, "2022-04-21", "2022-02-30", "so-du-lich", "«2022-02-30»"),
    Case("not_a_figure", SCORING, "points: 1.5", "points: một", "một", "không phải số"),
    Case("not_true_false", A, "false,false,chung,true", "x,false,chung,true", "x,f", "cột «has_"),
    Case("not_allowed", P, BUILDS, f"{BUILDS}        measure: falls\n", "falls", "ratio, gain"),
    Case("not_allowed", P, "kind: count, l", "kind: agreement, l", "kind: agree", "«agreement»"),
    Case("bool_type", P, BUILDS, f"{BUILDS}        private: có\n", "private", "«có»"),
    Case("bad_name", P, "id: digitised\n", "id: Digitised\n", "Digitised", "gạch dưới"),
    Case("bad_slug", A, "02779-xa,", "02779_xã,", "02779_xã", "cột «id»"),
    Case("bad_period_id", PERIODS, "id: 2022-Q3", "id: ../Q3", "../Q3", "«../Q3»"),
    Case("value_error", P, BUILDS, f"{BUILDS}{HALF_BASELINE}", "baseline", "«baseline»"),
    Case("bad_threshold", P, "threshold: 66.5", "threshold: 66,5", "66,5", "«66,5»"),
    Case("bad_threshold", P, "district: 50", "district: true", "district: true", "«true»"),
    Case("bad_threshold", C, '"2/3"', '"2/0"', '"2/0"', "«2/0»"),
    Case("bad_threshold", P, "threshold: 66.5", "threshold: .inf", ".inf", "«inf»"),
    Case("unknown_level", P, "commune: 40", "commune: 40\n          all: 3", "all: 3", "«all»"),
    Case("unknown_level", P, "commune: 40", "commune: 40\n          xa: 3", "xa: 3", "«xa»"),
    Case("bad_judged", P, "judged: verdict", "judged: verdicts", "verdicts", "«verdicts»"),
]

# Faults of files that all have their shape: these come once no file has one of the above.
MEANINGS = [
    # ids and references
    Case("other_id", PLAN, "id: small-2022", "id: other", "id: other", "«small-2022»"),
    Case("other_id", C, "area: civil_service", "area: civil", "area: civil", "«civil_service»"),
    Case("duplicate", C, "id: training", "id: recruited", "recruited\n        label: Đ", "dòng 8"),
    Case("duplicate", C, "id: training", "id: satisfaction", "satisf", "procedures.yml, dòng 42"),
    Case("duplicate", C, "id: II.2.4.g", "id: II.2.2.g", "II.2.2.g", "procedures.yml, dòng 39"),
    Case("duplicate", TASKS, "III.5.2", "III.3.1", "Tinh giản", "tasks.yml, dòng 2"),
    Case("duplicate", PERIODS, "id: 2022-Q3", "id: 2022-FY", "FY\n    label: N", "dòng 12"),
    Case("duplicate", A, "so-du-lich,,", "so-van-hoa,,", "so-van-hoa,,Sở Du", "csv, dòng 3"),
    Case("duplicate", SCORING, "satisfaction", "digitised_results", "points: 1,", "yml, dòng 5"),
    Case("repeated_item", PLAN, "l_service]", "l_service, procedures]", "areas:", "hai lần"),
    Case("unknown_name", PLAN, "built: [procedures]", "built: [procedure]", "built", "«procedure»"),
    Case("unknown_name", PLAN, "binds: so-noi-vu", "binds: so-noi", "VI.1.1", "«so-noi-vu»"),
    Case("unknown_name", TASKS, "area: civil_service", "area: civil", "civil,", "«area»"),
    Case("unknown_name", P, "with: [has_", "with: [holds_", "with:", "«holds_dossiers»"),
    Case("unknown_name", P, "part_of: in_force", "part_of: force", "part_of", "«in_force»"),
    Case("unknown_name", SCORING, "target: satisfaction", "target: happy", "happy", "«happy»"),
    Case("unknown_name", PERIODS, "with: 2022-H1", "with: H1", "with: H1", "«H1»"),
    Case("unknown_name", PERIODS, "follows: 2022-H1", "follows: Q2", "follows: Q2", "«follows»"),
    Case("unknown_name", A, "commune,083-huyen", "commune,089-huyen", "02779-xa", "cột «parent»"),
    Case("unknown_name", A, "so-van-hoa; ", "so-the-thao; ", "so-du-lich", "«so-the-thao»"),
    Case("unknown_name", P, "of: in_force", "of: in_force, force", "force, force", "«force»"),
    Case("unknown_name", P, BUILDS, f"{BUILDS}{BASELINE}", "baseline", "«satisfied»"),
    Case("unknown_name", P, f"{FIELD}}}", f"{FIELD}, period: H1}}", "period: H1", "«period»"),
    Case("unknown_name", PLAN, '"province, d', '"province, huyen, d', "VI.3.3", "«huyen»"),
    Case(
        "parent_of_nobody",
        P,
        f"{FIELD}}}",
        f"{FIELD}, by_parent: [district]}}",
        "by_p",
        "«district»",
    ),
    Case("unknown_indicator", P, LAST_LINE, "        indicator: none\n", "none", "«none»"),
    Case("input_differs", P, LAST_LINE, OTHER_INPUT, "unit: hồ sơ", "procedures.yml, dòng 31"),
    Case(
        "input_differs",
        PLAN,
        '{clause: VI.3.3, label: Báo cáo, binds: "province, district"}\n',
        f"clause: VI.3.3\n    label: Báo cáo\n{OTHER_QUESTION}",
        "Số khác",
        "procedures.yml, dòng 31",
    ),
    # targets
    Case("no_comparison", P, '        comparison: ">"\n', "", "- id: satisfaction", ">=, > hoặc"),
    Case("no_threshold", P, "        threshold: 66.5\n", "", "- id: satisfaction", "«threshold»"),
    Case("no_unit", C, UNIT, "", "threshold:", "«unit»"),
    Case("no_threshold_for_level", P, "          district: 50\n", "", "threshold:\n", "«district»"),
    Case(
        "figure_not_wanted",
        C,
        "        note:",
        f"{UNIT}        note:",
        f"{UNIT}        note",
        "«unit»",
    ),
    Case("no_indicator", P, LAST_LINE, "", "- id: satisfaction", "«indicator»"),
    Case("no_judged", P, "district: verdict, ", "", "judged: {", "«district»"),
    # periods and agencies
    Case("end_before_start", PERIODS, '"2022-12-14"', '"2021-12-14"', '"2021-12-14"', "trước"),
    Case("end_before_start", A, "2022-04-20", "2020-04-20", "so-van-hoa,,", "trước"),
    Case("not_following", PERIODS, '"2022-06-15"', '"2022-06-16"', "follows: 2022", "liền trước"),
    Case("one_final", PERIODS, "final: true", "final: false", "periods:", "đang có 0"),
    Case("province_as_agency", A, "02779-xa,", "lao-cai,", "lao-cai,02779", "«lao-cai»"),
]


def _sentence(code: str) -> str:
    """The sentence of a code as a pattern, its facts left open."""
    return re.sub(r"\\{\w+\\}", ".*", re.escape(wording.PARAMS_FAULTS[code]))


def _another(case: Case) -> Case:
    """A fault of the same kind in another file: a key nobody knows, or an id nobody declared."""
    file = TASKS if case.file != TASKS else SCORING
    if case in SHAPES:
        end = SMALL[file][-20:]
        return Case("extra_forbidden", file, end, f"{end}la: 1\n", "la: 1", "«la»")
    key, old = ("area", "procedures") if file == TASKS else ("target", "satisfaction")
    return Case("unknown_name", file, f"{key}: {old}", f"{key}: la", f"{key}: la", "«la»")


@pytest.mark.parametrize(
    "case", SHAPES + MEANINGS, ids=lambda case: f"{case.code}-{case.file}-{case.at[:12]}"
)
def test_a_fault_is_cited_by_file_and_line_beside_one_of_another_file(
    tmp_path: Path, case: Case
) -> None:
    both = (case, _another(case))
    texts = a_plan(tmp_path, *((each.file, each.old, each.new) for each in both))
    found = {(fault.file, fault.line): fault.text for fault in faults_of(tmp_path)}
    places = {(f"{PLACE}/{each.file}", line_of(texts[each.file], each.at)): each for each in both}
    assert found.keys() == places.keys()
    for place, each in places.items():
        assert re.fullmatch(_sentence(each.code), found[place])
        assert each.says in found[place]


def test_the_sentence_begins_with_its_place(tmp_path: Path) -> None:
    texts = a_plan(tmp_path, (P, "threshold: 66.5", "treshold: 66.5"))
    (unknown,) = faults_of(tmp_path)
    assert str(unknown) == (
        f"{PLACE}/procedures.yml, dòng {line_of(texts[P], 'treshold')}: khóa «treshold» không có "
        "trong mẫu (gần nhất: «threshold»). Đề nghị sửa tên khóa hoặc bỏ dòng này."
    )


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    a_plan(tmp_path, tasks=None, agencies=None)
    assert [(fault.file, fault.line) for fault in faults_of(tmp_path)] == [
        (f"{PLACE}/agencies.csv", 1),
        (f"{PLACE}/tasks.yml", 1),
    ]


def test_files_nobody_would_read(tmp_path: Path) -> None:
    health = SMALL[C].replace("II.2.4.g", "II.9").replace("recruited", "a").replace("training", "b")
    a_plan(tmp_path, health=health)
    (tmp_path / PLACE / "tasks.yaml").write_text(SMALL[TASKS], "utf-8")
    (tmp_path / PLACE / "units.csv").write_text(SMALL[A], "utf-8")
    (tmp_path / PLACE / "README.md").write_text("Ghi chú", "utf-8")
    faults = faults_of(tmp_path)
    assert [fault.file.split("/")[-1] for fault in faults] == [
        "health.yml",
        "tasks.yaml",
        "units.csv",
    ]
    assert {re.fullmatch(_sentence("stray_file"), fault.text) is None for fault in faults} == {
        False
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("area: x\nlabel: a\x07b\n", 2),
        ("area: x\n\tlabel: y\n", 2),
        ("area: x\nlabel: !bash y\n", 2),
        ("area: x\nlabel: *nowhere\n", 2),
        ("area: x\n--- \narea: y\n", 2),
        ("area: &x [*x]\n", 1),
        ("area: !!int x\n", 1),
    ],
)
def test_what_yaml_refuses(tmp_path: Path, text: str, line: int) -> None:
    a_plan(tmp_path, civil_service=text)
    (fault,) = faults_of(tmp_path)
    assert (fault.file, fault.line) == (f"{PLACE}/{C}", line)
    assert re.fullmatch(_sentence("syntax"), fault.text)


@pytest.mark.parametrize("text", ["- một\n- hai\n", "chữ\n", "42\n"])
def test_a_file_that_is_no_mapping(tmp_path: Path, text: str) -> None:
    a_plan(tmp_path, civil_service=text)
    (fault,) = faults_of(tmp_path)
    assert (fault.file, fault.line) == (f"{PLACE}/{C}", 1)
    assert re.fullmatch(_sentence("not_a_mapping"), fault.text)


def test_an_empty_file_lacks_its_keys(tmp_path: Path) -> None:
    a_plan(tmp_path, periods="# chưa có gì\n")
    assert [(fault.line, fault.text) for fault in faults_of(tmp_path)] == [
        (1, "thiếu khóa «periods». Đề nghị bổ sung."),
        (1, "thiếu khóa «source». Đề nghị bổ sung."),
        (1, "thiếu khóa «verified». Đề nghị bổ sung."),
    ]


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    a_plan(tmp_path)
    text = SMALL[TASKS].replace("Tinh giản", "Tinh giảm").encode()
    (tmp_path / PLACE / TASKS).write_bytes(text.replace("ả".encode(), b"\xb6"))
    (fault,) = faults_of(tmp_path)
    assert (fault.file, fault.line) == (f"{PLACE}/{TASKS}", 3)
    assert re.fullmatch(_sentence("not_utf8"), fault.text)


def test_columns_are_those_of_the_plan(tmp_path: Path) -> None:
    a_plan(tmp_path, (A, "predecessors,has_dossiers,inspects", "start,has_dossiers,inspect"))
    assert {(fault.line, fault.text.split(".")[0]) for fault in faults_of(tmp_path)} == {
        (1, "thiếu cột «predecessors»"),
        (1, "thiếu cột «inspects»"),
        (1, "cột «start» ghi hai lần"),
        (1, "cột «inspect» không có trong mẫu và trong «attributes» của plan"),
    }


def test_faults_of_shape_come_together_and_then_those_of_meaning(tmp_path: Path) -> None:
    meaning = [
        (P, LAST_LINE, ""),
        (C, UNIT, ""),
        (SCORING, "target: satisfaction", "target: happy"),
    ]
    shape = [
        (PLAN, "title: Kế hoạch nhỏ\n", ""),
        (P, "number: II.2.2\n", ""),
        (P, "        label: Hài lòng về TTHC\n", ""),
        (P, "due: 2025", "due: mai"),
        (P, "judged: verdict", "judged: yes"),
        (C, "label: Tuyển mới", "label: 5"),
        (SCORING, "source: Quy ước\n", ""),
    ]
    texts = a_plan(tmp_path, *meaning, *shape)
    assert [(fault.file.split("/")[-1], fault.line) for fault in faults_of(tmp_path)] == [
        (C, line_of(texts[C], "label: 5")),
        (PLAN, 1),
        (P, 1),
        (P, line_of(texts[P], "- id: satisfaction")),
        (P, line_of(texts[P], "due: mai")),
        (P, line_of(texts[P], "judged: yes")),
        (SCORING, 1),
    ]
    texts = a_plan(tmp_path, *meaning)
    assert [(fault.file.split("/")[-1], fault.line) for fault in faults_of(tmp_path)] == [
        (C, line_of(texts[C], "threshold:")),
        (P, line_of(texts[P], "- id: satisfaction")),
        (SCORING, line_of(texts[SCORING], "happy")),
    ]


def test_a_slip_is_not_told_again_at_every_reference(tmp_path: Path) -> None:
    texts = a_plan(
        tmp_path,
        (A, "083-huyen,083,UBND huyện A", "083-huyen,083,UBND huyện A,x"),
        (P, "id: in_force, label: Tổng số", "id: in_force, label: 1"),
        (PLAN, "areas: [procedures, civil_service]", "areas: procedures"),
    )
    assert [(fault.file.split("/")[-1], fault.line) for fault in faults_of(tmp_path)] == [
        (A, line_of(texts[A], "083-huyen,083")),
        (PLAN, line_of(texts[PLAN], "areas:")),
        (P, line_of(texts[P], "id: in_force")),
    ]


ELSEWHERE = {"no_file", "stray_file", "not_a_mapping", "not_utf8"}
COLUMNS = {"no_column", "repeated_column", "unknown_column"}


def test_every_sentence_has_its_case() -> None:
    cases = {case.code for case in SHAPES + MEANINGS}
    assert cases | ELSEWHERE | COLUMNS == set(wording.PARAMS_FAULTS)
    # `value_error` also stands in for what pydantic may find without a sentence of its own.
    assert "«0» của khóa «a»" in wording.params_fault("a type of pydantic's", key="a", found=0)


# ---------------------------------------------------------------- roots


def test_roots_default_to_the_project_wherever_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("CCHC_ROOT", "CCHC_DATA", "CCHC_OUT"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.chdir(tmp_path)
    roots = find_roots()
    assert (roots.root, roots.data, roots.out) == (PROJECT, PROJECT / "data", PROJECT / "rendered")


def test_options_win_over_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


# ---------------------------------------------------------------- the plan of Lào Cai 2022


@pytest.fixture(scope="module")
def lao_cai() -> Plan:
    return load_plan(PROJECT, "laocai-2022", NAMES)


LETTERS = {  # the points of II.2 as the plan letters them
    "II.2.1": "abcdđe",
    "II.2.2": "abcdđeghik",
    "II.2.3": "abcd",
    "II.2.4": "abcdđeg",
    "II.2.5": "abcd",
    "II.2.6": "abcdđeghiklmno",
}


def test_the_plan_has_its_47_clauses_and_one_figure_in_part_three(lao_cai: Plan) -> None:
    clauses = [clause.id for area in lao_cai.areas for clause in area.clauses]
    points = [f"{number}.{letter}" for number, letters in LETTERS.items() for letter in letters]
    part_two = ["II.1.1", "II.1.2", *points]
    assert len(part_two) == 47
    assert clauses == [*part_two, "III.5.1"]


def test_the_plan_has_the_65_thresholds_read_from_its_text(lao_cai: Plan) -> None:
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
    held = [
        (t.clause, t.id, t.comparison, level, figure, t.firm, t.due)
        for t in lao_cai.targets
        for level, figure in t.thresholds.items()
    ]
    assert len(held) == 65
    assert held == read
    shown = [row for row in plan_rows(lao_cai) if row["kind"] == "quantitative"]
    assert [row["threshold"] for row in shown] == [round(float(row[4]), 2) for row in read]


# Which targets are no plain share judged at any time, and why the plan says so.
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


def test_what_is_not_judged_agency_by_agency_gets_no_verdict_there(lao_cai: Plan) -> None:
    """Contributions and figures of the province alone, as the reading of the plan has them."""
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


def test_every_part_is_asked_where_a_part_of_its_whole_is(lao_cai: Plan) -> None:
    duties = [entry for duty in lao_cai.duties for entry in duty.inputs]
    inputs = {i.id: i for i in [*(i for t in lao_cai.targets for i in t.inputs), *duties]}
    for part in (i for i in inputs.values() if i.part_of):
        wholes = [inputs[name] for name in part.part_of]
        for level in AGENCY_LEVELS:
            if level in part.levels:
                assert any(level in whole.levels for whole in wholes), (part.id, level)
        for form in part.register:
            assert all(form in whole.register for whole in wholes), (part.id, form)


def test_every_figure_has_fields_or_comes_from_an_export(lao_cai: Plan) -> None:
    without = {t.id for t in lao_cai.targets if not t.inputs}
    surveyed = {"satisfaction_2025", "satisfaction_measured", "satisfaction", "satisfaction_fields"}
    surveyed |= {"health_education_satisfaction"}
    assert without == OF_THE_LOG | surveyed | {"papers_reused"}
    # Where a target binds single agencies, each of their levels is asked something.
    for target in (t for t in lao_cai.targets if t.inputs):
        shared = target.rollup is Rollup.DISTINCT
        for level in target.binds.levels:
            from_list = shared and target.judged[level] is Judged.INFO
            sipas = target.id == "service_satisfaction"  # agencies by the survey
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
    asked = {level for i in (*plans, *reports) for level in i.levels}
    assert asked == {Level.PROVINCE, Level.DISTRICT}
    assert all(i.by_parent == i.levels for i in (*plans, *reports))
    whom = Counter(a.level for a in lao_cai.registry(lao_cai.periods["2022-FY"]))
    bound = [
        a for a in lao_cai.registry(lao_cai.periods["2022-FY"]) if lao_cai.duties[-1].includes(a)
    ]
    assert len(bound) == whom[Level.PROVINCE] + whom[Level.DISTRICT] == 29


def test_the_plan_has_48_tasks_and_one_total(lao_cai: Plan) -> None:
    numbers = {"1": 5, "2": 3, "3": 9, "4": 5, "5": 7, "6": 8, "7": 11}
    assert [task.clause for task in lao_cai.tasks] == [
        f"III.{block}.{n}" for block, last in numbers.items() for n in range(1, last + 1)
    ]
    assert len(lao_cai.tasks) == 48
    assert {task.lead for task in lao_cai.tasks} == {""}
    assert (lao_cai.budget.clause, lao_cai.budget.total) == ("IV.1", 49694)
    assert (lao_cai.budget.unit, len(lao_cai.budget.sources)) == ("triệu đồng", 3)


@pytest.mark.parametrize(
    ("period", "departments"),
    [("2022-Q1", 19), ("2022-H1", 20), ("2022-Q3", 20), ("2022-FY", 20)],
)
def test_the_registry_is_that_of_the_periods_end(
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
    assert len(rows) == 181
    assert rows == agency_rows(lao_cai, lao_cai.periods["2022-FY"])
    parents = Counter(row["parent"] for row in rows if row["level"] == "commune")
    assert sorted(parents.values()) == sorted([17, 21, 16, 10, 19, 14, 17, 16, 22])


def test_communes_of_one_name_are_told_apart(lao_cai: Plan) -> None:
    names = {row["id"]: row["name"] for row in agency_rows(lao_cai)}
    assert names["02779-xa-thanh-binh"] == "UBND xã Thanh Bình, huyện Mường Khương"
    assert names["03022-xa-thanh-binh"] == "UBND xã Thanh Bình, thị xã Sa Pa"
    assert len(set(names.values())) == len(names)
    assert all(unicodedata.is_normalized("NFC", str(name)) for name in names.values())


def test_loading_is_quick() -> None:
    start = time.process_time()
    load_plan(PROJECT, "laocai-2022")
    assert time.process_time() - start < 2  # some 0.2 s on an idle machine
