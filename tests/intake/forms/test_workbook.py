"""Filled forms as agencies send them: what is taken, what is refused, and in which words."""

from __future__ import annotations

import io
import subprocess
import sys
import unicodedata
from datetime import date, datetime

import openpyxl
import pytest

from form_files import (
    COMMUNE,
    DATA_XML,
    DISTRICT,
    GOOD,
    KINDS,
    OF_DISTRICT,
    OF_PROVINCE,
    OLE,
    PERIOD,
    PLAN,
    SHEET,
    WIDE,
    a_form,
    assert_refused,
    assert_remarked,
    edited,
    rezipped,
    sentences,
    with_cell,
    with_markup,
)
from helpers import forms, store
from helpers.forms import Beside, TaskAnswer
from helpers.intake import workbook
from helpers.intake.check import take_in
from helpers.intake.workbook import read_form, read_forms
from helpers.model import Fact, InputKind, Judgement, Level, Severity
from helpers.params import Roots

pytestmark = pytest.mark.intake


# ---------------------------------------------------------------- taken


def test_a_good_form(read):
    reading = read(a_form(evidence={"one_stop_scope": "QĐ 12/QĐ-UBND"}))
    assert (reading.agency, reading.accepted, reading.remarks) == (COMMUNE.id, True, ())
    assert {fact.input: fact.value for fact in reading.facts} == GOOD
    assert reading.facts[0] == Fact(
        agency="03022-xa-thanh-binh",
        level=Level.COMMUNE,
        input="one_stop_scope",
        value=142,
        judgement=None,
        evidence="QĐ 12/QĐ-UBND",
        whole=None,
        lead="",
        due=None,
        file="bieu.xlsx",
        sheet=SHEET,
        cell="F5",
    )


def test_a_judgement(read):
    department = PLAN.agencies["so-noi-vu"]
    (fact,) = read(a_form({"rules_reform": Judgement.DONE}, department)).facts
    assert (fact.value, fact.judgement, fact.sheet) == (None, Judgement.DONE, "2. TTHC")


def test_the_province_form(read):
    answers = {
        "rules_reform@all": Judgement.NOT_BEGUN,
        "one_stop_scope@district": 300,
        "one_stop_scope@commune": 142,
        "one_stop_handled@commune": 142,
    }
    reading = read(a_form(answers, agency=None))
    assert reading.agency == "lao-cai"
    assert [(fact.input, fact.level, fact.value) for fact in reading.facts] == [
        ("rules_reform", Level.ALL, None),
        ("one_stop_scope", Level.DISTRICT, 300),
        ("one_stop_scope", Level.COMMUNE, 142),
        ("one_stop_handled", Level.COMMUNE, 142),
    ]


def test_two_communes_of_one_name_are_told_apart_by_the_stamp(read):
    namesake = PLAN.agencies["02779-xa-thanh-binh"]
    assert read(a_form(), name="02779-xa-thanh-binh.xlsx").agency == "03022-xa-thanh-binh"
    assert read(a_form(agency=namesake), name="03022.xlsx").agency == "02779-xa-thanh-binh"


def test_a_blank_is_missing_and_no_fault(read):
    answers = {**GOOD, "results_in_force": None, "results_digitised": "\u00a0 "}
    reading = read(a_form(answers))
    assert (reading.accepted, reading.remarks) == (True, ())
    assert {fact.input for fact in reading.facts} == GOOD.keys() - {
        "results_in_force",
        "results_digitised",
    }


def test_an_empty_form_is_accepted_without_facts_and_says_so(read):
    reading = read(forms.blank(PLAN, COMMUNE, PERIOD))
    assert (reading.accepted, reading.facts) == (True, ())
    (sentence,) = sentences(reading, Severity.REMARK)
    assert sentence.startswith("Tệp bieu.xlsx: biểu không có số liệu nào ở các ô nền vàng;")


def test_text_in_vietnamese_spelling(read):
    facts = read(a_form({**GOOD, "results_in_force": "49.694", "modern_desk": " không "})).facts
    values = {fact.input: fact.value for fact in facts}
    assert (values["results_in_force"], values["modern_desk"]) == (49694, 0)


def test_a_formula_with_its_result(read):
    content = with_markup(b'<c r="F5" s="9"><v>142</v>', b'<c r="F5" s="9"><f>140+2</f><v>142</v>')
    assert read(content).facts[0].value == 142


def test_a_formula_that_gives_empty_text_is_blank(read):
    content = with_markup(
        b'<c r="F9" s="9"><v>322</v>', b'<c r="F9" s="9" t="str"><f>IF(1,"","")</f><v></v>'
    )
    assert "results_digitised" not in {fact.input for fact in read(content).facts}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_heads_and_sheet_names_in_either_normal_form(read, form):
    def change(book):
        sheet = book[SHEET]
        for cell in sheet[4]:
            cell.value = f" {unicodedata.normalize(form, cell.value)} "
        sheet.title = unicodedata.normalize(form, SHEET)

    reading = read(edited(change))
    assert {fact.input: fact.value for fact in reading.facts} == GOOD


def test_moved_rows_and_columns_are_found_by_name(read):
    def change(book):
        sheet = book[SHEET]
        sheet.insert_rows(3, 2)
        sheet.insert_cols(1)

    reading = read(edited(change))
    assert {fact.input: fact.value for fact in reading.facts} == GOOD
    assert reading.facts[0].cell == "G7"


def test_the_1904_date_system_changes_no_count(read):
    content = with_markup(b"<workbookPr", b'<workbookPr date1904="1"', "xl/workbook.xml")
    assert read(content).facts[0].value == 142


def test_evidence_is_one_line_of_inert_text(read):
    kept = {
        "one_stop_scope": ("=HYPERLINK(0)", "=HYPERLINK(0)"),
        "one_stop_handled": ("<script>1</script>{{7*7}}", "<script>1</script>{{7*7}}"),
        "modern_desk": ("số 12\u202e\u200b/QĐ", "số 12␣␣/QĐ"),
        "results_in_force": ("_x0031_ dòng 1\r\ndòng\u00a02\t", "_x0031_ dòng 1 dòng 2"),
        "results_digitised": (unicodedata.normalize("NFD", "Quyết định"), "Quyết định"),
    }
    reading = read(a_form(evidence={key: typed for key, (typed, _) in kept.items()}))
    assert {fact.input: fact.evidence for fact in reading.facts} == {
        key: shown for key, (_, shown) in kept.items()
    }


# ---------------------------------------------------------------- remarks


