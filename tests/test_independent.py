"""The project's figures and verdicts of II.2.2 against two others: the same evaluation done a
second time by other means, and answers worked out by hand."""

from __future__ import annotations

import ast
import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import independent
from helpers.evaluation import evaluate, open_plan, results_rows
from helpers.params import Roots
from province import PLAN, PROJECT, Province, copy_project, take_all_in

pytestmark = pytest.mark.intake

YEAR = "2022-FY"
GOLDEN = PROJECT / "tests" / "golden" / "README.md"
Rows = dict[tuple[str, str, str], dict[str, object]]


def the_projects(province: Province, period: str) -> Rows:
    """All rows of the results table as the project computes them."""
    observations, previous = province.observations(period)
    agencies = [a.id for a in province.plan.registry(province.plan.periods[period])]
    return {
        (str(row["agency"]), str(row["level"]), str(row["target"])): row
        for agency in [*agencies, province.plan.province]
        for row in results_rows(evaluate(province.plan, observations, agency, previous))
    }


def the_others(province: Province, period: str) -> Rows:
    """All rows as the independent computation gives them."""
    registry = province.root / "params" / "plans" / PLAN / "agencies.csv"
    return independent.results(independent.read_inbox(province.inbox(period), registry, period))


def differences(one: Rows, other: Rows) -> list[str]:
    """Every field of `other` that `one` has otherwise; shares agree to the sixth decimal."""
    missing = [str(key) for key in one.keys() ^ other.keys()]
    return missing + [
        f"{key} {name}: {one[key][name]} / {value}"
        for key in other
        for name, value in other[key].items()
        if not same(one[key][name], value)
    ]


def same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, int | float):
        return abs(one - other) <= 1e-6
    return one == other


# ---------------------------------------------------------------- the simulated province


@pytest.mark.parametrize("period", ["2022-H1", YEAR])
def test_both_ways_agree_on_every_row_of_a_province(small_province: Province, period: str) -> None:
    rows = the_projects(small_province, period)
    # 3 departments, 6 communes, 2 districts at two levels, the province at four.
    assert len(rows) == (3 + 6 + 2 * 2 + 4) * len(independent.TARGETS)
    assert differences(rows, the_others(small_province, period)) == []


def test_the_simulated_province_shows_every_status(small_province: Province) -> None:
    rows = [
        row for period in ("2022-H1", YEAR) for row in the_projects(small_province, period).values()
    ]
    assert {row["status"] for row in rows} >= {
        None,
        "met",
        "missed",
        "not_due",
        "no_data",
        "not_applicable",
        "inconclusive",
    }


def test_both_ways_know_the_same_thresholds(small_province: Province) -> None:
    plan = small_province.plan
    area = next(area for area in plan.areas if area.id == "procedures")
    typed = {(t.id, t.clause, t.comparison, t.due, t.builds) for t in independent.TARGETS}
    loaded = {
        (t.id, t.clause.removeprefix("II.2.2."), str(t.comparison), t.due, t.builds)
        for clause in area.clauses
        for t in clause.targets
        if t.thresholds
    }
    assert typed == loaded


def test_the_other_way_imports_nothing_of_ours() -> None:
    tree = ast.parse(Path(independent.__file__).read_text("utf-8"))
    imported = [
        name
        for node in ast.walk(tree)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else []
        )
    ]
    assert imported
    assert [name for name in imported if name.split(".")[0] in ("helpers", "conftest")] == []


# ---------------------------------------------------------------- the province on paper


def tables() -> dict[str, list[dict[str, str]]]:
    """The first table below each heading of the golden answers, by heading."""
    found: dict[str, list[dict[str, str]]] = {}
    for section in GOLDEN.read_text("utf-8").split("\n## ")[1:]:
        title, *lines = section.splitlines()
        rows = list(first_table(lines))
        found[title] = [dict(zip(rows[0], row, strict=True)) for row in rows[2:]]
    return found


def first_table(lines: Sequence[str]) -> Iterator[list[str]]:
    begun = False
    for line in lines:
        if line.startswith("|"):
            begun = True
            yield [cell.strip() for cell in line.strip("|").split("|")]
        elif begun:
            return


