"""Blank and filled forms: who is asked what, and what the workbook looks like when opened."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from helpers import forms
from helpers.model import Judgement, Level
from plans import small_plan

PLAN = small_plan()
PERIOD = PLAN.periods["2022-FY"]
HEADS = ("Mã", "Điểm", "Nội dung", "Đơn vị tính", "Số liệu", "Tài liệu kiểm chứng")
COMMUNE = PLAN.agencies["03022-xa-thanh-binh"]
DISTRICT = PLAN.agencies["083-huyen-muong-khuong"]
DEPARTMENT = PLAN.agencies["so-noi-vu"]


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_col=6)]


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
            None,
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
def test_only_what_binds_is_asked_and_a_shared_input_once(agency_id, keys):
    agency = PLAN.agencies[agency_id] if agency_id else None
    assert [question.key for question in forms.questions(PLAN, agency)] == keys


def test_a_question_knows_its_level_and_its_whole():
    by_key = {question.key: question for question in forms.questions(PLAN, None)}
    assert by_key["one_stop_handled@commune"].level is Level.COMMUNE
    assert by_key["one_stop_handled@commune"].whole == "one_stop_scope@commune"
    assert by_key["one_stop_scope@commune"].whole == ""


@pytest.mark.parametrize(
    ("agency", "names"),
    [
        (COMMUNE, ["Hướng dẫn", "Số liệu", "Giải trình", "_cchc"]),
        (DISTRICT, ["Hướng dẫn", "Thông tin đơn vị", "2. TTHC", "Giải trình", "_cchc"]),
        (None, ["Hướng dẫn", "Thông tin đơn vị", "2. TTHC", "Giải trình", "_cchc"]),
    ],
)
def test_sheets(agency, names):
    workbook = opened(forms.blank(PLAN, agency, PERIOD))
    assert workbook.sheetnames == names
    assert workbook["_cchc"].sheet_state == "veryHidden"


def test_stamp():
    sheet = opened(forms.blank(PLAN, COMMUNE, PERIOD))["_cchc"]
    assert {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)} == {
        "form": "1",
        "plan": "laocai-2022",
        "agency": "03022-xa-thanh-binh",
        "period": "2022-FY",
    }


def test_data_sheet_as_a_clerk_sees_it():
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
    ]


def test_province_form_names_the_list():
    sheet = opened(forms.blank(PLAN, None, PERIOD))["2. TTHC"]
    labels = {row[0]: row[2] for row in rows(sheet)}
    assert labels["one_stop_scope@commune"] == "TTHC phải qua Một cửa (cấp xã)"
    assert labels["rules_reform@all"] == "Rà soát quy định TTHC (toàn tỉnh)"


def test_only_the_fields_can_be_typed_into():
    sheet = opened(forms.blank(PLAN, COMMUNE, PERIOD))["Số liệu"]
    assert sheet.protection.sheet
    unlocked = {c.coordinate for row in sheet.iter_rows() for c in row if not c.protection.locked}
    assert unlocked == {f"{column}{row}" for column in "EF" for row in range(5, 10)}


def test_fields_say_what_they_take():
    workbook = opened(forms.blank(PLAN, COMMUNE, PERIOD))
    checks = {str(v.sqref): v for v in workbook["Số liệu"].data_validations.dataValidation}
    assert (checks["E5"].type, checks["E5"].operator, checks["E5"].formula1) == (
        "whole",
        "greaterThanOrEqual",
        "0",
    )
    assert checks["E7"].formula1 == '"Có,Không"'
    department = opened(forms.blank(PLAN, DEPARTMENT, PERIOD))["2. TTHC"]
    (judgement,) = [v for v in department.data_validations.dataValidation if str(v.sqref) == "E5"]
    assert judgement.formula1 == '"Đã hoàn thành,Đang thực hiện,Chưa thực hiện"'


def test_prints_on_a4_one_page_wide_with_repeated_heads():
    sheet = opened(forms.blank(PLAN, DISTRICT, PERIOD))["2. TTHC"]
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToWidth in (None, 1)  # one page is the default of the format
    assert sheet.page_setup.fitToHeight == 0
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
    assert [row[4] for row in rows(sheet)] == [142, "1.42", "Không", None, None]
    assert rows(sheet)[0][5] == "QĐ 12/QĐ-UBND"
    judged = forms.filled(PLAN, DEPARTMENT, PERIOD, {"rules_reform": Judgement.UNDER_WAY}, {})
    assert opened(judged)["2. TTHC"]["E5"].value == "Đang thực hiện"


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "=HYPERLINK(0)", "http://a.vn", "{=1}"])
def test_text_is_never_a_formula_or_a_link(text):
    content = forms.filled(PLAN, COMMUNE, PERIOD, {"modern_desk": text}, {"modern_desk": text})
    sheet = opened(content)["Số liệu"]
    assert [sheet["E7"].value, sheet["F7"].value] == [text, text]
    assert [sheet["E7"].data_type, sheet["F7"].data_type] == ["s", "s"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        markup = archive.read("xl/worksheets/sheet2.xml")
    assert b"<f" not in markup.replace(b"<formula1", b"").replace(b"<fo", b"")
    assert b"hyperlink" not in markup


def test_an_answer_that_is_not_asked_is_refused():
    with pytest.raises(ValueError, match="modern_desk"):
        forms.filled(PLAN, DEPARTMENT, PERIOD, {"modern_desk": True}, {})


def test_an_agency_that_is_asked_nothing_is_told_so():
    workbook = opened(forms.blank(PLAN, PLAN.agencies["so-du-lich"], PERIOD))
    assert workbook.sheetnames == ["Hướng dẫn", "Thông tin đơn vị", "Giải trình", "_cchc"]
    assert "không phải báo số liệu" in workbook["Hướng dẫn"]["B4"].value


def test_the_same_form_has_the_same_bytes():
    assert forms.blank(PLAN, COMMUNE, PERIOD) == forms.blank(PLAN, COMMUNE, PERIOD)


def test_blanks_are_zipped_by_district(tmp_path):
    agencies = [None, *PLAN.registry(PERIOD)]
    paths = forms.write_blanks(PLAN, PERIOD, agencies, tmp_path / "first")
    held = {path.name: zipfile.ZipFile(path).namelist() for path in paths}
    assert held == {
        "lao-cai.zip": ["lao-cai.xlsx", "so-noi-vu.xlsx", "so-du-lich.xlsx"],
        "083-huyen-muong-khuong.zip": ["083-huyen-muong-khuong.xlsx", "02779-xa-thanh-binh.xlsx"],
        "088-thi-xa-sa-pa.zip": ["088-thi-xa-sa-pa.xlsx", "03022-xa-thanh-binh.xlsx"],
    }
    again = forms.write_blanks(PLAN, PERIOD, agencies, tmp_path / "second")
    assert [p.read_bytes() for p in paths] == [p.read_bytes() for p in again]
    with zipfile.ZipFile(tmp_path / "first" / "088-thi-xa-sa-pa.zip") as archive:
        assert archive.read("03022-xa-thanh-binh.xlsx") == forms.blank(PLAN, COMMUNE, PERIOD)
