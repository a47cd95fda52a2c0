"""A folder of files taken in: each accepted or refused, every fault named, nothing lost.

What a file is shows in its content; its name is only how the sender knows it.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from helpers import store, wording
from helpers.forms import FactKey, facts_by_key, questions
from helpers.forms.statements import StatementKind
from helpers.intake import exports
from helpers.intake.exports import DOSSIERS, SURVEY, TOTALS
from helpers.intake.files.folder import ZIP, files, origin
from helpers.intake.files.names import shown_names
from helpers.intake.files.scratch import scratch
from helpers.intake.files.zip_guard import CHUNK, kind_at_sight
from helpers.intake.forms.findings import FormReading
from helpers.intake.forms.workbook import read_forms
from helpers.model import (
    FORM,
    Fact,
    Origin,
    Period,
    Plan,
    Remark,
    Severity,
    Submission,
    WrongUse,
)
from helpers.model.records import COPY
from helpers.model.spelling import one_line
from helpers.plan import Roots
from helpers.store import Contents, InputFile, Snapshot
from helpers.store.disk import file_sha256

UNKNOWN = "unknown"
BY_AGENCY = (FORM, *(kind.value for kind in StatementKind))


@dataclass(frozen=True)
class IntakeResult:
    """What intake did: the snapshot now in force, the files, and every answer.

    `unsent`: who should have sent a form; `paths`: where each file lies, by its sha256. `kept`:
    no file could be used, and the snapshot is the one that was in force before.
    """

    snapshot: Snapshot
    submissions: tuple[Submission, ...]
    remarks: tuple[Remark, ...]
    unsent: tuple[str, ...]
    paths: Mapping[str, Path]
    kept: bool = False

    @property
    def returned(self) -> tuple[Submission, ...]:
        """The files that were not taken; a second copy of one that was is none of them."""
        return tuple(s for s in self.submissions if not s.accepted and not s.is_copy)

    @property
    def refusals(self) -> tuple[Remark, ...]:
        """The answers that refuse something."""
        return tuple(r for r in self.remarks if r.severity is not Severity.REMARK)


@dataclass(frozen=True)
class _Read:
    """One file as read: what kind it is, whose, what it holds, what there is to say of it."""

    submission: Submission
    remarks: tuple[Remark, ...] = ()
    form: FormReading | None = None
    export: exports.Reading | None = None


def take_in(roots: Roots, plan: Plan, period: Period, folder: Path) -> IntakeResult:
    """Read and check all files of `folder`; the accepted ones become the period's snapshot.

    Raises WrongUse where there is nothing to take in, StoreError where the store refuses.
    """
    with scratch(roots.data):
        return _take_in(roots, plan, period, folder)


def _take_in(roots: Roots, plan: Plan, period: Period, folder: Path) -> IntakeResult:
    paths, passed_over = files(folder)
    if not paths:
        raise WrongUse(wording.inbox_empty(folder, period))
    hashes = {path: _sha256(path) for path in paths}
    before = store.latest_earlier(roots.data, plan, period)
    found, together = _read_beside(hashes, roots, plan, period, before)
    dossiers = None if together is None else together.rows
    accepted = _exports(found)
    preceded = exports.preceding(accepted, roots.data, plan, period)
    between = list(exports.remarks_between(accepted, dossiers, preceded, plan, period))
    found = [_with_remarks(read, between) for read in found]
    behind = [*_behind(before, preceded), *_mappings(roots.root)]
    contents = _contents(found, dossiers, origin(folder), behind)
    kept = None if _any_accepted(contents.submissions) else _in_force(roots, plan, period)
    snapshot = kept or store.write_snapshot(roots.data, plan, period, contents)
    sent = {s.agency for s in contents.submissions if s.accepted and s.kind == FORM}
    return IntakeResult(
        snapshot=snapshot,
        submissions=tuple(contents.submissions),
        remarks=(*contents.remarks, *_passed_over(passed_over)),
        unsent=tuple(
            a.id for a in plan.registry(period) if a.id not in sent and questions(plan, a, period)
        ),
        paths={sha256: path for path, sha256 in hashes.items()},
        kept=kept is not None,
    )


def _any_accepted(submissions: Iterable[Submission]) -> bool:
    return any(sent.accepted for sent in submissions)


def _in_force(roots: Roots, plan: Plan, period: Period) -> Snapshot | None:
    """The snapshot whose figures stay in force where no file can be used: nothing must not take
    the place of something."""
    held = store.current(roots.data, plan.id, period.id)
    return held if held and _any_accepted(store.submissions(held)) else None


def _read_beside(
    hashes: Mapping[Path, str], roots: Roots, plan: Plan, period: Period, before: Snapshot | None
) -> tuple[list[_Read], exports.MergedDossiers | None]:
    """Every file as read, what was sent twice or contradicts another file told apart; and the
    exports of dossiers as one."""
    known = facts_by_key(store.facts(before)) if before else {}
    with _under_shown_names(hashes, plan) as named:
        by_name = {named[path]: sha256 for path, sha256 in hashes.items()}
        found = _read_all(list(by_name), by_name, roots, plan, period, known)
        found = [_unless_changed(p, hashes[p], read) for p, read in zip(hashes, found, strict=True)]
        for kind, why in (
            *((kind, wording.two_forms) for kind in BY_AGENCY),
            (DOSSIERS, None),
            (SURVEY, wording.two_exports),
            (TOTALS, wording.two_exports),
        ):
            found = _single(found, kind, why)
        return _together(found)


def _contents(
    found: Sequence[_Read], dossiers: Path | None, came_from: Origin, behind: Sequence[InputFile]
) -> Contents:
    """What the store keeps; `behind`: what it depends on besides the files themselves."""
    accepted = [read for read in found if read.submission.accepted]
    forms = [read.form for read in accepted if read.form is not None]
    sent = [read.submission for read in found]
    return Contents(
        dossiers=dossiers,
        answers=_table(accepted, SURVEY),
        totals=_table(accepted, TOTALS),
        facts=[fact for form in forms for fact in form.facts],
        appraisals=[appraisal for form in forms for appraisal in form.appraisals],
        objections=[objection for form in forms for objection in form.objections],
        explanations=[each for form in forms for each in form.explanations],
        submissions=sent,
        remarks=[remark for read in found for remark in read.remarks],
        origin=came_from,
        files=[*(InputFile(s.file, s.sha256, s.kind) for s in sent), *behind],
    )


def _passed_over(count: int) -> list[Remark]:
    """For the sender only: the snapshot says nothing of what a computer leaves in a folder."""
    return [Remark("", "", Severity.REMARK, wording.system_files(count))] if count else []


def _behind(*snapshots: Snapshot | None) -> list[InputFile]:
    """The earlier snapshots that what is taken in depends on, each once."""
    known = {s.path: s for s in snapshots if s is not None}
    return [InputFile(path.parent.name, s.id, store.EARLIER) for path, s in known.items()]


def _mappings(root: Path) -> list[InputFile]:
    """The mappings: read by other ones, the same exports are another state of the data."""
    paths = sorted((root / exports.MAPPINGS).glob("*.yml"))
    return [InputFile(path.name, _sha256(path), store.MAPPING) for path in paths]


# ---------------------------------------------------------------- the folder


@contextmanager
def _under_shown_names(hashes: Mapping[Path, str], plan: Plan) -> Iterator[dict[Path, Path]]:
    """The files under the names that may be shown: whatever reads them, and quotes the name in an
    answer, never sees the sender's own."""
    with tempfile.TemporaryDirectory() as folder:
        named = {}
        for number, (path, name) in enumerate(shown_names(hashes, plan).items()):
            link = Path(folder) / str(number) / name
            link.parent.mkdir()
            link.symlink_to(path.absolute())
            named[path] = link
        yield named


