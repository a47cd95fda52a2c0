"""A folder of files taken in: each accepted or refused, every fault named, nothing lost.

What a file is shows in its content; its name is only how the sender knows it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from helpers import store, wording
from helpers.forms import Place, by_place
from helpers.intake import logs
from helpers.intake.form_report import FormReading
from helpers.intake.workbook import read_forms
from helpers.model import (
    Fact,
    Origin,
    Period,
    Plan,
    Remark,
    Severity,
    Submission,
    WrongUse,
)
from helpers.params import Roots
from helpers.store import Contents, InputFile, Snapshot

FORM, DOSSIERS, SURVEY, UNKNOWN = "form", "dossiers", "survey", "unknown"
EARLIER = "earlier"  # the snapshot of an earlier period, whose answers forms may carry over
ORIGIN_FILE = "origin.yml"
# How the files begin that only a workbook reader can name: zip, OLE, PDF, PNG, JPEG.
NO_TEXT = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8")


@dataclass(frozen=True)
class Taken:
    """What intake did: the snapshot now in force, the files, and every answer."""

    snapshot: Snapshot
    submissions: tuple[Submission, ...]
    remarks: tuple[Remark, ...]
    unsent: tuple[str, ...]

    @property
    def refusals(self) -> tuple[Remark, ...]:
        """The answers that refuse something."""
        return tuple(r for r in self.remarks if r.severity is not Severity.REMARK)


@dataclass(frozen=True)
class _Read:
    """One file as read: what kind it is, whose, what it holds, what there is to say of it."""

    submission: Submission
    remarks: tuple[Remark, ...] = ()
    facts: tuple[Fact, ...] = ()
    table: pa.Table | None = None


def take_in(roots: Roots, plan: Plan, period: Period, folder: Path) -> Taken:
    """Read and check all files of `folder`; the accepted ones become the period's snapshot.

    Raises WrongUse where there is nothing to take in, StoreError where the store refuses.
    """
    paths = _files(folder)
    if not paths:
        raise WrongUse(wording.inbox_empty(folder, period))
    hashes = {path: _sha256(path) for path in paths}
    before = store.earlier(roots.data, plan, period)
    known = by_place(store.facts(before)) if before else {}
    found = _read_all(paths, hashes, roots, plan, period, known)
    found = [
        _unless_changed(path, hashes[path], read) for path, read in zip(paths, found, strict=True)
    ]
    for kind, name in (
        (FORM, wording.two_forms),
        (DOSSIERS, wording.two_exports),
        (SURVEY, wording.two_exports),
    ):
        found = _single(found, kind, name)
    origin = _origin(folder)
    accepted = [read for read in found if read.submission.accepted]
    snapshot = store.write_snapshot(
        roots.data,
        plan,
        period,
        Contents(
            dossiers=_table(accepted, DOSSIERS),
            answers=_table(accepted, SURVEY),
            facts=[fact for read in accepted for fact in read.facts],
            submissions=[read.submission for read in found],
            remarks=[remark for read in found for remark in read.remarks],
            origin=origin,
            files=[
                *(
                    InputFile(r.submission.file, r.submission.sha256, r.submission.kind)
                    for r in found
                ),
                *([InputFile(before.path.parent.name, before.id, EARLIER)] if before else []),
            ],
        ),
    )
    sent = {read.submission.agency for read in accepted if read.submission.kind == FORM}
    return Taken(
        snapshot=snapshot,
        submissions=tuple(read.submission for read in found),
        remarks=tuple(remark for read in found for remark in read.remarks),
        unsent=tuple(a.id for a in plan.registry(period) if a.id not in sent),
    )


# ---------------------------------------------------------------- the folder


def _files(folder: Path) -> list[Path]:
    """The files sent, in a fixed order; hidden ones and the origin note are none."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith((".", "~$")) and path.name != ORIGIN_FILE
    )


