"""The limited child that opens workbooks: a path per line in, the cells as one JSON line out.

Runs as `python -m helpers.intake.files.workbook_child`; only here, and in `marking_child` under the
same limits, is a hostile file ever parsed. Its
kernel limits (memory, processor time, an alarm) end it when a file asks for too much; the parent
sees the end of the pipe, refuses that one file and starts another child.
"""

from __future__ import annotations

import json
import re
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpers import wording
from helpers.intake.files.cells import sheets
from helpers.intake.files.zip_guard import MAX_UNPACKED, Refused, zip_guard

MEMORY = 500 << 20  # bytes on top of what the process holds at the start
CPU_SECONDS = 5
WALL_SECONDS = 20
OUT_OF_MEMORY = 3  # exit code


def main() -> None:
    """Serve until the parent closes the pipe."""
    serve(lambda path: {"sheets": list(sheets(guarded(Path(path))))})


def serve(work: Callable[[Any], dict[str, object]]) -> None:
    """Answer each request, a line of JSON, with what `work` makes of it, under the limits."""
    resource.setrlimit(resource.RLIMIT_DATA, (data_now() + MEMORY,) * 2)
    while line := sys.stdin.buffer.readline():
        _arm()
        sys.stdout.write(json.dumps(_answer(work, json.loads(line))) + "\n")
        sys.stdout.flush()
        signal.alarm(0)


def guarded(path: Path) -> bytes:
    """The bytes of a plain .xlsx of bearable size; Refused for anything else."""
    content = _content(path)
    zip_guard(content)
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
        return {"refused": wording.file_unreadable()}


def _content(path: Path) -> bytes:
    try:
        regular, size = path.is_file(), path.stat().st_size
        content = path.read_bytes() if regular and size <= MAX_UNPACKED else b""
    except OSError as fault:
        raise Refused(wording.file_not_opened()) from fault
    if not regular:
        raise Refused(wording.file_not_opened())
    # No plain .xlsx is much larger packed than unpacked.
    if size > MAX_UNPACKED:
        raise Refused(wording.file_too_large())
    return content


def data_now() -> int:
    """Bytes of private writable memory now, which RLIMIT_DATA counts."""
    status = Path("/proc/self/status").read_text("ascii")
    match = re.search(r"VmData:\s+(\d+) kB", status)
    return int(match[1]) * 1024 if match else 0


def _arm() -> None:
    """Limits for one file: both signals end the process where it stands."""
    used = int(time.process_time()) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (used + CPU_SECONDS, hard))
    signal.alarm(WALL_SECONDS)


if __name__ == "__main__":
    main()