@pytest.fixture(scope="module")
def on_paper(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """The province of the golden answers, written as files and taken in."""
    root = tmp_path_factory.mktemp("paper")
    copy_project(root, tuple(row["id"] for row in tables()["Agencies"]))
    roots = Roots(root, root / "data", root / "rendered")
    province = Province(root, open_plan(PLAN, roots))
    folder = province.inbox(YEAR)
    folder.mkdir(parents=True)
    (folder / "origin.yml").write_text("simulated: true\nseed: 0\n", "utf-8")
    codes = {row["name in the exports"]: row["code"] for row in tables()["Agencies"]}
    write_csv(folder / "a.csv", dossier_rows(codes))
    write_csv(folder / "b.csv", ballot_rows(codes))
    for agency in dict.fromkeys(row["agency"] for row in tables()["Forms"]):
        answers = [row for row in tables()["Forms"] if row["agency"] == agency]
        write_form(folder / f"{agency}.xlsx", agency, answers)
    take_all_in(roots, province.plan, {YEAR: folder})
    return province


def dossier_rows(codes: dict[str, str]) -> Iterator[dict[str, str]]:
    for row in tables()["Dossiers"]:
        paid, paid_online = row["paid"].split(", ")
        code = codes.get(row["unit"], "")
        yield {
            "Mã hồ sơ": f"HS-{row['no']}",
            "Mã đơn vị tiếp nhận": code,
            "Đơn vị tiếp nhận": row["unit"],
            "Mã đơn vị giải quyết": code,
            "Đơn vị giải quyết": row["unit"],
            "Lĩnh vực": "Lĩnh vực khác",
            "Kênh tiếp nhận": row["channel"],
            "Mức độ dịch vụ công": row["level"],
            "Ngày tiếp nhận": row["received"],
            "Ngày hẹn trả": row["due"],
            "Ngày có kết quả": row["done"],
            "TTHC đã mở thanh toán trực tuyến": row["opened"],
            "Số giao dịch thanh toán": paid,
            "Số giao dịch trực tuyến": paid_online,
            "Kết quả được số hóa": "Không" if row["done"] else "",
            "Giấy tờ đã có": row["papers"],
        }


def ballot_rows(codes: dict[str, str]) -> Iterator[dict[str, str]]:
    for line, row in enumerate(tables()["Ballots"]):
        for ballot in range(int(row["ballots"])):
            yield {
                "Mã phiếu": f"P{line}-{ballot}",
                "Mã đơn vị": codes[row["unit"]],
                "Đơn vị": row["unit"],
                "Lĩnh vực": row["field"],
                "Ngày trả lời": row["answered"],
                "Mức độ hài lòng": row["answer"],
                "Cách lấy mẫu": row["sampling"],
            }


def write_csv(path: Path, rows: Iterator[dict[str, str]]) -> None:
    content = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(content[0]))
        writer.writeheader()
        writer.writerows(content)


