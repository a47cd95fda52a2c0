"""Functions of II.2.6, digital government."""

from __future__ import annotations

from dataclasses import replace

from helpers.evaluation.indicators.measures import all_yes, share
from helpers.evaluation.indicators.records import Records
from helpers.model import Component, Key, Observation, Share


def district_committee_meetings(key: Key, records: Records) -> Observation:
    """II.2.6.d: the district's committee meets through the system, yes or no; the share of its
    meetings, the other reading of the clause, is shown with it."""
    of, among = "committee_meetings_system", "committee_meetings"
    meetings = share(key, Share(of=(of,), among=(among,)), records)
    answer = all_yes(key, ("committee_system",), records)
    if not meetings.denominator:
        return answer
    component = Component(of, meetings.numerator or 0, meetings.denominator)
    return replace(answer, components=(component,))
