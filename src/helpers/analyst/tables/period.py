"""One period of a plan as tables, pinned to the state in which it was opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property

import pandas as pd

from helpers import store, wording
from helpers.analyst import finding
from helpers.analyst.opening import Opened, opened
from helpers.analyst.suppose import AnyChange, Supposed, suppose, with_target_alone
from helpers.analyst.tables import columns, compared, dossiers, frames, supposing, tallied
from helpers.analyst.tables.columns import KEYS, LABELS, MORE, AgencyRow, TargetRow
from helpers.analyst.tables.frames import Stamp, made, stamped
from helpers.analyst.tables.state import CODE, state
from helpers.analyst.tables.supposing import Number
from helpers.analyst.trace import trace
from helpers.evaluation import tables as published
from helpers.evaluation.columns import RESULTS, SOURCES, Column, ResultRow
from helpers.model import CENTRAL, WHOLE, Evaluation, Status, WrongUse
from helpers.plan import Roots
from helpers.store import Snapshot

SOURCE_KEYS = (*KEYS, "source")
OF_THE_REAL = ("stamp", "_cube", "_cube_of_whole")  # computed of what is not supposed


class PeriodTables:
    """The results of one period as DataFrames, all of the state that was opened.

    Ids are the index, counts are `Int64`, percents from 0 to 100 are `Float64`; what is not there
    is `pd.NA`, never 0. `df.attrs["cchc"]` says what a table is of. `labels=True` adds columns in
    Vietnamese. A name that is not known raises WrongUse with the three most like it.
    """

    def __init__(
        self, roots: Roots, plan_id: str, period_id: str, at: Opened | None = None
    ) -> None:
        self._roots, self._plan_id, self._period_id = roots, plan_id, period_id
        self._state = state(roots, plan_id)
        self._real = at or opened(roots, plan_id, period_id)
        self._at: Opened | Supposed = self._real
        self._changes: tuple[AnyChange, ...] = ()
        self._others: dict[str, PeriodTables] = {}

    # ------------------------------------------------------------ the state

    @property
    def plan(self) -> str:
        """The id of the plan."""
        return self._at.plan.id

    @property
    def period(self) -> str:
        """The id of the period."""
        return self._at.period.id

    @cached_property
    def stamp(self) -> Stamp:
        """What every table is of."""
        at = self._at
        some = self.evaluation(at.subjects[-1])
        return Stamp(
            plan=at.plan.id,
            period=at.period.id,
            snapshot=at.observations.snapshot,
            simulated=some.origin.simulated,
            draft=some.draft,
            supposed=tuple(supposing.words(at.plan, each) for each in self._changes),
        )

    @property
    def stale(self) -> tuple[str, ...]:
        """What has moved on since the period was opened: `snapshot`, `plan`, `code`; empty: it is
        up to date."""
        now = state(self._roots, self._plan_id)
        return tuple(name for name, was in self._state.items() if now[name] != was)

    def reload(self) -> PeriodTables:
        """Read the present state and go on with it; if that cannot be read the pinned one stays.

        Raises WrongUse where the code has changed: only a new process takes that in.
        """
        if CODE in self.stale:
            raise WrongUse(wording.tables.restart_kernel())
        fresh = PeriodTables(self._roots, self._plan_id, self._period_id)
        fresh = fresh.with_changes(self._changes) if self._changes else fresh
        self.__dict__ = fresh.__dict__
        return self

    def suppose(
        self,
        threshold: Mapping[str, Number | Mapping[str, Number]] | None = None,
        units: Mapping[tuple[str, str], int] | None = None,
        answers: Mapping[tuple[str, str], tuple[int, int]] | None = None,
    ) -> PeriodTables:
        """The same tables with other figures, each table marked by a column `supposed`.

        `threshold`: by target, one for all levels or a map by level. `units`: by agency and target
        how many more in the numerator, from 0 to the denominator. `answers`: by agency and target
        the counts of one that has sent none. Sums are made and all is judged again; nothing is
        stored. WrongUse for what cannot be supposed: figures of persons, ballots, lists.
        """
        changes = supposing.changes(self._real, threshold or {}, units or {}, answers or {})
        return self.with_changes((*self._changes, *changes))

    def with_changes(self, changes: Sequence[AnyChange]) -> PeriodTables:
        """The tables of the real figures with these changes, each as `suppose` makes them."""
        real, made = self._real, copy(self)
        made.__dict__ = {n: v for n, v in made.__dict__.items() if n not in OF_THE_REAL}
        made._changes = tuple(changes)
        at = real.plan, real.observations, real.period, real.previous
        made._at = suppose(*at, changes, real.earlier)
        return made

    def refusals(self, agency: str, target: str) -> dict[type, str]:
        """Why each kind of change cannot be supposed of an agency's figure; empty: all can."""
        return supposing.refused(self._real, self._agency(agency), self._target(target))

    def with_target_alone(self, target: str) -> PeriodTables:
        """What is supposed, of one target: quick for all agencies."""
        made = copy(self)
        if isinstance(self._at, Supposed):
            made._at = with_target_alone(self._at, self._target(target))
        return made

    def evaluation(self, agency: str) -> Evaluation:
        """What the packet of an agency shows, for the `draw_` functions of `packets.display`."""
        return self._at.evaluation(self._agency(agency))

    @property
    def whole(self) -> Evaluation:
        """What the packet of the province shows."""
        return self.evaluation(self._at.plan.province.id)

    def __repr__(self) -> str:
        return f"<{self.stamp.words}>"

    # ------------------------------------------------------------ what there is

    def agencies(self) -> pd.DataFrame:
        """The agencies of the period, with their attributes; the province is none of them."""
        plan = self._at.plan
        registry = plan.registry(self._at.period)
        names = sorted({name for agency in plan.agencies.values() for name in agency.attributes})
        shown = (*columns.AGENCIES, *columns.attributes(names))
        return self._made([AgencyRow(plan, agency) for agency in registry], shown, ("agency",))

    def targets(self) -> pd.DataFrame:
        """The targets of the plan in its order, with the threshold of each level."""
        plan = self._at.plan
        shown = (*columns.TARGETS, *columns.by_level([*plan.levels, WHOLE]))
        return self._made([TargetRow(plan, target) for target in plan.targets], shown, ("target",))

    def find(self, words: str) -> pd.DataFrame:
        """The agencies that words mean, best first, with or without tone marks; `match` says how,
        `near` being only the most like."""
        hits = finding.found(words, self._at.plan.registry(self._at.period), self._at.plan)
        table = self.agencies().loc[[agency.id for agency, _ in hits]]
        table = table[["code", "name", "level", "district"]]
        table.insert(0, "match", pd.Series([m for _, m in hits], table.index, dtype="string"))
        return stamped(table, self.stamp)

    # ------------------------------------------------------------ results

    def results(
        self,
        agency: str = "",
        *,
        level: str = "",
        district: str = "",
        target: str = "",
        area: str = "",
        labels: bool = False,
    ) -> pd.DataFrame:
        """The rows and columns of `results.csv`, and more columns after them.

        With `level` (of the agency) or `district` (its agencies): the agencies' own figures alone,
        without the sums of those under them, so that nothing is counted twice.
        """
        rows = self._rows(agency, level, district, finding.figures(self._at.plan, target, area))
        return self._made(rows, (*RESULTS, *MORE, *(LABELS if labels else ())), KEYS)

    def rank(
        self, target: str, level: str, district: str = "", *, labels: bool = False
    ) -> pd.DataFrame:
        """The agencies of a level by the exact value of a target, best first.

        Those with equal values share a place. `unranked` says why there is none.
        """
        figures = finding.figures(self._at.plan, self._target(target))
        rows = self._rows("", level, district, figures)
        shown = compared.RANKING + (compared.NAMED if labels else ())
        return self._made(compared.ranked(rows), shown, ("agency",))

    def tally(
        self,
        by: str | Sequence[str] = "target",
        *,
        level: str = "",
        district: str = "",
        area: str = "",
    ) -> pd.DataFrame:
        """How many of the agencies' own results that are assessed have which verdict, `by` one or
        more of `agency`, `level`, `district`, `area`, `target`; the province is none of them."""
        names = [by] if isinstance(by, str) else list(by)
        shown = tallied.shown(names)
        self._check(level, district)
        rows = tallied.within(
            self.assessed, level, district, finding.figures(self._at.plan, area=area)
        )
        return self._made(tallied.tallied(rows, names), shown, names)

    @cached_property
    def assessed(self) -> tuple[ResultRow, ...]:
        """The agencies' own results that packets count as assessed, in registry order."""
        return tallied.of_agencies(self._evaluations())

    def compare(
        self, one: str, other: str, *, area: str = "", labels: bool = False
    ) -> pd.DataFrame:
        """The own figures of two agencies by target, side by side (`_a`, `_b`)."""
        figures = finding.figures(self._at.plan, area=area)
        sides = [
            list(filter(columns.is_own, self._rows(self._agency(each), "", "", figures)))
            for each in (one, other)
        ]
        shown = compared.PAIRS + (compared.TARGET_NAMED if labels else ())
        return self._made(compared.paired(*sides), shown, ("target",))

    def differences(self, agency: str = "", *, labels: bool = False) -> pd.DataFrame:
        """Every figure of another source with other counts than the one used."""
        shown = compared.DIFFERENCES + (compared.DIFFERENCE_NAMED if labels else ())
        return self._made(compared.differing(self._evaluations(agency)), shown, SOURCE_KEYS)

    def gaps(
        self, agency: str = "", *, level: str = "", district: str = "", labels: bool = False
    ) -> pd.DataFrame:
        """The figures that are needed and missing, each with its reason, as packets list them.

        What is withheld is no gap: `results` has it without a figure and with its reason.
        """
        every = frozenset(each.id for each in self._at.plan.targets)
        rows = self._rows(agency, level, district, every)
        rows = [row for row in rows if row.result.verdict.status is Status.NO_DATA]
        return self._made(rows, (*columns.GAPS, *(LABELS if labels else ())), KEYS)

    def history(
        self,
        agency: str = "",
        *,
        target: str = "",
        level: str = "",
        later: bool = False,
        labels: bool = False,
    ) -> pd.DataFrame:
        """The results of this period and the earlier ones of the plan with data, each as the
        packets of that period show it; with `later` those of the periods after it too. Without
        `agency` all of them are evaluated first, which takes some seconds."""
        figures = finding.figures(self._at.plan, target)
        if agency:  # also one that ended before this period
            finding.known(agency, self._at.plan.senders_by_id)
        rows = []
        for each in self._periods(later):
            some = [agency] if agency in each._at.subjects or not agency else []
            rows += [row for name in some for row in each._rows(name, level, "", figures)]
        shown = (*columns.HISTORY, *(LABELS if labels else ()))
        return self._made(rows, shown, (*KEYS, "period"))

    def sources(self, agency: str = "") -> pd.DataFrame:
        """Every figure by its source, the one used first: the rows of `sources.csv`."""
        made = self._evaluations(agency)
        rows = (row for evaluation in made for row in published.by_source(evaluation))
        return self._made(rows, SOURCES, SOURCE_KEYS)

    def trace(self, agency: str, target: str) -> pd.DataFrame:
        """From the figures of an agency for a target back to file, sheet, cell or export: a line
        each, `depth` being how far it is indented."""
        self._target(target)
        if self._changes:
            raise WrongUse(wording.tables.real_alone())
        lines = trace(self._real, self._snapshot(), self._agency(agency), target)
        return self._made(list(enumerate(filter(None, lines), start=1)), columns.TRACE, ("step",))

    # ------------------------------------------------------------ dossiers

    def dossiers(
        self,
        by: str | Sequence[str] = "state",
        *,
        agency: str = "",
        field: str = "",
        channel: str = "",
        month: str = "",
        state: str = "",
        days_late: str = "",
    ) -> pd.DataFrame:
        """The number of dossiers by one or more characteristics, of those with the given ones.

        `by` and the names of the filters: `agency`, `field`, `channel`, `carried`, `month`,
        `state`, `days_late`. Groups of fewer than five dossiers are shown together as `under_5`.
        """
        if agency not in ("", dossiers.NOBODY, CENTRAL):
            self._agency(agency)
        wanted = {"agency": agency, "field": field, "channel": channel, "month": month}
        wanted |= {"state": state, "days_late": days_late}
        chosen = [by] if isinstance(by, str) else list(by)
        cube, plan = self._cube, self._at.plan
        if agency == plan.province.id and "agency" not in chosen:
            cube, wanted["agency"] = self._cube_of_whole, ""
        return stamped(dossiers.counted(cube, plan, chosen, wanted), self.stamp)

    @cached_property
    def _cube(self) -> pd.DataFrame:
        if self._changes:
            raise WrongUse(wording.tables.supposed_dossiers())
        return dossiers.read_cube(self._snapshot(), self._at.period)

    @cached_property
    def _cube_of_whole(self) -> pd.DataFrame:
        return dossiers.of_whole(self._cube)

    # ------------------------------------------------------------ inside

    def _snapshot(self) -> Snapshot:
        """The snapshot that was opened, whatever is in force by now."""
        at = self._at
        return store.recorded_snapshot(
            self._roots.data, at.plan.id, at.period.id, at.observations.snapshot
        )

    def _agency(self, agency: str) -> str:
        return finding.known(agency, self._subjects)

    @cached_property
    def _subjects(self) -> tuple[str, ...]:
        return self._at.subjects

    def _target(self, target: str) -> str:
        return finding.known(target, [each.id for each in self._at.plan.targets])

    def _check(self, level: str, district: str) -> None:
        if level:
            finding.known(level, [*self._at.plan.levels, WHOLE])
        if district:
            self._agency(district)

    def _evaluations(
        self, agency: str = "", level: str = "", district: str = ""
    ) -> Iterator[Evaluation]:
        """Those of an agency, or of all of a level and under a district."""
        for name in [self._agency(agency)] if agency else self._at.subjects:
            sender = self._at.plan.senders_by_id[name]
            if level in ("", sender.level) and district in ("", sender.parent):
                yield self._at.evaluation(name)

    def _rows(
        self, agency: str, level: str, district: str, targets: frozenset[str]
    ) -> list[ResultRow]:
        """The rows of an agency's packet, or of all; with a level or a district the own figures of
        their agencies alone."""
        self._check(level, district)
        rows = []
        for evaluation in self._evaluations(agency, "" if agency else level, district):
            some = (each for each in evaluation.results if each.target.id in targets)
            every = (ResultRow(evaluation, each) for each in some)
            if agency:
                rows += [row for row in every if level in ("", row.result.level)]
            elif level or district:
                rows += filter(columns.is_own, every)
            else:
                rows += every
        return rows

    def _periods(self, later: bool) -> Iterator[PeriodTables]:
        """The periods of the plan that have data, up to this one or, `later`, all."""
        for period in self._at.plan.periods.values():
            if period.id == self._at.period.id:
                yield self
            elif (later or period.end <= self._at.period.end) and store.current(
                self._roots.data, self._plan_id, period.id
            ):
                if period.id not in self._others:
                    self._others[period.id] = PeriodTables(self._roots, self._plan_id, period.id)
                yield self._others[period.id]

    def _made(
        self,
        rows: Iterable[frames.R],
        shown: Sequence[Column[frames.R]],
        keys: Sequence[str],
    ) -> pd.DataFrame:
        table = made(rows, shown, keys, self._at.plan)
        if self._changes:
            table["supposed"] = pd.array([True] * len(table), dtype="boolean")
        return stamped(table, self.stamp)
