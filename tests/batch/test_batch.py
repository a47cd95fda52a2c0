"""The batch on real notebooks: complete packets, named gaps, and only stale packets made again."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import helpers
from batches import (
    FEW,
    PERIOD,
    break_notebook,
    change_one_cell,
    contents,
    env_of,
    run_cchc,
    stamps,
    use_notebook,
)
from commands import cchc
from evaluations import PARTS
from helpers import packets
from helpers.batch import timings
from helpers.batch.head import render
from helpers.batch.verify import verify
from helpers.evaluation.evaluate import evaluate
from helpers.evaluation.kept import open_observations
from helpers.plan import Roots
from province import AGENCIES, PLAN, PROJECT, Province

pytestmark = pytest.mark.batch

NOI_VU = "packets/so-noi-vu.html"

# ---------------------------------------------------------------- output of a batch


def test_every_agency_has_its_own_packet(rendered: Path) -> None:
    assert sorted(p.stem for p in (rendered / "packets").iterdir()) == sorted(AGENCIES)
    for path in (rendered / "packets").iterdir():
        assert packets.identity_of(path.read_bytes())["agency"] == path.stem
    assert packets.identity_of((rendered / "province.html").read_bytes())["agency"] == "lao-cai"


def test_two_communes_of_the_same_name_have_different_packets(rendered: Path) -> None:
    pages = {
        code: (rendered / "packets" / f"{code}-xa-thanh-binh.html").read_text("utf-8")
        for code in ("02779", "03022")
    }
    assert "UBND xã Thanh Bình, huyện Mường Khương" in pages["02779"]
    assert "UBND xã Thanh Bình, thị xã Sa Pa" in pages["03022"]
    assert "thị xã Sa Pa" not in pages["02779"]
    assert "Mường Khương" not in pages["03022"]


def test_the_months_of_every_agency_sum_up_to_its_form(small_province: Province) -> None:
    plan, period = small_province.plan, small_province.plan.periods[PERIOD]
    observations = open_observations(plan, period, small_province.roots.data)
    assert observations is not None
    for agency in (*AGENCIES, plan.province.id):
        evaluation = evaluate(plan, observations, agency)
        form, months = evaluation.dossiers, evaluation.months
        assert form is not None
        assert sum(month.received for month in months) == form.c4 + form.c5
        assert sum(month.resolved for month in months) == form.c7
        assert sum(month.late for month in months) == form.c10
    assert sum(month.resolved for month in months) > 1000


def test_every_output_from_simulated_figures_is_marked(rendered: Path) -> None:
    for path in [*rendered.glob("*.html"), *rendered.glob("packets/*.html")]:
        assert "SỐ LIỆU MÔ PHỎNG" in path.read_text("utf-8"), path.name


def test_coverage_has_a_row_for_each_agency_and_notebook(rendered: Path) -> None:
    with (rendered / "coverage.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {(r["agency"], r["notebook"]) for r in rows} == {
        (agency, name) for agency in AGENCIES for name in PARTS
    }
    assert {r["state"] for r in rows} <= {"rendered", "excused"}


def test_sha256sum_can_check_the_manifest(rendered: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--strict", "--quiet", "-c", "MANIFEST.sha256"], cwd=rendered
    )
    assert done.returncode == 0
    assert verify(rendered) == ()


def test_no_output_contains_a_path_or_details_of_the_run(
    rendered: Path, session_folder: Path
) -> None:
    for name, content in contents(rendered).items():
        assert str(session_folder).encode() not in content, name
        assert str(PROJECT).encode() not in content, name
    left = [p.name for p in rendered.parent.iterdir()]
    assert sorted(left) == [f".{PERIOD}.lock", f".{PERIOD}.published", PERIOD]


def test_an_unchanged_period_writes_nothing(small_province: Province, rendered: Path) -> None:
    before = stamps(rendered.parent)
    outcome = render(small_province.roots, PLAN, PERIOD)
    assert (outcome.made, outcome.kept) == ((), len(AGENCIES) + 1)
    after = stamps(rendered.parent)
    assert {k: v for k, v in after.items() if not k.endswith(".lock")} == {
        k: v for k, v in before.items() if not k.endswith(".lock")
    }


# ---------------------------------------------------------------- what changed


def test_one_changed_cell_remakes_only_the_packets_that_show_it(own: Roots) -> None:
    folder = own.out / PLAN / PERIOD
    before, old = stamps(folder), contents(folder)
    change_one_cell(own)
    outcome = render(own, PLAN, PERIOD)
    after, new = stamps(folder), contents(folder)
    changed = {name for name in new if new[name] != old.get(name)}
    assert {n for n in after if after[n] != before.get(n)} == changed
    # Only the pages that were made again differ.
    assert set(outcome.made) == {a for a, page in shown(new).items() if page != shown(old)[a]}
    assert "02764-xa-din-chin" in outcome.made
    # The district shows the sum of its communes, the province the total; a department neither.
    assert {"083-huyen-muong-khuong", "lao-cai"} <= set(outcome.made)
    assert "so-noi-vu" not in outcome.made
    assert outcome.kept == len(AGENCIES) + 1 - len(outcome.made)


def shown(files: dict[str, bytes]) -> dict[str, bytes]:
    """Each agency's page without the digest of its evaluation, its seal and its code."""
    pages = {n: c for n, c in files.items() if n.startswith("packets/") or n == "province.html"}
    return {
        packets.identity_of(page)["agency"]: re.sub(rb"[0-9a-f]{64}|code\">[0-9a-f]{16}", b"", page)
        for page in pages.values()
    }


