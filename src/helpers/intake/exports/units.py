"""Which agency a code and a name of an export mean; nothing is chosen or joined by likeness."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from helpers import wording
from helpers.model import Agency, Period, Plan, spelling
from helpers.privacy.foreign_text import export_text, quoted_texts, short_text

LONGEST_NAME = 200


@dataclass(frozen=True)
class Match:
    """`agency`: the id, None where the unit is unknown or is a central body. `question`:
    the sentence for its sender; None for a sound match and for a blank unit."""

    agency: str | None = None
    central: bool = False
    question: Callable[[], str] | None = None


@dataclass(frozen=True)
class KnownUnits:
    """The agencies a plan knows in a period, by code and by spelling; `spellings`: the names of
    each as they are compared, by id; `listed`: code or name by spelling, as a mapping
    lists it."""

    agencies: tuple[Agency, ...]
    involved: frozenset[str]
    codes: Mapping[str, tuple[Agency, ...]]
    names: Mapping[str, tuple[Agency, ...]]
    spellings: Mapping[str, set[str]]
    central: frozenset[str]
    listed: Mapping[str, str] = field(default_factory=dict)

    def match(self, code: str, name: str) -> Match:
        """The agency of an official code whose name agrees; without a code, of an exact name that
        only one agency has. Either may be empty. A spelling that the mapping lists is the code or
        the name that it lists."""
        meant = self.listed.get(spelling.unit_key(name[:LONGEST_NAME]))
        if meant is None:
            return self._matched(code, name)
        if meant in self.codes:
            return self._matched(meant, "") if code in ("", meant) else self._matched(code, name)
        return self._matched(code, meant)

    def _matched(self, code: str, name: str) -> Match:
        spelled = spelling.unit_key(name[:LONGEST_NAME])
        if code in self.codes:
            return self._by_code(code, name, spelled)
        if spelled in self.central:
            return Match(central=True)
        if code:
            return Match(
                question=lambda: wording.rows.unknown_code(
                    quoted_texts([code]), self._quoted(name), self._same_figures(code)
                )
            )
        if spelled in self.names:
            return self._only(name, self.names[spelled])
        if spelled:
            return Match(
                question=lambda: wording.rows.unknown_unit(
                    quoted_texts([name]), self._near(spelled)
                )
            )
        return Match()

    def _by_code(self, code: str, name: str, spelled: str) -> Match:
        bearers = self.codes[code]
        agreeing = tuple(a for a in bearers if not spelled or spelled in self.spellings[a.id])
        if not agreeing:
            return Match(
                question=lambda: wording.rows.code_and_name_differ(
                    quoted_texts([code]), bearers[0], self._quoted(name)
                )
            )
        return self._only(name or code, agreeing)

    def _only(self, name: str, bearers: tuple[Agency, ...]) -> Match:
        """The only bearer of a name; those of the period come before those of other times."""
        standing = tuple(a for a in bearers if a.id in self.involved) or bearers
        if len(standing) > 1:
            return Match(question=lambda: wording.rows.ambiguous_unit(self._quoted(name), standing))
        return Match(agency=standing[0].id)

    def _quoted(self, name: str) -> spelling.Repeatable:
        known = spelling.unit_key(name) in self.names
        return quoted_texts([name], (spelling.folded(name),) if known else ())

    def _near(self, spelled: str) -> tuple[Agency, ...]:
        close = get_close_matches(spelled, self.names, n=3)
        return tuple({a.id: a for known in close for a in self.names[known]}.values())

    def _same_figures(self, code: str) -> tuple[Agency, ...]:
        """Agencies whose code differs in leading zeros only, which spreadsheets strip."""
        bare = code.lstrip("0")
        return tuple(a for a in self.agencies if bare and a.code.lstrip("0") == bare)


def called(units: KnownUnits | None, match: Match, code: str, name: str) -> str:
    """What a unit without an agency is called from here on: as spelled where there is no plan to
    know it by, else without what may be the name of a person; empty for an agency."""
    text = name or code
    if match.agency or units is None:
        return "" if match.agency else short_text(text)
    key = spelling.unit_key(text)
    known = key in units.names or key in units.central
    return export_text(text, (spelling.folded(text),) if known else ())


def units_of(
    plan: Plan, period: Period | None, listed: Mapping[str, str] | None = None
) -> KnownUnits:
    """The units of a plan; without a period all of its agencies count as involved. `listed`: code
    or name by spelling, as a mapping has it."""
    agencies = tuple(plan.agencies.values())
    involved = agencies if period is None else plan.involved(period)
    names = {agency.id: spellings(plan, agency) for agency in agencies}
    return KnownUnits(
        agencies=agencies,
        involved=frozenset(a.id for a in involved),
        codes=_grouped((a.code, a) for a in agencies if a.code),
        names=_grouped((name, a) for a in agencies for name in names[a.id]),
        spellings=names,
        central=frozenset(map(spelling.unit_key, plan.central_bodies)),
        listed={spelling.unit_key(theirs): ours for theirs, ours in (listed or {}).items()},
    )


def spellings(plan: Plan, agency: Agency) -> set[str]:
    """The names of an agency as they are compared, with and without that of its parent."""
    names = (agency.name, spelling.short_name(agency, plan.parent(agency)))
    return set(map(spelling.unit_key, names))


def _grouped(pairs: Iterable[tuple[str, Agency]]) -> dict[str, tuple[Agency, ...]]:
    groups: dict[str, tuple[Agency, ...]] = {}
    for key, agency in pairs:
        groups[key] = (*groups.get(key, ()), agency)
    return groups
