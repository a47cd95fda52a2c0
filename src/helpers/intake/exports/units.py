"""Which agency a code and a name of an export mean; nothing is chosen or joined by likeness."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
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
    """The agencies a plan knows in a period, by code and by spelling; `spellings`: the folded names
    of each, by id."""

    agencies: tuple[Agency, ...]
    involved: frozenset[str]
    codes: Mapping[str, tuple[Agency, ...]]
    names: Mapping[str, tuple[Agency, ...]]
    spellings: Mapping[str, set[str]]
    central: frozenset[str]

    def match(self, code: str, name: str) -> Match:
        """The agency of an official code whose name agrees; without a code, of an exact name that
        only one agency has. Either may be empty."""
        spelled = spelling.folded(name[:LONGEST_NAME])
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
        return quoted_texts([name], self.names)

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
    spelled = spelling.folded(text)
    known = spelled in units.names or spelled in units.central
    return export_text(text, (spelled,) if known else ())


def units_of(plan: Plan, period: Period | None) -> KnownUnits:
    """The units of a plan; without a period all of its agencies count as involved."""
    agencies = tuple(plan.agencies.values())
    involved = agencies if period is None else plan.involved(period)
    names = {agency.id: spellings(plan, agency) for agency in agencies}
    return KnownUnits(
        agencies=agencies,
        involved=frozenset(a.id for a in involved),
        codes=_grouped((a.code, a) for a in agencies if a.code),
        names=_grouped((name, a) for a in agencies for name in names[a.id]),
        spellings=names,
        central=frozenset(map(spelling.folded, plan.central_bodies)),
    )


def spellings(plan: Plan, agency: Agency) -> set[str]:
    """The folded names of an agency, with and without that of its parent."""
    names = (agency.name, spelling.short_name(agency, plan.parent(agency)))
    return set(map(spelling.folded, names))


def _grouped(pairs: Iterable[tuple[str, Agency]]) -> dict[str, tuple[Agency, ...]]:
    groups: dict[str, tuple[Agency, ...]] = {}
    for key, agency in pairs:
        groups[key] = (*groups.get(key, ()), agency)
    return groups
