"""The rules of a style sheet that a page needs: a packet has no use for those of other pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_CLASSES = re.compile(r'class="?((?<=")[^"]*|[\w-]+)')
_IN_SELECTOR = re.compile(r"\.([A-Za-z][\w-]*)")
_ALTERNATIVES = re.compile(r":(?:is|not|where)\([^)]*\)")
_COMMA = re.compile(r",(?![^(]*\))")


def needed(style: str, body: str) -> str:
    """The rules of `style` of which some selector names only classes that `body` has; rules at
    conditions likewise, other at-rules all."""
    return _needed(style, {name for found in _CLASSES.findall(body) for name in found.split()})


def _needed(style: str, classes: Collection[str]) -> str:
    kept = []
    for head, inner in _rules(style):
        if head.startswith(("@media", "@supports")):
            inner = _needed(inner, classes)
        elif not head.startswith("@"):
            head = ",".join(s for s in _COMMA.split(head) if _may_match(s, classes))
        if head and inner:
            kept.append(f"{head}{{{inner}}}")
    return "".join(kept)


def _may_match(selector: str, classes: Collection[str]) -> bool:
    plain = _ALTERNATIVES.sub("", selector)
    return all(name in classes for name in _IN_SELECTOR.findall(plain))


def _rules(style: str) -> Iterator[tuple[str, str]]:
    """Each rule's head and what is between its braces."""
    depth = start = opened = 0
    for at, letter in enumerate(style):
        if letter == "{":
            depth += 1
            opened = at if depth == 1 else opened
        elif letter == "}":
            depth -= 1
            if not depth:
                yield style[start:opened].strip(), style[opened + 1 : at]
                start = at + 1
