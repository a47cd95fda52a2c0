"""Answers of a parent for its children, and wholes that are sums of several answers."""

from __future__ import annotations

from datetime import date

import pytest

from form_files import (
    DISTRICT,
    OF_DISTRICT,
    OF_PROVINCE,
    WIDE,
    assert_refused,
    read_form,
    sentences,
)
from helpers import forms
from helpers.forms import ShownFigures, TaskAnswer
from helpers.intake.forms.workbook import read_forms
from helpers.model import Fact, InputKind, Judgement, Level

pytestmark = pytest.mark.intake


def stated(reading):
    """The answers of a reading, by the agency they are about."""
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
    assert (of_child.agency, of_child.level) == ("03022-xa-thanh-binh", Level("commune"))
    assert (of_child.sheet, of_child.cell) == ("Đơn vị", "C6")
    assert of_child.evidence == "BC 7/BC-UBND"


def test_the_province_answers_for_departments_and_districts(read_wide):
    reading = read_wide(WIDE.province, OF_PROVINCE)
    assert reading.remarks == ()
    assert stated(reading) == {
        ("so-noi-vu", "inspected"): 1,
        ("so-noi-vu", "own_plan"): 1,
        ("so-du-lich", "own_plan"): 0,
        ("088-thi-xa-sa-pa", "report_h1"): 1,
    }
    assert {fact.agency: fact.level for fact in reading.facts} == {
        "so-noi-vu": Level("province"),
        "so-du-lich": Level("province"),
        "088-thi-xa-sa-pa": Level("district"),
    }


def test_a_matrix_with_moved_rows_and_columns(read_wide):
    def change(book):
        sheet = book["Đơn vị"]
        sheet.insert_rows(1, 2)
        sheet.insert_cols(3, 2)
        first, second = ([c.value for c in sheet[row]] for row in (8, 11))
        for column, (one, other) in enumerate(zip(first, second, strict=True), start=1):
            sheet.cell(8, column).value, sheet.cell(11, column).value = other, one

    reading = read_wide(WIDE.province, OF_PROVINCE, change=change)
    assert reading.remarks == ()
    assert stated(reading) == stated(read_wide(WIDE.province, OF_PROVINCE))


def test_faults_of_ids_in_a_matrix_are_reported_like_those_of_rows(read_wide):
    def change(book):
        sheet = book["Đơn vị"]
        sheet["E5"] = "ke_hoach"  # own_plan
        sheet["A7"] = "so-la"  # so-du-lich
        sheet["C7"] = 5
        sheet["A9"] = "083-huyen-muong-khuong"  # 088-thi-xa-sa-pa

    assert_refused(
        read_wide(WIDE.province, OF_PROVINCE, change=change),
        ", trang «Đơn vị»: thiếu cột mang mã «own_plan»; các số liệu này coi như chưa có.",
        ", trang «Đơn vị», ô E5: cột «…» không có trong biểu mẫu; cột này không được dùng.",
        ", trang «Đơn vị», ô A7: mã «…» không có trong biểu mẫu của đơn vị; "
        "dòng này không được dùng.",
        ", trang «Đơn vị», ô A8 và A9: mã «083-huyen-muong-khuong» ghi ở nhiều dòng. "
        "Đề nghị giữ một dòng.",
        ", trang «Đơn vị»: thiếu dòng mang mã «so-du-lich», «088-thi-xa-sa-pa»; "
        "các số liệu này coi như chưa có.",
    )


def test_a_duplicate_column_and_an_answer_without_a_question(read_wide):
    def change(book):
        sheet = book["Đơn vị"]
        sheet["I5"] = "report_h1"  # report_year
        sheet["C7"] = "Có"  # Sở Du lịch has no dossiers
        sheet["L4"] = "Ghi chú"

    assert_refused(
        read_wide(WIDE.province, OF_PROVINCE, change=change),
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

    assert_refused(
        read_wide(WIDE.province, OF_PROVINCE, change=change), f", trang «Đơn vị»: {sentence}"
    )


def test_a_matrix_without_its_ids(read_wide):
    reading = read_wide(WIDE.province, {}, change=lambda book: book["Đơn vị"].delete_rows(5))
    (sentence,) = sentences(reading)
    assert sentence.startswith("Tệp bieu.xlsx, trang «Đơn vị»: thiếu cột «Được kiểm tra (Có/Không")


def test_a_figure_in_a_matrix_row_without_id_and_merged_cells(read_wide):
    def change(book):
        book["Đơn vị"]["G12"] = "Có"
        book["Đơn vị"].merge_cells("E6:E7")

    assert_refused(
        read_wide(WIDE.province, OF_PROVINCE, change=change),
        ", trang «Đơn vị»: các ô E6:E7 bị gộp. Đề nghị bỏ gộp và ghi từng ô.",
        ", trang «Đơn vị», ô G12: có số liệu nhưng dòng này không có mã. "
        "Đề nghị ghi số liệu vào đúng dòng của biểu mẫu.",
    )


def test_evidence_of_a_child_without_an_answer_is_reported_once(read_wide):
    reading = read_wide(DISTRICT, {}, {"inspected@03022-xa-thanh-binh": "KL 1"})
    assert sentences(reading) == [
        "Tệp bieu.xlsx, trang «Đơn vị», ô H6: có tài liệu kiểm chứng nhưng chưa có số liệu."
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
        ", trang «Đơn vị», ô E6, C6 và D6: «Số người đạt chuẩn» (22) lớn hơn tổng của "
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


def test_all_forms_of_the_plan_are_accepted_when_filled(plan, tmp_path):
    """One agency of each kind and the province, every field filled: a fact for every question."""
    period = plan.periods["2022-FY"]
    ids = ("so-noi-vu", "so-y-te", "088-thi-xa-sa-pa", "03022-xa-thanh-binh")
    paths, fact_keys = [], {}
    for agency in (plan.province, *(plan.agencies[name] for name in ids)):
        questions = forms.questions(plan, agency, period)
        computed = {q.key: (7, 8) for q in questions if q.input.kind is InputKind.AGREEMENT}
        answers = {q.key: _any_answer(q) for q in questions}
        paths.append(tmp_path / f"{agency.id}.xlsx")
        content = forms.filled(plan, agency, period, answers, {}, ShownFigures(computed))
        paths[-1].write_bytes(content)
        fact_keys[agency.id] = [question.fact_key for question in questions]
    for reading in read_forms(paths, plan, period):
        assert reading.remarks == ()
        places = [(fact.agency, fact.level, fact.input) for fact in reading.facts]
        assert sorted(places) == sorted(fact_keys[reading.agency])


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
            level=Level("district"),
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
            level=Level("district"),
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
