"""`cchc card` as a user runs it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from commands import cchc
from province import Province

pytestmark = pytest.mark.batch

GOLDEN = Path(__file__).parent / "golden"


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_points_of_time_are_those_of_form_ii06a(small_province: Province) -> None:
    """(2 · column 8 + column 9) / column 7, where every dossier has a due day."""
    form = cchc("dossiers", "--period", "2022-FY", env=small_province.env)
    counts = {row["agency"]: row for row in rows_of(form.stdout)}
    done = cchc("card", "--all", "--period", "2022-FY", "--format", "csv", env=small_province.env)
    assert done.returncode == 0, done.stderr
    rows = rows_of(done.stdout)
    agencies = list(dict.fromkeys(row["agency"] for row in rows))
    assert len(rows) == 10 * len(agencies)
    assert "lao-cai" not in agencies
    compared = 0
    for row in (each for each in rows if each["indicator"] == "1" and each["low"]):
        c7, c8, c9 = (int(counts[row["agency"]][name]) for name in ("c7", "c8", "c9"))
        if row["low"] == row["high"]:
            assert abs(float(row["low"]) - (2 * c8 + c9) / c7) <= 0.05 + 1e-9
            compared += 1
    assert compared > 3
    for row in rows:
        assert "không phải kết quả đánh giá chính thức" in row["note"]
        assert row["low"] or "không tính được" in row["basis"] or "chưa nêu điểm" in row["basis"]


def test_the_table_names_what_is_not_computed(small_province: Province) -> None:
    done = cchc("card", "so-noi-vu", "--period", "2022-FY", env=small_province.env)
    assert done.returncode == 0, done.stderr
    head, note, *_ = done.stdout.splitlines()
    assert "Năm 2022" in head
    assert "SỐ LIỆU MÔ PHỎNG" in note
    assert "chưa kiểm chứng" in note
    assert done.stdout.count("không tính được:") >= 7
    assert "tổng" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--all"),
        (["so-noi-vu", "--all", "--period", "2022-FY"], "đúng một trong ba"),
        (["so-noi-vu"], "--period"),
        (["xa-99999", "--period", "2022-FY"], "«xa-99999»"),
        (["lao-cai", "--period", "2022-FY"], "từng đơn vị"),
        (["--all", "--period", "2022-Q9"], "2022-Q1"),
        (["--all", "--period", "2022-FY", "--card", "khac"], "nd61-2018"),
        (["--check", "khong-co.csv"], "khong-co.csv"),
    ],
)
def test_wrong_use_is_one_sentence(
    small_province: Province, arguments: list[str], said: str
) -> None:
    done = cchc("card", *arguments, env=small_province.env)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_typed_card_is_checked_without_data() -> None:
    done = cchc("card", "--check", str(GOLDEN / "lai-chau-2021.csv"))
    assert done.returncode == 1
    (sentence,) = done.stdout.splitlines()
    assert sentence.startswith("Dòng 11, «Sở Kế hoạch và Đầu tư»: tổng điểm ghi 13,859")
    assert done.stderr == "Đã kiểm tra 15 dòng: 1 dòng cần kiểm tra lại.\n"


def test_a_typed_card_that_closes(tmp_path: Path) -> None:
    published = (GOLDEN / "lai-chau-2021.csv").read_text("utf-8").splitlines(keepends=True)
    path = tmp_path / "thẻ.csv"
    path.write_text("".join(line for line in published if "13.859" not in line), "utf-8")
    done = cchc("card", "--check", str(path))
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "Đã kiểm tra 14 dòng: mọi tổng điểm đều khớp.\n"
    path.write_text(published[0], "utf-8")
    assert cchc("card", "--check", str(path)).returncode == 2
