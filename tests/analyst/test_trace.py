"""A trace leads from a figure to exactly the cells and exports it was computed from, also in an
earlier period where an answer was carried over."""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from helpers import store
from helpers.analyst import trace
from helpers.analyst.opening import opened
from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.observe import observe, records_of
from helpers.model import Fact, Judged, Level, Result, Rollup
from helpers.packets import display
from helpers.store import counting
from parts import text as packet_text
from province import PLAN, Province

pytestmark = pytest.mark.intake

YEAR, HALF = "2022-FY", "2022-H1"
COMMUNE, DEPARTMENT, DISTRICT = "02764-xa-din-chin", "so-noi-vu", "083-huyen-muong-khuong"
PLACE = re.compile(r"\(tệp ([^,]+), trang «([^»]+)», ô (\w+)\)")
MEMBER = re.compile(r"^    - .*: (?:(-?[\d.]+)/([\d.]+)|chưa có) \(", re.MULTILINE)
FIGURE = re.compile(r"Số dùng để kết luận: (-?[\d.]+)/([\d.]+) ")
Key = tuple[str, Level, str]
Cell = tuple[str, str, str]  # file, sheet, name


@pytest.fixture
def own(small_province: Province, tmp_path: Path) -> Province:
    return small_province.copy(tmp_path / "own")


def traced(province: Province, agency: str, target: str, period: str = YEAR) -> list[str]:
    at = opened(province.roots, PLAN, period)
    snapshot = province.snapshot(period)
    return trace(at, snapshot, agency, target)


def blocks(province: Province) -> Iterator[tuple[Result, str]]:
    """The trace of every result that has an observation, of all agencies."""
    at = opened(province.roots, PLAN, YEAR)
    snapshot = province.snapshot(YEAR)
    for subject in at.subjects:
        results = [r for r in at.evaluation(subject).results if r.observation is not None]
        for target in dict.fromkeys(r.target.id for r in results):
            texts = "\n".join(trace(at, snapshot, subject, target)).split("\n\n")
            of_target = [r for r in results if r.target.id == target]
            yield from zip(of_target, texts, strict=True)


@pytest.fixture(scope="module")
def traces(small_province: Province) -> list[tuple[Result, str]]:
    with pytest.MonkeyPatch.context() as patch:
        # `helpers.analyst.trace` is also a function, so the module comes from `sys.modules`.
        module = sys.modules["helpers.analyst.trace"]
        snapshot = small_province.snapshot(YEAR)
        plan = small_province.plan
        period = plan.periods[YEAR]
        records = records_of(plan, period, snapshot, observe(plan, period, snapshot))
        patch.setattr(module, "records_of", lambda *_: records)
        return list(blocks(small_province))


@pytest.fixture(scope="module")
def cells_by_figure(small_province: Province) -> dict[Key, set[Cell]]:
    """The cells each figure depends on, determined by leaving out each input in turn."""
    plan, period = small_province.plan, small_province.plan.periods[YEAR]
    snapshot = small_province.snapshot(YEAR)
    facts = store.facts(snapshot)
    at = {(fact.agency, fact.level, fact.input): fact for fact in facts}
    whole = observe(plan, period, snapshot).rows
    cells_by_key: dict[Key, set[Cell]] = defaultdict(set)
    with pytest.MonkeyPatch.context() as patch:
        # Exports do not change, so they are counted once.
        for counts in ("dossier_tallies", "month_counts", "survey_tallies"):
            patch.setattr(counting, counts, cache(getattr(counting, counts)))
        for name in dict.fromkeys(fact.input for fact in facts):
            left = tuple(fact for fact in facts if fact.input != name)
            patch.setattr(store, "facts", lambda _, left=left: left)
            rows = observe(plan, period, snapshot).rows
            for key, observation in whole.items():
                agency, level, target = key
                if rows.get(key) == observation:
                    continue
                # Agencies that only appear in a list of the province have no cell of their own.
                changed_target = plan.target(target)
                shared = (
                    changed_target.judged.get(level) is Judged.INFO
                    and changed_target.rollup is Rollup.DISTINCT
                )
                fact = at.get((plan.province.id if shared else agency, level, name))
                if fact is not None:
                    cells_by_key[key].add(place(fact))
    return cells_by_key


