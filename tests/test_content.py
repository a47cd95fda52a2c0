"""What every packet says, against `results.csv` and the params alone.

The second computation reads the published table and the YAML of the plan; of the project it uses
only what makes the pages and the table.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import evaluations as given
from brief_and_annex import Row, not_in_annex, parts, plain, rows_of
from helpers.evaluation import tables
from helpers.packets import display

PLAN = given.ROOT / "params" / "plans" / "laocai-2022"
STEPS_SHOWN = 5
MISSING = re.compile(r"(?:còn thiếu|quá mức|còn phải giảm|vượt) (\d[\d.]*) ")
ALL_WORDS = ("còn thiếu", "quá mức", "còn phải giảm")
SILENT = 7  # every seventh commune sends nothing


@cache
def targets() -> dict[str, Mapping[str, Any]]:
    """The targets as the plan's files state them."""
    found = {}
    for path in PLAN.glob("*.yml"):
        content = YAML(typ="safe").load(path.read_text("utf-8"))
        for clause in content.get("clauses", ()) if "area" in content else ():
            found |= {target["id"]: target for target in clause["targets"]}
    return found


@cache
def final(period: str) -> bool:
    content = YAML(typ="safe").load((PLAN / "periods.yml").read_text("utf-8"))
    return next(each["final"] for each in content["periods"] if each["id"] == period)


def _at(value: Any, level: str) -> Any:
    return value.get(level) if isinstance(value, Mapping) else value


def acts(target: str, level: str) -> str:
    """The level in whose power a target of an agency is."""
    acting = _at(targets()[target].get("in_power_of"), level) or "own"
    return level if acting == "own" else str(acting)


def says_yes_or_no(target: str, level: str) -> bool:
    stated = targets()[target]
    asked = [i for i in stated.get("inputs", ()) if level in i.get("levels", [level])]
    judged = _at(stated["judged"], level)
    return judged == "yes_no" or {i["kind"] for i in asked} == {"yes_no"}


def can_still_be_done(row: Mapping[str, str]) -> bool:
    """A state at any time; events before the year ends, unless all of them had to be right."""
    if targets()[row["target"]]["counts"] == "stock":
        return True
    return not final(row["period"]) and float(row["threshold"]) < 100


@dataclass(frozen=True)
class Case:
    """One agency's rows of `results.csv` and its brief as HTML."""

    agency: str
    level: str
    rows: Mapping[str, Mapping[str, str]]  # of its own level, by target
    brief: str
    page: bytes = b""  # as it is published

    @property
    def open(self) -> list[Mapping[str, str]]:
        """What the agency itself can still do, counted in units of work."""
        return [
            row
            for row in self.rows.values()
            if row["status"] in ("missed", "behind")
            and row["margin_units"]
            and int(row["margin_units"]) < 0
            and acts(row["target"], self.level) == self.level
            and not says_yes_or_no(row["target"], self.level)
            and can_still_be_done(row)
        ]

    @property
    def blocks(self) -> dict[str, list[Row]]:
        """The rows of the table of actions by their heading."""
        (table,) = re.findall(r'<table class="steps".*?</table>', self.brief, re.DOTALL) or [""]
        found = {}
        for body in re.split(r"<tbody>", table)[1:]:
            head = plain(
                re.findall(r'scope="rowgroup"[^>]*>(.*?)(?:</th>|<tr)', body, re.DOTALL)[0]
            )
            rows = rows_of(f'<table class="steps">{body}</table>', "steps")
            found["open" if head.startswith("Còn làm được") else "over"] = list(rows)
        return found


def by_agency(table: bytes) -> dict[str, dict[str, Mapping[str, str]]]:
    """The rows of `results.csv` of each agency's own level, by target."""
    rows: dict[str, dict[str, Mapping[str, str]]] = {}
    levels = {a.id: a.level for a in given.plan().agencies.values()}
    for row in csv.DictReader(io.StringIO(table.decode())):
        if row["level"] == levels.get(row["agency"], "all"):
            rows.setdefault(row["agency"], {})[row["target"]] = row
    return rows