def test_an_unchanged_period_is_recognised_by_its_key(own: Roots) -> None:
    before = stamps(own.root)
    program = (
        "import sys; sys.argv = ['cchc', 'render', '--period', '2022-FY']\n"
        "from helpers.cli import run\n"
        "code = run.run()\n"
        "slow = {'papermill', 'nbconvert', 'nbformat', 'nbclient'} & set(sys.modules)\n"
        "sys.exit(' '.join(slow) or code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=env_of(own), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert f"giữ nguyên {len(AGENCIES) + 1} phiếu" in done.stderr
    # Not even a lock next to the folder or a log among the data.
    assert stamps(own.root) == before


@pytest.mark.parametrize(
    "place", ["ledger", "MANIFEST.sha256", NOI_VU, "results.csv", "added.html"]
)
def test_outputs_changed_by_hand_are_made_again(own: Roots, rendered: Path, place: str) -> None:
    folder = own.out / PLAN / PERIOD
    with (folder / place).open("ab") as file:
        file.write(b" ")
    edited = (folder / place).read_bytes()
    outcome = render(own, PLAN, PERIOD)
    assert outcome.made == (("so-noi-vu",) if "so-noi-vu" in place else ())
    # What people edited or added stays, out of the place of ours; records are not edited by people.
    aside = {"results.csv": "results.csv.sua-tay-1", f"{NOI_VU}": f"{NOI_VU}.sua-tay-1"}.get(place)
    theirs = {aside or place: edited} if aside or place == "added.html" else {}
    assert contents(folder) == {**contents(rendered), **theirs}
    assert (outcome.aside, outcome.foreign) == ({place: aside} if aside else {}, tuple(theirs))


def test_packets_outside_the_selection_are_not_assumed_current(own: Roots) -> None:
    folder = own.out / PLAN / PERIOD
    with (folder / "packets" / "so-noi-vu.html").open("ab") as file:
        file.write(b" ")
    (folder / "province.html").unlink()
    assert render(own, PLAN, PERIOD, agencies=["03022-xa-thanh-binh"]).made == ()
    named = " ".join(verify(folder))
    assert "packets/so-noi-vu.html" in named
    assert "province.html" in named
    assert render(own, PLAN, PERIOD).made == ("lao-cai", "so-noi-vu")
    (folder / f"{NOI_VU}.sua-tay-1").unlink()
    assert verify(folder) == ()


# ---------------------------------------------------------------- explain and plan-only


def test_explain_gives_the_reason_in_words(own: Roots) -> None:
    folder = own.out / PLAN / PERIOD
    assert "không phải lập lại" in explained(own)

    (folder / "packets" / "02764-xa-din-chin.html").unlink()
    assert "- tệp packets/02764-xa-din-chin.html không còn" in explained(own)
    with (folder / "notebooks" / "02764-xa-din-chin" / "overview.ipynb").open("ab") as file:
        file.write(b" ")
    assert "- tệp notebooks/02764-xa-din-chin/overview.ipynb đã bị thay đổi" in explained(own)

    change_one_cell(own)
    assert "- số liệu hiển thị trong phiếu đã thay đổi" in explained(own)
    assert "không phải lập lại" in explained(own, "so-noi-vu")

    with (own.root / "requirements.lock").open("a") as lock:
        lock.write("# another\n")
    break_notebook(own, "procedures", "1;")
    reasons = explained(own, "so-noi-vu").splitlines()[1:]
    assert reasons == [
        "- danh sách thư viện (requirements.lock) đã thay đổi",
        "- sổ tính procedures.ipynb đã thay đổi",
    ]
    (folder / "ledger").unlink()
    assert "chưa lập lần nào" in explained(own)
    done = cchc("explain", "xa-99999", "--period", PERIOD, env=env_of(own))
    assert (done.returncode, done.stdout) == (2, "")
    assert "«xa-99999»" in done.stderr


def test_using_every_notebook_makes_no_packet_stale(own: Roots) -> None:
    """As JupyterLab leaves them: run, saved, an agency in the cell of parameters."""
    before = stamps(own.out)
    for path in (own.root / "notebooks").glob("*.ipynb"):
        use_notebook(path)
    done = cchc("render", "--period", PERIOD, "--plan-only", env=env_of(own))
    assert (done.returncode, done.stdout) == (0, "")
    assert "Không phải lập phiếu nào" in done.stderr
    done = cchc("render", "--period", PERIOD, env=env_of(own))
    assert done.returncode == 0 and f"Đã lập 0 phiếu; giữ nguyên {len(AGENCIES) + 1}" in done.stderr
    assert stamps(own.out) == before


def explained(roots: Roots, agency: str = "02764-xa-din-chin") -> str:
    """The output of `cchc explain`."""
    done = cchc("explain", agency, "--period", PERIOD, env=env_of(roots))
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_code_and_templates_are_part_of_every_key(own: Roots, tmp_path: Path) -> None:
    package = tmp_path / "elsewhere" / "helpers"
    shutil.copytree(Path(helpers.__file__).parent, package)
    with (package / "packets" / "templates" / "packet.css").open("a") as style:
        style.write("\n")
    with (package / "evaluation" / "scoring.py").open("a") as module:
        module.write("\n")
    arguments = ["explain", "so-noi-vu", "--period", PERIOD]
    done = subprocess.run(
        [sys.executable, "-c", "from helpers import cli; cli.main()", *arguments],
        env={**env_of(own), "PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines()[1:] == [
        "- mã nguồn của phần mềm đã thay đổi",
        "- mẫu trình bày trang đã thay đổi",
    ]


def test_plan_only_says_what_would_be_made_and_writes_nothing(own: Roots) -> None:
    done = run_cchc(own, "render", "--period", PERIOD, "--plan-only")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Không phải lập phiếu nào" in done.stderr

    (own.out / PLAN / PERIOD / "packets" / "so-noi-vu.html").unlink()
    before = stamps(own.root)
    done = run_cchc(own, "render", "--period", PERIOD, "--plan-only")
    assert done.returncode == 0
    assert done.stdout == "so-noi-vu: tệp packets/so-noi-vu.html không còn\n"
    assert f"Sẽ lập 1 trong {len(AGENCIES) + 1} phiếu" in done.stderr
    assert re.search(r"ước tính khoảng .*giây", done.stderr)
    everything = run_cchc(own, "render", "--period", PERIOD, "--plan-only", "--force")
    assert len(everything.stdout.splitlines()) == len(AGENCIES) + 1
    assert stamps(own.root) == before


def test_the_estimate_comes_from_earlier_batches(tmp_path: Path) -> None:
    log = tmp_path / "log" / "timings.jsonl"
    assert timings.estimate(log, "warm 2", 10) is None
    timings.keep(log, timings.Timing("warm 2", 1, 4.0, 4.0))
    assert timings.estimate(log, "warm 2", 1) == 4.0
    assert timings.estimate(log, "warm 2", 10) is None
    timings.keep(log, timings.Timing("warm 2", 11, 6.0, 16.0))
    timings.keep(log, timings.Timing("standard 2", 11, 60.0, 600.0))
    log.write_text(log.read_text() + "{torn", "utf-8")
    # The first packet takes 5 s (between 4 and 6), each further one a second.
    assert timings.estimate(log, "warm 2", 10) == 5.0 + 9 * 1.0


def test_a_signature_file_of_the_manifest_is_kept(own: Roots) -> None:
    folder = own.out / PLAN / PERIOD
    signature = folder / "MANIFEST.sha256.p7s"
    signature.write_bytes(b"signed by people")
    assert verify(folder) == ()
    assert render(own, PLAN, PERIOD).foreign == ()
    assert signature.read_bytes() == b"signed by people"


# ---------------------------------------------------------------- faults


def test_packets_outside_the_selection_are_not_reported_as_kept(own: Roots) -> None:
    folder = own.out / PLAN / PERIOD
    (folder / "ledger").unlink()
    outcome = render(own, PLAN, PERIOD, agencies=FEW[:1])
    assert (outcome.made, outcome.kept, outcome.left) == (FEW[:1], 0, len(AGENCIES))
    assert render(own, PLAN, PERIOD, agencies=FEW[:1]).kept == 1
