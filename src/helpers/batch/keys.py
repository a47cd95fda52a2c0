"""Keys by content: what a packet, and what a whole period, was made from.

A packet's key names each thing it depends on, so that a difference can be told in words. The
period key covers more than the period needs: where it differs, the packets' own keys decide.
"""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import metadata
from pathlib import Path

import helpers
from helpers.plan import Roots

Key = Mapping[str, str]  # a digest for each thing depended on

FIGURES, CODE, TEMPLATES, LOCK = "figures", "code", "templates", "lock"
PACKAGE = Path(helpers.__file__).parent


def notebook_path(roots: Roots, name: str) -> Path:
    """Where a notebook lies."""
    return roots.root / "notebooks" / f"{name}.ipynb"


def packet_key(figures: str, around: Key) -> Key:
    """The key of one packet: the digest of its evaluation as shown, and all that turns it into a
    page."""
    return {FIGURES: figures, **around}


def surroundings(roots: Roots, notebooks: Sequence[str]) -> Key:
    """What every packet depends on besides its figures: code, templates, lock, each notebook."""
    return {
        **_package(),
        LOCK: _sha256(_lock(roots)),
        **{path.name: _sha256(path) for path in (notebook_path(roots, n) for n in notebooks)},
    }


def changed(before: Key, now: Key) -> tuple[str, ...]:
    """What two keys differ in, by name."""
    names = dict.fromkeys([*now, *before])
    return tuple(name for name in names if before.get(name) != now.get(name))


def software(roots: Roots) -> Mapping[str, str]:
    """What this process is made of: interpreter, this package, and each library of the lock in
    the version that is installed. Two processes that agree make the same bytes."""
    return _software(_lock(roots).read_text("utf-8"))


def software_digest(roots: Roots) -> str:
    """One digest of the software."""
    return hashlib.sha256(repr(sorted(software(roots).items())).encode()).hexdigest()


@lru_cache(maxsize=2)
def _software(lock: str) -> Mapping[str, str]:
    names = re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)
    return {"python": platform.python_version(), **_package(), **{n: _version(n) for n in names}}


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def period_key(roots: Roots, plan_id: str) -> str:
    """One key for all a period's packets and tables can depend on, told without opening any of
    it: code, templates, lock, notebooks, the plan, and what the plan's store holds now."""
    digest = hashlib.sha256(repr(sorted(_package().items())).encode())
    for label, folder, paths in (
        ("lock", roots.root, [_lock(roots)]),
        ("notebooks", roots.root, sorted((roots.root / "notebooks").glob("*.ipynb"))),
        ("plan", roots.root, sorted((roots.root / "params" / "plans" / plan_id).rglob("[!.]*"))),
        ("store", roots.data, list(_in_force(roots.data / "store" / plan_id))),
    ):
        digest.update(f"{label} {_all(folder, paths)}\n".encode())
    return digest.hexdigest()


def _in_force(store: Path) -> Iterator[Path]:
    """Of each period the snapshot that `current` names, and whatever is noted beside it; what was
    computed from a snapshot is left out, for the code that computed it counts already."""
    for period in sorted(store.glob("[!.]*/")):
        yield from sorted(path for path in period.glob("[!.]*") if path.is_file())
        named = period / "current"
        if named.is_file():
            snapshot = period / named.read_bytes().decode("ascii", "replace").strip()
            held = (p for p in snapshot.glob("[!.]*") if not p.name.startswith("observations-"))
            yield from sorted(held)


@cache
def _package() -> Key:
    """Digests of this package's sources and of its templates; read once, for the process runs
    with what it has loaded."""
    files = [p for p in sorted(PACKAGE.rglob("*")) if p.is_file() and p.suffix != ".pyc"]
    templates = [p for p in files if p.is_relative_to(PACKAGE / "templates")]
    code = [p for p in files if p not in templates]
    return {CODE: _all(PACKAGE, code), TEMPLATES: _all(PACKAGE, templates)}


def _lock(roots: Roots) -> Path:
    return roots.root / "requirements.lock"


def _all(folder: Path, paths: Iterable[Path]) -> str:
    """One digest of files, each by its name below `folder` and its content."""
    digest = hashlib.sha256()
    for path in paths:
        if path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()} {_sha256(path)}\n".encode())
    return digest.hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
