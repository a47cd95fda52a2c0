"""Files sent more than once: the same bytes count once; of different ones, where there must be one,
only the one in force does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from helpers import wording
from helpers.forms.appraising import BODY_KINDS
from helpers.forms.confirmations import CONFIRMATION
from helpers.forms.statements import StatementKind
from helpers.intake.exports import DOSSIERS, SURVEY, TOTALS
from helpers.intake.received import ReceivedFile
from helpers.model import FORM, Submission

ANSWER = "answer"  # kind of objections that come from the desk
BY_AGENCY = (
    FORM,
    *(kind.value for kind in StatementKind),
    *BODY_KINDS,
    ANSWER,
)  # with one file an agency
Sentence = Callable[[list[str]], str]  # of the names of the files

# The sentence on several different files of a kind; without one there may be several.
SENTENCES: dict[str, Sentence | None] = {
    **dict.fromkeys(BY_AGENCY, wording.intake.two_forms),
    DOSSIERS: None,
    CONFIRMATION: None,
    SURVEY: wording.intake.two_exports,
    TOTALS: wording.intake.two_exports,
}


def without_repeats(
    files: Sequence[ReceivedFile], in_force: Collection[str] = ()
) -> list[ReceivedFile]:
    """The files, with those refused of which there must be one and are several: their sender
    decides which counts. The one that was accepted in the state in force stays accepted, without
    it all are refused. Second copies are marked as such. What lies in the wrong folder is no rival.

    `in_force`: sha256 of the files that were accepted in the state in force.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for position, file in enumerate(files):
        kind, agency = file.submission.kind, file.submission.agency
        if not file.misplaced and kind in SENTENCES and (agency or kind not in BY_AGENCY):
            groups.setdefault((kind, agency), []).append(position)
    result = list(files)
    for (kind, _), positions in groups.items():
        group = [files[position] for position in positions]
        checked = _checked(group, SENTENCES[kind], in_force)
        for position, file in zip(positions, checked, strict=True):
            result[position] = file
    return result


def _checked(
    group: Sequence[ReceivedFile], sentence: Sentence | None, in_force: Collection[str]
) -> list[ReceivedFile]:
    """The files of one kind (and one agency)."""
    first: dict[str, ReceivedFile] = {}
    for file in group:
        first.setdefault(file.submission.sha256, file)
    if sentence is not None and len(first) > 1:
        kept = [s for s, file in first.items() if file.submission.accepted and s in in_force]
        if len(kept) != 1:
            text = sentence([_with_hash(file.submission) for file in group])
            return [file.refused(text) for file in group]
        first = {kept[0]: first[kept[0]]}
    return [_answered(file, first) for file in group]


def _answered(file: ReceivedFile, first: Mapping[str, ReceivedFile]) -> ReceivedFile:
    """The file itself where it is the first of its bytes, else a copy; refused next to the one that
    counts. `first`: by sha256."""
    original = first.get(file.submission.sha256)
    if original is file:
        return file
    if original is not None:
        return file.as_copy(wording.intake.sent_twice(original.submission.file))
    (counted,) = first.values()
    return file.refused(
        wording.intake.rival(_with_hash(file.submission), _with_hash(counted.submission))
    )


def _with_hash(submission: Submission) -> str:
    """The name of the file with the beginning of its hash, unless a masked name ends in it."""
    begin = submission.sha256[:8]
    return submission.file if begin in submission.file else f"{submission.file} ({begin})"
