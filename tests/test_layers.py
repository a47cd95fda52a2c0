"""A module imports only from those above it in the README's table."""

from __future__ import annotations

import ast
from pathlib import Path

import helpers

PACKAGE = Path(helpers.__file__).parent
ORDER = [
    "model",
    "wording",
    "params",
    "formulas",
    "store",
    "counting",
    "approvals",
    "forms",
    "statements",
    "intake",
    "indicators",
    "observations",
    "verdicts",
    "scoring",
    "tasks",
    "evaluation",
    "opening",
    "display",
    "engine",
    "packet",
    "batch",
    "report",
    "demo",
    "cli",
]


def _module(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("helpers"):
            parts = (node.module or "").split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("helpers.")}
    return found


def test_every_module_has_its_place_and_imports_only_from_above() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        module = _module(path)
        if module == "__init__":
            continue
        assert module in ORDER, f"{module} has no place in the order"
        for imported in _imports(path) - {module}:
            assert ORDER.index(imported) < ORDER.index(module), f"{path.name} imports {imported}"


def test_the_readme_names_every_module() -> None:
    readme = (PACKAGE.parents[1] / "README.md").read_text("utf-8")
    assert [m for m in ORDER if f"`{m}`" not in readme] == []
