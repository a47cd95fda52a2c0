"""The answers to one intake, for the Department: `intake-report.html`, `intake-report.xlsx`, and
the refused forms ready to be sent back. All of it is written under `data/`, never in `rendered/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers import store, wording
from helpers.intake.answers.changes import Change, changes
from helpers.intake.answers.contents import ExplainedLine, Report
from helpers.intake.answers.exports import export_changes
from helpers.intake.answers.lines import line_labels
from helpers.intake.answers.returned import write_returned
from helpers.intake.answers.sheets import workbook
from helpers.intake.answers.standing import State, groups
from helpers.intake.check import Taken
from helpers.model import Explanation, Period, Plan
from helpers.packets.page import rendered
from helpers.plan import Roots
from helpers.store import Snapshot

HTML, XLSX = "intake-report.html", "intake-report.xlsx"


@dataclass(frozen=True)
class Answers:
    """Where the report lies, and how many forms go back."""

    html: Path
    copies: int


def write_answers(roots: Roots, plan: Plan, period: Period, taken: Taken) -> Answers:
    """Writes the answers to an intake into `data/intake/<plan>/<period>/`."""
    folder = roots.data / "intake" / plan.id / period.id
    earlier = store.replaced_snapshot(roots.data, plan.id, period.id, taken.snapshot.id)
    report = Report(
        plan=plan,
        period=period,
        simulated=taken.snapshot.origin.simulated,
        groups=groups(plan, period, taken.submissions, taken.remarks),
        files=taken.submissions,
        remarks=taken.remarks,
        returned=write_returned(folder, taken.submissions, taken.remarks, taken.paths),
        changes=_changes(plan, earlier, taken.snapshot) if earlier else None,
        explanations=tuple(_explained(plan, taken.snapshot)),
    )
    store.write_whole(folder / HTML, page(report))
    store.write_whole(folder / XLSX, workbook(report))
    return Answers(folder / HTML, sum(bool(r.copy) for r in report.returned.values()))


def _changes(plan: Plan, earlier: Snapshot, later: Snapshot) -> tuple[Change, ...]:
    return (*changes(plan, earlier, later), *export_changes(earlier, later))


def _explained(plan: Plan, snapshot: Snapshot) -> Iterator[ExplainedLine]:
    """Each text of the accepted forms once; one on a child's row speaks of all its answers."""
    labels = line_labels(plan)
    groups: dict[tuple[str, str], list[Explanation]] = {}
    for each in store.explanations(snapshot):
        groups.setdefault((each.file, each.cell), []).append(each)
    for (file, cell), group in groups.items():
        first = group[0]
        whole = len(group) > 1
        yield ExplainedLine(
            name=plan.senders_by_id[first.agency].name,
            line=wording.WHOLE_ROW if whole else first.input or wording.NO_LINE,
            label="" if whole else labels.get(first.input, ""),
            text=first.text,
            file=file,
            place=wording.at_cells(first.sheet, [cell]),
        )


def page(report: Report) -> bytes:
    """The report as one HTML page."""
    return rendered(
        "intake.html.j2",
        metas=[("cchc-period", report.period.id), ("cchc-plan", report.plan.id)],
        title=f"{wording.REPORT_TITLE} – {report.period.label}",
        simulated=report.simulated,
        draft=False,
        states=tuple(State),
        report=report,
    )
