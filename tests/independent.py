"""The evaluation of II.2.2 a second time: pandas, openpyxl and scipy over the raw inbox files.

Nothing of the project's own package is used. The figures and rules below were typed from the
plan and from the reading of its targets; the way through the data (frames, groups, dicts of
plain numbers) is another one than the project's. Where the two differ, one of them is wrong.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pandas as pd
from scipy.stats import binomtest  # type: ignore[import-untyped]

PROVINCE = "lao-cai"
LEVELS = ("province", "district", "commune")
PERIODS = {
    "2022-Q1": (date(2021, 12, 15), date(2022, 3, 14)),
    "2022-H1": (date(2021, 12, 15), date(2022, 6, 14)),
    "2022-Q3": (date(2022, 6, 15), date(2022, 9, 14)),
    "2022-FY": (date(2021, 12, 15), date(2022, 12, 14)),
}
YEAR_END = "2022-FY"


@dataclass(frozen=True)
class Target:
    """One target as typed from the plan. `figure`: one for all levels, or one for each.

    `own`: what a bound agency's row shows (verdict or figure only), by level where it differs.
    `whole`: how the province's figure comes about. `points`: how its one point is given, if any.
    """

    id: str
    clause: str
    comparison: str
    figure: int | Mapping[str, int]
    levels: tuple[str, ...]
    attributes: frozenset[str]
    own: str | Mapping[str, str]
    whole: str
    points: str = ""
    due: int = 2022
    builds: bool = False

    def threshold(self, level: str) -> int | None:
        return self.figure if isinstance(self.figure, int) else self.figure.get(level)

    def judged(self, level: str) -> bool:
        own = self.own if isinstance(self.own, str) else self.own[level]
        return own == "verdict"

    def binds(self, agency: Agency) -> bool:
        return agency.level in self.levels and self.attributes <= agency.attributes


TTHC = frozenset({"has_dossiers"})
PROVINCIAL_LIST = {"province": "verdict", "district": "figure", "commune": "figure"}
TARGETS = (
    # a) "đến năm 2025, mức độ hài lòng … đạt tối thiểu 90%"
    Target("satisfaction_2025", "a", ">=", 90, LEVELS, TTHC, "figure", "direct", due=2025),
    # b) "Duy trì 100% TTHC cấp huyện, cấp xã"; "hiện đại ở 100% xã, phường, thị trấn";
    #    "100% số lượng hồ sơ … đúng hạn hoặc trước hạn"
    Target(
        "one_stop_procedures",
        "b",
        ">=",
        100,
        LEVELS[1:],
        frozenset(),
        "verdict",
        "lists",
        points="linear",
    ),
    Target(
        "modern_desk",
        "b",
        ">=",
        100,
        LEVELS[2:],
        frozenset(),
        "verdict",
        "agencies",
        points="yes_no",
        builds=True,
    ),
    Target("dossiers_on_time", "b", ">=", 100, LEVELS, TTHC, "verdict", "sum", points="linear"),
    # c) "80% hồ sơ … bằng phương thức điện tử"
    Target("electronic_transfer", "c", ">=", 80, LEVELS, TTHC, "verdict", "sum", points="linear"),
    # d) "100% TTHC có yêu cầu nghĩa vụ tài chính"; "đạt từ 20% trở lên"
    Target(
        "online_payment_procedures",
        "d",
        ">=",
        100,
        LEVELS,
        TTHC,
        PROVINCIAL_LIST,
        "lists",
        points="linear",
    ),
    Target(
        "online_payment_transactions",
        "d",
        ">=",
        20,
        LEVELS,
        TTHC | {"has_financial_procedures"},
        "verdict",
        "sum",
        points="linear",
    ),
    # đ) "tối thiểu tương ứng là 60%, 50%, 40%"
    Target(
        "digitised_results",
        "đ",
        ">=",
        {"province": 60, "district": 50, "commune": 40},
        LEVELS,
        TTHC,
        "verdict",
        "sum",
        points="linear",
        builds=True,
    ),
    # e) "100% TTHC có đủ điều kiện"; "100% TTHC cung cấp trực tuyến"; "tối thiểu từ 60% trở lên"
    Target(
        "level4_procedures",
        "e",
        ">=",
        100,
        LEVELS,
        TTHC,
        PROVINCIAL_LIST,
        "lists",
        points="linear",
    ),
    Target(
        "portal_procedures",
        "e",
        ">=",
        100,
        LEVELS,
        TTHC,
        PROVINCIAL_LIST,
        "lists",
        points="linear",
    ),
    Target("online_dossiers", "e", ">=", 60, LEVELS, TTHC, "verdict", "sum", points="linear"),
    # g) "100% cơ quan, đơn vị có TTHC được đo lường"; "trên 90%"; "tối thiểu 85%"
    Target(
        "satisfaction_measured",
        "g",
        ">=",
        100,
        LEVELS,
        TTHC,
        "verdict",
        "agencies",
        points="yes_no",
    ),
    Target("satisfaction", "g", ">", 90, LEVELS, TTHC, "verdict", "sum", points="linear"),
    Target(
        "satisfaction_fields",
        "g",
        ">=",
        85,
        LEVELS,
        frozenset({"has_land_construction_investment"}),
        "verdict",
        "sum",
        points="linear",
    ),
    # h) "100% các cơ quan, đơn vị phải công khai TTHC"; "90% TTHC nội bộ"
    Target(
        "procedures_published",
        "h",
        ">=",
        100,
        LEVELS,
        TTHC,
        "verdict",
        "agencies",
        points="yes_no",
    ),
    Target(
        "internal_procedures",
        "h",
        ">=",
        90,
        LEVELS[:2],
        frozenset(),
        "verdict",
        "lists",
        points="linear",
    ),
    # i) "80% số lượng người dân, doanh nghiệp"
    Target("verified_accounts", "i", ">=", 80, (), frozenset(), "figure", "direct"),
    # k) "Phấn đấu 50% người dân, doanh nghiệp"
    Target("papers_reused", "k", ">=", 50, LEVELS, TTHC, "figure", "sum"),
)

# Fields of the forms: (part, whole); what is not named here is yes or no, under its own id.
FORM_SHARES = {
    "one_stop_procedures": ("one_stop_handled", "one_stop_scope"),
    "electronic_transfer": ("transfers_electronic", "transfers_total"),
    "online_payment_procedures": ("payable_procedures_online", "payable_procedures"),
    "digitised_results": ("results_digitised", "results_in_force"),
    "level4_procedures": ("level4_procedures", "qualified_procedures"),
    "portal_procedures": ("portal_procedures", "online_procedures"),
    "internal_procedures": ("internal_procedures_published", "internal_procedures"),
    "verified_accounts": ("accounts_verified", "accounts"),
}
# Columns of the tallies below: (numerator, denominator).
LOG_SHARES = {
    "dossiers_on_time": ("on_time", "resolved"),
    "online_payment_transactions": ("paid_online", "paid"),
    "online_dossiers": ("online", "resolved"),
    "papers_reused": ("reused", "held"),
}
SURVEY_SHARES = {
    "satisfaction_2025": ("satisfied", "valid"),
    "satisfaction": ("satisfied", "valid"),
    "satisfaction_fields": ("field_satisfied", "field_valid"),
}
# Lists of the province form.
LISTS = {
    "one_stop_procedures": ("district", "commune"),
    "online_payment_procedures": LEVELS,
    "level4_procedures": LEVELS,
    "portal_procedures": LEVELS,
    "internal_procedures": ("province", "district"),
}


# ---------------------------------------------------------------- what comes in


@dataclass(frozen=True)
class Agency:
    id: str
    code: str
    name: str
    level: str
    parent: str
    start: date
    end: date
    attributes: frozenset[str]


@dataclass(frozen=True)
class Inbox:
    """The raw material of one period; `log` and `survey` None without an export."""

    agencies: Mapping[str, Agency]
    period: str
    forms: Mapping[str, Mapping[str, object]]
    log: pd.DataFrame | None
    survey: pd.DataFrame | None

    @property
    def registry(self) -> list[Agency]:
        """Who is in being at the period's end."""
        return [a for a in self.agencies.values() if a.start <= PERIODS[self.period][1] <= a.end]

    @property
    def involved(self) -> list[Agency]:
        """Who was in being on some day of the period."""
        first, last = PERIODS[self.period]
        return [a for a in self.agencies.values() if a.start <= last and a.end >= first]


