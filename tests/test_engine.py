"""Both engines on real notebooks: equal results, and every way a run can go wrong is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
import pytest

from helpers.engine import EngineName
from helpers.engine.notebook import BrokenNotebook, Limits, Run, dump
from helpers.engine.run import run
from helpers.params import Roots
from province import PROJECT, Province

pytestmark = pytest.mark.batch

PARAMETERS = {"plan": "laocai-2022", "agency": "so-noi-vu", "period": "2022-FY"}
DECLARED = 'plan: str = ""\nagency: str = ""\nperiod: str = ""'
ENGINES = list(EngineName)


def a_notebook(folder: Path, *cells: str, parameters: str | None = DECLARED) -> Path:
    """A notebook file of a parameters cell (unless None) and these code cells."""
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = nbformat.v4.new_notebook(metadata={"kernelspec": spec})
    if parameters is not None:
        made.cells.append(
            nbformat.v4.new_code_cell(parameters, id="p", metadata={"tags": ["parameters"]})
        )
    made.cells += [nbformat.v4.new_code_cell(s, id=f"c{i}") for i, s in enumerate(cells)]
    path = folder / "made.ipynb"
    nbformat.write(made, path)
    return path


def ran(folder: Path, engine: EngineName, *cells: str, limits: Limits | None = None) -> Run:
    """The outcome of a made notebook."""
    roots = Roots(PROJECT, folder / "data", folder / "out")
    return run(a_notebook(folder, *cells), PARAMETERS, roots, folder, engine, limits)


def outputs(done: Run, cell: str) -> Sequence[dict[str, Any]]:
    """The outputs of one cell of an executed notebook."""
    assert done.notebook is not None, done.failure
    return next(c["outputs"] for c in done.notebook["cells"] if c["id"] == cell)


def alive(token: str) -> list[str]:
    """Command lines of running processes that hold this token."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if token in line and int(folder.name) != os.getpid():
            found.append(line)
    return found


# ---------------------------------------------------------------- equal


@pytest.mark.parametrize("name", ["overview", "procedures"])
@pytest.mark.parametrize(
    "agency",
    ["so-tai-nguyen-va-moi-truong", "083-huyen-muong-khuong", "02779-xa-thanh-binh", "lao-cai"],
)
def test_engines_give_the_same_notebook(
    small_province: Province, tmp_path: Path, agency: str, name: str
) -> None:
    path = PROJECT / "notebooks" / f"{name}.ipynb"
    parameters = {**PARAMETERS, "agency": agency}
    done = [run(path, parameters, small_province.roots, tmp_path, e) for e in ENGINES]
    first, second = (dump(each.notebook or {}) for each in done)
    assert [each.failure for each in done] == ["", ""]
    assert first == second
    # Not equal by being empty: the page speaks of the agency and shows tables.
    assert b"<table" in first or b"cchc" in first
    assert str(tmp_path).encode() not in first


@pytest.mark.parametrize("engine", ENGINES)
def test_a_cell_shows_what_a_kernel_would_show(tmp_path: Path, engine: EngineName) -> None:
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


# ---------------------------------------------------------------- faults


@pytest.mark.parametrize("engine", ENGINES)
def test_a_failing_cell_is_named(tmp_path: Path, engine: EngineName) -> None:
    done = ran(tmp_path, engine, "1", "1 / 0", "print('never')")
    assert done.notebook is None
    # Parameters, injected parameters, c0, c1: the fourth cell.
    assert done.failure == "dừng ở ô thứ 4: ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    ("engine", "cell"),
    [
        (EngineName.WARM, "while True: pass"),
        (EngineName.WARM, "import time; time.sleep(600)"),
        (EngineName.WARM, "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"),
        (EngineName.STANDARD, "while True: pass"),
    ],
)
def test_a_run_ends_at_its_time_limit(tmp_path: Path, engine: EngineName, cell: str) -> None:
    ran(tmp_path, engine, "1")
    began = time.monotonic()
    done = ran(tmp_path, engine, cell, limits=Limits(seconds=4))
    assert "quá thời gian cho phép (4 giây)" in done.failure
    assert time.monotonic() - began < 4 + 5


@pytest.mark.parametrize("engine", ENGINES)
def test_memory_over_the_limit_is_reported(tmp_path: Path, engine: EngineName) -> None:
    limits = Limits(megabytes=1000)
    done = ran(tmp_path, engine, "kept = bytearray(3 * 2**30)", limits=limits)
    assert "MemoryError" in done.failure


@pytest.mark.parametrize("engine", ENGINES)
def test_too_much_output_is_cut_and_named(tmp_path: Path, engine: EngineName) -> None:
    limits = Limits(output_megabytes=2)
    done = ran(tmp_path, engine, "print('x' * 5_000_000)", limits=limits)
    assert "lớn hơn mức cho phép (2 MB)" in done.failure


@pytest.mark.parametrize("engine", ENGINES)
def test_a_process_that_kills_itself_is_a_failure(tmp_path: Path, engine: EngineName) -> None:
    done = ran(tmp_path, engine, "import os; os.kill(os.getpid(), 9)", limits=Limits(seconds=60))
    assert done.notebook is None
    assert done.failure
    assert ran(tmp_path, engine, "1 + 1").notebook is not None


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_started_by_a_cell_outlives_the_run(tmp_path: Path, engine: EngineName) -> None:
    token = f"cchc-orphan-{engine.value}-{os.getpid()}"
    cell = (
        "import subprocess, sys\n"
        "subprocess.Popen([sys.executable, '-c', "
        f"'import time; time.sleep(300) #{token}'], start_new_session=True);"
    )
    assert ran(tmp_path, engine, cell).notebook is not None
    time.sleep(1)
    assert alive(token) == []


def test_runs_share_nothing(tmp_path: Path) -> None:
    ran(tmp_path, EngineName.WARM, "import os; leaked = 1; os.environ['LEAK'] = '1'; os.chdir('/')")
    done = ran(
        tmp_path,
        EngineName.WARM,
        "import os; ('leaked' in globals(), os.environ.get('LEAK'), os.getcwd() != '/')",
    )
    assert outputs(done, "c0")[0]["data"]["text/plain"] == "(False, None, True)"


def test_a_killed_server_costs_one_run(tmp_path: Path) -> None:
    assert ran(tmp_path, EngineName.WARM, "1").notebook is not None
    subprocess.run(["pkill", "-9", "-P", str(os.getpid()), "-f", "helpers.engine.server"])
    time.sleep(0.2)
    again = [ran(tmp_path, EngineName.WARM, "1") for _ in range(2)]
    assert again[-1].notebook is not None


def test_the_server_ends_with_its_owner(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys\n"
        "from helpers.engine import warm\n"
        "print(warm._started().process.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    pid = int(done.stdout)
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()
