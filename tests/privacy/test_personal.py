"""Numbers of persons in evidence, leads and explanations; document numbers are allowed."""

from __future__ import annotations

import pytest

from helpers.intake.forms.cells import Cell
from helpers.intake.forms.numbers import CellFault
from helpers.model.spelling import one_line


def said(text: str) -> str | CellFault:
    return Cell(5, 7, "s", text).line(1_000)


@pytest.mark.parametrize(
    "text",
    [
        "Anh Tráng A Sử 0912345678",
        "0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "0912/345/678",
        "0912_345_678",
        "(0987) 333444",
        "(0912) 345 678",
        "091 234 5678",
        "091.2345.678",
        "0912 34 56 78",
        "+84 912 345 678",
        "+84912345678",
        "84 912345678",
        "Sở Nội vụ (0386123456)",
        "ĐT: 0386.123.456; Báo cáo số 12/BC-SNV",
        "liên hệ 0912345678, QĐ 434/KH-UBND",
        "Zalo 0768 123 456.",
        "010198765432",
        "0101 9876 5432",
        "010 198 765 432",
        "010.198.765.432",
        "CCCD 010198765432",
        "CCCD số 010198765432 cấp ngày 12/5/2021",
        "căn cước công dân: 010 198 765 432",
        "CMND 063987654",
        "CMND: 063 987 654",
        "chứng minh nhân dân số 063987654",
        "063987654",
        "063987654 đồng chí Hồ Văn A",
        "0912345678 Triệu Văn Bình",
        "Hộ chiếu B1234567",
        "B1234567",
        "Nguyễn Thị Lan Hương - 063987654 - Sở Nội vụ",
        912345678,
    ],
)
def test_a_text_with_a_number_of_a_person_is_refused(text: str) -> None:
    answer = said(text)
    assert isinstance(answer, CellFault)
    assert answer.text == (
        "có số giống số điện thoại hoặc số giấy tờ của cá nhân. Đề nghị bỏ số đó; chỉ ghi số, ký "
        "hiệu, ngày của văn bản hoặc địa chỉ công khai."
    )


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định 434/KH-UBND ngày 31/12/2021",
        "Quyết định số 1234/2022/QĐ-UBND",
        "số 1234/2022/QĐ-UBND",
        "Báo cáo số 123/BC-SNV ngày 14/6/2022; Công văn 456/SNV-CCHC ngày 20/6/2022",
        "Nghị quyết 76/NQ-CP ngày 15/7/2021 của Chính phủ",
        "Nghị định 61/2018/NĐ-CP, Nghị định 107/2021/NĐ-CP",
        "Thông tư 01/2020/TT-VPCP",
        "QĐ 0912/QĐ-UBND ngày 03/05/2022",
        "Công văn số 0912345/UBND-NC",
        "Các văn bản 03/2022/QĐ-UBND, 05/2022/QĐ-UBND, 07/2022/QĐ-UBND, 09/2022/QĐ-UBND",
        "Số 08/2022-09/2022 của Bản tin",
        "Từ 15/12/2021 đến 14/06/2022",
        "15/12/2021-14/06/2022",
        "09.08.2022 và 03.05.2022",
        "03-05-2022",
        "họp ngày 07/08/22, 09/10/22",
        "https://dichvucong.laocai.gov.vn/ho-so?id=0912345678",
        "https://laocai.gov.vn/1234567890/010198765432.html",
        "www.laocai.gov.vn/tin-tuc/063987654",
        "laocai.gov.vn/bai-viet/0912345678",
        "sonoivu.laocai.gov.vn",
        "Mã hồ sơ 000.00.25.H38-220304-0001",
        "000.00.01.H38-220304-0012",
        "H38.12-220304-0001",
        "Thủ tục 1.001234.000.00.00.H38 và 2.000635.000.00.00.H38",
        "1.240/1.250",
        "Hai số 1240 và 1250; tỷ lệ 99,2%",
        "Kinh phí 123.456.789 đồng",
        "Kinh phí 1250000000 đồng, đã giải ngân 987654321 đồng",
        "1.250 triệu đồng; 49.694 triệu đồng",
        "Mã số thuế 0312345678",
        "Tài khoản số 0312345678 tại Kho bạc",
        "Điện thoại cơ quan 0214 3840 034",
        "Văn thư 02143.840.034",
        "Bảng 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12",
        "Công báo số 35+36 ngày 20220304",
        "TCVN ISO 9001:2015; ISO/IEC 27001:2013",
        "20220304_BC_123.pdf",
        "Phụ lục I, II kèm theo Kế hoạch 434/KH-UBND",
        "Phòng Cải cách hành chính, Sở Nội vụ",
        "Điều 2 khoản 3 điểm a Luật số 80/2015/QH13",
    ],
)
def test_numbers_of_documents_are_accepted(text: str) -> None:
    assert said(text) == one_line(text, 1_000)
