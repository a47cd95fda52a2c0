"""The explorer in a real browser: in JupyterLab, and in the viewer for those who only look."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from explorers import ExplorerPage
from labs import choose, run_all, running
from playwright.sync_api import Browser, Page, Route, expect

from batches import contents
from helpers.analyst.explorer.choice import Tab
from helpers.analyst.tables import PeriodTables
from helpers.wording.core import number
from province import PLAN, Province

pytestmark = pytest.mark.browser

CCHC = Path(sys.executable).with_name("cchc")
YEAR = "2022-FY"
WARD, NAMED = "03002-phuong-sa-pa", "UBND phường Sa Pả"
ON_TIME = "II.2.2.b · Hồ sơ giải quyết đúng hạn hoặc trước hạn"
HOSTS = ("lab", "viewer")
# What does not depend on who serves the page is tried in one of them.
in_the_lab = pytest.mark.parametrize("host", ["lab"], indirect=True)
in_the_viewer = pytest.mark.parametrize("host", ["viewer"], indirect=True)
LIGHT: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none"}
WINDOW = {"width": 1300, "height": 1000}
MODES: dict[str, tuple[dict[str, Any], dict[str, int]]] = {
    "dark": ({"color_scheme": "dark"}, WINDOW),
    "forced": ({"forced_colors": "active"}, WINDOW),
    "zoomed": ({}, {"width": 650, "height": 500}),  # the same window at 200%
    "narrow": ({"color_scheme": "dark"}, {"width": 360, "height": 700}),
}
# What reaches out of the explorer; tables scroll in themselves.
TOO_WIDE = """() => {
  const end = document.querySelector('.cchc-explorer').getBoundingClientRect().right + 1;
  return [...document.querySelectorAll('.cchc-explorer *')].filter(
    each => !each.closest('.scrolled') && each.getBoundingClientRect().right > end
  ).map(each => each.outerHTML.slice(0, 120));
}"""


@dataclass
class Host:
    """What serves the explorer, and the page in it."""

    kind: str
    province: Province
    explorer: ExplorerPage
    outside: list[str]
    errors: list[str]
    before: dict[str, dict[str, bytes]]

    @property
    def page(self) -> Page:
        """The page of the browser."""
        return self.explorer.page

    @property
    def ky(self) -> PeriodTables:
        """The tables that the explorer shows."""
        return PeriodTables(self.province.roots, PLAN, YEAR)


def unchangeable(province: Province) -> dict[str, dict[str, bytes]]:
    """What no analyst may change, by folder; figures counted from a snapshot may be kept."""
    return {
        name: {p: b for p, b in contents(province.root / name).items() if "/observations-" not in p}
        for name in ("data", "params", "notebooks", "rendered")
    }


@pytest.fixture(scope="module", params=HOSTS)
def host(
    request: pytest.FixtureRequest,
    small_province: Province,
    browser: Browser,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Host]:
    root = tmp_path_factory.mktemp(request.param) / "project"
    own = small_province.copy(root, own_notebooks=True)
    own.roots.out.mkdir(exist_ok=True)
    view = ["--xem"] if request.param == "viewer" else []
    command = [CCHC, "lab", *view, "--no-browser", "--allow-root"]
    context = browser.new_context(viewport=WINDOW, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    outside: list[str] = []
    errors: list[str] = []
    before = unchangeable(own)
    with running(command, root, own.env, root / "lab.log") as (address, token):

        def answer(route: Route) -> None:
            if route.request.url.startswith((address, "data:", "blob:")):
                route.continue_()
            else:
                outside.append(route.request.url)  # and never an answer

        context.route("**/*", answer)
        page = context.new_page()
        page.on("pageerror", lambda fault: errors.append(str(fault)))
        if request.param == "lab":
            run_all(page, address, token, "so-tinh-mau/explorer.ipynb")
        else:
            page.goto(f"{address}/?token={token}")
        yield Host(request.param, own, ExplorerPage(page), outside, errors, before)
        context.close()


def test_nothing_is_chosen_at_first(host: Host) -> None:
    host.explorer.hears("Chưa chọn đơn vị")
    assert host.explorer.part.locator("table").count() == 0
    assert "SỐ LIỆU MÔ PHỎNG" in host.explorer.root.inner_text()
    assert len(host.explorer.listed()) == 12


def test_an_agency_is_found_without_tone_marks_and_without_a_mouse(host: Host) -> None:
    explorer = host.explorer
    explorer.find("sa pa", "UBND phường Sa Pa")
    explorer.hears("UBND phường Sa Pa")
    listed = explorer.listed()
    assert [name.split(",")[0] for name in listed[:2]] == ["UBND phường Sa Pa", NAMED]
    expect(explorer.search).to_be_focused()
    host.page.keyboard.press("Tab")
    expect(explorer.agencies).to_be_focused()
    host.page.keyboard.press("ArrowDown")
    explorer.hears(NAMED)
    host.page.keyboard.press("ArrowUp")
    explorer.hears(re.compile("UBND phường Sa Pa,"))
    expect(explorer.agencies).to_be_focused()
    host.page.keyboard.press("Escape")
    expect(explorer.agencies).not_to_be_focused()


def test_verdicts_are_those_of_the_tables(host: Host) -> None:
    host.explorer.find("03002", NAMED)
    host.explorer.hears(NAMED)
    real = host.ky.results(WARD, labels=True)
    real = real[real["own"] & real["numerator"].notna() & real["denominator"].notna()]
    shown = {row[0]: row for row in host.explorer.rows() if len(row) > 5}
    counted = 0
    for row in real[real["status"].notna()].itertuples():
        cells = next(cells for label, cells in shown.items() if label.startswith(row.target_name))
        assert row.status_words in cells[3]
        if row.denominator > 1:
            counted += 1
            assert f"{number(row.numerator)}/{number(row.denominator)}" in cells[2]
    assert counted > 5


def test_why_is_told_in_place_and_the_focus_stays(host: Host) -> None:
    why = host.explorer.button("open", "dossiers_on_time")
    why.focus()
    host.page.keyboard.press("Enter")
    opened = host.explorer.button("open", "dossiers_on_time")
    expect(opened).to_have_attribute("aria-expanded", "true", timeout=20_000)
    expect(opened).to_be_focused()
    result = host.ky.results(WARD, target="dossiers_on_time").iloc[0]
    text = host.explorer.part.inner_text()
    assert f"{result['numerator']}/{result['denominator']}" in text
    host.page.keyboard.press("Enter")
    expect(opened).to_have_attribute("aria-expanded", "false", timeout=20_000)


def test_what_is_downloaded_is_what_is_shown(host: Host, tmp_path: Path) -> None:
    with host.page.expect_download() as download:
        host.explorer.button("download").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == f"cchc-{YEAR}-{WARD}-verdicts.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert "SỐ LIỆU MÔ PHỎNG" in str(sheet["A1"].value)
    head, *rows = sheet.iter_rows(min_row=3, values_only=True)
    real = host.ky.results(WARD, target="dossiers_on_time").iloc[0]
    on_time = [dict(zip(head, row, strict=True)) for row in rows if "dossiers_on_time" in row]
    assert [each["Tử số"] for each in on_time] == [real["numerator"]]
    assert [each["Mẫu số"] for each in on_time] == [real["denominator"]]


@in_the_lab
def test_the_python_of_a_table_gives_the_table(host: Host) -> None:
    host.explorer.root.get_by_text("Mã Python của bảng này").click()
    host.explorer.button("copy").click()
    host.explorer.hears("Đã chép mã Python")
    copied = host.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f'from helpers import tables\n\nky = tables.open("{YEAR}")\n')
    program = f"{copied}\nmade = {copied.strip().splitlines()[-1]}\nprint(len(made))"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env=host.province.env,
        check=True,
        capture_output=True,
        text=True,
    )
    own = host.ky.results(WARD, labels=True).query('own and status != "not_applicable"')
    assert int(ran.stdout.splitlines()[-1]) == len(own)


@in_the_lab
def test_keys_stay_in_the_controls(host: Host) -> None:
    page, explorer = host.page, host.explorer
    cells = page.locator(".jp-Cell").count()
    controls = ("Kỳ", "Cấp", "Địa bàn", "Lĩnh vực", "Chỉ tiêu")
    fields = [explorer.root.get_by_label(name, exact=True) for name in controls]
    for field in [*fields, explorer.agencies, explorer.search]:
        field.focus()
        for key in ("x", "b", "a", "d", "d", "m", "y", "ArrowDown", "End", "0", "0", "i", "i"):
            page.keyboard.press(key)
        expect(field).to_be_focused()
    assert page.locator(".jp-Cell").count() == cells
    assert page.locator(".jp-Dialog").count() == 0
    for name in ("Cấp", "Địa bàn", "Lĩnh vực"):
        explorer.choose(name, "tất cả")
    explorer.choose("Kỳ", "Năm 2022")
    page.wait_for_timeout(2000)  # what the controls still have to send
    explorer.find("03002", NAMED)
    explorer.hears(NAMED)


@pytest.mark.parametrize("tab", [each.value for each in Tab])
def test_each_tab_is_accessible(host: Host, tab: str) -> None:
    if host.kind == "viewer" and tab == Tab.APPRAISAL:
        offered = host.page.locator('[data-event="tab"]').all_inner_texts()
        assert "Kết luận" in offered and "Thẩm định" not in offered
        return
    host.explorer.choose("Chỉ tiêu", ON_TIME)
    host.explorer.tab(tab)
    host.page.wait_for_timeout(500)
    assert "sự cố" not in host.explorer.part.inner_text()
    assert host.explorer.faults_of_access() == []


@in_the_viewer
@pytest.mark.parametrize("mode", MODES)
def test_each_tab_is_accessible_in_all_modes(host: Host, mode: str) -> None:
    media, window = MODES[mode]
    host.page.emulate_media(**media)
    host.page.set_viewport_size(window)
    for tab in (each.value for each in Tab if each is not Tab.APPRAISAL):
        host.explorer.tab(tab)
        host.page.wait_for_timeout(300)
        assert host.explorer.faults_of_access() == [], tab
        assert host.page.evaluate(TOO_WIDE) == [], tab
    host.page.emulate_media(**LIGHT)
    host.page.set_viewport_size(WINDOW)


@in_the_lab
def test_the_desk_fits_a_narrow_window(host: Host) -> None:
    """What 360 pixels leave for an output; JupyterLab's own panels need more than that."""
    host.explorer.find("03002", NAMED)
    host.explorer.choose("Chỉ tiêu", ON_TIME)  # with the form of a target
    host.explorer.tab("appraisal")
    host.explorer.root.evaluate("root => { root.style.width = '340px' }")
    host.page.wait_for_timeout(500)
    assert host.page.evaluate(TOO_WIDE) == []
    assert host.explorer.faults_of_access() == []
    host.explorer.root.evaluate("root => { root.style.width = 'auto' }")


