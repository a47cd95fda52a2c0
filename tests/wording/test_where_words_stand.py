"""Vietnamese text is in `wording`, in templates, and nowhere else: another language is one more
catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import helpers
from helpers import wording

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


def _offered() -> dict[str, list[str]]:
    """The public names of each module that `wording` takes whole."""
    door = ast.parse((PACKAGE / "wording" / "__init__.py").read_text("utf-8"))
    modules = [str(node.module) for node in door.body if isinstance(node, ast.ImportFrom)]
    return {
        module: [
            name
            for name in _names(
                ast.parse(Path(str(import_module(module).__file__)).read_text("utf-8"))
            )
            if not name.startswith("_")
        ]
        for module in modules
    }


def test_no_name_of_wording_hides_another() -> None:
    hidden = [
        (module, name)
        for module, names in _offered().items()
        for name in names
        if vars(wording)[name] is not vars(import_module(module))[name]
    ]
    assert hidden == []


def test_every_name_that_wording_offers_is_used() -> None:
    users = [p for p in PACKAGE.rglob("*.py") if p.parent.name != "wording"]
    users += PACKAGE.rglob("*.j2")
    used = {
        name
        for path in users
        for name in re.findall(r"\bw(?:ording)?\.(\w+)", path.read_text("utf-8"))
    }
    for path in (PACKAGE / "wording").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                used.add(node.id)
    assert {name for names in _offered().values() for name in names} - used == set()
