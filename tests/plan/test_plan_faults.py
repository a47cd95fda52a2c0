"""All faults of a plan folder are reported at once, each with its file and line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from helpers import wording
from helpers.plan import load_plan
from helpers.wording.params import PARAMS_FAULTS
from plan_folders import PLACE, PLAN, SMALL, A, C, P, a_plan, faults_of, line_of


@dataclass(frozen=True)
class Case:
    """A change of one file, the place of its only fault, and words of the fault's sentence."""

    code: str
    file: str
    old: str
    new: str
    at: str  # occurs once in the changed file, on the line of the fault
    says: str


TASKS, SCORING, PERIODS = "tasks.yml", "scoring.yml", "periods.yml"
ATTRIBUTES = SMALL[PLAN][SMALL[PLAN].index("attributes:") :]
LAST_LINE = "        indicator: {function: satisfaction}\n"
OTHER_INPUT = """\
        indicator: {function: satisfaction, shown_with: [in_force]}
        inputs:
          - {id: in_force, label: Tổng số, unit: hồ sơ, kind: count, levels: [commune]}
"""
ASKED = """\
        inputs:
          - {id: trained, label: Đổi mới, unit: mức độ, kind: judgement, levels: [province]}
"""
UNIT = '        unit: "%"\n'
BUILDS = "        builds: true\n"
APPRAISED_BY = "        appraised_by: [commune, huyen]\n"
IDLE = ("power_of: {province: own, commune: own}", "«commune»")
NO_POWER = "judged: contribution\n        in_power_of: own"
BASELINE = "        baseline: [satisfied, in_force]\n"
HALF_BASELINE = "        baseline: [in_force]\n"
FIELD = "label: Tổng số, unit: kết quả, kind: count, levels: [commune]"
OTHER_QUESTION = """\
    binds: "province, district"
    inputs:
      - {id: in_force, label: Số khác, unit: kết quả, kind: count, levels: [district]}
"""


def decided(level: str) -> str:
    """What follows the day of issue, with who decides on the submissions of one level."""
    rules = f"{{levels: {{{level}}}, source: a, verified: true}}"
    return f'approval: {{submissions: {rules}}}\nissued: "2021-12-28"'


