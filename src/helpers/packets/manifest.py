"""The manifest of a published folder, and the check of the folder against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

from helpers import wording
from helpers.store.disk import file_sha256

MANIFEST, LEDGER = "MANIFEST.sha256", "ledger"
SIGNATURE = f"{MANIFEST}."  # how the names of detached signatures begin
HEAD_BYTES = 4096  # contain the metas of a page
_META = re.compile(r'<meta name="cchc-([a-z]+)" content="([^"]*)">')
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def identity_of(page: bytes) -> dict[str, str]:
    """Plan, agency, period and evaluation from the head of a page."""
    head = page.decode("utf-8", "replace").partition("</head>")[0]
    return {name: unescape(content) for name, content in _META.findall(head)}


def manifest(folder: Path, published: Mapping[str, str] | None = None) -> bytes:
    """The files under `folder` in the form of `sha256sum -c`, sorted, without the manifest, its
    signatures and the ledger.

    `published`: sha256 by name of files published earlier, which are listed with it, so that one
    altered or lost since then fails the check.
    """
    known = published or {}
    names = sorted({*_files(folder), *known})
    lines = (f"{known.get(name) or file_sha256(folder / name)}  {name}\n" for name in names)
    return "".join(lines).encode()


def _files(folder: Path) -> list[str]:
    names = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return sorted(n for n in names if not n.startswith(SIGNATURE) and n not in (MANIFEST, LEDGER))


def verify(folder: Path) -> tuple[str, ...]:
    """The faults of a published folder, in sentences: files changed, removed or added since the
    manifest was written, and pages of another agency, period or plan."""
    path = folder / MANIFEST
    if not path.is_file():
        return (wording.manifest.MANIFEST_MISSING,)
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    listed = {m[2]: m[1] for line in lines if (m := _LINE.fullmatch(line))}
    faults: list[str] = []
    if len(listed) != len(lines):
        faults.append(wording.manifest.MANIFEST_DAMAGED)
    present = set(_files(folder))
    faults += [wording.manifest.file_gone(name) for name in sorted(set(listed) - present)]
    faults += [wording.manifest.file_added(name) for name in sorted(present - set(listed))]
    faults += [
        wording.manifest.file_changed(name)
        for name in sorted(present & set(listed))
        if file_sha256(folder / name) != listed[name]
    ]
    return (*faults, *_misplaced(folder))


def _misplaced(folder: Path) -> Iterator[str]:
    """Pages whose identity contradicts their name or the index."""
    index = identity_of(_head(folder / "index.html"))
    for page in sorted(folder.glob("packets/*.html")):
        stated = identity_of(_head(page))
        same = all(stated.get(key) == index.get(key) for key in ("plan", "period"))
        if stated.get("agency") != page.stem or not same:
            yield wording.manifest.page_of_another(page.relative_to(folder).as_posix())


def _head(page: Path) -> bytes:
    if not page.is_file():
        return b""
    with page.open("rb") as file:
        return file.read(HEAD_BYTES)
