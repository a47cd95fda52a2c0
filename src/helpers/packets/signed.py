"""Detached signatures of a published folder's manifest."""

from __future__ import annotations

import re
from pathlib import Path

from helpers import wording
from helpers.packets.manifest import MANIFEST, SIGNATURE
from helpers.store import signatures, write_whole

ENDING = ".sig"
MARK_LENGTH = 12  # letters of a key's fingerprint in the name of its signature


def sign_manifest(folder: Path, key: Path) -> Path:
    """Sign the manifest of a folder; the file of the signature, one for each key."""
    content = (folder / MANIFEST).read_bytes()
    signature = signatures.sign(content, key)
    mark = signatures.fingerprint(content, signature).partition(":")[2]
    path = folder / f"{SIGNATURE}{re.sub('[^A-Za-z0-9]', '', mark)[:MARK_LENGTH]}{ENDING}"
    write_whole(path, signature.encode())
    return path


def check_signatures(folder: Path, allowed: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Who signed the manifest, and the faults of its signatures, in sentences."""
    content = (folder / MANIFEST).read_bytes()
    files = sorted(folder.glob(f"{SIGNATURE}*{ENDING[1:]}"))  # `MANIFEST.sha256.sig` among them
    named: list[str] = []
    faults = [] if files else [wording.journal.MANIFEST_UNSIGNED]
    for file in files:
        text = file.read_bytes().decode("ascii", "replace")
        if name := signatures.signer(content, text, allowed):
            named.append(wording.journal.manifest_signed_by(file.name, name))
        else:
            faults.append(wording.journal.signature_unsound(file.name))
    return named, faults
