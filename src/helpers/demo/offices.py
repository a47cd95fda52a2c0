"""Who resolves dossiers in the simulated province: fields, volumes and quality of work.

All figures are invented; none is a finding about any agency.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.demo.chance import dice
from helpers.demo.days import NEVER, last_period, number
from helpers.demo.sizes import C, D, P
from helpers.model import WHOLE, Agency, Dataset, Level, Plan, Target
from helpers.model.spelling import short_name

CENTRE = "van-phong-ubnd-tinh"  # runs the province's one-stop centre
SPECIAL_FIELDS = frozenset({"Đất đai", "Xây dựng", "Đầu tư"})  # those of II.2.2.g
OTHER_FIELD = "Lĩnh vực khác"

LEVEL_VOLUME = {P: 250, D: 345, C: 390}
CENTRAL_VOLUME, OTHER_VOLUME = 15, 300
LEVEL_QUALITY = {P: 80, D: 20, C: -50}

# Of a department: its relative volume, and its fields with their weights.
DEPARTMENTS: Mapping[str, tuple[int, Mapping[str, int]]] = {
    "so-noi-vu": (20, {"Tôn giáo": 5, "Thi đua, khen thưởng": 4, "Văn thư, lưu trữ": 1}),
    "so-tu-phap": (160, {"Lý lịch tư pháp": 8, "Công chứng": 1, "Hộ tịch": 1}),
    "so-ke-hoach-va-dau-tu": (120, {"Thành lập doanh nghiệp": 8, "Đầu tư": 2}),
    "so-tai-chinh": (6, {"Quản lý giá": 1, "Quản lý công sản": 1}),
    "so-cong-thuong": (160, {"Xúc tiến thương mại": 7, "Lưu thông hàng hóa": 2, "Điện lực": 1}),
    "so-nong-nghiep-va-phat-trien-nong-thon": (
        70,
        {"Thú y": 4, "Bảo vệ thực vật": 3, "Lâm nghiệp": 2, "Thủy lợi": 1},
    ),
    "so-giao-thong-van-tai-xay-dung": (260, {"Đường bộ": 17, "Xây dựng": 3}),
    "so-tai-nguyen-va-moi-truong": (
        200,
        {"Đất đai": 17, "Môi trường": 1, "Khoáng sản": 1, "Tài nguyên nước": 1},
    ),
    "so-thong-tin-va-truyen-thong": (10, {"Báo chí": 2, "Xuất bản": 3}),
    "so-lao-dong-thuong-binh-va-xa-hoi": (
        110,
        {"Việc làm": 5, "Người có công": 4, "Giáo dục nghề nghiệp": 1},
    ),
    "so-van-hoa-va-the-thao": (12, {"Văn hóa": 6, "Thể dục, thể thao": 3, "Gia đình": 1}),
    "so-du-lich": (12, {"Lữ hành": 6, "Lưu trú du lịch": 4}),
    "so-khoa-hoc-va-cong-nghe": (10, {"An toàn bức xạ": 3, "Tiêu chuẩn đo lường chất lượng": 2}),
    "so-giao-duc-va-dao-tao": (40, {"Văn bằng, chứng chỉ": 8, "Giáo dục trung học": 2}),
    "so-y-te": (60, {"Dược phẩm": 4, "Khám bệnh, chữa bệnh": 4, "An toàn thực phẩm": 2}),
    "so-ngoai-vu": (3, {"Hội nghị, hội thảo quốc tế": 1, "Lãnh sự": 2}),
    "thanh-tra-tinh": (1, {"Giải quyết khiếu nại": 1}),
    "ban-dan-toc": (1, {"Công tác dân tộc": 1}),
    "ban-quan-ly-khu-kinh-te": (15, {"Đầu tư": 4, "Xây dựng": 2, "Lao động": 4}),
}
OTHER_DEPARTMENT: tuple[int, Mapping[str, int]] = (30, {OTHER_FIELD: 1})
LEVEL_FIELDS: Mapping[Level, Mapping[str, int]] = {
    D: {
        "Đất đai": 38,
        "Chứng thực": 15,
        "Thành lập hộ kinh doanh": 15,
        "Bảo trợ xã hội": 14,
        "Hộ tịch": 10,
        "Xây dựng": 6,
        "Đầu tư": 2,
    },
    C: {
        "Chứng thực": 46,
        "Hộ tịch": 32,
        "Bảo trợ xã hội": 10,
        "Đất đai": 7,
        "Người có công": 5,
    },
}
CENTRAL_FIELDS = {
    "Công an": "Quản lý xuất nhập cảnh",
    "Thuế": "Thuế",
    "Bảo hiểm": "Bảo hiểm xã hội",
    "Hải quan": "Hải quan",
}


@dataclass(frozen=True)
class Unit:
    """A body as exports name it; departments and central bodies have no code there."""

    code: str
    name: str


@dataclass(frozen=True)
class Habits:
    """Rates of an office, per mille unless said otherwise."""

    late: int  # per ten thousand
    online: int
    fees: int
    opened: int
    pay_online: int
    digitised: int
    papers_held: int
    reused: int
    satisfied: int
    thrift: int  # e² of Slovin's sample size, see survey


@dataclass(frozen=True)
class Office:
    """A body that resolves dossiers at the year's end. Units are indices into `units_of`."""

    agency: Agency | None  # None: a central body
    unit: int
    predecessors: tuple[int, ...]  # the units in charge up to `handover`; none: always its own
    handover: int  # day number
    volume: int  # relative
    fields: Mapping[str, int]  # weights
    desks: tuple[tuple[int, int], ...]  # (receiving unit, weight)
    habits: Habits


