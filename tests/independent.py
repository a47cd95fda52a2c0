"""The whole evaluation a second time: pandas, openpyxl and scipy over the raw inbox files.

Nothing of the project's package is used. The figures and rules were typed from the plan and from
the reading of its targets; the method (frames, groups, dicts of plain numbers) differs from the
project's. Where the two differ, one of them is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

import pandas as pd
from scipy.stats import binomtest  # type: ignore[import-untyped]

from independent_inbox import Cell, Inbox, read_inbox
from independent_plan import (
    BASE_DAY,
    BASELINES,
    FORM_FALLS,
    FORM_RANKS,
    FORM_RATIOS,
    FORM_SHARES,
    FORM_WORDS,
    FORM_YES,
    INSPECTED,
    LAST_YEAR,
    LEVELS,
    LISTS,
    LOG_SHARES,
    NOT_OF_COMMUNES,
    PERIODS,
    PLAN,
    PROVINCE,
    SECTORS,
    SURVEY_SHARES,
    TARGETS,
    YEAR,
    YEAR_END,
    Agency,
    Target,
)
from independent_withheld import (
    FEWEST_BALLOTS,
    Pair,
    alternatives,
    gives_away,
    names_persons,
)

__all__ = ["TARGETS", "read_inbox", "results"]


@dataclass(frozen=True)
class Figure:
    """Two counts, or a status instead. `interval`: a random sample.

    `silent`: for each agency without data the most it could add, None if unbounded.
    `words`: judged in words. `mean` and `baseline`: counts of both years, and of the base year.
    `hidden`: it would identify persons. `asked`: not if the survey passed the agency over.
    `undated`: dossiers without a due day, in neither count.
    `doubted`: how many of its counts nobody has confirmed. `sure`: a sum without such figures.
    """

    source: str
    numerator: int | None = None
    denominator: int | None = None
    gap: str = ""
    interval: bool = False
    silent: tuple[int | None, ...] = field(default=())
    words: bool = False
    mean: tuple[int, int] | None = None
    baseline: tuple[int, int] | None = None
    hidden: bool = False
    asked: bool = True
    undated: int = 0
    doubted: int = 0
    sure: Figure | None = None


def worth(target: Target, figure: Figure | None) -> Fraction | None:
    """The value in the target's unit; None without figures or with a denominator of 0."""
    if figure is None or figure.gap or figure.numerator is None:
        return None
    if target.value == "gain":
        return Fraction(figure.numerator)
    return Fraction(100 * figure.numerator, figure.denominator) if figure.denominator else None


# ---------------------------------------------------------------- one agency or list


def own_figure(inbox: Inbox, target: Target, agency: Agency) -> Figure:
    """The figure of one agency."""
    if target.id == "satisfaction_measured":
        return measured(inbox, agency)
    if target.id == "health_education_satisfaction":
        return sector(inbox, target, agency)
    if target.id in SURVEY_SHARES:
        return surveyed(inbox, target, SURVEY_SHARES[target.id], [agency.id])
    if target.id in LOG_SHARES:
        return logged(inbox, target, agency)
    if target.whole == "lists" and not target.judged(agency.level):
        return from_form(inbox, target, PROVINCE, f"@{agency.level}")
    if target.id in FORM_WORDS and agency.level == "commune":
        said = inbox.facts.get((agency.id, FORM_WORDS[target.id]))
        return Figure("reported", words=True) if said else Figure("reported", gap="no_data")
    return from_form(inbox, target, agency.id, commune=agency.level == "commune")


def logged(inbox: Inbox, target: Target, agency: Agency) -> Figure:
    """The figure of the log; that of the agency's form without a log, or where the log has no
    dossier of the agency and its form does not say that there was none."""
    none = agency.id in inbox.none or any(
        said == (0, 0) for (whose, _), said in inbox.facts.items() if whose == agency.id
    )
    if inbox.log is not None and (none or agency.id in inbox.log.index):
        counts = counted(inbox.log, [agency.id], LOG_SHARES[target.id])
        without = counted(inbox.log, [agency.id], ("undated", "undated"))[0]
        return Figure("computed", *counts, undated=without * (target.id == "dossiers_on_time"))
    said = inbox.facts.get((agency.id, target.id))
    if isinstance(said, tuple) and said[0] <= said[1]:
        return Figure("reported", *said, doubted=inbox.in_doubt(agency.id, target.id))
    return Figure("computed", gap="no_data")