# A file that cannot be read or has the wrong structure.
SHAPES = [
    # files
    Case("syntax", P, "label: Mức độ", "label: Mức: độ", "label: Mức: độ", "YAML"),
    Case("csv_syntax", A, '"UBND xã B, huyện A"', '"UBND xã B, huyện A', "02779-xa", "CSV"),
    Case("ragged", A, "083-huyen,083", "083-huyen,083,", "083-huyen,083", "có 14 ô"),
    Case("no_area_file", PLAN, "civil_service]", "civil_service, x]", "x]", "«x.yml»"),
    # keys
    Case("extra_forbidden", P, "thing:", "thinng:", "thinng", "gần nhất: «thing»"),
    Case("extra_forbidden", P, "with: [", "wth: [", "wth", "gần nhất: «with»"),
    Case("extra_forbidden", TASKS, "label: Tinh", "han: 1, label: Tinh", "han: 1", "«han»"),
    Case("missing", P, "        label: Hài lòng về TTHC\n", "", "- id: sati", "thiếu khóa «label»"),
    Case("extra_forbidden", P, BUILDS, f"{BUILDS}        clause: II\n", "clause: II\n", "«clause»"),
    Case(
        "extra_forbidden", PERIODS, "final: true", "final: true\n    source: x", "source: x", "so"
    ),
    Case(
        "missing",
        C,
        "all\n        rollup: direct\n",
        "all\n",
        "- id: training",
        "thiếu khóa «rollup»",
    ),
    Case("missing", C, "number: II.2.4\n", "", "area: civil_service", "thiếu khóa «number»"),
    Case("repeated_key", P, "due: 2025", "due: 2025\n        due: 2", "due: 2\n", "hai lần"),
    Case("alias", P, "due: 2025", "due: &a 2025\n        x: *a", "due: &a", "dẫn lại"),
    # values
    Case("string_type", PLAN, 'code: "10"', "code: 10", "code: 10", "cần là chữ"),
    Case("string_type", C, "label: Tuyển dụng", "label:", "label:\n", "«trống»"),
    Case("string_too_short", C, "label: Tuyển dụng", 'label: ""', 'label: ""', "để trống"),
    Case("int_type", P, "due: 2025", "due: năm 2025", "due: năm", "số nguyên"),
    Case("bool_type", P, "firm: false", "firm: không", "firm: không", "«không»"),
    Case("list_type", PLAN, "names: [Công an tỉnh]", "names: Công an", "names:", "danh sách"),
    Case("dict_type", PLAN, ATTRIBUTES, "attributes: [a]\n", "attributes", "nhóm khóa"),
    Case("model_type", P, "binds: {levels: [province]}", "binds: tỉnh", "binds: tỉnh", "«tỉnh»"),
    Case("model_type", TASKS, "label: Tinh giản biên chế}", "label: x}\n  - y", "- y", "«tasks»"),
    Case("not_allowed", C, "kind: qualitative", "kind: quality", "kind: quality", "qualitative"),
    Case("not_allowed", P, 'comparison: ">"\n', 'comparison: ">>"\n', '">>"', "«>>»"),
    Case("not_allowed", P, "levels: [province]}", "levels: [provnce]}", "provnce", "«provnce»"),
    Case("not_allowed", A, "H,district", "H,huyen", "083-huyen,083", "cột «level»"),
    Case("not_allowed", SCORING, "formula: linear", "formula: line", "line}", "yes_no, linear"),
    Case("not_a_day", PERIODS, '"2022-12-20"', '"20/12/2022"', "20/12", "năm-tháng-ngày"),
    Case("not_a_day", PLAN, '"2021-12-28"', '"2021-12-28 00:00"', "00:00", "2021-12-28 00:00"),
    Case("not_a_day", PLAN, '"2021-12-28"', '"1640649600"', "1640649600", "«1640649600»"),
    Case("not_a_day", A, "2022-04-21", "2022-02-30", "so-du-lich", "«2022-02-30»"),
    Case(
        "greater_than_equal",
        PLAN,
        'issued: "2021-12-28"',
        'small_sample: 0\nissued: "2021-12-28"',
        "small_sample",
        "từ 1 trở lên",
    ),
    Case(
        "greater_than_equal",
        PLAN,
        'issued: "2021-12-28"',
        'disclosure: {least_ballots: 4}\nissued: "2021-12-28"',
        "least_ballots",
        "từ 5 trở lên",
    ),
    Case(
        "bad_signer",
        PLAN,
        'issued: "2021-12-28"',
        'approval: {signers: [Sở Nội vụ]}\nissued: "2021-12-28"',
        "approval",
        "«Sở Nội vụ»",
    ),
    Case(
        "not_allowed",
        PLAN,
        'issued: "2021-12-28"',
        decided("commune: {decided_by: [district], shown_as_approved: open}"),
        "approval",
        "approved, accepted",
    ),
    Case("not_a_figure", SCORING, "points: 1.5", "points: một", "một", "không phải số"),
    Case("not_true_false", A, "false,false,chung,true", "x,false,chung,true", "x,f", "cột «has_"),
    Case("not_allowed", P, "kind: count, l", "kind: agreement, l", "kind: agree", "«agreement»"),
    Case("bool_type", P, BUILDS, f"{BUILDS}        private: có\n", "private", "«có»"),
    Case("bad_name", P, "id: digitised\n", "id: Digitised\n", "Digitised", "gạch dưới"),
    *(
        Case("bad_sheet", P, "sheet: Thủ tục", f"sheet: {title}", "sheet:", "31 ký tự")
        for title in ('"Thủ tục?"', "2/3", '"\'Thủ tục"', "T" * 32)
    ),
    Case("unknown_power", P, "power_of: own", "power_of: owner", "owner", "own, all"),
    Case("unknown_level", PERIODS, "{commune:", "{communes:", "{communes:", "«communes»"),
    Case("not_capitals", A, "UBND huyện A,CHỦ", "UBND huyện A,Chủ", "083-huyen,083", "«Chủ"),
    Case("not_capitals", PLAN, "[UBND TỈNH", "[UBND tỉnh", "[UBND tỉnh", "issuer_head"),
    Case("missing", PLAN, "  contact: null\n", "", "terms:", "«contact»"),
    Case("missing", PERIODS, '    send_by: "2022-12-20"\n', "", "id: 2022-FY", "«send_by»"),
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

LINEAR = "formula: linear"


def steps(*pairs: tuple[int, int]) -> str:
    """A point rule with steps, as YAML."""
    rows = ", ".join(f"{{from: {value}, points: {points}}}" for value, points in pairs)
    return f"formula: steps, steps: [{rows}]"


UNDER = "    under: district\n"
COMMUNE_AGAIN = (
    "  - {id: commune, label: xã, body: xã, group: xã, answers_for_tasks: true, under: district}\n"
)
NO_CONVENTION = "classes: {convention: null}\nrules:\n"


def graded(*lowest: int) -> str:
    """Classes that are given from these scores on."""
    grades = ", ".join(f"{{from: {low}, name: L{low}, ceiling: null}}" for low in lowest)
    of_convention = 'decision: 1/QĐ, issued: "2022-01-01", source: a, verified: true'
    return f"classes:\n  convention:\n    {{{of_convention},\n    grades: [{grades}]}}\nrules:\n"


# Faults of meaning, reported once no file has one of the above.
MEANINGS = [
    # ids and references
    Case("other_id", PLAN, "id: small-2022", "id: other", "id: other", "«small-2022»"),
    Case(
        "no_signers",
        PLAN,
        'issued: "2021-12-28"',
        'approval: {signed: true}\nissued: "2021-12-28"',
        "approval",
        "thiếu «signers»",
    ),
    Case(
        "no_decider",
        PLAN,
        'issued: "2021-12-28"',
        decided("province: {decided_by: [so-noi-vu]}"),
        "approval",
        "biểu của «so-noi-vu»",
    ),
    Case(
        "no_decider_key",
        PLAN,
        'issued: "2021-12-28"',
        decided("commune: {decided_by: [district], signed: true}"),
        "approval",
        "khóa của «083-huyen»",
    ),
    Case(
        "unknown_name",
        PLAN,
        'issued: "2021-12-28"',
        decided("commune: {decided_by: [so-noi, district]}"),
        "approval",
        "«so-noi-vu»",
    ),
    Case("other_id", C, "area: civil_service", "area: civil", "area: civil", "«civil_service»"),
    Case("duplicate", C, "id: training", "id: recruited", "recruited\n        label: Đ", "dòng 9"),
    Case(
        "duplicate", C, "id: training", "id: satisfaction", "- id: sat", "procedures.yml, dòng 45"
    ),
    Case("duplicate", C, "id: II.2.4.g", "id: II.2.2.g", "II.2.2.g", "procedures.yml, dòng 42"),
    Case("duplicate", TASKS, "III.5.2", "III.3.1", "Tinh giản", "tasks.yml, dòng 2"),
    Case("duplicate", PERIODS, "id: 2022-Q3", "id: 2022-FY", "FY\n    label: N", "dòng 13"),
    Case("duplicate", A, "so-du-lich,,", "so-van-hoa,,", "so-van-hoa,,Sở Du", "csv, dòng 3"),
    Case("duplicate", SCORING, "satisfaction", "digitised_results", "points: 1,", "yml, dòng 5"),
    Case("repeated_item", PLAN, "l_service]", "l_service, procedures]", "areas:", "hai lần"),
    Case("sheet_taken", C, "sheet: Công vụ", "sheet: THỦ TỤC", "THỦ TỤC", "«THỦ TỤC»"),
    Case("sheet_taken", P, "sheet: Thủ tục", "sheet: Giải trình", "Giải trình", "«Giải trình»"),
    Case("no_notebook", P, "ook: procedures", "ook: procedure", "ook:", "«procedure.ipynb»"),
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
    Case(
        "unknown_name", PLAN, "terms:", "appraised_by: [so-noi]\nterms:", "appraised", "«so-noi-vu»"
    ),
    Case("unknown_name", P, BUILDS, f"{BUILDS}{APPRAISED_BY}", "appraised_by", "«huyen»"),
    Case("unknown_name", PLAN, '"province, d', '"province, huyen, d', "VI.3.3", "«huyen»"),
    Case(
        "parent_of_nobody",
        P,
        f"{FIELD}}}",
        f"{FIELD}, by_parent: [district]}}",
        "by_p",
        "«district»",
    ),
    Case("input_differs", P, LAST_LINE, OTHER_INPUT, "unit: hồ sơ", "procedures.yml, dòng 34"),
    Case(
        "input_differs",
        PLAN,
        '{clause: VI.3.3, label: Báo cáo, binds: "province, district"}\n',
        f"clause: VI.3.3\n    label: Báo cáo\n{OTHER_QUESTION}",
        "Số khác",
        "procedures.yml, dòng 34",
    ),
    # targets
    Case("no_comparison", P, '        comparison: ">"\n', "", "- id: satisfaction", ">=, > hoặc"),
    Case("no_threshold", P, "        threshold: 66.5\n", "", "- id: satisfaction", "«threshold»"),
    Case("no_unit", C, UNIT, "", "threshold:", "«unit»"),
    Case("not_percent", C, UNIT, UNIT.replace("%", "lần"), "unit:", "«lần»"),
    Case("no_threshold_for_level", P, "          district: 50\n", "", "threshold:\n", "«district»"),
    Case(
        "figure_not_wanted",
        C,
        "        note:",
        f"{UNIT}        note:",
        f"{UNIT}        note",
        "«unit»",
    ),
    Case("whole_not_asked", C, "        note:", f"{ASKED}        note:", "inputs:", "[all]"),
    Case("no_indicator", P, LAST_LINE, "", "- id: satisfaction", "«indicator»"),
    Case("no_judged", P, "district: verdict, ", "", "judged: {", "«district»"),
    # who can do the work
    Case("no_power", P, "own, district: own", "own", "power_of: {", "«district»"),
    Case("no_power", P, "        in_power_of: own\n", "", "id: satisfaction", "«province»"),
    Case("power_below", P, "{province: own,", "{province: district,", "e: district, d", "cấp dưới"),
    Case("idle_level", P, "power_of: own", "power_of: {province: own, commune: own}", *IDLE),
    Case("power_not_wanted", C, "judged: contribution", NO_POWER, "power_of: own", "không giao"),
    # periods and agencies
    Case("end_before_start", PERIODS, '"2022-12-14"', '"2021-12-14"', '"2021-12-14"', "trước"),
    Case("end_before_start", A, "2022-04-20", "2020-04-20", "so-van-hoa,,", "trước"),
    Case("not_following", PERIODS, '"2022-06-15"', '"2022-06-16"', "follows: 2022", "liền trước"),
    Case("one_final", PERIODS, "final: true", "final: false", "periods:", "đang có 0"),
    Case("steps_wanted", SCORING, "formula: linear", "formula: steps", "steps}", "«steps»"),
    Case(
        "idle_steps", SCORING, LINEAR, f"{LINEAR}, steps: [{{from: 1, points: 1}}]", "from", "steps"
    ),
    Case("steps_not_rising", SCORING, LINEAR, steps((60, 1), (50, 2)), "steps: [", "tăng"),
    Case("steps_above_points", SCORING, LINEAR, steps((60, 1), (80, 9)), "steps: [", "«points»"),
    Case(
        "wrong_parent", A, "H,district,lao-cai", "H,district,so-noi-vu", "083-huyen,083", "lao-cai"
    ),
    Case("duplicate", PLAN, UNDER, f"{UNDER}{COMMUNE_AGAIN}", "answers_for_tasks: true, u", "dòng"),
    Case("province_as_agency", A, "02779-xa,", "lao-cai,", "lao-cai,02779", "«lao-cai»"),
]
COMPARED, GROWS = "plausibility.yml", "compared_with: earlier_part"
NAMED, AGAIN = "inputs: [in_force]", "counts_grow\n    compared_with: jump"
SHAPES += [
    Case(code, COMPARED, old, new, at, says)
    for code, old, new, at, says in (
        ("greater_than_equal", "factor: 10", "factor: -1", "factor: -1", "từ 0 trở lên"),
        ("not_allowed", GROWS, "compared_with: earlier", "compared_with: earlier\n", "median"),
        ("not_allowed", "outcome: confirm", "outcome: ask", "outcome: ask", "refuse, confirm"),
        ("missing", "    reason: ít khi tăng nhanh\n", "", "- id: counts_leap", "«reason»"),
    )
]
MEANINGS += [
    Case(code, COMPARED, old, new, at, says)
    for code, old, new, at, says in (
        ("duplicate", "counts_leap", "counts_grow", AGAIN, "mã «counts_grow»"),
        ("unknown_name", NAMED, "inputs: [in_forse]", "in_forse", "gần nhất: «in_force»"),
        ("repeated_item", NAMED, "inputs: [in_force, in_force]", NAMED[:-1], "hai lần"),
        ("compared_no_list", GROWS, "compared_with: register", NAMED, "«in_force»"),
        ("comparison_lacks", f"    {NAMED}\n", "", "- id: counts_grow", "«inputs»"),
        ("comparison_lacks", "    factor: 10\n", "", "- id: counts_leap", "«factor»"),
        ("comparison_lacks", "factor: 10", "factor: 0", "factor: 0", "«factor»"),
        ("greater_than_equal", "factor: 10", "factor: 1\n", "factor: 1\n", "từ 2 trở lên"),
        ("comparison_idle", "at_least: 20", "at_least: 20\n    figures: 3", "figures", "«jump»"),
        ("comparison_idle", NAMED, f"{NAMED}\n    whole: [digitised]", "whole", "«earlier_part»"),
        ("part_of_itself", GROWS, "compared_with: whole\n    whole: [in_force]", "    whole:", ""),
        ("odd_blank", "source: Chung", 'source: "Chung "', '"Chung "', "«source»"),
    )
]

# Indicators put in place of that of digitised_results, whose inputs only communes are asked.
ONE = "{function: digitised_results}"
SHARE = "share: {of: [digitised], among: [in_force]}"
OF_LINES = """
          province: {function: digitised_results}
          district: {function: digitised_results}
          commune:
            share:
              of: [digitised]
              among:
                - in_force
                - forces"""


def share(more: str) -> str:
    return f"{SHARE[:-1]}, {more}}}"


def communes(measure: str) -> str:
    """An indicator by level, this one for communes."""
    others = "province: {function: digitised_results}, district: {function: digitised_results}"
    return f"{{{others}, commune: {{{measure}}}}}"


def counted(dataset: str, among: str, *more: str) -> str:
    """A share of a dataset."""
    first = "satisfied" if dataset == "survey" else "c8"
    keys = ", ".join([f"from: {dataset}", f"of: [{first}]", f"among: [{among}]", *more])
    return f"{{share: {{{keys}}}}}"


SHAPES += [
    Case(code, P, ONE, new, at, says)
    for code, new, at, says in [
        ("model_type", "digitised_results", "indicator: digit", "«digitised_results»"),
        ("extra_forbidden", communes("shares: {of: [a]}"), "shares", "nhất: «share»"),
        ("extra_forbidden", communes(share("eachs: true")), "eachs", "nhất: «each»"),
        ("extra_forbidden", communes(share("dataset: survey")), "dataset", "«dataset»"),
        ("unknown_level", f"{{xa: {{{SHARE}}}}}", "xa:", "«xa»"),
        (
            "unknown_level",
            communes(SHARE)[:-1] + ", function: satisfaction}",
            "share",
            "«function»",
        ),
        ("model_type", communes("share: [digitised]"), "share:", "«danh sách»"),
        ("missing", communes("share: {of: [digitised]}"), "share:", "«among»"),
        ("missing", communes("fall: {now: digitised}"), "fall:", "«before»"),
        ("missing", OF_LINES.replace("of: [digitised]", "each: true"), "share:", "«of»"),
        ("not_allowed", communes(share("from: dossier")), "dossier}", "form, dossiers"),
        ("list_type", communes("all_yes: digitised"), "all_yes", "«digitised»"),
        ("list_type", communes("share: {of: a, among: [in_force]}"), "share", "«of»"),
        ("string_type", communes("all_yes: [1]"), "all_yes", "«1»"),
    ]
]
MEANINGS += [
    Case(code, P, ONE, new, at, says)
    for code, new, at, says in [
        ("one_measure", "{}", "indicator: {}", "đúng một"),
        ("one_measure", "{all_yes: []}", "all_yes: []", "đúng một"),
        ("one_measure", communes(f"{SHARE}, function: ballots"), "share", "đúng một"),
        ("unknown_indicator", "{function: none}", "none", "«none»"),
        ("unknown_input", communes(f"{SHARE}, shown_with: [forces]"), "forces", "in_force"),
        ("unknown_input", OF_LINES, "- forces", "gần nhất: «in_force»"),
        ("wrong_input_kind", communes("judgement: in_force"), "judgement: in", "«judge"),
        ("input_not_asked", f"{{{SHARE}}}", "indicator: {share", "«province»"),
        ("string_too_short", communes("ratio: {of: [], to: [in_force]}"), "ratio", "«of»"),
        ("no_indicator_for_level", f"{{commune: {{{SHARE}}}}}", "{commune", "«province»"),
        ("mixed_measures", communes("fall: {before: in_force, now: digitised}"), "fall", "khác"),
    ]
]
MEANINGS += [
    Case(code, P, "{function: satisfaction}", new, at, says)
    for code, new, at, says in [
        ("unknown_count_dossiers", counted("dossiers", "c77"), "c77", "gần nhất: «c7»"),
        ("unknown_count_survey", counted("survey", "valids"), "valids", "«valid»"),
        ("unknown_count_dossiers", counted("survey", "valid", "population: c6"), "c6", "«c6»"),
        ("extra_forbidden", counted("dossiers", "c7", "population: c7"), "popul", "«popul"),
        ("uneven_lists", counted("survey", "valid, satisfied", "each: true"), "each", "từng cặp"),
        ("repeated_item", counted("dossiers", "c7, c7"), "c7, c7", "«c7» ghi hai lần"),
    ]
]

# ---------------------------------------------------------------- what cannot be


def asking(indicator: str, field: str) -> str:
    """The indicator and the one input of the target `satisfaction`."""
    entry = f"{{id: ballots, label: Số phiếu, unit: phiếu, {field}}}"
    return f"        indicator: {indicator}\n        inputs:\n          - {entry}\n"


RECRUITED = SMALL[C][SMALL[C].index('threshold: "2/3"') : SMALL[C].index("      - id: training")]
TWO_COUNTS = """\
        inputs:
          - {id: rank_2021, label: Trước, unit: người, kind: count, levels: [], register: [all]}
          - {id: rank_2022, label: Nay, unit: người, kind: count, levels: [], register: [all]}
"""
GAIN = "{gain: {before: rank_2021, now: rank_2022}}"


def recruited(indicator: str, **values: str) -> str:
    """The target `recruited` from its threshold on, made of two counts of the province."""
    text = RECRUITED.replace("{function: recruited}", indicator)
    for key, value in values.items():
        text = re.sub(rf"\b{key}: .*", f"{key}: {value}", text)
    return text + TWO_COUNTS


COMMUNE = "083-huyen,2021-01-01,,,false,false,chung,true\n"
COMMUNES = (
    f"{COMMUNE}02780-xa,02780,UBND xã C,H,commune,{COMMUNE}"
    f"02781-xa,2781,UBND xã D,H,commune,{COMMUNE}"
)
LAST_PERIOD = '    reply_by: {commune: "2022-12-28"}\n'
MADE_UP = f"""{LAST_PERIOD}\
    illustration:
      send_by: {{all: "2022-12-01"}}
      reply_by: null
"""
SAME_PERIOD = (
    '  - {id: 2022-X, label: X, start: "2021-12-15", end: "2022-06-14", final: false, '
    "compare_with: null, follows: null, send_by: null, "
    "reply_by: null}\n"
)
TRAINED = "        note: Không nêu con số.\n"
JUDGED_PART = (
    "        inputs: [{id: trained, label: Mức, unit: mức độ, kind: judgement, "
    "levels: [province], register: [all], part_of: in_force}]\n"
)
SURVEY = counted("survey", "valid")
# A second target with the same counts, and other words for them.
SAME_SURVEY = """\
        numerator: người hài lòng
      - id: satisfied
        label: Hài lòng
        kind: quantitative
        comparison: "<="
        threshold: 5
        unit: "%"
        due: 2022
        firm: true
        counts: flow
        binds: {levels: []}
        judged: contribution
        rollup: direct
        indicator: {share: {from: survey, among: [valid], of: [satisfied]}}
"""
NO_SCORE = "  - {target: recruited, points: 1, formula: yes_no}\n"
COUNT = "kind: count, levels: [province]"

MEANINGS += [
    # texts
    Case("odd_blank", A, "Sở Nội vụ,", "Sở Nội vụ ,", "so-noi-vu,,", "cột «name»"),
    Case("odd_blank", A, "Sở Nội vụ,", "Sở Nội\u00a0vụ,", "so-noi-vu,,", "cột «name»"),
    Case("odd_blank", A, "Sở Nội vụ,", "Sở  Nội vụ,", "so-noi-vu,,", "cột «name»"),
    Case("odd_blank", C, "label: Tuyển mới", 'label: "Tuyển mới\\n"', "Tuyển mới", "«label»"),
    Case("repeated_item", A, "; so-bao-chi", "; so-van-hoa", "so-du-lich", "hai lần"),
    Case("repeated_item", PLAN, '"province, d', '"province, province, d', "VI.3.3", "hai lần"),
    # indicators and inputs
    Case("function_lacks", P, "{function: satisfaction}", "{function: ballots}", "ballots", "«ba"),
    Case(
        "function_lacks",
        P,
        LAST_LINE,
        asking("{function: ballots}", "kind: yes_no, levels: [province]"),
        "function: ballots",
        "«count»",
    ),
    Case(
        "function_taken", C, "{function: recruited}", "{function: satisfaction}", "satis", "dòng 58"
    ),
    Case(
        "unread_input", P, LAST_LINE, asking("{function: satisfaction}", COUNT), "ballots", "«ball"
    ),
    Case(
        "unread_input",
        C,
        TRAINED,
        f"        inputs: [{{id: n, label: Số, unit: lớp, {COUNT}, register: [all]}}]\n",
        "id: n,",
        "«n»",
    ),
    Case(
        "asked_of_unbound",
        P,
        LAST_LINE,
        asking("{function: ballots}", "kind: count, levels: [province, district]"),
        "id: ballots",
        "«district»",
    ),
    Case(
        "asked_of_nobody",
        P,
        LAST_LINE,
        asking("{function: ballots}", "kind: count, levels: []"),
        "id: ballots",
        "«register»",
    ),
    Case(
        "wrong_input_kind", P, LAST_LINE, asking("{all_yes: [ballots]}", COUNT), "all_yes", "yes_no"
    ),
    Case(
        "counts_taken",
        C,
        "{function: recruited}\n",
        f"{SURVEY}\n{SAME_SURVEY}",
        "among: [valid], of",
        "civil_service.yml, dòng",
    ),
    Case("part_of_itself", P, "part_of: in_force", "part_of: digitised", "part_of", "«digitised»"),
    Case(
        "part_of_itself",
        P,
        LAST_LINE,
        asking("{function: ballots}", f"{COUNT}, part_of: ballots"),
        "id: ballots",
        "«ballots»",
    ),
    Case("part_of_answers", C, TRAINED, JUDGED_PART, "part_of", "«trained»"),
    Case(
        "part_without_whole",
        P,
        "            levels: [commune]\n",
        "            levels: [commune, district]\n",
        "part_of",
        "«district»",
    ),
    # figures
    Case("no_counts", P, "        counts: flow\n", "", "- id: satisfaction", "«counts»"),
    Case("counts_unfit", P, "counts: stock", "counts: flow", "flow\n        builds", "«stock»"),
    Case(
        "builds_unfit",
        P,
        LAST_LINE,
        f"{BUILDS}        indicator: {SURVEY}\n",
        "builds: true\n        indicator",
        "«builds»",
    ),
    Case(
        "agreed_unfit",
        P,
        LAST_LINE,
        f"        agreed: true\n        indicator: {SURVEY}\n",
        "agreed: true",
        "«agreed»",
    ),
    Case(
        "averaged_unfit",
        P,
        LAST_LINE,
        f"        averaged: true\n        indicator: {SURVEY}\n",
        "averaged: true",
        "of_before",
    ),
    Case("range_at_least", P, "province: 60", "province: 600", "600", "600, cần lớn hơn 0"),
    Case("range_at_least", P, "district: 50", "district: 0", "district: 0", "ghi 0"),
    Case("range_at_least", P, "commune: 40", "commune: -40", "-40", "ghi -40"),
    Case("range_other", P, "threshold: 66.5", "threshold: 100", "100", "dưới 100"),
    Case("range_other", C, '"2/3"', "-0.5", "-0.5", "ghi -0.5"),
    Case("range_other", C, '"2/3"', "100", "threshold: 100", "dưới 100"),
    Case(
        "range_ratio",
        C,
        RECRUITED,
        recruited("{ratio: {of: [rank_2021], to: [rank_2022]}}", threshold="0"),
        "threshold: 0",
        "lớn hơn 0",
    ),
    Case("idle_level", P, ": 66.5", ": {province: 66.5, district: 50}", "66.5, d", "«district»"),
    Case("not_percent", C, UNIT, '        unit: "điểm"\n', '"điểm"', "«điểm»"),
    Case(
        "unit_of_places",
        C,
        RECRUITED,
        recruited(GAIN, threshold="1", counts="stock"),
        'unit: "%"',
        "bậc hoặc hạng",
    ),
    Case("due_elsewhen", P, "due: 2025", "due: 2021", "2021", "2022 (năm của Kế hoạch)"),
    Case("due_elsewhen", P, "due: 2025", "due: 20255", "20255", "2047"),
    Case("base_not_before", C, UNIT, '        unit: "% so với 2022"\n', '2022"', "năm gốc «2022»"),
    Case(
        "base_not_before",
        C,
        RECRUITED,
        recruited(GAIN, unit="bậc", counts="stock").replace("rank_2021", "rank_2023"),
        "{gain:",
        "«2023»",
    ),
    Case(
        "other_year",
        C,
        RECRUITED,
        recruited(GAIN, unit="bậc", counts="stock").replace("rank_2022", "rank_2020"),
        "{gain:",
        "«rank_2020»",
    ),
    Case("counts_unfit", C, RECRUITED, recruited(GAIN, unit="bậc"), "counts: flow", "«stock»"),
    Case("rollup_sum", C, RECRUITED, RECRUITED.replace("direct", "sum"), "rollup: sum", "«sum»"),
    Case(
        "rollup_share_of_agencies", P, "rollup: sum", "rollup: share_of_agencies", "share_", "có/k"
    ),
    Case("rollup_distinct", P, "rollup: direct", "rollup: distinct", "distinct", "«register»"),
    Case("no_yes_no", P, "district: verdict,", "district: yes_no,", "yes_no", "«district»"),
    Case("figure_not_wanted", C, TRAINED, "        counts: stock\n", "counts: stock", "«counts»"),
    # periods
    Case("outside_year", PERIODS, '"2022-12-14"', '"2023-01-14"', "2023-01", "từ 2021-12-01"),
    Case("outside_year", PERIODS, '"2022-06-15"', '"2020-06-15"', "2020-06", "ngoài năm 2022"),
    Case("issued_elsewhen", PLAN, "2021-12-28", "2011-12-28", "2011", "năm 2022"),
    Case("issued_elsewhen", PLAN, "2021-12-28", "2023-01-28", "2023", "2023-01-28"),
    Case("compared_with_later", PERIODS, "with: 2022-H1", "with: 2022-FY", "with: 2022-FY", "«20"),
    Case(
        "compared_with_later",
        PERIODS,
        "compare_with: null\n    follows: 2022-H1",
        "compare_with: 2022-FY\n    follows: 2022-H1",
        "with: 2022-FY",
        "«2022-FY»",
    ),
    Case("last_day_too_early", PERIODS, "2022-12-20", "2022-12-14", 'd_by: "2022-12-14"', "«send_"),
    Case("reply_before_send", PERIODS, "2022-12-28", "2022-12-19", "2022-12-19", "«reply_by»"),
    Case("last_day_too_early", PERIODS, LAST_PERIOD, MADE_UP, '{all: "2022-12-01', "2022-12-01"),
    Case("same_days", PERIODS, LAST_PERIOD, LAST_PERIOD + SAME_PERIOD, "2022-X", "«2022-H1»"),
    Case("final_not_whole", PERIODS, "2022-12-14", "2022-08-14", "final: true", "«2022-FY»"),
    Case(
        "duplicate",
        PERIODS,
        LAST_PERIOD,
        LAST_PERIOD + SAME_PERIOD.replace("2022-X", "2022-fy").replace("06-14", "06-13"),
        "2022-fy",
        "dòng",
    ),
    # levels and agencies
    Case("not_above", PLAN, UNDER, "    under: commune\n", "under: commune", "«commune»"),
    Case("duplicate", A, "so-du-lich,,", "commune,,", "commune,,", "plan.yml, dòng 18"),
    Case("same_agency", A, "Sở Du lịch,", "Sở nội vụ,", "so-du-lich", "dòng 2"),
    Case("code_of_province", A, "so-noi-vu,,", "so-noi-vu,10,", "so-noi-vu,10", "dòng 6"),
    Case("code_length", A, COMMUNE, COMMUNES, "02781-xa", "5 chữ số"),
    Case("same_agency", A, COMMUNE, COMMUNES.replace(",2781", ",02780"), "02781-xa", "«02780»"),
    Case(
        "parent_not_there",
        A,
        "lao-cai,2021-01-01,,,true,true,chung,true",
        "lao-cai,2021-01-01,2022-06-01,,true,true,chung,true",
        "02779-xa",
        "«083-huyen»",
    ),
    Case("predecessor_there", A, "; so-bao-chi", "; so-noi-vu", "so-du-lich", "«so-noi-vu»"),
    Case("predecessor_there", A, "; so-bao-chi", "; so-du-lich", "so-du-lich,,", "«so-du-lich»"),
    Case("body_is_agency", PLAN, "[Công an tỉnh]", "[Sở Nội vụ]", "[Sở Nội vụ]", "«Sở Nội vụ»"),
    Case("body_is_agency", PLAN, "[Công an tỉnh]", "[Tỉnh Lào Cai]", "names: [T", "Tỉnh Lào Cai"),
    # points
    Case("no_points", SCORING, "points: 1.5", "points: -1.5", "-1.5", "ghi -1.5"),
    Case("no_points", SCORING, "points: 1.5", "points: 0", "points: 0", "ghi 0"),
    Case("no_points", SCORING, LINEAR, steps((60, -1), (80, 1)), "steps: [", "ghi -1"),
    Case("step_range", SCORING, LINEAR, steps((60, 0), (800, 1)), "steps: [", "800"),
    Case(
        "no_rule",
        SCORING,
        '  - {target: satisfaction, points: 1, formula: "linear"}\n',
        "",
        "rules:",
        "«satisfaction»",
    ),
    Case(
        "points_after_all",
        SCORING,
        "rules:\n",
        "without_points: [satisfaction]\nrules:\n",
        "without",
        "«satisfaction»",
    ),
    Case("unknown_name", SCORING, "rules:\n", "without_points: [a]\nrules:\n", "without", "«a»"),
    Case("convention_or_reason", SCORING, "rules:\n", NO_CONVENTION, "classes:", "«reason»"),
    Case("grades_not_falling", SCORING, "rules:\n", graded(90, 50), "grades:", "from: 0"),
    Case("grades_not_falling", SCORING, "rules:\n", graded(50, 90, 0), "grades:", "from: 0"),
    Case("grades_not_falling", SCORING, "rules:\n", graded(101, 0), "grades:", "100"),
    Case("points_for_nothing", SCORING, "rules:\n", f"rules:\n{NO_SCORE}", "recruited", "«recru"),
    Case("formula_unfit", SCORING, LINEAR, "formula: yes_no", "yes_no", "linear, steps"),
]


def _sentence(code: str) -> str:
    """The sentence of a fault code as a pattern for any values."""
    return re.sub(r"\\{\w+\\}", ".*", re.escape(PARAMS_FAULTS[code]))


def _another(case: Case) -> Case:
    """A fault of the same kind in another file: an unknown key, or an undeclared id."""
    file = TASKS if case.file != TASKS else SCORING
    if case in SHAPES:
        end = SMALL[file][-20:]
        return Case("extra_forbidden", file, end, f"{end}la: 1\n", "la: 1", "«la»")
    if file == TASKS:
        return Case("unknown_name", file, "area: procedures", "area: la", "area: la", "«la»")
    return Case("unknown_name", PERIODS, "follows: 2022-H1", "follows: la", "follows: la", "«la»")


@pytest.mark.parametrize(
    "case", SHAPES + MEANINGS, ids=lambda case: f"{case.code}-{case.file}-{case.at[:12]}"
)
def test_a_fault_is_reported_with_file_and_line_together_with_one_of_another_file(
    tmp_path: Path, case: Case
) -> None:
    both = (case, _another(case))
    texts = a_plan(tmp_path, *((each.file, each.old, each.new) for each in both))
    text_by_place = {(fault.file, fault.line): fault.text for fault in faults_of(tmp_path)}
    places = {(f"{PLACE}/{each.file}", line_of(texts[each.file], each.at)): each for each in both}
    assert text_by_place.keys() == places.keys()
    for place, each in places.items():
        assert re.fullmatch(_sentence(each.code), text_by_place[place])
        assert each.says in text_by_place[place]


def test_the_sentence_begins_with_its_place(tmp_path: Path) -> None:
    texts = a_plan(tmp_path, (P, "threshold: 66.5", "treshold: 66.5"))
    (unknown,) = faults_of(tmp_path)
    assert str(unknown) == (
        f"{PLACE}/procedures.yml, dòng {line_of(texts[P], 'treshold')}: khóa «treshold» không có "
        "trong mẫu (gần nhất: «threshold»). Đề nghị sửa tên khóa hoặc bỏ dòng này."
    )


def test_a_missing_file(tmp_path: Path) -> None:
    a_plan(tmp_path, tasks=None, agencies=None)
    assert [(fault.file, fault.line) for fault in faults_of(tmp_path)] == [
        (f"{PLACE}/agencies.csv", 1),
        (f"{PLACE}/tasks.yml", 1),
    ]


def test_the_name_of_the_overview_is_reserved(tmp_path: Path) -> None:
    overview = SMALL[C].replace("area: civil_service", "area: overview")
    a_plan(tmp_path, (PLAN, "civil_service]", "overview]"), civil_service=None, overview=overview)
    texts = {fault.text for fault in faults_of(tmp_path) if "plan.yml" in fault.file}
    assert texts == {PARAMS_FAULTS["reserved_name"].format(found="overview")}


def test_files_that_are_not_read(tmp_path: Path) -> None:
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
        ("area: !!int x\n", 1),
    ],
)
def test_what_yaml_refuses(tmp_path: Path, text: str, line: int) -> None:
    a_plan(tmp_path, civil_service=text)
    (fault,) = faults_of(tmp_path)
    assert (fault.file, fault.line) == (f"{PLACE}/{C}", line)
    assert re.fullmatch(_sentence("syntax"), fault.text)