def test_hidden_blanks_in_a_number_are_cleaned_with_a_remark(read):
    reading = read(a_form({**GOOD, "results_in_force": "49\u00a0694"}))
    assert reading.facts[3].value == 49694
    assert_remarked(
        reading,
        ", trang «Số liệu», ô F8: trong số có dấu cách hoặc ký tự ẩn; đã đọc là 49.694.",
    )
    (remark,) = reading.remarks
    assert (remark.file, remark.place, remark.severity, remark.agency) == (
        "bieu.xlsx",
        "trang «Số liệu», ô F8",
        Severity.REMARK,
        COMMUNE.id,
    )


def test_an_unknown_row(read):
    def change(book):
        book[SHEET].append(["xa_la", None, None, None, None, 7])

    assert_remarked(
        read(edited(change)),
        ", trang «Số liệu», ô A10: mã «…» không có trong biểu mẫu của đơn vị; "
        "dòng này không được dùng.",
    )


def test_a_row_that_is_gone(read):
    assert_remarked(
        read(edited(lambda book: book[SHEET].delete_rows(7))),
        ", trang «Số liệu»: thiếu dòng mang mã «modern_desk»; các số liệu này coi như chưa có.",
    )


def test_an_unknown_column_and_an_unknown_sheet(read):
    def change(book):
        book[SHEET]["H4"] = "Ghi chú"
        book.create_sheet("Nháp")["A1"] = 1

    assert_remarked(
        read(edited(change)),
        ", trang «Số liệu», ô H4: cột «Ghi chú» không có trong biểu mẫu; cột này không được dùng.",
        ", trang «Nháp»: trang này không có trong biểu mẫu và không được dùng.",
    )


def test_evidence_without_a_figure(read):
    answers = {**GOOD, "modern_desk": None}
    assert_remarked(
        read(a_form(answers, evidence={"modern_desk": "QĐ 1"})),
        ", trang «Số liệu», ô G7: có tài liệu kiểm chứng nhưng chưa có số liệu.",
    )


# ---------------------------------------------------------------- refused cells

BLANKS = "Đề nghị để trống nếu chưa có số liệu, ghi 0 nếu không phát sinh."
NOTE = "Đề nghị chỉ ghi số; ghi chú đưa sang trang «Giải trình»."
NO_COUNTS = {
    "không có": f"«không có» không phải là số. {BLANKS}",
    "NA": f"«NA» không phải là số. {BLANKS}",
    949.694: "giá trị «949,694» không phải số nguyên. Đề nghị ghi số đếm, ví dụ 1234.",
    "1O5": "«1O5» có chữ cái lẫn trong số. Đề nghị gõ lại số 0 hoặc số 1 cho đúng.",
    "85,3 (*)": f"«85,3 (*)» có chữ hoặc ghi chú kèm theo số. {NOTE}",
    -5: "giá trị «-5» là số âm. Đề nghị kiểm tra và ghi số từ 0 trở lên.",
    True: "ô chứa giá trị TRUE, không phải là số. Đề nghị ghi số liệu.",
}


def test_a_count_that_is_none(read_all):
    answers = read_all([a_form({"results_in_force": value}) for value in NO_COUNTS])
    assert answers == [[f", trang «Số liệu», ô F8: {text}"] for text in NO_COUNTS.values()]


def test_a_count_that_excel_turned_into_a_date(read):
    def change(book):
        book[SHEET]["F8"].number_format = "dd/mm/yyyy"
        book[SHEET]["F8"] = 44625

    assert_refused(
        read(edited(change, a_form({}))),
        ", trang «Số liệu», ô F8: ô chứa ngày «05/03/2022», không phải là số. "
        "Đề nghị xóa ô, định dạng ô là số rồi ghi lại.",
    )


def test_a_choice_that_is_not_offered(read):
    assert_refused(
        read(a_form({"modern_desk": "Có rồi"})),
        ", trang «Số liệu», ô F7: «Có rồi» không có trong danh sách. "
        "Đề nghị chọn một trong: «Có», «Không», «Không thay đổi».",
    )


def test_a_formula_without_its_result(read):
    content = edited(lambda book: book[SHEET].__setitem__("F8", "=A1+1"), a_form({}))
    assert_refused(
        read(content),
        ", trang «Số liệu», ô F8: công thức chưa có kết quả. "
        "Đề nghị mở bằng Excel, lưu lại rồi gửi, hoặc ghi số.",
    )


def test_an_error_value_is_named(read_all):
    errors = ("#DIV/0!", "#REF!", "#N/A", "#VALUE!", "#NAME?")
    cells = [f'<c r="F5" s="9" t="e"><f>1/0</f><v>{error}</v>'.encode() for error in errors]
    answers = read_all([with_markup(b'<c r="F5" s="9"><v>142</v>', cell) for cell in cells])
    assert answers == [
        [f", trang «Số liệu», ô F5: ô báo «{error}». Đề nghị sửa công thức hoặc ghi số liệu."]
        for error in errors
    ]


def test_a_part_over_its_whole_names_both_cells(read):
    assert_refused(
        read(a_form({**GOOD, "one_stop_handled": 1420})),
        ", trang «Số liệu», ô F6 và F5: «Trong đó đang qua Một cửa» (1.420) lớn hơn "
        "«TTHC phải qua Một cửa» (142). Đề nghị kiểm tra hai số này.",
    )


@pytest.mark.parametrize("part", [141, 142])
def test_a_part_up_to_its_whole_is_taken(read, part):
    assert read(a_form({**GOOD, "one_stop_handled": part})).accepted


def test_a_part_without_its_whole(read):
    assert_refused(
        read(a_form({**GOOD, "one_stop_scope": None})),
        ", trang «Số liệu», ô F6 và F5: «Trong đó đang qua Một cửa» có số liệu nhưng "
        "«TTHC phải qua Một cửa» để trống. Đề nghị ghi đủ hai số.",
    )


def test_one_id_in_two_rows(read):
    assert_refused(
        read(with_cell("A9", "results_in_force")),
        ", trang «Số liệu», ô A8 và A9: mã «results_in_force» ghi ở nhiều dòng. "
        "Đề nghị giữ một dòng.",
        ", trang «Số liệu»: thiếu dòng mang mã «results_digitised»; "
        "các số liệu này coi như chưa có.",
    )


def test_a_figure_in_a_row_without_id(read):
    assert_refused(
        read(with_cell("F12", 5)),
        ", trang «Số liệu», ô F12: có số liệu nhưng dòng này không có mã. "
        "Đề nghị ghi số liệu vào đúng dòng của biểu mẫu.",
    )


def test_merged_data_cells(read):
    assert_refused(
        read(edited(lambda book: book[SHEET].merge_cells("F8:F9"))),
        ", trang «Số liệu»: các ô F8:F9 bị gộp. Đề nghị bỏ gộp và ghi từng ô.",
    )


def test_a_merged_title_is_no_fault(read):
    assert read(edited(lambda book: book[SHEET].merge_cells("A1:G1"))).accepted


