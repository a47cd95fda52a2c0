"""From a store to observations: sources by precedence, roll-ups, gaps, peers; counted by hand."""

from __future__ import annotations

import hashlib
import statistics
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from helpers import store
from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.observe import observe
from helpers.evaluation.tables import results_rows, sources_rows
from helpers.model import (
    WHOLE,
    Evaluation,
    Fact,
    Judgement,
    Level,
    Observation,
    Observations,
    Origin,
    Plan,
    Reason,
    Result,
    Source,
    Status,
    Submission,
)
from helpers.store import Contents, InputFile, counting

PROVINCE, DISTRICT, COMMUNE, ALL = Level("province"), Level("district"), Level("commune"), WHOLE

OFFICE, HOME = "van-phong-ubnd-tinh", "so-noi-vu"
HEALTH, SCHOOLS = "so-y-te", "so-giao-duc-va-dao-tao"
DEPARTMENTS = (OFFICE, HOME, HEALTH, SCHOOLS)
MUONG_KHUONG, SA_PA = "083-huyen-muong-khuong", "088-thi-xa-sa-pa"
DISTRICTS = (MUONG_KHUONG, SA_PA)
OF_MUONG_KHUONG = ("02761-thi-tran-muong-khuong", "02764-xa-din-chin")
OF_SA_PA = ("03001-phuong-sa-pa", "03002-phuong-sa-pa")
COMMUNES = (*OF_MUONG_KHUONG, *OF_SA_PA)
WHOLE = "lao-cai"

Told = dict[tuple[str, Level], Mapping[str, object]]


@pytest.fixture(scope="module")
def few(plan: Plan) -> Plan:
    """The plan with four departments, two districts and two communes of each."""
    kept = (*DEPARTMENTS, *DISTRICTS, *COMMUNES)
    return replace(plan, agencies={name: plan.agencies[name] for name in kept})


@pytest.fixture
def observed(few: Plan, tmp_path: Path) -> Callable[..., Observations]:
    """Writes a store with these answers and reads it as the project does."""

    def observed(
        told: Told,
        period: str = "2022-FY",
        *,
        sent: Iterable[str] | None = None,
        dossiers: pa.Table | None = None,
        answers: pa.Table | None = None,
    ) -> Observations:
        facts = [
            _fact(place, name, value)
            for place, all_ in told.items()
            for name, value in all_.items()
        ]
        senders = {agency for agency, _ in told} if sent is None else set(sent)
        mark = hashlib.sha256(repr((facts, dossiers, answers)).encode()).hexdigest()
        contents = Contents(
            dossiers=dossiers,
            answers=answers,
            facts=facts,
            submissions=[Submission(f"{s}.xlsx", "", "form", s, True) for s in sorted(senders)],
            remarks=[],
            origin=Origin(False),
            files=[InputFile("all.xlsx", mark, "form")],
        )
        at = few.periods[period]
        return observe(few, at, store.write_snapshot(tmp_path, few, at, contents))

    return observed


def _fact(place: tuple[str, Level], name: str, value: object) -> Fact:
    """A count; two counts that are agreed or stated; or a judgement."""
    agency, level = place
    state = value if isinstance(value, Judgement) else None
    count, whole = value if isinstance(value, tuple) else (None if state else value, None)
    return Fact(agency, level, name, count, state, "Báo cáo", whole, "", None, "f", "s", "D5")


def resolved(
    agency: str, on_time: int, late: int, day: date = date(2022, 5, 20)
) -> list[dict[str, Any]]:
    """Dossiers of an agency resolved on a day, so many of them late."""
    due = [day] * on_time + [date(2022, 1, 10)] * late
    return [
        {
            "competent": agency,
            "unit": "",
            "central": False,
            "channel": "online",
            "online_level": "4",
            "received": date(2022, 1, 4),
            "due": by,
            "done": day,
            "payment_opened": False,
            "payments": 0,
            "payments_online": 0,
        }
        for by in due
    ]


