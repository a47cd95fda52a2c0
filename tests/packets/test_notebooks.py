"""The notebooks of the project have, cell by cell, the structure of the design."""

from __future__ import annotations

import ast
from itertools import pairwise
from typing import Any

import nbformat
import pytest
from papermill import inspect_notebook

import evaluations as given
from helpers.model import Area, Measure, WrongUse
from helpers.packets import display
from helpers.packets.display.headings import area_heading
from helpers.wording.wrong_use import UNCHOSEN

NAMES = sorted(path.stem for path in (given.ROOT / "notebooks").glob("*.ipynb"))
IN_PACKETS = given.NAMES_IN_PACKETS
AREAS = [area for area in given.plan().areas if area.number.startswith("II.2.")]
COMPUTING = """from helpers.analyst.opening import open_evaluation
from helpers.packets import display

result = open_evaluation(plan, agency, period)
display.identity(result)"""


def cells(name: str, kind: str = "") -> list[dict[str, Any]]:
    return [c for c in given.notebook(name)["cells"] if kind in ("", c["cell_type"])]


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def tags(cell: dict[str, Any]) -> list[str]:
    return list(cell["metadata"].get("tags", []))


def test_every_built_area_has_its_notebook() -> None:
    built = {area.id for area in given.plan().built_areas if area.id != "general"}
    assert built | {"overview"} == set(IN_PACKETS) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_valid_has_fixed_ids_and_no_outputs(name: str) -> None:
    path = given.ROOT / "notebooks" / f"{name}.ipynb"
    nbformat.validate(nbformat.read(path, as_version=4))
    notebook = given.notebook(name)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert ids == [str(n) for n in range(len(ids))]  # as nbstripout numbers them
    assert not [c for c in cells(name, "code") if c["outputs"] or c["execution_count"]]
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"


@pytest.mark.parametrize("name", NAMES)
def test_the_three_parameters_have_types_help_and_a_default_that_raises(name: str) -> None:
    assert [tags(c) for c in cells(name)].count(["parameters"]) == 1
    assert tags(cells(name)[1]) == ["parameters"]
    parameters = inspect_notebook(str(given.ROOT / "notebooks" / f"{name}.ipynb"))
    assert list(parameters) == ["plan", "agency", "period"]
    assert all(p["inferred_type_name"] == "str" and p["help"] for p in parameters.values())
    assert ast.literal_eval(parameters["agency"]["default"]) == UNCHOSEN
    with pytest.raises(WrongUse, match="đơn vị"):
        exec(source(cells(name)[1]) + "\n" + source(cells(name)[2]), {})


@pytest.mark.parametrize("name", IN_PACKETS)
def test_the_first_cells_state_the_purpose_and_compute_once(name: str) -> None:
    purpose, _, computing = cells(name)[:3]
    assert purpose["cell_type"] == "markdown" and tags(purpose) == ["lab"]
    assert len(source(purpose).splitlines()) == 3
    assert source(computing) == COMPUTING


@pytest.mark.parametrize("name", IN_PACKETS)
def test_every_other_code_cell_is_one_call_of_display(name: str) -> None:
    for cell in cells(name, "code")[2:]:
        statements = ast.parse(source(cell)).body
        assert len(statements) == 1, cell["id"]
        call = statements[0].value  # type: ignore[attr-defined]
        assert isinstance(call, ast.Call) and ast.unparse(call.func).startswith("display.")
        first, *rest = call.args
        assert ast.unparse(first) == "result"
        assert all(isinstance(argument, ast.Constant) for argument in rest) and not call.keywords
        assert hasattr(display, ast.unparse(call.func).removeprefix("display."))