def counted(table: pd.DataFrame, agencies: list[str], columns: tuple[str, str]) -> tuple[int, int]:
    sums = table[table.index.isin(agencies)][list(columns)].sum()
    return int(sums.iloc[0]), int(sums.iloc[1])


def measured(inbox: Inbox, agency: Agency) -> Figure:
    """1 of 1 if there is a valid answer on the agency, else 0 of 1."""
    closed = inbox.period == YEAR_END
    none = Figure("computed", gap="missed" if closed else "not_due")
    if inbox.survey is None or inbox.survey.empty:
        return none
    if not inbox.survey["valid"].sum() and agency.id in inbox.survey.index:
        return none  # asked, but not this question
    if counted(inbox.survey, [agency.id], ("valid", "valid"))[0] > 0:
        return Figure("computed", 1, 1)
    return Figure("computed", 0, 1, gap="not_applicable")


def sector(inbox: Inbox, target: Target, agency: Agency) -> Figure:
    """Satisfaction with a department's own services, health care or education."""
    own = next(name for name in SECTORS if name in agency.attributes)
    return surveyed(inbox, target, (f"{own}_satisfied", f"{own}_valid"), [agency.id])


def surveyed(inbox: Inbox, target: Target, columns: tuple[str, str], agencies: list[str]) -> Figure:
    """Satisfied among the valid random ballots of these agencies. Without an answer to the question
    there is no figure; answers on other fields than the three are 0 of 0 there."""
    missing = "not_due" if inbox.period != YEAR_END or target.due > YEAR else "no_data"
    if inbox.survey is None or inbox.survey.empty:
        return Figure("computed", gap=missing)
    ballots = inbox.survey[inbox.survey.index.isin(agencies)]
    question = columns[1].removeprefix("field_")
    if not counted(ballots, agencies, (question, question))[0]:
        # Who was not sampled is not judged; a question that nobody was asked was in no survey.
        unsampled = ballots.empty or (question == "valid" and inbox.survey["valid"].sum() > 0)
        return Figure("computed", gap="not_applicable" if unsampled else missing, asked=False)
    return Figure("computed", *counted(ballots, agencies, columns), interval=True)


def from_form(
    inbox: Inbox, target: Target, agency: str, at: str = "", commune: bool = False
) -> Figure:
    """The figure in a form of an agency, or of a list of the province; a blank is a gap."""

    names: dict[str, None] = {}

    def said(name: str) -> Cell | None:
        names[name + at] = None
        return inbox.facts.get((agency, name + at))

    figure = of_answers(target, said, at, commune)
    return figure if figure.gap else replace(figure, doubted=inbox.in_doubt(agency, *names))


def of_answers(
    target: Target, said: Callable[[str], Cell | None], at: str, commune: bool
) -> Figure:
    """The figure that the answers of a form give."""
    if target.id in FORM_SHARES and not (target.id == "service_satisfaction" and not at):
        part, wholes = FORM_SHARES[target.id]
        wholes = tuple(w for w in wholes if not (commune and w in NOT_OF_COMMUNES))
        return share_of([said(part)], [said(whole) for whole in wholes])
    if target.id in FORM_FALLS:
        before, now = (said(name) for name in FORM_FALLS[target.id])
        if isinstance(before, int) and isinstance(now, int):
            return Figure("reported", before - now, before)
        return Figure("reported", gap="no_data")
    if target.id in FORM_RANKS:
        before, now = (said(name) for name in FORM_RANKS[target.id])
        if isinstance(before, int) and isinstance(now, int):
            return Figure("reported", before - now)
        return Figure("reported", gap="no_data")
    if target.id in FORM_RATIOS:
        one, other = (said(name) for name in FORM_RATIOS[target.id])
        if isinstance(one, int) and isinstance(other, int):
            return Figure("reported", one, other)
        return Figure("reported", gap="no_data")
    return all_yes([said(name) for name in FORM_YES.get(target.id, (target.id,))])