def read_inbox(folder: Path, agencies_csv: Path, period: str) -> Inbox:
    """What lies in the folder, known by content: forms by their stamp, exports by their heads."""
    agencies = read_agencies(agencies_csv)
    log = survey = None
    for path in sorted(folder.glob("*.csv")):
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        if "Mã hồ sơ" in table:
            log = tally_dossiers(table, agencies, period)
        elif "Mã phiếu" in table:
            survey = tally_answers(table, agencies, period)
    return Inbox(agencies, period, read_forms(folder, period), log, survey)


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


def read_forms(folder: Path, period: str) -> dict[str, dict[str, object]]:
    """Answers by agency and row id. Two files of one agency count for nothing."""
    forms: dict[str, dict[str, object]] = {}
    seen: set[str] = set()
    for path in sorted(folder.glob("*.xlsx")):
        book = openpyxl.load_workbook(path, data_only=True)
        stamp = {row[0]: row[1] for row in book["_cchc"].iter_rows(values_only=True)}
        if stamp["period"] != period:
            continue
        agency = str(stamp["agency"])
        answers = dict(entry for sheet in book for entry in read_sheet(sheet.values))
        forms[agency] = {} if agency in seen else answers
        seen.add(agency)
    return {agency: answers for agency, answers in forms.items() if answers}


