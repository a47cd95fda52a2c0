"""The simulated province: the files that agencies and other systems would send in.

One population of dossiers for the whole year, from which each period's export is selected; one
survey; one set of figures per agency, from which each form is filled in. All random numbers are
integers of a seeded PCG64 stream and all shares ratios of integers, so the same seed gives the
same bytes on any machine. The figures are invented and contain no persons.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from helpers import forms, wording
from helpers.demo import appraisals, receipts
from helpers.demo.answers import Clerk
from helpers.demo.books import Books
from helpers.demo.chance import stream
from helpers.demo.dossiers import export, log_counts, population
from helpers.demo.offices import Office, lasting, offices_of, units_of
from helpers.demo.sizes import C, P
from helpers.demo.slips import Slips, slips, too_large
from helpers.demo.survey import QUESTIONS, survey
from helpers.forms import FactKey
from helpers.model import Agency, Fact, Period, Plan, WrongUse
from helpers.plan import desk_folder

SILENT = {P: 1, C: 2}  # agencies that send no form

ORIGIN = "origin.yml"
SIMULATED = "simulated: true"


def write_province(
    plan: Plan,
    inbox: Path,
    seed: int | None = None,
    dossiers: int = 300_000,
    periods: Sequence[str] | None = None,
    questions: Mapping[str, str] = QUESTIONS,
) -> None:
    """Write `inbox/<period>/` for each period (default: all): forms, exports, survey, origin.yml.

    `seed`: by default the number of the plan. `dossiers`: the number received within the year,
    besides those still open when it begins. `questions`: of the survey, with their columns. A
    form says «Không thay đổi» only if this run wrote the form of the period before. An existing
    simulated folder is rewritten, files of other names are kept; raises WrongUse for a folder with
    files that is not marked as simulated.
    """
    seed = usual_seed(plan) if seed is None else seed
    selected = [plan.periods[name] for name in (plan.periods if periods is None else periods)]
    for period in selected:
        for folder in (inbox / period.id, desk_folder(plan, inbox / period.id)):
            _prepare(plan, folder, seed)
    offices, units = offices_of(plan, seed), units_of(plan)
    rows = population(plan, offices, seed, dossiers) if offices else None
    silent = {period.id: _silent(plan, seed, period) for period in plan.periods.values()}
    made = slips(plan, seed, frozenset().union(*silent.values()))
    clerk = Clerk(Books(plan, seed, _yearly(plan, offices, dossiers)), silent)
    earlier: Mapping[FactKey, Fact] = {}
    for period in sorted(selected, key=lambda period: period.end):
        folder = inbox / period.id
        counts: Mapping[str, Mapping[str, tuple[int, int]]] = {}
        if rows is not None:
            log = export(rows, offices, units, period, made.lost if period.final else "")
            _write(log, folder / f"xuat-ho-so-{period.id}.csv")
            counts = log_counts(plan, rows, offices, period)
            if period.final:
                ballots = survey(rows, offices, units, seed, period, questions)
                _write(ballots, folder / f"khao-sat-{plan.year}.csv")
        earlier = _write_forms(clerk, folder, period, counts, earlier, made)


def usual_seed(plan: Plan) -> int:
    """The number of the plan: 434 of `434/KH-UBND`."""
    digits = re.match(r"[0-9]*", plan.number)
    return int(digits[0]) if digits and digits[0] else 0


def _prepare(plan: Plan, folder: Path, seed: int) -> None:
    """A simulated folder without forms; origin.yml first, so that an interrupted run is not taken
    for real data."""
    origin = folder / ORIGIN
    marked = origin.exists() and SIMULATED in origin.read_text("utf-8").splitlines()
    if folder.exists() and any(folder.iterdir()) and not marked:
        raise WrongUse(wording.demo.demo_folder_in_use(folder))
    folder.mkdir(parents=True, exist_ok=True)
    origin.write_bytes(f"{SIMULATED}\nseed: {seed}\n".encode())
    appraisals.remove_appraisals(plan, folder)
    for name in (*(f"{name}.xlsx" for name in plan.senders_by_id), receipts.FILE):
        (folder / name).unlink(missing_ok=True)


def _write(table: pd.DataFrame, path: Path) -> None:
    table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _yearly(plan: Plan, offices: Sequence[Office], dossiers: int) -> Mapping[str, int]:
    """The approximate number of dossiers of each agency in the year; predecessors as successors."""
    total = sum(office.volume for office in offices)
    yearly = dict.fromkeys(plan.senders_by_id, 0)
    yearly[plan.province.id] = dossiers
    for office in offices:
        for agency_id in (office.agency.id, *office.agency.predecessors) if office.agency else ():
            yearly[agency_id] += dossiers * office.volume // total
    return yearly


def _write_forms(
    clerk: Clerk,
    folder: Path,
    period: Period,
    counts: Mapping[str, Mapping[str, tuple[int, int]]],
    earlier: Mapping[FactKey, Fact],
    made: Slips,
) -> Mapping[FactKey, Fact]:
    """Write the forms of all senders that are asked anything and do answer; return their facts.

    `counts`: of the one-stop log, by agency and target; `earlier`: facts of the forms before.
    """
    plan = clerk.books.plan
    stated: dict[FactKey, Fact] = {}
    senders: list[Agency] = []
    unfit = {*clerk.silent[period.id], made.mistyped, made.lost}
    seed = clerk.books.seed
    demanded = appraisals.asked_communes(plan, period, seed, unfit) if period.final else ()
    for agency in plan.senders(period):
        asked = forms.questions(plan, agency, period)
        if asked and agency.id not in clerk.silent[period.id]:
            shown = forms.ShownFigures(
                counts.get(agency.id, {}), forms.earlier_facts(asked, earlier)
            )
            reply = clerk.reply(asked, period, shown)
            answers = reply.answers
            said = {**reply.explanations, **appraisals.explanations(demanded, agency)}
            if period.final and agency.id == made.mistyped:
                slip = too_large(clerk.books.seed, asked, answers, agency.id)
                answers = {**answers, **slip}
            form = forms.filled(plan, agency, period, answers, reply.evidence, shown, said)
            own = desk_folder(plan, folder) if agency == plan.province else folder
            (own / f"{agency.id}.xlsx").write_bytes(form)
            senders.append(agency)
            stated |= reply.facts
    seen = {key: fact for key, fact in stated.items() if key[0] != made.mistyped}
    appraisals.write_appraisals(plan, period, folder, demanded, seen)
    if listed := receipts.receipt_list(period, senders, clerk.books.seed):
        (folder / receipts.FILE).write_bytes(listed)
    return stated


def _silent(plan: Plan, seed: int, period: Period) -> frozenset[str]:
    """Agencies that send no form, the same all year; the last one did send its first form."""
    silent: list[str] = []
    for level, most in SILENT.items():
        there = [a.id for a in plan.agencies.values() if a.level == level and lasting(plan, a)]
        order = stream(seed, "silent", level).permutation(len(there))
        silent += [there[n] for n in order[: min(most, len(there) // 3)]]
    first = min(p.end for p in plan.periods.values())
    return frozenset(silent[:-1] if period.end == first else silent)