BOMB = "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(1, 30))


@pytest.mark.parametrize("text", ["area: &x [*x]\n", "area: &x0 [1]\n" + BOMB])
def test_values_that_refer_to_each_other_are_not_unfolded(tmp_path: Path, text: str) -> None:
    a_plan(tmp_path, civil_service=text)
    first = faults_of(tmp_path)[0]
    assert (first.file, first.line) == (f"{PLACE}/{C}", 1)
    assert re.fullmatch(_sentence("alias"), first.text)


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


def test_faults_of_structure_are_reported_first_and_then_those_of_meaning(tmp_path: Path) -> None:
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


def test_a_fault_is_not_repeated_at_every_reference(tmp_path: Path) -> None:
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


def test_only_counts_are_compared(tmp_path: Path) -> None:
    texts = a_plan(
        tmp_path,
        (C, "        note: Không nêu con số.\n", ASKED),
        (COMPARED, NAMED, "inputs: [in_force, trained]"),
    )
    (fault,) = [f for f in faults_of(tmp_path) if f.file.endswith(COMPARED)]
    assert fault.line == line_of(texts[COMPARED], "trained")
    assert re.fullmatch(_sentence("compared_no_count"), fault.text) and "«trained»" in fault.text


ELSEWHERE = {
    "no_classes",
    "compared_no_count",
    "no_file",
    "reserved_name",
    "stray_file",
    "not_a_mapping",
    "not_utf8",
}
CARDS = {"card_measure", "card_points", "card_range", "card_grades"}  # in test_card_files.py
COLUMNS = {"no_column", "repeated_column", "unknown_column"}
# In test_appraisal_file.py:
BODIES = {"appraises_itself", "appraised_twice", "nothing_to_appraise"}