def read_sheet(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[str, object]]:
    """(row id, figure) below the heads "Mã" and "Số liệu"."""
    heads: list[str] = []
    for row in rows:
        if "Mã" in row and "Số liệu" in row:
            heads = [plain(cell) for cell in row]
        elif heads and row[heads.index("Mã")]:
            yield str(row[heads.index("Mã")]), read_answer(row[heads.index("Số liệu")])


def read_answer(cell: object) -> object:
    """49694 for 49694 and "49.694"; 1 and 0 for yes and no; None for a blank; words as they are."""
    if isinstance(cell, int | float):
        return int(cell)
    text = plain(cell or "")
    if text.replace(".", "").isdigit():
        return int(text.replace(".", ""))
    return {"": None, "Có": 1, "Không": 0}.get(text, text)


def agency_of(agencies: Mapping[str, Agency], code: str, name: str) -> str:
    """The agency of an export's row: by its code, else by a name only one has; else nobody."""
    if code:
        found = [a.id for a in agencies.values() if a.code == code]
    else:
        found = [a.id for a in agencies.values() if a.name == plain(name)]
    return found[0] if len(found) == 1 else ""


def attributed(
    table: pd.DataFrame, agencies: Mapping[str, Agency], code: str, name: str
) -> pd.DataFrame:
    """The table with the agency's id beside each row; rows of nobody are left out."""
    pairs = table[[code, name]].drop_duplicates()
    known = {(c, n): agency_of(agencies, c, n) for c, n in pairs.itertuples(index=False)}
    owners = [known[pair] for pair in zip(table[code], table[name], strict=True)]
    table = table.assign(agency=owners)
    return table[table["agency"] != ""]


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
    opened = resolved & (table["TTHC đã mở thanh toán trực tuyến"] == "Có")
    levels = ["Mức độ 3", "Mức độ 4", "Một phần", "Toàn trình"]
    online = (table["Kênh tiếp nhận"] == "Trực tuyến") & table["Mức độ dịch vụ công"].isin(levels)
    counts = {
        "resolved": resolved,
        "on_time": resolved & (due.isna() | (done <= due)),
        "online": resolved & online,
        "paid": table["Số giao dịch thanh toán"].replace("", "0").astype(int).where(opened, 0),
        "paid_online": table["Số giao dịch trực tuyến"]
        .replace("", "0")
        .astype(int)
        .where(opened, 0),
        "held": resolved & table["Giấy tờ đã có"].isin(["Tái sử dụng", "Nộp lại"]),
        "reused": resolved & (table["Giấy tờ đã có"] == "Tái sử dụng"),
    }
    return pd.DataFrame(counts).astype(int).groupby(table["agency"]).sum()


