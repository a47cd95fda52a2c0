"""The limited processes in which workbooks that were sent are opened, and the socket to them.

Only there is a hostile file ever parsed. A request (the arguments of the child's work) is a line of
JSON, and so is its answer: an object of `child_answers`, or the sentence of a refusal. Both pass
through a socket in the place of the child's standard input; what it prints goes nowhere.

Kernel limits (memory, processor time, an alarm) end the process when a file needs too much; where
the kernel has none, its parent does by its own clock and a watch over the memory. The parent sees
the end of the socket, refuses that one file and starts another process, as it does where an answer
is of another shape than its type.
"""

from __future__ import annotations

import io
import json
import shutil
import socket
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from helpers import wording
from helpers.intake.files.zip_guard import (
    MAX_UNPACKED,
    OLD_WORKBOOK,
    Refused,
    with_slashes,
    zip_guard,
)
from helpers.system import children, limits

MEMORY = 500 << 20  # bytes on top of what the process holds at the start
CPU_SECONDS = 5
WALL_SECONDS = 20
GRACE_SECONDS = 5  # of the parent, after a child's own limit
OUT_OF_MEMORY = 3  # exit code

Request = Sequence[object]
Answer = TypeVar("Answer")


# ---------------------------------------------------------------- the parent


def command(module: str) -> list[str]:
    """How a child module of this package is started."""
    return [sys.executable, "-P", "-m", f"{__package__}.{module}"]


def ask(
    command: Sequence[str],
    requests: Sequence[Request],
    kind: type[Answer],
    seconds: float = WALL_SECONDS,
) -> list[Answer | Refused]:
    """The answer of a child to each request, of the type `kind`. A process that dies, answers with
    anything else, or is silent for longer than the `seconds` of its own limit, costs only the file
    in hand."""
    answers: list[Answer | Refused] = []
    while len(answers) < len(requests):
        answers += _ask_one_process(command, requests[len(answers) :], kind, seconds)
    return answers


def _ask_one_process(
    command: Sequence[str], requests: Sequence[Request], kind: type[Answer], seconds: float
) -> list[Answer | Refused]:
    """Answers up to the end of `requests` or of the process, at least one."""
    # Not imported by the children, whose limited memory and start it would cost.
    from pydantic import TypeAdapter, ValidationError

    shape = TypeAdapter(cast("type[Answer | str]", kind | str))
    answers: list[Answer | Refused] = []
    child, ours = children.start(command)
    with child, limits.MemoryWatch(child, MEMORY) as watch, ours, ours.makefile("rb") as lines:
        ours.settimeout(seconds + GRACE_SECONDS)
        for request in requests:
            try:
                line = _exchange(ours, lines, json.dumps(request).encode() + b"\n")
            except TimeoutError:  # it has no alarm of its own, or was stopped from outside
                answers.append(Refused(wording.files.FILE_OUT_OF_TIME))
                child.kill()
                break
            if not line.endswith(b"\n"):
                answers.append(Refused(_why_lost(child.wait(), watch.exceeded)))
                break
            try:
                answer = shape.validate_json(line, strict=True)
            except ValidationError:
                answers.append(Refused(wording.files.FILE_ANSWER_UNUSABLE))
                child.kill()
                break
            answers.append(Refused(answer) if isinstance(answer, str) else answer)
    return answers


def _exchange(child: socket.socket, lines: BinaryIO, request: bytes) -> bytes:
    try:
        child.sendall(request)
        return lines.readline()
    except ConnectionError:
        return b""


def _why_lost(code: int, too_large: bool) -> str:
    if too_large or code == OUT_OF_MEMORY:
        return wording.files.FILE_TOO_LARGE
    late = limits.ended_by_time(code)
    return wording.files.FILE_OUT_OF_TIME if late else wording.files.FILE_UNREADABLE


# ---------------------------------------------------------------- the child


def serve(work: Callable[..., object], cpu_seconds: int, wall_seconds: int) -> None:
    """Answer each request with what `work` makes of it, in so many seconds each, until the parent
    closes the socket."""
    limits.limit_memory(MEMORY)
    with children.parent().makefile("rw", encoding="ascii", newline="\n") as stream:
        while line := stream.readline():
            limits.limit_time(cpu_seconds, wall_seconds)
            answer = _answer(work, json.loads(line))
            stream.write(json.dumps(answer, default=_plain) + "\n")
            stream.flush()
            limits.stop_the_clock()


def guarded(path: Path, most: int = MAX_UNPACKED, of_others: bool = False) -> bytes:
    """The bytes of a plain .xlsx of at most so many bytes unpacked, its parts named with slashes;
    Refused for anything else. With `of_others` also those of an `.xls` or `.ods`."""
    content = _content(path, most)
    if of_others and content.startswith(OLD_WORKBOOK):
        return content
    zip_guard(content, most, of_others)
    return _named_with_slashes(content)


def _named_with_slashes(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if not any("\\" in name for name in archive.namelist()):
            return content
        renamed = io.BytesIO()
        with zipfile.ZipFile(renamed, "w", zipfile.ZIP_DEFLATED) as plain:
            for entry in archive.infolist():
                with (
                    archive.open(entry) as source,
                    plain.open(with_slashes(entry.filename), "w") as part,
                ):
                    shutil.copyfileobj(source, part)
    return renamed.getvalue()


def _answer(work: Callable[..., object], request: Request) -> object:
    """What `work` gives, or the sentence of a refusal; ends the process when memory runs out."""
    try:
        return work(*request)
    except Refused as refusal:
        return str(refusal)
    except MemoryError:
        # What the file has left of this process is not worth trusting.
        sys.exit(OUT_OF_MEMORY)
    except Exception:
        # Whatever a hostile file breaks in a parser, the reader gets one plain sentence.
        return wording.files.FILE_UNREADABLE


def _plain(value: object) -> object:
    """A dataclass or a moment as JSON."""
    return value.isoformat() if isinstance(value, datetime) else vars(value)


def _content(path: Path, most: int) -> bytes:
    try:
        regular, size = path.is_file(), path.stat().st_size
        content = path.read_bytes() if regular and size <= most else b""
    except OSError as fault:
        raise Refused(wording.files.FILE_NOT_OPENED) from fault
    if not regular:
        raise Refused(wording.files.FILE_NOT_OPENED)
    # No plain .xlsx is much larger packed than unpacked.
    if size > most:
        raise Refused(wording.files.FILE_TOO_LARGE)
    return content
