"""Keys by content: what a packet, and what a whole period, was made from.

A packet's key names each thing it depends on, so that a difference can be named. The period key
covers more than the period needs: where it differs, the packets' own keys decide.
"""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from helpers.model import Plan
from helpers.plan import Roots
from helpers.plan.roots import NOTEBOOKS
from helpers.store import approvals
from helpers.store.disk import (
    code_digest,
    file_sha256,
    files_digest,
    notebook_digest,
    templates_digest,
)

Key = Mapping[str, str]  # a digest for each thing depended on

FIGURES, CODE, TEMPLATES, LOCK = "figures", "code", "templates", "lock"


def packet_key(figures: str, shared: Key) -> Key:
    """The key of one packet: the digest of its evaluation, and the dependencies that all packets
    share."""
    return {FIGURES: figures, **shared}


def dependencies(roots: Roots, plan: Plan) -> Key:
    """What every packet depends on besides its figures: code, templates, lock file, notebooks."""
    return {
        **_package(),
        LOCK: file_sha256(_lock(roots)),
        **{path.name: notebook_digest(path) for path in map(roots.notebook, plan.notebooks)},
    }


def changed(before: Key, now: Key) -> tuple[str, ...]:
    """The names of what differs between two keys."""
    names = dict.fromkeys([*now, *before])
    return tuple(name for name in names if before.get(name) != now.get(name))


def software(roots: Roots) -> Mapping[str, str]:
    """Versions and digests of what this process runs: the interpreter, this package, and each
    library of the lock file as installed. Processes with equal software make equal bytes."""
    return _software(_lock(roots).read_text("utf-8"))


def software_digest(roots: Roots) -> str:
    """One digest of `software`."""
    return hashlib.sha256(repr(sorted(software(roots).items())).encode()).hexdigest()


@lru_cache(maxsize=2)
def _software(lock: str) -> Mapping[str, str]:
    names = re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)
    return {"python": platform.python_version(), **_package(), **{n: version(n) for n in names}}


def version(name: str) -> str:
    """The version of an installed library; empty if it is not installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def period_key(roots: Roots, plan_id: str) -> str:
    """One key for all that a period's packets and tables can depend on, without reading any of it
    as data: code, templates, lock file, notebooks, the plan, its current snapshots, approvals."""
    digest = hashlib.sha256(repr(sorted(_package().items())).encode())
    for label, folder, paths in (
        ("lock", roots.root, [_lock(roots)]),
        ("plan", roots.root, sorted((roots.root / "params" / "plans" / plan_id).rglob("[!.]*"))),
        ("store", roots.data, list(_current_files(roots.data / "store" / plan_id))),
    ):
        digest.update(f"{label} {files_digest(folder, paths)}\n".encode())
    for path in sorted((roots.root / NOTEBOOKS).glob("*.ipynb")):
        digest.update(f"notebook {path.name} {notebook_digest(path)}\n".encode())
    digest.update(approvals.lines(roots.data, plan_id))
    return digest.hexdigest()


def _current_files(store: Path) -> Iterator[Path]:
    """The files of each period's current snapshot and those next to the snapshots; what was
    computed from a snapshot is left out, for the code that computed it counts already."""
    for period in sorted(store.glob("[!.]*/")):
        yield from sorted(path for path in period.glob("[!.]*") if path.is_file())
        named = period / "current"
        if named.is_file():
            snapshot = period / named.read_bytes().decode("ascii", "replace").strip()
            files = (p for p in snapshot.glob("[!.]*") if not p.name.startswith("observations-"))
            yield from sorted(files)


def _package() -> Key:
    return {CODE: code_digest(), TEMPLATES: templates_digest()}


def _lock(roots: Roots) -> Path:
    return roots.root / "requirements.lock"