@cache
def whole_province(period: str) -> tuple[Case, ...]:
    """Every agency of the registry, some of which have sent nothing; before the year's end every
    fourth of them, as the rest of the registry is of the same kinds."""
    plan = given.plan()
    registry = tuple(plan.registry(plan.periods[period]))
    silent = tuple(a.id for a in registry if a.level == "commune")[::SILENT]
    cases = []
    for agency in registry[:: 1 if final(period) else 4]:
        made = given.evaluation(agency.id, period, silent=silent)
        shown = (display.summary(made), display.actions(made), display.verdicts(made))
        rows = by_agency(tables.csv(tables.results_rows(made)))[agency.id]
        brief = "".join(str(part.html) for part in shown)
        cases.append(Case(agency.id, str(agency.level), rows, brief))
    return tuple(cases)


@pytest.fixture(params=["2022-FY", "2022-H1"])
def province(request: pytest.FixtureRequest) -> tuple[Case, ...]:
    return whole_province(request.param)


@pytest.fixture(scope="module")
def published(rendered: Path) -> tuple[Case, ...]:
    """The packets of the small simulated province as they are published."""
    rows = by_agency((rendered / "results.csv").read_bytes())
    with (rendered / "packets.csv").open(encoding="utf-8-sig", newline="") as file:
        files = {each["agency"]: each["file"] for each in csv.DictReader(file)}
    levels = {a.id: str(a.level) for a in given.plan().agencies.values()}
    return tuple(
        Case(agency, levels[agency], rows[agency], parts(page)[0], page)
        for agency, page in ((a, (rendered / name).read_bytes()) for a, name in files.items())
        if agency in levels
    )


def units(words: str) -> int:
    """The number at the start of `1.204 hồ sơ`."""
    return int(words.split()[0].replace(".", ""))


def test_all_agencies_of_the_registry_are_looked_at() -> None:
    assert len(whole_province("2022-FY")) == 181


def _check_steps(cases: tuple[Case, ...]) -> None:
    """The first actions are the agency's own, possible, and those with the fewest units."""
    shown = 0
    for case in cases:
        steps = case.blocks.get("open", [])
        lacking = sorted(-int(row["margin_units"]) for row in case.open)
        assert [units(step.cells[0]) for step in steps] == lacking[:STEPS_SHOWN], case.agency
        allowed = {row["target"] for row in case.open}
        assert {step.anchor for step in steps} <= allowed, case.agency
        for step in steps:
            assert units(step.cells[0]) == -int(case.rows[step.anchor]["margin_units"])
        shown += len(steps)
    assert shown


def _check_what_is_over(cases: tuple[Case, ...]) -> None:
    """Nothing that can still be done is said to be over."""
    for case in cases:
        for step in case.blocks.get("over", []):
            row = case.rows[step.anchor]
            assert targets()[step.anchor]["counts"] == "flow", (case.agency, step.anchor)
            assert row["status"] in ("missed", "behind")
            if step.cells[0]:
                assert units(step.cells[0]) == abs(int(row["margin_units"]))


def _check_margins(cases: tuple[Case, ...]) -> None:
    """Every number of units that is missing or exceeded is the table's."""
    checked = 0
    for case in cases:
        for row in rows_of(case.brief, "verdicts"):
            figures = case.rows[row.anchor]
            found = MISSING.search(row.cells[2])
            if found:
                assert int(found[1].replace(".", "")) == abs(int(figures["margin_units"]))
                below = row.cells[2][found.start() :].startswith(ALL_WORDS)
                assert below == (figures["status"] in ("missed", "behind"))
                checked += 1
    assert checked


