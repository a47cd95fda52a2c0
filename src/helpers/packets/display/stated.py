"""What agencies and appraising bodies state next to a figure, as a packet shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helpers import wording
from helpers.model import AppraisalNote, LineExplanation

EVIDENCE_SHOWN = 300  # characters


def explanation_texts(explanations: Iterable[LineExplanation]) -> list[str]:
    """Explanations with the names of those who gave them."""
    return [cut(wording.pages.explained(each.text, each.by)) for each in explanations]


def appraisal_texts(notes: Iterable[AppraisalNote]) -> Iterator[str]:
    """Who decided what about a figure, in which round."""
    for each in notes:
        yield cut(wording.appraising.note(each.by, each.round, each.decision, each.reason))


def cut(text: str) -> str:
    """A text from a form, shortened to the length that a packet shows."""
    return text if len(text) <= EVIDENCE_SHOWN else f"{text[:EVIDENCE_SHOWN].rstrip()}…"