def test_evidence_that_is_too_long(read):
    assert_refused(
        read(a_form(evidence={"one_stop_scope": "x" * 1001})),
        ", trang «Số liệu», ô G5: nội dung dài 1.001 ký tự. Đề nghị ghi không quá 1.000 ký tự.",
    )


def test_all_faults_in_one_pass_and_no_fact_is_kept(read):
    answers = {
        "one_stop_scope": "-",
        "one_stop_handled": 3,
        "modern_desk": "x",
        "results_in_force": 1,
        "results_digitised": 2,
    }
    reading = read(a_form(answers))
    assert [remark.place for remark in reading.remarks] == [
        "trang «Số liệu», ô F5",
        "trang «Số liệu», ô F7",
        "trang «Số liệu», ô F9 và F8",
    ]
    assert reading.facts == ()


# ---------------------------------------------------------------- parents' answers, tasks, the log


def stated(reading):
    """What a reading says, by whom it is said of."""
    return {(fact.agency, fact.input): fact.value for fact in reading.facts}


def test_a_district_answers_for_its_communes(read_wide):
    evidence = {"staff_qualified@03022-xa-thanh-binh": "BC 7/BC-UBND"}
    reading = read_wide(DISTRICT, OF_DISTRICT, evidence)
    assert (reading.agency, reading.remarks) == (DISTRICT.id, ())
    assert stated(reading) == {
        ("088-thi-xa-sa-pa", "cadres"): 90,
        ("088-thi-xa-sa-pa", "officials"): 95,
        ("088-thi-xa-sa-pa", "employees"): 60,
        ("088-thi-xa-sa-pa", "trained"): 245,
        ("03022-xa-thanh-binh", "cadres"): 10,
        ("03022-xa-thanh-binh", "officials"): 11,
        ("03022-xa-thanh-binh", "staff_qualified"): 21,
        ("03022-xa-thanh-binh", "inspected"): 1,
    }
    of_child = reading.facts[4]
    assert (of_child.agency, of_child.level) == ("03022-xa-thanh-binh", Level.COMMUNE)
    assert (of_child.sheet, of_child.cell) == ("Cấp xã", "C6")
    assert of_child.evidence == "BC 7/BC-UBND"


def test_the_province_answers_for_departments_and_districts(read_wide):
    reading = read_wide(None, OF_PROVINCE)
    assert reading.remarks == ()
    assert stated(reading) == {
        ("so-noi-vu", "inspected"): 1,
        ("so-noi-vu", "own_plan"): 1,
        ("so-du-lich", "own_plan"): 0,
        ("088-thi-xa-sa-pa", "report_h1"): 1,
    }
    assert {fact.agency: fact.level for fact in reading.facts} == {
        "so-noi-vu": Level.PROVINCE,
        "so-du-lich": Level.PROVINCE,
        "088-thi-xa-sa-pa": Level.DISTRICT,
    }


def test_a_matrix_with_moved_rows_and_columns(read_wide):
    def change(book):
        sheet = book["Đơn vị"]
        sheet.insert_rows(1, 2)
        sheet.insert_cols(3, 2)
        first, second = ([c.value for c in sheet[row]] for row in (8, 11))
        for column, (one, other) in enumerate(zip(first, second, strict=True), start=1):
            sheet.cell(8, column).value, sheet.cell(11, column).value = other, one

    reading = read_wide(None, OF_PROVINCE, change=change)
    assert reading.remarks == ()
    assert stated(reading) == stated(read_wide(None, OF_PROVINCE))


def test_ids_of_a_matrix_are_answered_as_those_of_rows(read_wide):
    def change(book):
        sheet = book["Đơn vị"]
        sheet["E5"] = "ke_hoach"  # own_plan
        sheet["A7"] = "so-la"  # so-du-lich
        sheet["C7"] = 5
        sheet["A9"] = "083-huyen-muong-khuong"  # 088-thi-xa-sa-pa

    assert_refused(
        read_wide(None, OF_PROVINCE, change=change),
        ", trang «Đơn vị»: thiếu cột mang mã «own_plan»; các số liệu này coi như chưa có.",
        ", trang «Đơn vị», ô E5: cột «…» không có trong biểu mẫu; cột này không được dùng.",
        ", trang «Đơn vị», ô A7: mã «…» không có trong biểu mẫu của đơn vị; "
        "dòng này không được dùng.",
        ", trang «Đơn vị», ô A8 và A9: mã «083-huyen-muong-khuong» ghi ở nhiều dòng. "
        "Đề nghị giữ một dòng.",
        ", trang «Đơn vị»: thiếu dòng mang mã «so-du-lich», «088-thi-xa-sa-pa»; "
        "các số liệu này coi như chưa có.",
    )


def test_a_column_that_stands_twice_and_a_child_nobody_asks_about(read_wide):
    def change(book):
        sheet = book["Đơn vị"]
        sheet["I5"] = "report_h1"  # report_year
        sheet["C7"] = "Có"  # Sở Du lịch has no dossiers
        sheet["L4"] = "Ghi chú"

    assert_refused(
        read_wide(None, OF_PROVINCE, change=change),
        ", trang «Đơn vị», ô G5 và I5: mã «report_h1» ghi ở nhiều cột. Đề nghị giữ một cột.",
        ", trang «Đơn vị»: thiếu cột mang mã «report_year»; các số liệu này coi như chưa có.",
        ", trang «Đơn vị», ô L4: cột «Ghi chú» không có trong biểu mẫu; cột này không được dùng.",
        ", trang «Đơn vị», ô C7: ô này không phải ghi, có «Có»; nội dung này không được dùng.",
    )


@pytest.mark.parametrize(
    ("cell", "value", "sentence"),
    [
        (
            "A4",
            "Số",
            "thiếu cột «Mã». Đề nghị giữ nguyên hàng tiêu đề của biểu mẫu.",
        ),
        (
            "C4",
            "Tài liệu kiểm chứng",
            "có hai cột «Tài liệu kiểm chứng». Đề nghị giữ nguyên hàng tiêu đề của biểu mẫu.",
        ),
    ],
)
def test_heads_of_a_matrix(read_wide, cell, value, sentence):
    def change(book):
        book["Đơn vị"][cell] = value

    assert_refused(read_wide(None, OF_PROVINCE, change=change), f", trang «Đơn vị»: {sentence}")


def test_a_matrix_without_its_ids(read_wide):
    reading = read_wide(None, {}, change=lambda book: book["Đơn vị"].delete_rows(5))
    (sentence,) = sentences(reading)
    assert sentence.startswith("Tệp bieu.xlsx, trang «Đơn vị»: thiếu cột «Được kiểm tra (Có/Không")


