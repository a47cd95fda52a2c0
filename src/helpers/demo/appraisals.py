"""Two rounds of appraisal in the simulated province when the year closes: two bodies agree to the
figures of one district's communes, each asks one commune to explain a figure, and agrees in the
second round. No figure becomes another. Of these communes there is a file of evidence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers import wording
from helpers.demo import sizes
from helpers.demo.chance import stream
from helpers.demo.slips import LEAST_COMMUNES
from helpers.forms import FactKey
from helpers.forms.appraising import (
    BodyRow,
    BodyWorkbook,
    appraised_rows,
    appraising_ids,
    row_key,
    workbook,
)
from helpers.model import ROUNDS, Agency, Dataset, Decision, Fact, Level, Period, Plan, Target
from helpers.plan import desk_folder

BODIES = 2
EVIDENCE, FILE = "bang-chung", "bao-cao.txt"
Entries = Mapping[str, Mapping[str, str | int]]


@dataclass(frozen=True)
class Asked:
    """What a body asks one commune to explain."""

    body: str  # id
    agency: Agency
    target: Target
    line: str  # id of the input that is counted


def asked_communes(
    plan: Plan, period: Period, seed: int, silent: Collection[str]
) -> tuple[Asked, ...]:
    """The commune that each body asks, both of one district; none in a small province. `silent`:
    who sends no form, or a form with a slip."""
    there = [a for a in plan.registry(period) if a.level == sizes.C and a.id not in silent]
    if len(there) < LEAST_COMMUNES:
        return ()
    first = there[stream(seed, "asked").permutation(len(there))[0]]
    communes = [a for a in there if a.parent == first.parent]
    registry = {agency.id for agency in plan.registry(period)}
    bodies = [body for body in plan.appraisers if body.agency in registry]
    found: list[Asked] = []
    for body in bodies:
        agency = communes[len(found) % len(communes)]
        target = next((t for t in plan.targets if t.id in body.targets and _line(t, agency)), None)
        if target is not None and len(found) < BODIES:
            found.append(Asked(body.agency, agency, target, _line(target, agency)))
    return tuple(found)


def explanations(asked: Sequence[Asked], agency: Agency) -> dict[str, str]:
    """What an agency explains, by the line of its form."""
    return {each.line: wording.demo.DEMO_EXPLAINED for each in asked if each.agency == agency}


def write_appraisals(
    plan: Plan,
    period: Period,
    folder: Path,
    asked: Sequence[Asked],
    facts: Mapping[FactKey, Fact],
) -> None:
    """Write the workbooks of both rounds into the desk's folder, and the evidence into `folder`."""
    for each in asked:
        for at in ROUNDS:
            made = _workbook(plan, period, folder, each, at, facts)
            if not made.entries:  # the form is without the figure
                continue
            name = wording.appraising.file_name(each.body, at)
            (desk_folder(plan, folder) / name).write_bytes(workbook(made))
        path = folder / EVIDENCE / each.agency.id / each.line / FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{wording.demo.demo_evidence(each.agency.name)}\n", "utf-8", newline="\n")


def remove_appraisals(plan: Plan, folder: Path) -> None:
    """Remove what an earlier run has written; `folder`: the inbox or the desk's folder."""
    for body in appraising_ids(plan):
        for at in ROUNDS:
            (folder / wording.appraising.file_name(body, at)).unlink(missing_ok=True)
    for path in folder.glob(f"{EVIDENCE}/*/*/{FILE}"):
        path.unlink()
        for above in path.parents[:3]:
            if not any(above.iterdir()):
                above.rmdir()


def _workbook(
    plan: Plan,
    period: Period,
    folder: Path,
    asked: Asked,
    at: int,
    facts: Mapping[FactKey, Fact],
) -> BodyWorkbook:
    rows = list(_rows(plan, period, asked, at, facts))
    own = row_key(asked.agency.id, asked.target.id)
    agreed = {"decision": wording.appraising.DECISION_WORDS[Decision.AGREED]}
    entries: dict[str, Mapping[str, str | int]] = {row.key: agreed for row in rows if row.shown}
    if at == 1:
        words = wording.appraising.DECISION_WORDS[Decision.EXPLAIN]
        entries[own] = {"decision": words, "reason": wording.demo.DEMO_DEMAND}
    return BodyWorkbook(
        plan=plan,
        period=period,
        body=plan.agencies[asked.body],
        round=at,
        simulated=True,
        state="",
        folder=desk_folder(plan, folder).name,
        rows=rows,
        entries=entries,
    )


def _rows(
    plan: Plan, period: Period, asked: Asked, at: int, facts: Mapping[FactKey, Fact]
) -> Iterator[BodyRow]:
    """The rows of the district's communes; of the second round only the one that was asked."""
    for agency, target, by in appraised_rows(plan, period):
        is_asked = (agency, target) == (asked.agency, asked.target)
        if by != asked.body or agency.parent != asked.agency.parent or (at == 2 and not is_asked):
            continue
        said = wording.demo.DEMO_EXPLAINED if is_asked and at == 2 else ""
        yield BodyRow(
            agency=agency,
            target=target,
            reported=_reported(target, agency, facts),
            explanation=said,
            explained=hashlib.sha256(said.encode()).hexdigest()[:8] if said else "",
            before=wording.appraising.before(Decision.EXPLAIN, "", wording.demo.DEMO_DEMAND)
            if said
            else "",
        )


def _line(target: Target, agency: Agency) -> str:
    """The input that is counted where the agency itself reports a plain share of two counts; empty
    for any other target."""
    parts = _share(target, agency.level)
    own = {entry.id for entry in target.inputs if agency.level in entry.levels - entry.by_parent}
    binds = target.binds.includes(agency) and not target.private
    return parts[0] if parts and binds and own.issuperset(parts) else ""


def _share(target: Target, level: Level) -> tuple[str, str] | tuple[()]:
    indicator = target.indicator(level)
    share = indicator.share if indicator else None
    plain = share and share.dataset is Dataset.FORM and len(share.of) == len(share.among) == 1
    return (share.of[0], share.among[0]) if share and plain else ()


def _reported(
    target: Target, agency: Agency, facts: Mapping[FactKey, Fact]
) -> tuple[int, int] | None:
    if not _line(target, agency):
        return None
    parts = _share(target, agency.level)
    pair = [facts.get((agency.id, agency.level, name)) for name in parts]
    counts = [fact.value for fact in pair if fact is not None and fact.value is not None]
    return (counts[0], counts[1]) if len(counts) == len(pair) == 2 else None
