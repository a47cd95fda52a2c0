"""Every case of the corpus of exports gets exactly its answer, within limits of time and memory."""

from __future__ import annotations

import hashlib
import io
import random
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from ruamel.yaml import YAML

from bounds import bounded
from corpus.export_cases import CASES
from corpus.exports import (
    HEADS,
    SO_NOI_VU,
    SOUND,
    SURVEY_HEADS,
    Case,
    Sheet,
    as_csv,
    as_excel,
    ballots,
    dossier,
    ii06a,
    squared,
    text,
)
from export_files import PERIOD, PLAN, project_of_mappings
from helpers import store
from helpers.intake.check import IntakeResult, take_in
from helpers.intake.exports.sheets import ALL_ROWS
from helpers.intake.files import child_process
from helpers.model import Period
from helpers.plan import Roots
from province import PROJECT

pytestmark = pytest.mark.intake

ANSWERS = YAML(typ="safe", pure=True).load(
    (PROJECT / "tests" / "corpus" / "export_answers.yml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_of_mappings(tmp_path_factory.mktemp("root"))


def test_every_answer_belongs_to_a_case() -> None:
    names = [case.case for case in CASES]
    assert len(set(names)) == len(names) and set(ANSWERS) <= set(names)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.case)
def test_an_export_gets_its_answer(tmp_path: Path, root: Path, case: Case) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    names = {}
    for name, make in case.files.items():
        content = make()
        (inbox / f"{name}.dat").write_bytes(content)
        names.setdefault(hashlib.sha256(content).hexdigest(), name)
    with bounded():
        result = take_in(Roots(root, tmp_path, tmp_path), PLAN, PERIOD, inbox)
    assert [shown(remark.text, result, names) for remark in result.remarks] == ANSWERS.get(
        case.case, []
    )
    assert sum(s.accepted for s in result.submissions) == case.accepted
    rows = result.snapshot.path / "dossiers.parquet"
    assert (pq.read_metadata(rows).num_rows if rows.exists() else 0) == case.dossiers
    totals = store.totals(result.snapshot) if result.snapshot.has_totals else {}
    for row in totals.values():
        del row["line"]
    assert totals == case.totals


def test_a_dossier_or_ballot_of_no_agency_must_be_corrected(tmp_path: Path, root: Path) -> None:
    """Hard cases 53 and 54: rows of no agency, or of an ended one."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    ended = "Sở Văn hóa, Thể thao và Du lịch"
    units = ["UBND TX Sa Pa", "UBND xã Thanh Bình", "", ended, "Sở Nội vụ"]
    rows = [
        dossier(n, **{"Đơn vị giải quyết": unit, "Ngày hẹn trả": "", "Ngày có kết quả": ""})
        for n, unit in enumerate(units)
    ]
    rows[3][HEADS.index("Ngày tiếp nhận")] = "01/06/2022"
    ballot_rows = [
        [*row[:2], unit, *row[3:]] for row, unit in zip(ballots(5)[1:], units, strict=True)
    ]
    (inbox / "a.csv").write_bytes(as_csv((HEADS, *rows))())
    (inbox / "b.csv").write_bytes(as_csv((SURVEY_HEADS, *ballot_rows))())
    result = take_in(Roots(root, tmp_path, tmp_path), PLAN, PERIOD, inbox)
    assert [s.accepted for s in result.submissions] == [True, True]
    places = sorted((remark.file, remark.place) for remark in result.refusals)
    assert places == [(file, f"dòng {line}") for file in ("a.csv", "b.csv") for line in range(2, 6)]


def test_the_totals_of_the_period_before_are_checked_and_named(tmp_path: Path, root: Path) -> None:
    """Of two periods that end together, answers come from the longer one, but column 11 from the
    one that this period follows; both are inputs of the snapshot."""
    half, year = date(2022, 6, 14), PERIOD.end
    spans = {
        "2022-H1": (date(2021, 12, 15), half, None),
        "2022-12M": (date(2021, 6, 15), half, None),
        "2022-H2": (date(2022, 6, 15), year, "2022-H1"),
    }
    periods = {
        name: Period(name, name, start, end, False, None, follows, "", False)
        for name, (start, end, follows) in spans.items()
    }
    plan = replace(PLAN, periods=periods)
    for name, period in periods.items():
        inbox = tmp_path / name
        inbox.mkdir()
        days = f"Từ ngày {period.start:%d/%m/%Y} đến ngày {period.end:%d/%m/%Y}"
        top, _, *heads = ii06a(SO_NOI_VU)
        (inbox / "x.csv").write_bytes(as_csv(squared([top, (days,), *heads]))())
        result = take_in(Roots(root, tmp_path, tmp_path), plan, period, inbox)
    # Ten dossiers are open at the end of the half year, and ten were carried into the next one.
    assert SO_NOI_VU[5] == SO_NOI_VU[10] == 10 and result.remarks == ()
    sent = [f.file for f in result.snapshot.files if f.kind != store.MAPPING]
    assert sent == ["2022-12M", "2022-H1", "x.csv"]
    open_before = (1, "Sở Nội vụ", 102, 40, 50, 12, 90, 60, 25, 5, 12, 10, 2)
    (inbox / "x.csv").write_bytes(as_csv(squared([top, (days,), *ii06a(open_before)[2:]]))())
    result = take_in(Roots(root, tmp_path, tmp_path), plan, period, inbox)
    (remark,) = result.remarks
    assert (
        remark.text
        == "Tệp x.csv, dòng 8: Cột 6 (12) khác cột 11 của kỳ liền trước (10). Đề nghị kiểm tra."
    )


# ---------------------------------------------------------------- hostile sizes

MEGABYTE = 1 << 20
WIDE = text((HEADS, dossier(1))).encode()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: bytes(32 * MEGABYTE), "dòng 1: dài hơn 1 triệu ký tự"),
        (lambda: WIDE + b"\xe9" * 32 * MEGABYTE, "dòng 3: dài hơn 1 triệu ký tự"),
        (lambda: WIDE + b"a," * 32 * MEGABYTE, "dòng 3: dài hơn 1 triệu ký tự"),
        (lambda: WIDE + b"\xe9\n" * 500_000, "499.980 dòng khác: không đúng bảng mã UTF-8"),
        (lambda: WIDE + b"a,b\n" * 500_000, "499.980 dòng khác: số ô không khớp"),
        (lambda: WIDE + b'"' + b"a\n" * 500_000, "dòng 3: dấu ngoặc kép không khép đúng"),
        (
            lambda: text(squared(ii06a(*[SO_NOI_VU] * 6_000))).encode(),
            "bảng tổng hợp có từ 5.000 dòng trở lên",
        ),
    ],
    ids=("zeros", "no line", "no end of cells", "no text", "ragged", "quotes", "totals"),
)
def test_a_csv_of_faults_is_refused_within_time_and_memory_limits(
    tmp_path: Path, root: Path, make: Callable[[], bytes], said: str
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "x.csv").write_bytes(make())
    with bounded():
        result = take_in(Roots(root, tmp_path, tmp_path), PLAN, PERIOD, inbox)
    assert [s.accepted for s in result.submissions] == [False]
    assert any(said in remark.text for remark in result.remarks)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_many_lines_with_mac_line_ends_are_all_read(
    tmp_path: Path, root: Path, encoding: str
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    content = text((HEADS, *(dossier(n) for n in range(40_000)))).replace("\n", "\r")
    (inbox / "x.csv").write_bytes(content.encode(encoding))
    with bounded():
        result = take_in(Roots(root, tmp_path, tmp_path), PLAN, PERIOD, inbox)
    assert result.remarks == ()
    assert pq.read_metadata(result.snapshot.path / "dossiers.parquet").num_rows == 40_000


@pytest.mark.parametrize(
    ("child", "arguments", "seconds"),
    [
        ("form_child", [], 5),
        ("export_child", [".", "24"], 5),  # reads the first rows
        ("export_child", [".", str(ALL_ROWS)], 180),
    ],
)
def test_children_that_open_workbooks_have_limits(
    child: str, arguments: list[str], seconds: int
) -> None:
    """The work of the child is replaced by a report of its kernel limits."""
    code = f"""
import resource
from helpers.intake.files import child_process, {child}
def limits(*_):
    names = ("RLIMIT_DATA", "RLIMIT_CPU")
    return {{name: resource.getrlimit(getattr(resource, name))[0] for name in names}}
child_process._answer = limits
{child}.main()
"""
    command = [sys.executable, "-c", code, *arguments]
    (limits,) = child_process.ask(command, [()], dict[str, int])
    assert isinstance(limits, dict)
    # For a child of many files the limit adds to the time used; half a second is for its start.
    assert seconds <= limits["RLIMIT_CPU"] <= seconds + 5
    assert limits["RLIMIT_DATA"] < 700 * MEGABYTE


@pytest.mark.slow_faults
def test_a_workbook_that_needs_too_much_memory_is_refused(tmp_path: Path, root: Path) -> None:
    """A text of 320 MB packed into some MB: the child ends itself, this process does not grow."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    letters = (
        random.Random(1).randbytes(6 * MEGABYTE).hex().encode()
    )  # does not compress a hundredfold
    strings = b"<si><t>" + letters * 27 + b"</t></si>"
    with (
        zipfile.ZipFile(io.BytesIO(as_excel(Sheet(SOUND))())) as old,
        zipfile.ZipFile(inbox / "x.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/sharedStrings.xml":
                content = content.replace(b"</sst>", strings + b"</sst>")
            new.writestr(name, content)
    del letters, strings, content
    with bounded(seconds=60):
        result = take_in(Roots(root, tmp_path, tmp_path), PLAN, PERIOD, inbox)
    assert [s.accepted for s in result.submissions] == [False]
    assert all(". Đề nghị " in remark.text for remark in result.remarks)


@pytest.mark.slow_faults
def test_an_excel_export_of_many_dossiers(tmp_path: Path, root: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    rows = (HEADS, *(dossier(n) for n in range(120_000)))
    (inbox / "x.xlsx").write_bytes(as_excel(Sheet(rows))())
    with bounded(seconds=120):
        result = take_in(Roots(root, tmp_path, tmp_path), PLAN, PERIOD, inbox)
    assert result.remarks == ()
    assert pq.read_metadata(result.snapshot.path / "dossiers.parquet").num_rows == 120_000


def shown(said: str, result: IntakeResult, names: Mapping[str, str]) -> str:
    """An answer with the file names of the case; `names` by sha256."""
    for submission in result.submissions:
        name = names[submission.sha256]
        said = said.replace(f"Tệp {submission.file}", name).replace(submission.file, name)
    return said