def test_a_figure_in_a_matrix_row_without_id_and_merged_cells(read_wide):
    def change(book):
        book["Đơn vị"]["G12"] = "Có"
        book["Đơn vị"].merge_cells("E6:E7")

    assert_refused(
        read_wide(None, OF_PROVINCE, change=change),
        ", trang «Đơn vị»: các ô E6:E7 bị gộp. Đề nghị bỏ gộp và ghi từng ô.",
        ", trang «Đơn vị», ô G12: có số liệu nhưng dòng này không có mã. "
        "Đề nghị ghi số liệu vào đúng dòng của biểu mẫu.",
    )


def test_evidence_of_a_child_without_an_answer_is_said_once(read_wide):
    reading = read_wide(DISTRICT, {}, {"inspected@03022-xa-thanh-binh": "KL 1"})
    assert sentences(reading) == [
        "Tệp bieu.xlsx, trang «Cấp xã», ô H6: có tài liệu kiểm chứng nhưng chưa có số liệu."
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"trained": 246},
            "ô F8, F5, F6 và F7: «Số người được tập huấn» (246) lớn hơn tổng của «Số cán bộ», "
            "«Số công chức» và «Số viên chức» (245). Đề nghị kiểm tra các số này.",
        ),
        (
            {"officials": None, "employees": None},
            "ô F8, F6 và F7: «Số người được tập huấn» có số liệu nhưng «Số công chức» và "
            "«Số viên chức» để trống. Đề nghị ghi đủ các số.",
        ),
        (
            {"employees": None},
            "ô F8 và F7: «Số người được tập huấn» có số liệu nhưng «Số viên chức» để trống. "
            "Đề nghị ghi đủ hai số.",
        ),
    ],
)
def test_a_whole_that_is_a_sum(read_wide, change, sentence):
    assert_refused(
        read_wide(DISTRICT, {**OF_DISTRICT, **change}), f", trang «6. Chính quyền số», {sentence}"
    )


def test_a_whole_of_a_child_that_is_a_sum(read_wide):
    assert_refused(
        read_wide(DISTRICT, {**OF_DISTRICT, "staff_qualified@03022-xa-thanh-binh": 22}),
        ", trang «Cấp xã», ô E6, C6 và D6: «Số người đạt chuẩn» (22) lớn hơn tổng của "
        "«Số cán bộ» và «Số công chức» (21). Đề nghị kiểm tra các số này.",
    )


def test_a_whole_on_another_sheet_is_named_with_its_place(plan, tmp_path):
    period, agency = plan.periods["2022-FY"], plan.agencies["so-y-te"]
    answers = {"service_units": 10, "self_financing_units": 11}
    path = tmp_path / "bieu.xlsx"
    path.write_bytes(forms.filled(plan, agency, period, answers, {}))
    (sentence,) = sentences(read_form(path, plan, period))
    assert sentence.startswith("Tệp bieu.xlsx, trang «5. Tài chính công», ô F")
    part, _, whole = sentence.partition(" (11) lớn hơn ")
    assert part.count("ô F") == 1
    assert whole.startswith("«") and "» ở trang «3. Bộ máy», ô F" in whole
    assert whole.endswith(" (10). Đề nghị kiểm tra hai số này.")


def test_all_forms_of_the_plan_come_in_again(plan, tmp_path):
    """One agency of each kind and the province, every field filled: a fact for every question."""
    period = plan.periods["2022-FY"]
    ids = ("so-noi-vu", "so-y-te", "088-thi-xa-sa-pa", "03022-xa-thanh-binh")
    paths, asked = [], {}
    for agency in (None, *(plan.agencies[name] for name in ids)):
        questions = forms.questions(plan, agency, period)
        computed = {q.key: (7, 8) for q in questions if q.input.kind is InputKind.AGREEMENT}
        answers = {q.key: _any_answer(q) for q in questions}
        name = plan.province if agency is None else agency.id
        paths.append(tmp_path / f"{name}.xlsx")
        content = forms.filled(plan, agency, period, answers, {}, Beside(computed))
        paths[-1].write_bytes(content)
        asked[name] = [question.place for question in questions]
    for reading in read_forms(paths, plan, period):
        assert reading.remarks == ()
        places = [(fact.agency, fact.level, fact.input) for fact in reading.facts]
        assert sorted(places) == sorted(asked[reading.agency])


def _any_answer(question):
    match question.input.kind:
        case InputKind.COUNT:
            return 3 if question.input.part_of else 4
        case InputKind.JUDGEMENT:
            return Judgement.DONE
        case _:
            return True


def test_tasks(read_wide):
    answers = {
        "III.1.1": TaskAnswer(Judgement.UNDER_WAY, "Phòng  CCHC", date(2022, 11, 30)),
        "III.1.2": TaskAnswer(Judgement.NOT_BEGUN),
    }
    reading = read_wide(DISTRICT, answers, {"III.1.2": "KH 3"})
    assert reading.remarks == ()
    assert reading.facts == (
        Fact(
            agency=DISTRICT.id,
            level=Level.DISTRICT,
            input="III.1.1",
            value=None,
            judgement=Judgement.UNDER_WAY,
            evidence="",
            whole=None,
            lead="Phòng CCHC",
            due=date(2022, 11, 30),
            file="bieu.xlsx",
            sheet="Nhiệm vụ",
            cell="D5",
        ),
        Fact(
            agency=DISTRICT.id,
            level=Level.DISTRICT,
            input="III.1.2",
            value=None,
            judgement=Judgement.NOT_BEGUN,
            evidence="KH 3",
            whole=None,
            lead="",
            due=None,
            file="bieu.xlsx",
            sheet="Nhiệm vụ",
            cell="D6",
        ),
    )


@pytest.mark.parametrize(
    ("due", "severity", "said"),
    [
        ("30/11/2012", Severity.REFUSED_CELL, "thời hạn 30/11/2012 trước ngày đầu kỳ"),
        ("15/12/2021", None, ""),
        ("31/12/2022", None, ""),
        ("01/01/2023", Severity.REMARK, "thời hạn 01/01/2023 sau năm 2022 của Kế hoạch"),
    ],
)
def test_the_year_of_a_due_day(read_wide, due, severity, said):
    def change(book):
        book["Nhiệm vụ"]["F5"] = due

    answers = {"III.1.1": TaskAnswer(Judgement.UNDER_WAY)}
    remarks = read_wide(DISTRICT, answers, change=change).remarks
    assert [remark.severity for remark in remarks] == ([severity] if severity else [])
    assert all(said in remark.text for remark in remarks)


def test_the_due_day_of_a_task_as_a_date_cell(read_wide):
    def change(book):
        book["Nhiệm vụ"]["F5"] = datetime(2022, 11, 30)
        book["Nhiệm vụ"]["F5"].number_format = "dd/mm/yyyy"

    (fact,) = read_wide(DISTRICT, {"III.1.1": TaskAnswer(Judgement.DONE)}, change=change).facts
    assert fact.due == date(2022, 11, 30)


