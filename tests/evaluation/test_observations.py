"""Observations from a store: precedence of sources, roll-ups, gaps, peers; counted by hand."""

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
from helpers.evaluation.kept import observations_of
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
    OwnReports,
    Plan,
    Reason,
    Result,
    Rollup,
    Source,
    Status,
    Submission,
)
from helpers.store import Contents, InputFile, counting
from tables import BALLOTS

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

Stated = dict[tuple[str, Level], Mapping[str, object]]


@pytest.fixture(scope="module")
def few(plan: Plan) -> Plan:
    """The plan with four departments, two districts and two communes of each."""
    kept = (*DEPARTMENTS, *DISTRICTS, *COMMUNES)
    return replace(plan, agencies={name: plan.agencies[name] for name in kept})


@pytest.fixture
def observed(few: Plan, tmp_path: Path) -> Callable[..., Observations]:
    """A function that writes a store with the given answers and returns its observations."""

    def observed(
        stated: Stated,
        period: str = "2022-FY",
        *,
        sent: Iterable[str] | None = None,
        dossiers: pa.Table | None = None,
        answers: pa.Table | None = None,
    ) -> Observations:
        facts = [
            _fact(place, name, value)
            for place, all_ in stated.items()
            for name, value in all_.items()
        ]
        senders = {agency for agency, _ in stated} if sent is None else set(sent)
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
    """A fact of a count, of two counts (agreed or stated), or of a judgement."""
    agency, level = place
    state = value if isinstance(value, Judgement) else None
    count, whole = value if isinstance(value, tuple) else (None if state else value, None)
    return Fact(agency, level, name, count, state, "Báo cáo", whole, "", None, "f", "s", "D5")


def resolved(
    agency: str, on_time: int, late: int, day: date = date(2022, 5, 20)
) -> list[dict[str, Any]]:
    """Dossiers of an agency resolved on a day, on time or late."""
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


def first(observations: Observations, agency: str, level: Level, target: str) -> Observation:
    return observations.rows[agency, level, target][0]


def counts(
    observations: Observations, agency: str, level: Level, target: str
) -> tuple[int | None, int | None]:
    observation = first(observations, agency, level, target)
    return observation.numerator, observation.denominator


def places(observations: Observations, target: str, agency: str = WHOLE) -> set[Level]:
    """The levels at which an agency or the province has a row for a target."""
    return {level for name, level, of in observations.rows if (name, of) == (agency, target)}


def result(evaluation: Evaluation, target: str, level: Level | None = None) -> Result:
    """The result of a target at the agency's own level, or at the given one."""
    at = level or evaluation.agency.level
    (row,) = (r for r in evaluation.results if r.target.id == target and r.level == at)
    return row


# ---------------------------------------------------------------- agreed figures

TIME = "dossiers_on_time"
Observe = Callable[..., Observations]


def test_the_figure_of_the_log_takes_precedence_over_that_of_the_agency(
    few: Plan, observed: Observe
) -> None:
    reported: Stated = {(HOME, PROVINCE): {TIME: (10, 10)}, (HEALTH, PROVINCE): {TIME: (7, 8)}}
    observations = observed(reported, dossiers=log(resolved(HOME, 9, 1), resolved(HEALTH, 7, 1)))
    computed, stated = observations.rows[HOME, PROVINCE, TIME]
    assert (computed.source, computed.numerator, computed.denominator) == (Source.COMPUTED, 9, 10)
    assert (stated.source, stated.numerator, stated.denominator) == (Source.REPORTED, 10, 10)
    assert stated.evidence == "Báo cáo"
    # The roll-up uses the figure with precedence.
    assert counts(observations, WHOLE, PROVINCE, TIME) == (16, 18)
    home = evaluate(few, observations, HOME)
    row = result(home, TIME)
    assert row.verdict.status is Status.MISSED
    assert [o.source for o in row.others] == [Source.REPORTED]
    both_sources = [r for r in sources_rows(home) if r["target"] == TIME]
    assert [(r["source"], r["numerator"]) for r in both_sources] == [
        ("computed", 9),
        ("reported", 10),
    ]
    (shown,) = (r for r in results_rows(home) if r["target"] == TIME)
    assert (shown["source"], shown["numerator"], shown["denominator"]) == ("computed", 9, 10)


def test_an_agreeing_agency_reports_the_same_figure(observed: Observe) -> None:
    observations = observed({(HOME, PROVINCE): {TIME: (9, 10)}}, dossiers=log(resolved(HOME, 9, 1)))
    sources = observations.rows[HOME, PROVINCE, TIME]
    assert [(o.numerator, o.denominator) for o in sources] == [(9, 10), (9, 10)]


