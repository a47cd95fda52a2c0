"""Figures and verdicts of all 65 thresholds, compared with an independent computation and with
answers worked out by hand."""

from __future__ import annotations

import ast
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import ModuleType

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import disclosure
import independent
import independent_inbox
import independent_plan
import independent_withheld
import plan_434
from corpus import exports
from helpers import demo, forms, store
from helpers.analyst.opening import open_plan
from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.observe import observe
from helpers.evaluation.tables import results_rows
from helpers.model import Observations, Period, Status, Unconfirmed
from helpers.plan import Roots
from independent_plan import PERIODS
from province import (
    PLAN,
    PROJECT,
    Province,
    all_agencies,
    copy_project,
    new_province,
    province_at,
    take_all_in,
)

pytestmark = pytest.mark.intake

YEAR = "2022-FY"
WITHOUT_EXPORT = "2022-Q1"
GOLDEN = PROJECT / "tests" / "golden" / "README.md"
Rows = dict[tuple[str, str, str], dict[str, object]]


def the_projects(province: Province, period: str) -> Rows:
    """All rows of the results table as the project computes them."""
    return _once(_the_projects, province, period)


def the_others(province: Province, period: str) -> Rows:
    """All rows as computed independently."""
    return _once(_the_others, province, period)


_rows: dict[tuple[str, Path, str], Rows] = {}


def _once(compute: Callable[[Province, str], Rows], province: Province, period: str) -> Rows:
    """The rows, computed once: the provinces do not change, and most tests use the same rows."""
    key = (compute.__name__, province.root, period)
    if key not in _rows:
        _rows[key] = compute(province, period)
    return _rows[key]


def _the_projects(province: Province, period: str) -> Rows:
    return rows_of(province, period, *province.observations(period))


def rows_of(
    province: Province, period: str, observations: Observations, previous: Observations | None
) -> Rows:
    """The rows of all agencies and the province."""
    agencies = [a.id for a in province.plan.registry(province.plan.periods[period])]
    return {
        (str(row["agency"]), str(row["level"]), str(row["target"])): row
        for agency in [*agencies, province.plan.province.id]
        for row in results_rows(evaluate(province.plan, observations, agency, previous))
    }


def _the_others(province: Province, period: str) -> Rows:
    registry = province.root / "params" / "plans" / PLAN / "agencies.csv"
    inbox = province.roots.data / "inbox"
    doubted = frozenset(in_doubt(province, period))
    return independent.results(independent.read_inbox(inbox, registry, period, doubted))


def in_doubt(province: Province, period: str) -> Iterator[tuple[str, str]]:
    """Agency and field of the figures that the intake asks to confirm; a list with its level."""
    snapshot = province.snapshot(period)
    for each in store.unconfirmed(snapshot):
        of_list = each.agency == province.plan.province.id
        yield each.agency, f"{each.input}@{each.level}" if of_list else each.input


def differences(one: Rows, other: Rows) -> list[str]:
    """Every field that differs in `one` and `other`; shares are compared to the sixth decimal."""
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
def test_both_computations_agree_on_every_row_of_a_province(
    small_province: Province, period: str
) -> None:
    rows = the_projects(small_province, period)
    # 3 departments, 6 communes, 2 districts at two levels, the province at four.
    assert len(rows) == (3 + 6 + 2 * 2 + 4) * len(independent.TARGETS)
    assert differences(rows, the_others(small_province, period)) == []


def told_of(province: Province, periods: Sequence[str]) -> list[str]:
    """What all that is published of these periods tells of a withheld figure."""
    known = []
    for period in periods:
        now, before = province.observations(period)
        senders = province.plan.senders(province.plan.periods[period])
        known.append((now, [evaluate(province.plan, now, a.id, before) for a in senders]))
    return disclosure.attack(province.plan, known)


def test_nothing_withheld_can_be_computed_of_a_province(small_province: Province) -> None:
    assert told_of(small_province, ["2022-H1", YEAR]) == []


@pytest.mark.slow_faults
def test_both_computations_agree_on_every_row_of_all_agencies(tmp_path: Path) -> None:
    """All agencies and all periods, as `cchc demo` writes them."""
    province = new_province(tmp_path, all_agencies())
    roots = province.roots
    demo.write_province(province.plan, roots.data / "inbox", dossiers=100_000)
    periods = {name: province.inbox(name) for name in by_end(province)}
    take_all_in(roots, province.plan, periods, planted="không có hồ sơ nào của")
    for period in PERIODS:
        rows = the_projects(province, period)
        assert len(rows) > 11_000
        assert differences(rows, the_others(province, period)) == [], period
    assert told_of(province, list(PERIODS)) == []