def test_faults_of_tasks_in_one_pass(read_wide):
    def change(book):
        sheet = book["Nhiệm vụ"]
        sheet["D5"], sheet["E5"], sheet["F5"] = "Xong", "x" * 201, "31/02/2022"
        sheet["E6"], sheet["F6"] = "Phòng CCHC", "30/11/2022"

    assert_refused(
        read_wide(DISTRICT, {}, change=change),
        ", trang «Nhiệm vụ», ô E5: nội dung dài 201 ký tự. Đề nghị ghi không quá 200 ký tự.",
        ", trang «Nhiệm vụ», ô F5: không có ngày «31/02/2022» (ngày trước, tháng sau). "
        "Đề nghị kiểm tra lại.",
        ", trang «Nhiệm vụ», ô D5: «Xong» không có trong danh sách. Đề nghị chọn một trong: "
        "«Đã hoàn thành», «Đang thực hiện», «Chưa thực hiện».",
        ", trang «Nhiệm vụ», ô E6: có «Đơn vị chủ trì» hoặc «Thời hạn» nhưng chưa chọn mức độ; "
        "dòng này không được dùng.",
        ", trang «Nhiệm vụ», ô F6: có «Đơn vị chủ trì» hoặc «Thời hạn» nhưng chưa chọn mức độ; "
        "dòng này không được dùng.",
    )


SHOWN = Beside(computed={"dossiers_on_time": (1240, 1250)})
LOG_CELL = ", trang «Số liệu», ô G10: "  # the commune's answer to the log's counts


@pytest.mark.parametrize(
    ("answer", "reason", "counts"),
    [
        (True, "", (1240, 1250)),
        ("thống nhất ", "", (1240, 1250)),
        ((1240, 1250), "", (1240, 1250)),  # the same counts typed in are agreement too
        ((1238, 1249), "sổ 3", (1238, 1249)),
        ("1.250/1.250", "sổ 3", (1250, 1250)),
        ("0/0", "sổ 3", (0, 0)),
    ],
)
def test_counts_agreed_or_ones_own(read_wide, answer, reason, counts):
    evidence = {"dossiers_on_time": reason}
    reading = read_wide(COMMUNE, {"dossiers_on_time": answer}, evidence, SHOWN)
    (fact,) = reading.facts
    assert reading.remarks == ()
    assert (fact.input, fact.value, fact.whole, fact.evidence) == (
        "dossiers_on_time",
        *counts,
        reason,
    )


@pytest.mark.parametrize(
    ("answer", "reason", "beside", "sentence"),
    [
        (
            (1238, 1249),
            "",
            SHOWN,
            "«1.238/1.249» khác số từ dữ liệu nhưng chưa nêu lý do. "
            "Đề nghị ghi lý do, tài liệu ở cột «Tài liệu kiểm chứng».",
        ),
        (
            (1251, 1250),
            "sổ 3",
            SHOWN,
            "«1.251/1.250»: số thứ nhất lớn hơn số thứ hai. Đề nghị kiểm tra hai số này.",
        ),
        (
            (1251, 1250),
            "",
            SHOWN,
            "«1.251/1.250»: số thứ nhất lớn hơn số thứ hai. Đề nghị kiểm tra hai số này. "
            "«1.251/1.250» khác số từ dữ liệu nhưng chưa nêu lý do. "
            "Đề nghị ghi lý do, tài liệu ở cột «Tài liệu kiểm chứng».",
        ),
        (
            "Không thống nhất",
            "sổ 3",
            SHOWN,
            "«Không thống nhất» không phải là hai số cách nhau bằng dấu /. Đề nghị chọn "
            "«Thống nhất», hoặc ghi hai số của đơn vị, ví dụ 1.240/1.250, và nêu lý do ở cột "
            "«Tài liệu kiểm chứng».",
        ),
        (
            True,
            "",
            None,
            "chọn «Thống nhất» nhưng biểu mẫu chưa có số từ dữ liệu. "
            "Đề nghị ghi hai số của đơn vị, ví dụ 1.240/1.250, hoặc để trống.",
        ),
    ],
)
def test_counts_refused(read_wide, answer, reason, beside, sentence):
    evidence = {"dossiers_on_time": reason}
    reading = read_wide(COMMUNE, {"dossiers_on_time": answer}, evidence, beside)
    assert_refused(reading, f"{LOG_CELL}{sentence}")


@pytest.mark.parametrize("evidence", ["sổ 3", ""])
def test_ones_own_counts_where_the_log_was_not_there_yet(read_wide, evidence):
    """As the guide says: «ghi hai số của đơn vị hoặc để trống». There is nothing to differ from."""
    said = {"dossiers_on_time": evidence}
    reading = read_wide(COMMUNE, {"dossiers_on_time": (7, 8)}, said)
    (fact,) = reading.facts
    assert (fact.value, fact.whole, reading.remarks) == (7, 8, ())


def test_counts_typed_into_the_grey_column_are_named(read_wide):
    def change(book):
        book[SHEET]["F10"] = "7/8"

    (remark,) = read_wide(COMMUNE, {"one_stop_scope": 9}, change=change).remarks
    assert remark.severity is Severity.REMARK
    assert "ô F10: có nội dung gõ vào cột nền xám trong khi ô số liệu cùng dòng" in remark.text


def test_agreement_with_counts_that_were_changed(read_wide):
    def change(book):
        book[SHEET]["F10"] = "1.250/1.250"

    assert_refused(
        read_wide(COMMUNE, {"dossiers_on_time": True}, beside=SHOWN, change=change),
        f"{LOG_CELL}số từ dữ liệu ở ô F10 là «1.250/1.250», khi cấp biểu mẫu là «1.240/1.250». "
        "Đề nghị không sửa ô nền xám; nếu không thống nhất thì ghi hai số của đơn vị.",
    )


def before(value):
    fact = Fact(
        agency="so-noi-vu",
        level=Level.PROVINCE,
        input="own_plan",
        value=value,
        judgement=None,
        evidence="KH 2",
        whole=None,
        lead="",
        due=None,
        file="cu.xlsx",
        sheet="Đơn vị",
        cell="E6",
    )
    return forms.by_place([fact])


@pytest.mark.parametrize(
    ("value", "typed", "kept"), [(1, "", "KH 2"), (0, "", "KH 2"), (1, "KH 9", "KH 9")]
)
def test_an_answer_carried_over_with_its_evidence(read_wide, value, typed, kept):
    answers, evidence = {"own_plan@so-noi-vu": "Không thay đổi"}, {"own_plan@so-noi-vu": typed}
    (fact,) = read_wide(None, answers, evidence, earlier=before(value)).facts
    assert (fact.value, fact.evidence, fact.file) == (value, kept, "bieu.xlsx")