def test_without_an_export_the_agencys_own_figure_counts(few: Plan, observed: Observe) -> None:
    everyone = {(a, PROVINCE): {TIME: (9, 10)} for a in (HOME, HEALTH, SCHOOLS)}
    everyone |= {(a, DISTRICT): {TIME: (50, 50)} for a in DISTRICTS}
    everyone |= {(a, COMMUNE): {TIME: (20, 20)} for a in COMMUNES}
    observations = observed(everyone)
    stated, gap = observations.rows[HOME, PROVINCE, TIME]
    assert (stated.source, stated.numerator, stated.denominator) == (Source.REPORTED, 9, 10)
    assert (gap.source, gap.missing) == (Source.COMPUTED, Reason.NO_EXPORT)
    # The province adds up the figures that the agencies show.
    assert counts(observations, WHOLE, PROVINCE, TIME) == (27, 30)
    assert counts(observations, SA_PA, COMMUNE, TIME) == (40, 40)
    assert counts(observations, WHOLE, ALL, TIME) == (27 + 100 + 80, 30 + 100 + 80)
    assert first(observations, WHOLE, ALL, TIME).source is Source.REPORTED
    assert result(evaluate(few, observations, HOME), TIME).verdict.status is Status.MISSED


def test_without_an_export_a_silent_agency_is_a_gap_of_the_sum(
    few: Plan, observed: Observe
) -> None:
    observations = observed({(HOME, PROVINCE): {TIME: (10, 10)}})
    assert first(observations, HEALTH, PROVINCE, TIME).missing is Reason.NO_EXPORT
    whole = first(observations, WHOLE, PROVINCE, TIME)
    assert (whole.numerator, whole.denominator, whole.answered, whole.asked) == (10, 10, 1, 3)
    verdict = result(evaluate(few, observations, WHOLE), TIME, PROVINCE).verdict
    assert (verdict.status, verdict.reason) == (Status.NO_DATA, Reason.AGENCIES_MISSING)
    without_answers = observed({})
    assert first(without_answers, WHOLE, ALL, TIME).missing is Reason.NO_EXPORT


def test_only_figures_of_the_log_are_put_to_agreement(observed: Observe) -> None:
    """Two counts for a target that no log computes are not a figure of that target."""
    reported: Stated = {(HOME, PROVINCE): {"meetings_online": (9, 9), "meetings": 10}}
    observations = observed(reported)
    assert observations.rows[HOME, PROVINCE, "meetings_online"][0].source is Source.REPORTED
    assert len(observations.rows[HOME, PROVINCE, "meetings_online"]) == 1
    assert counts(observations, HOME, PROVINCE, "meetings_online") == (9, 10)


# ---------------------------------------------------------------- lists of the province

CENTRAL = "central_digital_documents"


def test_distinct_counts_come_from_the_register_and_are_never_summed(
    few: Plan, observed: Observe
) -> None:
    reported: Stated = {
        (a, PROVINCE): {"central_documents": 6, "central_documents_done": 5} for a in DEPARTMENTS
    }
    reported |= {(WHOLE, ALL): {"central_documents": 9, "central_documents_done": 9}}
    observations = observed(reported)
    assert counts(observations, HOME, PROVINCE, CENTRAL) == (5, 6)
    assert counts(observations, WHOLE, ALL, CENTRAL) == (9, 9)
    assert places(observations, CENTRAL) == {ALL}
    # A department contributes and is not judged; the province is judged.
    assert result(evaluate(few, observations, HOME), CENTRAL).verdict.status is None
    province = evaluate(few, observations, WHOLE)
    assert result(province, CENTRAL).verdict.status is Status.MET
    by_level = result(province, CENTRAL, PROVINCE).verdict
    assert (by_level.status, by_level.reason) == (Status.NOT_APPLICABLE, Reason.COMMON_REGISTER)


def test_without_the_register_the_departments_figures_are_not_used_instead(
    observed: Observe,
) -> None:
    reported: Stated = {(a, PROVINCE): {"systems": 6, "systems_connected": 5} for a in DEPARTMENTS}
    assert first(observed(reported), WHOLE, ALL, "systems_connected").missing is Reason.NO_REGISTER
    blank = {**reported, (WHOLE, ALL): {"systems": 9}}
    assert first(observed(blank), WHOLE, ALL, "systems_connected").missing is Reason.BLANK


