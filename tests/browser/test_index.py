"""The index in a real browser: filters, orders, totals and links against a second computation."""

from __future__ import annotations

import csv
import re
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from tabs import MODES, fits, opened, outside_requests, printed, violations

import evaluations as given
from evaluations import COMMUNE, DEPARTMENT, DISTRICT, OTHER_COMMUNE, PROVINCE
from helpers import packets
from helpers.evaluation import tables
from helpers.model import Doubt, Opinion, Reason

pytestmark = pytest.mark.browser

LIST, MET = "table.by-list", "table.by-met"
FILES = ("results.csv",)


@dataclass(frozen=True)
class Published:
    """A folder with an index, and what its filters should show, by agency."""

    page: Path
    names: Mapping[str, str]  # of all agencies, in the order of the registry
    unsent: frozenset[str]
    objecting: frozenset[str]
    unconfirmed: frozenset[str]
    lacking: frozenset[str]

    def verdicts(self) -> dict[str, Counter[str]]:
        """By agency, how many rows of its level in results.csv have which verdict."""
        plan = given.plan()
        counted: dict[str, Counter[str]] = {agency: Counter() for agency in self.names}
        with (self.page.parent / "results.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                agency = row["agency"]
                if agency in counted and row["level"] == plan.agencies[agency].level:
                    counted[agency][row["status"]] += 1
        return counted

    def below(self) -> dict[str, int]:
        """By agency, how many results miss their mark or what is due by now."""
        return {agency: v["missed"] + v["behind"] for agency, v in self.verdicts().items()}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """All agencies: one that sent nothing, a refused form, objections, a doubt, a missing packet
    and one with a gap."""
    folder = tmp_path_factory.mktemp("index")
    plan = given.plan()
    names = {a.id: a.name for a in plan.registry(plan.periods["2022-FY"])}
    silent, refused, absent = COMMUNE, OTHER_COMMUNE, DISTRICT
    everyone = {a: given.evaluation(a, silent=[silent]) for a in (PROVINCE, *names)}
    everyone[refused] = replace(everyone[refused], form=Reason.REFUSED)
    opinion = Opinion("x", plan.agencies[DEPARTMENT].level, "Ý kiến", "", False, False)
    everyone[DEPARTMENT] = replace(everyone[DEPARTMENT], objections=(opinion,))
    doubtful = list(names)[7]
    doubt = Doubt(doubtful, names[doubtful], "Dòng", "lớn")
    everyone[doubtful] = replace(everyone[doubtful], unconfirmed=(doubt,))
    everyone[PROVINCE] = replace(everyone[PROVINCE], unconfirmed=(doubt,))
    links = {a: f"packets/{a}.html" for a in everyone if a != absent}
    (folder / "packets").mkdir()
    for link in links.values():
        (folder / link).write_text("", encoding="utf-8")
    (folder / "results.csv").write_bytes(tables.csv(tables.results(everyone.values())))
    codes = {agency: f"{n:016x}" for n, agency in enumerate(links)}
    gaps = {DEPARTMENT: "thiếu phần «x»"}
    page = packets.index(list(everyone.values()), links, gaps, codes, FILES)["index.html"]
    (folder / "index.html").write_bytes(page)
    return Published(
        folder / "index.html",
        names,
        frozenset({silent, refused}),
        frozenset({DEPARTMENT}),
        frozenset({doubtful}),
        frozenset({absent, DEPARTMENT}),
    )


def shown(tab: Any, table: str) -> list[str]:
    """The names in the rows of agencies that are visible."""
    names: list[str] = tab.evaluate(
        "t => [...document.querySelectorAll(t + ' th[scope=row]')]"
        ".filter(e => e.offsetHeight).map(e => e.innerText.trim())",
        table,
    )
    return names


def choose(tab: Any, flag: str) -> None:
    tab.locator(f"#loc-{flag}").check()


def in_table(tab: Any, table: str) -> list[list[str]]:
    """The cells of the rows of agencies, visible or not."""
    cells: list[list[str]] = tab.evaluate(
        "t => [...document.querySelectorAll(t + ' tbody tr:not(.block)')]"
        ".map(r => [...r.cells].map(c => c.textContent.trim()))",
        table,
    )
    return cells


def test_filters_show_the_agencies_they_name(browser: Browser, published: Published) -> None:
    tab = opened(browser, published.page)
    below = {agency for agency, count in published.below().items() if count}
    assert 0 < len(below) <= len(published.names)
    expected = {
        "unsent": published.unsent,
        "below": below,
        "objecting": published.objecting,
        "unconfirmed": published.unconfirmed,
        "lacking": published.lacking,
    }
    for flag, agencies in expected.items():
        choose(tab, flag)
        for table, order in ((LIST, "theo-danh-sach"), (MET, "theo-ty-le")):
            tab.locator(f"#{order}").check()
            visible = shown(tab, table)
            assert sorted(visible) == sorted(published.names[a] for a in agencies), flag
            assert not tab.locator(MET if table == LIST else LIST).is_visible()
        label = tab.locator(f"label:has(#loc-{flag})").inner_text()
        assert label.endswith(f"({len(agencies)})")
    tab.locator("#theo-danh-sach").check()
    choose(tab, "all")
    assert len(shown(tab, LIST)) == len(published.names) + 1  # the province too
    assert tab.locator(f"{LIST} tr.block:visible").count() == 10
    choose(tab, "unconfirmed")
    assert tab.locator(f"{LIST} tr.block:visible").count() == 1  # of the one group that has any
    tab.context.close()


def test_under_half_shows_the_agencies_that_meet_less_than_half(
    browser: Browser, published: Published
) -> None:
    tab = opened(browser, published.page)
    rows = [(r[0], [int(n) for n in r[1:5]]) for r in in_table(tab, LIST)[1:]]
    under = [name for name, counts in rows if 2 * counts[0] < sum(counts)]
    if under:
        choose(tab, "half")
        assert sorted(shown(tab, LIST)) == sorted(under)
    else:
        assert tab.locator("#loc-half").is_disabled()
    tab.context.close()


def test_the_second_order_begins_with_the_lowest_share(
    browser: Browser, published: Published
) -> None:
    tab = opened(browser, published.page)
    by_list = {row[0]: [int(n) for n in row[1:5]] for row in in_table(tab, LIST)[1:]}
    by_met = [row[0] for row in in_table(tab, MET)]
    assert sorted(by_met) == sorted(published.names.values()) == sorted(by_list)
    shares = [Fraction(by_list[name][0], sum(by_list[name])) for name in by_met]
    assert shares == sorted(shares)
    for name, said, *rest in in_table(tab, MET):
        met, *others = by_list[name]
        assert said.startswith(f"{met}/{met + sum(others)} (")
        assert [int(n) for n in rest[:3]] == others
    tab.context.close()


def test_totals_are_the_sums_of_the_rows_and_of_the_results(
    browser: Browser, published: Published
) -> None:
    tab = opened(browser, published.page)
    rows = {row[0]: [int(n) for n in row[1:5]] for row in in_table(tab, LIST)[1:]}
    verdicts, below = published.verdicts(), published.below()
    for agency, name in published.names.items():
        assert rows[name][:2] == [verdicts[agency]["met"], below[agency]], name
    sums = [sum(column) for column in zip(*rows.values(), strict=True)]
    totals = " ".join(tab.inner_text(".totals").split())
    told = re.search(
        r"Cộng của 181 đơn vị: (\S+) đạt; (\S+) dưới mức; (\S+) thiếu.*?; (\S+) khác", totals
    )
    assert told and [int(n.replace(".", "")) for n in told.groups()] == sums
    assert "181 trong 182 phiếu đã lập" in totals
    assert "179 đã gửi; 1 bị trả lại để sửa; 1 chưa gửi" in totals
    assert (
        "1 đơn vị có ý kiến (1 ý kiến chưa trả lời); 1 số liệu chưa được xác nhận (1 đơn vị)"
        in totals
    )
    groups = tab.evaluate(
        """[...document.querySelectorAll('table.by-list tbody')]
           .filter(b => b.querySelector('.block')).map(b => [...b.rows].map(
             r => [...r.cells].slice(1, 5).map(c => Number(c.textContent.replace('.', '')))))"""
    )
    for head, *members in groups:
        assert head == [sum(column) for column in zip(*members, strict=True)]
    tab.context.close()


def test_no_link_is_dead_and_only_what_is_amiss_is_said(
    browser: Browser, published: Published
) -> None:
    tab = opened(browser, published.page)
    targets = tab.evaluate("[...document.querySelectorAll('a')].map(a => a.getAttribute('href'))")
    for target in targets:
        if target.startswith("#"):
            assert tab.locator(f"[id='{target[1:]}']").count() == 1, target
        else:
            assert (published.page.parent / target).is_file(), target
    assert "results.csv" in targets and len(set(targets)) > len(published.names)
    text = tab.inner_text("main")
    assert "Đã lập" not in text and "intake-report" not in text
    assert text.count("đã gửi") <= 12  # in the sums of groups, and in the total
    assert f"{0:016x}" in text  # the code of a packet
    assert len(published.page.read_bytes()) <= 150_000
    tab.context.close()


def test_filters_work_by_keyboard_and_show_the_focus(
    browser: Browser, published: Published
) -> None:
    tab = opened(browser, published.page)
    tab.locator("#loc-all").focus()
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.id") == "loc-unsent"
    assert len(shown(tab, LIST)) == len(published.unsent)
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert tab.evaluate(outline) != "none"
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.id") == "theo-danh-sach"
    tab.keyboard.press("ArrowDown")
    assert tab.locator(MET).is_visible() and not tab.locator(LIST).is_visible()
    tab.context.close()


def test_without_has_everything_is_shown(
    browser: Browser, published: Published, tmp_path: Path
) -> None:
    """Chromium drops rules with a selector it does not know, as older browsers do with :has()."""
    old = tmp_path / "old.html"
    old.write_text(
        published.page.read_text("utf-8").replace(":has(", ":unknown("), encoding="utf-8"
    )
    tab = opened(browser, old)
    assert not tab.locator(".choices").is_visible()
    assert len(shown(tab, LIST)) == len(published.names) + 1
    assert len(shown(tab, MET)) == len(published.names)
    tab.context.close()


@pytest.mark.parametrize("options", [pytest.param(o, id=mode) for mode, o in MODES.items()])
def test_axe_reports_no_violation(
    browser: Browser, published: Published, options: dict[str, Any]
) -> None:
    tab = opened(browser, published.page, **options)
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    for order in ("theo-danh-sach", "theo-ty-le"):
        # Printed, the choice is hidden but holds.
        tab.locator(f"#{order}").evaluate("choice => { choice.checked = true }")
        assert violations(tab) == [] and fits(tab)
    assert tab.said == [] and outside_requests(tab) == []
    tab.context.close()


def test_print_has_all_rows_under_repeated_heads_and_no_filters(
    browser: Browser, published: Published, tmp_path: Path
) -> None:
    tab = opened(browser, published.page)
    choose(tab, "unsent")
    path = tmp_path / "filtered.pdf"
    tab.pdf(path=path, prefer_css_page_size=True)
    tab.context.close()
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    sheets = [" ".join(sheet.split()) for sheet in done.stdout.decode().split("\f")[:-1]]
    assert 3 <= len(sheets) <= 7
    assert all("Cần chú ý" in sheet for sheet in sheets)
    assert "Chỉ nêu" not in " ".join(sheets)
    plain = subprocess.run(
        ["pdftotext", "-layout", printed(browser, published.page, tmp_path), "-"],
        capture_output=True,
        check=True,
    )
    assert plain.stdout.decode().count("UBND xã") == done.stdout.decode().count("UBND xã") > 120