def units_of(plan: Plan) -> tuple[Unit, ...]:
    """All agencies in registry order, then the central bodies."""
    agencies = [Unit(a.code, short_name(a, plan.parent(a))) for a in plan.agencies.values()]
    return (*agencies, *(Unit("", name) for name in plan.central_bodies))


def resolves(plan: Plan, agency: Agency) -> bool:
    """Whether a target counted from dossiers or a survey binds it."""
    return any(_counted(target) and target.binds.includes(agency) for target in plan.targets)


def _counted(target: Target) -> bool:
    shares = [indicator.share for indicator in target.indicators.values() if indicator.share]
    return target.agreed or any(share.dataset is not Dataset.FORM for share in shares)


def offices_of(plan: Plan, seed: int) -> tuple[Office, ...]:
    """Agencies that resolve dossiers at the year's end, then the central bodies; none at all where
    the plan counts no dossiers."""
    place = {agency_id: n for n, agency_id in enumerate(plan.agencies)}
    serving = [a for a in plan.registry(last_period(plan)) if resolves(plan, a)]
    if not serving:
        return ()
    centre = place.get(CENTRE, place[serving[0].id])
    volumes = _volumes(serving, seed)
    offices = [
        _office(plan, agency, place, centre, volume, seed)
        for agency, volume in zip(serving, volumes, strict=True)
    ]
    return (*offices, *_central_offices(plan, centre, sum(volumes), seed))


def lasting(plan: Plan, agency: Agency) -> bool:
    """Whether it resolves dossiers and exists in every period."""
    return resolves(plan, agency) and all(agency.exists_on(p.end) for p in plan.periods.values())


def quality(name: str, level: Level, seed: int) -> int:
    """Quality of work of a body, 0 to 1000; its rates and answers depend on it."""
    return min(1000, max(0, dice(seed, "quality", name) + LEVEL_QUALITY.get(level, 0)))


def _office(
    plan: Plan, agency: Agency, place: Mapping[str, int], centre: int, volume: int, seed: int
) -> Office:
    ends = [end for p in agency.predecessors if (end := plan.agencies[p].end)]
    pays = "has_financial_procedures" in agency.attributes
    return Office(
        agency=agency,
        unit=place[agency.id],
        predecessors=tuple(place[p] for p in agency.predecessors),
        handover=number(max(ends)) if ends else -NEVER,
        volume=volume,
        fields=_fields(agency),
        desks=_desks(plan, agency, place, centre),
        habits=_habits(agency.id, agency.level, pays, seed),
    )


