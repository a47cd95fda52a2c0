"""Reads filled forms: files in; facts, or one plain sentence for each fault, out.

A file is opened in a limited child process (`workbook_child`); what it holds is checked by
`form_checks`.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from helpers import wording
from helpers.forms import Place
from helpers.intake.files.workbook_child import OUT_OF_MEMORY
from helpers.intake.forms import statement_checks
from helpers.intake.forms.form_checks import check
from helpers.intake.forms.form_report import FormReading
from helpers.model import Fact, Period, Plan

__all__ = ["FormReading", "read_form", "read_forms"]

CHILD = [sys.executable, "-P", "-m", "helpers.intake.files.workbook_child"]
Request = str | Mapping[str, Any]


NOTHING: Mapping[Place, Fact] = MappingProxyType({})


def read_form(
    path: Path, plan: Plan, period: Period, earlier: Mapping[Place, Fact] = NOTHING
) -> FormReading:
    """The reading of one file; see `read_forms`."""
    return read_forms([path], plan, period, earlier)[0]


def read_forms(
    paths: Sequence[Path], plan: Plan, period: Period, earlier: Mapping[Place, Fact] = NOTHING
) -> list[FormReading]:
    """One reading per path, in their order. Never raises for what a file holds.

    `earlier`: the facts accepted for the latest earlier period, for answers that are carried over.
    """
    answers = ask_children(CHILD, [str(path) for path in paths])
    return [
        _reading(wording.one_line(path.name, 200), answer, plan, period, earlier)
        for path, answer in zip(paths, answers, strict=True)
    ]


def _reading(
    file: str,
    answer: Mapping[str, Any],
    plan: Plan,
    period: Period,
    earlier: Mapping[Place, Fact],
) -> FormReading:
    """What a workbook says, by the kind that its stamp names."""
    kind = statement_checks.kind_of(answer)
    if kind is not None:
        return statement_checks.check(file, kind, answer, plan, period)
    return check(file, answer, plan, period, earlier)


def ask_children(command: Sequence[str], requests: Sequence[Request]) -> list[dict[str, Any]]:
    """The limited child's answer to each request, as JSON lines; `{"refused": sentence}` where it
    died. A child that dies costs only the file in hand."""
    answers: list[dict[str, Any]] = []
    while len(answers) < len(requests):
        answers += _ask_one_child(command, requests[len(answers) :])
    return answers


def _ask_one_child(command: Sequence[str], requests: Sequence[Request]) -> list[dict[str, Any]]:
    """Answers up to the end of `requests` or of the child, at least one."""
    answers: list[dict[str, Any]] = []
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        for request in requests:
            line = _exchange(child, json.dumps(request).encode() + b"\n")
            if not line.endswith(b"\n"):
                answers.append({"refused": _why_lost(child.wait())})
                break
            answers.append(json.loads(line))
    return answers


def _exchange(child: subprocess.Popen[bytes], request: bytes) -> bytes:
    assert child.stdin is not None and child.stdout is not None
    try:
        child.stdin.write(request)
        child.stdin.flush()
    except BrokenPipeError:
        return b""
    return child.stdout.readline()


def _why_lost(code: int) -> str:
    if code == OUT_OF_MEMORY:
        return wording.file_too_large()
    late = code in (-signal.SIGALRM, -signal.SIGXCPU)
    return wording.file_out_of_time() if late else wording.file_unreadable()
