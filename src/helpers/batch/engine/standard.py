"""The reference engine: stock papermill with a kernel of its own, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import uuid
from collections.abc import Mapping
from pathlib import Path

import nbformat

from helpers import wording
from helpers.batch.engine.child import PapermillJob
from helpers.batch.engine.notebook import Limits, Run, first_error, stable
from helpers.plan import Roots
from helpers.system.limits import MemoryWatch
from helpers.system.processes import JOB_MARK, end_marked, kill

# What papermill, the kernel and our imports take before the first cell.
BASE_MEGABYTES = 1000


def run(
    path: Path, parameters: Mapping[str, str], roots: Roots, limits: Limits, folder: Path
) -> Run:
    """Run a checked notebook by papermill, its temporary files in `folder`."""
    mark, output = uuid.uuid4().hex, folder / "executed.ipynb"
    job = PapermillJob(
        parent=os.getpid(),
        notebook=str(path),
        output=str(output),
        folder=str(folder),
        parameters=dict(parameters),
        megabytes=BASE_MEGABYTES + limits.megabytes,
    )
    # Errors go to a file: a pipe would stay open as long as any orphan has it open.
    with (folder / "errors").open("wb") as errors:
        process = subprocess.Popen(
            job.command(),
            env=_environment(folder, roots, mark),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )
    try:
        with MemoryWatch(process, job.megabytes * 2**20, whole_tree=True):
            process.wait(timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        return Run(None, wording.runs.notebook_out_of_time(limits.seconds))
    finally:
        kill(process.pid)
        end_marked(mark)
        process.wait()
    return _outcome(folder, output, process.returncode, parameters, limits)


def _environment(folder: Path, roots: Roots, mark: str) -> dict[str, str]:
    """The child's environment: our roots, and every Jupyter file under its own folder."""
    return {
        **os.environ,
        "CCHC_ROOT": str(roots.root),
        "CCHC_DATA": str(roots.data),
        "CCHC_OUT": str(roots.out),
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_PLATFORM_DIRS": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "PYTHONHASHSEED": "0",
        JOB_MARK: mark,
    }


def _outcome(
    folder: Path, output: Path, code: int, parameters: Mapping[str, str], limits: Limits
) -> Run:
    if output.is_file() and output.stat().st_size > limits.output_megabytes * 2**20:
        return Run(None, wording.runs.notebook_output_too_large(limits.output_megabytes))
    try:
        notebook = nbformat.reads(output.read_text("utf-8"), as_version=4)
    except (OSError, ValueError):
        return Run(None, wording.runs.notebook_lost(_last_line(folder / "errors")))
    if code == 0:
        return Run(stable(notebook, parameters))
    return Run(
        None, first_error(notebook) or wording.runs.notebook_lost(_last_line(folder / "errors"))
    )


def _last_line(errors: Path) -> str:
    lines = errors.read_bytes().decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""
