"""Quoted text of senders keeps known phrases, but no name or number of a person."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

import pytest

from helpers import wording
from helpers.demo import offices
from helpers.privacy.foreign_text import (
    dossier_field,
    export_text,
    form_text,
    sheet_title,
    short_text,
    stamped_id,
)
from helpers.privacy.masking import SINGLE_WORDS

# The most frequent Vietnamese names, and names of peoples of Lào Cai; from published lists, not
# from the code.
FAMILIES = """
    Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đoàn Trịnh Mai
    Cao Đinh Lâm Phùng Tạ Tô Trương Lương Thái Hà Chu La Lưu Quách Vương Từ Đàm Tống Lục Tăng
    Kiều Triệu Mã Sùng Giàng Thào Lò Vàng Tráng Lù Hảng Sín Tẩn Chảo Vù Ma Lồ Thền Lèng Cư Hầu
    Công Văn
"""
MIDDLE = """
    Văn Thị Hữu Đức Minh Quốc Quang Ngọc Thanh Kim Xuân Thu Công Đình A Seo Thành Hồng
"""
GIVEN = """
    Anh An Ánh Bảo Bắc Bình Bích Châu Chi Chính Công Cường Diệp Dung Dũng Duy Đại Đạt Điểm
    Đông Đồng Đức Giang Hà Hạ Hải Hạnh Hậu Hiền Hiếu Hoa Hòa Hoàn Hợp Hùng Huệ Hương Hường
    Khánh Khoa Kiểm Kiên Kỳ Lan Lâm Liên Linh Loan Lộc Long Lợi Mai Mạnh Minh Mỹ Na Nam Năm
    Nga Ngân Nghĩa Ngọc Nhân Nhất Nhung Oanh Páo Phong Phúc Phương Phượng Quân Quang Quý Quyên
    Quỳnh Sinh Sơn Sử Tài Tâm Tân Thái Thanh Thành Thảo Thắng Thị Thông Thống Thu Thúy Thủy
    Thư Tiến Tín Tình Tỉnh Toàn Trang Trí Trung Trường Tú Tuấn Tùng Tuyết Vân Việt Vinh Vũ
    Xuân Yên Yến Phòng Bản Chức Hóa Nghiệp Trấn Phát Kết