def test_the_overview_is_the_frame_of_the_packet() -> None:
    markers = [c for c in cells("overview") if "areas" in tags(c)]
    assert len(markers) == 1 and source(markers[0]) == ""
    headings = [
        source(c).splitlines()[0]
        for c in cells("overview", "markdown")
        if source(c).startswith("## ")
    ]
    assert [heading[3:5] for heading in headings] == [
        "1.",
        "2.",
        "3.",
        "4.",
        "6.",
        "7.",
        "8.",
        "9.",
    ]
    all_cells = cells("overview")
    section = all_cells[: all_cells.index(markers[0])]
    assert [source(c).splitlines()[0] for c in section if source(c).startswith("#")][-4:] == [
        "## 4. Kết quả theo lĩnh vực",
        "### Mục tiêu chung",
        "#### Mục 1.1 phần II: định hướng chung của công tác CCHC",
        "#### Mục 1.2 phần II: các chỉ số của tỉnh",
    ]


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.id)
def test_an_area_is_headed_as_in_the_wording_and_shows_all_its_clauses(area: Area) -> None:
    shown = [c for c in cells(area.id) if "lab" not in tags(c)]
    assert source(shown[2]).splitlines()[0] == f"### {area_heading(area)}"
    calls = [source(c) for c in cells(area.id, "code")]
    assert calls[3] == f'display.scorecard(result, "{area.id}")'
    assert [arguments(c)[0] for c in calls if c.startswith("display.clause")] == [
        clause.id for clause in area.clauses
    ]
    assert calls[-1] == f'display.gaps(result, "{area.id}")'
    quantities = [t for c in area.clauses for t in c.targets if t.measure is Measure.SHARE]
    shares = [t for t in quantities if t.unit == "%"]
    drawn = f'display.shares(result, "{area.id}")' in calls
    assert drawn is (len(shares) >= 4)


def arguments(call: str) -> list[str]:
    """The text arguments of a call, without the result."""
    return call.split('"')[1::2]


def test_every_clause_of_the_plan_has_one_place() -> None:
    places = [
        clause
        for name in IN_PACKETS
        for cell in cells(name, "code")
        if source(cell).startswith("display.clause")
        for clause in arguments(source(cell))
    ]
    assert sorted(places) == sorted(c.id for a in given.plan().areas for c in a.clauses)


def test_the_part_on_direction_shows_tasks_budget_and_duties() -> None:
    heading = source(cells("direction")[4]).splitlines()[0]
    assert heading == "## 5. Nhiệm vụ và kinh phí"
    calls = [source(c) for c in cells("direction", "code")][3:]
    assert calls == [
        'display.clause(result, "III.5.1")',
        "display.tasks(result)",
        "display.budget(result)",
        "display.duties(result)",
        'display.gaps(result, "direction")',
    ]


@pytest.mark.parametrize("name", IN_PACKETS)
def test_every_clause_has_its_own_introduction(name: str) -> None:
    prose = [
        line
        for other in IN_PACKETS
        for cell in cells(other, "markdown")
        if "lab" not in tags(cell)
        for line in source(cell).splitlines()[1:]
    ]
    own = [
        source(c).splitlines()
        for c in cells(name, "markdown")
        if source(c).startswith("#### ") and "còn thiếu" not in source(c)
    ]
    for heading, *lines in own:
        assert len(lines) == 1 and prose.count(lines[0]) == 1, heading
        assert lines[0].count(". ") <= 2 and len(lines[0]) < 240, heading


@pytest.mark.parametrize("name", IN_PACKETS)
def test_headings_fit_into_one_packet(name: str) -> None:
    top = 2 if name in ("overview", "direction") else 3
    shown = [c for c in cells(name, "markdown") if "lab" not in tags(c)]
    levels = [len(source(c).split(" ")[0]) for c in shown if source(c).startswith("#")]
    assert levels[0] == top
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert max(levels) <= 4 and min(levels) == top


@pytest.mark.parametrize("name", IN_PACKETS)
@pytest.mark.parametrize(
    "agency", [given.COMMUNE, given.DISTRICT, given.DEPARTMENT, given.PROVINCE]
)
@pytest.mark.parametrize("period", ["2022-Q1", "2022-H1", "2022-Q3", "2022-FY"])
def test_a_notebook_works_for_every_kind_of_agency_and_period(
    name: str, agency: str, period: str
) -> None:
    made = given.executed(name, given.evaluation(agency, period))
    shown = [c for c in made["cells"] if c.get("outputs")]
    assert len(shown) == len(cells(name, "code")) - 1
