"""Executed notebooks + Evaluation -> the bytes of one HTML packet; the index; the manifest.

A packet is one file without scripts, requests or links to other files. It shows only outputs of
`display`; any other output makes a notebook unfit.
"""

from __future__ import annotations

from helpers.packets.index import index
from helpers.packets.manifest import identity_of, manifest
from helpers.packets.methods import methods
from helpers.packets.notebooks import UnfitNotebook, faults, notebook_identity
from helpers.packets.page import build, clauses_of
from helpers.packets.seal import code_of

__all__ = [
    "UnfitNotebook",
    "build",
    "clauses_of",
    "code_of",
    "faults",
    "identity_of",
    "index",
    "manifest",
    "methods",
    "notebook_identity",
]
