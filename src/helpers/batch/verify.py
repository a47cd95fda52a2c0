"""The check of a period's folder as it was published.

The records (ledger, manifest) must agree with each other and with the files, and every page and
executed notebook must be the one of its agency. Who rewrites all of them alike is not found.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from helpers import packets, wording
from helpers.batch import ledger
from helpers.batch.keys import FIGURES
from helpers.batch.ledger import Closing, Entry, Publication
from helpers.batch.published import published_list
from helpers.batch.status import manifest_digest
from helpers.model import OVERVIEW
from helpers.packets.manifest import (
    LEDGER,
    MANIFEST,
    listed,
    manifest_faults,
    missing_or_changed,
    unlisted,
)
from helpers.store.own_files import is_plain

PROVENANCE = "provenance.json"
_TOO_DEEP = (
    SyntaxError,
    RecursionError,
    MemoryError,
)  # of JSON and of code that is nested too deep


def verify(folder: Path) -> tuple[str, ...]:
    """The faults of a published folder, in sentences; files of others are named as such."""
    if not is_plain(folder / MANIFEST):
        return manifest_faults(folder)
    return (*published_faults(folder), *map(wording.manifest.file_added, unlisted(folder)))


def published_faults(folder: Path) -> tuple[str, ...]:
    """The faults of what was published in a folder, whatever else is there, in sentences."""
    entries = ledger.read(folder / LEDGER)
    recorded = {name: digest for e in entries.values() for name, digest in e.files.items()}
    expected = {**listed(folder), **recorded}
    altered = missing_or_changed(folder, expected)
    return (
        *manifest_faults(folder),
        *_record_faults(folder, recorded),
        *altered.values(),
        *_misplaced(folder, entries, altered),
    )


def _record_faults(folder: Path, recorded: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with ledger and manifest as records of each other."""
    lines = ledger.lines(folder / LEDGER)
    if not is_plain(folder / LEDGER):
        yield wording.manifest.LEDGER_MISSING
    elif None in lines or any(isinstance(each, Publication) for each in lines):
        yield wording.manifest.LEDGER_DAMAGED
    elif not lines or not isinstance(lines[-1], Closing):
        yield wording.manifest.LEDGER_OPEN
    elif lines[-1].manifest != manifest_digest(folder):
        yield wording.manifest.MANIFEST_NOT_OURS
    if None in ledger.lines(published_list(folder)):
        yield wording.manifest.LIST_DAMAGED
    in_manifest = listed(folder)
    for name, digest in sorted(recorded.items()):
        if in_manifest.get(name) != digest:
            yield wording.manifest.records_differ(name)


# ---------------------------------------------------------------- identities


def _misplaced(
    folder: Path, entries: Mapping[str, Entry], altered: Mapping[str, str]
) -> Iterator[str]:
    """Pages and notebooks that are not of the agency, period and plan of their place, or whose
    parts do not belong together; `altered`: files that are named as such already."""
    period = period_of(folder)
    of_groups = sorted(page.name for page in folder.glob("index-*.html"))
    for name in ("index.html", *of_groups, "methods.html"):
        if not period or packets.identity_of(_content(folder / name)) != period:
            yield wording.manifest.page_of_another(name)
    owners = {name: entry for entry in entries.values() for name in entry.files}
    pages = {name for name in owners if name.endswith(".html")}
    pages |= {f"packets/{page.name}" for page in folder.glob("packets/*.html")}
    for name in sorted(pages):
        page, owner = _content(folder / name), owners.get(name)
        identity = packets.identity_of(page)
        agency = owner.agency if owner else Path(name).stem
        wanted = {**period, "agency": agency, "evaluation": identity.get("evaluation", "")}
        if owner:
            wanted["evaluation"] = owner.key.get(FIGURES, "")
        if page and (identity != wanted or len(names(page)) != 1):
            yield wording.manifest.page_of_another(name)
        elif page and name not in altered and not _sealed_as(page, owner):
            yield wording.manifest.page_unsealed(name)
    for name in sorted(name for name in owners if name.endswith(".ipynb")):
        if text := _content(folder / name):
            given = {**period, "agency": owners[name].agency}
            if not _is_notebook_of(text, Path(name), given, owners[name].key.get(FIGURES, "")):
                yield wording.manifest.notebook_of_another(name)


def _content(path: Path) -> bytes:
    return path.read_bytes() if is_plain(path) else b""


def period_of(folder: Path) -> dict[str, str]:
    """Plan and period of a folder, as its provenance has them, or else its index."""
    try:
        facts = json.loads(_content(folder / PROVENANCE))
        return {name: str(facts[name]) for name in ("plan", "period")}
    except (ValueError, LookupError, TypeError, *_TOO_DEEP):
        return packets.identity_of(_content(folder / "index.html"))


def _sealed_as(page: bytes, owner: Entry | None) -> bool:
    """Whether a page agrees with its seal, and bears the code that its ledger line states."""
    code = packets.code_of(page)
    return bool(code) and (owner is None or code == owner.code)


_NAME = re.compile(
    r"<title>(.*?) – [^–]*</title>|<span class=\"who\">(.*?)</span>"
    r"|<p class=\"foot\">(.*?) · ",
)


def names(page: bytes) -> set[str]:
    """The name of the agency in title, heading and annex of a packet; one where all is well."""
    found = _NAME.findall(page.decode("utf-8", "replace"))
    return {unescape("".join(name)) for name in found} if len(found) == 3 else set()


def _is_notebook_of(text: bytes, name: Path, given: Mapping[str, str], evaluation: str) -> bool:
    """Whether an executed notebook was run with the parameters of its place and says so in its
    metadata, its cell of parameters and its identity."""
    area = {} if name.stem == OVERVIEW else {"area": name.stem}
    try:
        notebook = json.loads(text)
        stated = packets.notebook_identity(notebook)
        [cell] = [c for c in notebook["cells"] if c["id"] == "injected-parameters"]
        return (
            name.parent.name == given.get("agency")
            and stated == {**given, "evaluation": evaluation}
            and notebook["metadata"]["parameters"] == {**given, **area}
            and _assigned("".join(cell["source"])) == {**given, **area}
        )
    except (ValueError, LookupError, TypeError, AttributeError, *_TOO_DEEP):
        return False


def _assigned(source: str) -> dict[str, Any]:
    """What each name is assigned in a cell of literals; raises ValueError for any other cell."""
    values = {}
    for line in ast.parse(source).body:
        match line:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value)):
                values[name] = value
            case _:
                raise ValueError(type(line).__name__)
    return values