def log(*rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist([row for some in rows for row in some], store.DOSSIERS)


def first(seen: Observations, agency: str, level: Level, target: str) -> Observation:
    return seen.rows[agency, level, target][0]


def counts(
    seen: Observations, agency: str, level: Level, target: str
) -> tuple[int | None, int | None]:
    found = first(seen, agency, level, target)
    return found.numerator, found.denominator


def places(seen: Observations, target: str, agency: str = WHOLE) -> set[Level]:
    """The levels at which a body has a row for a target."""
    return {level for name, level, of in seen.rows if (name, of) == (agency, target)}


def result(evaluation: Evaluation, target: str, level: Level | None = None) -> Result:
    """The row of a target at the agency's own level, or at another."""
    at = level or evaluation.agency.level
    (found,) = (r for r in evaluation.results if r.target.id == target and r.level == at)
    return found


# ---------------------------------------------------------------- agreed figures

TIME = "dossiers_on_time"
Seen = Callable[..., Observations]


def test_the_logs_figure_counts_before_what_the_agency_states(few: Plan, observed: Seen) -> None:
    told: Told = {(HOME, PROVINCE): {TIME: (10, 10)}, (HEALTH, PROVINCE): {TIME: (7, 8)}}
    seen = observed(told, dossiers=log(resolved(HOME, 9, 1), resolved(HEALTH, 7, 1)))
    computed, stated = seen.rows[HOME, PROVINCE, TIME]
    assert (computed.source, computed.numerator, computed.denominator) == (Source.COMPUTED, 9, 10)
    assert (stated.source, stated.numerator, stated.denominator) == (Source.REPORTED, 10, 10)
    assert stated.evidence == "Báo cáo"
    # The roll-up takes what counts first.
    assert counts(seen, WHOLE, PROVINCE, TIME) == (16, 18)
    home = evaluate(few, seen, HOME)
    row = result(home, TIME)
    assert row.verdict.status is Status.MISSED
    assert [o.source for o in row.others] == [Source.REPORTED]
    told_twice = [r for r in sources_rows(home) if r["target"] == TIME]
    assert [(r["source"], r["numerator"]) for r in told_twice] == [
        ("computed", 9),
        ("reported", 10),
    ]
    (shown,) = (r for r in results_rows(home) if r["target"] == TIME)
    assert (shown["source"], shown["numerator"], shown["denominator"]) == ("computed", 9, 10)


def test_who_agrees_states_the_same_figure(observed: Seen) -> None:
    seen = observed({(HOME, PROVINCE): {TIME: (9, 10)}}, dossiers=log(resolved(HOME, 9, 1)))
    found = seen.rows[HOME, PROVINCE, TIME]
    assert [(o.numerator, o.denominator) for o in found] == [(9, 10), (9, 10)]


def test_without_an_export_the_agencys_own_figure_counts(few: Plan, observed: Seen) -> None:
    everyone = {(a, PROVINCE): {TIME: (9, 10)} for a in (HOME, HEALTH, SCHOOLS)}
    everyone |= {(a, DISTRICT): {TIME: (50, 50)} for a in DISTRICTS}
    everyone |= {(a, COMMUNE): {TIME: (20, 20)} for a in COMMUNES}
    seen = observed(everyone)
    stated, gap = seen.rows[HOME, PROVINCE, TIME]
    assert (stated.source, stated.numerator, stated.denominator) == (Source.REPORTED, 9, 10)
    assert (gap.source, gap.missing) == (Source.COMPUTED, Reason.NO_EXPORT)
    # Parts and whole agree: what the agencies show is what the province adds up.
    assert counts(seen, WHOLE, PROVINCE, TIME) == (27, 30)
    assert counts(seen, SA_PA, COMMUNE, TIME) == (40, 40)
    assert counts(seen, WHOLE, ALL, TIME) == (27 + 100 + 80, 30 + 100 + 80)
    assert first(seen, WHOLE, ALL, TIME).source is Source.REPORTED
    assert result(evaluate(few, seen, HOME), TIME).verdict.status is Status.MISSED


def test_without_an_export_silence_is_a_gap_of_the_whole(few: Plan, observed: Seen) -> None:
    seen = observed({(HOME, PROVINCE): {TIME: (10, 10)}})
    assert first(seen, HEALTH, PROVINCE, TIME).missing is Reason.NO_EXPORT
    whole = first(seen, WHOLE, PROVINCE, TIME)
    assert (whole.numerator, whole.denominator, whole.answered, whole.asked) == (10, 10, 1, 3)
    verdict = result(evaluate(few, seen, WHOLE), TIME, PROVINCE).verdict
    assert (verdict.status, verdict.reason) == (Status.NO_DATA, Reason.AGENCIES_MISSING)
    nobody = observed({})
    assert first(nobody, WHOLE, ALL, TIME).missing is Reason.NO_EXPORT


def test_only_what_the_log_gives_is_agreed_to(observed: Seen) -> None:
    """Two counts under another target's name are no statement of that target."""
    told: Told = {(HOME, PROVINCE): {"meetings_online": (9, 9), "meetings": 10}}
    seen = observed(told)
    assert seen.rows[HOME, PROVINCE, "meetings_online"][0].source is Source.REPORTED
    assert len(seen.rows[HOME, PROVINCE, "meetings_online"]) == 1
    assert counts(seen, HOME, PROVINCE, "meetings_online") == (9, 10)


# ---------------------------------------------------------------- lists of the province

CENTRAL = "central_digital_documents"


def test_distinct_things_come_from_the_register_and_are_never_summed(
    few: Plan, observed: Seen
) -> None:
    told: Told = {
        (a, PROVINCE): {"central_documents": 6, "central_documents_done": 5} for a in DEPARTMENTS
    }
    told |= {(WHOLE, ALL): {"central_documents": 9, "central_documents_done": 9}}
    seen = observed(told)
    assert counts(seen, HOME, PROVINCE, CENTRAL) == (5, 6)
    assert counts(seen, WHOLE, ALL, CENTRAL) == (9, 9)
    assert places(seen, CENTRAL) == {ALL}
    # A department contributes and is not judged, the province is.
    assert result(evaluate(few, seen, HOME), CENTRAL).verdict.status is None
    province = evaluate(few, seen, WHOLE)
    assert result(province, CENTRAL).verdict.status is Status.MET
    by_level = result(province, CENTRAL, PROVINCE).verdict
    assert (by_level.status, by_level.reason) == (Status.NOT_APPLICABLE, Reason.COMMON_REGISTER)


def test_without_the_register_the_departments_figures_do_not_stand_in(observed: Seen) -> None:
    told: Told = {(a, PROVINCE): {"systems": 6, "systems_connected": 5} for a in DEPARTMENTS}
    assert first(observed(told), WHOLE, ALL, "systems_connected").missing is Reason.NO_REGISTER
    blank = {**told, (WHOLE, ALL): {"systems": 9}}
    assert first(observed(blank), WHOLE, ALL, "systems_connected").missing is Reason.BLANK


def test_lists_by_level_share_nothing_and_add_up(few: Plan, observed: Seen) -> None:
    told: Told = {(a, COMMUNE): {"one_stop_scope": 142, "one_stop_handled": 141} for a in COMMUNES}
    told |= {(WHOLE, DISTRICT): {"one_stop_scope": 300, "one_stop_handled": 300}}
    told |= {(WHOLE, COMMUNE): {"one_stop_scope": 142, "one_stop_handled": 142}}
    seen = observed(told)
    assert places(seen, "one_stop_procedures") == {DISTRICT, COMMUNE, ALL}
    assert counts(seen, WHOLE, COMMUNE, "one_stop_procedures") == (142, 142)
    assert counts(seen, WHOLE, ALL, "one_stop_procedures") == (442, 442)
    assert counts(seen, COMMUNES[0], COMMUNE, "one_stop_procedures") == (141, 142)
    # A district's communes share one list; theirs are not summed either.
    assert (SA_PA, COMMUNE, "one_stop_procedures") not in seen.rows
    # One list that is not there leaves the whole open.
    del told[WHOLE, COMMUNE]
    told |= {(WHOLE, COMMUNE): {"one_stop_scope": 142}}
    assert first(observed(told), WHOLE, ALL, "one_stop_procedures").missing is Reason.BLANK


def test_who_only_shares_in_a_list_is_shown_the_provinces(observed: Seen) -> None:
    told: Told = {
        (HOME, PROVINCE): {"payable_procedures": 4, "payable_procedures_online": 3},
        (WHOLE, DISTRICT): {"payable_procedures": 50, "payable_procedures_online": 50},
    }
    seen = observed(told)
    target = "online_payment_procedures"
    assert counts(seen, SA_PA, DISTRICT, target) == (50, 50)
    assert first(seen, COMMUNES[0], COMMUNE, target).missing is Reason.BLANK


# ---------------------------------------------------------------- one direct figure


def test_a_direct_figure_without_a_register_is_that_of_the_one_bound(
    few: Plan, observed: Seen
) -> None:
    told: Told = {
        (HOME, PROVINCE): {"contents": 10, "contents_online": 2},
        (OFFICE, PROVINCE): {"committee_meetings": 24, "committee_meetings_system": 23},
    }
    seen = observed(told)
    assert counts(seen, WHOLE, ALL, "training_content_online") == (2, 10)
    assert places(seen, "training_content_online") == {ALL}
    # The plan sets 100 % for the provincial level only.
    assert counts(seen, WHOLE, PROVINCE, "province_committee_meetings") == (23, 24)
    assert places(seen, "province_committee_meetings") == {PROVINCE}
    province = evaluate(few, seen, WHOLE)
    assert result(province, "training_content_online").verdict.status is Status.MET
    met = result(province, "province_committee_meetings", PROVINCE).verdict
    assert (met.status, met.margin_units) == (Status.MISSED, -1)
    # Bound alone: nobody else has a row.
    holders = {a for a, _, target in seen.rows if target == "training_content_online"}
    assert holders == {HOME, WHOLE}


def test_the_silence_of_the_one_bound_is_the_provinces_gap(few: Plan, observed: Seen) -> None:
    seen = observed({(HEALTH, PROVINCE): {"contents": 10, "contents_online": 2}})
    assert first(seen, WHOLE, ALL, "training_content_online").missing is Reason.NOT_SENT
    verdict = result(evaluate(few, seen, WHOLE), "training_content_online").verdict
    assert (verdict.status, verdict.reason) == (Status.NO_DATA, Reason.NOT_SENT)


def test_a_direct_figure_of_the_register_does_not_sum_contributions(observed: Seen) -> None:
    told: Told = {
        (HOME, PROVINCE): {"recruits": 5, "leavers": 3},
        (SA_PA, DISTRICT): {"recruits": 0, "leavers": 4},
        (WHOLE, ALL): {"recruits": 20, "leavers": 30},
    }
    seen = observed(told)
    assert counts(seen, HOME, PROVINCE, "recruits_to_leavers") == (5, 3)
    assert counts(seen, WHOLE, ALL, "recruits_to_leavers") == (20, 30)
    assert places(seen, "recruits_to_leavers") == {ALL}


def test_the_baseline_stands_beside_the_figure_it_belongs_to(few: Plan, observed: Seen) -> None:
    units = {"service_units": 700, "self_financing_units": 35}
    before = {"service_units_2021": 700, "self_financing_units_2021": 28}
    seen = observed({(WHOLE, ALL): units | before, (HOME, PROVINCE): units | before})
    found = first(seen, WHOLE, ALL, "self_financing_units_2025").baseline
    assert found is not None and (found.numerator, found.denominator) == (28, 700)
    assert first(seen, WHOLE, ALL, "self_financing_units").baseline is None
    # From 4 to 20 %: 4 + 16·348/1461 = 7,81 % expected, 5 % is behind.
    province = evaluate(few, seen, WHOLE)
    assert result(province, "self_financing_units_2025").verdict.status is Status.BEHIND
    for broken in ({"service_units_2021": 700}, {**before, "self_financing_units_2021": 701}):
        without = observed({(WHOLE, ALL): units | broken})
        assert first(without, WHOLE, ALL, "self_financing_units_2025").baseline is None
        verdict = result(evaluate(few, without, WHOLE), "self_financing_units_2025").verdict
        assert (verdict.status, verdict.reason) == (Status.NOT_DUE, Reason.DUE_LATER)


# ---------------------------------------------------------------- judged, not counted


def files(states: Mapping[str, Judgement]) -> Told:
    told: dict[tuple[str, Level], Mapping[str, object]] = {
        (a, PROVINCE): {"files_required": 100, "files_electronic": 100} for a in DEPARTMENTS
    }
    told |= {(a, DISTRICT): {"files_required": 50, "files_electronic": 50} for a in DISTRICTS}
    told |= {(a, COMMUNE): {"files_electronic_state": state} for a, state in states.items()}
    return told


@pytest.mark.parametrize("answering", [0, 2, 4])
def test_who_is_judged_without_a_figure_stays_out_of_the_sum(
    few: Plan, observed: Seen, answering: int
) -> None:
    """All with a figure reach 100 %; no commune, judged or silent, could add or take anything."""
    seen = observed(files(dict.fromkeys(COMMUNES[:answering], Judgement.UNDER_WAY)))
    whole = first(seen, WHOLE, ALL, "files_electronic")
    assert (whole.numerator, whole.denominator) == (500, 500)
    assert (whole.asked, whole.answered, whole.silent) == (6, 6, 0)
    assert places(seen, "files_electronic") == {PROVINCE, DISTRICT, ALL}
    assert (SA_PA, COMMUNE, "files_electronic") not in seen.rows
    assert result(evaluate(few, seen, WHOLE), "files_electronic").verdict.status is Status.MET


def test_a_commune_shows_the_judgement_of_its_district(few: Plan, observed: Seen) -> None:
    seen = observed(files({OF_SA_PA[0]: Judgement.DONE}))
    judged = first(seen, OF_SA_PA[0], COMMUNE, "files_electronic")
    assert (judged.judgement, judged.missing) == (Judgement.DONE, None)
    assert result(evaluate(few, seen, OF_SA_PA[0]), "files_electronic").verdict.status is None
    silent = result(evaluate(few, seen, OF_SA_PA[1]), "files_electronic").verdict
    assert (silent.status, silent.reason) == (Status.NO_DATA, Reason.PARENT_SILENT)


def test_a_clause_without_a_figure_is_judged_by_whom_it_binds(few: Plan, observed: Seen) -> None:
    told: Told = {
        (HOME, PROVINCE): {"training_renewal": Judgement.NOT_BEGUN},
        (WHOLE, ALL): {"training_renewal": Judgement.UNDER_WAY},
    }
    seen = observed(told)
    assert first(seen, HOME, PROVINCE, "training_renewal").judgement is Judgement.NOT_BEGUN
    assert first(seen, WHOLE, ALL, "training_renewal").judgement is Judgement.UNDER_WAY
    assert first(seen, HEALTH, PROVINCE, "training_renewal").missing is Reason.NOT_SENT
    assert (COMMUNES[0], COMMUNE, "training_renewal") not in seen.rows


# ---------------------------------------------------------------- what parents answer

STAFF = {"cadres": 10, "officials": 10, "staff_qualified": 20, "cadres_degree": 8}
STAFF |= {"officials_degree": 9}


def test_a_districts_answers_are_facts_of_its_communes(few: Plan, observed: Seen) -> None:
    """Sa Pa answers for its communes, one of which sends nothing itself; Mường Khương does not."""
    told: Told = {(a, COMMUNE): STAFF for a in OF_SA_PA}
    seen = observed(told, sent=(SA_PA, OF_SA_PA[0], *OF_MUONG_KHUONG))
    for commune in OF_SA_PA:
        assert counts(seen, commune, COMMUNE, "commune_cadres_degree") == (8, 10)
        assert counts(seen, commune, COMMUNE, "commune_staff_qualified") == (20, 20)
    for commune in OF_MUONG_KHUONG:
        gap = first(seen, commune, COMMUNE, "commune_cadres_degree")
        assert gap.missing is Reason.PARENT_SILENT
    # Of the commune's own: the one that sent a form left it blank, the other sent none.
    own = [first(seen, a, COMMUNE, "basic_digital_skills").missing for a in OF_SA_PA]
    assert own == [Reason.BLANK, Reason.NOT_SENT]
    assert counts(seen, SA_PA, COMMUNE, "commune_officials_degree") == (18, 20)
    assert first(seen, MUONG_KHUONG, COMMUNE, "commune_cadres_degree").missing is (
        Reason.PARENT_SILENT
    )
    whole = first(seen, WHOLE, COMMUNE, "commune_staff_qualified")
    assert (whole.numerator, whole.denominator, whole.answered, whole.asked) == (40, 40, 2, 4)
    verdict = result(evaluate(few, seen, WHOLE), "commune_staff_qualified", COMMUNE).verdict
    assert (verdict.status, verdict.reason) == (Status.NO_DATA, Reason.AGENCIES_MISSING)


def test_the_province_answers_for_departments_and_districts(few: Plan, observed: Seen) -> None:
    told: Told = {(HOME, PROVINCE): {"inspected": 1}, (SA_PA, DISTRICT): {"inspected": 0}}
    seen = observed(told, sent=(WHOLE,))
    assert counts(seen, HOME, PROVINCE, "staff_inspected") == (1, 1)
    assert first(seen, HEALTH, PROVINCE, "staff_inspected").missing is Reason.PARENT_SILENT
    # Not to be inspected is no failing of the agency's.
    for agency in (HOME, SA_PA):
        assert result(evaluate(few, seen, agency), "staff_inspected").verdict.status is None
    assert first(seen, WHOLE, ALL, "staff_inspected").missing is Reason.BLANK


def test_answers_on_tasks_and_duties_are_kept_apart(few: Plan, observed: Seen) -> None:
    told: Told = {
        (HOME, PROVINCE): {"III.1.1": Judgement.DONE, "own_plan": 1, "meetings": 3},
        (SA_PA, DISTRICT): {"III.1.2": Judgement.NOT_BEGUN},
    }
    seen = observed(told)
    assert set(seen.answers) == {(HOME, "III.1.1"), (HOME, "own_plan"), (SA_PA, "III.1.2")}
    home = evaluate(few, seen, HOME)
    assert (home.tasks[0].done, home.duties[-2].answers[0].yes) == (1, 1)


# ---------------------------------------------------------------- peers


def test_peers_are_the_median_of_the_same_row(few: Plan, observed: Seen) -> None:
    held = {HOME: (3, 7), HEALTH: (5, 9), OFFICE: (1, 3)}
    told: Told = {
        (a, PROVINCE): {"meetings": d, "meetings_online": n} for a, (n, d) in held.items()
    }
    shares = {COMMUNES[0]: (1, 4), COMMUNES[1]: (2, 4), COMMUNES[2]: (0, 5), COMMUNES[3]: (4, 5)}
    told |= {(a, COMMUNE): {"meetings": d, "meetings_online": n} for a, (n, d) in shares.items()}
    seen = observed(told)
    of_departments = seen.peers[PROVINCE, PROVINCE, "meetings_online"]
    middle = statistics.median(Fraction(100 * n, d) for n, d in held.values())
    assert (of_departments.count, of_departments.median) == (3, 42.9)
    assert abs(of_departments.median - middle) <= Fraction(1, 20)
    of_communes = seen.peers[COMMUNE, COMMUNE, "meetings_online"]
    assert (of_communes.count, of_communes.median) == (4, 37.5)  # of 0, 25, 50 and 80
    # Districts beside each other by their communes: 3 of 8 and 4 of 10.
    by_district = seen.peers[DISTRICT, COMMUNE, "meetings_online"]
    assert (by_district.count, by_district.median) == (2, 38.8)  # 38,75
    # No district has meetings of its own on record, and the province is nobody's peer.
    assert (DISTRICT, DISTRICT, "meetings_online") not in seen.peers
    assert not [key for key in seen.peers if ALL in key]
    row = result(evaluate(few, seen, HOME), "meetings_online")
    assert (row.peer_median, row.peer_count) == (42.9, 3)
    assert result(evaluate(few, seen, WHOLE), "meetings_online").peer_median is None


def test_there_are_no_peers_of_persons_or_of_one_list(observed: Seen) -> None:
    told: Told = {
        (HOME, PROVINCE): {"leaders": 4, "leaders_international": 1, "service_units_2021": 10}
        | {"service_units": 11},
        (HEALTH, PROVINCE): {"leaders": 4, "leaders_international": 0, "service_units_2021": 20}
        | {"service_units": 19},
        (WHOLE, COMMUNE): {"payable_procedures": 20, "payable_procedures_online": 19},
    }
    seen = observed(told)
    shown = {target for _, _, target in seen.peers}
    assert "senior_leaders_international" not in shown
    assert "online_payment_procedures" not in shown
    # A rise of 10 % and a fall of 5 %: the middle is a rise of 2,5 %.
    found = seen.peers[PROVINCE, PROVINCE, "service_units_cut"]
    assert (found.count, found.median) == (2, -2.5)


# ---------------------------------------------------------------- since the year's beginning


def test_the_third_quarter_stands_beside_the_year_so_far(few: Plan, observed: Seen) -> None:
    half = resolved(HOME, 80, 20) + resolved(SA_PA, 5, 0)
    quarter = resolved(HOME, 30, 10, date(2022, 8, 1))
    meetings: Told = {(HOME, PROVINCE): {"meetings": 10, "meetings_online": 4, "recruits": 1}}
    more: Told = {(HOME, PROVINCE): {"meetings": 5, "meetings_online": 5, "recruits": 2}}
    before = observed(meetings, "2022-H1", dossiers=log(half))
    now = observed(more, "2022-Q3", dossiers=log(half, quarter))
    home = evaluate(few, now, HOME, None, before)
    row = result(home, TIME)
    assert row.observation is not None and row.cumulative is not None
    assert (row.observation.numerator, row.observation.denominator) == (30, 40)
    assert (row.cumulative.numerator, row.cumulative.denominator) == (110, 140)
    meeting = result(home, "meetings_online").cumulative
    assert meeting is not None and (meeting.numerator, meeting.denominator) == (9, 15)
    # The same from one pass over both spans, and for the province's sum.
    both = replace(few.periods["2022-Q3"], start=few.periods["2022-H1"].start, follows=None)
    tally = counting.dossier_tallies(log(half, quarter), both)[HOME]
    assert (tally["c8"] + tally["c9"], tally["c7"]) == (110, 140)
    whole = result(evaluate(few, now, WHOLE, None, before), TIME).cumulative
    assert whole is not None and (whole.numerator, whole.denominator) == (115, 145)


def test_what_is_counted_from_the_years_beginning_is_not_added_again(
    few: Plan, observed: Seen
) -> None:
    inspected = {"agencies_subject": 8, "agencies_inspected": 1}
    inspected |= {"staff_subject": 100, "staff_inspected": 20}
    told: Told = {(WHOLE, ALL): {**inspected, "recruits": 1, "leavers": 3}}
    before, now = observed(told, "2022-H1"), observed(told, "2022-Q3")
    province = evaluate(few, now, WHOLE, None, before)
    assert counts(now, WHOLE, ALL, "staff_inspected") == (1, 8)
    for target in ("staff_inspected", "recruits_to_leavers"):
        assert result(province, target).cumulative is None


def test_nothing_stands_beside_what_is_no_flow_or_has_a_gap(few: Plan, observed: Seen) -> None:
    told: Told = {
        (HOME, PROVINCE): {
            "recruits": 1,
            "leavers": 3,
            "results_in_force": 9,
            "results_digitised": 5,
        }
    }
    before = observed(told, "2022-H1")
    now = observed({**told, (WHOLE, ALL): {"recruits": 1, "leavers": 9}}, "2022-Q3")
    home = evaluate(few, now, HOME, None, before)
    assert {r.target.id for r in home.results if r.cumulative} == set()
    # Two samples are not one.
    asked = ballots((HOME, {"procedures": True}, 40))
    then, after = (observed({}, at, answers=asked) for at in ("2022-H1", "2022-Q3"))
    row = result(evaluate(few, after, HOME, None, then), "satisfaction")
    assert row.observation is not None and row.observation.denominator == 40
    assert row.cumulative is None
    # Without the earlier part of the year on record there is no year so far.
    alone = observed({(HOME, PROVINCE): {"meetings": 5, "meetings_online": 5}}, "2022-Q3")
    assert result(evaluate(few, alone, HOME), "meetings_online").cumulative is None
    later = evaluate(few, alone, HOME, None, before)  # nothing on meetings in the half year
    assert result(later, "meetings_online").cumulative is None


# ---------------------------------------------------------------- surveys by question


def ballots(*rows: tuple[str, dict[str, bool | None], int]) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {"agency": agency, "unit": "", "field": "", "sampling": "random", **answers}
            for agency, answers, times in rows
            for _ in range(times)
        ],
        store.ANSWERS,
    )


