"""The command `cchc`: thin; each command opens what it needs, calls, prints, and says how it went.

Exit codes: 0 all · 1 done, but something was refused, failed or differs (named) · 2 wrong use, or
nothing could be done · 75 another batch holds the folder.
"""

from __future__ import annotations

import csv
import json
import signal
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer._click import Context
from typer._click.exceptions import ClickException, UsageError
from typer.core import TyperCommand, TyperGroup

from helpers import wording
from helpers.batch.engine import EngineName
from helpers.model import PlainFault, WrongUse
from helpers.plan import Roots, find_roots

if TYPE_CHECKING:
    from helpers.batch.workers import Way

DONE, PARTLY, WRONG = 0, 1, 2


class _Command(TyperCommand):
    def get_help(self, ctx: Context) -> str:
        return wording.help_text(super().get_help(ctx))


class _Group(TyperGroup):
    def get_help(self, ctx: Context) -> str:
        return wording.help_text(super().get_help(ctx))


app = typer.Typer(
    cls=_Group,
    add_completion=False,
    rich_markup_mode=None,
    help="Sổ đánh giá việc thực hiện Kế hoạch cải cách hành chính: nhận số liệu, tính, lập phiếu.",
)


class ListFormat(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class By(StrEnum):
    """What the dossier form is broken down by."""

    AGENCY = "agency"
    FIELD = "field"


class FormKind(StrEnum):
    """Which blank workbooks are written."""

    FORM = "form"
    APPRAISAL = "appraisal"
    OBJECTION = "objection"


PlanOption = Annotated[
    str, typer.Option("--plan", help="Mã Kế hoạch (thư mục trong params/plans).")
]
DataOption = Annotated[
    str, typer.Option("--data", help="Thư mục số liệu vào và kho số liệu (thay CCHC_DATA).")
]
OutOption = Annotated[str, typer.Option("--out", help="Thư mục kết quả (thay CCHC_OUT).")]
PeriodOption = Annotated[
    str, typer.Option("--period", help="Kỳ báo cáo: 2022-Q1, 2022-H1, 2022-Q3, 2022-FY.")
]
JobsOption = Annotated[int, typer.Option("--jobs", min=1, help="Số phiếu lập cùng lúc.")]


# ---------------------------------------------------------------- lists


@app.command("plan", cls=_Command, help="Liệt kê các chỉ tiêu của Kế hoạch (hoặc nhiệm vụ).")
def plan_command(
    format: Annotated[ListFormat, typer.Option("--format", help="Dạng in ra.")] = ListFormat.TABLE,
    tasks: Annotated[bool, typer.Option("--tasks", help="Liệt kê nhiệm vụ phần III.")] = False,
    plan: PlanOption = "",
) -> None:
    """Print the plan's thresholds, or its tasks."""
    from helpers.plan import plan_rows, task_rows

    the_plan = _plan(plan, find_roots())
    _print_rows(task_rows(the_plan) if tasks else plan_rows(the_plan), format)


@app.command("agencies", cls=_Command, help="Liệt kê các đơn vị đang hoạt động vào cuối kỳ.")
def agencies_command(
    period: PeriodOption = "",
    format: Annotated[ListFormat, typer.Option("--format", help="Dạng in ra.")] = ListFormat.CSV,
    plan: PlanOption = "",
) -> None:
    """Print the registry of a period; by default the one of the plan year's end."""
    from helpers.analyst.opening import open_period
    from helpers.plan import agency_rows

    the_plan = _plan(plan, find_roots())
    _print_rows(agency_rows(the_plan, open_period(the_plan, period) if period else None), format)


# ---------------------------------------------------------------- files in


@app.command("demo", cls=_Command, help="Ghi ra một tỉnh mô phỏng dưới dạng các tệp số liệu.")
def demo_command(
    inbox: Annotated[Path, typer.Option("--inbox", help="Thư mục ghi các tệp.")],
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="Số khởi tạo; cùng số cho cùng tệp.")
    ] = 434,
    dossiers: Annotated[
        int, typer.Option("--dossiers", min=1, help="Số hồ sơ tiếp nhận trong năm.")
    ] = 300_000,
    plan: PlanOption = "",
) -> None:
    """Write the simulated province."""
    from helpers.demo import write_province

    write_province(_plan(plan, find_roots()), inbox.resolve(), seed, dossiers)
    _say(wording.demo_written(inbox))


