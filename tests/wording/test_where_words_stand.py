"""Vietnamese text is in `wording`, in templates, and nowhere else: another language is one more
catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import helpers

PACKAGE = Path(helpers.__file__).parent
# Vietnamese that is data, never shown by itself.
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
    """The string literals of a module but for its docstrings."""
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


def test_every_name_that_wording_offers_is_used() -> None:
    door = ast.parse((PACKAGE / "wording" / "__init__.py").read_text("utf-8"))
    offered = {
        alias.name for node in door.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    users = [p for p in PACKAGE.rglob("*.py") if p.parent.name != "wording"]
    users += PACKAGE.rglob("*.j2")
    used = {
        name
        for path in users
        for name in re.findall(r"\bw(?:ording)?\.(\w+)", path.read_text("utf-8"))
    }
    assert offered - used == set()
