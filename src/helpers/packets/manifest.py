"""Which files a published folder holds, and whether they are still the ones that were published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

from helpers import wording
from helpers.store.disk import file_sha256

MANIFEST, LEDGER = "MANIFEST.sha256", "ledger"
SIGNATURE = f"{MANIFEST}."  # how the names of detached signatures begin
HEAD_BYTES = 4096  # the metas stand at the top of a page
_META = re.compile(r'<meta name="cchc-([a-z]+)" content="([^"]*)">')
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def identity_of(page: bytes) -> dict[str, str]:
    """Plan, agency, period and evaluation as the head of a page states them."""
    head = page.decode("utf-8", "replace").partition("</head>")[0]
    return {name: unescape(content) for name, content in _META.findall(head)}


def manifest(folder: Path, published: Mapping[str, str] | None = None) -> bytes:
    """The files under `folder` in `sha256sum -c` form, sorted; itself, its signatures and the
    ledger left out. `published`: sha256 of what was published earlier, so that a file altered
    or lost since then stands out instead of being taken for the right one."""
    known = published or {}
    names = sorted({*_files(folder), *known})
    lines = (f"{known.get(name) or file_sha256(folder / name)}  {name}\n" for name in names)
    return "".join(lines).encode()


def _files(folder: Path) -> list[str]:
    found = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    ours = (name for name in found if not name.startswith(SIGNATURE))
    return sorted(name for name in ours if name not in (MANIFEST, LEDGER))


def verify(folder: Path) -> tuple[str, ...]:
    """What speaks against a published folder, in sentences: files changed, gone or added since
    the manifest was written, and pages that speak of another agency, period or plan."""
    path = folder / MANIFEST
    if not path.is_file():
        return (wording.MANIFEST_MISSING,)
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    listed = {m[2]: m[1] for line in lines if (m := _LINE.fullmatch(line))}
    found: list[str] = []
    if len(listed) != len(lines):
        found.append(wording.MANIFEST_DAMAGED)
    present = set(_files(folder))
    found += [wording.file_gone(name) for name in sorted(set(listed) - present)]
    found += [wording.file_added(name) for name in sorted(present - set(listed))]
    found += [
        wording.file_changed(name)
        for name in sorted(present & set(listed))
        if file_sha256(folder / name) != listed[name]
    ]
    return (*found, *_strangers(folder))


def _strangers(folder: Path) -> Iterator[str]:
    """Pages whose identity does not fit their name or the index."""
    known = identity_of(_head(folder / "index.html"))
    for page in sorted(folder.glob("packets/*.html")):
        stated = identity_of(_head(page))
        same = all(stated.get(key) == known.get(key) for key in ("plan", "period"))
        if stated.get("agency") != page.stem or not same:
            yield wording.page_of_another(page.relative_to(folder).as_posix())


def _head(page: Path) -> bytes:
    if not page.is_file():
        return b""
    with page.open("rb") as file:
        return file.read(HEAD_BYTES)
