"""How events change what is chosen in the explorer, and what a fault in a view comes to."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import wording
from helpers.analyst.explorer import page, screen
from helpers.analyst.explorer.choice import (
    STEPS,
    Choice,
    Event,
    Show,
    Tab,
    as_text,
    from_text,
    step,
)
from helpers.analyst.explorer.part import sentence
from helpers.analyst.explorer.source import Source
from helpers.model import WrongUse
from province import PLAN, Province

START = Choice("2022-FY")


def after(*events: tuple[str, str]) -> Choice:
    """The choice after these events."""
    choice = START
    for name, value in events:
        choice = step(choice, Event(name, value))
    return choice


def test_another_agency_closes_what_was_opened_and_keeps_the_target() -> None:
    chosen = after(("agency", "a"), ("target", "t"), ("open", "t"), ("drill", "field=x"))
    assert (chosen.opened, chosen.drill) == (("t",), (("field", "x"),))
    other = step(chosen, Event("agency", "b"))
    assert (other.agency, other.target, other.opened, other.drill) == ("b", "t", (), ())


def test_another_period_keeps_agency_and_target() -> None:
    chosen = after(("agency", "a"), ("target", "t"), ("period", "2022-H1"))
    assert (chosen.period, chosen.agency, chosen.target) == ("2022-H1", "a", "t")


def test_opening_twice_closes_and_other_areas_have_other_targets() -> None:
    assert after(("open", "t"), ("open", "u"), ("open", "t")).opened == ("u",)
    assert after(("target", "t"), ("area", "procedures")).target == ""


def test_from_a_table_to_what_it_names() -> None:
    chosen = after(("tab", "whole"), ("go", "a"))
    assert (chosen.tab, chosen.agency) == (Tab.VERDICTS, "a")
    chosen = after(("agency", "a"), ("look_at", "t"))
    assert (chosen.tab, chosen.target, chosen.agency) == (Tab.PEERS, "t", "a")


def test_the_way_back_from_a_drill() -> None:
    chosen = after(("drill", "field=x=y"), ("drill", "month=2022-03"))
    assert chosen.drill == (("field", "x=y"), ("month", "2022-03"))
    assert step(chosen, Event("back", "1")).drill == (("field", "x=y"),)
    assert step(chosen, Event("back", "0")).drill == ()


def test_an_unknown_event_changes_nothing() -> None:
    assert step(START, Event("format_disk", "c:")) == START


@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.text(max_size=40)), max_size=8))
def test_what_a_browser_keeps_comes_back_as_it_was(events: list[tuple[str, str]]) -> None:
    choice = START
    for name, value in events:
        try:
            choice = step(choice, Event(name, value))
        except ValueError:
            continue  # no such tab, no such number
    assert from_text(as_text(choice), START) == choice


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_what_is_no_choice_is_passed_over(text: str) -> None:
    assert from_text(text, START) == START


def test_a_kept_choice_with_a_wrong_part_is_passed_over() -> None:
    kept = json.loads(as_text(START))
    for name, wrong in (("tab", "none"), ("show", 3), ("drill", [["field"]]), ("agency", None)):
        assert from_text(json.dumps({**kept, name: wrong}), START) == START
    assert from_text(json.dumps({**kept, "show": "missed"}), START).show is Show.MISSED


# ---------------------------------------------------------------- the screen


def running(province: Province, act: Callable[[screen.Screen], Awaitable[None]]) -> None:
    """Do something with a screen of the province in an event loop."""

    async def whole() -> None:
        made = screen.Screen(Source(province.roots, PLAN), "2022-FY")
        await asyncio.sleep(5 * screen.MOMENT)
        await act(made)

    asyncio.run(whole())


async def handled(made: screen.Screen) -> None:
    """Wait until all events that have come are handled, however long other work takes."""
    await asyncio.sleep(0)  # until then they are recorded
    while made.events._come:
        await asyncio.sleep(screen.MOMENT)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Choice]:
    """The choices whose part is made; the part is a sentence."""
    made: list[Choice] = []

    def part(choice: Choice, _: Source) -> object:
        made.append(choice)
        return sentence(choice.agency)

    monkeypatch.setattr(page, "shown", part)
    return made


def test_of_many_events_at_once_the_last_state_is_shown(
    small_province: Province, drawn: list[Choice]
) -> None:
    async def act(made: screen.Screen) -> None:
        drawn.clear()
        for n in range(400):
            made.events.add(Event("agency", f"agency {n}"))
        await handled(made)
        assert [each.agency for each in drawn][-1] == "agency 399"
        assert len(drawn) < 5
        assert made.controls.guard.says == "agency 399"

    running(small_province, act)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (WrongUse("Kỳ này chưa có số liệu."), "Kỳ này chưa có số liệu."),
        (ZeroDivisionError("never shown"), wording.explorer.FAULT),
    ],
)
def test_a_view_that_fails_says_so_and_the_next_one_works(
    small_province: Province,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fault: Exception,
    said: str,
) -> None:
    def part(choice: Choice, _: Source) -> object:
        if choice.agency == "faulty":
            raise fault
        return sentence("fine")

    monkeypatch.setattr(page, "shown", part)

    async def act(made: screen.Screen) -> None:
        made.events.add(Event("agency", "faulty"))
        await handled(made)
        assert made.controls.guard.says == said
        assert said in made.controls._part.value
        made.events.add(Event("agency", "other"))
        await handled(made)
        assert made.controls.guard.says == "fine"

    running(small_province, act)
    assert ("ZeroDivisionError" in caplog.text) == isinstance(fault, ZeroDivisionError)


def test_messages_that_are_no_events_are_passed_over(
    small_province: Province, drawn: list[Choice]
) -> None:
    async def act(made: screen.Screen) -> None:
        drawn.clear()
        for message in (None, [], {"event": 3}, {"event": "agency"}, {"value": "x", "fields": {}}):
            made.controls._message(None, message, [])
        made.controls._message(None, {"event": "tab", "value": "none", "fields": {}}, [])
        await handled(made)
        assert {each.tab for each in drawn} == {Tab.VERDICTS}
        assert made.choice == START

    running(small_province, act)


def test_a_choice_kept_by_the_browser_counts_only_before_the_first_event(
    small_province: Province, drawn: list[Choice]
) -> None:
    kept = as_text(step(START, Event("agency", "kept")))

    async def act(made: screen.Screen) -> None:
        made.events.add(Event("restore", kept))
        await handled(made)
        assert made.choice.agency == "kept"
        made.events.add(Event("agency", "chosen"))
        made.events.add(Event("restore", kept))
        await handled(made)
        assert made.choice.agency == "chosen"

    running(small_province, act)
    assert Path(small_province.roots.data).exists()
