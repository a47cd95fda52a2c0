"""A room imports only from those above it. As a program this prints the rooms and their imports."""

from __future__ import annotations

import ast
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

import helpers
from helpers.model import faults
from helpers.store import disk

PACKAGE = Path(helpers.__file__).parent
ORDER = [
    "system",
    "model",
    "wording",
    "privacy",
    "plan",
    "store",
    "forms",
    "evaluation",
    "packets",
    "intake",
    "documents",
    "analyst",
    "batch",
    "demo",
    "cli",
]


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers"):
            parts = (node.module or "").split(".")
            imported |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            imported |= {a.name.split(".")[1] for a in node.names if a.name.startswith("helpers.")}
    return imported


def _arrows() -> Counter[tuple[str, str]]:
    """How many modules of a room import from another one, by (importing, imported)."""
    return Counter(
        (_room(path), imported)
        for path in PACKAGE.rglob("*.py")
        for imported in _imports(path) - {_room(path)}
        if _room(path) != "__init__"
    )


def test_every_room_has_its_place_and_imports_only_from_above() -> None:
    rooms = {_room(path) for path in PACKAGE.rglob("*.py")} - {"__init__"}
    assert rooms == set(ORDER)
    upward = [
        f"{room} imports {imported}"
        for room, imported in _arrows()
        if ORDER.index(imported) >= ORDER.index(room)
    ]
    assert upward == []


WORDS_OF_ANALYSTS = [
    f"wording/{name}.py" for name in ("explorer", "tables", "tabs", "viewer", "why")
]
WORDS_OF_DOCUMENTS = ["wording/documents.py", "wording/report.py"]


def _modules_of_analysts() -> Counter[tuple[str, str]]:
    """What modules outside the room import from `analyst`, by (importing module, name)."""
    return Counter(
        (path.relative_to(PACKAGE).as_posix(), node.module or "")
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers.analyst")
        if _room(path) not in ("analyst", "__init__")
    )


def test_packets_are_made_without_what_serves_analysts_alone() -> None:
    """It counts in no packet's key (`store/disk.py`), so it must not be able to change one."""
    others = {
        (module, name)
        for module, name in _modules_of_analysts()
        if name != "helpers.analyst.opening" and not module.startswith("cli/")
    }
    assert others == set()
    counted = {path.relative_to(PACKAGE).as_posix() for path in disk.code_files()}
    left_out = {
        name
        for path in PACKAGE.rglob("*.py")
        if (name := path.relative_to(PACKAGE).as_posix()) not in counted
    }
    of_rooms = {
        path.relative_to(PACKAGE).as_posix()
        for room in ("analyst", "documents")
        for path in (PACKAGE / room).rglob("*.py")
    }
    words = {*WORDS_OF_ANALYSTS, *WORDS_OF_DOCUMENTS}
    assert left_out == (of_rooms - {"analyst/opening.py"}) | words
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"wording\.(explorer|tables|tabs|viewer|why)\b", path.read_text("utf-8"))
    }
    assert {name for name in users if not name.startswith("analyst/")} == set()


def test_packets_are_made_without_what_serves_documents_alone() -> None:
    """It counts in no packet's key either."""
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(r"wording\.(documents|report)\b|helpers\.documents\b", path.read_text("utf-8"))
    }
    outside = {name for name in users if not name.startswith("documents/")}
    assert outside == {"cli/documents.py", "cli/results.py"}


def test_a_change_of_the_tables_makes_no_packet_and_no_kept_figure_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "helpers"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(disk, "PACKAGE", package)
    monkeypatch.setattr(disk, "TEMPLATES", package / "packets" / "templates")
    digest, before = disk.code_digest.__wrapped__, disk.code_digest.__wrapped__()
    rooms = [each for each in (package / "analyst").rglob("*") if each.name != "opening.py"]
    rooms += (package / "documents").rglob("*")
    for path in [*rooms, *(package / each for each in [*WORDS_OF_ANALYSTS, *WORDS_OF_DOCUMENTS])]:
        if path.is_file():
            path.write_text(path.read_text("utf-8") + "\n# changed", "utf-8")
    (package / "analyst" / "tables" / "new.py").write_text("", "utf-8")
    assert digest() == before
    opening = package / "analyst" / "opening.py"
    opening.write_text(opening.read_text("utf-8") + "\n# changed", "utf-8")
    assert digest() != before


def test_the_drawing_of_errors_names_every_class() -> None:
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    errors = {"Exception", "BaseException", "ValueError", "RuntimeError", "OSError"}
    classes: set[str] = set()
    while more := {name for name in bases if bases[name] & (errors | classes)} - classes:
        classes |= more
    assert set(re.findall(r"^ +[├└─│ ]*(\w+)  ", faults.__doc__ or "", re.M)) == classes


def test_the_architecture_names_every_room() -> None:
    text = (PACKAGE.parents[1] / "docs" / "architecture.md").read_text("utf-8")
    assert [room for room in ORDER if f"| `{room}` |" not in text] == []


def main() -> None:
    """Print each room with its modules, lines, and the rooms it imports from."""
    arrows = _arrows()
    for room in ORDER:
        paths = [path for path in PACKAGE.rglob("*.py") if _room(path) == room]
        lines = sum(len(path.read_text("utf-8").splitlines()) for path in paths)
        imported = ", ".join(to for to in ORDER if (room, to) in arrows) or "-"
        print(f"{room:<11}{len(paths):>4} modules{lines:>7} lines  <- {imported}")
    print(f"{len(ORDER)} rooms, {len(arrows)} arrows between them")


if __name__ == "__main__":
    main()