def test_both_computations_agree_where_the_demo_has_slips(tmp_path: Path) -> None:
    """A province large enough for a figure with digits too many and a commune without rows."""
    districts = ("083-huyen-muong-khuong", "085-huyen-bac-ha")
    whole = open_plan(PLAN, Roots(PROJECT, PROJECT / "data", PROJECT / "rendered"))
    communes = tuple(a.id for a in whole.agencies.values() if a.parent in districts)
    province = new_province(tmp_path, ("van-phong-ubnd-tinh", "so-noi-vu", *districts, *communes))
    demo.write_province(
        province.plan, province.roots.data / "inbox", dossiers=3_000, periods=["2022-H1", YEAR]
    )
    periods = {name: province.inbox(name) for name in ("2022-H1", YEAR)}
    take_all_in(province.roots, province.plan, periods, planted="không có hồ sơ nào của")
    rows = the_projects(province, YEAR)
    assert differences(rows, the_others(province, YEAR)) == []
    gaps = {
        key[0]: row["status"]
        for key, row in rows.items()
        if key[0] in communes and key[2] == "papers_reused" and row["numerator"] is None
    }
    assert list(gaps.values()) == ["no_data"]
    (lost,) = gaps
    assert rows[lost, "commune", "dossiers_on_time"]["source"] == "reported"


@pytest.mark.parametrize("every", [1, 60])
def test_both_computations_agree_where_figures_are_not_confirmed(
    small_province: Province, monkeypatch: pytest.MonkeyPatch, every: int
) -> None:
    """As if the intake had asked to confirm each so many-th figure of the forms."""
    plan, at = small_province.plan, small_province.plan.periods[YEAR]
    snapshot = small_province.snapshot(YEAR)
    facts = [f for f in store.facts(snapshot) if f.value is not None][::every]
    asked = tuple(
        Unconfirmed(
            f.agency, f.level, f.input, f.value or 0, f.whole, f.input, f.file, f.sheet, f.cell
        )
        for f in facts
    )
    usual, before = the_projects(small_province, YEAR), small_province.observations(YEAR)[1]
    monkeypatch.setattr(store, "unconfirmed", lambda _: asked)
    rows = rows_of(small_province, YEAR, observe(plan, at, snapshot), before)
    assert differences(rows, _the_others(small_province, YEAR)) == []
    turned = {key for key, row in rows.items() if row["status"] != usual[key]["status"]}
    assert turned
    assert {rows[key]["status"] for key in turned} == {"inconclusive"}
    # An agency's own verdict and points stay as they are.
    own = {key for key in rows if key[0] in plan.agencies and plan.agencies[key[0]].level == key[1]}
    assert not turned & own
    assert all(rows[key]["points"] == usual[key]["points"] for key in rows)


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


def test_both_computations_have_the_same_thresholds(small_province: Province) -> None:
    plan = small_province.plan
    typed = [(t.id, t.clause, t.comparison, t.due, t.builds) for t in independent.TARGETS]
    loaded = [
        (t.id, t.clause, str(t.comparison), t.due, t.builds) for t in plan.targets if t.thresholds
    ]
    assert typed == loaded
    figures = [len(t.figure) if isinstance(t.figure, Mapping) else 1 for t in independent.TARGETS]
    assert sum(figures) == plan_434.THRESHOLDS


@pytest.mark.parametrize(
    "module", [independent, independent_inbox, independent_plan, independent_withheld]
)
def test_the_independent_computation_imports_nothing_of_the_project(module: ModuleType) -> None:
    tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
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
    others = ("helpers", "conftest", "province", "plans", "evaluations", "pages")
    assert [name for name in imported if name.split(".")[0] in others] == []


# ---------------------------------------------------------------- surveys of other kinds

SAMPLED = "Cách lấy mẫu"
PROCEDURES = "Mức độ hài lòng"
Ballots = Callable[[pd.DataFrame], pd.DataFrame]


def half(ballots: pd.DataFrame) -> pd.Series:
    """Every second ballot, and all of one agency."""
    return (ballots.index % 2 == 0) | (ballots["Đơn vị"] == "UBND phường Sa Pả")