def test_what_is_said_of_procedures_counts_where_there_are_any(few: Plan, observed: Seen) -> None:
    """Clause g sums up the agencies with procedures, clause a asks the same of the province."""
    assert "has_dossiers" not in few.agencies[OFFICE].attributes
    rows = [(HOME, {"procedures": True}, 45), (SA_PA, {"procedures": False}, 5)]
    rows.append((OFFICE, {"procedures": True}, 7))
    dossiers = log(resolved(HOME, 100, 0), resolved(SA_PA, 60, 0), resolved(MUONG_KHUONG, 9, 0))
    seen = observed({}, answers=ballots(*rows), dossiers=dossiers)
    for target in ("satisfaction", "satisfaction_2025"):
        assert counts(seen, WHOLE, ALL, target) == (45, 50)
        # They stand for the dossiers of those that were sampled.
        assert first(seen, WHOLE, ALL, target).population == 160
    # The question on service is put to all, and the province's own figure of it stays whole.
    served = observed({}, answers=ballots((OFFICE, {"service": True}, 7)))
    assert counts(served, OFFICE, PROVINCE, "service_satisfaction") == (7, 7)
    alone = observed({}, answers=ballots((OFFICE, {"procedures": True}, 7)))
    for target in ("satisfaction", "satisfaction_2025"):
        assert first(alone, WHOLE, ALL, target).missing is Reason.NOT_SAMPLED


