"""What a file is before anything in it is parsed: a plain .xlsx of bearable size, or refused; and
the one list of kinds of files for forms and exports.

The limits are those of hard-cases 3: members, unpacked bytes counted while inflating, ratio, and
no macros, links to other files, document type declarations or names that lead elsewhere.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from helpers import wording

MAX_MEMBERS = 200
MAX_UNPACKED = 50 << 20
MAX_RATIO = 100
CHUNK = 1 << 16


class Refused(Exception):
    """The file is refused; the message is the Vietnamese sentence."""


OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # how an .xls begins, and any other file of an old Office
MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"RIFF", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh9", "archive"),
    (b"\xfd7zXZ", "archive"),
    (OLD_WORKBOOK, "old_office"),
    (b"{\\rtf", "rich_text"),
    (b"L\0\0\0\x01\x14\x02\0", "shortcut"),
    (b"[InternetShortcut]", "shortcut"),
)
MARKUP = (
    *((f"<{tag}".encode(), "html") for tag in ("!doctype html", "html", "head", "meta", "table")),
    (b"mime-version:", "html"),
    (b"<?xml", "xml"),
)
PACKED = b"PK"
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
IN_FRONT = b'\xef\xbb\xbf\xff\xfe \t\r\n"'  # marks of encodings, blanks, a quote
# The title of our forms in any encoding: whatever letters beyond ASCII became, even question marks.
FORM_TITLE = re.compile(
    b".{1,6}?".join(re.findall(b"[ -~]+", wording.forms.FORM_TITLE.encode())), re.S
)
BINARY = "xl/workbook.bin"
PARTS = (
    (BINARY, "binary_workbook"),
    ("word/", "word"),
    ("ppt/", "slides"),
    ("mimetype", "opendocument"),
)
WORKBOOK = re.compile(r"xl/[^/]+\.xml", re.IGNORECASE)  # its main part may have any name there
FORBIDDEN = (
    ("vbaproject", "macro"),
    ("macrosheets/", "macro"),
    ("externallinks/", "link"),
    ("embeddings/", "object"),
    ("activex/", "object"),
)
FORBIDDEN_IN_ODS = (("basic/", "macro"), ("scripts/", "macro"))
ENCRYPTED_PACKAGE = "EncryptionInfo".encode("utf-16-le")


def zip_guard(content: bytes, most: int = MAX_UNPACKED, of_others: bool = False) -> None:
    """Refuse what is no plain .xlsx (with `of_others` no .ods either) of at most so many bytes
    unpacked, before anything in it is parsed (hard-cases 3, end)."""
    if not content.startswith(PACKED):
        raise Refused(_no_zip(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_names(archive, of_others and _is_spreadsheet(archive))
            _check_unpacked(archive, min(most, MAX_RATIO * len(content)))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as damage:
        raise Refused(wording.files.FILE_DAMAGED) from damage


def why_no_text(path: Path) -> str:
    """The sentence for a file that is neither packed nor text, nor an export at all; else empty."""
    with path.open("rb") as file:
        if not kind_at_sight(file.read(CHUNK)):
            return ""
        file.seek(0)
        return _no_zip(file.read(MAX_UNPACKED))


def kind_at_sight(begin: bytes) -> str:
    """The key in FILE_KINDS of what begins like this, if it is nothing an export can be; `begin`:
    the first bytes, at most a CHUNK. Empty for what is packed and for all other text."""
    if not begin:
        return "empty"
    if begin.startswith(PACKED):
        return ""
    # Without zero bytes UTF-16 reads like ASCII.
    head = begin.replace(b"\0", b"").lstrip(IN_FRONT)
    if FORM_TITLE.match(head):
        return "form_as_text"
    beginnings = ((begin, MAGIC), (head.lower(), MARKUP))
    return next((kind for it, kinds in beginnings for m, kind in kinds if it.startswith(m)), "")


def _no_zip(content: bytes) -> str:
    if ENCRYPTED_PACKAGE in content:
        return wording.files.FILE_LOCKED
    return wording.files.file_kind(kind_at_sight(content[:CHUNK]) or _kind_of_text(content))


def _kind_of_text(content: bytes) -> str:
    if b"\0" in content[:CHUNK]:
        return "unknown"
    try:
        # A letter cut in two at the end of the chunk is no fault of the text.
        content[:CHUNK].decode("utf-8", "strict" if len(content) <= CHUNK else "ignore")
    except UnicodeDecodeError:
        return "unknown"
    return "text"


def is_packed_workbook(content: bytes) -> bool:
    """Whether a file that `zip_guard` has let pass is an .xlsx, no .ods."""
    if not content.startswith(PACKED):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return not _is_spreadsheet(archive)


def _is_spreadsheet(archive: zipfile.ZipFile) -> bool:
    """Whether an archive says that it is a spreadsheet of OpenDocument."""
    if "mimetype" not in archive.namelist():
        return False
    with archive.open("mimetype") as part:
        return part.read(CHUNK).strip() == SPREADSHEET


def _check_names(archive: zipfile.ZipFile, is_ods: bool) -> None:
    entries = archive.infolist()
    names = [with_slashes(entry.filename) for entry in entries]
    if len(names) > MAX_MEMBERS:
        raise Refused(wording.files.file_active("entries"))
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(wording.files.FILE_LOCKED)
    is_xlsx = BINARY not in names and any(WORKBOOK.fullmatch(name) for name in names)
    if not (is_ods or is_xlsx):
        kind = next((k for part, k in PARTS if any(n.startswith(part) for n in names)), "archive")
        raise Refused(wording.files.file_kind(kind))
    folded = {name.lower() for name in names}
    if any(_is_unsafe(name) for name in names) or len(folded) < len(names):
        raise Refused(wording.files.file_active("name"))
    for part, words in FORBIDDEN_IN_ODS if is_ods else FORBIDDEN:
        if any(part in name.lower() for name in names):
            raise Refused(wording.files.file_active(words))


def with_slashes(name: str) -> str:
    """The name of a part as the standard writes it: some programs write `xl\\workbook.xml`."""
    return name.replace("\\", "/")


def _is_unsafe(name: str) -> bool:
    parts = name.split("/")
    return name.startswith("/") or ".." in parts or ":" in parts[0]


def _check_unpacked(archive: zipfile.ZipFile, limit: int) -> None:
    """Counted while inflating: the sizes a directory states may be untrue."""
    for entry in archive.infolist():
        tail = b""
        with archive.open(entry) as member:
            while chunk := member.read(CHUNK):
                limit -= len(chunk)
                if limit < 0:
                    raise Refused(wording.files.FILE_TOO_LARGE)
                # Well-formed markup holds these characters nowhere but in a document type
                # declaration; without zero bytes UTF-16 reads like ASCII.
                text = tail + chunk.replace(b"\0", b"")
                if b"<!DOCTYPE" in text:
                    raise Refused(wording.files.file_active("doctype"))
                tail = text[-8:]