def share_of(parts: list[Cell | None], wholes: list[Cell | None]) -> Figure:
    """Sums of the counts; a part larger than its whole gives no figure."""
    if not all(isinstance(count, int) for count in (*parts, *wholes)):
        return Figure("reported", gap="no_data")
    part, whole = (sum(c for c in counts if isinstance(c, int)) for counts in (parts, wholes))
    return Figure("reported", part, whole) if part <= whole else Figure("reported", gap="no_data")


def all_yes(answers: list[Cell | None]) -> Figure:
    """1 of 1 if all answers are yes, 0 of 1 with any no."""
    if 0 in answers:
        return Figure("reported", 0, 1)
    if all(answer == 1 for answer in answers):
        return Figure("reported", 1, 1)
    return Figure("reported", gap="no_data")


# ---------------------------------------------------------------- totals


def summed(target: Target, members: list[tuple[Agency, Figure]]) -> Figure:
    """Sums of counts; an agency not sampled is no gap, one silent for another reason is. Of doubted
    figures the truth is not known, as of silent agencies."""
    figure, doubted = added_up(target, members), sum(f.doubted for _, f in members)
    if not doubted:
        return figure
    gaps = [(a, Figure(f.source, gap="no_data") if f.doubted else f) for a, f in members]
    return replace(figure, doubted=doubted, sure=added_up(target, gaps))


def added_up(target: Target, members: list[tuple[Agency, Figure]]) -> Figure:
    known = [(a, f) for a, f in members if f.numerator is not None]
    # What one agency only states, no export proves.
    best = "reported" if any(f.source == "reported" for _, f in known or members) else "computed"
    if not known:
        gaps = {f.gap for _, f in members if f.asked} or {f.gap for _, f in members}
        return Figure(best, gap=gaps.pop() if len(gaps) == 1 else "no_data")
    silent = [a for a, f in members if f.numerator is None and f.asked]
    return Figure(
        best,
        sum(f.numerator or 0 for _, f in known),
        sum(f.denominator or 0 for _, f in known),
        interval=target.id in SURVEY_SHARES and all(f.interval for _, f in known if f.denominator),
        silent=tuple(most_of(target, a.level, known) for a in silent),
        undated=sum(f.undated for _, f in known),
    )


def most_of(target: Target, level: str, known: list[tuple[Agency, Figure]]) -> int | None:
    """The most a silent agency could add: the largest count of an answering one of its level."""
    if target.whole == "agencies":
        return 1
    sizes = ((f.denominator or 0) + f.undated for a, f in known if a.level == level)
    return max(sizes, default=0) or None


def summed_lists(inbox: Inbox, target: Target) -> Figure:
    figures = [from_form(inbox, target, PROVINCE, f"@{at}") for at in LISTS[target.id]]
    if any(figure.gap for figure in figures):
        return Figure("reported", gap="no_data")
    doubted = sum(figure.doubted for figure in figures)
    return Figure(
        "reported",
        sum(figure.numerator or 0 for figure in figures),
        sum(figure.denominator or 0 for figure in figures),
        doubted=doubted,
        sure=Figure("reported", gap="no_data") if doubted else None,
    )


def of_register(inbox: Inbox, target: Target) -> Figure:
    """The figure in the province's own form."""
    if target.id == "staff_inspected":
        return inspections(inbox)
    figure = from_form(inbox, target, PROVINCE, "@all")
    if target.id in BASELINES:
        names = BASELINES[target.id]
        part, whole = (inbox.facts.get((PROVINCE, f"{name}@all")) for name in names)
        if isinstance(part, int) and isinstance(whole, int) and 0 <= part <= whole and whole:
            figure = replace(figure, baseline=(part, whole))
            more = inbox.in_doubt(PROVINCE, *(f"{name}@all" for name in names))
            return figure if figure.gap else replace(figure, doubted=figure.doubted + more)
    return figure


