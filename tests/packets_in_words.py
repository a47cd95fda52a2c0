"""The text of packets with every verdict, judgement, task state and source; also a program, to be
run with a changed copy of the package."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import cycle

import evaluations as given
from helpers.batch.engine.lean_jsonschema import import_jsonschema
from helpers.model import Comparison, Evaluation, Observation, Reason, Source, Status, Verdict
from helpers.packets import display
from helpers.packets.display.fragment import Fragment
from pages import read
from parts import text

VERDICTS = (
    *(Verdict(status, margin_units=-3) for status in Status if status is not Status.NOT_DUE),
    Verdict(Status.NOT_DUE, Reason.DUE_LATER),
    Verdict(Status.NOT_DUE, Reason.NO_SURVEY),
    Verdict(Status.NO_DATA, Reason.AGENCIES_MISSING),
    Verdict(None),
)


def varied(evaluation: Evaluation) -> Evaluation:
    """The evaluation with all verdicts in turn, and some other sources and upper limits."""
    turns = cycle(VERDICTS)
    results = []
    for n, result in enumerate(evaluation.results):
        observation = result.observation
        if observation is None:
            results.append(result)
            continue
        target = result.target
        if n % 5 == 0 and target.comparison is not None:
            target = replace(target, comparison=Comparison.AT_MOST)
        observation = replace(observation, **_source(n, observation))
        results.append(replace(result, target=target, observation=observation, verdict=next(turns)))
    return replace(evaluation, results=tuple(results))


def _source(n: int, observation: Observation) -> dict[str, object]:
    if observation.judgement is not None:
        return {}
    turn = n % 6
    return {
        "source": Source.APPRAISED
        if turn == 1
        else Source.COMPUTED
        if turn == 2
        else observation.source,
        "surveyed": turn == 3,
    }


@dataclass(frozen=True)
class Packet:
    """All text of a packet, the text of each of its elements, and the text of its first screen
    and gaps without the prose between the tables."""

    text: str
    elements: tuple[str, ...]
    first: str


def shown() -> Iterator[Packet]:
    """Four packets in which each word of the dictionaries that packets use occurs."""
    evaluations = [
        varied(given.evaluation(given.COMMUNE)),
        varied(given.evaluation(given.COMMUNE, "2022-H1", silent=[given.COMMUNE])),
        varied(given.evaluation(given.DISTRICT, "2022-H1")),
        varied(given.evaluation(given.PROVINCE)),
    ]
    for evaluation in evaluations:
        page = read(given.whole_packet(evaluation))
        elements = {element.text.strip() for element in page.elements}
        yield Packet(page.text, tuple(sorted(elements)), " ".join(map(text, _first(evaluation))))


def _first(evaluation: Evaluation) -> list[Fragment]:
    show = display.header, display.summary, display.actions, display.verdicts, display.gaps
    return [each(evaluation) for each in show]


if __name__ == "__main__":
    import_jsonschema()  # before a packet imports nbformat
    json.dump([asdict(packet) for packet in shown()], sys.stdout)
