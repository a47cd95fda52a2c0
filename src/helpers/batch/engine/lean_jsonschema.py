"""Imports jsonschema without a grammar that nobody here asks for; to be imported before nbformat
and papermill, which import jsonschema.

At import jsonschema looks for rfc3987_syntax, which JupyterLab brings along, and that package
compiles a grammar of international addresses: 1.4 s of processor time in every process that opens
a notebook, for a check of the format `iri` that no schema of notebooks contains. jsonschema has no
setting for it; it does without where the package cannot be imported.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

GRAMMAR = "rfc3987_syntax"


@contextmanager
def _not_importable(name: str) -> Iterator[None]:
    """Until the end of the block, importing this module raises ImportError."""
    sys.modules[name] = None  # type: ignore[assignment] # what the import system takes for that
    try:
        yield
    finally:
        del sys.modules[name]


if GRAMMAR not in sys.modules:
    with _not_importable(GRAMMAR):
        import_module("jsonschema")
