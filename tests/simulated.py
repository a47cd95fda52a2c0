"""The simulated province of the demo tests, and readers of its files."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import openpyxl
import pandas as pd

from helpers.model import Plan
from helpers.plan import load_plan
from province import PROJECT

SEED = 434
DOSSIERS = 3000
PERIODS = ("2022-Q1", "2022-H1", "2022-Q3", "2022-FY")
PREDECESSOR = "Sở Văn hóa, Thể thao và Du lịch"
SUCCESSORS = ("Sở Văn hóa và Thể thao", "Sở Du lịch")
HEALTH, EDUCATION = "Sở Y tế", "Sở Giáo dục và Đào tạo"
QUESTIONS = {
    "procedures": "Mức độ hài lòng",
    "service": "Hài lòng về sự phục vụ của cơ quan hành chính",
    "health": "Hài lòng về dịch vụ y tế công lập",
    "education": "Hài lòng về dịch vụ giáo dục công lập",
}
AGENCIES = (
    "so-noi-vu",
    "so-tu-phap",
    "so-tai-nguyen-va-moi-truong",
    "so-van-hoa-the-thao-va-du-lich",
    "so-van-hoa-va-the-thao",
    "so-du-lich",
    "so-giao-duc-va-dao-tao",
    "so-y-te",
    "083-huyen-muong-khuong",
    "088-thi-xa-sa-pa",
    "02761-thi-tran-muong-khuong",
    "02770-xa-nam-chay",
    "02779-xa-thanh-binh",
    "03001-phuong-sa-pa",
    "03002-phuong-sa-pa",
    "03022-xa-thanh-binh",
)
LISTS = ("province", "district", "commune", "all")  # levels of lists in the province form
Answers = dict[str, object]


def a_small_province() -> Plan:
    """The real plan with a few agencies, including the department that was split in April."""
    plan = load_plan(PROJECT, "laocai-2022")
    return replace(plan, agencies={name: plan.agencies[name] for name in AGENCIES})


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def read_log(path: Path) -> pd.DataFrame:
    """The export with its days parsed (`Đóng`: the done day, never before the day of filing)."""
    log = read(path).set_index("Mã hồ sơ")
    for head in ("Ngày tiếp nhận", "Ngày hẹn trả", "Ngày có kết quả"):
        log[head] = pd.to_datetime(log[head], format="%d/%m/%Y")
    done, received = log["Ngày có kết quả"], log["Ngày tiếp nhận"]
    return log.assign(Đóng=done.where(done.isna() | (done >= received), received))


def answers(path: Path, head: str = "Số liệu") -> Answers:
    """The cells below a heading, by question key; None for a blank one."""
    cells: Answers = {}
    for title, rows in sheets(path).items():
        if title == "Đơn vị":
            if head == "Số liệu":
                cells |= matrix(rows)
        elif rows and head in rows[0]:
            cells |= {str(row[0]): row[rows[0].index(head)] for row in rows[1:]}
    return cells


@lru_cache(maxsize=100)
def sheets(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each sheet, from the headings on."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(4, values_only=True)) for sheet in book}


def matrix(rows: list[tuple[object, ...]]) -> Answers:
    """A sheet with a child in each row and the ids of the inputs below the headings."""
    return {
        f"{field}@{row[0]}": cell
        for row in rows[2:]
        for field, cell in zip(rows[1], row, strict=True)
        if field and cell != "–"
    }


def stated(forms: dict[str, Answers]) -> dict[tuple[str, str], int]:
    """The figures of all forms by agency and input; the lists of the province form are under
    `province` and a level."""
    figures: dict[tuple[str, str], int] = {}
    for sender, given in forms.items():
        for key, value in given.items():
            field, _, about = key.partition("@")
            if isinstance(value, int):
                figures[about or sender, field] = value
    return figures


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def span(plan: Plan, period: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    return pd.Timestamp(plan.periods[period].start), pd.Timestamp(plan.periods[period].end)