def inspections(inbox: Inbox) -> Figure:
    """The lower share of agencies and persons inspected, with the mean of both years."""

    def counts(names: tuple[str, str], ends: tuple[str, ...]) -> Figure:
        parts, wholes = (
            [inbox.facts.get((PROVINCE, f"{name}{end}@all")) for end in ends] for name in names
        )
        doubted = inbox.in_doubt(PROVINCE, *(f"{n}{end}@all" for n in names for end in ends))
        return replace(share_of(parts, wholes), doubted=doubted)

    decides = lower([counts(names, ("",)) for names in INSPECTED])
    mean = lower([counts(names, ("", LAST_YEAR)) for names in INSPECTED])
    if mean.gap or not mean.denominator:
        return decides
    return replace(decides, mean=(mean.numerator or 0, mean.denominator), doubted=mean.doubted)


def lower(figures: list[Figure]) -> Figure:
    """The figure with the lower share, the first if equal; a gap if one is missing."""
    if any(figure.gap for figure in figures):
        return Figure(figures[0].source, gap="no_data")
    arisen = [figure for figure in figures if figure.denominator]
    least = min(arisen, key=lambda f: Fraction(f.numerator or 0, f.denominator or 1), default=None)
    return replace(least or figures[0], doubted=sum(figure.doubted for figure in figures))


def of_survey(inbox: Inbox, target: Target) -> Figure:
    """All ballots of the province; of two services the lower share."""
    everybody = [agency.id for agency in inbox.involved]
    if target.id in SURVEY_SHARES:
        return surveyed(inbox, target, SURVEY_SHARES[target.id], everybody)
    each = [surveyed(inbox, target, (f"{s}_satisfied", f"{s}_valid"), everybody) for s in SECTORS]
    if all(figure.gap for figure in each):
        return each[0]
    return lower(each)


def province_figure(
    inbox: Inbox, target: Target, level: str, own: Mapping[str, Figure]
) -> Figure | None:
    """The province's figure at a level or in total; None if it has none."""
    if target.whole == "register":
        return of_register(inbox, target) if level == "all" else None
    if target.whole == "survey":
        return of_survey(inbox, target) if level == "all" else None
    if target.whole == "lists":
        if level == "all":
            return summed_lists(inbox, target)
        if level in LISTS[target.id]:
            return from_form(inbox, target, PROVINCE, f"@{level}")
        return None
    members = [(inbox.agencies[i], f) for i, f in own.items() if adds_up(inbox, target, i)]
    if target.whole == "bound":
        at = "all" if target.pooled else next(iter(target.levels))
        return summed(target, members) if members and level == at else None
    if level == "all" and not target.pooled:
        return None
    members = [(a, f) for a, f in members if level in ("all", a.level)]
    return summed(target, members) if members else None


def commune_figure(
    inbox: Inbox, target: Target, district: Agency, own: Mapping[str, Figure]
) -> Figure | None:
    """The sum over the communes of one district."""
    if target.whole not in ("sum", "agencies"):
        return None
    members = [(inbox.agencies[i], f) for i, f in own.items() if adds_up(inbox, target, i)]
    members = [(a, f) for a, f in members if a.level == "commune" and a.parent == district.id]
    return summed(target, members) if members else None


def adds_up(inbox: Inbox, target: Target, agency: str) -> bool:
    """Whether the agency's form asks for counts; an answer in words adds none."""
    return not (target.id in FORM_WORDS and inbox.agencies[agency].level == "commune")


def own_figures(inbox: Inbox, target: Target) -> dict[str, Figure]:
    """The figures of all bound agencies; a predecessor counts if it resolved dossiers."""
    living = {a.id for a in inbox.registry}
    figures = {a.id: own_figure(inbox, target, a) for a in inbox.involved if target.binds(a)}
    adds = target.whole == "sum"
    return {
        i: f
        for i, f in figures.items()
        if i in living or (adds and (f.denominator or f.undated) and not f.gap)
    }


# ---------------------------------------------------------------- what is not published


