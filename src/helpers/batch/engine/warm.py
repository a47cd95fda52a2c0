"""The fast engine: papermill as ever, its cells run by the fork server instead of a kernel.

papermill injects the parameters and keeps its book of cells; `server` runs them. A server belongs
to the process that calls and is started when first needed.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
from papermill import execute_notebook
from papermill.engines import Engine, papermill_engines
from papermill.exceptions import PapermillExecutionError

from helpers import wording
from helpers.batch.engine.notebook import Limits, Run, stable
from helpers.batch.engine.processes import JOB_MARK, end_marked
from helpers.batch.engine.server import TOO_LARGE, TOO_LATE
from helpers.plan import Roots

NAME = "cchc-warm"
STARTING = 60  # seconds a server may take to import everything
BEHIND = 3  # seconds after a job's limit at which a server that says nothing is given up


class _Ended(Exception):
    """The run ended without a result; the text says why."""


class Server:
    """The fork server of this process."""

    def __init__(self) -> None:
        requests, self._requests = os.pipe()
        self._replies, replies = os.pipe()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "helpers.batch.engine.server"]
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
            self._reply(time.monotonic() + STARTING)  # that it is warm
        except BrokenPipeError:
            self.close()
            raise

    def lines(self, job: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Hand over a job; the replies up to its end. BrokenPipeError if the server has died, or
        hangs: it has its own clock for the job, and this one is behind it."""
        deadline = time.monotonic() + job["seconds"] + BEHIND
        os.write(self._requests, json.dumps(job).encode() + b"\n")
        while True:
            reply = self._reply(deadline)
            yield reply
            if "end" in reply:
                return

    def _reply(self, deadline: float) -> dict[str, Any]:
        while b"\n" not in self._buffer:
            left = max(0.0, deadline - time.monotonic())
            if not select.select([self._replies], [], [], left)[0]:
                self.process.kill()
                raise BrokenPipeError
            chunk = os.read(self._replies, 1 << 20)
            if not chunk:
                raise BrokenPipeError
            self._buffer += chunk
        line, self._buffer = self._buffer.split(b"\n", 1)
        return dict(json.loads(line))

    def close(self) -> None:
        """End the server and whatever it runs."""
        os.close(self._requests)
        os.close(self._replies)
        try:
            self.process.wait(BEHIND)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


_lock = threading.Lock()
_server: Server | None = None


def _started() -> Server:
    global _server
    if _server is not None and _server.process.poll() is not None:
        close()
    if _server is None:
        _server = Server()
    return _server


@atexit.register
def close() -> None:
    """End this process's server, if it has one."""
    global _server
    if _server is not None:
        _server.close()
        _server = None


class WarmEngine(Engine):
    """papermill's engine over the fork server."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, job: Mapping[str, Any], **_: Any
    ) -> None:
        """Run the code cells; a failing one ends the run, as papermill has it."""
        code = [(i, c) for i, c in enumerate(nb_man.nb.cells) if c.cell_type == "code"]
        asked = {**job, "cells": [cell.source for _, cell in code]}
        replies = _started().lines(asked)
        for (index, cell), reply in zip(code, replies, strict=False):
            if "end" in reply:
                raise _Ended(_why(reply["end"], job))
            nb_man.cell_start(cell, index)
            cell.execution_count = reply["execution_count"]
            cell.outputs = [nbformat.from_dict(output) for output in reply["outputs"]]
            if reply["failed"]:
                nb_man.cell_exception(cell, index, exception=None)
                break
            nb_man.cell_complete(cell, index)
        for _ in replies:  # what is left is the word of the end
            pass


def _why(end: str, job: Mapping[str, Any]) -> str:
    if end == TOO_LATE:
        return wording.notebook_out_of_time(job["seconds"])
    if end == TOO_LARGE:
        return wording.notebook_output_too_large(job["output_megabytes"])
    return wording.notebook_lost("")


papermill_engines.register(NAME, WarmEngine)


def run(
    path: Path, parameters: Mapping[str, str], roots: Roots, limits: Limits, folder: Path
) -> Run:
    """Run a checked notebook by the fork server, its files in `folder`."""
    mark = uuid.uuid4().hex
    job = {
        "folder": str(folder),
        "parameters": dict(parameters),
        "seconds": limits.seconds,
        "megabytes": limits.megabytes,
        "output_megabytes": limits.output_megabytes,
        "environment": {
            "CCHC_ROOT": str(roots.root),
            "CCHC_DATA": str(roots.data),
            "CCHC_OUT": str(roots.out),
            JOB_MARK: mark,
        },
    }
    with _lock:
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
            return Run(None, wording.notebook_failed(where, fault.ename, fault.evalue))
        except _Ended as ended:
            return Run(None, str(ended))
        except BrokenPipeError:
            end_marked(mark)  # the server could not
            return Run(None, wording.notebook_lost(""))
    return Run(stable(notebook, parameters))