def test_lists_by_level_are_disjoint_and_add_up(few: Plan, observed: Observe) -> None:
    reported: Stated = {
        (a, COMMUNE): {"one_stop_scope": 142, "one_stop_handled": 141} for a in COMMUNES
    }
    reported |= {(WHOLE, DISTRICT): {"one_stop_scope": 300, "one_stop_handled": 300}}
    reported |= {(WHOLE, COMMUNE): {"one_stop_scope": 142, "one_stop_handled": 142}}
    observations = observed(reported)
    assert places(observations, "one_stop_procedures") == {DISTRICT, COMMUNE, ALL}
    assert counts(observations, WHOLE, COMMUNE, "one_stop_procedures") == (142, 142)
    assert counts(observations, WHOLE, ALL, "one_stop_procedures") == (442, 442)
    assert counts(observations, COMMUNES[0], COMMUNE, "one_stop_procedures") == (141, 142)
    # The communes of a district share one list, so they are not summed either.
    assert (SA_PA, COMMUNE, "one_stop_procedures") not in observations.rows
    # A missing list leaves the sum without a figure.
    del reported[WHOLE, COMMUNE]
    reported |= {(WHOLE, COMMUNE): {"one_stop_scope": 142}}
    assert first(observed(reported), WHOLE, ALL, "one_stop_procedures").missing is Reason.BLANK


def test_an_agency_that_only_appears_in_a_list_shows_the_figure_of_the_province(
    observed: Observe,
) -> None:
    reported: Stated = {
        (HOME, PROVINCE): {"payable_procedures": 4, "payable_procedures_online": 3},
        (WHOLE, DISTRICT): {"payable_procedures": 50, "payable_procedures_online": 50},
    }
    observations = observed(reported)
    target = "online_payment_procedures"
    assert counts(observations, SA_PA, DISTRICT, target) == (50, 50)
    assert first(observations, COMMUNES[0], COMMUNE, target).missing is Reason.BLANK


# ---------------------------------------------------------------- one direct figure


def test_a_direct_figure_without_a_register_is_that_of_the_only_bound_agency(
    few: Plan, observed: Observe
) -> None:
    reported: Stated = {
        (HOME, PROVINCE): {"contents": 10, "contents_online": 2},
        (OFFICE, PROVINCE): {"committee_meetings": 24, "committee_meetings_system": 23},
    }
    observations = observed(reported)
    assert counts(observations, WHOLE, ALL, "training_content_online") == (2, 10)
    assert places(observations, "training_content_online") == {ALL}
    # The plan sets 100% for the provincial level only.
    assert counts(observations, WHOLE, PROVINCE, "province_committee_meetings") == (23, 24)
    assert places(observations, "province_committee_meetings") == {PROVINCE}
    province = evaluate(few, observations, WHOLE)
    assert result(province, "training_content_online").verdict.status is Status.MET
    met = result(province, "province_committee_meetings", PROVINCE).verdict
    assert (met.status, met.margin_units) == (Status.MISSED, -1)
    # It is the only bound agency: no other has a row.
    holders = {a for a, _, target in observations.rows if target == "training_content_online"}
    assert holders == {HOME, WHOLE}


def test_if_the_only_bound_agency_is_silent_the_province_has_a_gap(
    few: Plan, observed: Observe
) -> None:
    observations = observed({(HEALTH, PROVINCE): {"contents": 10, "contents_online": 2}})
    assert first(observations, WHOLE, ALL, "training_content_online").missing is Reason.NOT_SENT
    verdict = result(evaluate(few, observations, WHOLE), "training_content_online").verdict
    assert (verdict.status, verdict.reason) == (Status.NO_DATA, Reason.NOT_SENT)


def test_a_direct_figure_of_the_register_does_not_sum_contributions(observed: Observe) -> None:
    reported: Stated = {
        (HOME, PROVINCE): {"recruits": 5, "leavers": 3},
        (SA_PA, DISTRICT): {"recruits": 0, "leavers": 4},
        (WHOLE, ALL): {"recruits": 20, "leavers": 30},
    }
    observations = observed(reported)
    assert counts(observations, HOME, PROVINCE, "recruits_to_leavers") == (5, 3)
    assert counts(observations, WHOLE, ALL, "recruits_to_leavers") == (20, 30)
    assert places(observations, "recruits_to_leavers") == {ALL}


def test_an_observation_carries_its_own_baseline(few: Plan, observed: Observe) -> None:
    units = {"service_units": 700, "self_financing_units": 35}
    before = {"service_units_2021": 700, "self_financing_units_2021": 28}
    observations = observed({(WHOLE, ALL): units | before, (HOME, PROVINCE): units | before})
    baseline = first(observations, WHOLE, ALL, "self_financing_units_2025").baseline
    assert baseline is not None and (baseline.numerator, baseline.denominator) == (28, 700)
    assert first(observations, WHOLE, ALL, "self_financing_units").baseline is None
    # From 4 to 20%: 4 + 16·348/1461 = 7,81% expected, 5% is behind.
    province = evaluate(few, observations, WHOLE)
    assert result(province, "self_financing_units_2025").verdict.status is Status.BEHIND
    for broken in ({"service_units_2021": 700}, {**before, "self_financing_units_2021": 701}):
        without = observed({(WHOLE, ALL): units | broken})
        assert first(without, WHOLE, ALL, "self_financing_units_2025").baseline is None
        verdict = result(evaluate(few, without, WHOLE), "self_financing_units_2025").verdict
        assert (verdict.status, verdict.reason) == (Status.NOT_DUE, Reason.DUE_LATER)