def tally_answers(table: pd.DataFrame, agencies: Mapping[str, Agency], period: str) -> pd.DataFrame:
    """Counts of the period's ballots by agency; `voluntary`: not drawn at random."""
    table = attributed(table, agencies, "Mã đơn vị", "Đơn vị")
    first, last = (pd.Timestamp(day) for day in PERIODS[period])
    answered = pd.to_datetime(table["Ngày trả lời"], format="%d/%m/%Y")
    table = table[answered.between(first, last)]
    valid = table["Mức độ hài lòng"] != ""
    satisfied = table["Mức độ hài lòng"].isin(["Hài lòng", "Rất hài lòng"])
    special = table["Lĩnh vực"].isin(["Đất đai", "Xây dựng", "Đầu tư"])
    counts = {
        "valid": valid,
        "satisfied": satisfied,
        "field_valid": valid & special,
        "field_satisfied": satisfied & special,
        "voluntary": table["Cách lấy mẫu"] != "Ngẫu nhiên",
    }
    return pd.DataFrame(counts).astype(int).groupby(table["agency"]).sum()


# ---------------------------------------------------------------- figures


@dataclass(frozen=True)
class Figure:
    """Two counts, or the status that stands in for them. `interval`: a random sample.

    `silent`: for each agency without data the most it could add, None where nothing bounds it.
    """

    source: str
    numerator: int | None = None
    denominator: int | None = None
    gap: str = ""
    interval: bool = False
    silent: tuple[int | None, ...] = field(default=())

    @property
    def value(self) -> Fraction | None:
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(100 * self.numerator, self.denominator)


def own_figure(inbox: Inbox, target: Target, agency: Agency) -> Figure:
    """What is on record for one agency."""
    if target.id == "satisfaction_measured":
        return measured(inbox, agency)
    if target.id in SURVEY_SHARES:
        return surveyed(inbox, target, [agency.id])
    if target.id in LOG_SHARES:
        if inbox.log is None:
            return Figure("computed", gap="no_data")
        return Figure("computed", *counted(inbox.log, [agency.id], LOG_SHARES[target.id]))
    if target.whole == "lists" and not target.judged(agency.level):
        return from_form(inbox, target, PROVINCE, f"@{agency.level}")
    return from_form(inbox, target, agency.id)


def counted(table: pd.DataFrame, agencies: list[str], columns: tuple[str, str]) -> tuple[int, int]:
    sums = table[table.index.isin(agencies)][list(columns)].sum()
    return int(sums.iloc[0]), int(sums.iloc[1])


def measured(inbox: Inbox, agency: Agency) -> Figure:
    """One of one, or none of one: somebody's valid answer is there."""
    if inbox.survey is None:
        return Figure("computed", gap="not_due")
    asked = counted(inbox.survey, [agency.id], ("valid", "valid"))[0] > 0
    return Figure("computed", int(asked), 1, gap="" if asked else "not_applicable")


def surveyed(inbox: Inbox, target: Target, agencies: list[str]) -> Figure:
    """Satisfied among valid ballots of these agencies together."""
    if inbox.survey is None:
        return Figure("computed", gap="not_due")
    ballots = inbox.survey[inbox.survey.index.isin(agencies)]
    if ballots.empty:
        return Figure("computed", gap="not_applicable")
    drawn = not ballots["voluntary"].any()
    return Figure("computed", *counted(ballots, agencies, SURVEY_SHARES[target.id]), interval=drawn)


def from_form(inbox: Inbox, target: Target, agency: str, at: str = "") -> Figure:
    """Two fields of a form, or one that is yes or no; a blank is a gap."""
    answers = inbox.forms.get(agency, {})
    pair = FORM_SHARES.get(target.id)
    part = answers.get((pair[0] if pair else target.id) + at)
    whole = answers.get(pair[1] + at) if pair else 1
    if isinstance(part, int) and isinstance(whole, int):
        return Figure("reported", part, whole)
    return Figure("reported", gap="no_data")