def test_each_department_is_held_to_its_own_sector_and_the_province_to_both(
    few: Plan, observed: Seen
) -> None:
    answers = ballots(
        (HEALTH, {"health": True}, 90),
        (HEALTH, {"health": False}, 10),
        (SCHOOLS, {"education": True}, 82),
        (SCHOOLS, {"education": False}, 18),
        (SA_PA, {"service": True}, 3),
    )
    seen = observed({}, answers=answers)
    target = "health_education_satisfaction"
    assert counts(seen, HEALTH, PROVINCE, target) == (90, 100)
    assert counts(seen, SCHOOLS, PROVINCE, target) == (82, 100)
    assert counts(seen, WHOLE, ALL, target) == (82, 100)
    assert (HOME, PROVINCE, target) not in seen.rows
    assert len(first(seen, WHOLE, ALL, target).components) == 2
    assert counts(seen, SA_PA, DISTRICT, "service_satisfaction") == (3, 3)
    assert result(evaluate(few, seen, SA_PA), "service_satisfaction").verdict.status is None
    # One sector alone is enough for its department and not for the province.
    health = observed({}, answers=ballots((HEALTH, {"health": True}, 90)))
    assert counts(health, HEALTH, PROVINCE, target) == (90, 90)
    assert first(health, WHOLE, ALL, target).missing is Reason.PART_MISSING
    assert first(health, SCHOOLS, PROVINCE, target).missing is Reason.NOT_SAMPLED