"""
FORMS = (form_text, export_text, dossier_field)


def words_left(text: str) -> list[str]:
    """The words of a masked text except initials."""
    return [word for word in re.split(r"[\s…._]+", text) if len(word) > 1]


@pytest.mark.parametrize("shown", FORMS)
@pytest.mark.parametrize("written", [str.title, str.upper, str.lower])
def test_no_full_name_is_quoted(shown: Callable[[str], str], written: Callable[[str], str]) -> None:
    names = itertools.product(*map(str.split, (FAMILIES, MIDDLE, GIVEN)))
    for name in [" ".join(parts) for parts in names][:: 7 if shown is form_text else 31]:
        for text in (written(name), written(name).replace(" ", "_"), f"12 {written(name)}"):
            left = words_left(shown(text).replace("12", ""))
            assert left == [], f"{text} -> {shown(text)}"


@pytest.mark.parametrize("shown", FORMS[:2])
def test_no_name_of_two_syllables_is_quoted(shown: Callable[[str], str]) -> None:
    for family, given in itertools.product(FAMILIES.split(), GIVEN.split()):
        name = f"{family} {given}"
        if name not in ("Văn Bản", "Văn Phòng"):  # common words of offices
            assert words_left(shown(name)) == [], f"{name} -> {shown(name)}"


def test_single_words_are_no_names() -> None:
    names = set(f"{FAMILIES} {MIDDLE} {GIVEN}".casefold().split())
    assert names & set(SINGLE_WORDS.split()) == {"phòng"}  # is no name on its own


@pytest.mark.parametrize(
    "text",
    [
        "Anh Tráng A Sử trực máy",
        "Đồng chí Hồ Văn Quý",
        "CB: Nguyễn Văn Phòng",
        "Hồ Văn Quý - Văn phòng",
        "không có (Hồ Văn Công)",
        "hồ sơ Hồ Văn Tài",
        "Nguyễn Văn Bản, UBND huyện",
    ],
)
def test_a_name_in_a_sentence_is_masked(text: str) -> None:
    shown = form_text(text)
    assert not {"Tráng", "Sử", "Quý", "Nguyễn", "Văn", "Công", "Tài", "Bản"} & set(
        shown.replace(")", " ").split()
    )


@pytest.mark.parametrize(
    "text",
    [
        "không có",
        "1.250 hồ sơ",
        "85,3 (*)",
        "Ghi chú",
        "khoảng 12",
        "hơn 12 người",
        "chưa có số liệu",
        "không phát sinh",
        "HỒ SƠ",
        "12 triệu đồng",
        "15.000 đồng",
        "Quý 2",
        "quý II",
        "Tháng 12",
        "năm 2022",
        "6. Chính quyền số",
        "Tài liệu kiểm chứng",
        "Đã hoàn thành",
        "Đơn vị chủ trì",
        "31/02/2022",
        "31/02/2022 10:30:05",
        "2022-03-04 10:30",
        "2022/03/04 10:30:05",
        "04.03.2022 10:30",
        "15/12/2021 - 14/06/2022",
        "1.234.567,8",
        "NA",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "Sheet1",
        "x",
    ],
)
def test_text_without_names_is_kept(text: str) -> None:
    assert form_text(text) == text


@pytest.mark.parametrize(
    "number",
    [
        "0987654321",
        "0987 654 321",
        "0987.654.321",
        "0987-654-321",
        "0987/654/321",
        "0987_654_321",
        "(0987) 654321",
        "(0987)654.321",
        "+84 987 654 321",
        "+84(987)654-321",
        "0987, 654, 321",
        "0987\u00a0654\u00a0321",
        "0987\u200b654\u200b321",
        "0987 – 654 – 321",
        "０９８７６５４３２１",
        "B1234567",
        "C12345678",
        "063987654",
        "063 987 654",
        "012345678901",
        "0123 4567 8901",
        "012.345.678.901",
        "012/345/678/901",
        "012_345_678_901",
        "9704 3612 3456 7890",
    ],
)
@pytest.mark.parametrize("shown", [*FORMS, short_text])
def test_no_number_of_a_person_is_quoted(shown: Callable[[str], str], number: str) -> None:
    for text in (number, f"gọi {number}", f"{number} (máy riêng)"):
        kept = sum(letter.isdigit() for letter in shown(text))
        assert kept <= 1, shown(text)


# ---------------------------------------------------------------- fields of dossiers


def test_fields_of_procedures_stay_readable() -> None:
    fields = {name for _, names in offices.DEPARTMENTS.values() for name in names}
    fields |= {name for names in offices.LEVEL_FIELDS.values() for name in names}
    fields |= {*offices.CENTRAL_FIELDS.values(), offices.OTHER_FIELD}
    assert len(fields) > 40
    for field in (*fields, "ĐẤT ĐAI", "Dược, mỹ phẩm", "Phòng, chống tệ nạn xã hội"):
        assert dossier_field(field) == field


@pytest.mark.parametrize(
    ("spelled", "kept"),
    [
        ("Nguyễn Thị Lan Hương", "…"),
        ("Trần Lâm Nghiệp", "…"),
        ("Đất đai – nộp bởi Sùng A Páo 0987/654/321", "Đất đai – … A …"),
        ("Hộ tịch (Hồ Văn Công)", "Hộ tịch (…)"),
        ("Đất đai; Xây dựng", "Đất đai; Xây dựng"),
    ],
)
def test_only_the_field_of_a_text_is_kept(spelled: str, kept: str) -> None:
    assert dossier_field(spelled) == kept


# ---------------------------------------------------------------- the stamp of a form


def test_the_title_of_a_sheet_of_the_plan_stays_readable() -> None:
    assert sheet_title("7. Thanh Hương") == "7. …"
    assert sheet_title("7. Thanh Hương", {"7. Thanh Hương"}) == "7. Thanh Hương"


@pytest.mark.parametrize(
    "known", ["03022-xa-thanh-binh", "xa-99999", "so-noi-vu", "2023-H1", "laocai-2023", "1"]
)
def test_a_valid_id_of_a_stamp_is_quoted(known: str) -> None:
    assert stamped_id(known) == known


@pytest.mark.parametrize(
    "typed",
    ["Nguyễn Thị Lan Hương 0987654321", "giang-thi-quynh", "giangthiquynh", "0987654321", "HO VAN"],
)
def test_nothing_else_of_a_stamp_is_quoted(typed: str) -> None:
    assert stamped_id(typed) == "…"
    for sentence in (
        wording.form_faults.form_version(stamped_id(typed), "2"),
        wording.form_faults.form_other_plan(stamped_id(typed), "laocai-2022"),
    ):
        assert typed not in sentence
