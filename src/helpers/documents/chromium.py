"""One page printed as a tagged PDF by Chromium's command line, without clock or counters."""

from __future__ import annotations

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from helpers.system.accounts import is_root

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--proxy-server=127.0.0.1:9",  # a packet asks for nothing; this makes sure of it
)
SCRATCH = ".in-"  # how the name of a folder for one page begins
SECONDS = 120  # that a page may take
_MOMENT = re.compile(rb"\(D:\d{14}[+-]\d\d'\d\d'\)")
_NODE = re.compile(rb"\(node(\d{8})\)")
_TITLE = re.compile(rb"/Title <FEFF([0-9A-F]*)>")
_PAGE_TITLE = re.compile(r"<title>(.*?)</title>")
FIXED_MOMENT = b"(D:20000101000000+00'00')"
TAGGED = b"/StructTreeRoot"


def find_chromium() -> str | None:
    """The program; None where there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def printed(program: str, page: Path, anchor: str, scratch: Path) -> bytes:
    """The page as a PDF, opened at an anchor if one is given; `scratch`: a folder for its profile.

    Empty where Chromium gave none, or one of another page. The same Chromium gives the same bytes
    for the same page.
    """
    # Chromium has no sandbox for root, and says so by not starting.
    root = ["--no-sandbox"] if is_root() else []
    address = page.absolute().as_uri() + (f"#{anchor}" if anchor else "")
    with TemporaryDirectory(dir=scratch, prefix=SCRATCH) as folder:
        out = Path(folder) / "page.pdf"
        places = [f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}"]
        try:
            subprocess.run(
                [program, *FLAGS, *root, *places, address],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
            )
            content = out.read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            return b""
    whole = TAGGED in content and _title(content) == _page_title(page)
    return unchanging(content) if whole else b""


def unchanging(content: bytes) -> bytes:
    """A PDF without the moment it was made, and with its structure counted from 1. Nothing gets
    longer or shorter, for a PDF lists the places of its objects."""
    numbers = sorted(set(_NODE.findall(content)))
    place = {number: b"(node%08d)" % n for n, number in enumerate(numbers, 1)}
    counted = _NODE.sub(lambda match: place[match[1]], content)
    return _MOMENT.sub(FIXED_MOMENT, counted)


def _title(content: bytes) -> str:
    found = _TITLE.search(content)
    return bytes.fromhex(found[1].decode()).decode("utf-16-be") if found else ""


def _page_title(page: Path) -> str:
    found = _PAGE_TITLE.search(page.read_text("utf-8", "replace"))
    return unescape(found[1]) if found else ""
