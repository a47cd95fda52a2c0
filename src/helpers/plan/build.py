"""Checked rows as the objects of `model`."""

from __future__ import annotations

from dataclasses import fields

from helpers.model import (
    WHOLE,
    Acceptance,
    AdministrativeLevel,
    Agency,
    AppraisingBody,
    Area,
    Binds,
    ClassConvention,
    Classes,
    Clause,
    Duty,
    Grade,
    Indicator,
    Input,
    LastDays,
    LevelDecision,
    Period,
    Plan,
    PlausibilityRule,
    PointRule,
    Scoring,
    Share,
    Step,
    Target,
    TypedClass,
)
from helpers.plan.approval import SubmissionRules
from helpers.plan.folder import Folder
from helpers.plan.periods import PeriodRow, PeriodsFile
from helpers.plan.schema import (
    AreaFile,
    ClauseRow,
    IndicatorRow,
    InputRow,
    Province,
    TargetRow,
)
from helpers.plan.scoring import ConventionRow, IllustratedRow, RuleRow
from helpers.plan.values import OWN


def build_plan(folder: Folder, digest: str) -> Plan:
    """The plan of a folder without faults."""
    plan, periods, scoring = folder.plan.row, folder.periods.row, folder.scoring.row
    rules = {row.target: _rule(row) for row in scoring.rules}
    desk = tuple(each.id for each in folder.agencies.row.agencies if each.name == plan.terms.desk)
    appraisers = plan.appraised_by or desk
    return Plan(
        id=plan.id,
        number=plan.number,
        title=plan.title,
        year=plan.year,
        issued=plan.issued,
        province=_province(plan.province, plan.number, periods),
        levels={row.id: AdministrativeLevel(**vars(row)) for row in plan.levels},
        terms=plan.terms,
        areas=tuple(_area(folder.areas[area].row, appraisers) for area in plan.areas),
        tasks=folder.tasks.row.tasks,
        budget=plan.budget,
        duties=tuple(Duty(**vars(row) | {"inputs": _inputs(row.inputs)}) for row in plan.duties),
        periods={row.id: _period(row, periods) for row in periods.periods},
        agencies={row.id: Agency(**vars(row)) for row in folder.agencies.row.agencies},
        central_bodies=plan.central_bodies.names,
        scoring=Scoring(
            label=scoring.label,
            source=scoring.source,
            verified=scoring.verified,
            rules=rules,
            note=scoring.note,
            classes=_classes(folder),
        ),
        ceiling=plan.ceiling,
        powers=plan.in_power_of,
        conventions=plan.conventions,
        small_sample=plan.small_sample,
        disclosure=plan.disclosure,
        digest=digest,
        signed_approval=plan.approval is not None and plan.approval.signed,
        signers=plan.approval.signers if plan.approval else (),
        acceptance=_acceptance(plan.approval.submissions) if plan.approval else None,
        plausibility=tuple(PlausibilityRule(**vars(each.row)) for each in folder.comparisons),
        appraisers=tuple(AppraisingBody(**vars(each.row)) for each in folder.bodies),
    )


def _acceptance(rules: SubmissionRules | None) -> Acceptance | None:
    if rules is None:
        return None
    levels = {level: LevelDecision(**vars(row)) for level, row in rules.levels.items()}
    return Acceptance(levels, rules.signers, rules.requires_accepted)


def _area(file: AreaFile, appraisers: tuple[str, ...]) -> Area:
    return Area(
        id=file.area,
        label=file.label,
        number=file.number,
        sheet=file.sheet,
        notebook=file.notebook,
        clauses=tuple(_clause(row, file.area, appraisers) for row in file.clauses),
    )


def _clause(row: ClauseRow, area: str, appraisers: tuple[str, ...]) -> Clause:
    targets = tuple(_target(target, row.id, area, appraisers) for target in row.targets)
    return Clause(**vars(row) | {"area": area, "targets": targets})


def _target(row: TargetRow, clause: str, area: str, appraisers: tuple[str, ...]) -> Target:
    place = {"clause": clause, "area": area}
    parts = {
        "binds": Binds(**vars(row.binds)),
        "inputs": _inputs(row.inputs),
        "appraised_by": row.appraised_by or appraisers,
        "indicators": {level: _indicator(each) for level, each in row.by_level.items()},
        "in_power_of": {
            level: level if row.in_power_of[level] == OWN else row.in_power_of[level]
            for level in row.in_power_of
            if level in row.binds.levels
        },
    }
    same = {name: value for name, value in vars(row).items() if name != "given"}
    return Target(**same | place | parts)


def _classes(folder: Folder) -> Classes:
    given = folder.scoring.row.classes
    typed = [TypedClass(**vars(each.row)) for each in folder.typed_classes]
    return Classes(
        convention=_convention(given.convention) if given else None,
        reason=given.reason if given else "",
        illustration=_convention(given.illustration) if given else None,
        typed={(each.agency, each.period): each for each in typed},
    )


def _convention(row: ConventionRow | IllustratedRow | None) -> ClassConvention | None:
    if row is None:
        return None
    return ClassConvention(**vars(row) | {"grades": tuple(Grade(**vars(g)) for g in row.grades)})


def _period(row: PeriodRow, file: PeriodsFile) -> Period:
    made_up = row.illustration
    parts = {
        "source": file.source,
        "verified": file.verified,
        "illustration": LastDays(**vars(made_up)) if made_up else None,
    }
    return Period(**vars(row) | parts)


def _indicator(row: IndicatorRow) -> Indicator:
    same = {field.name: getattr(row, field.name) for field in fields(Indicator)}
    share = Share(**vars(row.share)) if row.share else None
    return Indicator(**same | {"share": share})


def _inputs(rows: tuple[InputRow, ...]) -> tuple[Input, ...]:
    return tuple(Input(**vars(row)) for row in rows)


def _rule(row: RuleRow) -> PointRule:
    return PointRule(**vars(row) | {"steps": tuple(Step(**vars(each)) for each in row.steps)})


def _province(row: Province, number: str, periods: PeriodsFile) -> Agency:
    return Agency(
        id=row.id,
        code="",
        name=row.name,
        head="",
        level=WHOLE,
        parent="",
        start=min(period.start for period in periods.periods),
        end=None,
        predecessors=(),
        attributes=frozenset(),
        source=number,
        verified=True,
    )