# ---------------------------------------------------------------- wholes


def together(target: Target, members: list[tuple[Agency, Figure]]) -> Figure:
    """Sums of counts; who was not sampled is no gap, who is silent for another reason is one."""
    source = members[0][1].source
    known = [(a, f) for a, f in members if f.numerator is not None]
    if not known:
        gaps = {f.gap for _, f in members}
        return Figure(source, gap=gaps.pop() if len(gaps) == 1 else "no_data")
    silent = [a for a, f in members if f.numerator is None and f.gap != "not_applicable"]
    return Figure(
        source,
        sum(f.numerator or 0 for _, f in known),
        sum(f.denominator or 0 for _, f in known),
        interval=target.id in SURVEY_SHARES and all(f.interval for _, f in known),
        silent=tuple(most_of(target, a.level, known) for a in silent),
    )


def most_of(target: Target, level: str, known: list[tuple[Agency, Figure]]) -> int | None:
    """At most as much as the largest answering one of the level; an agency itself is one."""
    if target.whole == "agencies":
        return 1
    return max((f.denominator or 0 for a, f in known if a.level == level), default=0) or None


def lists_together(inbox: Inbox, target: Target) -> Figure:
    figures = [from_form(inbox, target, PROVINCE, f"@{at}") for at in LISTS[target.id]]
    if any(figure.gap for figure in figures):
        return Figure("reported", gap="no_data")
    return Figure(
        "reported",
        sum(figure.numerator or 0 for figure in figures),
        sum(figure.denominator or 0 for figure in figures),
    )


def province_figure(
    inbox: Inbox, target: Target, level: str, own: Mapping[str, Figure]
) -> Figure | None:
    """The province's figure at a level, or as a whole; None where there is none."""
    if target.whole == "direct":
        if level != "all":
            return None
        if target.id in SURVEY_SHARES:
            return surveyed(inbox, target, [a.id for a in inbox.involved])
        return from_form(inbox, target, PROVINCE, "@all")
    if target.whole == "lists":
        if level == "all":
            return lists_together(inbox, target)
        if level in LISTS[target.id]:
            return from_form(inbox, target, PROVINCE, f"@{level}")
        return None
    if level == "all" and target.threshold("all") is None:
        return None
    members = [(inbox.agencies[i], f) for i, f in own.items()]
    members = [(a, f) for a, f in members if level in ("all", a.level)]
    return together(target, members) if members else None


def commune_figure(
    inbox: Inbox, target: Target, district: Agency, own: Mapping[str, Figure]
) -> Figure | None:
    """The communes of one district together."""
    if target.whole not in ("sum", "agencies"):
        return None
    members = [(inbox.agencies[i], f) for i, f in own.items()]
    members = [(a, f) for a, f in members if a.level == "commune" and a.parent == district.id]
    return together(target, members) if members else None


def own_figures(inbox: Inbox, target: Target) -> dict[str, Figure]:
    """The figures of all bound agencies; a predecessor counts where it resolved something."""
    living = {a.id for a in inbox.registry}
    found = {a.id: own_figure(inbox, target, a) for a in inbox.involved if target.binds(a)}
    return {i: f for i, f in found.items() if i in living or (f.denominator and not f.gap)}


# ---------------------------------------------------------------- judging


def status(
    target: Target, level: str, figure: Figure | None, judged: bool, period: str
) -> str | None:
    """Met, missed, or why neither; None for a figure that is only shown."""
    if figure is None:
        return "not_applicable"
    if figure.gap:
        return figure.gap
    value, limit = figure.value, target.threshold(level)
    if value is None:
        return "no_data" if figure.silent else "not_arising"
    if not judged or limit is None:
        return None
    if could_turn(target, figure, limit):
        return "no_data"
    low, high = interval(figure)
    if low is not None and high is not None and low < limit < high:
        return "inconclusive"
    if meets(value, target.comparison, limit):
        return "met"
    if target.due > 2022 or (target.builds and period != YEAR_END):
        return "not_due"
    return "missed"


