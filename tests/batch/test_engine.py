"""The engines on real notebooks: equal results, and a named reason for every failure."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.batch.engine import EngineName
from helpers.batch.engine.notebook import BrokenNotebook, dump
from helpers.batch.engine.run import run
from helpers.batch.jobs import parameters, parts
from helpers.plan import Roots
from province import PROJECT, Province
from runs import ENGINES, PARAMETERS, a_notebook, outputs, ran

pytestmark = pytest.mark.batch


# ---------------------------------------------------------------- equal


LEVELS = ("so-tai-nguyen-va-moi-truong", "083-huyen-muong-khuong", "02764-xa-din-chin", "lao-cai")


# Each part at one level; every part at every level is test_every_engine_gives_the_same_bytes, slow.
@pytest.mark.parametrize("place", range(len(LEVELS)))
def test_engines_give_the_same_notebook(
    small_province: Province, tmp_path: Path, place: int
) -> None:
    plan, agency = small_province.plan, LEVELS[place]
    for part in parts(plan)[place :: len(LEVELS)]:
        name = plan.notebook(part, plan.senders_by_id[agency].level)
        path = PROJECT / "notebooks" / f"{name}.ipynb"
        chosen = parameters("laocai-2022", agency, "2022-FY", part)
        engines = (EngineName.WARM, EngineName.STANDARD)  # of `fresh` whole packets are compared
        done = [run(path, chosen, small_province.roots, tmp_path, e) for e in engines]
        first, second = (dump(each.notebook or {}) for each in done)
        assert [each.failure for each in done] == ["", ""]
        assert first == second
        # And not because both are empty: the page names the agency and shows tables.
        assert b"<table" in first or b"cchc" in first
        assert str(tmp_path).encode() not in first


@pytest.mark.parametrize("engine", ENGINES)
def test_a_cell_has_the_outputs_a_kernel_would_give(tmp_path: Path, engine: EngineName) -> None:
    done = ran(
        tmp_path,
        engine,
        "print('một')\nprint('hai')",
        "1 + 1",
        "1 + 1;",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "from IPython.display import HTML, display\ndisplay(HTML('<b>đ</b>'))\nagency",
    )
    assert outputs(done, "c0") == [
        {"output_type": "stream", "name": "stdout", "text": "một\nhai\n"}
    ]
    assert outputs(done, "c1")[0]["data"] == {"text/plain": "2"}
    assert outputs(done, "c2") == []
    assert "image/png" in outputs(done, "c3")[-1]["data"]
    shown, value = outputs(done, "c4")
    assert shown["data"]["text/html"] == "<b>đ</b>"
    assert value["data"]["text/plain"] == "'so-noi-vu'"


# ---------------------------------------------------------------- refused before it starts


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({**PARAMETERS, "agencies": "x"}, "agencies"),
        ({"plan": "laocai-2022", "agncy": "so-noi-vu", "period": "2022-FY"}, "agncy"),
        ({"plan": "laocai-2022", "period": "2022-FY"}, "agency"),
        ({}, "agency"),
    ],
)
def test_parameters_that_differ_in_name_are_refused(
    tmp_path: Path, given: dict[str, str], named: str
) -> None:
    path = a_notebook(tmp_path, "open('started', 'w')")
    with pytest.raises(BrokenNotebook, match=f"«{named}»"):
        run(path, given, Roots(PROJECT, tmp_path, tmp_path), tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["made.ipynb"]


def test_broken_notebooks_are_refused(tmp_path: Path) -> None:
    roots = Roots(PROJECT, tmp_path, tmp_path)
    whole = a_notebook(tmp_path, "1").read_text("utf-8")
    path = tmp_path / "broken.ipynb"

    path.write_text(whole[: len(whole) // 2], "utf-8")
    with pytest.raises(BrokenNotebook, match="không đọc được"):
        run(path, PARAMETERS, roots, tmp_path)

    doubled = json.loads(whole)
    doubled["cells"].append(dict(doubled["cells"][1]))
    path.write_text(json.dumps(doubled), "utf-8")
    with pytest.raises(BrokenNotebook, match="trùng"):
        run(path, PARAMETERS, roots, tmp_path)

    with pytest.raises(BrokenNotebook, match="có 0 ô"):
        run(a_notebook(tmp_path, "1", parameters=None), PARAMETERS, roots, tmp_path)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_sentinel_agency_stops_the_notebook(
    small_province: Province, tmp_path: Path, engine: EngineName
) -> None:
    path = PROJECT / "notebooks" / "overview.ipynb"
    given = {**PARAMETERS, "agency": "CHƯA-CHỌN-ĐƠN-VỊ"}
    done = run(path, given, small_province.roots, tmp_path, engine)
    assert done.notebook is None
    assert "Chưa chọn đơn vị" in done.failure


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"agency": "so-noi-vu", "plan": "laocai-2022", "perod": "2022-H1"}, "«perod»"),
        ({"agency": "so-noi-vu", "plan": "laocai-2022"}, "kỳ"),
    ],
)
def test_papermill_by_hand_gives_no_figures_of_another_period(
    small_province: Province, tmp_path: Path, given: dict[str, str], said: str
) -> None:
    """A parameter that is misspelt or forgotten stops the notebook before anything is shown."""
    made = tmp_path / "made.ipynb"
    chosen = [word for name, value in given.items() for word in ("-p", name, value)]
    program = Path(sys.executable).with_name("papermill")
    notebook = PROJECT / "notebooks" / "procedures.ipynb"
    done = subprocess.run(
        [program, notebook, made, *chosen], env=small_province.env, capture_output=True, text=True
    )
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert said in last, done.stderr[-800:]
    assert "<table" not in made.read_text("utf-8")


# ---------------------------------------------------------------- failures


@pytest.mark.parametrize("engine", ENGINES)
def test_a_failing_cell_is_named(tmp_path: Path, engine: EngineName) -> None:
    done = ran(tmp_path, engine, "1", "1 / 0", "print('never')")
    assert done.notebook is None
    # Parameters, injected parameters, c0, c1: the fourth cell.
    assert done.failure == "dừng ở ô thứ 4: ZeroDivisionError: division by zero"


def test_runs_are_independent(tmp_path: Path) -> None:
    ran(tmp_path, EngineName.WARM, "import os; leaked = 1; os.environ['LEAK'] = '1'; os.chdir('/')")
    done = ran(
        tmp_path,
        EngineName.WARM,
        "import os; ('leaked' in globals(), os.environ.get('LEAK'), os.getcwd() != '/')",
    )
    assert outputs(done, "c0")[0]["data"]["text/plain"] == "(False, None, True)"
