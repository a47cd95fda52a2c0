"""Evidence that agencies send as files: `bang-chung/<agency>/<line>/…` in the period's inbox.

The bytes stay in the inbox, which is the archive of what was sent; the store lists each file with
its size and sha256. What is misplaced, empty or too large is named and not listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpers import wording
from helpers.evaluation.evaluate import lines_of
from helpers.intake.files.folder import EVIDENCE as FOLDER
from helpers.intake.files.folder import Inbox, is_of_the_system
from helpers.intake.files.names import shown_names
from helpers.model import WHOLE, Agency, EvidenceFile, Period, Plan, Remark, Severity
from helpers.store.disk import file_sha256

MOST_BYTES = 200 << 20  # of a file: a long scan
DEPTH = 3  # agency, line, file


@dataclass(frozen=True)
class ReceivedEvidence:
    """The evidence in an inbox."""

    files: tuple[EvidenceFile, ...]  # in the order of their paths
    remarks: tuple[Remark, ...]  # for whoever takes in; no snapshot records them


def received_evidence(sent: Inbox, plan: Plan, period: Period) -> ReceivedEvidence:
    """The evidence in an inbox, with one remark for each folder or file that is none."""
    reading = _Reading(plan, period, sent.folder / FOLDER)
    right = [path for path in sent.evidence if reading.is_placed(path)]
    hashes = {path: digest for path in right if (digest := reading.digest(path))}
    names = shown_names(hashes, plan, within=reading.place)
    files = tuple(
        EvidenceFile(*reading.place(path), names[path], digest, path.stat().st_size)
        for path, digest in hashes.items()
    )
    return ReceivedEvidence(files, tuple(reading.remarks.values()))


def evidence_paths(inbox: Path, agency: str, line: str) -> dict[str, Path]:
    """The regular files in the folder of a line, by sha256."""
    folder = inbox / FOLDER / agency / line
    if folder.is_symlink() or not folder.is_dir():
        return {}
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {file_sha256(path): path for path in reversed(files)}


def lines_for(plan: Plan, agency: Agency) -> Iterator[str]:
    """The ids of the lines that evidence of an agency may be about."""
    whole = agency.level == WHOLE
    for target in plan.targets:
        if whole or target.binds.includes(agency):
            yield from lines_of(target)
    for duty in plan.duties:
        if whole or duty.includes(agency):
            yield from (entry.id for entry in duty.inputs)
    if plan.answers_for_tasks(agency):
        yield from (task.clause for task in plan.tasks)


class _Reading:
    """The files of one folder of evidence, and what is said of them."""

    def __init__(self, plan: Plan, period: Period, folder: Path) -> None:
        self.plan, self.folder = plan, folder
        self.lines = {a.id: frozenset(lines_for(plan, a)) for a in plan.senders(period)}
        self.remarks: dict[Path, Remark] = {}  # by what they are about

    def place(self, path: Path) -> tuple[str, str]:
        """The agency and the line of a file."""
        agency, line, *_ = path.relative_to(self.folder).parts
        return agency, line

    def is_placed(self, path: Path) -> bool:
        """Whether a file lies in the folder of a line of an agency; files of the system do not."""
        if is_of_the_system(path):
            return False
        parts = path.relative_to(self.folder).parts
        if any(part.startswith(".") for part in parts):
            self._say(path, wording.evidence.HIDDEN, Severity.REMARK)
        elif parts[0] not in self.lines and len(parts) > 1:
            self._say(self.folder / parts[0], wording.evidence.AGENCY_UNKNOWN)
        elif len(parts) < DEPTH:
            self._say(path, wording.evidence.MISPLACED)
        elif parts[1] not in self.lines[parts[0]]:
            self._say(self.folder / parts[0] / parts[1], wording.evidence.LINE_UNKNOWN)
        else:
            return True
        return False

    def digest(self, path: Path) -> str:
        """The sha256 of a file; empty where it cannot be used."""
        try:
            size = path.stat().st_size
            if 0 < size <= MOST_BYTES:
                return file_sha256(path)
            self._say(path, wording.evidence.TOO_LARGE if size else wording.evidence.EMPTY)
        except OSError:
            self._say(path, wording.files.FILE_NOT_OPENED)
        return ""

    def _say(self, path: Path, text: str, severity: Severity = Severity.REFUSED_FILE) -> None:
        parts = path.relative_to(self.folder).parts
        agency = parts[0] if parts[0] in self.lines else ""
        shown = "/".join((FOLDER, *self._shown(parts)))
        sentence = wording.places.at_place(shown, "", text)
        self.remarks[path] = Remark(shown, "", severity, sentence, agency)

    def _shown(self, parts: tuple[str, ...]) -> Iterator[str]:
        """The parts of a path as everyone may see them: ids we know, and masked names."""
        known: Mapping[str, object] = self.lines
        for number, part in enumerate(parts):
            own = part in known if number == 0 else part in self.lines.get(parts[0], ())
            path = Path(part)
            yield part if own and number < DEPTH - 1 else shown_names({path: ""}, self.plan)[path]