def _origin(folder: Path) -> Origin:
    """Simulated only where the folder says so; a note that cannot be read is refused."""
    path = folder / ORIGIN_FILE
    if not path.is_file():
        return Origin(simulated=False)
    try:
        note = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
        return Origin(simulated=note["simulated"] is True, seed=int(note["seed"]))
    except (YAMLError, ValueError, KeyError, TypeError) as fault:
        raise WrongUse(wording.origin_unreadable(path)) from fault


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unless_changed(path: Path, sha256: str, read: _Read) -> _Read:
    """A file that was written to while it was read is refused: nobody knows what was read."""
    if _sha256(path) == sha256:
        return read
    return _refused(read, wording.file_changed_meanwhile(read.submission.file))


# ---------------------------------------------------------------- reading


def _read_all(
    paths: Sequence[Path],
    hashes: Mapping[Path, str],
    roots: Roots,
    plan: Plan,
    period: Period,
    earlier: Mapping[Place, Fact],
) -> list[_Read]:
    mappings = logs.load_mappings(roots.root, [target.id for target in plan.targets])
    workbooks = [path for path in paths if _begin(path).startswith(NO_TEXT)]
    forms = dict(zip(workbooks, read_forms(workbooks, plan, period, earlier), strict=True))
    return [
        _form(path, hashes[path], forms[path])
        if path in forms
        else _export(path, hashes[path], mappings, plan, period)
        for path in paths
    ]


def _begin(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(8)


def _form(path: Path, sha256: str, reading: FormReading) -> _Read:
    submission = Submission(reading.file, sha256, FORM, reading.agency, reading.accepted)
    return _Read(submission, reading.remarks, reading.facts if reading.accepted else ())


def _export(
    path: Path, sha256: str, mappings: Sequence[logs.Mapping], plan: Plan, period: Period
) -> _Read:
    mapping = logs.recognise(path, mappings)
    name = wording.one_line(path.name, 200)
    if mapping is None:
        return _Read(Submission(name, sha256, UNKNOWN, "", False), (logs.why_unknown(path),))
    read: Callable[..., logs.DossierReading | logs.AnswerReading] = (
        logs.read_dossiers if mapping.kind == DOSSIERS else logs.read_answers
    )
    try:
        reading = read(path, mapping, plan, period)
    except logs.LogRefused as fault:
        return _Read(Submission(name, sha256, mapping.kind, "", False), fault.remarks)
    submission = Submission(name, sha256, mapping.kind, "", True)
    return _Read(submission, reading.remarks, table=reading.table)


def _table(accepted: Iterable[_Read], kind: str) -> pa.Table | None:
    return next((r.table for r in accepted if r.submission.kind == kind), None)


# ---------------------------------------------------------------- sent twice


def _single(found: list[_Read], kind: str, why: Callable[[list[str]], str]) -> list[_Read]:
    """One file of a kind (for forms: of an agency). The same bytes twice count once; different
    ones are all refused until the sender names one: the software does not choose."""
    groups: dict[str, list[int]] = defaultdict(list)
    for position, read in enumerate(found):
        if read.submission.kind == kind and (kind != FORM or read.submission.agency):
            groups[read.submission.agency].append(position)
    result = list(found)
    for positions in groups.values():
        files = [found[p].submission for p in positions]
        if len(files) == 1:
            continue
        if len({f.sha256 for f in files}) > 1:
            text = why([f"{f.file} ({f.sha256[:8]})" for f in files])
            for p in positions:
                result[p] = _refused(found[p], text)
        else:
            for p in positions[1:]:
                result[p] = _set_aside(found[p], wording.sent_twice(files[0].file))
    return result


def _refused(read: _Read, text: str) -> _Read:
    submission = replace(read.submission, accepted=False)
    remark = Remark(submission.file, "", Severity.REFUSED_FILE, text, submission.agency)
    return _Read(submission, (*read.remarks, remark))


def _set_aside(read: _Read, text: str) -> _Read:
    """A second copy: on record, counted nowhere, and no fault of the agency."""
    submission = replace(read.submission, kind=f"{read.submission.kind}-copy", accepted=False)
    remark = Remark(submission.file, "", Severity.REMARK, text, submission.agency)
    return _Read(submission, (remark,))
