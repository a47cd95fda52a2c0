"""Helpers for tests that drive a JupyterLab: start one, run a notebook in it."""

from __future__ import annotations

import fcntl
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Page

START_SECONDS = 120
# A Jupyter server looks for a free port and listens on it later: of two that start at once, the
# second would fail. Test processes therefore start theirs one after another.
START_LOCK = Path(tempfile.gettempdir()) / f"cchc-tests-jupyter-{os.getuid()}.lock"
# Before a notebook has a kernel its indicator says "idle" as well, and what is run then is lost.
CONNECTED = """() =>
  document.querySelector('.jp-Toolbar-kernelName')?.textContent.includes('Python')
  && document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'"""
BEGUN = """() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].some(
  prompt => /[0-9*]/.test(prompt.textContent))"""
# No cell waits, or one has failed.
ALL_RUN = """() => document.querySelector('.jp-Notebook [data-mime-type$="stderr"]') !== null
  || ![...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].some(
    prompt => prompt.textContent.includes('*'))"""


@contextmanager
def running(
    command: Sequence[str | Path], cwd: Path, env: Mapping[str, str], log: Path
) -> Iterator[tuple[str, str]]:
    """The address and the token of a JupyterLab, which ends with its kernels afterwards."""
    with START_LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = _start(command, cwd, env, log)
        try:
            started = _address(log)
        except BaseException:
            _end(process)
            raise
    try:
        yield started
    finally:
        _end(process)


def _start(
    command: Sequence[str | Path], cwd: Path, env: Mapping[str, str], log: Path
) -> subprocess.Popen[bytes]:
    with log.open("w") as output:
        return subprocess.Popen(
            command,
            cwd=cwd,
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _address(log: Path) -> tuple[str, str]:
    """The address and the token that a server has written to its log, once it listens."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        found = re.search(r"(http://127\.0\.0\.1:(\d+))/\S*\?token=(\w+)", log.read_text())
        if found:
            with suppress(OSError), socket.create_connection(("127.0.0.1", int(found[2])), 1):
                return found[1], found[3]
        time.sleep(0.2)
    raise AssertionError(log.read_text())


def choose(page: Page, menu: str, command: str, under: str = "", text: str = "") -> None:
    """Choose a command from the menu of that name, or from the menu `under` it."""
    page.locator("#jp-MainMenu .lm-MenuBar-item", has_text=menu).click()
    if under:
        page.locator(".lm-Menu-item", has_text=under).first.hover()
    page.locator(f'.lm-Menu-item[data-command="{command}"]', has_text=text).first.click()


def run_all(page: Page, address: str, token: str, notebook: str) -> None:
    """Open a notebook of the folder of work and run all its cells, by the menu."""
    page.goto(f"{address}/lab/tree/{notebook}?token={token}&reset")
    page.locator(".jp-NotebookPanel .jp-CodeCell").first.wait_for(timeout=180_000)
    page.wait_for_function(CONNECTED, timeout=180_000, polling=200)
    choose(page, "Chạy", "runmenu:run-all")
    page.wait_for_function(BEGUN, timeout=60_000, polling=100)
    page.wait_for_function(ALL_RUN, timeout=300_000, polling=500)
