"""YAML and CSV files as plain values with the line of each value, and faults that cite them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from io import StringIO
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from helpers import wording
from helpers.model import PlainFault, spelling

Path: TypeAlias = tuple[str | int, ...]  # keys and positions that lead to a value of a file

# Days stay text, so that one place judges how a day is written; bytes have no use in a plan.
AS_TEXT = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:binary")

SAME_FAULT = {  # pydantic's names for what a reader of YAML sees as one fault
    "unexpected_keyword_argument": "extra_forbidden",
    "dataclass_type": "model_type",
    "tuple_type": "list_type",
    "frozen_set_type": "list_type",
    "enum": "not_allowed",
    "literal_error": "not_allowed",
}


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of a params file; `file` is relative to the root, `line` counts from 1."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return wording.params.params_sentence(self.file, self.line, self.text)


def fault_at(file: str, line: int, code: str, /, **facts: object) -> Fault:
    """A fault in the words of its `code`; `facts` go into the sentence."""
    return Fault(file, line, wording.params.params_fault(code, file.endswith(".csv"), **facts))


class ParamsError(PlainFault):
    """Files of params with faults; `faults` holds all of them, by file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


class File(BaseModel):
    """The shape of a params file: unknown keys, empty text and other types are refused.

    Plain dataclasses used as types of its fields are checked by the same rules.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, str_min_length=1)


F = TypeVar("F", bound=File)


@dataclass(frozen=True)
class Document:
    """What a file holds, and the lines of its keys and items by path; () is the file itself."""

    file: str
    data: object
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """The line of what `path` leads to, or of the nearest thing above it; steps that are not
        in the file, such as those of a default, are passed over."""
        place: Path = ()
        for step in path:
            place = (*place, step) if (*place, step) in self.lines else place
        return self.lines[place]

    def fault(self, code: str, path: Path = (), **facts: object) -> Fault:
        """A fault at the line of `path`; its last key is among the facts of the sentence."""
        keys = [step for step in path if isinstance(step, str) and not step.startswith("[")]
        known = {"key": keys[-1]} if keys else {}
        return fault_at(self.file, self.line(path), code, **known | facts)

    def validated(self, shape: type[F], context: Mapping[str, object] | None = None) -> F:
        """What the file holds as `shape`; `context`: for its validators. ParamsError with all that
        does not fit."""
        try:
            # In JSON a list or a text is the only way to write a tuple, a set or an enumeration,
            # so pydantic's strict mode takes them and still refuses "1" for 1.
            return shape.model_validate_json(json.dumps(self.data), context=context)
        except ValidationError as error:
            faults = [self._fault(each, shape) for each in error.errors(include_url=False)]
            raise ParamsError(faults) from None

    def _fault(self, error: ErrorDetails, shape: type[File]) -> Fault:
        code, path = SAME_FAULT.get(error["type"], error["type"]), error["loc"]
        facts = {"found": error["input"], **error.get("ctx", {})}
        if "expected" in facts:  # such as "'a', 'b' or 'c'"
            facts["allowed"] = facts["expected"].replace("'", "").replace(" or ", ", ")
        if code == "extra_forbidden":
            near = get_close_matches(str(path[-1]), _keys(shape), n=1)
            facts["near"] = "".join(near)
        return self.fault(code, path, **facts)


def _keys(shape: type[File]) -> list[str]:
    """The keys a file of this shape may have, at any depth."""
    schema = shape.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return sorted({key for part in parts for key in part.get("properties", ())})


# ---------------------------------------------------------------- files


def _text(file: str, content: bytes | None) -> str:
    """The text of a file in NFC."""
    if content is None:
        raise ParamsError([fault_at(file, 1, "no_file")])
    try:
        return spelling.nfc(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ParamsError([fault_at(file, line, "not_utf8")]) from None


@lru_cache(maxsize=64)
def read_yaml(file: str, content: bytes | None) -> Document:
    """A YAML file that holds a mapping. `content`: None for a file that is not there.

    Parsing the files of a plan takes 0.3 s, so what a process has parsed before it does not parse
    again. Raises ParamsError if it cannot be read, or with every key that is written twice and
    every value that another place refers to.
    """
    text = _text(file, content)
    yaml = YAML(typ="safe", pure=True)
    try:
        values = _Values(file, yaml.constructor.construct_object)
        node = yaml.compose(text)
        data = values.of(node, ()) if node else {}
    except (YAMLError, ValueError, RecursionError) as error:
        raise ParamsError([fault_at(file, _error_line(error, text), "syntax")]) from None
    if not isinstance(data, dict):
        raise ParamsError([fault_at(file, 1, "not_a_mapping")])
    if values.faults:
        raise ParamsError(values.faults)
    return Document(file, data, {(): 1, **values.lines})


def _error_line(error: Exception, text: str) -> int:
    mark = getattr(error, "problem_mark", None)  # a character YAML forbids has a position instead
    return mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1


@dataclass
class _Values:
    """Turns YAML nodes into values; ruamel's own constructor stops at the first repeated key."""

    file: str
    scalar: Callable[[Node], Any]
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    read: set[int] = field(default_factory=set)  # ids of the nodes read before

    def of(self, node: Node, path: Path) -> Any:
        self.lines.setdefault(path, _line(node))
        if id(node) in self.read:  # a few aliases of aliases are more values than any memory has
            self.faults.append(fault_at(self.file, _line(node), "alias"))
            return None
        self.read.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.of(inner, (*path, n)) for n, inner in enumerate(node.value)]
        return node.value if node.tag in AS_TEXT else self.scalar(node)

    def _mapping(self, node: Node, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else "?"
            here, line = (*path, key), _line(key_node)
            if key in values:
                first = self.lines[here]
                self.faults.append(fault_at(self.file, line, "repeated_key", key=key, first=first))
                continue
            self.lines[here] = line
            values[key] = self.of(value_node, here)
        return values


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def read_table(
    file: str, content: bytes | None, mark: str = ","
) -> tuple[list[str], dict[int, dict[str, str]]]:
    """Heads of a CSV file, and its rows by line, values as text; `mark`: between the cells.

    Raises ParamsError if it cannot be read, or with every row of another length than the heads.
    """
    reader = csv.reader(StringIO(_text(file, content), newline=""), strict=True, delimiter=mark)
    heads: list[str] = []
    rows = {}
    ragged = []
    line = 1  # that the next record begins on
    try:
        for cells in reader:
            if not heads:
                heads = cells
            elif len(cells) == len(heads):
                rows[line] = dict(zip(heads, cells, strict=True))
            elif cells:
                facts = {"found": len(cells), "expected": len(heads)}
                ragged.append(fault_at(file, line, "ragged", **facts))
            line = reader.line_num + 1
    except csv.Error:
        raise ParamsError([fault_at(file, line, "csv_syntax")]) from None
    if ragged:
        raise ParamsError(ragged)
    return heads, rows
