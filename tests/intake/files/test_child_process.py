"""Answers of the limited children: printed text is ignored, and their types are checked."""

from __future__ import annotations

import sys
import time

import pytest

from helpers import wording
from helpers.intake.files import child_process
from helpers.intake.files.child_answers import MarkedCopy, OpenedExport, OpenedForm
from helpers.intake.files.zip_guard import Refused

UNUSABLE = wording.files.FILE_ANSWER_UNUSABLE


def child(work: str) -> list[str]:
    """The command of a child that answers each request with an expression of `word`."""
    code = f"""
import os, sys
from helpers.intake.files.child_answers import *
from helpers.intake.files.child_process import serve
from helpers.intake.files.zip_guard import Refused
def refuse(sentence):
    raise Refused(sentence)
def printed(*words):
    print(*words)
    os.write(1, b'"printed"\\n')
    os.system("echo printed by a program of its own")
print("printed before the first request", flush=True)
serve(lambda word: {work}, 5, 20)
print("printed after the last request")
"""
    return [sys.executable, "-c", code]


def ask(work: str, words: list[str], kind: type) -> list[object]:
    answers = child_process.ask(child(work), [(word,) for word in words], kind)
    return [str(answer) if isinstance(answer, Refused) else answer for answer in answers]


def test_printed_text_is_not_an_answer():
    work = "printed(word) or MarkedCopy(word)"
    assert ask(work, ["{}", "b"], MarkedCopy) == [MarkedCopy("{}"), MarkedCopy("b")]


def opened(fields: str) -> str:
    """The answer of one sheet with these fields."""
    sheet = "'title': 'x', 'hidden': False, 'filtered': False, 'hidden_columns': []"
    form = "'hidden_rows': {}, 'comments': [], 'pictures': False"
    return f"{{'sheets': [{{{sheet}, {form}, {fields}}}]}}"


def with_cells(cells: str) -> str:
    """The answer of a form with these cells."""
    return opened(f"'merged': [], 'contents': {cells}")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("None", OpenedForm),
        ("{}", OpenedForm),
        ("[]", OpenedForm),
        ("{'sheets': [{'title': 'x'}]}", OpenedForm),
        ("MarkedCopy('')", OpenedForm),
        ("OpenedForm([])", MarkedCopy),
        ("MarkedCopy(1)", MarkedCopy),
        (with_cells("[[1, 2, 'n', 'one']]"), OpenedForm),
        (with_cells("[[1, 2, 'd', 'today']]"), OpenedForm),
        (with_cells("[[1, 2, 'z', '']]"), OpenedForm),
        (opened("'merged': [['A1:B2', 1, 2]]"), OpenedExport),
    ],
)
def test_an_answer_of_another_type_refuses_only_its_file(answer: str, kind: type):
    sound = "MarkedCopy('')" if kind is MarkedCopy else f"{kind.__name__}([])"
    work = f"{answer} if word == 'odd' else {sound}"
    *_, first = ask(work, ["sound"], kind)
    assert ask(work, ["a", "odd", "b"], kind) == [first, UNUSABLE, first]
    assert isinstance(first, kind)


def test_values_of_cells_keep_their_types():
    cells = "[[1, 1, 'n', 1], [1, 2, 'n', 1.0], [1, 3, 's', '1'], [1, 4, 'b', True]]"
    (answer,) = child_process.ask(child(with_cells(cells)), [("",)], OpenedForm)
    assert isinstance(answer, OpenedForm)
    values = [content[3] for content in answer.sheets[0].contents]
    assert [(type(value), value) for value in values] == [
        (int, 1),
        (float, 1.0),
        (str, "1"),
        (bool, True),
    ]


def test_a_refusal_is_returned_with_its_sentence():
    assert ask("refuse(word)", ["vì thế"], MarkedCopy) == ["vì thế"]


def test_a_child_that_is_stopped_costs_its_own_limit_and_one_file():
    stop = "os.kill(os.getpid(), 19) if word == 'b' else MarkedCopy(word)"  # SIGSTOP
    began = time.monotonic()
    requests = [(word,) for word in ("a", "b", "c")]
    answers = child_process.ask(child(stop), requests, MarkedCopy, seconds=1)
    assert [str(a) if isinstance(a, Refused) else a for a in answers] == [
        MarkedCopy("a"),
        wording.files.FILE_OUT_OF_TIME,
        MarkedCopy("c"),
    ]
    assert time.monotonic() - began < 1 + 5 + 30  # two starts of a process, on a busy machine
