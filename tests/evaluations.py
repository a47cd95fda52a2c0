"""Evaluations for tests of packets: the real plan, with counts that depend only on an agency's
position in the registry. No store, no files except params."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import plan_434
from helpers import packets
from helpers.analyst.opening import offered
from helpers.batch.jobs import excused, parts
from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.formulas import value
from helpers.evaluation.rollups import roll_up
from helpers.model import (
    WHOLE,
    Agency,
    Component,
    Evaluation,
    Fact,
    InputKind,
    Judged,
    Judgement,
    Kind,
    Level,
    LineExplanation,
    Measure,
    MonthCounts,
    Observation,
    Observations,
    Origin,
    Peers,
    Plan,
    Reason,
    Rollup,
    Source,
    Target,
)
from helpers.packets import display
from helpers.plan import load_plan

ROOT = Path(__file__).parents[1]
PARTS = (  # of every packet
    "overview",
    "general",
    "institutions",
    "procedures",
    "organisation",
    "civil_service",
    "public_finance",
    "digital_government",
    "direction",
)
COMMUNE, OTHER_COMMUNE = "03022-xa-thanh-binh", "02779-xa-thanh-binh"
DISTRICT, DEPARTMENT, PROVINCE = "088-thi-xa-sa-pa", "so-noi-vu", "lao-cai"
HOSTILE = 'A&B <i>{x}</i> =cmd|" /C calc"!A0 {{7*7}} ](javascript:alert(1)) ${y} <script>1</script>'

LOG = {"dossiers_on_time": 99, "online_payment_transactions": 18, "online_dossiers": 63}
LOG |= {"papers_reused": 55, "electronic_transfer": 78}
SURVEY = {"satisfaction_2025": 92, "satisfaction": 92, "satisfaction_fields": 88}
DOSSIERS = {"c3": 1530, "c4": 960, "c5": 510, "c6": 60, "c7": 1486, "c8": 900, "c9": 574}
DOSSIERS |= {"c10": 12, "c11": 44, "c12": 41, "c13": 3}
MONTHS = (  # of the same dossiers
    MonthCounts(date(2021, 12, 15), date(2021, 12, 31), 300, 280, 0),
    MonthCounts(date(2022, 1, 1), date(2022, 1, 31), 600, 650, 9),
    MonthCounts(date(2022, 2, 1), date(2022, 2, 14), 570, 556, 3),
)


@cache
def plan() -> Plan:
    """The province's plan of 2022."""
    return plan_434.with_example(load_plan(ROOT, "laocai-2022", offered(ROOT)))


def evaluation(
    agency: str,
    period: str = "2022-FY",
    *,
    silent: Iterable[str] = (),
    simulated: bool = True,
    survey: bool = True,
    history: bool = True,
) -> Evaluation:
    """One agency's evaluation; `silent`: agencies that sent no form."""
    now = observations(period, 0, frozenset(silent), simulated, survey)
    others = plan().periods[period].compare_with, plan().periods[period].follows
    then, earlier = (
        observations(other, 6, frozenset(), simulated, survey) if other and history else None
        for other in others
    )
    return evaluate(plan(), now, agency, then, earlier)


Figures = Mapping[str, tuple[int, int] | Reason | Judgement | Observation]


def few(
    agency: str,
    figures: Figures,
    period: str = "2022-FY",
    *,
    before: Figures | None = None,
    dossiers: Mapping[str, int] | None = None,
    answers: Iterable[Fact] = (),
) -> Evaluation:
    """The evaluation of an agency or the province from these figures only (by target); `before`:
    figures of the comparison period, or of the earlier part of the year."""
    now = replace(
        _few(agency, figures, period, dossiers),
        answers={(fact.agency, fact.input): fact for fact in answers},
    )
    if before is None:
        return evaluate(plan(), now, agency)
    others = plan().periods[period].compare_with, plan().periods[period].follows
    then, earlier = (_few(agency, before, other, None) if other else None for other in others)
    return evaluate(plan(), now, agency, then, earlier)


def answer(
    agency: str,
    input_id: str,
    said: bool | Judgement,
    *,
    evidence: str = "",
    lead: str = "",
    due: date | None = None,
) -> Fact:
    """The answer of a form on a task (a judgement) or a duty (yes or no)."""
    judgement = said if isinstance(said, Judgement) else None
    return Fact(
        agency=agency,
        level=plan().agencies[agency].level,
        input=input_id,
        value=None if judgement else int(said),
        judgement=judgement,
        evidence=evidence,
        whole=None,
        lead=lead,
        due=due,
        file="",
        sheet="",
        cell="",
    )


def _few(
    agency: str, figures: Figures, period: str, dossiers: Mapping[str, int] | None
) -> Observations:
    level = WHOLE if agency == PROVINCE else plan().agencies[agency].level
    return Observations(
        period=period,
        snapshot="",
        origin=Origin(False),
        rows={
            (agency, level, target): (_stated(agency, level, target, figure),)
            for target, figure in figures.items()
        },
        tallies=None if dossiers is None else {agency: dossiers},
        forms={},
    )