def _central_offices(plan: Plan, centre: int, volume: int, seed: int) -> list[Office]:
    """Central bodies served at the centre; they take no payments there."""
    offices = []
    for n, name in enumerate(plan.central_bodies, start=len(plan.agencies)):
        field = next((f for word, f in CENTRAL_FIELDS.items() if word in name), OTHER_FIELD)
        offices.append(
            Office(
                agency=None,
                unit=n,
                predecessors=(),
                handover=-NEVER,
                volume=volume * CENTRAL_VOLUME // (1000 * len(plan.central_bodies)),
                fields={field: 1},
                desks=((centre, 1),),
                habits=_habits(name, WHOLE, False, seed),
            )
        )
    return offices


def _volumes(serving: Sequence[Agency], seed: int) -> list[int]:
    """Relative volumes: heavy-tailed within a level, fixed shares between levels."""
    raw = [_raw_volume(agency, seed) for agency in serving]
    total = Counter[Level]()
    for agency, volume in zip(serving, raw, strict=True):
        total[agency.level] += volume
    return [
        1 + LEVEL_VOLUME.get(agency.level, OTHER_VOLUME) * 100_000 * volume // total[agency.level]
        for agency, volume in zip(serving, raw, strict=True)
    ]


def _raw_volume(agency: Agency, seed: int) -> int:
    chance = dice(seed, "volume", agency.id)
    if agency.level == P:
        return DEPARTMENTS.get(agency.id, OTHER_DEPARTMENT)[0] * (300 + chance)
    if agency.level == D:
        return (700 + chance) * (1 if "-huyen-" in agency.id else 2)
    if "-xa-" not in agency.id:
        return 200_000 // (chance + 60)
    return 3 if chance >= 970 else 100_000 // (chance + 60)


def _fields(agency: Agency) -> Mapping[str, int]:
    """Fields of an agency; the three special ones only if the registry gives it the attribute."""
    if agency.level in LEVEL_FIELDS:
        fields = LEVEL_FIELDS[agency.level]
    else:
        fields = DEPARTMENTS.get(agency.id, OTHER_DEPARTMENT)[1]
    if "has_land_construction_investment" not in agency.attributes:
        fields = {name: weight for name, weight in fields.items() if name not in SPECIAL_FIELDS}
    return fields or {OTHER_FIELD: 1}


def _desks(
    plan: Plan, agency: Agency, place: Mapping[str, int], centre: int
) -> tuple[tuple[int, int], ...]:
    """Where its dossiers are handed in: a department's mostly at the centre, some of a district's
    at its communes, so that the receiving desk is not always the competent agency."""
    own = place[agency.id]
    if agency.level == P:
        return ((centre, 8), (own, 2))
    children = [place[a.id] for a in plan.agencies.values() if a.parent == agency.id]
    if children:
        return ((own, 15 * len(children)), *((child, 1) for child in children))
    return ((own, 1),)


def _habits(name: str, level: Level, pays: bool, seed: int) -> Habits:
    """Rates: half the office's quality, half chance."""
    good = quality(name, level, seed)

    def grade(habit: str) -> int:
        return (good + dice(seed, habit, name)) // 2

    def between(habit: str, low: int, high: int) -> int:
        return low + (high - low) * grade(habit) // 1000

    return Habits(
        late=_late_rate(grade("late")),
        online=between("online", 200, 850),
        fees=between("fees", 250, 750) if pays else 0,
        opened=between("opened", 350, 1000),
        pay_online=between("pay online", 40, 380),
        digitised=between("digitised", 250, 1000),
        papers_held=between("papers held", 300, 700),
        reused=between("reused", 200, 850),
        satisfied=800 + 185 * dice(seed, "satisfied", name) // 1000,
        thrift=between("thrift", 4, 12),
    )


def _late_rate(grade: int) -> int:
    """Late of ten thousand: none for the best, up to five percent for most, a fifth at worst."""
    if grade >= 880:
        return 0
    if grade >= 250:
        return 30 + (880 - grade) * 3 // 5
    return 410 + (250 - grade) * 7
