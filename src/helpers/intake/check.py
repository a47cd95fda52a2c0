"""Takes in a folder of files: each is accepted or refused, every fault is named, none is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from helpers import store, wording
from helpers.evaluation.statements import stating_no_dossier
from helpers.forms import facts_by_key, questions
from helpers.intake import exports
from helpers.intake.comparison import compared_figures
from helpers.intake.desk import by_place, with_answers
from helpers.intake.evidence import ReceivedEvidence, received_evidence
from helpers.intake.exports import DOSSIERS, SURVEY
from helpers.intake.files.folder import Inbox, inbox, origin
from helpers.intake.files.names import shown_names
from helpers.intake.files.scratch import scratch
from helpers.intake.losses import Loss, lost_by
from helpers.intake.losses import in_force as state_in_force
from helpers.intake.receipts import ReceivedDays, received_days
from helpers.intake.received import (
    ReceivedFile,
    linked_under_shown_names,
    read_files,
    sha256_or_empty,
)
from helpers.intake.repeats import without_repeats
from helpers.intake.settled import appraisals_of, settled
from helpers.model import (
    FORM,
    Origin,
    Period,
    Plan,
    Receipt,
    Remark,
    Severity,
    Submission,
    Unconfirmed,
    WrongUse,
)
from helpers.plan import MAPPINGS, Roots, desk_folder
from helpers.store import Contents, InputFile, Snapshot


@dataclass(frozen=True)
class IntakeResult:
    """The result of an intake."""

    snapshot: Snapshot  # in force from now on
    submissions: tuple[Submission, ...]
    remarks: tuple[Remark, ...]
    unsent: tuple[str, ...]  # ids of the agencies that should have sent a form
    paths: Mapping[str, Path]  # of the files, by sha256
    kept: bool = False
    """No file could be used, and the snapshot is the one that was in force before."""
    losses: tuple[Loss, ...] = ()
    """What these files lack of the snapshot in force, which then stays in force."""
    receipts: tuple[Receipt, ...] = ()  # what the clerk's list says of these files

    @property
    def returned(self) -> tuple[Submission, ...]:
        """The refused files; a second copy is none of them."""
        return tuple(s for s in self.submissions if not s.accepted and not s.is_copy)

    @property
    def refusals(self) -> tuple[Remark, ...]:
        """The remarks that refuse something."""
        return tuple(r for r in self.remarks if r.severity is not Severity.REMARK)


def take_in(
    roots: Roots, plan: Plan, period: Period, folder: Path, replace: bool = False
) -> IntakeResult:
    """Read and check all files of `folder`; the accepted ones become the period's snapshot.

    Where the snapshot in force has more, it stays in force, unless these files are to `replace` it.
    Raises WrongUse where there is nothing to take in, StoreError where the store refuses.
    """
    with scratch(roots.data):
        return _take_in(roots, plan, period, folder, replace)


def _take_in(roots: Roots, plan: Plan, period: Period, folder: Path, replace: bool) -> IntakeResult:
    sent = inbox(folder, desk_folder(plan, folder))
    if not (sent.files or sent.passed_over):
        raise WrongUse(wording.intake.inbox_empty(folder, period))
    hashes = {path: sha256_or_empty(path) for path in sent.files}
    current = state_in_force(roots.data, plan, period)
    earlier = store.latest_earlier(roots.data, plan, period)
    in_force = current.hashes if current else frozenset()
    # The rows of the merged dossiers are on disk only as long as this object exists.
    received, merged = _received(hashes, sent, roots, plan, period, earlier, in_force)
    rows = None if merged is None else merged.rows
    stated = origin(sent)
    states = store.legible_history(roots.data, plan.id, period.id)
    received = settled(received, stated.simulated, states, in_force, plan)
    evidence = received_evidence(sent, plan, period)
    contents = _compared(received, rows, earlier, stated, roots, plan, period)
    listed = received_days(sent, hashes, contents.submissions, plan, period, stated.simulated)
    contents = _with_days(contents, listed, evidence)
    kept = None if _any_accepted(contents.submissions) else _in_force(roots, plan, period)
    lost = () if kept or replace or current is None else lost_by(contents, current, plan)
    if current and lost:
        snapshot = current.snapshot
    else:
        snapshot = kept or store.write_snapshot(roots.data, plan, period, contents)
    sent_forms = {s.agency for s in contents.submissions if s.accepted and s.kind == FORM}
    return IntakeResult(
        snapshot=snapshot,
        submissions=tuple(contents.submissions),
        remarks=(
            *contents.remarks,
            *_remarks_on_folder(sent, plan),
            *listed.remarks,
            *evidence.remarks,
        ),
        unsent=tuple(
            a.id
            for a in plan.registry(period)
            if a.id not in sent_forms and questions(plan, a, period)
        ),
        paths={sha256: path for path, sha256 in hashes.items() if sha256},
        kept=kept is not None,
        losses=lost,
        receipts=listed.receipts,
    )


def _with_days(contents: Contents, listed: ReceivedDays, evidence: ReceivedEvidence) -> Contents:
    """The contents with the evidence, and with what the clerk's list says; where there is none,
    without days, so that no clock reading gets into a snapshot."""
    contents = replace(contents, evidence=evidence.files)
    if listed.file is None:
        return contents
    return replace(contents, receipts=listed.receipts, files=[*contents.files, listed.file])


def _compared(
    received: Sequence[ReceivedFile],
    dossiers: Path | None,
    earlier: Snapshot | None,
    data_origin: Origin,
    roots: Roots,
    plan: Plan,
    period: Period,
) -> Contents:
    """What the files hold after they were compared with each other and with earlier periods."""
    of_year = store.earlier_snapshots(roots.data, plan, period) if plan.plausibility else ()
    compared = compared_figures(received, of_year, plan, period)
    preceding = exports.preceding(_accepted_exports(compared.received), roots.data, plan, period)
    within = exports.earlier_exports(roots.data, plan, period) if dossiers is not None else ()
    files = _with_remarks_between(compared.received, dossiers, preceding, within, plan, period)
    used = (earlier, preceding, *(snapshot for _, snapshot in (*within, *of_year)))
    sources = _sources(roots, [snapshot for snapshot in used if snapshot is not None])
    return _contents(files, dossiers, data_origin, sources, compared.unconfirmed)


def _with_remarks_between(
    received: Sequence[ReceivedFile],
    dossiers: Path | None,
    preceding: Snapshot | None,
    within: Sequence[tuple[Period, Snapshot]],
    plan: Plan,
    period: Period,
) -> list[ReceivedFile]:
    """The files with what one export shows of another, or an earlier one of it."""
    accepted, none = _accepted_exports(received), _stated_none(received, plan)
    remarks = list(
        exports.remarks_between(accepted, dossiers, preceding, within, none, plan, period)
    )
    return [
        file.with_remarks(r for r in remarks if r.file == file.submission.file) for file in received
    ]


def _sources(roots: Roots, earlier: Iterable[Snapshot]) -> list[InputFile]:
    """What the contents depend on besides the files: each earlier snapshot once, and the mappings,
    since the same exports read by other mappings are another state of the data."""
    before = {snapshot.path: snapshot for snapshot in earlier}
    mappings = sorted((roots.root / MAPPINGS).glob("*.yml"))
    return [
        *(InputFile(path.parent.name, s.id, store.EARLIER) for path, s in before.items()),
        *(InputFile(path.name, sha256_or_empty(path), store.MAPPING) for path in mappings),
    ]


def _remarks_on_folder(sent: Inbox, plan: Plan) -> Iterator[Remark]:
    """Remarks on what is no file to be read, for the sender only: no snapshot records them."""
    for path, name in shown_names(dict.fromkeys(sent.passed_over, ""), plan).items():
        text = wording.files.not_read(sent.passed_over[path], name, plan, sent.desk.name)
        yield Remark(name, "", Severity.REFUSED_FILE, text)
    if sent.system_files:
        yield Remark("", "", Severity.REMARK, wording.intake.system_files(sent.system_files))


def _received(
    hashes: Mapping[Path, str],
    sent: Inbox,
    roots: Roots,
    plan: Plan,
    period: Period,
    earlier: Snapshot | None,
    in_force: Collection[str],
) -> tuple[list[ReceivedFile], exports.MergedDossiers | None]:
    """Every file, repeated or contradicting ones refused; and the dossiers of all exports, whose
    rows are on disk as long as the object exists. `in_force`: sha256 of the files that were
    accepted in the state in force."""
    known = facts_by_key(store.facts(earlier)) if earlier else {}
    with linked_under_shown_names(hashes, plan) as links:
        files = read_files(hashes, links, roots, plan, period, known)
        placed = [
            by_place(file, path in sent.of_desk, plan, sent.desk.name)
            for path, file in zip(hashes, files, strict=True)
        ]
        received = with_answers(without_repeats(placed, in_force), plan)
        of_dossiers = [file for file in received if file.submission.kind == DOSSIERS]
        accepted = [file for file in of_dossiers if file.submission.accepted]
        settled = [file for file in accepted if file.submission.sha256 in in_force]
        paths = [export.path for export in _accepted_exports(settled)]
        merged = exports.merged_dossiers(_accepted_exports(accepted), paths)
        if merged is None:
            return received, None
        remarks = {id(f): added for f, added in zip(accepted, merged.remarks, strict=True)}
        return [file.with_remarks(remarks.get(id(file), ())) for file in received], merged


def _stated_none(received: Sequence[ReceivedFile], plan: Plan) -> frozenset[str]:
    """The agencies that state in accepted files that they had no dossier."""
    forms = [f.form for f in received if f.form is not None and f.submission.accepted]
    totals = exports.merged_totals(_accepted_exports(received))
    rows = totals.select(["agency", "c3"]).to_pylist() if totals is not None else []
    facts = (fact for form in forms for fact in form.facts)
    return stating_no_dossier(plan, facts, ((row["agency"], row["c3"]) for row in rows))


def _any_accepted(submissions: Iterable[Submission]) -> bool:
    return any(submission.accepted for submission in submissions)


def _in_force(roots: Roots, plan: Plan, period: Period) -> Snapshot | None:
    """The current snapshot, if it has any accepted file: figures are not replaced by nothing."""
    current = store.current(roots.data, plan.id, period.id)
    return current if current and _any_accepted(store.submissions(current)) else None


def _contents(
    received: Sequence[ReceivedFile],
    dossiers: Path | None,
    data_origin: Origin,
    sources: Sequence[InputFile],
    unconfirmed: Sequence[Unconfirmed],
) -> Contents:
    """What the store keeps; `sources`: what it depends on besides the files themselves."""
    forms = [f.form for f in received if f.form is not None and f.submission.accepted]
    submissions = [file.submission for file in received]
    return Contents(
        dossiers=dossiers,
        answers=_survey(received),
        totals=exports.merged_totals(_accepted_exports(received)),
        facts=[fact for form in forms for fact in form.facts],
        appraisals=[
            *(appraisal for form in forms for appraisal in form.appraisals),
            *appraisals_of(decision for form in forms for decision in form.decisions),
        ],
        appraisal_decisions=[decision for form in forms for decision in form.decisions],
        objections=[objection for form in forms for objection in form.objections],
        explanations=[each for form in forms for each in form.explanations],
        unconfirmed=unconfirmed,
        submissions=submissions,
        remarks=[remark for file in received for remark in file.remarks],
        origin=data_origin,
        files=[*(InputFile(s.file, s.sha256, s.kind) for s in submissions), *sources],
    )


def _accepted_exports(received: Iterable[ReceivedFile]) -> list[exports.Reading]:
    return [f.export for f in received if f.export is not None and f.submission.accepted]


def _survey(received: Iterable[ReceivedFile]) -> pa.Table | None:
    """The ballots of the accepted survey."""
    of_kind = [file for file in received if file.submission.kind == SURVEY]
    return next((export.table for export in _accepted_exports(of_kind)), None)
