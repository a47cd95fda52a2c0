"""The command line: wrong use gives one plain Vietnamese sentence and exit status 2."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

import plan_434
from commands import cchc
from corpus.exports import HEADS, as_csv, dossier
from helpers import store
from province import Province

pytestmark = pytest.mark.batch


def rows_of(text: str) -> list[dict[str, str]]:
    """CSV text as rows."""
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["evaluate", "--period", "2022-FY", "--agency", "xa-99999"], "«xa-99999»"),
        (["render", "--period", "2022-FY", "--agency", "xa-99999"], "«xa-99999»"),
        (["evaluate", "--period", "2022-Q9"], "2022-Q1, 2022-H1, 2022-Q3, 2022-FY"),
        (["evaluate", "--period", "2022-Q1"], "cchc intake --period 2022-Q1"),
        (["render", "--period", "2022-Q3"], "cchc intake --period 2022-Q3"),
        (["plan", "--plan", "ha-giang-2030"], "laocai-2022"),
        (["evaluate", "--period", "2022-FY", "--area", "roads"], "procedures"),
        (["dossiers", "--log", "x.csv"], "--mapping"),
        (["dossiers"], "--period"),
        (
            [
                "dossiers",
                "--log",
                "x.csv",
                "--mapping",
                "m.yml",
                "--from",
                "2022-03-01",
                "--to",
                "2022-02-01",
            ],
            "Ngày 2022-02-01 (--to) đứng trước ngày 2022-03-01 (--from).",
        ),
        ([], "chưa ghi tên lệnh"),
        (["plan", "a", "b"], "thừa tham số (a b)"),
        (["plan", "--format", "xml"], "'xml' không thuộc các giá trị"),
        (["render", "--period", "2022-FY", "--jobs", "0"], "phải là số từ 1."),
        (["render", "--period", "2022-FY", "--jobs", "x"], "phải là số nguyên."),
        (
            [
                "forms",
                "--period",
                "2022-FY",
                "--out",
                "x",
                "--kind",
                "objection",
                "--agency",
                "lao-cai",
            ],
            "Không có nội dung nào để ghi",
        ),
        (["evaluate"], "--period"),
        (["evalute"], "evaluate"),
        (["verify", "."], "MANIFEST.sha256"),
        (["intake", "--period", "2022-Q1"], "không có tệp số liệu nào"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_2(
    small_province: Province, tmp_path: Path, arguments: list[str], said: str
) -> None:
    done = cchc(*arguments, env=small_province.env, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_an_export_with_a_dossier_of_no_agency_ends_with_exit_1(
    small_province: Province, tmp_path: Path
) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    rows = (HEADS, dossier(1), dossier(2, **{"Đơn vị giải quyết": "UBND TX Sa Pa"}))
    (folder / "x.csv").write_bytes(as_csv(rows)())
    own = ("--data", str(tmp_path / "data"))
    done = cchc("intake", "--period", "2022-H1", str(folder), *own, env=small_province.env)
    assert done.returncode == 1, done.stderr
    said = done.stdout + done.stderr
    assert "dòng 3: không có đơn vị tên «UBND …»" in said
    assert "nhận 1 tệp (trong đó 1 tệp có ô phải sửa), trả lại 0 tệp" in said


def test_a_folder_that_cannot_be_written_is_named(small_province: Province, tmp_path: Path) -> None:
    blocked = tmp_path / "tệp"
    blocked.write_text("")
    arguments = ["render", "--period", "2022-FY", "--out", str(blocked)]
    done = cchc(*arguments, env=small_province.env)
    assert done.returncode == 2
    assert str(blocked) in done.stderr
    assert "Traceback" not in done.stderr


def test_help_is_in_vietnamese() -> None:
    for arguments in (["--help"], ["render", "--help"]):
        text = cchc(*arguments).stdout
        assert "Cách dùng:" in text
        assert not {"Usage:", "Options:", "Show this message"} & set(text.split("\n"))


def test_lists_are_complete() -> None:
    env = {k: v for k, v in os.environ.items() if not k.startswith("CCHC_")}
    plan = rows_of(cchc("plan", "--format", "csv", env=env).stdout)
    figures = [row for row in plan if row["kind"] == "quantitative"]
    assert len(figures) == plan_434.THRESHOLDS
    assert (
        len({row["clause"] for row in plan if row["clause"].startswith("II.")}) == plan_434.CLAUSES
    )
    assert {row["threshold"] for row in figures if row["clause"] == "II.2.4.g"} == {"66.67"}
    assert (
        len(rows_of(cchc("plan", "--tasks", "--format", "csv", env=env).stdout)) == plan_434.TASKS
    )
    assert len(rows_of(cchc("agencies", env=env).stdout)) == plan_434.AGENCIES
    at_q1 = rows_of(cchc("agencies", "--period", "2022-Q1", env=env).stdout)
    assert len([row for row in at_q1 if row["level"] == "province"]) == 19


def test_the_identities_of_the_dossier_form_hold(small_province: Province) -> None:
    for by in ("agency", "field"):
        done = cchc("dossiers", "--period", "2022-FY", "--by", by, env=small_province.env)
        rows = rows_of(done.stdout)
        assert rows[-1]["agency"] == "total"
        for row in rows:
            c = {i: int(row[f"c{i}"]) for i in range(3, 14)}
            assert c[3] == c[4] + c[5] + c[6] == c[7] + c[11]
            assert c[7] == c[8] + c[9] + c[10]
            assert c[11] == c[12] + c[13]


def test_evaluate_accepts_the_province(small_province: Province) -> None:
    done = cchc("evaluate", "--period", "2022-FY", "--agency", "lao-cai", env=small_province.env)
    rows = rows_of(done.stdout)
    assert {row["level"] for row in rows} == {"province", "district", "commune", "all"}
    assert len(rows) == 4 * plan_434.FIGURES


def test_a_single_form_is_its_own_file(small_province: Province, tmp_path: Path) -> None:
    """It does not overwrite the district's zip of all its communes."""
    command = ["forms", "--period", "2022-FY", "--out", str(tmp_path)]
    assert cchc(*command, env=small_province.env).returncode == 0
    before = (tmp_path / "088-thi-xa-sa-pa.zip").read_bytes()
    alone = [*command, "--agency", "03022-xa-thanh-binh"]
    assert cchc(*alone, env=small_province.env).returncode == 0
    assert (tmp_path / "088-thi-xa-sa-pa.zip").read_bytes() == before
    with zipfile.ZipFile(tmp_path / "088-thi-xa-sa-pa.zip") as archive:
        form = archive.read("03022-xa-thanh-binh.xlsx")
    assert (tmp_path / "03022-xa-thanh-binh.xlsx").read_bytes() == form


