"""The workbooks of the appraising bodies for a round, made of what is in force and what lies in the
inbox as evidence."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from helpers import store, wording
from helpers.evaluation.evaluate import lines_of
from helpers.evaluation.kept import observations_of
from helpers.evaluation.withheld import reason_to_withhold
from helpers.forms.appraising import (
    BodyRow,
    BodyWorkbook,
    SentEvidence,
    appraised_rows,
    appraising_ids,
    workbook,
)
from helpers.intake.evidence import evidence_paths
from helpers.intake.files.folder import EVIDENCE
from helpers.model import (
    Agency,
    AppraisalDecision,
    Decision,
    EvidenceFile,
    Explanation,
    Observation,
    Period,
    Plan,
    Source,
    Target,
    WrongUse,
)
from helpers.plan import Roots, desk_folder
from helpers.store import Snapshot
from helpers.store.disk import private_files, private_folder
from helpers.store.own_files import write_own

DIGEST = 8  # characters


@dataclass(frozen=True)
class Written:
    """The workbooks of a round."""

    folder: Path
    desk: Path  # the folder that they are taken from once they are filled in
    files: tuple[tuple[str, int], ...]  # the name of each, and how many rows it has
    renamed: tuple[str, ...]  # earlier ones that somebody has filled in, as they are called now
    unappraised: tuple[tuple[Agency, Target], ...]  # figures that nobody appraises


@private_files()
def write_to_appraise(
    roots: Roots, plan: Plan, period: Period, at: int, body: str, out: Path | None
) -> Written:
    """Write the workbook of each body (or of one) for a round.

    `out`: by default a folder next to the period's intake report. Raises WrongUse where the plan
    names no bodies, for one it does not name, without a snapshot, and where no row is left.
    """
    bodies = [name for name in appraising_ids(plan) if body in ("", name)]
    if not plan.appraisers:
        raise WrongUse(wording.appraising.nobody_appraises(plan))
    if not bodies:
        raise WrongUse(wording.appraising.no_such_body(body, appraising_ids(plan)))
    snapshot = store.current(roots.data, plan.id, period.id)
    if snapshot is None:
        raise WrongUse(wording.wrong_use.nothing_taken_in(period))
    folder = out or private_folder(roots.data / "intake", plan.id, period.id)
    folder = folder / wording.appraising.FOLDER
    inbox = roots.data / "inbox" / period.id
    known = _Known(plan, period, snapshot, inbox, folder.absolute())
    made = [_workbook(known, name, at) for name in bodies]
    with_rows = [each for each in made if each.rows]
    if not with_rows:
        raise WrongUse(wording.appraising.nothing_for_round(at, period))
    folder.mkdir(parents=True, exist_ok=True)
    renamed: list[str] = []
    for each in with_rows:
        name = _file(each)
        record = folder / f".{name}.sha256"
        renamed += write_own(folder, {name: workbook(each)}, record, wording.runs.EDITED_MARK)
    return Written(
        folder=folder,
        desk=desk_folder(plan, inbox),
        files=tuple((_file(each), len(each.rows)) for each in with_rows),
        renamed=tuple(renamed),
        unappraised=tuple((a, t) for a, t, by in appraised_rows(plan, period) if not by),
    )


def _file(made: BodyWorkbook) -> str:
    return wording.appraising.file_name(made.body.id, made.round)


class _Known:
    """What the rows of a period's workbooks are made of."""

    def __init__(
        self, plan: Plan, period: Period, snapshot: Snapshot, inbox: Path, folder: Path
    ) -> None:
        self.plan, self.period, self.snapshot = plan, period, snapshot
        self.inbox, self.folder = inbox, folder
        self.observed = observations_of(plan, period, snapshot).rows
        self.explanations: dict[tuple[str, str], list[Explanation]] = defaultdict(list)
        for each in store.explanations(snapshot):
            self.explanations[each.agency, each.input].append(each)
        self.evidence: dict[tuple[str, str], list[EvidenceFile]] = defaultdict(list)
        for sent in store.evidence(snapshot):
            self.evidence[sent.agency, sent.line].append(sent)
        self.objections = {(o.agency, o.target): o.opinion for o in store.objections(snapshot)}
        self.first = {
            (d.by, d.agency, d.target): d
            for d in store.appraisal_decisions(snapshot)
            if d.round == 1
        }

    def row(self, agency: Agency, target: Target, body: str) -> BodyRow:
        """The row of an agency and a target, for that body."""
        sources = self.observed.get((agency.id, agency.level, target.id), ())
        explanation = explanation_of(self.explanations, agency.id, target)
        by_source = {each.source: each for each in reversed(sources)}
        reported = counts_of(by_source.get(Source.REPORTED))
        files = tuple(self._files(agency.id, target))
        first = self.first.get((body, agency.id, target.id))
        return BodyRow(
            agency=agency,
            target=target,
            reported=reported,
            computed=counts_of(by_source.get(Source.COMPUTED)),
            withheld=reason_to_withhold(self.plan, target, sources) is not None,
            explanation=explanation,
            explained=explanation_digest(explanation),
            evidence=_named(by_source.get(Source.REPORTED), agency, target, bool(files)),
            files=files,
            before=_before(first),
            objection=self.objections.get((agency.id, target.id), ""),
        )

    def _files(self, agency: str, target: Target) -> Iterator[SentEvidence]:
        for line in lines_of(target):
            paths = evidence_paths(self.inbox, agency, line)
            for each in self.evidence[agency, line]:
                place, above = _links(paths.get(each.sha256), each.file, self.folder)
                yield SentEvidence(line, each.file, each.sha256, each.size, place, above)