# ---------------------------------------------------------------- judgements


def files(states: Mapping[str, Judgement]) -> Stated:
    reported: dict[tuple[str, Level], Mapping[str, object]] = {
        (a, PROVINCE): {"files_required": 100, "files_electronic": 100} for a in DEPARTMENTS
    }
    reported |= {(a, DISTRICT): {"files_required": 50, "files_electronic": 50} for a in DISTRICTS}
    reported |= {(a, COMMUNE): {"files_electronic_state": state} for a, state in states.items()}
    return reported


@pytest.mark.parametrize("answering", [0, 2, 4])
def test_agencies_judged_without_a_figure_are_not_in_the_sum(
    few: Plan, observed: Observe, answering: int
) -> None:
    """All agencies with figures reach 100%; no commune, judged or silent, can change the sum."""
    observations = observed(files(dict.fromkeys(COMMUNES[:answering], Judgement.UNDER_WAY)))
    whole = first(observations, WHOLE, ALL, "files_electronic")
    assert (whole.numerator, whole.denominator) == (500, 500)
    assert (whole.asked, whole.answered, whole.silent) == (6, 6, 0)
    assert places(observations, "files_electronic") == {PROVINCE, DISTRICT, ALL}
    assert (SA_PA, COMMUNE, "files_electronic") not in observations.rows
    assert (
        result(evaluate(few, observations, WHOLE), "files_electronic").verdict.status is Status.MET
    )


def test_a_commune_shows_the_judgement_of_its_district(few: Plan, observed: Observe) -> None:
    observations = observed(files({OF_SA_PA[0]: Judgement.DONE}))
    judged = first(observations, OF_SA_PA[0], COMMUNE, "files_electronic")
    assert (judged.judgement, judged.missing) == (Judgement.DONE, None)
    assert (
        result(evaluate(few, observations, OF_SA_PA[0]), "files_electronic").verdict.status is None
    )
    silent = result(evaluate(few, observations, OF_SA_PA[1]), "files_electronic").verdict
    assert (silent.status, silent.reason) == (Status.NO_DATA, Reason.PARENT_SILENT)


def test_a_clause_without_a_figure_is_judged_for_the_agencies_it_binds(
    few: Plan, observed: Observe
) -> None:
    reported: Stated = {
        (HOME, PROVINCE): {"training_renewal": Judgement.NOT_BEGUN},
        (WHOLE, ALL): {"training_renewal": Judgement.UNDER_WAY},
    }
    observations = observed(reported)
    assert first(observations, HOME, PROVINCE, "training_renewal").judgement is Judgement.NOT_BEGUN
    assert first(observations, WHOLE, ALL, "training_renewal").judgement is Judgement.UNDER_WAY
    assert first(observations, HEALTH, PROVINCE, "training_renewal").missing is Reason.NOT_SENT
    assert (COMMUNES[0], COMMUNE, "training_renewal") not in observations.rows


# ---------------------------------------------------------------- answers of parents

STAFF = {"cadres": 10, "officials": 10, "staff_qualified": 20, "cadres_degree": 8}
STAFF |= {"officials_degree": 9}


def test_answers_of_a_district_are_facts_of_its_communes(few: Plan, observed: Observe) -> None:
    """Sa Pa answers for its communes, one of which sends no form; Mường Khương does not answer."""
    reported: Stated = {(a, COMMUNE): STAFF for a in OF_SA_PA}
    observations = observed(reported, sent=(SA_PA, OF_SA_PA[0], *OF_MUONG_KHUONG))
    for commune in OF_SA_PA:
        assert counts(observations, commune, COMMUNE, "commune_cadres_degree") == (8, 10)
        assert counts(observations, commune, COMMUNE, "commune_staff_qualified") == (20, 20)
    for commune in OF_MUONG_KHUONG:
        gap = first(observations, commune, COMMUNE, "commune_cadres_degree")
        assert gap.missing is Reason.PARENT_SILENT
    # Of the communes' own inputs: one sent a form and left it blank, the other sent none.
    own = [first(observations, a, COMMUNE, "basic_digital_skills").missing for a in OF_SA_PA]
    assert own == [Reason.BLANK, Reason.NOT_SENT]
    assert counts(observations, SA_PA, COMMUNE, "commune_officials_degree") == (18, 20)
    assert first(observations, MUONG_KHUONG, COMMUNE, "commune_cadres_degree").missing is (
        Reason.PARENT_SILENT
    )
    whole = first(observations, WHOLE, COMMUNE, "commune_staff_qualified")
    assert (whole.numerator, whole.denominator, whole.answered, whole.asked) == (40, 40, 2, 4)
    verdict = result(evaluate(few, observations, WHOLE), "commune_staff_qualified", COMMUNE).verdict
    assert (verdict.status, verdict.reason) == (Status.NO_DATA, Reason.AGENCIES_MISSING)