def _sha256(path: Path) -> str:
    """The hash of a file; empty for one that cannot be read."""
    try:
        return file_sha256(path)
    except OSError:
        return ""


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
    earlier: Mapping[FactKey, Fact],
) -> list[_Read]:
    mappings = exports.load_mappings(roots.root, [target.id for target in plan.targets])
    workbooks = [path for path in paths if _is_for_workbooks(path)]
    forms = dict(zip(workbooks, read_forms(workbooks, plan, period, earlier), strict=True))
    return [
        _workbook(path, hashes[path], forms[path], mappings, plan, period)
        if path in forms
        else _text(path, hashes[path], mappings, plan, period)
        for path in paths
    ]


def _is_for_workbooks(path: Path) -> bool:
    """Whether the reader of workbooks is asked, who names what is none; it is left all that cannot
    be read, too."""
    begin = _begin(path)
    return begin.startswith(ZIP) or bool(kind_at_sight(begin))


def _begin(path: Path) -> bytes:
    """How a file begins; one that cannot be read passes for a workbook."""
    try:
        with path.open("rb") as file:
            return file.read(CHUNK)
    except OSError:
        return ZIP


def _form(path: Path, sha256: str, reading: FormReading) -> _Read:
    submission = Submission(reading.file, sha256, reading.kind, reading.agency, reading.accepted)
    return _Read(submission, reading.remarks, reading)


