"""Importing jsonschema without a grammar that no notebook needs."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import cast

GRAMMAR = "rfc3987_syntax"


def import_jsonschema() -> None:
    """Import jsonschema; to be called before nbformat or papermill, which import it, are imported.

    At import jsonschema looks for GRAMMAR, which JupyterLab installs, and that package compiles a
    grammar of international addresses: 1.4 s of processor time in every process that opens a
    notebook, for a check of the format `iri` that no schema of notebooks contains. jsonschema has
    no setting for it, but works without the package.
    """
    if "jsonschema" in sys.modules or GRAMMAR in sys.modules:
        return
    # None is how the import system marks a module that cannot be imported; its stubs do not say so.
    modules = cast(dict[str, ModuleType | None], sys.modules)
    modules[GRAMMAR] = None
    try:
        import_module("jsonschema")
    finally:
        del modules[GRAMMAR]
