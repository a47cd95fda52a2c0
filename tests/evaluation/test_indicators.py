"""Each indicator with records made by hand: its counts, or the reason for a gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from unittest.mock import MagicMock

import pytest

from evaluations import plan as lao_cai
from helpers.evaluation.indicators import FUNCTIONS, NEEDS, observed
from helpers.evaluation.indicators.measures import lowest
from helpers.evaluation.indicators.records import Records
from helpers.model import (
    WHOLE,
    Component,
    Fact,
    Judgement,
    Kind,
    Level,
    Observation,
    Plan,
    Reason,
    Source,
)

KEY = ("x", WHOLE, "target")
PROVINCE, DISTRICT, COMMUNE, ALL = Level("province"), Level("district"), Level("commune"), WHOLE


def fact(name: str, value: int | None, judgement: Judgement | None = None) -> Fact:
    """One field of a form; the text of its evidence contains its name."""
    return Fact(
        "x", ALL, name, value, judgement, f"Công văn {name}", None, "", None, "f.xlsx", "1", "D5"
    )


def form(level: Level = PROVINCE, by_parent: tuple[str, ...] = (), /, **counts: int) -> Records:
    """Records of an agency whose form has exactly these counts."""
    facts = {name: fact(name, value) for name, value in counts.items()}
    return Records(level, facts, by_parent=frozenset(by_parent))


def survey(level: Level, counts: Mapping[str, int] | None) -> Records:
    return Records(level, survey=counts)


def read(name: str, records: Records) -> Observation:
    """The observation of the target with that id, from the records."""
    return observed(lao_cai().target(name), "x", records)


def counts(observation: Observation) -> tuple[int | None, int | None]:
    return observation.numerator, observation.denominator


def test_every_figure_of_the_plan_has_an_indicator_and_every_function_is_used(plan: Plan) -> None:
    figures = [t for t in plan.targets if t.kind is Kind.QUANTITATIVE]
    assert [t.id for t in figures if not t.indicators] == []
    indicators = [each for t in figures for each in t.indicators.values()]
    assert {each.function for each in indicators} - {""} == set(FUNCTIONS)


def test_a_function_reads_the_inputs_that_it_says(plan: Plan) -> None:
    assert NEEDS.keys() == FUNCTIONS.keys()
    for target in plan.targets:
        for name in {each.function for each in target.indicators.values()} - {""}:
            facts = MagicMock(spec=dict)
            facts.get.return_value = None
            for level in (*plan.levels, WHOLE):
                observed(target, "x", Records(level, facts, survey={}))
            read = {call.args[0] for call in facts.get.call_args_list}
            assert read == {*NEEDS[name].counts, *NEEDS[name].questions}


# ---------------------------------------------------------------- two fields of a form

# Part and whole as in the clause.
SHARES = [
    ("legal_documents_consistent", ("legal_documents_settled",), ("legal_documents",)),
    ("central_digital_documents", ("central_documents_done",), ("central_documents",)),
    ("senior_leaders_international", ("leaders_international",), ("leaders",)),
    ("division_heads_international", ("division_heads_international",), ("division_heads",)),
    (
        "enterprise_leaders_international",
        ("enterprise_leaders_international",),
        ("enterprise_leaders",),
    ),
    ("commune_staff_qualified", ("staff_qualified",), ("cadres", "officials")),
    ("commune_cadres_degree", ("cadres_degree",), ("cadres",)),
    ("commune_officials_degree", ("officials_degree",), ("officials",)),
    ("self_financing_units", ("self_financing_units",), ("service_units",)),
    ("self_financing_units_2025", ("self_financing_units",), ("service_units",)),
    ("units_lump_sum", ("nonschool_lump_sum",), ("nonschool_units",)),
    ("units_autonomous", ("units_autonomous",), ("service_units",)),
    ("qualified_units_converted", ("qualified_units_converted",), ("qualified_units",)),
    ("work_files_online", ("work_files_online",), ("work_files",)),
    ("portal_transactions_verified", ("portal_transactions_verified",), ("portal_transactions",)),
    ("meetings_online", ("meetings_online",), ("meetings",)),
    ("province_committee_meetings", ("committee_meetings_system",), ("committee_meetings",)),
    ("periodic_reports_online", ("reports_online",), ("reports_due",)),
    ("systems_connected", ("systems_connected",), ("systems",)),
    ("digital_inspections", ("inspections_digital",), ("inspections",)),
    ("service_users_identified", ("service_users_identified",), ("service_users",)),
    ("services_redesigned", ("services_redesigned",), ("services",)),
    ("officials_digital_identity", ("officials_identified",), ("officials",)),
    ("files_electronic", ("files_electronic",), ("files_required",)),
    ("training_content_online", ("contents_online",), ("contents",)),
    ("basic_digital_skills", ("basic_trained",), ("cadres", "officials", "employees")),
    ("data_skills", ("data_trained",), ("cadres", "officials", "employees")),
    ("electronic_transfer", ("transfers_electronic",), ("transfers_total",)),
    ("digitised_results", ("results_digitised",), ("results_in_force",)),
    ("internal_procedures", ("internal_procedures_published",), ("internal_procedures",)),
    ("one_stop_procedures", ("one_stop_handled",), ("one_stop_scope",)),
    ("online_payment_procedures", ("payable_procedures_online",), ("payable_procedures",)),
    ("level4_procedures", ("level4_procedures",), ("qualified_procedures",)),
    ("portal_procedures", ("portal_procedures",), ("online_procedures",)),
    ("verified_accounts", ("accounts_verified",), ("accounts",)),
]
EACH_SHARE = pytest.mark.parametrize(
    ("name", "parts", "wholes"), SHARES, ids=[s[0] for s in SHARES]
)


@EACH_SHARE
def test_a_share_of_fields(name: str, parts: tuple[str, ...], wholes: tuple[str, ...]) -> None:
    answers = dict.fromkeys(parts, 7) | dict.fromkeys(wholes, 10)
    observation = read(name, form(**answers))
    assert counts(observation) == (7, 10 * len(wholes))
    assert (observation.source, observation.missing) == (Source.REPORTED, None)
    assert observation.evidence == "; ".join(f"Công văn {field}" for field in (*parts, *wholes))


@EACH_SHARE
def test_zero_of_zero_is_a_figure_and_a_blank_is_not(
    name: str, parts: tuple[str, ...], wholes: tuple[str, ...]
) -> None:
    answers = dict.fromkeys((*parts, *wholes), 0)
    assert counts(read(name, form(**answers))) == (0, 0)
    for blank in answers:
        observation = read(name, form(**{k: v for k, v in answers.items() if k != blank}))
        assert (observation.missing, counts(observation)) == (Reason.BLANK, (None, None))


@EACH_SHARE
@pytest.mark.parametrize("why", [Reason.NOT_SENT, Reason.REFUSED, Reason.NO_REGISTER])
def test_without_a_form_the_reason_is_that_of_the_form(
    name: str, parts: tuple[str, ...], wholes: tuple[str, ...], why: Reason
) -> None:
    observation = read(name, Records(PROVINCE, form=why))
    assert (observation.missing, counts(observation)) == (why, (None, None))


@EACH_SHARE
def test_a_part_larger_than_its_whole_gives_no_figure(
    name: str, parts: tuple[str, ...], wholes: tuple[str, ...]
) -> None:
    answers = dict.fromkeys(parts, 10 * len(wholes) + 1) | dict.fromkeys(wholes, 10)
    observation = read(name, form(**answers))
    assert (observation.missing, counts(observation)) == (Reason.CONTRADICTS, (None, None))


@EACH_SHARE
def test_a_missing_answer_of_the_parent_has_the_reason_parent_silent(
    name: str, parts: tuple[str, ...], wholes: tuple[str, ...]
) -> None:
    fields = (*parts, *wholes)
    observation = read(name, form(DISTRICT, fields))
    assert observation.missing is Reason.PARENT_SILENT
    # If an answer of the agency itself is missing too, that is the reason.
    own = read(name, form(DISTRICT, wholes))
    assert own.missing is Reason.BLANK


# ---------------------------------------------------------------- staff


def test_a_commune_counts_no_employees(plan: Plan) -> None:
    """Teachers and medical staff are counted where they are managed, not in the commune."""
    staff = {"cadres": 11, "officials": 9, "basic_trained": 18, "data_trained": 10}
    for name, trained in (("basic_digital_skills", 18), ("data_skills", 10)):
        assert counts(read(name, form(COMMUNE, **staff))) == (trained, 20)
        assert read(name, form(DISTRICT, **staff)).missing is Reason.BLANK
        assert counts(read(name, form(DISTRICT, **staff, employees=400))) == (trained, 420)


def test_staff_of_a_commune_comes_from_its_district_and_training_from_the_commune() -> None:
    parent = ("cadres", "officials")
    waits = form(COMMUNE, parent, basic_trained=18)
    assert read("basic_digital_skills", waits).missing is Reason.PARENT_SILENT
    silent = form(COMMUNE, parent, cadres=11, officials=9)
    assert read("basic_digital_skills", silent).missing is Reason.BLANK
    not_sent = Records(
        COMMUNE,
        {name: fact(name, 10) for name in parent},
        form=Reason.NOT_SENT,
        by_parent=frozenset(parent),
    )
    assert read("basic_digital_skills", not_sent).missing is Reason.NOT_SENT


def test_electronic_files_of_a_commune_are_judged_by_its_district() -> None:
    state = "files_electronic_state"
    judged = Records(
        COMMUNE, {state: fact(state, None, Judgement.UNDER_WAY)}, by_parent=frozenset({state})
    )
    observation = read("files_electronic", judged)
    assert (observation.judgement, observation.missing) == (Judgement.UNDER_WAY, None)
    assert (counts(observation), observation.evidence) == ((None, None), f"Công văn {state}")
    silent = read("files_electronic", form(COMMUNE, (state,)))
    assert (silent.judgement, silent.missing) == (None, Reason.PARENT_SILENT)
    # At other levels it is a share, not a judgement.
    assert counts(read("files_electronic", form(files_required=10, files_electronic=9))) == (9, 10)


# ---------------------------------------------------------------- falls, ratio, ranks


@pytest.mark.parametrize("thing", ["units", "posts"])
@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (700, 679, (21, 700)),
        (700, 700, (0, 700)),
        (700, 707, (-7, 700)),  # a rise
        (700, 0, (700, 700)),
        (0, 0, (0, 0)),
        (0, 2, (-2, 0)),
    ],
)
def test_a_fall_is_measured_against_2021(
    thing: str, before: int, now: int, expected: tuple[int, int]
) -> None:
    answers = {f"service_{thing}_2021": before, f"service_{thing}": now}
    assert counts(read(f"service_{thing}_cut", form(**answers))) == expected


@pytest.mark.parametrize("thing", ["units", "posts"])
def test_a_fall_without_its_baseline_is_a_gap(thing: str) -> None:
    name, now = f"service_{thing}_cut", f"service_{thing}"
    assert read(name, form(**{now: 679})).missing is Reason.NO_BASELINE
    assert read(name, form()).missing is Reason.NO_BASELINE
    assert read(name, form(**{f"{now}_2021": 700})).missing is Reason.BLANK
    assert read(name, Records(PROVINCE, form=Reason.NOT_SENT)).missing is Reason.NOT_SENT


def test_posts_present_and_posts_shifted_are_shown_with_the_posts_assigned() -> None:
    observation = read(
        "service_posts_cut",
        form(
            service_posts_2021=1000,
            service_posts=960,
            service_posts_present=940,
            service_posts_shifted=25,
        ),
    )
    assert counts(observation) == (40, 1000)
    assert [(p.numerator, p.denominator) for p in observation.components] == [
        (940, None),
        (25, None),
    ]


@pytest.mark.parametrize(("recruits", "leavers"), [(2, 3), (0, 0), (5, 0), (0, 5), (12, 3)])
def test_recruits_may_exceed_leavers(recruits: int, leavers: int) -> None:
    observation = read("recruits_to_leavers", form(recruits=recruits, leavers=leavers))
    assert (counts(observation), observation.missing) == ((recruits, leavers), None)
    assert read("recruits_to_leavers", form(recruits=recruits)).missing is Reason.BLANK


@pytest.mark.parametrize(("before", "now", "gain"), [(41, 40, 1), (41, 41, 0), (41, 43, -2)])
def test_a_smaller_rank_is_a_gain(before: int, now: int, gain: int) -> None:
    observation = read("par_index_rank", form(ALL, par_rank_2021=before, par_rank_2022=now))
    assert (counts(observation), observation.missing) == ((gain, None), None)


def test_a_rank_of_2022_that_is_not_out_yet() -> None:
    assert read("par_index_rank", form(ALL, par_rank_2021=41)).missing is Reason.NOT_PUBLISHED
    assert read("par_index_rank", form(ALL)).missing is Reason.NOT_PUBLISHED
    assert read("par_index_rank", form(ALL, par_rank_2022=40)).missing is Reason.BLANK
    silent = Records(ALL, form=Reason.NO_REGISTER)
    assert read("par_index_rank", silent).missing is Reason.NO_REGISTER


# ---------------------------------------------------------------- yes and no

YES_NO = {
    "workflows_published": "workflows_published",
    "agencies_lump_sum": "financial_autonomy",
    "agencies_autonomous": "financial_autonomy",
    "it_infrastructure": "it_infrastructure",
    "information_security": "information_security",
    "services_24_7": "services_24_7",
    "district_committee_meetings": "committee_system",
    "staff_inspected": "inspected",
    "modern_desk": "modern_desk",
    "procedures_published": "procedures_published",
}


@pytest.mark.parametrize(("name", "question"), YES_NO.items())
@pytest.mark.parametrize("answer", [0, 1])
def test_one_question_is_one_of_one(name: str, question: str, answer: int) -> None:
    observation = read(name, form(DISTRICT, **{question: answer}))
    assert (counts(observation), observation.missing, observation.components) == (
        (answer, 1),
        None,
        (),
    )
    assert observation.evidence == f"Công văn {question}"
    assert read(name, form(DISTRICT)).missing is Reason.BLANK
    asked_of_parent = read(name, form(DISTRICT, (question,)))
    assert asked_of_parent.missing is Reason.PARENT_SILENT


COMPOSITE = {
    "agencies_digitised": ("agency_digitised", "own_database", "data_shared"),
    "positions_structured": ("positions_approved", "positions_structured"),
}


@pytest.mark.parametrize(("name", "questions"), COMPOSITE.items())
def test_one_no_decides_several_conditions_and_one_blank_does_not(
    name: str, questions: tuple[str, ...]
) -> None:
    first, *others = questions
    all_yes = dict.fromkeys(questions, 1)
    observation = read(name, form(**all_yes))
    assert (counts(observation), len(observation.components)) == ((1, 1), len(questions))
    one_no = read(name, form(**all_yes | {first: 0}))
    assert counts(one_no) == (0, 1)
    assert [(p.numerator, p.denominator) for p in one_no.components] == [(0, 1)] + [(1, 1)] * len(
        others
    )
    # One no is enough whatever the other answers are.
    assert counts(read(name, form(**{first: 0}))) == (0, 1)
    one_blank = read(name, form(**dict.fromkeys(others, 1)))
    assert (one_blank.missing, counts(one_blank)) == (Reason.BLANK, (None, None))


def test_positions_of_a_commune_are_answered_by_its_district() -> None:
    questions = COMPOSITE["positions_structured"]
    assert read("positions_structured", form(COMMUNE, questions)).missing is Reason.PARENT_SILENT
    half = form(COMMUNE, questions, positions_approved=1)
    assert read("positions_structured", half).missing is Reason.PARENT_SILENT


# ---------------------------------------------------------------- components shown with a figure


@pytest.mark.parametrize(
    ("name", "share", "shown_with"),
    [
        ("work_files_online", ("work_files_online", "work_files"), "work_files_secret"),
        ("periodic_reports_online", ("reports_online", "reports_due"), "reports_secret"),
        ("units_lump_sum", ("nonschool_lump_sum", "nonschool_units"), "schools"),
    ],
)
def test_cases_the_clause_excludes_are_shown_and_not_counted(
    name: str, share: tuple[str, str], shown_with: str
) -> None:
    plain = {share[0]: 8, share[1]: 10}
    assert read(name, form(**plain)).components == ()
    observation = read(name, form(**plain, **{shown_with: 500}))
    assert counts(observation) == (8, 10)
    assert [(p.numerator, p.denominator) for p in observation.components] == [(500, None)]


def test_a_districts_meetings_are_shown_with_its_yes_or_no() -> None:
    meetings = {"committee_meetings": 12, "committee_meetings_system": 9}
    observation = read(
        "district_committee_meetings", form(DISTRICT, committee_system=1, **meetings)
    )
    assert counts(observation) == (1, 1)
    assert [(p.numerator, p.denominator) for p in observation.components] == [(9, 12)]
    # Meetings without the answer decide nothing; an answer without meetings has no component.
    assert read("district_committee_meetings", form(DISTRICT, **meetings)).missing is Reason.BLANK
    alone = read("district_committee_meetings", form(DISTRICT, committee_system=0))
    assert (counts(alone), alone.components) == ((0, 1), ())
    none_held = form(
        DISTRICT, committee_system=1, committee_meetings=0, committee_meetings_system=0
    )
    assert read("district_committee_meetings", none_held).components == ()


# ---------------------------------------------------------------- inspections

YEAR_2022 = {"agencies_subject": 180, "agencies_inspected": 60}
YEAR_2022 |= {"staff_subject": 10_000, "staff_inspected": 2_900}
YEAR_2021 = {"agencies_subject_2021": 180, "agencies_inspected_2021": 50}
YEAR_2021 |= {"staff_subject_2021": 10_000, "staff_inspected_2021": 3_200}


def test_the_lower_share_of_agencies_and_persons_inspected_decides() -> None:
    """60 of 180 is 33,3%, 2.900 of 10.000 is 29,0%."""
    observation = read("staff_inspected", form(ALL, **YEAR_2022))
    assert counts(observation) == (2_900, 10_000)
    assert [(p.numerator, p.denominator) for p in observation.components] == [
        (60, 180),
        (2_900, 10_000),
    ]
    assert observation.average is None
    other = read("staff_inspected", form(ALL, **YEAR_2022 | {"agencies_inspected": 40}))
    assert counts(other) == (40, 180)


def test_the_mean_of_both_years_is_also_the_lower_one() -> None:
    """110 of 360 is 30,6%, 6.100 of 20.000 is 30,5%."""
    observation = read("staff_inspected", form(ALL, **YEAR_2022, **YEAR_2021))
    assert counts(observation) == (2_900, 10_000)
    assert observation.average is not None
    assert (observation.average.numerator, observation.average.denominator) == (6_100, 20_000)


@pytest.mark.parametrize("blank", YEAR_2021)
def test_without_all_counts_of_the_year_before_there_is_no_mean(blank: str) -> None:
    answers = {k: v for k, v in (YEAR_2022 | YEAR_2021).items() if k != blank}
    observation = read("staff_inspected", form(ALL, **answers))
    assert counts(observation) == (2_900, 10_000)
    assert observation.average is None


@pytest.mark.parametrize("blank", YEAR_2022)
def test_without_one_of_the_two_the_province_has_no_figure(blank: str) -> None:
    answers = {k: v for k, v in (YEAR_2022 | YEAR_2021).items() if k != blank}
    observation = read("staff_inspected", form(ALL, **answers))
    assert (observation.missing, counts(observation)) == (Reason.PART_MISSING, (None, None))
    # The known one is shown.
    assert len(observation.components) == 1


def test_contradicting_counts_have_their_own_reason() -> None:
    answers = YEAR_2022 | {"staff_inspected": 10_001}
    assert read("staff_inspected", form(ALL, **answers)).missing is Reason.CONTRADICTS


# ---------------------------------------------------------------- satisfaction

SATISFIED = {"service_satisfied": 80, "service_valid": 100}


def test_satisfaction_with_an_agencys_service_comes_from_the_survey_of_the_province() -> None:
    for level in (PROVINCE, DISTRICT, COMMUNE):
        observation = read("service_satisfaction", survey(level, SATISFIED))
        assert (counts(observation), observation.source) == ((80, 100), Source.COMPUTED)
        assert observation.sampled
        assert read("service_satisfaction", survey(level, None)).missing is Reason.NO_SURVEY
        assert read("service_satisfaction", survey(level, {})).missing is Reason.NOT_SAMPLED


def test_the_province_is_judged_by_sipas_and_shows_its_own_survey() -> None:
    facts = {"sipas_valid": fact("sipas_valid", 900), "sipas_satisfied": fact("s", 790)}
    published = read("service_satisfaction", Records(ALL, facts, survey=SATISFIED))
    assert (counts(published), published.source) == ((790, 900), Source.REPORTED)
    assert not published.sampled
    assert [(p.numerator, p.denominator) for p in published.components] == [(80, 100)]
    waiting = read("service_satisfaction", Records(ALL, survey=SATISFIED))
    assert (waiting.missing, counts(waiting)) == (Reason.NOT_PUBLISHED, (None, None))
    assert len(waiting.components) == 1
    assert read("service_satisfaction", Records(ALL, facts)).components == ()
    silent = Records(ALL, form=Reason.NO_REGISTER)
    assert read("service_satisfaction", silent).missing is Reason.NO_REGISTER
    wrong = {**facts, "sipas_satisfied": fact("s", 901)}
    assert read("service_satisfaction", Records(ALL, wrong)).missing is Reason.CONTRADICTS


HEALTH = {"health_satisfied": 88, "health_valid": 100}
EDUCATION = {"education_satisfied": 81, "education_valid": 90}  # 90,0%
NO_HEALTH = {"health_satisfied": 0, "health_valid": 0}
NO_EDUCATION = {"education_satisfied": 0, "education_valid": 0}


def test_the_lower_of_health_and_education_decides_for_the_province() -> None:
    observation = read("health_education_satisfaction", survey(ALL, HEALTH | EDUCATION))
    assert counts(observation) == (88, 100)
    assert [(p.numerator, p.denominator) for p in observation.components] == [(88, 100), (81, 90)]
    worse = HEALTH | {"education_satisfied": 70, "education_valid": 90}
    assert counts(read("health_education_satisfaction", survey(ALL, worse))) == (70, 90)


@pytest.mark.parametrize(
    ("answers", "known"),
    [(HEALTH | NO_EDUCATION, (88, 100)), (EDUCATION | NO_HEALTH, (81, 90))],
)
def test_one_of_the_two_is_enough_for_its_department_and_not_for_the_province(
    answers: dict[str, int], known: tuple[int, int]
) -> None:
    own = read("health_education_satisfaction", survey(PROVINCE, answers))
    assert (counts(own), own.missing) == (known, None)
    assert [(p.numerator, p.denominator) for p in own.components] == [known]
    whole = read("health_education_satisfaction", survey(ALL, answers))
    assert (whole.missing, counts(whole)) == (Reason.PART_MISSING, (None, None))
    assert [(p.numerator, p.denominator) for p in whole.components] == [known]


@pytest.mark.parametrize("level", [PROVINCE, ALL])
def test_a_survey_without_either_question_counts_as_no_survey(level: Level) -> None:
    """Every province has health care and schools, so a missing answer means it was not asked."""
    for answers in (NO_HEALTH | NO_EDUCATION, {"valid": 30, "satisfied": 29}, None):
        observation = read("health_education_satisfaction", survey(level, answers))
        assert (observation.missing, counts(observation)) == (Reason.NO_SURVEY, (None, None))
    left_out = read("health_education_satisfaction", survey(level, {}))
    assert left_out.missing is Reason.NOT_SAMPLED


# ---------------------------------------------------------------- the lowest of several


@dataclass(frozen=True)
class Lowest:
    """Shares as (numerator, denominator) or the reason for a gap; and the expected result."""

    of: tuple[tuple[int, int] | Reason, ...]
    expected: tuple[int, int] | Reason


@pytest.mark.parametrize(
    "case",
    [
        Lowest(((1, 2), (1, 3)), (1, 3)),
        Lowest(((1, 2), (2, 4)), (1, 2)),  # equal shares: the first
        Lowest(((0, 7), (5, 5)), (0, 7)),
        Lowest(((0, 0), (5, 5)), (5, 5)),  # one of them has no cases
        Lowest(((0, 0), (0, 0)), (0, 0)),
        Lowest(((1, 2), Reason.BLANK), Reason.PART_MISSING),
        Lowest((Reason.NO_SURVEY, (1, 2)), Reason.PART_MISSING),
        Lowest((Reason.NOT_SENT, Reason.NOT_SENT), Reason.NOT_SENT),
        Lowest(((1, 2), Reason.CONTRADICTS), Reason.CONTRADICTS),
        Lowest(((0, 0), Reason.BLANK), Reason.BLANK),
    ],
)
def test_the_lowest_decides_once_all_are_known(case: Lowest) -> None:
    observations = {
        f"số {n}": Observation(*KEY, Source.REPORTED, missing=given)
        if isinstance(given, Reason)
        else Observation(*KEY, Source.REPORTED, *given)
        for n, given in enumerate(case.of)
    }
    lowest_share = lowest(observations)
    if isinstance(case.expected, Reason):
        assert (lowest_share.missing, counts(lowest_share)) == (case.expected, (None, None))
    else:
        assert (lowest_share.missing, counts(lowest_share)) == (None, case.expected)
    known = [(f"số {n}", g) for n, g in enumerate(case.of) if not isinstance(g, Reason) and g[1]]
    assert lowest_share.components == tuple(Component(label, *given) for label, given in known)


# ---------------------------------------------------------------- the one-stop log

LOG = {"c7": 100, "c8": 60, "c9": 35, "online_done": 61, "payments": 50, "payments_online": 9}
LOG |= {"papers_held": 20, "papers_reused": 11}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dossiers_on_time", (95, 100)),
        ("online_dossiers", (61, 100)),
        ("online_payment_transactions", (9, 50)),
        ("papers_reused", (11, 20)),
    ],
)
def test_figures_computed_from_the_log(name: str, expected: tuple[int, int]) -> None:
    observation = read(name, Records(COMMUNE, dossiers=LOG))
    assert (counts(observation), observation.source) == (expected, Source.COMPUTED)
    # An agency missing in the log has no dossiers; a missing log is a gap, whatever the form says.
    assert counts(read(name, Records(COMMUNE, dossiers={}))) == (0, 0)
    assert read(name, form(COMMUNE, **{name: 1})).missing is Reason.NO_EXPORT