def _workbook(
    path: Path,
    sha256: str,
    form: FormReading,
    mappings: Sequence[exports.ExportMapping],
    plan: Plan,
    period: Period,
) -> _Read:
    """A form; or, where it is none of ours but has the heads of an export, that export."""
    whose = form.accepted or form.agency or not _begin(path).startswith(ZIP)
    mapping = None if whose else exports.recognise(path, mappings)
    if mapping is None:
        return _form(path, sha256, form)
    return _export(path, sha256, mapping, plan, period)


def _text(
    path: Path, sha256: str, mappings: Sequence[exports.ExportMapping], plan: Plan, period: Period
) -> _Read:
    mapping = exports.recognise(path, mappings)
    if mapping is None:
        submission = Submission(_name(path), sha256, UNKNOWN, "", False)
        return _Read(submission, (exports.why_unknown(path),))
    return _export(path, sha256, mapping, plan, period)


def _export(
    path: Path, sha256: str, mapping: exports.ExportMapping, plan: Plan, period: Period
) -> _Read:
    try:
        export = exports.read_export(path, mapping, plan, period)
    except exports.ExportRefused as fault:
        return _Read(Submission(_name(path), sha256, mapping.kind, "", False), fault.remarks)
    submission = Submission(_name(path), sha256, mapping.kind, "", True)
    return _Read(submission, export.remarks, export=export)


def _name(path: Path) -> str:
    return one_line(path.name, 200)


# ---------------------------------------------------------------- exports beside each other


def _exports(found: Iterable[_Read]) -> list[exports.Reading]:
    """The accepted exports."""
    return [r.export for r in found if r.export is not None and r.submission.accepted]


def _table(accepted: Iterable[_Read], kind: str) -> pa.Table | None:
    return next((r.export.table for r in accepted if r.export and r.submission.kind == kind), None)


def _together(found: Sequence[_Read]) -> tuple[list[_Read], exports.MergedDossiers | None]:
    """The exports of dossiers as one; those that contradict each other are refused."""
    kind = [r for r in found if r.submission.kind == DOSSIERS and r.submission.accepted]
    together = exports.merged_dossiers(_exports(kind))
    if together is None:
        return list(found), None
    said = {id(read): remarks for read, remarks in zip(kind, together.remarks, strict=True)}
    return [_with_verdict(read, said.get(id(read), ())) for read in found], together


def _with_verdict(read: _Read, remarks: Sequence[Remark]) -> _Read:
    refused = any(remark.severity is Severity.REFUSED_FILE for remark in remarks)
    submission = replace(read.submission, accepted=read.submission.accepted and not refused)
    return replace(read, submission=submission, remarks=(*read.remarks, *remarks))


def _with_remarks(read: _Read, remarks: Iterable[Remark]) -> _Read:
    """With the remarks that are made on its file."""
    mine = [remark for remark in remarks if remark.file == read.submission.file]
    return replace(read, remarks=(*read.remarks, *mine))


# ---------------------------------------------------------------- sent twice


def _single(found: list[_Read], kind: str, why: Callable[[list[str]], str] | None) -> list[_Read]:
    """One file of a kind (for forms: of an agency). The same bytes twice count once; different
    ones are all refused until the sender names one: the software does not choose. Without `why`
    there may be several."""
    groups: dict[str, list[int]] = defaultdict(list)
    for position, read in enumerate(found):
        if read.submission.kind == kind and (kind not in BY_AGENCY or read.submission.agency):
            groups[read.submission.agency].append(position)
    result = list(found)
    for positions in groups.values():
        files = [found[p].submission for p in positions]
        firsts: dict[str, int] = {}
        for p in positions:
            firsts.setdefault(found[p].submission.sha256, p)
        if why is not None and len(firsts) > 1:
            text = why([_with_hash(f) for f in files])
            for p in positions:
                result[p] = _refused(found[p], text)
            continue
        for p in positions:
            first = firsts[found[p].submission.sha256]
            if p != first:
                text = wording.sent_twice(found[first].submission.file)
                result[p] = _set_aside(found[p], text)
    return result


def _with_hash(sent: Submission) -> str:
    """The file with the beginning of its hash; a name that was masked ends in it."""
    begin = sent.sha256[:8]
    return sent.file if begin in sent.file else f"{sent.file} ({begin})"


def _refused(read: _Read, text: str) -> _Read:
    submission = replace(read.submission, accepted=False)
    remark = Remark(submission.file, "", Severity.REFUSED_FILE, text, submission.agency)
    return _Read(submission, (*read.remarks, remark))


def _set_aside(read: _Read, text: str) -> _Read:
    """A second copy: on record, counted nowhere, and no fault of the agency."""
    submission = replace(read.submission, kind=read.submission.kind + COPY, accepted=False)
    remark = Remark(submission.file, "", Severity.REMARK, text, submission.agency)
    return _Read(submission, (remark,))
