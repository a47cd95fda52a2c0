"""Reads the files that were sent, each by its content: form, statement, export, or unknown."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from helpers import wording
from helpers.forms import FactKey
from helpers.intake import exports
from helpers.intake.files.folder import ZIP
from helpers.intake.files.names import shown_names
from helpers.intake.files.zip_guard import CHUNK, OLD_WORKBOOK, kind_at_sight
from helpers.intake.forms.findings import FormReading
from helpers.intake.forms.workbook import read_forms
from helpers.model import Fact, Period, Plan, Remark, Severity, Submission, WrongUse
from helpers.model.records import COPY
from helpers.model.spelling import one_line
from helpers.plan import Roots
from helpers.store import StoreError, fault_log
from helpers.store.disk import file_sha256

UNKNOWN = "unknown"  # kind of a file


@dataclass(frozen=True)
class ReceivedFile:
    """One file as it was read."""

    submission: Submission
    remarks: tuple[Remark, ...] = ()
    form: FormReading | None = None
    export: exports.Reading | None = None
    misplaced: bool = False  # refused for the folder it lies in

    def with_remarks(self, remarks: Iterable[Remark]) -> ReceivedFile:
        """The file with further remarks; one that refuses a file refuses this one."""
        added = tuple(remarks)
        refused = any(remark.severity is Severity.REFUSED_FILE for remark in added)
        submission = replace(self.submission, accepted=self.submission.accepted and not refused)
        return replace(self, submission=submission, remarks=(*self.remarks, *added))

    def returned(self, faults: Iterable[Remark]) -> ReceivedFile:
        """The file refused for faults that its own sheets do not show, without its records."""
        submission = replace(self.submission, accepted=False)
        return ReceivedFile(submission, (*self.remarks, *faults))

    def replaced_by(self, remark: Remark) -> ReceivedFile:
        """Nothing of the file but its refusal."""
        return ReceivedFile(replace(self.submission, accepted=False), (remark,))

    def refused(self, text: str) -> ReceivedFile:
        """The file refused as a whole, without its records."""
        submission = replace(self.submission, accepted=False)
        remark = Remark(submission.file, "", Severity.REFUSED_FILE, text, submission.agency)
        return ReceivedFile(submission, (*self.remarks, remark))

    def as_copy(self, text: str) -> ReceivedFile:
        """The file as a second copy: recorded, counted nowhere, and no fault of the agency."""
        kind = self.submission.kind + COPY
        submission = replace(self.submission, kind=kind, accepted=False)
        remark = Remark(submission.file, "", Severity.REMARK, text, submission.agency)
        return ReceivedFile(submission, (remark,))


def sha256_or_empty(path: Path) -> str:
    """The hash of a file; empty for one that cannot be read."""
    try:
        return file_sha256(path)
    except OSError:
        return ""


@contextmanager
def linked_under_shown_names(hashes: Mapping[Path, str], plan: Plan) -> Iterator[dict[Path, Path]]:
    """Links to the files under the names that may be shown, by the path of the file; none for what
    cannot be read.

    `hashes`: sha256 by path. Whatever reads the links, and quotes a name in a remark, never sees
    the sender's own name.
    """
    with tempfile.TemporaryDirectory() as folder:
        links = {}
        for number, (path, name) in enumerate(shown_names(hashes, plan).items()):
            link = Path(folder) / str(number) / name
            link.parent.mkdir()
            if hashes[path]:
                _link(path, link)
            links[path] = link
        yield links


def _link(path: Path, link: Path) -> None:
    """A second name of a file, or a copy where its disk gives it none."""
    try:
        os.link(path, link)
    except OSError:
        shutil.copyfile(path, link)


def read_files(
    hashes: Mapping[Path, str],
    links: Mapping[Path, Path],
    roots: Roots,
    plan: Plan,
    period: Period,
    earlier: Mapping[FactKey, Fact],
) -> list[ReceivedFile]:
    """The files of a folder as read, in their order.

    `hashes`: sha256 by path; `links`: where each is read; `earlier`: facts of the latest earlier
    period. A file that was changed while it was read is refused: nobody knows what was read.
    """
    mappings = exports.load_mappings(roots.root)
    readable = [links[path] for path, sha256 in hashes.items() if sha256]
    workbooks = [link for link in readable if _is_for_workbooks(link)]
    readings = read_forms(workbooks, plan, period, earlier, roots.data)
    forms = dict(zip(workbooks, readings, strict=True))
    files = {
        path: _answered(links[path], sha256, forms.get(links[path]), mappings, roots, plan, period)
        for path, sha256 in hashes.items()
    }
    return [
        file
        if sha256_or_empty(path) == hashes[path]
        else file.refused(wording.intake.file_changed_meanwhile(file.submission.file))
        for path, file in files.items()
    ]


def _is_for_workbooks(path: Path) -> bool:
    """Whether the reader of workbooks is asked: for what looks like one, what it refuses by name,
    and what cannot be read."""
    begin = _begin(path)
    return begin.startswith(ZIP) or bool(kind_at_sight(begin))


def _begin(path: Path) -> bytes:
    """The first bytes of a file; one that cannot be read passes for a workbook."""
    try:
        with path.open("rb") as file:
            return file.read(CHUNK)
    except OSError:
        return ZIP


def _answered(
    path: Path,
    sha256: str,
    form: FormReading | None,
    mappings: Sequence[exports.ExportMapping],
    roots: Roots,
    plan: Plan,
    period: Period,
) -> ReceivedFile:
    """The file as read. One that cannot be opened, or on which the software fails, is refused by
    itself: no one file ends an intake."""
    unread = ReceivedFile(Submission(_name(path), sha256, UNKNOWN, "", False))
    not_opened = wording.places.at_place(_name(path), "", wording.files.FILE_NOT_OPENED)
    if not sha256:
        return unread.refused(not_opened)
    try:
        return _file(path, sha256, form, mappings, plan, period)
    except (WrongUse, StoreError):
        raise
    except OSError:
        if sha256_or_empty(path):
            raise  # the fault lies with this machine, such as a full disk
        return unread.refused(not_opened)
    except Exception as fault:
        fault_log.keep(roots.data, fault)
        stopped = wording.files.FILE_STOPPED_READER
        return unread.refused(wording.places.at_place(_name(path), "", stopped))


def _file(
    path: Path,
    sha256: str,
    form: FormReading | None,
    mappings: Sequence[exports.ExportMapping],
    plan: Plan,
    period: Period,
) -> ReceivedFile:
    """A form; or an export, where the file has the heads of one and is no form."""
    as_workbook = _begin(path).startswith((ZIP, OLD_WORKBOOK))
    if form is not None and (form.accepted or form.agency or not as_workbook):
        return _form(sha256, form)
    mapping = exports.recognise(path, mappings)
    if mapping is not None:
        return _export(path, sha256, mapping, plan, period)
    if form is not None:
        return _form(sha256, form)
    submission = Submission(_name(path), sha256, UNKNOWN, "", False)
    return ReceivedFile(submission, (exports.why_unknown(path),))


def _form(sha256: str, form: FormReading) -> ReceivedFile:
    submission = Submission(form.file, sha256, form.kind, form.agency, form.accepted)
    return ReceivedFile(submission, form.remarks, form)


def _export(
    path: Path, sha256: str, mapping: exports.ExportMapping, plan: Plan, period: Period
) -> ReceivedFile:
    submission = Submission(_name(path), sha256, mapping.kind, "", True)
    try:
        export = exports.read_export(path, mapping, plan, period)
    except exports.ExportRefused as fault:
        return ReceivedFile(replace(submission, accepted=False), fault.remarks)
    if isinstance(export, exports.TotalsReading):
        submission = replace(submission, agency=export.agency)
    return ReceivedFile(submission, export.remarks, export=export)


def _name(path: Path) -> str:
    return one_line(path.name, 200)
