"""Inputs that change during a batch, results of another agency, notebooks that fail."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from batches import (
    FEW,
    PERIOD,
    break_notebook,
    change_one_cell,
    contents,
    forget,
    run_cchc,
    wait_for_packets,
)
from helpers import wording
from helpers.batch import workers
from helpers.batch.engine.notebook import BrokenNotebook, Limits
from helpers.batch.head import WrongIdentity, render
from helpers.batch.jobs import Changed
from helpers.batch.workers import RenderOptions
from helpers.plan import Roots
from province import AGENCIES, PLAN

pytestmark = pytest.mark.batch


def test_a_failing_notebook_leaves_a_named_gap(own: Roots) -> None:
    source = "if agency == '02764-xa-din-chin': raise ValueError('<b>planted</b>')"
    break_notebook(own, "procedures", source)
    outcome = render(own, PLAN, PERIOD, agencies=FEW)
    assert list(outcome.gaps) == ["02764-xa-din-chin"]
    folder = outcome.folder
    page = (folder / "packets" / "02764-xa-din-chin.html").read_text("utf-8")
    assert "chưa lập được" in page
    assert "<b>planted" not in page
    coverage = (folder / "coverage.csv").read_text("utf-8")
    assert "02764-xa-din-chin,procedures,failed,dừng ở ô thứ" in coverage
    assert "ValueError" in coverage
    assert len(list((folder / "packets").iterdir())) == len(AGENCIES)

    # A gap is not final: the next run tries this one again, and no other.
    again = render(own, PLAN, PERIOD, agencies=FEW)
    assert again.kept == len(FEW) - 1
    done = run_cchc(own, "render", "--period", PERIOD, "--agency", "02764-xa-din-chin")
    assert done.returncode == 1
    assert "Phiếu của 02764-xa-din-chin còn thiếu" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_notebook_without_its_clauses_is_a_named_gap(own: Roots) -> None:
    path = own.root / "notebooks" / "procedures.ipynb"
    text = path.read_text("utf-8")
    assert text.count("display.clauses(result, area)") == 1
    path.write_text(text.replace("clauses(result, area)", "clause(result, 'II.2.2.c')"), "utf-8")
    outcome = render(own, PLAN, PERIOD, agencies=["02764-xa-din-chin"])
    gap = outcome.gaps["02764-xa-din-chin"]
    assert gap.startswith("phần «procedures» Sổ tính của lĩnh vực không trình bày đúng một lần: ")
    assert "điểm d mục 2.2 phần II" in gap and "điểm c" not in gap
    page = (own.out / PLAN / PERIOD / "packets" / "02764-xa-din-chin.html").read_text("utf-8")
    assert "Phiếu còn thiếu phần «4.3 Cải cách thủ tục hành chính (mục 2.2 phần II)»" in page


def test_a_notebook_about_another_agency_stops_the_batch(own: Roots) -> None:
    before = contents(own.out / PLAN / PERIOD / "packets")
    path = own.root / "notebooks" / "procedures.ipynb"
    text = path.read_text("utf-8")
    planted = (
        "open_evaluation(plan, '03022-xa-thanh-binh' if '02779' in agency else agency, period)"
    )
    assert "open_evaluation(plan, agency, period)" in text
    path.write_text(text.replace("open_evaluation(plan, agency, period)", planted), "utf-8")
    with pytest.raises(WrongIdentity, match="02779-xa-thanh-binh"):
        render(own, PLAN, PERIOD, agencies=["02779-xa-thanh-binh"])
    assert contents(own.out / PLAN / PERIOD / "packets") == before


def test_a_broken_job_is_a_named_gap_and_its_traceback_is_kept(tmp_path: Path) -> None:
    with workers.logged(tmp_path / "log" / "render.log"):
        assert not (tmp_path / "log" / "render.log").exists()
        result = workers._result("so-noi-vu", "", ValueError("<planted>"))
    assert result == workers.BrokenJob("so-noi-vu", "không lập được phiếu: ValueError: <planted>")
    text = (tmp_path / "log" / "render.log").read_text("utf-8")
    assert "the job of so-noi-vu broke" in text
    assert "ValueError: <planted>" in text


def _meanwhile(roots: Roots, act: Callable[[], None]) -> threading.Thread:
    """Call `act` as soon as two packets are done."""

    def wait_and_act() -> None:
        wait_for_packets(roots, 2)
        act()

    thread = threading.Thread(target=wait_and_act)
    thread.start()
    return thread


@pytest.mark.slow_faults
def test_figures_that_change_during_a_batch_stop_it(own: Roots) -> None:
    forget(own)
    acting = _meanwhile(own, lambda: change_one_cell(own))
    try:
        render(own, PLAN, PERIOD, options=RenderOptions(jobs=1))
    except WrongIdentity as stopped:
        assert "không đúng đơn vị, kỳ hoặc số liệu" in str(stopped)
    acting.join()
    # Whatever was made by then, afterwards every page shows the new figures.
    render(own, PLAN, PERIOD)
    folder = own.out / PLAN / PERIOD
    resumed = contents(folder)
    shutil.rmtree(own.out)
    render(own, PLAN, PERIOD)
    assert contents(folder) == resumed


def test_a_notebook_that_changes_during_a_batch_stops_it(own: Roots) -> None:
    forget(own)
    acting = _meanwhile(own, lambda: break_notebook(own, "procedures", "1;"))
    with pytest.raises(Changed, match="đã thay đổi trong khi đang lập phiếu"):
        render(own, PLAN, PERIOD, options=RenderOptions(jobs=1))
    acting.join()
    outcome = render(own, PLAN, PERIOD, agencies=FEW)
    assert (len(outcome.made), outcome.gaps) == (len(FEW), {})


def test_a_broken_notebook_is_refused_before_anything_starts(own: Roots, rendered: Path) -> None:
    path = own.root / "notebooks" / "procedures.ipynb"
    path.write_text(path.read_text("utf-8")[:500], "utf-8")
    with pytest.raises(BrokenNotebook, match="procedures"):
        render(own, PLAN, PERIOD)
    assert contents(own.out / PLAN / PERIOD) == contents(rendered)


def test_a_job_that_kills_its_worker_costs_only_itself(own: Roots) -> None:
    # The cell's parent is the fork server, and the server's parent is the worker.
    source = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "if agency == '02764-xa-din-chin':\n"
        "    with Path(os.environ['CCHC_DATA'], 'attempts').open('a') as log: log.write('x')\n"
        "    stat = Path(f'/proc/{os.getppid()}/stat').read_text()\n"
        "    os.kill(int(stat.rpartition(')')[2].split()[1]), signal.SIGKILL)"
    )
    break_notebook(own, "procedures", source)
    outcome = render(own, PLAN, PERIOD, agencies=FEW)
    assert outcome.gaps == {"02764-xa-din-chin": wording.runs.WORKER_LOST}
    assert set(outcome.made) == {*FEW} - {"02764-xa-din-chin"}
    assert (own.data / "attempts").read_text() == "xx"


@pytest.mark.slow_faults
def test_a_stopped_worker_is_killed(own: Roots, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "START_SECONDS", 15)
    source = (
        "import os, signal, time\n"
        "from pathlib import Path\n"
        "flag = Path(os.environ['CCHC_DATA'], 'stopped')\n"
        "if agency == '02764-xa-din-chin' and not flag.exists():\n"
        "    flag.touch()\n"
        "    stat = Path(f'/proc/{os.getppid()}/stat').read_text()\n"
        "    os.kill(int(stat.rpartition(')')[2].split()[1]), signal.SIGSTOP)\n"
        "    time.sleep(300)"
    )
    break_notebook(own, "procedures", source)
    outcome = render(
        own, PLAN, PERIOD, agencies=FEW, options=RenderOptions(limits=Limits(seconds=5))
    )
    # Tried again alone, it succeeds.
    assert (outcome.gaps, len(outcome.made)) == ({}, len(FEW))
