"""The tabs: what is chosen and the tables -> what is shown; pure, without widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from helpers import wording
from helpers.analyst.explorer.choice import Choice, Tab
from helpers.analyst.explorer.part import Part, rendered, sentence
from helpers.analyst.explorer.source import Source
from helpers.analyst.explorer.views import (
    dossiers,
    history,
    pair,
    peers,
    supposed,
    verdicts,
    whole,
)
from helpers.model import WrongUse

View = Callable[[Choice, Source], Part]


def _appraisal(choice: Choice, source: Source) -> Part:
    from helpers.analyst.explorer.views import appraisal  # reads workbooks, with openpyxl

    return appraisal.show(choice, source)


VIEWS: Mapping[Tab, View] = {
    Tab.VERDICTS: verdicts.show,
    Tab.PEERS: peers.show,
    Tab.DOSSIERS: dossiers.show,
    Tab.PAIR: pair.show,
    Tab.HISTORY: history.show,
    Tab.SUPPOSED: supposed.show,
    Tab.WHOLE: whole.show,
    Tab.APPRAISAL: _appraisal,
}
OF_ALL = frozenset({Tab.PEERS, Tab.WHOLE})  # need no agency
OF_A_TARGET = frozenset({Tab.PEERS, Tab.HISTORY})


def shown(choice: Choice, source: Source) -> Part:
    """What the chosen tab shows; a sentence where what it needs is not chosen, or not there.

    Raises PlainFault (WrongUse, StoreError) for what cannot be shown.
    """
    if choice.tab not in OF_ALL:
        if not choice.agency:
            return sentence(wording.explorer.NO_AGENCY)
        if source.agency(choice.period, choice.agency) is None:
            return _not_in_period(choice, source)
    if choice.tab in OF_A_TARGET and not choice.target:
        return sentence(wording.explorer.NO_TARGET)
    return VIEWS[choice.tab](choice, source)


def _not_in_period(choice: Choice, source: Source) -> Part:
    """That the agency does not exist in the period, with those it came from or became."""
    plan, period = source.plan, source.plan.periods[choice.period]
    agency = plan.senders_by_id[choice.agency]
    near = [
        each
        for each in source.registry(choice.period)
        if each.id in agency.predecessors or agency.id in each.predecessors
    ]
    words = wording.explorer.not_in_period(agency.name, period.label)
    return Part(rendered("not_in_period", "page", words=words, agencies=near), words)


REHEARSED = (Tab.VERDICTS, Tab.WHOLE, Tab.DOSSIERS, Tab.PEERS, Tab.SUPPOSED)


def ahead(source: Source, period: str) -> Iterator[None]:
    """Render each tab once without showing it: what takes long the first time, such as compiling
    templates, reading the records behind figures, counting dossiers, is then done."""
    row = source.ky(period).assessed[0]
    target = row.result.target.id
    choice = Choice(period, agency=row.evaluation.agency.id, target=target, opened=(target,))
    choices = [replace(choice, tab=tab) for tab in REHEARSED]
    for each in (*choices, replace(choice, tab=Tab.DOSSIERS, agency=source.plan.province.id)):
        with suppress(WrongUse):  # whoever looks at the tab reads it
            shown(each, source)
        yield
