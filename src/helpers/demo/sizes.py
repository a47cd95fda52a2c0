"""Sizes and shares of what the forms count.

All figures are invented for a small mountain province; none is a finding about it.
"""

from __future__ import annotations

from collections.abc import Mapping

from helpers.model import WHOLE, Level

# Levels of other names get the general bounds.
P, D, C, A = Level("province"), Level("district"), Level("commune"), WHOLE

# Procedures on the list of each level at the end of the base year, 2,011 in all.
LISTS = {P: 1569, D: 300, C: 142}
# The part of a level's list that an input counts, per mille.
PART_OF_LIST = {
    "one_stop_scope": 1000,
    "payable_procedures": 400,
    "qualified_procedures": 330,
    "online_procedures": 700,
    "internal_procedures": 120,
    "services": 700,
}
# Per mille of the year's dossiers: at least, at most.
PART_OF_DOSSIERS = {
    "transfers_total": (40, 180),
    "results_in_force": (2500, 8000),
    "portal_transactions": (1100, 1100),
}
# Bounds at the year's end; of flows in the whole year.
SIZES: Mapping[str, Mapping[Level, tuple[int, int]]] = {
    "par_rank_before": {A: (12, 24)},
    "legal_documents": {P: (6, 40)},
    "central_documents": {P: (1, 9)},
    "accounts": {A: (214_000, 214_000)},
    "leaders": {P: (3, 4), D: (3, 4)},
    "division_heads": {P: (12, 28), D: (24, 34)},
    "enterprise_leaders": {A: (31, 31)},
    "cadres": {P: (0, 0), D: (4, 6), C: (9, 11)},
    "officials": {P: (32, 96), D: (84, 132), C: (10, 12)},
    "leavers": {P: (0, 6), D: (3, 9)},
    "work_files": {P: (1_400, 5_600), D: (3_800, 11_000), C: (260, 1_300)},
    "work_files_secret": {P: (0, 40), D: (5, 60), C: (0, 6)},
    "meetings": {P: (40, 130), D: (80, 190), C: (28, 76)},
    "committee_meetings": {P: (44, 60), D: (26, 48)},
    "reports_due": {P: (52, 118), D: (90, 160), C: (36, 78)},
    "reports_secret": {P: (0, 4), D: (0, 6)},
    "systems": {P: (1, 5)},
    "inspections": {P: (6, 58), D: (10, 42)},
    "service_users": {A: (96_500, 96_500)},
    "files_required": {P: (900, 3_900), D: (2_400, 7_600)},
    "contents": {P: (48, 72)},
}
ANY = (20, 120)  # bounds of inputs that are not listed

# The service units of an owner, by sector or else by level: at least, at most.
SECTORS = ("health", "education")
SCHOOLS = {"health": (0, 0), "education": (34, 40), P: (0, 0), D: (44, 72)}
OTHER_UNITS = {"health": (15, 17), "education": (1, 2), P: (1, 6), D: (4, 6)}
POSTS_OF_UNIT = {"health": (150, 180), "education": (9, 24), P: (9, 24), D: (9, 24)}
POSTS_OF_SCHOOL = (21, 27)
# Per mille.
FALL_OF_UNITS, FALL_OF_POSTS = (10, 60), (14, 56)
SHIFTED_OF_FALL = (100, 700)
PRESENT_OF_POSTS = (930, 985)
SELF_FINANCING = {P: (0, 900), D: (0, 350)}
QUALIFIED = 350
RECRUITS_OF_LEAVERS = (350, 950)
INSPECTED, INSPECTED_BEFORE = 340, 290  # agencies, this year and the year before
INSPECTED_STAFF = 900  # people in an agency that is inspected
ON_TIME = 930  # reports

# Bounds of a part, per mille of its whole; all other parts are around their target's threshold.
SHARES = {
    "leaders_international": (0, 330),
    "division_heads_international": (0, 180),
    "enterprise_leaders_international": (60, 320),
    "qualified_units_converted": (0, 1100),
    "services_redesigned": (150, 800),
}

# Yes as soon as the grade (0 to 1000) times the elapsed part of the year reaches this.
USUAL = 300
EASIER = {
    "workflows_published": 160,
    "procedures_published": 140,
    "financial_autonomy": 60,
    "it_infrastructure": 200,
    "information_security": 210,
    "positions_approved": 120,
    "own_plan": 20,
    "own_estimate": 100,
}
AT_ONCE = 220  # a grade higher by this answers yes from the first day
MEETS_IN_SYSTEM = 220
NEEDS = {"positions_structured": "positions_approved", "data_shared": "own_database"}
