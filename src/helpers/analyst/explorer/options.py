"""What the controls offer to choose from; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers import wording
from helpers.analyst.explorer.choice import Choice
from helpers.analyst.explorer.source import Source
from helpers.analyst.finding import found
from helpers.model import Agency

Option = tuple[str, str]  # what is read, and the value


@dataclass(frozen=True)
class Options:
    """The options of each list."""

    periods: Sequence[Option]
    levels: Sequence[Option]
    districts: Sequence[Option]
    agencies: Sequence[Option]
    others: Sequence[Option]
    areas: Sequence[Option]
    targets: Sequence[Option]


def options(choice: Choice, source: Source) -> Options:
    """The periods with data, the agencies that the words and filters mean, the targets."""
    plan, registry = source.plan, source.registry(choice.period)
    above = {agency.parent for agency in registry}
    agencies = [
        agency
        for agency in registry
        if choice.level in ("", agency.level) and choice.district in ("", agency.id, agency.parent)
    ]
    every = [(wording.explorer.EVERY, "")]
    return Options(
        periods=[(period.label, period.id) for period in source.periods],
        levels=[*every, *((plan.label(level), level) for level in plan.levels)],
        districts=[
            *every,
            *((a.name, a.id) for a in registry if a.id in above and a.id != plan.province.id),
        ],
        agencies=_named(_meant(choice.words, agencies, source)),
        others=_named(_meant(choice.other_words, registry, source)),
        areas=[*every, *((area.label, area.id) for area in plan.areas)],
        targets=[
            (wording.explorer.NOTHING_CHOSEN, ""),
            *((f"{t.clause} · {t.label}", t.id) for t in source.targets(choice.area)),
        ],
    )


def _meant(words: str, agencies: Sequence[Agency], source: Source) -> Iterable[Agency]:
    if not words.strip():
        return agencies
    return (agency for agency, _ in found(words, agencies, source.plan))


def _named(agencies: Iterable[Agency]) -> list[Option]:
    return [(" · ".join(filter(None, (each.name, each.code))), each.id) for each in agencies]
