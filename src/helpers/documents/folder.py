"""Where the documents of a period are, and what may be written where."""

from __future__ import annotations

from pathlib import Path

from helpers import wording
from helpers.model import WrongUse
from helpers.plan import Roots
from helpers.store import write_whole

ANNEX, REPORT = "phu-luc.xlsx", "bao-cao.docx"


def documents_folder(roots: Roots, plan_id: str, period_id: str) -> Path:
    """The folder of a period's documents, next to the one that only the batch writes."""
    return roots.out / plan_id / f"{period_id}{wording.index.DOCUMENTS_ENDING}"


def write_document(roots: Roots, path: Path, content: bytes, ending: str) -> Path:
    """Write a document, whole or not at all; its absolute path.

    Raises WrongUse for another ending, a folder, or a place within the packets.
    """
    path = path.expanduser().absolute()
    if path.is_dir():
        raise WrongUse(wording.documents.is_folder(path))
    if path.suffix.lower() != ending:
        raise WrongUse(wording.documents.wrong_name(path.name, ending))
    refuse_among_packets(roots, path.parent)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return path


def refuse_among_packets(roots: Roots, folder: Path) -> None:
    """WrongUse for a folder that only the batch writes."""
    inside, out = folder.resolve(), roots.out.resolve()
    if not inside.is_relative_to(out):
        return
    below = inside.relative_to(out).parts
    if len(below) < 2 or not below[1].endswith(wording.index.DOCUMENTS_ENDING):
        raise WrongUse(wording.documents.among_packets(folder, roots.out))
