"""The notebooks of the project have, cell by cell, the structure of the design."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from typing import Any

import nbformat
import pytest
from papermill import inspect_notebook

import evaluations as given
from helpers.model import WrongUse
from helpers.packets import display
from helpers.wording.core import within
from helpers.wording.pages import RESULTS_SECTION
from helpers.wording.wrong_use import UNCHOSEN

NAMES = sorted(given.plan().notebooks)  # whatever else lies in their folder
FRAMES = ("overview", "province")  # of a packet; the others show one area each
OF_AREAS = [name for name in NAMES if name not in FRAMES]
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


def test_every_area_has_a_notebook_and_every_notebook_an_area() -> None:
    there = {path.stem for path in (given.ROOT / "notebooks").glob("*.ipynb")}
    assert {*FRAMES, "area"} <= set(NAMES) <= there


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
def test_the_parameters_have_types_help_and_a_default_that_raises(name: str) -> None:
    assert [tags(c) for c in cells(name)].count(["parameters"]) == 1
    assert tags(cells(name)[1]) == ["parameters"]
    parameters = inspect_notebook(str(given.ROOT / "notebooks" / f"{name}.ipynb"))
    of_area = [] if name in FRAMES else ["area"]
    assert list(parameters) == ["plan", "agency", "period", *of_area]
    assert all(p["inferred_type_name"] == "str" and p["help"] for p in parameters.values())
    assert ast.literal_eval(parameters["agency"]["default"]) == UNCHOSEN
    with pytest.raises(WrongUse, match="đơn vị"):
        exec(source(cells(name)[1]) + "\n" + source(cells(name)[2]), {})


@pytest.mark.parametrize("name", NAMES)
def test_the_first_cells_state_the_purpose_and_compute_once(name: str) -> None:
    purpose, _, computing = cells(name)[:3]
    assert purpose["cell_type"] == "markdown" and tags(purpose) == ["lab"]
    assert len(source(purpose).splitlines()) == 3
    assert source(computing) == COMPUTING


@pytest.mark.parametrize("name", NAMES)
def test_every_other_code_cell_is_one_call_of_display(name: str) -> None:
    for cell in cells(name, "code")[2:]:
        statements = ast.parse(source(cell)).body
        assert len(statements) == 1, cell["id"]
        call = statements[0].value  # type: ignore[attr-defined]
        assert isinstance(call, ast.Call) and ast.unparse(call.func).startswith("display.")
        first, *rest = call.args
        assert ast.unparse(first) == "result"
        assert [ast.unparse(argument) for argument in rest] in ([], ["area"]) and not call.keywords
        assert hasattr(display, ast.unparse(call.func).removeprefix("display."))


def test_the_overview_is_the_frame_of_the_packet() -> None:
    markers = [c for c in cells("overview") if "areas" in tags(c)]
    assert len(markers) == 1
    headings = [
        source(c).splitlines()[0]
        for c in cells("overview", "markdown")
        if source(c).startswith("## ")
    ]
    assert [heading.split(".")[0] for heading in headings] == [f"## {n}" for n in range(1, 11)]
    annexes = [c for c in cells("overview") if "annex" in tags(c)]
    assert source(markers[0]) == f"## {RESULTS_SECTION}"
    all_cells = cells("overview")
    assert all_cells.index(markers[0]) == all_cells.index(annexes[0]) + 1
    before = [source(c) for c in all_cells[: all_cells.index(annexes[0])]]
    assert [s for s in before if s.startswith("display.")] == [
        "display.header(result)",
        "display.summary(result)",
        "display.actions(result)",
        "display.verdicts(result)",
    ]
    after = [source(c) for c in all_cells[all_cells.index(markers[0]) :]]
    assert [s for s in after if s.startswith("display.")] == [
        "display.gaps(result)",
        "display.direction(result)",
        "display.differences(result)",
        "display.course(result)",
        "display.score(result)",
        "display.method(result)",
        "display.opinion(result)",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_has_few_cells(name: str) -> None:
    assert len(cells(name)) <= 25


EVERY_AREA = [
    "display.header(result)",
    "display.area_heading(result, area)",
    "display.clauses(result, area)",
    "display.watched(result, area)",
]
MORE = {"procedures": ["display.months(result)", "display.dossiers(result)"]}


@pytest.mark.parametrize("name", OF_AREAS)
def test_all_areas_have_the_same_cells_and_their_own_cells_come_after_the_clauses(
    name: str,
) -> None:
    calls = [source(c) for c in cells(name, "code")][2:]
    *before, watched = EVERY_AREA
    assert calls == [*before, *MORE.get(name, []), watched]


@pytest.mark.parametrize("name", OF_AREAS)
def test_the_prose_of_an_area_names_nothing_of_one_plan(name: str) -> None:
    prose = " ".join(source(c) for c in cells(name, "markdown"))
    assert not re.search(r"[0-9]|phần [IVX]+|[Đđ]iểm [a-zđ]\b|cấp huyện|Lào Cai", prose)


def test_every_clause_has_its_own_introduction() -> None:
    clauses = [clause for area in given.plan().areas for clause in area.clauses]
    intros = [clause.intro for clause in clauses]
    assert all(intros) and len(set(intros)) == len(intros)
    assert [i for i in intros if i.count(". ") > 2 or len(i) >= 240] == []
    assert [c.id for c in clauses if c.heading == within(c.label)] == []


@pytest.mark.parametrize("name", NAMES)
def test_headings_fit_into_one_packet(name: str) -> None:
    top = 2 if name in FRAMES else 4  # below the heading that `area_heading` shows
    shown = [c for c in cells(name, "markdown") if "lab" not in tags(c)]
    levels = [len(source(c).split(" ")[0]) for c in shown if source(c).startswith("#")]
    assert levels[:1] == [top] or (name in OF_AREAS and not levels)
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert not levels or (max(levels) <= 4 and min(levels) == top)


def test_the_heading_of_an_area_is_numbered_by_its_place_and_an_unknown_one_is_refused() -> None:
    evaluation = given.evaluation(given.COMMUNE)
    heads = [display.area_heading(evaluation, area.id).html for area in evaluation.plan.areas]
    assert heads[:2] == [
        "<h3>4.1 Mục tiêu tổng quát (mục 1 phần II)</h3>",
        "<h3>4.2 Cải cách thể chế (mục 2.1 phần II)</h3>",
    ]
    for show in (display.area_heading, display.watched, display.clauses):
        with pytest.raises(WrongUse, match=r"«culture».*: general, institutions"):
            show(evaluation, "culture")


@pytest.mark.parametrize("name", given.PARTS)
@pytest.mark.parametrize(
    "agency", [given.COMMUNE, given.DISTRICT, given.DEPARTMENT, given.PROVINCE]
)
@pytest.mark.parametrize("period", ["2022-Q1", "2022-H1", "2022-Q3", "2022-FY"])
def test_a_notebook_works_for_every_kind_of_agency_and_period(
    name: str, agency: str, period: str
) -> None:
    made = given.executed(name, given.evaluation(agency, period))
    shown = [c for c in made["cells"] if c.get("outputs")]
    assert len(shown) == len([c for c in made["cells"] if c["cell_type"] == "code"]) - 1
