"""The intake report in a real browser: no console message or request, narrow, dark, printed."""

from __future__ import annotations

import hashlib
import io
import itertools
import re
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser
from tabs import MODES, fits, opened, printed, violations

import evaluations as given
from helpers.intake.answers import write_answers
from helpers.intake.answers.answers import report_page
from helpers.intake.answers.report import ExplainedLine, IntakeReport, sender_groups
from helpers.intake.answers.workbook import report_workbook
from helpers.intake.check import take_in
from helpers.model import FORM, Remark, Severity, Submission
from province import Province

pytestmark = pytest.mark.browser

PERIOD = "2022-H1"
REFUSED, EXPLAINING, SILENT = "02764-xa-din-chin", "03022-xa-thanh-binh", "03002-phuong-sa-pa"
HOSTILE = '<script>document.title="x"</script><img src="http://x.invalid/a.png"> {{7*7}}'


@pytest.fixture(scope="module")
def report(small_province: Province, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with refused forms, remarks, explanations, changes and unknown files."""
    province = small_province.copy(tmp_path_factory.mktemp("intake") / "own")
    inbox = province.inbox(PERIOD)
    _edit(inbox / f"{REFUSED}.xlsx", {"E9": "85 (khoảng)", "G10": "khoảng 12"}, "Số liệu")
    lines = {"A5": "results_in_force", "B5": HOSTILE, "B6": "Kho lưu trữ bị ngập. " * 30}
    _edit(inbox / f"{EXPLAINING}.xlsx", lines, "Giải trình")
    (inbox / f"{SILENT}.xlsx").unlink(missing_ok=True)
    (inbox / "Danh sách Giàng A Páo 0987654321.pdf").write_bytes(b"%PDF-1.7")
    period = province.plan.periods[PERIOD]
    result = take_in(province.roots, province.plan, period, inbox, replace=True)
    assert result.refusals
    return write_answers(province.roots, province.plan, period, result).html


def _edit(path: Path, cells: dict[str, str], sheet: str) -> None:
    book = openpyxl.load_workbook(path)
    place = {cell.value: cell.column_letter for cell in book[sheet][4]}
    for name, value in cells.items():
        column = place["Số liệu"] if sheet == "Số liệu" else name[0]
        book[sheet][f"{column}{name[1:]}"] = value
    book.save(path)


@pytest.mark.parametrize("width", [1280, 640, 320])
def test_it_logs_nothing_requests_nothing_and_does_not_scroll_sideways(
    browser: Browser, report: Path, width: int
) -> None:
    tab = opened(browser, report, width)
    assert tab.said == []
    assert tab.requested == [report.as_uri()]
    assert tab.title() != "x" and tab.evaluate("document.scripts.length") == 0
    assert tab.evaluate("document.images.length") == 0
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate(
        "[...document.querySelectorAll('td, tbody th, p, li')].every("
        "e => e.scrollWidth <= e.clientWidth + 1 || getComputedStyle(e).display === 'inline')"
    )
    tab.context.close()


@pytest.mark.parametrize("options", [pytest.param(o, id=mode) for mode, o in MODES.items()])
def test_axe_reports_no_violation(browser: Browser, report: Path, options: dict[str, Any]) -> None:
    tab = opened(browser, report, **options)
    assert fits(tab)
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert violations(tab) == [] and fits(tab)
    tab.context.close()


def test_what_to_do_is_before_all_else(browser: Browser, report: Path) -> None:
    tab = opened(browser, report)
    headings = tab.locator("h2").all_inner_texts()
    assert headings[0] == "Việc cần làm trước"
    first = tab.inner_text("main").split(headings[1])[0]
    plan = given.plan()
    assert plan.agencies[SILENT].name in first
    fixes = tab.locator("table.fixes tr", has_text=plan.agencies[REFUSED].name)
    assert "Đề nghị" in fixes.inner_text() and fixes.locator(f"a[href$='{REFUSED}.xlsx']").count()
    assert tab.locator("details.closed").get_attribute("open") is None
    hashes = tab.evaluate("document.querySelector('details.closed').textContent")
    assert (
        len(re.findall("SHA-256: [0-9a-f]{64}", hashes)) == len(re.findall("SHA-256:", hashes)) > 5
    )
    tab.context.close()


def test_it_marks_simulated_data_and_has_every_section(browser: Browser, report: Path) -> None:
    tab = opened(browser, report)
    text = " ".join(tab.inner_text("main").split())
    assert tab.inner_text(".band").strip() == "SỐ LIỆU MÔ PHỎNG"
    for said in ("Phải sửa", "Chưa gửi", "Giải trình của đơn vị", HOSTILE):
        assert said in text, said
    assert "Páo" not in text and "0987654321" not in text
    tab.context.close()


def test_every_table_has_a_name_and_every_link_a_target(browser: Browser, report: Path) -> None:
    tab = opened(browser, report)
    assert tab.evaluate(
        "[...document.querySelectorAll('table')].every(t => t.caption?.textContent.trim()"
        " && [...t.tHead.rows[0].cells].every(c => c.scope === 'col'))"
    )
    targets = tab.evaluate("[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    assert len(targets) > 8
    for target in targets:
        if target.startswith("#"):
            assert tab.locator(f"[id='{target[1:]}']").count() == 1, target
        else:
            assert (report.parent / target).is_file(), target
    levels = tab.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))"
    )
    assert levels[0] == 1 and all(b - a <= 1 for a, b in itertools.pairwise(levels))
    tab.context.close()


def test_on_a_phone_every_cell_shows_its_heading(browser: Browser, report: Path) -> None:
    tab = opened(browser, report, 320)
    bare = tab.evaluate(
        """[...document.querySelectorAll('td')].filter(c => c.offsetHeight && c.innerText.trim()
           && getComputedStyle(c, '::before').content.length < 4).map(c => c.innerText)"""
    )
    assert bare == []
    tab.context.close()


def test_it_prints_on_a4_with_the_mark_on_every_sheet(
    browser: Browser, report: Path, tmp_path: Path
) -> None:
    path = printed(browser, report, tmp_path)
    sheets = len(re.findall(rb"/Type ?/Page\b", path.read_bytes()))
    assert 2 <= sheets <= 12
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")[:-1]
    assert len(pages) == sheets
    assert all("SỐ LIỆU MÔ PHỎNG" in " ".join(page.split()) for page in pages)


# ---------------------------------------------------------------- a whole province

FAULTY = 4  # agencies with a fault of their own
UNSENT = 3


@pytest.fixture(scope="module")
def whole() -> IntakeReport:
    """A report on all agencies: a sentence on each but a few, faults, explanations, an export."""
    plan = given.plan()
    period = plan.periods["2022-FY"]
    agencies = list(plan.registry(period))
    files = [
        Submission(f"{a.id}.xlsx", hashlib.sha256(a.id.encode()).hexdigest(), FORM, a.id, True)
        for a in agencies[UNSENT:]
    ]
    remarks = [
        Remark(
            file="khao-sat.csv",
            place="",
            severity=Severity.REMARK,
            text=f"Tệp khao-sat.csv: {a.name} có {n % 90 + 10} lượt trả lời hợp lệ; với "
            f"{n % 7 + 1}.{n:03} hồ sơ cần ít nhất {n + 100} lượt trả lời (e = 5%). Đề nghị bổ "
            "sung.",
            agency=a.id,
        )
        for n, a in enumerate(agencies[:-5])
    ]
    remarks += [
        Remark(f"{a.id}.xlsx", "ô C7", Severity.REFUSED_CELL, f"Tệp {a.id}.xlsx, ô C7: {n}.", a.id)
        for n, a in enumerate(agencies[-FAULTY:])
    ]
    remarks += [
        Remark("xuat.csv", "", Severity.REMARK, f"Tệp xuat.csv, dòng {n}: {word}.")
        for n, word in enumerate(("thiếu ngày", "thừa ngày"))
    ]
    explained = [
        ExplainedLine(a.name, "x", "Kết quả", "Chưa kiểm kê", f"{a.id}.xlsx", "ô B5")
        for a in agencies[5:19]
    ]
    return IntakeReport(
        plan=plan,
        period=period,
        simulated=True,
        groups=sender_groups(plan, period, files, remarks),
        files=tuple(files),
        remarks=tuple(remarks),
        returned={},
        changes=(),
        explanations=tuple(explained),
    )


@pytest.fixture(scope="module")
def whole_page(whole: IntakeReport, tmp_path_factory: pytest.TempPathFactory) -> Path:
    page = tmp_path_factory.mktemp("whole") / "intake-report.html"
    page.write_bytes(report_page(whole))
    return page


def test_the_report_on_a_whole_province_prints_on_six_sheets(
    browser: Browser, whole_page: Path, tmp_path: Path
) -> None:
    data = printed(browser, whole_page, tmp_path).read_bytes()
    assert len(re.findall(rb"/Type ?/Page\b", data)) <= 6


def test_no_remark_is_lost_where_sentences_are_grouped(
    browser: Browser, whole: IntakeReport, whole_page: Path
) -> None:
    """Each sentence is had again from the page: the shared one with what it says of an agency."""
    tab = opened(browser, whole_page)
    kinds = tab.evaluate(
        """[...document.querySelectorAll('table.kind')].map(t => [
             [...t.caption.childNodes].filter(n => n.nodeType === 3).map(n => n.data)
               .join('').trim(),
             [...t.tBodies[0].rows].map(r => [r.cells[0].innerText,
               [...r.querySelectorAll('li')].map(l => l.innerText)])])"""
    )
    assert len(kinds) == 2
    sentences = []
    for sentence, groups in kinds:
        for group, members in groups:
            assert group.endswith(f" ({len(members)})")
            label = group.rpartition(" (")[0]
            above = label.removeprefix("UBND ")
            for member in members:
                name, *values = member.split(": ")
                text = sentence
                for place, value in enumerate(values[0].split("; ") if values else [], 1):
                    text = text.replace(f"[{place}]", value)
                sentences.append((name, above, text))
    shared = {
        text.replace("[đơn vị]", full)
        for name, above, text in sentences
        for full in (name, f"{name}, {above}")
    }
    others = tab.locator("table.remarks td, table.fixes li").all_inner_texts()
    said = [text.removeprefix("Ô phải sửa. ") for text in others]
    assert all(remark.text in shared or remark.text in said for remark in whole.remarks)
    assert len(sentences) + len(said) == len(whole.remarks)
    book = openpyxl.load_workbook(io.BytesIO(report_workbook(whole)))
    rows = book["Nội dung trả lời"].iter_rows(min_row=4, values_only=True)
    assert sorted(str(row[5]) for row in rows) == sorted(r.text for r in whole.remarks)
    tab.context.close()