def test_blank_forms_show_figures_of_the_store(small_province: Province, tmp_path: Path) -> None:
    """The counts of the log as in form II.06a and the accepted answers of 6 tháng; only headings if
    there are neither."""
    commune, district = "03022-xa-thanh-binh", "088-thi-xa-sa-pa"
    shown = {}
    for period in ("2022-FY", "2022-Q1"):
        out = str(tmp_path / period)
        done = cchc("forms", "--period", period, "--out", out, env=small_province.env)
        assert done.returncode == 0, done.stderr
        with zipfile.ZipFile(tmp_path / period / f"{district}.zip") as archive:
            book = openpyxl.load_workbook(io.BytesIO(archive.read(f"{commune}.xlsx")))
        rows = book["Số liệu"].iter_rows(min_row=5, values_only=True)
        shown[period] = {row[0]: row[4:6] for row in rows}
    log = cchc("dossiers", "--period", "2022-FY", env=small_province.env)
    (counts,) = [row for row in rows_of(log.stdout) if row["agency"] == commune]
    on_time = int(counts["c8"]) + int(counts["c9"])
    assert shown["2022-FY"]["dossiers_on_time"][1] == f"{on_time}/{counts['c7']}"
    assert shown["2022-Q1"]["dossiers_on_time"][1] == "chưa có dữ liệu"
    assert {earlier for earlier, _ in shown["2022-Q1"].values()} == {None}
    half = store.current(small_province.roots.data, small_province.plan.id, "2022-H1")
    assert half is not None
    given = {fact.input: fact.value for fact in store.facts(half) if fact.agency == commune}
    assert shown["2022-FY"]["results_in_force"][0] == given["results_in_force"]
