"""The periods that the explorer shows, opened when they are needed and pinned to that state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from helpers import store, wording
from helpers.analyst.opening import current_plan
from helpers.analyst.suppose import AnyChange
from helpers.model import Agency, Kind, Period, Plan, Target, WrongUse
from helpers.plan import Roots

if TYPE_CHECKING:
    from helpers.analyst.tables import PeriodTables


class Source:
    """A plan and its periods with data. `before_opening` is called with a period whose figures are
    about to be read, which can take a second."""

    def __init__(self, roots: Roots, plan_id: str) -> None:
        """Raises ParamsError or WrongUse for a plan that cannot be read, or has no data at all."""
        self.roots = roots
        self.plan: Plan = current_plan(plan_id, roots)
        self._opened: dict[str, PeriodTables] = {}
        self.before_opening: Callable[[Period], None] = lambda period: None
        if not self.periods:
            raise WrongUse(wording.explorer.NOTHING_TAKEN_IN)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods that have data, in the plan's order."""
        return tuple(
            period
            for period in self.plan.periods.values()
            if store.current(self.roots.data, self.plan.id, period.id) is not None
        )

    def ky(self, period: str) -> PeriodTables:
        """The tables of a period, read at the first call. WrongUse for one without data."""
        if period not in self._opened:
            from helpers.analyst.tables import PeriodTables  # with pandas, after the controls

            self.before_opening(self.plan.periods[period])
            self._opened[period] = PeriodTables(self.roots, self.plan.id, period)
        return self._opened[period]

    def supposed(self, period: str, changes: Sequence[AnyChange]) -> PeriodTables:
        """The tables of a period with these changes. WrongUse for what cannot be supposed."""
        return _supposed(self.ky(period), tuple(changes))

    def registry(self, period: str) -> tuple[Agency, ...]:
        """The agencies of the period, and the province before them."""
        return tuple(self.plan.senders(self.plan.periods[period]))

    def agency(self, period: str, agency: str) -> Agency | None:
        """The agency of that id, or None where the period has none."""
        return next((each for each in self.registry(period) if each.id == agency), None)

    def targets(self, area: str = "") -> tuple[Target, ...]:
        """The targets that have a figure, of an area or of all, in the plan's order."""
        figures = (t for t in self.plan.targets if t.kind is Kind.QUANTITATIVE)
        return tuple(each for each in figures if area in ("", each.area))

    def evaluated(self, period: str) -> Iterator[tuple[int, int]]:
        """Evaluate all agencies of a period one after another; how many are done, and of how
        many."""
        ky, subjects = self.ky(period), self.registry(period)
        for done, agency in enumerate(subjects, start=1):
            ky.evaluation(agency.id)
            yield done, len(subjects)

    def reload(self) -> None:
        """Read the present state of the plan and the periods; the pinned one stays if it cannot be
        read."""
        fresh = Source(self.roots, self.plan.id)
        fresh.before_opening = self.before_opening
        for period in self._opened:
            fresh.ky(period)
        self.__dict__ = fresh.__dict__


@lru_cache(maxsize=4)
def _supposed(ky: PeriodTables, changes: tuple[AnyChange, ...]) -> PeriodTables:
    return ky.with_changes(changes) if changes else ky
