"""What the bodies with the same row have in common: their median, and how many say yes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from helpers.evaluation.formulas import median, quartiles, value
from helpers.evaluation.withheld import reason_to_withhold
from helpers.model import Key, Level, Observation, Peers, Period, Plan, rounding

FEWEST_IN_QUARTILES = 8  # two agencies in each quarter: none is a quarter by itself


def peers_of(
    plan: Plan,
    period: Period,
    rows: Mapping[Key, tuple[Observation, ...]],
    withheld: Collection[Key],
) -> dict[tuple[Level, Level, str], Peers]:
    """Median and number of the bodies that have the same row: agencies of one level, or districts'
    communes; of answers also how many say yes. Rounded as printed: a change that is not visible
    must not change a packet. Figures that are withheld, or that nobody has confirmed, are left
    out."""
    values: dict[tuple[Level, Level, str], list[Fraction]] = defaultdict(list)
    level_of = {agency.id: agency.level for agency in plan.registry(period)}
    compared = {target.id: target for target in plan.targets if not target.private}
    for key, sources in rows.items():
        (agency, level, target_id), observation = key, sources[0]
        body, target = level_of.get(agency), compared.get(target_id)
        if body is None or target is None or target.shares_list(level):
            continue
        if key in withheld or reason_to_withhold(plan, target, sources):
            continue
        figure = value(target, observation)
        if figure is not None and not observation.unconfirmed:
            values[body, level, target_id].append(figure)
    return {
        (body, level, target): Peers(
            median=float(rounding.rounded(middle, 1)),
            count=len(figures),
            quartiles=spread(figures),
            yes=figures.count(Fraction(100))
            if body == level and compared[target].answers_yes_no(level)
            else None,
        )
        for (body, level, target), figures in values.items()
        if (middle := median(figures)) is not None
    }


def spread(values: Sequence[Fraction]) -> tuple[float, float] | None:
    """First and third quartile, rounded as printed; None of too few values."""
    if len(values) < FEWEST_IN_QUARTILES:
        return None
    low, high = quartiles(values)
    return float(rounding.rounded(low, 1)), float(rounding.rounded(high, 1))
