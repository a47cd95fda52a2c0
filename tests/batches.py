"""Helpers for tests of the batch: compare folders, break notebooks, run `cchc`, find processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Collection
from pathlib import Path

import openpyxl

from helpers.analyst.opening import open_plan
from helpers.batch import ledger
from helpers.intake.check import take_in
from helpers.plan import Roots
from helpers.wording.wrong_use import UNCHOSEN
from province import PLAN

PERIOD = "2022-FY"
# One of each level, since rendering is slow.
FEW = ("so-noi-vu", "083-huyen-muong-khuong", "02764-xa-din-chin")
SOME = (*FEW, "lao-cai", "02779-xa-thanh-binh", "03022-xa-thanh-binh")
# In the environment of every process that this test session starts, and of their children.
SESSION = f"CCHC_TESTS={uuid.uuid4().hex}"
# Those of an engine, which wait for the next notebook and end with their parent.
OWN_PROCESSES = ("helpers.batch.engine.server", "helpers.batch.engine.packet_child")
OUR_NAMES = ("helpers", "cchc", "multiprocessing", "ipykernel", "papermill", "distributed", "dask")
os.environ.update([SESSION.split("=")])


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of every file below a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        p.relative_to(folder).as_posix(): (p.stat().st_ino, p.stat().st_mtime_ns) for p in files
    }


def break_notebook(roots: Roots, name: str, source: str) -> None:
    """Append a code cell to a notebook."""
    path = roots.root / "notebooks" / f"{name}.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"].append(
        {
            "cell_type": "code",
            "id": "planted",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
    )
    path.write_text(json.dumps(notebook), "utf-8")


def use_notebook(path: Path, agency: str = "03001-phuong-sa-pa") -> None:
    """Leave a notebook as JupyterLab saves it after an agency was chosen and all cells were run."""
    notebook = json.loads(path.read_text("utf-8"))
    for number, cell in enumerate(notebook["cells"]):
        source = "".join(cell["source"])
        if "parameters" in cell["metadata"].get("tags", []):
            source = source.replace(UNCHOSEN, agency)
            cell["metadata"]["editable"] = True
        cell["source"] = source.splitlines(keepends=True)
        if cell["cell_type"] == "code":
            text = {"name": "stdout", "output_type": "stream", "text": [f"{number}\n"]}
            cell |= {"execution_count": number, "outputs": [text]}
            cell["metadata"]["execution"] = {"iopub.status.busy": "2022-12-14T09:00:00Z"}
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.13.1"}
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", "utf-8")


def env_of(roots: Roots) -> dict[str, str]:
    """The environment for a process that works in this project folder."""
    folders = {"ROOT": roots.root, "DATA": roots.data, "OUT": roots.out}
    return {**os.environ, **{f"CCHC_{name}": str(path) for name, path in folders.items()}}


def run_cchc(roots: Roots, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it."""
    return subprocess.run(
        [str(Path(sys.executable).with_name("cchc")), *arguments],
        env=env_of(roots),
        capture_output=True,
        text=True,
    )


def start_cchc(roots: Roots, *arguments: str, own_group: bool = False) -> subprocess.Popen[str]:
    """The command as a user starts it; in a group of processes of its own, as a terminal does."""
    return subprocess.Popen(
        [str(Path(sys.executable).with_name("cchc")), *arguments],
        env=env_of(roots),
        stderr=subprocess.PIPE,
        text=True,
        process_group=0 if own_group else None,
    )


def forget(roots: Roots, agencies: Collection[str] = SOME) -> None:
    """Delete the packets of these agencies, in files and in the ledger."""
    folder = roots.out / PLAN / PERIOD
    entries = ledger.read(folder / "ledger")
    for agency in agencies:
        for name in entries.pop(agency).files:
            (folder / name).unlink()
    (folder / "ledger").write_bytes(ledger.content(entries.values()))


def wait_for_packets(roots: Roots, count: int, agencies: Collection[str] = SOME) -> None:
    """Wait until the ledger lists `count` packets of these agencies."""
    path, deadline = roots.out / PLAN / PERIOD / "ledger", time.monotonic() + 120
    while len(ledger.read(path).keys() & set(agencies)) < count:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{count} packets have not been made")
        time.sleep(0.02)


def change_one_cell(roots: Roots) -> None:
    """Lower one figure in a commune's form by one and take the folder in again."""
    form = roots.data / "inbox" / PERIOD / "02764-xa-din-chin.xlsx"
    book = openpyxl.load_workbook(form)
    sheet = book["Số liệu"]
    figure = [cell.value for cell in sheet[4]].index("Số liệu")
    for row in sheet.iter_rows(min_row=5):
        if row[0].value == "transfers_electronic":
            row[figure].value = int(row[figure].value or 1) - 1
    book.save(form)
    plan = open_plan(PLAN, roots)
    result = take_in(roots, plan, plan.periods[PERIOD], roots.data / "inbox" / PERIOD)
    assert [r.text for r in result.refusals] == []


def left_running(folder: Path, seconds: float = 20) -> list[str]:
    """Command lines of processes of this session that still run after `seconds`.

    A process belongs to the session if it runs the project's code, or if the folder is its working
    directory or in its environment. The fork server of the test process and Python's resource
    tracker may stay.
    """
    deadline = time.monotonic() + seconds
    while (running := _running(folder)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return running


def _running(folder: Path) -> list[str]:
    running = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            environment = (process / "environ").read_bytes()
            inside = os.readlink(process / "cwd").startswith(str(folder))
            line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if int(process.name) == os.getpid() or "resource_tracker" in line:
            continue
        if parent == os.getpid() and any(name in line for name in OWN_PROCESSES):
            continue
        by_name = SESSION.encode() in environment and any(name in line for name in OUR_NAMES)
        if by_name or inside or str(folder).encode() in environment:
            running.append(f"{process.name} {line}")
    return running