@in_the_lab
def test_agencies_are_compared_in_the_order_of_the_tables(host: Host) -> None:
    host.explorer.tab("peers")
    ranked = host.ky.rank("dossiers_on_time", level="commune", labels=True)
    names = [row[1].removesuffix(" (đơn vị đang chọn)") for row in host.explorer.rows()]
    assert names == ranked["agency_name"].tolist()


@in_the_lab
def test_dossiers_add_up_to_the_form_and_a_field_leads_to_its_months(host: Host) -> None:
    explorer = host.explorer
    explorer.tab("dossiers")
    explorer.hears("hồ sơ")
    total = host.ky.dossiers("state", agency=WARD)["dossiers"].sum()
    by_field = [row for row in explorer.rows() if row]
    assert sum(int(row[1].replace(".", "")) for row in by_field) == total
    field = explorer.part.locator('button[data-event="drill"]').first
    field.focus()
    host.page.keyboard.press("Enter")
    explorer.part.locator('button[data-event="back"]').first.wait_for(timeout=20_000)
    explorer.hears(f"đang xem lĩnh vực {by_field[0][0]}")
    explorer.part.locator('button[data-event="back"]').first.click()
    explorer.part.locator('button[data-event="drill"]').first.wait_for(timeout=20_000)


@in_the_lab
def test_what_would_be_changes_no_other_tab(host: Host) -> None:
    explorer = host.explorer
    short = -int(host.ky.results(WARD, target="dossiers_on_time").iloc[0]["margin_units"])
    assert short > 0
    explorer.tab("supposed")
    field = explorer.part.locator('form[data-value="units"] input')
    field.fill("1e9")
    host.page.keyboard.press("Enter")
    explorer.part.locator(".refused").first.wait_for(timeout=20_000)
    assert explorer.part.locator('form[data-value="units"] input').input_value() == "1e9"
    explorer.part.locator('form[data-value="units"] input').fill(str(short))
    host.page.keyboard.press("Enter")
    explorer.hears(re.compile("GIẢ ĐỊNH.* thành 100%, Đạt"))
    explorer.tab("verdicts")
    real = host.ky.results(WARD, target="dossiers_on_time", labels=True).iloc[0]
    label = real["target_name"]
    row = next(cells for cells in explorer.rows() if cells[0].startswith(label))
    assert real["status_words"] in row[3] and "GIẢ ĐỊNH" not in explorer.part.inner_text()
    explorer.tab("supposed")
    explorer.button("drop_all").click()
    explorer.hears(re.compile("^(?!.* thành 100%, Đạt)"))


