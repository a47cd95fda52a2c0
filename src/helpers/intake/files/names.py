"""How a file that came in is called from here on: only the part of its name that we know.

Senders put names of persons, phone numbers and the like into file names. What is kept are ids and
names of agencies, periods, the words our own files are called by, short numbers and single
letters; anything else becomes `…`, and the beginning of the file's hash then tells it apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from helpers.model import Agency, Plan, spelling
from helpers.privacy.phrases import FILE_WORDS

Words = tuple[str, ...]

LONGEST = 120
HASH = 8
MASK = "…"
SUFFIXES = re.compile(
    r"\.(xls[xmb]?|csv|tsv|txt|od[st]|pdf|zip|rar|7z|docx?|pptx|xml|json|html?|png|jpe?g|gif|parquet)",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W_]+")
SHORT_NUMBER, MOST_DIGITS = 5, 8  # of one number, and of all numbers in a row


def shown_names(
    hashes: Mapping[Path, str], plan: Plan, within: Callable[[Path], object] = lambda _: None
) -> dict[Path, str]:
    """The name of each file (with its sha256) as everyone may see it; no two `within` one place are
    the same. What cannot be read has no hash: a number tells it apart."""
    known = _known(plan)
    marks = {path: sha256 or str(n) for n, (path, sha256) in enumerate(hashes.items(), 1)}
    names = {path: _shown(path.name, mark, known) for path, mark in marks.items()}
    spelled = {path: (within(path), spelling.folded(name)) for path, name in names.items()}
    often = Counter(spelled.values())
    return {
        path: _with_hash(name, marks[path]) if often[spelled[path]] > 1 else name
        for path, name in names.items()
    }


def _shown(name: str, sha256: str, known: frozenset[Words]) -> str:
    name = spelling.nfc(name)
    suffix = Path(name).suffix if SUFFIXES.fullmatch(Path(name).suffix) else ""
    stem = name.removesuffix(suffix)
    found = list(WORD.finditer(stem))
    kept = _kept([spelling.without_marks(match[0]) for match in found], known)
    if all(kept) and len(name) <= LONGEST and name.isprintable():
        return name
    pieces: list[str] = []
    for match, keep in zip(found, kept, strict=True):
        piece = match[0] if keep else MASK
        if not (piece == MASK and pieces[-1:] == [MASK]):
            pieces.append(piece)
    return _with_hash((" ".join(pieces) or MASK)[:LONGEST] + suffix, sha256)


def _with_hash(name: str, sha256: str) -> str:
    return f"{name} ({sha256[:HASH]})"


def _kept(words: Sequence[str], known: frozenset[Words]) -> list[bool]:
    """Which words belong to a phrase we know, the longest first; and short numbers."""
    kept = [False] * len(words)
    longest = max((len(phrase) for phrase in known), default=0)
    place = 0
    while place < len(words):
        sizes = range(min(longest, len(words) - place), 0, -1)
        size = next((n for n in sizes if tuple(words[place : place + n]) in known), 0)
        kept[place : place + size] = [True] * size
        place += size or 1
    kept = [keep or len(word) == 1 for word, keep in zip(words, kept, strict=True)]
    unknown = [word.isdigit() and not keep for word, keep in zip(words, kept, strict=True)]
    for is_run, run in groupby(range(len(words)), unknown.__getitem__):
        places = list(run)
        if is_run and sum(len(words[place]) for place in places) <= MOST_DIGITS:
            for place in places:
                kept[place] = len(words[place]) <= SHORT_NUMBER
    return kept


def _known(plan: Plan) -> frozenset[Words]:
    names = [name for agency in plan.agencies.values() for name in _names(plan, agency)]
    periods = [text for p in plan.periods.values() for text in (p.id, p.label)]
    texts = [*names, *periods, plan.id, plan.province.id, plan.province.name, *FILE_WORDS]
    return frozenset(
        tuple(spelling.without_marks(word) for word in WORD.findall(spelling.nfc(text)))
        for text in texts
    )


def _names(plan: Plan, agency: Agency) -> tuple[str, ...]:
    name = spelling.short_name(agency, plan.parent(agency))
    return agency.id, agency.name, name, name.removeprefix("UBND ")