def place(fact: Fact) -> Cell:
    return fact.file, fact.sheet, fact.cell


def own_lines(text: str) -> str:
    """The lines of a trace about forms of this period."""
    return "\n".join(line for line in text.splitlines() if "Không thay đổi" not in line)


def number(text: str) -> int:
    return int(text.replace(".", ""))


def test_a_trace_names_exactly_the_cells_a_figure_depends_on(
    traces: list[tuple[Result, str]], cells_by_figure: dict[Key, set[Cell]]
) -> None:
    cells = 0
    for result, text in traces:
        assert result.observation is not None
        if "Tổng hợp từ" in text or result.observation.missing is not None:
            continue
        key = (result.agency, result.level, result.target.id)
        assert set(PLACE.findall(own_lines(text))) == cells_by_figure.get(key, set()), text
        cells += len(cells_by_figure.get(key, ()))
    assert cells > 500


@pytest.mark.parametrize(
    ("target", "inputs"),
    [
        ("staff_inspected", ("agencies_inspected", "agencies_subject")),
        ("level4_procedures", ("level4_procedures", "qualified_procedures")),
        ("internal_procedures", ("internal_procedures_published", "internal_procedures")),
        ("self_financing_units", ("self_financing_units", "service_units")),
    ],
)
def test_a_trace_names_both_counts_of_a_share_whose_input_has_the_name_of_its_target(
    small_province: Province, target: str, inputs: tuple[str, ...]
) -> None:
    snapshot = small_province.snapshot(YEAR)
    facts = [fact for fact in store.facts(snapshot) if fact.input in inputs]
    whose = [w for w in ("lao-cai", DEPARTMENT) if any(fact.agency == w for fact in facts)]
    assert whose
    for agency in whose:
        cells = {place(fact) for fact in facts if fact.agency == agency}
        named = set(PLACE.findall("\n".join(traced(small_province, agency, target))))
        assert len(cells) >= 2 and cells <= named


def test_the_listed_members_of_a_sum_add_up_to_it(traces: list[tuple[Result, str]]) -> None:
    sums = 0
    for _, text in traces:
        head = FIGURE.search(text)
        if head is None or "Tổng hợp từ" not in text:
            continue
        members = [m for m in MEMBER.findall(text) if m[1]]
        assert sum(number(m[0]) for m in members) == number(head[1]), text
        assert sum(number(m[1]) for m in members) == number(head[2]), text
        sums += 1
    assert sums > 50


def test_a_refused_export_is_not_traced(own: Province) -> None:
    dossiers = next(own.inbox(YEAR).glob("xuat-ho-so*.csv"))
    lines = dossiers.read_bytes().splitlines(keepends=True)
    broken = own.inbox(YEAR) / "ho so mot cua.csv"
    broken.write_bytes(lines[0] + lines[1].replace(b"/2022", b"/2o22").replace(b"/2021", b"/2o21"))
    intake = own.take_in(YEAR)
    (refused,) = [s for s in intake.submissions if s.kind == "dossiers" and not s.accepted]
    text = "\n".join(traced(own, DEPARTMENT, "dossiers_on_time"))
    assert refused.sha256 not in text and dossiers.name in text


def cell_of(path: Path, key: str) -> str:
    sheet = openpyxl.load_workbook(path)["Số liệu"]
    column = next(cell.column for cell in sheet[4] if cell.value == "Số liệu")
    row = next(r[0].row for r in sheet.iter_rows(min_row=5) if r[0].value == key)
    return str(sheet.cell(row, column).coordinate)


def put(path: Path, key: str, value: str) -> str:
    book = openpyxl.load_workbook(path)
    name = cell_of(path, key)
    book["Số liệu"][name] = value
    book.save(path)
    return name


