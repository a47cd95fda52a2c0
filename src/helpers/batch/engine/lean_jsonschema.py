"""Imports jsonschema without a grammar that nobody here asks for; to be imported before nbformat
and papermill, which import jsonschema.

At import jsonschema looks for rfc3987_syntax, which JupyterLab brings along, and that package
compiles a grammar of international addresses: 1.4 s of processor time in every process that opens
a notebook, for a check of the format `iri` that no schema of notebooks contains. jsonschema has no
setting for it; it does without where the package cannot be imported.
"""

from __future__ import annotations

import sys
from importlib import import_module

GRAMMAR = "rfc3987_syntax"


if GRAMMAR not in sys.modules:
    sys.modules[GRAMMAR] = None  # type: ignore[assignment] # importing it raises ImportError
    try:
        import_module("jsonschema")
    finally:
        del sys.modules[GRAMMAR]
