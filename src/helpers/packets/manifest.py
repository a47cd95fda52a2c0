"""The manifest of a published folder, and the check of the folder against it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

from helpers import wording
from helpers.store.disk import file_sha256
from helpers.store.own_files import files_under, is_plain

MANIFEST, LEDGER = "MANIFEST.sha256", "ledger"
HEAD_BYTES = 4096  # contain the metas of a page
SIGNATURE = f"{MANIFEST}."  # how the names of detached signatures begin
_META = re.compile(r'<meta name="cchc-(agency|period|plan|evaluation)" content="([^"]*)">')
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def identity_of(page: bytes) -> dict[str, str]:
    """Plan, agency, period and evaluation from the head of a page."""
    head = page.decode("utf-8", "replace").partition("</head>")[0]
    return {name: unescape(content) for name, content in _META.findall(head)}


def manifest(hashes: Mapping[str, str]) -> bytes:
    """The files of a period by name and sha256 in the form of `sha256sum -c`, sorted."""
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode()


def listed(folder: Path) -> dict[str, str]:
    """The sha256 by name of the files in a folder's manifest, without lines of another form."""
    return {m[2]: m[1] for line in _lines(folder) if (m := _LINE.fullmatch(line))}


def _lines(folder: Path) -> list[str]:
    path = folder / MANIFEST
    text = path.read_bytes().decode("utf-8", "replace") if is_plain(path) else ""
    return text.split("\n")[:-1] if text.endswith("\n") else [*text.split("\n")[:-1], ""]


def unlisted(folder: Path) -> tuple[str, ...]:
    """The names of what others put into a folder: neither in its manifest, nor a record, nor a
    signature of the manifest."""
    known = {*listed(folder), MANIFEST, LEDGER}
    names = (name for name in files_under(folder) if not name.startswith(SIGNATURE))
    return tuple(name for name in names if name not in known)


def missing_or_changed(folder: Path, hashes: Mapping[str, str]) -> dict[str, str]:
    """A sentence for each of these files that is not there with this sha256, by its name."""
    present = set(files_under(folder))
    faults = {}
    for name, digest in sorted(hashes.items()):
        path = folder / name
        if name not in present:
            faults[name] = wording.manifest.file_gone(name)
        elif not is_plain(path) or file_sha256(path) != digest:
            faults[name] = wording.manifest.file_changed(name)
    return faults


def manifest_faults(folder: Path) -> tuple[str, ...]:
    """What is wrong with the manifest itself, in sentences."""
    if not is_plain(folder / MANIFEST):
        return (wording.manifest.MANIFEST_MISSING,)
    whole = len(listed(folder)) == len(_lines(folder))
    return () if whole else (wording.manifest.MANIFEST_DAMAGED,)