def test_the_province_answers_for_departments_and_districts(few: Plan, observed: Observe) -> None:
    reported: Stated = {(HOME, PROVINCE): {"inspected": 1}, (SA_PA, DISTRICT): {"inspected": 0}}
    observations = observed(reported, sent=(WHOLE,))
    assert counts(observations, HOME, PROVINCE, "staff_inspected") == (1, 1)
    assert first(observations, HEALTH, PROVINCE, "staff_inspected").missing is Reason.PARENT_SILENT
    # An agency that was not inspected has not failed.
    for agency in (HOME, SA_PA):
        assert result(evaluate(few, observations, agency), "staff_inspected").verdict.status is None
    assert first(observations, WHOLE, ALL, "staff_inspected").missing is Reason.BLANK


def test_answers_on_tasks_and_duties_are_separate_from_rows(few: Plan, observed: Observe) -> None:
    reported: Stated = {
        (HOME, PROVINCE): {"III.1.1": Judgement.DONE, "own_plan": 1, "meetings": 3},
        (SA_PA, DISTRICT): {"III.1.2": Judgement.NOT_BEGUN},
    }
    observations = observed(reported)
    assert set(observations.answers) == {(HOME, "III.1.1"), (HOME, "own_plan"), (SA_PA, "III.1.2")}
    home = evaluate(few, observations, HOME)
    assert (home.tasks[0].done, home.duties[-2].answers[0].yes) == (1, 1)


# ---------------------------------------------------------------- peers


def test_peers_are_the_median_of_the_same_row(few: Plan, observed: Observe) -> None:
    shares_by_department = {HOME: (3, 7), HEALTH: (5, 9), OFFICE: (1, 3)}
    reported: Stated = {
        (a, PROVINCE): {"meetings": d, "meetings_online": n}
        for a, (n, d) in shares_by_department.items()
    }
    shares = {COMMUNES[0]: (1, 4), COMMUNES[1]: (2, 4), COMMUNES[2]: (0, 5), COMMUNES[3]: (4, 5)}
    reported |= {
        (a, COMMUNE): {"meetings": d, "meetings_online": n} for a, (n, d) in shares.items()
    }
    observations = observed(reported)
    of_departments = observations.peers[PROVINCE, PROVINCE, "meetings_online"]
    middle = statistics.median(Fraction(100 * n, d) for n, d in shares_by_department.values())
    assert (of_departments.count, of_departments.median) == (3, 42.9)
    assert abs(of_departments.median - middle) <= Fraction(1, 20)
    of_communes = observations.peers[COMMUNE, COMMUNE, "meetings_online"]
    assert (of_communes.count, of_communes.median) == (4, 37.5)  # of 0, 25, 50 and 80
    # Districts compared by their communes: 3 of 8 and 4 of 10.
    by_district = observations.peers[DISTRICT, COMMUNE, "meetings_online"]
    assert (by_district.count, by_district.median) == (2, 38.8)  # 38,75
    # No district has own meetings on record, and the province is no peer.
    assert (DISTRICT, DISTRICT, "meetings_online") not in observations.peers
    assert not [key for key in observations.peers if ALL in key]
    row = result(evaluate(few, observations, HOME), "meetings_online")
    assert (row.peer_median, row.peer_count) == (42.9, 3)
    assert result(evaluate(few, observations, WHOLE), "meetings_online").peer_median is None


def test_of_answers_the_peers_are_counted_that_say_yes(few: Plan, observed: Observe) -> None:
    """Communes with and without, one blank; a district sees its communes as a share."""
    said = dict(zip(COMMUNES, (1, 0, 1, None), strict=True))
    reported: Stated = {
        (a, COMMUNE): {} if yes is None else {"information_security": yes}
        for a, yes in said.items()
    }
    observations = observed(reported, sent=COMMUNES)
    of_communes = observations.peers[COMMUNE, COMMUNE, "information_security"]
    assert (of_communes.yes, of_communes.count) == (2, 3)
    assert observations.peers[DISTRICT, COMMUNE, "information_security"].yes is None
    row = result(evaluate(few, observations, COMMUNES[1]), "information_security")
    assert (row.peer_yes, row.peer_count) == (2, 3)
    measured = {target for *_, target in observations.peers if target == "work_files_online"}
    assert all(observations.peers[COMMUNE, COMMUNE, name].yes is None for name in measured)