def test_a_carried_over_answer_is_traced_to_the_form_it_was_given_in(own: Province) -> None:
    key = "information_security"
    before, now = (own.inbox(period) / f"{COMMUNE}.xlsx" for period in (HALF, YEAR))
    first, second = put(before, key, "Không"), put(now, key, "Không thay đổi")
    intake = own.take_in(HALF)
    sha256 = next(s.sha256 for s in intake.submissions if s.agency == COMMUNE)
    own.take_in(YEAR)
    label = next(i.label for t in own.plan.targets for i in t.inputs if i.id == key)
    lines = traced(own, COMMUNE, key)
    at = lines.index(f"    {label}: Không (tệp {now.name}, trang «Số liệu», ô {second})")
    assert lines[at + 1] == (
        "      Ô này ghi «Không thay đổi»; câu trả lời lấy từ biểu kỳ "
        f"«{own.plan.periods[HALF].label}» (tệp {before.name}, trang «Số liệu», ô {first}, "
        f"SHA-256 {sha256})"
    )
    # The same answer given again is traced to the new form.
    put(now, key, "Không")
    own.take_in(YEAR)
    assert not [line for line in traced(own, COMMUNE, key) if HALF in line or "6 tháng" in line]


def test_survey_figures_and_agreements_are_labelled_as_such(
    small_province: Province,
) -> None:
    text = "\n".join(traced(small_province, DISTRICT, "satisfaction"))
    assert "(Tính từ khảo sát)" in text and "(Tính từ dữ liệu hồ sơ)" not in text
    text = "\n".join(traced(small_province, DISTRICT, "satisfaction_measured"))
    assert "1/1 (Tính từ khảo sát)" in text
    text = "\n".join(traced(small_province, DISTRICT, "dossiers_on_time"))
    label = small_province.plan.target("dossiers_on_time").label
    assert f"    {label}: " in text and "    dossiers_on_time: " not in text


def test_voluntary_ballots_of_the_simulated_province_stand_apart(own: Province) -> None:
    (survey,) = own.inbox(YEAR).glob("khao-sat*.csv")
    with survey.open(encoding="utf-8-sig", newline="") as file:
        free = [row for row in csv.DictReader(file) if row["Cách lấy mẫu"] == "Tự nguyện"]
    names = {(row["Mã đơn vị"], row["Đơn vị"]) for row in free}
    (agency,) = (a for a in own.plan.agencies.values() if (a.code, a.name.split(",")[0]) in names)
    text = "\n".join(traced(own, agency.id, "satisfaction"))
    ballots = sum(bool(row["Mức độ hài lòng"]) for row in free)
    assert f"Lượt trả lời tự nguyện, để riêng, không tính vào số này: {ballots}" in text
    assert survey.name in text
    observations, previous = own.observations(YEAR)
    evaluation = evaluate(own.plan, observations, agency.id, previous)
    shown = packet_text(display.watched(evaluation, "procedures"))
    assert f"{ballots} lượt trả lời tự nguyện, " in shown and "không dùng để kết luận" in shown
    assert "Sở Nội vụ chưa đưa đơn vị vào mẫu khảo sát" in shown


def test_the_trace_says_that_an_agency_was_not_sampled(own: Province) -> None:
    survey = next(own.inbox(YEAR).glob("khao-sat*.csv"))
    agency = own.plan.agencies[COMMUNE]
    lines = survey.read_bytes().splitlines(keepends=True)
    survey.write_bytes(b"".join(line for line in lines if agency.code.encode() not in line))
    own.take_in(YEAR, replace=True)
    text = "\n".join(traced(own, COMMUNE, "satisfaction_measured"))
    assert "0/1" not in text and "Chưa có số liệu nào được nhận" not in text
    assert "chưa có (Sở Nội vụ chưa đưa đơn vị vào mẫu khảo sát)" in text
    assert "Không có lượt trả lời ngẫu nhiên nào của đơn vị trong tệp khảo sát đã nhận." in text
    assert survey.name in text
