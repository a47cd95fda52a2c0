"""The notebooks as they lie in the project: cell by cell as the design has them, nothing hidden."""

from __future__ import annotations

import ast
from typing import Any

import nbformat
import pytest
from papermill import inspect_notebook

import evaluations as given
from helpers import display
from helpers.evaluation import UNCHOSEN, WrongUse

NAMES = sorted(path.stem for path in (given.ROOT / "notebooks").glob("*.ipynb"))
IN_PACKETS = ("overview", "procedures")
COMPUTING = """from helpers import display
from helpers.evaluation import open_evaluation

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
    assert built <= set(NAMES) and "overview" in NAMES


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
def test_the_parameters_are_three_typed_with_help_and_a_default_that_raises(name: str) -> None:
    assert [tags(c) for c in cells(name)].count(["parameters"]) == 1
    assert tags(cells(name)[1]) == ["parameters"]
    found = inspect_notebook(str(given.ROOT / "notebooks" / f"{name}.ipynb"))
    assert list(found) == ["plan", "agency", "period"]
    assert all(p["inferred_type_name"] == "str" and p["help"] for p in found.values())
    assert ast.literal_eval(found["agency"]["default"]) == UNCHOSEN
    with pytest.raises(WrongUse, match="đơn vị"):
        exec(source(cells(name)[1]) + "\n" + source(cells(name)[2]), {})


@pytest.mark.parametrize("name", IN_PACKETS)
def test_the_first_cells_say_the_purpose_and_compute_once(name: str) -> None:
    purpose, _, computing = cells(name)[:3]
    assert purpose["cell_type"] == "markdown" and tags(purpose) == ["lab"]
    assert len(source(purpose).splitlines()) == 3
    assert source(computing) == COMPUTING


@pytest.mark.parametrize("name", IN_PACKETS)
def test_every_other_code_cell_is_one_call_of_our_display(name: str) -> None:
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
    before = all_cells[all_cells.index(markers[0]) - 1]
    assert source(before) == "## 4. Kết quả theo lĩnh vực"


def test_an_area_shows_all_its_clauses_in_the_plans_order() -> None:
    area = next(a for a in given.plan().areas if a.id == "procedures")
    calls = [source(c) for c in cells("procedures", "code")]
    shown = [call.split('"')[1] for call in calls if call.startswith("display.clause")]
    assert shown == [clause.id for clause in area.clauses]
    assert calls[-1] == 'display.gaps(result, "procedures")'


@pytest.mark.parametrize("name", IN_PACKETS)
def test_headings_fit_into_one_packet(name: str) -> None:
    top = 2 if name == "overview" else 3
    shown = [c for c in cells(name, "markdown") if "lab" not in tags(c)]
    levels = [len(source(c).split(" ")[0]) for c in shown if source(c).startswith("#")]
    assert levels[0] == top
    assert set(levels) <= {top, top + 1}


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
