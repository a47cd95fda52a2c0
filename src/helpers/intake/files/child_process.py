"""The limited processes in which workbooks that were sent are opened, and the pipe to them.

Only there is a hostile file ever parsed. A request is a line of JSON, and so is its answer; kernel
limits (memory, processor time, an alarm) end the process when a file needs too much. Its parent
sees the end of the pipe, refuses that one file and starts another process.
"""

from __future__ import annotations

import json
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers import wording
from helpers.intake.files.zip_guard import MAX_UNPACKED, Refused, zip_guard

MEMORY = 500 << 20  # bytes on top of what the process holds at the start
CPU_SECONDS = 5
WALL_SECONDS = 20
OUT_OF_MEMORY = 3  # exit code

Request = str | Mapping[str, Any]


# ---------------------------------------------------------------- the parent


def command(module: str) -> list[str]:
    """How a child module of this package is started."""
    return [sys.executable, "-P", "-m", f"{__package__}.{module}"]


def ask(command: Sequence[str], requests: Sequence[Request]) -> list[dict[str, Any]]:
    """The answer of a child to each request; `{"refused": sentence}` where the process died, which
    costs only the file in hand."""
    answers: list[dict[str, Any]] = []
    while len(answers) < len(requests):
        answers += _ask_one_process(command, requests[len(answers) :])
    return answers


def _ask_one_process(command: Sequence[str], requests: Sequence[Request]) -> list[dict[str, Any]]:
    """Answers up to the end of `requests` or of the process, at least one."""
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
        return wording.files.FILE_TOO_LARGE
    late = code in (-signal.SIGALRM, -signal.SIGXCPU)
    return wording.files.FILE_OUT_OF_TIME if late else wording.files.FILE_UNREADABLE


# ---------------------------------------------------------------- the child


def serve(work: Callable[[Any], dict[str, object]], cpu_seconds: int, wall_seconds: int) -> None:
    """Answer each request with what `work` makes of it, in so many seconds each, until the parent
    closes the pipe."""
    resource.setrlimit(resource.RLIMIT_DATA, (_data_now() + MEMORY,) * 2)
    while line := sys.stdin.buffer.readline():
        _limit_time(cpu_seconds, wall_seconds)
        sys.stdout.write(json.dumps(_answer(work, json.loads(line))) + "\n")
        sys.stdout.flush()
        signal.alarm(0)


def guarded(path: Path, most: int = MAX_UNPACKED) -> bytes:
    """The bytes of a plain .xlsx of at most so many bytes unpacked; Refused for anything else."""
    content = _content(path, most)
    zip_guard(content, most)
    return content


def _answer(work: Callable[[Any], dict[str, object]], request: Any) -> dict[str, object]:
    """What `work` gives, or `{"refused": sentence}`; ends the process when memory runs out."""
    try:
        return work(request)
    except Refused as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        # What the file has left of this process is not worth trusting.
        sys.exit(OUT_OF_MEMORY)
    except Exception:
        # Whatever a hostile file breaks in a parser, the reader gets one plain sentence.
        return {"refused": wording.files.FILE_UNREADABLE}


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


def _data_now() -> int:
    """Bytes of private writable memory now, which RLIMIT_DATA counts."""
    status = Path("/proc/self/status").read_text("ascii")
    match = re.search(r"VmData:\s+(\d+) kB", status)
    return int(match[1]) * 1024 if match else 0


def _limit_time(cpu_seconds: int, wall_seconds: int) -> None:
    """Limits for one file: both signals end the process at once."""
    used = int(time.process_time()) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (used + cpu_seconds, hard))
    signal.alarm(wall_seconds)
