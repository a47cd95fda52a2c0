"""IPython without a kernel: runs cells in this process and records their outputs."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from helpers.batch.engine.messages import CellRun, CellsJob, Output


class _Stream(io.TextIOBase):
    """Records printed text as outputs of its stream, in order."""

    def __init__(self, outputs: list[Output], name: str) -> None:
        self._outputs, self._name = outputs, name

    def write(self, text: str) -> int:
        self._outputs.append({"output_type": "stream", "name": self._name, "text": text})
        return len(text)

    def writable(self) -> bool:
        return True


class _Hook(DisplayHook):
    """Records the value of a cell's last line as its execute_result."""

    def __call__(self, result: Any = None) -> None:
        self.check_for_underscore()
        if result is None or self.quiet() or self.shell is None:
            return
        data, metadata = self.compute_format_data(result)
        self.update_user_ns(result)
        self.shell.record(
            {
                "output_type": "execute_result",
                "execution_count": self.prompt_count,
                "data": data,
                "metadata": metadata,
            }
        )


class _Publisher(DisplayPublisher):
    """Records what a cell displays as display_data."""

    def publish(self, data: Any, metadata: Any = None, *_: Any, **__: Any) -> None:
        self.shell.record({"output_type": "display_data", "data": data, "metadata": metadata or {}})

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear()


class Shell(InteractiveShell):
    """An interactive shell that records outputs in nbformat's form."""

    displayhook_class = _Hook
    display_pub_class = _Publisher
    outputs: list[Output] = []  # noqa: RUF012 (traitlets forbids a ClassVar here)

    def init_sys_path(self) -> None:
        """Unlike IPython's own, it adds no working folder: files there are never run."""

    def record(self, output: Output) -> None:
        """Add an output of the running cell; bytes (images) as base64 text."""
        if "data" in output:
            output["data"] = {
                mime: base64.b64encode(value).decode() if isinstance(value, bytes) else value
                for mime, value in output["data"].items()
            }
        self.outputs.append(output)

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        self.record(
            {
                "output_type": "error",
                "ename": etype.__name__,
                "evalue": str(evalue),
                "traceback": list(stb),
            }
        )


def warm_shell() -> Shell:
    """The shell, with all that our notebooks need imported and looked up once."""
    config = Config()
    # History lives in a thread of its own, and threads do not survive a fork.
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    shell = Shell.instance(config=config)
    # What IPython loads when the first cell runs: a debugger's module, its logger, its formatters.
    import bdb  # noqa: F401

    from helpers.packets import display

    if shell.display_formatter is not None:
        shell.display_formatter.format(shell.logger)
    display.warm_up()
    return shell


def renew(shell: Shell) -> None:
    """Empty the namespace, count cells from 1, and close all figures, for the next notebook."""
    from matplotlib import pyplot

    shell.reset(new_session=True)
    pyplot.close("all")


def preload(job: CellsJob) -> None:
    """Evaluate the agency before its cells run: the notebooks of its packet share the evaluation,
    those of a batch plan and observations.

    Faults are ignored here: a cell meets them again.
    """
    from helpers.analyst.opening import preload
    from helpers.packets.display import prepare
    from helpers.plan import Roots

    folders = (Path(job.environment[f"CCHC_{name}"]) for name in ("ROOT", "DATA", "OUT"))
    with suppress(Exception):
        given = (job.parameters[name] for name in ("plan", "period", "agency"))
        if evaluation := preload(Roots(*folders), *given):
            prepare(evaluation)


def run_cells(shell: Shell, cells: Sequence[str]) -> Iterator[CellRun]:
    """Run cells in order. Stops after the first that fails, as a notebook does."""
    for source in cells:
        count = shell.execution_count
        shell.outputs = []
        out, err = _Stream(shell.outputs, "stdout"), _Stream(shell.outputs, "stderr")
        with redirect_stdout(out), redirect_stderr(err):
            result = shell.run_cell(source, store_history=True)
        yield CellRun(count, shell.outputs, failed=not result.success)
        if not result.success:
            return