def withheld(target: Target, figure: Figure) -> bool:
    """Whether a figure of an agency is of few persons or few ballots."""
    if figure.numerator is None or figure.gap:
        return False
    whole = figure.denominator or 0
    if target.private:
        return names_persons(figure.numerator, whole)
    return figure.interval and 0 < whole < FEWEST_BALLOTS


def shown_of(inbox: Inbox, target: Target, agency: Agency, figure: Figure) -> Figure:
    """The published figure of an agency; of persons also hidden for that of the comparison
    period."""
    if figure.gap:
        return figure
    figures = [figure]
    if target.private and inbox.before and agency in inbox.before.registry:
        figures.append(own_figure(inbox.before, target, agency))
    if any(withheld(target, each) for each in figures):
        return Figure(figure.source, hidden=True)
    return figure


Place = tuple[str, str, str]  # agency, level, target
OWN: dict[str, str] = {"satisfaction_2025": "satisfaction"}  # targets with the same ballots


def withheld_sums(
    inbox: Inbox, figures: Mapping[str, Mapping[str, Figure]]
) -> dict[Place, list[Pair]]:
    """The sums from which a withheld figure could be had, each with the withheld pairs in it that
    no smaller published sum counts. `figures`: of the agencies, by target."""
    found: dict[Place, list[Pair]] = {}
    for name in sorted({OWN.get(target.id, target.id) for target in TARGETS}):
        targets = [target for target in TARGETS if OWN.get(target.id, target.id) == name]
        persons = targets[0].private
        if not persons and name not in COUNTED_BALLOTS:
            continue
        places: dict[frozenset[str], list[Place]] = defaultdict(list)
        secret: dict[str, Pair] = {}
        for target in targets:
            for agency, figure in figures[target.id].items():
                if withheld(target, figure):
                    secret[agency] = (figure.numerator or 0, figure.denominator or 0)
            for place, members in members_of(inbox, target, figures[target.id]).items():
                places[members].append(place)
        known: set[str] = set()  # counted by a sum that is published
        for members in sorted(places, key=len):
            new = sorted(members & secret.keys() - known)
            pairs = [secret[agency] for agency in new]
            if pairs and (name not in ADDED_UP or gives_away(pairs, persons)):
                found |= dict.fromkeys(places[members], pairs)
            else:
                known |= set(new)
    return found


COUNTED_BALLOTS = {*SURVEY_SHARES, "health_education_satisfaction"} - {"service_satisfaction"}
# Their wholes are sums of what the agencies count.
ADDED_UP = {*SURVEY_SHARES, *(t.id for t in TARGETS if t.private)}


def members_of(
    inbox: Inbox, target: Target, own: Mapping[str, Figure]
) -> dict[Place, frozenset[str]]:
    """The agencies behind each sum of a target."""
    if target.whole in ("register", "survey"):
        return {(PROVINCE, "all", target.id): frozenset(own)}
    levels = {i: inbox.agencies[i].level for i in own}
    groups = {
        (PROVINCE, at, target.id): frozenset(i for i in own if at in ("all", levels[i]))
        for at in (*LEVELS, *(["all"] if target.pooled else []))
    }
    for i in own:
        if levels[i] == "commune":
            place = (inbox.agencies[i].parent, "commune", target.id)
            groups[place] = groups.get(place, frozenset()) | {i}
    return groups


def verdict_without_count(
    inbox: Inbox, target: Target, level: str, figure: Figure, pairs: list[Pair], judged: bool
) -> str | None:
    """The status of a withheld sum, if it is the same for all that it must leave possible."""
    whole = (figure.numerator or 0, figure.denominator or 0)
    if figure.doubted:
        return None
    statuses = {
        status(
            target,
            level,
            replace(figure, numerator=able, denominator=everybody),
            judged,
            inbox.period,
        )
        for able, everybody in alternatives(whole, pairs, target.private)
    }
    return statuses.pop() if len(statuses) == 1 else None


# ---------------------------------------------------------------- judging