def meets(value: Fraction, comparison: str, limit: int) -> bool:
    return {">=": value >= limit, ">": value > limit, "<=": value <= limit}[comparison]


def could_turn(target: Target, figure: Figure, limit: int) -> bool:
    """Whether the silent agencies, all bad or all good, would give different verdicts."""
    if not figure.silent:
        return False
    if None in figure.silent:
        return True
    more = sum(most or 0 for most in figure.silent)
    numerator, denominator = figure.numerator or 0, figure.denominator or 0
    worst = replace(figure, denominator=denominator + more).value
    best = replace(figure, numerator=numerator + more, denominator=denominator + more).value
    assert worst is not None and best is not None
    return meets(worst, target.comparison, limit) != meets(best, target.comparison, limit)


def interval(figure: Figure) -> tuple[float | None, float | None]:
    """The 95 % Wilson interval of a random sample, in percent."""
    if not figure.interval or not figure.denominator:
        return None, None
    test = binomtest(figure.numerator or 0, figure.denominator)
    found = test.proportion_ci(confidence_level=0.95, method="wilson")
    return 100 * found.low, 100 * found.high


def units(target: Target, figure: Figure, limit: int) -> int | None:
    """To spare, or (negative) short: counted one by one, because counting cannot be wrong."""
    numerator, denominator = figure.numerator or 0, figure.denominator or 0
    good = [
        n
        for n in range(denominator + 1)
        if meets(Fraction(100 * n, denominator), target.comparison, limit)
    ]
    return numerator - good[0] if good else None


def points(target: Target, level: str, figure: Figure | None, outcome: str | None) -> float | None:
    """Of the one point a scored target has; None where it takes no part."""
    if figure is None or not target.points or not target.judged(level):
        return None
    if outcome == "no_data":
        return 0.0
    if outcome not in ("met", "missed", "inconclusive"):
        return None
    if outcome == "met":
        return 1.0
    limit = target.threshold(level)
    if target.points == "yes_no" or figure.value is None or limit is None:
        return 0.0
    return min(1.0, float(figure.value / limit))


# ---------------------------------------------------------------- rows


def row(
    inbox: Inbox, target: Target, agency: str, level: str, figure: Figure | None
) -> dict[str, object]:
    """One row of the results table, but for plan and area."""
    whole = agency == PROVINCE
    judged = whole or target.judged(level)
    own = not whole and inbox.agencies[agency].level == level
    limit = target.threshold(level)
    outcome = status(target, level, figure, judged, inbox.period)
    shown = figure or Figure("")
    value = shown.value
    measured = judged and value is not None and limit is not None and not shown.gap
    low, high = interval(shown) if measured else (None, None)
    scored = points(target, level, figure, outcome) if own else None
    return {
        "period": inbox.period,
        "agency": agency,
        "level": level,
        "clause": f"II.2.2.{target.clause}",
        "target": target.id,
        "source": shown.source or None,
        "numerator": shown.numerator,
        "denominator": shown.denominator,
        "value": None if value is None else float(value),
        "comparison": target.comparison,
        "threshold": limit,
        "due": target.due,
        "status": outcome,
        "margin": float(value - limit) if measured and value is not None and limit else None,
        "margin_units": units(target, shown, limit) if measured and limit else None,
        "low": low,
        "high": high,
        "points": scored,
        "max_points": None if scored is None else 1.0,
    }


def results(inbox: Inbox) -> dict[tuple[str, str, str], dict[str, object]]:
    """All rows of the period by (agency, level, target)."""
    found = {}
    for target in TARGETS:
        own = own_figures(inbox, target)
        places: list[tuple[str, str, Figure | None]] = [
            (PROVINCE, level, province_figure(inbox, target, level, own))
            for level in (*LEVELS, "all")
        ]
        for agency in inbox.registry:
            places.append((agency.id, agency.level, own.get(agency.id)))
            if agency.level == "district":
                communes = commune_figure(inbox, target, agency, own)
                places.append((agency.id, "commune", communes))
        for agency_id, level, figure in places:
            found[agency_id, level, target.id] = row(inbox, target, agency_id, level, figure)
    return found
