"""Proposes a mapping for an export by its heads alone; what is uncertain is said in comments.

Heads of the mappings that are known are certain; synonyms and similar heads are not. Nothing of the
rows is read, so nothing of a person can get into the proposal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from helpers import wording
from helpers.intake.exports.heads import BETWEEN, Heads, candidates, read_heads
from helpers.intake.exports.mapping import COLUMNS, NEEDED, VOCABULARY, ExportMapping
from helpers.intake.exports.opening import beginnings
from helpers.intake.exports.remarks import refusal
from helpers.model import spelling
from helpers.privacy.foreign_text import quoted_texts
from helpers.store import PROCEDURES

SIMILAR = 0.84  # of two heads without marks
MARKS = (
    wording.proposed_mapping.LOOK,
    wording.proposed_mapping.MISSING,
    wording.proposed_mapping.ASK,
)
KINDS: tuple[str, ...] = ("dossiers", "survey", "totals")


@dataclass(frozen=True)
class Match:
    """A head that is taken for a column of ours. `known`: the head it was guessed by; empty where
    it is the head of a mapping."""

    place: int
    head: str
    known: str = ""


@dataclass(frozen=True)
class Proposal:
    """The text of a mapping, and in how many places somebody has to look."""

    text: str
    to_look_at: int
    complete: bool  # whether every needed column was found


def propose(path: Path, mappings: Sequence[ExportMapping]) -> Proposal:
    """A mapping for the export at `path`. Raises ExportRefused where its heads tell too little."""
    best: tuple[tuple[int, int, int], str, Heads, dict[str, list[Match]]] | None = None
    with beginnings(path) as texts:
        for text in texts:
            for kind in KINDS:
                known = _known_heads(kind, mappings)
                for heads in (read_heads(text), *candidates(text, of_totals=kind == "totals")):
                    found = _matches(kind, heads, known)
                    sure = sum(not each[0].known for each in found.values())
                    rank = len(found), sure, -len(heads.rows)
                    if _enough(kind, found) and (best is None or rank > best[0]):
                        best = rank, kind, heads, found
    if best is None:
        raise refusal(path, wording.proposed_mapping.NOT_RECOGNISED)
    _, kind, heads, found = best
    lines = list(_lines(kind, heads, found, mappings))
    missing = [column for column in NEEDED[kind] if column not in found]
    looked = sum(any(f"# {mark}:" in line for mark in MARKS) for line in lines)
    return Proposal("\n".join(lines) + "\n", looked, not missing)


def _enough(kind: str, found: Mapping[str, list[Match]]) -> bool:
    """Whether at least half of the needed columns are there, and more than a name in common."""
    needed = NEEDED[kind]
    return len(found) >= 3 and 2 * sum(column in found for column in needed) >= len(needed)


# ---------------------------------------------------------------- whose head it is


def _known_heads(kind: str, mappings: Sequence[ExportMapping]) -> dict[str, str]:
    """Column by folded head, of the mappings of a kind."""
    known: dict[str, str] = {}
    for mapping in mappings:
        if mapping.kind == kind:
            known |= {head: column for head, column in mapping.heads.items() if head not in known}
    return known


def _matches(kind: str, heads: Heads, known: Mapping[str, str]) -> dict[str, list[Match]]:
    """The heads that may be meant by each column, the likeliest first; each head only once."""
    found: dict[str, list[Match]] = {}
    for place, name in enumerate(heads.names):
        if not name:
            continue
        if column := known.get(spelling.folded(name)):
            found.setdefault(column, []).insert(0, Match(place, name))
        elif guess := _guess(kind, name, known):
            found.setdefault(guess[0], []).append(Match(place, name, guess[1]))
    return {column: found[column] for column in (*COLUMNS[kind], *found) if column in found}


def _guess(kind: str, name: str, known: Mapping[str, str]) -> tuple[str, str] | None:
    """The column that a head is likely to be, and the head it is like."""
    plain = _plain(name)
    if kind == "totals":
        upper, _, lowest = plain.rpartition(_plain(BETWEEN).strip())
        for column, above, words in wording.proposed_mapping.TOTALS_WORDS:
            if any(w in upper for w in above) and any(w in lowest for w in words):
                return column, name
    synonyms = wording.proposed_mapping.SYNONYMS[kind]
    spelled = [(head, column) for column, heads in synonyms.items() for head in heads]
    if kind != "totals":
        spelled += list(known.items())
    likeness = [(SequenceMatcher(None, plain, _plain(h)).ratio(), h, c) for h, c in spelled]
    ratio, head, column = max(likeness, default=(0.0, "", ""))
    return (column, head) if ratio >= SIMILAR else None


def _plain(head: str) -> str:
    return " ".join(spelling.without_marks(head).split())


# ---------------------------------------------------------------- the file


def _lines(
    kind: str, heads: Heads, found: Mapping[str, list[Match]], mappings: Sequence[ExportMapping]
) -> Iterator[str]:
    """The lines of the mapping."""
    yield from (f"# {line}" for line in wording.proposed_mapping.HEADER)
    yield f"kind: {kind}"
    yield f"label: {_quoted(wording.proposed_mapping.LABEL)}  # {wording.proposed_mapping.NAME_IT}"
    yield f"source: {_quoted(wording.proposed_mapping.SOURCE)}"
    yield "verified: false"
    comment = "" if kind == "totals" else f"  # {wording.proposed_mapping.DAYS}"
    yield f"dates: {{format: dd/mm/yyyy}}{comment}"
    yield from _unit_in_title(kind, found, mappings)
    yield "columns:"
    questions = {c: each for c, each in found.items() if c not in COLUMNS[kind]}
    for column, matches in found.items():
        if column not in questions:
            yield f"  {column}: {_quoted(matches[0].head)}{_comment(matches)}"
    missing = [column for column in NEEDED[kind] if column not in found]
    yield from (f"# {wording.proposed_mapping.missing(column)}" for column in missing)
    if questions:
        yield "questions:"
        for column, matches in questions.items():
            yield f"  - id: {column}"
            yield f"    column: {_quoted(matches[0].head)}{_comment(matches)}"
    needed = (*NEEDED[kind], PROCEDURES)
    if optional := [column for column in found if column not in needed]:
        yield f"optional: [{', '.join(optional)}]  # {wording.proposed_mapping.OPTIONAL_TO_CHECK}"
    yield from _values(kind, found, bool(questions), mappings)
    yield from _questions_to_ask(heads, found)
    used = {matches[0].place for matches in found.values()}
    if unused := [name for place, name in enumerate(heads.names) if name and place not in used]:
        yield f"# {wording.proposed_mapping.unused(quoted_texts(unused))}"


def _unit_in_title(
    kind: str, found: Mapping[str, list[Match]], mappings: Sequence[ExportMapping]
) -> Iterator[str]:
    """A table whose rows are fields is of one agency, which its title names."""
    rows = found.get("unit", [])
    if kind == "totals" and rows and wording.proposed_mapping.FIELDS in _plain(rows[0].head):
        known = next((m.unit_in_title for m in mappings if m.unit_in_title), "")
        yield f"unit_in_title: {_quoted(known)}  # {wording.proposed_mapping.BY_FIELD}"


def _quoted(text: str) -> str:
    """A text in quotes as YAML and JSON both have them."""
    return json.dumps(text, ensure_ascii=False)


def _comment(matches: Sequence[Match]) -> str:
    first, *others = matches
    notes = []
    if first.known:
        notes.append(wording.proposed_mapping.not_certain(spelling.visible(first.known)))
    if others:
        notes.append(wording.proposed_mapping.several(quoted_texts(m.head for m in others)))
    return f"  # {'; '.join(notes)}" if notes else ""


def _values(
    kind: str,
    found: Mapping[str, list[Match]],
    asked: bool,
    mappings: Sequence[ExportMapping],
) -> Iterator[str]:
    """The spellings of the known mappings, for the columns that need some."""
    of_kind = [mapping for mapping in mappings if mapping.kind == kind]
    wanted = [c for c in VOCABULARY[kind] if c in found or (asked and c not in COLUMNS[kind])]
    if wanted:
        yield f"values:  # {wording.proposed_mapping.VALUES}"
    for column in wanted:
        yield f"  {column}:"
        spelled: dict[str, str] = {}
        for mapping in of_kind:
            spelled = mapping.values.get(column, {}) | spelled
        yield from (f"    {_quoted(theirs)}: {_quoted(ours)}" for theirs, ours in spelled.items())
    for name in ("yes", "no"):
        said = dict.fromkeys(word for mapping in of_kind for word in getattr(mapping, name))
        if kind == "dossiers":
            yield f'"{name}": [{", ".join(map(_quoted, said))}]'


def _questions_to_ask(heads: Heads, found: Mapping[str, list[Match]]) -> Iterator[str]:
    """What only whoever made the export knows: where dossiers that wait for papers are counted."""
    notes = {place: _plain(note) for place, note in heads.notes}
    waiting = [
        column
        for column, matches in found.items()
        if any(w in notes.get(matches[0].place, "") for w in wording.proposed_mapping.WAITING)
    ]
    if waiting:
        yield f"# {wording.proposed_mapping.ask_waiting(waiting)}"
