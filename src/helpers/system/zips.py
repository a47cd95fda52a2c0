"""Zip files that have the same bytes whatever system they are made on."""

from __future__ import annotations

import io
import struct
import zipfile

UNIX = 3
# Of an entry of the directory at the end of a zip file: the byte that names the system, the lengths
# of its three last fields, and its own length without these.
SYSTEM_BYTE, LENGTHS, ENTRY = 5, 28, 46


def as_on_unix(content: bytes) -> bytes:
    """A zip file as it would be if it had been made on Unix: every entry names the system."""
    made = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        place, entries = archive.start_dir, len(archive.infolist())
    for _ in range(entries):
        made[place + SYSTEM_BYTE] = UNIX
        place += ENTRY + sum(struct.unpack_from("<3H", made, place + LENGTHS))
    return bytes(made)
