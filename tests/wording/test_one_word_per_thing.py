"""«Phiếu» is a packet; what a person answers to a survey is «lượt trả lời»."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.intake.answers import write_answers
from pages import read
from province import Province

PERIOD = "2022-FY"
OF_PACKETS = (
    r"Phiếu kết quả đánh giá",
    r"Mã phiếu",  # of a packet; also the column that gives a ballot its number in the export
    r"Phiếu chưa được phê duyệt",
    r"Phiếu còn thiếu phần",
    r"nêu ở phiếu của",
    r"[Ss]ố liệu trong phiếu",
    r"mục \d+ của phiếu",
    r"phiếu không nêu chi tiết về an toàn thông tin",
    r"phiếu giữ cả hai",
    r"phần của phiếu|[Tt]hiếu phiếu",
    r"chung của các phiếu|của từng phiếu|Danh sách phiếu",
    r"(?:Phiếu )?\d+ trong \d+ phiếu đã lập|chưa lập phiếu",
)
# Names that others gave: of the survey SIPAS in the form of the province, which an issued form must
# match (organisation.yml), and of a column of the export (mappings/survey.yml).
NAMES_OF_OTHERS = (
    r"SIPAS năm \d+: số phiếu (?:trả lời hợp lệ|hài lòng hoặc rất hài lòng)",
    r"«Mã phiếu»",
)
KNOWN = re.compile("|".join((*OF_PACKETS, *NAMES_OF_OTHERS)))


def others(page: bytes) -> list[str]:
    """Where the word occurs on a page otherwise than known, with what is around it."""
    left = KNOWN.sub("", read(page).text)
    return re.findall(r".{0,40}[Pp]hiếu.{0,40}", left)


@pytest.fixture(scope="module")
def pages(
    rendered: Path, small_province: Province, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """Every page of the small province, and the report of an intake of the same files."""
    own, period = small_province.copy(tmp_path_factory.mktemp("taken") / "own"), PERIOD
    result = own.take_in(period)
    report = write_answers(own.roots, own.plan, own.plan.periods[period], result).html
    paths = [*rendered.rglob("*.html"), report]
    return {path.name: path.read_bytes() for path in paths}


def test_the_word_is_of_packets_on_every_page(pages: dict[str, bytes]) -> None:
    assert {"index.html", "methods.html", "province.html", "intake-report.html"} < set(pages)
    assert {name: left for name, page in pages.items() if (left := others(page))} == {}


def test_each_kind_of_page_speaks_of_answers(pages: dict[str, bytes]) -> None:
    told = [name for name, page in pages.items() if "lượt trả lời" in read(page).text]
    assert {"methods.html", "province.html", "intake-report.html"} < set(told)


@pytest.mark.parametrize(
    "said",
    ["mẫu khảo sát nhỏ: 48 phiếu", "còn thiếu 9 phiếu hài lòng", "12 phiếu tự nguyện", "từ phiếu"],
)
def test_the_word_for_anything_else_is_found(said: str) -> None:
    assert others(f"<p>{said}</p>".encode())
    assert not others("<h1>Phiếu kết quả đánh giá</h1>".encode())
