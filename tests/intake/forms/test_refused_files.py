"""Files refused as a whole: the wrong form, no form, or one that is too costly to read."""

from __future__ import annotations

import sys

import pytest

from form_files import (
    DATA_XML,
    KINDS,
    OLE,
    PERIOD,
    PLAN,
    SHEET,
    a_form,
    assert_refused,
    edited,
    read_form,
    rezipped,
    sentences,
    with_cell,
    with_markup,
)
from helpers import forms
from helpers.intake.files.zip_guard import Refused
from helpers.intake.forms import workbook
from helpers.intake.forms.workbook import read_forms
from helpers.store import fault_log

pytestmark = pytest.mark.intake


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
def test_a_stamp_that_does_not_match(read, cell, value, sentence):
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


def test_a_duplicate_heading(read):
    assert_refused(
        read(with_cell("B4", "Số liệu")),
        ", trang «Số liệu»: có hai cột «Số liệu». Đề nghị giữ nguyên hàng tiêu đề của biểu mẫu.",
    )


# ---------------------------------------------------------------- refused files: no form


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


def test_invalid_markup(read):
    assert_refused(
        read(rezipped({DATA_XML: b"<worksheet><sheetData><row"})),
        ": không đọc được tệp. Đề nghị mở bằng Excel, lưu lại rồi gửi.",
    )


XXE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'

FORBIDDEN = [
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


def test_contents_that_no_form_has(read_all):
    answers = read_all([rezipped(changes) for changes, _ in FORBIDDEN])
    assert answers == [
        [f": tệp chứa {content}. Đề nghị bỏ phần đó, lưu dạng .xlsx rồi gửi lại."]
        for _, content in FORBIDDEN
    ]


TOO_LARGE = ": tệp quá lớn so với một biểu mẫu. Đề nghị dùng lại biểu mẫu gốc, chỉ ghi số liệu."


def test_a_zip_bomb(read):
    assert_refused(read(rezipped({"xl/media/a.bin": bytes(30 << 20)})), TOO_LARGE)


def with_rows(rows):
    """The form with these rows after its own."""
    return with_markup(b"</sheetData>", rows + b"</sheetData>")


def with_strings(count):
    """The form with `count` more shared strings."""
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
        f'<row r="{r}">{"".join("<c><v>1</v></c>" for _ in range(50))}</row>'.encode()
        for r in range(20, 2_100)
    )
    assert_refused(read(with_rows(rows)), TOO_LARGE)


A_MILLION_BLANK_ROWS = b"".join(
    f'<row r="{r}" s="1"><c r="A{r}" s="1"/></row>'.encode() for r in range(20, 1_000_000)
)


def test_a_million_blank_rows_are_accepted(read):
    assert read(with_rows(A_MILLION_BLANK_ROWS)).accepted


# ---------------------------------------------------------------- the child


def test_a_file_that_cannot_be_opened(tmp_path):
    readings = read_forms([tmp_path, tmp_path / "không-có.xlsx"], PLAN, PERIOD)
    assert [text.partition(": ")[2] for r in readings for text in sentences(r)] == [
        "không mở được tệp. Đề nghị kiểm tra quyền đọc tệp."
    ] * 2


def test_an_odd_file_name_is_only_displayed(tmp_path):
    path = tmp_path / ("biểu\n\u202e" + "a" * 200 + ".xlsx")
    path.write_bytes(b"")
    (text,) = sentences(read_form(path, PLAN, PERIOD))
    assert text.startswith("Tệp biểu ␣aaa") and "\n" not in text


@pytest.mark.parametrize(
    ("limit", "bomb", "expected"),
    [
        (
            "form_child.WALL_SECONDS = 1",
            lambda: with_rows(A_MILLION_BLANK_ROWS),
            ("đọc tệp quá lâu",),
        ),
        # A parser that runs out of memory does not always report that.
        (
            "child_process.MEMORY = 10 << 20",
            lambda: with_strings(400_000),
            ("tệp quá lớn", "không đọc được"),
        ),
    ],
)
def test_a_file_that_needs_too_much_is_refused_alone(tmp_path, monkeypatch, limit, bomb, expected):
    # The real child with a smaller limit, so that the test need not wait for the real one.
    modules = "from helpers.intake.files import child_process, form_child"
    code = f"{modules}; {limit}; form_child.main()"
    monkeypatch.setattr(workbook, "CHILD", [sys.executable, "-c", code])
    paths = [tmp_path / name for name in ("a.xlsx", "b.xlsx", "c.xlsx")]
    for path in paths:
        path.write_bytes(a_form())
    paths[1].write_bytes(bomb())
    readings = read_forms(paths, PLAN, PERIOD)
    assert [reading.accepted for reading in readings] == [True, False, True]
    (sentence,) = sentences(readings[1])
    assert any(words in sentence for words in expected)


def test_readings_come_in_the_order_of_the_paths(tmp_path):
    paths = []
    for place, agency in enumerate([*PLAN.registry(PERIOD), PLAN.province]):
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


def test_a_fault_of_the_reader_costs_one_file(tmp_path, monkeypatch):
    reading = workbook.form_reading

    def failing(file, answer, *rest):
        if file == "b.xlsx" and not isinstance(answer, Refused):
            raise KeyError(file)
        return reading(file, answer, *rest)

    monkeypatch.setattr(workbook, "form_reading", failing)
    paths = [tmp_path / name for name in ("a.xlsx", "b.xlsx", "c.xlsx")]
    for path in paths:
        path.write_bytes(a_form())
    readings = read_forms(paths, PLAN, PERIOD, data=tmp_path)
    assert [reading.accepted for reading in readings] == [True, False, True]
    log = (tmp_path / fault_log.LOG).read_text("utf-8")
    assert "builtins.KeyError" in log and "b.xlsx" not in log
    assert sentences(readings[1]) == [
        "Tệp b.xlsx: chưa đọc được tệp vì phần mềm gặp lỗi khi đọc. "
        "Đề nghị báo người phụ trách kỹ thuật."
    ]