def test_the_provinces_list_is_set_against_the_reports_of_agencies(
    few: Plan, observed: Observe
) -> None:
    """The list is met although one commune is not; sums and shares have no list of their own."""
    reported: Stated = {
        (a, COMMUNE): {"one_stop_scope": 140, "one_stop_handled": handled}
        for a, handled in zip(COMMUNES, (140, 139, 140, 140), strict=True)
    }
    reported |= {(SA_PA, DISTRICT): {"one_stop_scope": 300, "one_stop_handled": 299}}
    reported |= {(WHOLE, COMMUNE): {"one_stop_scope": 142, "one_stop_handled": 142}}
    reported |= {(WHOLE, DISTRICT): {"one_stop_scope": 300, "one_stop_handled": 300}}
    observations = observed(reported, sent=(WHOLE, *COMMUNES, SA_PA))
    province = evaluate(few, observations, WHOLE)
    for level, met, not_met in ((COMMUNE, 3, 1), (DISTRICT, 0, 1), (ALL, 3, 2)):
        row = result(province, "one_stop_procedures", level)
        assert row.verdict.status is Status.MET
        assert row.own_reports == OwnReports(met, not_met)
    assert {r.target.rollup for r in province.results if r.own_reports} == {Rollup.DISTINCT}
    assert not [
        r for a in COMMUNES for r in evaluate(few, observations, a).results if r.own_reports
    ]


def test_there_are_no_peers_for_persons_or_a_common_list(observed: Observe) -> None:
    reported: Stated = {
        (HOME, PROVINCE): {"leaders": 4, "leaders_international": 1, "service_units_2021": 10}
        | {"service_units": 11},
        (HEALTH, PROVINCE): {"leaders": 4, "leaders_international": 0, "service_units_2021": 20}
        | {"service_units": 19},
        (WHOLE, COMMUNE): {"payable_procedures": 20, "payable_procedures_online": 19},
    }
    observations = observed(reported)
    shown = {target for _, _, target in observations.peers}
    assert "senior_leaders_international" not in shown
    assert "online_payment_procedures" not in shown
    # A rise of 10% and a fall of 5%: the median is a rise of 2,5%.
    peers = observations.peers[PROVINCE, PROVINCE, "service_units_cut"]
    assert (peers.count, peers.median) == (2, -2.5)


# ---------------------------------------------------------------- since the year's beginning


def test_the_third_quarter_has_the_figure_of_the_year_so_far(few: Plan, observed: Observe) -> None:
    half = resolved(HOME, 80, 20) + resolved(SA_PA, 5, 0)
    quarter = resolved(HOME, 30, 10, date(2022, 8, 1))
    meetings: Stated = {(HOME, PROVINCE): {"meetings": 10, "meetings_online": 4, "recruits": 1}}
    more: Stated = {(HOME, PROVINCE): {"meetings": 5, "meetings_online": 5, "recruits": 2}}
    before = observed(meetings, "2022-H1", dossiers=log(half))
    now = observed(more, "2022-Q3", dossiers=log(half, quarter))
    home = evaluate(few, now, HOME, None, before)
    row = result(home, TIME)
    assert row.observation is not None and row.cumulative is not None
    assert (row.observation.numerator, row.observation.denominator) == (30, 40)
    assert (row.cumulative.numerator, row.cumulative.denominator) == (110, 140)
    meeting = result(home, "meetings_online").cumulative
    assert meeting is not None and (meeting.numerator, meeting.denominator) == (9, 15)
    # The same from one count over both periods, and for the sum of the province.
    both = replace(few.periods["2022-Q3"], start=few.periods["2022-H1"].start, follows=None)
    tally = counting.dossier_tallies(log(half, quarter), both)[HOME]
    assert (tally["c8"] + tally["c9"], tally["c7"]) == (110, 140)
    whole = result(evaluate(few, now, WHOLE, None, before), TIME).cumulative
    assert whole is not None and (whole.numerator, whole.denominator) == (115, 145)


