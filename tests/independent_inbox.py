"""An inbox read with pandas and openpyxl only: registry, forms, log and survey."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd

from independent_plan import AGREED, COMPARED_WITH, PERIODS, Agency

Cell = int | str | tuple[int, int]
# Answers of an agency, or of its parent for it: by agency (or province) and field.
Facts = Mapping[tuple[str, str], Cell]

MATRIX_SHEETS = ("Đơn vị",)
UNCHANGED, AS_SHOWN = "Không thay đổi", "Thống nhất"
YES, NO = "Có", "Không"
QUESTIONS = {
    "": "Mức độ hài lòng",
    "service_": "Hài lòng về sự phục vụ của cơ quan hành chính",
    "health_": "Hài lòng về dịch vụ y tế công lập",
    "education_": "Hài lòng về dịch vụ giáo dục công lập",
}
SATISFIED = ("Hài lòng", "Rất hài lòng")
SCALE = (*SATISFIED, "Bình thường", "Không hài lòng", "Rất không hài lòng")


@dataclass(frozen=True)
class Inbox:
    """The raw data of one period; `log` and `survey` are None without an export; `none`: those that
    a table of totals lists with zeros. `before`: the forms of the comparison period, None if there
    are none. `doubted`: agency and field of what nobody has confirmed, as the intake says."""

    agencies: Mapping[str, Agency]
    period: str
    facts: Facts
    log: pd.DataFrame | None
    survey: pd.DataFrame | None
    none: frozenset[str] = frozenset()
    before: Inbox | None = None
    doubted: frozenset[tuple[str, str]] = frozenset()

    def in_doubt(self, agency: str, *fields: str) -> int:
        """How many of these fields nobody has confirmed."""
        return sum((agency, field) in self.doubted for field in fields)

    @property
    def registry(self) -> list[Agency]:
        """The agencies existing at the end of the period."""
        return [a for a in self.agencies.values() if a.start <= PERIODS[self.period][1] <= a.end]

    @property
    def involved(self) -> list[Agency]:
        """The agencies existing on some day of the period."""
        first, last = PERIODS[self.period]
        return [a for a in self.agencies.values() if a.start <= last and a.end >= first]


def read_inbox(
    inbox: Path,
    agencies_csv: Path,
    period: str,
    doubted: frozenset[tuple[str, str]] = frozenset(),
) -> Inbox:
    """The files of `<inbox>/<period>`: forms recognised by their stamp, exports by their headings;
    with the forms of earlier periods from the neighbouring folders."""
    agencies = read_agencies(agencies_csv)
    log = survey = None
    none: frozenset[str] = frozenset()
    for path in sorted((inbox / period).glob("*.csv")):
        if "TÌNH HÌNH, KẾT QUẢ" in path.read_text("utf-8-sig")[:60]:
            none = of_no_dossier(path, agencies)
            continue
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        if "Mã hồ sơ" in table:
            log = tally_dossiers(table, agencies, period)
        elif "Mã phiếu" in table:
            survey = tally_answers(table, agencies, period)
    said: dict[str, Facts] = {}
    for each in sorted(PERIODS, key=lambda name: PERIODS[name][1]):
        if PERIODS[each][1] <= PERIODS[period][1] and (inbox / each).is_dir():
            said[each] = read_facts(inbox / each, each, list(said.values()))
    compared = COMPARED_WITH.get(period, "")
    before = None
    if compared in said:
        before = Inbox(agencies, compared, said[compared], None, None)
    return Inbox(agencies, period, said[period], log, survey, none, before, doubted)


# ---------------------------------------------------------------- registry


def read_agencies(path: Path) -> dict[str, Agency]:
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    attributes = [str(head) for head in table if table[head].isin(["true", "false"]).all()]
    return {
        row["id"]: Agency(
            id=row["id"],
            code=row["code"],
            name=plain(row["name"].split(",")[0])
            if row["level"] == "commune"
            else plain(row["name"]),
            level=row["level"],
            parent=row["parent"],
            start=date.fromisoformat(row["start"]),
            end=date.fromisoformat(row["end"] or "9999-12-31"),
            attributes=frozenset(name for name in attributes if row[name] == "true"),
        )
        for row in table.to_dict("records")
    }


def plain(text: object) -> str:
    return " ".join(unicodedata.normalize("NFC", str(text)).split())


# ---------------------------------------------------------------- forms


def read_facts(folder: Path, period: str, earlier: Sequence[Facts]) -> Facts:
    """The answers of the forms. Two different files of one agency are ignored. «Không thay đổi»
    means the answer of the latest earlier period."""
    forms: dict[str, dict[tuple[str, str], Cell]] = {}
    desk = folder.with_name(f"{folder.name}-so-noi-vu")
    for path in (*sorted(folder.glob("*.xlsx")), *sorted(desk.glob("*.xlsx"))):
        book = openpyxl.load_workbook(path, data_only=True)
        stamp = {row[0]: row[1] for row in book["_cchc"].iter_rows(values_only=True)}
        # Workbooks of appraising bodies are no forms; those of the demo agree with every figure.
        if stamp["period"] == period and "-lan-" not in path.name:
            agency = str(stamp["agency"])
            forms[agency] = {} if agency in forms else dict(read_form(book, agency))
    facts: dict[tuple[str, str], Cell] = {}
    for form in forms.values():
        for place, cell in form.items():
            if cell != UNCHANGED:
                facts[place] = cell
            elif earlier and place in earlier[-1]:
                facts[place] = earlier[-1][place]
    return facts


def read_form(book: openpyxl.Workbook, agency: str) -> Iterator[tuple[tuple[str, str], Cell]]:
    """Agency, field and answer of each cell."""
    for sheet in book:
        rows: list[list[object]] = [list(row) for row in sheet.iter_rows(values_only=True)]
        if sheet.title in MATRIX_SHEETS:
            yield from read_matrix(rows)
        else:
            yield from read_rows(rows, agency)


def read_matrix(rows: list[list[object]]) -> Iterator[tuple[tuple[str, str], Cell]]:
    """A sheet with a child in each row; the ids of the fields are in the row below the headings."""
    top = next(place for place, row in enumerate(rows) if row[0] == "Mã")
    fields = rows[top + 1]
    for row in rows[top + 2 :]:
        for field, cell in zip(fields, row, strict=True):
            said = read_answer(cell)
            if field and row[0] and said is not None and said != "–":
                yield (str(row[0]), str(field)), said


def read_rows(rows: list[list[object]], agency: str) -> Iterator[tuple[tuple[str, str], Cell]]:
    """A sheet with a field in each row, below the headings "Mã" and "Số liệu"."""
    top = next((n for n, row in enumerate(rows) if {"Mã", "Số liệu"} <= set(row)), len(rows))
    for row in rows[top + 1 :]:
        line = dict(zip(rows[top], row, strict=True))
        field = str(line["Mã"] or "")
        agreement = field in AGREED
        said = read_agreement(line) if agreement else read_answer(line["Số liệu"])
        if field and said is not None:
            yield (agency, field), said


def read_answer(cell: object) -> Cell | None:
    """49694 for 49694 and "49.694"; 1 and 0 for yes and no; None for a blank; words as they are."""
    if isinstance(cell, int | float):
        return int(cell)
    text = plain(cell or "")
    if text.replace(".", "").isdigit():
        return int(text.replace(".", ""))
    return {"": None, YES: 1, NO: 0}.get(text, text)


def read_agreement(line: Mapping[object, object]) -> tuple[int, int] | None:
    """The two counts of the log if agreed, else the agency's own, which need a reason if they
    differ."""
    said, shown = plain(line["Số liệu"] or ""), read_pair(plain(line.get("Số từ dữ liệu") or ""))
    if said == AS_SHOWN:
        return shown
    counts = read_pair(said)
    return counts if counts == shown or plain(line["Tài liệu kiểm chứng"] or "") else None


def read_pair(text: str) -> tuple[int, int] | None:
    """1240 and 1250 from "1.240/1.250"."""
    counts = [part.strip().replace(".", "") for part in text.split("/")]
    if len(counts) != 2 or not all(count.isdigit() for count in counts):
        return None
    return int(counts[0]), int(counts[1])


# ---------------------------------------------------------------- exports


def agency_of(agencies: Mapping[str, Agency], code: str, name: str) -> str:
    """The agency of a row of an export: by code, else by a unique name; "" if neither."""
    if code:
        matches = [a.id for a in agencies.values() if a.code == code]
    else:
        matches = [a.id for a in agencies.values() if a.name == plain(name)]
    return matches[0] if len(matches) == 1 else ""


def attributed(
    table: pd.DataFrame, agencies: Mapping[str, Agency], code: str, name: str
) -> pd.DataFrame:
    """The table indexed by agency; rows of no known agency are dropped."""
    pairs = table[[code, name]].drop_duplicates()
    known = {(c, n): agency_of(agencies, c, n) for c, n in pairs.itertuples(index=False)}
    owners = [known[pair] for pair in zip(table[code], table[name], strict=True)]
    table = table.assign(agency=owners)
    return table[table["agency"] != ""]


def of_no_dossier(path: Path, agencies: Mapping[str, Agency]) -> frozenset[str]:
    """The agencies that form II.06a lists with zeros only."""
    lines = path.read_text("utf-8-sig").splitlines()
    cells = [line.replace('"', "").split(",") for line in lines]
    zeros = {row[1] for row in cells if len(row) > 12 and set(row[2:13]) == {"0"}}
    return frozenset(a.id for a in agencies.values() if a.name.split(", ")[0] in zeros)


def tally_dossiers(
    table: pd.DataFrame, agencies: Mapping[str, Agency], period: str
) -> pd.DataFrame:
    """Counts by agency over the dossiers it resolved in the period."""
    table = attributed(table, agencies, "Mã đơn vị giải quyết", "Đơn vị giải quyết")
    first, last = (pd.Timestamp(day) for day in PERIODS[period])
    received, due, done = (
        pd.to_datetime(table[head], format="%d/%m/%Y")
        for head in ("Ngày tiếp nhận", "Ngày hẹn trả", "Ngày có kết quả")
    )
    done = done.where(done.isna() | (done >= received), received)
    resolved = (received <= last) & done.between(first, last)
    in_scope = (received <= last) & (done.isna() | (done >= first))
    opened = resolved & (table["TTHC đã mở thanh toán trực tuyến"] == "Có")
    levels = ["Mức độ 3", "Mức độ 4", "Một phần", "Toàn trình"]
    online = (table["Kênh tiếp nhận"] == "Trực tuyến") & table["Mức độ dịch vụ công"].isin(levels)
    paid, paid_online = (
        table[head].replace("", "0").astype(int).where(opened, 0)
        for head in ("Số giao dịch thanh toán", "Số giao dịch trực tuyến")
    )
    counts = {
        "resolved": resolved,
        "dated": resolved & due.notna(),
        "undated": resolved & due.isna(),
        "on_time": resolved & (done <= due),
        "online": resolved & online,
        "paid": paid,
        "paid_online": paid_online,
        "held": resolved & table["Giấy tờ đã có"].isin(["Tái sử dụng", "Nộp lại"]),
        "reused": resolved & (table["Giấy tờ đã có"] == "Tái sử dụng"),
    }
    return pd.DataFrame(counts).astype(int)[in_scope].groupby(table["agency"]).sum()


def tally_answers(table: pd.DataFrame, agencies: Mapping[str, Agency], period: str) -> pd.DataFrame:
    """Counts of the period's random ballots by agency; all others decide nothing."""
    table = attributed(table, agencies, "Mã đơn vị", "Đơn vị")
    first, last = (pd.Timestamp(day) for day in PERIODS[period])
    answered = pd.to_datetime(table["Ngày trả lời"], format="%d/%m/%Y")
    table = table[answered.between(first, last) & (table["Cách lấy mẫu"] == "Ngẫu nhiên")]
    counts: dict[str, pd.Series] = {}
    for name, head in QUESTIONS.items():
        if head in table:
            counts[f"{name}valid"] = table[head].isin(SCALE)
            counts[f"{name}satisfied"] = table[head].isin(SATISFIED)
        else:
            counts[f"{name}valid"] = counts[f"{name}satisfied"] = table["agency"] == ""
    special = table["Lĩnh vực"].isin(["Đất đai", "Xây dựng", "Đầu tư"])
    counts["field_valid"] = counts["valid"] & special
    counts["field_satisfied"] = counts["satisfied"] & special
    return pd.DataFrame(counts).astype(int).groupby(table["agency"]).sum()
