"""The folder of an analyst's work: copies, a start page, a server that touches nothing else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from batches import contents, use_notebook
from commands import cchc
from helpers.analyst.lab import folder, server, viewer
from helpers.analyst.lab.start_page import write_start_page
from helpers.cli.lab import lab_command
from helpers.model import OVERVIEW, WrongUse
from helpers.wording.lab import REFUSED_ROOT, START_PAGE
from helpers.wording.wrong_use import AGENCY_UNCHOSEN
from province import PLAN, PROJECT, Province, new_province

COMMUNE, YEAR = "03001-phuong-sa-pa", "2022-FY"
NAMES = {path.name for path in (PROJECT / "notebooks").rglob("*.ipynb")}


@pytest.fixture
def own(small_province: Province, tmp_path: Path) -> Province:
    return small_province.copy(tmp_path / "project", own_notebooks=True)


def change(path: Path) -> None:
    """Add a cell, as an analyst does."""
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"].append(nbformat.v4.new_code_cell("1 + 1"))
    path.write_text(json.dumps(notebook), "utf-8")


def written(province: Province, *areas: str) -> list[Path]:
    """The names of edited notebooks set aside where those of the commune are written."""
    plan, period = province.plan, province.plan.periods[YEAR]
    work = folder.work_folder(province.roots)
    agency = plan.senders_by_id[COMMUNE]
    return folder.write_notebooks(province.roots, plan, agency, period, areas, work)[1]


# ---------------------------------------------------------------- copies


def test_samples_are_written_anew_and_what_lies_next_to_them_stays(own: Province) -> None:
    work = folder.work_folder(own.roots)
    assert work == own.root / "work"
    assert folder.write_samples(own.roots, work) == []
    samples = work / folder.SAMPLES
    assert {path.name for path in samples.iterdir()} == NAMES
    mine, sample = work / "của tôi.ipynb", samples / "overview.ipynb"
    mine.write_text("{", "utf-8")
    (samples / "ghi-chú.txt").write_text("x", "utf-8")
    before = sample.read_bytes()
    use_notebook(sample)
    assert folder.write_samples(own.roots, work) == []  # only run: nothing of anyone's is lost
    assert sample.read_bytes() == before
    change(sample)
    changed = sample.read_bytes()
    assert folder.write_samples(own.roots, work) == [samples / "overview-sua-tay-1.ipynb"]
    change(sample)
    assert folder.write_samples(own.roots, work) == [samples / "overview-sua-tay-2.ipynb"]
    assert sample.read_bytes() == before
    assert (samples / "overview-sua-tay-1.ipynb").read_bytes() == changed
    assert (mine.read_text("utf-8"), (samples / "ghi-chú.txt").read_text("utf-8")) == ("{", "x")


def test_a_newer_sample_replaces_the_older_copy(own: Province) -> None:
    work = folder.work_folder(own.roots)
    folder.write_samples(own.roots, work)
    change(own.roots.notebook("overview"))
    assert folder.write_samples(own.roots, work) == []
    assert "1 + 1" in (work / folder.SAMPLES / "overview.ipynb").read_text("utf-8")


def test_notebooks_of_an_agency_have_their_parameters_and_run(own: Province) -> None:
    assert written(own, OVERVIEW, "procedures", "general") == []
    place = own.root / "work" / COMMUNE
    assert {p.stem for p in place.iterdir()} == {OVERVIEW, "procedures", "general"}
    for path in place.iterdir():
        cells = nbformat.read(path, as_version=4).cells
        given: dict[str, str] = {}
        exec(cells[1].source + "\n" + cells[2].source, given)
        area = {} if path.stem == OVERVIEW else {"area": path.stem}
        assert {"plan": PLAN, "agency": COMMUNE, "period": YEAR, **area}.items() <= given.items()
    change(place / "general.ipynb")
    assert written(own, "general") == [place / "general-sua-tay-1.ipynb"]
    written(own, "general")
    assert written(own, "general") == []


def test_the_command_writes_into_the_folder_of_work_alone(own: Province) -> None:
    before = {name: contents(own.root / name) for name in ("data", "params", "notebooks")}
    done = cchc("notebook", COMMUNE, "--period", YEAR, env=own.env)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    place = own.root / "work" / COMMUNE
    assert len(list(place.iterdir())) == len(own.plan.areas) + 1
    assert {name: contents(own.root / name) for name in before} == before
    for words, said in (
        (("xa-99999",), "«xa-99999»"),
        ((COMMUNE, "culture"), "«culture»"),
        ((COMMUNE, "--work", "data/store/x"), "Thư mục làm việc"),
    ):
        done = cchc("notebook", *words, "--period", YEAR, env=own.env, cwd=own.root)
        assert done.returncode == 2 and said in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("place", ["data", "rendered", "notebooks", "notebooks/x", "params", "."])
def test_the_folder_of_work_is_never_one_that_is_read(own: Province, place: str) -> None:
    with pytest.raises(WrongUse, match="nằm trong"):
        folder.work_folder(own.roots, str(own.root / place))


def test_the_folder_of_work_may_be_named(
    own: Province, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_WORK", str(tmp_path / "a"))
    assert folder.work_folder(own.roots) == tmp_path / "a"
    assert folder.work_folder(own.roots, str(tmp_path / "b")) == tmp_path / "b"


# ---------------------------------------------------------------- the start page


def start_page(province: Province) -> str:
    work = folder.work_folder(province.roots)
    folder.write_samples(province.roots, work)
    write_start_page(province.roots, work)
    return (work / START_PAGE).read_text("utf-8")


def test_the_start_page_names_periods_states_and_places(own: Province) -> None:
    index = own.roots.out / PLAN / YEAR / "index.html"
    report = own.roots.data / "intake" / PLAN / YEAR / "intake-report.html"
    for path in (index, report):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    rows = re.findall(r"^\| laocai-2022 .*$", start_page(own), re.M)
    assert [re.findall(r"`([^`]+)`", row) for row in rows] == [["2022-H1"], [YEAR]]
    assert all("SỐ LIỆU MÔ PHỎNG | DỰ THẢO" in row for row in rows)
    assert f"[kết quả](/ket-qua/{PLAN}/{YEAR}/index.html)" in rows[1]
    assert f"[báo cáo tiếp nhận](/tiep-nhan/{PLAN}/{YEAR}/intake-report.html)" in rows[1]
    assert "](" not in rows[0]
    done = cchc("approve", "--period", YEAR, "--by", "Sở |x| <b>", env=own.env)
    assert done.returncode == 0, done.stderr
    assert r"đã phê duyệt: Sở \|x\| \<b\>" in start_page(own)
    change(own.roots.notebook("overview"))
    assert "DỰ THẢO: đã thay đổi sau khi" in start_page(own)


def test_the_links_of_the_start_page_lead_to_files(own: Province) -> None:
    page, work = start_page(own), own.root / "work"
    links = re.findall(r"\]\(([^)/][^)]*)\)", page)
    assert {Path(link).name for link in links} == NAMES
    assert all((work / link).is_file() for link in links)
    assert "[Tổng quan](so-tinh-mau/overview.ipynb)" in page


def test_without_data_the_start_page_says_what_to_do_and_no_more(tmp_path: Path) -> None:
    page = start_page(new_province(tmp_path / "project"))
    assert "Chạy `make packets`" in page and "](" not in page and "cchc notebook" not in page


def test_a_fault_of_plan_or_store_is_said_on_the_start_page(own: Province) -> None:
    snapshot = own.snapshot(YEAR)
    (own.roots.data / "store" / PLAN / YEAR / snapshot.id / "snapshot.json").write_text("{")
    page = start_page(own)
    assert "\n**Kho" in page or "\n**Bản" in page
    assert "(`2022-H1`)" in page and f"(`{YEAR}`)" not in page
    (own.root / "params" / "plans" / PLAN / "periods.yml").write_text("x: [", "utf-8")
    assert "periods.yml" in start_page(own)


# ---------------------------------------------------------------- the server


def test_nothing_personal_reaches_the_server(
    own: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in server.NOT_PASSED_ON:
        monkeypatch.setenv(name, "theirs")
    work = folder.work_folder(own.roots)
    server.write_settings(work)
    made = server.environment(own.roots, work)
    assert "theirs" not in made.values()
    assert made["PATH"].split(os.pathsep)[0] == str(Path(sys.executable).parent)
    of_jupyter = {v for k, v in made.items() if "JUPYTER" in k or k == "IPYTHONDIR"} - {"1"}
    assert all(Path(each).is_relative_to(work / server.SETTINGS) for each in of_jupyter)
    assert made["CCHC_ROOT"] == str(own.root) and made["CCHC_WORK"] == str(work)
    assert "CCHC_VIEW_ONLY" not in made
    assert viewer.environment(own.roots, work)["CCHC_VIEW_ONLY"] == "1"


def test_settings_ask_nothing_of_the_outside_and_keep_what_was_chosen(own: Province) -> None:
    work = folder.work_folder(own.roots)
    server.write_settings(work)
    at = work / server.SETTINGS / "settings" / "@jupyterlab"
    language = at / "translation-extension" / "plugin.jupyterlab-settings"
    news = at / "apputils-extension" / "notification.jupyterlab-settings"
    assert json.loads(language.read_text("utf-8")) == {"locale": "vi_VN"}
    language.write_text('{"locale": "default"}', "utf-8")
    news.write_text('{"fetchNews": "true"}', "utf-8")
    server.write_settings(work)
    assert json.loads(language.read_text("utf-8")) == {"locale": "default"}
    chosen = json.loads(news.read_text("utf-8"))
    assert chosen == {"fetchNews": "false", "checkForUpdates": False}


def test_root_is_refused_in_one_sentence(own: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("CCHC_ROOT", str(own.root))
    with pytest.raises(WrongUse) as refused:
        lab_command()
    assert str(refused.value) == REFUSED_ROOT
    assert not (own.root / "work").exists()


def test_make_opens_the_lab_by_the_command() -> None:
    done = subprocess.run(
        ["make", "-n", "lab"], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert re.search(r"/cchc lab\b", done.stdout)


# ---------------------------------------------------------------- sentences


def test_a_notebook_shows_the_sentence_of_a_fault_alone() -> None:
    program = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        "shell.run_cell('from helpers.analyst.opening import open_evaluation')\n"
        f'shell.run_cell(\'open_evaluation("{PLAN}", "CHƯA-CHỌN-ĐƠN-VỊ", "{YEAR}")\')\n'
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == AGENCY_UNCHOSEN
    assert "cchc agencies" in AGENCY_UNCHOSEN and "cchc notebook" in AGENCY_UNCHOSEN
