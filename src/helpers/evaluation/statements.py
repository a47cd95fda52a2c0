"""What agencies state in words other than a figure of their own."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.model import Fact, Plan


def stating_no_dossier(
    plan: Plan, facts: Iterable[Fact], received: Iterable[tuple[str, int | None]]
) -> frozenset[str]:
    """The agencies that state that they had no dossier: by 0 of 0 where their form asks for counts
    from dossiers, or by a line of zeros in a table of totals (`received`: agency and column 3)."""
    agreed = {target.id for target in plan.targets if target.agreed}
    by_form = {f.agency for f in facts if f.input in agreed and f.value == 0 == f.whole}
    return frozenset(by_form | {agency for agency, count in received if count == 0})
