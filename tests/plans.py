"""Small plans built by hand, so that tests of forms and intake do not depend on params/."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from helpers.model import (
    WHOLE,
    AdministrativeLevel,
    Agency,
    Area,
    Binds,
    Budget,
    Clause,
    Comparison,
    Conventions,
    Duty,
    Input,
    InputKind,
    Judged,
    Kind,
    Level,
    Period,
    Plan,
    Reading,
    Rollup,
    Scoring,
    Target,
    Task,
    Terms,
)

DOSSIERS = frozenset({"has_dossiers"})
UPPER = (Level("province"), Level("district"))
LOWER = (Level("district"), Level("commune"))


_PROVINCE, _DISTRICT, _COMMUNE = map(Level, ("province", "district", "commune"))
LEVELS = {
    level.id: level
    for level in (
        AdministrativeLevel(_PROVINCE, "cấp tỉnh", "cơ quan cấp tỉnh", "các sở, ban, ngành", True),
        AdministrativeLevel(
            _DISTRICT, "cấp huyện", "UBND cấp huyện", "các huyện, thị xã, thành phố", True
        ),
        AdministrativeLevel(
            _COMMUNE, "cấp xã", "UBND cấp xã", "các xã, phường, thị trấn", False, _DISTRICT
        ),
    )
}


def small_plan() -> Plan:
    """Two departments and one that has ended, two districts, two communes Thanh Bình; four
    targets of one area."""
    return Plan(
        id="laocai-2022",
        number="434/KH-UBND",
        title="Kế hoạch triển khai công tác cải cách hành chính tỉnh Lào Cai năm 2022",
        year=2022,
        issued=date(2021, 12, 28),
        province=_agency("lao-cai", "", "Tỉnh Lào Cai", WHOLE, "", attributes=frozenset()),
        levels=LEVELS,
        terms=Terms(
            "tỉnh",
            "toàn tỉnh",
            "UBND tỉnh Lào Cai",
            "Sở Nội vụ",
            "Lào Cai",
            ("UBND TỈNH LÀO CAI", "SỞ NỘI VỤ"),
            None,
        ),
        areas=(_area("procedures", "2", "2. TTHC", _procedures()),),
        tasks=(),
        budget=Budget("IV.1", 1, "triệu đồng", (), ""),
        duties=(),
        periods={period.id: period for period in _periods()},
        agencies={agency.id: agency for agency in _agencies()},
        central_bodies=(),
        scoring=Scoring("", "", False, {}),
        powers=Reading("", False),
        conventions=Conventions("Sở Nội vụ", None, False),
        small_sample=30,
        digest="",
    )


def wide_plan() -> Plan:
    """The small plan with every kind of question: agreement with the log, answers of a parent for
    its children, wholes that are sums, duties, tasks."""
    plan = small_plan()
    (procedures,) = plan.areas
    on_time = replace(
        _target("dossiers_on_time", "II.2.2.b", "procedures", ()),
        agreed=True,
        thing="hồ sơ",
        numerator="đúng hạn",
        denominator="đã giải quyết",
    )
    clause = Clause("II.2.2.b", "procedures", "", (on_time,))
    options: dict[str, Any] = {
        "unit": "Có/Không",
        "kind": InputKind.YES_NO,
        "levels": UPPER,
        "by_parent": UPPER,
    }
    return replace(
        plan,
        areas=(
            replace(procedures, clauses=(*procedures.clauses, clause)),
            _area("civil_service", "4", "4. Công vụ", _civil_service()),
            _area("digital_government", "6", "6. Chính quyền số", _digital_government()),
        ),
        duties=(
            Duty("VI.3.2", "", UPPER, (_input("own_plan", "Có kế hoạch", **options),)),
            Duty(
                "VI.3.3",
                "",
                UPPER,
                (
                    _input("report_h1", "Báo cáo 6 tháng", period="2022-H1", **options),
                    _input("report_year", "Báo cáo năm", period="2022-FY", **options),
                ),
            ),
        ),
        tasks=(
            Task("III.1.1", "direction", "Chỉ đạo, điều hành"),
            Task("III.1.2", "direction", "Gắn với đánh giá"),
        ),
    )


def _agencies() -> list[Agency]:
    return [
        _agency("so-noi-vu", "", "Sở Nội vụ", Level("province"), "lao-cai"),
        _agency(
            "so-du-lich",
            "",
            "Sở Du lịch",
            Level("province"),
            "lao-cai",
            start=date(2022, 4, 21),
            predecessors=("so-van-hoa-the-thao-va-du-lich",),
            attributes=frozenset(),
        ),
        _agency(
            "so-van-hoa-the-thao-va-du-lich",
            "",
            "Sở Văn hóa, Thể thao và Du lịch",
            Level("province"),
            "lao-cai",
            end=date(2022, 4, 20),
        ),
        _agency(
            "083-huyen-muong-khuong",
            "083",
            "UBND huyện Mường Khương",
            Level("district"),
            "lao-cai",
        ),
        _agency("088-thi-xa-sa-pa", "088", "UBND thị xã Sa Pa", Level("district"), "lao-cai"),
        _agency(
            "02779-xa-thanh-binh",
            "02779",
            "UBND xã Thanh Bình, huyện Mường Khương",
            Level("commune"),
            "083-huyen-muong-khuong",
        ),
        _agency(
            "03022-xa-thanh-binh",
            "03022",
            "UBND xã Thanh Bình, thị xã Sa Pa",
            Level("commune"),
            "088-thi-xa-sa-pa",
        ),
    ]


def _agency(
    agency_id: str,
    code: str,
    name: str,
    level: Level,
    parent: str,
    start: date = date(2021, 1, 1),
    end: date | None = None,
    predecessors: tuple[str, ...] = (),
    attributes: frozenset[str] = DOSSIERS,
) -> Agency:
    return Agency(
        id=agency_id,
        code=code,
        name=name,
        head="",
        level=level,
        parent=parent,
        start=start,
        end=end,
        predecessors=predecessors,
        attributes=attributes,
        source="",
        verified=True,
    )


def _periods() -> list[Period]:
    first, last = date(2021, 12, 15), date(2022, 12, 14)
    return [
        Period("2022-H1", "6 tháng", first, date(2022, 6, 14), False, None, None, "", False),
        Period("2022-FY", "Năm 2022", first, last, True, "2022-H1", None, "", False),
    ]


def _area(area_id: str, number: str, sheet: str, targets: list[Target]) -> Area:
    clauses = tuple(Clause(t.clause, area_id, t.label, (t,)) for t in targets)
    return Area(area_id, area_id, f"II.2.{number}", sheet, "area", clauses)


def _target(
    target_id: str,
    clause: str,
    area: str,
    inputs: tuple[Input, ...],
    levels: tuple[Level, ...] = tuple(LEVELS),
    kind: Kind = Kind.QUANTITATIVE,
    attributes: frozenset[str] = DOSSIERS,
) -> Target:
    judged = Judged.VERDICT if kind is Kind.QUANTITATIVE else Judged.INFO
    return Target(
        id=target_id,
        clause=clause,
        area=area,
        label=target_id,
        kind=kind,
        firm=True,
        binds=Binds(frozenset(levels), attributes),
        judged=dict.fromkeys(levels, judged),
        in_power_of={level: level for level in levels},
        due=2022,
        comparison=Comparison.AT_LEAST,
        thresholds={WHOLE: Fraction(90)},
        unit="%",
        rollup=Rollup.SUM,
        inputs=inputs,
    )


def _input(
    input_id: str,
    label: str,
    unit: str = "kết quả",
    kind: InputKind = InputKind.COUNT,
    levels: tuple[Level, ...] = tuple(LEVELS),
    register: tuple[Level, ...] = (),
    part_of: tuple[str, ...] = (),
    by_parent: tuple[Level, ...] = (),
    period: str = "",
) -> Input:
    return Input(
        input_id,
        label,
        unit,
        kind,
        frozenset(levels),
        by_parent=frozenset(by_parent),
        register=register,
        part_of=part_of,
        period=period,
    )


def _procedures() -> list[Target]:
    scope = _input(
        "one_stop_scope", "TTHC phải qua Một cửa", "thủ tục", levels=LOWER, register=LOWER
    )
    return [
        _target(
            "rules_reform",
            "II.2.2.a",
            "procedures",
            (
                _input(
                    "rules_reform",
                    "Rà soát quy định TTHC",
                    "mức độ",
                    InputKind.JUDGEMENT,
                    (Level("province"),),
                    (WHOLE,),
                ),
            ),
            (Level("province"),),
            Kind.QUALITATIVE,
        ),
        _target(
            "one_stop_procedures",
            "II.2.2.b",
            "procedures",
            (
                scope,
                _input(
                    "one_stop_handled",
                    "Trong đó đang qua Một cửa",
                    "thủ tục",
                    levels=LOWER,
                    register=LOWER,
                    part_of=("one_stop_scope",),
                ),
            ),
            LOWER,
        ),
        _target(
            "modern_desk",
            "II.2.2.b",
            "procedures",
            (
                scope,
                _input(
                    "modern_desk",
                    "Bộ phận Một cửa hiện đại",
                    "Có/Không",
                    InputKind.YES_NO,
                    (Level("commune"),),
                ),
            ),
            LOWER,
        ),
        _target(
            "digitised_results",
            "II.2.2.đ",
            "procedures",
            (
                _input("results_in_force", "Tổng số kết quả còn hiệu lực"),
                _input("results_digitised", "Trong đó đã số hóa", part_of=("results_in_force",)),
            ),
        ),
    ]


def _staff() -> tuple[Input, Input]:
    commune = (Level("commune"),)
    return (
        _input("cadres", "Số cán bộ", "người", by_parent=commune),
        _input("officials", "Số công chức", "người", by_parent=commune),
    )


def _civil_service() -> list[Target]:
    commune = (Level("commune"),)
    qualified = _input(
        "staff_qualified",
        "Số người đạt chuẩn",
        "người",
        levels=commune,
        by_parent=commune,
        part_of=("cadres", "officials"),
    )
    inspected = _input(
        "inspected", "Được kiểm tra", "Có/Không", InputKind.YES_NO, by_parent=tuple(LEVELS)
    )
    return [
        _target(
            "staff_qualified",
            "II.2.4.đ",
            "civil_service",
            (*_staff(), qualified),
            commune,
            attributes=frozenset(),
        ),
        _target("inspected", "II.2.4.e", "civil_service", (inspected,)),
    ]


def _digital_government() -> list[Target]:
    employees = _input("employees", "Số viên chức", "người", levels=UPPER)
    trained = _input(
        "trained",
        "Số người được tập huấn",
        "người",
        part_of=("cadres", "officials", "employees"),
    )
    return [
        _target(
            "skills",
            "II.2.6.n",
            "digital_government",
            (*_staff(), employees, trained),
        )
    ]
