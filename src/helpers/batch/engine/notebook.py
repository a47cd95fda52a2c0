"""Notebook files: checks before anything starts, and the byte-stable form of an executed one."""

from __future__ import annotations

import ast
import json
import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers import wording
from helpers.batch.engine.lean_jsonschema import import_jsonschema
from helpers.model import PlainFault
from helpers.store.disk import PARAMETERS


@dataclass(frozen=True)
class Limits:
    """Limits of one notebook: wall-clock seconds, megabytes of data memory on top of what the
    process starts with, and megabytes of output."""

    seconds: float = 120
    megabytes: int = 2000
    output_megabytes: int = 20


@dataclass(frozen=True)
class Run:
    """An executed notebook (nbformat JSON, byte-stable), or why there is none."""

    notebook: dict[str, Any] | None
    failure: str = ""


class BrokenNotebook(PlainFault):
    """A notebook that must not be started."""


def check(path: Path, parameters: Mapping[str, str]) -> None:
    """Raises BrokenNotebook for a notebook that cannot be run with these parameters: unreadable,
    duplicate cell ids, not exactly one parameters cell or one that does more than name them or that
    names an agency, or parameters with other names (papermill would only log that and run with the
    default)."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise BrokenNotebook(wording.runs.notebook_unreadable(path.name)) from fault
    declared = _declared(path, content)
    if unknown := sorted(set(parameters) - declared):
        raise BrokenNotebook(wording.runs.notebook_unknown_parameters(path.name, unknown))
    if missing := sorted(declared - set(parameters)):
        raise BrokenNotebook(wording.runs.notebook_missing_parameters(path.name, missing))


@lru_cache(maxsize=32)
def _declared(path: Path, content: bytes) -> frozenset[str]:
    """The names of the notebook's parameters; BrokenNotebook if it cannot be run."""
    import_jsonschema()
    from papermill import inspect_notebook

    notebook = _read(path, content)
    ids = Counter(cell.get("id") for cell in notebook["cells"])
    if repeated := [str(i) for i, times in ids.items() if times > 1]:
        raise BrokenNotebook(wording.runs.notebook_ids_repeated(path.name, repeated))
    cells = [c for c in notebook["cells"] if PARAMETERS in c["metadata"].get("tags", [])]
    if len(cells) != 1:
        raise BrokenNotebook(wording.runs.notebook_parameters_cells(path.name, len(cells)))
    if _defaults("".join(cells[0]["source"])).get("agency") != wording.wrong_use.UNCHOSEN:
        raise BrokenNotebook(wording.runs.notebook_parameters_changed(path.name))
    return frozenset(inspect_notebook(str(path)))


def _defaults(source: str) -> dict[str, str]:
    """The texts that a cell of parameters gives them; empty if it does anything else: it is no part
    of a packet's key, so it may have no other effect."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return {}
    defaults = {}
    for each in statements:
        match each:
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(text))):
                defaults[name] = text
            case _:
                return {}
    return defaults


def _read(path: Path, content: bytes) -> Any:
    """The notebook as written; BrokenNotebook if it is none."""
    import_jsonschema()
    import nbformat

    try:
        notebook = json.loads(content)
        with warnings.catch_warnings():
            # nbformat repairs duplicate ids in its copy and warns; here they are refused.
            warnings.simplefilter("ignore")
            nbformat.validate(nbformat.from_dict(notebook))
    except (ValueError, KeyError, TypeError, AttributeError, nbformat.ValidationError) as fault:
        raise BrokenNotebook(wording.runs.notebook_unreadable(path.name)) from fault
    return notebook


# ---------------------------------------------------------------- the executed notebook


def stable(notebook: Mapping[str, Any], parameters: Mapping[str, str]) -> dict[str, Any]:
    """The executed notebook without timestamps, paths and random ids: equal runs, equal bytes.

    Cells keep the ids of the source, the injected parameters cell has a fixed one; metadata is
    reduced to tags and parameters.
    """
    return {
        "cells": [_stable_cell(cell) for cell in own_cells(notebook)],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "parameters": dict(parameters),
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def own_cells(notebook: Mapping[str, Any]) -> list[Any]:
    """The cells without the markers papermill adds around an error."""
    marker = "papermill-error-cell-tag"
    return [c for c in notebook["cells"] if marker not in c["metadata"].get("tags", [])]


def _stable_cell(cell: Mapping[str, Any]) -> dict[str, Any]:
    tags = cell["metadata"].get("tags", [])
    stable_cell: dict[str, Any] = {
        "id": "injected-parameters" if "injected-parameters" in tags else cell["id"],
        "cell_type": cell["cell_type"],
        "metadata": {"tags": list(tags)} if tags else {},
        "source": cell["source"],
    }
    if cell["cell_type"] == "code":
        stable_cell["execution_count"] = cell["execution_count"]
        stable_cell["outputs"] = _merged([_stable_output(each) for each in cell["outputs"]])
    return stable_cell


def _stable_output(output: Mapping[str, Any]) -> dict[str, Any]:
    return {**output, "metadata": {}} if "metadata" in output else dict(output)


def _merged(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Printed text arrives in chunks cut at random; adjacent chunks of one stream are joined."""
    merged: list[dict[str, Any]] = []
    for output in outputs:
        last = merged[-1] if merged else {}
        if output["output_type"] == "stream" and last.get("name") == output["name"]:
            last["text"] += output["text"]
        else:
            merged.append(output)
    return merged


def first_error(notebook: Mapping[str, Any]) -> str:
    """The first cell that raised, and what, in words; empty if none did."""
    for position, cell in enumerate(own_cells(notebook), start=1):
        for output in cell.get("outputs", []):
            if output.get("output_type") == "error":
                return wording.runs.notebook_failed(position, output["ename"], output["evalue"])
    return ""


def dump(notebook: Mapping[str, Any]) -> bytes:
    """The bytes of a notebook file, the same for equal notebooks; on one line, because Python needs
    ten times as long to write them indented."""
    return (json.dumps(notebook, ensure_ascii=False, sort_keys=True) + "\n").encode()
