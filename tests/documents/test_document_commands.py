"""The commands that write documents: what they say, where they write, wrong use in one sentence."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import docx
import openpyxl
import pytest

from commands import cchc
from province import PLAN, Province

pytestmark = pytest.mark.batch

PERIOD = "2022-FY"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["annex"], "--period"),
        (["annex", "--period", "2022-Q9"], "2022-Q1, 2022-H1, 2022-Q3, 2022-FY"),
        (["annex", "--period", "2022-Q1"], "cchc intake --period 2022-Q1"),
        (["annex", "--period", PERIOD, "--out", "x.csv"], "phải kết thúc bằng .xlsx"),
        (["annex", "--period", PERIOD, "--out", "."], "là một thư mục"),
        (["annex", "--period", PERIOD, "--out", "data/store/x.xlsx"], "nơi chỉ dành cho số liệu"),
        (
            ["annex", "--period", PERIOD, "--out", "rendered/laocai-2022/2022-FY/x.xlsx"],
            "nơi chỉ chứa phiếu đã lập",
        ),
        (["report"], "--period"),
        (["report", "--period", "2022-Q1"], "cchc intake --period 2022-Q1"),
        (["report", "--period", PERIOD, "--out", "x.pdf"], "phải kết thúc bằng .docx"),
        (["report", "--period", PERIOD, "--out", "data/inbox/x.docx"], "nơi chỉ dành cho số liệu"),
        (["pdf"], "--period"),
        (["pdf", "--period", "2022-Q9"], "2022-Q1, 2022-H1, 2022-Q3, 2022-FY"),
        (["pdf", "--period", PERIOD, "--agency", "xa-99999"], "«xa-99999»"),
        (["pdf", "--period", "2022-Q1"], "Chưa có phiếu nào của kỳ 2022-Q1 để in"),
        (["pdf", "--period", PERIOD, "--jobs", "0"], "phải là số từ 1."),
    ],
)
def test_wrong_use_is_one_sentence(
    small_province: Province, arguments: list[str], said: str
) -> None:
    done = cchc(*arguments, env=small_province.env, cwd=small_province.root)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_the_annex_has_the_figures_of_the_results_and_the_same_bytes_twice(
    small_province: Province, tmp_path: Path
) -> None:
    paths = [tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    for path in paths:
        done = cchc("annex", "--period", PERIOD, "--out", str(path), env=small_province.env)
        assert done.returncode == 0, done.stderr
    assert paths[0].read_bytes() == paths[1].read_bytes()
    printed = cchc("evaluate", "--period", PERIOD, env=small_province.env).stdout
    expected = {
        (row["agency"], row["target"], row["numerator"], row["denominator"])
        for row in csv.DictReader(io.StringIO(printed))
    }
    book = openpyxl.load_workbook(paths[0])
    shown = {
        (row[0], row[5], _text(row[8]), _text(row[9]))
        for sheet in book
        if sheet["H4"].value == "Nguồn số liệu"
        for row in sheet.iter_rows(5, values_only=True)
    }
    assert shown == expected
    _, *sent = book["Tình hình gửi"].iter_rows(4, values_only=True)
    assert all(row[6] for row in sent if row[4] == "Đã gửi")  # the day


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def test_the_report_has_the_figures_of_the_results_and_the_same_bytes_twice(
    small_province: Province, tmp_path: Path
) -> None:
    paths = [tmp_path / "one.docx", tmp_path / "two.docx"]
    for path in paths:
        done = cchc("report", "--period", PERIOD, "--out", str(path), env=small_province.env)
        assert done.returncode == 0, done.stderr
    assert paths[0].read_bytes() == paths[1].read_bytes()
    whole = cchc("evaluate", "--period", PERIOD, "--agency", "lao-cai", env=small_province.env)
    [on_time] = [
        row
        for row in csv.DictReader(io.StringIO(whole.stdout))
        if (row["target"], row["level"]) == ("dossiers_on_time", "all")
    ]
    counts = "/".join(
        f"{int(on_time[name]):,}".replace(",", ".") for name in ("numerator", "denominator")
    )
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(paths[0])).paragraphs)
    assert f"hồ sơ giải quyết đúng hạn hoặc trước hạn ({counts} hồ sơ, bằng" in text


def test_the_annex_is_written_next_to_the_packets_where_the_index_says(
    small_province: Province, rendered: Path, tmp_path: Path
) -> None:
    env = {**small_province.env, "CCHC_OUT": str(tmp_path)}
    done = cchc("annex", "--period", PERIOD, env=env)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / PLAN / f"{PERIOD}-tai-lieu" / "phu-luc.xlsx").is_file()
    page = (rendered / "index.html").read_text("utf-8")
    [said] = re.findall(r"<p[^>]*>(Phụ lục Excel .*?)</p>", page)
    for words in (
        f"cchc annex --period {PERIOD}",
        "cchc report",
        f"thư mục {PERIOD}-tai-lieu, cạnh",
    ):
        assert words in said


def test_without_chromium_the_answer_is_one_sentence(
    small_province: Province, rendered: Path, tmp_path: Path
) -> None:
    assert rendered.is_dir()
    env = {**small_province.env, "PATH": str(tmp_path)}
    done = cchc("pdf", "--period", PERIOD, env=env)
    assert done.returncode == 2
    assert done.stderr.startswith("Máy chưa có Chromium")
    assert len(done.stderr.splitlines()) == 1


def test_verify_names_a_pdf_that_is_not_as_it_was_made(
    small_province: Province, rendered: Path, tmp_path: Path
) -> None:
    own = small_province.copy(tmp_path / "own")
    folder = own.roots.out / PLAN / f"{PERIOD}-tai-lieu" / "pdf"
    folder.mkdir(parents=True)
    (folder / "so-noi-vu.pdf").write_bytes(b"%PDF")
    done = cchc("verify", str(own.roots.out / PLAN / PERIOD), env=own.env)
    assert rendered.is_dir()
    assert done.returncode == 1
    assert "danh-muc.json thiếu hoặc hỏng" in done.stderr
