"""Vietnamese text is in `wording` and templates only, so that another language is another
catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import helpers

PACKAGE = Path(helpers.__file__).parent
# Vietnamese text that is data, not shown by itself.
DATA = {
    "demo/dossiers.py": "columns of simulated exports, fields of dossiers",
    "demo/offices.py": "fields of simulated dossiers",
    "demo/spelling.py": "values of simulated exports",
    "demo/survey.py": "columns of a simulated export",
    "intake/exports/groups.py": "patterns for the numbering of rows",
    "intake/exports/row_names.py": "patterns for the names of rows that are sums or groups",
    "intake/exports/texts.py": "letters of an old encoding",
    "intake/exports/titles.py": "patterns for the periods that titles name",
    "intake/exports/totals.py": "a pattern for the numbering of columns",
    "intake/files/legacy.py": "letters of old fonts and of Vietnamese syllables",
    "model/spelling.py": "a letter without its stroke",
    "privacy/masking.py": "words that may be repeated of foreign text",
    "privacy/personal.py": "patterns for the names of identity papers",
    "privacy/phrases.py": "phrases that may be repeated of foreign text",
    "privacy/procedure_fields.py": "names of fields that may be repeated of dossiers",
}


def _is_vietnamese(text: str) -> bool:
    """Whether a text has a letter beyond ASCII of the Latin blocks that Vietnamese uses."""
    return any(
        char.isalpha() and ("\u00c0" <= char < "\u0250" or "\u1e00" <= char < "\u1f00")
        for char in text
    )


def _texts(path: Path) -> Iterator[str]:
    """The string literals of a module except docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


def test_vietnamese_text_is_in_wording_alone() -> None:
    speaking = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if any(map(_is_vietnamese, _texts(path)))
    }
    elsewhere = {name for name in speaking if not name.startswith("wording/")}
    assert elsewhere == set(DATA)


def _names(module: ast.Module) -> Iterator[str]:
    """The names that a module defines itself."""
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for inner in (inner for target in targets for inner in ast.walk(target)):
                if isinstance(inner, ast.Name):
                    yield inner.id


def test_every_public_name_of_wording_is_used() -> None:
    words = PACKAGE / "wording"
    offered = {
        (path.stem, name)
        for path in words.glob("*.py")
        for name in _names(ast.parse(path.read_text("utf-8")))
        if not name.startswith("_")
    }
    used: set[tuple[str, str]] = set()
    for path in [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.j2")]:
        text = path.read_text("utf-8")
        used.update(re.findall(r"\b(\w+)\.(?=(\w+))", text))
        for module, names in re.findall(
            r"from helpers\.wording\.(\w+) import (\([^)]*\)|.*)", text
        ):
            used.update((module, name) for name in re.findall(r"\w+", names))
        if path.parent == words:
            loaded = (n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name))
            used.update((path.stem, n.id) for n in loaded if isinstance(n.ctx, ast.Load))
    assert offered - used == set()