def _stated(
    agency: str,
    level: Level,
    target: str,
    figure: tuple[int, int] | Reason | Judgement | Observation,
) -> Observation:
    if isinstance(figure, Observation):
        return figure
    observation = Observation(
        agency, level, target, Source.REPORTED, None, None, evidence="Công văn 12"
    )
    if isinstance(figure, Reason):
        return replace(observation, missing=figure)
    if isinstance(figure, Judgement):
        return replace(observation, judgement=figure)
    return replace(observation, numerator=figure[0], denominator=figure[1])


@cache
def observations(
    period: str, lower: int, silent: frozenset[str], simulated: bool, survey: bool
) -> Observations:
    """All observations of a period; every share is `lower` points below the usual figure."""
    registry = plan().registry(plan().periods[period])
    rows: dict[tuple[str, Level, str], tuple[Observation, ...]] = {}
    for target in plan().targets:
        own = [
            _own(target, agency, place, lower, agency.id in silent, survey)
            for place, agency in enumerate(registry)
            if target.binds.includes(agency)
        ]
        for observation in [*own, *_wholes(target, own, lower)]:
            rows[observation.agency, observation.level, target.id] = (observation,)
    return Observations(
        period=period,
        snapshot="",
        origin=Origin(simulated, 434 if simulated else None),
        rows=rows,
        tallies={a.id: dict(DOSSIERS) for a in registry if "has_dossiers" in a.attributes},
        forms={a.id: Reason.NOT_SENT for a in registry if a.id in silent},
        months={a.id: MONTHS for a in registry if "has_dossiers" in a.attributes},
        peers=_peers(rows),
        answers={(fact.agency, fact.input): fact for fact in _answers(registry)},
    )


def _peers(
    rows: Mapping[tuple[str, Level, str], tuple[Observation, ...]],
) -> dict[tuple[Level, Level, str], Peers]:
    """Medians over the agencies of one level, and how many of them answer yes."""
    values: dict[tuple[Level, Level, str], list[Fraction]] = {}
    for (agency, level, target), (observation, *_) in rows.items():
        figure = value(plan().target(target), observation)
        if agency != PROVINCE and figure is not None:
            body = plan().agencies[agency].level
            values.setdefault((body, level, target), []).append(figure)
    return {
        (body, level, target): Peers(
            median=round(float(median(v)), 1),
            count=len(v),
            yes=v.count(Fraction(100)) if plan().target(target).answers_yes_no(level) else None,
        )
        for (body, level, target), v in values.items()
    }


def _answers(registry: Iterable[Agency]) -> Iterable[Fact]:
    """Answers of departments and districts on tasks and duties, by position in the registry."""
    for place, agency in enumerate(registry):
        if agency.level == Level("commune"):
            return
        for n, task in enumerate(plan().tasks[: plan_434.TASKS - place % 3]):
            lead = "Phòng CCHC" if n % 7 == 0 else ""
            due = date(2022, 11, 30) if n % 14 == 0 else None
            said = list(Judgement)[(n * 5 + place) % 8 % 3]
            paper = f"Báo cáo số {n}/BC" if n % 4 == 0 else ""
            yield answer(agency.id, task.clause, said, evidence=paper, lead=lead, due=due)
        for n, entry in enumerate(i for duty in plan().duties for i in duty.inputs):
            if (n + place) % 5:
                paper = f"Văn bản số {n}" if n < 2 else ""
                yield answer(agency.id, entry.id, (n + place) % 4 > 0, evidence=paper)


def _own(
    target: Target, agency: Agency, place: int, lower: int, silent: bool, survey: bool
) -> Observation:
    observation = Observation(agency.id, agency.level, target.id, Source.REPORTED, None, None)
    if target.id in SURVEY or target.id == "satisfaction_measured":
        observation = replace(observation, source=Source.COMPUTED)
        if not survey:
            return replace(observation, missing=Reason.NO_SURVEY)
    elif target.id not in LOG and silent:
        return replace(observation, missing=Reason.NOT_SENT)
    kinds = {entry.kind for entry in target.asked(agency.level)}
    if target.kind is Kind.QUALITATIVE or kinds == {InputKind.JUDGEMENT}:
        return replace(observation, judgement=list(Judgement)[place % 3], evidence="Công văn số 12")
    if target.judged[agency.level] is Judged.YES_NO or kinds == {InputKind.YES_NO}:
        yes = int(place % 4 != 0)
        each = tuple(Component(f"Điều kiện {n}", yes, 1) for n in range(1, len(kinds)))
        return replace(observation, numerator=yes, denominator=1, components=each)
    return replace(observation, **_figures(target, place, lower))


