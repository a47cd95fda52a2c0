"""Blank and filled forms: the questions of each agency, and the workbook as users see it."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from helpers import forms
from helpers.forms import ShownFigures, TaskAnswer
from helpers.model import Fact, Judgement, Level
from plan_434 import COMMUNE_QUESTIONS, COMMUNES
from plans import small_plan, wide_plan

PLAN = small_plan()
WIDE = wide_plan()
PERIOD = PLAN.periods["2022-FY"]
HEADS = (
    "Mã",
    "Điểm",
    "Nội dung",
    "Đơn vị tính",
    "Kỳ trước",
    "Số liệu",
    "Tài liệu kiểm chứng",
)
COMMUNE = PLAN.agencies["03022-xa-thanh-binh"]
DISTRICT = PLAN.agencies["083-huyen-muong-khuong"]
DEPARTMENT = PLAN.agencies["so-noi-vu"]


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_col=7)]


@pytest.mark.parametrize(
    ("agency_id", "keys"),
    [
        ("so-noi-vu", ["rules_reform", "results_in_force", "results_digitised"]),
        ("so-du-lich", []),
        (
            "083-huyen-muong-khuong",
            ["one_stop_scope", "one_stop_handled", "results_in_force", "results_digitised"],
        ),
        (
            "03022-xa-thanh-binh",
            [
                "one_stop_scope",
                "one_stop_handled",
                "modern_desk",
                "results_in_force",
                "results_digitised",
            ],
        ),
        (
            "lao-cai",
            [
                "rules_reform@all",
                "one_stop_scope@district",
                "one_stop_handled@district",
                "one_stop_scope@commune",
                "one_stop_handled@commune",
            ],
        ),
    ],
)
def test_only_binding_targets_are_asked_and_a_shared_input_once(agency_id, keys):
    agency = PLAN.senders_by_id[agency_id]
    assert [question.key for question in forms.questions(PLAN, agency, PERIOD)] == keys


def test_a_question_has_its_level_and_its_whole():
    by_key = {question.key: question for question in forms.questions(PLAN, PLAN.province, PERIOD)}
    assert by_key["one_stop_handled@commune"].level == Level("commune")
    assert by_key["one_stop_handled@commune"].wholes == ("one_stop_scope@commune",)
    assert by_key["one_stop_scope@commune"].wholes == ()


ONE_STOP = ["one_stop_scope", "one_stop_handled"]
RESULTS = ["results_in_force", "results_digitised"]
STAFF = ["cadres", "officials", "employees", "trained"]
TASKS = ["III.1.1", "III.1.2"]
OF_THE_COMMUNE = [
    f"{name}@03022-xa-thanh-binh"
    for name in ("cadres", "officials", "staff_qualified", "inspected")
]


@pytest.mark.parametrize(
    ("agency_id", "keys"),
    [
        ("so-noi-vu", ["rules_reform", *RESULTS, "dossiers_on_time", *STAFF, *TASKS]),
        ("so-du-lich", TASKS),
        (
            "088-thi-xa-sa-pa",
            [*ONE_STOP, *RESULTS, "dossiers_on_time", *STAFF, *OF_THE_COMMUNE, *TASKS],
        ),
        (
            "03022-xa-thanh-binh",
            [*ONE_STOP, "modern_desk", *RESULTS, "dossiers_on_time", "trained"],
        ),
    ],
)
def test_agreement_tasks_and_what_a_parent_answers(agency_id, keys):
    questions = forms.questions(WIDE, WIDE.agencies[agency_id], PERIOD)
    assert [question.key for question in questions] == keys


@pytest.mark.parametrize(
    ("period", "of_duties"),
    [("2022-H1", ["own_plan", "report_h1"]), ("2022-FY", ["own_plan", "report_h1", "report_year"])],
)
def test_the_province_answers_for_departments_and_districts(period, of_duties):
    """There is no question on a report before its period has ended; Sở Du lịch has no dossiers, so
    there is none on its inspection."""
    questions = forms.questions(WIDE, WIDE.province, WIDE.periods[period])
    by_child = {}
    for question in (q for q in questions if q.sheet == "Đơn vị"):
        assert question.key == f"{question.input.id}@{question.subject}"
        by_child.setdefault(question.subject, []).append(question.input.id)
    assert by_child == {
        "so-noi-vu": ["inspected", *of_duties],
        "so-du-lich": of_duties,
        "083-huyen-muong-khuong": ["inspected", *of_duties],
        "088-thi-xa-sa-pa": ["inspected", *of_duties],
    }


def test_a_whole_may_be_a_sum_and_is_checked_only_if_all_its_parts_are_asked():
    district = WIDE.agencies["088-thi-xa-sa-pa"]
    by_key = {q.key: q for q in forms.questions(WIDE, district, PERIOD)}
    assert by_key["trained"].wholes == ("cadres", "officials", "employees")
    child = by_key["staff_qualified@03022-xa-thanh-binh"]
    assert child.wholes == ("cadres@03022-xa-thanh-binh", "officials@03022-xa-thanh-binh")
    assert (child.subject, child.level) == ("03022-xa-thanh-binh", Level("commune"))
    # The district counts the commune's cadres and officials: its own form cannot check the sum.
    commune = {q.key: q for q in forms.questions(WIDE, COMMUNE, PERIOD)}
    assert commune["trained"].wholes == ()


def test_a_commune_has_few_questions_on_one_page(plan):
    """Over all communes and periods; agreements are counted."""
    for period in plan.periods.values():
        communes = [a for a in plan.registry(period) if a.level == Level("commune")]
        assert len(communes) == COMMUNES
        for commune in communes:
            questions = forms.questions(plan, commune, period)
            assert {question.sheet for question in questions} == {"Số liệu"}
            assert len(questions) <= COMMUNE_QUESTIONS, f"{commune.id} {period.id}"
    sheet = opened(forms.blank(plan, commune, period))["Số liệu"]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1)  # one page is the default of the format
    assert sheet.page_setup.fitToHeight in (None, 1)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")


@pytest.mark.parametrize(
    ("agency", "names"),
    [
        (COMMUNE, ["Hướng dẫn", "Số liệu", "Giải trình", "_cchc"]),
        (DISTRICT, ["Hướng dẫn", "Thông tin đơn vị", "2. TTHC", "Giải trình", "_cchc"]),
        (PLAN.province, ["Hướng dẫn", "Thông tin đơn vị", "2. TTHC", "Giải trình", "_cchc"]),
    ],
)
def test_sheets(agency, names):
    workbook = opened(forms.blank(PLAN, agency, PERIOD))
    assert workbook.sheetnames == names
    assert workbook["_cchc"].sheet_state == "veryHidden"


def test_stamp():
    sheet = opened(forms.blank(PLAN, COMMUNE, PERIOD))["_cchc"]
    assert {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)} == {
        "form": "2",
        "plan": "laocai-2022",
        "agency": "03022-xa-thanh-binh",
        "period": "2022-FY",
    }


def test_the_data_sheet_has_the_expected_cells():
    sheet = opened(forms.blank(PLAN, COMMUNE, PERIOD))["Số liệu"]
    assert sheet["A2"].value == (
        "UBND xã Thanh Bình, thị xã Sa Pa – Năm 2022 (15/12/2021–14/12/2022)"
    )
    assert tuple(cell.value for cell in sheet[4]) == HEADS
    assert rows(sheet)[3] == [
        "results_in_force",
        "điểm đ mục 2.2 phần II",
        "Tổng số kết quả còn hiệu lực",
        "kết quả",
        None,
        None,
        None,
    ]


def test_province_form_names_the_list():
    sheet = opened(forms.blank(PLAN, PLAN.province, PERIOD))["2. TTHC"]
    labels = {row[0]: row[2] for row in rows(sheet)}
    assert labels["one_stop_scope@commune"] == "TTHC phải qua Một cửa (cấp xã)"
    assert labels["rules_reform@all"] == "Rà soát quy định TTHC (toàn tỉnh)"


def test_only_the_fields_are_unlocked():
    sheet = opened(forms.blank(PLAN, COMMUNE, PERIOD))["Số liệu"]
    assert sheet.protection.sheet
    unlocked = {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}
    assert unlocked == {f"{column}{row}" for column in "FG" for row in range(5, 10)}


def test_fields_describe_their_allowed_values():
    workbook = opened(forms.blank(PLAN, COMMUNE, PERIOD))
    checks = {str(v.sqref): v for v in workbook["Số liệu"].data_validations.dataValidation}
    assert (checks["F5"].type, checks["F5"].operator, checks["F5"].formula1) == (
        "whole",
        "greaterThanOrEqual",
        "0",
    )
    assert checks["F7"].formula1 == '"Có,Không,Không thay đổi"'
    department = opened(forms.blank(PLAN, DEPARTMENT, PERIOD))["2. TTHC"]
    (judgement,) = [v for v in department.data_validations.dataValidation if str(v.sqref) == "F5"]
    assert judgement.formula1 == '"Đã hoàn thành,Đang thực hiện,Chưa thực hiện"'


def test_prints_on_a4_one_page_wide_with_repeated_heads():
    sheet = opened(forms.blank(PLAN, DISTRICT, PERIOD))["2. TTHC"]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToWidth in (None, 1)  # one page is the default of the format
    assert sheet.page_setup.fitToHeight in (None, 1)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$4:$4"


def test_answers_are_spelled_as_the_form_does():
    content = forms.filled(
        PLAN,
        COMMUNE,
        PERIOD,
        {"one_stop_scope": 142, "one_stop_handled": "1.42", "modern_desk": False},
        {"one_stop_scope": "QĐ 12/QĐ-UBND"},
    )
    sheet = opened(content)["Số liệu"]
    assert [row[5] for row in rows(sheet)] == [142, "1.42", "Không", None, None]
    assert rows(sheet)[0][6] == "QĐ 12/QĐ-UBND"
    judged = forms.filled(PLAN, DEPARTMENT, PERIOD, {"rules_reform": Judgement.UNDER_WAY}, {})
    assert opened(judged)["2. TTHC"]["F5"].value == "Đang thực hiện"


def fact(name, agency=COMMUNE.id, level=COMMUNE.level, **given):
    empty = dict.fromkeys(("value", "judgement", "whole", "due"))
    texts = dict.fromkeys(("evidence", "lead", "file", "sheet", "cell"), "")
    return Fact(agency=agency, level=level, input=name, **{**empty, **texts, **given})


def test_known_figures_are_locked_next_to_the_answer():
    shown_figures = ShownFigures(
        counts={"dossiers_on_time": (1240, 1250)},
        earlier={
            "one_stop_scope": fact("one_stop_scope", value=1420),
            "modern_desk": fact("modern_desk", value=1),
            "dossiers_on_time": fact("dossiers_on_time", value=5, whole=1006),
        },
    )
    workbook = opened(
        forms.filled(WIDE, COMMUNE, PERIOD, {"dossiers_on_time": True}, {}, shown_figures)
    )
    sheet = workbook["Số liệu"]
    assert [cell.value for cell in sheet[4]][4:] == [
        "Kỳ trước",
        "Số từ dữ liệu",
        "Số liệu",
        "Tài liệu kiểm chứng",
    ]
    shown = {row[0].value: row[4:7] for row in sheet.iter_rows(min_row=5)}
    assert [cell.value for cell in shown["one_stop_scope"]] == [1420, None, None]
    assert [cell.value for cell in shown["modern_desk"]] == ["Có", None, None]
    agreed = ["5/1.006", "1.240/1.250", "Thống nhất"]
    assert [cell.value for cell in shown["dossiers_on_time"]] == agreed
    assert [c.protection.locked for c in shown["dossiers_on_time"]] == [True, True, False]
    marks = {row[0].value: row[1].value for row in workbook["_cchc"].iter_rows(max_col=2)}
    assert marks["shown:dossiers_on_time"] == "1240/1250"


def test_yes_no_of_an_earlier_period_is_shown_in_words():
    before = {"modern_desk": fact("modern_desk", value=0)}
    sheet = opened(forms.blank(PLAN, COMMUNE, PERIOD, ShownFigures(earlier=before)))["Số liệu"]
    assert {row[0]: row[4] for row in rows(sheet)}["modern_desk"] == "Không"


def test_a_form_without_log_figures_says_so():
    sheet = opened(forms.blank(WIDE, COMMUNE, PERIOD))["Số liệu"]
    (row,) = [r for r in sheet.iter_rows(min_row=5) if r[0].value == "dossiers_on_time"]
    assert [cell.value for cell in row[2:7]] == [
        "dossiers_on_time (đúng hạn / đã giải quyết)",
        "hồ sơ",
        None,
        "chưa có dữ liệu",
        None,
    ]
    (check,) = [
        v for v in sheet.data_validations.dataValidation if str(v.sqref) == row[6].coordinate
    ]
    assert (check.formula1, check.showErrorMessage) == ('"Thống nhất"', False)


@pytest.mark.parametrize(
    ("given", "cell"), [((1238, 1250), "1.238/1.250"), ("1238/1250", "1238/1250")]
)
def test_counts_that_differ_from_the_log(given, cell):
    sheet = opened(forms.filled(WIDE, COMMUNE, PERIOD, {"dossiers_on_time": given}, {}))["Số liệu"]
    assert {row[0].value: row[6].value for row in sheet.iter_rows(min_row=5)}[
        "dossiers_on_time"
    ] == cell


def test_one_row_a_child_one_column_an_input():
    before = {
        "own_plan@so-noi-vu": fact("own_plan", "so-noi-vu", Level("province"), value=1),
    }
    answers = {"own_plan@so-noi-vu": "Không thay đổi", "inspected@083-huyen-muong-khuong": True}
    evidence = {
        "inspected@083-huyen-muong-khuong": "KL 1",
        "own_plan@083-huyen-muong-khuong": "KH 2",
        "report_h1@083-huyen-muong-khuong": "KL 1",
    }
    content = forms.filled(
        WIDE, WIDE.province, PERIOD, answers, evidence, ShownFigures(earlier=before)
    )
    sheet = opened(content)["Đơn vị"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_col=6)] == [
        [
            "Mã",
            "Đơn vị",
            "Được kiểm tra (Có/Không; điểm e mục 2.4 phần II)",
            "Kỳ trước",
            "Có kế hoạch (Có/Không; mục 3.2 phần VI)",
            "Kỳ trước",
        ],
        [None, None, "inspected", None, "own_plan", None],
        ["so-noi-vu", "Sở Nội vụ", None, None, "Không thay đổi", "Có"],
        ["so-du-lich", "Sở Du lịch", "–", "–", None, None],
        ["083-huyen-muong-khuong", "UBND huyện Mường Khương", "Có", None, None, None],
        ["088-thi-xa-sa-pa", "UBND thị xã Sa Pa", None, None, None, None],
    ]
    assert sheet["K4"].value == "Tài liệu kiểm chứng"
    assert [sheet[f"K{row}"].value for row in range(6, 10)] == [None, None, "KL 1; KH 2", None]
    unlocked = {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}
    fields = {f"{column}{row}" for column in "CEGIK" for row in range(6, 10)}
    assert unlocked == fields - {"C7"}


def test_tasks_with_lead_and_due_day():
    answers = {
        "III.1.1": TaskAnswer(Judgement.UNDER_WAY, "Phòng CCHC", date(2022, 11, 30)),
        "III.1.2": TaskAnswer(Judgement.DONE),
    }
    before = {"III.1.1": fact("III.1.1", judgement=Judgement.NOT_BEGUN)}
    sheet = opened(
        forms.filled(
            WIDE, DEPARTMENT, PERIOD, answers, {"III.1.2": "BC 3"}, ShownFigures({}, before)
        )
    )["Nhiệm vụ"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=6)] == [
        [
            "Mã",
            "Nhiệm vụ",
            "Kỳ trước",
            "Mức độ thực hiện",
            "Đơn vị chủ trì",
            "Thời hạn",
            "Tài liệu kiểm chứng",
        ],
        [
            "III.1.1",
            "Chỉ đạo, điều hành",
            "Chưa thực hiện",
            "Đang thực hiện",
            "Phòng CCHC",
            "30/11/2022",
            None,
        ],
        ["III.1.2", "Gắn với đánh giá", None, "Đã hoàn thành", None, None, "BC 3"],
    ]


def test_the_guide_mentions_only_questions_of_the_form():
    def guide(agency):
        sheet = opened(forms.blank(WIDE, agency, PERIOD))["Hướng dẫn"]
        return "\n".join(str(row[1].value) for row in sheet.iter_rows())

    assert "Thống nhất" in guide(COMMUNE) and "«Nhiệm vụ»" not in guide(COMMUNE)
    assert "«Đơn vị»" in guide(DISTRICT) and "«Nhiệm vụ»" in guide(DISTRICT)
    assert "«Đơn vị»" in guide(WIDE.province) and "Thống nhất" not in guide(WIDE.province)
    assert "Gửi UBND cấp huyện" in guide(COMMUNE) and "Gửi Sở Nội vụ" in guide(DISTRICT)


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "=HYPERLINK(0)", "http://a.vn", "{=1}"])
def test_text_is_never_a_formula_or_a_link(text):
    content = forms.filled(PLAN, COMMUNE, PERIOD, {"modern_desk": text}, {"modern_desk": text})
    sheet = opened(content)["Số liệu"]
    assert [sheet["F7"].value, sheet["G7"].value] == [text, text]
    assert [sheet["F7"].data_type, sheet["G7"].data_type] == ["s", "s"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        markup = archive.read("xl/worksheets/sheet2.xml")
    assert b"<f" not in markup.replace(b"<formula1", b"").replace(b"<fo", b"")
    assert b"hyperlink" not in markup


def test_an_answer_that_is_not_asked_is_refused():
    with pytest.raises(ValueError, match="modern_desk"):
        forms.filled(PLAN, DEPARTMENT, PERIOD, {"modern_desk": True}, {})


def test_a_form_without_questions_says_so():
    workbook = opened(forms.blank(PLAN, PLAN.agencies["so-du-lich"], PERIOD))
    assert workbook.sheetnames == ["Hướng dẫn", "Thông tin đơn vị", "Giải trình", "_cchc"]
    assert "không phải báo số liệu" in workbook["Hướng dẫn"]["B4"].value


def test_the_same_form_has_the_same_bytes():
    assert forms.blank(PLAN, COMMUNE, PERIOD) == forms.blank(PLAN, COMMUNE, PERIOD)


def test_blanks_are_zipped_by_district(tmp_path):
    agencies = PLAN.senders(PERIOD)
    paths = forms.write_blanks(PLAN, PERIOD, agencies, tmp_path / "first")
    members = {path.name: zipfile.ZipFile(path).namelist() for path in paths}
    assert members == {
        "lao-cai.zip": ["lao-cai.xlsx", "so-noi-vu.xlsx", "so-du-lich.xlsx"],
        "083-huyen-muong-khuong.zip": ["083-huyen-muong-khuong.xlsx", "02779-xa-thanh-binh.xlsx"],
        "088-thi-xa-sa-pa.zip": ["088-thi-xa-sa-pa.xlsx", "03022-xa-thanh-binh.xlsx"],
    }
    again = forms.write_blanks(PLAN, PERIOD, agencies, tmp_path / "second")
    assert [p.read_bytes() for p in paths] == [p.read_bytes() for p in again]
    with zipfile.ZipFile(tmp_path / "first" / "088-thi-xa-sa-pa.zip") as archive:
        assert archive.read("03022-xa-thanh-binh.xlsx") == forms.blank(PLAN, COMMUNE, PERIOD)