def test_the_months_of_an_evaluation_sum_up_to_its_form(few: Plan, observed: Observe) -> None:
    of_no_agency = [{**row, "competent": None} for row in resolved(HOME, 7, 1)]
    made = observed(
        {},
        dossiers=log(resolved(HOME, 80, 20), resolved(SA_PA, 5, 2, date(2022, 8, 1)), of_no_agency),
    )
    home, whole = evaluate(few, made, HOME), evaluate(few, made, WHOLE)
    for evaluation in (home, whole):
        form = evaluation.dossiers
        assert form is not None and form.c7
        assert sum(month.received for month in evaluation.months) == form.c4 + form.c5
        assert sum(month.resolved for month in evaluation.months) == form.c7
        assert sum(month.late for month in evaluation.months) == form.c10
    in_may, in_august = whole.months[5], whole.months[8]
    assert (in_may.resolved, in_may.late) == (100, 20)
    assert (in_august.resolved, in_august.late) == (7, 2)
    silent = evaluate(few, made, COMMUNES[0])
    assert silent.months == () and not evaluate(few, observed({}), HOME).months


def test_two_later_quarters_are_not_the_year_so_far(few: Plan, observed: Observe) -> None:
    meetings: Stated = {(HOME, PROVINCE): {"meetings": 10, "meetings_online": 4}}
    before, now = observed(meetings, "2022-H1"), observed(meetings, "2022-Q3")
    second = replace(few.periods["2022-H1"], start=date(2022, 3, 15))
    quarters = replace(few, periods={**few.periods, second.id: second})
    assert result(evaluate(few, now, HOME, None, before), "meetings_online").cumulative
    row = result(evaluate(quarters, now, HOME, None, before), "meetings_online")
    assert row.cumulative is None and row.verdict.needed is None


def test_counts_from_the_beginning_of_the_year_are_not_added_again(
    few: Plan, observed: Observe
) -> None:
    inspected = {"agencies_subject": 8, "agencies_inspected": 1}
    inspected |= {"staff_subject": 100, "staff_inspected": 20}
    reported: Stated = {(WHOLE, ALL): {**inspected, "recruits": 1, "leavers": 3}}
    before, now = observed(reported, "2022-H1"), observed(reported, "2022-Q3")
    province = evaluate(few, now, WHOLE, None, before)
    assert counts(now, WHOLE, ALL, "staff_inspected") == (1, 8)
    for target in ("staff_inspected", "recruits_to_leavers"):
        assert result(province, target).cumulative is None


def test_there_is_no_year_so_far_without_a_flow_or_with_a_gap(few: Plan, observed: Observe) -> None:
    reported: Stated = {
        (HOME, PROVINCE): {
            "recruits": 1,
            "leavers": 3,
            "results_in_force": 9,
            "results_digitised": 5,
        }
    }
    before = observed(reported, "2022-H1")
    now = observed({**reported, (WHOLE, ALL): {"recruits": 1, "leavers": 9}}, "2022-Q3")
    home = evaluate(few, now, HOME, None, before)
    assert {r.target.id for r in home.results if r.cumulative} == set()
    # Two samples cannot be merged.
    forty_ballots = ballots((HOME, {"procedures": True}, 40))
    then, after = (observed({}, at, answers=forty_ballots) for at in ("2022-H1", "2022-Q3"))
    row = result(evaluate(few, after, HOME, None, then), "satisfaction")
    assert row.observation is not None and row.observation.denominator == 40
    assert row.cumulative is None
    # Without the earlier part of the year there is no figure of the year so far.
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
        BALLOTS,
    )


def test_ballots_on_procedures_count_for_agencies_that_have_procedures(
    few: Plan, observed: Observe
) -> None:
    """Clause g sums over agencies with procedures; clause a is the same figure of the province."""
    assert "has_dossiers" not in few.agencies[OFFICE].attributes
    rows = [(HOME, {"procedures": True}, 45), (SA_PA, {"procedures": False}, 5)]
    rows.append((OFFICE, {"procedures": True}, 7))
    dossiers = log(resolved(HOME, 100, 0), resolved(SA_PA, 60, 0), resolved(MUONG_KHUONG, 9, 0))
    observations = observed({}, answers=ballots(*rows), dossiers=dossiers)
    for target in ("satisfaction", "satisfaction_2025"):
        assert counts(observations, WHOLE, ALL, target) == (45, 50)
        # Their population is the dossiers of the sampled agencies.
        assert first(observations, WHOLE, ALL, target).population == 160
    # The question on service is put to all, so the province's figure includes all ballots.
    served = observed({}, answers=ballots((OFFICE, {"service": True}, 7)))
    assert counts(served, OFFICE, PROVINCE, "service_satisfaction") == (7, 7)
    alone = observed({}, answers=ballots((OFFICE, {"procedures": True}, 7)))
    for target in ("satisfaction", "satisfaction_2025"):
        assert first(alone, WHOLE, ALL, target).missing is Reason.NOT_SAMPLED


