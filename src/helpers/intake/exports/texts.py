"""The bytes of a text file proved to be text, and given as UTF-8: the file itself or a copy.

No encoding is guessed: UTF-8 and UTF-16 by their own rules, Windows-1258 by its
syllables (`legacy`). A copy has the lines of the file, so a line's number is the same in both; in
it lines end with a new line, where an old Mac wrote returns.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa

from helpers import wording
from helpers.intake.exports.remarks import ExportRefused, Findings
from helpers.intake.files.child_answers import Places
from helpers.intake.files.legacy import TONES, encoding_of
from helpers.model import Severity

PORTION = 4 << 20
LONGEST_LINE = 1 << 20  # bytes; a line of twice as many is never met
REPLACED = "\ufffd".encode()
UTF16 = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
SAMPLE = 1 << 20
NEW_LINE, ANY_LINE_END = re.compile(b"\n"), re.compile(b"\r\0?\n?|\n")
LONE_RETURN = re.compile(b"\r(?!\n)")
LONE_LETTER = re.compile("\r(?!\n)")  # the same in letters
# What Vietnamese text in Windows-1258 may hold beyond ASCII and Vietnamese letters.
SIGNS = set("\u00a0«»“”‘’–—…•·°²³§±×€™®©")
LETTERS = set("đĐ") | {
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", *TONES)
}


class NotText(Exception):
    """`faults`: the lines of each fault, by the name of its sentence; no lines: the whole file."""

    def __init__(self, faults: Mapping[str, Places[int]]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


def as_text(path: Path, folder: Path, most: int | None = None) -> Path:
    """A file of the same text in UTF-8, itself where it is that already; a copy lies in `folder`.

    With `most` only about so many bytes of the beginning are read. Raises ExportRefused.
    """
    try:
        return _as_text(path, folder, most)
    except NotText as fault:
        findings = Findings(path)
        for name, lines in fault.faults.items():
            if lines.count:
                findings.of_rows(name, lines.first, "refuse", lines.count)
            else:
                findings.of_file(wording.rows.ROW_QUESTIONS[name], Severity.REFUSED_FILE)
        raise ExportRefused(findings.remarks) from None


def _as_text(path: Path, folder: Path, most: int | None) -> Path:
    with path.open("rb") as file:
        begin = file.read(SAMPLE)
    encoding = _wide_encoding(begin)
    if encoding is None and LONE_RETURN.search(begin.removesuffix(b"\r")):
        path = _with_new_lines(path, folder / "lines.csv")
    _refuse_endless_line(path, ANY_LINE_END if encoding else NEW_LINE)
    if encoding is None and _is_utf8(path, most):
        return path
    if encoding is None and (name := encoding_of(_marked_lines(path))):
        if name != "cp1258":
            raise NotText({name: Places()})
        encoding = name
    if encoding is None:
        raise NotText(_byte_faults(path))
    copy = folder / "text.csv"
    _copy(path, copy, encoding, most)
    if not _is_utf8(copy, most):
        raise NotText(_byte_faults(copy))
    return copy


def _with_new_lines(path: Path, copy: Path) -> Path:
    """A copy in which each return that ends a line is a new line."""
    with path.open("rb") as file, copy.open("wb") as out:
        rest = b""
        while piece := file.read(PORTION):
            piece = rest + piece
            rest = piece[-1:] if piece.endswith(b"\r") else b""  # half of an end of line, or all
            out.write(LONE_RETURN.sub(b"\n", piece.removesuffix(b"\r")))
        out.write(rest.replace(b"\r", b"\n"))
    return copy


def _refuse_endless_line(path: Path, end: re.Pattern[bytes]) -> None:
    """No piece of the file as long as the longest line may lack the end of a line: everything
    after this may take a line into memory."""
    lines = 0
    with path.open("rb") as file:
        while piece := file.read(LONGEST_LINE):
            ends = len(end.findall(piece))
            if len(piece) == LONGEST_LINE and not ends:
                raise NotText({"endless_line": Places([lines + 1], 1)})
            lines += ends


def _wide_encoding(begin: bytes) -> str | None:
    """UTF-16 by its mark, or by the zeros in every second place of plain letters."""
    if begin[:2] in UTF16:
        return UTF16[begin[:2]]
    pairs = len(begin) // 2
    even, odd = begin[: 2 * pairs : 2].count(0), begin[1 : 2 * pairs : 2].count(0)
    if pairs and not even and odd > 0.3 * pairs:
        return "utf-16-le"
    if pairs and not odd and even > 0.3 * pairs:
        return "utf-16-be"
    return None


def _is_utf8(path: Path, most: int | None) -> bool:
    with path.open("rb") as file:
        return all(map(_is_valid, _beginning(whole_lines(file, PORTION), most)))


def whole_lines(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The rest of a file in portions of about `size` bytes; each ends with a line, or with the
    file."""
    rest = b""
    while read := file.read(size):
        end = read.rfind(b"\n") + 1
        if end:
            yield rest + read[:end]
            rest = read[end:]
        else:
            rest += read
    if rest:
        yield rest


def _beginning(portions: Iterator[bytes], most: int | None) -> Iterator[bytes]:
    """Portions until `most` bytes have been given; all without it."""
    size = 0
    while (most is None or size < most) and (portion := next(portions, b"")):
        size += len(portion)
        yield portion


def _is_valid(content: bytes) -> bool:
    """Whether bytes are letters in UTF-8, told by Arrow, several times faster than decoding."""
    if b"\0" in content or REPLACED in content:
        return False
    ends = pa.py_buffer(np.array([0, len(content)], np.int32))
    try:
        pa.StringArray.from_buffers(1, ends, pa.py_buffer(content)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _marked_lines(path: Path) -> bytes:
    """The first lines that are not ASCII."""
    found: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                found.append(line)
                size += len(line)
            if size > SAMPLE:
                break
    return b"".join(found)


def _byte_faults(path: Path) -> dict[str, Places[int]]:
    lines = {"not_utf8": Places(), "nul": Places(), "replaced": Places()}
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if b"\0" in line:
                lines["nul"].add(number)
            if REPLACED in line:
                lines["replaced"].add(number)
            if "\ufffd" in line.replace(REPLACED, b"").decode("utf-8", "replace"):
                lines["not_utf8"].add(number)
    return {name: found for name, found in lines.items() if found.count}


def _copy(path: Path, copy: Path, encoding: str, most: int | None) -> None:
    """The text in UTF-8 and NFC, line by line; NotText where it is not of that encoding."""
    odd = Places()
    written = 0
    try:
        with (
            path.open(encoding=encoding, newline="") as file,
            copy.open("w", encoding="utf-8", newline="") as out,
        ):
            for number, line in enumerate(file, 1):
                text = unicodedata.normalize("NFC", LONE_LETTER.sub("\n", line))
                if encoding == "cp1258" and not _is_plain(text):
                    odd.add(number)
                written += out.write(text)
                if most is not None and written >= most:
                    break
    except UnicodeError as fault:
        name = "not_cp1258" if encoding == "cp1258" else "broken_utf16"
        raise NotText({name: Places()}) from fault
    if odd.count:
        raise NotText({"not_cp1258": odd})


def _is_plain(text: str) -> bool:
    """Whether a line holds only ASCII, Vietnamese letters and common signs."""
    return text.isascii() or all(c < "\x7f" or c in LETTERS or c in SIGNS for c in text)