def _workbook(known: _Known, body: str, at: int) -> BodyWorkbook:
    plan, period = known.plan, known.period
    own = ((a, t) for a, t, by in appraised_rows(plan, period) if by == body)
    rows = (known.row(agency, target, body) for agency, target in own)
    return BodyWorkbook(
        plan=plan,
        period=period,
        body=plan.agencies[body],
        round=at,
        simulated=known.snapshot.origin.simulated,
        state=known.snapshot.id,
        folder=desk_folder(plan, known.inbox).name,
        rows=[row for row in rows if at == 1 or _is_open(row, known, body)],
    )


def _is_open(row: BodyRow, known: _Known, body: str) -> bool:
    """Whether a row is in the second round: an explanation was demanded, the agency objects, or
    its figure is another one since."""
    first = known.first.get((body, row.agency.id, row.target.id))
    if row.objection:
        return True
    return first is not None and (first.decision is Decision.EXPLAIN or first.shown != row.shown)


# ---------------------------------------------------------------- one row


def explanation_of(
    explanations: Mapping[tuple[str, str], Sequence[Explanation]], agency: str, target: Target
) -> str:
    """What an agency explains of the lines behind a target, each text once."""
    texts = (e.text for line in lines_of(target) for e in explanations.get((agency, line), ()))
    return "; ".join(dict.fromkeys(texts))


def explanation_digest(text: str) -> str:
    """A digest that changes with the explanation; empty without a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST] if text else ""


def counts_of(observation: Observation | None) -> tuple[int, int] | None:
    """The counts of an observation; None where there are none."""
    if observation is None or observation.missing is not None:
        return None
    part, whole = observation.numerator, observation.denominator
    return None if part is None or whole is None else (part, whole)


def _named(reported: Observation | None, agency: Agency, target: Target, sent: bool) -> str:
    """What the agency's form names as evidence; of a reported figure without any, the demand."""
    if counts_of(reported) is None or reported is None:
        return ""
    if reported.evidence or sent:
        return reported.evidence
    line = lines_of(target)[-1]
    return wording.appraising.evidence_demanded(agency.id, line, EVIDENCE)


def _before(first: AppraisalDecision | None) -> str:
    return wording.appraising.decided(first, first.reason) if first else ""


def _links(path: Path | None, name: str, folder: Path) -> tuple[str, str]:
    """A file and its folder as links of a workbook in `folder`; empty without a file. A file whose
    name is masked is not named by its link either: that leads to the folder."""
    if path is None:
        return "", ""
    above = _relative(path.parent, folder)
    return (_relative(path, folder) if path.name == name else above), above


def _relative(path: Path, folder: Path) -> str:
    return quote(Path(os.path.relpath(path.absolute(), folder)).as_posix())
