"""The words of the project as frozen dataclasses and enums (one word per thing).

Imports nothing of ours; every other room speaks in these.
"""

from __future__ import annotations

# One list for each module.
# isort: off
from helpers.model.agencies import Agency as Agency
from helpers.model.cards import (
    BallotPoints as BallotPoints,
    Card as Card,
    CardFault as CardFault,
    CardFinding as CardFinding,
    CardGrade as CardGrade,
    CardGrades as CardGrades,
    CardIndicator as CardIndicator,
    CardResult as CardResult,
    DossierPoints as DossierPoints,
    Earned as Earned,
    NoPoints as NoPoints,
    TypedCardRow as TypedCardRow,
)
from helpers.model.disclosure import Disclosure as Disclosure
from helpers.model.faults import PlainFault as PlainFault, WrongUse as WrongUse
from helpers.model.indicators import (
    Change as Change,
    Dataset as Dataset,
    FunctionNeeds as FunctionNeeds,
    Indicator as Indicator,
    Lowest as Lowest,
    Measure as Measure,
    Ratio as Ratio,
    Share as Share,
)
from helpers.model.levels import (
    WHOLE as WHOLE,
    AdministrativeLevel as AdministrativeLevel,
    Conventions as Conventions,
    Level as Level,
    Reading as Reading,
    Terms as Terms,
)
from helpers.model.months import (
    MonthCounts as MonthCounts,
    summed_months as summed_months,
)
from helpers.model.periods import (
    Deadlines as Deadlines,
    LastDays as LastDays,
    Period as Period,
)
from helpers.model.plan import (
    OVERVIEW as OVERVIEW,
    WHOLE_NOTEBOOK as WHOLE_NOTEBOOK,
    Area as Area,
    Binds as Binds,
    Budget as Budget,
    Ceiling as Ceiling,
    Clause as Clause,
    Comparison as Comparison,
    Counts as Counts,
    Duty as Duty,
    Input as Input,
    InputKind as InputKind,
    Judged as Judged,
    Kind as Kind,
    Plan as Plan,
    Rollup as Rollup,
    Target as Target,
    Task as Task,
)
from helpers.model.plausibility import (
    ComparedWith as ComparedWith,
    Outcome as Outcome,
    PlausibilityRule as PlausibilityRule,
)
from helpers.model.records import (
    FORM as FORM,
    Appraisal as Appraisal,
    Explanation as Explanation,
    Fact as Fact,
    Judgement as Judgement,
    Objection as Objection,
    Origin as Origin,
    Reason as Reason,
    Receipt as Receipt,
    Remark as Remark,
    Sampling as Sampling,
    Severity as Severity,
    Source as Source,
    Submission as Submission,
    Unconfirmed as Unconfirmed,
)
from helpers.model.results import (
    CENTRAL as CENTRAL,
    UNATTRIBUTED as UNATTRIBUTED,
    Approval as Approval,
    Component as Component,
    DossierCounts as DossierCounts,
    Doubt as Doubt,
    DutyAnswer as DutyAnswer,
    DutyState as DutyState,
    Evaluation as Evaluation,
    FigureSource as FigureSource,
    Key as Key,
    LineExplanation as LineExplanation,
    Observation as Observation,
    Observations as Observations,
    Opinion as Opinion,
    OwnReports as OwnReports,
    Peers as Peers,
    Predecessor as Predecessor,
    Result as Result,
    Score as Score,
    Standing as Standing,
    Status as Status,
    TaskState as TaskState,
    Verdict as Verdict,
)
from helpers.model.scoring import (
    Basis as Basis,
    ClassConvention as ClassConvention,
    Classed as Classed,
    Classes as Classes,
    Grade as Grade,
    NoClass as NoClass,
    PointRule as PointRule,
    Scoring as Scoring,
    Step as Step,
    TypedClass as TypedClass,
    Unclassed as Unclassed,
)