def test_every_sentence_has_its_case() -> None:
    cases = {case.code for case in SHAPES + MEANINGS}
    assert cases | ELSEWHERE | CARDS | COLUMNS | BODIES == set(PARAMS_FAULTS)
    # `value_error` also covers pydantic errors that have no sentence of their own.
    assert "«0» của khóa «a»" in wording.params.params_fault(
        "a type of pydantic's", key="a", found=0
    )


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("id: district\n", "id: all\n", "id: all"),
        ("id: district\n", "id: share\n", "id: share"),
        ("id: district\n", "id: shown_with\n", "shown_with"),
        ("  inspects:", "  level:", "  level:"),
        ("  inspects:", "  verified:", "  verified: {"),
    ],
)
def test_words_of_the_software_name_nothing_of_a_plan(
    tmp_path: Path, old: str, new: str, at: str
) -> None:
    texts = a_plan(tmp_path, (PLAN, old, new))
    here = [f for f in faults_of(tmp_path) if f.file.endswith(PLAN)]
    place = (f"{PLACE}/{PLAN}", line_of(texts[PLAN], at))
    assert place in [(fault.file, fault.line) for fault in here if "dành riêng" in fault.text]


def test_a_file_of_an_area_cannot_be_another_of_the_plan(tmp_path: Path) -> None:
    a_plan(tmp_path, (PLAN, "procedures, civil_service]", "procedures, civil_service, tasks]"))
    assert [f.text for f in faults_of(tmp_path)] == [
        PARAMS_FAULTS["reserved_name"].format(found="tasks")
    ]