def status(
    target: Target, level: str, figure: Figure | None, judged: bool, period: str
) -> str | None:
    """The status; None for a figure that is only shown, or hidden. That of a whole holds only if it
    is the same without doubted figures."""
    outcome = as_it_is(target, level, figure, judged, period)
    if outcome is None or figure is None or figure.sure is None:
        return outcome
    sure = as_it_is(target, level, figure.sure, judged, period)
    return outcome if sure == outcome else "inconclusive"


def as_it_is(
    target: Target, level: str, figure: Figure | None, judged: bool, period: str
) -> str | None:
    """The status of a figure, whoever doubts it."""
    if figure is None:
        return "not_applicable"
    if figure.gap:
        return figure.gap
    if figure.words or figure.hidden:
        return None
    if figure.denominator == 0 and not figure.numerator and not figure.undated:
        return "no_data" if figure.silent else "not_arising"
    limit = target.threshold(level)
    if not judged or limit is None:
        return None
    if could_turn(target, figure, limit):
        return "no_data"
    if figure.undated and could_turn(target, figure, limit, figure.undated):
        return "inconclusive"
    low, high = interval(figure)
    if low is not None and high is not None and low < limit < high:
        return "inconclusive"
    good = fulfils(target, figure, limit)
    if target.yearly and period != YEAR_END and (target.comparison == "<=" or not good):
        return "not_due"
    if good:
        return "met"
    if target.due > YEAR or (target.builds and period != YEAR_END):
        return status_on_path(target, figure, limit, period)
    if target.averaged:
        return "missed" if mean_fails(target, figure, limit) else "inconclusive"
    return "missed"


def meets(value: Fraction, comparison: str, limit: Fraction) -> bool:
    return {">=": value >= limit, ">": value > limit, "<=": value <= limit}[comparison]


def mean_fails(target: Target, figure: Figure, limit: Fraction) -> bool:
    """Whether the mean of the years is known and also misses the limit."""
    if figure.mean is None:
        return False
    return not meets(Fraction(100 * figure.mean[0], figure.mean[1]), target.comparison, limit)


def fulfils(target: Target, figure: Figure, limit: Fraction) -> bool:
    value = worth(target, figure)
    return value is not None and meets(value, target.comparison, limit)


def status_on_path(target: Target, figure: Figure, limit: Fraction, period: str) -> str:
    """The status on the linear path from the end of the base year to the end of the due year: 95%
    of the expected progress is enough. A fall starts at 0; without a baseline there is no path."""
    value, begin = worth(target, figure), None
    if target.value == "fall":
        begin = Fraction(0)
    elif figure.baseline:
        begin = Fraction(100 * figure.baseline[0], figure.baseline[1])
    if value is None or begin is None or begin == limit:
        return "not_due"
    days = (PERIODS[period][1] - BASE_DAY).days
    expected = (limit - begin) * days / (date(target.due, 12, 31) - BASE_DAY).days
    return "on_pace" if (value - begin) / expected >= Fraction(95, 100) else "behind"


def could_turn(target: Target, figure: Figure, limit: Fraction, undated: int = 0) -> bool:
    """Whether the best and worst answers of the silent agencies would give different verdicts, and
    so of this many dossiers that may have been on time or late."""
    if not figure.silent and not undated:
        return False
    numerator, denominator = figure.numerator or 0, figure.denominator or 0
    if None in figure.silent:
        # Unbounded counts can bring it close to 0% or 100%, but cannot undo a shortfall.
        return not (limit == 100 and numerator < denominator)
    more = undated + sum(most or 0 for most in figure.silent)
    worst = replace(figure, denominator=denominator + more)
    best = replace(figure, numerator=numerator + more, denominator=denominator + more)
    return fulfils(target, worst, limit) != fulfils(target, best, limit)


def interval(figure: Figure) -> tuple[float | None, float | None]:
    """The 95% Wilson interval of a random sample, in percent."""
    if not figure.interval or not figure.denominator:
        return None, None
    test = binomtest(figure.numerator or 0, figure.denominator)
    bounds = test.proportion_ci(confidence_level=0.95, method="wilson")
    return 100 * bounds.low, 100 * bounds.high


