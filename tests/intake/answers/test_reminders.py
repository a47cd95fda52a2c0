"""Texts that remind agencies: whom, of what, by when; nothing of the clock in them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from commands import cchc
from province import Province, sent_province

pytestmark = pytest.mark.intake

PERIOD = "2022-H1"
WRONG, SILENT = "02764-xa-din-chin", "03002-phuong-sa-pa"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """A small province in which one agency has not sent and one must correct."""
    province = sent_province(tmp_path_factory.mktemp("reminders"), PERIOD)
    inbox = province.inbox(PERIOD)
    for path in inbox.glob("*.xlsx"):
        if path.stem not in (WRONG, "so-noi-vu", "van-phong-ubnd-tinh"):
            path.unlink()
    for agency in ("083-huyen-muong-khuong", "088-thi-xa-sa-pa"):
        assert not (inbox / f"{agency}.xlsx").exists()
    book = openpyxl.load_workbook(inbox / f"{WRONG}.xlsx")
    cell = next(
        row[0] for row in book["Số liệu"].iter_rows(min_row=5) if row[0].value == "results_in_force"
    )
    column = next(c.column for c in book["Số liệu"][4] if c.value == "Số liệu")
    book["Số liệu"].cell(cell.row, column).value = "85 (khoảng)"
    book.save(inbox / f"{WRONG}.xlsx")
    province.take_in(PERIOD)
    return province


def reminded(own: Province, out: Path) -> dict[str, str]:
    run = cchc("remind", "--period", PERIOD, "--out", str(out), env=own.env)
    assert run.returncode == 0, run.stderr
    return {path.name: path.read_text("utf-8") for path in (out / f"nhac-{PERIOD}").iterdir()}


def test_a_district_gets_its_own_and_the_cell_to_correct(own: Province, tmp_path: Path) -> None:
    texts = reminded(own, tmp_path)
    text = texts["083-huyen-muong-khuong.txt"]
    assert text.startswith("SỐ LIỆU MÔ PHỎNG\n")
    assert "Kính gửi: UBND huyện Mường Khương\n" in text
    silent, to_correct = text.split("Phải sửa rồi gửi lại (1 đơn vị):")
    assert "- UBND huyện Mường Khương: hạn gửi 27/06/2022 (MINH HỌA)\n" in silent
    assert "- UBND xã Thanh Bình, huyện Mường Khương: hạn gửi 24/06/2022 (MINH HỌA)\n" in silent
    assert "Dìn Chin" not in silent
    assert "- UBND xã Dìn Chin, huyện Mường Khương: hạn gửi 24/06/2022" in to_correct
    assert "  + Tệp 02764-xa-din-chin.xlsx, trang «Số liệu», ô " in to_correct
    assert f"data/intake/laocai-2022/{PERIOD}/returned" in to_correct
    assert "Sa Pa" not in text
    assert "UBND phường Sa Pa, thị xã Sa Pa" in texts["088-thi-xa-sa-pa.txt"]
    assert str(own.root) not in "".join(texts.values())


def test_the_same_state_gives_the_same_bytes_and_earlier_texts_go(
    own: Province, tmp_path: Path
) -> None:
    first = reminded(own, tmp_path)
    folder = tmp_path / f"nhac-{PERIOD}"
    (folder / "ghi-chu.txt").write_text("của cán bộ", "utf-8")
    again = reminded(own, tmp_path)
    assert again.pop("ghi-chu.txt") == "của cán bộ"
    assert again == first


def test_wrong_use_is_one_sentence(own: Province, tmp_path: Path) -> None:
    early = cchc("remind", "--period", "2022-FY", "--out", str(tmp_path), env=own.env)
    among = own.roots.data / "inbox" / "nhac"
    inside = cchc("remind", "--period", PERIOD, "--out", str(among), env=own.env)
    assert (early.returncode, inside.returncode) == (2, 2)
    assert "Chưa nhận số liệu của kỳ «Năm 2022»" in early.stderr
    assert not among.exists()
    for run in (early, inside):
        assert len(run.stderr.strip().splitlines()) == 1