def written(how: str) -> Ballots:
    """The same ballots; half of them say that they were gathered otherwise."""
    return lambda ballots: ballots.assign(**{SAMPLED: ballots[SAMPLED].mask(half(ballots), how)})


def one_more(ballots: pd.DataFrame) -> pd.DataFrame:
    """One voluntary ballot more for each agency, satisfied with everything."""
    free = ballots.drop_duplicates(["Mã đơn vị", "Đơn vị"]).copy()
    free["Mã phiếu"], free[SAMPLED] = "F" + free["Mã phiếu"], "Tự nguyện"
    questions = [head for head in ballots if str(head).startswith(("Mức độ", "Hài lòng"))]
    free[questions] = "Rất hài lòng"
    return pd.concat([ballots, free])


def without_half(ballots: pd.DataFrame) -> pd.DataFrame:
    return ballots[~half(ballots)]


OfSurvey = Callable[[Ballots | None], Rows]


@pytest.fixture(scope="module")
def of_survey(small_province: Province, tmp_path_factory: pytest.TempPathFactory) -> OfSurvey:
    """All rows of the province with a changed survey, or with none; equal in both computations.
    Several tests need the same survey, which is taken in once."""

    @cache
    def rows_with(change: Ballots | None) -> Rows:
        other = small_province.copy(tmp_path_factory.mktemp("survey") / "project")
        (path,) = other.inbox(YEAR).glob("khao-sat*.csv")
        ballots = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        path.unlink()
        if change is not None:
            change(ballots).to_csv(path, index=False)
        other.take_in(YEAR, replace=True)
        rows = the_projects(other, YEAR)
        assert differences(rows, the_others(other, YEAR)) == []
        return rows

    return rows_with


@pytest.mark.parametrize(
    ("change", "same_as"),
    [
        (written("Tự nguyện"), without_half),
        (written(""), without_half),
        (written("Chọn mẫu"), without_half),
        (one_more, lambda ballots: ballots),
        (lambda ballots: ballots.assign(**{SAMPLED: "Tự nguyện"}), None),
    ],
    ids=["voluntary", "blank", "unknown", "one voluntary more", "all voluntary"],
)
def test_only_random_ballots_decide_anything(
    of_survey: OfSurvey, change: Ballots, same_as: Ballots | None
) -> None:
    """All other ballots change as much in the results as if nobody had sent them: nothing."""
    assert of_survey(change) == of_survey(same_as)


def test_without_a_survey_the_closed_year_is_not_silent(
    small_province: Province, of_survey: OfSurvey
) -> None:
    """What was to be measured is missed, and no agency's maximum gets smaller by it."""
    before = the_projects(small_province, YEAR)
    rows = of_survey(None)
    measured = [row for row in rows.values() if row["target"] == "satisfaction_measured"]
    assert {row["status"] for row in measured} == {"missed", "not_applicable"}
    whole = rows["lao-cai", "all", "satisfaction_measured"]
    assert whole["status"] == "missed"
    for name in ("satisfaction", "satisfaction_fields", "health_education_satisfaction"):
        own = [row for row in rows.values() if row["target"] == name and row["max_points"]]
        assert {(row["status"], row["points"]) for row in own} <= {("no_data", 0.0)}
    for key, row in before.items():
        if row["max_points"] is not None:
            assert rows[key]["max_points"] == row["max_points"]


def test_a_question_that_no_ballot_asks_is_no_excuse(of_survey: OfSurvey) -> None:
    """Without the question on procedures the same agencies lack data that lack it without survey,
    but for those that were not sampled."""
    rows, none = of_survey(lambda b: b.assign(**{PROCEDURES: ""})), of_survey(None)
    for name in ("satisfaction", "satisfaction_fields", "satisfaction_measured"):
        own = {key: row["status"] for key, row in rows.items() if row["target"] == name}
        assert {"no_data", "missed"} & set(own.values())
        assert {none[key]["status"] for key in own if own[key] == "no_data"} <= {"no_data"}
        assert "met" not in own.values()


# ---------------------------------------------------------------- the golden province


