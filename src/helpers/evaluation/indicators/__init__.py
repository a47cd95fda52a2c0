"""Indicators: how the records of an agency become the observation of a target.

A target's YAML names the measure and the inputs; what no measure says is one of `functions`.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.evaluation.indicators import measures
from helpers.evaluation.indicators.functions import FUNCTIONS as FUNCTIONS
from helpers.evaluation.indicators.functions import NEEDS as NEEDS
from helpers.evaluation.indicators.records import Records
from helpers.model import (
    Change,
    Component,
    Indicator,
    Key,
    Lowest,
    Observation,
    Ratio,
    Share,
    Target,
)


def observed(target: Target, agency: str, records: Records) -> Observation:
    """What the records of an agency (or of a list of the province) say for a target.

    Raises ValueError where the target has no indicator at the level of the records.
    """
    indicator = target.indicator(records.level)
    if indicator is None:
        raise ValueError(f"{target.id} has no indicator for {records.level}")
    observation = _measured(indicator, (agency, records.level, target.id), records)
    counts = ((name, records.count(name)) for name in indicator.shown_with)
    shown = tuple(Component(name, count) for name, count in counts if count is not None)
    return replace(observation, components=(*observation.components, *shown))


def _measured(indicator: Indicator, key: Key, records: Records) -> Observation:
    match indicator:
        case Indicator(share=Share() as share):
            return measures.share(key, share, records)
        case Indicator(lowest=Lowest() as lowest):
            return measures.lowest_share(key, lowest, records)
        case Indicator(ratio=Ratio() as ratio):
            return measures.ratio(key, ratio, records)
        case Indicator(fall=Change() as change):
            return measures.fall(key, change, records)
        case Indicator(gain=Change() as change):
            return measures.gain(key, change, records)
        case Indicator(judgement=str(question)) if question:
            return measures.judgement(key, question, records)
        case Indicator(function=str(name)) if name:
            return FUNCTIONS[name](key, records)
        case Indicator(all_yes=questions):
            return measures.all_yes(key, questions, records)
