"""A notebook that was used counts as before: outputs, numbers of runs and a chosen agency are no
part of any key; what it would do differently is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from batches import use_notebook
from helpers.analyst.opening import opened
from helpers.batch.engine.notebook import BrokenNotebook, check
from helpers.batch.jobs import parameters
from helpers.batch.keys import changed, dependencies, period_key
from helpers.model import OVERVIEW, Plan
from helpers.plan import Roots
from helpers.store.disk import notebook_digest
from helpers.wording.wrong_use import UNCHOSEN
from province import PLAN, PROJECT, Province

Change = Callable[[dict[str, Any]], object]
NAMES = sorted(path.stem for path in (PROJECT / "notebooks").glob("*.ipynb"))


def changed_by(tmp_path: Path, change: Change) -> bool:
    """Whether a change to the overview changes its digest."""
    before, after = PROJECT / "notebooks" / "overview.ipynb", tmp_path / "overview.ipynb"
    notebook = json.loads(before.read_text("utf-8"))
    change(notebook)
    after.write_text(json.dumps(notebook), "utf-8")
    return notebook_digest(after) != notebook_digest(before)


@pytest.mark.parametrize("name", NAMES)
def test_a_used_notebook_has_the_digest_of_the_unused_one(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.ipynb"
    path.write_bytes((PROJECT / "notebooks" / path.name).read_bytes())
    before = notebook_digest(path)
    use_notebook(path)
    assert notebook_digest(path) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda notebook: notebook["cells"].pop(),
        lambda notebook: notebook["cells"].reverse(),
        lambda notebook: notebook["cells"].append(notebook["cells"].pop(1)),
        lambda notebook: notebook["cells"][2]["source"].append("\n1"),
        lambda notebook: notebook["cells"][2].update(cell_type="raw"),
        lambda notebook: notebook["cells"][0]["metadata"].update(tags=[]),
        lambda notebook: notebook["cells"][5]["metadata"].update(tags=["parameters"]),
    ],
)
def test_another_cell_type_source_tag_or_order_is_another_notebook(
    tmp_path: Path, change: Change
) -> None:
    assert changed_by(tmp_path, change)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 1}', '{"cells": [{}]}'])
def test_a_file_that_is_no_notebook_counts_by_its_bytes(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.ipynb"
    path.write_text(content, "utf-8")
    before = notebook_digest(path)
    path.write_text(content + " ", "utf-8")
    assert notebook_digest(path) != before


@pytest.fixture
def roots(tmp_path: Path) -> Roots:
    """A project folder of notebooks alone, without data."""
    (tmp_path / "notebooks").mkdir()
    for path in (PROJECT / "notebooks").glob("*.ipynb"):
        (tmp_path / "notebooks" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "requirements.lock").write_text("", "utf-8")
    return Roots(tmp_path, tmp_path / "data", tmp_path / "rendered")


def test_keys_are_the_same_after_every_notebook_was_used(plan: Plan, roots: Roots) -> None:
    packets, period = dependencies(roots, plan), period_key(roots, PLAN)
    for path in (roots.root / "notebooks").glob("*.ipynb"):
        use_notebook(path)
    assert changed(packets, dependencies(roots, plan)) == ()
    assert period_key(roots, PLAN) == period


@pytest.mark.parametrize("line", ['agency: str = "lao-cai"', "import os", "x = 1", "display.x()"])
def test_the_batch_refuses_by_name_a_notebook_whose_parameters_were_edited(
    roots: Roots, line: str
) -> None:
    path, given = roots.notebook(OVERVIEW), parameters(PLAN, "lao-cai", "2022-FY", OVERVIEW)
    check(path, given)
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"][1]["source"].append(f"\n{line}")
    path.write_text(json.dumps(notebook), "utf-8")
    with pytest.raises(BrokenNotebook, match=r"overview\.ipynb: ô tham số đã bị sửa") as refused:
        check(path, given)
    assert "\n" not in str(refused.value) and UNCHOSEN in str(refused.value)


def test_the_small_province_opens_once_though_a_notebook_is_saved(
    small_province: Province, tmp_path: Path
) -> None:
    """Where nothing was approved, kernels do not read the notebooks at all."""
    own = small_province.copy(tmp_path / "project", own_notebooks=True)
    before = opened(own.roots, PLAN, "2022-FY")
    path = own.root / "notebooks" / "overview.ipynb"
    use_notebook(path)
    assert opened(own.roots, PLAN, "2022-FY") is before
    path.write_text("{", "utf-8")
    assert opened(own.roots, PLAN, "2022-FY") is before
