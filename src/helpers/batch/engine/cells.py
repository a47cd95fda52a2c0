"""papermill with the cells run by a process of ours instead of a kernel: papermill injects the
parameters and records the cells; `warm` and `fresh` send them to their processes."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from papermill import execute_notebook
from papermill.engines import Engine, papermill_engines
from papermill.exceptions import PapermillExecutionError

from helpers import wording
from helpers.batch.engine.messages import CellsJob, Ending, JobEnd, Reply
from helpers.batch.engine.notebook import Limits, Run, stable
from helpers.plan import Roots
from helpers.system.processes import JOB_MARK

NAME = "cchc-cells"
START_SECONDS = 60  # seconds a process may take to import everything
GRACE_SECONDS = 3  # after a job's limit, until a silent process is killed

Send = Callable[[CellsJob], Iterator[Reply]]
one_job_at_a_time = threading.Lock()


class _NoResult(Exception):
    """The run gave no result; the text says why."""


class CellsEngine(Engine):
    """papermill's engine over a process of ours."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, job: CellsJob, send: Send, **_: Any
    ) -> None:
        """Run the code cells; a failing one ends the run, as in papermill."""
        code = [(i, c) for i, c in enumerate(nb_man.nb.cells) if c.cell_type == "code"]
        replies = send(replace(job, cells=tuple(cell.source for _, cell in code)))
        for (index, cell), reply in zip(code, replies, strict=False):
            if isinstance(reply, JobEnd):
                raise _NoResult(_why(reply.ending, job.limits))
            nb_man.cell_start(cell, index)
            cell.execution_count = reply.execution_count
            cell.outputs = [nbformat.from_dict(output) for output in reply.outputs]
            if reply.failed:
                nb_man.cell_exception(cell, index, exception=None)
                break
            nb_man.cell_complete(cell, index)
        for _rest in replies:  # the end of the job
            pass


def _why(ending: Ending, limits: Limits) -> str:
    match ending:
        case Ending.TOO_LATE:
            return wording.runs.notebook_out_of_time(limits.seconds)
        case Ending.TOO_LARGE:
            return wording.runs.notebook_output_too_large(limits.output_megabytes)
    return wording.runs.notebook_lost("")


papermill_engines.register(NAME, CellsEngine)


def environment() -> dict[str, str]:
    """The environment of a process that runs cells."""
    return {
        **os.environ,
        "PYTHONHASHSEED": "0",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # pyarrow's allocator would start a thread of its own.
        "JE_ARROW_MALLOC_CONF": "background_thread:false",
        "OPENBLAS_NUM_THREADS": "1",
    }


def job_for(
    parameters: Mapping[str, str], roots: Roots, limits: Limits, folder: Path, mark: str
) -> CellsJob:
    """The job of a notebook, its temporary files in `folder`; what it starts carries the mark."""
    return CellsJob(
        folder=str(folder),
        parameters=dict(parameters),
        environment={
            "CCHC_ROOT": str(roots.root),
            "CCHC_DATA": str(roots.data),
            "CCHC_OUT": str(roots.out),
            JOB_MARK: mark,
        },
        limits=limits,
        cells=(),  # as papermill hands them over, with the parameters injected
    )


def run(path: Path, job: CellsJob, send: Send) -> Run:
    """Run a checked notebook; `send` gives the replies of a process to a job, up to its end.
    BrokenPipeError where that process is lost."""
    try:
        notebook = execute_notebook(
            path,
            None,
            parameters=dict(job.parameters),
            engine_name=NAME,
            progress_bar=False,
            job=job,
            send=send,
        )
    except PapermillExecutionError as fault:
        where = fault.cell_index + 1
        return Run(None, wording.runs.notebook_failed(where, fault.ename, fault.evalue))
    except _NoResult as fault:
        return Run(None, str(fault))
    return Run(stable(notebook, job.parameters))
