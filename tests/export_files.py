"""Exports in the layouts of other systems, for tests of intake."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

from helpers.intake import exports
from helpers.intake.exports import ExportRefused
from helpers.model import Period, Plan
from plans import small_plan
from province import PROJECT

FOLDER = PROJECT / "params" / "mappings"
PERMIT_LOG, ONE_STOP, SURVEY = (
    exports.load_mapping(FOLDER / f"{name}.yml") for name in ("permit-log", "one-stop", "survey")
)
PLAN = replace(small_plan(), central_bodies=("Công an tỉnh Lào Cai",))
PERIOD = PLAN.periods["2022-FY"]
SA_PA, MUONG_KHUONG = "03022-xa-thanh-binh", "02779-xa-thanh-binh"
COLUMNS = [f"c{n}" for n in range(3, 14)]


def written(path: Path, rows: Iterable[Sequence[object]], separator: str = ",") -> Path:
    text = StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    path.write_bytes(text.getvalue().encode())
    return path


def texts(reading: exports.RowReading | ExportRefused) -> str:
    return "\n".join(remark.text for remark in reading.remarks)


DOSSIER = {
    "id": "000.01",
    "receiving_code": "",
    "receiving_unit": "",
    "competent_code": "",
    "competent_unit": "Sở Nội vụ",
    "field": "Tôn giáo",
    "channel": "Trực tiếp",
    "online_level": "Mức độ 2",
    "received": "01/03/2022",
    "due": "10/03/2022",
    "done": "09/03/2022",
    "payment_opened": "Không",
    "payments": "",
    "payments_online": "",
    "digitised": "Có",
    "papers": "Không có",
}
HEADS = [ONE_STOP.columns[column] for column in DOSSIER]


def export(path: Path, *rows: dict[str, str], separator: str = ",") -> Path:
    """An export of these rows; rows without an id get consecutive ones."""
    whole = [{**DOSSIER, "id": f"000.{n:02}", **row} for n, row in enumerate(rows)]
    return written(path, [HEADS, *(row.values() for row in whole)], separator)


def read(
    path: Path, *rows: dict[str, str], plan: Plan = PLAN, period: Period | None = PERIOD
) -> exports.RowReading:
    return exports.read_rows(export(path / "x.csv", *rows), ONE_STOP, plan, period)


BALLOT = {
    "id": "P1",
    "code": "03022",
    "unit": "UBND xã Thanh Bình",
    "field": "Đất đai",
    "answered": "01/11/2022",
    "sampling": "Ngẫu nhiên",
    "procedures": "Hài lòng",
    "service": "Rất hài lòng",
    "health": "",
    "education": "",
}
SURVEY_HEADS = [SURVEY.named[column] for column in BALLOT]


def project_of_mappings(root: Path) -> Path:
    """A project folder with the project's mappings, adapted to the small plan, which has no survey
    targets."""
    folder = root / "params" / "mappings"
    folder.mkdir(parents=True)
    for path in (PROJECT / "params" / "mappings").glob("*.yml"):
        text = re.sub(r"targets: \[.*\]", "targets: []", path.read_text("utf-8"))
        (folder / path.name).write_text(text, "utf-8")
    return root