@cache
def tables() -> dict[str, list[dict[str, str]]]:
    """The first table below each heading of the golden answers, by heading."""
    table_of: dict[str, list[dict[str, str]]] = {}
    for section in GOLDEN.read_text("utf-8").split("\n## ")[1:]:
        title, *lines = section.splitlines()
        rows = list(first_table(lines))
        table_of[title] = [dict(zip(rows[0], row, strict=True)) for row in rows[2:]]
    return table_of


def first_table(lines: Sequence[str]) -> Iterator[list[str]]:
    begun = False
    for line in lines:
        if line.startswith("|"):
            begun = True
            yield [cell.strip() for cell in line.strip("|").split("|")]
        elif begun:
            return


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """The province of the golden answers, written as files and taken in."""
    agencies = tuple(row["id"] for row in tables()["Agencies"])
    root = tmp_path_factory.mktemp("paper")
    copy_project(root, agencies)
    # The forms on paper differ from period to period as the cases of judging need it.
    (root / "params" / "plans" / PLAN / "plausibility.yml").unlink()
    province = province_at(root)
    codes = {row["name in the exports"]: row["code"] for row in tables()["Agencies"]}
    for period in province.plan.periods.values():
        folder = province.inbox(period.id)
        folder.mkdir(parents=True)
        (folder / "origin.yml").write_text("simulated: true\nseed: 0\n", "utf-8")
        if period.id != WITHOUT_EXPORT:
            write_csv(folder / "a.csv", dossier_rows(codes, period.end))
            (folder / "c.csv").write_text(totals_of_none(period), "utf-8")
        if period.id == YEAR:
            write_csv(folder / "b.csv", ballot_rows(codes))
        write_forms(province, period)
    periods = {name: province.inbox(name) for name in by_end(province)}
    unknown_unit = "không có đơn vị tên «Phòng Giao dịch …"
    take_all_in(province.roots, province.plan, periods, planted=unknown_unit)
    return province


def by_end(province: Province) -> list[str]:
    """The periods in order of their ends, since forms may carry over earlier answers."""
    return sorted(province.plan.periods, key=lambda name: province.plan.periods[name].end)


def totals_of_none(period: Period) -> str:
    """Form II.06a with a line of zeros for each agency that had no dossier."""
    days = f"Từ ngày {period.start:%d/%m/%Y} đến ngày {period.end:%d/%m/%Y}"
    listed = tables()["Agencies without dossiers"]
    names = [row["name in the exports"] for row in listed if period.id in row["periods"]]
    lines = [(n, name, *[0] * 11) for n, name in enumerate(names, 1)]
    return exports.text(exports.squared(exports.titled(days, *lines)))


def dossier_rows(codes: dict[str, str], last: date) -> Iterator[dict[str, str]]:
    """The dossiers received up to the last day."""
    for row in tables()["Dossiers"]:
        if datetime.strptime(row["received"], "%d/%m/%Y").date() > last:
            continue
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
                "Hài lòng về sự phục vụ của cơ quan hành chính": row["service"],
                "Hài lòng về dịch vụ y tế công lập": row["health"],
                "Cách lấy mẫu": row["sampling"],
            }


def write_csv(path: Path, rows: Iterator[dict[str, str]]) -> None:
    content = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(content[0]))
        writer.writeheader()
        writer.writerows(content)


def stated(period: str) -> dict[tuple[str, str], str]:
    """The answers in the forms of a period, by agency or province, and field."""
    said = {("lao-cai", row["id"]): row[period] for row in tables()["Province form"] if row[period]}
    if period == YEAR:
        for row in tables()["Forms"]:
            cells = [(short, row[short]) for short in ids() if row.get(short)]
            said |= {(ids()[short], row["id"]): cell for short, cell in cells}
    else:
        for row in tables()["Forms before"]:
            if row["period"] == period:
                said[ids()[row["agency"]], row["id"]] = row["figure"]
    return said


@cache
def ids() -> dict[str, str]:
    """Ids by the short names of the tables."""
    return {row["short"]: row["id"] for row in tables()["Agencies"]} | {"lao-cai": "lao-cai"}


def write_forms(province: Province, period: Period) -> None:
    """Fill in the blank forms as agencies do: each figure in the agency's own form, else in its
    parent's. An agency without figures sends none; every figure must have a cell."""
    plan, left = province.plan, stated(period.id)
    for agency in plan.senders(period):
        own = {field: cell for (of, field), cell in left.items() if of == agency.id}
        shown = {field: pair for field, cell in own.items() for pair in of_log(cell)}
        blank = forms.blank(plan, agency, period, forms.ShownFigures(counts=shown))
        book = openpyxl.load_workbook(io.BytesIO(blank))
        filled = [place for sheet in book for place in fill(sheet, agency.id, left)]
        if any(place[0] == agency.id for place in filled) or agency == plan.province:
            book.save(province.form(period.id, agency.id))
            for place in filled:
                del left[place]
    assert left == {}, "no form has a question for these"