@app.command("forms", cls=_Command, help="Ghi ra biểu mẫu trống, mỗi huyện một tệp nén.")
def forms_command(
    period: PeriodOption,
    out_dir: Annotated[Path, typer.Option("--out", help="Thư mục ghi biểu mẫu.")],
    agency: Annotated[str, typer.Option("--agency", help="Chỉ một đơn vị.")] = "",
    kind: Annotated[
        FormKind, typer.Option("--kind", help="Biểu số liệu, biểu thẩm định hoặc biểu ý kiến.")
    ] = FormKind.FORM,
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Write blank forms, with what the store already knows beside their fields; or the blank
    workbooks for appraisals and objections."""
    from helpers.analyst.opening import open_period
    from helpers.forms import statements, write_blank, write_blanks

    roots = find_roots(data)
    the_plan = _plan(plan, roots)
    span = open_period(the_plan, period)
    agencies = [a for a in the_plan.senders(span) if agency in ("", a.id)]
    if not agencies:
        raise WrongUse(wording.unknown_agency(agency, the_plan.id))
    if kind is FormKind.FORM:
        beside = _beside(the_plan, span, agencies, roots)
        if agency:
            write_blank(the_plan, span, agencies[0], out_dir, beside[agency])
        else:
            write_blanks(the_plan, span, agencies, out_dir, beside)
        _say(wording.forms_written(len(agencies), out_dir))
        return
    of_kind = statements.StatementKind(kind.value)
    written = statements.write_blanks(the_plan, span, agencies, of_kind, out_dir)
    if not written:
        raise WrongUse(wording.NO_STATEMENT)
    _say(wording.forms_written(len(written), out_dir))


def _beside(plan: Any, span: Any, agencies: Iterable[Any], roots: Roots) -> dict[str, Any]:
    """The log's counts, where it is taken in, and the earlier period's facts, by agency."""
    from helpers import forms, store
    from helpers.evaluation.observe import observe

    before = store.latest_earlier(roots.data, plan, span)
    earlier = forms.by_place(store.facts(before)) if before else {}
    snapshot = store.current(roots.data, plan.id, span.id)
    observed = observe(plan, span, snapshot) if snapshot and snapshot.has_dossiers else None
    found = {}
    for agency in agencies:
        asked = forms.questions(plan, agency, span)
        computed = _computed(plan, observed, agency) if observed else {}
        found[agency.id] = forms.Beside(computed, forms.before(asked, earlier))
    return found


def _computed(plan: Any, observed: Any, agency: Any) -> dict[str, tuple[int, int]]:
    """The two counts the log gives an agency, for each target that asks for its agreement."""
    from helpers.model import Source

    return {
        target.id: (seen.numerator, seen.denominator)
        for target in plan.targets
        if target.agreed
        for seen in observed.rows.get((agency.id, agency.level, target.id), ())
        if seen.source is Source.COMPUTED and seen.missing is None
    }


@app.command("intake", cls=_Command, help="Nhận các tệp số liệu của một kỳ vào kho.")
def intake_command(
    period: PeriodOption,
    folder: Annotated[
        Path | None, typer.Argument(help="Thư mục chứa tệp; mặc định data/inbox/<kỳ>.")
    ] = None,
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Take a folder in: accepted files become the period's snapshot, every fault is named."""
    roots = find_roots(data)
    raise typer.Exit(_take_in(roots, plan, period, folder))


@app.command(
    "dossiers", cls=_Command, help="In biểu II.06a (cột 3 đến 13) của một kỳ hoặc một tệp."
)
def dossiers_command(
    period: PeriodOption = "",
    by: Annotated[By, typer.Option("--by", help="Theo đơn vị hoặc theo lĩnh vực.")] = By.AGENCY,
    log: Annotated[Path | None, typer.Option("--log", help="Tệp hồ sơ (CSV).")] = None,
    mapping: Annotated[Path | None, typer.Option("--mapping", help="Tệp ánh xạ tên cột.")] = None,
    start: Annotated[str, typer.Option("--from", help="Từ ngày (năm-tháng-ngày).")] = "",
    end: Annotated[str, typer.Option("--to", help="Đến ngày (năm-tháng-ngày).")] = "",
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Print form II.06a as CSV; remarks go to stderr."""
    if log is not None or mapping is not None:
        _dossiers_of_file(log, mapping, start, end, by, find_roots(data))
    else:
        _dossiers_of_period(plan, period, by, find_roots(data))


def _dossiers_of_file(
    log: Path | None, mapping: Path | None, start: str, end: str, by: By, roots: Roots
) -> None:
    from helpers.intake.exports import count_file
    from helpers.intake.files.scratch import scratch

    if log is None or mapping is None:
        raise WrongUse(wording.LOG_OPTIONS)
    first, last = (_day(day) if day else None for day in (start, end))
    if first and last and last < first:
        raise WrongUse(wording.days_turned(start, end))
    with scratch(roots.data):
        rows, remarks = count_file(log, mapping, first, last, by.value)
    for remark in remarks:
        _say(remark.text)
    _print_csv(rows)


def _dossiers_of_period(plan: str, period: str, by: By, roots: Roots) -> None:
    from helpers import store
    from helpers.analyst.opening import open_period
    from helpers.store import counting

    if not period:
        raise WrongUse(wording.PERIOD_OR_LOG)
    the_plan = _plan(plan, roots)
    span = open_period(the_plan, period)
    snapshot = store.current(roots.data, the_plan.id, span.id)
    if snapshot is None or not snapshot.has_dossiers:
        raise WrongUse(wording.nothing_taken_in(span))
    tallies = counting.dossier_tallies(snapshot, span, by.value)
    order = [a.id for a in the_plan.registry(span)] if by is By.AGENCY else sorted(tallies)
    _print_csv(counting.dossier_table(tallies, order, by.value))


def _day(text: str) -> date:

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUse(wording.not_a_day(text)) from None


# ---------------------------------------------------------------- figures and packets


@app.command("evaluate", cls=_Command, help="In bảng kết quả (CSV) của một kỳ.")
def evaluate_command(
    period: PeriodOption,
    agency: Annotated[str, typer.Option("--agency", help="Mã đơn vị, hoặc lao-cai.")] = "",
    area: Annotated[str, typer.Option("--area", help="Chỉ một lĩnh vực, ví dụ procedures.")] = "",
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Print the results table of one agency, or of all and the province."""
    from helpers.analyst.opening import opened
    from helpers.evaluation import tables

    roots = find_roots(data)
    at = opened(roots, _plan_id(plan, roots), period)
    known = [a.id for a in at.plan.areas]
    if area and area not in known:
        raise WrongUse(wording.unknown_area(area, known))
    table = tables.results(at.evaluation(a) for a in ([agency] if agency else at.subjects))
    sys.stdout.write(tables.csv(table[table["area"] == area] if area else table).decode())


@app.command("render", cls=_Command, help="Lập phiếu kết quả đánh giá của một kỳ.")
def render_command(
    period: PeriodOption,
    agency: Annotated[
        list[str] | None, typer.Option("--agency", help="Chỉ lập phiếu của đơn vị này.")
    ] = None,
    jobs: JobsOption = 2,
    engine: Annotated[
        EngineName, typer.Option("--engine", help="Cách chạy sổ tính: warm nhanh, standard gốc.")
    ] = EngineName.WARM,
    force: Annotated[bool, typer.Option("--force", help="Lập lại cả phiếu không đổi.")] = False,
    cluster: Annotated[
        str, typer.Option("--cluster", help="Địa chỉ bộ điều phối, để chạy trên nhiều máy.")
    ] = "",
    plan_only: Annotated[
        bool, typer.Option("--plan-only", help="Chỉ nêu phiếu sẽ lập và thời gian, không ghi gì.")
    ] = False,
    plan: PlanOption = "",
    data: DataOption = "",
    out: OutOption = "",
) -> None:
    """Make the packets of a period that are not up to date, or only say which they are."""
    from helpers.batch.workers import Way

    roots = find_roots(data, out)
    how = _render_plan if plan_only else _render
    way = Way(engine, jobs, cluster)
    code = how(roots, _plan_id(plan, roots), period, agency or [], force, way)
    raise typer.Exit(code)


@app.command("explain", cls=_Command, help="Vì sao phiếu của một đơn vị phải (không phải) lập lại.")
def explain_command(
    agency: Annotated[str, typer.Argument(help="Mã đơn vị, hoặc lao-cai.")],
    period: PeriodOption,
    plan: PlanOption = "",
    data: DataOption = "",
    out: OutOption = "",
) -> None:
    """Say why an agency's packet would or would not be made again."""
    from helpers.batch.look import asked, look

    roots = find_roots(data, out)
    seen = look(roots, asked(roots, _plan_id(plan, roots), period, [agency]))
    subject = seen.evaluations[agency].agency
    print(wording.why_made(subject.name, seen.at.period.label, seen.why(agency)))


@app.command("verify", cls=_Command, help="Kiểm tra một thư mục kết quả có còn nguyên vẹn.")
def verify_command(folder: Annotated[Path, typer.Argument(help="Thư mục kết quả.")]) -> None:
    """Check the manifest and the identity in every packet."""
    from helpers import packets

    if not (folder / "MANIFEST.sha256").is_file():
        raise WrongUse(wording.no_manifest(folder))
    faults = packets.verify(folder)
    for fault in faults:
        _say(fault)
    if faults:
        raise typer.Exit(PARTLY)
    _say(wording.folder_intact(folder))


@app.command("approve", cls=_Command, help="Ghi việc phê duyệt số liệu của một kỳ (bỏ «DỰ THẢO»).")
def approve_command(
    period: PeriodOption,
    by: Annotated[str, typer.Option("--by", help="Người hoặc cơ quan phê duyệt.")],
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Record the approval of a period's packets as they stand: their data, the plan, the rules and
    the notebooks. What changes any of these makes them drafts again."""
    from helpers.analyst.opening import approved_state, opened
    from helpers.store.approvals import approve

    roots = find_roots(data)
    at = opened(roots, _plan_id(plan, roots), period)
    state = approved_state(roots, at)
    entry = approve(roots.data, at.plan, at.period, state, by, date.today())
    _say(wording.approved(at.period, entry.snapshot, entry.by))


@app.command("diff", cls=_Command, help="So hai kỳ, hoặc hai bản số liệu của một kỳ.")
def diff_command(
    one: Annotated[str, typer.Argument(help="Kỳ, hoặc kỳ@bản, ví dụ 2022-FY@<mã bản>.")],
    other: Annotated[str, typer.Argument(help="Kỳ hoặc kỳ@bản đem so.")],
    format: Annotated[ListFormat, typer.Option("--format", help="Dạng in ra.")] = ListFormat.TABLE,
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Print the verdicts, figures and forms that differ."""
    from helpers.analyst import diff

    roots = find_roots(data)
    rows = diff(roots, _plan_id(plan, roots), one, other)
    if not rows:
        _say(wording.nothing_differs(one, other))
        return
    _print_rows(rows, format)
    _say(wording.differing(one, other, len(rows)))
    raise typer.Exit(PARTLY)


@app.command("trace", cls=_Command, help="Từ một con số về tệp, trang, ô hoặc tệp xuất đã đếm.")
def trace_command(
    agency: Annotated[str, typer.Argument(help="Mã đơn vị, hoặc lao-cai.")],
    target: Annotated[str, typer.Argument(help="Mã chỉ tiêu (xem cchc plan).")],
    period: PeriodOption,
    plan: PlanOption = "",
    data: DataOption = "",
) -> None:
    """Print where the figures of an agency for a target come from."""
    from helpers import store
    from helpers.analyst import trace
    from helpers.analyst.opening import opened

    roots = find_roots(data)
    at = opened(roots, _plan_id(plan, roots), period)
    snapshot = store.current(roots.data, at.plan.id, at.period.id)
    if snapshot is None:
        raise WrongUse(wording.nothing_taken_in(at.period))
    print("\n".join(trace(at, snapshot, agency, target)))


@app.command("packets", cls=_Command, help="Làm trọn việc: nhận số liệu mọi kỳ, lập phiếu cả năm.")
def packets_command(jobs: JobsOption = 2, plan: PlanOption = "") -> None:
    """The whole job: the simulated province if nothing was sent, intake of every period that has
    files, the packets of the final period."""
    from helpers.analyst.opening import open_plan
    from helpers.batch.workers import Way
    from helpers.demo import write_province

    roots = find_roots()
    plan_id = _plan_id(plan, roots)
    the_plan = open_plan(plan_id, roots)
    inbox = roots.data / "inbox"
    if not any(inbox.glob("*/*")):
        _say(wording.INBOX_EMPTY)
        write_province(the_plan, inbox)
    codes = [
        _take_in(roots, plan_id, period, inbox / period)
        for period in the_plan.periods
        if (inbox / period).is_dir()
    ]
    final = next(p.id for p in the_plan.periods.values() if p.final)
    code = _render(roots, plan_id, final, [], force=False, way=Way(jobs=jobs))
    raise typer.Exit(max(code, *codes, DONE))


def _take_in(roots: Roots, plan: str, period: str, folder: Path | None) -> int:
    from helpers.analyst.opening import open_period
    from helpers.intake.answers import write_answers
    from helpers.intake.check import take_in

    the_plan = _plan(plan, roots)
    span = open_period(the_plan, period)
    taken = take_in(roots, the_plan, span, folder or roots.data / "inbox" / span.id)
    for remark in taken.refusals:
        _say(remark.text)
    accepted = {s.file for s in taken.submissions if s.accepted}
    at_fault = {remark.file for remark in taken.refusals}
    _say(
        wording.taken_in(
            span,
            accepted=len(accepted),
            to_correct=len(accepted & at_fault),
            refused=len(taken.returned),
            unsent=len(taken.unsent),
            simulated=taken.snapshot.origin.simulated,
        )
    )
    answers = write_answers(roots, the_plan, span, taken)
    _say(wording.report_written(answers.html, answers.copies))
    if taken.kept:
        _say(wording.nothing_accepted(span))
        return WRONG
    _say_standing(roots, the_plan, span, taken.snapshot.id)
    return PARTLY if taken.refusals else DONE


def _say_standing(roots: Roots, plan: Any, span: Any, snapshot: str) -> None:
    """Which state of the data is in force now, and whether it restates approved figures."""
    from helpers import store
    from helpers.analyst.opening import opened
    from helpers.store.approvals import was_approved

    before = store.replaced_snapshot(roots.data, plan.id, span.id, snapshot)
    _say(wording.snapshot_taken(snapshot, before.id if before else ""))
    if later := store.outdated_dependents(roots.data, plan, span, snapshot):
        _say(wording.rests_on([period.label for period in later], span))
    if not was_approved(roots.data, plan, span):
        return
    found = opened(roots, plan.id, span.id).approval
    if found is not None and found.restated:
        _say(wording.restated(span, found.by))


def _render(
    roots: Roots, plan_id: str, period: str, agencies: list[str], force: bool, way: Way
) -> int:
    from helpers.batch.engine.run import available
    from helpers.batch.head import render

    engine = available(way.engine)
    if engine is not way.engine:
        _say(wording.NO_WARM_ENGINE)
    outcome = render(roots, plan_id, period, agencies, force, replace(way, engine=engine))
    for agency, reason in outcome.gaps.items():
        _say(wording.packet_gap(agency, reason))
    made, gaps = len(outcome.made), len(outcome.gaps)
    _say(wording.render_summary(made, outcome.kept, gaps, outcome.left))
    _say(wording.look_at(outcome.folder / "index.html"))
    return PARTLY if outcome.gaps else DONE


def _render_plan(
    roots: Roots, plan_id: str, period: str, agencies: list[str], force: bool, way: Way
) -> int:
    from helpers.batch.head import plan_only

    planned = plan_only(roots, plan_id, period, agencies, force, way)
    for agency, reasons in planned.stale.items():
        print(wording.planned_packet(agency, reasons))
    _say(wording.planned(len(planned.stale), planned.total, planned.seconds))
    return DONE


# ---------------------------------------------------------------- opening and printing


def _plan_id(given: str, roots: Roots) -> str:
    """The plan asked for; the only one there is where none was named."""

    there = sorted(p.name for p in (roots.root / "params" / "plans").glob("[!.]*/"))
    if given or len(there) == 1:
        return given or there[0]
    raise WrongUse(wording.which_plan(there))


def _plan(given: str, roots: Roots) -> Any:
    from helpers.analyst.opening import open_plan

    return open_plan(_plan_id(given, roots), roots)


def _print_rows(rows: list[dict[str, Any]], form: ListFormat) -> None:
    match form:
        case ListFormat.CSV:
            _print_csv(rows)
        case ListFormat.JSON:
            print(json.dumps(rows, ensure_ascii=False, indent=1))
        case ListFormat.TABLE:
            _print_table(rows)


def _print_csv(rows: Iterable[Mapping[str, Any]]) -> None:
    rows = list(rows)
    writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)


def _cell(value: Any) -> Any:
    """Truth values as other programs write them."""
    return str(value).lower() if isinstance(value, bool) else value


def _print_table(rows: list[dict[str, Any]]) -> None:
    widths = {k: max(len(str(r[k])) for r in [*rows, {k: k}]) for k in rows[0]}
    for row in [{k: k for k in rows[0]}, *rows]:
        print("  ".join(str(row[k]).ljust(w) for k, w in widths.items()).rstrip())


def _say(text: str) -> None:
    print(text, file=sys.stderr)


# ---------------------------------------------------------------- the entry


def main() -> None:
    """Run the command line; every fault a user can cause is one plain sentence and exit 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    sys.exit(_run())


class _Stopped(BaseException):
    """Somebody asked us to stop. Not a KeyboardInterrupt: that one typer answers itself."""


def _stop(number: int, frame: object) -> None:
    signal.signal(number, signal.SIG_IGN)  # once is enough, and what follows must not be cut short
    raise _Stopped


def _run() -> int:
    try:
        code = app(standalone_mode=False)
        return code if isinstance(code, int) else DONE
    except UsageError as fault:
        _say(wording.wrong_command(fault.format_message(), _command_path(fault)))
    except ClickException as fault:
        _say(fault.format_message())
    except PlainFault as fault:
        _say(str(fault))
        return fault.exit_code
    except OSError as fault:
        _say(wording.file_fault(fault))
    except _Stopped:
        _say(wording.STOPPED)
        return PARTLY
    return WRONG


def _command_path(fault: UsageError) -> str:
    return fault.ctx.command_path if fault.ctx else "cchc"
