"""The fast engine: papermill, with the cells run by the fork server instead of a kernel.

papermill injects the parameters and records the cells; `server` runs them. Each process that runs
notebooks has a server of its own.
"""

from __future__ import annotations

import atexit
import os
import select
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from papermill import execute_notebook
from papermill.engines import Engine, papermill_engines
from papermill.exceptions import PapermillExecutionError

from helpers import wording
from helpers.batch.engine.messages import CellsJob, Ending, JobEnd, Reply, job_line, read_reply
from helpers.batch.engine.notebook import Limits, Run, stable
from helpers.plan import Roots
from helpers.system.processes import JOB_MARK, end_marked

NAME = "cchc-warm"
START_SECONDS = 60  # seconds a server may take to import everything
GRACE_SECONDS = 3  # after a job's limit, until a silent server is killed


class _NoResult(Exception):
    """The run gave no result; the text says why."""


class Server:
    """A running fork server."""

    def __init__(self) -> None:
        requests, self._requests = os.pipe()
        self._replies, replies = os.pipe()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "helpers.batch.engine.server"]
            + [str(number) for number in (requests, replies, os.getpid())],
            pass_fds=(requests, replies),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                "PYTHONHASHSEED": "0",
                "MPLBACKEND": "module://matplotlib_inline.backend_inline",
                # pyarrow's allocator would start a thread of its own.
                "JE_ARROW_MALLOC_CONF": "background_thread:false",
                "OPENBLAS_NUM_THREADS": "1",
            },
        )
        os.close(requests)
        os.close(replies)
        self._buffer = b""
        try:
            self._line(time.monotonic() + START_SECONDS)  # that it is ready
        except BrokenPipeError:
            self.close()
            raise

    def run(self, job: CellsJob) -> Iterator[Reply]:
        """Send a job; its replies up to the end.

        BrokenPipeError if the server has died, or hangs: it enforces the job's time limit itself,
        and here it is only enforced some seconds later.
        """
        deadline = time.monotonic() + job.limits.seconds + GRACE_SECONDS
        os.write(self._requests, job_line(job))
        while True:
            reply = read_reply(self._line(deadline))
            yield reply
            if isinstance(reply, JobEnd):
                return

    def _line(self, deadline: float) -> bytes:
        while b"\n" not in self._buffer:
            seconds_left = max(0.0, deadline - time.monotonic())
            if not select.select([self._replies], [], [], seconds_left)[0]:
                self.process.kill()
                raise BrokenPipeError
            chunk = os.read(self._replies, 1 << 20)
            if not chunk:
                raise BrokenPipeError
            self._buffer += chunk
        line, self._buffer = self._buffer.split(b"\n", 1)
        return line

    def close(self) -> None:
        """End the server and whatever it runs."""
        os.close(self._requests)
        os.close(self._replies)
        try:
            self.process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class OwnServer:
    """The fork server of this process: started when first needed, and again where it has died."""

    def __init__(self) -> None:
        self._server: Server | None = None

    def running(self) -> Server:
        """The server, ready for a job. BrokenPipeError where it cannot be started."""
        if self._server is not None and self._server.process.poll() is not None:
            self.close()
        if self._server is None:
            self._server = Server()
        return self._server

    def close(self) -> None:
        """End the server, if there is one."""
        server, self._server = self._server, None
        if server is not None:
            server.close()


own_server = OwnServer()
atexit.register(own_server.close)
_one_job_at_a_time = threading.Lock()


class WarmEngine(Engine):
    """papermill's engine over the fork server."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, job: CellsJob, **_: Any
    ) -> None:
        """Run the code cells; a failing one ends the run, as in papermill."""
        code = [(i, c) for i, c in enumerate(nb_man.nb.cells) if c.cell_type == "code"]
        replies = own_server.running().run(
            replace(job, cells=tuple(cell.source for _, cell in code))
        )
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


papermill_engines.register(NAME, WarmEngine)


def run(
    path: Path, parameters: Mapping[str, str], roots: Roots, limits: Limits, folder: Path
) -> Run:
    """Run a checked notebook by the fork server, its temporary files in `folder`."""
    mark = uuid.uuid4().hex
    job = CellsJob(
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
    with _one_job_at_a_time:
        try:
            notebook = execute_notebook(
                path,
                None,
                parameters=dict(parameters),
                engine_name=NAME,
                progress_bar=False,
                job=job,
            )
        except PapermillExecutionError as fault:
            where = fault.cell_index + 1
            return Run(None, wording.runs.notebook_failed(where, fault.ename, fault.evalue))
        except _NoResult as fault:
            return Run(None, str(fault))
        except BrokenPipeError:
            end_marked(mark)  # the server could not
            return Run(None, wording.runs.notebook_lost(""))
    return Run(stable(notebook, parameters))