def units(target: Target, figure: Figure, limit: Fraction) -> int | None:
    """Units to spare, or (negative) missing, found by counting one by one."""
    numerator, denominator = figure.numerator or 0, figure.denominator
    if denominator is None:  # places of a rank
        return numerator - int(limit)
    if target.comparison == "<=":
        room = 0
        while 100 * (room + 1) <= limit * denominator:
            room += 1
        return room - numerator
    above = target.comparison == ">"
    for needed in range(denominator + 1):
        if 100 * needed > limit * denominator or (
            not above and 100 * needed == limit * denominator
        ):
            return numerator - needed
    return None


def points(target: Target, level: str, figure: Figure | None, outcome: str | None) -> float | None:
    """The part of one point; None if the target is not scored."""
    if figure is None or not target.points or not target.judged(level):
        return None
    if outcome == "no_data":
        return 0.0
    if outcome not in ("met", "missed", "inconclusive", "on_pace", "behind"):
        return None
    if outcome == "met":
        return 1.0
    # Dossiers without a due day earn nothing.
    if figure.undated:
        figure = replace(figure, denominator=(figure.denominator or 0) + figure.undated)
    value, limit = worth(target, figure), target.threshold(level)
    if target.points == "yes_no" or value is None or limit is None:
        return 0.0
    return max(0.0, min(1.0, float(value / limit)))


# ---------------------------------------------------------------- rows


def row(
    inbox: Inbox,
    target: Target,
    agency: str,
    level: str,
    figure: Figure | None,
    secret: list[Pair] | None,
) -> dict[str, object]:
    """One row of the results table; `secret`: of a sum that is withheld, the pairs that it would
    give away."""
    whole = agency == PROVINCE
    judged = whole or target.judged(level)
    own = not whole and inbox.agencies[agency].level == level
    if own and figure:
        figure = shown_of(inbox, target, inbox.agencies[agency], figure)
    limit = target.threshold(level)
    outcome = status(target, level, figure, judged, inbox.period)
    if secret and figure and figure.numerator is not None:
        outcome = verdict_without_count(inbox, target, level, figure, secret, judged)
        figure = Figure(figure.source, hidden=True)
    shown = figure or Figure("")
    value = worth(target, shown)
    arisen = shown.numerator is not None and (shown.denominator != 0 or shown.numerator != 0)
    compared = judged and limit is not None and not shown.gap and arisen
    low, high = interval(shown) if compared else (None, None)
    scored = points(target, level, figure, outcome) if own else None
    return {
        "plan": PLAN,
        "period": inbox.period,
        "agency": agency,
        "level": level,
        "area": target.area,
        "clause": target.clause,
        "target": target.id,
        "source": shown.source or None,
        "numerator": shown.numerator,
        "denominator": shown.denominator,
        "value": None if value is None else float(value),
        "comparison": target.comparison,
        "threshold": None if limit is None else float(limit),
        "due": target.due,
        "status": outcome,
        "margin": float(value - limit) if compared and value is not None and limit else None,
        "margin_units": units(target, shown, limit) if compared and limit is not None else None,
        "low": low,
        "high": high,
        "points": scored,
        "max_points": None if scored is None else 1.0,
        "unconfirmed": None if figure is None else figure.doubted,
    }


def results(inbox: Inbox) -> dict[tuple[str, str, str], dict[str, object]]:
    """All rows of the period by (agency, level, target)."""
    rows = {}
    figures = {target.id: own_figures(inbox, target) for target in TARGETS}
    secret = withheld_sums(inbox, figures)
    for target in TARGETS:
        own = figures[target.id]
        places: list[tuple[str, str, Figure | None]] = [
            (PROVINCE, level, province_figure(inbox, target, level, own))
            for level in (*LEVELS, "all")
        ]
        for agency in inbox.registry:
            places.append((agency.id, agency.level, own.get(agency.id)))
            if agency.level == "district":
                communes = commune_figure(inbox, target, agency, own)
                places.append((agency.id, "commune", communes))
        for agency_id, level, figure in places:
            place = agency_id, level, target.id
            rows[place] = row(inbox, target, agency_id, level, figure, secret.get(place))
    return rows
