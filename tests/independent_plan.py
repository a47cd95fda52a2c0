"""The plan for the independent computation: typed from its text and from the reading of its
targets, not loaded from the project's params."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

PLAN = "laocai-2022"
PROVINCE = "lao-cai"
LEVELS = ("province", "district", "commune")
PERIODS = {
    "2022-Q1": (date(2021, 12, 15), date(2022, 3, 14)),
    "2022-H1": (date(2021, 12, 15), date(2022, 6, 14)),
    "2022-Q3": (date(2022, 6, 15), date(2022, 9, 14)),
    "2022-FY": (date(2021, 12, 15), date(2022, 12, 14)),
}
COMPARED_WITH = {"2022-H1": "2022-Q1", "2022-FY": "2022-H1"}
YEAR = 2022
YEAR_END = "2022-FY"
# The path to a later year begins and ends with a calendar year.
BASE_DAY = date(2021, 12, 31)
AREAS = {
    "II.1": "general",
    "II.2.1": "institutions",
    "II.2.2": "procedures",
    "II.2.3": "organisation",
    "II.2.4": "civil_service",
    "II.2.5": "public_finance",
    "II.2.6": "digital_government",
    "III.5": "direction",
}


@dataclass(frozen=True)
class Agency:
    """A line of the registry."""

    id: str
    code: str
    name: str
    level: str
    parent: str
    start: date
    end: date
    attributes: frozenset[str]


@dataclass(frozen=True)
class Target:
    """One target typed from the plan. `figure`: the threshold for all levels, or one for each.

    `levels` and `attributes`: whom it binds. `own`: what the row of a bound agency shows (verdict
    or figure only), by level if it differs. `whole`: how the province's figure is computed: `sum`
    of counts, share of the `agencies`, common `lists` by level, one figure from the province's
    `register`, all ballots of the `survey`, or `bound`: from the only agencies that have it.
    `points`: how its point is given, if any. `value`: how the value follows from two counts.
    """

    id: str
    clause: str
    comparison: str
    figure: Fraction | int | Mapping[str, int]
    levels: tuple[str, ...]
    attributes: frozenset[str]
    own: str | Mapping[str, str]
    whole: str
    points: str = ""
    value: str = "share"
    due: int = YEAR
    builds: bool = False
    yearly: bool = False
    averaged: bool = False
    private: bool = False

    @property
    def area(self) -> str:
        return next(area for stem, area in AREAS.items() if self.clause.startswith(stem + "."))

    @property
    def pooled(self) -> bool:
        """Whether the province has one figure in total."""
        return not isinstance(self.figure, Mapping)

    def threshold(self, level: str) -> Fraction | None:
        limit = self.figure.get(level) if isinstance(self.figure, Mapping) else self.figure
        return None if limit is None else Fraction(limit)

    def judged(self, level: str) -> bool:
        own = self.own if isinstance(self.own, str) else self.own.get(level)
        return own == "verdict"

    def binds(self, agency: Agency) -> bool:
        return agency.level in self.levels and self.attributes <= agency.attributes


def _yes_no(id: str, clause: str, levels: tuple[str, ...] = LEVELS, *having: str) -> Target:
    """Yes or no for each agency ("100% cơ quan …"); the province's figure is the share of yes."""
    bound = frozenset(having)
    return Target(id, clause, ">=", 100, levels, bound, "verdict", "agencies", "yes_no")


def _contribution(
    id: str, clause: str, figure: int, levels: tuple[str, ...], *having: str, firm_due: int = YEAR
) -> Target:
    """Agencies contribute counts; only the figure of the province is judged."""
    bound = frozenset(having)
    return Target(id, clause, ">=", figure, levels, bound, "figure", "register", due=firm_due)


def _of_province(id: str, clause: str, figure: int) -> Target:
    """Binds no agency."""
    return _contribution(id, clause, figure, ())


ALL, UPPER = LEVELS, LEVELS[:2]
NONE: frozenset[str] = frozenset()
TTHC = frozenset({"has_dossiers"})
OWNERS = "owns_service_units"
STAFFED = frozenset({"employs_commune_staff"})
PROVINCIAL_LIST = {"province": "verdict", "district": "figure", "commune": "figure"}
# Electronic files of a commune are judged in words, since there is no denominator.
UPPER_ONLY = {"province": "verdict", "district": "verdict", "commune": "figure"}