def _figures(target: Target, place: int, lower: int) -> dict[str, Any]:
    """Counts of a target; agencies differ by their position in the registry."""
    if target.measure is Measure.FALL:
        return {"numerator": place % 5 - 1, "denominator": 90 + place}
    if target.measure is Measure.RATIO:
        return {"numerator": place % 4, "denominator": place % 3}
    if target.id in SURVEY:
        n = 40 + place % 5 * 60
        got = n * (SURVEY[target.id] - lower) // 100
        land = Component("Đất đai", got // 2, n // 2)
        return {
            "numerator": got,
            "denominator": n,
            "components": (land,) if target.id == "satisfaction_fields" else (),
            "sampled": True,
            "surveyed": True,
        }
    if target.id == "dossiers_on_time":
        done, late = DOSSIERS["c7"], DOSSIERS["c10"]
        return {"numerator": done - late - lower, "denominator": done, "source": Source.COMPUTED}
    usual = LOG.get(target.id, 70 + 30 * (place % 3 > 0))
    n = 150 + 7 * (place % 29)
    share = max(0, min(100, usual - lower + place % 11 - 5))
    if target.id not in LOG and share >= 90:
        share = 100
    source = Source.COMPUTED if target.id in LOG else Source.REPORTED
    evidence = "" if source is Source.COMPUTED or place % 2 else f"Báo cáo số {place}/BC-UBND"
    return {"numerator": n * share // 100, "denominator": n, "source": source, "evidence": evidence}


def _wholes(target: Target, own: list[Observation], lower: int) -> list[Observation]:
    """The roll-ups of a target; sums are computed by the real rule."""
    if target.rollup in (Rollup.DIRECT, Rollup.DISTINCT):
        several = target.rollup is Rollup.DISTINCT and len(target.binds.levels) > 1
        return [
            _direct(target, level, lower)
            for level in ([*plan().levels, WHOLE] if several else [WHOLE])
        ]
    wholes = []
    districts = {a.id for a in plan().agencies.values() if a.level == Level("district")}
    for district in sorted(districts):
        members = [o for o in own if plan().agencies[o.agency].parent == district]
        if members:
            wholes.append(roll_up(target, district, Level("commune"), members))
    for level in (Level("province"), Level("district"), Level("commune")):
        if members := [o for o in own if o.level == level]:
            wholes.append(roll_up(target, PROVINCE, level, members))
    if own and WHOLE in target.thresholds:
        wholes.append(roll_up(target, PROVINCE, WHOLE, own))
    return wholes


def _direct(target: Target, level: Level, lower: int) -> Observation:
    """A figure of the province, as reported in its form."""
    observation = Observation(PROVINCE, level, target.id, Source.REPORTED, 88 - lower, 100)
    observation = replace(observation, evidence="Danh mục")
    if target.kind is Kind.QUALITATIVE:
        return replace(observation, numerator=None, denominator=None, judgement=Judgement.UNDER_WAY)
    match target.measure:
        case Measure.FALL:
            return replace(observation, numerator=12, denominator=420)
        case Measure.RATIO:
            return replace(observation, numerator=5, denominator=9)
        case Measure.GAIN:
            return replace(observation, numerator=2, denominator=None)
    return observation


def hostile(evaluation: Evaluation, text: str = HOSTILE) -> Evaluation:
    """The same evaluation with hostile text, or another, in every field that comes from data."""
    return replace(
        evaluation,
        agency=replace(evaluation.agency, name=text, source=text),
        notices=(text,),
        explanations=(text,),
        results=tuple(
            replace(
                r,
                observation=r.observation and replace(r.observation, evidence=text),
                explanations=(LineExplanation(text, text),),
            )
            for r in evaluation.results
        ),
    )


# ---------------------------------------------------------------- notebooks without a kernel


def notebook(name: str) -> dict[str, Any]:
    """A notebook of the project as JSON."""
    return json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))


def executed(part: str, evaluation: Evaluation) -> dict[str, Any]:
    """The notebook of a part of a packet as the engine returns it, its cells run here against
    `evaluation`."""
    made = notebook(evaluation.plan.notebook(part, evaluation.agency.level))
    for cell in made["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = list(_outputs(cell, evaluation, part))
    return made


def shown_parts(evaluation: Evaluation) -> tuple[str, ...]:
    """The parts of a packet whose notebooks the batch would run."""
    return tuple(part for part in parts(evaluation.plan) if not excused(evaluation, part))


def whole_packet(evaluation: Evaluation, failed: Mapping[str, str] | None = None) -> bytes:
    """A packet as the batch makes it; `failed`: why parts of it failed."""
    failed = failed or {}
    made = {p: executed(p, evaluation) for p in shown_parts(evaluation) if p not in failed}
    return packets.build(evaluation, made, failed)


def _outputs(
    cell: Mapping[str, Any], evaluation: Evaluation, area: str
) -> Iterable[dict[str, Any]]:
    source = "".join(cell["source"])
    if "parameters" in cell["metadata"].get("tags", []):
        return
    last = source.strip().splitlines()[-1]
    names = {"display": display, "result": evaluation, "area": area}
    shown = eval(last, names)  # the project's notebooks only
    if isinstance(shown, display.Identity):
        data = shown._repr_mimebundle_()
    else:
        data = {"text/html": shown._repr_html_(), "text/plain": repr(shown)}
    yield {"output_type": "execute_result", "execution_count": 1, "data": data, "metadata": {}}