def write_form(path: Path, agency: str, answers: list[dict[str, str]]) -> None:
    """A form as an agency fills it in, written without the project's own writer."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Số liệu" if agency[:2] == "02" else "2. TTHC"
    heads = ("Mã", "Điểm", "Nội dung", "Đơn vị tính", "Số liệu", "Tài liệu kiểm chứng")
    for column, head in enumerate(heads, start=1):
        sheet.cell(4, column, head)
    for row, answer in enumerate(answers, start=5):
        figure = answer["figure"]
        sheet.cell(row, 1, answer["id"])
        sheet.cell(row, 5, int(figure) if figure.isdigit() else figure or None)
    stamp = book.create_sheet("_cchc")
    for pair in {"form": "1", "plan": PLAN, "agency": agency, "period": YEAR}.items():
        stamp.append(pair)
    stamp.sheet_state = "veryHidden"
    book.save(path)


def answers_on_paper() -> dict[tuple[str, str, str], tuple[int | None, int | None, str | None]]:
    """Numerator, denominator and status by (agency, level, target); targets that do not apply
    are left out."""
    levels = {"so": "province", "08": "district", "02": "commune"}
    found = {("van-phong-ubnd-tinh", "province", "internal_procedures"): figure("9/10 met")}
    for row in tables()["Answers: agencies"]:
        target = row.pop("target")
        for place, cell in row.items():
            agency = "083-huyen-muong-khuong" if place == "its communes" else place
            level = "commune" if place == "its communes" else levels[place[:2]]
            found[agency, level, target] = figure(cell)
    for row in tables()["Answers: province"]:
        target = row.pop("target")
        found.update((("lao-cai", level, target), figure(cell)) for level, cell in row.items())
    return {key: answer for key, answer in found.items() if answer[2] != ""}


def figure(cell: str) -> tuple[int | None, int | None, str | None]:
    """`5/8 missed` as (5, 8, "missed")."""
    counts, _, status = cell.rpartition(" ")
    shown = None if status == "–" else status
    if not counts:
        return None, None, shown
    numerator, denominator = counts.split("/")
    return int(numerator), int(denominator), shown


@pytest.mark.parametrize("way", [the_projects, the_others])
def test_the_answers_worked_out_by_hand(
    on_paper: Province, way: Callable[[Province, str], Rows]
) -> None:
    given = {
        key: (row["numerator"], row["denominator"], row["status"])
        for key, row in way(on_paper, YEAR).items()
    }
    expected = dict.fromkeys(given, (None, None, "not_applicable")) | answers_on_paper()
    assert given == expected


def test_both_ways_agree_on_every_row_on_paper(on_paper: Province) -> None:
    assert differences(the_projects(on_paper, YEAR), the_others(on_paper, YEAR)) == []


def test_intervals_on_paper(on_paper: Province) -> None:
    rows = the_projects(on_paper, YEAR)
    printed = {
        ("so-tai-nguyen-va-moi-truong", "province", "satisfaction"): (74.4, 96.5),
        ("so-tai-nguyen-va-moi-truong", "province", "satisfaction_fields"): (64.0, 94.8),
        ("083-huyen-muong-khuong", "district", "satisfaction"): (94.6, 99.8),
        ("02761-thi-tran-muong-khuong", "commune", "satisfaction"): (40.4, 59.6),
        ("lao-cai", "all", "satisfaction_fields"): (91.7, 98.7),
        ("so-du-lich", "province", "satisfaction"): (None, None),
        ("lao-cai", "all", "satisfaction"): (None, None),
    }
    given = {key: (rows[key]["low"], rows[key]["high"]) for key in printed}
    assert given == {key: pytest.approx(pair, abs=0.05) for key, pair in printed.items()}


def test_margins_and_points_on_paper(on_paper: Province) -> None:
    """The margin in percent and in units of work, and the point of each target."""
    rows = the_projects(on_paper, YEAR)
    expected = {
        # 8 resolved, 5 on time: 62,5 %, three short, 0,625 of the point.
        ("so-tai-nguyen-va-moi-truong", "dossiers_on_time"): (-37.5, -3, 0.625, 1),
        # Exactly at the threshold: nothing short, nothing to spare.
        ("so-tai-nguyen-va-moi-truong", "electronic_transfer"): (0, 0, 1, 1),
        # 4 of 8 online; 60 % of 8 is 4,8, so five are needed.
        ("so-tai-nguyen-va-moi-truong", "online_dossiers"): (-10, -1, 50 / 60, 1),
        # "trên 90 %" of 10 ballots: only ten are more than nine.
        ("so-du-lich", "satisfaction"): (0, -1, 1, 1),
        ("so-du-lich", "electronic_transfer"): (None, None, 0, 1),
        ("02779-xa-thanh-binh", "digitised_results"): (-0.1, -1, 39.9 / 40, 1),
        ("02779-xa-thanh-binh", "modern_desk"): (-100, -1, 0, 1),
        # Only shown: no margin and no points.
        ("02779-xa-thanh-binh", "online_payment_procedures"): (None, None, None, None),
        ("02779-xa-thanh-binh", "portal_procedures"): (None, None, None, None),
        ("02779-xa-thanh-binh", "dossiers_on_time"): (None, None, None, None),
    }
    names = ("margin", "margin_units", "points", "max_points")
    given = {
        (agency, target): tuple(row[name] for name in names)
        for (agency, level, target), row in rows.items()
        if (agency, target) in expected and level == on_paper.plan.agencies[agency].level
    }
    assert given == {key: pytest.approx(row, abs=1e-6) for key, row in expected.items()}
