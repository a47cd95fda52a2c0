"""The form's own labels, moved or changed by whoever filled it in."""

from __future__ import annotations

import io

import openpyxl
import pytest

from form_files import (
    OF_PROVINCE,
    SHEET,
    WIDE,
    a_form,
    assert_refused,
    assert_remarked,
    edited,
    with_cell,
)

pytestmark = pytest.mark.intake


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
    """Each number would belong to another line."""
    assert_refused(
        read(edited(lambda book: swap(book[SHEET], "B5:G5", "B9:G9"))),
        f", trang «Số liệu», ô A5, C5, A9 và C9: {MOVED}",
    )


def test_agencies_of_a_matrix_sorted_without_their_ids(read_wide):
    assert_refused(
        read_wide(
            WIDE.province, OF_PROVINCE, change=lambda book: swap(book["Đơn vị"], "B8:J8", "B9:J9")
        ),
        f", trang «Đơn vị», ô A8, B8, A9 và B9: {MOVED}",
    )


def test_headings_of_a_matrix_swapped_without_their_ids(read_wide):
    """The ids are in row 5, below the headings; the figures move with the headings."""

    def change(book):
        swap(book["Đơn vị"], "G4:G4", "I4:I4")
        swap(book["Đơn vị"], "G6:G9", "I6:I9")

    assert_refused(
        read_wide(WIDE.province, OF_PROVINCE, change=change),
        f", trang «Đơn vị», ô G5, G4, I5 và I4: {MOVED}",
    )


def test_a_figure_in_another_unit_is_not_accepted(read):
    unit = openpyxl.load_workbook(io.BytesIO(a_form()))[SHEET]["D8"].value
    assert_refused(
        read(with_cell("D8", f"nghìn {unit}")),
        f", trang «Số liệu», ô D8: đơn vị tính đã bị sửa, biểu hỏi theo «{unit}». "
        f"Đề nghị ghi số liệu theo «{unit}».",
    )


def test_labels_with_added_words_get_a_remark(read):
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
def test_a_heading_with_another_agency_or_period(read, heading, answer):
    assert_refused(read(with_cell("A2", heading)), f", trang «Số liệu»: {answer}")


@pytest.mark.parametrize("heading", ["ỦY BAN NHÂN DÂN XÃ THANH BÌNH – NĂM 2022", None])
def test_a_heading_in_capitals_or_deleted(read, heading):
    assert read(with_cell("A2", heading)).remarks == ()


def test_the_agency_sheet_names_another_agency(read_wide):
    def change(book):
        book["Thông tin đơn vị"]["B3"] = "Sở Du lịch"

    assert_refused(
        read_wide(WIDE.agencies["so-noi-vu"], {}, change=change),
        ", trang «Thông tin đơn vị»: tiêu đề ghi «Sở Du lịch», biểu mẫu này được cấp cho «Sở Nội "
        "vụ». Đề nghị dùng đúng biểu mẫu của đơn vị.",
    )