def of_log(cell: str) -> list[tuple[int, int]]:
    """(5, 8) of `Thống nhất 5/8`."""
    words, _, counts = cell.rpartition(" ")
    return [pair_of(counts)] if words == "Thống nhất" else []


def pair_of(counts: str) -> tuple[int, int]:
    numerator, denominator = counts.split("/")
    return int(numerator), int(denominator)


def fill(
    sheet: Worksheet, agency: str, said: Mapping[tuple[str, str], str]
) -> Iterator[tuple[str, str]]:
    """Write the answers to a sheet's fields into it; yield the keys that were written."""
    lines = list(sheet.iter_rows())
    top = next((n for n, row in enumerate(lines) if row[0].value == "Mã"), None)
    if top is None:
        return
    heads = [cell.value for cell in lines[top]]
    if sheet.title == "Đơn vị":
        fields = [cell.value for cell in lines[top + 1]]
        for row in lines[top + 2 :]:
            for field, cell in zip(fields, row, strict=True):
                if field and (place := (str(row[0].value), str(field))) in said:
                    cell.value = typed(said[place])
                    yield place
    elif "Số liệu" in heads:
        value, evidence = heads.index("Số liệu"), heads.index("Tài liệu kiểm chứng")
        for row in lines[top + 1 :]:
            if (place := (agency, str(row[0].value))) in said:
                answer, _, reason = said[place].partition(", ")
                row[value].value = "Thống nhất" if of_log(answer) else typed(answer)
                row[evidence].value = reason or None
                yield place


def typed(figure: str) -> int | str:
    return int(figure) if figure.isdigit() else figure


Key = tuple[str, str, str]
Answer = tuple[int | None, int | None, str | None]


def answers_on_paper() -> dict[tuple[str, str, str], Answer]:
    """Numerator, denominator and status of the year by (agency, level, target); targets that do
    not apply are left out."""
    levels = {row["short"]: "province" for row in tables()["Agencies"]}
    levels |= {"MK": "district", "TT": "commune", "TB": "commune", "xã": "commune"}
    expected: dict[tuple[str, str, str], Answer] = {}
    for row in tables()["Answers: agencies"]:
        for short in (*(short for short in ids() if short in row), "xã"):
            agency = ids()["MK" if short == "xã" else short]
            expected[agency, levels[short], row["target"]] = figure(row[short])
    for row in tables()["Answers: province"]:
        for level in ("province", "district", "commune", "all"):
            expected["lao-cai", level, row["target"]] = figure(row[level])
    return {key: answer for key, answer in expected.items() if answer[2] != ""}


def figure(cell: str) -> Answer:
    """`5/8 missed` as (5, 8, "missed"); `1 met` as (1, None, "met"), a number of places."""
    counts, _, status = cell.rpartition(" ")
    shown = None if status == "–" else status
    if not counts:
        return None, None, shown
    if "/" not in counts:
        return int(counts), None, shown
    return *pair_of(counts), shown


def counts_and_status(row: Mapping[str, object]) -> tuple[object, object, object]:
    return row["numerator"], row["denominator"], row["status"]


@pytest.mark.parametrize("compute", [the_projects, the_others])
def test_the_year_agrees_with_answers_worked_out_by_hand(
    golden: Province, compute: Callable[[Province, str], Rows]
) -> None:
    given = {key: counts_and_status(row) for key, row in compute(golden, YEAR).items()}
    expected = dict.fromkeys(given, (None, None, "not_applicable")) | answers_on_paper()
    assert unlike(given, expected) == []


@pytest.mark.parametrize("compute", [the_projects, the_others])
@pytest.mark.parametrize("period", ["2022-Q1", "2022-H1", "2022-Q3"])
def test_other_periods_agree_with_answers_worked_out_by_hand(
    golden: Province, period: str, compute: Callable[[Province, str], Rows]
) -> None:
    rows = compute(golden, period)
    expected = {
        (ids()[row["agency"]], row["level"], row["target"]): figure(row["answer"])
        for row in tables()["Answers: other periods"]
        if row["period"] == period
    }
    assert expected
    given = {key: counts_and_status(rows[key]) for key in expected}
    assert unlike(given, expected) == []