def test_nothing_to_carry_over(read_wide):
    answers = {"own_plan@so-du-lich": "Không thay đổi", "inspected@so-noi-vu": "Không thay đổi"}
    told = (
        "chọn «Không thay đổi» nhưng chưa có câu trả lời nào được nhận ở kỳ trước. "
        "Đề nghị chọn «Có» hoặc «Không»."
    )
    assert_refused(
        read_wide(None, answers, earlier=before(1)),
        f", trang «Đơn vị», ô C6: {told}",
        f", trang «Đơn vị», ô E7: {told}",
    )


def test_a_folder_carries_over_from_the_latest_earlier_period(tmp_path):
    """From 6 tháng to the year: the answer and its evidence, through the store."""
    roots = Roots(tmp_path, tmp_path / "data", tmp_path / "out")
    sent = {
        "2022-H1": ({"own_plan@so-noi-vu": True}, {"own_plan@so-noi-vu": "KH 2"}),
        "2022-FY": ({"own_plan@so-noi-vu": "Không thay đổi"}, {}),
    }
    for name, (answers, evidence) in sent.items():
        period = WIDE.periods[name]
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.xlsx").write_bytes(forms.filled(WIDE, None, period, answers, evidence))
        taken = take_in(roots, WIDE, period, folder)
        assert taken.refusals == ()
        (fact,) = store.facts(taken.snapshot)
        assert (fact.agency, fact.value, fact.evidence) == ("so-noi-vu", 1, "KH 2")
    # What was carried over depends on the earlier snapshot, so that one is named.
    assert [f.file for f in taken.snapshot.files] == ["2022-H1", "a.xlsx"]


def test_a_form_saved_by_libreoffice(tmp_path):
    forms_of = {
        DISTRICT: (OF_DISTRICT | {"III.1.1": TaskAnswer(Judgement.DONE)}, None),
        COMMUNE: (GOOD | {"dossiers_on_time": True}, SHOWN),
    }
    for agency, (answers, beside) in forms_of.items():
        path = tmp_path / f"{agency.id}.xlsx"
        path.write_bytes(forms.filled(WIDE, agency, PERIOD, answers, {}, beside))
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
        command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "saved"]
        subprocess.run([*command, path], check=True, capture_output=True, timeout=120)
        readings = read_forms([path, tmp_path / "saved" / path.name], WIDE, PERIOD)
        assert readings[0].facts and readings[0].facts == readings[1].facts
        assert readings[1].remarks == ()


# ---------------------------------------------------------------- refused files: the wrong form


def test_a_workbook_without_stamp(read):
    assert_refused(
        read(edited(lambda book: book.remove(book["_cchc"]))),
        ": không phải biểu mẫu đã được cấp. Đề nghị ghi số liệu vào đúng biểu mẫu.",
    )


def test_a_form_of_another_period(read):
    assert_refused(
        read(a_form(period=PLAN.periods["2022-H1"])),
        ": biểu mẫu của kỳ «6 tháng», kỳ đang nhận là «Năm 2022». Đề nghị dùng biểu mẫu đúng kỳ.",
    )


@pytest.mark.parametrize(
    ("cell", "value", "sentence"),
    [
        ("B1", "0", "phiên bản biểu mẫu «0» không còn dùng. Đề nghị dùng biểu mẫu phiên bản 2."),
        (
            "B2",
            "laocai-2023",
            "biểu mẫu của Kế hoạch «laocai-2023». "
            "Đề nghị dùng biểu mẫu của Kế hoạch «laocai-2022».",
        ),
        (
            "B3",
            "xa-99999",
            "Không có đơn vị mang mã «xa-99999» trong Kế hoạch laocai-2022. "
            "Xem danh sách bằng lệnh: cchc agencies.",
        ),
    ],
)
def test_a_stamp_that_does_not_fit(read, cell, value, sentence):
    assert_refused(read(with_cell(cell, value, "_cchc")), f": {sentence}")


def test_an_agency_that_has_ended(read):
    gone = PLAN.agencies["so-van-hoa-the-thao-va-du-lich"]
    reading = read(a_form({}, gone))
    assert_refused(
        reading,
        ": Sở Văn hóa, Thể thao và Du lịch không hoạt động vào cuối kỳ «Năm 2022» (14/12/2022). "
        "Xem danh sách của kỳ bằng lệnh: cchc agencies --period 2022-FY.",
    )
    assert reading.agency == gone.id


def test_a_neighbours_form_with_its_heading_retyped(read):
    assert_refused(
        read(with_cell("A2", "UBND xã Thanh Bình, huyện Mường Khương – Năm 2022")),
        ", trang «Số liệu»: tiêu đề ghi «UBND xã Thanh Bình, huyện Mường Khương», biểu mẫu này "
        "được cấp cho «UBND xã Thanh Bình, thị xã Sa Pa». Đề nghị dùng đúng biểu mẫu của đơn vị.",
    )


def test_a_communes_form_stamped_for_a_district(read):
    assert_refused(
        read(with_cell("B3", "083-huyen-muong-khuong", "_cchc")),
        ": thiếu trang «2. TTHC». Đề nghị dùng lại biểu mẫu gốc, không đổi tên trang.",
        ", trang «Số liệu»: trang này không có trong biểu mẫu và không được dùng.",
    )


def test_missing_heads_are_named(read):
    def change(book):
        book[SHEET]["F4"] = "Giá trị"
        book[SHEET]["G4"] = None

    assert_refused(
        read(edited(change)),
        ", trang «Số liệu»: thiếu cột «Số liệu», «Tài liệu kiểm chứng». "
        "Đề nghị giữ nguyên hàng tiêu đề của biểu mẫu.",
    )


def test_a_head_that_stands_twice(read):
    assert_refused(
        read(with_cell("B4", "Số liệu")),
        ", trang «Số liệu»: có hai cột «Số liệu». Đề nghị giữ nguyên hàng tiêu đề của biểu mẫu.",
    )


# ---------------------------------------------------------------- refused files: no form at all


def test_the_true_kind_is_named(read_all):
    answers = read_all([content for content, *_ in KINDS])
    assert answers == [
        [f": đây là {kind}, không phải tệp Excel dạng .xlsx. Đề nghị {ask}."]
        for _, kind, ask in KINDS
    ]


def test_a_password_is_named(read):
    content = OLE + "EncryptionInfo".encode("utf-16-le")
    assert_refused(read(content), ": tệp có mật khẩu. Đề nghị bỏ mật khẩu, lưu lại rồi gửi.")


DAMAGED = ": tệp hỏng hoặc chưa tải về đủ. Đề nghị mở bằng Excel, lưu lại rồi gửi."