def _named(text: str) -> Iterator[tuple[int, int]]:
    """Numbers of agencies that are said to be listed, and how many are."""
    for count, names in re.findall(r"Đôn đốc (\d+) đơn vị [^:]*: (.*?)\.(?:\s|$)", text):
        more = re.search(r" và (\d+) mục khác$", names)
        listed = names[: more.start()] if more else names
        yield int(count), len(listed.split("; ")) + (int(more[1]) if more else 0)
    for count, names in re.findall(r"còn thiếu (\d+) (?:đơn vị|cơ quan): (.*?)(?:\.|$)", text):
        more = re.search(r" và (\d+) (?:đơn vị|cơ quan|mục) khác", names)
        listed = names[: more.start()] if more else names
        yield int(count), len(re.split(r"[;,] ", listed)) + (int(more[1]) if more else 0)


def _check_names(cases: tuple[Case, ...]) -> None:
    """Whoever says how many agencies names as many, or says how many more there are."""
    for case in cases:
        for count, listed in _named(plain(case.brief)):
            assert count == listed, case.agency


def test_a_count_of_names_is_checked_as_it_is_read() -> None:
    said = "Đôn đốc 6 đơn vị chưa có biểu số liệu: UBND xã A; UBND xã B và 4 mục khác."
    assert list(_named(said)) == [(6, 6)]
    assert list(_named("còn thiếu 2 đơn vị: xã A, xã B.")) == [(2, 2)]
    assert list(_named("còn thiếu 3 cơ quan: xã A, xã B.")) == [(3, 2)]


def test_the_first_actions_are_within_power_and_possible() -> None:
    _check_steps(whole_province("2022-FY"))


def test_before_the_years_end_they_are_too() -> None:
    """The table does not say what the rest of the year can make up for, so the list may be shorter:
    what is shown is within power, has a threshold under 100%, and is sorted."""
    for case in whole_province("2022-H1"):
        steps = case.blocks.get("open", [])
        assert {step.anchor for step in steps} <= {row["target"] for row in case.open}
        shown = [units(step.cells[0]) for step in steps]
        assert shown == sorted(shown), case.agency


def test_what_is_over_cannot_be_done_any_more(province: tuple[Case, ...]) -> None:
    _check_what_is_over(province)


def test_what_is_missing_is_the_margin_of_the_table(province: tuple[Case, ...]) -> None:
    _check_margins(province)


def test_an_agency_without_a_form_reads_that_first(province: tuple[Case, ...]) -> None:
    plan = given.plan()
    communes = [a.id for a in plan.registry(plan.periods["2022-FY"]) if a.level == "commune"]
    silent = [case for case in province if case.agency in communes[::SILENT]]
    assert silent
    for case in silent:
        (first, *_) = re.findall(r"<li>(.*?)</li>", case.brief.split('<ol class="send">')[1])
        count = sum(row["status"] == "no_data" for row in case.rows.values())
        assert plain(first).startswith("Gửi biểu số liệu của kỳ: ") and count
        stated = re.search(r": (\d+) chỉ tiêu", plain(first))
        assert stated and 0 < int(stated[1]) <= count, case.agency


@pytest.mark.batch
def test_the_published_packets_of_the_small_province(published: tuple[Case, ...]) -> None:
    assert len(published) == 11
    _check_steps(published)
    _check_what_is_over(published)
    _check_margins(published)
    _check_names(published)
    assert not [
        (case.agency, *missing) for case in published if (missing := not_in_annex(case.page))
    ]


@pytest.mark.parametrize("every", [12, pytest.param(1, marks=pytest.mark.slow_faults)])
def test_every_number_of_a_brief_is_in_its_annex(every: int) -> None:
    """Of every twelfth packet of the registry, with and without a form; of all in the long run."""
    plan = given.plan()
    registry = tuple(plan.registry(plan.periods["2022-FY"]))
    silent = tuple(a.id for a in registry if a.level == "commune")[::SILENT]
    for agency in registry[::every]:
        made = given.evaluation(agency.id, silent=silent)
        assert not not_in_annex(given.whole_packet(made)), agency.id
