"""What is left out of finished pages says nothing."""

from __future__ import annotations

import re

import pytest

import evaluations as given
from helpers.packets import page
from helpers.packets.markup import compact
from pages import Element, Page, read

SOURCE = """<table>
<thead>
<tr><th scope="col">a</th></tr>
</thead>
<tbody>
<tr><th scope="row">b</th><td></td></tr>

</tbody>
</table>
<ul>
<li>c <b>d</b> <i>e</i></li>
<li>&lt;/td&gt;</li>
</ul>
"""


def test_only_end_tags_that_html_implies_and_blank_lines_are_left_out() -> None:
    assert compact(SOURCE) == (
        '<table>\n<thead>\n<tr><th scope="col">a<tbody>\n<tr><th scope="row">b<td></table>\n'
        "<ul>\n<li>c <b>d</b> <i>e</i><li>&lt;/td&gt;</ul>\n"
    )


def _said(found: Page) -> list[Element]:
    texts = [
        Element(e.tag, e.attrs, "".join(e.text.split()), e.inside)
        for e in found.elements
        if not {"head", "style"} & {e.tag, *e.inside}
    ]
    assert not found.unclosed and not found.strays
    return [e for e in texts if e.attrs.get("class") != "code"]


def test_a_packet_keeps_every_element_in_its_place_with_its_attributes_and_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = given.evaluation(given.DISTRICT)
    short = given.whole_packet(made)
    monkeypatch.setattr(page, "compact", str)
    whole = given.whole_packet(made)
    assert len(short) < 0.95 * len(whole)
    code = re.compile(rb"[0-9a-f]{16,}")
    assert _said(read(code.sub(b"", short))) == _said(read(code.sub(b"", whole)))