def test_a_torn_file(read_all):
    content = a_form()
    torn = [content[: int(part * len(content))] for part in (0.1, 0.5, 0.9, 0.999)]
    assert read_all(torn) == [[DAMAGED]] * 4


def test_a_flipped_bit(read):
    content = bytearray(a_form())
    content[content.find(DATA_XML.encode()) + 200] ^= 1
    assert_refused(read(bytes(content)), DAMAGED)


def test_markup_that_is_none(read):
    assert_refused(
        read(rezipped({DATA_XML: b"<worksheet><sheetData><row"})),
        ": không đọc được tệp. Đề nghị mở bằng Excel, lưu lại rồi gửi.",
    )


XXE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'

NEVER_HELD = [
    ({"xl/vbaProject.bin": b"x"}, "macro"),
    ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, "liên kết tới tệp khác"),
    ({"xl/embeddings/oleObject1.bin": b"x"}, "đối tượng nhúng"),
    ({"../a.xml": b"x"}, "thành phần có đường dẫn không được phép"),
    ({"/a.xml": b"x"}, "thành phần có đường dẫn không được phép"),
    ({"xl\\..\\a.xml": b"x"}, "thành phần có đường dẫn không được phép"),
    ({f"a{n}.xml": b"" for n in range(200)}, "quá nhiều thành phần"),
    ({"xl/styles.xml": XXE + b"<x/>"}, "khai báo DOCTYPE không được phép"),
    ({"xl/styles.xml": b" " * 70_000 + XXE}, "khai báo DOCTYPE không được phép"),
    ({"xl/styles.xml": XXE.decode().encode("utf-16")}, "khai báo DOCTYPE không được phép"),
]


def test_what_a_form_never_holds(read_all):
    answers = read_all([rezipped(changes) for changes, _ in NEVER_HELD])
    assert answers == [
        [f": tệp chứa {found}. Đề nghị bỏ phần đó, lưu dạng .xlsx rồi gửi lại."]
        for _, found in NEVER_HELD
    ]


TOO_LARGE = ": tệp quá lớn so với một biểu mẫu. Đề nghị dùng lại biểu mẫu gốc, chỉ ghi số liệu."


def test_a_zip_bomb(read):
    assert_refused(read(rezipped({"xl/media/a.bin": bytes(30 << 20)})), TOO_LARGE)


def with_rows(rows):
    """The form with these rows behind its own."""
    return with_markup(b"</sheetData>", rows + b"</sheetData>")


def with_strings(count):
    """The form with so many more shared strings."""
    strings = b"".join(b"<si><t>%d</t></si>" % number for number in range(count))
    return with_markup(b"</sst>", strings + b"</sst>", "xl/sharedStrings.xml")


