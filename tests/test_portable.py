"""What only some operating systems have is used in one place each, so that all else runs on every
one; and what is written has the same bytes there."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import helpers
from helpers import forms, wording
from helpers.analyst.opening import open_plan
from helpers.evaluation.csv_text import csv_text
from helpers.plan import Roots
from province import PLAN, PROJECT

PACKAGE = Path(helpers.__file__).parent
SOURCES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}
MODULES = {"fcntl", "resource", "msvcrt", "ctypes", "pwd", "grp", "termios", "psutil", "posix"}
NAMES = {
    *("fork", "forkpty", "killpg", "setsid", "getuid", "geteuid", "chown", "mkfifo", "pread"),
    *("symlink", "symlink_to", "O_DIRECTORY", "O_NOFOLLOW", "dir_fd", "pidfd_open", "getpgid"),
    *("SIGALRM", "SIGXCPU", "SIGKILL", "SIGHUP", "SIGUSR1", "alarm", "setitimer", "AF_UNIX"),
    *("preexec_fn", "flock", "lockf", "prctl"),
}
# The fork server, which `fresh` replaces where there is no fork.
OF_FORK_SERVER = {("batch/engine/server.py", name) for name in ("fork", "setsid", "pidfd_open")}


def _imported(tree: ast.Module) -> set[str]:
    nodes = list(ast.walk(tree))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in names}


def _used(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) | ast.keyword(arg=str(name)) | ast.alias(name=name):
                yield name
            case ast.Constant(value=str(text)) if text.startswith(("/proc", "/sys", "/dev/")):
                yield text


def test_what_some_systems_lack_is_used_in_one_room() -> None:
    elsewhere = {name: tree for name, tree in SOURCES.items() if not name.startswith("system/")}
    assert {n: found for n, t in elsewhere.items() if (found := _imported(t) & MODULES)} == {}
    used = {(name, word) for name, tree in elsewhere.items() for word in _used(tree)}
    assert {(n, w) for n, w in used if w in NAMES or w.startswith("/")} == OF_FORK_SERVER
    # Or the words are spelled otherwise and this test finds nothing.
    of_system = {word for name in SOURCES.keys() - elsewhere for word in _used(SOURCES[name])}
    assert {"flock", "alarm", "killpg", "O_DIRECTORY", "/proc/self/status"} <= of_system


def _writes_text(call: ast.Call) -> bool:
    """Whether a call writes a text file, or opens one for that."""
    match call:
        case ast.Call(func=ast.Attribute(attr="write_text")):
            return True
        case (
            ast.Call(func=ast.Attribute(attr="open"), args=[ast.Constant(value=str(mode)), *_])
            | ast.Call(func=ast.Name(id="open"), args=[_, ast.Constant(value=str(mode)), *_])
        ):
            return "b" not in mode and bool(set(mode) & set("wax+"))
    return False


def test_every_text_that_is_written_names_its_ends_of_lines() -> None:
    calls = [
        (f"{name}:{node.lineno}", {each.arg for each in node.keywords})
        for name, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _writes_text(node)
    ]
    assert len(calls) >= 5
    assert [place for place, named in calls if "newline" not in named] == []


def test_workbooks_and_zips_have_the_same_bytes_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = open_plan(PLAN, Roots(PROJECT, tmp_path, tmp_path))
    agency, period = plan.agencies["so-noi-vu"], plan.final_period
    made = forms.blank(plan, agency, period)
    monkeypatch.setattr(sys, "platform", "win32")  # by which zipfile names the system
    again = forms.blank(plan, agency, period)
    monkeypatch.undo()
    assert again == made


def test_no_zero_has_a_sign() -> None:
    assert wording.core.plain_number(-0.0) == "0"
    assert csv_text([{"x": -0.00004}], ["x"], decimals=4) == "x\n0.0000\n"
