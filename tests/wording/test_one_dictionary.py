"""Words of verdicts, judgements, tasks and sources are defined once, so that a change of one
applies everywhere in a packet."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import helpers
from packets_in_words import Packet, shown

DICTIONARIES = ("STATUS_WORDS", "JUDGEMENT_WORDS", "SOURCE_WORDS")
SINGLE_WORDS = ("NOT_RECORDED",)
# Also ordinary words, in sentences («để đạt mức») and in names of targets.
OTHERWISE_USED = {"Đạt"}
# The words of the plan that fill the placeholders in the words of sources.
OF_THE_PLAN = {"desk": "Sở Nội vụ", "whole": "tỉnh", "parent": "UBND cấp huyện"}
TESTS = Path(__file__).parents[1]


def _words(module: ast.Module) -> Iterator[ast.Constant]:
    for node in module.body:
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            name = targets[0].id if isinstance(targets[0], ast.Name) else ""
            if name in DICTIONARIES and isinstance(node.value, ast.Dict):
                yield from (v for v in node.value.values if isinstance(v, ast.Constant))
            elif name in SINGLE_WORDS and isinstance(node.value, ast.Constant):
                yield node.value


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], list[Packet]]:
    """Each word with the mark that replaces it, and the packets of a package so changed."""
    folder = tmp_path_factory.mktemp("changed")
    shutil.copytree(Path(helpers.__file__).parent, folder / "helpers")
    path = folder / "helpers" / "wording" / "states.py"
    source = path.read_text("utf-8")
    lines = source.splitlines()
    marks = {}
    for n, word in enumerate(_words(ast.parse(source))):
        marks[word.value.format(**OF_THE_PLAN)] = f"⟦{n}⟧"
        line = lines[word.lineno - 1]
        assert line.count(f'"{word.value}"') == 1
        lines[word.lineno - 1] = line.replace(f'"{word.value}"', f'"⟦{n}⟧"')
    path.write_text("\n".join(lines), "utf-8")
    env = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (folder, TESTS)))}
    script = TESTS / "packets_in_words.py"
    ran = subprocess.run(
        [sys.executable, str(script)], env=env, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return marks, [Packet(**packet) for packet in json.loads(ran.stdout)]


def _counted(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def test_a_changed_word_changes_everywhere_and_nothing_else_does(
    changed: tuple[dict[str, str], list[Packet]],
) -> None:
    marks, packets = changed
    for before, after in zip(shown(), packets, strict=True):
        text = after.text.replace(_code(after), _code(before))  # of all the rest of the page
        for word, mark in marks.items():
            text = text.replace(mark, f" {word} ")
        # Compared as counts of words, since lists sorted by word change their order.
        assert _counted(text) == _counted(before.text)
    all_text = " ".join(packet.text for packet in packets)
    assert {word for word, mark in marks.items() if mark not in all_text} == set()


def _code(packet: Packet) -> str:
    """The code at the foot of a packet."""
    [code] = re.findall(r"Mã phiếu ([0-9a-f]{16})", packet.text)
    return code


def test_the_old_word_no_longer_occurs(changed: tuple[dict[str, str], list[Packet]]) -> None:
    marks, packets = changed
    elements = {text.casefold() for packet in packets for text in packet.elements}
    assert [word for word in marks if word.casefold() in elements] == []
    first = " ".join(packet.first for packet in packets)
    left = [w for w in marks if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", first, re.IGNORECASE)]
    assert set(left) - OTHERWISE_USED == set()
