"""A room imports only from those above it. As a program this prints the rooms and their imports."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import helpers
from helpers.model import faults

PACKAGE = Path(helpers.__file__).parent
ORDER = [
    "model",
    "wording",
    "privacy",
    "plan",
    "store",
    "forms",
    "evaluation",
    "packets",
    "intake",
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