TARGETS = (
    # II.1.2 "tăng bậc xếp hạng (1 đến 2 bậc)"
    Target("par_index_rank", "II.1.2", ">=", 1, (), NONE, "figure", "register", value="gain"),
    # II.2.1 a) "100% cơ quan, đơn vị công khai" b) "100% văn bản … của tỉnh" c) "100% văn bản"
    _yes_no("workflows_published", "II.2.1.a"),
    _contribution("legal_documents_consistent", "II.2.1.b", 100, LEVELS[:1]),
    _contribution("central_digital_documents", "II.2.1.c", 100, LEVELS[:1]),
    # II.2.2 a) "đến năm 2025, mức độ hài lòng … đạt tối thiểu 90%"
    Target("satisfaction_2025", "II.2.2.a", ">=", 90, ALL, TTHC, "figure", "survey", due=2025),
    # b) "Duy trì 100% TTHC cấp huyện, cấp xã"; "hiện đại ở 100% xã, phường, thị trấn";
    #    "100% số lượng hồ sơ … đúng hạn hoặc trước hạn"
    Target(
        "one_stop_procedures", "II.2.2.b", ">=", 100, LEVELS[1:], NONE, "verdict", "lists", "linear"
    ),
    Target(
        "modern_desk",
        "II.2.2.b",
        ">=",
        100,
        LEVELS[2:],
        NONE,
        "verdict",
        "agencies",
        "yes_no",
        builds=True,
    ),
    Target("dossiers_on_time", "II.2.2.b", ">=", 100, ALL, TTHC, "verdict", "sum", "linear"),
    # c) "80% hồ sơ … bằng phương thức điện tử"
    Target("electronic_transfer", "II.2.2.c", ">=", 80, ALL, TTHC, "verdict", "sum", "linear"),
    # d) "100% TTHC có yêu cầu nghĩa vụ tài chính"; "đạt từ 20% trở lên"
    Target(
        "online_payment_procedures",
        "II.2.2.d",
        ">=",
        100,
        ALL,
        TTHC,
        PROVINCIAL_LIST,
        "lists",
        "linear",
    ),
    Target(
        "online_payment_transactions",
        "II.2.2.d",
        ">=",
        20,
        ALL,
        TTHC | {"has_financial_procedures"},
        "verdict",
        "sum",
        "linear",
    ),
    # đ) "tối thiểu tương ứng là 60%, 50%, 40%"
    Target(
        "digitised_results",
        "II.2.2.đ",
        ">=",
        {"province": 60, "district": 50, "commune": 40},
        ALL,
        TTHC,
        "verdict",
        "sum",
        "linear",
        builds=True,
    ),
    # e) "100% TTHC có đủ điều kiện"; "100% TTHC cung cấp trực tuyến"; "tối thiểu từ 60% trở lên"
    Target(
        "level4_procedures", "II.2.2.e", ">=", 100, ALL, TTHC, PROVINCIAL_LIST, "lists", "linear"
    ),
    Target(
        "portal_procedures", "II.2.2.e", ">=", 100, ALL, TTHC, PROVINCIAL_LIST, "lists", "linear"
    ),
    Target("online_dossiers", "II.2.2.e", ">=", 60, ALL, TTHC, "verdict", "sum", "linear"),
    # g) "100% cơ quan, đơn vị có TTHC được đo lường"; "trên 90%"; "tối thiểu 85%"
    _yes_no("satisfaction_measured", "II.2.2.g", ALL, "has_dossiers"),
    Target("satisfaction", "II.2.2.g", ">", 90, ALL, TTHC, "verdict", "sum", "linear"),
    Target(
        "satisfaction_fields",
        "II.2.2.g",
        ">=",
        85,
        ALL,
        frozenset({"has_land_construction_investment"}),
        "verdict",
        "sum",
        "linear",
    ),
    # h) "100% các cơ quan, đơn vị phải công khai TTHC"; "90% TTHC nội bộ"
    _yes_no("procedures_published", "II.2.2.h", ALL, "has_dossiers"),
    Target("internal_procedures", "II.2.2.h", ">=", 90, UPPER, NONE, "verdict", "lists", "linear"),
    # i) "80% số lượng người dân, doanh nghiệp" k) "Phấn đấu 50% người dân, doanh nghiệp"
    _of_province("verified_accounts", "II.2.2.i", 80),
    Target("papers_reused", "II.2.2.k", ">=", 50, ALL, TTHC, "figure", "sum"),
    # II.2.3 b) "giảm tối thiểu 3% … so với năm 2021", twice
    Target(
        "service_units_cut",
        "II.2.3.b",
        ">=",
        3,
        UPPER,
        frozenset({OWNERS}),
        "figure",
        "register",
        value="fall",
        builds=True,
    ),
    Target(
        "service_posts_cut",
        "II.2.3.b",
        ">=",
        3,
        UPPER,
        frozenset({OWNERS}),
        "figure",
        "register",
        value="fall",
        builds=True,
    ),
    # c) "tối thiểu 85%", of the service of agencies and of health care and education
    _contribution("service_satisfaction", "II.2.3.c", 85, ALL),
    Target(
        "health_education_satisfaction",
        "II.2.3.c",
        ">=",
        85,
        LEVELS[:1],
        frozenset({"health_or_education"}),
        "verdict",
        "survey",
        "linear",
    ),
    # II.2.4 c) "5% … 5% … 20%"
    Target(
        "senior_leaders_international",
        "II.2.4.c",
        ">=",
        5,
        UPPER,
        NONE,
        "figure",
        "register",
        private=True,
    ),
    Target(
        "division_heads_international",
        "II.2.4.c",
        ">=",
        5,
        UPPER,
        NONE,
        "figure",
        "register",
        private=True,
    ),
    _of_province("enterprise_leaders_international", "II.2.4.c", 20),
    # đ) "100% … đạt chuẩn", "80% cán bộ", "90% công chức"
    Target(
        "commune_staff_qualified",
        "II.2.4.đ",
        ">=",
        100,
        LEVELS[2:],
        STAFFED,
        "verdict",
        "sum",
        "linear",
    ),
    Target(
        "commune_cadres_degree",
        "II.2.4.đ",
        ">=",
        80,
        LEVELS[2:],
        STAFFED,
        "verdict",
        "sum",
        "linear",
    ),
    Target(
        "commune_officials_degree",
        "II.2.4.đ",
        ">=",
        90,
        LEVELS[2:],
        STAFFED,
        "verdict",
        "sum",
        "linear",
    ),
    # e) "Bình quân mỗi năm … 30%" g) "không quá 2/3"
    Target(
        "staff_inspected",
        "II.2.4.e",
        ">=",
        30,
        ALL,
        NONE,
        "figure",
        "register",
        yearly=True,
        averaged=True,
    ),
    Target(
        "recruits_to_leavers",
        "II.2.4.g",
        "<=",
        Fraction(200, 3),
        UPPER,
        NONE,
        "figure",
        "register",
        value="ratio",
        yearly=True,
    ),
    # II.2.5 a) "tối thiểu 10%"; "100% cơ quan hành chính"; "90% đơn vị … (trừ trường học)"
    _contribution("self_financing_units", "II.2.5.a", 10, UPPER, OWNERS),
    _yes_no("agencies_lump_sum", "II.2.5.a", ALL, "own_budget"),
    _contribution("units_lump_sum", "II.2.5.a", 90, UPPER, OWNERS),
    # b) "100% cơ quan hành chính", "90% đơn vị"
    _yes_no("agencies_autonomous", "II.2.5.b", ALL, "own_budget"),
    _contribution("units_autonomous", "II.2.5.b", 90, UPPER, OWNERS),
    # d) "Đến năm 2025 … tối thiểu 20%"; "100% … hoàn thành việc chuyển"
    _contribution("self_financing_units_2025", "II.2.5.d", 20, UPPER, OWNERS, firm_due=2025),
    _contribution("qualified_units_converted", "II.2.5.d", 100, UPPER, OWNERS, firm_due=2025),
    # II.2.6 a) "bảo đảm 100%" b) "trên 90% các cơ quan"
    _yes_no("it_infrastructure", "II.2.6.a"),
    Target("agencies_digitised", "II.2.6.b", ">", 90, UPPER, NONE, "verdict", "agencies", "yes_no"),
    # c) "85% … cấp tỉnh, 75% … cấp huyện và 50% … cấp xã"; "100% giao dịch"
    Target(
        "work_files_online",
        "II.2.6.c",
        ">=",
        {"province": 85, "district": 75, "commune": 50},
        ALL,
        NONE,
        "verdict",
        "sum",
        "linear",
    ),
    _of_province("portal_transactions_verified", "II.2.6.c", 100),
    # d) "ít nhất 50%"; "100% cấp tỉnh, 80% cấp huyện"; "90% báo cáo định kỳ"; "60% các hệ thống"
    Target("meetings_online", "II.2.6.d", ">=", 50, ALL, NONE, "verdict", "sum", "linear"),
    Target(
        "province_committee_meetings",
        "II.2.6.d",
        ">=",
        {"province": 100},
        LEVELS[:1],
        frozenset({"holds_committee_meetings"}),
        "verdict",
        "bound",
        "linear",
    ),
    Target(
        "district_committee_meetings",
        "II.2.6.d",
        ">=",
        {"district": 80},
        LEVELS[1:2],
        frozenset({"holds_committee_meetings"}),
        "verdict",
        "agencies",
        "yes_no",
    ),
    Target("periodic_reports_online", "II.2.6.d", ">=", 90, ALL, NONE, "verdict", "sum", "linear"),
    _contribution("systems_connected", "II.2.6.d", 60, LEVELS[:1], "owns_systems"),
    # đ) "30% hoạt động kiểm tra" e) "100% cơ quan" h) "100% người dân, doanh nghiệp"
    Target(
        "digital_inspections",
        "II.2.6.đ",
        ">=",
        30,
        UPPER,
        frozenset({"inspects"}),
        "verdict",
        "sum",
        "linear",
    ),
    _yes_no("information_security", "II.2.6.e"),
    _of_province("service_users_identified", "II.2.6.h", 100),
    # k) "100% dịch vụ công trực tuyến" l) "100% cơ quan"; "100% công chức"
    _contribution("services_redesigned", "II.2.6.k", 100, LEVELS[:1], "has_dossiers"),
    _yes_no("services_24_7", "II.2.6.l", ALL, "has_dossiers"),
    Target(
        "officials_digital_identity", "II.2.6.l", ">=", 100, ALL, NONE, "verdict", "sum", "linear"
    ),
    # m) "100% hồ sơ"
    Target("files_electronic", "II.2.6.m", ">=", 100, ALL, NONE, UPPER_ONLY, "sum", "linear"),
    # n) "tối thiểu 20%"; "100% cán bộ, công chức, viên chức"; "50%"
    Target(
        "training_content_online",
        "II.2.6.n",
        ">=",
        20,
        LEVELS[:1],
        frozenset({"personnel"}),
        "verdict",
        "bound",
        "linear",
    ),
    Target(
        "basic_digital_skills",
        "II.2.6.n",
        ">=",
        100,
        ALL,
        NONE,
        "verdict",
        "sum",
        "linear",
        builds=True,
    ),
    Target("data_skills", "II.2.6.n", ">=", 50, ALL, NONE, "verdict", "sum", "linear", builds=True),
    # III.5.1 "100% cơ quan hành chính"
    _yes_no("positions_structured", "III.5.1"),
)

