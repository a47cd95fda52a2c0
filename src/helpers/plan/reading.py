"""YAML and CSV as plain values that still know their lines, and faults that cite them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from helpers import wording
from helpers.model import spelling

TIMESTAMP = "tag:yaml.org,2002:timestamp"


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of a params file; `file` is relative to the root, `line` counts from 1."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return wording.params_sentence(self.file, self.line, self.text)


class Block(dict[str, Any]):
    """A mapping with the line it begins on and the line of each key."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[Any, int] = {}


class Items(list[Any]):
    """A sequence with the line of each item."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[Any, int] = {}


def line_at(block: Block, path: Iterable[Any]) -> int:
    """The line of what `path` leads to in `block`, or of the nearest thing above it."""
    here: Any = block
    line = block.line
    for step in path:
        if not isinstance(here, (Block, Items)) or step not in here.lines:
            break
        line = here.lines[step]
        here = here[step]
    return line


def declared(value: object, name: str) -> Iterator[str]:
    """Every `id` in the lists called `name`, at any depth, of sound and unsound entries alike."""
    if isinstance(value, Block):
        for key, inner in value.items():
            if key == name and isinstance(inner, Items):
                yield from (
                    item["id"] for item in inner if isinstance(item, Block) and "id" in item
                )
            yield from declared(inner, name)
    elif isinstance(value, Items):
        for inner in value:
            yield from declared(inner, name)


def decode(file: str, content: bytes, faults: set[Fault]) -> str | None:
    """The text of a file in NFC, or None and a fault if it is not UTF-8."""
    try:
        return spelling.nfc(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        faults.add(Fault(file, line, wording.params_fault("not_utf8")))
        return None


def read_yaml(file: str, content: bytes, faults: set[Fault]) -> Block | None:
    """The mapping a YAML file holds, or None if it cannot be read; repeated keys are faults."""
    text = decode(file, content, faults)
    if text is None:
        return None
    yaml = YAML(typ="safe", pure=True)
    try:
        node = yaml.compose(text)
        value = _Values(yaml, file, faults).of(node) if node else Block(1)
    except (YAMLError, ValueError, RecursionError) as error:
        faults.add(Fault(file, _error_line(error, text), wording.params_fault("syntax")))
        return None
    if not isinstance(value, Block):
        faults.add(Fault(file, 1, wording.params_fault("not_a_mapping")))
        return None
    return value


def _error_line(error: Exception, text: str) -> int:
    mark = getattr(error, "problem_mark", None)  # a character YAML forbids has a position instead
    return mark.line + 1 if mark else text.count("\n", 0, getattr(error, "position", 0)) + 1


class _Values:
    """Turns YAML nodes into values; ruamel's own constructor stops at the first repeated key."""

    def __init__(self, yaml: YAML, file: str, faults: set[Fault]) -> None:
        self.scalar = yaml.constructor.construct_object
        self.file = file
        self.faults = faults

    def of(self, node: Node) -> Any:
        if isinstance(node, MappingNode):
            return self._block(node)
        if isinstance(node, SequenceNode):
            return self._items(node)
        # A date without quotes stays text, so that one place judges how dates are written.
        return node.value if node.tag == TIMESTAMP else self.scalar(node)

    def _block(self, node: MappingNode) -> Block:
        block = Block(_line(node))
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else "?"
            if key in block:
                text = wording.params_fault("repeated_key", key=key, first=block.lines[key])
                self.faults.add(Fault(self.file, _line(key_node), text))
                continue
            block.lines[key] = _line(key_node)
            block[key] = self.of(value_node)
        return block

    def _items(self, node: SequenceNode) -> Items:
        items = Items()
        for index, inner in enumerate(node.value):
            items.lines[index] = _line(inner)
            items.append(self.of(inner))
        return items


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def read_table(
    file: str, content: bytes, faults: set[Fault]
) -> tuple[list[str], list[Block]] | None:
    """Heads and rows of a CSV file, values as text, or None if it cannot be read.

    A ragged row is a fault; it keeps its first cell only, so that what it declares is known.
    """
    text = decode(file, content, faults)
    if text is None:
        return None
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    heads: list[str] = []
    rows = []
    start = 1
    try:
        for cells in reader:
            if not heads:
                heads = cells
            elif cells and len(cells) != len(heads):
                ragged = wording.params_fault("ragged", found=len(cells), expected=len(heads))
                faults.add(Fault(file, start, ragged))
                rows.append(_row(start, heads[:1], cells[:1]))
            elif cells:
                rows.append(_row(start, heads, cells))
            start = reader.line_num + 1
    except csv.Error:
        faults.add(Fault(file, start, wording.params_fault("csv_syntax")))
        return None
    return heads, rows


def _row(line: int, heads: list[str], cells: list[str]) -> Block:
    row = Block(line)
    row.update(zip(heads, cells, strict=True))
    return row
