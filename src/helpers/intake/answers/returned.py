"""Copies of refused forms for their senders, with the faulty cells marked and commented.

The copies are made in a limited child process; a sender's file is never opened here.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers import wording
from helpers.intake.files import child_process
from helpers.intake.files.child_answers import MarkedCopy
from helpers.intake.repeats import BY_AGENCY
from helpers.model import Remark, Severity, Submission
from helpers.store.disk import private_folder
from helpers.store.own_files import files_under, write_own

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
    """Write these copies and remove our earlier ones; the names of what is there and not ours."""
    write_own(folder, copies, folder.with_name(f".{FOLDER}.sha256"), wording.runs.EDITED_MARK)
    return tuple(name for name in files_under(folder) if name not in copies)
