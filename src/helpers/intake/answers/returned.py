"""Copies of refused forms for their senders, with the faulty cells marked and commented.

The copies are made in a limited child process; a sender's file is never opened here.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers import wording
from helpers.intake.files import child_process
from helpers.intake.files.child_answers import MarkedCopy
from helpers.intake.repeats import BY_AGENCY
from helpers.model import Remark, Severity, Submission
from helpers.store import write_whole
from helpers.store.disk import private_folder
from helpers.store.own_files import files_under, is_ours, is_plain, set_aside, written_as

CHILD = child_process.command("marking_child")
FOLDER = "returned"


@dataclass(frozen=True)
class Returned:
    """What is returned for one refused file."""

    copy: str  # path of the copy, relative to the report; empty if there is none
    why: str = ""  # there is no copy


def write_returned(
    folder: Path,
    submissions: Sequence[Submission],
    remarks: Sequence[Remark],
    paths: Mapping[str, Path],
) -> tuple[dict[str, Returned], tuple[str, ...]]:
    """Write the marked copies under `folder` and remove those of an earlier intake.

    `paths`: of the files, by sha256. Returns what is returned, by the name of the refused file, and
    the names of files of others that lie among the copies.
    """
    refused = [s for s in submissions if s.kind in BY_AGENCY and not s.accepted]
    known = [s for s in refused if s.agency and s.sha256 in paths]
    requests = [
        (
            str(paths[s.sha256].absolute()),
            # Those to be corrected first.
            [
                (r.sheet, r.cells, r.text)
                for r in sorted(remarks, key=lambda r: r.severity is Severity.REMARK)
                if r.file == s.file
            ],
        )
        for s in known
    ]
    result = {s.file: Returned("", wording.answers.NO_COPY_UNKNOWN) for s in refused}
    copies: dict[str, bytes] = {}
    answers = child_process.ask(CHILD, requests, MarkedCopy)
    for submission, answer in zip(known, answers, strict=True):
        result[submission.file] = Returned("", wording.answers.NO_COPY_UNREADABLE)
        if isinstance(answer, MarkedCopy):
            # Made of the agency's id, never of the name of the file as it was sent.
            name = f"{submission.agency}.xlsx"
            if name in copies:
                name = f"{submission.agency}-{submission.sha256[:8]}.xlsx"
            copies[name] = base64.b64decode(answer.content)
            result[submission.file] = Returned(f"{FOLDER}/{name}")
    return result, _write(private_folder(folder, FOLDER), copies)


def _write(folder: Path, copies: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write these copies and remove our earlier ones; the names of what is there and not ours.

    A file next to the folder lists the sha256 of each copy before it is written: what is not on it
    is left alone, or renamed where its place is needed.
    """
    record = folder.with_name(f".{FOLDER}.sha256")
    ours = {name: hashlib.sha256(content).hexdigest() for name, content in copies.items()}
    known = {*_recorded(record), *ours.items()}
    write_whole(record, _lines(known))
    for name in files_under(folder):
        path = folder / name
        mine = is_ours(path, [digest for of, digest in known if of == name])
        if written_as(name) in {of for of, _ in known} or (mine and name not in copies):
            path.unlink()
        elif name in copies and not mine:
            set_aside(path, wording.runs.EDITED_MARK)
    for name, content in copies.items():
        write_whole(folder / name, content)
    write_whole(record, _lines(ours.items()))
    return tuple(name for name in files_under(folder) if name not in copies)


def _recorded(record: Path) -> list[tuple[str, str]]:
    text = record.read_bytes().decode("utf-8", "replace") if is_plain(record) else ""
    pairs = (line.split("  ", 1) for line in text.splitlines())
    return [(pair[1], pair[0]) for pair in pairs if len(pair) == 2]


def _lines(copies: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(copies)).encode()