def test_a_question_that_the_survey_did_not_ask_is_a_gap(few: Plan, observed: Observe) -> None:
    """Not to be sampled is no failing, nor a ballot left blank; no question at all is missing."""
    unasked = observed({}, answers=ballots((HOME, {"service": True}, 9), (HEALTH, {}, 9)))
    for target in ("satisfaction", "satisfaction_measured"):
        assert first(unasked, HOME, PROVINCE, target).missing is Reason.NOT_IN_SURVEY
        assert first(unasked, SA_PA, DISTRICT, target).missing is Reason.NOT_SAMPLED
    verdicts = {
        target: result(evaluate(few, unasked, HOME), target).verdict.status
        for target in ("satisfaction", "satisfaction_measured")
    }
    assert verdicts == {"satisfaction": Status.NO_DATA, "satisfaction_measured": Status.MISSED}
    assert first(unasked, WHOLE, ALL, "satisfaction").missing is Reason.NOT_IN_SURVEY
    blank = observed({}, answers=ballots((HOME, {}, 9), (HEALTH, {"procedures": True}, 9)))
    assert first(blank, HOME, PROVINCE, "satisfaction").missing is Reason.NO_VALID_ANSWER
    assert result(evaluate(few, blank, HOME), "satisfaction").verdict.status is (
        Status.NOT_APPLICABLE
    )


def test_a_department_is_judged_on_its_own_sector_and_the_province_on_both(
    few: Plan, observed: Observe
) -> None:
    answers = ballots(
        (HEALTH, {"health": True}, 90),
        (HEALTH, {"health": False}, 10),
        (SCHOOLS, {"education": True}, 82),
        (SCHOOLS, {"education": False}, 18),
        (SA_PA, {"service": True}, 3),
    )
    observations = observed({}, answers=answers)
    target = "health_education_satisfaction"
    assert counts(observations, HEALTH, PROVINCE, target) == (90, 100)
    assert counts(observations, SCHOOLS, PROVINCE, target) == (82, 100)
    assert counts(observations, WHOLE, ALL, target) == (82, 100)
    assert (HOME, PROVINCE, target) not in observations.rows
    assert len(first(observations, WHOLE, ALL, target).components) == 2
    assert counts(observations, SA_PA, DISTRICT, "service_satisfaction") == (3, 3)
    assert result(evaluate(few, observations, SA_PA), "service_satisfaction").verdict.status is None
    # One sector is enough for its department but not for the province.
    health = observed({}, answers=ballots((HEALTH, {"health": True}, 90)))
    assert counts(health, HEALTH, PROVINCE, target) == (90, 90)
    assert first(health, WHOLE, ALL, target).missing is Reason.PART_MISSING
    assert first(health, SCHOOLS, PROVINCE, target).missing is Reason.NOT_SAMPLED


# ---------------------------------------------------------------- published again

HEADS = "division_heads_international"


def heads(able: int) -> Mapping[str, object]:
    return {"division_heads": 20, HEADS: able}


def test_a_late_sender_is_not_had_by_difference_from_the_snapshot_before(
    few: Plan, observed: Callable[..., Observations], tmp_path: Path
) -> None:
    """Each snapshot alone would show the province's count; both would show the third figure."""
    period = few.periods["2022-FY"]
    stated: Stated = {
        (OFFICE, PROVINCE): heads(2),
        (HOME, PROVINCE): heads(1),
        (WHOLE, ALL): {"division_heads": 60, HEADS: 5},
    }
    key = WHOLE, ALL, HEADS
    assert key not in observed(stated).withheld
    first = store.current(tmp_path, few.id, period.id)
    assert key not in observed(stated | {(HEALTH, PROVINCE): heads(2)}).withheld  # without history
    second = store.current(tmp_path, few.id, period.id)
    assert first is not None and second is not None
    assert key not in observations_of(few, period, first).withheld
    kept = observations_of(few, period, second)
    assert key in kept.withheld
    results = evaluate(few, kept, WHOLE).results
    result = next(r for r in results if (r.level, r.target.id) == (ALL, HEADS))
    assert result.observation is not None
    assert result.observation.missing is Reason.DIFFERENCE
    # The one before is in force again: it shows what it has shown.
    store.restore_snapshot(tmp_path, few, period, first.id)
    assert key not in observations_of(few, period, first).withheld


def test_a_damaged_snapshot_before_does_not_stop_the_one_in_force(
    few: Plan, observed: Callable[..., Observations], tmp_path: Path
) -> None:
    period = few.periods["2022-FY"]
    observed({(HOME, PROVINCE): heads(1)})
    first = store.current(tmp_path, few.id, period.id)
    alone = observed({(HOME, PROVINCE): heads(9)})
    second = store.current(tmp_path, few.id, period.id)
    assert first is not None and second is not None
    for table in first.path.glob("*.parquet"):
        table.write_bytes(b"")
    assert list(store.snapshots_before(second)) == []
    assert observations_of(few, period, second) == alone