# ---------------------------------------------------------------- sources of the counts

# Fields of the forms: part, wholes (summed).
FORM_SHARES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "legal_documents_consistent": ("legal_documents_settled", ("legal_documents",)),
    "central_digital_documents": ("central_documents_done", ("central_documents",)),
    "one_stop_procedures": ("one_stop_handled", ("one_stop_scope",)),
    "electronic_transfer": ("transfers_electronic", ("transfers_total",)),
    "online_payment_procedures": ("payable_procedures_online", ("payable_procedures",)),
    "digitised_results": ("results_digitised", ("results_in_force",)),
    "level4_procedures": ("level4_procedures", ("qualified_procedures",)),
    "portal_procedures": ("portal_procedures", ("online_procedures",)),
    "internal_procedures": ("internal_procedures_published", ("internal_procedures",)),
    "verified_accounts": ("accounts_verified", ("accounts",)),
    "service_satisfaction": ("sipas_satisfied", ("sipas_valid",)),
    "senior_leaders_international": ("leaders_international", ("leaders",)),
    "division_heads_international": ("division_heads_international", ("division_heads",)),
    "enterprise_leaders_international": (
        "enterprise_leaders_international",
        ("enterprise_leaders",),
    ),
    "commune_staff_qualified": ("staff_qualified", ("cadres", "officials")),
    "commune_cadres_degree": ("cadres_degree", ("cadres",)),
    "commune_officials_degree": ("officials_degree", ("officials",)),
    "self_financing_units": ("self_financing_units", ("service_units",)),
    "self_financing_units_2025": ("self_financing_units", ("service_units",)),
    "units_lump_sum": ("nonschool_lump_sum", ("nonschool_units",)),
    "units_autonomous": ("units_autonomous", ("service_units",)),
    "qualified_units_converted": ("qualified_units_converted", ("qualified_units",)),
    "work_files_online": ("work_files_online", ("work_files",)),
    "portal_transactions_verified": ("portal_transactions_verified", ("portal_transactions",)),
    "meetings_online": ("meetings_online", ("meetings",)),
    "province_committee_meetings": ("committee_meetings_system", ("committee_meetings",)),
    "periodic_reports_online": ("reports_online", ("reports_due",)),
    "systems_connected": ("systems_connected", ("systems",)),
    "digital_inspections": ("inspections_digital", ("inspections",)),
    "service_users_identified": ("service_users_identified", ("service_users",)),
    "services_redesigned": ("services_redesigned", ("services",)),
    "officials_digital_identity": ("officials_identified", ("officials",)),
    "files_electronic": ("files_electronic", ("files_required",)),
    "training_content_online": ("contents_online", ("contents",)),
    "basic_digital_skills": ("basic_trained", ("cadres", "officials", "employees")),
    "data_skills": ("data_trained", ("cadres", "officials", "employees")),
}
NOT_OF_COMMUNES = ("employees",)  # viên chức are counted where they are managed
# Before, now.
FORM_FALLS = {
    "service_units_cut": ("service_units_2021", "service_units"),
    "service_posts_cut": ("service_posts_2021", "service_posts"),
}
FORM_RATIOS = {"recruits_to_leavers": ("recruits", "leavers")}
FORM_RANKS = {"par_index_rank": ("par_rank_2021", "par_rank_2022")}
# Questions that must all be answered with yes; a target not named here is one yes/no question
# with the id of the target.
FORM_YES = {
    "staff_inspected": ("inspected",),
    "agencies_lump_sum": ("financial_autonomy",),
    "agencies_autonomous": ("financial_autonomy",),
    "agencies_digitised": ("agency_digitised", "own_database", "data_shared"),
    "district_committee_meetings": ("committee_system",),
    "positions_structured": ("positions_approved", "positions_structured"),
}
FORM_WORDS = {"files_electronic": "files_electronic_state"}
# Two shares for one threshold: the lower one decides, the first if equal.
INSPECTED = (("agencies_inspected", "agencies_subject"), ("staff_inspected", "staff_subject"))
LAST_YEAR = "_2021"
BASELINES = {"self_financing_units_2025": ("self_financing_units_2021", "service_units_2021")}
# Columns of the tallies: (numerator, denominator).
LOG_SHARES = {
    "dossiers_on_time": ("on_time", "dated"),
    "online_payment_transactions": ("paid_online", "paid"),
    "online_dossiers": ("online", "resolved"),
    "papers_reused": ("reused", "held"),
}
# Log figures that the form asks the agency to confirm.
AGREED = ("dossiers_on_time", "online_payment_transactions", "online_dossiers")
SURVEY_SHARES = {
    "satisfaction_2025": ("satisfied", "valid"),
    "satisfaction": ("satisfied", "valid"),
    "satisfaction_fields": ("field_satisfied", "field_valid"),
    "service_satisfaction": ("service_satisfied", "service_valid"),
}
SECTORS = ("health", "education")
# Lists of the province form.
LISTS = {
    "one_stop_procedures": ("district", "commune"),
    "online_payment_procedures": LEVELS,
    "level4_procedures": LEVELS,
    "portal_procedures": LEVELS,
    "internal_procedures": ("province", "district"),
}