@in_the_lab
def test_two_agencies_and_the_whole(host: Host) -> None:
    explorer = host.explorer
    explorer.tab("pair")
    other = explorer.root.locator("input[type=text]").nth(1)
    other.fill("03001")
    expect(explorer.root.locator("select[size]").nth(1).locator("option")).to_have_count(1)
    other.press("Enter")
    explorer.hears("khác nhau")
    compared = host.ky.compare(WARD, "03001-phuong-sa-pa")
    shown = [row for row in explorer.rows() if len(row) > 3]
    assert len(shown) == len(compared)
    explorer.tab("whole")
    explorer.hears("Toàn tỉnh")
    explorer.part.locator('button[data-event="go"]').first.click()
    explorer.root.locator('button[data-value="verdicts"][aria-pressed="true"]').wait_for()
    explorer.find("03002", NAMED)
    explorer.hears(NAMED)


def test_words_that_are_no_name_find_the_nearest_and_harm_nothing(host: Host) -> None:
    host.explorer.search.fill("<script>alert(1)</script> ../ 🙂" * 300)
    expect(host.explorer.agencies.locator("option")).to_have_count(3, timeout=20_000)
    host.explorer.find("03002", NAMED)


@in_the_lab
def test_of_a_held_key_only_the_end_is_shown(host: Host) -> None:
    explorer = host.explorer
    explorer.search.fill("")
    explorer.agencies.focus()
    host.page.keyboard.press("Home")
    for _ in range(200):
        host.page.keyboard.press("ArrowDown")
        host.page.keyboard.press("ArrowUp")
    host.page.keyboard.press("End")
    last = explorer.listed()[-1].rpartition(" · ")[0]
    explorer.hears(last)
    expect(explorer.agencies).to_be_focused()
    explorer.find("03002", NAMED)
    explorer.hears(NAMED)


@in_the_lab
def test_a_choice_outlives_the_kernel(host: Host) -> None:
    choose(host.page, "Chạy", "runmenu:restart-and-run-all")
    host.page.locator(".jp-Dialog .jp-mod-accept").click()
    host.page.locator(".cchc-explorer").wait_for(state="detached", timeout=60_000)
    explorer = ExplorerPage(host.page)
    explorer.hears(NAMED)
    explorer.tab("verdicts")


def test_notebooks_of_the_agency_are_written_into_the_folder_of_work(host: Host) -> None:
    button = host.explorer.button("notebook")
    if host.kind == "viewer":
        expect(button).to_have_count(0)
        return
    button.click()
    host.explorer.hears("Đã ghi 9 sổ tính")
    assert (host.province.root / "work" / WARD / "overview.ipynb").is_file()


def test_nothing_was_changed_and_nothing_asked_of_the_outside(host: Host) -> None:
    """After all the others."""
    assert (host.outside, host.errors) == ([], [])
    assert unchangeable(host.province) == host.before
