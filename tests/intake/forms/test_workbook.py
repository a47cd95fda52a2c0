"""Filled forms as agencies send them, cell by cell: accepted, remarked on, refused."""

from __future__ import annotations

import unicodedata

import pytest

from form_files import (
    COMMUNE,
    GOOD,
    PERIOD,
    PLAN,
    SHEET,
    a_form,
    assert_refused,
    assert_remarked,
    edited,
    sentences,
    with_cell,
    with_markup,
)
from helpers import forms
from helpers.model import WHOLE, Fact, Judgement, Level, Severity

pytestmark = pytest.mark.intake


# ---------------------------------------------------------------- accepted


def test_a_valid_form(read):
    reading = read(a_form(evidence={"one_stop_scope": "QĐ 12/QĐ-UBND"}))
    assert (reading.agency, reading.accepted, reading.remarks) == (COMMUNE.id, True, ())
    assert {fact.input: fact.value for fact in reading.facts} == GOOD
    assert reading.facts[0] == Fact(
        agency="03022-xa-thanh-binh",
        level=Level("commune"),
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
    reading = read(a_form(answers, agency=PLAN.province))
    assert reading.agency == "lao-cai"
    assert [(fact.input, fact.level, fact.value) for fact in reading.facts] == [
        ("rules_reform", WHOLE, None),
        ("one_stop_scope", Level("district"), 300),
        ("one_stop_scope", Level("commune"), 142),
        ("one_stop_handled", Level("commune"), 142),
    ]


def test_two_communes_of_one_name_are_distinguished_by_the_stamp(read):
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


def test_an_empty_form_is_accepted_without_facts_and_with_a_remark(read):
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
def test_headings_and_sheet_names_in_either_normal_form(read, form):
    def change(book):
        sheet = book[SHEET]
        for cell in sheet[4]:
            cell.value = f" {unicodedata.normalize(form, cell.value)} "
        sheet.title = unicodedata.normalize(form, SHEET)

    reading = read(edited(change))
    assert {fact.input: fact.value for fact in reading.facts} == GOOD


def test_moved_rows_and_columns_are_recognised_by_name(read):
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


def test_a_deleted_row(read):
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


def test_a_cell_that_is_no_count(read_all):
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


def test_a_choice_outside_the_list(read):
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


def test_the_remark_on_a_part_over_its_whole_names_both_cells(read):
    assert_refused(
        read(a_form({**GOOD, "one_stop_handled": 1420})),
        ", trang «Số liệu», ô F6 và F5: «Trong đó đang qua Một cửa» (1.420) lớn hơn "
        "«TTHC phải qua Một cửa» (142). Đề nghị kiểm tra hai số này.",
    )


@pytest.mark.parametrize("part", [141, 142])
def test_a_part_up_to_its_whole_is_accepted(read, part):
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


def test_a_merged_title_is_accepted(read):
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


# ---------------------------------------------------------------- nothing is dropped silently


def test_cells_outside_the_table_are_reported(read):
    def change(book):
        book[SHEET]["I6"] = "chưa gồm trường học"
        book[SHEET]["C12"] = "Ghi chú: số tạm tính"

    assert_remarked(
        read(edited(change)),
        ", trang «Số liệu», ô I6 và C12: có nội dung ghi ngoài bảng của biểu; nội dung này không "
        "được dùng. Cần nói thêm thì ghi ở trang «Giải trình».",
    )


def test_comments_and_pictures_are_reported_but_not_those_of_the_form(read, tmp_path):
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


@pytest.mark.parametrize("style", ['<vertAlign val="superscript"/>', "<strike/>"])
def test_raised_or_struck_digits_are_not_part_of_the_number(read, style):
    """14 with the footnote mark 1 is not 141, nor is 14 with a struck-out 1."""
    inline = b'<c r="F5" s="9" t="inlineStr">' + RICH.format(style).encode() + b"</c>"
    reading = read(with_markup(b'<c r="F5" s="9"><v>142</v></c>', inline))
    assert not reading.accepted
    (sentence,) = sentences(reading)
    assert sentence.startswith("Tệp bieu.xlsx, trang «Số liệu», ô F5: ")


def test_raised_letters_of_a_text_are_kept(read):
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