def test_a_far_cell(read):
    assert_refused(
        read(with_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        ": trang «Số liệu» có nội dung ở ô XFD1048576, ngoài bảng của biểu mẫu. "
        "Đề nghị xóa phần đó rồi gửi lại.",
    )


def test_too_many_cells(read):
    rows = b"".join(
        f'<row r="{r}">{"".join("<c><v>1</v></c>" for _ in range(10))}</row>'.encode()
        for r in range(20, 2100)
    )
    assert_refused(read(with_rows(rows)), TOO_LARGE)


A_MILLION_BLANK_ROWS = b"".join(
    f'<row r="{r}" s="1"><c r="A{r}" s="1"/></row>'.encode() for r in range(20, 1_000_000)
)


def test_a_million_blank_rows_are_no_fault(read):
    assert read(with_rows(A_MILLION_BLANK_ROWS)).accepted


# ---------------------------------------------------------------- the child


def test_what_cannot_be_opened(tmp_path):
    readings = read_forms([tmp_path, tmp_path / "không-có.xlsx"], PLAN, PERIOD)
    assert [text.partition(": ")[2] for r in readings for text in sentences(r)] == [
        "không mở được tệp. Đề nghị kiểm tra quyền đọc tệp."
    ] * 2


def test_an_odd_file_name_is_only_shown(tmp_path):
    path = tmp_path / ("biểu\n\u202e" + "a" * 200 + ".xlsx")
    path.write_bytes(b"")
    (text,) = sentences(read_form(path, PLAN, PERIOD))
    assert text.startswith("Tệp biểu ␣aaa") and "\n" not in text


@pytest.mark.parametrize(
    ("limit", "bomb", "found"),
    [
        ("WALL_SECONDS = 1", lambda: with_rows(A_MILLION_BLANK_ROWS), ("đọc tệp quá lâu",)),
        # A parser that runs out of memory does not always say so.
        ("MEMORY = 10 << 20", lambda: with_strings(400_000), ("tệp quá lớn", "không đọc được")),
    ],
)
def test_a_file_that_asks_for_too_much_costs_only_itself(tmp_path, monkeypatch, limit, bomb, found):
    # The real child with a smaller limit, so that the test need not wait for the real one.
    code = f"from helpers.intake import workbook_child as c; c.{limit}; c.main()"
    monkeypatch.setattr(workbook, "CHILD", [sys.executable, "-c", code])
    paths = [tmp_path / name for name in ("a.xlsx", "b.xlsx", "c.xlsx")]
    for path in paths:
        path.write_bytes(a_form())
    paths[1].write_bytes(bomb())
    readings = read_forms(paths, PLAN, PERIOD)
    assert [reading.accepted for reading in readings] == [True, False, True]
    (sentence,) = sentences(readings[1])
    assert any(words in sentence for words in found)


def test_readings_come_in_the_order_of_the_paths(tmp_path):
    paths = []
    for place, agency in enumerate([*PLAN.registry(PERIOD), None]):
        paths.append(tmp_path / f"{9 - place}.xlsx")
        paths[-1].write_bytes(forms.blank(PLAN, agency, PERIOD))
    assert [reading.agency for reading in read_forms(paths, PLAN, PERIOD)] == [
        "so-noi-vu",
        "so-du-lich",
        "083-huyen-muong-khuong",
        "088-thi-xa-sa-pa",
        "02779-xa-thanh-binh",
        "03022-xa-thanh-binh",
        "lao-cai",
    ]
    assert read_forms([], PLAN, PERIOD) == []


# ---------------------------------------------------------------- the form's own words

MOVED = (
    "mã và nội dung cạnh mã không khớp nhau (2 chỗ). Đề nghị đưa mã, nội dung và số liệu về đúng "
    "như biểu đã cấp; khi sắp xếp phải chọn cả các cột từ cột mã."
)


def swap(sheet, one, other):
    """Exchange the values of two ranges of the same size."""
    for left, right in zip(sheet[one], sheet[other], strict=True):
        for a, b in zip(left, right, strict=True):
            a.value, b.value = b.value, a.value


def test_rows_sorted_without_their_ids(read):
    """Each number would stand for another line."""
    assert_refused(
        read(edited(lambda book: swap(book[SHEET], "B5:G5", "B9:G9"))),
        f", trang «Số liệu», ô A5, C5, A9 và C9: {MOVED}",
    )


def test_agencies_of_a_matrix_sorted_without_their_ids(read_wide):
    assert_refused(
        read_wide(None, OF_PROVINCE, change=lambda book: swap(book["Đơn vị"], "B8:J8", "B9:J9")),
        f", trang «Đơn vị», ô A8, B8, A9 và B9: {MOVED}",
    )


def test_heads_of_a_matrix_changed_places_without_their_ids(read_wide):
    """The ids stand in row 5, below the heads; the figures go with the heads."""

    def change(book):
        swap(book["Đơn vị"], "G4:G4", "I4:I4")
        swap(book["Đơn vị"], "G6:G9", "I6:I9")

    assert_refused(
        read_wide(None, OF_PROVINCE, change=change),
        f", trang «Đơn vị», ô G5, G4, I5 và I4: {MOVED}",
    )


def test_a_figure_in_another_unit_is_another_figure(read):
    unit = openpyxl.load_workbook(io.BytesIO(a_form()))[SHEET]["D8"].value
    assert_refused(
        read(with_cell("D8", f"nghìn {unit}")),
        f", trang «Số liệu», ô D8: đơn vị tính đã bị sửa, biểu hỏi theo «{unit}». "
        f"Đề nghị ghi số liệu theo «{unit}».",
    )


def test_words_that_were_added_to_are_remarked(read):
    assert_remarked(
        read(with_cell("C8", "Chỉ tính kết quả của năm nay")),
        ", trang «Số liệu», ô C8: nội dung cạnh mã khác biểu đã cấp; số liệu được tính theo mã.",
    )


@pytest.mark.parametrize(
    ("heading", "answer"),
    [
        (
            "UBND xã Nậm Chảy – Năm 2022",
            "chỗ ghi tên đơn vị đã bị sửa, biểu mẫu này được cấp cho «UBND xã Thanh Bình, thị xã "
            "Sa Pa». Đề nghị dùng đúng biểu mẫu của đơn vị; nếu đúng là của đơn vị, ghi lại tên "
            "như biểu đã cấp.",
        ),
        (
            "UBND xã Thanh Bình, thị xã Sa Pa – 6 tháng",
            "biểu mẫu của kỳ «6 tháng», kỳ đang nhận là «Năm 2022». Đề nghị dùng biểu mẫu đúng kỳ.",
        ),
    ],
)
def test_a_heading_that_says_whose_or_when_otherwise(read, heading, answer):
    assert_refused(read(with_cell("A2", heading)), f", trang «Số liệu»: {answer}")


@pytest.mark.parametrize("heading", ["ỦY BAN NHÂN DÂN XÃ THANH BÌNH – NĂM 2022", None])
def test_a_heading_in_capitals_or_deleted(read, heading):
    assert read(with_cell("A2", heading)).remarks == ()


def test_the_sheet_about_the_agency_names_another_one(read_wide):
    def change(book):
        book["Thông tin đơn vị"]["B3"] = "Sở Du lịch"

    assert_refused(
        read_wide(WIDE.agencies["so-noi-vu"], {}, change=change),
        ", trang «Thông tin đơn vị»: tiêu đề ghi «Sở Du lịch», biểu mẫu này được cấp cho «Sở Nội "
        "vụ». Đề nghị dùng đúng biểu mẫu của đơn vị.",
    )


# ---------------------------------------------------------------- nothing is lost without a word


def test_what_stands_outside_the_table_is_named(read):
    def change(book):
        book[SHEET]["I6"] = "chưa gồm trường học"
        book[SHEET]["C12"] = "Ghi chú: số tạm tính"

    assert_remarked(
        read(edited(change)),
        ", trang «Số liệu», ô I6 và C12: có nội dung ghi ngoài bảng của biểu; nội dung này không "
        "được dùng. Cần nói thêm thì ghi ở trang «Giải trình».",
    )


def test_comments_and_pictures_are_named_and_our_own_comments_are_not(read, tmp_path):
    from openpyxl.comments import Comment
    from openpyxl.drawing.image import Image
    from PIL import Image as Picture

    picture = tmp_path / "anh.png"
    Picture.new("RGB", (4, 4)).save(picture)

    def change(book):
        book[SHEET]["F8"].comment = Comment("Số này chưa gồm tháng 12", "Ai đó")
        book[SHEET]["F9"].comment = Comment("Đề nghị xem lại", "Trả lời")
        book[SHEET].add_image(Image(str(picture)), "I2")

    assert_remarked(
        read(edited(change)),
        ", trang «Số liệu», ô F8: có ghi chú (comment) gắn vào ô; ghi chú không được đọc. "
        "Cần nói thêm thì ghi ở trang «Giải trình».",
        ", trang «Số liệu»: có ảnh hoặc hình vẽ; số liệu trong ảnh không được đọc.",
    )


RICH = "<is><r><t>14</t></r><r><rPr>{}</rPr><t>1</t></r></is>"


@pytest.mark.parametrize("look", ['<vertAlign val="superscript"/>', "<strike/>"])
def test_a_raised_or_struck_figure_is_no_digit_of_the_number(read, look):
    """14 with a footnote 1 is not 141; nor is 14 with a 1 that was struck out."""
    inline = b'<c r="F5" s="9" t="inlineStr">' + RICH.format(look).encode() + b"</c>"
    reading = read(with_markup(b'<c r="F5" s="9"><v>142</v></c>', inline))
    assert not reading.accepted
    (sentence,) = sentences(reading)
    assert sentence.startswith("Tệp bieu.xlsx, trang «Số liệu», ô F5: ")


def test_raised_letters_of_a_text_stay_raised(read):
    inline = RICH.replace("14", "diện tích m").replace("<t>1<", "<t>2<")
    inline = inline.format('<vertAlign val="superscript"/>').encode()
    content = with_markup(
        b'<c r="G5" s="10"/>', b'<c r="G5" s="10" t="inlineStr">' + inline + b"</c>"
    )
    assert read(content).facts[0].evidence == "diện tích m²"


@pytest.mark.parametrize(
    ("value", "shown"), [(0.853, "0,853"), (12.5, "12,5"), (True, "TRUE"), (12, "12")]
)
def test_evidence_is_kept_as_excel_shows_it(read, value, shown):
    assert read(with_cell("G5", value)).facts[0].evidence == shown


def test_evidence_in_per_cent_is_kept_as_excel_shows_it(read):
    def change(book):
        book[SHEET]["G5"] = 0.853
        book[SHEET]["G5"].number_format = "0.0%"

    assert read(edited(change)).facts[0].evidence == "85,3 %"
