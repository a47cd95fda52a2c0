"""The packets of a period as PDFs, next to a record of which page each was made from.

A PDF is made again only where its page has changed, so that a run that was stopped goes on where it
was. The record is written after each PDF; `record_faults` compares it with the files.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError

from helpers import wording
from helpers.documents.chromium import SCRATCH, printed
from helpers.packets.manifest import listed
from helpers.store import write_whole
from helpers.store.disk import file_sha256
from helpers.store.own_files import is_plain

PDF, RECORD = "pdf", "danh-muc.json"
WHOLE_ANCHOR, WHOLE_ENDING = "toan-van", "-toan-van"


@dataclass(frozen=True)
class Printed:
    """One PDF: the page it was made from, as it was, and its own sha256."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    page: str  # path in the period's folder
    page_sha256: str
    sha256: str


RECORDS: TypeAdapter[dict[str, Printed]] = TypeAdapter(dict[str, Printed])


@dataclass(frozen=True)
class Outcome:
    """What a run did: PDFs `made` and `kept`; by page why there is no PDF of it."""

    made: int
    kept: int
    faults: Mapping[str, str]


def pdf_folder(period_folder: Path) -> Path:
    """Where the PDFs of a period's packets are."""
    return period_folder.with_name(f"{period_folder.name}{wording.index.DOCUMENTS_ENDING}") / PDF


def file_name(agency: str, whole: bool) -> str:
    """The PDF of an agency's packet."""
    return f"{agency}{WHOLE_ENDING if whole else ''}.pdf"


def print_packets(
    program: str,
    period_folder: Path,
    pages: Mapping[str, str],
    whole: bool,
    jobs: int,
    step: Callable[[], None],
) -> Outcome:
    """Print the packets that have no PDF yet, or one of another page.

    `pages`: by agency the path of its page in the period's folder; `step`: called after each. The
    caller has locked the folder.
    """
    folder = pdf_folder(period_folder)
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{SCRATCH}*"):  # by a run that was killed
        shutil.rmtree(left, ignore_errors=True)
    records, hashes = read_record(folder), listed(period_folder)
    faults: dict[str, str] = {}
    wanted: dict[str, str] = {}  # page by file
    kept = 0
    for agency, page in pages.items():
        name = file_name(agency, whole)
        if fault := _fault(period_folder, page, hashes):
            faults[page] = fault
        elif _is_current(folder, name, records.get(name), page, hashes[page]):
            kept += 1
        else:
            wanted[name] = page
    for _ in range(len(pages) - len(wanted)):
        step()
    made = 0
    for name, page, content in _printing(program, period_folder, folder, wanted, whole, jobs):
        if content and not (fault := _fault(period_folder, page, hashes)):
            write_whole(folder / name, content)
            records[name] = Printed(page, hashes[page], file_sha256(folder / name))
            _write_record(folder, records)
            made += 1
        else:
            faults[page] = fault if content else wording.documents.not_printed(page)
        step()
    return Outcome(made, kept, faults)


def _printing(
    program: str, pages: Path, folder: Path, wanted: Mapping[str, str], whole: bool, jobs: int
) -> Iterator[tuple[str, str, bytes]]:
    """Each PDF as it is done: its name, its page, its content; empty where there is none."""
    anchor = WHOLE_ANCHOR if whole else ""

    def made(page: str) -> bytes:
        return printed(program, pages / page, anchor, folder)

    with ThreadPoolExecutor(jobs) as pool:
        running = {pool.submit(made, page): (name, page) for name, page in wanted.items()}
        try:
            for done in as_completed(running):
                name, page = running[done]
                yield name, page, done.result()
        finally:  # where it was stopped, what has not begun does not begin
            pool.shutdown(wait=False, cancel_futures=True)


def _fault(folder: Path, page: str, hashes: Mapping[str, str]) -> str:
    """Why a page is not one that the batch published; empty where it is."""
    path = folder / page
    if page not in hashes or not is_plain(path):
        return wording.documents.no_packet(page)
    return "" if file_sha256(path) == hashes[page] else wording.manifest.file_changed(page)


def _is_current(
    folder: Path, name: str, record: Printed | None, page: str, page_sha256: str
) -> bool:
    if record is None or (record.page, record.page_sha256) != (page, page_sha256):
        return False
    return is_plain(folder / name) and file_sha256(folder / name) == record.sha256


# ---------------------------------------------------------------- the record


def read_record(folder: Path) -> dict[str, Printed]:
    """The record of a folder of PDFs; one that is missing or damaged records nothing."""
    try:
        return RECORDS.validate_json((folder / RECORD).read_bytes())
    except (OSError, ValidationError):
        return {}


def _write_record(folder: Path, records: Mapping[str, Printed]) -> None:
    lines = {name: asdict(records[name]) for name in sorted(records)}
    write_whole(folder / RECORD, (json.dumps(lines, indent=1) + "\n").encode())


def record_faults(period_folder: Path) -> list[str]:
    """What is wrong with the PDFs of a period's packets, in sentences; nothing without any."""
    folder = pdf_folder(period_folder)
    files = sorted(path.name for path in folder.glob("*.pdf"))
    if not files and not (folder / RECORD).exists():
        return []
    records, hashes = read_record(folder), listed(period_folder)
    if not records:
        return [wording.documents.record_damaged(folder / RECORD)]
    faults = [wording.documents.pdf_unknown(name) for name in files if name not in records]
    for name, record in sorted(records.items()):
        if not is_plain(folder / name):
            faults.append(wording.documents.pdf_missing(name))
        elif file_sha256(folder / name) != record.sha256:
            faults.append(wording.documents.pdf_changed(name))
        elif hashes.get(record.page) != record.page_sha256:
            faults.append(wording.documents.pdf_outdated(name))
    return faults
