"""The messages between a process and its fork server: JSON lines on two pipes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from helpers.batch.engine.notebook import Limits

Output = dict[str, Any]  # one output of a cell, in nbformat's JSON


@dataclass(frozen=True)
class CellsJob:
    """The code cells of one notebook, to be run in a process of their own.

    `folder`: its working directory; `environment`: what is added to the server's own.
    """

    folder: str
    parameters: Mapping[str, str]
    environment: Mapping[str, str]
    limits: Limits
    cells: tuple[str, ...]


class Ending(StrEnum):
    """How a job ended."""

    WHOLE = "whole"
    TOO_LATE = "too_late"
    TOO_LARGE = "too_large"
    LOST = "lost"


@dataclass(frozen=True)
class CellRun:
    """What running one cell gave."""

    execution_count: int
    outputs: list[Output]
    failed: bool


@dataclass(frozen=True)
class JobEnd:
    """The last reply to a job."""

    ending: Ending


Reply = CellRun | JobEnd
READY_LINE = b"ready\n"  # what a server sends once, when it has imported everything


def job_line(job: CellsJob) -> bytes:
    """A job as a line."""
    return json.dumps(asdict(job)).encode() + b"\n"


def read_job(line: bytes) -> CellsJob:
    """The job of a line."""
    fields = json.loads(line)
    limits, cells = Limits(**fields.pop("limits")), tuple(fields.pop("cells"))
    return CellsJob(**fields, limits=limits, cells=cells)


def reply_line(reply: Reply) -> bytes:
    """A reply as a line: its type and its fields."""
    return json.dumps([type(reply).__name__, vars(reply)]).encode() + b"\n"


def read_reply(line: bytes) -> Reply:
    """The reply of a line; ValueError for anything else."""
    match json.loads(line):
        case ["CellRun", fields]:
            return CellRun(**fields)
        case ["JobEnd", fields]:
            return JobEnd(Ending(fields["ending"]))
    raise ValueError("not a reply of the fork server")