HEADS = "agency,period,name,ceiling,decision,issued,source,verified\n"
ROW = "so-noi-vu,2022-FY,Tốt,,9/QĐ-UBND,2023-02-01,Quyết định,true\n"


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        (HEADS + ROW, []),
        (HEADS + ROW + ROW, [3]),
        (HEADS + ROW.replace("so-noi-vu", "so-noi"), [2]),
        (HEADS + ROW.replace("2022-FY", "2022-X"), [2]),
        (HEADS + ROW.replace("2023-02-01", "1/2/2023"), [2]),
        (HEADS + ROW.replace("9/QĐ-UBND", ""), [2]),
        (HEADS.replace("name", "class") + ROW, [1, 1]),
    ],
)
def test_faults_of_classes_that_were_typed_in(tmp_path: Path, table: str, lines: list[int]) -> None:
    a_plan(tmp_path)
    (tmp_path / PLACE / "classes.csv").write_text(table, "utf-8")
    if lines:
        assert [(fault.file, fault.line) for fault in faults_of(tmp_path)] == [
            (f"{PLACE}/classes.csv", line) for line in lines
        ]
    else:
        (typed,) = load_plan(tmp_path, "small-2022").scoring.classes.typed.values()
        assert (typed.name, typed.ceiling, typed.decision) == ("Tốt", "", "9/QĐ-UBND")


def test_a_plan_that_ties_ratings_to_classes_says_how_they_are_given(tmp_path: Path) -> None:
    ceiling = "ceiling: {clause: III.1.2, text: không cao hơn}\nterms:\n"
    a_plan(tmp_path, (PLAN, "terms:\n", ceiling))
    (fault,) = faults_of(tmp_path)
    assert (fault.file, fault.line) == (f"{PLACE}/scoring.yml", 1)
    assert fault.text == PARAMS_FAULTS["no_classes"].format(found="III.1.2")