def unlike(given: Mapping[Key, object], expected: Mapping[Key, object]) -> list[str]:
    """The rows computed differently from the answers by hand."""
    keys = sorted(given.keys() | expected.keys())
    pairs = ((key, given.get(key), expected.get(key)) for key in keys)
    return [f"{key}: {got} / by hand {by_hand}" for key, got, by_hand in pairs if got != by_hand]


def test_the_answers_by_hand_have_every_kind_of_verdict() -> None:
    """At least 60 verdicts, in every period, at every level, of every target."""
    year = answers_on_paper()
    others = tables()["Answers: other periods"]
    assert len(year) + len(others) >= 60
    assert {target for _, _, target in year} == {t.id for t in independent.TARGETS}
    assert {level for _, level, _ in year} == {"province", "district", "commune", "all"}
    assert {row["period"] for row in others} == {"2022-Q1", "2022-H1", "2022-Q3"}
    statuses = {answer[2] for answer in year.values()}
    statuses |= {figure(row["answer"])[2] for row in others}
    assert statuses == {None, *(str(status) for status in Status)}


@pytest.mark.parametrize("period", list(PERIODS))
def test_both_computations_agree_on_every_row_of_the_golden_province(
    golden: Province, period: str
) -> None:
    assert differences(the_projects(golden, period), the_others(golden, period)) == []


def test_nothing_withheld_can_be_computed_of_the_golden_province(golden: Province) -> None:
    assert told_of(golden, list(PERIODS)) == []


def test_intervals_of_the_golden_province(golden: Province) -> None:
    rows = the_projects(golden, YEAR)
    printed = {
        ("so-tai-nguyen-va-moi-truong", "province", "satisfaction"): (74.4, 96.5),
        ("so-tai-nguyen-va-moi-truong", "province", "satisfaction_fields"): (64.0, 94.8),
        ("083-huyen-muong-khuong", "district", "satisfaction"): (94.6, 99.8),
        ("02761-thi-tran-muong-khuong", "commune", "satisfaction"): (40.4, 59.6),
        ("lao-cai", "all", "satisfaction_fields"): (91.7, 98.7),
        ("so-y-te", "province", "health_education_satisfaction"): (70.9, 92.9),
        ("so-du-lich", "province", "satisfaction"): (None, None),
        ("lao-cai", "all", "satisfaction"): (70.6, 81.5),
    }
    given = {key: (rows[key]["low"], rows[key]["high"]) for key in printed}
    assert given == {key: pytest.approx(pair, abs=0.05) for key, pair in printed.items()}


def test_margins_and_points_of_the_golden_province(golden: Province) -> None:
    """The margin in percent and in units of work, and the point of each target."""
    rows = the_projects(golden, YEAR)
    expected = {
        # 8 resolved, 4 on time of 7 with a due day: 57,1%, three short; 4/8 of the point is sure.
        ("so-tai-nguyen-va-moi-truong", "dossiers_on_time"): (-300 / 7, -3, 0.5, 1),
        # 5 resolved, the 4 with a due day on time; the fifth may have been late.
        ("so-du-lich", "dossiers_on_time"): (0, 0, 0.8, 1),
        # Exactly at the threshold: none missing, none to spare.
        ("so-tai-nguyen-va-moi-truong", "electronic_transfer"): (0, 0, 1, 1),
        # 4 of 8 online; 60% of 8 is 4,8, so five are needed.
        ("so-tai-nguyen-va-moi-truong", "online_dossiers"): (-10, -1, 50 / 60, 1),
        # "trên 90%" of 30 ballots: more than 27 means 28.
        ("so-tai-nguyen-va-moi-truong", "satisfaction"): (0, -1, 1, 1),
        # Voluntary ballots earn nothing and cost nothing: the agency was not sampled.
        ("so-du-lich", "satisfaction"): (None, None, None, None),
        ("so-du-lich", "satisfaction_measured"): (None, None, None, None),
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
        if (agency, target) in expected and level == golden.plan.agencies[agency].level
    }
    assert given == {key: pytest.approx(row, abs=1e-6) for key, row in expected.items()}
